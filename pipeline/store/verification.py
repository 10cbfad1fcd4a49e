"""Whether a store is sound: every row that it is told to hold, every constraint, every quote at its place.

Read from the file itself, so that a block that was damaged on the way is found too: DuckDB keeps a sum of each.
Rows never change once they are stored, so what the snapshot before was verified in is not read again: where the store goes on
from there, as the numbers of rows and a digest of the last readings before the mark say, only what came later is
held against the rules. What somebody altered by hand further back is found by a full verification alone.
What becomes of a file that is not sound, and when a full verification is due, is left to `snapshots`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb


class Marks(NamedTuple):
    """How far a store goes, the rows of its growing tables, and a digest of the last readings before there."""

    duckdb: str
    run_id: int
    extraction_id: int
    rows: Mapping[str, int]
    seam: str


START = Marks(duckdb.__version__, 0, 0, {}, "")
"""The marks before the first row: from there on, everything is verified."""
GROWING = {
    "articles": "run_id",
    "extractions": "extraction_id",
    "figures": "extraction_id",
    "deadlines": "extraction_id",
    "evidence": "extraction_id",
    "fetches": "run_id",
    "issues": "run_id",
}
"""Tables that rows are added to and nothing else, and the column that rises with them. The others are small or may change."""
SEAM = {
    "extractions": "hash(extraction_id, article_id, revision, run_id, extractor_version, lexicon_hash)",
    "figures": 'hash(extraction_id, figure_id, start, "end", quote, value, indicator, scenario)',
    "deadlines": 'hash(extraction_id, deadline_id, start, "end", quote, date)',
    "evidence": 'hash(extraction_id, record_id, field, start, "end", quote, rule)',
}
"""What the digest of the last readings is taken of; the sum of the hashes does not hang on the order of rows."""
SEAM_READINGS = 64


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

HOMES = {
    "figures": ("extractions", "extraction_id", "(h.article_id, h.revision) IS DISTINCT FROM (t.article_id, t.revision)"),
    "deadlines": ("extractions", "extraction_id", "(h.article_id, h.revision) IS DISTINCT FROM (t.article_id, t.revision)"),
    "evidence": ("extractions", "extraction_id", "h.article_id IS NULL"),
    "extractions": ("articles", "article_id, revision", "h.text_hash IS NULL"),
}  # fmt: skip
"""The table that the rows `t` of each hang on as `h`, by what, and what is so of a row that hangs on nothing."""

REVIEWED = {
    "figures with two verdicts": """SELECT count(*) FROM (SELECT figure_id FROM reviews WHERE figure_id IS NOT NULL
        GROUP BY ALL HAVING count(*) > 1)""",
    "verdicts whose quote is not the characters at their place": """SELECT count(*)
        FROM (FROM reviews WHERE quote IS NOT NULL AND NOT is_stale) AS r
        JOIN articles AS a ON a.article_id = r.article_id AND a.text_hash = r.text_hash
        WHERE r.quote IS DISTINCT FROM substring(a.text, r.start + 1, r."end" - r.start)""",
}
"""What must not be of the verdicts of reviewers."""

TALLIES = ("figures", "deadlines")
"""Tables of which an extraction says how many rows it has."""


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The number of rows of every table of the main schema."""
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary ORDER BY ALL"
    ).fetchall()
    return {name: _number(connection, f"SELECT count(*) FROM {_quoted(name)}") for (name,) in rows}


def take_marks(connection: duckdb.DuckDBPyConnection, at: Marks | None = None) -> Marks:
    """The marks of a store as it is, or what they would have been when it went as far as the marks `at`."""
    run_id = at.run_id if at else _number(connection, "SELECT coalesce(max(run_id), 0) FROM runs")
    reading = (
        at.extraction_id
        if at
        else _number(connection, "SELECT coalesce(max(extraction_id), 0) FROM extractions")
    )
    ends = {"run_id": run_id, "extraction_id": reading}
    rows = {
        # Counting all rows and those behind the mark reads next to nothing; counting those before it would read all.
        table: _number(connection, f"SELECT count(*) FROM {table}")
        - _number(connection, f"SELECT count(*) FROM {table} WHERE {column} > {ends[column]:d}")
        for table, column in GROWING.items()
    }
    stretch = f"extraction_id > {reading - SEAM_READINGS:d} AND extraction_id <= {reading:d}"
    parts = [
        _number(
            connection,
            f"SELECT coalesce(sum(hash(run_id, command, started_at)::HUGEINT), 0) FROM runs WHERE run_id <= {run_id:d}",
        )
    ]
    parts += [
        _number(connection, f"SELECT coalesce(sum({row}::HUGEINT), 0) FROM {table} WHERE {stretch}")
        for table, row in SEAM.items()
    ]
    return Marks(duckdb.__version__, run_id, reading, rows, " ".join(map(str, parts)))


def goes_on_from(connection: duckdb.DuckDBPyConnection, earlier: Marks) -> bool:
    """Whether the store, up to the marks, is the one that they were taken of."""
    return take_marks(connection, earlier) == earlier


def find_breaches(
    connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int], since: Marks = START
) -> Iterator[str]:
    """What is wrong with a store, a clause each; nothing where it is sound and holds `counts` rows of each table.

    Of tables that only grow, what stands behind the marks `since` is held against the rules.
    """
    held = row_counts(connection)
    for table in sorted(held.keys() | counts.keys()):
        if held.get(table) != counts.get(table):
            yield f"{table} has {held.get(table, 'no')} rows instead of {counts.get(table, 'no table')}"
    for scan in constraints(connection):
        columns = ", ".join(scan.rules.values())
        broken = connection.execute(
            f"SELECT {columns} FROM {_quoted(scan.table)} WHERE {_later(scan.table, since)}"
        ).fetchall()[0]
        for rule, number in zip(scan.rules, broken, strict=True):
            if number:
                yield f"{number} rows of {scan.table} break {rule}"
    later = f"extraction_id > {since.extraction_id:d}"
    for table, (home, keys, lost) in HOMES.items():
        sql = f"SELECT count(*) FROM (FROM {table} WHERE {later}) AS t LEFT JOIN {home} AS h USING ({keys}) WHERE {lost}"
        if number := _number(connection, sql):
            yield f"{number} rows of {table} belong to nothing"
    for what, rows in SPANS.items():
        sql = f"""SELECT count(*) FROM {rows} WHERE {later}
            AND quote IS DISTINCT FROM substring(a.text, start + 1, "end" - start)"""
        if number := _number(connection, sql):
            yield f"{number} {what}"
    for table in TALLIES:
        sql = f"""SELECT count(*) FROM extractions AS e
            LEFT JOIN (SELECT extraction_id, count(*) AS number FROM {table} WHERE {later} GROUP BY ALL) AS t USING (extraction_id)
            WHERE {later} AND e.{table} <> coalesce(t.number, 0)"""
        if number := _number(connection, sql):
            yield f"{number} extractions with another number of {table} than they tell"
    for what, sql in REVIEWED.items():
        if number := _number(connection, sql):
            yield f"{number} {what}"


def _later(table: str, since: Marks) -> str:
    """The condition on rows of a table that came behind the marks."""
    ends = {"run_id": since.run_id, "extraction_id": since.extraction_id}
    column = GROWING.get(table)
    return f"{column} > {ends[column]:d}" if column else "true"


def constraints(connection: duckdb.DuckDBPyConnection) -> list[Scan]:
    """The constraints that the store declares, as aggregates that count the rows or keys against them."""
    rows = connection.execute(
        """SELECT table_name, constraint_type, expression, constraint_column_names
        FROM duckdb_constraints() WHERE schema_name = 'main' ORDER BY table_name, constraint_index"""
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
