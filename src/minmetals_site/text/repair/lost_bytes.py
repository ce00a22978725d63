"""Finding damage of UTF-8 that was read as an encoding of one byte a character, where some bytes fell out.

Bytes fall out because 80 to 9F are no characters in the ISO encodings, and HTML and XML parsers drop them.

Genuine text of the same script is told from damage by three things. A run of letters is damage only if all of it
falls into pieces, as words do not: `โครงการ` begins with the sign and goes on as no piece could. A family counts only
where one of its pieces stands right beside a Latin letter. And a piece that stands among genuine words of the script
is left alone. Two signs live inside Latin text by right, β (β-spodumene) and â (château): for those the surroundings
must be such as no genuine use has (`Family.proof`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from minmetals_site.text.repair.families import FAMILIES, PLAIN, Family, Piece, beside_letter

__all__ = ["find_lost_bytes"]

_WORN = {0xA6: "…", 0xA2: "•", 0xAC: "€", 0xA4: "≤", 0xA5: "≥", 0xAF: "\u202f", 0xB0: "‰", 0xB9: "‹", 0xBA: "›"}
"""The character that E2, a byte that fell out, and this byte most likely were; E2 84 A2, ™, is told by its place."""

_PUNCTUATION = "‘’“”–—…•"
_OF_WINDOWS = {"˜": 0x98, "™": 0x99, "œ": 0x9C}
"""What lenient decoders put for the last bytes of ‘ ’ “ where their code page has nothing: `โ€™`, `ג€œ`."""


_HIGH = 0xA0
"""The first byte that stands for a character in the ISO encodings."""


_BETWEEN_FIGURES = re.compile(r"(?<=[\d%])[^\d\s](?=[$€£]?\d)")
"""Matches the sign in "115โ120" and "10%โ$15"; refuses it in "5 т"."""


class _Run(NamedTuple):
    """A stretch that falls into pieces, and how it is surrounded."""

    start: int
    end: int
    pieces: list[Piece]
    proves: bool
    """Whether a Latin letter touches it, or figures on both sides: no script is written so."""
    among_words: bool
    """Whether the next thing to the left or right is a genuine word of the script."""


def find_lost_bytes(text: str) -> list[Piece]:
    """Return the pieces of damaged characters that no genuine use explains, family by family.

    UTF-8 read as a Western encoding with all its bytes is not looked for: ftfy does that (`mojibake.py`).
    """
    found: list[Piece] = []
    for family in FAMILIES:
        if family.sign in text or any(lead in text for lead in _leads(family)):
            found.extend(_in_script(text, family) if family.script else _in_latin(text, family))
    return found


@cache
def _byte_of(family: Family) -> dict[str, int]:
    """Return the byte that each character above ASCII stood for; control characters stand for themselves."""
    bytes_of = {chr(byte): byte for byte in range(0x80, 0x100)}
    for codec in family.codecs:
        for byte in range(0x80, 0x100):
            bytes_of[bytes((byte,)).decode(codec, "ignore") or chr(byte)] = byte
    for lenient, byte in _OF_WINDOWS.items():
        bytes_of.setdefault(lenient, byte)
    for intact in "‘’":  # A1 and A2 of ISO 8859-7: far more often a quote that was never damaged
        if bytes_of.get(intact, 0) >= _HIGH:
            del bytes_of[intact]
    return bytes_of


@cache
def _leads(family: Family) -> str:
    """Return what C2 and C3 became, the lead bytes of é, ü, ° and the no-break space."""
    letters = re.compile(f"[{family.script}]" if family.script else "(?!)")
    return "".join(c for c, byte in _byte_of(family).items() if byte in {0xC2, 0xC3} and letters.match(c))


@cache
def _only_lost(family: Family) -> str:
    """Return the signs whose last byte the fullest relative does not know: the only ones it can have lost."""
    return "".join(c for c in _PUNCTUATION if not c.encode()[2:].decode(family.codecs[-1], "ignore"))


@lru_cache(maxsize=8)
def _only_lost_in(text: str, family: Family) -> str:
    """Return the signs that can have been lost in a text: where others of their kind show a lenient decoder, ”."""
    lost = _only_lost(family)
    unknown = [sign for sign, byte in _OF_WINDOWS.items() if not bytes((byte,)).decode(family.codecs[-1], "ignore")]
    shows = any(f"{family.sign}€{sign}" in text for sign in unknown)
    return "”" if shows and "”" in lost else lost


@cache
def _piece_pattern(family: Family) -> str:
    """Return the pattern of one piece; its groups are the kinds of piece."""
    script = re.compile(f"[{family.script}]" if family.script else re.escape(family.sign))

    def among(low: int, high: int, *, letters: bool) -> str:
        chosen = (c for c, byte in _byte_of(family).items() if low <= byte <= high)
        return "".join(re.escape(c) for c in chosen if not letters or script.match(c))

    tail = among(0x80, 0xBF, letters=False)
    worn = "".join(re.escape(c) for c, byte in _byte_of(family).items() if byte in _WORN)
    space, capital = tuple(family.bare) or ("(?!)", "(?!)")
    return (
        f"(?P<whole>[{among(0xC2, 0xDF, letters=True)}][{tail}]|[{among(0xE0, 0xEF, letters=True)}][{tail}]{{2}}"
        f"|[{among(0xF0, 0xF4, letters=True)}][{tail}]{{3}})"
        f"|(?P<half>{family.sign}€\ufffd?)"
        f"|(?P<worn>{family.sign}[{worn}]|(?m:^){family.sign}’(?=\x20))"
        f"|(?P<lost>{family.sign}\x80?)"
        f"|(?P<space>{space}\x20?)"
        f"|(?P<capital>{capital})"
    )


@cache
def _run_pattern(family: Family) -> re.Pattern[str]:
    """Return the pattern of a run; where `genuine` matched it is a word of the script, and all that is glued to it."""
    piece = re.sub(r"\?P<\w+>", "?:", _piece_pattern(family))
    return re.compile(f"(?P<run>(?:{piece})++)(?P<genuine>[{family.script}]++)?|(?P<word>[{family.script}]++)")


@cache
def _one_piece(family: Family) -> re.Pattern[str]:
    return re.compile(_piece_pattern(family))


def _matches(pattern: re.Pattern[str], text: str, family: Family) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` would; tried only where a piece, or a word of the script, can begin.

    Both patterns are alternatives of many beginnings, which takes a hundred times as long at each other character.
    """
    at = 0
    while (start := _beginning(family).search(text, at)) is not None:
        match = pattern.match(text, start.start())
        if match:
            yield match
        at = match.end() if match else start.end()


@cache
def _beginning(family: Family) -> re.Pattern[str]:
    return re.compile(f"[{family.script}{family.sign}{family.bare}]")


def _in_script(text: str, family: Family) -> list[Piece]:
    """Return the pieces of a family whose script is not Latin."""
    tokens = [
        (m.span(), m["run"] is not None and m["genuine"] is None) for m in _matches(_run_pattern(family), text, family)
    ]
    words = [span for span, is_run in tokens if not is_run and span[1] - span[0] > 1]
    word_starts, word_ends = {start for start, _ in words}, {end for _, end in words}
    runs = []
    for (start, end), is_run in tokens:
        pieces = _read(text, start, end, family) if is_run else None
        if pieces:
            among_words = _skip_left(text, start) in word_ends or _skip_right(text, end) in word_starts
            glued = _is_glued(text, start, end, pieces)
            proves = glued or beside_letter(text, start, end) or _BETWEEN_FIGURES.match(text, start) is not None
            runs.append(_Run(start, end, pieces, proves, among_words))
    if not _proven(text, family, runs, is_written=bool(words)):
        return []
    genuine = {m.start() for m in family.genuine.finditer(text)} if family.genuine else set()
    counting = (run for run in runs if run.start not in genuine and _counts(run, family, is_written=bool(words)))
    return [piece for run in counting for piece in run.pieces]


def _is_glued(text: str, start: int, end: int, pieces: list[Piece]) -> bool:
    """Return whether a run stands as no letter does: a lost sign behind a comma, or a © alone among spaces.

    `means,β says` has the first, `Copyright Β© Sample` the second.
    """
    left, right = text[max(start - 1, 0) : start], text[end : end + 1]
    if right and not right.isspace():
        return False
    if len(pieces) == 1 and pieces[0].lost:
        before = text[max(start - 2, 0) : start - 1]
        return left in {",", "!", "?"} and before.isascii() and before.isalpha()
    return (
        (not left or left.isspace())
        and not text[end - 1].isalpha()
        and all(not p.lost and p.after in "©®»«°·" for p in pieces)
    )


def _read(text: str, start: int, end: int, family: Family) -> list[Piece] | None:
    """Return the pieces that a run falls into, or None where they would be nothing that Latin text holds."""
    pieces: list[Piece] = []
    while start < end:
        match = _one_piece(family).match(text, start)  # without an end: what follows tells pieces apart
        piece = _as_piece(match, family) if match else None
        if piece is None:
            return None
        pieces.append(piece)
        start = piece.end
    return pieces


def _as_piece(match: re.Match[str], family: Family) -> Piece | None:
    """Return the piece, or None where it would be nothing that Latin text holds."""
    start, end = match.span()
    if match.lastgroup == "whole":
        data = bytes(_byte_of(family)[character] for character in match.group())
        after = data.decode("utf-8", "ignore")
        return Piece(start, end, family, after) if len(after) == 1 and PLAIN.match(after) else None
    if match.lastgroup == "worn":
        return _worn(match, family)
    if match.lastgroup == "space":
        return Piece(start, end, family, "\u00a0")
    only = "×" if match.lastgroup == "capital" else ""
    if match.lastgroup == "half":
        only = _only_lost_in(match.string, family)
    if match.lastgroup == "half" and len(only) == 1:
        return Piece(start, end, family, only)
    return Piece(start, end, family, "", lost=True, only=only)


def _worn(match: re.Match[str], family: Family) -> Piece:
    """Return the piece of which the first and last byte are left; • and ™ share them, and ™ stands behind a word."""
    after = _WORN.get(_byte_of(family).get(match.group()[1], 0), "•")
    if after == "•" and match.string[max(match.start() - 1, 0) : match.start()].isalnum():
        after = "™"
    return Piece(*match.span(), family, after, certain=after in "…€")


def _proven(text: str, family: Family, runs: list[_Run], *, is_written: bool) -> bool:
    """Return whether the text holds damage of the family for sure; `is_written` if it holds words of its script."""
    if family.proof is not None:
        whole = any(run.proves and not any(piece.lost for piece in run.pieces) for run in runs)
        return whole or family.proof.search(text) is not None
    alone = family.never_alone and not is_written and sum(_only_signs(run) or _only_marks(run) for run in runs) > 1
    return alone or any(run.proves for run in runs)


def _only_signs(run: _Run) -> bool:
    return all(piece.lost and piece.only != "×" for piece in run.pieces)


def _only_marks(run: _Run) -> bool:
    """Return whether a run is punctuation whose bytes tell what it was, such as the marks of a list."""
    return all(piece.after in _PUNCTUATION for piece in run.pieces if not piece.lost)


def _counts(run: _Run, family: Family, *, is_written: bool) -> bool:
    """Return whether a run of a proven family is damage too; `is_written` if genuine words of its script are there."""
    if run.proves:
        return True
    return not run.among_words and (_only_signs(run) or not is_written) and (family.never_alone or not is_written)


def _skip_left(text: str, at: int) -> int:
    """Return where the next thing to the left ends, over at most two characters of white space or punctuation."""
    for _ in range(2):
        if at > 0 and not text[at - 1].isalnum():
            at -= 1
    return at


def _skip_right(text: str, at: int) -> int:
    for _ in range(2):
        if at < len(text) and not text[at].isalnum():
            at += 1
    return at


def _in_latin(text: str, family: Family) -> list[Piece]:
    """Return the pieces of a family whose sign is a Latin letter; whole pieces are ftfy's business."""
    if family.proof is None or not family.proof.search(text):
        return []
    found = _matches(_one_piece(family), text, family)
    pieces = (_as_piece(match, family) for match in found if match.lastgroup != "whole")
    return [piece for piece in pieces if piece is not None]
