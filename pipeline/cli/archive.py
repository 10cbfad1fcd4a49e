"""`tinso archive`: what was fetched, listed, shown and checked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.fetch import ArchiveOption, read_fetch_settings
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, make_table, print_aligned, printable
from pipeline.errors import ArchiveMissingError, InputError

if TYPE_CHECKING:
    from pipeline.archive import Entry, Reader

SHOWN = 50

app = typer.Typer(
    name="archive",
    help="What was fetched: every answer and every failure, as WARC files.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _folder(archive: Path | None, config: Path | None) -> Path:
    return archive or read_fetch_settings(config).archive.folder


@app.command("ls")
def list_exchanges(
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="PREFIX", help="Addresses that begin so.", show_default=False),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="SLUG", show_default=False)] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="article, sitemap, feed, listing or robots.", show_default=False),
    ] = None,
    status: Annotated[
        list[int] | None,
        typer.Option("--status", help="Answered so; may be repeated. 0: failures.", show_default=False),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", show_default=False)] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Day or time, UTC.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The newest so many.")] = SHOWN,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    archive: ArchiveOption = None,
    config: ConfigOption = None,
) -> None:
    """List what was fetched, newest first."""
    from pipeline.archive import open_reader

    asked: dict[str, Any] = {"prefix": url, "source": source, "kind": kind, "language": lang}
    if since is not None:
        asked["since"] = _moment(since)
    if status and 0 not in status:
        asked["statuses"] = status
    shown: list[Entry] = []
    with open_reader(_folder(archive, config)) as reader:
        for entry in reader.find(**asked):
            if status and (entry.status or 0) not in status:
                continue
            shown.append(entry)
            if len(shown) == limit:
                break
    if as_json:
        for entry in shown:
            sys.stdout.write(json_line(entry_object(entry)) + "\n")
        return
    rows = [
        [
            f"{entry.fetched_at:%Y-%m-%d %H:%M:%S}",
            str(entry.status or entry.error),
            "revisit" if entry.is_revisit else "" if entry.body_length is None else f"{entry.body_length}",
            entry.kind or "",
            entry.language or "",
            entry.url,
        ]
        for entry in shown
    ]
    print_aligned(
        make_table(["fetched (UTC)", "answer", "bytes", "kind", "lang", "address"], rows, right=[2])
    )


def entry_object(entry: Entry) -> dict[str, object]:
    """An exchange for programs."""
    return {
        "seq": entry.seq,
        "url": entry.url,
        "fetched_at": entry.fetched_at.isoformat(),
        "record": entry.record,
        "record_id": entry.record_id,
        "status": entry.status,
        "error": entry.error,
        "kind": entry.kind,
        "source": entry.source,
        "language": entry.language,
        "run": entry.run,
        "bytes": entry.body_length,
        "digest": entry.digest,
        "file": entry.file,
        "offset": entry.offset,
        "length": entry.length,
    }


@app.command("show")
def show_exchange(
    what: Annotated[str, typer.Argument(metavar="URL|ID", help="An address, or the id of a record.")],
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="TIME", help="As it was then (UTC); else the newest.", show_default=False
        ),
    ] = None,
    headers: Annotated[
        bool, typer.Option("--headers", help="Status line and headers before the body.")
    ] = False,
    raw: Annotated[bool, typer.Option("--raw", help="The body's bytes as they were served.")] = False,
    archive: ArchiveOption = None,
    config: ConfigOption = None,
) -> None:
    """Print the body of what was fetched; on a terminal, without what could steer it."""
    from pipeline.archive import decode_content, open_reader
    from pipeline.encodings import decode_bytes
    from schemas.fetches import Response

    with open_reader(_folder(archive, config)) as reader:
        entry = _find(reader, what, at)
        exchange = reader.read(entry)
    if not isinstance(exchange, Response):
        sys.stdout.write(
            printable(f"{exchange.fetched_at:%Y-%m-%d %H:%M:%S} UTC: {exchange.error}: {exchange.message}")
            + "\n"
        )
        raise typer.Exit(1)
    if headers:
        lines = [f"{exchange.http_version} {exchange.status} {exchange.reason}".rstrip()]
        lines += [f"{name}: {value}" for name, value in exchange.headers]
        sys.stdout.write("\n".join(map(printable, lines)) + "\n\n")
        sys.stdout.flush()
    if raw:
        sys.stdout.buffer.write(exchange.body)
        return
    body = decode_content(exchange)
    if sys.stdout.isatty():
        text = decode_bytes(body, exchange.header("Content-Type") or "").text if body else ""
        sys.stdout.write(printable(text, keep="\n\t") + "\n")
    else:
        sys.stdout.buffer.write(body)


def _find(reader: Reader, what: str, at: str | None) -> Entry:
    if what.startswith(("http://", "https://")):
        entry = reader.at(what, _moment(at)) if at else reader.last(what)
    else:
        entry = reader.by_record_id(what)
    if entry is None:
        raise ArchiveMissingError(f"{what}: not in the archive" + (f" at {at}" if at else ""))
    return entry


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise InputError(f"{text!r} is no day or time such as 2026-11-22 or 2026-11-22T06:30") from fault
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@app.command("verify")
def check_archive(
    rebuild: Annotated[
        bool, typer.Option("--rebuild-index", help="First make the index anew from the files.")
    ] = False,
    archive: ArchiveOption = None,
    config: ConfigOption = None,
) -> None:
    """Read every record and check its digest, and the index against the files. Status 1 if anything is wrong."""
    from pipeline.archive import open_reader, verify_archive
    from pipeline.archive.checking import rebuild_index

    folder = _folder(archive, config)
    if rebuild:
        if not folder.is_dir():
            raise ArchiveMissingError(f"{folder}: there is no archive")
        for repair in rebuild_index(folder):
            complain(printable(f"{repair.file}: {repair}"))
    faults = 0
    for fault in verify_archive(folder):
        faults += 1
        complain(printable(f"error: {fault}"))
    with open_reader(folder) as reader:
        number = sum(count.number for count in reader.counts())
    sys.stdout.write(f"{number} exchanges, {faults or 'no'} {'fault' if faults == 1 else 'faults'}\n")
    raise typer.Exit(1 if faults else 0)
