"""What a search costs its reader: bytes loaded and time taken, for queries that people might ask.

    python benchmarks/search_queries.py SITE [SITE …]

opens the search page of each built site in a headless Chromium, as a file server would serve it, asks each query once
in a fresh page and once in a page that has been asked all queries before it, and waits until the results in sight are
there. Bytes are the sizes of the index's files as they lie on disk, excerpts included, before any compression by a
server; the page, its style and its script (loaded once, kept for ever) are told apart. Of times the median is printed.
"""

import argparse
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["QUERIES", "main"]

QUERIES = (
    *("copper", "zinc", "lithium", "nickel", "gold", "graphite", "tungsten", "antimony", "cobalt", "rare earths"),
    *("critical minerals", "deep-sea mining", "supply chain", "annual report", "export controls", "smelter output"),
    *("Peru", "Australia", "Congo", "Zambia", "Kazakhstan", "Inner Mongolia", "Chile lithium", "copper Peru"),
    *("copper mine expansion", "lithium price 2024", "zinc production first half", "party committee meeting"),
    *("green mine", "safety inspection", "chairman visit", "strategic cooperation agreement", "investment bank loan"),
    *('"rare earths"', '"critical minerals"', '"annual report"', '"of the company"', '"copper concentrate"'),
    *('"in the first half"', '"supply chain" lithium', "copper -gold", "zinc OR lead", "title:copper", "title:report"),
    *("tag:copper", "tag:lithium year:2024", "kind:news graphite", "year:2020..2022 nickel", "year:2025 deep-sea"),
    *("mining technology", "research institute patents", "battery materials", "steel", "engineering contract"),
    *("overseas projects", "environment", "acquisition", "Las Bambas", "tailings dam", "minmetals"),
)
_WINDOW = {"width": 1280, "height": 800}
_DONE = """() => {
  const status = document.getElementById("status").textContent;
  const rows = [...document.querySelectorAll("#answer .row.waiting")];
  const inSight = rows.filter((row) => row.getBoundingClientRect().top < innerHeight);
  return status !== "" && status !== "Searching…" && inSight.length === 0;
}"""


class Cost(NamedTuple):
    """Of one query."""

    loaded: int
    """Bytes of the index."""
    seconds: float


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=os.fspath(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


class _Reader:
    """A page in which queries are asked, and what it has loaded."""

    def __init__(self, browser: Browser, site: Path, root: str) -> None:
        self._site = site
        self._page: Page = browser.new_context(viewport=_WINDOW).new_page()  # type: ignore[arg-type]  # a plain dict
        self._page.on("request", lambda request: self._count(request.url))
        self._loaded = 0
        self._page.goto(f"{root}/search.html")

    def _count(self, url: str) -> None:
        path = urlsplit(url).path
        if path.startswith("/search/"):
            self._loaded += (self._site / path[1:]).stat().st_size

    def ask(self, query: str) -> Cost:
        before, start = self._loaded, time.perf_counter()
        self._page.evaluate("document.getElementById('status').textContent = ''")
        self._page.get_by_role("searchbox").fill(query)
        self._page.get_by_role("searchbox").press("Enter")
        self._page.wait_for_function(_DONE)
        return Cost(self._loaded - before, time.perf_counter() - start)

    def close(self) -> None:
        self._page.context.close()


def measure(browser: Browser, site: Path) -> tuple[list[Cost], list[Cost]]:
    """Return the costs of all queries: each in a fresh page, and all in one."""
    first, later = [], []
    with _served(site) as root:
        going_on = _Reader(browser, site, root)
        for query in QUERIES:
            fresh = _Reader(browser, site, root)
            first.append(fresh.ask(query))
            fresh.close()
            later.append(going_on.ask(query))
        going_on.close()
    return first, later


def _line(name: str, costs: list[Cost]) -> str:
    sizes = sorted(cost.loaded for cost in costs)
    tenth = sizes[len(sizes) * 9 // 10]
    seconds = statistics.median(cost.seconds for cost in costs)
    return f"{name:14} {statistics.median(sizes):10,.0f} {tenth:10,} {sizes[-1]:12,} {seconds * 1000:8.0f} ms"


def main() -> None:
    """Print the costs of the queries on each site."""
    parser = argparse.ArgumentParser(description="Measure what searches load.")
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true", help="tell the bytes of each query")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for site in arguments.sites:
            first, later = measure(browser, site)
            sys.stdout.write(f"{site.name}: {len(QUERIES)} queries; bytes: median, ninth tenth, most; time: median\n")
            sys.stdout.write(f"{_line('first query', first)}\n{_line('later queries', later)}\n")
            for query, one, other in zip(QUERIES, first, later, strict=True) if arguments.each else ():
                sys.stdout.write(f"  {one.loaded:8,} {other.loaded:8,}  {query}\n")
        browser.close()


if __name__ == "__main__":
    main()
