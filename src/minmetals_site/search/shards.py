"""Terms of the whole archive to shards: where they are cut, what they are called, and the bytes of their files.

A shard holds the keys of a stretch of the alphabet: a file of the keys with the documents of each, and files of the
positions of their forms, which only phrases ask for. Cuts are made by the sizes before them and by a checksum of the
key behind them, so that a change moves few of them; and what is cut where depends on the terms alone, so that an index
that was patched is the index that would be made anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple
from zlib import crc32

from msgspec import Struct

__all__ = [
    "Form",
    "Kept",
    "Term",
    "base36",
    "cut",
    "head_size",
    "lexicon",
    "names",
    "plain_name",
    "positions_count",
    "positions_files",
    "recut",
    "spelled_words",
]

LEAST = 9_000
"""Bytes of keys and lists from which a shard may end; the file has about as many characters."""
MOST = 18_000
"""Bytes from which it ends before any key; a key with more is a shard of its own."""
POSITIONS = 80_000
"""Bytes of positions from which their next file begins."""
_CHANCE = 4
"""One key in so many may begin a shard."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Form(NamedTuple):
    """One form of a key."""

    form: str
    """Empty for the key itself; `=mine` for a form that stands apart from its key (`terms.py`)."""
    documents: int
    """How many have it."""
    end: int
    """Behind the number of the last of them."""
    code: bytes
    """Gaps and positions, as `varints` writes them."""


class Term(NamedTuple):
    """A key with all that is known of it."""

    key: str
    end: int
    """Behind the last document: (its number + 1) · 8."""
    postings: bytes
    """Gaps and impacts."""
    forms: list[Form]


def _size(term: Term) -> int:
    return len(term.key) + len(term.postings) + 4 + sum([len(form.form) + 4 for form in term.forms])


def head_size(terms: Sequence[Term]) -> int:
    """Return the size of the first term, by which it is known whether a cut comes before it."""
    return _size(terms[0])


def _is_cut(size: int, key: str, following: int) -> bool:
    """Return whether a shard of this size ends before a key of this size."""
    return size + following > MOST or (size >= LEAST and crc32(key.encode()) % _CHANCE == 0)


class Kept(Struct, frozen=True, array_like=True):
    """A shard that was written, with what is known without reading it."""

    first: str
    """Its first key."""
    last: str
    size: int
    head: int
    """Size of the first key."""
    segment: str
    start: int
    length: int
    digest: bytes
    positions: int
    """How many files of positions it has."""
    words: dict[int, str]
    """Forms of letters by length, with how common they are (`spelled_words`)."""


def recut(
    pieces: Iterable[Kept | list[Term]],
    read: Callable[[Kept], list[Term]],
    write: Callable[[list[Term], int], Kept],
) -> list[Kept]:
    """Return the shards of terms in order: those that were written stay, as far as their cuts are where they belong."""
    found: list[Kept] = []
    held: Kept | None = None
    terms: list[Term] = []
    size = 0

    def end() -> None:
        nonlocal held, terms, size
        if held:
            found.append(held)
        elif terms:
            found.append(write(terms, size))
        held, terms, size = None, [], 0

    for piece in pieces:
        head = (piece.first, piece.head) if isinstance(piece, Kept) else (piece[0].key, _size(piece[0]))
        if size and _is_cut(size, *head):
            end()
        if isinstance(piece, Kept) and not size:
            held, size = piece, piece.size
            continue
        if held:
            terms, held = read(held), None
        for term in read(piece) if isinstance(piece, Kept) else piece:
            added = _size(term)
            if size and _is_cut(size, term.key, added):
                end()
            terms.append(term)
            size += added
    end()
    return found


def cut(terms: Iterable[Term]) -> Iterator[list[Term]]:
    """Yield the terms shard by shard."""
    shard: list[Term] = []
    size = 0
    for term in terms:
        added = _size(term)
        if size and _is_cut(size, term.key, added):
            yield shard
            shard, size = [], 0
        shard.append(term)
        size += added
    if shard:
        yield shard


def names(firsts: Sequence[str], lasts: Sequence[str]) -> list[tuple[str, str]]:
    """Return for each shard the shortest beginning of its first key that is behind the one before, and a file name."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    before = ""
    for first, last in zip(firsts, lasts, strict=True):
        length = next(n for n in range(1, len(first) + 1) if first[:n] > before)
        name = plain_name(first[:length])
        number = 0
        while name in taken:
            number += 1
            name = f"{plain_name(first[:length])}_{number}"
        taken.add(name)
        found.append((first[:length], name))
        before = last
    return found


def plain_name(beginning: str) -> str:
    """Return the file name of a shard with this beginning, if no other has it: at most 40 characters."""
    letters = [c if c.isascii() and (c.islower() or c.isdecimal()) else f"-{ord(c):x}-" for c in beginning]
    return ("_" + "".join(letters))[:40]


def base36(number: int) -> str:
    """Return a number in base 36."""
    digits = ""
    while number >= len(_DIGITS):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits


def _after(word: str, before: str) -> str:
    """Return how many characters a word has in common with another, in one digit, and the rest of it."""
    pairs = zip(word[: len(_DIGITS) - 1], before, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return _DIGITS[shared] + word[shared:]


def lexicon(terms: Sequence[Term]) -> bytes:
    """Return the lexicon of a shard, a zero byte, and the lists of its keys."""
    lines: list[str] = []
    places = _positions_places(terms)
    before = ""
    file = 0
    for term in terms:
        cells = [base36(len(term.postings))]
        aliases = []
        for form in term.forms:
            if form.form.startswith("="):
                aliases.append(form.form)
                continue
            cell = f"{_after(form.form, term.key) if form.form else ''},{base36(len(form.code))}"
            place = next(places)
            if place != file:
                file = place
                cell += f",{base36(file)}"
            cells.append(cell)
        if term.postings:
            aliases.insert(0, "\t".join(cells))
        for rest in aliases:
            lines.append(f"{_after(term.key, before)}\t{rest}")
            before = term.key
    return "\n".join(lines).encode() + b"\0" + b"".join([term.postings for term in terms])


def _positions_places(terms: Iterable[Term]) -> Iterator[int]:
    """Yield for each form that has positions the number of its file."""
    file = size = 0
    for form in _with_positions(terms):
        if size >= POSITIONS:
            file, size = file + 1, 0
        size += len(form.code)
        yield file


def _with_positions(terms: Iterable[Term]) -> Iterator[Form]:
    return (form for term in terms for form in term.forms if not form.form.startswith("="))


def positions_count(terms: Iterable[Term]) -> int:
    """Return how many files of positions a shard has."""
    return max(_positions_places(terms), default=-1) + 1


def positions_files(terms: Sequence[Term]) -> list[bytes]:
    """Return the files of positions of a shard."""
    files: list[list[bytes]] = []
    for form, place in zip(_with_positions(terms), _positions_places(terms), strict=True):
        if place == len(files):
            files.append([])
        files[place].append(form.code)
    return [b"".join(codes) for codes in files]


SHORTEST_SPELLED, LONGEST_SPELLED = 2, 24


def spelled_words(terms: Iterable[Term]) -> dict[int, str]:
    """Return the forms of letters by length, each on a line with the bit length of its count in base 36 behind it."""
    found: dict[int, list[str]] = {}
    for term in terms:
        for form in term.forms:
            word = form.form or term.key
            if word.isalpha() and SHORTEST_SPELLED <= len(word) <= LONGEST_SPELLED:
                found.setdefault(len(word), []).append(f"{word}{_DIGITS[form.documents.bit_length()]}\n")
    return {length: "".join(lines) for length, lines in sorted(found.items())}
