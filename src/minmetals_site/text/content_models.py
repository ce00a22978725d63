"""Clean HTML -> the same with its tables and lists of terms made whole, as the HTML Standard has them.

Captured tables are ragged, join cells over rows and columns that are not there, or have rows of nothing; captured lists
of terms lack the terms. Browsers show that somehow, and each as it likes; screen readers count columns that no cell is
in. So a short row gets the empty cells that it lacks, a joined cell the width and height that it has, a row without
cells goes, and what is no list of terms becomes a list. No word is added, lost or moved.

What comes in has passed the cleaner: every tag is closed, attributes stand in double quotes, and a `<` is a tag.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

__all__ = ["made_whole"]

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>"]+(?:="[^"]*")?)*)>')
"""Matches `</td>` and `<td colspan="2">`; refuses `&lt;td>`."""
_SPAN = re.compile(r' (col|row)span="([0-9]+)"')
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_MOST_REACHING = 64
"""Cells that may reach down into one row: more than in any table, and few enough that none takes long."""


class _Cell(Struct):
    """A cell, and what it takes."""

    tag: int
    columns: int
    rows: int
    start: int = 0
    end: int = 0
    """Column behind it."""


class _Row(Struct):
    """A row of a table."""

    tag: int
    cells: list[_Cell]
    end_tag: int = 0
    end: int = 0
    """Column behind its last cell."""
    beyond: "Sequence[_Reaching]" = ()
    """Cells of the rows above that reach into it behind that."""


class _Reaching(NamedTuple):
    """A cell that reaches down into further rows."""

    start: int
    end: int
    last: int
    """Number of the last row that it reaches into."""


class _Group(Struct):
    """A head, a body or a foot of a table."""

    tag: int
    rows: list[_Row]
    end_tag: int = 0


def made_whole(html: str) -> str:
    """Return clean HTML with tables whose rows are all as wide, and lists of terms that have terms and meanings.

    >>> made_whole("<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>")
    '<table><tbody><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></tbody></table>'
    """
    tags = list(_TAG.finditer(html))
    walk = _Walk(tags)
    for number in range(len(tags)):
        walk.step(number)
    parts, at = [], 0
    for number, written in sorted(walk.written.items()):
        parts += [html[at : tags[number].start()], written]
        at = tags[number].end()
    return "".join([*parts, html[at:]])


class _Walk:
    """The way along the tags of a fragment; tables and lists of terms may hold others."""

    def __init__(self, tags: Sequence[re.Match[str]]) -> None:
        self.written: dict[int, str] = {}
        """What is written in place of a tag, by the tag's number."""
        self._tags = tags
        self._tables: list[list[_Group]] = []
        self._terms: list[list[int]] = []
        """Of each open list of terms, the numbers of its own tags."""
        self._labels = 0
        """How many terms and header cells are open: no heading may stand in one."""

    def step(self, number: int) -> None:
        """Go past a tag."""
        tag = self._tags[number]
        name, is_end = tag[2], bool(tag[1])
        if name == "table":
            self._table(is_end=is_end)
        elif name in {"dl", "dt", "dd"}:
            self._term(number, name, is_end=is_end)
        elif name in _HEADINGS and self._labels:
            self.written[number] = f"<{tag[1]}b>"
        elif self._tables:
            self._table_part(number, name, is_end=is_end)
        if name in {"dt", "th"}:
            self._labels += -1 if is_end else 1

    def _table(self, *, is_end: bool) -> None:
        if not is_end:
            self._tables.append([])
        elif self._tables:
            for number, written in _table_tags(self._tables.pop(), self._tags):
                self.written[number] = written

    def _table_part(self, number: int, name: str, *, is_end: bool) -> None:
        groups = self._tables[-1]
        parts: list[_Group] | list[_Row] = groups[-1].rows if groups and name not in _GROUPS else groups
        if is_end and name in {*_GROUPS, "tr"} and parts:
            parts[-1].end_tag = number
        elif is_end:
            return
        elif name in _GROUPS:
            groups.append(_Group(number, []))
        elif name == "tr" and groups:
            groups[-1].rows.append(_Row(number, []))
        elif name in {"td", "th"} and groups and groups[-1].rows:
            spans = _spans(self._tags[number][3])
            groups[-1].rows[-1].cells.append(_Cell(number, spans.get("col", 1), spans.get("row", 1)))

    def _term(self, number: int, name: str, *, is_end: bool) -> None:
        if name == "dl" and not is_end:
            self._terms.append([])
        if self._terms:
            self._terms[-1].append(number)
        if name == "dl" and is_end and self._terms:
            for place, written in _term_tags(self._terms.pop(), self._tags):
                self.written[place] = written


def _term_tags(numbers: Sequence[int], tags: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield what is written in place of the tags of one list of terms, its own tags first and last among them."""
    first, *parts, last = numbers
    names = [tags[number][2] for number in parts]
    if len(set(names)) == 1:  # terms alone, or meanings alone
        for number in numbers:
            tag = tags[number]
            yield number, f"<{tag[1]}{'ul' if number in {first, last} else 'li'}{tag[3]}>"
    elif names:
        if names[0] == "dd":
            yield first, f"{tags[first][0]}<dt></dt>"
        if names[-1] == "dt":
            yield last, f"<dd></dd>{tags[last][0]}"


def _table_tags(groups: Sequence[_Group], tags: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield what is written in place of tags of one table."""
    for group in groups:
        name = tags[group.tag][2]
        if (name == "thead" and group is not groups[0]) or (name == "tfoot" and group is not groups[-1]):
            yield group.tag, f"<tbody{tags[group.tag][3]}>"
            yield group.end_tag, "</tbody>"
    for row in (row for group in groups for row in group.rows if not row.cells):
        yield row.tag, ""
        yield row.end_tag, ""
    for group in groups:
        _place(group.rows)
    kept = [row for group in groups for row in group.rows if row.cells]
    columns = sorted({cell.start for row in kept for cell in row.cells})
    for row in kept:
        yield from _row_tags(row, columns, tags)


def _row_tags(row: _Row, columns: Sequence[int], tags: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    for cell in row.cells:
        _, name, attributes = tags[cell.tag].groups()
        width = bisect_left(columns, cell.end) - bisect_left(columns, cell.start)
        spans = f"{_span('col', width)}{_span('row', cell.rows)}"
        if _spans(spans) != _spans(attributes):
            yield cell.tag, f"<{name}{_SPAN.sub('', attributes)}{spans}>"
    if missing := "".join(_missing(row, columns)):
        yield row.end_tag, f"{missing}</tr>"


def _place(rows: Sequence[_Row]) -> None:
    """Set the columns and rows that each cell of a group takes (HTML Standard, 4.9.12 "Processing model").

    Where a cell would lie over another it ends before it; below the last row of the group it ends as well.
    """
    kept = [number for number, row in enumerate(rows) if row.cells]
    reaching: list[_Reaching] = []
    for place, number in enumerate(kept):
        row, column, passed = rows[number], 0, 0
        reaching = [one for one in reaching if one.last >= place]
        below: list[_Reaching] = []
        for cell in row.cells:
            while passed < len(reaching) and reaching[passed].start <= column:
                column, passed = reaching[passed].end, passed + 1
            room = reaching[passed].start if passed < len(reaching) else column + cell.columns
            cell.start, cell.end = column, min(column + cell.columns, room)
            cell.rows = bisect_left(kept, number + cell.rows) - place if len(reaching) < _MOST_REACHING else 1
            if cell.rows > 1:
                below.append(_Reaching(cell.start, cell.end, place + cell.rows - 1))
            column = cell.end
        row.end, row.beyond = column, reaching[passed:]
        reaching = sorted([*reaching, *below])


def _missing(row: _Row, columns: Sequence[int]) -> Iterator[str]:
    """Yield the empty cells that a row lacks; `columns` are those in which a cell of the table begins."""
    at = bisect_left(columns, row.end)
    for start, end, _ in [*row.beyond, _Reaching(columns[-1] + 1, 0, 0)]:
        if (before := bisect_left(columns, start)) > at:
            yield f"<td{_span('col', before - at)}></td>"
        at = max(at, bisect_left(columns, end))


def _span(which: str, count: int) -> str:
    return f' {which}span="{count}"' if count > 1 else ""


def _spans(tag: str) -> dict[str, int]:
    return {which: int(count) for which, count in _SPAN.findall(tag) if count != "1"}
