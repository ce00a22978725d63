"""What a search has to find, by looking at every record of a built site: the plain truth that the index is held to.

Questions are made here together with what they ask for, so that nothing of the page's own reading of queries is used.
"""

import json
import random
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from minmetals_site.search.words import fold, positioned, stem
from minmetals_site.text.dates import year_of
from minmetals_site.vocabulary import Vocabulary

__all__ = ["Question", "Record", "questions", "read_records"]

_PREFIXES = 0.1
"""The share of questions for beginnings of words."""

Matches = Callable[["Record"], bool]


class Question(NamedTuple):
    """A query, and which documents it asks for."""

    text: str
    matches: Matches


class Record:
    """A document as it was published, and the words in it."""

    def __init__(self, line: dict[str, Any], vocabulary: Vocabulary) -> None:
        names = {(tag.facet, tag.slug): tag.names for tag in vocabulary.tags}
        self.number: int = line["id"]
        self.title: str = line["title"]["value"] or line["capture"]["path"]
        self.kind: str = line["kind"]
        self.publisher: str = line["publisher"]["value"] or ""
        self.year: str = year_of(line["published"]["value"]) if line["published"]["value"] else "undated"
        self.tags: dict[str, tuple[str, ...]] = {t["slug"]: names[t["facet"], t["slug"]] for t in line["tags"]}
        self.texts: list[str] = [self.title, *line["highlights"], *[b["text"] for b in line["blocks"] if b["text"]]]

    @cached_property
    def blocks(self) -> list[dict[int, set[str]]]:
        """The words at each position of each text, the title first."""
        return [_placed(text) for text in self.texts]

    @cached_property
    def forms(self) -> set[str]:
        """All words of the texts."""
        return {form for block in self.blocks for forms in block.values() for form in forms}

    @cached_property
    def keys(self) -> set[str]:
        """The stems of all words, those of the names of tags and publisher included."""
        names = [self.publisher, *[name for of_tag in self.tags.values() for name in of_tag]]
        return {stem(form) for form in self.forms} | {stem(form) for name in names for form in _plain_words(name)}

    @cached_property
    def title_keys(self) -> set[str]:
        """The stems of the words of the title."""
        return {stem(form) for forms in self.blocks[0].values() for form in forms}

    def holds(self, phrase: list[str], *, in_title: bool = False) -> bool:
        """Return whether these words stand in a row in one of the texts."""
        blocks = self.blocks[:1] if in_title else self.blocks
        return any(
            all(form in block.get(start + place, ()) for place, form in enumerate(phrase))
            for block in blocks
            for start in block
        )


def read_records(site: Path, vocabulary: Vocabulary) -> list[Record]:
    """Return the documents of a built site, those of the archive's own pages included."""
    files = sorted((site / "data/documents").glob("*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [Record(line, vocabulary) for line in lines]


def _placed(text: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for form, place in positioned(fold(text)):
        found.setdefault(place, set()).add(form)
    return found


def _plain_words(text: str) -> list[str]:
    return [form for form, _ in positioned(fold(text))]


# Questions


def questions(records: list[Record], count: int, seed: int) -> Iterator[Question]:
    """Yield so many questions of one to three parts, made of what the records hold, some of them in vain."""
    rng = random.Random(seed)  # noqa: S311  # cases, not secrets
    for _ in range(count):
        parts = [_part(rng, records) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        text = ""
        tests: list[Matches] = []
        for part in parts:
            match rng.random():
                case chance if chance < 0.15 and tests:
                    text, tests = f"{text} OR {part.text}", [*tests[:-1], _either(tests[-1], part.matches)]
                case chance if chance > 0.85 and tests:
                    text, tests = f"{part.text.join(('-', ' '))}{text}", [_without(part.matches), *tests]
                case _:
                    text, tests = f"{text} {part.text}", [*tests, part.matches]
        yield Question(text.strip(), _all(tests))


def _all(tests: list[Matches]) -> Matches:
    return lambda record: all(test(record) for test in tests)


def _either(a: Matches, b: Matches) -> Matches:
    return lambda record: a(record) or b(record)


def _without(test: Matches) -> Matches:
    return lambda record: not test(record)


def _part(rng: random.Random, records: list[Record]) -> Question:
    record = rng.choice(records)
    if rng.random() < _PREFIXES:
        return _prefix(rng, record, records)
    make = rng.choice((_word, _word, _phrase, _phrase, _title_word, _title_phrase, _year, _tag, _other))
    return make(rng, record)


def _words_of(rng: random.Random, record: Record, *, in_title: bool = False) -> list[str]:
    """Return the words of one of a record's texts that a query can name alone: of plain letters and digits."""
    blocks = record.blocks[:1] if in_title else record.blocks
    block = rng.choice(blocks)
    return [next(iter(forms)) for _, forms in sorted(block.items()) if len(forms) == 1]


def _a_word(rng: random.Random, record: Record, *, in_title: bool = False) -> str:
    words = [word for word in _words_of(rng, record, in_title=in_title) if word.isascii() and word.isalnum()]
    return rng.choice(words or ["zinc"])


def _word(rng: random.Random, record: Record) -> Question:
    word = _a_word(rng, record)
    return Question(rng.choice((word, word.upper(), f"{word},")), lambda other: stem(word) in other.keys)


def _phrase(rng: random.Random, record: Record) -> Question:
    words = _words_of(rng, record)
    start = rng.randrange(max(len(words), 1))
    phrase = words[start : start + rng.choice((1, 2, 2, 3, 5))] or ["zinc"]
    if rng.random() < 0.1:
        phrase.reverse()
    parts = [form for word in phrase for form, _ in positioned(word)]
    return Question(f'"{" ".join(phrase)}"', lambda other: other.holds(_in_a_row(parts, phrase)))


def _in_a_row(parts: list[str], phrase: list[str]) -> list[str]:
    """Return the words of a phrase in the order of their places; what is written as one word stands apart."""
    return parts if len(parts) == len(phrase) else [form for word in phrase for form in _apart(word)]


def _apart(word: str) -> list[str]:
    placed = positioned(word)
    return [next(form for form, at in placed if at == place) for place in sorted({at for _, at in placed})]


def _title_word(rng: random.Random, record: Record) -> Question:
    word = _a_word(rng, record, in_title=True)
    return Question(f"title:{word}", lambda other: stem(word) in other.title_keys)


def _title_phrase(rng: random.Random, record: Record) -> Question:
    words = _words_of(rng, record, in_title=True)
    start = rng.randrange(max(len(words), 1))
    phrase = [form for word in words[start : start + 2] for form in _apart(word)] or ["zinc"]
    return Question(f'title:"{" ".join(phrase)}"', lambda other: other.holds(phrase, in_title=True))


def _prefix(rng: random.Random, record: Record, records: list[Record]) -> Question:
    """Ask for all forms of the words that begin so, those of which only the stem does included."""
    word = _a_word(rng, record)
    beginning = word[: max(3, len(word) - rng.randrange(5))]
    keys = {stem(form) for other in records for form in other.forms if form.startswith(beginning)}
    keys |= {key for other in records for key in other.keys if key.startswith(beginning)}
    return Question(f"{beginning}*", lambda other: not keys.isdisjoint(other.keys))


def _year(rng: random.Random, record: Record) -> Question:
    if record.year == "undated":
        return Question("year:undated", lambda other: other.year == "undated")
    last = str(int(record.year) + rng.randrange(3))
    text = rng.choice((f"year:{record.year}..{last}", f"year:..{last}"))
    first = record.year if text.startswith(f"year:{record.year}") else ""
    return Question(text, lambda other: other.year != "undated" and first <= other.year <= last)


def _tag(rng: random.Random, record: Record) -> Question:
    names = [name for of_tag in record.tags.values() for name in of_tag if '"' not in name]
    if not names:
        return Question("kind:news", lambda other: other.kind == "news")
    wanted = _plain_words(name := rng.choice(names))
    return Question(f'tag:"{name}"', lambda other: _is_tagged(other, wanted))


def _is_tagged(record: Record, wanted: list[str]) -> bool:
    return any(set(wanted) <= set(_plain_words(name)) for names in record.tags.values() for name in names)


def _other(rng: random.Random, record: Record) -> Question:
    if rng.random() < 0.5 or not _plain_words(record.publisher):
        return Question(f"kind:{record.kind}", lambda other: other.kind == record.kind)
    wanted = set(_plain_words(record.publisher))
    name = record.publisher.replace('"', " ")
    return Question(f'publisher:"{name}"', lambda other: wanted <= set(_plain_words(other.publisher)))
