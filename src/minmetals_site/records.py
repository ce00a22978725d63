"""The nouns of the archive: what is known of one captured document, and how it is known.

All records are frozen, keyword-only msgspec structs. The JSON of `inspect --json` and `data/documents/*.jsonl`, and
the JSON Schema beside them, come from these definitions and from nothing else. Dates are ISO 8601 text at the precision
that is known (`2025`, `2025-01`, `2025-01-23`, `2025-11-18T14:20:17-07:00`, a range `2024-12-30/2024-12-31`, a day
whose year is open `--01-31`): a type that always carries a day would invent one.

Places (`start`, `end`) count code points in the capture's decoded text, the end exclusive.
"""

import json
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

__all__ = [
    "DOCUMENT_TYPES",
    "KINDS",
    "SOURCE_CLASSES",
    "AnalysisArticle",
    "AnyDocument",
    "Block",
    "BlockKind",
    "BrandCulturePage",
    "CaptureRecord",
    "CorrectionRecord",
    "Document",
    "Evidence",
    "Finding",
    "Kind",
    "Level",
    "NewsRelease",
    "NotePage",
    "Origin",
    "PublisherTerm",
    "Repair",
    "SourceClass",
    "Sourced",
    "Tag",
    "Undecided",
    "Use",
    "as_json",
    "document_schema",
    "json_line",
    "parse_json_line",
    "unknown",
]

Kind = Literal["brand-culture", "news", "analysis", "page"]
KINDS: tuple[Kind, ...] = ("news", "analysis", "brand-culture", "page")
"""Every kind, in the order in which the site lists its sections."""

SourceClass = Literal["official", "independent", "archive"]
SOURCE_CLASSES: tuple[SourceClass, ...] = ("official", "independent", "archive")
Origin = Literal["stated", "derived", "inferred", "corrected", "unknown"]
BlockKind = Literal["heading", "paragraph", "list", "quote", "table", "figure"]
Level = Literal["note", "warning", "error"]

Place = Annotated[int, Meta(ge=0)]

Value = TypeVar("Value")


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words that settle a value: a stretch of the capture's decoded text, or a key of its JSON or front matter."""

    text: str
    """The words as the capture has them, unrepaired."""
    start: Place | None = None
    """Where they begin in the decoded text; None where `path` tells the place."""
    end: Place | None = None
    """Where they end in the decoded text, exclusive; None where `path` tells the place."""
    path: str | None = None
    """The key that holds them (`title.rendered`, `published`), in the capture or in the correction file beside it."""


class Sourced(Struct, Generic[Value], frozen=True, kw_only=True, omit_defaults=True):
    """A value that could be wrong, with how it is known."""

    value: Value | None
    """The value; None exactly where the origin is `unknown`."""
    origin: Origin
    """Whether it stands in the capture, is made from words that do, comes from circumstances, or from the archivist."""
    rule: str
    """Stable name of the rule that read it (`dateline`, `first-sentence`, `none-stated`)."""
    evidence: tuple[Evidence, ...]
    """What it was read from, in the order of the capture; empty only where the origin is `unknown` or `inferred`."""
    reason: str | None = None
    """Why the archivist corrected it; None unless corrected."""
    replaces: str | None = None
    """What the rules had read before the correction; None unless they had read something."""


def unknown(rule: str = "none-stated") -> "Sourced[Any]":
    """Return the value that says that nothing is known, and by which rule it was looked for."""
    return Sourced(value=None, origin="unknown", rule=rule, evidence=())


class Block(Struct, frozen=True, kw_only=True):
    """One part of the body, in reading order."""

    kind: BlockKind
    """What sort of part it is."""
    level: Annotated[int, Meta(ge=2, le=6)] | None
    """Of a heading, counted below the article's own title (2 is directly below); None for all else."""
    text: str
    """Plain text, repaired, white space collapsed; items and rows stand on lines of their own."""
    html: str
    """Cleaned HTML of the whole block, its own element included, without any id."""
    anchor: str
    """Fragment of the block's URL, made from its captured letters; unique in the document."""
    start: Place
    """Where the block begins in the capture's decoded text."""
    end: Place
    """Where it ends, exclusive; rules may have removed something between the two."""


class PublisherTerm(Struct, frozen=True, kw_only=True):
    """A term of the publisher's own taxonomy, which the archive shows apart from its tags."""

    taxonomy: str
    """Which of the publisher's taxonomies it belongs to (`category`, `regions`)."""
    slug: str
    """As the publisher's addresses write it."""
    name: str
    """As people read it."""
    origin: Origin
    """`stated` where the capture names the term, `derived` where its name is made from a slug."""


class Tag(Struct, frozen=True, kw_only=True):
    """A name of the vocabulary that the document's text mentions, or that the archivist added."""

    facet: str
    """Which kind of tag it is (`commodities`)."""
    slug: str
    """Unique in its facet; its page is `tags/<facet>/<slug>.html`."""
    name: str
    """Its name in the vocabulary, whatever the text calls it."""
    mentions: tuple[Evidence, ...]
    """Every place where the text names it; a correction's key where the archivist added it."""


class CaptureRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a document comes from: the file, its bytes, and how they were read."""

    path: str
    """Relative to the content folder, with forward slashes, in Unicode's composed form."""
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    """Of the file's bytes."""
    bytes: Place
    """Size of the file."""
    encoding: str
    """Name of the encoding as Python spells it (`utf-8`, `gb18030`)."""
    encoding_evidence: str
    """How the encoding is known, in words."""
    reader: str
    """Name of the reader that recognised the shape."""
    item: str | None = None
    """The id of a WordPress post, else its position among several; None for a capture that is one document."""
    keys_used: tuple[str, ...] = ()
    """Of a JSON item or front matter: the keys that some field was read from."""
    keys_unused: tuple[str, ...] = ()
    """Of a JSON item or front matter: the keys that no field was read from."""


class Repair(Struct, frozen=True, kw_only=True):
    """One place where damage to the captured text was undone."""

    start: Place
    """Where the damage begins in the decoded text."""
    end: Place
    """Where it ends, exclusive."""
    before: str
    """The damaged characters, as the decoded text has them."""
    after: str
    """What the archive reads there."""
    rule: str
    """Stable name of the rule (`lost-sign:apostrophe`)."""
    certainty: Literal["certain", "probable"]
    """Whether the surroundings leave no other reading."""


class Undecided(Struct, frozen=True, kw_only=True):
    """One place where the captured text is damaged and no rule could tell what stood there: it is left as captured."""

    start: Place
    """Where the damage begins in the decoded text."""
    end: Place
    """Where it ends, exclusive."""
    text: str
    """The damaged characters, as the decoded text has them and the archive shows them."""
    family: str
    """The encoding that UTF-8 was read as (`tis-620`); `ascii`, `unknown` where signs became question marks, U+FFFD."""


class Use(Struct, frozen=True, kw_only=True):
    """What became of one stretch of the decoded text; the uses of a document cover it without gap or overlap."""

    start: Place
    """Where the stretch begins in the decoded text: where the one before it ends."""
    end: Place
    """Where it ends, exclusive."""
    use: Annotated[str, Meta(pattern="^(body|(field|removed):[a-z0-9][a-z0-9-]*)$")]
    """`body`, `field:<name>` or `removed:<rule>`."""


class CorrectionRecord(Struct, frozen=True, kw_only=True):
    """One thing that the archivist said of a document, whether or not it is a field that shows it."""

    path: str
    """The key of the correction file (`title`, `tags.remove`)."""
    value: str
    """What was put there."""
    reason: str | None
    """Why, in the archivist's words; None where none is given."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something a careful reader should know of a document: a gap, a contradiction, a value that was not stated."""

    code: str
    """Stable name (`date-unknown`)."""
    level: Level
    """How much it matters to somebody who relies on the document."""
    explanation: str
    """What is the matter, in a sentence."""
    correction: str | None
    """The line that would settle it in the correction file beside the capture; None where none can."""


class Document(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One captured document as the archive vouches for it; `kind` in the JSON names which of the four types it is."""

    kind: ClassVar[Kind]
    """Which of the four types of document it is."""

    id: Place | None
    """Permanent number from `permalinks.tsv`; None where no archive is at hand (`inspect`)."""
    url: str | None
    """Permanent path of its page below the site's root, from `permalinks.tsv`; None as for `id`."""
    source_class: SourceClass
    """Who speaks: the company itself, an outsider, or the archive."""
    language: str
    """BCP 47 tag of the body's language."""
    title: Sourced[str]
    """Always known: stated, else derived from the text, else from the file's name."""
    subtitle: Sourced[str] | None
    """A second title line; None where the shape has none."""
    author: Sourced[str] | None
    """A person or desk named as the writer; None where nobody is."""
    publisher: Sourced[str]
    """Who published the document, as named by it."""
    published: Sourced[str]
    """When the publisher says it was published, as precise as the capture states it."""
    modified: Sourced[str]
    """When the publisher says it was last changed."""
    source_url: Sourced[str]
    """Where the publisher put it; only ever an http or https address."""
    summary: Sourced[str]
    """The publisher's own summary, never one that the archive wrote."""
    breadcrumb: tuple[str, ...]
    """The page's place in its publisher's site, from the outermost level."""
    events: tuple[Sourced[str], ...]
    """Dates the text tells of, in the order of the text."""
    highlights: tuple[str, ...]
    """Key points that the publisher set before the body."""
    notices: tuple[str, ...]
    """Disclaimers and copyright lines, kept apart from the body."""
    blocks: tuple[Block, ...]
    """The body in reading order; empty where no text was captured."""
    publisher_terms: tuple[PublisherTerm, ...]
    """The publisher's own taxonomy, as the capture gives it."""
    tags: tuple[Tag, ...]
    """The archive's tags, in the order of the vocabulary."""
    capture: CaptureRecord
    """The file that the document was read from."""
    repairs: tuple[Repair, ...]
    """Damage that was undone, in the order of the text."""
    undecided: tuple[Undecided, ...] = ()
    """Damage that no rule could undo, in the order of the text; it lies across no repair."""
    account: tuple[Use, ...]
    """What became of every character, in the order of the text."""
    findings: tuple[Finding, ...]
    """What a careful reader should know, most serious first."""
    corrections: tuple[CorrectionRecord, ...] = ()
    """Everything that the archivist corrected, in the order of the fields."""

    @property
    def text(self) -> str:
        """The body's plain text: that of its blocks, with blank lines between."""
        return "\n\n".join(block.text for block in self.blocks if block.text)


class BrandCulturePage(Document, frozen=True, kw_only=True, tag="brand-culture"):
    """A company's page about itself: culture, vision, mission."""

    kind: ClassVar[Kind] = "brand-culture"


class NewsRelease(Document, frozen=True, kw_only=True, tag="news"):
    """A company's own report of something that happened."""

    kind: ClassVar[Kind] = "news"


class AnalysisArticle(Document, frozen=True, kw_only=True, tag="analysis"):
    """An article by an outsider: an analyst, a journalist."""

    kind: ClassVar[Kind] = "analysis"


class NotePage(Document, frozen=True, kw_only=True, tag="page"):
    """A page of the archive's own, written by hand in Markdown."""

    kind: ClassVar[Kind] = "page"


AnyDocument = BrandCulturePage | NewsRelease | AnalysisArticle | NotePage
"""The tagged union that JSON is decoded to."""

DOCUMENT_TYPES: dict[Kind, type[BrandCulturePage | NewsRelease | AnalysisArticle | NotePage]] = {
    "brand-culture": BrandCulturePage,
    "news": NewsRelease,
    "analysis": AnalysisArticle,
    "page": NotePage,
}


def as_json(document: AnyDocument) -> dict[str, Any]:
    """Return the document as plain JSON values: its fields, `kind`, and `text`, the body's plain text."""
    record: dict[str, Any] = msgspec.to_builtins(document)
    record["text"] = document.text
    return record


_LINE_SEPARATORS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Characters in UTF-8 at which some programs divide lines, though JSON Lines does not; with their JSON escapes."""


def json_line(document: AnyDocument) -> bytes:
    """Return what `as_json` returns as one line of JSON in UTF-8, ended by a line feed.

    It is spliced together from two encodings instead of made from a dictionary. A lone surrogate, which the JSON of a
    capture may smuggle in, becomes the replacement character.
    """
    try:
        line = b"".join((msgspec.json.encode(document)[:-1], b',"text":', msgspec.json.encode(document.text), b"}\n"))
    except UnicodeEncodeError:
        text = json.dumps(as_json(document), ensure_ascii=False, separators=(",", ":")) + "\n"
        line = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
    for character, escape in _LINE_SEPARATORS:
        if character[-1:] in line:  # looking for one byte is fifty times as fast as for three
            line = line.replace(character, escape)
    return line


_DECODER = msgspec.json.Decoder(AnyDocument)


def parse_json_line(line: bytes) -> AnyDocument:
    """Return the document of a line that `json_line` wrote.

    Raises:
        msgspec.DecodeError: if it is no such line, or a field is not of its type.
    """
    document: AnyDocument = _DECODER.decode(line)
    return document


def document_schema(types: Sequence[type[Document]] = tuple(DOCUMENT_TYPES.values())) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `as_json` returns."""
    union: Any = types[0]
    for further in types[1:]:
        union = union | further
    schema: dict[str, Any] = msgspec.json.schema(union)
    for kind in types:
        definition = schema["$defs"][kind.__name__]
        definition["properties"]["text"] = {
            "type": "string",
            "description": "The body's plain text: that of its blocks, with blank lines between.",
        }
        definition["required"].append("text")
    return schema
