"""Text of no known shape: read as a plain document, and said so.

Nothing vouches for who speaks, so the document counts as independent. The folder is the only hint at its kind, as the
user put it there. A dateline in the head is still a dateline.
"""

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem
from minmetals_site.readers.prose import is_list_item
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import SENTENCE, TextCopy
from minmetals_site.records import KINDS, Kind
from minmetals_site.settings import Settings

__all__ = ["NAME", "parse", "recognises"]

NAME = "plain-text"

_HEAD_LINES = 4
_LONGEST_TITLE = 200


def recognises(capture: Capture) -> bool:
    """Return whether there is anything to read: a word character."""
    return any(character.isalnum() for character in capture.text[:100_000])


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the text is."""
    copy = TextCopy(capture, settings, corrections)
    head = copy.free()[:_HEAD_LINES]
    for index, _ in head:
        if parts := copy.meta([index]):
            copy.take_meta([index], parts)
    rest = copy.free()
    if (
        len(rest) > 1
        and rest[0] in head
        and not is_list_item(rest[0][1])
        and len(rest[0][1]) <= _LONGEST_TITLE
        and not SENTENCE.search(rest[0][1].text)
    ):
        copy.take_field(rest[0][0], "title", "first-line")
    copy.take_repeated_title()
    copy.take_tail()
    prose = copy.prose()
    reading = Reading(
        kind=_kind(capture.folder),
        source_class="independent",
        decoded=capture.text,
        notices=tuple(copy.notices),
        publisher_terms=tuple(copy.terms),
        blocks=prose.blocks,
        diagnosis=copy.sheet.diagnosis,
        account=copy.sheet.account(),
        findings=(("unknown-shape", ""), *copy.bad_dates),
        **copy.fields,
    )
    return [reading]


def _kind(folder: str) -> Kind:
    return next((kind for kind in KINDS if kind == folder and kind != "page"), "analysis")
