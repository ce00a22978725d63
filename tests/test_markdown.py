"""Hand-written Markdown: front matter, titles, links, and an account as exact as that of any other capture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import assert_accounted
from minmetals_site import ReadDocument, read_capture

NOTE = """---
title: How we work
author: Ann Sample
tags: [Copper]
mood: cheerful
---
Some *stressed* words, `code` & a [link](https://example.org/words?and=more "Words").

## A heading with **bold** words

1. One
2. Two

| Metal | Use |
| --- | --- |
| Copper | wire |

> A quote.

Here is [another page](how-to-cite.html), [a bad link](javascript:alert(1)) and <b onclick="x()">markup</b>.
"""


def _read(folder: Path, text: str, name: str = "pages/note.md") -> ReadDocument:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8", newline="")
    documents, problems = read_capture(folder / name, path=name)
    assert problems == []
    return documents[0]


def test_front_matter_is_stated(tmp_path: Path) -> None:
    """Keys of the front matter become fields that name them; those that no field is read from are listed."""
    document = _read(tmp_path, NOTE).document
    assert (document.kind, document.source_class) == ("page", "archive")
    assert (document.title.value, document.title.origin, document.title.evidence[0].path) == (
        "How we work",
        "stated",
        "title",
    )
    assert document.author is not None
    assert document.author.value == "Ann Sample"
    assert document.capture.keys_used == ("title", "author", "tags")
    assert document.capture.keys_unused == ("mood",)
    [copper] = [tag for tag in document.tags if tag.name == "Copper"]
    assert "tags" in {mention.path for mention in copper.mentions}


@pytest.mark.parametrize(
    ("keys", "published", "path", "unused"),
    [
        ("date: 2024-02-10T07:01:03+01:00", "2024-02-10T07:01:03+01:00", "date", ()),
        ('date: "2024-02-10 07:01:03"', "2024-02-10", "date", ()),
        ("date: 2024-02-10\npublished: 2024-02-11", "2024-02-11", "published", ("date",)),
        ("date: tomorrow", None, None, ("date",)),
        ("date: 2024-13-10", None, None, ("date",)),
    ],
)
def test_the_date_of_other_generators(
    tmp_path: Path, keys: str, published: str | None, path: str | None, unused: tuple[str, ...]
) -> None:
    """`date`, as most programs call it, is the publication's where no `published` stands; one unread costs nothing."""
    read = _read(tmp_path, f"---\ntitle: Sample\n{keys}\n---\nWords.\n")
    document = read.document
    assert document.published.value == published
    assert [evidence.path for evidence in document.published.evidence] == ([path] if path else [])
    assert document.capture.keys_unused == unused
    assert_accounted(read)


def test_body_is_cut_into_blocks(tmp_path: Path) -> None:
    """Headings, lists, tables and quotes are blocks of their kinds, with the words a reader sees."""
    document = _read(tmp_path, NOTE).document
    assert [block.kind for block in document.blocks] == ["paragraph", "heading", "list", "table", "quote", "paragraph"]
    assert document.blocks[0].text == "Some stressed words, code & a link."
    assert document.blocks[1].html == "<h2>A heading with <strong>bold</strong> words</h2>"
    assert document.blocks[2].text == "One\nTwo"
    assert document.blocks[3].text.split() == ["Metal", "Use", "Copper", "wire"]


def test_account_of_markdown(tmp_path: Path) -> None:
    """Markdown's signs are removed by a rule with a name, and what is left is the text."""
    read = _read(tmp_path, NOTE)
    assert_accounted(read)
    removed = "".join(read.decoded[u.start : u.end] for u in read.document.account if u.use == "removed:markdown-sign")
    assert "https://example.org/words?and=more" in removed
    assert "stressed" not in removed


def test_links(tmp_path: Path) -> None:
    """A page's own links may be relative to the site's root; a link that is no address of a page goes."""
    html = "".join(block.html for block in _read(tmp_path, NOTE).document.blocks)
    assert 'href="how-to-cite.html"' in html
    assert 'href="https://example.org/words?and=more"' in html
    assert "javascript" not in html
    assert "onclick" not in html
    news = _read(tmp_path, NOTE.replace("---\n", "---\nkind: news\n", 1), "news/note.md").document
    assert news.kind == "news"
    assert "how-to-cite.html" not in "".join(block.html for block in news.blocks)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A title\n\nWords.\n", "A title"),
        ("---\nlanguage: en\n---\n# A *title* #\nWords.\n", "A title"),
        ("\ufeff---\r\ntitle: A title\r\n---\r\nWords.\r\n", "A title"),
    ],
)
def test_title(text: str, title: str, tmp_path: Path) -> None:
    """The title is that of the front matter, or the Markdown title that the body begins with."""
    read = _read(tmp_path, text)
    assert (read.document.title.value, read.document.title.origin) == (title, "stated")
    assert read.document.text == "Words."
    assert_accounted(read)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("published: 2025-13-23", 'note.md:2: date "2025-13-23" has month 13'),
        ("kind: gossip", 'note.md:2: "kind" is "gossip". Give one of news, analysis, brand-culture, page.'),
        ("source_url: javascript:alert(1)", 'note.md:2: "source_url" is "javascript:alert(1)"'),
        ("title: [", "note.md:2"),
        ("title: a\ntitle: b", "note.md:3"),
    ],
)
def test_faulty_front_matter(front: str, message: str, tmp_path: Path) -> None:
    """A value that no document has is a problem with its line."""
    (tmp_path / "note.md").write_text(f"---\n{front}\n---\nWords.\n", "utf-8")
    documents, problems = read_capture(tmp_path / "note.md")
    assert documents == []
    assert message in str(problems[0])


PIECES = st.sampled_from(
    [
        "word",
        "two words",
        "*stress*",
        "**bold**",
        "`code`",
        "[link](https://a.example/word)",
        "<b>word</b>",
        "# Head",
        "- item",
        "1. item",
        "> quote",
        "```\ncode\n```",
        "| a | b |\n|---|---|\n| c | d |",
        "---",
        "<script>alert(1)</script>",
        "https://a.example/word",
        "<https://a.example/word>",
        "![alt](x.png)",
        "\\*word\\*",
        "\n",
        "  \n",
        "word[^1]\n\n[^1]: note",
    ]
)


@given(pieces=st.lists(PIECES | st.text(max_size=20), max_size=15))
def test_any_markdown_is_accounted_for(pieces: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is written, nothing breaks, nothing is lost in silence and no script passes."""
    file = tmp_path_factory.mktemp("note") / "note.md"
    file.write_bytes(("---\ntitle: Note\n---\n" + "\n".join(pieces)).encode("utf-8", "surrogatepass"))
    documents, problems = read_capture(file)
    assert not any("fault of the program" in problem.mend for problem in problems)
    for read in documents:
        at = 0
        for use in read.document.account:
            assert use.start == at
            at = use.end
        assert at == len(read.decoded)
        assert not any("<script" in block.html for block in read.document.blocks)


@pytest.mark.parametrize(
    "sign", ["[", "![", "[a](", "[a](b", "[a][", "[^a", "<a ", "<b", "<a href='", "(", "[[a]", "(]"]
)
def test_signs_without_end_cost_no_hours(tmp_path: Path, sign: str) -> None:
    """A file of nothing but signs that open something is read, soon, with every word of it."""
    hostile = (sign * 60_000)[:60_000]
    read = _read(tmp_path, f"# Title\n\n{hostile}\n\nThe [mill](https://example.org/) turns.\n")
    assert_accounted(read)
    assert read.document.text.endswith("The mill turns.")
    assert hostile[:300].strip() in read.document.text


def test_signs_left_open_are_shown_as_they_stand(tmp_path: Path) -> None:
    """Brackets that are not closed, few or many, and characters that are none, are in the text, also in code."""
    few = "One [ of them, a < b, x[y](z and \ufdd0\ufdd2.\n"
    many = "[ " * 300
    read = _read(
        tmp_path, f"# Title\n\n{few}\n{many}\n\n`{many}`\n\n    {many}\n\n**Bold** [link](https://example.org/).\n"
    )
    texts = [block.text.strip() for block in read.document.blocks]
    assert texts == [few.strip(), many.strip(), many.strip(), many.strip(), "Bold link."]
    assert '<a href="https://example.org/"' in read.document.blocks[-1].html
    assert_accounted(read)
