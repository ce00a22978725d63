"""Where the maps of a build run: in this process, and in others where there is enough to do.

The others come from a `concurrent.futures.Executor`, so that a cluster's can take its place. They are begun once, when
there is first enough to do, and stay to the end. So they are forked while this process is small: forked later, each
would come to copy what this one has in memory by then, as Python counts in every object who holds it (0.9 GB at 100,000
documents). What a map works with is therefore not inherited but handed over, to each process once.

This process works too, and does not only wait for the others.
"""

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

if TYPE_CHECKING:  # 30 ms, and a small build needs none of it
    from concurrent.futures import Executor, Future

__all__ = ["Job", "WorkerLostError", "Workers", "all_cores"]

Tools = TypeVar("Tools")
Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerLostError(Exception):
    """Raised when another process has ended before its work was done."""


class Job(NamedTuple, Generic[Tools, Task, Result]):
    """What is done to each of many tasks; functions of a module, as other processes know them by their names."""

    begin: Callable[[Tools], None]
    """Called in each process with the tools, before its first task."""
    tools: Tools
    """Pickled for other processes."""
    do: Callable[[Task], Result]
    """What is done to a task."""


class Workers:
    """The processes of one build: this one, and others once they are wanted; they end with the context."""

    def __init__(self, jobs: int | None) -> None:
        """Take so many processes, this one among them; None for one a core."""
        self.count = jobs or all_cores()
        self._stack = ExitStack()
        self._others: Executor | None = None
        self._folder = Path()
        self._jobs = 0

    def __enter__(self) -> Self:
        """Begin no process yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the others, once they have done what they are at."""
        self._stack.close()
        self._others = None
        gc.unfreeze()

    @property
    def are_begun(self) -> bool:
        """Whether other processes are there, and were forked before."""
        return self._others is not None

    def begin(self) -> None:
        """Begin the others now, as it is known that they will be wanted, and this process is small yet."""
        if self.count > 1 and self._others is None:
            self._begin_others().submit(os.getpid)  # with the first task come the processes

    def each(
        self, job: Job[Tools, Task, Result], tasks: Sequence[Task], *, alone: bool
    ) -> Iterator[tuple[int, Result]]:
        """Yield the place of each task, and what came of it, as they get done.

        Where there are other processes, this one begins at the end. With `alone` it does all: they would not be worth
        what it takes to begin them.

        Raises:
            WorkerLostError: if another process has ended.
            Exception: what a task raises; of several, what the first of them does.
        """
        job.begin(job.tools)  # before others are forked, which need not load then what this one has loaded
        if alone or self.count == 1:
            for place, task in enumerate(tasks):
                yield place, _tidy(job.do, task)
            return
        others = self._others or self._begin_others()
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  # see above

        tools = self._folder / f"{self._jobs}"
        self._jobs += 1
        tools.write_bytes(pickle.dumps((job.begin, job.tools), pickle.HIGHEST_PROTOCOL))
        try:
            yield from _Shared(others, 2 * (self.count - 1)).each(str(tools), job.do, tasks)
        except BrokenProcessPool as error:
            raise WorkerLostError from error
        finally:
            tools.unlink()

    def _begin_others(self) -> "Executor":
        import multiprocessing  # noqa: PLC0415  # see above
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

        # macOS has fork, and libraries that do not bear it.
        can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        context = multiprocessing.get_context("fork" if can_fork else "spawn")
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="minmetals-site-")))
        self._others = ProcessPoolExecutor(self.count - 1, context, _begin_process)
        self._stack.callback(self._others.shutdown, cancel_futures=True)
        return self._others


class _Shared:
    """Tasks that are shared out: others take the first ones, this process the last ones."""

    def __init__(self, others: "Executor", ahead: int) -> None:
        self._others = others
        self._ahead = ahead
        """Tasks handed to the others: one each to work on, and one to go on with while this process is busy."""
        self._running: dict[Future[Any], int] = {}
        self._errors: dict[int, BaseException] = {}

    def each(self, tools: str, do: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield the place of each task, and what came of it."""
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415  # see above

        waiting = deque(enumerate(tasks))
        while waiting or self._running:
            while waiting and len(self._running) < self._ahead:
                place, task = waiting.popleft()
                self._running[self._others.submit(_do, tools, do, task)] = place
            if waiting:
                place, task = waiting.pop()
                try:
                    result = _tidy(do, task)
                except Exception as error:  # noqa: BLE001  # whatever a task raises; it is raised again below
                    self._errors[place] = error
                else:
                    yield place, result
            else:
                wait(self._running, return_when=FIRST_COMPLETED)
            yield from self._done()
            if self._errors:
                waiting.clear()
        if self._errors:
            raise self._errors[min(self._errors)]

    def _done(self) -> Iterator[tuple[int, Any]]:
        for future in [future for future in self._running if future.done()]:
            place = self._running.pop(future)
            error = future.exception()
            if error:
                self._errors[place] = error
            else:
                yield place, future.result()


def _tidy(do: Callable[[Task], Result], task: Task) -> Result:
    """Do a task in this process, and put away what it leaves in circles, as parsed pages and templates do.

    The collector is off here during a build (`builds.without_collector`): at 10,000 documents, what is left would be
    100 MB. What was there before the task is frozen, so that the collector does not look at it.
    """
    gc.freeze()
    try:
        return do(task)
    finally:
        gc.collect()


def all_cores() -> int:
    """Return how many processes can work at once on this machine, of the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# In another process


_begun: list[str] = []
"""The tools that this process has, as the last item."""


def _begin_process() -> None:
    """Begin: what this process has from its parent is nothing that its collector need look at, and it ends with it."""
    from threading import Thread  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent does, however that came: an orphan would hold its locks for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _do(tools: str, do: Callable[[Any], Any], task: object) -> object:
    if _begun != [tools]:
        begin, given = pickle.loads(Path(tools).read_bytes())  # noqa: S301  # which this process's parent has made
        begin(given)
        _begun[:] = [tools]
    return do(task)
