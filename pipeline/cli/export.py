"""`tinso export`: tables and views of the store as files for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption
from pipeline.cli.terminal import complain, printable
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.store import Answer, Reader

TEXT = "text"
"""The column that holds the text of an article, in every table and view."""
SDMX_VIEW = "figures_sdmx"
SDMX_HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
SDMX_ROW = ("dataflow", "TINSO:FIGURES(1.0)", "I")
"""Of each row of SDMX-CSV 2.0: it belongs to a dataflow, to this one, and is information."""
PART = ".part"


class Format(StrEnum):
    """What is written."""

    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    sdmx_csv = "sdmx-csv"


DEFAULT_OUTPUT = {
    Format.parquet: Path("tinso-export"),
    Format.csv: Path("tinso-export"),
    Format.xlsx: Path("tinso.xlsx"),
    Format.sdmx_csv: Path("figures_sdmx.csv"),
}
IN_FOLDER = (Format.parquet, Format.csv)


def export_store(
    output_format: Annotated[
        Format, typer.Option("--format", "-f", help="parquet and csv: a file a table; xlsx: a sheet a table.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Folder for parquet and csv (default: tinso-export), else file (tinso.xlsx, figures_sdmx.csv).",
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table", metavar="NAME", help="Only this table or view; may be repeated (default: all of them)."
        ),
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Write the texts of the articles too, which are left out else.")
    ] = False,
    db: DbOption = DEFAULT_DB,
) -> None:
    """Write tables and views as files. Reads the published snapshot beside the store, or the store where there is none.

    A file is replaced only when the new one is whole. In CSV, an apostrophe stands before a text that a spreadsheet would
    take for a formula; nothing in a workbook is one. sdmx-csv writes the view figures_sdmx as SDMX-CSV 2.0.
    """
    from pipeline.store import open_reader, readable_path

    if output_format is Format.sdmx_csv and (table or texts):
        raise typer.BadParameter("sdmx-csv writes figures_sdmx alone: it goes without --table and --texts")
    target = output or DEFAULT_OUTPUT[output_format]
    with open_reader(readable_path(db)) as store, _tell_faults(target):
        columns = columns_by_table(store)
        chosen = [SDMX_VIEW] if output_format is Format.sdmx_csv else choose_tables(columns, table)
        queries = {name: _query(name, columns[name], texts) for name in chosen}
        if output_format in IN_FOLDER:
            target.mkdir(parents=True, exist_ok=True)
            for name, sql in queries.items():
                path = target / f"{name}.{output_format.value}"
                with whole_file(path) as new:
                    _tell(path, EXPORTERS[output_format](store, sql, new))
        elif output_format is Format.xlsx:
            write_workbook(store, queries, target)
        else:
            with whole_file(target) as new:
                _tell(target, write_sdmx(store, queries[SDMX_VIEW], new))


def columns_by_table(store: Reader) -> dict[str, list[str]]:
    """The columns of every table and view, but of those that the store keeps about itself."""
    found: dict[str, list[str]] = {}
    rows = store.ask(
        """SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'main' AND NOT starts_with(table_name, 'schema_') ORDER BY table_name, ordinal_position"""
    ).rows
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found


def choose_tables(columns: dict[str, list[str]], asked: Sequence[str] | None) -> list[str]:
    """The tables asked for, in that order, or all. Raises `InputError` naming one that there is none of."""
    for name in asked or ():
        if name not in columns:
            raise InputError(f"there is no table or view {name!r}; there are {', '.join(columns)}")
    return list(dict.fromkeys(asked)) if asked else list(columns)


def _query(table: str, columns: Sequence[str], texts: bool) -> str:
    without = f'EXCLUDE ("{TEXT}")' if TEXT in columns and not texts else ""
    return f'SELECT * {without} FROM "{table}"'


def _write_parquet(store: Reader, sql: str, path: Path) -> int:
    with path.open("wb") as file:
        return store.write_parquet(sql, file)


def _write_csv(store: Reader, sql: str, path: Path) -> int:
    from pipeline.cli.spreadsheets import write_csv

    answer = store.ask(sql)
    return write_csv(path, answer.columns, answer.rows)


EXPORTERS: dict[Format, Callable[[Reader, str, Path], int]] = {
    Format.parquet: _write_parquet,
    Format.csv: _write_csv,
}


def write_sdmx(store: Reader, sql: str, path: Path) -> int:
    """Write the view of SDMX concepts as SDMX-CSV 2.0; returns its observations."""
    from pipeline.cli.spreadsheets import write_csv

    answer: Answer = store.ask(sql)
    rows = ((*SDMX_ROW, *row) for row in answer.rows)
    return write_csv(path, (*SDMX_HEAD, *answer.columns), rows, marked=False)


def write_workbook(store: Reader, queries: dict[str, str], path: Path) -> None:
    """Write a workbook with a sheet a query, and say where texts had to be cut."""
    from pipeline.cli.spreadsheets import LONGEST_CELL, Workbook

    rows = 0
    with whole_file(path) as new, Workbook(new) as book:
        for name, sql in queries.items():
            answer = store.ask(sql)
            rows += book.add_table(name, answer.columns, answer.rows)
    if book.cut:
        complain(
            f"{book.cut} texts were cut: a cell holds {LONGEST_CELL} characters; parquet and csv have them whole"
        )
    _tell(path, rows)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, beside `path`: moved there when all went well, deleted else."""
    new = path.with_name(path.name + PART)
    try:
        yield new
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


@contextmanager
def _tell_faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise InputError(f"{target} cannot be written: {fault.strerror or fault}") from fault


def _tell(path: Path, rows: int) -> None:
    sys.stdout.write(printable(f"{path}  {rows} rows") + "\n")
