"""Agreement of two reviewers: who makes a pair, and measures held against published tables."""

from __future__ import annotations

import pytest

from pipeline.audit.agreement import Opinion, Pair, find_pairs, measure_agreement
from schemas.review import ReviewEvent

from .events import READING, correct, decide, undo

OTHER = READING.with_texts({"value": "1"})


def table(both: int, first: int, second: int, neither: int) -> list[Pair]:
    def pair(by_first: bool, by_second: bool) -> Pair:
        return Pair(
            "f",
            Opinion("dao", by_first, READING if by_first else None, (0, 0)),
            Opinion("lin", by_second, READING if by_second else None, (0, 0)),
        )

    return (
        [pair(True, True)] * both
        + [pair(True, False)] * first
        + [pair(False, True)] * second
        + [pair(False, False)] * neither
    )


def test_kappa_is_the_published_one() -> None:
    # Feinstein and Cicchetti 1990: the same agreement of 0.85, kappa 0.70 and 0.32.
    balanced, lopsided = measure_agreement(table(40, 9, 6, 45)), measure_agreement(table(80, 10, 5, 5))
    assert balanced.agreed is not None
    assert lopsided.agreed is not None
    assert balanced.agreed.estimate == lopsided.agreed.estimate == 0.85
    assert balanced.kappa == pytest.approx(0.70, abs=0.005)
    assert lopsided.kappa == pytest.approx(0.32, abs=0.005)
    assert (lopsided.on_right, lopsided.on_wrong) == pytest.approx((160 / 175, 10 / 25))
    assert lopsided.prevalence == pytest.approx(0.875)


def test_ac1_does_not_collapse_with_prevalence() -> None:
    # Gwet 2008, table 2: 118, 5, 2, 0 of 125: kappa -0.02, AC1 0.94.
    told = measure_agreement(table(118, 5, 2, 0))
    assert told.kappa == pytest.approx(-0.0234, abs=0.001)
    assert told.ac1 == pytest.approx(0.9408, abs=0.001)


def test_the_interval_of_kappa_is_that_of_fleiss_cohen_and_everitt() -> None:
    # Worked by hand from formula 13 for 20, 5, 10, 15: kappa 0.4.
    told = measure_agreement(table(20, 5, 10, 15))
    assert told.kappa == pytest.approx(0.4)
    assert told.kappa_low is not None
    assert told.kappa_high is not None
    assert (told.kappa_high - told.kappa_low) / 2 / 1.959964 == pytest.approx(0.1265, abs=0.0005)


def test_where_all_is_called_right_kappa_says_nothing_and_is_not_told() -> None:
    told = measure_agreement(table(30, 0, 0, 0))
    assert (told.kappa, told.kappa_low, told.on_wrong) == (None, None, None)
    assert told.agreed is not None
    assert (told.agreed.estimate, told.agreed.high) == (1, 1)
    assert told.ac1 == 1
    assert measure_agreement([]).agreed is None


def pairs(*events: ReviewEvent) -> list[tuple[bool, bool, bool]]:
    return [(each.first.is_right, each.second.is_right, each.is_same) for each in find_pairs(events)]


def test_a_pair_is_a_first_opinion_and_a_blind_second_one() -> None:
    assert pairs(decide("accept"), decide("accept", reviewer="lin", blind=True)) == [(True, True, True)]
    assert pairs(decide("accept"), decide("accept", reviewer="lin")) == []
    assert pairs(decide("accept"), decide("accept", blind=True)) == []
    differing = [*correct({"value": "96"}), *correct({"value": "97"}, reviewer="lin", blind=True)]
    assert pairs(*differing) == [(False, False, False)]
    assert pairs(decide("reject"), decide("reject", reviewer="lin", blind=True, reason="furniture")) == [
        (False, False, True)
    ]


def test_a_changed_mind_after_the_dispute_does_not_count_as_agreement() -> None:
    events = [decide("accept"), decide("reject", reviewer="lin", blind=True), decide("reject")]
    assert pairs(*events) == [(True, False, False)]
    settled = [*events, decide("accept", reviewer="mo", resolves=True, blind=True)]
    assert pairs(*settled) == [(True, False, False)]


def test_a_slip_that_was_undone_is_no_opinion() -> None:
    slip = decide("reject")
    events = [slip, undo(slip), decide("accept"), decide("accept", reviewer="lin", blind=True)]
    assert pairs(*events) == [(True, True, True)]


def test_opinions_on_different_readings_are_no_pair() -> None:
    assert pairs(decide("accept"), decide("accept", reviewer="lin", blind=True, reading=OTHER)) == []
