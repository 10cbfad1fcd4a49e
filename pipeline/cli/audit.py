"""`tinso audit`: the page on which people check figures, and what belongs to it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.fetch import ArchiveOption
from pipeline.cli.ingest import DEFAULT_DB, DbOption, settings_of
from pipeline.cli.terminal import complain, printable

if TYPE_CHECKING:
    from pipeline.audit.server import Announced

app = typer.Typer(name="audit", invoke_without_command=True, no_args_is_help=False, add_completion=False)


@app.callback()
def audit_figures(
    context: typer.Context,
    db: DbOption = DEFAULT_DB,
    archive: ArchiveOption = None,
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="ADDRESS", help="Listen there (default: this machine alone)."),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="N", min=0, max=65535, help="Listen on it; 0 takes a free one."),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option("--proxy", metavar="URL", help="Public address that a proxy serves the page under."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="PEM file, to serve https.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Its key, a PEM file.")] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="A name under which others open it; several may be given."
        ),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer", metavar="NAME", help="Who reviews, where there are no accounts (default: you)."
        ),
    ] = None,
) -> None:
    """Serve the page on which people check figures in their texts; Ctrl-C ends it.

    It reads the published snapshot, takes a newer one as soon as there is one, and writes what is decided into a ledger
    beside the store. It needs no network. The address that it prints lets one browser in; Enter prints another.
    """
    if context.invoked_subcommand is not None:
        return
    from pipeline.audit.server import Listening, serve_audit, terminal_input
    from pipeline.publication import publish_reviewed
    from pipeline.store import changed_since_published, current_snapshot

    whole = settings_of(context)
    settings = whole.audit
    if current_snapshot(db) is None:
        complain(f"{db} was never published: a snapshot of it is made first")
        publish_reviewed(db)
    elif changed_since_published(db):
        complain(f"{db} has changed since it was published: `tinso publish` brings the page up to date")
    serve_audit(
        db,
        Listening(
            host or settings.host,
            settings.port if port is None else port,
            proxy or settings.proxy,
            certificate,
            key,
            tuple(name or settings.names),
        ),
        (reviewer or getpass.getuser()).strip(),
        _announce,
        terminal_input(),
        archive or whole.archive.folder,
    )
    _say("ended      every decision that was acknowledged is in the ledger")


def _announce(said: Announced) -> None:
    _say(f"snapshot   {said.snapshot}, {said.figures:,} figures")
    _say(f"open       {said.address}")
    if said.by_any_address:
        _say("           (also under each address of this machine, and under names given with --name)")
    if not said.with_accounts:
        _say("           (good once; Enter prints another, Ctrl-C ends)")


def _say(line: str) -> None:
    sys.stdout.write(printable(line) + "\n")
    sys.stdout.flush()
