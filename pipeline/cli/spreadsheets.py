"""CSV files and workbooks that a spreadsheet opens without running anything that stands in them.

Titles, quotes and addresses come from the web. In a workbook they are written as text, which no program takes for a
formula; in CSV, where nothing says what is text, a cell that a spreadsheet would compute gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import xlsxwriter

from pipeline.cli.terminal import show_decimal, show_value

FORMULA = re.compile(r"(?:\A\s*|[;\t\r\n]\s*)(?=[=@+\-＝＠＋－])(?![=@＝＠+\-＋－]\s*\Z)")
"""Where a spreadsheet may see a formula begin: at the head of a cell, or behind what it may take for the end of one.

A sign alone is none: a comparator stays as it is.
"""
CODES = frozenset({"=", ">", ">=", "<", "<=", "~"})
EXACT_DIGITS = 15
"""Digits of a number that a workbook keeps; a longer one is written as text, whole."""
LONGEST_CELL = 32_767
ROWS_A_SHEET = 1_048_575
"""Of a sheet, beside its head."""
FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets disagree on days."""


def guard_cell(text: str) -> str:
    """A text for CSV, with an apostrophe wherever a spreadsheet would see a formula begin."""
    return text if text in CODES else FORMULA.sub(lambda found: f"{found[0]}'", text)


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, marked: bool = True
) -> int:
    """Write a table as CSV with a head line, UTF-8; returns its rows. Null is an empty field, a list or map is JSON.

    `marked` puts the mark before it without which spreadsheets read UTF-8 wrongly. Raises `OSError`.
    """
    written = 0
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_csv_cell(value) for value in row])
            written += 1
    return written


def _csv_cell(value: Any) -> str:
    """Numbers and dates as they are, with their sign; everything else guarded."""
    shown = show_value(value)
    return shown if isinstance(value, (Decimal, int, float, date)) else guard_cell(shown)


class Workbook:
    """A workbook under way, to be used in a `with`: a table a sheet, or several sheets where one cannot hold it.

    Rows go to the disk as they come. `cut` counts the texts that were longer than a cell can be. Raises `OSError`.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is at `path` before the end."""
        self.cut = 0
        self._path = path

    def __enter__(self) -> Workbook:
        self._folder = TemporaryDirectory(prefix=".tinso-", dir=self._path.parent)
        self._book = xlsxwriter.Workbook(
            str(self._path), {"constant_memory": True, "tmpdir": self._folder.name, "use_zip64": True}
        )
        self._head = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._book.close()
        except xlsxwriter.exceptions.FileCreateError as fault:
            raise OSError(None, str(fault)) from fault
        finally:
            self._book.fileclosed = True  # else it would be written after all when it is collected
            self._folder.cleanup()

    def add_table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Add a table as a sheet of its name, with a bold head that stays in sight; returns its rows."""
        written, number = 0, 1
        sheet = self._add_sheet(name, columns)
        for row in rows:
            if written == number * ROWS_A_SHEET:
                number += 1
                sheet = self._add_sheet(f"{name} ({number})", columns)
            at = written - (number - 1) * ROWS_A_SHEET + 1
            for column, value in enumerate(row):
                self._write(sheet, at, column, value)
            written += 1
        return written

    def _add_sheet(self, name: str, columns: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, max(10, len(column) + 2))
            sheet.write_string(0, number, column, self._head)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        """One cell, by the type of its value: text is never left to be guessed at."""
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float, Decimal)) and (number := _number(value)) is not None:
            sheet.write_number(row, column, number)
        elif isinstance(value, datetime) and value.date() >= FIRST_DAY and value.tzinfo is None:
            sheet.write_datetime(row, column, value, self._time)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, self._day)
        else:
            text = show_value(value)
            if len(text) > LONGEST_CELL:
                text = text[:LONGEST_CELL]
                self.cut += 1
            sheet.write_string(row, column, text)


def _number(value: int | float | Decimal) -> int | float | Decimal | None:
    """A number as a workbook keeps it exactly; None where it cannot."""
    if isinstance(value, float):
        return value if value - value == 0 else None  # neither infinite nor no number
    if not isinstance(value, int):
        value = Decimal(show_decimal(value))
    digits = str(abs(value)).replace(".", "").strip("0")
    return value if len(digits) <= EXACT_DIGITS else None
