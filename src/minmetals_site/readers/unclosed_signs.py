"""Signs of Markdown that open nothing, set aside while it is converted: a file of 60,000 `[` would take an hour.

Python-Markdown looks for the end of each bracket anew, to the end of its paragraph, and of each `<` to the end of the
file. That is quick where brackets are closed soon, as people close them. Where more than some hundred are not, or lie
in one another as nobody writes, stand-ins take their place, which are no signs of Markdown, and give way to the signs
again in the HTML. So the words are those of the file, and its other signs count as ever.
"""

import re
from collections.abc import Iterator

__all__ = ["put_back", "set_aside"]

_MOST = 200
"""Openers of no effect in a file that are left to the converter."""
_DEEPEST = 20
"""Brackets around a bracket."""
_MARK = "\ufdd0"
"""Begins a stand-in. It is no character (Unicode, section 23.7), so no text has it; one that has it all the same keeps
it, as a stand-in of itself."""
_STAND_INS = {_MARK: f"{_MARK}\ufdd1", "[": f"{_MARK}\ufdd2", "(": f"{_MARK}\ufdd3", "<": f"{_MARK}\ufdd4"}
_SHOWN = {stand_in: "&lt;" if sign == "<" else sign for sign, stand_in in _STAND_INS.items()}
_SIGN = re.compile(r"[\[\]()]|\n[ \t\r]*\n")
_OPENS_NO_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""Matches a `<` that another follows before any `>`; refuses that of `<b>`."""


def set_aside(source: str) -> str:
    """Return Markdown in which stand-ins take the place of signs that open nothing, if these are many."""
    places = {match.start() for match in _OPENS_NO_TAG.finditer(source)} | set(_hopeless_brackets(source))
    if len(places) <= _MOST and _MARK not in source:
        return source
    return "".join(_STAND_INS[sign] if sign == _MARK or at in places else sign for at, sign in enumerate(source))


def put_back(html: str) -> str:
    """Return HTML with the signs in the place of their stand-ins."""
    if _MARK not in html:
        return html
    return re.sub(f"{_MARK}.", lambda match: _SHOWN.get(match[0], match[0]), html, flags=re.DOTALL)


def _hopeless_brackets(source: str) -> Iterator[int]:
    """Yield the place of each bracket that is not closed in its paragraph, or that too many others are around."""
    around: list[tuple[str, int]] = []
    for match in _SIGN.finditer(source):
        sign = match[0]
        if sign in "[(":
            around.append((sign, match.start()))
        elif sign in "])":
            opener = "[" if sign == "]" else "("
            while around and around[-1][0] != opener:  # `[a (b]`: what is inside is closed no more
                yield around.pop()[1]
            if around and len(around) > _DEEPEST:
                yield around[-1][1]
            if around:
                around.pop()
        else:
            yield from (place for _, place in around)
            around.clear()
    yield from (place for _, place in around)
