"""The copy of the ledger of nights in the store, for SQL. The ledger itself is files beside the store (`pipeline.nightly`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.store.database import clear_faults, connect_writer, transaction
from pipeline.store.ids import issue_id
from schemas import Issue


class NightRow(NamedTuple):
    """A row of `nights`. Times are in UTC without a zone."""

    night_id: int
    started_at: datetime
    finished_at: datetime | None
    result: str
    exit_status: int | None
    attempts: int
    deadline_at: datetime | None
    first_run_id: int | None
    last_run_id: int | None
    settings_hash: str
    versions: dict[str, str]


class StageRow(NamedTuple):
    """A row of `night_stages`."""

    night_id: int
    stage: str
    source: str | None
    lang: str | None
    state: str
    started_at: datetime | None
    seconds: float | None
    came_in: int | None
    went_out: int | None
    counts: dict[str, int]


class NightTables:
    """The tables about nights of a store that is open for writing. Made by `open_nights`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        """Of an open connection."""
        self._connection = connection
        self._path = path

    def ended(self) -> dict[int, datetime]:
        """The nights that the store knows the end of, each with its start."""
        with clear_faults(self._path):
            rows = self._connection.execute(
                "SELECT night_id, started_at FROM nights WHERE finished_at IS NOT NULL"
            ).fetchall()
        return {int(night): started for night, started in rows}

    def replace(
        self, nights: Sequence[NightRow], stages: Iterable[StageRow], issues: Iterable[Issue]
    ) -> None:
        """Put nights with their stages in the place of what is held of them, and add issues, in one transaction.

        An issue belongs to the last run; one that the store has already is not stored again.
        """
        known = {issue_id(issue): issue for issue in issues}
        with clear_faults(self._path), transaction(self._connection):
            for night in nights:
                for table in ("nights", "night_stages"):
                    self._connection.execute(f"DELETE FROM {table} WHERE night_id = ?", [night.night_id])
                *plain, versions = night
                self._connection.execute(
                    f"INSERT INTO nights VALUES ({_marks(plain)}, MAP(?::VARCHAR[], ?::VARCHAR[]))",
                    [*plain, list(versions.keys()), list(versions.values())],
                )
            for *plain, counts in stages:
                self._connection.execute(
                    f"INSERT INTO night_stages VALUES ({_marks(plain)}, MAP(?::VARCHAR[], ?::BIGINT[]))",
                    [*plain, list(counts.keys()), list(counts.values())],
                )
            for key, issue in known.items():
                self._connection.execute(
                    """INSERT INTO issues BY NAME SELECT ? AS issue_id,
                    (SELECT coalesce(max(run_id), 0) FROM runs) AS run_id, ? AS severity, ? AS code, ? AS source,
                    ? AS record, ? AS field, ? AS message
                    WHERE NOT EXISTS (SELECT 1 FROM issues AS held WHERE held.issue_id = ?)""",
                    [
                        key,
                        issue.severity,
                        issue.code,
                        issue.source,
                        issue.record,
                        issue.field,
                        issue.message,
                        key,
                    ],
                )


@contextmanager
def open_nights(path: Path) -> Iterator[NightTables]:
    """The tables about nights of the store at `path`, which is closed afterwards. Raises `StoreError`s."""
    connection = connect_writer(path)
    try:
        yield NightTables(connection, path)
    finally:
        with clear_faults(path):
            connection.close()


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
