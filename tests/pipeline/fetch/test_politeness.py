"""A host is asked no faster than it allows, left alone when it asks for rest, and never forgotten."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.fetch import HostAtRestError
from pipeline.fetch.politeness import HostState, Pacer, read_retry_after

from .clocks import QuickClock

START = datetime(2026, 11, 22, 1, tzinfo=UTC)


def make_pacer(clock: QuickClock, state: HostState | None = None, **changes: float) -> Pacer:
    asked = {"spacing": 2.0, "budget": 100, "patience": 1200.0} | changes
    return Pacer(
        state or HostState("a.vn"),
        clock,
        spacing=asked["spacing"],
        budget=int(asked["budget"]),
        patience=asked["patience"],
        night="2026-11-22",
    )


def starts(
    pacer: Pacer, clock: QuickClock, answers: list[int], takes: float = 0.5, asked: str | None = None
) -> list[float]:
    """Seconds at which requests start that are answered so, each taking a while."""
    moments = []
    for status in answers:
        asyncio.run(pacer.take_turn())
        moments.append((clock.now() - START).total_seconds())
        clock.pass_by(takes)
        pacer.note_answer(status, asked)
    return moments


def test_requests_start_at_least_the_spacing_apart() -> None:
    clock = QuickClock(START)
    assert starts(make_pacer(clock), clock, [200] * 4) == [0, 2, 4, 6]


def test_an_answer_that_takes_longer_than_the_spacing_is_not_overtaken() -> None:
    clock = QuickClock(START)
    assert starts(make_pacer(clock), clock, [200] * 3, takes=5) == [0, 5, 10]


def test_a_longer_crawl_delay_wins_and_a_shorter_one_does_not() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    pacer.apply_crawl_delay(7)
    pacer.apply_crawl_delay(0.1)
    assert starts(pacer, clock, [200] * 3) == [0, 7, 14]


def test_errors_of_the_server_slow_down_and_answers_speed_up_again() -> None:
    clock = QuickClock(START)
    gaps = starts(make_pacer(clock), clock, [500, 500, 500, 200, 200, 200, 200])
    assert [later - earlier for earlier, later in itertools.pairwise(gaps)] == [4, 8, 16, 8, 4, 2]


def test_spacing_never_grows_past_a_minute_nor_shrinks_below_its_own() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    for _ in range(30):
        pacer.note_failure()
    assert pacer.spacing == 60
    for _ in range(30):
        pacer.note_answer(200)
    assert pacer.spacing == 2


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(status: int) -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    asyncio.run(pacer.take_turn())
    assert pacer.note_answer(status, "600")
    asyncio.run(pacer.take_turn())
    assert clock.now() == START + timedelta(seconds=600)


def test_rests_without_a_given_time_grow() -> None:
    clock = QuickClock(START)
    assert starts(make_pacer(clock), clock, [429, 429, 429, 200], takes=0) == [0, 60, 180, 420]


def test_a_single_refusal_is_the_page_and_three_in_a_row_are_the_host() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    assert [pacer.note_answer(status) for status in (403, 200, 403, 403, 403)] == [
        False,
        False,
        False,
        False,
        True,
    ]


def test_a_rest_longer_than_our_patience_leaves_the_host_for_the_night() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    pacer.note_answer(503, "7200")
    with pytest.raises(HostAtRestError, match="rest until 03:00") as told:
        asyncio.run(pacer.take_turn())
    assert told.value.reason == "host_resting"


def test_the_budget_of_a_night_holds_over_restarts_and_is_new_the_next_night() -> None:
    clock = QuickClock(START)
    state = HostState("a.vn", night="2026-11-22", requests=2)
    pacer = make_pacer(clock, state, budget=3)
    asyncio.run(pacer.take_turn())
    with pytest.raises(HostAtRestError) as told:
        asyncio.run(pacer.take_turn())
    assert told.value.reason == "budget_spent"
    later = Pacer(state, clock, spacing=2, budget=3, patience=60, night="2026-11-23")
    asyncio.run(later.take_turn())
    assert state.requests == 1


def test_slowness_and_rest_are_part_of_the_state_that_is_kept() -> None:
    clock = QuickClock(START)
    state = HostState("a.vn")
    make_pacer(clock, state).note_answer(429, "300")
    assert state.slowness == 2
    assert state.rest_until == START + timedelta(seconds=300)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("Sun, 22 Nov 2026 01:10:00 GMT", 600.0),
        ("Sun, 22 Nov 2026 00:10:00 GMT", 0.0),
        ("99999999999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("๑๒", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(given: str | None, wanted: float | None) -> None:
    assert read_retry_after(given, START) == wanted


def test_a_restart_keeps_the_distance_from_the_last_request() -> None:
    clock = QuickClock(START)
    state = HostState("a.vn", night="2026-11-22", last_start=START - timedelta(seconds=0.5))
    assert starts(make_pacer(clock, state), clock, [200]) == [1.5]


def test_a_clock_that_is_set_back_costs_no_more_than_the_spacing() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    asyncio.run(pacer.take_turn())
    clock.pass_by(-86_400)
    before = clock.now()
    asyncio.run(pacer.take_turn())
    assert clock.now() - before == timedelta(seconds=2)


@pytest.mark.parametrize("asked", ["0", "Sun, 22 Nov 2026 00:10:00 GMT"])
def test_a_host_that_always_asks_for_no_rest_at_all_is_left_for_the_night(asked: str) -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    with pytest.raises(HostAtRestError, match="asked for rest"):
        starts(pacer, clock, [429] * 12, asked=asked)
    assert 3 < pacer.state.requests < 12


def test_a_thousand_failures_do_not_break_the_rest_that_follows() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock, HostState("a.vn", failures=5000))
    pacer.note_answer(503)
    assert pacer.state.rest_until == START + timedelta(hours=1)


def test_a_crawl_delay_of_more_than_an_hour_ends_the_night_in_the_place_of_waiting() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock)
    asyncio.run(pacer.take_turn())
    pacer.apply_crawl_delay(1e9)
    with pytest.raises(HostAtRestError, match="between requests"):
        asyncio.run(pacer.take_turn())


def test_a_host_that_is_down_is_left_alone_longer_each_time_until_the_next_night() -> None:
    clock = QuickClock(START)
    pacer = make_pacer(clock, patience=1200)
    rests = []
    for number in range(1, 33):
        pacer.note_failure()
        if number % 8 == 0:
            assert pacer.state.rest_until is not None
            rests.append((pacer.state.rest_until - clock.now()).total_seconds())
    assert rests == [600, 1200, 1800, 2400]
    with pytest.raises(HostAtRestError):
        asyncio.run(pacer.take_turn())
