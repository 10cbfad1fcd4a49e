"""Reading the store: one statement, nothing but reading, no way out."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyarrow import parquet

from pipeline.errors import QueryRefusedError
from pipeline.store import Reader, open_reader, open_store


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    open_store(tmp_path / "t.duckdb").close()
    (tmp_path / "secret.csv").write_text("a\n1\n")
    return open_reader(tmp_path / "t.duckdb")


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_csv('{folder}/secret.csv')",
        "FROM read_text('/etc/hostname')",
        "COPY runs TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL fts",
        "LOAD fts",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "DELETE FROM runs",
        "CREATE TABLE x (a INTEGER)",
        "EXPORT DATABASE '{folder}/all'",
    ],
)
def test_queries_can_neither_write_nor_leave_the_store(reader: Reader, tmp_path: Path, sql: str) -> None:
    with reader, pytest.raises(QueryRefusedError):
        list(reader.ask(sql.format(folder=tmp_path)).rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv", "t.duckdb"]


@pytest.mark.parametrize("sql", ["", "-- nothing", "SELECT 1; SELECT 2", "SELEC", "SELECT nothing FROM runs"])
def test_what_is_not_one_right_statement_is_refused_in_one_line(reader: Reader, sql: str) -> None:
    with reader, pytest.raises(QueryRefusedError) as refused:
        reader.ask(sql)
    assert "\n" not in str(refused.value)


def test_rows_come_with_names_and_types(reader: Reader) -> None:
    with reader:
        answer = reader.ask("SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL ORDER BY 1")
        assert answer.columns == ("a", "b")
        assert answer.types[0] == "INTEGER"
        assert list(answer.rows) == [(1, "x"), (2, None)]


def test_many_rows_are_walked_through(reader: Reader) -> None:
    with reader:
        assert sum(1 for _ in reader.ask("FROM range(5000)").rows) == 5000


def test_parquet_keeps_types_and_rows(reader: Reader) -> None:
    sql = "SELECT 95.5::DECIMAL(38, 6) AS value, DATE '2025-01-02' AS day, NULL::VARCHAR AS no FROM range(250000)"
    whole = io.BytesIO()
    with reader:
        assert reader.write_parquet(sql, whole) == 250_000
        assert list(reader.ask("SELECT 1").rows) == [(1,)]
    table = parquet.read_table(whole)
    assert [str(column.type) for column in table.columns] == ["decimal128(38, 6)", "date32[day]", "string"]
    assert table.slice(249_999).to_pylist() == [
        {"value": Decimal("95.500000"), "day": date(2025, 1, 2), "no": None}
    ]


@pytest.mark.parametrize(
    "sql", ["SELECT nothing", "SELECT 1; SELECT 2", "COPY runs TO 'x.csv'", "DELETE FROM runs"]
)
def test_what_is_no_query_gives_no_parquet(reader: Reader, sql: str) -> None:
    with reader, pytest.raises(QueryRefusedError):
        reader.write_parquet(sql, io.BytesIO())
