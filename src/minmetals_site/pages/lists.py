"""Lists of documents, and how a long list is cut into pages.

Pages are numbered from the *oldest*: each of them is full and keeps its documents when new ones come, and only the
index grows. With `n` documents a page and `T` dated ones there are `max(0, T // n - 1)` numbered pages, and the index
shows the rest, from `n` to less than `2n` of them. So a new document changes the index, and once in `n` times makes a
page.

Undated documents have no place among the dated ones. The index shows up to `n` of them in a group of their own; where
there are more, all of them have a list of their own below `undated/`, cut in the same way.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from minmetals_site.archive import Entry, Series
from minmetals_site.pages import words
from minmetals_site.pages.page import Frame, Page, Rows
from minmetals_site.records import Origin
from minmetals_site.text.dates import human

__all__ = [
    "DocumentList",
    "Group",
    "Listing",
    "PageLink",
    "Part",
    "Quote",
    "Row",
    "Sheet",
    "Shelf",
    "by_month",
    "by_year",
    "day_of",
    "direction_mark",
    "facet_title",
    "full_pages",
    "language_mark",
    "marks_of",
    "part_of",
    "row_of",
    "span_of",
]

Item = TypeVar("Item")

RTL = frozenset({"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"})
"""Languages written from right to left, by the first part of their BCP 47 tag."""


class Shelf(NamedTuple):
    """Where the pages of one list stand."""

    first: str
    """Path of the page with the newest documents, the index."""
    folder: str
    """Folder of the numbered pages, and of the list of undated documents."""

    def page(self, number: int) -> str:
        """Return the path of a page; 0 is the index."""
        return f"{self.folder}/page/{number}.html" if number else self.first

    @property
    def undated(self) -> "Shelf":
        """Where the list of the undated documents stands, when they have one of their own."""
        return Shelf(f"{self.folder}/undated/index.html", f"{self.folder}/undated")


class Part(NamedTuple):
    """Which page of a list is meant."""

    undated: bool
    """Whether it is a page of the list of undated documents."""
    number: int
    """Counted from the oldest; 0 is the index."""


class Quote(NamedTuple):
    """A sentence of a document."""

    text: str
    fragment: str
    """The block that it stands in."""


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """One document in a list."""

    url: str
    """Path of its page."""
    title: str
    language: str
    """BCP 47 tag for the `lang` attribute; empty where it is that of the site."""
    direction: str
    """For the `dir` attribute; empty where the site's language runs the same way."""
    date: str
    """The day of publication in words, as precise as it is known; `Undated` where it is not."""
    date_iso: str
    """The same for machines; empty where undated."""
    date_note: str
    """What of the date is not known; empty where the day is."""
    source_class: str
    source_words: str
    """The source class in words."""
    publisher: str
    """Empty where unknown."""
    line: str
    """One line of summary; empty where there is none, or quotes take its place."""
    quotes: tuple[Quote, ...]
    """The sentences for which it stands in this list."""
    mentions: int
    """How often it mentions what the list is about, where that is more often than there are quotes; else 0."""
    marks: tuple[str, ...]
    """What a careful reader should know of it, each with its reason."""


class Group(NamedTuple):
    """Rows under one heading."""

    title: str
    anchor: str
    """Id of the heading."""
    rows: tuple[Row, ...]


class PageLink(NamedTuple):
    """A numbered page of a list."""

    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list."""

    groups: tuple[Group, ...]
    """The dated documents of this page, newest first; all documents of the page where the list is of undated ones."""
    undated: tuple[Row, ...]
    """Undated documents shown on the index of a list, apart."""
    undated_total: int
    """How many undated documents the list has; 0 on numbered pages."""
    undated_url: str | None
    """Where all undated documents are, where the index shows only some."""
    number: int
    """Counted from the oldest page; 0 is the index."""
    span: str
    """From when to when the dated documents of this page are, in words; empty where there are none."""
    first_url: str
    """The index of this list."""
    newer_url: str | None
    older_url: str | None
    pages: tuple[PageLink, ...]
    """On the index, all numbered pages, newest first; else none, as they would change when a page is added."""


def full_pages(count: int, size: int) -> int:
    """Return how many numbered pages a list of `count` documents has, `size` on each."""
    return max(0, count // size - 1)


def part_of(items: Sequence[Item], size: int, number: int) -> Sequence[Item]:
    """Return the items on a page of a list that is ordered newest first; 0 is the index."""
    count = len(items)
    if number:
        return items[count - number * size : count - (number - 1) * size]
    return items[: count - full_pages(count, size) * size]


class Sheet(NamedTuple):
    """One page of a list, before it is made."""

    shelf: Shelf
    """Of the list, or of its undated documents where the page is one of theirs."""
    part: Part
    pages: int
    """Numbered pages of that list."""
    shown: Rows
    beside: Rows
    """Undated documents on the index of a list, apart: as many as go on a page."""
    undated: int
    """How many undated documents the list has; 0 on numbered pages."""

    def listing(self, row: Callable[[Entry], Row], grouped: Callable[[Entry], tuple[str, str]] | None) -> Listing:
        """Return what the page lists; `grouped` gives anchor and title of the group a dated document belongs to."""
        shelf, number, pages = self.shelf, self.part.number, self.pages
        return Listing(
            groups=_groups(self.shown.entries, row, None if self.part.undated else grouped),
            undated=tuple(map(row, self.beside.entries)),
            undated_total=self.undated,
            undated_url=shelf.undated.first if self.undated > len(self.beside) else None,
            number=number,
            span=span_of(self.shown.entries),
            first_url=shelf.first,
            newer_url=shelf.page((number + 1) % (pages + 1)) if number else None,
            older_url=shelf.page(number - 1 if number else pages) if pages and number != 1 else None,
            pages=() if number else tuple(PageLink(n, shelf.page(n)) for n in range(pages, 0, -1)),
        )


class DocumentList(NamedTuple):
    """A list of documents that may be long: where it stands, what is in it, and how much goes on a page."""

    shelf: Shelf
    series: Series
    size: int
    """Documents on a page; above 0."""

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages of the list, the index first."""
        dated, undated = self.series.dated, self.series.undated
        pages = full_pages(len(dated), self.size)
        for number in range(pages + 1):
            shown = Rows(part_of(dated, self.size, number))
            beside = () if number else undated
            part = Part(undated=False, number=number)
            yield Sheet(self.shelf, part, pages, shown, Rows(beside[: self.size]), len(beside))
        if len(undated) > self.size:
            pages = full_pages(len(undated), self.size)
            for number in range(pages + 1):
                shown = Rows(part_of(undated, self.size, number))
                yield Sheet(self.shelf.undated, Part(undated=True, number=number), pages, shown, Rows(()), 0)

    def plan(self, key: tuple[Any, ...] = (), index_key: tuple[Any, ...] = ()) -> Iterator[Page]:
        """Yield the pages of the list; the key of each ends in its `Sheet`.

        `key` stands before it on all pages; on the index `index_key` follows, which is what only the index shows.
        """
        for sheet in self.sheets():
            yield Page(sheet.shelf.page(sheet.part.number), (*key, sheet, *(() if any(sheet.part) else index_key)))


def _groups(
    entries: Iterable[Entry], row: Callable[[Entry], Row], grouped: Callable[[Entry], tuple[str, str]] | None
) -> tuple[Group, ...]:
    if grouped is None:
        rows = tuple(map(row, entries))
        return (Group("", "", rows),) if rows else ()
    found: dict[
        tuple[str, str], list[Row]
    ] = {}  # not `groupby`: instants are in order by UTC, but grouped by local year
    for entry in entries:
        found.setdefault(grouped(entry), []).append(row(entry))
    return tuple(Group(title, anchor, tuple(rows)) for (anchor, title), rows in found.items())


def by_year(entry: Entry) -> tuple[str, str]:
    """Return anchor and title of the group of a document's year."""
    year = entry.year
    return year, year.capitalize()


def by_month(entry: Entry) -> tuple[str, str]:
    """Return anchor and title of the group of a document's month."""
    date = (entry.published or "")[:7]
    return ("whole-year", f"{date}, month not stated") if len(date) <= len("2025") else (date, human(date))


def span_of(entries: Sequence[Entry]) -> str:
    """Return from when to when these documents are, which stand newest first; empty where none is dated."""
    if not entries or not entries[0].published:
        return ""
    last, first = day_of(entries[0].published or ""), day_of(entries[-1].published or "")
    return first if first == last else f"{first} to {last}"


def day_of(published: str) -> str:
    """Return a date of publication in words, without its time of day."""
    return human(published.partition("T")[0])


def row_of(entry: Entry, frame: Frame, *, quotes: tuple[Quote, ...] = (), mentions: int = 0) -> Row:
    """Return the row of a document that mentions the list's subject so often; `quotes` take its summary's place."""
    date = entry.published or ""
    return Row(
        url=entry.url,
        title=entry.title,
        language=language_mark(entry.language, frame.settings.language),
        direction=direction_mark(entry.language, frame.settings.language),
        date=day_of(date) if date else "Undated",
        date_iso=date,
        date_note=words.date_note(date),
        source_class=entry.source_class,
        source_words=words.SOURCE_CLASSES[entry.source_class].label,
        publisher=entry.publisher or "",
        line="" if quotes else frame.store.excerpts(entry.number).summary,
        quotes=quotes,
        mentions=mentions if mentions > len(quotes) else 0,
        marks=_marks(entry),
    )


def _marks(entry: Entry) -> tuple[str, ...]:
    origins = (entry.title_origin, entry.published_origin, entry.publisher_origin)
    return marks_of(*origins, is_dated=entry.published is not None, repairs=entry.repairs)


def marks_of(title: Origin, date: Origin, publisher: Origin, *, is_dated: bool, repairs: int) -> tuple[str, ...]:
    """Return what a careful reader should know of a document at a glance, in a list and on its own page."""
    marks = _marks_of_origins(title, date, publisher)
    if not is_dated:
        marks += ("No publication date is stated",)
    if repairs:
        marks += (words.counted(repairs, "damaged place restored", "damaged places restored"),)
    return marks


@lru_cache(maxsize=256)  # more than there can be
def _marks_of_origins(title: Origin, date: Origin, publisher: Origin) -> tuple[str, ...]:
    origins = (("Title", title), ("Date", date), ("Publisher", publisher))
    marked = words.MARKED_ORIGINS
    return tuple(f"{name} {marked[origin]}" for name, origin in origins if origin in marked)


@lru_cache(maxsize=1024)  # an archive has few languages, and says on each row that one is its own
def language_mark(language: str, site_language: str) -> str:
    """Return the `lang` attribute that text in this language needs on the site; empty where it needs none."""
    return "" if language.casefold() == site_language.casefold() else language


@lru_cache(maxsize=1024)
def direction_mark(language: str, site_language: str) -> str:
    """Return the `dir` attribute that text in this language needs on the site; empty where it needs none."""
    own, outer = (_direction(tag) for tag in (language, site_language))
    return "" if own == outer else own


def _direction(language: str) -> str:
    return "rtl" if language.partition("-")[0].casefold() in RTL else "ltr"


def facet_title(frame: Frame, facet: str) -> str:
    """Return the name of a facet for people."""
    for found in frame.vocabulary.facets:
        if found.key == facet:
            return found.title
    return facet
