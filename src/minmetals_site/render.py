"""The one Jinja door: a view goes in, the bytes of a page come out; nothing is written to disk here.

Every template is autoescaped whatever its name, and an undefined name is an error. Five templates let HTML
through that Jinja does not escape: `partials/blocks.html` that of a `Block`, which `text.html` has cleaned,
`source.html` the marked text of a capture, which `pages/marked.py` has escaped, `partials/provenance.html` the rows
of a table, which `pages/provenance.py` has, `partials/citations.html` citations, which `pages/article.py` has, and
`partials/charts.html` pictures, whose words `charts.py` has.

Templates are looked up in the folders in order, one by one, so that a folder with a single template (or style sheet)
overrides just that one. Links are relative with explicit file names: a built site works below any path and from disk.

Jinja's own code spends most of a page's time on asking, for each of some 500 values, whether it might be undefined,
callable with a context, or not text; `_Compiler` asks less. A page is made in half the time.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from hashlib import sha256
from keyword import iskeyword
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from minmetals_site.assets import read_assets
from minmetals_site.errors import Place, RenderError
from minmetals_site.template_folders import default_templates
from minmetals_site.text import dates
from minmetals_site.text.anchored import anchored

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # of another version, or without its part in C

    def escape_text(text: str, /) -> str:
        """Return the text as it is written in HTML, between tags or in an attribute in quotes."""
        return str(escape(text))


__all__ = ["Links", "Renderer", "default_templates", "escape_text", "relative", "written"]

_OBEYED = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})
"""Control characters that HTML forbids; a hostile capture may bring them in any field."""

_MOST_PARTS = 1000
"""Texts of shared templates that are kept: pages are made folder by folder."""

_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~/-]*")
"""Paths that need no percent-encoding: fits `news/2025/a-b.html`, not `raw/1f/a b#2.txt` nor `a:b.html`."""


def relative(page_path: str, target_path: str, fragment: str = "") -> str:
    """Return the link from one path below the site's root to another, percent-encoded.

    >>> relative("news/2025/a.html", "tags/index.html", "copper")
    '../../tags/index.html#copper'
    """
    return Links(page_path).to(target_path, fragment)


class Links:
    """The links of one page."""

    __slots__ = ("_folder", "_top", "_up")

    def __init__(self, page_path: str) -> None:
        folder = page_path.rpartition("/")[0]
        self._folder = f"{folder}/"
        self._top = f"{folder.partition('/')[0]}/"
        self._up = "../" * (folder.count("/") + 1) if folder else ""

    def to(self, target_path: str, fragment: str = "") -> str:
        """Return the link to a path below the site's root, percent-encoded."""
        if not target_path.startswith(self._top):  # as most: then nothing of the way is shared
            link = self._up + _quoted_path(target_path)
        elif target_path.startswith(self._folder):
            link = _quoted_path(target_path[len(self._folder) :])
        else:
            link = _quoted_path(_way(self._folder.split("/")[:-1], target_path.split("/")))
        return f"{link}#{_quoted(fragment)}" if fragment else link


def _way(here: Sequence[str], there: Sequence[str]) -> str:
    shared = 0
    for a, b in zip(here, there[:-1], strict=False):
        if a != b:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def _quoted(part: str) -> str:
    return part if _PLAIN_PATH.fullmatch(part) else quote(part, errors="replace")


_quoted_path = lru_cache(maxsize=65536)(_quoted)
"""The paths of 10,000 documents with all that belongs to them; each is linked to from some 30 places."""


def _csp_digest(text: str) -> str:
    """Return the source expression that admits an inline style of this text (Content Security Policy 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


class _Compiler(CodeGenerator):
    """Writes templates as Python that does no more than it has to.

    - `view.title` is the attribute and nothing else; Jinja tries keys of mappings as well, which no view has (0.1 µs).
    - A call is a call; Jinja looks first for functions that ask for the context, and there are none (0.5 µs).
    - Text is escaped by one call; Jinja's own makes an object that knows that it was escaped (0.4 µs).
    - A block is gathered in a list; Jinja yields each piece of it through all that is around it (0.1 µs).
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # Jinja's name
        """Write the whole template."""
        self.writeline(f"from {__name__} import escape_text, written")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write the look-up of an attribute."""
        is_block = isinstance(node.node, nodes.Name) and node.node.name == "self"  # `self.main()` is a block by its key
        if is_block or not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002  # Jinja's names
        """Write a call."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write the parts of a block; those of a whole page block go into one list."""
        if not frame.block_frame or frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  # Jinja's own
        """Write what comes before a value that is shown; a bracket comes behind it."""
        if self._is_plain(frame, finalize):
            self.write("(escape_text(shown) if type(shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  # Jinja's own
        """Write what comes behind a value that is shown."""
        if self._is_plain(frame, finalize):
            self.write(") is str else written(shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _is_plain(frame: Frame, finalize: Any) -> bool:  # noqa: ANN401  # Jinja's own
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile and finalize.src is None


class _Environment(Environment):
    """Jinja, as this site uses it."""

    code_generator_class = _Compiler


def written(value: object) -> str:
    """Return what is no plain text as a template writes it into HTML: escaped, unless it is markup."""
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class Renderer:
    """The templates of one build, each compiled once, and the assets they name."""

    def __init__(self, template_folders: Sequence[Path], compiled: Path | None = None) -> None:
        """Look templates up in these folders, the first before the later ones.

        `compiled` is a folder that belongs to this code: what templates are compiled to is kept there, each with the
        digest of its source, so that a changed one alone is compiled again; all of them take 0.2 s.
        """
        self._folders = tuple(template_folders)
        self._kept = compiled
        self._environment = _Environment(
            loader=FileSystemLoader(self._folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            newline_sequence="\n",
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        )
        self._environment.filters.update(
            human=dates.human,
            year_of=dates.year_of,
            precision=dates.precision,
            path=partial(relative, ""),
            thousands="{:,}".format,
            csp_digest=_csp_digest,
            anchored=anchored,
        )
        self._assets = read_assets(self._folders)
        self._chrome: object = None
        self._parts: dict[tuple[str, str, str], Markup] = {}
        self._template = cache(self._compiled)

    def __reduce__(self) -> tuple[type["Renderer"], tuple[tuple[Path, ...], Path | None]]:
        """Return what another process makes a renderer of: what has been compiled it finds in the folder."""
        return Renderer, (self._folders, self._kept)

    def render(self, template: str, page_path: str, view: object, chrome: object) -> bytes:
        """Return the page as UTF-8, with line feeds alone and one of them at its end.

        The template sees `view` (what this page shows), `chrome` (what is the same on every page), `page_path`,
        `href(path, fragment="")`, `asset(name)` and `shared(template, current)`: another template that sees all this
        but `view`, and whose text is the same on all pages of one folder with the same `current`.

        Raises:
            RenderError: if the template is missing or fails; it names the template's file and line.
        """
        try:
            return _page_bytes(self._text(template, page_path, chrome, view=view))
        except Exception as error:
            raise self._fault(template, page_path, error) from error

    def _text(self, template: str, page_path: str, chrome: object, **shown: object) -> str:
        return self._template(template).render(
            page_path=page_path,
            href=Links(page_path).to,
            asset=partial(self._asset_link, page_path),
            asset_path=self.asset_path,
            shared=partial(self._shared, page_path, chrome),
            chrome=chrome,
            **shown,
        )

    def _shared(self, page_path: str, chrome: object, template: str, current: str = "") -> Markup:
        """Return what a template makes of the chrome and of `current` alone: made once for all pages of a folder."""
        if chrome is not self._chrome or len(self._parts) > _MOST_PARTS:
            self._chrome = chrome
            self._parts.clear()
        key = page_path.rpartition("/")[0], template, current
        if key not in self._parts:
            text = self._text(template, page_path, chrome, current=current)
            self._parts[key] = Markup(text)  # noqa: S704  # which a template has escaped
        return self._parts[key]

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
    data = data.translate(None, _OBEYED)
    return data if data.endswith(b"\n") and not data.endswith(b"\n\n") else data.rstrip(b"\n") + b"\n"
