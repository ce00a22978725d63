import doctest
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from minmetals_site.text.repair import Diagnosis, Repair, Undecided, diagnose, diagnosis, mojibake, repaired
from minmetals_site.text.repair.families import ASCII, FAMILIES, GBK, UNKNOWN

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "repair.yaml").read_text("utf-8"))

_SIGNS = [family.sign for family in (*FAMILIES, GBK, UNKNOWN, ASCII)]
_PIECES = (
    *_SIGNS, *_SIGNS, "€",
    "\x80\x99", "\x92", "Ã", "Â", "©", "™", "ย", "ร", "ฉ", "Γ", "Т", "У", "檚", "斺", "茅", "ftfy",
    "the",
    "Example", "while", "s", "t", "115", "120", "$", "n", "Xi", "an", "lead", "zinc", "99", "château", "Z", "rich",
    "“", "”", "‘", "’", "–", "—", "…", ".", ",", "(", ")", "-", "/", "=", " ", " ", " ", "\n", "\r\n", "\u00a0", "\x00",
)  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
clean_texts = st.lists(
    st.sampled_from(("It’s", "“ore”", "5–7", "tin—zinc", "miners’", "so…", "• a", "ask?", "tea", "\n", "4%", "(b)")),
    max_size=30,
).map(" ".join)


def _text_after(text: str, diagnosis: Diagnosis) -> str:
    return repaired(text, diagnosis).text


def _parameters() -> list[Any]:
    known = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(case, id=case["label"], marks=known if case.get("known_failure") else ()) for case in CASES]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: dict[str, Any]) -> None:
    """Damaged text comes out as it was, at the certainty that the case states; text that only looks damaged stays."""
    diagnosis = diagnose(case["given"])
    assert _text_after(case["given"], diagnosis) == case["expect"]
    if "certainty" in case:
        assert {found.certainty for found in diagnosis.repairs} == {case["certainty"]}


def test_the_cases_are_many_and_told_apart() -> None:
    """There are at least 120 cases, each with a label of its own, and every fifth shows text that must stay."""
    labels = {case["label"] for case in CASES}
    assert len(labels) == len(CASES) >= 120
    assert sum(case["given"] == case["expect"] for case in CASES) >= len(CASES) / 5


@pytest.mark.parametrize("module", [mojibake, diagnosis])
def test_examples_in_docstrings(module: ModuleType) -> None:
    """The examples that the docstrings show are true."""
    assert doctest.testmod(module).failed == 0


def test_each_sign_is_a_repair_of_its_own() -> None:
    """Places, damaged characters, outcome, rule and certainty of every repair are told, two side by side as two."""
    text = "The inputsโโore, say, and timeโโwhile Exampleโs cafรฉ"
    assert diagnose(text).repairs == (
        Repair(10, 11, "โ", "—", "lost-sign:em-dash", "certain"),
        Repair(11, 12, "โ", "“", "lost-sign:quote", "certain"),
        Repair(30, 31, "โ", "”", "lost-sign:quote", "certain"),
        Repair(31, 32, "โ", "—", "lost-sign:em-dash", "certain"),
        Repair(45, 46, "โ", "’", "lost-sign:apostrophe", "certain"),
        Repair(51, 53, "รฉ", "é", "mojibake:tis-620", "certain"),
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Itâ€™s", "mojibake:windows-1252"),
        ("Itâ\x80\x99s", "mojibake:windows-1252"),
        ("ItвЂ™s", "mojibake:windows-1251"),
        ("It\x92s", "mojibake:windows-1252"),
        ("China鈥檚", "mojibake:gbk"),
        ("Ex\x00ample", "control-character"),
        ("the minersโ union", "lost-sign:possessive"),
        ("it costs 5โ7 a ton", "lost-sign:en-dash"),
        ("Exampleโs 4ร4", "lost-sign:times"),
        ("and on to Exampleโs endโ", "lost-sign:ellipsis"),
        ("โ ore of Exampleโs", "lost-sign:bullet"),
    ],
)
def test_rules_have_stable_names(text: str, rule: str) -> None:
    """Each kind of repair names its rule, by which pages explain it and archivists refer to it."""
    assert rule in {found.rule for found in diagnose(text).repairs}


def test_undecided_damage_is_reported() -> None:
    """What no rule can decide stays as it is, and is listed with its place; what is repaired beside it is not."""
    diagnosis = diagnose("Example\ufffds mine in Z\ufffdrich")
    assert [found.after for found in diagnosis.repairs] == ["’"]
    assert diagnosis.undecided == (Undecided(19, 20, "\ufffd", "unknown"),)


@pytest.mark.parametrize(
    ("text", "place", "family"),
    [
        ("Exampleโs plan, โas it was said, stays", (16, 17), "tis-620"),
        ("Example?s mine in Z?rich", (19, 20), "ascii"),
    ],
)
def test_undecided_damage_names_its_family(text: str, place: tuple[int, int], family: str) -> None:
    """A place that nothing decides says by which reading the text was damaged."""
    assert [((found.start, found.end), found.family) for found in diagnose(text).undecided] == [(place, family)]


@pytest.mark.parametrize("text", ["Example?s plan. Who pays? Nobody.", "Exampleâs château at Mâcon"])
def test_what_is_meant_is_not_reported(text: str) -> None:
    """A question mark that ends a question, and a letter that belongs to its word, are no undecided damage."""
    assert diagnose(text).undecided == ()


def test_refused_places_stay() -> None:
    """A repair that the archivist refused is not made, nor reported as undecided; its neighbours are repaired."""
    text = "Exampleโs โopen pitโ of the cafรฉ"
    refused = frozenset({(7, 8), (31, 32)})
    diagnosis = diagnose(text, refused=refused)
    assert _text_after(text, diagnosis) == "Exampleโs “open pit” of the cafรฉ"
    assert diagnosis.undecided == ()


def test_characters_that_no_page_may_hold_cannot_be_refused() -> None:
    """A control character is taken out although the archivist refused it: it would break the feed."""
    assert [found.after for found in diagnose("Ex\x00ample", refused=frozenset({(2, 3)})).repairs] == [""]


def test_quotes_pair_inside_a_line() -> None:
    """Without paragraphs being told, what opens in one line is not closed in another."""
    text = "Exampleโs โopen pit\n\nof copperโ. Ore is old"
    assert {found.after for found in diagnose(text).repairs} == {"’"}


def test_quotes_pair_inside_the_paragraphs_that_are_told() -> None:
    """A paragraph that a reader found over two lines pairs its quotes across the line end."""
    text = "Exampleโs โopen pit\nof copperโ is old"
    assert _text_after(text, diagnose(text, [(0, len(text))])) == "Example’s “open pit\nof copper” is old"


def test_no_repair_crosses_the_edge_of_a_paragraph() -> None:
    """What a reader cut in two keeps its damage, and a run of characters that are taken out is taken out in parts."""
    text = "Exampleโฆ" + "\x01" * 120
    diagnosis = diagnose(text, [(0, 8), (8, 19), (19, 129)])
    assert [(found.start, found.end) for found in diagnosis.repairs] == [(9, 19), (19, 129)]


def test_repaired_text_is_traced() -> None:
    """The characters of the repaired text tell where in the capture they come from."""
    text = "the cafรฉโs owner"
    outcome = repaired(text, diagnose(text))
    assert outcome.text == "the café’s owner"
    assert outcome.span(outcome.text.index("é"), outcome.text.index("s owner")) == (7, 10)


def test_repairs_that_uncover_damage_are_told_in_one() -> None:
    """Damage under damage is undone in one repair whose place and characters are those of the capture."""
    text = "Itâ\x80\x00\x99s"
    diagnosis = diagnose(text)
    assert _text_after(text, diagnosis) == "It’s"
    assert [(found.before, found.after) for found in diagnosis.repairs] == [("â\x80\x00\x99", "’")]


def test_overlong_text_is_only_made_safe() -> None:
    """In a text longer than any book nothing is looked for but what no page may hold."""
    text = "Exampleโs \x00" + "โ" * 1_000_000
    assert [found.rule for found in diagnose(text).repairs] == ["control-character"]


@given(texts)
@settings(max_examples=200)
def test_any_text_is_repaired_once(text: str) -> None:
    """Nothing is raised on any text, and repairing twice is repairing once."""
    once = _text_after(text, diagnose(text))
    assert _text_after(once, diagnose(once)) == once


@given(texts)
@settings(max_examples=200)
def test_places_are_in_order(text: str) -> None:
    """Repairs and undecided places are ordered, disjoint, and say what stands there; a repair changes something."""
    diagnosis = diagnose(text)
    repairs = [(found.start, found.end, found.before) for found in diagnosis.repairs]
    undecided = [(found.start, found.end, found.before) for found in diagnosis.undecided]
    assert (repairs, undecided) == (sorted(repairs), sorted(undecided))
    places = sorted(repairs + undecided)
    assert all(text[start:end] == before != "" for start, end, before in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert all(found.before != found.after for found in diagnosis.repairs)


@given(texts)
@settings(max_examples=100)
def test_repaired_text_may_stand_on_a_page(text: str) -> None:
    """No repaired text holds a character that neither HTML nor XML may hold."""
    assert mojibake.find_controls(_text_after(text, diagnose(text))) == []


@given(clean_texts)
@settings(max_examples=100)
def test_clean_text_stays(text: str) -> None:
    """Text without damage comes back as it is, and nothing in it is reported."""
    assert diagnose(text) == Diagnosis((), ())


@given(st.text(alphabet="’‘“”–—…•·→™©®\u00a0 \n\taAsnt1%.,-()", max_size=60))
@settings(max_examples=200)
def test_signs_of_clean_text_are_no_damage(text: str) -> None:
    """What is not looked through for damage would show none: a foreign letter far off has all of it looked through."""
    assert diagnose(text) == diagnose(f"{text}\n\nñ") == Diagnosis((), ())


def test_the_benchmark_meets_its_targets(repository: Path) -> None:
    """Of lost signs 95% are restored, of those called certain 99% rightly, and no genuine text is touched."""
    program = [sys.executable, "benchmarks/repair_accuracy.py"]
    run = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_real_capture_is_repaired(captures: Path) -> None:
    """Every damaged phrase of the real captures comes out as a careful person reads it, and nothing else is touched."""
    expected = yaml.safe_load((captures / "expected.yaml").read_text("utf-8"))
    for name, reading in expected.items():
        text = (captures / "raw" / name).read_text("utf-8")
        diagnosis = diagnose(text)
        outcome = _text_after(text, diagnosis)
        for damaged, whole in reading["body"].get("repaired", {}).items():
            assert damaged in text
            assert whole in outcome
        assert diagnosis.undecided == ()
        assert bool(diagnosis.repairs) == ("repaired" in reading["body"])
