"""The marked text of a source page, taken apart again: what a reader sees of each piece of a capture."""

from collections.abc import Iterable
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from minmetals_site.pages.source import Row


class Piece(NamedTuple):
    """A stretch of text, and what the page says of it."""

    text: str
    face: str
    """`field` or `removed`; empty for body and white space."""
    id: str
    damage: str
    """`certain`, `probable`, `undecided`; empty where it is whole."""
    after: str
    """What is read instead, where a repair begins."""


def pieces_of(rows: Iterable[Row]) -> list[Piece]:
    """Return the pieces of rows, in the order of the text."""
    return [_piece(node) for row in rows for node in _texts(row)]


def captured(row: Row) -> str:
    """Return the capture's side of a row, as it is shown."""
    return "".join(_texts(row))


def numbers_of(rows: Iterable[Row]) -> list[int]:
    """Return the numbers of the lines that have one."""
    lines = [line for row in rows for line in _soup(row).select(".ln[id]")]
    return [int(str(line["id"]).removeprefix("L")) for line in lines]


def _soup(row: Row) -> BeautifulSoup:
    return BeautifulSoup(f"<pre>{row.captured}</pre>", "html.parser")  # keeps white space


def _texts(row: Row) -> list[NavigableString]:
    """Return all text of the capture: not what is read instead, and not the line ends between the lines' elements."""
    lines = _soup(row).select(".ln")
    return [node for line in lines for node in line.find_all(string=True) if not node.find_parent("ins")]


def _piece(text: NavigableString) -> Piece:
    mark, use = text.find_parent(class_="p"), text.find_parent(class_="u")
    classes = [str(name) for name in mark["class"]] if mark else []
    damage = "certain" if classes[-1:] == ["damaged"] else "".join({"probable", "undecided"}.intersection(classes))
    after = mark.find_next_sibling() if mark else None
    read = after.get_text() if mark and after and after.name == "ins" and mark.next_sibling is after else ""
    face = str(use["class"][1]) if use else ""
    return Piece(str(text), face, str(mark.get("id", "")) if mark else "", damage, read)
