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
    r"(?:(?:(?:key|main|article|news|report|top) )?(?:highlights|takeaways|take-aways)"
    r"|(?:key|main) (?:points|facts|findings|insights|messages)"
    r"|(?:(?:story|article|this (?:story|article)) )?at a glance|(?:(?:executive|quick|article|brief) )?summary"
    r"|in brief"
    r"|tl;?\s?dr|quick (?:take|read|facts)|what (?:you need|to know|you should know)(?: to know)?"
    r"|(?:the )?bottom line up front|(?:核心|文章|本文)?(?:要点|观点|看点)|(?:内容)?摘要)\s*[:：]?",
    re.IGNORECASE,
)
"""Matches `Key points:` and `TL;DR`; refuses `Highlights of the year`."""
_MOST_BARE = 8
_LONGEST_BARE = 300


def is_label_of_highlights(text: str) -> bool:
    """Return whether a line announces highlights, if a list stands under it."""
    return bool(_LABEL.fullmatch(text))


def take_highlights(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> list[Traced]:
    """Take the list under the first of the lines, with bullets or with numbers that count on, if that announces it.

    A list below which nothing stands is the text itself.
    """
    if not lines or not is_label_of_highlights(lines[0][1].text):
        return []
    marked: list[tuple[int, Traced]] = []
    for index, line in lines[1:]:
        parts = split_list_mark(line) or split_number(line, len(marked) + 1)
        if not parts:
            break
        marked.append((index, parts[1]))
    if len(marked) + 1 == len(lines):
        return []
    items: list[Traced] = []
    for index, item in marked:
        items.append(item.collapsed())
        copy.take_parts([index], [(item, "field:highlights")], "removed:list-mark")
    for index, line in () if items else _bare_items(copy, lines):
        items.append(line.collapsed())
        copy.take(index, "field:highlights")
    if items:
        copy.take(lines[0][0], "removed:field-label")
    return items


def _bare_items(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> Sequence[tuple[int, Traced]]:
    """Return the lines of a list whose marks a copy has lost: close together, over paragraphs that blank lines part."""
    at = next((place for place in range(1, len(lines)) if lines[place][0] != lines[place - 1][0] + 1), len(lines))
    items = lines[1:at]
    if not 1 < len(items) <= _MOST_BARE or any(len(line) > _LONGEST_BARE for _, line in items):
        return ()
    is_parted = at + 1 < len(lines) and lines[at + 1][0] > lines[at][0] + 1
    return items if is_parted and not copy.sheet.lines[lines[at][0] - 1].text else ()
