"""The index of years, and of the documents that have none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from minmetals_site.archive import Series
from minmetals_site.pages.page import Frame, Page, Site

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


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the index of years; its key is its view."""
    yield Page("years/index.html", (_view(site),))


def make_view(page: Page, frame: Frame) -> YearsView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the index of years shows."""
    (view,) = page.key
    return cast(YearsView, view)


def _view(site: Site) -> YearsView:
    rows = year_rows(site)
    return YearsView(
        years=tuple(row for row in rows if row.title != "Undated"),
        undated=next((row for row in rows if row.title == "Undated"), None),
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
