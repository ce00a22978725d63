"""The house rules of `src/minmetals_site`, read from its source: floors, doors, circles, sizes, names."""

import ast
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = "minmetals_site"

FLOORS = {
    "__init__": 6,  # what others import; nothing inside does
    "cli": 5,
    "inspection": 5,
    "__main__": 5,
    "serve": 5,
    "check": 5,
    "builds": 5,
    "pipeline": 5,
    "gathering": 5,
    "reading": 5,
    "making": 5,
    "aside": 3,
    "assembly": 5,
    "rendering": 5,
    "unchanged": 5,
    "report": 5,
    "inspect_command": 5,
    "terminal_progress": 5,
    "exports": 5,
    "pages": 4,
    "loader": 3,
    "archive": 3,
    "archive_findings": 3,
    "findings": 3,
    "search": 3,
    "citations": 3,
    "charts": 3,
    "readers": 3,
    "vocabulary": 3,
    "render": 3,
    "assets": 3,
    "publish": 3,
    "cache": 3,
    "content_folder": 3,
    "holdings": 3,
    "rules": 3,
    "workers": 3,
    "progress": 3,
    "template_folders": 1,
    "corrections": 3,
    "documents": 3,
    "entries": 3,
    "excerpts": 3,
    "permalinks": 3,
    "raw_urls": 3,
    "records": 2,
    "settings": 2,
    "text": 1,
    "errors": 1,
}
"""The floor of each module and package; `ARCHITECTURE.md` says why. Imports go down, or to the top of a neighbour."""

SIDE_DOORS = {"readers.reading"}
"""Modules inside a package that its neighbours on the same floor may import: the types that pass between them."""

LIBRARY_DOORS = {
    "ahocorasick_rs": ("vocabulary.py",),
    "bs4": ("text/html.py",),
    "charset_normalizer": ("text/decode.py",),
    "deflate": ("search/files.py",),
    "filelock": ("publish.py", "cache.py"),
    "ftfy": ("text/repair/mojibake.py",),
    "jinja2": ("render.py",),
    "lxml": ("text/html.py", "check/data_files.py"),
    "markdown": ("readers/markdown_file.py",),
    "markupsafe": ("render.py",),
    "msgspec": ("*",),
    "nh3": ("text/html.py",),
    "rcssmin": ("assets.py",),
    "rich": ("inspection.py", "terminal_progress.py"),
    "rjsmin": ("assets.py",),
    "snowballstemmer": ("search/words.py",),
    "watchfiles": ("serve/__init__.py",),
    "yaml": ("text/yaml_text.py",),
}
"""The files that may import each third-party library, so that it can be replaced, or watched, in one place."""

LONGEST_FUNCTION = 50
NAMES_WITHOUT_A_SUBJECT = {"util", "utils", "helper", "helpers"}

Sources = dict[str, ast.Module]
"""Modules by dotted name below the package (`text.dates`; a package by its own name, the topmost as `__init__`)."""


class Import(NamedTuple):
    """One imported name: by which module, in which line, from where."""

    importer: str
    line: int
    target: str
    """A module of ours as in `Sources`, or the topmost name of somebody else's."""
    is_ours: bool

    def __str__(self) -> str:
        """Return the importing line and what it imports."""
        return f"{self.importer}:{self.line} imports {self.target}"


# How the source is read


def _module_name(path: Path) -> str:
    parts = [*path.parent.parts, path.stem]
    return ".".join(parts[:-1] if parts[-1] == "__init__" and parts[:-1] else parts)


def _imports(sources: Sources) -> Iterator[Import]:
    for importer, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [_imported_module(node, alias.name, sources) for alias in node.names]
            else:
                continue
            for name in names:
                yield _import(importer, node.lineno, name)


def _imported_module(node: ast.ImportFrom, name: str, sources: Sources) -> str:
    """Return the module that `from … import name` loads: the name may be one itself, or stand in one."""
    module = "." * node.level + (node.module or "")
    return f"{module}.{name}" if f"{module}.{name}".removeprefix(f"{PACKAGE}.") in sources else module


def _import(importer: str, line: int, module: str) -> Import:
    top, _, below = module.partition(".")
    if top != PACKAGE:
        return Import(importer, line, top or "a relative name", is_ours=False)
    return Import(importer, line, below or "__init__", is_ours=True)


def _part(module: str) -> str:
    """Return the module's part of the house: the topmost module or package that it stands in."""
    return module.partition(".")[0]


# The rules: each yields what is wrong


def _floor_faults(sources: Sources) -> Iterator[str]:
    for found in _imports(sources):
        here, there = _part(found.importer), _part(found.target)
        if not found.is_ours or here == there or not {here, there} <= FLOORS.keys():
            continue
        if FLOORS[there] > FLOORS[here]:
            yield f"{found}: up from floor {FLOORS[here]} to floor {FLOORS[there]}"
        elif FLOORS[there] == FLOORS[here] and found.target != there and found.target not in SIDE_DOORS:
            yield f"{found}: the inside of a neighbour; import what {there}/__init__.py exports"


def _circle(sources: Sources) -> list[str]:
    """Return the modules of one import circle, or nothing.

    Whoever imports a module of a package from outside runs the package's `__init__` first, so that counts too. Imports
    inside functions, and those for types alone, count as all others do.
    """
    graph: dict[str, set[str]] = {name: set() for name in sources}
    for found in _imports(sources):
        if found.is_ours and found.target in sources:
            graph[found.importer].add(found.target)
            if (package := _part(found.target)) in sources and package != _part(found.importer):
                graph[found.importer].add(package)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as fault:
        return list(fault.args[1])
    return []


def _door_faults(sources: Sources, files: dict[str, str]) -> Iterator[str]:
    for found in _imports(sources):
        if found.is_ours or found.target in sys.stdlib_module_names:
            continue
        doors = LIBRARY_DOORS.get(found.target)
        if doors is None:
            yield f"{found}: no known library; add it to LIBRARY_DOORS in tests/test_layers.py and to pyproject.toml"
        elif not any(fnmatch(files[found.importer], door) for door in doors):
            yield f"{found}: only {', '.join(doors)} may"


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def _size_faults(sources: Sources) -> Iterator[str]:
    for module, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines_of(node) > LONGEST_FUNCTION:
                yield f"{module}:{node.lineno} {node.name} has {_lines_of(node)} lines"


def _name_faults(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for part in (*path.parent.parts, path.stem):
            if NAMES_WITHOUT_A_SUBJECT & set(part.lower().split("_")):
                yield f"{path}: if its functions have a subject, name it after that"


# The package as it stands


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, str]:
    """Return the path below the package of each of its modules."""
    root = repository / "src" / PACKAGE
    paths = sorted(path.relative_to(root) for path in root.rglob("*.py"))
    return {_module_name(path): path.as_posix() for path in paths}


@pytest.fixture(scope="module")
def sources(repository: Path, files: dict[str, str]) -> Sources:
    """Return the package's modules, parsed."""
    root = repository / "src" / PACKAGE
    return {name: ast.parse((root / file).read_bytes(), filename=file) for name, file in files.items()}


def test_every_module_has_its_floor(sources: Sources) -> None:
    """A new module or package is placed on a floor before anything may import it."""
    strangers = sorted({_part(module) for module in sources} - FLOORS.keys())
    assert not strangers, f"{strangers}: give each its floor in FLOORS in tests/test_layers.py and in ARCHITECTURE.md"


def test_imports_go_down_the_floors(sources: Sources) -> None:
    """No module imports from a floor above its own, nor from the inside of a neighbour."""
    faults = list(_floor_faults(sources))
    assert not faults, "\n".join(faults)


def test_there_is_no_import_circle(sources: Sources) -> None:
    """No module imports itself by way of others."""
    circle = _circle(sources)
    assert not circle, " is imported by ".join(circle)


def test_each_library_has_its_doors(sources: Sources, files: dict[str, str]) -> None:
    """A third-party library is imported by the files that are its doors, and all imports are absolute."""
    faults = list(_door_faults(sources, files))
    assert not faults, "\n".join(faults)


def test_functions_fit_on_a_screen(sources: Sources) -> None:
    """No function is longer than fifty lines without its docstring."""
    faults = list(_size_faults(sources))
    assert not faults, "\n".join(faults)


def test_every_file_has_a_subject(repository: Path) -> None:
    """No Python file or folder of the project is named for being handy."""
    folders = ("src", "tests", "benchmarks")
    paths = [path.relative_to(repository) for folder in folders for path in (repository / folder).rglob("*.py")]
    assert len(paths) > len(FLOORS) / 2
    faults = list(_name_faults(paths))
    assert not faults, "\n".join(faults)


# The rules themselves, on packages made up to break them


def _made_up(**modules: str) -> Sources:
    """Return modules from their source; a double underscore in a name stands for the dot."""
    return {name.replace("__", "."): ast.parse(source) for name, source in modules.items()}


@pytest.mark.parametrize(
    ("importer", "line", "is_sound"),
    [
        ("archive", "from minmetals_site.records import Tag", True),
        ("archive", "from minmetals_site.text.dates import year_of", True),
        ("archive", "from minmetals_site.text import dates", True),
        ("loader", "from minmetals_site.readers import READERS", True),
        ("loader", "from minmetals_site.readers.reading import Capture", True),
        ("loader", "from minmetals_site.readers.sheet import Sheet", False),
        ("loader", "from minmetals_site.readers import sheet", False),
        ("loader", "import minmetals_site.readers.sheet", False),
        ("archive", "from minmetals_site.pages import PAGE_TYPES", False),
        ("archive", "def later():\n    from minmetals_site import pages", False),
        ("text__dates", "from minmetals_site.records import Tag", False),
        ("text__dates", "from minmetals_site.errors import Place", True),
        ("readers__sheet", "from minmetals_site.readers.reading import Capture", True),
        ("archive", "from minmetals_site import build_site", False),
    ],
)
def test_the_floor_rule_tells_sound_from_unsound(importer: str, line: str, is_sound: bool) -> None:  # noqa: FBT001  # a case
    """Imports up, and into a neighbour, are found in every spelling; those down and by the top pass."""
    sources = _made_up(
        archive="", errors="", pages="", readers="", readers__reading="", readers__sheet="", records="", text__dates=""
    )
    sources |= _made_up(**{importer: line})
    assert (list(_floor_faults(sources)) == []) is is_sound


def test_the_circle_rule_sees_circles_through_a_package() -> None:
    """A circle that closes only because a package's `__init__` runs first is found; without it there is none."""
    sources = _made_up(
        documents="from minmetals_site.readers.reading import Reading",
        readers__reading="",
        readers__sheet="from minmetals_site.documents import document_of",
        readers="",
    )
    assert _circle(sources) == []
    sources |= _made_up(readers="from minmetals_site.readers.sheet import Sheet")
    assert {"documents", "readers", "readers.sheet"} == set(_circle(sources))


@pytest.mark.parametrize(
    ("file", "line", "is_sound"),
    [
        ("render.py", "from jinja2 import Environment", True),
        ("render.py", "import collections.abc", True),
        ("text/html.py", "import lxml.html", True),
        ("archive.py", "from jinja2 import Environment", False),
        ("archive.py", "import requests", False),
        ("archive.py", "from .records import Tag", False),
    ],
)
def test_the_door_rule_tells_sound_from_unsound(file: str, line: str, is_sound: bool) -> None:  # noqa: FBT001  # a case
    """A library passes at its own doors alone; an unknown one and a relative import do not pass at all."""
    assert (list(_door_faults({"m": ast.parse(line)}, {"m": file})) == []) is is_sound


def test_the_size_rule_leaves_out_the_docstring() -> None:
    """Fifty lines pass, with any docstring; one more does not."""
    body = "    x = 1\n" * (LONGEST_FUNCTION - 1)
    docstring = '    """Return nothing.\n\n    At length.\n    """\n'
    assert list(_size_faults(_made_up(m=f"def f():\n{docstring}{body}"))) == []
    assert list(_size_faults(_made_up(m=f"def f():\n{docstring}{body}    x = 2\n"))) != []


def test_the_name_rule_knows_its_words() -> None:
    """`utils` is found as a file, as a folder and as an ending; words that hold it are left alone."""
    assert list(_name_faults([Path("src/text/futile.py"), Path("tests/test_utilities.py")])) == []
    unsound = [Path("src/utils.py"), Path("src/helpers/dates.py"), Path("tests/date_helpers.py")]
    assert len(list(_name_faults(unsound))) == len(unsound)
