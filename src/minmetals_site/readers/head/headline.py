"""How headlines are written, and how they differ from sentences, banners and subtitles."""

import re

from minmetals_site.readers.page_lines import is_bare_label
from minmetals_site.readers.text_copy import SENTENCE
from minmetals_site.text.sentences import keeps_its_stop

__all__ = [
    "BANNER",
    "CHINESE",
    "HEADLINE_SIGNS",
    "HEADLINE_WORDS",
    "LONGEST_TITLE",
    "PERIOD",
    "SMALL_WORD",
    "SUBTITLE_WORDS",
    "is_headline",
    "reads_as_sentence",
]

LONGEST_TITLE = 250
HEADLINE_WORDS = 4
_WORDS_IN_CAPITALS = 3
HEADLINE_SIGNS = 8
"""Characters that a Chinese headline has at least."""
SUBTITLE_WORDS = 7
_TWO_SENTENCES = 100
_WITHIN = re.compile(r"[a-zß-ÿ]{3}[.!?] [A-ZÀ-Þ]")
"""Matches where a sentence ends in a line and another begins; a headline has at most one such place."""
SMALL_WORD = 3
_ROW = 2
"""Semicolons that a row of headlines has more of."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PERIOD = re.compile(
    r"(?:for the )?(?:(?:financial |fiscal |half[- ]?)?(?:period|quarter|year|months?|half)|as (?:at"
    r"|of)) (?:ended|ending|to)?\b",
    re.IGNORECASE,
)
"""Matches the beginning of `Period ended 30 September 2025`, which stands under a title; refuses `Period drama`."""
BANNER = re.compile(
    r".{10,100}\bsince (?:18|19|20)\d\d[.!]?"
    r"|(?:(?:the|a|an|our|your) )?(?:(?:weekly|daily|monthly|quarterly|independent|leading|free|global|trusted) ){1,3}"
    r"(?:letter|newsletter|journal|magazine|bulletin|briefing|digest|review|voice|source|guide|newspaper|platform|portal)"
    r" (?:on|for|of|about|to|from) .{3,80}"
    r"|(?:we (?:help|bring|serve|keep|connect)|keeping|bringing|helping|serving|connecting) (?:you|your)\b.{5,80}",
    re.IGNORECASE,
)
"""Matches `Millers to the valley since 1901`, what a site says of itself over its titles; refuses `Since 1901`."""


def reads_as_sentence(text: str) -> bool:
    """Return whether a line ends as sentences do; the stop of `Sample Corp.` is none.

    Neither is the last sign of a row of headlines: `Prices Rise; New Mine In Sampleland; Rivals Merge;`.
    """
    if (text.endswith(";") and text.count(";") > _ROW) or is_bare_label(text):
        return False
    if len(text) > _TWO_SENTENCES and len(_WITHIN.findall(text)) > 1:
        return True
    if not SENTENCE.search(text):
        return bool(re.search(r"[?？…][\"”’」]?$", text)) and len(text) > 100  # noqa: PLR2004  # no headline asks at such length
    if _is_titled(text):
        return False
    return not (keeps_its_stop(text) and len(text.split()) <= 12 and ". " not in text)  # noqa: PLR2004  # a headline's words


def _is_titled(text: str) -> bool:
    """Return whether nearly all words of a line have capitals, as in a title that ends in a stop nevertheless."""
    words = [word for word in text.split()[1:] if len(word) > SMALL_WORD + 1]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    fewest = SUBTITLE_WORDS - 1 if ". " in text else SUBTITLE_WORDS
    return text.endswith(".") and text.count(". ") < 3 and len(words) >= fewest and capitals == len(words)  # noqa: PLR2004  # sentences


def is_headline(text: str) -> bool:
    """Return whether a line has the length of a headline, in words or in Chinese signs."""
    words = len(text.split())
    if words >= HEADLINE_WORDS or (words >= _WORDS_IN_CAPITALS and text.isupper()):
        return not PERIOD.match(text)
    return len(CHINESE.findall(text)) >= HEADLINE_SIGNS
