"""How the values of one document are known, row by row: shared by the article and its source page.

Evidence with a place links to the source page, where every first character of an evidence carries the id
`c` + its place in the decoded text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.pages import words
from minmetals_site.records import AnyDocument, Evidence, Sourced
from minmetals_site.text.dates import human

__all__ = [
    "EVENTS",
    "EvidenceView",
    "FieldRow",
    "damage_words",
    "event_rows",
    "evidence_view",
    "field_rows",
    "is_mention",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
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


def source_path(url: str) -> str:
    """Return the path of the source page of the document whose page is at `url`."""
    return f"{url.removesuffix('.html')}.source.html"


def place_id(start: int) -> str:
    """Return the id of a place on the source page."""
    return f"c{start}"


def known_values(document: AnyDocument) -> Iterator[tuple[str, str, Sourced[str], Callable[[str], str]]]:
    """Yield each value that could be wrong: its stable name, its name for people, it, and how to put it into words.

    Fields come first, without those that the capture's shape does not have; then the dates that the text tells of.
    """
    for field, name, in_words in _FIELDS:
        sourced: Sourced[str] | None = getattr(document, field)
        if sourced is not None:
            yield field, name, sourced, in_words
    for event in document.events:
        yield EVENTS, "Date in the text", event, human


def field_rows(document: AnyDocument) -> tuple[FieldRow, ...]:
    """Return a row for each field of the document."""
    return tuple(_row(*known) for known in known_values(document) if known[0] != EVENTS)


def event_rows(document: AnyDocument) -> tuple[FieldRow, ...]:
    """Return a row for each date that the text tells of, in the order of the text."""
    return tuple(_row(*known) for known in known_values(document) if known[0] == EVENTS)


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
