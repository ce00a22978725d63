"""Text copies of analysts' articles: a list of highlights, bare headings, a disclaimer, the noise of a comment widget.

What tells them is a line `Highlights` with list items below it, or a disclaimer or comment widget at the end. Title,
byline and date are rarely in the copy; where the page's own name appears at all, it is in the widget's last line
(`Join the full discussion at the … Forum →`) or in a copyright line, and the publisher is derived from it.
"""

import re

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem, quoted
from minmetals_site.readers.boilerplate import is_outsiders_notice, removable
from minmetals_site.readers.head import Head, read_head
from minmetals_site.readers.header import find_meta
from minmetals_site.readers.highlights import is_label_of_highlights, take_highlights
from minmetals_site.readers.nature import kind_of_own_page, nature_of
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import TextCopy
from minmetals_site.records import Kind
from minmetals_site.settings import Settings
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Traced

__all__ = ["NAME", "parse", "recognises"]

NAME = "analyst-article"

_HEAD_LINES = 12
_BYLINE_LINES = 6
_TAIL_LINES = 14
_FORUM = re.compile(
    r"(?:(?:join|enter|continue|follow) the (?:full )?(?:discussion|conversation|debate|talk|thread) (?:at|on|in)"
    r" (?:the )?(?P<publisher>.{2,80}?)(?:\s+forums?)?"
    r"|(?:continue|discuss|go on|read on|take part) (?:at|on|in) the (?P<forum>.{2,80}?)\s+forums?"
    r"|.{0,60}?\b(?:at|on|in|to|visit) (?:the |our )?(?P<named>[A-Z][\w&'’. -]{2,60}?) forums?)"
    r"(?:\s+(?:[^\w\s]{1,3}|[^\W\da-z_]))?\s*",
    re.IGNORECASE,
)
"""Matches `Join the full discussion at the Example Forum →`, and gives `Example`.

Any one sign may stand for the arrow, a letter of another script as well: damage has turned it into each of them.
"""


def recognises(capture: Capture) -> bool:
    """Return whether highlights or a byline stand near the top, or a disclaimer or comment widget at the end."""
    lines = [line for part in (capture.text[:8000], capture.text[-4000:]) for line in part.splitlines()]
    worded = [line for line in lines if line.strip(" \t\u00a0\u3000\ufeff")]
    head, tail = (
        [Traced.whole(line.strip()) for line in part] for part in (worded[:_HEAD_LINES], worded[-_TAIL_LINES:])
    )
    if any(is_label_of_highlights(line.text) for line in head) or any(map(_is_byline, head[:_BYLINE_LINES])):
        return True
    noise = list(removable(tail).values())
    return noise.count("comment-widget") > 1 or any(is_outsiders_notice(line.text) for line in tail)


def _is_byline(line: Traced) -> bool:
    try:
        return any(part.name == "author" for part in find_meta(line))
    except DateError:
        return False


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the article is."""
    copy = TextCopy(capture, settings, corrections)
    _read_forum(copy)
    highlights, head = _read_highlights(copy)
    copy.take_repeated_title()
    copy.take_tags_above()
    foot = copy.take_foot()
    prose = copy.prose()
    signs = copy.signs(head.labels, foot, prose)
    nature = nature_of(signs)
    kind: Kind = "analysis"
    if nature.is_official:
        kind = kind_of_own_page(signs, copy.title, is_dated="published" in copy.fields, folder=capture.folder)
    findings = [("title-uncertain", ", ".join(quoted(rival) for rival in head.rivals))] if head.rivals else []
    if nature.is_official:
        findings.append(("source-class-inferred", ", ".join(nature.signs)))
    reading = Reading(
        kind=kind,
        source_class="official" if nature.is_official else "independent",
        decoded=capture.text,
        breadcrumb=tuple(level.collapsed().text for level in head.breadcrumb),
        highlights=tuple(highlights),
        notices=tuple(copy.notices),
        publisher_terms=tuple(copy.terms),
        blocks=prose.blocks,
        diagnosis=copy.sheet.diagnosis,
        account=copy.sheet.account(),
        findings=(*findings, *copy.bad_dates),
        **copy.fields,
    )
    return [reading]


def _read_highlights(copy: TextCopy) -> tuple[list[Traced], Head]:
    """Take the highlights, and from the lines above them title, byline and date."""
    lines = copy.free()
    for position, (index, _) in enumerate(lines[:_HEAD_LINES]):
        if items := take_highlights(copy, lines[position:]):
            return items, read_head(copy, index)
    return [], read_head(copy)


def _read_forum(copy: TextCopy) -> None:
    """Derive the publisher from the comment widget's last line, where that names its forum."""
    for index, line in reversed(copy.sheet.worded()[-_TAIL_LINES:]):
        match = _FORUM.fullmatch(line.text)
        group = next((name for name in ("publisher", "forum", "named") if match and match[name]), None)
        if match and group and match[group][0].isupper():
            publisher = line.slice(*match.span(group))
            copy.fields["publisher"] = copy.sourced(publisher, "forum-line", "derived")
            copy.take_parts([index], [(publisher, "field:publisher")], "removed:comment-widget")
            return
