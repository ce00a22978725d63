"""Counts -> a picture in SVG, its table, and a sentence that says what it shows. Pure, and asks for no script.

Three pictures: columns over time, bars of how long after its event a document was published, and a matrix of dots, a
tag a row and a year a column. Choices that may surprise:

- Source classes are told by shape (solid, hollow, dashed), never by colour alone: all ink is `currentColor`, so a
  picture follows the theme, forced colours and print by itself.
- Widths are per cent and letters have the page's own size: a picture is as wide as its place, its words never shrink.
  Columns stand in an inner picture that is stretched; its units are buckets across and documents upwards, so a height
  *is* a count. Outlines and dots keep their shape, as their strokes do not scale.
- What has no place on the axis (an undated document, one that states no month) is no column: the table has it in a row
  of its own, and the sentence says so. All rows together are all documents.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from minmetals_site.records import SOURCE_CLASSES, SourceClass
from minmetals_site.text.dates import human

__all__ = ["Chart", "Matrix", "MatrixRow", "Strip", "lags", "matrix", "over_time"]

MOST_MONTHS = 36
"""Columns up to which months are shown, and years beyond: on a phone a column has eight pixels then."""
_FEWEST = 12
"""Columns for which there is room in any case: fewer stand apart and grow no wider."""
_HEIGHT = 120
"""Of the highest column, in pixels, but no more than `_OF_ONE` for each of its documents: a few are no tower."""
_OF_ONE = 30
_ABOVE = 18
"""Pixels above it, for the number that it stands for."""
_MOST_LABELS = 8
"""Years written under the columns: on a phone there is room for no more."""
_MOST_YEARS = 30
"""Of a matrix."""
_MOST_AXIS_LABELS = 5
_DOTS = ((8, 18), (12, 12), (20, 8), (_MOST_YEARS, 6))
"""Most years of a matrix, and the width of its largest dot in pixels: on a phone they just do not touch."""

NAMES: dict[SourceClass, str] = {"official": "Official", "independent": "Independent", "archive": "This archive"}
_UNSCALED = 'vector-effect="non-scaling-stroke"'
_HOLLOW = f'fill="none" stroke="currentColor" stroke-width="1.5" {_UNSCALED}'
_SHAPES: dict[SourceClass, str] = {
    "official": 'class="official"',
    "independent": f'class="independent" {_HOLLOW}',
    "archive": f'class="archive" {_HOLLOW} stroke-dasharray="3 2"',
}
"""How the columns of a class are drawn; the name is for whoever reads or styles the picture."""

_Group = Counter[SourceClass]
"""How many documents of each source class."""
Counts = Mapping[tuple[str, SourceClass], int]
"""Documents by date of publication, as precise as known and no more than the month (`2025-01`, `2025`, empty where
undated), and source class."""


class Chart(NamedTuple):
    """A picture with all that belongs to it."""

    title: str
    sentence: str
    """What it shows, in words."""
    svg: str
    """Markup, its texts escaped; empty where the sentence says it all."""
    classes: tuple[tuple[SourceClass, str, int], ...]
    """Source classes in the picture, each with its name in words and its documents: the legend."""
    head: tuple[str, ...]
    """Of the table's columns."""
    rows: tuple[tuple[str, ...], ...]
    """Label, then a number for each further column; the last row is the sum."""


# --- Over time --------------------------------------------------------------------------------------------------------


def over_time(counts: Counts, *, by_year: bool = False) -> Chart | None:
    """Return documents per month, or per year where these are many or `by_year`; None of fewer than two dated ones."""
    if sum([count for (when, _), count in counts.items() if when]) < 2:  # noqa: PLR2004  # one is no course of time
        return None
    months = {when for when, _ in counts if len(when) > len("2025")}
    years = {when[:4] for when, _ in counts if when}
    start, end = min(months, default=""), max(months, default="")
    spanned = _month_number(end) - _month_number(start) + 1 if months else 0
    if not by_year and 0 < spanned <= MOST_MONTHS and (start[:4], end[:4]) == (min(years), max(years)):
        return _time_chart(counts, _months(start, spanned), "month")
    return _time_chart(counts, _years(min(years), max(years)), "year")


def _month_number(when: str) -> int:
    return int(when[:4]) * 12 + int(when[5:7]) - 1


def _months(first: str, count: int) -> list[str]:
    start = _month_number(first)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, start + count)]


def _years(first: str, last: str) -> list[str]:
    return [f"{year:04}" for year in range(int(first), int(last) + 1)]


def _time_chart(counts: Counts, buckets: Sequence[str], unit: str) -> Chart:
    width = len(buckets[0])
    found: dict[str, _Group] = {bucket: Counter() for bucket in buckets}
    aside: dict[str, _Group] = {}
    for (when, source), count in counts.items():
        group = found.get(when[:width])
        if group is None:
            group = aside.setdefault(f"{when}, month not stated" if when else "Undated", Counter())
        group[source] += count
    named = {human(bucket): group for bucket, group in found.items() if group}
    classes = _classes([*named.values(), *aside.values()])
    columns = _Columns([name for name, _, _ in classes], list(found.values()), _labels(buckets))
    return Chart(
        title=f"Documents per {unit}",
        sentence=_time_sentence(named, aside),
        svg=columns.svg(f"Columns: documents per {unit}, by source class") if len(named) > 1 else "",
        classes=classes,
        head=_head(unit.capitalize(), columns.shown),
        rows=_rows([*named.items(), *sorted(aside.items())], columns.shown),
    )


def _classes(groups: Iterable[_Group]) -> tuple[tuple[SourceClass, str, int], ...]:
    groups = tuple(groups)
    totals = {name: sum([group[name] for group in groups]) for name in SOURCE_CLASSES}
    return tuple((name, NAMES[name], total) for name, total in totals.items() if total)


def _head(first: str, shown: Sequence[SourceClass]) -> tuple[str, ...]:
    return (first, *[NAMES[name] for name in shown], *(["All"] if len(shown) > 1 else []))


def _rows(groups: Sequence[tuple[str, _Group]], shown: Sequence[SourceClass]) -> tuple[tuple[str, ...], ...]:
    numbers = [[group[name] for name in shown] for _, group in groups]
    numbers.append([sum(column) for column in zip(*numbers, strict=True)])
    labels = [*[label for label, _ in groups], "All"]
    return tuple(
        (label, *[f"{number:,}" for number in row], *([f"{sum(row):,}"] if len(shown) > 1 else []))
        for label, row in zip(labels, numbers, strict=True)
    )


def _time_sentence(named: Mapping[str, _Group], aside: Mapping[str, _Group]) -> str:
    totals = {label: group.total() for label, group in named.items()}
    (first, *_, last) = totals if len(totals) > 1 else (*totals, *totals)
    if first == last:
        words = f"{_documents(totals[first])} of {first}."
    else:
        top = max(totals, key=lambda label: totals[label])
        most = f", the most ({totals[top]:,}) in {top}" if len(set(totals.values())) > 1 else ""
        words = f"{_documents(sum(totals.values()))}, {first} to {last}{most}."
    left_out = [
        f"{group.total():,} {'undated' if label == 'Undated' else f'of {label}'}"
        for label, group in sorted(aside.items())
    ]
    return f"{words} Left out: {'; '.join(left_out)}." if left_out else words


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count:,} documents"


# --- Two clocks -------------------------------------------------------------------------------------------------------

_LAGS = (
    (-1, "Before the day", "before"),
    (0, "On the day", "same"),
    (3, "1 to 3 days after", "1–3"),
    (7, "4 to 7 days after", "4–7"),
    (30, "8 to 30 days after", "8–30"),
    (365, "31 to 365 days after", "31–365"),
    (10_000_000, "More than a year after", "later"),
)
"""The most days of each column, its label in the table, and the one below it."""


def lags(counts: Mapping[tuple[int, SourceClass], int]) -> Chart | None:
    """Return how long after the nearest day that it tells of each document was published; None of fewer than two.

    Documents are counted by these days, below 0 where the event was still to come, and by source class.
    """
    if sum(counts.values()) < 2:  # noqa: PLR2004  # one is no distribution
        return None
    groups: list[_Group] = [Counter() for _ in _LAGS]
    most = [days for days, _, _ in _LAGS]
    for (days, source), count in counts.items():
        groups[bisect_left(most, days)][source] += count
    classes = _classes(groups)
    labels = [_Label(i + 0.5, short, "middle") for i, (_, _, short) in enumerate(_LAGS)]
    columns = _Columns([name for name, _, _ in classes], groups, labels)
    return Chart(
        title="Days from an event to its publication",
        sentence=_lag_sentence(counts),
        svg=columns.svg("Columns: documents by days from the event to publication, by source class"),
        classes=classes,
        head=_head("Published", columns.shown),
        rows=_rows([(label, group) for (_, label, _), group in zip(_LAGS, groups, strict=True)], columns.shown),
    )


def _lag_sentence(counts: Mapping[tuple[int, SourceClass], int]) -> str:
    ordered = sorted(counts.items())
    reached = list(accumulate([count for _, count in ordered]))
    middle = ordered[bisect_left(reached, (reached[-1] + 1) // 2)][0][0]
    if middle < 0:
        half = f"half of them came out {_days(-middle)} before it, or earlier"
    else:
        half = f"half of them came out {f'within {_days(middle)} of it' if middle else 'by that day'}"
    return (
        f"{_documents(reached[-1])} tell of something that took place on a day; {half}. Of several days the one"
        " nearest to publication counts, and a year that a text leaves open is inferred."
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


# --- Columns ----------------------------------------------------------------------------------------------------------


class _Label(NamedTuple):
    """What is written below columns."""

    at: float
    """In columns, from the left."""
    text: str
    anchor: str = "start"


def _labels(buckets: Sequence[str]) -> list[_Label]:
    """Return what is written below months or years: as much as a phone has room for."""
    if len(buckets[0]) == len("2025"):
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if len(buckets) <= s * _MOST_LABELS)
        return [_Label(i + 0.5, year, "middle") for i, year in enumerate(buckets) if int(year) % step == 0]
    end, room = len(buckets), len(buckets) / 4
    labels = [_Label(i, month[:4]) for i, month in enumerate(buckets) if month.endswith("-01")]
    if not labels or labels[0].at > room:
        labels.insert(0, _Label(0, human(buckets[0])))
    if labels[-1].at < end - 2 * room:
        labels.append(_Label(end, human(buckets[-1]), "end"))
    return [label if label.at < 0.9 * end else _Label(end, label.text, "end") for label in labels]


class _Columns(NamedTuple):
    """Columns side by side, each of the numbers of several source classes, one upon the other."""

    shown: Sequence[SourceClass]
    groups: Sequence[_Group]
    labels: Sequence[_Label]

    def svg(self, words: str) -> str:
        """Return the picture; `words` say what it is to those who do not see it."""
        top = max(group.total() for group in self.groups)
        height = min(_HEIGHT, _OF_ONE * top)
        count, floor = len(self.groups), height + _ABOVE
        paths = [(_SHAPES[name], self._path(place, top)) for place, name in enumerate(self.shown)]
        drawn = "".join([f'<path {shape} d="{path}"/>' for shape, path in paths])
        texts = "".join(
            [
                f'<text x="{_figure(100 * label.at / count)}%" y="{floor + 16}" text-anchor="{label.anchor}">'
                f"{escape(label.text)}</text>"
                for label in self.labels
            ]
        )
        return (
            f'<svg class="chart" width="100%" height="{floor + 22}" fill="currentColor" role="img"'
            f' aria-label="{escape(words)}">'
            f'<text y="12">{top:,}</text><rect y="{_ABOVE}" width="100%" height="1" opacity=".3"/>'
            f'<svg y="{_ABOVE}" width="100%" height="{height}" viewBox="0 0 {count} {top}"'
            f' preserveAspectRatio="none" overflow="visible">{drawn}</svg>'
            f'<rect y="{floor}" width="100%" height="1" opacity=".3"/>{texts}</svg>'
        )

    def _path(self, place: int, top: int) -> str:
        """Return the columns of one class, each upon those of the classes before it; as high as its count."""
        width = 0.8 * min(1.0, len(self.groups) / _FEWEST)
        parts = []
        for i, group in enumerate(self.groups):
            if count := group[self.shown[place]]:
                foot = top - sum(group[name] for name in self.shown[:place])
                left = _figure(i + (1 - width) / 2)
                parts.append(f"M{left} {foot}v-{count}h{_figure(width)}v{count}z")
        return "".join(parts)


def _figure(number: float) -> str:
    """Return a number as short as a hundredth of a unit allows."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


# --- Matrix -----------------------------------------------------------------------------------------------------------


class Strip(NamedTuple):
    """A row of a matrix: what it is of, and its number in each year."""

    label: str
    url: str
    total: int
    """Undated documents included."""
    by_year: Mapping[str, int]


class MatrixRow(NamedTuple):
    """A row of a matrix, drawn."""

    label: str
    url: str
    total: int
    svg: str
    """Markup: a dot a year, as large as its number."""
    numbers: tuple[int, ...]
    """One a year, 0 included."""


class Matrix(NamedTuple):
    """Rows with a dot a year, and the same as numbers."""

    sentence: str
    axis: str
    """Markup: the years above the dots."""
    years: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix(strips: Sequence[Strip], first: str, last: str) -> Matrix | None:
    """Return rows with a dot for each year from `first` to `last`, whose areas are as their numbers.

    Of more than thirty years, the thirty newest are shown. None where there is one year alone, or no dot to show.
    """
    years = _years(first, last)[-_MOST_YEARS:]
    if len(years) < 2 or not any(strip.by_year.get(year) for strip in strips for year in years):  # noqa: PLR2004
        return None
    numbers = [tuple([strip.by_year.get(year, 0) for year in years]) for strip in strips]
    most = max(map(max, numbers))
    return Matrix(
        sentence=_matrix_sentence(strips, numbers, years, is_cut=first < years[0]),
        axis=_axis(years),
        years=tuple(years),
        rows=tuple(
            MatrixRow(strip.label, strip.url, strip.total, _dots(row, most), row)
            for strip, row in zip(strips, numbers, strict=True)
        ),
    )


def _matrix_sentence(
    strips: Sequence[Strip], numbers: Sequence[tuple[int, ...]], years: Sequence[str], *, is_cut: bool
) -> str:
    count, place, row = max((max(n), -n.index(max(n)), -i) for i, n in enumerate(numbers))
    largest = f"{count:,} ({strips[-row].label}, {years[-place]})"
    words = f"The more documents a year has, the larger its dot; the largest stands for {largest}."
    if any(strip.total > sum(strip.by_year.values()) for strip in strips):
        words += " Undated documents have no dot."
    return f"{words} Years before {years[0]} are not shown." if is_cut else words


def _axis(years: Sequence[str]) -> str:
    step = next(s for s in (1, 2, 5, 10) if len(years) <= s * _MOST_AXIS_LABELS)
    texts = [
        f'<text x="{_figure(100 * (i + 0.5) / len(years))}%" y="12" text-anchor="middle">{year}</text>'
        for i, year in enumerate(years)
        if int(year) % step == 0
    ]
    return f'<svg class="chart" width="100%" height="16" fill="currentColor" aria-hidden="true">{"".join(texts)}</svg>'


def _dots(numbers: Sequence[int], most: int) -> str:
    """Return a dot for each number above 0: a stroke of no length with round ends, which no stretching deforms."""
    largest = next(size for count, size in _DOTS if len(numbers) <= count)
    places: dict[float, list[str]] = {}
    for i, number in enumerate(numbers):
        if number:
            size = max(2.0, round(2 * largest * sqrt(number / most)) / 2)
            places.setdefault(size, []).append(f"M{i}.5 .5h0")
    paths = "".join(
        [f'<path {_UNSCALED} stroke-width="{size:g}" d="{"".join(spots)}"/>' for size, spots in sorted(places.items())]
    )
    return (
        f'<svg class="dots" width="100%" height="20" viewBox="0 0 {len(numbers)} 1" preserveAspectRatio="none"'
        f' aria-hidden="true">{paths}</svg>'
    )
