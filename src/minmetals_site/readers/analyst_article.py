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
from minmetals_site.readers.prose import split_list_mark
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import FieldName, TextCopy
from minmetals_site.settings import Settings
from minmetals_site.text.traced import Traced

__all__ = ["NAME", "parse", "recognises"]

NAME = "analyst-article"

HIGHLIGHTS = re.compile(
    r"(?:highlights|key (?:highlights|takeaways|points|facts|findings)|at a glance|summary|要点|摘要)\s*[:：]?",
    re.IGNORECASE,
)
_HEAD_LINES = 12
_TAIL_LINES = 14
_FORUM = re.compile(
    r"join the (?:full )?(?:discussion|conversation) (?:at|on|in) (?:the )?"
    r"(?P<publisher>.{2,80}?)(?: forums?)?\s*[→»>]?\s*",
    re.IGNORECASE,
)
"""Matches `Join the full discussion at the Example Forum →`, and gives `Example`."""
COPYRIGHT = re.compile(
    r"""(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\s*(?:by\ )?
        (?P<publisher>[^\s\d–—|.,;:™®][^–—|.,;:™®]{1,79}?)\s*(?:[–—|.,;:™®]|all\ rights|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches `© 2025 Example Exchange™ – …`, and gives `Example Exchange`."""
_BYLINE = re.compile(r"by\s+(?P<author>[A-Z][^\d.!?:]{2,80})", re.IGNORECASE)
_LONGEST_TITLE = 250
_SENTENCE = re.compile(r"[.!。！;；:：,，][\"”’]?$")


def recognises(capture: Capture) -> bool:
    """Return whether highlights stand near the top, or a disclaimer or comment widget at the end."""
    lines = [line for part in (capture.text[:8000], capture.text[-4000:]) for line in part.splitlines()]
    worded = [Traced.whole(line.strip()) for line in lines if line.strip(" \t\u00a0\u3000\ufeff")]
    head, tail = worded[:_HEAD_LINES], worded[-_TAIL_LINES:]
    if any(HIGHLIGHTS.fullmatch(a.text) and split_list_mark(b) for a, b in pairwise(head)):
        return True
    noise = list(removable(tail).values())
    return noise.count("comment-widget") > 1 or any(is_notice(line.text) for line in tail)


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the article is."""
    copy = TextCopy(capture, settings, corrections)
    _read_forum(copy)
    highlights = _read_highlights(copy)
    copy.take_tail()
    _read_copyright(copy)
    prose = copy.prose()
    reading = Reading(
        kind="analysis",
        source_class="independent",
        decoded=capture.text,
        highlights=tuple(highlights),
        notices=tuple(copy.notices),
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
                copy.take(index, "field:highlights")
                _read_head(copy, [i for i, _ in lines[:position]])
                return items
    _read_head(copy, _head_without_highlights(lines))
    return []


def _items(copy: TextCopy, lines: list[tuple[int, Traced]]) -> list[Traced]:
    items: list[Traced] = []
    for index, line in lines:
        marked = split_list_mark(line)
        if not marked:
            break
        items.append(marked[1].collapsed())
        copy.take_parts(index, [(marked[1], "field:highlights")], "removed:list-mark")
    return items


def _head_without_highlights(lines: list[tuple[int, Traced]]) -> list[int]:
    """Return the short lines over the first paragraph, at most three."""
    head: list[int] = []
    for (index, line), (_, below) in pairwise(lines[:4]):
        if _SENTENCE.search(line.text) or len(line) > _LONGEST_TITLE or split_list_mark(below):
            break
        head.append(index)
    return head


def _read_head(copy: TextCopy, indices: list[int]) -> None:
    """Take title, byline, date and subtitle from the lines over the text; what is none of them stays in the body."""
    names: Iterator[FieldName] = iter(("title", "subtitle"))
    for index in indices:
        line = copy.sheet.lines[index]
        before = len(copy.fields)
        copy.take_fields(index, index + 1)
        if len(copy.fields) > before:
            continue
        if (dateline := copy.dateline(index)) and "published" not in copy.fields:
            copy.take_dateline(index, dateline)
        elif byline := _BYLINE.fullmatch(line.text):
            author = line.slice(*byline.span("author"))
            copy.fields["author"] = copy.sourced(author, "byline")
            copy.take_parts(index, [(author, "field:author")], "removed:field-label")
        elif not _SENTENCE.search(line.text) and len(line) <= _LONGEST_TITLE and (name := next(names, None)):
            copy.take_field(index, name, "line-over-body")


def _read_forum(copy: TextCopy) -> None:
    """Derive the publisher from the comment widget's last line, which names its forum."""
    for index, line in reversed(list(copy.sheet.worded())[-_TAIL_LINES:]):
        if match := _FORUM.fullmatch(line.text):
            publisher = line.slice(*match.span("publisher"))
            copy.fields["publisher"] = copy.sourced(publisher, "forum-line", "derived")
            copy.take_parts(index, [(publisher, "field:publisher")], "removed:comment-widget")
            return


def _read_copyright(copy: TextCopy) -> None:
    for line in copy.notices:
        match = COPYRIGHT.search(line.text)
        if match and "publisher" not in copy.fields:
            copy.fields["publisher"] = copy.sourced(line.slice(*match.span("publisher")), "copyright-line", "derived")
