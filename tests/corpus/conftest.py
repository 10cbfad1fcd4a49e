"""Fixtures of the corpus tests: small gold of our own under `data/`, and a writer of gold in a temporary folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import GoldArticle, load_gold

DATA = Path(__file__).parent / "data"

WriteArticle = Callable[..., Path]


@pytest.fixture
def data() -> Path:
    return DATA


@pytest.fixture
def small_gold() -> list[GoldArticle]:
    return load_gold(DATA / "gold")


@pytest.fixture
def campaign(small_gold: list[GoldArticle]) -> GoldArticle:
    return next(article for article in small_gold if article.article_id == "fr-essai-campagne")


@pytest.fixture
def write_article(tmp_path: Path) -> WriteArticle:
    """Writes one gold article with one figure and one deadline; the arguments change single keys."""

    def write(name: str = "fr-un", *, text: str | None = None, lang: str = "fr", **changes: Any) -> Path:
        figure = {
            "quote": "95 %",
            "kind": "percentage",
            "value": "95",
            "unit": "percent",
            "comparator": "=",
            "scenario": "target",
            "indicator": "health_insurance.coverage_rate",
            "base": "population",
            "date_role": "deadline",
            "date_start": None,
            "date_end": "2025-12-31",
            "scope": "whole",
            "per": None,
            "province": "An Giang",
        }
        deadline = {"quote": "fin 2025", "date": "2025-12-31", "precision": "year", "responsible": None}
        figure.update(changes.get("figure", {}))
        deadline.update(changes.get("deadline", {}))
        gold = {
            "article_id": name,
            "lang": lang,
            "published": "2025-10-31",
            "figures": [figure],
            "deadlines": [deadline],
        }
        gold.update(changes.get("head", {}))
        folder = tmp_path / "gold" / lang
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(text or "95 % des habitants fin 2025, 1950 % non.\n", "utf-8")
        path = folder / f"{name}.json"
        path.write_text(json.dumps(gold), "utf-8")
        return path

    return write
