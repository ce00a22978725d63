"""Where the two maps of the build run: in this process, or in several, through one interface.

That interface is `concurrent.futures.Executor`, so that a cluster's executor can take its place. What a map works with
is handed to each worker once, before its first task, and not with every task.
"""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

__all__ = ["InThisProcess", "all_cores", "open_workers"]

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


def all_cores() -> int:
    """Return how many processes can work at once on this machine, of the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def open_workers(jobs: int | None, begin: Callable[[Tools], None], tools: Tools) -> Iterator[Executor]:
    """Yield an executor of so many processes, in each of which `begin` has been called with the tools.

    With one job that is this process; with None there is a process for each core. Where processes can be forked they
    share the tools' memory, and nothing is copied; elsewhere (Windows, and macOS, whose libraries do not bear it) the
    tools are pickled.
    """
    jobs = jobs or all_cores()
    if jobs == 1:
        begin(tools)
        with InThisProcess() as executor:
            yield executor
        return
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (begin, tools)) as executor:
        yield executor


def _begin(begin: Callable[[Tools], None], tools: Tools) -> None:
    """Begin in a process of its own: what it has from its parent is nothing that its collector need look at."""
    gc.freeze()
    gc.enable()
    begin(tools)
