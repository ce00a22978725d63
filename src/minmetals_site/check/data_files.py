"""The files of a site that programs read: records, the table, JSON, feeds, sitemaps, style sheets, search results.

Each function takes a file's bytes and returns the addresses that it names, for others to follow, and what is wrong with
the file by itself. Any bytes can be read.
"""

import csv
import json
import re
from base64 import b85decode
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import NamedTuple
from zlib import decompressobj
from zlib import error as DeflateError  # noqa: N812  # named as exceptions are

import msgspec
from lxml import etree  # type: ignore[import-untyped]  # it comes without types

from minmetals_site.check.faults import Fault, Lines
from minmetals_site.errors import quoted

__all__ = ["Address", "Contents", "base_url_of", "reader_of"]

_BUILD = "Build the site again."
_TEMPLATE = "Mend what writes the file, and build again."


class Address(NamedTuple):
    """An address that a file names."""

    line: int
    address: str
    kind: str
    """`link`, `resource`, or `location`: an address that has to be one of this site."""
    from_root: bool = False
    """Whether it is relative to the site's topmost folder, as in data, and not to the file's own."""
    anchors: tuple[str, ...] = ()
    """Places on the page there that the file names as well."""


class Contents(NamedTuple):
    """What a file names, and what is wrong with it by itself."""

    addresses: list[Address]
    faults: list[Fault]


Read = Callable[[bytes], Contents]


def reader_of(path: str) -> Read | None:
    """Return what reads a file of this path; None where the file names nothing, or anything, as a capture does."""
    if path == "robots.txt":
        return _read_robots
    if path.startswith("raw/"):
        return None
    if path.startswith("search/") and path.endswith(".js"):
        return _read_results if path.startswith("search/x/") else _read_search
    return _READERS.get(path.rpartition(".")[2])


def base_url_of(robots: bytes) -> str | None:
    """Return where the site says that it stands: `robots.txt` names its sitemap there. None where it says nothing."""
    match = re.search(r"^Sitemap: (https?://\S+/)sitemap\.xml$", robots.decode("utf-8", "replace"), re.MULTILINE)
    return match[1] if match else None


# Data


class _Block(msgspec.Struct):
    anchor: str | None = None


class _Capture(msgspec.Struct):
    sha256: str


class _Record(msgspec.Struct):
    url: str
    capture: _Capture
    blocks: list[_Block] = []


_record = msgspec.json.Decoder(_Record)


def _read_jsonl(data: bytes) -> Contents:
    """Read records: each names its page, with the anchors of its blocks, and its capture."""
    found = Contents([], [])
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        try:
            record = _record.decode(line)
        except msgspec.MsgspecError as error:  # not JSON, or not UTF-8, or without what every record has
            found.faults.append(Fault(number, f"the line is no record ({error})", _BUILD))
            continue
        anchors = tuple([block.anchor for block in record.blocks if block.anchor])
        found.addresses.append(Address(number, record.url, "link", from_root=True, anchors=anchors))
    return found


def _read_csv(data: bytes) -> Contents:
    """Read the table: every row has all cells and names its page."""
    found = Contents([], [])
    rows = csv.reader(StringIO(data.decode("utf-8", "replace"), newline=""), strict=True)
    try:
        head = next(rows, [])
        for row in rows:
            if len(row) != len(head):
                found.faults.append(Fault(rows.line_num, f"the row has {len(row)} cells, not {len(head)}", _BUILD))
            elif "url" in head:
                found.addresses.append(Address(rows.line_num, row[head.index("url")], "link", from_root=True))
    except csv.Error as error:
        found.faults.append(Fault(rows.line_num, f"the table cannot be read ({error})", _BUILD))
    return found


def _read_json(data: bytes) -> Contents:
    """Read a file of JSON, which names nothing that is known here."""
    try:
        json.loads(data)
    except (ValueError, RecursionError) as error:
        return Contents([], [Fault(getattr(error, "lineno", None), "the file is no JSON", _BUILD)])
    return Contents([], [])


# Feeds and sitemaps

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _read_xml(data: bytes) -> Contents:
    """Read a feed, a sitemap or another file of XML."""
    found = Contents([], [])
    ids: set[str] = set()
    try:
        for _, element in etree.iterparse(BytesIO(data), resolve_entities=False, no_network=True):
            _take_element(element, ids, found)
            element.clear()
    except etree.XMLSyntaxError as error:
        found.faults.append(Fault(error.lineno or None, f"the file is no XML ({error.msg})", _TEMPLATE))
    return found


def _take_element(element: etree._Element, ids: set[str], found: Contents) -> None:
    line = element.sourceline or 1
    if element.tag == f"{_ATOM}link":
        if element.get("rel") != "via":
            found.addresses.append(Address(line, element.get("href", ""), "link"))
    elif element.tag == f"{_ATOM}id":
        text = element.text or ""
        if text in ids:
            found.faults.append(Fault(line, f"the id {quoted(text)} stands in the feed twice", _TEMPLATE))
        ids.add(text)
    elif element.tag == f"{_SITEMAP}loc":
        found.addresses.append(Address(line, element.text or "", "location"))


def _read_robots(data: bytes) -> Contents:
    """Read `robots.txt`, which names the sitemap."""
    base_url = base_url_of(data)
    return Contents([Address(1, f"{base_url}sitemap.xml", "location")] if base_url else [], [])


# Style sheets and scripts

_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^)\s"']*))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE
)
"""Matches `url(a.svg)`, `url("a b.svg")` and `@import "a.css"`."""


def _read_style_sheet(data: bytes) -> Contents:
    """Read a style sheet: what it loads."""
    text = data.decode("utf-8", "replace")
    lines = Lines(text)
    found = [(match.start(), "".join(filter(None, match.groups()))) for match in _CSS_ADDRESS.finditer(text)]
    addresses = [Address(lines.at(start), address, "resource") for start, address in found if address[:1] != "#"]
    return Contents(addresses, [])


_CALL = re.compile(rb'minmetalsSearch\.take\("([^"\\]*)",(.*)\);?\s*', re.DOTALL)
"""A file of the search, which is one call: matches `minmetalsSearch.take("x/0", "…");`."""


def _read_search(data: bytes) -> Contents:
    """Read a file of the search: one call with a name and JSON."""
    fault = "the file is no part of a search index"
    match = _CALL.fullmatch(data)
    try:
        if match is None:
            return Contents([], [Fault(1, fault, _BUILD)])
        json.loads(match[2])
    except (ValueError, RecursionError):
        return Contents([], [Fault(1, fault, _BUILD)])
    return Contents([], [])


_Row = tuple[int, str, str, str | None, str, str, str | None, str, list[tuple[str | None, str]]]
"""What a search shows of a document: number, address and so on, and its blocks, each with its anchor."""
_rows = msgspec.json.Decoder(list[_Row])
_MOST_RESULTS = 64_000_000
"""Bytes that one file of results may inflate to: a damaged one must not fill the memory."""


def _read_results(data: bytes) -> Contents:
    """Read what a search shows of some documents: each names its page and the anchors of its blocks."""
    match = _CALL.fullmatch(data)
    try:
        packed = b85decode(json.loads(match[2])) if match else b""
        rows = _rows.decode(decompressobj(-15).decompress(packed, _MOST_RESULTS))
    except (ValueError, TypeError, RecursionError, DeflateError, msgspec.MsgspecError):
        return Contents([], [Fault(1, "the file holds no results of a search", _BUILD)])
    addresses = [
        Address(1, row[1], "link", from_root=True, anchors=tuple([anchor for anchor, _ in row[8] if anchor]))
        for row in rows
    ]
    return Contents(addresses, [])


_READERS: dict[str, Read] = {
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "json": _read_json,
    "xml": _read_xml,
    "css": _read_style_sheet,
}
"""By the ending of a path."""
