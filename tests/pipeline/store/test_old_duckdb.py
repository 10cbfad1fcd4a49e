"""A snapshot is for readers with older tools too: every table, view and macro answers under DuckDB 1.4 as under ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.sample import SAMPLE_DIR
from pipeline.ingest import ingest_paths
from pipeline.store import publish_store
from pipeline.store.database import MACROS, VIEWS

ASK = """
import duckdb, json, sys
c = duckdb.connect(sys.argv[1], read_only=True)
def rows(sql):
    return c.execute(sql).fetchall()
named = "SELECT schema_name || '.' || {0}_name FROM duckdb_{0}s() WHERE NOT internal ORDER BY 1"
names = [name for kind in ("table", "view") for name, in rows(named.format(kind))]
calls = {
    "quote": "SELECT count(*) FROM current_figures WHERE quote(figure_id) = quote",
    "context": "SELECT sum(length(context(figure_id, 20))) FROM current_figures",
    "evidence_of": "SELECT count(*) FROM evidence_of((SELECT min(figure_id) FROM current_figures))",
    "as_of_2025_07_01": "SELECT count(as_of_2025_07_01(name)) FROM provinces",
    "figures_as_of": "SELECT count(*) FROM figures_as_of(1)",
    "changes_since": "SELECT count(*) FROM changes_since(1)",
}
told = {name: len(rows(f"FROM {name}")) for name in names}
told |= {name: int(rows(sql)[0][0]) for name, sql in calls.items()}
told["values"] = str(rows("SELECT sum(value), min(obs_date), max(fact_id) FROM facts"))
told["comments"] = rows("SELECT count(comment) FROM duckdb_columns() WHERE NOT internal")[0][0]
print(json.dumps([duckdb.__version__, told]))
"""


def ask(python: str, snapshot: Path) -> tuple[str, dict[str, object]]:
    done = subprocess.run([python, "-c", ASK, str(snapshot)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    version, told = json.loads(done.stdout)
    return version, told


@pytest.mark.skipif(
    not os.environ.get("TINSO_OLD_DUCKDB"), reason="TINSO_OLD_DUCKDB names no Python with DuckDB 1.4"
)
def test_everything_in_a_snapshot_answers_under_duckdb_1_4_as_under_ours(tmp_path: Path) -> None:
    ingest_paths([SAMPLE_DIR], tmp_path / "t.duckdb", root=SAMPLE_DIR)
    pointer = publish_store(tmp_path / "t.duckdb").pointer
    old_version, old = ask(os.environ["TINSO_OLD_DUCKDB"], pointer)
    _, ours = ask(sys.executable, pointer)
    assert old_version.startswith("1.4.")
    assert {f"main.{name}" for name in VIEWS} | set(MACROS) <= old.keys()
    assert old == ours
    assert all(
        ours[name]
        for name in ("main.facts", "main.targets", "quote", "evidence_of", "figures_as_of", "comments")
    )
