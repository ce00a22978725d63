"""The highlights of a text copy: a line that announces them (`Highlights`, `Key takeaways`) and the list under it.

Analysts set them over their articles, and so do mines over their reports of production; some of both have a breadcrumb.
"""

import re
from collections.abc import Sequence

from minmetals_site.readers.prose import split_list_mark, split_number
from minmetals_site.readers.text_copy import TextCopy
from minmetals_site.text.traced import Traced

__all__ = ["is_label_of_highlights", "take_highlights"]

_LABEL = re.compile(
    r"(?:highlights|key (?:highlights|takeaways|points|facts|findings)|at a glance|summary|要点|摘要)\s*[:：]?",
    re.IGNORECASE,
)
"""Matches `Key points:`; refuses `Highlights of the year`."""


def is_label_of_highlights(text: str) -> bool:
    """Return whether a line announces highlights, if a list stands under it."""
    return bool(_LABEL.fullmatch(text))


def take_highlights(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> list[Traced]:
    """Take the list under the first of the lines, with bullets or with numbers that count on, if that announces it."""
    if not lines or not is_label_of_highlights(lines[0][1].text):
        return []
    items: list[Traced] = []
    for index, line in lines[1:]:
        marked = split_list_mark(line) or split_number(line, len(items) + 1)
        if not marked:
            break
        items.append(marked[1].collapsed())
        copy.take_parts([index], [(marked[1], "field:highlights")], "removed:list-mark")
    if items:
        copy.take(lines[0][0], "removed:field-label")
    return items
