"""Text to the words that are searched for."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.search.words import fold, positioned, stem

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "cases/search_words.yaml").read_text("utf-8")
)
TEXT = st.text(st.sampled_from("ab'Éß’-/.,_0123456789 \n五矿かグไทย\u0301\ud800\0🪨Σς‑"), max_size=60)


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["given"])
def test_words_of_a_text(case: dict[str, Any]) -> None:
    """A text has the words of the table, at their places."""
    found = sorted(positioned(fold(case["given"])), key=lambda pair: pair[1])
    expected = [(word, int(place)) for word, _, place in (row.rpartition(" ") for row in case["expect"])]
    assert sorted(found) == sorted(expected)
    assert [place for _, place in found] == sorted(place for _, place in found)


@pytest.mark.parametrize("case", CASES["stems"], ids=lambda case: case["given"])
def test_stems(case: dict[str, Any]) -> None:
    """A word is found by the stem of the table."""
    assert stem(case["given"]) == case["expect"]


@given(TEXT | st.text(max_size=40))
@example("a" * 10_000)
@example("1,234" * 500)
@example("x" * 64 + "-" + "x" * 64)
def test_any_text_has_words_without_gaps(text: str) -> None:
    """Every place is taken, no word is long or empty, and folding twice is folding once."""
    folded = fold(text)
    words = positioned(folded)
    assert fold(folded) == folded
    assert len(set(words)) == len(words)
    assert [place for _, place in words] == sorted(place for _, place in words)
    assert {place for _, place in words} == set(range(len({place for _, place in words})))
    assert all(1 <= len(word) <= 64 for word, _ in words)
    for word, _ in words:
        assert word.replace("'", "").replace(".", "").isalnum()
        word.encode()


@given(TEXT, TEXT)
def test_a_line_end_parts_words(one: str, other: str) -> None:
    """The words of two lines are those of each: nothing is joined over white space."""
    first, second = positioned(fold(one)), positioned(fold(other))
    after = max((place for _, place in first), default=-1) + 1
    assert positioned(fold(f"{one}\n{other}")) == first + [(word, place + after) for word, place in second]
