"""Text copies of analysts' articles: a list of highlights, bare headings, a disclaimer, the noise of a comment widget.

What tells them is a line `Highlights` with list items below it, or a disclaimer or comment widget at the end. Title,
byline and date are rarely in the copy; where the page's own name appears at all, it is in the widget's last line
(`Join the full discussion at the … Forum →`) or in a copyright line, and the publisher is derived from it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem
from minmetals_site.readers.boilerplate import is_notice, removable
from minmetals_site.readers.header import find_meta
from minmetals_site.readers.prose import split_list_mark, split_number
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import SENTENCE, FieldName, TextCopy
from minmetals_site.settings import Settings
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Traced

__all__ = ["NAME", "parse", "recognises"]

NAME = "analyst-article"

HIGHLIGHTS = re.compile(
    r"(?:highlights|key (?:highlights|takeaways|points|facts|findings)|at a glance|summary|要点|摘要)\s*[:：]?",
    re.IGNORECASE,
)
_HEAD_LINES = 12
_BYLINE_LINES = 6
_TAIL_LINES = 14
_FORUM = re.compile(
    r"join the (?:full )?(?:discussion|conversation) (?:at|on|in) (?:the )?"
    r"(?P<publisher>.{2,80}?)(?: forums?)?\s*[→»>]?\s*",
    re.IGNORECASE,
)
"""Matches `Join the full discussion at the Example Forum →`, and gives `Example`."""
_LONGEST_TITLE = 250


def recognises(capture: Capture) -> bool:
    """Return whether highlights or a byline stand near the top, or a disclaimer or comment widget at the end."""
    lines = [line for part in (capture.text[:8000], capture.text[-4000:]) for line in part.splitlines()]
    worded = [Traced.whole(line.strip()) for line in lines if line.strip(" \t\u00a0\u3000\ufeff")]
    head, tail = worded[:_HEAD_LINES], worded[-_TAIL_LINES:]
    if any(HIGHLIGHTS.fullmatch(line.text) for line in head) or any(_is_byline(line) for line in head[:_BYLINE_LINES]):
        return True
    noise = list(removable(tail).values())
    return noise.count("comment-widget") > 1 or any(is_notice(line.text, near_the_end=True) for line in tail)


def _is_byline(line: Traced) -> bool:
    try:
        return any(part.name == "author" for part in find_meta(line))
    except DateError:
        return False


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the article is."""
    copy = TextCopy(capture, settings, corrections)
    _read_forum(copy)
    highlights = _read_highlights(copy)
    copy.take_repeated_title()
    copy.take_tail()
    prose = copy.prose()
    reading = Reading(
        kind="analysis",
        source_class="independent",
        decoded=capture.text,
        highlights=tuple(highlights),
        notices=tuple(copy.notices),
        publisher_terms=tuple(copy.terms),
        blocks=prose.blocks,
        diagnosis=copy.sheet.diagnosis,
        account=copy.sheet.account(),
        findings=tuple(copy.bad_dates),
        **copy.fields,
    )
    return [reading]


def _read_highlights(copy: TextCopy) -> list[Traced]:
    """Take the highlights, and from the lines above them title, byline and date."""
    lines = copy.free()
    for position, (index, line) in enumerate(lines[:_HEAD_LINES]):
        if HIGHLIGHTS.fullmatch(line.text):
            items = _items(copy, lines[position + 1 :])
            if items:
                copy.take(index, "removed:field-label")
                _read_head(copy, [i for i, _ in lines[:position]])
                return items
    _read_head(copy, _head_without_highlights(lines))
    return []


def _items(copy: TextCopy, lines: list[tuple[int, Traced]]) -> list[Traced]:
    """Take the list items that follow the word `Highlights`, with bullets or with numbers that count on."""
    items: list[Traced] = []
    for index, line in lines:
        marked = split_list_mark(line) or split_number(line, len(items) + 1)
        if not marked:
            break
        items.append(marked[1].collapsed())
        copy.take_parts([index], [(marked[1], "field:highlights")], "removed:list-mark")
    return items


def _head_without_highlights(lines: list[tuple[int, Traced]]) -> list[int]:
    """Return the short lines over the first paragraph, at most three."""
    head: list[int] = []
    for (index, line), (_, below) in pairwise(lines[:4]):
        if SENTENCE.search(line.text) or len(line) > _LONGEST_TITLE or split_list_mark(below):
            break
        head.append(index)
    return head


def _read_head(copy: TextCopy, indices: list[int]) -> None:
    """Take title, byline, date and subtitle from the lines over the text; what is none of them stays in the body."""
    names: Iterator[FieldName] = iter(("title", "subtitle"))
    for index in indices:
        line = copy.sheet.lines[index]
        if parts := copy.meta([index]):
            copy.take_meta([index], parts)
        elif not SENTENCE.search(line.text) and len(line) <= _LONGEST_TITLE and (name := next(names, None)):
            copy.take_field(index, name, "line-over-body")


def _read_forum(copy: TextCopy) -> None:
    """Derive the publisher from the comment widget's last line, where that names its forum."""
    for index, line in reversed(copy.sheet.worded()[-_TAIL_LINES:]):
        match = _FORUM.fullmatch(line.text)
        if match and match["publisher"][0].isupper():
            publisher = line.slice(*match.span("publisher"))
            copy.fields["publisher"] = copy.sourced(publisher, "forum-line", "derived")
            copy.take_parts([index], [(publisher, "field:publisher")], "removed:comment-widget")
            return
