"""`tinso fetch` and `tinso sources`: what is new of the sources into the archive, and whether a source works."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, make_table, print_aligned, printable
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.collection import FetchSummary, Step
    from pipeline.fetch import Counts
    from pipeline.settings import Settings
    from schemas import Issue

SHOWN_ADDRESSES = 20
STOPPED = 130
SAID_EVERY = 10.0
"""Seconds between two lines of progress."""

ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="FOLDER",
        envvar="TINSO_ARCHIVE",
        help="Where what is fetched is kept (default: that of the settings, else archive/).",
        show_default=False,
    ),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="SLUG", help="Only this source; may be repeated.", show_default=False),
]

app = typer.Typer(
    name="sources",
    help="The sources that Tinso knows, and whether they work.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def read_fetch_settings(config: Path | None) -> Settings:
    """The settings, with their folder of sources put in force."""
    from pipeline.settings import read_settings
    from pipeline.sources import FOLDER_VARIABLE

    settings = read_settings(config)
    if settings.fetch.sources is not None:
        os.environ.setdefault(FOLDER_VARIABLE, str(settings.fetch.sources))
    return settings


def fetch_news(
    source: SourceOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD",
            help="Read lists back to this day (default: each source's own).",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="At most so many articles of a source.", show_default=False),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            "--minutes", min=0.1, help="Stop asking after this time; the rest waits.", show_default=False
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read the lists only, say what would be fetched, keep nothing.")
    ] = False,
    archive: ArchiveOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but faults.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Fetch what is new of the sources into the archive. Stopped, the same command goes on from there."""
    from pipeline.collection import choose_sources, fetch_sources, rehearse_fetch

    settings = read_fetch_settings(config)
    folder = archive or settings.archive.folder
    sources = [
        chosen for chosen in choose_sources(source or []) if _is_fetched(chosen.slug, chosen.is_fetched)
    ]
    first = _day(since)
    if dry_run:
        summary = rehearse_fetch(sources, settings.fetch, folder, since=first)
    else:
        until = datetime.now(UTC) + timedelta(minutes=minutes) if minutes else None
        summary = fetch_sources(
            sources,
            settings.fetch,
            folder,
            since=first,
            limit=limit,
            until=until,
            on_progress=None if quiet or as_json else SaidProgress(),
        )
    if as_json:
        sys.stdout.write(json_line(fetch_object(summary)) + "\n")
    else:
        for issue in summary.issues:
            complain(issue_line(issue))
        if not quiet:
            print_summary(summary, dry_run)
    if summary.was_stopped:
        complain("stopped; what was fetched is kept, and the same command goes on from there")
        raise typer.Exit(STOPPED)
    raise typer.Exit(0 if summary.went_well else 1)


def _is_fetched(slug: str, fetched: bool) -> bool:
    if not fetched:
        raise InputError(f"{slug} is known as an origin of articles only: nothing of it is fetched")
    return True


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise InputError(f"--since {text!r} is no day such as 2026-11-22") from fault
    if day is not None and day > datetime.now(UTC).date() + timedelta(days=1):  # today, where it is earliest
        raise InputError(f"--since {text} is still to come")
    return day


class SaidProgress:
    """A line on standard error now and then."""

    def __init__(self) -> None:
        """The first line comes after a while."""
        self._said_at = time.monotonic()

    def __call__(self, source: str, counts: Counts) -> None:
        """Say where a source is, if enough time has passed since the last line."""
        now = time.monotonic()
        if now - self._said_at < SAID_EVERY:
            return
        self._said_at = now
        sys.stderr.write(
            f"{source}: {counts.fetched} articles fetched, {counts.requests} requests, "
            f"{sum(counts.errors.values())} failed\n"
        )
        sys.stderr.flush()


def print_summary(summary: FetchSummary, dry_run: bool) -> None:
    """One line a source, then what was met on the way."""
    table = make_table(
        [
            "source",
            "listed",
            "new",
            "fetched",
            "unchanged",
            "gone",
            "robots",
            "errors",
            "waiting",
            "languages",
        ],
        [summary_row(result.source, result.counts) for result in summary.results],
        right=range(1, 9),
    )
    print_aligned(table)
    if dry_run:
        sys.stdout.write(f"nothing was kept; {len(summary.waiting)} articles would be fetched\n")
        for url in summary.waiting[:SHOWN_ADDRESSES]:
            sys.stdout.write(printable(f"  {url}") + "\n")
        if len(summary.waiting) > SHOWN_ADDRESSES:
            sys.stdout.write(f"  … and {len(summary.waiting) - SHOWN_ADDRESSES} more\n")
    else:
        sys.stdout.write(printable(f"archive    {summary.archive} (run {summary.run})") + "\n")


def summary_row(source: str, counts: Counts) -> list[str]:
    """The numbers of a source's night."""
    errors = ", ".join(f"{name} {number}" for name, number in sorted(counts.errors.items())) or "0"
    languages = " ".join(f"{code} {number}" for code, number in sorted(counts.languages.items()))
    numbers = (
        counts.discovered,
        counts.new,
        counts.fetched,
        counts.unchanged,
        counts.gone,
        counts.refused_by_robots,
    )
    return [source, *map(str, numbers), errors, str(counts.left_over), languages]


def fetch_object(summary: FetchSummary) -> dict[str, object]:
    """The same for programs."""
    return {
        "run": summary.run,
        "archive": str(summary.archive) if summary.archive else None,
        "sources": [
            {
                "source": result.source,
                "started": result.started.isoformat(),
                "finished": result.finished.isoformat(),
                **result.counts.as_object(),
            }
            for result in summary.results
        ],
        "waiting": summary.waiting,
        "issues": [issue.model_dump(mode="json") for issue in summary.issues],
    }


def issue_line(issue: Issue) -> str:
    """An issue as one line."""
    word = "error" if issue.severity == "error" else "warning"
    return printable(f"{word}: {issue.source.removeprefix('source:')}: {issue.message} [{issue.code}]")


@app.command("list")
def list_sources(config: ConfigOption = None) -> None:
    """List the sources: languages, hosts, how they are found."""
    from pipeline.sources import load_sources

    read_fetch_settings(config)
    rows = [
        [
            source.slug,
            " ".join(source.languages.values()) or "-",
            source.canonical_host,
            " ".join(dict.fromkeys(place.kind for place in source.discovery)) or "origin only",
            source.province or "",
        ]
        for source in load_sources().values()
    ]
    print_aligned(make_table(["source", "languages", "host", "lists", "province"], rows))


@app.command("check")
def check_source(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="The source's name.")],
    config: ConfigOption = None,
) -> None:
    """Try a source without storing anything: robots, lists, and a page of each language read."""
    from pipeline.collection import try_source
    from pipeline.sources import find_source

    settings = read_fetch_settings(config)
    steps = try_source(find_source(slug), settings.fetch)
    print_steps(steps)
    raise typer.Exit(0 if all(step.went_well for step in steps) else 1)


def print_steps(steps: Sequence[Step]) -> None:
    """One line a step: what was tried, whether it works, what was seen."""
    for step in steps:
        mark = "works" if step.went_well else "FAILS"
        sys.stdout.write(printable(f"{mark}  {step.name:<12} {step.seen}") + "\n")
