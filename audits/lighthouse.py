"""Lighthouse: 100 for accessibility, best practices and SEO, on one page of each type.

It runs in one browser while other checks have theirs: none of the three depends on time. Performance does, so it is no
part of the audit: `benchmarks/page_speed.py` asks for it.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from faults import AuditedPage, Fault
from tools import Tools, ToolsError, switches

__all__ = ["Performance", "find_faults", "measure_performance"]

_OUT_OF_SEARCH = {"not_found", "tombstone"}
"""Page types that ask search engines to leave them out; so they are not asked whether they can be found."""


class Performance(NamedTuple):
    """How fast a page is on a phone of the middle class with a slow network, as Lighthouse simulates both."""

    score: float
    """Of 100."""
    fcp: float
    """Milliseconds until something of its content is seen."""
    lcp: float
    """Milliseconds until the largest part of it is seen."""
    cls: float
    """How far its parts shift while it loads; 0 is not at all."""
    tbt: float
    """Milliseconds in which it would not have answered its reader."""


def find_faults(pages: Sequence[AuditedPage], tools: Tools) -> Iterator[Fault]:
    """Yield each category that is below 100, and each of its audits that failed.

    Raises:
        ToolsError: if Lighthouse does not run.
    """
    asked = [{"url": page.url, "skip": ["is-crawlable"] if page.kind in _OUT_OF_SEARCH else []} for page in pages]
    for page, found in zip(pages, _run(asked, tools, is_timed=False), strict=True):
        yield from (Fault(page, fault["rule"], fault["what"]) for fault in found)


def measure_performance(pages: Sequence[AuditedPage], tools: Tools) -> list[Performance]:
    """Return the performance of each page, in order.

    Raises:
        ToolsError: if Lighthouse does not run.
    """
    asked = [{"url": page.url, "skip": []} for page in pages]
    return [Performance(**found) for found in _run(asked, tools, is_timed=True)]


def _run(pages: Sequence[object], tools: Tools, *, is_timed: bool) -> Iterator[Any]:
    """Yield what `lighthouse.mjs` says of each page."""
    order = {"browser": tools.browser, "switches": [*switches(), "--headless=new"], "isTimed": is_timed, "pages": pages}
    command = [tools.node, tools.lighthouse]
    run = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if run.returncode != 0:
        raise ToolsError(f"Lighthouse did not run: {run.stderr.strip()}")
    return map(json.loads, run.stdout.splitlines())
