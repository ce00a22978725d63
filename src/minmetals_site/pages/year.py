"""The documents of one year, by month; and those of no known date, apart, as any place among the others is a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Series
from minmetals_site.pages.lists import DocumentList, Listing, Shelf, by_month, row_of
from minmetals_site.pages.page import Frame, Page, Site

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
    """Yield the pages of each year, and of the undated documents where there are any.

    The undated documents are a whole list here, and not a group beside the dated.
    """
    for year, series in site.archive.years.items():
        listed = series if series.dated else Series(dated=series.undated)
        shelf = Shelf(f"years/{year}.html", f"years/{year}")
        pages = DocumentList(shelf, listed, site.settings.page_size)
        yield from pages.plan((year, not series.dated), (len(series),))


def make_view(page: Page, frame: Frame) -> YearView:
    """Return what a page of a year shows."""
    year, is_undated, sheet, *total = page.key
    return YearView(
        title=year.capitalize(),
        is_undated=is_undated,
        total=total[0] if total else None,
        listing=sheet.listing(lambda entry: row_of(entry, frame), None if is_undated else by_month),
    )
