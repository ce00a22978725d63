"""The only writer: puts the files of the site into the output folder, and takes away those that are no longer made.

Files are written to a staging folder first and renamed into place only when all of them could be made, so a build that
fails leaves the old site as it was. Unchanged files are left alone, their times too. Stale files go after the new ones
stand; the manifest comes last and lists what is ours: nothing else in the folder is ever touched.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from minmetals_site.errors import OutputError, PageError, Place

__all__ = ["MANIFEST", "OutputFile", "Published", "append_text", "publish"]

MANIFEST = "manifest-sha256.txt"
"""As `sha256sum -c` reads it."""
_STAGING = ".minmetals-site"
"""In the output folder while a build writes to it: staged files, and the lock."""


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
        OutputError: if the folder cannot be written, another build is writing to it, or it holds things that are no
            site of ours; nothing has been changed then.
    """
    place = Place(output.as_posix())
    try:
        with _locked(output, place) as staging:
            return _publish(files, output, staging)
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else output.name
        raise OutputError(
            place, f"{name} cannot be written ({error.strerror})", "Name a folder that can be written with --output."
        ) from error


@contextmanager
def _locked(output: Path, place: Place) -> Iterator[Path]:
    staging = output / _STAGING
    if output.is_dir() and any(output.iterdir()) and not (output / MANIFEST).is_file() and not staging.is_dir():
        raise OutputError(
            place,
            "the folder holds files, and no site made by this program",
            "Name an empty or a new folder with --output.",
        )
    staging.mkdir(parents=True, exist_ok=True)
    lock = FileLock(staging / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(place, "another build is writing to this folder", "Wait until it has ended.") from error
    try:
        yield staging
    finally:
        lock.release()
        # only an empty folder goes: where the build failed before its first manifest, the folder still says "ours"
        if (output / MANIFEST).is_file():
            shutil.rmtree(staging, ignore_errors=True)


def _publish(files: Iterable[OutputFile], output: Path, staging: Path) -> Published:
    staged = staging / "files"
    shutil.rmtree(staged, ignore_errors=True)
    digests: dict[str, str] = {}
    changed: list[str] = []
    for file in files:
        _check_path(file.path, digests)
        digests[file.path] = hashlib.sha256(file.data).hexdigest()
        if not _is_same(output / file.path, file.data):
            _write(staged / file.path, file.data)
            changed.append(file.path)
    stale = [path for path in _owned(output) if path not in digests]
    for path in changed:
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged / path, target)
    for path in stale:
        _remove(output, path)
    manifest = "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()
    if not _is_same(output / MANIFEST, manifest):
        _write(staged / MANIFEST, manifest)
        os.replace(staged / MANIFEST, output / MANIFEST)
    return Published(written=len(changed), unchanged=len(digests) - len(changed), removed=len(stale))


def _check_path(path: str, known: dict[str, str]) -> None:
    parts = path.split("/")
    if path in known or any(part in {"", ".", ".."} for part in parts) or "\\" in path or parts[0] == _STAGING:
        raise PageError(Place(path), "the path is not one that can be published", "This is a fault of the program.")


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


def _owned(output: Path) -> list[str]:
    """Return the paths in the manifest of the last build, without any that a stranger could have put there."""
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    paths = [line[66:] for line in lines if len(line) > 66]  # noqa: PLR2004  # 64 figures and two spaces
    return [path for path in paths if not any(part in {"", ".", ".."} for part in path.split("/"))]


def _remove(output: Path, path: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    (output / path).unlink(missing_ok=True)
    for folder in (output / path).parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def append_text(file: Path, text: str) -> bool:
    """Add text at the end of a file of the content folder; return False where the folder cannot be written."""
    try:
        with file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError:
        return False
    return True
