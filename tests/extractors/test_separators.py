"""Digits and their separators: decided for each number."""

from decimal import Decimal

import pytest

from extractors import extract_figures
from extractors.atoms import read_digits
from schemas import Article


@pytest.mark.parametrize(
    ("printed", "value", "doubt"),
    [
        ("217500", "217500", False),
        ("217 500", "217500", False),
        ("217.500", "217500", True),
        ("217,500", "217500", True),
        ("1.234.567", "1234567", False),
        ("1,234,567.89", "1234567.89", False),
        ("1.234.567,89", "1234567.89", False),
        ("7.393,17", "7393.17", False),
        ("6.704,3", "6704.3", False),
        ("9.6", "9.6", False),
        ("44,35", "44.35", False),
        ("77.90", "77.90", False),
        ("0,125", "0.125", False),
        ("1 234 567,89", "1234567.89", False),
    ],
)
def test_separators_belong_to_the_number(printed, value, doubt):
    assert read_digits(printed) == (Decimal(value), doubt)


def test_decimals_are_kept_as_printed():
    assert str(read_digits("77.90")[0]) == "77.90"


@pytest.mark.parametrize(
    ("lang", "text", "value", "out_of"),
    [
        ("nb", "9,6 millioner mennesker", "9600000", None),
        ("nb", "95,0 % av planen", "95.0", None),
        ("fr", "57,3 sur 98,4 milliards de dongs", "57300000000", "98400000000"),
        ("th", "2.5 ล้านคน", "2500000", None),
    ],
)
def test_a_scale_uses_up_the_decimals_and_what_is_printed_without_one_stays(
    lang: str, text: str, value: str, out_of: str | None
) -> None:
    (figure,) = extract_figures(
        Article.model_validate({"article_id": "a", "lang": lang, "text": text})
    ).figures
    written = figure.model_dump(mode="json")
    assert (written["value"], written["out_of"]) == (value, out_of)
