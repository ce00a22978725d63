"""How far a build is: told by the maps, shown by whoever called."""

from typing import Protocol

__all__ = ["Progress", "Silence"]


class Progress(Protocol):
    """Somebody who is told how far a build is."""

    def begin(self, stage: str, total: int) -> None:
        """Take note that a stage begins, with so many things to do."""

    def advance(self, count: int) -> None:
        """Take note that so many more of them are done."""


class Silence:
    """Somebody who does not care."""

    def begin(self, stage: str, total: int) -> None:
        """Do nothing."""

    def advance(self, count: int) -> None:
        """Do nothing."""
