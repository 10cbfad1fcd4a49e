"""docs/sql.md: what it tells a user to run on a snapshot runs, and shows what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from corpus.sample import SAMPLE_DIR
from pipeline.ingest import ingest_paths
from pipeline.store import publish_store

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sql.md").read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of the sample and its snapshot, as the page takes for granted."""
    here = Path(tmp_path_factory.mktemp("user"))
    ingest_paths([SAMPLE_DIR], here / "tinso.duckdb", root=SAMPLE_DIR)
    publish_store(here / "tinso.duckdb")
    return here


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)


def test_the_python_of_the_page_prints_targets(folder: Path) -> None:
    (code,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert "Vĩnh Long 97.500000" in done.stdout


def test_a_file_of_ones_own_takes_from_the_snapshot_macros_included(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = blocks("sql")[0]
    monkeypatch.chdir(folder)
    with duckdb.connect("notes.duckdb") as notes:
        notes.execute(sql).fetchall()
    with duckdb.connect("notes.duckdb") as notes:
        rows = notes.execute("SELECT count(*), count(words) FROM watched").fetchall()
    assert rows[0][0] == rows[0][1] > 10


def test_evidence_is_found_as_the_page_tells(folder: Path) -> None:
    snapshot = folder / "tinso.published" / "current" / "tinso.duckdb"
    with duckdb.connect(str(snapshot), read_only=True) as store:
        own = store.execute(blocks("sql")[1]).fetchall()
        assert {"value", "scenario"} <= {row[0] for row in own}
        rows = store.execute(blocks("sql")[2]).fetchall()
        fields = {field for field, _, _ in rows}
        assert {"value", "unit", "indicator", "scenario"} <= fields
        columns = store.execute("SELECT column_name FROM (DESCRIBE coverage_by_province)").fetchall()
        assert {("base",), ("compared_base",)} <= set(columns)
        langs = store.execute("SELECT max(len(map_keys(agreement))) FROM facts").fetchall()
        assert langs == [(5,)]


def test_what_the_page_says_of_lists_and_names_holds(folder: Path) -> None:
    snapshot = folder / "tinso.published" / "current" / "tinso.duckdb"
    with duckdb.connect(str(snapshot), read_only=True) as store:
        copies = store.execute("SELECT unnest(copies) FROM facts").fetchall()
        figures = store.execute('SELECT count("end") FROM current_figures').fetchall()
        assert len(copies) == figures[0][0]
        assert store.execute("SELECT max(len(langs)) FROM facts").fetchall() == [(5,)]
        assert store.execute("SELECT typeof(value) FROM facts LIMIT 1").fetchall() == [("DECIMAL(38,6)",)]
