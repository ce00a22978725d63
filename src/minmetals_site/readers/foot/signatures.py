"""The words over a signature, and how who signs is written."""

import re

from minmetals_site.readers.foot.line_forms import LONGEST_CALL

__all__ = [
    "DAY_OR_YEAR",
    "closes_letter",
    "names_officer",
    "signs_off",
]

_OFFICE = re.compile(
    r"\b(?:chair(?:man|woman|person)?|president|director|secretary|ceo|cfo|coo|chief \w+ officer|founder"
    r"|general manager"
    r"|managing (?:director|partner)|editor|geologist|head of|on behalf of|by order of|vorstand|geschäftsführer)\b"
    r"|(?:董事长|总经理|主席|董事会|书记|校长|会长)$",
    re.IGNORECASE,
)
"""Matches `Ann Sample, Chairman of the Board`; refuses `The mill`."""
_PERSON = re.compile(
    r"[\"“]?(?:(?:Dr|Prof|Mr|Ms|Mrs|Smt|Shri|Sir|Eng)\.?\s.{2,60}"
    r"|(?:[A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ]\.)(?: (?:[A-ZÀ-Þ]\.|de|van|von|der|al|bin|and"
    r"|&))* [A-ZÀ-Þ][\w'’-]+)[\"”]?(?:, .{2,60})?"
    r"|(?:the|your|our) .{0,40}\b(?:team|editors|board|management)"
)
"""Matches `“Ann Sample”` and `Ms. Sample and the team`; refuses `Explore our mines`."""
_NO_PERSON = re.compile(
    r"\b(?:our|your|all|more|latest|related|quick|annual|corporate|site|links?|reports?|locations?|releases?|products?"
    r"|projects?|polic(?:y|ies)|news|services?|careers?|library|gallery|cent(?:er|re)|stories|articles?|newsletter|terms"
    r"|notice|map|us|home)\b",
    re.IGNORECASE,
)
"""Matches in `Annual Reports`, a link whose words have capitals as names do; refuses `Ann Sample`."""
_SIGN_OFF = re.compile(
    r"(?:.{0,20}\b(?:regards|wishes|yours|sincerely|faithfully|truly|thank you|thanks)|signed|此致|敬礼|谨启"
    r"|特此公告)\s*[,!，。！]?",
    re.IGNORECASE,
)
DAY_OR_YEAR = re.compile(r"\b(?:19|20)\d\d(?:年|\b)")
"""Matches in `Sampleton, 23 January 2025`, beside a signature."""


def names_officer(text: str) -> bool:
    """Return whether a line is a person's name with an office behind it, as over a number to call."""
    return len(text) <= LONGEST_CALL and "," in text and bool(_PERSON.fullmatch(text) and _OFFICE.search(text))


def closes_letter(text: str) -> bool:
    """Return whether a line is the words over a signature, `Yours sincerely,` or `By order of the Board`."""
    return bool(_SIGN_OFF.fullmatch(text)) or (len(text) <= LONGEST_CALL and "of the board" in text.lower())


def signs_off(text: str) -> bool:
    """Return whether a line may belong to a sign-off: a name, an office, the words over it, or a day."""
    is_person = _PERSON.fullmatch(text) and (text.startswith(("the ", "our ")) or not _NO_PERSON.search(text))
    return bool(is_person or _OFFICE.search(text) or _SIGN_OFF.fullmatch(text) or DAY_OR_YEAR.search(text))
