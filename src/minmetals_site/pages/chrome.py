"""What every page of the site carries: its name, its navigation, its feed.

Nothing here may change when a document is added, or that document would change every page of the site; so there is no
count and no date, and every section has its place in the navigation, empty or not.
"""

from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.pages.page import Site

__all__ = ["Chrome", "SectionLink", "make_chrome"]


class SectionLink(NamedTuple):
    """A section in the navigation."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What `base.html` shows around each page."""

    title: str
    """Of the site."""
    description: str
    """Of the site, in a sentence."""
    language: str
    """BCP 47 tag of the site's own words."""
    base_url: str | None
    """Where the site will stand, ending in `/`; None where that is not known."""
    sections: tuple[SectionLink, ...]
    """In the order of the navigation."""
    has_feed: bool
    """Whether `feed.xml` exists: it takes one dated document."""
    has_search: bool
    """Whether there is a search page; each page then has a box that leads to it."""


def make_chrome(site: Site) -> Chrome:
    """Return the chrome of the site's pages; make it once a build."""
    settings = site.settings
    return Chrome(
        title=settings.title,
        description=settings.description,
        language=settings.language,
        base_url=settings.base_url,
        sections=tuple(
            SectionLink(kind, settings.sections[kind].title, f"{kind}/index.html") for kind in site.archive.sections
        ),
        has_feed=bool(site.archive.series.dated),
        has_search=settings.search,
    )
