"""The whole build on one screen: captures in, site out.

bytes -(loader)-> documents -(permalinks)-> numbers -(archive)-> Archive -(pages, render)-> files -(publish)-> disk
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import msgspec

from minmetals_site.archive import Archive, Entry, Fate, InputFile
from minmetals_site.archive_findings import find_across
from minmetals_site.documents import Rules
from minmetals_site.entries import entry_of
from minmetals_site.errors import PageError, Place, Problem, SettingsError
from minmetals_site.findings import in_order
from minmetals_site.loader import REGISTER, Holdings, load
from minmetals_site.pages import PAGE_TYPES, make_chrome
from minmetals_site.pages.page import HtmlPageType, Page, Site
from minmetals_site.permalinks import Claim, Permalink, Register, assign, parse_register, render_register
from minmetals_site.publish import OutputFile, Published, append_text, publish
from minmetals_site.records import AnyDocument, Finding, Kind, Level
from minmetals_site.render import Renderer, default_templates
from minmetals_site.settings import Settings, read_settings
from minmetals_site.text.dates import year_of
from minmetals_site.text.slugs import slug
from minmetals_site.vocabulary import read_vocabulary

__all__ = ["LEVELS", "Report", "build_site"]

LEVELS: tuple[Level, ...] = get_args(Level)
"""Levels of findings, the most serious last."""

RESERVED = frozenset({"index.html", "search.html", "ledger.html", "404.html"})
"""Addresses at the top of the site that no page of `content/pages/` may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

    kinds: dict[Kind, int]
    """Documents by kind."""
    published: Published | None
    """None where nothing was published, as `strict` asked for."""
    hindrances: tuple[tuple[str, Finding], ...]
    """Findings that `strict` does not let pass, each with the path of its capture; problems hinder as well."""
    problems: tuple[Problem, ...]
    """By place."""
    findings: tuple[tuple[str, Finding], ...]
    """Each with the path of its capture."""
    remarks: tuple[str, ...]
    """What else the user should know: permalinks not kept, no `base_url`."""
    seconds: float


class _Memory:
    """The bodies, held in memory: where a page gets them from."""

    def __init__(self, holdings: Holdings, numbered: dict[int, tuple[AnyDocument, str]]) -> None:
        self._files = holdings.files
        self._numbered = numbered

    def document(self, number: int) -> AnyDocument:
        return self._numbered[number][0]

    def decoded(self, number: int) -> str:
        return self._numbered[number][1]

    def raw(self, path: str) -> bytes:
        return self._files[path].read_bytes()


def build_site(content: Path, output: Path, *, templates: Path | None = None, strict: Level | None = None) -> Report:
    """Read every capture below `content` and make `output` the site of them.

    `templates` is a folder whose templates come before the package's own of the same names. With `strict`, nothing is
    published where there was any problem, or any finding of that level or a more serious one.

    Raises:
        SettingsError: if the settings, the vocabulary or the register of permalinks cannot be obeyed.
        PageError, RenderError, OutputError: if the site cannot be made or written. The old site stands in all cases.
    """
    started = time.monotonic()
    _check_apart(content, output)
    settings = read_settings(content)
    vocabulary = read_vocabulary(content)
    holdings = load(content, Rules(settings, vocabulary))
    _check_documents(content, holdings)
    known = _read_register(content)
    register = assign(known, [_claim(read.document) for read in holdings.documents], RESERVED)
    entries = _entries(holdings, known, register)
    site = Site(
        settings=settings,
        vocabulary=vocabulary,
        archive=_archive(holdings, entries, register, [facet.key for facet in vocabulary.facets]),
        store=_Memory(holdings, _numbered(holdings, register)),
    )
    findings = tuple((read.document.capture.path, f) for read in holdings.documents for f in read.document.findings)
    hindrances = tuple((path, finding) for path, finding in findings if _hinders(finding, strict))
    published, remarks = None, _remarks(settings)
    if not (hindrances or (strict and holdings.problems)):
        renderer = Renderer([templates, default_templates()] if templates else [default_templates()])
        published = publish(_files(site, renderer), output)
        remarks += _keep(register, content / REGISTER, is_new=not known)
    return Report(
        kinds=dict(Counter(read.document.kind for read in holdings.documents)),
        published=published,
        hindrances=hindrances,
        problems=site.archive.problems,
        findings=findings,
        remarks=remarks,
        seconds=time.monotonic() - started,
    )


def _check_documents(content: Path, holdings: Holdings) -> None:
    """Raise where there is nothing to publish: an empty site would take the place of one that may be whole."""
    if holdings.documents:
        return
    what = "the folder holds no captures"
    if holdings.problems:
        first = min(holdings.problems, key=lambda problem: (problem.place.file, problem.place.line or 0))
        what = f"none of the captures can be read; the first of {len(holdings.problems)}: {first}"
        what = what.removesuffix(".")
    raise SettingsError(Place(content.as_posix()), what, "Put captured documents into it, or name another.")


def _hinders(finding: Finding, strict: Level | None) -> bool:
    return strict is not None and LEVELS.index(finding.level) >= LEVELS.index(strict)


def _check_apart(content: Path, output: Path) -> None:
    inside, outside = output.resolve(), content.resolve()
    if inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise SettingsError(
            Place(output.as_posix()),
            "the output folder and the content folder lie one within the other",
            "Name another folder with --output.",
        )


def _read_register(content: Path) -> list[Permalink]:
    file = content / REGISTER
    try:
        return parse_register(file.read_text("utf-8"), REGISTER) if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            Place(REGISTER), f"the file cannot be read ({error})", "Restore it from version control."
        ) from error


def _claim(document: AnyDocument) -> Claim:
    capture = document.capture
    if document.kind == "page":  # a page of our own is named by its file, so that its author decides on the address
        wish = f"{slug(Path(capture.path).stem, fallback='page')}.html"
    else:
        year = year_of(document.published.value) if document.published.value else "undated"
        digest = f"document-{capture.sha256[:8]}"
        title = slug(document.title.value or "", fallback=digest)
        if not any(character.isalpha() for character in title):  # as of a Chinese title, of which its figures are left
            title = digest
        wish = f"{document.kind}/{year}/{title}.html"
    return Claim(capture.path, capture.item or "", capture.sha256, wish)


def _numbered(holdings: Holdings, register: Register) -> dict[int, tuple[AnyDocument, str]]:
    return {
        link.number: (msgspec.structs.replace(read.document, id=link.number, url=link.url), read.decoded)
        for read, link in zip(holdings.documents, register.given, strict=True)
    }


def _entries(holdings: Holdings, known: list[Permalink], register: Register) -> list[Entry]:
    """Return the entries in the order of the documents, which are given the findings that need more than one record."""
    first: dict[int, Permalink] = {}
    for link in (*known, *register.given):
        first.setdefault(link.number, link)
    entries = [
        entry_of(read.document, read.decoded, link, first[link.number])
        for read, link in zip(holdings.documents, register.given, strict=True)
    ]
    across = find_across(entries, holdings.inputs)
    for index, (read, entry) in enumerate(zip(holdings.documents, entries, strict=True)):
        if found := across.get(entry.number):
            findings = in_order((*read.document.findings, *found))
            document = msgspec.structs.replace(read.document, findings=findings)
            holdings.documents[index] = replace(read, document=document)
            entries[index] = replace(entry, findings=tuple((finding.code, finding.level) for finding in findings))
    return entries


def _archive(holdings: Holdings, entries: list[Entry], register: Register, facets: list[str]) -> Archive:
    return Archive.of(
        entries,
        facets=facets,
        inputs=_with_numbers(holdings.inputs, register),
        gone=register.gone,
        problems=holdings.problems,
    )


def _with_numbers(inputs: Iterable[InputFile], register: Register) -> Iterator[InputFile]:
    """Yield the input files, each that was read with the numbers of its documents."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for link in register.given:
        numbers[link.sha256].append(link.number)
    for file in inputs:
        if file.fate.outcome in {"read", "duplicate"}:
            fate = Fate(file.fate.outcome, file.fate.explanation, tuple(numbers[file.sha256]))
            yield replace(file, fate=fate)
        else:
            yield file


def _files(site: Site, renderer: Renderer) -> Iterator[OutputFile]:
    """Yield every file of the site, once every path is known to be claimed once."""
    plan = [(page_type, list(page_type.plan_pages(site))) for page_type in PAGE_TYPES]
    _check_claimed_once(page for _, pages in plan for page in pages)
    for path, data in sorted(renderer.assets().items()):
        yield OutputFile(path, data)
    chrome = make_chrome(site)
    for page_type, pages in plan:
        if isinstance(page_type, HtmlPageType):
            for page in pages:
                view = page_type.make_view(page, site)
                yield OutputFile(page.path, renderer.render(page_type.TEMPLATE, page.path, view, chrome))
        else:
            for page in pages:
                yield OutputFile(page.path, page_type.make_file(page, site))


def _check_claimed_once(pages: Iterable[Page]) -> None:
    claims: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        claims[page.path.casefold()].append(page.path)
    twice = [paths for paths in claims.values() if len(paths) > 1]
    if twice:
        listed = "; ".join(", ".join(paths) for paths in twice)
        raise PageError(Place(twice[0][0]), f"paths are claimed twice: {listed}", "Give one of the pages another name.")


def _remarks(settings: Settings) -> tuple[str, ...]:
    if settings.base_url:
        return ()
    return ("No base_url in site.yaml: no sitemap, canonical links or Open Graph addresses were made.",)


def _keep(register: Register, file: Path, *, is_new: bool) -> tuple[str, ...]:
    """Append what is new to the register; the site stands either way."""
    if not register.added or append_text(file, render_register(register.added, header=is_new)):
        return ()
    return (f"{REGISTER} cannot be written: permalinks were not kept, and may change with the next build.",)
