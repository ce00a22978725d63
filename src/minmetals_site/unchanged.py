"""What can be known without reading or rendering anything: whether a build would change the site at all.

The disk is asked for the names, sizes and times of all files of the content folder and of the site. Where they are what
they were when the last build ended, and so are the code and the templates, the site is what a build would make it.
"""

import os
from collections.abc import Mapping
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from minmetals_site.cache import Cache, FileDigests, KnownPage, is_settled
from minmetals_site.content_folder import Found, Survey
from minmetals_site.errors import Problem
from minmetals_site.publish import MANIFEST
from minmetals_site.records import Finding, Kind

__all__ = [
    "KeptBuild",
    "Look",
    "Looked",
    "Standing",
    "content_digest",
    "decode_look",
    "find_unchanged",
    "look_at_output",
    "standing",
    "unsettled",
]

_MOST_UNSETTLED = 200
"""Files that may have changed without a trace, and are read to be sure; of more, the build itself does that."""


class KeptBuild(Struct, frozen=True, kw_only=True):
    """What a build that published a site says of itself to the next."""

    made_by: bytes
    """Digest of the code and the templates."""
    content: bytes
    """As `content_digest` returns it, with the register as the build left it."""
    unsettled: tuple[str, ...]
    """Captures and other files that had changed so shortly before that another change could have left no trace."""
    manifest: bytes
    """SHA-256 digest of the site's manifest."""
    kinds: dict[Kind, int]
    problems: tuple[Problem, ...]
    findings: tuple[tuple[str, Finding], ...]
    remarks: tuple[str, ...]
    captures: int
    """How many captures it was made from."""


class Looked(NamedTuple):
    """What was found in the content folder, and when."""

    found: Survey
    at: int
    """Nanoseconds since 1970."""


def content_digest(survey: Survey, register: Found | None) -> bytes:
    """Return the digest of what the disk says of the content folder: 32 bytes."""
    told = [(file.path, file.stat, file.refusal, file.ignored) for file in survey.found]
    return blake2b(msgspec.msgpack.encode((told, register and register.stat)), digest_size=32).digest()


def unsettled(survey: Survey, looked: int) -> tuple[str, ...]:
    """Return the paths of files that may change once more without a trace."""
    return tuple([file.path for file in survey.found if not is_settled(file.stat, looked)])


def find_unchanged(cache: Cache, survey: Survey, output: Path, made_by: bytes) -> tuple[KeptBuild, int] | None:
    """Return what the last build said, and the number of its files, if another would leave all of them as they are."""
    kept = cache.build(KeptBuild)
    if (
        kept is None
        or kept.made_by != made_by
        or kept.content != content_digest(survey, survey.register)
        or not _are_as_they_were(kept.unsettled, cache, survey)
        or _digest_of(output / MANIFEST) != kept.manifest
    ):
        return None
    pages = cache.pages()
    there = _scan(str(output))
    is_whole = all(there.get(path) == page[2:] for path, page in pages.items())
    return (kept, len(pages)) if is_whole else None


def _are_as_they_were(paths: tuple[str, ...], cache: Cache, survey: Survey) -> bool:
    if not paths:
        return True
    if len(paths) > _MOST_UNSETTLED:
        return False
    files = {file.path: file for file in survey.found}
    known, digests = cache.inputs(), FileDigests({})
    try:
        return all(path in known and digests.read(files[path]) == known[path].sha256 for path in paths)
    except OSError:
        return False


def _digest_of(file: Path) -> bytes:
    try:
        return sha256(file.read_bytes()).digest()
    except OSError:
        return b""


class Standing(NamedTuple):
    """What is in the output folder."""

    pages: dict[str, KnownPage]
    """The files of the last build that still have the same bytes."""
    others: frozenset[str]
    """Files of which that is not known."""


class Look(NamedTuple):
    """What a look at the output folder found other than the last build left it: mostly nothing."""

    missing: list[str]
    """Files of the last build that are gone, or have other bytes."""
    touched: dict[str, KnownPage]
    """Those that have the same bytes, and of which the disk tells other times: as after a copy."""
    others: list[str]
    """Files that are there and of which nothing is known."""


_LOOK = msgspec.msgpack.Decoder(Look)


def look_at_output(pages: Mapping[str, KnownPage], output: Path) -> bytes:
    """Return which files of the last build stand in the output folder, as `decode_look` takes it.

    Where the disk tells of other times the bytes are read.
    """
    there = _scan(str(output))
    # A file of another's may have a name that is no text; none of ours has.
    look = Look([], {}, list(filter(str.isprintable, there.keys() - pages.keys())))
    for path, page in pages.items():
        now = there.get(path)
        if now == page[2:]:
            continue
        if now and now[0] == page.size and _digest_of(output / path) == page.sha256:
            look.touched[path] = page._replace(modified=now[1], serial=now[2])
        else:
            look.missing.append(path)
            if now:
                look.others.append(path)
    return msgspec.msgpack.encode(look)


def decode_look(data: bytes) -> Look:
    """Return what `look_at_output` found."""
    return _LOOK.decode(data)


def standing(pages: dict[str, KnownPage], look: Look) -> Standing:
    """Return what is in the output folder, of which the last build left `pages`."""
    gone = frozenset(look.missing)
    kept = {path: page for path, page in pages.items() if path not in gone} if gone else pages
    return Standing(kept | look.touched if look.touched else kept, frozenset(look.others))


def _scan(output: str) -> dict[str, tuple[int, int, int]]:
    """Return size, time of change and serial number of every plain file below a folder, by its path there."""
    found: dict[str, tuple[int, int, int]] = {}
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(f"{output}/{below}") as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{below}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        stat = entry.stat(follow_symlinks=False)
                        found[below + entry.name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        except OSError:
            continue
    return found
