"""`make audit`: what others' checkers say of every page type of the built site.

    python audits/audit.py

Sites are built and served (`sites.py`), one of them with planted faults (`planted.py`). The Nu Html Checker reads all
pages; axe-core, the walk by keyboard and the layout look at the heaviest page of each type on each site, Lighthouse at
one of each type. A table says how many pages of each type each check has looked at, below it stands every fault with
page, rule and element. Pictures of the pages in forced colours stay in `.audit/pictures/`, for eyes to judge.

Exit status 0: no fault was found but those planted, and these were found; 1: else; 2: no audit could be made.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import html_checker
import in_browser
import lighthouse
import weight
from browser_setup import NoBrowserError
from faults import AuditedPage, Fault
from planted import unseen
from sites import PLANTED, serve_sites, types_without_page
from tools import FOLDER, Tools, ToolsError, install

__all__ = ["Audit", "main", "report", "representatives"]


class Audit(NamedTuple):
    """What a check has looked at, and found."""

    pages: Sequence[AuditedPage]
    faults: list[Fault]


def main() -> int:
    """Return the exit status of an audit, made and reported."""
    start = time.monotonic()
    try:
        tools = install()
        with TemporaryDirectory() as folder, serve_sites(Path(folder)) as pages:
            audits = _audit(pages, tools)
            failures = [f"page type {name}: no audited site has such a page" for name in types_without_page(pages)]
    except (NoBrowserError, ToolsError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    failures += unseen({check: audit.faults for check, audit in audits.items()})
    failures += [f"{check}: {fault}" for check, audit in audits.items() for fault in _unplanted(audit.faults)]
    sys.stdout.write("".join(f"{line}\n" for line in report(audits)))
    sys.stdout.write("".join(f"{failure}\n" for failure in failures))
    sys.stdout.write(f"{len(failures) or 'No'} faults, {time.monotonic() - start:.0f} seconds\n")
    return 1 if failures else 0


def _audit(pages: Sequence[AuditedPage], tools: Tools) -> dict[str, Audit]:
    """Return what each check found. The checkers that are processes of their own run beside the browser."""
    pictures = FOLDER / "pictures"
    pictures.mkdir(exist_ok=True)
    html = [page for page in pages if page.path.endswith(".html")]
    heaviest = representatives(html)
    once = _one_of_each(heaviest)
    with ThreadPoolExecutor() as executor:
        checked = executor.submit(lambda: list(html_checker.find_faults(pages, tools)))
        lit = executor.submit(lambda: list(lighthouse.find_faults(once, tools)))
        weighed = list(weight.find_faults(pages))
        seen = in_browser.find_faults(heaviest, tools, pictures)
        return {
            "html": Audit([page for page in pages if page.kind != "script"], checked.result()),
            "weight": Audit(html, weighed),
            **{check: Audit(heaviest, seen[check]) for check in in_browser.CHECKS},
            "lighthouse": Audit(once, lit.result()),
        }


def representatives(pages: Iterable[AuditedPage]) -> list[AuditedPage]:
    """Return the heaviest page of each type on each site, and all planted ones."""
    heaviest: dict[tuple[str, str], AuditedPage] = {}
    for page in sorted(pages, key=lambda page: (page.bytes, page.path)):
        heaviest[page.site, page.path if page.site == PLANTED else page.kind] = page
    return list(heaviest.values())


def _one_of_each(pages: Iterable[AuditedPage]) -> list[AuditedPage]:
    """Return one page of each type, of the sample site where it has one, and the planted ones for Lighthouse."""
    chosen: dict[str, AuditedPage] = {}
    for page in pages:
        if page.site != PLANTED and (page.site == "sample" or page.kind not in chosen):
            chosen[page.kind] = page
    return [*chosen.values(), *(page for page in pages if page.path == "search-engines.html")]


def _unplanted(faults: Iterable[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.page.site != PLANTED]


def report(audits: dict[str, Audit]) -> Iterator[str]:
    """Yield the lines of a table: for each page type and check how many pages, or how many faults."""
    looked = {
        check: Counter(page.kind for page in audit.pages if page.site != PLANTED) for check, audit in audits.items()
    }
    wrong = {check: Counter(fault.page.kind for fault in _unplanted(audit.faults)) for check, audit in audits.items()}
    yield f"{'':24}" + "".join(f"{check:>12}" for check in audits)
    for kind in sorted(set().union(*looked.values())):
        cells = (
            f"{wrong[check][kind]} faults"
            if wrong[check][kind]
            else f"{looked[check][kind]} ok"
            if looked[check][kind]
            else ""
            for check in audits
        )
        yield f"{kind:24}" + "".join(f"{cell:>12}" for cell in cells)


if __name__ == "__main__":
    raise SystemExit(main())
