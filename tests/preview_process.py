"""The preview as its user starts it: a process of its own, on a free port."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import NamedTuple

__all__ = ["RunningPreview", "running_preview", "start_preview"]

PATIENCE = 60
"""Seconds after which something that has not happened will not: no test waits so long that passes."""


class RunningPreview(NamedTuple):
    """A preview that serves."""

    process: subprocess.Popen[str]
    origin: str
    """`http://127.0.0.1:PORT`."""
    output: Queue[str]
    """What it prints, line by line."""

    def wait_for(self, beginning: str) -> str:
        """Return the next line that begins so."""
        seen: list[str] = []
        while True:
            try:
                line = self.output.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"no line began with {beginning!r}, but: {seen}") from None
            if line.startswith(beginning):
                return line
            seen.append(line)

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def start_preview(*options: object, folder: Path) -> subprocess.Popen[str]:
    """Return the process of a preview, started in a folder."""
    command = [sys.executable, "-m", "minmetals_site", "serve", *map(str, options)]
    source = Path(__file__).resolve().parent.parent / "src"
    return subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.fspath(source)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def running_preview(*options: object, folder: Path) -> Iterator[RunningPreview]:
    """Yield a preview that has begun to serve the folder's `content`; it is ended in any case."""
    process = start_preview("--port", 0, *options, folder=folder)
    output: Queue[str] = Queue()
    reader = Thread(target=_read, args=(process, output))
    reader.start()
    try:
        running = RunningPreview(process, "", output)
        origin = running.wait_for("Serving").split()[1].rstrip("/")
        yield running._replace(origin=origin)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reader.join()


def _read(process: subprocess.Popen[str], output: Queue[str]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            output.put(line.rstrip("\n"))
