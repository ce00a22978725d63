"""The families of damage: what UTF-8 turns into when a program reads it as another encoding.

A family is one line of `FAMILIES`: the encodings it was read as, the sign that the byte E2 becomes in them (all of
’ ‘ “ ” – — … • begin with it), and the letters of their script. The rest is worked out from the codecs. What is left of
one character is a *piece*:

- *whole*: all its bytes are there (`รฉ` is é), so the damage is undone exactly;
- *worn*: the byte in the middle fell out (`โฆ` is …), but the ends leave one likely character;
- *lost*: nothing but the sign is left (`โ`), and only the surroundings can tell what it was (`lost_signs.py`).

Bytes fall out because 80 to 9F are no characters in the ISO encodings, and HTML and XML parsers drop them.

Genuine text of the same script is told from damage by three things. A run of letters is damage only if all of it falls
into pieces, as words do not: `โครงการ` begins with the sign and goes on as no piece could. A family counts only where
one of its pieces stands right beside a Latin letter. And a piece that stands among genuine words of the script is left
alone. Two signs live inside Latin text by right, β (β-spodumene) and â (château): for those the surroundings must be
such as no genuine use has (`proof`).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["FAMILIES", "Family", "Piece", "find_pieces"]

_WORN = {0xA6: "…", 0xA2: "•", 0xAC: "€", 0xA4: "≤", 0xA5: "≥", 0xAF: "\u202f", 0xB0: "‰"}
"""The character that E2, a byte that fell out, and this byte most likely were; E2 84 A2, ™, is told by its place."""

_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff\u2000-\u22ff\u25a0-\u27bf]+")
"""What pieces may turn out to be: Latin letters, punctuation, signs ("é", "≥"), never letters of another script ("é中")."""

_PUNCTUATION = "‘’“”–—…•"


class Family(NamedTuple):
    """One way in which UTF-8 was read as something else."""

    name: str
    """The encoding, as the rules of repairs name it."""
    sign: str
    """What is left of ’ “ — and their like."""
    codecs: tuple[str, ...] = ()
    """Relatives that read E2 alike, as Python spells them, the one that knows most bytes last; empty where unknown."""
    script: str = ""
    """Body of a character class: the script that the encoding is made for; empty where it is Latin or unknown."""
    proof: re.Pattern[str] | None = None
    """What only damage looks like, where Latin text holds the sign by right; None where a Latin neighbour is proof."""
    genuine: re.Pattern[str] | None = None
    """What is no damage even in a damaged text; None where nothing need be excepted."""
    bare: str = ""
    """What is left of a no-break space, and of a capital with an accent, ß or ×, where no Latin letter looks like it."""
    never_alone: bool = False
    """Whether the sign alone is no word or symbol in its own script."""
    in_words: bool = False
    """Whether genuine words of Latin letters hold the sign."""
    loses_letters: bool = False
    """Whether é and ü are lost to the same sign."""
    may_be_real: bool = False
    """Whether the sign is also punctuation, which may be meant."""


class Piece(NamedTuple):
    """What is left of one damaged character, or of several whose bytes are entangled."""

    start: int
    end: int
    family: Family
    after: str
    """What stood there, as far as its bytes tell; it precedes the lost sign, if there is one."""
    lost: bool = False
    """Whether one sign remains to be restored from the surroundings."""
    only: str = ""
    """The signs that the lost one can have been; empty where it can have been any."""
    space: str = ""
    """White space that the damage swallowed behind the lost sign."""
    certain: bool = True
    """Whether the bytes leave no other reading; means nothing where a sign is lost."""


class _Run(NamedTuple):
    """A stretch that falls into pieces, and how it is surrounded."""

    start: int
    end: int
    pieces: list[Piece]
    beside_letter: bool
    """Whether a Latin letter touches it: no script is written so."""
    among_words: bool
    """Whether the next thing to the left or right is a genuine word of the script."""


def _proof(sign: str, letter: str, extra: str = "") -> re.Pattern[str]:
    """Return the pattern of what only damage looks like.

    For `â` it matches in "Chinaâs", "donât", "115â120", "an âopenâ mine" and "inputsââpeople"; it refuses "château",
    "mât", "âge", "hâve" and "hâlâ".
    """
    return re.compile(
        rf"""
        (?<={letter}{{2}}) {sign} s \b
        | \b (?:[Dd]o|[Dd]oes|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Dd]id|[Ww]o|[Cc]a|\w+ould|[Hh]a[sd]|[Hh]ave) n{sign}t \b
        | \b (?:[Ww]e|[Yy]ou|[Tt]hey|who) {sign} (?:re|ve|ll) \b
        | (?<=\d\d) {sign} [$€£]? \d\d
        | (?<=[a-z]) {sign}{sign} (?=[a-z])
        | (?<![^\s(]) {sign} (?=[A-Za-z][^\n{sign}]{{1,200}} [a-z.,!?] {sign} (?![^\s.,;:)]))
        {extra}
        """,
        re.VERBOSE,
    )


_BETA = re.compile(
    r"""
    β (?= -\w | \s?= | \s (?:phase|decay|particle|ray|radiation|titanium|emi\w+|alumina|form|crystals?|error) )
    | (?<! [\w.] ) β (?= \d\b )
    | (?<= \w[-–] ) β | (?<= [αγ/] ) β | (?<= [αγ],\s ) β | (?<= \( ) β (?= \) )
    """,
    re.VERBOSE,
)
"""Matches the letter in "β-spodumene", "TGF-β", "β = 2", "the β phase", "α/β"; refuses "Chinaβs" and " βopen"."""


FAMILIES = (
    Family("tis-620", "โ", ("iso8859_11", "cp874"), r"\u0e00-\u0e7f", bare="ยร", never_alone=True),
    Family(
        "iso-8859-7",
        "β",
        ("iso8859_7", "cp1253"),
        r"\u0370-\u03ff",
        proof=_proof("β", "[a-z]", r"| (?<=[a-z]{3}) β (?=[a-z]{3})"),
        genuine=_BETA,
    ),
    Family("iso-8859-8", "ג", ("iso8859_8", "cp1255"), r"\u0590-\u05ff"),
    Family("iso-8859-5", "т", ("iso8859_5",), r"\u0400-\u04ff"),
    Family("iso-8859-1", "â", ("latin_1", "cp1252"), proof=_proof("â", "[A-Za-z]", "| â [¦¬¤€]"), in_words=True),
    Family("gbk", "鈥", ("gbk",), r"\u3400-\u9fff"),
    Family("unknown", "\ufffd", loses_letters=True),
    Family("ascii", "?", loses_letters=True, may_be_real=True),
)
_GBK = next(family for family in FAMILIES if family.name == "gbk")
_UNKNOWN, _ASCII = FAMILIES[-2:]


def find_pieces(text: str) -> list[Piece]:
    """Return the pieces of damaged characters in `text` that no genuine use explains, family by family.

    UTF-8 read as one of the Western encodings with all its bytes there is not looked for: ftfy does that (`mojibake.py`).
    """
    found: list[Piece] = []
    for family in FAMILIES[:-2]:
        if family.name == "gbk":
            found.extend(_in_gbk(text))
        elif family.sign in text or any(lead in text for lead in _leads(family)):
            found.extend(_in_script(text, family) if family.script else _in_latin(text, family))
    if "\ufffd" in text:
        found.extend(_replacement_characters(text))
    if "?" in text:
        found.extend(_question_marks(text))
    return found


# --- One-byte encodings -------------------------------------------------------------------------------------------


@cache
def _byte_of(family: Family) -> dict[str, int]:
    """Return the byte that each character above ASCII stood for; control characters stand for themselves."""
    bytes_of = {chr(byte): byte for byte in range(0x80, 0x100)}
    for codec in family.codecs:
        for byte in range(0x80, 0x100):
            bytes_of[bytes((byte,)).decode(codec, "ignore") or chr(byte)] = byte
    for intact in "‘’":  # A1 and A2 of ISO 8859-7: far more often a quote that was never damaged
        if bytes_of.get(intact, 0) >= 0xA0:
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


@cache
def _piece_pattern(family: Family) -> str:
    """Return the pattern of one piece; its groups are the kinds of piece."""
    script = re.compile(f"[{family.script}]" if family.script else re.escape(family.sign))

    def among(low: int, high: int, *, letters: bool) -> str:
        chosen = (c for c, byte in _byte_of(family).items() if low <= byte <= high)
        return "".join(re.escape(c) for c in chosen if not letters or script.match(c))

    tail = among(0x80, 0xBF, letters=False)
    worn = "".join(re.escape(c) for c, byte in _byte_of(family).items() if byte in _WORN)
    space, capital = family.bare or ("(?!)", "(?!)")
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
    """Return the pattern of a run; where `genuine` matched, it is a word of the script, with all that is glued to it."""
    piece = re.sub(r"\?P<\w+>", "?:", _piece_pattern(family))
    return re.compile(f"(?P<run>(?:{piece})++)(?P<genuine>[{family.script}]++)?|(?P<word>[{family.script}]++)")


@cache
def _one_piece(family: Family) -> re.Pattern[str]:
    return re.compile(_piece_pattern(family))


def _in_script(text: str, family: Family) -> list[Piece]:
    """Return the pieces of a family whose script is not Latin."""
    tokens = [(m.span(), m["run"] is not None and m["genuine"] is None) for m in _run_pattern(family).finditer(text)]
    words = [span for span, is_run in tokens if not is_run and span[1] - span[0] > 1]
    word_starts, word_ends = {start for start, _ in words}, {end for _, end in words}
    runs = []
    for (start, end), is_run in tokens:
        pieces = _read(text, start, end, family) if is_run else None
        if pieces:
            among_words = _skip_left(text, start) in word_ends or _skip_right(text, end) in word_starts
            runs.append(_Run(start, end, pieces, _beside_letter(text, start, end), among_words))
    if not _proven(text, family, runs, is_written=bool(words)):
        return []
    genuine = {m.start() for m in family.genuine.finditer(text)} if family.genuine else set()
    counting = (run for run in runs if run.start not in genuine and _counts(run, family, is_written=bool(words)))
    return [piece for run in counting for piece in run.pieces]


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
    start, end = match.span()
    match match.lastgroup:
        case "whole":
            data = bytes(_byte_of(family)[character] for character in match.group())
            after = data.decode("utf-8", "ignore")
            return Piece(start, end, family, after) if len(after) == 1 and _PLAIN.match(after) else None
        case "worn":
            after = _WORN.get(_byte_of(family).get(match.group()[1], 0), "•")
            if after == "•" and match.string[max(start - 1, 0) : start].isalnum():
                after = "™"
            return Piece(start, end, family, after, certain=after in "…€")
        case "half":
            only = _only_lost(family)
            if len(only) == 1:
                return Piece(start, end, family, only)
            return Piece(start, end, family, "", lost=True, only=only)
        case "space":
            return Piece(start, end, family, "\u00a0")
        case "capital":
            return Piece(start, end, family, "", lost=True, only="×")
        case _:
            return Piece(start, end, family, "", lost=True)


def _proven(text: str, family: Family, runs: list[_Run], *, is_written: bool) -> bool:
    """Return whether the text holds damage of the family for sure; `is_written` if it holds words of its script."""
    if family.proof is not None:
        whole = any(run.beside_letter and not any(piece.lost for piece in run.pieces) for run in runs)
        return whole or family.proof.search(text) is not None
    alone = family.never_alone and not is_written and sum(map(_only_signs, runs)) > 1
    return alone or any(run.beside_letter for run in runs)


def _only_signs(run: _Run) -> bool:
    return all(piece.lost and piece.only != "×" for piece in run.pieces)


def _counts(run: _Run, family: Family, *, is_written: bool) -> bool:
    """Return whether a run of a proven family is damage too; `is_written` if genuine words of its script are there."""
    if run.beside_letter:
        return True
    return not run.among_words and (_only_signs(run) or not is_written) and (family.never_alone or not is_written)


def _beside_letter(text: str, start: int, end: int) -> bool:
    left, right = text[max(start - 1, 0) : start], text[end : end + 1]
    return (left.isascii() and left.isalpha()) or (right.isascii() and right.isalpha())


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
    pieces = (_as_piece(match, family) for match in _one_piece(family).finditer(text) if match.lastgroup != "whole")
    return [piece for piece in pieces if piece is not None]


# --- GBK, which takes two bytes a character, the second often an ASCII letter ---------------------------------------


_GBK_PAIR = r"[^\x00-\xff‘’“”–—…•\ufffd]"
_GBK_RUN = re.compile(rf"{_GBK_PAIR}++(?:[?\ufffd](?!鈥){_GBK_PAIR}++)*+([?\ufffd]{{0,2}})")
"""Matches "鈥檚" in "China鈥檚", and "鈥?" and "濃?攂", where a byte that fits no pair was refused; refuses "Ho"."""

_GBK_LETTERS = "".join(bytes((lead, last)).decode("gbk") for lead in (0xC2, 0xC3) for last in range(0xA0, 0xC0))
"""What é, ü, °, the no-break space and their like became."""

_GBK_LETTER = re.compile(rf"(?<=[A-Za-z])[{_GBK_LETTERS}]++(?=[a-z])|(?<=\d)[{_GBK_LETTERS}](?=[CF]\b)")
"""Matches "茅" in "caf茅s" and "掳" in "25掳C"; refuses "路" in "Nanjing 路" and "Nanjing路"."""

_GBK_BYTES = re.compile(
    r"""
    (?P<ascii> [\x20-\x7e] )                                          # the letter that a pair swallowed
    | (?P<whole> [\xc2-\xdf][\x80-\xbf] | [\xe2\xe3][\x80-\xbf]{2} )
    | \xe2 (?P<worn> [\x81-\x9f] ) (?![\x80-\xbf])                    # 80 is no character there, and fell out
    | (?P<lost> \xe2\x80? $ )
    """,
    re.VERBOSE,
)


def _in_gbk(text: str) -> list[Piece]:
    """Return the pieces of UTF-8 read as GBK: "China鈥檚", "鈥淣ational Team鈥?", "caf茅s".

    A run is read as a whole, because a pair of bytes may hold the end of one character and the start of the next. The
    sign is genuine in the old spelling of holmium, so it needs a Latin neighbour, or a Latin letter that it swallowed.
    """
    found: list[Piece] = []
    if _GBK.sign in text:
        for match in _GBK_RUN.finditer(text):
            found.extend(_gbk_pieces(match))
    proven = any(
        _GBK.sign in text[piece.start : piece.end] and (piece.after or _beside_letter(text, piece.start, piece.end))
        for piece in found
    )
    found = [p for p in found if proven and (_GBK.sign in text[p.start : p.end] or _beside_letter(text, p.start, p.end))]
    for match in _GBK_LETTER.finditer(text):
        after = match.group().encode("gbk").decode("utf-8", "ignore")
        found.append(Piece(*match.span(), _GBK, after, certain=proven))
    return found


def _gbk_pieces(match: re.Match[str]) -> Iterator[Piece]:
    """Yield what a run of Chinese characters stands for; nothing where it is Chinese."""
    start, refused = match.start(), match.group(1)
    run = match.group()[: len(match.group()) - len(refused)]
    signs = len(run) - len(run.rstrip(_GBK.sign))
    whole = _decoded_gbk(run[:-signs]) if signs and signs < len(run) else None
    if signs == len(run) or (whole and not whole[1]):  # the sign that is lost begins with a character of its own
        if whole:
            yield Piece(start, start + len(run) - signs, _GBK, whole[0])
        for at in range(match.end(1) - len(refused) - signs, match.end(1) - len(refused) - 1):
            yield Piece(at, at + 1, _GBK, "", lost=True)
        yield _gbk_lost(match, match.end(1) - len(refused) - 1, "", 1)
        return
    decoded = _decoded_gbk(run)
    if decoded is None:
        return
    after, missing = decoded
    yield _gbk_lost(match, start, after, missing) if missing else Piece(start, start + len(run), _GBK, after)


def _gbk_lost(match: re.Match[str], start: int, after: str, missing: int) -> Piece:
    """Return the piece that ends in a lost sign, of which so many bytes are missing; each may have been refused as `?`.

    A refused byte took the white space behind it along, where a word follows at once.
    """
    end = match.end() - max(len(match.group(1)) - missing, 0)
    swallowed = match.string[end - 1] == "?" and match.string[end : end + 1].isalpha()
    return Piece(start, end, _GBK, after, lost=True, space="\x20" if swallowed else "")


def _decoded_gbk(run: str) -> tuple[str, int] | None:
    """Return the text that the bytes of a run are in UTF-8, and how many bytes its last sign lacks; None for Chinese."""
    try:
        data = b"".join(b"\x80" if c == "€" else c.encode("gbk") for c in run if c not in "?\ufffd").decode("latin-1")
    except UnicodeEncodeError:
        return None
    parts: list[str] = []
    at = 0
    for match in _GBK_BYTES.finditer(data):
        if match.start() != at:
            return None
        at = match.end()
        parts.append(f"\xe2\x80{match['worn']}" if match["worn"] else "" if match["lost"] else match.group())
    text = "".join(parts).encode("latin-1").decode("utf-8", "ignore")
    if at != len(data) or (text and not _PLAIN.fullmatch(text)):
        return None
    return text, 2 if data.endswith("\xe2") else 1 if data.endswith("\xe2\x80") else 0


# --- Signs that stand for no byte ---------------------------------------------------------------------------------

_REPLACED = re.compile("\ufffd+")

_QUESTION = re.compile(r"\?+")

_NO_QUESTION = re.compile(
    r"""
    (?P<apostrophe> (?<=[A-Za-z]{2}) \?+ s \b | (?<=n) \?+ t \b | (?<=we|ou|ey|ho) \?+ (?:re|ve|ll) \b )
    | (?P<other> (?<=\d) \?+ (?=\d) | (?<=\s) \?+ (?=[A-Za-z]) )
    """,
    re.VERBOSE,
)
"""Matches "China?s", "don?t", "115?120", "a ?start" and refuses "ready? Yes" and "who?when"."""

_ADDRESS = re.compile(r"[/=&@]|www\.")
"""Matches what an address with a query holds ("/search?page=2"); refuses "China?s"."""


def _replacement_characters(text: str) -> list[Piece]:
    """Return the places of U+FFFD; where all of them stand in threes, three stand for the three bytes of one sign."""
    runs = [match.span() for match in _REPLACED.finditer(text)]
    return _threes(_UNKNOWN, runs) if all((end - start) % 3 == 0 for start, end in runs) else _ones(_UNKNOWN, runs)


def _ones(family: Family, runs: list[tuple[int, int]]) -> list[Piece]:
    return [Piece(at, at + 1, family, "", lost=True) for start, end in runs for at in range(start, end)]


def _threes(family: Family, runs: list[tuple[int, int]]) -> list[Piece]:
    """Return one piece for every three; a letter has two bytes, so it was punctuation, and what is left over is meant."""
    family = family._replace(loses_letters=False, may_be_real=False)
    return [
        Piece(at, at + 3, family, "", lost=True)
        for start, end in runs
        for at in range(start + (end - start) % 3, end, 3)
    ]


def _question_marks(text: str) -> list[Piece]:
    """Return the question marks, if some of them stand where none can be meant: "China?s", or two such as "a ?start"."""
    apostrophes = others = 0
    for mark in _QUESTION.finditer(text):
        match = _NO_QUESTION.match(text, mark.start())
        if match and not _in_address(text, mark.start()):
            apostrophes += match["apostrophe"] is not None
            others += match["other"] is not None
    if not apostrophes and others < 2:  # noqa: PLR2004  # one may be a slip of the pen
        return []
    runs = [m.span() for m in _QUESTION.finditer(text) if not _in_address(text, m.start())]
    threes = sum(end - start >= 3 for start, end in runs)  # noqa: PLR2004  # the bytes of one sign
    return _threes(_ASCII, runs) if threes > len(runs) / 2 else _ones(_ASCII, runs)


def _in_address(text: str, at: int) -> bool:
    """Return whether the stretch without white space around a place is an address with a query."""
    left, right = text[max(at - 200, 0) : at], text[at : at + 200]
    word = (left.split() or [""])[-1] if not left[-1:].isspace() else ""
    return _ADDRESS.search(word) is not None or ("=" in (right.split() or [""])[0] and word != "")
