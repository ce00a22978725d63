"""What stands at the address of a document that was in the archive once.

A published address never disappears: whoever follows a citation learns what was there, and with its hash can tell
whether a copy from elsewhere is the same. The address of the source page stays as well, as evidence was linked to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.pages.page import ABOUT_URL, Frame, Page, Site
from minmetals_site.pages.provenance import source_path
from minmetals_site.permalinks import Permalink

__all__ = ["TEMPLATE", "TombstoneView", "make_view", "plan_pages"]

TEMPLATE = "tombstone.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneView:
    """A document that is gone."""

    number: int
    """Permanent; never given to another."""
    url: str
    """Where its page was."""
    path: str
    """Of its capture, relative to the content folder."""
    item: str
    """Id inside a capture of several documents; empty for a capture that was one."""
    sha256: str
    """Of its capture, as last seen."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield a page at each address that was a document's; the page about the archive is never gone."""
    for link in site.archive.gone:
        if link.url == ABOUT_URL:
            continue
        yield Page(link.url, link)
        if "/" in link.url:  # the archive's own pages stand at the top, and have no source page
            yield Page(source_path(link.url), link)


def make_view(page: Page, frame: Frame) -> TombstoneView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what is still known of a document that is gone."""
    link = Permalink(*page.key)
    return TombstoneView(number=link.number, url=link.url, path=link.path, item=link.item, sha256=link.sha256)
