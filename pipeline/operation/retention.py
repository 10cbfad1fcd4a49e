"""What is older than the settings want it: files of the archive, snapshots, morning reports, lines of the log.

Without `archive_days` the archive is kept for ever: it is what everything else can be made from again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.archive.pruning import list_old_files, remove_files
from pipeline.errors import ArchiveLockedError, ArchiveMissingError, InputError, StoreLockedError
from pipeline.ingest import FAILED
from pipeline.settings import Settings
from pipeline.store import Store, current_snapshot, open_store, published_folder
from pipeline.store.snapshots import remove_old, snapshot_numbers

REPORT = re.compile(r"night-.*\.html")
WANTED_AGAIN = frozenset({FAILED, "archive_damaged"})
"""Outcomes of pages that were no page's fault: the store reads them again (`failed_fetches`)."""
AT_WORK = timedelta(minutes=15)
"""A log that was written to within this time may be open: it is shortened only by whoever knows that it is not."""


class Removal(NamedTuple):
    """One thing that went, or would go; `skipped` says why it stays nonetheless."""

    what: Literal["archive", "snapshot", "report", "log"]
    name: str
    size: int
    """Bytes."""
    skipped: str | None = None


def prune_old(
    settings: Settings, now: datetime | None = None, *, dry_run: bool = False, log_is_closed: bool = False
) -> list[Removal]:
    """Take away what is older than the settings allow; with `dry_run` only say what.

    What is in use is skipped and said. `log_is_closed` is for whoever writes the log and has closed it.
    Raises `InputError` where something cannot be deleted, `ArchiveError` and `StoreError` where these cannot be read.
    """
    now = now or datetime.now(UTC)
    own = settings.retention
    try:
        return [
            *_prune_archive(settings, now, dry_run),
            *_prune_snapshots(settings, dry_run),
            *_prune_reports(settings.nightly.reports, now, own.report_days, dry_run),
            *_shorten_log(settings.nightly.log, now, own.log_days, dry_run, log_is_closed),
        ]
    except OSError as fault:
        raise InputError(f"{fault.filename}: cannot be pruned: {fault.strerror or fault}") from fault


def _prune_archive(settings: Settings, now: datetime, dry_run: bool) -> Iterator[Removal]:
    days, folder, db = settings.retention.archive_days, settings.archive.folder, settings.store.db
    if days is None:
        return
    try:
        with open_store(db) if db.exists() else nullcontext() as store:
            old = list_old_files(folder, now - timedelta(days=days), lambda file: _read_pages(store, file))
    except ArchiveMissingError:
        return
    except StoreLockedError as fault:
        yield Removal("archive", str(folder), 0, str(fault))
        return
    skipped = None
    if old and not dry_run:
        try:
            remove_files(folder, old)
        except ArchiveLockedError as fault:
            skipped = str(fault)
    for file in old:
        yield Removal("archive", str(folder / file.name), file.size, skipped)


def _read_pages(store: Store | None, file: str) -> set[int]:
    """Numbers of the pages of a file that the store has.

    One that failed for a fault of ours, or could not be read from the archive, is wanted again.
    """
    if store is None:
        return set()
    known = store.outcomes_of_file(file)
    return {seq for seq, told in known.items() if not WANTED_AGAIN.issuperset(told.values())}


def _prune_snapshots(settings: Settings, dry_run: bool) -> Iterator[Removal]:
    db, keep = settings.store.db, settings.publish.keep
    current = current_snapshot(db)
    if current is None:
        return
    folder = published_folder(db)
    numbers = [f"{number:06}" for number in snapshot_numbers(folder)]
    old = [name for name in numbers if name != current.parent.name][max(keep, 1) - 1 :]
    found = [(folder / name, _size(folder / name)) for name in old]
    skipped = None
    if old and not dry_run:
        try:
            with open_store(db):  # which keeps out whoever would publish meanwhile
                remove_old(folder, current.parent.name, keep)
        except StoreLockedError as fault:
            skipped = str(fault)
    for path, size in found:
        yield Removal("snapshot", str(path), size, skipped)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _prune_reports(folder: Path, now: datetime, days: int | None, dry_run: bool) -> Iterator[Removal]:
    if days is None or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        about = path.lstat()
        if REPORT.fullmatch(path.name) and now.timestamp() - about.st_mtime > days * 86_400:
            if not dry_run:
                path.unlink()
            yield Removal("report", str(path), about.st_size)


def _shorten_log(
    path: Path, now: datetime, days: int | None, dry_run: bool, is_closed: bool
) -> Iterator[Removal]:
    if days is None or not path.is_file():
        return
    first = (now - timedelta(days=days)).isoformat()
    old = 0
    with path.open("rb") as log:
        for line in log:
            if not _is_older(line, first):
                break  # lines stand in the order of time: those behind are younger
            old += len(line)
        if not old:
            return
        if not dry_run and not is_closed and now.timestamp() - path.stat().st_mtime < AT_WORK.total_seconds():
            yield Removal("log", str(path), old, "it was written to just now: a night may be at work")
            return
        if not dry_run:
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                log.seek(old)
                with part.open("wb") as kept:
                    while piece := log.read(2**20):
                        kept.write(piece)
                    os.fsync(kept.fileno())
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
    yield Removal("log", str(path), old)


def _is_older(line: bytes, first: str) -> bool:
    """Whether a line of the log tells of a time before the first that stays; a line that is none goes with those around."""
    try:
        told = json.loads(line)
        moment = datetime.fromisoformat(str(told["at"]).replace("Z", "+00:00"))
        return moment < datetime.fromisoformat(first)
    except (ValueError, KeyError, TypeError):
        return True
