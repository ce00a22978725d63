"""Where sentences begin and end, in English and Chinese prose.

A full stop ends a sentence only where what stands before it is no abbreviation and what stands behind it can begin
one. A line end always ends one, because the text of a block holds its items and rows on lines of their own; the white
space of a paragraph is collapsed before. Every candidate is judged by a fixed number of characters around it, so the
time taken is linear in the text.
"""

import re
from collections.abc import Iterator

__all__ = ["each_sentence", "first_sentence", "keeps_its_stop", "sentence_at", "sentences"]

_STOP = re.compile(
    r"[.!?…。！？\n\r\u2028\u2029](?:(?<=[.!?…])[.!?…]*[\"'”’)\]»]*|(?<=[。！？])[。！？]*[”’」』）》\"]*|[\n\r\u2028\u2029]*)"
)
"""Matches `.`, `?”` and `。`; refuses `,`. That it begins with one class makes the search six times as quick."""
_CHINESE_STOP = "。！？"
_LINE_END = "\n\r\u2028\u2029"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words(
    "mr mrs ms dr prof gen sen rep gov capt lt col sgt rev hon messrs st mt ft vs cf viz approx ca fig figs eq sec vol "
    "vols ch art pp p e.g i.e al"
)
"""Abbreviations that something always follows, in lower case and without their last stop."""
_NUMBERING = _words("no nos jan feb mar apr jun jul aug sep sept oct nov dec")
"""Abbreviations that a figure follows."""
_MAY_END = _words("co ltd inc corp bros plc llc lp jr sr etc dept univ est ave blvd rd intl govt mfg pty s.a a.m p.m")
"""Abbreviations that may stand at the end of a sentence as well as inside it."""
_ABBREVIATIONS = _TITLES | _NUMBERING | _MAY_END
_STARTERS = _words(
    "a according additionally after all also although an and as at before both but by currently during each earlier "
    "following for founded from furthermore further he headquartered her here his how however i if in instead it its "
    "last later many meanwhile moreover most my next no nor now on one only our over recently she since so some such "
    "that the their then there therefore these they this those through thus to today together two under until we what "
    "when where whether which while who why with yet you"
)
"""Words that, with a capital, more often begin a sentence than continue a name; in lower case."""

_TOKEN_BACKWARDS = re.compile(r"[^\s(\[“\"‘—–,;:]*")
"""Matches the `dtL` of `dtL ,.oC elpmaS`, the `S.U` of `S.U(`: from the end only one place need be tried."""
_LONGEST_TOKEN = 24
_NEXT = re.compile(r"(?P<space>[ \t\u00a0\u3000]*)(?P<open>[\"“‘'(\[«「『《]*)(?P<word>\w[\w’']*)?")
_GLUED = re.compile(r"[a-z]{3}[.!?][\"”’)]?\Z|[0-9%][.!?]\Z")
"""Matches the end of `in the end.`; refuses that of `www.`, which is short of a word of three letters before it."""
_WORD = 32


def sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of every sentence of `text`, in order, white space between them left out.

    >>> text = "Sample Co., Ltd. opened mine No. 3 in the U.S. in May. It is open."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Sample Co., Ltd. opened mine No. 3 in the U.S. in May.', 'It is open.']
    """
    return list(each_sentence(text))


def first_sentence(text: str) -> tuple[int, int]:
    """Return start and end of the first sentence; an empty span at the end where there is none."""
    return next(each_sentence(text), (len(text), len(text)))


def sentence_at(text: str, place: int) -> tuple[int, int] | None:
    """Return start and end of the sentence that holds the character at `place`, None where it stands between two.

    It is one of those that `sentences` returns, found without going through all that stand before it.

    >>> sentence_at("Copper fell. Zinc rose. Lead fell.", 14)
    (13, 23)
    """
    start = _restart(text, place)
    for stop in _STOP.finditer(text, start):
        if not _ends_sentence(text, start, stop):
            continue
        end = stop.start() if stop[0][0] in _LINE_END else stop.end()
        if place < end and (span := _trimmed(text, start, end)) and place < span[1]:
            return span
        start = stop.end()
    span = _trimmed(text, start, len(text))
    return span if span and place < span[1] else None


def _restart(text: str, place: int) -> int:
    """Return a place before the sentence at `place` at which one has ended for sure; 0 where there is none.

    A letter before the stop makes it sure: it is no number of a list, whose stop is judged by where its sentence began.
    """
    at = text.rfind(". ", 0, place)
    while at > 0:
        if _is_plain_end(text, at):
            return at + 1
        stop = _STOP.match(text, at) if text[at - 1].isalpha() else None
        if stop and stop.end() == at + 1 and _ends_sentence(text, at, stop):
            return at + 1
        at = text.rfind(". ", 0, at)
    return 0


def keeps_its_stop(sentence: str) -> bool:
    """Return whether the last full stop belongs to an abbreviation as well, as that of `Sample Co., Ltd.` does."""
    token = _token(sentence, len(sentence) - 1).lower()
    return sentence.endswith(".") and (token in _MAY_END or ("." in token.strip(".") and token[0].isalpha()))


def each_sentence(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield start and end of one sentence after the other; from `start`, where one has ended."""
    for stop in _STOP.finditer(text, start):
        if not _ends_sentence(text, start, stop):
            continue
        end = stop.start() if stop[0][0] in _LINE_END else stop.end()
        if span := _trimmed(text, start, end):
            yield span
        start = stop.end()
    if span := _trimmed(text, start, len(text)):
        yield span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    return _is_plain_end(text, stop.start()) or _is_end(text, start, stop)


def _is_plain_end(text: str, at: int) -> bool:
    """Return whether a full stop stands behind a plain word and before a capital: most do, and need no closer look."""
    if text[at : at + 2] != ". " or not text[at + 2 : at + 3].isupper():
        return False
    word = text[text.rfind(" ", max(0, at - _LONGEST_TOKEN), at) + 1 : at]
    return 1 < len(word) < _LONGEST_TOKEN and word.isalpha() and word.islower() and word not in _ABBREVIATIONS


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    sign = stop[0][0]
    if sign in _LINE_END or sign in _CHINESE_STOP or stop.end() == len(text):
        return True
    following = _NEXT.match(text, stop.end(), stop.end() + _WORD)
    space, word = (following["space"], following["word"] or "") if following else ("", "")
    if not space and text[stop.end()] not in _LINE_END:
        return _is_glued_end(text, stop, word)
    if word[:1].islower():
        return False
    if stop[0].strip("\"'”’)]»") != ".":
        return True
    return _is_full_stop(_token(text, stop.start()), word, at_start=_is_first(text, start, stop.start()))


def _is_glued_end(text: str, stop: re.Match[str], word: str) -> bool:
    """Return whether a sentence ends although no space follows: `in the end.The company`, against `example.The`."""
    return (
        word[:1].isupper()
        and word.lower() in _STARTERS
        and bool(_GLUED.search(text, max(0, stop.start() - 3), stop.end()))
        and text[stop.end() + len(word) : stop.end() + len(word) + 1] == " "
    )


def _token(text: str, end: int) -> str:
    """Return what stands before `end`, back to a space, a comma or an opening sign."""
    found = _TOKEN_BACKWARDS.match(text[max(0, end - _LONGEST_TOKEN) : max(end, 0)][::-1])
    return found[0][::-1] if found else ""


def _is_first(text: str, start: int, end: int) -> bool:
    """Return whether what ends here is the number of a list item, `1` of `1. Safety comes first`."""
    return end - start <= len("12)") and text[start:end].strip().isdecimal()


def _is_full_stop(token: str, word: str, *, at_start: bool) -> bool:
    plain = token.lower()
    if plain in _TITLES or at_start:
        return False
    if plain in _NUMBERING:
        return not word[:1].isdecimal()
    initial = len(token) == 1 and token.isalpha() and token.isupper()
    if initial or plain in _MAY_END or ("." in token and token[0].isalpha()):
        return not word or word.lower() in _STARTERS
    return True
