"""What the search costs those who build it and those who ask it, beside Pagefind on the same pages.

    python benchmarks/search.py --docs 1000 10000 [--only ours] [--rounds 1] [--seed 1]

In each round the same captures (`corpus.py`) are built from nothing without our search, then with it; one document is
edited, and both are built again; then Pagefind indexes the article pages of the site, from nothing, as it always does.
It is given the article alone, without the panels of evidence and citations, as our index is. Then the queries of
`search_queries.py` are asked, in the same Chromium.

What a search costs on top of a build is the difference of two builds that follow one another; Pagefind runs when a site
stands, so its own costs are that. Beside the memory of our whole build with the search stands that of Pagefind alone.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from browser_setup import find_browser
from corpus import documents, write_settings
from markdown_table import compared, row, setting
from measure import Cost, measure
from peers import GENERATORS, SEARCH_PACKAGES, TOOLS, install, kind_of
from search_queries import FIELDS, OURS, PAGEFIND, WORDS, Asked, Engine, ask_all
from side_by_side import STEPS, WORK, Contest
from tools import switches

__all__ = ["Build", "Figures", "Reading", "build_table", "fields_line", "link_articles", "main", "query_table"]

COLD, EDITED = STEPS[0], STEPS[2]
_PLAIN = GENERATORS["ours"]
_SEARCHED = replace(_PLAIN, name="with search", prepare=lambda work: write_settings(work / "content"))
_INDEXED = ("--root-selector", "article.document", "--exclude-selectors", ".panel")
"""What Pagefind is told: where the document stands in an article's page, and what in it is not the document's."""


class Build(NamedTuple):
    """What a search costs on top of a site."""

    name: str
    cold: Cost
    """But its memory is that of a whole build."""
    edited: Cost
    """After one document was edited."""


class Reading(NamedTuple):
    """What a search costs its readers."""

    name: str
    files: Sequence[int]
    """Sizes of the files of the index, in bytes."""
    first: Sequence[Asked]
    later: Sequence[Asked]


class Figures(NamedTuple):
    """What was measured with one corpus."""

    plain: Cost
    """A cold build without the search."""
    builds: Sequence[Build]
    readings: Sequence[Reading]
    fields: Reading
    """Of queries that only ours understands."""


class Pagefind:
    """Pagefind at work on the article pages of a site, which it is given in a folder of their own."""

    def __init__(self, work: Path) -> None:
        self.public = work / "public"
        self._work = work
        self.costs: list[Cost] = []
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)

    def run(self, site: Path) -> None:
        """Index the articles of a site, and measure it."""
        shutil.rmtree(self.public, ignore_errors=True)
        link_articles(site, self.public)
        os.sync()
        program = next(TOOLS.glob("node_modules/@pagefind/*/bin/pagefind_extended"))  # what its own starter takes
        self.costs.append(measure((program, "--site", "public", *_INDEXED), self._work, self._work / "log"))
        (self.public / "index.html").write_text("<!DOCTYPE html><title>Search</title>", encoding="utf-8")


def link_articles(site: Path, folder: Path) -> None:
    """Put the article pages of a site into a folder, under their own paths, without copying them."""
    for file in site.rglob("*.html"):
        path = file.relative_to(site).as_posix()
        if kind_of(path) == "articles":
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(file, folder / path)


def contest(count: int, options: argparse.Namespace, browser: Browser) -> Figures:
    """Return what our search, and Pagefind where it is asked for, do with a corpus of so many documents."""
    work = WORK / f"search-{count}"
    plain, searched = (
        Contest(generator, work / name, count, options.seed)
        for name, generator in (("plain", _PLAIN), ("searched", _SEARCHED))
    )
    pagefind = Pagefind(work / "pagefind") if "pagefind" in options.only else None
    for document in documents(range(count), options.seed):
        for one in (plain, searched):
            one.generator.write(one.work, document)
    for _ in range(options.rounds):
        for step in (COLD, EDITED):
            for one in (plain, searched):
                one.run(step)
                _say(f"{count:,} documents, {step}, {one.generator.name}: {one.costs[step][-1]}")
        if pagefind:
            pagefind.run(searched.public)
            _say(f"{count:,} documents, Pagefind: {pagefind.costs[-1]}")
    figures = Figures(
        _middle(plain.costs[COLD]),
        [_build(plain, searched), *([_peer_build(pagefind)] if pagefind else [])],
        [
            _reading("minmetals-site", browser, OURS, searched.public, WORDS),
            *([_reading("Pagefind", browser, PAGEFIND, pagefind.public, WORDS)] if pagefind else []),
        ],
        _reading("minmetals-site", browser, OURS, searched.public, FIELDS),
    )
    shutil.rmtree(work)
    return figures


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(median, zip(*costs, strict=True)))


def _build(plain: Contest, searched: Contest) -> Build:
    """Return what our search adds: the medians of the differences, round by round."""
    cold, edited = (
        _middle(
            [
                Cost(after.seconds - before.seconds, after.cpu - before.cpu, after.memory)
                for before, after in zip(plain.costs[step], searched.costs[step], strict=True)
            ]
        )
        for step in (COLD, EDITED)
    )
    return Build("minmetals-site", cold, edited)


def _peer_build(pagefind: Pagefind) -> Build:
    cost = _middle(pagefind.costs)
    return Build("Pagefind", cost, cost)


def _reading(name: str, browser: Browser, engine: Engine, site: Path, queries: tuple[str, ...]) -> Reading:
    paths = ((f"/{file.relative_to(site).as_posix()}", file) for file in site.rglob("*") if file.is_file())
    files = [file.stat().st_size for path, file in paths if engine.index.fullmatch(path)]
    return Reading(name, files, *ask_all(browser, engine, site, queries))


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


# Tables


def build_table(count: int, figures: Figures) -> str:
    """Return in Markdown what a search costs on top of a build."""
    plain = figures.plain
    colds, edits = [build.cold for build in figures.builds], [build.edited for build in figures.builds]
    lines = [
        row([f"{count:,} documents: building it", *(build.name for build in figures.builds)]),
        row(["---", *("---:" for _ in figures.builds)]),
        row([f"**On top of a cold build** of {plain.seconds:.2f} s, seconds", *_values(colds, lambda c: c.seconds)]),
        row(["as a share of it", *(f"{cost.seconds / plain.seconds:.0%}" for cost in colds)]),
        row([f"processor seconds, on top of {plain.cpu:.2f}", *_values(colds, lambda c: c.cpu)]),
        row(["as a share of them", *(f"{cost.cpu / plain.cpu:.0%}" for cost in colds)]),
        row(["peak memory, MB", *_values(colds, lambda c: c.memory / 1e6, ".0f")]),
        row(["**After one edit**, seconds", *_values(edits, lambda c: c.seconds)]),
        row(["processor seconds", *_values(edits, lambda c: c.cpu)]),
    ]
    return "\n".join(lines) + "\n"


def _values(costs: Sequence[Cost], value: Callable[[Cost], float], form: str = ".2f") -> Iterator[str]:
    return compared([value(cost) for cost in costs], form)


def query_table(count: int, readings: Sequence[Reading]) -> str:
    """Return in Markdown what the files of a search are and what queries cost, in units of a thousand bytes."""
    lines = [
        row([f"{count:,} documents: {len(WORDS)} queries", *(reading.name for reading in readings)]),
        row(["---", *("---:" for _ in readings)]),
        row(["Files of the index", *compared([len(reading.files) for reading in readings], ",.0f")]),
        row(["megabytes", *compared([sum(reading.files) / 1e6 for reading in readings], ".1f")]),
        row(["Program, kB", *compared([reading.first[0].program / 1e3 for reading in readings], ".0f")]),
        *(row(cells) for cells in _of_queries("First query", [reading.first for reading in readings])),
        *(row(cells) for cells in _of_queries("Later query", [reading.later for reading in readings])),
        row(["Queries that found something", *(str(sum(a.is_found for a in reading.first)) for reading in readings)]),
    ]
    return "\n".join(lines) + "\n"


def fields_line(fields: Reading) -> str:
    """Return in a sentence what queries cost that only ours understands."""
    first, later = ([cells[1] for cells in _of_queries("", [asked])] for asked in (fields.first, fields.later))
    found = sum(asked.is_found for asked in fields.first)
    return (
        f"Ours alone, {len(fields.first)} queries with fields, years, OR or exclusions, of which {found} found "
        f"something: first {first[0]} kB and {first[2]} ms, later {later[0]} kB and {later[2]} ms, medians.\n"
    )


def _of_queries(name: str, engines: Sequence[Sequence[Asked]]) -> Iterator[list[str]]:
    loaded = [sorted(asked.loaded / 1e3 for asked in queries) for queries in engines]
    taken = [sorted(asked.seconds * 1e3 for asked in queries) for queries in engines]
    yield [f"**{name}**, kB", *compared([median(values) for values in loaded], ".1f")]
    yield ["90th percentile", *compared([_ninth_tenth(values) for values in loaded], ".1f")]
    yield ["milliseconds", *compared([median(values) for values in taken], ".0f")]
    yield ["90th percentile", *compared([_ninth_tenth(values) for values in taken], ".0f")]


def _ninth_tenth(values: Sequence[float]) -> float:
    """Return the value that nine tenths of these, which are sorted, do not exceed."""
    return values[-(-len(values) * 9 // 10) - 1]


def _keys(text: str) -> list[str]:
    keys = text.split(",")
    if unknown := set(keys) - {"ours", "pagefind"}:
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are ours, pagefind")
    return keys


def main() -> None:
    """Run the contest and print the tables."""
    parser = argparse.ArgumentParser(description="Measure what the search costs, beside Pagefind.")
    parser.add_argument("--docs", type=int, nargs="+", default=[1000, 10_000], help="sizes (default: 1000 10000)")
    parser.add_argument("--only", type=_keys, default=["ours", "pagefind"], help="ours: without Pagefind")
    parser.add_argument("--rounds", type=int, default=1, help="how often each build is measured (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="which corpus (default: 1)")
    options = parser.parse_args()
    install(options.only)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=switches())
        for count in options.docs:
            figures = contest(count, options, browser)
            print(build_table(count, figures))
            print(query_table(count, figures.readings))
            print(fields_line(figures.fields), flush=True)
        print(setting((*SEARCH_PACKAGES, f"Chromium {browser.version}"), options.rounds))
        browser.close()


if __name__ == "__main__":
    main()
