"""What a careful reader should know of a document that only the others tell: findings that need more than one record.

A pure function over entries, which come in any order, and the input files. Its cost grows with their number alone, as
nothing is compared with everything; and a document that is added, or goes, changes the findings of those few that it
has to do with. Codes and levels stand in `findings.CODES`.

Pages of the archive's own (`page`) are hand-written: they are compared with nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from minmetals_site.archive import Entry, InputFile
from minmetals_site.errors import quoted
from minmetals_site.findings import finding_of
from minmetals_site.records import Finding
from minmetals_site.text.sketches import SKETCH_SIZE, hashes_of, numbers_of, resemblance

__all__ = ["find_across"]

NEARLY_THE_SAME = 0.7
"""Share of clauses that two texts have in common from which they are told to be nearly the same."""
_LOOKED_UP_BY = 8
"""Clauses of a sketch by which others are looked up: two texts so much alike share one of them all but certainly."""
_COMPARED_PER_CLAUSE = 2
"""Documents looked at after one, among those that share a clause with it: keeps the cost linear and a change local."""
_SHARED = 2
"""Of them, how many two documents must share to be compared."""
_CLAUSES_AT_HAND = 4096
"""Documents whose sketches are kept taken apart; pairs are gone through in order."""
_NUMBER_BITS = 32
_NUMBER_MASK = (1 << _NUMBER_BITS) - 1
_NAMED = 3
"""How many other documents or files an explanation names."""
DAYS_AROUND = 7
"""Days between an event and its release, or a release and what was written from it, that are taken for the same story.

Releases that come later, as some do by weeks, mostly name the day of the event, which is looked for first.
"""
_SPEAKERS = frozenset({"people", "organisations"})
"""Facets of who acts and speaks: a release and what is written from it name at least one of them both."""
_LONGEST_RANGE = 62
"""Days of a range that are looked up one by one; of a longer one, the first and the last."""


def find_across(entries: Sequence[Entry], inputs: Iterable[InputFile]) -> dict[int, tuple[Finding, ...]]:
    """Return the findings that need more than one record, by permanent number; nothing for those that have none."""
    captured = sorted((entry for entry in entries if entry.kind != "page"), key=lambda entry: entry.number)
    found: dict[int, list[Finding]] = defaultdict(list)
    checks = (_identical_captures(captured, inputs), _near_duplicates(captured), _releases_not_held(captured))
    for number, finding in chain.from_iterable(checks):
        found[number].append(finding)
    return {number: tuple(findings) for number, findings in found.items()}


def _identical_captures(entries: Iterable[Entry], inputs: Iterable[InputFile]) -> Iterator[tuple[int, Finding]]:
    """Captures of equal bytes are one document; it says which other files there are."""
    copies: dict[str, list[str]] = defaultdict(list)
    for file in inputs:
        if file.fate.outcome == "duplicate":
            copies[file.sha256].append(file.path)
    for entry in entries:
        if paths := copies.get(entry.sha256):
            yield entry.number, finding_of("byte-identical-capture", _listed(map(quoted, sorted(paths))))


def _near_duplicates(entries: Sequence[Entry]) -> Iterator[tuple[int, Finding]]:
    """Documents whose texts share most of their clauses name each other, the most alike first.

    Only documents that share clauses are compared, and of these each with the few that follow it by number: so the
    cost is bounded also where thousands share their last paragraph. In a large group of equals not every one is named,
    but each names some.
    """
    alike: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_number = {entry.number: entry for entry in entries}
    clauses_of = lru_cache(maxsize=_CLAUSES_AT_HAND)(lambda number: frozenset(hashes_of(by_number[number].sketch)))
    for first, second in _pairs(entries):
        one, other = clauses_of(first), clauses_of(second)
        shared = len(one & other)
        # Of all but few pairs this alone tells that they are not alike, in a twentieth of the time.
        if shared < NEARLY_THE_SAME * min(SKETCH_SIZE, len(one) + len(other) - shared):
            continue
        share = resemblance(by_number[first].sketch, by_number[second].sketch)
        if share >= NEARLY_THE_SAME:
            alike[first].append((-share, second))
            alike[second].append((-share, first))
    for number, others in sorted(alike.items()):
        named = (_named(by_number[other]) for _, other in sorted(others))
        yield number, finding_of("near-duplicate", _listed(named))


def _pairs(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """Return pairs of numbers, ascending, that share clauses and stand close to each other among those that do.

    Two of the clauses looked up must be shared: of texts that are alike all but one in a thousand pairs do, and most
    others share none but a phrase that is in many texts. Clause and number are one number, and all are sorted: a list
    for each clause would take five times the memory.
    """
    placed = sorted(
        [
            clause << _NUMBER_BITS | entry.number
            for entry in entries
            for clause in numbers_of(entry.sketch, _LOOKED_UP_BY)
        ]
    )
    shared: Counter[tuple[int, int]] = Counter()
    for distance in range(1, _COMPARED_PER_CLAUSE + 1):
        shared.update(
            [
                (one & _NUMBER_MASK, other & _NUMBER_MASK)
                for one, other in zip(placed, placed[distance:], strict=False)
                if one ^ other <= _NUMBER_MASK  # of one clause: all that differs is the number
            ]
        )
    return sorted([pair for pair, count in shared.items() if count >= _SHARED])


def _named(entry: Entry) -> str:
    return f"{quoted(entry.title)} ({entry.url})"


def _listed(things: Iterable[str]) -> str:
    every = list(things)
    more = [f"and {len(every) - _NAMED} more"] if len(every) > _NAMED else []
    return ", ".join((*every[:_NAMED], *more))


class _Told(NamedTuple):
    """What the official documents of the archive tell of, by who is named in them."""

    days: set[tuple[str, str]]
    """Name and day of an event: `2026-01-31`, and `--01-31` for the same day of any year."""
    open_days: set[tuple[str, str]]
    """Name and day of an event whose year is open."""
    published: set[tuple[str, date]]
    """Name and day of publication."""


def _releases_not_held(entries: Sequence[Entry]) -> Iterator[tuple[int, Finding]]:
    """A document that rests on an official release asks for that release; the finding says that it is not here.

    The release is taken to be held where an official document of the archive shares a person's or organisation's tag
    with the document that names it, and

    - both tell of an event on the same day; a day whose year is open (`--01-31`) is the same in any year; or
    - the official one was published at most `DAYS_AROUND` days before the document (or the day after it, as clocks
      differ), or at most as many days after an event of the document whose year is known.

    What an outsider writes of years ago may so be taken for the subject of some other release: the finding errs on the
    side of silence. A document without any day is told in every case, as its release cannot be looked for.
    """
    told = _told(entry for entry in entries if entry.source_class == "official")
    for entry in entries:
        if entry.release_named and not any(_is_held(name, entry, told) for name in _speakers(entry)):
            yield entry.number, finding_of("release-not-held", f'"{entry.release_named}"')


def _speakers(entry: Entry) -> Iterator[str]:
    return (f"{tag.facet}/{tag.slug}" for tag in entry.tags if tag.facet in _SPEAKERS)


def _told(official: Iterable[Entry]) -> _Told:
    told = _Told(set(), set(), set())
    for entry in official:
        days = {day for event in entry.events for day in _days(event)}
        published = _day(entry.published or "")
        for name in _speakers(entry):
            told.days.update((name, form) for day in days for form in {day, f"--{day[-5:]}"})
            told.open_days.update((name, day) for day in days if day.startswith("-"))
            if published:
                told.published.add((name, published))
    return told


def _is_held(name: str, entry: Entry, told: _Told) -> bool:
    """Return whether an official document that names the same speaker is close to this one in time."""
    days = {day for event in entry.events for day in _days(event)}
    if any((name, day) in told.days or (name, f"--{day[-5:]}") in told.open_days for day in days):
        return True
    published = _day(entry.published or "")
    spans = [(published, -DAYS_AROUND, 1)] if published else []
    spans += [(event, 0, DAYS_AROUND) for event in map(_day, days) if event]
    return any((name, near) in told.published for day, first, last in spans for near in _around(day, first, last))


def _around(day: date, first: int, last: int) -> Iterator[date]:
    for offset in range(first, last + 1):
        near = day.toordinal() + offset
        if date.min.toordinal() <= near <= date.max.toordinal():
            yield date.fromordinal(near)


def _days(event: str) -> Iterator[str]:
    """Yield the days of an event, `2026-01-31` or `--01-31`; of a range of known years those between as well."""
    first, _, last = event.partition("/")
    begin, end = _day(first), _day(last)
    if begin and end and timedelta(0) <= end - begin <= timedelta(_LONGEST_RANGE):
        yield from (near.isoformat() for near in _around(begin, 0, (end - begin).days))
    else:
        yield from (part[:10] for part in (first, last) if _day(part) or part.startswith("--"))


def _day(value: str) -> date | None:
    """Return the day of a date that is known to the day; else None.

    >>> _day("2026-01-31T10:00:00+08:00"), _day("2026-01"), _day("--01-31")
    (datetime.date(2026, 1, 31), None, None)
    """
    try:
        return date.fromisoformat(value[:10]) if len(value) >= len("2026-01-31") else None
    except ValueError:
        return None
