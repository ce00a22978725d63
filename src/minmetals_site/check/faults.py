"""What the checks find, and where in a text it stands."""

from bisect import bisect_right
from typing import NamedTuple

__all__ = ["Fault", "Lines", "quoted_address"]

_LONGEST_ADDRESS = 250
"""Characters of an address that a message shows: what is wrong with it is mostly at its end."""


class Fault(NamedTuple):
    """One thing that is wrong in one file."""

    line: int | None
    """Counted from 1; None where the whole file is meant."""
    what: str
    """What is wrong: a clause without a full stop, with the offending value quoted."""
    mend: str
    """How to mend it: a whole sentence."""


class Lines:
    """The lines of a text, by the position of a character; they are counted when the first one is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def at(self, position: int) -> int:
        """Return the line of the character at a position, counted from 1."""
        if self._starts is None:
            self._starts = [0]
            while following := self._text.find("\n", self._starts[-1]) + 1:
                self._starts.append(following)
        return bisect_right(self._starts, position)


def quoted_address(address: str) -> str:
    """Return an address in double quotes for a message."""
    return f'"{address}"' if len(address) <= _LONGEST_ADDRESS else f'"{address[:_LONGEST_ADDRESS]}…"'
