"""The archive for programs: every record as JSON Lines, a short table as CSV, and the JSON Schema of the records.

Records stand in files of 500 permanent numbers each, so that a document that is added or changed touches one file and
a number tells its file for ever. The table is for spreadsheets, which run cells that look like formulas: such cells
begin with an apostrophe here. The records are exact; where the two differ, they count.
"""

import ast
import csv
import inspect
import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec

from minmetals_site import records
from minmetals_site.archive import Archive, Entry
from minmetals_site.pages.page import Page, Site
from minmetals_site.records import AnyDocument, as_json, document_schema

__all__ = ["NUMBERS_PER_FILE", "documented_schema", "make_file", "plan_pages"]

NUMBERS_PER_FILE = 500

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds ("Excel specifications and limits"); the records have what is cut here."""

COLUMNS = (
    "number",
    "url",
    "kind",
    "source_class",
    "language",
    "title",
    "title_origin",
    "publisher",
    "published",
    "published_origin",
    "tags",
    "words",
    "repairs",
    "findings",
    "path",
    "item",
    "sha256",
)

_LINE_SEPARATORS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Characters in UTF-8 at which some programs divide lines, though JSON Lines does not; with their JSON escapes."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that no cell needs and some programs take for the end of one: matches a tab or line end, not a space."""
_FORMULA = re.compile(r"""(^|;)(?=[\s"\xad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])""")
"""Where a program might see a formula begin.

After what programs drop (white space, quotes, characters without width) as well, and after a semicolon, which divides
cells in half of the world: matches before `=1+1`, ` ＝A1` and in `Zinc;@SUM(1)`, but nowhere in `a = b` or `Pb-Zn`.
"""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the files of records that have any, the table and the schema."""
    numbers: dict[int, list[int]] = {}
    for entry in _every(site.archive):
        numbers.setdefault((entry.number - 1) // NUMBERS_PER_FILE, []).append(entry.number)
    for file, members in numbers.items():
        yield Page(f"data/documents/{file:04d}.jsonl", ("records", *members))
    yield Page("data/documents.csv", ("table",))
    yield Page("data/schema.json", ("schema",))


def make_file(page: Page, site: Site) -> bytes:
    """Return the file."""
    match page.key:
        case ("records", *numbers):
            return b"".join(_line(site.store.document(int(number))) for number in numbers)
        case ("table",):
            return _table(site.archive)
        case _:
            return _schema_file(site.settings.base_url)


def _every(archive: Archive) -> list[Entry]:
    return sorted((*archive.series.all, *archive.pages), key=lambda entry: entry.number)


def _line(document: AnyDocument) -> bytes:
    """Return the record as one line of JSON.

    It is what `as_json` returns, spliced together from two encodings instead of made from a dictionary.
    """
    try:
        line = b"".join((msgspec.json.encode(document)[:-1], b',"text":', msgspec.json.encode(document.text), b"}\n"))
    except UnicodeEncodeError:  # a lone surrogate, which the JSON of a capture may smuggle in
        line = _utf8(json.dumps(as_json(document), ensure_ascii=False, separators=(",", ":")) + "\n")
    for character, escape in _LINE_SEPARATORS:
        if character[-1:] in line:  # looking for one byte is fifty times as fast as for three
            line = line.replace(character, escape)
    return line


def _table(archive: Archive) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    writer.writerows(_row(entry) for entry in _every(archive))
    return _utf8(table.getvalue())


def _row(entry: Entry) -> tuple[int | str, ...]:
    cells: tuple[int | str | None, ...] = (
        entry.number,
        entry.url,
        entry.kind,
        entry.source_class,
        entry.language,
        entry.title,
        entry.title_origin,
        entry.publisher,
        entry.published,
        entry.published_origin,
        "; ".join(f"{tag.facet}:{tag.name}" for tag in entry.tags),
        entry.words,
        entry.repairs,
        "; ".join(code for code, _ in entry.findings),
        entry.path,
        entry.item,
        entry.sha256,
    )
    return tuple(cell if isinstance(cell, int) else _inert(cell or "") for cell in cells)


def _inert(cell: str) -> str:
    """Return the cell as text that a spreadsheet takes whole, and not for a formula."""
    text = _FORMULA.sub(r"\1'", _CONTROL.sub(" ", cell[: LONGEST_CELL + 1]))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _schema_file(base_url: str | None) -> bytes:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if base_url is not None:
        head["$id"] = f"{base_url}data/schema.json"
    head["title"] = "One line of data/documents/*.jsonl"
    return _utf8(json.dumps(head | documented_schema(), ensure_ascii=False, indent=2) + "\n")


def documented_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record, each field described in the words of `records.py`.

    They are the strings below the fields there, which Python itself drops: so they are read from its source.
    """
    words = _field_docstrings(inspect.getsource(records))
    schema = document_schema()
    for definition in schema["$defs"].values():
        name = definition["title"].partition("[")[0]  # `Sourced[str]` is documented as `Sourced`
        described = words["Document"] | words[name] if "account" in definition["properties"] else words[name]
        for field, rules in definition["properties"].items():
            if field in described:
                rules.setdefault("description", described[field])
    return schema


def _field_docstrings(source: str) -> dict[str, dict[str, str]]:
    """Return, by class and field, the string below each annotated field of a module."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = {}
            for field, below in pairwise(node.body):
                match field, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(words))),
                    ):
                        found[node.name][name] = inspect.cleandoc(words)
    return found


def _utf8(text: str) -> bytes:
    """Return the text as UTF-8, a lone surrogate as the replacement character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
