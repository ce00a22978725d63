"""The only writer: puts the files of the site into the output folder, and takes away those that are no longer made.

Files are written to a staging folder first, by as many processes as there are, and renamed into place only when all of
them could be made, so a build that fails leaves the old site as it was. Unchanged files are left alone, their times
too. Stale files go after the new ones stand; the manifest comes last and lists what is ours. Nothing else in the folder
is ever touched, and where it stands in the way nothing is changed at all.

Before the first renaming a journal is written of all that is ours or about to be. A build that was killed leaves it
behind, so the next one knows whose the files are that the manifest does not list yet.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from filelock import FileLock, Timeout

from minmetals_site.errors import OutputError, PageError, Place, quoted

__all__ = [
    "JOURNAL",
    "MANIFEST",
    "OutputFile",
    "Printed",
    "Publication",
    "Published",
    "append_text",
    "check_paths",
    "listed_paths",
    "open_publication",
    "publish",
    "stage",
]

MANIFEST = "manifest-sha256.txt"
"""As `sha256sum -c` reads it."""
_STAGING = ".minmetals-site"
"""In the output folder while a build writes to it: staged files, the journal and the lock."""
JOURNAL = f"{_STAGING}/journal"
"""Written as the manifest is, while a build puts its files in place; the figures of what is to go are zeros."""
_LINE = re.compile(r"[0-9a-f]{64}  (?P<path>.+)")
"""Matches a line of the manifest; refuses one whose figures are cut off."""
_ELSEWHERE = "Name another folder with --output."


class OutputFile(NamedTuple):
    """A file of the site."""

    path: str
    """Below the output folder, with forward slashes."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a build did to the output folder."""

    written: int
    unchanged: int
    removed: int


class Printed(NamedTuple):
    """A file of the site that was made, and what the disk says of it: staged where it is new, else in its place."""

    sha256: bytes
    size: int
    modified: int
    """Nanoseconds since 1970."""
    serial: int
    """Of the file on its disk."""
    is_new: bool
    """Whether the output folder holds other bytes, or none, under its path."""


def publish(files: Iterable[OutputFile], output: Path) -> Published:
    """Write the site's files into the folder, which then holds them and what else was in it, and no more of ours.

    Raises:
        OutputError, PageError: as `open_publication` and `Publication.commit` do; nothing has been changed then.
    """
    with open_publication(output) as publication:
        printed: list[tuple[str, Printed]] = []
        for file in files:
            _check_path(file.path)
            printed.append((file.path, stage(publication.staged, output, file)))
        check_paths([path for path, _ in printed])
        digests = {path: file.sha256 for path, file in printed}
        return publication.commit(digests, [path for path, file in printed if file.is_new])


@contextmanager
def open_publication(output: Path) -> Iterator["Publication"]:
    """Yield the output folder, made where there is none and locked, for a site to be put into it.

    Raises:
        OutputError: if the folder cannot be written, another build is writing to it, or it holds things that are no
            site of ours; and whatever of the disk's own fails while it is open.
        PageError: if a file from elsewhere cannot be read while it is open.
    """
    try:
        with _locked(output, Place(output.as_posix())) as staging:
            shutil.rmtree(staging / "files", ignore_errors=True)
            yield Publication(output, staging)
    except OSError as error:
        raise _failure(error, output) from error


def stage(staged: Path, output: Path, file: OutputFile, known: bytes | None = None) -> Printed:
    """Write a file to the staging folder, unless its bytes are in the output folder already.

    `known` is the digest of the file that is there now, if the caller is sure of it; else it is read.
    """
    sha256 = hashlib.sha256(file.data).digest()
    if known == sha256 or (known is None and _is_same(output / file.path, file.data)):
        return _printed(os.stat(f"{output}/{file.path}"), sha256, is_new=False)  # noqa: PTH116  # see below
    # Plain strings and numbers: at 30,000 files a build, Path objects and buffers would cost a second.
    name = f"{staged}/{file.path}"
    try:
        number = os.open(name, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(name))  # noqa: PTH120
        number = os.open(name, _NEW_FILE, 0o666)
    try:
        rest = memoryview(file.data)
        while rest:
            rest = rest[os.write(number, rest) :]
        return _printed(os.fstat(number), sha256, is_new=True)
    finally:
        os.close(number)


def _make_folder(folder: str) -> None:
    """Make a folder, of which mostly the one above is there: each capture has a folder of its own."""
    try:
        os.mkdir(folder)  # noqa: PTH102  # as in `stage`
    except FileExistsError:  # another process was quicker
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _printed(stat: os.stat_result, sha256: bytes, *, is_new: bool) -> Printed:
    return Printed(sha256, stat.st_size, stat.st_mtime_ns, stat.st_ino, is_new)


class Publication:
    """An output folder that is locked for this build."""

    def __init__(self, output: Path, staging: Path) -> None:
        self.staged = staging / "files"
        self._output = output
        self._staging = staging
        self._owned: set[str] | None = None

    def own(self, paths: Iterable[str], manifest: bytes) -> None:
        """Take it as known what the site in the folder consists of, if its manifest has this SHA-256 digest.

        To read 30,000 lines that a stranger may have written takes a tenth of a second, their digest none.
        """
        with suppress(OSError):
            if not (self._output / JOURNAL).exists() and self.manifest_digest() == manifest:
                self._owned = set(paths)

    def manifest_digest(self) -> bytes:
        """Return the SHA-256 digest of the manifest that is there now."""
        return hashlib.sha256((self._output / MANIFEST).read_bytes()).digest()

    def commit(self, digests: Mapping[str, bytes], changed: Sequence[str]) -> Published:
        """Put what was staged into its place.

        `digests` are those (SHA-256) of all files of the site, by path; `changed` are the paths that were staged.

        Raises:
            OutputError: if something that is not ours stands in the way; nothing has been changed then. Where the disk
                fails while files are renamed, the next build completes what this one began.
        """
        output = self._output
        owned = _owned(output) if self._owned is None else self._owned
        if owned or not self._is_empty():
            _check_room(output, changed, _folders(changed), owned)
        stale = sorted(owned - digests.keys())
        manifest = _listed({path: digests[path].hex() for path in sorted(digests)})
        if changed or stale or not _is_same(output / MANIFEST, manifest):
            (self._staging / "new").write_bytes(_listed(dict.fromkeys(stale, "0" * 64)) + manifest)
            (self._staging / "new").replace(output / JOURNAL)
            if changed:
                _move(str(self.staged), str(output))
            claimed = {path.casefold(): path for path in digests} if stale else {}
            for path in stale:
                _remove(output, path, claimed)
            (self._staging / "new").write_bytes(manifest)
            (self._staging / "new").replace(output / MANIFEST)
        (output / JOURNAL).unlink(missing_ok=True)
        return Published(written=len(changed), unchanged=len(digests) - len(changed), removed=len(stale))

    def _is_empty(self) -> bool:
        return all(entry.name == _STAGING for entry in self._output.iterdir())


def _move(staged: str, output: str) -> None:
    """Rename staged files into place; a folder that is not there yet is renamed whole, which saves a call a file."""
    with os.scandir(staged) as entries:
        for entry in list(entries):
            target = f"{output}/{entry.name}"
            if entry.is_dir() and os.path.isdir(target):  # noqa: PTH112  # as in `stage`
                _move(entry.path, target)
            else:
                os.replace(entry.path, target)  # noqa: PTH105


def _failure(error: OSError, output: Path) -> OutputError | PageError:
    """Return what an operating system's error means: a file outside the output folder was read to make a page."""
    file = Path(error.filename) if isinstance(error.filename, str) else output
    if file.is_relative_to(output):
        return OutputError(Place(file.as_posix()), f"it cannot be written ({error.strerror})", _ELSEWHERE)
    what = f"a page could not be made, as the file cannot be read ({error.strerror})"
    return PageError(Place(file.as_posix()), what, "Give the reading rights, and build again.")


@contextmanager
def _locked(output: Path, place: Place) -> Iterator[Path]:
    """Yield the staging folder, which no other build has then; it goes with the lock, unless a journal is in it."""
    is_new = not output.exists()
    if not is_new and not _is_ours(output):
        raise OutputError(place, "the folder holds files, and no site made by this program", _ELSEWHERE)
    staging = output / _STAGING
    staging.mkdir(parents=True, exist_ok=True)
    lock = FileLock(staging / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(place, "another build is writing to this folder", "Wait until it has ended.") from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging / "files", ignore_errors=True)
        if not (output / JOURNAL).exists():
            # While the lock is held: afterwards the folder may be another build's already.
            shutil.rmtree(staging, ignore_errors=True)
        lock.release()
        if is_new and output.is_dir() and not any(output.iterdir()):
            output.rmdir()


def _is_ours(output: Path) -> bool:
    """Return whether a site of ours is there, or one begun, or nothing at all."""
    known = (output / MANIFEST).is_file() or (output / JOURNAL).is_file()
    return known or not output.is_dir() or all(entry.name == _STAGING for entry in output.iterdir())


def _is_path(path: str) -> bool:
    """Return whether it names a file below the output folder that may be ours, on any system."""
    parts = path.split("/")
    return (
        path.isprintable()
        and not set(path) & {"\\", ":"}
        and not any(part in {"", ".", ".."} for part in parts)
        and parts[0] != _STAGING
        and path != MANIFEST
    )


_PLAIN_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""Fits nearly all paths of a site, in a fifth of the time that looking at their parts takes; refuses `a/../b`."""


def check_paths(paths: Sequence[str], checked: AbstractSet[str] = frozenset()) -> None:
    """Look whether a site can have these paths, on a disk that does not tell capitals apart either.

    Of those that are `checked`, each for itself is known to be one that can be published.

    Raises:
        PageError: if one cannot be published, or two are the same.
    """
    for path in paths:
        if path not in checked:
            _check_path(path)
    names = list(map(str.casefold, paths))
    if len(set(names)) == len(names):
        return
    first: dict[str, str] = {}
    for name, path in zip(names, paths, strict=True):
        if name in first:
            what = f"two files of the site have this path, the other as {quoted(first[name])}"
            raise PageError(Place(path), what, "Give one of the pages another name.")
        first[name] = path


def _check_path(path: str) -> None:
    if path == MANIFEST or not (_PLAIN_PATH.fullmatch(path) or _is_path(path)):
        raise PageError(Place(path), "the path is not one that can be published", "This is a fault of the program.")


def _check_room(output: Path, changed: Iterable[str], folders: Iterable[str], owned: set[str]) -> None:
    """Raise where something that is not ours stands where a file of the site, or a folder for it, should be."""
    ours = {path.casefold() for path in owned}
    for path in changed:
        target = output / path
        if os.path.lexists(target) and (path.casefold() not in ours or target.is_dir()):
            raise _in_the_way(target)
    for path in folders:
        folder = output / path
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise _in_the_way(folder)


def _folders(paths: Iterable[str]) -> list[str]:
    """Return every folder that one of the files is in, outer ones first."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(found)


def _in_the_way(found: Path) -> OutputError:
    what = "it stands where the site has a file or a folder, and was not made by this program"
    return OutputError(Place(found.as_posix()), what, f"Move it away. {_ELSEWHERE}")


def _is_same(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _listed(digests: dict[str, str]) -> bytes:
    return "".join([f"{digest}  {path}\n" for path, digest in digests.items()]).encode()


def listed_paths(output: Path, name: str = MANIFEST) -> set[str]:
    """Return the paths that the manifest lists, but none that a stranger slipped in."""
    try:
        lines = (output / name).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return set()
    return {match["path"] for line in lines if (match := _LINE.fullmatch(line)) and _is_path(match["path"])}


def _owned(output: Path) -> set[str]:
    """Return the paths of the last manifest and of a journal left behind."""
    return listed_paths(output) | listed_paths(output, JOURNAL)


def _remove(output: Path, path: str, claimed: dict[str, str]) -> None:
    """Remove a file of ours and the folders that it leaves empty; whatever else now stands there is not ours.

    The folders go also where the file is not there: a build that was killed may have made or removed no more than that.
    """
    file = output / path
    folders = [output / parent for parent in PurePosixPath(path).parents[:-1]]
    if any(folder.is_symlink() for folder in folders):
        return
    if os.path.lexists(file) and not _is_taken(file, output, claimed.get(path.casefold())):
        file.unlink()
    for folder in folders:
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return


def _is_taken(file: Path, output: Path, new: str | None) -> bool:
    """Return whether a folder of the user's, or a new file whose name differs in capitals alone, has the place now."""
    return (file.is_dir() and not file.is_symlink()) or (new is not None and file.samefile(output / new))


def append_text(file: Path, text: str) -> bool:
    """Add lines at the end of a file of the content folder; return False, and leave it as it was, where that fails."""
    try:
        with file.open("a+b", buffering=0) as stream:
            end = stream.seek(0, os.SEEK_END)
            stream.seek(max(end - 1, 0))
            data = text.encode() if stream.read(1) in {b"", b"\n"} else b"\n" + text.encode()
            if stream.write(data) != len(data):  # the disk is full: half a line would be a damaged file
                stream.truncate(end)
                return False
    except OSError:
        return False
    return True
