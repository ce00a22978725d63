"""The site as a whole: the same bytes everywhere, addresses that stay, an old site that stands."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from minmetals_site import build_site
from minmetals_site.publish import MANIFEST
from trees import tree_of

GOLDEN = Path(__file__).parent / "golden"
FOREIGN_PLACES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
)


def _shuffled_copy(source: Path, target: Path, seed: int) -> None:
    """Copy a folder file by file in a random order: many file systems list files in the order they were made."""
    files = [file for file in source.rglob("*") if file.is_file()]
    random.Random(seed).shuffle(files)  # noqa: S311  # an order, not a secret
    for file in files:
        (target / file.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / file.relative_to(source))
        os.utime(target / file.relative_to(source), (seed * 1e8, seed * 1e8))


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """Other folders, file orders, times, locales, time zones and hash seeds give the same tree, register included."""
    trees = []
    for number, place in enumerate(FOREIGN_PLACES, start=1):
        folder = tmp_path / f"machine {number}" / ("deeper" * number)
        _shuffled_copy(GOLDEN / "content", folder / "content", number)
        (folder / "content/permalinks.tsv").unlink()
        subprocess.run(
            [sys.executable, "-m", "minmetals_site", "build", "--content", "content", "--output", "site"],
            cwd=folder,
            env={**os.environ, **place},
            check=False,
            capture_output=True,
        )
        trees.append((tree_of(folder / "site"), (folder / "content/permalinks.tsv").read_bytes()))
    assert len(trees[0][0]) > 50
    assert trees[0] == trees[1]


def test_second_build_changes_nothing(tmp_path: Path) -> None:
    """Built again, no file is written, and the register does not grow."""
    shutil.copytree(GOLDEN / "content", tmp_path / "content")
    build_site(tmp_path / "content", tmp_path / "site")
    before, register = tree_of(tmp_path / "site"), (tmp_path / "content/permalinks.tsv").read_bytes()
    report = build_site(tmp_path / "content", tmp_path / "site")
    assert report.published is not None
    assert (report.published.written, report.published.removed) == (0, 0)
    assert (tree_of(tmp_path / "site"), (tmp_path / "content/permalinks.tsv").read_bytes()) == (before, register)


def test_addresses_outlive_their_titles(tmp_path: Path) -> None:
    """A document keeps its address when it is edited, corrected or moved, and leaves a page there when it is gone."""
    shutil.copytree(GOLDEN / "content", tmp_path / "content")
    news = tmp_path / "content/news"
    build_site(tmp_path / "content", tmp_path / "site")
    address = tmp_path / "site/news/2024/office-opened-in-the-old-mill.html"
    text = (news / "titled.txt").read_text("utf-8")
    (news / "titled.txt").write_text(text.replace("Office Opened in the Old Mill", "Another Title"), "utf-8")
    build_site(tmp_path / "content", tmp_path / "site")
    assert "Another Title" in _heading(address)
    (news / "titled.yaml").write_text("title: {value: A Third Title, reason: the second was wrong}\n", "utf-8")
    (news / "titled.txt").rename(tmp_path / "content/moved.txt")
    (news / "titled.yaml").rename(tmp_path / "content/moved.yaml")
    build_site(tmp_path / "content", tmp_path / "site")
    assert "A Third Title" in _heading(address)
    (tmp_path / "content/moved.txt").unlink()
    (tmp_path / "content/moved.yaml").unlink()
    build_site(tmp_path / "content", tmp_path / "site")
    assert "moved.txt" in address.read_text("utf-8")
    assert "A Third Title" not in address.read_text("utf-8")


def _heading(file: Path) -> str:
    heading = BeautifulSoup(file.read_bytes(), "lxml").h1
    assert heading is not None
    return heading.get_text(" ", strip=True)


def test_manifest_lists_every_file(tmp_path: Path) -> None:
    """The manifest has the digest of every file but itself, as `sha256sum -c` reads it."""
    shutil.copytree(GOLDEN / "content", tmp_path / "content")
    build_site(tmp_path / "content", tmp_path / "site")
    tree = tree_of(tmp_path / "site")
    lines = tree.pop(MANIFEST).decode().splitlines()
    assert lines == [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(tree.items())]


def test_raw_copies_are_the_captures(tmp_path: Path) -> None:
    """Every capture that was read is published byte for byte beside its page."""
    shutil.copytree(GOLDEN / "content", tmp_path / "content")
    build_site(tmp_path / "content", tmp_path / "site")
    raw = {file.read_bytes() for file in (tmp_path / "site/raw").rglob("*") if file.is_file()}
    captures = [
        p for p in (tmp_path / "content").rglob("*") if p.suffix in {".txt", ".json", ".md"} and p.parent.name != "bad"
    ]
    assert {file.read_bytes() for file in captures} == raw


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a property."""
    return tmp_path_factory.mktemp("order")


@settings(max_examples=15)
@given(names=st.permutations(sorted(p.name for p in (GOLDEN / "content/news").glob("0*.txt"))))
def test_every_document_is_in_its_section_once(names: list[str], shared_folder: Path) -> None:
    """Whatever the captures are called, each stands in the lists of its section exactly once."""
    content, site = shared_folder / "content", shared_folder / "site"
    for folder in (content, site):
        shutil.rmtree(folder, ignore_errors=True)
    kept = sorted((GOLDEN / "content/news").glob("0*.txt"))[: len(names)]
    content.mkdir()
    for file, name in zip(kept, names, strict=True):
        shutil.copyfile(file, content / name)
    build_site(content, site)
    documents = {p.as_posix() for p in site.glob("news/2*/*.html") if not p.name.endswith(".source.html")}
    listed: list[str] = []
    for page in [site / "news/index.html", *site.glob("news/page/*.html")]:
        main = BeautifulSoup(page.read_bytes(), "lxml").main
        assert main is not None
        links = {str(link["href"]) for link in main.find_all("a", href=True)}
        targets = {Path(os.path.normpath(page.parent / link.split("#")[0])).as_posix() for link in links}
        listed += sorted(targets & documents)
    assert sorted(listed) == sorted(documents)


def test_the_page_about_the_archive_keeps_its_address(tmp_path: Path) -> None:
    """A copy of its file that comes first, in a folder of captures, takes its address, and nothing clashes."""
    shutil.copytree(GOLDEN / "content", tmp_path / "content")
    build_site(tmp_path / "content", tmp_path / "site")
    shutil.copyfile(tmp_path / "content/pages/about.md", tmp_path / "content/analysis/a.txt")
    build_site(tmp_path / "content", tmp_path / "site")
    assert "How values are known" in (tmp_path / "site/about.html").read_text("utf-8")
