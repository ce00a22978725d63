import doctest
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.text import clauses, english, openings, sentences, titles
from minmetals_site.text.english import is_balanced
from minmetals_site.text.sentences import first_sentence
from minmetals_site.text.titles import LONGEST_TITLE, derive_title

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "titles.yaml").read_text("utf-8"))

_PIECES = (
    "On May 6,", "Recently,", "In 2025,", "At the fair,", "Example Mining", "Co.,", "Ltd.", "the mine", "held",
    "opened", "its new plant", "and", "to review", "which", "in Lima", "of", "“", "”", "(", ")", ",", ";", ":", "—",
    ".", "No. 3", "U.S.", "示例公司", "召开会议", "，", "。", "1月23日，", "- ", "\n", " ", "ß", "ŉ", "x" * 95,
)  # fmt: skip
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join))


def as_parameters(cases: list[dict[str, Any]]) -> list[Any]:
    """Return the cases as pytest takes them, known failures as strict expected failures."""
    failing = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(c, id=c["label"], marks=[failing] if c.get("known_failure") else []) for c in cases]


@pytest.mark.parametrize("case", as_parameters(CASES))
def test_title_of_case(case: dict[str, Any]) -> None:
    """The headline of each case is the one that a careful person would make."""
    derived = derive_title(case["given"])
    accepted = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    assert (derived and derived.text) in accepted


@given(texts)
@example("a\x85.")
@example("and a\x1c:\x85")
def test_title_is_a_stretch_of_the_text(text: str) -> None:
    """A title stands in the text as it is, but for its first letter, and fits; no text raises."""
    derived = derive_title(text)
    if derived:
        assert 0 < len(derived.text) <= LONGEST_TITLE
        assert derived.text.casefold() == "".join(text[a:b] for a, b in derived.stretches).casefold()
        assert derived.text == derived.text.strip()
        assert any(map(str.isalpha, derived.text))


@given(texts)
@example("\u3400:")
@example("\u3400:\x85。")
def test_title_is_derived_from_itself(text: str) -> None:
    """A title has no stop, comma or dash at its end that another pass would take away."""
    derived = derive_title(text)
    if derived:
        assert derived.text[-1] not in ",;:—，；、"


@given(st.lists(st.sampled_from([p for p in _PIECES if p not in set("“”()")]), max_size=40).map(" ".join))
def test_title_without_quotes_is_balanced(text: str) -> None:
    """Cutting never makes a quote or bracket of its own."""
    derived = derive_title(text)
    assert derived is None or is_balanced(derived.text)


@given(texts)
def test_sentences_are_in_order_and_lose_only_white_space(text: str) -> None:
    """Sentences do not overlap, and what lies between them is white space."""
    at = 0
    for start, end in sentences.sentences(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@given(texts)
def test_first_sentence_is_the_first(text: str) -> None:
    """The first sentence is the first of all, and an empty span where there is none."""
    spans = sentences.sentences(text)
    assert first_sentence(text) == (spans[0] if spans else (len(text), len(text)))


@pytest.mark.parametrize("text", ["." * 200_000, ". " * 100_000, "A. " * 100_000, "On May 5, " * 50_000, "(" * 200_000])
def test_repetition_is_read(text: str) -> None:
    """Text made to slow a search down is read like any other."""
    sentences.sentences(text)
    derive_title(text)


def test_sentence_of_a_mention() -> None:
    """Sentences are told apart where abbreviations, quotes, Chinese stops and missing spaces meet."""
    text = (
        "He said “no.” Mr. Muster of Example Corp. agreed, e.g. on Jan. 5. 第一句。第二句！In the end.The mine closed"
    )
    found = [text[start:end] for start, end in sentences.sentences(text)]
    assert found == [
        "He said “no.”",
        "Mr. Muster of Example Corp. agreed, e.g. on Jan. 5.",
        "第一句。",
        "第二句！",
        "In the end.",
        "The mine closed",
    ]


@pytest.mark.parametrize("module", [titles, sentences, openings, clauses, english])
def test_examples_in_docstrings(module: ModuleType) -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(module).failed == 0
