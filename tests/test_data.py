import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import SHA256, MemoryStore, document, entry, paragraph, site, sourced, tag
from minmetals_site.archive import Fate, InputFile
from minmetals_site.pages import data, raw
from minmetals_site.pages.page import Page, Site
from minmetals_site.raw_urls import raw_url
from minmetals_site.records import KINDS, AnyDocument, Repair, Tag, Undecided, Use, as_json, unknown


def made(of: Site, path: str) -> bytes:
    """Return one file of the data."""
    (page,) = [page for page in data.plan_pages(of) if page.path == path]
    return data.make_file(page, of)


def lines_of(*documents: AnyDocument) -> list[bytes]:
    """Return the lines of the first file of records."""
    store = MemoryStore(dict(enumerate(documents, start=1)))
    of = site((entry(number) for number in store.documents), store=store)
    return made(of, "data/documents/0000.jsonl").split(b"\n")


def rows_of(*entries: Any) -> list[dict[str, str]]:  # noqa: ANN401  # entries
    """Return the rows of the table, read as a spreadsheet would."""
    table = made(site(entries), "data/documents.csv").decode()
    return list(csv.DictReader(io.StringIO(table, newline=""), strict=True))


FULL = document(
    "analysis",
    title=sourced("Sample, “quoted” & <b>bold</b>", "corrected", "correction"),
    subtitle=sourced("样本"),
    author=sourced("Ms Sample"),
    published=unknown(),
    highlights=("One", "Two"),
    blocks=(paragraph("First."), paragraph("Second\u2028part.", "p-2")),
    tags=(Tag(facet="commodities", slug="copper", name="Copper", mentions=sourced("copper").evidence),),
    repairs=(Repair(start=1, end=2, before="โ", after="’", rule="lost-sign:apostrophe", certainty="probable"),),
    undecided=(Undecided(start=3, end=4, text="\ufffd", family="unknown"),),
    account=(Use(start=0, end=5, use="body"), Use(start=5, end=6, use="removed:white-space")),
)


def test_records_stand_in_files_of_500_numbers() -> None:
    """A permanent number tells its file; files without a document are not planned; own pages are in too."""
    entries = [entry(1), entry(500), entry(501), entry(1501, kind="page", url="about.html"), entry(5_000_001)]
    store = MemoryStore({e.number: document(id=e.number) for e in entries})
    of = site(entries, store=store)
    paths = [page.path for page in data.plan_pages(of)]
    assert paths == [
        "data/documents/0000.jsonl",
        "data/documents/0001.jsonl",
        "data/documents/0003.jsonl",
        "data/documents/10000.jsonl",
        "data/documents.csv",
        "data/schema.json",
    ]
    ids = [json.loads(line)["id"] for line in made(of, paths[0]).splitlines()]
    assert ids == [1, 500]


def test_a_line_is_the_record_as_json() -> None:
    """A line is what `as_json` returns, in the same order, and decodes to the record."""
    line, end = lines_of(FULL)
    assert list(json.loads(line).items()) == list(json.loads(json.dumps(as_json(FULL))).items())
    assert json.loads(line)["text"] == "First.\n\nSecond\u2028part."
    assert msgspec.json.decode(line, type=AnyDocument) == FULL
    assert end == b""


def test_a_record_is_one_line_for_every_program() -> None:
    """No character in a record ends a line, also where a program counts more line ends than JSON Lines does."""
    hostile = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    line, _ = lines_of(document(title=sourced(hostile)))
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["title"]["value"] == hostile


def test_lone_surrogates_do_not_leave_the_archive() -> None:
    """Half a character, which JSON can smuggle in, is written as the replacement character, in records and table."""
    line, _ = lines_of(document(title=sourced("a\ud800b")), document())[:2]
    assert json.loads(line)["title"]["value"] == "a\ufffdb"
    assert rows_of(entry(title="a\ud800b"))[0]["title"] == "a\ufffdb"


def test_the_table_has_a_row_for_each_document() -> None:
    """Every document is in the table once, by number, unknown values as empty cells."""
    full = entry(
        2,
        tags=(tag("Copper"), tag("Iron ore", slug="iron-ore"), tag("Peru", "places")),
        findings=(("date-unknown", "warning"), ("title-derived", "note")),
        published=None,
        published_origin="unknown",
        repairs=3,
        item="171",
        title='A "quoted", dotted; title\u2014样本',
    )
    first, second, own = rows_of(full, entry(3, kind="page", url="about.html"), entry(1))
    assert (first["number"], second["number"], own["number"]) == ("1", "2", "3")
    assert first["item"] == ""
    assert second == {
        "number": "2",
        "url": "news/2025/sample-2.html",
        "kind": "news",
        "source_class": "official",
        "language": "en",
        "title": 'A "quoted", dotted; title\u2014样本',
        "title_origin": "stated",
        "publisher": "Example Mining",
        "published": "",
        "published_origin": "unknown",
        "tags": "commodities:Copper; commodities:Iron ore; places:Peru",
        "words": "5",
        "repairs": "3",
        "findings": "date-unknown; title-derived",
        "path": "news/sample-2.txt",
        "item": "171",
        "sha256": SHA256,
    }


def test_the_table_follows_rfc_4180() -> None:
    """Rows end in CRLF, and nothing within a cell does."""
    table = made(site([entry(title="a\r\nb\nc\td")]), "data/documents.csv")
    assert table.count(b"\r\n") == table.count(b"\n") == table.count(b"\r") == 2
    assert b"a  b c d" in table


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u3000＝1",
        "＋1",
        "－1",
        "＠A1",
        "\ufeff=1",
        "\u200b=1",
        '"=1',
        "x;=1",
        "x; @A1",
        'x;"=1',
        ";;-1",
        "\n\n=1",
    ],
)
def test_no_cell_can_run_as_a_formula(formula: str) -> None:
    """Whatever a title or name begins with, a spreadsheet takes the cell for text, divided at semicolons too."""
    (row,) = rows_of(entry(title=formula, publisher=formula, item=formula, path=formula))
    for column in ("title", "publisher", "item", "path"):
        for cell in row[column].split(";"):
            assert cell.strip(' "\u3000\ufeff\u200b')[:1] not in set("=+-@＝＋－＠\t\r")
        assert "'" in row[column]


@pytest.mark.parametrize(
    "harmless", ["Pb-Zn", "a = b", "R&D + growth", "(-5 %)", "x; y", "2025-01-23", "’=", "s@example.org"]
)
def test_harmless_cells_are_left_alone(harmless: str) -> None:
    """Signs of formulas inside a cell are no formula."""
    assert rows_of(entry(title=harmless))[0]["title"] == harmless


@given(st.text())
def test_cells_read_back_but_for_controls_and_apostrophes(title: str) -> None:
    """Any text comes back from the table, except control characters and what makes formulas inert."""
    (row,) = rows_of(entry(title=title))
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", title).encode("utf-8", "replace").decode()
    assert row["title"].replace("'", "") == plain.replace("'", "")


def test_long_cells_are_cut() -> None:
    """No cell is longer than a spreadsheet takes, however many signs of formulas it holds."""
    (row,) = rows_of(entry(title=";=" * 500_000, publisher="x" * 32_767))
    assert (len(row["title"]), row["title"][:6], row["title"][-1]) == (32_767, ";'=;'=", "…")
    assert row["publisher"] == "x" * 32_767


def schema(base_url: str | None = None) -> dict[str, Any]:
    """Return the schema as published."""
    found: dict[str, Any] = json.loads(made(site(base_url=base_url), "data/schema.json"))
    return found


TYPES: dict[str, type] = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}
CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda value, name: isinstance(value, TYPES[name]),
    "enum": lambda value, allowed: value in allowed,
    "pattern": lambda value, pattern: not isinstance(value, str) or re.search(pattern, value) is not None,
    "minimum": lambda value, least: not isinstance(value, int) or value >= least,
    "maximum": lambda value, most: not isinstance(value, int) or value <= most,
    "required": lambda value, names: not isinstance(value, dict) or set(names) <= set(value),
}
SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "default", "discriminator"}


def obeys(value: Any, rules: dict[str, Any], definitions: dict[str, Any]) -> bool:  # noqa: ANN401  # JSON
    """Return whether a value obeys a schema; a keyword that is not known here raises."""
    return all(obeys_rule(value, keyword, rule, definitions) for keyword, rule in rules.items())


def obeys_rule(value: Any, keyword: str, rule: Any, definitions: dict[str, Any]) -> bool:  # noqa: ANN401  # JSON
    """Return whether a value obeys one keyword of JSON Schema."""
    match keyword:
        case "$ref":
            return obeys(value, definitions[rule.removeprefix("#/$defs/")], definitions)
        case "anyOf":
            return any(obeys(value, option, definitions) for option in rule)
        case "properties":
            return all(obeys(value[name], rule[name], definitions) for name in rule if name in value)
        case "items":
            return all(obeys(item, rule, definitions) for item in value)
        case _:
            return keyword in SAYS_NOTHING or CHECKS[keyword](value, rule)


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_obeys_the_schema(kind: Any) -> None:  # noqa: ANN401  # a kind
    """Records of each kind, full and bare, are valid; a record with a fault is not."""
    whole = schema()
    full = {name: getattr(FULL, name) for name in FULL.__struct_fields__}
    for line in lines_of(document(kind), document(kind, **full))[:-1]:
        record = json.loads(line)
        assert obeys(record, whole, whole["$defs"])
        assert not obeys(record | {"id": "one"}, whole, whole["$defs"])
        assert not obeys(record | {"kind": "poem"}, whole, whole["$defs"])
        del record["text"]
        assert not obeys(record, whole, whole["$defs"])


def test_the_schema_has_an_address_only_where_the_site_has() -> None:
    """`$id` is absolute, so it is left out where the site's address is not known."""
    assert "$id" not in schema()
    assert schema("https://archive.example/")["$id"] == "https://archive.example/data/schema.json"
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_explains_its_fields() -> None:
    """Fields carry the words under them in `records.py`, inherited ones too."""
    definitions = schema()["$defs"]
    date = "When the publisher says it was published, as precise as the capture states it."
    for kind in ("BrandCulturePage", "NewsRelease", "AnalysisArticle", "NotePage"):
        assert definitions[kind]["properties"]["published"]["description"] == date
    assert definitions["Sourced_str_"]["properties"]["rule"]["description"].startswith("Stable name of the rule")
    assert definitions["Use"]["properties"]["use"]["description"].startswith("`body`, ")


def input_file(path: str, url: str | None, sha256: str = SHA256) -> InputFile:
    """Return a file of the content folder."""
    return InputFile(path=path, bytes=3, sha256=sha256, fate=Fate("read", "read"), raw_url=url)


def test_captures_are_published_byte_for_byte() -> None:
    """Every file with an address is published under it as it is, and no other."""
    content = b"\xff\x00\r\n<script>"
    of = site(
        inputs=[input_file("a.txt", "raw/01/a.txt"), input_file("site.yaml", None)],
        store=MemoryStore(files={"a.txt": content}),
    )
    (page,) = raw.plan_pages(of)
    assert (page.path, raw.make_file(page, of)) == ("raw/01/a.txt", content)


def test_captures_of_equal_bytes_share_an_address() -> None:
    """Two files with one address, on a disk that does not tell capitals apart either, are one file of the site."""
    inputs = [input_file(path, raw_url(path, SHA256)) for path in ("a/x.txt", "b/x.txt", "c/X.txt", "d/y.txt")]
    assert list(raw.plan_pages(site(inputs=inputs))) == [
        Page("raw/0123456789abcdef/x.txt", ("a/x.txt", SHA256)),
        Page("raw/0123456789abcdef/y.txt", ("d/y.txt", SHA256)),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("news/annual-conference.txt", "annual-conference.txt"),
        ("a.json", "a.json.txt"),
        ("README", "README.txt"),
        ("A.TXT", "A.txt"),
        ("news/年会 2025.txt", "年会-2025.txt"),
        ("cafe\u0301.md", "café.md.txt"),
        ("हिन्दी.txt", "हिन्दी.txt"),
        (".htaccess", "htaccess.txt"),
        ("..txt", "capture.txt"),
        ("a/.txt", "capture.txt"),
        ("a b&c#d?e%f'g\"h\\i.html", "a-b-c-d-e-f-g-h-i.html.txt"),
        ("\u202etxt.exe", "-txt.exe.txt"),
        ("", "capture.txt"),
        ("x" * 200 + ".txt", "x" * 76 + ".txt"),
    ],
)
def test_names_of_captures_are_safe(path: str, expected: str) -> None:
    """Names keep what people read and lose what a disk, an address or a server would obey."""
    assert raw_url(path, SHA256) == f"raw/0123456789abcdef/{expected}"


@given(st.text())
def test_every_name_is_safe(name: str) -> None:
    """Any name becomes one file name, of 80 characters at most, that a file system takes and a server sends as text."""
    *folders, safe = raw_url(name, SHA256).split("/")
    assert folders == ["raw", "0123456789abcdef"]
    assert safe.endswith(".txt")
    assert not safe.startswith(".")
    assert len(safe) <= 80
    assert len(safe.encode()) <= 204


def test_names_of_wide_letters_fit_a_file_system() -> None:
    """Letters of four bytes each leave room for the name on disk."""
    assert len(raw_url("𠀀" * 100, SHA256).encode()) <= 204 + len("raw/0123456789abcdef/")
