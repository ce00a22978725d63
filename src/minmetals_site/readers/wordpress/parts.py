"""The blocks of a post sorted out: what is its body, what are its highlights, what are its notices."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from minmetals_site.readers.boilerplate import (
    announces_contents,
    find_tag_list,
    is_box_heading,
    is_notice,
    page_machinery,
    stock_phrase,
)
from minmetals_site.readers.bold_headings import with_bold_headings
from minmetals_site.readers.foot import (
    is_contact_block,
    is_contact_heading,
    is_end_mark,
    is_short_line,
    line_rule,
    names_in_bios,
)
from minmetals_site.readers.header import MetaPart, find_meta
from minmetals_site.readers.highlights import is_label_of_highlights
from minmetals_site.readers.html import DoneBlock
from minmetals_site.readers.person_names import NAMES
from minmetals_site.readers.publication_line import find_publication_line, parse_day
from minmetals_site.text.dates import DateError
from minmetals_site.text.traced import Span, Traced

__all__ = ["Parts", "sort_out"]

_NOTICE_HEADING = re.compile(
    r"disclaimer|disclosure|(?:legal|copyright|important) (?:notice|information)"
    r"|(?:cautionary (?:statement|note)s? (?:on|regarding|concerning|about) )?"
    r"forward[- ]looking (?:statements?|information)"
    r"|safe harbou?r(?: statement)?",
    re.IGNORECASE,
)
"""Matches `Legal notice`; refuses `Disclosure of reserves`. Asked of headings near the end."""
_READ_ALSO = re.compile(
    r"(?:(?:read|see) (?:also|more|next)|also read|related(?: (?:article|post|story|reading))?|recommended(?: reading)?"
    r"|延伸阅读|相关阅读|推荐阅读)\s*[:：]\s*[^:：]{3,160}(?<![.!。！])",
    re.IGNORECASE,
)
"""Matches `Read also: The Furnaces of Sampleton`; refuses `Read more: it pays.`, which is a sentence."""
_RELATED_HEADING = re.compile(
    r"(?:related|recommended|recent|latest|popular|further|more|other|similar)(?: (?:our|from our|from the))?"
    r" (?:posts?|articles?|news|stories|reading|content|reports?|blogs?|insights|coverage|press releases?|links)"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)|read (?:next|more|also)|see also|keep reading"
    r"|相关(?:新闻|阅读|文章|链接|报道)|推荐阅读|延伸阅读",
    re.IGNORECASE,
)
"""Matches `Related Posts`; asked of what stands at the end over a list of nothing but links."""
_LABEL = "removed:field-label"
"""What becomes of the line above highlights or notices, which the archive's own pages say in its stead."""
_READ_ALSO_INITIALS = frozenset("RrSsAa延相推")
_BYLINE = re.compile(rf"(?i:by) (?P<name>{NAMES})")
"""Matches `By Ann B. Sample and Max van Muster`; refuses `By Monday`, and `By then Ann Sample had gone.`"""
_AT_THE_TOP = 6
"""Blocks in which the title is looked for once more, and the byline."""
_LONGEST_DAY = 40
_SHORTEST_HEADING = 3
_LONGEST_CREDIT = 120
_BEFORE_HIGHLIGHTS = 3
"""Blocks that may stand before the highlights: a picture, a sentence or two."""
_OVER_PROSE = frozenset({"page-tools", "reading-time", "view-count"})
"""Rules of what a page sets over a text."""
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
    byline: Traced | None
    """The author's name, where a paragraph before the first prose, or the very last, is nothing but a credit."""
    foot: frozenset[str]
    """What the last blocks say of the speaker, as in `foot.Foot`."""
    claims: list[tuple[Span, str]]
    """What becomes of all words of all blocks."""


def sort_out(done: Sequence[DoneBlock], title: str = "", day: str = "") -> Parts:
    """Return which blocks are the body, and which are highlights and notices.

    `title` and `day` are the post's own, which its body may begin with once more.
    """
    uses = ["body"] * len(done)
    highlights: tuple[Traced, ...] = ()
    at = _find_highlights(done)
    if at is not None:
        uses[at : at + 2] = [_LABEL, "field:highlights"]
        highlights = done[at + 1].lines
    _take_repeated(done, uses, title, day)
    _take_contents(done, uses)
    _take_machinery(done, uses)
    byline = _take_byline(done, uses)
    notices = [index for index in _find_notices(done) if uses[index] == "body"]
    for index in notices:
        uses[index] = "field:notices" if done[index].draft.kind == "paragraph" else _LABEL
    credit = _take_credit(done, uses)
    signs = _take_foot(done, uses)
    for index, block in enumerate(done):
        if uses[index] == "body" and block.draft.kind == "paragraph" and _is_read_also(block.draft.text.text):
            uses[index] = "removed:related-links"
    return Parts(
        blocks=with_bold_headings([block for block, use in zip(done, uses, strict=True) if use == "body"]),
        highlights=highlights,
        notices=tuple(done[index].draft.text for index in notices if uses[index] != _LABEL),
        byline=byline or credit,
        foot=signs,
        claims=[(span, use) for block, use in zip(done, uses, strict=True) for span in block.spans],
    )


def _take_repeated(done: Sequence[DoneBlock], uses: list[str], title: str, day: str) -> None:
    """Take a heading at the very top that is the title once more, and the post's day alone on the line under it."""
    worded = [index for index, block in enumerate(done[:_AT_THE_TOP]) if block.draft.text.text]
    if not worded or not title or done[worded[0]].draft.kind != "heading":
        return
    if done[worded[0]].draft.text.text.casefold() != " ".join(title.split()).casefold():
        return
    uses[worded[0]] = "removed:repeated-title"
    for index in worded[1:2]:
        text = done[index].draft.text.text
        if uses[index] == "body" and len(text) <= _LONGEST_DAY and day and _day_of(text) == day:
            uses[index] = "removed:repeated-date"


def _take_contents(done: Sequence[DoneBlock], uses: list[str]) -> None:
    """Take a list of the post's own headings under a line that announces it, whatever plugin made the two."""
    headings = {block.draft.text.text.casefold() for block in done if block.draft.kind == "heading"}
    for index, block in enumerate(done[1:], start=1):
        entries = [line.text.casefold() for line in block.lines] if block.draft.kind == "list" else []
        if entries and headings.issuperset(entries) and announces_contents(done[index - 1].draft.text.text):
            uses[index - 1 : index + 1] = ["removed:table-of-contents"] * 2


def _take_machinery(done: Sequence[DoneBlock], uses: list[str]) -> None:
    """Take buttons and reading times before the first prose, and words of advertisements wherever they stand."""
    is_top = True
    for index, block in enumerate(done[:-1]):
        draft = block.draft
        if draft.kind != "paragraph" or uses[index] != "body" or not draft.text.text:
            continue
        rule = page_machinery(draft.text.text)
        if rule == "advertisement" or (is_top and rule in _OVER_PROSE):
            uses[index] = f"removed:{rule}"
        else:
            is_top = False


def _day_of(text: str) -> str | None:
    with suppress(DateError):
        return parse_day(text, day_first=None)
    return None


def _take_byline(done: Sequence[DoneBlock], uses: list[str]) -> Traced | None:
    """Take a paragraph before the first prose that is nothing but `By`, a name and perhaps a day; return the name."""
    for index, block in enumerate(done[:_AT_THE_TOP]):
        text = block.draft.text
        if uses[index] != "body" or not text.text:
            continue
        if block.draft.kind != "paragraph":
            return None
        if byline := _BYLINE.fullmatch(text.text):
            uses[index] = "field:author"
            return text.slice(*byline.span("name"))
        parts = _credits(text)
        author = _author_among(parts)
        if author is None or any(part.name == "publisher" for part in parts):
            return None
        uses[index] = "field:author"
        return author
    return None


def _take_credit(done: Sequence[DoneBlock], uses: list[str]) -> Traced | None:
    """Take the last paragraph where it is nothing but a credit, `（作者：张三）`; return the author's name."""
    last = next((index for index in range(len(done) - 1, 0, -1) if uses[index] == "body"), 0)
    if not last or done[last].draft.kind != "paragraph":
        return None
    parts = _credits(done[last].draft.text)
    if not parts or any(part.name not in {"author", "editor"} for part in parts):
        return None
    author = _author_among(parts)
    uses[last] = "field:author" if author else "removed:editor-credit"
    return author


def _credits(text: Traced) -> list[MetaPart]:
    """Return what a paragraph says of author, editor and day, by labels or beside a date, if it says nothing else."""
    if len(text) > _LONGEST_CREDIT:
        return []
    with suppress(DateError):
        parts = find_publication_line(text) or find_meta(text)
        return parts if any(part.date or part.rule == "labelled-field" for part in parts) else []
    return []


def _author_among(parts: Sequence[MetaPart]) -> Traced | None:
    return next((part.value for part in parts if part.name == "author"), None)


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
    _take_from_the_end(done, uses)
    return frozenset(signs)


def _take_from_the_end(done: Sequence[DoneBlock], uses: list[str]) -> None:
    """Take the last paragraphs and bare headings, from the end upward, that belong to the page."""
    below: str | None = None
    for index in range(len(done) - 1, 0, -1):
        if uses[index] != "body":
            continue
        draft = done[index].draft
        if _is_list_of_links(done[index], done[index - 1]):
            uses[index - 1 : index + 1] = ["removed:related-links"] * 2
            continue
        is_worded = draft.kind == "paragraph" or (draft.kind == "heading" and len(draft.text) >= _SHORTEST_HEADING)
        rule = _foot_rule(draft.text) if is_worded else None
        if rule is None and _is_bio(done[index], done[index - 1]):
            rule = "author-box"
        if rule is None and below == "subscribe-box" and is_box_heading(draft.text.text):
            rule = below
        if rule is None or (rule == "contact-block" and _is_all_under_heading(done, uses, index)):
            break
        uses[index] = f"removed:{rule}"
        below = rule


def _is_list_of_links(block: DoneBlock, above: DoneBlock) -> bool:
    """Return whether a list is links to other pages, each item one, under a heading that says so."""
    html = block.draft.html
    return (
        block.draft.kind == "list"
        and bool(_RELATED_HEADING.fullmatch(above.draft.text.text.rstrip(" :：")))
        and html.count("<li>") == html.count("<li><a ") == html.count("</a></li>")
    )


def _is_bio(block: DoneBlock, above: DoneBlock) -> bool:
    """Return whether a paragraph says what a person does, in italics or under a heading that announces it."""
    draft = block.draft
    is_italic = draft.html.startswith(("<p><em>", "<p><i>")) and draft.html.endswith(("</em></p>", "</i></p>"))
    is_announced = stock_phrase(above.draft.text.text) == "author-box"
    return draft.kind == "paragraph" and (is_italic or is_announced) and bool(names_in_bios([draft.text]))


def _is_all_under_heading(done: Sequence[DoneBlock], uses: Sequence[str], index: int) -> bool:
    """Return whether a paragraph stands directly under a heading of the text, which without it would head nothing."""
    return uses[index - 1] == "body" and done[index - 1].draft.kind == "heading"


def _foot_rule(text: Traced) -> str | None:
    """Return the rule by which the last paragraph is none of the text."""
    if rule := page_machinery(text.text) or line_rule(text.text):
        return rule
    return "publisher-terms" if find_tag_list(text) else None


def _find_highlights(done: Sequence[DoneBlock]) -> int | None:
    """Return where the line stands that says that highlights follow, if it stands near the beginning."""
    for index, block in enumerate(done[: _BEFORE_HIGHLIGHTS + 1]):
        if block.draft.kind in {"paragraph", "heading"} and is_label_of_highlights(block.draft.text.text):
            follows = index + 1 < len(done) and done[index + 1].draft.kind == "list"
            return index if follows else None
        if block.draft.kind == "heading":
            return None
    return None


def _find_notices(done: Sequence[DoneBlock]) -> list[int]:
    """Return the first paragraph and those near the end that are notices; a heading that says so, with those below."""
    found: list[int] = []
    is_below_heading = False
    if len(done) > 1 and done[0].draft.kind == "paragraph" and is_notice(done[0].draft.text.text):
        found.append(0)
    for index in range(max(len(done) - _TAIL, len(found)), len(done)):
        draft = done[index].draft
        if draft.kind == "heading":
            is_below_heading = _NOTICE_HEADING.fullmatch(draft.text.text.rstrip(" :：")) is not None
        is_last = index > 0 and index >= len(done) - _VERY_END  # a post of one paragraph is about what it speaks of
        if (is_below_heading and draft.kind in {"heading", "paragraph"}) or (
            draft.kind == "paragraph" and is_notice(draft.text.text, near_the_end=is_last)
        ):
            found.append(index)
    return found
