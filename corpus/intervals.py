"""Bootstrap intervals: how far a score would move had other articles of the same kind been collected.

Articles are resampled whole, since faults inside one article hang together. Seeded, so that the same
tallies give the same interval.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.scoring import ACCURACIES, LEVELS, Tally, score_tally

RESAMPLES = 1000
SEED = 20251121
CONFIDENCE = 0.95


class Interval(NamedTuple):
    """The ends of a percentile interval of an F1 or an accuracy."""

    low: float
    high: float


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the ordered values lie, linearly between neighbours."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def bootstrap_intervals(
    tallies: Sequence[Tally], resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Interval | None]:
    """95 % percentile intervals for the F1 of each level and each accuracy, over resampled articles.

    `tallies` holds one tally an article. None where a score exists in no resample, or there is no article.
    """
    names = sorted({name for tally in tallies for name in tally})
    columns = [[tally[name] for name in names] for tally in tallies]
    drawn: dict[str, list[float]] = {name: [] for name in (*LEVELS, *ACCURACIES)}
    chance = random.Random(seed)
    for _ in range(resamples if columns else 0):
        sample = chance.choices(columns, k=len(columns))
        totals = map(sum, zip(*sample, strict=True))
        scores = score_tally(Counter(dict(zip(names, totals, strict=True))))
        for name, values in drawn.items():
            if (number := scores.main_number(name)) is not None:
                values.append(number)
    tail = (1 - CONFIDENCE) / 2
    intervals: dict[str, Interval | None] = {}
    for name, values in drawn.items():
        values.sort()
        intervals[name] = (
            Interval(round(percentile(values, tail), 4), round(percentile(values, 1 - tail), 4))
            if values
            else None
        )
    return intervals
