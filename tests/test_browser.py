"""The golden site in a real browser: a reader's walk, over http and from disk."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

SITE = Path(__file__).parent / "golden/site"
PHONE = 320
"""Pixels: the narrowest window that WCAG 2.2 (1.4.10, "Reflow") asks pages to fit."""

OpenPage = Callable[..., Page]


@pytest.fixture(params=["http", "disk", "sub-path"])
def address(request: pytest.FixtureRequest, serve_folder: Callable[[Path], str], tmp_path: Path) -> str:
    """Return where the golden site is: on a server, in a folder, or below a path of a server, without a final slash."""
    if request.param == "disk":
        return SITE.as_uri()
    if request.param == "http":
        return serve_folder(SITE)
    (tmp_path / "some").mkdir()
    (tmp_path / "some/archive").symlink_to(SITE, target_is_directory=True)
    return f"{serve_folder(tmp_path)}/some/archive"


def test_walk(address: str, open_page: OpenPage) -> None:
    """From home to section, article, tag, source page and back, by the links that a reader sees."""
    page = open_page()
    page.goto(f"{address}/index.html")
    page.get_by_role("navigation").get_by_role("link", name="News", exact=True).first.click()
    assert page.url.endswith("/news/index.html")
    page.get_by_role("main").get_by_role("link", name="Office Opened in the Old Mill").click()
    article = page.url
    assert article.endswith("/news/2024/office-opened-in-the-old-mill.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Office Opened in the Old Mill"
    page.go_back()
    page.get_by_role("main").get_by_role("link", name="Example Mining opened an office in Peru").click()
    page.get_by_role("main").get_by_role("link", name="Peru").first.click()
    assert page.url.endswith("/tags/places/peru.html")
    page.get_by_role("main").get_by_role("link", name="Example Mining opened an office in Peru").first.click()
    page.get_by_role("main").get_by_role("link", name="Source as captured").click()
    page.wait_for_url("**/*.source.html*")
    assert "Example Mining Corporation" in page.get_by_role("main").inner_text()
    for _ in range(4):
        page.go_back()
    assert page.url.endswith("/news/index.html")


@pytest.mark.parametrize("path", ["index.html", "news/2024/office-opened-in-the-old-mill.html", "404.html"])
def test_style_is_applied(address: str, open_page: OpenPage, path: str) -> None:
    """The style sheet is obeyed under the page's own Content-Security-Policy, from disk as well."""
    page = open_page()
    page.goto(f"{address}/{path}")
    families = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Times" not in families.split(",")[0]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_readable_at_phone_width(open_page: OpenPage, *, dark: bool) -> None:
    """No page of the site scrolls sideways on the narrowest phone."""
    page = open_page(width=PHONE, dark=dark)
    for file in sorted(SITE.rglob("*.html")):
        page.goto(file.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE, f"{file.relative_to(SITE)} is {width} pixels wide"


def test_every_page_loads_in_silence(address: str, open_page: OpenPage) -> None:
    """No page logs an error, breaks its policy or asks another host; `open_page` fails the test where one does."""
    page = open_page()
    pages = sorted(SITE.rglob("*.html"))
    for file in pages:
        page.goto(f"{address}/{file.relative_to(SITE).as_posix()}")
        assert page.title()
    assert len(pages) > 50


def test_no_dead_link() -> None:
    """Every link of every page leads to a file of the site, and its fragment to an element there."""
    ids = {file: _ids(file) for file in SITE.rglob("*.html")}
    dead = [
        f"{file.relative_to(SITE)}: {link}"
        for file in sorted(ids)
        for link in _links(file)
        if not _alive(file, link, ids)
    ]
    assert dead == []


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "lxml")


def _ids(file: Path) -> set[str]:
    found = [str(element["id"]) for element in _soup(file).find_all(id=True)]
    assert len(found) == len(set(found)), f"{file.relative_to(SITE)} has an id twice"
    return set(found)


def _links(file: Path) -> list[str]:
    return [
        str(element.get("href") or element.get("src"))
        for element in _soup(file).find_all(["a", "link", "img", "script"])
    ]


def _alive(file: Path, link: str, ids: dict[Path, set[str]]) -> bool:
    path, fragment = urldefrag(link)
    if urlsplit(path).scheme in {"http", "https", "mailto"}:
        return True
    path = path.partition("?")[0]
    target = Path(os.path.normpath(file.parent / unquote(path))) if path else file
    if fragment and target in ids:
        return unquote(fragment) in ids[target]
    return target.is_file()
