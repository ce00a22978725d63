"""The one Jinja door: a view goes in, the bytes of a page come out; nothing is written to disk here.

Every template is autoescaped whatever its name, and an undefined name is an error. The only unescaped text on the site
is the HTML of a `Block`, which `text.html` has cleaned; `partials/blocks.html` is the one place that lets it through.

Templates are looked up in the folders in order, one by one, so that a folder with a single template (or style sheet)
overrides just that one. Links are relative with explicit file names: a built site works below any path and from disk.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError

from minmetals_site.errors import Place, RenderError
from minmetals_site.template_folders import default_templates
from minmetals_site.text import dates

__all__ = ["Renderer", "default_templates", "relative"]

ASSET_FOLDER = "assets"
HASH_LENGTH = 12
"""Hexadecimal digits of an asset's hash in its name: enough to tell versions of one file apart."""

_OBEYED = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})
"""Control characters that HTML forbids; a hostile capture may bring them in any field."""

_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~/-]*")
"""Paths that need no percent-encoding: fits `news/2025/a-b.html`, not `raw/1f/a b#2.txt` nor `a:b.html`."""


def relative(page_path: str, target_path: str, fragment: str = "") -> str:
    """Return the link from one path below the site's root to another, percent-encoded.

    >>> relative("news/2025/a.html", "tags/index.html", "copper")
    '../../tags/index.html#copper'
    """
    folder = page_path.rpartition("/")[0]
    link = _relative(folder, target_path)
    return f"{link}#{quote(fragment)}" if fragment else link


@lru_cache(maxsize=65536)
def _relative(folder: str, target_path: str) -> str:
    here = folder.split("/") if folder else []
    there = target_path.split("/")
    shared = 0
    for a, b in zip(here, there[:-1], strict=False):
        if a != b:
            break
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return link if _PLAIN_PATH.fullmatch(link) else quote(link, errors="replace")


def _csp_digest(text: str) -> str:
    """Return the source expression that admits an inline style of this text (Content Security Policy 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


class Renderer:
    """The templates of one build, each compiled once, and the assets they name."""

    def __init__(self, template_folders: Sequence[Path]) -> None:
        """Look templates up in these folders, the first before the later ones."""
        self._folders = tuple(template_folders)
        self._environment = Environment(
            loader=FileSystemLoader(self._folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            newline_sequence="\n",
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters.update(
            human=dates.human,
            year_of=dates.year_of,
            precision=dates.precision,
            path=partial(relative, ""),
            thousands="{:,}".format,
            csp_digest=_csp_digest,
        )
        self._assets = _hashed_assets(self._folders)
        self._template = cache(self._compiled)

    def render(self, template: str, page_path: str, view: object, chrome: object) -> bytes:
        """Return the page as UTF-8, with line feeds alone and one of them at its end.

        The template sees `view` (what this page shows), `chrome` (what is the same on every page), `page_path`,
        `href(path, fragment="")` and `asset(name)`.

        Raises:
            RenderError: if the template is missing or fails; it names the template's file and line.
        """
        asset = partial(self._asset_link, page_path)
        href: Callable[..., str] = partial(relative, page_path)
        try:
            text = self._template(template).render(
                view=view, chrome=chrome, page_path=page_path, href=href, asset=asset, asset_path=self.asset_path
            )
        except Exception as error:
            raise self._fault(template, page_path, error) from error
        return _page_bytes(text)

    def compile(self, templates: Iterable[str]) -> None:
        """Compile these templates now, so that processes forked from this one need not.

        Raises:
            RenderError: if one is missing, or is not written as a template is.
        """
        for template in templates:
            try:
                self._template(template)
            except Exception as error:
                raise self._fault(template, "any", error) from error

    def assets(self) -> Mapping[str, bytes]:
        """Return every asset by its path below the site's root, its hash in its name."""
        return dict(self._assets.values())

    def asset_path(self, name: str) -> str:
        """Return the path below the site's root of the asset that stands under `name` in the `assets` folder.

        Raises:
            KeyError: if no template folder has such an asset.
        """
        return self._assets[name][0]

    def _asset_link(self, page_path: str, name: str) -> str:
        return relative(page_path, self.asset_path(name))

    def _compiled(self, template: str) -> Template:
        return self._environment.get_template(template)

    def _fault(self, template: str, page_path: str, error: Exception) -> RenderError:
        place = self._place_of(error) or Place(template)
        what = f"page {page_path} cannot be made: {type(error).__name__}: {_one_line(error)}"
        return RenderError(place, what, "Mend the template, or take it out of the folder given with --templates.")

    def _place_of(self, error: Exception) -> Place | None:
        """Return the deepest template line in the traceback: Jinja gives template frames their own file names."""
        if isinstance(error, TemplateSyntaxError):
            return Place(Path(error.filename or error.name or "template").as_posix(), error.lineno)
        place = None
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            if any(file.is_relative_to(folder) for folder in self._folders):
                place = Place(file.as_posix(), trace.tb_lineno)
            trace = trace.tb_next
        return place


def _one_line(error: Exception) -> str:
    message = error.message if isinstance(error, TemplateError) and error.message else str(error)
    return " ".join(message.split())


def _page_bytes(text: str) -> bytes:
    """Return the bytes of a page: a lone surrogate, which JSON may smuggle in, becomes the replacement character."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        data = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.translate(None, _OBEYED).rstrip(b"\n") + b"\n"


def _hashed_assets(folders: Iterable[Path]) -> dict[str, tuple[str, bytes]]:
    """Return path and bytes of every asset by its plain name; of two with one name, the one in the first folder."""
    found: dict[str, tuple[str, bytes]] = {}
    for folder in folders:
        root = folder / ASSET_FOLDER
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            name = file.relative_to(root).as_posix()
            if name not in found and not name.startswith("."):
                data = file.read_bytes()
                found[name] = (_hashed_name(name, data), data)
    return found


def _hashed_name(name: str, data: bytes) -> str:
    """Return the asset's path with a hash before its last ending, so that it can be cached for ever."""
    stem, dot, ending = name.rpartition(".")
    digest = sha256(data).hexdigest()[:HASH_LENGTH]
    return f"{ASSET_FOLDER}/{stem}.{digest}.{ending}" if dot else f"{ASSET_FOLDER}/{name}.{digest}"
