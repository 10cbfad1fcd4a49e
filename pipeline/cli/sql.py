"""`tinso sql`: one read-only query, printed as a table, CSV, JSON or Parquet; without a query, a prompt."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipeline.cli.ingest import DEFAULT_DB, STOPPED, DbOption
from pipeline.cli.terminal import (
    complain,
    fits_terminal,
    json_line,
    make_table,
    print_aligned,
    print_records,
    printable,
    show_decimal,
    show_value,
)

if TYPE_CHECKING:
    from pipeline.store import Answer, Reader

Result = TypeVar("Result")
TABLE_ROWS = 1000
CELL = 200
"""Characters of a value that a table shows."""
MORE = "--format csv, json or parquet"
"""What gives all rows where a table shows the first only."""
PATIENCE = 0.2
"""Seconds between two looks for Ctrl-C while a query runs."""
NUMBER_TYPES = (
    "DECIMAL",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "DOUBLE",
    "FLOAT",
    "SMALLINT",
    "TINYINT",
    "UBIGINT",
    "UINTEGER",
)


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def query_store(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="A query such as \"FROM targets\", or '-' for standard input. None, on a terminal: a prompt.",
            show_default=False,
        ),
    ] = None,
    db: DbOption = DEFAULT_DB,
    shards: Annotated[
        Path | None,
        typer.Option(
            "--shards",
            metavar="FOLDER",
            help="Query what `tinso shard` made where it lies, not a store.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[Format, typer.Option("--format", "-f", help="How to print answers.")] = Format.table,
) -> None:
    """Run one SQL query, read-only: it can neither change the store nor reach files or network.

    Without a query, a prompt: with history, completion, and answers from whatever was published last.

    It reads the published snapshot beside the store, and the store itself where nothing was published.

    Tables: articles, extractions, figures, deadlines, evidence, runs, issues.
    Views: facts, targets, actuals, target_progress, coverage_by_province, plan_completion, arrears, deadlines_ahead,
    edition_disagreements, conflicts, figures_sdmx, current_articles, current_figures, current_deadlines and others.
    docs/dictionary.md tells every column, docs/questions.md shows twenty questions. Views over shards: docs/scale.md.
    """
    from pipeline.store import changed_since_published, open_reader, readable_path
    from pipeline.store.shard_queries import open_shards

    if output is Format.parquet and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text: send it to a file, with > answer.parquet")
    if shards is None and query is None and sys.stdin.isatty():
        from pipeline.cli.prompt import SqlPrompt

        if output is Format.parquet:
            raise typer.BadParameter("Parquet is no text: give the query with the command")
        SqlPrompt(db, output).run()
        return
    path = shards or readable_path(db)
    if shards is None and path != db and changed_since_published(db):
        complain(
            f"the store has changed since this was published ({path}): `tinso publish` brings it up to date"
        )
    sql = sys.stdin.read() if query in (None, "-") else str(query)
    try:
        with open_shards(shards) if shards else open_reader(path) as store:
            if output is Format.parquet:
                stoppable(store, lambda: write_parquet(store, sql))
            else:
                stoppable(store, lambda: print_answer(store.ask(sql), output))
    except KeyboardInterrupt:
        complain("stopped")
        raise typer.Exit(STOPPED) from None


def stoppable(store: Reader, step: Callable[[], Result]) -> Result:
    """The result of a step that asks the store, which Ctrl-C stops at once.

    DuckDB hears of a signal only when a whole query is done, so that the query runs in a thread of its own.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="query") as threads:
        running = threads.submit(step)
        try:
            while True:
                try:
                    return running.result(PATIENCE)
                except TimeoutError:
                    if running.done():  # the step's own
                        raise
        except KeyboardInterrupt:
            store.interrupt()
            raise


def print_answer(answer: Answer, output: Format, *, more: str = MORE) -> int:
    """Print an answer as a table, CSV or JSON; returns the number of rows printed.

    `more` is said where a table has more rows than are shown.
    """
    if output is Format.table:
        return print_table(answer, more)
    return print_csv(answer) if output is Format.csv else print_json(answer)


def print_table(answer: Answer, more: str = MORE) -> int:
    """Print the first rows, and say so if there are more: as a table where the terminal is wide enough for one."""
    rows = list(islice(answer.rows, TABLE_ROWS))
    right = [number for number, kind in enumerate(answer.types) if kind.startswith(NUMBER_TYPES)]
    shown = [[shorten(show_value(value)) for value in row] for row in rows]
    if fits_terminal(answer.columns, shown, right):
        print_aligned(make_table(answer.columns, shown, right=right, fold=True))
    else:
        print_records(answer.columns, shown)
    if next(answer.rows, None) is not None:
        complain(f"these are the first {TABLE_ROWS} rows; {more} gives all")
    return len(rows)


def write_parquet(store: Reader, sql: str) -> None:
    """Write the answer on standard output, which may be a pipe: the file is made whole first."""
    with TemporaryFile() as whole:
        store.write_parquet(sql, whole)
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)


def shorten(text: str) -> str:
    """A cell for a table: whole article texts are for CSV and JSON."""
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def print_csv(answer: Answer) -> int:
    """Print all rows as CSV with a head line; null is an empty field. Returns their number."""
    on_terminal = sys.stdout.isatty()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    number = 0
    for row in answer.rows:
        number += 1
        cells = [show_value(value) for value in row]
        writer.writerow([printable(cell) for cell in cells] if on_terminal else cells)
    return number


def print_json(answer: Answer) -> int:
    """Print all rows as a JSON list of objects; decimals are strings, so that no digit is lost. Returns their number."""
    separator, number = "[", 0
    for row in answer.rows:
        number += 1
        line = json_line(dict(zip(answer.columns, map(as_json, row), strict=True)))
        sys.stdout.write(f"{separator}{line}")
        separator = ",\n "
    sys.stdout.write("]\n" if separator != "[" else "[]\n")
    return number


def as_json(value: Any) -> Any:
    """A value of DuckDB as JSON has it."""
    if isinstance(value, Decimal):
        return show_decimal(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(inner) for inner in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return show_value(value)
