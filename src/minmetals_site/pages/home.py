"""The home page: what this is, how much there is, from when to when and from whom, what is new, where to start."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from minmetals_site.charts import Chart
from minmetals_site.pages import words
from minmetals_site.pages.lists import Row, facet_title, row_of, span_of
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.pictures import time_picture
from minmetals_site.pages.publishers import PublisherRow, publisher_rows, unknown_publisher
from minmetals_site.pages.tags import FacetTags, facet_anchor, tag_count
from minmetals_site.pages.years import YearRow, year_rows

__all__ = ["TEMPLATE", "ClassRow", "FacetTop", "HomeView", "NoteLink", "SectionCard", "make_view", "plan_pages"]

TEMPLATE = "home.html"

_NEWEST = 8
_TOP_TAGS = 12
"""Tags of each facet that the home page names."""
_TOP_PUBLISHERS = 6


class SectionCard(NamedTuple):
    """A section, and how much is in it."""

    title: str
    description: str
    url: str
    total: int


class FacetTop(NamedTuple):
    """The tags of a facet that most documents name."""

    facet: FacetTags
    more: int
    """How many further tags it has."""


class ClassRow(NamedTuple):
    """A source class, said in words, and how many documents are of it."""

    source_class: str
    label: str
    explanation: str
    total: int


class NoteLink(NamedTuple):
    """A page of the archive's own."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The archive at a glance."""

    total: int
    """Documents, without the archive's own pages."""
    undated: int
    """How many of them have no known date."""
    span: str
    """From when to when the dated ones are; empty where none is."""
    publishers: tuple[PublisherRow, ...]
    """Those of most documents, at most six."""
    unknown_publisher: PublisherRow | None
    """Documents whose publisher is not known; None where there are none."""
    publishers_total: int
    tags_total: int
    newest: tuple[Row, ...]
    """Newest first; where none is dated, those that came last into the archive."""
    sections: tuple[SectionCard, ...]
    years: tuple[YearRow, ...]
    """Newest first, the undated last where there are any."""
    facets: tuple[FacetTop, ...]
    classes: tuple[ClassRow, ...]
    """Official and independent, with 0 where there is none."""
    notes: tuple[NoteLink, ...]
    """The archive's own pages."""
    picture: Chart | None
    """When the documents were published; None where fewer than two say so."""
    problems: int
    """Input files, or items of them, that could not be read."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the home page; its key is its view without the picture, and the documents that it is counted from."""
    yield Page("index.html", (_view(site), Rows(site.archive.series.all)))


def make_view(page: Page, frame: Frame) -> HomeView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the home page shows."""
    view, documents = page.key
    return replace(cast(HomeView, view), picture=time_picture(documents.entries))


def _view(site: Site) -> HomeView:
    archive = site.archive
    return HomeView(
        total=len(archive.series),
        undated=len(archive.series.undated),
        span=span_of(archive.series.dated),
        publishers=publisher_rows(archive.publishers[:_TOP_PUBLISHERS]),
        unknown_publisher=next(iter(publisher_rows(unknown_publisher(archive))), None),
        publishers_total=len(archive.publishers),
        tags_total=sum(map(len, archive.facets.values())),
        newest=tuple(row_of(entry, site) for entry in (archive.series.dated or archive.series.undated)[:_NEWEST]),
        sections=_sections(site),
        years=year_rows(site),
        facets=_facets(site),
        classes=_classes(site),
        notes=tuple(NoteLink(entry.title, entry.url) for entry in archive.pages),
        picture=None,
        problems=len(archive.problems),
    )


def _sections(site: Site) -> tuple[SectionCard, ...]:
    return tuple(
        SectionCard(
            site.settings.sections[kind].title,
            site.settings.sections[kind].description,
            f"{kind}/index.html",
            len(series),
        )
        for kind, series in site.archive.sections.items()
    )


def _facets(site: Site) -> tuple[FacetTop, ...]:
    return tuple(
        FacetTop(
            FacetTags(facet_title(site, facet), facet_anchor(facet), tuple(map(tag_count, tags[:_TOP_TAGS]))),
            max(0, len(tags) - _TOP_TAGS),
        )
        for facet, tags in site.archive.facets.items()
    )


def _classes(site: Site) -> tuple[ClassRow, ...]:
    counts = Counter(entry.source_class for entry in site.archive.series.all)
    return tuple(
        ClassRow(name, source.label, source.explanation, counts[name])
        for name, source in words.SOURCE_CLASSES.items()
        if name != "archive" or counts[name]
    )
