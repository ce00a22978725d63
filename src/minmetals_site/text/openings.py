"""What stands before the subject of an English sentence: the day, the occasion, the witness.

The day and the occasion (`On May 6, …`, `At the meeting, …`) are always dropped. Phrases that limit what the sentence
claims (`If approved, …`, `In principle, …`) never are: without them the headline would say more than the capture does.
The witness (`According to X, …`, `X said that …`) is in between: `reported_place` tells where the words of the witness
begin, and the caller lets go of the witness only where both together are too long.
"""

import re
from collections.abc import Callable

from minmetals_site.text.days import MONTHS
from minmetals_site.text.english import (
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    first_verb,
    is_balanced,
    is_figure,
    listed,
    main_verb,
    words_of,
)

__all__ = ["JOINED", "reported_place", "subject_place"]

_MONTH_NAMES = frozenset(name.lower() for name in MONTHS) | frozenset(name[:3].lower() for name in MONTHS) | {"sept"}
_LONE_DAYS = listed("recently lately today yesterday earlier")
_DAY_NAMES = (
    _MONTH_NAMES
    | _LONE_DAYS
    | listed(
        "monday tuesday wednesday thursday friday saturday sunday year month week weekend days weeks months years ago"
    )
    | listed("quarter half")
)
"""Words one of which a phrase needs to name a time."""
_DAY_WORDS = _DAY_NAMES | listed(
    "on from to in of the at by between and until till through during since as early late mid morning afternoon "
    "evening night noon midday dawn this last past same local time end beginning start middle first second third "
    "fourth few several just ago now a an spring summer autumn winter eve before after long not shortly day am pm a.m "
    "p.m"
)
_DAY_FIGURES = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)?(?:[–—:./-][0-9]{1,4}){0,2}")
"""Matches `26`, `2025`, `3rd`, `23–25` and `2025-01-23`; refuses `12,000` and `26%`."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PLACERS = _LONE_DAYS | listed(
    "on in from by since during at between as until before after early late this last not just"
)
_UNFINISHED = listed("the a an of in on to and from by at between")

_LEADS = re.compile(
    r"(?:However|Meanwhile|Moreover|Furthermore|In addition|Additionally|Besides|Therefore|Thus|Also|Finally"
    r"|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth|Fifth|Sixth|Last(?:ly)?|Next|Notably|Importantly|In particular"
    r"|As a result|At the same time|For example),\s+|(?:And|But|So|Yet)\s+"
    r"|[Ii]t (?:is|was|has been) (?:\w{4,14}ly |also )?(?:pointed out|noted|stressed|emphasi[sz]ed|mentioned"
    r"|learn(?:ed|t)|announced|reported)(?: [^,.;]{1,60}?)? that\s+"
)
"""Matches `Meanwhile, ` and `It was noted that `; refuses `First Sample Bank` and `It is estimated that `."""
_DATELINE = re.compile(r"([A-Z][\w.,'’()/ -]{1,80}?)\s?(?:—|–|--|\s-)\s+")
"""Matches `BEIJING, Jan. 23 (Sample Agency) — `; its group must begin with a city in capitals, or hold a day."""
_CAPITALS = re.compile(r"[A-Z]{3,}[A-Z ,]*\b")
_CIRCUMSTANCES = listed(
    "at in during under following after amid through throughout along together with to for from over within before "
    "upon on across as by since while led driven built drawn"
)
"""First words of phrases that tell an occasion; those that set a condition or name a witness are not here."""
_SPANS = listed("hours days weeks months years decades centuries hour day week month year decade century")
_FROM_THEN = listed("after before into since")
_LIMITING = re.compile(
    r"(?:In (?:principle|theory|part|contrast|case|the absence|the event|no)|At (?:best|least|most|worst)|Under no"
    r"|As (?:if|though|long|for)|To (?:the extent|date)|With the exception|On (?:condition|no)|For now"
    r"|(?:Accord|Depend|Includ|Exclud|Assum|Pend|Provid|Bar)ing)\b"
)
"""Matches `In principle`; refuses `In Peru`. What it matches stays: the headline would say more without it."""
JOINED = listed("ltd inc llc plc jr sr limited corp")
"""What a comma joins to the name before it."""
_APPOSITION = re.compile(
    r"\s(?:the|a|an|who|which|secretary|deputy|chair|chairman|chairwoman|president|general|director|member|vice|head"
    r"|minister|governor|party|chief|manager)\b",
    re.IGNORECASE,
)
"""Matches what follows the comma of `Ms Sample, Chair of Sample Mining`; refuses that of `Peru, Chile`."""
_LONGEST_LEAD = 180
_OF_OPENING = 3
"""Words by which the opening of a phrase is known."""
_MOST_LEADS = 4


def subject_place(text: str, start: int, end: int) -> int:
    """Return where the sentence from `start` to `end` begins once all that stands before its subject is dropped."""
    for _ in range(_MOST_LEADS):
        before = start
        for rule in _LEAD_RULES:
            start = rule(text, start, end)
        if start == before:
            break
    return start


def _after_dateline(text: str, start: int, end: int) -> int:
    found = _DATELINE.match(text, start, end)
    if not found or found.end() >= end:
        return start
    words = words_of(found[1], 0, len(found[1]))
    if words[0].small in PREPOSITIONS or any(word.core.islower() for word in words):
        return start  # a clause before a dash: `On May 6, the mine closed — the third this year`
    dated = any(word.small in _MONTH_NAMES for word in words) and any(word.core.isdecimal() for word in words)
    return found.end() if dated or _CAPITALS.match(found[1]) else start


def _after_lead(text: str, start: int, end: int) -> int:
    found = _LEADS.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _after_day(text: str, start: int, end: int) -> int:
    """Return the place behind `On February 26, ` or `Recently `; `start` where no such phrase stands there."""
    reach = min(end, start + _LONGEST_LEAD)
    if not all(map(_is_of_day, words_of(text, start, reach, 1))):
        return start
    words = words_of(text, start, reach)
    count = next((i for i, word in enumerate(words) if not _is_of_day(word)), len(words))
    places = range(min(count, len(words) - 1), 0, -1)
    for i in sorted(places, key=lambda i: words[i - 1].tail != ","):  # a comma tells best where the phrase ends
        phrase, rest = words[:i], words[i]
        names_time = any(word.small in _DAY_NAMES or _YEAR.fullmatch(word.core) for word in phrase)
        if names_time and phrase[-1].small not in _UNFINISHED and _follows_day(rest, phrase):
            named = _WHAT_DAY.match(text, rest.start, reach)
            return named.end() if named else rest.start
    return start


_WHAT_DAY = re.compile(
    r"(?:the|a|its|their) (?:[\w-]+ ){0,2}?(?:day|eve|anniversary|date|deadline|birthday|start|end|beginning)\b"
    r"[^,.;]{0,100},\s+(?=[A-Z]|(?:the|a|an|its|his|her|some|more|about) )"
)
"""Matches `the day of the consultation on safety, ` behind `On June 16, `; refuses `the mine, `."""


def _is_of_day(word: Word) -> bool:
    return word.small.removeprefix("mid-") in _DAY_WORDS or bool(_DAY_FIGURES.fullmatch(word.core))


def _follows_day(word: Word, phrase: list[Word]) -> bool:
    """Return whether `word` can be the subject's first: any after `On May 6, `, a name or article after `May 6, `."""
    placed, comma = phrase[0].small in _PLACERS, phrase[-1].tail == ","
    if _begins_subject(word):
        return placed or comma
    return placed and comma and word.core[:1].isalnum()


def _begins_subject(word: Word) -> bool:
    return word.small in DETERMINERS | PRONOUNS or (word.is_name and word.small not in _DAY_NAMES)


def _after_circumstance(text: str, start: int, end: int) -> int:
    """Return the place behind `At the meeting in Sample City, `; `start` where what follows is no clause."""
    reach = min(end, start + 2 * _LONGEST_LEAD)
    if not _open_circumstance(words_of(text, start, reach, _OF_OPENING)) or _LIMITING.match(text, start, end):
        return start
    words = words_of(text, start, reach)
    commas = [i for i, word in enumerate(words[:-1]) if word.tail == "," and word.end - start <= _LONGEST_LEAD]
    for i in commas:
        first = words[i + 1]
        if not i or first.small in JOINED or not _begins_subject(first) or not is_balanced(text[start : words[i].end]):
            continue
        last = next((j for j in commas if j > i), len(words) - 1)
        segment = words[i + 1 : last + 1]
        if (first_verb(segment) or _APPOSITION.match(text, segment[-1].end)) and not _is_clause(words[: i + 1]):
            return first.start
    return start


def _is_clause(words: list[Word]) -> bool:
    """Return whether what begins in -ing has a verb with an object: `Replacing the trucks saved 9,000 tonnes`."""
    verb = main_verb(words)
    if words[0].small == "having" or not words[0].small.endswith("ing") or not 0 < verb < len(words) - 1:
        return False
    return words[verb + 1].small in DETERMINERS or is_figure(words[verb + 1])


def _open_circumstance(words: list[Word]) -> bool:
    """Return whether the words begin as `At the meeting`, `Led by`, `Actively supporting` or `Two years after` do."""
    if not words:
        return False
    if [word.small in group for word, group in zip(words[1:3], (_SPANS, _FROM_THEN), strict=False)] == [True, True]:
        return True
    first = words[1] if words[0].small.endswith("ly") and len(words) > 1 else words[0]
    return first.small in _CIRCUMSTANCES or (len(first.core) >= len("Owned") and first.small.endswith(("ing", "ed")))


_LEAD_RULES: tuple[Callable[[str, int, int], int], ...] = (
    _after_dateline,
    _after_lead,
    _after_day,
    _after_circumstance,
)


# The witness

_SAYS = listed("said says reported reports announced announces noted notes told tells added adds confirmed wrote")
_LONGEST_SAYING = 16
"""Words at most from the verb of saying to its `that`."""


def reported_place(text: str, start: int, end: int) -> int:
    """Return where the clause begins that the sentence from `start` reports; `start` where it reports none.

    A clause that begins with a pronoun cannot stand without its witness, and counts as none.
    """
    words = words_of(text, start, min(end, start + 2 * _LONGEST_LEAD))
    first = _reported_word(words)
    reported = words[first:]
    if not first or reported[0].small in PRONOUNS | POSSESSIVES or not main_verb(reported):
        return start
    return reported[0].start if is_balanced(text[reported[0].start : end]) else start


def _reported_word(words: list[Word]) -> int:
    """Return the place of the first word that a witness vouches for; 0 where there is no witness."""
    if [word.small for word in words[:2]] == ["according", "to"]:
        commas = (i for i, word in enumerate(words[:-1]) if word.tail == ",")
        return next((i + 1 for i in commas if _begins_subject(words[i + 1]) or words[i + 1].core.islower()), 0)
    verb = main_verb(words)
    says = verb + (1 if words[verb : verb + 1] and words[verb].small in {"has", "have", "had"} else 0)
    if not verb or says + 2 >= len(words) or words[says].small not in _SAYS or words[verb - 1].raw[-2:-1] == ",":
        return 0
    if words[says].small in {"said", "says"} and _begins_reported(words[says + 1 :]):
        return says + 1
    reach = range(says + 1, min(says + _LONGEST_SAYING, len(words) - 1))
    that = next((i for i in reach if words[i].small == "that"), 0)
    return that + 1 if that and not first_verb(words[says:that]) else 0


def _begins_reported(words: list[Word]) -> bool:
    """Return whether a clause without `that` begins here, and no `on Tuesday that`."""
    return words[0].small not in PREPOSITIONS | {"that", "as"} and words[0].small not in _DAY_NAMES
