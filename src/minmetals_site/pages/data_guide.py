"""The page about the data: every file, field and column of `data/`, made from the schema that is published beside it.

Nobody has to keep it up to date, and nothing on it can differ from what the records are: names, types and descriptions
come from `data.documented_schema()`, columns from `data.COLUMNS`, origins from the words of all other pages. The
example is from the archive's own first document. The ways to load the data are run by the tests as they stand here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from minmetals_site.pages import words
from minmetals_site.pages.data import COLUMNS, NUMBERS_PER_FILE, documented_schema, record_files
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.records import KINDS, AnyDocument, as_json

__all__ = ["JQ", "PYTHON", "SQL", "TEMPLATE", "DataGuideView", "Field", "Record", "make_view", "plan_pages"]

TEMPLATE = "data_guide.html"

JQ = """\
jq -r '[.published.value, .publisher.value, .title.value] | @tsv' data/documents/*.jsonl
jq -c 'select(.published.origin != "stated") | [.id, .url]' data/documents/*.jsonl
"""
"""Two commands for a shell: a table of all documents, and those whose date is not stated."""

PYTHON = """\
from pathlib import Path

import pandas as pd

table = pd.read_csv("data/documents.csv")
print(table.groupby(["source_class", "published_origin"]).size())

files = sorted(Path("data/documents").glob("*.jsonl"))
records = pd.concat(pd.read_json(file, lines=True) for file in files)
print(records.explode("tags")["tags"].dropna().str["name"].value_counts())
"""
"""Both forms of the data in pandas: documents by source class and origin of the date, and tags by number."""

SQL = """\
select documents.title, mentions.text, mentions.start_char
from mentions join documents on documents.id = mentions.document_id
where documents.id in (select rowid from documents_fts where documents_fts match 'copper')
order by documents.id, mentions.start_char
"""
"""A query of the database that `export sqlite` writes."""

Prose = tuple[tuple[str, bool], ...]
"""Stretches of a sentence, each with whether it is code."""


class Field(NamedTuple):
    """A field of a record, or a column of the table."""

    name: str
    type: str
    """In words, with the name of a record where it holds one or several."""
    record: str
    """That name; empty where it holds none."""
    values: tuple[str, ...]
    """All that it can be, where these are few."""
    is_left_out: bool
    """Whether it is left out where there is nothing to say."""
    description: Prose


class Record(NamedTuple):
    """A sort of JSON object in the data."""

    name: str
    description: Prose
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataGuideView:
    """What the data is and how to use it."""

    files: tuple[str, ...]
    """Paths of the files of records."""
    numbers_per_file: int
    """Permanent numbers whose records stand in one file."""
    kinds: tuple[tuple[str, Prose], ...]
    """Kinds of documents, with what each is."""
    document: Record
    """The fields that all kinds have."""
    parts: tuple[Record, ...]
    """What these are made of."""
    columns: tuple[tuple[str, Prose], ...]
    """Of the table, in order."""
    origins: tuple[tuple[str, str, str], ...]
    """Stable name, word and meaning of each way in which a value can be known."""
    example: str
    """Part of a record of this archive as JSON; empty where there is none."""
    jq: str
    python: str
    sql: str


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the page; its key has the files of records, and the document that is its example."""
    archive = site.archive
    entries = archive.series.all or archive.pages
    first = min(entries, key=lambda entry: entry.number) if entries else None
    yield Page("data/index.html", (tuple(record_files(archive)), Rows((first,) if first else ())))


def make_view(page: Page, frame: Frame) -> DataGuideView:
    """Return what the page about the data shows."""
    files, example = page.key
    kinds, document, parts = _records()
    return DataGuideView(
        files=files,
        numbers_per_file=NUMBERS_PER_FILE,
        kinds=kinds,
        document=document,
        parts=parts,
        columns=tuple((name, _prose(text)) for name, text in COLUMNS.items()),
        origins=tuple((name, *origin) for name, origin in words.ORIGINS.items()),
        example="".join(_example(frame.store.document(entry.number)) for entry in example.entries),
        jq=JQ,
        python=PYTHON,
        sql=SQL,
    )


def _example(document: AnyDocument) -> str:
    """Return some fields of a record, enough to see how values, evidence and tags are written."""
    record = as_json(document)
    chosen = {name: record[name] for name in ("kind", "id", "url", "title", "published")}
    chosen["tags"] = [tag | {"mentions": tag["mentions"][:1]} for tag in record["tags"][:1]]
    return json.dumps(chosen, ensure_ascii=False, indent=2)


@cache
def _records() -> tuple[tuple[tuple[str, Prose], ...], Record, tuple[Record, ...]]:
    """Return the kinds of documents, the fields that all of them have, and the records that these are made of.

    The kinds differ in nothing but `kind`, so that one list tells the fields of all of them.
    """
    definitions: dict[str, dict[str, Any]] = documented_schema()["$defs"]
    by_kind = {rules["properties"]["kind"]["enum"][0]: rules for rules in map(definitions.get, _DOCUMENTS) if rules}
    kinds = tuple((kind, _prose(by_kind[kind]["description"])) for kind in KINDS)
    any_kind = dict(by_kind[KINDS[0]])
    any_kind["properties"] = dict(any_kind["properties"])
    any_kind["properties"]["kind"] = any_kind["properties"]["kind"] | {"enum": list(KINDS)}
    parts = [_record(rules) for name, rules in definitions.items() if name not in _DOCUMENTS]
    return kinds, _record(any_kind), tuple(parts)


_DOCUMENTS = ("NewsRelease", "AnalysisArticle", "BrandCulturePage", "NotePage")


def _record(rules: Mapping[str, Any]) -> Record:
    fields = tuple(
        _field(name, field, is_left_out=name not in rules["required"]) for name, field in rules["properties"].items()
    )
    return Record(_name(rules["title"]), _prose(rules["description"]), fields)


def _name(title: str) -> str:
    """Return the name of a record: `Sourced[str]` is `Sourced` to people."""
    return title.partition("[")[0]


def _field(name: str, rules: Mapping[str, Any], *, is_left_out: bool) -> Field:
    return Field(name, *_type(rules), is_left_out, _prose(rules["description"]))


class _Type(NamedTuple):
    """What a value can be, as the parts of `Field` say it."""

    type: str
    record: str = ""
    values: tuple[str, ...] = ()


def _type(rules: Mapping[str, Any]) -> _Type:
    if "anyOf" in rules:
        some, *others = map(_type, rules["anyOf"])  # the other is null, in all records
        return some._replace(type=" or ".join((some.type, *[other.type for other in others])))
    if "$ref" in rules:
        name = _name(rules["$ref"].rpartition("/")[2].replace("_", "["))
        return _Type(name, name)
    if rules.get("type") == "array":
        each = _type(rules["items"])
        return each._replace(type=f"list of {each.type}" if each.record else f"list of {each.type}s")
    return _Type("string", "", tuple(rules["enum"])) if "enum" in rules else _Type(rules["type"])


def _prose(text: str) -> Prose:
    """Return a sentence in which backticks stand about code.

    >>> _prose("See `a` and b.")
    (('See ', False), ('a', True), (' and b.', False))
    """
    return tuple((part, place % 2 == 1) for place, part in enumerate(text.split("`")) if part)
