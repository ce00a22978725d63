"""What stands in the output folder, and what the manifest says should stand there."""

import os
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from minmetals_site.check.faults import Fault, quoted_address
from minmetals_site.check.html_page import Page, parse_page, quick_ids
from minmetals_site.errors import quoted
from minmetals_site.publish import MANIFEST

__all__ = ["Inventory", "Manifest", "Pages", "read_inventory", "read_manifest"]

_BUILD = "Build the site again."
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
"""Matches a line of the manifest as `sha256sum` writes it; refuses one whose figures are cut off."""


class Manifest(NamedTuple):
    """The manifest of a site."""

    digests: dict[str, tuple[str, int]]
    """SHA-256 in hexadecimal figures, and the manifest's line, by path."""
    faults: list[Fault]
    """Lines that say nothing, or say it again."""


def read_manifest(output: Path) -> Manifest:
    """Return what the manifest says.

    Raises:
        OSError: if it cannot be read.
    """
    digests: dict[str, tuple[str, int]] = {}
    faults = []
    data = (output / MANIFEST).read_bytes()
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n")[:-1], 1):
        match = _LINE.fullmatch(line)
        if match is None:
            faults.append(Fault(number, f"{quoted(line)} is no line of a manifest", _BUILD))
        elif match[2] in digests:
            faults.append(
                Fault(number, f"{quoted_address(match[2])} stands in line {digests[match[2]][1]} already", _BUILD)
            )
        else:
            digests[match[2]] = (match[1], number)
    if data and not data.endswith(b"\n"):
        faults.append(Fault(len(digests) + len(faults) + 1, "the manifest breaks off within a line", _BUILD))
    return Manifest(digests, faults)


class Inventory:
    """The files of a site as they stand on the disk."""

    def __init__(self, root: Path, files: frozenset[str], odd: Mapping[str, str]) -> None:
        self.root = root
        self.files = files
        self.odd = odd
        """What is neither a plain file nor a folder, or cannot be looked into: its path, and what it is."""

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that a file is in; the topmost is the empty path."""
        found = {""}
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def by_folded(self) -> dict[str, str]:
        """The files by their paths without regard to capitals."""
        return {path.casefold(): path for path in sorted(self.files, reverse=True)}

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: if it cannot be read.
        """
        return Path(f"{self.root}/{path}").read_bytes()


def read_inventory(root: Path) -> Inventory:
    """Return what stands in the folder, but for names that begin with a point: those are the host's own."""
    files: set[str] = set()
    odd: dict[str, str] = {}
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(f"{root}/{below}") as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    path = below + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{path}/")
                    elif entry.is_file(follow_symlinks=False):
                        files.add(path)
                    else:
                        odd[path] = "a symbolic link" if entry.is_symlink() else "neither a file nor a folder"
        except OSError as error:
            odd[below.rstrip("/")] = f"a folder that cannot be read ({error.strerror})"
    return Inventory(root, frozenset(files), odd)


class Pages:
    """The pages of a site by path, of which the last few are kept: neighbours point at each other."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self.page = lru_cache(maxsize=64)(self._parsed)
        """Returns a page, parsed; an empty one where it cannot be read."""
        self._quick_ids = lru_cache(maxsize=1024)(self._looked_up)

    def has_id(self, path: str, name: str) -> bool:
        """Return whether a page has an element of this id."""
        return name in self._quick_ids(path) or name in self.page(path).ids

    def _parsed(self, path: str) -> Page:
        return parse_page(self._text(path))

    def _looked_up(self, path: str) -> set[str]:
        return quick_ids(self._text(path))

    def _text(self, path: str) -> str:
        try:
            return self._inventory.read(path).decode("utf-8", "replace")
        except OSError:
            return ""
