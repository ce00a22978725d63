"""The account of a capture: what became of every character of its text.

Readers claim the stretches that carry words; white space between them is nobody's, and is counted with its neighbours
where both went the same way. A stretch of words that no reader claimed is a fault of the reader, and said so: it would
be a loss in silence.
"""

import re
from collections.abc import Iterable

from minmetals_site.records import Use
from minmetals_site.text.traced import Span, Traced

__all__ = ["UnaccountedError", "account_for", "claims_of"]

WHITE = re.compile(r"[\s\u200b\u2060\ufeff\u00ad]*")
"""White space and characters without width: nothing a reader of the page could miss. Stops at any letter or sign."""


class UnaccountedError(AssertionError):
    """Raised when words of a capture were neither kept nor removed by a named rule."""


def claims_of(part: Traced, use: str) -> list[tuple[Span, str]]:
    """Return the claims for a part that went one way."""
    return [(span, use) for span in part.spans()]


def account_for(decoded: str, claims: Iterable[tuple[Span, str]]) -> tuple[Use, ...]:
    """Return the uses that cover `decoded` without gap or overlap, from the claims in any order.

    Raises:
        UnaccountedError: if two claims overlap, one lies outside the text, or a stretch between them holds more than
            white space.
    """
    uses: list[Use] = []
    at = 0
    for span, use in sorted(claim for claim in claims if claim[0].start < claim[0].end):
        if span.start < 0 or span.end > len(decoded):
            raise UnaccountedError(f"{use} claims characters {span.start} to {span.end} of {len(decoded)}")
        if span.start < at:
            raise UnaccountedError(f"characters {span.start} to {at} are claimed twice, the second time as {use}")
        if at < span.start:
            _fill(uses, decoded, Span(at, span.start), use)
        _append(uses, span, use)
        at = span.end
    if at < len(decoded):
        _fill(uses, decoded, Span(at, len(decoded)), "")
    return tuple(uses)


def _fill(uses: list[Use], decoded: str, gap: Span, following: str) -> None:
    if WHITE.match(decoded, gap.start, gap.end).end() != gap.end:  # type: ignore[union-attr]  # `*` always matches
        raise UnaccountedError(f"characters {gap.start} to {gap.end} are not accounted for")
    _append(uses, gap, following if uses and uses[-1].use == following else "removed:white-space")


def _append(uses: list[Use], span: Span, use: str) -> None:
    if uses and uses[-1].use == use:
        uses[-1] = Use(start=uses[-1].start, end=span.end, use=use)
    else:
        uses.append(Use(start=span.start, end=span.end, use=use))
