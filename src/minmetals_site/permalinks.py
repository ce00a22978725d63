"""Permanent numbers and addresses: `permalinks.tsv`, which only ever grows.

A document keeps its number when its path or its bytes change, as long as one of the two is still known; the change is
one more line with the same number, and the last line of a number counts. A document that is gone leaves its number and
its address behind. The file is a table for people and for version control: number, path, item, sha256 and URL, divided
by tabs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from minmetals_site.errors import Place, SettingsError, quoted

__all__ = ["Claim", "Permalink", "Register", "assign", "parse_register", "render_register"]

HEADER = "number\tpath\titem\tsha256\turl"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
"""Matches `17`; refuses `0`, `017` and a figure of thousands of digits."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLAIN_LINE = re.compile(
    r"([1-9][0-9]{0,8})\t([^\t\\]*)\t([^\t\\]*)\t([0-9a-f]{64})"
    r"\t((?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.html)"
)
"""Fits a line in which nothing is escaped or odd, as nearly all are, in a tenth of the time of looking at each cell."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\})?")
r"""Matches `\u{9}`, and a backslash alone, which no cell holds; refuses `u{9}`."""
_MEND = "The file is written by the build and kept under version control: restore it from there."


class Permalink(NamedTuple):
    """One line of the register: where a document was, and what its bytes were, at some time."""

    number: int
    path: str
    item: str
    """Id inside a capture of several documents; empty for a capture that is one."""
    sha256: str
    url: str


class Claim(NamedTuple):
    """A document that asks for its number and address."""

    path: str
    item: str
    sha256: str
    wish: str
    """The address it would have if it were new and nobody else had it, ending in `.html`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What the claims were given."""

    given: tuple[Permalink, ...]
    """One a claim, in the order of the claims."""
    added: tuple[Permalink, ...]
    """Lines to append to the file, by number."""
    gone: tuple[Permalink, ...]
    """The last line of every number that nobody claimed."""


def parse_register(text: str, file: str) -> list[Permalink]:
    """Return the lines of `permalinks.tsv`, in order; an empty text is an empty register.

    Raises:
        SettingsError: if a line is not a line of the register, two numbers have one address, or one number has two.
    """
    links: list[Permalink] = []
    owner: dict[str, int] = {}
    address: dict[int, str] = {}
    for count, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line == HEADER:  # a second header is what a merge of two new registers leaves
            continue
        if plain := _PLAIN_LINE.fullmatch(line):
            number, *cells = plain.groups()
            link = Permalink(int(number), *cells)
        else:
            link = _parse_line(line, Place(file, count))
        if owner.setdefault(link.url.casefold(), link.number) != link.number:
            raise SettingsError(Place(file, count), f"address {quoted(link.url)} is given to two numbers", _MEND)
        if address.setdefault(link.number, link.url) != link.url:
            what = f"number {link.number} has a second address, {quoted(link.url)}"
            raise SettingsError(Place(file, count), what, _MEND)
        links.append(link)
    return links


def _parse_line(line: str, place: Place) -> Permalink:
    cells = line.split("\t")
    if len(cells) != len(Permalink._fields):
        raise SettingsError(place, f"{len(cells)} cells instead of {len(Permalink._fields)}", _MEND)
    number, path, item, sha256, url = cells
    if not _NUMBER.fullmatch(number):
        raise SettingsError(place, f"number {quoted(number)} is not a whole number above 0", _MEND)
    if not _SHA256.fullmatch(sha256):
        raise SettingsError(place, f"sha256 {quoted(sha256)} is not 64 hexadecimal figures", _MEND)
    if not _is_safe(url):
        raise SettingsError(place, f"address {quoted(url)} is not a path below the site's root", _MEND)
    return Permalink(int(number), _unescaped(path, place), _unescaped(item, place), sha256, url)


def _is_safe(url: str) -> bool:
    parts = url.split("/")
    return (
        url.endswith(".html")
        and url.isascii()
        and url.isprintable()
        and not any(part.startswith(".") or not part for part in parts)
        and not set(url) & set('\\:*?"<>|#% ')
    )


def render_register(links: Iterable[Permalink], *, header: bool) -> str:
    """Return the lines as they stand in the file, each ended by a line feed."""
    lines = [
        "\t".join((str(link.number), _escaped(link.path), _escaped(link.item), link.sha256, link.url)) for link in links
    ]
    return "".join(f"{line}\n" for line in ([HEADER, *lines] if header else lines))


def _escaped(cell: str) -> str:
    r"""Return a cell without tab or line end: a file's name may hold either, written here as `\u{9}` and the like."""
    return "".join(c if c.isprintable() and c != "\\" else f"\\u{{{ord(c):x}}}" for c in cell)


def _unescaped(cell: str, place: Place) -> str:
    try:
        return _ESCAPE.sub(_character, cell)
    except ValueError:
        raise SettingsError(place, f"{quoted(cell)} holds an escape that names no character", _MEND) from None


def _character(escape: re.Match[str]) -> str:
    character = chr(int(escape[1] or "", 16))
    character.encode()  # raises for half of a surrogate pair, which no page could show
    return character


def assign(known: Sequence[Permalink], claims: Sequence[Claim], reserved: frozenset[str] = frozenset()) -> Register:
    """Return the numbers and addresses of the claims.

    Bytes tell more of what a document is than its path does, so they are looked at first: the same bytes at the same
    path, then the same bytes elsewhere (the file was moved), then the same path with other bytes (it was edited). What
    is left is new: numbered on in the order of path and item, at the address it wishes for, with a figure behind it
    where that was ever given to another, or is `reserved`, on a disk that does not tell capitals apart either.
    """
    last = {link.number: link for link in known}
    given = _recognise(last, claims)
    taken = {link.url.casefold() for link in known} | {url.casefold() for url in reserved}
    number = max(last, default=0)
    suffix: dict[str, int] = {}
    added: list[Permalink] = []
    for index in sorted(range(len(claims)), key=lambda i: (claims[i].path, claims[i].item)):
        claim = claims[index]
        if index in given:
            now = link = given[index]
            if claim[:3] != link[1:4]:  # a quarter of the time of making the line anew
                now = link._replace(path=claim.path, item=claim.item, sha256=claim.sha256)
        else:
            number += 1
            link, now = None, Permalink(number, claim.path, claim.item, claim.sha256, _free(claim.wish, taken, suffix))
        if now != link:
            added.append(now)
        given[index] = now
    claimed = {link.number for link in given.values()}
    return Register(
        given=tuple(given[i] for i in range(len(claims))),
        added=tuple(sorted(added)),
        gone=tuple(link for n, link in sorted(last.items()) if n not in claimed),
    )


def _recognise(last: dict[int, Permalink], claims: Sequence[Claim]) -> dict[int, Permalink]:
    """Return, by their index, the links of the claims that are known."""
    given: dict[int, Permalink] = {}
    free = dict(last)
    # "same bytes elsewhere" asks for the item too: every item of one file has the file's hash
    for fields in (("path", "item", "sha256"), ("item", "sha256"), ("path", "item")):
        left = sorted(set(range(len(claims))) - given.keys(), key=lambda i: (claims[i].path, claims[i].item))
        if not left:
            break
        of = attrgetter(*fields)
        where: dict[tuple[str, ...], list[Permalink]] = defaultdict(list)
        for link in free.values():
            where[of(link)].append(link)
        for index in left:
            links = where.get(of(claims[index]))
            if links:
                given[index] = links.pop(0)
                del free[given[index].number]
    return given


def _free(wish: str, taken: set[str], suffix: dict[str, int]) -> str:
    """Return the address, with a figure where it is taken, and take it.

    `suffix` remembers the last figure by wish: ten thousand documents of one title are no reason to count each time.
    """
    stem = wish.removesuffix(".html")
    url = wish
    while url.casefold() in taken:
        suffix[stem] = suffix.get(stem, 1) + 1
        url = f"{stem}-{suffix[stem]}.html"
    taken.add(url.casefold())
    return url
