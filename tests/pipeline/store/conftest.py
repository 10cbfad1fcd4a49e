"""A store whose articles assert just what a test says, without any extractor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Batch, RunCounts, Store, StoredArticle, open_reader, open_store
from schemas import Article, Deadline, Evidence, Extraction, Figure


@dataclass
class Told:
    """Collects articles with their figures; `ask` stores what is new as a run of its own and runs a query."""

    path: Path
    waiting: list[StoredArticle] = field(default_factory=list)
    revisions: dict[str, tuple[int, str]] = field(default_factory=dict)

    def tell(
        self,
        article_id: str,
        *figures: dict[str, Any],
        lang: str = "fr",
        published: str | None = "2025-11-18",
        deadlines: tuple[dict[str, Any], ...] = (),
        text: str = "Un 🙂 texte à nous : {}.",
        **more: Any,
    ) -> None:
        """An article whose figures are the given ones; a value stands in its text as it is written."""
        quotes = [str(figure["value"]) for figure in figures] + [each["quote"] for each in deadlines]
        full = text.format(" ; ".join(quotes))
        article = Article(article_id=article_id, lang=lang, text=full, published=published, **more)
        places = []
        at = len(text.split("{}")[0])
        for quote in quotes:
            places.append((at, at + len(quote)))
            at += len(quote) + len(" ; ")
        extraction = Extraction(
            article_id=article_id,
            lang=lang,
            figures=tuple(
                make_figure(start, end, figure)
                for (start, end), figure in zip(places[: len(figures)], figures, strict=True)
            ),
            deadlines=tuple(
                Deadline.model_validate({"start": start, "end": end, "precision": "day", **deadline})
                for (start, end), deadline in zip(places[len(figures) :], deadlines, strict=True)
            ),
        )
        earlier, earlier_text = self.revisions.get(article_id, (0, ""))
        is_new = full != earlier_text
        revision = earlier + 1 if is_new else earlier
        self.revisions[article_id] = (revision, full)
        self.waiting.append(StoredArticle(article, revision, is_new, extraction, "1", "l", "a file"))

    def store(self) -> None:
        """Store what was told since the last run, as a run."""
        with open_store(self.path) as store:
            run = store.begin_run("ingest", "0", "1", {})
            write(store, run, self.waiting)
            store.finish_run(run, RunCounts())
        self.waiting = []

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query, once all that was told is stored."""
        if self.waiting:
            self.store()
        with open_reader(self.path) as reader:
            return list(reader.ask(sql).rows)


def write(store: Store, run: int, articles: list[StoredArticle]) -> None:
    store.write_batch(run, Batch(articles=articles), RunCounts())


def make_figure(start: int, end: int, given: dict[str, Any]) -> Figure:
    """A coverage rate, unless `given` says otherwise."""
    quote = str(given["value"])
    fields: dict[str, Any] = {
        "kind": "percentage",
        "unit": "percent",
        "scenario": "actual",
        "indicator": "health_insurance.coverage_rate",
        "evidence": {"value": Evidence(start=start, end=end, quote=quote, rule="a number")},
        **given,
        "value": Decimal(quote),
    }
    if isinstance(fields.get("date_end"), str):
        fields["date_end"] = date.fromisoformat(fields["date_end"])
        fields.setdefault("date_role", "deadline" if fields["scenario"] == "target" else "as_of")
    return Figure(start=start, end=end, quote=quote, **fields)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "told.duckdb")
