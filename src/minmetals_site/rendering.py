"""The second map: every page that is not as it was to a file in the staging folder."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from minmetals_site.cache import KnownPage
from minmetals_site.pages import PAGE_TYPES, Chrome, make_chrome, search
from minmetals_site.pages.page import FilePageType, Frame, HtmlPageType, Page, Rows, Site, page_digest
from minmetals_site.publish import OutputFile, Printed, Publication, check_paths, stage
from minmetals_site.render import Renderer
from minmetals_site.report import Request
from minmetals_site.unchanged import Standing
from minmetals_site.workers import Job

__all__ = ["Plan", "PlannedPage", "Rendered", "plan_site", "render_pages"]

_CHUNK = 100
"""Pages that are handed to a process at once, at most."""
_CHUNKS = 8
"""Parts for each process at least, so that none waits long for another's last one: of 300 pages, 0.06 s of 0.18."""
_ROWS = 2000
"""Documents that are handed over with them at most."""
_WORTH_PROCESSES = 2 * _CHUNK
_ONE_IN = 20
"""If no more than one page in so many is made, no process is begun for them: this one holds the whole archive by then,
and what is forked from it would come to copy that (1 GB at 100,000 documents, for 300 pages)."""


class PlannedPage(NamedTuple):
    """A file of the site that will be."""

    page: Page
    page_type: int
    """Its place in `PAGE_TYPES`; -1 for an asset, whose key is its bytes."""
    digest: bytes
    """Of all that it is made from."""


class Plan(NamedTuple):
    """A site before it is made."""

    files: Sequence[PlannedPage]
    """By path: so the pages of one document come one after the other."""
    frame: Frame
    chrome: Chrome
    renderer: Renderer


def plan_site(site: Site, renderer: Renderer, made_by: bytes, checked: AbstractSet[str] = frozenset()) -> Plan:
    """Return all files of the site; `made_by` is the digest of the code and the templates.

    Files of the paths that are `checked` have been published before.

    Raises:
        PageError: if two of them claim one path, or a path cannot be published.
    """
    frame = Frame(settings=site.settings, vocabulary=site.vocabulary, store=site.store, search=site.search)
    chrome = make_chrome(site)
    for_all = msgspec.msgpack.encode((site.settings, site.vocabulary.tags, chrome))
    made_by = blake2b(for_all, digest_size=32, key=made_by).digest()
    planned = [
        PlannedPage(Page(path, (data,)), _ASSET, blake2b(data, digest_size=16).digest())
        for path, data in renderer.assets().items()
        if frame.settings.search or path not in map(renderer.asset_path, search.ASSETS)
    ]
    for number, page_type in enumerate(PAGE_TYPES):
        by_type = blake2b(str(number).encode(), digest_size=32, key=made_by).digest()
        planned += [PlannedPage(page, number, page_digest(page, by_type)) for page in page_type.plan_pages(site)]
    check_paths([file.page.path for file in planned], checked)
    planned.sort(key=lambda file: file.page.path)
    return Plan(planned, frame, chrome, renderer)


_ASSET = -1


class Rendered(NamedTuple):
    """What became of the pages."""

    known: dict[str, KnownPage]
    """Files, by path, that were not made, as nothing that they show is another."""
    made: dict[str, KnownPage]
    """Those that were, with what they were made from."""
    changed: list[str]
    """Of these the paths that have other bytes now, or are new: they have been staged."""


class _Chunk(NamedTuple):
    """Pages that one process makes."""

    files: list[PlannedPage]
    known: list[bytes | None]
    """Digests of the files that are there now, as `publish.stage` takes them."""


class _Tools(NamedTuple):
    """What a process makes pages with."""

    frame: Frame
    chrome: Chrome
    renderer: Renderer
    staged: Path
    output: Path


def render_pages(plan: Plan, standing: Standing, publication: Publication, request: Request) -> Rendered:
    """Return what became of every page; those made anew whose bytes are new have been staged.

    `standing` tells what is in the output folder; of a clean build, nothing, so that every file is written.
    """
    known: dict[str, KnownPage] = {}
    stale: list[PlannedPage] = []
    for file in plan.files:
        there = standing.pages.get(file.page.path)
        if there and there.digest == file.digest:
            known[file.page.path] = there
        else:
            stale.append(file)
    request.progress.begin("Rendering", len(stale))
    plan.renderer.compile(sorted({template for file in stale if (template := _template(file))}))
    job = Job(_begin, _Tools(plan.frame, plan.chrome, plan.renderer, publication.staged, request.output), _render_chunk)
    parts = _chunks(stale, request.workers.count)
    chunks = [_Chunk(files, [_known(file.page.path, standing) for file in files]) for files in parts]
    rendered = Rendered(known, {}, [])
    few = 0 if request.workers.are_begun else len(plan.files) // _ONE_IN
    alone = len(stale) <= max(_WORTH_PROCESSES, few)
    for place, results in request.workers.each(job, chunks, alone=alone):
        for file, printed in zip(chunks[place].files, results, strict=True):
            rendered.made[file.page.path] = KnownPage(file.digest, *printed[:4])
            if printed.is_new:
                rendered.changed.append(file.page.path)
        request.progress.advance(len(results))
    return rendered


def _known(path: str, standing: Standing) -> bytes | None:
    there = standing.pages.get(path)
    return there.sha256 if there else None if path in standing.others else _NO_BYTES


_NO_BYTES = b""
"""The digest of no file: what is not there, or is not to be asked for, is written."""


def _chunks(files: Sequence[PlannedPage], processes: int) -> Iterator[list[PlannedPage]]:
    """Yield the pages in parts, those last that show most documents.

    Others begin with the first parts and this process with the last, for which it need hand nothing over: to pickle
    the entries of all lists and tags would take 4 % of a build.
    """
    weighed = sorted([(_rows(file.page.key), file) for file in files], key=itemgetter(0))
    most = min(_CHUNK, len(files) // (_CHUNKS * processes) + 1)
    chunk: list[PlannedPage] = []
    shown = 0
    for rows, file in weighed:
        if len(chunk) == most or (chunk and shown + rows > _ROWS):
            yield chunk
            chunk, shown = [], 0
        chunk.append(file)
        shown += rows
    if chunk:
        yield chunk


def _rows(key: tuple[Any, ...]) -> int:
    """Return how many documents are handed over with a key."""
    return sum(
        [len(part) if isinstance(part, Rows) else _rows(part) for part in key if isinstance(part, (tuple, Rows))]
    )


def _template(file: PlannedPage) -> str | None:
    """Return the template that makes a page; None where none does."""
    return None if file.page_type == _ASSET else getattr(PAGE_TYPES[file.page_type], "TEMPLATE", None)


_tools: list[_Tools] = []
"""Those of this process, as the last item: tasks find what they work with nowhere else."""


def _begin(tools: _Tools) -> None:
    _tools[:] = [tools]


def _render_chunk(chunk: _Chunk) -> list[Printed]:
    (tools,) = _tools
    return [
        stage(tools.staged, tools.output, OutputFile(file.page.path, _bytes(file, tools)), known)
        for file, known in zip(*chunk, strict=True)
    ]


def _bytes(file: PlannedPage, tools: _Tools) -> bytes:
    page, template = file.page, _template(file)
    if file.page_type == _ASSET:
        return bytes(page.key[0])
    page_type = PAGE_TYPES[file.page_type]
    if template:
        view = cast(HtmlPageType, page_type).make_view(page, tools.frame)
        return tools.renderer.render(template, page.path, view, tools.chrome)
    return cast(FilePageType, page_type).make_file(page, tools.frame)
