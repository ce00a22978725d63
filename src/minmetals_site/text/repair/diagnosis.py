"""Undoing damage that a wrong decoding did to text, each change recorded and none made without evidence.

Three kinds. Damage whose bytes are all there is undone exactly (`mojibake.py`, `code_pages.py`, `lost_bytes.py`).
Signs of which only a trace is left are restored from their surroundings: `lost_bytes.py`, `lost_bytes_of_gbk.py` and
`replaced_signs.py` find them, by the families of damage in `families.py`; `lost_signs.py` decides. Characters that no
page may hold are taken out. Lost signs were first seen in an analyst's article whose ’ “ ” – — had all become `โ`, the
Thai letter that the byte E2 is in TIS-620.

What was repaired can be the evidence that settles its neighbour, so rounds are made until nothing changes: repairing
twice is repairing once. In a text that does not come to rest, as no capture does, or that is longer than any book,
only the last kind is repaired.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from minmetals_site.text.repair.code_pages import find_mojibake_of_code_pages
from minmetals_site.text.repair.damage import Decision, Diagnosis, Repair, Undecided
from minmetals_site.text.repair.families import Piece
from minmetals_site.text.repair.gb2312 import find_mojibake_of_gb2312
from minmetals_site.text.repair.lost_bytes import find_lost_bytes
from minmetals_site.text.repair.lost_bytes_of_gbk import find_lost_bytes_of_gbk
from minmetals_site.text.repair.lost_signs import LostSign, decide
from minmetals_site.text.repair.mojibake import find_controls, find_mojibake, find_windows_controls
from minmetals_site.text.repair.replaced_signs import find_replaced_signs
from minmetals_site.text.strange import strange_to
from minmetals_site.text.traced import Traced

__all__ = ["diagnose", "repaired"]

Spans = list[tuple[int, int]]

_ROUNDS = 6
"""Captures need two: one that repairs, and one that finds nothing more."""

_LONGEST = 1_000_000
"""Characters of a text that is looked through for damage; a line of fifty megabytes is no article."""

_FINDERS: tuple[Callable[[str], Sequence[Repair | Piece]], ...] = (
    find_mojibake_of_code_pages,  # of `ÔÇª`, ftfy makes a letter of a font
    find_mojibake_of_gb2312,
    find_mojibake,
    find_lost_bytes,
    find_lost_bytes_of_gbk,
    find_replaced_signs,
    find_windows_controls,
)
"""Of two findings at one place the earlier finder's is kept."""

_PLAIN = bytes((*range(0x09, 0x0E), *range(0x20, 0x7F)))
"""White space, letters and signs of ASCII, without its control characters."""
_HARMLESS = frozenset("’‘“”–—…•·→™©®\u00a0")
"""Signs of clean English text, with which no damage begins."""

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]*(?:\r\n|[\n\r\v\f\u2028\u2029]|\Z)")
r"""Matches a line with its end; U+0085 ends none here, since it may be the last byte of a letter ("Ã\x85")."""

_NO_QUESTION = re.compile(r"\?(?=[\w?])")
"""Matches the question mark in "China?s" and "a ?start"; refuses "Who pays?"."""


def diagnose(
    text: str, paragraphs: Sequence[tuple[int, int]] | None = None, refused: Collection[tuple[int, int]] = frozenset()
) -> Diagnosis:
    """Return the repairs that `text` needs, and the damage in it that nobody can decide.

    Quotes pair inside `paragraphs`, ordered spans that do not overlap, and no repair crosses the edge of one; by
    default each line is one. A repair that would touch one of the `refused` places is not made, nor is the place
    reported: the archivist has decided it. Characters that no page may hold are taken out all the same.

    >>> [(repair.start, repair.after) for repair in diagnose("the minersโ unions in Chinaโs north").repairs]
    [(10, '’'), (27, '’')]
    """
    if not _may_be_damaged(text):
        return Diagnosis((), ())
    if len(text) > _LONGEST:
        return Diagnosis(tuple(find_controls(text)), ())
    spans = _lines(text) if paragraphs is None else list(paragraphs)
    repairs: list[Repair] = []
    undecided: dict[tuple[int, int], str] = {}
    for _ in range(_ROUNDS):
        places = _Places(repairs)
        now = _applied(text, repairs)
        found, open_ = _examined(now, places.all_after(spans), places.all_after(refused))
        undecided.update(((places.before(o.start), places.before(o.end - 1) + 1), o.family.name) for o in open_)
        if not found:
            break
        repairs = _composed(text, repairs, found)
    else:
        repairs = find_controls(text)
    return Diagnosis(tuple(repairs), _still_open(text, undecided, repairs))


def repaired(text: str, diagnosis: Diagnosis) -> Traced:
    """Return the text with all repairs of its diagnosis made, each traced to what it replaced.

    >>> repaired("Chinaโs north", diagnose("Chinaโs north")).text
    'China’s north'
    """
    return Traced.whole(text).replaced([(r.start, r.end, r.after) for r in diagnosis.repairs])


def _applied(text: str, repairs: Sequence[Repair]) -> str:
    parts: list[str] = []
    at = 0
    for repair in repairs:
        parts += (text[at : repair.start], repair.after)
        at = repair.end
    return "".join((*parts, text[at:]))


def _may_be_damaged(text: str) -> bool:
    return not strange_to(text, _PLAIN) <= _HARMLESS or _NO_QUESTION.search(text) is not None


def _lines(text: str) -> Spans:
    return [match.span() for match in _LINE.finditer(text)]


# --- One round ----------------------------------------------------------------------------------------------------


def _examined(text: str, paragraphs: Spans, refused: Spans) -> tuple[list[Repair], list[Piece]]:
    """Return the repairs that show themselves in one look at `text`, and what is damaged in it but undecided."""
    edges = sorted({edge for span in paragraphs for edge in span})
    found = (item for find in _FINDERS for item in find(text) if not _inner(edges, item.start, item.end))
    allowed: list[Repair | Piece] = [f for f in found if not any(s < f.end and f.start < e for s, e in refused)]
    allowed.extend(part for control in find_controls(text) for part in _split(control, edges))
    allowed = _without_overlap(allowed)
    decisions = iter(_decisions(text, allowed, paragraphs))
    repairs: list[Repair] = []
    undecided: list[Piece] = []
    for item in allowed:
        if isinstance(item, Repair):
            repairs.append(item)
        elif not item.lost:
            rule = f"mojibake:{item.family.name}"
            repairs.append(
                _of(text, item, item.after, Decision(item.after, rule, "certain" if item.certain else "probable"))
            )
        else:
            decision = next(decisions)
            if decision is None:
                undecided.append(item)
            elif decision.after is not None:
                repairs.append(_of(text, item, f"{item.after}{decision.after}{item.space}", decision))
    return repairs, undecided


def _inner(edges: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Return the edges of paragraphs inside a stretch; no repair reaches from one paragraph into another."""
    return edges[bisect_right(edges, start) : bisect_left(edges, end)]


def _split(removal: Repair, edges: Sequence[int]) -> Iterator[Repair]:
    """Yield the removal in one part for each paragraph."""
    cuts = [removal.start, *_inner(edges, removal.start, removal.end), removal.end]
    for start, end in pairwise(cuts):
        before = removal.before[start - removal.start : end - removal.start]
        yield removal._replace(start=start, end=end, before=before)


def _of(text: str, piece: Piece, after: str, decision: Decision) -> Repair:
    before = text[piece.start : piece.end]
    return Repair(piece.start, piece.end, before, after, decision.rule, decision.certainty)


def _without_overlap(found: Iterable[Repair | Piece]) -> list[Repair | Piece]:
    """Return what does not overlap, in order; of two that begin together the one that comes first is kept."""
    kept: list[Repair | Piece] = []
    for item in sorted(found, key=lambda item: item.start):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _decisions(text: str, items: Sequence[Repair | Piece], paragraphs: Spans) -> list[Decision | None]:
    """Return what the lost signs among the items were, seen in the text with all else put right."""
    exact: list[Repair] = []
    lost: list[tuple[Repair, Piece]] = []
    for item in items:
        if isinstance(item, Repair):
            exact.append(item)
            continue
        after = f"{item.after}\ufffd{item.space}" if item.lost else item.after
        exact.append(Repair(item.start, item.end, "", after, "", "certain"))
        if item.lost:
            lost.append((exact[-1], item))
    if not lost:
        return []
    places = _Places(exact)
    signs = [
        LostSign(places.after(repair.start) + len(piece.after), piece.family, piece.only) for repair, piece in lost
    ]
    return decide(_applied(text, exact), signs, places.all_after(paragraphs))


# --- Places before and after repairs ------------------------------------------------------------------------------


class _Places:
    """Where a place of a text is after repairs, and where a place of the repaired text was before them."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self._ends: list[int] = []
        self._ends_after: list[int] = []
        grown = 0
        for repair in repairs:
            grown += len(repair.after) - (repair.end - repair.start)
            self._ends.append(repair.end)
            self._ends_after.append(repair.end + grown)

    def after(self, place: int) -> int:
        """Return where a place that no repair replaced has moved to."""
        number = bisect_right(self._ends, place) - 1
        return place if number < 0 else place + self._ends_after[number] - self._ends[number]

    def before(self, place: int) -> int:
        """Return where a place that no repair made has come from."""
        number = bisect_right(self._ends_after, place) - 1
        return place if number < 0 else place + self._ends[number] - self._ends_after[number]

    def all_after(self, spans: Iterable[tuple[int, int]]) -> Spans:
        """Return where spans have moved to."""
        return [(self.after(start), self.after(end)) for start, end in spans]


def _composed(text: str, done: Sequence[Repair], further: Sequence[Repair]) -> list[Repair]:
    """Return in one list what `done` does to `text` and `further` to the outcome; where they meet they become one."""
    composed: list[Repair] = []
    rest = list(reversed(done))
    grown = 0
    for repair in further:
        while rest and rest[-1].start + grown + len(rest[-1].after) <= repair.start:
            composed.append(rest.pop())
            grown += _growth(composed[-1])
        start, after = repair.start - grown, repair.after
        behind = ""
        if rest and rest[-1].start + grown < repair.start:
            start, after = rest[-1].start, rest[-1].after[: repair.start - rest[-1].start - grown] + after
        while rest and rest[-1].start + grown < repair.end:
            met = rest.pop()
            behind = met.after[max(repair.end - met.start - grown, 0) :]
            grown += _growth(met)
        end = repair.end + len(behind) - grown
        if text[start:end] != after + behind:
            composed.append(Repair(start, end, text[start:end], after + behind, repair.rule, repair.certainty))
    return [*composed, *reversed(rest)]


def _growth(repair: Repair) -> int:
    return len(repair.after) - (repair.end - repair.start)


def _still_open(text: str, places: Mapping[tuple[int, int], str], repairs: Sequence[Repair]) -> tuple[Undecided, ...]:
    """Return the undecided places that no round repaired, in order; of those that overlap, the first and longest.

    `places` are spans with the names of their families.
    """
    if not places:
        return ()
    taken = {place for repair in repairs for place in range(repair.start, repair.end)}
    still: list[Undecided] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if taken.isdisjoint(range(start, end)) and (not still or start >= still[-1].end):
            still.append(Undecided(start, end, text[start:end], places[start, end]))
    return tuple(still)
