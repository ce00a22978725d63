"""The page of one captured document: its text first, then how each value on the page is known.

Nothing is shown here that the capture, the archivist's corrections or the vocabulary did not give, and everything that
could be wrong says how it is known. Facts that change when other documents come (neighbours, related documents) stand
apart at the end, and there are few of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.archive import Entry, Related
from minmetals_site.pages import words
from minmetals_site.pages.lists import day_of, direction_mark, facet_title, language_mark
from minmetals_site.pages.page import Page, Site
from minmetals_site.pages.provenance import (
    FieldRow,
    event_rows,
    field_rows,
    is_mention,
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
    Sourced,
    Tag,
)
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
    shared: tuple[str, ...]
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
    source_url: str
    """Path of the source page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
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
    fields: tuple[FieldRow, ...]
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


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield a page for each captured document; its key has its number, the slug of its publisher and its raw copy."""
    slugs = {publisher.name: publisher.slug for publisher in site.archive.publishers}
    raw = {file.path: file.raw_url or "" for file in site.archive.inputs}
    for entry in site.archive.series.all:
        yield Page(entry.url, (entry.number, slugs.get(entry.publisher or "", ""), raw.get(entry.path, "")))


def make_view(page: Page, site: Site) -> ArticleView:
    """Return what the page of a document shows."""
    number, publisher_slug, raw_url = (*page.key,)
    document = site.store.document(int(number))
    earlier, later = site.archive.neighbours[int(number)]
    published, modified = document.published.value or "", document.modified.value or ""
    source = words.SOURCE_CLASSES[document.source_class]
    return ArticleView(
        crumbs=_crumbs(document, published, site),
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
        language=language_mark(document.language, site.settings.language),
        direction=direction_mark(document.language, site.settings.language),
        summary=document.summary.value or "",
        highlights=document.highlights,
        contents=_contents(document.blocks),
        blocks=document.blocks,
        notices=document.notices,
        events=event_rows(document),
        facets=_facet_tags(document.tags, site),
        publisher_terms=document.publisher_terms,
        breadcrumb=document.breadcrumb,
        address=_web_address(document),
        fields=field_rows(document),
        findings=tuple(_finding(finding, document) for finding in document.findings),
        corrections=document.corrections,
        repairs=len(document.repairs),
        probable_repairs=sum(repair.certainty == "probable" for repair in document.repairs),
        capture=CaptureView(
            document.capture, words.reader_words(document.capture.reader), str(raw_url), source_path(page.path)
        ),
        earlier=_link(earlier, site) if earlier else None,
        later=_link(later, site) if later else None,
        related=tuple(_related(related, site) for related in site.archive.related.get(int(number), ())),
        section_title=site.settings.sections[document.kind].title,
    )


def _crumbs(document: AnyDocument, published: str, site: Site) -> tuple[Crumb, ...]:
    year = year_of(published) if published else "undated"
    section = site.settings.sections[document.kind].title
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


def _facet_tags(tags: tuple[Tag, ...], site: Site) -> tuple[FacetTags, ...]:
    facets: dict[str, list[TagLink]] = defaultdict(list)
    for tag in tags:
        mentions = sum(map(is_mention, tag.mentions))
        facets[tag.facet].append(TagLink(tag.name, f"tags/{tag.facet}/{tag.slug}.html", mentions))
    return tuple(FacetTags(facet_title(site, facet), tuple(links)) for facet, links in facets.items())


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


def _link(entry: Entry, site: Site) -> Link:
    return Link(
        entry.title,
        entry.url,
        day_of(entry.published) if entry.published else "Undated",
        entry.source_class,
        words.SOURCE_CLASSES[entry.source_class].label,
        language_mark(entry.language, site.settings.language),
        direction_mark(entry.language, site.settings.language),
    )


def _related(related: Related, site: Site) -> RelatedView:
    names = tuple(tag.name for tag in related.shared)
    return RelatedView(_link(related.entry, site), names[:_SHARED_SHOWN], len(names[_SHARED_SHOWN:]))
