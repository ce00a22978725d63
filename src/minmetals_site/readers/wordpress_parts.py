"""The blocks of a post sorted out: what is its body, what are its highlights, what are its notices."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from minmetals_site.readers.boilerplate import is_notice, page_machinery
from minmetals_site.readers.foot import (
    foot_rule,
    is_contact_block,
    is_contact_heading,
    is_end_mark,
    is_short_line,
)
from minmetals_site.readers.html_blocks import DoneBlock
from minmetals_site.text.traced import Span, Traced

__all__ = ["Parts", "sort_out"]

_HIGHLIGHTS = re.compile(
    r"(?:(?:key|main|article|news) )?(?:highlights|takeaways|key points|key facts|key findings)|at a glance",
    re.IGNORECASE,
)
"""Matches `Highlights` and `Key takeaways`; refuses `Highlights of the year`. Asked of lines that a list follows."""
_NOTICE_HEADING = re.compile(r"disclaimer|disclosure|(?:legal|copyright|important) notice", re.IGNORECASE)
"""Matches `Legal notice`; refuses `Disclosure of reserves`. Asked of headings near the end."""
_READ_ALSO = re.compile(
    r"(?:(?:read|see) (?:also|more|next)|also read|related(?: (?:article|post|story|reading))?|recommended(?: reading)?"
    r"|延伸阅读|相关阅读|推荐阅读)\s*[:：]\s*[^:：]{3,160}(?<![.!。！])",
    re.IGNORECASE,
)
"""Matches `Read also: The Furnaces of Sampleton`; refuses `Read more: it pays.`, which is a sentence."""
_LABEL = "removed:field-label"
"""What becomes of the line above highlights or notices, which the archive's own pages say in its stead."""
_READ_ALSO_INITIALS = frozenset("RrSsAa延相推")
_BEFORE_HIGHLIGHTS = 3
"""Blocks that may stand before the highlights: a picture, a sentence or two."""
_FOOT = 14
"""Blocks at the end in which the foot of the page is looked for."""
_TAIL = 8
"""Blocks at the end in which notices are looked for."""
_VERY_END = 3
"""Blocks at the very end that can be a notice without saying so in their first word."""


class Parts(NamedTuple):
    """What the blocks of a post are."""

    blocks: tuple[DoneBlock, ...]
    """The body."""
    highlights: tuple[Traced, ...]
    notices: tuple[Traced, ...]
    foot: frozenset[str]
    """What the last blocks say of the speaker, as in `foot.Foot`."""
    claims: list[tuple[Span, str]]
    """What becomes of all words of all blocks."""


def sort_out(done: Sequence[DoneBlock]) -> Parts:
    """Return which blocks are the body, and which are highlights and notices."""
    uses = ["body"] * len(done)
    highlights: tuple[Traced, ...] = ()
    at = _find_highlights(done)
    if at is not None:
        uses[at : at + 2] = [_LABEL, "field:highlights"]
        highlights = done[at + 1].lines
    notices = [index for index in _find_notices(done) if uses[index] == "body"]
    for index in notices:
        uses[index] = "field:notices" if done[index].draft.kind == "paragraph" else _LABEL
    signs = _take_foot(done, uses)
    for index, block in enumerate(done):
        if uses[index] == "body" and block.draft.kind == "paragraph" and _is_read_also(block.draft.text.text):
            uses[index] = "removed:related-links"
    return Parts(
        blocks=tuple(block for block, use in zip(done, uses, strict=True) if use == "body"),
        highlights=highlights,
        notices=tuple(done[index].draft.text for index in notices if uses[index] != _LABEL),
        foot=signs,
        claims=[(span, use) for block, use in zip(done, uses, strict=True) for span in block.spans],
    )


def _is_read_also(text: str) -> bool:
    """Return whether a paragraph is nothing but a label and the title of another article."""
    return text[:1] in _READ_ALSO_INITIALS and bool(_READ_ALSO.fullmatch(text))


def _take_foot(done: Sequence[DoneBlock], uses: list[str]) -> frozenset[str]:
    """Take the sign that ends a release, contacts, and from the end upward what belongs to the page."""
    signs: set[str] = set()
    below = False
    for index in range(max(len(done) - _FOOT, 1), len(done)):
        draft = done[index].draft
        text = draft.text.text
        if uses[index] != "body" or draft.kind not in {"paragraph", "heading"}:
            continue
        is_heading = draft.kind == "heading" and not is_contact_heading(text)
        below = not is_heading and (below or is_contact_heading(text))
        if is_end_mark(text):
            uses[index] = "removed:end-mark"
            if "END" in text.upper():
                signs.add("ends")
        elif is_contact_block(text) or (below and is_short_line(text)):
            uses[index] = "removed:contact-block"
            signs.add("contact")
    for index in range(len(done) - 1, 0, -1):
        if uses[index] != "body":
            continue
        text = done[index].draft.text.text
        rule = (page_machinery(text) or foot_rule(text)) if done[index].draft.kind == "paragraph" else None
        if rule is None:
            break
        uses[index] = f"removed:{rule}"
    return frozenset(signs)


def _find_highlights(done: Sequence[DoneBlock]) -> int | None:
    """Return where the line stands that says that highlights follow, if it stands near the beginning."""
    for index, block in enumerate(done[: _BEFORE_HIGHLIGHTS + 1]):
        line = block.draft.text.text.rstrip(" :：")
        if block.draft.kind in {"paragraph", "heading"} and _HIGHLIGHTS.fullmatch(line):
            follows = index + 1 < len(done) and done[index + 1].draft.kind == "list"
            return index if follows else None
        if block.draft.kind == "heading":
            return None
    return None


def _find_notices(done: Sequence[DoneBlock]) -> list[int]:
    """Return the paragraphs near the end that are notices; a heading that says so, with the paragraphs below it."""
    found: list[int] = []
    is_below_heading = False
    for index in range(max(len(done) - _TAIL, 0), len(done)):
        draft = done[index].draft
        if draft.kind == "heading":
            is_below_heading = _NOTICE_HEADING.fullmatch(draft.text.text.rstrip(" :：")) is not None
        is_last = index > 0 and index >= len(done) - _VERY_END  # a post of one paragraph is about what it speaks of
        if (is_below_heading and draft.kind in {"heading", "paragraph"}) or (
            draft.kind == "paragraph" and is_notice(draft.text.text, near_the_end=is_last)
        ):
            found.append(index)
    return found
