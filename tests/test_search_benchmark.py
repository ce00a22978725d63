from pathlib import Path

import pytest
from playwright.sync_api import Browser

import search
from corpus import write_settings
from measure import Cost
from minmetals_site.settings import read_settings
from peers import GENERATORS
from search_queries import FIELDS, OURS, PAGEFIND, WORDS, Asked, ask_all

GOLDEN = Path(__file__).parent / "golden/site"


def _asked(loaded: int, milliseconds: float, *, program: int = 0, is_found: bool = True) -> Asked:
    return Asked(loaded, program, milliseconds / 1000, is_found)


@pytest.mark.parametrize("is_searched", [True, False])
def test_the_corpus_is_built_with_the_search_or_without(tmp_path: Path, *, is_searched: bool) -> None:
    """The settings of a corpus have the search unless it is left out."""
    write_settings(tmp_path, search=is_searched)
    assert read_settings(tmp_path).search == is_searched


def test_the_search_is_off_where_generators_are_compared(tmp_path: Path) -> None:
    """Beside generators that have no search, ours makes none."""
    GENERATORS["ours"].prepare(tmp_path)
    assert not read_settings(tmp_path / "content").search


def test_the_set_of_queries_is_large_and_has_no_doubles() -> None:
    """Both engines are asked at least fifty queries, none of them with what only one understands."""
    assert len(WORDS) >= 50
    assert len(set(WORDS + FIELDS)) == len(WORDS) + len(FIELDS)
    assert not any(":" in query or " OR " in query or " -" in query for query in WORDS)


def test_what_a_query_costs_is_seen_in_the_page(browser: Browser) -> None:
    """A first query loads the program and its part of the index, the same again nothing, and one in vain is told."""
    first, later = ask_all(browser, OURS, GOLDEN, ("copper", "copper", "qqqqqqqq"))
    sizes = {file.stat().st_size for file in GOLDEN.glob("search/**/*.js")}
    assert [asked.is_found for asked in first] == [asked.is_found for asked in later] == [True, True, False]
    assert first[0].loaded == first[1].loaded == later[0].loaded > max(sizes)
    assert first[0].program == sum(file.stat().st_size for file in GOLDEN.glob("assets/search.*.js"))
    assert (later[1].loaded, later[1].program) == (0, 0)
    assert all(asked.seconds > 0 for asked in first)


def test_an_index_is_told_from_the_program_that_reads_it() -> None:
    """Files that depend on the documents are counted as index, those that are the same for all as program."""
    files = {
        "/pagefind/pagefind.js": PAGEFIND.program,
        "/pagefind/pagefind-worker.js": PAGEFIND.program,
        "/pagefind/wasm.en.pagefind": PAGEFIND.program,
        "/pagefind/pagefind-entry.json": PAGEFIND.index,
        "/pagefind/pagefind.en_0.pf_meta": PAGEFIND.index,
        "/pagefind/index/en_0.pf_index": PAGEFIND.index,
        "/pagefind/fragment/en_0.pf_fragment": PAGEFIND.index,
        "/assets/search.0.js": OURS.program,
        "/search/t/_a.js": OURS.index,
    }
    patterns = (OURS.index, OURS.program, PAGEFIND.index, PAGEFIND.program)
    assert {path: [p for p in patterns if p.fullmatch(path)] for path in files} == {p: [o] for p, o in files.items()}
    for path in ("/pagefind/pagefind-ui.js", "/assets/site.0.js", "/search.html"):
        assert not any(pattern.fullmatch(path) for pattern in patterns)


def test_pagefind_is_given_the_articles_alone(tmp_path: Path) -> None:
    """Article pages go where Pagefind looks, under their own paths; source pages, lists and data do not."""
    search.link_articles(GOLDEN, tmp_path)
    linked = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert "news/2023/copper-was-found-near-the-old-shaft-in-peru.html" in linked
    assert not any(path.endswith((".source.html", "index.html")) or path.startswith("tags/") for path in linked)


def test_a_table_says_what_a_search_adds() -> None:
    """The search's costs stand beside those of its peer with their ratio, and as a share of the build."""
    ours = search.Build("ours", Cost(2.0, 3.0, 4e8), Cost(-0.1, 0.2, 4e8))
    peer = search.Build("peer", Cost(5.0, 9.0, 2e9), Cost(5.0, 9.0, 2e9))
    figures = search.Figures(Cost(20.0, 30.0, 3e8), [ours, peer], [], search.Reading("ours", [], [], []))
    assert search.build_table(10_000, figures).splitlines() == [
        "| 10,000 documents: building it | ours | peer |",
        "| --- | ---: | ---: |",
        "| **On top of a cold build** of 20.00 s, seconds | 2.00 | 5.00 (2.5×) |",
        "| as a share of it | 10% | 25% |",
        "| processor seconds, on top of 30.00 | 3.00 | 9.00 (3.0×) |",
        "| as a share of them | 10% | 30% |",
        "| peak memory, MB | 400 | 2000 (5.0×) |",
        "| **After one edit**, seconds | -0.10 | 5.00 |",
        "| processor seconds | 0.20 | 9.00 (45×) |",
    ]


def test_a_table_says_what_queries_cost() -> None:
    """Bytes and times are medians and ninetieth percentiles; the program is that of a first query."""
    first = [_asked(size * 1000, size, program=50_000, is_found=size > 1) for size in range(1, 11)]
    later = [_asked(0, 5)] * 10
    ours = search.Reading("ours", [10**6] * 2, first, later)
    lines = search.query_table(1000, [ours, ours._replace(name="peer", files=[10**6] * 6)]).splitlines()
    assert [line.split(" | ")[:2] for line in lines[2:]] == [
        ["| Files of the index", "2"],
        ["| megabytes", "2.0"],
        ["| Program, kB", "50"],
        ["| **First query**, kB", "5.5"],
        ["| 90th percentile", "9.0"],
        ["| milliseconds", "6"],
        ["| 90th percentile", "9"],
        ["| **Later query**, kB", "0.0"],
        ["| 90th percentile", "0.0"],
        ["| milliseconds", "5"],
        ["| 90th percentile", "5"],
        ["| Queries that found something", "9"],
    ]
    assert lines[2].endswith("| 6 (3.0×) |")
    assert len({line.count("|") for line in lines}) == 1


def test_what_only_ours_understands_is_told_apart() -> None:
    """A sentence has the medians of the queries that the peer is not asked."""
    fields = search.Reading("ours", [], [_asked(30_000, 40), _asked(30_000, 40, is_found=False)], [_asked(2000, 8)])
    line = search.fields_line(fields)
    assert "2 queries" in line
    assert "1 found something: first 30.0 kB and 40 ms, later 2.0 kB and 8 ms" in line
