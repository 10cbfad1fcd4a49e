"""Shards queried where they lie, by DuckDB, under the names that the tables and views of the store have.

How they are written is left to `shards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.errors import QueryRefusedError, StoreMissingError
from pipeline.store.database import CONFIG, HERE, clear_faults
from pipeline.store.query import Reader
from pipeline.store.shards import ENDING

VIEWS_FILE = "shards.sql"
FILES_TOKEN = "$FILES"
"""Stands in `shards.sql` for the list of files."""


def shard_views(files: Sequence[str]) -> str:
    """The SQL that defines views over shards, for any DuckDB from 1.4 on. `files` may hold `*` and `**`."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return (HERE / VIEWS_FILE).read_text("utf-8").replace(FILES_TOKEN, f"[{listed}]")


class ShardReader(Reader):
    """A folder of shards opened for reading. Made by `open_shards`."""

    def __init__(self, folder: Path) -> None:
        """Define the views. Raises `StoreMissingError` where there is no shard, and `StoreError`s."""
        self.path = folder
        if not folder.is_dir() or next(folder.rglob(f"*{ENDING}"), None) is None:
            raise StoreMissingError(f"{folder}: there is no shard; `tinso shard` makes them")
        whole = folder.absolute()
        with clear_faults(folder):
            self._connection = duckdb.connect(":memory:", config=CONFIG)
            try:
                # The folder stays readable, and nothing else: neither other files nor the network.
                self._connection.execute("SET allowed_directories = [?]", [f"{whole}/"])
                self._connection.execute("SET enable_external_access = false")
                self._connection.execute(shard_views([f"{whole}/**/*{ENDING}"]))
                self._connection.execute("SET lock_configuration = true")
            except BaseException:
                self._connection.close()
                raise

    def _check_single(self, sql: str) -> None:
        super()._check_single(sql)
        # The folder can be written to, where a store that is opened for reading cannot.
        if self._connection.extract_statements(sql)[0].type != duckdb.StatementType.SELECT:
            raise QueryRefusedError(
                "shards are for queries only: a statement that begins with SELECT, WITH or FROM"
            )


def open_shards(folder: Path) -> ShardReader:
    """Open all shards in a folder to be queried where they lie. Raises `StoreError`s."""
    return ShardReader(folder)
