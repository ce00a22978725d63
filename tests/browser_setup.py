"""Finds a browser of the Chromium family for the tests; run as a program, makes one available first.

An installed browser is used where there is one, so that nothing is fetched on most desks. Where none is, Debian's own
package is taken (as root), else the build that Playwright fetches. With `CI` set a missing browser is an error, so that
a browser test is never skipped in silence; elsewhere the tests that need it are skipped and say so.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

__all__ = ["NoBrowserError", "find_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PLAYWRIGHT = (sys.executable, "-m", "playwright")


class NoBrowserError(Exception):
    """Raised when no page can be opened on this machine; the message says why, and how to mend it."""


def find_browser() -> str:
    """Return the program of a browser that starts; the one that `CHROMIUM` names is taken before any other.

    Raises:
        NoBrowserError: if there is none, or Playwright, which drives it, does not start either.
    """
    if not _starts(*_PLAYWRIGHT):
        command = shlex.join((*_PLAYWRIGHT, "--version"))
        raise NoBrowserError(f"Playwright does not start. `{command}` says why; on Debian it may want libatomic1.")
    for program in _candidates():
        if _starts(program):
            return program
    raise NoBrowserError(
        "No Chromium or Chrome that starts was found. Install one, run `python -m playwright install chromium`, "
        "or name its program in the environment variable CHROMIUM."
    )


def _candidates() -> Iterator[str]:
    """Yield the programs to try, in order; Playwright's own need not be there."""
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from (found for name in (*_NAMES, *_ON_MACOS) if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        fetched = playwright.chromium.executable_path
    yield fetched


def _starts(*program: str) -> bool:
    """Return whether the program is more than a name: Ubuntu's `chromium-browser` may only ask for a snap."""
    try:
        return subprocess.run([*program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _ways_to_install() -> list[list[list[str]]]:
    """Return the ways to get a browser on this machine, each a list of commands, the likeliest first."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    fetch = [*_PLAYWRIGHT, "install", "chromium"]
    ways = [[[*fetch, "--with-deps"] if root and sys.platform == "linux" else fetch]]
    if root and Path("/etc/debian_version").is_file():
        # Playwright's own Node wants libatomic1; without a font there is no text to measure.
        install = ["apt-get", "install", "--yes", "--no-install-recommends"]
        ways.insert(0, [["apt-get", "update"], [*install, "chromium", "fonts-liberation", "libatomic1"]])
    return ways


def _carry_out(commands: list[list[str]]) -> None:
    """Run the commands in order, as far as they succeed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        sys.stdout.write(f"{shlex.join(command)}\n")
        sys.stdout.flush()
        if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
            return


def _reason_for_none() -> str | None:
    """Return why no page can be opened, or None where one can."""
    try:
        find_browser()
    except NoBrowserError as fault:
        return str(fault)
    return None


def main() -> int:
    """Return 0 where a browser is at hand or nothing depends on it, else 1."""
    reason = _reason_for_none()
    ways = [] if "CHROMIUM" in os.environ else _ways_to_install()
    while reason and ways:
        _carry_out(ways.pop(0))
        reason = _reason_for_none()
    if reason:
        sys.stderr.write(f"{reason}\n")
    return 1 if reason and os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())
