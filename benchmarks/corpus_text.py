"""The text of the benchmark's documents: sentences from a grammar, in paragraphs, with names from the vocabulary.

The wording stands in `corpus_wording.yaml`. What makes the text like English where a generator's time depends on it:
the lengths of words, sentences and paragraphs, curly quotes and dashes, a few thousand different words of which most
are rare (made-up names see to that), and names that some documents share and most do not.
"""

import random
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, product
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

__all__ = ["Tag", "Writer"]

T = TypeVar("T")

_HERE = Path(__file__).resolve().parent
_VOCABULARY = _HERE.parent / "src" / "minmetals_site" / "starter_vocabulary.yaml"
_SLOT = re.compile(r"\{(\w+)\}")
_LISTS = {
    "adjective": "adjectives",
    "clause": "clauses",
    "object": "objects",
    "opening": "openings",
    "participle": "participles",
    "past": "past",
    "place": "places",
    "subject": "subjects",
}
_AN = re.compile(r"\b([Aa]) (?=[aeio]|u[^ns])")
"""Matches the article of `a upper shelf`; refuses that of `a useful tool`."""
_MADE_UP_NAMES = 4000
_PARAGRAPH = (60, 120)
"""Words after which a paragraph ends, from and to."""
_OVERSHOT = 7
"""Words that stand behind its goal, half a sentence."""


class Tag(NamedTuple):
    """A name from the vocabulary, with its facet."""

    facet: str
    name: str


class Chances(Generic[T]):
    """Things of which the first is drawn most often, the second half as often, the third a third: Zipf's law."""

    def __init__(self, things: Sequence[T]) -> None:
        self.things = things
        self.sums = list(accumulate(1 / rank for rank in range(1, len(things) + 1)))

    def draw(self, rng: random.Random) -> T:
        """Return one of them."""
        return self.things[bisect(self.sums, rng.random() * self.sums[-1])]


class Writer:
    """Writes sentences and paragraphs; what it writes depends on nothing but the state of `rng`."""

    def __init__(self, seed: int) -> None:
        self.wording: dict[str, Any] = yaml.safe_load((_HERE / "corpus_wording.yaml").read_text(encoding="utf-8"))
        self.rng = random.Random(f"{seed} names")
        made_up = [first + middle + last for first, middle, last in product(*self.wording["syllables"].values())]
        self.tags = Chances(self._shuffled(_tags()))
        self.people = Chances(self._shuffled(made_up)[:_MADE_UP_NAMES])
        self.sites = Chances(self._shuffled(made_up)[:_MADE_UP_NAMES])
        self.slots = self._slots()
        self.templates: dict[str, tuple[str | Callable[[], str], ...]] = {}

    def _shuffled(self, things: Sequence[T]) -> list[T]:
        return self.rng.sample(things, len(things))

    def begin(self, document: str) -> random.Random:
        """Start on a document: what is written from now on depends on its name alone. Return the source of chance."""
        self.rng = random.Random(document)
        return self.rng

    def draw_tags(self, number: int) -> list[Tag]:
        """Return so many different tags, common ones more often than rare ones."""
        drawn: dict[Tag, None] = {}
        while len(drawn) < number:
            drawn[self.tags.draw(self.rng)] = None
        return list(drawn)

    def line(self, kind: str) -> str:
        """Return a title, heading or item: one of the templates of that kind, filled."""
        return _capitalised(_AN.sub(r"\1n ", self.fill(self.pick(self.wording[kind]))))

    def named_sentence(self, name: str) -> str:
        """Return a sentence in which the name stands."""
        return self.line("named").replace("{name}", name)

    def paragraphs(self, words: int, named: Sequence[str]) -> Iterator[str]:
        """Yield paragraphs of about so many words in all, each of the named sentences in one of them."""
        waiting = list(named)
        total = max(1, round(words / (sum(_PARAGRAPH) / 2 + _OVERSHOT)))
        for number in range(total):
            share = -(-len(waiting) // (total - number))
            yield self._paragraph([waiting.pop() for _ in range(share)])

    def _paragraph(self, sentences: list[str]) -> str:
        goal = self.rng.randint(*_PARAGRAPH)
        words = sum(sentence.count(" ") + 1 for sentence in sentences)
        while words < goal:
            sentence = self.line("sentences")
            words += sentence.count(" ") + 1
            sentences.append(sentence)
        self.rng.shuffle(sentences)
        return " ".join(sentences)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of them, all equally likely; twice as fast as `random.choice`."""
        return things[int(self.rng.random() * len(things))]

    def fill(self, template: str) -> str:
        """Return the template with its slots filled, those of what they are filled with too."""
        parts = self.templates.get(template)
        if parts is None:
            pieces = _SLOT.split(template)
            parts = tuple(self.slots[piece] if i % 2 else piece for i, piece in enumerate(pieces))
            self.templates[template] = parts
        return "".join([part if isinstance(part, str) else part() for part in parts])

    def _slots(self) -> dict[str, Callable[[], str]]:
        nouns = [noun.split("|") for noun in self.wording["nouns"]]
        singular, plural = ([forms[i] for forms in nouns] for i in (0, 1))
        slots: dict[str, Callable[[], str]] = {
            "noun": lambda: self.pick(singular),
            "nouns": lambda: self.pick(plural),
            "person": lambda: f"{self.pick(('Ms', 'Mr'))} {self.people.draw(self.rng)}",
            "site": lambda: self.sites.draw(self.rng),
            "number": lambda: str(self.rng.randint(2, 400)),
            "range": self._range,
            "share": lambda: f"{self.rng.randint(2, 97)}%",
            "letter": lambda: self.pick("ABCDEFGHIJKLMNOPRSTUVW"),
            "day": lambda: f"{self.pick(self.wording['months'])} {self.rng.randint(1, 28)}",
            "ordinal": lambda: self.pick(self.wording["ordinals"]),
            "name": lambda: "{name}",
            "Noun": lambda: self.pick(singular).title(),
            "Nouns": lambda: self.pick(plural).title(),
            "Adjective": lambda: self.pick(self.wording["adjectives"]).title(),
        }
        slots.update({slot: self._filled_from(self.wording[name]) for slot, name in _LISTS.items()})
        return slots

    def _range(self) -> str:
        lowest = self.rng.randint(2, 300)
        return f"{lowest}–{lowest + self.rng.randint(2, 90)}"

    def _filled_from(self, choices: list[str]) -> Callable[[], str]:
        return lambda: self.fill(self.pick(choices))


def _tags() -> list[Tag]:
    """Return the tags that count wherever their name stands, written in the letters of English alone."""
    facets = yaml.safe_load(_VOCABULARY.read_text(encoding="utf-8"))
    return [
        Tag(facet, name)
        for facet, names in facets.items()
        if isinstance(names, dict)
        for name, more in names.items()
        if name.isascii() and not (isinstance(more, dict) and {"near", "not"} & more.keys())
    ]


def _capitalised(text: str) -> str:
    first = next((i for i, character in enumerate(text) if character.isalnum()), 0)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]
