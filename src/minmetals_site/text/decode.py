"""Bytes to text, by evidence: a byte-order mark, then strict UTF-8, then what the letters say, then a detector.

What decided is returned in words and stands on the document, as a wrong decoding is the commonest damage in captures.
A file that is UTF-8 but for a few bytes (cut off in the middle of a letter, pasted together) is read as UTF-8: the
damage is a few signs then, and not every accent. Else the bytes are read in each likely encoding, and the one wins in
which most of what is not ASCII is what its languages write most. That holds for a headline of four Chinese characters,
where a general detector, which is asked last, goes astray.

`gb2312` and `gbk` are always read as `gb18030`, of which they are parts (WHATWG Encoding, 4.2 "Names and labels"):
pages declared as the smaller ones use letters of the larger. Line ends and the byte-order mark stay in the text, so
that every place in it can be found again in the file.
"""

import codecs
import re
from collections import Counter
from operator import itemgetter
from typing import NamedTuple

__all__ = ["Decoded", "UndecodableError", "decode"]

_MARKS = (  # the longer first: UTF-32 LE begins as UTF-16 LE does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = tuple(  # each with more than its letters, as a text may well begin with "RIFF" or "PK"
    (re.compile(start, re.DOTALL), what)
    for start, what in (
        (rb"%PDF-\d", "a PDF file"),
        (rb"\x89PNG\r\n", "a PNG picture"),
        (rb"\xff\xd8\xff", "a JPEG picture"),
        (rb"GIF8[79]a", "a GIF picture"),
        (rb"RIFF.{4}WEBP", "a WebP picture"),
        (rb"RIFF.{4}(?:WAVE|AVI )", "a sound or moving picture"),
        (rb".{4}ftyp", "a moving picture"),
        (rb"PK\x03\x04", "a ZIP archive (or an office document)"),
        (rb"\x1f\x8b\x08", "a gzip archive"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (rb"SQLite format 3\0", "a database"),
        (rb"\x7fELF", "a program"),
    )
)
_ANY_MARK = tuple(mark for mark, _ in _MARKS)
_ANY_BINARY = re.compile(b"|".join(start.pattern for start, _ in _BINARY), re.DOTALL)
"""All of them in one, as nearly no file is any of them."""
_SAMPLE = 64 * 1024
"""Bytes that are looked at to guess an encoding."""
_DETECTED = 16 * 1024
"""Bytes that the detector gets; it tries some ninety encodings."""
_LINE = 1024
"""Bytes before the first that is not UTF-8 in which the beginning of its line is looked for."""
_CONTROLS = frozenset((*range(0x01, 0x09), *range(0x0E, 0x1C), 0x7F))
"""A bell and an escape are; a tab, line ends, and the C1 controls, which damaged text is full of, are not."""
_NO_CONTROLS = bytes(code for code in range(256) if code not in _CONTROLS)
_NO_TEXT = ("utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7", "cp037", "cp500", "cp1026")
"""Encodings that the detector may not name: those of wide letters are settled before, the others no web page had."""


class UndecodableError(ValueError):
    """Raised when the bytes are not text; its argument says what they seem to be."""


class Decoded(NamedTuple):
    """A text, and how it was read."""

    text: str
    encoding: str
    """As Python spells it."""
    evidence: str
    """How the encoding is known, in words."""


class _Writing(NamedTuple):
    """What texts in an encoding look like."""

    encoding: str
    language: str
    frequent: frozenset[str]
    """The signs and letters outside ASCII that its languages write most."""
    least: float
    """Share of these among all outside ASCII that even a short text reaches, and other bytes hardly ever."""
    amiss: re.Pattern[str]
    """What such texts do not hold, whatever its letters."""


_NOTHING = re.compile(r"(?!)")
_IN_LATIN = re.compile(r"[^\W\d_\x00-\x7f]{4,}|(?<=[^\W\d_])[¡-©«-´¶¸¹»-¿×÷](?=[^\W\d_])|[¡¿](?![A-Za-zÁÉÍÓÚÑ])")
"""Matches `Íîâîñòè`, the sign in `Spó³ka` and the first in `¡°`; refuses `żółta`, `m³` and `¿Qué`."""
_IN_ALPHABETS = re.compile(r"(?<=[A-Za-z])[^\W\d_\x00-\x7f]+|[^\W\d_\x00-\x7f](?=[A-Za-z])")
"""Matches the letter in `cafι`; refuses `ρ 5` and `(ρ)`: other alphabets do not mix with plain letters in a word."""
_HAN_SIGNS = "、。，；：？！“”‘’《》（）【】·—…％℃\u3000"
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十"
    "民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯"
    "月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变"
    "四总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科五基眼书非"
    "则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让"
    "矿铜铁锌铅稀土钨冶煤炭镍钴锂银铝投企集团属股份限董研署绿碳创质低召议贯彻落司举副席监增推略链环境融续闻布版源页"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里裡用道行所然家"
    "種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十"
    "民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯"
    "月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變"
    "四總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科五基眼書非"
    "則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓"
    "礦銅鐵鋅鉛稀土鎢冶煤炭鎳鈷鋰銀鋁投企集團屬股份限董研署綠碳創質低召議討劃舊司舉副席監增推略鏈環境融續聞布版源頁"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7)))) + "ー「」"
_JAPANESE = _KANA + "日本年月会社人一大国中出事業的発表計画新分生時間行開同度今"
_HANGUL = (
    "이다는의에을가고하지로한은기사를어도리자아대서해인시그나일라과정들만부전스수보있연제국원장상적주구여소선마안경유"
    "비조성동신으면오회관우화게모공무치용방계것와년말물업광산뉴습니열했였뿐된생러내운"
)
_LATIN_SIGNS = "’‘“”–—•…·«»°©®™§\xa0"
_SMALL = _LATIN_SIGNS + "éèêëàâäáãåæçñïîíìôöóòõøœùûüúßÿ£€"
_WESTERN = _SMALL + "ÉÀÇÖÜÄÅØÑÓÁÍÚ¿¡×²³±µ¼½¾"
_CENTRAL = _LATIN_SIGNS + "„ąćęłńóśźżáčďéěíňřšťúůýžőűüöäăâîțșôŁŚŻŹČŘŠŽÓ"
_TURKISH = _LATIN_SIGNS + "ğışçöüâîûĞİŞÇÖÜ"
_CYRILLIC = _LATIN_SIGNS + "№оеаинтсрвлкмдпуяыьгзібй"
_GREEK = _LATIN_SIGNS + "αοιετσνηυρπκμλςωγδάέήίό"
_HEBREW = _LATIN_SIGNS + "אבגדהוזחטיכלמנסעפצקרשתםןףץך"
_THAI = "กขคงจชซดตถทธนบปผพมยรลวสหอะัาำิีึืุูเแโใไ่้"

_WRITINGS = (  # of equals the first wins, as a quote before a capital I is a Japanese letter too
    _Writing("cp1252", "Western European languages", frozenset(_WESTERN), 0.8, _IN_LATIN),
    _Writing("gb18030", "Chinese", frozenset(_HAN_SIGNS + _SIMPLIFIED), 0.4, _NOTHING),
    _Writing("big5hkscs", "Chinese", frozenset(_HAN_SIGNS + _TRADITIONAL), 0.4, _NOTHING),
    _Writing("cp932", "Japanese", frozenset(_HAN_SIGNS + _JAPANESE), 0.4, _NOTHING),
    _Writing("euc_jp", "Japanese", frozenset(_HAN_SIGNS + _JAPANESE), 0.4, _NOTHING),
    _Writing("cp949", "Korean", frozenset(_HAN_SIGNS + _HANGUL), 0.4, _NOTHING),
    _Writing("mac_roman", "Western European languages", frozenset(_SMALL), 0.8, _IN_LATIN),
    _Writing("cp1250", "Central European languages", frozenset(_CENTRAL), 0.8, _IN_LATIN),
    _Writing("cp1254", "Turkish", frozenset(_TURKISH), 0.8, _IN_LATIN),
    _Writing("cp1251", "Cyrillic writing", frozenset(_CYRILLIC), 0.7, _IN_ALPHABETS),
    _Writing("koi8_r", "Cyrillic writing", frozenset(_CYRILLIC), 0.7, _IN_ALPHABETS),
    _Writing("cp1253", "Greek", frozenset(_GREEK), 0.7, _IN_ALPHABETS),
    _Writing("cp1255", "Hebrew", frozenset(_HEBREW), 0.9, _IN_ALPHABETS),
    _Writing("cp874", "Thai", frozenset(_THAI), 0.85, _NOTHING),
)


def decode(data: bytes) -> Decoded:
    """Return the text of a captured file.

    Raises:
        UndecodableError: if the bytes are those of a picture, an archive or another file without text.
    """
    if data.startswith(_ANY_MARK):
        encoding = next(encoding for mark, encoding in _MARKS if data.startswith(mark))
        return _decoded(data, encoding, "byte-order mark")
    if _ANY_BINARY.match(data):
        raise UndecodableError(next(what for start, what in _BINARY if start.match(data)))
    if b"\0" in data:
        return _decoded(data, *_wide_encoding(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _nearly_utf8(data, error) or _guessed(data, error.start)
    _refuse_binary(text)
    return Decoded(text, "utf-8", "valid UTF-8")


def _decoded(data: bytes, encoding: str, evidence: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") > len(text) / 4:
            raise UndecodableError("a binary file") from error
        evidence += f"; damaged at byte {error.start}"
    _refuse_binary(text)
    return Decoded(text, encoding, evidence)


def _refuse_binary(text: str) -> None:
    """Raise where the characters are those of no text: any zero, or more than one in twenty a control character."""
    if "\0" in text:
        raise UndecodableError("a file with zero characters")
    sample = text[:_SAMPLE]
    controls = sample.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROLS)
    if len(controls) > len(sample) / 20:
        raise UndecodableError("a binary file")


def _wide_encoding(data: bytes) -> tuple[str, str]:
    """Return the byte order of UTF-16 without a mark, and the evidence for it.

    Text in Latin letters has nearly all of one half zero. Chinese text has zeros in its line ends and figures alone,
    and is read both ways: the wrong one scatters over all of Unicode.
    """
    sample = data[: _SAMPLE - 2]
    half = len(sample) // 2
    orders = (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2]))
    for encoding, high_bytes in orders:
        if half and high_bytes.count(0) > 0.7 * half:
            return encoding, "every other byte is zero, as in UTF-16"
    for encoding, _ in orders:
        text = sample.decode(encoding, errors="replace")
        if sum(map(_is_east_asian, text)) > 0.95 * len(text):
            return encoding, "Chinese, Japanese or Korean as in UTF-16"
    raise UndecodableError("a binary file")


def _is_east_asian(character: str) -> bool:
    """Return whether it is ASCII, or of the blocks of CJK signs, kana, ideographs, hangul and wide forms."""
    return (
        " " <= character <= "~"
        or "\u3001" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7a3"
        or "\uff01" <= character <= "\uffee"
        or character in "\t\r\n\u3000“”‘’—…·"
    )


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """Return the text where it is UTF-8 but for one in ten of its letters outside ASCII at most; else None.

    `error` is the first. Where it is that the file ends in two bytes of a curly quote or a dash, there need be no other
    letter: hardly another encoding ends a text so.
    """
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = len(text) - damaged - len(text.encode("ascii", errors="ignore"))
    is_cut_off = data[error.start :] == b"\xe2\x80"
    if not is_cut_off and (whole < 1 or 10 * (damaged - text.endswith("\ufffd")) > whole):
        return None
    _refuse_binary(text)
    places = "one place" if damaged == 1 else f"{damaged} places"
    return Decoded(text, "utf-8", f"UTF-8, damaged in {places}, first at byte {error.start}")


def _guessed(data: bytes, first: int) -> Decoded:
    """Return the text as the letters around `first`, the first byte that is not UTF-8, make it likely."""
    start = data.rfind(b"\n", max(first - _LINE, 0), first) + 1 or max(first - _LINE, 0)
    sample = data[start : start + _SAMPLE]
    likeness, writing = max(((_likeness(sample, writing), writing) for writing in _WRITINGS), key=itemgetter(0))
    if likeness > 0:
        return _decoded(data, writing.encoding, f"not UTF-8; what is not ASCII reads as {writing.language}")
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 13 ms to load, and few captures need it

    best = from_bytes(sample[:_DETECTED], cp_exclusion=list(_NO_TEXT)).best()
    if best is None:
        raise UndecodableError("a binary file")
    return _decoded(
        data, best.encoding, f"not UTF-8; guessed by charset-normalizer from {len(sample[:_DETECTED])} bytes"
    )


def _likeness(sample: bytes, writing: _Writing) -> float:
    """Return from 0 to 1 how far its frequent letters exceed the least share that texts in this writing have."""
    text = sample.decode(writing.encoding, errors="replace")
    text = writing.amiss.sub(lambda match: "\ufffd" * len(match[0]), text)
    others = [(character, count) for character, count in Counter(text).items() if not character.isascii()]
    frequent = sum(count for character, count in others if character in writing.frequent)
    share = frequent / max(sum(count for _, count in others), 1)
    return max(share - writing.least, 0) / (1 - writing.least)
