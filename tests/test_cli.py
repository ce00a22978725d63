"""The command line: what it prints, where, and with which exit status."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import msgspec
import pytest

from minmetals_site import cli, read_capture
from minmetals_site.cli import MOST_CODES, main
from minmetals_site.records import AnyDocument, Finding, Level
from minmetals_site.report import LEVELS, Report

DATED = "Home > News > Company News\nExample opens an office\nExample Mining 2024-03-05\nIt opened an office in Peru.\n"
UNTITLED = "Home > News > Company News\nExample Mining 2024-03-05\nExample Mining opened an office in Lima.\n"
UNDATED = "Highlights\n- Example Mining opened an office in Chile.\nExample Mining opened an office there.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and returns its exit status, its output and its complaints."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse's own
            status = int(str(end.code))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with a document that has no title, which is a note, and one without date, which is a warning."""
    folder = tmp_path / "content"
    (folder / "news").mkdir(parents=True)
    (folder / "news/dated.txt").write_text(UNTITLED, "utf-8")
    (folder / "undated.txt").write_text(UNDATED, "utf-8")
    return folder


# inspect


def test_inspect_statuses(run: Run, tmp_path: Path) -> None:
    """The exit status is 0 for a capture without problems, 1 with some, 2 where nothing is read."""
    good, half, bad = (tmp_path / name for name in ("good.txt", "half.json", "bad.txt"))
    good.write_text(DATED, "utf-8")
    posts = [{"id": 1, "type": "post", "title": {"rendered": "A"}, "content": {"rendered": "<p>B</p>"}}, {"id": 2}]
    half.write_text(json.dumps(posts), "utf-8")
    bad.write_bytes(b"")
    status, out, err = run("inspect", good)
    assert (status, err) == (0, "")
    assert out.startswith("━━ good.txt\n")
    status, out, err = run("inspect", half)
    assert status == 1
    assert "━━ half.json, item 1\n" in out
    assert err.startswith("half.json")
    assert run("inspect", bad) == (
        2,
        "",
        "bad.txt: the file is empty. Capture the page again, or take the file away.\n",
    )


def test_inspect_of_what_is_no_file(run: Run, tmp_path: Path) -> None:
    """A file or a folder that is not there, and a folder in place of a file, are told as such."""
    missing = tmp_path / "missing.txt"
    assert run("inspect", missing) == (2, "", f"{missing.as_posix()}: there is no such file. Name one capture.\n")
    assert run("inspect", tmp_path)[2] == f"{tmp_path.as_posix()}: this is no file. Name one capture.\n"
    (tmp_path / "good.txt").write_text(DATED, "utf-8")
    status, out, err = run("inspect", tmp_path / "good.txt", "--content", missing)
    assert (status, out) == (2, "")
    assert err == f"{missing.as_posix()}: there is no such folder. Name another with --content.\n"


def test_inspect_with_content(run: Run, content: Path) -> None:
    """With a content folder the capture is named as the archive names it, and read by the folder's own vocabulary."""
    (content / "vocabulary.yaml").write_text("starter: false\nplaces: {The office town: [Lima]}\n", "utf-8")
    _, out, _ = run("inspect", content / "news/dated.txt", "--content", content)
    assert out.startswith("━━ news/dated.txt\n")
    assert "The office town" in out


def test_inspect_json(run: Run, tmp_path: Path) -> None:
    """The JSON is a list of records, each what `read_capture` gives, with its decoded text."""
    file = tmp_path / "good.txt"
    file.write_text(DATED, "utf-8")
    status, out, err = run("inspect", file, "--json")
    assert (status, err) == (0, "")
    [record] = json.loads(out)
    [read] = read_capture(file)[0]
    assert record.pop("decoded") == DATED
    assert record.pop("text") == read.document.text
    assert msgspec.convert(record, AnyDocument) == read.document


def test_inspect_json_of_hostile_text(run: Run, tmp_path: Path) -> None:
    """In JSON too no character that a terminal obeys is printed as it is; what is read back is the text as captured."""
    file = tmp_path / "evil.txt"
    evil = "An office \x9b31m, \x7f, \u202e, \U000e0041 and 五矿 é were seen.\n"
    file.write_text(DATED + evil, "utf-8")
    _, out, _ = run("inspect", file, "--json")
    assert all(character.isprintable() or character == "\n" for character in out)
    assert "五矿 é" in out
    assert json.loads(out)[0]["decoded"] == DATED + evil


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_output_that_lacks_signs(options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the output's encoding lacks a sign an escape is printed, and JSON stays JSON."""
    file = tmp_path / "good.txt"
    file.write_text(DATED + "The name 五矿 stands on the door.\n", "utf-8")
    out = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, encoding="latin-1"))
    assert main(["inspect", str(file), *options]) == 0
    printed = out.getvalue().decode("latin-1")
    assert r"\u4e94\u77ff" in printed
    if options:
        assert "五矿" in json.loads(printed)[0]["decoded"]


def test_reader_who_leaves(tmp_path: Path) -> None:
    """A pager that is left early costs no traceback, and does not change the exit status."""
    file = tmp_path / "long.txt"
    file.write_text(DATED + "One more line of the page is here.\n" * 20_000, "utf-8")
    command = [sys.executable, "-m", "minmetals_site", "inspect", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# build


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ([], None),
        (["--strict"], None),
        (["--strict=error"], None),
        (["--strict=warning"], ["undated.txt: date-unknown"]),
        (["--strict", "warning"], ["undated.txt: date-unknown"]),
        (
            ["--strict=note"],
            ["news/dated.txt: title-derived", "undated.txt: date-unknown", "undated.txt: title-derived"],
        ),
    ],
)
def test_strict_levels(options: list[str], listed: list[str] | None, run: Run, content: Path, tmp_path: Path) -> None:
    """Findings at the level or above it keep the site from being published, and are listed; those below do not."""
    site = tmp_path / "site"
    status, out, err = run("build", *options, "--content", content, "--output", site)
    if listed is None:
        assert (status, err) == (0, "")
        assert (site / "index.html").is_file()
        return
    assert status == 2
    assert [line for line in listed if f"{content.as_posix()}/{line}: " not in err] == []
    assert len(err.splitlines()) >= len(listed)
    assert f"Settle it in {content.as_posix()}/undated.yaml by: published: YYYY-MM-DD\n" in err
    assert out.splitlines()[-1].startswith("Nothing was published: ")
    assert not site.exists()
    assert not (content / "permalinks.tsv").exists()


@pytest.mark.parametrize("level", LEVELS)
def test_strict_stops_at_any_problem(level: Level, run: Run, content: Path, tmp_path: Path) -> None:
    """A problem stands in the way of every strict build, whatever its level."""
    (content / "empty.txt").write_bytes(b"")
    status, out, err = run("build", f"--strict={level}", "--content", content, "--output", tmp_path / "site")
    assert status == 2
    assert f"{content.as_posix()}/empty.txt: the file is empty." in err
    assert "Nothing was published: 1 problem" in out
    assert run("build", "--content", content, "--output", tmp_path / "site")[0] == 1


def test_settled_findings_let_a_strict_build_pass(run: Run, content: Path, tmp_path: Path) -> None:
    """What the listing says settles a finding does so."""
    (content / "undated.yaml").write_text("published: 2024-03-06\n", "utf-8")
    status, _, err = run("build", "--strict=warning", "--content", content, "--output", tmp_path / "site")
    assert (status, err) == (0, "")


def test_unknown_level(run: Run, content: Path, tmp_path: Path) -> None:
    """A level that there is not is refused with those that there are, and nothing is built."""
    status, out, err = run("build", "--strict=fatal", "--content", content, "--output", tmp_path / "site")
    assert (status, out) == (2, "")
    assert [level for level in ("fatal", *LEVELS) if level not in err] == []
    assert not (tmp_path / "site").exists()


def test_summary_counts_findings(run: Run, content: Path, tmp_path: Path) -> None:
    """The summary counts findings by code, the most serious first, and says where they are explained."""
    _, out, _ = run("build", "--content", content, "--output", tmp_path / "site")
    lines = out.splitlines()
    begin = next(index for index, line in enumerate(lines) if line.startswith("Findings "))
    assert lines[begin] == f"Findings   3; see {(tmp_path / 'site').as_posix()}/ledger.html and the articles"
    assert [line.split() for line in lines[begin + 1 : begin + 3]] == [
        ["1", "warning", "date-unknown"],
        ["2", "note", "title-derived"],
    ]
    assert lines[begin + 3] == "Problems   0"


def test_summary_stays_short(run: Run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many codes the most serious are named, then the most frequent; the rest are counted."""
    codes: list[tuple[str, Level, int]] = [("one-error", "error", 1), ("many-notes", "note", 7)]
    codes += [(f"rare-{number:02}", "note", 1) for number in range(MOST_CODES)]
    findings = [
        ("a.txt", Finding(code=code, level=level, explanation="One.", correction=None))
        for code, level, count in codes
        for _ in range(count)
    ]

    def build_site(*_: object, **__: object) -> Report:
        return Report(
            kinds={},
            published=None,
            hindrances=(),
            problems=(),
            findings=tuple(findings),
            remarks=(),
            captures_read=0,
            captures_known=0,
            pages_made=0,
            pages_known=0,
            stages=(),
            seconds=0.0,
        )

    monkeypatch.setattr(cli, "build_site", build_site)
    _, out, _ = run("build", "--content", content, "--output", tmp_path / "site")
    lines = [line.split() for line in out.splitlines() if line.startswith(" ")]
    assert lines[:2] == [["1", "error", "one-error"], ["7", "note", "many-notes"]]
    assert lines[-1] == ["2", "of", "2", "less", "serious", "or", "rarer", "codes"]
    assert len(lines) == MOST_CODES + 1
