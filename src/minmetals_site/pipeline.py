"""The whole build on one screen: captures in, site out.

bytes -(reading)-> readings -(holdings, permalinks)-> numbers -(assembly)-> Archive -(pages)-> files -(publish)-> disk

Reading and rendering are maps, run by several processes; what lies between them works on entries without bodies. What
was read and rendered before is taken from the cache.
"""

from collections.abc import Callable

from minmetals_site.aside import Answer, open_aside
from minmetals_site.assembly import keep_permalinks, read_register
from minmetals_site.cache import Cache
from minmetals_site.content_folder import find_register
from minmetals_site.errors import OutputError, Place
from minmetals_site.gathering import gather
from minmetals_site.reading import Reader
from minmetals_site.report import Report, Request, hindrances_of
from minmetals_site.rules import Rules
from minmetals_site.settings import Settings, read_settings
from minmetals_site.unchanged import KeptBuild, Looked, content_digest, look_at_output, unsettled
from minmetals_site.vocabulary import read_vocabulary
from minmetals_site.workers import WorkerLostError

__all__ = ["load_makers", "run"]

_MANY = 100
"""Captures whose pages are worth other processes."""


def run(request: Request, cache: Cache, looked: Looked, reader: Reader | None) -> Report:
    """Build the site of the files that were found when the folder was `looked` at, and return what was done.

    `reader` is the process that reads captures if they are few.

    Raises:
        SettingsError, PageError, RenderError, OutputError: as `builds.build_site` says.
    """
    try:
        return _run(request, cache, looked, reader)
    except WorkerLostError as error:
        what = "a process of the build was ended by the system, as it does where memory runs out"
        raise OutputError(Place(request.output.as_posix()), what, "Build with --jobs 1.") from error


def _run(request: Request, cache: Cache, looked: Looked, reader: Reader | None) -> Report:
    # Begun while this process is small, as it comes to copy what it inherits; it waits until the folder is locked.
    alone = request.workers.count == 1 or not cache.knows
    with open_aside(lambda task: task() or look_at_output(cache.pages(), request.output), alone=alone) as look:
        if _is_made_anew(request, cache):
            request.workers.begin()
        return _built(request, cache, looked, reader, look)


def _built(
    request: Request, cache: Cache, looked: Looked, reader: Reader | None, look: Callable[[bytes], Answer]
) -> Report:
    found = looked.found
    rules = Rules(read_settings(request.content), read_vocabulary(request.content))
    known = read_register(request.content)
    gathered = gather(request, cache, found, rules, known, reader=reader, meanwhile=load_makers)
    assembled = gathered.assembled
    hindrances = hindrances_of(assembled.findings, request.strict)
    request.clock.done("Assembling")
    made, remarks = None, _remarks(rules.settings, cache)
    if not (hindrances or (request.strict and assembled.archive.problems)):
        from minmetals_site.making import make_site  # noqa: PLC0415  # see `load_makers`

        made = make_site(request, cache, rules, assembled, look)
        if request.keep_permalinks:
            remarks += keep_permalinks(gathered.register, request.content, is_new=not known)
    report = Report(
        kinds=gathered.kinds,
        published=made.published if made else None,
        hindrances=hindrances,
        problems=assembled.archive.problems,
        findings=assembled.findings,
        remarks=remarks,
        captures_read=len(found.captures) - gathered.captures_known,
        captures_known=gathered.captures_known,
        pages_made=len(made.rendered.made) if made else 0,
        pages_known=len(made.rendered.known) if made else 0,
        stages=tuple(request.clock.stages),
        seconds=request.clock.seconds,
    )
    if made:
        cache.save(made.rendered.known | made.rendered.made, _kept_build(report, request, looked, made.manifest))
        if made.search:
            made.search.save(cache)
    return report


def load_makers() -> None:
    """Load what makes pages: of a small build, while another process loads what reads captures, and reads them."""
    import minmetals_site.making  # noqa: F401, PLC0415  # 0.15 s


def _kept_build(report: Report, request: Request, looked: Looked, manifest: bytes) -> KeptBuild:
    found = looked.found
    return KeptBuild(
        made_by=request.made_by,
        content=content_digest(found, find_register(request.content)),
        unsettled=unsettled(found, looked.at),
        manifest=manifest,
        kinds=report.kinds,
        problems=report.problems,
        findings=report.findings,
        remarks=report.remarks,
        captures=len(found.captures),
    )


def _is_made_anew(request: Request, cache: Cache) -> bool:
    """Return whether many pages were made by other templates, so that all of them will be made."""
    kept = cache.build(KeptBuild)
    return kept is not None and kept.made_by != request.made_by and kept.captures > _MANY


def _remarks(settings: Settings, cache: Cache) -> tuple[str, ...]:
    remarks = []
    if not settings.base_url:
        remarks.append("No base_url in site.yaml: no sitemap, canonical links or Open Graph addresses were made.")
    if cache.is_wanting:
        remarks.append("The cache cannot be written: the next build does everything anew. Name another with --cache.")
    return tuple(remarks)
