"""HTML: what is let through, what is read from it, and that nothing hostile breaks either."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.text.html import (
    clean,
    decode_entities,
    escape,
    link_target,
    parse_fragment,
    plain_text,
    writable,
)

FRAGMENTS = st.text(alphabet=st.sampled_from("<>/=\"'&;#x!-? abp\x00\x0b\ud800é"), max_size=60)
"""Text that is nearly markup."""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<p class="x" id="y" style="z" onclick="alert(1)">a</p>', "<p>a</p>"),
        ("<script>alert(1)</script><style>p{}</style>a", "a"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="data:text/html,x" title="t">a</a>', '<a title="t" rel="noopener noreferrer">a</a>'),
        ('<a href="https://example.org/">a</a>', '<a href="https://example.org/" rel="noopener noreferrer">a</a>'),
        ('<img src="https://example.org/x.png" onerror="alert(1)">', ""),
        ("<svg><script>alert(1)</script></svg><iframe src='//example.org'>x</iframe>", ""),
        ("<h1>a</h1><h2>b</h2>", "a<h2>b</h2>"),
        ("<!-- comment --><b>a", "<b>a</b>"),
        ('<td colspan="2">a', "a"),
        ("<math><mtext></p><img src onerror=alert(1)>", ""),
    ],
)
def test_clean_lets_through_what_it_lists(given: str, expected: str) -> None:
    """Elements, attributes and schemes that are not listed go; text stays, but that of code."""
    assert clean(given) == expected


@given(FRAGMENTS)
@example("<a href='&#1;javascript:alert(1)'>x")
@example("\ud800<p>\x00")
def test_cleaning_twice_is_cleaning_once(fragment: str) -> None:
    """What was cleaned is clean: nothing in it turns into markup when it is read again."""
    once = clean(fragment)
    assert clean(once) == once
    assert once.encode().decode() == once


@given(st.text())
def test_escaped_text_reads_back(text: str) -> None:
    """Escaped text is text wherever it is put, and the same text."""
    written = writable(text)
    escaped = escape(written)
    assert not set('<>"') & set(escaped)
    assert decode_entities(escaped) == written


@given(FRAGMENTS)
@example("<!-->")
@example("<")
@example("http://example.org/")
@example("<?xml version='1.0'?><p>a")
def test_any_fragment_is_parsed(fragment: str) -> None:
    """No fragment makes the parser raise or warn, and the nodes are a tree over the text."""
    text, nodes = parse_fragment(fragment)
    assert text.encode().decode() == text
    for index, node in enumerate(nodes):
        assert node.parent < index < node.end <= len(nodes)
        assert 0 <= node.start <= node.stop <= len(text)
    assert "".join(text[node.start : node.stop] for node in nodes if not node.name) == text


@given(FRAGMENTS)
def test_plain_text_is_one_line(fragment: str) -> None:
    """Plain text has neither line ends nor white space at its ends, whatever the fragment."""
    text = plain_text(fragment)
    assert text == " ".join(text.split())


def test_the_text_is_that_of_all_text_nodes() -> None:
    """Scripts and styles count as text, which the account has to cover; comments and declarations do not."""
    text, nodes = parse_fragment("<!DOCTYPE html><p>a<!-- b --><script>c</script><style>d</style></p><![CDATA[e]]>f")
    assert text == "acdf"
    assert [node.name for node in nodes if node.name not in {"", "html", "body"}] == ["p", "script", "style"]


def test_entities_of_any_size() -> None:
    """References are read as browsers read them; a number of 5,000 digits is none of Unicode's, and no failure."""
    assert (
        decode_entities("R&amp;D &#8217; &nbsp;&copy &bogus; &#" + "9" * 5000 + ";") == "R&D ’ \u00a0© &bogus; \ufffd"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://EXAMPLE.org", "HTTP://EXAMPLE.org"),
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("https://example.org/?utm_source=x&fbclid=y&p=1&UTM_Medium=z#top", "https://example.org/?p=1#top"),
        ("https://example.org/?source=utm_source", "https://example.org/?source=utm_source"),
        ("../b", "https://example.org/b"),
        ("//example.com/x", "https://example.com/x"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        ("#top", None),
        ("https://example.org/post/#top", None),
        ("", None),
        ("https:example.org", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("JavaScript:alert(1)//https://example.org/", None),
        ("data:text/html;base64,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("blob:https://example.org/x", None),
        ("http://[", None),
        ("mailto:", None),
        ("https://example.org/" + "a" * 5000, None),
    ],
)
def test_where_links_lead(address: str, expected: str | None) -> None:
    """A link leads to an absolute web or mail address without tracking parameters, or nowhere."""
    assert link_target(address, "https://example.org/post/") == expected


def test_relative_links_of_a_page_whose_address_is_not_known() -> None:
    """Without a base a relative link leads nowhere, and one without scheme to the web."""
    assert link_target("/a") is None
    assert link_target("//example.com/x") == "https://example.com/x"


@given(st.text(max_size=40) | FRAGMENTS)
def test_links_are_safe_and_settled(address: str) -> None:
    """Whatever a link says, it is of one of three schemes, can be written, and is its own target."""
    target = link_target(address, "https://example.org/post/")
    if target is not None:
        assert re.match(r"(?i)https?://|mailto:", target)
        assert target.encode().decode() == target
        assert link_target(target) == target


@pytest.mark.parametrize(
    "fragment",
    [
        "<div>" * 10_000 + "a" + "</div>" * 10_000,
        "<div>" * 10_000 + "a" + "</b>" * 10_000,
        "<b><div></b>" * 10_000 + "a",
        '<div title="<">' * 10_000 + "a",
        "<table><tr><td>" * 10_000 + "a",
        "<ul><li>" * 10_000 + "a",
    ],
    ids=["nested", "stray-ends", "crossed", "disguised", "tables", "lists"],
)
def test_markup_nested_ten_thousand_deep(fragment: str) -> None:
    """Depth costs no stack and loses no text."""
    assert parse_fragment(fragment).text == "a"
    assert plain_text(fragment) == "a"
    assert re.sub(r"<[^>]*>", "", clean(fragment)) == "a"
