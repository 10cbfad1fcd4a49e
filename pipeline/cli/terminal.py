"""What all commands print with: text made safe for a terminal, tables that align in any script, messages.

Titles and quotes come from the web: none of their control characters reach a terminal. Rich is loaded
only by what needs it.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
KEPT = frozenset("\u200b\u200c\u200d\u00ad")
"""Format characters without effect on a terminal: zero-width space and joiners, soft hyphen."""
WIDE = 1_000_000
NARROWEST = 12
"""Columns of the terminal below which a column of a table cannot be read, where its values are longer."""


def printable(text: str, keep: str = "") -> str:
    """Text in which control and direction characters are shown as U+FFFD, and line ends as spaces.

    Those in `keep` stay (a newline, where lines are meant).
    """
    if text.isascii() and text.isprintable():
        return text
    shown = []
    for character in text:
        if character in keep or character in KEPT or unicodedata.category(character) not in UNSAFE:
            shown.append(character)
        else:
            shown.append(" " if character in "\n\r\t\u2028\u2029" else "\ufffd")
    return "".join(shown)


def json_line(value: Any) -> str:
    """JSON on one line, in which everything that a terminal or a line reader could act on is escaped."""
    text = json.dumps(value, ensure_ascii=False, default=show_value)
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        json.dumps(character)[1:-1] if unicodedata.category(character) in UNSAFE else character
        for character in text
    )


def show_value(value: Any) -> str:
    """A value of the store as text: decimals without trailing zeros, dates in ISO form, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return show_decimal(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple, dict)):
        return json_line(value)
    return str(value)


def show_decimal(value: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: 95.000000 is `95`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"tinso: {printable(message)}\n")
    sys.stderr.flush()


def make_console(stream: TextIO | None = None, width: int = WIDE, *, coloured: bool = False) -> Console:
    """A console on a stream (standard output); where that is no terminal, it is `width` columns wide.

    `coloured` prints colours also where the stream is no terminal.
    """
    from rich.console import Console

    out = stream or sys.stdout
    return Console(
        file=out,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=True if coloured else None,
        width=None if out.isatty() else width,
    )


def print_aligned(table: Table, width: int = WIDE) -> None:
    """Print a table on standard output, without the blanks that would fill its lines up."""
    console = make_console(width=width)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        sys.stdout.write(f"{line.rstrip()}\n")


def fits_terminal(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> bool:
    """Whether a table can be read on standard output: no head and no number broken, no column squeezed to letters.

    What is no terminal is as wide as it takes.
    """
    if not sys.stdout.isatty():
        return True
    from rich.cells import cell_len

    whole = set(right)
    needed = 0
    for number, column in enumerate(columns):
        longest = max((cell_len(printable(row[number])) for row in rows), default=0)
        least = longest if number in whole else min(longest, NARROWEST)
        needed += max(cell_len(printable(column)), least) + 2
    return needed - 2 <= make_console().width


def print_records(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print each row as a block of lines, a column each: for rows that are too wide for a table."""
    names = [printable(column) for column in columns]
    width = max(map(len, names), default=0)
    for number, row in enumerate(rows, 1):
        sys.stdout.write(f"── {number} ──\n")
        for name, value in zip(names, row, strict=True):
            sys.stdout.write(f"{name:<{width}}  {printable(value)}".rstrip() + "\n")


def make_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    right: Iterable[int] = (),
    give_way: Iterable[int] = (),
    fold: bool = False,
) -> Table:
    """A table of values; `right` are the columns set flush right.

    Where the width does not do, the columns in `give_way` are cut short; with `fold` all take several lines.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    flush_right, yielding = set(right), set(give_way)
    overflow: Literal["fold", "ellipsis"] = "fold" if fold else "ellipsis"
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True, header_style="bold"
    )
    for number, column in enumerate(columns):
        table.add_column(
            Text(printable(column)),
            justify="right" if number in flush_right else "left",
            no_wrap=not (number in yielding or (fold and number not in flush_right)),
            overflow=overflow,
        )
    for row in rows:
        table.add_row(
            *(Text(printable(show_value(value)), no_wrap=not fold, overflow=overflow) for value in row)
        )
    return table
