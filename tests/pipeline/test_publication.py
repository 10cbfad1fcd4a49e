"""From the ledger to the snapshot: verdicts are where SQL users look, through re-extraction and revisions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.errors import LedgerError
from pipeline.publication import publish_reviewed
from pipeline.store import current_snapshot, open_reader, publish_store

from .audit.stored import TEXT, decide, event, missed, seen, store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "tinso.duckdb"
    store(path, TEXT, ("95 %", "95"), ("84,5 %", "84.5"))
    return path


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
    decide(
        db,
        fix,
        event(shown, actual, "reject", reason="duplicate"),
        missed(shown, "12 000", kind="count", value="12000", unit="person"),
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
