"""A few numbers that tell whether two texts are nearly the same.

A text is taken apart at its signs into clauses, each clause is reduced to its letters and figures and hashed, and the
smallest hashes are kept: a bottom-k sketch (Broder, "On the resemblance and containment of documents", 1997). From two
sketches the share of all clauses that the texts have in common can be told, without the texts.

Clauses and not runs of five words, for three reasons: they need no words, so Chinese is treated as English is; other
quotes, spaces and line breaks change none of them, which is how two captures of one text mostly differ; and there are
a hundred in a text of seven hundred words, where there would be seven hundred runs to hash. The hash is CRC-32: the
same everywhere, unlike Python's own. It can be forged, which would earn a document a remark and no more.
"""

import string
from struct import unpack_from
from zlib import crc32

from minmetals_site.text.strange import strange_to

__all__ = ["SHORTEST_SKETCH", "SKETCH_SIZE", "hashes_of", "numbers_of", "resemblance", "sketch_of"]

SKETCH_SIZE = 32
"""Hashes kept: a share of 0.8 is told to within 0.07, two times of three."""
_HASH = 4
"""Bytes of a hash; in one text of bytes they take an eighth of the memory that a tuple of numbers takes."""
SHORTEST_SKETCH = 4
"""Clauses that a text needs before anything is said of it: two captions may be alike by chance."""

_ENDS = ".,;:!?()[]"
"""ASCII signs at which a clause ends, beside the line end; all other signs of ASCII are dropped, as spaces are."""
_FOREIGN_ENDS = "\u2013\u2014\u2026\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
_FOREIGN_DROPPED = "\xa0\u2018\u2019\u201c\u201d\u3000\u300a\u300b"
_FOREIGN_SIGNS = frozenset(_FOREIGN_ENDS + _FOREIGN_DROPPED)
_ASCII = bytes(range(128))
_TO_LINE_ENDS = bytes.maketrans(
    (_ENDS + string.ascii_uppercase).encode(), b"\n" * len(_ENDS) + string.ascii_lowercase.encode()
)
"""Letters of ASCII become small on the way."""
_DROPPED = (string.punctuation + string.whitespace).translate({ord(sign): None for sign in f"{_ENDS}\n"}).encode()
_SHORTEST_CLAUSE = 12
"""Bytes of a clause that counts: shorter ones (`however`, `in 2024`) occur in texts of all kinds."""


def sketch_of(text: str) -> bytes:
    """Return the sketch of a text: hashes of clauses, ascending, each once; none where the text has few clauses.

    >>> sketch_of("One short line")
    b''
    """
    hashes = sorted(set(map(crc32, [clause for clause in _clauses(text) if len(clause) >= _SHORTEST_CLAUSE])))
    if len(hashes) < SHORTEST_SKETCH:
        return b""
    return b"".join([value.to_bytes(_HASH, "big") for value in hashes[:SKETCH_SIZE]])


def hashes_of(sketch: bytes) -> list[bytes]:
    """Return the hashes of a sketch, ascending."""
    return [sketch[start : start + _HASH] for start in range(0, len(sketch), _HASH)]


def numbers_of(sketch: bytes, most: int) -> tuple[int, ...]:
    r"""Return the first hashes of a sketch as numbers: a sixth of the time of taking all of it apart.

    >>> numbers_of(b"\0\0\0\1\0\0\1\0", 5)
    (1, 256)
    """
    count = min(len(sketch) // _HASH, most)
    return unpack_from(f">{count}I", sketch)


def _clauses(text: str) -> list[bytes]:
    """Return the letters and figures of each clause, in UTF-8; regular expressions would take ten times as long."""
    strange = strange_to(text, _ASCII)
    for sign in strange.intersection(_FOREIGN_ENDS):
        text = text.replace(sign, "\n")
    if strange.issubset(_FOREIGN_SIGNS):
        return text.encode("ascii", "ignore").translate(_TO_LINE_ENDS, _DROPPED).split(b"\n")
    text = text.lower()
    for sign in _FOREIGN_DROPPED:
        text = text.replace(sign, "")
    return text.encode("utf-8", "surrogatepass").translate(_TO_LINE_ENDS, _DROPPED).split(b"\n")


def resemblance(first: bytes, second: bytes) -> float:
    """Return the estimated share of clauses that two texts have in common: 1 for the same text, 0 for no sketch.

    Of texts with at most `SKETCH_SIZE` clauses together it is no estimate but the share itself.
    """
    one, other = set(hashes_of(first)), set(hashes_of(second))
    smallest = sorted(one | other)[:SKETCH_SIZE]
    shared = one & other
    return sum(value in shared for value in smallest) / len(smallest) if smallest else 0.0
