"""`tinso ingest`: the main job on files and folders, with progress and a summary."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.fetch import ArchiveOption, read_fetch_settings
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, make_console, printable
from pipeline.errors import InputError, LedgerError, StoreError
from schemas.codes import LANGUAGES
from schemas.languages import usual_languages

if TYPE_CHECKING:
    from pipeline.ingest import Progress, Summary
    from pipeline.settings import Settings
    from pipeline.store import Published
    from schemas import Issue

DEFAULT_DB = Path("tinso.duckdb")
KEEP = 5
"""As `pipeline.store.snapshots.KEPT`, which is not loaded for `--help`."""
SHOWN_ISSUES = 20
STOPPED = 130
STEPS = 10
"""Tenths of a run after which a plain progress line is due."""
SECONDS = 10.0
"""Time after which one is due in any case."""


def settle_db(context: typer.Context, given: Path) -> Path:
    """The store that was named, else that of the settings: its name alone where it is in the current folder."""
    source = context.get_parameter_source("db")
    if source is None or source.name != "DEFAULT":
        return given
    settled = settings_of(context).store.db
    return DEFAULT_DB if settled == DEFAULT_DB.absolute() else settled


def settings_of(context: typer.Context) -> Settings:
    """The settings of the file that a command was given, by option or by environment, or of the current folder."""
    from pipeline.settings import read_settings

    named = context.params.get("config") or os.environ.get("TINSO_CONFIG")
    return read_settings(Path(named) if named else None)


DbOption = Annotated[
    Path,
    typer.Option(
        "--db",
        metavar="FILE",
        envvar="TINSO_DB",
        help="The DuckDB file (default: that of the settings, else tinso.duckdb).",
        show_default=False,
        callback=settle_db,
    ),
]
PublishOption = Annotated[
    bool, typer.Option("--publish/--no-publish", help="Publish a snapshot for readers when all is stored.")
]
AskedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        help=f"Take texts in this language too ({', '.join(sorted(set(LANGUAGES) - set(usual_languages())))}), "
        "which is refused else; may be repeated.",
    ),
]


def ingest_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files and folders: .html, .htm, .xhtml, .txt, .jsonl, .ndjson. None: what is new in the archive.",
            show_default=False,
        ),
    ] = None,
    db: DbOption = DEFAULT_DB,
    root: Annotated[
        Path | None,
        typer.Option(
            "--root",
            metavar="FOLDER",
            help="Folder that ids of files are relative to (default: the folder of the DuckDB file).",
        ),
    ] = None,
    lang: AskedOption = None,
    archive: ArchiveOption = None,
    reclean: Annotated[
        bool, typer.Option("--reclean", help="Clean pages of the archive again that an older cleaner read.")
    ] = False,
    shards: Annotated[
        Path | None,
        typer.Option(
            "--shards",
            metavar="FOLDER",
            help="Take what `tinso shard` made, not the archive.",
            show_default=False,
        ),
    ] = None,
    publish: PublishOption = True,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but faults of the store.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Take articles into the store. A second run changes nothing; a changed article is a new revision."""
    from pipeline.analyzers import load_analyzers

    settings = read_fetch_settings(config)
    analyzers = load_analyzers(settings)
    asked = asked_languages(lang)
    if paths and (archive or reclean):
        raise InputError("--archive and --reclean go without files: name files, or take the archive")
    if shards and (paths or archive or reclean):
        raise InputError(
            "--shards goes without files, --archive and --reclean: name files, or take the shards"
        )
    with tell_if_stopped(), show_progress(quiet or as_json) as on_progress:
        if paths:
            from pipeline.ingest import ingest_paths

            summary = ingest_paths(
                paths, db, root=root, on_progress=on_progress, asked=asked, analyzers=analyzers
            )
        elif shards:
            from pipeline.shards import ingest_shards

            summary = ingest_shards(shards, db, on_progress=on_progress, analyzers=analyzers)
        else:
            from pipeline.archive_ingest import ingest_archive

            summary = ingest_archive(
                archive or settings.archive.folder,
                db,
                bounds=settings.clean,
                reclean=reclean,
                on_progress=on_progress,
                analyzers=analyzers,
            )
    published, fault = publish_stored(db, settings.publish.keep) if publish else (None, None)
    if as_json:
        snapshot = str(published.snapshot) if published else None
        sys.stdout.write(json_line({**summary_object(summary), "snapshot": snapshot}) + "\n")
    elif not quiet:
        report_issues(summary, db)
        lines = summary_lines(summary)
        if published:
            lines.append(f"published  {published.pointer}")
        sys.stdout.write("\n".join(lines) + "\n")
    if fault:
        raise fault
    raise typer.Exit(0 if summary.all_taken else 1)


def asked_languages(given: list[str] | None) -> tuple[str, ...]:
    """The languages asked for with `--lang`, as our codes. Raises `InputError` naming one that there is none of."""
    for code in given or ():
        if code not in LANGUAGES:
            raise InputError(f"language {code!r} is not one of {', '.join(LANGUAGES)}")
    return tuple(given or ())


def publish_stored(db: Path, keep: int = KEEP) -> tuple[Published | None, StoreError | LedgerError | None]:
    """Publish what was stored with the verdicts of reviewers, `keep` snapshots staying.

    Returns the fault where that fails: what was stored is to be told of first.
    """
    from pipeline.publication import publish_reviewed

    try:
        with tell_if_stopped():
            return publish_reviewed(db, keep).published, None
    except (StoreError, LedgerError) as fault:
        return None, fault


@contextmanager
def tell_if_stopped() -> Iterator[None]:
    """End with one line and the status that shells expect when the user stops a run."""
    try:
        yield
    except KeyboardInterrupt:
        complain("stopped; what was stored is whole, and the same command goes on from there")
        raise typer.Exit(STOPPED) from None


@contextmanager
def show_progress(silent: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar on a terminal, a line now and then elsewhere, on standard error."""
    if silent:
        yield None
    elif sys.stderr.isatty():
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files · {task.fields[articles]} articles · {task.fields[rejects]} rejects"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=make_console(sys.stderr), transient=True) as bar:
            task = bar.add_task("reading", total=None, articles=0, rejects=0)

            def advance(progress: object) -> None:
                from pipeline.ingest import Progress as State

                assert isinstance(progress, State)
                bar.update(
                    task,
                    total=progress.files,
                    completed=progress.files_done,
                    articles=progress.articles,
                    rejects=progress.rejects,
                )

            yield advance
    else:
        yield PlainProgress()


class PlainProgress:
    """Progress as a few plain lines: at the start, at each tenth of the bytes, and when one takes long."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        self._next = 0.0
        self._said_at = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Say where the run is, if it has come far enough since the last time."""
        share = progress.bytes_done / progress.bytes if progress.bytes else 1.0
        now = time.monotonic()
        if (share < self._next or progress.files < 2) and now - self._said_at < SECONDS:
            return
        self._next, self._said_at = (int(share * STEPS) + 1) / STEPS, now
        sys.stderr.write(
            f"read {progress.files_done} of {progress.files} files: "
            f"{progress.articles} articles, {progress.rejects} rejects\n"
        )
        sys.stderr.flush()


def summary_lines(summary: Summary) -> list[str]:
    """What a run did, in a few lines."""
    counts = summary.counts
    taken = [
        f"{number} {word}"
        for number, word in (
            (counts.articles_new, "new"),
            (counts.articles_revised, "revised"),
            (counts.articles_reextracted, "read again with newer rules"),
            (counts.articles_unchanged, "unchanged"),
        )
        if number
    ]
    lines = [
        f"articles   {', '.join(taken) or 'none'}",
        f"figures    {counts.figures} added",
        f"deadlines  {counts.deadlines} added",
        f"rejects    {counts.rejects}" + (f", warnings {counts.warnings}" if counts.warnings else ""),
    ]
    if summary.ignored:
        files = "1 file" if summary.ignored == 1 else f"{summary.ignored} files"
        lines.append(f"left alone {files} of other kinds")
    if not counts.changed and counts.articles_unchanged:
        lines.append("nothing changed: every article that was read stands in the store already")
    elif not counts.changed:
        lines.append("no article was taken")
    lines.append(f"store      {summary.db} (run {summary.run_id}, {counts.seconds_total:.1f} s)")
    return lines


def summary_object(summary: Summary) -> dict[str, object]:
    """The same for programs, with every issue."""
    return {
        "db": str(summary.db),
        "run_id": summary.run_id,
        "changed": bool(summary.counts.changed),
        **{
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(summary.counts).items()
        },
        "ignored_files": summary.ignored,
        "issues": [issue.model_dump(mode="json") for issue in summary.issues],
    }


def report_issues(summary: Summary, db: Path) -> None:
    """Rejects first, then warnings, the first of them, one a line on standard error."""
    ordered = sorted(summary.issues, key=lambda issue: issue.severity)
    for issue in ordered[:SHOWN_ISSUES]:
        complain(issue_line(issue))
    if len(ordered) > SHOWN_ISSUES:
        more = f'tinso sql "FROM issues" --db {shlex.quote(str(db))}'
        complain(f"… and {len(ordered) - SHOWN_ISSUES} more; all of them: {more}")


def issue_line(issue: Issue) -> str:
    """An issue as one line: what, where, why."""
    word = "rejected" if issue.severity == "error" else "warning"
    source = os.path.relpath(issue.source) if os.path.isabs(issue.source) else issue.source
    place = f"{source} {issue.record}" if issue.record else source
    return printable(f"{word}: {place}: {issue.message} [{issue.code}]")
