"""Drives an installed Firefox by its own protocol (Marionette), as Playwright drives only one of its own build.

No more than the tests of the search ask for: open an address, and run a script there.
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["Firefox", "find_firefox", "open_firefox"]

_START = 60  # seconds
_SCRIPT = 60_000  # milliseconds


def find_firefox() -> str | None:
    """Return the program of an installed Firefox, if there is one."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """A window."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._last = 0
        self._answer()  # its greeting
        self._command("WebDriver:NewSession", {})
        self._command("WebDriver:SetTimeouts", {"script": _SCRIPT})

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self._command("WebDriver:Navigate", {"url": address})

    def evaluate(self, function: str, *arguments: object) -> Any:  # noqa: ANN401  # whatever JSON holds
        """Return what an asynchronous function of the page's own world returns."""
        script = f"const done = arguments[arguments.length - 1]; ({function})(...arguments).then(done)"
        found = self._command(
            "WebDriver:ExecuteAsyncScript", {"script": script, "args": list(arguments), "sandbox": None}
        )
        return found["value"]

    def _command(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._last += 1
        message = json.dumps([0, self._last, name, parameters]).encode()
        self._connection.sendall(b"%d:%b" % (len(message), message))
        _, _, fault, found = self._answer()
        assert fault is None, fault
        answer: dict[str, Any] = found
        return answer

    def _answer(self) -> Any:  # noqa: ANN401  # whatever JSON holds
        length = b""
        while (sign := self._connection.recv(1)) != b":":
            assert sign, "Firefox has gone"
            length += sign
        data = b""
        while len(data) < int(length):
            data += self._connection.recv(int(length) - len(data))
        return json.loads(data)


@contextmanager
def open_firefox(program: str) -> Iterator[Firefox]:
    """Give a window of a headless Firefox with a profile of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', "utf-8")
        switches = ["--headless", "--marionette", "--no-remote", "--profile", profile]
        with subprocess.Popen([program, *switches], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                with _connected(port) as connection:
                    yield Firefox(connection)
            finally:
                process.terminate()


def _connected(port: int) -> socket.socket:
    """Return a connection, as soon as the browser listens."""
    end = time.monotonic() + _START
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
