"""Walks the content folder: which file is a capture, which corrects one, which is neither, and what is known of each.

Nothing is read here but names and what the file system says of a file; nothing outside the folder is looked at. The
files come in the order of their paths, whatever order the disk gives them in.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from minmetals_site.errors import Place, Problem, SettingsError

__all__ = [
    "CONFIGURATION",
    "CORRECTION_ENDINGS",
    "REGISTER",
    "CaptureFile",
    "Found",
    "Stat",
    "Survey",
    "find_register",
    "stem",
    "survey",
]

CONFIGURATION = {
    "site.yaml": "settings of the site",
    "vocabulary.yaml": "names that the tagger looks for",
}
"""Files at the top of the content folder that are no captures, and what they are."""
REGISTER = "permalinks.tsv"
"""The build's own file in the content folder: as an input it would make the second ledger differ from the first."""
CORRECTION_ENDINGS = (".yaml", ".yml")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


class Stat(NamedTuple):
    """What the file system says of a file; where all of it is the same, the bytes are taken to be."""

    size: int
    modified: int
    """Nanoseconds since 1970."""
    changed: int
    """Of the file's bytes, name or rights, in nanoseconds since 1970: no program can set this clock back."""
    serial: int
    """Of the file on its disk: another file that was moved into its place has another."""

    @classmethod
    def of(cls, file: os.DirEntry[str] | Path) -> "Stat":
        """Return what is known of a file, or of what a link leads to."""
        stat = file.stat()
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


_UNKNOWN = Stat(0, 0, 0, 0)


class Found(NamedTuple):
    """One file of the content folder."""

    path: str
    """Relative to the folder, with forward slashes, in Unicode's composed form."""
    file: str
    """Where it is on this disk, under the name that the disk has."""
    stat: Stat = _UNKNOWN
    """Of a file that is read."""
    refusal: Problem | None = None
    """Why it is not read, where that is a problem."""
    ignored: str = ""
    """Why it is not read, where that is none."""


class CaptureFile(NamedTuple):
    """A capture with the file beside it that corrects it."""

    found: Found
    correction: Found | None


class Survey(NamedTuple):
    """Every file of the content folder but the register of permalinks, by what it is for."""

    register: Found | None
    found: tuple[Found, ...]
    """All of them, by path."""
    captures: tuple[CaptureFile, ...]
    """By path."""
    corrections: dict[str, Found]
    """The files that correct captures, by the name that they share with them, without the ending."""


def survey(content: Path) -> Survey:
    """Return all files below the content folder.

    Raises:
        SettingsError: if there is no such folder.
    """
    if not content.is_dir():
        raise SettingsError(
            Place(content.as_posix()), "there is no such folder", "Name the folder of captures with --content."
        )
    every = list(_distinct(sorted(_walk(str(content), content.resolve()), key=lambda found: (found.path, found.file))))
    found = tuple([file for file in every if file.path != REGISTER])
    readable = [file for file in found if _is_readable(file)]
    corrections: dict[str, Found] = {}
    for file in readable:
        if _is_correction(file):
            corrections.setdefault(stem(file.path), file)  # `.yaml` stands before `.yml`
    captures = [
        CaptureFile(file, corrections.get(stem(file.path)) if corrections else None)
        for file in readable
        if not _is_correction(file)
    ]
    register = next((file for file in every if file.path == REGISTER), None)
    return Survey(register, found, tuple(captures), corrections)


def find_register(content: Path) -> Found | None:
    """Return the register as it is now: the build itself may have written to it since the survey."""
    file = content / REGISTER
    return Found(REGISTER, str(file), Stat.of(file)) if file.is_file() else None


def stem(path: str) -> str:
    """Return the path without its last ending: what a capture and its corrections have in common.

    >>> stem("news/a.b.txt"), stem("news/.hidden")
    ('news/a.b', 'news/.hidden')
    """
    return str(PurePosixPath(path).with_suffix(""))


def _is_readable(file: Found) -> bool:
    return not file.refusal and not file.ignored and file.path not in CONFIGURATION


def _is_correction(file: Found) -> bool:
    return file.path.lower().endswith(CORRECTION_ENDINGS) and PurePosixPath(file.path).suffix != ""


def _distinct(files: Iterable[Found]) -> Iterator[Found]:
    """Yield the files; of two whose names differ in their Unicode form alone, the second as a problem."""
    taken: set[str] = set()
    for file in files:
        if file.path in taken and not file.ignored:
            what = "another file has this name, written in another Unicode form"
            yield _refused(file.path, file.file, what, "Give one of the two another name.")
        else:
            yield file
        taken.add(file.path)


def _walk(folder: str, root: Path, below: str = "") -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        what = f"the folder cannot be read ({error.strerror})"
        yield _refused(below.rstrip("/"), folder, what, "Give the reading rights.")
        return
    for entry in listed:
        path = below + _composed(entry.name)
        if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FILES or entry.name.endswith("~"):
            yield Found(path, entry.path, ignored="hidden, or made by an operating system or editor")
        elif entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            yield _refused(path, entry.path, "the link leads out of the content folder", "Put a copy in its place.")
        elif entry.is_dir():
            if entry.is_symlink():
                yield Found(path, entry.path, ignored="a link to a folder, whose files are read where they are")
            else:
                yield from _walk(entry.path, root, f"{path}/")
        elif entry.is_file():
            yield Found(path, entry.path, Stat.of(entry))
        else:
            yield Found(path, entry.path, ignored="neither a file nor a folder")


def _composed(name: str) -> str:
    """Return a file's name in Unicode's composed form, as text that can be written.

    A name that is not UTF-8 has its odd bytes spelled out.
    """
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", errors="backslashreplace"))


def _refused(path: str, file: str, what: str, mend: str) -> Found:
    return Found(path, file, refusal=Problem(Place(path), what, mend))
