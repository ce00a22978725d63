"""Headings that the author of a post made bold, instead of making them headings.

A paragraph that is bold as a whole, as short as a heading and no sentence, heads the passage under it. The first block
of a post is none, as standfirsts are made bold as well; nor are rows of bold lines, names and datelines. It is inner to
the heading above it, but for the one over the passage about the company, which belongs to no section.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.html import DoneBlock
from minmetals_site.readers.prose import LONGEST_HEADING
from minmetals_site.text.datelines import DAY

__all__ = ["with_bold_headings"]

_BOLD = re.compile(r"<p(?: [^<>]*)?>(?P<runs>(?:<(?:strong|b)>[^<>]+</(?:strong|b)>\s*)+)</p>")
"""Matches a paragraph that is bold and nothing else, in one run or several; refuses one with a link or a picture."""
_TAGS = re.compile(r"</?(?:strong|b)>")
_HEADING = re.compile(r"[\"“‘(]?[A-ZÀ-Þ\d\u4e00-\u9fff].*[^.!。！;；:：,，、…]")
"""Matches `The price of delay` and `Who pays?`; refuses `It rained.` and `as follows:`."""
_DATED = re.compile(DAY)
_LEVEL = 2
_LOWEST = 6
_PASSAGES = frozenset({"paragraph", "list", "quote", "table", "figure"})


def with_bold_headings(blocks: Sequence[DoneBlock]) -> tuple[DoneBlock, ...]:
    """Return the blocks of a body, with paragraphs that are bold as headings are as headings."""
    bold = [_is_bold_heading(block) for block in blocks]
    if not any(bold):
        return tuple(blocks)
    done: list[DoneBlock] = []
    above = _LEVEL - 1
    top = min((block.draft.level or _LEVEL for block in blocks if block.draft.kind == "heading"), default=_LEVEL)
    for place, block in enumerate(blocks):
        if block.draft.kind == "heading":
            above = block.draft.level or above
        below = blocks[place + 1 : place + 2]
        is_over_text = bool(below) and below[0].draft.kind in _PASSAGES and not bold[place + 1]
        is_in_row = place > 0 and bold[place - 1]
        heads = bold[place] and place > 0 and is_over_text and not is_in_row
        is_about = block.draft.text.text.startswith("About ")
        done.append(_as_heading(block, top if is_about else min(above + 1, _LOWEST)) if heads else block)
    return tuple(done)


def _is_bold_heading(block: DoneBlock) -> bool:
    draft = block.draft
    if draft.kind != "paragraph" or len(draft.text) > LONGEST_HEADING or not _BOLD.fullmatch(draft.html):
        return False
    text = draft.text.text
    return bool(_HEADING.fullmatch(text)) and not is_caption(text) and not _DATED.search(text)


def _as_heading(block: DoneBlock, level: int) -> DoneBlock:
    bold = _BOLD.fullmatch(block.draft.html)
    html = f"<h{level}>{_TAGS.sub('', bold['runs'])}</h{level}>" if bold else block.draft.html
    return block._replace(draft=replace(block.draft, kind="heading", level=level, html=html))
