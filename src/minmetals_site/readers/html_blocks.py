"""A block of a post's body while it is collected, and when it is done.

While the markup is gone through, a block gathers two things side by side: tokens of HTML (tags as they will stand, and
places in the text), and the same places as lines and cells of plain text. Only when the whole body is known can damage
be judged, so the words themselves are put in last, repaired once for both.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from minmetals_site.readers.account import WHITE
from minmetals_site.readers.reading import DraftBlock
from minmetals_site.records import BlockKind
from minmetals_site.text.html import clean, escape
from minmetals_site.text.repair import Diagnosis, Repair, Undecided
from minmetals_site.text.traced import Run, Span, Traced

__all__ = ["DoneBlock", "Medium", "OpenBlock", "Words", "is_blank"]

Placed = TypeVar("Placed", Repair, Undecided)

_GAP = Span(-1, -1)
"""A space that no character of the capture stands for, as where a `<br>` was."""


def is_blank(text: str, start: int, stop: int) -> bool:
    """Return whether a stretch of the text holds nothing that a reader of the page could see."""
    match = WHITE.match(text, start, stop)
    return match is not None and match.end() == stop


class Medium(NamedTuple):
    """A picture or player that was found on the way."""

    html: str
    """What stands for it."""
    at: int
    """Where it stands in the text, in which it has no words."""


class OpenBlock:
    """A block that is being collected."""

    kind: BlockKind
    level: int | None
    tokens: list[str | Span]
    """Tags, and the places of the words between them."""
    media: list[Medium]
    """The pictures and players in it, in order."""

    def __init__(self, kind: BlockKind, level: int | None = None, *, is_verbatim: bool = False) -> None:
        self.kind = kind
        self.level = level
        self.tokens = []
        self.media = []
        self.has_words = False
        self.is_verbatim = is_verbatim
        self.is_one_line = kind in {"heading", "paragraph", "figure"}
        self.lines: list[list[list[Span]]] = [[[]]]

    def words(self, span: Span, *, blank: bool) -> None:
        """Add a stretch of the text."""
        self.tokens.append(span)
        self.lines[-1][-1].append(span)
        self.has_words = self.has_words or not blank

    def space(self) -> None:
        """Part the words before from those after."""
        self.lines[-1][-1].append(_GAP)

    def new_line(self) -> None:
        """Begin a line; in a block of one line, and where nothing stands in this one, part the words only."""
        if self.is_one_line:
            self.space()
        elif self.lines[-1] != [[]]:
            self.lines.append([[]])

    def new_cell(self) -> None:
        """Begin a cell of a table's row."""
        self.lines[-1].append([])

    @property
    def spans(self) -> list[Span]:
        """The places of all its words, in order."""
        return [token for token in self.tokens if isinstance(token, Span)]


class DoneBlock(NamedTuple):
    """A block with its words, repaired."""

    draft: DraftBlock
    lines: tuple[Traced, ...]
    """Its text line by line: the items of a list, the rows of a table."""
    spans: tuple[Span, ...]
    """All that it takes of the decoded text, white space and all."""


class Words:
    """The decoded text, repaired where that is due."""

    def __init__(self, decoded: str, diagnosis: Diagnosis, kept: Sequence[Span]) -> None:
        """Take a text and what is wrong with it; only what lies within one of the kept spans is of interest."""
        self._decoded = decoded
        self._starts = [repair.start for repair in diagnosis.repairs]
        self._repairs = diagnosis.repairs
        self.diagnosis = Diagnosis(
            repairs=tuple(_within(diagnosis.repairs, kept)), undecided=tuple(_within(diagnosis.undecided, kept))
        )

    def done(self, block: OpenBlock) -> DoneBlock:
        """Return the block with its words in place."""
        pieces = {span: self._piece(span) for span in block.spans}
        html = "".join(token if isinstance(token, str) else escape(pieces[token].text) for token in block.tokens)
        if block.kind == "figure":
            caption = f"<figcaption>{html}</figcaption>" if block.has_words else ""
            html = f"<figure>{''.join(medium.html for medium in block.media)}{caption}</figure>"
        if block.is_verbatim:
            lines = [_verbatim(block, pieces)]
        else:
            lines = [line for cells in block.lines if (line := _line(cells, pieces))]
        text = lines[0] if len(lines) == 1 else Traced.join(lines, "\n") if lines else _wordless(block)
        draft = DraftBlock(kind=block.kind, level=block.level, text=text, html=clean(html))
        return DoneBlock(draft, tuple(lines), tuple(pieces))

    def _piece(self, span: Span) -> Traced:
        """Return a stretch with its repairs; one that reaches beyond it is not made."""
        piece = Traced.whole(self._decoded[span.start : span.end], span.start)
        if not self._repairs:
            return piece
        first = bisect_left(self._starts, span.start)
        due = [r for r in self._repairs[first : bisect_left(self._starts, span.end)] if r.end <= span.end]
        return piece.replaced([(r.start - span.start, r.end - span.start, r.after) for r in due]) if due else piece


def _within(found: Sequence[Placed], kept: Sequence[Span]) -> Iterable[Placed]:
    """Yield what lies within one of the spans; both are in order."""
    if not found:
        return
    starts = [span.start for span in kept]
    for one in found:
        at = bisect_left(starts, one.start + 1) - 1
        if at >= 0 and one.end <= kept[at].end:
            yield one


def _wordless(block: OpenBlock) -> Traced:
    """Return the empty text of a figure, which knows where the first of its pictures stands."""
    return Traced("", [Run(0, 0, medium.at, medium.at) for medium in block.media[:1]])


def _verbatim(block: OpenBlock, pieces: dict[Span, Traced]) -> Traced:
    spans = block.lines[0][0]
    return Traced.join(
        _gap(spans, i, "\n") if span == _GAP else pieces[span] for i, span in enumerate(spans)
    ).stripped()


def _line(cells: list[list[Span]], pieces: dict[Span, Traced]) -> Traced | None:
    """Return a line with its white space collapsed, cells parted by tabs; None where it has no words."""
    if len(cells) == 1:
        return _collapsed(cells[0], pieces)
    before, *found = (_collapsed(cell, pieces) for cell in cells)
    found = [before, *found] if before else found  # a row's first cell begins like any other: before it stands nothing
    at = next((cell.runs[0].source_start for cell in found if cell), None)
    if at is None:
        return None
    parts: list[Traced] = []
    for number, cell in enumerate(found):
        if number:
            parts.append(Traced("\t", (Run(0, 1, at, at),)))
        if cell:
            parts.append(cell)
            at = cell.runs[-1].source_end
    return Traced.join(parts)


def _collapsed(spans: list[Span], pieces: dict[Span, Traced]) -> Traced | None:
    """Return the words of the spans with their white space collapsed, each space traced to one span alone.

    A space traced to the end of one span and the beginning of the next would claim what a rule removed between them.
    """
    parts: list[Traced] = []
    space: Traced | None = None
    for number, span in enumerate(spans):
        if span == _GAP:
            space = space or _gap(spans, number, " ")
            continue
        piece = pieces[span]
        words = _tidied(piece)
        if not words.runs:
            space = space or _space(piece, 0)
            continue
        if piece.text[0].isspace():
            space = space or _space(piece, 0)
        if parts and space:
            parts.append(space)
        parts.append(words)
        space = _space(piece, len(piece) - 1) if piece.text[-1].isspace() else None
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Traced.join(parts)


def _tidied(piece: Traced) -> Traced:
    """Return the piece with its white space collapsed; nearly all are tidy already, which is quickly seen."""
    words = piece.text.strip()
    if words == " ".join(words.split()):
        return piece if len(words) == len(piece) else piece.stripped()
    return piece.collapsed()


def _space(piece: Traced, at: int) -> Traced:
    span = piece.span(at, at + 1)
    return Traced(" ", (Run(0, 1, *span),)) if piece.runs else Traced("", ())


def _gap(spans: list[Span], number: int, sign: str) -> Traced:
    at = next((span.end for span in reversed(spans[:number]) if span != _GAP), 0)
    return Traced(sign, (Run(0, 1, at, at),))
