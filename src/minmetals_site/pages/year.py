"""The documents of one year, by month; and those of no known date, apart, as any place among the others is a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Series
from minmetals_site.pages.lists import DocumentList, Listing, Shelf, by_month, row_of
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.tag import class_counts

__all__ = ["TEMPLATE", "YearView", "make_view", "plan_pages"]

TEMPLATE = "year.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One page of the list of a year."""

    title: str
    """The year, or `Undated`."""
    is_undated: bool
    total: int | None
    """Documents of the year; None on all pages but the index, where alone there is what follows."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    earlier: str
    """The year before in which the archive has documents; empty where there is none, and for the undated."""
    later: str
    listing: Listing
    """Its rows, by month."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each year, and of the undated documents where there are any.

    The undated documents are a whole list here, and not a group beside the dated.
    """
    years = [year for year, series in site.archive.years.items() if series.dated]
    beside = {
        year: (earlier, later) for year, earlier, later in zip(years, [*years[1:], ""], ["", *years[:-1]], strict=False)
    }
    for year, series in site.archive.years.items():
        listed = series if series.dated else Series(dated=series.undated)
        shelf = Shelf(f"years/{year}.html", f"years/{year}")
        pages = DocumentList(shelf, listed, site.settings.page_size)
        yield from pages.plan(
            (year, not series.dated), (len(series), class_counts(series.all), *beside.get(year, ("", "")))
        )


def make_view(page: Page, frame: Frame) -> YearView:
    """Return what a page of a year shows."""
    year, is_undated, sheet, *index = page.key
    total, classes, earlier, later = index or (None, (), "", "")
    return YearView(
        title=year.capitalize(),
        is_undated=is_undated,
        total=total,
        classes=classes,
        earlier=earlier,
        later=later,
        listing=sheet.listing(lambda entry: row_of(entry, frame), None if is_undated else by_month),
    )
