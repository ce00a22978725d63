"""What the tests share: the repository, the captures, a file server, and a browser that watches what pages do."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from browser_setup import NoBrowserError, find_browser

_CI = bool(os.environ.get("CI"))

# One profile: the same examples in every run of CI. A busy machine is no failure, so nothing here looks at the clock.
settings.register_profile(
    "minmetals", derandomize=_CI, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("minmetals")

_SWITCHES = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_HARMLESS = frozenset({"about", "blob", "data", "file"})
"""Schemes that ask no host for anything."""


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def captures() -> Path:
    """Return the folder of the real captures (`raw/`, `expected.yaml`), which are never in the repository."""
    named = os.environ.get("MINMETALS_SITE_CAPTURES")
    if not named:
        pytest.skip("MINMETALS_SITE_CAPTURES does not name the folder of the real captures")
    folder = Path(named)
    assert (folder / "raw").is_dir(), f"MINMETALS_SITE_CAPTURES names {named}, which has no folder raw/"
    return folder


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: pytest's output is for failures."""


@pytest.fixture(scope="module")
def origins() -> set[str]:
    """Return the origins that this module's tests serve, the only ones that its pages may ask."""
    return set()


@pytest.fixture(scope="module")
def serve_folder(origins: set[str]) -> Iterator[Callable[[Path], str]]:
    """Yield a function that serves a folder on a free local port and returns its origin, `http://127.0.0.1:PORT`."""
    with ExitStack() as stack:

        def serve(folder: Path) -> str:
            handler = partial(_QuietHandler, directory=os.fspath(folder))
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            origin = f"http://127.0.0.1:{server.server_port}"
            origins.add(origin)
            return origin

        yield serve


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Return the browser's program. Without one the test is skipped, or fails where `CI` is set."""
    try:
        return find_browser()
    except NoBrowserError as fault:
        if _CI:
            raise
        pytest.skip(str(fault))


@pytest.fixture(scope="module")
def browser(browser_program: str) -> Iterator[Browser]:
    """Yield a headless browser.

    One a module, not one a session: Playwright's threads and event loop would live on under tests that have nothing
    to do with it, and forking a process that has threads is a warning from Python 3.12 on.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    switches = [*_SWITCHES, *(["--no-sandbox"] if root else [])]  # Chromium's sandbox refuses to work for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program, args=switches)
        yield browser
        browser.close()


@pytest.fixture
def page_faults() -> list[str]:
    """Return what this test's pages have done wrong so far; a test that means them to takes them off the list."""
    return []


@pytest.fixture
def open_page(browser: Browser, origins: set[str], page_faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens an empty page, with a window, a colour scheme and a profile of its own.

    When the test ends it fails if any of its pages logged an error, raised one, or asked a host that the test does
    not serve; such a request is stopped before it leaves.
    """
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = 1280, height: int = 800, dark: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        _watch(context, origins, page_faults)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not page_faults, "\n".join(page_faults)


def _watch(context: BrowserContext, origins: set[str], faults: list[str]) -> None:
    def stop(route: Route) -> None:
        faults.append(f"a page asked for {route.request.url}")
        route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console of {message.location['url']}: {message.text}")

    context.route(partial(_leaves, origins=origins), stop)
    context.on("console", listen)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))


def _leaves(url: str, *, origins: set[str]) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in _HARMLESS and f"{parts.scheme}://{parts.netloc}" not in origins
