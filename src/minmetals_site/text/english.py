"""English words and their parts of speech, as far as a headline needs them: which word is the verb of a sentence?

There is no grammar here, only lists of small words and of the verbs that such reports use, and what stands beside a
word. A word that may be a noun as well (`set`, `cut`) is a verb only between a subject and an object; a participle
(`the ore shipped from Lima contained …`) only where the clause has no other verb. Where the lists know no verb, there
is none, and the caller does without.
"""

import re
from itertools import islice
from typing import NamedTuple

__all__ = [
    "ARTICLES",
    "DETERMINERS",
    "FINITE",
    "PARTICIPLES",
    "POSSESSIVES",
    "PREPOSITIONS",
    "PRONOUNS",
    "Word",
    "first_verb",
    "is_balanced",
    "is_figure",
    "is_participle",
    "is_verb",
    "listed",
    "main_verb",
    "words_of",
]


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


class Word(NamedTuple):
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


def words_of(text: str, start: int, end: int, most: int | None = None) -> list[Word]:
    """Return the words that stand between `start` and `end`, in order; `most` of them where that is given."""
    words = []
    for match in islice(_WORD.finditer(text, start, end), most):
        raw = match[0]
        core = raw.strip(_SIGNS)
        words.append(Word(match.start(), match.end(), raw, core, core.lower()))
    return words


_PAIRS = dict(zip("([{“«「『《〈【（", ")]}”»」』》〉】）", strict=True))
_CLOSING = frozenset(_PAIRS.values())
_PAIRED = _CLOSING.union(_PAIRS)


def is_balanced(text: str) -> bool:
    """Return whether every quote and bracket of `text` has its partner; single quotes may be apostrophes."""
    if _PAIRED.isdisjoint(text):
        return text.count('"') % 2 == 0
    expected: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            expected.append(_PAIRS[sign])
        elif sign in _CLOSING and (not expected or expected.pop() != sign):
            return False
    return not expected and text.count('"') % 2 == 0


# Small words

POSSESSIVES = listed("its his her their our")
ARTICLES = listed("the a an") | POSSESSIVES
PRONOUNS = listed("it he she they we")
DETERMINERS = ARTICLES | listed(
    "this that these those all both each every some several many more most two three four five six seven eight nine "
    "ten no another other such"
)
PREPOSITIONS = listed(
    "in on at with for from during under through via across within throughout among by toward towards against over "
    "alongside amid between since until without into onto past along near around"
)
_BEFORE_NOUNS = (DETERMINERS | PREPOSITIONS | {"of", "to"}) - {"that", "this", "these", "those", "all", "each", "both"}
"""Words that no verb of a clause follows."""

# Verbs

_IRREGULAR = listed(
    "arose ate awoke became began bent blew bore bought broke brought built burnt came caught chose crept dealt did "
    "dove drank drew drove dug fed fell felt fled flew foresaw forgot forgave fought found froze gave got grew heard "
    "held hid hung kept knew laid lay learnt left lent lost made meant met outgrew overcame oversaw overtook paid "
    "quit ran rang rebuilt resold rode rose said sank sat saw sent shook shone shrank shut slept slid sold sought "
    "spent spoke spoilt sprang stole stood stuck struck swam swept swore swung taught thought threw told took tore "
    "undertook understood underwent upheld went withdrew withstood woke won wore wrote put sang let"
)
_THIRD_PERSON = listed(
    "lies wishes says agrees believes aims seeks unveils announces strengthens accelerates becomes begins includes "
    "provides remains continues acquires appoints approves expands reveals reinforces underscores underlines "
    "highlights welcomes wins attends convenes operates ranks produces requires represents serves emphasizes "
    "emphasises stresses confirms completes establishes delivers develops achieves improves extends "
    "maintains promotes urges adds "
    "consists comprises contains employs enables ensures explores reflects suggests indicates exceeds reaches signals "
    "sells buys owns rises falls grows takes gives keeps makes goes comes gets pays brings tells means seems appears "
    "thinks knows explains warns finds loses hinges depends relies rests lets asks wants refuses offers differs "
    "brings builds writes invests belongs concerns threatens argues describes follows allows helps creates carries "
    "connects employs"
)
FINITE = (
    _IRREGULAR
    | _THIRD_PERSON
    | listed("is are was were has have had will would can could may might must shall should does did do led")
    | listed("agree belong consist depend differ exist rely remain")
)
"""Verbs, and auxiliaries, that are hardly ever anything else after a noun."""
_NOUN_AS_WELL = listed("set cut hit beat run cost spread split shed bid shot bound lit read spun fit burst cast")
"""Verbs in the past that are nouns, or adjectives, as often."""
_PLURAL_FINITE = listed(
    "reflect include reveal show continue say provide require offer span underscore highlight want make take give "
    "keep pay buy sell grow rise fall hold need face expect doubt fear "
    "allow enable ask oblige believe think know see find begin become lie produce bring come go earn carry deny argue "
    "warn hear seek serve"
)
PARTICIPLES = listed(
    "taken overseen done given shown known seen chosen written driven grown held made built brought sold paid put "
    "left found lost bought sent kept taught caught told drawn laid bound struck dug won wound shut thrown begun"
)
"""Participles that do not end in -ed."""
_NOT_FINITE = listed(
    "based limited related located listed headquartered needed integrated advanced unified hundred indeed embed "
    "exceed proceed succeed speed feed seed need combined compared followed"
)
"""Words in -ed that are more often no verb of the sentence."""
_ADVERBS = listed("now still also already never often always soon")
"""Words that a verb follows, unless one stood before them."""
_NO_VERBS = DETERMINERS | PREPOSITIONS | _ADVERBS | listed("of to as by and or but that than more less only just not")
_RELATIVES = listed("that which who whose whom where")


def first_verb(words: list[Word]) -> int:
    """Return the place of the first word that looks like the verb of a clause; 0, the place of no verb, without one."""
    return next((i for i in range(1, len(words)) if is_verb(words, i)), 0)


def main_verb(words: list[Word]) -> int:
    """Return the place of the verb that belongs to the first subject; of the first verb at all where none surely does.

    Passed over are the verbs of relative clauses (`X, which makes …, doubled`) and participles that another verb
    follows (`ore shipped from Lima contained …`).
    """
    i = 1
    while i < len(words):
        if words[i].small in _RELATIVES:
            i = _place_after_relative(words, i)
        elif words[i - 1].tail == "," and _is_participle_with_phrase(words, i):
            i = _place_after_comma(words, i)
        elif is_verb(words, i) and not _is_passed_by(words, i):
            return i
        else:
            i += 1
    return first_verb(words)


def _place_after_relative(words: list[Word], i: int) -> int:
    """Return the place behind the relative clause that begins with word `i`: its comma, else its first verb."""
    if words[i - 1].tail == ",":
        return _place_after_comma(words, i)
    verb = i + first_verb(words[i:])
    following = verb + 1
    while following < len(words) and (is_participle(words[following]) or words[following].small.endswith("ly")):
        following += 1
    return following


def _place_after_comma(words: list[Word], i: int) -> int:
    return next((j + 1 for j in range(i, len(words)) if words[j].tail == ","), len(words))


def is_participle(word: Word) -> bool:
    """Return whether the word looks like a participle, or a past, in small letters."""
    return word.core.islower() and (word.small in PARTICIPLES or word.small.endswith("ed"))


def _is_participle_with_phrase(words: list[Word], i: int) -> bool:
    """Return whether word `i` looks like the participle of `founded in 1950` or `led by Ms Sample`."""
    return is_participle(words[i]) and bool(words[i + 1 :]) and words[i + 1].small in PREPOSITIONS | {"by", "as"}


def _is_passed_by(words: list[Word], i: int) -> bool:
    """Return whether word `i` is a participle beside its noun, because the same clause goes on to a verb of its own."""
    if not _is_participle_with_phrase(words, i):
        return False
    for j in range(i + 1, len(words)):
        if words[j - 1].tail or words[j].small in _RELATIVES or words[j].small in {"and", "but", "as", "when", "after"}:
            return False
        if is_verb(words, j):
            return not _is_participle_with_phrase(words, j)
    return False


def is_verb(words: list[Word], i: int) -> bool:
    """Return whether word `i`, which is not the first, looks like the verb of a clause."""
    word, before = words[i], words[i - 1]
    if not word.core.islower() or before.small in _BEFORE_NOUNS:
        return False
    if word.small in _NOUN_AS_WELL:
        return i + 1 < len(words) and _stands_as_verb(before, words[i + 1])
    behind = [after.small for after in words[i + 1 : i + 3]]
    if word.small in FINITE and is_participle(word) and (behind[:1] == ["by"] or behind == ["for", "by"]):
        return False  # `led by Ms Sample` and `paid for by the mine`, as of all words in -ed
    if word.small in FINITE or (word.small in _PLURAL_FINITE and _is_plural_or_adverb(before)):
        return True
    return _is_past(words, i) if word.small.endswith("ed") else _is_present(words, i)


def _is_present(words: list[Word], i: int) -> bool:
    """Return whether word `i` is a verb that no list holds: `now sign contracts`, `hosts the fair`; not `sales in`."""
    word, before = words[i], words[i - 1]
    if before.small in _ADVERBS:
        return word.small not in _NO_VERBS and not is_participle(word) and not word.small.endswith(("ly", "ing"))
    third_person = word.small.endswith("s") and not word.small.endswith(("ss", "us", "is"))
    if not third_person or word.tail or i + 1 >= len(words):
        return False
    after = words[i + 1].small
    return after in ARTICLES or after == "itself" or (before.is_name and after in {"that", "to"})


def _is_plural_or_adverb(word: Word) -> bool:
    return word.small.endswith(("s", "ly")) or word.small in _ADVERBS


def _stands_as_verb(before: Word, after: Word) -> bool:
    """Return whether a word between the two is a verb: `Mining cut output`, `it cut the price`; not `data set on`."""
    if before.is_name or before.small in PRONOUNS or before.small == "and" or _is_plural_or_adverb(before):
        return True
    return after.small in ARTICLES or is_figure(after)


def is_figure(word: Word) -> bool:
    """Return whether the word begins with a figure, as `9,000` does."""
    return word.core[:1].isdecimal()


def _is_past(words: list[Word], i: int) -> bool:
    word, before = words[i], words[i - 1]
    after = words[i + 1].small if i + 1 < len(words) else ""
    adjective = before.small == "and" or (before.small.endswith("ly") and words[max(i - 2, 0)].small in DETERMINERS)
    return word.small not in _NOT_FINITE and "-" not in word.small and after != "by" and not adjective
