"""The reduce between the two maps: readings to the archive, with permanent numbers, and the store of its bodies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b, sha256
from io import FileIO
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import force_setattr

from minmetals_site.archive import Archive, Excerpts, Fate, InputFile
from minmetals_site.archive_findings import find_across
from minmetals_site.cache import Bodies, BodyPlace, Cache, CacheDamagedError, decode_excerpts
from minmetals_site.content_folder import REGISTER
from minmetals_site.entries import settled
from minmetals_site.errors import Place, SettingsError
from minmetals_site.findings import in_order
from minmetals_site.holdings import Holdings
from minmetals_site.permalinks import Claim, Permalink, Register, assign, parse_register, render_register
from minmetals_site.publish import append_text
from minmetals_site.records import AnyDocument, Finding, json_line, parse_json_line

__all__ = ["Assembled", "KeptStore", "assemble", "assign_permalinks", "keep_permalinks", "read_register"]

RESERVED = frozenset({"index.html", "search.html", "ledger.html", "404.html"})
"""Addresses at the top of the site that no page of `content/pages/` may take."""


def read_register(content: Path) -> list[Permalink]:
    """Return the lines of the content folder's register of permalinks.

    Raises:
        SettingsError: if it cannot be read or obeyed.
    """
    file = content / REGISTER
    try:
        return parse_register(file.read_text("utf-8"), REGISTER) if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            Place(REGISTER), f"the file cannot be read ({error})", "Restore it from version control."
        ) from error


def assign_permalinks(known: list[Permalink], holdings: Holdings) -> Register:
    """Return the numbers and addresses of the documents, in their order."""
    claims = [
        Claim(kept.entry.path, kept.entry.item or "", kept.entry.sha256, kept.wish) for kept in holdings.documents
    ]
    return assign(known, claims, RESERVED)


def keep_permalinks(register: Register, content: Path, *, is_new: bool) -> tuple[str, ...]:
    """Append what is new to the content folder's register; return what the user should know where that fails."""
    if not register.added or append_text(content / REGISTER, render_register(register.added, header=is_new)):
        return ()
    return (f"{REGISTER} cannot be written: permalinks were not kept, and may change with the next build.",)


class Assembled(NamedTuple):
    """The archive, and what it was made from that pages need as well."""

    archive: Archive
    store: "KeptStore"
    findings: tuple[tuple[str, Finding], ...]
    """All of them, each with the path of its capture."""


def assemble(
    holdings: Holdings, known: list[Permalink], register: Register, facets: Sequence[str], cache: Cache
) -> Assembled:
    """Return the archive; `known` is the register as it was, `cache` is where the bodies are."""
    links = register.given
    first = _first_lines((*known, *links))
    entries = [
        settled(kept.entry, link, first[link.number], kept.findings)
        for kept, link in zip(holdings.documents, links, strict=True)
    ]
    across = find_across(entries, holdings.inputs)
    findings: list[tuple[str, Finding]] = []
    bodies_of: dict[int, _Body] = {}
    for index, (kept, link) in enumerate(zip(holdings.documents, links, strict=True)):
        told = kept.findings
        if link.number in across:
            told = in_order((*told, *across[link.number]))
            entries[index] = settled(kept.entry, link, first[link.number], told)
        findings += [(kept.entry.path, finding) for finding in told]
        bodies_of[link.number] = _Body(kept.place, kept.entry.digest, link.url, None if told is kept.findings else told)
    for entry in entries:  # which nobody else has yet, and which are compared by their texts no more
        force_setattr(entry, "sketch", b"")
    archive = Archive.of(
        entries,
        facets=facets,
        inputs=_with_numbers(holdings.inputs, register),
        gone=register.gone,
        problems=holdings.problems,
        founding_sha256=first[min(first)].sha256 if first else "",
    )
    return Assembled(archive, KeptStore(cache, bodies_of, holdings.files), tuple(findings))


def _first_lines(lines: Iterable[Permalink]) -> dict[int, Permalink]:
    """Return the first line of each number, from which the ids of its document are made.

    A capture may come back after the document that it began has become another: the later number then gets a hash of
    its own, or two documents had one id.
    """
    first: dict[int, Permalink] = {}
    begun: set[tuple[str, str]] = set()
    for link in lines:
        if link.number not in first:
            is_second = (link.sha256, link.item) in begun
            begun.add((link.sha256, link.item))
            own = sha256(f"{link.sha256} {link.number}".encode()).hexdigest()
            first[link.number] = link._replace(sha256=own) if is_second else link
    return first


def _with_numbers(inputs: Iterable[InputFile], register: Register) -> Iterator[InputFile]:
    """Yield the input files, each that was read with the numbers of its documents."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for link in register.given:
        numbers[link.sha256].append(link.number)
    for file in inputs:
        if file.fate.outcome in {"read", "duplicate"}:
            fate = Fate(file.fate.outcome, file.fate.explanation, tuple(numbers[file.sha256]))
            yield msgspec.structs.replace(file, fate=fate)
        else:
            yield file


class _Body(NamedTuple):
    """Where the body of a numbered document is, and what the archive adds to it."""

    place: BodyPlace
    digest: bytes
    """Of the record as it is kept."""
    url: str
    findings: tuple[Finding, ...] | None
    """All of them, where the archive found more than the record has."""


class KeptStore:
    """The bodies, read from the cache one by one when a page asks for them, and the captures themselves.

    Bodies that earlier builds left are compared with their digests; those of this one were written a moment ago.
    """

    def __init__(self, cache: Cache, bodies: dict[int, _Body], files: dict[str, str]) -> None:
        self._bodies = Bodies(cache.folder)
        self._compared = cache.segments
        self._places = bodies
        self._files = files
        self._last: tuple[int, AnyDocument, bytes] | None = None

    def document(self, number: int) -> AnyDocument:
        """Return the whole record."""
        return self._body(number)[0]

    def decoded(self, number: int) -> str:
        """Return the decoded text that the record's places count in."""
        return self._body(number)[1].decode("utf-8", "surrogatepass")

    def json_line(self, number: int) -> bytes:
        """Return the whole record as `records.json_line` writes it."""
        body = self._places[number]
        if body.findings is not None:
            return json_line(self.document(number))
        line, _ = self._bytes(body)
        # The line begins with kind, id and url; to set the two in is fifty times as fast as to make it anew.
        return line.replace(b'"id":null,"url":null', b'"id":%d,"url":"%b"' % (number, body.url.encode()), 1)

    def excerpts(self, number: int) -> Excerpts:
        """Return the words of it that lists show."""
        place = self._places[number].place
        try:
            return decode_excerpts(self._bodies.excerpts_at(place))
        except msgspec.DecodeError as error:
            raise CacheDamagedError(place.segment) from error

    def blocks(self, number: int) -> bytes:
        """Return what the search shows of it, in JSON."""
        return self._bodies.blocks_at(self._places[number].place)

    def terms_places(self) -> dict[int, BodyPlace]:
        """Return for each document where its terms are kept."""
        return {number: body.place for number, body in self._places.items()}

    def raw(self, path: str) -> bytes:
        """Return the bytes of a capture."""
        with FileIO(self._files[path]) as file:  # half the time of a path's own method
            return file.readall()

    def close(self) -> None:
        """Let go of all files."""
        self._bodies.close()

    def _bytes(self, body: _Body) -> tuple[bytes, bytes]:
        line, decoded = self._bodies.bytes_at(body.place)
        if body.place.segment in self._compared and blake2b(line, digest_size=16).digest() != body.digest:
            raise CacheDamagedError(body.place.segment)
        return line, decoded

    def _body(self, number: int) -> tuple[AnyDocument, bytes]:
        """Return record and decoded text; those asked for last are at hand, as a document's pages are made in turn."""
        if self._last is None or self._last[0] != number:
            body = self._places[number]
            line, decoded = self._bytes(body)
            document = parse_json_line(line)
            findings = document.findings if body.findings is None else body.findings
            document = msgspec.structs.replace(document, id=number, url=body.url, findings=findings)
            self._last = (number, document, decoded)
        return self._last[1:]
