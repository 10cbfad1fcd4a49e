"""What the audit page asks of a snapshot, worked out when it is published: `audit_tables.sql`.

Queues and their order, who belongs to which story, the number of each id: in the schema `audit`, apart from what analysts
query. When a snapshot is made, and that these tables are no part of what is verified, is left to `snapshots`; the
questions to `audit_reader`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).with_suffix(".sql")
SCHEMA = "audit"


def version_comment() -> str:
    """The comment of the table `audit.totals`: by it a reader knows which script made the tables."""
    return f"Size of each queue by language. Script {hashlib.sha256(SCRIPT.read_bytes()).hexdigest()[:16]}."


def make_audit_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schema `audit` anew in a database that is open for writing. Raises duckdb.Error."""
    connection.execute("BEGIN")
    connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    for statement in connection.extract_statements(SCRIPT.read_text("utf-8")):
        connection.execute(statement)
    connection.execute(f"COMMENT ON TABLE {SCHEMA}.totals IS '{version_comment()}'")
    connection.execute("COMMIT")


def has_audit_tables(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether the attached database of that name has them, as this version makes them."""
    found = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND comment = ?",
        [database, SCHEMA, version_comment()],
    ).fetchall()
    return bool(found[0][0])
