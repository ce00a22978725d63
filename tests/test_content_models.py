"""Tables and lists of terms: what is ragged becomes regular, and no word of it changes."""

import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.text.html import clean, plain_text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>c", "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr>"),
        (
            "<tr><td>a<tr><td>b<td>c<td>d",
            '<tr><td>a</td><td colspan="2"></td></tr><tr><td>b</td><td>c</td><td>d</td></tr>',
        ),
        ("<tr><td rowspan=5>a<td>b<tr><td>c", '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'),
        ("<tr><td colspan=30>a<tr><td>b<td>c", '<tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr>'),
        (
            "<tr></tr><tr><td rowspan=3>a<td>b<tr></tr><tr><td>c",
            '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>',
        ),
        (
            "<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d",
            '<tr><td>a</td><td rowspan="2">b</td><td>c</td></tr><tr><td>d</td><td></td></tr>',
        ),
        ('<tr><td lang="fr" colspan=2>a<tr><td>b', '<tr><td lang="fr">a</td></tr><tr><td>b</td></tr>'),
        ("<tr><th><h3>a</h3></th><td>b", "<tr><th><b>a</b></th><td>b</td></tr>"),
        (
            '<tr><td colspan=2>a<tr><td>b<td rowspan="1">c',
            '<tr><td colspan="2">a</td></tr><tr><td>b</td><td rowspan="1">c</td></tr>',
        ),
    ],
)
def test_tables_become_regular(given: str, expected: str) -> None:
    """Short rows are filled, joined cells end where the table does, and a regular row is left as it is."""
    assert clean(f"<table>{given}</table>") == f"<table><tbody>{expected}</tbody></table>"


def test_a_table_has_one_head_and_one_foot() -> None:
    """A head behind the body and a foot before it are bodies: their rows stay where they were."""
    table = "<table><tfoot><tr><td>a<tbody><tr><td>b<thead><tr><td>c</table>"
    assert re.findall("<t[a-z]{4}|[abc](?=<)", clean(table)) == ["<table", "<tbody", "a", "<tbody", "b", "<tbody", "c"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<dl><dt>a<dd>b<dd>c</dl>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>"),
        ('<dl lang="fr"><dd>a<dd dir="rtl">b</dl>', '<ul lang="fr"><li>a</li><li dir="rtl">b</li></ul>'),
        ("<dl><dt>a<dt>b</dl>", "<ul><li>a</li><li>b</li></ul>"),
        ("<dl><dd>a<dt>b<dd>c</dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd>c</dd></dl>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd></dd></dl>"),
        ("<dl><dt>a<dd><dl><dd>b</dl></dl>", "<dl><dt>a</dt><dd><ul><li>b</li></ul></dd></dl>"),
        ("<dl></dl>", "<dl></dl>"),
        ("<dl><dt><h2>a</h2><dd><h2>b</h2></dl>", "<dl><dt><b>a</b></dt><dd><h2>b</h2></dd></dl>"),
    ],
)
def test_lists_of_terms_have_terms_and_meanings(given: str, expected: str) -> None:
    """What lacks all terms or all meanings is a list; one that is missing at an end is there, and empty."""
    assert clean(given) == expected


CELLS = st.tuples(st.sampled_from(["td", "th"]), st.integers(1, 5), st.integers(1, 5))
ROWS = st.lists(CELLS, max_size=4)
TABLES = st.lists(st.tuples(st.sampled_from(["thead", "tbody", "tfoot"]), st.lists(ROWS, max_size=5)), max_size=3)


@given(TABLES)
@example([("tbody", [[("td", 5, 5), ("td", 1, 5)], [("td", 5, 1)]])])
def test_every_row_of_a_table_is_as_wide(groups: list[tuple[str, list[list[tuple[str, int, int]]]]]) -> None:
    """In each group every place is taken by one cell, a cell begins in each row and column, and no word changes."""
    markup = "".join(
        f"<{group}>" + "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows) + f"</{group}>"
        for group, rows in groups
    )
    cleaned = clean(f"<table>{markup}</table>")
    assert clean(cleaned) == cleaned
    assert plain_text(cleaned).split() == ["x"] * markup.count("x")
    grids = [_grid(group) for group in BeautifulSoup(cleaned, "lxml").find_all(["thead", "tbody", "tfoot"])]
    widths = {len(row) for grid, _ in grids for row in grid}
    assert len(widths) <= 1
    assert {column for _, begun in grids for column in begun} == set(range(max(widths, default=0)))


def _cell(cell: tuple[str, int, int]) -> str:
    name, columns, rows = cell
    return f'<{name} colspan="{columns}" rowspan="{rows}">x </{name}>'


def _grid(group: Tag) -> tuple[list[list[int]], set[int]]:
    """Return the columns taken in each row of a group, in order, and those in which a cell begins."""
    rows = group.find_all("tr")
    taken: list[set[int]] = [set() for _ in rows]
    begun: set[int] = set()
    for number, row in enumerate(rows):
        cells = row.find_all(["td", "th"])
        assert cells, "a row without cells"
        for cell in cells:
            column = next(at for at in range(1000) if at not in taken[number])
            begun.add(column)
            for below in range(int(str(cell.get("rowspan", "1")))):
                places = set(range(column, column + int(str(cell.get("colspan", "1")))))
                assert not places & taken[number + below], "a cell over another"
                taken[number + below] |= places
    return [sorted(places) for places in taken], begun


def test_a_table_of_many_joined_cells_is_made_in_time() -> None:
    """A row into which thousands of cells reach down costs the rows below it no more than a few."""
    markup = f"<table><tr>{'<td rowspan=999>' * 3000}{'<tr><td>x' * 3000}</table>"
    assert clean(markup).count("x") == len("x" * 3000)
