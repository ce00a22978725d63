"""The dossier of one tag: under which names it was found, when and by whom it is named, and every document that does.

What only the index shows is counted when the index is made, from the documents that stand in its key.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.archive import Entry, EntryTag
from minmetals_site.charts import Chart
from minmetals_site.pages import words
from minmetals_site.pages.lists import (
    DocumentList,
    Listing,
    Quote,
    Row,
    Shelf,
    by_year,
    day_of,
    facet_title,
    row_of,
    span_of,
)
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.pictures import pictures_of
from minmetals_site.pages.tags import TagCount, facet_anchor, tag_url
from minmetals_site.vocabulary import VocabularyTag

__all__ = ["TEMPLATE", "FoundName", "Milestone", "RoleRow", "TagView", "class_counts", "make_view", "plan_pages"]

TEMPLATE = "tag.html"

_MOST_ROLES = 30


class FoundName(NamedTuple):
    """A name by which texts mention a tag."""

    name: str
    total: int
    """Documents that use it."""


class Milestone(NamedTuple):
    """The first or the latest document that names a tag."""

    label: str
    date: str
    """In words."""
    title: str
    url: str


class RoleRow(NamedTuple):
    """An office in which texts name a person."""

    words: str
    """As the first text has them."""
    total: int
    """Documents that state it."""
    span: str
    """When these were published; empty where none is dated."""
    undated: int
    sources: tuple[tuple[str, str], ...]
    """Stable name and words of the source classes that state it."""
    first_title: str
    """Of the earliest document that states it, an undated one only where none is dated."""
    first_url: str
    first_anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """One page of a tag's list."""

    name: str
    facet: str
    """Name of its facet for people."""
    facet_anchor: str
    """Id of the facet on the index of tags."""
    total: int | None
    """Documents that name it; None on all pages but the index, as what follows is empty there."""
    names: tuple[FoundName, ...]
    """Other names by which texts mention it, the most used first."""
    unfound: tuple[str, ...]
    """Further names under which it was looked for, and not found."""
    mentions: int
    """How often all of them name it."""
    span: str
    """From when to when the dated ones are; empty where none is."""
    milestones: tuple[Milestone, ...]
    """First and latest dated document, where these are two."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    pictures: tuple[Chart, ...]
    roles: tuple[RoleRow, ...]
    """Of a person, the offices that texts state right at the name: the last stated first, thirty at most."""
    listing: Listing
    """Its rows, by year, each with sentences that name the tag."""
    together: tuple[TagCount, ...]
    """Tags of the same documents, with the number of documents that have both."""
    feed_url: str
    """Empty where no document of it is dated, and so there is no feed."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of each tag; the key has the tag and a part of its list, on the index all that names it."""
    for facet, tags in site.archive.facets.items():
        for tag in tags:
            base = f"tags/{facet}/{tag.slug}"
            listed = DocumentList(Shelf(f"{base}.html", base), tag.series, site.settings.page_size)
            key = (facet, tag.slug, tag.name, bool(tag.series.dated))
            yield from listed.plan(key, (tag.together, Rows(tag.series.dated), Rows(tag.series.undated)))


def make_view(page: Page, frame: Frame) -> TagView:
    """Return what a page of a tag shows."""
    facet, slug, name, has_feed, sheet, *index = page.key
    together, dated, undated = (index[0], index[1].entries, index[2].entries) if index else ((), (), ())
    naming = [(entry, _own(entry, facet, slug)[1]) for entry in (*dated, *undated)]
    names = _names(tag for _, tag in naming)
    return TagView(
        name=name,
        facet=facet_title(frame, facet),
        facet_anchor=facet_anchor(facet),
        total=len(naming) if index else None,
        names=names,
        unfound=_unfound(frame.vocabulary.tags, facet, slug, names) if index else (),
        mentions=sum([tag.count for _, tag in naming]),
        span=span_of(dated),
        milestones=_milestones(dated),
        classes=class_counts([entry for entry, _ in naming]),
        pictures=pictures_of(entry for entry, _ in naming),
        roles=_roles(naming),
        listing=sheet.listing(lambda entry: _row(entry, facet, slug, frame), by_year),
        together=tuple(TagCount(name, tag_url(facet, slug), count) for facet, slug, name, count in together),
        feed_url=f"tags/{facet}/{slug}.xml" if has_feed else "",
    )


def _own(entry: Entry, facet: str, slug: str) -> tuple[int, EntryTag]:
    """Return the tag of a document that has it, and its place among the document's tags."""
    for place, tag in enumerate(entry.tags):  # a generator would take twice the time, for thousands of documents
        if tag.slug == slug and tag.facet == facet:
            return place, tag
    raise LookupError(f"document {entry.number} has no tag {facet}/{slug}")


def _names(tags: Iterable[EntryTag]) -> tuple[FoundName, ...]:
    """Return the other names found, each once: spellings that differ in capitals alone are one to a reader."""
    counts: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for tag in tags:
        for name in tag.also:
            counts[name.casefold()] += 1
            spellings.setdefault(name.casefold(), name)
    found = [FoundName(spellings[name], count) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda name: (-name.total, name.name)))


def _unfound(tags: Iterable[VocabularyTag], facet: str, slug: str, names: Sequence[FoundName]) -> tuple[str, ...]:
    tag = next((tag for tag in tags if tag.slug == slug and tag.facet == facet), None)
    if tag is None:
        return ()
    known = {name.name.casefold() for name in names} | {tag.name.casefold()}
    first = {alias.casefold(): alias for alias in reversed(tag.aliases)}
    return tuple(alias for folded, alias in reversed(first.items()) if folded not in known)


def _milestones(dated: Sequence[Entry]) -> tuple[Milestone, ...]:
    if len(dated) < 2:  # noqa: PLR2004  # of one, the list says it all
        return ()
    ends = (("First", dated[-1]), ("Latest", dated[0]))
    return tuple(Milestone(label, day_of(entry.published or ""), entry.title, entry.url) for label, entry in ends)


def _roles(naming: Iterable[tuple[Entry, EntryTag]]) -> tuple[RoleRow, ...]:
    """Return the offices stated, in the order of the documents: the dated first, newest first."""
    stated: dict[str, list[tuple[Entry, str, str]]] = {}
    for entry, tag in naming:
        for role, anchor in tag.roles:
            stated.setdefault(role.casefold(), []).append((entry, role, anchor))
    return tuple(map(_role_row, list(stated.values())[:_MOST_ROLES]))


def _role_row(places: Sequence[tuple[Entry, str, str]]) -> RoleRow:
    dated = [place for place in places if place[0].published]
    first, role, anchor = dated[-1] if dated else places[-1]
    classes = class_counts([entry for entry, _, _ in places])
    return RoleRow(
        words=role,
        total=len(places),
        span=span_of([entry for entry, _, _ in dated]),
        undated=len(places) - len(dated),
        sources=tuple((name, label) for name, label, _ in classes),
        first_title=first.title,
        first_url=first.url,
        first_anchor=anchor,
    )


def class_counts(entries: Iterable[Entry]) -> tuple[tuple[str, str, int], ...]:
    """Return stable name, words and number of documents of each source class that occurs."""
    counts = Counter(entry.source_class for entry in entries)
    return tuple((name, source.label, counts[name]) for name, source in words.SOURCE_CLASSES.items() if counts[name])


def _row(entry: Entry, facet: str, slug: str, frame: Frame) -> Row:
    place, tag = _own(entry, facet, slug)
    quotes = frame.store.excerpts(entry.number).mentions[place]
    return row_of(entry, frame, quotes=tuple(Quote(*quote) for quote in quotes), mentions=tag.count)
