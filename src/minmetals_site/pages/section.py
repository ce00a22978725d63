"""The list of one section: news, analysis, brand culture. Every section has its index, empty or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Series
from minmetals_site.pages.lists import DocumentList, Listing, Part, Shelf, by_year, row_of
from minmetals_site.pages.page import Page, Site
from minmetals_site.records import Kind

__all__ = ["TEMPLATE", "SectionView", "make_view", "plan_pages"]

TEMPLATE = "section.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One page of a section's list."""

    kind: str
    title: str
    """Of the section."""
    description: str
    """A sentence; may be empty."""
    total: int | None
    """Documents of the section; None on all pages but the index, as they would change with every document."""
    listing: Listing
    """Its rows, by year."""
    feed_url: str
    """Empty where the section has no dated document, and so no feed."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each section's list."""
    for kind, series in site.archive.sections.items():
        yield from _list(kind, series, site).plan((kind,))


def make_view(page: Page, site: Site) -> SectionView:
    """Return what a page of a section shows."""
    kind, undated, number = page.key
    kind, series = _section(str(kind), site)
    part = Part(undated=bool(undated), number=int(number))
    settings = site.settings.sections[kind]
    return SectionView(
        kind=kind,
        title=settings.title,
        description=settings.description,
        total=None if any(part) else len(series),
        listing=_list(kind, series, site).listing(part, lambda entry: row_of(entry, site), by_year),
        feed_url=f"{kind}/feed.xml" if series.dated else "",
    )


def _section(kind: str, site: Site) -> tuple[Kind, Series]:
    return next(pair for pair in site.archive.sections.items() if pair[0] == kind)


def _list(kind: str, series: Series, site: Site) -> DocumentList:
    return DocumentList(Shelf(f"{kind}/index.html", kind), series, site.settings.page_size)
