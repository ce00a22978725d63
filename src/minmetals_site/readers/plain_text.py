"""Text of no known shape: its head is read as `masthead.py` says, and who speaks is told by signs, as `nature.py` says.

Where the signs tell nothing, nothing vouches for who speaks: the document counts as independent, the folder is the only
hint at its kind, as the user put it there, and a finding says that its shape is not known.
"""

from collections.abc import Iterator

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem, quoted
from minmetals_site.readers.head import Head, read_head
from minmetals_site.readers.nature import (
    Nature,
    Signs,
    is_about_itself,
    is_path_of_news,
    kind_of_own_page,
    nature_of,
    weighed,
)
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.text_copy import TextCopy
from minmetals_site.records import KINDS, Kind
from minmetals_site.settings import Settings

__all__ = ["NAME", "parse", "recognises"]

NAME = "plain-text"


def recognises(capture: Capture) -> bool:
    """Return whether there is anything to read: a word character."""
    return any(character.isalnum() for character in capture.text[:100_000])


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return the one document that the text is."""
    copy = TextCopy(capture, settings, corrections)
    head = read_head(copy)
    copy.take_repeated_title()
    foot = copy.take_foot()
    prose = copy.prose()
    signs = copy.signs(head.labels, foot, prose)
    nature = _nature(signs, head, copy.title)
    kind = _kind(capture.folder)
    if nature.is_official:
        kind = kind_of_own_page(signs, copy.title, is_dated="published" in copy.fields, folder=capture.folder)
    reading = Reading(
        kind=kind,
        source_class="official" if nature.is_official else "independent",
        decoded=capture.text,
        breadcrumb=tuple(level.collapsed().text for level in head.breadcrumb),
        notices=tuple(copy.notices),
        publisher_terms=tuple(copy.terms),
        blocks=prose.blocks,
        diagnosis=copy.sheet.diagnosis,
        account=copy.sheet.account(),
        findings=(*_findings(nature, head), *copy.bad_dates),
        **copy.fields,
    )
    return [reading]


def _nature(signs: Signs, head: Head, title: str) -> Nature:
    """Return who speaks; as on a corporate page, the way from the site's home to its news is one of the signs."""
    levels = [level.collapsed().text for level in head.breadcrumb]
    own = [
        ("a breadcrumb to the site's news", 2, is_path_of_news(levels)),
        ("a page about itself", 2, is_about_itself(title)),
    ]
    return weighed(nature_of(signs), own)


def _findings(nature: Nature, head: Head) -> Iterator[tuple[str, str]]:
    """Yield what was concluded from signs, and what they left open."""
    yield ("source-class-inferred", ", ".join(nature.signs)) if nature.is_known else ("unknown-shape", "")
    if head.rivals:
        yield "title-uncertain", ", ".join(quoted(rival) for rival in head.rivals)


def _kind(folder: str) -> Kind:
    return next((kind for kind in KINDS if kind == folder and kind != "page"), "analysis")
