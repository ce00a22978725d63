"""Finding signs that a program replaced because it knew no character for them: by U+FFFD, or by `?`."""

import re

from minmetals_site.text.repair.families import ASCII, UNKNOWN, Family, Piece

__all__ = ["find_replaced_signs"]

_BYTES = 3
"""UTF-8 has so many for each sign; where each was replaced, three stand for one."""

_REPLACED = re.compile("\ufffd+")

_QUESTION = re.compile(r"\?+")

_NO_QUESTION = re.compile(
    r"""
    (?P<apostrophe> (?<=[A-Za-z]{2}) \?+ s \b | (?<=n) \?+ t \b | (?<=we|ou|ey|ho) \?+ (?:re|ve|ll) \b )
    | (?P<other> (?<=\d) \?+ (?=\d) | (?<=\s) \?+ (?=[A-Za-z]) )
    """,
    re.VERBOSE,
)
"""Matches "China?s", "don?t", "115?120", "a ?start" and refuses "ready? Yes" and "who?when"."""

_ADDRESS = re.compile(r"[/=&@]|www\.")
"""Matches what an address with a query holds ("/search?page=2"); refuses "China?s"."""


def find_replaced_signs(text: str) -> list[Piece]:
    """Return the places of replaced signs; of question marks only if some of them can be nothing else."""
    found = _replacement_characters(text) if "\ufffd" in text else []
    return found + _question_marks(text) if "?" in text else found


def _replacement_characters(text: str) -> list[Piece]:
    """Return the places of U+FFFD; where all of them stand in threes, three stand for the three bytes of one sign."""
    runs = [match.span() for match in _REPLACED.finditer(text)]
    return _threes(UNKNOWN, runs) if all((end - start) % _BYTES == 0 for start, end in runs) else _ones(UNKNOWN, runs)


def _ones(family: Family, runs: list[tuple[int, int]]) -> list[Piece]:
    return [Piece(at, at + 1, family, "", lost=True) for start, end in runs for at in range(start, end)]


def _threes(family: Family, runs: list[tuple[int, int]]) -> list[Piece]:
    """Return one piece for every three: punctuation, since a letter has two bytes; what is left over is meant."""
    family = family._replace(loses_letters=False, may_be_real=False)
    return [
        Piece(at, at + _BYTES, family, "", lost=True)
        for start, end in runs
        for at in range(start + (end - start) % _BYTES, end, _BYTES)
    ]


def _question_marks(text: str) -> list[Piece]:
    """Return the question marks, if some can be nothing of the kind: one as in "China?s", or two as in "a ?start"."""
    apostrophes = others = 0
    for mark in _QUESTION.finditer(text):
        match = _NO_QUESTION.match(text, mark.start())
        if match and not _in_address(text, mark.start()):
            apostrophes += match["apostrophe"] is not None
            others += match["other"] is not None
    if not apostrophes and others <= 1:  # one may be a slip of the pen
        return []
    runs = [m.span() for m in _QUESTION.finditer(text) if not _in_address(text, m.start())]
    threes = sum(end - start >= _BYTES for start, end in runs)
    return _threes(ASCII, runs) if threes > len(runs) / 2 else _ones(ASCII, runs)


def _in_address(text: str, at: int) -> bool:
    """Return whether the stretch without white space around a place is an address with a query."""
    left, right = text[max(at - 200, 0) : at], text[at : at + 200]
    word = (left.split() or [""])[-1] if not left[-1:].isspace() else ""
    return _ADDRESS.search(word) is not None or ("=" in (right.split() or [""])[0] and word != "")
