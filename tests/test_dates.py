import doctest
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.text import dates, events
from minmetals_site.text.dates import (
    DateError,
    day_of,
    human,
    offset_instant,
    parse_date,
    precision,
    sort_key,
    year_of,
)
from minmetals_site.text.events import find_events

_CASES = Path(__file__).parent / "cases"
DATES = yaml.safe_load((_CASES / "dates.yaml").read_text("utf-8"))
EVENTS = yaml.safe_load((_CASES / "events.yaml").read_text("utf-8"))

_PIECES = (
    "January", "Feb.", "MAY", "31", "29", "3rd", "2025", "2024-02-30", "23/01/2025", "to", "–", "and", "of", ",",
    "from", "between", "年", "月", "日", "2025年1月23日", "至", "will", "last year", "10:00", "+0800", "T", "Z", "\n",
    "０３",
)  # fmt: skip
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join))
days = st.dates().map(date.isoformat)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=offsets).map(lambda moment: moment.replace(microsecond=0).isoformat())
printed = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]), instants)


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["label"])
def test_date_of_case(case: dict[str, Any]) -> None:
    """Each case states its date, or none, or is refused in the words that the user will read."""
    text, day_first = str(case["given"]), case.get("day_first")
    if "error" in case:
        with pytest.raises(DateError) as caught:
            parse_date(text, day_first=day_first)
        assert str(caught.value) == case["error"]
    else:
        assert parse_date(text, day_first=day_first) == case["expect"]


@pytest.mark.parametrize("case", EVENTS, ids=lambda case: case["label"])
def test_events_of_case(case: dict[str, Any]) -> None:
    """Each case tells of its days, with the words that name them and how the year is known."""
    published = case.get("published")
    found = find_events(case["given"], str(published) if published else None)
    assert [[case["given"][e.start : e.end], e.value, e.rule] for e in found] == case["expect"]
    assert all(
        (e.origin == "inferred") == (e.rule in {"latest-before-publication", "next-after-publication"}) for e in found
    )


@given(printed)
def test_printed_date_reads_back(text: str) -> None:
    """What is printed as ISO 8601 is read as the same date."""
    assert parse_date(text) == text


@given(printed)
def test_date_in_words_reads_back(text: str) -> None:
    """What is printed in English is read as the same date; an instant to the minute."""
    read = parse_date(human(text))
    assert read == text if precision(text) != "instant" else (read or "")[:16] == text[:16]


@given(st.dates(date(1600, 1, 2), date(2099, 12, 30)), st.integers(0, 400))
def test_event_in_words_reads_back(start: date, length: int) -> None:
    """A day or a range in English is found as the event that it is."""
    end = min(start + timedelta(days=length), date(2099, 12, 31))
    value = str(start) if start == end else f"{start}/{end}"
    assert [event.value for event in find_events(human(value), None)] == [value]


@pytest.mark.parametrize("value", ["--01-31", "--12-30/--12-31", "--12-30/--01-02", "--02-29"])
def test_open_event_in_words_reads_back(value: str) -> None:
    """A day whose year is open stays open when it is read again."""
    assert human(value).endswith("(year not stated)")
    assert [event.value for event in find_events(human(value), None)] == [value]


@given(texts, st.sampled_from([None, True, False]))
def test_no_text_breaks_parsing(text: str, day_first: bool | None) -> None:  # noqa: FBT001 - Hypothesis gives it by place
    """Any text is a date, none, or refused; what is read is printed and read again."""
    try:
        read = parse_date(text, day_first=day_first)
    except DateError:
        return
    if read is not None:
        assert parse_date(read) == read
        assert human(read)


@given(texts, st.one_of(st.none(), printed, texts))
def test_no_text_breaks_the_search_for_events(text: str, published: str | None) -> None:
    """Any text has its events in order and in place; an inferred year is after publication only if it is announced."""
    found = find_events(text, published)
    assert [event.start for event in found] == sorted(event.start for event in found)
    for event in found:
        assert 0 <= event.start < event.end <= len(text)
        if event.rule == "next-after-publication":
            assert event.value.split("/")[0] >= str(published)[:4]
        else:
            assert event.origin == "stated" or event.value.split("/")[-1] <= str(published)[:10] + "~"


@given(texts)
def test_questions_raise_on_nothing(text: str) -> None:
    """The questions about a date answer for any text."""
    assert precision(text) in {"year", "month", "day", "instant"}
    assert len(year_of(text)) <= 4
    assert day_of(text) is None or text.startswith(day_of(text) or "")
    assert isinstance(sort_key(text), str)
    assert isinstance(human(text), str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025", ("year", "2025", None, "2025")),
        ("2025-01", ("month", "2025", None, "January 2025")),
        ("2025-01-23", ("day", "2025", "2025-01-23", "23 January 2025")),
        ("2025-11-18T14:20:17-07:00", ("instant", "2025", "2025-11-18", "18 November 2025, 14:20 (UTC−7)")),
        ("2025-11-18T14:20:17+00:00", ("instant", "2025", "2025-11-18", "18 November 2025, 14:20 (UTC)")),
        ("2025-11-18T14:20:17+05:30", ("instant", "2025", "2025-11-18", "18 November 2025, 14:20 (UTC+5:30)")),
        ("2024-12-30/2024-12-31", ("day", "2024", "2024-12-30", "30–31 December 2024")),
        ("2024-11-30/2024-12-02", ("day", "2024", "2024-11-30", "30 November – 2 December 2024")),
        ("2024-12-30/2025-01-02", ("day", "2024", "2024-12-30", "30 December 2024 – 2 January 2025")),
        ("--01-31", ("day", "", None, "31 January (year not stated)")),
        ("--12-30/--12-31", ("day", "", None, "30–31 December (year not stated)")),
    ],
)
def test_what_a_date_tells(text: str, told: tuple[str, str, str | None, str]) -> None:
    """Precision, year, civil day and English words of each form are right."""
    assert (precision(text), year_of(text), day_of(text), human(text)) == told


def test_order() -> None:
    """Open years come first, a date before all that it contains, instants by UTC."""
    ordered = [
        "--01-31",
        "2025",
        "2025-01",
        "2025-01-23",
        "2025-01-23T23:00:00+08:00",
        "2025-01-23T10:00:00-07:00",
        "2025-01-23T17:00:00.5+00:00",
        "2025-01-24",
    ]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=sort_key) == ordered


@given(st.lists(instants.map(datetime.fromisoformat), max_size=8))
def test_instants_are_ordered_by_utc(moments: list[datetime]) -> None:
    """Instants are put in the order in which they happened, but for those at the very ends of the calendar."""
    within = [moment for moment in moments if date.min.year < moment.year < date.max.year]
    assert sorted(sort_key(m.isoformat()) for m in within) == [sort_key(m.isoformat()) for m in sorted(within)]


@pytest.mark.parametrize(
    ("local", "utc", "expected"),
    [
        ("2025-11-18T14:20:17", "2025-11-18T21:20:17", "2025-11-18T14:20:17-07:00"),
        ("2025-11-18T14:20:17", "2025-11-18T14:20:17", "2025-11-18T14:20:17+00:00"),
        ("2025-01-01T02:00:00", "2024-12-31T20:30:00", "2025-01-01T02:00:00+05:30"),
        ("2025-11-18 14:20:17", "2025-11-18 21:20:17", "2025-11-18T14:20:17-07:00"),
        ("2025-11-18T14:20:17.793", "2025-11-18T21:20:17.794234", "2025-11-18T14:20:17-07:00"),
        ("2025-11-18T14:20:17", "2025-11-18T21:25:17", "2025-11-18"),
        ("2025-11-18T14:20:17", "2025-11-18T14:20:18", "2025-11-18"),
        ("2025-11-18T14:20:17", "2025-11-20T14:20:17", "2025-11-18"),
        ("2025-11-18T14:20:17", "0000-00-00T00:00:00", "2025-11-18"),
        ("2025-11-18T14:20:17", "", "2025-11-18"),
        ("0000-00-00T00:00:00", "2025-11-18T21:20:17", None),
        ("2025-02-30T10:00:00", "2025-02-28T10:00:00", None),
        ("yesterday", "2025-11-18T21:20:17", None),
    ],
)
def test_offset_of_two_clocks(local: str, utc: str, expected: str | None) -> None:
    """The offset is the difference of two clocks; where that is none, the day; where there is no day, nothing."""
    assert offset_instant(local, utc) == expected


@given(instants)
def test_two_clocks_give_the_instant_back(text: str) -> None:
    """An instant, taken apart into local time and UTC, is put together again where its offset is one in civil use."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset() or timedelta()
    if date.min.year < moment.year < date.max.year:
        whole = not offset % timedelta(minutes=15)
        local, utc = (m.replace(tzinfo=None).isoformat() for m in (moment, moment - offset))
        assert offset_instant(local, utc) == (text if whole else text[:10])


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "March 3 to " * 2_000, "3-" * 100_000, "2025-01-" * 30_000, "1月" * 50_000]
)
def test_repetition_is_read(text: str) -> None:
    """Text made to slow a search down is read like any other."""
    find_events(text, "2025-01-23")
    assert parse_date(text) is None


@pytest.mark.parametrize("module", [dates, events])
def test_examples_in_docstrings(module: ModuleType) -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(module).failed == 0
