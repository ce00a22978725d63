"""Atom 1.0 feeds (RFC 4287): of the site, of each section, and of each tag, the newest documents of each.

Undated documents stay out, as a feed orders by date and any place in it would be a guess; its subtitle says how many
they are and where they stand. A feed without a dated document is not made.

Atom asks for instants where the archive often knows only a day, a month or a year. The first moment of that time, in
UTC, is given to programs; the date as it is known stands in words at the head of each summary, with who speaks, so that
no reader takes the midnight for a fact.

Ids never change: an entry's is made from the bytes that the document first had, whatever becomes of it later. A feed's
is made from its path and from the bytes that the archive's first document first had, as the register of permalinks
keeps them: a site may move to another address and take another title, and two archives may well have one title, but
they begin with one capture only where one is a copy of the other. The link `self` is the address of a feed, so it is
given where that is known.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from minmetals_site.archive import Entry, Series
from minmetals_site.pages.page import Frame, Page, Rows, Site
from minmetals_site.pages.words import MARKED_ORIGINS, SOURCE_CLASSES, counted
from minmetals_site.render import relative
from minmetals_site.text.dates import human

__all__ = ["make_file", "plan_pages"]

NEWEST = 30
"""Entries of a feed."""

_NAMESPACE = uuid.UUID("7acffb60-8b09-4fe9-bf70-499af09cdb08")
"""Of this program, drawn once by chance; another one here would make every reader show every entry as new."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold (2.2, "Char"): matches U+0000 and a lone surrogate, not a tab."""
_HOME = "index.html"
_UNDATED = "years/undated.html"
_FULL_DATE = "0000-01-01"


class _Subject(NamedTuple):
    """What a feed is about."""

    title: str
    page: str
    """Path of the page that shows the same documents."""
    dated: int
    """How many documents with a date there are."""
    undated: int
    newest: Rows
    """The dated ones that the feed shows."""
    founding_sha256: str
    """What tells the archive from others."""
    description: str = ""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the feed of the site, of its sections and of its tags, where at least one document is dated."""
    founding_sha256 = site.archive.founding_sha256
    for base, title, page, series in _subjects(site):
        if series.dated:
            newest = Rows(series.dated[:NEWEST])
            subject = _Subject(title, page, len(series.dated), len(series.undated), newest, founding_sha256)
            if page == _HOME:
                subject = subject._replace(description=site.settings.description)
            yield Page(f"{base}.xml", subject)


def _subjects(site: Site) -> Iterator[tuple[str, str, str, Series]]:
    """Yield the path of each feed without its ending, its title, the page that shows the same, and its documents."""
    archive, settings = site.archive, site.settings
    yield "feed", settings.title, _HOME, archive.series
    for kind, series in archive.sections.items():
        yield f"{kind}/feed", f"{settings.sections[kind].title} – {settings.title}", f"{kind}/index.html", series
    for facet, tags in archive.facets.items():
        for tag in tags:
            base = f"tags/{facet}/{tag.slug}"
            yield base, f"{tag.name} – {settings.title}", f"{base}.html", tag.series


def make_file(page: Page, frame: Frame) -> bytes:
    """Return the feed, as UTF-8 with line feeds alone."""
    subject = _Subject(*page.key)
    link = _Links(page.path, frame.settings.base_url)
    zone = ZoneInfo(frame.settings.time_zone)
    entries = [(entry, _instants(entry, zone)) for entry in subject.newest.entries]
    parts = (
        f'<feed xmlns="{_ATOM}" xml:lang="{_attribute(frame.settings.language)}">\n',
        _element("id", _urn("feed", subject.founding_sha256, page.path)),
        _element("title", subject.title),
        _element("subtitle", _subtitle(subject, frame.settings.base_url or "")),
        _element("updated", _written(max(updated for _, (_, updated) in entries))),
        _link("self", "application/atom+xml", link.to(page.path)) if frame.settings.base_url else "",
        _link("alternate", "text/html", link.to(subject.page)),
        _element("generator", "minmetals-site"),  # without its version, or a new one would change every feed
        *[_entry(e, frame.store.excerpts(e.number).summary, *instants, link) for e, instants in entries],
        "</feed>\n",
    )
    return f"{_DECLARATION}\n{''.join(parts)}".encode()


class _Links:
    """Links of one feed: absolute where the site's address is known, else relative to the feed."""

    def __init__(self, path: str, base_url: str | None) -> None:
        self._path, self._base_url = path, base_url

    def to(self, path: str) -> str:
        """Return the link to a path below the site's root."""
        return relative(self._path, path) if self._base_url is None else self._base_url + relative("", path)


def _subtitle(subject: _Subject, base_url: str) -> str:
    """Return what the feed holds, and what it leaves out, why, and where that is."""
    dated, undated = subject.dated, subject.undated
    held = f"The newest {NEWEST} of {dated:,} dated documents." if dated > NEWEST else "All dated documents."
    sentences = [subject.description, held]
    if undated:
        left_out = counted(undated, "document", "documents")
        sentences.append(f"Without {left_out} of unknown date: see {base_url}{_UNDATED}")
    return " ".join(sentences)


def _entry(entry: Entry, summary: str, published: datetime, updated: datetime, link: _Links) -> str:
    parts = (
        f'<entry xml:lang="{_attribute(entry.language)}">\n',
        _element("id", _urn("document", entry.first_sha256, entry.item or "")),
        _element("title", entry.title, ' type="text"'),
        f"<published>{_written(published)}</published>\n<updated>{_written(updated)}</updated>\n",
        f"<author>{_element('name', _clean(entry.publisher or '') or 'Unknown publisher')}</author>",
        _link("alternate", "text/html", link.to(entry.url)),
        *[_category(tag.facet, tag.slug, tag.name) for tag in entry.tags],
        _element("summary", f"{_known(entry)} {summary}", ' type="text"'),
        "</entry>\n",
    )
    return "".join(parts)


def _known(entry: Entry) -> str:
    """Return in words what the instants of the entry cannot say: who speaks, and when as far as that is known."""
    known = f"Published {human(entry.published or '')}; {SOURCE_CLASSES[entry.source_class].label.lower()}."
    made = MARKED_ORIGINS.get(entry.title_origin)
    return f"{known} Title {made}." if made else known


def _instants(entry: Entry, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when it was published and when it last changed; never before, as the bare day of a change would put it."""
    published = _instant(entry.published or "", zone)
    return published, max(published, _instant(entry.modified, zone)) if entry.modified else published


def _instant(date: str, zone: ZoneInfo) -> datetime:
    """Return the first moment of a date, in the archive's time zone where the date names no offset.

    Before zones were agreed on, offsets had seconds, which RFC 3339 cannot write: such days are taken in UTC.
    """
    moment = datetime.fromisoformat(date + _FULL_DATE[len(date) :])
    if moment.tzinfo:
        return moment
    offset = zone.utcoffset(moment) or timedelta()
    return moment.replace(tzinfo=UTC if offset % timedelta(minutes=1) else timezone(offset))


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _urn(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, _FORBIDDEN.sub("", "\n".join(parts))).urn


def _element(name: str, text: str, attributes: str = "") -> str:
    """Return an element of its own line; `attributes` are as they are written."""
    written = escape(_clean(text))
    return f"<{name}{attributes}>{written}</{name}>\n" if written else f"<{name}{attributes} />\n"


def _link(relation: str, media_type: str, link: str) -> str:
    return f'<link rel="{relation}" type="{media_type}" href="{_attribute(link)}" />\n'


@lru_cache(maxsize=4096)
def _category(facet: str, slug: str, name: str) -> str:
    """Return a tag's element, made once: an entry has seven of some 350 tags, which took two thirds of its time."""
    return f'<category term="{_attribute(f"{facet}/{slug}")}" label="{_attribute(name)}" />\n'


def _attribute(value: str) -> str:
    """Return a value as it stands in double quotes."""
    return escape(_clean(value)).replace('"', "&quot;")


def _clean(text: str) -> str:
    """Return the text on one line, without what XML cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())
