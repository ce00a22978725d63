"""What the programs print in common: rows of Markdown tables, ratios, and with what they were measured."""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

__all__ = ["compared", "row", "setting"]


def row(cells: Sequence[str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join(cells)} |"


def compared(values: Sequence[float], form: str) -> Iterator[str]:
    """Yield each value, and behind all but the first how many times as much as the first it is.

    There is no ratio to what is not above zero: the difference of two builds may be.
    """
    yield format(values[0], form)
    for value in values[1:]:
        yield f"{value:{form}} ({_times(value / values[0])})" if values[0] > 0 else format(value, form)


def _times(ratio: float) -> str:
    """Return a ratio to two figures, `0.25×` or `1.5×`; from ten on whole, `12×`."""
    return f"{ratio:.{0 if ratio >= 10 else 1 if ratio >= 1 else 2}f}×"


def setting(packages: Sequence[str], rounds: int) -> str:
    """Return when, with what, and how often figures were measured."""
    taken = "one round" if rounds == 1 else f"the medians of {rounds} rounds"
    return (
        f"Measured on {datetime.now(tz=UTC):%Y-%m-%d} with {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(packages)}: {taken}. In brackets: how many times as much as "
        f"the first."
    )
