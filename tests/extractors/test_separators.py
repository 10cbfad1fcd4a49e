"""Digits and their separators: decided for each number."""

from decimal import Decimal

import pytest

from extractors.atoms import read_digits


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
