"""Which sign was lost: restoring ’ ‘ “ ” – — … • from their surroundings.

Every lost sign has a shape, told by what stands beside it: it opens (" ⍰word"), closes ("word⍰ "), joins
("word⍰word") or stands free (" ⍰ ", or before the space at the start of a line). Those that join are settled one by
one (`joining_signs.py`). Opening and closing ones settle each other, a paragraph at a time (`quotations.py`). Two
lost signs side by side are a dash and a quote, in the order that the open quotes tell.

*Certain* means that the rules of writing leave no second reading; *probable* that one is far likelier. Where neither
holds the sign stays lost, and is reported.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from minmetals_site.text.repair.damage import REAL, Decision
from minmetals_site.text.repair.joining_signs import joined, joint_at
from minmetals_site.text.repair.quotations import CLOSERS, OPENERS, SIBILANTS, LostSign, Mark, Paragraph, Quotations

__all__ = ["LostSign", "decide"]

_DASHES = "-–—"
_PAIR = 2
_WIDEST_INDENT = 24
"""Characters of white space before the mark of an item in an inner list."""

_CUT = re.compile(r"\d0s\b|(?:em|til|tis|twas|cause|n)\b")
"""Matches what an apostrophe stands before: "’90s", "’em"; refuses "high-level"."""

_POSSESSIVE = re.compile(r"s\b")
"""Matches what follows "U.S.⍰" and "(EG)⍰" in a possessive; refuses "so"."""

_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,}\Z")
"""Matches the end of "the U.S.", which needs no sentence to end."""

_INTACT = re.compile(r"[“”‘’](?:(?<=[“”])|(?<=‘)(?<!\w‘)(?=\w)|(?<=[\w.,!?]’)(?!\w))")
"""Matches quotes, among them both of "‘yes’", and the apostrophe of "miners’ ", which only looks like one."""

_SPACED = ((" – ", re.compile(r"\w – \w")), (" — ", re.compile(r"\w — \w")))

_EN = Decision("–", "lost-sign:en-dash", "probable")
_EM = Decision("—", "lost-sign:em-dash", "probable")
_TIMES = Decision("×", "lost-sign:times", "certain")


def decide(text: str, signs: Sequence[LostSign], paragraphs: Sequence[tuple[int, int]]) -> list[Decision | None]:
    """Return what each of the signs was, or None where it cannot be told.

    In `text` each lost sign is one U+FFFD. Both sequences are ordered; paragraphs do not overlap, and what lies in none
    is left undecided.
    """
    quotations = Quotations(text, signs)
    shapes = _Shapes(quotations, paragraphs)
    places = [sign.at for sign in signs]
    for number, (start, end) in enumerate(paragraphs):
        first, last = bisect_left(places, start), bisect_left(places, end)
        if first < last:
            paragraph = Paragraph(number, start, start + len(text[start:end].rstrip("\r\n")))
            marks = [*shapes.marks(first, last, paragraph), *_intact(text, paragraph)]
            quotations.settle(paragraph, sorted(marks, key=lambda mark: mark.at))
    return [_possible(decision, sign.only) for decision, sign in zip(quotations.decisions, signs, strict=True)]


def _possible(decision: Decision | None, only: str) -> Decision | None:
    """Return the decision, unless it names a sign whose bytes would not have been lost."""
    return None if decision and decision.after and only and decision.after not in only else decision


def _intact(text: str, paragraph: Paragraph) -> Iterator[Mark]:
    """Yield the quotes that were not lost."""
    for match in _INTACT.finditer(text, paragraph.start, paragraph.end):
        quote = match.group()
        yield Mark("open" if quote in "“‘" else "close", None, match.start(), intact=quote)


class _Shapes:
    """Tells the shapes of the lost signs of a text, and decides those that need no partner."""

    def __init__(self, quotations: Quotations, paragraphs: Sequence[tuple[int, int]]) -> None:
        self._text = quotations.text
        self._signs = quotations.signs
        self._decisions = quotations.decisions
        self._bullets = _bullets(self._text, self._signs, paragraphs)

    def marks(self, first: int, last: int, paragraph: Paragraph) -> Iterator[Mark]:
        """Yield what may open or close among the signs of a paragraph; whatever joins or stands free is decided."""
        for one, behind in _clusters(self._signs, first, last):
            at, after = self._signs[one].at, self._signs[behind - 1].at + 1
            left = self._text[at - 1] if at > paragraph.start else ""
            right = self._text[after] if after < paragraph.end else ""
            if behind - one == 1:
                yield from self._single(one, left, right)
            elif behind - one == _PAIR:
                yield from self._double(one, left, right)

    def _single(self, number: int, left: str, right: str) -> Iterator[Mark]:
        sign = self._signs[number]
        opens, closes = _is_open(left), _is_closed(right)
        if opens and closes:
            self._decisions[number] = self._free(number, left, right)
        elif opens and _CUT.match(self._text, sign.at + 1):
            self._decisions[number] = Decision("’", "lost-sign:apostrophe", "probable")
        elif opens:
            yield Mark("open", number, sign.at)
        elif closes:
            plural = left in SIBILANTS and right.isspace()
            definite = not (plural or right == "”" or (sign.family.may_be_real and left not in ".,;:"))
            yield Mark("close", number, sign.at, definite)
        elif left in ".)" and _POSSESSIVE.match(self._text, sign.at + 1):
            self._decisions[number] = Decision("’", "lost-sign:apostrophe", "certain")
        elif left == "." and right.isalpha() and _ABBREVIATED.search(self._text, max(sign.at - 8, 0), sign.at):
            self._decisions[number] = self._joining(sign, left, right)
        elif left in ".,;:!?’”…" or right in OPENERS:
            yield Mark("either", number, sign.at)
        else:
            self._decisions[number] = self._joining(sign, left, right)

    def _joining(self, sign: LostSign, left: str, right: str) -> Decision | None:
        """Return what a sign was that touches something on both sides."""
        if sign.only == "×":
            return _TIMES if left.isdigit() and right.isdigit() else None
        joint = joint_at(self._text, sign.at, sign.family, sign.only)
        if left == ")" and joint.right and not sign.family.may_be_real:
            return _EM
        return joined(joint) if joint.left and joint.right else None

    def _free(self, number: int, left: str, right: str) -> Decision | None:
        """Return what a sign was that has white space or nothing on both sides."""
        at, only = self._signs[number].at, self._signs[number].only
        if number in self._bullets:
            return Decision("•", "lost-sign:bullet", "certain" if len(self._bullets) > 1 else "probable")
        before, after = self._text[max(at - 3, 0) : at].rstrip(), self._text[at + 1 : at + 4].lstrip()
        if not (left and right and before and after):
            return None
        if before[-1].isdigit() and after[0].isdigit():
            return _TIMES if only == "×" else _EN
        return self._dash

    @cached_property
    def _dash(self) -> Decision:
        """What the text sets between spaces; looked for where a sign stands so, as few do."""
        return _free_dash(self._text)

    def _double(self, number: int, left: str, right: str) -> Iterator[Mark]:
        """Yield the marks of two signs side by side."""
        at = self._signs[number].at
        opens, closes = _is_open(left), _is_closed(right)
        if opens and not closes:
            yield Mark("open", number, at)
            yield Mark("open", number + 1, at + 1)
        elif closes and not opens:
            if self._signs[number].family.may_be_real and left.isalnum():
                self._decisions[number] = REAL
            else:
                yield Mark("close", number, at, definite=False)
            yield Mark("close", number + 1, at + 1)
        elif not opens:
            yield Mark("both", number, at)


def _clusters(signs: Sequence[LostSign], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first sign of each group without anything between, and of the one behind its last."""
    start = first
    for number in range(first + 1, last + 1):
        if number == last or signs[number].at != signs[number - 1].at + 1:
            yield start, number
            start = number


def _is_open(left: str) -> bool:
    return not left or left.isspace() or left in OPENERS or left in _DASHES


def _is_closed(right: str) -> bool:
    return not right or right.isspace() or right in CLOSERS or right in _DASHES


def _bullets(text: str, signs: Sequence[LostSign], paragraphs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the signs that stand, with a space behind them, where a paragraph or line begins."""
    starts = {0, *(start for start, _ in paragraphs)}
    return frozenset(
        number
        for number, sign in enumerate(signs)
        if text[sign.at + 1 : sign.at + 2] in {" ", "\t", "\u00a0"} and _begins_line(text, sign.at, starts)
    )


def _begins_line(text: str, at: int, starts: set[int]) -> bool:
    """Return whether nothing but an indent stands before a place in its line, or in its paragraph."""
    for before in range(at, max(at - _WIDEST_INDENT, 0) - 1, -1):
        if before in starts or text[before - 1] in "\r\n":
            return True
        if text[before - 1] not in " \t\u00a0\u3000":
            return False
    return False


def _free_dash(text: str) -> Decision:
    """Return the dash that a text sets between spaces: the one it has intact, else the en dash.

    Of forty captured pages that set one so, all set the en dash: editors of sites make it of a hyphen.
    """
    en, em = (len(pattern.findall(text)) if sign in text else 0 for sign, pattern in _SPACED)
    return _EM if em > en else _EN
