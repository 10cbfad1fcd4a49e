"""Search finds words inside writing without spaces, in any accent, case and spelling, and numbers however printed."""

from __future__ import annotations

import re
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.search import find_snippets, read_query


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ສຸຂະພາບ", "ຊາວປະກັນສຸຂະພາບແຂວງ"),
        ("หลักประกัน", "โครงการหลักประกันสุขภาพ"),
        ("vinh long", "Tỉnh Vĩnh Long"),
        ("Vĩnh Long", "VINH LONG"),
        ("dak lak", "Đắk Lắk"),
        ("ກວ່າ", "ຫຼາຍກ່ວາ"),
        ("ຫຼາຍ", "ຫລາຍ"),
        ("ໝູ່", "ຫມູ່"),
        ("ຈຳນວນ", "ຈໍານວນ"),
        ("จำนวน", "จํานวน"),
        ("61250", "61.250 personer"),
        ("61 250", "61,250 orang"),
        ("61 250", "61250"),
        ("95", "ปี95%"),
        ("95.2", "95,2 %"),
        ("1234567", "1.234.567"),
        ("ÉTUDIANTS", "étudiants"),
        ("etudiants", "Étudiants"),
        ("a(b", "x a(b y"),
    ],
)
def test_what_was_typed_finds_what_is_printed(typed: str, text: str) -> None:
    assert all(re.search(pattern, text, re.ASCII) for pattern in read_query(typed).patterns)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("61250", "6125 personer"), ("long", "lon g"), ("95.2", "9502"), ("95", "99,5 %"), ("95", "1950")],
)
def test_what_differs_is_not_found(typed: str, text: str) -> None:
    assert not all(re.search(pattern, text, re.ASCII) for pattern in read_query(typed).patterns)


@given(st.text(max_size=30))
def test_every_pattern_is_one_for_duckdb_and_python_alike(typed: str) -> None:
    for pattern in read_query(typed).patterns:
        re.compile(pattern, re.ASCII)
        duckdb.execute("SELECT regexp_matches('x', ?)", [pattern]).fetchall()


@given(st.text(alphabet="aéđນກ່ວາຫຼำ1 .", min_size=1, max_size=12))
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    for word in text.split():
        assert all(re.search(pattern, word, re.ASCII) for pattern in read_query(word).patterns), word


def test_a_line_tells_values_places_and_indicators_apart() -> None:
    query = read_query("Vinh Long arrears")
    assert query.provinces == ("Vĩnh Long",)
    assert "insurance.arrears" in query.indicators
    assert read_query("95,5 %").values == (Decimal("95.5"),)
    assert read_query("health insurance coverage").indicators == ("health_insurance.coverage_rate",)
    assert not read_query("ປະກັນ").names_figures
    assert read_query("  ").patterns == ()


def test_snippets_stay_within_their_line() -> None:
    text = "Title\n" + "a" * 100 + " needle " + "b" * 100 + "\nneedle again"
    first, second = find_snippets(read_query("needle").patterns, text)
    assert (first.hit, second.hit, second.before, second.after) == ("needle", "needle", "", " again")
    assert "Title" not in first.before
    assert len(first.before) <= 60
