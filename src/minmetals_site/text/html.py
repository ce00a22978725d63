"""HTML: taking captured markup apart, and the wall that nothing unclean passes.

The one door to lxml, beautifulsoup4 and nh3. A fragment is parsed once into `Markup`: its text, which is that of all
text nodes in document order, beside a flat table of nodes that count in it. Flat, because captured markup may be
nested ten thousand deep: no reader needs recursion, and the subtree of a node is a slice.

Markup of elements, text and comments goes to lxml's parser, which tells what it finds as it finds it: 0.09 ms a post,
where beautifulsoup4 on the same parser takes 0.85. What is messier, as where a whole document or a word processor's XML
was pasted into a post, goes to beautifulsoup4, which knows what to make of declarations, processing instructions,
namespaces and byte-order marks. A property test holds the two to the same outcome.

What reaches a page goes through `clean`, an allow-list of elements, attributes and schemes. Ids and classes never pass:
anchors are the templates' to write, and the captured page's style is not ours.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, cast
from urllib.parse import SplitResult, urljoin, urlsplit

import nh3
from lxml import etree  # type: ignore[import-untyped]  # it comes without types
from msgspec import Struct

from minmetals_site.text.content_models import made_whole

__all__ = [
    "BLOCK_ELEMENTS",
    "Markup",
    "Node",
    "clean",
    "clean_around",
    "decode_entities",
    "escape",
    "link_target",
    "parse_fragment",
    "plain_text",
    "writable",
]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCK_ELEMENTS = _names(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav noscript ol"
    " optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
)
"""Elements that begin a line of their own (HTML Standard, 15.3 "Rendering: Non-replaced elements")."""

_INVISIBLE = _names("script style template title noscript")
_PHRASES = _names(
    "a abbr b bdi cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup time u var"
)
_BLOCKS = _names(
    "blockquote br caption dd dl dt figcaption figure h2 h3 h4 h5 h6 li ol p pre table tbody td tfoot th thead tr ul"
)
_LANGUAGE = r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*"
_VALUES = {
    name: re.compile(pattern)
    for name, pattern in {
        "lang": _LANGUAGE,
        "hreflang": _LANGUAGE,
        "dir": "(?i:ltr|rtl|auto)",
        "value": "-?[0-9]{1,9}",
        "start": "-?[0-9]{1,9}",
        "reversed": "(?:reversed)?",
        "colspan": "[1-9][0-9]{0,2}",
        "rowspan": "[1-9][0-9]{0,2}",
        "scope": "(?i:(?:row|col)(?:group)?)",
        "datetime": r"[0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]{4}(?:-[0-9]{2}){2}[T ][0-9:]{5,8}(?:Z|[+-][0-9:]{5})?",
    }.items()
}
"""What an attribute may say (HTML Standard, and BCP 47 for languages); one that says something else says nothing."""


def _sound_value(_element: str, name: str, value: str) -> str | None:
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_PHRASES | _BLOCKS),
    clean_content_tags={"script", "style", "template", "title", "noscript", "iframe", "textarea", "select"},
    attributes={
        "*": {"lang", "dir"},
        "a": {"href", "title", "hreflang"},
        "abbr": {"title"},
        "li": {"value"},
        "ol": {"start", "reversed"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "time": {"datetime"},
    },
    attribute_filter=_sound_value,
    link_rel="noopener noreferrer",
    url_schemes={"http", "https", "mailto"},
)

_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_UNWRITABLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
"""What UTF-8, XML 1.0 (2.2 "Characters") or a valid page (HTML Standard, 13.2.3.5 "Preprocessing the input stream")
cannot hold; matches NUL, refuses tab and line ends."""
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
"""What UTF-8, and so the parser, cannot hold; matches no whole character."""
_ENDLESS_REFERENCE = re.compile(r"&#[0-9]{8,};?")
"""Matches `&#99999999;`, beyond Unicode (Python refuses to count past 4,300 digits); refuses `&#8217;`."""
_ONE_PARAGRAPH = re.compile(r"\s*<p>([^<]*)</p>\s*")
"""Matches `<p>Words.</p>`, as nearly all excerpts are; refuses `<p>Words <b>and</b> more.</p>`."""


class Node(Struct, gc=False):
    """An element or a text, in document order.

    Nobody changes one but its parser, at the end tag: making them whole afterwards would cost a sixth of the parsing.
    """

    name: str
    """Of the element, in lower case; empty for a text."""
    attributes: Mapping[str, str]
    parent: int
    """Index of the element it stands in; -1 at the top."""
    end: int
    """Index behind its last descendant: `nodes[index + 1 : end]` is what it holds."""
    start: int
    """Where its text begins in the text of the markup."""
    stop: int
    """Where its text ends, exclusive; of an element, that of all it holds."""


class Markup(NamedTuple):
    """A parsed fragment."""

    text: str
    """All text nodes in document order, those of scripts and styles too; comments are none."""
    nodes: Sequence[Node]


def parse_fragment(fragment: str) -> Markup:
    """Return the parsed fragment; no input makes it raise, and its time is linear in the input."""
    source = _parsable(fragment)
    return (None if _is_messy(source) else _parsed(source)) or _parsed_with_care(source)


def _parsable(fragment: str) -> str:
    try:
        fragment.encode()
    except UnicodeEncodeError:
        fragment = _HALF_PAIR.sub("\ufffd", fragment)
    fragment = _shallow(fragment)
    if "<" in fragment and not fragment.startswith("<?"):
        return fragment
    return f"<body>{fragment}"  # else the library warns that this might be a file name, or XML


_DECLARATION = re.compile(r"<!(?!--)")
"""Matches `<!DOCTYPE html>` and `<![CDATA[`; refuses `<!-- more -->`."""


def _is_messy(source: str) -> bool:
    """Return whether there is more in the markup than elements, text and comments: what is left divides texts."""
    if "<?" in source or source.startswith("\ufeff"):
        return True
    return "<!" in source and _DECLARATION.search(source) is not None


_ASCII_SPACES = " \t\n\f\r"
_PREFORMATTED = frozenset({"pre", "textarea"})


class _Flattener:
    """What lxml's parser tells of markup, set down as a flat table."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._texts: list[str] = []
        self._at = 0
        self._parent = -1
        """Index of the innermost open element."""
        self._preformatted = 0
        """How many of the open elements keep their white space."""
        self._pieces: list[str] = []
        self.data = self._pieces.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if self._pieces:
            self._end_text()
        self._nodes.append(Node(name, attributes or _NO_ATTRIBUTES, self._parent, 0, self._at, 0))
        self._parent = len(self._nodes) - 1
        if name in _PREFORMATTED:
            self._preformatted += 1

    def end(self, name: str) -> None:
        """End an element; the parser ends every one that it began, the innermost first."""
        if self._pieces:
            self._end_text()
        node = self._nodes[self._parent]
        node.end = len(self._nodes)
        node.stop = self._at
        self._parent = node.parent
        if name in _PREFORMATTED:
            self._preformatted -= 1

    def comment(self, _text: str) -> None:
        """End the text before a comment, which itself is none."""
        if self._pieces:
            self._end_text()

    def close(self) -> Markup:
        """Return all that was told, and be ready for other markup."""
        if self._pieces:
            self._end_text()
        markup = Markup("".join(self._texts), self._nodes)
        self._nodes, self._texts, self._at = [], [], 0
        return markup

    def _end_text(self) -> None:
        """Set down a text; white space alone, as between blocks, is one line end or one space."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._preformatted and not text.strip(_ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        start, self._at = self._at, self._at + len(text)
        self._texts.append(text)
        self._nodes.append(Node("", _NO_ATTRIBUTES, self._parent, len(self._nodes) + 1, start, self._at))


_idle: list[etree.HTMLParser] = []
"""Parsers to be used again, which saves 0.02 ms a post; one that failed never comes back."""


def _parsed(source: str) -> Markup | None:
    """Return the parsed markup; None where it turns out to be messy after all."""
    parser = _idle.pop() if _idle else etree.HTMLParser(target=_Flattener())
    parser.feed(source)
    markup: Markup = parser.close()
    _idle.append(parser)
    if "{" in source and any(name[0] == "{" for node in markup.nodes for name in node.attributes):
        return None  # lxml's way to write a namespace
    return markup


def _parsed_with_care(source: str) -> Markup:
    from bs4 import BeautifulSoup  # noqa: PLC0415  # 80 ms to load, and few captures need it
    from bs4.element import PreformattedString, Tag  # noqa: PLC0415

    soup = BeautifulSoup(source, "lxml", multi_valued_attributes=None)
    names: list[str] = []
    attributes: list[Mapping[str, str]] = []
    parents: list[int] = []
    ends: list[int] = []
    starts: list[int] = []
    stops: list[int] = []
    texts: list[str] = []
    at = 0
    open_elements = [(iter(soup.contents), -1)]
    while open_elements:
        children, parent = open_elements[-1]
        for child in children:
            if isinstance(child, PreformattedString):  # comments, declarations, processing instructions
                continue
            names.append("")
            attributes.append(_NO_ATTRIBUTES)
            parents.append(parent)
            ends.append(len(names))
            starts.append(at)
            stops.append(at)
            if isinstance(child, Tag):
                names[-1] = child.name
                attributes[-1] = cast("dict[str, str]", child.attrs)  # never lists: see multi_valued_attributes
                open_elements.append((iter(child.contents), len(names) - 1))
                break
            texts.append(str(child))
            at += len(texts[-1])
            stops[-1] = at
        else:
            open_elements.pop()
            if parent >= 0:
                ends[parent] = len(names)
                stops[parent] = at
    return Markup("".join(texts), list(map(Node, names, attributes, parents, ends, starts, stops)))


_NO_ATTRIBUTES: Mapping[str, str] = {}

_DEEPEST = 256
_CROWDED = 4000
"""Below so many tags no parser gets slow, whatever their nesting."""
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
"""Matches `<div` and `</p`; refuses `< 5` and `<!--`."""
_NEVER_DEEP = _names(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " track wbr"
)
"""Elements without content, and those that another of the same name closes."""


def _shallow(fragment: str) -> str:
    """Return the fragment without the tags that lie deeper than anybody writes; its text is the same.

    The parsers' time grows with depth times stray end tags. A tag too deep, and an end tag of nothing, become `<area`,
    an element without content that is in no allow-list; its attributes need not be understood for that.
    """
    if fragment.count("<") < _CROWDED:
        return fragment
    return _TAG_NAME.sub(_Depth().kept, fragment)


class _Depth:
    """The elements that are open while tags are gone through."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()

    def kept(self, tag: re.Match[str]) -> str:
        """Return what becomes of the beginning of a tag."""
        name = tag[2].lower()
        return (self._end(name) if tag[1] else self._start(name)) or tag[0]

    def _start(self, name: str) -> str:
        if name not in _NEVER_DEEP:
            if len(self._open) >= _DEEPEST:
                return "<area"
            self._open.append(name)
            self._counts[name] += 1
        return ""

    def _end(self, name: str) -> str:
        if name in _NEVER_DEEP:
            while self._open and self._open[-1] not in BLOCK_ELEMENTS:
                self._counts[self._open.pop()] -= 1
        elif not self._counts[name]:
            return "<area"
        elif name in BLOCK_ELEMENTS or self._open[-1] == name:  # `</b>` does not end a `<div>` inside it
            while (last := self._open.pop()) != name:
                self._counts[last] -= 1
            self._counts[name] -= 1
        return ""


def clean(fragment: str) -> str:
    """Return the fragment with nothing in it but the allowed elements, attributes and schemes, well formed.

    Text is kept, that of scripts, styles and form fields excepted. Relative addresses pass: whether they lead anywhere
    is for the reader to say, which knows where the page was.
    """
    cleaned = _CLEANER.clean(_shallow(writable(fragment)))
    if "<th" in cleaned:
        cleaned = _EMPTY_HEADER.sub(_empty_cell, cleaned)
    return made_whole(cleaned) if "<table" in cleaned or "<dl" in cleaned else cleaned


def _empty_cell(header: re.Match[str]) -> str:
    return f"<td{_SCOPE.sub('', header[1] or '')}></td>"


_SCOPE = re.compile(r' scope="[a-zA-Z]*"')
_EMPTY_HEADER = re.compile(r"<th( [^>]*)?>\s*</th>")
"""Matches `<th scope="col"></th>`, which is the head of nothing, as in the corner of a table; refuses `<th>a</th>`."""

_TEXT = "\ufffc"
"""The object replacement character: what stands for a text in the skeleton of a fragment."""
_LONGEST_SKELETON = 500
_NO_TEXT_IN_TAGS = re.compile(r'(?:[^<]++|<[^">\ufffc]*+(?:"[^"\ufffc]*+"[^">\ufffc]*+)*+>)*+')
"""Matches `<p><a title="t">\ufffc</a></p>`; stops at the tag of `<a title="\ufffc">`."""
_SETTLED = re.compile(r"[^\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufeff\ufffe\uffff]*+")
"""Matches, to its end, a text in which neither `writable` nor the cleaner changes a character; stops at a CR."""


def clean_around(tags: Sequence[str], texts: Sequence[str]) -> str:
    """Return `clean` of the fragment in which the texts stand between the tags, of which there is one more.

    The cleaner sees the tags alone, with a sign for each text, and mostly it has seen them before: the blocks of all
    posts have few shapes, and what is cleaned per post takes 0.03 ms instead of 0.09. A text cannot change what becomes
    of the tags around it, if it is neither blank (as it may be in `tags`) nor outside the cells of a table.
    """
    skeleton = _TEXT.join(tags)
    parts = (_known_parts if len(skeleton) <= _LONGEST_SKELETON else _clean_parts)(skeleton)
    written = _written_texts(texts)
    if not len(tags) == len(parts) == len(written) or any(map(str.isspace, texts)) or "" in texts:
        return clean("".join(chain.from_iterable(zip(tags, (*map(escape, texts), ""), strict=True))))
    return "".join(chain.from_iterable(zip(parts, written, strict=True)))


def _clean_parts(skeleton: str) -> tuple[str, ...]:
    """Return the parts of the clean skeleton, between which the texts stand; none where they may stand elsewhere."""
    cleaned = clean(skeleton)
    is_kept = cleaned.count(_TEXT) == skeleton.count(_TEXT) and _NO_TEXT_IN_TAGS.fullmatch(cleaned)
    return tuple(cleaned.split(_TEXT)) if is_kept and "<table" not in skeleton and "<pre" not in skeleton else ()


_known_parts = lru_cache(maxsize=1024)(_clean_parts)


def _written_texts(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts as the cleaner writes them, and an empty one; none where it might change more of them."""
    joined = _TEXT.join([*texts, ""])
    if joined.isprintable() and "&" not in joined and "<" not in joined and ">" not in joined:
        return [*texts, ""]
    if not _SETTLED.fullmatch(joined):
        return ()
    joined = joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return joined.replace("\xa0", "&nbsp;").split(_TEXT)


def escape(text: str) -> str:
    """Return the text as it is written in HTML, between tags or in an attribute in double quotes.

    >>> escape('Zinc & "lead" < copper')
    'Zinc &amp; &quot;lead&quot; &lt; copper'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def decode_entities(text: str) -> str:
    """Return the text with its character references read, as a browser reads them; what is none stays.

    >>> decode_entities("R&amp;D &#8211; caf&eacute;")
    'R&D – café'
    """
    return html.unescape(_ENDLESS_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def writable(text: str) -> str:
    r"""Return the text without what no page or feed can hold, character for character.

    Control characters that part words become a space; others, half surrogate pairs (JSON can write `\ud800`) and
    non-characters become U+FFFD.
    """
    return text if text.isprintable() else _UNWRITABLE.sub(_written, text)  # which takes a tenth of the time


def _written(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else "\ufffd"


def plain_text(fragment: str) -> str:
    """Return the words of a fragment on one line, without those of scripts and styles; empty where it has none.

    >>> plain_text("<p>Lead &amp; zinc<br>prices</p>")
    'Lead & zinc prices'
    """
    whole = _ONE_PARAGRAPH.fullmatch(fragment)
    if whole or "<" not in fragment:
        return " ".join(writable(decode_entities(whole[1] if whole else fragment)).split())
    markup = parse_fragment(fragment)
    words: list[str] = []
    index = 0
    while index < len(markup.nodes):
        node = markup.nodes[index]
        index = node.end if node.name in _INVISIBLE else index + 1
        if not node.name:
            words.append(markup.text[node.start : node.stop])
        elif node.name in BLOCK_ELEMENTS or node.name == "br":
            words.append(" ")
    return " ".join("".join(words).split())


_LONGEST_ADDRESS = 4096
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x1f\x7f]+")
"""What browsers leave out: `java\\nscript:` is `javascript:` (WHATWG URL, 4.4); matches no printing character."""
_PLAIN_ADDRESS = re.compile(r"https?://[a-zA-Z0-9.-]++(?:/[a-zA-Z0-9/._~%+=,-]*+)?")
"""Matches `https://example.org/news/2025/` and all that is its own target beyond doubt, as most addresses in posts are;
refuses one with a query, a fragment, a port, white space or anything else that has to be looked at."""
_TRACKING = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|gclsrc|gad_source|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid"
    r"|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|oly_anon_id|oly_enc_id|vero_id|s_cid|ref_src)(?:=.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Matches `utm_source=feed` and `fbclid`; refuses `p=123` and `source=utm_x`."""


_NEVER_IN_ADDRESSES = re.compile(r'[ "<>\\^`{|}]')
"""What an address writes with a percent sign (RFC 3986, 2): matches a space and `<`, refuses `&` and `é`."""


def link_target(address: str, base: str | None = None) -> str | None:
    """Return the absolute http, https or mailto address of a link, without tracking parameters.

    None where it leads nowhere that we would send a reader: another scheme, a place in the captured page itself, or a
    relative address of a page whose own address (`base`) is not known.

    >>> link_target("/reports?p=1&utm_source=feed", "https://example.org/news/")
    'https://example.org/reports?p=1'
    """
    if len(address) <= _LONGEST_ADDRESS and _PLAIN_ADDRESS.fullmatch(address):
        return address
    address = _IGNORED_IN_ADDRESSES.sub("", address).strip()
    if not address or address[0] == "#" or len(address) > _LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(address)
        if not parts.scheme:
            address = urljoin(base or ("https:" if address.startswith("//") else ""), address)
            parts = urlsplit(address)
        if not _leads_somewhere(parts, base):
            return None
        return _NEVER_IN_ADDRESSES.sub(_percent_encoded, writable(_without_tracking(parts, address)))
    except ValueError:  # such as an unclosed bracket in the host
        return None


def _percent_encoded(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


def _leads_somewhere(parts: SplitResult, base: str | None) -> bool:
    if parts.scheme == "mailto":
        return "@" in parts.path
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    in_page = parts.fragment and base and parts._replace(fragment="").geturl() == base.partition("#")[0]
    return not in_page


def _without_tracking(parts: SplitResult, address: str) -> str:
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair)]
    return address if len(kept) == len(pairs) else parts._replace(query="&".join(kept)).geturl()
