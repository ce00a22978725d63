"""A record to the few words of it that lists show: a line of summary, and the sentences in which tags are named.

They are no part of an entry, since they would be half of its size: what is asked of all documents at once stands there.
"""

from collections.abc import Iterator

from minmetals_site.archive import Excerpts
from minmetals_site.records import AnyDocument, Block, Evidence, Tag
from minmetals_site.text.sentences import sentence_at

__all__ = ["excerpts_of"]

LONGEST_SUMMARY = 240
LONGEST_SENTENCE = 300
MOST_SENTENCES = 3
"""Shown of one tag in one document: a list of all would be the document once more."""


def excerpts_of(document: AnyDocument, decoded: str) -> Excerpts:
    """Return what lists show of a document."""
    return Excerpts(_summary(document), tuple([_sentences(tag, document, decoded) for tag in document.tags]))


def _summary(document: AnyDocument) -> str:
    paragraphs = (block.text for block in document.blocks if block.kind == "paragraph")
    sources = (document.summary.value, *document.highlights[:1], next(paragraphs, ""))
    return _cut(next((text for text in sources if text), ""), LONGEST_SUMMARY)


def _cut(text: str, longest: int) -> str:
    """Return the text in one line, cut at a word where it is too long."""
    text = text[: 2 * longest]
    if not text.isprintable() or "  " in text:  # else it has no white space but single spaces
        text = " ".join(text.split())
    text = text.strip(" ")
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return head[: head.rfind(" ") if " " in head[longest // 2 :] else longest].rstrip(" ,;:–—-") + "…"


def _sentences(tag: Tag, document: AnyDocument, decoded: str) -> tuple[tuple[str, str], ...]:
    """Return the first sentences of blocks that mention a tag, each with its block's anchor; no sentence twice."""
    found: dict[str, str] = {}
    for mention, block in _places(tag, document):
        found.setdefault(_sentence(block, mention, decoded), block.anchor)
        if len(found) == MOST_SENTENCES:
            break
    return tuple(found.items())


def _places(tag: Tag, document: AnyDocument) -> Iterator[tuple[Evidence, Block]]:
    """Yield the mentions of a tag that stand in a block, each with it."""
    for mention in tag.mentions:
        if mention.start is None:
            continue
        block = next((b for b in document.blocks if b.start <= mention.start < b.end), None)
        if block:
            yield mention, block


def _sentence(block: Block, mention: Evidence, decoded: str) -> str:
    """Return the sentence of the block that holds a mention.

    The record knows the mention's place in the capture and the block its own text; the words of the mention are found
    in the block by counting how often they stand before it.
    """
    start = mention.start or 0
    words = " ".join(mention.text.split())
    at = block.text.find(words)
    for _ in range(decoded.count(mention.text, block.start, start)):
        later = block.text.find(words, at + 1)
        at = later if later >= 0 else at
    at = max(at, 0)
    span = sentence_at(block.text, at)
    whole = block.text[span[0] : span[1]] if span and span[0] <= at else block.text
    return _cut(whole, LONGEST_SENTENCE)
