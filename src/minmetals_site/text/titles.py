"""A headline for a document that has none, made from words of its first sentence.

The headline is one stretch of the sentence, so that it can be traced, or two where an insertion between subject and
verb (`X, which is run by Y, did Z`) leaves no room for the verb, or three where a measure before the verb's object
(`its ten-day test`) leaves none for the object; nothing is reworded and only its first letter may
change. What stands before the subject goes (the day, the occasion), the full stop goes, and a sentence that is too long
is cut where a reader would draw breath, never inside a quotation or a bracket. A headline is a whole clause: a subject
alone is taken only where its verb does not fit. In English, `openings.py` finds the beginning and `clauses.py` the end;
other languages in Latin letters pass through the same rules and are cut at their commas.
"""

import re
import unicodedata
from typing import NamedTuple

from minmetals_site.text.clauses import any_cut, begins_office, clean_cut, is_within_name
from minmetals_site.text.datelines import DAY, find_dateline
from minmetals_site.text.english import ARTICLES, Word, is_balanced, main_verb, words_of
from minmetals_site.text.openings import reported_place, subject_place
from minmetals_site.text.sentences import each_sentence, first_sentence, keeps_its_stop, sentences

__all__ = ["LONGEST_TITLE", "DerivedTitle", "derive_title", "first_sentence", "sentences"]

LONGEST_TITLE = 90
"""Width of a title at most: characters, of which a Chinese one counts for two."""

_WINDOW = 2000
"""Characters of a text that are looked at for a title."""


class DerivedTitle(NamedTuple):
    """A title, and the words of the text that it was made from."""

    start: int
    end: int
    text: str
    """The characters from `start` to `end`, but for those omitted, the first letter a capital."""
    omitted: tuple[tuple[int, int], ...] = ()
    """An insertion between subject and verb that is left out, commas and all, and perhaps a measure behind the verb."""

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The places of its words in the text."""
        starts = (self.start, *(end for _, end in self.omitted))
        ends = (*(start for start, _ in self.omitted), self.end)
        return tuple(zip(starts, ends, strict=True))


def derive_title(sentence_text: str) -> DerivedTitle | None:
    """Return a headline from the first sentence of `sentence_text` that has letters; None where nothing can be used.

    >>> derive_title("On May 6, Sample Mining opened its laboratory in Lima. It has twelve rooms.")
    DerivedTitle(start=10, end=53, text='Sample Mining opened its laboratory in Lima', omitted=())
    """
    text = sentence_text[:_WINDOW]
    asides = [aside.span() for aside in _ASIDE.finditer(text)]
    if not asides:
        return _derive(text)
    edges = [0, *(edge for aside in asides for edge in aside), len(text)]
    kept = [place for a, b in zip(edges[::2], edges[1::2], strict=True) for place in range(a, b)]
    found = _derive("".join(text[place] for place in kept))
    return _with_places(found, kept, asides) if found else None


_ASIDE = re.compile(
    r"\s?\((?:[^()\n]{0,80}[“\"”][^()\n]{0,80}"
    r"|[A-Z][A-Za-z-]{1,9}(?: [A-Z][A-Za-z-]{0,9})?\s?:\s?[A-Z\d][^()\n]{0,60})\)"
)
"""Matches ` (“Example” or the “Company”)` and ` (TSX-V: EXM)`, which no headline has; refuses ` (CIMR)`."""


def _with_places(title: DerivedTitle, kept: list[int], asides: list[tuple[int, int]]) -> DerivedTitle:
    """Return a title of a text without its asides, with its places in the whole text."""
    start, end = kept[title.start], kept[title.end - 1] + 1
    gone = sorted(
        [*((kept[a], kept[b - 1] + 1) for a, b in title.omitted), *(s for s in asides if start < s[0] and s[1] < end)]
    )
    omitted: list[tuple[int, int]] = []
    for a, b in gone:
        if omitted and a <= omitted[-1][1]:
            omitted[-1] = (omitted[-1][0], max(b, omitted[-1][1]))
        else:
            omitted.append((a, b))
    return DerivedTitle(start, end, title.text, tuple(omitted))


def _derive(text: str) -> DerivedTitle | None:
    """Return a headline from the first sentence of a text that holds no asides."""
    span = next((span for span in each_sentence(text, _behind_dateline(text)) if _has_letters(text, *span)), None)
    if span is None:
        return None
    start, end = _without_marks(text, *span)
    if _is_chinese(text[start:end]):
        first, stop = _chinese_span(text, start, end)
    else:
        first, stop = _english_span(text, start, end)
        if shortened := _without_insertion(text, first, stop, end):
            return shortened
    if not _has_letters(text, first, stop):
        return None
    return DerivedTitle(first, stop, _capitalised(text[first:stop]))


def _without_insertion(text: str, start: int, stop: int, end: int) -> DerivedTitle | None:
    """Return a title without what stands between two commas before a verb that lies behind the cut at `stop`.

    Likewise where the verb fits, but the cut falls within a name, or what is said of the subject (`the largest in
    Asia`, somebody's office) takes the room of what was done. With a third comma, or names joined by "and", it is no
    insertion but more subjects.
    """
    words = words_of(text, start, end)
    verb = main_verb(words)
    fits = verb and words[verb].start < stop and not is_within_name(words, sum(word.start < stop for word in words))
    if not verb:
        return None
    commas = [i for i, word in enumerate(words[:verb]) if word.tail == ","]
    inserted = words[commas[0] + 1 : verb] if commas else []
    if not inserted or not _is_insertion(inserted):
        return None
    is_cut = stop < _trimmed(text, start, end, _STOPS)
    if fits and not (is_cut and (inserted[0].small in ARTICLES or begins_office(inserted))):
        return None
    insertion = (words[commas[0]].end - 1, words[verb - 1].end)
    measure = _measure_behind(words, verb)
    wanted = [words[verb].end, *([words[measure + 1].end] if measure else [])]
    gaps = [(insertion,), *([(insertion, (words[measure].start, words[measure + 1].start))] if measure else [])]
    found = (_without(text, start, end, left_out, behind) for left_out, behind in zip(gaps, wanted, strict=True))
    return next((title for title in found if title and (not fits or title.end > stop)), None)


_BRACKETED_DAY = re.compile(rf"\([^()\d]{{0,60}}(?:{DAY})\)\s*(?=[\"“A-ZÀ-Þ])")
"""Matches `(Sampleton, March 3, 2024) ` before a sentence; refuses `(since March 3, 2024) ` before small letters."""


def _behind_dateline(text: str) -> int:
    """Return where a text begins behind the place and day of a release; 0 where it has none."""
    bracketed = _BRACKETED_DAY.match(text)
    dateline = find_dateline(text)
    return bracketed.end() if bracketed else dateline.end if dateline else 0


def _is_insertion(words: list[Word]) -> bool:
    """Return whether words between the first comma and the verb are inserted: up to a comma, or an office without one.

    An office may have a comma in it (`Minister of Steel, Government of Sampleland`), but neither a second office behind
    it nor an "and", with which further persons come.
    """
    ends = [i + 1 for i, word in enumerate(words) if word.tail == ","]
    is_office = begins_office(words)
    if len(ends) == 1 and ends[0] == len(words):
        joined = words[0].is_name and any(word.small in {"and", "&"} for word in words)
        return is_office or not joined
    further = [words[at:] for at in ends if at < len(words)]
    return is_office and not any(part[0].small in {"and", "&", "with"} or begins_office(part) for part in further)


_MEASURE = re.compile(
    r"(?:\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve)-(?:hour|day|week|month|year|tonne|ton|metre|meter|kilomet(?:re|er)|storey|point|man|seat|bed)"
)
"""Matches `three-year` and `seventy-two-hour`; refuses `non-core`, without which assets are others."""


def _measure_behind(words: list[Word], verb: int) -> int | None:
    """Return the place of a measure before the noun that the verb has: `its ten-day test`."""
    i = verb + 2  # behind the article
    if i + 1 < len(words) and _MEASURE.fullmatch(words[i].raw) and words[i - 1].small in ARTICLES - {"a", "an"}:
        return i
    return None


def _without(text: str, start: int, end: int, omitted: tuple[tuple[int, int], ...], wanted: int) -> DerivedTitle | None:
    """Return a title without the stretches `omitted`, if it reaches `wanted`, a place in the text behind them."""
    edges = [start, *(edge for stretch in omitted for edge in stretch), end]
    reduced = text[:start] + "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    gone = sum(b - a for a, b in omitted)
    first, last = _english_span(reduced, start, len(reduced))
    if first != start or last < wanted - gone:
        return None
    return DerivedTitle(first, last + gone, _capitalised(reduced[first:last]), omitted)


def _has_letters(text: str, start: int, end: int) -> bool:
    return any(map(str.isalpha, text[start:end]))


_FIRST_WORD = re.compile(r"([^\w\s]{0,3})(\w)(\w*)")
"""Matches `“we` and `eBay`; refuses what begins with more signs than that."""


def _capitalised(title: str) -> str:
    first = _FIRST_WORD.match(title)
    if not first or first[3] != first[3].lower() or len(first[2].upper()) != 1:  # `eBay` has its capital already
        return title
    return first[1] + first[2].upper() + title[first.end(2) :]


# Quotes, brackets, width

_QUOTES = frozenset('([{“«「『《〈【（")]}”»」』》〉】）')
_OPENING_MARKS = re.compile(
    r"(?:[\s•·▪●○◆■►▶*#>–—-]++|\(?[0-9]{1,2}[.)]\s|[0-9]{1,2}、|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])+"
)
"""Matches the `- ` and `(1) ` of list items; refuses `2025 was a good year`."""


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence without list marks, and without a quote that it opens or closes alone."""
    if marks := _OPENING_MARKS.match(text, start, end):
        start = marks.end()
    if start < end and not is_balanced(text[start:end]):
        if text[start] in _QUOTES:
            start += 1
        elif text[end - 1] in _QUOTES:
            end -= 1
    sentence = text[start:end]
    return end - len(sentence.lstrip()), start + len(sentence.rstrip())


_STOPS = ".…,;:–—-，；：、。 \t\u00a0\u3000"
"""What no title ends with."""
_SIGNS = _STOPS.replace(".", "")
"""What no title ends with that was cut: a full stop left there belongs to an abbreviation."""


def _trimmed(text: str, start: int, end: int, signs: str) -> int:
    """Return the end of the title without `signs`, nor white space of any kind, at it."""
    while end > start and (text[end - 1] in signs or text[end - 1].isspace()):
        end -= 1
    return end


def _fits(text: str) -> bool:
    """Return whether `text` is narrow enough for a title."""
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide <= LONGEST_TITLE


# Chinese and Japanese

_HAN = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]")
_CHINESE_DAY = re.compile(
    r"(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:(?:至|到|[-–—~]{1,2})(?:[0-9]{1,2}月)?[0-9]{1,2}日)?"
    r"|近日|日前|近期|最近|今[日天]|昨[日天]|当[日天]|[本上]周)(?:上午|下午|晚上?|期间)?[，,]?\s*"
)
"""Matches `1月23日上午，` and `近日`; refuses `2025年度，`."""
_CHINESE_BREAK = re.compile(r"[，；：,;]|——")
_HALF_WORD = re.compile(r"[A-Za-z0-9.%]+\Z")


def _is_chinese(sentence: str) -> bool:
    han = len(_HAN.findall(sentence))
    return han > 0 and han * 2 > sum(map(str.isalpha, sentence))


def _chinese_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the longest run of whole clauses that fits; of a clause that is too long itself, what fits of it."""
    if (day := _CHINESE_DAY.match(text, start, end)) and day.end() < end:
        start = day.end()
    reach = start
    while reach < end and _fits(text[start : reach + 1]):
        reach += 1
    ends = [end] if reach == end else []
    ends += reversed([stop.start() for stop in _CHINESE_BREAK.finditer(text, start, reach)])
    half = _HALF_WORD.search(text, start, reach)
    ends.append(half.start() if half and half.start() > start else reach)
    stop = next((stop for stop in ends if stop > start and is_balanced(text[start:stop])), reach)
    return start, _trimmed(text, start, stop, _STOPS)


# English


def _english_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence from its subject on, cut where it is too long.

    Its witness (`X said that …`) goes only where it leaves no room for what was said.
    """
    subject = subject_place(text, start, end)
    reported = reported_place(text, subject, end)
    for first in dict.fromkeys((subject, reported)):
        whole = end if keeps_its_stop(text[first:end]) else _trimmed(text, first, end, _STOPS)
        if _fits(text[first:whole]) and is_balanced(text[first:whole]):
            return first, whole
        if cut := clean_cut(text, first, end, LONGEST_TITLE, clause=reported):
            return first, _trimmed(text, first, cut, _SIGNS)
    return reported, _trimmed(text, reported, any_cut(text, reported, end, LONGEST_TITLE), _SIGNS)
