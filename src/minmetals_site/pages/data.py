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
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from minmetals_site import records
from minmetals_site.archive import Archive, Entry
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.records import document_schema

__all__ = ["COLUMNS", "NUMBERS_PER_FILE", "documented_schema", "make_file", "plan_pages", "record_files"]

NUMBERS_PER_FILE = 500

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds ("Excel specifications and limits"); the records have what is cut here."""

COLUMNS = {
    "number": "Permanent number of the document: `id` in its record.",
    "url": "Permanent path of its page below the site's root.",
    "kind": "`news`, `analysis`, `brand-culture` or `page`.",
    "source_class": "Who speaks: `official`, `independent` or `archive`.",
    "language": "BCP 47 tag of the body's language.",
    "title": "Its title.",
    "title_origin": "How the title is known.",
    "publisher": "Who published it; empty where that is not known.",
    "published": "When, as ISO 8601 text as precise as it is known; empty where no date is known.",
    "published_origin": "How the date is known.",
    "tags": "`facet:name` of each tag, divided by semicolons.",
    "words": "Words of the body, counted at white space.",
    "repairs": "Places of the text where damage was undone.",
    "findings": "Codes of what a careful reader should know, divided by semicolons.",
    "path": "The capture, relative to the folder of captures.",
    "item": "Its item in a capture of several documents; else empty.",
    "sha256": "Of the capture's bytes.",
}
"""What each column of the table holds."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that no cell needs and some programs take for the end of one: matches a tab or line end, not a space."""
_FORMULA = re.compile(r"""(^|;)(?=[\s"\xad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])""")
"""Where a program might see a formula begin.

After what programs drop (white space, quotes, characters without width) as well, and after a semicolon, which divides
cells in half of the world: matches before `=1+1`, ` ＝A1` and in `Zinc;@SUM(1)`, but nowhere in `a = b` or `Pb-Zn`.
"""
_NONE = re.compile(r"\bNone\b")
"""Matches in `None unless corrected`; refuses `Nonesuch`."""
_LEADS = frozenset('=+-@＝＋－＠" ')
"""With what a cell may begin that needs a look."""
_SUSPECT = re.compile(r';[ "]*[=+\-@＝＋－＠]')
"""Fits in a row of printable characters where some cell needs a look: to ask once a row takes a fifth of the time."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the files of records that have any, the table and the schema."""
    for path, members in record_files(site.archive).items():
        yield Page(path, ("records", Rows(members)))
    yield Page("data/documents.csv", ("table", Rows(site.archive.numbered.values())))
    yield Page("data/schema.json", ("schema",))


def record_files(archive: Archive) -> dict[str, list[Entry]]:
    """Return the documents of each file of records by its path, both in the order of numbers."""
    files: dict[str, list[Entry]] = defaultdict(list)
    for number, entry in archive.numbered.items():
        files[f"data/documents/{(number - 1) // NUMBERS_PER_FILE:04d}.jsonl"].append(entry)
    return files


def make_file(page: Page, frame: Frame) -> bytes:
    """Return the file."""
    match page.key:
        case ("records", rows):
            return b"".join([frame.store.json_line(entry.number) for entry in rows.entries])
        case ("table", rows):
            return _table(rows.entries)
        case _:
            return _schema_file(frame.settings.base_url)


def _table(entries: Iterable[Entry]) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    writer.writerows(_row(entry) for entry in entries)
    return _utf8(table.getvalue())


def _row(entry: Entry) -> tuple[str, ...]:
    cells = (
        str(entry.number),
        entry.url,
        entry.kind,
        entry.source_class,
        entry.language,
        entry.title,
        entry.title_origin,
        entry.publisher or "",
        entry.published or "",
        entry.published_origin,
        "; ".join([f"{tag.facet}:{tag.name}" for tag in entry.tags]),
        str(entry.words),
        str(entry.repairs),
        "; ".join([code for code, _ in entry.findings]),
        entry.path,
        entry.item or "",
        entry.sha256,
    )
    row = "".join(cells)
    is_plain = row.isprintable() and len(row) <= LONGEST_CELL and not _SUSPECT.search(row)
    if is_plain and _LEADS.isdisjoint([cell[:1] for cell in cells]):
        return cells
    return tuple(map(_inert, cells))


def _inert(cell: str) -> str:
    """Return the cell as text that a spreadsheet takes whole, and not for a formula."""
    text = cell[: LONGEST_CELL + 1]
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    if ";" in text or not text[:1].isalnum():  # a formula begins nowhere else; the search takes 1 µs a cell
        text = _FORMULA.sub(r"\1'", text)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _schema_file(base_url: str | None) -> bytes:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if base_url is not None:
        head["$id"] = f"{base_url}data/schema.json"
    head["title"] = "One line of data/documents/*.jsonl"
    return _utf8(json.dumps(head | documented_schema(), ensure_ascii=False, indent=2) + "\n")


def documented_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record, each field described in the words of `records.py`.

    They are the strings below the fields there, which Python itself drops: so they are read from its source. What is
    `None` there is `null` in JSON.
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
                        found[node.name][name] = _NONE.sub("null", inspect.cleandoc(words))
    return found


def _utf8(text: str) -> bytes:
    """Return the text as UTF-8, a lone surrogate as the replacement character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
