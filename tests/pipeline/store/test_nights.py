"""The store's copy of the ledger of nights: replaced as a whole, issues once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StoreError
from pipeline.store import open_reader, open_store
from pipeline.store.nights import NightRow, StageRow, open_nights
from schemas import Issue

STARTED = datetime(2026, 11, 2, 18, 30)


def night(number: int, *, ended: bool = True) -> NightRow:
    finished = STARTED.replace(hour=20) if ended else None
    result, status = ("well", 0) if ended else ("not ended", None)
    return NightRow(
        number, STARTED, finished, result, status, 1, None, 1, 2, "hash", {"tinso": "1", "a'b": "ລາວ"}
    )


def stage(number: int, source: str | None = None, lang: str | None = None, **counts: int) -> StageRow:
    return StageRow(number, "clean", source, lang, "done", STARTED, 1.5, 3, 2, counts)


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(db) as store:
        return list(store.ask(sql).rows)


def test_a_night_is_replaced_with_its_stages(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    issue = Issue(code="few_articles", source="source:paper", record="night 2", message="few")
    with open_nights(db) as store:
        store.replace(
            [night(1), night(2, ended=False)],
            [stage(1), stage(2), stage(2, "paper", "lo", article=2)],
            [issue],
        )
        assert store.ended() == {1: STARTED}
        store.replace([night(2)], [stage(2, "paper", "th", article=1, no_article=2)], [issue])
        assert store.ended() == {1: STARTED, 2: STARTED}
    assert ask(db, "SELECT night_id, result, versions['a''b'] FROM nights ORDER BY 1") == [
        (1, "well", "ລາວ"),
        (2, "well", "ລາວ"),
    ]
    assert ask(db, "SELECT night_id, lang, counts FROM night_stages ORDER BY ALL") == [
        (1, None, {}),
        (2, "th", {"article": 1, "no_article": 2}),
    ]
    assert ask(db, "SELECT run_id, code, record FROM issues") == [(0, "few_articles", "night 2")]


def test_an_issue_belongs_to_the_last_run(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    with open_store(db) as store:
        store.begin_run("nightly", "0", "1", {})
    with open_nights(db) as tables:
        tables.replace([night(1)], [], [Issue(code="a", source="night", message="m")])
    assert ask(db, "SELECT run_id FROM issues") == [(1,)]


def test_all_of_it_is_stored_or_nothing(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    with open_nights(db) as store:
        store.replace([night(1)], [stage(1)], [])
        with pytest.raises(StoreError):
            store.replace([night(1, ended=False)], [stage(1, article=2**70)], [])
        assert store.ended() == {1: STARTED}
    assert ask(db, "SELECT count(*) FROM night_stages") == [(1,)]
