"""A store of the first version, with data, opened by this one: all of it is there after, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.ingest import ingest_paths
from pipeline.store import CODE_VERSION, database, open_reader, open_store, publish_store, published_folder

from ..conftest import article_line
from ..dying import chosen_deaths, run_job

pytestmark = pytest.mark.usefixtures("plain_extractor")
FIRST = database.migrations()[0]


@pytest.fixture
def first_store(tmp_path: Path, write_lines: Callable[..., Path]) -> Path:
    """A store as the first version left it: its tables, rows in them, no views."""
    full, old = tmp_path / "full.duckdb", tmp_path / "t.duckdb"
    ingest_paths([write_lines([*(article_line(n) for n in range(30)), "{"])], full)
    with duckdb.connect(str(old), config={"storage_compatibility_version": database.FORMAT}) as plain:
        plain.execute(FIRST.sql)
        plain.execute(
            "INSERT INTO schema_migrations VALUES (1, ?, TIMESTAMP '2026-01-01')", [FIRST.name]
        ).fetchall()
        plain.execute(f"ATTACH '{full}' AS new (READ_ONLY)")
        for table in sorted(held(plain) - {"schema_migrations", "schema_views"}):
            columns = ", ".join(f'"{name}"' for name in columns_of(plain, table))
            plain.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}").fetchall()
    full.unlink()
    return old


def held(plain: duckdb.DuckDBPyConnection) -> set[str]:
    rows = plain.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND database_name <> 'new'"
    )
    return {str(name) for (name,) in rows.fetchall()}


def columns_of(plain: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = plain.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND database_name <> 'new' ORDER BY column_index",
        [table],
    )
    return [str(name) for (name,) in rows.fetchall()]


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the times of migrations."""
    with duckdb.connect(str(path), read_only=True) as plain:
        tables = sorted(held(plain) - {"schema_migrations"})
        found = {table: plain.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in tables}
        found["numbers"] = plain.execute("SELECT number, name FROM schema_migrations ORDER BY 1").fetchall()
    return found


def test_rows_of_the_first_version_are_all_there_after_and_can_be_asked_by_every_view(
    first_store: Path,
) -> None:
    before = content(first_store)
    assert [name for name, rows in before.items() if len(rows) > 20] == [
        "articles", "deadlines", "evidence", "extractions", "figures"
    ]  # fmt: skip
    open_store(first_store).close()
    after = content(first_store)
    for table, rows in before.items():
        if table in ("numbers", "schema_views"):
            continue
        width = len(rows[0]) if rows else 0
        assert [row[:width] for row in after[table]] == rows, table
    assert len(after["numbers"]) == CODE_VERSION
    with open_reader(first_store) as reader:
        for view in database.VIEWS:
            assert list(reader.ask(f"SELECT count(*) FROM {view}").rows), view
        assert list(reader.ask("SELECT count(*) FROM targets").rows) == [(30,)]
    assert publish_store(first_store).is_new


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX")
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
@pytest.mark.parametrize("stands", [True, False], ids=["a store of the first version", "no store yet"])
def test_killed_at_any_moment_opening_loses_nothing_and_the_next_opening_finishes(
    first_store: Path, tmp_path: Path, kills: int, stands: bool
) -> None:
    whole = tmp_path / "whole.duckdb"
    if stands:
        shutil.copy(first_store, whole)
    ran = run_job("open", whole)
    assert ran.returncode == 0, ran.stderr
    wanted, died = content(whole), 0
    for number, (line, delay) in enumerate(chosen_deaths(int(ran.stdout), kills)):
        broken = tmp_path / f"broken{number}.duckdb"
        if stands:
            shutil.copy(first_store, broken)
        killed = run_job("open", broken, line=line, delay=delay)
        died += killed.returncode == -signal.SIGKILL
        assert killed.returncode in (0, -signal.SIGKILL), killed.stderr
        assert stands or not broken.exists() or content(broken) == wanted, (
            "a file that stands is a whole store"
        )
        open_store(broken).close()
        assert content(broken) == wanted, (line, delay)
        publish_store(broken)
        assert sorted(path.name for path in tmp_path.glob(f"broken{number}.*")) == [
            f"broken{number}.duckdb", f"broken{number}.published"
        ]  # fmt: skip
        shutil.rmtree(published_folder(broken))
        broken.unlink()
    assert died > kills // 2
