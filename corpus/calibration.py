"""Fits the weights of `extractors/confidence.toml` on gold, and tells how well confidence tells right from wrong.

    python -m corpus.calibration            reliability by band, share of errors among the least confident
    python -m corpus.calibration --write    fit on the development articles and the read half, write the weights

A logistic model with an L2 penalty, fitted by Newton's method. Features are the parts of the rules' names, so that
a new rule begins without a weight and gets one with the next fit. No weight is fitted on the unread half of the gold;
but articles that rules were written from read better than others do, so the bias, one number, is set so that the
mean confidence on the unread half is the share of its records that are right.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.gold import DEVELOPMENT_FOLDER, GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.scoring import LEVEL_FIELDS, level_reached, pair_figures
from extractors.reading import extract_with_features

WEIGHTS = Path(__file__).parent.parent / "extractors" / "confidence.toml"
RAREST = 6
"""A feature that fewer figures have gets no weight."""
PENALTY = 2.0


class Observation(NamedTuple):
    """One figure found: its article, features, confidence, and whether the whole record is right."""

    article: str
    features: tuple[str, ...]
    confidence: float
    right: bool


def observe_articles(articles: Iterable[GoldArticle]) -> list[Observation]:
    """Extract from gold articles and compare; figures that overlap optional records only are left out."""
    found: list[Observation] = []
    for gold in articles:
        extraction, features = extract_with_features(gold.as_article())
        figures = extraction.figures
        rows = [figure.model_dump(mode="json") for figure in figures]
        pairs, free = pair_figures(gold, {"figures": rows})
        reached = {j: level_reached(gold.figures[i], rows[j]) for i, j in pairs}
        for j, figure in enumerate(figures):
            if j not in free:
                right = reached.get(j, 0) == len(LEVEL_FIELDS)
                found.append(Observation(gold.article_id, features[j], figure.confidence, right))
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
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 1e-3
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - p) - penalty * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
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


def reliability_table(observations: Sequence[Observation]) -> str:
    """Right records by band of confidence, and the share of all errors among the least confident tenth and fifth."""
    ordered = sorted(observations, key=lambda one: one.confidence)
    errors = sum(not one.right for one in ordered)
    lines = ["confidence  figures  mean    right"]
    for low in range(10):
        band = [one for one in ordered if low / 10 <= one.confidence < (low + 1) / 10]
        if band:
            mean = sum(one.confidence for one in band) / len(band)
            right = sum(one.right for one in band) / len(band)
            lines.append(f"{low / 10:.1f}–{(low + 1) / 10:.1f}   {len(band):9}  {mean:.2f}   {right:6.2f}")
    for share in (0.1, 0.2):
        first = ordered[: round(share * len(ordered))]
        caught = sum(not one.right for one in first) / errors if errors else 0.0
        lines.append(
            f"the least confident {share:.0%} of the figures hold {caught:.0%} of the {errors} errors"
        )
    return "\n".join(lines)


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
    read = read_articles(gold, GOLD_FOLDER)
    known = [a for a in gold if a.article_id in read]
    unread = [a for a in gold if a.article_id not in read]
    development = load_gold(DEVELOPMENT_FOLDER)
    if asked.write:
        observations = observe_articles([*known, *development])
        _, weights = fit_weights(observations)
        others = observe_articles(unread)
        bias = set_bias(others, weights)
        told = f"{len(observations)} figures of read articles; bias on {len(others)} of the unread half; {date.today()}"
        write_weights(bias, weights, told)
        print(f"{len(weights)} weights written; run again to see what they do")
        return 0
    for name, articles in (
        ("read and development articles", [*known, *development]),
        ("unread half", unread),
    ):
        print(f"{name}\n{reliability_table(observe_articles(articles))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
