import doctest
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.text import language
from minmetals_site.text.language import language_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "languages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_language_of_case(case: dict[str, Any]) -> None:
    """Each case has its language."""
    assert language_of(case["given"], default="en") == case["expect"]


@given(st.text(max_size=200))
def test_language_is_one_of_a_few(text: str) -> None:
    """No text raises, and its language is the default or that of a script."""
    assert language_of(text, default="fr") in {"fr", "zh", "ja", "ko", "th", "ar", "he", "ru", "el"}


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=200))
def test_latin_text_is_in_the_default(text: str) -> None:
    """Text in Latin letters is in the language that the settings name."""
    assert language_of(text, default="pt-BR") == "pt-BR"


def test_only_the_beginning_counts() -> None:
    """A long tail in another script changes nothing: the beginning is the sample."""
    assert language_of("Mine " * 1000 + "矿" * 100_000, default="en") == "en"


def test_examples_in_docstrings() -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(language).failed == 0
