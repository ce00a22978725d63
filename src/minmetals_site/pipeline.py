"""The whole build on one screen: captures in, site out.

bytes -(reading)-> readings -(holdings, permalinks)-> numbers -(assembly)-> Archive -(pages)-> files -(publish)-> disk

Reading and rendering are maps, run by several processes; what lies between them works on entries without bodies. What
was read and rendered before is taken from the cache.
"""

from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from minmetals_site.assembly import Assembled, assemble, assign_permalinks, read_register
from minmetals_site.cache import Cache, FileDigests
from minmetals_site.content_folder import REGISTER, Survey, find_register
from minmetals_site.errors import OutputError, Place, SettingsError
from minmetals_site.holdings import Holdings, fold
from minmetals_site.pages.page import Site
from minmetals_site.permalinks import Permalink, Register, render_register
from minmetals_site.publish import Published, append_text, open_publication
from minmetals_site.reading import read_captures
from minmetals_site.records import Kind
from minmetals_site.render import Renderer
from minmetals_site.rendering import Rendered, plan_site, render_pages
from minmetals_site.report import Report, Request, hindrances_of
from minmetals_site.rules import Rules
from minmetals_site.settings import Settings, read_settings
from minmetals_site.unchanged import KeptBuild, Standing, content_digest, look_at_output, unsettled
from minmetals_site.vocabulary import read_vocabulary

__all__ = ["run"]


def run(request: Request, cache: Cache, found: Survey, looked: int) -> Report:
    """Build the site of the files that were `found` when the folder was `looked` at, and return what was done.

    Raises:
        SettingsError, PageError, RenderError, OutputError: as `builds.build_site` says.
    """
    try:
        return _run(request, cache, found, looked)
    except BrokenProcessPool as error:
        what = "a process of the build was ended by the system, as it does where memory runs out"
        raise OutputError(Place(request.output.as_posix()), what, "Build with --jobs 1.") from error


def _run(request: Request, cache: Cache, found: Survey, looked: int) -> Report:
    rules = Rules(read_settings(request.content), read_vocabulary(request.content))
    known = read_register(request.content)
    gathered = _gather(request, cache, found, rules, known)
    assembled = gathered.assembled
    hindrances = hindrances_of(assembled.findings, request.strict)
    request.clock.done("Assembling")
    published, rendered, remarks = None, Rendered({}, 0, 0, {}), _remarks(rules.settings, cache)
    if not (hindrances or (request.strict and assembled.archive.problems)):
        published, rendered, manifest = _publish(request, cache, rules, assembled)
        if request.keep_permalinks:
            remarks += _keep_permalinks(gathered.register, request.content / REGISTER, is_new=not known)
    report = Report(
        kinds=gathered.kinds,
        published=published,
        hindrances=hindrances,
        problems=assembled.archive.problems,
        findings=assembled.findings,
        remarks=remarks,
        captures_read=len(found.captures) - gathered.captures_known,
        captures_known=gathered.captures_known,
        pages_made=rendered.made,
        pages_known=rendered.known,
        stages=tuple(request.clock.stages),
        seconds=request.clock.seconds,
    )
    if published:
        cache.save(rendered.pages, _kept_build(report, request, found, looked, manifest))
    return report


class _Gathered(NamedTuple):
    """All that pages are made from, and what the report says of it."""

    assembled: Assembled
    register: Register
    kinds: dict[Kind, int]
    captures_known: int


def _gather(request: Request, cache: Cache, found: Survey, rules: Rules, known: list[Permalink]) -> _Gathered:
    """Read and assemble; what the pages do not need is in the cache then, and no longer in memory.

    Each process that renders comes to copy most of what is in memory when it is forked: at 100,000 documents the
    readings alone are 0.5 GB.
    """
    digests = FileDigests(cache.inputs())
    readings = read_captures(found.captures, cache, digests, rules, request)
    holdings = fold(found, readings.by_path, digests)
    _check_documents(request.content, holdings)
    cache.keep(digests.found, readings.by_path)
    request.clock.done("Reading")
    register = assign_permalinks(known, holdings)
    assembled = assemble(holdings, known, register, [facet.key for facet in rules.vocabulary.facets], cache)
    kinds = dict(Counter(kept.entry.kind for kept in holdings.documents))
    return _Gathered(assembled, register, kinds, readings.known)


def _publish(request: Request, cache: Cache, rules: Rules, assembled: Assembled) -> tuple[Published, Rendered, bytes]:
    """Return what was published and rendered, and the digest of the manifest."""
    site = Site(settings=rules.settings, vocabulary=rules.vocabulary, archive=assembled.archive, store=assembled.store)
    renderer = Renderer(request.templates, cache.folder_for(request.made_by))
    with closing(assembled.store), open_publication(request.output) as publication:
        pages = cache.pages()
        build = cache.build(KeptBuild)
        if build:
            publication.own(pages, build.manifest)
        plan = plan_site(site, renderer, request.made_by)
        request.clock.done("Planning")
        standing = Standing({}, frozenset()) if request.clean else look_at_output(pages, request.output)
        rendered = render_pages(plan, standing, publication, request)
        request.clock.done("Rendering")
        published = publication.commit(rendered.printed)
        request.clock.done("Publishing")
        return published, rendered, publication.manifest_digest()


def _kept_build(report: Report, request: Request, found: Survey, looked: int, manifest: bytes) -> KeptBuild:
    return KeptBuild(
        made_by=request.made_by,
        content=content_digest(found, find_register(request.content)),
        unsettled=unsettled(found, looked),
        manifest=manifest,
        kinds=report.kinds,
        problems=report.problems,
        findings=report.findings,
        remarks=report.remarks,
        captures=len(found.captures),
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


def _remarks(settings: Settings, cache: Cache) -> tuple[str, ...]:
    remarks = []
    if not settings.base_url:
        remarks.append("No base_url in site.yaml: no sitemap, canonical links or Open Graph addresses were made.")
    if cache.is_wanting:
        remarks.append("The cache cannot be written: the next build does everything anew. Name another with --cache.")
    return tuple(remarks)


def _keep_permalinks(register: Register, file: Path, *, is_new: bool) -> tuple[str, ...]:
    """Append what is new to the register; the site stands either way."""
    if not register.added or append_text(file, render_register(register.added, header=is_new)):
        return ()
    return (f"{REGISTER} cannot be written: permalinks were not kept, and may change with the next build.",)
