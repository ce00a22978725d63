"""The words in which a text says that it rests on an official release.

Only English is looked at, and only the ways in which outsiders' articles and their notices say it. That a release
exists (`no press release was issued`), or that somebody speaks officially, is not enough: the text must say that it was
made from one.
"""

import re
from collections.abc import Iterator

from minmetals_site.text.strange import folded

__all__ = ["release_named"]

_NOUNS = ("elease", "tatement", "nnouncement", "ommuniqu")
"""Every wording that counts holds one of these, in small letters or with a capital first: quickly looked for."""
_BEFORE, _AFTER = 240, 120
"""Characters around a noun in which the whole wording stands."""
_LOOKED_AT = 100
"""Places of each noun that are looked at; keeps the cost linear in a text of nothing else."""

_RELEASE = re.compile(
    r"\b(?i:based\s(?:up)?on|according\sto|(?:drawn|taken|adapted|sourced|translated|summari[sz]ed)\sfrom"
    r"|relies\son|rests\son|summari[sz]es)\s"
    r"(?:(?i:an?|the|this|its|their|recent|latest|original|public|[0-9]{4})\s|[A-Z][\w.&’'-]{0,30}\s){0,5}?"
    r"(?i:official\s(?:(?:company|corporate|press|news|public|written)\s)?"
    r"|(?:company|corporate)\s(?:(?:press|news)\s)?|(?:press|news)\s)"
    r"(?i:releases?|statements?|announcements?|communiqu[eé]s?)\b(?!\s(?i:dates?|schedules?|calendars?))"
    r"[^.!?\n]{0,80}"
)
"""Matches `based on an official release from …` and `according to Example Mining’s press release`.

Refuses `according to official statistics`, `according to analysts who read the press release` and `based on the
official release date`.
"""


_VERBS = ("based", "ccording", "drawn", "taken", "adapted", "sourced", "translated", "summari", "relies", "rests")
"""One of these stands in every wording that counts: to look for them first takes a twentieth of the time."""


def release_named(text: str) -> str:
    """Return the first words that say that a text rests on an official release, at most some 300 characters.

    They go on to the end of their sentence, for that is where the publisher is named. Empty where there are none.

    >>> release_named("Note: this summary is based on an official release from Example Mining. All else is ours.")
    'based on an official release from Example Mining'
    """
    for place in sorted(_places(text)):
        first, last = max(0, place - _BEFORE), place + _AFTER
        small = folded(text[first:last])
        near = _RELEASE.search(text, first, last) if any(verb in small for verb in _VERBS) else None
        whole = near and _RELEASE.match(text, near.start())
        if whole:
            return whole[0].strip()
    return ""


def _places(text: str) -> Iterator[int]:
    for noun in _NOUNS:
        at = text.find(noun)
        for _ in range(_LOOKED_AT):
            if at < 0:
                break
            yield at
            at = text.find(noun, at + 1)
