"""What a page says of its author below the text, as `Ann Sample covers mining for the Sample Gazette.` does.

Such a line is no sentence of the article. It begins with the author's whole name, with which no article ends, and says
what the author does. It also tells that a bare name beside the day is a person's.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from minmetals_site.readers.head_words import is_letterhead
from minmetals_site.readers.header import is_organisation
from minmetals_site.readers.person_names import NAMED
from minmetals_site.text.traced import Traced

__all__ = ["bios_at_the_end", "names_in_bios"]

_DOES = (
    r"(?:is|was|has|covers|covered|edits|writes|wrote|reports|leads|heads|runs|works|worked|founded|co-founded|manages"
    r"|advises|analy[sz]es|follows|holds|teaches|serves|studied|spent|lives"
    r"|can be (?:reached|followed|found|contacted))"
)
_WORKS = (
    r"analysts?|author|blog|book|columnist|company|companies|consultant|contributor|correspondent|covers|editor|edits"
    r"|engineer|expert|fellow|founder|founded|freelance|gazette|geologist|institute|investor|journalist|letter|magazine"
    r"|markets?|newsletter|partner|portfolio|professor|publisher|reached|researcher|reporter|reports|senior|strategist"
    r"|trader|university|writer|writes|years"
)
_BIO = re.compile(rf"(?P<name>{NAMED})(?:,[^,]{{2,60}},)? (?=.*\b(?i:{_WORKS})\b){_DOES}\b.{{4,400}}")
"""Matches `Ann Sample covers mines for the Sample Gazette.`; refuses `Ann Sample was late.`"""
_LONGEST = 500
_LINES = 10
"""Worded lines at the end in which such a line is looked for."""


def names_in_bios(lines: Sequence[Traced]) -> frozenset[str]:
    """Return, folded, the names with which lines near the end begin that say what a person, no company, does."""
    found = (_BIO.match(line.text) for line in lines[-_LINES:] if len(line) <= _LONGEST)
    return frozenset(bio["name"].casefold() for bio in found if bio and not _names_company(bio["name"]))


def _names_company(name: str) -> bool:
    return is_organisation(name) or is_letterhead(name)


def bios_at_the_end(lines: Iterable[tuple[int, Traced]], author: str, of_the_page: Collection[int]) -> list[int]:
    """Return the lines that say what the author does, where nothing but lines `of_the_page` stands below them."""
    found: list[int] = []
    for index, line in reversed([*lines][-_LINES:]):
        bio = _BIO.match(line.text) if len(line) <= _LONGEST else None
        if bio and bio["name"].casefold() == author.casefold():
            found.append(index)
        elif index not in of_the_page:
            break
    return found
