"""Where the bytes of a captured file are published: beside the pages, as plain text that no browser obeys.

The address begins with the hash, so it never comes to mean other bytes. The name behind it is for people, and ends in
`.txt` whatever the file was called: a file server then sends the capture as text, however much markup it holds.
"""

import re
import unicodedata
from posixpath import basename

__all__ = ["raw_url"]

_ENDING = ".txt"
_LONGEST_STEM = 80 - len(_ENDING)
_MOST_BYTES = 200
"""Of the stem in UTF-8: file systems take 255 bytes a name, and the writer adds a few of its own for a while."""
_PLAIN = re.compile(r"[A-Za-z0-9._-]*")
"""Matches `annual-report.json` as a whole; refuses `annual report.json`."""


def raw_url(path: str, sha256: str) -> str:
    """Return the path below the site's root at which a captured file is published, byte for byte.

    >>> raw_url("news/annual report (1).json", "0123456789abcdef" * 4)
    'raw/0123456789abcdef/annual-report--1-.json.txt'
    """
    return f"raw/{sha256[:16]}/{_safe_name(basename(path))}"


def _safe_name(name: str) -> str:
    """Return a file name of letters, digits, `.`, `_` and `-` that is neither hidden nor empty and ends in `.txt`."""
    name = unicodedata.normalize("NFC", name)
    if name.lower().endswith(_ENDING):
        name = name[: -len(_ENDING)]
    is_plain = _PLAIN.fullmatch(name)  # as nearly all names are
    stem = (name if is_plain else "".join([c if _is_kept(c) else "-" for c in name])).lstrip(".")[:_LONGEST_STEM]
    return (stem.encode()[:_MOST_BYTES].decode(errors="ignore") or "capture") + _ENDING


def _is_kept(character: str) -> bool:
    """Return whether it may stand in a file name; in many scripts vowels are marks on their letters."""
    return character.isalnum() or character in "._-" or unicodedata.category(character).startswith("M")
