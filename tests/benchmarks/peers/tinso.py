"""Tinso itself, through the same door as the others."""

from __future__ import annotations

from corpus.scoring import Prediction
from extractors import extract_figures, language_codes
from schemas import Article
from tests.benchmarks.peers.records import Peer


def read(article: Article) -> Prediction:
    """Tinso's figures and deadlines of an article."""
    return extract_figures(article).as_output()


def peer() -> Peer:
    """Tinso in all its languages that the gold has."""
    languages = tuple(sorted(set(language_codes()) & {"fr", "lo", "ms", "nb", "th"}))
    return Peer(
        "**Tinso**", ("tinso",), languages, frozenset({"number", "value", "deadline"}), read, is_tuned=True
    )
