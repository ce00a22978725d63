"""The documents of one year, by month; and those of no known date, apart, as any place among the others is a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Series
from minmetals_site.pages.lists import DocumentList, Listing, Part, Shelf, by_month, row_of
from minmetals_site.pages.page import Page, Site

__all__ = ["TEMPLATE", "YearView", "make_view", "plan_pages"]

TEMPLATE = "year.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One page of the list of a year."""

    title: str
    """The year, or `Undated`."""
    is_undated: bool
    total: int | None
    """Documents of the year; None on all pages but the index."""
    listing: Listing
    """Its rows, by month."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each year, and of the undated documents where there are any."""
    for year, series in site.archive.years.items():
        yield from _list(year, series, site).plan((year,))


def make_view(page: Page, site: Site) -> YearView:
    """Return what a page of a year shows."""
    year, undated, number = page.key
    series = site.archive.years[str(year)]
    part = Part(undated=bool(undated), number=int(number))
    grouped = by_month if series.dated else None
    return YearView(
        title=str(year).capitalize(),
        is_undated=not series.dated,
        total=None if any(part) else len(series),
        listing=_list(str(year), series, site).listing(part, lambda entry: row_of(entry, site), grouped),
    )


def _list(year: str, series: Series, site: Site) -> DocumentList:
    """Return the list of a year; the undated documents are a whole list here, and not a group beside the dated."""
    listed = series if series.dated else Series(dated=series.undated)
    return DocumentList(Shelf(f"years/{year}.html", f"years/{year}"), listed, site.settings.page_size)
