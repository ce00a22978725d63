"""The command line: `build` publishes the site, `inspect` shows how one capture is read."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from minmetals_site.documents import Rules
from minmetals_site.errors import Problem, SiteError, printable
from minmetals_site.loader import ReadDocument, read_capture
from minmetals_site.pipeline import Report, build_site
from minmetals_site.records import KINDS, as_json
from minmetals_site.settings import read_settings
from minmetals_site.vocabulary import read_vocabulary

__all__ = ["main"]

BUILT, BUILT_WITH_PROBLEMS, NOT_BUILT = 0, 1, 2
"""Exit statuses."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = _parser().parse_args(argv)
    command = {"build": _build, "inspect": _inspect}[arguments.command]
    try:
        return command(arguments)
    except SiteError as error:
        _complain(error.problem)
        return NOT_BUILT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minmetals-site", description="Turn a folder of raw captured documents into a static archive."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="publish the site")
    build.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="captures (default: content)"
    )
    build.add_argument("--output", type=Path, default=Path("public"), metavar="DIR", help="the site (default: public)")
    build.add_argument(
        "--templates",
        type=Path,
        default=Path("templates"),
        metavar="DIR",
        help="templates that come before the package's own of the same names (default: templates, where there is one)",
    )
    build.add_argument("--strict", action="store_true", help="publish nothing where there is a problem")
    inspect = commands.add_parser("inspect", help="show how one capture is read")
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--content", type=Path, metavar="DIR", help="folder whose settings and vocabulary are used")
    inspect.add_argument("--json", action="store_true", help="print the records as JSON, each with its decoded text")
    return parser


def _build(arguments: argparse.Namespace) -> int:
    templates = arguments.templates if arguments.templates.is_dir() else None
    report = build_site(arguments.content, arguments.output, templates=templates, strict=arguments.strict)
    for problem in report.problems:
        _complain(
            problem._replace(place=problem.place._replace(file=f"{arguments.content.as_posix()}/{problem.place.file}"))
        )
    print("\n".join(_summary(report, arguments.output)))  # noqa: T201  # the summary is what the command is asked for
    if report.published is None:
        return NOT_BUILT
    return BUILT_WITH_PROBLEMS if report.problems else BUILT


def _summary(report: Report, output: Path) -> list[str]:
    """Return the lines that a build ends with."""
    kinds = ", ".join(f"{report.kinds[kind]} {kind}" for kind in KINDS if report.kinds.get(kind))
    lines = [f"Documents  {sum(report.kinds.values())} ({kinds})" if kinds else "Documents  0"]
    if report.published:
        done = report.published
        lines.append(f"Files      {done.written} written, {done.unchanged} unchanged, {done.removed} removed")
    levels = Counter(finding.level for _, finding in report.findings)
    found = ", ".join(f"{levels[level]} of level {level}" for level in ("error", "warning", "note") if levels[level])
    lines.append(f"Findings   {found or 'none'}")
    lines.append(f"Problems   {len(report.problems)}")
    lines.append(f"Seconds    {report.seconds:.2f}")
    lines += [f"Remark     {printable(remark)}" for remark in report.remarks]
    where = printable((output / "index.html").as_posix())
    lines.append(f"Published  {where}" if report.published else "Nothing was published.")
    return lines


def _inspect(arguments: argparse.Namespace) -> int:
    content: Path | None = arguments.content
    rules = Rules(read_settings(content), read_vocabulary(content)) if content else Rules.bare()
    documents, problems = read_capture(arguments.file, path=_path_in(arguments.file, content), rules=rules)
    for problem in problems:
        _complain(problem)
    sys.stdout.write(_as_json(documents) if arguments.json else _as_text(documents))
    if not documents:
        return NOT_BUILT
    return BUILT_WITH_PROBLEMS if problems else BUILT


def _path_in(file: Path, content: Path | None) -> str:
    if content and file.resolve().is_relative_to(content.resolve()):
        return file.resolve().relative_to(content.resolve()).as_posix()
    return file.name


def _as_json(documents: Sequence[ReadDocument]) -> str:
    records = [{**as_json(read.document), "decoded": read.decoded} for read in documents]
    return msgspec.json.format(msgspec.json.encode(records), indent=2).decode() + "\n"


def _as_text(documents: Sequence[ReadDocument]) -> str:
    """Return each record as lines of `field: value (origin, rule)`, safe to print on a terminal."""
    lines: list[str] = []
    for read in documents:
        document = read.document
        lines.append(f"{document.capture.path}: {document.kind}, {document.source_class}, {document.language}")
        for name in ("title", "subtitle", "author", "publisher", "published", "modified", "source_url", "summary"):
            value = getattr(document, name)
            if value is not None:
                lines.append(f"  {name}: {value.value} ({value.origin}, {value.rule})")
        lines += [f"  event: {event.value} ({event.origin})" for event in document.events]
        lines += [f"  tag: {tag.facet}/{tag.name} ({len(tag.mentions)})" for tag in document.tags]
        lines += [f"  repair: {r.before!r} to {r.after!r} ({r.rule}, {r.certainty})" for r in document.repairs]
        lines += [f"  finding: {f.code} ({f.level}): {f.explanation}" for f in document.findings]
        lines += [f"  {use.start}-{use.end} {use.use}" for use in document.account]
    return "".join(f"{printable(line)}\n" for line in lines)


def _complain(problem: Problem) -> None:
    sys.stderr.write(f"{problem}\n")
