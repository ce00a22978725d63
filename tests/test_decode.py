import codecs
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from minmetals_site.text import decode as decode_module
from minmetals_site.text.decode import UndecodableError, decode

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "decode.yaml").read_text(encoding="utf-8")
)


def bytes_of(given: dict[str, Any]) -> bytes:
    """Return the file that a case describes."""
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    data: bytes = given["text"].encode(given["encoding"])
    return bytes.fromhex(given.get("before", "")) + data + bytes.fromhex(given.get("after", ""))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case.get("known_failure") else [])
        for case in CASES
    ],
)
def test_case(case: dict[str, Any]) -> None:
    """Bytes are read as the case says, character for character, or refused as what they are."""
    data, expect = bytes_of(case["given"]), case["expect"]
    prefix = ""
    if "repeat_before" in case["given"]:
        words, count = case["given"]["repeat_before"]
        prefix = words * count
    if "refused" in expect:
        with pytest.raises(UndecodableError) as caught:
            decode(data)
        assert str(caught.value) == expect["refused"]
        return
    decoded = decode(prefix.encode("ascii") + data)
    assert decoded.text == prefix + expect.get("text", case["given"].get("text"))
    assert decoded.encoding == expect["encoding"]
    assert expect.get("evidence", decoded.evidence) == decoded.evidence


def test_labels_are_unique() -> None:
    """A failing case can be found by its label."""
    labels = [case["label"] for case in CASES]
    assert len(labels) == len(set(labels))


@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=60).map(lambda data: data * 9),
        st.lists(st.integers(1, 255), max_size=200).map(bytes),
        st.lists(st.sampled_from([0, 10, 32, 65, 0x80, 0x92, 0xB5, 0xD6, 0xE4, 0xFF]), max_size=60).map(bytes),
        st.tuples(
            st.sampled_from(
                [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, b"\x84\x31\x95\x33"]
            ),
            st.binary(max_size=60),
        ).map(b"".join),
    )
)
@example(b"\xff")
@example(b"\xff\xfe")
@example(b"+AGE-\xff")
@example(b"\x1b$B\xff")
def test_no_bytes_crash(data: bytes) -> None:
    """Any bytes are a text that can be written to a page, in an encoding Python knows, or are refused in words."""
    try:
        decoded = decode(data)
    except UndecodableError as error:
        shown = str(error)
        assert shown.startswith("a")
        return
    decoded.text.encode("utf-8")
    codecs.lookup(decoded.encoding)
    assert decoded.evidence
    assert "\0" not in decoded.text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80))
def test_utf8_is_never_doubted(text: str) -> None:
    """Whatever a text holds, saved as UTF-8 with or without a mark, or as UTF-16 with one, it comes back the same."""
    assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == f"\ufeff{text}"
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        decoded = decode(mark + text.encode(encoding))
        assert (decoded.text, decoded.encoding) == (f"\ufeff{text}", encoding)


PROSE = {
    "gb18030": "示例矿业公司今天在北京召开了全年工作会议，会议由样本女士主持。大家对公司的发展提出了很多意见。",
    "big5hkscs": "公司今年在北京舉行會議，討論未來的發展計劃。大家對公司的工作提出了很多意見，會議由樣本女士主持。",
    "cp1252": "“The mine’s café – open since May – isn’t full,” said Ms Sample. “It’s £5 a coffee…”",
    "cp1251": "Компания открыла новый рудник в этом году. Добыча меди выросла на пять процентов.",
    "cp932": "サンプル鉱業は新しい鉱山を開きました。会社は今年の計画を発表した。",
    "cp949": "예시광업은 새로운 광산을 열었습니다. 회사는 올해 계획을 발표했다.",
}


@given(st.sampled_from(sorted(PROSE)), st.data())
def test_any_piece_of_prose_is_recognised(encoding: str, data: st.DataObject) -> None:
    """Wherever a capture begins and ends, twenty letters of ordinary prose are enough."""
    prose = PROSE[encoding]
    start = data.draw(st.integers(0, len(prose) - 20))
    piece = prose[start : data.draw(st.integers(start + 20, len(prose)))]
    decoded = decode(piece.encode(encoding))
    assert decoded.text == piece
    assert decoded.encoding == ("utf-8" if piece.isascii() else encoding)


@pytest.mark.parametrize("encoding", sorted(PROSE))
def test_a_line_of_megabytes_is_guessed_from_a_part(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess looks at does not grow with the file: no encoding is tried on more than the sample."""
    tried: list[int] = []
    likeness = decode_module._likeness  # noqa: SLF001  # the work that is to be bounded

    def counted(sample: bytes, writing: Any) -> float:  # noqa: ANN401  # a private type
        tried.append(len(sample))
        return likeness(sample, writing)

    monkeypatch.setattr(decode_module, "_likeness", counted)
    text = PROSE[encoding] * 30_000
    assert decode(text.encode(encoding)).text == text
    assert max(tried) <= 64 * 1024


def test_line_ends_and_marks_stay(tmp_path: Path) -> None:
    """Encoding the text again gives the file, byte for byte: every place in it can be found in the capture."""
    text = "\ufeffa\r\nb\rc\nd\r\r\n\u2028五矿’é"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-be", "gb18030"):
        file = tmp_path / encoding
        file.write_bytes(text.encode(encoding))
        decoded = decode(file.read_bytes())
        assert decoded.text.encode(decoded.encoding) == file.read_bytes()
