"""`tinso init`, `doctor`, `backup`, `restore`, `prune`: a folder set up, looked over, kept safe and kept small."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ingest import settings_of
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, printable

if TYPE_CHECKING:
    from pipeline.operation.backup import BackedUp

JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def settings_file(config: Path | None) -> Path:
    """The settings file that is named, by option or by environment, or that of the current folder."""
    from pipeline.settings import SETTINGS_FILE

    named = config or os.environ.get("TINSO_CONFIG")
    return Path(named) if named else SETTINGS_FILE


def init_folder(
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            metavar="ADDRESS",
            help="Who asks, for the sites that are asked: mailto:desk@example.org, or a web address.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write a commented tinso.toml and make the folders. What is there already stays as it is."""
    from pipeline.operation.setup import set_up_folder

    done = set_up_folder(settings_file(config), contact)
    for path in done.made:
        sys.stdout.write(printable(f"made   {shown(path)}") + "\n")
    for path in done.kept:
        sys.stdout.write(printable(f"kept   {shown(path)}") + "\n")
    if done.settings in done.kept and contact is not None:
        complain(f"{done.settings} was there and is as it was: --contact was not written into it")
    sys.stdout.write("Next: tinso doctor\n")


MARKS = {"ok": "ok  ", "warn": "WARN", "bad": "BAD "}


def doctor_folder(
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Look over settings, folders, disk, clock, sources, archive, store, snapshot, the last night; say how to mend each.

    Nothing is changed and nobody is asked. Exit status 1 where something is bad.
    """
    from pipeline.nightly.health import look_at_nights
    from pipeline.operation.diagnosis import examine

    is_named = config is not None or "TINSO_CONFIG" in os.environ
    findings = list(examine(settings_file(config), is_named=is_named, also=(look_at_nights,)))
    if as_json:
        sys.stdout.write(json_line({"findings": [finding._asdict() for finding in findings]}) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(printable(f"{MARKS[finding.level]}  {finding.name:<9} {finding.seen}") + "\n")
            if finding.mend:
                sys.stdout.write(printable(f"{'':<16}mend: {finding.mend}") + "\n")
    raise typer.Exit(1 if any(finding.level == "bad" for finding in findings) else 0)


def back_up_folder(
    context: typer.Context,
    target: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Where backups lie: another disk. A folder is made in it."),
    ],
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            min=1,
            metavar="N",
            help="Delete the oldest backups there but for N, this one included, when this one is whole "
            "(default: retention.backups, or none).",
            show_default=False,
        ),
    ] = None,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Read all of the archive and of its copy, not only what is new."),
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Copy store, reviews, archive, settings and own sources to another place, with digests. Readers notice nothing.

    Snapshots, reports and logs are left out. Files of the archive that the last backup has are hard links to it. Exit
    status 1 where an older backup has a store, archive, reviews or nights and this one has none: then no older one goes.
    """
    from pipeline.operation.backup import back_up

    settings = settings_of(context)
    keep = keep if keep is not None else settings.retention.backups
    made = back_up(settings, settings_file(config), target, keep=keep, verify=verify)
    if as_json:
        told = {
            "folder": str(made.folder),
            "files": len(made.files),
            "linked": made.linked,
            "bytes": made.size,
        }
        sys.stdout.write(
            json_line(
                {
                    **told,
                    "absent": made.absent,
                    "removed": [str(path) for path in made.removed],
                    "lacking": {part: str(older) for part, older in made.lacking.items()},
                }
            )
            + "\n"
        )
    else:
        _show_backup(made)
    for older in dict.fromkeys(made.lacking.values()):
        parts = " and no ".join(part for part, holder in made.lacking.items() if holder == older)
        complain(
            f"older backups stay: this one has no {parts}, which that of {older} has; bring it back, "
            "or delete by hand what is no longer wanted"
        )
    raise typer.Exit(1 if made.lacking else 0)


def _show_backup(made: BackedUp) -> None:
    for absent in made.absent:
        complain(f"left out: {absent}")
    again = f", {made.linked} of them as in the backup before" if made.linked else ""
    sys.stdout.write(printable(f"backup  {made.folder}") + "\n")
    sys.stdout.write(f"        {len(made.files)} files{again}, {show_size(made.size)}\n")
    for path in made.removed:
        sys.stdout.write(printable(f"gone    {path}") + "\n")


def restore_folder(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder that `tinso backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move what is there already aside, under a name that says when.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Put a backup back to where the settings say, after every file was held against its digest.

    Without settings here those of the backup are put in place and hold. Killed, the same command goes on.
    """
    from pipeline.operation.backup import restore

    done = restore(backup, settings_file(config), replace=replace)
    if as_json:
        told = {name: [str(path) for path in getattr(done, name)] for name in ("written", "left", "aside")}
        sys.stdout.write(json_line(told) + "\n")
        return
    for path in done.aside:
        sys.stdout.write(printable(f"moved aside  {shown(path)}") + "\n")
    if done.kept_settings:
        complain(
            f"the settings here differ from those of the backup and are as they were: {settings_file(config)}"
        )
    there = f", {len(done.left)} were there already" if done.left else ""
    sys.stdout.write(f"{len(done.written)} files written{there}\n")
    sys.stdout.write("Next: tinso publish, which gives readers a snapshot; tinso doctor\n")


def prune_folder(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only say what would go, and how much room it takes.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Delete what is older than [retention] of the settings says: archive, snapshots, morning reports, log."""
    from pipeline.operation.retention import prune_old

    removals = prune_old(settings_of(context), dry_run=dry_run)
    if as_json:
        sys.stdout.write(json_line({"removed": [removal._asdict() for removal in removals]}) + "\n")
    else:
        word = "would go" if dry_run else "gone"
        for removal in removals:
            if removal.skipped:
                complain(f"{removal.name} stays: {removal.skipped}")
            else:
                line = f"{word}  {removal.what:<8}  {show_size(removal.size):>9}  {removal.name}"
                sys.stdout.write(printable(line) + "\n")
        gone = [removal for removal in removals if not removal.skipped]
        told = (
            f"{len(gone)} {word}, {show_size(sum(removal.size for removal in gone))}"
            if gone
            else "nothing is too old"
        )
        sys.stdout.write(f"{told}\n")
    raise typer.Exit(1 if any(removal.skipped for removal in removals) else 0)


def shown(path: Path) -> Path:
    """A path as short as it can be said: from the current folder, where it is in it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def show_size(size: int) -> str:
    """Bytes in a unit that people read."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} B"
