"""The Jinja door: what templates may do, how they are overridden, how their faults are told, what links look like."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import escape

from minmetals_site.errors import RenderError
from minmetals_site.render import Renderer, _Environment, default_templates, relative


def folder(path: Path, **templates: str) -> Path:
    """Return a folder of templates with these texts."""
    path.mkdir(exist_ok=True)
    for name, text in templates.items():
        (path / f"{name}.html").write_text(text, encoding="utf-8")
    return path


def asset(path: Path, name: str, data: bytes) -> None:
    """Put an asset into a folder of templates."""
    (path / "assets").mkdir(parents=True, exist_ok=True)
    (path / "assets" / name).write_bytes(data)


def test_every_template_escapes(tmp_path: Path) -> None:
    """A value is escaped in text and in attributes, whatever the template is called."""
    (tmp_path / "page.txt").write_text('<p title="{{ view }}">{{ view }}</p>', encoding="utf-8")
    data = Renderer([tmp_path]).render("page.txt", "a.html", "<script>\"'&", None)
    assert data == b'<p title="&lt;script&gt;&#34;&#39;&amp;">&lt;script&gt;&#34;&#39;&amp;</p>\n'


@given(st.one_of(st.text(), st.text("a<>&\"';#39"), st.integers(), st.none()))
def test_values_are_escaped_as_jinja_escapes_them(value: object) -> None:
    """Text passes in the way that takes least time, and comes out as it would have in Jinja's own; so does the rest."""
    assert _Environment(autoescape=True).from_string("{{ view }}").render(view=value) == escape(value)


FEATURES = (
    "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m('&', b=2) }}{{ m(*['x'], **{'b': view}) }}",
    "{% macro m() %}[{{ caller('<') }}]{% endmacro %}{% call(x) m() %}{{ x }}{{ view }}{% endcall %}",
    "{% for x in view %}{{ loop.index }}{{ x }}{{ loop.cycle('<', 1) }}{% if loop.last %}.{% endif %}{% endfor %}",
    "{% for x in view recursive %}{{ x }}{% if loop.depth == 1 %}{{ loop('>é') }}{% endif %}{% endfor %}",
    "{% set x %}<{{ view }}>{% endset %}{{ x }}{{ x ~ '<' }}{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }}",
    "{% filter upper %}<b>{{ view }}{% endfilter %}{{ view|join('<')|safe }}{{ view.upper()|replace('&', '-') }}",
    "{% extends 'base' %}{% block a %}{{ super() }}{% block b %}{{ view }}{% endblock %}{{ self.b() }}{% endblock %}",
    "{% include 'part' %}{% import 'part' as p %}{{ p.m('<') }}",
    "{% from 'part' import m with context %}{{ m(view) }}",
    "{{ view is string }}{{ none }}{{ 1.5 }}{{ 'a' if not view }}{{ x is defined }}{{ {'a': 1}['a'] }}",
    "{% autoescape false %}{{ view }}{% endautoescape %}{% raw %}{{ view }}{% endraw %}",
    "{% with a = view %}{{ a }}{% endwith %}{{ '{:>5}'.format(view) }}{{ '<%s>'|format(view) }}",
)
"""What templates may use."""


@pytest.mark.parametrize("text", FEATURES)
def test_templates_mean_what_they_mean_in_jinja(text: str) -> None:
    """Templates are compiled in a way of our own, and make the same page as in Jinja's own."""
    others = {
        "base": "a{% block a %}base{{ view }}{% endblock %}{% block c %}c{% endblock %}",
        "part": "part {{ view }}{% macro m(a) %}{{ a }}{% endmacro %}",
    }
    made = [
        environment(loader=DictLoader({"page": text} | others), autoescape=True).get_template("page").render(view="<&é")
        for environment in (Environment, _Environment)
    ]
    assert made[0] == made[1]


def test_html_passes_in_five_places() -> None:
    """No template but those of blocks, charts, citations, evidence and source pages lets anything pass unescaped."""
    root = default_templates()
    places = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.html"))
        if re.search(r"\|\s*safe|autoescape|Markup", path.read_text("utf-8"))
    ]
    partials = ["partials/blocks.html", "partials/charts.html", "partials/citations.html", "partials/provenance.html"]
    assert places == [*partials, "source.html"]


def test_a_shared_template_is_made_once_for_a_folder(tmp_path: Path) -> None:
    """It stands on every page with links of the page's own folder, and another chrome or `current` makes it anew."""
    folder(tmp_path, head="{{ chrome }}:{{ current }}:{{ href('a.html') }}", page='{{ shared("head.html", view) }}')
    renderer = Renderer([tmp_path])

    def page(path: str, current: str, chrome: str) -> bytes:
        return renderer.render("page.html", path, current, chrome)

    assert page("news/b.html", "<", "Site") == b"Site:&lt;:../a.html\n"
    (tmp_path / "head.html").write_text("changed", encoding="utf-8")
    assert page("news/c.html", "<", "Site") == b"Site:&lt;:../a.html\n"
    assert page("c.html", "<", "Site") == b"Site:&lt;:a.html\n"
    assert page("c.html", "home", "Other") == b"Other:home:a.html\n"


@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc", "a\x00\x08b\x1b[31m", "a\ud800b", "a\n\n\n", ""],
    ids=["line ends", "controls", "lone surrogate", "many ends", "empty"],
)
def test_bytes_of_a_page_are_clean(tmp_path: Path, text: str) -> None:
    """A page is UTF-8 with line feeds alone, one at its end, and holds no character that HTML forbids."""
    data = Renderer([folder(tmp_path, page="{{ view }}")]).render("page.html", "a.html", text, None)
    decoded = data.decode("utf-8")
    assert decoded.endswith("\n")
    assert not decoded.endswith("\n\n")
    assert all(c.isprintable() or c == "\n" for c in decoded)


def test_the_first_folder_overrides_one_template(tmp_path: Path) -> None:
    """A template of the first folder stands instead of the same one of the second; the others stay."""
    own = folder(tmp_path / "own", base="own {% block text %}{% endblock %}")
    package = folder(
        tmp_path / "package",
        base="package {% block text %}{% endblock %}",
        page='{% extends "base.html" %}{% block text %}page{% endblock %}',
    )
    assert Renderer([own, package]).render("page.html", "a.html", None, None) == b"own page\n"


def test_the_first_folder_overrides_one_asset(tmp_path: Path) -> None:
    """An asset of the first folder stands instead of the same one of the second, under the hash of its own bytes."""
    asset(tmp_path / "own", "style.css", b"a{}")
    asset(tmp_path / "package", "style.css", b"b{}")
    asset(tmp_path / "package", "icon.svg", b"<svg/>")
    renderer = Renderer([tmp_path / "own", tmp_path / "package"])
    assert sorted(renderer.assets().values()) == [b"<svg/>", b"a{}"]
    assert renderer.asset_path("style.css") != Renderer([tmp_path / "package"]).asset_path("style.css")
    assert all(path.startswith("assets/") for path in renderer.assets())


def test_a_folder_named_as_a_style_sheet_is_one_asset_of_its_parts(tmp_path: Path) -> None:
    """Parts are joined by name and made smaller; a part of the first folder replaces its namesake, a whole file all."""
    for folder_name, name, data in [
        ("package", "style.css/2-lists.css", b"b { c: d; }  /* why */"),
        ("package", "style.css/1-base.css", b"a { b: c; }"),
        ("package", "run.js", b"let a = 1; // one\n"),
        ("own", "style.css/2-lists.css", b"e { f: g; }"),
        ("other", "style.css", b"h { i: j; }"),
    ]:
        file = tmp_path / folder_name / "assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    package, own, other = (tmp_path / name for name in ("package", "own", "other"))
    assert sorted(Renderer([package]).assets().values()) == [b"a{b:c}b{c:d}", b"let a=1;"]
    assert b"a{b:c}e{f:g}" in Renderer([own, package]).assets().values()
    assert sorted(Renderer([other, package]).assets().values()) == [b"h{i:j}", b"let a=1;"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a\nb\n{{ view.nothing }}", 3, "nothing"),
        ("a\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("a\n{% if %}", 2, "TemplateSyntaxError"),
        ("{% include 'none.html' %}", 1, "none.html"),
        ("a\n{{ view + 1 }}", 2, "TypeError"),
        ("{{ view.nothing() }}", 1, "nothing"),
        ("\n\n{{ asset('none.css') }}", 3, "none.css"),
    ],
    ids=["attribute", "name", "syntax", "no such template", "type", "method", "no such asset"],
)
def test_a_fault_names_its_template_and_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    """Whatever goes wrong in a template is a RenderError at the template's own file and line, which names the page."""
    renderer = Renderer([folder(tmp_path, page=text)])
    with pytest.raises(RenderError) as caught:
        renderer.render("page.html", "news/a.html", "text", None)
    problem = caught.value.problem
    assert (problem.place.file, problem.place.line) == ((tmp_path / "page.html").as_posix(), line)
    assert what in problem.what
    assert "news/a.html" in problem.what


def test_a_fault_inside_a_macro_names_the_macros_file(tmp_path: Path) -> None:
    """The deepest template is named: the one that has to be mended."""
    folder(tmp_path, parts="\n{% macro m(x) %}{{ x.nothing }}{% endmacro %}")
    folder(tmp_path, page='{% from "parts.html" import m %}{{ m(view) }}')
    with pytest.raises(RenderError) as caught:
        Renderer([tmp_path]).render("page.html", "a.html", "text", None)
    assert caught.value.problem.place.file == (tmp_path / "parts.html").as_posix()


def test_a_missing_template_is_a_fault(tmp_path: Path) -> None:
    """A template that no folder has is told by its name."""
    with pytest.raises(RenderError, match=r"^none\.html: "):
        Renderer([tmp_path]).render("none.html", "a.html", None, None)


@pytest.mark.parametrize(
    ("page", "target", "fragment", "link"),
    [
        ("index.html", "news/index.html", "", "news/index.html"),
        ("news/2025/a.html", "news/2025/b.html", "", "b.html"),
        ("news/2025/a.html", "news/index.html", "", "../index.html"),
        ("news/2025/a.html", "index.html", "", "../../index.html"),
        ("tags/x/y.html", "tags/x/y.html", "2025", "y.html#2025"),
        ("a.html", "raw/1f/a b#2?.txt", "", "raw/1f/a%20b%232%3F.txt"),
        ("a.html", "tags/x/中.html", "h-中", "tags/x/%E4%B8%AD.html#h-%E4%B8%AD"),
        ("a.html", "javascript:b.html", "", "javascript%3Ab.html"),
    ],
)
def test_links_are_relative_and_encoded(page: str, target: str, fragment: str, link: str) -> None:
    """A link leads from the page's folder to the file, encoded where a browser would read it otherwise."""
    assert relative(page, target, fragment) == link


paths = st.lists(
    st.text(st.characters(blacklist_characters="/", blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=6).filter(
        lambda part: part not in {".", ".."}
    ),
    min_size=1,
    max_size=5,
).map("/".join)


@given(paths, paths)
def test_a_link_resolves_to_its_target(page: str, target: str) -> None:
    """A browser that resolves the link from the page, below any path, comes to the target."""
    base = "https://example.org/some/path/"
    resolved = urljoin(base + relative("", page), relative(page, target))
    assert unquote(resolved) == base + target


def test_the_packages_own_templates_are_found() -> None:
    """The package knows where its templates are, and they hold what every page needs."""
    assert (default_templates() / "base.html").is_file()
    assert Renderer([default_templates()]).asset_path("style.css").startswith("assets/style.")
