"""The checks of a built site: each kind of damage is found and named with its line, and nothing else is."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site import build_site
from minmetals_site.check import check_site
from minmetals_site.check.data_files import reader_of
from minmetals_site.check.html_page import parse_page
from minmetals_site.cli import main
from minmetals_site.publish import JOURNAL, MANIFEST

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "check.yaml").read_text("utf-8"))
CAPTURE = (
    "Home > News > Company News\nExample opens an office\nExample Mining 2024-03-05\nIt opened an office in Peru.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one document, with feeds and a sitemap; no test changes it."""
    folder = tmp_path_factory.mktemp("check")
    (folder / "content/news").mkdir(parents=True)
    (folder / "content/news/office.txt").write_text(CAPTURE, "utf-8")
    settings = "title: Example archive\nbase_url: https://archive.example/sub/\n"
    (folder / "content/site.yaml").write_text(settings, "utf-8")
    build_site(folder / "content", folder / "site", jobs=1)
    return folder / "site"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of that site, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def _faults(site: Path) -> list[tuple[str, int | None, str]]:
    """Return what the checks find: file below the site, line, what is wrong."""
    found = check_site(site, jobs=1).problems
    return [
        (Path(problem.place.file).relative_to(site).as_posix(), problem.place.line, problem.what) for problem in found
    ]


def _rewrite(site: Path, path: str, data: bytes) -> None:
    """Change a file together with its line in the manifest, as a build with a fault would."""
    before = hashlib.sha256((site / path).read_bytes()).hexdigest()
    (site / path).write_bytes(data)
    listed = (site / MANIFEST).read_text("utf-8")
    (site / MANIFEST).write_text(listed.replace(before, hashlib.sha256(data).hexdigest()), "utf-8")


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


# Files


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_damage_is_named_with_its_line(case: dict[str, Any], site: Path) -> None:
    """Of a damaged file exactly what is wrong is told, and in which line; what only looks wrong passes."""
    path = case.get("file", "index.html")
    text = (site / path).read_bytes().decode()
    before, after = case.get("replace") or ("</main>", f"{case['insert']}\n</main>")
    assert before in text
    line = case.get("line") or _line(text, text.index(before))
    _rewrite(site, path, text.replace(before, after, 1).encode())
    found = _faults(site)
    assert [(file, at) for file, at, _ in found] == [(path, line)] * len(case["expect"])
    for (_, _, what), expected in zip(found, case["expect"], strict=True):
        assert what.startswith(expected[:-1]) if expected.endswith("…") else what == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<!DOCTYPE html>\n<html lang="en">\n</html>', ["the page has no title"]),
        (
            '<!DOCTYPE html>\n<html lang="en"><title>A</title>\n<p>B</html>',
            ["<p> is not closed before </html>"],
        ),
        ('<!DOCTYPE html>\n<html lang="en"><title>A</title>\n<p>', ["<html> is never closed", "<p> is never closed"]),
    ],
)
def test_a_page_as_a_whole(text: str, what: list[str]) -> None:
    """A page without a title, and elements that are open where another or the page ends, are told."""
    assert [fault.what for fault in parse_page(text).faults] == what


@pytest.mark.parametrize("astray", ['<p title="', "<!-- A", "<title>A", "<script>A</scrip>"])
def test_what_never_ends_ends_the_reading(astray: str) -> None:
    """A tag, a comment or a text without an end is one fault, in its line, and what follows is not guessed at."""
    page = parse_page(f'<!DOCTYPE html>\n<html lang="en"><title>A</title></html>\n{astray}\n<foo>\n')
    assert [fault.line for fault in page.faults] == [3]


def test_a_page_that_is_not_utf8(site: Path) -> None:
    """A page in another encoding is told by the line of the first byte that is wrong."""
    data = (site / "about.html").read_bytes()
    _rewrite(site, "about.html", data.replace(b"<h1", b"\xff<h1", 1))
    line = data[: data.index(b"<h1")].count(b"\n") + 1
    assert _faults(site)[0] == ("about.html", line, "the page is not in UTF-8")


def test_a_style_sheet_that_asks_for_too_much(site: Path) -> None:
    """What a style sheet loads has to be there, and to be the site's own."""
    [sheet] = sorted((site / "assets").glob("style.*.css"))
    path = f"assets/{sheet.name}"
    added = b'\n@import "gone.css";\na{background:url( https://example.org/a.png )}b{background:url("data:,")}'
    _rewrite(site, path, sheet.read_bytes() + added)
    line = sheet.read_bytes().count(b"\n")
    assert _faults(site) == [
        (path, line, 'the resource "gone.css" leads to a file that is not there'),
        (path, line + 1, 'the resource "https://example.org/a.png" is asked of a third party'),
    ]


@pytest.mark.parametrize(
    ("path", "data", "is_sound"),
    [
        ("search/index.js", b'minmetalsSearch.take("index",{"format":1});', True),
        ("search/index.js", b'minmetalsSearch.take("index",{"format":1', False),
        ("search/index.js", b"alert(1)", False),
        ("search/x/0.js", b'minmetalsSearch.take("x/0","!");', False),
        ("search/x/0.js", b'minmetalsSearch.take("x/0",0);', False),
    ],
)
def test_files_of_the_search(path: str, data: bytes, *, is_sound: bool) -> None:
    """A file of the search is one call with JSON, and one of results can be unpacked."""
    read = reader_of(path)
    assert read is not None
    assert (read(data).faults == []) is is_sound


# The folder


def test_a_sound_site_has_no_faults(built: Path) -> None:
    """Of a site as it was built nothing is said, and what was looked at is counted."""
    checked = check_site(built)
    assert checked.problems == ()
    assert checked.files == sum(file.is_file() for file in built.rglob("*"))
    assert checked.pages == len(list(built.rglob("*.html")))
    assert checked.links > checked.pages


def test_the_golden_site_has_no_faults(repository: Path) -> None:
    """The golden site, which shows every type of page, is sound."""
    assert check_site(repository / "tests/golden/site").problems == ()


def test_several_processes_find_the_same(site: Path) -> None:
    """However many processes check, the same is found in the same order."""
    shutil.copytree(site, site / "copy")
    for number in range(120):
        (site / f"odd-{number}.html").write_text(f"<p>{number}\n<foo>", "utf-8")
    assert check_site(site, jobs=2).problems == check_site(site, jobs=1).problems


def _change(site: Path) -> None:
    (site / "about.html").write_bytes((site / "about.html").read_bytes() + b"\n")


def _remove(site: Path) -> None:
    (site / "robots.txt").unlink()


def _link(site: Path) -> None:
    (site / "more.txt").symlink_to("robots.txt")


def _rename(site: Path) -> None:
    (site / "robots.txt").rename(site / "Robots.txt")


def _repeat(site: Path) -> None:
    first = (site / MANIFEST).read_text("utf-8").split("\n")[0]
    with (site / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{first}\nno digest at all\n{'0' * 64}  cut")


def _break_off(site: Path) -> None:
    (site / JOURNAL).parent.mkdir()
    (site / JOURNAL).touch()


def _keep(site: Path) -> None:
    (site / ".nojekyll").touch()
    (site / ".git").mkdir()
    (site / ".git/index").touch()


CHANGED = "the manifest lists other bytes: the file was changed after the build"
UNLISTED = "the manifest does not list this file"


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_change, [("about.html", None, CHANGED)]),
        (_remove, [(MANIFEST, ..., 'the file "robots.txt" is not there')]),
        (_link, [("more.txt", None, "this is a symbolic link")]),
        (_rename, [("Robots.txt", None, UNLISTED), (MANIFEST, ..., 'the file "robots.txt" is not there')]),
        (
            _repeat,
            [
                (MANIFEST, ..., '"404.html" stands in line 1 already'),
                (MANIFEST, ..., '"no digest at all" is no line of a manifest'),
                (MANIFEST, ..., "the manifest breaks off within a line"),
            ],
        ),
        (_break_off, [(JOURNAL, None, "a build into this folder was broken off, or has not ended")]),
        (_keep, []),
    ],
)
def test_the_folder_is_what_the_manifest_says(
    damage: Callable[[Path], None], expected: list[tuple[str, object, str]], site: Path
) -> None:
    """Files that were changed, removed, added or renamed are told; the host's own, hidden by a point, are not."""
    damage(site)
    lines = (site / MANIFEST).read_text("utf-8").split("\n")
    for (file, line, what), (path, at, words) in zip(_faults(site), expected, strict=True):
        assert (file, what) == (path, words)
        if at is ...:
            assert line
            assert what.split('"')[1:2] in ([], *([word] for word in lines[line - 1].split("  ")))


# The command


def test_a_folder_without_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no folder, or no site of ours in it, nothing is checked, and the exit status says so."""
    missing = tmp_path / "missing"
    assert main(["check", "--output", str(missing)]) == 2
    mend = "Build the site, or name its folder with --output."
    assert capsys.readouterr() == ("", f"{missing.as_posix()}: there is no such folder. {mend}\n")
    assert main(["check", "--output", str(tmp_path)]) == 2
    what = f"the folder holds no site made by this program: there is no {MANIFEST}"
    assert capsys.readouterr() == ("", f"{tmp_path.as_posix()}: {what}. {mend}\n")


def test_the_command_says_what_is_wrong_and_where(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit status is 0 for a sound site and 1 for another, and each fault is a line as of a compiler."""
    monkeypatch.chdir(site.parent)
    assert main(["check", "--output", "site"]) == 0
    assert "Problems   0\n" in capsys.readouterr().out
    _rewrite(site, "about.html", (site / "about.html").read_bytes().replace(b"<h1", b"<foo></foo><h1", 1))
    line = _line((site / "about.html").read_text("utf-8"), (site / "about.html").read_text("utf-8").index("<foo>"))
    assert main(["check", "--output", "site"]) == 1
    printed = capsys.readouterr()
    mend = "Mend the template, and build again."
    assert printed.err == f'site/about.html:{line}: "foo" is no element of HTML. {mend}\n'
    assert "Problems   1\n" in printed.out


# Whatever stands there


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be written on Windows")
def test_hostile_names_and_contents(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and texts that a terminal would obey are printed as escapes, also those that are not in UTF-8."""
    name = b"evil\x1b[31m\n\xff.html"
    with open(os.fsencode(site) + b"/" + name, "wb") as file:  # noqa: PTH123  # a path of bytes
        file.write(
            b'<!DOCTYPE html><html lang="\x1b[31m">\x1b]0;x\x07<\x1b\xc2\x9b><a href="\xe2\x80\xae\x1b"></a><foo\x1b>'
        )
    assert main(["check", "--output", str(site)]) == 1
    printed = capsys.readouterr().err
    assert all(character.isprintable() or character == "\n" for character in printed)
    assert all(line.startswith(site.as_posix()) for line in printed.splitlines())
    assert "evil\\x1b[31m\\n\\udcff.html" in printed


TAGS = ["<a ", "<p>", "</p>", "<svg>", "<title>", "</title>", "<script>", "</script", "<!--", "-->", "id=", "href="]
MARKS = st.sampled_from([*TAGS, *"<>/\"'=& \nx#%é\x00\ud800", "</", "/>", "&quot;", "../"])
"""Pieces of which pages are broken together."""


@given(st.lists(MARKS, max_size=60).map("".join))
def test_any_text_is_parsed_as_a_page(text: str) -> None:
    """No text is too broken, and each fault is in a line that there is."""
    page = parse_page(text)
    assert all(fault.line and 1 <= fault.line <= text.count("\n") + 1 for fault in page.faults)
    assert all(0 <= reference.position < len(text) for reference in page.references)


@pytest.mark.parametrize(
    "path", ["a.jsonl", "a.csv", "a.json", "a.xml", "a.css", "robots.txt", "search/a.js", "search/x/0.js"]
)
@given(data=st.binary(max_size=60) | st.text(alphabet='{}[]",:<>/&;!?()u#\n\x00é', max_size=60).map(str.encode))
def test_any_bytes_are_read(path: str, data: bytes) -> None:
    """No file of data is too broken to be read."""
    read = reader_of(path)
    assert read is not None
    contents = read(data)
    assert all(fault.what and fault.mend for fault in contents.faults)


def test_data_that_nests_deeper_than_can_be_read() -> None:
    """JSON and XML that are nested without end, and results that would fill the memory, are told as damaged."""
    for path, data in (
        ("a.json", b"[" * 200_000),
        ("a.jsonl", b'{"url":"","capture":' + b"[" * 200_000),
        ("a.xml", b"<a>" * 200_000),
    ):
        read = reader_of(path)
        assert read is not None
        assert read(data).faults
