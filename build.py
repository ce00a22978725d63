"""The door: publishes the site, from a plain clone as from anywhere else.

`python build.py [options]` is `minmetals-site build [options]` with the package of this checkout, whatever version of
it is installed. What it needs first is checked here, so that a new clone answers in a line and not with a traceback.
"""

import sys
from pathlib import Path

_NOT_BUILT = 2


def main() -> int:
    """Return the exit status of the build: 0 built, 1 built with problems, 2 not built."""
    if sys.version_info < (3, 11):  # noqa: UP036  # the one file that an older Python gets to read
        return _refuse("this is Python {}.{}".format(*sys.version_info))
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    try:
        from minmetals_site.cli import run  # noqa: PLC0415  # the checkout is on the path only now
    except ModuleNotFoundError as fault:
        if (fault.name or "").startswith("minmetals_site"):
            raise
        return _refuse(f"the library {fault.name} is not installed")
    return run(["build", *sys.argv[1:]])


def _refuse(reason: str) -> int:
    sys.stderr.write(f"build.py: {reason}. Run `make site`, or `pip install -e .` with Python 3.11 or later.\n")
    return _NOT_BUILT


if __name__ == "__main__":
    raise SystemExit(main())
