"""One HTML page: its marks taken apart, what is wrong with them by themselves, and what they point at.

A page of ours is stricter than HTML has to be: every element that can be closed is closed, where HTML lets `</p>` and
`</li>` go unsaid. So its tags are read by one regular expression and a stack: fifteen times as fast as a parser that
mends what it reads, and unlike such a parser it tells what it would have mended. What may stand inside what is left to
the Nu Html Checker (`make audit`).
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from minmetals_site.check.elements import HTML, SVG, VOID
from minmetals_site.check.faults import Fault, Lines
from minmetals_site.errors import quoted

__all__ = ["Page", "Reference", "parse_page", "quick_ids"]

_TEMPLATE = "Mend the template, and build again."
_ATTRIBUTES = r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["']))|["'])*+"""
"""Fits what stands in a tag behind its name: a quote begins a value only after an equals sign (HTML, 13.2.5.32)."""
_MARKUP = re.compile(
    rf"""<(?:
        (?P<end>/?)(?P<name>(?!(?i:script|style|textarea|title)[\s/>])[A-Za-z][^\s/>]*+)(?P<attributes>{_ATTRIBUTES})>
      | (?P<raw>(?i:script|style|textarea|title))(?P<raw_attributes>(?=[\s/>]){_ATTRIBUTES})>
        (?P<text>[^<]*+(?:<(?!/(?i:(?P=raw)))[^<]*+)*+)</(?i:(?P=raw))\s*+>
      | !--(?P<comment>.*?)-->
      | (?P<doctype>![Dd][^>]*+>)
      )?""",
    re.VERBOSE | re.DOTALL,
)
"""Every `<` of a page and what it begins: matches `<p>`, `</p>`, `<a title="1 > 2">`, `<title>a <b> c</title>`.

Of a `<` that begins nothing, and of a tag, a comment or a text without an end, it matches the one character alone.
"""
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?|([^\s/])""")
"""Matches `id="a"`, `hidden` and `width=1`; of a quote astray the one character, as the last group."""
_QUICK_ID = re.compile(r"""<[A-Za-z][^<>]*?\sid="([^"&]*)\"""")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""Matches `en`, `zh-Hant-TW`; refuses `en_US` (RFC 5646, 2.1, without its fine print)."""
_LINKS = frozenset({"href", "xlink:href", "action", "formaction"})
_RESOURCES = frozenset({"src", "poster", "data"})
_NAMES_OF_IDS = frozenset({"for", "form", "headers", "list"}) | {
    f"aria-{name}"
    for name in (
        "activedescendant",
        "controls",
        "describedby",
        "details",
        "errormessage",
        "flowto",
        "labelledby",
        "owns",
    )
}
"""Attributes that name elements of the same page by their ids."""
_LOADED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon"})
"""Kinds of `link` whose file a browser loads for the page."""


_MOST_FAULTS = 100
"""Faults of a page by itself that are told."""


class Reference(NamedTuple):
    """Something that a page points at."""

    position: int
    """Where in the page's text."""
    target: str
    """As it is written, character references resolved."""
    kind: str
    """`link`, `resource` (what a browser loads for the page), or `mention` (an address for other programs)."""


class Page(NamedTuple):
    """What the checks have to know of a page."""

    ids: frozenset[str]
    references: list[Reference]
    faults: list[Fault]
    """What is wrong with the page by itself, in order of lines."""
    lines: Lines


def quick_ids(text: str) -> set[str]:
    """Return most ids of a page, in a tenth of the time: those of tags that hold no `>` in an attribute."""
    return set(_QUICK_ID.findall(text))


def parse_page(text: str) -> Page:
    """Return what a page holds, and what is wrong with it by itself. Any text can be parsed."""
    return _Reader(text).read()


class _EnoughError(Exception):
    """Raised when a page has so many faults that more would not help, and finding them might take for ever."""


class _Reader:
    """Reads one page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._open: list[tuple[str, int]] = []
        self._foreign = 0
        self._ids: set[str] = set()
        self._named: list[tuple[int, str, str]] = []
        self._references: list[Reference] = []
        self._faults: list[Fault] = []
        self._titles: list[tuple[int, str]] = []
        self._seen: set[str] = set()

    def read(self) -> Page:
        """Return what there is to know."""
        with suppress(_EnoughError):
            self._read_marks()
            self._check_whole()
        self._faults.sort(key=lambda fault: fault.line or 0)
        return Page(frozenset(self._ids), self._references, self._faults, self._lines)

    def _read_marks(self) -> None:
        opened = self._open
        for match in _MARKUP.finditer(self._text):
            end, name, attributes, raw, raw_attributes, text, comment, doctype = match.groups()
            if name:
                if not end:
                    self._begin(name, attributes, match.start())
                elif opened and opened[-1][0] == name and name != "svg":  # as nearly all: a call less
                    opened.pop()
                else:
                    self._close(name, match.start())
            elif raw:
                self._take_raw(raw, raw_attributes, text, match.start("text"), match.start())
            elif comment is None and doctype is None and not self._pass_bare(match.start()):
                return

    def _fault(self, position: int, what: str, mend: str = _TEMPLATE) -> None:
        self._faults.append(Fault(self._lines.at(position), what, mend))
        if len(self._faults) == _MOST_FAULTS:
            raise _EnoughError

    def _begin(self, name: str, attributes: str, position: int) -> None:
        if name not in (SVG if self._foreign else HTML):
            name = self._known_name(name, position)
        is_closed = attributes.endswith("/") and not attributes.endswith("=/")
        if attributes:
            self._take_attributes(name, attributes, position)
        if name in VOID and not self._foreign:
            return
        if is_closed:
            if not self._foreign and name != "svg":
                self._fault(position, f"<{name}/> closes nothing in HTML", f"Write </{name}>. {_TEMPLATE}")
            return
        if name == "svg":
            self._foreign += 1
        self._open.append((name, position))

    def _known_name(self, name: str, position: int) -> str:
        lower = name if self._foreign else name.lower()
        if lower not in (SVG if self._foreign else HTML):
            self._fault(position, f"{quoted(name)} is no element of {'SVG' if self._foreign else 'HTML'}")
        return lower

    def _close(self, name: str, position: int) -> None:
        if self._open and self._open[-1][0] == name:
            self._open.pop()
        else:
            self._close_astray(name if self._foreign else name.lower(), position)
        if name == "svg" and self._foreign:
            self._foreign -= 1

    def _close_astray(self, name: str, position: int) -> None:
        """Close an element whose end tag is not the one to be expected."""
        if not any(opened == name for opened, _ in self._open):
            self._fault(position, f"the end tag </{_cut(name)}> closes nothing")
            return
        while self._open:
            opened, where = self._open.pop()
            if opened == name:
                return
            self._fault(where, f"<{_cut(opened)}> is not closed before </{_cut(name)}>")

    def _pass_bare(self, position: int) -> bool:
        """Take note of a `<` that begins nothing whole; return whether what follows can still be read."""
        following = self._text[position + 1 : position + 2]
        if following.isascii() and following.isalpha():
            self._fault(position, f"the element or tag {quoted(self._text[position : position + 30])} never ends")
            return False
        if following in {"!", "/", "?"}:
            self._fault(position, f"{quoted(self._text[position : position + 30])} is no tag and no comment")
            return following != "!"
        self._fault(position, 'a "<" begins no tag', f"Write &lt; for it. {_TEMPLATE}")
        return True

    def _take_raw(self, name: str, attributes: str, text: str, text_position: int, position: int) -> None:
        name = name.lower()
        if attributes:
            self._take_attributes(name, attributes, position)
        if name == "title" and not self._foreign:
            self._titles.append((position, unescape(text).strip()))
        elif name == "script" and "application/ld+json" in attributes:
            self._take_json(text, text_position)

    def _take_json(self, text: str, position: int) -> None:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            self._fault(position + getattr(error, "pos", 0), "the JSON-LD of the page is no JSON")
            return
        for found in _strings(value):
            if found.startswith(("http:", "https:")):
                self._references.append(Reference(position, found, "mention"))

    def _take_attributes(self, name: str, attributes: str, position: int) -> None:
        parsed = _parsed(attributes)
        if parsed.what:
            self._fault(position, f"<{_cut(name)}> {parsed.what}")
        if parsed.told:
            for attribute, value in parsed.told.items():
                self._take(name, attribute, value, parsed.told, position)

    def _take(self, name: str, attribute: str, value: str, told: dict[str, str], position: int) -> None:
        if attribute == "id":
            self._take_id(value, position)
        elif attribute in _LINKS:
            kind = _kind_of_link(name, told.get("rel", ""))
            self._references.append(Reference(position, value, kind))
        elif attribute in _RESOURCES:
            if attribute != "data" or name == "object":
                self._references.append(Reference(position, value, "resource"))
        elif attribute == "srcset":
            addresses = [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
            self._references += [Reference(position, address, "resource") for address in addresses]
        elif attribute in _NAMES_OF_IDS:
            self._named += [(position, attribute, named) for named in value.split()]
        elif attribute == "lang":
            self._take_language(name, value, position)
        elif attribute == "content" and value.startswith(("http:", "https:")):
            self._references.append(Reference(position, value, "mention"))

    def _take_id(self, value: str, position: int) -> None:
        if not value or value.split() != [value]:
            self._fault(position, f"the id {quoted(value)} is empty or holds white space")
        elif value in self._ids:
            self._fault(position, f"the id {quoted(value)} stands on the page twice")
        self._ids.add(value)

    def _take_language(self, name: str, value: str, position: int) -> None:
        if name == "html":
            self._seen.add("lang")
        if not _LANGUAGE.fullmatch(value) and (value or name == "html"):  # an empty one elsewhere: not known
            mend = f"Write a tag of BCP 47, such as en or zh-Hant. {_TEMPLATE}"
            self._fault(position, f"the language {quoted(value)} is none", mend)

    def _check_whole(self) -> None:
        for opened, where in self._open:
            self._fault(where, f"<{_cut(opened)}> is never closed")
        if not self._text[:15].lower().startswith("<!doctype html>"):
            self._fault(0, "the page does not begin with <!DOCTYPE html>")
        if "lang" not in self._seen:
            self._fault(0, "the page does not say its language", f"Give <html> a lang. {_TEMPLATE}")
        if not self._titles:
            self._fault(0, "the page has no title", f"Write a <title>. {_TEMPLATE}")
        for number, (position, title) in enumerate(self._titles):
            if number:
                self._fault(position, "the page has a second title")
            elif not title:
                self._fault(position, "the title of the page is empty")
        for position, attribute, named in self._named:
            if named not in self._ids:
                self._fault(position, f"{attribute} names {quoted(named)}, which is no id on the page")


class _Attributes(NamedTuple):
    """The attributes of a tag, as far as the checks ask for them."""

    told: dict[str, str] | None
    """None where there are none of those."""
    what: str
    """What is wrong with them; empty where nothing is."""


_ASKED_FOR = _LINKS | _RESOURCES | _NAMES_OF_IDS | {"id", "srcset", "lang", "content", "rel"}


@lru_cache(maxsize=4096)
def _parsed(attributes: str) -> _Attributes:
    """Return the attributes of a tag; kept, as most tags of a site have no more than one of few classes."""
    told: dict[str, str] = {}
    names: set[str] = set()
    what = ""
    for name, double, single, bare, astray in _ATTRIBUTE.findall(attributes):
        lower = name.lower()
        if astray:
            what = f"has {quoted(astray)} where an attribute should be"
        elif lower in names:
            what = f"has the attribute {quoted(lower)} twice"
        elif lower in _ASKED_FOR:
            value = double or single or bare
            told[lower] = unescape(value) if "&" in value else value
        names.add(lower)
    return _Attributes(told or None, what)


def _kind_of_link(name: str, rel: str) -> str:
    if name in {"image", "use"} or (name == "link" and not _LOADED.isdisjoint(rel.lower().split())):
        return "resource"
    return "link"


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever JSON holds
    """Yield every string of a JSON value."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


_LONGEST_NAME = 40
