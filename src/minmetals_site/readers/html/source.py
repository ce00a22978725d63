"""What all parts of a post's body are read from: the parsed markup, what is removed of it, and what each node holds."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from minmetals_site.readers.html.blocks import Medium, is_blank
from minmetals_site.readers.html.rules import (
    find_removals,
    is_icon,
    is_injected_link,
    is_shortcode,
    new_tab_notices,
    shortcodes_around,
)
from minmetals_site.text.html import BLOCK_ELEMENTS, Markup, Node, escape, link_target, writable
from minmetals_site.text.traced import Span

__all__ = [
    "CELLS",
    "HEADINGS",
    "HOLDS_BLOCK",
    "HOLDS_STRUCTURE",
    "MEDIA",
    "PHRASES",
    "TABLE_PARTS",
    "HtmlSource",
    "attributes_of",
    "own_name",
]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
"""Parts of a table that hold no words themselves."""
CELLS = frozenset({"td", "th"})
MEDIA = frozenset({"img", "iframe", "video", "audio", "embed", "object"})
PHRASES = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby"}
    | {"s", "samp", "small", "strong", "sub", "sup", "time", "u", "var"}
)
"""Elements within a line that mean something; all others within a line are unwrapped."""

HOLDS_BLOCK = 1
"""Something in it begins a line of its own."""
HOLDS_STRUCTURE = 2
"""Something in it is a list, a table, a quotation, a heading, or a part of one."""
_HOLDS_TABLE = 4
_HOLDS_HEADING = 8
_HOLDS_STRAY = 16
"""Words stand between the cells of a table."""

_STRUCTURE = (
    HEADINGS | TABLE_PARTS | CELLS | {"ul", "ol", "dl", "li", "dt", "dd", "blockquote", "pre", "caption", "figure"}
)
_OWN = {
    name: HOLDS_BLOCK
    | (HOLDS_STRUCTURE if name in _STRUCTURE else 0)
    | (_HOLDS_TABLE if name == "table" else 0)
    | (_HOLDS_HEADING if name in HEADINGS else 0)
    for name in BLOCK_ELEMENTS
}
_NEW_NAMES = {"strike": "s", "tt": "code", "acronym": "abbr", "dir": "ul", "menu": "ul", "h1": "h2"}
"""Elements that are written otherwise today, and the first level of headings, which is the article's own title."""

_OF_ALL = ("lang", "dir")
_ATTRIBUTES = {
    "a": (*_OF_ALL, "title", "hreflang"),
    "abbr": (*_OF_ALL, "title"),
    "time": (*_OF_ALL, "datetime"),
    "ol": (*_OF_ALL, "start", "reversed"),
    "li": (*_OF_ALL, "value"),
    "td": (*_OF_ALL, "colspan", "rowspan"),
    "th": (*_OF_ALL, "colspan", "rowspan", "scope"),
}
_SOURCES = ("data-lazy-src", "data-src", "data-orig-file", "data-original", "src", "data")
"""Where a picture's or player's address stands; what loads late has it elsewhere than in `src`."""
_LONGEST_ALT = 500
_LONGEST_FILE_NAME = 100


def own_name(node: Node) -> str:
    """Return the name under which we write an element."""
    return _NEW_NAMES.get(node.name, node.name)


class HtmlSource:
    """The markup of one post."""

    markup: Markup
    removed: list[tuple[Span, str]]
    """The words that were removed so far, each with its rule."""

    def __init__(self, markup: Markup, base: str | None) -> None:
        """Take the markup, and the address of the post, where known, against which its links are read."""
        self.markup = markup
        self.removed = []
        self._base = base
        self._removals = find_removals(markup)
        encoded = markup.text.encode()  # to look for signs in bytes takes half the time
        self._has_icons = b"\xee" in encoded or b"\xef" in encoded
        """Whether one of the bytes is there with which the letters of icon fonts begin."""
        self._notices = markup.text.replace("\u0130", "I").lower() if b"opens in" in encoded.lower() else ""
        """The text in lower case, letter for letter, if a notice may stand in it; one letter would become two."""
        self._has_brackets = "[" in markup.text
        self._cells = [0] * len(markup.nodes)
        self.holds = self._holdings()

    def _holdings(self) -> list[int]:
        """Return for each node what it holds, in one pass from the last node to the first."""
        text, nodes = self.markup
        holds = [0] * len(nodes)
        cells = self._cells
        gone = self._gone()
        for index in range(len(nodes) - 1, -1, -1):
            node = nodes[index]
            name, above = node.name, node.parent
            if above < 0 or index in gone:
                continue
            held = holds[index] | _OWN.get(name, 0)
            if name == "table":
                held &= ~_HOLDS_STRAY
            elif cells[index] or name in CELLS:
                cells[above] += cells[index] + (name in CELLS)
            if nodes[above].name in TABLE_PARTS and name not in _IN_TABLE and not is_blank(text, node.start, node.stop):
                held |= _HOLDS_STRAY
            if held:
                holds[above] |= held
        return holds

    def _gone(self) -> frozenset[int]:
        return frozenset(i for first in self._removals for i in range(first, self.markup.nodes[first].end))

    def take_removed(self, index: int) -> bool:
        """Return whether a rule removes the node, and set down so."""
        if index not in self._removals:
            return False
        self.remove(self.markup.nodes[index], self._removals[index])
        return True

    def remove(self, node: Node, rule: str) -> None:
        """Set down that a rule removes all words of the node."""
        if not is_blank(self.markup.text, node.start, node.stop):
            self.removed.append((Span(node.start, node.stop), rule))

    def kept_spans(self, node: Node) -> list[Span]:
        """Return the stretches of a text node that are kept."""
        if self._has_brackets and is_shortcode(self.markup, node):
            self.remove(node, "shortcode")
            return []
        if self._has_icons and is_icon(self.markup, node):
            self.remove(node, "icon")
            return []
        if self._has_brackets and (orders := shortcodes_around(self.markup, node)):
            return self._without(node, orders, "shortcode")
        if not self._notices or self._notices.find("opens in", node.start, node.stop) < 0:
            return [Span(node.start, node.stop)]
        return self._without(node, new_tab_notices(self.markup.text, node.start, node.stop), "new-tab-notice")

    def _without(self, node: Node, parts: Iterable[Span], rule: str) -> list[Span]:
        """Return what is kept of a text node of which a rule removes parts."""
        kept: list[Span] = []
        at = node.start
        for part in parts:
            self.removed.append((part, rule))
            kept.append(Span(at, part.start))
            at = part.end
        kept.append(Span(at, node.stop))
        return [span for span in kept if span.start < span.end]

    def is_empty(self, node: Node) -> bool:
        """Return whether the node holds no words."""
        return is_blank(self.markup.text, node.start, node.stop)

    def is_data_table(self, index: int) -> bool:
        """Return whether a table states data, as against one that only lays out a page.

        One that lays out has a single cell, another table, headings, or words between its cells.
        """
        of_layout = self.holds[index] & (_HOLDS_STRAY | _HOLDS_TABLE | _HOLDS_HEADING)
        return not of_layout and self._cells[index] > 1

    def opening_phrase(self, node: Node) -> str | None:
        """Return the tag that begins an element within a line; None where the element is unwrapped."""
        name = own_name(node)
        if self.is_empty(node):
            return None
        if name != "a":
            return self.opening_tag(node, name)
        target = None if is_injected_link(node) else link_target(node.attributes.get("href", ""), self._base)
        return self.opening_tag(node, name, f' href="{escape(target)}"') if target else None

    def opening_tag(self, node: Node, name: str, more: str = "") -> str:
        """Return the tag that begins an element, with those of its attributes that mean something."""
        if not node.attributes:
            return f"<{name}{more}>"
        return f"<{name}{more}{attributes_of(node, _ATTRIBUTES.get(name, _OF_ALL))}>"

    def media(self, index: int) -> list[Medium]:
        """Return what stands for a picture or player: a link to it, since nothing is ever embedded.

        Empty for what shows nothing: a pixel that counts readers, a picture without address and description.
        """
        node = self.markup.nodes[index]
        if {"0", "1"} & {node.attributes.get("width"), node.attributes.get("height")}:
            return []
        address = self._address(index)
        is_picture = node.name == "img"
        told = " ".join(node.attributes.get("alt" if is_picture else "title", "").split())[:_LONGEST_ALT]
        if not address:
            return [Medium(f"<p>{escape(f'Image: {told}')}</p>", node.start)] if told and is_picture else []
        label = _label(is_picture=is_picture, told=told, address=address)
        return [Medium(f'<p><a href="{escape(address)}">{escape(label)}</a></p>', node.start)]

    def _address(self, index: int) -> str | None:
        nodes = self.markup.nodes
        inside = (nodes[i] for i in range(index + 1, nodes[index].end) if nodes[i].name in {"source", "embed"})
        for node in (nodes[index], *inside):
            for key in _SOURCES:
                target = link_target(node.attributes.get(key, ""), self._base)
                if target and not target.startswith("mailto:"):
                    return target
        return None


_IN_TABLE = TABLE_PARTS | CELLS | {"caption", "colgroup"}


def attributes_of(node: Node, names: tuple[str, ...]) -> str:
    """Return those of the attributes as they are written in a tag; what their values may be, the cleaner says."""
    if not node.attributes:
        return ""
    found = [(name, node.attributes[name]) for name in names if name in node.attributes]
    return "".join([f' {name}="{escape(value)}"' for name, value in found])


def _label(*, is_picture: bool, told: str, address: str) -> str:
    """Return the words of a link to a picture or player: what the capture tells of it, else the name of its file."""
    parts = urlsplit(address)
    if not is_picture:
        return f"Embedded: {told} ({parts.hostname})" if told else f"Embedded: {parts.hostname}"
    if told:
        return f"Image: {told}"
    file = " ".join(writable(unquote(parts.path.rpartition("/")[2])).split())[:_LONGEST_FILE_NAME]
    return f"Image ({file})" if file else "Image"
