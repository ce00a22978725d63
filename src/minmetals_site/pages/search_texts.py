"""What results of the search show of documents, in files of a few permanent numbers each."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from minmetals_site.archive import Entry
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.search import GROUP, base36, coded_file

__all__ = ["make_file", "plan_pages"]


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the files, if the site has a search."""
    if site.search:
        for group, members in groupby(site.archive.numbered.values(), lambda entry: (entry.number - 1) // GROUP):
            name = f"x/{base36(group)}"
            yield Page(f"search/{name}.js", (name, Rows(members)))


def make_file(page: Page, frame: Frame) -> bytes:
    """Return the file: head and blocks of each document."""
    name, rows = page.key
    return coded_file(name, b"[%b]" % b",".join([_shown(entry, frame) for entry in rows.entries]))


def _shown(entry: Entry, frame: Frame) -> bytes:
    head = (
        entry.number,
        entry.url,
        entry.title,
        entry.published,
        entry.kind,
        entry.source_class,
        entry.publisher,
        entry.language,
    )
    return b"%b,%b]" % (msgspec.json.encode(head)[:-1], frame.store.blocks(entry.number))
