"""Where the maps of a build run: the same results in this process and in others, faults included."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from minmetals_site.errors import CaptureError, Place
from minmetals_site.workers import Job, WorkerLostError, Workers, all_cores

_tools: list[int] = []
PARENT = os.getpid()


def begin(tools: int) -> None:
    """Take the tools."""
    _tools[:] = [tools]


def use(number: int) -> tuple[int, int]:
    """Return what the tools make of a number, and the process that did it."""
    return number * _tools[0], os.getpid()


def fail(number: int) -> int:
    """Raise an error of ours."""
    raise CaptureError(Place("a.txt", number), "it cannot be read", "Mend it.")


def die(number: int) -> int:
    """End another process at once, as the system does where memory runs out."""
    if os.getpid() != PARENT:
        os._exit(9)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_each_task_is_done_once(jobs: int) -> None:
    """Each task is done with the tools, and its place has what came of it; one job is this process alone."""
    with Workers(jobs) as workers:
        made = dict(workers.each(Job(begin, 3, use), range(40), alone=False))
    assert {place: value for place, (value, _) in made.items()} == {place: 3 * place for place in range(40)}
    assert ({process for _, process in made.values()} == {PARENT}) == (jobs == 1)


def test_others_stay_and_take_up_new_tools() -> None:
    """Processes do one job after the other, each with its own tools; what is not worth them is done in this one."""
    with Workers(2) as workers:
        first = [done for _, done in workers.each(Job(begin, 3, use), range(20), alone=False)]
        alone = [done for _, done in workers.each(Job(begin, 4, use), [1, 2], alone=True)]
        second = [done for _, done in workers.each(Job(begin, 5, use), range(20), alone=False)]
    assert alone == [(4, PARENT), (8, PARENT)]
    assert sorted(value for value, _ in second) == list(range(0, 100, 5))
    assert {process for _, process in first} == {process for _, process in second} != {PARENT}


def test_others_can_be_begun_before_there_is_work() -> None:
    """What is begun early does what comes later, and ends with the context also where nothing comes."""
    with Workers(2) as workers:
        workers.begin()
        made = dict(workers.each(Job(begin, 3, use), range(20), alone=False))
    assert [made[place][0] for place in range(20)] == list(range(0, 60, 3))
    with Workers(2) as workers, Workers(1) as alone:
        workers.begin()
        alone.begin()
    assert not multiprocessing.active_children()


def test_this_process_begins_at_the_end() -> None:
    """The last task is not handed over: what is dear to hand over can be put there."""
    with Workers(3) as workers:
        made = dict(workers.each(Job(begin, 3, use), range(50), alone=False))
    assert made[49][1] == PARENT
    assert made[0][1] != PARENT


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_come_back_whole(jobs: int) -> None:
    """An error says the same wherever it was raised."""
    with Workers(jobs) as workers, pytest.raises(CaptureError, match=r"a\.txt:7: it cannot be read"):
        list(workers.each(Job(begin, 3, fail), [7], alone=False))


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_error_is_told(jobs: int) -> None:
    """Of many tasks that fail, the first is told, and the rest are not waited for."""
    with Workers(jobs) as workers, pytest.raises(CaptureError, match=r"a\.txt:0:"):
        list(workers.each(Job(begin, 3, fail), range(50), alone=False))


def test_a_process_that_dies_is_noticed() -> None:
    """A build does not wait for ever for a process that is gone."""
    with Workers(2) as workers, pytest.raises(WorkerLostError):
        list(workers.each(Job(begin, 3, die), [1, 2], alone=False))


_ORPHAN = """
import os, sys
sys.path.insert(0, sys.argv[1])
from test_workers import Job, Workers, begin, use

with Workers(2) as workers:
    made = list(workers.each(Job(begin, 3, use), range(20), alone=False))
    print(next(process for _, (_, process) in made if process != os.getpid()), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no system calls of this kind")
def test_others_end_with_a_build_that_is_killed() -> None:
    """A process that outlived its build would hold its locks, and no other build could begin."""
    command = (sys.executable, "-c", _ORPHAN, str(Path(__file__).parent))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        build.stdout.readline()
        build.kill()
        # The other process holds the pipe open for as long as it is there.
        assert build.stdout.read() == ""


def test_all_cores_is_at_least_one() -> None:
    """There is always a core to work on, and never more than the machine has."""
    assert 1 <= all_cores() <= (os.cpu_count() or 1)
