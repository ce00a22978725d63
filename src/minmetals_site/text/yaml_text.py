"""YAML as archivists write it: settings, corrections, the vocabulary, front matter. PyYAML's only door.

Only the part of YAML that people write by hand is read. Every scalar is a string, so `no` is no boolean, `2025-01-23`
no date object and `12:30` no number of minutes; plain `null`, `~` and nothing at all are None. What makes YAML
dangerous or ambiguous is refused, with its line: anchors and aliases (a few of them can stand for gigabytes), explicit
tags (they can run code), keys that stand twice, keys that are no text, several documents, control characters, deep
nesting.

The values are built from PyYAML's events rather than from its nodes: nodes have forgotten the anchors, and composing
them recurses as deep as the text pleases.

`YamlField` walks the result, checks single values and collects what is wrong in `Faults`, so that one run tells it all.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeAlias
from urllib.parse import quote, urlsplit, urlunsplit

import yaml

from minmetals_site.errors import CaptureError, Place, Problem, SiteError, quoted

__all__ = ["Faults", "KeyPath", "YamlDocument", "YamlField", "YamlValue", "parse_yaml"]

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue] | None"
KeyPath = tuple[str | int, ...]
"""The keys and places in lists that lead to a value, from the outermost."""

_DEEPEST = 20
_MOST_TOLD = 10
"""Faults of one file that a message tells in full."""
_SIMILAR = 0.7
"""How much of an unknown key must be that of a known one, so that `titel` is taken for `title` and `item` is not."""
_LONGEST_KEY = 60
"""Characters of an unknown key for which a similar known one is looked for."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNREADABLE = re.compile("[^\t\n\r\\x20-\\x7e\\x85\\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Matches the bell, U+FEFF and a lone surrogate; refuses letters, white space and line ends (YAML 1.1, section 4.1)."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Matches what an escape such as `"\\0"` stands for; refuses tabs and line ends. No XML file may hold these."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""Matches `zh-Hans-CN`; refuses `english (US)`. The form of RFC 5646, not its registry."""
_PRINTABLE_PATH = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What a YAML text says, with the line of every key."""

    data: YamlValue
    """Mappings keep the order of the text; None for a text that says nothing."""
    file: str
    lines: Mapping[KeyPath, int]
    """Of a key, the line of the key; of an element of a list, the line of the element."""

    def line_of(self, path: KeyPath) -> int:
        """Return the line of a key path, counted from 1; of the innermost part that exists where it does not."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def place(self, path: KeyPath) -> Place:
        """Return the place of a key path, for a message."""
        return Place(self.file, self.line_of(path))


def parse_yaml(text: str, file: str, first_line: int = 1, *, raising: type[SiteError] = CaptureError) -> YamlDocument:
    """Return what the text says; `first_line` is the number of its first line in `file`.

    Raises:
        SiteError: of the class `raising`, if the text is not YAML, or is YAML of a kind that is refused.
    """
    text = text.removeprefix("\ufeff")
    if unreadable := _UNREADABLE.search(text):
        line = first_line + text.count("\n", 0, unreadable.start())
        what = f"the text holds the character U+{ord(unreadable.group()):04X}"
        raise raising(Place(file, line), what, "Take it out.")
    builder = _Builder(yaml.parse(text, Loader=_LOADER), file, first_line, raising)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, text, file, first_line, raising) from None
    return YamlDocument(data, file, builder.lines)


def _syntax_fault(
    error: yaml.MarkedYAMLError, text: str, file: str, first_line: int, raising: type[SiteError]
) -> SiteError:
    """Return a fault in the file's own terms: PyYAML's two parsers word theirs differently, and for programmers."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()[: mark.line + 1 if mark else 1]
    while len(lines) > 1 and not lines[-1].strip():  # what is not closed is noticed below the last line
        lines.pop()
    line = lines[-1] if lines else ""
    place = Place(file, first_line + max(len(lines) - 1, 0))
    if line.lstrip(" ").startswith("\t"):
        return raising(place, f"{quoted(line.strip())} is indented with a tab", "Use spaces.")
    if ": " in line.partition(": ")[2]:
        return raising(place, f"{quoted(line.strip())} is not YAML", "Put quotes round a value that holds a colon.")
    mend = "Look for a bracket or quote that is not closed, for a sign that needs quotes, and at the indentation."
    return raising(place, f"{quoted(line.strip())} is not YAML", mend)


class _Builder:
    """Values and lines from the events of one document; recursion goes no deeper than `_DEEPEST`."""

    def __init__(self, events: Iterator[yaml.Event], file: str, first_line: int, raising: type[SiteError]) -> None:
        self.lines: dict[KeyPath, int] = {(): first_line}
        self._events = events
        self._file = file
        self._first_line = first_line
        self._raising = raising

    def document(self) -> YamlValue:
        next(self._events)  # the stream starts
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self._events), ())
        next(self._events)  # the document ends
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._fail(following, "a second document begins here", "Keep one document in the file.")
        return data

    def _value(self, event: yaml.Event, path: KeyPath) -> YamlValue:
        self._refuse_tricks(event)
        self.lines.setdefault(path, self._line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(path) >= _DEEPEST:
            self._fail(event, f"values stand more than {_DEEPEST} deep in each other", "Write them flatter.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: KeyPath) -> list[YamlValue]:
        elements: list[YamlValue] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            elements.append(self._value(event, (*path, len(elements))))
        return elements

    def _mapping(self, path: KeyPath) -> dict[str, YamlValue]:
        entries: dict[str, YamlValue] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            if key in entries:
                first = self.lines[*path, key]
                self._fail(
                    event, f"key {quoted(key)} stands here again (first in line {first})", "Keep one of the two."
                )
            self.lines[*path, key] = self._line(event)
            entries[key] = self._value(next(self._events), (*path, key))
        return entries

    def _key(self, event: yaml.Event) -> str:
        self._refuse_tricks(event)
        key = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if key is None:
            self._fail(event, "a key is no text", "Write each key as a word with a colon behind it.")
        return key

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text: str = event.value
        if not event.style and text in _NULLS:
            return None
        if control := _CONTROL.search(text):
            self._fail(event, f"a value holds the character U+{ord(control.group()):04X}", "Take it out.")
        return text

    def _refuse_tricks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._fail(event, f"alias {quoted(f'*{event.anchor}')} stands for another value", "Write the value out.")
        if anchor := getattr(event, "anchor", None):
            self._fail(event, f"anchor {quoted('&' + anchor)} is not read here", "Take it out.")
        if tag := getattr(event, "tag", None):
            written = tag.replace("tag:yaml.org,2002:", "!!", 1)
            self._fail(event, f"tag {quoted(written)} is not read here", "Take it out: each value is a plain text.")

    def _line(self, event: yaml.Event) -> int:
        # the stubs allow an event without a mark, which the parsers never make
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _fail(self, event: yaml.Event, what: str, mend: str) -> NoReturn:
        raise self._raising(Place(self._file, self._line(event)), what, mend)


class Faults:
    """What is wrong in one document, collected so that one run tells all of it."""

    def __init__(self, document: YamlDocument, raising: type[SiteError]) -> None:
        self.document = document
        self.root = YamlField(document.data, (), self)
        self._raising = raising
        self._problems: list[Problem] = []

    def add(self, path: KeyPath, what: str, mend: str) -> None:
        """Note that something is wrong at a key path."""
        self._problems.append(Problem(self.document.place(path), what, mend))

    def raise_any(self) -> None:
        """Raise the first fault by line, with the others in its message; return where there is none."""
        if not self._problems:
            return
        first, *others = sorted(self._problems, key=lambda problem: problem.place.line or 0)
        told = [f"Line {other.place.line}: {other.what}. {other.mend}" for other in others[: _MOST_TOLD - 1]]
        if len(others) >= _MOST_TOLD:
            told.append(f"And {len(others) - len(told)} more like these.")
        raise self._raising(first.place, first.what, " ".join((first.mend, *told)))


@dataclass(frozen=True, slots=True)
class YamlField:
    """One value and the way to it. Each method returns the value as a type, or notes a fault and returns None."""

    value: YamlValue
    path: KeyPath
    faults: Faults

    @property
    def name(self) -> str:
        """The way to the value as people write it: `organisation.hosts[0]`."""
        parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path)
        return "".join(parts).removeprefix(".")

    @property
    def line(self) -> int:
        """Counted from 1."""
        return self.faults.document.line_of(self.path)

    def expect(self, expected: str) -> None:
        """Note that the value is not what is asked for; `expected` says what is, as the object of "give"."""
        shown = {list: "a list", dict: "a mapping", type(None): "empty"}.get(type(self.value)) or quoted(self.value)
        name = quoted(self.name) if self.path else "the file"
        self.faults.add(self.path, f"{name} is {shown}", f"Give {expected}.")

    def child(self, key: str | int, value: YamlValue) -> "YamlField":
        """Return the field of one of the value's parts."""
        return YamlField(value, (*self.path, key), self.faults)

    def entries(self, known: Collection[str] | None = None) -> dict[str, "YamlField"]:
        """Return the fields of a mapping by key, only the `known` ones if these are given; empty where it has none.

        Each key that is not known is a fault that names those that are.
        """
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            self.expect(f"keys with values: {', '.join(known)}" if known else "keys with values")
            return {}
        fields = {key: self.child(key, value) for key, value in self.value.items()}
        for key in [key for key in fields if known is not None and key not in known]:
            fields.pop(key)._unknown(known or ())  # noqa: SLF001  # its own class
        return fields

    def _unknown(self, known: Collection[str]) -> None:
        key = str(self.path[-1])
        nearest = difflib.get_close_matches(key, known, n=1, cutoff=_SIMILAR) if len(key) <= _LONGEST_KEY else []
        ask = f"Did you mean {quoted(nearest[0])}? " if nearest else ""
        self.faults.add(self.path, f"unknown key {quoted(self.name)}", f"{ask}The keys are: {', '.join(known)}.")

    def elements(self, expected: str = "a list") -> list["YamlField"]:
        """Return the fields of a list; empty where it has none."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.expect(expected)
            return []
        return [self.child(index, value) for index, value in enumerate(self.value)]

    def text(self, expected: str = "a text") -> str | None:
        """Return the text on one line, white space collapsed; never empty."""
        words = " ".join(self.value.split()) if isinstance(self.value, str) else ""
        if not words:
            self.expect(expected)
        return words or None

    def texts(self, expected: str = "a list of texts") -> tuple[str, ...]:
        """Return the texts of a list, each as `text` does."""
        found = (element.text() for element in self.elements(expected))
        return tuple(text for text in found if text is not None)

    def choice(self, options: Collection[str]) -> str | None:
        """Return the value if it is one of the options."""
        if isinstance(self.value, str) and self.value in options:
            return self.value
        self.expect("one of " + ", ".join(options))
        return None

    def truth(self) -> bool | None:
        """Return whether the value is `true`; `false` is the only other one, as `yes` and `on` divide the YAMLs."""
        answer = self.choice(("true", "false"))
        return None if answer is None else answer == "true"

    def number(self, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`, both included."""
        text = self.value if isinstance(self.value, str) else ""
        if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
            return int(text)
        self.expect(f"a whole number from {low} to {high}")
        return None

    def language(self) -> str | None:
        """Return a language tag such as `en` or `zh-Hans`."""
        if isinstance(self.value, str) and _LANGUAGE.fullmatch(self.value):
            return self.value
        self.expect('a language tag, such as "en" or "zh-Hans"')
        return None

    def web_address(self, expected: str = 'an address that begins with "https://" or "http://"') -> str | None:
        """Return an absolute address on the web in ASCII, without user name or password."""
        address = _web_address(self.value) if isinstance(self.value, str) else None
        if address is None:
            self.expect(expected)
        return address


def _web_address(text: str) -> str | None:
    r"""Return the address in ASCII; None for anything but http and https, and where it hides where it leads.

    >>> _web_address("https://example.org/年报.html")
    'https://example.org/%E5%B9%B4%E6%8A%A5.html'
    >>> _web_address("javascript:alert(1)"), _web_address("https://bank.example@evil.example/")
    (None, None)
    """
    if any(c.isspace() or c in '<>"\\^`{|}' for c in text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # UnicodeError among them
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", host):
        return None
    netloc = host if port is None else f"{host}:{port}"
    path, query, fragment = (
        quote(part, safe=_PRINTABLE_PATH + "?") for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, netloc, path, query, fragment))
