"""The matching copy: what it unites, and that every span on it leads back to the stored text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.normalise import fold_text


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ສໍາເລັດ", "ສຳເລັດ"),
        ("ຕໍ່າກວ່າ", "ຕ່ຳກວ່າ"),
        ("ຕ່ໍາກວ່າ", "ຕ່ຳກວ່າ"),
        ("ຫລາຍກວ່າ", "ຫຼາຍກວ່າ"),
        ("ຫນຶ່ງ", "ໜຶ່ງ"),
        ("ຫມື່ນ", "ໝື່ນ"),
        ("ຫຼາຍກ່ວາ", "ຫຼາຍກວ່າ"),
        ("໙໕", "95"),
        ("๒๕๖๘", "2568"),
        ("217\u202f500", "217 500"),
        ("l’année", "l'année"),
        ("2026–2030", "2026-2030"),
        ("cafe\u0301", "café"),
        ("ບັນ\u200bຊີ", "ບັນຊີ"),
        ("นํ้า", "น้ำ"),
    ],
)
def test_spellings_that_mean_the_same_are_folded_to_one(printed, folded):
    assert fold_text(printed).text == folded


def test_a_span_after_a_removed_character_maps_to_the_stored_text():
    text = "ຮັບ\u200bເງິນ ສໍາ 95% 🙂 ຫນ"
    folded = fold_text(text)
    at = folded.text.index("95%")
    start, end = folded.original(at, at + 3)
    assert text[start:end] == "95%"


def test_the_copy_keeps_capitals_beside_it():
    folded = fold_text("Assurance sociale")
    assert folded.text == "assurance sociale"
    assert folded.cased == "Assurance sociale"


@given(st.text())
def test_any_text_folds_and_every_character_maps_inside_the_original(text):
    folded = fold_text(text)
    assert len(folded.text) == len(folded.cased)
    last = 0
    for k in range(len(folded.text)):
        start, end = folded.original(k, k + 1)
        assert last <= start < end <= len(text)
        last = start


@given(st.text(alphabet="ຫນມລສໍາ່້ຼກວະ\u200b\u0301e\u030aa"))
def test_an_offset_of_the_original_is_placed_where_the_copy_reaches_it(text):
    folded = fold_text(text)
    starts = [folded.original(k, k + 1)[0] for k in range(len(folded.text))]
    for offset in range(len(text) + 1):
        assert folded.place(offset) == sum(start < offset for start in starts)


@given(st.text(alphabet="ຫນມລສໍາ່້ຼກວະ໑໒ำ\u200b\u0301e\ufeffİß"))
def test_uneven_spellings_never_shift_what_follows_them(text):
    folded = fold_text(text + " MARK7")
    at = folded.text.index("mark7")
    start, end = folded.original(at, at + 5)
    assert (text + " MARK7")[start:end] == "MARK7"
