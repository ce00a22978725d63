"""The documents that name one tag, each with the sentence that names it first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Entry
from minmetals_site.pages import words
from minmetals_site.pages.lists import (
    DocumentList,
    Listing,
    Row,
    Shelf,
    by_year,
    facet_title,
    row_of,
    span_of,
)
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.tags import TagCount, facet_anchor, tag_url
from minmetals_site.vocabulary import VocabularyTag

__all__ = ["TEMPLATE", "TagView", "class_counts", "make_view", "plan_pages"]

TEMPLATE = "tag.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """One page of a tag's list."""

    name: str
    facet: str
    """Name of its facet for people."""
    facet_anchor: str
    """Id of the facet on the index of tags."""
    aliases: tuple[str, ...]
    """Other names under which it was looked for."""
    total: int | None
    """Documents that name it; None on all pages but the index, as what follows is empty there."""
    mentions: int
    """How often all of them name it."""
    span: str
    """From when to when the dated ones are; empty where none is."""
    classes: tuple[tuple[str, str, int], ...]
    """Stable name, words and number of documents of each source class; none with 0."""
    listing: Listing
    """Its rows, by year, each with the sentence that names the tag first."""
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
    whole = (*dated, *undated)
    found = next((tag for tag in frame.vocabulary.tags if tag.slug == slug and tag.facet == facet), None)
    return TagView(
        name=name,
        facet=facet_title(frame, facet),
        facet_anchor=facet_anchor(facet),
        aliases=_spellings(found) if found else (),
        total=len(whole) if index else None,
        mentions=sum([tag.count for entry in whole for tag in entry.tags if tag.slug == slug and tag.facet == facet]),
        span=span_of(dated),
        classes=class_counts(whole),
        listing=sheet.listing(lambda entry: _row(entry, facet, slug, frame), by_year),
        together=tuple(TagCount(name, tag_url(facet, slug), count) for facet, slug, name, count in together),
        feed_url=f"tags/{facet}/{slug}.xml" if has_feed else "",
    )


def class_counts(entries: tuple[Entry, ...]) -> tuple[tuple[str, str, int], ...]:
    """Return stable name, words and number of documents of each source class that occurs."""
    counts = Counter(entry.source_class for entry in entries)
    return tuple((name, source.label, counts[name]) for name, source in words.SOURCE_CLASSES.items() if counts[name])


def _row(entry: Entry, facet: str, slug: str, frame: Frame) -> Row:
    place = next(i for i, tag in enumerate(entry.tags) if tag.slug == slug and tag.facet == facet)
    sentence, anchor = frame.store.excerpts(entry.number).mentions[place]
    return row_of(entry, frame, quote=sentence, fragment=anchor)


def _spellings(tag: VocabularyTag) -> tuple[str, ...]:
    """Return the tag's other names, each once: spellings that differ in capitals alone are one to a reader."""
    first = {alias.casefold(): alias for alias in reversed(tag.aliases)}
    first.pop(tag.name.casefold(), None)
    return tuple(alias for alias in tag.aliases if first.get(alias.casefold()) == alias)
