"""Confidence: the estimated probability that a figure's whole record is right, from how each field was read.

Which rule gave which field, what was doubtful on the way (a separator that could be read otherwise, a noun that
is not known, a value that its indicator does not admit) and what stands around the figure (`surroundings`: far
cues, competing schemes, words that no form explains) are the features of a logistic model. Its weights
stand in `confidence.toml`, fitted on gold by `python -m corpus.calibration`; no language is a feature.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import repeat
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.confidence import ConfidenceSpec
from schemas.reference import indicators, read_data_file

if TYPE_CHECKING:
    from extractors.responsible import FoundDeadline

LEAST, MOST = 0.02, 0.99
"""Confidence is never certainty, either way."""
IMPLAUSIBLE = 0.3
"""The most that a value beyond what its indicator admits is trusted."""
LAST_YEAR = 2150
"""A date beyond this is a slip: a Buddhist year in a language that has none."""


@cache
def confidence_model() -> ConfidenceSpec:
    """The weights, read once."""
    return read_data_file(Path(__file__).parent / "confidence.toml", ConfidenceSpec)


@lru_cache(maxsize=4096)
def _rule_features(name: str, rule: str) -> tuple[str, ...]:
    """The features that a field read by a rule has; remembered, since fields and rules are few."""
    return tuple(f"{name}: {part}" for part in rule.split(", "))


def confidence_features(
    kind: str,
    indicator: str,
    rules: Iterable[tuple[str, str]],
    plausible: bool,
    signals: Iterable[str] = (),
) -> tuple[str, ...]:
    """The features of a figure.

    `rules` are pairs of field and rule, as in `Figure.evidence`; a rule's parts count singly. `signals` are those
    of `surroundings`.
    """
    found: list[str] = []
    for name, rule in rules:
        found.extend(_rule_features(name, rule))
    found.append(f"kind: {kind}")
    found.append("indicator: other" if indicator == "other" else "indicator: of insurance")
    if not plausible:
        found.append("implausible value")
    found.extend(signals)
    return tuple(found)


def record_confidence(features: Iterable[str], plausible: bool) -> float:
    """The estimated probability, in 0..1 and rounded to two places, that a figure's whole record is right."""
    model = confidence_model()
    score = model.bias + sum(map(model.weights.get, features, repeat(0.0)))
    sure = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))
    if not plausible:
        sure = min(sure, IMPLAUSIBLE)
    return round(min(MOST, max(LEAST, sure)), 2)


def is_plausible(
    kind: str, unit: str, indicator: str, value: Decimal, value_max: Decimal | None, date_end: date | None
) -> bool:
    """Whether the value is one that its indicator admits, money is not next to nothing, and the date is of our time."""
    if kind == "money" and unit == "VND" and abs(value) < 1000:
        return False
    if date_end is not None and date_end.year > LAST_YEAR:
        return False
    if indicator == "other" or kind != "percentage":
        return True
    known = indicators().measures.get(indicator.partition(".")[2])
    if known is None:
        return True
    top = value if value_max is None else value_max
    return (known.low is None or value >= known.low) and (known.high is None or top <= known.high)


def deadline_confidence(own: FoundDeadline) -> float:
    """Confidence of a deadline: dates bound by a preposition or a label are surer than dates beside a goal."""
    listed = {"label of a task list": 0.97, "column of a table of tasks": 0.97}
    return {"due date": 0.95, "date of a target": 0.9, **listed}.get(own.rule, 0.75)
