"""The source page: the capture on one side, the reading on the other, and anchors both ways."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from hand_made import document, sourced
from marked_text import captured, numbers_of, pieces_of
from minmetals_site import build_site
from minmetals_site.loader import ReadDocument, read_capture
from minmetals_site.pages.marked import visible
from minmetals_site.pages.passages import passages_of
from minmetals_site.pages.source import rows_of
from minmetals_site.records import AnyDocument, Block, Repair, Undecided, Use, unknown

GOLDEN = Path(__file__).parent / "golden/site"

ARTICLE = """Highlights
- Example Mining opened a plant.
- The plant has three lines.
Example Mining opened a plant in Peru on January 31, and Ms Sample said that it was the firm\u0e42s first plant there.
A Heading of the Text
The plant makes:
- copper, of which there is much
- zinc, of which there is less

It will be enlarged in the years that follow, as was said by the firm at the same time.
Disclaimer: What stands here rests on an official release of Example Mining.
0 Comments
No replies yet
Join the discussion at the Example Review Forum
"""


def read(folder: Path, text: str) -> ReadDocument:
    """Return the document that a capture of this text is read as."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    ((only,), problems) = read_capture(folder / "a.txt")
    assert problems == []
    return only


def block(kind: Any, start: int, end: int, anchor: str, text: str = "Text") -> Block:  # noqa: ANN401  # a kind of block
    """Return a block that was read from this span."""
    level = 2 if kind == "heading" else None
    return Block(kind=kind, level=level, text=text, html="<p>Text</p>", anchor=anchor, start=start, end=end)


# --- The alignment ----------------------------------------------------------------------------------------------------


@st.composite
def records(draw: st.DrawFn) -> tuple[str, AnyDocument]:
    """Draw a text, and a record whose account covers it, with blocks and damage anywhere, across each other too."""
    decoded = draw(st.text(st.sampled_from("ab \n\r<"), max_size=60))
    place = st.integers(0, len(decoded))
    cuts = sorted({0, len(decoded), *draw(st.lists(place, max_size=6))})
    removals = ["removed:navigation", "removed:field-label", "removed:white-space"]
    names = st.sampled_from(["body", "field:title", "field:highlights", *removals])
    spans = [sorted(pair) for pair in draw(st.lists(st.tuples(place, place), max_size=6))]
    damaged = list(pairwise(sorted(set(draw(st.lists(place, max_size=5))))))
    return decoded, document(
        account=tuple(Use(start=a, end=b, use=draw(names)) for a, b in pairwise(cuts)),
        blocks=tuple(block("paragraph", a, b, f"p-{n}") for n, (a, b) in enumerate(spans)),
        repairs=tuple(
            Repair(start=a, end=b, before="x", after="X", rule="lost-sign:dash", certainty="certain")
            for a, b in damaged[::2]
        ),
        undecided=tuple(Undecided(start=a, end=b, text=decoded[a:b], family="unknown") for a, b in damaged[1::2]),
        publisher=unknown(),
    )


@given(records())
def test_passages_cover_the_text_once(case: tuple[str, AnyDocument]) -> None:
    """Passages follow each other without gap or overlap, none is empty, and the page shows each character once."""
    decoded, record = case
    passages = passages_of(record, decoded)
    assert [0, *(p.end for p in passages)] == [*(p.start for p in passages), len(decoded)]
    assert all(p.start < p.end for p in passages)
    assert "".join(map(captured, rows_of(record, decoded))) == visible(decoded)


@given(records())
def test_every_block_with_a_place_is_in_one_passage(case: tuple[str, AnyDocument]) -> None:
    """Each block that was read from somewhere stands beside one passage, which holds some of its text."""
    decoded, record = case
    passages = passages_of(record, decoded)
    placed = [one for passage in passages for one in passage.blocks]
    assert sorted(b.anchor for b in placed) == sorted(b.anchor for b in record.blocks if b.start < b.end)
    for passage in passages:
        for index, one in enumerate(passage.blocks):
            assert index or (one.start < passage.end and passage.start < one.end)


@given(records())
def test_lines_are_numbered_as_in_the_capture(case: tuple[str, AnyDocument]) -> None:
    """Each line has its number once, in order; a passage that begins within a line has no number there."""
    decoded, record = case
    numbers = numbers_of(rows_of(record, decoded))
    count = len(decoded.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    lines = count - (decoded.endswith(("\n", "\r")) or not decoded)
    assert numbers == list(range(1, lines + 1))


@given(records())
def test_damaged_places_are_counted_and_marked_where_they_are(case: tuple[str, AnyDocument]) -> None:
    """The numbers of damaged places of all passages sum up to those of the text, and the marks cover them exactly."""
    decoded, record = case
    rows = list(rows_of(record, decoded))
    assert sum(row.repairs for row in rows) == len(record.repairs)
    assert sum(row.undecided for row in rows) == len(record.undecided)
    marked: dict[str, str] = {"": "", "certain": "", "probable": "", "undecided": ""}
    for piece in pieces_of(rows):
        marked[piece.damage] += piece.text
    assert marked["certain"] == visible("".join(decoded[repair.start : repair.end] for repair in record.repairs))
    assert marked["undecided"] == visible("".join(place.text for place in record.undecided))
    assert sum(piece.after == "X" for piece in pieces_of(rows)) == len(record.repairs)


def test_an_article_is_cut_where_a_reader_would_cut_it(tmp_path: Path) -> None:
    """Highlights are one passage with their label, each block one, bullets stay with their list, the widget is last."""
    one = read(tmp_path, ARTICLE)
    rows = list(rows_of(one.document, one.decoded))
    names = [[part.name for part in row.parts] for row in rows]
    bullets = "Left out: bullet or number of a list, which the page sets itself"
    assert names == [
        ["Highlights", "Left out: label before a value", bullets],
        ["Paragraph"],
        ["Heading, level 2"],
        ["Paragraph"],
        ["List", bullets],
        ["Paragraph"],
        ["Notices"],
        ["Left out: words of a comment widget"],
        ["Publisher", "Left out: words of a comment widget"],
    ]
    assert [numbers_of([row])[0] for row in rows] == [1, 4, 5, 6, 7, 10, 11, 12, 14]
    assert rows[0].parts[0].lines == ("Example Mining opened a plant.", "The plant has three lines.")
    assert rows[4].parts[0].lines == ("copper, of which there is much", "zinc, of which there is less")


def test_the_reading_is_restored_and_says_what_else_was_read(tmp_path: Path) -> None:
    """Beside damaged text stands what is read there, how many places were restored, and the fields read from it."""
    one = read(tmp_path, ARTICLE)
    row = list(rows_of(one.document, one.decoded))[1]
    assert "firm\u0e42s" in captured(row)
    assert "firm’s" in row.parts[0].lines[0]
    assert row.repairs == 1
    assert row.also == "Date in the text"


def test_fields_are_told_by_their_values() -> None:
    """A field shows its value in words, a breadcrumb its levels, and a correction that it is one."""
    decoded = "Home > News\nSmaple\n2025-01-23\nA line of highlights\n\nanother"
    record = document(
        title=sourced("Sample", "corrected", "correction"),
        account=(
            Use(start=0, end=4, use="field:breadcrumb"),
            Use(start=4, end=7, use="removed:breadcrumb-mark"),
            Use(start=7, end=11, use="field:breadcrumb"),
            Use(start=11, end=18, use="field:title"),
            Use(start=18, end=29, use="field:published"),
            Use(start=29, end=len(decoded), use="field:highlights"),
        ),
        blocks=(),
    )
    parts = [part for row in rows_of(record, decoded) for part in row.parts]
    assert [(part.name, part.note, part.lines) for part in parts] == [
        ("Breadcrumb", "", ("Home › News",)),
        ("Left out: signs and words around the levels of the breadcrumb", "", ()),
        ("Title", "corrected by the archivist", ("Sample",)),
        ("Published", "", ("23 January 2025",)),
        ("Highlights", "", ("A line of highlights", "another")),
    ]


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        (["field:title", "removed:field-label", "field:highlights"], ["1\n", "2\n3\n"]),
        (["field:title", "removed:field-label", "", "field:highlights"], ["1\n", "2\n \n4\n"]),
        (["field:title", "removed:field-label", "removed:field-label", "field:author"], ["1\n", "2\n3\n4\n"]),
        (["field:highlights", "removed:field-label", "field:highlights"], ["1\n2\n3\n"]),
        (["field:title", "removed:field-label"], ["1\n", "2\n"]),
        (["removed:field-label"], ["1\n"]),
    ],
    ids=["label", "empty line between", "two labels", "label within", "label last", "label alone"],
)
def test_labels_stay_with_what_they_label(uses: list[str], expected: list[str]) -> None:
    """A line with a label alone is of one passage with the value that follows it, if one does."""
    lines = [f"{number}\n" if use else " \n" for number, use in enumerate(uses, start=1)]
    account = [
        Use(start=2 * index, end=2 * index + 2, use=use or "removed:white-space") for index, use in enumerate(uses)
    ]
    record = document(blocks=(), account=tuple(account))
    decoded = "".join(lines)
    assert [decoded[p.start : p.end] for p in passages_of(record, decoded)] == expected


def test_lists_of_a_post_are_told_item_by_item() -> None:
    """Items that follow each other without a line end are set apart as the record has them; else lines are shown."""
    decoded = "One mine.Two mines."
    account = (Use(start=0, end=len(decoded), use="field:highlights"),)
    for highlights, lines in [(("One mine.", "Two mines."), ("One mine.", "Two mines.")), (("Other",), (decoded,))]:
        record = document(blocks=(), highlights=highlights, account=account)
        [row] = rows_of(record, decoded)
        assert row.parts[0].lines == lines


@pytest.mark.parametrize(
    ("decoded", "spans", "expected"),
    [
        ("one\ntwo\n", [(0, 3), (4, 7)], ["one\n", "two\n"]),
        ("one\n\n\ntwo\n\n", [(0, 3), (6, 9)], ["one\n\n\n", "two\n\n"]),
        ("\n\none", [(2, 5)], ["\n\none"]),
        ("- one --\n- two", [(2, 5), (11, 14)], ["- one --\n", "- two"]),
        ("Head: body of it\nnext", [(0, 4), (6, 16), (17, 21)], ["Head: ", "body of it\n", "next"]),
        ("a\r\nb\rc", [(0, 1), (3, 4), (5, 6)], ["a\r\n", "b\r", "c"]),
        ("one two three", [(0, 7), (4, 13)], ["one two", " three"]),
        ("one two three", [(0, 13), (4, 7)], ["one two three"]),
        ("nothing here", [], ["nothing here"]),
        (" \n ", [], [" \n "]),
    ],
    ids=["lines", "empty lines", "empty first", "marks", "one line", "line ends", "across", "within", "none", "empty"],
)  # fmt: skip
def test_where_passages_are_cut(decoded: str, spans: list[tuple[int, int]], expected: list[str]) -> None:
    """Cuts stand at the ends of lines where they can, and between two blocks of one line where they must."""
    blocks = tuple(block("paragraph", start, end, f"p-{n}") for n, (start, end) in enumerate(spans))
    record = document(blocks=blocks, account=(Use(start=0, end=len(decoded), use="body"),))
    assert [decoded[p.start : p.end] for p in passages_of(record, decoded)] == expected


@given(st.text(), st.text(), st.text("<>&\"'ab"))
def test_no_text_of_a_capture_writes_into_the_page(decoded: str, after: str, value: str) -> None:
    """Whatever the text, what is read instead, and the tags found in it: only the marks of this page are elements."""
    half, size = len(decoded) // 2, len(decoded)
    uses = (Use(start=0, end=half, use="field:title"), Use(start=half, end=size, use="removed:navigation"))
    record = document(
        title=sourced(value),
        blocks=(),
        account=uses,
        repairs=(Repair(start=half, end=size, before="?", after=after, rule="lost-sign:dash", certainty="probable"),),
    )
    html = "".join(row.captured for row in rows_of(record, decoded))
    marks = r"""<div class="ln"(?: id="L\d+")?>|<span(?: id="c\d+")? class="[a-z ]+"(?: data-label="[\w:, ]+")?>"""
    rest = re.sub(rf"{marks}|<ins class=\"after\">|</(?:div|span|ins)>|&(?:lt|gt|amp|#34|#39);", "", html)
    assert not set("<>&\"'") & set(rest)


# --- The pages --------------------------------------------------------------------------------------------------------


def soup(file: Path) -> BeautifulSoup:
    """Return a page, parsed as a browser would."""
    return BeautifulSoup(file.read_bytes(), "lxml")


def pairs() -> list[tuple[Path, Path]]:
    """Return each article of the golden site with its source page."""
    sources = sorted(GOLDEN.rglob("*.source.html"))
    return [(file.with_name(file.name.replace(".source.html", ".html")), file) for file in sources]


def hrefs(page: BeautifulSoup, selector: str) -> list[str]:
    """Return where the links lead that a selector finds."""
    return [str(link["href"]) for link in page.select(selector)]


def test_blocks_and_passages_have_the_same_fragments() -> None:
    """An article leads to its source page, where the passage of each block has its fragment and a link back."""
    count = 0
    for article, source in pairs():
        blocks = [str(block["id"]) for block in soup(article).select(".body > *")]
        back = hrefs(soup(source), ".got .part a")
        assert [f"{article.name}#{anchor}" for anchor in blocks] == back
        assert source.name in hrefs(soup(article), ".ways a")
        ids = {str(element["id"]) for element in soup(source).select(".pair[id], .part[id]")}
        assert ids == set(blocks)
        count += len(blocks)
    assert count > 20


def test_the_two_sides_say_the_same() -> None:
    """What stands beside a passage is the text of the block that it links to, letter by letter."""
    for article, source in pairs():
        page, other = soup(source), soup(article)
        for label in page.select(".got .part:has(a)"):
            fragment = str(label.a["href"]).partition("#")[2]  # type: ignore[index]  # it has one
            original = other.find(id=fragment)
            assert isinstance(original, Tag)
            for link in original.select(".mark"):
                link.decompose()
            said = ""
            for line in label.find_next_siblings():
                if "as" not in (line.get("class") or []):
                    break
                said += line.get_text()
            assert "".join(said.split()) == "".join(original.get_text().split())


def test_a_source_page_needs_no_script() -> None:
    """A source page holds no script but the one of every page, no inline style and no image."""
    for _, source in pairs():
        page = soup(source)
        assert not page.select("script:not([src]), style, img, [style]")
        assert [str(script["src"]).rpartition("/")[2].partition(".")[0] for script in page("script")] == ["site"]
        assert page.select(".pair")


def test_a_large_capture_stays_usable(tmp_path: Path) -> None:
    """A page of a capture of 60,000 characters holds both sides in less than four times its size."""
    sentence = (
        "Example Mining reported on the work of its plants in the year that had passed, of which there were many. "
    )
    paragraphs = "\n".join(sentence * 3 for _ in range(60_000 // len(sentence * 3)))
    (tmp_path / "content").mkdir()
    head = "Home > News > Example News\nExample Mining Corporation 2025-01-23\n"
    (tmp_path / "content/large.txt").write_text(head + paragraphs, encoding="utf-8")
    build_site(tmp_path / "content", tmp_path / "site")
    (source,) = (tmp_path / "site").rglob("*.source.html")
    page = soup(source)
    assert len(page.select(".pair[id]")) > 150
    assert source.stat().st_size < 4 * (len(head) + len(paragraphs))


DAMAGED = (
    "Home > News > Company News\nExample Mining Corporation 2024-03-05\n"
    "The crew of 20\u0e4230 people calls it the long shaft in letters\u0e42words that stayed. "
    "Herr M\ufffdller of Z\ufffdrich wrote it down, Mr Gar\ufffda read it, and so did Ms Nu\ufffdez.\n"
)
CREW = "The crew"
POSTS = [
    {"id": 1, "title": {"rendered": "A Title Alone"}, "content": {"rendered": ""}},
    {"id": 2, "title": {"rendered": "Space Alone"}, "content": {"rendered": "\n<p> </p>"}},
    {"id": 3, "title": {"rendered": "A Damaged Post"}, "content": {"rendered": "<p>The town of Z\ufffdrich.</p>"}},
]


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of captures that are damaged, or hold no text."""
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "content").mkdir()
    (folder / "content/release.txt").write_text(DAMAGED, encoding="utf-8")
    posts = [post | {"type": "post", "link": f"https://example.org/{post['id']}/"} for post in POSTS]
    (folder / "content/posts.json").write_text(json.dumps(posts), encoding="utf-8")
    build_site(folder / "content", folder / "site")
    return folder / "site"


def article_of(site: Path, title: str) -> Path:
    """Return the page of the document whose title begins so; its source page stands beside it."""
    sources = sorted(site.rglob("*.source.html"))
    [found] = [file for file in sources if f"“{title}" in str(soup(file).title)]
    return found.with_name(found.name.replace(".source.html", ".html"))


def source_of(site: Path, title: str) -> BeautifulSoup:
    """Return the source page of the document whose title begins so."""
    return soup(article_of(site, title).with_suffix(".source.html"))


def test_certain_and_likely_repairs_look_apart(damaged: Path) -> None:
    """A likely repair has a mark that a certain one has not, and the legend shows both."""
    page = source_of(damaged, CREW)
    marks = ["probable" in mark["class"] for mark in page.select(".capture .damaged")]
    assert marks == [False, True]
    legend = page.select_one(".keys")
    assert legend is not None
    assert [after.get_text() for after in legend.select(".damaged:not(.probable) + ins")] == [
        "what certainly stood there"
    ]
    assert [after.get_text() for after in legend.select(".probable + ins")] == ["what likely stood there"]
    assert "damage that no rule could decide" in legend.get_text()


def test_undecided_places_are_marked_listed_and_linked(damaged: Path) -> None:
    """Each place has a mark with an id, to which the table leads; beside its passage stands how many there are."""
    page = source_of(damaged, CREW)
    marks = page.select(".capture .undecided")
    assert [mark.get_text() for mark in marks] == ["\ufffd"] * 4
    table = page.select("[aria-labelledby=undecided] td > a")
    assert [f"#{mark['id']}" for mark in marks] == [str(link["href"]) for link in table]
    assert page.select_one("h2#undecided") is not None
    beside = [link.get_text() for link in page.select(".got a[href='#undecided']")]
    assert beside == ["4 damaged places undecided"]


def test_findings_lead_to_the_places_they_speak_of(damaged: Path) -> None:
    """The article's finding leads to the first undecided places on the source page, and to the list of all."""
    article, source = soup(article_of(damaged, CREW)), source_of(damaged, CREW)
    [finding] = [item for item in article.select(".findings li") if "no rule could tell" in item.get_text()]
    links = [str(link["href"]).partition("#")[2] for link in finding.select("a")]
    marks = [str(mark["id"]) for mark in source.select(".capture .undecided")]
    assert links == [*marks[:3], "undecided"]
    assert finding.get_text().endswith("and 1 more place")
    [finding] = [item for item in article.select(".findings li") if "likely and not certain" in item.get_text()]
    links = [str(link["href"]).partition("#")[2] for link in finding.select("a")]
    assert links == [str(mark["id"]) for mark in source.select(".capture .probable")]


def test_places_in_a_post_are_those_of_its_text(damaged: Path) -> None:
    """In a WordPress item the mark stands in the text of its HTML."""
    page = source_of(damaged, "A Damaged Post")
    [mark] = page.select(".capture .undecided")
    assert mark["id"] == f"c{len('The town of Z')}"


def test_whole_text_has_no_word_of_damage() -> None:
    """A source page of whole text has neither marks nor tables of damage."""
    page = source_of(GOLDEN, "Our Values")
    assert not page.select(".capture .damaged, .capture .undecided, #undecided, #repairs")


@pytest.mark.parametrize(
    ("title", "empty"), [("A Title Alone", "empty"), ("Space Alone", "empty but for 1 character of white space")]
)
def test_a_document_without_text_says_so(damaged: Path, title: str, empty: str) -> None:
    """Where the capture holds no text, the source page says so in words; no empty frame, and the fields are there."""
    page = source_of(damaged, title)
    lead = page.select_one(".lead")
    assert lead is not None
    assert lead.get_text() == f"The capture holds no text of this item: the text in the post’s HTML is {empty}."
    assert not page.select(".capture, #text, #legend")
    assert title in page.select_one(".known td").get_text()  # type: ignore[union-attr]  # there is one
