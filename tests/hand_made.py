"""Records, entries and whole sites made by hand, for tests of what stands above the readers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from minmetals_site.archive import Archive, Entry, EntryTag, Excerpts, InputFile
from minmetals_site.pages.page import Site
from minmetals_site.records import (
    DOCUMENT_TYPES,
    AnyDocument,
    Block,
    CaptureRecord,
    Evidence,
    Kind,
    Origin,
    Sourced,
    json_line,
    unknown,
)
from minmetals_site.settings import Settings
from minmetals_site.vocabulary import Vocabulary

SHA256 = "0123456789abcdef" * 4


def sourced(value: str, origin: Origin = "stated", rule: str = "by-hand", words: str | None = None) -> Sourced[str]:
    """Return a value that stands in some capture."""
    return Sourced(value=value, origin=origin, rule=rule, evidence=(Evidence(text=words or value, start=0, end=1),))


def paragraph(text: str, anchor: str = "p-1") -> Block:
    """Return a paragraph of a body."""
    return Block(kind="paragraph", level=None, text=text, html=f"<p>{text}</p>", anchor=anchor, start=0, end=len(text))


def capture(**changes: Any) -> CaptureRecord:  # noqa: ANN401  # any field of the record
    """Return where a document comes from, with some fields changed."""
    fields: dict[str, Any] = {
        "path": "news/sample.txt",
        "sha256": SHA256,
        "bytes": 100,
        "encoding": "utf-8",
        "encoding_evidence": "valid UTF-8",
        "reader": "corporate-page",
    }
    return CaptureRecord(**(fields | changes))


def document(kind: Kind = "news", **changes: Any) -> AnyDocument:  # noqa: ANN401  # any field of the record
    """Return a record that nothing is the matter with, with some fields changed."""
    fields: dict[str, Any] = {
        "id": 1,
        "url": "news/2025/sample.html",
        "source_class": "official",
        "language": "en",
        "title": sourced("Sample plant opens"),
        "subtitle": None,
        "author": None,
        "publisher": sourced("Example Mining"),
        "published": sourced("2025-01-23"),
        "modified": unknown(),
        "source_url": unknown(),
        "summary": unknown(),
        "breadcrumb": ("Home", "News"),
        "events": (),
        "highlights": (),
        "notices": (),
        "blocks": (paragraph("Example Mining opened a plant."),),
        "publisher_terms": (),
        "tags": (),
        "capture": capture(),
        "repairs": (),
        "account": (),
        "findings": (),
    }
    return DOCUMENT_TYPES[kind](**(fields | changes))


def tag(name: str, facet: str = "commodities", slug: str | None = None) -> EntryTag:
    """Return a tag of a document, as lists show it."""
    return EntryTag(facet=facet, slug=slug or name.lower(), name=name, count=1)


def entry(number: int = 1, **changes: Any) -> Entry:  # noqa: ANN401  # any field of the entry
    """Return the entry of a dated news release, with some fields changed."""
    fields: dict[str, Any] = {
        "number": number,
        "url": f"news/2025/sample-{number}.html",
        "kind": "news",
        "source_class": "official",
        "language": "en",
        "title": f"Sample {number}",
        "title_origin": "stated",
        "publisher": "Example Mining",
        "publisher_origin": "stated",
        "published": "2025-01-23",
        "published_origin": "stated",
        "modified": None,
        "events": (),
        "tags": (),
        "repairs": 0,
        "findings": (),
        "sketch": b"",
        "release_named": "",
        "words": 5,
        "path": f"news/sample-{number}.txt",
        "item": None,
        "sha256": SHA256,
        "first_sha256": f"{number:064x}",
    }
    return Entry(**(fields | changes))


@dataclass
class MemoryStore:
    """Bodies and captures that a test puts in."""

    documents: dict[int, AnyDocument] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    """Of which the tags are named in a sentence each."""
    summaries: dict[int, str] = field(default_factory=dict)
    """Of those that have another than all."""
    files: dict[str, bytes] = field(default_factory=dict)

    def document(self, number: int) -> AnyDocument:
        """Return the record of a number."""
        return self.documents[number]

    def json_line(self, number: int) -> bytes:
        """Return the record of a number as a line of JSON."""
        return json_line(self.documents[number])

    def excerpts(self, number: int) -> Excerpts:
        """Return a summary, and a sentence for each tag."""
        tags = self.entries[number].tags if number in self.entries else ()
        summary = self.summaries.get(number, "Example Mining opened a plant.")
        return Excerpts(summary, tuple(((f"Of {tag.name}.", "p-1"),) for tag in tags))

    def blocks(self, number: int) -> bytes:
        """Return the blocks of a record as the search shows them."""
        return json.dumps([[block.anchor, block.text] for block in self.documents[number].blocks]).encode()

    def decoded(self, number: int) -> str:
        """Return the text of a record's body: these records have no other."""
        return self.documents[number].text

    def raw(self, path: str) -> bytes:
        """Return the bytes of a capture."""
        return self.files[path]


def site(
    entries: Iterable[Entry] = (),
    *,
    base_url: str | None = None,
    inputs: Iterable[InputFile] = (),
    store: MemoryStore | None = None,
    founding_sha256: str = f"{1:064x}",
) -> Site:
    """Return the site of these entries, called `Sample archive`."""
    entries = list(entries)
    return Site(
        settings=Settings(title="Sample archive", description="Texts written for tests.", base_url=base_url),
        archive=Archive.of(
            entries,
            facets=("commodities", "places"),
            inputs=inputs,
            gone=(),
            problems=(),
            founding_sha256=founding_sha256,
        ),
        vocabulary=Vocabulary(()),
        store=store or MemoryStore(entries={entry.number: entry for entry in entries}),
    )
