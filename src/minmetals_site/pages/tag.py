"""The documents that name one tag, each with the sentence that names it first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.archive import Entry, Series, TagEntry
from minmetals_site.pages import words
from minmetals_site.pages.lists import (
    DocumentList,
    Listing,
    Part,
    Row,
    Shelf,
    by_year,
    facet_title,
    row_of,
    span_of,
)
from minmetals_site.pages.page import Page, Site
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
    """Yield the pages of each tag; the key begins with its facet and its place there, which finds it at once."""
    for facet, tags in site.archive.facets.items():
        for place, tag in enumerate(tags):
            yield from _list(tag, site).plan((facet, place))


def make_view(page: Page, site: Site) -> TagView:
    """Return what a page of a tag shows."""
    facet, place, undated, number = page.key
    tag = site.archive.facets[str(facet)][int(place)]
    part = Part(undated=bool(undated), number=int(number))
    whole = Series() if any(part) else tag.series  # what is told of all documents stands on the index alone
    found = next((t for t in site.vocabulary.tags if (t.facet, t.slug) == (tag.facet, tag.slug)), None)
    return TagView(
        name=tag.name,
        facet=facet_title(site, tag.facet),
        facet_anchor=facet_anchor(tag.facet),
        aliases=_spellings(found) if found else (),
        total=None if any(part) else len(whole),
        mentions=sum(t.count for e in whole.all for t in e.tags if (t.facet, t.slug) == (tag.facet, tag.slug)),
        span=span_of(whole.dated),
        classes=class_counts(whole.all),
        listing=_list(tag, site).listing(part, lambda entry: _row(entry, tag, site), by_year),
        together=tuple(TagCount(name, tag_url(facet, slug), count) for facet, slug, name, count in tag.together),
        feed_url=f"tags/{tag.facet}/{tag.slug}.xml" if tag.series.dated else "",
    )


def class_counts(entries: tuple[Entry, ...]) -> tuple[tuple[str, str, int], ...]:
    """Return stable name, words and number of documents of each source class that occurs."""
    counts = Counter(entry.source_class for entry in entries)
    return tuple((name, source.label, counts[name]) for name, source in words.SOURCE_CLASSES.items() if counts[name])


def _row(entry: Entry, tag: TagEntry, site: Site) -> Row:
    own = next(found for found in entry.tags if (found.facet, found.slug) == (tag.facet, tag.slug))
    return row_of(entry, site, quote=own.sentence, fragment=own.anchor)


def _list(tag: TagEntry, site: Site) -> DocumentList:
    base = f"tags/{tag.facet}/{tag.slug}"
    return DocumentList(Shelf(f"{base}.html", base), tag.series, site.settings.page_size)


def _spellings(tag: VocabularyTag) -> tuple[str, ...]:
    """Return the tag's other names, each once: spellings that differ in capitals alone are one to a reader."""
    first = {alias.casefold(): alias for alias in reversed(tag.aliases)}
    first.pop(tag.name.casefold(), None)
    return tuple(alias for alias in tag.aliases if first.get(alias.casefold()) == alias)
