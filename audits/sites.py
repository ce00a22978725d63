"""The sites that are audited, built and served, and the type of each of their pages.

- `sample`: the content of this repository;
- `hostile`: what may be thrown at a page (`hostile.py`);
- `single`: one undated document and no settings at all;
- `captures`: the real captures, where MINMETALS_SITE_CAPTURES names their folder;
- `planted`: pages with known faults (`planted.py`), which show that the checkers see them.

Each is served by its own origin, which stands as `base_url` in its settings, so that what depends on one is there.
"""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from faults import AuditedPage
from hostile import write_hostile
from minmetals_site import build_site
from minmetals_site.pages import PAGE_TYPES
from planted import write_planted

__all__ = ["PLANTED", "page_kind", "serve_sites", "types_without_page"]

ROOT = Path(__file__).resolve().parent.parent
PLANTED = "planted"
_FURTHER = re.compile(r"(.+/)?page/\d+\.html")
_SECTION = r"(?:news|analysis|brand-culture)"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("source", r".+\.source\.html"),
        ("home", r"index\.html"),
        ("not_found", r"404\.html"),
        ("tags", r"tags/index\.html"),
        ("years", r"years/index\.html"),
        ("data_guide", r"data/index\.html"),
        ("publishers", r"publishers/index\.html"),
        ("tag", r"tags/.+\.html"),
        ("year", r"years/.+\.html"),
        ("publisher", r"publishers/.+\.html"),
        ("section", rf"{_SECTION}/(?:index|page/\d+|undated/index)\.html"),
        ("article", rf"{_SECTION}/.+\.html"),
        ("style sheet", r".+\.css"),
        ("picture", r".+\.svg"),
        ("script", r".+\.js"),
    )
)
"""Page types by path; the first that matches counts. Pages at the top have their own names."""


def _html_types() -> set[str]:
    """Return the page types that templates make, by the names of their modules."""
    return {
        str(vars(page_type)["__name__"]).rpartition(".")[2]
        for page_type in PAGE_TYPES
        if hasattr(page_type, "TEMPLATE")
    }


def page_kind(path: str, text: str = "") -> str:
    """Return the page type of a file by its path; a tombstone, at an article's address, is told by its text.

    Pages of a list after its first have a kind of their own, `section, further`.
    """
    kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(path)), None)
    if kind is None:
        top = re.split(r"[./]", path)[0]
        kind = top if top in _html_types() else "note"
    if kind == "article" and '<meta name="robots" content="noindex">' in text:
        kind = "tombstone"
    return f"{kind}, further" if _FURTHER.fullmatch(path) else kind


def types_without_page(pages: Sequence[AuditedPage]) -> list[str]:
    """Return the page types of the program of which no page was found: none may go unaudited."""
    return sorted(_html_types() - {page.kind for page in pages})


@contextmanager
def serve_sites(folder: Path, only: str = "") -> Iterator[list[AuditedPage]]:
    """Build all sites below `folder`, or the one that is named, and serve them as long as the context lasts.

    Yields all that can be audited.
    """
    servers: list[ThreadingHTTPServer] = []
    pages: list[AuditedPage] = []
    try:
        writers = _writers()
        for name, write in ({only: writers[only]} if only else writers).items():
            (folder / name / "public").mkdir(parents=True)
            server = _server(folder / name / "public")
            servers.append(server)
            origin = f"http://127.0.0.1:{server.server_port}/"
            _make(folder / name, write, origin)
            pages += _pages(name, folder / name / "public", origin)
        yield pages
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _writers() -> dict[str, Callable[[Path], object]]:
    """Return what writes the content folder of each site."""
    writers: dict[str, Callable[[Path], object]] = {
        "sample": lambda folder: shutil.copytree(ROOT / "content", folder),
        "hostile": write_hostile,
        "single": _write_single,
        PLANTED: write_planted,
    }
    if named := os.environ.get("MINMETALS_SITE_CAPTURES"):
        writers["captures"] = lambda folder: shutil.copytree(Path(named) / "raw", folder)
    return writers


def _write_single(folder: Path) -> None:
    folder.mkdir()
    (folder / "only.txt").write_text("One line that says nothing of when it was written.\n", encoding="utf-8")


def _make(folder: Path, write: Callable[[Path], object], origin: str) -> None:
    if write is write_planted:
        write(folder / "public")
        return
    content = folder / "content"
    write(content)
    with (content / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"\nbase_url: {origin}\n")
    build_site(content, folder / "public", jobs=1)


def _pages(site: str, public: Path, origin: str) -> Iterator[AuditedPage]:
    """Yield the pages of a site, its style sheets, scripts and pictures."""
    for file in sorted(public.rglob("*")):
        path = file.relative_to(public).as_posix()
        if file.suffix in {".html", ".css", ".svg", ".js"} and not path.startswith("raw/"):
            kind = page_kind(path, file.read_text("utf-8") if file.suffix == ".html" else "")
            yield AuditedPage(site, path, kind, origin + path, file)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing."""


def _server(folder: Path) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=os.fspath(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
