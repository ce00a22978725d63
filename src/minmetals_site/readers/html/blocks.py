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
from minmetals_site.text.html import clean, clean_around
from minmetals_site.text.repair import Diagnosis, Repair, Undecided
from minmetals_site.text.traced import Run, Span, Traced

__all__ = ["DoneBlock", "Medium", "OpenBlock", "Words", "is_blank"]

_Placed = TypeVar("_Placed", Repair, Undecided)
_Repaired = dict[Span, Traced]
"""The stretches of a block in which something is repaired, as they are then."""

_GAP = Span(-1, -1)
"""A space that no character of the capture stands for, as where a `<br>` was."""


def is_blank(text: str, start: int, stop: int) -> bool:
    """Return whether a stretch of the text holds nothing that a reader of the page could see."""
    if start < stop and text[start].isalnum():
        return False
    if stop - start == 1 and text[start] == "\n":  # as between nearly all blocks
        return True
    return WHITE.fullmatch(text, start, stop) is not None


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
    spans: list[Span]
    """The places of all its words, in order."""
    media: list[Medium]
    """The pictures and players in it, in order."""

    def __init__(self, kind: BlockKind, level: int | None = None, *, is_verbatim: bool = False) -> None:
        self.kind = kind
        self.level = level
        self.tokens = []
        self.spans = []
        self.media = []
        self.has_words = False
        self.is_verbatim = is_verbatim
        self.is_one_line = kind in {"heading", "paragraph", "figure"}
        self.lines: list[list[list[Span]]] = [[[]]]

    def words(self, span: Span, *, blank: bool) -> None:
        """Add a stretch of the text."""
        self.tokens.append(span)
        self.spans.append(span)
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
        repaired = self._repaired(block.spans) if self._repairs else {}
        if block.is_verbatim:
            lines = [self._verbatim(block, repaired)]
        else:
            lines = [line for cells in block.lines if (line := self._line(cells, repaired))]
        text = lines[0] if len(lines) == 1 else Traced.join(lines, "\n") if lines else _wordless(block)
        draft = DraftBlock(kind=block.kind, level=block.level, text=text, html=self._html(block, repaired))
        return DoneBlock(draft, tuple(lines), tuple(block.spans))

    def _repaired(self, spans: Sequence[Span]) -> _Repaired:
        """Return the stretches in which something is repaired; a repair that reaches beyond one is not made."""
        found: _Repaired = {}
        for span in spans:
            first = bisect_left(self._starts, span.start)
            due = [r for r in self._repairs[first : bisect_left(self._starts, span.end)] if r.end <= span.end]
            if due:
                piece = Traced.whole(self._decoded[span.start : span.end], span.start)
                found[span] = piece.replaced([(r.start - span.start, r.end - span.start, r.after) for r in due])
        return found

    def _piece(self, span: Span, repaired: _Repaired) -> Traced:
        piece = repaired.get(span)
        return Traced.whole(self._decoded[span.start : span.end], span.start) if piece is None else piece

    def _html(self, block: OpenBlock, repaired: _Repaired) -> str:
        tags: list[str] = []
        texts: list[str] = []
        tag = ""
        for token in block.tokens:
            if isinstance(token, str):
                tag += token
                continue
            piece = repaired.get(token) if repaired else None
            text = self._decoded[token[0] : token[1]] if piece is None else piece.text
            if text.isspace() and "\r" not in text:
                tag += text
            else:
                tags.append(tag)
                texts.append(text)
                tag = ""
        tags.append(tag)
        if block.kind == "figure":
            media = "".join([medium.html for medium in block.media])
            if not block.has_words:
                return clean(f"<figure>{media}</figure>")
            tags[0] = f"<figure>{media}<figcaption>{tags[0]}"
            tags[-1] += "</figcaption></figure>"
        return clean_around(tags, texts)

    def _verbatim(self, block: OpenBlock, repaired: _Repaired) -> Traced:
        spans = block.lines[0][0]
        return Traced.join(
            _gap(spans, i, "\n") if span == _GAP else self._piece(span, repaired) for i, span in enumerate(spans)
        ).stripped()

    def _line(self, cells: list[list[Span]], repaired: _Repaired) -> Traced | None:
        """Return a line with its white space collapsed, cells parted by tabs; None where it has no words."""
        if len(cells) == 1:
            return self._collapsed(cells[0], repaired)
        before, *found = (self._collapsed(cell, repaired) for cell in cells)
        # a row's first cell begins like any other: before it stands nothing
        found = [before, *found] if before else found
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

    def _collapsed(self, spans: list[Span], repaired: _Repaired) -> Traced | None:
        """Return the words of the spans with their white space collapsed, each space traced to one span alone.

        A space traced to the end of one span and the beginning of the next would claim what a rule removed between
        them.
        """
        if len(spans) == 1 and not repaired and (tidy := _tidied(self._decoded, *spans[0])):
            return tidy
        line = _Line()
        for number, span in enumerate(spans):
            if span == _GAP:
                at = next((before.end for before in reversed(spans[:number]) if before != _GAP), 0)
                line.space = line.space or Span(at, at)
            elif span in repaired or not line.add(self._decoded[span.start : span.end], span.start):
                line.add_traced(self._piece(span, repaired))
        return line.done()


def _within(found: Sequence[_Placed], kept: Sequence[Span]) -> Iterable[_Placed]:
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


def _is_tidy(words: str) -> bool:
    """Return whether words without white space at their ends have single spaces between them, and nothing else."""
    return (words.isprintable() and "  " not in words) or words == " ".join(words.split())


def _tidied(decoded: str, start: int, end: int) -> Traced | None:
    """Return the words of a stretch without white space at their ends; None where they are none, or not tidy."""
    piece = decoded[start:end]
    words = piece.strip()
    if not words or not _is_tidy(words):
        return None
    if len(words) != len(piece):
        start = end - len(piece.lstrip())
    return Traced(words, (Run(0, len(words), start, start + len(words)),))


class _Line:
    """A line that is put together from pieces, with its white space collapsed."""

    __slots__ = ("_length", "_runs", "_texts", "space")

    space: Span | None
    """Where white space stands behind the words so far; it counts if more words follow."""

    def __init__(self) -> None:
        self.space = None
        self._texts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def add(self, piece: str, start: int) -> bool:
        """Add a piece of the capture, if it is tidy inside, as nearly all are; return whether it was."""
        words = piece.strip()
        if not words:
            if piece:
                self.space = self.space or Span(start, start + 1)
            return True
        if not _is_tidy(words):
            return False
        at, end = start, start + len(piece)
        if len(words) != len(piece):
            at = end - len(piece.lstrip())
            if at > start:
                self.space = self.space or Span(start, start + 1)
        self._add_space()
        self._runs.append(Run(self._length, self._length + len(words), at, at + len(words)))
        self._texts.append(words)
        self._length += len(words)
        self.space = Span(end - 1, end) if at + len(words) < end else None
        return True

    def add_traced(self, piece: Traced) -> None:
        """Add a piece that was repaired, or whose white space has to be collapsed."""
        words = piece.collapsed()
        if piece.text and (not words.text or piece.text[0].isspace()):
            self.space = self.space or piece.span(0, 1)
        if not words.text:
            return
        self._add_space()
        for run in words.runs:
            start, end, source_start, source_end = run
            self._runs.append(Run(self._length + start, self._length + end, source_start, source_end))
        self._texts.append(words.text)
        self._length += len(words.text)
        self.space = piece.span(len(piece) - 1, len(piece)) if piece.text[-1].isspace() else None

    def _add_space(self) -> None:
        if self._texts and self.space:
            self._runs.append(Run(self._length, self._length + 1, *self.space))
            self._texts.append(" ")
            self._length += 1

    def done(self) -> Traced | None:
        """Return the line; None where it has no words."""
        return Traced("".join(self._texts), self._runs) if self._texts else None


def _gap(spans: list[Span], number: int, sign: str) -> Traced:
    at = next((span.end for span in reversed(spans[:number]) if span != _GAP), 0)
    return Traced(sign, (Run(0, 1, at, at),))
