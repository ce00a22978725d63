"""The page about the data: nothing is left undescribed, and the ways to load the data work as they stand there."""

import contextlib
import csv
import json
import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import jq
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from hand_made import MemoryStore, document, entry, site, sourced
from minmetals_site import build_site
from minmetals_site.exports import export_sqlite
from minmetals_site.pages import data_guide, make_chrome
from minmetals_site.pages.data import COLUMNS, documented_schema
from minmetals_site.pages.data_guide import JQ, PYTHON, SQL
from minmetals_site.pages.page import Site
from minmetals_site.render import Renderer, default_templates

RENDERER = Renderer([default_templates()])


@pytest.fixture(scope="module")
def sample(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample content and the site that is built from it."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(repository / "content", folder / "content")
    build_site(folder / "content", folder / "public", jobs=1)
    return folder


def page_of(of: Site) -> str:
    """Return the page about the data of a site."""
    (page,) = data_guide.plan_pages(of)
    view = data_guide.make_view(page, of)
    return RENDERER.render(data_guide.TEMPLATE, page.path, view, make_chrome(of)).decode()


def terms(page: str, heading: str) -> dict[str, str]:
    """Return the terms of the section with a heading of this id, with what is said of each."""
    section = BeautifulSoup(page, "lxml").select_one(f'section[aria-labelledby="{heading}"]')
    assert section
    rows = section.select("dl.record > div")
    return {row.select("dt")[0].get_text(" ", strip=True): row.select("dd")[0].get_text() for row in rows}


def definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each record of the schema by its name."""
    yield from documented_schema()["$defs"].items()


def test_no_field_is_without_a_description() -> None:
    """The schema describes each record and each field in a sentence, in the words of JSON."""
    for name, rules in definitions():
        assert rules["description"], name
        for field, said in rules["properties"].items():
            assert re.match(r"\S.*\.$", said.get("description", "")), f"{name}.{field}"
            assert not re.search(r"\bNone\b", said["description"]), f"{name}.{field}"


def test_the_page_shows_every_field_of_every_record(sample: Path) -> None:
    """Each field stands below its record with the whole of its description, and each record that it holds is linked."""
    page = (sample / "public/data/index.html").read_text("utf-8")
    for name, rules in definitions():
        is_document = "account" in rules["properties"]
        said = terms(page, "record" if is_document else name.partition("_")[0])
        for field, property_rules in rules["properties"].items():
            assert said[field].startswith(property_rules["description"].replace("`", "")), f"{name}.{field}"
        if is_document:
            kind = rules["properties"]["kind"]["enum"][0]
            assert said[kind] == rules["description"]
    targets = {link["href"] for link in BeautifulSoup(page, "lxml").select("dd a[href^='#']")}
    assert {"#Sourced", "#Evidence", "#Block", "#Tag", "#CaptureRecord"} <= targets


def test_types_are_told_in_words(sample: Path) -> None:
    """A field says what it holds: one of few values, a list, nothing at times."""
    page = (sample / "public/data/index.html").read_text("utf-8")
    record, evidence, block = (terms(page, name) for name in ("record", "Evidence", "Block"))
    assert record["events"].endswith("list of Sourced")
    assert record["subtitle"].endswith("Sourced or null")
    assert record["highlights"].endswith("list of strings")
    assert record["kind"].endswith("string: news, analysis, brand-culture, page")
    assert evidence["start"].endswith("integer or null; left out where there is nothing to say")
    assert block["kind"].endswith("figure, heading, list, paragraph, quote, table")


def test_the_columns_are_those_of_the_table(sample: Path) -> None:
    """The table has the columns that the page tells of, in that order, and each is described."""
    page = (sample / "public/data/index.html").read_text("utf-8")
    with (sample / "public/data/documents.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header == list(COLUMNS) == list(terms(page, "columns"))
    assert all(re.match(r"\S.*\.$", said) for said in COLUMNS.values())


def test_the_page_links_to_every_file_of_the_data(sample: Path) -> None:
    """Whoever has no list of the folder finds all files here; the page about the archive leads to it."""
    public = sample / "public"
    links = BeautifulSoup((public / "data/index.html").read_text("utf-8"), "lxml").select("main a[href]")
    linked = {os.path.normpath(public / "data" / str(link["href"])) for link in links if link["href"][0] != "#"}
    files = {os.fspath(file) for file in (public / "data").rglob("*") if file.is_file() and file.name != "index.html"}
    assert files <= linked
    assert 'href="data/index.html"' in (public / "about.html").read_text("utf-8")


def test_the_example_is_the_first_document() -> None:
    """The example is part of the record of the lowest number, escaped; a page of ours serves where it is alone."""
    hostile = sourced("</code><script>alert(1)</script>")
    store = MemoryStore({2: document(id=2, title=hostile), 3: document(id=3), 1: document("page", id=1)})
    numbered = (entry(3, published="2025-03-01"), entry(2), entry(1, kind="page", source_class="archive"))
    page = page_of(site(numbered, store=store))
    assert "<script>" not in page
    (shown,) = [code.text for code in BeautifulSoup(page, "lxml").select("pre code") if code.text.startswith("{")]
    assert json.loads(shown)["title"] == {
        "value": hostile.value,
        "origin": "stated",
        "rule": "by-hand",
        "evidence": [{"text": hostile.value, "start": 0, "end": 1}],
    }
    own = page_of(site(numbered[2:], store=store))
    assert '"kind": "page"' in BeautifulSoup(own, "lxml").text.replace("&#34;", '"')
    assert "first document of this archive" not in page_of(site())


# The ways to load the data, as the page gives them


def test_the_commands_of_jq_work(sample: Path) -> None:
    """Both programs of jq run over every record; the second tells the documents whose date is not stated."""
    lines = b"".join(file.read_bytes() for file in sorted((sample / "public/data/documents").glob("*.jsonl"))).decode()
    records = [json.loads(line) for line in lines.splitlines()]
    made = []
    for command in JQ.splitlines():
        program, option, query, files = shlex.split(command)
        assert (program, files) == ("jq", "data/documents/*.jsonl")
        assert option in {"-r", "-c"}
        made.append(jq.compile(query).input_text(lines).all())
    table, undated = made
    assert [row.count("\t") for row in table] == [2] * len(records)
    assert undated == [[r["id"], r["url"]] for r in records if r["published"]["origin"] != "stated"]
    assert undated


def test_the_lines_of_python_work(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of pandas run in the folder of the site, and count every document and tag."""
    monkeypatch.chdir(sample / "public")
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(StringIO()) as printed:
        exec(PYTHON, names)  # noqa: S102  # our own lines, which readers are told to run
    with Path("data/documents.csv").open(encoding="utf-8", newline="") as file:
        documents = len(list(csv.DictReader(file)))
    assert isinstance(names["records"], pd.DataFrame)
    assert len(names["records"]) == len(names["table"]) == documents
    assert re.search(r"^independent +stated +\d+$", printed.getvalue(), re.MULTILINE)
    assert re.search(r"^Copper +\d+$", printed.getvalue(), re.MULTILINE)


def test_the_query_of_the_database_works(sample: Path, tmp_path: Path) -> None:
    """The query runs on the database that the command before it makes."""
    page = (sample / "public/data/index.html").read_text("utf-8")
    assert "minmetals-site export sqlite archive.db\ndatasette archive.db" in page
    export_sqlite(sample / "content", tmp_path / "archive.db", output=sample / "public")
    with contextlib.closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        rows = connection.execute(SQL).fetchall()
    assert any(text.lower() == "copper" for _, text, _ in rows)
