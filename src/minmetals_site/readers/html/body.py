"""The body of a post: from parsed markup to blocks in reading order, and an account of every word.

Two walks over the flat table of nodes, neither of them recursive. `_Flow` goes along the top and cuts the markup into
blocks; words that stand bare between blocks become paragraphs, and so do the parts of one that two line breaks or a
picture divide. `_Collector` goes through the inside of one block, and writes it in a form that every browser reads in
the same order: whatever stands in a list stands in an item of it.

Every word that is not removed by a rule ends up in a block, in the order of the capture; the account relies on that.
"""

from typing import NamedTuple

from minmetals_site.readers.html.blocks import Medium, OpenBlock, is_blank
from minmetals_site.readers.html.source import (
    CELLS,
    HEADINGS,
    HOLDS_BLOCK,
    HOLDS_STRUCTURE,
    MEDIA,
    PHRASES,
    TABLE_PARTS,
    HtmlSource,
    attributes_of,
    own_name,
)
from minmetals_site.records import BlockKind
from minmetals_site.text.html import BLOCK_ELEMENTS, Markup, Node
from minmetals_site.text.traced import Span

__all__ = ["Body", "read_body"]

_COMPOUND: dict[str, BlockKind] = {"ul": "list", "ol": "list", "dl": "list", "blockquote": "quote", "table": "table"}
_ITEM_OF = {"ul": "li", "ol": "li", "dl": "dd"}
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": TABLE_PARTS,
    "th": TABLE_PARTS,
}
"""What must be the innermost element round one of these for it to mean anything."""
_WRITTEN = frozenset(_COMPOUND) | frozenset(_PARENTS) | HEADINGS | {"pre"}


class Body(NamedTuple):
    """A body taken apart."""

    blocks: tuple[OpenBlock, ...]
    """In reading order; each has words or is a figure."""
    removed: tuple[tuple[Span, str], ...]
    """The words that rules removed, each stretch with the rule's name."""


def read_body(markup: Markup, base: str | None) -> Body:
    """Return the blocks of the markup; `base` is the address of the post, where it is known."""
    source = HtmlSource(markup, base)
    blocks = _Flow(source).read()
    return Body(tuple(blocks), tuple(source.removed))


class _Phrase:
    """An element within a line that is open, and the block that its tag was written in."""

    __slots__ = ("block", "name", "tag")

    def __init__(self, name: str, tag: str) -> None:
        self.name = name
        self.tag = tag
        self.block: OpenBlock | None = None


class _Flow:
    """The walk along the top."""

    def __init__(self, source: HtmlSource) -> None:
        self._source = source
        self._nodes = source.markup.nodes
        self._blocks: list[OpenBlock] = []
        self._paragraph: OpenBlock | None = None
        self._phrases: list[_Phrase] = []
        self._manner = ""
        """Language and direction that the innermost element states, as attributes."""
        self._break: int | None = None
        """Where the token of a line break stands that nothing but white space has followed."""
        self._open: list[tuple[int, str | None]] = []
        """Where each open element ends; with what `_manner` was before, None for a phrase."""

    def read(self) -> list[OpenBlock]:
        nodes, source, open_ = self._nodes, self._source, self._open
        index = 0
        while index < len(nodes):
            if open_ and open_[-1][0] <= index:
                self._close(index)
            node = nodes[index]
            if not node.name:
                if self._paragraph is not None or not source.is_empty(node):  # between blocks, nearly all are
                    self._words(node)
                index += 1
            elif source.take_removed(index):
                index = node.end
            else:
                index = self._element(index, node)
        self._close(index)
        self._flush()
        return self._blocks

    def _close(self, index: int) -> None:
        while self._open and self._open[-1][0] <= index:
            _, manner = self._open.pop()
            if manner is not None:
                self._flush()
                self._manner = manner
            else:
                phrase = self._phrases.pop()
                if phrase.block is not None and phrase.block is self._paragraph:
                    self._paragraph.tokens.append(f"</{phrase.name}>")

    def _words(self, node: Node) -> None:
        for span in self._source.kept_spans(node):
            blank = is_blank(self._source.markup.text, *span)
            if not blank:
                self._break = None
                if self._paragraph is None:
                    self._begin()
            if self._paragraph is not None:
                if not blank:
                    self._open_phrases(self._paragraph)
                self._paragraph.words(span, blank=blank)

    def _begin(self) -> None:
        self._paragraph = OpenBlock("paragraph")
        self._paragraph.tokens.append(f"<p{self._manner}>")

    def _open_phrases(self, paragraph: OpenBlock) -> None:
        """Write the tags of the phrases that the words to come stand in, so far as they are not written yet."""
        for phrase in self._phrases:
            if phrase.block is not paragraph:
                phrase.block = paragraph
                paragraph.tokens.append(phrase.tag)

    def _flush(self) -> None:
        """End the paragraph; a line break at its end goes, for it only ever made room."""
        paragraph, self._paragraph = self._paragraph, None
        if paragraph is None:
            return
        if self._break is not None:
            paragraph.tokens[self._break] = ""
            self._break = None
        for phrase in reversed(self._phrases):
            if phrase.block is paragraph:
                paragraph.tokens.append(f"</{phrase.name}>")
        paragraph.tokens.append("</p>")
        self._blocks.append(paragraph)

    def _element(self, index: int, node: Node) -> int:
        """Enter an element; return the index from which to go on."""
        name = own_name(node)
        if name in MEDIA:
            self._flush()
            self._figures(self._source.media(index))
            self._source.remove(node, "player-fallback")
            return node.end
        if name == "br":
            self._line_break()
        elif name in PHRASES:
            self._phrase(node, name)
        elif block := self._block_of(index, node, name):
            self._flush()
            self._collect(block, index, node, name)
            return node.end
        elif name in BLOCK_ELEMENTS or self._source.holds[index] & HOLDS_BLOCK:
            self._flush()
            self._open.append((node.end, self._manner))
            if node.attributes:
                self._manner = attributes_of(node, ("lang", "dir")) or self._manner
        return index + 1

    def _line_break(self) -> None:
        if self._break is not None:
            self._flush()
        elif self._paragraph is not None:
            self._break = len(self._paragraph.tokens)
            self._paragraph.tokens.append("<br>")
            self._paragraph.space()

    def _phrase(self, node: Node, name: str) -> None:
        is_open = self._phrases and any(phrase.name == name for phrase in self._phrases)
        tag = None if is_open else self._source.opening_phrase(node)
        if tag is not None:
            self._phrases.append(_Phrase(name, tag))
            self._open.append((node.end, None))

    def _block_of(self, index: int, node: Node, name: str) -> OpenBlock | None:
        """Return the block that an element is as a whole; None for one that only contains blocks."""
        if name in HEADINGS:
            return OpenBlock("heading", int(name[1]))
        if name == "pre":
            return OpenBlock("paragraph", is_verbatim=True)
        if name == "figure" or (node.attributes and "wp-caption" in node.attributes.get("class", "").split()):
            return None if self._source.holds[index] & HOLDS_STRUCTURE else OpenBlock("figure")
        if name == "table" and not self._source.is_data_table(index):
            return None
        kind = _COMPOUND.get(name)
        return OpenBlock(kind) if kind else None

    def _collect(self, block: OpenBlock, index: int, node: Node, name: str) -> None:
        collector = _Collector(self._source, block)
        if block.kind in {"list", "quote", "table"}:
            collector.collect(index, node.end)
        else:
            phrases = self._phrases if block.kind != "figure" else []
            around = [name] if block.kind != "figure" else []
            block.tokens += [self._source.opening_tag(node, name) for name in around]
            block.tokens += [phrase.tag for phrase in phrases]
            collector.collect(index + 1, node.end, within={phrase.name for phrase in phrases})
            block.tokens += [f"</{phrase.name}>" for phrase in reversed(phrases)]
            block.tokens += [f"</{name}>" for name in around]
        if block.has_words or (block.kind == "figure" and block.media):
            self._blocks.append(block)
        if block.kind != "figure":
            self._figures(block.media)

    def _figures(self, media: list[Medium]) -> None:
        for medium in media:
            figure = OpenBlock("figure")
            figure.media.append(medium)
            self._blocks.append(figure)


class _Context:
    """An element of a list, quotation or table that is open."""

    __slots__ = ("has_made_item", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.has_made_item = False
        """Whether an item is open in it that we had to make, since the capture has words outside any."""


class _Collector:
    """The walk through the inside of one block."""

    def __init__(self, source: HtmlSource, block: OpenBlock) -> None:
        self._source = source
        self._block = block
        self._contexts: list[_Context] = []
        self._phrases: list[str] = []
        self._within: frozenset[str] = frozenset()
        self._cells = 0
        self._open: list[tuple[int, str]] = []
        """Where each open element ends, and its name; empty for one that only parts lines."""

    def collect(self, first: int, end: int, within: set[str] | None = None) -> None:
        """Take in the nodes from `first` to `end`; the phrases `within` which they stand are not opened again."""
        self._within = frozenset(within or ())
        nodes = self._source.markup.nodes
        index = first
        while index < end:
            if self._open and self._open[-1][0] <= index:
                self._close(index)
            node = nodes[index]
            if not node.name:
                self._words(node)
                index += 1
            elif self._source.take_removed(index):
                index = node.end
            elif node.name in MEDIA:
                self._block.media += self._source.media(index)
                self._source.remove(node, "player-fallback")
                index = node.end
            else:
                self._element(index, node, own_name(node))
                index += 1
        self._close(end)

    def _words(self, node: Node) -> None:
        for span in self._source.kept_spans(node):
            blank = is_blank(self._source.markup.text, *span)
            if not blank:
                self._make_item()
            elif self._contexts and self._contexts[-1].name in _BARE:
                continue
            self._block.words(span, blank=blank)

    def _element(self, index: int, node: Node, name: str) -> None:
        if name == "br":
            self._make_item()
            self._block.tokens.append("\n" if self._block.is_verbatim else "<br>")
            self._block.space()
        elif name in PHRASES:
            self._phrase(index, node, name)
        elif self._is_written(index, name):
            self._structure(node, name)
        elif name in BLOCK_ELEMENTS:
            self._division(index, node)

    def _phrase(self, index: int, node: Node, name: str) -> None:
        is_open = name in self._phrases or name in self._within
        tag = None if is_open or self._source.holds[index] & HOLDS_STRUCTURE else self._source.opening_phrase(node)
        if tag is not None:
            self._make_item()
            self._block.tokens.append(tag)
            self._phrases.append(name)
            self._open.append((node.end, name))

    def _is_written(self, index: int, name: str) -> bool:
        """Return whether an element is kept as such here, as against only parting lines."""
        if self._block.is_one_line or name not in _WRITTEN:
            return False
        if name == "table":
            return self._source.is_data_table(index)
        parents = _PARENTS.get(name)
        return parents is None or (bool(self._contexts) and self._contexts[-1].name in parents)

    def _structure(self, node: Node, name: str) -> None:
        if name in _PARENTS:
            self._end_made_item()
        else:
            self._make_item()
        self._part(is_cell=name in CELLS)
        self._cells += name in CELLS
        self._block.tokens.append(self._source.opening_tag(node, name))
        self._contexts.append(_Context(name))
        self._open.append((node.end, name))

    def _division(self, index: int, node: Node) -> None:
        """Enter an element that parts lines: a paragraph, where it holds words and nothing else that does."""
        self._part()
        is_paragraph = not (
            self._block.is_one_line
            or self._phrases
            or self._source.holds[index] & HOLDS_BLOCK
            or self._source.is_empty(node)
        )
        if is_paragraph:
            self._make_item()
            self._block.tokens.append(self._source.opening_tag(node, "p"))
        self._open.append((node.end, "p" if is_paragraph else ""))

    def _close(self, index: int) -> None:
        while self._open and self._open[-1][0] <= index:
            _, name = self._open.pop()
            if name in _WRITTEN:
                self._end_made_item()
                self._contexts.pop()
                self._cells -= name in CELLS
            elif name in PHRASES:
                self._phrases.pop()
            if name:
                self._block.tokens.append(f"</{name}>")
            if name not in PHRASES and name not in CELLS:
                self._part()

    def _part(self, *, is_cell: bool = False) -> None:
        """Part what came before from what comes: by a cell, by a line, or within a cell by a space."""
        if is_cell:
            self._block.new_cell()
        elif self._cells:
            self._block.space()
        else:
            self._block.new_line()

    def _make_item(self) -> None:
        """See to it that what comes does not stand in a list outside its items."""
        context = self._contexts[-1] if self._contexts else None
        if context and context.name in _ITEM_OF and not context.has_made_item:
            context.has_made_item = True
            self._block.tokens.append(f"<{_ITEM_OF[context.name]}>")

    def _end_made_item(self) -> None:
        context = self._contexts[-1] if self._contexts else None
        if context and context.has_made_item:
            context.has_made_item = False
            self._block.tokens.append(f"</{_ITEM_OF[context.name]}>")
            self._part()


_BARE = TABLE_PARTS | frozenset(_ITEM_OF)
"""Elements whose white space is the layout of the source, and nothing else."""
