"""Where an English sentence that is too long for a headline is best cut.

A headline is a whole clause: a subject, its verb, and what the verb asks for. Each kind of cut that leaves one has a
price, in characters. Where none does, the lists of `english.py` decide which of the poorer cuts is the least bad: a
clause that lacks its end is better than a subject that lacks its verb. The lists err on the side of the shorter,
plainer phrase.
"""

from itertools import pairwise
from typing import NamedTuple

from minmetals_site.text.english import (
    ARTICLES,
    DETERMINERS,
    FINITE,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    first_verb,
    is_balanced,
    is_participle,
    is_verb,
    listed,
    main_verb,
    words_of,
)
from minmetals_site.text.openings import JOINED

__all__ = ["any_cut", "begins_office", "clean_cut", "is_within_name"]

_INTRANSITIVE = listed(
    "rose fell grew increased decreased declined dropped arrived began opened closed ended doubled tripled halved "
    "slipped shrank climbed surged soared jumped plunged tumbled slid recovered resumed retired resigned expired "
    "collapsed met"
)
"""Verbs that may end a clause."""
_LEANING = PARTICIPLES | listed(
    "based located headquartered used needed poor rich available important essential necessary capable aware suitable "
    "similar equal"
)
"""Words that what follows a preposition completes."""
_NOT_ADVERBS = listed("family supply assembly anomaly july italy reply ally monopoly")
_PLAIN_ADJECTIVES = listed(
    "safe green new high low steady strong sound rapid stable clean smart open deep broad large small long short good "
    "better best great early late full first second third last key top major main core chief senior joint rare raw "
    "oldest largest biggest newest latest highest lowest"
)
_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ary", "ed")
_NOT_ADJECTIVES = listed(
    "metal mineral material capital coal goal approval proposal trial terminal rival removal renewal withdrawal "
    "arsenic logic traffic public initiative executive subsidiary secretary library boundary anniversary cable table "
    "feed need seed canal hospital festival deal appeal signal journal seal"
)
"""Nouns that end as adjectives do."""
_COPULAS = listed("is are was were be been become becomes became remain remains remained seem seems pleaded")
"""Verbs that an adjective completes."""
_FURTHER_UNMARKED = listed(
    "which who whose where while when after before because although whereas amid following despite compared once"
)
"""Words that begin a further clause, or a phrase as good as one."""
_FURTHER = _FURTHER_UNMARKED | listed("whom with including involving though since as so thus thereby making to for")
"""Words that do so behind a comma."""
_NEEDS_MORE = (
    DETERMINERS
    | PRONOUNS
    | PREPOSITIONS
    | _FURTHER
    | listed(
        "and or but nor of than that into onto per not no very more most less least such too also only just both "
        "either neither if unless whether according due able unable likely ready responsible subject prior next close "
        "rich worth up down out off based located part one be been being about above below beyond regarding "
        "concerning together what how is are was were has have had will would can could may might must shall should "
        "does did do"
    )
)
"""Words that no shortened title ends with."""
_ASKS = listed(
    "urged asked told ordered allowed enabled required encouraged helped called directed instructed invited expects "
    "expected wants wanted forced advised reminded urges asks calls allows enables requires encourages helps "
    "continues continued agreed plans planned aims aimed seeks sought decided vowed pledged began started tries tried "
    "strives strived strove need needs failed hopes hoped intends intended set managed "
    "tie ties tied tying link links linked linking connect connects connected "
    "expect want allow enable oblige obliges obliged ask encourage"
)
"""Words whose `to` cannot be cut off."""
_QUANTITIES = listed(
    "half quarter third end beginning rest part number series batch range variety kind majority total lot ahead instead"
)
"""Words whose `of` cannot be cut off."""
_MEASURES = listed(
    "tonnes tons kilograms kilos grams ounces pounds litres barrels kilometres metres hectares percent per cent "
    "millions thousands hundreds dozens scores"
)
"""Words whose `of` is better not cut off."""
_TELLS_THAT = listed("told tells said says reminded assured warned convinced persuaded informed stressed added so")
"""Verbs whose `that` cannot be cut off."""
_THOSE = listed("all everything something anything nothing those fact extent")
"""Words that mean nothing without their `that`."""
_TO_BE = listed("is are was were be been")
"""Words that make a participle a passive."""
_TOGETHER = listed("met meets spoke speaks talked talks")
"""Verbs that tell little without their `with`."""
_OFFICES = listed(
    "chairman chairwoman chairperson chair president secretary director manager minister governor mayor ambassador "
    "premier head officer founder commissioner envoy"
)
"""What a person is, in the words behind a name."""
_ADVERBS_OF_VERBS = listed("up down out off")
"""Words that end a clause where they belong to its verb."""
_WHEN_OR_WHERE = listed("in on at during for since after before from as when while")
"""Words that begin no object of a verb."""
_PARTING = PREPOSITIONS | _FURTHER | listed("that than as by per")
"""Words before which a phrase ends."""
_BEFORE_AS = listed("such same well much far soon long known as")
"""Words whose `as` begins no clause of its own."""
_SOME = listed("some none most many all both half one each several two three four any")
"""Words whose `of which` begins a further clause."""
_CLAUSES = listed("that which who whose where while when because although whereas after before")
"""Words whose clause must have its own verb before a cut."""
_CLAUSE, _PART, _PHRASE, _NOUN, _OF, _MEASURE, _LIST = 0, 5, 12, 16, 36, 40, 70
"""What each kind of cut costs, in characters: a shorter title by a clean cut is better than a longer by a poor one."""
_STARTERS = (
    (_FURTHER_UNMARKED, _CLAUSE),
    (frozenset({"such", "ahead"}), _PART),
    (PREPOSITIONS, _PHRASE),
    (frozenset({"that", "than"}), _OF),
)
"""Words before which a sentence can be cut without a comma, and what that costs."""
_SHORTEST = 24
"""Characters of a cut title at least, where it can be helped."""
_NEAR = 8
"""Words within which `between` asks for its `and`, and `from` for its `to`."""


class _Sentence(NamedTuple):
    """A sentence that is too long, as the rules see it."""

    text: str
    start: int
    words: list[Word]
    """As many as can matter."""
    fitting: int
    """How many of them fit into the title."""
    verb: int
    """The place of the verb that the title must have; 0 where none is known to fit."""

    def part(self, i: int) -> str:
        """Return the text before word `i`."""
        return self.text[self.start : self.words[i - 1].place_after]


def _sentence(text: str, start: int, end: int, longest: int, clause: int) -> _Sentence:
    words = words_of(text, start, min(end, start + 2 * longest))
    fitting = sum(word.place_after - start <= longest for word in words)
    first = sum(word.start < clause for word in words)
    verb = main_verb(words[first:])
    verb += first if verb else 0
    return _Sentence(text, start, words, fitting, verb if verb < fitting else 0)


def clean_cut(text: str, start: int, end: int, longest: int, *, clause: int) -> int | None:
    """Return where the sentence from `start` to `end` is cut best for a title of at most `longest` characters.

    The title has the verb of the clause that begins at `clause`, if the verb is known, and something behind it; with
    words before that clause, its end as well. None where no cut leaves a phrase that is whole.
    """
    dearest = _PART if clause > start else _LIST
    sentence = _sentence(text, start, end, longest, clause)
    if clause > start and not sentence.verb:
        return None
    best, most = 0, 0
    for i in range(1, min(sentence.fitting + 1, len(sentence.words))):
        part = sentence.part(i)
        cost = _cost(sentence.words, i, sentence.verb)
        if cost is not None and cost <= dearest and len(part) >= max(_SHORTEST, most + cost) and is_balanced(part):
            best, most = start + len(part), len(part) - cost
    return best or None


def any_cut(text: str, start: int, end: int, longest: int) -> int:
    """Return where the sentence is cut if no cut is clean; `start` where not even one word of it fits.

    A clause that lacks its end comes before a subject that lacks its verb, and this before what ends anywhere.
    """
    sentence = _sentence(text, start, end, longest, start)
    words, fitting, verb = sentence.words, sentence.fitting, sentence.verb
    after_verb = range(fitting, verb + 1 if verb else fitting, -1)
    choices = [i for i in after_verb if i > verb + 2 and words[i - 1].tail == "," and _is_free(words, i)]
    choices += [i for i in after_verb if _can_part(words, i)]
    choices += [verb + 1] if verb and _ends_at_verb(words, verb) else []
    choices += [i for i in after_verb if i < len(words) and not words[i].core.islower()]
    choices += [verb] if verb else []
    choices += range(fitting, 0, -1)
    choices.sort(key=lambda i: is_within_name(words, i))
    choices = [i for i in choices if _can_be_last(words, i, verb) and is_balanced(sentence.part(i))]
    best = next((i for i in choices if len(sentence.part(i)) >= _SHORTEST), choices[0] if choices else fitting)
    return start + len(sentence.part(best)) if best else start


def is_within_name(words: list[Word], i: int) -> bool:
    """Return whether a cut before word `i` parts words of one name: `Sample Copper | Project`."""
    return 0 < i < len(words) and not words[i - 1].tail and words[i - 1].is_name and words[i].is_name


def _can_be_last(words: list[Word], i: int, verb: int) -> bool:
    """Return whether a title can end before word `i`, where nothing better is left."""
    object_follows = i < len(words) and words[i].small in ARTICLES and not words[i - 1].tail
    if _needs_more(words, i) or object_follows or _lacks_its_noun(words, i):
        return False
    return i <= verb + 1 or _is_clause_whole(words[:i])


def _needs_more(words: list[Word], i: int) -> bool:
    """Return whether the words before `i` end in one that none ends with, but for the `up` of `was wound up in May`."""
    before = words[i - 1]
    of_verb = before.small in _ADVERBS_OF_VERBS and i > 1 and is_participle(words[i - 2])
    complete = of_verb and (bool(before.tail) or (i < len(words) and words[i].small in _WHEN_OR_WHERE))
    return before.small in _NEEDS_MORE and not complete


def _can_part(words: list[Word], i: int) -> bool:
    """Return whether the words before `i` and those from it on are two phrases."""
    if i >= len(words):
        return True
    before, here = words[i - 1], words[i]
    if before.tail == "," or (_leans_on_next(words, i - 1) and not _is_passive_whole(words, i)):
        return False
    if here.small in {"and", "or"}:
        return not {word.small for word in words[max(0, i - _NEAR) : i]} & {"between", "both"}
    if here.small == "of":
        return before.small not in _QUANTITIES
    if here.small == "to":
        return _cost_of_purpose(words, i) is not None
    return here.small in _PARTING


def _is_passive_whole(words: list[Word], i: int) -> bool:
    """Return whether the words before `i` end as `have been scanned since` does, and not as `is located in`."""
    before = words[i - 1]
    passive = any(word.small in _TO_BE for word in words[max(0, i - 3) : i - 1])
    return passive and is_participle(before) and before.small not in _LEANING and words[i].small in _WHEN_OR_WHERE


def _ends_at_verb(words: list[Word], verb: int) -> bool:
    """Return whether the verb at `verb` has no object: `imports doubled in May`."""
    after = words[verb + 1 : verb + 2]
    return bool(after) and after[0].small in _WHEN_OR_WHERE and is_verb(words, verb)


def _is_free(words: list[Word], i: int) -> bool:
    """Return whether the comma before word `i` is none of `Sample Co., Ltd.` or `May 6, 2025`."""
    return i >= len(words) or not (words[i].small in JOINED or words[i].core.isdecimal())


def _cost(words: list[Word], i: int, verb: int) -> int | None:
    """Return what a cut before word `i` costs; None where the words before it cannot stand alone."""
    before, here = words[i - 1], words[i]
    if not _can_end(words, i, verb):
        return None
    if before.tail == ":":
        return _CLAUSE if verb and before.small not in {"following", "follows"} else _OF
    if before.tail == ";" or not any(map(str.isalnum, here.raw)):
        return _CLAUSE
    if before.tail == ",":
        return _cost_at_comma(words, i, verb)
    if here.small in {"and", "but"}:
        return _cost_of_joint(words, i, verb)
    return _cost_without_sign(words, i, verb)


def _can_end(words: list[Word], i: int, verb: int) -> bool:
    """Return whether the words before `i` have a verb with something behind it, and end in no word that needs more."""
    before = words[i - 1]
    bare = verb and verb >= i - 1 and not (verb == i - 1 and before.small in _INTRANSITIVE)
    if _needs_more(words, i) or not before.core or bare:
        return False
    if _waits_for_with(words, i, verb):
        return False
    if before.raw[-2:-1] in {",", ";"}:  # the comma of `“one process,”` cannot be cut off
        return False
    return _is_clause_whole(words[:i])


def _waits_for_with(words: list[Word], i: int, verb: int) -> bool:
    """Return whether those whom the subject met come behind the cut: `met in Lima | with the minister`."""
    if not verb or words[verb].small not in _TOGETHER or words[verb + 1].small not in PREPOSITIONS - {"with"}:
        return False
    behind = words[i : i + _NEAR]
    place = next((j for j, word in enumerate(behind) if word.small == "with"), None)
    return place is not None and not any(word.tail for word in words[i - 1 : i + place])


def _is_clause_whole(words: list[Word]) -> bool:
    """Return whether the last clause, that `who` or the like or a colon begins, has a verb and something behind it."""
    last = max((i for i, word in enumerate(words) if word.small in _CLAUSES and i), default=0)
    sign = max((i + 1 for i, word in enumerate(words[:-1]) if word.tail in {":", ";"}), default=0)
    clause = words[max(last, sign) :]
    return not (last or sign) or 0 < first_verb(clause) < len(clause) - 1


def _is_adverb(word: Word) -> bool:
    return word.core.islower() and word.small.endswith("ly") and word.small not in _NOT_ADVERBS


def _is_listing(words: list[Word], i: int, verb: int) -> bool:
    """Return whether a list is under way: a comma stands between the verb and the word before the cut."""
    return any(word.tail == "," for word in words[verb + 1 : i - 1])


def _cost_without_sign(words: list[Word], i: int, verb: int) -> int | None:
    before, here = words[i - 1], words[i]
    in_list = i > 1 and words[i - 2].tail == ","  # one word of a list that goes on
    if (
        in_list
        or _is_inside_addition(words, i, verb)
        or (_leans_on_next(words, i - 1) and before.small not in _INTRANSITIVE)
    ):
        return None
    if here.raw.startswith("("):
        return _CLAUSE
    if here.small == "to":
        cost = _cost_of_purpose(words, i)
    elif here.small == "that" and (before.small in _THOSE or {word.small for word in words[verb:i]} & _TELLS_THAT):
        cost = None
    elif here.small == "as":
        cost = _CLAUSE if before.small not in _BEFORE_AS and first_verb(words[i : i + _NEAR]) else None
    elif here.small == "of":
        lately = {word.small for word in words[max(0, i - _NEAR) : i]}
        cost = None if before.small in _QUANTITIES or "of" in lately else _MEASURE if before.small in _MEASURES else _OF
    else:
        cost = next((cost for starters, cost in _STARTERS if here.small in starters), None)
    return cost + _PHRASE if cost is not None and _is_listing(words, i, verb) else cost


def _is_inside_addition(words: list[Word], i: int, verb: int) -> bool:
    """Return whether the words before `i` end inside what a comma or dash adds: `…, the steepest fall | on record`."""
    signs = (j for j in range(i - 1, verb, -1) if words[j - 1].tail in {",", "—", "–", "-"})
    last = next(signs, 0)
    return bool(verb and last) and (words[last - 1].tail != "," or words[last].small in ARTICLES | {"but", "one"})


def _leans_on_next(words: list[Word], i: int) -> bool:
    """Return whether word `i` is bare without what a preposition behind it brings: `located in`, `poor in`."""
    word = words[i]
    return is_verb(words, i) or word.small in _LEANING or word.small.endswith("ed") or _is_adverb(word)


def _cost_at_comma(words: list[Word], i: int, verb: int) -> int | None:
    before, here = words[i - 1], words[i]
    opening = not verb and words[0].small in PREPOSITIONS  # `In the new sector, opening …` has come to nothing yet
    if opening or not _is_free(words, i) or (_lacks_its_noun(words, i) and not before.small.endswith("ed")):
        return None
    if (
        _begins_of_which(words[i:])
        or here.small in _FURTHER
        or (here.core.islower() and here.small.endswith("ing") and not here.tail)
    ):
        return _CLAUSE
    if here.small in {"and", "but"}:
        joins_clause = first_verb(words[i : i + _NEAR]) if here.small == "and" else not _has_only(words[:i])
        return _CLAUSE if joins_clause else None
    if here.small == "such":
        return _PART
    is_addition = here.small in ARTICLES | PREPOSITIONS | {"one"} or (
        before.is_name and begins_office(words[i : i + _NEAR])
    )
    if is_addition and not _is_listing(words, i, verb):
        return _PHRASE
    return _LIST if verb else _PHRASE


def begins_office(words: list[Word]) -> bool:
    """Return whether words behind a name say who that is: `Governor of the North`, against `Governor Lee Other`."""
    for word, after in pairwise(words):
        if word.tail or not (word.is_name or word.small in {"and", "of"}):
            return False
        if word.small in _OFFICES and after.small in {"of", "for"}:
            return True
    return False


def _has_only(words: list[Word]) -> bool:
    """Return whether a `not only` waits for its `but also`."""
    return any(word.small == "only" for word in words)


def _begins_of_which(words: list[Word]) -> bool:
    """Return whether a further clause begins with its first words: `in which`, `some of whom`, `now that`."""
    small = [word.small for word in words[:2]]
    if len(small) < len(["of", "which"]):
        return False
    preposition = small[0] in PREPOSITIONS | {"of"} and small[1] in {"which", "whom"}
    return preposition or small == ["now", "that"] or (small[0] in _SOME and small[1] == "of")


def _cost_of_joint(words: list[Word], i: int, verb: int) -> int | None:
    """Return the cost before `and`: never inside `between A and B` or a name, nor before the last item of a list."""
    lately = {word.small for word in words[max(0, i - _NEAR) : i]}
    if i + 1 >= len(words) or _is_listing(words, i, verb) or lately & {"between", "both"}:
        return None
    before, after = words[i - 1], words[i + 1]
    if after.small in FINITE or _is_verb_before_object(words, i + 1):
        return _CLAUSE
    if after.small in ARTICLES:
        return _PART
    if after.small.endswith("ing"):
        return None if before.small.endswith("ing") else _PART
    return None if _lacks_its_noun(words, i) or (before.is_name and after.is_name) else _NOUN


def _cost_of_purpose(words: list[Word], i: int) -> int | None:
    """Return the cost before `to`: none where it begins a purpose, never where a verb, or a `from`, asks for it."""
    lately = {word.small for word in words[max(0, i - _NEAR) : i]}
    if lately & _ASKS or "from" in lately or words[i - 1].core[-1:].isdecimal() or i + 1 >= len(words):
        return None
    after = words[i + 1]
    return _CLAUSE if after.core.islower() and after.small not in DETERMINERS else _PHRASE


def _is_verb_before_object(words: list[Word], i: int) -> bool:
    """Return whether word `i` is a verb in -ed with its object: `delivered a speech`, against `improved methods`."""
    if not words[i].core.islower() or not words[i].small.endswith("ed") or i + 1 >= len(words):
        return False
    return words[i + 1].is_name or words[i + 1].small in DETERMINERS | PREPOSITIONS


def _is_adjective(word: Word) -> bool:
    if not word.core.islower() or word.small in _NOT_ADJECTIVES:
        return False
    return word.small in _PLAIN_ADJECTIVES or word.small.endswith(_ADJECTIVE_ENDINGS)


def _lacks_its_noun(words: list[Word], i: int) -> bool:
    """Return whether an adjective ends the words before `i`, and none that belongs to the verb as in `is rich`."""
    return _is_adjective(words[i - 1]) and not any(word.small in _COPULAS for word in words[max(0, i - 4) : i - 1])
