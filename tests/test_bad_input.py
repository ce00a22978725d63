"""Captures are hostile input: each bad file has a clear problem or result, and never costs another.

Messages are compared whole in `cases/problems.yaml`: a person has to act on them.
"""

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from minmetals_site import Report, build_site, read_capture
from minmetals_site.cli import main
from minmetals_site.errors import SettingsError

GOOD = "Home > News > Company News\nExample Mining Corporation 2024-03-05\nExample Mining opened an office in Peru.\n"
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/problems.yaml").read_text("utf-8"))


def _content(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / "content"


def _build(folder: Path, files: Mapping[str, str | bytes]) -> Report:
    return build_site(_content(folder, files), folder / "public")


def _everything(folder: Path) -> str:
    """Return all text of the site but the raw copies, which are the captures themselves."""
    files = sorted(p for p in (folder / "public").rglob("*") if p.is_file() and "raw" not in p.parts)
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_problem(case: dict[str, Any], tmp_path: Path) -> None:
    """A bad file is a problem with its place, its fault and its cure, and the good one beside it is published."""
    data = case["given"].encode() if isinstance(case["given"], str) else bytes(case["given"])
    report = _build(tmp_path, {"good.txt": GOOD, case.get("file", "bad.txt"): data})
    assert [str(problem) for problem in report.problems] == [case["expect"]]
    assert sum(report.kinds.values()) == case.get("documents", 1)
    assert html.escape(report.problems[0].what, quote=False) in _text_of(tmp_path / "public/ledger.html")


def _text_of(file: Path) -> str:
    return html.escape(BeautifulSoup(file.read_bytes(), "lxml").get_text(" ", strip=False), quote=False)


def test_line_of_many_megabytes(tmp_path: Path) -> None:
    """A line of fifty megabytes is read like any other."""
    words = "Example Mining opened an office in Peru. "
    documents, problems = read_capture(
        _content(tmp_path, {"long.txt": words * (50_000_000 // len(words))}) / "long.txt"
    )
    assert problems == []
    assert documents[0].document.title.value == "Example Mining opened an office in Peru"


def test_missing_content_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a content folder nothing is built, and the old site stands."""
    _build(tmp_path, {"good.txt": GOOD})
    before = _everything(tmp_path)
    status = main(["build", "--content", str(tmp_path / "nothing"), "--output", str(tmp_path / "public")])
    assert status == 2
    assert "there is no such folder" in capsys.readouterr().err
    assert _everything(tmp_path) == before


def test_empty_content_folder(tmp_path: Path) -> None:
    """A folder without captures is no archive: said so, rather than an empty site put over the old one."""
    (tmp_path / "content").mkdir()
    with pytest.raises(SettingsError, match="holds no captures"):
        build_site(tmp_path / "content", tmp_path / "public")


def test_nothing_but_bad_captures(tmp_path: Path) -> None:
    """Where no capture can be read, no empty site takes the place of the old one."""
    _build(tmp_path, {"good.txt": GOOD})
    before = _everything(tmp_path)
    (tmp_path / "content/good.txt").write_bytes(b"")
    with pytest.raises(
        SettingsError, match=r"none of the captures can be read; the first of 1: good.txt: the file is empty"
    ):
        build_site(tmp_path / "content", tmp_path / "public")
    assert _everything(tmp_path) == before


def test_unknown_key_in_settings(tmp_path: Path) -> None:
    """An unknown key of site.yaml stops the build and names the known ones."""
    with pytest.raises(SettingsError, match=r"site\.yaml:2: .*tittle.*title"):
        _build(tmp_path, {"good.txt": GOOD, "site.yaml": "language: en\ntittle: An archive\n"})
    assert not (tmp_path / "public").exists()


def test_yaml_that_runs_code(tmp_path: Path) -> None:
    """A YAML tag that makes an object is refused, wherever it stands, and runs nothing."""
    witness = tmp_path / "witness"
    evil = f"!!python/object/apply:os.system ['touch {witness}']\n"
    with pytest.raises(SettingsError, match=r"site\.yaml:1"):
        _build(tmp_path, {"good.txt": GOOD, "site.yaml": f"title: {evil}"})
    (tmp_path / "content/site.yaml").unlink()
    report = _build(tmp_path, {"good.yaml": f"title: {evil}", "note.md": f"---\ntitle: {evil}---\nText.\n"})
    assert {problem.place.file for problem in report.problems} == {"good.yaml", "note.md"}
    assert not witness.exists()


def test_link_out_of_the_content_folder(tmp_path: Path) -> None:
    """A link that leads out of the folder is not followed, and is said to be one."""
    (tmp_path / "secret.txt").write_text("The password is swordfish.", "utf-8")
    content = _content(tmp_path, {"good.txt": GOOD})
    (content / "link.txt").symlink_to(tmp_path / "secret.txt")
    (content / "folder").symlink_to(tmp_path)
    report = build_site(content, tmp_path / "public")
    assert [problem.place.file for problem in report.problems] == ["folder", "link.txt"]
    assert "swordfish" not in _everything(tmp_path)


def test_equal_bytes(tmp_path: Path) -> None:
    """Captures of equal bytes are one document, of the first path; the ledger lists the other as its duplicate."""
    report = _build(tmp_path, {"b.txt": GOOD, "a.txt": GOOD})
    assert report.kinds == {"news": 1}
    assert report.problems == ()
    assert "the same bytes as a.txt" in _text_of(tmp_path / "public/ledger.html")


@pytest.mark.parametrize("name", ["a/b", "../../up", '"quoted"', "五矿", "<b>", "con", ".", "a\\b", "x" * 200])
def test_tag_with_a_hostile_name(name: str, tmp_path: Path) -> None:
    """A tag's name never decides on a path: its page is one file in its facet's folder, and shows the name."""
    vocabulary = json.dumps({"starter": False, "places": {name: ["Peru"]}})
    _build(tmp_path, {"good.txt": GOOD, "vocabulary.yaml": vocabulary})
    pages = [p for p in (tmp_path / "public/tags/places").iterdir() if p.suffix == ".html"]
    assert len(pages) == 1
    assert re.fullmatch(r"[a-z0-9-]+\.html", pages[0].name)
    assert html.escape(name, quote=False) in _text_of(pages[0])


@pytest.mark.parametrize(
    "title", ["T" * 500, "Word " * 100, "<b></b>", "<script>alert(1)</script>", "&lt;img src=x onerror=alert(1)&gt;"]
)
def test_hostile_title(title: str, tmp_path: Path) -> None:
    """A title of 500 characters, or of markup alone, makes a page with a short safe address and no markup of it."""
    post = {"id": 1, "type": "post", "date": "2024-03-05T10:00:00", "link": "https://orewatch.test/a"}
    post |= {"title": {"rendered": title}, "content": {"rendered": "<p>Example Mining opened an office.</p>"}}
    report = _build(tmp_path, {"post.json": json.dumps(post)})
    assert report.problems == ()
    [page] = [p for p in (tmp_path / "public/analysis/2024").glob("*.html") if ".source." not in p.name]
    assert re.fullmatch(r"[a-z0-9-]{1,80}\.html", page.name)
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    assert not soup.select("script:not([src]), img")
    assert soup.h1 is not None
    assert soup.h1.get_text(strip=True)


HOSTILE = (
    "<script>alert('xss-1')</script>",
    '"><img src=x onerror=alert(2)>',
    "javascript:alert(3)",
    "data:text/html,<script>alert(4)</script>",
    "]]></title><script>alert(5)</script>",
    "</script><svg/onload=alert(6)>",
    "' onmouseover='alert(7)",
    "{{ 7*7 }}{% raw %}",
    "\x1b[31mred\x07",
)


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_values_stay_text(evil: str, tmp_path: Path) -> None:
    """Script, handlers and dangerous links in any field of any shape reach no page and no feed as anything but text."""
    post: dict[str, Any] = {"id": 1, "type": evil, "slug": evil, "status": "publish", "link": evil, "date": evil}
    post |= {"title": {"rendered": evil}, "excerpt": {"rendered": evil}, "guid": {"rendered": evil}}
    post |= {
        "content": {"rendered": f'<p onclick="{evil}">Text {evil}</p><a href="{evil}">link</a><h2 id="{evil}">x</h2>'}
    }
    post |= {"_embedded": {"author": [{"name": evil}], "wp:term": [[{"taxonomy": evil, "slug": evil, "name": evil}]]}}
    post |= {"yoast_head_json": {"og_site_name": evil}, "class_list": [f"category-{evil}"]}
    news = f"Home > {evil} > News\n{evil}\n{evil} 2024-03-05\nText {evil} here.\n{evil}\nMore text.\n"
    article = f"Highlights\n- {evil}\nText {evil}.\n{evil}\nMore text.\nDisclaimer: {evil}\n"
    front = yaml.safe_dump({"title": evil, "publisher": evil, "source_url": evil, "author": evil}, allow_unicode=True)
    note = f"---\n{front}---\n# {evil}\n\n[link]({evil}) {evil}\n\n<div {evil}>x</div>\n"
    files = {"post.json": json.dumps(post), "news.txt": news, "article.txt": article, "pages/note.md": note}
    _build(tmp_path, files)
    for file in sorted((tmp_path / "public").rglob("*")):
        if file.suffix == ".html":
            _assert_harmless(file)
        elif file.suffix == ".xml":
            assert BeautifulSoup(file.read_bytes(), "xml").find(["script", "svg", "img"]) is None
        elif file.suffix == ".jsonl":
            assert all(json.loads(line) for line in file.read_text("utf-8").splitlines())
        if file.is_file() and "raw" not in file.parts:
            assert not set("\x1b\x07") & set(file.read_text("utf-8"))


def _assert_harmless(file: Path) -> None:
    soup = BeautifulSoup(file.read_bytes(), "lxml")
    assert not soup.select("script:not([src]), iframe, object, embed, form:not([role=search], #narrow), img"), file
    assert len(soup.find_all("style")) == (file.name == "404.html"), file  # its own, which its policy admits by digest
    for element in soup.find_all():
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"], file
        for name in ("href", "src", "action"):
            link = str(element.get(name, ""))
            assert not re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE), file


def test_terminal_obeys_no_capture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters in names and texts reach the terminal as escapes."""
    content = _content(tmp_path, {"good.txt": GOOD, "bad\x1b[31m.txt": "", "red.txt": GOOD + "\x1b[31mred\x9b31m\n"})
    assert main(["build", "--content", str(content), "--output", str(tmp_path / "public")]) == 1
    main(["inspect", str(content / "red.txt")])
    captured = capsys.readouterr()
    printed = captured.out + captured.err
    assert all(character.isprintable() or character == "\n" for character in printed)
    assert "bad\\x1b[31m.txt: the file is empty" in printed


def test_strict_publishes_nothing(tmp_path: Path) -> None:
    """With --strict a problem leaves the old site as it stands."""
    content = _content(tmp_path, {"good.txt": GOOD})
    assert main(["build", "--content", str(content), "--output", str(tmp_path / "public")]) == 0
    before = _everything(tmp_path)
    (content / "empty.txt").write_bytes(b"")
    assert main(["build", "--content", str(content), "--output", str(tmp_path / "public"), "--strict"]) == 2
    assert _everything(tmp_path) == before


def test_content_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the content folder is read-only the site is built all the same, and says that permalinks were not kept."""
    content = _content(tmp_path, {"good.txt": GOOD})
    monkeypatch.setattr("minmetals_site.assembly.append_text", lambda *_: False)
    report = build_site(content, tmp_path / "public")
    assert any("permalinks were not kept" in remark for remark in report.remarks)
    assert (tmp_path / "public/index.html").is_file()


def test_output_inside_content(tmp_path: Path) -> None:
    """A site is never written among the captures."""
    content = _content(tmp_path, {"good.txt": GOOD})
    with pytest.raises(SettingsError, match="one within the other"):
        build_site(content, content / "public")


def test_corrections_that_reach_nothing(tmp_path: Path) -> None:
    """A correction of an item that is not there, or beside a duplicate, is a problem, and never passed over."""
    files = {"a.txt": GOOD, "b.txt": GOOD, "b.yaml": "title: {value: Never seen, reason: none}\n"}
    post = {"id": 7, "type": "post", "title": {"rendered": "A post"}, "content": {"rendered": "<p>Text.</p>"}}
    files |= {"post.json": json.dumps(post), "post.yaml": "item: {7: {title: Seen}, 99: {title: Unseen}}\n"}
    report = _build(tmp_path, files)
    told = [f"{problem.place.file}: {problem.what}" for problem in report.problems]
    assert told == [
        "b.yaml: the capture beside the correction file is a duplicate of a.txt, and is not read",
        'post.yaml: item "99" is not in the capture',
    ]
    assert "Seen" in _everything(tmp_path)


def test_what_the_archivist_said_is_shown(tmp_path: Path) -> None:
    """Every correction stands on the article with its reason, also those that no field shows."""
    yaml_text = "source_class: {value: independent, reason: a copy}\ntags: {remove: [Peru], reason: only an office}\n"
    _build(tmp_path, {"good.txt": GOOD, "good.yaml": yaml_text})
    [page] = [p for p in (tmp_path / "public/news/2024").glob("*.html") if ".source." not in p.name]
    shown = _text_of(page)
    assert "Corrected" in shown
    assert "a copy" in shown
    assert "only an office" in shown


def test_two_correction_files_of_one_name(tmp_path: Path) -> None:
    """Of NAME.yaml and NAME.yml the first alone is read, as `inspect` reads it, and the other is a problem."""
    report = _build(tmp_path, {"good.txt": GOOD, "good.yml": "title: From YML\n", "good.yaml": "title: From YAML\n"})
    [problem] = report.problems
    assert (problem.place.file, problem.what) == (
        "good.yml",
        "good.yaml corrects the same capture, and alone is read",
    )
    everything = _everything(tmp_path)
    assert "From YAML" in everything
    assert "From YML" not in everything


def test_names_that_differ_in_their_unicode_form(tmp_path: Path) -> None:
    """Two files whose names look the same are not taken for each other: the second is a problem."""
    composed, decomposed = "\u00e9.txt", "e\u0301.txt"
    content = _content(tmp_path, {composed: GOOD, decomposed: GOOD.replace("Peru", "Lima")})
    if len(list(content.iterdir())) == 1:
        pytest.skip("this file system does not tell the two forms apart")
    report = build_site(content, tmp_path / "public")
    assert [problem.place.file for problem in report.problems] == [composed]
    assert report.kinds == {"news": 1}
