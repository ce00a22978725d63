"""What a search should find, by brute force over the records: no index, no shards, no ranking.

A query is a tree of the classes below; `Oracle.find` returns the permanent numbers of the documents that match it. The
words of a text are told by `search/words.py`, which has a table of cases of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from minmetals_site.records import AnyDocument
from minmetals_site.search.words import PAIR_SCRIPTS, fold, positioned, stem
from minmetals_site.text.dates import year_of

_PAIRED = frozenset(
    chr(code)
    for run in zip(*[iter(PAIR_SCRIPTS.replace("-", ""))] * 2, strict=True)
    for code in range(ord(run[0]), ord(run[1]) + 1)
)


@dataclass(frozen=True)
class Word:
    """A word without quotes; `is_prefix` where it is still being typed."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words in quotes."""

    text: str


@dataclass(frozen=True)
class InTitle:
    """A word or a phrase that the title has."""

    part: Word | Phrase


@dataclass(frozen=True)
class Facet:
    """`kind`, `class`, `year` or `publisher` of one value; `tag`, whose value is `facet/slug`."""

    name: str
    value: str


@dataclass(frozen=True)
class Not:
    """What a document must not match."""

    part: "Query"


@dataclass(frozen=True)
class Or:
    """Of which a document must match one."""

    parts: tuple["Query", ...]


@dataclass(frozen=True)
class And:
    """Of which a document must match all."""

    parts: tuple["Query", ...]


Query = Word | Phrase | InTitle | Facet | Not | Or | And


class _Known:
    """What is asked of one document."""

    def __init__(self, document: AnyDocument, names: Iterable[str]) -> None:
        self.document = document
        self._names = (*names, document.publisher.value or "")
        self._title = document.title.value or document.capture.path

    @cached_property
    def blocks(self) -> list[list[set[str]]]:
        """For each block, the title first, the forms at each of its places."""
        texts = (self._title, *self.document.highlights, *(block.text for block in self.document.blocks))
        return [_forms(text) for text in texts]

    @cached_property
    def forms(self) -> set[str]:
        """All forms of the text."""
        return {form for block in self.blocks for place in block for form in place}

    @cached_property
    def keys(self) -> set[str]:
        """The keys of all fields."""
        named = {word for name in self._names for word, _ in positioned(fold(name))}
        return {stem(form) for form in self.forms | named}


def _forms(text: str) -> list[set[str]]:
    words = positioned(fold(text))
    places: list[set[str]] = [set() for _ in range(max((place for _, place in words), default=-1) + 1)]
    for word, place in words:
        places[place].add(word)
    return places


class Oracle:
    """Knows all documents, each with the names of its tags (aliases included) by its number."""

    def __init__(self, documents: Iterable[AnyDocument], names: Mapping[int, Iterable[str]]) -> None:
        self._known = {document.id or 0: _Known(document, names[document.id or 0]) for document in documents}

    def find(self, query: Query, publishers: Mapping[str, str] | None = None) -> set[int]:
        """Return the numbers of all documents that match; `publishers` are names by their slugs."""
        return {number for number, known in self._known.items() if _matches(query, known, publishers or {})}


def _matches(query: Query, known: _Known, publishers: Mapping[str, str]) -> bool:  # noqa: PLR0911  # one a class
    match query:
        case Word():
            return _has_word(query, known.keys, known.forms, known.blocks)
        case Phrase():
            return any(_has_phrase(query.text, block) for block in known.blocks)
        case InTitle():
            return _is_in_title(query.part, known.blocks[0])
        case Facet():
            return _has_facet(query, known.document, publishers)
        case Not():
            return not _matches(query.part, known, publishers)
        case Or():
            return any(_matches(part, known, publishers) for part in query.parts)
        case And():
            return all(_matches(part, known, publishers) for part in query.parts)


def _is_in_title(part: Word | Phrase, title: list[set[str]]) -> bool:
    if isinstance(part, Phrase):
        return _has_phrase(part.text, title)
    forms = {form for place in title for form in place}
    return _has_word(part, {stem(form) for form in forms}, forms, [title])


def _has_word(word: Word, keys: set[str], forms: set[str], blocks: list[list[set[str]]]) -> bool:
    words = positioned(fold(word.text))
    parts, joined = _parts(word.text)
    if word.is_prefix or (len(words) == 1 and words[0][0] in _PAIRED):
        return any(found.startswith(words[-1][0]) for found in keys | forms) if words else False
    if len(words) == 1:
        return stem(words[0][0]) in keys
    return bool(parts) and (
        any(_stands(parts, block) for block in blocks) or any(stem(whole) in keys for whole in joined)
    )


def _parts(text: str) -> tuple[list[str], list[str]]:
    """Return the words that stand one after the other, and those that are several of them in one.

    Of a run of pairs the last character alone is left out: inside a longer run it stands in a pair.
    """
    words = positioned(fold(text))
    places = [[word for word, at in words if at == place] for place in range(len({at for _, at in words}))]
    parts = [min(place, key=len) for place in places]
    joined = [word for place in places for word in place if len(place) > 1 and word != min(place, key=len)]
    if len(parts) > 1 and parts[-1] in _PAIRED and parts[-2][-1:] == parts[-1]:
        parts.pop()
    return parts, joined


def _has_phrase(text: str, block: list[set[str]]) -> bool:
    parts, _ = _parts(text)
    return bool(parts) and _stands(parts, block)


def _stands(parts: list[str], block: list[set[str]]) -> bool:
    return any(
        all(_is_at(part, block[start + step]) for step, part in enumerate(parts))
        for start in range(len(block) - len(parts) + 1)
    )


def _is_at(part: str, forms: set[str]) -> bool:
    """Return whether a form stands there; a single character of a pair script also as the first of a pair."""
    return part in forms or (part in _PAIRED and any(form[0] == part for form in forms))


def _has_facet(facet: Facet, document: AnyDocument, publishers: Mapping[str, str]) -> bool:
    match facet.name:
        case "kind":
            return document.kind == facet.value
        case "class":
            return document.source_class == facet.value
        case "year":
            published = document.published.value
            return (year_of(published) if published else "undated") == facet.value
        case "publisher":
            return document.publisher.value is not None and document.publisher.value == publishers.get(facet.value)
        case _:
            return facet.value in {f"{tag.facet}/{tag.slug}" for tag in document.tags}
