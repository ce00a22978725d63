"""Roles of people: what a text states right at a name, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.text.roles import find_roles

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/roles.yaml").read_text(encoding="utf-8"))
WORDS = (
    "Ann Sample",
    "Chairman",
    "General",
    "Manager",
    "Vice",
    "Mining",
    "and",
    "of",
    "the",
    "ran",
    ",",
    ".",
    "(",
    ")",
)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_roles_are_those_stated_at_the_name(case: dict[str, Any]) -> None:
    """A title before the name and an apposition behind it count; whatever may mean somebody else does not."""
    assert [role.words for role in find_roles(case["given"], case["name"])] == case["expect"]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_roles_stand_in_the_text_beside_the_name(text: str) -> None:
    """Whatever the text, a role is a stretch of it, within reach of the name, and names an office."""
    for role in find_roles(text, "Ann Sample"):
        assert text[role.start : role.end] == role.words
        assert "Ann Sample" not in role.words
        assert "Chairman" in role.words or "Manager" in role.words


@given(st.text(max_size=200), st.text(max_size=10))
def test_no_text_breaks_the_search_for_roles(text: str, name: str) -> None:
    """Any text and any name can be asked."""
    assert all(0 <= role.start < role.end <= len(text) for role in find_roles(text, name))
