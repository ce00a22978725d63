"""What a page type is: the seam between the archive and the files of the site.

A page type is one module. It plans its pages, which is cheap and sees the whole archive; when a page is wanted, it
makes either a view for its template or the bytes of a file, and then it sees no archive any more: all that it shows
stands in the page's key, but for the settings, the vocabulary and the bodies. So the digest of a key tells whether a
page has to be made anew, and no view can show what the digest does not know of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol, runtime_checkable

import msgspec

from minmetals_site.archive import Archive, Entry, Store
from minmetals_site.search import SearchIndex
from minmetals_site.settings import Settings
from minmetals_site.vocabulary import Vocabulary

__all__ = ["ABOUT_URL", "FilePageType", "Frame", "HtmlPageType", "Page", "Rows", "Site", "page_digest"]

ABOUT_URL = "about.html"
"""Address of the page about the archive: `about.py` makes it, with the text of the document that has this address.

That is a page of the archive's own; and should its file become something else, it keeps its address all the same.
"""


class Rows:
    """Documents that one page shows, in its order; in a page's digest they count by digests of their own."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entries)

    def __eq__(self, other: object) -> bool:
        """Return whether both show the same, in the same order."""
        return isinstance(other, Rows) and self.entries == other.entries

    def __hash__(self) -> int:
        """Return the hash of the digest."""
        return hash(self.digest)

    @cached_property
    def digest(self) -> bytes:
        """Of everything that is known of these documents."""
        return blake2b(b"".join([entry.digest for entry in self.entries]), digest_size=16).digest()


class Page(NamedTuple):
    """A page that will be, before it is made."""

    path: str
    """Below the site's root, with forward slashes, its file name included."""
    key: tuple[Any, ...] = ()
    """What it shows, in the page type's own terms: numbers, texts, records, `Rows`, and tuples of these.

    A body counts by the digest of its entry, which has to be in the key of a page that asks the store for it.
    """


def page_digest(page: Page, made_by: bytes) -> bytes:
    """Return the digest of all that a page is made from, 16 bytes; `made_by` stands for what is the same for all."""
    try:
        key = _ENCODER.encode(page)
    except UnicodeEncodeError:  # a name with a lone surrogate, which only JSON can smuggle in
        key = repr(page).encode("utf-8", "backslashreplace")
    return blake2b(key, digest_size=16, key=made_by).digest()


def _digest_of(value: object) -> bytes:
    if isinstance(value, Rows):
        return value.digest
    raise NotImplementedError(f"{type(value).__name__} in the key of a page")  # as msgspec wants it


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_digest_of)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page may be made from beside its key."""

    settings: Settings
    vocabulary: Vocabulary
    store: Store
    search: SearchIndex | None = None
    """None where the settings leave the search out."""


@dataclass(frozen=True, kw_only=True)
class Site(Frame):
    """All that pages are planned from."""

    archive: Archive


@runtime_checkable
class HtmlPageType(Protocol):
    """A module whose pages are made by a template."""

    @property
    def TEMPLATE(self) -> str:  # noqa: N802  # a module constant, which is what the protocol describes
        """Name of its template."""

    def plan_pages(self, site: Site) -> Iterable[Page]:
        """Yield its pages."""

    def make_view(self, page: Page, frame: Frame) -> object:
        """Return the frozen view that the template sees as `view`."""


class FilePageType(Protocol):
    """A module whose pages are files that no template makes."""

    def plan_pages(self, site: Site) -> Iterable[Page]:
        """Yield its pages."""

    def make_file(self, page: Page, frame: Frame) -> bytes:
        """Return the file."""
