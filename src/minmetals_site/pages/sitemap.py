"""For crawlers: `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`.

A sitemap takes absolute addresses only, so there is none where the site's address is not known. It lists what people
would want to find: the home page, sections, documents, tags, years, publishers and the archive's own pages. Later pages
of lists, source pages and the ledger are reached from there.

Nothing is disallowed: captures are served as inert text. (A `robots.txt` is obeyed only at the root of a host; below a
sub-path it does no harm.)
"""

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from typing import NamedTuple

from minmetals_site.archive import Archive, Entry
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.publishers import unknown_publisher
from minmetals_site.render import relative

__all__ = ["make_file", "plan_pages"]

MOST_ADDRESSES = 50_000
"""Addresses that one sitemap may hold (sitemaps.org, "Sitemap file requirements")."""

_escaped = partial(escape, quote=False)
"""Escapes text for XML; the library's own function for that loads modules of the network, for 17 ms."""
_ABOUT = "about.html"
"""Stands in every site, whether or not the archivist wrote something for it."""
_DATA = "data/index.html"
_INDEX = "sitemap.xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DAY = len("2025-01-23")


class _Address(NamedTuple):
    """One page that a crawler should know."""

    path: str
    changed: str | None = None
    """Day or instant of its last change; None where that is not known, or not to the day: see the protocol's schema."""


def plan_pages(site: Site, most: int = MOST_ADDRESSES) -> Iterator[Page]:
    """Yield `robots.txt`, and the sitemap where the site's address is known.

    Of more addresses than `most` it is an index, of sitemaps with so many each.
    """
    yield Page("robots.txt", ("robots",))
    if site.settings.base_url is None:
        return
    addresses = tuple(_addresses(site.archive))
    if len(addresses) <= most:
        yield Page(_INDEX, ("part", addresses))
        return
    parts = [addresses[start : start + most] for start in range(0, len(addresses), most)]
    yield Page(_INDEX, ("index", len(parts)))
    for number, part in enumerate(parts):
        yield Page(_part_path(number), ("part", part))


def make_file(page: Page, frame: Frame) -> bytes:
    """Return the file."""
    base_url = frame.settings.base_url
    match page.key:
        case ("part", tuple(addresses)) if base_url is not None:
            return _sitemap(addresses, base_url)
        case ("index", int(parts)) if base_url is not None:
            return _sitemap_index(parts, base_url)
        case _:
            return _robots(base_url)


def _part_path(part: int) -> str:
    return f"sitemap-{part + 1}.xml"


def _addresses(archive: Archive) -> Iterator[_Address]:
    yield _Address("index.html")
    yield from (_Address(f"{kind}/index.html") for kind, series in archive.sections.items() if series)
    yield _Address(_ABOUT)
    yield _Address(_DATA)
    yield from (_document(entry) for entry in (*archive.pages, *archive.series.all) if entry.url != _ABOUT)
    if archive.facets:
        yield _Address("tags/index.html")
    yield from (_Address(f"tags/{facet}/{tag.slug}.html") for facet, tags in archive.facets.items() for tag in tags)
    if archive.years:
        yield _Address("years/index.html")
    yield from (_Address(f"years/{year}.html") for year in archive.years)
    publishers = (*archive.publishers, *unknown_publisher(archive))
    if publishers:
        yield _Address("publishers/index.html")
    yield from (_Address(f"publishers/{publisher.slug}.html") for publisher in publishers)


def _document(entry: Entry) -> _Address:
    """Return a document's address; of a change that is known to the month alone, no other day is the last."""
    changed = entry.modified or entry.published or ""
    return _Address(entry.url, changed if len(changed) >= _DAY else None)


def _sitemap(addresses: Iterable[_Address], base_url: str) -> bytes:
    rows = [f"<url>{_location(path, base_url)}{_last_change(changed)}</url>" for path, changed in addresses]
    return _xml("urlset", rows)


def _sitemap_index(parts: int, base_url: str) -> bytes:
    return _xml(
        "sitemapindex", [f"<sitemap>{_location(_part_path(part), base_url)}</sitemap>" for part in range(parts)]
    )


def _location(path: str, base_url: str) -> str:
    return f"<loc>{_escaped(base_url + relative('', path))}</loc>"


def _last_change(changed: str | None) -> str:
    return f"<lastmod>{_escaped(changed)}</lastmod>" if changed else ""


def _xml(root: str, rows: list[str]) -> bytes:
    return "\n".join((_DECLARATION, f'<{root} xmlns="{_NAMESPACE}">', *rows, f"</{root}>", "")).encode()


def _robots(base_url: str | None) -> bytes:
    everything_allowed = "User-agent: *\nDisallow:\n"
    return (everything_allowed if base_url is None else f"{everything_allowed}\nSitemap: {base_url}{_INDEX}\n").encode()
