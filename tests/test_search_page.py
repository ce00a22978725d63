"""The search in a real browser, over http and from disk: the same answers, which are those of the oracle."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from corpus import write_corpus
from firefox import find_firefox, open_firefox
from minmetals_site import build_site
from minmetals_site.vocabulary import read_vocabulary
from search_questions import Record, questions, read_records

DOCUMENTS = 150
QUESTIONS = 300
HOSTILE_CAPTURES = {
    "markup.md": """---\ntitle: '<img src=x onerror=alert(1)> & "quoted"'\n---\n\nMarks: `</script><b>bold</b>`.\n""",
    "prototype.md": "---\ntitle: __proto__ and constructor\n---\n\nThe words constructor, toString and __proto__.\n",
    "arabic.md": "---\ntitle: تقرير المناجم\nlanguage: ar\n---\n\nنص عن مناجم النحاس في المدينة 🪨.\n",
    "chinese.md": "---\ntitle: 五矿集团的报告\nlanguage: zh\n---\n\n这家公司在秘鲁开采铜矿，在第5年开采锌矿。\n",
    "accents.md": "---\ntitle: Señor Pérez visits\n---\n\nAnn Sample met José Pérez at a naïve café: 288,600 tons.\n",
}
HOSTILE_QUERIES = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "__proto__",
    "constructor toString hasOwnProperty",
    "title:__proto__ tag:constructor publisher:__proto__ kind:constructor year:__proto__",
    "🪨 🪨🪨",
    "تقرير",
    'OR OR - -- " "" title: -title: OR',
    "\\ / ' ; % %00 ${1} {{1}}",
    "a" * 10_000,
    "zinc " * 2_000,
    '"' * 999,
    "\ud83d lone",
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a benchmark's corpus and of a few documents that mean harm, or are written in other scripts."""
    folder = tmp_path_factory.mktemp("searched")
    write_corpus(folder, DOCUMENTS, seed=6)
    for name, text in HOSTILE_CAPTURES.items():
        (folder / "content/analysis" / name).write_text(text, "utf-8")
    build_site(folder / "content", folder / "site")
    return folder


@pytest.fixture(scope="module")
def records(site: Path) -> list[Record]:
    """The documents of the site, for the oracle."""
    return read_records(site / "site", read_vocabulary(site / "content"))


@pytest.fixture(params=["http", "disk"])
def address(request: pytest.FixtureRequest, site: Path, serve_folder: Callable[[Path], str]) -> str:
    """Return where the search page is."""
    root = serve_folder(site / "site") if request.param == "http" else (site / "site").as_uri()
    return f"{root}/search.html"


_FIND = """async (texts) => {
  const answers = [];
  for (const text of texts) {
    const found = await minmetalsSearch.find(minmetalsSearch.parse(text));
    const order = await minmetalsSearch.order(found, false);
    answers.push({ numbers: found.having ? [] : found.numbers, ranked: await order.first(20) });
  }
  return answers;
}"""


def _answers(page: Page, texts: list[str]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = page.evaluate(_FIND, texts)
    return answers


def test_the_oracle_agrees(address: str, open_page: OpenPage, records: list[Record]) -> None:
    """Generated questions find the documents that looking at every record finds, no more and no fewer."""
    page = open_page()
    page.goto(address)
    asked = list(questions(records, QUESTIONS, seed=1))
    answers = _answers(page, [question.text for question in asked])
    wrong = []
    some = 0
    for question, answer in zip(asked, answers, strict=True):
        expected = {record.number for record in records if question.matches(record)}
        some += bool(expected)
        if expected != set(answer["numbers"]):
            missed, false = expected - set(answer["numbers"]), set(answer["numbers"]) - expected
            wrong.append(f"{question.text!r}: missed {sorted(missed)[:5]}, false {sorted(false)[:5]}")
    assert wrong == []
    assert some > QUESTIONS / 2


def test_answers_are_the_same_everywhere(
    site: Path, serve_folder: Callable[[Path], str], open_page: OpenPage, records: list[Record]
) -> None:
    """Over http and from disk each query has the same documents in the same order."""
    texts = [question.text for question in questions(records, 40, seed=2)] + list(HOSTILE_QUERIES)
    answers = []
    for root in (serve_folder(site / "site"), (site / "site").as_uri()):
        page = open_page()
        page.goto(f"{root}/search.html")
        answers.append(_answers(page, texts))
    assert answers[0] == answers[1]


def test_firefox_answers_alike(
    site: Path, serve_folder: Callable[[Path], str], open_page: OpenPage, records: list[Record]
) -> None:
    """Firefox, where one is installed, finds the same documents in the same order, over http and from disk."""
    program = find_firefox()
    if program is None:
        pytest.skip("no Firefox is installed here")
    texts = [question.text for question in questions(records, 40, seed=2)] + list(HOSTILE_QUERIES)
    roots = [serve_folder(site / "site"), (site / "site").as_uri()]
    page = open_page()
    page.goto(f"{roots[0]}/search.html")
    expected = _answers(page, texts)
    with open_firefox(program) as firefox:
        for root in roots:
            firefox.goto(f"{root}/search.html?q=perez")
            assert firefox.evaluate(_FIND, texts) == expected
            title = firefox.evaluate("async () => document.querySelector('#answer h3').textContent")
            assert title == "Señor Pérez visits"


def _ask(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("searchbox").press("Enter")


def _status(page: Page) -> Any:  # noqa: ANN401  # what Playwright makes to be looked at again and again
    return expect(page.get_by_role("status"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("perez", "Señor Pérez visits"),
        ("Pérez", "Señor Pérez visits"),
        ("288600", "Señor Pérez visits"),
        ("288,600 tons", "Señor Pérez visits"),
        ("title:perez", "Señor Pérez visits"),
        ('"met José"', "Señor Pérez visits"),
        ("NAIVE", "Señor Pérez visits"),
        ("五矿集团", "五矿集团的报告"),
        ("这", "五矿集团的报告"),
        ("开采铜矿", "五矿集团的报告"),
        ('"第5年开采"', "五矿集团的报告"),
        ('"第5年"', "五矿集团的报告"),
        ('"这"', "五矿集团的报告"),
        ("النحاس", "تقرير المناجم"),
        ("__proto__", "__proto__ and constructor"),
        ("toString", "__proto__ and constructor"),
        ("</script>", '<img src=x onerror=alert(1)> & "quoted"'),
    ],
)
def test_a_query_finds(address: str, open_page: OpenPage, text: str, title: str) -> None:
    """What is asked in any script, with or without marks, is shown as it was written."""
    page = open_page()
    page.goto(address)
    _ask(page, text)
    expect(page.locator("#answer h3").get_by_text(title, exact=True)).to_be_visible()


def test_hostile_queries_do_no_harm(address: str, open_page: OpenPage) -> None:
    """No query raises an error, runs as a script, or leaves the page unable to search; `open_page` watches."""
    page = open_page()
    page.goto(address)
    for text in HOSTILE_QUERIES:
        _ask(page, text)
        page.wait_for_timeout(50)
        assert page.locator("#status img, #answer img, #status script, #answer script").count() == 0
    _ask(page, "perez")
    expect(page.locator("#answer h3").first).to_have_text("Señor Pérez visits")


def test_typing_mistakes_are_mended(address: str, open_page: OpenPage) -> None:
    """A word that no document has is replaced by one that is near it, if the reader says so."""
    page = open_page()
    page.goto(address)
    _ask(page, "minnerals -zincc")
    page.get_by_role("link", name="minerals -zincc").click()
    _status(page).to_contain_text("documents")
    assert "q=minerals+-zincc" in page.url
    _ask(page, "qqqqqqqqqqqqqqqq")
    _status(page).to_have_text("No document found.")


def test_relaxing_is_told(address: str, open_page: OpenPage) -> None:
    """Where no document has all words, those with most of them are shown, and the page says so."""
    page = open_page()
    page.goto(address)
    _ask(page, "perez naive constructor")
    _status(page).to_contain_text("No document has all 3 words. 1 document has 2 of them")
    expect(page.locator("#answer h3").first).to_have_text("Señor Pérez visits")


def test_a_relaxed_phrase_is_told(address: str, open_page: OpenPage) -> None:
    """Where no document has a phrase, those with all its words are shown for these words, and marked by them."""
    page = open_page()
    page.goto(address)
    _ask(page, '"visits señor"')
    _status(page).to_contain_text("No document has this as it stands. 1 document has all of its parts")
    row = page.locator("#answer li.row").first
    expect(row.locator("h3 mark")).to_have_text(["Señor", "visits"])
    expect(row).not_to_contain_text("Found by its tags")


def test_words_count_while_they_are_typed(address: str, open_page: OpenPage) -> None:
    """The last word stands for all that begin so, until the query is sent; the address brings the same results back."""
    page = open_page()
    page.goto(address)
    page.get_by_role("searchbox").press_sequentially("constru")
    expect(page.locator("#answer h3").first).to_have_text("__proto__ and constructor")
    page.reload()
    expect(page.locator("#answer h3").first).to_have_text("__proto__ and constructor")
    page.get_by_role("searchbox").press("Enter")
    _status(page).to_contain_text("No document found")


def test_facets_narrow_and_the_address_keeps_them(address: str, open_page: OpenPage, records: list[Record]) -> None:
    """Values of one facet add up, facets narrow each other, counts are true, and back and forward go through it all."""
    page = open_page()
    page.goto(f"{address}?q=mine")
    having = [record for record in records if "mine" in record.keys]
    years = sorted({record.year for record in having} - {"undated"}, reverse=True)[:2]
    _status(page).to_contain_text(f"{len(having)} documents")
    page.locator("summary", has_text="Year").click()
    for year in years:
        count = sum(record.year == year for record in having)
        expect(page.locator("label", has_text=year)).to_contain_text(str(count))
        page.get_by_role("checkbox", name=year).check()
    both = sum(record.year in years for record in having)
    _status(page).to_contain_text(f"{both} document")
    page.locator("summary", has_text="Kind").click()
    page.get_by_role("checkbox", name="News").check()
    news = sum(record.year in years and record.kind == "news" for record in having)
    _status(page).to_contain_text(f"{news} document")
    assert "kind=news" in page.url
    page.go_back()
    _status(page).to_contain_text(f"{both} document")
    page.go_forward()
    _status(page).to_contain_text(f"{news} document")
    page.get_by_role("button", name="Lift the filter News").click()
    _status(page).to_contain_text(f"{both} document")


def test_newest_first(address: str, open_page: OpenPage, records: list[Record]) -> None:
    """The order of time is that of the records; undated documents follow in a group of their own in every order."""
    page = open_page()
    for sort in ("", "&sort=newest"):
        page.goto(f"{address}?q=perez+OR+mine{sort}")
        expect(page.locator("#answer .row").first).to_be_visible()
        while page.get_by_role("button", name="More results").is_visible():
            page.get_by_role("button", name="More results").click()
        numbers = page.locator("#undated-rows .row").evaluate_all("rows => rows.map(row => +row.dataset.number)")
        having = [record for record in records if {"mine", "perez"} & record.keys]
        assert set(numbers) == {record.number for record in having if record.year == "undated"}
    shown = page.locator("#dated .row").evaluate_all("rows => rows.map(row => +row.dataset.number)")
    years = {record.number: record.year for record in records}
    assert [years[number] for number in shown] == sorted((years[number] for number in shown), reverse=True)
    assert len(shown) + len(numbers) == len(having)


def test_words_are_marked_on_arrival(address: str, open_page: OpenPage) -> None:
    """A result leads to its paragraph, where the words are marked; the address that is left is without them."""
    page = open_page()
    page.goto(f"{address}?q=naive+cafe")
    expect(page.locator("#answer .line mark")).to_have_text(["naïve", "café"])
    page.locator("#answer h3 a").first.click()
    page.wait_for_url("**/*.html#*")
    expect(page.locator(".text mark")).to_have_text(["naïve", "café"])
    assert "mark=" not in page.url
    assert page.locator(":target mark").count() == 2
    page.go_back()
    expect(page.locator("#answer h3").first).to_have_text("Señor Pérez visits")


def test_what_is_printed(address: str, open_page: OpenPage) -> None:
    """On paper stand the query and no placeholder; what was never on the screen is loaded for the next print."""
    page = open_page(height=400)
    page.goto(address)
    _ask(page, "zinc")
    expect(page.locator("#answer h3").first).to_be_visible()
    assert page.locator(".waiting").count() > 0
    page.emulate_media(media="print")
    assert page.locator("#query").is_visible()
    assert not any(row.is_visible() for row in page.locator(".waiting").all())
    assert "print again" in page.evaluate("getComputedStyle(document.querySelector('.results'), '::after').content")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".waiting")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('.results'), '::after').content") == "none"


def test_everything_by_keyboard(address: str, open_page: OpenPage) -> None:
    """From any page `/` leads to the box, Enter to the results, Tab to the first of them, and Enter into it."""
    page = open_page()
    page.goto(address.replace("search.html", "index.html"))
    page.keyboard.press("/")
    page.keyboard.type("perez")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=perez")
    expect(page.locator("#answer h3").first).to_have_text("Señor Pérez visits")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('h3') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html#*")


def test_nothing_is_loaded_before_a_search(address: str, open_page: OpenPage) -> None:
    """The index is asked for when a search starts, and not before; facets when they are opened."""
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state()
    assert not [url for url in asked if "/search/" in url]
    _ask(page, "perez")
    expect(page.locator("#answer h3").first).to_be_visible()
    assert any(url.endswith("/search/index.js") for url in asked)
    assert not any(url.endswith("/search/facets.js") for url in asked)


def test_without_scripts_other_ways_are_named(address: str, open_page: OpenPage) -> None:
    """Where scripts are switched off the page says so, and leads to tags, years, publishers and sections."""
    page = open_page(scripts=False)
    page.goto(address)
    main = page.get_by_role("main")
    assert "Search needs JavaScript" in main.locator("noscript").inner_text()
    for name in ("tag", "year", "publisher", "News"):
        expect(main.get_by_role("link", name=name, exact=True).last).to_be_visible()


@pytest.mark.parametrize("lacking", ["index.js", "t", "x"])
def test_a_broken_index_is_told(
    tmp_path: Path, site: Path, open_page: OpenPage, page_faults: list[str], lacking: str
) -> None:
    """Where files of the index are missing or make no sense the page says so, and still shows the other ways."""
    shutil.copytree(site / "site", tmp_path / "site")
    broken = tmp_path / "site/search" / lacking
    for file in [broken] if broken.is_file() else sorted(broken.iterdir()):
        if lacking == "t":
            file.write_text(f"minmetalsSearch.take({json.dumps(f't/{file.stem}')}, {{}});", "utf-8")
        else:
            file.unlink()
    page = open_page()
    page.goto(f"{(tmp_path / 'site').as_uri()}/search.html?q=perez")
    if lacking == "x":
        expect(page.locator("#answer .row")).to_contain_text("could not be loaded")
    else:
        _status(page).to_contain_text("cannot be read" if lacking == "t" else "could not be loaded")
        expect(page.get_by_role("navigation", name="Other ways")).to_be_visible()
    page_faults[:] = [fault for fault in page_faults if "ERR_FILE_NOT_FOUND" not in fault]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_results_fit_a_phone(address: str, open_page: OpenPage, *, dark: bool) -> None:
    """With results, facets and explanations open the page does not scroll sideways at 320 pixels."""
    page = open_page(width=320, dark=dark)
    page.goto(f"{address}?q=mine&kind=news")
    expect(page.locator("#answer h3").first).to_be_visible()
    page.get_by_text("What can be asked").click()
    page.locator("#ways > summary").click()
    for summary in page.locator("#ways details summary").all():
        summary.click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_site_can_do_without(tmp_path: Path) -> None:
    """`search: false` leaves out the page, its index, its scripts and every way to it."""
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("search: false\nbase_url: https://example.org/a/\n", "utf-8")
    (tmp_path / "content/news/a.md").write_text("---\ntitle: A title\n---\n\nA text.\n", "utf-8")
    build_site(tmp_path / "content", tmp_path / "site")
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    assert not [file for file in files if "search" in file.name or "site." in file.name or "search" in file.parts]
    assert not [file for file in files if file.suffix == ".html" and b"search" in file.read_bytes()]


def test_browsers_are_told(tmp_path: Path) -> None:
    """Where the site's address is known, browsers are told of its search, and the title cannot break out."""
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text('title: "A <b> & c"\nbase_url: https://example.org/a/\n', "utf-8")
    (tmp_path / "content/news/a.md").write_text("---\ntitle: A title\n---\n\nA text.\n", "utf-8")
    build_site(tmp_path / "content", tmp_path / "site")
    root = ET.fromstring((tmp_path / "site/opensearch.xml").read_bytes())  # noqa: S314  # our own file
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    url = root.find(f"{space}Url")
    assert url is not None
    assert url.get("template") == "https://example.org/a/search.html?q={searchTerms}"
    assert root.findtext(f"{space}ShortName") == "A <b> & c"
    assert 'rel="search"' in (tmp_path / "site/index.html").read_text("utf-8")
