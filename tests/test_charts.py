"""Pictures: their columns are their counts, their tables add up, and their words are escaped."""

import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.charts import MOST_MONTHS, Chart, Strip, lags, matrix, over_time
from minmetals_site.records import SourceClass
from minmetals_site.text.lags import lag_of

MONTHS = st.builds("{:04}-{:02}".format, st.integers(2020, 2024), st.integers(1, 12))
DATES = st.one_of(
    MONTHS, MONTHS, MONTHS.map(lambda month: month[:4]), st.just(""), st.sampled_from(["0001", "9999-12"])
)
CLASSES: st.SearchStrategy[SourceClass] = st.sampled_from(["official", "independent", "archive"])
COUNTS = st.dictionaries(st.tuples(DATES, CLASSES), st.integers(1, 5000), max_size=40)
DAYS = st.dates().map(str)


def heights(svg: str) -> Counter[str]:
    """Return the sum of the columns of each class, in units of the picture: documents."""
    found: Counter[str] = Counter()
    for path in ET.fromstring(svg).iter("path"):  # noqa: S314  # our own output
        columns = re.findall(r"M[\d.]+ (\d+)v-(\d+)h[\d.]+v(\d+)z", path.attrib["d"])
        assert path.attrib["d"].count("M") == len(columns)
        assert all(down == up for _, up, down in columns)
        found[path.attrib["class"]] += sum(int(up) for _, up, _ in columns)
    return found


def table(chart: Chart) -> dict[str, list[int]]:
    """Return the numbers of each row of the table by its label."""
    return {label: [int(cell.replace(",", "")) for cell in cells] for label, *cells in chart.rows}


@given(COUNTS)
def test_columns_and_rows_are_the_counts(counts: dict[tuple[str, SourceClass], int]) -> None:
    """The table has every document once, and the columns have those that the axis has a place for."""
    chart = over_time(counts)
    dated = sum(count for (when, _), count in counts.items() if when)
    if chart is None:
        assert dated < 2
        return
    rows = table(chart)
    assert len(rows) == len(chart.rows)
    total = rows.pop("All")
    assert [sum(column) for column in zip(*rows.values(), strict=True)] == total
    assert total[-1] == sum(counts.values()) == sum(count for _, _, count in chart.classes)
    if chart.svg:
        aside = [cells for label, cells in rows.items() if label == "Undated" or "not stated" in label]
        assert heights(chart.svg).total() == total[-1] - sum(cells[-1] for cells in aside)


@given(COUNTS)
def test_columns_stand_one_upon_the_other(counts: dict[tuple[str, SourceClass], int]) -> None:
    """In each bucket the columns of the classes touch, none covers another, and none leaves the picture."""
    chart = over_time(counts)
    svg = chart.svg if chart else ""
    columns: dict[str, list[tuple[int, int]]] = {}
    for left, foot, height in re.findall(r"M([\d.]+) (\d+)v-(\d+)h", svg):
        columns.setdefault(left, []).append((int(foot) - int(height), int(foot)))
    for pieces in columns.values():
        spans = sorted(pieces, reverse=True)
        assert spans[-1][0] >= 0
        assert all(lower[0] == upper[1] for lower, upper in pairwise(spans))


def test_months_give_way_to_years() -> None:
    """As many months as a phone has room for are shown one by one; beyond that, and on demand, years."""
    counts: dict[tuple[str, SourceClass], int] = {("2022-01", "official"): 1, ("2024-12", "official"): 2}
    chart = over_time(counts)
    assert chart is not None
    assert chart.title == "Documents per month"
    assert f'viewBox="0 0 {MOST_MONTHS} 2"' in chart.svg
    years = over_time(counts, by_year=True)
    assert years is not None
    assert years.title == "Documents per year"
    longer = over_time({**counts, ("2025-01", "official"): 1})
    assert longer is not None
    assert longer.title == "Documents per year"


def test_what_has_no_place_is_said() -> None:
    """Undated documents and those of no known month are no column, but stand in sentence and table."""
    chart = over_time(
        {("2024-01", "official"): 4, ("2024-03", "independent"): 1, ("2024", "official"): 2, ("", "independent"): 3}
    )
    assert chart is not None
    assert chart.sentence == (
        "5 documents, January 2024 to March 2024, the most (4) in January 2024."
        " Left out: 2 of 2024, month not stated; 3 undated."
    )
    assert table(chart)["2024, month not stated"] == [2, 0, 2]
    assert heights(chart.svg) == {"official": 4, "independent": 1}


def test_documents_of_one_month_need_no_picture() -> None:
    """Where all dated documents are of one month, the sentence says it all."""
    chart = over_time({("2024-01", "official"): 4})
    assert chart is not None
    assert (chart.svg, chart.sentence) == ("", "4 documents of January 2024.")


def test_a_picture_is_written_as_it_should_be() -> None:
    """The whole picture of three months, so that a change of it is seen."""
    chart = over_time({("2024-01", "official"): 4, ("2024-03", "independent"): 1, ("2024-03", "official"): 1})
    assert chart is not None
    assert chart.svg == (
        '<svg class="chart" width="100%" height="160" fill="currentColor" role="img"'
        ' aria-label="Columns: documents per month, by source class"><text y="12">4</text>'
        '<rect y="18" width="100%" height="1" opacity=".3"/><svg y="18" width="100%"'
        ' height="120" viewBox="0 0 3 4" preserveAspectRatio="none" overflow="visible">'
        '<path class="official" d="M0.4 4v-4h0.2v4zM2.4 4v-1h0.2v1z"/>'
        '<path class="independent" fill="none" stroke="currentColor" stroke-width="1.5"'
        ' vector-effect="non-scaling-stroke" d="M2.4 3v-1h0.2v1z"/></svg>'
        '<rect y="138" width="100%" height="1" opacity=".3"/>'
        '<text x="0%" y="154" text-anchor="start">2024</text>'
        '<text x="100%" y="154" text-anchor="end">March 2024</text></svg>'
    )


def test_a_picture_of_thirty_years_is_small() -> None:
    """Thirty years of thousands of documents are a picture of no more than 3 KB."""
    counts: dict[tuple[str, SourceClass], int] = {
        (f"{year}-{month:02}", name): year % 7 + month
        for year in range(1996, 2026)
        for month in range(1, 13)
        for name in ("official", "independent")
    }
    chart = over_time(counts)
    assert chart is not None
    assert sum(counts.values()) > 5000
    assert len(chart.svg.encode()) <= 3000


@pytest.mark.parametrize(
    ("published", "events", "expected"),
    [
        ("2025-01-23", ["2024-12-30/2024-12-31"], 23),
        ("2025-01-23", ["2025-01-20", "2025-01-26"], 3),
        ("2025-01-23", ["2025-02-01", "2024-01-01"], -9),
        ("2025-01-23T01:00:00+08:00", ["2025-01-23"], 0),
        ("2025-01", ["2025-01-20"], None),
        ("2025-01-23", ["--01-20", "2025", "2025-01"], None),
        ("2025-01-23", ["2025-02-30"], None),
        (None, ["2025-01-20"], None),
    ],
)
def test_the_lag_is_that_of_the_nearest_known_day(published: str | None, events: list[str], expected: int) -> None:
    """Two clocks are compared only where both tell a day; of several events the nearest counts."""
    assert lag_of(published, events) == expected


@given(DAYS, st.lists(DAYS, min_size=1, max_size=5))
def test_no_event_is_nearer_than_the_lag(published: str, events: list[str]) -> None:
    """The lag of all events is the smallest that any of them has alone."""
    alone = [lag_of(published, [event]) for event in events]
    assert lag_of(published, events) in alone
    assert abs(lag_of(published, events) or 0) == min(abs(lag or 0) for lag in alone)


@given(st.lists(st.tuples(st.integers(-4_000_000, 4_000_000), CLASSES), max_size=60))
def test_lags_are_all_counted(found: list[tuple[int, SourceClass]]) -> None:
    """Every document stands in one column of days, whatever the distance."""
    chart = lags(Counter(found))
    if chart is None:
        assert len(found) < 2
        return
    assert heights(chart.svg).total() == len(found) == table(chart)["All"][-1]
    assert table(chart)["Before the day"][-1] == sum(days < 0 for days, _ in found)
    assert table(chart)["On the day"][-1] == sum(days == 0 for days, _ in found)


def test_the_median_lag_is_told() -> None:
    """The sentence says how many documents were compared, and within how many days half of them came out."""
    chart = lags({(-5, "official"): 1, (1, "official"): 1, (40, "independent"): 1})
    assert chart is not None
    assert chart.sentence.startswith("3 documents tell of something that took place on a day; half of them came out")
    for days, words in ((1, "within 1 day of it."), (0, "by that day."), (-2, "2 days before it, or earlier.")):
        chart = lags({(days, "official"): 2})
        assert chart is not None
        assert f"half of them came out {words}" in chart.sentence


@given(
    st.lists(st.dictionaries(st.integers(1990, 2030).map(str), st.integers(1, 900)), min_size=1, max_size=6),
    st.integers(1990, 2030),
    st.integers(0, 60),
)
def test_a_matrix_has_a_dot_for_each_year_that_has_documents(
    by_year: list[dict[str, int]], first: int, more: int
) -> None:
    """Numbers are those given, dots stand where they are above 0, and no more than thirty years are shown."""
    last = first + more
    found = matrix([Strip(f"T{i}", "t", sum(n.values()), n) for i, n in enumerate(by_year)], str(first), str(last))
    years = [str(year) for year in range(max(first, last - 29), last + 1)]
    if found is None:
        assert len(years) < 2 or not any(numbers.get(year) for numbers in by_year for year in years)
        return
    assert list(found.years) == years
    for row, numbers in zip(found.rows, by_year, strict=True):
        assert row.numbers == tuple(numbers.get(year, 0) for year in years)
        dots = {int(place) for place in re.findall(r"M(\d+)\.5 \.5h0", row.svg)}
        assert dots == {i for i, number in enumerate(row.numbers) if number}


def test_a_larger_number_has_no_smaller_dot() -> None:
    """Dots grow with their numbers, the largest alike in every row."""
    found = matrix([Strip("A", "a", 11, {"2020": 1, "2021": 9}), Strip("B", "b", 8, {"2020": 8})], "2020", "2021")
    assert found is not None
    assert found.sentence == (
        "The more documents a year has, the larger its dot; the largest stands for 9 (A, 2021)."
        " Undated documents have no dot."
    )
    sizes = [re.findall(r'stroke-width="([\d.]+)" d="M(\d)', row.svg) for row in found.rows]
    assert sizes == [[("6", "0"), ("18", "1")], [("17", "0")]]
