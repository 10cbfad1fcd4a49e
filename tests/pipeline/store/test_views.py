"""The views answer what their names ask."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.store import database

if TYPE_CHECKING:
    from conftest import Told

PLACE = {"province": "Vĩnh Long"}
TARGET: dict[str, Any] = {"value": 95, "scenario": "target", "date_end": "2030-12-31", **PLACE}
ORIGIN = "https://baovinhlong.com.vn/a-b-c-1/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run is of 2025-12-01."""
    from datetime import datetime

    monkeypatch.setattr("pipeline.store.writer.utc_now", lambda: datetime(2025, 12, 1))


@pytest.mark.parametrize("view", database.VIEWS)
def test_every_view_is_empty_where_nothing_is_told(told: Told, view: str) -> None:
    told.store()
    rows = told.ask(f"SELECT count(*) FROM {view}")
    assert rows == [(0 if view != "province_places" else 3 * 64,)]


def test_editions_make_one_target_and_parts_make_none(told: Told) -> None:
    for lang in ("fr", "lo", "th"):
        told.tell(lang, TARGET, {**TARGET, "value": 80, "scope": "part"}, lang=lang, origin_url=ORIGIN)
    columns = "value::INT, deadline::VARCHAR, langs"
    assert told.ask(f"SELECT {columns} FROM targets") == [(95, "2030-12-31", ["fr", "lo", "th"])]
    assert told.ask("SELECT value::INT FROM facts_of_parts") == [(80,)]


@pytest.mark.parametrize(
    ("scope", "view"),
    [("part", "facts_of_parts"), ("each", "facts_of_each"), ("threshold", "facts_of_thresholds")],
)
def test_other_scopes_have_views_of_their_own_and_are_in_no_provincial_one(
    told: Told, scope: str, view: str
) -> None:
    told.tell("a", {**PLACE, "value": 80, "scope": scope, "date_end": "2025-10-31"})
    assert told.ask(f"SELECT value::INT FROM {view}") == [(80,)]
    for other in ("actuals", "coverage_by_province", "provincial_facts"):
        assert told.ask(f"FROM {other}") == []


def progress(told: Told, columns: str) -> list[tuple[Any, ...]]:
    return told.ask(f"SELECT {columns} FROM target_progress ORDER BY target")


def test_a_target_stands_beside_the_latest_actual_with_gap_and_days_left(told: Told) -> None:
    told.tell("a", {**TARGET, "date_end": "2025-12-31"})
    told.tell("b", {**PLACE, "value": 90, "date_end": "2024-12-31"})
    told.tell("c", {**PLACE, "value": "93.5", "date_end": "2025-10-31", "base": "population"})
    assert progress(told, "target::INT, actual, gap, days_left, reached") == [
        (95, Decimal("93.5"), Decimal("-1.5"), 30, False)
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"province": "Cà Mau"},
        {"indicator": "social_insurance.coverage_rate"},
        {"base": "students"},
        {"unit": "percentage_point"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_actual_of_something_else_stands_beside_no_target(told: Told, other: dict[str, Any]) -> None:
    told.tell("a", TARGET, {**PLACE, "value": 90, "date_end": "2025-10-31", **other})
    assert progress(told, "actual, gap, reached, on_track") == [(None, None, None, None)]


def test_the_old_province_is_not_compared_with_the_merged_one(told: Told) -> None:
    told.tell("a", {**TARGET, "province": "Phú Thọ"}, published="2021-03-01")
    told.tell("b", {"value": 96, "province": "Phú Thọ", "date_end": "2025-10-31"}, published="2025-11-01")
    assert progress(told, "province_id, actual, series_breaks") == [("phu-tho@before", None, True)]


def test_a_province_that_was_not_merged_is_compared_across_the_day(told: Told) -> None:
    told.tell("a", {**TARGET, "province": "Hà Nội"}, published="2021-03-01")
    told.tell("b", {"value": 96, "province": "Hà Nội", "date_end": "2025-10-31"}, published="2025-11-01")
    assert progress(told, "actual::INT, reached, on_track") == [(96, True, True)]


@pytest.mark.parametrize(
    ("comparator", "actual", "reached"),
    [("=", 95, True), (">=", 95, True), (">", 95, False), ("<", 95, False), ("<=", 95, True), ("<=", 96, False)],
)  # fmt: skip
def test_the_comparator_says_what_reaching_is(
    told: Told, comparator: str, actual: int, reached: bool
) -> None:
    told.tell("a", {**TARGET, "comparator": comparator}, {**PLACE, "value": actual, "date_end": "2025-10-31"})
    assert progress(told, "reached") == [(reached,)]


def test_arrears_reach_their_target_from_above(told: Told) -> None:
    rate = {"indicator": "insurance.arrears_rate"}
    told.tell(
        "a", {**TARGET, **rate, "value": 2}, {**PLACE, **rate, "value": "1.5", "date_end": "2025-10-31"}
    )
    assert progress(told, "gap, reached") == [(Decimal("-0.5"), True)]


@pytest.mark.parametrize(("now", "on_track"), [(94, True), (91, False)])
def test_on_track_is_told_by_the_line_through_the_first_and_the_latest_actual(
    told: Told, now: int, on_track: bool
) -> None:
    told.tell("a", {**TARGET, "date_end": "2026-12-31"})
    told.tell("b", {**PLACE, "value": 90, "date_end": "2024-10-31"})
    told.tell("c", {**PLACE, "value": now, "date_end": "2025-10-31"})
    assert progress(told, "reached, on_track") == [(False, on_track)]


def test_a_target_missed_at_its_deadline_is_not_on_track_and_one_without_a_trend_is_unknown(
    told: Told,
) -> None:
    told.tell("a", {**TARGET, "value": 94, "date_end": "2025-11-01"}, TARGET)
    told.tell("b", {**PLACE, "value": 90, "date_end": "2025-10-31"})
    assert progress(told, "target::INT, on_track") == [(94, False), (95, None)]


def test_a_target_of_two_stories_is_one_row(told: Told) -> None:
    told.tell("a", TARGET)
    told.tell("b", TARGET, published="2025-11-20")
    assert progress(told, "article_id") == [("b",)]


def test_an_actual_that_the_other_editions_read_as_a_target_is_not_compared(told: Told) -> None:
    told.tell("fr", TARGET, origin_url=ORIGIN)
    told.tell("th", TARGET, lang="th", origin_url=ORIGIN)
    told.tell("nb", {**TARGET, "scenario": "actual", "date_end": "2025-10-31"}, lang="nb", origin_url=ORIGIN)
    assert progress(told, "target::INT, actual") == [(95, None)]


def test_coverage_is_a_series_with_its_change_and_its_latest_day(told: Told) -> None:
    told.tell("a", {**PLACE, "value": 90, "date_end": "2024-12-31"})
    told.tell("b", {**PLACE, "value": "93.5", "date_end": "2025-10-31"})
    columns = "province, value, previous_value, change, is_latest"
    assert told.ask(f"SELECT {columns} FROM coverage_by_province ORDER BY obs_date") == [
        ("Vĩnh Long", 90, None, None, False),
        ("Vĩnh Long", Decimal("93.5"), 90, Decimal("3.5"), True),
    ]


def test_plans_and_arrears_have_series_of_their_own(told: Told) -> None:
    told.tell(
        "a",
        {**PLACE, "value": 82, "indicator": "health_insurance.plan_completion", "base": "plan"},
        {**PLACE, "value": 5000, "indicator": "insurance.arrears", "kind": "money", "unit": "VND"},
    )
    assert told.ask("SELECT value::INT, is_latest FROM plan_completion") == [(82, True)]
    assert told.ask("SELECT value::INT, unit FROM arrears") == [(5000, "VND")]
    assert told.ask("FROM coverage_by_province") == []


def test_deadlines_ahead_are_those_from_the_last_run_on_once_for_all_editions(told: Told) -> None:
    for lang, body in (("fr", None), ("th", "โรงเรียน")):
        told.tell(
            lang,
            lang=lang,
            origin_url=ORIGIN,
            deadlines=(
                {"quote": "15/1/2026", "date": "2026-01-15", "responsible": body},
                {"quote": "30/11/2025", "date": "2025-11-30"},
                {"quote": "1/12/2025", "date": "2025-12-01"},
            ),
        )
    columns = "date::VARCHAR, days_left, responsible, langs"
    assert told.ask(f"SELECT {columns} FROM deadlines_ahead ORDER BY date") == [
        ("2025-12-01", 0, None, ["fr", "th"]),
        ("2026-01-15", 45, "โรงเรียน", ["fr", "th"]),
    ]


def test_two_tasks_of_one_day_stay_two_deadlines(told: Told) -> None:
    day = {"quote": "15/1/2026", "date": "2026-01-15"}
    told.tell("a", deadlines=({**day, "responsible": "Les écoles"}, {**day, "responsible": "La caisse"}))
    assert told.ask("SELECT count(*) FROM deadlines_ahead") == [(2,)]


def test_a_deadline_that_an_article_repeats_is_one_with_all_its_copies(told: Told) -> None:
    day = {"quote": "15/1/2026", "date": "2026-01-15"}
    told.tell("fr", origin_url=ORIGIN, deadlines=(day, {**day, "responsible": "Les écoles"}, day))
    told.tell("nb", lang="nb", origin_url=ORIGIN, deadlines=({**day, "responsible": "Skolene"},))
    told.tell("apart", deadlines=(day, {**day, "quote": "mi-janvier 2026"}))
    columns = "responsible, langs, len(copies), list_distinct([copy.quote for copy in copies]).len()"
    assert told.ask(f"SELECT {columns} FROM deadlines_ahead ORDER BY len(copies)") == [
        (None, ["fr"], 2, 2),
        ("Les écoles", ["fr", "nb"], 4, 1),
    ]


def test_a_repeat_without_a_body_goes_with_no_one_of_two_bodies(told: Told) -> None:
    day = {"quote": "15/1/2026", "date": "2026-01-15"}
    named = ({**day, "responsible": "Les écoles"}, {**day, "responsible": "La caisse"})
    told.tell("a", deadlines=(*named, day, named[0], day))
    assert told.ask("SELECT responsible, len(copies) FROM deadlines_ahead ORDER BY 1 NULLS FIRST") == [
        (None, 2),
        ("La caisse", 1),
        ("Les écoles", 2),
    ]


def test_each_edition_that_differs_is_a_row(told: Told) -> None:
    told.tell("fr", TARGET, origin_url=ORIGIN)
    told.tell("th", {**TARGET, "scope": "part"}, lang="th", origin_url=ORIGIN)
    told.tell("alone", TARGET)
    assert told.ask("SELECT lang, scope, other_langs FROM edition_disagreements ORDER BY lang") == [
        ("fr", "part", ["th"]),
        ("th", "whole", ["fr"]),
    ]


def test_two_values_of_one_named_day_are_a_conflict_and_bounds_are_none(told: Told) -> None:
    day = {**PLACE, "date_end": "2025-10-31"}
    told.tell("a", {**day, "value": 93}, {**day, "value": 92, "comparator": ">"})
    told.tell("b", {**day, "value": 94})
    told.tell("c", {**PLACE, "value": 60})
    assert told.ask("SELECT different_values, lowest::INT, highest::INT FROM conflicts") == [(2, 93, 94)]


def test_articles_of_before_and_since_the_merger_conflict_where_the_territory_is_the_same(told: Told) -> None:
    day = {"date_end": "2025-06-30"}
    for old, new in (("Thừa Thiên Huế", "Huế"), ("Hà Nội", "Hà Nội"), ("Phú Thọ", "Phú Thọ")):
        told.tell(f"{old} 1", {**day, "province": old, "value": 93}, published="2025-06-30")
        told.tell(f"{old} 2", {**day, "province": new, "value": 94}, published="2025-08-01")
    assert told.ask("SELECT province, province_id, lowest::INT, highest::INT FROM conflicts ORDER BY 1") == [
        ("Huế", "hue@since", 93, 94),
        ("Hà Nội", "ha-noi@since", 93, 94),
    ]


def test_sdmx_has_territory_and_status_and_no_row_without_a_day(told: Told) -> None:
    told.tell("a", TARGET, {**PLACE, "value": 93, "comparator": "~"}, {"value": 70})
    told.tell("b", {"value": 50}, published=None)
    columns = "REF_AREA, OBS_VALUE::INT, UNIT_MEASURE, OBS_STATUS, REVIEW_STATE"
    assert told.ask(f"SELECT {columns} FROM figures_sdmx ORDER BY 2") == [
        ("_U", 70, "PT", "A", "unreviewed"),
        ("vinh-long@since", 93, "PT", "E", "unreviewed"),
        ("vinh-long@since", 95, "PT", "F", "unreviewed"),
    ]


@pytest.mark.parametrize(
    "view", ["coverage_by_province", "arrears", "plan_completion", "target_progress", "conflicts"]
)
def test_views_that_compare_provinces_call_the_base_what_others_call_it(told: Told, view: str) -> None:
    arrears = {"kind": "money", "unit": "VND", "indicator": "insurance.arrears"}
    plan = {"indicator": "health_insurance.plan_completion", "base": "plan"}
    dated = {"date_role": "as_of", "date_end": "2025-10-01"}
    told.tell("a", TARGET, {**PLACE, **dated, "value": 93}, {**PLACE, **dated, "value": 94})
    told.tell("b", {**PLACE, **arrears, "value": 7}, {**PLACE, **plan, "value": 8})
    found = told.ask(f"SELECT base, compared_base FROM {view}")
    assert found
    assert all(base == earlier for base, earlier in found)
    assert (view == "arrears") or found[0][0] in ("population", "plan")
