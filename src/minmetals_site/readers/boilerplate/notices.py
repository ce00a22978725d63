"""Notices under a text: disclaimers, disclosures, who holds the copyright."""

import re

from minmetals_site.readers.boilerplate.whole_lines import LONGEST_MACHINERY, whole_line
from minmetals_site.text.strange import folded
from minmetals_site.text.traced import Traced

__all__ = ["find_copyright_holder", "is_notice", "is_outsiders_notice"]

_NOTICE = whole_line(
    r"""\*{0,2}(?:[A-Z][\w’' ]{2,30}['’]s?\ )?(?:(?:risk\ |analyst['’]?s?\ )?disclosures?
        |risk\ (?:warning|disclaimer|notice)|data\ source\ statement|analyst['’]?s?\ certification
        |important\ (?:information|disclosures?)|(?:sponsored|paid)\ (?:content|post|article)|advertorial
        |disclaimer|(?:legal\ |important\ )?notice
        |copyright|aviso(?:\ legal)?
        |cautionary\ (?:statement|note)s?
        |(?:cautionary\ (?:statement|note)s?\ (?:on|regarding|concerning|about)\ )?
        forward[\ -]looking\ (?:statements?|information)
        |safe\ harbou?r(?:\ statement)?|免责声明|版[权權][声聲]明|声明)\s*[:：—–-]
        |©|\(c\)\s*(?:19|20)\d\d|copyright\s*(?:[^\W\da-z]?©|\(c\)|(?:19|20)\d\d)|版权所有
        |copyright\s+(?:by\s+)?(?:[\w.&’'-]+\s+){1,7}(?:corporation|corp|group|company|co|ltd|limited|inc|holdings?|plc|ag)\.?$
        |neither\ the\ .{3,60}\ nor\ its\ regulation"""
)
_ADVICE = whole_line(
    r""".{0,500}(?:\b(?:not|no|nor|never|without|nothing|none)\b.{0,80}\b(?:investment|financial|legal|tax)\b[\w\s,]{0,30}\badvice\b
        |\bfor\ (?:general\ )?(?:information(?:al)?|reference)\ (?:purposes\ )?only\b
        |\bfor\ (?:professional|institutional|qualified|accredited)\ (?:clients|investors|readers|use)\b.{0,20}\bonly\b
        |\bmay\ not\ be\ (?:published|reproduced|copied|broadcast|redistributed|republished|rewritten)\b
        |\b(?:not|no)\b.{0,40}\b(?:offer|solicitation|recommendation)\b.{0,30}\b(?:buy|sell|securities|invest)
        |\b(?:article|report|column|material|content|information|commentary)\b.{0,120}\bnot\ be\ relied\b
        |\b(?:author|writer|analyst)s?\ (?:(?:does|do|did|has|have)\ (?:not|no)|holds?|owns?|has|have)\b.{0,60}
        \b(?:shares|stocks?|positions?|stakes?|holdings?|interests?)\b
        |\bseek\ (?:independent\ |your\ own\ )?(?:professional|financial|legal|investment)\b[\w\s,]{0,30}\badvice\b
        |\bno\b.{0,60}\brecomendaci[oó]n\ de\ inversi[oó]n|不构成.{0,12}建议|仅供参考).{0,500}"""
)
"""Matches `This article is for information only.` and `… gives no investment advice`; asked only of last lines;
refuses `The miners sought legal advice.`"""
_WORDS_OF_ADVICE = (
    "advice",
    "author",
    "professional",
    "institutional",
    "qualified",
    "accredited",
    "writer",
    "analyst",
    "information",
    "reference only",
    "may not be",
    "offer",
    "solicitation",
    "recommendation",
    "relied",
    "inversi",
    "不构成",
    "仅供参考",
)
"""One of these stands in all that it matches; to look for them first takes a hundredth of the time."""
_NOTICE_INITIALS = frozenset("dDlLiInNcCaAeEfFrRsSpP©(*免版声")
"""With what a notice that says so begins: asked first, as nearly all lines are none."""
_OUTSIDERS_NOTICE = re.compile(
    r"\*{0,2}(?:[A-Z][\w’' ]{2,30}['’]s? )?(?:disclaimer|disclosures?|免责声明)\s*[:：—–-]", re.IGNORECASE
)
_RIGHTS = whole_line(r".{0,160}\ball\ rights\ reserved\.?")
_LONGEST_RIGHTS = 200
_LAST_RIGHTS = len("reserved.")
_LONGEST_ADVICE = 600
_COPYRIGHT = re.compile(
    r"""(?:©|\(c\)|copyright|版权所有)\s*(?:©|\(c\)|[:：])?\s*
        (?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?\s*,?\s*(?:by\ )?
        (?P<name>[^\s\d–—|.,;:™®][^–—|.,;:™®]{1,79}?)
        (?=\s*(?:[–—|.,;:™®]|all\ rights|版权所有|保留|\b(?:19|20)\d\d\b|\s{2}|[\w京沪粤湘]ICP|$))""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches `© 2025 Example Exchange™ – …`, and gives `Example Exchange`."""
_LEGAL_FORM = re.compile(
    r"(?P<stop>(?<=\bcorp)\.|(?<=\binc)\.|(?<=\bltd)\.|(?<=\bco)\.(?:,?\s*ltd\.?)?"
    r"|(?<=\bpty)\.(?:\s*ltd\.?)?|(?<=\bS)\.[ALEp]\.(?:A\.)?)"
    r"|,\s*(?:inc|ltd|llc|corp|s\.a|co)\b\.?",
    re.IGNORECASE,
)
"""Matches what follows the name in `Sample Lithium Corp. All rights`; not `Example Mining. All rights`."""


def is_notice(text: str, *, near_the_end: bool = False) -> bool:
    """Return whether a line is a disclaimer, a notice or a copyright line.

    One that does not say so in its first word is known by what it says (that it is no advice), and only `near_the_end`:
    an article may speak of advice elsewhere.
    """
    if text[:1] in _NOTICE_INITIALS and _NOTICE.match(text):
        return True
    if len(text) < _LONGEST_RIGHTS and "served" in folded(text[-_LAST_RIGHTS:]) and _RIGHTS.fullmatch(text):
        return True
    if not near_the_end or len(text) >= _LONGEST_ADVICE:
        return False
    return _is_advice(text)


def _is_advice(text: str) -> bool:
    small = folded(text)
    return any(word in small for word in _WORDS_OF_ADVICE) and bool(_ADVICE.fullmatch(text))


def is_outsiders_notice(text: str) -> bool:
    """Return whether a notice is one that outsiders set: a disclaimer or disclosure, or that the text is no advice."""
    return bool(_OUTSIDERS_NOTICE.match(text)) or (len(text) < _LONGEST_ADVICE and _is_advice(text))


def find_copyright_holder(line: Traced) -> Traced | None:
    """Return the name in a copyright line."""
    match = _COPYRIGHT.search(line.text, 0, LONGEST_MACHINERY)
    if not match or match["name"].lower().startswith("all rights"):
        return None
    form = _LEGAL_FORM.match(line.text, match.end("name"))
    return line.slice(match.start("name"), form.end() if form else match.end("name"))
