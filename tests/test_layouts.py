"""The lines that systems set around a text: over it, under its title, behind its day and below its end."""

import json
from html import escape
from itertools import product
from pathlib import Path

import pytest
import yaml

from minmetals_site import ReadDocument, read_capture

LAYOUTS = yaml.safe_load((Path(__file__).parent / "cases" / "layouts.yaml").read_text("utf-8"))
TITLE = "Why the Old Mill of the Valley Turns Again"
BODY = """
The old mill of the valley has been still for thirty years, and nobody had thought that it would ever turn again.

The miller bought it in the spring for less than the price of a good horse, and has since then repaired the wheel.

He says that the river has more water than it used to have. Corn from four villages will be ground there in autumn.
"""
HEADS = (
    "{title}\n{date}",
    "{title}\n\nPublished: {date}",
    "{title}\nBy Ann Sample\n{date}",
    "{title}\nBy Ann Sample | {date}",
    "{title}\nBy Ann Sample, {date}",
    "{title}\n{date} by Ann Sample",
    "{title}\n{date}\nAnn Sample",
    "{title}\nPosted on {date} by Ann Sample",
    "{date}\n{title}",
    "{title}\nPublished {date} · 5 min read",
    "{title}\nBy Ann Sample · Published {date} · Updated {date}",
    "Sample Gazette\n{title}\nBy Ann Sample\n{date}",
    "{title} - Sample Gazette\n{title}\nBy Ann Sample\n{date}",
)
BESIDE_BYLINES = (
    "{title}\n{byline}\nMarch 4, 2024",
    "{title}\n\n{byline}\n\nMarch 4, 2024",
    "{title}\nMarch 4, 2024\n{byline}",
    "{title}\nThe river has more water than it had, and corn is dear.\n{byline}\nMarch 4, 2024",
)
BESIDE_LINES = (
    "{line}\n{title}\nBy Ann Sample\nMarch 4, 2024",
    "{title}\n{line}\nBy Ann Sample\nMarch 4, 2024",
    "{title}\nBy Ann Sample\nMarch 4, 2024\n{line}",
    "{line}\n\n{title}\n\nBy Ann Sample\n\nMarch 4, 2024\n\n{line}",
)

HEADLINE = "Example Mining Opens a New Mill in the Upper Valley"
NEWS = """
On March 2, Example Mining Corporation opened a new mill in the upper valley, and two hundred guests came to see it.

The mill can grind three hundred sacks of corn a day, and its wheel was built by the apprentices of the company.

Chairman Ann Sample thanked the builders. The next mill of the company will be opened in the autumn of next year.
"""
HEADS_OF_NEWS = (
    "{crumbs}\n{headline}\n{dateline}",
    "{crumbs}\n\n{headline}\n\n{dateline}",
    "{headline}\n{crumbs}\n{headline}\n{dateline}",
)


def _read(folder: Path, text: str) -> ReadDocument:
    capture = folder / "0a.txt"
    capture.write_text(text, "utf-8")
    (read,), problems = read_capture(capture)
    assert not problems
    return read


def _assert_is_read(read: ReadDocument, *, author: bool) -> None:
    document = read.document
    assert (document.title.value, document.title.origin) == (TITLE, "stated")
    assert document.published.value
    assert str(document.published.value).startswith("2024-03-04")
    if author:
        assert document.author
        assert document.author.value == "Ann Sample"
    assert document.text == BODY.strip()


@pytest.mark.parametrize(("head", "date"), list(product(HEADS, LAYOUTS["dates"])))
def test_day_in_a_head(tmp_path: Path, head: str, date: str) -> None:
    """A day is read in each of its forms and places, and nothing of the head gets into the text."""
    read = _read(tmp_path, head.format(title=TITLE, date=date) + "\n" + BODY)
    _assert_is_read(read, author="Ann Sample" in head)


@pytest.mark.parametrize(("head", "byline"), list(product(BESIDE_BYLINES, LAYOUTS["bylines"])))
def test_byline_in_a_head(tmp_path: Path, head: str, byline: str) -> None:
    """An author is read whatever stands around the name."""
    _assert_is_read(_read(tmp_path, head.format(title=TITLE, byline=byline) + "\n" + BODY), author=True)


@pytest.mark.parametrize(("head", "line"), list(product(BESIDE_LINES, LAYOUTS["lines_over_the_text"])))
def test_line_over_the_text(tmp_path: Path, head: str, line: str) -> None:
    """A line of the page over a text is neither its title nor its beginning."""
    _assert_is_read(_read(tmp_path, head.format(title=TITLE, line=line) + "\n" + BODY), author=True)


@pytest.mark.parametrize("line", LAYOUTS["lines_under_the_text"])
def test_line_under_the_text(tmp_path: Path, line: str) -> None:
    """A line of the page under a text is not its end."""
    _assert_is_read(_read(tmp_path, f"{TITLE}\nBy Ann Sample\nMarch 4, 2024\n{BODY}\n{line}\n"), author=True)


def _assert_is_news(read: ReadDocument) -> None:
    document = read.document
    assert (document.kind, document.source_class) == ("news", "official")
    assert (document.title.value, document.title.origin) == (HEADLINE, "stated")
    assert str(document.published.value).startswith("2024-03-04")
    assert document.text == NEWS.strip()


@pytest.mark.parametrize(("head", "crumbs"), list(product(HEADS_OF_NEWS, LAYOUTS["breadcrumbs"])))
@pytest.mark.parametrize("dateline", LAYOUTS["datelines"])
def test_head_of_company_news(tmp_path: Path, head: str, crumbs: str, dateline: str) -> None:
    """A company's news are known by breadcrumb and dateline, in whatever forms its site sets them."""
    _assert_is_news(_read(tmp_path, head.format(headline=HEADLINE, crumbs=crumbs, dateline=dateline) + "\n" + NEWS))


@pytest.mark.parametrize("line", LAYOUTS["lines_under_news"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_line_under_company_news(tmp_path: Path, gap: str, line: str) -> None:
    """What a company's site sets under its news is not their end."""
    head = f"Home > News\n{HEADLINE}\nExample Mining Corporation 2024-03-04\n"
    _assert_is_news(_read(tmp_path, f"{head}{NEWS}{gap}{line}\n"))


POINTS = ["The mill has been still for years.", "The wheel was repaired in summer.", "Corn will be ground in autumn."]
LISTS = {
    "bullets": "\n".join(f"- {point}" for point in POINTS),
    "dots": "\n\n".join(f"• {point}" for point in POINTS),
    "numbers": "\n".join(f"{number}. {point}" for number, point in enumerate(POINTS, start=1)),
    "marks lost": "\n".join(POINTS),
}


@pytest.mark.parametrize("label", LAYOUTS["labels_of_highlights"])
@pytest.mark.parametrize("items", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("head", [f"{TITLE}\nBy Ann Sample\nMarch 4, 2024\n\n", ""], ids=["headed", "bare"])
def test_highlights(tmp_path: Path, head: str, items: str, label: str) -> None:
    """Key points stand apart from the text, whatever announces them and however they are marked."""
    document = _read(tmp_path, f"{head}{label}\n{items}\n{BODY}").document
    assert list(document.highlights) == POINTS
    assert document.text == BODY.strip()
    assert document.title.origin == ("stated" if head else "derived")


ELEMENTS = ("<p>{}</p>", "<p><strong>{}</strong></p>", "<p><em>{}</em></p>")
NOTHING_OF_POSTS = {"Ann Sample ", "Written by ", "You may also like", "(By ", "Source: "}
"""Beginnings of lines that a post may well end with, as an author writes it."""
LINES_UNDER_POSTS = [
    line
    for line in (*LAYOUTS["lines_under_the_text"], *LAYOUTS["lines_under_news"])
    if "\n" not in line and not line.startswith(tuple(NOTHING_OF_POSTS))
]


def _read_post(folder: Path, html: str, host: str = "sample.example", site_name: str | None = None) -> ReadDocument:
    post = {
        "id": 1,
        "type": "post",
        "date": "2024-03-04T10:00:00",
        "link": f"https://{host}/2024/mill/",
        "title": {"rendered": TITLE},
        "content": {"rendered": html},
        "yoast_head_json": {"og_site_name": site_name},
    }
    capture = folder / "0a.json"
    capture.write_text(json.dumps(post), "utf-8")
    (read,), problems = read_capture(capture)
    assert not problems
    return read


@pytest.mark.parametrize("element", ELEMENTS)
@pytest.mark.parametrize("line", LINES_UNDER_POSTS)
def test_line_under_a_post(tmp_path: Path, line: str, element: str) -> None:
    """What a system writes into a post, below its text, is not its end."""
    html = "".join(f"<p>{paragraph}</p>\n" for paragraph in BODY.strip().split("\n\n"))
    html += element.format(escape(line, quote=False))
    read = _read_post(tmp_path, html)
    assert read.document.text == BODY.strip()


UNITS = ("A", "a", "1", " ", "A ", "a, ", "A.", "-", "| ", "“", "：", "中", "@", "#a ", "Photos: A ", "By A ", "\u00a0")
BEGINNINGS = ("", "By ", "Image: ", "Photos: ", "About ", "Posted in ", "Tags: ")


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("unit", UNITS)
def test_hostile_line(tmp_path: Path, unit: str, beginning: str) -> None:
    """A line that repeats one sign, over or under the text, is read like any other: no rule tries all its parts."""
    lines = [beginning + (unit * length)[:length] + "!" for length in (70, 110, 230)]
    text = "\n".join([*lines, TITLE, *lines, "By Ann Sample", "March 4, 2024", BODY, *lines])
    document = _read(tmp_path, text).document
    assert "Corn from four villages will be ground there in autumn." in document.text


@pytest.mark.parametrize("news", LAYOUTS["news_of_organisations"], ids=lambda news: news[:12].strip())
@pytest.mark.parametrize("head", LAYOUTS["heads_of_organisations"], ids=["one sign", "two signs", "label", "title"])
@pytest.mark.parametrize("organisation", LAYOUTS["organisations"])
def test_whose_news_it_is(tmp_path: Path, organisation: str, head: str, news: str) -> None:
    """The name beside the day is the publisher's, and no author's, whatever the text says that it has done."""
    document = _read(tmp_path, (head + news).format(organisation=organisation)).document
    assert (document.publisher.value, document.author, document.published.value) == (organisation, None, "2024-03-04")
    assert (document.kind, document.source_class) == ("news", "official")


@pytest.mark.parametrize(
    "post", LAYOUTS["posts_of_companies"], ids=["announces", "has completed", "is pleased", "release"]
)
@pytest.mark.parametrize(
    "site_name", [None, "{company}", "{company} Ltd."], ids=["unnamed", "named", "with legal form"]
)
@pytest.mark.parametrize("company", LAYOUTS["companies"])
def test_company_speaks_in_its_post(tmp_path: Path, company: str, site_name: str | None, post: str) -> None:
    """A company speaks where a post on a host of its name begins with what it did, whatever the site calls itself."""
    core = company.removesuffix(" Corp.")
    host = f"www.{core.replace(' ', '').lower()}.example"
    named = site_name.format(company=core) if site_name else None
    assert _read_post(tmp_path, post.format(company=company), host, named).document.source_class == "official"


@pytest.mark.parametrize(
    "post", LAYOUTS["posts_of_companies"], ids=["announces", "has completed", "is pleased", "release"]
)
@pytest.mark.parametrize(("host", "site_name"), LAYOUTS["papers"].items(), ids=LAYOUTS["papers"])
@pytest.mark.parametrize("company", LAYOUTS["companies"])
def test_paper_speaks_in_its_post(tmp_path: Path, company: str, host: str, site_name: str | None, post: str) -> None:
    """The same words on a host of another name are a paper's, whose own name says what it writes about."""
    document = _read_post(tmp_path, post.format(company=company), host, site_name).document
    assert document.source_class == "independent"
