"""Which lines of a text copy are removed, and by which rule."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from minmetals_site.readers.boilerplate.around_head import lines_around_head
from minmetals_site.readers.boilerplate.below_text import lines_below_text
from minmetals_site.readers.boilerplate.boxes import fields_of_boxes
from minmetals_site.readers.boilerplate.contents import table_of_contents
from minmetals_site.readers.boilerplate.machinery import page_machinery
from minmetals_site.readers.boilerplate.whole_lines import WordedLine
from minmetals_site.text.traced import Traced

__all__ = ["removable"]

_CELL = re.compile(r"\|?[^|]{2,80}\|")
"""Matches `A loader at work |`, the cell under a picture; refuses `Tonnes | 2025`."""
_PICTURES = ("mage", "hoto", "icture", "hart")
_SAID_OF_PICTURE = re.compile(r"(?:[A-ZÀ-Þ][\w&.’'-]* ){1,3}(?:[Ii]mage|[Pp]hoto|[Pp]icture|[Cc]hart)")
"""Matches `Sample Image`, which a page says of each of its pictures; asked only of lines that come again."""


def removable(lines: Sequence[Traced]) -> dict[int, str]:
    """Return the rule for each line, by index, that is not of the text.

    Machinery of a page counts wherever it stands alone on a line. Links to other pages and comments of readers count
    only where nothing but their like, and notices, follows; the words of a comment widget (`Moderator`) are ordinary
    words, and count only in one piece at the end of the text.
    """
    worded = [(i, line.text) for i, line in enumerate(lines) if line.text]
    found = {i: rule for i, text in worded if (rule := page_machinery(text))}
    found |= dict.fromkeys(table_of_contents(worded), "table-of-contents")
    found |= dict.fromkeys(_lines_of_pictures(worded, found), "picture")
    found |= lines_around_head(worded, found)
    if found:
        found |= fields_of_boxes(worded, found)
    return found | lines_below_text(worded, found)


def _lines_of_pictures(worded: Sequence[WordedLine], found: Mapping[int, str]) -> list[int]:
    """Return what a page says of each of its pictures, and the cells under pictures that were found."""
    named = [(i, text) for i, text in worded if text.endswith(_PICTURES) and _SAID_OF_PICTURE.fullmatch(text)]
    times = Counter(text for _, text in named)
    pictures = [i for i, text in named if times[text] > 1]
    pictures += [i for i, rule in found.items() if rule == "picture"]
    cells = [below for (above, _), (below, text) in pairwise(worded) if above in pictures and _CELL.fullmatch(text)]
    return [*pictures, *cells]
