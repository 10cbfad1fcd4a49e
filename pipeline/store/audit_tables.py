"""What the audit page asks of a snapshot, worked out when it is published: `audit_tables.sql` and `audit_outliers.sql`.

Queues and their order, who belongs to which story, the number of each id: in the schema `audit`, apart from what analysts
query. A snapshot that is brought forward keeps these tables but for the stories that a night touched: numbers and ranks
hang on their own story, never on how many others there are. When a snapshot is made, and that these tables are no part of what is
verified, is left to `snapshots`; the questions to `audit_reader`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).with_suffix(".sql")
OUTLIERS_SCRIPT = Path(__file__).with_name("audit_outliers.sql")
SCHEMA, NIGHT = "audit", "audit_night"
TABLES = {
    "articles": "article_number",
    "article_ids": "article_id",
    "figures": "number",
    "figure_ids": "figure_id",
    "reasons": "number, queue, weight DESC, code",
    "queue": "queue, rank",
}
"""The tables that are brought forward, and the order in which rows are added to them."""
RANK = """((CASE queue WHEN 'confidence' THEN round(f.confidence::DOUBLE * 536870911)
        ELSE (32767 - least(32767, round(2048 * log2(1 + m.weight)))) * 16384 + round(f.confidence::DOUBLE * 16383) END)::BIGINT
        * (1::BIGINT << 34) + ((1::BIGINT << 34) - 1 - f.figure_row))"""
"""Place of a figure `f` in a queue that it is in with the weight of `m`: the gravest first, then the least sure, then the latest.

Sparse, of 63 bits, and of nothing but the figure itself, so that no other figure moves it. Weights count to a two-thousandth
of their doubling, and in queues by weight confidence to a 16,384th: what is nearer together stands by its place in `figures`.
"""


def version_comment() -> str:
    """The comment of the table `audit.totals`: by it a reader knows which scripts made the tables."""
    scripts = [SCRIPT.read_bytes(), OUTLIERS_SCRIPT.read_bytes(), RANK.encode()]
    return f"Size of each queue by language. Script {hashlib.sha256(b''.join(scripts)).hexdigest()[:16]}."


def make_audit_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schema `audit` anew in a database that is open for writing. Raises duckdb.Error."""
    connection.execute("BEGIN")
    connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    connection.execute(
        "CREATE TEMP TABLE audit_told AS SELECT article_id, extraction_id, story_id FROM editions"
    )
    _run(connection, SCRIPT, schema=SCHEMA, facts="facts")
    connection.execute("DROP TABLE audit_told")
    _compare_with_history(connection)
    connection.execute("COMMIT")


def renew_audit_tables(connection: duckdb.DuckDBPyConnection, stories: str, moved: str, facts: str) -> None:
    """Bring the tables of a snapshot to what `make_audit_tables` would make, where all but some stories are as they were.

    `stories` names a table of the touched ones (story_id), `moved` one of the articles that left a story or changed in it
    (article_id), and `facts` one of the facts of the touched stories. Raises duckdb.Error.
    """
    connection.execute(
        f"""CREATE TEMP TABLE audit_told AS
        SELECT article_id, extraction_id, story_id FROM editions SEMI JOIN {stories} USING (story_id)"""
    )
    _run(connection, SCRIPT, schema=NIGHT, facts=facts)
    connection.execute(
        f"""CREATE TEMP TABLE gone_articles AS SELECT article_number FROM {SCHEMA}.articles
        WHERE article_id IN (SELECT article_id FROM audit_told UNION ALL SELECT article_id FROM {moved})"""
    )
    connection.execute(
        f"CREATE TEMP TABLE gone_figures AS SELECT number FROM {SCHEMA}.figures SEMI JOIN gone_articles USING (article_number)"
    )
    connection.execute("BEGIN")
    for table, order in TABLES.items():
        key, gone = (
            ("article_number", "gone_articles") if table.startswith("article") else ("number", "gone_figures")
        )
        connection.execute(f"DELETE FROM {SCHEMA}.{table} WHERE {key} IN (FROM {gone})")
        connection.execute(f"INSERT INTO {SCHEMA}.{table} FROM {NIGHT}.{table} ORDER BY {order}")
    _compare_with_history(connection)
    connection.execute("COMMIT")
    connection.execute(f"DROP SCHEMA {NIGHT} CASCADE")
    for table in ("audit_told", "gone_articles", "gone_figures"):
        connection.execute(f"DROP TABLE {table}")


def has_audit_tables(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether the attached database of that name has them, as this version makes them."""
    found = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND comment = ?",
        [database, SCHEMA, version_comment()],
    ).fetchall()
    return bool(found[0][0])


def _compare_with_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the outliers up to date, and count the queues."""
    _run(connection, OUTLIERS_SCRIPT)
    connection.execute(f"COMMENT ON TABLE {SCHEMA}.totals IS '{version_comment()}'")


def _run(connection: duckdb.DuckDBPyConnection, script: Path, **names: str) -> None:
    for statement in connection.extract_statements(script.read_text("utf-8").format(rank=RANK, **names)):
        connection.execute(statement)
