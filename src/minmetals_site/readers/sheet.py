"""A text capture as a sheet of lines, each of which is claimed once: the common ground of the text readers.

The text is repaired first, as headings, quotes and datelines are recognised by their signs; every line still knows its
place in the decoded text.
"""

import re
from collections.abc import Iterable
from itertools import islice

from minmetals_site.readers.account import WHITE, WITHOUT_WIDTH, account_for
from minmetals_site.readers.link_notes import cut_link_notes
from minmetals_site.readers.reading import Capture
from minmetals_site.records import Evidence, Origin, Sourced, Use
from minmetals_site.text.repair import Diagnosis, diagnose
from minmetals_site.text.traced import Span, Traced

__all__ = ["Sheet", "sourced"]

_STAMP = re.compile(r"date:? \d{4}-\d\d-\d\d\s+(?=\S)")
"""Matches the beginning of `date 2025-01-23 Example Mining opens a mill`; refuses `Date of the meeting`."""
_GLUED_CLOCK = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?:\s*[-–|,]\s*|\s+)\d{1,2}:\d{2}(?::\d{2})?"
    r"(?=[A-ZÀ-Þ“\"][\w’'-]*\s)"
)
"""Matches the beginning of `23.01.2025 - 09:30:15The mill turns again`; refuses `23.01.2025 09:30 The mill turns`."""
_GLUED_LINES = 4
"""Worded lines at the head in which a paragraph may have such a day glued to it."""


class Sheet:
    """The lines of one capture, and what has been claimed of them so far."""

    lines: list[Traced]
    """Every line, stripped of white space at both ends; blank ones are empty."""
    decoded: str
    diagnosis: Diagnosis

    def __init__(self, capture: Capture, refused: frozenset[tuple[int, int]]) -> None:
        self.decoded = capture.text
        self.diagnosis = diagnose(self.decoded, refused=refused)
        text = Traced.whole(self.decoded)
        if self.diagnosis.repairs:
            text = text.replaced([(r.start, r.end, r.after) for r in self.diagnosis.repairs])
        self._claims: list[tuple[Span, str]] = []
        text, notes = cut_link_notes(text)
        self.claim_all((note, "removed:new-tab-notice") for note in notes)
        self.lines = _without_stamp([_trimmed(line) for line in text.lines()])

    def worded(self, start: int = 0, end: int | None = None) -> list[tuple[int, Traced]]:
        """Return the lines that are not blank, each with its index."""
        lines = self.lines[start:end] if start or end is not None else self.lines
        return [(index, line) for index, line in enumerate(lines, start) if line.text]

    def claim(self, part: Traced, use: str) -> None:
        """Set down what becomes of a part; no part may be claimed twice."""
        for span in part.spans():
            self._claims.append((span, use))

    def claim_all(self, parts: Iterable[tuple[Traced, str]]) -> None:
        """Set down what becomes of several parts."""
        for part, use in parts:
            self.claim(part, use)

    def account(self) -> tuple[Use, ...]:
        """Return what became of every character of the decoded text."""
        repaired_away = [  # what is white space now is nobody's at the ends of a line, but its damage is made of signs
            (Span(r.start, r.end), "removed:white-space" if r.after else f"removed:{r.rule.partition(':')[0]}")
            for r in self.diagnosis.repairs
            if WHITE.fullmatch(r.after)
        ]
        return account_for(self.decoded, _disjoint(self._claims, repaired_away))


def _trimmed(line: Traced) -> Traced:
    """Return a line without white space and characters without width at its ends."""
    line = line.stripped()
    text = line.text
    if not text or not (text[0] in WITHOUT_WIDTH or text[-1] in WITHOUT_WIDTH):
        return line
    start = WHITE.match(text).end()  # type: ignore[union-attr]  # `*` always matches
    end = len(text)
    while end > start and WHITE.fullmatch(text[end - 1]):
        end -= 1
    return line.slice(start, end)


def _without_stamp(lines: list[Traced]) -> list[Traced]:
    """Return the lines, the first of them parted from the day that a tool for capturing has put before it.

    So is a paragraph near the head to which a page has glued day and hour.
    """
    place = next((place for place, line in enumerate(lines) if line.text), 0)
    stamp = _STAMP.match(lines[place].text) if lines else None
    if not stamp:
        worded = [*islice((at for at, line in enumerate(lines) if line.text), _GLUED_LINES)]
        place, stamp = next(((at, found) for at in worded if (found := _GLUED_CLOCK.match(lines[at].text))), (0, None))
    if not stamp:
        return lines
    first = lines[place]
    parted = [first.slice(0, stamp.end()).stripped(), first.slice(stamp.end(), len(first))]
    return [*lines[:place], *parted, *lines[place + 1 :]]


def _disjoint(claims: list[tuple[Span, str]], deletions: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return the claims and those deletions that stand between them, as at the ends of a line."""
    if not deletions:
        return claims
    ordered = sorted(claims)
    free = []
    at = 0
    for span, use in deletions:
        while at < len(ordered) and ordered[at][0].end <= span.start:
            at += 1
        if at == len(ordered) or ordered[at][0].start >= span.end:
            free.append((span, use))
    return claims + free


def sourced(part: Traced, decoded: str, origin: Origin, rule: str, value: str | None = None) -> Sourced[str]:
    """Return the value that a part of the text gives, with the captured words as its evidence."""
    place = part.span(0, len(part.text))
    evidence = Evidence(text=decoded[place.start : place.end], start=place.start, end=place.end)
    return Sourced(value=part.text if value is None else value, origin=origin, rule=rule, evidence=(evidence,))
