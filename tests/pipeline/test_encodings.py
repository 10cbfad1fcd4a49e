"""Bytes to text, whatever the page declares."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encodings import decode_bytes
from pipeline.errors import RejectedError

THAI = "จังหวัดหวิญลองตั้งเป้าให้ประชากรร้อยละ 95 เข้าร่วมประกันสุขภาพ"
LAO = "ແຂວງສູ້ຊົນໃຫ້ປະຊາກອນ 95% ເຂົ້າຮ່ວມປະກັນສຸຂະພາບ"
FRENCH = "La couverture dépasse déjà 95 % dans la région où l'été fut sec."


def page(declared: str, text: str) -> str:
    return f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    "declared", ["tis-620", "windows-874", "iso-8859-11", "utf-8", "iso-8859-1", "nonsense"]
)
def test_thai_in_a_single_byte_encoding_is_read_whatever_is_declared(declared: str) -> None:
    text = page(declared, THAI)
    assert decode_bytes(text.encode("cp874")).text == text


def test_thai_text_without_any_declaration_is_read() -> None:
    assert decode_bytes(THAI.encode("tis-620")).text == THAI


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "windows-874"])
def test_french_in_a_single_byte_encoding_is_read_whatever_is_declared(declared: str) -> None:
    text = page(declared, f"{FRENCH} {FRENCH}")
    assert decode_bytes(text.encode("cp1252")).text == text


@pytest.mark.parametrize("declared", ["iso-8859-1", "tis-620", "utf-16", "hex"])
@pytest.mark.parametrize("text", [THAI, LAO, FRENCH])
def test_utf8_is_believed_over_a_wrong_declaration(declared: str, text: str) -> None:
    assert decode_bytes(page(declared, text).encode()).text == page(declared, text)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
    ],
)
def test_marks_and_utf16_are_recognised(mark: bytes, encoding: str) -> None:
    text = page("utf-8", FRENCH)
    assert decode_bytes(mark + text.encode(encoding)).text == text


def test_a_page_cut_inside_a_character_is_read_to_there() -> None:
    decoded = decode_bytes(LAO.encode()[:-1])
    assert decoded.text == LAO[:-1] + "\ufffd"
    assert decoded.broken == 1


@pytest.mark.parametrize("raw", [b"\x7fELF\x00\x00\x00\x01" * 50, b"PK\x03\x04\x00\x00\x00" * 50])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(RejectedError) as refused:
        decode_bytes(raw)
    assert refused.value.code == "not_text"


@given(st.text())
def test_any_text_in_utf8_comes_back(text: str) -> None:
    raw = text.encode("utf-8", "ignore")
    if b"\0" not in raw and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert decode_bytes(raw).text == raw.decode()


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    try:
        decode_bytes(raw).text.encode()
    except RejectedError as refused:
        assert refused.code in {"not_text", "bad_encoding"}  # noqa: PT017 - any bytes may do either
