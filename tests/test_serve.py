"""The preview, as its user meets it: the command in a process of its own, a real browser, files that are edited."""

import http.client
import multiprocessing
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from minmetals_site.serve.builder import Builder, Order
from minmetals_site.serve.server import with_script
from preview_process import RunningPreview, running_preview, start_preview
from trees import tree_of

DATED = "Home > News > Company News\n{title}\nExample Mining 2024-03-05\nIt opened an office in Peru.\n"
ARTICLE = "/news/2024/example-opens-an-office.html"

OpenPage = Callable[..., Page]


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes


def _ask(origin: str, target: str, method: str = "GET", **headers: str) -> Answer:
    """Return the answer to a request whose target is sent as it is, which a browser would tidy."""
    connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=60)
    try:
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, response.read())
    finally:
        connection.close()


def _make_content(folder: Path) -> Path:
    """Make a content folder with one capture below the folder."""
    content = folder / "content"
    (content / "news").mkdir(parents=True)
    (content / "news/office.txt").write_text(DATED.format(title="Example opens an office"), "utf-8")
    (content / "site.yaml").write_text("title: Example archive\n", "utf-8")
    return content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a `content` of one capture."""
    _make_content(tmp_path)
    return tmp_path


@pytest.fixture
def preview(folder: Path, origins: set[str]) -> Iterator[RunningPreview]:
    """Yield a running preview of that content."""
    with running_preview(folder=folder) as running:
        origins.add(running.origin)
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningPreview, Path]]:
    """Yield a running preview that no test changes, and the folder of its site."""
    folder = tmp_path_factory.mktemp("served")
    _make_content(folder)
    (folder / "content/news/chinese.txt").write_bytes("公司新闻\n五矿 2024-03-06\n办公室开业。\n".encode("gb18030"))
    with running_preview(folder=folder) as running:
        [site] = (folder / ".cache/minmetals-site/preview").glob("*/site")
        yield running, site


# What is served


@pytest.mark.parametrize(
    ("target", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/news/?q=1", "text/html; charset=utf-8"),
        ("/%6eews/index.html", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml"),
        ("/data/documents/0000.jsonl", "application/jsonl"),
        ("/data/documents.csv", "text/csv; charset=utf-8"),
        ("/data/schema.json", "application/json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/manifest-sha256.txt", "text/plain; charset=utf-8"),
        ("/.minmetals-site/reload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_media_types(target: str, media_type: str, served: tuple[RunningPreview, Path]) -> None:
    """Each file has its type and encoding, is never kept by the browser, and is asked about without its body too."""
    origin = served[0].origin
    answer = _ask(origin, target)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    head = _ask(origin, target, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.body))


def test_assets_and_captures(served: tuple[RunningPreview, Path]) -> None:
    """Style sheets and icons have their types; a capture that is not in UTF-8 is not said to be, and comes whole."""
    running, site = served
    types = {}
    for path in (path for path, _ in tree_of(site).items() if path.startswith(("assets/", "raw/"))):
        answer = _ask(running.origin, f"/{path}")
        types[path.rpartition("/")[2].split(".")[0]] = answer.headers["content-type"]
        assert answer.body == (site / path).read_bytes()
    assert types["style"] == "text/css; charset=utf-8"
    assert types["icon"] == "image/svg+xml"
    assert types["office"] == "text/plain; charset=utf-8"
    assert types["chinese"] == "text/plain"


def test_what_is_published_is_left_alone(served: tuple[RunningPreview, Path]) -> None:
    """The script is in the page that is served and in no file; there is no `public`, and no permalink is kept."""
    running, site = served
    page = _ask(running.origin, "/index.html").body
    script = re.search(rb'<script src="/\.minmetals-site/reload\.js" data-build="[0-9a-f-]+" defer></script>\n', page)
    assert script
    assert b"minmetals-site/reload" not in b"".join(tree_of(site).values())
    root = site.parents[4]
    assert sorted(path.name for path in root.iterdir()) == [".cache", "content"]
    assert not (root / "content/permalinks.tsv").exists()


@pytest.mark.parametrize(
    "target",
    [
        "/gone.html",
        "/../content/site.yaml",
        "/../../../../../content/site.yaml",
        "/%2e%2e/%2e%2e/content/site.yaml",
        "/..%2f..%2fcontent%2fsite.yaml",
        "/news/..%5c..%5csite.yaml",
        "/news%2findex.html",
        "/news/../index.html",
        "/index.html/",
        "/./index.html",
        "/index.html%00",
        "/%ff",
        "/.minmetals-site/",
        "/.minmetals-site/lock",
        "/slipped-in.txt",
        "/linked/site.yaml",
        "index.html",
    ],
)
def test_nothing_else_is_served(target: str, served: tuple[RunningPreview, Path]) -> None:
    """What the manifest does not list is not there: by no spelling, no link and no stranger's file."""
    running, site = served
    (site / "slipped-in.txt").write_text("secret", "utf-8")
    if not (site / "linked").exists():
        (site / "linked").symlink_to(site.parents[4] / "content")
    answer = _ask(running.origin, target)
    assert answer.status == 404
    assert b"<h1>Page not found</h1>" in answer.body
    assert b"reload.js" in answer.body


def test_a_link_in_place_of_a_file(folder: Path) -> None:
    """A file of the site that was made a link out of the site is not followed."""
    with running_preview(folder=folder) as running:
        [about] = folder.glob(".cache/minmetals-site/preview/*/site/about.html")
        assert _ask(running.origin, "/about.html").status == 200
        about.unlink()
        about.symlink_to(folder / "content/site.yaml")
        assert _ask(running.origin, "/about.html").status == 404


def test_a_folder_is_led_to_its_index(served: tuple[RunningPreview, Path]) -> None:
    """A folder without its slash leads to the one with it, on this host and no other."""
    answer = _ask(served[0].origin, "/news?a=b")
    assert (answer.status, answer.headers["location"]) == (301, "/news/")
    assert _ask(served[0].origin, "//example.org/news").headers.get("location") is None
    assert _ask(served[0].origin, "///news").headers["location"] == "/news/"


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1", 200), ("localhost:9999", 200), ("example.org", 403), ("127.0.0.1.example.org", 403), ("", 403)],
)
def test_a_stranger_s_page_cannot_ask(host: str, status: int, served: tuple[RunningPreview, Path]) -> None:
    """Only by a name of this machine is anything told: a name of a stranger's may lead here as well."""
    assert _ask(served[0].origin, "/index.html", Host=host).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(method: str, served: tuple[RunningPreview, Path]) -> None:
    """A preview only tells."""
    assert _ask(served[0].origin, "/index.html", method).status == 501


def test_only_this_machine_is_answered(served: tuple[RunningPreview, Path]) -> None:
    """The port is open at 127.0.0.1 and not at this machine's other addresses."""
    port = int(served[0].origin.rpartition(":")[2])
    with pytest.raises(OSError, match=r"refused|timed out|unreachable|assign"):
        socket.create_connection(("127.0.0.2", port), timeout=10)


# The script's leave


@pytest.mark.parametrize(
    ("policy", "admitting"),
    [
        (
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        ("script-src 'none'; connect-src data:", "script-src 'self'; connect-src data: 'self'"),
        ("img-src data:", "img-src data:; script-src 'self'; connect-src 'self'"),
    ],
)
def test_a_page_s_policy_admits_the_script_and_no_more(policy: str, admitting: str) -> None:
    """Two directives are widened by the page's own host; a page without a policy gets none."""
    page = '<head><meta http-equiv="Content-Security-Policy" content="{}"></head>'
    given_leave = with_script(page.format(policy).encode(), "a-1").decode().replace("&#x27;", "'")
    assert f'content="{admitting}"' in given_leave
    assert "Content-Security-Policy" not in with_script(b"<head></head>", "a-1").decode()


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_the_rest_of_a_page_is_left_alone(head: bytes, body: bytes) -> None:
    """Whatever a page holds, it is the same with the script taken out again."""
    page = head + b"</head>" + body
    changed = with_script(page, "a-1")
    assert (
        changed.replace(b'<script src="/.minmetals-site/reload.js" data-build="a-1" defer></script>\n', b"", 1) == page
    )


# A browser


def test_an_edit_reaches_two_browsers(preview: RunningPreview, folder: Path, open_page: OpenPage) -> None:
    """A capture that is saved is shown in every browser that shows its page, where each stood."""
    first, second = open_page(), open_page(width=390)
    for page in (first, second):
        page.goto(f"{preview.origin}{ARTICLE}")
        expect(page.get_by_text("It opened an office in Peru.").first).to_be_visible()
    capture = folder / "content/news/office.txt"
    capture.write_text(capture.read_text("utf-8").replace("office in Peru", "office in Chile"), "utf-8")
    for page in (first, second):
        expect(page.get_by_text("It opened an office in Chile.").first).to_be_visible()
        assert page.url == f"{preview.origin}{ARTICLE}"


def test_a_template_and_an_asset(folder: Path, repository: Path, origins: set[str], open_page: OpenPage) -> None:
    """A template of one's own, and a part of the style sheet, are shown as soon as they are saved."""
    templates = shutil.copytree(repository / "templates", folder / "mine")
    with running_preview("--templates", "mine", folder=folder) as running:
        origins.add(running.origin)
        page = open_page()
        page.goto(f"{running.origin}/index.html")
        base = templates / "base.html"
        base.write_text(base.read_text("utf-8").replace("Skip to the text", "Skip all this"), "utf-8")
        expect(page.get_by_text("Skip all this")).to_be_attached()
        (templates / "assets/style.css/99-mine.css").write_text("h1 { color: rgb(1, 2, 3); }", "utf-8")
        expect(page.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)")


def test_an_error_is_shown_over_the_old_site(
    preview: RunningPreview, folder: Path, open_page: OpenPage, page_faults: list[str]
) -> None:
    """What keeps the site from being built is shown as text over the last site, on pages opened later too, and goes."""
    page = open_page()
    page.goto(f"{preview.origin}{ARTICLE}")
    settings = folder / "content/site.yaml"
    settings.write_text('title: Example archive\n"<img src=x onerror=alert(1)>": 1\n', "utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("content/site.yaml:2")
    expect(alert).to_contain_text("<img src=x")
    assert alert.locator("img").count() == 0
    expect(page.get_by_text("It opened an office in Peru.").first).to_be_visible()
    later = open_page(dark=True)
    later.goto(f"{preview.origin}/index.html")
    expect(later.get_by_role("alert")).to_contain_text("The site cannot be built")
    later.get_by_role("button", name="Close").click()
    expect(later.get_by_role("alert")).to_have_count(0)
    settings.write_text("title: Another archive\n", "utf-8")
    expect(page).to_have_title(re.compile("Another archive"))
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page_faults == []


def test_a_capture_that_cannot_be_read(preview: RunningPreview, folder: Path, open_page: OpenPage) -> None:
    """A problem is shown in the page and told in the terminal, and the site is built without that capture."""
    page = open_page()
    page.goto(f"{preview.origin}/index.html")
    (folder / "content/news/empty.txt").write_bytes(b"")
    message = "content/news/empty.txt: the file is empty."
    expect(page.get_by_role("alert")).to_contain_text(message)
    preview.wait_for(message)
    (folder / "content/news/empty.txt").unlink()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_site_that_could_never_be_built(
    folder: Path, origins: set[str], open_page: OpenPage, page_faults: list[str]
) -> None:
    """Of content that cannot be built a preview says so in the page, and shows the site once that is mended."""
    (folder / "content/site.yaml").write_text("titel: <b>Example</b>\n", "utf-8")
    with running_preview(folder=folder) as running:
        origins.add(running.origin)
        answer = _ask(running.origin, "/index.html")
        assert answer.status == 503
        assert b"<b>Example" not in answer.body
        page = open_page()
        page.goto(f"{running.origin}{ARTICLE}")
        expect(page.locator("li").first).to_contain_text("content/site.yaml:1")
        (folder / "content/site.yaml").write_text("title: Example archive\n", "utf-8")
        expect(page.get_by_role("heading", level=1)).to_have_text("Example opens an office")
    assert all("status of 503" in fault for fault in page_faults)
    page_faults.clear()


def test_many_saves_are_one_build(preview: RunningPreview, folder: Path) -> None:
    """A file that is saved again and again in no time is built a few times at most, and the last save counts."""
    capture = folder / "content/news/office.txt"
    text = capture.read_text("utf-8")
    for number in range(50):
        capture.write_text(f"{text}Sentence {number} was added.\n", "utf-8")
    builds = 0
    while b"Sentence 49 was added." not in _ask(preview.origin, ARTICLE).body:
        preview.wait_for("Built")
        builds += 1
    assert 1 <= builds < 25


# The process that builds


def test_a_build_that_is_ended_is_told_and_the_next_is_made(folder: Path) -> None:
    """Where the system ends the building process that is an outcome, and the next build has a process again."""
    order = Order(folder / "content", folder / "site", templates=None, cache=folder / "cache")
    with Builder(order) as builder:
        assert builder.build().is_changed
        [process] = multiprocessing.active_children()
        process.kill()
        process.join()
        outcome = builder.build()
        assert outcome.messages == (
            "The process of the build was ended by the system, as it does where memory runs out.",
        )
        assert not outcome.is_changed
        assert builder.build().messages == ()
    assert multiprocessing.active_children() == []


# The command


def test_interrupted_it_ends_well(preview: RunningPreview, folder: Path) -> None:
    """Ctrl-C, with a browser that waits for news, ends the command with status 0, and leaves nothing half done."""
    connection = http.client.HTTPConnection(preview.origin.removeprefix("http://"), timeout=60)
    connection.request("GET", "/.minmetals-site/events")
    assert connection.getresponse().readline().startswith(b"data: {")
    assert preview.interrupt() == 0
    connection.close()
    assert not list(folder.glob(".cache/minmetals-site/preview/*/site/.minmetals-site/*"))
    with pytest.raises(OSError, match="refused"):
        _ask(preview.origin, "/")


def test_another_run_shows_the_site_of_the_last(folder: Path) -> None:
    """What one preview has built is not built again by the next."""
    with running_preview(folder=folder) as running:
        assert running.interrupt() == 0
    process = start_preview("--port", 0, folder=folder)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Built      0 written, ")
    finally:
        process.terminate()
        process.communicate()


def _refusal(folder: Path, *options: object) -> str:
    """Return what a preview says that cannot begin."""
    process = start_preview(*options, folder=folder)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    return said


def test_a_port_that_is_taken(folder: Path) -> None:
    """Where another program has the port, that is said at once, with the option that names another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = _refusal(folder, "--port", port)
    assert said.startswith(f"127.0.0.1:{port}: the port cannot be had (")
    assert said.endswith("Name another with --port.\n")
    assert said.count("\n") == 1


def test_folders_that_cannot_be_used(folder: Path) -> None:
    """A content folder that is not there, a cache within it and one that cannot be written are told as such."""
    assert _refusal(folder, "--content", "gone") == "gone: there is no such folder. Name another with --content.\n"
    assert _refusal(folder, "--cache", "content/cache").startswith("content/cache: the cache, in which the preview")
    (folder / "file").touch()
    said = _refusal(folder, "--cache", "file/cache", "--port", 0)
    assert said.startswith("file/cache/preview/")
    assert said.endswith("Name another folder with --cache.\n")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none(port: str, folder: Path) -> None:
    """What is no number of a port is refused by the command line."""
    assert "invalid" in _refusal(folder, "--port", port)


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be written on Windows")
def test_hostile_names_in_the_terminal(preview: RunningPreview, folder: Path) -> None:
    """A name that a terminal would obey is printed as an escape."""
    (folder / "content/news/evil\x1b[31m.txt").write_bytes(b"")
    assert "\\x1b[31m" in preview.wait_for("content/news/evil")
