"""`tinso publish`: a verified copy of the store for readers, and the line about it that other commands print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ingest import DEFAULT_DB, KEEP, DbOption, settings_of
from pipeline.cli.terminal import json_line, printable

if TYPE_CHECKING:
    from pipeline.publication import Verdicts
    from pipeline.store import Published


def settle_keep(context: typer.Context, given: int) -> int:
    """The number that was given, else that of the settings."""
    source = context.get_parameter_source("keep")
    return settings_of(context).publish.keep if source and source.name == "DEFAULT" else given


KeepOption = Annotated[
    int,
    typer.Option(
        "--keep",
        metavar="N",
        min=1,
        help="Snapshots that stay, the new one among them (default: that of the settings, else 5).",
        show_default=False,
        callback=settle_keep,
    ),
]


def publish_snapshot(
    db: DbOption = DEFAULT_DB,
    keep: KeepOption = KEEP,
    full: Annotated[
        bool, typer.Option("--full", help="Verify every row and make everything anew, changed or not.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as one JSON object.")] = False,
) -> None:
    """Publish a verified snapshot of the store, as DuckDB file and Parquet, for readers to open.

    It lies in a folder beside the store; `current` there points to the newest. Readers never wait for the writer.
    """
    from pipeline.publication import publish_reviewed

    published, verdicts = publish_reviewed(db, keep, full=full)
    if as_json:
        told = {**published_object(published), "verdicts": verdicts._asdict() if verdicts else None}
        sys.stdout.write(json_line(told) + "\n")
    else:
        sys.stdout.write("\n".join(published_lines(published, verdicts)) + "\n")


def published_lines(published: Published, verdicts: Verdicts | None) -> list[str]:
    """What publishing did, in a few lines."""
    state = "" if published.is_new else " (nothing changed since)"
    lines = [
        f"published  {published.pointer}{state}",
        f"snapshot   {published.snapshot.parent.name}, {published.size / 1e6:.1f} MB, {published.seconds_total:.1f} s",
    ]
    if published.is_new:
        lines.append(
            f"verified   {'every row' if published.is_full else 'what came since the snapshot before'}"
        )
        lines.append(f"parquet    {published.files_written} files written, {published.files_kept} unchanged")
    if verdicts:
        lines.append(f"verdicts   {verdicts}")
    if published.removed:
        lines.append(f"removed    {published.removed} older")
    return [printable(line) for line in lines]


def published_object(published: Published) -> dict[str, object]:
    """The same for programs."""
    return {
        name: str(value)
        if isinstance(value, Path)
        else round(value, 3)
        if isinstance(value, float)
        else value
        for name, value in published._asdict().items()
    }
