"""The search page: a form, an explanation of what can be asked, and room for the results.

Its script does the rest (`templates/assets/search.js`), with the index below `search/`. A document can change nothing
of the page but the names of facets, and of a few tags and a publisher as examples. `search: false` in `site.yaml`
leaves it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.pages import words
from minmetals_site.pages.lists import facet_title
from minmetals_site.pages.page import Frame, Page, Site

__all__ = ["ASSETS", "SEARCH_URL", "TEMPLATE", "SearchView", "make_view", "plan_pages"]

TEMPLATE = "search.html"
SEARCH_URL = "search.html"
ASSETS = ("search.js", "search.css", "site.js")
"""Assets that a site without search does without."""

_EXAMPLES = 5
_FACETS = (("class", "Source"), ("kind", "Kind"), ("year", "Year"), ("publisher", "Publisher"))
"""Those that every archive has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What the search page shows before anything was asked."""

    examples: tuple[str, ...]
    """Names of the tags of most documents, each a query."""
    tag_example: str
    publisher_example: str
    """Queries for the documents of a tag, and of a publisher."""
    sources: tuple[tuple[str, str], ...]
    """Source classes with their words, for the results."""
    facets: tuple[tuple[str, str], ...]
    """What results can be narrowed by: the beginning of its terms in the index, and its name."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the page; its key has the names that are shown as examples, and the facets of tags."""
    if site.settings.search:
        tags = [tag for of_facet in site.archive.facets.values() for tag in of_facet]
        tags.sort(key=lambda tag: (-len(tag.series), tag.facet, tag.slug))
        facets = tuple((f"tag/{facet}", facet_title(site, facet)) for facet in site.archive.facets)
        publishers = sorted(site.archive.publishers, key=lambda publisher: (-len(publisher.series), publisher.slug))
        publisher = next((publisher.name for publisher in publishers), "")
        yield Page(SEARCH_URL, (tuple(tag.name for tag in tags[:_EXAMPLES]), publisher, facets))


def make_view(page: Page, frame: Frame) -> SearchView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what the page shows."""
    examples, publisher, facets = page.key
    return SearchView(
        examples=examples,
        tag_example=_of_field("tag", next(iter(examples), "") or "copper"),
        publisher_example=_of_field("publisher", publisher or "example"),
        sources=tuple((name, source.label) for name, source in words.SOURCE_CLASSES.items()),
        facets=_FACETS + facets,
    )


def _of_field(field: str, value: str) -> str:
    """Return a query for a value of a field."""
    plain = value.replace('"', " ")
    return f"{field}:{plain}" if plain.isalnum() else f'{field}:"{plain}"'
