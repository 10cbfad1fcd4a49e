"""How the page says things: numbers, days, and what it is that editions read otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pipeline.audit.wording import (
    LISTED,
    show_ago,
    show_count,
    show_field,
    show_line,
    show_number,
    show_percent,
    show_reason,
    show_words,
)
from schemas import Figure
from schemas.codes import BASES, DATE_ROLES, INDICATOR_CODES, PERS, SCENARIOS, SCOPES
from schemas.review import STATES

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def figure(**more: Any) -> Figure:
    fields = {
        "start": 0,
        "end": 1,
        "quote": "9",
        "kind": "percentage",
        "value": "95.2",
        "unit": "percent",
        **more,
    }
    return Figure.model_validate(fields)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "95.2\u202f%"),
        ({"comparator": ">="}, "≥ 95.2\u202f%"),
        ({"value": "1", "value_max": "1.50"}, "1 to 1.5\u202f%"),
        ({"kind": "count", "unit": "locality", "value": "45", "out_of": "96"}, "45 of 96 localities"),
        ({"kind": "money", "unit": "VND", "value": "6800000000000"}, "6,800,000,000,000 VND"),
    ],
)
def test_a_value_is_said_with_sign_and_unit(more: dict[str, Any], said: str) -> None:
    assert show_line(figure(**more)) == said


def test_numbers_keep_every_digit_and_lose_empty_ones() -> None:
    assert show_number(Decimal("1234567.890000")) == "1,234,567.89"
    assert show_number("27000") == "27,000"
    assert (show_percent(1.0), show_percent(0.9532), show_percent(None)) == ("100\u202f%", "95.3\u202f%", "–")


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1, hours=1), "1 day ago"),
        (timedelta(days=30), "23 Oct 2026"),
    ],
)
def test_a_moment_is_told_by_how_long_ago_it_was(past: timedelta, said: str) -> None:
    assert show_ago(NOON - past, NOON) == said


def test_every_code_has_words() -> None:
    for code in (*INDICATOR_CODES, *BASES, *SCENARIOS, *SCOPES, *PERS, *DATE_ROLES, *STATES):
        assert "_" not in show_words(code)
        assert show_words(code)[0].isupper()


def test_of_editions_that_differ_only_the_difference_is_told() -> None:
    own = figure(
        indicator="health_insurance.coverage_rate",
        scenario="target",
        province="Vĩnh Long",
        date_role="deadline",
        date_end=date(2030, 12, 31),
    )
    detail = (
        "fr: health_insurance.coverage_rate, actual, whole, Vĩnh Long, 2030-12-31; lo: not read; "
        "ms: health_insurance.coverage_rate, target, whole, Vĩnh Long; nb: 93.000000; "
        "th: health_insurance.coverage_rate, target, whole, Vĩnh Long"
    )
    assert show_reason("outvoted", detail, own) == (
        "Most editions read it otherwise: French Actual instead of Target; Lao without it; "
        "Malay, Thai without 31 Dec 2030; Norwegian 93"
    )


def test_every_reason_of_the_tables_has_words() -> None:
    from pipeline.store.audit_tables import OUTLIERS_SCRIPT, SCRIPT

    script = SCRIPT.read_text("utf-8") + OUTLIERS_SCRIPT.read_text("utf-8")
    known = {*LISTED, "far_from_history"}
    assert all(f"'{code}'" in script for code in known)
    assert "_" not in show_reason("far_from_history", "93.4 12")
    assert show_field("comparator", "=") == "= exactly"


@pytest.mark.parametrize(("number", "said"), [(0, "0 sources"), (1, "1 source"), (1250, "1,250 sources")])
def test_one_thing_is_not_told_as_several(number: int, said: str) -> None:
    assert show_count(number, "source") == said
