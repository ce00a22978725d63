"""What stands around the head of a text and is known by its neighbours: menus, dialogs, greetings, counts."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from minmetals_site.readers.boilerplate.contents import ENTRY_MARK
from minmetals_site.readers.boilerplate.whole_lines import (
    LONGEST_LABEL,
    LONGEST_LINK,
    SENTENCE_END,
    WordedLine,
    whole_line,
)
from minmetals_site.readers.head_words import is_menu, is_share_word

__all__ = ["HEAD", "lines_around_head"]

_MENU_LINES = 150
"""Worded lines at the top in which lists may be menus."""
_FEWEST_OF_MENU, _FEWEST_KNOWN, _MOST_ENTRY_WORDS = 5, 3, 5
"""Entries of such a list, those of them that menus are known to have, and the words of each."""
_AT_HOME = whole_line(r"home(?:\ ?page)?|首\s?[页頁]|主[页頁]")
"""Matches the first entry of a path to the page that is printed as a list: `1. Home`, `2. | News`."""
HEAD = 25
"""Worded lines at the head in which buttons, dialogs and counts stand."""
_COUNT = re.compile(r"\d{1,3}(?:[.,]\d)?[kK]?|\d{1,3}(?:,\d{3}){1,2}")
"""Matches `42` and `1.2K`; refuses `2025`."""
_BESIDE = 8
"""Lines over and under the button in which they stand."""
_MAINTENANCE = re.compile(
    r"\b(?:site|website|services?|platform|systems?|functionality)\b.{0,160}"
    r"\b(?:unavailable|maintenance|being upgraded)\b",
    re.IGNORECASE,
)
"""Matches in `Some functions of this site will be unavailable on Sunday.`; asked only of the first lines."""
_FIRST_LINES = 4
_CLOSES = whole_line(r"(?:ok(?:ay)?,?\ )?got\ it!?|i\ understand|dismiss|知道了")
_DIALOG_END = re.compile(r"[.!。！]$")
_LONGEST_DIALOG = 240
_NONE_YET = whole_line(r"(?:0|no)\ (?:comments?|replies|responses)(?:\ yet)?\s*[:：]?")
"""Matches `0 comments`, which stands beside the byline on pages that nobody has commented on."""
_GREETING = re.compile(
    r"(?:您好|你好)[!！,，。\s].{0,30}|感谢(?:您|你)?的?(?:关注|访问|使用|支持|来访|光临).{0,40}|祝(?:您|你).{2,30}"
)
"""Matches `您好！我是小矿`, what a robot for questions says; asked only of lines that come twice."""


def lines_around_head(worded: Sequence[WordedLine], found: Mapping[int, str]) -> dict[int, str]:
    """Return the rule for each line, by index, that its neighbours at the head tell; `found` is known so far."""
    head = worded[:HEAD]
    around = {i: "comment-widget" for i, text in head if len(text) <= LONGEST_LABEL and _NONE_YET.fullmatch(text)}
    around |= dict.fromkeys(_menu_lists(worded[:_MENU_LINES]), "navigation")
    around |= dict.fromkeys(_dialogs(head), "page-tools")
    around |= dict.fromkeys(_greetings(head), "site-greeting")
    around |= dict.fromkeys(_beside_sharing(worded[:_MENU_LINES], {**found, **around}), "share-widget")
    return around


def _greetings(head: Sequence[WordedLine]) -> list[int]:
    """Return lines of greeting that stand twice, one directly under the other, as widgets leave them in a copy."""
    pairs = [(one, two) for (one, text), (two, below) in pairwise(head) if text == below and _GREETING.fullmatch(text)]
    return [index for pair in pairs for index in pair]


def _dialogs(head: Sequence[WordedLine]) -> list[int]:
    """Return a sentence of the site that a reader is to close, and the button under it: `Got it`.

    So is one on its maintenance, at the very top, with the label over it.
    """
    found: list[int] = []
    for (above, text), (button, said) in pairwise(head):
        is_closed = len(said) <= LONGEST_LABEL and _CLOSES.fullmatch(said)
        if is_closed and len(text) <= _LONGEST_DIALOG and _DIALOG_END.search(text):
            found += [above, button]
    for place, (index, text) in enumerate(head[:_FIRST_LINES]):
        says = len(text) <= _LONGEST_DIALOG and ("unavailable" in text or "maintenance" in text)
        if says and _MAINTENANCE.search(text):
            found.append(index)
            if place and head[place - 1][1].endswith((":", "：")):
                found.append(head[place - 1][0])
    return found


def _beside_sharing(worded: Sequence[WordedLine], found: Mapping[int, str]) -> list[int]:
    """Return bare numbers, as those of likes, and names of networks that stand on end beside a button for sharing."""
    beside: list[int] = []
    for place in [place for place, (index, _) in enumerate(worded) if found.get(index) == "share-widget"]:
        for lines in (reversed(worded[max(place - _BESIDE, 0) : place]), worded[place + 1 : place + 1 + _BESIDE]):
            likes = takewhile(lambda line: line[0] not in found and _is_like(line[1], place), lines)  # noqa: B023  # used up at once
            beside += [index for index, _ in likes]
    return beside


def _is_like(text: str, place: int) -> bool:
    return is_share_word(text) or (place < HEAD and bool(_COUNT.fullmatch(text)))


def _menu_lists(worded: Sequence[WordedLine]) -> list[int]:
    """Return the entries of menus that a copy prints as lists over the text: short, many, and many of them known."""
    found: list[int] = []
    run: list[WordedLine] = []
    for index, text in (*worded, (-1, "")):
        mark = ENTRY_MARK.match(text) if text[:1] in "•-*–·1234567" else None
        entry = text[mark.end() :].lstrip("|/>› ") if mark else ""
        from_home = bool(run) and _AT_HOME.fullmatch(run[0][1]) is not None
        if entry and (from_home or len(entry.split()) <= _MOST_ENTRY_WORDS) and not SENTENCE_END.search(entry):
            run.append((index, entry))
            continue
        known = sum(is_menu(entry) for _, entry in run)
        is_path = 1 < len(run) < _FEWEST_OF_MENU and _AT_HOME.fullmatch(run[0][1])
        if is_path or (len(run) >= _FEWEST_OF_MENU and known >= _FEWEST_KNOWN):
            found += [entry_index for entry_index, _ in run]
        run = []
        if len(text) > LONGEST_LINK or SENTENCE_END.search(text):
            break  # the text has begun
    return found
