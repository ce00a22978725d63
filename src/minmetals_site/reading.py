"""The first map: every capture to its reading, of which those that are known are not made again."""

import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import force_setattr, replace

from minmetals_site.aside import Answer, Task, can_fork, open_aside
from minmetals_site.cache import BodyWriter, Cache, FileDigests, KeptReading, decode_readings, encode_readings
from minmetals_site.content_folder import CaptureFile, Found
from minmetals_site.report import Request
from minmetals_site.rules import Rules
from minmetals_site.workers import Job

__all__ = ["Reader", "Readings", "open_reader", "read_captures"]

_CHUNK = 40
"""Captures that are handed to a process at once: enough to make the handing cheap, few enough to share the work out."""
_WORTH_PROCESSES = 2 * _CHUNK
"""Captures from which further processes, which take about 50 ms to begin, are worth it."""


Reader = Callable[[bytes], Answer]
"""Another process that takes a task, and returns what waits for its answer; `open_reader` gives one."""


class Readings(NamedTuple):
    """What came of every capture."""

    by_path: dict[str, KeptReading]
    known: int
    """How many were as they had been read before."""


class _Tools(NamedTuple):
    """What a process reads captures with."""

    rules: Rules
    bodies: Path


def read_captures(  # noqa: PLR0913  # what is read, where it is known, and by what
    captures: Sequence[CaptureFile],
    cache: Cache,
    digests: FileDigests,
    rules: Rules,
    request: Request,
    *,
    reader: Reader | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Readings:
    """Return the readings of all captures; the bodies of new ones are put into the cache.

    Where they are few, the `reader` reads them and this process does something else `meanwhile`.
    """
    rules_digest = rules.digest
    known = cache.readings()
    found: dict[str, KeptReading] = {}
    unread: list[CaptureFile] = []
    shared: dict[Any, Any] = {}
    for capture in captures:
        path = capture.found.path
        reading = known.get(path)
        if reading and reading.key == _key(capture, _sha256(capture.found, digests), digests, rules_digest):
            found[path] = _shared(reading, shared)
        else:
            unread.append(capture)
    reused = len(found)
    request.progress.begin("Reading", len(unread))
    looked = time.time_ns()
    tools = _Tools(rules, cache.folder)
    is_few = len(unread) <= _CHUNK
    if reader and not is_few:
        reader(b"")
    new = _read_aside(unread, tools, reader, meanwhile) if reader and is_few else _read(unread, tools, request)
    for capture, reading in new:
        if reading.sha256:
            digests.set_down(capture.found, reading.sha256, looked)
        key = _key(capture, reading.sha256, digests, rules_digest)
        found[capture.found.path] = _shared(replace(reading, key=key), shared)
    return Readings(cache.together(found), reused)


def _shared(reading: KeptReading, shared: dict[Any, Any]) -> KeptReading:
    """Return the reading, which holds the very tags, findings and names that others hold too: half its memory.

    A reading that has come from another process, or another day, has a copy of each for itself. Nobody else has it
    yet, so that what is frozen may be set; to make it anew would take three times as long.
    """
    share = shared.setdefault
    for document in reading.documents:
        entry, findings, place = document.entry, document.findings, document.place
        force_setattr(entry, "tags", tuple(map(share, entry.tags, entry.tags)))
        force_setattr(entry, "publisher", share(entry.publisher, entry.publisher))
        force_setattr(entry, "findings", share(entry.findings, entry.findings))
        force_setattr(entry, "sha256", reading.sha256)
        force_setattr(document, "findings", tuple(map(share, findings, findings)))
        force_setattr(document, "place", place._replace(segment=share(place.segment, place.segment)))
    return reading


def _sha256(file: Found, digests: FileDigests) -> str:
    """Return the digest of a capture that was read before; empty where it cannot be read any more."""
    try:
        return digests.read(file)
    except OSError:
        return ""


def _key(capture: CaptureFile, sha256: str, digests: FileDigests, rules: bytes) -> bytes:
    """Return the digest of all that a reading is made from."""
    correction = _sha256(capture.correction, digests) if capture.correction else "none"
    return blake2b(f"{capture.found.path}\0{sha256}\0{correction}".encode(), digest_size=16, key=rules).digest()


@contextmanager
def open_reader(request: Request, cache: Cache) -> Iterator[Reader | None]:
    """Yield another process that reads captures, and loads meanwhile what it needs for that: half of a second.

    There is none where nothing was read before, so that many captures are to be read, or there is but one process.
    """
    if request.workers.count == 1 or not cache.knows or not can_fork():
        yield None
        return
    with open_aside(_read_task) as reader:
        yield reader


def _read_task(task: Task) -> bytes:
    import minmetals_site.loader  # noqa: F401, PLC0415  # while the task is found out

    given = task()
    if not given:  # there is nothing to read, or so much that several processes do
        return b""
    captures, tools = pickle.loads(given)  # noqa: S301  # which this process's parent has made
    _begin(tools)
    return _read_chunk(captures)


def _read_aside(
    captures: Sequence[CaptureFile], tools: _Tools, reader: Reader, meanwhile: Callable[[], None] | None
) -> Iterator[tuple[CaptureFile, KeptReading]]:
    answer = reader(pickle.dumps((captures, tools)) if captures else b"")
    if meanwhile:
        meanwhile()
    return zip(captures, decode_readings(answer()) if captures else (), strict=True)


def _read(
    captures: Sequence[CaptureFile], tools: _Tools, request: Request
) -> Iterator[tuple[CaptureFile, KeptReading]]:
    if not captures:
        return
    chunks = [captures[start : start + _CHUNK] for start in range(0, len(captures), _CHUNK)]
    job = Job(_begin, tools, _read_chunk)
    for place, chunk in request.workers.each(job, chunks, alone=len(captures) <= _WORTH_PROCESSES):
        readings = decode_readings(chunk)
        yield from zip(chunks[place], readings, strict=True)
        request.progress.advance(len(readings))


class _Reader(NamedTuple):
    keep_reading: Callable[[CaptureFile, Rules, BodyWriter], KeptReading]
    """As `loader` has it."""
    rules: Rules
    bodies: BodyWriter


_reader: list[_Reader] = []
"""That of this process, as its last item: tasks find what they work with nowhere else."""


def _begin(tools: _Tools) -> None:
    # With all readers, which take 0.3 s to load: a process that reads nothing needs none.
    from minmetals_site.loader import keep_reading  # noqa: PLC0415

    _reader[:] = [_Reader(keep_reading, tools.rules, BodyWriter(tools.bodies))]


def _read_chunk(captures: Sequence[CaptureFile]) -> bytes:
    """Return the readings as the cache writes them: a third of the time that pickling them would take."""
    (reader,) = _reader
    readings = [reader.keep_reading(capture, reader.rules, reader.bodies) for capture in captures]
    reader.bodies.flush()
    return encode_readings(readings)
