"""How long the lines of a foot are, and how lines end that are sentences or parts of one."""

import re

__all__ = ["LONGEST", "LONGEST_CALL", "LONGEST_LINE", "LONGEST_MARK", "SENTENCE_END", "ends_clause", "ends_sentence"]

LONGEST = 240
"""Characters, as all of them are."""
LONGEST_LINE = 160
LONGEST_CALL = 90
LONGEST_MARK = 40
SENTENCE_END = re.compile(r"[.!?。！？][\"”’)]?$")
_CLAUSE_END = re.compile(r"[.!?…。！？;；,，、][\"”’)）」]?$")
_KEEPS_ITS_STOP = re.compile(r"\b(?:co|ltd|inc|corp|s\.a|n\.v|jr|sr|dr|no|st|a\.s|s\.p\.a|s\.r\.l)\.$", re.IGNORECASE)
"""Matches the end of `Sample Zinc Co. Ltd.`, whose stop ends no sentence."""


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does, and not with the stop of a company's form or a name."""
    return bool(SENTENCE_END.search(text)) and not _KEEPS_ITS_STOP.search(text)


def ends_clause(text: str) -> bool:
    """Return whether a line ends as a sentence or a part of one does: `Having seen the mill,`."""
    return bool(_CLAUSE_END.search(text)) and not _KEEPS_ITS_STOP.search(text)
