"""Whole numbers as bytes, and lists of them: what the shards of the index consist of.

A number is written seven bits a byte, the lowest first; bit 7 says that more follow (LEB128). Numbers of a list are
written as their distance from the one before. Positions in a document end with a bit of their own, so that lists need
no counts, and that of a document can be cut out and put in.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = [
    "count_of",
    "last_position",
    "position_lists",
    "position_lists_code",
    "positions_code",
    "posting_values",
    "postings_code",
    "varint",
]

_KEPT = 1 << 14
"""Numbers whose bytes are kept at hand."""


class _Varints(dict[int, bytes]):
    """Numbers with their bytes, made when they are asked for; rare ones, of which there may be millions, anew."""

    def __missing__(self, number: int) -> bytes:
        code = _varint(number)
        if number < _KEPT:
            self[number] = code
        return code


def _varint(number: int) -> bytes:
    code = bytearray()
    while number >= 0x80:  # noqa: PLR2004  # seven bits, as below
        code.append(number & 0x7F | 0x80)
        number >>= 7
    code.append(number)
    return bytes(code)


varint = _Varints().__getitem__
"""Return the bytes of a number."""

_CONTINUED = bytes(range(0x80, 0x100))


def count_of(code: bytes) -> int:
    """Return how many numbers a list of plain varints holds."""
    return len(code.translate(None, _CONTINUED))


class _Positions(dict[int, bytes]):
    """Gaps between positions with their bytes; `_flag` is set in that of a document's last."""

    def __init__(self, flag: int) -> None:
        super().__init__()
        self._flag = flag

    def __missing__(self, gap: int) -> bytes:
        more = gap >> 6
        code = bytes((gap & 0x3F | self._flag | (0x80 if more else 0),)) + (varint(more) if more else b"")
        if gap < _KEPT:
            self[gap] = code
        return code


_position = _Positions(0).__getitem__
last_position = _Positions(0x40).__getitem__
"""Return the bytes of the only position of a word in a document, or of the gap to its last."""


def positions_code(positions: Sequence[int]) -> bytes:
    """Return the bytes of a word's positions in one document, which rise."""
    before, *later = positions
    if not later:
        return last_position(before)
    codes = [_position(before)]
    for position in later:
        codes.append(_position(position - before - 1))
        before = position
    codes[-1] = last_position(before - (positions[-2]) - 1)
    return b"".join(codes)


def postings_code(values: Sequence[int], end: int = 0) -> bytes:
    """Return the list of a key from number · 8 + impact of each document; gaps are counted from `end`."""
    if not values:
        return b""
    gaps = [after - (before | 7) - 1 for before, after in pairwise(values)]
    return varint(values[0] - end) + b"".join(map(varint, gaps))


def position_lists_code(numbers: Sequence[int], pieces: Sequence[bytes], end: int = 0) -> bytes:
    """Return the list of a form from its documents and its positions in each; gaps are counted from `end`."""
    codes = list(pieces) * 2
    codes[1::2] = pieces
    codes[::2] = [varint(after - before - 1) for before, after in pairwise((end - 1, *numbers))]
    return b"".join(codes)


def posting_values(code: bytes) -> list[int]:
    """Return number · 8 + impact of each document in the list of a key."""
    values = []
    base = shift = number = 0
    for byte in code:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            value = base + number
            values.append(value)
            base = (value | 7) + 1
            shift = number = 0
    return values


_POSITION_LIST = re.compile(
    rb"([\x80-\xff]*[\x00-\x7f])"
    rb"((?:[\x00-\x3f]|[\x80-\xbf][\x80-\xff]*[\x00-\x7f])*(?:[\x40-\x7f]|[\xc0-\xff][\x80-\xff]*[\x00-\x7f]))",
    re.DOTALL,
)
"""Matches the gap to a document and the word's positions there."""


def position_lists(code: bytes) -> tuple[list[int], list[bytes]]:
    """Return the documents in the list of a form, and the bytes of its positions in each."""
    numbers, pieces = [], []
    at = 0
    for gap, piece in _POSITION_LIST.findall(code):
        number = shift = 0
        for byte in gap:
            number |= (byte & 0x7F) << shift
            shift += 7
        at += number
        numbers.append(at)
        pieces.append(piece)
        at += 1
    return numbers, pieces
