"""Notes that a page says to screen readers behind its links, which a text copy prints among the words.

`In an analysis (opens in a new tab) from Example Research …`: they stand in the middle of sentences, so they are
cut out of the text before anything else is read from it. Where words touch such a note on both sides, a space parts
them.
"""

import re

from minmetals_site.text.traced import Run, Traced

__all__ = ["cut_link_notes"]

_NOTE = re.compile(
    r"\((?:(?:this )?(?:link )?opens (?:up )?(?:in )?(?:a )?new (?:tab|window|page)|(?:this )?link is external"
    r"|external link)\)|[（(](?:在新(?:窗口|标签页|页面)中?打开)[)）]",
    re.IGNORECASE,
)
"""Matches `(opens in a new tab)` and `(link is external)`; refuses `(opens in May)`."""
_BEGINNINGS = ("pens ", "xternal", "在新")
"""One of these stands in every such note: to look for them first takes a hundredth of the time."""


def cut_link_notes(text: Traced) -> tuple[Traced, list[Traced]]:
    """Return the text without such notes, and the notes.

    >>> cut_link_notes(Traced.whole("A report (opens in a new tab) says so."))[0].text
    'A report says so.'
    """
    if not any(beginning in text.text for beginning in _BEGINNINGS):
        return text, []
    parts: list[Traced] = []
    notes: list[Traced] = []
    at = 0
    for match in _NOTE.finditer(text.text):
        start, end = match.span()
        before, behind = text.text[at:start], text.text[end : end + 1]
        notes.append(text.slice(start, end))
        parts.append(text.slice(at, start if behind.isalnum() else at + len(before.rstrip(" \t\u00a0"))))
        if before[-1:].isalnum() and behind.isalnum():
            place = text.span(start, end).start
            parts.append(Traced(" ", (Run(0, 1, place, place),)))
        at = end
    return (Traced.join([*parts, text.slice(at, len(text))]), notes) if notes else (text, [])
