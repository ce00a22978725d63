"""The browser tests stand on `open_page` noticing what a page does wrong; here it is shown that it does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

FAULTY = {
    "a script that is not there": ('<script src="none.js"></script>', "console of"),
    "a script that throws": ("<script>throw new Error('on purpose')</script>", "script: on purpose"),
    "a script that the policy forbids": (
        "<meta http-equiv='content-security-policy' content=\"script-src 'self'\"><script>1</script>",
        "console of",
    ),
    "another host": ("<img src='https://example.com/a.png'>", "a page asked for https://example.com/a.png"),
    "a port that nobody serves": ("<img src='http://127.0.0.1:9/a.png'>", "a page asked for http://127.0.0.1:9/a.png"),
}


@pytest.fixture(params=["http", "disk"])
def show(
    tmp_path: Path,
    serve_folder: Callable[[Path], str],
    open_page: Callable[..., Page],
    request: pytest.FixtureRequest,
) -> Callable[[str], Page]:
    """Return a function that opens a page with the given body: from a local server in one run, from disk in another."""
    origin = serve_folder(tmp_path) if request.param == "http" else tmp_path.as_uri()

    def show(body: str) -> Page:
        (tmp_path / "a.js").write_text("document.title = 'It runs'", encoding="utf-8")
        (tmp_path / "index.html").write_text(f"<!doctype html><title>Sample</title>{body}", encoding="utf-8")
        page = open_page()
        page.goto(f"{origin}/index.html")
        return page

    return show


def test_a_sound_page_is_left_in_peace(show: Callable[[str], Page]) -> None:
    """A page with a script of its own and a picture in a `data:` address opens without a fault."""
    page = show("<script src='a.js'></script><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert page.title() == "It runs"


@pytest.mark.parametrize(("body", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_fault_of_a_page_is_noticed(
    show: Callable[[str], Page], page_faults: list[str], body: str, fault: str
) -> None:
    """Errors in the console, errors in scripts and requests to others are noticed."""
    show(body).context.close()
    assert any(noticed.startswith(fault) for noticed in page_faults), page_faults
    page_faults.clear()
