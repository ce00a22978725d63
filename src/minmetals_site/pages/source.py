"""The capture of one document as text, every stretch of it marked: kept, read into a field, removed, damaged.

The page is the account of the record made visible, so it holds the whole decoded text, white space included. Spans may
lie across each other (a title derived from a sentence of the body, in which a sign was repaired and a name was found),
which elements cannot; so the text is cut wherever anything begins or ends, and every piece says what it is.

The text stands in passages (`passages.py`), each beside what was read from it. A passage of the body has the id of its
block, so that the article and this page link to each other with the same fragment.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from minmetals_site.pages import words
from minmetals_site.pages.lists import direction_mark, facet_title, language_mark
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.passages import LINE_END, Part, Passage, Readings, passages_of
from minmetals_site.pages.provenance import (
    FieldRow,
    damage_words,
    event_rows,
    field_rows,
    known_values,
    place_id,
    source_path,
)
from minmetals_site.records import AnyDocument, CaptureRecord, Repair, Undecided, Use

__all__ = [
    "TEMPLATE",
    "Line",
    "MentionRow",
    "NumberedLine",
    "Piece",
    "RepairRow",
    "Row",
    "SourceView",
    "Stretch",
    "UndecidedRow",
    "UseRow",
    "lines_of",
    "make_view",
    "plan_pages",
    "rows_of",
    "visible",
]

TEMPLATE = "source.html"

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that a reader could not see, or that would turn the text round: matches a carriage return, not a tab."""
_NAMES = {
    "\0": "NUL",
    "\r": "CR",
    "\x0b": "VT",
    "\x0c": "FF",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\xad": "soft hyphen",
    "\u200b": "zero-width space",
    "\ufeff": "byte-order mark",
}
"""Those that captures often hold; Unicode has pictures of some, but few fonts do."""
_AROUND = 24
"""Characters of context on each side of a damaged place in a table."""
_LONGEST_MENTION = 60


Damage = Literal["", "certain", "probable", "undecided"]
_WHOLE: tuple[Damage, str] = ("", "")
_UNDECIDED: Damage = "undecided"


class Piece(NamedTuple):
    """A stretch of the decoded text in which nothing changes."""

    text: str
    """Characters without a shape of their own by their names."""
    id: str
    """Set where an evidence or damage begins; else empty."""
    damage: Damage
    """How the text is damaged: how surely it was restored, or that nobody could; empty where it is whole."""
    after: str
    """What the archive reads instead, where a repair begins; may be empty."""
    is_evidence: bool = False
    """Whether a field of another use was read from here as well."""
    evidence: str = ""
    """Names of the fields whose evidence begins here; may be empty."""
    is_mention: bool = False
    """Whether a tag is named here."""


class Stretch(NamedTuple):
    """Pieces of one line that were used in one way."""

    face: str
    """`body`, `field`, `removed` or `white`."""
    label: str
    """Name of the use, where it begins; empty where it goes on, for body, and for white space."""
    pieces: tuple[Piece, ...]


Line = tuple[Stretch, ...]
"""One line of the capture, its end included; or a part of one, where passages part in the middle of a line."""


class NumberedLine(NamedTuple):
    """A line of one passage."""

    number: int
    """Counted from 1; 0 where the passage begins in the middle of a line."""
    stretches: Line


class Row(NamedTuple):
    """A passage of the capture, and what was read from it."""

    anchor: str
    """Id: that of the block that was read from it, where there is one."""
    lines: tuple[NumberedLine, ...]
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
    places: tuple[tuple[str, str], ...]
    """Id of each place, and its words."""
    elsewhere: tuple[str, ...]
    """Keys that name it, or that ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
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
    fields: tuple[FieldRow, ...]
    """Fields, then dates of the text."""
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
        fields=field_rows(document) + event_rows(document),
        mentions=tuple(_mentions(document, frame)),
        repairs=tuple(_repair_row(repair, decoded) for repair in document.repairs),
        undecided=tuple(_undecided_row(place, decoded) for place in document.undecided),
    )


def visible(text: str) -> str:
    r"""Return the text with a name in the place of every character that could not be seen.

    >>> visible("a\r\n\u202eb")
    'a‹CR›\n‹U+202E›b'
    """
    return _UNSEEN.sub(_name, text)


def _name(match: re.Match[str]) -> str:
    return f"‹{_NAMES.get(match[0]) or f'U+{ord(match[0]):04X}'}›"


class _Known(NamedTuple):
    """A stretch that a value was read from."""

    start: int
    end: int
    name: str
    """Of the field; empty for the mention of a tag."""
    use: str
    """The use that says the same, which needs no second label."""


def _known(document: AnyDocument) -> Iterator[_Known]:
    for field, name, sourced, _ in known_values(document):
        for evidence in sourced.evidence:
            if evidence.start is not None and evidence.end is not None:
                yield _Known(evidence.start, evidence.end, name, f"field:{field.replace('_', '-')}")
    for tag in document.tags:
        for mention in tag.mentions:
            if mention.start is not None and mention.end is not None:
                yield _Known(mention.start, mention.end, "", "")


def rows_of(document: AnyDocument, decoded: str) -> Iterator[Row]:
    """Yield the passages of the decoded text with their readings: all of it, each character in one piece."""
    passages = passages_of(document, decoded)
    readings = Readings(document, decoded)
    lines = _lines(document, decoded, [passage.start for passage in passages])
    number = 0
    for passage in passages:
        own: list[NumberedLine] = []
        at = passage.start
        while at < passage.end:
            at, line, is_begin = next(lines)
            number += is_begin
            own.append(NumberedLine(number if is_begin else 0, line))
        yield _row(passage, tuple(own), readings)


def _row(passage: Passage, lines: tuple[NumberedLine, ...], readings: Readings) -> Row:
    pieces = (piece for line in lines for stretch in line.stretches for piece in stretch.pieces)
    also = ", ".join(dict.fromkeys(piece.evidence for piece in pieces if piece.evidence))
    anchor = passage.blocks[0].anchor if passage.blocks else ""
    restored, undecided = readings.repairs_in(passage), readings.undecided_in(passage)
    return Row(anchor, lines, readings.parts(passage), also, restored, undecided)


def lines_of(document: AnyDocument, decoded: str) -> Iterator[Line]:
    """Yield the lines of the decoded text: all of it, each character in one piece."""
    return (line for _, line, _ in _lines(document, decoded, ()))


def _lines(document: AnyDocument, decoded: str, breaks: Iterable[int]) -> Iterator[tuple[int, Line, bool]]:
    """Yield each line with the place where it ends and whether it begins one; lines are cut at `breaks` as well."""
    line_ends = {match.end() for match in LINE_END.finditer(decoded)}
    ends = line_ends.union(breaks)
    known = tuple(_known(document))
    places: set[int] = {0, len(decoded)} | ends
    damages: tuple[Repair | Undecided, ...] = (*document.repairs, *document.undecided)
    stretches: tuple[Use | Repair | Undecided | _Known, ...] = (*document.account, *damages, *known)
    for stretch in stretches:
        places |= {stretch.start, stretch.end}
    cuts = sorted(place for place in places if 0 <= place <= len(decoded))
    marks = _Marks(document.account, known, damages, cuts)
    line: list[Stretch] = []
    pieces: list[Piece] = []
    begin, is_begin = 0, True
    for index, (start, end) in enumerate(pairwise(cuts)):
        use = marks.use_at(start)
        pieces.append(marks.piece(index, start, decoded[start:end], use))
        if end == use.end or end in ends:
            face = _face(use.use).face
            label = words.use_name(use.use) if begin == use.start and face in {"field", "removed"} else ""
            line.append(Stretch(face, label, tuple(pieces)))
            pieces.clear()
            begin = end
        if end in ends or end == len(decoded):
            yield end, tuple(line), is_begin
            line.clear()
            is_begin = end in line_ends


class _Marks:
    """What is to be said of each piece, looked up by the place where it begins or by its index among the pieces."""

    def __init__(
        self,
        account: Sequence[Use],
        known: Sequence[_Known],
        damages: Sequence[Repair | Undecided],
        cuts: Sequence[int],
    ) -> None:
        self._uses = account
        self._use_starts = [use.start for use in self._uses]
        self._ids = {one.start for one in known} | {damage.start for damage in damages}
        self._begins: dict[int, list[_Known]] = defaultdict(list)
        self._covered: dict[int, list[_Known]] = defaultdict(list)
        for one in known:
            self._begins[one.start].append(one)
            for index in range(bisect_left(cuts, one.start), bisect_left(cuts, one.end)):
                self._covered[index].append(one)
        self._damages: dict[int, tuple[Damage, str]] = {}
        for found in damages:
            damage, after = (found.certainty, found.after) if isinstance(found, Repair) else (_UNDECIDED, "")
            for place in cuts[bisect_left(cuts, found.start) : bisect_left(cuts, found.end)]:
                self._damages[place] = damage, after if place == found.start else ""

    def use_at(self, place: int) -> Use:
        """Return what became of the character at this place."""
        return self._uses[bisect_right(self._use_starts, place) - 1]

    def piece(self, index: int, start: int, text: str, use: Use) -> Piece:
        """Return the piece that begins at `start`, in text that was used so."""
        damage, after = self._damages.get(start, _WHOLE)
        if index not in self._covered and start not in self._begins:  # most are
            return Piece(visible(text), place_id(start) if damage and start in self._ids else "", damage, after)
        own = use.use  # a value read from text that went into this very field needs no second mark
        begins = (one.name for one in self._begins.get(start, ()) if one.name and one.use != own)
        covered = self._covered.get(index, ())
        return Piece(
            text=visible(text),
            id=place_id(start) if start in self._ids else "",
            damage=damage,
            after=after,
            is_evidence=any(one.name and one.use != own for one in covered),
            evidence=", ".join(dict.fromkeys(begins)),
            is_mention=any(not one.name for one in covered),
        )


def _face(use: str) -> words.Face:
    return words.FACES.get(use) or words.FACES[use.partition(":")[0]]


def _uses(document: AnyDocument) -> tuple[UseRow, ...]:
    characters: dict[str, int] = defaultdict(int)
    for use in document.account:
        characters[use.use] += use.end - use.start
    return tuple(UseRow(_face(use).face, words.use_name(use), _explanation(use), n) for use, n in characters.items())


def _explanation(use: str) -> str:
    return _face(use).explanation.format(words.removal_words(use.partition(":")[2]))


def _mentions(document: AnyDocument, frame: Frame) -> Iterator[MentionRow]:
    for tag in document.tags:
        placed = [
            (place_id(m.start), words.shortened(m.text, _LONGEST_MENTION)) for m in tag.mentions if m.start is not None
        ]
        keys = tuple(dict.fromkeys(m.path for m in tag.mentions if m.path))
        facet = facet_title(frame, tag.facet)
        yield MentionRow(facet, tag.name, f"tags/{tag.facet}/{tag.slug}.html", tuple(placed), keys)


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
