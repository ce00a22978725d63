"""What a file server shows for an address that is not there.

The server shows it at any depth, so that no relative link of it would hold: it brings its own style, and has a link
only where the site's own address is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.pages.page import Frame, Page, Site

__all__ = ["TEMPLATE", "NotFoundView", "make_view", "plan_pages"]

TEMPLATE = "not_found.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """An address that is not there."""

    base_url: str
    """Where the site stands; empty where that is not known."""


def plan_pages(site: Site) -> Iterator[Page]:  # noqa: ARG001  # the seam gives it; this page always exists
    """Yield the page."""
    yield Page("404.html")


def make_view(page: Page, frame: Frame) -> NotFoundView:  # noqa: ARG001  # the seam gives it; there is one such page
    """Return what the page shows."""
    return NotFoundView(base_url=frame.settings.base_url or "")
