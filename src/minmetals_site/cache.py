"""What has been read and rendered before, so that a build does no work twice. It can be deleted at any time.

A folder holds one `state` file, which is replaced as a whole when a site stands, and files of readings and of bodies,
which are only ever written anew. So a build that is killed leaves the state of the build before it, and files that
nobody names, which the next build takes away. The state names the code that wrote it; any other code passes it over.

What is kept is told by content and not by time: a reading by the digests of the capture, of its correction file and of
the rules; a page by the digest of all that it shows. The clock of the disk is asked for one thing only: a file of which
size, times and serial number are those of last time has the bytes of last time (as version control systems trust it).
"""

import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from io import FileIO
from itertools import chain, islice
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from minmetals_site.archive import Entry, Excerpts
from minmetals_site.content_folder import Found, Stat
from minmetals_site.errors import OutputError, Place, Problem
from minmetals_site.records import Finding
from minmetals_site.template_folders import folder_digest

__all__ = [
    "NOT_SEARCHABLE",
    "Bodies",
    "BodyPlace",
    "BodyWriter",
    "Cache",
    "CacheDamagedError",
    "FileDigests",
    "KeptDocument",
    "KeptReading",
    "KnownFile",
    "KnownPage",
    "Searchable",
    "code_digest",
    "decode_excerpts",
    "decode_readings",
    "encode_excerpts",
    "encode_readings",
    "is_settled",
    "read_at",
]

_STATE = "state"
_READINGS_FILE = "readings-"
_BODIES = "bodies-"
_COMPILED = "compiled-"
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Backups may leave this folder out (bford.info/cachedir).\n"
_DIGEST = 32
_SECOND = 1_000_000_000
_COARSE = 2 * _SECOND
"""Nanoseconds before a look at a file in which a change may leave its times as they were: FAT counts two seconds."""
_FINE = _SECOND // 20
"""The same on a disk that tells fractions of seconds: systems set their file clock every 10 ms or more often."""
_AT_ONCE = 2000
"""Readings that are written and read at once: those of 100,000 documents are 0.25 GB."""
_MOST_SEGMENTS = 40
"""Files of bodies from which they are put together into one: an edit a day would else leave hundreds."""


class CacheDamagedError(Exception):
    """Raised when a body is not what its entry says: the disk lost it, or somebody else wrote to the folder."""


class BodyPlace(NamedTuple):
    """Where the body of a document is kept."""

    segment: str
    """Name of the file."""
    start: int
    line: int
    """Bytes of the record, as `records.json_line` writes it without number and address."""
    decoded: int
    """Bytes of the decoded text behind it."""
    excerpts: int
    """Bytes of what lists show, behind both."""
    terms: int = 0
    """Bytes of the terms that it is found by, behind all that; none where the archive has no search."""
    blocks: int = 0
    """Bytes of what the search shows of it, last."""
    digest: bytes = b""
    """Of the terms."""


class Searchable(NamedTuple):
    """What is kept of a document for the search."""

    terms: bytes
    """As `search` writes them; the cache does not look into them."""
    blocks: bytes
    """What results show: highlights and blocks as pairs of anchor (or null) and text, in JSON."""
    digest: bytes
    """Of the terms."""


NOT_SEARCHABLE = Searchable(b"", b"", b"")


class KeptDocument(Struct, frozen=True, array_like=True):
    """A document as it was read, without its number."""

    entry: Entry
    """Not settled: without number, address, and findings that need more than one record."""
    findings: tuple[Finding, ...]
    wish: str
    """The address that it would have if it were new."""
    place: BodyPlace


class KeptReading(Struct, frozen=True, array_like=True):
    """All that came of one capture."""

    key: bytes
    """Digest of what it was read from and by."""
    size: int
    """Of the capture, in bytes."""
    sha256: str
    """Of the capture; empty where it could not be read."""
    raw_url: str
    """Where its bytes are published; empty where it holds no document."""
    documents: tuple[KeptDocument, ...]
    problems: tuple[Problem, ...]


class KnownFile(NamedTuple):
    """A file of the content folder, as it was when it was looked at."""

    stat: Stat
    sha256: str
    looked: int
    """When, in nanoseconds since 1970."""


class KnownPage(NamedTuple):
    """A file of the site, as it was published."""

    digest: bytes
    """Of what it was made from (`pages.page_digest`)."""
    sha256: bytes
    """Of its bytes."""
    size: int
    modified: int
    """Nanoseconds since 1970, as the disk said when it was written."""
    serial: int


class _State(Struct, frozen=True, array_like=True):
    """The parts of the state, each decoded when it is asked for."""

    kept: "_Kept"
    pages: msgspec.Raw
    build: msgspec.Raw


class _Kept(NamedTuple):
    """A file with what was read: apart from the state, as a build that finds nothing changed needs none of it."""

    file: str
    parts: tuple[tuple[int, bytes], ...]
    """Length and digest of each: the files of the content folder, then readings, so many in each."""


Kept = TypeVar("Kept")
_ENCODER = msgspec.msgpack.Encoder()


_READING_LIST = msgspec.msgpack.Decoder(list[KeptReading])


def encode_readings(readings: Sequence[KeptReading]) -> bytes:
    """Return readings as `decode_readings` takes them, from another process or another day.

    A lone surrogate, which the JSON of a capture may smuggle in, becomes the replacement character.
    """
    try:
        return _ENCODER.encode(readings)
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(readings), ensure_ascii=False)
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return _ENCODER.encode(msgspec.json.decode(whole, type=list[KeptReading]))


def decode_readings(data: bytes) -> list[KeptReading]:
    """Return the readings that `encode_readings` wrote."""
    return _READING_LIST.decode(data)


_EXCERPTS = msgspec.json.Decoder(Excerpts)


def encode_excerpts(excerpts: Excerpts) -> bytes:
    """Return excerpts as `decode_excerpts` takes them; a lone surrogate becomes the replacement character."""
    try:
        return msgspec.json.encode(excerpts)
    except UnicodeEncodeError:
        text = json.dumps(excerpts, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def decode_excerpts(data: bytes) -> Excerpts:
    """Return the excerpts that `encode_excerpts` wrote."""
    return _EXCERPTS.decode(data)


class _Part(Generic[Kept]):
    """How one part of the state is written and read."""

    def __init__(self, kind: type[Kept]) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)

    def decode(self, data: msgspec.Raw | bytes) -> Kept:
        """Return what the part holds."""
        return self._decoder.decode(data)


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


_INPUTS = _Part(dict[str, KnownFile])
_PAGES = _Part(dict[str, KnownPage])
_READINGS = _Part(dict[str, KeptReading])


def code_digest() -> str:
    """Return the digest of all code that readings and pages come from: this package, its libraries and Python.

    Libraries count by the names that installers give their folders, which hold their versions.
    """
    digest = hashlib.sha256(sys.version.encode())
    digest.update(folder_digest(Path(__file__).parent, (".py", ".yaml")))
    libraries = Path(msgspec.__file__).parent.parent
    for name in sorted(file.name for file in libraries.iterdir() if file.suffix in {".dist-info", ".egg-info"}):
        digest.update(name.encode(errors="surrogateescape") + b"\0")
    return digest.hexdigest()


class Cache:
    """The cache of one site. `Cache.open` is the way to one."""

    def __init__(self, folder: Path, code: str) -> None:
        self.folder = folder
        self._code = code.encode()
        self._state = self._read()
        self._kept: _Kept | None = None
        self._named: set[str] = set()
        self.segments = frozenset(file.name for file in folder.glob(f"{_BODIES}*"))
        """Names of the files of bodies that earlier builds left."""
        self.is_wanting = False
        """Whether it goes with this build although it was asked to stay."""

    @classmethod
    @contextmanager
    def open(cls, folder: Path, code: str) -> Iterator["Cache"]:
        """Yield the cache in a folder, which is made where there is none; no other build has it then.

        `code` is the `code_digest`.

        Raises:
            OutputError: if the folder cannot be written, now or while it is open, or another build has it.
        """
        place = Place(folder.as_posix())
        elsewhere = "Name another folder with --cache."
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _TAG).write_text(_TAG_TEXT)
            lock = FileLock(folder / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            wait = "Wait until it has ended, or name another folder with --cache."
            raise OutputError(place, "another build is using this cache", wait) from error
        except OSError as error:
            raise OutputError(place, f"the cache cannot be written ({error.strerror})", elsewhere) from error
        try:
            yield cls(folder, code)
        except OSError as error:  # of a disk that is full, say; all that is read or written elsewhere says so itself
            raise OutputError(place, f"the cache cannot be written ({error.strerror})", elsewhere) from error
        finally:
            lock.release()

    def _read(self) -> _State | None:
        """Return the state, if there is one, whole, and written by this code."""
        body = self._read_file(_STATE)
        return None if body is None else msgspec.msgpack.decode(body, type=_State)

    def _read_file(self, name: str) -> memoryview | None:
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        head = len(self._code) + _DIGEST
        code, digest, body = data[: len(self._code)], data[len(self._code) : head], memoryview(data)[head:]
        if code != self._code or _digest(body) != digest:
            return None
        return body

    def _write_file(self, name: str, body: bytes) -> None:
        beside = self.folder / f"{name}.new"
        beside.write_bytes(self._code + _digest(body) + body)
        beside.replace(self.folder / name)

    def read_part(self, name: str) -> memoryview | None:
        """Return what `write_part` kept under a name, if it is whole, of this code, and not forgotten."""
        return self._read_file(name) if self._state else None

    def write_part(self, name: str, body: bytes) -> None:
        """Keep a part that is read apart from the state, as only a build that changes something needs it.

        Raises:
            OSError: if it cannot be written.
        """
        self._write_file(name, body)

    def _parts(self) -> Generator[bytes]:
        """Yield the parts of the file with what was read, one by one, up to the first that is not whole."""
        if self._state is None:
            return
        kept = self._state.kept
        try:
            with (self.folder / kept.file).open("rb") as stream:
                for length, digest in kept.parts:
                    data = stream.read(length)
                    if _digest(data) != digest:
                        return
                    yield data
        except OSError:
            return

    @property
    def knows(self) -> bool:
        """Whether it knows anything of an earlier build."""
        return self._state is not None

    def forget(self) -> None:
        """Know nothing of what was read and rendered before."""
        self._state = None

    def inputs(self) -> dict[str, KnownFile]:
        """Return the files of the content folder as they were last time, by path."""
        with closing(self._parts()) as parts:
            data = next(parts, None)
        return _INPUTS.decode(data) if data else {}

    def pages(self) -> dict[str, KnownPage]:
        """Return the files of the site as they were published, by path."""
        return _PAGES.decode(self._state.pages) if self._state else {}

    def readings(self) -> dict[str, KeptReading]:
        """Return what was read, by the path of the capture."""
        found: dict[str, KeptReading] = {}
        for data in islice(self._parts(), 1, None):
            found.update(_READINGS.decode(data))
        return found

    def build(self, kind: type[Kept]) -> Kept | None:
        """Return what the last build said of itself; None where nothing is known, or it said something else."""
        try:
            return msgspec.msgpack.decode(self._state.build, type=kind) if self._state else None
        except msgspec.DecodeError:
            return None

    def keep(self, inputs: Mapping[str, KnownFile], readings: Mapping[str, KeptReading]) -> None:
        """Keep what was read, and at hand no longer than that: `save` makes it known to the next build.

        Where it cannot be written that is no reason to say that the site was not built: the next build does without.
        """
        self._kept = None
        name = f"{_READINGS_FILE}{secrets.token_hex(8)}"
        parts = []
        try:
            with (self.folder / name).open("wb") as stream:
                for part in chain([inputs], _parted(readings)):
                    data = _ENCODER.encode(part)
                    stream.write(data)
                    parts.append((len(data), _digest(data)))
        except OSError:
            return
        self._kept = _Kept(name, tuple(parts))
        self._named = {document.place.segment for reading in readings.values() for document in reading.documents}

    def save(self, pages: Mapping[str, KnownPage], build: object) -> None:
        """Save the state of a site that stands, and take away the files that it does not name.

        Where it cannot be written the next build does without, as in `keep`.
        """
        if self._kept is None:
            return
        body = _ENCODER.encode(_State(self._kept, *(msgspec.Raw(_ENCODER.encode(part)) for part in (pages, build))))
        try:
            self._write_file(_STATE, body)
            for file in (*self.folder.glob(f"{_BODIES}*"), *self.folder.glob(f"{_READINGS_FILE}*")):
                if file.name not in self._named and file.name != self._kept.file:
                    file.unlink()
        except OSError:
            return

    def compiled_folder(self) -> Path:
        """Return a folder for what this code compiles; those of other code are taken away.

        Raises:
            OSError: if it cannot be made.
        """
        own = self.folder / f"{_COMPILED}{self._code[:16].decode()}"
        for other in self.folder.glob(f"{_COMPILED}*"):
            if other != own:
                shutil.rmtree(other, ignore_errors=True)
        own.mkdir(exist_ok=True)
        return own

    def together(self, readings: Mapping[str, KeptReading]) -> dict[str, KeptReading]:
        """Return the readings with their bodies in few files: they are copied where they stand in many."""
        segments = {document.place.segment for reading in readings.values() for document in reading.documents}
        if len(segments) <= _MOST_SEGMENTS:
            return dict(readings)
        writer = BodyWriter(self.folder)
        with closing(Bodies(self.folder)) as bodies:
            moved = {path: _moved(reading, bodies, writer) for path, reading in readings.items()}
        writer.flush()
        return moved


def _parted(readings: Mapping[str, KeptReading]) -> Iterator[dict[str, KeptReading]]:
    items = iter(readings.items())
    while part := dict(islice(items, _AT_ONCE)):
        yield part


def _moved(reading: KeptReading, bodies: "Bodies", writer: "BodyWriter") -> KeptReading:
    documents = tuple(
        msgspec.structs.replace(document, place=_copied(document.place, bodies, writer))
        for document in reading.documents
    )
    return msgspec.structs.replace(reading, documents=documents)


def _copied(place: BodyPlace, bodies: "Bodies", writer: "BodyWriter") -> BodyPlace:
    searchable = (
        Searchable(bodies.terms_at(place), bodies.blocks_at(place), place.digest) if place.digest else NOT_SEARCHABLE
    )
    return writer.add(*bodies.bytes_at(place), bodies.excerpts_at(place), searchable)


def is_settled(stat: Stat, looked: int) -> bool:
    """Return whether a change of a file since it was looked at would show in what the disk says of it."""
    return looked - stat.changed >= (_FINE if stat.changed % _SECOND else _COARSE)


class FileDigests:
    """SHA-256 of files, of which those that the disk says are as they were are not read."""

    def __init__(self, known: Mapping[str, KnownFile]) -> None:
        self._known = known
        self.found: dict[str, KnownFile] = {}
        """Every file that was asked for."""

    def known(self, file: Found) -> str | None:
        """Return the digest of a file if it is as it was; else None."""
        known = self._known.get(file.path)
        if known is None or known.stat != file.stat or not is_settled(file.stat, known.looked):
            return None
        self.found[file.path] = known
        return known.sha256

    def set_down(self, file: Found, sha256: str, looked: int) -> None:
        """Set down the digest of a file that was read at a time, in nanoseconds, and had the `stat` before that."""
        self.found[file.path] = KnownFile(file.stat, sha256, looked)

    def read(self, file: Found) -> str:
        """Return the digest of a file, reading it where it may have changed.

        Raises:
            OSError: if it cannot be read.
        """
        sha256 = self.known(file)
        if sha256 is None:
            looked = time.time_ns()
            sha256 = hashlib.sha256(Path(file.file).read_bytes()).hexdigest()
            self.set_down(file, sha256, looked)
        return sha256


_BLOCKS_DIGEST = 8


def _blocks_digest(blocks: bytes) -> bytes:
    """Return what stands before the blocks: nothing else of the cache would tell that they are damaged."""
    return hashlib.blake2b(blocks, digest_size=_BLOCKS_DIGEST).digest()


class BodyWriter:
    """Puts bodies into a file of its own; each process that reads captures has one."""

    def __init__(self, folder: Path) -> None:
        self._name = f"{_BODIES}{secrets.token_hex(8)}"
        self._file = folder / self._name
        self._at = 0
        self._waiting: list[bytes] = []

    def add(self, line: bytes, decoded: bytes, excerpts: bytes, searchable: Searchable = NOT_SEARCHABLE) -> BodyPlace:
        """Return where a body will stand once it is flushed."""
        blocks = _blocks_digest(searchable.blocks) + searchable.blocks if searchable.digest else b""
        terms = searchable.terms
        sizes = (len(line), len(decoded), len(excerpts), len(terms), len(blocks))
        place = BodyPlace(self._name, self._at, *sizes, searchable.digest)
        self._waiting += (line, decoded, excerpts, terms, blocks)
        self._at += sum(sizes)
        return place

    def flush(self) -> None:
        """Write what was added; before that, nobody can read it.

        Raises:
            OSError: if the disk does not take it.
        """
        with self._file.open("ab") as stream:
            stream.write(b"".join(self._waiting))
        self._waiting.clear()


def read_at(file: FileIO, length: int, start: int) -> bytes:
    """Return bytes of a file, without moving where it is read: processes that were forked have that in common."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, start)
    file.seek(start)  # where there is no such call (Windows), nothing is forked either
    return file.read(length)


class Bodies:
    """Reads bodies; close it when none is wanted any more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, FileIO] = {}

    def __reduce__(self) -> tuple[type["Bodies"], tuple[Path]]:
        """Return what another process reads the same bodies with, from files that it opens itself."""
        return Bodies, (self._folder,)

    def bytes_at(self, place: BodyPlace) -> tuple[bytes, bytes]:
        """Return record and decoded text of a document.

        Raises:
            CacheDamagedError: if they are not there.
        """
        data = self._read(place, 0, place.line + place.decoded)
        return data[: place.line], data[place.line :]

    def excerpts_at(self, place: BodyPlace) -> bytes:
        """Return what lists show of a document.

        Raises:
            CacheDamagedError: if it is not there.
        """
        return self._read(place, place.line + place.decoded, place.excerpts)

    def terms_at(self, place: BodyPlace) -> bytes:
        """Return the terms of a document.

        Raises:
            CacheDamagedError: if they are not there.
        """
        return self._read(place, place.line + place.decoded + place.excerpts, place.terms)

    def blocks_at(self, place: BodyPlace) -> bytes:
        """Return what the search shows of a document.

        Raises:
            CacheDamagedError: if it is not there.
        """
        data = self._read(place, place.line + place.decoded + place.excerpts + place.terms, place.blocks)
        digest, blocks = data[:_BLOCKS_DIGEST], data[_BLOCKS_DIGEST:]
        if digest != _blocks_digest(blocks):
            raise CacheDamagedError(place.segment)
        return blocks

    def _read(self, place: BodyPlace, behind: int, length: int) -> bytes:
        try:
            if place.segment not in self._open:
                self._open[place.segment] = FileIO(self._folder / place.segment)
            data = read_at(self._open[place.segment], length, place.start + behind)
        except OSError as error:
            raise CacheDamagedError(place.segment) from error
        if len(data) != length:
            raise CacheDamagedError(place.segment)
        return data

    def close(self) -> None:
        """Let go of all files."""
        for file in self._open.values():
            file.close()
        self._open.clear()
