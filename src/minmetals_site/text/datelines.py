"""Datelines: the place and the day with which a release opens its first paragraph.

`PERTH, 12 May 2025 – Example Mining …`, `MUSTER BAY, June 3, 2025 (SAMPLE NEWSWIRE) -- …`, `Musterhafen, 6. November
2025. …`, `LONDON--(SAMPLE WIRE)--…`. The readers take the day from it; a headline that is made from the sentence begins
behind it. Sentences that begin with a day (`On 12 May 2025 the mine …`) have none.
"""

import re
from typing import NamedTuple

__all__ = ["DAY", "FOREIGN_DAY", "Dateline", "find_dateline", "in_english", "names_a_wire"]

_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?(?:,\s*|\s+))?"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_OFFSET = r"(?:\s*(?:[+-]\d{2}:?\d{2}|(?:GMT|UTC)(?:[+-]\d{1,2})?|Z|[A-Z]{2,4})\b)?"
_CLOCK = rf"(?:(?:,|\s[-–|]|\sat)?\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[AaPp]\.?[Mm]\.?)?{_OFFSET})?"
DAY = (
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?[日号])?"
    r"(?:[ T]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[+-]\d{2}:?\d{2}|Z))?)?"
    rf"|{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th|\.(?=\s))?[\s-](?:of\s)?{_MONTH},?[\s-]\d{{4}}{_CLOCK}"
    rf"|{_WEEKDAY}{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+)\d{{4}}{_CLOCK}"
    rf"|{_WEEKDAY}"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?:[ ,/|–-]+\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:\s?(?:Uhr|h|[A-Z]{2,4}(?:/[A-Z]{2,4})?)\b)?)?"
)
"""Matches a whole day as sites print it: `7 Feb 2025`, `Thu, 16 Oct 2025 09:30:00 +0800`; refuses `Q3 2025`."""

_MONTHS = {
    "January": "januar jänner janvier enero gennaio janeiro",
    "February": "februar février febrero febbraio fevereiro",
    "March": "märz mars marzo março",
    "April": "april avril abril aprile",
    "May": "mai mayo maggio maio",
    "June": "juni juin junio giugno junho",
    "July": "juli juillet julio luglio julho",
    "August": "august août agosto",
    "September": "september septembre septiembre settembre setembro",
    "October": "oktober octobre octubre ottobre outubro",
    "November": "november novembre noviembre novembro",
    "December": "dezember décembre diciembre dicembre dezembro",
}
"""Names of months in German, French, Spanish, Italian and Portuguese."""
_ENGLISH = {name: month for month, names in _MONTHS.items() for name in names.split()}
FOREIGN_DAY = (
    rf"\d{{1,2}}(?:\.|er|º)?\s+(?:de\s+)?(?i:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\s+(?:de\s+)?\d{{4}}"
)
"""Matches `27. August 2025` and `3 de marzo de 2025`; refuses `27 people`."""
_FOREIGN = re.compile(r"(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?([^\W\d_]{3,10})\s+(?:de\s+)?(\d{4})")

_WORD = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|of|the|la|del|do|am|an der)"
_AGENCY = r"(?:\s*(?:\([^()]{2,40}\)|/[A-Z][\w .-]{2,30}/|\[[^\[\]]{2,40}\]))?"
_OPENING = re.compile(
    rf"(?:(?P<place>{_WORD}(?:(?:,\s*|\s+|/|\s&\s){_WORD}){{0,7}}?)\s*(?:,|[-–—|]|\(|\s)\s*(?:den\s|le\s)?|\()?"
    rf"(?P<day>{DAY}|{FOREIGN_DAY})\)?{_AGENCY}\s*(?:[–—:|.]|--?|/)\s*(?=[\"“„«‘'(]?[A-ZÀ-Þ\d])"
)
"""Matches the beginning of `PERTH, 12 May 2025 – Example …` and `(May 12, 2025) – We …`.

Refuses `On 12 May 2025 we …` and `12 May 2025 was a day …`.
"""
_WIRE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .,'-]{2,40}\s?(?:--|[–—-])\s?\([A-Z][A-Za-z ./&-]{2,40}\)\s?(?:--|[–—-])\s?(?=[\"“A-ZÀ-Þ\d])"
)
"""Matches the beginning of `LONDON--(SAMPLE WIRE)--Sample …`, which names no day; not `The mine (Lakeside) – …`."""
_WIRE_AND_DAY = re.compile(
    rf"{_WORD}(?:(?:,\s*|\s+){_WORD}){{0,7}}?\s*(?:--|[–—-]"
    rf"|/)?\s*[(/]\s*(?P<agency>[A-Z][A-Za-z .&]{{2,30}}?)\s*[-–—,/]\s*"
    rf"(?P<day>{DAY})\s*[)/]\s*(?:--|[–—:-])?\s*(?=[\"“A-ZÀ-Þ\d])"
)
"""Matches the beginning of `Sampleton, Sample Land--(Sample Wire - May 12, 2025) - Example …` and of `SAMPLETON, SL /
SAMPLE WIRE / May 12, 2025 / Example …`; refuses `Output (Lakeside, May 12, 2025) rose`."""
_WIRE_NAME = re.compile(
    r"newsfile|pr ?newswire|globe ?newswire|business ?wire|access ?(?:news)?wire|thenewswire|/ ?cnw ?/"
    r"|eqs[- ]news|marketwired?\b"
    r"|\bdgap\b",
    re.IGNORECASE,
)
"""Matches in `(GLOBE NEWSWIRE) --`: agencies that carry nothing but what organisations release."""
_DIGIT = re.compile(r"\d")
_NO_PLACE = frozenset(
    {"on", "in", "at", "since", "until", "by", "from", "after", "before", "the", "of", "as", "am", "le"}
)
_LONGEST = 170


class Dateline(NamedTuple):
    """Where the dateline of a paragraph ends, and where its day stands."""

    end: int
    day: tuple[int, int] | None


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline with which a paragraph begins, else None.

    >>> find_dateline("PERTH, 12 May 2025 – Example Mining has begun.")
    Dateline(end=21, day=(7, 18))
    """
    head = text[:_LONGEST]
    match = _OPENING.match(head) if _DIGIT.search(head) else None
    if match and match.end() < len(text) and (match["place"] or " ").split(" ")[0].lower() not in _NO_PLACE:
        return Dateline(match.end(), match.span("day"))
    dated = _WIRE_AND_DAY.match(head) if _DIGIT.search(head) else None
    if dated and dated.end() < len(text):
        return Dateline(dated.end(), dated.span("day"))
    wire = _WIRE.match(head)
    return Dateline(wire.end(), None) if wire else None


def names_a_wire(text: str) -> bool:
    """Return whether a text that has a dateline names an agency for releases.

    >>> names_a_wire("SAMPLETON, May 12, 2025 (GLOBE NEWSWIRE) -- Example Corp. has begun.")
    True
    """
    return _WIRE_NAME.search(text) is not None


def in_english(day: str) -> str:
    """Return a day with the name of its month in English, where it is in a language of `FOREIGN_DAY`."""
    match = _FOREIGN.fullmatch(day)
    month = _ENGLISH.get(match[2].lower()) if match else None
    return f"{match[1]} {month} {match[3]}" if match and month else day
