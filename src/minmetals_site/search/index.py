"""The index of an archive: made from the terms of all documents, or patched where few of them have changed.

It is kept in the folder of the cache: shards in files that are only ever written anew, as bodies are, and one part that
names them and the documents that they were made of. What is damaged there is passed over, and the index is made anew;
the shards are the same in any case.
"""

import secrets
import shutil
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
from msgspec import Struct

from minmetals_site.cache import Bodies, BodyPlace, Cache, CacheDamagedError, read_at
from minmetals_site.progress import Progress
from minmetals_site.search.patches import Changes, changes_of, patched
from minmetals_site.search.runs import Run, merged, ranges_of, write_run
from minmetals_site.search.shards import Kept, Term, head_size, positions_count, recut, spelled_words
from minmetals_site.search.terms import DocumentTerms, decode_terms
from minmetals_site.workers import Job, Workers

__all__ = ["SearchIndex", "update_index"]

_PART = "search"
_SEGMENT = "search-"
_RUN = 1500
"""Documents that are turned round at once, in some 100 MB of memory."""
_WORTH_PROCESSES = 300
_LARGEST_RANGE = 8 << 20
"""Bytes of runs that are put together at once."""
_ONE_IN = 8
"""If more than one document in so many has changed, the index is made anew, which is the quicker way then."""
_MOST_SEGMENTS = 24


class _State(Struct, frozen=True, array_like=True):
    documents: dict[int, BodyPlace]
    """Those that the index was made of, by number, with where their terms are."""
    shards: list[Kept]


_STATE = msgspec.msgpack.Decoder(_State)
_TERMS = msgspec.msgpack.Decoder(list[Term])
_ENCODER = msgspec.msgpack.Encoder()


class SearchIndex:
    """The shards of an archive, read one by one when a file of the site is made of them."""

    def __init__(self, folder: Path, documents: Mapping[int, BodyPlace], shards: Sequence[Kept]) -> None:
        self.shards = tuple(shards)
        """In the order of their keys."""
        self._folder = folder
        self._by_digest = {shard.digest: shard for shard in shards}
        self._documents = documents
        self._reader = _Shards(folder)

    def __reduce__(self) -> tuple[type["SearchIndex"], tuple[Path, dict[int, BodyPlace], tuple[Kept, ...]]]:
        """Return what another process reads the shards with: it has no use for the documents."""
        return SearchIndex, (self._folder, {}, self.shards)

    def terms(self, digest: bytes) -> list[Term]:
        """Return what the shard of a digest holds.

        Raises:
            CacheDamagedError: if it is not what was written.
        """
        return self._reader.read(self._by_digest[digest])

    def save(self, cache: Cache) -> None:
        """Keep the index for the next build, and take away what is no part of it."""
        with suppress(OSError, CacheDamagedError), closing(self):  # the next build does without, and makes it anew
            shards = self._reader.together(self.shards, cache.folder)
            cache.write_part(_PART, _ENCODER.encode(_State(dict(self._documents), shards)))
            named = {shard.segment for shard in shards}
            for file in cache.folder.glob(f"{_SEGMENT}*"):
                if file.is_dir():
                    shutil.rmtree(file, ignore_errors=True)
                elif file.name not in named:
                    file.unlink()

    def close(self) -> None:
        """Let go of all files."""
        self._reader.close()


def update_index(
    cache: Cache, documents: Mapping[int, BodyPlace], workers: Workers, progress: Progress | None = None
) -> SearchIndex:
    """Return the index of documents, given by number with where their terms are in the cache.

    Raises:
        CacheDamagedError: if the terms of one are not what they were when they were written.
    """
    shards = _updated(cache, documents)
    if shards is None:
        shards = _made(cache.folder, documents, workers, progress)
    return SearchIndex(cache.folder, documents, shards)


# --- A few documents changed ------------------------------------------------------------------------------------------


def _updated(cache: Cache, documents: Mapping[int, BodyPlace]) -> list[Kept] | None:
    """Return the shards of the last build with what has changed since; None where they are to be made anew."""
    data = cache.read_part(_PART)
    if data is None:
        return None
    state = _STATE.decode(data)
    before = state.documents
    changed = [
        number
        for number in sorted(before.keys() | documents.keys())
        if number not in before or number not in documents or before[number].digest != documents[number].digest
    ]
    if len(changed) * _ONE_IN > len(documents):
        return None
    with closing(Bodies(cache.folder)) as bodies, closing(_Shards(cache.folder)) as reader:
        try:
            changes = changes_of((n, _terms(before.get(n), bodies), _terms(documents.get(n), bodies)) for n in changed)
            return _patched(state.shards, changes, reader, _ShardWriter(cache.folder)) if changes else state.shards
        except CacheDamagedError:
            return None


def _terms(place: BodyPlace | None, bodies: Bodies) -> DocumentTerms | None:
    if place is None:
        return None
    data = bodies.terms_at(place)
    if blake2b(data, digest_size=16).digest() != place.digest:
        raise CacheDamagedError(place.segment)
    return decode_terms(data)


def _patched(shards: Sequence[Kept], changes: Changes, reader: "_Shards", writer: "_ShardWriter") -> list[Kept]:
    firsts = [shard.first for shard in shards]
    of_shard: dict[int, Changes] = {}
    for key, of_key in changes.items():
        of_shard.setdefault(max(bisect_right(firsts, key) - 1, 0), {})[key] = of_key
    pieces: list[Kept | list[Term]] = list(shards) or [[]]
    for place, of_place in of_shard.items():
        piece = pieces[place]
        pieces[place] = patched(reader.read(piece) if isinstance(piece, Kept) else piece, of_place)
    found = recut([piece for piece in pieces if piece], reader.read, writer.add)
    writer.flush()
    return found


# --- The whole archive ------------------------------------------------------------------------------------------------


class _Tools(NamedTuple):
    """What a process makes an index with."""

    bodies: Path
    """The folder of the cache."""
    runs: Path


def _made(folder: Path, documents: Mapping[int, BodyPlace], workers: Workers, progress: Progress | None) -> list[Kept]:
    numbers = sorted(documents)
    alone = len(numbers) <= _WORTH_PROCESSES
    jobs = 1 if alone else workers.count
    size = min(_RUN, -(-len(numbers) // jobs)) or 1
    if progress:
        progress.begin("Indexing", len(numbers))
    with TemporaryDirectory(prefix=_SEGMENT, dir=folder) as runs_folder:
        tools = _Tools(folder, Path(runs_folder))
        tasks = [[(n, documents[n]) for n in numbers[start : start + size]] for start in range(0, len(numbers), size)]
        made: dict[int, Run] = {}
        for place, run in workers.each(Job(_begin, tools, _turn_round), tasks, alone=alone):
            made[place] = run
            if progress:
                progress.advance(len(tasks[place]))
        runs = [made[place] for place in range(len(tasks))]
        total = sum(length for run in runs for _, _, length in run.blocks)
        ranges = ranges_of(runs, max(2 * jobs, total // _LARGEST_RANGE))
        parts = dict(workers.each(Job(_begin, tools, _put_together), [(runs, *ends) for ends in ranges], alone=alone))
        shards = [shard for place in range(len(ranges)) for shard in parts[place]]
        with closing(_Shards(folder)) as reader:
            writer = _ShardWriter(folder)
            shards = recut(shards, reader.read, writer.add)  # ranges were cut each as if it were the first
            writer.flush()
    return shards


class _Maker(NamedTuple):
    tools: _Tools
    writer: "_ShardWriter"


_maker: list[_Maker] = []
"""That of this process, as its last item: tasks find what they work with nowhere else."""


def _begin(tools: _Tools) -> None:
    _maker[:] = [_Maker(tools, _ShardWriter(tools.bodies))]


def _turn_round(documents: Sequence[tuple[int, BodyPlace]]) -> Run:
    (maker,) = _maker
    with closing(Bodies(maker.tools.bodies)) as bodies:
        terms = ((number, found) for number, place in documents if (found := _terms(place, bodies)))
        return write_run(terms, maker.tools.runs / f"{documents[0][0]}")


def _put_together(task: tuple[Sequence[Run], str, str]) -> list[Kept]:
    (maker,) = _maker
    shards = recut([terms] if (terms := list(merged(*task))) else [], _never_read, maker.writer.add)
    maker.writer.flush()
    return shards


def _never_read(shard: Kept) -> list[Term]:
    raise AssertionError(shard)


# --- Shards in files --------------------------------------------------------------------------------------------------


class _ShardWriter:
    """Puts shards into a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{_SEGMENT}{secrets.token_hex(8)}"
        self._at = 0
        self._waiting: list[bytes] = []

    def add(self, terms: Sequence[Term], size: int) -> Kept:
        """Return what is known of a shard of these terms; once it is flushed, it can be read."""
        data = _ENCODER.encode(terms)
        return Kept(
            first=terms[0].key,
            last=terms[-1].key,
            size=size,
            head=head_size(terms),
            segment=self._file.name,
            start=self._put(data),
            length=len(data),
            digest=blake2b(data, digest_size=16).digest(),
            positions=positions_count(terms),
            words=spelled_words(terms),
        )

    def copy(self, shard: Kept, data: bytes) -> Kept:
        """Return a shard as it stands here."""
        return msgspec.structs.replace(shard, segment=self._file.name, start=self._put(data))

    def _put(self, data: bytes) -> int:
        start = self._at
        self._at += len(data)
        self._waiting.append(data)
        return start

    def flush(self) -> None:
        """Write what was added.

        Raises:
            OSError: if the disk does not take it.
        """
        if self._waiting:
            with self._file.open("ab") as stream:
                stream.write(b"".join(self._waiting))
            self._waiting.clear()


class _Shards:
    """Reads shards; that read last is at hand, as its files are made in turn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, FileIO] = {}
        self._last: tuple[bytes, list[Term]] | None = None

    def read(self, shard: Kept) -> list[Term]:
        """Return what a shard holds.

        Raises:
            CacheDamagedError: if it is not what was written.
        """
        if self._last is None or self._last[0] != shard.digest:
            self._last = (shard.digest, _TERMS.decode(self._data(shard)))
        return self._last[1]

    def _data(self, shard: Kept) -> bytes:
        try:
            if shard.segment not in self._open:
                self._open[shard.segment] = FileIO(self._folder / shard.segment)
            data = read_at(self._open[shard.segment], shard.length, shard.start)
        except OSError as error:
            raise CacheDamagedError(shard.segment) from error
        if blake2b(data, digest_size=16).digest() != shard.digest:
            raise CacheDamagedError(shard.segment)
        return data

    def together(self, shards: Sequence[Kept], folder: Path) -> list[Kept]:
        """Return the shards in few files, without what is none any more: they are copied where that is much."""
        segments = {shard.segment for shard in shards}
        there = sum((folder / segment).stat().st_size for segment in segments)
        if len(segments) <= _MOST_SEGMENTS and there <= 2 * sum(shard.length for shard in shards):
            return list(shards)
        writer = _ShardWriter(folder)
        copied = [writer.copy(shard, self._data(shard)) for shard in shards]
        writer.flush()
        return copied

    def close(self) -> None:
        """Let go of all files."""
        for file in self._open.values():
            file.close()
        self._open.clear()
