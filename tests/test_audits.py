"""What the audit does itself; that its checkers see faults is shown by those planted, each time it runs."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import weight
from audit import Audit, report, representatives
from faults import AuditedPage, Fault
from hostile import write_hostile
from html_checker import is_admitted_style
from minmetals_site import build_site
from planted import PLANTED_FAULTS, unseen, write_planted
from sites import PLANTED, page_kind, types_without_page

GOLDEN = Path(__file__).parent / "golden/site"


def _page(path: str, *, site: str = "sample", folder: Path = GOLDEN) -> AuditedPage:
    file = folder / path
    text = file.read_text("utf-8") if file.suffix == ".html" else ""
    return AuditedPage(site, path, page_kind(path, text), f"http://127.0.0.1/{path}", file)


@pytest.fixture(scope="module")
def golden() -> list[AuditedPage]:
    """Return the pages of the golden site."""
    return [_page(file.relative_to(GOLDEN).as_posix()) for file in sorted(GOLDEN.rglob("*.html"))]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "home"),
        ("404.html", "not_found"),
        ("about.html", "about"),
        ("ledger.html", "ledger"),
        ("ledger/page/2.html", "ledger, further"),
        ("how-to-cite.html", "note"),
        ("news/index.html", "section"),
        ("news/page/1.html", "section, further"),
        ("news/2025/page.html", "article"),
        ("analysis/undated/index-of-mines.html", "article"),
        ("analysis/undated/index-of-mines.source.html", "source"),
        ("tags/index.html", "tags"),
        ("tags/places/peru.html", "tag"),
        ("tags/places/peru/page/2.html", "tag, further"),
        ("data/index.html", "data_guide"),
        ("years/undated.html", "year"),
        ("publishers/index.html", "publishers"),
        ("publishers/example.html", "publisher"),
        ("assets/style.0.css", "style sheet"),
    ],
)
def test_page_types_are_told_by_path(path: str, kind: str) -> None:
    """Each address of the output's map is that of its page type, whatever its document is called."""
    assert page_kind(path) == kind


def test_a_tombstone_is_no_article() -> None:
    """At an article's address, a page that search engines are to leave out is a tombstone."""
    assert page_kind("news/2025/a.html", '<meta name="robots" content="noindex">') == "tombstone"


def test_a_page_type_without_a_page_is_named(golden: list[AuditedPage]) -> None:
    """A page type of which no site has a page is named, and no other: none goes unaudited."""
    without_home = [page for page in golden if page.kind not in {"home", "tombstone"}]
    found = types_without_page(without_home)
    assert "home" in found
    assert "article" not in found


def test_the_heaviest_page_of_each_type_is_chosen(golden: list[AuditedPage]) -> None:
    """One page of each type stands for it on each site, the heaviest."""
    chosen = {page.kind: page for page in representatives(golden)}
    articles = [page for page in golden if page.kind == "article"]
    assert chosen["article"].bytes == max(page.bytes for page in articles)
    assert chosen.keys() == {page.kind for page in golden}
    assert len(representatives(golden)) == len(chosen)


def test_the_golden_site_keeps_to_its_weight(golden: list[AuditedPage]) -> None:
    """Every page of the golden site has one style sheet, source and search pages two; none is over its budget."""
    assets = [_page(file.relative_to(GOLDEN).as_posix()) for file in GOLDEN.glob("assets/*")]
    assert list(weight.find_faults([*golden, *assets])) == []


@pytest.mark.parametrize(("size", "is_fault"), [(weight.LARGEST_STYLE, False), (weight.LARGEST_STYLE + 1, True)])
def test_a_heavy_style_sheet_is_a_fault(tmp_path: Path, size: int, *, is_fault: bool) -> None:
    """One byte over the budget is too many."""
    (tmp_path / "a.css").write_text("a" * size)
    (tmp_path / "a.html").write_text('<link rel="stylesheet" href="a.css">')
    pages = [_page("a.css", folder=tmp_path), _page("a.html", folder=tmp_path)]
    assert [fault.rule for fault in weight.find_faults(pages)] == ["style sheets"] * is_fault


def test_planted_faults_are_missed_where_no_check_sees_them(tmp_path: Path) -> None:
    """An audit that finds nothing has gone blind to every planted fault; one that finds them, to none."""
    write_planted(tmp_path)
    pages = {name: _page(f"{name}.html", site=PLANTED, folder=tmp_path) for name, _, _ in PLANTED_FAULTS}
    assert len(unseen({})) == len(PLANTED_FAULTS)
    found: dict[str, list[Fault]] = {check: [] for _, check, _ in PLANTED_FAULTS}
    for name, check, rule in PLANTED_FAULTS:
        found[check].append(Fault(pages[name], rule, "<p>"))
    assert unseen(found) == []


def test_the_report_tells_faults_from_pages(golden: list[AuditedPage]) -> None:
    """The table has a line for each page type: how many pages were looked at, or how many faults they have."""
    home, article = (next(page for page in golden if page.kind == kind) for kind in ("home", "article"))
    lines = list(report({"axe": Audit([home, article, article], [Fault(home, "rule", "<p>")])}))
    assert [line.split() for line in lines] == [["axe"], ["article", "2", "ok"], ["home", "1", "faults"]]


def test_an_inline_style_counts_as_admitted_by_its_digest_alone(tmp_path: Path) -> None:
    """What the HTML checker cannot tell is told here: the page of unknown addresses admits its own style alone."""
    message = "Inline style violates Content Security Policy (meta tag)"
    assert is_admitted_style(message, _page("404.html"))
    assert not is_admitted_style("Another message", _page("404.html"))
    (tmp_path / "404.html").write_text((GOLDEN / "404.html").read_text("utf-8").replace("<style>", "<style>p{}"))
    assert not is_admitted_style(message, _page("404.html", folder=tmp_path))


def test_the_hostile_archive_can_be_built(tmp_path: Path) -> None:
    """It has what it promises: long titles, three languages, undated documents, a tombstone; and no script gets in."""
    write_hostile(tmp_path / "content")
    report = build_site(tmp_path / "content", tmp_path / "public", jobs=1)
    assert not report.problems
    pages = {file: BeautifulSoup(file.read_bytes(), "lxml") for file in (tmp_path / "public").rglob("*.html")}
    titles = [str(page.h1.get_text()) for page in pages.values() if page.h1]
    assert max(map(len, titles)) >= 300
    assert {element["lang"] for page in pages.values() for element in page.find_all(lang=True)} >= {"ar", "zh", "en"}
    assert (tmp_path / "public/news/2023/gone.html").is_file()
    assert any(file.parent.name == "undated" for file in pages)
    strangers = "iframe, marquee, [onclick], form:not([role=search], #narrow)"
    assert not any(page.select(strangers) for page in pages.values())
