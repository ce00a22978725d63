"""All documents together: their order, and what each has to do with the others.

The one reduce between the two maps of the build (reading captures, rendering pages): it works on small `Entry`s without
bodies, so that memory grows with the number of documents and not with their length. Everything here is a pure function
of the entries, which come in any order: the archive puts them in its own.

Dated documents stand newest first; of the same date, the higher permanent number first. Undated ones never stand among
them, as any place would be a guess: each series keeps them apart, the higher number first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, combinations
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from minmetals_site.errors import Problem
from minmetals_site.permalinks import Permalink
from minmetals_site.records import AnyDocument, Kind, Level, Origin, SourceClass
from minmetals_site.text.dates import sort_key, year_of
from minmetals_site.text.slugs import slug

__all__ = [
    "UNKNOWN_PUBLISHER",
    "Archive",
    "Entry",
    "EntryTag",
    "Excerpts",
    "Fate",
    "InputFile",
    "Neighbours",
    "PublisherEntry",
    "Related",
    "Series",
    "Store",
    "TagEntry",
]

RELATED_PER_TAG = 3
"""Documents looked at on each side in time, for each tag: keeps the cost linear and a change local."""
RELATED_SHOWN = 3
UNKNOWN_PUBLISHER = "unknown"
"""Where documents of no known publisher are listed; no publisher's name gives this address."""
MOST_TOGETHER = 12
"""Tags named beside a tag as those of the same documents."""

Key = tuple[str, str]
"""Facet and slug of a tag."""


class EntryTag(Struct, frozen=True, kw_only=True, array_like=True):
    """A tag of one document, with what a list shows of it."""

    facet: str
    slug: str
    name: str
    count: int
    """Mentions in the text."""
    also: tuple[str, ...] = ()
    """Further names by which the text mentions it, in its order, without those that differ in capitals alone."""
    roles: tuple[tuple[str, str], ...] = ()
    """Of a person, the offices that the text states at the name, each once, with the anchor of its block."""


class Entry(Struct, frozen=True, kw_only=True, array_like=True):
    """What the archive as a whole needs to know of a document: no body."""

    number: int
    """Permanent."""
    url: str
    """Permanent path below the site's root."""
    kind: Kind
    source_class: SourceClass
    language: str
    title: str
    title_origin: Origin
    publisher: str | None
    publisher_origin: Origin
    published: str | None
    """As in `records.Document`; None where unknown."""
    published_origin: Origin
    modified: str | None
    events: tuple[str, ...]
    tags: tuple[EntryTag, ...]
    """In the order of the vocabulary."""
    repairs: int
    """How many places of the text were restored."""
    findings: tuple[tuple[str, Level], ...]
    """Codes with their levels."""
    sketch: bytes
    """Of highlights and body, as `text.sketches` makes it; empty where they are too short to be compared."""
    release_named: str
    """Words in which an outsider's document says that it rests on an official release; empty where it does not."""
    words: int
    """Of the body."""
    path: str
    """The capture, relative to the content folder."""
    item: str | None
    sha256: str
    first_sha256: str
    """Of the capture as it was when the document came into the archive: what its ids are made from."""
    lag: int | None = None
    """Days from the nearest event to publication, as `text.lags` counts; None where one of the two has no known day."""
    digest: bytes = b""
    """Of all that the archive knows of the document, its body as well: equal only where every page of it is equal."""

    @property
    def year(self) -> str:
        """The year it was published in, by the publisher's own clock, or `undated`."""
        return year_of(self.published) if self.published else "undated"


class Excerpts(NamedTuple):
    """What lists show of a document's words."""

    summary: str
    """One line, at most 240 characters: the publisher's summary, else the first highlight, else the first words."""
    mentions: tuple[tuple[tuple[str, str], ...], ...]
    """For each of its tags, in their order, sentences that mention it, each with the anchor of its block.

    They are the first that there are, no sentence twice, three at most, each of at most 300 characters; none where the
    archivist alone added the tag.
    """


class Fate(NamedTuple):
    """What became of one input file, and how many documents came from it."""

    outcome: Literal["read", "duplicate", "correction", "configuration", "problem", "ignored"]
    explanation: str
    """In words, for people."""
    documents: tuple[int, ...] = ()
    """Permanent numbers of the documents that it holds (of the first file, for a duplicate)."""


class InputFile(Struct, frozen=True, kw_only=True):
    """One file of the content folder: every one of them is in the ledger."""

    path: str
    """Relative to the content folder, with forward slashes, in Unicode's composed form."""
    bytes: int
    sha256: str
    """Empty where the file was not read."""
    fate: Fate
    raw_url: str | None
    """Where its bytes are published; None where they are not."""


class Store(Protocol):
    """Where bodies are, when a page needs one."""

    def document(self, number: int) -> AnyDocument:
        """Return the whole record."""

    def json_line(self, number: int) -> bytes:
        """Return the whole record as `records.json_line` writes it."""

    def excerpts(self, number: int) -> Excerpts:
        """Return the words of it that lists show."""

    def blocks(self, number: int) -> bytes:
        """Return what the search shows of it: highlights and blocks as pairs of anchor (or null) and text, in JSON."""

    def decoded(self, number: int) -> str:
        """Return the decoded text that the record's places count in."""

    def raw(self, path: str) -> bytes:
        """Return the bytes of an input file."""


@dataclass(frozen=True, slots=True)
class Series:
    """Documents in the archive's order."""

    dated: tuple[Entry, ...] = ()
    """Newest first."""
    undated: tuple[Entry, ...] = ()
    """The highest permanent number first."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.dated) + len(self.undated)

    @property
    def all(self) -> tuple[Entry, ...]:
        """The dated, then the undated."""
        return self.dated + self.undated

    def by_year(self) -> list[tuple[str, tuple[Entry, ...]]]:
        """Return the dated documents by year, the newest year first; then the undated, if any, under `undated`.

        Years are sorted, not taken as they come: the order of documents is that of instants, and for some hours after
        midnight the instants of two years are mixed.
        """
        years: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.dated:
            years[entry.year].append(entry)
        groups = [(year, tuple(years[year])) for year in sorted(years, reverse=True)]
        return groups + ([("undated", self.undated)] if self.undated else [])


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A tag and the documents that mention it."""

    facet: str
    slug: str
    name: str
    series: Series
    together: tuple[tuple[str, str, str, int], ...]
    """Tags of the same documents, as facet, slug, name and number of these: the most shared first, and not all."""


@dataclass(frozen=True, slots=True)
class PublisherEntry:
    """A publisher and what it published."""

    slug: str
    name: str
    series: Series


class Neighbours(NamedTuple):
    """The documents beside one in its section, in time."""

    earlier: Entry | None
    later: Entry | None


class Related(NamedTuple):
    """A document that has much in common with another, and what."""

    entry: Entry
    shared: tuple[EntryTag, ...]
    """Tags that both have, the rarest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The whole: every page of the site is made from this, and from the bodies in the store."""

    series: Series
    """Every document but the archive's own pages."""
    pages: tuple[Entry, ...]
    """The archive's own pages, by title."""
    numbered: Mapping[int, Entry]
    """Every document and page by its permanent number, in the order of numbers."""
    sections: Mapping[Kind, Series]
    """News, analysis and brand culture, empty ones included, in that order."""
    years: Mapping[str, Series]
    """Newest first; `undated` last, where there are any."""
    facets: Mapping[str, tuple[TagEntry, ...]]
    """Facets in the vocabulary's order, each with its tags by number of documents, then name; no empty facet."""
    publishers: tuple[PublisherEntry, ...]
    """By number of documents, then name."""
    neighbours: Mapping[int, Neighbours]
    related: Mapping[int, tuple[Related, ...]]
    gone: tuple[Permalink, ...]
    """Documents that were in the archive once: each keeps a page at its URL."""
    inputs: tuple[InputFile, ...]
    """By path."""
    problems: tuple[Problem, ...]
    """By place."""
    founding_sha256: str
    """Of the capture that was given the first permanent number, as it was then; empty where no number was ever given.

    It tells this archive from others, whatever becomes of its title, its address and that capture.
    """

    @classmethod
    def of(  # noqa: PLR0913  # the parts of an archive, each by its name
        cls,
        entries: Iterable[Entry],
        *,
        facets: Sequence[str],
        inputs: Iterable[InputFile],
        gone: Iterable[Permalink],
        problems: Iterable[Problem],
        founding_sha256: str = "",
    ) -> "Archive":
        """Return the archive of these entries; `facets` gives the order of facets."""
        ordered = sorted(entries, key=_age, reverse=True)
        documents = [entry for entry in ordered if entry.kind != "page"]
        tagging = _Tagging.of(documents)
        sections: dict[Kind, Series] = {
            kind: _series(e for e in documents if e.kind == kind) for kind in ("news", "analysis", "brand-culture")
        }
        return cls(
            series=_series(documents),
            pages=tuple(sorted((e for e in ordered if e.kind == "page"), key=lambda e: (e.title, e.number))),
            numbered={entry.number: entry for entry in sorted(ordered, key=lambda e: e.number)},
            sections=sections,
            years={year: _series(group) for year, group in _series(documents).by_year()},
            facets=_facets(documents, tagging, facets),
            publishers=_publishers(documents),
            neighbours=_neighbours(sections.values()),
            related=_related(documents, tagging),
            gone=tuple(sorted(gone, key=lambda link: link.number)),
            inputs=tuple(sorted(inputs, key=lambda file: file.path)),
            problems=tuple(sorted(problems, key=lambda p: (p.place.file, p.place.line or 0, p.what))),
            founding_sha256=founding_sha256,
        )

    def entry(self, number: int) -> Entry:
        """Return the entry of a permanent number.

        Raises:
            KeyError: if the archive holds no such document.
        """
        return self.numbered[number]


def _age(entry: Entry) -> tuple[bool, str, int]:
    """Return a key that sorts the undated first, then the oldest: the archive's order turned round."""
    date = sort_key(entry.published) if entry.published else ""
    return (bool(entry.published), date, entry.number)


def _series(ordered: Iterable[Entry]) -> Series:
    entries = tuple(ordered)
    return Series(tuple(e for e in entries if e.published), tuple(e for e in entries if not e.published))


class _Tagging(NamedTuple):
    """The tags of all documents, each tag a number: to compare and count numbers takes a quarter of the time."""

    keys: tuple[Key, ...]
    """By number: the rarest first, and of equally rare ones the first by name."""
    weights: tuple[int, ...]
    """By number: the bit length of (all documents / those with the tag).

    That is inverse document frequency in whole steps, so that one more document moves hardly any weight, and with it
    hardly any page.
    """
    of_document: tuple[dict[int, EntryTag], ...]
    """By the document's position."""

    @classmethod
    def of(cls, documents: Sequence[Entry]) -> "_Tagging":
        """Return the tags of documents; of two names with one slug, which are one tag here, the last."""
        by_key = [{(tag.facet, tag.slug): tag for tag in entry.tags} for entry in documents]
        names = {key: tag.name for tags in by_key for key, tag in tags.items()}
        counts = Counter(chain.from_iterable(by_key))
        weight_of = {key: (len(documents) // count).bit_length() for key, count in counts.items()}
        keys = tuple(sorted(names, key=lambda key: (-weight_of[key], names[key], key)))
        number_of = {key: number for number, key in enumerate(keys)}
        of_document = tuple([{number_of[key]: tag for key, tag in tags.items()} for tags in by_key])
        return cls(keys, tuple([weight_of[key] for key in keys]), of_document)


def _facets(documents: Sequence[Entry], tagging: _Tagging, facets: Sequence[str]) -> dict[str, tuple[TagEntry, ...]]:
    names: dict[int, str] = {}
    members: dict[int, list[Entry]] = defaultdict(list)
    for entry, tags in zip(documents, tagging.of_document, strict=True):
        for number, tag in tags.items():
            names[number] = tag.name
            members[number].append(entry)
    together = _together(tagging, names)
    found: dict[str, list[TagEntry]] = {facet: [] for facet in facets}
    for number, group in members.items():
        facet, slug = tagging.keys[number]
        found.setdefault(facet, []).append(TagEntry(facet, slug, names[number], _series(group), together[number]))
    return {
        facet: tuple(sorted(tags, key=lambda t: (-len(t.series), t.name, t.slug)))
        for facet, tags in found.items()
        if tags
    }


def _together(tagging: _Tagging, names: Mapping[int, str]) -> list[tuple[tuple[str, str, str, int], ...]]:
    """Return, by the number of each tag, those that stand most often beside it."""
    count = len(tagging.keys)
    count_of: Counter[int] = Counter()
    for tags in tagging.of_document:
        count_of.update([one * count + other for one, other in combinations(sorted(tags), 2)])
    beside: list[list[tuple[int, str, Key]]] = [[] for _ in tagging.keys]
    for pair, shared in count_of.items():
        one, other = divmod(pair, count)
        beside[one].append((-shared, names[other], tagging.keys[other]))
        beside[other].append((-shared, names[one], tagging.keys[one]))
    return [tuple([(*key, name, -shared) for shared, name, key in sorted(most)[:MOST_TOGETHER]]) for most in beside]


def _publishers(documents: Sequence[Entry]) -> tuple[PublisherEntry, ...]:
    """Return the publishers, each with an address that no later publisher can take.

    Of two names with one slug, that of the lowest permanent number has it, and the other a few digits of its own
    name's hash behind it, as a name has whose letters give no slug.
    """
    members: dict[str, list[Entry]] = defaultdict(list)
    for entry in documents:
        if entry.publisher:
            members[entry.publisher].append(entry)
    taken = {UNKNOWN_PUBLISHER}
    found = []
    for name in sorted(members, key=lambda name: min(entry.number for entry in members[name])):
        digest = sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
        free = slug(name, fallback=f"publisher-{digest}")
        free = free if free not in taken else f"{free}-{digest}"
        taken.add(free)
        found.append(PublisherEntry(free, name, _series(members[name])))
    return tuple(sorted(found, key=lambda p: (-len(p.series), p.name)))


def _neighbours(sections: Iterable[Series]) -> dict[int, Neighbours]:
    """Return the neighbours in time; the undated have theirs among the undated, by permanent number."""
    found: dict[int, Neighbours] = {}
    for series in sections:
        for group in (series.dated, series.undated):
            for i, entry in enumerate(group):
                earlier = group[i + 1] if i + 1 < len(group) else None
                found[entry.number] = Neighbours(earlier, group[i - 1] if i else None)
    return found


def _related(documents: Sequence[Entry], tagging: _Tagging) -> dict[int, tuple[Related, ...]]:
    """Return for each document those that share most with it, looked for near it in time, tag by tag."""
    rows: list[list[int]] = [[] for _ in tagging.keys]
    for position, tags in enumerate(tagging.of_document):
        for number in tags:
            rows[number].append(position)
    # A pair is one whole number, as are score and place: half the time and memory of tuples, and of a table a document.
    count = len(documents)
    scores: dict[int, int] = {}
    for row, weight in zip(rows, tagging.weights, strict=True):
        for distance in range(1, RELATED_PER_TAG + 1):
            for pair in [one * count + other for one, other in zip(row, row[distance:], strict=False)]:
                scores[pair] = scores.get(pair, 0) + weight
    ranks: list[list[int]] = [[] for _ in documents]
    for pair, score in scores.items():
        one, other = divmod(pair, count)
        ranks[one].append(other - score * count)
        ranks[other].append(one - score * count)
    return {
        entry.number: _best(documents, tagging, position, ranks[position]) for position, entry in enumerate(documents)
    }


def _best(documents: Sequence[Entry], tagging: _Tagging, position: int, ranks: list[int]) -> tuple[Related, ...]:
    """Return the documents of the lowest ranks: the highest scores, and of equals the newest first."""
    own = tagging.of_document[position]
    ranks.sort()
    best = []
    for rank in ranks[:RELATED_SHOWN]:
        other = rank % len(documents)
        shared = sorted(own.keys() & tagging.of_document[other].keys())
        best.append(Related(documents[other], tuple([own[number] for number in shared])))
    return tuple(best)
