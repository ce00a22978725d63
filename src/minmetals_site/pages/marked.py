"""The decoded text of a capture as HTML, every stretch of it marked with what became of it.

Spans may lie across each other (a title derived from a sentence of the body, in which a sign was repaired and a name
was found), which elements cannot; so the text is cut wherever anything begins or ends, and every piece says what it is.

This HTML is written here and not by a template, as there are some sixty pieces to a document: in a template they took
0.8 ms of it, here 0.1 ms. So this is the one place besides `partials/blocks.html` whose text is not escaped by Jinja.
All that comes from a capture goes through `_shown`, or through `escape_text` itself; else there are numbers, and the
words of this package.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from minmetals_site.pages import words
from minmetals_site.pages.passages import Passage, line_ends_of
from minmetals_site.pages.provenance import known_values, place_id
from minmetals_site.records import AnyDocument, Repair, Undecided, Use
from minmetals_site.render import escape_text

__all__ = ["MarkedPassage", "marked_passages", "visible"]

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    rf"\ufdd0-\ufdef{''.join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))}]"
)
"""Characters that a reader could not see, that would turn the text round, or that are none (Unicode, 23.7
"Noncharacters"): matches a carriage return, not a tab."""
_SEEN_BYTES = bytes({*range(0x20, 0x7F), 0x09, 0x0A})
_NAMES = {
    "\0": "NUL",
    "\r": "CR",
    "\x0b": "VT",
    "\x0c": "FF",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\xad": "soft hyphen",
    "\u200b": "zero-width space",
    "\ufeff": "byte-order mark",
}
"""Those that captures often hold; Unicode has pictures of some, but few fonts do."""
_BETWEEN = "\0"
"""Divides pieces while they are escaped together: no text that is shown holds it."""


class MarkedPassage(NamedTuple):
    """A passage of the decoded text, as it is shown."""

    html: str
    """Its lines, each an element."""
    also: str
    """Names of the fields that were read from it besides that of its use; may be empty."""


def visible(text: str) -> str:
    r"""Return the text with a name in the place of every character that could not be seen.

    >>> visible("a\r\n\u202eb")
    'a‹CR›\n‹U+202E›b'
    """
    # What is left without the letters of ASCII is short: to search it takes a third of the time.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _SEEN_BYTES)
    return _UNSEEN.sub(_name, text) if rest and _UNSEEN.search(rest.decode("utf-8", "surrogatepass")) else text


def _name(match: re.Match[str]) -> str:
    return f"‹{_NAMES.get(match[0]) or f'U+{ord(match[0]):04X}'}›"


def marked_passages(document: AnyDocument, decoded: str, passages: Sequence[Passage]) -> list[MarkedPassage]:
    """Return the passages, which follow each other and cover the text: each character stands in one piece of one."""
    if not passages:
        return []
    text = _MarkedText(document, decoded, [passage.end for passage in passages])
    return [text.passage(passage.start, passage.end) for passage in passages]


_Field = tuple[int, int, str, str]
"""Where a field was read: start, end, its name, and the use that says the same and needs no second mark."""


def _fields(document: AnyDocument) -> list[_Field]:
    return [
        (evidence.start, evidence.end, name, f"field:{field.replace('_', '-')}")
        for field, name, sourced, _ in known_values(document)
        for evidence in sourced.evidence
        if evidence.start is not None and evidence.end is not None
    ]


def _mentions(document: AnyDocument) -> list[tuple[int, int]]:
    return [
        (mention.start, mention.end)
        for tag in document.tags
        for mention in tag.mentions
        if mention.start is not None and mention.end is not None
    ]


class _Mark:
    """What is to be said of one piece."""

    __slots__ = ("after", "damage", "is_read", "is_tagged", "names")

    def __init__(self) -> None:
        self.names: list[str] = []
        """Of the fields whose evidence begins here and that went into another use."""
        self.is_read = False
        """Whether a field of another use was read from here."""
        self.is_tagged = False
        """Whether a tag is named here."""
        self.damage = ""
        """Classes of damaged text: how surely it was restored, or that nobody could."""
        self.after = ""
        """What the archive reads instead, where a repair begins."""

    def around(self, text: str, start: int | None) -> str:
        """Return the text of the piece, which is HTML, as an element; it has an id where its `start` is given."""
        if start is None and not (self.damage or self.is_read or self.is_tagged):
            return text
        place = "" if start is None else f' id="{place_id(start)}"'
        classes = f"p{' read' if self.is_read else ''}{' tagged' if self.is_tagged else ''}{self.damage}"
        label = f' data-label="{escape_text(self.label)}"' if self.names else ""
        after = f'<ins class="after">{escape_text(self.after)}</ins>' if self.after else ""
        return f'<span{place} class="{classes}"{label}>{text}</span>{after}'

    @property
    def label(self) -> str:
        """The names, each once."""
        return ", ".join(dict.fromkeys(self.names))


_LINE = '<div class="ln" id="L{}">'
_LINE_GOES_ON = '<div class="ln">'
_DAMAGED = {"certain": " damaged", "probable": " damaged probable"}
_UNDECIDED = " undecided"
_TAGGED = '<span class="p tagged">'


class _MarkedText:
    """The decoded text in pieces in which nothing changes, with what there is to be said of them."""

    def __init__(self, document: AnyDocument, decoded: str, breaks: Iterable[int]) -> None:
        """Mark the text; its lines are cut at `breaks` as well."""
        self._uses = document.account
        self._use_starts = [use.start for use in document.account]
        line_ends = line_ends_of(decoded)
        self._ends = sorted({*line_ends, *breaks, len(decoded)})
        self._fields, self._mentions = _fields(document), _mentions(document)
        self._damages: tuple[Repair | Undecided, ...] = (*document.repairs, *document.undecided)
        self._cuts = self._cut_at(len(decoded))
        self._index = {place: index for index, place in enumerate(self._cuts)}
        self._pieces = _shown([decoded[start:end] for start, end in pairwise(self._cuts)])
        self._labels: list[tuple[int, str]] = []
        self._mark()
        self._mark_uses()
        self._mark_lines({*line_ends})

    def passage(self, start: int, end: int) -> MarkedPassage:
        """Return a passage, which ends where a line is cut."""
        labels = [label for place, label in self._labels if start <= place < end]
        html = "".join(self._pieces[self._index[start] : self._index[end]])
        return MarkedPassage(html, ", ".join(dict.fromkeys(labels)) if labels else "")

    def _cut_at(self, size: int) -> list[int]:
        """Return all places where anything begins or ends, both ends of the text among them."""
        places = {0, *self._ends, *self._use_starts}  # a use ends where the next one begins
        for start, end, _, _ in self._fields:
            places.add(start)
            places.add(end)
        for start, end in self._mentions:
            places.add(start)
            places.add(end)
        for damage in self._damages:
            places.add(damage.start)
            places.add(damage.end)
        cuts = sorted(places)
        return cuts[: bisect_right(cuts, size)]

    def _mark(self) -> None:
        """Put what is to be said of it around each piece of which there is something to be said."""
        marks = self._marks()
        starts = {start for start, *_ in (*self._fields, *self._mentions)}
        starts.update([damage.start for damage in self._damages])
        for index in {index for mention in self._mentions for index in self._pieces_in(*mention)}:
            if index in marks:
                marks[index].is_tagged = True
            else:  # as most marked pieces: of these there is no more to be said
                place = self._cuts[index]
                opening = f'<span id="{place_id(place)}" class="p tagged">' if place in starts else _TAGGED
                self._pieces[index] = f"{opening}{self._pieces[index]}</span>"
        for index in sorted(marks):
            place, mark = self._cuts[index], marks[index]
            self._pieces[index] = mark.around(self._pieces[index], place if place in starts else None)
            if mark.names:
                self._labels.append((place, mark.label))

    def _marks(self) -> dict[int, _Mark]:
        """Return what is to be said of pieces by their indexes, but for the tags that are named in them."""
        marks: dict[int, _Mark] = defaultdict(_Mark)
        for start, end, name, use in self._fields:
            pieces = self._pieces_in(start, end)
            begin = marks[pieces.start]  # which also an empty stretch has
            if self._use_at(start).use != use:
                begin.names.append(name)
            for index in pieces:
                marks[index].is_read |= self._use_at(self._cuts[index]).use != use
        for damage in self._damages:
            pieces = self._pieces_in(damage.start, damage.end)
            for index in pieces:
                marks[index].damage = _DAMAGED[damage.certainty] if isinstance(damage, Repair) else _UNDECIDED
                marks[index].after = damage.after if isinstance(damage, Repair) and index == pieces.start else ""
        marks.pop(len(self._pieces), None)
        return marks

    def _pieces_in(self, start: int, end: int) -> range:
        """Return the indexes of the pieces of a stretch; the first is one past the last where it is beyond the text."""
        return range(self._index.get(start, len(self._pieces)), self._index.get(end, len(self._pieces)))

    def _mark_uses(self) -> None:
        """Put each part of a line that was used in one way into an element, unless it is body or white space."""
        for use in self._uses:
            label, goes_on = _openings(use.use)
            if label and use.start < use.end:
                inner = self._ends[bisect_right(self._ends, use.start) : bisect_left(self._ends, use.end)]
                opening = label
                for start, end in pairwise((use.start, *inner, use.end)):
                    self._put_around(start, end, opening, "</span>")
                    opening = goes_on

    def _mark_lines(self, line_ends: set[int]) -> None:
        """Put each line into an element; one that is cut has its number once."""
        number, start, opening = 1, 0, _LINE.format(1)
        for end in self._ends:
            if end:
                self._put_around(start, end, opening, "</div>\n")
                is_begin = end in line_ends
                number += is_begin
                start, opening = end, _LINE.format(number) if is_begin else _LINE_GOES_ON

    def _put_around(self, start: int, end: int, opening: str, closing: str) -> None:
        first, last = self._index[start], self._index[end] - 1
        self._pieces[first] = opening + self._pieces[first]
        self._pieces[last] += closing

    def _use_at(self, place: int) -> Use:
        """Return what became of the character at this place."""
        return self._uses[bisect_right(self._use_starts, place) - 1]


@lru_cache(maxsize=1024)
def _openings(use: str) -> tuple[str, str]:
    """Return the tags that open a stretch of this use where it begins and where it goes on; empty where it has none."""
    face = words.face_of(use).face
    if face in {"body", "white"}:
        return "", ""
    label = escape_text(words.use_name(use))
    return f'<span class="u {face}" data-label="{label}">', f'<span class="u {face}">'


def _shown(texts: Sequence[str]) -> list[str]:
    """Return texts of a capture as HTML, each character to be seen: escaped all at once, which takes a tenth."""
    whole = "".join(texts)
    seen = texts if visible(whole) == whole else map(visible, texts)
    return escape_text(_BETWEEN.join(seen)).split(_BETWEEN)
