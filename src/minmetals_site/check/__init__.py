"""The checks of a built site: everything in the output folder, by what stands there alone.

Nothing of the build is asked, so that a copy on a host, or a site that a later version made, can be checked as well.
The folder is only read. Files are checked one by one by several processes; only names, digests and faults are in
memory at once. An id on another page is looked up there when somebody points at it.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from minmetals_site.check.data_files import Address, base_url_of, reader_of
from minmetals_site.check.faults import Fault, quoted_address
from minmetals_site.check.inventory import Inventory, Manifest, Pages, read_inventory, read_manifest
from minmetals_site.check.links import Links
from minmetals_site.errors import OutputError, Place, Problem, quoted
from minmetals_site.progress import Progress, Silence
from minmetals_site.publish import JOURNAL, MANIFEST
from minmetals_site.workers import Job, Workers

__all__ = ["Checked", "check_site"]

_BUILD = "Build the site again."
_CHUNK = 100
"""Files that are handed to a process at once."""


class Checked(NamedTuple):
    """What the checks of a site came to."""

    problems: tuple[Problem, ...]
    """By place."""
    files: int
    pages: int
    links: int
    """How many addresses were followed, on pages and in data."""
    seconds: float


def check_site(output: Path, *, jobs: int | None = None, progress: Progress | None = None) -> Checked:
    """Return what is wrong with the site in the folder. `jobs` is the number of processes; None for one a core.

    Raises:
        OutputError: if no site of this program is there, or it cannot be read.
    """
    began = time.monotonic()
    manifest = _manifest_of(output)
    inventory = read_inventory(output)
    problems = [_problem(output, path, fault) for path, fault in _faults_of_folder(output, inventory, manifest)]
    paths = sorted(inventory.files - {MANIFEST})
    tools = _Tools(inventory, {path: digest for path, (digest, _) in manifest.digests.items()})
    pages = links = 0
    (progress or Silence()).begin("Checking", len(paths))
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    with Workers(jobs) as workers:
        for place, done in workers.each(Job(_begin, tools, _check_chunk), chunks, alone=len(chunks) == 1):
            problems += [_problem(output, path, fault) for path, fault in done.faults]
            pages += done.pages
            links += done.links
            if progress:
                progress.advance(len(chunks[place]))
    problems.sort(key=lambda problem: (problem.place.file, problem.place.line or 0))
    return Checked(tuple(problems), len(paths) + 1, pages, links, time.monotonic() - began)


def _manifest_of(output: Path) -> Manifest:
    place = Place(output.as_posix())
    if not output.is_dir():
        raise OutputError(place, "there is no such folder", "Build the site, or name its folder with --output.")
    try:
        return read_manifest(output)
    except FileNotFoundError as error:
        what = f"the folder holds no site made by this program: there is no {MANIFEST}"
        raise OutputError(place, what, "Build the site, or name its folder with --output.") from error
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise OutputError(Place((output / MANIFEST).as_posix()), what, "Give the reading rights.") from error


def _problem(output: Path, path: str, fault: Fault) -> Problem:
    return Problem(Place((output / path).as_posix(), fault.line), fault.what, fault.mend)


def _faults_of_folder(output: Path, inventory: Inventory, manifest: Manifest) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with the folder as a whole, each with the path that is meant."""
    for fault in manifest.faults:
        yield MANIFEST, fault
    for path, (_, line) in manifest.digests.items():
        if path not in inventory.files:
            yield MANIFEST, Fault(line, f"the file {quoted_address(path)} is not there", _BUILD)
    for path in inventory.files - manifest.digests.keys() - {MANIFEST}:
        yield path, Fault(None, "the manifest does not list this file", "Take it away if it is not yours.")
    for path, what in inventory.odd.items():
        yield path, Fault(None, f"this is {what}", "Put a copy of the file here, or take it away.")
    names = Counter(path.casefold() for path in inventory.files)
    for path in inventory.files:
        if names[path.casefold()] > 1:
            what = "another file has this name but for capitals, which not every disk tells apart"
            yield path, Fault(None, what, "Give one of them another name.")
    if (output / JOURNAL).exists():
        yield JOURNAL, Fault(None, "a build into this folder was broken off, or has not ended", _BUILD)


# What each process does


class _Tools(NamedTuple):
    """What a process checks files with."""

    inventory: Inventory
    digests: dict[str, str]


class _Chunk(NamedTuple):
    """What became of some files."""

    faults: list[tuple[str, Fault]]
    pages: int
    links: int


class _Checker:
    """Checks the files of a site one by one."""

    def __init__(self, tools: _Tools) -> None:
        self._inventory = tools.inventory
        self._digests = tools.digests
        self._pages = Pages(tools.inventory)
        try:
            base_url = base_url_of(tools.inventory.read("robots.txt"))
        except OSError:
            base_url = None
        self._links = Links(tools.inventory, self._pages, base_url)

    def check(self, path: str) -> tuple[list[Fault], int]:
        """Return what is wrong with a file, and how many addresses it names."""
        try:
            data = self._inventory.read(path)
        except OSError as error:
            return [Fault(None, f"it cannot be read ({error.strerror})", "Give the reading rights.")], 0
        faults = list(self._faults_of_bytes(path, data))
        if path.endswith(".html"):
            found, links = self._check_page(path, data)
        else:
            found, links = self._check_data(path, data)
        return [*faults, *found], links

    def _faults_of_bytes(self, path: str, data: bytes) -> Iterator[Fault]:
        listed = self._digests.get(path)
        if listed and sha256(data).hexdigest() != listed:
            yield Fault(None, "the manifest lists other bytes: the file was changed after the build", _BUILD)

    def _check_page(self, path: str, data: bytes) -> tuple[list[Fault], int]:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return [Fault(line, "the page is not in UTF-8", _BUILD)], 0
        page = self._pages.page(path)
        faults = list(page.faults)
        for reference in page.references:
            fault = self._links.fault_of(path, reference.target, reference.kind)
            if fault:
                faults.append(fault._replace(line=page.lines.at(reference.position)))
        return faults, len(page.references)

    def _check_data(self, path: str, data: bytes) -> tuple[list[Fault], int]:
        read = reader_of(path)
        if read is None:
            return [], 0
        contents = read(data)
        faults = list(contents.faults)
        for address in contents.addresses:
            fault = self._links.fault_of("" if address.from_root else path, address.address, address.kind)
            if fault:
                faults.append(fault._replace(line=address.line))
            elif address.anchors:
                faults += self._faults_of_anchors(address)
        return faults, len(contents.addresses) + sum(len(address.anchors) for address in contents.addresses)

    def _faults_of_anchors(self, address: Address) -> Iterator[Fault]:
        for anchor in address.anchors:
            if not self._links.has_anchor(address.address, anchor):
                yield Fault(
                    address.line, f"the page {quoted_address(address.address)} has no id {quoted(anchor)}", _BUILD
                )


_checkers: list[_Checker] = []
"""That of this process, as the last item: tasks find what they work with nowhere else."""


def _begin(tools: _Tools) -> None:
    _checkers[:] = [_Checker(tools)]


def _check_chunk(paths: Sequence[str]) -> _Chunk:
    (checker,) = _checkers
    faults: list[tuple[str, Fault]] = []
    pages = links = 0
    for path in paths:
        found, named = checker.check(path)
        faults += [(path, fault) for fault in found]
        pages += path.endswith(".html")
        links += named
    return _Chunk(faults, pages, links)
