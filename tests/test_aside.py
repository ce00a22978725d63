"""Work done aside: the same bytes whether another process makes them, this one does, or the other one fails."""

import os
import threading
from contextlib import suppress

import pytest

from minmetals_site.aside import Task, can_fork, open_aside

PARENT = os.getpid()


def doubled(task: Task) -> bytes:
    """Return the task twice."""
    return task() * 2


def doubled_by_parent_alone(task: Task) -> bytes:
    """Return the task twice; any other process is ended at once, as the system does where memory runs out."""
    if os.getpid() != PARENT:
        os._exit(9)
    return doubled(task)


def refused_to_others(task: Task) -> bytes:
    """Return the task twice, with an error in any other process."""
    if os.getpid() != PARENT:
        raise ValueError
    return doubled(task)


@pytest.mark.parametrize("call", [doubled, doubled_by_parent_alone, refused_to_others])
@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("size", [0, 1, 1 << 20])
def test_the_answer_is_the_same_whoever_gives_it(call: object, size: int, *, alone: bool) -> None:
    """Tasks and answers of any length come through, also where the other process dies or fails."""
    assert callable(call)
    with open_aside(call, alone=alone) as ask:
        assert ask(b"x" * size)() == b"x" * size * 2


def test_another_process_does_the_work() -> None:
    """The call is made elsewhere unless it is to be made here, or the system cannot fork."""
    could = can_fork()
    for alone in (True, False):
        with open_aside(lambda task: task() + str(os.getpid()).encode(), alone=alone) as ask:
            assert (ask(b"")() == str(PARENT).encode()) is (alone or not could)


def test_two_work_at_once() -> None:
    """A process that is forked later holds the first one's pipe open, and neither waits for the other."""
    with open_aside(doubled) as first, open_aside(doubled) as second:
        answers = first(b"a"), second(b"b")
        assert [answer() for answer in answers] == [b"aa", b"bb"]


def test_an_error_of_the_call_is_raised_here() -> None:
    """What no process can do raises what it raises, where the answer is asked for."""

    def fail(task: Task) -> bytes:
        raise LookupError(task())

    with open_aside(fail) as ask, pytest.raises(LookupError, match="task"):
        ask(b"task")()


def test_nobody_is_left_behind() -> None:
    """A context that ends without having asked, or with an error, ends the other process too."""
    with suppress(KeyError), open_aside(doubled):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_process_with_threads_is_not_forked() -> None:
    """A thread may hold a lock that the forked process would wait for: this one does the work then."""
    ready = threading.Event()
    thread = threading.Thread(target=ready.wait)
    thread.start()
    try:
        assert not can_fork()
        with open_aside(refused_to_others) as ask:
            assert ask(b"a")() == b"aa"
    finally:
        ready.set()
        thread.join()
