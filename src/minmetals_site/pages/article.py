"""The page of one captured document: its text first, then how each value on the page is known.

Nothing is shown here that the capture, the archivist's corrections or the vocabulary did not give, and everything that
could be wrong says how it is known. Facts that change when other documents come (neighbours, related documents) stand
apart at the end, and there are few of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from minmetals_site.archive import Entry, Neighbours
from minmetals_site.pages import words
from minmetals_site.pages.lists import day_of, direction_mark, facet_title, language_mark
from minmetals_site.pages.page import ABOUT_URL, Frame, Page, Site
from minmetals_site.pages.provenance import (
    FieldRow,
    event_rows,
    is_mention,
    known_rows,
    place_id,
    source_path,
)
from minmetals_site.records import (
    AnyDocument,
    Block,
    CaptureRecord,
    CorrectionRecord,
    Finding,
    Origin,
    PublisherTerm,
    SourceClass,
    Sourced,
    Tag,
)
from minmetals_site.render import relative
from minmetals_site.text.dates import human, year_of

__all__ = [
    "TEMPLATE",
    "ArticleView",
    "CaptureView",
    "Contents",
    "Crumb",
    "FacetTags",
    "FindingView",
    "Link",
    "PlaceLink",
    "RelatedView",
    "TagLink",
    "make_view",
    "plan_pages",
]

TEMPLATE = "article.html"

_CONTENTS_FROM = 3
"""Headings from which a list of contents is worth its place."""
_LONGEST_DESCRIPTION = 200
_SHARED_SHOWN = 5
_PLACES_SHOWN = 3


class Crumb(NamedTuple):
    """One level of the way from the home page to this one."""

    title: str
    url: str


class Contents(NamedTuple):
    """A heading of the text."""

    title: str
    fragment: str
    level: int


class TagLink(NamedTuple):
    """A tag of the document."""

    name: str
    url: str
    mentions: int
    """In title and text; 0 where the archivist alone added the tag."""


class FacetTags(NamedTuple):
    """The tags of one facet."""

    title: str
    tags: tuple[TagLink, ...]


class Link(NamedTuple):
    """Another document, in one line."""

    title: str
    url: str
    date: str
    source_class: str
    source_words: str
    language: str
    direction: str


class RelatedView(NamedTuple):
    """A related document, and why it is here."""

    link: Link
    shared: str
    """Names of tags that both have, the rarest first, at most five."""
    more: int
    """How many further tags both have."""


class PlaceLink(NamedTuple):
    """A place of the text that a finding speaks of."""

    text: str
    """As captured."""
    start: int
    fragment: str
    """Id of the place on the source page."""


class FindingView(NamedTuple):
    """What a careful reader should know, and where the text shows it."""

    finding: Finding
    places: tuple[PlaceLink, ...]
    """The first places that it speaks of; mostly none."""
    more: int
    """How many further places it speaks of."""
    table: str
    """Id of the table on the source page that lists them all; empty where it speaks of no place."""


class CaptureView(NamedTuple):
    """Where the document comes from."""

    record: CaptureRecord
    reader: str
    """What its reader reads, in words."""
    raw_url: str
    """Path of the capture's own bytes; empty where they are not published."""


class ArticleView(Struct, frozen=True, kw_only=True):
    """One captured document."""

    crumbs: tuple[Crumb, ...]
    """Home, section, year."""
    kind: str
    kind_name: str
    source_class: str
    source_words: str
    source_explanation: str
    title: str
    title_note: str
    """What is to be said of the title; empty where the capture states it."""
    description: str
    """For machines that list pages: the publisher's summary, else the first highlight, else the first words."""
    subtitle: str
    """Empty where there is none."""
    author: str
    """Empty where nobody is named."""
    publisher: str
    """Empty where unknown."""
    publisher_url: str
    """Empty where unknown."""
    published: str
    """In words; empty where unknown."""
    published_iso: str
    published_how: str
    """How it is known, in words."""
    modified: str
    """In words; empty where unknown or as published."""
    modified_iso: str
    language: str
    """`lang` of the document's own words; empty where it is the site's."""
    direction: str
    """`dir` of the document's own words; empty where it is the site's."""
    summary: str
    """The publisher's own; empty where none is stated."""
    highlights: tuple[str, ...]
    contents: tuple[Contents, ...]
    """Headings of a long text; empty where there are few."""
    blocks: tuple[Block, ...]
    """The body."""
    notices: tuple[str, ...]
    events: tuple[FieldRow, ...]
    """Dates that the text tells of."""
    facets: tuple[FacetTags, ...]
    publisher_terms: tuple[PublisherTerm, ...]
    breadcrumb: tuple[str, ...]
    """The page's place in its publisher's site."""
    address: str
    """Where the publisher put it: http or https; empty where unknown."""
    source_link: str
    """To the source page."""
    fields: str
    """Rows of a table, as HTML: each field, and how it is known."""
    corrections: tuple[CorrectionRecord, ...]
    """Everything that the archivist corrected."""
    findings: tuple[FindingView, ...]
    repairs: int
    probable_repairs: int
    """How many of them are likely and not certain."""
    capture: CaptureView
    earlier: Link | None
    """Before this one in its section."""
    later: Link | None
    related: tuple[RelatedView, ...]
    section_title: str


class _Target(NamedTuple):
    """What a link to another document shows of it: nothing that an edit of its text would change."""

    title: str
    url: str
    published: str | None
    source_class: SourceClass
    language: str


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield a page for each captured document.

    Its key has its number and digest, the slug of its publisher, its raw copy, the documents before and after it, and
    the related ones with the names of the tags they share.
    """
    archive = site.archive
    slugs = {publisher.name: publisher.slug for publisher in archive.publishers}
    raw = {file.path: file.raw_url or "" for file in archive.inputs}
    targets = {e.number: _Target(e.title, e.url, e.published, e.source_class, e.language) for e in archive.series.all}

    def beside(other: Entry | None) -> _Target | None:
        return targets[other.number] if other else None

    for entry in archive.series.all:
        if entry.url == ABOUT_URL:
            continue
        earlier, later = archive.neighbours.get(entry.number, Neighbours(None, None))
        related = tuple(
            [
                (targets[found.entry.number], tuple([tag.name for tag in found.shared]))
                for found in archive.related.get(entry.number, ())
            ]
        )
        own = (entry.number, entry.digest, slugs.get(entry.publisher or "", ""), raw.get(entry.path, ""))
        yield Page(entry.url, (*own, beside(earlier), beside(later), related))


def make_view(page: Page, frame: Frame) -> ArticleView:
    """Return what the page of a document shows."""
    number, _, publisher_slug, raw_url, earlier, later, related = page.key
    document = frame.store.document(number)
    published, modified = document.published.value or "", document.modified.value or ""
    source = words.SOURCE_CLASSES[document.source_class]
    source_link = relative(page.path, source_path(page.path))
    return ArticleView(
        crumbs=_crumbs(document, published, frame),
        kind=document.kind,
        kind_name=words.KIND_NAMES[document.kind],
        source_class=document.source_class,
        source_words=source.label,
        source_explanation=source.explanation,
        title=document.title.value or "",
        title_note=_title_note(document),
        description=_description(document),
        subtitle=_value(document.subtitle),
        author=_value(document.author),
        publisher=document.publisher.value or "",
        publisher_url=f"publishers/{publisher_slug}.html" if publisher_slug else "",
        published=human(published) if published else "",
        published_iso=published,
        published_how=_how(document.published.origin, document.published.rule),
        modified=human(modified) if modified and modified != published else "",
        modified_iso=modified,
        language=language_mark(document.language, frame.settings.language),
        direction=direction_mark(document.language, frame.settings.language),
        summary=document.summary.value or "",
        highlights=document.highlights,
        contents=_contents(document.blocks),
        blocks=document.blocks,
        notices=document.notices,
        events=event_rows(document),
        facets=_facet_tags(document.tags, frame),
        publisher_terms=document.publisher_terms,
        breadcrumb=document.breadcrumb,
        address=_web_address(document),
        source_link=source_link,
        fields=known_rows(document, source_link).fields,
        findings=tuple(_finding(finding, document) for finding in document.findings),
        corrections=document.corrections,
        repairs=len(document.repairs),
        probable_repairs=sum(repair.certainty == "probable" for repair in document.repairs),
        capture=CaptureView(document.capture, words.reader_words(document.capture.reader), raw_url),
        earlier=_link(earlier, frame) if earlier else None,
        later=_link(later, frame) if later else None,
        related=tuple([_related(target, names, frame) for target, names in related]),
        section_title=frame.settings.sections[document.kind].title,
    )


def _crumbs(document: AnyDocument, published: str, frame: Frame) -> tuple[Crumb, ...]:
    year = year_of(published) if published else "undated"
    section = frame.settings.sections[document.kind].title
    return (
        Crumb("Home", "index.html"),
        Crumb(section, f"{document.kind}/index.html"),
        Crumb(year.capitalize(), f"years/{year}.html"),
    )


def _value(sourced: Sourced[str] | None) -> str:
    return (sourced.value or "") if sourced else ""


def _how(origin: Origin, rule: str) -> str:
    return f"{words.ORIGINS[origin].label}: {words.rule_words(rule)}"


def _title_note(document: AnyDocument) -> str:
    how = words.MARKED_ORIGINS.get(document.title.origin)
    return f"Title {how}" if how else ""


def _description(document: AnyDocument) -> str:
    first = next((block.text for block in document.blocks if block.kind == "paragraph"), "")
    text = document.summary.value or next(iter(document.highlights), "") or first
    return words.shortened(text, _LONGEST_DESCRIPTION)


def _contents(blocks: tuple[Block, ...]) -> tuple[Contents, ...]:
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) < _CONTENTS_FROM:
        return ()
    return tuple(Contents(block.text, block.anchor, block.level or 2) for block in headings)


def _facet_tags(tags: tuple[Tag, ...], frame: Frame) -> tuple[FacetTags, ...]:
    facets: dict[str, list[TagLink]] = defaultdict(list)
    for tag in tags:
        mentions = sum(map(is_mention, tag.mentions))
        facets[tag.facet].append(TagLink(tag.name, f"tags/{tag.facet}/{tag.slug}.html", mentions))
    return tuple(FacetTags(facet_title(frame, facet), tuple(links)) for facet, links in facets.items())


def _finding(finding: Finding, document: AnyDocument) -> FindingView:
    """Return a finding with its places, if it is about damage."""
    if finding.code == "undecided-damage":
        table, places = "undecided", [(place.start, place.text) for place in document.undecided]
    elif finding.code == "probable-repairs":
        probable = (repair for repair in document.repairs if repair.certainty == "probable")
        table, places = "repairs", [(repair.start, repair.before) for repair in probable]
    else:
        return FindingView(finding, (), 0, "")
    links = (PlaceLink(text, start, place_id(start)) for start, text in places[:_PLACES_SHOWN])
    return FindingView(finding, tuple(links), len(places[_PLACES_SHOWN:]), table)


def _web_address(document: AnyDocument) -> str:
    """Return the address, if a browser may be sent to it: records promise that, but a link does not rely on it."""
    address = document.source_url.value or ""
    return address if address.casefold().startswith(("http://", "https://")) else ""


def _link(target: _Target, frame: Frame) -> Link:
    return Link(
        target.title,
        target.url,
        day_of(target.published) if target.published else "Undated",
        target.source_class,
        words.SOURCE_CLASSES[target.source_class].label,
        language_mark(target.language, frame.settings.language),
        direction_mark(target.language, frame.settings.language),
    )


def _related(target: _Target, names: tuple[str, ...], frame: Frame) -> RelatedView:
    return RelatedView(_link(target, frame), ", ".join(names[:_SHARED_SHOWN]), len(names[_SHARED_SHOWN:]))
