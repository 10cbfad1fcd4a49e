"""`tinso demo`: the embedded sample, twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.store import open_reader
from schemas.languages import usual_languages

from ..conftest import Outcome

Run = Callable[..., Outcome]


def width(line: str) -> int:
    """Columns that a line takes on a terminal."""
    return sum(0 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 1 for character in line)


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(path) as store:
        return list(store.ask(sql).rows)


def test_the_demo_takes_the_whole_sample_in_all_five_languages(run_tinso: Run, tmp_path: Path) -> None:
    outcome = run_tinso("demo")
    assert outcome.status == 0
    assert outcome.err == ""
    db = tmp_path / "tinso.duckdb"
    assert {lang for (lang,) in query(db, "SELECT DISTINCT lang FROM current_articles")} == set(
        usual_languages()
    )
    assert query(db, "SELECT count(*) FROM issues WHERE severity = 'error'") == [(0,)]
    found = query(
        db,
        "SELECT lang, count(*) FROM current_figures JOIN current_articles USING (extraction_id) GROUP BY 1",
    )
    assert all(number > 20 for _, number in found)
    assert len(found) == len(usual_languages())
    assert str(db) in outcome.out
    assert "Rejects: none" in outcome.out


def test_the_demo_again_says_that_nothing_changed(run_tinso: Run) -> None:
    run_tinso("demo")
    outcome = run_tinso("demo", "--db", "tinso.duckdb")
    assert outcome.status == 0
    assert "Nothing changed" in outcome.out


def test_the_next_commands_name_the_file_that_was_chosen(run_tinso: Run) -> None:
    outcome = run_tinso("demo", "--db", "my file.duckdb")
    assert "tinso sql --db 'my file.duckdb' " in outcome.out


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_report_fits_its_width(run_tinso: Run, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.demo.WIDTH", int(columns))
    lines = run_tinso("demo").out.splitlines()
    report = lines[: lines.index("Next:")]
    tables = [line for line in report if not line.startswith(("DuckDB file", "For readers", "Articles of"))]
    assert max(map(width, tables)) <= int(columns)
    assert "\x1b" not in "".join(lines)


def test_targets_of_the_sample_read_under_the_plain_client(run_tinso: Run, tmp_path: Path) -> None:
    run_tinso("demo")
    with duckdb.connect(str(tmp_path / "tinso.duckdb"), read_only=True) as plain:
        rows = plain.execute(
            "SELECT DISTINCT value, deadline::VARCHAR FROM targets "
            "WHERE indicator = 'health_insurance.coverage_rate' AND url LIKE '%vinh-long%' ORDER BY 1"
        ).fetchall()
    assert (97.5, "2030-12-31") in [(float(value), deadline) for value, deadline in rows]
