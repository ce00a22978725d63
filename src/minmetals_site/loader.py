"""Hands each capture to its reader, and says what became of every file of the content folder.

The first map of the build: captures are read one by one, in whatever process, each without the others, and a fault in
one never costs another. Shape is recognised by content; names and folders are hints at most. What was read is kept in
files of bodies; what comes back is small, and `fold` puts it together.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePosixPath

from minmetals_site.cache import NOT_SEARCHABLE, BodyWriter, KeptDocument, KeptReading, encode_excerpts
from minmetals_site.content_folder import CORRECTION_ENDINGS, CaptureFile, Found
from minmetals_site.corrections import Corrections, parse_corrections
from minmetals_site.documents import make_document
from minmetals_site.entries import entry_of, wished_url
from minmetals_site.errors import CaptureError, Place, Problem, SiteError, quoted
from minmetals_site.excerpts import excerpts_of
from minmetals_site.raw_urls import raw_url
from minmetals_site.readers import READERS, Capture
from minmetals_site.records import AnyDocument, json_line
from minmetals_site.rules import Rules
from minmetals_site.search import analyse
from minmetals_site.text.decode import UndecodableError, decode

__all__ = ["ReadDocument", "keep_reading", "read_capture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A record, and the text that its places count in."""

    document: AnyDocument
    decoded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The bytes of a capture, with the correction file beside it."""

    path: str
    data: bytes
    sha256: str
    correction: Found | None

    @classmethod
    def of(cls, file: CaptureFile) -> "_Source":
        path = file.found.path
        try:
            with FileIO(file.found.file) as raw:  # half the time of `Path.read_bytes`
                data = raw.readall()
        except OSError as error:
            what = f"the file cannot be read ({error.strerror})"
            raise CaptureError(Place(path), what, "Give the reading rights, or take the file away.") from error
        return cls(path=path, data=data, sha256=hashlib.sha256(data).hexdigest(), correction=file.correction)


def keep_reading(file: CaptureFile, rules: Rules, bodies: BodyWriter) -> KeptReading:
    """Return what came of a capture; the bodies of its documents are added to `bodies`.

    Its key is empty: what it was read by is for the caller to know.
    """
    try:
        source = _Source.of(file)
    except CaptureError as error:
        return KeptReading(b"", file.found.stat.size, "", "", (), (error.problem,))
    documents, problems = _read(source, rules)
    kept = tuple([_kept(read, rules, bodies) for read in documents])
    url = raw_url(source.path, source.sha256) if kept else ""
    return KeptReading(b"", len(source.data), source.sha256, url, kept, tuple(problems))


def _kept(read: ReadDocument, rules: Rules, bodies: BodyWriter) -> KeptDocument:
    line = json_line(read.document)
    excerpts = encode_excerpts(excerpts_of(read.document, read.decoded))
    searchable = analyse(read.document, _names(read.document, rules)) if rules.settings.search else NOT_SEARCHABLE
    place = bodies.add(line, read.decoded.encode("utf-8", "surrogatepass"), excerpts, searchable)
    entry = entry_of(read.document, hashlib.blake2b(line, digest_size=16).digest())
    return KeptDocument(entry, read.document.findings, wished_url(entry), place)


def _names(document: AnyDocument, rules: Rules) -> list[str]:
    """Return all names of a document's tags: whichever of them is searched for, it is found."""
    tags = rules.vocabulary.in_order([(tag.facet, tag.slug) for tag in document.tags])
    return [name for tag in tags for name in tag.names]


def _read(source: _Source, rules: Rules) -> tuple[list[ReadDocument], list[Problem]]:
    """Return the documents of a capture, and its problems: at least one of the two."""
    problems: list[Problem] = []
    documents: list[ReadDocument] = []
    try:
        corrections = _corrections(source.correction, problems)
        documents = _read_items(source, corrections, rules, problems)
    except SiteError as error:
        problems.insert(0, error.problem)
    except Exception as error:  # noqa: BLE001  # a fault of ours in one capture must not cost the others
        what = f"the reader failed ({type(error).__name__}: {error})"
        problems.insert(0, Problem(Place(source.path), what, "This is a fault of the program: report it."))
    if not documents and not problems:
        problems.append(
            Problem(Place(source.path), "the file holds no document", "Capture the page again, or take the file away.")
        )
    return documents, problems


def _corrections(file: Found | None, problems: list[Problem]) -> Corrections:
    """Return the corrections, none where their file is faulty: that is a problem, and the capture is read without."""
    if file is None:
        return Corrections()
    try:
        return parse_corrections(decode(Path(file.file).read_bytes()).text, file.path)
    except SiteError as error:
        problems.append(error.problem)
    except (UndecodableError, OSError) as error:
        what = f"the correction file cannot be read ({error})"
        problems.append(Problem(Place(file.path), what, "Write it anew as UTF-8 text."))
    return Corrections()


def _read_items(source: _Source, corrections: Corrections, rules: Rules, problems: list[Problem]) -> list[ReadDocument]:
    capture = _capture(source)
    reader = next((reader for reader in READERS if reader.recognises(capture)), None)
    if reader is None:
        what, mend = "the file holds no words", "Capture the page again, or take the file away."
        raise CaptureError(Place(source.path), what, mend)
    documents: list[ReadDocument] = []
    for reading in reader.parse(capture, rules.settings, corrections):
        if isinstance(reading, Problem):
            problems.append(reading)
            continue
        document = make_document(reading, reader.NAME, capture, corrections.for_item(reading.item), rules)
        documents.append(ReadDocument(document=document, decoded=reading.decoded))
    problems += _unmatched(source, corrections, documents)
    return documents


def _unmatched(source: _Source, corrections: Corrections, documents: list[ReadDocument]) -> Iterator[Problem]:
    """Yield a problem for each correction of an item that the capture does not hold."""
    if source.correction is None:
        return
    for item in corrections.unmatched([read.document.capture.item for read in documents]):
        what = f"item {quoted(item)} is not in the capture"
        mend = "Name an item that is; a capture of one document is corrected without naming an item."
        yield Problem(Place(source.correction.path), what, mend)


def _capture(source: _Source) -> Capture:
    if not source.data:
        what, mend = "the file is empty", "Capture the page again, or take the file away."
        raise CaptureError(Place(source.path), what, mend)
    try:
        decoded = decode(source.data)
    except UndecodableError as error:
        what, mend = f"the file is not text but {error}", "Save the page as text, or take the file away."
        raise CaptureError(Place(source.path), what, mend) from error
    return Capture(
        path=source.path,
        data=source.data,
        sha256=source.sha256,
        text=decoded.text,
        encoding=decoded.encoding,
        encoding_evidence=decoded.evidence,
    )


def read_capture(
    file: Path, *, path: str | None = None, rules: Rules | None = None
) -> tuple[list[ReadDocument], list[Problem]]:
    """Return the documents of one file on its own, with its problems; a correction file beside it is obeyed.

    `path` is what the records call the file, its name where not given. `rules` are the settings and the vocabulary,
    those of a bare folder where not given. Numbers and addresses stay None: those are the archive's to give.

    Raises:
        CaptureError: if the file cannot be opened.
    """
    path = path or file.name
    beside = next((p for e in CORRECTION_ENDINGS if (p := file.with_suffix(e)).is_file() and p != file), None)
    correction = Found(str(PurePosixPath(path).with_suffix(beside.suffix)), str(beside)) if beside else None
    return _read(_Source.of(CaptureFile(Found(path, str(file)), correction)), rules or Rules.bare())
