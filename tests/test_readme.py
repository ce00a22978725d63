"""What the README shows is what happens."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minmetals_site.cli import main


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """A folder with the sample content, as a checkout has it."""
    shutil.copytree(repository / "content", tmp_path / "content")
    return tmp_path


def _blocks(repository: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (repository / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def test_python_example(repository: Path, clone: Path) -> None:
    """The Python example runs as it stands, prints a date that says how it is known, and makes a site."""
    [example] = _blocks(repository, "python")
    ran = subprocess.run([sys.executable, "-c", example], cwd=clone, check=True, capture_output=True, text=True)
    assert "value='2025-01-23', origin='stated', rule='dateline'" in ran.stdout
    assert (clone / "public/index.html").is_file()


def test_commands_are_known(repository: Path, clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command line of the README is one that the program takes, on a capture in place of the reader's own."""
    capture = next((clone / "content/news").glob("*.txt"))
    lines = [line.partition("#")[0].strip() for block in _blocks(repository, "") for line in block.splitlines()]
    commands = [line for line in lines if line.startswith("minmetals-site ")]
    assert {shlex.split(command)[1] for command in commands} == {"build", "inspect"}
    for command in commands:
        own = command.replace("my-captures/page.txt", str(capture)).replace("my-captures", str(clone / "content"))
        assert main(shlex.split(own.replace("my-site", str(clone / "site")))[1:]) == 0
    assert capsys.readouterr().out


def test_targets_of_make_exist(repository: Path) -> None:
    """The two commands for a fresh machine are targets of the Makefile."""
    makefile = (repository / "Makefile").read_text("utf-8")
    [commands] = [block for block in _blocks(repository, "") if block.startswith("make ")]
    for line in commands.splitlines():
        assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE), line


def test_pictures_exist(repository: Path) -> None:
    """Every picture and file that the README links to is in the repository."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (repository / "README.md").read_text("utf-8"))
    assert links
    assert [link for link in links if not (repository / link).is_file()] == []
