import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.errors import CaptureError, DocumentError, SiteError
from minmetals_site.text import yaml_text
from minmetals_site.text.yaml_text import YamlValue, parse_yaml


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with both of PyYAML's parsers: which one there is depends on the machine."""
    if request.param == "python":
        monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", None),
        ("# nothing\n", None),
        ("---\n", None),
        ("country: NO", {"country": "NO"}),
        ("country: no", {"country": "no"}),
        ("on: yes", {"on": "yes"}),
        ("date: 2025-01-23", {"date": "2025-01-23"}),
        ("time: 12:30:45", {"time": "12:30:45"}),
        ("number: 0x1F", {"number": "0x1F"}),
        ("number: 1e3", {"number": "1e3"}),
        ("number: 010", {"number": "010"}),
        ("10: ten", {"10": "ten"}),
        ("true: yes", {"true": "yes"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("a: null\nb: ~\nc:\nd: NULL", {"a": None, "b": None, "c": None, "d": None}),
        ("a: 'null'\nb: \"~\"\nc: ''", {"a": "null", "b": "~", "c": ""}),
        ("a: |\n  null\n", {"a": "null\n"}),
        ("[1, two, [3]]", ["1", "two", ["3"]]),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("\ufefftitle: x", {"title": "x"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ('a: "\\t\\u4e94"', {"a": "\t五"}),
    ],
)
def test_scalars_are_strings(given: str, expected: YamlValue) -> None:
    """Nothing becomes a boolean, a number or a date; only plain null and its spellings are None."""
    assert parse_yaml(given, "a.yaml").data == expected


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
NO_PLAIN_TEXT = "is not read here. Take it out: each value is a plain text."
TOO_DEEP = "values stand more than 20 deep in each other. Write them flatter."
LOOK = "Look for a bracket or quote that is not closed, for a sign that needs quotes, and at the indentation."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("a: b\na: c", '2: key "a" stands here again (first in line 1). Keep one of the two.'),
        ("x:\n  a: b\n  'a': c", '3: key "a" stands here again (first in line 2). Keep one of the two.'),
        (LAUGHS, '1: anchor "&a" is not read here. Take it out.'),
        ("a: *b", '1: alias "*b" stands for another value. Write the value out.'),
        ("a: x\nb: !!python/object/apply:os.system [ls]", f'2: tag "!!python/object/apply:os.system" {NO_PLAIN_TEXT}'),
        ("a: !!str 1", f'1: tag "!!str" {NO_PLAIN_TEXT}'),
        ("a: !own 1", f'1: tag "!own" {NO_PLAIN_TEXT}'),
        ("!!map {a: b}", f'1: tag "!!map" {NO_PLAIN_TEXT}'),
        ("a: b\n---\nc: d", "2: a second document begins here. Keep one document in the file."),
        ("? [a]\n: b", "1: a key is no text. Write each key as a word with a colon behind it."),
        ("a: b\n~: c", "2: a key is no text. Write each key as a word with a colon behind it."),
        ("a:\n  " + "[" * 20 + "]" * 20, f"2: {TOO_DEEP}"),
        pytest.param("[" * 100_000, f"1: {TOO_DEEP}", id="a hundred thousand brackets"),
        pytest.param("\n".join(" " * n + "a:" for n in range(1000)), f"21: {TOO_DEEP}", id="a thousand mappings"),
        ("a: b\nc: \x07", "2: the text holds the character U+0007. Take it out."),
        ("a: \ud800", "1: the text holds the character U+D800. Take it out."),
        ('a: "\\0"', "1: a value holds the character U+0000. Take it out."),
        ("a: b\nc: d: e", '2: "c: d: e" is not YAML. Put quotes round a value that holds a colon.'),
        ("a:\n\t- b", '2: "- b" is indented with a tab. Use spaces.'),
        ('a: b\nc: "d\n\n', f'2: "c: "d" is not YAML. {LOOK}'),
        ("a: @b\n", f'1: "a: @b" is not YAML. {LOOK}'),
    ],
)
def test_refused(given: str, message: str) -> None:
    """What is dangerous, ambiguous or no YAML is refused with its line, in the same words by both parsers."""
    with pytest.raises(CaptureError) as caught:
        parse_yaml(given, "a.yaml")
    assert str(caught.value) == f"a.yaml:{message}"


def test_a_surrogate_in_an_escape_is_refused() -> None:
    """Half a character, which no file can hold, does not get in by an escape."""
    with pytest.raises(CaptureError, match=r"^a\.yaml:1: "):
        parse_yaml('a: "\\ud800"', "a.yaml")


DOCUMENT = """\
title: x
sections:
  news:
    title: News

  analysis: {title: Analysis,
    description: What others say}
hosts:
  - one
  - two
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("sections",), 2),
        (("sections", "news"), 3),
        (("sections", "news", "title"), 4),
        (("sections", "analysis", "title"), 6),
        (("sections", "analysis", "description"), 7),
        (("hosts", 1), 10),
        (("hosts", 9), 8),
        (("sections", "absent", "title"), 2),
    ],
)
def test_lines(path: tuple[str | int, ...], line: int) -> None:
    """Each key knows its line; a path that does not exist has the line of its innermost part that does."""
    assert parse_yaml(DOCUMENT, "a.yaml").line_of(path) == line
    assert parse_yaml(DOCUMENT, "a.md", first_line=5).line_of(path) == line + 4


def test_lines_count_from_the_first() -> None:
    """Front matter that begins in a later line is told in the lines of its file, its syntax faults included."""
    with pytest.raises(CaptureError, match=r"^a\.md:4: "):
        parse_yaml("a: b\nc: [\n", "a.md", first_line=3)
    with pytest.raises(CaptureError, match=r"^a\.md:4: the text holds"):
        parse_yaml("a: b\n\x00", "a.md", first_line=3)


def test_the_caller_chooses_the_error() -> None:
    """Settings, corrections and front matter each have their own member of the family."""
    with pytest.raises(DocumentError):
        parse_yaml("a: [", "a.md", raising=DocumentError)


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"]), max_size=12)
PLAIN = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(PLAIN)
def test_what_is_written_is_read_back(values: YamlValue) -> None:
    """Texts, lists and mappings that PyYAML writes in quotes are read back as they were."""
    assert parse_yaml(yaml.safe_dump(values, allow_unicode=True, default_style='"'), "a.yaml").data == values


@given(st.text() | st.text("abc:-[]{}&*!|>'\"\\#%@ \n\t?,~", max_size=40))
def test_any_text_gives_values_or_an_error(text: str) -> None:
    """No text at all raises anything but the error that was asked for, whose line is in the text."""
    try:
        parse_yaml(text, "a.yaml", raising=DocumentError)
    except SiteError as error:
        told = isinstance(error, DocumentError) and error.problem.place.line
        assert told in range(1, len(text.splitlines()) + 2)
