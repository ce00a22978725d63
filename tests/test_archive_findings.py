"""Findings that need more than one record: nearly the same texts, equal bytes, releases that are not held."""

import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from hand_made import SHA256, document, entry, paragraph, tag
from minmetals_site import build_site
from minmetals_site.archive import Entry, Fate, InputFile
from minmetals_site.archive_findings import DAYS_AROUND, NEARLY_THE_SAME, find_across
from minmetals_site.entries import entry_of
from minmetals_site.findings import CODES
from minmetals_site.records import Finding
from minmetals_site.text.releases import release_named
from minmetals_site.text.sketches import SHORTEST_SKETCH, SKETCH_SIZE, hashes_of, resemblance, sketch_of

CLAUSES = [
    f"the {place} plant of Example Mining reported {what}"
    for place in ("north", "south", "coastal", "hill")
    for what in ("a better yield", "fewer accidents", "a new furnace", "its first export", "a longer shift")
]
TEXT = ", and ".join(CLAUSES) + "."


def text_with(changed: int) -> str:
    """Return the text with this many of its twenty clauses said otherwise."""
    new = [f"in another year number {n} was the figure of the report" for n in range(changed)]
    return ", and ".join([*new, *CLAUSES[changed:]]) + "."


def codes(findings: dict[int, tuple[Finding, ...]]) -> dict[int, list[str]]:
    """Return the codes alone."""
    return {number: [finding.code for finding in found] for number, found in findings.items()}


# --- Sketches of texts ------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(CLAUSES), min_size=4, unique=True), st.lists(st.sampled_from(CLAUSES), unique=True))
def test_a_short_texts_resemblance_is_the_share_of_common_clauses(first: list[str], second: list[str]) -> None:
    """Up to the size of a sketch, resemblance is exact, symmetric, and 1 for the text itself."""
    one, other = sketch_of(". ".join(first)), sketch_of(". ".join(second))
    assert resemblance(one, one) == 1
    assert resemblance(one, other) == resemblance(other, one)
    if len(second) >= SHORTEST_SKETCH:
        assert resemblance(one, other) == len({*first} & {*second}) / len({*first, *second})


def test_a_long_texts_resemblance_is_estimated() -> None:
    """Of texts with far more clauses than a sketch holds, the share is told to within a fifth."""
    clauses = [f"clause with the number {n} of this long text" for n in range(1000)]
    whole, most = sketch_of(". ".join(clauses)), sketch_of(". ".join(clauses[:800]))
    assert len(hashes_of(whole)) == SKETCH_SIZE
    assert abs(resemblance(whole, most) - 0.8) < 0.2


def test_a_sketch_does_not_look_at_signs_and_case() -> None:
    """Other quotes, spaces, cases and ends of clauses leave a sketch as it is; other words do not."""
    first = "The mine’s “first ore” came, the plant ran well; the road was open: all of it in the first year"
    second = 'THE MINE\'S "first ore"\xa0came! The plant\tran well. The road was open - all of it in the first year?'
    assert sketch_of(first) == sketch_of(second.replace(" - ", "\u2014"))
    assert sketch_of(first) != sketch_of(second.replace("road", "rail"))


def test_chinese_is_sketched_as_english_is() -> None:
    """A text without spaces has a sketch of its clauses."""
    text = "公司召开年度工作会议，部署新一年的重点任务。各单位负责人参加了会议，会议由董事长主持。"
    assert len(hashes_of(sketch_of(text))) == 4
    assert sketch_of(text) == sketch_of(text.replace("，", "、"))


@pytest.mark.parametrize("text", ["", "No.", "A caption of a picture. Another caption.", "?" * 1000, "\ud800" * 20])
def test_a_text_of_few_clauses_has_no_sketch(text: str) -> None:
    """Where a text has too few clauses to be compared, nothing is said of it."""
    assert sketch_of(text) == b""
    assert resemblance(sketch_of(text), sketch_of(text)) == 0


# --- Near-duplicates --------------------------------------------------------------------------------------------------


def test_nearly_the_same_texts_name_each_other() -> None:
    """Two texts that differ in a clause name each other by title and address; a third is left alone."""
    entries = [
        entry(1, sketch=sketch_of(TEXT)),
        entry(2, sketch=sketch_of(text_with(1)), title="Another"),
        entry(3, sketch=sketch_of(text_with(20))),
    ]
    found = find_across(entries, ())
    assert codes(found) == {1: ["near-duplicate"], 2: ["near-duplicate"]}
    assert '"Another" (news/2025/sample-2.html)' in found[1][0].explanation
    assert '"Sample 1" (news/2025/sample-1.html)' in found[2][0].explanation
    assert (found[1][0].level, found[1][0].correction) == ("note", None)


@pytest.mark.parametrize(("changed", "is_found"), [(0, True), (2, True), (3, True), (5, False), (10, False)])
def test_the_limit_of_nearly_the_same(changed: int, is_found: bool) -> None:  # noqa: FBT001  # a case
    """Texts are nearly the same from seven clauses in ten on."""
    first, second = sketch_of(TEXT), sketch_of(text_with(changed))
    assert (resemblance(first, second) >= NEARLY_THE_SAME) is is_found
    assert bool(find_across([entry(1, sketch=first), entry(2, sketch=second)], ())) is is_found


NOT_ALIKE: list[tuple[str, dict[str, Any]]] = [
    ("a page of the archive's own that quotes it", {"kind": "page", "sketch": sketch_of(TEXT)}),
    ("a text too short to be compared", {"sketch": b""}),
    ("the last paragraph alone in common", {"sketch": sketch_of(". ".join([*CLAUSES[:4], text_with(20)]))}),
]


@pytest.mark.parametrize("changes", [changes for _, changes in NOT_ALIKE], ids=[label for label, _ in NOT_ALIKE])
def test_what_is_no_near_duplicate(changes: dict[str, Any]) -> None:
    """What shares something with a text, and is not nearly the same, stays without a finding."""
    assert find_across([entry(1, sketch=sketch_of(TEXT)), entry(2, **changes)], ()) == {}


def test_a_large_group_of_equals_stays_cheap_and_each_names_some() -> None:
    """In a thousand equal texts each names two or three others and says how many more it was compared with."""
    found = find_across([entry(n, sketch=sketch_of(TEXT)) for n in range(1, 1001)], ())
    assert len(found) == 1000
    assert {finding.explanation.count(".html") for (finding,) in found.values()} == {2, 3}
    assert "and 1 more" in found[500][0].explanation


def test_a_document_that_is_added_changes_few_others() -> None:
    """One more equal text changes only the findings of the few that stand next to it by number."""
    entries = [entry(n, sketch=sketch_of(TEXT)) for n in range(1, 101)]
    before, after = find_across(entries[:-1], ()), find_across(entries, ())
    assert sum(before.get(number) != found for number, found in after.items()) <= 5


# --- Captures of equal bytes ------------------------------------------------------------------------------------------


def duplicate(path: str, sha256: str = SHA256) -> InputFile:
    """Return a file whose bytes another one has."""
    return InputFile(
        path=path, bytes=10, sha256=sha256, fate=Fate("duplicate", "the same bytes as a.txt"), raw_url=None
    )


def test_files_of_equal_bytes_are_named() -> None:
    """The document of the first file names the others; a document of other bytes names none."""
    entries = [entry(1, sha256=SHA256), entry(2, sha256=SHA256[::-1])]
    found = find_across(entries, [duplicate("z.txt"), duplicate("news/copy.txt")])
    assert codes(found) == {1: ["byte-identical-capture"]}
    assert found[1][0].explanation.endswith(': "news/copy.txt", "z.txt".')


def test_many_copies_are_counted() -> None:
    """Of many copies three are named and the rest counted."""
    found = find_across([entry(1)], [duplicate(f"{n}.txt") for n in range(9)])
    assert found[1][0].explanation.endswith('"2.txt", and 6 more.')


def test_a_file_that_is_no_duplicate_is_not_named() -> None:
    """The file itself, and files that were not read, are no copies."""
    own = InputFile(path="a.txt", bytes=10, sha256=SHA256, fate=Fate("read", "", (1,)), raw_url=None)
    unread = InputFile(path="b.txt", bytes=10, sha256="", fate=Fate("ignored", ""), raw_url=None)
    assert find_across([entry(1)], [own, unread]) == {}


# --- Releases ---------------------------------------------------------------------------------------------------------

NAMED = [
    ("This text is based on an official release from Example Mining, a company.",
     "based on an official release from Example Mining, a company"),
    ("Ms Sample wrote this. According to Example Mining’s press release, ore was found.",
     "According to Example Mining’s press release, ore was found"),
    ("It is summarized from the company statement of May 3.", "summarized from the company statement of May 3"),
    ("BASED ON the 2025 Official Announcement of the firm", "BASED ON the 2025 Official Announcement of the firm"),
]  # fmt: skip
NOT_NAMED = [
    "According to official statistics, output rose.",
    "No official release was issued, and no press release either.",
    "According to analysts who read the press release, output rose.",
    "The plan is based on the official release date of the rules.",
    "The company statement was short.",
    "Based on rocks. An official release followed.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_text_that_says_that_it_rests_on_a_release(text: str, expected: str) -> None:
    """The words that say so are found, to the end of their sentence."""
    assert release_named(text) == expected


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_text_that_only_speaks_of_releases(text: str) -> None:
    """That there is a release, or something official, does not say that the text was made from one."""
    assert release_named(text) == ""


@given(st.text(st.sampled_from("releasofici tmnt.BbN\n"), max_size=300))
def test_looking_for_a_release_never_fails(text: str) -> None:
    """Whatever the text, what is found stands in it."""
    assert release_named(text) in text


SPEAKER = tag("Example Mining", "organisations", "example-mining")
RESTING: dict[str, Any] = {
    "kind": "analysis",
    "source_class": "independent",
    "published": None,
    "events": ("--01-31",),
    "tags": (SPEAKER,),
    "release_named": "based on an official release from Example Mining",
}
HELD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("the same day of an open year", {}, {"published": "2026-02-20", "events": ("2026-01-31",)}),
    ("the same day, both years open", {}, {"published": None, "events": ("--01-31",)}),
    ("a day within a range", {}, {"published": None, "events": ("2026-01-30/2026-02-02",)}),
    ("the same day, the release's year open", {"events": ("2026-01-31",)}, {"published": None, "events": ("--01-31",)}),
    ("a release of the week before", {"published": "2026-02-03", "events": ()}, {"published": "2026-01-28"}),
    ("a release of the next day, as clocks differ", {"published": "2026-02-03"}, {"published": "2026-02-04T01:00:00Z"}),
    ("a release in the week of the event", {"events": ("2026-01-31",)}, {"published": "2026-02-05"}),
    ("a person in common", {"tags": (tag("Ms Sample", "people"),)},
     {"tags": (tag("Ms Sample", "people"), SPEAKER), "events": ("2026-01-31",)}),
]  # fmt: skip
NOT_HELD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("another day", {}, {"events": ("2026-01-30",)}),
    ("nobody in common", {}, {"events": ("2026-01-31",), "tags": (tag("Baker Sample", "organisations"),)}),
    ("a place in common, which does not speak", {"tags": (tag("Peru", "places"),)},
     {"events": ("2026-01-31",), "tags": (tag("Peru", "places"),)}),
    ("not official", {}, {"events": ("2026-01-31",), "source_class": "independent"}),
    ("the same day of another year", {"events": ("2025-01-31",)}, {"published": None, "events": ("2026-01-31",)}),
    ("published long before", {"published": "2026-02-20", "events": ()}, {"published": "2026-01-28"}),
    ("published near the day of an open year, which is any year", {}, {"published": "2026-02-01"}),
    ("published in a month, no day", {"published": "2026-02-03", "events": ()}, {"published": "2026-02"}),
    ("no day to look for", {"events": ()}, {"published": "2026-02-01", "events": ("2026-01-31",)}),
]  # fmt: skip


def releases(resting: dict[str, Any], official: dict[str, Any]) -> dict[int, list[str]]:
    """Return the codes found for a document that rests on a release, and an official one beside it."""
    other: dict[str, Any] = {"published": "2026-02-20", "tags": (SPEAKER,)} | official
    return codes(find_across([entry(1, **(RESTING | resting)), entry(2, **other)], ()))


@pytest.mark.parametrize(("resting", "official"), [case[1:] for case in HELD], ids=[case[0] for case in HELD])
def test_a_release_that_is_held(resting: dict[str, Any], official: dict[str, Any]) -> None:
    """An official document with somebody in common and close in time is taken for the release."""
    assert releases(resting, official) == {}


@pytest.mark.parametrize(("resting", "official"), [case[1:] for case in NOT_HELD], ids=[case[0] for case in NOT_HELD])
def test_a_release_that_is_not_held(resting: dict[str, Any], official: dict[str, Any]) -> None:
    """An official document of others, or of another time, is not taken for the release."""
    assert releases(resting, official) == {1: ["release-not-held"]}


def test_the_finding_quotes_the_words() -> None:
    """What the document says of the release stands in the explanation."""
    (finding,) = find_across([entry(1, **RESTING)], ())[1]
    assert finding.explanation.endswith(': "based on an official release from Example Mining".')
    assert (finding.level, finding.correction) == ("note", None)


@pytest.mark.parametrize("offset", [-1, 0, DAYS_AROUND, DAYS_AROUND + 1])
def test_how_long_after_an_event_its_release_may_come(offset: int) -> None:
    """A release counts from the day of the event to the end of the days around it, and no longer."""
    found = releases({"events": ("2026-01-10",)}, {"published": f"2026-01-{10 + offset:02}"})
    assert found == ({} if 0 <= offset <= DAYS_AROUND else {1: ["release-not-held"]})


# --- The map step, and the whole --------------------------------------------------------------------------------------


def made(**changes: Any) -> Entry:  # noqa: ANN401  # any field of the record
    """Return the entry of a record."""
    return entry_of(document(changes.pop("kind", "analysis"), **changes))


def test_entries_know_what_is_compared() -> None:
    """An entry has the sketch of highlights and body, and the words of a notice that name a release."""
    of = made(
        source_class="independent", blocks=(paragraph(TEXT),), notices=("Based on an official release of a firm.",)
    )
    assert of.sketch == sketch_of(TEXT)
    assert of.release_named == "Based on an official release of a firm"
    assert made(blocks=(), highlights=(TEXT,)).sketch == sketch_of(TEXT)


def test_a_company_that_quotes_its_own_statement_rests_on_no_release() -> None:
    """Only an outsider's document asks for the release that it names."""
    assert (
        made(kind="news", source_class="official", blocks=(paragraph("Based on a company release."),)).release_named
        == ""
    )


DAYS = st.sampled_from([None, "2026", "2026-01", "2026-01-31", "0001-01-01", "9999-12-31", "2026-01-31T23:00:00-07:00"])
EVENTS = st.sampled_from(
    ["2026-01-31", "--01-31", "2026-01-30/2026-02-02", "--12-30/--12-31", "2026", "2026-01", "1000-01-01/2026-01-31",
     "2026-02-30", "9999-12-30/9999-12-31", "2026-02-02/2026-01-30", ""]
)  # fmt: skip


@st.composite
def archives(draw: st.DrawFn) -> list[Entry]:
    """Draw entries that have much to do with each other."""
    sketches = [b"", *(sketch_of(text_with(n)) for n in (0, 1, 2, 4, 9))]
    return [
        entry(
            number,
            kind=draw(st.sampled_from(["news", "analysis", "page"])),
            source_class=draw(st.sampled_from(["official", "independent"])),
            published=draw(DAYS),
            events=tuple(draw(st.lists(EVENTS, max_size=3))),
            tags=tuple(draw(st.lists(st.sampled_from([SPEAKER, tag("Peru", "places")]), max_size=2))),
            sketch=draw(st.sampled_from(sketches)),
            release_named=draw(st.sampled_from(["", "based on a company release"])),
            sha256=draw(st.sampled_from([SHA256, SHA256[::-1]])),
        )
        for number in draw(st.lists(st.integers(1, 99), unique=True, max_size=14))
    ]


@given(archives(), st.integers(0, 9))
def test_the_order_of_reading_changes_nothing(entries: list[Entry], seed: int) -> None:
    """Entries and files in any order give the same findings, of listed codes, for captured documents alone."""
    inputs = [duplicate(f"{n}.txt") for n in range(3)]
    found = find_across(entries, inputs)
    shuffled = random.Random(seed)  # noqa: S311  # an order, not a secret
    shuffled.shuffle(entries)
    shuffled.shuffle(inputs)
    assert find_across(entries, inputs) == found
    assert set(found) <= {e.number for e in entries if e.kind != "page"}
    assert {finding.code for findings in found.values() for finding in findings} <= set(CODES)


def test_findings_reach_record_article_ledger_and_report(tmp_path: Path) -> None:
    """What only several records tell stands in the data, on the article, on the ledger and in the build's report."""
    news = tmp_path / "content/news"
    news.mkdir(parents=True)
    head = "Home > News > Example News\nExample Mining Corporation 2025-01-23\nThe plants reported on their year.\n"
    (news / "a.txt").write_text(head + TEXT, encoding="utf-8")
    (news / "b.txt").write_text(head + text_with(1), encoding="utf-8")
    shutil.copy(news / "a.txt", news / "c.txt")
    report = build_site(tmp_path / "content", tmp_path / "site")
    expected = {"near-duplicate", "byte-identical-capture"}
    assert expected <= {finding.code for path, finding in report.findings if path == "news/a.txt"}
    lines = (tmp_path / "site/data/documents/0000.jsonl").read_bytes().splitlines()
    record = next(record for record in map(msgspec.json.decode, lines) if record["capture"]["path"] == "news/a.txt")
    assert expected <= {finding["code"] for finding in record["findings"]}
    assert [f["code"] for f in record["findings"]] == sorted(f["code"] for f in record["findings"])
    article = BeautifulSoup((tmp_path / "site" / record["url"]).read_bytes(), "lxml").get_text(" ")
    assert "nearly the same" in article
    assert "news/c.txt" in article
    ledger = BeautifulSoup((tmp_path / "site/ledger.html").read_bytes(), "lxml")
    rows = {
        row.th.get_text(): row.find_all("td")[-1].get_text()
        for row in ledger.select("#findings ~ div tbody tr")
        if row.th
    }
    assert rows["near-duplicate"] == "2 documents"
    assert rows["byte-identical-capture"] == "1 document"
    assert "near-duplicate" in " ".join(small.get_text() for small in ledger.select(".files small"))
