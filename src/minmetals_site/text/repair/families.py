"""The families of damage: what UTF-8 turns into when a program reads it as another encoding.

A family is one line of `FAMILIES`: the encodings it was read as, the sign that the byte E2 becomes in them (all of
’ ‘ “ ” – — … • begin with it), and the letters of their script. The rest is worked out from the codecs. What is left of
one character is a *piece*:

- *whole*: all its bytes are there (`รฉ` is é), so the damage is undone exactly;
- *worn*: the byte in the middle fell out (`โฆ` is …), but the ends leave one likely character;
- *lost*: nothing but the sign is left (`โ`), and only the surroundings can tell what it was (`lost_signs.py`).

The modules that find pieces are `lost_bytes.py`, `lost_bytes_of_gbk.py` and `replaced_signs.py`.
"""

import re
from typing import NamedTuple

__all__ = ["ASCII", "FAMILIES", "GBK", "PLAIN", "UNKNOWN", "Family", "Piece", "beside_letter"]

PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff\u2000-\u22ff\u25a0-\u27bf]+")
"""What pieces may turn out to be: Latin letters, punctuation, signs ("é", "≥"); never letters of other scripts."""


class Family(NamedTuple):
    """One way in which UTF-8 was read as something else."""

    name: str
    """The encoding, as the rules of repairs name it."""
    sign: str
    """What is left of ’ “ — and their like."""
    codecs: tuple[str, ...] = ()
    """Relatives that read E2 alike, as Python spells them, the fullest last; empty if unknown."""
    script: str = ""
    """Body of a character class: the script that the encoding is made for; empty where it is Latin or unknown."""
    proof: re.Pattern[str] | None = None
    """What only damage looks like, where Latin text holds the sign by right; None where a Latin neighbour is proof."""
    genuine: re.Pattern[str] | None = None
    """What is no damage even in a damaged text; None where nothing need be excepted."""
    bare: str = ""
    """What is left of a no-break space and of a capital with an accent, ß or ×; empty where they look like letters."""
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


_NEGATED = "[Dd]o [Dd]oes [Ii]s [Aa]re [Ww]as [Ww]ere [Dd]id [Ww]o [Cc]a [Hh]as [Hh]ad [Hh]ave"
_SUBJECTS = "[Ww]e [Yy]ou [Tt]hey who"


_CARRIES_ON = "an?|the|and|with|from|but|which|over|has|for|in|of|is|are|not|only|including|while|where"
"""Words before which a dash stands, and no part of a word."""


def _proof(sign: str, letter: str, extra: str = "") -> re.Pattern[str]:
    """Return the pattern of what only damage looks like.

    For `â` it matches in "Chinaâs", "donât", "115â120", "an âopenâ mine" and "inputsââpeople"; it refuses "château",
    "mât", "âge", "hâve" and "hâlâ".
    """
    negated = "|".join(rf"(?<=\b{verb}n{sign})" for verb in _NEGATED.split())
    subject = "|".join(rf"(?<=\b{word}{sign})" for word in _SUBJECTS.split())
    return re.compile(  # the sign comes first, as it is rare: what stands before it is looked at from there
        rf"""
        {sign} (?:
            (?<={letter}{{2}}{sign}) s \b
            | (?:{negated}|(?<=\wouldn{sign})) t \b
            | (?:{subject}) (?:re|ve|ll) \b
            | (?<=\d\d{sign}) [$€£]? \d\d
            | (?<=[a-z]{sign}) {sign} (?=[a-z])
            | (?<=[a-z]{{4}}{sign}) (?:{_CARRIES_ON}) \b
            | (?<=\({sign}) \w[\w&.-]{{1,30}} {sign} \)
            | (?<![^\s(]{sign}) (?=[A-Za-z][^\n{sign}]{{1,200}} [a-z.,!?] {sign} (?![^\s.,;:)]))
            {extra}
        )
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
        proof=_proof("β", "[a-z]", r"| (?<=[a-z]{3}β) (?=[a-z]{3})"),
        genuine=_BETA,
    ),
    Family("iso-8859-8", "ג", ("iso8859_8", "cp1255"), r"\u0590-\u05ff"),
    Family("iso-8859-5", "т", ("iso8859_5",), r"\u0400-\u04ff"),
    Family("windows-1251", "в", ("cp1251",), r"\u0400-\u04ff"),
    Family("iso-8859-6", "ق", ("iso8859_6",), r"\u0600-\u06ff"),
    Family("ibm-437", "Γ", ("cp437",), r"\u0370-\u03ff", proof=_proof("Γ", "[a-z]")),
    Family("iso-8859-13", "ā", ("iso8859_13", "cp1257"), proof=_proof("ā", "[A-Za-z]"), in_words=True),
    Family(
        "iso-8859-1",
        "â",
        ("latin_1", "cp1252"),
        proof=_proof("â", "[A-Za-z]", r"| [¦¬¤€] | (?<=[a-z]{3}sâ) \x20 (?=[a-z])"),
        in_words=True,
    ),
)
"""Those read as an encoding of one byte a character."""

GBK = Family("gbk", "鈥", ("gbk",), r"\u3400-\u9fff")
UNKNOWN = Family("unknown", "\ufffd", loses_letters=True)
ASCII = Family("ascii", "?", loses_letters=True, may_be_real=True)


def beside_letter(text: str, start: int, end: int) -> bool:
    """Return whether a letter of ASCII touches the stretch."""
    left, right = text[max(start - 1, 0) : start], text[end : end + 1]
    return (left.isascii() and left.isalpha()) or (right.isascii() and right.isalpha())
