"""The export: what the database holds, how it is written, and that Datasette opens it as it is."""

import asyncio
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site import build_site
from minmetals_site.cli import main
from minmetals_site.errors import OutputError, SettingsError
from minmetals_site.exports import Export, export_sqlite
from minmetals_site.exports.search_terms import search_terms

NEWS = """\
Home > News > Company News
Example Mining opens a copper plant
Example Mining 2024-03-05
Example Mining opened a copper plant in Perú on 4 March 2024. It\N{REPLACEMENT CHARACTER}s the café of Ann Sample.
A second paragraph names copper and zinc.
"""
CHINESE = """\
首页 > 新闻 > 公司新闻
样本矿业在智利开设铜矿
样本矿业 2024-05-06
样本矿业集团有限公司在智利开设铜矿，由MMX公司运营。它雇用三百人，并计划在明年开采稀土。
"""
POSTS = [
    {
        "id": 7,
        "type": "post",
        "date": "2025-01-02T03:04:05",
        "title": {"rendered": 'It\'s "quoted"; DROP TABLE documents --'},
        "content": {"rendered": "<p>NUL \x00 and a lone \ud800 half &amp; <b>lead</b>.</p>"},
    },
    {"id": 8, "type": "post", "title": {"rendered": "Second"}, "content": {"rendered": "<p>Nothing more.</p>"}},
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with captures in English and Chinese, posts full of hostile text, a correction, and an empty file."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("title: Sample archive\nbase_url: https://archive.example/m/\n", "utf-8")
    (folder / "plant.txt").write_text(NEWS, "utf-8")
    (folder / "plant.yaml").write_text("publisher: {value: Example Mining Ltd, reason: Its full name.}\n", "utf-8")
    (folder / "chinese.txt").write_text(CHINESE, "utf-8")
    (folder / "posts.json").write_text(json.dumps(POSTS), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def export(content: Path, tmp_path: Path) -> Callable[..., Export]:
    """Return a function that exports the folder to `archive.db`, or elsewhere, by the cache of the site `public`."""

    def export(file: Path = tmp_path / "archive.db", **options: Any) -> Export:  # noqa: ANN401  # any option
        return export_sqlite(content, file, **{"output": tmp_path / "public", "cache": tmp_path / "cache"} | options)

    return export


@pytest.fixture
def database(export: Callable[..., Export], tmp_path: Path) -> Path:
    """Return the database of the folder."""
    export()
    return tmp_path / "archive.db"


@pytest.fixture
def ask(database: Path) -> Iterator[Callable[..., list[Any]]]:
    """Return a function that asks the database."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


Ask = Callable[..., list[Any]]


# What it holds


def test_every_document_is_there_with_how_it_is_known(ask: Ask) -> None:
    """Documents have their values, and `fields` and `evidence` say where each comes from."""
    assert ask("select id, kind, language, capture, item, year from documents order by id") == [
        (1, "news", "zh", "chinese.txt", None, 2024),
        (2, "news", "en", "plant.txt", None, 2024),
        (3, "analysis", "en", "posts.json", "7", 2025),
        (4, "analysis", "en", "posts.json", "8", None),
    ]
    assert ask("select publisher, published, published_precision, published_origin from documents where id = 2") == [
        ("Example Mining Ltd", "2024-03-05", "day", "stated")
    ]
    assert ask("select value, origin, reason, replaces from fields where document_id = 2 and field = 'publisher'") == [
        ("Example Mining Ltd", "corrected", "Its full name.", "Example Mining")
    ]
    [(words, start, end)] = ask(
        "select text, start_char, end_char from evidence where document_id = 2 and field = 'published'"
    )
    assert NEWS[start:end] == words == "2024-03-05"
    assert ask("select value, origin from fields where document_id = 4 and field = 'published'") == [(None, "unknown")]


def test_the_lists_of_a_document_are_tables(ask: Ask) -> None:
    """Tags, mentions, events, repairs, findings, corrections, blocks and the account are there row by row."""
    assert ask("select tag, mentions from document_tags where document_id = 2 and tag like 'commodities/%'") == [
        ("commodities/copper", 3),
        ("commodities/zinc", 1),
    ]
    places = ask("select text, start_char, end_char from mentions where tag = 'commodities/copper' and document_id = 2")
    assert [NEWS[start:end] for _, start, end in places] == [text for text, _, _ in places] == ["copper"] * 3
    assert ("2024-03-04", "stated") in ask("select date, origin from events where document_id = 2")
    assert ask("select text from evidence where field = 'events' and event = 1 and document_id = 2")
    assert ask("select kind, text from blocks where document_id = 2 and position = 2") == [
        ("paragraph", "A second paragraph names copper and zinc.")
    ]
    assert ask("select path, value, reason from corrections") == [("publisher", "Example Mining Ltd", "Its full name.")]
    assert ask("select count(*) from findings where code = 'date-unknown' and document_id = 4") == [(1,)]
    assert ask("select count(*) from repairs where document_id = 2") == [(1,)]
    assert ask("select sum(end_char - start_char) from account where document_id = 2") == [(len(NEWS),)]


def test_the_ledger_is_there(ask: Ask) -> None:
    """Every file of the content folder has a row, those that could not be read and those that correct included."""
    assert ask("select path, outcome, documents, encoding from captures order by path") == [
        ("chinese.txt", "read", 1, "utf-8"),
        ("empty.txt", "problem", 0, None),
        ("plant.txt", "read", 1, "utf-8"),
        ("plant.yaml", "correction", 0, None),
        ("posts.json", "read", 2, "utf-8"),
        ("site.yaml", "configuration", 0, None),
    ]


def test_addresses_are_whole_where_the_site_has_one(ask: Ask) -> None:
    """The path below the root stands beside the address, which is absolute."""
    [(url, address)] = ask("select url, address from documents where id = 2")
    assert address == f"https://archive.example/m/{url}"
    assert ask("select url, address from captures where path = 'plant.txt'")[0][1].startswith(
        "https://archive.example/m/raw/"
    )


def test_hostile_text_is_kept_or_replaced_by_rule(ask: Ask) -> None:
    """Quotes and statements are text; NUL and half a surrogate pair are U+FFFD, one for one."""
    assert ask("select title from documents where item = '7'") == [('It\'s "quoted"; DROP TABLE documents --',)]
    [(body,)] = ask("select body from texts join documents on id = document_id where item = '7'")
    assert "\x00" not in body
    assert "half & lead" in body
    assert ask("select sum(length(text)) from blocks where document_id = 3") == [(len(body),)]


def test_keys_hold(ask: Ask) -> None:
    """The file is sound, every foreign key has its row, and the texts of documents are the blocks' own."""
    assert ask("pragma integrity_check") == [("ok",)]
    assert ask("pragma foreign_key_check") == []


def test_texts_are_whole(ask: Ask, content: Path, tmp_path: Path) -> None:
    """The view of texts has what the records have, and the table of documents the beginning of each."""
    build_site(content, tmp_path / "public", jobs=1)
    lines = (tmp_path / "public/data/documents/0000.jsonl").read_bytes().splitlines()
    records = {record["id"]: record["text"].replace("\0", "\ufffd") for record in map(json.loads, lines)}
    assert dict(ask("select document_id, body from texts")) == records
    for number, beginning in ask("select id, beginning from documents"):
        assert len(beginning) <= 200
        assert " ".join(records[number].split()).startswith(beginning.removesuffix("…"))


def test_every_table_and_column_says_what_it_is(ask: Ask) -> None:
    """SQLite keeps a comment with each table and each of its columns: whoever opens the file can read what is meant."""
    tables = ask("select name, sql from sqlite_schema where type = 'table' and name not like '%\\_fts%' escape '\\'")
    assert len(tables) == 18
    for name, sql in tables:
        assert re.match(rf"CREATE TABLE {name} \( -- [A-Z].+\.\n", sql), name
        for (column,) in ask("select name from pragma_table_info(?)", name):
            assert re.search(rf"^  {column} [A-Z].* -- \w.+\.$", sql, re.MULTILINE), f"{name}.{column}"


# Full text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("copper plant", [2]),
        ("COPPER", [2]),
        ("Peru", [2]),
        ("cafe", [2]),
        ('"copper and zinc"', [2]),
        ("稀土", [1]),
        ("智利", [1]),
        ("样本矿业", [1]),
        ('"样 本 矿 业 集 团 有 限 公 司"', [1]),
        ("MMX", [1]),
        ('"限 有"', []),
        ("opper", []),
    ],
)
def test_words_are_found(ask: Ask, words: str, found: list[int]) -> None:
    """Words are found whatever their capitals and accents, Chinese ones as they are typed or as a phrase of signs."""
    sql = "select id from documents where id in (select rowid from documents_fts where documents_fts match ?)"
    assert ask(sql, words) == [(number,) for number in found]


def test_the_parts_of_texts_are_found(ask: Ask) -> None:
    """The index of blocks finds the paragraph, and SQLite's own excerpts show the words in it, none that is added."""
    sql = "select rowid, snippet(blocks_fts, 0, '[', ']', '…', 8) from blocks_fts where blocks_fts match ?"
    [(block, excerpt)] = ask(sql, "zinc")
    assert ask("select document_id, position, kind from blocks where id = ?", block) == [(2, 2, "paragraph")]
    assert excerpt == "A second paragraph names copper and [zinc]."
    [(block, excerpt)] = ask(sql, "稀土")
    assert ask("select document_id from blocks where id = ?", block) == [(1,)]
    assert "样 本" not in excerpt


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Copper, café and zinc", ""),
        ("铜", "铜"),
        ("稀土MMG, 矿", "稀 土 MMG 矿 稀土"),
        (
            "中国五矿集团",
            "中 国 五 矿 集 团 中国 中国五 中国五矿 国五 国五矿 国五矿集 五矿 五矿集 五矿集团 矿集 矿集团 集团",
        ),
        ("Zinc 铜铜", "铜 铜 铜铜"),
    ],
)
def test_what_is_indexed_beside_a_text(text: str, terms: str) -> None:
    """Signs one by one, then every run of two to four; nothing of a text without any."""
    assert search_terms(text) == terms


@given(st.text(st.sampled_from("铜矿a, 。\x00é"), max_size=200))
def test_every_sign_is_indexed_in_its_order(text: str) -> None:
    """The signs of a text are the first words beside it, each once for each time that it stands there."""
    signs = [character for character in text if character in "铜矿"]
    assert [term for term in search_terms(text).split() if term in {"铜", "矿"}] == signs


def test_a_text_of_signs_alone_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit, runs are not indexed any more; each sign is."""
    monkeypatch.setattr("minmetals_site.exports.search_terms.MOST_RUNS", 3)
    assert search_terms("中国五矿集团").split() == [*"中国五矿集团", "中国", "中国五", "中国五矿"]


# How it is written


def test_the_same_archive_is_the_same_bytes(export: Callable[..., Export], database: Path, tmp_path: Path) -> None:
    """Twice, from the cache or without one, by one process or several, the file is the same."""
    before = database.read_bytes()
    for options in ({}, {"cache": None}, {"jobs": 1, "cache": tmp_path / "another"}):
        export(**options)
        assert database.read_bytes() == before
    assert [file.name for file in database.parent.iterdir() if file.name.startswith(".")] == []


def test_what_was_read_is_not_read_again(export: Callable[..., Export], content: Path, tmp_path: Path) -> None:
    """The export reads by the build's cache, and the build by that of the export; what changed is read."""
    output, cache = tmp_path / "public", tmp_path / "cache"
    assert build_site(content, output, cache=cache).captures_read == 4
    assert (export().captures_read, export().captures_known) == (0, 4)
    (content / "plant.txt").write_text(NEWS.replace("zinc", "lead"), "utf-8")
    assert (export().captures_read, export().captures_read) == (1, 0)
    report = build_site(content, output, cache=cache)
    assert (report.captures_read, report.captures_known) == (0, 4)
    assert report.pages_made > 0
    page = next((tmp_path / "public/news/2024").glob("*copper-plant.html"))
    assert "names copper and lead" in re.sub(r"<[^>]+>", "", page.read_text("utf-8"))


def test_numbers_are_those_of_the_site(export: Callable[..., Export], content: Path, tmp_path: Path, ask: Ask) -> None:
    """Numbers and addresses that documents get in an export are kept, so that a later build gives the same."""
    urls = dict(ask("select id, url from documents"))
    (content / "another.txt").write_text(NEWS.replace("plant", "office"), "utf-8")
    build_site(content, tmp_path / "public")
    for url in urls.values():
        assert (tmp_path / "public" / url).is_file()
    (content / "chinese.txt").unlink()
    export()
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        assert connection.execute("select id, url, path, item from gone").fetchall() == [
            (1, urls[1], "chinese.txt", None)
        ]
        assert connection.execute("select max(id) from documents").fetchone() == (5,)


def test_a_register_that_cannot_be_written_is_said(
    export: Callable[..., Export], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the permanent numbers cannot be kept, the database is written and the user told."""
    monkeypatch.setattr("minmetals_site.assembly.append_text", lambda *_: False)
    [remark] = export().remarks
    assert "permalinks were not kept" in remark


def test_nothing_else_is_overwritten(export: Callable[..., Export], content: Path, tmp_path: Path) -> None:
    """A text, another database, a folder and a dangling link are left alone, and the message says what to do."""
    (tmp_path / "notes.db").write_text("My own notes", "utf-8")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other, other:
        other.execute("create table mine (id)")
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "nowhere")
    for name in ("notes.db", "other.db", "folder.db", "link.db"):
        with pytest.raises(OutputError, match=r"is no export of this program\. Name another file"):
            export(tmp_path / name)
    assert (tmp_path / "notes.db").read_text("utf-8") == "My own notes"
    with pytest.raises(OutputError, match="no such folder"):
        export(tmp_path / "missing/archive.db")
    with pytest.raises(OutputError, match="among the captures"):
        export(content / "archive.db")
    (tmp_path / "archive.db-wal").write_bytes(b"")
    with pytest.raises(OutputError, match="open for writing"):
        export()


def test_a_failed_export_leaves_the_old_one(
    export: Callable[..., Export], database: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings that cannot be obeyed, and a disk that fails, change nothing and leave nothing behind."""
    before = database.read_bytes()

    def fail(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("minmetals_site.exports.database._finish", fail)
        with pytest.raises(OutputError, match="disk is full"):
            export()
    (content / "site.yaml").write_text("titel: Sample\n", "utf-8")
    with pytest.raises(SettingsError):
        export()
    assert database.read_bytes() == before
    assert [file.name for file in database.parent.iterdir() if file.name.startswith(".")] == []


def test_a_damaged_cache_is_passed_over(export: Callable[..., Export], database: Path, tmp_path: Path) -> None:
    """Bodies that were changed in the cache are noticed, and read from the captures again."""
    before = database.read_bytes()
    for bodies in (tmp_path / "cache").glob("*/bodies-*"):
        bodies.write_bytes(bodies.read_bytes().replace(b"zinc", b"gold"))
    assert export().captures_read == 4
    assert database.read_bytes() == before


def test_the_command_says_what_it_did(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 where a capture is a problem, 0 where none is, and 2 where nothing was written."""
    file = tmp_path / "archive.db"
    options = ["--content", os.fspath(content), "--output", os.fspath(tmp_path / "public"), "--jobs", "1"]
    command = ["export", "sqlite", os.fspath(file), *options, "--cache", os.fspath(tmp_path / "cache")]
    assert main(command) == 1
    printed = capsys.readouterr()
    assert "Documents  4\n" in printed.out
    assert f"Written    {file.as_posix()} (" in printed.out
    assert printed.err.startswith(f"{content.as_posix()}/empty.txt: the file is empty.")
    (content / "empty.txt").unlink()
    assert main(command) == 0
    file.write_text("Mine", "utf-8")
    assert main(command) == 2
    assert "is no export of this program" in capsys.readouterr().err


# Datasette


def get(database: Path, *paths: str) -> list[Any]:
    """Return what Datasette, which is given the file and nothing else, answers to each path, as JSON."""

    async def ask() -> list[Any]:
        datasette = Datasette([os.fspath(database)])
        await datasette.invoke_startup()
        answers = [await datasette.client.get(path) for path in paths]
        for path, answer in zip(paths, answers, strict=True):
            assert answer.status_code == 200, f"{path}: {answer.text}"
        return [answer.json() if ".json" in path else answer.text for path, answer in zip(paths, answers, strict=True)]

    return asyncio.run(ask())


def test_datasette_searches_it(database: Path) -> None:
    """The search box of Datasette's page of documents finds words in English and Chinese."""
    page, english, chinese, none, blocks = get(
        database,
        "/archive/documents",
        "/archive/documents.json?_search=cafe+copper&_shape=array",
        f"/archive/documents.json?_search={quote('稀土')}&_shape=array",
        "/archive/documents.json?_search=nowhere&_shape=array",
        "/archive/blocks.json?_search=zinc&_shape=array",
    )
    assert 'name="_search"' in page
    assert [[row["id"] for row in rows] for rows in (english, chinese, none)] == [[2], [1], []]
    assert [row["text"] for row in blocks] == ["A second paragraph names copper and zinc."]


def test_datasette_links_and_counts(database: Path) -> None:
    """Foreign keys are links that bear names, facets count, and compound keys have pages of their own."""
    tags, facets, row, block, document = get(
        database,
        "/archive/document_tags?document_id=2",
        "/archive/documents.json?_facet=source_class&_facet=publisher&_facet=year",
        "/archive/tags/commodities~2Fcopper.json?_shape=array",
        "/archive/blocks/2",
        "/archive/documents/2",
    )
    assert '<a href="/archive/tags/commodities~2Fcopper">Copper</a>' in tags
    assert '<a href="/archive/documents/2">Example Mining opens a copper plant</a>' in tags
    assert {facet: results["results"] != [] for facet, results in facets["facet_results"].items()} == dict.fromkeys(
        ("source_class", "publisher", "year"), True
    )
    assert [tag["name"] for tag in row] == ["Copper"]
    assert "copper plant" in block
    assert "from document_id in mentions" in document


def test_datasette_shows_every_table(database: Path) -> None:
    """Each table that is not the index's own has a page, and the schema's comments are on it."""
    [tables] = get(database, "/archive.json")
    shown = [table["name"] for table in tables["tables"] if not table["hidden"]]
    assert len(shown) == 18
    for name, page in zip(shown, get(database, *(f"/archive/{name}" for name in shown)), strict=True):
        assert f"CREATE TABLE {name} ( -- " in page.replace("&#x27;", "'")
