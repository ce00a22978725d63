"""For browsers, which offer a site's search in their own box: `opensearch.xml` (OpenSearch 1.1, draft 6).

It takes absolute addresses, so there is none where the site's address is not known.
"""

from collections.abc import Iterator
from html import escape

from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.search import SEARCH_URL

__all__ = ["OPENSEARCH_URL", "make_file", "plan_pages"]

OPENSEARCH_URL = "opensearch.xml"
_LONGEST_NAME, _LONGEST_DESCRIPTION = 16, 1024
"""Characters that the format allows."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the description, where the site has a search and its address is known."""
    if site.settings.search and site.settings.base_url:
        yield Page(OPENSEARCH_URL)


def make_file(page: Page, frame: Frame) -> bytes:  # noqa: ARG001  # the seam gives it; there is one such file
    """Return the description of the search."""
    settings = frame.settings
    address = escape(f"{settings.base_url}{SEARCH_URL}?q=")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(settings.title[:_LONGEST_NAME])}</ShortName>\n"
        f"<LongName>{escape(settings.title[:48])}</LongName>\n"
        f"<Description>{escape(settings.description[:_LONGEST_DESCRIPTION])}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{address}{{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
