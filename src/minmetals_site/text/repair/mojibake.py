"""Damage that can be undone exactly, because all bytes are still there; and characters that no page may hold.

The one door to ftfy, which knows what UTF-8 looks like after it was read as a Western encoding and, better, when
genuine text merely looks so: nothing is touched where it finds nothing odd. Of all it can do only this is used;
quotes, widths, line breaks, ligatures, entities and composed letters stay as the capture has them. ftfy is asked
about one stretch of foreign letters at a time, with a little of its surroundings, so that one odd line cannot change
another and each change is known by its place. It is loaded when a text first needs it: loading takes as long as
reading a hundred captures.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from minmetals_site.text.repair.damage import Repair
from minmetals_site.text.strange import strange_to

__all__ = ["find_controls", "find_mojibake", "find_windows_controls"]

_ENCODINGS = ("latin_1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859_2", "mac_roman", "cp437")
"""What ftfy knows UTF-8 to be read as."""

_SYMBOL_LEADS = "‚√¬Γ├┬"
"""What E2, C3 and C2 are in the last two of them; their other lead bytes are quotes and lines, far too common."""

_CONTEXT = 2
"""Characters to either side that ftfy's rules look at ("voilÃ le")."""

_LONGEST_PIECE = 5_000
"""Characters of one stretch that ftfy is shown: more than a paragraph in a foreign script, less than would be slow."""


def _read_as(low: int, high: int, encodings: tuple[str, ...]) -> str:
    """Return what the bytes from `low` to `high` are in the encodings, as the body of a character class."""
    characters = {bytes((byte,)).decode(name, "ignore") for name in encodings for byte in range(low, high + 1)}
    return "".join(re.escape(character) for character in sorted(characters) if character)


_TAILS = _read_as(0x80, 0xBF, _ENCODINGS) + r"\x80-\x9f"
_ANY = _read_as(0x80, 0xFF, _ENCODINGS) + r"\x80-\x9f"
_SPACE = re.compile(r"(?<=[\d.,;:!?)%])Â\x20|(?<=[.,;:!?]\x20)Â\x20(?=[A-Z\d])")
"""Matches what is left of a no-break space in "10Â km" and "end. Â Next", which ftfy leaves; refuses "Â la"."""

_TRADE_MARK = re.compile(r"(?<=\w)â„¢")
"""Matches what is left of ™ in "Drillâ„¢", in which ftfy sees nothing odd."""

_SUSPECT = re.compile(rf"[{_read_as(0xC2, 0xF4, _ENCODINGS[:8])}{_SYMBOL_LEADS}](?:[{_TAILS}]|(?<=[ÂÃ])\x20)")
"""Matches the start of "Ã©", "â€™" and "Â "; refuses "é, ", "中文" and "“a”"."""

_PIECE = re.compile(rf"[{_ANY}]+(?:(?<=[ÂÃ])\x20[{_ANY}]*)*")
"""Matches "Ã©" in "cafÃ©s" and "Ã " in "Ã la"; refuses letters of ASCII. A space is part of nothing else."""

_PUNCTUATED = re.compile(r"[\x80\x82\x84\x85\x91-\x97\x99]|(?<=[A-Za-z])[\x8a\x8c\x8e\x9a\x9c\x9e\x9f](?=[A-Za-z])")
r"""Matches control characters that are windows-1252 read as ISO 8859-1 ("China\x92s"); refuses "\x81" and "\x8d"."""

_QUOTED = re.compile(r"[\x91-\x97]")

_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNHOLDABLE = rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
_PLAIN = bytes((*range(0x09, 0x0E), *range(0x20, 0x7F)))
_CONTROL = re.compile(_UNHOLDABLE)
"""Matches what HTML and XML may not hold: controls, halves of surrogate pairs, noncharacters; refuses white space."""

_CONTROLS = re.compile(rf"{_UNHOLDABLE}(?:{_UNHOLDABLE}{{99,}}+)?")
"""The same one by one, since an element may end between two; a hundred are no text, and go together."""


def find_controls(text: str) -> list[Repair]:
    """Return the removal of all characters that neither HTML nor XML may hold."""
    if not _holds_controls(text):
        return []
    return [Repair(*m.span(), m.group(), "", "control-character", "certain") for m in _CONTROLS.finditer(text)]


def _holds_controls(text: str) -> bool:
    """Return whether the text has characters that no page may hold: each of its strange ones is looked at once."""
    return _CONTROL.search("".join(strange_to(text, _PLAIN))) is not None


def find_windows_controls(text: str) -> list[Repair]:
    r"""Return what control characters are in windows-1252, as every browser reads them.

    U+0085 ends a line in some captures, so it is an ellipsis only beside other signs of the same damage.

    >>> [repair.after for repair in find_windows_controls("China\x92s plan\x85")]
    ['’', '…']
    """
    if not _holds_controls(text):
        return []
    quoted = _QUOTED.search(text) is not None
    return [
        Repair(*m.span(), m.group(), m.group().encode("latin-1").decode("cp1252"), "mojibake:windows-1252", "certain")
        for m in _PUNCTUATED.finditer(text)
        if m.group() != "\x85" or quoted
    ]


def find_mojibake(text: str) -> list[Repair]:
    """Return the undoing of UTF-8 that was read as a Western encoding.

    >>> [(repair.before, repair.after) for repair in find_mojibake("Itâ€™s a cafÃ©")]
    [('â€™', '’'), ('Ã©', 'é')]
    """
    rule = "mojibake:windows-1252"
    spaces = _SPACE.finditer(text) if "Â" in text else ()
    found = [Repair(*m.span(), m.group(), "\u00a0", rule, "probable") for m in spaces]
    marks = _TRADE_MARK.finditer(text) if "â„¢" in text else ()
    found += [Repair(*m.span(), m.group(), "™", rule, "certain") for m in marks]
    at = 0
    while (suspect := _SUSPECT.search(text, at)) is not None:
        piece = _PIECE.match(text, suspect.start(), suspect.start() + _LONGEST_PIECE)
        at = piece.end() if piece else suspect.end()
        repairs = _undone(text, suspect.start(), at)
        found.extend(repairs)
        at = max([at, *(repair.end for repair in repairs)])
    return sorted(found)


@cache
def _ftfy() -> ModuleType:
    import ftfy  # noqa: PLC0415  # loaded at need: see the docstring of this module

    return ftfy


def _undone(text: str, start: int, end: int) -> list[Repair]:
    """Return the changes that ftfy makes in a piece, as small as they can be told apart; none where they are not exact.

    Some of its steps are passed over: putting U+FFFD for what it cannot read, and control characters as windows-1252,
    which have their own place here. The space behind a piece is shown only where it may be the byte A0 ("Ã la"); else
    ftfy takes it for one, and makes a dagger of a closing quote.
    """
    left = text[max(start - _CONTEXT, 0) : start].rpartition("\n")[2]
    right = text[end : end + _CONTEXT].partition("\n")[0]
    if right.startswith("\x20") and not text[start:end].endswith("\x20"):
        right = ""
    shown = f"{left}{text[start:end]}{right}"
    config = _ftfy().TextFixerConfig(replace_lossy_sequences=False, fix_c1_controls=False)
    fixed, steps = _ftfy().fix_encoding_and_explain(shown, config)
    if fixed == shown or ("decode", "windows-1252") in steps or _CONTROL.search(fixed):
        return []
    same = _shared_start(left, fixed)
    same_end = _shared_start(right[::-1], fixed[:same:-1])
    names = [name.removeprefix("sloppy-") for action, name in steps if action == "encode"]
    rule = f"mojibake:{names[0] if names and names[0] != 'latin-1' else 'windows-1252'}"
    at = start - len(left) + same
    before, after = shown[same : len(shown) - same_end], fixed[same : len(fixed) - same_end]
    while len(after) > 1 and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    if len(before) == len(after.encode("utf-8", "surrogatepass")):  # one character for each byte: damaged only once
        return list(_character_by_character(at, before, after, rule))
    exact = ("transcode", "restore_byte_a0") not in steps
    return [Repair(at, at + len(before), before, after, rule, "certain" if exact else "probable")]


def _character_by_character(at: int, before: str, after: str, rule: str) -> Iterator[Repair]:
    """Yield one repair for each character of `after`; each took as many characters as it has bytes."""
    used = 0
    for character in after:
        width = len(character.encode("utf-8", "surrogatepass"))
        was = before[used : used + width]
        if was != character:
            yield Repair(at + used, at + used + width, was, character, rule, "certain")
        used += width


def _shared_start(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
