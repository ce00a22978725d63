"""The index of tags by facet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from minmetals_site.archive import TagEntry
from minmetals_site.pages.lists import facet_title
from minmetals_site.pages.page import Frame, Page, Site

__all__ = ["TEMPLATE", "FacetTags", "TagCount", "TagsView", "make_view", "plan_pages", "tag_count", "tag_url"]

TEMPLATE = "tags.html"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsView:
    """All tags that any document names."""

    facets: tuple[FacetTags, ...]
    """In the order of the vocabulary, without empty ones."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the index of tags; its key is its view."""
    yield Page("tags/index.html", (_view(site),))


def make_view(page: Page, frame: Frame) -> TagsView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the index of tags shows."""
    (view,) = page.key
    return cast(TagsView, view)


def _view(site: Site) -> TagsView:
    return TagsView(
        facets=tuple(
            FacetTags(facet_title(site, facet), facet_anchor(facet), tuple(map(tag_count, tags)))
            for facet, tags in site.archive.facets.items()
        )
    )


def facet_anchor(facet: str) -> str:
    """Return the id of a facet's heading on the index of tags."""
    return f"facet-{facet}"


def tag_count(tag: TagEntry) -> TagCount:
    """Return a tag with its number of documents."""
    return TagCount(tag.name, tag_url(tag.facet, tag.slug), len(tag.series))


def tag_url(facet: str, slug: str) -> str:
    """Return the path of a tag's page."""
    return f"tags/{facet}/{slug}.html"
