"""HTML: what is let through, what is read from it, and that nothing hostile breaks either."""

import re
from itertools import chain

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.text.html import (
    clean,
    clean_around,
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
        (
            '<table><tr><th scope="col" colspan="2"> </th><th>a</table>',
            "<table><tbody><tr><td></td><th>a</th></tr></tbody></table>",
        ),
        ('<p lang="not a tag" dir="sideways">a</p>', "<p>a</p>"),
        ('<p lang="zh-Hant" dir="RTL">a</p>', '<p lang="zh-Hant" dir="RTL">a</p>'),
        ('<ol start="x" reversed><li value="-3">a', '<ol reversed=""><li value="-3">a</li></ol>'),
        (
            '<table><tr><td rowspan="2" colspan="0">a<th scope="no">b</table>',
            "<table><tbody><tr><td>a</td><th>b</th></tr></tbody></table>",
        ),
        (
            '<time datetime="yesterday">a</time><time datetime="2024-01-02">b</time>',
            '<time>a</time><time datetime="2024-01-02">b</time>',
        ),
        ("<math><mtext></p><img src onerror=alert(1)>", ""),
    ],
)
def test_clean_lets_through_what_it_lists(given: str, expected: str) -> None:
    """Elements, attributes, values and schemes that are not allowed go; text stays, but that of code."""
    assert clean(given) == expected


@given(FRAGMENTS)
@example("<a href='&#1;javascript:alert(1)'>x")
@example("\ud800<p>\x00")
def test_cleaning_twice_is_cleaning_once(fragment: str) -> None:
    """What was cleaned is clean: nothing in it turns into markup when it is read again."""
    once = clean(fragment)
    assert clean(once) == once
    assert once.encode().decode() == once


_TAGS = (
    "|<p>|</p>|<b>|</b>|<em>|</em>|<br>| |\n|<ul>\n<li>|</li>|</ul>|<h2 id='x'>|</h2>|<pre>|</pre>|<table>|<td>"
    '|</table>|<a href="https://example.org/?a=1&amp;b">|</a>|<a title="\ufffc" href="javascript:x">|<script>|</script>'
    '|<a title="&#xfffc;">|\ufffc'
)
TAGS = st.sampled_from(_TAGS.split("|"))
WORDS = st.sampled_from(
    ["a", " a ", '"a" onclick=x>', "&", "a&amp;<b>", "\xa0a", "a\r", "\n a", "\ufffc", "\0", "", " "]
)


@given(st.lists(st.tuples(st.lists(TAGS, max_size=3).map("".join), WORDS), max_size=5), TAGS)
@example([('<a title="\ufffc">', '"a" onclick=x>'), ("<script>", "a"), ("</script>", "a")], "")
@example([("<table><tr><td>", "a"), ("</td></tr>", "b")], "</table>")
@example([("<p>", "a"), ("<em>", "b")], "</em></p>")
def test_cleaning_around_texts_is_cleaning_with_them(pairs: list[tuple[str, str]], last: str) -> None:
    """That the cleaner does not see the texts changes nothing of what comes out, whatever tags they stand between."""
    tags, texts = [*(tag for tag, _ in pairs), last], [text for _, text in pairs]
    whole = "".join(chain.from_iterable(zip(tags, [*map(escape, texts), ""], strict=True)))
    assert clean_around(tags, texts) == clean(whole)


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


_NAMES = (
    "p P div span a b em h2 ul li dl dd table TR td tbody caption pre textarea img br hr script style form select"
    " option template noscript svg math title html head body frameset plaintext xmp iframe o:p é image"
)
NAMES = st.sampled_from(_NAMES.split())
ATTRIBUTES = st.sampled_from(
    [' class="a" CLASS="b"', ' {x}y="1"', " id=x", " a", ' title="a > b &amp;&#x80;"', ' xmlns:o="u"', " =", " \x0c/"]
)
_TEXTS = (
    "a| |\n\n|\t|\x0c|\x0b|\xa0| x |\r\n|&amp;|&nbsp;|&#0;|&#xD800;|&#10;|&bogus|<|</|{|<!-- c -->|<!-->|<!-- a --!>"
    "|<!DOCTYPE html>|<?php x ?>|<![CDATA[e]]>|<o:p/>|\x00|\x01|\ufeff|\uffff|é|中|😀"
)
TEXTS = st.sampled_from(_TEXTS.split("|"))
MARKUP = st.lists(
    st.tuples(NAMES, st.lists(ATTRIBUTES, max_size=2)).map(lambda tag: f"<{tag[0]}{''.join(tag[1])}>")
    | NAMES.map(lambda name: f"</{name}>")
    | TEXTS,
    max_size=20,
).map("".join)
"""Markup of all sorts, hardly any of it well formed."""


def texts_of(tag: Tag) -> list[str]:
    """Return all texts in an element, those of scripts too."""
    return [str(one) for one in tag.descendants if not isinstance(one, (Tag, PreformattedString))]


def table_of(soup: BeautifulSoup) -> list[tuple[str, dict[str, str], int, str]]:
    """Return name, attributes, parent and text of all elements and texts of a document, in its order."""
    kept = [one for one in soup.descendants if not isinstance(one, PreformattedString)]
    index = {id(one): number for number, one in enumerate(kept)}
    parents = [index.get(id(one.parent), -1) for one in kept]
    return [
        (one.name, {str(key): str(value) for key, value in one.attrs.items()}, parent, "".join(texts_of(one)))
        if isinstance(one, Tag)
        else ("", {}, parent, str(one))
        for one, parent in zip(kept, parents, strict=True)
    ]


@given(MARKUP | FRAGMENTS)
@example("</b></p>a<p>b<div>c</p>d")
@example("<table>a<tr>b<td>c<table><li>d")
@example("a<body>b<html class=x>c</html>d")
@example("<pre> </pre> <textarea>\n\n</textarea>\n\n<b>\t</b>")
@example("<b>" * 300 + "a" + "</i>" * 300)
@example("<b>a<!DOCTYPE html>a<?x?>a<![CDATA[e]]>")
@example("\ufeff\ufeff<p>a")
def test_any_fragment_is_parsed_as_by_beautifulsoup4(fragment: str) -> None:
    """The fast way and the careful way find the same elements, attributes and texts, in the same places."""
    whole = fragment.replace("\ud800", "\ufffd")
    if "<" not in whole or whole.startswith("<?"):  # of which the library would warn
        whole = f"<body>{whole}"
    text, nodes = parse_fragment(fragment)
    soup = BeautifulSoup(whole, "lxml", multi_valued_attributes=None)
    assert [(n.name, dict(n.attributes), n.parent, text[n.start : n.stop]) for n in nodes] == table_of(soup)


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
        ('https://example.org/a?b=<c>"|', "https://example.org/a?b=%3Cc%3E%22%7C"),
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
