"""Whether confidence means what it says: right records by band of confidence, and errors among the least confident.

Works on predictions as they are, the extractors' or anyone's that carry a `confidence`. How the extractors' own is
fitted stands in `corpus.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from corpus.gold import GoldArticle
from corpus.scoring import LEVEL_FIELDS, Prediction, level_reached, pair_figures, predicted_figures

BANDS = tuple(n / 10 for n in range(10))
"""Lower ends of the bands of confidence."""
SHARES = (0.1, 0.2)
"""The shares of the figures, least confident first, of which it is told how many of all errors they hold."""


class Certainty(NamedTuple):
    """A figure found: how confident its prediction is, and whether the whole record is right."""

    confidence: float
    right: bool


class Band(NamedTuple):
    """A band of confidence `low` to `low + 0.1`: how many figures, their mean confidence, the share that is right."""

    low: float
    figures: int
    confidence: float
    right: float


class Reliability(NamedTuple):
    """Bands that hold figures; the share of all errors that the least confident share of the figures holds."""

    figures: int
    errors: int
    bands: tuple[Band, ...]
    caught: tuple[tuple[float, float], ...]

    def as_json(self) -> dict[str, Any]:
        """Bands as objects, `caught` as pairs `[share of the figures, share of the errors]`."""
        bands = [band._asdict() for band in self.bands]
        return {
            "figures": self.figures,
            "errors": self.errors,
            "bands": bands,
            "caught": [*map(list, self.caught)],
        }


def right_figures(article: GoldArticle, prediction: Prediction) -> list[tuple[int, bool]]:
    """The predicted figures that are scored, by their number, and whether the whole record is right."""
    rows = predicted_figures(prediction)
    pairs, free = pair_figures(article, prediction)
    reached = {j: level_reached(article.figures[i], rows[j]) for i, j in pairs}
    return [(j, reached.get(j, 0) == len(LEVEL_FIELDS)) for j in range(len(rows)) if j not in free]


def find_certainties(article: GoldArticle, prediction: Prediction) -> list[Certainty]:
    """The certainties of one article's predicted figures; those without a confidence are left out."""
    rows = predicted_figures(prediction)
    return [
        Certainty(float(rows[j]["confidence"]), right)
        for j, right in right_figures(article, prediction)
        if isinstance(rows[j].get("confidence"), int | float)
    ]


def measure_reliability(certainties: Iterable[Certainty]) -> Reliability:
    """Bands and caught errors of some certainties. Figures as confident as each other share their errors evenly."""
    ordered = sorted(certainties, key=lambda one: one.confidence)
    errors = sum(not one.right for one in ordered)
    bands = []
    for low in BANDS:
        high = low + 0.1 if low < BANDS[-1] else 1.01
        inside = [one for one in ordered if low <= one.confidence < high - 1e-9]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            bands.append(Band(low, len(inside), round(mean, 4), round(right, 4)))
    caught = tuple((share, round(_caught(ordered, share * len(ordered), errors), 4)) for share in SHARES)
    return Reliability(len(ordered), errors, tuple(bands), caught)


def _caught(ordered: Sequence[Certainty], taken: float, errors: int) -> float:
    """The share of all errors among the first `taken`; of those that tie at the border, an even part."""
    if not errors:
        return 0.0
    found, left = 0.0, taken
    at = 0
    while at < len(ordered) and left > 0:
        tied = [one for one in ordered[at:] if one.confidence == ordered[at].confidence]
        part = min(1.0, left / len(tied))
        found += part * sum(not one.right for one in tied)
        left -= len(tied)
        at += len(tied)
    return found / errors


def render_reliability(reliability: Reliability) -> str:
    """The table as plain text, a line a band, then a line a share."""
    lines = ["confidence  figures   mean  right"]
    for low, figures, mean, right in reliability.bands:
        lines.append(f"{low:.1f} to {low + 0.1:.1f}  {figures:7}  {mean:5.2f}  {right:5.2f}")
    for share, caught in reliability.caught:
        lines.append(
            f"the least confident {share:.0%} of the {reliability.figures} figures hold {caught:.0%} of the "
            f"{reliability.errors} errors"
        )
    return "\n".join(lines)
