"""Where the maps of a build run: the same results in this process and in others, faults included."""

import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from minmetals_site.errors import CaptureError, Place
from minmetals_site.workers import all_cores, open_workers

_tools: list[int] = []


def begin(tools: int) -> None:
    """Take the tools."""
    _tools[:] = [tools]


def use(number: int) -> tuple[int, bool]:
    """Return what the tools make of a number, and whether another process did it."""
    return number * _tools[0], os.getpid() == PARENT


def fail(number: int) -> int:
    """Raise an error of ours."""
    raise CaptureError(Place("a.txt", number), "it cannot be read", "Mend it.")


def die(number: int) -> int:
    """End another process at once, as the system does where memory runs out."""
    if os.getpid() != PARENT:
        os._exit(9)
    return number


PARENT = os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    """Each task is done with the tools, in this process alone where there is one job, and results keep their order."""
    with open_workers(jobs, begin, 3) as executor:
        made = list(executor.map(use, range(20)))
    assert [value for value, _ in made] == list(range(0, 60, 3))
    assert {here for _, here in made} == ({True} if jobs == 1 else {True, False})


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_come_back_whole(jobs: int) -> None:
    """An error says the same wherever it was raised."""
    with open_workers(jobs, begin, 3) as executor, pytest.raises(CaptureError, match=r"a\.txt:7: it cannot be read"):
        list(executor.map(fail, [7]))


def test_a_process_that_dies_is_noticed() -> None:
    """A build does not wait for ever for a process that is gone."""
    with open_workers(2, begin, 3) as executor, pytest.raises(BrokenProcessPool):
        list(executor.map(die, [1, 2]))


def test_an_error_ends_the_work() -> None:
    """Of many tasks that fail, the first is told, and the rest are not waited for."""
    with open_workers(2, begin, 3) as executor, pytest.raises(CaptureError, match=r"a\.txt:0:"):
        list(executor.map(fail, range(50)))


def test_all_cores_is_at_least_one() -> None:
    """There is always a core to work on, and never more than the machine has."""
    assert 1 <= all_cores() <= (os.cpu_count() or 1)
