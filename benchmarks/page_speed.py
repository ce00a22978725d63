"""How fast the sample site's pages are: Lighthouse's performance on home, the heaviest article, and search.

    python benchmarks/page_speed.py [--rounds 5]

Lighthouse simulates a phone of the middle class with a slow network, the hardest of its settings, from what it sees on
this machine; a busy machine makes it see slow pages, so the medians of several rounds are printed. The pages are served
without compression. The categories that do not depend on time are part of `make audit`.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from audit import representatives
from lighthouse import Performance, measure_performance
from markdown_table import row
from sites import serve_sites
from tools import install

__all__ = ["KINDS", "main", "middle", "table"]

KINDS = ("home", "article", "search")
"""Page types that are measured."""


def main() -> None:
    """Measure the pages and print a table."""
    parser = argparse.ArgumentParser(description="Measure the performance of the sample site's pages.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is measured (default: 5)")
    rounds = parser.parse_args().rounds
    tools = install()
    with TemporaryDirectory() as folder, serve_sites(Path(folder), "sample") as pages:
        chosen = sorted(
            (page for page in representatives(pages) if page.kind in KINDS), key=lambda page: KINDS.index(page.kind)
        )
        measured = [measure_performance(chosen, tools) for _ in range(rounds)]
    of_page = dict(zip((f"{page.kind}, {page.path}" for page in chosen), zip(*measured, strict=True), strict=True))
    sys.stdout.write("".join(f"{line}\n" for line in table(of_page)))


def table(measured: Mapping[str, Sequence[Performance]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown: the median of each figure, and the worst score."""
    yield row(["Page", "score", "worst", "FCP, ms", "LCP, ms", "CLS", "TBT, ms"])
    yield row(["---", *["---:"] * 6])
    for page, rounds in measured.items():
        score, fcp, lcp, cls, tbt = middle(rounds)
        worst = min(performance.score for performance in rounds)
        yield row([page, f"{score:.0f}", f"{worst:.0f}", f"{fcp:.0f}", f"{lcp:.0f}", f"{cls:.3f}", f"{tbt:.0f}"])


def middle(rounds: Sequence[Performance]) -> Performance:
    """Return the median of each figure."""
    return Performance(*map(median, zip(*rounds, strict=True)))


if __name__ == "__main__":
    main()
