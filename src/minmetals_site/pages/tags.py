"""The index of tags by facet, each facet with its most named tags year by year.

How often a year names a tag is counted when the page is made, in one pass over the documents in its key.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.archive import Entry, TagEntry
from minmetals_site.charts import Matrix, Strip, matrix
from minmetals_site.pages.lists import facet_title
from minmetals_site.pages.page import Frame, Page, Rows, Site

__all__ = ["TEMPLATE", "Facet", "FacetTags", "TagCount", "TagsView", "make_view", "plan_pages", "tag_count", "tag_url"]

TEMPLATE = "tags.html"

_MOST_STRIPS = 12
"""Tags of a facet that are shown year by year."""


class TagCount(NamedTuple):
    """A tag and how many documents name it."""

    name: str
    url: str
    total: int


class FacetTags(NamedTuple):
    """A facet and its tags, those of most documents first."""

    title: str
    anchor: str
    """Id of its heading."""
    tags: tuple[TagCount, ...]


class Facet(NamedTuple):
    """A facet on the index of tags."""

    tags: FacetTags
    years: Matrix | None
    """Its most named tags by year; None where all documents are of one year, or of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsView:
    """All tags that any document names."""

    facets: tuple[Facet, ...]
    """In the order of the vocabulary, without empty ones."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the index of tags; its key has each facet with its tags, and all dated documents."""
    facets = tuple(
        FacetTags(facet_title(site, facet), facet_anchor(facet), tuple(map(tag_count, tags)))
        for facet, tags in site.archive.facets.items()
    )
    yield Page("tags/index.html", (facets, Rows(site.archive.series.dated)))


def make_view(page: Page, frame: Frame) -> TagsView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the index of tags shows."""
    facets, dated = page.key
    years = {entry.year for entry in dated.entries}
    by_tag = _by_tag(dated.entries)
    return TagsView(facets=tuple(Facet(listed, _matrix(listed, years, by_tag)) for listed in facets))


def _matrix(listed: FacetTags, years: Collection[str], by_tag: Mapping[str, Mapping[str, int]]) -> Matrix | None:
    """Return the most named tags of a facet by year; all facets have the same years, to be compared."""
    most = listed.tags[:_MOST_STRIPS]
    strips = [Strip(tag.name, tag.url, tag.total, by_tag.get(tag.url, {})) for tag in most]
    return matrix(strips, min(years), max(years)) if years else None


def _by_tag(dated: Iterable[Entry]) -> Mapping[str, Mapping[str, int]]:
    """Return for each tag, by the path of its page, how many documents of each year name it."""
    counts = Counter([(entry.year, tag.facet, tag.slug) for entry in dated for tag in entry.tags])
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (year, facet, slug), count in counts.items():
        found[tag_url(facet, slug)][year] = count
    return found


def facet_anchor(facet: str) -> str:
    """Return the id of a facet's heading on the index of tags."""
    return f"facet-{facet}"


def tag_count(tag: TagEntry) -> TagCount:
    """Return a tag with its number of documents."""
    return TagCount(tag.name, tag_url(tag.facet, tag.slug), len(tag.series))


def tag_url(facet: str, slug: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{facet}/{slug}.html"
