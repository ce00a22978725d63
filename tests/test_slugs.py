import doctest
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.text import slugs
from minmetals_site.text.slugs import slug

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "slugs.yaml").read_text("utf-8"))
SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index")

names = st.one_of(
    st.text(max_size=200), st.sampled_from(["CON", "lpt1", "index", "Nul-", "aux\u00a0", "ａｕｘ", "-" * 90, "ﷺ" * 90])
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_slug_of_case(case: dict[str, Any]) -> None:
    """Each case has its slug."""
    assert slug(case["given"], fallback="item") == case["expect"]


@given(names, names)
def test_slug_is_safe(text: str, fallback: str) -> None:
    """A slug is a safe file name on every system, whatever text and fallback are."""
    made = slug(text, fallback)
    assert SAFE.fullmatch(made)
    assert len(made) <= 80
    assert not RESERVED.fullmatch(made)


@given(names)
def test_slug_of_a_slug(text: str) -> None:
    """A slug is its own slug."""
    made = slug(text, "item")
    assert slug(made, "other") == made


def test_examples_in_docstrings() -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(slugs).failed == 0
