"""The door of the build: does nothing where there is nothing to do, and hands all else to the pipeline.

Where nothing has changed, that is found out before the modules that read and render are loaded: with their libraries
they take twice as long as the finding out (0.5 s and 0.25 s at 10,000 documents).
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from minmetals_site.cache import Cache, CacheDamagedError, code_digest
from minmetals_site.content_folder import Survey, survey
from minmetals_site.errors import Place, SettingsError
from minmetals_site.progress import Progress, Silence
from minmetals_site.publish import Published
from minmetals_site.records import Level
from minmetals_site.report import Clock, Report, Request, hindrances_of
from minmetals_site.template_folders import default_templates, folder_digest
from minmetals_site.unchanged import Looked, find_unchanged
from minmetals_site.workers import Workers

__all__ = ["build_site", "opened_cache", "without_collector"]


def build_site(  # noqa: PLR0913  # each is an option of the command line, and has a name here as there
    content: Path,
    output: Path,
    *,
    templates: Path | None = None,
    strict: Level | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    clean: bool = False,
    keep_permalinks: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Read every capture below `content` and make `output` the site of them.

    `templates` is a folder whose templates come before the package's own of the same names. With `strict`, nothing is
    published where there was any problem, or any finding of that level or a more serious one. `cache` is a folder for
    what was read and rendered before, of this site and others; without one, all is done anew. `jobs` is the number of
    processes, that of the cores where not given. A `clean` build uses nothing of the cache and writes every file. One
    that does not `keep_permalinks` appends nothing to their register: the addresses of new documents are for this time.

    Raises:
        SettingsError: if the settings, the vocabulary or the register of permalinks cannot be obeyed.
        PageError, RenderError, OutputError: if the site cannot be made or written. The old site stands in all cases.
    """
    clock = Clock()
    _check_apart(content, output, cache)
    code = code_digest()
    folders = (templates, default_templates()) if templates else (default_templates(),)
    with without_collector(), opened_cache(cache, content, output, code) as kept, Workers(jobs) as workers:
        if clean:
            kept.forget()
        request = Request(
            content=content,
            output=output,
            templates=folders,
            strict=strict,
            workers=workers,
            clean=clean,
            keep_permalinks=keep_permalinks,
            progress=progress or Silence(),
            made_by=sha256(code.encode() + b"".join(map(folder_digest, folders))).digest(),
            clock=clock,
        )
        try:
            return _build(request, kept)
        except CacheDamagedError:  # found out when a body was wanted: nothing had been changed yet
            kept.forget()
            return _build(request, kept)


def _build(request: Request, cache: Cache) -> Report:
    looked = time.time_ns()
    found = survey(request.content)
    report = _unchanged(request, cache, found)
    if report:
        return report
    request.clock.done("Looking")
    from minmetals_site.reading import open_reader  # noqa: PLC0415  # see above

    with open_reader(request, cache) as reader:
        from minmetals_site.pipeline import run  # noqa: PLC0415  # while the reader loads what it needs

        return run(request, cache, Looked(found, looked), reader)


def _unchanged(request: Request, cache: Cache, found: Survey) -> Report | None:
    """Return the report of a build that has nothing to do; None where there may be something."""
    unchanged = find_unchanged(cache, found, request.output, request.made_by)
    if unchanged is None:
        return None
    kept, files = unchanged
    if request.strict and (kept.problems or hindrances_of(kept.findings, request.strict)):
        return None
    request.clock.done("Looking")
    return Report(
        kinds=kept.kinds,
        published=Published(written=0, unchanged=files, removed=0),
        hindrances=(),
        problems=kept.problems,
        findings=kept.findings,
        remarks=kept.remarks,
        captures_read=0,
        captures_known=kept.captures,
        pages_made=0,
        pages_known=files,
        stages=tuple(request.clock.stages),
        seconds=request.clock.seconds,
    )


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python from looking for circles of objects that nobody needs any more.

    Entries and pages are many and in no circle, and it would look at all of them again and again: at 10,000 documents
    that is 1.5 of 2.9 seconds of what lies between the maps.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _check_apart(content: Path, output: Path, cache: Path | None) -> None:
    named = {"content": content, "output": output} | ({"cache": cache} if cache else {})
    resolved = {name: folder.resolve() for name, folder in named.items()}
    for name, folder in resolved.items():
        for other, outer in resolved.items():
            if name != other and folder.is_relative_to(outer):
                raise SettingsError(
                    Place(named["output" if "output" in {name, other} else "cache"].as_posix()),
                    f"the {other} folder and the {name} folder lie one within the other",
                    f"Name another folder with --{'output' if 'output' in {name, other} else 'cache'}.",
                )


@contextmanager
def opened_cache(folder: Path | None, content: Path, output: Path, code: str) -> Iterator[Cache]:
    """Yield the cache of this site, or one for this build alone: also where there is none to be written."""
    site = f"{content.resolve()}\n{output.resolve()}".encode("utf-8", "surrogateescape")
    own = folder / sha256(site).hexdigest()[:16] if folder else None
    if own and _can_be_written(own):
        with Cache.open(own, code) as cache:
            yield cache
    else:
        with TemporaryDirectory(prefix="minmetals-site-") as alone, Cache.open(Path(alone), code) as cache:
            cache.is_wanting = own is not None
            yield cache


def _can_be_written(folder: Path) -> bool:
    """Return whether the folder is there, made where it was not, and takes files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
