from hashlib import sha256
from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.errors import SettingsError
from minmetals_site.permalinks import HEADER, Claim, Permalink, Register, assign, parse_register, render_register


def digest(words: str) -> str:
    """Return the hash of a file with these words."""
    return sha256(words.encode()).hexdigest()


def claim(path: str, words: str = "", *, item: str = "", wish: str = "news/2025/sample.html") -> Claim:
    """Return the claim of a document; the words stand for its bytes, its path where none are given."""
    return Claim(path, item, digest(words or path), wish)


def numbers(register: Register) -> list[int]:
    """Return the numbers given, in the order of the claims."""
    return [link.number for link in register.given]


def builds(*states: list[Claim]) -> list[Register]:
    """Return what each of some builds gave, the register kept between them as the build keeps it, in a file."""
    text, registers = "", []
    for claims in states:
        register = assign(parse_register(text, "permalinks.tsv"), claims)
        text += render_register(register.added, header=not text)
        registers.append(register)
    return registers


def test_new_documents_are_numbered_by_path() -> None:
    """The order of reading does not matter: numbers and addresses go by path and item, answers by the claims."""
    claims = [
        claim("news/b.txt"),
        claim("news/a.json", item="9"),
        claim("news/a.json", item="10"),
        claim("analysis/z.txt"),
    ]
    expected = {link.path + link.item: (link.number, link.url) for link in assign([], claims).given}
    assert expected == {
        "analysis/z.txt": (1, "news/2025/sample.html"),
        "news/a.json10": (2, "news/2025/sample-2.html"),
        "news/a.json9": (3, "news/2025/sample-3.html"),
        "news/b.txt": (4, "news/2025/sample-4.html"),
    }
    for order in permutations(claims):
        register = assign([], order)
        assert {link.path + link.item: (link.number, link.url) for link in register.given} == expected
        assert [link.path for link in register.given] == [asked.path for asked in order]
        assert register.added == tuple(sorted(register.given))


def test_later_documents_are_numbered_on() -> None:
    """A new document gets the next number, wherever its path stands among the known."""
    first, second = builds([claim("b"), claim("c")], [claim("a"), claim("b"), claim("c")])
    assert numbers(first) == [1, 2]
    assert numbers(second) == [3, 1, 2]
    assert [link.number for link in second.added] == [3]


def test_an_edited_file_keeps_its_number() -> None:
    """Other bytes at the same path are the same document: one line more, the same address."""
    _, edited, again = builds(
        [claim("a", "old")], [claim("a", "new", wish="x.html")], [claim("a", "new", wish="y.html")]
    )
    assert [(link.number, link.sha256, link.url) for link in edited.added] == [
        (1, digest("new"), "news/2025/sample.html")
    ]
    assert (again.added, again.gone) == ((), ())


def test_a_renamed_file_keeps_its_number() -> None:
    """The same bytes at another path are the same document, also where its old path is another's now."""
    _, moved = builds([claim("a", "words")], [claim("b/c", "words")])
    assert [(link.number, link.path) for link in moved.added] == [(1, "b/c")]
    assert moved.gone == ()
    _, moved = builds([claim("a", "words")], [claim("a", "other words"), claim("b", "words")])
    assert [(link.path, link.number) for link in moved.given] == [("a", 2), ("b", 1)]


def test_two_files_that_are_swapped_keep_their_numbers() -> None:
    """What a document says tells more of it than where it lies."""
    _, swapped = builds([claim("a", "one"), claim("b", "two")], [claim("a", "two"), claim("b", "one")])
    assert numbers(swapped) == [2, 1]
    assert [(link.number, link.path) for link in swapped.added] == [(1, "b"), (2, "a")]


def test_a_rename_and_an_edit_of_two_files_in_one_build() -> None:
    """One file is renamed, another edited, a third comes and a fourth goes: each keeps what is its own."""
    before = [claim("a", "one"), claim("b", "two"), claim("d", "four")]
    after = [claim("b", "two, edited"), claim("c", "one"), claim("e", "five")]
    _, register = builds(before, after)
    assert [(link.path, link.number) for link in register.given] == [("b", 2), ("c", 1), ("e", 4)]
    assert [link.number for link in register.gone] == [3]


def test_the_same_file_again_takes_nobody_elses_number() -> None:
    """A known document at its own path comes first: a copy of its old bytes elsewhere does not take its number."""
    _, register = builds([claim("b", "words")], [claim("a", "words"), claim("b", "words")])
    assert numbers(register) == [2, 1]


def test_items_of_one_file_are_told_apart() -> None:
    """Documents of one file share its bytes: an edit, a rename and a lost item leave each item its number."""
    first = [claim("a.json", "one", item=item) for item in ("10", "20", "30")]
    edited = [claim("a.json", "two", item=item) for item in ("30", "10", "40")]
    renamed = [claim("b.json", "two", item=item) for item in ("40", "30", "10")]
    registers = builds(first, edited, renamed)
    assert [{link.item: link.number for link in register.given} for register in registers] == [
        {"10": 1, "20": 2, "30": 3},
        {"10": 1, "30": 3, "40": 4},
        {"10": 1, "30": 3, "40": 4},
    ]
    assert [link.item for link in registers[1].gone] == ["20"]
    assert registers[2].gone[0].number == 2


def test_a_file_that_is_gone_leaves_its_address_and_may_come_back() -> None:
    """A number that nobody claims is gone, for every build after; nobody gets its address; its file gets both back."""
    here, gone, still_gone, back = builds(
        [claim("a", "one"), claim("b", "two")],
        [claim("b", "two")],
        [claim("b", "two"), claim("c", "three")],
        [claim("b", "two"), claim("c", "three"), claim("d", "one")],
    )
    assert [(link.number, link.url) for link in gone.gone] == [(1, "news/2025/sample.html")]
    assert still_gone.gone == gone.gone
    assert still_gone.given[1].url == "news/2025/sample-3.html"
    assert (back.given[2].number, back.given[2].url) == (1, here.given[0].url)
    assert back.gone == ()


def test_addresses_differ_in_more_than_capitals() -> None:
    """On a disk that does not tell capitals apart two addresses are still two files."""
    register = assign([], [claim("a", wish="news/Sample.html"), claim("b", wish="NEWS/sample.html")])
    assert [link.url for link in register.given] == ["news/Sample.html", "NEWS/sample-2.html"]


def test_a_reserved_address_is_nobodys() -> None:
    """An address that the site needs itself is not given away, in whatever capitals."""
    reserved = frozenset({"search.html", "Search-2.html"})
    assert assign([], [claim("a", wish="SEARCH.html")], reserved).given[0].url == "SEARCH-3.html"


def test_a_figure_that_is_somebodys_title_is_passed_over() -> None:
    """The figure behind an address never makes an address that was given before or is wished for earlier."""
    wishes = ["a.html", "a-2.html", "a.html", "a-2.html", "a.html"]
    register = assign([], [claim(str(i), wish=wish) for i, wish in enumerate(wishes)])
    assert [link.url for link in register.given] == ["a.html", "a-2.html", "a-3.html", "a-2-2.html", "a-4.html"]


def test_thousands_of_one_title() -> None:
    """Each of very many documents of one title gets its own address, the figures counted on."""
    register = assign([], [claim(f"{i:05}", wish="a.html") for i in range(5000)])
    assert [link.url for link in register.given] == ["a.html", *(f"a-{i}.html" for i in range(2, 5001))]


# The file.

HOSTILE = (
    "tab\there",
    "line\nend\r\n",
    "back\\slash\\u{9}",
    "\\",
    "..",
    "/absolute",
    "%2e%2e",
    "\u2028\x85\x0b\x1c",
    "\ufeffmark",
    "\u202eright to left",
    " ",
    "",
    "五矿 é e\u0301",
    "number",
    "\u00a0",
    '"quoted"',
)


@pytest.mark.parametrize("cell", HOSTILE)
def test_any_name_of_a_file_can_be_kept(cell: str) -> None:
    """A path or item with a tab, a line end or a backslash stays on one line of five cells and reads back the same."""
    link = Permalink(1, cell, cell, digest("a"), "a.html")
    text = render_register([link], header=True)
    assert text.count("\n") == len(text.splitlines()) == 2
    assert text.splitlines()[1].count("\t") == 4
    assert parse_register(text, "permalinks.tsv") == [link]


@given(st.lists(st.tuples(st.text(), st.text(), st.text("0123456789abcdef", min_size=64, max_size=64))))
def test_a_register_reads_back(cells: list[tuple[str, str, str]]) -> None:
    """What is written is read again, whatever the cells hold, with line ends of any system and a byte-order mark."""
    links = [Permalink(n, path, item, sha, f"news/{n}.html") for n, (path, item, sha) in enumerate(cells, start=1)]
    text = render_register(links, header=True)
    assert parse_register(text, "permalinks.tsv") == links
    assert parse_register("\ufeff" + text.replace("\n", "\r\n"), "permalinks.tsv") == links


def test_an_empty_register_is_one() -> None:
    """No file, a header alone, two headers as a merge leaves them, and blank lines hold no documents."""
    for text in ("", f"{HEADER}\n", f"{HEADER}\n{HEADER}\n\n", "\n\r\n"):
        assert parse_register(text, "permalinks.tsv") == []


GOOD = f"1\tnews/a.txt\t\t{digest('a')}\tnews/2025/a.html"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("1\tnews/a.txt", "2 cells instead of 5"),
        (f"{GOOD}\t", "6 cells instead of 5"),
        ("<<<<<<< ours", "1 cells instead of 5"),
        (GOOD.replace("1\t", "x\t"), 'number "x" is not a whole number above 0'),
        (GOOD.replace("1\t", "0\t"), 'number "0" is not a whole number above 0'),
        (GOOD.replace("1\t", "-1\t"), 'number "-1" is not a whole number above 0'),
        (GOOD.replace("1\t", "²\t"), 'number "²" is not a whole number above 0'),
        (GOOD.replace("1\t", "9" * 5000 + "\t", 1), f'number "{"9" * 60}…" is not a whole number above 0'),
        (GOOD.replace(digest("a"), "abc"), 'sha256 "abc" is not 64 hexadecimal figures'),
        (GOOD.replace("a.txt", r"\u{110000}"), r'"news/\u{110000}" holds an escape that names no character'),
        (GOOD.replace("a.txt", r"\u{d800}"), r'"news/\u{d800}" holds an escape that names no character'),
        (GOOD.replace("a.txt", r"\u{}"), r'"news/\u{}" holds an escape that names no character'),
        (GOOD.replace("a.txt", r"\u{9"), r'"news/\u{9" holds an escape that names no character'),
        (GOOD.replace("a.txt", r"C:\temp"), r'"news/C:\temp" holds an escape that names no character'),
        *(
            (GOOD.replace("news/2025/a.html", url), f'address "{url}" is not a path below the site\'s root')
            for url in (
                "",
                "a.txt",
                "/a.html",
                "../a.html",
                "news/../../a.html",
                "news//a.html",
                "./a.html",
                ".html",
                ".minmetals-site/a.html",
                "news\\a.html",
                "C:/a.html",
                "news/a%2e.html",
                "news/a.html#b.html",
                "news/a?b.html",
                "news/a b.html",
                'news/"a".html',
                "news/<a>.html",
                "news/é.html",
            )
        ),
    ],
)
def test_a_damaged_line_is_named(line: str, what: str) -> None:
    """A line that the build did not write stops it, with file, line and fault: guessing would move addresses."""
    with pytest.raises(SettingsError) as caught:
        parse_register(f"{HEADER}\n{GOOD.replace('1', '7', 1)}\n\n{line}\n", "permalinks.tsv")
    assert str(caught.value).startswith(f"permalinks.tsv:4: {what}. ")


def test_an_address_of_two_numbers_is_refused() -> None:
    """Two documents never share an address, in other capitals neither."""
    other = GOOD.replace("1\t", "2\t", 1).replace("news/2025/a.html", "news/2025/A.html")
    with pytest.raises(SettingsError, match=r'^permalinks.tsv:2: address "news/2025/A.html" is given to two numbers\.'):
        parse_register(f"{GOOD}\n{other}\n", "permalinks.tsv")


def test_a_number_of_two_addresses_is_refused() -> None:
    """What a merge of two branches leaves, each with its own new document, would take an address from the web."""
    with pytest.raises(SettingsError, match=r'^permalinks.tsv:2: number 1 has a second address, "news/2025/b.html"\.'):
        parse_register(f"{GOOD}\n{GOOD.replace('a.html', 'b.html')}\n", "permalinks.tsv")


# Histories.


class State(NamedTuple):
    """A content folder: the bytes at each path, and the wish of each."""

    files: dict[str, tuple[str, str]]

    def claims(self) -> list[Claim]:
        """Return the claims of its documents; of equal bytes only the first path claims, as the loader has it."""
        first: dict[str, str] = {}
        for path in sorted(self.files):
            first.setdefault(self.files[path][0], path)
        return [claim(path, words, wish=self.files[path][1]) for words, path in first.items()]


PATHS = st.sampled_from(["a", "A", "b", "c/d", "c/e"])
WORDS = st.sampled_from(["one", "two", "three", "four"])
WISHES = st.sampled_from(["a.html", "A.html", "a-2.html", "news/a.html", "index.html"])


@st.composite
def histories(draw: st.DrawFn) -> list[State]:
    """Return the states of a folder in which files come, go, move, are swapped and are edited between builds."""
    files: dict[str, tuple[str, str]] = {}
    states = []
    for _ in range(draw(st.integers(1, 6))):
        for _ in range(draw(st.integers(0, 3))):
            path, other = draw(PATHS), draw(PATHS)
            step = draw(st.sampled_from(["write", "delete", "move", "swap"]))
            if step == "write":
                files[path] = (draw(WORDS), draw(WISHES))
            elif step == "delete":
                files.pop(path, None)
            elif step == "move" and path in files:
                files[other] = files.pop(path)
            elif step == "swap" and path in files and other in files:
                files[path], files[other] = files[other], files[path]
        states.append(State(dict(files)))
    return states


@given(histories())
def test_every_address_ever_given_is_permanent(history: list[State]) -> None:
    """Through any history the file only grows, each number keeps one address, and no address is given twice.

    After each build every number is either claimed or gone, and building again adds nothing.
    """
    reserved = frozenset({"index.html"})
    text = ""
    for state in history:
        known = parse_register(text, "permalinks.tsv")
        claims = state.claims()
        register = assign(known, claims, reserved)
        text += render_register(register.added, header=not text)
        lines = parse_register(text, "permalinks.tsv")
        assert lines == [*known, *register.added]
        address = {link.number: link.url for link in lines}
        assert all(link.url == address[link.number] for link in (*lines, *register.given, *register.gone))
        assert len({url.casefold() for url in address.values()}) == len(address)
        assert "index.html" not in {url.casefold() for url in address.values()}
        assert [(link.path, link.item, link.sha256) for link in register.given] == [asked[:3] for asked in claims]
        assert sorted(link.number for link in (*register.given, *register.gone)) == sorted(address)
        assert sorted(address) == list(range(1, len(address) + 1))
        again = assign(lines, claims, reserved)
        assert (again.added, again.given, again.gone) == ((), register.given, register.gone)


@given(histories())
def test_a_document_keeps_its_number_while_path_or_bytes_stay(history: list[State]) -> None:
    """From one build to the next a file that is still there with its bytes keeps its number, whatever the others do."""
    known: list[Permalink] = []
    before: dict[tuple[str, str], int] = {}
    for state in history:
        register = assign(known, state.claims())
        known += register.added
        now = {(link.path, link.sha256): link.number for link in register.given}
        assert all(before[key] == number for key, number in now.items() if key in before)
        before = now
