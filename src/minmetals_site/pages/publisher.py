"""The documents of one publisher, by year."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import PublisherEntry, Series
from minmetals_site.pages.lists import DocumentList, Listing, Part, Shelf, by_year, row_of, span_of
from minmetals_site.pages.page import Page, Site
from minmetals_site.pages.tag import class_counts

__all__ = ["TEMPLATE", "PublisherView", "make_view", "plan_pages"]

TEMPLATE = "publisher.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    """One page of a publisher's list."""

    name: str
    total: int | None
    """Its documents; None on all pages but the index, as what follows is empty there."""
    span: str
    """From when to when the dated ones are; empty where none is."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    listing: Listing
    """Its rows, by year."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each publisher; the key begins with its place among them, which finds it at once."""
    for place, publisher in enumerate(site.archive.publishers):
        yield from _list(publisher, site).plan((place,))


def make_view(page: Page, site: Site) -> PublisherView:
    """Return what a page of a publisher shows."""
    place, undated, number = page.key
    publisher = site.archive.publishers[int(place)]
    part = Part(undated=bool(undated), number=int(number))
    whole = Series() if any(part) else publisher.series  # what is told of all documents stands on the index alone
    return PublisherView(
        name=publisher.name,
        total=None if any(part) else len(whole),
        span=span_of(whole.dated),
        classes=class_counts(whole.all),
        listing=_list(publisher, site).listing(part, lambda entry: row_of(entry, site), by_year),
    )


def _list(publisher: PublisherEntry, site: Site) -> DocumentList:
    base = f"publishers/{publisher.slug}"
    return DocumentList(Shelf(f"{base}.html", base), publisher.series, site.settings.page_size)
