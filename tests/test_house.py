"""Promises of the repository as a whole that nothing else would notice broken."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

PARSERS_ASKED_FOR_BY_NAME = {"lxml"}
"""Libraries that the package may use without importing them: beautifulsoup4 takes its parser by name."""

FORBIDDEN = {
    "a path in somebody's home": re.compile(r"(?<![\w.])(?:/(?:home|Users)/\w+/|/r[o]ot/|[A-Za-z]:\\Users\\)"),
    "an absolute path in a temporary folder": re.compile(r"(?<![\w.])/t[m]p/\w"),
    "a package index": re.compile(r"--(?:extra-)?index-[u]rl|--find-[l]inks|/simp[l]e/"),
    "a conflict of versions": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}
"""What no file of the project says; a letter in brackets keeps a pattern from matching itself."""

RUN_OF_WORDS = 9
LARGEST_TEXT = 2_000_000


@cache
def _project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def _normal(name: str) -> str:
    """Return a distribution's name as the lock spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: Iterable[str]) -> set[str]:
    """Return the distributions that requirements (`pyyaml>=6.0.2`) ask for."""
    return {_normal(re.split(r"[^\w.-]", requirement, maxsplit=1)[0]) for requirement in requirements}


def _parsed(*folders: Path) -> list[ast.Module]:
    return [ast.parse(path.read_bytes(), path) for folder in folders for path in sorted(folder.rglob("*.py"))]


def _imported(trees: list[ast.Module]) -> set[str]:
    """Return the distributions that the imports come from, without the standard library and the project's own."""
    names: set[str] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    distributions = packages_distributions()
    foreign = names - sys.stdlib_module_names
    return {_normal(distribution) for name in foreign for distribution in distributions.get(name, ())}


def _strings(trees: list[ast.Module]) -> set[str]:
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.fixture(scope="module")
def tracked(repository: Path) -> list[Path]:
    """Return the files under version control, or skip where the project is not a checkout."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=False)
    if git.returncode != 0 or not git.stdout:
        pytest.skip("not a git checkout")
    paths = (repository / name for name in git.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and not path.is_symlink()]


@pytest.fixture(scope="module")
def texts(repository: Path, tracked: list[Path]) -> dict[str, str]:
    """Return the text of each file under version control that is text in UTF-8, by its path."""
    contents = {
        path.relative_to(repository).as_posix(): path.read_bytes()
        for path in tracked
        if path.stat().st_size <= LARGEST_TEXT
    }
    return {name: data.decode("utf-8", "replace") for name, data in contents.items() if b"\0" not in data}


def test_the_package_needs_what_it_says(repository: Path) -> None:
    """Every library that the package imports is asked for in pyproject.toml, and every one asked for is used."""
    trees = _parsed(repository / "src")
    used = (_imported(trees) - {"minmetals-site"}) | (PARSERS_ASKED_FOR_BY_NAME & _strings(trees))
    assert used == _names(_project(repository)["project"]["dependencies"])


def test_the_tests_need_what_they_say(repository: Path) -> None:
    """Every library that tests, audits and benchmarks import is asked for, and every tool of `dev` is used."""
    project = _project(repository)
    asked = _names(project["project"]["optional-dependencies"]["dev"])
    runtime = _names(project["project"]["dependencies"])
    trees = _parsed(repository / "tests", repository / "benchmarks", repository / "audits")
    imported = _imported(trees) - {"minmetals-site"}
    assert imported <= asked | runtime
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    started = set(re.findall(r"-m (\w+)", makefile)) | _strings(trees)
    stubs = {f"types-{name}" for name in runtime}
    assert asked <= imported | started | stubs | _names(project["build-system"]["requires"])


def test_the_lock_is_whole(repository: Path) -> None:
    """The lock pins every direct dependency with its hashes, and leaves the choice of an index to whoever installs."""
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==\S+(?: ; .*?)? \\\n((?:    --hash=.*\n)*)", lock, re.MULTILINE)
    assert all(hashes for _, hashes in entries)
    project = _project(repository)
    asked = _names(project["project"]["dependencies"]) | _names(project["project"]["optional-dependencies"]["dev"])
    asked |= _names(project["build-system"]["requires"])
    assert asked <= {name for name, _ in entries}
    assert "://" not in lock
    assert "--index" not in lock


@pytest.mark.usefixtures("tracked")
@pytest.mark.parametrize(
    ("path", "is_ignored"),
    [
        ("public/index.html", True),
        (".cache/minmetals-site/a", True),
        (".venv/installed", True),
        (".audit/installed", True),
        ("content/permalinks.tsv", False),
        ("content/news/public/sample.txt", False),
        ("requirements.lock", False),
        ("tests/golden/site/index.html", False),
    ],
)
def test_version_control_holds_what_is_kept(repository: Path, path: str, is_ignored: bool) -> None:  # noqa: FBT001  # a case
    """What is built is ignored; what cannot be built again, the permalinks first of all, is not."""
    git = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", path], cwd=repository, check=False)
    assert git.returncode == (0 if is_ignored else 1)


def test_no_file_speaks_of_one_machine(texts: dict[str, str]) -> None:
    """No file names a path of one desk or a package index, or holds the marks of an unfinished merge."""
    found = [
        f"{name}: {what}: {match.group()!r}"
        for name, text in texts.items()
        for what, pattern in FORBIDDEN.items()
        for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("see /home/" + "sample/notes", True),
        ("see /Users/" + "sample/notes", True),
        ("C:" + r"\Users\sample", True),
        ("https://example.com/home/news/index.html", False),
        ("Home/Users guide", False),
        ("../home/news/a", False),
    ],
)
def test_the_patterns_tell_paths_from_addresses(line: str, is_found: bool) -> None:  # noqa: FBT001  # a case
    """A path in a home folder is found; an address with such a word in it is not."""
    assert any(pattern.search(line) for pattern in FORBIDDEN.values()) is is_found


def test_no_wording_of_the_real_captures_is_kept(captures: Path, texts: dict[str, str]) -> None:
    """No file shares nine words in a row with a real capture: the texts belong to their publishers."""
    theirs = set().union(*(_runs(path.read_text("utf-8", "replace")) for path in (captures / "raw").iterdir()))
    assert theirs
    shared = {name: sorted(_runs(text) & theirs)[:1] for name, text in texts.items()}
    assert {name: runs for name, runs in shared.items() if runs} == {}


def _runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + RUN_OF_WORDS]) for at in range(len(words) - RUN_OF_WORDS + 1)}


def test_continuous_integration_can_be_started(repository: Path) -> None:
    """`.ci/run` may be executed, and runs the tests, then the audit."""
    script = repository / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["make test", "make audit"]


def test_the_door_opens_from_anywhere(repository: Path, tmp_path: Path) -> None:
    """`build.py` is the command line of this checkout's own package, from whatever folder it is started."""
    door = [sys.executable, os.fspath(repository / "build.py"), "--help"]
    run = subprocess.run(door, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "--content" in run.stdout


def test_the_door_says_what_it_lacks(repository: Path, tmp_path: Path) -> None:
    """Where the libraries are not installed, `build.py` names the missing one and the command that mends it."""
    door = [sys.executable, "-S", os.fspath(repository / "build.py")]  # -S: without the folder of installed libraries
    run = subprocess.run(door, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert re.fullmatch(r"build\.py: the library \w+ is not installed\. Run `make site`, .*\n", run.stderr)
