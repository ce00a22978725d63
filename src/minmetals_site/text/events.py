"""The days, and ranges of days, that prose tells of.

Only what names a day counts: a month, a quarter or a year alone is no event. A missing year is inferred in one way and
no other: against a known publication date, as the latest such day not after it, or, where the sentence itself
announces the day (`will be held on March 5`), as the next such day not before it. Where it only looks ahead somewhere,
or speaks of another year (`on March 5 last year`), or the publication date is too coarse to decide, the year stays
open. Two days joined by `and` are two events, unless `between` stands before them.

A month's name is looked for first and its surroundings after that, each within a fixed number of characters, so the
time taken is linear in the text. What makes a figure beside a month's name no day (`May 1 Road`, `Section 5 May`) is a
matter of lists, which err on the side of finding nothing.

Several texts may be looked through in one go, which takes a fifth of the time: `PARTED` between them is reached across
by no rule.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from minmetals_site.text.days import Day
from minmetals_site.text.strange import folded

__all__ = ["PARTED", "FoundEvent", "find_events"]


PARTED = "\0\0"
"""What stands between texts that have nothing to do with one another; in no text that a page may hold."""


class FoundEvent(NamedTuple):
    """A day, or a range of days, that a text tells of."""

    start: int
    """Where its words begin in the text."""
    end: int
    """Where they end, exclusive."""
    value: str
    """ISO 8601 text of a day or `first/last`; with an open year (`--01-31`) where it is not known."""
    origin: Literal["stated", "inferred"]
    """`inferred` where the year is."""
    rule: str
    """`stated-day`, `stated-range`, `open-year`, `latest-before-publication` or `next-after-publication`."""


class _Mention(NamedTuple):
    """Words that name one day or two."""

    start: int
    end: int
    days: tuple[Day, ...]
    ranged: bool = False
    """Whether two days are the first and the last of a range."""


# What a day looks like

_GAP = r"\s{1,9}"
_NUMBER = r"([0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = (
    r"((?:1[6-9]|20)[0-9]{2})"
    rf"(?![0-9%]|[.,][0-9]|{_GAP}(?:metric|tonn?e?s|units|people|employees|workers|households|yuan|(?:m|b"
    rf"|tr)illion)\b)"
)
"""Matches `2025`; refuses `2500`, and the figure of `2000 tonnes`."""
_TO = rf"({_GAP}(?:to|through|until|till){_GAP}(?:the{_GAP})?|\s?[-–—~～]\s?)"
_AND = rf"{_GAP}(?:and|&){_GAP}(?:the{_GAP})?"
_OVER = r"(?![\w%‰°]|[.:/][0-9]|,(?!(?:1[6-9]|20)[0-9]{2}(?![0-9,]))[0-9]|-[A-Za-z])"
"""Holds after the day of `March 3, 2025` and `March 3,2025`; fails in `March 3.5`, `March 3:30` and `Sept 11-style`."""

_MONTH = re.compile(
    r"[JFMASOND](?<![\w'’].)(?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?"
    r"|ep(?:t(?:ember)?)?"
    r"|ct(?:ober)?|ov(?:ember)?|ec(?:ember)?|AN(?:UARY)?|EB(?:RUARY)?|AR(?:CH)?|PR(?:IL)?|AY|UNE?|ULY?|UG(?:UST)?"
    r"|EP(?:T(?:EMBER)?)?|CT(?:OBER)?|OV(?:EMBER)?|EC(?:EMBER)?)\b\.?"
)
"""Matches `Jan.` and `MARCH`; refuses `march` and `Marching`. It begins with a letter, which makes the search quick."""
_AFTER = re.compile(
    rf"{_GAP}(?:the{_GAP})?{_NUMBER}{_OVER}"
    rf"(?:(?:{_TO}|{_AND}){_NUMBER}{_OVER}(?!{_GAP}(?:of{_GAP})?[JFMASOND][a-z]{{2}}))?"
    rf"(?:(?:,\s{{0,9}}|{_GAP}){_YEAR})?"
)
"""What may follow a month: ` 23`, ` 3rd to 5th, 2025`; refuses ` 2025` and ` 10,000`."""
_BEFORE = re.compile(rf"(?<![\w.,/:-])(?:{_NUMBER}(?:{_TO}|{_AND}))?(?<![0-9.,]){_NUMBER}(?:{_GAP}(?:of{_GAP})?|-)\Z")
"""What may precede a month: `23 `, `3rd and 4th of `; refuses `2025 ` and `Q3 `."""
_YEAR_AFTER = re.compile(rf"(?:,?{_GAP}|,|-){_YEAR}")
"""What may follow a month that has its day before it: ` 2025`; refuses ` 25`."""
_LONGEST_BEFORE = 64
_FIGURE = re.compile(r"[0-9]")
_NEAREST_BEFORE = 24
"""Characters before a month in which the last figure of its day stands, if it has one there."""

_FIGURES = re.compile(
    r"[0-9](?<![A-Za-z0-9_./\\-].)[0-9]{0,3}([-/.])[0-9]{1,2}\1[0-9]{1,4}(?:(?=T[0-9]{2}:)"
    r"|(?![A-Za-z0-9_/-]|\.[0-9]))"
)
"""Matches `2025-01-23` and `23/01/2025`; refuses those of `/2025/01/23/` and `2025.01.23.4`."""
_ANY_FIGURES = tuple(re.compile(rf"{sign}[0-9]{{1,2}}{sign}[0-9]") for sign in ("-", "/", r"\."))
"""One of them matches in all that the pattern above matches; each begins with one rare sign: a third of the time."""
_CHINESE = re.compile(
    r"(?<![0-9.])(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?"
    r"(?:[日号]?(?:上午|下午|晚上?)?\s?(?:至|到|[-–—~～]{1,2})\s?(\d{1,2})\s?)?[日号]"
)
"""Matches `2025年1月23日` and `1月23日至25日`; refuses `2025年1月`."""

_BETWEEN_MENTIONS = re.compile(
    r",?\s{0,9}(?:to|through|until|till|–|—|-|~|～|至|到|(and|&))\s{0,9}"
    rf"(?:(?:the{_GAP})?(?:(?:early|late){_GAP})?(?:morning|afternoon|evening|night|noon|midday|end"
    rf"|close){_GAP}(?:of|on){_GAP})?"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{_GAP})?"
)
"""Matches ` to the morning of ` and `–`; refuses `, then again on `."""
_LONGEST_BETWEEN = 60

# What makes it something else

_BESIDE = 40
"""Characters before a mention that are looked at for the words below."""
_NUMBERED_BEFORE = re.compile(
    r"\b(?:nos?|pages?|section|article|clause|chapter|fig(?:ure)?|table|item|rule|part|version|release"
    r"|build|v)\.?\s?\Z",
    re.IGNORECASE,
)
"""Matches the end of `see Section ` (before `5 May not apply`); refuses that of `held on `."""
_NAME_AFTER = re.compile(
    rf"{_GAP}(?:Road|Street|Avenue|Lane|Square|Park|Movement|Incident|Uprising|Revolution|Coup|Plant|Factory|Brigade"
    r"|School|Medal|Award|[Aa]ttacks?)\b"
)
"""Matches what follows the day of `May 1 Road`; refuses what follows that of `March 3 Ms Sample said`."""
_COUNTED_AFTER = re.compile(
    rf"{_GAP}(?:(?!(?:this|across|towards|thus|plus)\b)[a-z]{{3,}}s|people|percent|per cent|(?:m|b|tr)illion)\b"
)
"""Matches what follows the figure of `5 people` and `3 units`; refuses that of `5 in Beijing`."""
_PLACED_BEFORE = re.compile(
    r"(?:[(,;:—–]|\b(?:on|from|to|by|until|till|since|of|before|after|and|between|through|for))\s{0,9}\Z", re.IGNORECASE
)
"""Matches the end of `held on `; refuses that of `Such units `."""
_SPANNED_BEFORE = re.compile(r"\bbetween\s{1,9}(?:the\s)?\Z", re.IGNORECASE)
"""Matches the end of `held between `; refuses that of `held on `."""
_MOVED_BEFORE = re.compile(r"\b(?:postponed|moved|rescheduled|delayed|brought forward)\b", re.IGNORECASE)
"""Matches in `postponed from ` (March 3 to April 5 is no range then); refuses `held from `."""

# What says nothing of the year before publication

_VIEW = 90
"""Characters on both sides of a mention that are searched for words that look ahead."""
_SENTENCE_BREAK = re.compile(r"[.;!?]\s|[。；！？]")
_AHEAD = re.compile(
    r"\b(?:will|shall|to be held|upcoming|(?:is|are) (?:to|due|set|scheduled|slated|planned|expected))\b|[将拟定]于",
    re.IGNORECASE,
)
"""Matches in `will be held on`; refuses `was held on`."""
_SAID_BEFORE = re.compile(
    r"\b(?:said|told|wrote|held|met|[a-z]{3,14}ed)\s(?:(?:it|us|reporters|investors|shareholders|late|early)\s)?(?:on\s)?$"
)
"""Matches the end of `The company said on ` (June 1 that it will open); refuses that of `The gate will open on `."""
_DONE_BEFORE = re.compile(
    r"\b(?:[a-z]{3,14}ed|held|gave|made|won|took) (?:an?|the|its|their|his|her|two|three) (?:[\w’'-]+ ){1,6}(?:on )?$"
)
"""Matches the end of `signed a contract on ` (June 1 under which it will build); refuses that of `will sign it on `."""
_FORWARD = re.compile(
    r"(?:\b(?:will|shall|[a-z]{2,8}['’]ll|to be held|(?:is|are) (?:to|due|set|scheduled|slated|planned"
    r"|expected))\b|[将拟定]于|将在)",
    re.IGNORECASE,
)
"""Matches in `will open on`, `it’ll stop on` and `is due on`; refuses `opened on`."""
_WORDS_AHEAD = (
    *("will", "shall", "'ll", "’ll", "to be held", "upcoming", "于", "将在"),
    *(f"{verb} {word}" for verb in ("is", "are") for word in ("to", "due", "set", "sched", "slated", "plan", "expect")),
)
"""One of these stands in all that looks ahead: to look for them first takes a tenth of the time."""
_PARTICIPLE = re.compile(r"^\s*(?:(?:be|have been|get|not|also|then|again|only|officially|formally)\s+)*\w+")
"""Matches the verb that belongs to `will`, as the ` be held` of ` be held on `: a word that is in itself no past."""
_CLAUSE_BREAK = re.compile(
    r",\s+(?:which|who|that|but|and|it|he|she|they|while|when|as|after|said|says)\b|[—–:(]|\b(?:after"
    r"|since|because|although|while|when|which|who)\b",
    re.IGNORECASE,
)
"""Matches in ` stop, it said `; refuses ` be held in Changsha `."""
_CHINESE_CLAUSE = re.compile(r"[，,]?[^，]*")
"""Matches the clause behind a day, up to the next Chinese comma: what comes after it is another's verb."""
_JUST_PAST = 65
"""Days: an announced day that is past by so few is not put into the next year; nobody says which of the two it is."""
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:—–]\s*)\s*(?:(?:and|but|then|starting|beginning|from)\s+)?(?:(?:on|from|by|until"
    r"|in)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""Matches the beginning of `On ` (November 3 the smelter will stop); refuses `The report of `."""
_HAPPENED = re.compile(r"\b(?:\w{2,20}ed|held|was|were|met|said|took|gave|made|won|began|had|led|saw|signed)\b")
"""Matches `visited`; refuses `will hold`."""
_OTHER_YEAR_AFTER = re.compile(
    rf",?{_GAP}(?:of{_GAP})?(?:last|this|next|every|each|the (?:previous|following)){_GAP}year\b"
)
"""Matches what follows the day of `March 5 last year`; refuses `, the year's first day`."""
_OTHER_YEAR_BEFORE = re.compile(
    rf"(?:[去今明前上每]年|\b(?:every|each|annual){_GAP}(?:year{_GAP})?(?:on{_GAP})?)\Z", re.IGNORECASE
)
"""Matches the end of `去年`, `every ` and `each year on `; refuses that of `this spring on `."""


def find_events(text: str, published: str | None) -> list[FoundEvent]:
    """Return every day and range of days that `text` names, in its order; a month or a year alone is none.

    `published` is the publication date against which a missing year is inferred, None where it is not known.

    >>> [event.value for event in find_events("Opened on March 3, it closed on 9 May 2024.", published="2025-02-01")]
    ['2024-03-03', '2024-05-09']
    """
    mentions = [*_month_mentions(text), *_figure_mentions(text)]
    if "月" in text:
        mentions.extend(_chinese_mentions(text))
    if not mentions:
        return []
    bounds = _publication_days(published)
    return [event for mention in _joined(text, sorted(mentions)) for event in _events_of(text, mention, bounds)]


def _month_mentions(text: str) -> Iterator[_Mention]:
    end = 0
    for month in _MONTH.finditer(text):
        mention = None
        has_figure = _FIGURE.search(text, max(end, month.start() - _NEAREST_BEFORE), month.start())
        if has_figure and (before := _BEFORE.search(text, max(end, month.start() - _LONGEST_BEFORE), month.start())):
            mention = _day_before(text, before, month)
        elif after := _AFTER.match(text, month.end()):
            mention = _day_after(text, month, after)
        if mention and all(day.exists() for day in mention.days):
            end = mention.end
            yield mention


def _day_before(text: str, before: re.Match[str], month: re.Match[str]) -> _Mention | None:
    """Return the mention that `23 January` is; None where the figure numbers something else."""
    year = _YEAR_AFTER.match(text, month.end())
    if not year and _NUMBERED_BEFORE.search(text, *_window(text, before.start())):
        return None
    first, to, last = before.groups()
    end = year.end() if year else month.end() - month[0].endswith(".")
    days = tuple(Day.of(year[1] if year else "", month[0], day) for day in (first, last) if day)
    if len(days) > 1 and days[0] >= days[1]:  # `fell from 12 to 5 March` names one day
        return _Mention(before.start(3), end, days[1:])
    return _Mention(before.start(), end, days, bool(to) or _is_spanned(text, before.start()))


def _day_after(text: str, month: re.Match[str], after: re.Match[str]) -> _Mention | None:
    """Return the mention that `January 23` is; None where the words are a name or a count."""
    first, to, last, year = after.groups()
    days = tuple(Day.of(year or "", month[0], day) for day in (first, last) if day)
    end = after.end()
    if last and (days[0] >= days[1] or (not year and _COUNTED_AFTER.match(text, end))):  # `on March 3 and 12 firms …`
        days, end, year = (Day.of("", month[0], first),), after.end(1), None
    if not year and _NAME_AFTER.match(text, end):
        return None
    verb = not year and days[0].month in {3, 5} and not _PLACED_BEFORE.search(text, *_window(text, month.start()))
    if verb and _COUNTED_AFTER.match(text, end):  # `May 3 workers lift it alone?`
        return None
    return _Mention(month.start(), end, days, bool(to) or _is_spanned(text, month.start()))


def _window(text: str, end: int) -> tuple[int, int]:
    """Return the bounds of the few characters of `text` before `end`."""
    start, end = max(0, end - _BESIDE), min(end, len(text))
    return max(start, text.rfind(PARTED[0], start, end) + 1), end


def _is_spanned(text: str, start: int) -> bool:
    return bool(_SPANNED_BEFORE.search(text, *_window(text, start)))


def _figure_mentions(text: str) -> Iterator[_Mention]:
    for figures in _FIGURES.finditer(text) if any(figures.search(text) for figures in _ANY_FIGURES) else ():
        day = _day_of_figures(*figures[0].split(figures[1]), dotted=figures[1] == ".")
        if day and day.exists() and not _NUMBERED_BEFORE.search(text, *_window(text, figures.start())):
            yield _Mention(figures.start(), figures.end(), (day,))


_PROSE_YEAR = re.compile(r"(?:1[6-9]|20)[0-9]{2}")


def _day_of_figures(one: str, two: str, three: str, *, dotted: bool) -> Day | None:
    """Return the day of `2025-01-23` or `23/01/2025`; None where the order is open, or dots make it a version."""
    if _PROSE_YEAR.fullmatch(one):
        return Day.of(one, two, three) if not dotted or len(two) == len(three) == len("01") else None
    if not _PROSE_YEAR.fullmatch(three):
        return None
    by_order = {Day.of(three, two, one), Day.of(three, one, two)}
    days = [day for day in by_order if day.exists()]
    return days[0] if len(days) == 1 else None


def _chinese_mentions(text: str) -> Iterator[_Mention]:
    for found in _CHINESE.finditer(text):
        year, month, first, last = found.groups()
        days = tuple(Day.of(year or "", month, day) for day in (first, last) if day)
        if all(day.exists() for day in days):
            yield _Mention(found.start(), found.end(), days, ranged=days[0] < days[-1])


def _joined(text: str, mentions: list[_Mention]) -> Iterator[_Mention]:
    """Yield the mentions, two in one where the words between them make a range of them."""
    pending: _Mention | None = None
    for mention in mentions:
        if pending and _is_range(text, pending, mention):
            yield _Mention(pending.start, mention.end, pending.days + mention.days, ranged=True)
            pending = None
            continue
        if pending:
            yield pending
        pending = mention
    if pending:
        yield pending


def _is_range(text: str, first: _Mention, last: _Mention) -> bool:
    if len(first.days) + len(last.days) > len("ab") or last.start - first.end > _LONGEST_BETWEEN:
        return False
    link = _BETWEEN_MENTIONS.fullmatch(text, first.end, last.start)
    if not link or (link[1] and not _is_spanned(text, first.start)):
        return False
    ends = _same_years(first.days[0], last.days[0])
    return _in_order(*ends) and not _MOVED_BEFORE.search(text, *_window(text, first.start))


def _in_order(first: Day, last: Day) -> bool:
    """Return whether the two may be the ends of a range; without a year any two may."""
    return first.year is None or last.year is None or (first < last and first.exists() and last.exists())


def _events_of(text: str, mention: _Mention, bounds: tuple[date, date] | None) -> Iterator[FoundEvent]:
    if mention.ranged and len(mention.days) > 1:
        yield _event(text, mention, _same_years(*mention.days), bounds)
        return
    for day in mention.days:
        yield _event(text, mention, (day,), bounds)


def _same_years(first: Day, last: Day) -> tuple[Day, Day]:
    """Return the ends of a range, the year of one where only the other has it: December is before January."""
    turns = first[1:] > last[1:]
    if first.year is None and last.year is not None:
        return first._replace(year=last.year - turns), last
    if first.year is not None and last.year is None:
        return first, last._replace(year=first.year + turns)
    return first, last


def _event(text: str, mention: _Mention, days: tuple[Day, ...], bounds: tuple[date, date] | None) -> FoundEvent:
    def found(days: tuple[Day, ...], origin: Literal["stated", "inferred"], rule: str) -> FoundEvent:
        return FoundEvent(mention.start, mention.end, "/".join(map(str, days)), origin, rule)

    if days[-1].year is not None:
        return found(days, "stated", "stated-day" if len(days) == 1 else "stated-range")
    outlook = _outlook(text, mention) if bounds else "open"
    year = None
    if bounds and outlook == "announced":
        year = None if _is_just_past(days[-1], bounds) else _year_after(days[0], bounds)
        year = year if year is None else year + (days[-1][1:] < days[0][1:])
    elif bounds and outlook == "past":
        year = _year_before(days[-1], bounds)
    if year is None:
        return found(days, "stated", "open-year")
    dated = tuple(day._replace(year=year - (day[1:] > days[-1][1:])) for day in days)
    if not all(day.exists() for day in dated):  # 29 February, in the year before a common one
        return found(days, "stated", "open-year")
    return found(dated, "inferred", "next-after-publication" if outlook == "announced" else "latest-before-publication")


_PUBLISHED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
"""Matches the beginning of `2025-01-23T10:00:00Z`; refuses `--01-31`."""


def _publication_days(published: str | None) -> tuple[date, date] | None:
    """Return the first and the last civil day on which it may have been published."""
    stated = _PUBLISHED.match(published or "")
    if not stated:
        return None
    year, month, day = stated.groups()
    first = Day.of(year, month or "01", day or "01")
    last = Day.of(year, month or "12", "01")
    if not first.exists() or not last.exists():
        return None
    return date(int(year), first.month, first.day), date(
        int(year), last.month, first.day if day else last.days_of_month()
    )


def _year_before(day: Day, bounds: tuple[date, date]) -> int | None:
    """Return the year of the latest such day not after publication; None where that depends on what is not known."""
    first = _latest_year(day, bounds[0])
    return first if bounds[0] == bounds[1] or first == _latest_year(day, bounds[1]) else None


_LONGEST_WAIT = 8
"""Years from one 29 February to the next, at most."""


def _latest_year(day: Day, bound: date) -> int | None:
    for year in range(bound.year, max(bound.year - _LONGEST_WAIT, 1) - 1, -1):
        has_come = year < bound.year or (day.month, day.day) <= (bound.month, bound.day)
        if has_come and Day(year, day.month, day.day).exists():
            return year
    return None


def _year_after(day: Day, bounds: tuple[date, date]) -> int | None:
    """Return the year of the next such day not before publication; None where that depends on what is not known."""
    first, last = (_next_year(day, bound) for bound in bounds)
    return first if first == last else None


def _next_year(day: Day, bound: date) -> int | None:
    for year in range(bound.year, min(bound.year + _LONGEST_WAIT, date.max.year) + 1):
        dated = day._replace(year=year)
        if dated.exists() and date(year, day.month, day.day) >= bound:
            return year
    return None


def _is_just_past(day: Day, bounds: tuple[date, date]) -> bool:
    """Return whether a day was a few weeks before publication, and comes again only far ahead."""
    if day.month == 2 and day.day > 28:  # noqa: PLR2004  # 29 February, which few years have
        return False
    past = [date(year, day.month, day.day) for year in (bounds[0].year - 1, bounds[0].year) if year > 0]
    return any(0 < (bounds[0] - earlier).days <= _JUST_PAST for earlier in past)


def _sentence_around(text: str, mention: _Mention) -> tuple[str, str]:
    """Return the words of a mention's own sentence before and behind it, as far as they are looked at."""
    before, after = text[max(0, mention.start - _VIEW) : mention.start], text[mention.end : mention.end + _VIEW]
    before = before.rpartition(PARTED[0])[2]
    before = _SENTENCE_BREAK.split(before)[-1]
    after = _SENTENCE_BREAK.split(after.partition(PARTED[0])[0])[0]
    if "，" in before or "，" in after:
        return before.rpartition("，")[2], _CHINESE_CLAUSE.match(after)[0]  # type: ignore[index]  # all of it is optional
    return before, after


def _outlook(text: str, mention: _Mention) -> Literal["announced", "past", "open"]:
    """Return whether the sentence of a day announces it, or leaves open which year it is of; else it is past."""
    if _OTHER_YEAR_AFTER.match(text, mention.end) or _OTHER_YEAR_BEFORE.search(text, *_window(text, mention.start)):
        return "open"
    before, after = _sentence_around(text, mention)
    small = folded(f"{before}\n{after}")
    if not any(words in small for words in _WORDS_AHEAD):
        return "past"
    if _is_announced(before, after):
        return "announced"
    return "open" if _is_ahead(before, after) else "past"


def _is_announced(before: str, after: str) -> bool:
    """Return whether the clause of a day says that it is to come: `will be held on`, `on November 3 the smelter will`.

    Between the words that look ahead and the day no other verb may stand: `will invest, it said on March 3` announces
    nothing for the day.
    """
    ahead = max(_FORWARD.finditer(before), key=re.Match.start, default=None)
    if ahead:
        rest = _PARTICIPLE.sub("", before[ahead.end() :], count=1)
        return not _HAPPENED.search(rest) and not _CLAUSE_BREAK.search(rest)
    if not _OPENS_CLAUSE.search(before):
        return False
    soon = _FORWARD.search(after)
    return (
        bool(soon)
        and not _HAPPENED.search(after, 0, soon.start() if soon else 0)
        and not _CLAUSE_BREAK.search(after[1:], 0, soon.start() if soon else 0)
    )


def _is_ahead(before: str, after: str) -> bool:
    """Return whether the sentence puts the day after publication."""
    if _AHEAD.search(before):
        return True
    is_told = _SAID_BEFORE.search(before) or _DONE_BEFORE.search(before)
    ahead = None if is_told else _AHEAD.search(after)
    return bool(ahead and not _HAPPENED.search(after, 0, ahead.start()))
