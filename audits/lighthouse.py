"""Lighthouse: 100 for accessibility, best practices and SEO, on one page of each type.

It runs in one browser while other checks have theirs: none of the three depends on time.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence

from faults import AuditedPage, Fault
from tools import Tools, ToolsError, switches

__all__ = ["find_faults"]

_OUT_OF_SEARCH = {"not_found", "tombstone"}
"""Page types that ask search engines to leave them out; so they are not asked whether they can be found."""


def find_faults(pages: Sequence[AuditedPage], tools: Tools) -> Iterator[Fault]:
    """Yield each category that is below 100, and each of its audits that failed.

    Raises:
        ToolsError: if Lighthouse does not run.
    """
    asked = [{"url": page.url, "skip": ["is-crawlable"] if page.kind in _OUT_OF_SEARCH else []} for page in pages]
    order = {"browser": tools.browser, "switches": [*switches(), "--headless=new"], "pages": asked}
    command = [tools.node, tools.lighthouse]
    run = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if run.returncode != 0:
        raise ToolsError(f"Lighthouse did not run: {run.stderr.strip()}")
    for page, line in zip(pages, run.stdout.splitlines(), strict=True):
        yield from (Fault(page, found["rule"], found["what"]) for found in json.loads(line))
