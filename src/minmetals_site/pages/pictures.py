"""Entries -> the pictures of a page. They are counted when the page is made: its key has the documents as `Rows`."""

from collections import Counter
from collections.abc import Iterable

from minmetals_site.archive import Entry
from minmetals_site.charts import Chart, lags, over_time

__all__ = ["pictures_of", "time_picture"]


def pictures_of(entries: Iterable[Entry], *, by_year: bool = False) -> tuple[Chart, ...]:
    """Return when these documents were published, and how long after what they tell of; without those of too few."""
    entries = tuple(entries)
    found = Counter([(entry.lag, entry.source_class) for entry in entries if entry.lag is not None])
    return tuple(chart for chart in (time_picture(entries, by_year=by_year), lags(found)) if chart)


def time_picture(entries: Iterable[Entry], *, by_year: bool = False) -> Chart | None:
    """Return when these documents were published."""
    return over_time(Counter([((e.published or "")[:7], e.source_class) for e in entries]), by_year=by_year)
