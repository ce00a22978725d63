"""Undoing damage that a wrong decoding did to text."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

__all__ = ["Diagnosis", "Repair", "Undecided", "diagnose"]


class Repair(NamedTuple):
    """One place where damage is undone; places count code points of the text that was diagnosed."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    """Stable name, such as `lost-sign:apostrophe`."""
    certainty: Literal["certain", "probable"]


class Undecided(NamedTuple):
    """One place that is damaged, and that no rule could decide: it stays as it is."""

    start: int
    end: int
    before: str


class Diagnosis(NamedTuple):
    """All that was found wrong with a text."""

    repairs: tuple[Repair, ...]
    """Ordered, without overlap."""
    undecided: tuple[Undecided, ...]
    """Ordered, disjoint from the repairs."""


def diagnose(
    text: str, paragraphs: Sequence[tuple[int, int]] | None = None, refused: frozenset[tuple[int, int]] = frozenset()
) -> Diagnosis:
    """Return the repairs that `text` needs."""
    raise NotImplementedError
