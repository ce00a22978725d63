"""Text to the part of an address that people read: short, ASCII, and a safe file name on every system.

Letters outside the Latin script are left out, not transliterated: a wrong reading of a name would be worse than none,
and such a text has its fallback (a number, a kind). Windows refuses a handful of names whatever their ending, and
`index` is the folder's own page, so these get a word behind them.
"""

import re
import unicodedata

__all__ = ["slug"]

_LONGEST = 80
_LONGEST_INPUT = 1000
"""Characters of the text that are looked at; a letter may become eighteen when it is taken apart."""

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
"""Matches that of `Sample’s`, which becomes `samples`; refuses the quotes of `‘sample’`."""
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_TO_GAPS = bytes(code if code in _KEPT else ord(" ") for code in range(256))
"""Leaves the letters and digits of a slug, and makes all else a gap."""
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index")
"""Matches `com1` as a whole; refuses `computer`. The names are Microsoft's ("Naming Files, Paths, and Namespaces")."""
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"})
"""Latin letters that Unicode does not take apart into a plain letter and a mark; in lower case."""


def slug(text: str, fallback: str) -> str:
    """Return `text` as at most 80 lower-case ASCII letters, digits and single hyphens, cut at a word.

    Where it holds no Latin letter or digit the slug is that of `fallback`. Never empty, never a name that Windows
    reserves, never `index`.

    >>> slug("China’s “Four Pillars” – Année 2026", fallback="page")
    'chinas-four-pillars-annee-2026'
    """
    return _slug(text) or _slug(fallback) or "untitled"


def _slug(text: str) -> str:
    plain = text[:_LONGEST_INPUT]
    if not plain.isascii():
        plain = plain.casefold().translate(_PLAIN)
        plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", plain))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    else:
        plain = _APOSTROPHE.sub("", plain.lower())
    words = _cut("-".join(plain.encode("ascii", "replace").translate(_TO_GAPS).decode("ascii").split()))
    return f"{words}-page" if _RESERVED.fullmatch(words) else words


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    whole, hyphen, _ = words[: _LONGEST + 1].rpartition("-")
    return whole if hyphen else words[:_LONGEST]
