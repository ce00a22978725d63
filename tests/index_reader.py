"""Reads the files of the search as its page does, in plain Python: what the index says, to compare with the records."""

import json
import zlib
from base64 import b64decode, b85decode
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_CALL = "minmetalsSearch.take("


class Listed(NamedTuple):
    """A key as its shard lists it."""

    postings: dict[int, int]
    """Documents with their impacts."""
    forms: dict[str, dict[int, list[int]]]
    """Forms with their positions by document."""


class IndexReader:
    """The index of a built site."""

    def __init__(self, site: Path) -> None:
        self._folder = site / "search"
        self.head: dict[str, Any] = self.value("index")
        shards = [(shard, plain_name(shard)) if isinstance(shard, str) else shard for shard in self.head["shards"]]
        self._firsts = [first for first, _ in shards]
        self.names = [name for _, name in shards]
        self.aliases: dict[str, set[str]] = {}

    def value(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
        """Return what a file says, once it is seen that it is one call with its own name, in ASCII."""
        text = (self._folder / f"{name}.js").read_bytes().decode("ascii")
        assert text.startswith(_CALL)
        assert text.endswith(");\n")
        taken, value = json.loads(f"[{text[len(_CALL) : -3]}]")
        assert taken == name
        return value

    def inflated(self, name: str) -> bytes:
        """Return the bytes of a coded file."""
        decode = b64decode if name.startswith("p/") else b85decode
        return zlib.decompress(decode(self.value(name)), -15)

    def key(self, key: str) -> Listed | None:
        """Return what is listed under a key, which is looked for in the one shard that may have it."""
        place = bisect_right(self._firsts, key) - 1
        return self.shard(self.names[place]).get(key) if place >= 0 else None

    def every(self) -> dict[str, Listed]:
        """Return all keys in order."""
        found: dict[str, Listed] = {}
        for name in self.names:
            found |= self.shard(name)
        return found

    def shard(self, name: str) -> dict[str, Listed]:
        """Return the keys of a shard; aliases are set down beside them."""
        text, _, lists = self.inflated(f"t/{name}").partition(b"\0")
        found: dict[str, Listed] = {}
        files: dict[int, bytes] = {}
        key, at, file, at_positions = "", 0, 0, 0
        for line in text.decode().split("\n"):
            head, *cells = line.split("\t")
            key = key[: int(head[0], 36)] + head[1:]
            if cells[0].startswith("="):
                self.aliases.setdefault(key, set()).add(cells[0][1:])
                continue
            size = int(cells[0], 36)
            forms = {}
            for cell in cells[1:]:
                form, length, *place = cell.split(",")
                if place:
                    file, at_positions = int(place[0], 36), 0
                if file not in files:
                    files[file] = self.inflated(f"p/{name}-{place[0] if place else 0}")
                code = files[file][at_positions : at_positions + int(length, 36)]
                at_positions += int(length, 36)
                forms[key[: int(form[0], 36)] + form[1:] if form else key] = dict(_positions(code))
            assert key not in found
            found[key] = Listed(dict(_postings(lists[at : at + size])), forms)
            at += size
        assert at == len(lists)
        return found

    def texts(self) -> dict[int, list[Any]]:
        """Return what results show, by number."""
        files = [file.stem for file in (self._folder / "x").iterdir()]
        rows = [row for file in files for row in json.loads(self.inflated(f"x/{file}"))]
        return {row[0]: row[1:] for row in rows}


def plain_name(first: str) -> str:
    """Return the file name of a shard that has no other."""
    spelled = [c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else f"-{ord(c):x}-" for c in first]
    return ("_" + "".join(spelled))[:40]


def _numbers(code: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in code:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
    assert shift == 0


def _postings(code: bytes) -> Iterator[tuple[int, int]]:
    document = -1
    for number in _numbers(code):
        document += 1 + number // 8
        yield document, number % 8


def _positions(code: bytes) -> Iterator[tuple[int, list[int]]]:
    at, document = 0, -1

    def varint() -> int:
        nonlocal at
        end = at
        while code[end] > 127:
            end += 1
        (number,) = _numbers(code[at : end + 1])
        at = end + 1
        return number

    while at < len(code):
        document += 1 + varint()
        positions: list[int] = []
        is_last = False
        while not is_last:
            byte = code[at]
            at += 1
            is_last = bool(byte & 64)
            gap = byte & 63 | (varint() << 6 if byte & 128 else 0)
            positions.append(gap + (positions[-1] + 1 if positions else 0))
        yield document, positions
