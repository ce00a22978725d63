"""Queries that people might ask, and what each costs who asks it: bytes loaded and time taken, in a headless Chromium.

A site is served as a file server would serve it, without compression. Each query is asked once in a fresh page and once
in a page that has been asked all queries before it. Counted are the bytes of the answers that the server sends: those
of the index (head, lists of words, texts of the results in sight), and apart from them those of the program, which is
loaded once and stays. The time is taken in the page, from the question until the results in sight stand there; what is
loaded within a tenth of a second after that still counts as the query's.

Our own page is asked through its form, and draws what it finds. Pagefind is asked through its programming interface for
the first five results, as many as its own page shows at first; it draws nothing.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, NamedTuple

from playwright.sync_api import Browser

__all__ = ["FIELDS", "OURS", "PAGEFIND", "WORDS", "Asked", "Engine", "ask_all", "served"]

WORDS = (
    *("copper", "zinc", "lithium", "nickel", "gold", "graphite", "tungsten", "antimony", "cobalt", "rare earths"),
    *("critical minerals", "deep-sea mining", "supply chain", "annual report", "export controls", "smelter output"),
    *("Peru", "Australia", "Congo", "Zambia", "Kazakhstan", "Inner Mongolia", "Chile lithium", "copper Peru"),
    *("copper mine expansion", "lithium price 2024", "zinc production first half", "party committee meeting"),
    *("green mine", "safety inspection", "chairman visit", "strategic cooperation agreement", "investment bank loan"),
    *('"rare earths"', '"critical minerals"', '"annual report"', '"of the company"', '"copper concentrate"'),
    *('"in the first half"', '"supply chain" lithium', "mining technology", "research institute patents"),
    *("battery materials", "steel", "engineering contract", "overseas projects", "environment", "acquisition"),
    *("Las Bambas", "tailings dam"),
)
"""Words and phrases, which both engines understand."""
FIELDS = (
    *("copper -gold", "zinc OR lead", "title:copper", "title:report", "tag:copper", "tag:lithium year:2024"),
    *("kind:news graphite", "year:2020..2022 nickel", "year:2025 deep-sea"),
)
"""What only ours understands."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A search that a page can be asked for. Paths are those of requests, with the slash before them."""

    page: str
    """Where it is asked."""
    begin: str
    """What the page does before it is asked, in JavaScript: what a reader would wait for with the page, not a query."""
    ask: str
    """Answers a query, in JavaScript: milliseconds, and whether anything was found."""
    program: re.Pattern[str]
    """Files that are the same for each query."""
    index: re.Pattern[str]
    """Files that depend on the documents."""


_SETTLED = "await new Promise((settled) => setTimeout(settled, 100));"
OURS = Engine(
    page="search.html",
    begin="() => {}",
    ask=f"""async (query) => {{
      const find = (id) => document.getElementById(id);
      const status = find("status");
      const rows = () => [...document.querySelectorAll("#answer .row")];
      const isWaiting = (row) => row.matches(".waiting") && row.getBoundingClientRect().top < innerHeight;
      const isDone = () =>
        status.textContent !== "" && status.textContent !== "Searching…" &&
        (rows().length ? !rows().some(isWaiting) : !find("instead").hidden);
      status.textContent = "";
      find("query").value = query;
      const start = performance.now();
      find("search").requestSubmit();
      while (!isDone()) await new Promise(requestAnimationFrame);
      const taken = performance.now() - start;
      {_SETTLED}
      return [taken, rows().length > 0];
    }}""",
    program=re.compile(r"/assets/search\..+\.js"),
    index=re.compile(r"/search/.+"),
)
PAGEFIND = Engine(
    page="index.html",
    begin="async () => { globalThis.pagefind = await import('/pagefind/pagefind.js'); }",
    ask=f"""async (query) => {{
      const start = performance.now();
      const {{results}} = await pagefind.search(query);
      await Promise.all(results.slice(0, 5).map((result) => result.data()));
      const taken = performance.now() - start;
      {_SETTLED}
      return [taken, results.length > 0];
    }}""",
    program=re.compile(r"/pagefind/(pagefind(-worker)?\.js|wasm\..+\.pagefind)"),
    index=re.compile(r"/pagefind/(.+\.pf_\w+|pagefind-entry\.json)"),
)


class Asked(NamedTuple):
    """What one query cost."""

    loaded: int
    """Bytes of the index."""
    program: int
    """Bytes of the program; 0 for a later query."""
    seconds: float
    is_found: bool


Sent = list[tuple[str, int]]
"""Paths with the bytes of the answers, in order."""


class _CountingHandler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, sent: Sent, directory: str) -> None:
        self.sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # what the server passes on

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]  # of bytes alone
        """Send a file, and count it before the browser can have it."""
        data = source.read()
        self.sent.append((self.path.partition("?")[0], len(data)))
        outputfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a folder on a free local port; yield the origin, and a list that grows with each file that is sent."""
    sent: Sent = []
    handler = partial(_CountingHandler, sent=sent, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", sent
        finally:
            server.shutdown()
            thread.join()


class _Reader:
    """Somebody with a page of their own, in which queries are asked."""

    def __init__(self, browser: Browser, engine: Engine, origin: str, sent: Sent) -> None:
        self._engine, self._sent, self._at = engine, sent, len(sent)
        self._page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        self._page.goto(f"{origin}/{engine.page}")
        self._page.evaluate(engine.begin)

    def ask(self, query: str) -> Asked:
        milliseconds, is_found = self._page.evaluate(self._engine.ask, query)
        sent = self._sent[self._at :]
        self._at += len(sent)
        loaded, program = (
            sum(size for path, size in sent if pattern.fullmatch(path))
            for pattern in (self._engine.index, self._engine.program)
        )
        return Asked(loaded, program, milliseconds / 1000, is_found)

    def close(self) -> None:
        self._page.context.close()


def ask_all(
    browser: Browser, engine: Engine, site: Path, queries: tuple[str, ...] = WORDS
) -> tuple[list[Asked], list[Asked]]:
    """Return what the queries cost: each in a fresh page, and all in one."""
    first, later = [], []
    with served(site) as (origin, sent):
        for query in queries:
            fresh = _Reader(browser, engine, origin, sent)
            first.append(fresh.ask(query))
            fresh.close()
        lasting = _Reader(browser, engine, origin, sent)
        later = [lasting.ask(query) for query in queries]
        lasting.close()
    return first, later
