"""The index of years, and of the documents that have none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.archive import Series
from minmetals_site.charts import Chart
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.pictures import pictures_of

__all__ = ["TEMPLATE", "YearRow", "YearsView", "make_view", "plan_pages", "year_rows"]

TEMPLATE = "years.html"


class YearRow(NamedTuple):
    """A year and how much was published in it."""

    title: str
    url: str
    total: int
    sections: tuple[tuple[str, int], ...]
    """Title of each section and how many of its documents are of this year; none with 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """All years."""

    years: tuple[YearRow, ...]
    """Newest first, without the undated."""
    undated: YearRow | None
    pictures: tuple[Chart, ...]


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the index of years; its key has a row a year, and all documents."""
    yield Page("years/index.html", (year_rows(site), Rows(site.archive.series.all)))


def make_view(page: Page, frame: Frame) -> YearsView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the index of years shows."""
    rows, documents = page.key
    return YearsView(
        years=tuple(row for row in rows if row.title != "Undated"),
        undated=next((row for row in rows if row.title == "Undated"), None),
        pictures=pictures_of(documents.entries, by_year=True),
    )


def year_rows(site: Site) -> tuple[YearRow, ...]:
    """Return a row a year, newest first, the undated last where there are any."""
    return tuple(
        YearRow(year.capitalize(), f"years/{year}.html", len(series), _sections(series, site))
        for year, series in site.archive.years.items()
    )


def _sections(series: Series, site: Site) -> tuple[tuple[str, int], ...]:
    counts = {kind: sum(entry.kind == kind for entry in series.all) for kind in site.archive.sections}
    return tuple((site.settings.sections[kind].title, count) for kind, count in counts.items() if count)
