"""Lost quotation marks, and the apostrophes that look like them: what opens and what closes settle each other.

A paragraph is read from left to right. What opens waits for something that closes; what closes nothing is the
apostrophe of a plural ("the miners’ unions"), and where both readings are at hand the one is taken that leaves
nothing over. Quotes are double, and single inside others, as the publications that are archived here set them: that
they were single cannot be told from a text that has lost them all.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from minmetals_site.text.english import FINITE, PREPOSITIONS
from minmetals_site.text.repair.damage import REAL, Decision
from minmetals_site.text.repair.families import Family

__all__ = ["CLOSERS", "OPENERS", "SIBILANTS", "LostSign", "Mark", "Paragraph", "Quotations"]

OPENERS = "([{“‘/¿¡<"
CLOSERS = ".,;:!?)]}”’…>"
SIBILANTS = "sSxXzZ"
"""What a word ends in where its possessive is a bare apostrophe."""

_LONG_QUOTE = 1500
"""Characters beyond which a pair of quotes is less than certain."""

_APART = 2
"""Paragraphs by which a quotation's next one may be away: a blank line between them is one."""

_NEXT_WORD = re.compile(r"\s+(\w+)")
_OWNED_BY_NOBODY = PREPOSITIONS | FINITE
"""Words that what is owned does not begin with: in "the miners⍰ under review" a quotation may end."""
_POSSESSIVE = Decision("’", "lost-sign:possessive", "certain")
_LIKELY_POSSESSIVE = Decision("’", "lost-sign:possessive", "probable")
_EM = Decision("—", "lost-sign:em-dash", "probable")


class LostSign(NamedTuple):
    """One sign to restore; `at` is the place of its one character in the text that is given with it."""

    at: int
    family: Family
    only: str
    """The signs that it can have been; empty where it can have been any."""


class Paragraph(NamedTuple):
    """The stretch of text inside which quotes pair, without its line end."""

    number: int
    start: int
    end: int


@dataclass(slots=True)
class Mark:
    """Something that may open or close a quotation."""

    kind: Literal["open", "close", "either", "both"]
    """`either` is one lost sign that may do the one or the other; `both` is two: a dash and a quote."""
    sign: int | None
    """Its number among the lost ones; None if it is intact."""
    at: int
    definite: bool = True
    """Whether one that closes can be nothing else: not the apostrophe of a plural."""
    intact: str = ""
    """The quote itself, where it was not lost."""
    closers_ahead: int = 0
    """How many that close for sure follow before the next that opens."""


class _Pairing(NamedTuple):
    """What the marks of a paragraph are to each other."""

    pairs: list[tuple[Mark, Mark]]
    """In the order of their opening marks."""
    loose: list[Mark]
    """What closes nothing."""
    unclosed: list[Mark]


class Quotations:
    """The lost signs of a text, and what has been decided of them so far."""

    def __init__(self, text: str, signs: Sequence[LostSign]) -> None:
        self.text = text
        self.signs = signs
        self.decisions: list[Decision | None] = [None] * len(signs)
        self._unclosed: list[tuple[int, int]] = []

    def settle(self, paragraph: Paragraph, marks: Sequence[Mark]) -> None:
        """Decide the marks of one paragraph, which come in order; paragraphs are settled in order too."""
        found = self._paired(marks)
        self._settle_pairs(found, certain=self._is_clean(found, paragraph))
        if self._ends_quotation(found, paragraph):
            self._continue_quotation(paragraph.number)
        self._settle_loose(found, paragraph)
        for mark in found.unclosed:
            self._settle_unclosed(mark, paragraph.number)

    # --- Pairs

    def _paired(self, marks: Sequence[Mark]) -> _Pairing:
        _look_ahead(marks)
        opened: list[Mark] = []
        found = _Pairing([], [], [])
        for mark in marks:
            if mark.intact == "’":
                if opened and self._is_single(opened):
                    found.pairs.append((opened.pop(), mark))
            elif mark.kind == "open" or (mark.kind != "close" and not opened):
                opened.append(mark)
            elif not opened or (not mark.definite and mark.closers_ahead >= len(opened)):
                found.loose.append(mark)
            else:
                found.pairs.append((opened.pop(), mark))
        found.pairs.sort(key=lambda pair: pair[0].at)
        found.unclosed.extend(mark for mark in opened if mark.intact != "‘")
        return found

    def _is_single(self, opened: list[Mark]) -> bool:
        """Return whether the innermost open quote wants an intact ’: it is ‘, or lost where no ’ can have been."""
        last = opened[-1]
        if last.sign is None:
            return last.intact == "‘"
        only = self.signs[last.sign].only
        return only != "" and "’" not in only and len(opened) > 1

    def _is_clean(self, found: _Pairing, paragraph: Paragraph) -> bool:
        """Return whether all that opens is closed, and all that closes opened, in what is no headline.

        Headlines that begin with a quotation are left out because many publications set single quotes in them.
        """
        if found.unclosed or any(mark.sign is not None and mark.definite for mark in found.loose):
            return False
        last = self.text[paragraph.start : paragraph.end].rstrip()[-1:]
        return not (last.isalnum() and self._begins_with_quote(found, paragraph))

    def _begins_with_quote(self, found: _Pairing, paragraph: Paragraph) -> bool:
        return bool(found.pairs) and not self.text[paragraph.start : found.pairs[0][0].at].strip()

    def _settle_pairs(self, found: _Pairing, *, certain: bool) -> None:
        """Decide the quotes that found each other: double ones, and single ones inside another pair."""
        opens = [first.at for first, _ in found.pairs]
        doubtful = {bisect_left(opens, mark.at) - 1 for mark in found.loose if not mark.definite}
        ends: list[int] = []
        for number, (first, second) in enumerate(found.pairs):
            while ends and ends[-1] < first.at:
                ends.pop()
            intact = first.intact or second.intact
            single = intact in {"‘", "’"} if intact else len(ends) % 2 == 1
            ends.append(second.at)
            sure = certain and number not in doubtful and not single and second.at - first.at < _LONG_QUOTE
            self._settle_mark(first, _quote("‘" if single else "“", certain=sure), opening=True)
            self._settle_mark(second, _quote("’" if single else "”", certain=sure), opening=False)

    def _settle_mark(self, mark: Mark, quote: Decision, *, opening: bool) -> None:
        """Put a quote for a mark; of two signs side by side the other is a dash, outside the quotation."""
        if mark.sign is None:
            return
        if self.signs[mark.sign].family.may_be_real:
            quote = quote._replace(certainty="probable")
        if mark.kind != "both":
            self.decisions[mark.sign] = quote
            return
        dash = _EM._replace(certainty=quote.certainty)
        self.decisions[mark.sign : mark.sign + 2] = [dash, quote] if opening else [quote, dash]

    # --- What closes nothing

    def _settle_loose(self, found: _Pairing, paragraph: Paragraph) -> None:
        """Decide what closes nothing: the apostrophe of a plural, an ellipsis, a long dash, a question mark.

        Where the line before opened a quotation and did not close it, a layout broke the line inside the quotation.
        """
        quoted = _outermost(found.pairs)
        for one, two in zip_longest(found.loose, found.loose[1:]):
            if one.sign is None or self.decisions[one.sign] is not None:
                continue
            if (
                two
                and two.sign is not None
                and two.at == one.at + 1
                and not self.text[two.at + 1 : paragraph.end].strip()
            ):
                self.decisions[one.sign : one.sign + 2] = [_EM, _EM]
                continue
            at = bisect_left(quoted, (one.at,)) - 1
            inside = at >= 0 and one.at < quoted[at][1]
            decision = self._loose(one.at, self.signs[one.sign].family, paragraph, inside=inside)
            if self._unclosed and self._unclosed[-1][0] == paragraph.number - 1 and decision != _POSSESSIVE:
                self.decisions[self._unclosed.pop()[1]] = _quote("“", certain=False)
                decision = _quote("”", certain=False)
            self.decisions[one.sign] = decision

    def _loose(self, at: int, family: Family, paragraph: Paragraph, *, inside: bool) -> Decision | None:
        left, right = self.text[at - 1], self.text[at + 1 : min(at + 3, paragraph.end)]
        following = right.strip()[:1]
        goes_on = following.islower() if family.may_be_real else following.isalnum()
        if left in SIBILANTS and goes_on and right[:1].isspace():
            owned = _NEXT_WORD.match(self.text, at + 1, paragraph.end)
            is_noun = owned is not None and owned[1].lower() not in _OWNED_BY_NOBODY
            return _POSSESSIVE if is_noun and not inside and not family.may_be_real else _LIKELY_POSSESSIVE
        return REAL if family.may_be_real else _end(left, right[:1], family)

    # --- What is not closed

    def _settle_unclosed(self, mark: Mark, number: int) -> None:
        """Decide what opens nothing: a dash (double, or behind a stop), or perhaps a quote for the next paragraph."""
        if mark.sign is None:
            return
        family = self.signs[mark.sign].family
        if mark.kind == "both":
            self.decisions[mark.sign : mark.sign + 2] = [_EM, _EM]
        elif mark.kind == "either":
            right = self.text[mark.at + 1 : mark.at + 2]
            dashed = right in set(OPENERS) or right.islower()  # `Can they catch up?⍰is the question`
            self.decisions[mark.sign] = REAL if family.may_be_real else _EM if dashed else None
        else:
            self.decisions[mark.sign] = REAL if family.in_words else None
            self._unclosed.append((number, mark.sign))

    def _ends_quotation(self, found: _Pairing, paragraph: Paragraph) -> bool:
        """Return whether a quotation that began in an earlier paragraph may end in this one."""
        if self._begins_with_quote(found, paragraph):
            return True
        if not found.loose:
            return False
        at = found.loose[-1].at
        return self.text[at - 1] in ".!?" and not self.text[at + 1 : paragraph.end].strip()

    def _continue_quotation(self, number: int) -> None:
        """Open the quotations of the paragraphs before this one, which opened and were not closed."""
        while self._unclosed and self._unclosed[-1][0] >= number - _APART:
            number, sign = self._unclosed.pop()
            self.decisions[sign] = _quote("“", certain=False)


def _quote(after: str, *, certain: bool) -> Decision:
    return Decision(after, "lost-sign:quote", "certain" if certain else "probable")


def _look_ahead(marks: Sequence[Mark]) -> None:
    ahead = 0
    for mark in reversed(marks):
        mark.closers_ahead = ahead
        if mark.kind == "open":
            ahead = 0
        elif mark.definite and mark.intact != "’":
            ahead += 1


def _outermost(pairs: Sequence[tuple[Mark, Mark]]) -> list[tuple[int, int]]:
    """Return where the quotations that lie in no other begin and end, in order."""
    spans: list[tuple[int, int]] = []
    for first, second in pairs:
        if not spans or first.at > spans[-1][1]:
            spans.append((first.at, second.at))
    return spans


def _end(left: str, right: str, family: Family) -> Decision | None:
    """Return what a sign behind a word or a stop was that is neither a quote nor stands before another word."""
    if left in ".!?,":
        return _quote("”", certain=False)
    if left in SIBILANTS and right in set(".,;:)"):
        return _LIKELY_POSSESSIVE
    if left.isdigit() and right == ")":
        return Decision("–", "lost-sign:en-dash", "probable")
    if left.isalpha() and (not right or right.isspace()) and not family.loses_letters:
        return Decision("…", "lost-sign:ellipsis", "probable")
    return None
