"""What a careful reader should know of a document: gaps, contradictions, and values that the capture does not state.

Every finding has a stable code, listed once in `CODES` with its level, its meaning and the form of the correction that
settles it, so that pages can explain codes and `--strict` can be told a level. Most are read off the finished record
here; what only a reader or the corrections can know (a post's revisions, a key that changed nothing) is handed in as
*told* pairs of code and detail. Findings that need other documents (near-duplicates) are `archive_findings.py`'s; their
codes are listed here as well.

Pages of the archive's own (`page`) are hand-written: that they state no date or publisher is no gap.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from minmetals_site.errors import quoted
from minmetals_site.records import AnyDocument, Finding, Level, Sourced

__all__ = ["CODES", "Code", "find_findings", "finding_of", "in_order"]


class Code(NamedTuple):
    """What a code stands for, whatever the document."""

    level: Level
    meaning: str
    """What is the matter, as a sentence that holds for every document."""
    correction: str | None = None
    """The form of the line that settles it, capitals standing for what the archivist knows; None where none can."""


CODES: dict[str, Code] = {
    "byte-identical-capture": Code("note", "Other files hold the same bytes as this capture."),
    "correction-without-effect": Code("warning", "A line of the correction file beside the capture changed nothing."),
    "date-unknown": Code("warning", "The capture does not say when it was published.", "published: YYYY-MM-DD"),
    "encoding-guessed": Code("note", "The capture does not say in which encoding it is written."),
    "event-after-publication": Code(
        "warning",
        "The text tells of a date after its publication: it was announced, or one of the two dates is wrong.",
        "published: YYYY-MM-DD",
    ),
    "guid-host-differs": Code(
        "note", "The publisher made the post under an address on another host.", "source_url: ADDRESS"
    ),
    "impossible-date": Code("warning", "The capture states a date that cannot be.", "published: YYYY-MM-DD"),
    "modified-equals-date-with-revisions": Code(
        "note",
        "The post was revised, and yet its date of change is that of its publication.",
        "modified: YYYY-MM-DD",
    ),
    "near-duplicate": Code("note", "The text is nearly the same as that of another document of the archive."),
    "no-text-captured": Code("warning", "The capture holds no text of this document."),
    "not-published-status": Code("warning", "The publisher had not made the post public when it was captured."),
    "probable-repairs": Code(
        "note",
        "Some damaged characters were restored by what stands around them, which is likely and not certain.",
        "repairs: {refuse: [[START, END]]}",
    ),
    "protected-content": Code("warning", "The publisher shows the text only to those who know a password."),
    "publisher-inferred": Code(
        "note", "The capture does not name its publisher, who is inferred from circumstances.", "publisher: NAME"
    ),
    "publisher-term-not-in-text": Code(
        "note", "The publisher files the document under an organisation that the text never names."
    ),
    "release-not-held": Code(
        "note", "The text says that it rests on an official release, and the archive holds none that could be it."
    ),
    "source-class-inferred": Code(
        "note", "The capture does not say who speaks: that is told by signs of the text.", "source_class: CLASS"
    ),
    "title-derived": Code(
        "note", "The capture states no title: this one is made from words of its text.", "title: TITLE"
    ),
    "title-from-file-name": Code(
        "warning",
        "The capture holds no title, nor words to make one from: this one is the file's name.",
        "title: TITLE",
    ),
    "title-uncertain": Code("note", "Other lines over the text might be its title as well.", "title: TITLE"),
    "undecided-damage": Code("warning", "Some characters are damaged, and no rule could tell what stood there."),
    "unknown-shape": Code("warning", "The capture is of no known shape and is read as plain text.", "kind: KIND"),
    "unknown-tag": Code("warning", "A tag that was asked for is not in the vocabulary."),
    "year-inferred": Code(
        "note",
        "The text names no year for an event: it is taken to be the latest such day before publication or, where the"
        " text announces it, the next one after.",
    ),
}
"""Every code, by name."""

_SEVERITY: dict[Level, int] = {"error": 0, "warning": 1, "note": 2}
_FILE_NAME_RULE = "file-name"
"""Rule of a title that is the file's name."""
_ANNOUNCED_RULE = "next-after-publication"
"""Rule of an event that the text announces: that it comes after publication is how its year was inferred."""
_CERTAIN_ENCODING = frozenset({"byte-order mark", "valid UTF-8"})
"""What `text.decode` says where the bytes leave no doubt."""
_ORGANISATION = re.compile(r"^(?:org|organi[sz]ation|company|companies|institution)s?$", re.IGNORECASE)
"""Taxonomies of organisations: `organization` and `companies` are, `organic` and `regions` are not."""
_WORDS = re.compile(r"\w+")
_LISTED = 5
"""How many of one thing an explanation names."""


class _Seen(NamedTuple):
    """One thing that was found."""

    code: str
    detail: str = ""
    """What is particular to this document; empty where the code's meaning says it all."""
    correction: str | None = None
    """The line, where it is more exact than the code's form."""


def find_findings(document: AnyDocument, told: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Return what a careful reader should know of the document, most serious first, then by code.

    `told` are codes that cannot be read off the record, each with its detail (a clause, or empty); what is told stands
    instead of what would be found under the same code.

    Raises:
        KeyError: if a code is told that `CODES` does not list, which is a fault of the one who told it.
    """
    known = [_Seen(code, detail) for code, detail in told]
    codes = {seen.code for seen in known}
    found = [seen for check in _CHECKS for seen in check(document) if seen.code not in codes]
    findings = {_finding(seen, document.capture.item): None for seen in (*known, *found)}  # each once, in order
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as a record has them: most serious first, then by code."""
    return tuple(sorted(findings, key=lambda finding: (_SEVERITY[finding.level], finding.code)))


def finding_of(code: str, detail: str = "") -> Finding:
    """Return a finding that no correction settles, its detail a clause that is particular to the document.

    Raises:
        KeyError: if `CODES` does not list the code.
    """
    return _finding(_Seen(code, detail), None)


def _finding(seen: _Seen, item: str | None) -> Finding:
    code = CODES[seen.code]
    line = seen.correction or code.correction
    if line and item is not None:  # a capture of several documents is corrected item by item
        line = f"item: {{{item if item.isdecimal() else json.dumps(item)}: {{{line}}}}}"
    detail = f": {seen.detail.removesuffix('.')}." if seen.detail else "."
    return Finding(
        code=seen.code, level=code.level, explanation=code.meaning.removesuffix(".") + detail, correction=line
    )


def _check_title(document: AnyDocument) -> Iterator[_Seen]:
    """A title that the capture does not state is marked, the more seriously the less it rests on the text."""
    if document.title.rule == _FILE_NAME_RULE:
        yield _Seen("title-from-file-name")
    elif document.title.origin == "derived":
        yield _Seen("title-derived")


def _check_date(document: AnyDocument) -> Iterator[_Seen]:
    """A captured document should say when it was published."""
    if document.published.value is None and document.kind != "page":
        yield _Seen("date-unknown")


def _check_publisher(document: AnyDocument) -> Iterator[_Seen]:
    """A publisher that only circumstances tell of is marked."""
    if document.publisher.origin == "inferred" and document.kind != "page":
        yield _Seen("publisher-inferred", document.publisher.value or "")


def _check_inferred_years(document: AnyDocument) -> Iterator[_Seen]:
    """A year that the text does not give is marked, with the words it was made from."""
    events = [event for event in document.events if event.origin == "inferred" and event.value]
    if events:
        yield _Seen("year-inferred", _listed(_event(event) for event in events))


def _event(event: Sourced[str]) -> str:
    first = next(iter(event.evidence), None)
    return f"{event.value} for {quoted(' '.join(first.text.split()))}" if first else str(event.value)


def _check_events(document: AnyDocument) -> Iterator[_Seen]:
    """What a text reports on should not lie after its publication."""
    published = document.published.value
    if published:
        late = [
            event
            for event in document.events
            if event.value and event.rule != _ANNOUNCED_RULE and _is_after(event.value, published)
        ]
        if late:
            yield _Seen("event-after-publication", f"{_listed(_event(event) for event in late)}; published {published}")


def _is_after(event: str, published: str) -> bool:
    """Return whether an event began after the publication, as far as both are known.

    Both are compared at the coarser precision, each on its own calendar: ISO dates sort as text. A day of an open year
    (`--01-31`) is after nothing.
    """
    begin, day = event.partition("/")[0][:10], published[:10]
    shared = min(len(begin), len(day))
    return not begin.startswith("-") and begin[:shared] > day[:shared]


def _check_publisher_terms(document: AnyDocument) -> Iterator[_Seen]:
    """An organisation of the publisher's own taxonomy should occur in the text, by its name or as one of our tags."""
    names = dict.fromkeys(term.name for term in document.publisher_terms if _ORGANISATION.match(term.taxonomy))
    if not names or not document.blocks:  # where no text was captured, nothing can be missed in it
        return
    parts = (document.title.value or "", document.summary.value or "", *document.highlights, document.text)
    text = _comparable(" ".join(parts))
    tags = {_comparable(tag.name) for tag in document.tags}
    missing = [name for name in names if not _is_named(_comparable(name), text) and _comparable(name) not in tags]
    if missing:
        yield _Seen("publisher-term-not-in-text", _listed(quoted(name) for name in missing))


def _comparable(text: str) -> str:
    """Return the words alone, without case, each between spaces."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _is_named(name: str, text: str) -> bool:
    """Return whether the text has the name; in scripts that divide no words, anywhere in a run of letters."""
    return (name if name.isascii() else name.strip()) in text


def _check_repairs(document: AnyDocument) -> Iterator[_Seen]:
    """A repair that is likely, not certain, can be refused; the line given refuses all of them."""
    probable = [repair for repair in document.repairs if repair.certainty == "probable"]
    if probable:
        first = probable[0]
        change = f"{quoted(first.before)} read as {quoted(first.after)} at {first.start}"
        detail = change if len(probable) == 1 else f"{_places(len(probable))}, the first of them {change}"
        places = ", ".join(f"[{repair.start}, {repair.end}]" for repair in probable)
        yield _Seen("probable-repairs", detail, f"repairs: {{refuse: [{places}]}}")


def _check_undecided(document: AnyDocument) -> Iterator[_Seen]:
    """Damage that no rule could undo stands in the text as it was captured; what a rule left out needs no look."""
    if not document.undecided:
        return
    uses = sorted((use.start, use.use) for use in document.account)
    starts = [start for start, _ in uses]
    places = [
        place
        for place in document.undecided
        if not uses or not uses[bisect_right(starts, place.start) - 1][1].startswith("removed:")
    ]
    if places:
        first = places[0]
        place = f"{quoted(first.text)} at {first.start}"
        count = len(places)
        where = place if count == 1 else f"{_places(count)}, the first of them {place}"
        yield _Seen("undecided-damage", f"{where}, left as captured")


def _check_text(document: AnyDocument) -> Iterator[_Seen]:
    """A document should have a body."""
    if not document.blocks:
        yield _Seen("no-text-captured")


def _check_encoding(document: AnyDocument) -> Iterator[_Seen]:
    """An encoding that neither a mark nor the bytes themselves settle may have been guessed wrongly."""
    capture = document.capture
    if capture.encoding_evidence not in _CERTAIN_ENCODING:
        yield _Seen("encoding-guessed", f"read as {capture.encoding}; {capture.encoding_evidence}")


_CHECKS: tuple[Callable[[AnyDocument], Iterator[_Seen]], ...] = (
    _check_title,
    _check_date,
    _check_publisher,
    _check_inferred_years,
    _check_events,
    _check_publisher_terms,
    _check_repairs,
    _check_undecided,
    _check_text,
    _check_encoding,
)


def _listed(things: Iterable[str]) -> str:
    every = list(things)
    more = [f"and {len(every) - _LISTED} more"] if len(every) > _LISTED else []
    return ", ".join((*every[:_LISTED], *more))


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
