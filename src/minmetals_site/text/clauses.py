"""English sentences for headlines: where the subject begins, and where a sentence that is too long is best cut.

There is no grammar here, only lists of small words and of the verbs that such reports use, and a price for each kind of
cut. The lists err on the side of the shorter, plainer phrase. Phrases that limit what the sentence claims (`If
approved, …`, `According to …`) are never dropped: without them the headline would say more than the capture does.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from minmetals_site.text.days import MONTHS

__all__ = ["cut_place", "is_balanced", "subject_place"]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Word(NamedTuple):
    """One word of a sentence, with its place in the text."""

    start: int
    end: int
    raw: str
    core: str
    """The word without the signs around it."""
    small: str
    """The core in lower case."""

    @property
    def tail(self) -> str:
        """The sign that ends it; empty where a letter or a figure does."""
        return "" if self.raw[-1].isalnum() else self.raw[-1]

    @property
    def is_name(self) -> bool:
        """Whether it has a capital."""
        return self.core[:1].isupper()

    @property
    def place_after(self) -> int:
        """Where it ends without the sign that joins it to the next."""
        return self.start + len(self.raw.rstrip(",;:–—-"))


_WORD = re.compile(r"[^\s—]+|—+")
"""Matches `S&T`, and `—` by itself although no spaces stand around it."""
_SIGNS = "\"'“”‘’()[],;:.!?…"


def _words(text: str, start: int, end: int) -> list[_Word]:
    found = (
        (match.start(), match.end(), match[0], match[0].strip(_SIGNS)) for match in _WORD.finditer(text, start, end)
    )
    return [_Word(*word, word[-1].lower()) for word in found]


_PAIRS = dict(zip("([{“«「『《〈【（", ")]}”»」』》〉】）", strict=True))
_CLOSING = frozenset(_PAIRS.values())


def is_balanced(text: str) -> bool:
    """Return whether every quote and bracket of `text` has its partner; single quotes may be apostrophes."""
    expected: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            expected.append(_PAIRS[sign])
        elif sign in _CLOSING and (not expected or expected.pop() != sign):
            return False
    return not expected and text.count('"') % 2 == 0


# Small words and verbs

_ARTICLES = _listed("the a an its his her their our")
_PRONOUNS = _listed("it he she they we")
_DETERMINERS = _ARTICLES | _listed(
    "this that these those all both each every some several many more most two three four five six seven eight nine "
    "ten no another other such"
)
_PREPOSITIONS = _listed(
    "in on at with for from during under through via across within throughout among by toward towards against over "
    "alongside amid between"
)
_BEFORE_NOUNS = (_DETERMINERS | _PREPOSITIONS | {"of"}) - {"that", "this", "these", "those", "all", "each", "both"}
"""Words that no verb of a clause follows."""
_FINITE = _listed(
    "is are was were has have had will would can could may might must shall should does did do held said won made "
    "took gave began saw met led set put sold bought built came went became brought sent spoke told paid kept left "
    "lost found got grew rose fell drew drove chose ran cut hit beat spent stood struck taught thought understood "
    "wrote broke flew knew laid let meant showed sought swept undertook underwent withdrew oversaw lies says agrees "
    "believes aims seeks unveils announces strengthens accelerates becomes begins includes provides remains continues "
    "acquires appoints approves expands reveals reinforces underscores underlines highlights welcomes wins attends "
    "convenes operates ranks produces requires represents serves emphasizes emphasises stresses confirms completes "
    "establishes delivers develops achieves improves extends maintains promotes urges adds consists comprises "
    "contains employs enables ensures explores reflects suggests indicates exceeds reaches signals sells buys owns"
)
"""Verbs, and auxiliaries, that are hardly ever anything else after a noun."""
_PLURAL_FINITE = _listed(
    "reflect include reveal show remain continue say provide require offer span underscore highlight"
)
_INTRANSITIVE = _listed("rose fell grew increased decreased declined dropped arrived began opened closed ended")
"""Verbs that may end a clause."""
_PARTICIPLES = _listed(
    "taken overseen done given shown known seen chosen written driven grown held made built brought sold paid set put"
)
_LEANING = _PARTICIPLES | _listed(
    "poor rich available important essential necessary capable aware suitable similar equal"
)
"""Words that what follows a preposition completes."""
_NOT_FINITE = _listed(
    "based limited related located listed headquartered needed integrated advanced unified hundred indeed embed "
    "exceed proceed succeed speed feed seed need combined"
)
"""Words in -ed that are more often no verb of the sentence."""
_NOT_ADVERBS = _listed("family supply assembly anomaly july italy reply ally monopoly")
_PLAIN_ADJECTIVES = _listed(
    "safe green new high low steady strong sound rapid stable clean smart open deep broad large small long short good "
    "better best great early late full first second third last key top major main core chief senior joint rare raw"
)


def _verb_at(words: list[_Word]) -> int:
    """Return the place of the first word that looks like the verb of a clause; 0, the place of no verb, without one."""
    return next((i for i in range(1, len(words)) if _is_verb(words, i)), 0)


def _is_verb(words: list[_Word], i: int) -> bool:
    word, before = words[i], words[i - 1]
    if not word.core.islower() or before.small in _BEFORE_NOUNS:
        return False
    if word.small in _FINITE or (word.small in _PLURAL_FINITE and before.small.endswith("s")):
        return True
    after = words[i + 1].small if i + 1 < len(words) else ""
    if word.small.endswith("ed"):
        adjective = before.small == "and" or (
            before.small.endswith("ly") and words[max(i - 2, 0)].small in _DETERMINERS
        )
        return word.small not in _NOT_FINITE and "-" not in word.small and after != "by" and not adjective
    third_person = word.small.endswith("s") and not word.small.endswith(("ss", "us", "is"))
    has_object = after in _ARTICLES or after == "itself" or (before.is_name and after in {"that", "to"})
    return third_person and not word.tail and has_object


def _is_verb_before_object(words: list[_Word], i: int) -> bool:
    """Return whether word `i` is a verb in -ed with its object: `delivered a speech`, against `improved methods`."""
    if not words[i].core.islower() or not words[i].small.endswith("ed") or i + 1 >= len(words):
        return False
    return words[i + 1].is_name or words[i + 1].small in _DETERMINERS | _PREPOSITIONS


def _is_adjective(word: _Word) -> bool:
    endings = ("al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ary", "ed")
    return word.core.islower() and (word.small in _PLAIN_ADJECTIVES or word.small.endswith(endings))


# What stands before the subject

_MONTH_NAMES = frozenset(name.lower() for name in MONTHS) | frozenset(name[:3].lower() for name in MONTHS) | {"sept"}
_LONE_DAYS = _listed("recently lately today yesterday earlier")
_DAY_NAMES = (
    _MONTH_NAMES
    | _LONE_DAYS
    | _listed(
        "monday tuesday wednesday thursday friday saturday sunday year month week weekend days weeks months years ago"
    )
    | _listed("quarter half")
)
"""Words one of which a phrase needs to name a time."""
_DAY_WORDS = _DAY_NAMES | _listed(
    "on from to in of the at by between and until till through during since as early late mid morning afternoon "
    "evening night noon midday dawn this last past same local time end beginning start middle first second third "
    "fourth few several just ago now a an spring summer autumn winter eve before after long not shortly day am pm a.m "
    "p.m"
)
_DAY_FIGURES = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)?(?:[–—:./-][0-9]{1,4}){0,2}")
"""Matches `26`, `2025`, `3rd`, `23–25` and `2025-01-23`; refuses `12,000` and `26%`."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PLACERS = _LONE_DAYS | _listed(
    "on in from by since during at between as until before after early late this last not just"
)
_UNFINISHED = _listed("the a an of in on to and from by at between")

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
_CIRCUMSTANCES = _listed(
    "at in during under following after amid through throughout along together with to for from over within before "
    "upon on across as by since while led"
)
"""First words of phrases that tell an occasion; those that set a condition or name a witness are not here."""
_LIMITING = re.compile(
    r"(?:In (?:principle|theory|part|contrast|case|the absence|the event|no)|At (?:best|least|most|worst)|Under no"
    r"|As (?:if|though|long|for)|To (?:the extent|date)|With the exception|On (?:condition|no)|For now"
    r"|(?:Accord|Depend|Includ|Exclud|Assum|Pend|Provid|Bar)ing)\b"
)
"""Matches `In principle`; refuses `In Peru`. What it matches stays: the headline would say more without it."""
_APPOSITION = re.compile(
    r"\s(?:the|a|an|who|which|secretary|deputy|chair|chairman|chairwoman|president|general|director|member|vice|head"
    r"|minister|governor|party|chief|manager)\b",
    re.IGNORECASE,
)
"""Matches what follows the comma of `Ms Sample, Chair of Sample Mining`; refuses that of `Peru, Chile`."""
_LONGEST_LEAD = 180
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
    words = _words(found[1], 0, len(found[1]))
    dated = any(word.small in _MONTH_NAMES for word in words) and any(word.core.isdecimal() for word in words)
    return found.end() if dated or _CAPITALS.match(found[1]) else start


def _after_lead(text: str, start: int, end: int) -> int:
    found = _LEADS.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _after_day(text: str, start: int, end: int) -> int:
    """Return the place behind `On February 26, ` or `Recently `; `start` where no such phrase stands there."""
    words = _words(text, start, min(end, start + _LONGEST_LEAD))
    count = next((i for i, word in enumerate(words) if not _is_of_day(word)), len(words))
    places = range(min(count, len(words) - 1), 0, -1)
    for i in sorted(places, key=lambda i: words[i - 1].tail != ","):  # a comma tells best where the phrase ends
        phrase, rest = words[:i], words[i]
        names_time = any(word.small in _DAY_NAMES or _YEAR.fullmatch(word.core) for word in phrase)
        if names_time and phrase[-1].small not in _UNFINISHED and _follows_day(rest, phrase):
            return rest.start
    return start


def _is_of_day(word: _Word) -> bool:
    return word.small.removeprefix("mid-") in _DAY_WORDS or bool(_DAY_FIGURES.fullmatch(word.core))


def _follows_day(word: _Word, phrase: list[_Word]) -> bool:
    """Return whether `word` can be the subject's first: any after `On May 6, `, a name or article after `May 6, `."""
    placed, comma = phrase[0].small in _PLACERS, phrase[-1].tail == ","
    if _begins_subject(word):
        return placed or comma
    return placed and comma and word.core[:1].isalnum()


def _begins_subject(word: _Word) -> bool:
    return word.small in _DETERMINERS | _PRONOUNS or (word.is_name and word.small not in _DAY_NAMES)


def _after_circumstance(text: str, start: int, end: int) -> int:
    """Return the place behind `At the meeting in Sample City, `; `start` where what follows is no clause."""
    words = _words(text, start, min(end, start + 2 * _LONGEST_LEAD))
    if not _open_circumstance(words) or _LIMITING.match(text, start, end):
        return start
    commas = [i for i, word in enumerate(words[:-1]) if word.tail == "," and word.end - start <= _LONGEST_LEAD]
    for i in commas:
        first = words[i + 1]
        if not i or first.small in _JOINED or not _begins_subject(first) or not is_balanced(text[start : words[i].end]):
            continue
        last = next((j for j in commas if j > i), len(words) - 1)
        segment = words[i + 1 : last + 1]
        if _verb_at(segment) or _APPOSITION.match(text, segment[-1].end):
            return first.start
    return start


def _open_circumstance(words: list[_Word]) -> bool:
    """Return whether the words begin as `At the meeting`, `Led by` or `Actively supporting` do."""
    if not words:
        return False
    first = words[1] if words[0].small.endswith("ly") and len(words) > 1 else words[0]
    return first.small in _CIRCUMSTANCES or (len(first.core) >= len("Owned") and first.small.endswith(("ing", "ed")))


_LEAD_RULES: tuple[Callable[[str, int, int], int], ...] = (
    _after_dateline,
    _after_lead,
    _after_day,
    _after_circumstance,
)

# Where a sentence that is too long is cut

_FURTHER_UNMARKED = _listed(
    "which who whose where while when after before because although whereas amid following despite compared"
)
"""Words that begin a further clause, or a phrase as good as one."""
_FURTHER = _FURTHER_UNMARKED | _listed("whom with including involving though since as so thus thereby making to for")
"""Words that do so behind a comma."""
_NEEDS_MORE = (
    _DETERMINERS
    | _PRONOUNS
    | _PREPOSITIONS
    | _FURTHER
    | _listed(
        "and or but nor of than that into onto per not no very more most less least such too also only just both "
        "either neither if unless whether according due able unable likely ready responsible subject prior next close "
        "rich worth up down out off based located part one be been being about above below beyond regarding "
        "concerning what how is are was were has have had will would can could may might must shall should does did "
        "do"
    )
)
"""Words that no shortened title ends with."""
_ASKS = _listed(
    "urged asked told ordered allowed enabled required encouraged helped called directed instructed invited expects "
    "expected wants wanted forced advised reminded urges asks calls allows enables requires encourages helps "
    "continues continued agreed plans planned aims aimed seeks sought decided vowed pledged began started tries tried "
    "strives strived strove need needs failed hopes hoped intends intended set managed"
)
"""Words whose `to` cannot be cut off."""
_QUANTITIES = _listed(
    "half quarter third end beginning rest part number series batch range variety kind majority total lot ahead instead"
)
"""Words whose `of` cannot be cut off."""
_JOINED = _listed("ltd inc llc plc jr sr limited corp")
"""What a comma joins to the name before it."""
_CLAUSES = _listed("that which who whose where while when because although whereas after before")
"""Words whose clause must have its own verb before a cut."""
_CLAUSE, _PART, _PHRASE, _NOUN, _OF, _LIST = 0, 5, 12, 16, 36, 70
"""What each kind of cut costs, in characters: a shorter title by a clean cut is better than a longer by a poor one."""
_STARTERS = ((_FURTHER_UNMARKED, _CLAUSE), (frozenset({"such", "ahead"}), _PART), (_PREPOSITIONS, _PHRASE))
"""Words before which a sentence can be cut without a comma, and what that costs."""
_SHORTEST = 24
"""Characters of a cut title at least, where it can be helped."""
_NEAR = 8
"""Words within which `between` asks for its `and`, and `from` for its `to`."""


def cut_place(text: str, start: int, end: int, longest: int) -> int:
    """Return where the sentence from `start` to `end` is best cut for a title of at most `longest` characters.

    It is `start` where not even one word of it fits.
    """
    words = _words(text, start, min(end, start + 2 * longest))
    fitting = sum(word.place_after - start <= longest for word in words)
    verb = _verb_at(words[:fitting])
    best, most = 0, 0
    for i in range(1, min(fitting + 1, len(words))):
        stop = words[i - 1].place_after
        cost = _cost(words, i, verb)
        if cost is not None and stop - start >= max(_SHORTEST, most + cost) and is_balanced(text[start:stop]):
            best, most = stop, stop - start - cost
    return best or _any_cut(text, start, words, fitting, verb)


def _any_cut(text: str, start: int, words: list[_Word], fitting: int, verb: int) -> int:
    """Return the end of a list's item, else of the subject, else of the last word with which a title can end."""
    choices = [i for i in range(fitting, verb + 2, -1) if verb and words[i - 1].tail == "," and _is_free(words, i)]
    choices += [verb] if verb and words[verb - 1].place_after - start >= _SHORTEST else []
    choices += range(fitting, 0, -1)
    for i in choices:
        stop, before = words[i - 1].place_after, words[i - 1]
        object_follows = i < len(words) and words[i].small in _ARTICLES
        if (
            before.small not in _NEEDS_MORE
            and not object_follows
            and not _is_adjective(before)
            and is_balanced(text[start:stop])
        ):
            return stop
    return words[fitting - 1].place_after if fitting else start


def _is_free(words: list[_Word], i: int) -> bool:
    """Return whether the comma before word `i` is none of `Sample Co., Ltd.` or `May 6, 2025`."""
    return i >= len(words) or not (words[i].small in _JOINED or words[i].core.isdecimal())


def _cost(words: list[_Word], i: int, verb: int) -> int | None:
    """Return what a cut before word `i` costs; None where the words before it cannot stand alone."""
    before, here = words[i - 1], words[i]
    if not _can_end(words, i, verb):
        return None
    if before.tail == ":":
        return _OF
    if before.tail == ";" or not any(map(str.isalnum, here.raw)):
        return _CLAUSE
    if before.tail == ",":
        return _cost_at_comma(words, i, verb)
    if here.small in {"and", "but"}:
        return _cost_of_joint(words, i, verb)
    return _cost_without_sign(words, i, verb)


def _can_end(words: list[_Word], i: int, verb: int) -> bool:
    """Return whether the words before `i` have a verb with something behind it, and end in no word that needs more."""
    before = words[i - 1]
    bare = verb and verb >= i - 1 and not (verb == i - 1 and before.small in _INTRANSITIVE)
    if before.small in _NEEDS_MORE or not before.core or bare:
        return False
    if before.raw[-2:-1] in {",", ";"}:  # the comma of `“one process,”` cannot be cut off
        return False
    return _is_clause_whole(words[:i])


def _is_clause_whole(words: list[_Word]) -> bool:
    """Return whether the last clause that `that`, `who` or the like begins has a verb, and something behind it."""
    last = max((i for i, word in enumerate(words) if word.small in _CLAUSES and i), default=None)
    return last is None or 0 < _verb_at(words[last:]) < len(words) - last - 1


def _is_adverb(word: _Word) -> bool:
    return word.core.islower() and word.small.endswith("ly") and word.small not in _NOT_ADVERBS


def _is_listing(words: list[_Word], i: int, verb: int) -> bool:
    """Return whether a list is under way: a comma stands between the verb and the word before the cut."""
    return any(word.tail == "," for word in words[verb + 1 : i - 1])


def _cost_without_sign(words: list[_Word], i: int, verb: int) -> int | None:
    before, here = words[i - 1], words[i]
    in_list = i > 1 and words[i - 2].tail == ","  # one word of a list that goes on
    if in_list or (_leans_on_next(words, i - 1) and before.small not in _INTRANSITIVE):
        return None
    if here.raw.startswith("("):
        return _CLAUSE
    if here.small == "to":
        cost = _cost_of_purpose(words, i)
    elif here.small == "of":
        lately = {word.small for word in words[max(0, i - _NEAR) : i]}
        cost = None if before.small in _QUANTITIES or "of" in lately else _OF
    else:
        cost = next((cost for starters, cost in _STARTERS if here.small in starters), None)
    return cost + _PHRASE if cost is not None and _is_listing(words, i, verb) else cost


def _leans_on_next(words: list[_Word], i: int) -> bool:
    """Return whether word `i` is bare without what a preposition behind it brings: `located in`, `poor in`."""
    word = words[i]
    return _is_verb(words, i) or word.small in _LEANING or word.small.endswith("ed") or _is_adverb(word)


def _cost_at_comma(words: list[_Word], i: int, verb: int) -> int | None:
    before, here = words[i - 1], words[i]
    opening = not verb and words[0].small in _PREPOSITIONS  # `In the new sector, opening …` has come to nothing yet
    if opening or not _is_free(words, i) or (_is_adjective(before) and not before.small.endswith("ed")):
        return None
    if here.small in _FURTHER or (here.core.islower() and here.small.endswith("ing") and not here.tail):
        return _CLAUSE
    if here.small in {"and", "but"}:
        return _CLAUSE if _verb_at(words[i : i + _NEAR]) else None
    if here.small == "such":
        return _PART
    if here.small in _ARTICLES | {"one"} and not _is_listing(words, i, verb):
        return _PHRASE
    return _LIST if verb else _PHRASE


def _cost_of_joint(words: list[_Word], i: int, verb: int) -> int | None:
    """Return the cost before `and`: never inside `between A and B` or a name, nor before the last item of a list."""
    lately = {word.small for word in words[max(0, i - _NEAR) : i]}
    if i + 1 >= len(words) or _is_listing(words, i, verb) or lately & {"between", "both"}:
        return None
    before, after = words[i - 1], words[i + 1]
    if after.small in _FINITE or _is_verb_before_object(words, i + 1):
        return _CLAUSE
    if after.small in _ARTICLES:
        return _PART
    if after.small.endswith("ing"):
        return None if before.small.endswith("ing") else _PART
    return None if _is_adjective(before) or (before.is_name and after.is_name) else _NOUN


def _cost_of_purpose(words: list[_Word], i: int) -> int | None:
    """Return the cost before `to`: none where it begins a purpose, never where a verb, or a `from`, asks for it."""
    lately = {word.small for word in words[max(0, i - _NEAR) : i]}
    if lately & _ASKS or "from" in lately or words[i - 1].core[-1:].isdecimal() or i + 1 >= len(words):
        return None
    after = words[i + 1]
    return _CLAUSE if after.core.islower() and after.small not in _DETERMINERS else _PHRASE
