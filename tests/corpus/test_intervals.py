"""Claims about bootstrap intervals."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.intervals import bootstrap_intervals, percentile
from corpus.scoring import ACCURACIES, LEVELS, Tally


def tally(hit: int, gold: int = 10, predicted: int = 10) -> Tally:
    return Counter(articles=1, value=hit, gold=gold, predicted=predicted, scope=hit, scope_asked=predicted)


def test_the_same_tallies_give_the_same_interval() -> None:
    tallies = [tally(hit) for hit in (2, 5, 7, 9, 10)]
    assert bootstrap_intervals(tallies, 200) == bootstrap_intervals(tallies, 200)
    assert bootstrap_intervals(tallies, 200) != bootstrap_intervals(tallies, 200, seed=1)


def test_an_interval_lies_around_the_score_and_within_the_articles() -> None:
    interval = bootstrap_intervals([tally(hit) for hit in (2, 5, 7, 9, 10)])["value"]
    assert interval is not None
    assert 0.2 <= interval.low < 0.66 < interval.high <= 1.0


def test_articles_that_score_alike_have_an_interval_of_no_width() -> None:
    assert bootstrap_intervals([tally(6)] * 4, 50)["value"] == (0.6, 0.6)


def test_more_articles_make_a_narrower_interval() -> None:
    few, many = (bootstrap_intervals([tally(h) for h in (2, 9) * n], 300)["scope"] for n in (2, 30))
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_what_was_never_asked_has_no_interval() -> None:
    intervals = bootstrap_intervals([tally(6)] * 4, 20)
    assert set(intervals) == {*LEVELS, *ACCURACIES}
    assert intervals["deadline"] is None
    assert intervals["responsible"] is None


def test_no_articles_have_no_interval() -> None:
    assert set(bootstrap_intervals([], 20).values()) == {None}


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0), (1 / 3, 2.0)])
def test_a_percentile_lies_linearly_between_neighbours(share: float, value: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], share) == pytest.approx(value)
