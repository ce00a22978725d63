"""A second set of captures, judged before the program had read any of them by somebody who did not know its rules."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from accounts import assert_accounted
from minmetals_site import ReadDocument, read_capture

FOLDER = Path(__file__).parent / "captures" / "second"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
DANGLING = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "which", "with"}


def _having(*keys: str) -> list[str]:
    return [name for name, expected in EXPECTED.items() if any(key in (expected | expected["body"]) for key in keys)]


def _read(name: str) -> ReadDocument:
    documents, problems = read_capture(FOLDER / name)
    assert not problems
    (read,) = documents
    return read


def _stated(value: object) -> str | None:
    """Return the expectation as a record writes it: YAML reads days as dates."""
    return None if value is None else str(value)


def _title_is_right(read: ReadDocument, expected: Mapping[str, Any]) -> None:
    title = read.document.title
    assert title.value is not None
    if "given" in expected:
        assert (title.value, title.origin) == (expected["given"], "stated")
        return
    assert title.origin == "derived"
    if title.value in expected.get("acceptable", ()):
        return
    assert len(title.value) <= 90
    assert [phrase for phrase in expected["must_contain"] if phrase not in title.value] == []
    words = iter(re.findall(r"\w+", expected["derived_from"].lower()))
    assert all(word in words for word in re.findall(r"\w+", title.value.lower())), "words that the sentence has not"
    assert title.value.split()[-1].lower() not in DANGLING


def _first_and_last(read: ReadDocument) -> tuple[str, str]:
    texts = [" ".join(block.text.split()) for block in read.document.blocks if block.kind != "heading"]
    return texts[0], texts[-1]


def test_every_capture_is_judged() -> None:
    """Each file of the folder has its expectations, and each expectation its file."""
    assert sorted(EXPECTED) == sorted(path.name for path in FOLDER.iterdir() if path.name != "expected.yaml")


@pytest.mark.parametrize("name", EXPECTED)
def test_title(name: str) -> None:
    """The title is the stated one, or a headline made from the sentence that a person would make it from."""
    _title_is_right(_read(name), EXPECTED[name]["title"])


@pytest.mark.parametrize("name", EXPECTED)
def test_date(name: str) -> None:
    """The publication date is the stated one at its precision, and stays unknown where none is stated."""
    assert _read(name).document.published.value == _stated(EXPECTED[name]["published"])


@pytest.mark.parametrize("name", EXPECTED)
def test_first_words(name: str) -> None:
    """The body begins with the first words that a reader must see."""
    assert _first_and_last(_read(name))[0].startswith(EXPECTED[name]["body"]["first"])


@pytest.mark.parametrize("name", EXPECTED)
def test_last_words(name: str) -> None:
    """The body ends with the last words that a reader must see."""
    assert _first_and_last(_read(name))[1].endswith(EXPECTED[name]["body"]["last"])


@pytest.mark.parametrize("name", EXPECTED)
def test_nature(name: str) -> None:
    """Kind, source class and language are those that a person would give."""
    document = _read(name).document
    expected = EXPECTED[name]
    got = (document.kind, document.source_class, document.language)
    assert got == (expected["kind"], expected["source_class"], expected["language"])


@pytest.mark.parametrize("name", _having("publisher", "author", "subtitle"))
def test_names(name: str) -> None:
    """Publisher, author and subtitle are read where the capture states them, and the publisher stays unknown else."""
    document = _read(name).document
    expected = EXPECTED[name]
    got = {
        "publisher": document.publisher.value,
        "author": document.author.value if document.author else None,
        "subtitle": document.subtitle.value if document.subtitle else None,
    }
    for field, value in got.items():
        if field in expected:
            assert (field, value) == (field, _stated(expected[field]))


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_of_the_page_around_it(name: str) -> None:
    """Neither the body's text nor its markup holds what belongs to the page around it, or damage."""
    document = _read(name).document
    shown = document.text + "".join(block.html for block in document.blocks)
    assert [string for string in EXPECTED[name]["body"]["never"] if string in shown] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_headings(name: str) -> None:
    """The headings are those of the page, in order, at their relative levels; numbers may stand or go."""
    headings = [block for block in _read(name).document.blocks if block.kind == "heading"]
    levels = sorted({cast("int", block.level) for block in headings})
    got = [[levels.index(cast("int", block.level)) + 1, re.sub(r"^\d+\. ", "", block.text)] for block in headings]
    assert got == EXPECTED[name]["body"]["headings"]


@pytest.mark.parametrize("name", _having("passages"))
def test_passages(name: str) -> None:
    """A statement that the page's layout broke over two lines is met as one passage."""
    texts = [" ".join(block.text.split()) for block in _read(name).document.blocks]
    for passage in EXPECTED[name]["body"]["passages"]:
        assert any(passage in text for text in texts), passage


@pytest.mark.parametrize("name", _having("highlights"))
def test_highlights_and_notices(name: str) -> None:
    """Highlights and notices are kept apart from the body, each of them once."""
    document = _read(name).document
    expected = EXPECTED[name]
    assert [len(document.highlights), len(document.notices)] == [expected["highlights"], expected["notices"]]


@pytest.mark.parametrize("name", _having("repaired"))
def test_repairs(name: str) -> None:
    """Every lost sign reads as it once stood there."""
    read = _read(name)
    document = read.document
    whole = " ".join("\n".join([*document.highlights, document.text, *document.notices]).split())
    repaired = EXPECTED[name]["repaired"]
    assert [before for before in repaired if before not in read.decoded] == []
    assert [after for after in repaired.values() if after.removeprefix("• ") not in whole] == []


@pytest.mark.parametrize("name", _having("event_dates"))
def test_event_dates(name: str) -> None:
    """The days that the text tells of are found, and no others."""
    events = [event.value for event in _read(name).document.events]
    days = {day for value in events if value for day in value.split("/") if DAY.fullmatch(day)}
    assert days == {str(day) for day in EXPECTED[name]["event_dates"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_account(name: str) -> None:
    """Every character of the capture is accounted for, and repairs stand in order without overlap."""
    read = _read(name)
    assert_accounted(read)
    assert all(first.end <= second.start for first, second in pairwise(read.document.repairs))
