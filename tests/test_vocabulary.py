import os
import pickle
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.errors import SettingsError
from minmetals_site.vocabulary import Facet, Vocabulary, VocabularyTag, parse_vocabulary, read_vocabulary

CASES = Path(__file__).parent / "cases"
MENTIONS: list[dict[str, Any]] = yaml.safe_load((CASES / "mentions.yaml").read_text("utf-8"))
PROBLEMS: list[dict[str, Any]] = yaml.safe_load((CASES / "vocabulary_problems.yaml").read_text("utf-8"))


def _own(text: str) -> Vocabulary:
    return parse_vocabulary(f"starter: false\n{text}", "vocabulary.yaml")


def _mentions(vocabulary: Vocabulary, text: str) -> list[list[str]]:
    return [[text[m.start : m.end], m.name] for m in vocabulary.find_mentions(text)]


def _mention_cases() -> list[Any]:
    failing = pytest.mark.xfail(reason="known failure", strict=True)
    return [
        pytest.param(case, id=case["label"], marks=[failing] if case.get("known_failure") else []) for case in MENTIONS
    ]


@pytest.mark.parametrize("case", _mention_cases())
def test_mentions(case: dict[str, Any]) -> None:
    """A text names what a careful reader would say it names, at the very words."""
    vocabulary = _own(case["vocabulary"]) if "vocabulary" in case else Vocabulary.starter()
    assert _mentions(vocabulary, case["given"]) == case["expect"]


@pytest.mark.parametrize("case", PROBLEMS, ids=[case["label"] for case in PROBLEMS])
def test_problem(case: dict[str, Any]) -> None:
    """A fault in the vocabulary is told with its line, the value and what to put instead."""
    with pytest.raises(SettingsError) as caught:
        parse_vocabulary(case["given"], "vocabulary.yaml")
    assert str(caught.value) == case["expect"]


# --- The files


def test_a_tag_in_each_form() -> None:
    """A tag has no other names, a list of them, or a mapping where more must be said."""
    vocabulary = _own(
        "things:\n"
        "  One:\n"
        "  Two: [Zwei, Deux]\n"
        "  Three: {aliases: [Drei], near: [four], not: [three times], case: true}\n"
    )
    assert vocabulary.tags == (
        VocabularyTag(facet="things", name="One", slug="one"),
        VocabularyTag(facet="things", name="Two", slug="two", aliases=("Zwei", "Deux")),
        VocabularyTag(
            facet="things",
            name="Three",
            slug="three",
            aliases=("Drei",),
            near=("four",),
            excluded=("three times",),
            case=True,
        ),
    )


def test_facets_keep_the_order_of_the_file() -> None:
    """A facet is called by its key, made readable."""
    vocabulary = _own("sites-and-projects: {A: []}\nempty:\ncommodities: {B: []}\n")
    assert vocabulary.facets == (
        Facet("sites-and-projects", "Sites and projects"),
        Facet("commodities", "Commodities"),
    )


def test_the_content_extends_the_starter() -> None:
    """Tags and facets are added behind those of the starter, in which nothing moves."""
    starter = Vocabulary.starter()
    vocabulary = parse_vocabulary("places: {Sampleton: []}\nsubjects: {Samples: []}\n", "vocabulary.yaml")
    assert [tag for tag in vocabulary.tags if tag.name not in {"Sampleton", "Samples"}] == list(starter.tags)
    assert [tag.name for tag in vocabulary.tags if tag.facet == "places"][-1] == "Sampleton"
    assert [facet.key for facet in vocabulary.facets] == [*(facet.key for facet in starter.facets), "subjects"]


def test_the_same_tag_replaces_that_of_the_starter() -> None:
    """A tag of the same facet and name stands in its place, with none of the other's names and conditions."""
    vocabulary = parse_vocabulary("commodities: {lead: [plumbum]}", "vocabulary.yaml")
    index = [tag.name for tag in Vocabulary.starter().tags].index("Lead")
    assert vocabulary.tags[index] == VocabularyTag(facet="commodities", name="lead", slug="lead", aliases=("plumbum",))
    assert len(vocabulary.tags) == len(Vocabulary.starter().tags)
    assert _mentions(vocabulary, "They lead; plumbum, Pb") == [["lead", "lead"], ["plumbum", "lead"]]


def test_a_name_that_the_content_gives_to_another_tag() -> None:
    """The archivist's word counts: the starter's tag loses the alias, or goes where it loses its own name."""
    vocabulary = parse_vocabulary("topics: {Samples: [DRC, ramu]}", "vocabulary.yaml")
    assert _mentions(vocabulary, "DRC, DR Congo, Ramu") == [
        ["DRC", "Samples"],
        ["DR Congo", "Democratic Republic of the Congo"],
        ["Ramu", "Samples"],
    ]
    assert "Ramu" not in {tag.name for tag in vocabulary.tags}


def test_the_starter_can_be_left_out() -> None:
    """With `starter: false` there is nothing but the file's own, be it nothing at all."""
    assert _own("").tags == ()
    assert _own("").find_mentions("copper") == []
    assert [tag.name for tag in _own("things: {One: []}").tags] == ["One"]
    assert parse_vocabulary("starter: true", "vocabulary.yaml").tags == Vocabulary.starter().tags


def test_reading(tmp_path: Path) -> None:
    """A folder without the file has the starter vocabulary."""
    assert read_vocabulary(tmp_path).tags == Vocabulary.starter().tags
    (tmp_path / "vocabulary.yaml").write_text("starter: false\nthings: {一: []}\n", "utf-8")
    assert [tag.name for tag in read_vocabulary(tmp_path).tags] == ["一"]
    (tmp_path / "vocabulary.yaml").write_text("things: 1\n", "utf-8")
    with pytest.raises(SettingsError, match=re.escape(f'{(tmp_path / "vocabulary.yaml").as_posix()}:1: "things" is')):
        read_vocabulary(tmp_path)


# --- Slugs and names


HOSTILE = [
    "a/b",
    "../../up",
    '"quoted"',
    "五矿",
    "矿",
    "<b>",
    "con",
    ".",
    "..",
    "a\\b",
    "C++",
    "C#",
    "x" * 200,
    "Ä",
    "a b",
]


def test_slugs_are_safe_and_apart() -> None:
    """Whatever tags are called, each has a file name of its own, and tags added behind them move none."""
    names = "".join(f"  {yaml.safe_dump(name, default_style=chr(34)).strip()}: []\n" for name in HOSTILE)
    tags = _own(f"things:\n{names}").tags
    slugs = [tag.slug for tag in tags]
    assert [tag.name for tag in tags] == HOSTILE
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    further = _own(f"things:\n{names}  C: []\n  X: []\n")
    assert [tag.slug for tag in further.tags][: len(slugs)] == slugs


def test_equal_slugs_in_two_facets() -> None:
    """Facets are folders, so that one slug may stand in two of them."""
    assert [tag.slug for tag in _own("one: {C++: []}\ntwo: {C#: []}").tags] == ["c", "c"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lead", "Lead"),
        ("lead", "Lead"),
        ("PB", "Lead"),
        ("xiong'an  new area", "Xiong’an"),
        ("五矿", "China Minmetals"),
        ("Sampleton", None),
        ("", None),
    ],
)
def test_find(name: str, expected: str | None) -> None:
    """A tag is found by any of its names, in whatever case, as front matter and corrections write them."""
    found = Vocabulary.starter().find(name)
    assert (found.name if found else None) == expected


def test_a_vocabulary_travels() -> None:
    """Another process gets the same vocabulary, whether or not it has been used."""
    vocabulary = _own("things: {Copper: [], China: [中国]}")
    text = "copper in 中国"
    assert vocabulary.find_mentions(text) == pickle.loads(pickle.dumps(vocabulary)).find_mentions(text)  # noqa: S301  # ours


# --- The starter


def test_the_starter_has_its_facets() -> None:
    """The six facets of the design, none of them empty."""
    assert [facet.title for facet in Vocabulary.starter().facets] == [
        "Commodities",
        "Places",
        "People",
        "Organisations",
        "Sites and projects",
        "Topics",
    ]


def test_every_name_of_the_starter_is_found() -> None:
    """No name of the starter is hidden by another tag's, and near words near it make each count."""
    starter = Vocabulary.starter()
    for tag in starter.tags:
        for name in tag.names:
            text = f"{name}, {tag.near[0]}" if tag.near else name
            assert [name, tag.name] in _mentions(starter, text), name


def test_the_starter_is_no_one_page() -> None:
    """The starter says itself that nothing stands beneath it."""
    text = files("minmetals_site").joinpath("starter_vocabulary.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["starter"] is False


@pytest.mark.skipif("MINMETALS_SITE_CAPTURES" not in os.environ, reason="the real captures are not at hand")
def test_the_real_captures(captures: Path) -> None:
    """All names that a careful person finds in the real captures are found in their raw text."""
    expected: dict[str, dict[str, Any]] = yaml.safe_load((captures / "expected.yaml").read_text("utf-8"))
    for name, what in expected.items():
        text = (captures / "raw" / name).read_text("utf-8")
        found = {mention.name for mention in Vocabulary.starter().find_mentions(text)}
        assert set(what["tags"].get("must", ())) - found == set(), name


# --- Properties

NAMED = (
    "copper|Lead|zinc|China|Minmetals|China Minmetals|rare earth|Rare Earth Exchanges|gold award|DRC|Xiong’an|S&T|U.S."
)
SIGNS = ["中国", "五矿", "铅", "İ", "ß", "ﬁ", "ς", "😀", "\n", "\n\n", "\r\n", "  ", "\u00a0", " ", *",.-—‘’_\0\x1f"]
WORDS = [*NAMED.split("|"), *SIGNS]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40).map("".join)


def _plain(text: str) -> str:
    """Return the text without its case, its kinds of white space, quotes and hyphens: what makes names equal."""
    text = re.sub(r"[‘’‚‛′ʼ＇`´]", "'", re.sub(r"[‐‑‒–−﹣－]", "-", text))
    return " ".join(text.split()).casefold()


@given(TEXTS)
@example("İ China  Minmetals İ\u2028China\n\nMinmetals")
def test_mentions_are_names_in_order(text: str) -> None:
    """On any text, mentions come in order, do not overlap, and the words at each are a name of its tag."""
    starter = Vocabulary.starter()
    names = {(tag.facet, tag.slug): {_plain(name) for name in tag.names} for tag in starter.tags}
    end = 0
    for mention in starter.find_mentions(text):
        assert end <= mention.start < mention.end
        end = mention.end
        assert _plain(text[mention.start : mention.end]) in names[mention.facet, mention.slug]
        for outside in (text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1]):
            assert not (outside.isascii() and outside.isalnum() and text[mention.start].isascii())


@given(TEXTS, st.sampled_from(["\n\n", "\n\n\n", "\n \n"]))
def test_paragraphs_are_read_apart(text: str, gap: str) -> None:
    """What stands in one paragraph makes no difference to the next."""
    starter = Vocabulary.starter()
    both = starter.find_mentions(f"{text}{gap}copper, lead")
    alone = [*starter.find_mentions(text), *starter.find_mentions("copper, lead")]
    assert [(m.facet, m.slug) for m in both] == [(m.facet, m.slug) for m in alone]


NAMES = {"a": "One", "a b": "Two", "b a b": "Three", "ab": "Four", "a-b": "Five", "b-a b": "Six"}


def _mentions_one_by_one(text: str) -> list[tuple[int, int, str]]:
    """Return what a search for one name after the other finds, where the longest is chosen first."""
    spans = []
    for name in NAMES:
        pattern = re.compile(f"(?<![ab])(?={re.escape(name).replace(chr(92) + ' ', ' +')}(?![ab]))")
        spans += [(-len(name), found.start(), name) for found in pattern.finditer(text)]
    chosen: list[tuple[int, int, str]] = []
    for _, start, name in sorted(spans):
        found = re.compile(re.escape(name).replace(chr(92) + " ", " +")).match(text, start)
        assert found
        if all(found.end() <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, found.end(), NAMES[name]))
    return sorted(chosen)


@given(st.text(st.sampled_from("ab -"), max_size=40))
@example("b a b-a b a")
def test_the_search_agrees_with_a_plain_one(text: str) -> None:
    """Without conditions, the longest names at boundaries are found, as a search for one after the other would."""
    vocabulary = _own("things:\n" + "".join(f"  {tag}: [{name}]\n" for name, tag in NAMES.items()))
    assert [(m.start, m.end, m.name) for m in vocabulary.find_mentions(text)] == _mentions_one_by_one(text)
