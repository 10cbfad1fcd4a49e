"""Claims about Malay: numbers that it builds by rule, the agency told from the scheme by its capitals, Indonesian words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors import extract_figures
from schemas import Article, Extraction


def _read(text: str) -> Extraction:
    return extract_figures(Article(article_id="ms", lang="ms", text=text, published=date(2025, 10, 31)))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua belas", "12"),
        ("sembilan puluh sembilan", "99"),
        ("seribu dua ratus", "1200"),
        ("tiga ribu lima ratus enam puluh", "3560"),
        ("sejuta setengah", "1500000"),
        ("setengah juta", "500000"),
        ("dua setengah juta", "2500000"),
        ("1.2 miliar", "1200000000"),
        ("1,2 triliun", "1200000000000"),
        ("lima bilion", "5000000000"),
    ],
)
def test_number_words_and_scales_compose(words: str, value: str) -> None:
    figures = _read(f"Wilayah itu memperuntukkan {words} dong.").figures
    assert [(f.quote, f.value, f.unit) for f in figures] == [(words, Decimal(value), "VND")]


def test_the_agency_in_capitals_is_not_the_scheme() -> None:
    text = "Insurans Sosial asas itu menarik 545 orang menyertai insurans kesihatan."
    assert [f.indicator for f in _read(text).figures] == ["health_insurance.new_participants"]


@pytest.mark.parametrize(
    "text", ["Delapan puluh persen penduduk bersetuju.", "Lapan puluh peratus penduduk bersetuju."]
)
def test_indonesian_words_read_as_malay_ones(text: str) -> None:
    (figure,) = _read(text).figures
    assert (figure.value, figure.unit, figure.base) == (Decimal(80), "percent", "population")


def test_lebih_before_a_quality_compares_no_number() -> None:
    (figure,) = _read("Dasar itu membantu 545 orang lebih memahami hak mereka.").figures
    assert figure.comparator == "="


def test_a_buddhist_year_is_kept_as_printed() -> None:
    (deadline,) = _read("Menjelang akhir tahun 2568, semua komun mesti siap.").deadlines
    assert deadline.date == date(2568, 12, 31)
