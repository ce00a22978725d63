"""Lines in which a publisher lists the tags of a text."""

import re

from minmetals_site.readers.boilerplate.whole_lines import LONGEST_MACHINERY, SENTENCE_END, whole_line
from minmetals_site.text.traced import Traced

__all__ = ["find_tag_list", "is_tag", "is_tag_label"]

_TAG_LIST = whole_line(
    r"""(?:tags|tagged(?:\ with)?|(?:filed|posted)\ (?:under|in)
        |categor(?:y|ies)|keywords|topics|标签|关键词)\s*[:：]\s*
        (?P<tags>.{2,200}[^.。])"""
)
"""Matches `Tags: copper, rail`; refuses `Keywords: they matter.`"""
_TAG_LABEL = whole_line(r"(?:tags|tagged(?:\ with)?|keywords|filed\ under|标签|关键词)\s*[:：]?")
_LONGEST_TAG = 40


def find_tag_list(line: Traced) -> list[Traced]:
    """Return the tags in a line that lists the publisher's own, else nothing."""
    match = _TAG_LIST.fullmatch(line.text) if len(line) <= LONGEST_MACHINERY else None
    if not match:
        return []
    tags: list[Traced] = []
    at = match.start("tags")
    for part in re.split(r"([,;|，；、])", match["tags"]):
        tag = line.slice(at, at + len(part)).stripped()
        at += len(part)
        if tag.text.strip(",;|，；、"):
            tags.append(tag)
    return tags


def is_tag_label(text: str) -> bool:
    """Return whether a line says that tags follow, and no more."""
    return len(text) <= _LONGEST_TAG and bool(_TAG_LABEL.fullmatch(text))


def is_tag(text: str) -> bool:
    """Return whether a line may be a tag that stands alone: a few words, and no sentence."""
    return len(text) <= _LONGEST_TAG and not SENTENCE_END.search(text)
