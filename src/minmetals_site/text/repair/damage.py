"""What repairing a text brings to light: the types that the modules of the repair share."""

from typing import Literal, NamedTuple

__all__ = ["REAL", "Certainty", "Decision", "Diagnosis", "Repair", "Undecided"]

Certainty = Literal["certain", "probable"]


class Repair(NamedTuple):
    """One place where damage is undone; places count code points of the text that was diagnosed."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    """Stable name, such as `lost-sign:apostrophe`."""
    certainty: Certainty


class Undecided(NamedTuple):
    """One place that is damaged, and that no rule could decide: it stays as it is."""

    start: int
    end: int
    before: str
    family: str
    """Name of the family of damage that it shows, such as `tis-620`."""


class Diagnosis(NamedTuple):
    """All that was found wrong with a text."""

    repairs: tuple[Repair, ...]
    """Ordered, without overlap."""
    undecided: tuple[Undecided, ...]
    """Ordered, disjoint from the repairs."""


class Decision(NamedTuple):
    """What a lost sign was."""

    after: str | None
    """The sign; None where it is not lost at all, but meant ("Who pays?", "château")."""
    rule: str
    """As in `Repair`."""
    certainty: Certainty


REAL = Decision(None, "real", "certain")
"""That a sign was never lost."""
