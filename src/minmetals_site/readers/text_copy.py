"""A text copy of a web page while it is being read: which lines are taken, and for what.

Corporate pages, analysts' articles and texts of no known shape are all lines with a head, a body and a tail. Their
readers differ in what they look for in the head; everything after it is the same, and is here.
"""

from typing import Literal, TypedDict

from minmetals_site.corrections import Corrections
from minmetals_site.readers.boilerplate import is_notice, removable
from minmetals_site.readers.header import Dateline, find_dateline, find_fields
from minmetals_site.readers.prose import Prose, read_prose
from minmetals_site.readers.reading import Capture
from minmetals_site.readers.sheet import Sheet, sourced
from minmetals_site.records import Origin, Sourced
from minmetals_site.settings import Settings
from minmetals_site.text.dates import DateError, parse_date
from minmetals_site.text.traced import Traced

__all__ = ["FieldName", "Fields", "TextCopy"]

_TAIL = 8
"""Lines at the end in which notices and credits are looked for."""


FieldName = Literal["title", "subtitle", "author", "publisher", "published", "modified"]
"""The fields that lines of a text copy can give."""


class Fields(TypedDict, total=False):
    """What has been read of them."""

    title: Sourced[str]
    subtitle: Sourced[str]
    author: Sourced[str]
    publisher: Sourced[str]
    published: Sourced[str]
    modified: Sourced[str]


class TextCopy:
    """The lines of a capture, those that are taken, and the fields read from them."""

    sheet: Sheet
    fields: Fields
    notices: list[Traced]

    def __init__(self, capture: Capture, settings: Settings, corrections: Corrections) -> None:
        self.sheet = Sheet(capture, corrections.for_item(None).refused)
        self.fields = {}
        self.notices = []
        self.bad_dates: list[tuple[str, str]] = []
        self._day_first = None if settings.date_order is None else settings.date_order == "day-first"
        self._machinery = removable(self.sheet.lines)
        self._taken: set[int] = set(self._machinery)

    def free(self, start: int = 0, end: int | None = None) -> list[tuple[int, Traced]]:
        """Return the worded lines that are not taken, each with its index."""
        return [(i, line) for i, line in self.sheet.worded(start, end) if i not in self._taken]

    def take(self, index: int, use: str) -> None:
        """Take a whole line for one use."""
        self.take_parts(index, [], use)

    def take_field(self, index: int, name: FieldName, rule: str, origin: Origin = "stated") -> None:
        """Take a whole line as the value of a field."""
        self.fields[name] = self.sourced(self.sheet.lines[index], rule, origin)
        self.take(index, f"field:{name}")

    def take_parts(self, index: int, parts: list[tuple[Traced, str]], rest: str) -> None:
        """Take a line of which parts have uses of their own, and the words between them another."""
        line = self.sheet.lines[index]
        at = 0
        for part, use in sorted(parts, key=lambda pair: pair[0].spans()):
            start = line.text.index(part.text, at)
            self.sheet.claim(line.slice(at, start), rest)
            self.sheet.claim(part, use)
            at = start + len(part)
        self.sheet.claim(line.slice(at, len(line)), rest)
        self._taken.add(index)
        self._machinery.pop(index, None)

    def sourced(self, part: Traced, rule: str, origin: Origin = "stated", value: str | None = None) -> Sourced[str]:
        """Return the value that a part of this text gives."""
        return sourced(part, self.sheet.decoded, origin, rule, value)

    def dateline(self, index: int) -> Dateline | None:
        """Return the dateline that a line is; a date that no calendar has is set down as a finding, and is none."""
        try:
            return find_dateline(self.sheet.lines[index], day_first=self._day_first)
        except DateError as error:
            self.bad_dates.append(("impossible-date", str(error)))
            return None

    def take_dateline(self, index: int, dateline: Dateline) -> None:
        """Take a dateline for publisher and date."""
        parts = [(dateline.date, "field:published")]
        self.fields["published"] = self.sourced(dateline.date, "dateline", value=dateline.value)
        if dateline.publisher is not None and dateline.publisher.text:
            parts.append((dateline.publisher, "field:publisher"))
            self.fields["publisher"] = self.sourced(dateline.publisher.collapsed(), "dateline")
        self.take_parts(index, parts, "removed:dateline-divider")

    def take_fields(self, start: int, end: int) -> None:
        """Take every line from `start` to `end` that consists of labelled fields (`Source: …`, `Date: …`).

        A field that is known already is not read again: its line stays what it is.
        """
        for index, line in self.free(start, end):
            parts: list[tuple[Traced, str]] = []
            for field in find_fields(line):
                value, known = self._field_value(field.name, field.value), field.name in self.fields
                if value is None or known:
                    parts = []
                    break
                self.fields[field.name] = value
                parts.append((field.value, f"field:{field.name}"))
            if parts:
                self.take_parts(index, parts, "removed:field-label")

    def _field_value(self, name: FieldName, value: Traced) -> Sourced[str] | None:
        if not value.text:
            return None
        if name not in {"published", "modified"}:
            return self.sourced(value, "labelled-field")
        try:
            date = parse_date(value.text, day_first=self._day_first)
        except DateError as error:
            self.bad_dates.append(("impossible-date", str(error)))
            return None
        return self.sourced(value, "labelled-field", value=date) if date else None

    def take_tail(self) -> None:
        """Take notices and credits from the last lines."""
        last = self.free()[-_TAIL:]
        for index, line in last:
            if is_notice(line.text):
                self.notices.append(line)
                self.take(index, "field:notices")
        if last:
            self.take_fields(last[0][0], len(self.sheet.lines))

    def prose(self) -> Prose:
        """Return the body: every line that nothing else took. Called once, last: the account is complete then."""
        lines = [line if i not in self._taken else Traced("", ()) for i, line in enumerate(self.sheet.lines)]
        prose = read_prose(lines)
        self.sheet.claim_all(prose.claims)
        self.sheet.claim_all((self.sheet.lines[i], f"removed:{rule}") for i, rule in self._machinery.items())
        return prose
