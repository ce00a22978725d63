"""Pages with known faults: an audit that does not report each of them has gone blind, and fails.

Each page has one kind of fault, and says which checks have to see it, by which rule.
"""

from pathlib import Path
from typing import NamedTuple

from faults import Fault

__all__ = ["PLANTED_FAULTS", "unseen", "write_planted"]


class _Planted(NamedTuple):
    head: str
    body: str
    seen_by: tuple[tuple[str, str], ...]
    """Check and rule."""


_LINKS = "".join(f'<p><a href="#link-{number}" id="link-{number}">Link {number}</a></p>' for number in range(3))
_STYLE = "<style>{}</style>"
_PAGES = {
    "html": _Planted("", "<p><b>Never closed</p><center>Old</center>", (("html", "error"),)),
    "html-warning": _Planted("", "<section><p>A section without a heading</p></section>", (("html", "warning"),)),
    "contrast": _Planted(
        _STYLE.format("p{color:#777;background:#888}"), "<p>Hard to read</p>", (("axe", "color-contrast"),)
    ),
    "dark-contrast": _Planted(
        _STYLE.format("@media(prefers-color-scheme:dark){p{color:#777;background:#888}}"),
        "<p>Hard to read in the dark</p>",
        (("axe", "color-contrast"),),
    ),
    "headings": _Planted("", "<h4>Two levels left out</h4>", (("axe", "heading-order"),)),
    "targets": _Planted(
        _STYLE.format("button{width:9px;height:9px;padding:0;margin:0;border:0}"),
        "<div><button aria-label='a'></button><button aria-label='b'></button></div>",
        (("axe", "target-size"),),
    ),
    "no-focus": _Planted(_STYLE.format("a:focus{outline:none}"), _LINKS, (("keyboard", "focus is not visible"),)),
    "unreachable": _Planted(
        "<script>addEventListener('focusin', event => event.target.id === 'link-2' && event.target.blur())</script>",
        _LINKS,
        (("keyboard", "cannot be reached"),),
    ),
    "trap": _Planted(
        "<script>addEventListener('keydown', event => event.target.id === 'link-1' && event.preventDefault())</script>",
        _LINKS,
        (("keyboard", "cannot be reached"),),
    ),
    "covered": _Planted(
        _STYLE.format("div{position:fixed;inset:0;background:#fff}"),
        f"<div></div>{_LINKS}",
        (("keyboard", "focus is covered"),),
    ),
    "no-skip-link": _Planted(
        "", f'<nav aria-label="Site">{_LINKS}</nav>', (("keyboard", "the first stop is no skip link"),)
    ),
    "wide": _Planted(
        _STYLE.format("p{width:400px}"), "<p>Wider than a phone</p>", (("layout", "wider than the window"),)
    ),
    "clipped": _Planted(
        _STYLE.format("p{width:30em;max-width:100%;height:20px;overflow:hidden}"),
        "<p>Cut off where text is twice as large.</p>",
        (("layout", "text is cut off"),),
    ),
    "shift": _Planted(
        # What moves before the first paint is no shift, and on a busy machine that paint may come late.
        "<script>new PerformanceObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => "
        "document.querySelector('main').prepend(Object.assign(document.createElement('div'), {style: 'height:300px'}))"
        "))).observe({type: 'paint', buffered: true})</script>",
        "<p>Moves when the page has been painted</p>" * 9,
        (("layout", "shifts while it loads"),),
    ),
    "search-engines": _Planted("", "<p><a href='404.html'>click here</a></p>", (("lighthouse", "meta-description"),)),
    "heavy": _Planted(
        '<link rel="stylesheet" href="heavy.css"><script src="heavy.js" defer></script>',
        "<p>Heavy</p>",
        (("weight", "style sheets"), ("weight", "scripts")),
    ),
}
_PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Planted</title>{head}</head><body><main><h1>Planted</h1>{body}</main></body></html>
"""


PLANTED_FAULTS = tuple((name, check, rule) for name, page in _PAGES.items() for check, rule in page.seen_by)
"""Page, check and rule of each."""


def write_planted(folder: Path) -> None:
    """Write the pages into a folder."""
    for name, page in _PAGES.items():
        (folder / f"{name}.html").write_text(_PAGE.format(head=page.head, body=page.body), encoding="utf-8")
    (folder / "heavy.css").write_text(":root{--x:1}\n" * 2000, encoding="utf-8")
    (folder / "heavy.js").write_text(";" * 3000, encoding="utf-8")


def unseen(found: dict[str, list[Fault]]) -> list[str]:
    """Return the planted faults that are not among those `found`, which are given by check."""
    seen = {(fault.page.path, check, fault.rule) for check, faults in found.items() for fault in faults}
    return [
        f"{check} does not see {rule!r} on the planted page {name}.html"
        for name, check, rule in PLANTED_FAULTS
        if (f"{name}.html", check, rule) not in seen
    ]
