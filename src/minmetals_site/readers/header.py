"""The head of a text copy: breadcrumb, dateline, labelled fields.

Only a place that states publication gives a publication date: a dateline (`China Minmetals Corporation 2025-01-23`), or
a labelled field (`Date: 2025-01-23`). Prose never does.
"""

import re
from typing import Literal, NamedTuple

from minmetals_site.text.dates import parse_date
from minmetals_site.text.traced import Traced

__all__ = ["Breadcrumb", "Dateline", "Field", "find_breadcrumb", "find_dateline", "find_fields"]

_CRUMB_LABEL = re.compile(
    r"""\s*(?:(?:your\ (?:current\ )?(?:location|position)|you\ are\ here|current\ (?:location|position)|location
        |(?:您的|当前|您现在的|您所在的|所在)?位置)\s*[:：]?\s*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_CRUMB_HOME = re.compile(r"(?:home(?: ?page)?|首\s*页|主页)(?=[\s>›»/|-]|＞)", re.IGNORECASE)
"""Matches the head of `Home > News`; refuses `Homestead`."""
_CRUMB_DIVIDER = re.compile(r"\s*(?:>+|›|»|＞|→)\s*")
_LONGEST_CRUMBS = 300

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:[+-]\d{4}|GMT|UTC|Z))?"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATE = "|".join(
    (
        rf"\d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:[ T]+{_TIME})?",
        rf"(?:[A-Z][a-z]{{2,8}},?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}(?:,?\s+{_TIME})?",
        rf"(?:[A-Z][a-z]{{2,8}},?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?:,?\s+{_TIME})?",
        r"\d{1,2}/\d{1,2}/\d{4}",
    )
)
"""Matches the forms of a date that a dateline gives; `text.dates` reads them, and knows which are real."""
_DATELINE = re.compile(rf"(?P<publisher>\D(?:.{{0,118}}[^\s:：|,，])?)?[\s|,，·•—–-]*(?P<date>{_DATE})[\s|]*")
"""Matches `China Minmetals Corporation 2025-01-23` and `2025-01-23`; refuses `On 2025-01-23 it was announced`."""
_DATELINE_TURNED = re.compile(rf"(?P<date>{_DATE})[\s|,，·•—–-]+(?P<publisher>[^\d\s](?:.{{0,118}}\S)?)")
_PROSE_WORDS = re.compile(
    r"\b(?:on|in|at|since|until|by|from|of|the|was|were|is|are|has|have|held|said)$", re.IGNORECASE
)
_PUBLISHED = (
    r"date|time|published(?: on| date| time)?|publish (?:date|time)|publication date|released?(?: date| time| on)?"
    r"|posted(?: on)?|issue date|发布时间|发布日期|日期|时间|发表时间"
)
_LABELS: tuple[tuple[Literal["publisher", "published", "modified", "author"], str], ...] = (
    ("publisher", r"source|publisher|published by|issued by|origin|来源|信息来源|发布机构|发布单位"),
    ("published", _PUBLISHED),
    ("modified", r"updated|last updated|last modified|updated on|update time|更新时间"),
    ("author", r"author|editor|by|written by|reporter|responsible editor|作者|编辑|责任编辑|责编|记者|撰稿"),
)
_LABEL_PATTERNS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _LABELS)
_LABELLED = re.compile(rf"(?<!\w)(?:{'|'.join(words for _, words in _LABELS)})\s*[:：]\s*", re.IGNORECASE)
"""Matches the label of `Source: …` and `发布时间：…`; refuses `resource: …`."""
_LONGEST_FIELD_LINE = 200


class Breadcrumb(NamedTuple):
    """A breadcrumb line, from the outermost level."""

    levels: tuple[Traced, ...]


class Dateline(NamedTuple):
    """A line that says who published, and when."""

    publisher: Traced | None
    date: Traced
    value: str
    """ISO 8601 at the precision of the line."""


class Field(NamedTuple):
    """A labelled value in the head or at the end of a text copy."""

    name: Literal["publisher", "published", "modified", "author"]
    """Of the record's field."""
    value: Traced


def find_breadcrumb(line: Traced) -> Breadcrumb | None:
    """Return the breadcrumb that the line is, else None.

    Forms seen: `Home > News`, `Your location:Home>>News`, `Home About us > Culture`.
    """
    if len(line) > _LONGEST_CRUMBS or not (set(line.text) & set(">›»＞→")):
        return None
    start = _CRUMB_LABEL.match(line.text).end()  # type: ignore[union-attr]  # everything in it is optional
    home = _CRUMB_HOME.match(line.text, start)
    if not home:
        return None
    levels = [line.slice(start, home.end())]
    divider = _CRUMB_DIVIDER.match(line.text, home.end())
    at = divider.end() if divider else home.end()
    for divider in [*_CRUMB_DIVIDER.finditer(line.text, at), None]:
        level = line.slice(at, divider.start() if divider else len(line)).stripped()
        if level.text:
            levels.append(level)
        at = divider.end() if divider else len(line)
    return Breadcrumb(tuple(levels)) if len(levels) > 1 else None


def find_dateline(line: Traced, *, day_first: bool | None = None) -> Dateline | None:
    """Return what the line says of publication where it is a dateline and nothing else, else None.

    Raises:
        DateError: if it is one, with a date that no calendar has.
    """
    if len(line) > _LONGEST_FIELD_LINE:
        return None
    match = _DATELINE.fullmatch(line.text) or _DATELINE_TURNED.fullmatch(line.text)
    if not match or (
        match["publisher"] and (_PROSE_WORDS.search(match["publisher"]) or match["publisher"][0].islower())
    ):
        return None
    value = parse_date(match["date"], day_first=day_first)
    if value is None:
        return None
    publisher = line.slice(*match.span("publisher")) if match["publisher"] else None
    return Dateline(publisher, line.slice(*match.span("date")), value)


def _is_prose(words: str) -> bool:
    return words[:1].islower() or bool(_PROSE_WORDS.search(words))


def find_fields(line: Traced) -> list[Field]:
    """Return the labelled fields that the line consists of (`Source: A Company Date: 2025-01-23`), else nothing."""
    if len(line) > _LONGEST_FIELD_LINE:
        return []
    labels = list(_LABELLED.finditer(line.text))
    if not labels or line.text[: labels[0].start()].strip(" [(【（|"):
        return []
    fields = []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        name = next(name for name, words in _LABEL_PATTERNS if words.match(line.text, label.start()))
        value = line.slice(label.end(), end).stripped(" \t\u00a0|[]()【】（）")
        fields.append(Field(name, value))
    return fields
