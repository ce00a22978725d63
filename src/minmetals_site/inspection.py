"""How captures were read, set out for a terminal: what `minmetals-site inspect` shows.

The page answers the questions of somebody who doubts a value: where does it come from, what was changed on the way,
what was left out. So the whole text is set out in rows, one for each stretch of a line that went one way, and each row
names its place and its use. Signs say all that colours say: a pipe, `NO_COLOR` or a reader who cannot tell the
colours apart costs nothing. Where the words do not go to a terminal the rows are not wrapped, so that they can be
searched, and the tables are as wide as `WIDTH`, so that the same capture gives the same text everywhere.

Captures are hostile: their text is printed by `errors.printable`, never read as rich's markup, and the signs of this
page are escaped in it, so that no capture can forge a mark.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple, TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from minmetals_site.errors import printable
from minmetals_site.loader import ReadDocument
from minmetals_site.pages import words
from minmetals_site.pages.provenance import FieldRow, damage_words, event_rows, field_rows, known_values
from minmetals_site.records import AnyDocument, Block, Evidence, Finding, Level, Repair, Undecided

__all__ = ["Row", "render_inspection", "rows_of", "settled_by"]

WIDTH = 100
"""Columns of the tables where the words do not go to a terminal."""
NARROWEST = 40
"""Columns below which a terminal's width is not followed: nothing could be set side by side."""

_FACE_STYLES = {"body": "", "field": "green", "removed": "dim", "white": "dim"}
_LEVEL_STYLES: dict[Level, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold"}
_TITLE, _LABEL, _REPAIR, _UNDECIDED, _EVIDENCE = "bold", "cyan", "bold magenta", "bold red", "cyan"
_ARROWS = {"certain": "→", "probable": "⇢"}
_LEGEND = (
    "⟦a→b⟧ is a certain repair, ⟦a⇢b⟧ a probable one; ⟦undecided: a⟧ is damage that no rule could decide.",
    "From the words in ⟦name: …⟧ a field was read too. A label with … goes on from the row above.",
    "White space between the rows is not shown.",
)

_AROUND = 24
"""Characters of context on each side of a damaged place in a list."""
_PLACES = 3
"""Pieces of evidence, or mentions, that a table shows; the rest are counted, and `--json` has them all."""
_LONGEST_VALUE = 1000
"""Characters of a value that a table shows: a title may be a line of fifty megabytes."""
_LONGEST_MENTION = 60
_WIDEST_LABEL = 32
_LONGEST_ROW = 4000
"""Characters of a row: one of fifty megabytes would be of little use, and rich would need gigabytes for it."""
_WHITE = re.compile(r"\s+")
"""Matches a line end and a tab; refuses a space of no width."""
_LINE_END = re.compile(r"\n|\r(?!\n)")
"""Where a line ends: matches `\\n` and a lone `\\r`; of `\\r\\n` only the second."""

_START = attrgetter("start")


class Row(NamedTuple):
    """A stretch of one line of the decoded text in which every character was used in one way."""

    start: int
    """Of its first character that is no white space."""
    end: int
    """After its last such character."""
    use: str
    """As in the account."""
    label: str
    """The use in words; of the body, with the kind of block."""
    goes_on: bool
    """Whether the row above belongs to the same stretch, or the same block."""


def render_inspection(documents: Sequence[ReadDocument], stream: TextIO) -> str:
    """Return the page of all documents of a capture, in the width and the colours that the stream's terminal takes.

    Nothing is written to the stream. The text ends with a line end, and is empty where there are no documents.
    """
    asked = Console(file=stream)
    is_plain = asked.no_color or asked.color_system is None or asked.legacy_windows or not asked.is_terminal
    page = StringIO()
    console = Console(
        file=page,
        width=max(asked.width, NARROWEST) if asked.is_terminal else WIDTH,
        color_system=None if is_plain else "standard",  # sixteen colours: the terminal's own, on any background
        force_terminal=asked.is_terminal,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for index, read in enumerate(documents):
        for part in chain([Text("")] if index else [], _parts(read, console)):
            console.print(part, soft_wrap=isinstance(part, Text))
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def settled_by(path: str, finding: Finding) -> str:
    """Return where and by which line a finding of the capture at `path` can be settled; empty where none can."""
    if not finding.correction:
        return ""
    return f"Settle it in {PurePosixPath(path).with_suffix('.yaml')} by: {finding.correction}"


def rows_of(document: AnyDocument, decoded: str) -> Iterator[Row]:
    """Yield the rows of the decoded text, in its order: together, every character but white space."""
    blocks = sorted((block for block in document.blocks if block.start < block.end), key=lambda block: block.start)
    block_starts = [block.start for block in blocks]
    use_starts = [use.start for use in document.account]
    line_ends = (match.end() for match in _LINE_END.finditer(decoded))
    cuts = sorted({0, len(decoded), *line_ends, *use_starts, *block_starts})
    above: tuple[str, int] | None = None
    for start, end in chain.from_iterable(_cut(decoded, *stretch) for stretch in pairwise(cuts)):
        text = decoded[start:end]
        if text.isspace():
            continue
        index = bisect_right(use_starts, start) - 1
        use = document.account[index].use
        block = bisect_right(block_starts, start) - 1 if use == "body" else -1
        part = (use, block if use == "body" else index)
        label = _body_label(blocks[block]) if block >= 0 else _use_label(use)
        left = start + len(text) - len(text.lstrip())
        yield Row(left, left + len(text.strip()), use, label, goes_on=part == above)
        above = part


def _cut(decoded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch in parts that are short enough for a row, cut behind a space where there is one."""
    while end - start > _LONGEST_ROW:
        behind_space = decoded.rfind(" ", start, start + _LONGEST_ROW) + 1
        cut = behind_space or start + _LONGEST_ROW
        yield start, cut
        start = cut
    yield start, end


def _body_label(block: Block) -> str:
    return f"body: {block.kind}" if block.level is None else f"body: {block.kind} {block.level}"


def _use_label(use: str) -> str:
    return f"field: {words.use_name(use)}" if use.startswith("field:") else words.use_name(use)


def _parts(read: ReadDocument, console: Console) -> Iterator[RenderableType]:
    """Yield what is printed of one document, part by part."""
    document, decoded = read.document, read.decoded
    yield from _head(document, console)
    yield from _section("Fields", [_fields(document)])
    if document.events:
        yield from _section("Dates in the text", [_events(document)])
    if document.tags:
        yield from _section("Tags", [_tags(document)])
    if document.publisher_terms:
        yield from _section("The publisher’s own terms", _terms(document, console))
    yield from _section("Parts", _counts(document, console))
    if document.repairs:
        yield from _section(f"Repairs ({len(document.repairs):,})", _repairs(document, decoded, console))
    if document.undecided:
        yield from _section(f"Undecided damage ({len(document.undecided):,})", _undecided(document, decoded, console))
    whole = words.decoded_words(document.capture.reader)
    if decoded:
        count = words.counted(len(decoded), "character", "characters")
        yield from _section(f"What became of {whole} ({count})", [_uses(document)])
        yield from _section("The text", _text_rows(document, decoded, console))
    else:
        yield from _section("The text", [Text(f"None: {whole} is empty.")])
    if document.findings:
        yield from _section("Findings", _findings(document, console))


def _section(title: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, _TITLE)
    yield from parts


def _safe(text: str, style: str = "") -> Text:
    """Return text of a capture as the terminal may have it."""
    return Text(printable(text.replace("⟦", r"\u27e6").replace("⟧", r"\u27e7")), style)


def _hanging(head: Text, body: Text, console: Console) -> Text:
    """Return `body` behind `head`; on a terminal wrapped at words, its further lines under its first."""
    if not console.is_terminal:
        return head + body
    room = max(console.width - head.cell_len, NARROWEST // 2)
    indent = Text("\n" + " " * head.cell_len)
    return head + indent.join(body.wrap(console, room, overflow="fold"))


def _table(*columns: str) -> Table:
    """Return an empty table without lines: those would be noise to a reader by ear, and to `grep`."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(columns), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _head(document: AnyDocument, console: Console) -> Iterator[Text]:
    capture = document.capture
    item = f", item {capture.item}" if capture.item is not None else ""
    yield Text.assemble(("━━ ", _TITLE), _safe(capture.path + item, _TITLE))
    source = words.SOURCE_CLASSES[document.source_class].label
    lines = {
        "Document": f"{words.KIND_NAMES[document.kind]} · {source} · language {document.language}",
        "Read as": f"{words.reader_words(capture.reader)} ({capture.reader})",
        "Encoding": f"{capture.encoding} ({capture.encoding_evidence})",
        "File": f"{words.counted(capture.bytes, 'byte', 'bytes')}, sha256 {capture.sha256}",
        "Breadcrumb": " > ".join(document.breadcrumb),
        "Keys read": ", ".join(capture.keys_used),
        "Not read": ", ".join(capture.keys_unused),
    }
    for name, value in lines.items():
        if value:
            yield _hanging(Text(f"{name:<12}", _LABEL), _safe(value), console)


def _fields(document: AnyDocument) -> Table:
    table = _table("Field", "Value", "How it is known")
    for row in field_rows(document):
        table.add_row(Text(row.name, _LABEL), _value(row), _how_known(row))
    return table


def _events(document: AnyDocument) -> Table:
    table = _table("Date", "How it is known")
    for row in event_rows(document):
        table.add_row(_value(row), _how_known(row))
    return table


def _value(row: FieldRow) -> Text:
    return _safe(words.shortened(row.value, _LONGEST_VALUE)) if row.value else Text("–", "dim")


def _how_known(row: FieldRow) -> Text:
    lines = [Text.assemble((row.origin_words, "bold"), f": {row.rule_words}")]
    lines += [_safe(f'"{view.text}", {view.place}', "green") for view in row.evidence[:_PLACES]]
    if len(row.evidence) > _PLACES:
        lines.append(Text(f"and {words.counted(len(row.evidence) - _PLACES, 'more place', 'more places')}"))
    if row.reason:
        lines.append(_safe(f"Reason: {words.shortened(row.reason, _LONGEST_VALUE)}"))
    if row.replaces:
        lines.append(_safe(f"Read before: {words.shortened(row.replaces, _LONGEST_VALUE)}"))
    return Text("\n").join(lines)


def _tags(document: AnyDocument) -> Table:
    table = _table("Facet", "Tag", "Mentions", "The first of them")
    for tag in document.tags:
        first = "; ".join(_mention(mention) for mention in tag.mentions[:_PLACES])
        table.add_row(_safe(tag.facet, _LABEL), _safe(tag.name), f"{len(tag.mentions):,}", _safe(first, "green"))
    return table


def _mention(mention: Evidence) -> str:
    text = words.shortened(mention.text, _LONGEST_MENTION)
    return f'"{text}", {mention.path}' if mention.start is None else f'"{text}" at {mention.start:,}'


def _terms(document: AnyDocument, console: Console) -> Iterator[Text]:
    for term in document.publisher_terms:
        known = words.ORIGINS[term.origin].label.lower()
        yield _hanging(_safe(f"{term.taxonomy}: ", _LABEL), _safe(f"{term.name} ({term.slug}, {known})"), console)


def _counts(document: AnyDocument, console: Console) -> Iterator[Text]:
    kinds = Counter(block.kind for block in document.blocks)
    listed = ", ".join(words.counted(count, kind, f"{kind}s") for kind, count in kinds.items())
    counts = {
        "Body": listed or "none",
        "Highlights": f"{len(document.highlights):,}",
        "Notices": f"{len(document.notices):,}",
    }
    for name, value in counts.items():
        yield _hanging(Text(f"{name:<12}", _LABEL), Text(value), console)


def _repairs(document: AnyDocument, decoded: str, console: Console) -> Iterator[Text]:
    wide = len(f"{len(decoded):,}")
    for repair in document.repairs:
        body = _in_context(repair, decoded, words.repair_words(repair.rule))
        yield _hanging(Text(f"{repair.start:>{wide},}  {repair.certainty:<8}  ", "dim"), body, console)


def _undecided(document: AnyDocument, decoded: str, console: Console) -> Iterator[Text]:
    wide = len(f"{len(decoded):,}")
    for place in document.undecided:
        body = _in_context(place, decoded, damage_words(place.family))
        yield _hanging(Text(f"{place.start:>{wide},}  ", "dim"), body, console)


def _in_context(damage: Repair | Undecided, decoded: str, note: str) -> Text:
    left, right = decoded[max(0, damage.start - _AROUND) : damage.start], decoded[damage.end : damage.end + _AROUND]
    return Text.assemble(
        "…" if damage.start > _AROUND else "",
        _safe(_WHITE.sub(" ", left)),
        _damaged(damage, damage.start, damage.end),
        _safe(_WHITE.sub(" ", right)),
        "…" if damage.end + _AROUND < len(decoded) else "",
        (f"  {note}", _LABEL),
    )


def _damaged(damage: Repair | Undecided, start: int, end: int) -> Text:
    if isinstance(damage, Repair):
        return _repaired(damage, start, end)
    text = damage.text[start - damage.start : end - damage.start]
    return Text.assemble(("⟦undecided: ", _UNDECIDED), _safe(text), ("⟧", _UNDECIDED))


def _repaired(repair: Repair, start: int, end: int) -> Text:
    """Return the part of a repair from `start` to `end`: what is read there stands where the damage begins."""
    before = repair.before[start - repair.start : end - repair.start]
    after = repair.after if start == repair.start else ""
    inside = _safe(before, "strike") + Text(_ARROWS[repair.certainty]) + _safe(after, _REPAIR)
    return Text.assemble(("⟦", _REPAIR), inside, ("⟧", _REPAIR))


def _uses(document: AnyDocument) -> Table:
    characters: dict[str, int] = defaultdict(int)
    for use in document.account:
        characters[use.use] += use.end - use.start
    table = _table("Use", "Characters", "What it means")
    table.columns[1].justify = "right"
    for name, count in characters.items():
        face = _face(name)
        explanation = face.explanation.format(words.removal_words(name.partition(":")[2]))
        table.add_row(_safe(_use_label(name), _FACE_STYLES[face.face]), f"{count:,}", _safe(explanation))
    return table


def _face(use: str) -> words.Face:
    return words.FACES.get(use) or words.FACES[use.partition(":")[0]]


class _Known(NamedTuple):
    """The part of a row that a value was read from."""

    start: int
    end: int
    name: str


def _text_rows(document: AnyDocument, decoded: str, console: Console) -> Iterator[Text]:
    """Yield the legend, then the whole decoded text row by row."""
    for line in _LEGEND:
        yield _hanging(Text(""), Text(line, "dim"), console)
    rows = list(rows_of(document, decoded))
    labels = [f"{row.label} …" if row.goes_on else row.label for row in rows]
    wide_label = min(max(map(len, labels), default=0), _WIDEST_LABEL)
    wide_place = len(f"{len(decoded):,}")
    known = _known_in(document, rows)
    damages: list[Repair | Undecided] = [*document.repairs, *document.undecided]
    damages.sort(key=_START)
    starts, ends = [damage.start for damage in damages], [damage.end for damage in damages]
    for index, (row, label) in enumerate(zip(rows, labels, strict=True)):
        style = _FACE_STYLES[_face(row.use).face]
        head = Text.assemble((f"{row.start:>{wide_place},}  ", "dim"), (f"{label:<{wide_label}}  ", style or _LABEL))
        damaged = damages[bisect_right(ends, row.start) : bisect_left(starts, row.end)]
        body = _marked(decoded, row, damaged, known.get(index, ()))
        body.style = style
        yield _hanging(head, body, console)


def _known_in(document: AnyDocument, rows: Sequence[Row]) -> dict[int, list[_Known]]:
    """Return, by index of the row, the parts that a field was read from but where the row's own use says so."""
    found: dict[int, list[_Known]] = defaultdict(list)
    row_ends = [row.end for row in rows]
    for field, name, sourced, _ in known_values(document):
        own = f"field:{field.replace('_', '-')}"
        for evidence in sourced.evidence:
            if evidence.start is None or evidence.end is None:
                continue
            for index in range(bisect_right(row_ends, evidence.start), len(rows)):
                row = rows[index]
                if row.start >= evidence.end:
                    break
                if row.use != own:
                    part = _Known(max(row.start, evidence.start), min(row.end, evidence.end), name.lower())
                    found[index].append(part)
    return found


def _marked(decoded: str, row: Row, damages: Sequence[Repair | Undecided], known: Iterable[_Known]) -> Text:
    """Return the row's text with its marks; one that lies inside a damaged place stands behind it."""
    marks: list[tuple[int, int, int, Text, int]] = []  # place, order at the place, length, sign, where the text goes on
    for part in known:
        marks.append((part.start, 1, part.start - part.end, Text(f"⟦{part.name}: ", _EVIDENCE), part.start))
        marks.append((part.end, 0, 0, Text("⟧", _EVIDENCE), part.end))
    for damage in damages:
        start, end = max(damage.start, row.start), min(damage.end, row.end)
        marks.append((start, 2, 0, _damaged(damage, start, end), end))
    text, at = Text(), row.start
    for place, _, _, sign, goes_on in sorted(marks, key=lambda mark: mark[:3]):
        text.append_text(_safe(decoded[at : max(at, place)])).append_text(sign)
        at = max(at, goes_on)
    return text.append_text(_safe(decoded[at : row.end]))


def _findings(document: AnyDocument, console: Console) -> Iterator[Text]:
    for finding in document.findings:
        head = Text(f"{finding.level:<8}", _LEVEL_STYLES[finding.level])
        yield _hanging(head, _safe(f"{finding.code}: {finding.explanation}"), console)
        if line := settled_by(document.capture.path, finding):
            yield Text(" " * head.cell_len) + _safe(line, "green")  # not wrapped: it is there to be copied
