"""Claims about reliability: bands agree with what is right in them, ties are shared, predictions of others count too."""

from __future__ import annotations

import pytest

from corpus.gold import DEVELOPMENT_FOLDER, load_gold
from corpus.reliability import Certainty, find_certainties, measure_reliability, render_reliability


def certainties() -> list[Certainty]:
    """Forty figures at 0.3, a quarter of them right; forty at 0.8, three quarters right."""
    rows = [Certainty(0.3, n % 4 == 0) for n in range(40)]
    return [*rows, *(Certainty(0.8, n % 4 != 0) for n in range(40))]


def test_a_band_tells_how_many_of_its_figures_are_right() -> None:
    bands = measure_reliability(certainties()).bands
    assert [(band.low, band.figures, band.right) for band in bands] == [(0.3, 40, 0.25), (0.8, 40, 0.75)]


def test_figures_that_tie_share_their_errors_whatever_their_order() -> None:
    ahead = measure_reliability(certainties())
    behind = measure_reliability(certainties()[::-1])
    assert ahead.caught == behind.caught == ((0.1, 0.15), (0.2, 0.3))


def test_the_least_confident_hold_all_errors_where_confidence_is_perfect() -> None:
    perfect = [Certainty(0.9 if n % 10 else 0.1, bool(n % 10)) for n in range(100)]
    assert measure_reliability(perfect).caught == ((0.1, 1.0), (0.2, 1.0))


def test_certainty_itself_belongs_to_the_last_band() -> None:
    assert [band.low for band in measure_reliability([Certainty(1.0, True)]).bands] == [0.9]


def test_nothing_wrong_is_nothing_caught() -> None:
    assert measure_reliability([Certainty(0.5, True)]).caught == ((0.1, 0.0), (0.2, 0.0))


def test_predictions_without_confidence_are_left_out() -> None:
    gold = load_gold(DEVELOPMENT_FOLDER, ("fr",))[0]
    row = {"start": 0, "end": 3, "quote": gold.text[:3], "kind": "count", "value": "1", "unit": "item"}
    assert find_certainties(gold, {"figures": [row]}) == []
    assert find_certainties(gold, {"figures": [{**row, "confidence": 0.4}]}) == [Certainty(0.4, False)]


def test_the_table_is_printed_line_by_line() -> None:
    printed = render_reliability(measure_reliability(certainties()))
    assert printed.splitlines()[1].split() == ["0.3", "to", "0.4", "40", "0.30", "0.25"]
    assert "the least confident 10% of the 80 figures hold 15% of the 40 errors" in printed


@pytest.mark.parametrize("half", ["read"])
def test_an_evaluation_tells_the_reliability_of_its_halves(half: str) -> None:
    from corpus.evaluation import evaluate

    evaluation = evaluate(DEVELOPMENT_FOLDER, languages=("fr",), resamples=10)
    assert list(evaluation.reliability) == [half]
    assert evaluation.as_json()["reliability"][half]["figures"] > 100
