"""A page of the archive's own, written by hand: its text, and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from minmetals_site.pages.article import Crumb, description_of
from minmetals_site.pages.lists import direction_mark, language_mark
from minmetals_site.pages.page import ABOUT_URL, Frame, Page, Site
from minmetals_site.records import Block
from minmetals_site.text.dates import human

__all__ = ["TEMPLATE", "NoteView", "make_view", "note_view", "plan_pages"]

TEMPLATE = "note.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A hand-written page."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    """Empty where there is none."""
    modified: str
    """When its author last changed it, else when it was published, in words; empty where neither is stated."""
    description: str
    """Its own summary, else its first words."""
    language: str
    """`lang` of its words; empty where it is the site's."""
    direction: str
    """`dir` of its words; empty where it is the site's."""
    blocks: tuple[Block, ...]
    raw_url: str
    """Path of its file's own bytes; empty where they are not published."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the archive's own pages but the one about the archive."""
    raw = {file.path: file.raw_url or "" for file in site.archive.inputs}
    for entry in site.archive.pages:
        if entry.url != ABOUT_URL:
            yield Page(entry.url, (entry.number, entry.digest, raw.get(entry.path, "")))


def make_view(page: Page, frame: Frame) -> NoteView:
    """Return what a hand-written page shows."""
    number, _, raw_url = page.key
    return note_view(number, raw_url, frame)


def note_view(number: int, raw_url: str, frame: Frame) -> NoteView:
    """Return what the hand-written page with this permanent number shows."""
    document = frame.store.document(number)
    date = document.modified.value or document.published.value or ""
    return NoteView(
        crumbs=(Crumb("Home", "index.html"),),
        title=document.title.value or "",
        subtitle=(document.subtitle.value or "") if document.subtitle else "",
        modified=human(date) if date else "",
        description=description_of(document),
        language=language_mark(document.language, frame.settings.language),
        direction=direction_mark(document.language, frame.settings.language),
        blocks=document.blocks,
        raw_url=raw_url,
    )
