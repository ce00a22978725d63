"""What a full-text index has to hold beside a text, so that Chinese and Japanese words in it are found.

SQLite's tokenizer divides words at what is no letter, so a Chinese sentence is one word to it, and nobody searches for
whole sentences. Its other tokenizer, of trigrams, finds nothing of fewer than three signs, where most Chinese words
have two, and would find "mine" in "determine". So the signs go into the index a second time: one by one, in their
order, which makes any name findable as a phrase of signs; and every run of two to four signs as a word, since that is
how people type them. English texts pay nothing for that.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

__all__ = ["search_terms"]

LONGEST_WORD = 4
"""Signs of the longest word that is found as it is typed; each further sign makes the index of such texts larger.

The index is 8.6 times as long as a Chinese text in UTF-8; at three signs 5.7 times, at six 14.6 times, and of trigrams
alone 2.2 times.
"""
MOST_RUNS = 1_000_000
"""Runs of signs that are indexed of one text: those of its first 330,000 signs, while each sign itself is indexed.

A capture may be fifty megabytes of signs, whose runs no memory would hold.
"""

_SIGNS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_SIGN = re.compile(f"[{_SIGNS}]")
"""Matches `矿` and `カ`; refuses `M`: the letters of Chinese and Japanese."""
_PIECE = re.compile(f"[{_SIGNS}]+|[^{_SIGNS}]+")
"""Divides `五矿MMG公司` into `五矿`, `MMG` and `公司`."""
_WORD = re.compile(r"\w+")


def search_terms(text: str) -> str:
    """Return the words to index beside those of a text; empty where it has no sign of Chinese or Japanese.

    >>> search_terms("Baotou: 稀土MMG, 矿")
    '稀 土 MMG 矿 稀土'
    """
    if text.isascii() or not _SIGN.search(text):
        return ""
    pieces = [piece for word in _WORD.findall(text) if _SIGN.search(word) for piece in _PIECE.findall(word)]
    one_by_one = [" ".join(piece) if _SIGN.match(piece) else piece for piece in pieces]
    runs = chain.from_iterable(_runs(piece) for piece in pieces if _SIGN.match(piece))
    return " ".join((*one_by_one, *dict.fromkeys(islice(runs, MOST_RUNS))))


def _runs(signs: str) -> Iterator[str]:
    """Yield the runs of two signs and more, those that begin first before the others."""
    for start in range(len(signs) - 1):
        for end in range(start + 2, min(start + LONGEST_WORD, len(signs)) + 1):
            yield signs[start:end]
