"""The archive of a content folder as one database: read as the build reads it, and from the same cache.

So an archive that was built is not read again, and one that was exported is not read again by the build. What the cache
holds is that of content and output folder together; so the output folder counts, though nothing in it is looked at.

Permanent numbers that documents get here are kept in the register, as the build keeps them: they stand in a file that
people pass on.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from minmetals_site.assembly import Assembled, keep_permalinks, read_register
from minmetals_site.builds import opened_cache, without_collector
from minmetals_site.cache import Cache, CacheDamagedError, code_digest
from minmetals_site.content_folder import survey
from minmetals_site.errors import Problem
from minmetals_site.exports.database import Database, check_place, open_database
from minmetals_site.exports.rows import archive_rows, capture_rows, document_row, document_rows
from minmetals_site.gathering import gather
from minmetals_site.progress import Progress, Silence
from minmetals_site.records import CaptureRecord, parse_json_line
from minmetals_site.report import Clock, Request
from minmetals_site.rules import Rules
from minmetals_site.settings import Settings, read_settings
from minmetals_site.vocabulary import read_vocabulary
from minmetals_site.workers import Workers

__all__ = ["Export", "export_sqlite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an export did."""

    documents: int
    bytes: int
    """Size of the file."""
    problems: tuple[Problem, ...]
    """By place."""
    remarks: tuple[str, ...]
    """What else the user should know."""
    captures_read: int
    captures_known: int
    """How many captures were as an earlier build or export had read them."""
    seconds: float


def export_sqlite(  # noqa: PLR0913  # as `build_site`: each is an option of the command line
    content: Path,
    file: Path,
    *,
    output: Path,
    cache: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Export:
    """Write the archive of a content folder into a SQLite database, which replaces an earlier export there.

    `cache` is a folder for what was read before, as the build's; `output` is the folder for which that was built.

    Raises:
        SettingsError: if the settings, the vocabulary or the register of permalinks cannot be obeyed.
        OutputError: if the file cannot be written, or is something else than an export. It is as it was then.
    """
    check_place(file, content)
    with without_collector(), opened_cache(cache, content, output, code_digest()) as kept, Workers(jobs) as workers:
        request = Request(
            content=content,
            output=output,
            templates=(),
            strict=None,
            workers=workers,
            clean=False,
            keep_permalinks=True,
            progress=progress or Silence(),
            made_by=b"",
            clock=Clock(),
        )
        try:
            return _export(request, file, kept)
        except CacheDamagedError:  # found out when a body was wanted
            kept.forget()
            return _export(request, file, kept)


def _export(request: Request, file: Path, cache: Cache) -> Export:
    rules = Rules(read_settings(request.content), read_vocabulary(request.content))
    found = survey(request.content)
    known = read_register(request.content)
    assembled, register, kinds, captures_known = gather(request, cache, found, rules, known)
    _write(file, rules.settings, assembled, request.progress)
    if captures_known < len(found.captures):
        # Nothing is said of the last build: what it was made from is what the next one must find out for itself.
        cache.save(cache.pages(), None)
    return Export(
        documents=sum(kinds.values()),
        bytes=file.stat().st_size,
        problems=assembled.archive.problems,
        remarks=keep_permalinks(register, request.content, is_new=not known),
        captures_read=len(found.captures) - captures_known,
        captures_known=captures_known,
        seconds=request.clock.seconds,
    )


def _write(file: Path, settings: Settings, assembled: Assembled, progress: Progress) -> None:
    archive = assembled.archive
    progress.begin("Writing", len(archive.numbered))
    with closing(assembled.store), open_database(file) as database:
        for table, rows in archive_rows(settings, archive).items():
            database.add(table, rows)
        captures: dict[str, CaptureRecord] = {}
        for number in archive.numbered:
            record = _add_document(database, settings, assembled, number)
            captures.setdefault(record.path, record)
            progress.advance(1)
        database.add("captures", list(capture_rows(settings, archive, captures)))


def _add_document(database: Database, settings: Settings, assembled: Assembled, number: int) -> CaptureRecord:
    line = assembled.store.json_line(number)
    document = parse_json_line(line)
    is_odd = b"\\u0000" in line  # to ask each value by itself makes the export a fifth slower
    entry = assembled.archive.entry(number)
    database.add("documents", [document_row(settings, entry, document)], is_odd=is_odd)
    for table, rows in document_rows(number, document).items():
        database.add(table, rows, is_odd=is_odd)
    database.index_document(number, entry.title, "\n".join(document.highlights), document.text)
    database.index_blocks(block.text for block in document.blocks)
    return document.capture
