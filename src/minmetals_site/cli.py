"""The command line: a command a function, which prints what it is asked for and returns the exit status."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from minmetals_site.builds import build_site
from minmetals_site.errors import Problem, SiteError, printable
from minmetals_site.records import KINDS, Finding
from minmetals_site.report import LEVELS, Report
from minmetals_site.terminal_progress import TerminalProgress

__all__ = ["main", "run"]

BUILT, BUILT_WITH_PROBLEMS, NOT_BUILT = 0, 1, 2
"""Exit statuses, of a build and of what is like one: a capture read, a site checked."""
MOST_CODES = 10
"""Codes of findings that the summary of a build names; the rest are counted."""
_PORTS = 65_536


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = _parser().parse_args(argv)
    command = {"build": _build, "inspect": _inspect, "check": _check, "serve": _serve, "export": _export}[
        arguments.command
    ]
    try:
        return command(arguments)
    except SiteError as error:
        _complain(error.problem)
        return NOT_BUILT


def run(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command, and end the process with its exit status.

    The process ends at once: that Python frees each object by itself takes 0.6 s after a build of 10,000 documents.
    """
    status = main(argv)
    with suppress(OSError):  # as in `_print`
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minmetals-site", description="Turn a folder of raw captured documents into a static archive."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="publish the site")
    _add_folders(build)
    build.add_argument("--output", type=Path, default=Path("public"), metavar="DIR", help="the site (default: public)")
    build.add_argument(
        "--strict",
        nargs="?",
        const="error",
        choices=LEVELS,
        metavar="LEVEL",
        help="publish nothing where there is a problem, or a finding of this level (note, warning or error; "
        "error where none is given) or a more serious one",
    )
    build.add_argument("--jobs", type=_count, metavar="N", help="processes (default: one for each core)")
    build.add_argument("--clean", action="store_true", help="use nothing of the cache, and write every file")
    inspect = commands.add_parser("inspect", help="show how one capture is read")
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--content", type=Path, metavar="DIR", help="folder whose settings and vocabulary are used")
    inspect.add_argument("--json", action="store_true", help="print the records as JSON, each with its decoded text")
    check = commands.add_parser("check", help="check the links, the HTML, the data and the manifest of a built site")
    check.add_argument("--output", type=Path, default=Path("public"), metavar="DIR", help="the site (default: public)")
    serve = commands.add_parser("serve", help="show the site on 127.0.0.1, and every change of it at once")
    _add_folders(serve)
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="0 for any that is free (default: 8000)")
    _add_export(commands.add_parser("export", help="write the whole archive into one file"))
    return parser


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("format", choices=["sqlite"], metavar="FORMAT", help="sqlite: a database, full text included")
    export.add_argument("file", type=Path, metavar="FILE", help="the database; an earlier export is replaced")
    _add_content_and_cache(export)
    export.add_argument(
        "--output",
        type=Path,
        default=Path("public"),
        metavar="DIR",
        help="the site whose build has read these captures before, if one has (default: public)",
    )
    export.add_argument("--jobs", type=_count, metavar="N", help="processes (default: one for each core)")


def _add_folders(command: argparse.ArgumentParser) -> None:
    """Add the options that name what a site is made from."""
    _add_content_and_cache(command)
    command.add_argument(
        "--templates",
        type=Path,
        default=Path("templates"),
        metavar="DIR",
        help="templates that come before the package's own of the same names (default: templates, where there is one)",
    )


def _add_content_and_cache(command: argparse.ArgumentParser) -> None:
    """Add the options that name what an archive is read from."""
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="captures (default: content)"
    )
    command.add_argument(
        "--cache",
        type=Path,
        default=Path(".cache/minmetals-site"),
        metavar="DIR",
        help="what was read and rendered before; can be deleted (default: .cache/minmetals-site)",
    )


def _port(text: str) -> int:
    """Return the number of a port; argparse words the refusal of anything else."""
    port = int(text)
    if not 0 <= port < _PORTS:
        raise ValueError
    return port


def _count(text: str) -> int:
    """Return a number of processes; argparse words the refusal of anything else."""
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def _build(arguments: argparse.Namespace) -> int:
    content = arguments.content.as_posix()
    templates = arguments.templates if arguments.templates.is_dir() else None
    report = build_site(
        arguments.content,
        arguments.output,
        templates=templates,
        strict=arguments.strict,
        cache=arguments.cache,
        jobs=arguments.jobs,
        clean=arguments.clean,
        progress=TerminalProgress(sys.stderr),
    )
    for problem in report.problems:
        _complain(_in_folder(problem, arguments.content))
    for path, finding in report.hindrances:
        sys.stderr.write(f"{printable(_hindrance(f'{content}/{path}', finding))}\n")
    _print("".join(f"{line}\n" for line in _summary(report, arguments.output)))
    if report.published is None:
        return NOT_BUILT
    return BUILT_WITH_PROBLEMS if report.problems else BUILT


def _hindrance(path: str, finding: Finding) -> str:
    """Return why a finding keeps the site from being published, and what would settle it."""
    from minmetals_site.inspection import settled_by  # noqa: PLC0415  # as in `_inspect`

    return f"{path}: {finding.code}: {finding.explanation} {settled_by(path, finding)}".rstrip()


def _summary(report: Report, output: Path) -> Iterator[str]:
    """Yield the lines that a build ends with."""
    kinds = ", ".join(f"{report.kinds[kind]} {kind}" for kind in KINDS if report.kinds.get(kind))
    yield f"Documents  {sum(report.kinds.values())} ({kinds})" if kinds else "Documents  0"
    if report.published:
        done = report.published
        yield f"Captures   {report.captures_read:,} read, {report.captures_known:,} known from an earlier build"
        yield f"Pages      {report.pages_made:,} made, {report.pages_known:,} known from an earlier build"
        yield f"Files      {done.written} written, {done.unchanged} unchanged, {done.removed} removed"
    yield from _findings(report, output)
    yield f"Problems   {len(report.problems)}"
    stages = ", ".join(f"{stage.lower()} {seconds:.2f}" for stage, seconds in report.stages)
    yield f"Seconds    {report.seconds:.2f} ({stages})"
    yield from (f"Remark     {printable(remark)}" for remark in report.remarks)
    if report.published:
        yield f"Published  {printable((output / 'index.html').as_posix())}"
    else:
        yield f"Nothing was published: {' and '.join(_obstacles(report))}."


def _obstacles(report: Report) -> Iterator[str]:
    """Yield, in words, what a strict build was stopped by."""
    for count, noun in ((len(report.problems), "problem"), (len(report.hindrances), "finding")):
        if count:
            yield f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _findings(report: Report, output: Path) -> Iterator[str]:
    """Yield the findings by code, the most serious first, and where each is explained."""
    if not report.findings:
        yield "Findings   none"
        return
    where = f"; see {printable((output / 'ledger.html').as_posix())} and the articles" if report.published else ""
    yield f"Findings   {len(report.findings):,}{where}"
    counts = Counter((finding.level, finding.code) for _, finding in report.findings)
    codes = sorted(counts, key=lambda code: (-LEVELS.index(code[0]), -counts[code], code[1]))
    for level, code in codes[:MOST_CODES]:
        yield f"           {counts[level, code]:>6,} {level:<7} {code}"
    if len(codes) > MOST_CODES:
        rest = sum(counts[code] for code in codes[MOST_CODES:])
        yield f"           {rest:>6,} of {len(codes) - MOST_CODES} less serious or rarer codes"


def _inspect(arguments: argparse.Namespace) -> int:
    from minmetals_site.inspect_command import inspect_file  # noqa: PLC0415  # a build with nothing to do reads nothing

    inspected = inspect_file(arguments.file, arguments.content, as_json=arguments.json, stream=sys.stdout)
    _print(inspected.text)
    for problem in inspected.problems:
        _complain(problem)
    if not inspected.documents:
        return NOT_BUILT
    return BUILT_WITH_PROBLEMS if inspected.problems else BUILT


def _check(arguments: argparse.Namespace) -> int:
    from minmetals_site.check import check_site  # noqa: PLC0415  # as in `_inspect`

    checked = check_site(arguments.output, progress=TerminalProgress(sys.stderr))
    for problem in checked.problems:
        _complain(problem)
    _print(
        f"Files      {checked.files:,}\nPages      {checked.pages:,}\nLinks      {checked.links:,}\n"
        f"Problems   {len(checked.problems):,}\nSeconds    {checked.seconds:.2f}\n"
    )
    return BUILT_WITH_PROBLEMS if checked.problems else BUILT


def _serve(arguments: argparse.Namespace) -> int:
    from minmetals_site.serve import serve  # noqa: PLC0415  # as in `_inspect`

    serve(
        arguments.content,
        templates=arguments.templates if arguments.templates.is_dir() else None,
        cache=arguments.cache,
        port=arguments.port,
        say=lambda line: _print(f"{line}\n"),
        complain=lambda line: sys.stderr.write(f"{line}\n"),
    )
    return BUILT


def _export(arguments: argparse.Namespace) -> int:
    from minmetals_site.exports import export_sqlite  # noqa: PLC0415  # as in `_inspect`

    export = export_sqlite(
        arguments.content,
        arguments.file,
        output=arguments.output,
        cache=arguments.cache,
        jobs=arguments.jobs,
        progress=TerminalProgress(sys.stderr),
    )
    for problem in export.problems:
        _complain(_in_folder(problem, arguments.content))
    lines = (
        f"Documents  {export.documents:,}",
        f"Captures   {export.captures_read:,} read, {export.captures_known:,} known from an earlier build",
        f"Problems   {len(export.problems)}",
        f"Seconds    {export.seconds:.2f}",
        *(f"Remark     {printable(remark)}" for remark in export.remarks),
        f"Written    {printable(arguments.file.as_posix())} ({export.bytes / 1e6:.1f} MB)",
    )
    _print("".join(f"{line}\n" for line in lines))
    return BUILT_WITH_PROBLEMS if export.problems else BUILT


def _in_folder(problem: Problem, content: Path) -> Problem:
    """Return a problem of a file of the content folder, which is named as the user would type it."""
    return problem._replace(place=problem.place._replace(file=f"{content.as_posix()}/{problem.place.file}"))


def _print(text: str) -> None:
    """Print what a command is asked for; a sign that the terminal's encoding lacks is printed as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads us, a pager perhaps, has seen enough; Python would complain at its exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(problem: Problem) -> None:
    sys.stderr.write(f"{problem}\n")
