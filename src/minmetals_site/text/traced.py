"""Text that knows where each of its characters stands in the capture.

Every value of this archive is traced to the capture, so text is never passed about as a bare string while it is being
taken apart: a `Traced` keeps, beside the characters, runs that map them to the decoded text of the capture. Slicing,
joining, collapsing white space and replacing (repairs) keep the map true, so evidence and account need no bookkeeping
of their own. Nearly all text stands in the capture as it is; that needs no runs but one number, where it begins, and
every step on it is one of Python's own on strings.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple, Self

__all__ = ["Run", "Span", "Traced"]

_WHITE = re.compile(r"\s+")
"""Matches a line end and a no-break space; refuses a space of no width."""
_SOURCE_START = attrgetter("source_start")
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_ELSEWHERE = -1
"""Place of a text that does not stand in the source in one piece."""


class Span(NamedTuple):
    """A stretch of the capture's decoded text, in code points; the end is exclusive."""

    start: int
    end: int


_NEW = tuple.__new__
"""Makes a span in half the time of `Span(…)`; two in three are made here."""


class Run(NamedTuple):
    """A stretch of text beside the stretch of source it came from.

    Where both are equally long the characters correspond one by one; else the text as a whole stands for the source as
    a whole (a repair, or white space that was collapsed). Where such a run is cut in two, its source is shared out so
    that no part of it is lost or counted twice: a character of source for each of text, and the rest for the last.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Traced:
    """An immutable string with its places in the source.

    >>> line = Traced.whole("Home  >  News").slice(0, 8).collapsed()
    >>> line.text, line.span(5, 6)
    ('Home >', Span(start=6, end=7))
    """

    __slots__ = ("_at", "_runs", "_starts", "text")

    text: str
    _at: int
    """Where the text begins in the source, if every character of it stands there; else `_ELSEWHERE`."""
    _runs: tuple[Run, ...] | None
    """None until somebody asks for the one run of a text that stands in the source."""
    _starts: list[int] | None

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        self.text = text
        self._at = _ELSEWHERE
        self._runs = tuple(runs)
        self._starts = None
        if text and len(self._runs) == 1:
            start, end, source_start, source_end = self._runs[0]
            if start == 0 and end == len(text) == source_end - source_start:
                self._at = source_start

    @property
    def runs(self) -> tuple[Run, ...]:
        """Ordered, without gap or overlap in the text; empty only where the text is."""
        if self._runs is None:
            size = len(self.text)
            self._runs = (Run(0, size, self._at, self._at + size),) if size else ()
        return self._runs

    @classmethod
    def whole(cls, text: str, start: int = 0) -> Self:
        """Return `text` as it stands in the source from `start`."""
        made = cls.__new__(cls)
        made.text = text
        made._at = start if text else _ELSEWHERE  # noqa: SLF001  # its own: a third of the time of __init__
        made._runs = made._starts = None  # noqa: SLF001
        return made

    @classmethod
    def join(cls, parts: Iterable["Traced"], separator: str = "") -> Self:
        """Return the parts in one; a `separator` between them stands for nothing in the source."""
        texts: list[str] = []
        runs: list[Run] = []
        at = 0
        for part in parts:
            if not part.runs:
                continue
            if runs and separator:
                runs.append(Run(at, at + len(separator), runs[-1].source_end, runs[-1].source_end))
                texts.append(separator)
                at += len(separator)
            runs.extend(Run(at + r.start, at + r.end, r.source_start, r.source_end) for r in part.runs)
            texts.append(part.text)
            at += len(part.text)
        return cls("".join(texts), runs)

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Return the text and its span."""
        return f"Traced({self.text!r}, {tuple(self.spans())!r})"

    def slice(self, start: int, end: int) -> "Traced":
        """Return the characters from `start` to `end` (exclusive), as Python slices with both ends given."""
        if start < 0 or end > len(self.text):
            start, end = max(start, 0), min(end, len(self.text))
        if start >= end:
            return Traced.whole("")
        if self._at >= 0:
            return Traced.whole(self.text[start:end], self._at + start)
        runs: list[Run] = []
        for index in range(self._run_at(start), len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                break
            left, right = max(run.start, start), min(run.end, end)
            runs.append(Run(left - start, right - start, _source(run, left), _source(run, right)))
        return Traced(self.text[start:end], runs)

    def stripped(self, characters: str | None = None) -> "Traced":
        """Return the text without white space (or `characters`) at both ends."""
        text = self.text.strip(characters)
        if text and len(text) == len(self.text):
            return self
        left = len(self.text) - len(self.text.lstrip(characters))
        return self.slice(left, left + len(text))

    def collapsed(self) -> "Traced":
        """Return the text with every run of white space made one space, and none at the ends."""
        text = self.stripped()
        if text.text.isprintable() and "  " not in text.text:  # no white space but single spaces
            return text
        replacements = [(m.start(), m.end(), " ") for m in _WHITE.finditer(text.text) if m.group() != " "]
        return text.replaced(replacements) if replacements else text

    def replaced(self, replacements: Sequence[tuple[int, int, str]]) -> "Traced":
        """Return the text with each `(start, end, new)` put in place; they are ordered and do not overlap."""
        if self._at >= 0:
            return self._replaced_in_source(replacements)
        parts: list[Traced] = []
        at = 0
        for start, end, new in replacements:
            parts.append(self.slice(at, start))
            if new:
                source = self.span(start, end)
                parts.append(Traced(new, (Run(0, len(new), *source),)))
            at = end
        parts.append(self.slice(at, len(self.text)))
        return Traced.join(parts)

    def _replaced_in_source(self, replacements: Sequence[tuple[int, int, str]]) -> "Traced":
        """Return the same of a text that stands in the source, in a fifth of the time."""
        texts: list[str] = []
        runs: list[Run] = []
        at = grown = 0
        for start, end, new in (*replacements, (len(self.text), len(self.text), "")):
            if at < start:
                texts.append(self.text[at:start])
                runs.append(Run(at + grown, start + grown, self._at + at, self._at + start))
            if new:
                texts.append(new)
                runs.append(Run(start + grown, start + grown + len(new), self._at + start, self._at + end))
            grown += len(new) - (end - start)
            at = end
        return Traced("".join(texts), runs)

    def lines(self) -> list["Traced"]:
        r"""Return the lines, ended by CRLF, CR, LF or a Unicode line separator, without their ends."""
        found: list[Traced] = []
        at = 0
        for line in self.text.splitlines(keepends=True):
            words = line.rstrip(_LINE_ENDS)
            whole = self._at >= 0
            found.append(Traced.whole(words, self._at + at) if whole else self.slice(at, at + len(words)))
            at += len(line)
        return found

    def span(self, start: int, end: int) -> Span:
        """Return the place in the source of the characters from `start` to `end`, from the first to the last."""
        if self._at >= 0:
            size = len(self.text)
            if not 0 <= start <= end <= size:
                start, end = min(max(start, 0), size), min(max(end, 0), size)
            return _NEW(Span, (self._at + start, self._at + end))
        if not self.runs:
            return Span(0, 0)
        first = self.runs[self._run_at(start)]
        last = self.runs[self._run_at(max(start, end - 1))]
        return Span(_source(first, start), _source(last, end))

    def spans(self) -> list[Span]:
        """Return the places in the source of the whole text: neighbours merged, in the source's order, none empty."""
        if self._at >= 0:
            return [_NEW(Span, (self._at, self._at + len(self.text)))]
        merged: list[Span] = []
        for run in sorted(self.runs, key=_SOURCE_START):
            if run.source_start == run.source_end:
                continue
            if merged and run.source_start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, run.source_end))
            else:
                merged.append(Span(run.source_start, run.source_end))
        return merged

    def _run_at(self, position: int) -> int:
        if self._starts is None:
            self._starts = [run.start for run in self.runs]
        return max(bisect_right(self._starts, position) - 1, 0)


def _source(run: Run, position: int) -> int:
    """Return the place in the source at which the run's text before `position` ends."""
    if position >= run.end:
        return run.source_end
    return min(run.source_start + max(position - run.start, 0), run.source_end)
