"""Text copies of a company's own pages: news, and pages about itself.

What tells them is a breadcrumb near the top that begins at the site's home. Layouts seen in the wild:

- breadcrumb, dateline (`China Minmetals Corporation 2025-01-23`), one paragraph a line, no title;
- the same with blank lines between, a title between breadcrumb and dateline, sometimes a subtitle after it;
- `Your location:Home>>News`, title, a font-size widget, the body, no date;
- page title, `Home About us > Title`, headed sections; or the title only as the last level of the breadcrumb;
- the same with each level and each sign of the breadcrumb on a line of its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem
from minmetals_site.readers.head import read_letterhead, read_opening_dateline, take_day_box
from minmetals_site.readers.head_words import is_kicker
from minmetals_site.readers.header import (
    CRUMB_SIGNS,
    Breadcrumb,
    MetaPart,
    find_breadcrumb,
    is_crumb_label,
    is_organisation,
)
from minmetals_site.readers.highlights import take_highlights
from minmetals_site.readers.nature import kind_of_own_page, may_be_outsiders, nature_of
from minmetals_site.readers.page_lines import is_bare_label
from minmetals_site.readers.prose import Prose
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import SENTENCE, FieldName, TextCopy
from minmetals_site.records import Kind
from minmetals_site.settings import Settings
from minmetals_site.text.days import MONTHS
from minmetals_site.text.traced import Traced

__all__ = ["NAME", "parse", "recognises"]

NAME = "corporate-page"

_HEAD_LINES = 12
"""Worded lines at the top in which a breadcrumb is looked for; the deepest seen stands fifth."""
_HEAD_CHARACTERS = 6000
_BEFORE_BODY = 8
"""Worded lines after the breadcrumb in which title, dateline and fields are looked for."""
_FEWEST_OF_HEADLINE = 4
"""Words; `Our Mission` heads a section."""
_FEWEST_SIGNS_OF_HEADLINE = 8
"""Characters of a headline in Chinese."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BEFORE_HIGHLIGHTS = 3
"""Lines of the body among which the highlights begin."""
_DASHED = re.compile(r"(?:[Hh]ome|HOME|首页|首頁) [-–—] ")
"""Matches in `Home - Media - News`, of which the dashes alone are everywhere."""
_SIGNS = tuple(CRUMB_SIGNS)
_MOST_TITLES = 3
"""Lines between breadcrumb and dateline: title, subtitle, publisher."""
_LONGEST_TITLE = 250
_FEWEST_SIBLINGS = 3
_SERIES = re.compile(
    r"\b(?:stories|voices|people|portraits|news|events|activities|cases|features|columns|heroes|essays|interviews|blog)$"
    r"|(?:故事|风采|人物|动态|活动|新闻|案例|专栏)$",
    re.IGNORECASE,
)
"""Matches the level `Staff Stories`, under which each page has a title of its own; refuses `Our Story`."""
_LONGEST_NAVIGATION = 60
_OUTSIDERS = -3
"""Weight of the signs that an outsider speaks, from which on a breadcrumb proves nothing."""
_NEWS = re.compile(
    r"\b(?:news|press|media|releases?|announcements?|updates|events?)\b|新闻|动态|要闻|公告|资讯", re.IGNORECASE
)
_BEHIND_TITLE = re.compile(r"\s*(?:[|_–—·:：]|\s-|::|»|«)\s*\S.{1,100}")
"""Matches ` - Example Mining` and `_Example Mining`; refuses `s of the mine`."""
_ABOUT = re.compile(
    r"\b(?:about|culture|brand|profile|company|overview|vision|mission|values|who we are"
    r"|what we (?:do|stand for|believe)|our (?:story|history|people|purpose|principles|promise))\b"
    r"|关于|文化|品牌|概况|简介|走进",
    re.IGNORECASE,
)


_DAY_IN_NEWS = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})\s\d{{1,2}}\b|\b\d{{1,2}}\s(?:{'|'.join(MONTHS)})\b"
    r"|\b(?:recently|yesterday|today|this (?:morning|week|month)|last (?:week|month)"
    r"|(?:on|last) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\d月\d{1,2}日|近日|日前|昨日|今日",
    re.IGNORECASE,
)
"""Matches in `On February 26, the group met`; refuses `The group has 26 mines`."""
_FIRST_WORDS = 400


def recognises(capture: Capture) -> bool:
    """Return whether a breadcrumb stands near the top."""
    top = capture.text[:_HEAD_CHARACTERS]
    if not any(sign in top for sign in CRUMB_SIGNS) and not _DASHED.search(top):
        return False
    lines = [line.strip(" \t\u00a0\u3000\ufeff") for line in top.splitlines()]
    if len(capture.text) > _HEAD_CHARACTERS:
        del lines[-1:]  # it may go on, and be none
    head = [line for line in lines if line][:_HEAD_LINES]
    return any(find_breadcrumb(Traced.whole(line)) for line in head) or bool(_find_spread(head))


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the page is."""
    copy = TextCopy(capture, settings, corrections)
    indices, breadcrumb = _find_breadcrumb(copy)
    kind = _kind(breadcrumb, capture.folder)
    copy.take_parts(indices, [(level, "field:breadcrumb") for level in breadcrumb.levels], "removed:breadcrumb-mark")
    read_letterhead(copy, indices[0])
    _read_below(copy, indices[-1], breadcrumb)
    if "title" not in copy.fields and kind == "brand-culture" and _SERIES.search(breadcrumb.levels[-1].text):
        _read_only_heading(copy, indices[-1] + 1)
    _read_above(copy, indices[0], breadcrumb)
    read_opening_dateline(copy)
    if "title" not in copy.fields and kind == "brand-culture":
        _read_only_heading(copy)
    if "title" not in copy.fields and kind == "brand-culture":
        copy.fields["title"] = copy.sourced(breadcrumb.levels[-1], "breadcrumb-level")
        copy.take_repeated_title()
    highlights = _read_highlights(copy)
    foot = copy.take_foot()
    prose = copy.prose()
    signs = copy.signs([level.text for level in breadcrumb.levels], foot, prose)
    # a breadcrumb is what companies have: others must say clearly that they speak
    outsiders = nature_of(signs) if may_be_outsiders(signs) else None
    if not _says_kind(breadcrumb) and not _tells_of_a_day(prose):
        kind = kind_of_own_page(signs, copy.title, is_dated="published" in copy.fields, folder=capture.folder)
    is_own = outsiders is None or outsiders.score > _OUTSIDERS
    reading = Reading(
        kind=kind if is_own else "analysis",
        source_class="official" if is_own else "independent",
        decoded=capture.text,
        breadcrumb=tuple(level.collapsed().text for level in breadcrumb.levels),
        highlights=tuple(highlights),
        notices=tuple(copy.notices),
        publisher_terms=tuple(copy.terms),
        blocks=prose.blocks,
        diagnosis=copy.sheet.diagnosis,
        account=copy.sheet.account(),
        findings=(
            *([] if is_own or outsiders is None else [("source-class-inferred", ", ".join(outsiders.signs))]),
            *copy.bad_dates,
        ),
        **copy.fields,
    )
    return [reading]


def _read_highlights(copy: TextCopy) -> list[Traced]:
    """Take the highlights over the text, or under its first sentences."""
    lines = copy.free()
    for place in range(min(_BEFORE_HIGHLIGHTS, len(lines))):
        if items := take_highlights(copy, lines[place:]):
            return items
    return []


def _find_breadcrumb(copy: TextCopy) -> tuple[list[int], Breadcrumb]:
    """Return the breadcrumb, and the lines that it stands in."""
    for index, line in copy.sheet.worded():
        if breadcrumb := find_breadcrumb(line):
            return [index], breadcrumb
    head = [index for index, _ in copy.sheet.worded()][:_HEAD_LINES]
    indices = [head[place] for place in _find_spread([copy.sheet.lines[index].text for index in head])]
    breadcrumb = find_breadcrumb(copy.joined(indices)) if indices else None
    if breadcrumb is None:
        raise AssertionError("recognises() saw a breadcrumb in this text")
    return indices, breadcrumb


def _find_spread(head: Sequence[str]) -> range:
    """Return the places of lines that are one breadcrumb: `Home`, `>`, `News`, or `Home >`, `News`; else none."""
    joined = [above.endswith(_SIGNS) or below.startswith(_SIGNS) for above, below in pairwise(head)]
    for first in range(len(joined)):
        run = 1 + sum(1 for _ in takewhile(bool, joined[first:]))
        for end in range(first + run, first + 1, -1):
            if find_breadcrumb(Traced.whole(" ".join(head[first:end]))):
                return range(first, end)
    return range(0)


def _kind(breadcrumb: Breadcrumb, folder: str) -> Kind:
    words = " ".join(level.text for level in breadcrumb.levels[1:])
    if _NEWS.search(words):
        return "news"
    if _ABOUT.search(words):
        return "brand-culture"
    return "brand-culture" if folder == "brand-culture" else "news"


def _says_kind(breadcrumb: Breadcrumb) -> bool:
    words = " ".join(level.text for level in breadcrumb.levels[1:])
    return bool(_NEWS.search(words) or _ABOUT.search(words))


def _tells_of_a_day(prose: Prose) -> bool:
    """Return whether the first passage speaks of a day, or of what has happened of late, as news do."""
    first = next((block.text.text for block in prose.blocks if block.kind == "paragraph"), "")
    return bool(_DAY_IN_NEWS.search(first[:_FIRST_WORDS]))


def _read_below(copy: TextCopy, breadcrumb: int, found: Breadcrumb) -> None:
    """Read title, subtitle, dateline and fields, which stand between the breadcrumb and the body."""
    _take_siblings(copy, breadcrumb, found.levels[-1].collapsed().text.casefold())
    lines = copy.free(breadcrumb + 1)[:_BEFORE_BODY]
    for place in range(min(_MOST_TITLES, len(lines))):
        if boxed := take_day_box(copy, lines[place:]):
            lines = lines[:place] + lines[place + boxed :]
            if place:
                _read_titles(copy, _read_publisher_above(copy, [index for index, _ in lines[:place]], []))
            break
    head = [index for index, _ in lines if not copy.is_taken(index)]
    place, length, parts = _find_meta(copy, head)
    if parts:
        above = _read_publisher_above(copy, head[:place], parts)
        _read_titles(copy, above)
        copy.take_meta(head[place : place + length], parts)
        for index in head[place + length :]:
            if further := copy.meta([index]):
                copy.take_meta([index], further)
            elif is_bare_label(copy.sheet.lines[index].text):
                copy.take(index, "removed:field-label")
            else:
                break
    if "title" not in copy.fields:
        _read_loose_title(copy, breadcrumb, found.levels[-1].collapsed().text.casefold())
    copy.take_repeated_title()


def _take_siblings(copy: TextCopy, breadcrumb: int, level: str) -> None:
    """Take a menu under the breadcrumb that has its last level among its entries: `Profile | Our History | Honors`."""
    for index, line in copy.free(breadcrumb + 1)[:1]:
        entries = [entry.strip().casefold() for entry in line.text.split("|")]
        if len(entries) >= _FEWEST_SIBLINGS and level in entries:
            copy.take(index, "removed:navigation")


def _find_meta(copy: TextCopy, head: list[int]) -> tuple[int, int, list[MetaPart]]:
    """Return place, number of lines and parts of the first line in the head that says who published and when.

    Only titles can stand above it. A dateline is sometimes spread over two or three lines; that is looked for where no
    line is one by itself.
    """
    for length in (1, 2, 3):
        for place in range(min(_MOST_TITLES + 1, len(head) - length + 1)):
            lines = head[place : place + length]
            if length > 1 and any(len(copy.sheet.lines[i]) > _LONGEST_NAVIGATION for i in lines):
                continue
            parts = copy.meta(lines)
            if any(part.name == "published" for part in parts) or (length == 1 and parts):
                return place, length, parts
    return 0, 0, []


def _read_publisher_above(copy: TextCopy, above: list[int], parts: list[MetaPart]) -> list[int]:
    """Take the line over a bare date as the publisher where it reads as one; return the lines that are left."""
    named = {part.name for part in parts}
    if above and "publisher" not in named and "author" not in named and len(above) != 1 + ("title" in copy.fields):
        line = copy.sheet.lines[above[-1]]
        if is_organisation(line.text):
            copy.take_field(above[-1], "publisher", "line-above-date")
            return above[:-1]
    return above


def _read_titles(copy: TextCopy, indices: list[int]) -> None:
    """Take the lines above the dateline: the title, and a subtitle where there is a second."""
    names: Iterator[FieldName] = iter(("title", "subtitle"))
    for index in indices:
        if index != indices[-1] and "title" not in copy.fields and is_kicker(copy.sheet.lines[index].text):
            copy.take(index, "removed:navigation")
            continue
        name = next(names, None)
        if name and len(copy.sheet.lines[index]) <= _LONGEST_TITLE:
            copy.take_field(index, name, "line-above-dateline")


def _read_loose_title(copy: TextCopy, breadcrumb: int, level: str) -> None:
    """Take the first line after the breadcrumb, or after the dateline, where it stands as a title over the body.

    So does one that is the breadcrumb's last level once more, in small letters, or has it among its words.
    """
    rest = copy.free(breadcrumb + 1)
    if len(rest) < 2:  # noqa: PLR2004  # a title, and something below it
        return
    (index, line), (following, below) = rest[0], rest[1]
    parted = any(line.text for line in copy.sheet.lines[index + 1 : following])  # taken, as they are not in `rest`
    # a line that a widget or a dateline parts from the body is its title; so is a short one over a long paragraph
    over_body = not SENTENCE.search(line.text) and SENTENCE.search(below.text) and len(below) > len(line)
    has_dateline = "published" in copy.fields or any(i < index for i, _ in copy.sheet.worded(breadcrumb + 1))
    text = line.collapsed().text.casefold()
    repeated = text in {below.collapsed().text.casefold(), level}
    is_fuller = set(level.split()) <= set(text.split())
    # on a page of news nothing else stands so: directly under the breadcrumb, with a blank line below it
    is_set_off = following > index + 1 and (
        (index == breadcrumb + 1 and " " in line.text)
        or (index == breadcrumb + 2 and bool(_NEWS.search(level)) and _is_headline(line.text))
    )
    if len(line) <= _LONGEST_TITLE and (
        repeated or parted or (over_body and (has_dateline or is_set_off or is_fuller))
    ):
        copy.take_field(index, "title", "line-over-body")


def _is_headline(text: str) -> bool:
    return len(text.split()) >= _FEWEST_OF_HEADLINE or len(_CHINESE.findall(text)) >= _FEWEST_SIGNS_OF_HEADLINE


def _read_only_heading(copy: TextCopy, start: int = 0) -> None:
    """Take a headline that stands over the body, where no other line stands so: of several, each heads its section."""
    lines = copy.free(start)
    heads = [
        index
        for (index, line), (_, below) in pairwise(lines)
        if len(line) <= _LONGEST_TITLE and not SENTENCE.search(line.text) and SENTENCE.search(below.text)
    ]
    if lines and heads == [lines[0][0]] and len(lines[0][1].text.split()) >= _FEWEST_OF_HEADLINE:
        copy.take_field(heads[0], "title", "line-over-body")


def _read_above(copy: TextCopy, breadcrumb: int, found: Breadcrumb) -> None:
    """Read what stands above the breadcrumb: the page's title, and navigation that repeats levels of the breadcrumb."""
    levels = [level.collapsed().text.casefold() for level in found.levels]
    for index, line in copy.free(0, breadcrumb):
        text = line.collapsed().text.casefold()
        if is_crumb_label(text):
            copy.take(index, "removed:breadcrumb-mark")
        elif text == levels[-1] and "title" not in copy.fields:
            copy.take_field(index, "title", "line-above-breadcrumb")
        elif text in levels or text == _title(copy) or _is_title_of_window(text, _title(copy)):
            copy.take(index, "removed:navigation")
    for index, line in copy.free(0, breadcrumb):
        if SENTENCE.search(line.text) or len(line) > _LONGEST_TITLE:
            continue
        if "title" not in copy.fields and " " in line.text and line.text[0].isupper():
            copy.take_field(index, "title", "line-above-breadcrumb")
        elif len(line) <= _LONGEST_NAVIGATION:
            copy.take(index, "removed:navigation")


def _is_title_of_window(text: str, title: str | None) -> bool:
    """Return whether a line is the title with the site's name behind a sign, as browsers show it over a page."""
    return bool(title) and text.startswith(str(title)) and bool(_BEHIND_TITLE.fullmatch(text, len(str(title))))


def _title(copy: TextCopy) -> str | None:
    title = copy.fields.get("title")
    return title.value.casefold() if title and title.value else None
