"""The archive as rows of the tables of `schema.sql`: each function returns rows in the order of the table's columns."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from minmetals_site.archive import Archive, Entry
from minmetals_site.records import AnyDocument, CaptureRecord, Evidence, Sourced
from minmetals_site.render import relative
from minmetals_site.settings import Settings
from minmetals_site.text.dates import precision

__all__ = ["Row", "archive_rows", "capture_rows", "document_row", "document_rows"]

Row = tuple[str | int | None, ...]

BEGINNING = 200
"""Characters of a body that stand in the table of documents."""
_FIELDS = ("title", "subtitle", "author", "publisher", "published", "modified", "source_url", "summary")


def archive_rows(settings: Settings, archive: Archive) -> dict[str, list[Row]]:
    """Return the rows of the tables that are about the archive as a whole, but for its captures."""
    return {
        "archive": [(settings.title, settings.description, settings.base_url, settings.language)],
        "publishers": list(_publishers(archive)),
        "tags": list(_tags(archive)),
        "gone": [(link.number, link.url, link.path, link.item or None, link.sha256) for link in archive.gone],
    }


def _publishers(archive: Archive) -> Iterator[Row]:
    counts = Counter(entry.publisher for entry in archive.numbered.values() if entry.publisher)
    slugs = {publisher.name: publisher.slug for publisher in archive.publishers}
    for name in sorted(counts):
        yield name, counts[name], f"publishers/{slugs[name]}.html" if name in slugs else None


def _tags(archive: Archive) -> Iterator[Row]:
    """Yield the tags of all documents, those that the archive's own pages alone mention among them."""
    found = {(tag.facet, tag.slug): tag.name for entry in archive.numbered.values() for tag in entry.tags}
    counts = Counter(
        key for entry in archive.numbered.values() for key in {(tag.facet, tag.slug) for tag in entry.tags}
    )
    shown = {(facet, tag.slug) for facet, tags in archive.facets.items() for tag in tags}
    for (facet, slug), name in sorted(found.items()):
        url = f"tags/{facet}/{slug}.html" if (facet, slug) in shown else None
        yield f"{facet}/{slug}", name, facet, slug, counts[facet, slug], url


def capture_rows(settings: Settings, archive: Archive, read: Mapping[str, CaptureRecord]) -> Iterator[Row]:
    """Yield every file of the content folder; `read` has the capture of a document of each that holds one."""
    for file in archive.inputs:
        record = read.get(file.path)
        how = (record.encoding, record.encoding_evidence, record.reader) if record else (None, None, None)
        numbers = len(file.fate.documents)
        fate = (file.path, file.fate.outcome, file.fate.explanation, numbers, file.bytes, file.sha256 or None)
        yield *fate, *how, file.raw_url, _address(settings, file.raw_url)


def _address(settings: Settings, url: str | None) -> str | None:
    return None if url is None or settings.base_url is None else settings.base_url + relative("", url)


def document_row(settings: Settings, entry: Entry, document: AnyDocument) -> Row:
    """Return the row of a document in `documents`."""
    published, capture = document.published.value, document.capture
    return (
        entry.number,
        entry.title,
        published,
        document.publisher.value,
        document.source_class,
        document.kind,
        document.language,
        document.title.origin,
        document.published.origin,
        document.publisher.origin,
        precision(published) if published else None,
        int(entry.year) if published else None,
        document.modified.value,
        document.subtitle.value if document.subtitle else None,
        document.author.value if document.author else None,
        document.source_url.value,
        document.summary.value,
        entry.words,
        entry.url,
        _address(settings, entry.url),
        capture.path,
        capture.item,
        capture.sha256,
        *map(_listed, (capture.keys_used, capture.keys_unused, document.breadcrumb)),
        "\n".join(document.notices),
        "\n".join(document.highlights),
        _beginning(document),
    )


def _beginning(document: AnyDocument) -> str:
    words = " ".join(document.text[: 2 * BEGINNING].split())
    return words if len(words) <= BEGINNING else f"{words[: BEGINNING - 1]}…"


def _listed(names: Sequence[str]) -> str:
    return json.dumps(names, ensure_ascii=False)


def document_rows(number: int, document: AnyDocument) -> dict[str, list[Row]]:
    """Return the rows of a document in all tables but `documents`, those without any left out."""
    sourced = [(name, value) for name in _FIELDS if (value := getattr(document, name))]
    tables: dict[str, list[Row]] = {
        "fields": [(number, name, *_known(value)) for name, value in sorted(sourced)],
        "events": [(number, place, *_known(event)) for place, event in enumerate(document.events, 1)],
        "evidence": [(None, number, *row) for row in _evidence(sourced, document.events)],
        **_tagging(number, document),
        "account": [(number, use.start, use.end, use.use) for use in document.account],
    }
    tables["blocks"] = [
        (None, number, place, block.kind, block.level, block.text, block.html, block.anchor, block.start, block.end)
        for place, block in enumerate(document.blocks, 1)
    ]
    lists: tuple[tuple[str, Sequence[object], tuple[str, ...]], ...] = (
        ("publisher_terms", document.publisher_terms, ("taxonomy", "slug", "name", "origin")),
        ("repairs", document.repairs, ("before", "after", "rule", "certainty", "start", "end")),
        ("undecided", document.undecided, ("text", "family", "start", "end")),
        ("findings", document.findings, ("level", "code", "explanation", "correction")),
        ("corrections", document.corrections, ("path", "value", "reason")),
    )
    for table, records, cells in lists:
        tables[table] = [
            (number, place, *[getattr(record, cell) for cell in cells]) for place, record in enumerate(records, 1)
        ]
    return {table: rows for table, rows in tables.items() if rows}


def _known(value: Sourced[str]) -> Row:
    return value.value, value.origin, value.rule, value.reason, value.replaces


def _evidence(sourced: Iterable[tuple[str, Sourced[str]]], events: Iterable[Sourced[str]]) -> Iterator[Row]:
    for name, value in sourced:
        yield from ((name, None, *_place(words)) for words in value.evidence)
    for place, event in enumerate(events, 1):
        yield from (("events", place, *_place(words)) for words in event.evidence)


def _place(words: Evidence) -> Row:
    return words.text, words.start, words.end, words.path


def _tagging(number: int, document: AnyDocument) -> dict[str, list[Row]]:
    """Return the tags of a document and where it names them; of two names with one slug, the mentions of both."""
    mentions: dict[str, list[Evidence]] = {}
    for tag in document.tags:
        mentions.setdefault(f"{tag.facet}/{tag.slug}", []).extend(tag.mentions)
    return {
        "document_tags": [(number, tag, len(mentions[tag])) for tag in sorted(mentions)],
        "mentions": [
            (number, tag, place, *_place(words))
            for tag in sorted(mentions)
            for place, words in enumerate(mentions[tag], 1)
        ],
    }
