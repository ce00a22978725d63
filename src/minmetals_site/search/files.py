"""The files of the search, as the page loads them: each is one call with its name and what it holds.

They are classic scripts, since those alone can be loaded by a page that was opened from disk; in ASCII, so that no
server's idea of an encoding matters. No name tells the version: numbers are permanent, so a file of yesterday beside
one of today can at worst miss the newest change. Bytes are deflated, and written in base 85, or base 64 for positions,
which only phrases ask for, and which that takes a tenth of the time to write.

Python's own zlib is whatever the system has, and packs the same in other bytes elsewhere; libdeflate comes with its
package, so that one version writes the same bytes on any machine, in 60 % of the time.
"""

import json
from base64 import b64encode, b85encode

from deflate import deflate_compress

__all__ = ["GROUP", "base64_file", "coded_file", "deflated", "plain_file"]

_LEVEL = 9
"""The next one packs by 3 % more, in four times the time."""
GROUP = 8
"""Documents whose texts stand in one file: fewer would be too many files, and more would load slowly."""


def plain_file(name: str, value: object) -> bytes:
    """Return the file of a value that JSON can say."""
    return _file(name, json.dumps(value, separators=(",", ":")))


def coded_file(name: str, data: bytes) -> bytes:
    """Return the file of bytes, deflated and in base 85, which has no sign that JavaScript would take for another."""
    return _file(name, f'"{b85encode(deflated(data)).decode()}"')


def base64_file(name: str, data: bytes) -> bytes:
    """Return the file of bytes, deflated and in base 64."""
    return _file(name, f'"{b64encode(deflated(data)).decode()}"')


def deflated(data: bytes) -> bytes:
    """Return the bytes as RFC 1951 packs them, without head and checksum."""
    return bytes(deflate_compress(data, _LEVEL))


def _file(name: str, payload: str) -> bytes:
    return f"minmetalsSearch.take({json.dumps(name)},{payload});\n".encode("ascii")
