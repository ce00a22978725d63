"""A block's cleaned HTML with its id, and with the sign that links to it: what makes a paragraph citable.

The id goes into the block's own opening tag and the link to the end of its words, so a page pays for no wrapper and the
sign follows the text where there is no margin beside it. A table alone gets one, as it scrolls sideways by itself.
"""

import re

__all__ = ["anchored"]

_OPENING = re.compile(r"<[a-z][a-z0-9]*")
"""Matches the beginning of `<p>` and of `<ol start="3">`; refuses `</p>` and `Words`."""
_HOLDERS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure")
_CLOSINGS = frozenset(f"</{name}>" for name in (*_HOLDERS, "figcaption", "div", "section", "details"))
"""Ends of elements in which a link may stand; behind a closing tag of any other element it stands outside of it."""


def anchored(html: str, anchor: str) -> str:
    """Return the HTML of one block with this id and a link to itself at the end of its words.

    >>> anchored("<ul><li>Zinc</li></ul>", "p-1")
    '<ul id="p-1"><li>Zinc <a class="mark" href="#p-1">¶</a></li></ul>'
    """
    mark = f'<a class="mark" href="#{anchor}">¶</a>'
    if html.startswith("<table"):
        return f'<div class="table" id="{anchor}" tabindex="0" role="group" aria-label="Table">{html}{mark}</div>'
    opening, end = _OPENING.match(html), _end_of_words(html)
    if not opening or end == len(html):
        return f'<div id="{anchor}">{html} {mark}</div>'
    return f'{opening.group()} id="{anchor}"{html[opening.end() : end]} {mark}{html[end:]}'


def _end_of_words(html: str) -> int:
    end = len(html)
    while (start := html.rfind("<", 0, end)) > 0 and html[start:end] in _CLOSINGS:
        end = start
    return end
