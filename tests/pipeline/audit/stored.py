"""A store with one article that people review: its readings and revisions, and events as the audit page makes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.store import (
    Batch,
    CurrentArticle,
    CurrentFigure,
    RunCounts,
    StoredArticle,
    figure_id,
    open_readings,
    open_store,
)
from schemas import Article, Deadline, Extraction, Figure
from schemas.review import Anchor, Reading, ReviewEvent

TEXT = "🙂 D'ici 2030, la province vise 95 % de la population ; à ce jour 84,5 % et 12 000 élèves."


def figure(text: str, quote: str, value: str) -> Figure:
    start = text.index(quote)
    return Figure.model_validate(
        {
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "kind": "percentage",
            "value": value,
            "unit": "percent",
            "indicator": "health_insurance.coverage_rate",
            "confidence": 0.9,
        }
    )


def _deadline(text: str) -> Deadline:
    start = text.index("D'ici 2030")
    return Deadline(
        start=start, end=start + 10, quote="D'ici 2030", date=date(2030, 12, 31), precision="year"
    )


def store(path: Path, text: str, *figures: tuple[str, str], revision: int = 1, is_new: bool = True) -> None:
    """Store a reading of the one article, as a run."""
    article = Article(
        article_id="a", lang="fr", text=text, url="https://example.org/a", published=date(2026, 11, 2)
    )
    read = Extraction(
        article_id="a",
        lang="fr",
        figures=tuple(sorted((figure(text, *each) for each in figures), key=lambda each: each.start)),
        deadlines=(_deadline(text),) if "D'ici 2030" in text else (),
    )
    with open_store(path) as opened:
        run = opened.begin_run("ingest", "0", "1", {})
        stored = StoredArticle(article, revision, is_new, read, "1", "l", "a file")
        opened.write_batch(run, Batch(articles=[stored]), RunCounts())
        opened.finish_run(run, RunCounts())


def seen(db: Path) -> CurrentArticle:
    """The article as the audit page shows it."""
    with open_readings(db) as readings:
        return readings.articles(["a"])["a"]


def event(shown: CurrentArticle, about: CurrentFigure, action: str, **more: Any) -> ReviewEvent:
    event_id = new_event_id()
    return ReviewEvent.model_validate(
        {
            "event_id": event_id,
            "batch": event_id,
            "article_id": "a",
            "text_hash": shown.text_hash,
            "extractor_version": "1",
            "action": action,
            "reviewer": "dao",
            "at": datetime(2026, 11, 22, 9, tzinfo=UTC),
            "figure_id": about.figure_id,
            "anchor": Anchor.at(shown.text, about.start, about.end),
            "reading": None if action == "add" else about.reading,
            **more,
        }
    )


def decide(db: Path, *events: ReviewEvent) -> None:
    with Ledger(ledger_path(db)) as ledger:
        ledger.append(events)


def missed(shown: CurrentArticle, quote: str, **fields: str) -> ReviewEvent:
    """A figure that the machine did not read, added by a reviewer."""
    start = shown.text.index(quote)
    place = (start, start + len(quote))
    reading = Reading.model_validate(fields)
    about = CurrentFigure(figure_id("a", shown.text_hash, *place), *place, reading)
    return event(shown, about, "add", new=reading.model_dump_json())
