"""How the values of one document are known, row by row: shared by the article and its source page.

Evidence with a place links to the source page, where every first character of an evidence carries the id
`c` + its place in the decoded text.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from minmetals_site.pages import words
from minmetals_site.records import AnyDocument, Evidence, Sourced
from minmetals_site.render import escape_text
from minmetals_site.text.dates import human

__all__ = [
    "EVENTS",
    "EvidenceView",
    "FieldRow",
    "KnownRows",
    "damage_words",
    "event_rows",
    "evidence_view",
    "field_rows",
    "is_mention",
    "known_fields",
    "known_rows",
    "known_values",
    "place_id",
    "source_path",
]

EVENTS = "events"
"""Stable name of the dates that a text tells of."""
_LONGEST_EVIDENCE = 240
"""Characters of evidence that a table shows; the source page shows all of it, in its place."""

_DAMAGES = {
    "ascii": "question mark for a sign that was lost",
    "unknown": "replacement character for bytes that were lost",
}
"""Families of damage that tell of no encoding."""

_FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("title", "Title", str),
    ("subtitle", "Subtitle", str),
    ("author", "Author", str),
    ("publisher", "Publisher", str),
    ("published", "Published", human),
    ("modified", "Changed", human),
    ("source_url", "Address", str),
    ("summary", "Publisher’s summary", str),
)
"""Attribute, name for people, and how its value is put into words."""


class EvidenceView(NamedTuple):
    """The words that settle a value, and where they are."""

    text: str
    """As captured, cut where it is long."""
    fragment: str
    """Id of the place on the source page; empty where the evidence is not in the decoded text."""
    place: str
    """The place in words: characters of the decoded text, or a key."""


class FieldRow(Struct, frozen=True, kw_only=True):
    """One value, and how it is known."""

    field: str
    """Its stable name in the records."""
    name: str
    """Its name for people."""
    value: str
    """Put into words; empty where unknown."""
    origin: str
    """Stable name of the origin."""
    origin_words: str
    rule_words: str
    evidence: tuple[EvidenceView, ...]
    reason: str
    """Why the archivist corrected it; empty where it was not corrected, or no reason was given."""
    replaces: str
    """What the correction replaced, put into words; empty where nothing."""


class KnownRows(NamedTuple):
    """The rows of the table that tells how each value of a document is known, as HTML."""

    fields: str
    """Those of its fields."""
    events: str
    """Those of the dates that its text tells of."""


def source_path(url: str) -> str:
    """Return the path of the source page of the document whose page is at `url`."""
    return f"{url.removesuffix('.html')}.source.html"


def place_id(start: int) -> str:
    """Return the id of a place on the source page."""
    return f"c{start}"


Known = tuple[str, str, Sourced[str], Callable[[str], str]]
"""A value that could be wrong: its stable name, its name for people, it, and how to put it into words."""


def known_values(document: AnyDocument) -> list[Known]:
    """Return each value that could be wrong: fields first, then the dates that the text tells of."""
    return known_fields(document) + _known_events(document)


def known_fields(document: AnyDocument) -> list[Known]:
    """Return the fields that could be wrong, without those that the capture's shape does not have."""
    return [
        (field, name, sourced, in_words)
        for field, name, in_words in _FIELDS
        if (sourced := getattr(document, field)) is not None
    ]


def _known_events(document: AnyDocument) -> list[Known]:
    return [(EVENTS, "Date in the text", event, human) for event in document.events]


def field_rows(document: AnyDocument) -> tuple[FieldRow, ...]:
    """Return a row for each field of the document."""
    return tuple([_row(*known) for known in known_fields(document)])


def event_rows(document: AnyDocument) -> tuple[FieldRow, ...]:
    """Return a row for each date that the text tells of, in the order of the text."""
    return tuple([_row(*known) for known in _known_events(document)])


def _row(field: str, name: str, sourced: Sourced[str], in_words: Callable[[str], str]) -> FieldRow:
    return FieldRow(
        field=field,
        name=name,
        value=in_words(sourced.value) if sourced.value is not None else "",
        origin=sourced.origin,
        origin_words=words.ORIGINS[sourced.origin].label,
        rule_words=words.rule_words(sourced.rule),
        evidence=tuple(map(evidence_view, sourced.evidence)),
        reason=sourced.reason or "",
        replaces=in_words(sourced.replaces) if sourced.replaces else "",
    )


_last: list[tuple[AnyDocument, str, KnownRows]] = []
"""The rows that were made last: the two pages of a document, made in turn, show the same."""


def known_rows(document: AnyDocument, where: str) -> KnownRows:
    """Return a row for each value of the document; `where` links to its source page, from either of its pages.

    They are made here, once, and not by a template for each page, where they took 0.1 ms of 0.9 a document. All that
    is written into them is escaped.
    """
    for last, link, rows in _last:
        if last is document and link == where:
            return rows
    rows = KnownRows(_table_rows(field_rows(document), where), _table_rows(event_rows(document), where))
    _last[:] = [(document, where, rows)]
    return rows


def _table_rows(rows: Iterable[FieldRow], where: str) -> str:
    return "".join([_table_row(row, where) for row in rows])


def _table_row(row: FieldRow, where: str) -> str:
    value, known = '<b class="origin origin-unknown">Unknown</b>', escape_text(row.rule_words)
    if row.value:
        value = f"<bdi>{escape_text(row.value)}</bdi>"
        known = f'<b class="origin origin-{escape_text(row.origin)}">{escape_text(row.origin_words)}</b> {known}'
    if row.replaces:
        value += f'<p class="replaced">Instead of <del>{escape_text(row.replaces)}</del></p>'
    elif row.origin == "corrected":
        value += '<p class="replaced">Instead of: unknown</p>'
    if row.reason:
        known += f'<p class="reason">Reason: {escape_text(row.reason)}</p>'
    evidence = "".join([_evidence(view, where) for view in row.evidence])
    name = escape_text(row.name)
    return f'<tr>\n<th scope="row">{name}</th>\n<td>{value}</td>\n<td>{known}</td>\n<td>{evidence}</td>\n</tr>\n'


def _evidence(view: EvidenceView, where: str) -> str:
    place = escape_text(view.place)
    place = f'<a href="{escape_text(where)}#{view.fragment}">{place}</a>' if view.fragment else f"<code>{place}</code>"
    return f'<p class="evidence"><q>{escape_text(view.text)}</q> {place}</p>\n'


def evidence_view(evidence: Evidence) -> EvidenceView:
    """Return the evidence as a table shows it."""
    text = words.shortened(evidence.text, _LONGEST_EVIDENCE)
    if evidence.start is None or evidence.end is None:
        return EvidenceView(text, "", evidence.path or "")
    count = evidence.end - evidence.start
    place = f"{words.counted(count, 'character', 'characters')} at {evidence.start:,}"
    return EvidenceView(text, place_id(evidence.start), place)


def damage_words(family: str) -> str:
    """Return in words how a text was damaged, from the name of the family of damage: `tis-620`, `ascii`, `unknown`."""
    return _DAMAGES.get(family) or f"UTF-8 that was read as {family.upper()}"


def is_mention(evidence: Evidence) -> bool:
    """Return whether a tag's evidence is a mention: in the text or the captured title, and not in a correction."""
    return evidence.start is not None or (evidence.path or "").startswith("title")
