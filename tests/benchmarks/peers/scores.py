"""Scores at the three levels that libraries can be asked for, by the pairing of `corpus.scoring`.

`number` asks for the value alone, `value` is the first level of the contract (kind, value, upper end, total, unit),
`deadline` asks for span and date. Predictions on optional gold records count neither way, as everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.gold import GoldArticle
from corpus.scoring import (
    LevelScore,
    Prediction,
    agrees,
    date_agrees,
    level_reached,
    pair_records,
    predicted_deadlines,
    predicted_figures,
    score_level,
)

LEVELS = ("number", "value", "deadline")


class Count(NamedTuple):
    """Hits, scored predictions and scored gold records."""

    hits: int
    predicted: int
    gold: int


def count_level(article: GoldArticle, prediction: Prediction, level: str) -> Count:
    """What an article adds to a level."""
    if level == "deadline":
        dates = predicted_deadlines(prediction)
        pairing = pair_records(
            article.deadlines,
            article.deadline_spans,
            dates,
            lambda i, j: int(date_agrees(article.deadlines[i], dates[j])),
        )
        hits = sum(date_agrees(article.deadlines[i], dates[j]) for i, j in pairing.pairs)
        wanted = sum(not record.optional for record in article.deadlines)
        return Count(hits, len(dates) - len(pairing.free), wanted)
    figures = predicted_figures(prediction)

    def is_right(i: int, j: int) -> bool:
        if level == "number":
            return agrees("value", article.figures[i], figures[j].get("value"))
        return level_reached(article.figures[i], figures[j]) >= 1

    pairing = pair_records(article.figures, article.figure_spans, figures, lambda i, j: int(is_right(i, j)))
    hits = sum(is_right(i, j) for i, j in pairing.pairs)
    wanted = sum(not record.optional for record in article.figures)
    return Count(hits, len(figures) - len(pairing.free), wanted)


def score_peer(
    articles: Sequence[GoldArticle], predictions: Mapping[str, Prediction], level: str
) -> LevelScore | None:
    """Precision, recall and F1 of a level over articles; predictions by article id."""
    total: Counter[str] = Counter()
    for article in articles:
        total.update(count_level(article, predictions[article.article_id], level)._asdict())
    return score_level(total["hits"], total["predicted"], total["gold"])
