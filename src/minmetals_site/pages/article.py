"""The page of one captured document: its text first, then how each value on the page is known.

Nothing is shown here that the capture, the archivist's corrections or the vocabulary did not give, and everything that
could be wrong says how it is known. Facts that change when other documents come (neighbours, related documents) stand
apart at the end, and there are few of them.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct

from minmetals_site.archive import Entry, Neighbours
from minmetals_site.citations import Line, citation_of
from minmetals_site.pages import words
from minmetals_site.pages.lists import day_of, direction_mark, facet_title, language_mark, marks_of
from minmetals_site.pages.page import ABOUT_URL, Frame, Page, Site
from minmetals_site.pages.provenance import (
    FIELDS,
    is_mention,
    is_web_address,
    known_list,
    place_id,
    source_path,
)
from minmetals_site.records import (
    AnyDocument,
    Block,
    CaptureRecord,
    CorrectionRecord,
    Finding,
    Kind,
    SourceClass,
    Sourced,
    Tag,
)
from minmetals_site.render import relative
from minmetals_site.text.dates import human, precision, year_of

__all__ = [
    "TEMPLATE",
    "ArticleView",
    "Beside",
    "CaptureView",
    "CitationView",
    "Contents",
    "Crumb",
    "Dates",
    "EventView",
    "FacetTags",
    "FindingView",
    "Link",
    "PlaceLink",
    "RelatedView",
    "TagLink",
    "Terms",
    "description_of",
    "make_view",
    "plan_pages",
]

TEMPLATE = "article.html"

_CONTENTS_FROM = 3
"""Headings from which a list of contents is worth its place."""
_LONG_TEXT = 5000
"""Characters of a text that takes several screens to read; a shorter one is seen at a glance without contents."""
_TAGS_SHOWN = 5
"""Tags of one facet that a page names; the source page lists all, with every place that names them."""
_LONGEST_DESCRIPTION = 160
_LONGEST_EVENT = 80
_SHARED_SHOWN = 3
_PLACES_SHOWN = 3

_SCHEMA_TYPES: dict[Kind, str] = {"news": "NewsArticle"}
"""Types of schema.org; all else is an `Article`."""
_ZOTERO_TYPES: dict[Kind, str] = {"brand-culture": "webpage"}
"""`DC.type` as Zotero's "Embedded Metadata" reads it: a web page; all else is a news item, which it files as news."""


class Crumb(NamedTuple):
    """One level of the way from the home page to this one."""

    title: str
    url: str


class Contents(NamedTuple):
    """A heading of the text."""

    title: str
    fragment: str
    level: int


class EventView(NamedTuple):
    """A date that the text tells of."""

    date: str
    """In words."""
    link: str
    """To the block that tells of it, else to its place on the source page; empty where it has none."""
    note: str
    """How it is known, where the text does not say just this."""
    words: str
    """The words that it was read from, where they are others."""


class Terms(NamedTuple):
    """The terms of one of the publisher's taxonomies."""

    taxonomy: str
    names: str
    """In the order of the capture, the names alone."""


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
    """Those that are named most often, in the order of the vocabulary."""
    more: int
    """How many further tags of the facet the document has."""


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
    """Names of tags that both have, the rarest first, at most three."""
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


class CitationView(NamedTuple):
    """How the document is cited."""

    readable: Line
    """For people."""
    forms: tuple[tuple[str, str], ...]
    """Name and text of each form for programs, as HTML: escaped, but for quotes, which stand in no attribute here."""


class Dates(Struct, frozen=True, kw_only=True):
    """When a document was published, and changed."""

    published: str
    """In words; empty where unknown."""
    published_iso: str
    published_note: str
    """What of the date is not known."""
    is_day: bool
    """Whether the date of publication is known to the day, which Open Graph asks for."""
    modified: str
    """In words; empty where unknown or as published."""
    modified_iso: str


class Beside(Struct, frozen=True, kw_only=True):
    """Where other documents lead on: all that changes when others come."""

    section_title: str
    earlier: Link | None
    """Before this one in its section."""
    later: Link | None
    related: tuple[RelatedView, ...]


class ArticleView(Struct, frozen=True, kw_only=True):
    """One captured document."""

    crumbs: tuple[Crumb, ...]
    """Section, year."""
    kind: str
    kind_name: str
    schema_type: str
    """Type of schema.org."""
    dc_type: str
    source_class: str
    source_words: str
    source_explanation: str
    title: str
    marks: tuple[str, ...]
    """What a careful reader should know at a glance, as in a list."""
    description: str
    """For machines that list pages: the publisher's summary, else the first highlight, else the first words.

    Where there are none, what the document is, from whom and from when.
    """
    subtitle: str
    """Empty where there is none."""
    author: str
    """Empty where nobody is named."""
    publisher: str
    """Empty where unknown."""
    publisher_url: str
    """Empty where unknown."""
    dates: Dates
    own_language: str
    """BCP 47 tag of the document's own words."""
    language: str
    """The same for the `lang` attribute; empty where it is the site's."""
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
    events: tuple[EventView, ...]
    """Dates that the text tells of."""
    facets: tuple[FacetTags, ...]
    tag_count: int
    terms: tuple[Terms, ...]
    """The publisher's own taxonomies."""
    terms_are_derived: bool
    """Whether a name among them is made from the short name in the publisher's addresses."""
    breadcrumb: tuple[str, ...]
    """The page's place in its publisher's site."""
    address: str
    """Where the publisher put it: http or https; empty where unknown."""
    source_link: str
    """To the source page."""
    known: str
    """Terms and descriptions, as HTML: how each field is known."""
    corrections: tuple[CorrectionRecord, ...]
    """What the archivist corrected beside the fields."""
    findings: tuple[FindingView, ...]
    repairs: int
    probable_repairs: int
    """How many of them are likely and not certain."""
    capture: CaptureView
    citations: CitationView
    beside: Beside


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
    number, _, publisher_slug, raw_url, *others = page.key
    document = frame.store.document(number)
    source = words.SOURCE_CLASSES[document.source_class]
    source_link = relative(page.path, source_path(page.path))
    terms = document.publisher_terms
    return ArticleView(
        crumbs=_crumbs(document, frame),
        kind=document.kind,
        kind_name=words.KIND_NAMES[document.kind],
        schema_type=_SCHEMA_TYPES.get(document.kind, "Article"),
        dc_type=_ZOTERO_TYPES.get(document.kind, "newsItem"),
        source_class=document.source_class,
        source_words=source.label,
        source_explanation=source.explanation,
        title=document.title.value or "",
        marks=_marks(document),
        description=description_of(document),
        subtitle=_value(document.subtitle),
        author=_value(document.author),
        publisher=document.publisher.value or "",
        publisher_url=f"publishers/{publisher_slug}.html" if publisher_slug else "",
        dates=_dates(document),
        own_language=document.language,
        language=language_mark(document.language, frame.settings.language),
        direction=direction_mark(document.language, frame.settings.language),
        summary=document.summary.value or "",
        highlights=document.highlights,
        contents=_contents(document.blocks),
        blocks=document.blocks,
        notices=document.notices,
        events=_events(document, source_link) if document.events else (),
        facets=_facet_tags(document.tags, frame),
        tag_count=len(document.tags),
        terms=_terms(document) if terms else (),
        terms_are_derived=any(term.origin != "stated" for term in terms),
        breadcrumb=document.breadcrumb,
        address=_web_address(document),
        source_link=source_link,
        known=known_list(document, source_link),
        findings=tuple([_finding(finding, document) for finding in document.findings]),
        corrections=tuple([one for one in document.corrections if one.path not in FIELDS]),
        repairs=len(document.repairs),
        probable_repairs=sum([repair.certainty == "probable" for repair in document.repairs]),
        capture=CaptureView(document.capture, words.reader_words(document.capture.reader), raw_url),
        citations=_citations(document, page.path, frame),
        beside=_beside(document, others, frame),
    )


def _dates(document: AnyDocument) -> Dates:
    published, modified = document.published.value or "", document.modified.value or ""
    return Dates(
        published=human(published) if published else "",
        published_iso=published,
        published_note=words.date_note(published),
        is_day=bool(published) and precision(published) in {"day", "instant"},
        modified=human(modified) if modified and modified != published else "",
        modified_iso=modified,
    )


def _beside(document: AnyDocument, others: Sequence[Any], frame: Frame) -> Beside:
    """Return what the last part of the page's key tells: the documents before and after, and the related ones."""
    earlier, later, related = others
    return Beside(
        section_title=frame.settings.sections[document.kind].title,
        earlier=_link(earlier, frame) if earlier else None,
        later=_link(later, frame) if later else None,
        related=tuple([_related(target, names, frame) for target, names in related]),
    )


def _crumbs(document: AnyDocument, frame: Frame) -> tuple[Crumb, ...]:
    published = document.published.value
    year = year_of(published) if published else "undated"
    section = frame.settings.sections[document.kind].title
    return (
        Crumb(section, f"{document.kind}/index.html"),
        Crumb(year.capitalize(), f"years/{year}.html"),
    )


def _value(sourced: Sourced[str] | None) -> str:
    return (sourced.value or "") if sourced else ""


def _marks(document: AnyDocument) -> tuple[str, ...]:
    origins = (document.title.origin, document.published.origin, document.publisher.origin)
    return marks_of(*origins, is_dated=document.published.value is not None, repairs=len(document.repairs))


def _citations(document: AnyDocument, path: str, frame: Frame) -> CitationView:
    base_url, archive = frame.settings.base_url, frame.settings.title
    address = base_url + relative("", path) if base_url else path
    citation = citation_of(document, genre=words.KIND_NAMES[document.kind], archive=archive, address=address)
    forms = (("BibTeX", citation.bibtex), ("RIS", citation.ris), ("CSL-JSON", citation.csl))
    return CitationView(citation.readable, tuple([(name, escape(text, quote=False)) for name, text in forms]))


def description_of(document: AnyDocument) -> str:
    """Return what a document is about, in a line for machines that list pages."""
    first = next((block.text for block in document.blocks if block.kind == "paragraph"), "")
    text = document.summary.value or next(iter(document.highlights), "") or first or _facts(document)
    return words.shortened(text, _LONGEST_DESCRIPTION)


def _facts(document: AnyDocument) -> str:
    """Return what a document without any text is, from whom and from when."""
    published, publisher = document.published.value, document.publisher.value
    known = (words.KIND_NAMES[document.kind], publisher or "publisher unknown", human(published) if published else "")
    return f"{', '.join(filter(None, known))}: {document.title.value or ''}"


def _contents(blocks: tuple[Block, ...]) -> tuple[Contents, ...]:
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) < _CONTENTS_FROM or sum([len(block.text) for block in blocks]) < _LONG_TEXT:
        return ()
    return tuple(Contents(block.text, block.anchor, block.level or 2) for block in headings)


def _facet_tags(tags: tuple[Tag, ...], frame: Frame) -> tuple[FacetTags, ...]:
    facets: dict[str, list[TagLink]] = defaultdict(list)
    for tag in tags:
        mentions = sum([mention.start is not None or is_mention(mention) for mention in tag.mentions])
        facets[tag.facet].append(TagLink(tag.name, f"tags/{tag.facet}/{tag.slug}.html", mentions))
    return tuple([FacetTags(facet_title(frame, facet), *_foremost(links)) for facet, links in facets.items()])


def _foremost(links: list[TagLink]) -> tuple[tuple[TagLink, ...], int]:
    """Return the tags that are named most often, in their order, and how many others there are."""
    if len(links) <= _TAGS_SHOWN + 1:  # to say that there is one more takes its place
        return tuple(links), 0
    foremost = sorted(range(len(links)), key=lambda index: (-links[index].mentions, index))[:_TAGS_SHOWN]
    return tuple([links[index] for index in sorted(foremost)]), len(links) - _TAGS_SHOWN


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


def _events(document: AnyDocument, source_link: str) -> tuple[EventView, ...]:
    """Return the dates that the text tells of, each linked to the block that tells of it."""
    blocks = sorted([block for block in document.blocks if block.start < block.end], key=_START)
    starts = [block.start for block in blocks]
    return tuple([_event(event, blocks, starts, source_link) for event in document.events])


_START = attrgetter("start")


def _event(event: Sourced[str], blocks: list[Block], starts: list[int], source_link: str) -> EventView:
    date, first = event.value or "", next(iter(event.evidence), None)
    text = words.shortened(", ".join(dict.fromkeys([evidence.text for evidence in event.evidence])), _LONGEST_EVENT)
    link = ""
    if first is not None and first.start is not None:
        at = bisect_right(starts, first.start) - 1
        is_told = at >= 0 and first.start < blocks[at].end
        link = f"#{blocks[at].anchor}" if is_told else f"{source_link}#{place_id(first.start)}"
    note = words.ORIGINS[event.origin].label if event.origin != "stated" else ""
    return EventView(human(date), link, note, "" if text in {date, human(date)} else text)


def _terms(document: AnyDocument) -> tuple[Terms, ...]:
    taxonomies: dict[str, list[str]] = defaultdict(list)
    for term in document.publisher_terms:
        taxonomies[term.taxonomy].append(term.name)
    return tuple([Terms(taxonomy, ", ".join(names)) for taxonomy, names in taxonomies.items()])


def _web_address(document: AnyDocument) -> str:
    address = document.source_url.value or ""
    return address if is_web_address(address) else ""


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
