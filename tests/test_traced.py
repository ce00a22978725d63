from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.text.traced import Run, Span, Traced

REPAIR = "\u2603"
"""A sign that no generated source holds: what stands in a text under it was put there by a repair."""

SOURCES = st.text(st.sampled_from("abcXYZ.,  \t\n\r\v\u00a0\u2028é五"), max_size=60)


@st.composite
def taken_apart(draw: st.DrawFn) -> tuple[str, Traced]:
    """Return a source, and what is left of it after some slicing, stripping, collapsing, replacing and joining."""
    source = draw(SOURCES)
    text = Traced.whole(source)
    for step in draw(st.lists(st.sampled_from(["slice", "strip", "collapse", "replace", "lines", "cut"]), max_size=6)):
        size = len(text)
        if step == "slice":
            text = text.slice(draw(st.integers(-2, size)), draw(st.integers(0, size + 2)))
        elif step == "strip":
            text = text.stripped(draw(st.sampled_from([None, "ab ", "."])))
        elif step == "collapse":
            text = text.collapsed()
        elif step == "replace":
            places = sorted(draw(st.lists(st.integers(0, size), max_size=6)))
            new = st.sampled_from(["", REPAIR, REPAIR * 2, REPAIR * 5])
            text = text.replaced([(a, b, draw(new)) for a, b in zip(places[::2], places[1::2], strict=False)])
        elif step == "lines":
            text = Traced.join(text.lines(), draw(st.sampled_from(["", REPAIR, REPAIR * 3])))
        else:
            at = draw(st.integers(0, size))
            text = Traced.join([text.slice(0, at), text.slice(at, size)])
    return source, text


@given(taken_apart())
def test_every_character_keeps_its_place(case: tuple[str, Traced]) -> None:
    """After any steps a character that no repair wrote and no collapse widened is the source's at its place."""
    source, text = case
    for run in text.runs:
        if run.end - run.start == run.source_end - run.source_start:
            for offset in range(run.end - run.start):
                character = text.text[run.start + offset]
                assert character in (REPAIR, " ") or character == source[run.source_start + offset]
                assert text.span(run.start + offset, run.start + offset + 1) == (
                    run.source_start + offset,
                    run.source_start + offset + 1,
                )
        else:
            assert set(text.text[run.start : run.end]) <= {REPAIR, " "}


@given(taken_apart())
def test_runs_cover_the_text_in_order(case: tuple[str, Traced]) -> None:
    """Runs have no gap and no overlap, neither in the text nor, overlap alone, in the source."""
    source, text = case
    assert [run.start for run in text.runs] == [0, *(run.end for run in text.runs)][: len(text.runs)]
    assert (text.runs[-1].end if text.runs else 0) == len(text)
    assert all(left.source_end <= right.source_start for left, right in pairwise(text.runs))
    assert all(0 <= run.source_start <= run.source_end <= len(source) for run in text.runs)


@given(taken_apart())
def test_spans_are_ordered_and_apart(case: tuple[str, Traced]) -> None:
    """Spans are in order, never empty, never touch, and hold exactly the source of the runs."""
    _, text = case
    spans = text.spans()
    assert all(span.start < span.end for span in spans)
    assert all(left.end < right.start for left, right in pairwise(spans))
    covered = {at for run in text.runs for at in range(run.source_start, run.source_end)}
    assert {at for span in spans for at in range(*span)} == covered


@given(taken_apart(), st.data())
def test_two_halves_share_out_the_source(case: tuple[str, Traced], data: st.DataObject) -> None:
    """Cut anywhere, also inside a repair, the halves claim the source of the whole and nothing twice."""
    _, text = case
    at = data.draw(st.integers(0, len(text)))
    claims = [span for half in (text.slice(0, at), text.slice(at, len(text))) for span in half.spans()]
    assert all(left.end <= right.start for left, right in pairwise(claims))
    places = [place for span in claims for place in range(*span)]
    assert places == [place for span in text.spans() for place in range(*span)]


@given(taken_apart(), st.data())
def test_span_is_the_hull_of_the_slice(case: tuple[str, Traced], data: st.DataObject) -> None:
    """`span` of some characters begins where the source of their slice begins and ends where it ends."""
    _, text = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text.slice(start, end)
    if part.runs:
        assert text.span(start, end) == (part.runs[0].source_start, part.runs[-1].source_end)


@given(taken_apart(), st.data())
def test_slice_strip_and_collapse_agree_with_strings(case: tuple[str, Traced], data: st.DataObject) -> None:
    """The text of a slice, of a stripped and of a collapsed text is what the string's own methods give."""
    _, text = case
    start, end = data.draw(st.integers(0, 70)), data.draw(st.integers(0, 70))
    assert text.slice(start, end).text == text.text[start:end]
    assert text.stripped().text == text.text.strip()
    assert text.stripped("ab ").text == text.text.strip("ab ")
    assert text.collapsed().text == " ".join(text.text.split())


@given(taken_apart())
def test_lines_agree_with_splitlines(case: tuple[str, Traced]) -> None:
    """Lines are those of `str.splitlines`, at every kind of line end, with their places."""
    _, text = case
    assert [line.text for line in text.lines()] == text.text.splitlines()


def test_every_kind_of_line_end() -> None:
    """CRLF is one end, CR and LF beside each other the wrong way round are two."""
    text = Traced.whole("a\r\nb\rc\n\rd\u2028e\x85f\v\fg\r\n")
    assert [(line.text, line.span(0, len(line)).start) for line in text.lines() if line.text] == [
        ("a", 0),
        ("b", 3),
        ("c", 5),
        ("d", 8),
        ("e", 10),
        ("f", 12),
        ("g", 15),
    ]


def test_a_repair_stands_for_all_that_it_replaced() -> None:
    """A sign restored from several is traced to all of them, also through a collapse and a slice around it."""
    line = Traced.whole("the mine  â€™s output", 100).replaced([(10, 13, "’")]).collapsed()
    at = line.text.index("’")
    assert line.text == "the mine ’s output"
    assert line.span(at, at + 1) == Span(110, 113)
    assert line.slice(at, at + 2).spans() == [Span(110, 114)]


def test_a_repair_that_is_cut_is_claimed_once() -> None:
    """Two signs restored from one stretch can stand in two parts: the parts share the stretch, and do not overlap."""
    text = Traced.whole("aâ€œâ€™b").replaced([(1, 7, "“’")])
    assert text.slice(0, 2).spans() == [Span(0, 2)]
    assert text.slice(2, 4).spans() == [Span(2, 8)]
    assert text.slice(2, 3).spans() == [Span(2, 7)]


def test_letters_put_in_stand_between_their_neighbours() -> None:
    """An insertion is traced to the place between two characters, and claims nothing."""
    text = Traced.whole("ab").replaced([(1, 1, "--")])
    assert (text.text, text.span(1, 3), text.slice(1, 3).spans()) == ("a--b", Span(1, 1), [])
    assert text.spans() == [Span(0, 2)]


def test_parts_joined_out_of_order_keep_all_their_places() -> None:
    """A byline put before its title claims both places of the source, in the source's order."""
    source = Traced.whole("title by Ms Sample")
    joined = Traced.join([source.slice(9, 18), source.slice(0, 5)], " | ")
    assert joined.text == "Ms Sample | title"
    assert joined.spans() == [Span(0, 5), Span(9, 18)]


def test_empty_parts_leave_no_separator() -> None:
    """Nothing is joined to nothing: no separator at the ends or beside an empty part."""
    empty = Traced("", ())
    assert Traced.join([empty, Traced.whole("a"), empty, Traced.whole("b", 5), empty], ", ").text == "a, b"
    assert Traced.join([empty, empty], ", ").runs == ()
    assert Traced.join([]).text == ""


@pytest.mark.parametrize("text", [Traced("", ()), Traced.whole("", 7)])
def test_an_empty_text_is_nowhere(text: Traced) -> None:
    """An empty text has no run, no span, no line, and every operation on it gives an empty text."""
    assert (text.runs, text.spans(), text.lines(), text.span(0, 0)) == ((), [], [], Span(0, 0))
    assert text.slice(0, 5).text == text.stripped().text == text.collapsed().text == text.replaced([]).text == ""


def test_shows_itself_with_its_places() -> None:
    """The representation names text and spans, for whoever debugs a reader."""
    assert repr(Traced.whole("ab", 3)) == "Traced('ab', (Span(start=3, end=5),))"


def test_many_repairs_cost_no_more_than_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking a text of many runs into lines looks at each run a few times, not at all of them for every line."""
    count = 2000
    text = Traced.whole("a?\n" * count).replaced([(3 * i + 1, 3 * i + 2, "’") for i in range(count)])
    looked_at = 0

    class CountedRuns(tuple[Run, ...]):
        __slots__ = ()

        def __getitem__(self, key: object) -> Run:  # type: ignore[override]  # a slice would be the fault itself
            nonlocal looked_at
            assert isinstance(key, int), "a copy of the runs is made for a line"
            looked_at += 1
            return super().__getitem__(key)

    monkeypatch.setattr(text, "_runs", CountedRuns(text.runs))
    assert len(text.lines()) == count
    assert looked_at <= 5 * len(text.runs)
