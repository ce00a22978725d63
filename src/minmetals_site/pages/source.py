"""The capture of one document as text, every stretch of it marked: kept, read into a field, removed, damaged.

The page is the account of the record made visible, so it holds the whole decoded text, white space included
(`marked.py`). The text stands in passages (`passages.py`), each beside what was read from it. A passage of the body has
the id of its block, so that the article and this page link to each other with the same fragment.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from minmetals_site.pages import words
from minmetals_site.pages.lists import direction_mark, facet_title, language_mark
from minmetals_site.pages.marked import marked_passages, visible
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.passages import Part, Readings, passages_of
from minmetals_site.pages.provenance import (
    KnownRows,
    damage_words,
    known_rows,
    place_id,
    source_path,
)
from minmetals_site.records import AnyDocument, CaptureRecord, Repair, Undecided
from minmetals_site.render import relative

__all__ = [
    "TEMPLATE",
    "MentionRow",
    "RepairRow",
    "Row",
    "SourceView",
    "UndecidedRow",
    "UseRow",
    "make_view",
    "plan_pages",
    "rows_of",
]

TEMPLATE = "source.html"

_AROUND = 24
"""Characters of context on each side of a damaged place in a table."""
_LONGEST_MENTION = 60


class Row(NamedTuple):
    """A passage of the capture, and what was read from it."""

    anchor: str
    """Id: that of the block that was read from it, where there is one."""
    captured: str
    """Its lines as HTML, each stretch marked; `marked.py` has escaped the text."""
    parts: tuple[Part, ...]
    """What it was read as; none where it holds no words."""
    also: str
    """Names of the fields that were read from it as well; may be empty."""
    repairs: int
    """Damaged places in it that were restored."""
    undecided: int
    """Damaged places in it that no rule could decide."""


class UseRow(NamedTuple):
    """One way in which text was used, and how much of it."""

    face: str
    label: str
    explanation: str
    characters: int


class RepairRow(NamedTuple):
    """One repair, with the text around it."""

    id: str
    start: int
    left: str
    before: str
    after: str
    right: str
    rule: str
    certainty: str


class UndecidedRow(NamedTuple):
    """One damaged place that no rule could decide, with the text around it."""

    id: str
    start: int
    left: str
    text: str
    right: str
    damage: str
    """How it was damaged, in words."""


class MentionRow(NamedTuple):
    """A tag and the places that name it."""

    facet: str
    name: str
    url: str
    places: tuple[tuple[str, str, str], ...]
    """Of each place, what divides it from the one before, its id, and its words."""
    elsewhere: tuple[str, ...]
    """Keys that name it, or that ask for it."""


class SourceView(Struct, frozen=True, kw_only=True):
    """A capture, or one item of it, as text."""

    url: str
    """Path of the document's page."""
    title: str
    language: str
    direction: str
    capture: CaptureRecord
    reader: str
    """What its reader reads, in words."""
    raw_url: str
    """Path of the capture's own bytes; empty where they are not published."""
    rows: tuple[Row, ...]
    """The whole decoded text, beside what was read from it."""
    whole: str
    """What the decoded text is, in words."""
    characters: int
    """Its length; the sum over `uses`."""
    is_blank: bool
    """Whether it holds no words."""
    uses: tuple[UseRow, ...]
    """In the order in which they first occur."""
    known: KnownRows
    """Of a table: each value, and how it is known."""
    mentions: tuple[MentionRow, ...]
    repairs: tuple[RepairRow, ...]
    undecided: tuple[UndecidedRow, ...]


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield a source page for each captured document; its key has its number, digest and raw copy."""
    raw = {file.path: file.raw_url or "" for file in site.archive.inputs}
    for entry in site.archive.series.all:
        yield Page(source_path(entry.url), (entry.number, entry.digest, entry.url, raw.get(entry.path, "")))


def make_view(page: Page, frame: Frame) -> SourceView:
    """Return what the source page of a document shows."""
    number, _, url, raw_url = page.key
    document = frame.store.document(number)
    decoded = frame.store.decoded(number)
    return SourceView(
        url=url,
        title=document.title.value or "",
        language=language_mark(document.language, frame.settings.language),
        direction=direction_mark(document.language, frame.settings.language),
        capture=document.capture,
        reader=words.reader_words(document.capture.reader),
        raw_url=raw_url,
        rows=tuple(rows_of(document, decoded)),
        whole=words.decoded_words(document.capture.reader),
        characters=len(decoded),
        is_blank=not decoded or decoded.isspace(),
        uses=_uses(document),
        known=known_rows(document, relative(page.path, page.path)),
        mentions=tuple(_mentions(document, frame)),
        repairs=tuple(_repair_row(repair, decoded) for repair in document.repairs),
        undecided=tuple(_undecided_row(place, decoded) for place in document.undecided),
    )


def rows_of(document: AnyDocument, decoded: str) -> Iterator[Row]:
    """Yield the passages of the decoded text with their readings: all of it, each character in one piece."""
    passages = passages_of(document, decoded)
    readings = Readings(document, decoded)
    for passage, (captured, also) in zip(passages, marked_passages(document, decoded, passages), strict=True):
        anchor = passage.blocks[0].anchor if passage.blocks else ""
        restored, undecided = readings.repairs_in(passage), readings.undecided_in(passage)
        yield Row(anchor, captured, readings.parts(passage), also, restored, undecided)


def _uses(document: AnyDocument) -> tuple[UseRow, ...]:
    characters: dict[str, int] = defaultdict(int)
    for use in document.account:
        characters[use.use] += use.end - use.start
    return tuple([UseRow(*_told(use), count) for use, count in characters.items()])


@lru_cache(maxsize=1024)
def _told(use: str) -> tuple[str, str, str]:
    """Return face, label and explanation of a use."""
    face = words.face_of(use)
    return face.face, words.use_name(use), face.explanation.format(words.removal_words(use.partition(":")[2]))


def _mentions(document: AnyDocument, frame: Frame) -> Iterator[MentionRow]:
    for tag in document.tags:
        placed = [mention for mention in tag.mentions if mention.start is not None]
        places = [
            (", " if index else "", place_id(mention.start or 0), words.shortened(mention.text, _LONGEST_MENTION))
            for index, mention in enumerate(placed)
        ]
        keys = tuple(dict.fromkeys([mention.path for mention in tag.mentions if mention.path]))
        facet = facet_title(frame, tag.facet)
        yield MentionRow(facet, tag.name, f"tags/{tag.facet}/{tag.slug}.html", tuple(places), keys)


def _repair_row(repair: Repair, decoded: str) -> RepairRow:
    left, right = _beside(repair, decoded)
    return RepairRow(
        id=place_id(repair.start),
        start=repair.start,
        left=left,
        before=visible(repair.before),
        after=visible(repair.after),
        right=right,
        rule=words.repair_words(repair.rule),
        certainty=repair.certainty,
    )


def _undecided_row(place: Undecided, decoded: str) -> UndecidedRow:
    left, right = _beside(place, decoded)
    return UndecidedRow(
        place_id(place.start), place.start, left, visible(place.text), right, damage_words(place.family)
    )


def _beside(damage: Repair | Undecided, decoded: str) -> tuple[str, str]:
    left = decoded[max(0, damage.start - _AROUND) : damage.start]
    return visible(left), visible(decoded[damage.end : damage.end + _AROUND])
