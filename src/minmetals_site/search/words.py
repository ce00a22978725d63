"""Text to the words that are searched for: folded, with their positions, and stemmed.

The script of the search page does the same to what is asked (`templates/assets/search.js`); the cases that both are
tested with stand in `tests/cases/search_words.yaml`. One regular expression finds the words, so that both sides divide
a text alike also where no rule was thought of.

- A number loses the commas of its thousands: `288,600` is `288600`; `3.5` is one word.
- Words joined by hyphens or slashes are found in parts and whole: `rare-earth` is `rare`, `earth` and `rareearth`.
- Scripts that set no space between words are taken in overlapping pairs of characters, and the last one alone.
"""

import re
from functools import cache
from typing import Any, NamedTuple
from unicodedata import category, normalize

__all__ = ["CHAINS", "LONGEST_WORD", "PAIR_SCRIPTS", "SPLITS", "Split", "fold", "positioned", "stem"]

LONGEST_WORD = 64
"""Characters; longer ones are cut, so that no word makes an index of its own."""
MOST_PARTS = 4
"""Of a compound that is found as one word too: what is longer is an address or a list."""

PAIR_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\U00016fe0-\U00016fff"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""The inside of a character class: Thai, Lao, Myanmar, Khmer, Han, Hiragana, Katakana; of these only letters count."""

CHAINS = re.compile(r"[^\W_]+(?:['/.,\-‐‑][^\W_]+)*")
"""Matches all that words may be in, up to white space or a sign that joins none: `rare-earth`, `288,600.5`, `and,then`.

What a chain consists of is found out once for each that differs, which takes three quarters of the time of `_WORDS`.
"""
_WORDS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![^\W_])"
    r"|[0-9]+\.[0-9]+(?![^\W_])"
    r"|[^\W_]+(?:['/\-‐‑][^\W_]+)*"
)
"""Matches `288,600.5`, `3.5`, `company's`, `rare-earth` and `copper`; of `a_b` it matches `a` and `b`."""
_PAIRS = re.compile(f"[{PAIR_SCRIPTS}]+")
"""Matches `五矿`; refuses `copper`."""
_RUNS = re.compile(f"([{PAIR_SCRIPTS}]+)")
_JOINTS = re.compile(r"[/\-‐‑]")
_LETTER = re.compile(r"[^\W\d_]")
_STEMMED = re.compile(r"[a-z']+")


class Split(NamedTuple):
    """What a match of `CHAINS` consists of, where that is not one word of the same letters."""

    words: tuple[tuple[str, int], ...]
    """Words with their places, counted from the first."""
    width: int
    """Places that it takes."""


def fold(text: str) -> str:
    """Return the text without capitals, diacritics and differences of form: `Pérez’s` as `perez's`."""
    if text.isascii():
        return text.lower()
    folded = normalize("NFKD", text).lower()
    for character in set(folded):
        if character > "\x7f" and (plain := _plain(character)) != character:
            folded = folded.replace(character, plain)
    return folded


_SPELLED = {"ß": "ss", "ς": "σ", "’": "'", "ʼ": "'", "＇": "'"}


@cache
def _plain(character: str) -> str:
    """Return what stands for a character; nothing for a mark that takes no room of its own."""
    return _SPELLED.get(character, "" if category(character) == "Mn" else character)


class _Splits(dict[str, Split | None]):
    """Every match of `CHAINS` that was met, with what it consists of; None where it is one word as it stands.

    Few matches are new after the first hundred documents, and asking a dictionary takes a tenth of the time.
    """

    _MOST = 200_000

    def __missing__(self, found: str) -> Split | None:
        if len(self) >= self._MOST:
            self.clear()
        is_plain = found.isalnum() and len(found) <= LONGEST_WORD and (found.isascii() or not _PAIRS.search(found))
        split = self[found] = None if is_plain else _split(found)
        return split


SPLITS = _Splits()


def positioned(folded: str) -> list[tuple[str, int]]:
    """Return the words of a folded text, each with its place, counted from 0."""
    words: list[tuple[str, int]] = []
    at = 0
    for found in CHAINS.findall(folded):
        split = SPLITS[found]
        if split is None:
            words.append((found, at))
            at += 1
        else:
            words += [(word, at + place) for word, place in split.words]
            at += split.width
    return words


def _split(chain: str) -> Split:
    placed: list[tuple[str, int]] = []
    width = 0
    for found in _WORDS.findall(chain):
        if found[0] in _DIGITS and ("," in found or "." in found):
            words = _cut(found.replace(",", ""))
        else:
            parts = _JOINTS.split(found)
            words = [word for part in parts for word in _words_of(part)]
            if 1 < len(parts) <= MOST_PARTS and _LETTER.search(found) and not _PAIRS.search(found):
                placed += [(word, width + place) for place, word in enumerate(_cut("".join(parts)))]
        placed += [(word, width + place) for place, word in enumerate(words)]
        width += len(words)
    # Once at each place and in their order: a word of 128 equal letters would else be at one of its places twice.
    return Split(tuple(sorted(set(placed), key=lambda pair: (pair[1], pair[0]))), width)


_DIGITS = frozenset("0123456789")


def _words_of(part: str) -> list[str]:
    words: list[str] = []
    for run in _RUNS.split(part):
        if _PAIRS.match(run):
            words += [run[place : place + 2] for place in range(len(run))]
        elif rest := run.strip("'"):  # which stands beside a run of pairs as well
            words += _cut(rest)
    return words


def _cut(word: str) -> list[str]:
    return [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]


@cache
def _stemmer() -> Any:  # noqa: ANN401  # the library says nothing of its types
    """Return the English stemmer; the library takes 80 ms to load, which only a build that reads need spend."""
    import snowballstemmer  # noqa: PLC0415  # see above

    return snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """Return what a folded word is found by: its English stem, or itself where it is no word of plain letters."""
    if not _STEMMED.fullmatch(word):
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed or word
