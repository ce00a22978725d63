"""What a page makes a browser fetch: one style sheet of at most 12 KB and scripts of at most 2 KB together.

Source pages and the search page may have a second sheet, and the search page its own script; each page names what it
wants.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from faults import AuditedPage, Fault

__all__ = ["LARGEST_SCRIPTS", "LARGEST_STYLE", "find_faults"]

LARGEST_STYLE = 12 * 1024
LARGEST_SCRIPTS = 2 * 1024
"""Bytes, as published."""
_WITH_OWN_SHEET = frozenset({"source", "search"})
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="([^"]+)"')


def find_faults(pages: Sequence[AuditedPage]) -> Iterator[Fault]:
    """Yield each page that asks for more; what it may ask for stands among the `pages`."""
    sizes = {page.url: page.bytes for page in pages}
    for page in (page for page in pages if page.path.endswith(".html")):
        text = page.text
        styles = [urljoin(page.url, link) for link in _STYLE.findall(text)]
        scripts = [urljoin(page.url, link) for link in _SCRIPT.findall(text)]
        heaviest = max((sizes[style] for style in styles), default=0)
        if heaviest > LARGEST_STYLE or len(styles) > (2 if page.kind in _WITH_OWN_SHEET else 1):
            yield Fault(page, "style sheets", f"{len(styles)}, of up to {heaviest:,} bytes")
        if page.kind != "search" and sum(sizes[script] for script in scripts) > LARGEST_SCRIPTS:
            yield Fault(page, "scripts", f"{sum(sizes[script] for script in scripts):,} bytes")
