"""A day of the calendar whose year may be open: what `dates.py` and `events.py` both stand on."""

from calendar import isleap
from typing import NamedTuple, Self

__all__ = ["MONTHS", "Day"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In the order of the calendar."""

_NUMBER_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


class Day(NamedTuple):
    """A day of the calendar, or what claims to be one until `exists` is asked."""

    year: int | None
    """None where it is open."""
    month: int
    day: int

    @classmethod
    def of(cls, year: str, month: str, day: str) -> Self:
        """Return the day that figures tell, the month also by its name; a year without figures is open."""
        number = _NUMBER_OF.get(month[:3].lower()) or int(month)
        return cls(int(year) if year.isdecimal() else None, number, int(day))

    def exists(self) -> bool:
        """Return whether the calendar has it; an open year may be a leap year."""
        return self.year != 0 and 1 <= self.month <= len(MONTHS) and 1 <= self.day <= self.days_of_month()

    def days_of_month(self) -> int:
        """Return how many days its month has."""
        return _LENGTHS[self.month - 1] - (self.month == _FEBRUARY and self.year is not None and not isleap(self.year))

    def __str__(self) -> str:
        """Return the day as ISO 8601 text: `2025-01-23`, or `--01-23` where the year is open."""
        return f"{'-' if self.year is None else format(self.year, '04')}-{self.month:02}-{self.day:02}"
