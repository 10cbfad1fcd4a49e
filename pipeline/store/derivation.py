"""What a snapshot holds as tables though the store has it as views: `editions` and `facts`, made once when publishing.

They are made on the copy, under the same names, with the same columns and comments, so that every view above them works as
it does in the store. Rows of `facts` hang on their own story alone; that makes two things possible. They are made
some stories at a time, in bounded memory. And where the snapshot before was made of the same store by the same
definitions, only stories whose articles or verdicts changed are made anew, the others are taken over as they are.

`facts` is in the order of province, indicator and day, so that a query for one of them reads few row groups; what a night adds
stands behind, and when that has become a fifth, everything is put in order again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.store.database import HERE, VIEWS

TABLES = ("editions", "facts")
"""Views that are tables in a snapshot, in the order in which they are made."""
PARTS_OF_FACTS = ("figures_reviewed", "facts")
SOURCES = ("current_articles", "editions", "province_places", *PARTS_OF_FACTS)
"""Views that what is made hangs on."""
FIGURES_AT_ONCE = 1_000_000
"""Figures whose facts are made in one go: about two gigabytes of memory."""
MEMORY = "6GB"
UNORDERED_SHARE = 5
AS_TABLE = "table of a snapshot"
"""What `schema_views` says instead of a definition's hash: a program that takes the snapshot for its store makes the view again."""
HEAD = re.compile(r"CREATE OR REPLACE VIEW \w+ AS\n(.*?);\nCOMMENT ON VIEW", re.DOTALL)
ORDER = "province, indicator, obs_date, fact_id"


class Derived(NamedTuple):
    """What was made: under which definitions, the rows of each table, how many facts stand out of order, and what changed."""

    definition: str
    rows: Mapping[str, int]
    unordered: int
    stories: int
    """Stories whose facts were made, as against taken over."""
    months: frozenset[str] | None
    """Months of publication in which something changed since the snapshot before; None where everything was made anew."""


class Earlier(NamedTuple):
    """The snapshot before, as far as rows can be taken over from it."""

    path: Path
    definition: str
    unordered: int


def definition_of(connection: duckdb.DuckDBPyConnection) -> str:
    """A hash of all that decides what the tables hold, but the articles, figures and verdicts themselves."""
    parts = [duckdb.__version__, *(view_query(name) for name in SOURCES)]
    parts += map(repr, connection.execute("FROM provinces ORDER BY ALL").fetchall())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def view_query(name: str) -> str:
    """The SELECT that a view is."""
    match = HEAD.search((HERE / "views" / f"{name}.sql").read_text("utf-8"))
    assert match is not None, name
    return match[1]


def derive_tables(path: Path, earlier: Earlier | None) -> Derived:
    """Make the tables in the copy of a store at `path`. Raises duckdb.Error and OSError, and then the copy is of no use.

    `earlier` is given where the store goes on from what that snapshot was made of.
    """
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    with duckdb.connect(str(path), config={**settings, "memory_limit": MEMORY}) as connection:
        definition = definition_of(connection)
        if earlier and (earlier.definition != definition or not attach(connection, earlier.path)):
            earlier = None
        replace_view(connection, "editions", "SELECT * FROM editions ORDER BY extraction_id, article_id")
        months = find_touched(connection, earlier)
        stories = plan_parts(connection)
        unordered = make_facts(connection, earlier)
        connection.execute(
            "UPDATE schema_views SET definition_hash = ? WHERE list_contains(?, name)",
            [AS_TABLE, list(TABLES)],
        )
        rows = {
            name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]) for name in TABLES
        }
        if earlier:
            connection.execute("DETACH earlier")
        connection.execute("CHECKPOINT")
    return Derived(definition, rows, unordered, stories, months)


def attach(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Attach the snapshot before as `earlier`; False where it cannot be read, or does not have the tables."""
    try:
        connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS earlier (READ_ONLY)")
    except duckdb.Error:
        return False  # damaged, or open in this process: everything is made anew
    held = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'earlier' AND list_contains(?, table_name)",
        [[*TABLES, "reviews"]],
    ).fetchall()
    if held[0][0] == len(TABLES) + 1:
        return True
    connection.execute("DETACH earlier")
    return False


def replace_view(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Put a table with the rows of `query` in the place of a view, with the view's comments."""
    connection.execute(f"CREATE TABLE new_{name} AS {query}")
    take_place(connection, name)


def take_place(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let the table `new_NAME` stand in the place of the view NAME, with its comments."""
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


def find_touched(connection: duckdb.DuckDBPyConnection, earlier: Earlier | None) -> frozenset[str] | None:
    """Fill the temporary table `touched` with the stories whose facts are to be made; returns the months they are in.

    Those are the stories of articles whose reading, story, day or language is another than in the snapshot before, or
    that are new or gone, and those of articles with other verdicts; without a snapshot before, all, and then
    the months are None.
    """
    if earlier is None:
        connection.execute("CREATE TEMP TABLE touched AS SELECT DISTINCT story_id FROM editions")
        return None
    connection.execute(
        """CREATE TEMP TABLE changed AS
        WITH judged AS (
            SELECT article_id FROM ((FROM main.reviews EXCEPT FROM earlier.reviews)
            UNION ALL (FROM earlier.reviews EXCEPT FROM main.reviews))
        )
        (FROM editions EXCEPT FROM earlier.editions)
        UNION ALL (FROM earlier.editions EXCEPT FROM editions)
        UNION ALL (SELECT e.* FROM editions AS e SEMI JOIN judged USING (article_id))"""
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


def make_facts(connection: duckdb.DuckDBPyConnection, earlier: Earlier | None) -> int:
    """Put the table `facts` in the place of its view; returns how many of its rows stand out of order."""
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
    fresh = int(connection.execute("SELECT count(*) FROM fresh").fetchall()[0][0])
    kept = "FROM earlier.facts ANTI JOIN touched USING (story_id)"
    unordered = earlier.unordered + fresh if earlier else 0
    if earlier and unordered * UNORDERED_SHARE < int(
        connection.execute(f"SELECT count(*) {kept}").fetchall()[0][0]
    ):
        connection.execute(f"CREATE TABLE new_facts AS {kept}")
        connection.execute(f"INSERT INTO new_facts FROM fresh ORDER BY {ORDER}")
    else:
        unordered = 0
        rows = f"(FROM fresh UNION ALL {kept})" if earlier else "fresh"
        connection.execute(f"CREATE TABLE new_facts AS FROM {rows} ORDER BY {ORDER}")
    for name in ("fresh", "told"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    take_place(connection, "facts")
    return unordered


assert set(TABLES) <= set(VIEWS)
