"""The two clocks of a document: how long after what it tells of it was published."""

from collections.abc import Iterable
from datetime import date

from minmetals_site.text.dates import day_of

__all__ = ["lag_of"]


def lag_of(published: str | None, events: Iterable[str]) -> int | None:
    """Return the days from the nearest event to publication, below 0 where the event was still to come.

    None where publication has no known day, or no event has. Of two events equally near, that before publication
    counts; an event of several days is over on its last.

    >>> lag_of("2025-01-23", ["2024-12-30/2024-12-31", "2025-03-01"])
    23
    """
    day = _ordinal(published or "")
    if day is None:
        return None
    days = [day - event for event in map(_ordinal, events) if event is not None]
    return min(days, key=lambda lag: (abs(lag), lag < 0), default=None)


def _ordinal(when: str) -> int | None:
    day = day_of(when.rpartition("/")[2])
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:  # no day of the calendar, which a correction may bring
        return None
