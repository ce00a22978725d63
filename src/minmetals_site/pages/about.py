"""The page about the archive: what its makers write, then how the archive works, made from the rules themselves.

It always exists, as every page of the site sends readers here who ask what a mark means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from minmetals_site.findings import CODES
from minmetals_site.pages import words
from minmetals_site.pages.home import NoteLink
from minmetals_site.pages.note import NoteView, note_view
from minmetals_site.pages.page import ABOUT_URL, Frame, Page, Site

__all__ = ["TEMPLATE", "AboutView", "Term", "make_view", "plan_pages"]

TEMPLATE = "about.html"


class Term(NamedTuple):
    """A word that the archive uses, and what it means."""

    name: str
    label: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutView:
    """What the archive is and how it works."""

    note: NoteView | None
    """What its makers write in `pages/about.md`; None where they write nothing."""
    origins: tuple[Term, ...]
    """How a value can be known."""
    source_classes: tuple[Term, ...]
    rules: tuple[Term, ...]
    """Rules by which values are read."""
    removals: tuple[Term, ...]
    """Rules by which text is left out."""
    findings: tuple[Term, ...]
    """What a document can be found wanting in; the label is its level."""
    feeds: tuple[NoteLink, ...]
    """Feeds of the site and its sections, as far as they exist."""
    notes: tuple[NoteLink, ...]
    """The archive's other pages."""
    has_sitemap: bool


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the page; its key has the feeds, the other notes, and number and raw copy of the note it begins with."""
    note = next((entry for entry in site.archive.numbered.values() if entry.url == ABOUT_URL), None)
    raw = {file.path: file.raw_url or "" for file in site.archive.inputs} if note else {}
    others = tuple(NoteLink(entry.title, entry.url) for entry in site.archive.pages if entry.url != ABOUT_URL)
    own = (note.number, note.digest, raw.get(note.path, "")) if note else ()
    yield Page(ABOUT_URL, (tuple(_feeds(site)), others, *own))


def make_view(page: Page, frame: Frame) -> AboutView:
    """Return what the page about the archive shows."""
    feeds, notes, *own = page.key
    return AboutView(
        note=note_view(own[0], own[2], frame) if own else None,
        origins=tuple(Term(name, *origin) for name, origin in words.ORIGINS.items()),
        source_classes=tuple(Term(name, *source) for name, source in words.SOURCE_CLASSES.items()),
        rules=tuple(Term(name, name, explanation) for name, explanation in words.RULES.items()),
        removals=tuple(Term(name, name, explanation) for name, explanation in words.REMOVALS.items()),
        findings=tuple(Term(name, words.LEVELS[code.level], code.meaning) for name, code in CODES.items()),
        feeds=feeds,
        notes=notes,
        has_sitemap=frame.settings.base_url is not None,
    )


def _feeds(site: Site) -> Iterator[NoteLink]:
    if site.archive.series.dated:
        yield NoteLink("All documents", "feed.xml")
    for kind, series in site.archive.sections.items():
        if series.dated:
            yield NoteLink(site.settings.sections[kind].title, f"{kind}/feed.xml")
