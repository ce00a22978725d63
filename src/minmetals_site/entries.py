"""A record to its entry: what the archive as a whole, and every list of it, needs to know of a document."""

from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain
from pathlib import PurePosixPath

from msgspec.structs import replace

from minmetals_site.archive import Entry, EntryTag
from minmetals_site.permalinks import Permalink
from minmetals_site.records import AnyDocument, Finding, Tag
from minmetals_site.text.lags import lag_of
from minmetals_site.text.releases import release_named
from minmetals_site.text.roles import find_roles
from minmetals_site.text.sketches import sketch_of
from minmetals_site.text.slugs import slug

__all__ = ["PEOPLE", "entry_of", "settled", "wished_url"]

PEOPLE = "people"
"""The facet whose tags are persons: of these alone a text states offices."""


def entry_of(document: AnyDocument, digest: bytes = b"") -> Entry:
    """Return the entry of a document that has no number yet; `digest` is that of its record."""
    text = document.text
    events = tuple([event.value for event in document.events if event.value])
    return Entry(
        number=0,
        url="",
        kind=document.kind,
        source_class=document.source_class,
        language=document.language,
        title=document.title.value or document.capture.path,
        title_origin=document.title.origin,
        publisher=document.publisher.value,
        publisher_origin=document.publisher.origin,
        published=document.published.value,
        published_origin=document.published.origin,
        modified=document.modified.value,
        events=events,
        tags=tuple([_entry_tag(tag, document) for tag in document.tags]),
        repairs=len(document.repairs),
        findings=tuple((finding.code, finding.level) for finding in document.findings),
        sketch=sketch_of("\n".join((*document.highlights, text))),
        release_named=_release_named(document, text),
        words=len(text.split()),
        path=document.capture.path,
        item=document.capture.item,
        sha256=document.capture.sha256,
        first_sha256="",
        lag=lag_of(document.published.value, events),
        digest=digest,
    )


def _entry_tag(tag: Tag, document: AnyDocument) -> EntryTag:
    spellings = {mention.text for mention in tag.mentions if mention.start is not None}
    return EntryTag(
        facet=tag.facet,
        slug=tag.slug,
        name=tag.name,
        count=len(tag.mentions),
        also=_other_names(tag) if spellings - {tag.name} else (),
        roles=_roles(tag, spellings, document) if tag.facet == PEOPLE else (),
    )


def _other_names(tag: Tag) -> tuple[str, ...]:
    """Return the names by which a text mentions a tag, but for its own; of spellings that differ in case, the first."""
    found: dict[str, str] = {}
    for mention in tag.mentions:
        if mention.start is not None:
            name = " ".join(mention.text.split())
            found.setdefault(name.casefold(), name)
    found.pop(tag.name.casefold(), None)
    return tuple(found.values())


def _roles(tag: Tag, spellings: Iterable[str], document: AnyDocument) -> tuple[tuple[str, str], ...]:
    """Return the offices that blocks mentioning a person state at the name, each once, with the block's anchor."""
    places = [mention.start for mention in tag.mentions if mention.start is not None]
    names = sorted({" ".join(spelling.split()) for spelling in spellings})
    found: dict[str, str] = {}
    for block in document.blocks:
        if any(block.start <= place < block.end for place in places):
            for role in chain.from_iterable(find_roles(block.text, name) for name in names):
                found.setdefault(role.words, block.anchor)
    return tuple(found.items())


def wished_url(entry: Entry) -> str:
    """Return the address that a document would have if it were new and nobody else had it."""
    if entry.kind == "page":  # a page of our own is named by its file, so that its author decides on the address
        return f"{slug(PurePosixPath(entry.path).stem, fallback='page')}.html"
    digest = f"document-{entry.sha256[:8]}"
    title = slug("" if entry.title_origin == "unknown" else entry.title, fallback=digest)
    if not any(character.isalpha() for character in title):  # as of a Chinese title, of which its figures are left
        title = digest
    return f"{entry.kind}/{entry.year}/{title}.html"


def settled(entry: Entry, link: Permalink, first: Permalink, findings: tuple[Finding, ...]) -> Entry:
    """Return the entry with its number and address, and with all findings, those of its record among them.

    `first` is the first line of its number in the register.
    """
    own = f"{link.number} {link.url} {first.sha256}"
    codes = entry.findings
    if len(findings) > len(codes):  # what the archive adds, the digest of the record does not know of
        codes = tuple([(finding.code, finding.level) for finding in findings])
        own += "".join([finding.explanation for finding in findings])
    digest = blake2b(own.encode("utf-8", "replace"), digest_size=16, key=entry.digest).digest()
    return replace(entry, number=link.number, url=link.url, first_sha256=first.sha256, findings=codes, digest=digest)


def _release_named(document: AnyDocument, text: str) -> str:
    """Return the words that name a release; a company that quotes its own statements names none."""
    if document.source_class != "independent":
        return ""
    return release_named("\n".join((*document.notices, *document.highlights, text)))
