"""How far a build is, on a terminal: a bar there, a line a stage where the words go elsewhere.

A bar is drawn at most ten times a second, and only for a stage that takes a while: rich, which draws it, takes 50 ms
to load. It draws when it is told to and has no thread of its own, as processes are forked meanwhile.
"""

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["TerminalProgress"]

_WORTH_SHOWING = 200
"""Things to do from which a stage takes longer than the telling of it."""
_BETWEEN = 0.1
"""Seconds from one drawing to the next."""


class TerminalProgress:
    """Tells a stream how far a build is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tuple[Bar, TaskID] | None = None
        self._left = 0
        self._drawn = 0.0

    def begin(self, stage: str, total: int) -> None:
        """Say that a stage begins."""
        self._end()
        if total < _WORTH_SHOWING:
            return
        if not self._stream.isatty():
            self._stream.write(f"{stage} {total:,}\n")
            return
        from rich.console import Console  # noqa: PLC0415  # see above
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(file=self._stream), auto_refresh=False, transient=True)
        self._bar = (bar, bar.add_task(stage, total=total))
        self._left = total
        bar.start()

    def advance(self, count: int) -> None:
        """Say that so many more things are done."""
        if self._bar is None:
            return
        bar, task = self._bar
        bar.advance(task, count)
        self._left -= count
        if self._left <= 0:
            self._end()
        elif time.monotonic() - self._drawn >= _BETWEEN:
            self._drawn = time.monotonic()
            bar.refresh()

    def _end(self) -> None:
        if self._bar:
            self._bar[0].stop()
            self._bar = None
