from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hand_made import SHA256, entry, tag
from minmetals_site.archive import RELATED_PER_TAG, RELATED_SHOWN, Archive, Entry, Fate, InputFile, Neighbours, Series
from minmetals_site.errors import Place, Problem
from minmetals_site.permalinks import Permalink
from minmetals_site.records import Kind
from minmetals_site.text.dates import sort_key


def archive(*entries: Entry, facets: Sequence[str] = ("commodities", "places"), **parts: Any) -> Archive:  # noqa: ANN401  # any of the four
    """Return the archive of these entries and nothing else, with some parts given."""
    others: dict[str, Any] = {"inputs": (), "gone": (), "problems": ()}
    return Archive.of(entries, facets=facets, **(others | parts))


def numbers(entries: Iterable[Entry]) -> list[int]:
    """Return the permanent numbers, in order."""
    return [e.number for e in entries]


DATES = st.one_of(
    st.none(),
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(
        [
            "2024",
            "2025",
            "2025-01",
            "2025-01-23",
            "2024-12-31",
            "2025-01-01",
            "2024-12-31T23:30:00-07:00",
            "2025-01-01T00:10:00+08:00",
            "2025-01-23T10:00:00+00:00",
            "2025-01-23T18:00:00+08:00",
            "2025-01-23T10:00:00.5+00:00",
        ]
    ),
)
TAGS = [tag(name, facet) for facet in ("commodities", "places", "topics") for name in ("Copper", "Iron", "Lead")]


@st.composite
def many_entries(draw: st.DrawFn) -> list[Entry]:
    """Return entries of all kinds, with and without date, tags and publisher, numbered without order."""
    given_numbers = draw(st.lists(st.integers(1, 500), unique=True, max_size=25))
    return [
        entry(
            number,
            kind=draw(st.sampled_from(get_args(Kind))),
            published=draw(DATES),
            publisher=draw(st.sampled_from([None, "Example Mining", "EXAMPLE MINING", "样本", "Baker Sample"])),
            tags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=4))),
            title=draw(st.sampled_from(["A", "B"])),
        )
        for number in given_numbers
    ]


# Order.


@given(many_entries(), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(entries: list[Entry], random: Any) -> None:  # noqa: ANN401  # random.Random
    """The archive is the same whatever the order in which its entries, files and problems come."""
    inputs = [
        InputFile(path=f"{e.number}", bytes=1, sha256=SHA256, fate=Fate("read", ""), raw_url=None) for e in entries
    ]
    gone = [Permalink(1000 + e.number, "a", "", SHA256, f"{e.number}.html") for e in entries]
    problems = [Problem(Place(f"{e.number}", e.number % 3 or None), e.title, "Mend it.") for e in entries]
    first = archive(*entries, inputs=inputs, gone=gone, problems=problems)
    for part in (entries, inputs, gone, problems):
        random.shuffle(part)
    assert archive(*entries, inputs=inputs, gone=gone, problems=problems) == first


@given(many_entries())
def test_dated_documents_stand_newest_first_and_undated_apart(entries: list[Entry]) -> None:
    """Every series has its dated documents by falling date, then number, and its undated ones by falling number."""
    made = archive(*entries)
    for series in (made.series, *made.sections.values(), *made.years.values()):
        keys = [(sort_key(e.published or ""), e.number) for e in series.dated]
        assert keys == sorted(keys, reverse=True)
        assert numbers(series.undated) == sorted(numbers(series.undated), reverse=True)
        assert all(e.published for e in series.dated)
        assert not any(e.published for e in series.undated)
        assert series.all == (*series.dated, *series.undated)
        assert len(series) == len(series.all)


def test_a_day_stands_before_the_month_that_holds_it() -> None:
    """Newest first, the more precise of two dates comes first: who says only the year may mean its first day."""
    dates = ["2024", "2025", "2025-01", "2025-01-23", "2025-01-23T10:00:00+08:00", "2025-02-01"]
    made = archive(*(entry(n, published=date) for n, date in enumerate(dates, start=1)))
    assert [e.published for e in made.series.dated] == list(reversed(dates))


def test_instants_are_put_in_order_as_such() -> None:
    """Of two instants the later one is newer, whatever the clocks show; of equals the higher number."""
    made = archive(
        entry(1, published="2025-01-23T18:00:00+08:00"),
        entry(2, published="2025-01-23T09:59:59+00:00"),
        entry(3, published="2025-01-23T10:00:00+00:00"),
    )
    assert numbers(made.series.dated) == [3, 1, 2]


# Years.


@given(many_entries())
def test_every_document_is_in_one_year(entries: list[Entry]) -> None:
    """Years fall from the newest, `undated` is last, and together they hold every document once."""
    made = archive(*entries)
    years = list(made.years)
    dated = [year for year in years if year != "undated"]
    assert years == [*sorted(dated, reverse=True), *(["undated"] if made.series.undated else [])]
    assert sorted(n for series in made.years.values() for n in numbers(series.all)) == sorted(numbers(made.series.all))
    assert all(e.year == year for year, series in made.years.items() for e in series.all)
    assert [(year, series.all) for year, series in made.years.items()] == made.series.by_year()


def test_years_are_the_publishers_own() -> None:
    """A release of New Year's Eve in the west is newer than one of the next day in the east, and of the older year."""
    west = entry(1, published="2024-12-31T23:30:00-07:00")
    east = entry(2, published="2025-01-01T09:00:00+08:00")
    made = archive(west, east, entry(3, published=None))
    assert numbers(made.series.dated) == [1, 2]
    assert [(year, numbers(group)) for year, group in made.series.by_year()] == [
        ("2025", [2]),
        ("2024", [1]),
        ("undated", [3]),
    ]
    assert list(made.years) == ["2025", "2024", "undated"]


def test_an_empty_series_has_no_years() -> None:
    """Where there is nothing, there is no year, and no `undated`."""
    assert Series().by_year() == []
    assert archive().years == {}


# Parts.


@given(many_entries())
def test_every_document_is_in_its_section_and_has_its_number(entries: list[Entry]) -> None:
    """The three sections hold every document once, own pages stand apart, and every number leads to its entry."""
    made = archive(*entries)
    assert list(made.sections) == ["news", "analysis", "brand-culture"]
    assert all(e.kind == kind for kind, series in made.sections.items() for e in series.all)
    in_sections = [n for series in made.sections.values() for n in numbers(series.all)]
    assert sorted(in_sections + numbers(made.pages)) == sorted(numbers(entries))
    assert sorted(in_sections) == sorted(numbers(made.series.all))
    assert all(e.kind == "page" for e in made.pages)
    assert list(made.numbered) == sorted(numbers(entries))
    assert all(made.entry(e.number) is e for e in entries)


def test_an_unknown_number_is_an_error() -> None:
    """A number that the archive does not hold has no entry."""
    with pytest.raises(KeyError):
        archive(entry(1)).entry(2)


def test_own_pages_stand_by_title() -> None:
    """Pages of the archive's own are sorted by title, whatever their date; of one title by number."""
    made = archive(
        entry(1, kind="page", title="Hosting"),
        entry(3, kind="page", title="About", published="2020-01-01"),
        entry(2, kind="page", title="About"),
    )
    assert numbers(made.pages) == [2, 3, 1]
    assert len(made.series) == 0
    assert (made.neighbours, made.related) == ({}, {})


def test_files_and_problems_stand_by_place() -> None:
    """Files by path, problems by file, line and wording, gone documents by number."""
    problems = [
        Problem(Place("b", 2), "x", ""),
        Problem(Place("b"), "y", ""),
        Problem(Place("b"), "x", ""),
        Problem(Place("a", 10), "z", ""),
    ]
    inputs = [InputFile(path=p, bytes=0, sha256="", fate=Fate("ignored", ""), raw_url=None) for p in ("b", "a/c", "a")]
    gone = [Permalink(n, "a", "", SHA256, f"{n}.html") for n in (10, 9)]
    made = archive(problems=problems, inputs=inputs, gone=gone)
    assert [(p.place.file, p.place.line, p.what) for p in made.problems] == [
        ("a", 10, "z"),
        ("b", None, "x"),
        ("b", None, "y"),
        ("b", 2, "x"),
    ]
    assert [file.path for file in made.inputs] == ["a", "a/c", "b"]
    assert [link.number for link in made.gone] == [9, 10]


# Neighbours.


@given(many_entries())
def test_neighbours_stand_beside_each_other(entries: list[Entry]) -> None:
    """Each document of a section knows the next on both sides; dated and undated ones are never neighbours."""
    made = archive(*entries)
    assert set(made.neighbours) == set(numbers(made.series.all))
    for series in made.sections.values():
        for group in (series.dated, series.undated):
            for later, earlier in pairwise(group):
                assert made.neighbours[later.number].earlier is earlier
                assert made.neighbours[earlier.number].later is later
            if group:
                assert made.neighbours[group[0].number].later is None
                assert made.neighbours[group[-1].number].earlier is None


def test_a_document_alone_in_its_section_has_no_neighbours() -> None:
    """A release is no neighbour of an analysis, nor a dated one of an undated."""
    made = archive(entry(1), entry(2, kind="analysis"), entry(3, published=None))
    assert set(made.neighbours.values()) == {Neighbours(None, None)}


# Tags.


def test_facets_stand_as_the_vocabulary_has_them() -> None:
    """Facets in the order asked for, one that nobody asked for last, no empty one; tags by size, then name."""
    made = archive(
        entry(1, tags=(tag("Iron"), tag("Copper"), tag("Peru", "places"), tag("Jobs", "topics"))),
        entry(2, tags=(tag("Lead"), tag("Iron"))),
        facets=("people", "places", "commodities"),
    )
    assert [(facet, [t.name for t in tags]) for facet, tags in made.facets.items()] == [
        ("places", ["Peru"]),
        ("commodities", ["Iron", "Copper", "Lead"]),
        ("topics", ["Jobs"]),
    ]


def test_a_tag_knows_its_documents_and_its_company() -> None:
    """A tag has its documents in the archive's order, and the tags that most of them share, most shared first."""
    copper, iron, peru = tag("Copper"), tag("Iron"), tag("Peru", "places")
    made = archive(
        entry(1, published="2025-01-01", tags=(copper, iron)),
        entry(2, published=None, tags=(copper, peru, iron)),
        entry(3, published="2025-02-01", tags=(copper, peru)),
        entry(4, kind="page", tags=(copper,)),
    )
    found = made.facets["commodities"][0]
    assert (found.facet, found.slug, found.name) == ("commodities", "copper", "Copper")
    assert (numbers(found.series.dated), numbers(found.series.undated)) == ([3, 1], [2])
    assert found.together == (("commodities", "iron", "Iron", 2), ("places", "peru", "Peru", 2))


def test_a_tag_shows_at_most_twelve_in_its_company() -> None:
    """A document of very many tags does not make each of their pages long."""
    made = archive(entry(1, tags=tuple(tag(f"Tag {n:02}", slug=f"tag-{n:02}") for n in range(20))))
    assert [other[1] for other in made.facets["commodities"][0].together] == [f"tag-{n:02}" for n in range(1, 13)]


def test_two_names_of_one_slug_are_one_tag() -> None:
    """A document whose vocabulary gives two names one slug stands on that tag's page once."""
    made = archive(
        entry(1, tags=(tag("Rare earths", slug="ree"), tag("REE", slug="ree"))),
        entry(2, tags=(tag("REE", slug="ree"),)),
    )
    (found,) = made.facets["commodities"]
    assert numbers(found.series.all) == [2, 1]
    assert found.together == ()
    assert [(r.entry.number, len(r.shared)) for r in made.related[1]] == [(2, 1)]


@given(many_entries())
def test_every_tag_of_a_document_leads_to_it(entries: list[Entry]) -> None:
    """A document is once on the page of each of its tags, and on no other."""
    made = archive(*entries)
    listed = [(t.facet, t.slug, n) for tags in made.facets.values() for t in tags for n in numbers(t.series.all)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(t.facet, t.slug, e.number) for e in made.series.all for t in e.tags}


# Publishers.


def test_publishers_stand_by_size() -> None:
    """Publishers by number of documents, then name; a document of an unknown publisher is nobody's."""
    made = archive(
        entry(1, publisher="Beta"),
        entry(2, publisher="Alpha"),
        entry(3, publisher="Gamma"),
        entry(4, publisher="Gamma"),
        entry(5, publisher=None),
    )
    assert [(p.name, p.slug, numbers(p.series.all)) for p in made.publishers] == [
        ("Gamma", "gamma", [4, 3]),
        ("Alpha", "alpha", [2]),
        ("Beta", "beta", [1]),
    ]


@given(many_entries())
def test_publishers_have_addresses_of_their_own(entries: list[Entry]) -> None:
    """Names that differ in capitals or have no Latin letter have different pages, and all their documents are there."""
    made = archive(*entries)
    assert len({p.slug for p in made.publishers}) == len(made.publishers)
    assert {(p.name, n) for p in made.publishers for n in numbers(p.series.all)} == {
        (e.publisher, e.number) for e in made.series.all if e.publisher
    }


def test_a_new_publisher_takes_nobodys_address() -> None:
    """Of two publishers with one slug the one that was in the archive first keeps it, whichever sorts first."""
    before = archive(entry(1, publisher="Example mining"))
    after = archive(
        entry(1, publisher="Example mining"), entry(2, publisher="EXAMPLE MINING"), entry(3, publisher="样本")
    )
    kept = {p.name: p.slug for p in after.publishers}
    assert kept["Example mining"] == before.publishers[0].slug == "example-mining"


# Related documents.


def test_related_documents_share_tags() -> None:
    """A document is related to those with a tag of its own, the rarest shared tag first; never to itself or a page."""
    copper, gold, peru = tag("Copper"), tag("Gold"), tag("Peru", "places")
    made = archive(
        entry(1, published="2025-01-01", tags=(copper, peru)),
        entry(2, published="2025-01-02", tags=(copper, peru)),
        entry(3, published="2025-01-03", tags=(copper,)),
        entry(4, published="2025-01-04", tags=(copper, gold)),
        entry(5, published="2025-01-05", tags=()),
        entry(6, kind="page", tags=(copper,)),
    )
    assert [(r.entry.number, [t.name for t in r.shared]) for r in made.related[1]] == [
        (2, ["Peru", "Copper"]),
        (4, ["Copper"]),
        (3, ["Copper"]),
    ]
    assert made.related[5] == ()
    assert 6 not in made.related


def test_related_shows_the_tags_as_the_document_has_them() -> None:
    """The shared tags are those of the document whose page it is, so that the sentence shown is its own."""
    mine, other = tag("Copper"), tag("Copper", slug="copper")
    made = archive(entry(1, tags=(mine,)), entry(2, tags=(other,)))
    assert made.related[1][0].shared[0] is mine
    assert made.related[2][0].shared[0] is other


@given(many_entries())
def test_related_documents_are_near_in_time(entries: list[Entry]) -> None:
    """Each related document is, for some shared tag, among the nearest on one side; at most five, no pair twice."""
    made = archive(*entries)
    rows = {(t.facet, t.slug): numbers(t.series.all) for tags in made.facets.values() for t in tags}
    for number, related in made.related.items():
        assert len(related) <= RELATED_SHOWN
        assert len({r.entry.number for r in related} | {number}) == len(related) + 1
        for r in related:
            steps = [
                abs(row.index(number) - row.index(r.entry.number)) for t in r.shared for row in [rows[t.facet, t.slug]]
            ]
            assert min(steps) <= RELATED_PER_TAG
            own = {(t.facet, t.slug) for t in made.numbered[number].tags}
            others = {(t.facet, t.slug) for t in r.entry.tags}
            assert {(t.facet, t.slug) for t in r.shared} == own & others


def shown(made: Archive) -> dict[int, list[tuple[int, list[str]]]]:
    """Return what the pages show of related documents."""
    return {n: [(r.entry.number, [t.slug for t in r.shared]) for r in related] for n, related in made.related.items()}


@settings(max_examples=40)  # each is two archives of 300 documents
@given(st.integers(0, 299), st.integers(0, 11), st.integers(0, 11))
def test_a_new_document_changes_few_pages(position: int, first: int, second: int) -> None:
    """Wherever in time a document is added, only its nearest on both sides for each tag can show it or lose another."""
    names = [tag(f"Tag {n}", slug=f"tag-{n}") for n in range(12)]
    entries = [
        entry(
            n,
            published=f"{2000 + n // 12}-{n % 12 + 1:02}-01",
            tags=(names[n * 7 % 12], names[n * 5 % 11], names[n * 3 % 10]),
        )
        for n in range(1, 301)
    ]
    new = entry(999, published=f"{2000 + position // 12}-{position % 12 + 1:02}-15", tags=(names[first], names[second]))
    before, after = shown(archive(*entries)), shown(archive(*entries, new))
    changed = {n for n in before if before[n] != after[n]}
    assert len(changed) <= 2 * RELATED_PER_TAG * len({first, second})


def test_cost_grows_with_the_documents_of_a_tag_not_with_their_pairs() -> None:
    """Where all documents share one tag, each is compared with its nearest only."""
    made = archive(*(entry(n, published=f"{1000 + n}", tags=(tag("Copper"),)) for n in range(1, 3001)))
    assert numbers(r.entry for r in made.related[1500]) == [1503, 1502, 1501]
