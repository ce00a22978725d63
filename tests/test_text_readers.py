"""The readers of text copies: corporate pages, analysts' articles, texts of no known shape."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from accounts import assert_accounted
from minmetals_site import ReadDocument, read_capture
from minmetals_site.pages import words

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case
    for name in ("text_readers.yaml", "templates.yaml")
    for case in yaml.safe_load((FOLDER / name).read_text("utf-8"))
]


def _read(folder: Path, text: str) -> ReadDocument:
    file = folder / "capture.txt"
    file.write_text(text, encoding="utf-8", newline="")
    documents, problems = read_capture(file)
    assert problems == []
    [read] = documents
    return read


def _summary(read: ReadDocument) -> dict[str, Any]:
    """Return what a case may ask of a record."""
    document = read.document
    removed = {use.use.removeprefix("removed:") for use in document.account if use.use.startswith("removed:")}
    return {
        "reader": document.capture.reader,
        "kind": document.kind,
        "source_class": document.source_class,
        "language": document.language,
        "breadcrumb": list(document.breadcrumb),
        "title": document.title.value,
        "title_origin": document.title.origin,
        "subtitle": document.subtitle.value if document.subtitle else None,
        "author": document.author.value if document.author else None,
        "publisher": document.publisher.value,
        "publisher_origin": document.publisher.origin,
        "published": document.published.value,
        "events": [event.value for event in document.events],
        "highlights": list(document.highlights),
        "notices": list(document.notices),
        "terms": [term.name for term in document.publisher_terms],
        "removed": sorted(removed - {"white-space"}),
        "findings": [f.code for f in document.findings if f.code in {"impossible-date", "unknown-shape"}],
        "blocks": [[block.level or block.kind, block.text] for block in document.blocks],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    """A text copy is read as a careful person reads it, with every character accounted for."""
    read = _read(tmp_path, case["given"])
    expected = {k: sorted(v) if k == "removed" else v for k, v in case["expect"].items()}
    summary = _summary(read)
    assert {key: summary[key] for key in expected} == expected
    assert set(summary["removed"]) <= set(words.REMOVALS), "each rule has its words in pages/words.py"
    assert read.document.title.rule in words.RULES
    assert_accounted(read)


LINES = st.sampled_from(
    [
        "",
        " ",
        "Home > News > Company News",
        "Home About us\u00a0>\u00a0Values",
        "Home",
        ">",
        "News >",
        "In this article",
        "Your location:Home>>News",
        "Example Mining Corporation 2025-01-23",
        "Example Mining Corporation 2025-02-30",
        "Source: Example Date: 2025-01-23",
        "Date: soon",
        "Highlights",
        "- An item\u2014with a dash",
        "• Another",
        "1. One",
        "2. Two",
        "A Bare Heading",
        "A heading that ends——",
        "——",
        "A sentence. And “another” one, which isn\u0e42t whole.",
        "a statement in lower case, broken",
        "Disclaimer: nobody vouches.",
        "© 2025 Example Review™ – news",
        "0 Comments",
        "Moderator",
        "Join the full discussion at the Example Forum →",
        "Font size:【BigMiddleSmall】 【PrintColor:",
        "Share to: WeChat",
        "中国五矿召开会议。",
        "\ufeff",
        "\u200b",
        "\x0c",
        "\x08bell",
        "<script>alert(1)</script>",
        "x" * 300,
    ]
)
CAPTURES = st.lists(LINES | st.text(max_size=40), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


@given(text=CAPTURES)
def test_every_character_is_accounted_for(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever lines a text copy has, it is read or refused with a reason, and nothing of it is lost in silence."""
    file = tmp_path_factory.mktemp("capture") / "capture.txt"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    documents, problems = read_capture(file)
    assert bool(documents) != bool(problems)
    assert not any("fault of the program" in problem.mend for problem in problems)
    for read in documents:
        assert_accounted(read)
        assert not any("<script" in block.html for block in read.document.blocks)
