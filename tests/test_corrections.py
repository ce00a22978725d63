from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.corrections import Correction, Corrections, ItemCorrections, parse_corrections
from minmetals_site.errors import CaptureError

PROBLEMS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases/correction_problems.yaml").read_text("utf-8")
)


def _of(text: str, item: str | None = None) -> ItemCorrections:
    return parse_corrections(text, "news.yaml").for_item(item)


@pytest.mark.parametrize("case", PROBLEMS, ids=[case["label"] for case in PROBLEMS])
def test_problem(case: dict[str, Any]) -> None:
    """A fault in a correction file is told with its line, the value and what to put instead."""
    with pytest.raises(CaptureError) as caught:
        parse_corrections(case["given"], "news.yaml")
    assert str(caught.value) == case["expect"]


def test_an_empty_file_corrects_nothing() -> None:
    """A file without a word, or with nothing under its keys, is no fault."""
    assert parse_corrections("# to do\n", "news.yaml") == Corrections()
    assert parse_corrections("tags:\nrepairs: {}\nitem:\n", "news.yaml") == Corrections()


def test_a_value_with_and_without_reason() -> None:
    """Both forms give the value; the line is that of the key."""
    corrections = _of("title: A better  title\npublished:\n  value: 2025-01\n  reason: the index page says so\n")
    assert corrections.fields == {
        "title": Correction(value="A better title", reason=None, path="title", line=1),
        "published": Correction(value="2025-01", reason="the index page says so", path="published", line=2),
    }


@pytest.mark.parametrize(
    "given", ["author: null", "author:", "author: ~", "author: {value: null}", "author: {value: }"]
)
def test_null_says_that_nothing_is_known(given: str) -> None:
    """An author may be struck out in each way in which YAML writes nothing."""
    assert _of(given).fields["author"].value is None


def test_null_in_quotes_is_a_name() -> None:
    """Only plain `null` is nothing."""
    assert _of("author: 'null'").fields["author"].value == "null"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025", "2025"),
        ("2024-02", "2024-02"),
        ("2024-02-29", "2024-02-29"),
        ("2025-11-18T14:20:17-07:00", "2025-11-18T14:20:17-07:00"),
        ("2025-11-18T21:20:17Z", "2025-11-18T21:20:17+00:00"),
    ],
)
def test_dates_keep_their_precision(given: str, expected: str) -> None:
    """A date is as precise as the archivist writes it, and an instant has its offset in figures."""
    assert _of(f"published: {given}").fields["published"].value == expected


def test_plain_fields_are_apart() -> None:
    """Kind, source class and language, which are never unknown, do not stand among the sourced fields."""
    corrections = _of("kind: analysis\nsource_class: {value: independent, reason: a copy}\nlanguage: zh-Hans\n")
    assert corrections.fields == {}
    assert {name: correction.value for name, correction in corrections.plain.items()} == {
        "kind": "analysis",
        "source_class": "independent",
        "language": "zh-Hans",
    }
    assert corrections.plain["source_class"].reason == "a copy"


def test_tags_and_repairs_share_a_reason() -> None:
    """A reason beside the lists holds for all that stands in them."""
    corrections = _of(
        "tags:\n  add: [Copper, Sample Pit]\n  remove: [Gold]\n  reason: the caption says so\n"
        "repairs:\n  refuse:\n    - [12, 13]\n    - [40, 40]\n  reason: genuine\n"
    )
    assert [(c.value, c.reason, c.path, c.line) for c in corrections.tags_added] == [
        ("Copper", "the caption says so", "tags.add", 2),
        ("Sample Pit", "the caption says so", "tags.add", 2),
    ]
    assert [(c.value, c.path) for c in corrections.tags_removed] == [("Gold", "tags.remove")]
    assert [(c.value, c.reason, c.line) for c in corrections.refusals] == [
        ((12, 13), "genuine", 7),
        ((40, 40), "genuine", 8),
    ]
    assert corrections.refused == {(12, 13), (40, 40)}


ITEMS = """\
title: {value: For all, reason: one series}
publisher: Example Press
kind: analysis
tags: {add: [Copper, Zinc], remove: [Gold, Tin]}
repairs: {refuse: [[1, 2]]}
item:
  7:
    title: For seven
    kind: news
    tags: {add: [Gold], remove: [Zinc]}
    repairs: {refuse: [[3, 4]]}
"""


def test_an_item_has_the_last_word() -> None:
    """What stands at the top holds for an item, but for what stands under its id."""
    seven = _of(ITEMS, "7")
    assert {name: correction.value for name, correction in seven.fields.items()} == {
        "title": "For seven",
        "publisher": "Example Press",
    }
    assert seven.fields["title"].path == "item.7.title"
    assert seven.fields["title"].reason is None
    assert seven.plain["kind"].value == "news"
    assert [c.value for c in seven.tags_added] == ["Copper", "Gold"]
    assert [c.value for c in seven.tags_removed] == ["Tin", "Zinc"]
    assert seven.refused == {(1, 2), (3, 4)}


@pytest.mark.parametrize("item", [None, "8", ""])
def test_other_items_have_what_stands_at_the_top(item: str | None) -> None:
    """An item without corrections of its own, and a capture without items, have the common ones."""
    assert _of(ITEMS, item) == parse_corrections(ITEMS, "news.yaml").everywhere
    assert _of(ITEMS, item).fields["title"].value == "For all"


KEYS = st.sampled_from(
    ["title", "published", "kind", "source_url", "tags", "repairs", "item", "value", "reason", "add", "refuse", "7"]
)
VALUES = st.recursive(
    st.none() | st.text(max_size=12) | st.integers() | st.sampled_from(["2025-01", "news", "https://example.org/"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


@given(VALUES)
def test_any_yaml_gives_corrections_or_a_capture_error(values: Any) -> None:  # noqa: ANN401  # any YAML
    """Nothing that YAML can say raises anything but the error that tells its line."""
    try:
        corrections = parse_corrections(yaml.safe_dump(values, allow_unicode=True), "news.yaml")
    except CaptureError as error:
        assert error.problem.place.line  # noqa: PT017  # either outcome is right
    else:
        assert isinstance(corrections.for_item("7"), ItemCorrections)
