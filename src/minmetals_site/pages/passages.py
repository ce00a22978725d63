"""A capture cut into passages, each with what was read from it: the alignment of the two sides of a source page.

The blocks of the body say where the capture is cut; what stands between two of them is cut where lines begin to go
another way (the publisher's line, then highlights, then a comment widget). Cuts are moved to the ends of lines where
that parts no two blocks, so that a bullet before an item, or a dash after a heading, stays with it; empty lines
stay with what they follow, and labels with what follows them. The passages cover the text without gap or overlap,
whatever the spans of the blocks are.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from minmetals_site.pages import words
from minmetals_site.pages.provenance import known_fields
from minmetals_site.records import AnyDocument, Block, Use

__all__ = ["Part", "Passage", "Readings", "line_ends_of", "passages_of"]

_LINE_END = re.compile(r"\n|\r(?!\n)")
"""Where a line of the page ends: matches `\\n` and a lone `\\r`; of `\\r\\n` only the second."""
_PLACE = attrgetter("start", "end")
_SPACE = "removed:white-space"
_LABEL = "removed:field-label"
_BREADCRUMB = "breadcrumb"


class Passage(NamedTuple):
    """A stretch of the decoded text, and the blocks that were read from it."""

    start: int
    end: int
    """Exclusive; above `start`."""
    blocks: tuple[Block, ...] = ()
    """Mostly one; none where something else stands between blocks; several where their spans lie across each other."""


class Part(NamedTuple):
    """One thing that a passage was read as."""

    face: str
    """`block`, `field` or `removed`."""
    name: str
    """What it is, in words: `Paragraph`, `Publisher`, `Left out: words of a comment widget`."""
    note: str
    """How else the value is known than from here: `corrected by the archivist`; mostly empty."""
    lines: tuple[str, ...]
    """As the archive has it: of a block its plain text, of a field its value; none for what was left out."""
    anchor: str
    """Fragment of a block on the document's page; else empty."""


@lru_cache(maxsize=1)  # passages and marks of a document ask one after the other
def line_ends_of(text: str) -> tuple[int, ...]:
    """Return the places behind the ends of the text's lines; one that ends without a line end has none at its end."""
    if "\r" in text:
        return tuple([match.end() for match in _LINE_END.finditer(text)])
    return tuple(accumulate([len(line) + 1 for line in text.split("\n")[:-1]]))  # in a tenth of the time


def passages_of(document: AnyDocument, decoded: str) -> list[Passage]:
    """Return the passages of the decoded text, in its order: all of it, each character in one of them."""
    gaps = _Gaps(document.account, decoded)
    passages: list[Passage] = []
    at = 0
    for span in _block_spans(document.blocks, len(decoded), gaps.line_starts):
        passages += gaps.between(at, span.start)
        passages.append(span)
        at = span.end
    passages += gaps.between(at, len(decoded))
    return _with_empty_joined(passages, decoded)


def _block_spans(blocks: Sequence[Block], size: int, line_starts: Sequence[int]) -> list[Passage]:
    """Return the stretches of the blocks, moved out to whole lines where no other block stands in the way."""
    spans: list[Passage] = []
    for block in sorted([b for b in blocks if b.start < b.end], key=_PLACE):
        start, end = max(block.start, spans[-1].end if spans else 0), min(block.end, size)
        if start < end:
            spans.append(Passage(start, end, (block,)))
        elif spans:
            spans[-1] = spans[-1]._replace(blocks=(*spans[-1].blocks, block))
    at = 0
    for index, span in enumerate(spans):
        following = spans[index + 1].start if index + 1 < len(spans) else size
        start = max(at, line_starts[bisect_right(line_starts, span.start) - 1])
        line_end = bisect_left(line_starts, span.end)
        end = min(following, line_starts[line_end] if line_end < len(line_starts) else size)
        spans[index] = Passage(start, end, span.blocks)
        at = end
    return spans


class _Gaps:
    """The text between blocks."""

    def __init__(self, account: Sequence[Use], decoded: str) -> None:
        self.line_starts = [0, *line_ends_of(decoded)]
        self._uses = _Uses(account)
        self._decoded = decoded

    def between(self, start: int, end: int) -> Iterator[Passage]:
        """Yield the passages of a stretch without blocks: one for each run of lines that went the same way."""
        if start == end:
            return
        inner = self.line_starts[bisect_right(self.line_starts, start) : bisect_left(self.line_starts, end)]
        if inner:
            lines = [start, *inner, end]
            ways = _labels_joined([self._way(a, b) for a, b in pairwise(lines)])
            way = ""
            for line, here in zip(lines, ways, strict=False):
                if here and way and here != way:
                    yield Passage(start, line)
                    start = line
                way = here or way
        yield Passage(start, end)

    def _way(self, start: int, end: int) -> str:
        """Return the use that a line goes by: the first that is kept, else the first at all; empty for an empty one."""
        if self._decoded[start:end].isspace():
            return ""
        uses = [use.use for use in self._uses.between(start, end)]
        return next((use for use in uses if not use.startswith("removed:")), uses[0] if uses else "")


class _Uses:
    """What became of the text, looked up by place."""

    def __init__(self, account: Sequence[Use]) -> None:
        self._account = account
        self._starts = [use.start for use in account]

    def between(self, start: int, end: int) -> list[Use]:
        """Return the uses of a stretch, without those of empty space."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        uses = self._account[first : bisect_left(self._starts, end)]
        return [use for use in uses if use.use != _SPACE and use.end > start]


def _labels_joined(ways: list[str]) -> list[str]:
    """Return the ways of lines, that of a line with nothing but a label being that of what follows it."""
    if _LABEL not in ways:
        return ways
    joined: list[str] = []
    following = ""
    for way in reversed(ways):
        joined.append(following if following and way == _LABEL else way)
        following = joined[-1] or following
    return joined[::-1]


def _with_empty_joined(passages: Sequence[Passage], decoded: str) -> list[Passage]:
    """Return the passages without those that hold no words: these go to the one before, at the top to the one after."""
    joined: list[Passage] = []
    only_empty = False
    for passage in passages:
        is_empty = decoded[passage.start : passage.end].isspace()
        if joined and (only_empty or (is_empty and not passage.blocks)):
            joined[-1] = Passage(joined[-1].start, passage.end, joined[-1].blocks + passage.blocks)
            only_empty = only_empty and is_empty
        else:
            joined.append(passage)
            only_empty = is_empty
    return joined


class Readings:
    """What the passages of one document were read as."""

    def __init__(self, document: AnyDocument, decoded: str) -> None:
        self._document = document
        self._decoded = decoded
        self._uses = _Uses(document.account)
        self._repair_starts = [repair.start for repair in document.repairs]
        self._undecided_starts = [place.start for place in document.undecided]
        self._values = {
            field.replace("_", "-"): (name, words.MARKED_ORIGINS.get(value.origin, ""), in_words(value.value))
            for field, name, value, in_words in known_fields(document)
            if value.value is not None
        }

    def parts(self, passage: Passage) -> tuple[Part, ...]:
        """Return what a passage was read as, in the order of the text, what was left out of it last."""
        placed: dict[str, list[Use]] = {}
        for use in self._uses.between(passage.start, passage.end):
            if use.use == "body":
                continue
            if not self._decoded[max(use.start, passage.start) : min(use.end, passage.end)].isspace():
                placed.setdefault(use.use, []).append(use)
        if not placed:
            return tuple(map(_block, passage.blocks))
        found = [(uses[0].start, self._part(name, uses, passage)) for name, uses in placed.items()]
        found += [(block.start, _block(block)) for block in passage.blocks]
        found.sort(key=lambda pair: (pair[1].face == "removed", pair[0]))
        return tuple(part for _, part in found)

    def repairs_in(self, passage: Passage) -> int:
        """Return how many damaged places of a passage were restored."""
        return _count_in(self._repair_starts, passage) if self._repair_starts else 0

    def undecided_in(self, passage: Passage) -> int:
        """Return how many damaged places of a passage no rule could decide."""
        return _count_in(self._undecided_starts, passage) if self._undecided_starts else 0

    def _part(self, use: str, uses: Sequence[Use], passage: Passage) -> Part:
        what, _, name = use.partition(":")
        if what == "removed":
            return _left_out(name)
        if name in self._values:
            label, note, value = self._values[name]
            return Part("field", label, note, (value,), "")
        read = (self._as_read(max(one.start, passage.start), min(one.end, passage.end)) for one in uses)
        lines = self._as_listed(name, tuple(line for text in read for line in text))
        return Part("field", words.use_name(use).capitalize(), "", lines, "")

    def _as_listed(self, name: str, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return lines as the record has them: the items of a post's list may follow each other without a line end."""
        if name == _BREADCRUMB:
            return (" › ".join(lines),)
        values = {"highlights": self._document.highlights, "notices": self._document.notices}.get(name, ())
        return values if _squeezed(values) == _squeezed(lines) else lines

    def _as_read(self, start: int, end: int) -> list[str]:
        """Return the lines of a stretch as the archive reads them: restored, without empty ones."""
        parts = []
        for index in range(bisect_left(self._repair_starts, start), len(self._repair_starts)):
            repair = self._document.repairs[index]
            if repair.start >= end:
                break
            parts += [self._decoded[start : repair.start], repair.after]
            start = repair.end
        lines = "".join((*parts, self._decoded[start:end])).splitlines()
        return [line for line in (" ".join(line.split()) for line in lines) if line]


@lru_cache(maxsize=1024)
def _left_out(rule: str) -> Part:
    return Part("removed", f"Left out: {words.removal_words(rule)}", "", (), "")


def _squeezed(lines: Sequence[str]) -> str:
    return "".join("".join(lines).split())


def _count_in(places: Sequence[int], passage: Passage) -> int:
    return bisect_left(places, passage.end) - bisect_left(places, passage.start)


def _block(block: Block) -> Part:
    name = words.BLOCK_NAMES[block.kind]
    if block.level:
        name = f"{name}, level {block.level}"
    return Part("block", name, "", tuple(block.text.splitlines()), block.anchor)
