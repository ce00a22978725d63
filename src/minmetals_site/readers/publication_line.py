"""Short lines that say when a text was published, and the dateline that opens a first paragraph.

Sites print the day in ever new company: `Published 7 Feb 2025 | Last updated 11 Feb 2025 | 2 min read`, `By A. Sample |
February 10, 2025`, `Posted on May 15, 2025 by A. Sample`, `6 Dec 2024`. What they share is that nothing else stands in
the line: it is parted at its dates and its dividers, and it counts only where each part is a label, a name behind `by`,
an estimate of reading time, a section, or the name of an organisation. A date of change never stands in for the date of
publication. `header.py` knows the lines of a name and a bare date, which are older here.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from minmetals_site.readers.head_words import (
    is_chinese_paper,
    is_menu,
    is_publishers_name,
    is_section_label,
    is_share_word,
    labelled_detail,
)
from minmetals_site.readers.header import MetaName, MetaPart, is_organisation, names_an_office
from minmetals_site.text.datelines import DAY, FOREIGN_DAY, find_dateline, in_english
from minmetals_site.text.dates import DateError, parse_date
from minmetals_site.text.strange import folded
from minmetals_site.text.traced import Traced

__all__ = [
    "find_counted_day",
    "find_opening_dateline",
    "find_publication_line",
    "find_signed_date",
    "is_day_between_dashes",
    "parse_day",
]

_LONGEST = 160
_DATED = re.compile(rf"(?:(?<![\w/.-])|(?<=\bicon))(?:{DAY}|{FOREIGN_DAY})(?!(?!星期)[\w/-])")
"""Matches the days of `iconJul 29, 2025`, where a picture was, and of `2025年3月10日星期一`; refuses that of
`silicon2025-07-29`."""
_LABEL_BEFORE = re.compile(
    r"(?:(?P<modified>(?:last\s+|date\s+)?(?:updated|modified|revised|changed|reviewed)|aktualisiert|stand|mis à jour"
    r"|actualizado|更新时间|更新日期|更新于|修改时间)"
    r"|(?:first\s+|originally\s+|date\s+)?(?:published|posted|released?|for release|issued|created|publication\s+date"
    r"|release\s+date|time"
    r"|date|dated|online\s+since|veröffentlicht|datum|erschienen|publié|publicado|pubblicato|fecha"
    r"|[发發]布[时時][间間]|[发發]布日期|发表时间|发表于|发布于|发布|[时時][间間]|日期))"
    r"\s*(?:on the|on|at|the|am|le|el|il|in)?\s*[:：]?\s*"
    r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\s*,?\s*(?:on\s+)?)?\Z",
    re.IGNORECASE,
)
"""Matches the end of `Posted on ` and `Last updated: `; not that of `Losses were posted by `."""
_LABEL_WORDS = (
    *("date", "time", "modified", "revised", "changed", "reviewed", "aktual", "stand", "mis ", "actual", "更新"),
    *("publi", "pubbli", "posted", "release", "issued", "created", "online", "licht", "datum", "erschienen", "fecha"),
    *("修改", "发布", "發布", "发表", "时间", "時間", "日期"),
)
"""One of these stands in every such label: to look for them first takes a tenth of the time."""
_DIVIDER = re.compile(r"\s*(?:[|¦•·‧∙●»›—–/;,，、\u3000]|\s-\s|\s{2,}|\t|\\)\s*")
_READING_TIME = re.compile(
    r"(?:[A-Z]{2,4}(?=\d))?(?:(?:estimated\s+)?reading\s+time\s*[:：]?\s*)?(?:ca\.?\s*)?\d{1,3}\s?[-–]?\s?(?:min(?:ute)?s?\.?|minuten|分钟)"
    r"(?:\s*(?:to\s+)?(?:read|reading|lesezeit|阅读))?",
    re.IGNORECASE,
)
"""Matches `4 min read` and `Reading time: 3 minutes`; refuses `4 miners`."""
_TIME = re.compile(
    r"(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}|[+-]\d{4})?", re.IGNORECASE
)
"""Matches `09:30 GMT` and `at 4:40 p.m.`; refuses `1:2`."""
_ZONE_OF_NO_OFFSET = re.compile(
    r"(?<=\d)\s+(?:uhr|h|hrs|[A-Z]{2,4}time)$|(?<=[\d.m])\s+(?:AWST|AEST|AEDT|SAST|MSK|EET|WIB|local time)$",
    re.IGNORECASE,
)
"""Matches the end of `9:00 AWST`, whose zone `text.dates` does not know: the day is read, the hour is left."""
_COUNT = re.compile(
    r"(?:阅读|浏览|点击|评论|点赞|收藏|转发|(?:page )?views?|browse(?:d|s)?(?: (?:times|count))?|visits?|clicks?"
    r"|reads?|hits|comments?|likes?|shares?|stars?)"
    r"(?:次数|数|量)?\s*[:：]?\s*"
    r"\d[\d,.]*\s?[kKwW万]?"
    r"|\d[\d,.]*\s?[kKwW万]?\s*(?:views?|visits?|clicks?|reads?|hits|comments?|replies|likes?|shares?|stars?|claps?|次(?:阅读|浏览)|(?:条)?评论)",
    re.IGNORECASE,
)
"""Matches `0 comments` and `阅读 5412`; refuses `2 shares were sold`."""
_CATEGORY = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ][\w’'-]+|&|and)){0,2}")
"""Matches `Rare Earths`, which stands behind a byline and a day as what the text is filed under; refuses `buy ore`."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s*\[[^\[\]]{2,40}\]?)?")
"""Matches `https://example.com [Example]`, the address and the name of a site before a date."""
_CLOCK_BEHIND = re.compile(r"\s+[-–|]\s+\d{1,2}:\d{2}.*$")
_CLOCK_BEFORE = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?=\s+[\u4e00-\u9fff])")
"""Matches the ` 08:15:40` of `2009-4-14 08:15:40 要闻`; refuses that of `2009-4-14 08:15 GMT`."""
_STOP_OF_DAY = re.compile(r"(?<=\d)\.(?=\s[A-Z][a-z]{2})")
"""Matches the stop in `19. Jun 2024`; refuses that in `19.06.2024`."""
_COUNTED = re.compile(rf"(?P<day>{DAY})\s+(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})")
"""Matches `2025/01/23 1204`; refuses `2025/01/23 12:04`."""
_HANDLE = re.compile(r"\s+@\w{2,30}$")
"""Matches the ` @annsample` behind a byline."""
_DIGIT = re.compile(r"\d")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_BETWEEN_DASHES = re.compile(rf"[-–—]\s*(?P<day>{DAY})\s*[-–—]")
"""Matches `- Apr 18, 2018-`, which is no item of a list; refuses `- Apr 18, 2018: the mill`."""
_BEFORE_DAY = re.compile(r"[\s,]+(?:on|at|am|le|el|den)\s*$", re.IGNORECASE)
_FILED = re.compile(
    r"(?:in|under|filed under|category|categories|topic)\s*[:：]?\s*[A-ZÀ-Þ][\w &’'-]{1,40}", re.IGNORECASE
)
"""Matches the `in Batteries` of `Posted by A. Sample on 11 April 2025 in Batteries`; refuses `in 2025`."""
_MONTH_ALONE = re.compile(
    r"(?:(?P<series>[A-ZÀ-Þ][^,|–—]{5,60}?)(?:\s?[,|·]|\s[–-])\s+)?"
    r"(?:(?:(?i:issue|no|nr|vol|volume|edition|number)\.? ?#?\d{1,4}[\s,|·–-]+){1,3})?"
    r"(?:(?:published|posted|released)(?: in)?\s*[:：]?\s*)?"
    r"(?P<month>(?i:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,? \d{4}|\d{4}年\d{1,2}月)"
)
"""Matches `May 2025` and `Sample Letter, May 2025` as the whole of a line; refuses `Q3 2025` and `May 2025 was wet`."""
_PLACE = re.compile(r"(?![A-Z]{2,4}\b)[A-ZÀ-Þ][^\W\d_]{2,20}(?:[ -](?:am|an der|de|upon|[A-ZÀ-Þ])[\w-]*)?")
_NUMBER_OF_SERIES = re.compile(
    r"(?:(?:issue|no|nr|vol|volume|edition|number|ausgabe|第)\.?\s*#?\d{1,4}(?:期)?[\s,]*)+", re.IGNORECASE
)
"""Matches `Issue 118` and `Vol. 3, No. 4`; refuses `Issue of shares`."""
_SOURCE = re.compile(
    r"(?:source|publisher|published by|[来來]源|信息[来來]源|发布机构)\s*[:：]\s*(?P<name>[^\s:：][^:：]{1,80})",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|星期[一二三四五六日天]")
_BY = re.compile(
    r"(?:written\s+|off\s+|posted\s+|published\s+|submitted\s+|story\s+|words\s+|text\s+)?(?:by|von|par"
    r"|por)\s*[:：]?\s+(?P<name>[^\W\d_].{1,78})"
    r"|(?:(?:author|autorin?|auteur|作者|文|撰文|记者)\s*[:：/]|(?:记者|作者)\s)\s*(?P<labelled>[^\W\d_].{0,78})",
    re.IGNORECASE,
)
"""Matches `by A. Sample` and `作者：张三`; refuses `Bystanders`."""
_PERSON = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|van|von|der|den|di|da|du|al|bin|and|und|et|y|&)(?:,?\s+|$)){1,8}"
    r"|[\u4e00-\u9fff·\s]{2,12}"
)
"""Matches `Ms A. van Sample and B. Sample` and `张三`; refuses `the end of the year` and `rising prices`."""
_TITLED = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’&-]*|of|the|and|for|on|in|&)(?:\s+(?:[A-ZÀ-Þ\d][\w.'’&-]*|of|the|and|for|on|in|&)){0,8}"
)
"""Matches `Mr. Sample’s Weekly Letter` and `Issue No. 12 of the Review`; refuses `What the board has said`."""
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}")
"""Matches the `样本财经` of `http://www.example.com 2007年11月30日 15:29 样本财经`; refuses `涨价了！`."""
_BEFORE_DATE = " \t|,;·•–—-"
_AROUND = " \t\u00a0\u3000|,;:–—-"
_SERIES = re.compile(
    r"\b(?:letter|newsletter|bulletin|weekly|daily|monthly|brief|briefing|update|digest|column|notes?|review|report|journal"
    r"|magazine|issue|edition|vol|blog|monitor)\b",
    re.IGNORECASE,
)
"""Matches the name of something that appears again and again: `Weekly Letter`; refuses `Third Stage`."""


def parse_day(text: str, *, day_first: bool | None) -> str | None:
    """Return the date that a text states, also in the words of German, French, Spanish, Italian and Portuguese.

    Of `10.03.2025` the day comes first: nobody who parts a date by dots begins with the month.

    Raises:
        DateError: as `parse_date` does.
    """
    text = _STOP_OF_DAY.sub("", _ZONE_OF_NO_OFFSET.sub("", text))
    dotted = _DOTTED.match(text)
    order = True if day_first is None and dotted else day_first
    return (
        parse_date(in_english(text), day_first=order)
        or (parse_date(dotted[0], day_first=order) if dotted else None)
        or parse_date(_CLOCK_BEHIND.sub("", text), day_first=order)
    )


def find_publication_line(line: Traced, *, day_first: bool | None = None) -> list[MetaPart]:
    """Return what a line says of publication, change and author, if it is made of these alone; else nothing.

    Raises:
        DateError: if it is such a line, with a date that no calendar has, or whose order of figures nobody says.
    """
    if handle := _HANDLE.search(line.text) if "@" in line.text and len(line) <= _LONGEST else None:
        found = _publication_line(line.slice(0, handle.start()), day_first=day_first)
        return [*found, MetaPart("machinery", line.slice(*handle.span()), "machinery")] if found else []
    return _publication_line(line, day_first=day_first)


def _publication_line(line: Traced, *, day_first: bool | None) -> list[MetaPart]:
    """Return what such a line says that names nobody's account."""
    text = line.text
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return []
    if (month := _MONTH_ALONE.fullmatch(text)) and (not month["series"] or _is_series(month["series"])):
        date = parse_day(month["month"], day_first=day_first)
        series = line.slice(*month.span("series")) if month["series"] else None
        parts = [MetaPart("publisher", series, "publication-line")] if series else []
        return (
            [*parts, MetaPart("published", line.slice(*month.span("month")), "publication-line", date)] if date else []
        )
    if alone := _BETWEEN_DASHES.fullmatch(text):
        date = parse_day(alone["day"], day_first=day_first)
        return [MetaPart("published", line.slice(*alone.span("day")), "publication-line", date)] if date else []
    dates = list(_DATED.finditer(text))
    if not dates:
        return []
    parts = list(_dated_parts(line, dates, day_first=day_first))
    if len(parts) < len(dates) or len({part.name for part in parts}) < len(parts):
        return []
    is_labelled = any(_label_before(text, 0, date) for date in dates)
    said = _other_parts(line, _stretches(text, dates), is_labelled=is_labelled)
    return sorted([*parts, *said], key=lambda part: part.value.spans()) if said is not None else []


def is_day_between_dashes(text: str) -> bool:
    """Return whether a line is a day between dashes, which looks like an item of a list and is none."""
    return len(text) <= _LONGEST and bool(_BETWEEN_DASHES.fullmatch(text))


def find_counted_day(line: Traced, *, day_first: bool | None = None) -> list[MetaPart]:
    """Return the date of a line that is a day and a number behind it, `2025/01/23 1204`, as of views; else nothing.

    Raises:
        DateError: as `find_publication_line` does.
    """
    counted = _COUNTED.fullmatch(line.text) if len(line) <= _LONGEST else None
    date = parse_day(counted["day"], day_first=day_first) if counted else None
    if counted is None or date is None:
        return []
    return [
        MetaPart("published", line.slice(*counted.span("day")), "publication-line", date),
        MetaPart("machinery", line.slice(*counted.span("count")), "machinery"),
    ]


def find_signed_date(line: Traced, names: Collection[str], *, day_first: bool | None = None) -> list[MetaPart]:
    """Return publisher and date of a line that is a name and a date alone, where the name is one of these, folded.

    Raises:
        DateError: as `find_publication_line` does.
    """
    date = next(_DATED.finditer(line.text), None) if len(line) <= _LONGEST else None
    if date is None or date.end() != len(line):
        return []
    name = line.slice(0, date.start()).stripped(_BEFORE_DATE)
    value = parse_day(date[0], day_first=day_first) if name.text.casefold() in names else None
    if value is None:
        return []
    day = line.slice(*date.span())
    return [
        MetaPart("publisher", name, "publication-line"),
        MetaPart("published", day, "publication-line", value),
    ]


def _label_before(text: str, start: int, date: re.Match[str]) -> re.Match[str] | None:
    """Return the label that stands before a date, from `start` on."""
    if date.start() <= start:
        return None
    small = folded(text[start : date.start()])
    return _LABEL_BEFORE.search(text, start, date.start()) if any(word in small for word in _LABEL_WORDS) else None


def _stretches(text: str, dates: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Return what stands before, between and behind the dates, without the labels in front of them."""
    found: list[tuple[int, int]] = []
    at = 0
    for date in dates:
        label = _label_before(text, at, date)
        end = label.start() if label else date.start()
        found.append((at, at + len(_BEFORE_DAY.sub("", text[at:end]))))
        at = date.end()
        clock = _CLOCK_BEFORE.match(text, at)
        at = clock.end() if clock else at
    return [*found, (at, len(text))]


def _dated_parts(line: Traced, dates: list[re.Match[str]], *, day_first: bool | None) -> Iterator[MetaPart]:
    at = 0
    for date in dates:
        label = _label_before(line.text, at, date)
        try:
            value = parse_day(date[0], day_first=day_first)
        except DateError:
            if len(dates) > 1 and label and label["modified"]:
                continue
            raise
        at = date.end()
        if value:
            name: MetaName = "modified" if label and label["modified"] else "published"
            yield MetaPart(name, line.slice(*date.span()), "publication-line", value)


def _other_parts(line: Traced, stretches: list[tuple[int, int]], *, is_labelled: bool) -> list[MetaPart] | None:
    """Return what stands beside the dates; None where any of it is neither label, name nor machinery."""
    segments = [s for start, end in stretches for s in _segments(line.slice(start, end))]
    has_address = any(_ADDRESS.fullmatch(segment.text) for segment in segments)
    has_time = any(_READING_TIME.fullmatch(segment.text) or is_section_label(segment.text) for segment in segments)
    parts: list[MetaPart] = []
    for segment in segments:
        text = segment.text
        if any(p.fullmatch(text) for p in (_ADDRESS, _READING_TIME, _TIME, _NUMBER_OF_SERIES, _FILED)) or _is_machinery(
            segment
        ):
            parts.append(MetaPart("machinery", segment, "machinery"))
        elif _WEEKDAY.fullmatch(text) or text.casefold() in {"by", "icon"}:  # a byline that names nobody
            continue
        elif byline := _BY.fullmatch(text):
            group = "name" if byline["name"] else "labelled"
            named = MetaPart("author", segment.slice(*byline.span(group)), "byline")
            if not _PERSON.fullmatch(byline[group]) and not names_an_office(named):
                return None
            parts.append(named)
        elif source := _named_publisher(segment, has_address=has_address):
            parts.append(source)
        elif has_time and _is_author(text, parts):
            parts.append(MetaPart("author", segment, "publication-line"))
        elif (is_organisation(text) and _TITLED.fullmatch(text) and (is_labelled or len(segments) > 1)) or (
            _is_series(text) and len(segments) == 1
        ):
            parts.append(MetaPart("publisher", segment, "publication-line"))
        elif (len(segments) == 1 and _is_place(line.text, text)) or _is_category(line.text, text, parts):
            parts.append(MetaPart("machinery", segment, "machinery"))
        else:
            return None
    names = [part.name for part in parts if part.name != "machinery"]
    return parts if len(set(names)) == len(names) else None


def _is_author(text: str, before: Sequence[MetaPart]) -> bool:
    """Return whether a bare name is a person's, where none stands before it."""
    is_named = any(part.name == "author" for part in before)
    return not is_named and bool(_PERSON.fullmatch(text)) and not (is_organisation(text) or is_publishers_name(text))


def _is_series(text: str) -> bool:
    """Return whether a part is the name of what appears again and again: `Sample Metals Letter`."""
    return bool(_TITLED.fullmatch(text) and _SERIES.search(text))


def _named_publisher(segment: Traced, *, has_address: bool) -> MetaPart | None:
    """Return who published, where a part labels it, or is a Chinese name in a line with the address of a site."""
    if source := _SOURCE.fullmatch(segment.text):
        return MetaPart("publisher", segment.slice(*source.span("name")), "labelled-field")
    signed = is_chinese_paper(segment.text) or (has_address and _CHINESE_NAME.fullmatch(segment.text))
    return MetaPart("publisher", segment, "publication-line") if signed else None


def _is_place(line: str, text: str) -> bool:
    """Return whether a part is a place of one word, parted from the date by more than a space."""
    return " " not in text and bool(_DIVIDER.search(line) and _PLACE.fullmatch(text))


def _is_category(line: str, text: str, before: Sequence[MetaPart]) -> bool:
    """Return whether a part behind a byline, between upright strokes or angles, is what the text is filed under."""
    has_author = any(part.name == "author" for part in before)
    return has_author and max(line.count(sign) for sign in "|»›") > 1 and bool(_CATEGORY.fullmatch(text))


def _is_machinery(segment: Traced) -> bool:
    """Return whether a part of the line names a section, a button (`Download PDF`) or a labelled detail."""
    text = segment.text
    detail = labelled_detail(segment) if ":" in text or "：" in text else None
    is_detail = detail is not None and detail[0] == "detail"
    is_label = is_section_label(text) or is_menu(text) or is_share_word(text)
    return is_detail or is_label or bool(_COUNT.fullmatch(text))


def _segments(stretch: Traced) -> Iterator[Traced]:
    at = 0
    whole = stretch.text.strip(_AROUND)
    byline = _BY.fullmatch(whole)
    is_byline = byline and _PERSON.fullmatch(byline["name"] or byline["labelled"])
    if is_byline or _ADDRESS.fullmatch(whole):  # the commas of several authors are no dividers
        yield stretch.stripped(_AROUND)
        return
    for divider in (*_DIVIDER.finditer(stretch.text), None):
        part = stretch.slice(at, divider.start() if divider else len(stretch)).stripped(" \t()[]【】:：")
        if any(c.isalnum() for c in part.text):
            yield part
        at = divider.end() if divider else at


def find_opening_dateline(line: Traced, *, day_first: bool | None = None) -> MetaPart | None:
    """Return the date of the dateline with which a paragraph begins, else None.

    Raises:
        DateError: if it names a date that no calendar has, or whose order of figures nobody says.
    """
    found = find_dateline(line.text)
    if not found or not found.day:
        return None
    day = line.slice(*found.day)
    date = parse_day(day.text, day_first=day_first)
    return MetaPart("published", day, "opening-dateline", date) if date else None
