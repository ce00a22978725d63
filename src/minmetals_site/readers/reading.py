"""What goes into a reader and what comes out: the two types between the loader and the records.

A `Capture` is what was found: bytes and the text they decode to. A `Reading` is one document as its reader took it
apart, every part still traced to the capture. `documents.py` makes the record that the archive vouches for from it:
what is the same for all shapes (derived titles, events, anchors, tags, corrections, findings) is done there, once.
"""

from msgspec import Struct

from minmetals_site.records import BlockKind, Kind, PublisherTerm, SourceClass, Sourced, Use
from minmetals_site.text.repair import Diagnosis
from minmetals_site.text.traced import Traced

__all__ = ["Capture", "DraftBlock", "Reading"]


class Capture(Struct, frozen=True, kw_only=True):
    """One raw file as it was found."""

    path: str
    """Relative to the content folder, with forward slashes, in Unicode's composed form."""
    data: bytes
    """The file, byte for byte."""
    sha256: str
    """Of `data`, in lower-case hexadecimal."""
    text: str
    """The decoded text: line ends and byte-order mark kept."""
    encoding: str
    """As Python spells it."""
    encoding_evidence: str
    """How it is known, in words."""

    @property
    def folder(self) -> str:
        """The topmost folder, a hint at the kind and never more; empty for a file at the top."""
        return self.path.split("/", 1)[0] if "/" in self.path else ""


class DraftBlock(Struct, frozen=True, kw_only=True):
    """One part of a body before it has an anchor."""

    kind: BlockKind
    level: int | None
    """As in `records.Block`."""
    text: Traced
    """Repaired, white space collapsed; items and rows on lines of their own, without list marks."""
    html: str
    """Clean: only what `text.html` lets through, or escaped text in elements of the reader's own."""


class Reading(Struct, frozen=True, kw_only=True):
    """One document as its reader took it apart."""

    item: str | None = None
    """The item's own id, or its position in a capture that holds several."""
    kind: Kind
    source_class: SourceClass
    decoded: str
    """The text that every place in this reading counts in: the capture's, or one item's (text nodes in order)."""
    language: str | None = None
    """BCP 47 tag where the capture states it; else None."""
    title: Sourced[str] | None = None
    """None where no title is stated: one is derived later."""
    subtitle: Sourced[str] | None = None
    author: Sourced[str] | None = None
    publisher: Sourced[str] | None = None
    published: Sourced[str] | None = None
    modified: Sourced[str] | None = None
    source_url: Sourced[str] | None = None
    summary: Sourced[str] | None = None
    breadcrumb: tuple[str, ...] = ()
    highlights: tuple[Traced, ...] = ()
    notices: tuple[Traced, ...] = ()
    blocks: tuple[DraftBlock, ...] = ()
    publisher_terms: tuple[PublisherTerm, ...] = ()
    tags: tuple[str, ...] = ()
    """Names of tags that the front matter of a hand-written page asks for."""
    diagnosis: Diagnosis
    """The repairs made in `decoded`, and the damage that nobody could decide."""
    account: tuple[Use, ...]
    """What became of every character of `decoded`."""
    keys_used: tuple[str, ...] = ()
    keys_unused: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    """Codes of `findings.py` that only the reader can know, each with its detail in words."""
