from typing import Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hand_made import capture, document, paragraph, sourced
from minmetals_site.corrections import ItemCorrections, parse_corrections
from minmetals_site.findings import CODES, find_findings
from minmetals_site.records import Block, Finding, PublisherTerm, Repair, Sourced, Tag, Undecided, unknown
from minmetals_site.text.decode import decode


def repair(start: int, certainty: Literal["certain", "probable"]) -> Repair:
    """Return a restored apostrophe."""
    return Repair(start=start, end=start + 1, before="โ", after="’", rule="lost-sign:apostrophe", certainty=certainty)


def undecided(start: int) -> Undecided:
    """Return a place where a letter was lost."""
    return Undecided(start=start, end=start + 1, text="\ufffd", family="unknown")


def term(taxonomy: str, name: str) -> PublisherTerm:
    """Return a term that a post was filed under."""
    return PublisherTerm(taxonomy=taxonomy, slug=name.lower().replace(" ", "-"), name=name, origin="derived")


def event(value: str, origin: Literal["stated", "inferred"] = "stated", words: str = "that day") -> Sourced[str]:
    """Return a date that the text tells of."""
    return sourced(value, origin, words=words)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Return the codes alone."""
    return [finding.code for finding in findings]


FOUND: list[tuple[str, dict[str, Any]]] = [
    ("title-derived", {"title": sourced("Sample plant", "derived", "first-sentence")}),
    ("title-from-file-name", {"title": sourced("sample", "inferred", "file-name")}),
    ("title-from-file-name", {"title": sourced("sample", "derived", "file-name")}),
    ("date-unknown", {"published": unknown()}),
    ("publisher-inferred", {"publisher": sourced("Example Mining", "inferred", "own-page")}),
    ("year-inferred", {"events": (event("2024-12-30/2024-12-31", "inferred"),)}),
    ("event-after-publication", {"events": (event("2025-01-24"),)}),
    ("event-after-publication", {"events": (event("2025-02"),)}),
    ("event-after-publication", {"events": (event("2026"),)}),
    ("event-after-publication", {"published": sourced("2024"), "events": (event("2025-01-01"),)}),
    ("publisher-term-not-in-text", {"publisher_terms": (term("organization", "Baker Sample Group"),)}),
    ("publisher-term-not-in-text", {"publisher_terms": (term("companies", "REE"),), "highlights": ("An agreement",)}),
    ("probable-repairs", {"repairs": (repair(3, "certain"), repair(9, "probable"))}),
    ("no-text-captured", {"blocks": ()}),
    ("encoding-guessed", {"capture": capture(encoding="gb18030", encoding_evidence="not UTF-8; byte pairs")}),
]


@pytest.mark.parametrize(("code", "changes"), FOUND)
def test_finds_each_gap_and_contradiction(code: str, changes: dict[str, Any]) -> None:
    """A record with one thing the matter has that one finding, at the level of its code."""
    (finding,) = find_findings(document(**changes), ())
    assert finding.code == code
    assert finding.level == CODES[code].level
    assert finding.explanation.endswith(".")


NOT_FOUND: list[tuple[str, dict[str, Any]]] = [
    ("nothing is the matter", {}),
    ("the title was corrected", {"title": sourced("Sample plant", "corrected", "correction")}),
    ("an event on the day of publication", {"events": (event("2025-01-23"),)}),
    ("an event in the month of publication, its day unknown", {"events": (event("2025-01"),)}),
    ("an event that began before and ended after publication", {"events": (event("2025-01-20/2025-01-30"),)}),
    ("an event whose year is open", {"events": (event("--12-31"),)}),
    ("publication known to the year alone", {"published": sourced("2025"), "events": (event("2025-06-01"),)}),
    (
        "an event on the publisher's own calendar day",
        {"published": sourced("2025-11-18T23:20:17-07:00"), "events": (event("2025-11-18"),)},
    ),
    ("a term that the text names", {"publisher_terms": (term("organization", "example MINING"),)}),
    ("a term that a highlight names", {"publisher_terms": (term("org", "Baker"),), "highlights": ("Baker’s plan",)}),
    ("a term of another taxonomy", {"publisher_terms": (term("regions", "Peru"), term("organic", "Peru"))}),
    (
        "a term in a script that divides no words",
        {"publisher_terms": (term("organisation", "中国五矿"),), "blocks": (paragraph("今天中国五矿集团宣布"),)},
    ),
    (
        "a term that the text names by another name of the same tag",
        {
            "publisher_terms": (term("organization", "Baker Sample"),),
            "tags": (Tag(facet="organisations", slug="baker-sample", name="Baker Sample", mentions=()),),
        },
    ),
    ("repairs that are certain", {"repairs": (repair(3, "certain"),)}),
]


@pytest.mark.parametrize("changes", [changes for _, changes in NOT_FOUND], ids=[label for label, _ in NOT_FOUND])
def test_finds_nothing_where_nothing_is_the_matter(changes: dict[str, Any]) -> None:
    """What looks like a gap and is none stays without a finding."""
    assert find_findings(document(**changes), ()) == ()


def test_pages_of_the_archive_itself_need_no_date_and_no_publisher() -> None:
    """A hand-written page is not told off for what no such page states."""
    page = document("page", published=unknown(), publisher=sourced("Example Mining", "inferred"))
    assert find_findings(page, ()) == ()


def test_a_capture_without_text_misses_no_name() -> None:
    """Where no text was captured, the publisher's organisations are not said to be missing in it."""
    empty = document(blocks=(), publisher_terms=(term("organization", "Baker Sample Group"),))
    assert codes(find_findings(empty, ())) == ["no-text-captured"]


def test_explanations_name_what_was_found() -> None:
    """The sentence of a finding holds the values and words that it is about."""
    told_of = (event("2024-12-30", "inferred", "December\n 30"), event("2025-06-01", words="June 1, 2025"))
    late, year = find_findings(document(events=told_of), ())
    assert '2024-12-30 for "December 30".' in year.explanation
    assert '2025-06-01 for "June 1, 2025"; published 2025-01-23.' in late.explanation
    assert late.correction == "published: YYYY-MM-DD"


def test_long_lists_are_cut_and_counted() -> None:
    """A text that tells of a thousand late events has a finding of one sentence, which counts them."""
    late = tuple(event(f"2{n:03d}-06-01") for n in range(100, 1000))
    (finding,) = find_findings(document(events=late), ())
    assert "and 895 more" in finding.explanation
    assert len(finding.explanation) < 500


def test_probable_repairs_can_be_refused_by_the_line_given() -> None:
    """The correction refuses every probable repair, at its place, and so settles the finding; certain ones stay."""
    repairs = (repair(3, "certain"), repair(9, "probable"), repair(20, "probable"))
    (finding,) = find_findings(document(repairs=repairs), ())
    assert finding.explanation.endswith('2 places, the first of them "โ" read as "’" at 9.')
    assert yaml.safe_load(finding.correction or "") == {"repairs": {"refuse": [[9, 10], [20, 21]]}}


def test_undecided_damage_is_counted() -> None:
    """Damage that no rule could decide is a warning with its number of places and the first of them."""
    (finding,) = find_findings(document(undecided=(undecided(7), undecided(12))), ())
    assert (finding.code, finding.level) == ("undecided-damage", "warning")
    assert '2 places, the first of them "\ufffd" at 7, left as captured.' in finding.explanation
    (finding,) = find_findings(document(undecided=(undecided(7),)), ())
    assert finding.explanation.endswith(': "\ufffd" at 7, left as captured.')


def test_told_details_stand_in_the_explanation() -> None:
    """What a reader tells is explained by the meaning of its code and the detail, and each is told once."""
    told = [("correction-without-effect", "title: Sample"), ("correction-without-effect", "kind: news")]
    findings = find_findings(document(), [*told, told[0]])
    assert [finding.explanation.rpartition(": ")[2] for finding in findings] == ["Sample.", "news."]


def test_what_is_told_stands_instead_of_what_would_be_found() -> None:
    """A reader that says why there is no text is not repeated."""
    (finding,) = find_findings(document(blocks=()), [("no-text-captured", "the capture was limited to some keys")])
    assert finding.explanation.endswith("limited to some keys.")


def test_a_code_that_is_not_listed_is_a_fault() -> None:
    """Telling a code that pages could not explain raises."""
    with pytest.raises(KeyError):
        find_findings(document(), [("no-such-code", "")])


def test_the_most_serious_findings_come_first() -> None:
    """Findings are ordered by level, then by code, whatever the order in which they were found."""
    changes: dict[str, Any] = {
        "title": sourced("A", "derived"),
        "published": unknown(),
        "publisher": sourced("B", "inferred"),
    }
    damaged = document(blocks=(), undecided=(undecided(7),), **changes)
    findings = find_findings(damaged, [("guid-host-differs", "old.example.org")])
    warnings = ["date-unknown", "no-text-captured", "undecided-damage"]
    assert codes(findings) == [*warnings, "guid-host-differs", "publisher-inferred", "title-derived"]


@pytest.mark.parametrize("item", ["171", "a: {b}", '"', "\u2028"])
def test_an_item_is_corrected_under_its_id(item: str) -> None:
    """In a capture of several documents the correction line names the item, whatever its id holds."""
    (finding,) = find_findings(document(published=unknown(), capture=capture(item=item)), ())
    line = (finding.correction or "").replace("YYYY-MM-DD", "2025-01-23")
    corrected = parse_corrections(line, "sample.yaml").for_item(item)
    assert corrected.fields["published"].value == "2025-01-23"


FILLED_IN = {
    "YYYY-MM-DD": "2025-01-23",
    "ADDRESS": "https://example.org/a",
    "KIND": "news",
    "CLASS": "official",
    "START": "1",
    "END": "2",
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_explains_itself(code: str) -> None:
    """Each code has a sentence, and its correction, if any, is understood once its capitals are filled in."""
    assert CODES[code].meaning[0].isupper()
    assert CODES[code].meaning.endswith(".")
    line = CODES[code].correction or ""
    for capitals, value in FILLED_IN.items():
        line = line.replace(capitals, value)
    assert (parse_corrections(line, "sample.yaml").for_item(None) != ItemCorrections()) == bool(line)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Plain text – with a dash".encode(), []),
        ("Plain text".encode("utf-8-sig"), []),
        ("Plain text".encode("utf-16"), []),
        ("中国五矿集团公司的一个新闻，今天发表在这里。".encode("gb18030"), ["encoding-guessed"]),
        ("A dash – in the encoding of old Windows".encode("cp1252"), ["encoding-guessed"]),
    ],
)
def test_only_encodings_in_doubt_are_found(data: bytes, expected: list[str]) -> None:
    """The words in which decoding says how it knows an encoding are understood here."""
    decoded = decode(data)
    read = capture(encoding=decoded.encoding, encoding_evidence=decoded.evidence)
    assert codes(find_findings(document(capture=read), ())) == expected


@given(names=st.lists(st.text(), max_size=4), text=st.text(), dates=st.lists(st.text(), max_size=4))
def test_no_words_of_a_capture_make_it_fail(names: list[str], text: str, dates: list[str]) -> None:
    """Whatever a capture says, findings are sentences, each found once."""
    block = Block(kind="paragraph", level=None, text=text, html="", anchor="p", start=0, end=0)
    hostile = document(
        blocks=(block,),
        publisher_terms=tuple(term("organization", name) for name in names),
        events=tuple(event(date, words=text) for date in dates),
    )
    findings = find_findings(hostile, ())
    assert len(set(codes(findings))) == len(findings)
