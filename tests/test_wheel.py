"""What is installed by those who have no checkout: the wheel is built, installed and run as they would."""

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CAPTURE = """\
Home > News > Sample News

Example Mining 2025-01-23

Example Mining held its yearly meeting in the northern town on Thursday. Sixty delegates took part.
The next meeting is planned for the summer.
"""


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the checkout without a download."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", f"--outdir={folder}", os.fspath(repository)]
    # Not started in the checkout: its build.py would be taken for the tool.
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of a new environment that holds the wheel, and borrows its libraries from ours.

    A path file lends the libraries alone: path files are obeyed in an environment's own folder only, so the link to
    the checkout, which ours has, does not come along.
    """
    root = tmp_path_factory.mktemp("environment")
    venv.create(root, symlinks=True)
    programs = root / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", os.fspath(root), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", os.fspath(wheel)], check=True)
    (packages,) = {path.parent for path in root.rglob("minmetals_site") if path.is_dir()}
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return programs


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment variables, without those that would lead Python back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def test_the_wheel_is_complete(wheel: Path, repository: Path) -> None:
    """The wheel carries every module, template and asset, and each file that is none of these."""
    held = set(zipfile.ZipFile(wheel).namelist())
    package = repository / "src" / "minmetals_site"
    modules = {path.relative_to(package.parent).as_posix() for path in package.rglob("*.py")}
    templates = repository / "templates"
    shown = {
        f"minmetals_site/{path.relative_to(repository).as_posix()}" for path in templates.rglob("*") if path.is_file()
    }
    assert any(name.endswith(".html") for name in shown)
    others = {"starter_vocabulary.yaml", "py.typed", "serve/reload.js"}
    assert held >= modules | shown | {f"minmetals_site/{name}" for name in others}


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    """Nothing stands outside the package and its metadata, and no compiled file is inside."""
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in held} == {"minmetals_site"}
    assert not [name for name in held if name.endswith(".pyc")]


def test_the_installed_program_builds_a_site(programs: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """In a folder with one capture and nothing else, `minmetals-site build` makes a site that shows it."""
    news = tmp_path / "content" / "news"
    news.mkdir(parents=True)
    (news / "meeting.txt").write_text(CAPTURE, encoding="utf-8")
    run = subprocess.run(
        [programs / "minmetals-site", "build"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2025" in (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert list((tmp_path / "public" / "news" / "2025").glob("*.html"))


def test_the_installed_package_is_the_one_that_runs(
    programs: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """The program runs the installed package and not the checkout, so the test above proves what it says."""
    line = "import minmetals_site.errors as module; print(module.__file__)"
    run = subprocess.run(
        [programs / "python", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(run.stdout.strip()).is_relative_to(programs.parent)
