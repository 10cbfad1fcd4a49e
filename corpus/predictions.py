"""Predictions: from a JSONL file of anyone's, or by running the extractors over gold articles.

Both give, by article id, the JSON object that `tinso extract` prints. The scorer takes it from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import extractors
from corpus.errors import CorpusError
from corpus.gold import GoldArticle
from corpus.scoring import Prediction
from schemas import Article, Extraction

Extractor = Callable[[Article], Extraction]


def articles_as_input(articles: Iterable[GoldArticle]) -> Iterator[str]:
    """The gold articles as JSON lines of extraction input, without line ends: text and what is known of it."""
    for article in articles:
        yield json.dumps(article.as_input(), ensure_ascii=False)


def extract_articles(
    articles: Iterable[GoldArticle], extract: Extractor | None = None
) -> dict[str, Prediction]:
    """Run the extractors over gold articles, by article id. They see the text, never the gold or its province."""
    run = extract or extractors.extract_figures
    return {article.article_id: run(article.as_article()).as_output() for article in articles}


def _record_fault(row: Any) -> str | None:
    """What is wrong with one predicted record, or None."""
    if not isinstance(row, dict):
        return "a record is a JSON object"
    for name in ("start", "end"):
        if not isinstance(row.get(name), int) or isinstance(row[name], bool):
            return f"{name} {row.get(name)!r} is no whole number"
    if not isinstance(row.get("responsible"), str | None):
        return f"responsible {row['responsible']!r} is no text"
    return None


def _row_fault(row: Any, known: frozenset[str], seen: Iterable[str]) -> str | None:
    """What is wrong with one line of predictions, or None."""
    if not isinstance(row, dict) or not isinstance(row.get("article_id"), str):
        return "a line is a JSON object with an article_id"
    if row["article_id"] in seen:
        return f"article {row['article_id']!r} is twice"
    if row["article_id"] not in known:
        return f"article {row['article_id']!r} is not in the gold"
    for name in ("figures", "deadlines"):
        records = row.get(name)
        if not isinstance(records, list | None):
            return f"{name} is no list"
        for number, record in enumerate(records or ()):
            if fault := _record_fault(record):
                return f"{name}.{number}: {fault}"
    return None


def read_predictions(path: Path, known: Iterable[str]) -> dict[str, Prediction]:
    """Read predictions by article id, one JSON object a line; further keys are left as they are.

    `known` are the ids of the gold articles. Raises `CorpusError` naming file and line where a line is
    no such object, names an article twice, or one that is not in the gold.
    """
    ids = frozenset(known)
    predictions: dict[str, Prediction] = {}
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as fault:
        raise CorpusError(f"{path}: {fault.strerror or fault}") from fault
    except UnicodeDecodeError as fault:
        raise CorpusError(f"{path}: {fault}") from fault
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as fault:
            raise CorpusError(f"{path}:{number}: {fault}") from fault
        if problem := _row_fault(row, ids, predictions):
            raise CorpusError(f"{path}:{number}: {problem}")
        predictions[row["article_id"]] = row
    return predictions
