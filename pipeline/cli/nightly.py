"""`tinso nightly`: the whole of a night as one command."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.fetch import ArchiveOption, SourceOption, read_fetch_settings
from pipeline.cli.ingest import DEFAULT_DB, DbOption
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, printable
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.nightly.ledger import Line

ALREADY = 10
"""Exit status where another process is at a night."""
TIME = re.compile(r"(?:(\d{4}-\d{2}-\d{2})[T ])?([01]?\d|2[0-3]):([0-5]\d)")


def run_nightly(
    source: SourceOption = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="HH:MM",
            help="Stop fetching at this time of this machine's clock; the rest of the night is done (default: after "
            "nightly.budget minutes).",
            show_default=False,
        ),
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Fetch, or take what the archive has already.")
    ] = True,
    db: DbOption = DEFAULT_DB,
    archive: ArchiveOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but the verdict.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all of the night as one JSON object.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Fetch, archive, clean, extract, store, publish and report, each as far as it goes; killed, the same command goes on.

    Exit status: 0 well, 10 a night is under way, 30 not published, 31 something failed, 32 the summary could not be sent,
    33 no night could begin for want of a ledger, as on a full disk, 40 to 48 an alarm (docs/nightly.md lists them), 130 stopped.
    """
    from pipeline.errors import NightLedgerError, NightUnderWayError
    from pipeline.nightly.night import NightOrder, run_night
    from pipeline.nightly.notification import tell_not_begun
    from pipeline.nightly.summary import night_object, summary_lines
    from pipeline.nightly.verdicts import UNBEGUN, judge_night

    settings = read_fetch_settings(config)
    budget = settings.nightly.budget
    order = NightOrder(
        db,
        archive or settings.archive.folder,
        settings,
        tuple(dict.fromkeys(source or ())),
        deadline=read_time(until, datetime.now().astimezone()) if until else None,
        budget=timedelta(minutes=budget) if budget is not None else None,
        with_fetch=fetch,
    )
    try:
        night = run_night(order, on_line=None if quiet or as_json else tell_line)
    except NightUnderWayError as fault:
        complain(str(fault))
        raise typer.Exit(ALREADY) from None
    except NightLedgerError as fault:
        # No ledger, no log, no page: most often a full disk. Who waits for a summary is told without any.
        reason = (
            f"no night began, nothing was done: {fault}; make room or mend it, and the same command begins"
        )
        complain(reason)
        for told in tell_not_begun(reason, settings.nightly):
            complain(str(told))
        raise typer.Exit(UNBEGUN) from None
    verdict = judge_night(night)
    if as_json:
        sys.stdout.write(json_line(night_object(night, verdict)) + "\n")
    else:
        lines = summary_lines(night, verdict)
        page = settings.nightly.reports / f"night-{night.number:06}.html"
        shown = lines[:2] if quiet else [*lines, "", f"page       {page}"]
        sys.stdout.write("\n".join(printable(line) for line in shown) + "\n")
    raise typer.Exit(verdict.status)


def read_time(text: str, now: datetime) -> datetime:
    """The next time that a clock shows so, or of the day named before it. `now` has a zone. Raises `InputError`."""
    match = TIME.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        day = datetime.fromisoformat(match[1]).date() if match[1] else now.date()
        moment = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]))
    except ValueError as fault:
        raise InputError(f"--until {text!r} is no time such as 05:30 or 2026-11-23T05:30") from fault
    # Through the machine's own zone twice: on the night of a change of clocks the offset is not that of now.
    local = moment.astimezone() if now.tzinfo is not UTC else moment.replace(tzinfo=UTC)
    if match[1] is None and local <= now:
        tomorrow = moment + timedelta(days=1)
        local = tomorrow.astimezone() if now.tzinfo is not UTC else tomorrow.replace(tzinfo=UTC)
    if local <= now:
        raise InputError(f"--until {text} is over")
    return local.astimezone(UTC)


def tell_line(line: Line) -> None:
    """Say that a stage begins, or what it did, on standard error."""
    from pipeline.nightly.summary import show_span

    if line.state == "running":
        if line.stage not in ("extract", "store"):
            sys.stderr.write(f"{line.stage} …\n")
    else:
        took = show_span(line.seconds) if line.seconds is not None else ""
        numbers = f"{line.came_in} in, {line.went_out} out" if line.came_in is not None else ""
        told = ", ".join(part for part in (line.state, took, numbers) if part)
        sys.stderr.write(f"{line.stage:<8} {told}\n")
    sys.stderr.flush()
