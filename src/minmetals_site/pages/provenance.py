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
    "FIELDS",
    "EvidenceView",
    "FieldRow",
    "KnownRows",
    "damage_words",
    "event_rows",
    "evidence_view",
    "field_rows",
    "is_mention",
    "is_web_address",
    "known_fields",
    "known_list",
    "known_rows",
    "known_values",
    "place_id",
    "source_path",
]

EVENTS = "events"
"""Stable name of the dates that a text tells of."""
_LONGEST_EVIDENCE = 240
"""Characters of evidence that a table shows; the source page shows all of it, in its place."""
_LONGEST_WITNESS = 120
"""Characters of evidence that an article quotes."""
_WITNESSES = 2
"""Places of evidence that an article names of one value."""

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
    ("modified", "Last changed", human),
    ("source_url", "Web address", str),
    ("summary", "Publisher’s summary", str),
)
"""Attribute, name for people, and how its value is put into words."""


FIELDS = frozenset(field for field, _, _ in _FIELDS)
"""Names of the fields that could be wrong."""


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


def known_list(document: AnyDocument, where: str) -> str:
    """Return a term and its description, as HTML, for each field: how it is known, and where that stands.

    The values themselves stand above, on the same page, and the words that they were read from are quoted only where
    these are others; the source page, to which `where` links, has all of it.
    """
    known = known_fields(document)
    rows = [_known(*one, where) for one in known if one[2].value is not None]
    missing: dict[str, list[str]] = {}
    for _, name, sourced, _ in known:
        if sourced.value is None:
            missing.setdefault(sourced.rule, []).append(name)
    if missing:
        rows.append('<dt><b class="origin-unknown">Unknown</b></dt>')
        rows += [
            f"<dd>{', '.join(names)}: {escape_text(words.rule_words(rule))}</dd>\n" for rule, names in missing.items()
        ]
    return "".join(rows)


def _known(field: str, name: str, sourced: Sourced[str], in_words: Callable[[str], str], where: str) -> str:
    value, origin = sourced.value or "", escape_text(sourced.origin)
    rule = escape_text(words.rule_words(sourced.rule))
    parts = [f'<b class="origin-{origin}">{escape_text(words.ORIGINS[sourced.origin].label)}</b> {rule}']
    if field == "source_url" and not is_web_address(value) and value:
        parts.append(f": <bdi>{escape_text(value)}</bdi>")
    if witnesses := ", ".join([_witness(evidence, value, where) for evidence in sourced.evidence[:_WITNESSES]]):
        parts.append(f" ({witnesses})")
    if sourced.replaces:
        parts.append(f". Instead of <del>{escape_text(in_words(sourced.replaces))}</del>")
    elif sourced.origin == "corrected":
        parts.append(". Instead of: unknown")
    if sourced.reason:
        parts.append(f". Reason: {escape_text(sourced.reason)}")
    return f"<dt>{escape_text(name)}</dt><dd>{''.join(parts)}</dd>\n"


def _witness(evidence: Evidence, value: str, where: str) -> str:
    """Return where an evidence stands: a key, or a place of the text after its words, where these are not the value."""
    if evidence.start is None:
        return f"<code>{escape_text(evidence.path or '')}</code>"
    text = " ".join(evidence.text.split())
    is_value = value in text or text in value
    quoted = "" if is_value else f"<q>{escape_text(words.shortened(text, _LONGEST_WITNESS))}</q> "
    return f'{quoted}<a href="{escape_text(where)}#{place_id(evidence.start)}">character {evidence.start:,}</a>'


def is_web_address(address: str) -> bool:
    """Return whether a browser may be sent there: records promise that, but a link does not rely on it."""
    return address.casefold().startswith(("http://", "https://"))


def known_rows(document: AnyDocument, where: str) -> KnownRows:
    """Return a row for each value of the document; `where` links to its source page.

    They are made here, and not by a template, where they took 0.1 ms of 0.9 a document. All that is written into them
    is escaped.
    """
    return KnownRows(_table_rows(field_rows(document), where), _table_rows(event_rows(document), where))


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
