"""A corpus of any size for the benchmarks: the same documents as raw captures and as clean Markdown.

    python benchmarks/corpus.py --docs 10000 --seed 1 FOLDER

writes `FOLDER/content/`, a content folder as `build.py` takes it, and `FOLDER/markdown/`, what other generators take:
the text without boilerplate and damage, with title, date and tags in the front matter, as if somebody had read the
captures and typed them in. Of twenty documents ten are text copies of news pages, five are posts of a WordPress REST
API, four are text copies of analysts' articles, and one is a culture page. A document depends on the seed and its
number alone, so a smaller corpus is the beginning of a larger one, and the same command writes the same bytes.

The text means nothing, and says nothing of the real names in it. See `corpus_text.py`.
"""

import argparse
import hashlib
import html
import json
import math
import random
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal, NamedTuple

from corpus_text import Tag, Writer
from repair_accuracy import DAMAGES

__all__ = [
    "SECTIONS",
    "Block",
    "Document",
    "capture",
    "documents",
    "markdown",
    "write_capture",
    "write_corpus",
    "write_markdown",
    "write_settings",
]

Shape = Literal["news", "post", "article", "culture"]
SHAPES: tuple[Shape, ...] = (
    *("news", "post", "news", "article", "news", "news", "post", "news", "article", "culture"),
    *("news", "post", "news", "article", "news", "post", "news", "article", "news", "post"),
)
"""Of each twenty documents."""
SECTIONS = {"news": "news", "post": "analysis", "article": "analysis", "culture": "brand-culture"}

_MEDIAN_WORDS, _SPREAD = 595, 0.42
"""Of a lognormal distribution; with highlights the texts have 700 words on average."""
_WORDS = (150, 3000)
_FIRST_DAY, _DAYS = date(2013, 11, 1), 12 * 365
_DAMAGED = 0.13
"""Of the text copies; with the posts, in which nothing is damaged, a tenth of all."""
_FAMILIES = (
    *("TIS-620, controls dropped", "Thai, one sign for all", "windows-1252, unknown dropped", "UTF-8 as windows-1252"),
    *("U+FFFD for each sign", "GBK, unknown replaced", "ISO 8859-1, controls dropped"),
)
_HOST = "analyst.example.net"
SETTINGS = f"""title: Benchmark archive
base_url: https://example.org/archive/
publishers: {{{_HOST}: Example Analysts}}
"""
"""Of the content folder: all that a site with sitemap, feeds and named publishers needs."""
_MARKS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|\[(.+?)\]\((.+?)\)")
"""Matches `**strong**`, `*em*` and `[text](address)`; refuses `2 * 3`."""


class Block(NamedTuple):
    """A part of a body, in Markdown."""

    kind: Literal["paragraph", "heading", "list"]
    lines: tuple[str, ...]
    """One, but of a list each item."""


class Document(NamedTuple):
    """One document, before it is written in a shape."""

    number: int
    shape: Shape
    name: str
    """Of its files, without what tells the format."""
    title: str
    is_titled: bool
    """Whether the capture states the title; else its first sentence holds it."""
    published: date | datetime | None
    tags: list[Tag]
    highlights: tuple[str, ...]
    blocks: list[Block]
    damage: str | None
    """The name of what its punctuation suffered in the capture."""


def documents(numbers: Iterable[int], seed: int) -> Iterator[Document]:
    """Yield the documents of these numbers."""
    writer = Writer(seed)
    damages = {damage.name: damage for damage in DAMAGES}
    assert set(_FAMILIES) <= damages.keys()  # noqa: S101  # a renamed family must not go unnoticed
    for number in numbers:
        yield _document(writer, number, seed)


def _document(writer: Writer, number: int, seed: int) -> Document:
    identity = f"{seed}:{number}"
    rng = writer.begin(identity)
    shape = SHAPES[number % len(SHAPES)]
    is_titled = shape in {"post", "culture"} or rng.random() < (0.4 if shape == "news" else 0.85)
    published = _published(rng, shape) if shape in {"news", "post"} or (shape == "article" and is_titled) else None
    tags = writer.draw_tags(rng.randint(4, 8))
    words = round(min(max(rng.lognormvariate(math.log(_MEDIAN_WORDS), _SPREAD), _WORDS[0]), _WORDS[1]))
    title = _title(writer, shape, is_titled=is_titled)
    highlights = _highlights(writer, title, is_titled=is_titled) if shape in {"post", "article"} else ()
    blocks = _blocks(writer, shape, words, [tag.name for tag in tags])
    if not is_titled:
        opening = f"{title}." if shape == "article" else f"On {writer.fill('{day}')}, {title}."
        blocks[0] = Block("paragraph", (f"{opening} {blocks[0].lines[0]}",))
    is_damaged = shape != "post" and rng.random() < _DAMAGED
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return Document(
        number=number,
        shape=shape,
        name=f"{number:06}_{digest}",
        title=title,
        is_titled=is_titled,
        published=published,
        tags=tags,
        highlights=highlights,
        blocks=blocks,
        damage=rng.choice(_FAMILIES) if is_damaged else None,
    )


def _published(rng: random.Random, shape: Shape) -> date:
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    if shape != "post":
        return day
    zone = timezone(timedelta(hours=-7))
    return datetime(day.year, day.month, day.day, rng.randrange(24), rng.randrange(60), rng.randrange(60), tzinfo=zone)


def _title(writer: Writer, shape: Shape, *, is_titled: bool) -> str:
    if shape == "culture":
        return writer.line("culture_titles")
    return writer.line("article_titles" if shape != "news" and is_titled else "titles")


def _highlights(writer: Writer, title: str, *, is_titled: bool) -> tuple[str, ...]:
    first = [] if is_titled else [f"{title}."]
    return (*first, *(writer.line("highlights") for _ in range(writer.rng.randint(3, 6))))


def _blocks(writer: Writer, shape: Shape, words: int, names: Sequence[str]) -> list[Block]:
    """Return the body: paragraphs, in all shapes but news under headings, here and there with a list."""
    named = [writer.named_sentence(name) for name in names for _ in range(writer.rng.randint(1, 3))]
    blocks: list[Block] = []
    for number, text in enumerate(writer.paragraphs(words, named)):
        if shape == "culture" or (shape != "news" and number and number % 3 == 0):
            blocks.append(Block("heading", (writer.line("values" if shape == "culture" else "headings"),)))
        blocks.append(Block("paragraph", (_marked(writer, text) if shape == "post" else text,)))
        if shape in {"post", "article"} and writer.rng.random() < 0.12:
            blocks.append(Block("list", tuple(writer.line("items") for _ in range(writer.rng.randint(3, 6)))))
    return blocks


def _marked(writer: Writer, text: str) -> str:
    """Return a post's paragraph with what an author puts into it: a link, a word in bold, a sentence in italics."""
    first, stop, rest = text.partition(". ")
    chance = writer.rng.random()
    if chance < 0.2:
        return f"*{first}.* {rest}" if rest else text
    if chance < 0.4:
        return f"**{first}**{stop}{rest}"
    if chance < 0.8:
        link = f"[{writer.line('link_texts').lower()}](https://{_HOST}/notes/{writer.rng.randint(1, 9999)}/)"
        return f"{text} For more, see {link}."
    return text


# Captures


def capture(document: Document) -> str:
    """Return the document as it was captured."""
    if document.shape == "post":
        return _post(document)
    text = {"news": _news, "article": _article, "culture": _culture}[document.shape](document)
    for damage in DAMAGES:
        if damage.name == document.damage:
            return damage.chunk.sub(lambda match: damage.damaged(match.group()), text)  # noqa: B023  # used at once
    return text


def _news(document: Document) -> str:
    """Return breadcrumb, dateline and a paragraph a line; with blank lines and a title where it has one."""
    dateline = f"Example Mining Corporation {document.published}"
    body = _plain(document.blocks)
    if document.is_titled:
        return "\n\n".join(["Home > News > Company News", document.title, dateline, *body]) + "\n\n[Print] [Close]\n"
    return "\n".join(["Home > News > Company News", dateline, *body])


def _article(document: Document) -> str:
    """Return title and byline where it has them, highlights, the text, a disclaimer, and the rests of comments."""
    head: list[str] = []
    if document.is_titled and document.published:
        head = [
            document.title,
            f"By Ms Sample | {document.published:%B} {document.published.day}, {document.published.year}",
        ]
    highlights = ["Highlights", *(f"- {item}" for item in document.highlights)]
    tail = [
        "Disclaimer: This text was made by a program and is no basis for a decision.",
        *("0 Comments", "No replies yet", "Moderator", "Loading new replies..."),
        "Join the full discussion at the Example Analysts Forum →",
    ]
    return "\n".join([*head, *highlights, *_plain(document.blocks), *tail])


def _culture(document: Document) -> str:
    """Return title, breadcrumb, and statements under headings that end in dashes."""
    head = ["About us", document.title, f"Home About us > {document.title}"]
    body = [f"{block.lines[0]}——" if block.kind == "heading" else block.lines[0] for block in document.blocks]
    return "\n\n".join([*head, *body]) + "\n"


def _plain(blocks: Sequence[Block]) -> list[str]:
    return [f"- {line}" if block.kind == "list" else line for block in blocks for line in block.lines]


def _post(document: Document) -> str:
    """Return the post as the REST API gives it."""
    local = document.published
    assert isinstance(local, datetime)  # noqa: S101  # for the type checker
    number = 10_000 + document.number
    slug = re.sub(r"[^a-z0-9]+", "-", document.title.lower()).strip("-")
    link = f"https://{_HOST}/news/{slug}-{number}/"
    universal = local.astimezone(timezone.utc)  # noqa: UP017  # beside timezone(…) above
    stamps = {"date": f"{local:%Y-%m-%dT%H:%M:%S}", "date_gmt": f"{universal:%Y-%m-%dT%H:%M:%S}"}
    post = {
        "id": number,
        **stamps,
        "guid": {"rendered": link},
        "modified": stamps["date"],
        "modified_gmt": stamps["date_gmt"],
        "slug": f"{slug}-{number}",
        "status": "publish",
        "type": "news-archive",
        "link": link,
        "title": {"rendered": html.escape(document.title, quote=False)},
        "content": {"rendered": _post_html(document), "protected": False},
        "excerpt": {"rendered": f"<p>{html.escape(document.highlights[0], quote=False)}</p>\n", "protected": False},
        "format": "standard",
        "comment_status": "open",
        "featured_media": 0,
        "author": 2,
        "meta": {"footnotes": "", "_acf_changed": False},
        "news-type": [128, 132],
        "class_list": [f"post-{number}", "type-news-archive", "status-publish", "hentry", "news-type-weekly-notes"],
        "_links": {
            "self": [{"href": f"https://{_HOST}/wp-json/wp/v2/news-archive/{number}"}],
            "wp:term": [
                {"taxonomy": "news-type", "embeddable": True, "href": f"https://{_HOST}/wp-json/wp/v2/news-type"}
            ],
            "curies": [{"templated": True, "name": "wp", "href": "https://api.w.org/{rel}"}],
        },
    }
    return json.dumps(post, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/")


def _post_html(document: Document) -> str:
    """Return the post's HTML with what WordPress and its plugins put around and into the text."""
    headings = [block.lines[0] for block in document.blocks if block.kind == "heading"]
    parts = [
        "<p><strong>Highlights</strong></p>",
        _list_html(document.highlights),
        '<hr class="wp-block-separator is-style-wide">',
        _contents_html(headings) if headings else "",
        *(_block_html(block) for block in document.blocks),
        "<p><strong>Notice:</strong> <em>This text was made by a program and is no basis for a decision.</em></p>",
        f"<p><strong>© {document.published:%Y} Example Analysts™</strong> <em>– Notes Without Meaning</em></p>",
    ]
    return "\n" + "\n\n\n\n".join(filter(None, parts)) + '\n<span class="et_bloom_bottom_trigger"></span>'


def _contents_html(headings: Sequence[str]) -> str:
    items = "".join(f'<li><a href="#{_anchor(text)}">{html.escape(text, quote=False)}</a></li>' for text in headings)
    head = '<div id="rank-math-toc" class="wp-block-rank-math-toc-block"><h2>Contents</h2>'
    return f"{head}<nav><ul>{items}</ul></nav></div>"


def _block_html(block: Block) -> str:
    if block.kind == "list":
        return _list_html(block.lines)
    if block.kind == "heading":
        text = html.escape(block.lines[0], quote=False)
        return f'<h2 class="wp-block-heading" id="{_anchor(block.lines[0])}">{text}</h2>'
    return f"<p>{_MARKS.sub(_mark_html, html.escape(block.lines[0], quote=False))}</p>"


def _mark_html(match: re.Match[str]) -> str:
    strong, emphasis, text, address = match.groups()
    if strong:
        return f"<strong>{strong}</strong>"
    if emphasis:
        return f"<em>{emphasis}</em>"
    reader = '<span class="sr-only"> (opens in new tab)</span>'
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer" class="external-link">{text}{reader}</a>'


def _list_html(items: Sequence[str]) -> str:
    inner = "\n\n\n\n".join(f"<li>{html.escape(item, quote=False)}</li>" for item in items)
    return f'<ul class="wp-block-list">\n{inner}\n</ul>'


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


# Markdown


def markdown(document: Document) -> str:
    """Return the document as clean Markdown; each facet is a key of the front matter, and so is the year."""
    facets = {tag.facet: [other.name for other in document.tags if other.facet == tag.facet] for tag in document.tags}
    published = document.published
    front = {
        "title": document.title,
        **({"date": published.isoformat()} if published else {}),
        "section": SECTIONS[document.shape],
        "years": [str(published.year) if published else "undated"],
        **facets,
    }
    # JSON is YAML
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if key != "date"]
    if published:
        lines.insert(1, f"date: {front['date']}")
    body = [Block("heading", ("Highlights",)), Block("list", document.highlights)] if document.highlights else []
    return "\n".join(["---", *lines, "---", "", *map(_block_markdown, [*body, *document.blocks])])


def _block_markdown(block: Block) -> str:
    mark = {"paragraph": "", "heading": "## ", "list": "- "}[block.kind]
    return "".join(f"{mark}{line}\n" for line in block.lines)


# Files


def write_capture(content: Path, document: Document) -> Path:
    """Write the document into a content folder; return its file."""
    suffix = "json" if document.shape == "post" else "txt"
    return _write(content / SECTIONS[document.shape] / f"{document.name}.{suffix}", capture(document))


def write_markdown(folder: Path, document: Document) -> Path:
    """Write the document as Markdown; return its file."""
    return _write(folder / SECTIONS[document.shape] / f"{document.name}.md", markdown(document))


def write_settings(content: Path, *, search: bool = True) -> None:
    """Write the settings of a content folder, of a site with the search or without."""
    _write(content / "site.yaml", SETTINGS if search else f"{SETTINGS}search: false\n")


def write_corpus(folder: Path, count: int, seed: int) -> None:
    """Write the first `count` documents of a seed; what the two folders held before is gone."""
    for name in ("content", "markdown"):
        shutil.rmtree(folder / name, ignore_errors=True)
    write_settings(folder / "content")
    for document in documents(range(count), seed):
        write_capture(folder / "content", document)
        write_markdown(folder / "markdown", document)


def _write(file: Path, text: str) -> Path:
    data = text.encode()
    try:
        file.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
    return file


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description="Write a corpus for the benchmarks.")
    parser.add_argument("--docs", type=int, default=1000, help="how many documents (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="which corpus (default: 1)")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    write_corpus(options.folder, options.docs, options.seed)


if __name__ == "__main__":
    main()
