"""`tinso reextract`: stored texts read again with newer rules, and a report of what they now say otherwise."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.fetch import read_fetch_settings
from pipeline.cli.ingest import (
    DEFAULT_DB,
    DbOption,
    PublishOption,
    asked_languages,
    publish_stored,
    report_issues,
    show_progress,
    summary_lines,
    summary_object,
    tell_if_stopped,
)
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import json_line
from schemas.codes import LANGUAGES

if TYPE_CHECKING:
    from pipeline.store import ReadingChange

CHANGES = (("added", "added"), ("gone", "gone"), ("altered", "altered"), ("same", "as before"))


def reextract_store(
    db: DbOption = DEFAULT_DB,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            help=f"Only articles in this language ({', '.join(LANGUAGES)}); may be repeated.",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="Only articles published on this day or later; those without a date are left.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", min=1, max=64, help="Processes to read in (default: one a core)."
        ),
    ] = None,
    publish: PublishOption = True,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but faults of the store.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Read stored texts again that older extractors or lexicons read. Nothing is fetched, the readings before stay.

    Reports which figures and deadlines were added, are gone or were altered, by field, and publishes what is stored.
    """
    from pipeline.analyzers import load_analyzers
    from pipeline.reextraction import reextract_articles

    settings = read_fetch_settings(config)
    languages = asked_languages(lang) or None
    with tell_if_stopped(), show_progress(quiet or as_json) as on_progress:
        reread = reextract_articles(
            db,
            languages=languages,
            since=since.date() if since else None,
            workers=workers,
            bounds=settings.clean,
            analyzers=load_analyzers(settings, languages),
            on_progress=on_progress,
        )
    summary = reread.summary
    published, fault = publish_stored(db, settings.publish.keep) if publish else (None, None)
    if as_json:
        changes = [change._asdict() for change in reread.changes]
        snapshot = str(published.snapshot) if published else None
        told = {**summary_object(summary), "changes": changes, "snapshot": snapshot}
        sys.stdout.write(json_line(told) + "\n")
    elif not quiet:
        report_issues(summary, db)
        if summary.counts.changed:
            lines = [*summary_lines(summary), *change_lines(reread.changes)]
        else:
            lines = [f"nothing to read again in {db}"]
        if published:
            lines.append(f"published  {published.pointer}")
        sys.stdout.write("\n".join(lines) + "\n")
    if fault:
        raise fault
    raise typer.Exit(0 if summary.all_taken else 1)


def change_lines(changes: Iterable[ReadingChange]) -> list[str]:
    """A line a table and language, and under it the fields that were altered, the most altered first."""
    lines: list[str] = []
    counted: dict[tuple[str, str], Counter[str]] = {}
    fields: dict[tuple[str, str], Counter[str]] = {}
    for change in changes:
        place = (change.table, change.lang)
        kept = counted.setdefault(place, Counter())
        if change.field is None:
            kept[change.change] += change.number
        else:
            fields.setdefault(place, Counter())[change.field] += change.number
    for place, kept in sorted(counted.items()):
        table, lang = place
        told = ", ".join(f"{kept[change]} {word}" for change, word in CHANGES if kept[change])
        lines.append(f"{table:<10} {lang}: {told}")
        if place in fields:
            by_field = ", ".join(f"{name} {number}" for name, number in fields[place].most_common())
            lines.append(f"{'':<10} altered in {by_field}")
    return lines
