"""The account of a capture: what became of every character of its text.

Readers claim the stretches that carry words; white space between them is nobody's, and is counted with its neighbours
where both went the same way. A stretch of words that no reader claimed is a fault of the reader, and said so: it would
be a loss in silence.
"""

import re
from collections.abc import Iterable

from minmetals_site.records import Use
from minmetals_site.text.traced import Span

__all__ = ["UnaccountedError", "account_for"]

WITHOUT_WIDTH = "\u200b\u2060\ufeff\u00ad"
"""Characters without width."""
WHITE = re.compile(rf"[\s{WITHOUT_WIDTH}]*")
"""White space and characters without width: nothing a reader of the page could miss. Stops at any letter or sign."""


class UnaccountedError(AssertionError):
    """Raised when words of a capture were neither kept nor removed by a named rule."""


def account_for(decoded: str, claims: Iterable[tuple[Span, str]]) -> tuple[Use, ...]:
    """Return the uses that cover `decoded` without gap or overlap, from the claims in any order.

    Raises:
        UnaccountedError: if two claims overlap, one lies outside the text, or a stretch between them holds more than
            white space.
    """
    begun: list[tuple[int, str]] = [(0, "")]
    """Where each use begins."""
    at = 0
    for (start, end), use in sorted(claim for claim in claims if claim[0].start < claim[0].end):
        if start < 0 or end > len(decoded):
            raise UnaccountedError(f"{use} claims characters {start} to {end} of {len(decoded)}")
        if start < at:
            raise UnaccountedError(f"characters {start} to {at} are claimed twice, the second time as {use}")
        if at < start:
            if not decoded[at:start].isspace():
                _check_gap(decoded, at, start)
            if begun[-1][1] not in {use, _WHITE_SPACE}:
                begun.append((at, _WHITE_SPACE))
        if begun[-1][1] != use:
            begun.append((start, use))
        at = end
    if at < len(decoded):
        _check_gap(decoded, at, len(decoded))
        if begun[-1][1] != _WHITE_SPACE:
            begun.append((at, _WHITE_SPACE))
    ends = [*(start for start, _ in begun[2:]), len(decoded)]
    return tuple(Use(start=start, end=end, use=use) for (start, use), end in zip(begun[1:], ends, strict=False))


_WHITE_SPACE = "removed:white-space"


def _check_gap(decoded: str, start: int, end: int) -> None:
    if not WHITE.fullmatch(decoded, start, end):
        raise UnaccountedError(f"characters {start} to {end} are not accounted for")
