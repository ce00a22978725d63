"""A text capture as a sheet of lines, each of which is claimed once: the common ground of the text readers.

The text is repaired first, as headings, quotes and datelines are recognised by their signs; every line still knows its
place in the decoded text.
"""

from collections.abc import Iterable

from minmetals_site.readers.account import WHITE, WITHOUT_WIDTH, account_for
from minmetals_site.readers.reading import Capture
from minmetals_site.records import Evidence, Origin, Sourced, Use
from minmetals_site.text.repair import Diagnosis, diagnose
from minmetals_site.text.traced import Span, Traced

__all__ = ["Sheet", "sourced"]


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
        self.lines = [_trimmed(line) for line in text.lines()]
        self._claims: list[tuple[Span, str]] = []

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
        repaired_away = [
            (Span(r.start, r.end), f"removed:{r.rule.partition(':')[0]}") for r in self.diagnosis.repairs if not r.after
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
