"""The acceptance of the loader: five real captures, and what a careful person reads in them.

Their texts belong to their publishers and are not in this repository: `MINMETALS_SITE_CAPTURES` names the folder that
holds `raw/` and `expected.yaml`.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from accounts import assert_accounted
from minmetals_site import ReadDocument, read_capture

FILES = (
    "000_7bd8a6f7696a2451.txt",
    "001_d8dfaf2696069c7a.txt",
    "002_558175ece66f5eba.txt",
    "003_78d3538193cbca25.txt",
    "004_54d22170ed2c4f92.txt",
)


@cache
def _expected(folder: Path) -> dict[str, dict[str, Any]]:
    # the plain loader reads every scalar as text: dates stay as they are spelled
    loaded: dict[str, dict[str, Any]] = yaml.load((folder / "expected.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # makes only texts
    return loaded


@cache
def _read(folder: Path, name: str) -> ReadDocument:
    documents, problems = read_capture(folder / "raw" / name)
    assert problems == []
    assert len(documents) == 1
    return documents[0]


@pytest.fixture(params=FILES)
def case(request: pytest.FixtureRequest, captures: Path) -> tuple[ReadDocument, dict[str, Any]]:
    """One capture as it was read, and as it ought to be read."""
    assert set(_expected(captures)) == set(FILES)
    return _read(captures, request.param), _expected(captures)[request.param]


def test_kind_language_and_breadcrumb(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Kind, language and breadcrumb are those that the page states."""
    read, expected = case
    assert read.document.kind == expected["kind"]
    assert read.document.language == expected["language"]
    assert list(read.document.breadcrumb) == expected.get("breadcrumb", [])


def test_title(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """A given title is stated word for word; another is derived from its sentence, and says so."""
    read, expected = case
    title, wanted = read.document.title, expected["title"]
    if "given" in wanted:
        assert (title.value, title.origin) == (wanted["given"], "stated")
        return
    assert title.origin == "derived"
    assert title.value is not None
    assert len(title.value) <= 90
    assert all(phrase in title.value for phrase in wanted["must_contain"])
    [evidence] = title.evidence
    assert evidence.text in wanted["derived_from"]
    assert read.decoded[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize("field", ["publisher", "published", "source_url", "summary"])
def test_sourced_fields(case: tuple[ReadDocument, dict[str, Any]], field: str) -> None:
    """Publisher, date, address and summary are those expected, and what is not known is null with origin unknown."""
    read, expected = case
    sourced = getattr(read.document, field)
    if field in expected:
        assert sourced.value == (None if expected[field] == "null" else expected[field])
    assert (sourced.value is None) == (sourced.origin == "unknown")


def test_events(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Event days are those the text tells of; a year that no text gives is marked as inferred."""
    read, expected = case
    if "event_dates" not in expected:
        return
    days = [day for event in read.document.events for day in str(event.value).split("/")]
    assert days == expected["event_dates"]
    assert {event.origin for event in read.document.events} == {"inferred"}


def test_body(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """The body begins and ends as it should, with its headings, and without what is no part of it."""
    read, expected = case
    body, text = expected["body"], read.document.text
    paragraphs = [block for block in read.document.blocks if block.kind != "heading"]
    assert paragraphs[0].text.startswith(body["first"])
    assert text.endswith(body["last"])
    for never in body["never"]:
        assert never not in text
        assert not any(never in block.html for block in read.document.blocks)
    if "headings" in body:
        assert [[str(b.level), b.text] for b in read.document.blocks if b.kind == "heading"] == body["headings"]
    if "paragraphs" in body:
        assert [block.kind for block in read.document.blocks] == ["paragraph"] * int(body["paragraphs"])
    for passage in body.get("passages", []):
        assert any(passage in block.text for block in paragraphs)


def test_repairs(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Damage is undone as a person would undo it, every place of it, and nothing else is changed."""
    read, expected = case
    everything = "\n".join((read.document.text, *read.document.highlights, *read.document.notices))
    repaired = expected["body"].get("repaired", {})
    for before, after in repaired.items():
        assert before in read.decoded
        assert before not in everything
        assert after in everything
    assert bool(read.document.repairs) == bool(repaired)
    assert all(read.decoded[r.start : r.end] == r.before for r in read.document.repairs)


def test_parts_beside_the_body(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Highlights, notices and links are as many, and those, that stand in the page."""
    read, expected = case
    assert len(read.document.highlights) == int(expected.get("highlights", 0))
    assert len(read.document.notices) == int(expected.get("notices", 0))
    if "links" in expected["body"]:
        soup = BeautifulSoup("".join(block.html for block in read.document.blocks), "lxml")
        assert [link["href"] for link in soup.find_all("a")] == expected["body"]["links"]


def test_tags_and_terms(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Tags are those the text supports; the publisher's own terms stand apart."""
    read, expected = case
    names = {tag.name for tag in read.document.tags}
    assert set(expected["tags"]["must"]) <= names
    assert not names & set(expected["tags"].get("never", []))
    for tag in read.document.tags:
        for mention in tag.mentions:
            if mention.start is not None:
                assert read.decoded[mention.start : mention.end] == mention.text
    terms = {term.name.casefold() for term in read.document.publisher_terms}
    assert {term.casefold() for term in expected.get("publisher_terms", {}).get("must", [])} <= terms


def test_account(case: tuple[ReadDocument, dict[str, Any]]) -> None:
    """Every character is accounted for, and the body's characters, repairs applied, are the body's text."""
    read, _ = case
    assert_accounted(read)
