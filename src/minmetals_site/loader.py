"""Walks the content folder, hands each capture to its reader, and says what became of every file.

The first map of the build: captures are read one by one, each without the others, and a fault in one never costs
another. Shape is recognised by content; names and folders are hints at most. Nothing outside the folder is read, and
nothing in it is written.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from minmetals_site.archive import Fate, InputFile
from minmetals_site.corrections import Corrections, parse_corrections
from minmetals_site.documents import Rules, make_document
from minmetals_site.errors import CaptureError, Place, Problem, SettingsError, SiteError, quoted
from minmetals_site.raw_urls import raw_url
from minmetals_site.readers import READERS, Capture
from minmetals_site.records import AnyDocument
from minmetals_site.text.decode import UndecodableError, decode

__all__ = ["CONFIGURATION", "REGISTER", "Found", "Holdings", "ReadDocument", "find_files", "load", "read_capture"]

CONFIGURATION = {
    "site.yaml": "settings of the site",
    "vocabulary.yaml": "names that the tagger looks for",
}
"""Files at the top of the content folder that are no captures, and what they are."""
REGISTER = "permalinks.tsv"
"""The build's own file in the content folder: as an input it would make the second ledger differ from the first."""
_CORRECTION_ENDINGS = (".yaml", ".yml")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file of the content folder."""

    path: str
    """Relative to the folder, with forward slashes, in Unicode's composed form."""
    file: Path
    """Where it is on this disk, under the name that the disk has."""
    refusal: Problem | None = None
    """Why it is not read, where that is a problem."""
    ignored: str = ""
    """Why it is not read, where that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A record, and the text that its places count in."""

    document: AnyDocument
    decoded: str


@dataclass(slots=True)
class Holdings:
    """All that the content folder holds."""

    documents: list[ReadDocument] = field(default_factory=list)
    """By path, and in the order of the file where one holds several."""
    inputs: list[InputFile] = field(default_factory=list)
    """Every file but the register; `documents` of their fates are not known yet, as numbers are given later."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of each published capture are."""

    def set_down_problem(self, file: Found, problem: Problem) -> None:
        """Set down a file that could not be read."""
        self.problems.append(problem)
        self.inputs.append(_input(file, Fate("problem", problem.what)))


def find_files(content: Path) -> list[Found]:
    """Return every file below the content folder, by path.

    Raises:
        SettingsError: if there is no such folder.
    """
    if not content.is_dir():
        raise SettingsError(
            Place(content.as_posix()), "there is no such folder", "Name the folder of captures with --content."
        )
    root = content.resolve()
    return list(_distinct(sorted(_walk(content, root), key=lambda found: (found.path, found.file.name))))


def _distinct(files: Iterable[Found]) -> Iterator[Found]:
    """Yield the files; of two whose names differ in their Unicode form alone, the second as a problem."""
    taken: set[str] = set()
    for file in files:
        if file.path in taken and not file.ignored:
            what = "another file has this name, written in another Unicode form"
            yield _refused(file.path, file.file, what, "Give one of the two another name.")
        else:
            yield file
        taken.add(file.path)


def _walk(folder: Path, root: Path, below: str = "") -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _refused(
            below.rstrip("/"), folder, f"the folder cannot be read ({error.strerror})", "Give the reading rights."
        )
        return
    for entry in entries:
        path = below + unicodedata.normalize("NFC", _encodable(entry.name))
        file = Path(entry.path)
        if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FILES or entry.name.endswith("~"):
            yield Found(path=path, file=file, ignored="hidden, or made by an operating system or editor")
        elif entry.is_symlink() and not file.resolve().is_relative_to(root):
            yield _refused(path, file, "the link leads out of the content folder", "Put a copy in its place.")
        elif entry.is_dir():
            if entry.is_symlink():
                yield Found(path=path, file=file, ignored="a link to a folder, whose files are read where they are")
            else:
                yield from _walk(file, root, f"{path}/")
        elif entry.is_file():
            yield Found(path=path, file=file)
        else:
            yield Found(path=path, file=file, ignored="neither a file nor a folder")


def _encodable(name: str) -> str:
    """Return a file's name as text that can be written: a name that is not UTF-8 has its odd bytes spelled out."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _refused(path: str, file: Path, what: str, mend: str) -> Found:
    return Found(path=path, file=file, refusal=Problem(Place(path), what, mend))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The bytes of a capture, with the correction file beside it."""

    path: str
    data: bytes
    sha256: str
    correction: Found | None

    @classmethod
    def of(cls, path: str, file: Path, correction: Found | None) -> "_Source":
        try:
            data = file.read_bytes()
        except OSError as error:
            what = f"the file cannot be read ({error.strerror})"
            raise CaptureError(Place(path), what, "Give the reading rights, or take the file away.") from error
        return cls(path=path, data=data, sha256=hashlib.sha256(data).hexdigest(), correction=correction)


def load(content: Path, rules: Rules) -> Holdings:
    """Return all documents of the folder, and what became of every file.

    Raises:
        SettingsError: if there is no such folder.
    """
    found = [file for file in find_files(content) if file.path != REGISTER]
    corrections, captures = _sorted_out(found)
    holdings = Holdings()
    first: dict[str, str] = {}
    for file in found:
        if file.refusal:
            holdings.set_down_problem(file, file.refusal)
        elif file.ignored:
            holdings.inputs.append(_input(file, Fate("ignored", file.ignored)))
        elif file.path in CONFIGURATION:
            _load_side_file(file, Fate("configuration", CONFIGURATION[file.path]), holdings)
        elif file.path in captures:
            try:
                source = _Source.of(file.path, file.file, corrections.get(_stem(file.path)))
            except CaptureError as error:
                holdings.set_down_problem(file, error.problem)
                continue
            _load_capture(file, source, first, rules, holdings)
    for file in found:
        if _is_correction(file) and file.path not in captures:
            _load_correction(file, corrections, captures, holdings)
    holdings.inputs.sort(key=lambda file: file.path)
    return holdings


def _stem(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))


def _sorted_out(found: list[Found]) -> tuple[dict[str, Found], frozenset[str]]:
    """Return the correction files by the name they share with a capture, and the paths of the captures."""
    readable = [f for f in found if not f.refusal and not f.ignored and f.path not in CONFIGURATION]
    corrections: dict[str, Found] = {}
    for file in readable:
        if _is_correction(file):
            corrections.setdefault(_stem(file.path), file)  # `.yaml` stands before `.yml`
    return corrections, frozenset(file.path for file in readable if not _is_correction(file))


def _is_correction(file: Found) -> bool:
    return (
        PurePosixPath(file.path).suffix.lower() in _CORRECTION_ENDINGS
        and not file.refusal
        and not file.ignored
        and file.path not in CONFIGURATION
    )


def _load_side_file(file: Found, fate: Fate, holdings: Holdings) -> None:
    """Set down a file that is read for its own purpose, with the hash of what was read."""
    try:
        source = _Source.of(file.path, file.file, None)
    except CaptureError as error:
        holdings.set_down_problem(file, error.problem)
        return
    holdings.inputs.append(_input(file, fate, source))


def _load_correction(file: Found, corrections: dict[str, Found], captures: frozenset[str], holdings: Holdings) -> None:
    """Set down a correction file: a problem where no capture stands beside it, or another of its name was read."""
    if corrections[_stem(file.path)] is not file:
        what = f"{corrections[_stem(file.path)].path} corrects the same capture, and alone is read"
        holdings.set_down_problem(file, Problem(Place(file.path), what, "Put all corrections into one of the two."))
        return
    if _stem(file.path) in {_stem(path) for path in captures}:
        _load_side_file(file, Fate("correction", "corrects the capture of the same name"), holdings)
        return
    what = "no capture of this name stands beside the correction file"
    mend = "Give it the name of the capture that it corrects, or take it away."
    holdings.set_down_problem(file, Problem(Place(file.path), what, mend))


def _input(file: Found, fate: Fate, source: _Source | None = None, *, published: bool = False) -> InputFile:
    return InputFile(
        path=file.path,
        bytes=len(source.data) if source else _size(file.file),
        sha256=source.sha256 if source else "",
        fate=fate,
        raw_url=raw_url(file.path, source.sha256) if source and published else None,
    )


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0


def _load_capture(file: Found, source: _Source, first: dict[str, str], rules: Rules, holdings: Holdings) -> None:
    if source.sha256 in first:
        fate = Fate("duplicate", f"the same bytes as {first[source.sha256]}")
        holdings.inputs.append(_input(file, fate, source))
        if source.correction and _stem(first[source.sha256]) != _stem(file.path):
            what = f"the capture beside the correction file is a duplicate of {first[source.sha256]}, and is not read"
            mend = "Put the corrections beside the capture that is read, or take one of the two captures away."
            holdings.problems.append(Problem(Place(source.correction.path), what, mend))
        return
    if source.data:  # empty files are alike, and each is a problem of its own
        first[source.sha256] = file.path
    documents, problems = _read(source, rules)
    holdings.problems += problems
    holdings.documents += documents
    fate = Fate("read", "") if documents else Fate("problem", problems[0].what)
    holdings.inputs.append(_input(file, fate, source, published=bool(documents)))
    if documents:
        holdings.files[file.path] = file.file


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
        return parse_corrections(decode(file.file.read_bytes()).text, file.path)
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
    beside = next((p for e in _CORRECTION_ENDINGS if (p := file.with_suffix(e)).is_file() and p != file), None)
    correction = Found(path=str(PurePosixPath(path).with_suffix(beside.suffix)), file=beside) if beside else None
    return _read(_Source.of(path, file, correction), rules or Rules.bare())
