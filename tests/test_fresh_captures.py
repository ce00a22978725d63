"""Captures that were written, and judged, by somebody who knew the shapes but not the rules of the readers.

`tests/captures/fresh/expected.yaml` says what a careful person reads in each of them. A rule is never written for a
file of this folder: where one fails, the rule for its whole shape is mended.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from accounts import assert_accounted
from minmetals_site import ReadDocument, read_capture

FRESH = Path(__file__).parent / "captures" / "fresh"
Expected = dict[str, Any]


def _expectations() -> Iterator[tuple[str, int, Expected]]:
    """Yield each file, the place of a document in it, and what is to be read there."""
    loaded: dict[str, Any] = yaml.safe_load((FRESH / "expected.yaml").read_text("utf-8"))
    for name, told in loaded.items():
        for at, expected in enumerate(told if isinstance(told, list) else [told]):
            yield name, at, expected


CASES = tuple(_expectations())


@cache
def _read(name: str) -> tuple[ReadDocument, ...]:
    documents, problems = read_capture(FRESH / name)
    assert problems == []
    return tuple(documents)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _counted(where: Expected, key: str) -> bool:
    """Return whether the expectation is there and is more than a matter of taste."""
    return key in where and not (isinstance(where[key], dict) and where[key].get("taste"))


def _options(value: Any) -> list[Any]:  # noqa: ANN401  # YAML holds anything
    return value if isinstance(value, list) else [value]


def _seen(read: ReadDocument) -> str:
    """Return all that a reader sees of the text: title, highlights, body and notices."""
    document = read.document
    parts = (document.title.value or "", *document.highlights, document.text, *document.notices)
    return _flat(" ".join(parts))


def _check_kind(read: ReadDocument, expected: Expected) -> None:
    assert read.document.kind == expected["kind"]


def _check_source_class(read: ReadDocument, expected: Expected) -> None:
    assert read.document.source_class == expected["source_class"]


def _check_title(read: ReadDocument, expected: Expected) -> None:
    title, wanted = read.document.title, expected["title"]
    value = title.value or ""
    if "given" in wanted:
        assert (value, title.origin) == (wanted["given"], "stated")
        return
    assert title.origin == "derived"
    assert len(value) <= 90
    assert [phrase for phrase in wanted["must_contain"] if phrase not in value] == [], value
    assert not value.startswith(wanted.get("never_starts", "\n"))


def _check_subtitle(read: ReadDocument, expected: Expected) -> None:
    subtitle = read.document.subtitle
    assert (subtitle and subtitle.value) == expected["subtitle"]


def _check_breadcrumb(read: ReadDocument, expected: Expected) -> None:
    assert list(read.document.breadcrumb) == expected["breadcrumb"]


def _check_publisher(read: ReadDocument, expected: Expected) -> None:
    assert read.document.publisher.value in _options(expected["publisher"])


def _check_published(read: ReadDocument, expected: Expected) -> None:
    assert read.document.published.value == expected["published"]


def _check_modified(read: ReadDocument, expected: Expected) -> None:
    assert read.document.modified.value == expected["modified"]


def _check_author(read: ReadDocument, expected: Expected) -> None:
    author = read.document.author
    assert (author and author.value) in _options(expected["author"])


def _check_language(read: ReadDocument, expected: Expected) -> None:
    assert read.document.language.split("-")[0] == expected["language"]


def _check_source_url(read: ReadDocument, expected: Expected) -> None:
    assert read.document.source_url.value == expected["source_url"]


def _check_summary_starts(read: ReadDocument, expected: Expected) -> None:
    summary = _flat(read.document.summary.value)
    assert summary.startswith(expected["summary_starts"])
    assert "&" not in summary


def _check_terms(read: ReadDocument, expected: Expected) -> None:
    assert sorted(term.name for term in read.document.publisher_terms) == sorted(expected["terms"])


def _check_event_dates(read: ReadDocument, expected: Expected) -> None:
    told = {day for event in read.document.events for day in (event.value or "").split("/")}
    assert set(expected["event_dates"]) <= told


def _check_highlights(read: ReadDocument, expected: Expected) -> None:
    assert len(read.document.highlights) == expected["highlights"]


def _check_notices(read: ReadDocument, expected: Expected) -> None:
    assert len(read.document.notices) == expected["notices"]


def _check_repairs(read: ReadDocument, expected: Expected) -> None:
    assert len(read.document.repairs) == expected["repairs"]


def _check_repaired(read: ReadDocument, expected: Expected) -> None:
    seen = _seen(read)
    assert [passage for passage in expected["repaired"] if passage not in seen] == []


def _check_damage(read: ReadDocument, expected: Expected) -> None:
    seen = _seen(read)
    assert [sign for sign in expected["damage"] if sign in seen] == []


def _check_first(read: ReadDocument, body: Expected) -> None:
    assert _flat(read.document.text)[: len(body["first"])] == body["first"]


def _check_last(read: ReadDocument, body: Expected) -> None:
    text = _flat(read.document.text)
    assert any(text.endswith(words) for words in _options(body["last"])), text[-120:]


def _check_never(read: ReadDocument, body: Expected) -> None:
    text = _flat(read.document.text)
    html = "\n".join(block.html for block in read.document.blocks)
    assert [words for words in body["never"] if words in text or words in html] == []


def _check_headings(read: ReadDocument, body: Expected) -> None:
    found = [
        (block.level, re.sub(r"^\d+\.\s*", "", block.text))  # takes "1. " of "1. Scope"; leaves "2024 in figures"
        for block in read.document.blocks
        if block.kind == "heading" and block.text not in body.get("may", [])
    ]
    wanted = body["headings"]
    if all(isinstance(heading, str) for heading in wanted):
        assert [text for _, text in found] == wanted
    else:
        assert found == [tuple(heading) for heading in wanted]


def _check_passages(read: ReadDocument, body: Expected) -> None:
    blocks = [_flat(block.text) for block in read.document.blocks]
    assert [words for words in body["passages"] if not any(words in block for block in blocks)] == []


def _check_paragraphs(read: ReadDocument, body: Expected) -> None:
    assert sum(block.kind == "paragraph" for block in read.document.blocks) == body["paragraphs"]


def _check_lists(read: ReadDocument, body: Expected) -> None:
    assert sum(block.kind == "list" for block in read.document.blocks) == body["lists"]


def _check_tables(read: ReadDocument, body: Expected) -> None:
    assert sum(block.kind == "table" for block in read.document.blocks) == body["tables"]


def _check_empty(read: ReadDocument, body: Expected) -> None:
    assert (read.document.blocks == ()) is body["empty"]
    assert any("text" in finding.code or "content" in finding.code for finding in read.document.findings)


Check = Callable[[ReadDocument, Expected], None]
FIELDS: dict[str, Check] = {
    "kind": _check_kind,
    "source_class": _check_source_class,
    "title": _check_title,
    "subtitle": _check_subtitle,
    "breadcrumb": _check_breadcrumb,
    "publisher": _check_publisher,
    "published": _check_published,
    "modified": _check_modified,
    "author": _check_author,
    "language": _check_language,
    "source_url": _check_source_url,
    "summary_starts": _check_summary_starts,
    "terms": _check_terms,
    "event_dates": _check_event_dates,
    "highlights": _check_highlights,
    "notices": _check_notices,
    "repairs": _check_repairs,
    "repaired": _check_repaired,
    "damage": _check_damage,
}
BODY: dict[str, Check] = {
    "first": _check_first,
    "last": _check_last,
    "never": _check_never,
    "headings": _check_headings,
    "passages": _check_passages,
    "paragraphs": _check_paragraphs,
    "lists": _check_lists,
    "tables": _check_tables,
    "empty": _check_empty,
}


def _params(checks: dict[str, Check], part: str | None) -> list[Any]:
    """Return one parameter set for each aspect that a document's expectation names."""
    return [
        pytest.param(name, at, aspect, where, id=f"{name}-{at}-{aspect}")
        for name, at, expected in CASES
        for where in [expected[part] if part else expected]
        for aspect in checks
        if _counted(where, aspect)
    ]


def test_every_capture_is_judged() -> None:
    """Every capture of the folder has its expectation, no aspect is misspelt, and there are at least thirty."""
    files = {file.name for file in FRESH.iterdir()} - {"expected.yaml"}
    assert files == {name for name, _, _ in CASES}
    assert len(files) >= 30
    for _, _, expected in CASES:
        assert set(expected) <= {*FIELDS, "body"}
        assert set(expected["body"]) <= {*BODY, "may"}


@pytest.mark.parametrize("name", sorted({name for name, _, _ in CASES}))
def test_every_document_is_read_and_accounted_for(name: str) -> None:
    """A file gives as many documents as a person sees in it, without a problem, and nothing of them is lost."""
    documents = _read(name)
    assert len(documents) == sum(file == name for file, _, _ in CASES)
    for document in documents:
        assert_accounted(document)


@pytest.mark.parametrize(("name", "at", "aspect", "expected"), _params(FIELDS, None))
def test_a_field_is_read_as_a_person_reads_it(name: str, at: int, aspect: str, expected: Expected) -> None:
    """Kind, title, date, author, repairs and every other field are what a careful person reads."""
    FIELDS[aspect](_read(name)[at], expected)


@pytest.mark.parametrize(("name", "at", "aspect", "expected"), _params(BODY, "body"))
def test_the_body_is_read_as_a_person_reads_it(name: str, at: int, aspect: str, expected: Expected) -> None:
    """The body begins, ends and is divided as a careful person reads it, and holds nothing that is no part of it."""
    BODY[aspect](_read(name)[at], expected)
