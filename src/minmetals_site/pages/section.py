"""The list of one section: news, analysis, brand culture. Every section has its index, empty or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.pages.lists import DocumentList, Listing, Shelf, by_year, row_of, span_of
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.tag import class_counts

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
    span: str
    """From when to when the dated ones are; empty where none is, and on all pages but the index, as is what follows."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    listing: Listing
    """Its rows, by year."""
    feed_url: str
    """Empty where the section has no dated document, and so no feed."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each section's list; the key has its kind, a part of the list, whether it has a feed."""
    for kind, series in site.archive.sections.items():
        listed = DocumentList(Shelf(f"{kind}/index.html", kind), series, site.settings.page_size)
        index_key = (len(series), span_of(series.dated), class_counts(series.all))
        yield from listed.plan((kind, bool(series.dated)), index_key)


def make_view(page: Page, frame: Frame) -> SectionView:
    """Return what a page of a section shows."""
    kind, has_feed, sheet, *index = page.key
    total, span, classes = index or (None, "", ())
    settings = frame.settings.sections[kind]
    return SectionView(
        kind=kind,
        title=settings.title,
        description=settings.description,
        total=total,
        span=span,
        classes=classes,
        listing=sheet.listing(lambda entry: row_of(entry, frame), by_year),
        feed_url=f"{kind}/feed.xml" if has_feed else "",
    )
