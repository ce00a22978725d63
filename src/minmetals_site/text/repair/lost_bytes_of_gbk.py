"""Finding damage of UTF-8 that was read as GBK, which takes two bytes a character.

The second byte of a pair is often the ASCII letter behind a sign: "China’s" became "China鈥檚". Where that byte fits no
pair, a space for one, programs drop the half pair, or put U+FFFD or `?` for it, some with the space.
"""

import re
from collections.abc import Iterator

from minmetals_site.text.repair.families import GBK, PLAIN, Piece, beside_letter
from minmetals_site.text.strange import strange_to

__all__ = ["find_lost_bytes_of_gbk"]

_ASCII = bytes(range(128))
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PAIR = r"[^\x00-\xff‘’“”–—…•\ufffd]"
_RUN = re.compile(rf"{_PAIR}++(?:[?\ufffd](?!鈥){_PAIR}++)*+([?\ufffd]{{0,2}})")
"""Matches "鈥檚" in "China鈥檚", and "鈥?" and "濃?攂", where a byte that fits no pair was refused; refuses "Ho"."""

_LETTERS = "".join(bytes((lead, last)).decode("gbk") for lead in (0xC2, 0xC3) for last in range(0xA0, 0xC0))
"""What é, ü, °, the no-break space and their like became."""

_LETTER = re.compile(rf"(?<=[A-Za-z])[{_LETTERS}]++(?=[a-z])|(?<=\d)[{_LETTERS}](?=[CF]\b)")
"""Matches "茅" in "caf茅s" and "掳" in "25掳C"; refuses "路" in "Nanjing 路" and "Nanjing路"."""

_BYTES = re.compile(
    r"""
    (?P<ascii> [\x20-\x7e] )                                          # the letter that a pair swallowed
    | (?P<whole> [\xc2-\xdf][\x80-\xbf] | [\xe2\xe3][\x80-\xbf]{2} )
    | \xe2 (?P<worn> [\x81-\x9f] ) (?![\x80-\xbf])                    # 80 is no character there, and fell out
    | (?P<lost> \xe2\x80? $ )
    """,
    re.VERBOSE,
)


def find_lost_bytes_of_gbk(text: str) -> list[Piece]:
    """Return the pieces of UTF-8 read as GBK: "China鈥檚", "鈥淣ational Team鈥?", "caf茅s".

    A run is read as a whole, because a pair of bytes may hold the end of one character and the start of the next. The
    sign is genuine in the old spelling of holmium, so it needs a Latin neighbour, or a Latin letter that it swallowed.
    """
    found: list[Piece] = []
    if _CHINESE.search("".join(strange_to(text, _ASCII))) is None:
        return found
    if GBK.sign in text:
        for match in _RUN.finditer(text):
            found.extend(_pieces(match))
    proven = any(
        GBK.sign in text[piece.start : piece.end] and (piece.after or beside_letter(text, piece.start, piece.end))
        for piece in found
    )
    found = [p for p in found if proven and (GBK.sign in text[p.start : p.end] or beside_letter(text, p.start, p.end))]
    for match in _LETTER.finditer(text):
        after = match.group().encode("gbk").decode("utf-8", "ignore")
        found.append(Piece(*match.span(), GBK, after, certain=proven))
    return found


def _pieces(match: re.Match[str]) -> Iterator[Piece]:
    """Yield what a run of Chinese characters stands for; nothing where it is Chinese."""
    start, refused = match.start(), match.group(1)
    run = match.group()[: len(match.group()) - len(refused)]
    signs = len(run) - len(run.rstrip(GBK.sign))
    whole = _decoded(run[:-signs]) if signs and signs < len(run) else None
    if signs == len(run) or (whole and not whole[1]):  # the sign that is lost begins with a character of its own
        if whole:
            yield Piece(start, start + len(run) - signs, GBK, whole[0])
        for at in range(match.end(1) - len(refused) - signs, match.end(1) - len(refused) - 1):
            yield Piece(at, at + 1, GBK, "", lost=True)
        yield _lost(match, match.end(1) - len(refused) - 1, "", 1)
        return
    decoded = _decoded(run)
    if decoded is None:
        return
    after, missing = decoded
    yield _lost(match, start, after, missing) if missing else Piece(start, start + len(run), GBK, after)


def _lost(match: re.Match[str], start: int, after: str, missing: int) -> Piece:
    """Return the piece that ends in a lost sign, of which so many bytes are missing; each may have been refused as `?`.

    A refused byte took the white space behind it along, where a word follows at once.
    """
    end = match.end() - max(len(match.group(1)) - missing, 0)
    swallowed = match.string[end - 1] == "?" and match.string[end : end + 1].isalpha()
    return Piece(start, end, GBK, after, lost=True, space="\x20" if swallowed else "")


def _decoded(run: str) -> tuple[str, int] | None:
    """Return what the bytes of a run are in UTF-8, and how many bytes its last sign lacks; None where it is Chinese."""
    try:
        data = b"".join(b"\x80" if c == "€" else c.encode("gbk") for c in run if c not in "?\ufffd").decode("latin-1")
    except UnicodeEncodeError:
        return None
    parts: list[str] = []
    at = 0
    for match in _BYTES.finditer(data):
        if match.start() != at:
            return None
        at = match.end()
        parts.append(f"\xe2\x80{match['worn']}" if match["worn"] else "" if match["lost"] else match.group())
    text = "".join(parts).encode("latin-1").decode("utf-8", "ignore")
    if at != len(data) or (text and not PLAIN.fullmatch(text)):
        return None
    return text, 2 if data.endswith("\xe2") else 1 if data.endswith("\xe2\x80") else 0
