"""Claims about the fit of the confidence model."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from corpus.calibration import (
    Observation,
    cross_validate,
    fit_weights,
    set_bias,
    write_weights,
)
from corpus.gold import DEVELOPMENT_FOLDER, load_gold
from extractors.confidence import record_confidence
from extractors.reading import extract_with_features
from schemas.confidence import ConfidenceSpec
from schemas.reference import read_data_file


def observations() -> list[Observation]:
    """Figures with a doubt are wrong three times in four, those without it once in four."""
    rows = [(("doubt", "always"), number % 4 == 0) for number in range(40)]
    rows += [(("always",), number % 4 != 0) for number in range(40)]
    return [
        Observation("a", features, 0.3 if "doubt" in features else 0.8, right) for features, right in rows
    ]


def test_a_doubt_weighs_against_and_what_every_figure_has_weighs_nothing() -> None:
    bias, weights = fit_weights(observations())
    assert weights.keys() == {"doubt"}
    assert weights["doubt"] < -0.5
    assert bias > 0.3


def test_a_feature_of_few_figures_gets_no_weight() -> None:
    rare = [Observation("a", ("rare",), 0.5, False)] * 5
    assert "rare" not in fit_weights([*observations(), *rare])[1]


def test_an_observation_of_less_weight_moves_the_fit_less() -> None:
    whole = fit_weights(observations())[1]["doubt"]
    less = fit_weights([one._replace(weight=0.1) for one in observations()])[1]["doubt"]
    assert whole < less < 0


def test_cross_validated_confidence_of_an_article_does_not_come_from_its_own_errors() -> None:
    others = [Observation(f"a{n % 12}", ("always",), 0.5, n % 10 != 0) for n in range(120)]
    odd = [Observation("odd", ("odd one", "always"), 0.5, False)] * 20
    _, weights = fit_weights([*others, *odd])
    assert weights["odd one"] < -0.5
    certainties = cross_validate([*others, *odd], [])
    assert len(certainties) == 140
    assert min(one.confidence for one in certainties) > 0.6


def test_the_file_of_weights_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "confidence.toml"
    write_weights(1.5, {'unit: "x"': -0.25, "kind: money": 0.5}, "two figures", path)
    spec = read_data_file(path, ConfidenceSpec)
    assert (spec.bias, spec.weights) == (1.5, {"kind: money": 0.5, 'unit: "x"': -0.25})


def test_the_features_told_with_a_figure_give_the_confidence_that_it_has() -> None:
    article = load_gold(DEVELOPMENT_FOLDER, ("fr",))[0]
    extraction, told = extract_with_features(article.as_article())
    assert len(extraction.figures) > 5
    for figure, features in zip(extraction.figures, told, strict=True):
        assert record_confidence(features, "implausible value" not in features) == figure.confidence


def test_the_bias_makes_mean_confidence_the_share_that_is_right() -> None:
    seen = [Observation("a", ("doubt",) if n % 4 == 0 else (), 0.5, n % 5 != 0) for n in range(200)]
    weights = {"doubt": -1.0}
    bias = set_bias(seen, weights)
    mean = sum(1 / (1 + exp(-(bias + (-1.0 if one.features else 0.0)))) for one in seen) / len(seen)
    assert mean == pytest.approx(0.8, abs=0.01)
