"""Where something is wrong, what it is, and how to mend it.

Two ways to report a fault, by how much depends on it: work on one thing raises a member of the `SiteError` family;
work on many things collects `Problem`s, goes on with the rest, and reports all of them sorted by place. Both print as
`file:line: what is wrong. How to mend it.` and hold no character that a terminal would obey.
"""

import unicodedata
from typing import NamedTuple

__all__ = [
    "CaptureError",
    "DocumentError",
    "OutputError",
    "PageError",
    "Place",
    "Problem",
    "RenderError",
    "SettingsError",
    "SiteError",
    "printable",
    "quoted",
]

_LONGEST_QUOTE = 60
"""Characters of an offending value that a message shows; a capture may hold a line of fifty megabytes."""


class Place(NamedTuple):
    """A file, and the line in it that is meant."""

    file: str
    """Path as the user would type it, with forward slashes."""
    line: int | None = None
    """Counted from 1; None where the whole file is meant."""

    def __str__(self) -> str:
        """Return `file:line`, or the file alone."""
        return printable(self.file) if self.line is None else f"{printable(self.file)}:{self.line}"


class Problem(NamedTuple):
    """One fault that cost an input file its place in the archive, or the user an answer."""

    place: Place
    what: str
    """What is wrong: a clause without a full stop, with the offending value quoted."""
    mend: str
    """How to mend it: a whole sentence."""

    def __str__(self) -> str:
        """Return `file:line: what is wrong. How to mend it.`."""
        return f"{self.place}: {printable(self.what)}. {printable(self.mend)}"


class SiteError(Exception):
    """Root of the family; never raised itself."""

    def __init__(self, place: Place, what: str, mend: str) -> None:
        super().__init__(place, what, mend)  # the arguments as given: an error comes back whole from another process
        self.problem = Problem(place, what, mend)

    def __str__(self) -> str:
        """Return `file:line: what is wrong. How to mend it.`."""
        return str(self.problem)


class SettingsError(SiteError):
    """Raised when `site.yaml`, `vocabulary.yaml` or the command line cannot be obeyed: nothing is built."""


class CaptureError(SiteError):
    """Raised when the bytes of one input file are not something a reader reads: that file is left out."""


class DocumentError(SiteError):
    """Raised when one item of a capture cannot become a record: that item is left out."""


class PageError(SiteError):
    """Raised when two pages claim one path, or a page cannot be planned: nothing is built."""


class RenderError(SiteError):
    """Raised when a template fails: nothing is built."""


class OutputError(SiteError):
    """Raised when the output folder, or `permalinks.tsv`, cannot be written: the old site stands."""


def printable(text: str) -> str:
    r"""Return `text` with everything that a terminal would obey or hide written as an escape.

    Control, format (bidirectional overrides among them), surrogate, private and unassigned characters and the two
    line separators are escaped; a space of any width is a space.

    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():  # true for nearly all text; isprintable is exactly "nothing below would change"
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def quoted(value: object) -> str:
    """Return the value in double quotes for a message, cut where it is long."""
    text = str(value)
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}…"'
