"""What a command costs: seconds, processor time and memory, of all the processes that it starts.

Processor time is what the operating system charges to the command and to all that it has waited for, user and system.

Memory is the most that was in use at one moment. Of a single process the operating system keeps that figure itself, and
nothing is sampled. Where there are several, their sum matters, and pages that they share must count once: so the
proportional share (Pss) of each is added up five times a second, from `/proc`; more often would slow the builds down
that are measured. A peak between two samples may be missed. Only Linux tells it; elsewhere the figure is that of the
largest process, and too low for several.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

__all__ = ["Cost", "measure"]

_PAUSE = 0.2
"""Seconds between two samples of the memory, of which each takes about 5 ms from the builds."""
_PROC = Path("/proc")
_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of `ru_maxrss`."""


class Cost(NamedTuple):
    """What one run of a command cost."""

    seconds: float
    cpu: float
    """Seconds, user and system, of all processes."""
    memory: float
    """Bytes, at the highest, of all processes together."""


class CommandError(Exception):
    """A command ended with another status than 0; the message holds the end of what it said."""


def measure(command: Sequence[str | Path], folder: Path, log: Path) -> Cost:
    """Return what the command cost, run in `folder`; what it prints goes to `log`.

    Raises:
        CommandError: if it fails.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        # a session of its own, by which its processes are known
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    sampler.stop()
    if process.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandError(f"{' '.join(map(str, command))} ended with status {process.returncode}:\n{end}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss * _MAXRSS, sampler.peak))


class _Sampler(threading.Thread):
    """Keeps the highest memory of a session's processes, while they are several."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Sample until stopped."""
        while not self.ended.wait(_PAUSE):
            processes = list(_processes(self.session))
            if len(processes) > 1:
                self.peak = max(self.peak, sum(map(_proportional, processes)))

    def stop(self) -> None:
        """Stop sampling."""
        self.ended.set()
        self.join()


def _processes(session: int) -> Iterator[Path]:
    """Yield the processes of a session; none where there is no `/proc`."""
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError, IndexError):
            # the name, in brackets, may hold spaces: what follows is state, parent, group, session (proc(5))
            if int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[3]) == session:
                yield folder


def _proportional(process: Path) -> int:
    """Return a process's memory in bytes, each page divided among those that share it; 0 where it has ended."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
