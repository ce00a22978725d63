"""Which sign was lost: restoring ’ ‘ “ ” – — … • from their surroundings.

Every lost sign has a shape, told by what stands beside it: it opens (" ⍰word"), closes ("word⍰ "), joins ("word⍰word")
or stands free (" ⍰ ", or before the space at the start of a line). Those that join are settled one by one
(`joining_signs.py`). Opening and closing ones settle each other, a paragraph at a time: what closes nothing is the
apostrophe of a plural. Two lost signs side by side are a dash and a quote, in the order that the open quotes tell.

*Certain* means that the rules of writing leave no second reading; *probable* that one is far likelier. Where neither
holds the sign stays lost, and is reported. Quotes are double, as the publications that are archived here set them: that
they were single cannot be told from a text that has lost them all.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple

from minmetals_site.text.damage_families import Family
from minmetals_site.text.joining_signs import REAL, Decision, joined, joint_at

__all__ = ["LostSign", "decide"]


class LostSign(NamedTuple):
    """One sign to restore; `at` is the place of its one character in the text that is given with it."""

    at: int
    family: Family
    only: str
    """The signs that it can have been; empty where it can have been any."""


_OPENERS = "([{“‘/¿¡<"
_CLOSERS = ".,;:!?)]}”’…>"
_DASHES = "-–—"
_SIBILANTS = "sSxXzZ"
"""What a word ends in where its possessive is a bare apostrophe."""

_LONG_QUOTE = 1500
"""Characters beyond which a pair of quotes is less than certain."""

_CUT = re.compile(r"\d0s\b|(?:em|til|tis|twas|cause|n)\b")
"""Matches what an apostrophe stands before: "’90s", "’em"; refuses "high-level"."""

_INTACT = re.compile(r"[“”]|(?<!\w)‘(?=\w)|(?<=[\w.,!?])’(?!\w)")
"""Matches quotes, among them both of "‘yes’", and the apostrophe of "miners’ ", which only looks like one."""

_SPACED = (re.compile(r"\w – \w"), re.compile(r"\w — \w"))

_BRITISH = re.compile(r"£|\b(?:programme|labour|centre|defence|whilst|\w+isations?|(?:fav|col|neighb|behavi|harb)our\w*)\b")
"""Matches what tells British English, which sets en dashes between spaces; refuses "program", "organization"."""


@dataclass(slots=True)
class _Mark:
    """Something that may open or close a quotation; `sign` is its number among the lost ones, None if it is intact."""

    kind: Literal["open", "close", "either", "both"]
    """`either` is one lost sign that may do the one or the other; `both` is two: a dash and a quote."""
    sign: int | None
    at: int
    definite: bool = True
    """Whether a closing one can be nothing else: not the apostrophe of a plural."""
    intact: str = ""
    """The quote itself, where it was not lost."""
    closers_ahead: int = 0
    """How many definite closing marks follow before the next that opens."""


@dataclass(slots=True)
class _Solver:
    """The state of one text: what is lost, and what has been decided so far."""

    text: str
    signs: Sequence[LostSign]
    decisions: list[Decision | None]
    unclosed: list[tuple[int, int]] = field(default_factory=list)
    """Of quotes that open a paragraph and are not closed in it: number of the paragraph and of the sign."""


def decide(text: str, signs: Sequence[LostSign], paragraphs: Sequence[tuple[int, int]]) -> list[Decision | None]:
    """Return what each of the signs was, or None where it cannot be told.

    In `text` each lost sign is one U+FFFD. Both sequences are ordered; paragraphs do not overlap, and what lies in none
    is left undecided.
    """
    solver = _Solver(text, signs, [None] * len(signs))
    places = [sign.at for sign in signs]
    bullets = _bullets(text, signs, paragraphs, places)
    dash = _free_dash(text)
    for number, (start, end) in enumerate(paragraphs):
        first, last = bisect_left(places, start), bisect_left(places, end)
        if first < last:
            while text[end - 1] in "\r\n":
                end -= 1
            marks = list(_marks(solver, first, last, start, end, dash, bullets))
            _pair(solver, sorted([*marks, *_intact(text, start, end)], key=lambda mark: mark.at), number, start, end)
    return [_possible(decision, sign.only) for decision, sign in zip(solver.decisions, signs, strict=True)]


def _possible(decision: Decision | None, only: str) -> Decision | None:
    return None if decision and decision.after and only and decision.after not in only else decision


# --- Shapes -------------------------------------------------------------------------------------------------------


def _clusters(signs: Sequence[LostSign], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Return the numbers of the first sign of each group without anything between, and of the one behind its last."""
    start = first
    for number in range(first + 1, last + 1):
        if number == last or signs[number].at != signs[number - 1].at + 1:
            yield start, number
            start = number


def _marks(
    solver: _Solver, first: int, last: int, start: int, end: int, dash: Decision, bullets: frozenset[int]
) -> Iterator[_Mark]:
    """Return what may open or close in a paragraph; whatever joins or stands free is decided on the way."""
    for one, behind in _clusters(solver.signs, first, last):
        at, after = solver.signs[one].at, solver.signs[behind - 1].at + 1
        left = solver.text[at - 1] if at > start else ""
        right = solver.text[after] if after < end else ""
        opens, closes = _is_open(left), _is_closed(right)
        if behind - one == 1:
            if opens and closes:
                solver.decisions[one] = _free(solver, one, left, right, dash, bullets)
            else:
                mark = _single(solver, one, left, right, opens=opens, closes=closes)
                if mark:
                    yield mark
        elif behind - one == 2:
            yield from _double(solver, one, left, opens=opens, closes=closes)


def _is_open(left: str) -> bool:
    return not left or left.isspace() or left in _OPENERS or left in _DASHES


def _is_closed(right: str) -> bool:
    return not right or right.isspace() or right in _CLOSERS or right in _DASHES


def _free(
    solver: _Solver, number: int, left: str, right: str, dash: Decision, bullets: frozenset[int]
) -> Decision | None:
    """Return what a sign was that has white space or nothing on both sides."""
    sign = solver.signs[number]
    if number in bullets:
        return Decision("•", "lost-sign:bullet", "certain" if len(bullets) > 1 else "probable")
    if not (left.isspace() and right.isspace()):
        return None
    before, after = solver.text[max(sign.at - 3, 0) : sign.at].rstrip(), solver.text[sign.at + 1 : sign.at + 4].lstrip()
    if before[-1:].isdigit() and after[:1].isdigit():
        times = Decision("×", "lost-sign:times", "certain")
        return times if sign.only == "×" else Decision("–", "lost-sign:en-dash", "probable")
    return dash if before and after else None


def _single(solver: _Solver, number: int, left: str, right: str, *, opens: bool, closes: bool) -> _Mark | None:
    """Return the mark that a sign is, or None where it joins two words and is decided here."""
    sign = solver.signs[number]
    if opens:
        if _CUT.match(solver.text, sign.at + 1):
            solver.decisions[number] = Decision("’", "lost-sign:apostrophe", "probable")
            return None
        return _Mark("open", number, sign.at)
    if closes:
        may_be_plural = left in _SIBILANTS and right.isspace()
        definite = not (may_be_plural or right == "”" or (sign.family.may_be_real and left not in ".,;:"))
        return _Mark("close", number, sign.at, definite)
    if left in ".,;:!?…”" or right in _OPENERS:
        return _Mark("either", number, sign.at)
    joint = joint_at(solver.text, sign.at, sign.family, sign.only)
    if sign.only == "×":
        digits = left.isdigit() and right.isdigit()
        solver.decisions[number] = Decision("×", "lost-sign:times", "certain") if digits else None
    elif joint.left and joint.right:
        solver.decisions[number] = joined(joint)
    return None


def _double(solver: _Solver, number: int, left: str, *, opens: bool, closes: bool) -> Iterator[_Mark]:
    """Return the marks of two signs side by side."""
    at = solver.signs[number].at
    if opens and closes:
        return
    if opens:
        yield _Mark("open", number, at)
        yield _Mark("open", number + 1, at + 1)
    elif closes:
        if solver.signs[number].family.may_be_real and left.isalnum():
            solver.decisions[number] = REAL
        else:
            yield _Mark("close", number, at, definite=False)
        yield _Mark("close", number + 1, at + 1)
    else:
        yield _Mark("both", number, at)


def _intact(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Return the quotes that were not lost; ’ is one where no letter follows, and ends only what nothing else can."""
    for match in _INTACT.finditer(text, start, end):
        quote = match.group()
        yield _Mark("open" if quote in "“‘" else "close", None, match.start(), quote != "’", intact=quote)


def _bullets(
    text: str, signs: Sequence[LostSign], paragraphs: Sequence[tuple[int, int]], places: Sequence[int]
) -> frozenset[int]:
    """Return the numbers of the signs that stand, with a space behind them, where a paragraph or line begins."""
    starts = {start for start, _ in paragraphs}
    return frozenset(
        number
        for number, at in enumerate(places)
        if (at in starts or at == 0 or text[at - 1] in "\r\n") and text[at + 1 : at + 2] in {" ", "\t", "\u00a0"}
    )


def _free_dash(text: str) -> Decision:
    """Return the dash that this text sets between spaces: the one it has intact, else an em dash, in British English an en dash."""
    en, em = (len(pattern.findall(text)) for pattern in _SPACED)
    if en > em or (en == em and _BRITISH.search(text)):
        return Decision("–", "lost-sign:en-dash", "probable")
    return Decision("—", "lost-sign:em-dash", "probable")


# --- Quotes -------------------------------------------------------------------------------------------------------


def _pair(solver: _Solver, marks: list[_Mark], number: int, start: int, end: int) -> None:
    """Decide the marks of one paragraph."""
    _look_ahead(marks)
    opened: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    loose: list[_Mark] = []
    for mark in marks:
        if mark.intact == "’":
            if opened and _is_single(solver, opened):
                pairs.append((opened.pop(), mark))
        elif mark.kind == "open" or (mark.kind != "close" and not opened):
            opened.append(mark)
        elif not opened or (not mark.definite and mark.closers_ahead >= len(opened)):
            loose.append(mark)
        else:
            pairs.append((opened.pop(), mark))
    opened = [mark for mark in opened if mark.intact != "‘"]
    clean = not opened and not any(mark.sign is not None and mark.definite for mark in loose)
    clean = clean and not (pairs and _is_headline(solver.text, start, end, min(first.at for first, _ in pairs)))
    _settle_pairs(solver, pairs, loose, clean=clean)
    ended = loose and _ends(solver.text, loose[-1], end)
    if ended or any(not solver.text[start : first.at].strip() for first, _ in pairs[:1]):
        _continue_quotation(solver, number)
    quoted = _outermost(pairs)
    for one, two in zip_longest(loose, loose[1:]):
        if two and two.at == one.at + 1 and not solver.text[two.at + 1 : end].strip():
            _settle_unclosed(solver, _Mark("both", one.sign, one.at), number)
        at = bisect_left(quoted, (one.at,)) - 1
        _settle_loose(solver, one, end, inside=at >= 0 and one.at < quoted[at][1])
    for mark in opened:
        _settle_unclosed(solver, mark, number)


def _is_single(solver: _Solver, opened: list[_Mark]) -> bool:
    """Return whether the innermost quote that is open wants an intact ’: it is ‘, or lost where no ’ can have been."""
    last = opened[-1]
    if last.sign is None:
        return last.intact == "‘"
    only = solver.signs[last.sign].only
    return only != "" and "’" not in only and len(opened) > 1


def _outermost(pairs: list[tuple[_Mark, _Mark]]) -> list[tuple[int, int]]:
    """Return where the quotations that lie in no other begin and end, in order."""
    spans: list[tuple[int, int]] = []
    for first, second in sorted(pairs, key=lambda pair: pair[0].at):
        if not spans or first.at > spans[-1][1]:
            spans.append((first.at, second.at))
    return spans


def _is_headline(text: str, start: int, end: int, at: int) -> bool:
    """Return whether a paragraph begins with a quotation and ends without a stop: in headlines many set single quotes."""
    return not text[start:at].strip() and text[start:end].rstrip()[-1:].isalnum()


def _ends(text: str, mark: _Mark, end: int) -> bool:
    """Return whether a mark stands behind the last sentence of its paragraph."""
    return text[mark.at - 1 : mark.at] in {".", "!", "?"} and not text[mark.at + 1 : end].strip()


def _look_ahead(marks: list[_Mark]) -> None:
    ahead = 0
    for mark in reversed(marks):
        mark.closers_ahead = ahead
        ahead = 0 if mark.kind == "open" else ahead + (mark.kind != "close" or mark.definite)


def _quote(after: str, *, certain: bool) -> Decision:
    return Decision(after, "lost-sign:quote", "certain" if certain else "probable")


def _settle_pairs(solver: _Solver, pairs: list[tuple[_Mark, _Mark]], loose: list[_Mark], *, clean: bool) -> None:
    """Decide the quotes that found each other: double ones, and single ones inside another pair."""
    pairs = sorted(pairs, key=lambda pair: pair[0].at)
    opens = [pair[0].at for pair in pairs]
    doubtful = {bisect_left(opens, mark.at) - 1 for mark in loose if not mark.definite}
    ends: list[int] = []
    for number, (first, second) in enumerate(pairs):
        while ends and ends[-1] < first.at:
            ends.pop()
        nested = "‘" in first.intact or "’" in second.intact or (len(ends) % 2 == 1 and "”" not in second.intact)
        ends.append(second.at)
        certain = clean and number not in doubtful and not nested and second.at - first.at < _LONG_QUOTE
        _settle_mark(solver, first, _quote("‘" if nested else "“", certain=certain), opening=True)
        _settle_mark(solver, second, _quote("’" if nested else "”", certain=certain), opening=False)


def _settle_mark(solver: _Solver, mark: _Mark, quote: Decision, *, opening: bool) -> None:
    """Put a quote for a mark; of two signs side by side the other is a dash, outside the quotation."""
    if mark.sign is None:
        return
    if solver.signs[mark.sign].family.may_be_real:
        quote = quote._replace(certainty="probable")
    if mark.kind != "both":
        solver.decisions[mark.sign] = quote
        return
    dash = Decision("—", "lost-sign:em-dash", quote.certainty)
    solver.decisions[mark.sign : mark.sign + 2] = [dash, quote] if opening else [quote, dash]


def _settle_loose(solver: _Solver, mark: _Mark, end: int, *, inside: bool) -> None:
    """Decide what closes nothing: the apostrophe of a plural, an ellipsis, the end of a range, or a question mark."""
    if mark.sign is None or solver.decisions[mark.sign] is not None:
        return
    family, text = solver.signs[mark.sign].family, solver.text
    left, right = text[mark.at - 1 : mark.at], text[mark.at + 1 : end][:1]
    following = text[mark.at + 1 : min(mark.at + 3, end)].strip()[:1]
    if left in _SIBILANTS and right.isspace() and (following.islower() if family.may_be_real else following.isalnum()):
        certain = not inside and not family.may_be_real
        solver.decisions[mark.sign] = Decision("’", "lost-sign:possessive", "certain" if certain else "probable")
    elif family.may_be_real:
        solver.decisions[mark.sign] = REAL
    else:
        solver.decisions[mark.sign] = _settle_end(left, right, family)


def _settle_end(left: str, right: str, family: Family) -> Decision | None:
    """Return what a sign behind a word or a stop was that is neither a quote nor stands before another word."""
    if left in ".!?,":
        return _quote("”", certain=False)
    if left in _SIBILANTS and right in set(".,;:)"):
        return Decision("’", "lost-sign:possessive", "probable")
    if left.isdigit() and right == ")":
        return Decision("–", "lost-sign:en-dash", "probable")
    if left.isalpha() and (not right or right.isspace()) and not family.loses_letters:
        return Decision("…", "lost-sign:ellipsis", "probable")
    return None


def _settle_unclosed(solver: _Solver, mark: _Mark, number: int) -> None:
    """Decide what opens nothing: a quotation that goes on in the next paragraph, or a dash of double length."""
    if mark.sign is None:
        return
    sign = solver.signs[mark.sign]
    likely = Decision("—", "lost-sign:em-dash", "probable")
    if mark.kind == "both":
        solver.decisions[mark.sign : mark.sign + 2] = [likely, likely]
    elif mark.kind == "either":
        dashed = solver.text[mark.at + 1 : mark.at + 2] in set(_OPENERS)
        solver.decisions[mark.sign] = REAL if sign.family.may_be_real else likely if dashed else None
    else:
        solver.decisions[mark.sign] = REAL if sign.family.in_words else None
        solver.unclosed.append((number, mark.sign))


def _continue_quotation(solver: _Solver, number: int) -> None:
    """Open the quotations of the paragraphs before this one, which ends them: each of them began with a quote."""
    while solver.unclosed and solver.unclosed[-1][0] >= number - 2:
        number, sign = solver.unclosed.pop()
        solver.decisions[sign] = _quote("“", certain=False)
