"""The command `tinso`: one module a group of commands, nothing heavy loaded before it is needed.

Exit status: 0 all taken; 1 something was refused, or a floor is broken, or the query was wrong; 2 wrong usage; 3 the store
or the archive is missing, locked, newer than this version, damaged or unwritable. A fault is one line on standard error,
never a traceback; TINSO_TRACEBACK=1 in the environment shows one.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Annotated

import typer

from pipeline import tinso_version
from pipeline.cli import (
    archive,
    audit,
    demo,
    evaluation,
    export,
    extract,
    fetch,
    ingest,
    models,
    nightly,
    operation,
    publish,
    reextract,
    report,
    runs,
    shard,
    sql,
    verdicts,
)
from pipeline.cli.terminal import complain
from pipeline.errors import (
    ArchiveError,
    FrontierError,
    LedgerError,
    QueryRefusedError,
    StoreError,
    TinsoError,
)

REFUSED, STORE_UNAVAILABLE = 1, 3

app = typer.Typer(
    name="tinso",
    help="Figures and deadlines from translated Vietnamese provincial news, with evidence, in DuckDB.",
    epilog="Exit status: 0 all taken, 1 something refused or a floor broken, 2 wrong usage, 3 store or archive missing, locked or newer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo", short_help="Run the embedded sample through the whole of Tinso.")(demo.run_demo)
app.command("nightly", short_help="The whole of a night: fetch to report, killed or not.")(
    nightly.run_nightly
)
app.command("fetch", short_help="Fetch what is new of the sources into the archive.")(fetch.fetch_news)
app.command(
    "ingest", short_help="Take articles into the store: what is new in the archive, or files and folders."
)(ingest.ingest_files)
app.command("publish", short_help="Publish a verified snapshot of the store for readers.")(
    publish.publish_snapshot
)
app.command("reextract", short_help="Read stored texts again with newer rules; tell what changed.")(
    reextract.reextract_store
)
app.command("shard", short_help="Make a Parquet file of each WARC file, here or on a cluster.")(
    shard.shard_archive
)
app.command("extract", short_help="JSONL articles in, JSONL figures out; no store.")(extract.extract_lines)
app.command("explain", short_help="Show how each figure of a text was read.")(extract.explain_figures)
app.command("eval", short_help="Score the extractors on gold articles.")(evaluation.evaluate_extractors)
app.command("sql", short_help="Run one read-only SQL query on the store.")(sql.query_store)
app.command("export", short_help="Tables and views as Parquet, CSV, a workbook or SDMX-CSV.")(
    export.export_store
)
app.command("report", short_help="One HTML page: targets, coverage, deadlines, data quality.")(
    report.report_store
)
app.command("init", short_help="Write a commented tinso.toml and make the folders.")(operation.init_folder)
app.command("doctor", short_help="Look over everything that a night needs; say how to mend it.")(
    operation.doctor_folder
)
app.command("backup", short_help="Copy all that cannot be made again to another place.")(
    operation.back_up_folder
)
app.command("restore", short_help="Put a backup back.")(operation.restore_folder)
app.command("prune", short_help="Delete what is older than the settings want it.")(operation.prune_folder)
app.add_typer(runs.app, short_help="What the nights did: all, one in full, two side by side.")
app.add_typer(audit.app, short_help="The page on which people check figures; accounts, export.")
app.add_typer(fetch.app, short_help="Sources: list, check.")
app.add_typer(archive.app, short_help="What was fetched: ls, show, verify.")
app.add_typer(models.app, short_help="Models of the syntax backend: list, download.")
audit.app.command("export", short_help="Audited articles as gold files.")(verdicts.export_verdicts)
audit.app.command("trail", short_help="Every decision, as lines of JSON.")(verdicts.print_trail)
audit.app.command("check", short_help="Look the ledger over.")(verdicts.check_ledger)
audit.app.add_typer(verdicts.users, short_help="Accounts of reviewers: add, list, disable.")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tinso {tinso_version()}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Figures and deadlines from translated Vietnamese provincial news, with evidence, in DuckDB."""


def main() -> None:
    """Run the command line; ends in `SystemExit` with the status that the module's docstring lists."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not os.environ.get("TINSO_TRACEBACK"):
        sys.excepthook = _report_fault
    try:
        # The command itself, because calling `app` would put typer's own reporter of faults in place.
        typer.main.get_command(app)()
    except QueryRefusedError as fault:
        complain(str(fault))
        sys.exit(REFUSED)
    except (StoreError, ArchiveError, FrontierError, LedgerError) as fault:
        complain(str(fault))
        sys.exit(STORE_UNAVAILABLE)
    except TinsoError as fault:
        complain(str(fault))
        sys.exit(REFUSED)
    except BrokenPipeError:
        # The reader of our output has left, as `head` does; that is not a fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _report_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """A fault that nothing foresaw, as one line."""
    if issubclass(kind, KeyboardInterrupt):
        complain("stopped")
        return
    place = ""
    while trace is not None:
        place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})"
        trace = trace.tb_next
    complain(f"unexpected fault: {kind.__name__}: {fault}{place}; TINSO_TRACEBACK=1 shows where it came from")
