"""Alarms are raised for what is not usual, and for nothing else: weekends, chance, one bad night of before."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.nightly.alarms import (
    LEAST_NIGHTS,
    STATUSES,
    Judgement,
    judge_count,
    judge_numbers,
    judge_snapshot,
)
from pipeline.nightly.ledger import Night, NightIssue
from tests.pipeline.nightly.nights import FIRST, make_night

LANGUAGES = ("fr", "lo", "ms", "nb", "th")


def draw(level: float, dice: random.Random) -> int:
    """A Poisson count whose mean varies by twelve percent: the gaps between articles, as many as fit into a night."""
    night, articles = dice.gammavariate(1 / 0.12**2, 0.12**2 * level), -1
    if level > 200:
        return round(dice.gauss(night, night**0.5))
    while night >= 0:
        night -= dice.expovariate(1.0)
        articles += 1
    return articles


def ordinary(day: int, dice: random.Random, usual: int = 100, **more: Any) -> Night:
    """A night with the noise of a paper: fewer articles on weekends, counts and shares that vary, by chance and by a tenth more."""
    quiet = (FIRST.weekday() + day) % 7 >= 5
    level = usual * (0.45 if quiet else 1.0)
    counts = {code: draw(level, dice) for code in LANGUAGES}
    shares: dict[str, Any] = {
        "refused": sum(dice.random() < 0.015 for _ in range(min(counts.values()))),
        "undated": sum(dice.random() < 0.01 for _ in range(min(counts.values()))),
        "figures": dice.gauss(5, 0.4),
        "low": max(0.0, dice.gauss(0.12, 0.02)),
        "disagreeing": max(0.0, dice.gauss(0.06, 0.015)),
    }
    return make_night(day, counts, **{**shares, **more})


def history(nights: int = 14, seed: int = 1, usual: int = 100) -> list[Night]:
    dice = random.Random(seed)
    return [ordinary(day, dice, usual) for day in range(nights)]


def judged(tonight: Night, before: list[Night]) -> set[tuple[str, str, str | None]]:
    return {(alarm.code, alarm.source, alarm.language) for alarm in judge_numbers([tonight], before).alarms}


@pytest.mark.parametrize("usual", [3, 12, 100, 1500])
def test_ordinary_nights_with_noise_raise_no_alarm(usual: int) -> None:
    raised = []
    for seed in range(20):
        nights = history(28, seed, usual)
        for number in range(14, 28):
            raised += [
                (seed, number, alarm) for alarm in judge_numbers([nights[number]], nights[:number]).alarms
            ]
    assert raised == [], "20 papers, 14 nights each"


def test_the_first_quiet_sunday_that_is_judged_raises_none() -> None:
    nights = history(21)
    sundays = [number for number in range(LEAST_NIGHTS, 21) if (FIRST.weekday() + number) % 7 == 6]
    assert sundays
    assert [judge_numbers([nights[number]], nights[:number]).alarms for number in sundays] == [[]] * len(
        sundays
    )


def test_no_article_at_all_is_told_once_for_the_source() -> None:
    assert judged(make_night(14, dict.fromkeys(LANGUAGES, 0)), history()) == {("no_articles", "paper", None)}


def test_a_language_that_brings_none_is_told_by_its_name() -> None:
    counts = {**dict.fromkeys(LANGUAGES, 100), "lo": 0}
    assert ("no_articles", "paper", "lo") in judged(make_night(14, counts), history())


def test_a_quarter_of_the_usual_is_far_too_few_on_a_weekday_and_on_a_sunday() -> None:
    assert ("few_articles", "paper", None) in judged(make_night(14, dict.fromkeys(LANGUAGES, 25)), history())
    sunday = make_night(20, dict.fromkeys(LANGUAGES, 8))
    assert ("few_articles", "paper", None) in judged(sunday, history(20))


def test_the_message_names_tonights_number_what_is_usual_and_the_nights_before() -> None:
    before = [make_night(day, {"lo": 100 + day}) for day in range(14)]
    (alarm,) = judge_numbers([make_night(14, {"lo": 20})], before).alarms
    assert alarm.message.startswith("20 articles, where at least ")
    assert "the last 14 nights had 100 101 102" in alarm.message


def test_one_article_a_day_may_be_missing_for_ten_days_and_not_for_two_weeks() -> None:
    before = [(number % 7, 1) for number in range(14)]
    for empty in range(14):
        told = judge_count(
            0, (14 + empty) % 7, [*before, *((number % 7, 0) for number in range(14, 14 + empty))]
        )
        assert (told is not None) == (empty >= 11), empty
    assert told is not None
    assert told[1].startswith("no article for 14 nights")


def test_a_source_that_is_silent_stays_an_alarm_however_long() -> None:
    nights = history()
    for day in range(14, 44):
        empty = make_night(day, dict.fromkeys(LANGUAGES, 0), status=40)
        assert ("no_articles", "paper", None) in judged(empty, nights), day
        nights.append(empty)


def test_nights_in_which_the_source_failed_are_no_measure_of_what_is_usual() -> None:
    nights = history()
    for day in (3, 6, 8, 9, 10, 12, 13):
        nights[day] = make_night(day, dict.fromkeys(LANGUAGES, 0), state="failed", status=31)
    assert judge_numbers([make_night(14, dict.fromkeys(LANGUAGES, 20))], nights).alarms
    assert not judge_numbers([make_night(14, dict.fromkeys(LANGUAGES, 100))], nights).alarms


@pytest.mark.parametrize(
    ("code", "place", "make"),
    [
        ("low_parse_share", ("paper", "lo"), {"refused": 40}),
        ("low_date_share", ("paper", "th"), {"undated": 50}),
        ("unusual_figures", ("paper", "fr"), {"figures": 1.0}),
        ("unusual_figures", ("paper", "fr"), {"figures": 12.0}),
        ("unusual_figures", ("paper", "fr"), {"figures": 0.0}),
        ("low_confidence", ("paper", "nb"), {"low": 0.6}),
        ("many_rejects", ("all sources", None), {"refused": 40}),
        ("editions_disagree", ("all sources", "ms"), {"disagreeing": 0.4}),
    ],
)
def test_a_share_outside_of_its_band_is_an_alarm(
    code: str, place: tuple[str, str | None], make: dict[str, float]
) -> None:
    dice = random.Random(5)
    assert (code, *place) in judged(ordinary(14, dice, **make), history())


def test_every_alarm_has_an_exit_status_of_its_own() -> None:
    assert sorted(STATUSES.values()) == list(range(40, 49))


def test_a_new_source_is_not_judged_and_that_is_said() -> None:
    judgement = judge_numbers([make_night(6, dict.fromkeys(LANGUAGES, 0))], history(6))
    assert (judgement.alarms, judgement.too_new) == ([], {"paper": 6})


def test_a_source_is_judged_by_its_own_nights_and_not_by_those_of_another() -> None:
    before = history()
    tonight = make_night(14, dict.fromkeys(LANGUAGES, 1), source="other")
    judgement = judge_numbers([tonight], before)
    assert judgement.too_new == {"other": 0}
    assert {alarm.source for alarm in judgement.alarms} <= {"all sources"}


def test_two_runs_of_one_night_count_together() -> None:
    first = make_night(14, dict.fromkeys(LANGUAGES, 90))
    second = make_night(14, dict.fromkeys(LANGUAGES, 0))
    assert judge_numbers([first, second], history()).alarms == []


def test_what_the_deadline_cut_short_is_not_held_against_a_source() -> None:
    tonight = make_night(14, dict.fromkeys(LANGUAGES, 5), waiting=400)
    assert judge_numbers([tonight], history(), frozenset({"paper"})).alarms == []
    assert judge_numbers([tonight], history()).alarms != []


def test_nights_that_had_no_time_for_a_source_are_no_measure_of_it() -> None:
    before = [make_night(day, dict.fromkeys(LANGUAGES, 0)) for day in range(14)]
    for night in before:
        night.issues.append(NightIssue("warning", "left_for_tomorrow", "fetch", "paper", None, "no time"))
    assert judge_numbers([make_night(14, {"lo": 9})], before).too_new == {"paper": 0}
    again = [make_night(day, dict.fromkeys(LANGUAGES, 90)) for day in range(14)]
    assert judge_numbers([make_night(14, dict.fromkeys(LANGUAGES, 90))], [*before, *again]).too_new == {}


@pytest.mark.parametrize(
    "make", [lambda night: setattr(night, "is_partial", True), lambda night: setattr(night, "status", None)]
)
def test_nights_that_were_cut_short_or_never_ended_are_no_measure(make: Callable[[Night], None]) -> None:
    before = history()
    for night in before:
        make(night)
    assert judge_numbers([make_night(14, {"lo": 0})], before).too_new == {"paper": 0}


def test_nothing_at_all_raises_no_alarm() -> None:
    assert judge_numbers([], []) == Judgement()


@pytest.mark.parametrize(
    ("age", "told"),
    [(0.0, None), (24.0, None), (25.0, "25 hours old"), (73.0, "3 days old"), (None, "no snapshot at all")],
)
def test_a_snapshot_older_than_a_day_is_an_alarm(age: float | None, told: str | None) -> None:
    alarm = judge_snapshot(age)
    assert (alarm is None) == (told is None)
    if alarm is not None and told is not None:
        assert told in alarm.message
