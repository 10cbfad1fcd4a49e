"""From the ledger to the snapshot: verdicts are where SQL users look, through re-extraction and revisions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.errors import LedgerError
from pipeline.publication import publish_reviewed
from pipeline.store import (
    Batch,
    CurrentArticle,
    CurrentFigure,
    CurrentReadings,
    RunCounts,
    StoredArticle,
    current_snapshot,
    open_reader,
    open_store,
    publish_store,
)
from schemas import Article, Extraction, Figure
from schemas.review import Anchor, Reading, ReviewEvent

TEXT = "🙂 D'ici 2030, la province vise 95 % de la population ; à ce jour 84,5 % et 12 000 élèves."
QUOTES = ("95 %", "84,5 %")


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


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "tinso.duckdb"
    store(path, TEXT, ("95 %", "95"), ("84,5 %", "84.5"))
    return path


def store(path: Path, text: str, *figures: tuple[str, str], revision: int = 1, is_new: bool = True) -> None:
    """Store a reading of the one article, as a run."""
    article = Article(article_id="a", lang="fr", text=text)
    read = Extraction(
        article_id="a",
        lang="fr",
        figures=tuple(sorted((figure(text, *each) for each in figures), key=lambda each: each.start)),
    )
    with open_store(path) as opened:
        run = opened.begin_run("ingest", "0", "1", {})
        stored = StoredArticle(article, revision, is_new, read, "1", "l", "a file")
        opened.write_batch(run, Batch(articles=[stored]), RunCounts())
        opened.finish_run(run, RunCounts())


def seen(db: Path) -> CurrentArticle:
    """The article as the audit page shows it."""
    with open_store(db) as opened:
        return CurrentReadings(opened._connection).articles(["a"])["a"]


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


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    snapshot = current_snapshot(db)
    assert snapshot is not None
    with open_reader(snapshot) as reader:
        return list(reader.ask(sql).rows)


def test_current_readings_are_those_of_the_latest_reading_of_the_latest_revision(db: Path) -> None:
    store(db, TEXT, ("95 %", "96"), is_new=False)
    shown = seen(db)
    assert [(each.reading.texts()["value"], TEXT[each.start : each.end]) for each in shown.figures] == [
        ("96", "95 %")
    ]
    store(db, "Un " + TEXT, ("84,5 %", "84.5"), revision=2)
    shown = seen(db)
    assert shown.text == "Un " + TEXT
    assert [each.start for each in shown.figures] == [shown.text.index("84,5 %")]


def test_without_a_ledger_publishing_is_as_it_was(db: Path) -> None:
    done = publish_reviewed(db)
    assert done.verdicts is None
    assert ask(db, "SELECT count(*) FROM reviews") == [(0,)]


def test_verdicts_reach_the_snapshot_beside_the_machines_values(db: Path) -> None:
    shown = seen(db)
    target, actual = shown.figures
    fix = event(shown, target, "correct", field="scenario", old="actual", new="target")
    missed = CurrentFigure("", TEXT.index("12 000"), TEXT.index("12 000") + 6, target.reading)
    from pipeline.store import figure_id

    added = Reading.model_validate({"kind": "count", "value": "12000", "unit": "person"})
    missed = missed._replace(figure_id=figure_id("a", shown.text_hash, missed.start, missed.end))
    decide(
        db,
        fix,
        event(shown, actual, "reject", reason="duplicate"),
        event(shown, missed, "add", new=added.model_dump_json()),
    )
    done = publish_reviewed(db)
    assert done.verdicts is not None
    assert done.verdicts.by_state == {"corrected": 1, "rejected": 1, "added": 1}
    assert ask(
        db, "SELECT review_state, quote, machine_scenario, reviewed_scenario FROM reviews ORDER BY start"
    ) == [
        ("corrected", "95 %", "actual", "target"),
        ("rejected", "84,5 %", "actual", None),
        ("added", "12 000", None, "actual"),
    ]
    rows = ask(
        db, "SELECT quote, review_state, value::INTEGER, scenario FROM figures_reviewed ORDER BY start"
    )
    assert ("95 %", "corrected", 95, "target") in rows
    assert ("12 000", "added", 12000, "actual") in rows
    assert ask(db, "SELECT value::INTEGER, review_state FROM targets") == [(95, "corrected")]


def test_another_reading_turns_a_verdict_stale_and_back(db: Path) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    publish_reviewed(db)
    assert ask(db, "SELECT review_state FROM reviews") == [("accepted",)]
    store(db, TEXT, ("95 %", "96"), is_new=False)
    done = publish_reviewed(db)
    assert done.verdicts is not None
    assert str(done.verdicts) == "1 stale (1 by reading)"
    assert ask(db, "SELECT review_state, why, reviewed_value FROM reviews") == [("stale", "reading", None)]
    store(db, TEXT, ("95 %", "95"), is_new=False)
    publish_reviewed(db)
    assert ask(db, "SELECT review_state, why FROM reviews") == [("accepted", None)]


def test_a_new_revision_takes_the_verdict_along_under_the_new_id(db: Path) -> None:
    shown = seen(db)
    about = shown.figures[0]
    decide(db, event(shown, about, "accept"))
    revised = "Nouveau titre 🙂\n" + TEXT
    store(db, revised, ("95 %", "95"), revision=2)
    publish_reviewed(db)
    (row,) = ask(db, "SELECT review_state, attached, origin_figure_id, figure_id, start FROM reviews")
    assert row == ("accepted", "quote", about.figure_id, seen(db).figures[0].figure_id, revised.index("95 %"))


def test_what_was_undone_leaves_the_snapshot(db: Path) -> None:
    shown = seen(db)
    accepted = event(shown, shown.figures[0], "accept")
    decide(db, accepted)
    publish_reviewed(db)
    with Ledger(ledger_path(db)) as ledger:
        ledger.undo(accepted.event_id, "dao", new_event_id(), accepted.at)
    assert publish_reviewed(db).published.is_new
    assert ask(db, "SELECT count(*) FROM reviews") == [(0,)]


def test_publishing_twice_with_the_same_verdicts_makes_one_snapshot(db: Path) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    assert publish_reviewed(db).published.is_new
    assert not publish_reviewed(db).published.is_new
    decide(db, event(shown, shown.figures[1], "accept"))
    assert publish_reviewed(db).published.is_new


def test_a_ledger_that_cannot_be_read_leaves_readers_what_they_have(db: Path) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    publish_reviewed(db)
    before = current_snapshot(db)
    ledger_path(db).write_bytes(b"broken " * 1000)
    for beside in db.parent.glob("*.sqlite-*"):
        beside.unlink()
    with pytest.raises(LedgerError):
        publish_reviewed(db)
    assert current_snapshot(db) == before
    assert ask(db, "SELECT review_state FROM reviews") == [("accepted",)]


def test_verdicts_stay_where_the_ledger_is_away(db: Path) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    publish_reviewed(db)
    ledger_path(db).rename(db.with_name("elsewhere.sqlite"))
    publish_store(db, full=True)
    publish_reviewed(db)
    assert ask(db, "SELECT review_state FROM reviews") == [("accepted",)]
