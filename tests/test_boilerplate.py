"""The rules that remove machinery: what each takes away, and what it must not touch."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.pages import words
from minmetals_site.readers.boilerplate import (
    find_copyright_holder,
    find_tag_list,
    is_notice,
    page_machinery,
    removable,
)
from minmetals_site.text.traced import Traced

CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "cases/boilerplate.yaml").read_text("utf-8")
)
REMOVES = [(rule, line) for rule, case in CASES.items() for line in case["removes"]]
KEEPS = [line for case in CASES.values() for line in case["keeps"]]


@pytest.mark.parametrize(("rule", "line"), REMOVES)
def test_machinery_goes_by_its_rule(rule: str, line: str) -> None:
    """A line of machinery is removed by the rule of its name, which pages can say in words."""
    assert page_machinery(line) == rule
    assert rule in words.REMOVALS


@pytest.mark.parametrize("line", KEEPS)
def test_an_authors_line_stays(line: str) -> None:
    """A line that only looks like machinery stays."""
    assert page_machinery(line) is None


def test_every_rule_has_cases_for_both_sides() -> None:
    """No rule is without a line that it removes and one that it must not touch."""
    assert all(case["removes"] and case["keeps"] for case in CASES.values())


@pytest.mark.parametrize(
    ("line", "near_the_end", "expected"),
    [
        ("Disclaimer: nobody vouches.", False, True),
        ("Disclosure: The author owns no shares.", False, True),
        ("© 2025 Example Review", False, True),
        ("Example Review. All rights reserved.", False, True),
        ("This article is for information only.", True, True),
        ("This article is for information only.", False, False),
        ("It should not be considered as financial, legal or tax advice.", True, True),
        ("The miners sought legal advice before the vote.", True, False),
        ("He should not be relied upon.", True, False),
        ("This note is for professional clients only. Others turn the page.", True, True),
        ("The shaft is for professional divers only.", True, False),
        ("Notice was given to all tenants.", True, False),
        ("Analyst certification: The views are those of the author.", False, True),
        ("Important information: Sample Brief is for its members.", False, True),
        ("Sponsored content: Sample Mills paid for this article.", False, True),
        ("Important information was withheld.", False, False),
        ("The author does not hold shares in any of the mills.", True, True),
        ("The author does not hold shares in any of the mills.", False, False),
        ("The author holds that the mills will stay.", True, False),
        ("Copyright law was changed.", True, False),
        ("本文仅供参考。", True, True),
    ],
)
def test_notices(line: str, expected: bool, near_the_end: bool) -> None:  # noqa: FBT001  # columns of a table
    """A notice says so in its first word, or, near the end, by what it denies."""
    assert is_notice(line, near_the_end=near_the_end) == expected


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© 2025 Example Review™ – All the news", "Example Review"),
        ("Copyright © 2019-2025 Example Mining Corporation. All rights reserved.", "Example Mining Corporation"),
        ("(c) 2024 by Ann Sample", "Ann Sample"),
        ("All rights reserved.", None),
    ],
)
def test_copyright_holder(line: str, holder: str | None) -> None:
    """The holder is the name behind the years."""
    found = find_copyright_holder(Traced.whole(line))
    assert (found.text if found else None) == holder


def test_tag_list_keeps_places() -> None:
    """Each tag of a list is traced to its place in the line."""
    tags = find_tag_list(Traced.whole("Tags: deep sea, nodules; Example Mining"))
    assert [(tag.text, tag.spans()[0].start) for tag in tags] == [
        ("deep sea", 6),
        ("nodules", 16),
        ("Example Mining", 25),
    ]
    assert find_tag_list(Traced.whole("Keywords: they matter.")) == []


def test_names_of_networks_go_beside_a_button_for_sharing_alone() -> None:
    """What stands on end beside the button is its own; the same words elsewhere are of the text."""
    lines = ["Share this article", "Facebook", "Tweet", "42", "The mill turns.", "Facebook", "It has two wheels."]
    found = removable([Traced.whole(line) for line in lines])
    assert found == dict.fromkeys(range(4), "share-widget")


@given(
    lines=st.lists(st.sampled_from([*(line for _, line in REMOVES), *KEEPS, "Moderator", "2 Comments", "Reply", ""]))
)
def test_only_given_lines_are_removed(lines: list[str]) -> None:
    """Whatever lines stand together, rules speak of lines that are there and have words."""
    found: dict[int, Any] = dict(removable([Traced.whole(line) for line in lines]))
    assert all(0 <= index < len(lines) and lines[index] for index in found)
