"""Fits the weights of `extractors/confidence.toml` on gold, and tells how well confidence tells right from wrong.

    python -m corpus.calibration            reliability, cross-validated over the articles that nobody read
    python -m corpus.calibration --write    fit on all gold articles, write the weights

A logistic model with an L2 penalty, fitted by Newton's method. Features are the parts of the rules' names and what
surrounds the figure, so that a new rule begins without a weight and gets one with the next fit. Rules read the
articles that they were written from better than others: it is the errors in unread articles that show what an error
looks like. So those are fitted on at full weight and read ones at `READ_WEIGHT`; nothing of an unread article
reaches the writers of rules by that but these weights. What is told of reliability is cross-validated: the
confidence of each unread article comes from a fit that left it out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import exp
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.gold import CLOSED_FOLDER, DEVELOPMENT_FOLDER, GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.reliability import Certainty, measure_reliability, render_reliability, right_figures
from extractors.reading import extract_with_features

WEIGHTS = Path(__file__).parent.parent / "extractors" / "confidence.toml"
RAREST = 8
"""A feature that fewer figures have gets no weight."""
PENALTY = 6.0
READ_WEIGHT = 0.3
"""What a figure of an article that rules were written from counts in the fit."""
FOLDS = 6


class Observation(NamedTuple):
    """One figure found: its article, features, confidence, whether the whole record is right, and its weight in the fit."""

    article: str
    features: tuple[str, ...]
    confidence: float
    right: bool
    weight: float = 1.0


def observe_articles(articles: Iterable[GoldArticle], weight: float = 1.0) -> list[Observation]:
    """Extract from gold articles and compare; figures that overlap optional records only are left out."""
    found: list[Observation] = []
    for gold in articles:
        extraction, features = extract_with_features(gold.as_article())
        for j, right in right_figures(gold, extraction.as_output()):
            sure = extraction.figures[j].confidence
            found.append(Observation(gold.article_id, features[j], sure, right, weight))
    return found


def fit_weights(observations: Sequence[Observation]) -> tuple[float, dict[str, float]]:
    """Bias and weights of the logistic model, rounded to two places."""
    counts = Counter(feature for one in observations for feature in set(one.features))
    names = sorted(feature for feature, n in counts.items() if RAREST <= n < len(observations))
    index = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(observations), len(names) + 1))
    x[:, -1] = 1.0
    for row, one in enumerate(observations):
        for feature in one.features:
            if feature in index:
                x[row, index[feature]] = 1.0
    y = np.array([one.right for one in observations], dtype=float)
    share = np.array([one.weight for one in observations])
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 1e-3
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (share * (y - p)) - penalty * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return round(float(weights[-1]), 2), {
        name: round(float(weights[k]), 2) for name, k in index.items() if abs(weights[k]) >= 0.02
    }


def set_bias(observations: Sequence[Observation], weights: dict[str, float]) -> float:
    """The bias at which the mean confidence of these observations is their share of right records."""
    scores = np.array([sum(weights.get(feature, 0.0) for feature in one.features) for one in observations])
    right = sum(one.right for one in observations) / len(observations)
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = float((1.0 / (1.0 + np.exp(-np.clip(middle + scores, -30, 30)))).mean())
        low, high = (middle, high) if mean < right else (low, middle)
    return round(low, 2)


def cross_validate(unread: Sequence[Observation], read: Sequence[Observation]) -> list[Certainty]:
    """The certainties of unread articles, each from a fit on the others and on the read ones."""
    names = sorted({one.article for one in unread})
    found: list[Certainty] = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        others = [one for one in unread if one.article not in held]
        _, weights = fit_weights([*others, *read])
        bias = set_bias(others, weights) if others else 0.0
        for one in unread:
            if one.article in held:
                score = bias + sum(weights.get(feature, 0.0) for feature in one.features)
                found.append(Certainty(1.0 / (1.0 + exp(-max(-30.0, min(30.0, score)))), one.right))
    return found


def write_weights(bias: float, weights: dict[str, float], fitted_on: str, path: Path = WEIGHTS) -> None:
    """Write the weights file, sorted, so that a change of rules shows as a small change of lines."""
    quoted = {name.replace("\\", "\\\\").replace('"', '\\"'): value for name, value in weights.items()}
    lines = [
        "# Written by `python -m corpus.calibration --write`; see extractors/confidence.py.",
        "",
        f"bias = {bias}",
        f'fitted_on = "{fitted_on}"',
        "",
        "[weights]",
        *(f'"{name}" = {value}' for name, value in sorted(quoted.items())),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.calibration", description="Confidence against gold."
    )
    parser.add_argument("--write", action="store_true", help="fit and write the weights")
    asked = parser.parse_args(arguments)
    gold = load_gold(GOLD_FOLDER)
    known = read_articles(gold, GOLD_FOLDER)
    closed = load_gold(CLOSED_FOLDER)
    unread = observe_articles([*(a for a in gold if a.article_id not in known), *closed])
    read = observe_articles(
        [*(a for a in gold if a.article_id in known), *load_gold(DEVELOPMENT_FOLDER)], READ_WEIGHT
    )
    if asked.write:
        _, weights = fit_weights([*unread, *read])
        bias = set_bias(unread, weights)
        told = f"{len(unread)} figures of unread articles, {len(read)} of read ones; {date.today()}"
        write_weights(bias, weights, told)
        print(f"{len(weights)} weights written")
    print(
        f"unread articles, cross-validated\n{render_reliability(measure_reliability(cross_validate(unread, read)))}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
