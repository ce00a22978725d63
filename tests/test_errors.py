import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.errors import (
    CaptureError,
    DocumentError,
    OutputError,
    PageError,
    Place,
    Problem,
    RenderError,
    SettingsError,
    SiteError,
    printable,
    quoted,
)

FAMILY = (SettingsError, CaptureError, DocumentError, PageError, RenderError, OutputError)


def test_a_problem_reads_as_file_line_fault_and_cure() -> None:
    """A problem prints as `file:line: what is wrong. How to mend it.`, and without a line as the file alone."""
    problem = Problem(Place("news/a.txt", 2), 'date "2025-13-23" has month 13', "Correct it in news/a.yaml.")
    assert str(problem) == 'news/a.txt:2: date "2025-13-23" has month 13. Correct it in news/a.yaml.'
    assert str(problem._replace(place=Place("news/a.txt"))).startswith("news/a.txt: date")


@pytest.mark.parametrize("error_type", FAMILY)
def test_an_error_is_its_problem(error_type: type[SiteError]) -> None:
    """Every member of the family prints its problem and carries it."""
    error = error_type(Place("site.yaml", 3), "key is unknown", "Take it out.")
    assert str(error) == "site.yaml:3: key is unknown. Take it out."
    assert error.problem == Problem(Place("site.yaml", 3), "key is unknown", "Take it out.")


@pytest.mark.parametrize("error_type", FAMILY)
def test_an_error_comes_back_from_another_process(error_type: type[SiteError]) -> None:
    """An error survives pickling, which is how an executor hands it from a worker to the build."""
    error = error_type(Place("site.yaml", 3), "key is unknown", "Take it out.")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert type(copy) is error_type
    assert (str(copy), copy.problem) == (str(error), error.problem)


def test_a_hostile_capture_cannot_speak_to_the_terminal() -> None:
    """Escapes, line ends and bidirectional overrides in a file's name or in a value are printed as escapes."""
    problem = Problem(Place("a\x1b]0;b.txt", 1), "value \u202e\n\u2028\x9b", "Mend\rit.")
    assert str(problem) == r"a\x1b]0;b.txt:1: value \u202e\n\u2028\x9b. Mend\rit."


@given(st.text(st.characters(exclude_categories=())))
def test_printable_text_is_printable(text: str) -> None:
    """Whatever the text, what is printed can be encoded, stays on its line, and twice is the same as once."""
    shown = printable(text)
    assert shown.isprintable()
    assert printable(shown) == shown
    shown.encode()


def test_printable_keeps_what_people_read() -> None:
    """Letters of any script and their marks stay; a space of any width becomes a space."""
    assert printable("五矿 “é” บริษัท") == "五矿 “é” บริษัท"
    assert printable("a\u00a0b\u3000c") == "a b c"


def test_a_long_value_is_cut_in_a_message() -> None:
    """A value of 60 characters is quoted whole, a longer one is cut and says so."""
    assert quoted("a" * 60) == f'"{"a" * 60}"'
    assert quoted("a" * 50_000) == f'"{"a" * 60}…"'
    assert quoted(13) == '"13"'
