"""Where the two maps of the build run: in this process, or in several, through one interface.

That interface is `concurrent.futures.Executor`, so that a cluster's executor can take its place. What a map works with
is handed to each worker once, before its first task, and not with every task.

This process works too, and does not only wait for the others: each process comes to copy most of the memory that it
shares with this one when it is forked, as Python counts in every object who holds it.
"""

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

__all__ = ["InThisProcess", "WithOthers", "all_cores", "open_workers"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Tools = TypeVar("Tools")


class InThisProcess(Executor):
    """An executor without processes: each task is done when it is handed in."""

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Return the future of a task that is done."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # whoever asks for the result gets it, as from any executor
            future.set_exception(error)
        return future


class WithOthers(Executor):
    """An executor of this process and of others, of which `map` is done by all of them."""

    def __init__(self, others: Executor, count: int) -> None:
        self._others = others
        self._ahead = 2 * count
        """Tasks handed to the others: one each to work on, and one to go on with while this process is busy."""

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Return the future of a task that another process does."""
        return self._others.submit(fn, *args, **kwargs)

    def map(
        self, fn: Callable[..., Result], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[Result]:
        """Yield the results in the order of the tasks; `timeout` and `chunksize` are of no use here."""
        del timeout, chunksize
        waiting = deque(enumerate(zip(*iterables, strict=False)))
        running: dict[Future[Result], int] = {}
        done: dict[int, Future[Result]] = {}
        wanted = 0
        while waiting or running or done:
            while waiting and len(running) < self._ahead:
                index, task = waiting.popleft()
                running[self._others.submit(fn, *task)] = index
            if waiting:
                index, task = waiting.popleft()
                done[index] = InThisProcess().submit(fn, *task)
            elif running:
                wait(running, return_when=FIRST_COMPLETED)
            for future in [future for future in running if future.done()]:
                done[running.pop(future)] = future
            while wanted in done:
                yield done.pop(wanted).result()
                wanted += 1


def all_cores() -> int:
    """Return how many processes can work at once on this machine, of the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def open_workers(jobs: int | None, begin: Callable[[Tools], None], tools: Tools) -> Iterator[Executor]:
    """Yield an executor of so many processes, this one among them, in each of which `begin` is called with the tools.

    With one job that is this process alone; with None there is a process for each core. Where processes can be forked
    they share the tools' memory, and nothing is copied; elsewhere (Windows, and macOS, whose libraries do not bear it)
    the tools are pickled.
    """
    jobs = jobs or all_cores()
    begin(tools)
    if jobs == 1:
        with InThisProcess() as executor:
            yield executor
        return
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    with ProcessPoolExecutor(jobs - 1, context, _begin, (begin, tools)) as others:
        yield WithOthers(others, jobs - 1)


def _begin(begin: Callable[[Tools], None], tools: Tools) -> None:
    """Begin in a process of its own: what it has from its parent is nothing that its collector need look at."""
    gc.freeze()
    gc.enable()
    begin(tools)
