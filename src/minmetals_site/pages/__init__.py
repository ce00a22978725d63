"""The pages of the site, one module a type; `page.py` is the seam between them and the rest.

A new page type is a module here, its template, and its line in `PAGE_TYPES`.
"""

from minmetals_site.pages import (
    about,
    article,
    data,
    data_guide,
    feeds,
    home,
    ledger,
    not_found,
    note,
    opensearch,
    publisher,
    publishers,
    raw,
    search,
    search_index,
    search_texts,
    section,
    sitemap,
    source,
    tag,
    tags,
    tombstone,
    year,
    years,
)
from minmetals_site.pages.chrome import Chrome, make_chrome
from minmetals_site.pages.page import FilePageType, HtmlPageType

__all__ = ["PAGE_TYPES", "Chrome", "make_chrome"]

PAGE_TYPES: tuple[HtmlPageType | FilePageType, ...] = (
    home,
    section,
    article,
    source,
    years,
    year,
    tags,
    tag,
    publishers,
    publisher,
    about,
    note,
    ledger,
    tombstone,
    not_found,
    search,
    opensearch,
    feeds,
    sitemap,
    data,
    data_guide,
    raw,
    search_index,
    search_texts,
)
"""Every page type. No two of them may claim one path."""
