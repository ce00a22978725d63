"""A record to its terms: all that the index needs of one document, without its number.

Made where the capture is read and kept beside the record, so that each document is analysed once. A document has
*keys*, stems of its words, each with the document's *impact* under it: how much the document is about it, in eight
steps (BM25F but for the rarity of the word, with constant averages, so that no document changes another's). A key that
begins with an apostrophe is one of the title. And it has *forms*, the words as they stand there, with their positions.

An index holds forms under their keys. There, terms are strings: `mine` is a key, `mine<tab>mining` a form of it,
`mine<tab>` the form that equals its key, and `mining<tab>=mine` a form once more, where its own letters lead, since its
key is no beginning of it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from minmetals_site.cache import Searchable
from minmetals_site.records import AnyDocument
from minmetals_site.search.varints import last_position, positions_code
from minmetals_site.search.words import CHAINS, LONGEST_WORD, SPLITS, fold, positioned, stem

__all__ = ["ALIASED", "DocumentTerms", "analyse", "decode_terms", "form_terms", "next_block"]

_BLOCK = 64
"""Blocks begin at multiples of this, so that an edit of one mostly leaves the positions of the others."""


class _Field(NamedTuple):
    """How much the words of a field say."""

    weight: float
    length_counts: float
    average: int
    """Words in it: a constant of this program, and none of the archive."""

    def strength(self, count: int, length: int) -> float:
        """Return what a word adds that stands so often in a field of so many words."""
        return self.weight * count / (1 - self.length_counts + self.length_counts * length / self.average)


_TITLE = _Field(5.0, 0.5, 10)
_HIGHLIGHTS = _Field(2.5, 0.5, 50)
_NAMES = _Field(2.5, 0.0, 1)
_BODY = _Field(1.0, 0.75, 600)


class DocumentTerms(NamedTuple):
    """The terms of one document."""

    keys: list[str]
    impacts: bytes
    """Of each key, 0 to 7."""
    forms: list[str]
    positions: list[bytes]
    """Of each form, as `varints.positions_code` writes them."""


_DECODER = msgspec.msgpack.Decoder(DocumentTerms)


def decode_terms(data: bytes) -> DocumentTerms:
    """Return the terms of a document.

    Raises:
        msgspec.DecodeError: if these are none.
    """
    return _DECODER.decode(data)


def analyse(document: AnyDocument, names: Iterable[str]) -> Searchable:
    """Return what is kept of a document; `names` are those of its tags, aliases included."""
    texts = [block for block in document.blocks if block.text]
    shown = [(None, text) for text in document.highlights] + [(block.anchor, block.text) for block in texts]
    title = document.title.value or document.capture.path
    publisher = document.publisher.value or ""
    terms = msgspec.msgpack.encode(
        _terms(title, document.highlights, [block.text for block in texts], (*names, publisher))
    )
    return Searchable(terms, _json(shown), blake2b(terms, digest_size=16).digest())


def _json(value: object) -> bytes:
    """Return JSON; a lone surrogate, which the JSON of a capture may smuggle in, becomes the replacement character."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def next_block(end: int) -> int:
    """Return where the block begins that follows one whose last position is `end` - 1."""
    return (end // _BLOCK + 1) * _BLOCK


_Places = defaultdict[str, list[int]]


def _terms(title: str, highlights: Iterable[str], body: Iterable[str], names: Iterable[str]) -> DocumentTerms:
    places: _Places = defaultdict(list)
    end = _place((title,), 0, places)
    of_title = _counts(places, {})
    end = _place(highlights, end, places)
    early = _counts(places, {})
    of_highlights = _by_key(_counts(places, of_title))
    _place(body, end, places)
    of_title = _by_key(of_title)
    of_names = Counter([_KEYS[word] for name in names for word, _ in positioned(fold(name))])
    strengths: dict[str, float] = {}
    for field, counts in ((_TITLE, of_title), (_HIGHLIGHTS, of_highlights), (_NAMES, of_names)):
        length = sum(counts.values())
        for key, count in counts.items():
            strengths[key] = strengths.get(key, 0.0) + field.strength(count, length)
    of_body, codes = _codes(places, early)
    keys = [*[f"'{key}" for key in of_title], *of_body, *[key for key in strengths if key not in of_body]]
    return DocumentTerms(keys, bytes(len(of_title)) + _impacts(of_body, strengths), list(places), codes)


def _counts(places: _Places, before: dict[str, int]) -> dict[str, int]:
    """Return how often each form stands there beyond the count before; forms that do not are left out."""
    counts = {form: len(positions) - before.get(form, 0) for form, positions in places.items()}
    return {form: count for form, count in counts.items() if count} if before else counts


def _place(texts: Iterable[str], start: int, places: _Places) -> int:
    """Set down the positions of all words, each text a block; return where the next block begins.

    Where all chains are plain words, which is seen at once, none is looked up: that takes half of the time.
    """
    for text in texts:
        chains = CHAINS.findall(fold(text))
        letters = "".join(chains)
        at = start
        if letters.isascii() and max(map(len, chains), default=0) <= LONGEST_WORD:
            for chain in chains:
                if chain.isalnum():
                    places[chain].append(at)
                    at += 1
                else:
                    at = _place_parts(chain, at, places)
        else:
            for chain in chains:
                at = _place_parts(chain, at, places)
        start = next_block(at)
    return start


def _place_parts(chain: str, at: int, places: _Places) -> int:
    split = SPLITS[chain]
    if split is None:
        places[chain].append(at)
        return at + 1
    for word, place in split.words:
        places[word].append(at + place)
    return at + split.width


class _Keys(dict[str, str]):
    """Every form that was met, with its key."""

    _MOST = 200_000

    def __missing__(self, form: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        key = self[form] = stem(form)
        return key


_KEYS = _Keys()


def form_terms(form: str) -> tuple[str, str | None]:
    """Return the term of a form, and the one under which it is found where its key does not lead, if that is so."""
    key = _KEYS[form]
    return f"{key}\t{form if form != key else ''}", None if form.startswith(key) else f"{form}\t={key}"


ALIASED = last_position(0)
"""What stands in the place of positions under the second of them, which has none of its own."""


def _by_key(counts: dict[str, int]) -> dict[str, int]:
    of_key: dict[str, int] = {}
    for form, count in counts.items():
        key = _KEYS[form]
        of_key[key] = of_key.get(key, 0) + count
    return of_key


def _impacts(counts: dict[str, int], strengths: dict[str, float]) -> bytes:
    """Return the impacts of the keys of the body, then of those that only the other fields have."""
    length = sum(counts.values())
    by_count = [_impact(_BODY.strength(count, length)) for count in range(16)]
    impacts = [
        by_count[count]
        if key not in strengths and count < 16  # noqa: PLR2004  # the length of the row above
        else _impact(_BODY.strength(count, length) + strengths.get(key, 0.0))
        for key, count in counts.items()
    ]
    impacts += [_impact(strength) for key, strength in strengths.items() if key not in counts]
    return bytes(impacts)


def _impact(strength: float) -> int:
    return int(8 * strength / (strength + 1.2))


def _codes(places: _Places, early: dict[str, int]) -> tuple[dict[str, int], list[bytes]]:
    """Return how often each key stands in the body, and the positions of each form; `early` counts those before it.

    One loop for both, with what is common in its own branches: it is half of what the search adds to a reading.
    """
    counts: dict[str, int] = {}
    codes: list[bytes] = []
    for form, positions in places.items():
        key = _KEYS[form]
        count = len(positions)
        codes.append(last_position(positions[0]) if count == 1 else positions_code(positions))
        if form in early:
            count -= early[form]
            if not count:
                continue
        if key in counts:
            counts[key] += count
        else:
            counts[key] = count
    return counts, codes
