"""The terms of documents turned round: from each document's terms to each term's documents, for many documents.

Documents are taken in runs, by as many processes as there are. Each run is turned round in memory and written to a
file, sorted; then ranges of the alphabet are put together from all runs, again by all processes. A list of a run is
the very bytes of the index but for the gap before its first document, so that putting runs together looks into none of
them. Memory holds a run and a range, however many documents there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from minmetals_site.search.shards import Form, Term
from minmetals_site.search.terms import ALIASED, DocumentTerms, form_terms
from minmetals_site.search.varints import position_lists_code, postings_code, varint

__all__ = ["Run", "merged", "ranges_of", "write_run"]

_BLOCK = 512
"""Terms of a run that are read at once."""


class _Entry(NamedTuple):
    """A term in one run; sorted, those of a term are in the order of the runs."""

    term: str
    first: int
    """Number of the first document; of a key, number · 8 + impact."""
    end: int
    """From where the gap to a document behind is counted."""
    documents: int
    code: bytes
    """What follows the first gap."""


class Run(NamedTuple):
    """A file of sorted terms."""

    file: str
    blocks: tuple[tuple[str, int, int], ...]
    """First term of each block, with where it is, and its length."""


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[_Entry])


def write_run(documents: Iterable[tuple[int, DocumentTerms]], file: Path) -> Run:
    """Write the terms of documents, which come in the order of their numbers, to a file."""
    values: dict[str, list[int]] = defaultdict(list)
    places: dict[str, tuple[list[int], list[bytes]]] = defaultdict(lambda: ([], []))
    for number, terms in documents:
        base = number * 8
        for key, impact in zip(terms.keys, terms.impacts, strict=True):
            values[key].append(base + impact)
        for form, code in zip(terms.forms, terms.positions, strict=True):
            numbers, codes = places[form]
            numbers.append(number)
            codes.append(code)
    entries = [_of_key(key, found) for key, found in values.items()]
    del values
    for form, found in places.items():
        term, alias = form_terms(form)
        entries.append(_of_form(term, *found))
        if alias:
            entries.append(_of_form(alias, found[0], [ALIASED] * len(found[0])))
    del places
    entries.sort(key=itemgetter(0))
    blocks = []
    with file.open("wb") as stream:
        for start in range(0, len(entries), _BLOCK):
            block = _ENCODER.encode(entries[start : start + _BLOCK])
            blocks.append((entries[start].term, stream.tell(), len(block)))
            stream.write(block)
    return Run(str(file), tuple(blocks))


def _of_key(key: str, values: list[int]) -> _Entry:
    return _Entry(key, values[0], (values[-1] | 7) + 1, len(values), postings_code(values, values[0])[1:])


def _of_form(form: str, numbers: list[int], codes: list[bytes]) -> _Entry:
    code = position_lists_code(numbers, codes, numbers[0])[1:]
    return _Entry(form, numbers[0], numbers[-1] + 1, len(numbers), code)


def ranges_of(runs: Sequence[Run], count: int) -> list[tuple[str, str]]:
    """Return so many ranges of keys with about as many bytes each; the last has no end, which is an empty key."""
    blocks = sorted((term.partition("\t")[0], length) for run in runs for term, _, length in run.blocks)
    total, cuts, size = sum(length for _, length in blocks), [""], 0
    for key, length in blocks:
        if size >= total * len(cuts) / count and key > cuts[-1]:
            cuts.append(key)
        size += length
    return list(zip(cuts, [*cuts[1:], ""], strict=True))


def merged(runs: Iterable[Run], start: str, end: str) -> Iterator[Term]:
    """Yield the terms of a range of keys, put together from all runs."""
    entries = [entry for run in runs for entry in _entries(run, start, end)]
    entries.sort(key=itemgetter(0))  # stable, so that runs stay in order; and quick, as each is sorted
    for key, of_key in groupby(entries, lambda entry: entry.term.partition("\t")[0]):
        yield _term(key, of_key)


def _entries(run: Run, start: str, end: str) -> Iterator[_Entry]:
    last = len(run.blocks) - 1
    with Path(run.file).open("rb") as stream:
        for place, (first, at, length) in enumerate(run.blocks):
            if (end and first >= end) or (place < last and run.blocks[place + 1][0] <= start):
                continue
            stream.seek(at)
            for entry in _DECODER.decode(stream.read(length)):
                if entry.term >= start and (not end or entry.term < end):
                    yield entry


def _term(key: str, entries: Iterable[_Entry]) -> Term:
    postings, reach = b"", 0
    forms: list[Form] = []
    for term, of_term in groupby(entries, itemgetter(0)):
        end, count = 0, 0
        codes: list[bytes] = []
        for entry in of_term:
            codes += (varint(entry.first - end), entry.code)
            end = entry.end
            count += entry.documents
        if term == key:
            postings, reach = b"".join(codes), end
        else:
            forms.append(Form(term[len(key) + 1 :], count, end, b"".join(codes)))
    return Term(key, reach, postings, forms)
