"""Gold articles and what is done with them: loading, checking, scoring, halves, intervals, floors.

Imports schemas and extractors. `corpus.evaluation` and `corpus.floors`, which run the extractors,
are imported by name, so that loading gold does not load a language pipeline.

The package adds one leaf to the tree of exceptions that `schemas` draws:

    ValueError
    └── corpus.errors.CorpusError    a request about the corpus that cannot be granted
"""

from corpus.errors import CorpusError
from corpus.gold import GOLD_FOLDER, GoldArticle, GoldDeadline, GoldFigure, load_gold
from corpus.halves import read_articles, reveal_article
from corpus.scoring import Scores, score_by_language, tally_article

__all__ = [
    "GOLD_FOLDER",
    "CorpusError",
    "GoldArticle",
    "GoldDeadline",
    "GoldFigure",
    "Scores",
    "load_gold",
    "read_articles",
    "reveal_article",
    "score_by_language",
    "tally_article",
]
