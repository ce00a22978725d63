"""The rules for what stands around a text: each with lines that it is for, and lines that it must not touch."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.pages import words
from minmetals_site.readers.boilerplate import find_copyright_holder
from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.foot import is_contact_heading, is_end_mark, line_rule, read_foot
from minmetals_site.readers.head_words import (
    find_crumbs,
    is_letterhead,
    is_listing,
    is_menu,
    is_section_label,
    is_share_word,
)
from minmetals_site.readers.publication_line import find_publication_line
from minmetals_site.readers.tables import find_tables
from minmetals_site.text.datelines import find_dateline
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Traced

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases/page_around.yaml").read_text("utf-8"))
QUESTIONS: dict[str, Callable[[str], bool]] = {
    "end-mark": is_end_mark,
    "contact-heading": is_contact_heading,
    "menu": is_menu,
    "section-label": is_section_label,
    "listing": is_listing,
    "letterhead": is_letterhead,
    "share-word": is_share_word,
    "caption": is_caption,
}
HOLDS = [(name, line) for name, case in CASES["lines"].items() for line in case["holds"]]
REFUSES = [(name, line) for name, case in CASES["lines"].items() for line in case["refuses"]]
FOOT = [(rule, line) for rule, case in CASES["foot"].items() for line in case["holds"]]
BODY = [line for case in CASES["foot"].values() for line in case["refuses"]]
ANY_LINE = st.sampled_from([line for _, line in (*HOLDS, *REFUSES, *FOOT)] + [line for line, _ in CASES["publication"]])


@pytest.mark.parametrize(("rule", "line"), FOOT)
def test_line_of_the_foot(rule: str, line: str) -> None:
    """A line at the end that is none of the text goes by the rule of its name, which pages can say in words."""
    assert line_rule(line) == rule
    assert rule in words.REMOVALS


@pytest.mark.parametrize("line", BODY)
def test_last_line_of_a_text(line: str) -> None:
    """A line that only looks like one of the foot stays."""
    assert line_rule(line) is None


@pytest.mark.parametrize(("name", "line"), HOLDS)
def test_line_is_what_it_is_taken_for(name: str, line: str) -> None:
    """A line around a text is known for what it is."""
    assert QUESTIONS[name](line)


@pytest.mark.parametrize(("name", "line"), REFUSES)
def test_line_is_not_taken_for_another(name: str, line: str) -> None:
    """A title or a sentence that has such words in it is not taken for such a line."""
    assert not QUESTIONS[name](line)


@pytest.mark.parametrize(("line", "expected"), CASES["publication"])
def test_publication_line(line: str, expected: dict[str, str]) -> None:
    """A line states publication only where nothing else stands in it."""
    parts = find_publication_line(Traced.whole(line))
    assert {part.name: part.date or part.value.text for part in parts if part.name != "machinery"} == expected


@pytest.mark.parametrize(("text", "day"), CASES["datelines"])
def test_dateline(text: str, day: str | None) -> None:
    """A paragraph's dateline is found with its day, and no sentence that begins with a day has one."""
    found = find_dateline(text)
    assert (text[slice(*found.day)] if found.day else "") == day if found else day is None


@pytest.mark.parametrize(("line", "holder"), CASES["holders"])
def test_copyright_holder(line: str, holder: str | None) -> None:
    """The holder is the whole name in a copyright line, its legal form with it."""
    found = find_copyright_holder(Traced.whole(line))
    assert (found.text if found else None) == holder


@pytest.mark.parametrize("case", CASES["tables"], ids=[case["label"] for case in CASES["tables"]])
def test_table(case: dict[str, Any]) -> None:
    """Lines that are parted alike are a table, and its cells keep their words."""
    found = find_tables([Traced.whole(line) for line in case["given"]])
    assert ([[cell.text for cell in row] for row in found[0].rows] if found else None) == case["expect"]


@pytest.mark.parametrize("case", CASES["runs"], ids=[case["label"] for case in CASES["runs"]])
def test_run_of_the_foot(case: dict[str, Any]) -> None:
    """A foot goes as a whole up to the last paragraph, and what a text may end with stays."""
    foot = read_foot([(i, Traced.whole(line)) for i, line in enumerate(case["given"])], frozenset())
    assert [line for i, line in enumerate(case["given"]) if i not in foot.removed] == case["stays"]


@given(lines=st.lists(ANY_LINE | st.text(max_size=60), max_size=40))
def test_no_lines_break_the_foot(lines: list[str]) -> None:
    """Whatever stands at the end, each line goes at most once, and the first stays."""
    numbered = [(i, Traced.whole(line)) for i, line in enumerate(lines) if line.strip()]
    foot = read_foot(numbered, frozenset())
    indices = [index for index, _ in numbered]
    assert set(foot.removed) | set(foot.notices) <= set(indices[1:])
    assert not set(foot.removed) & set(foot.notices)
    assert set(foot.removed.values()) <= set(words.REMOVALS)


@given(text=ANY_LINE | st.text(max_size=200))
def test_no_line_breaks_the_head(text: str) -> None:
    """Any line can be asked what it is; what a line states of publication stands in it."""
    line = Traced.whole(text)
    for question in QUESTIONS.values():
        question(text)
    crumbs = find_crumbs(line) if text else None
    assert crumbs is None or all(level.text in text for level in crumbs.levels)
    try:
        parts = find_publication_line(line)
    except DateError:
        return
    assert all(part.value.text in text for part in parts)
