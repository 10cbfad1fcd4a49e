"""Writes docs/dictionary.md from the comments of a new store: `.venv/bin/python tests/house/refresh_dictionary.py`.

The comments stand beside the tables, views and macros in `pipeline/store`; a test of the store
keeps that everything has one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline.store import Reader, open_reader, open_store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"

HEAD = """# The data dictionary

What stands in the store: tables, then the views that answer questions, then macros. [questions.md](questions.md) shows them at
work, [record.md](record.md) tells how a field of a figure is decided. Times are UTC. The page is written from the comments in the
database itself, where every tool shows them (`tinso sql "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'facts'"`);
after a change of those:

    .venv/bin/python tests/house/refresh_dictionary.py
"""

RELATIONS = """
    SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_name
"""
VIEWS = """
    SELECT v.view_name AS name, v.comment FROM duckdb_views() AS v WHERE NOT v.internal ORDER BY v.view_name
"""
COLUMNS = """
    SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal
    ORDER BY table_name, column_index
"""
MACROS = """
    SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal ORDER BY function_type, function_name
"""


def written_page() -> str:
    """The page as the comments of a new store have it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.duckdb"
        open_store(path).close()
        with open_reader(path) as store:
            return "\n".join([HEAD, *sections(store)]).rstrip() + "\n"


def sections(store: Reader) -> list[str]:
    """A section for each table and view with a row for each column, and one for the macros."""
    columns: dict[str, list[str]] = {}
    for table, name, kind, comment in store.ask(COLUMNS).rows:
        columns.setdefault(str(table), []).append(f"| `{name}` | {short(kind)} | {cell(comment)} |")
    parts: list[str] = []
    for title, query in (("Tables", RELATIONS), ("Views", VIEWS)):
        parts.append(f"## {title}\n")
        for name, comment in store.ask(query).rows:
            parts += [f"### {name}\n", f"{comment}\n", "| column | type | meaning |\n|---|---|---|"]
            parts += [*columns[str(name)], ""]
    parts.append("## Macros\n")
    parts += [
        f"- `{comment.split(':')[0]}`: {comment.split(': ', 1)[1]}" for _, comment in store.ask(MACROS).rows
    ]
    return parts


def cell(text: str) -> str:
    """Text for a cell of a table."""
    return text.replace("|", "\\|")


def short(kind: str) -> str:
    """A type, without the fields of a struct: those are told in words."""
    if kind.startswith("STRUCT"):
        return "STRUCT[]" if kind.endswith("[]") else "STRUCT"
    return kind


if __name__ == "__main__":
    PAGE.write_text(written_page(), "utf-8")
