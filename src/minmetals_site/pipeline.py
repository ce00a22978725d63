"""The whole build on one screen: captures in, site out.

bytes -(reading)-> readings -(holdings, permalinks)-> numbers -(assembly)-> Archive -(pages)-> files -(publish)-> disk

Reading and rendering are maps, run by several processes; what lies between them works on entries without bodies. What
was read and rendered before is taken from the cache.
"""

from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, nullcontext

from minmetals_site.assembly import Assembled, keep_permalinks, read_register
from minmetals_site.cache import Cache
from minmetals_site.content_folder import Survey, find_register
from minmetals_site.errors import OutputError, Place
from minmetals_site.gathering import gather
from minmetals_site.pages.page import Site
from minmetals_site.publish import Published, open_publication
from minmetals_site.render import Renderer
from minmetals_site.rendering import Rendered, plan_site, render_pages
from minmetals_site.report import Report, Request, hindrances_of
from minmetals_site.rules import Rules
from minmetals_site.search import SearchIndex, update_index
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
    gathered = gather(request, cache, found, rules, known)
    assembled = gathered.assembled
    hindrances = hindrances_of(assembled.findings, request.strict)
    request.clock.done("Assembling")
    published, rendered, remarks = None, Rendered({}, 0, 0, {}), _remarks(rules.settings, cache)
    index = None
    if not (hindrances or (request.strict and assembled.archive.problems)):
        index = _index(request, cache, rules.settings, assembled)
        published, rendered, manifest = _publish(request, cache, rules, assembled, index)
        if request.keep_permalinks:
            remarks += keep_permalinks(gathered.register, request.content, is_new=not known)
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
        if index:
            index.save(cache)
    return report


def _index(request: Request, cache: Cache, settings: Settings, assembled: Assembled) -> SearchIndex | None:
    """Return the index of the search, if the site is to have one."""
    if not settings.search:
        return None
    index = update_index(cache, assembled.store.terms_places(), request.jobs, request.progress)
    request.clock.done("Indexing")
    return index


def _publish(
    request: Request, cache: Cache, rules: Rules, assembled: Assembled, index: SearchIndex | None
) -> tuple[Published, Rendered, bytes]:
    """Return what was published and rendered, and the digest of the manifest."""
    site = Site(
        settings=rules.settings,
        vocabulary=rules.vocabulary,
        archive=assembled.archive,
        store=assembled.store,
        search=index,
    )
    renderer = Renderer(request.templates, cache.folder_for(request.made_by))
    with (
        closing(assembled.store),
        closing(index) if index else nullcontext(),
        open_publication(request.output) as publication,
    ):
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


def _remarks(settings: Settings, cache: Cache) -> tuple[str, ...]:
    remarks = []
    if not settings.base_url:
        remarks.append("No base_url in site.yaml: no sitemap, canonical links or Open Graph addresses were made.")
    if cache.is_wanting:
        remarks.append("The cache cannot be written: the next build does everything anew. Name another with --cache.")
    return tuple(remarks)
