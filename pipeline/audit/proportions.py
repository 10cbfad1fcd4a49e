"""Proportions with intervals: exact, Wilson's, and those of a stratified sample. Arithmetic only.

Sources: Clopper and Pearson 1934 (exact binomial limits, as quantiles of the beta distribution); Wilson 1927; Cochran,
*Sampling Techniques*, 1977, chapters 5 and 6 (stratified and ratio estimates, their variance by linearisation); Korn and
Graubard 1998 (exact limits at the effective sample size, which stay honest near 100 %); Kish 1965 (effective size from
weights, used where nothing wrong was found and the variance is therefore 0).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
TINY = 1e-300
STEPS = 200


class Proportion(NamedTuple):
    """An estimate between its limits, all within 0 and 1; `n` is how many units it rests on."""

    low: float
    estimate: float
    high: float
    n: int


def z_of(confidence: float = CONFIDENCE) -> float:
    """The quantile of the normal distribution that a two-sided interval reaches to: 1.96 for 95 %."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(right: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's limits of a proportion; (0, 1) where nothing was looked at."""
    if n <= 0:
        return 0.0, 1.0
    z, p = z_of(confidence), right / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def exact(right: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Clopper and Pearson's limits; neither number need be whole. (0, 1) where nothing was looked at."""
    if n <= 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    wrong = n - right
    low = 0.0 if right <= 0 else beta_quantile(tail, right, wrong + 1)
    high = 1.0 if wrong <= 0 else beta_quantile(1 - tail, right + 1, wrong)
    return low, high


def simple(right: int, n: int, confidence: float = CONFIDENCE) -> Proportion | None:
    """The proportion of a simple random sample with exact limits; None of an empty one."""
    if n == 0:
        return None
    low, high = exact(right, n, confidence)
    return Proportion(low, right / n, high, n)


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    # Lentz's way of evaluating a continued fraction.
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS + 1):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + numerator * d)
            c = _away_from_zero(1 + numerator / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * value / a


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x below which `share` of a beta distribution lies, to twelve digits."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def binomial_at_most(count: int, n: int, p: float) -> float:
    """The probability of `count` or fewer successes in `n` trials."""
    if count < 0:
        return 0.0
    return 1.0 if count >= n else beta_share(1 - p, n - count, count + 1)


@dataclass(frozen=True)
class Unit:
    """One sampled unit: the stratum that it was drawn from, and of how much that is looked at how much is right.

    For a figure `total` is 1, or 0 where it is outside of the domain that is asked about; for a document it is how many
    figures it holds, and `right` how many of them were found.
    """

    stratum: str
    right: float
    total: float


def stratified(
    units: Iterable[Unit], sizes: Mapping[str, int], confidence: float = CONFIDENCE
) -> Proportion | None:
    """The share that is right over all strata, each weighted by its size, with limits at the effective sample size.

    `units` are those that were decided, `sizes` the numbers of units that the strata have in all. A stratum of which
    nothing was decided is not told about: the estimate is over the others. None where nothing is in the domain.
    """
    drawn: dict[str, list[Unit]] = {}
    for unit in units:
        drawn.setdefault(unit.stratum, []).append(unit)
    weights = {name: sizes[name] / len(held) for name, held in drawn.items()}
    total = sum(weights[name] * unit.total for name, held in drawn.items() for unit in held)
    if total <= 0:
        return None
    right = sum(weights[name] * unit.right for name, held in drawn.items() for unit in held)
    ratio = min(1.0, max(0.0, right / total))
    used = sum(1 for held in drawn.values() for unit in held if unit.total > 0)
    if all(len(held) >= sizes[name] for name, held in drawn.items()):
        return Proportion(ratio, ratio, ratio, used)  # all was looked at: nothing is estimated
    variance = _variance(drawn, sizes, ratio) / (total * total)
    if 0 < ratio < 1 and variance > 0:
        effective = ratio * (1 - ratio) / variance
    else:
        squares = sum((weights[name] * unit.total) ** 2 for name, held in drawn.items() for unit in held)
        effective = total * total / squares
    low, high = exact(ratio * effective, effective, confidence)
    return Proportion(min(low, ratio), ratio, max(high, ratio), used)


def _variance(drawn: Mapping[str, list[Unit]], sizes: Mapping[str, int], ratio: float) -> float:
    """The variance of the total of what is left over by the ratio, by stratum, with its finite population.

    A stratum with one unit lends the spread of all strata: its own cannot be told.
    """
    left = {name: [unit.right - ratio * unit.total for unit in held] for name, held in drawn.items()}
    everything = [each for held in left.values() for each in held]
    pooled = _spread(everything)
    variance = 0.0
    for name, held in left.items():
        size, n = sizes[name], len(held)
        spread = _spread(held) if n > 1 else pooled
        variance += size * size * max(0.0, 1 - n / size) * spread / n
    return variance


def _spread(values: list[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
