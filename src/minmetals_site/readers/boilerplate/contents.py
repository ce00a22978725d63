"""Tables of contents that a page prints over its text: entries that all come again below, as headings."""

import re
from collections.abc import Sequence

from minmetals_site.readers.boilerplate.whole_lines import WordedLine, whole_line

__all__ = ["ENTRY_MARK", "announces_contents", "table_of_contents"]

_CONTENTS = whole_line(
    r"""(?:table\ of\ contents?|contents|(?:in|on)\ this\ (?:article|report|issue|story|post|piece|page)|jump\ to
        |目录|本文目录)\s*[:：]?(?:\s*\[?(?:hide|show|toggle)\]?)?"""
)
"""Matches `In this article:`; asked only of lines under which headings stand that come again."""
_ONLY_CONTENTS = whole_line(r"(?:toggle\ )?table\ of\ contents?\s*[:：]?(?:\s*\[?(?:hide|show|toggle)\]?)?")
"""Matches `Table of Contents`, which is no heading of a text even where a script has yet to fill it."""
_CONTENTS_INITIALS = frozenset("TtCcIiOoJj目本")
_LONGEST_CONTENTS = 40
_FEWEST_ENTRIES = 2
ENTRY_MARK = re.compile(r"(?:[-–—•*·]|\d{1,2}(?:\.\d{1,2})*[.)、]?(?=\s|、))\s*")
"""Matches the `1.2 ` of an entry; refuses the `2025 ` of `2025 in Figures`."""


def table_of_contents(worded: Sequence[WordedLine]) -> list[int]:
    """Return the line that announces the headings of the text, and those headings, all of which come again below."""
    announced = [place for place, (_, text) in enumerate(worded) if announces_contents(text)]
    last = {_entry(text): at for at, (_, text) in enumerate(worded)} if announced else {}
    for place in announced:
        below = range(place + 1, len(worded))
        end = next((at for at in below if last[_entry(worded[at][1])] == at), len(worded))
        if end - place > (0 if _ONLY_CONTENTS.fullmatch(worded[place][1]) else _FEWEST_ENTRIES):
            return [index for index, _ in worded[place:end]]
    return []


def announces_contents(text: str) -> bool:
    """Return whether a line says that the headings of the text follow: `In this article:`."""
    return len(text) <= _LONGEST_CONTENTS and text[0] in _CONTENTS_INITIALS and bool(_CONTENTS.fullmatch(text))


def _entry(text: str) -> str:
    """Return a heading as it is compared with its entry in a table of contents."""
    mark = ENTRY_MARK.match(text)
    return text[mark.end() if mark else 0 :].casefold()
