"""Dates: reading the spellings that captures use, putting them in order, and printing them.

A date is ISO 8601 text at the precision that is known: `2025`, `2025-01`, `2025-01-23`, an instant with its offset
`2025-11-18T14:20:17-07:00`, and for events also a range `2024-12-30/2024-12-31`, a day or range whose year is open
(`--01-31`, `--12-30/--12-31`). Nothing here looks at a clock or a locale. Days
named in prose are found by `events.py`.

Choices that may surprise:

- A time of day without an offset settles no instant, so `2025-01-23 10:00` is the day `2025-01-23`; likewise beside a
  zone whose name means several offsets (`CST`, in China as well as in America).
- `03/04/2025` is refused unless somebody says the order: `day_first`, or a weekday beside it that only one of the two
  days was. Beside other forms a weekday is skipped, not checked.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from minmetals_site.errors import quoted
from minmetals_site.text.days import MONTHS, Day

__all__ = [
    "DateError",
    "Precision",
    "day_of",
    "human",
    "offset_instant",
    "parse_date",
    "precision",
    "sort_key",
    "year_of",
]

Precision = Literal["year", "month", "day", "instant"]


class DateError(ValueError):
    """Raised when a text has the form of a date and yet states none; the message is a clause that quotes it."""


_LONGEST = 200
"""Characters of a text that is a date; a place that holds more holds something else."""

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?(?:,? |,))?"

_NAMED_WEEKDAY = r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs?|ur)?(?:day)?\.?(?:,? |,))?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIGURES = rf"{_NAMED_WEEKDAY}(?P<one>\d\d?)(?P<sign>[-/.])(?P<two>\d\d?)(?P=sign)(?P<year>\d{{4}})"
_CLOCK_ALONE = r"\d\d?:\d\d"
"""Matches a time of day that settles no instant, as no zone is beside it."""

_OFFSETS = {
    "Z": 0,
    "UT": 0,
    "UTC": 0,
    "GMT": 0,
    "EST": -300,
    "EDT": -240,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
    "CET": 60,
    "CEST": 120,
    "HKT": 480,
    "JST": 540,
    "BEIJING TIME": 480,
}
"""Minutes ahead of UTC of the zone names that mean one offset (RFC 5322, section 4.3, and names that captures use)."""
_UNSETTLED = ("CST", "CDT", "BST", "IST", "ET", "CT", "PT", "LOCAL TIME")
"""Zone names that mean several offsets, or none."""

_CLOCK = (
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
)
"""Matches `10:00:00.5` and `2:05 p.m.`; refuses `10` and `2 p.m.`."""
_ZONE = (
    r"\(?(?P<zone>(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?|"
    + "|".join((*_OFFSETS, *_UNSETTLED))
    + r")\)?(?: \([A-Z ]{1,30}\))?"
)
"""Matches `Z`, `-07:00`, `(UTC+8)` and `+0800 (CST)`; refuses `by Ms Sample`."""
_TIME = rf"(?:(?:T|(?<=日) ?|,? (?:at )?){_CLOCK}(?: ?{_ZONE})?)?"
"""Matches `T10:00:00Z`, `, 2:05 p.m. EST` and nothing at all; refuses ` 10`."""
_CHINESE_WEEKDAY = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"

_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        # 2025-01-23, 2025/1/23; not 2025-01/23
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?){_TIME}",
        # 2025-01, 2025/1; not 25-01
        r"(?P<year>\d{4})[-/.](?P<month>\d\d?)",
        # 2025, 2025年; not 20250
        r"(?P<year>\d{4})年?",
        # January 23, 2025 and Thu, Jan. 23 2025; not January 23
        rf"{_WEEKDAY}{_MONTH} ?(?P<day>\d\d?){_ORDINAL}(?:, ?| )(?P<year>\d{{4}}){_TIME}",
        # 23 January 2025, the 23rd of January, 2025 and 23-Jan-2025; not 23 January 25
        rf"{_WEEKDAY}(?:the )?(?P<day>\d\d?){_ORDINAL}(?: of |[ -]?){_MONTH}(?:, ?|[ -])?(?P<year>\d{{4}}){_TIME}",
        # January 2025; not January '25
        rf"{_MONTH}(?:, | of | |-)(?P<year>\d{{4}})",
        # 23/01/2025 and, as Drupal has it, Thu, 01/23/2025 - 10:00; not 23/01/25
        rf"{_FIGURES}(?:{_TIME}| - {_CLOCK_ALONE})",
        # 2025年1月23日 and 2025年1月; not 1月23日
        rf"(?P<year>\d{{4}}) ?年 ?(?P<month>\d\d?) ?月(?: ?(?P<day>\d\d?) ?[日号]{_CHINESE_WEEKDAY}{_TIME})?",
    )
)
"""Tried in this order; each must match the whole text."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))


def parse_date(text: str, *, day_first: bool | None = None) -> str | None:
    """Return the date that the whole of `text` states, as ISO 8601 text at its precision; None if it states none.

    Extra white space and line ends do not count. `day_first` says how to read `03/04/2025`.

    Raises:
        DateError: if the text has the form of a date but names no day of the calendar, or leaves the order of day and
            month open.

    >>> parse_date("Thu, 23 Jan 2025 10:00:00 +0800")
    '2025-01-23T10:00:00+08:00'
    """
    if len(text) > _LONGEST:
        return None
    shown = " ".join(text.split())
    plain = unicodedata.normalize("NFKC", shown).translate(_DASHES)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _iso_date(match.groupdict(), shown, day_first=day_first)
    return None


def _iso_date(parts: dict[str, str | None], shown: str, *, day_first: bool | None) -> str:
    year, month, day = parts["year"] or "", parts.get("month"), parts.get("day")
    if int(year) == 0:
        raise DateError(f"date {quoted(shown)} has year 0")
    if one := parts.get("one"):
        two = parts["two"] or ""
        known = _order_by_weekday(one, two, year, parts.get("weekday")) if day_first is None else day_first
        month, day = _ordered(one, two, shown, day_first=known)
    if month is None:
        return year
    found = Day.of(year, month, day or "1")
    if not 1 <= found.month <= len(MONTHS):
        raise DateError(f"date {quoted(shown)} has month {found.month}")
    if day is None:
        return f"{year}-{found.month:02}"
    if not found.exists():
        last = f"{MONTHS[found.month - 1]} {year} has {found.days_of_month()} days"
        raise DateError(f"date {quoted(shown)} has day {found.day}, but {last}")
    return str(found) + _iso_time(parts, shown)


def _order_by_weekday(one: str, two: str, year: str, weekday: str | None) -> bool | None:
    """Return whether the day comes first, where only one of the two orders gives a day of this weekday."""
    if weekday is None:
        return None
    days = (Day.of(year, two, one), Day.of(year, one, two))
    wanted = _WEEKDAYS.index(weekday.lower())
    fits = [day.exists() and date(int(year), day.month, day.day).weekday() == wanted for day in days]
    return fits[0] if fits[0] != fits[1] else None


def _ordered(one: str, two: str, shown: str, *, day_first: bool | None) -> tuple[str, str]:
    """Return month and day of `one/two/year`: a figure above 12 decides, then `day_first`."""
    if int(one) > len(MONTHS) or int(one) == int(two):
        return two, one
    if int(two) > len(MONTHS):
        return one, two
    if day_first is None:
        raise DateError(f"date {quoted(shown)} does not say whether its day or its month comes first")
    return (two, one) if day_first else (one, two)


def _iso_time(parts: dict[str, str | None], shown: str) -> str:
    """Return time and offset as the end of an instant; empty where no offset is settled."""
    if parts.get("hour") is None:
        return ""
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half := parts["half"]:
        if hour not in range(1, 13):
            raise DateError(f"date {quoted(shown)} has hour {hour} {half}.m.")
        hour = hour % 12 + (12 if half in "pP" else 0)
    for name, value, limit in (("hour", hour, 24), ("minute", minute, 60), ("second", second, 60)):
        if value >= limit:
            raise DateError(f"date {quoted(shown)} has {name} {value}")
    offset = _minutes(parts["zone"] or "", shown)
    if offset is None:
        return ""
    fraction = (parts["fraction"] or "").rstrip("0")
    return f"T{hour:02}:{minute:02}:{second:02}{'.' if fraction else ''}{fraction}{_iso_offset(offset)}"


_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", re.ASCII | re.IGNORECASE)
"""Matches `+0800`, `-07:00` and `UTC+8`; refuses `EST`."""
_FARTHEST = 14 * 60
"""Minutes of the largest offset in civil use (Line Islands)."""


def _minutes(zone: str, shown: str) -> int | None:
    if match := _OFFSET.fullmatch(zone):
        sign, hours, minutes = match.groups()
        offset = int(hours) * 60 + int(minutes or 0)
        if offset > _FARTHEST:
            raise DateError(f"date {quoted(shown)} has offset {zone}")
        return -offset if sign == "-" else offset
    return _OFFSETS.get(zone.upper())


def _iso_offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


_CIVIL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?")
"""Matches `2025-11-18T14:20:17` and `2025-11-18T14:20:17.250`; refuses `2025-11-18` and `2025-11-18T14:20:17Z`."""


def offset_instant(local: str, utc: str) -> str | None:
    """Return the instant that local time and UTC state together, with the offset worked out from the two.

    Only the day where their difference is no offset (beyond 14 hours, or no multiple of 15 minutes, or `utc` is empty
    or zero); None where `local` is no time of the calendar.

    >>> offset_instant("2025-11-18T14:20:17", "2025-11-18T21:20:17")
    '2025-11-18T14:20:17-07:00'
    """
    here, there = _civil(local), _civil(utc)
    if here is None:
        return None
    if there is None:
        return here.date().isoformat()
    difference = here - there
    minutes = difference // timedelta(minutes=1)
    if difference % timedelta(minutes=15) or abs(minutes) > _FARTHEST:
        return here.date().isoformat()
    return here.isoformat() + _iso_offset(minutes)


def _civil(text: str) -> datetime | None:
    if not _CIVIL.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.partition(".")[0])
    except ValueError:
        return None


def precision(date_text: str) -> Precision:
    """Return how much a date says; a range and a day of an open year are `day`."""
    if "T" in date_text:
        return "instant"
    if date_text.startswith("--") or "/" in date_text:
        return "day"
    by_length: dict[int, Precision] = {4: "year", 7: "month"}
    return by_length.get(len(date_text), "day")


def year_of(date_text: str) -> str:
    """Return the year, of a range that of its first day, in the publisher's own time; empty where it is open."""
    return "" if date_text.startswith("--") else date_text[:4]


def day_of(date_text: str) -> str | None:
    """Return the civil day (`2025-01-23`), of a range the first, as the publisher's own clock has it.

    None where no day, or no year, is known.
    """
    closed = precision(date_text) in {"day", "instant"} and not date_text.startswith("--")
    return date_text[:10] if closed else None


def sort_key(date_text: str) -> str:
    """Return a text by which dates are put in order.

    Instants are compared in UTC. A day, month or year stands before all that it contains, a day being the civil day its
    publisher states, for where on the globe it was is not known. Open years come first of all.
    """
    if "T" not in date_text:
        return date_text
    try:
        return datetime.fromisoformat(date_text).astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):  # the first and last day of the calendar, which no other offset can hold
        return date_text


_DAYS = re.compile(r"([0-9]{4}|-)-([0-9]{2})-([0-9]{2})(?:/([0-9]{4}|-)-([0-9]{2})-([0-9]{2}))?")
"""Matches `2025-01-23`, `--01-31` and `2024-12-30/2024-12-31`; refuses `2025-01`."""
_MONTH_OF_YEAR = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
"""Matches `2025-01`; refuses `2025-13`."""
_INSTANT = re.compile(r"([0-9-]{10})T([0-9]{2}:[0-9]{2})[0-9:.]*([+-])([0-9]{2}):([0-9]{2})")
"""Matches `2025-11-18T14:20:17-07:00`; refuses the same without its offset."""


@lru_cache(maxsize=4096)  # a site shows each date in some twelve places
def human(date_text: str) -> str:
    """Return the date in English words, to the minute; a text that is none of this module's dates as it is.

    >>> human("2024-12-30/2024-12-31"), human("2025-11-18T14:20:17-07:00")
    ('30–31 December 2024', '18 November 2025, 14:20 (UTC−7)')
    """
    if match := _DAYS.fullmatch(date_text):
        first, last = Day.of(*match.group(1, 2, 3)), Day.of(*match.group(4, 5, 6)) if match[4] else None
        if first.exists() and (last is None or (last.exists() and (last.year is None) == (first.year is None))):
            return _human_days(first, last or first)
    elif match := _MONTH_OF_YEAR.fullmatch(date_text):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    elif match := _INSTANT.fullmatch(date_text):
        day, clock, sign, hours, minutes = match.groups()
        shift = f"{int(hours)}:{minutes}" if minutes != "00" else f"{int(hours)}"
        offset = "" if shift == "0" else ("−" if sign == "-" else "+") + shift
        return f"{human(day)}, {clock} (UTC{offset})"
    return date_text


def _human_days(first: Day, last: Day) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} " + ("(year not stated)" if last.year is None else f"{last.year:04}")
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year:04} – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"
