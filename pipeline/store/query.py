"""Reading the store: one SQL query at a time, read-only, with no way to files or network.

How the rows are printed is left to the commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import duckdb
from pyarrow import parquet

from pipeline.errors import QueryRefusedError, StoreDamagedError
from pipeline.store.catalogue import Catalogue, read_catalogue
from pipeline.store.database import clear_faults, connect_reader, explain_fault

ROWS_AT_ONCE = 1000
PARQUET_ROWS = 100_000
"""Rows of a row group, and held in memory at a time."""


@dataclass(frozen=True)
class Answer:
    """The columns of a query's answer and its rows, which can be walked through once."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class Reader:
    """A store opened for reading. Made by `open_reader`; close it, or use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises the errors of `connect_reader`."""
        self.path = path
        self._connection = connect_reader(path)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, so that a writer can open it."""
        self._connection.close()

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> Answer:
        """Run one statement. Raises `QueryRefusedError` for SQL that is wrong, several, or more than reading."""
        with self._told_as_ours():
            self._check_single(sql)
            self._connection.execute(sql, list(parameters))
        description = self._connection.description or []
        return Answer(
            tuple(str(column[0]) for column in description),
            tuple(str(column[1]) for column in description),
            self._rows(),
        )

    def interrupt(self) -> None:
        """Stop the query that another thread has under way: it ends with a `QueryRefusedError` there."""
        self._connection.interrupt()

    def statements(self, sql: str) -> list[str]:
        """The statements of a text, one each. Raises `QueryRefusedError` for SQL that cannot be read."""
        with self._told_as_ours():
            return [statement.query for statement in self._connection.extract_statements(sql)]

    def catalogue(self) -> Catalogue:
        """The tables, views and macros, with their columns and comments."""
        with self._told_as_ours():
            return read_catalogue(self._connection)

    def write_parquet(self, sql: str, sink: BinaryIO) -> int:
        """Write the rows of one query as a Parquet file, with the types that they have; returns their number.

        Raises `QueryRefusedError` as `ask` does, and the `OSError` of the sink.
        """
        with self._told_as_ours():
            self._check_single(sql)
            relation = self._connection.sql(sql)
            if relation is None:
                raise QueryRefusedError("the statement has no rows to write")
            batches = relation.to_arrow_reader(PARQUET_ROWS)
            rows = 0
            with parquet.ParquetWriter(sink, batches.schema, compression="zstd") as writer:
                for batch in batches:
                    writer.write_batch(batch)
                    rows += batch.num_rows
        return rows

    def _check_single(self, sql: str) -> None:
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryRefusedError(f"give one SQL statement; there are {len(statements)} here")

    @contextmanager
    def _told_as_ours(self) -> Iterator[None]:
        """Turn a fault of the file into the store's, any other of DuckDB's into a refusal of the query."""
        try:
            yield
        except duckdb.InterruptException as fault:
            raise QueryRefusedError("stopped") from fault
        except (duckdb.IOException, duckdb.FatalException) as fault:
            with clear_faults(self.path):
                raise fault
        except duckdb.Error as fault:
            told = explain_fault(self.path, fault)
            if type(fault) is duckdb.Error and isinstance(told, StoreDamagedError):
                raise told from fault  # how a block tells that is not as it was written; a wrong query has a kind
            raise QueryRefusedError(_reason(fault)) from fault

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        with self._told_as_ours():
            while rows := self._connection.fetchmany(ROWS_AT_ONCE):
                yield from rows


def _reason(fault: duckdb.Error) -> str:
    """DuckDB's message without the picture of the query under it."""
    return " ".join(str(fault).split("\n\nLINE ")[0].split())


def open_reader(path: Path) -> Reader:
    """Open the store at `path` for reading. Raises `StoreError`s."""
    return Reader(path)
