"""Whether a store is sound: every row that it is told to hold, every constraint, every quote at its place.

Read from the file itself, so that a block that was damaged on the way is found too: DuckDB keeps a sum of each.
Holding quotes against texts is the dear part, a walk through an article for each. Rows never change once they are stored:
where a digest of the earlier rows is that of the last snapshot, whose quotes were held against its texts, only later
rows are. A row that did change gives another digest, and then all are.
What becomes of a file that is not sound is left to `snapshots`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb


class Marks(NamedTuple):
    """How far a store goes, and a digest of each table that quotes are verified in, up to there."""

    duckdb: str
    run_id: int
    extraction_id: int
    digests: Mapping[str, str]


DIGESTS = {
    "articles": ("hash(article_id, revision, text)", "run_id <= {run_id}"),
    "extractions": ("hash(extraction_id, article_id, revision)", "extraction_id <= {extraction_id}"),
    "figures": (
        'hash(extraction_id, article_id, revision, start, "end", quote)',
        "extraction_id <= {extraction_id}",
    ),
    "deadlines": (
        'hash(extraction_id, article_id, revision, start, "end", quote)',
        "extraction_id <= {extraction_id}",
    ),
    "evidence": ('hash(extraction_id, start, "end", quote)', "extraction_id <= {extraction_id}"),
}
"""For each table the hash of a row, and which rows there were up to a mark. Their sum does not hang on their order."""


class Scan(NamedTuple):
    """What must hold of the rows of one table: the name of each rule, and the SQL of an aggregate counting breaches."""

    table: str
    rules: Mapping[str, str]


SPANS = {
    "figures whose quote is not the characters at their place": "figures JOIN articles AS a USING (article_id, revision)",
    "deadlines whose quote is not the characters at their place": "deadlines JOIN articles AS a USING (article_id, revision)",
    "evidence whose quote is not the characters at its place": (
        "evidence JOIN extractions USING (extraction_id) JOIN articles AS a USING (article_id, revision)"
    ),
}
"""Where quotes stand; `start` and `end` count code points from 0."""

COUNTED = {
    "figures": "SELECT count(*) FROM figures LEFT JOIN articles AS a USING (article_id, revision) WHERE a.text IS NULL",
    "deadlines": "SELECT count(*) FROM deadlines LEFT JOIN articles AS a USING (article_id, revision) WHERE a.text IS NULL",
    "evidence": "SELECT count(*) FROM evidence ANTI JOIN extractions USING (extraction_id)",
    "extractions": "SELECT count(*) FROM extractions ANTI JOIN articles USING (article_id, revision)",
}
"""Rows of each table that hang on nothing."""

TALLIES = ("figures", "deadlines")
"""Tables of which an extraction says how many rows it has."""


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The number of rows of every table."""
    names = [
        name
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
    ]
    return {name: _number(connection, f"SELECT count(*) FROM {_quoted(name)}") for name in names}


def take_marks(connection: duckdb.DuckDBPyConnection, earlier: Marks | None) -> tuple[Marks, bool]:
    """The marks of a store as it is, and whether up to the marks `earlier` it is what it was when they were taken."""
    now = Marks(
        duckdb.__version__,
        _number(connection, "SELECT coalesce(max(run_id), 0) FROM runs"),
        _number(connection, "SELECT coalesce(max(extraction_id), 0) FROM extractions"),
        {},
    )
    digests: dict[str, str] = {}
    then: dict[str, str] = {}
    for table, (row, limit) in DIGESTS.items():
        past = (
            limit.format(run_id=earlier.run_id, extraction_id=earlier.extraction_id) if earlier else "false"
        )
        sums = f"sum({row}::HUGEINT)", f"sum({row}::HUGEINT) FILTER (WHERE {past})"
        sql = f"SELECT {', '.join(f'coalesce({each}, 0)::VARCHAR' for each in sums)} FROM {table}"
        digests[table], then[table] = connection.execute(sql).fetchall()[0]
    is_same = earlier is not None and earlier.duckdb == now.duckdb and earlier.digests == then
    return now._replace(digests=digests), is_same


def find_breaches(
    connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int], verified_to: int = 0
) -> Iterator[str]:
    """What is wrong with a store, a clause each; nothing where it is sound and holds `counts` rows of each table.

    Quotes are held against texts in the extractions behind the one with the number `verified_to`.
    """
    held = row_counts(connection)
    for table in sorted(held.keys() | counts.keys()):
        if held.get(table) != counts.get(table):
            yield f"{table} has {held.get(table, 'no')} rows instead of {counts.get(table, 'no table')}"
    for scan in constraints(connection):
        columns = ", ".join(scan.rules.values())
        broken = connection.execute(f"SELECT {columns} FROM {_quoted(scan.table)}").fetchall()[0]
        for rule, number in zip(scan.rules, broken, strict=True):
            if number:
                yield f"{number} rows of {scan.table} break {rule}"
    for table, sql in COUNTED.items():
        if number := _number(connection, sql):
            yield f"{number} rows of {table} belong to nothing"
    for what, rows in SPANS.items():
        sql = f"""SELECT count(*) FROM {rows} WHERE extraction_id > {verified_to:d}
            AND quote IS DISTINCT FROM substring(a.text, start + 1, "end" - start)"""
        if number := _number(connection, sql):
            yield f"{number} {what}"
    for table in TALLIES:
        sql = f"""SELECT count(*) FROM extractions AS e
            LEFT JOIN (SELECT extraction_id, count(*) AS number FROM {table} GROUP BY ALL) AS t USING (extraction_id)
            WHERE e.{table} <> coalesce(t.number, 0)"""
        if number := _number(connection, sql):
            yield f"{number} extractions with another number of {table} than they tell"


def constraints(connection: duckdb.DuckDBPyConnection) -> list[Scan]:
    """The constraints that the store declares, as aggregates that count the rows or keys against them."""
    rows = connection.execute(
        """SELECT table_name, constraint_type, expression, constraint_column_names
        FROM duckdb_constraints() ORDER BY table_name, constraint_index"""
    ).fetchall()
    scans: dict[str, dict[str, str]] = {}
    for table, kind, expression, names in rows:
        columns = ", ".join(map(_quoted, names))
        rules = scans.setdefault(table, {})
        if kind == "CHECK":
            rules[f"CHECK {expression}"] = f"count(*) FILTER (WHERE NOT ({expression}))"
        elif kind == "NOT NULL":
            rules[f"NOT NULL {columns}"] = f"count(*) FILTER (WHERE {columns} IS NULL)"
        else:
            rules[f"{kind} ({columns})"] = f"count(*) - count(DISTINCT ({columns}))"
    return [Scan(table, rules) for table, rules in scans.items()]


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    rows = connection.execute(sql).fetchall()
    return int(rows[0][0])


def _quoted(name: str) -> str:
    """A name as SQL takes it, whatever it is."""
    return '"' + name.replace('"', '""') + '"'
