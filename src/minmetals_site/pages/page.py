"""What a page type is: the seam between the archive and the files of the site.

A page type is one module. It plans its pages (paths and keys only, which is cheap) and, when a page is wanted, makes
either a view for its template or the bytes of a file. Planning everything first lets the pipeline see every path that
is claimed twice, and render any page without the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from minmetals_site.archive import Archive, Store
from minmetals_site.settings import Settings
from minmetals_site.vocabulary import Vocabulary

__all__ = ["FilePageType", "HtmlPageType", "Page", "Site"]


class Page(NamedTuple):
    """A page that will be, before it is made."""

    path: str
    """Below the site's root, with forward slashes, its file name included."""
    key: tuple[str | int, ...] = ()
    """What it shows, in the page type's own terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All that pages are made from."""

    settings: Settings
    archive: Archive
    vocabulary: Vocabulary
    store: Store


@runtime_checkable
class HtmlPageType(Protocol):
    """A module whose pages are made by a template."""

    @property
    def TEMPLATE(self) -> str:  # noqa: N802  # a module constant, which is what the protocol describes
        """Name of its template."""

    def plan_pages(self, site: Site) -> Iterable[Page]:
        """Yield its pages."""

    def make_view(self, page: Page, site: Site) -> object:
        """Return the frozen view that the template sees as `view`."""


class FilePageType(Protocol):
    """A module whose pages are files that no template makes."""

    def plan_pages(self, site: Site) -> Iterable[Page]:
        """Yield its pages."""

    def make_file(self, page: Page, site: Site) -> bytes:
        """Return the file."""
