"""A lost sign between two letters or figures: an apostrophe, an en dash or an em dash, by the rules of English.

Each rule looks at one such place by itself and says what the sign was, or None; the first that speaks decides. The
word lists are short because they are closed classes; a word that is missing costs certainty, or turns an en dash of a
compound into the em dash that joins clauses far more often.
"""

import re
from typing import NamedTuple

from minmetals_site.text.repair.damage import REAL, Decision
from minmetals_site.text.repair.families import Family

__all__ = ["Joint", "joined", "joint_at"]

_REACH = 40
"""Characters to either side in which a word is looked for."""


_APOSTROPHE = Decision("’", "lost-sign:apostrophe", "certain")
_LIKELY_APOSTROPHE = Decision("’", "lost-sign:apostrophe", "probable")
_EN = Decision("–", "lost-sign:en-dash", "certain")
_LIKELY_EN = Decision("–", "lost-sign:en-dash", "probable")
_EM = Decision("—", "lost-sign:em-dash", "certain")
_LIKELY_EM = Decision("—", "lost-sign:em-dash", "probable")


class Joint(NamedTuple):
    """A lost sign with a word on either side."""

    family: Family
    only: str
    """The signs that it can have been; empty where it can have been any."""
    left: str
    right: str
    """The words that touch it; never with a lost sign inside."""
    before: str
    after: str
    """What precedes the word on the left and follows the one on the right; a lost sign in it is U+FFFD."""


_BEFORE = re.compile(r"[\w&$€£¥%’'.-]*\Z")
_AFTER = re.compile(r"(?:(?:USD|RMB|CNY|EUR|US|A|HK)\s?)?[$€£¥~]?[\w&%’'-]*")
"""Matches the word at the start of "language consistent" and the sum in "USD 120 million"."""


def joint_at(text: str, at: int, family: Family, only: str) -> Joint:
    """Return the lost sign at `at` with the words beside it."""
    near, far = text[max(at - _REACH, 0) : at], text[at + 1 : at + 1 + _REACH]
    left = _BEFORE.search(near)
    right = _AFTER.match(far)
    cut = left.start() if left else len(near)
    end = right.end() if right else 0
    return Joint(family, only, near[cut:], far[:end], near[:cut], far[end:])


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Apostrophes --------------------------------------------------------------------------------------------------

_NEGATED = re.compile(r"(?:do|does|did|is|are|was|were|wo|ca|\w+ould|has|had|have|must|need|ai|might)n", re.IGNORECASE)
"""Matches "don", "couldn" and "can"; refuses "mountain"."""

_SHORTENED = {
    "re": _words("we you they who what there"),
    "ve": _words("i we you they who would could should might must"),
    "ll": _words("i we you he she it they who that there both these those this all nobody somebody everybody what"),
    "d": _words("i we you he she it they who that there"),
    "m": _words("i"),
}
"""What is shortened, and the words that it is most often shortened behind."""

_ENDINGS = ("s", "t", *_SHORTENED)

_ACCENTED = _words("Agust Andr Caraj Cort Goi In Mois Vald attach caf clich communiqu expos resum touch")
"""What is left of a word that is cut at its é: "caf⍰s" is no "caf’s"."""

_ELIDED = re.compile(r"(?:[ldjn]|[LDJN]|[cmst]|C|qu|Qu|jusqu|lorsqu|puisqu|aujourd|dell|nell|sull|dall|all)")
"""Matches what French and Italian shorten before a vowel: "l", "qu", "dell"; refuses "de"."""

_VOWEL = re.compile(r"[aeiouyhàâéèêëîïôûAEIOUYHÀÂÉÈÊËÎÏÔÛ]\w")

_NAME = re.compile(r"[OD]")
"""Matches what "O’Neill" and "D’Angelo" begin with."""

_PINYIN = re.compile(
    r"(?:Xi|Ya|Lu|Ji|Tai|Yan|Huai|Hong|Xing|Gu|Rui|Ning|Bao|Gong|Chang|Yun|Qian|Tong|Jing|Fu|Lin|Hai)-an"
    r"|Nan-ao|Chang-e|Pu-er|Tian-anmen|Tai-erzhuang"
)
"""Matches "Xi-an" and its like, names whose syllables an apostrophe parts; refuses "China-an"."""


def _contraction(joint: Joint) -> Decision | None:
    """Return the apostrophe of "China’s", "don’t", "we’re", "R&D’s", and the likely one of "the children’ve"."""
    left, right = joint.left, joint.right
    if right in {"s", "S"}:
        if joint.family.loses_letters and left in _ACCENTED:
            return None
        return _APOSTROPHE if left[-1:].isalnum() or left[-1:] in {".", ")"} else None
    if right in {"t", "T"} and _NEGATED.fullmatch(left):
        return _APOSTROPHE
    if left.lower() in _SHORTENED.get(right.lower(), ()):
        return _APOSTROPHE
    any_word = right in _SHORTENED and right != "m" and len(left) > 1 and left.isalpha()
    return _LIKELY_APOSTROPHE if any_word and not (joint.family.in_words or joint.family.loses_letters) else None


def _name(joint: Joint) -> Decision | None:
    """Return the apostrophe of "O’Neill" and "Xi’an"."""
    irish = _NAME.fullmatch(joint.left) and joint.right[:1].isupper() and joint.right[1:2].islower()
    return _APOSTROPHE if irish or _PINYIN.fullmatch(f"{joint.left}-{joint.right}") else None


def _elision(joint: Joint) -> Decision | None:
    """Return the apostrophe of "l’affaire" and "dell’arte"."""
    if _ELIDED.fullmatch(joint.left) and _VOWEL.match(joint.right):
        return _APOSTROPHE
    return None


def _only_an_apostrophe(joint: Joint) -> Decision | None:
    """Return the apostrophe where every dash would have kept its bytes."""
    return _APOSTROPHE if joint.only and "–" not in joint.only and "’" in joint.only else None


# --- En dashes ----------------------------------------------------------------------------------------------------

_FIGURE_END = re.compile(r"(?:\d|\d(?:%|[kmKM]|[kK]?m|bn|st|nd|rd|th|s)|\d\d?[ap]m|\d\.)\Z")
_FIGURE = re.compile(r"(?:(?:USD|RMB|CNY|EUR|US|A|HK)\s?)?[$€£¥~]?\d")
"""Matches the start of "120", "$7", "USD 120"; refuses "million"."""

_QUARTER = re.compile(r"(?:[QH]|FY|CY|No\.)\d+")
"""Matches "Q1" and "FY2024"."""

_TIMES = _words(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug
    Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun"""
)
_PERIODS = _words("early late mid present today now")
_SCALES = _words("thousand million billion trillion percent tons tonnes km meters metres years months weeks days")

_MATERIALS = _words(
    """acid air aluminium aluminum antimony bauxite boron cadmium carbon cerium chrome chromium cobalt copper
    dysprosium gallium germanium gold graphite hydrogen indium ion iron lead lithium magnesium manganese
    molybdenum neodymium nickel niobium oxygen palladium phosphate platinum praseodymium rhenium silver sulfur
    sulphur tantalum tin titanium tungsten uranium vanadium yttrium zinc zirconium"""
)
_PAIRS = _words(
    """cost-benefit price-earnings risk-reward supply-demand public-private north-south east-west producer-consumer
    buyer-seller debt-equity input-output human-machine man-machine human-computer government-business state-market
    labour-management labor-management signal-noise quality-price parent-child client-server mine-smelter miner-smelter
    solid-liquid gas-liquid metal-organic structure-property industry-university industry-academia university-research
    industry-research school-enterprise urban-rural land-sea road-rail rail-road theory-practice mind-body"""
)
_TAILS = _words("backed based centric controlled dominated funded led linked owned related style")
"""What a compound of proper names may end in ("New York–based")."""

_COMPANY_ENDS = _words("Co Company Corp Corporation Group Holdings Inc Limited Ltd")


def _range(joint: Joint) -> Decision | None:
    """Return the en dash of "115–120", "$5–$7", "14th–15th", "Q1–Q3", "5 million–7 million" and "2024–early"."""
    left, right = joint.left, joint.right
    if _QUARTER.fullmatch(left) and _QUARTER.match(right):
        return _EN
    if _FIGURE.match(right):
        if _FIGURE_END.search(left):
            return _EN
        return _EN if left in _SCALES and joint.after.split()[:1] == [left] else None
    if _FIGURE_END.search(left):
        return _EN if right in _PERIODS or right in _TIMES else None
    return None


def _period(joint: Joint) -> Decision | None:
    """Return the en dash of "April–June" and "Monday–Friday"."""
    return _EN if joint.left in _TIMES and joint.right in _TIMES else None


def _known_pair(joint: Joint) -> Decision | None:
    """Return the en dash of "lead–zinc", "cost–benefit" and "A–Z"."""
    left, right = joint.left.lower(), joint.right.lower()
    if (left in _MATERIALS and right in _MATERIALS) or f"{left}-{right}" in _PAIRS:
        return _EN
    return _LIKELY_EN if len(left) == len(right) == 1 and (left + right).isalpha() else None


_NEXT_WORD = re.compile(r"\ufffd(\w+)")


def _chain(joint: Joint) -> Decision | None:
    """Return the en dash of "industry–university–research": single words, each joined to the next; no sums of money."""
    if any(character.isdigit() for character in joint.left + joint.right):
        return None
    ahead = _NEXT_WORD.match(joint.after)
    behind = joint.before.endswith("\ufffd") and joint.before[-2:-1].isalpha() and joint.left not in _ENDINGS
    chained = behind or (ahead is not None and ahead.group(1) not in _ENDINGS)
    return _LIKELY_EN if chained and not _goes_on(joint.left) and not _goes_on(joint.right) else None


def _proper_pair(joint: Joint) -> Decision | None:
    """Return the en dash of "China–Africa" and "New York–based", but not of "the Group—China’s largest"."""
    left, right = joint.left, joint.right
    if not left[:1].isupper() or left.rstrip(".") in _COMPANY_ENDS or _goes_on(right):
        return None
    if right in _TAILS:
        return None if joint.after.lstrip().startswith("by") else _LIKELY_EN
    possessive = joint.after.startswith(("’s", "\ufffds")) or right.endswith(("’s", "'s"))
    return _LIKELY_EN if right[:1].isupper() and not possessive else None


# --- Em dashes ----------------------------------------------------------------------------------------------------

_GOING_ON = _words(
    """a about above across after again all almost along already also although an and any are around as at be because
    been before being below both but by can could despite did do does down due each either especially even every
    few for from had has have he her here his how however if in including indeed instead into is it its just
    largely less like mainly many may might more most mostly much must namely nearly neither never no nor not
    notably nothing now of often on once one only or other our out over particularly perhaps plus probably rather
    roughly same she should since so some something sometimes soon still such than that the their them then there
    these they this those though through thus to together toward towards under unless unlike until up upon usually
    was we well were what whatever when where whereas whether which while who whom whose why will with within
    without would yes yet you your"""
)
"""Words that begin a clause or carry one on: a dash beside them is no part of a compound."""

_SHORT_WORDS = _words("an at by he if in is it my no of or so to up we")
"""Short words that go on with a clause and are no ending: "Espa⍰as" and "gar⍰on" are one word each."""

_WORD_END = re.compile(
    r"[aeiouy](?:[bcdfghklmnprstvwxz]|[bcdgkmpw]s|bt|c[hkt]s?|ff|f?ts?|ght?s?|l[dklmt]s?|l[fls]|lls|m[bp]s?|nch|n[dgkt]s?|ng?ths?|ns"
    r"|pts?|rch|r[dklmnpt]s?|rths?|rs|sh|s[kt]s?|s[ms]|tch|ths?|w(?:n|th)s?)?\Z"
)
"""Matches how English words end ("left", "people", "worth"); refuses "Electr" and "Neufch"."""

_WORD_START = re.compile(
    r"(?:[bcdfghjklmnpqrstvwz]?|[bcfgkps]l|[bcdfgkptw]r|s[chkmnptwq]|s[cpt]r|spl|sch|[cpstw]h|thr|shr|tw|qu|kn|wr|dw)[aeiouy]"
)
"""Matches how English words start ("led", "through", "put"); refuses "rgica" and "tr"."""

_LONG_WORD = 4
_LONG_TOGETHER = 8
"""Letters that two words have at least, where those of one word are fewer ("Bras⍰lia")."""


def _goes_on(word: str) -> bool:
    return word.lower() in _GOING_ON


def _may_be_one_word(joint: Joint) -> bool:
    """Return whether a letter may have stood between the two: "Z⍰rich", "Sider⍰rgica", "château", "gar⍰on"."""
    if not (joint.family.in_words or joint.family.loses_letters):
        return False
    left, right = joint.left, joint.right
    if not (left + right).isalpha() or (_goes_on(left) and _goes_on(right) and min(len(left), len(right)) > 1):
        return False
    clause = _goes_on(right) and len(right) >= _LONG_WORD - 1
    if joint.family.in_words and len(left) >= _LONG_WORD - 1 and (clause or right == "a"):
        return False
    if len(left) < _LONG_WORD or not _WORD_END.search(left.lower()) or left.endswith("ch"):
        return not _are_both_words(left, right)
    if right.lower() in _SHORT_WORDS or _goes_on(left) or clause or (right == "a" and left.islower()):
        return False
    return len(left + right) < _LONG_TOGETHER or len(right) < _LONG_WORD - 1 or not _WORD_START.match(right.lower())


def _are_both_words(left: str, right: str) -> bool:
    """Return whether a short and a long part are each as English words are: `bob⍰polished`, against `caf⍰teria`."""
    return (
        len(left) == _LONG_WORD - 1
        and len(right) >= _LONG_WORD + 1
        and (left + right).islower()
        and bool(_WORD_END.search(left) and _WORD_START.match(right) and _WORD_END.search(right))
        and left[-1] not in "aeiouy"
    )


def _clause(joint: Joint) -> Decision | None:
    """Return the em dash before "while", "the" or "including", and the likely one behind such a word."""
    if _goes_on(joint.right) and len(joint.left) > 1:
        return _LIKELY_EM if joint.family.loses_letters or joint.family.in_words else _EM
    return _LIKELY_EM if _goes_on(joint.left) and len(joint.right) > 1 else None


def _otherwise(joint: Joint) -> Decision | None:
    """Return the em dash that joins clauses, unless the sign may be meant."""
    return REAL if joint.family.may_be_real and joint.right[:1].isupper() else _LIKELY_EM


_CLEAR_RULES = (
    _contraction,
    _name,
    _elision,
    _only_an_apostrophe,
    _range,
    _period,
    _known_pair,
)
"""What is tried first: what the words on both sides leave no doubt of."""

_DASH_RULES = (
    _clause,
    _chain,
    _proper_pair,
    _otherwise,
)
"""What is tried where a dash must have stood; the last always speaks."""


def _ends_shortened(joint: Joint) -> bool:
    """Return whether the letters on the left end a word that is shortened itself: the "t" of "didn⍰t⍰and"."""
    return (
        joint.before.endswith("\ufffd")
        and joint.before[-2:-1].isalpha()
        and joint.left in _ENDINGS
        and joint.right not in _ENDINGS
    )


def joined(joint: Joint) -> Decision | None:
    """Return what stood between two words, or None where it may as well have been a letter."""
    ends_shortened = _ends_shortened(joint)
    for rule in () if ends_shortened else _CLEAR_RULES:
        decision = rule(joint)
        if decision:
            return decision
    if not ends_shortened and _may_be_one_word(joint):
        return REAL if joint.family.in_words else None
    return next(decision for decision in (rule(joint) for rule in _DASH_RULES) if decision)
