"""`tinso runs`: the nights, one of them in full, and what differs between two."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption
from pipeline.cli.terminal import json_line, make_table, print_aligned, printable

if TYPE_CHECKING:
    from pipeline.nightly.ledger import Line, Night

SHOWN = 14
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]

app = typer.Typer(
    name="runs",
    help="What the nights did: all of them, one in full (show), two side by side (diff).",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@app.callback()
def list_nights(
    context: typer.Context,
    db: DbOption = DEFAULT_DB,
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="How many.")] = SHOWN,
    as_json: JsonOption = False,
) -> None:
    """The last nights, the latest at the bottom: what each came to, and its numbers.

    Read from the ledger beside the store; the store may be locked, damaged or missing.
    """
    if context.invoked_subcommand is not None:
        return
    from pipeline.nightly.ledger import ledger_folder, read_nights
    from pipeline.nightly.summary import night_object
    from pipeline.nightly.verdicts import judge_night

    nights = read_nights(ledger_folder(db), last)
    if as_json:
        for night in nights:
            sys.stdout.write(json_line(night_object(night, judge_night(night))) + "\n")
        return
    if not nights:
        sys.stdout.write(f"no night yet in {ledger_folder(db)}: `tinso nightly` makes the first\n")
        return
    heads = [
        "night",
        "began (UTC)",
        "took",
        "result",
        "fetched",
        "new",
        "refused",
        "figures",
        "waiting",
        "to look at",
    ]
    print_aligned(make_table(heads, [_row(night) for night in nights], right=(0, 2, 4, 5, 6, 7, 8)))


def _row(night: Night) -> list[str]:
    from pipeline.nightly.summary import refusals, show_span
    from pipeline.nightly.verdicts import word_of

    store, fetch, extract = night.stage("store"), night.stage("fetch"), night.stage("extract")
    waiting = sum(line.counts.get("left_over", 0) for line in night.parts("fetch") if line.language is None)
    codes = list(dict.fromkeys(issue.code for issue in night.issues if issue.severity == "error"))
    shown = ", ".join(codes[:3]) + (f" and {len(codes) - 3} more" if len(codes) > 3 else "")
    return [
        str(night.number),
        f"{night.started:%Y-%m-%d %H:%M}",
        show_span(night.took) if night.took else "",
        word_of(night),
        _amount(fetch.went_out if fetch else None),
        _amount(store.counts.get("new", 0) if store and store.state == "done" else None),
        _amount(sum(refusals(night).values())),
        _amount(extract.went_out if extract else None),
        _amount(waiting) if waiting else "",
        shown,
    ]


@app.command("show")
def show_night(
    named: Annotated[
        str | None,
        typer.Argument(
            metavar="[NIGHT]",
            help="A number, or a day such as 2026-11-22 (default: the last).",
            show_default=False,
        ),
    ] = None,
    db: DbOption = DEFAULT_DB,
    as_json: JsonOption = False,
) -> None:
    """One night in full: the verdict, what to look at, every stage, every source and language."""
    from pipeline.nightly.ledger import find_night, ledger_folder
    from pipeline.nightly.summary import night_object, summary_lines
    from pipeline.nightly.verdicts import judge_night

    night = find_night(ledger_folder(db), named)
    verdict = judge_night(night)
    if as_json:
        sys.stdout.write(json_line(night_object(night, verdict)) + "\n")
        return
    if night.status is None:
        stage = night.last_stage or "its start"
        lines = [
            f"Night {night.number}, since {night.started:%Y-%m-%d %H:%M} UTC: not ended",
            f"It is at {stage}, or was killed there; the next start tells, and goes on with it.",
        ]
    else:
        lines = summary_lines(night, verdict)
    sys.stdout.write("\n".join(printable(line) for line in lines) + "\n\n")
    rows = []
    for whole in [line for line in night.lines.values() if line.source is None]:
        rows.append(_stage_row(whole.stage, whole))
        rows += [
            _stage_row(f"  {part.source}{f' {part.language}' if part.language else ''}", part)
            for part in night.parts(whole.stage)
        ]
    heads = ["stage, source, language", "state", "took", "in", "out", "further"]
    print_aligned(make_table(heads, rows, right=(2, 3, 4)))
    versions = ", ".join(f"{name} {version}" for name, version in night.versions.items())
    sys.stdout.write(
        printable(f"\nversions   {versions}\nsettings   {night.settings_hash}", keep="\n") + "\n"
    )
    for attempt in night.attempts:
        told = f"process    {attempt.pid} on {attempt.host} from {attempt.started:%Y-%m-%d %H:%M:%S} UTC"
        sys.stdout.write(printable(told) + "\n")


def _stage_row(name: str, line: Line) -> list[str]:
    from pipeline.nightly.summary import show_span

    further = ", ".join(
        f"{key.replace('_', ' ')} {number:,}" for key, number in line.counts.items() if number
    )
    return [
        name,
        line.state,
        show_span(line.seconds) if line.seconds is not None else "",
        _amount(line.came_in),
        _amount(line.went_out),
        further,
    ]


def _amount(number: int | None) -> str:
    return f"{number:,}" if number is not None else ""


@app.command("diff")
def compare_two(
    first: Annotated[str, typer.Argument(metavar="NIGHT", help="A number or a day.")],
    second: Annotated[str, typer.Argument(metavar="NIGHT", help="A number or a day.")],
    db: DbOption = DEFAULT_DB,
    as_json: JsonOption = False,
) -> None:
    """What differs between two nights: settings and versions, then numbers by stage, source and language."""
    from pipeline.nightly.comparison import compare_nights
    from pipeline.nightly.ledger import find_night, ledger_folder

    folder = ledger_folder(db)
    one, other = find_night(folder, first), find_night(folder, second)
    differences = compare_nights(one, other)
    if as_json:
        for each in differences:
            sys.stdout.write(json_line(each._asdict()) + "\n")
        return
    if not differences:
        sys.stdout.write(f"nights {one.number} and {other.number} do not differ\n")
        return
    rows: list[list[Any]] = [
        [each.what, *(_shown(value) for value in (each.first, each.second)), each.change]
        for each in differences
    ]
    heads = ["what", f"night {one.number}", f"night {other.number}", "change"]
    print_aligned(make_table(heads, rows, right=(1, 2, 3)))


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else "–" if value is None else str(value)
