"""What a store holds, for those who write SQL: its tables, views and macros with their columns and comments.

Read from the file itself, so that it is true of older snapshots too. What is kept for the audit page, in a schema of its own,
is left out. How it is shown is left to the commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import duckdb


class Column(NamedTuple):
    """A column of a table or view; of a macro a parameter, whose type and comment are empty."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class Entry:
    """A table, a view or a macro. `kind` is `table`, `view`, `macro` or `table macro`, which stands after FROM."""

    name: str
    kind: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def is_relation(self) -> bool:
        """Whether it stands after FROM by its bare name."""
        return self.kind in ("table", "view")


@dataclass(frozen=True)
class Catalogue:
    """All entries in order of kind and name, and the words of DuckDB that are no name unless quoted."""

    entries: tuple[Entry, ...]
    reserved: frozenset[str]

    def find(self, name: str) -> Entry | None:
        """The entry of a name, in whatever case; None where there is none."""
        wanted = name.lower().strip('"')
        return next((entry for entry in self.entries if entry.name.lower() == wanted), None)


RELATIONS = """
    SELECT r.kind, r.name, coalesce(r.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
    FROM (
        SELECT 'table' AS kind, table_oid AS oid, table_name AS name, comment FROM duckdb_tables()
        WHERE schema_name = 'main' AND NOT internal
        UNION ALL SELECT 'view', view_oid, view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
    ) AS r JOIN duckdb_columns() AS c ON c.table_oid = r.oid AND c.table_name = r.name
    WHERE c.schema_name = 'main' AND NOT c.internal ORDER BY r.kind, r.name, c.column_index
"""
MACROS = """
    SELECT CASE function_type WHEN 'table_macro' THEN 'table macro' ELSE 'macro' END AS kind, function_name,
        coalesce(comment, ''), parameters
    FROM duckdb_functions() WHERE NOT internal ORDER BY ALL
"""
RESERVED = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"


def read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """The catalogue of the file that a connection has open."""
    relations: dict[str, tuple[str, str, list[Column]]] = {}
    for kind, name, comment, *column in connection.execute(RELATIONS).fetchall():
        relations.setdefault(name, (kind, comment, []))[2].append(Column(*column))
    entries = [
        Entry(name, kind, comment, tuple(columns)) for name, (kind, comment, columns) in relations.items()
    ]
    for kind, name, comment, parameters in connection.execute(MACROS).fetchall():
        entries.append(Entry(name, kind, comment, tuple(Column(each, "", "") for each in parameters)))
    reserved = {str(word) for (word,) in connection.execute(RESERVED).fetchall()}
    return Catalogue(tuple(entries), frozenset(reserved))
