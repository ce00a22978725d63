"""What the archivist knows better: `NAME.yaml` beside a capture, to corrections with their reasons.

A correction is a value, or `{value: …, reason: …}`; the value `null` says that nothing is known. What stands at the top
holds for every document of the capture; under `item` and an item's id it holds for that one, and wins there. Whether a
correction changes anything only the document can tell, so each keeps its path and its line.
"""

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar, get_args

from minmetals_site.errors import CaptureError
from minmetals_site.records import KINDS, SourceClass
from minmetals_site.text.yaml_text import Faults, YamlField, parse_yaml

__all__ = ["Correction", "Corrections", "ItemCorrections", "parse_corrections"]

Value = TypeVar("Value")

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?)?)?", re.ASCII)
"""Matches `2025`, `2025-01-23`, `2025-11-18T14:20:17-07:00`; refuses `23/01/2025` and an instant without offset."""
_LARGEST_PLACE = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Generic[Value]):
    """One thing that the archivist says."""

    value: Value
    reason: str | None
    """Why, in the archivist's words; None where none is given."""
    path: str
    """The key that says it: `title`, `item.14822.tags.add`."""
    line: int
    """Of that key in the correction file, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCorrections:
    """All that is corrected in one document."""

    fields: Mapping[str, Correction[str | None]] = field(default_factory=dict)
    """By the name of a sourced field of the record; None for what is not known."""
    plain: Mapping[str, Correction[str]] = field(default_factory=dict)
    """By the name of a field that is always known: `kind`, `source_class`, `language`."""
    tags_added: tuple[Correction[str], ...] = ()
    """Names of tags, as the archivist writes them."""
    tags_removed: tuple[Correction[str], ...] = ()
    refusals: tuple[Correction[tuple[int, int]], ...] = ()
    """Repairs that must not be made: start and end (exclusive) in the decoded text."""

    @property
    def refused(self) -> frozenset[tuple[int, int]]:
        """The places of the refused repairs."""
        return frozenset(refusal.value for refusal in self.refusals)

    def overridden_by(self, other: "ItemCorrections") -> "ItemCorrections":
        """Return both in one, where the other's word counts on what both speak of."""
        spoken_of = {correction.value for correction in (*other.tags_added, *other.tags_removed)}
        return ItemCorrections(
            fields={**self.fields, **other.fields},
            plain={**self.plain, **other.plain},
            tags_added=(*(c for c in self.tags_added if c.value not in spoken_of), *other.tags_added),
            tags_removed=(*(c for c in self.tags_removed if c.value not in spoken_of), *other.tags_removed),
            refusals=(*self.refusals, *other.refusals),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All that one correction file says."""

    everywhere: ItemCorrections = ItemCorrections()
    """What holds for every document of the capture."""
    items: Mapping[str, ItemCorrections] = field(default_factory=dict)
    """What holds for one item alone, by its id."""

    def unmatched(self, items: Collection[str | None]) -> list[str]:
        """Return the ids that are corrected here and that none of these items has."""
        return [item for item in self.items if item not in items]

    def for_item(self, item: str | None) -> ItemCorrections:
        """Return what holds for an item; with None, for a capture that is one document."""
        own = self.items.get(item) if item is not None else None
        return self.everywhere if own is None else self.everywhere.overridden_by(own)


def parse_corrections(text: str, file: str) -> Corrections:
    """Return what the text of a correction file says.

    Raises:
        CaptureError: at the first fault by line; its message tells the others too.
    """
    faults = Faults(parse_yaml(text, file, raising=CaptureError), CaptureError)
    known = (*_FIELDS, *_PLAIN, "tags", "repairs", "item")
    entries = faults.root.entries(known)
    item = entries.pop("item", None)
    corrections = Corrections(
        everywhere=_item(entries),
        items={key: _item(own.entries(known[:-1])) for key, own in (item.entries() if item else {}).items()},
    )
    faults.raise_any()
    return corrections


def _item(entries: Mapping[str, YamlField]) -> ItemCorrections:
    fields = {name: _sourced(entry, _FIELDS[name], name) for name, entry in entries.items() if name in _FIELDS}
    plain = {name: _known(entry, _PLAIN[name]) for name, entry in entries.items() if name in _PLAIN}
    added, removed = _tags(entries["tags"]) if "tags" in entries else ((), ())
    return ItemCorrections(
        fields={name: correction for name, correction in fields.items() if correction is not None},
        plain={name: correction for name, correction in plain.items() if correction is not None},
        tags_added=added,
        tags_removed=removed,
        refusals=_refusals(entries["repairs"]) if "repairs" in entries else (),
    )


def _sourced(entry: YamlField, read: Callable[[YamlField], str | None], name: str) -> Correction[str | None] | None:
    """Return the correction of a field that may be unknown; None where something is wrong with it.

    A page needs its heading: the title alone can be another, and not none.
    """
    entry, reason = _with_reason(entry)
    is_unknown = entry.value is None and name != "title"
    value = None if is_unknown else read(entry)
    return None if value is None and not is_unknown else _correction(value, reason, entry)


def _known(entry: YamlField, read: Callable[[YamlField], str | None]) -> Correction[str] | None:
    """Return the correction of a field that is never unknown; None where something is wrong with it."""
    entry, reason = _with_reason(entry)
    value = read(entry)
    return None if value is None else _correction(value, reason, entry)


def _with_reason(entry: YamlField) -> tuple[YamlField, str | None]:
    """Return the value of `{value: …, reason: …}`, or of the plain form, with the reason."""
    if not isinstance(entry.value, dict):
        return entry, None
    parts = entry.entries(("value", "reason"))
    if "value" not in parts:
        entry.expect("a value, or {value: …, reason: …}")
    # the path stays that of the field, which is what readers of a page are told
    return YamlField(entry.value.get("value"), entry.path, entry.faults), _reason(parts)


def _reason(parts: Mapping[str, YamlField]) -> str | None:
    reason = parts.get("reason")
    return None if reason is None or reason.value is None else reason.text()


def _tags(entry: YamlField) -> tuple[tuple[Correction[str], ...], tuple[Correction[str], ...]]:
    """Return the tags to add and those to remove."""
    parts = entry.entries(("add", "remove", "reason"))
    reason = _reason(parts)
    added, removed = (
        tuple(_correction(name, reason, parts[key]) for name in parts[key].texts("a list of tags"))
        if key in parts
        else ()
        for key in ("add", "remove")
    )
    for name in sorted({c.value for c in added} & {c.value for c in removed}):
        entry.faults.add(entry.path, f'tag "{name}" is both added and removed', "Take it out of one of the lists.")
    return added, removed


def _refusals(entry: YamlField) -> tuple[Correction[tuple[int, int]], ...]:
    parts = entry.entries(("refuse", "reason"))
    if "refuse" not in parts:
        return ()
    expected = "a list of places, such as [[120, 121]]"
    reason = _reason(parts)
    places = ((element, _place(element)) for element in parts["refuse"].elements(expected))
    return tuple(_correction(place, reason, element) for element, place in places if place is not None)


def _place(element: YamlField) -> tuple[int, int] | None:
    expected = "a start and an end in the decoded text, such as [120, 121]"
    ends = element.elements(expected)
    numbers = [number for end in ends if (number := end.number(0, _LARGEST_PLACE)) is not None]
    if len(numbers) == len(ends) == 2 and numbers[0] <= numbers[1]:  # noqa: PLR2004  # a start and an end
        return numbers[0], numbers[1]
    if len(numbers) == len(ends) and isinstance(element.value, list):
        element.expect(expected)
    return None


def _correction(value: Value, reason: str | None, entry: YamlField) -> Correction[Value]:
    return Correction(value=value, reason=reason, path=entry.name, line=entry.line)


def _date(entry: YamlField) -> str | None:
    text = entry.value if isinstance(entry.value, str) else ""
    if _DATE.fullmatch(text):
        text = text.replace("Z", "+00:00")
        with suppress(ValueError):  # a month 13, a February 30, an hour 25
            datetime.fromisoformat(text + "2025-01-01"[len(text) :])  # a year and a month made a day
            return text
    entry.expect(
        'a date such as "2025", "2025-01" or "2025-01-23", or an instant with its offset, "2025-01-23T10:00:00+08:00"'
    )
    return None


_FIELDS: Mapping[str, Callable[[YamlField], str | None]] = {
    "title": YamlField.text,
    "subtitle": YamlField.text,
    "author": YamlField.text,
    "publisher": YamlField.text,
    "published": _date,
    "modified": _date,
    "source_url": YamlField.web_address,
    "summary": YamlField.text,
}
_PLAIN: Mapping[str, Callable[[YamlField], str | None]] = {
    "kind": lambda entry: entry.choice(KINDS),
    "source_class": lambda entry: entry.choice(get_args(SourceClass)),
    "language": YamlField.language,
}
