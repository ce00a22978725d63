"""Undoing UTF-8 that was read as a code page of DOS, of old Macs or of Unix in Russia, with all its bytes there.

ftfy, which `mojibake.py` asks, does not know these, or does not dare to touch what they make of a sign; they come from
consoles, archives and mail that were once read so. The eight signs of English text are looked for first: of them the
bytes E2 80 are two characters that no language sets side by side (`ÔÇ`, `тА`, `Б─`). Letters with accents are undone
only in a text in which such a sign has shown the code page: `├®` alone may be a drawing.
"""

import re
from functools import cache

from minmetals_site.text.repair.damage import Repair

__all__ = ["find_mojibake_of_code_pages"]

_CODE_PAGES = (
    *("cp850", "cp437", "cp852", "cp775", "cp866", "cp855", "cp737"),
    *("koi8_r", "mac_cyrillic", "mac_greek", "mac_latin2"),
)
"""In the order in which they are tried; of those that read a sign alike, the more usual first."""

_SIGNS = "’‘“”–—…•"
_LETTERS = "".join(map(chr, range(0xA0, 0x100)))
"""What is written with C2 and C3: é, ü, ° and the no-break space."""


def _read_as(code_page: str, characters: str) -> dict[str, str]:
    """Return what each character's bytes are in the code page, with the character; without what it does not know."""
    pairs = ((c.encode().decode(code_page, "ignore"), c) for c in characters)
    return {was: c for was, c in pairs if len(was) == len(c.encode())}


_LEADS = {page: b"\xe2\x80".decode(page) for page in _CODE_PAGES}


def find_mojibake_of_code_pages(text: str) -> list[Repair]:
    """Return the undoing of UTF-8 that was read as a code page, where a sign of English text shows it.

    >>> [repair.after for repair in find_mojibake_of_code_pages("The mineÔÇÖs caf├®")]
    ['’', 'é']
    """
    found: list[Repair] = []
    for page in _CODE_PAGES:
        if _LEADS[page] in text:
            found = max(found, _undone(text, page), key=len)
    return found


def _undone(text: str, page: str) -> list[Repair]:
    signs = _signs_of(page)
    if signs.search(text) is None:
        return []
    whole = _read_as(page, _SIGNS + _LETTERS)
    return [
        Repair(*m.span(), m.group(), whole[m.group()], f"mojibake:{page.replace('_', '-')}", "certain")
        for m in _pieces_of(page).finditer(text)
    ]


@cache
def _signs_of(page: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _read_as(page, _SIGNS))))


@cache
def _pieces_of(page: str) -> re.Pattern[str]:
    """Return the pattern of the signs, and of letters beside a Latin one or at the start of a word."""
    letters = "|".join(map(re.escape, _read_as(page, _LETTERS)))
    return re.compile(rf"{_signs_of(page).pattern}|(?:(?<=[A-Za-z])|(?<!\w)(?=..[a-z])|(?<=\d))(?:{letters})")
