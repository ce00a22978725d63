"""Where the head of a text copy ends: the lines over the first full sentence, but for a standfirst."""

import re
from collections.abc import Sequence

from minmetals_site.readers.head.headline import BANNER, LONGEST_TITLE, SUBTITLE_WORDS, is_headline, reads_as_sentence
from minmetals_site.readers.head_words import find_crumbs, is_at_home, is_menu
from minmetals_site.readers.person_names import PERSONS
from minmetals_site.readers.prose import is_list_item
from minmetals_site.readers.publication_line import is_day_between_dashes
from minmetals_site.readers.text_copy import TextCopy
from minmetals_site.text.datelines import names_a_wire
from minmetals_site.text.sentences import keeps_its_stop
from minmetals_site.text.traced import Traced

__all__ = [
    "FLASH",
    "LINES",
    "LISTED_BYLINE",
    "OPENING",
    "to_wire",
    "zone_of_head",
]

LINES = 25
"""Worded lines in which the first sentence must come."""
_LONGEST_EXCLAIMED = 120
_LONGEST_STANDFIRST = 250
_LONGEST_STOPPED = 140
"""Characters of a headline that ends in the stop of a name."""
_STANDFIRST_TO_DATE = 3
"""Lines from a standfirst that is a sentence to the date or the byline under it, at most."""
_WRAPPED = 40
"""Characters of the first line of a wrapped paragraph, at least."""
_WIDEST = 110
"""Characters of a line that was wrapped, at most."""
OPENING = 170
"""Characters in which the dateline of a wire stands."""
LISTED_BYLINE = re.compile(rf"[-–—•*]\s*(?i:by)\s*[:：]\s*{PERSONS.pattern}")
"""Matches `- By: Ann Sample`, which is no item of a list; refuses `- By: the river`."""
FLASH = re.compile(r"【(?P<title>[^【】]{8,100})】(?=[^【】]{20,}.*[。！）)])")
"""Matches the beginning of `【示例矿业回应罢工】①示例矿业发布说明，……。`; refuses `【本报讯】`."""


def zone_of_head(copy: TextCopy, lines: list[tuple[int, Traced]], *, is_bounded: bool) -> list[tuple[int, Traced]]:
    """Return the lines of the head: those before the first full sentence, but for a standfirst."""
    for place, (index, line) in enumerate(lines):
        if not _opens_body(line) and not _is_wrapped(copy, index):
            continue
        if _is_exclaimed(line, lines[place + 1 : place + 2]) and not any(
            is_headline(over.text) for _, over in lines[:place]
        ):
            continue
        if not place and _is_stopped_headline(copy, lines):
            continue
        if not place and BANNER.fullmatch(line.text) and not any(_opens_body(under) for _, under in lines[1:3]):
            continue
        below = lines[place + 1 : place + 1 + _STANDFIRST_TO_DATE]
        if len(line) <= _LONGEST_STANDFIRST and not is_list_item(line):
            for further, (lower, under) in enumerate(below):
                if _opens_body(under):
                    break
                said = {part.name for part in copy.meta([lower])}
                if not said <= {"editor", "machinery"} and copy.meta([lower]) != copy.meta([lines[place][0]]):
                    return [
                        *lines[: place + 2 + further],
                        *zone_of_head(copy, lines[place + 2 + further :], is_bounded=True),
                    ]
        return lines[:place]
    return lines if is_bounded else lines[:1] if len(lines) > 1 else []


def _is_exclaimed(line: Traced, below: Sequence[tuple[int, Traced]]) -> bool:
    """Return whether a line that ends in `!` may be the title all the same: it stands over a much longer passage."""
    is_short = len(line) <= _LONGEST_EXCLAIMED and line.text.endswith(("!", "！"))
    return is_short and not is_list_item(line) and any(2 * len(line) < len(under) for _, under in below)


def _is_stopped_headline(copy: TextCopy, lines: Sequence[tuple[int, Traced]]) -> bool:
    """Return whether the first line ends in the stop of a name (`Ltd.`), and stands by itself over a paragraph."""
    text = lines[0][1].text
    if not keeps_its_stop(text) or ". " in text or len(text) > _LONGEST_STOPPED or len(lines) < 2:  # noqa: PLR2004
        return False
    is_set_off = not copy.sheet.lines[lines[0][0] + 1].text
    return is_set_off and len(lines[1][1]) > 2 * len(text) and _opens_body(lines[1][1])


def to_wire(head: list[tuple[int, Traced]], zone: list[tuple[int, Traced]]) -> list[tuple[int, Traced]]:
    """Return the lines of the head down to the dateline of a wire, where lists of the page stand over the headline.

    Nothing that reads as a headline may stand over the list: it would be the list of the release's own highlights.
    """
    wire = next((place for place, (_, line) in enumerate(head) if names_a_wire(line.text[:OPENING])), 0)
    between = head[len(zone) : wire]
    last = max((place for place, (_, line) in enumerate(between) if is_list_item(line)), default=-1)
    is_long = (len(line.text.split()) >= SUBTITLE_WORDS and not is_menu(line.text) for _, line in zone)
    is_page = last >= 0 and not any(is_long)
    has_headline = any(is_headline(line.text) for _, line in between[last + 1 :])
    has_text = any(reads_as_sentence(line.text) for _, line in between if not is_list_item(line))
    return head[:wire] if is_page and has_headline and not has_text else zone


def _is_wrapped(copy: TextCopy, index: int) -> bool:
    """Return whether a line is the first of a paragraph that was wrapped at a fixed width, and not of a title."""
    lines = copy.sheet.lines
    if len(lines[index]) < _WRAPPED:
        return False
    last = index
    while last + 1 < len(lines) and lines[last + 1].text and last < index + LINES:
        last += 1
    block = lines[index : last + 1]
    longest = max(len(line) for line in block)
    is_even = longest <= _WIDEST and all(2 * len(line) > longest for line in block[:-1])
    runs_on = any(line.text[0].islower() for line in block[1:])
    return is_even and runs_on and (len(block) > 2 or reads_as_sentence(block[-1].text))  # noqa: PLR2004  # a title has two


def _opens_body(line: Traced) -> bool:
    if len(line) > LONGEST_TITLE or FLASH.match(line.text):
        return True
    if is_list_item(line):
        return not is_day_between_dashes(line.text) and not LISTED_BYLINE.fullmatch(line.text)
    return reads_as_sentence(line.text) and not _is_path_home(line)


def _is_path_home(line: Traced) -> bool:
    """Return whether a line is a breadcrumb from the site's home, though its last level may end as sentences do."""
    crumbs = find_crumbs(line)
    return crumbs is not None and is_at_home(crumbs.levels[0].text)
