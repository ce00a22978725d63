"""The documents of one publisher, by year; and those of no known publisher, which have a list like one."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.charts import Chart
from minmetals_site.pages.lists import DocumentList, Listing, Shelf, by_year, row_of, span_of
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.pictures import pictures_of
from minmetals_site.pages.publishers import unknown_publisher
from minmetals_site.pages.tag import class_counts

__all__ = ["TEMPLATE", "PublisherView", "make_view", "plan_pages"]

TEMPLATE = "publisher.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    """One page of a publisher's list."""

    name: str
    """Empty where the publisher is not known."""
    total: int | None
    """Its documents; None on all pages but the index, as what follows is empty there."""
    span: str
    """From when to when the dated ones are; empty where none is."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    pictures: tuple[Chart, ...]
    listing: Listing
    """Its rows, by year."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each publisher; the key has its name and a part of its list, on the index all of it."""
    for publisher in (*site.archive.publishers, *unknown_publisher(site.archive)):
        base = f"publishers/{publisher.slug}"
        listed = DocumentList(Shelf(f"{base}.html", base), publisher.series, site.settings.page_size)
        yield from listed.plan((publisher.name,), (Rows(publisher.series.dated), Rows(publisher.series.undated)))


def make_view(page: Page, frame: Frame) -> PublisherView:
    """Return what a page of a publisher shows."""
    name, sheet, *index = page.key
    dated, undated = (rows.entries for rows in index) if index else ((), ())
    return PublisherView(
        name=name,
        total=len(dated) + len(undated) if index else None,
        span=span_of(dated),
        classes=class_counts((*dated, *undated)),
        pictures=pictures_of((*dated, *undated)),
        listing=sheet.listing(lambda entry: row_of(entry, frame), by_year),
    )
