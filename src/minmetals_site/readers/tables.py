"""Tables of a text copy: rows on lines of their own, their cells parted by tabs or by upright strokes.

Two lines and more on end that are parted alike are a table. One such line alone is none, nor are strokes that stand at
one place of a line only: `Share | Print` is no row.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from minmetals_site.text.html import escape
from minmetals_site.text.traced import Traced

__all__ = ["Table", "find_tables"]

_STROKES = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:+=-]+")
"""Matches the line under the head of a table, `|---|---|`; refuses a row."""
_FIGURES = re.compile(r"[\s+−–-]*(?:[A-Z]{0,3}[$€£¥]?\s?)?[\d.,]+\s?%?")
"""Matches `61,400`, `-4%` and `US$412`; refuses `Q3 2025`."""
_FEWEST_STROKES = 2


class Table(NamedTuple):
    """A stretch of lines that is a table."""

    start: int
    end: int
    """Exclusive."""
    rows: tuple[tuple[Traced, ...], ...]
    dividers: tuple[Traced, ...]
    """What stood between the cells, other than white space."""

    @property
    def text(self) -> Traced:
        """Rows on lines of their own, cells parted by tabs."""
        return Traced.join((Traced.join(row, "\t") for row in self.rows), "\n")

    @property
    def html(self) -> str:
        """The table, its first row as its head where figures stand under words."""
        width = max(len(row) for row in self.rows)
        has_head = len(self.rows) > 1 and not any(_FIGURES.fullmatch(cell.text) for cell in self.rows[0])
        has_head = has_head and any(_FIGURES.fullmatch(cell.text) for row in self.rows[1:] for cell in row)
        rows = [_row(row, width, "th" if has_head and not number else "td") for number, row in enumerate(self.rows)]
        if has_head:
            return f"<table><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"
        return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _row(cells: Sequence[Traced], width: int, name: str) -> str:
    texts = [escape(cell.text) for cell in cells] + [""] * (width - len(cells))
    return f"<tr>{''.join(f'<{name}>{text}</{name}>' for text in texts)}</tr>"


def find_tables(lines: Sequence[Traced]) -> list[Table]:
    """Return the tables among lines, in order."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        sign = "\t" if "\t" in lines[at].text else "|" if lines[at].text.count("|") >= _FEWEST_STROKES else ""
        end = at + 1
        if sign:
            strokes = lines[at].text.count("|")
            while end < len(lines) and (
                "\t" in lines[end].text if sign == "\t" else lines[end].text.count("|") == strokes
            ):
                end += 1
            if end - at > 1:
                found.append(_table(lines, at, end, sign))
        at = end
    return found


def _table(lines: Sequence[Traced], start: int, end: int, sign: str) -> Table:
    rows: list[tuple[Traced, ...]] = []
    dividers: list[Traced] = []
    for line in lines[start:end]:
        if sign == "|" and _RULE.fullmatch(line.text):
            dividers.append(line)
            continue
        cells: list[Traced] = []
        at = 0
        pattern = _STROKES if sign == "|" else _TABS
        for divider in (*pattern.finditer(line.text), None):
            cell = line.slice(at, divider.start() if divider else len(line)).collapsed()
            if cell.text or 0 < at < len(line):
                cells.append(cell)
            if divider:
                dividers.append(line.slice(*divider.span()))
                at = divider.end()
        rows.append(tuple(cells))
    return Table(start, end, tuple(rows), tuple(dividers))


_TABS = re.compile(r"[ \u00a0]*\t[ \u00a0]*")
