"""The second map: every page that is not as it was to a file in the staging folder."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from minmetals_site.cache import KnownPage
from minmetals_site.pages import PAGE_TYPES, Chrome, make_chrome, search
from minmetals_site.pages.page import FilePageType, Frame, HtmlPageType, Page, Site, page_digest
from minmetals_site.publish import OutputFile, Printed, Publication, check_paths, stage
from minmetals_site.render import Renderer
from minmetals_site.report import Request
from minmetals_site.unchanged import Standing
from minmetals_site.workers import open_workers

__all__ = ["Plan", "PlannedPage", "Rendered", "plan_site", "render_pages"]

_CHUNK = 100
"""Pages that are handed to a process at once."""
_WORTH_PROCESSES = 2 * _CHUNK


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
    printed: dict[str, Printed]
    """The same, as the publisher knows them."""


class _Tools(NamedTuple):
    """What a process makes pages with."""

    pages: Sequence[PlannedPage]
    """Those to be made."""
    standing: Standing
    plan: Plan
    staged: Path
    request: Request


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
    printed: dict[str, Printed] = {}
    request.progress.begin("Rendering", len(stale))
    plan.renderer.compile(sorted({template for file in stale if (template := _template(file))}))
    tools = _Tools(stale, standing, plan, publication.staged, request)
    chunks = [range(start, min(start + _CHUNK, len(stale))) for start in range(0, len(stale), _CHUNK)]
    with open_workers(request.jobs if len(stale) > _WORTH_PROCESSES else 1, _begin, tools) as executor:
        for chunk, results in zip(chunks, executor.map(_render_chunk, chunks), strict=True):
            printed.update(zip([stale[index].page.path for index in chunk], results, strict=True))
            request.progress.advance(len(results))
    made = {file.page.path: KnownPage(file.digest, *printed[file.page.path][:4]) for file in stale}
    return Rendered(known, made, printed)


def _template(file: PlannedPage) -> str | None:
    """Return the template that makes a page; None where none does."""
    return None if file.page_type == _ASSET else getattr(PAGE_TYPES[file.page_type], "TEMPLATE", None)


_tools: list[_Tools] = []
"""Those of this process, as the last item: tasks of an executor find what they work with nowhere else."""


def _begin(tools: _Tools) -> None:
    _tools[:] = [tools]


def _render_chunk(chunk: range) -> list[Printed]:
    (tools,) = _tools
    return [_printed(tools.pages[index], tools) for index in chunk]


def _printed(file: PlannedPage, tools: _Tools) -> Printed:
    path = file.page.path
    there = tools.standing.pages.get(path)
    known = there.sha256 if there else None if path in tools.standing.others else _NO_BYTES
    return stage(tools.staged, tools.request.output, OutputFile(path, _bytes(file, tools)), known)


_NO_BYTES = b""
"""The digest of no file: what is not there, or is not to be asked for, is written."""


def _bytes(file: PlannedPage, tools: _Tools) -> bytes:
    page, template = file.page, _template(file)
    if file.page_type == _ASSET:
        return bytes(page.key[0])
    page_type = PAGE_TYPES[file.page_type]
    if template:
        view = cast(HtmlPageType, page_type).make_view(page, tools.plan.frame)
        return tools.plan.renderer.render(template, page.path, view, tools.plan.chrome)
    return cast(FilePageType, page_type).make_file(page, tools.plan.frame)
