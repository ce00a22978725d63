"""The ledger: every input file and what became of it, so that nothing can be lost without a trace.

Files that hold documents are listed by permanent number in the way of all lists (`lists.py`), the highest first, so
that a new document changes few pages. All other files stand on the first page, by what became of them. Each document
has the codes of its findings beside it, and the first page says what they mean and how many documents have them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from minmetals_site.archive import InputFile
from minmetals_site.errors import Problem
from minmetals_site.findings import CODES
from minmetals_site.pages import words
from minmetals_site.pages.lists import PageLink, Shelf, full_pages, part_of
from minmetals_site.pages.page import Frame, Page, Site

__all__ = [
    "TEMPLATE",
    "DocumentLink",
    "FileRow",
    "FindingCount",
    "LedgerView",
    "OutcomeCount",
    "OutcomeFiles",
    "make_view",
    "plan_pages",
]

TEMPLATE = "ledger.html"

FILES_PER_PAGE = 500
_SHELF = Shelf("ledger.html", "ledger")


class DocumentLink(NamedTuple):
    """A document that a file holds."""

    number: int
    title: str
    url: str
    findings: tuple[str, ...] = ()
    """Codes of what a careful reader should know of it, most serious first."""


class FindingCount(NamedTuple):
    """A kind of finding, and how many documents have it."""

    code: str
    level: str
    """In words."""
    meaning: str
    documents: int


class FileRow(NamedTuple):
    """One input file."""

    path: str
    bytes: int
    sha256: str
    """Empty where the file was not read."""
    explanation: str
    """What became of it, in words; empty where its documents say it all."""
    documents: tuple[DocumentLink, ...]
    raw_url: str
    """Empty where its bytes are not published."""


class OutcomeCount(NamedTuple):
    """How many files became what."""

    title: str
    explanation: str
    anchor: str
    """Id of the list of these files; empty where there is none."""
    files: int


class OutcomeFiles(NamedTuple):
    """The files of one outcome."""

    title: str
    anchor: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """One page of the ledger; all but `files` and the links stand on the first page alone."""

    number: int
    """Counted from the page of the lowest permanent numbers; 0 is the first page, `ledger.html`."""
    total: int
    """Input files: the sum over `outcomes`."""
    outcomes: tuple[OutcomeCount, ...]
    documents: tuple[tuple[str, str, int], ...]
    """Title, path and number of documents of each section, and of the archive's own pages."""
    documents_total: int
    """The sum over `documents`."""
    findings: tuple[FindingCount, ...]
    """Those that some document has, by code."""
    problems: tuple[Problem, ...]
    others: tuple[OutcomeFiles, ...]
    """Files that hold no document of their own."""
    gone: tuple[DocumentLink, ...]
    """Documents that were in the archive once."""
    files: tuple[FileRow, ...]
    """Files that hold documents, the highest permanent number first."""
    newer_url: str | None
    older_url: str | None
    pages: tuple[PageLink, ...]
    """On the first page, all numbered pages; else none."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the pages of the ledger; the key of each is its view."""
    by_outcome = _by_outcome(site)
    read = sorted(by_outcome.get("read", ()), key=lambda file: (-min(file.fate.documents, default=0), file.path))
    links = _links(site)
    for number in range(full_pages(len(read), FILES_PER_PAGE) + 1):
        yield Page(_SHELF.page(number), (_view(number, site, by_outcome, read, links),))


def make_view(page: Page, frame: Frame) -> LedgerView:  # noqa: ARG001  # the seam gives it; the key is all
    """Return what a page of the ledger shows."""
    (view,) = page.key
    return cast(LedgerView, view)


def _view(
    number: int,
    site: Site,
    by_outcome: Mapping[str, list[InputFile]],
    read: Sequence[InputFile],
    links: Mapping[int, DocumentLink],
) -> LedgerView:
    pages = full_pages(len(read), FILES_PER_PAGE)
    first = number == 0
    sections = _documents(site)
    return LedgerView(
        number=number,
        total=len(site.archive.inputs),
        outcomes=tuple(_outcome(name, by_outcome) for name in words.OUTCOMES) if first else (),
        documents=sections if first else (),
        documents_total=sum(count for _, _, count in sections),
        findings=_findings(links) if first else (),
        problems=site.archive.problems if first else (),
        others=tuple(_others(by_outcome, links)) if first else (),
        gone=tuple(DocumentLink(link.number, link.path, link.url) for link in site.archive.gone) if first else (),
        files=tuple(_file_row(file, links) for file in part_of(read, FILES_PER_PAGE, number)),
        newer_url=None if first else _SHELF.page((number + 1) % (pages + 1)),
        older_url=_SHELF.page(number - 1 if number else pages) if pages and number != 1 else None,
        pages=tuple(PageLink(n, _SHELF.page(n)) for n in range(pages, 0, -1)) if first else (),
    )


def _by_outcome(site: Site) -> Mapping[str, list[InputFile]]:
    found: dict[str, list[InputFile]] = defaultdict(list)
    for file in site.archive.inputs:
        found[file.fate.outcome].append(file)
    return found


def _links(site: Site) -> Mapping[int, DocumentLink]:
    return {
        entry.number: DocumentLink(
            entry.number, entry.title, entry.url, tuple(dict.fromkeys(code for code, _ in entry.findings))
        )
        for entry in (*site.archive.series.all, *site.archive.pages)
    }


def _findings(links: Mapping[int, DocumentLink]) -> tuple[FindingCount, ...]:
    counts = Counter(code for link in links.values() for code in link.findings)
    return tuple(
        FindingCount(name, words.LEVELS[code.level], code.meaning, counts[name])
        for name, code in CODES.items()
        if counts[name]
    )


def _documents(site: Site) -> tuple[tuple[str, str, int], ...]:
    sections = tuple(
        (site.settings.sections[kind].title, f"{kind}/index.html", len(series))
        for kind, series in site.archive.sections.items()
    )
    return (*sections, ("Pages of this archive", "about.html", len(site.archive.pages)))


def _outcome(name: str, by_outcome: Mapping[str, list[InputFile]]) -> OutcomeCount:
    files = len(by_outcome.get(name, ()))
    return OutcomeCount(*words.OUTCOMES[name], _anchor(name) if files else "", files)


def _others(by_outcome: Mapping[str, list[InputFile]], links: Mapping[int, DocumentLink]) -> Iterator[OutcomeFiles]:
    for name, outcome in words.OUTCOMES.items():
        if name != "read" and by_outcome.get(name):
            rows = tuple(_file_row(file, links) for file in by_outcome[name])
            yield OutcomeFiles(outcome.title, _anchor(name), rows)


def _anchor(outcome: str) -> str:
    return f"files-{outcome}"


def _file_row(file: InputFile, links: Mapping[int, DocumentLink]) -> FileRow:
    documents = tuple(links[number] for number in file.fate.documents if number in links)
    return FileRow(file.path, file.bytes, file.sha256, file.fate.explanation, documents, file.raw_url or "")
