"""The only writer: puts the files of the site into the output folder, and takes away those that are no longer made.

Files are written to a staging folder first and renamed into place only when all of them could be made, so a build that
fails leaves the old site as it was. Unchanged files are left alone, their times too. Stale files go after the new ones
stand; the manifest comes last and lists what is ours. Nothing else in the folder is ever touched, and where it stands
in the way nothing is changed at all.

Before the first renaming a journal is written of all that is ours or about to be. A build that was killed leaves it
behind, so the next one knows whose the files are that the manifest does not list yet.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from filelock import FileLock, Timeout

from minmetals_site.errors import OutputError, PageError, Place

__all__ = ["MANIFEST", "OutputFile", "Published", "append_text", "publish"]

MANIFEST = "manifest-sha256.txt"
"""As `sha256sum -c` reads it."""
_STAGING = ".minmetals-site"
"""In the output folder while a build writes to it: staged files, the journal and the lock."""
_JOURNAL = f"{_STAGING}/journal"
"""Written as the manifest is; the figures of what is to go are zeros."""
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


def publish(files: Iterable[OutputFile], output: Path) -> Published:
    """Write the site's files into the folder, which then holds them and what else was in it, and no more of ours.

    Raises:
        OutputError: if the folder cannot be written, another build is writing to it, it holds things that are no site
            of ours, or one of them stands where a file of the site should be; nothing has been changed then. Where the
            disk fails while files are renamed, the next build completes what this one began.
        PageError: if a path cannot be published, is claimed twice, or `files` finds that a file cannot be read;
            nothing has been changed then.
    """
    place = Place(output.as_posix())
    try:
        with _locked(output, place) as staging:
            return _publish(files, output, staging / "files")
    except OSError as error:
        raise _failure(error, output) from error


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
        if not (output / _JOURNAL).exists():
            # While the lock is held: afterwards the folder may be another build's already.
            shutil.rmtree(staging, ignore_errors=True)
        lock.release()
        if is_new and output.is_dir() and not any(output.iterdir()):
            output.rmdir()


def _is_ours(output: Path) -> bool:
    """Return whether a site of ours is there, or one begun, or nothing at all."""
    known = (output / MANIFEST).is_file() or (output / _JOURNAL).is_file()
    return known or not output.is_dir() or all(entry.name == _STAGING for entry in output.iterdir())


def _publish(files: Iterable[OutputFile], output: Path, staged: Path) -> Published:
    shutil.rmtree(staged, ignore_errors=True)
    owned = _owned(output)
    digests: dict[str, str] = {}
    changed: list[str] = []
    claimed: dict[str, str] = {}
    for file in files:
        _claim(file.path, claimed)
        digests[file.path] = hashlib.sha256(file.data).hexdigest()
        if not _is_same(output / file.path, file.data):
            _write(staged / file.path, file.data)
            changed.append(file.path)
    folders = _folders(changed)
    _check_room(output, changed, folders, owned)
    stale = sorted(owned - digests.keys())
    _write(staged / MANIFEST, _listed(digests))
    _write(staged / _JOURNAL, _listed(dict.fromkeys(stale, "0" * 64) | digests))
    if changed or stale or not _is_same(output / MANIFEST, _listed(digests)):
        (staged / _JOURNAL).replace(output / _JOURNAL)
        for folder in folders:
            (output / folder).mkdir(exist_ok=True)
        for path in changed:
            (staged / path).replace(output / path)
        for path in stale:
            _remove(output, path, claimed)
        (staged / MANIFEST).replace(output / MANIFEST)
    (output / _JOURNAL).unlink(missing_ok=True)
    return Published(written=len(changed), unchanged=len(digests) - len(changed), removed=len(stale))


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


def _claim(path: str, claimed: dict[str, str]) -> None:
    """Set down a path by its small letters; raise where it cannot be published, or a disk might take it for another."""
    if not _is_path(path):
        raise PageError(Place(path), "the path is not one that can be published", "This is a fault of the program.")
    if path.casefold() in claimed:
        raise PageError(Place(path), "two files of the site have this path", "This is a fault of the program.")
    claimed[path.casefold()] = path


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


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _listed(digests: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _owned(output: Path) -> set[str]:
    """Return the paths of the last manifest and of a journal left behind, but none that a stranger slipped in."""
    owned: set[str] = set()
    for name in (MANIFEST, _JOURNAL):
        try:
            lines = (output / name).read_text("utf-8", errors="replace").split("\n")
        except OSError:
            continue
        owned.update(match["path"] for line in lines if (match := _LINE.fullmatch(line)) and _is_path(match["path"]))
    return owned


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
