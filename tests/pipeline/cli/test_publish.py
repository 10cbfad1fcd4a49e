"""`tinso publish`, and the snapshots that other commands publish and read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import StoreUnwritableError
from pipeline.store import current_snapshot, open_store

from ..conftest import Outcome, article_line

Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
DB = Path("tinso.duckdb")
POINTER = "tinso.published/current/tinso.duckdb"
COUNT = ("sql", "SELECT count(*) AS n FROM articles", "-f", "csv")

pytestmark = pytest.mark.usefixtures("plain_extractor")


def test_ingest_publishes_and_says_where(run_tinso: Run, write_lines: WriteLines) -> None:
    write_lines([article_line(1)])
    outcome = run_tinso("ingest", "articles.jsonl")
    assert outcome.out.splitlines()[-1] == f"published  {POINTER}"
    assert Path(POINTER).is_file()
    told = json.loads(run_tinso("ingest", "articles.jsonl", "--json").out)
    assert told["snapshot"] == "tinso.published/000001/tinso.duckdb"  # nothing new: it stays


def test_ingest_publishes_nothing_where_it_is_told_not_to(run_tinso: Run, write_lines: WriteLines) -> None:
    write_lines([article_line(1)])
    outcome = run_tinso("ingest", "articles.jsonl", "--no-publish")
    assert "published" not in outcome.out
    assert current_snapshot(DB) is None
    assert run_tinso(*COUNT) == Outcome(0, "n\n1\n", "")
    assert json.loads(run_tinso("ingest", "articles.jsonl", "--no-publish", "--json").out)["snapshot"] is None


def test_sql_reads_the_snapshot_even_while_the_store_is_written(
    run_tinso: Run, write_lines: WriteLines
) -> None:
    write_lines([article_line(1)])
    run_tinso("ingest", "articles.jsonl")
    assert run_tinso(*COUNT) == Outcome(0, "n\n1\n", "")
    with open_store(DB):
        assert run_tinso(*COUNT).out == "n\n1\n"


def test_sql_says_when_the_store_has_changed_since_it_was_published(
    run_tinso: Run, write_lines: WriteLines
) -> None:
    write_lines([article_line(1)])
    run_tinso("ingest", "articles.jsonl")
    write_lines([article_line(2)])
    run_tinso("ingest", "articles.jsonl", "--no-publish")
    os.utime(DB, ns=(2**62, 2**62))  # clocks of file systems are coarse
    outcome = run_tinso(*COUNT)
    assert outcome.out == "n\n1\n"
    assert "`tinso publish` brings it up to date" in outcome.err
    run_tinso("publish")
    os.utime(DB, ns=(0, 0))
    assert run_tinso(*COUNT) == Outcome(0, "n\n2\n", "")


def test_publish_says_what_it_did(run_tinso: Run, write_lines: WriteLines) -> None:
    write_lines([article_line(1)])
    run_tinso("ingest", "articles.jsonl", "--no-publish")
    first, second = run_tinso("publish").out, run_tinso("publish").out
    assert f"published  {POINTER}\n" in first
    assert "3 files written, 0 unchanged" in first
    assert f"published  {POINTER} (nothing changed since)\n" in second
    for number in (2, 3, 4):
        write_lines([article_line(number)])
        run_tinso("ingest", "articles.jsonl", "--no-publish")
        told = json.loads(run_tinso("publish", "--keep", "2", "--json").out)
    assert (told["snapshot"], told["is_new"], told["removed"]) == (
        "tinso.published/000004/tinso.duckdb",
        True,
        1,
    )
    assert sorted(os.listdir("tinso.published")) == ["000003", "000004", "current"]


def test_a_full_publishing_verifies_every_row_though_nothing_changed(
    run_tinso: Run, write_lines: WriteLines
) -> None:
    write_lines([article_line(1)])
    run_tinso("ingest", "articles.jsonl")
    write_lines([article_line(2)])
    run_tinso("ingest", "articles.jsonl", "--no-publish")
    assert "verified   what came since the snapshot before\n" in run_tinso("publish").out
    assert "verified   every row\n" in run_tinso("publish", "--full").out


def test_publishing_without_a_store_is_one_line_and_status_three(run_tinso: Run) -> None:
    outcome = run_tinso("publish")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.startswith("tinso: there is no store at tinso.duckdb")


def test_what_was_stored_is_told_before_the_fault_that_kept_it_from_being_published(
    run_tinso: Run, write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnwritableError("not published: no room")

    write_lines([article_line(1)])
    monkeypatch.setattr("pipeline.publication.publish_store", fail)
    outcome = run_tinso("ingest", "articles.jsonl")
    assert outcome.status == 3
    assert "1 new" in outcome.out
    assert outcome.err.endswith("tinso: not published: no room\n")
    assert run_tinso(*COUNT).out == "n\n1\n"


def test_the_option_has_the_number_of_the_store(run_tinso: Run) -> None:
    from pipeline.cli.publish import KEEP
    from pipeline.store.snapshots import KEPT

    assert KEEP == KEPT


def test_the_demo_publishes_and_says_where(run_tinso: Run, tmp_path: Path) -> None:
    outcome = run_tinso("demo")
    assert f"For readers: {tmp_path / POINTER}" in outcome.out
    assert current_snapshot(DB) is not None
