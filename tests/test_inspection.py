"""What `inspect` shows of a capture. `python tests/test_inspection.py` writes the golden page anew."""

import io
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import capture, document
from minmetals_site.inspection import WIDTH, render_inspection, rows_of, settled_by
from minmetals_site.loader import ReadDocument, read_capture
from minmetals_site.records import Block, Finding, Repair, Undecided, Use

GOLDEN = Path(__file__).parent / "golden" / "inspection.txt"
HEAD = "Home > News > Company News\nExample Mining Corporation 2024-03-05\n"
CAPTURE = (
    f"{HEAD}A first shaft was opened at the Sample mine in Peru on March 1, as Ms Sampleโs team had planned.\n\n"
    "Next steps\n\n- Copper ore for the plant\n- A road to the coast of Peru\n\n"
    "The crew of 20โ30 people calls it the โlong shaftโ in lettersโwords that stayed, as Z\ufffdrich did.\n"
    "Share this page\n"
)
CORRECTIONS = "publisher: {value: Example Mining, reason: its name until 2025}\n"


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that the machine says of its own terminal decides here."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "72")


def _read(folder: Path, text: str = CAPTURE, corrections: str = "") -> list[ReadDocument]:
    file = folder / "release.txt"
    file.write_bytes(text.encode())
    if corrections:
        file.with_suffix(".yaml").write_text(corrections, "utf-8")
    documents, problems = read_capture(file)
    assert problems == []
    return documents


def _golden_page(folder: Path) -> str:
    return render_inspection(_read(folder, corrections=CORRECTIONS), io.StringIO())


def test_golden_page(tmp_path: Path) -> None:
    """The page of a small capture, off a terminal, is the one that was reviewed."""
    message = "If the change is meant: python tests/test_inspection.py, and review the difference."
    assert _golden_page(tmp_path) == GOLDEN.read_text("utf-8"), message


def test_golden_page_is_worth_its_name() -> None:
    """The reviewed page shows what a page can show: each section, all kinds of damage, a correction with its reason."""
    page = GOLDEN.read_text("utf-8")
    damages = ("Repairs (", "Undecided damage (")
    for section in ("Fields", "Dates in the text", "Tags", "Parts", *damages, "What became of", "The text", "Findings"):
        assert f"\n\n{section}" in page
    for sign in (
        "⟦โ→’⟧",
        "⟦โ⇢—⟧",
        "as Z⟦undecided: \ufffd⟧rich",
        "⟦date in the text: March 1⟧",
        "Reason: ",
        "Read before: ",
        "Settle it in release.yaml by: ",
    ):
        assert sign in page


def test_page_off_a_terminal_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped is the same text whatever the environment says of width, and holds no escape."""
    read = _read(tmp_path)
    before = render_inspection(read, io.StringIO())
    monkeypatch.setenv("COLUMNS", "33")
    assert render_inspection(read, io.StringIO()) == before
    assert "\x1b" not in before
    tables = before[before.index("\nFields") : before.index("\nRepairs")]
    assert max(map(len, tables.splitlines())) <= WIDTH


def test_terminal_has_colours_and_its_width(tmp_path: Path) -> None:
    """On a terminal the page is coloured, and no row of the text is wider than it."""
    page = render_inspection(_read(tmp_path), _Terminal())
    assert "\x1b[" in page
    bare = re.sub(r"\x1b\[[0-9;]*m", "", page)
    text = bare[bare.index("\nThe text") : bare.index("\nFindings")]
    assert max(map(len, text.splitlines())) <= 72


def test_colours_say_nothing_that_signs_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR, or on a terminal that knows none, the page is the coloured one without its colours."""
    read = _read(tmp_path)
    coloured = render_inspection(read, _Terminal())
    bare = "".join(f"{line.rstrip()}\n" for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines())
    monkeypatch.setenv("NO_COLOR", "1")
    assert render_inspection(read, _Terminal()) == bare
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in render_inspection(read, _Terminal())


@pytest.mark.parametrize("make_stream", [io.StringIO, _Terminal])
@pytest.mark.parametrize(
    ("evil", "shown"),
    [
        ("[bold red]x[/bold red]", "[bold red]x[/bold red]"),
        ("[/]", "[/]"),
        ("[link=https://example.com]x[/link]", "[link=https://example.com]x[/link]"),
        (":smile:", ":smile:"),
        ("\u202egnirts", r"\u202egnirts"),
        ("a\u2028b", r"a\u2028b"),
        ("⟦title: x⟧", r"\u27e6title: x\u27e7"),
        ("⟦undecided: x⟧", r"\u27e6undecided: x\u27e7"),
        ("tab\there", r"tab\there"),
        ("\U000e0041\ue000", r"\U000e0041\ue000"),
    ],
)
def test_captures_decide_nothing(evil: str, shown: str, make_stream: Callable[[], io.StringIO], tmp_path: Path) -> None:
    """Markup of rich, signs of the page itself and characters that a terminal obeys are shown, not obeyed."""
    page = render_inspection(_read(tmp_path, f"{HEAD}Text of the page, then {evil} and more.\n"), make_stream())
    bare = re.sub(r"\x1b\[[0-9;]*m", "", page)
    rows = bare[bare.index("\nThe text") :]
    assert shown in " ".join(rows.split())
    assert all(character.isprintable() or character == "\n" for character in bare)


@given(st.lists(st.sampled_from("ab \n\r\t\u2028\u200b⟦é矿-"), max_size=60).map("".join), st.data())
def test_rows_hold_every_character(decoded: str, data: st.DataObject) -> None:
    """The rows, put one after the other, are the text without white space, whatever account, blocks and repairs say."""
    places = sorted(data.draw(st.sets(st.integers(0, len(decoded)), max_size=8)) | {0, len(decoded)})
    uses = st.sampled_from(["body", "field:title", "removed:navigation", "removed:white-space"])
    stretches = list(pairwise(places))
    account = tuple(Use(start=start, end=end, use=data.draw(uses)) for start, end in stretches)
    blocks = tuple(
        Block(kind="paragraph", level=None, text="x", html="", anchor=f"p-{start}", start=start, end=end)
        for start, end in stretches
        if data.draw(st.booleans())
    )
    damages = [data.draw(st.sampled_from(["", "restored", "undecided"])) for _ in stretches]
    repairs = tuple(
        Repair(start=start, end=end, before=decoded[start:end], after="’", rule="by-hand", certainty="probable")
        for (start, end), damage in zip(stretches, damages, strict=True)
        if damage == "restored"
    )
    undecided = tuple(
        Undecided(start=start, end=end, text=decoded[start:end], family="unknown")
        for (start, end), damage in zip(stretches, damages, strict=True)
        if damage == "undecided"
    )
    made = document(account=account, blocks=blocks, repairs=repairs, undecided=undecided)
    rows = list(rows_of(made, decoded))
    shown = "".join(decoded[row.start : row.end] for row in rows)
    assert "".join(shown.split()) == "".join(decoded.split())
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert render_inspection([ReadDocument(document=made, decoded=decoded)], io.StringIO()).count("⟦title: ") <= 1


def test_long_line_is_cut_into_rows(tmp_path: Path) -> None:
    """A line of 60,000 characters is shown whole, in rows that can be found by their place; each word in one row."""
    words = " ".join(f"word{number}" for number in range(7000))
    [read] = _read(tmp_path, f"{HEAD}{words}.\n")
    rows = [row for row in rows_of(read.document, read.decoded) if row.use == "body"]
    assert len(rows) > 10
    assert " ".join(read.decoded[row.start : row.end] for row in rows) == f"{words}."
    assert [row.goes_on for row in rows] == [False] + [True] * (len(rows) - 1)


def test_several_documents_follow_each_other() -> None:
    """Each item of a capture has its own page, headed by its path and its id; no documents, no page."""
    items = [document(capture=capture(item=item)) for item in ("7", "8")]
    page = render_inspection([ReadDocument(document=item, decoded="") for item in items], io.StringIO())
    assert [line for line in page.splitlines() if line.startswith("━━")] == [
        "━━ news/sample.txt, item 7",
        "━━ news/sample.txt, item 8",
    ]
    assert render_inspection([], io.StringIO()) == ""


def test_settling_line() -> None:
    """A finding names the correction file beside the capture and the line; one that nothing settles names none."""
    finding = Finding(code="date-unknown", level="warning", explanation="None.", correction="published: YYYY-MM-DD")
    assert settled_by("news/a.b.txt", finding) == "Settle it in news/a.b.yaml by: published: YYYY-MM-DD"
    assert settled_by("a.txt", Finding(code="x", level="note", explanation="None.", correction=None)) == ""


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        GOLDEN.write_text(_golden_page(Path(name)), "utf-8")
    sys.stdout.write(f"{GOLDEN.name} written\n")
