"""Work that another process does while this one goes on with its own: one call, whose bytes are waited for at the end.

`workers.py` is for maps, and has to be loaded first (30 ms); this is for the few things of a small build that need not
come one after the other. A process is forked, so that nothing need be handed over. Where that cannot be, or the other
process fails, this one makes the call when it wants the answer: it is the same in any case.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NoReturn

__all__ = ["Answer", "Task", "can_fork", "open_aside"]

Task = Callable[[], bytes]
"""Returns a task, once it has been handed over."""
Answer = Callable[[], bytes]
"""Returns the answer, once it has been made."""
_LENGTH = 8
"""Bytes that tell how long a task is."""
_WHOLE = b"."
"""Stands behind an answer that was made to its end."""


def can_fork() -> bool:
    """Return whether this process may be forked: not by macOS, whose libraries do not bear it, nor with threads."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


@contextmanager
def open_aside(call: Callable[[Task], bytes], *, alone: bool = False) -> Iterator[Callable[[bytes], Answer]]:
    """Yield what hands a task over, once, and returns what waits for the bytes that `call` returns for it.

    Unless it is to be `alone`, another process makes the call, and at once: what it is given waits for the task, so
    that the process can get ready meanwhile. When the context ends, nothing is waited for.
    """
    if alone or not can_fork():
        yield lambda task: lambda: call(lambda: task)
        return
    (tasks, giving), (answers, answering) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(giving)
        os.close(answers)
        _answer(call, tasks, answering)
    os.close(tasks)
    os.close(answering)
    with open(giving, "wb") as to_child, open(answers, "rb") as from_child:  # noqa: PTH123  # numbers are no paths

        def ask(task: bytes) -> Answer:
            with suppress(BrokenPipeError), to_child:
                to_child.write(len(task).to_bytes(_LENGTH, "big") + task)
            return lambda: _whole(from_child.read()) or call(lambda: task)

        try:
            yield ask
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _whole(data: bytes) -> bytes:
    """Return an answer that was made to its end; nothing of another."""
    return data[: -len(_WHOLE)] if data.endswith(_WHOLE) else b""


def _task(stream: BinaryIO) -> bytes:
    """Return the task; its length comes first, as a process that is forked later holds the pipe open too."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError  # whoever was to hand it over has ended
    return stream.read(int.from_bytes(head, "big"))


def _answer(call: Callable[[Task], bytes], tasks: int, answering: int) -> NoReturn:
    """Answer, and end at once: nothing that the parent has open or has yet to do is this process's."""
    status = 1
    try:
        with open(tasks, "rb") as stream, open(answering, "wb") as answer:
            answer.write(call(lambda: _task(stream)) + _WHOLE)
        status = 0
    finally:
        os._exit(status)
