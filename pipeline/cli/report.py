"""`tinso report`: one HTML page about the state of the store."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption
from pipeline.cli.terminal import complain, printable
from pipeline.errors import InputError

DEFAULT_OUT = Path("report.html")


def report_store(
    db: DbOption = DEFAULT_DB,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write it.")
    ] = DEFAULT_OUT,
) -> None:
    """Write one HTML page: targets against actuals, coverage over time, deadlines ahead, quality of the data.

    It needs no script and no network, and reads the published snapshot beside the store, or the store where there is none.
    """
    from pipeline.report import write_report
    from pipeline.store import changed_since_published, open_reader, readable_path

    path = readable_path(db)
    if path != db and changed_since_published(db):
        complain(
            f"the store has changed since this was published ({path}): `tinso publish` brings it up to date"
        )
    with open_reader(path) as store:
        page = write_report(store)
    save_whole(page, out)
    sys.stdout.write(printable(f"report  {out}, {len(page.encode()) / 1000:.0f} kB") + "\n")


def save_whole(page: str, out: Path) -> None:
    """Write the page beside its place and put it there in one step, so that no reader meets half of it."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_text(page, encoding="utf-8", newline="\n")
        os.replace(part, out)
    except OSError as fault:
        raise InputError(f"{out}: the report cannot be written: {fault.strerror or fault}") from fault
    finally:
        with suppress(OSError):
            part.unlink()
