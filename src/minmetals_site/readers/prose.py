"""Lines of a text copy to the blocks of a body: which line is a heading, a paragraph, a list item, half a statement.

A text copy of a page has lost its markup; what is left are lines and signs. The rules, in the order in which they are
asked of a line:

1. A line that begins with a list mark is a list item; numbers count only where they run on from one another.
2. A line that ends in `——` is a heading of the inner level (first seen on a culture page whose headings introduce a
   passage by a long dash); the dash is no part of it.
3. A line that does not end like a sentence, where the next begins in lower case, is the first half of a statement that
   the page's layout broke in two: the two are one paragraph. Text that was wrapped at a fixed width is joined likewise.
4. A short line that does not end like a sentence, with a capital or a figure at its head and a passage after it, is a
   heading. Three and more such lines on end are rows or a list without marks, and stay paragraphs. A heading is inner
   where it stands directly under another, where its number says so, or where a statement under the heading before it
   is made of such headings.
5. A heading that the copy glued to its paragraph (`Our VisionTo be the first`) is parted from it, where a word in two
   cases stands nowhere else in the text and both sides read as what they would be; likewise one that `——` joins to its
   paragraph, where two such paragraphs stand on end.
6. All else is a paragraph: contact lines and the tail about the company stay in the body, as the company's words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from minmetals_site.readers.captions import captions_among, is_caption
from minmetals_site.readers.reading import DraftBlock
from minmetals_site.readers.tables import find_tables
from minmetals_site.text.html import escape
from minmetals_site.text.traced import Traced

__all__ = [
    "LONGEST_HEADING",
    "Prose",
    "is_aside",
    "is_list_item",
    "read_prose",
    "split_list_mark",
    "split_number",
]

LONGEST_HEADING = 100
"""Characters; the longest heading seen in the captures has 50."""
_BULLET = re.compile(r"[-–—•·▪●○◦‣∙*]\s+(?=\S)|[•▪●◦‣]\s*(?=\S)")
"""Matches the mark of `- one` and `•one`; refuses `-5 percent` and `—said he`."""
_REPORTING = re.compile(
    r"[,.!?…] (?:says?|said|explains?|explained|adds?|added|notes|noted|concludes|tells|told|sier|säger|siger|forteller"
    r"|berättar|dit|dice|explica) (?:[\w’'-]+ ){0,4}?[A-ZÀ-Þ]"
    r"|[,.!?…] (?:s?he|they) (?:says?|said|explains?|explained|adds?|added|notes|noted|concludes|told)\b"
)
"""Matches within `– It never broke, says Ann Sample` and `, she adds.`; refuses `– Ore that they say is rich`."""
_NUMBERED = re.compile(r"(?P<chapter>\d{1,2})(?:[.)、]|(?P<section>\.\d{1,2}\.?))?\s+\S")
"""Matches the beginning of `3. What it costs` and `3.1 The mill`; refuses that of `2025 in Figures`."""
_NUMBER = re.compile(r"[(（]?(\d{1,2})(?:[.)、）]\s*(?=[^\d\s])|[.)]\s+(?=\d))")
"""Matches the mark of `1. One`, `(2) Two` and `3、三`; refuses `2.5 tonnes` and `2024. Then`."""
_DASH_END = re.compile(r"\s*(?:——+|--+)$")
"""Matches the end of `Pursuing quality——`; refuses a single dash."""
_ENDS = frozenset(".!?…。！？；;:：,，、")
_CLOSERS = frozenset("\"'”’»」』)]）】")
_SENTENCE_END = re.compile(r"[.!?…。！？；;:：,，、](?:[\"'”’»」』)\]）】]|\[\d+\])*$")
"""Matches the end of `He came.” ` and `as follows:`; refuses `Strategic vision`."""
_HEAD = re.compile(r"[\"'“‘«「『(\[（【]*(?:[A-Z\dÀ-Þ]|[^\W\da-zß-ÿ_])")
"""Matches the head of `Strategic vision`, `“National` and `战略`; refuses `means that`."""
_GLUED = re.compile(r"[A-ZÀ-Þ“](?<=[a-zß-ÿ)”’?].)[a-zß-ÿ]*[\s,]")
"""Matches the first word of the second half of `VisionTo be`; refuses `USDollar` and the end of a word."""
_DASHED = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:,? [\w’'-]+){0,7}——\s*(?=[“\"]?[A-ZÀ-Þ])")
"""Matches the head of `Safety first——We mean it`; refuses `Ore——and little else`."""
_CHINESE = re.compile(r"[^\u3400-\u9fff]{0,3}[\u3400-\u9fff]")
"""Matches the head of a Chinese line, of which one alone may lead over to the text by a long dash."""
_MOST_INNER = 30
"""Headings that one heading can stand over."""
_LONGEST_STATEMENT = 300
"""Characters of a statement that names the headings below it."""
_SHORTEST_GLUED = 60
"""Characters of the paragraph behind a glued heading."""
_SHORTEST_IN_ROW = 40
_MOST_WORDS_IN_ROW = 6
_SMALL_WORD = 3
_BARE_BULLETS = frozenset("-–•*·●■▪◆")
"""Lines of a bullet alone, the words of whose item stand in the next line."""
_OF_CULTURE = re.compile(
    r"(?:(?:our|the|company|corporate|enterprise|group|core|business|service|quality|management|development"
    r"|strategic|operating) ){0,3}"
    r"(?:visions?|missions?|values?|purpose|culture|philosophy|spirit|concepts?|tenet|creed|motto|slogan|principles?"
    r"|beliefs?|responsibilities)(?: (?:and|&) (?:visions?|missions?|values?|purpose|culture|philosophy|spirit"
    r"|principles?))?",
    re.IGNORECASE,
)
"""Matches `Our Vision` and `Core values`, which head whatever stands below them, be it as short as themselves."""
_BEGINS_A_NAME = frozenset({"Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van"})
"""What a capital follows within a name: `McSample`."""
_QUESTION = re.compile(r"[?？][\"”’]?$")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]|\[[^\[\]]*\]")
"""Matches `(Sample News)` and `[Editor’s note: …]`, whole lines in brackets; refuses `(1) Safety`."""
_ABOUT_COMPANY = re.compile(r"About (?:[A-ZÀ-Þ][\w.&’'-]*,?\s+){1,6}(?:Inc|Corp|Ltd|Co|S\.A|N\.V|S\.p\.A|Pty)\.")
"""Matches `About Sample Lithium Corp.`, whose stop ends no sentence; refuses `About half came.`"""
_UNFINISHED = re.compile(r"(?<=\w{4}) (?:of|the|and|for|in|to|a|an|with|its|at|on|from|by|or)$")
"""Matches the end of a line that was broken in a phrase, `a berth at its port in`; refuses that of `The berth`."""
_ASKS = re.compile(r"(?:What|Where|Who|Whom|Which|How|Why|When)\b")
"""Matches the beginning of `Where It Comes From`, a heading that may well end in such a word."""
_SMALL_WORDS = (
    *(" of", " the", " and", " for", " in", " to", " a", " an"),
    *(" with", " its", " at", " on", " from", " by", " or"),
)
"""What it ends in, to be asked first: nearly all lines end in a stop."""
_SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:my |our |the )?(?:kind(?:est)?|best|warm(?:est)?|very best)? ?(?:regards|wishes)"
    r"|(?:yours|sincerely|faithfully|truly|respectfully|cordially)(?: (?:yours|sincerely|faithfully|truly"
    r"|ever|submitted))?"
    r"|(?:many thanks|thank you|cheers|signed|mit freundlichen grüßen|cordialement|atentamente|saludos|此致"
    r"|敬礼|谨启))\s*[,.!，。]?",
    re.IGNORECASE,
)
"""Matches `Yours,` and `With best regards`; refuses `Yours is the earth`."""
_SIGNATURE_LINES = 3
_FIGURES = re.compile(r"[^:：]{3,70}[:：]\s*(?:(?:USD|RMB|CNY|EUR|US|A|HK)\s?)?[$€£¥~]?\d")
"""Matches `Light oxides: 9 tonnes`, a row; with no other beside it, it may head something (`Outlook: 2026`)."""
_IN_QUOTES = re.compile(r"[“\"「『][^”\"」』]+[”\"」』]")
"""Matches `“Boots first, slides later”`, which under a heading is what it heads."""
_DATE_ONLY = re.compile(r"[\d\s./:年月日-]+$")


@dataclass(frozen=True, slots=True)
class Prose:
    """The body of a text copy."""

    blocks: tuple[DraftBlock, ...]
    claims: tuple[tuple[Traced, str], ...]
    """What becomes of each part of the lines given."""


class _Unit(NamedTuple):
    """A line, or several joined, as one passage."""

    text: Traced
    kind: Literal["heading", "dash-heading", "paragraph", "bullet", "number", "table"]
    number: int = 0
    html: str = ""
    """Of a table."""


def split_list_mark(line: Traced) -> tuple[Traced, Traced] | None:
    """Return the mark and the item where the line begins with a bullet, else None."""
    match = _BULLET.match(line.text)
    if not match:
        return None
    return line.slice(0, match.end()), line.slice(match.end(), len(line.text))


def is_aside(text: str) -> bool:
    """Return whether a whole line stands in brackets, as no title and no heading does."""
    return text[:1] in {"(", "（", "["} and _ASIDE.fullmatch(text) is not None


def is_list_item(line: Traced) -> bool:
    """Return whether the line begins with a bullet or a number, and so is no title."""
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def split_number(line: Traced, number: int) -> tuple[Traced, Traced] | None:
    """Return the mark and the item where the line is numbered with just this number, else None."""
    match = _NUMBER.match(line.text)
    if not match or int(match[1]) != number:
        return None
    return line.slice(0, match.end()), line.slice(match.end(), len(line))


def read_prose(lines: Sequence[Traced]) -> Prose:
    """Return the blocks of these lines, blank ones included, with a claim on every word."""
    claims: list[tuple[Traced, str]] = []
    units = _classified(_units_and_tables(lines, claims))
    return Prose(tuple(_blocks(units)), tuple(claims))


def _units_and_tables(lines: Sequence[Traced], claims: list[tuple[Traced, str]]) -> list[_Unit]:
    """Return the passages of the lines, tables among them as one passage each."""
    units: list[_Unit] = []
    at = 0
    for table in find_tables(lines):
        units += _units(_unglued(_passages(lines[at : table.start])), claims)
        claims += [(cell, "body") for row in table.rows for cell in row]
        claims += [(divider, "removed:cell-divider") for divider in table.dividers if divider.text.strip()]
        units.append(_Unit(table.text, "table", html=table.html))
        at = table.end
    return units + _units(_unglued(_passages(lines[at:])), claims)


def _passages(lines: Sequence[Traced]) -> list[Traced]:
    """Return the lines, those joined that are one passage."""
    width = _width(lines)
    passages: list[list[Traced]] = []
    after_blank = True
    for line in lines:
        if not line.text:
            after_blank = True
            continue
        before = passages[-1][-1].text if passages else ""
        on_end = _breaks_off(before) if after_blank else _is_full(before, line.text, width) or _is_unfinished(before)
        if passages and (
            before in _BARE_BULLETS or _continues(before, line.text, wrapped=on_end, after_blank=after_blank)
        ):
            passages[-1].append(line)
        else:
            passages.append([line])
        after_blank = False
    return [Traced.join(parts, " ") if len(parts) > 1 else parts[0] for parts in passages]


def _is_unfinished(text: str) -> bool:
    if not text.endswith(_SMALL_WORDS) or (len(text) <= LONGEST_HEADING and _ASKS.match(text)):
        return False
    return bool(_UNFINISHED.search(text, max(len(text) - LONGEST_HEADING, 0)))


def _breaks_off(text: str) -> bool:
    """Return whether a line, too long for a heading, ends in the middle of a phrase: it goes on below the blank one."""
    return len(text) > LONGEST_HEADING and text.endswith(_SMALL_WORDS)


def _width(lines: Sequence[Traced]) -> int:
    """Return the width at which the text was wrapped, or 0: most lines that have a next one are nearly equally long."""
    longest = max((len(line.text) for line in lines), default=0)
    if longest > 100:  # noqa: PLR2004  # wider is no fixed width
        return 0
    continued = [a.text for a, b in pairwise(lines) if a.text and b.text]
    if len(continued) < 4:  # noqa: PLR2004  # fewer lines prove nothing
        return 0
    full = sum(len(text) > 0.75 * longest for text in continued)
    ended = sum(_ends_sentence(text) for text in continued)
    return longest if full > 0.75 * len(continued) and ended < 0.4 * len(continued) else 0


def _is_full(before: str, line: str, width: int) -> bool:
    """Return whether a line of a wrapped text is as long as it could be, so that the next one goes on with it."""
    word = line.partition(" ")[0]
    room = 0.9 if _ends_sentence(before) else 0.6
    return len(before) + 1 + len(word) > room * width if width else False


def _continues(before: str, line: str, *, wrapped: bool, after_blank: bool) -> bool:
    if not wrapped and not line[0].islower():
        return False
    if _BULLET.match(line) or _find_dash(before) or _NUMBER.match(line):
        return False
    if wrapped:
        return True
    if _BULLET.match(before) and after_blank:
        return False
    return not _ends_sentence(before) or before.endswith((",", "，", "、"))


def _ends_sentence(text: str) -> bool:
    """Return whether `_SENTENCE_END` matches at the end: told by its last sign, for nearly all text."""
    last = text[-1:]
    if last in _CLOSERS or last == "\n":
        return bool(_SENTENCE_END.search(text))
    return last in _ENDS


def _find_dash(text: str) -> re.Match[str] | None:
    """Return where the dash stands that ends a heading; None, without a search, where the last sign is none."""
    return _DASH_END.search(text) if text.endswith(("—", "-")) else None


def _unglued(passages: Sequence[Traced]) -> list[Traced]:
    """Return the passages, those parted that begin with a heading glued to them."""
    parted: list[Traced] = []
    row = _glued_row(passages) | _dashed_row(passages)
    for index, passage in enumerate(passages):
        at = row.get(index) or _glue(passage.text, passages)
        parted += [passage.slice(0, at), passage.slice(at, len(passage))] if at else [passage]
    return parted


def _glue(text: str, passages: Sequence[Traced]) -> int:
    """Return where the heading ends that is glued to a passage, or 0; its words are large but for the small ones."""
    match = _GLUED.search(text, 0, LONGEST_HEADING)
    if not match or len(text) - match.start() < _SHORTEST_GLUED or not _ends_sentence(text):
        return 0
    words = text[: match.start()].split()
    capitals = all(word[0].isupper() or not word[0].isalpha() or len(word) <= _SMALL_WORD for word in words)
    if len(words) < 2 or not capitals or _SENTENCE_END.search(text[: match.start()].rstrip("?")):  # noqa: PLR2004
        return 0
    if words[-1] in _BEGINS_A_NAME or any(sign in text[: match.start()] for sign in ".;:!"):
        return 0
    grown = words[-1] + text[match.start() :].split(maxsplit=1)[0]
    return match.start() if sum(passage.text.count(grown) for passage in passages) == 1 else 0


def _glued_row(passages: Sequence[Traced]) -> dict[int, int]:
    """Return where headings in small letters end that are glued to passages in a row: `Our peopleMore than …`.

    One such place alone may be the writing of a name (`the newsRoom`); of two and more passages on end that each begin
    with a few words and one of them, every one has its heading.
    """
    places: dict[int, int] = {}
    for index, passage in enumerate(passages):
        text = passage.text
        match = _GLUED.search(text, 0, LONGEST_HEADING)
        if not match or len(text) - match.end() < _SHORTEST_IN_ROW or not _SENTENCE_END.search(text):
            continue
        words = text[: match.start()].split()
        if not words or len(words) > _MOST_WORDS_IN_ROW or not words[0][0].isupper() or words[-1] in _BEGINS_A_NAME:
            continue
        if any(sign in text[: match.start()] for sign in ".;:!,") or len(words[-1]) < _SMALL_WORD:
            continue
        places[index] = match.start()
    return {i: at for i, at in places.items() if i + 1 in places or i - 1 in places}


def _dashed_row(passages: Sequence[Traced]) -> dict[int, int]:
    """Return where headings end that a long dash joins to passages in a row: `Safety first——We believe …`.

    One such passage alone may be a sentence with a dash; of two and more on end every one has its heading.
    """
    places: dict[int, int] = {}
    for index, passage in enumerate(passages):
        head = _DASHED.match(passage.text) if "——" in passage.text[:LONGEST_HEADING] else None
        if head and len(passage) - head.end() >= _SHORTEST_IN_ROW and _ends_sentence(passage.text):
            places[index] = head.end()
    return {i: at for i, at in places.items() if i + 1 in places or i - 1 in places}


def _units(passages: Sequence[Traced], claims: list[tuple[Traced, str]]) -> list[_Unit]:
    units: list[_Unit] = []
    expected = _numbered(passages)
    is_lead_in = sum(_find_dash(passage.text) is not None for passage in passages) == 1
    for index, passage in enumerate(passages):
        if passage.text[0].isalpha() and passage.text[-1] not in "—-":  # no mark before it, no dash behind it
            claims.append((passage, "body"))
            units.append(_Unit(passage, "paragraph"))
        elif (marked := split_list_mark(passage)) and not _is_speech(passage.text):
            claims += [(marked[0], "removed:list-mark"), (marked[1], "body")]
            units.append(_Unit(marked[1], "bullet"))
        elif index in expected:
            end = _NUMBER.match(passage.text).end()  # type: ignore[union-attr]  # it matched in _numbered
            claims += [(passage.slice(0, end), "removed:list-mark"), (passage.slice(end, len(passage)), "body")]
            units.append(_Unit(passage.slice(end, len(passage)), "number", expected[index]))
        elif (
            (dash := _find_dash(passage.text))
            and 0 < dash.start() <= LONGEST_HEADING
            and not (is_lead_in and _CHINESE.match(passage.text))
        ):
            head = passage.slice(0, dash.start())
            claims += [(head, "body"), (passage.slice(dash.start(), len(passage)), "removed:heading-dash")]
            units.append(_Unit(head, "dash-heading"))
        else:
            claims.append((passage, "body"))
            units.append(_Unit(passage, "paragraph"))
    return units


def _is_speech(text: str) -> bool:
    """Return whether a passage is what somebody says, opened by a dash as in Nordic and Romance languages."""
    return text[0] in "–—" and bool(_REPORTING.search(text))


def _numbered(passages: Sequence[Traced]) -> dict[int, int]:
    """Return the numbers of those passages, by index, that stand beside one another and count on by one."""
    numbers = {i: int(match[1]) for i, p in enumerate(passages) if (match := _NUMBER.match(p.text))}
    if not numbers:
        return numbers
    return {i: n for i, n in numbers.items() if numbers.get(i + 1) == n + 1 or numbers.get(i - 1) == n - 1}


def _classified(units: list[_Unit]) -> list[_Unit]:
    named = [unit.kind == "paragraph" and _heads_culture(unit.text.text) for unit in units[:-1]] + [False]
    short = [
        unit.kind == "paragraph" and not is_named and _reads_as_heading(unit.text.text)
        for unit, is_named in zip(units, named, strict=False)
    ]
    _leave_out_rows(short, units)
    begun = next((index for index, is_short in enumerate(short) if not is_short), len(short))
    for index in captions_among([unit.text.text for unit in units], [i for i in range(begun, len(units)) if short[i]]):
        short[index] = False
    found: list[_Unit] = []
    signatures = _signatures(units, short)
    for index, unit in enumerate(units):
        signs_off = index in signatures or (
            index + 2 == len(units) and short[index + 1]
        )  # a name, and an office below it, at the very end
        heads = short[index] and not signs_off and not _in_run(short, index) and _opens(units, index)
        heads = heads and not _is_twice(units, index)
        found.append(_Unit(unit.text, "heading") if heads or named[index] else unit)
    return _without_statements(_without_slogans(found))


def _leave_out_rows(short: list[bool], units: Sequence[_Unit]) -> None:
    """Take out of the short lines those that are rows of figures, two and more on end (`Light: 9 t`, `Heavy: 1 t`)."""
    rows = [is_short and bool(_FIGURES.match(unit.text.text)) for is_short, unit in zip(short, units, strict=True)]
    for index, is_row in enumerate(rows):
        if is_row and (rows[index - 1 : index] == [True] or rows[index + 1 : index + 2] == [True]):
            short[index] = False


def _is_twice(units: Sequence[_Unit], index: int) -> bool:
    """Return whether a line stands beside the same line, as what a picture is called stands beside its caption."""
    text = units[index].text.text
    return any(unit.text.text == text for unit in (*units[max(index - 1, 0) : index], *units[index + 1 : index + 2]))


def _heads_culture(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and bool(_OF_CULTURE.fullmatch(text))


def _without_slogans(units: list[_Unit]) -> list[_Unit]:
    """Return the passages; a line in quotation marks under a heading is the slogan that this heads."""
    for index, unit in enumerate(units[1:], start=1):
        is_under = units[index - 1].kind in {"heading", "dash-heading"}
        if unit.kind == "heading" and is_under and _IN_QUOTES.fullmatch(unit.text.text):
            units[index] = unit._replace(kind="paragraph")
    return units


def _without_statements(units: list[_Unit]) -> list[_Unit]:
    """Return the passages; a line under a heading that only names those below it (`Safety, honesty`) heads nothing."""
    heads = [index for index, unit in enumerate(units) if unit.kind in {"heading", "dash-heading"}]
    for place, head in enumerate(heads[1:], start=1):
        is_under = heads[place - 1] == head - 1 and units[head].kind == "heading"
        if is_under and _named_in(units[head].text.text, heads[place + 1 : place + 1 + _MOST_INNER], units):
            units[head] = units[head]._replace(kind="paragraph")
    return units


def _signatures(units: Sequence[_Unit], short: Sequence[bool]) -> set[int]:
    """Return the short lines under the words that close a letter: names and offices, no headings."""
    found: set[int] = set()
    for index, unit in enumerate(units):
        if len(unit.text) < LONGEST_HEADING and _SIGN_OFF.fullmatch(unit.text.text):
            found.add(index)
            for below in range(index + 1, min(index + 1 + _SIGNATURE_LINES, len(units))):
                if not short[below]:
                    break
                found.add(below)
    return found


def _reads_as_heading(text: str) -> bool:
    if (
        len(text) > LONGEST_HEADING
        or text[-1] in "—-"
        or is_aside(text)
        or not _HEAD.match(text)
        or _DATE_ONLY.match(text)
        or is_caption(text)
    ):
        return False
    if _ABOUT_COMPANY.fullmatch(text):
        return True
    return not _ends_sentence(text) or bool(_QUESTION.search(text))


def _in_run(short: Sequence[bool], index: int) -> bool:
    """Return whether the line is one of three and more that all look like headings."""
    first = index
    while first > 0 and short[first - 1] and index - first < 2:  # noqa: PLR2004  # three lines are enough
        first -= 1
    last = index
    while last + 1 < len(short) and short[last + 1] and last - index < 2:  # noqa: PLR2004
        last += 1
    return last - first >= 2  # noqa: PLR2004  # three lines


def _opens(units: Sequence[_Unit], index: int) -> bool:
    """Return whether a passage follows that the line can head: anything but the end."""
    if index + 1 == len(units):
        return False
    following = units[index + 1]
    if following.kind != "paragraph" or len(following.text) > len(units[index].text.text) // 2:
        return True
    under = units[index + 2].text if index + 2 < len(units) else following.text
    return len(under) > LONGEST_HEADING and _reads_as_heading(following.text.text)  # a shorter one below it, over text


def _blocks(units: Sequence[_Unit]) -> list[DraftBlock]:
    blocks: list[DraftBlock] = []
    below = _inner_headings(units)
    inner = 2
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.kind in {"bullet", "number"}:
            end = at + 1
            while (
                end < len(units)
                and units[end].kind == unit.kind
                and units[end].number == unit.number + (end - at) * bool(unit.number)
            ):
                end += 1
            blocks.append(_list(units[at:end]))
            at = end
            continue
        if unit.kind == "heading":
            level = 3 if at in below else 2
            inner = 3
            blocks.append(_heading(unit.text, level))
        elif unit.kind == "dash-heading":
            blocks.append(_heading(unit.text, inner))
        elif unit.kind == "table":
            blocks.append(DraftBlock(kind="table", level=None, text=unit.text, html=unit.html))
        else:
            text = unit.text.collapsed()
            blocks.append(DraftBlock(kind="paragraph", level=None, text=text, html=f"<p>{escape(text.text)}</p>"))
        at += 1
    return blocks


def _inner_headings(units: Sequence[_Unit]) -> set[int]:
    """Return the headings that stand below another one, by index.

    So does one directly under another, and then all that count on from it (`1. Safety`, `2. Honesty`) or, under one of
    several words, all that are one word as it is (`Core values`, `Safety`, `Honesty`); so do two and more in a row that
    the statement under the heading before them consists of (`Stand firm, look ahead.`); so does `3.1` under `3`.
    """
    heads = [index for index, unit in enumerate(units) if unit.kind == "heading"]
    inner = _numbered_below(heads, units)
    for place, head in enumerate(heads):
        if head in inner:
            continue
        below = heads[place + 1 : place + 1 + _MOST_INNER]
        if below and below[0] == head + 1:
            inner.add(below[0])
            inner |= _counted_on(below, units)
            if " " in units[head].text.text and " " not in units[below[0]].text.text:
                inner |= set(takewhile(lambda index: " " not in units[index].text.text, below))
        elif head + 1 < len(units) and units[head + 1].kind == "paragraph":
            inner |= _named_in(units[head + 1].text.text, below, units)
    return inner


def _numbered_below(heads: Sequence[int], units: Sequence[_Unit]) -> set[int]:
    """Return the headings whose number is one of a chapter above them: `3.1 The mill` below `3. What it costs`."""
    chapters: set[str] = set()
    inner: set[int] = set()
    for index in heads:
        number = _NUMBERED.match(units[index].text.text)
        if number and number["section"] and number["chapter"] in chapters:
            inner.add(index)
        elif number:
            chapters.add(number["chapter"])
    return inner


def _counted_on(below: Sequence[int], units: Sequence[_Unit]) -> set[int]:
    """Return the headings that count on from the first, `1. Safety`; none where that has no number."""
    counted = takewhile(lambda pair: split_number(units[pair[1]].text, pair[0]), enumerate(below, start=1))
    return {index for _, index in counted}


def _named_in(statement: str, below: Sequence[int], units: Sequence[_Unit]) -> set[int]:
    """Return the first of the headings, two and more, whose words together are most of a statement."""
    if len(statement) > _LONGEST_STATEMENT:
        return set()
    small = statement.casefold()
    names = ((index, _NUMBER.sub("", units[index].text.text, count=1).casefold()) for index in below)
    named = list(takewhile(lambda pair: pair[1] in small, names))
    is_most = sum(len(name) for _, name in named) > len(statement) / 2
    return {index for index, _ in named} if len(named) > 1 and is_most else set()


def _heading(text: Traced, level: int) -> DraftBlock:
    text = text.collapsed()
    return DraftBlock(kind="heading", level=level, text=text, html=f"<h{level}>{escape(text.text)}</h{level}>")


def _list(units: Sequence[_Unit]) -> DraftBlock:
    items = [unit.text.collapsed() for unit in units]
    rows = "".join(f"<li>{escape(item.text)}</li>" for item in items)
    first = units[0].number
    start = f' start="{first}"' if first > 1 else ""
    html = f"<ol{start}>{rows}</ol>" if first else f"<ul>{rows}</ul>"
    return DraftBlock(kind="list", level=None, text=Traced.join(items, "\n"), html=html)
