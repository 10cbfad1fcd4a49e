"""What a snapshot holds as tables though the store has it as views: `editions` and `facts`, made once when publishing.

They are made on the copy, under the same names, with the same columns and comments, so that every view above them works as
it does in the store. Rows of `facts` hang on their own story alone; that makes two things possible. They are made
some stories at a time, in bounded memory. And a copy of the snapshot before, brought forward by the rows that the store has
gained since, needs only those stories made again whose articles or verdicts changed.

`facts` is in the order of province, indicator and day, so that a query for one of them reads few row groups; what a night adds
stands behind, and when that has become a fifth, everything is made anew from a copy of the store.

What the audit page asks of a snapshot is made last, in a schema of its own (`audit_tables`), and brought forward likewise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.store.audit_tables import make_audit_tables, renew_audit_tables, version_comment
from pipeline.store.database import CONFIG, HERE, MACROS, VIEWS
from pipeline.store.verification import GROWING, Marks

TABLES = ("editions", "facts")
"""Views that are tables in a snapshot, in the order in which they are made."""
FIGURES_AT_ONCE = 1_000_000
"""Figures whose facts are made in one go: about two gigabytes of memory."""
MOST_MEMORY = 6e9
"""Bytes; on a smaller machine, or in a smaller unit or container, less."""
UNITS = {"bytes": 0, "KiB": 1, "MiB": 2, "GiB": 3, "TiB": 4}
UNORDERED_SHARE = 5
"""Facts are put in order again when one in so many stands behind the order."""
KEPT_TABLES = frozenset(("schema_views", "schema_migrations", *TABLES))
"""Tables that a snapshot brought forward keeps: the same definitions made them."""
AS_TABLE = "table of a snapshot"
"""What `schema_views` says instead of a definition's hash: a program that takes the snapshot for its store makes the view again."""
HEAD = re.compile(r"CREATE OR REPLACE VIEW \w+ AS\n(.*?);\nCOMMENT ON VIEW", re.DOTALL)
ORDER = "province, indicator, obs_date, fact_id"


class Derived(NamedTuple):
    """What was made: the rows of each table, how many facts stand out of order, and what changed."""

    rows: Mapping[str, int]
    unordered: int
    stories: int
    """Stories whose facts were made, as against kept."""
    months: frozenset[str] | None
    """Months of publication in which something changed since the snapshot before; None where everything was made anew."""


class Forward(NamedTuple):
    """How a copy of the snapshot before was brought forward."""

    unordered: int
    """Facts that stood out of order in it."""
    judged: Sequence[str]
    """Articles with other verdicts than before."""
    run_id: int
    """The last run that it had before."""


def definition_of(connection: duckdb.DuckDBPyConnection) -> str:
    """A hash of all that a snapshot is made by but its articles, figures and verdicts."""
    parts = [duckdb.__version__, version_comment()]
    for folder, names in (("views", VIEWS), ("macros", MACROS)):
        parts += [(HERE / folder / f"{name}.sql").read_text("utf-8") for name in names]
    for table in ("schema_migrations", "provinces", "indicators"):
        parts += map(repr, connection.execute(f"FROM {table} ORDER BY ALL").fetchall())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def view_query(name: str) -> str:
    """The SELECT that a view is."""
    match = HEAD.search((HERE / "views" / f"{name}.sql").read_text("utf-8"))
    assert match is not None, name
    return match[1]


def bring_forward(connection: duckdb.DuckDBPyConnection, path: Path, since: Marks, unordered: int) -> Forward:
    """Give a copy of the snapshot before, at `path`, the rows that the store has gained since its marks.

    `connection` is to the store. Tables that only grow get what stands behind the marks; of the others, which are small,
    those that differ are filled again. Raises duckdb.Error, and then the copy is of no use.
    """
    ends = {"run_id": since.run_id, "extraction_id": since.extraction_id}
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary ORDER BY ALL"
    ).fetchall()
    connection.execute(f"ATTACH {literal(str(path))} AS part")
    try:
        judged = connection.execute(
            """SELECT DISTINCT article_id FROM ((FROM main.reviews EXCEPT FROM part.main.reviews)
            UNION ALL (FROM part.main.reviews EXCEPT FROM main.reviews))"""
        ).fetchall()
        for (name,) in names:
            here, there = f"main.{name}", f"part.main.{name}"
            if column := GROWING.get(name):
                connection.execute(f"INSERT INTO {there} FROM {here} WHERE {column} > {ends[column]:d}")
            elif name not in KEPT_TABLES and differ(connection, here, there):
                connection.execute(f"DELETE FROM {there}")
                connection.execute(f"INSERT INTO {there} FROM {here}")
        connection.execute("CHECKPOINT part")
    finally:
        connection.execute("DETACH part")
    return Forward(unordered, [article for (article,) in judged], since.run_id)


def differ(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    """Whether two tables hold different rows."""
    both = f"(FROM {one} EXCEPT ALL FROM {other}) UNION ALL (FROM {other} EXCEPT ALL FROM {one})"
    return bool(connection.execute(f"SELECT count(*) FROM ({both})").fetchall()[0][0])


def derive_tables(path: Path, forward: Forward | None) -> Derived:
    """Make the tables at `path`, in a copy of the store, or of the snapshot before that was brought `forward`.

    Raises duckdb.Error and OSError, and then the copy is of no use.
    """
    with duckdb.connect(str(path), config=CONFIG) as connection:
        bound_memory(connection)
        if forward is None:
            replace_view(connection, "editions", "SELECT * FROM editions ORDER BY extraction_id, article_id")
            connection.execute("CREATE TEMP TABLE touched AS SELECT DISTINCT story_id FROM editions")
            months = None
        else:
            months = renew_editions(connection, forward)
        stories = plan_parts(connection)
        unordered = make_facts(connection, forward)
        if forward is None:
            connection.execute("DROP TABLE temp.fresh")
            make_audit_tables(connection)
        else:
            renew_audit_tables(connection, "touched", "old_editions", "fresh")
        connection.execute(
            "UPDATE schema_views SET definition_hash = ?1 WHERE list_contains(?2, name) AND definition_hash <> ?1",
            [AS_TABLE, list(TABLES)],
        )
        rows = {
            name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]) for name in TABLES
        }
        connection.execute("CHECKPOINT")
    return Derived(rows, unordered, stories, months)


def bound_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB put on the disk what would need more than half of the memory that it may take here.

    What it may take is four fifths of the machine's, or of the control group's that systemd or a container gave. Half of
    that, because the store is open at the same time: a process that is killed for its memory each time publishes nothing.
    """
    ((told,),) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    number, unit = told.split()
    limit = min(MOST_MEMORY, float(number) * 1024 ** UNITS[unit] / 2)
    connection.execute(f"SET memory_limit = '{int(limit)}B'")


def replace_view(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Put a table with the rows of `query` in the place of a view, with the view's comments."""
    connection.execute(f"CREATE TABLE new_{name} AS {query}")
    own = "database_name = current_database() AND schema_name = 'main'"
    said = connection.execute(
        f"SELECT comment FROM duckdb_views() WHERE {own} AND view_name = ?", [name]
    ).fetchall()
    columns = connection.execute(
        f"SELECT column_name, comment FROM duckdb_columns() WHERE {own} AND table_name = ?", [name]
    ).fetchall()
    connection.execute(f"DROP VIEW {name}")
    connection.execute(f"ALTER TABLE new_{name} RENAME TO {name}")
    connection.execute(f"COMMENT ON TABLE {name} IS {literal(said[0][0])}")
    for column, comment in columns:
        connection.execute(f'COMMENT ON COLUMN {name}."{column}" IS {literal(comment)}')


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def renew_editions(connection: duckdb.DuckDBPyConnection, forward: Forward) -> frozenset[str]:
    """Bring the table `editions` to what its view would be, and fill the temporary table `touched` with the stories whose
    facts are to be made; returns the months that they are in.

    Those are the stories of articles whose reading, story, day or language is another than in the snapshot before, or
    that are new or gone, and those of articles with other verdicts; for the audit page those too that were fetched from
    another source since.
    """
    connection.execute(
        f"""CREATE TEMP TABLE told_now AS {view_query("editions")};
        CREATE TEMP TABLE fresh_editions AS FROM told_now EXCEPT FROM editions;
        CREATE TEMP TABLE old_editions AS FROM editions EXCEPT FROM told_now;
        DELETE FROM editions WHERE article_id IN (SELECT article_id FROM old_editions);
        INSERT INTO editions FROM fresh_editions ORDER BY extraction_id, article_id;
        DROP TABLE told_now"""
    )
    connection.execute(
        f"""CREATE TEMP TABLE changed AS FROM fresh_editions UNION ALL FROM old_editions
        UNION ALL SELECT * FROM editions WHERE article_id IN (
            SELECT unnest(?::VARCHAR[])
            UNION ALL SELECT article_id FROM articles WHERE run_id > {forward.run_id:d}
            UNION ALL SELECT f.article_id FROM fetches AS f JOIN audit.articles AS a USING (article_id)
                WHERE f.run_id > {forward.run_id:d} AND f.source <> coalesce(a.source, '')
        )""",
        [list(forward.judged)],
    )
    connection.execute("CREATE TEMP TABLE touched AS SELECT DISTINCT story_id FROM changed")
    months = connection.execute(
        "SELECT DISTINCT coalesce(strftime(published, '%Y-%m'), 'unknown') FROM changed"
    ).fetchall()
    return frozenset(month for (month,) in months)


def plan_parts(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill the temporary table `parts`: the touched stories, numbered by part in the order in which they came.

    Stories that came together stand together in `figures`, so a part reads a stretch of it. Returns the number of stories.
    """
    connection.execute(
        f"""CREATE TEMP TABLE parts AS
        SELECT story_id, (sum(figures) OVER (ORDER BY first, story_id) // {FIGURES_AT_ONCE})::INTEGER AS part
        FROM (
            SELECT story_id, min(e.extraction_id) AS first, sum(coalesce(x.figures, 0)) AS figures
            FROM editions AS e SEMI JOIN touched USING (story_id) LEFT JOIN extractions AS x USING (extraction_id)
            GROUP BY story_id
        )"""
    )
    return int(connection.execute("SELECT count(*) FROM parts").fetchall()[0][0])


def make_facts(connection: duckdb.DuckDBPyConnection, forward: Forward | None) -> int:
    """Make the facts of the stories in `parts`; returns how many rows of the table stand out of order.

    The temporary table `fresh` holds those that were made.
    """
    connection.execute("CREATE TEMP TABLE fresh AS FROM facts LIMIT 0")
    (last,) = connection.execute("SELECT coalesce(max(part), -1) FROM parts").fetchall()[0]
    for part in range(last + 1):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE told AS SELECT e.* FROM editions AS e JOIN parts USING (story_id) WHERE part = ?",
            [part],
        )
        connection.execute(
            f"""INSERT INTO fresh WITH editions AS (FROM told), figures_reviewed AS ({view_query("figures_reviewed")})
            FROM ({view_query("facts")})"""
        )
    unordered = 0
    if forward is None:
        replace_view(connection, "facts", f"FROM fresh ORDER BY {ORDER}")
    else:
        connection.execute("DELETE FROM facts WHERE story_id IN (SELECT story_id FROM touched)")
        connection.execute(f"INSERT INTO facts FROM fresh ORDER BY {ORDER}")
        unordered = forward.unordered + int(connection.execute("SELECT count(*) FROM fresh").fetchall()[0][0])
    connection.execute("DROP TABLE IF EXISTS temp.told")
    return unordered


assert set(TABLES) <= set(VIEWS)
