"""A reading, its corrections and the vocabulary to the record that the archive vouches for.

What is the same for all shapes is done here, once: a derived title, the language, anchors, dates of events, tags, the
archivist's corrections, findings. The order matters: corrections come before tags and events are settled, since a
corrected publication date is what a missing year is inferred against.
"""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any, NamedTuple, Self

import msgspec

from minmetals_site.corrections import Correction, ItemCorrections
from minmetals_site.findings import find_findings
from minmetals_site.readers.reading import Capture, DraftBlock, Reading
from minmetals_site.records import (
    DOCUMENT_TYPES,
    AnyDocument,
    Block,
    CaptureRecord,
    CorrectionRecord,
    Evidence,
    Repair,
    Sourced,
    Tag,
    Undecided,
    unknown,
)
from minmetals_site.rules import Rules
from minmetals_site.settings import Settings
from minmetals_site.text.datelines import find_dateline
from minmetals_site.text.events import PARTED, find_events
from minmetals_site.text.language import language_of
from minmetals_site.text.repair import diagnose
from minmetals_site.text.slugs import slug
from minmetals_site.text.titles import derive_title
from minmetals_site.text.traced import Traced
from minmetals_site.vocabulary import Mention, Vocabulary

__all__ = ["make_document"]

_SOURCED = ("title", "subtitle", "author", "publisher", "published", "modified", "source_url", "summary")
_MAY_BE_ABSENT = frozenset({"subtitle", "author"})
_NOT_LETTERS = re.compile(r"[\W_]+")
_ASCII = bytes(range(128))
_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(256) if not bytes((code,)).isalnum())
"""Bytes that are neither letter nor figure of ASCII, and those of all other characters."""
_FILE_NAME_NOISE = re.compile(r"[\s_.-]+")


class _Body(NamedTuple):
    """What tags and events are looked for in, highlights and blocks: joined, so that one search does for all."""

    reading: Reading
    parts: tuple[Traced, ...]
    starts: tuple[int, ...]
    """Where each part begins in all of them, joined by two characters."""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        parts = (*reading.highlights, *[block.text for block in reading.blocks])
        starts = accumulate([len(part.text) + len(_BLANK_LINE) for part in parts], initial=0)
        return cls(reading, parts, tuple(starts))

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence that stands from `start` to `end` in the parts joined."""
        number = bisect_right(self.starts, start) - 1
        at = self.starts[number]
        return _evidence(self.reading.decoded, self.parts[number], start - at, end - at)


_BLANK_LINE = "\n\n"
"""Stands between parts where tags are looked for: neither a name nor its surroundings reach across it."""


def make_document(
    reading: Reading,
    reader: str,
    capture: Capture,
    corrections: ItemCorrections,
    rules: Rules,
) -> AnyDocument:
    """Return the record of one document, without its permanent number and address."""
    # what kind of document an unknown shape is, the archivist may have said
    told = [said for said in reading.findings if said[0] != "unknown-shape" or "kind" not in corrections.plain]
    fields = _corrected(_fields(reading, capture, rules.settings), corrections, told)
    kind = _settled("kind", reading.kind, corrections, told)
    blocks = _blocks(reading)
    body = _Body.of(reading)
    document = DOCUMENT_TYPES[kind](
        id=None,
        url=None,
        source_class=_settled("source_class", reading.source_class, corrections, told),
        language=_settled("language", _language(reading, rules.settings), corrections, told),
        **fields,
        breadcrumb=reading.breadcrumb,
        events=_events(body, reading, fields["published"]),
        highlights=tuple(part.text for part in reading.highlights),
        notices=tuple(part.text for part in reading.notices),
        blocks=blocks,
        publisher_terms=reading.publisher_terms,
        tags=_tags(body, fields["title"], corrections, rules.vocabulary, told),
        capture=_capture_record(reading, reader, capture),
        repairs=tuple(Repair(**repair._asdict()) for repair in reading.diagnosis.repairs),
        undecided=tuple(
            Undecided(start=place.start, end=place.end, text=place.before, family=place.family)
            for place in reading.diagnosis.undecided
        ),
        account=reading.account,
        findings=(),
        corrections=tuple(_correction_records(corrections)),
    )
    told += _idle_refusals(reading, corrections)
    return msgspec.structs.replace(document, findings=find_findings(document, told))


def _correction_records(corrections: ItemCorrections) -> Iterator[CorrectionRecord]:
    """Yield all that the archivist said, so that none of it works unseen."""
    for field in corrections.fields.values():
        yield CorrectionRecord(path=field.path, value=field.value or "unknown", reason=field.reason)
    for said in (*corrections.plain.values(), *corrections.tags_added, *corrections.tags_removed):
        yield CorrectionRecord(path=said.path, value=said.value, reason=said.reason)
    for refusal in corrections.refusals:
        start, end = refusal.value
        yield CorrectionRecord(path=refusal.path, value=f"characters {start} to {end}", reason=refusal.reason)


def _capture_record(reading: Reading, reader: str, capture: Capture) -> CaptureRecord:
    return CaptureRecord(
        path=capture.path,
        sha256=capture.sha256,
        bytes=len(capture.data),
        encoding=capture.encoding,
        encoding_evidence=capture.encoding_evidence,
        reader=reader,
        item=reading.item,
        keys_used=reading.keys_used,
        keys_unused=reading.keys_unused,
    )


def _fields(reading: Reading, capture: Capture, settings: Settings) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(reading, name) for name in _SOURCED}
    for name in _SOURCED:
        if fields[name] is None and name not in _MAY_BE_ABSENT:
            fields[name] = unknown()
    if fields["title"].value is None:
        fields["title"] = _derived_title(reading) or _title_of_file(capture.path)
    organisation = settings.organisation.name
    if fields["publisher"].value is None and reading.source_class == "official" and organisation:
        # the page is the organisation's own by its shape; who that is, only the settings say
        evidence = Evidence(text=organisation, path="site.yaml:organisation.name")
        fields["publisher"] = Sourced(value=organisation, origin="inferred", rule="own-page", evidence=(evidence,))
    return fields


def _derived_title(reading: Reading) -> Sourced[str] | None:
    """Return a title from the first highlight, else the first paragraph that gives one, else the first block."""
    paragraphs = [block.text for block in reading.blocks if block.kind == "paragraph"]
    sources = [("first-highlight", part) for part in reading.highlights[:1]]
    sources += [("first-sentence", part) for part in paragraphs[:3]]
    sources += [("first-words", block.text) for block in reading.blocks[:1]]
    for rule, part in sources:
        if dateline := find_dateline(part.text):
            part = part.slice(dateline.end, len(part))  # noqa: PLW2901  # what a headline is made from begins behind it
        derived = derive_title(part.text)
        if derived:
            return Sourced(
                value=derived.text,
                origin="derived",
                rule=rule,
                evidence=tuple(_evidence(reading.decoded, part, *stretch) for stretch in derived.stretches),
            )
    return None


def _title_of_file(path: str) -> Sourced[str]:
    name = PurePosixPath(path).name
    words = _FILE_NAME_NOISE.sub(" ", PurePosixPath(path).stem).strip()
    return Sourced(
        value=words or name, origin="inferred", rule="file-name", evidence=(Evidence(text=name, path="file name"),)
    )


def _evidence(decoded: str, part: Traced, start: int, end: int) -> Evidence:
    start, end = part.span(start, end)
    return Evidence(text=decoded[start:end], start=start, end=end)


def _language(reading: Reading, settings: Settings) -> str:
    if reading.language:
        return reading.language
    sample = " ".join(block.text.text[:1000] for block in reading.blocks[:8])
    return language_of(sample, settings.language)


def _blocks(reading: Reading) -> tuple[Block, ...]:
    seen: dict[str, int] = defaultdict(int)
    blocks = []
    decoded = reading.decoded
    for draft in _levelled(reading.blocks):
        spans = draft.text.spans()
        anchor = _anchor(draft, "".join([decoded[start:end] for start, end in spans]))
        seen[anchor] += 1
        spans = spans or [draft.text.span(0, 0)]  # a figure without words stands at one place
        blocks.append(
            Block(
                kind=draft.kind,
                level=draft.level,
                text=draft.text.text,
                html=draft.html,
                anchor=anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}",
                start=spans[0].start,
                end=max([span.end for span in spans]),
            )
        )
    return tuple(blocks)


def _levelled(blocks: Iterable[DraftBlock]) -> Iterator[DraftBlock]:
    """Yield the blocks with their headings one below the other: a page that begins with level 3 leaves out none here.

    Which heading stands under which stays as captured; only the gaps between the levels are closed.
    """
    above: list[int] = []
    for draft in blocks:
        if draft.level is None:
            yield draft
            continue
        while above and above[-1] >= draft.level:
            above.pop()
        above.append(draft.level)
        level = len(above) + 1
        if level == draft.level:
            yield draft
        else:
            inside = draft.html.removeprefix(f"<h{draft.level}").removesuffix(f"</h{draft.level}>")
            yield msgspec.structs.replace(draft, level=level, html=f"<h{level}{inside}</h{level}>")


def _anchor(draft: DraftBlock, captured: str) -> str:
    """Return the fragment of a block: readable for a heading, short for all else; made from captured letters alone.

    Repairs change signs, rules change what stands elsewhere; the letters of the block stay, and so does a link to it.
    The prefixes keep anchors apart from the ids of our own pages. Eight hexadecimal digits tell 65,000 blocks apart.
    """
    digest = hashlib.sha256(_letters(captured or draft.html)).hexdigest()[:8]
    return f"h-{slug(captured, fallback=digest)}" if draft.kind == "heading" else f"p-{digest}"


def _letters(text: str) -> bytes:
    """Return the letters and figures of a text in lower case; beside ASCII most text has signs alone."""
    data = text.encode("utf-8", "surrogatepass")
    strange = b"" if text.isascii() else data.translate(None, _ASCII)
    if strange and not _NOT_LETTERS.fullmatch(strange.decode("utf-8", "surrogatepass")):
        return _NOT_LETTERS.sub("", text).casefold().encode()
    return data.translate(_SMALL, _NO_LETTERS)


def _events(body: _Body, reading: Reading, published: Sourced[str]) -> tuple[Sourced[str], ...]:
    """Return the dates that highlights and body tell of, each date once, with all its mentions.

    The words that state publication are none, also where they stand in the body as the dateline that opens it.
    """
    found: dict[tuple[str, str, str], list[Evidence]] = {}
    stating = {place.start for place in published.evidence if place.start is not None}
    for opening in reading.blocks[:1]:
        dateline = find_dateline(opening.text.text)
        if dateline and dateline.day:
            stating.add(opening.text.span(*dateline.day).start)
    for event in find_events(PARTED.join([part.text for part in body.parts]), published.value):
        evidence = body.evidence(event.start, event.end)
        if evidence.start not in stating:
            found.setdefault((event.value, event.origin, event.rule), []).append(evidence)
    stated = {value for value, origin, _ in found if origin == "stated"}
    return tuple(
        Sourced(value=value, origin=origin, rule=rule, evidence=tuple(evidence))  # type: ignore[arg-type]  # origins of events are origins
        for (value, origin, rule), evidence in found.items()
        if origin == "stated" or value not in stated
    )


def _tags(
    body: _Body,
    title: Sourced[str],
    corrections: ItemCorrections,
    vocabulary: Vocabulary,
    told: list[tuple[str, str]],
) -> tuple[Tag, ...]:
    mentions: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for mention, evidence in _mentions(body, title, vocabulary):
        mentions[mention.facet, mention.slug].append(evidence)
    asked = [(name, "tags") for name in body.reading.tags] + [(c.value, c.path) for c in corrections.tags_added]
    for name, path in asked:
        if tag := vocabulary.find(name):
            mentions[tag.facet, tag.slug].append(Evidence(text=name, path=path))
        else:
            told.append(("unknown-tag", name))
    for correction in corrections.tags_removed:
        tag = vocabulary.find(correction.value)
        if tag is None or not mentions.pop((tag.facet, tag.slug), None):
            told.append(("correction-without-effect", f"{correction.path}: {correction.value}"))
    return tuple(
        Tag(facet=tag.facet, slug=tag.slug, name=tag.name, mentions=tuple(mentions[tag.facet, tag.slug]))
        for tag in vocabulary.in_order(mentions)
    )


def _mentions(body: _Body, title: Sourced[str], vocabulary: Vocabulary) -> Iterator[tuple[Mention, Evidence]]:
    """Yield the vocabulary's names in title, highlights and body; a derived title stands in the body already.

    Notices and the publisher's terms are not looked at: what a copyright line names is not what the text is about.
    """
    if title.origin == "stated":
        yield from _title_mentions(title, vocabulary)
    summary = body.reading.summary
    if not body.reading.blocks and summary is not None:  # of a post without its text, the excerpt is all there is
        yield from _title_mentions(summary, vocabulary)
    for mention in vocabulary.find_mentions(_BLANK_LINE.join([part.text for part in body.parts])):
        yield mention, body.evidence(mention.start, mention.end)


def _title_mentions(title: Sourced[str], vocabulary: Vocabulary) -> Iterator[tuple[Mention, Evidence]]:
    for source in title.evidence:
        text = source.text if source.start is not None else title.value or ""
        for mention in vocabulary.find_mentions(text):
            words = text[mention.start : mention.end]
            if source.start is None:
                yield mention, Evidence(text=words, path=source.path)
            else:
                start = source.start
                yield mention, Evidence(text=words, start=start + mention.start, end=start + mention.end)


def _corrected(fields: dict[str, Any], corrections: ItemCorrections, told: list[tuple[str, str]]) -> dict[str, Any]:
    for name, correction in corrections.fields.items():
        before = fields[name].value if fields[name] is not None else None
        if correction.value == before:
            told.append(("correction-without-effect", f"{correction.path}: {correction.value}"))
            continue
        fields[name] = Sourced(
            value=correction.value,
            origin="unknown" if correction.value is None else "corrected",
            rule="correction",
            evidence=(Evidence(text=str(correction.value or "null"), path=correction.path),),
            reason=correction.reason,
            replaces=before,
        )
    return fields


def _settled(name: str, value: Any, corrections: ItemCorrections, told: list[tuple[str, str]]) -> Any:  # noqa: ANN401  # three closed vocabularies
    """Return the corrected value of a plain field, else the one that was read."""
    correction: Correction[str] | None = corrections.plain.get(name)
    if correction is None:
        return value
    if correction.value == value:
        told.append(("correction-without-effect", f"{correction.path}: {value}"))
    return correction.value


def _idle_refusals(reading: Reading, corrections: ItemCorrections) -> Iterable[tuple[str, str]]:
    """Yield a finding for each refused repair that nobody would have made."""
    if not corrections.refused:
        return
    repairs = diagnose(reading.decoded).repairs
    for start, end in sorted(corrections.refused):
        if not any(repair.start < end and start < repair.end for repair in repairs):
            yield "correction-without-effect", f"repairs.refuse: [{start}, {end}]"
