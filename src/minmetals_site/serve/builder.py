"""A process that builds when it is told to, and stays: what it has loaded need not be loaded for the next build.

It has no threads, so that a large build may fork processes of its own, and the pages are served meanwhile by a process
that has nothing else to do. The two talk through a pipe: an empty message asks for a build, an `Outcome` answers.
"""

import multiprocessing
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, NoReturn, Self

from minmetals_site.builds import build_site
from minmetals_site.errors import Problem, SiteError, printable
from minmetals_site.report import Report

__all__ = ["Builder", "Order", "Outcome"]

_PATIENCE = 10
"""Seconds that a build has to put its things away when the preview ends."""


class Order(NamedTuple):
    """What is built."""

    content: Path
    output: Path
    templates: Path | None
    cache: Path


class Outcome(NamedTuple):
    """How a build went."""

    is_changed: bool
    """Whether the site in the output folder is another than before."""
    heading: str
    """What the messages are about; empty where there are none."""
    messages: tuple[str, ...]
    """What kept the site from being built, or captures out of it; no terminal obeys them."""
    summary: str
    """A line for the terminal."""


class Builder:
    """Builds one site again and again."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._process: BaseProcess | None = None

    def __enter__(self) -> Self:
        """Start the process, which loads what it needs while its caller does something else."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, also in the middle of a build."""
        if self._process:
            self._process.terminate()
            self._process.join(_PATIENCE)
            self._process.kill()

    def build(self) -> Outcome:
        """Return how a build went, after it has ended."""
        if self._process is None:
            self._start()
        try:
            self._connection.send(None)
            answer = self._connection.recv()
        except (EOFError, OSError):
            self._process = None
            return _failed("The process of the build was ended by the system, as it does where memory runs out.")
        assert isinstance(answer, Outcome)  # noqa: S101  # what is at the other end is below
        return answer

    def _start(self) -> None:
        # Not forked, as this process may have threads; on a pipe's other end nobody else holds it is seen to be shut.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._order), name="minmetals-site build")
        self._process.start()
        theirs.close()


def _work(connection: Connection, order: Order) -> None:
    """Build whenever asked to, until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to every process; the first one sees to it
    signal.signal(signal.SIGTERM, _leave)
    # So that the first build finds all of it loaded.
    import minmetals_site.loader  # noqa: PLC0415
    import minmetals_site.pipeline  # noqa: PLC0415

    minmetals_site.pipeline.load_makers()

    while True:
        try:
            connection.recv()
            connection.send(_build(order))
        except (EOFError, OSError):
            return


def _leave(number: int, frame: object) -> NoReturn:  # noqa: ARG001  # what a handler is given
    """Leave a build as an error does: what was staged is put away, and tasks that have not begun are dropped."""
    sys.exit()


def _build(order: Order) -> Outcome:
    try:
        report = build_site(
            order.content, order.output, templates=order.templates, cache=order.cache, keep_permalinks=False
        )
    except SiteError as error:
        return _failed(str(error))
    except Exception as error:  # noqa: BLE001  # a fault of ours must not end the preview
        return _failed(printable(f"The program failed: {type(error).__name__}: {error}"))
    return _built(report, order.content.as_posix())


def _failed(message: str) -> Outcome:
    heading = "The site cannot be built; this is the last one that could"
    return Outcome(is_changed=False, heading=heading, messages=(message,), summary="Not built")


def _built(report: Report, content: str) -> Outcome:
    done = report.published
    assert done is not None  # noqa: S101  # as it is without `strict`
    problems = tuple([str(_named(problem, content)) for problem in report.problems])
    heading = "Left out of the site, as it cannot be read" if problems else ""
    files = f"{done.written:,} written, {done.unchanged:,} unchanged, {done.removed:,} removed"
    return Outcome(bool(done.written or done.removed), heading, problems, f"Built      {files}; {report.seconds:.2f} s")


def _named(problem: Problem, content: str) -> Problem:
    """Return a problem whose file is named as the user would type it."""
    return problem._replace(place=problem.place._replace(file=f"{content}/{problem.place.file}"))
