"""The index of publishers: who said how much, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from minmetals_site.archive import UNKNOWN_PUBLISHER, Archive, PublisherEntry, Series
from minmetals_site.pages.lists import span_of
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.tag import class_counts

__all__ = [
    "TEMPLATE",
    "PublisherRow",
    "PublishersView",
    "make_view",
    "plan_pages",
    "publisher_rows",
    "unknown_publisher",
]

TEMPLATE = "publishers.html"


class PublisherRow(NamedTuple):
    """A publisher and what the archive has of it."""

    name: str
    url: str
    total: int
    span: str
    """From when to when its dated documents are; empty where none is."""
    undated: int
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishersView:
    """All publishers."""

    publishers: tuple[PublisherRow, ...]
    """Those of most documents first."""
    unknown: PublisherRow | None
    """Documents whose publisher is not known, under an empty name; None where there are none."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the index of publishers; its key is its view."""
    yield Page("publishers/index.html", (_view(site),))


def make_view(page: Page, frame: Frame) -> PublishersView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the index of publishers shows."""
    (view,) = page.key
    return cast(PublishersView, view)


def _view(site: Site) -> PublishersView:
    return PublishersView(
        publishers=publisher_rows(site.archive.publishers),
        unknown=next(iter(publisher_rows(unknown_publisher(site.archive))), None),
    )


def unknown_publisher(archive: Archive) -> tuple[PublisherEntry, ...]:
    """Return the documents of no known publisher as those of one without a name; none where there are none."""
    dated, undated = (
        tuple([entry for entry in entries if not entry.publisher])
        for entries in (archive.series.dated, archive.series.undated)
    )
    return (PublisherEntry(UNKNOWN_PUBLISHER, "", Series(dated, undated)),) if dated or undated else ()


def publisher_rows(publishers: tuple[PublisherEntry, ...]) -> tuple[PublisherRow, ...]:
    """Return a row a publisher, in the same order."""
    return tuple(
        PublisherRow(
            publisher.name,
            f"publishers/{publisher.slug}.html",
            len(publisher.series),
            span_of(publisher.series.dated),
            len(publisher.series.undated),
            class_counts(publisher.series.all),
        )
        for publisher in publishers
    )
