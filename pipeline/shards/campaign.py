"""What is left to do of an archive, handed to an engine, and what came of it, read from the disk and not from hearsay.

One campaign at a time on a folder of shards. A shard that has its marker is done, whoever made it; so the same command goes on
where another was killed, and a file that could not be made is left with its reason while the others go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.archive import NumberedFile, list_numbered
from pipeline.archive.locking import WriterLock
from pipeline.errors import ArchiveLockedError, ArchiveUnwritableError, InputError
from pipeline.settings import CleanSettings
from pipeline.shards.making import Order
from pipeline.shards.markers import (
    DONE,
    FAILED,
    PART,
    Marker,
    SetAside,
    places_of,
    read_marker,
    versions_here,
    why_undone,
    write_told,
)
from pipeline.sources import FOLDER_VARIABLE
from pipeline.store.shard_queries import shard_views
from pipeline.store.shards import ENDING, ShardCounts

VIEWS = "views.sql"
UNNUMBERED = "unnumbered"
KILLED = "worker_died"


@dataclass(frozen=True)
class Ended:
    """What an engine says of an order: nothing where it is done, else the reason and the sentence."""

    order: Order
    reason: str | None = None
    message: str = ""


class Engine(Protocol):
    """Makes shards, several at once, each tried again where its worker died."""

    def __call__(self, orders: Sequence[Order]) -> Iterator[Ended]:
        """What became of each order, in any order of time. Raises `WorkerError` where it cannot work at all."""


@dataclass
class Campaign:
    """What a run did. `counts` are of the shards that it made; `by_reason` says why they were to be made."""

    folder: Path
    files: int = 0
    done_before: int = 0
    made: int = 0
    counts: ShardCounts = field(default_factory=ShardCounts)
    by_reason: dict[str, int] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)
    """Files of the archive that are still written to: for the next time."""

    @property
    def is_whole(self) -> bool:
        """Whether every finished file has its shard."""
        return not self.set_aside


def make_shards(
    archive: Path,
    folder: Path,
    engine: Engine,
    *,
    bounds: CleanSettings | None = None,
    verify: bool = False,
    on_progress: Callable[[Campaign, int], None] | None = None,
) -> Campaign:
    """Make the shards of an archive that are missing or stale, into `folder`, which is created where there is none.

    With `verify` files and shards are known by their hashes, not by their sizes. `on_progress` is told of each end, with the
    number of orders. Raises `ArchiveMissingError`, `InputError` where the folder cannot be used, and `WorkerError`.
    """
    bounds = bounds or CleanSettings()
    with _lock_folder(folder):
        listed = list_numbered(archive)
        run = Campaign(folder, len(listed.files) + len(listed.unnumbered), under_way=listed.under_way)
        for name in listed.unnumbered:
            told = "the file was not written by tinso: its exchanges have no numbers before `tinso archive verify --rebuild-index`"
            _set_aside(run, name, UNNUMBERED, told)
        orders = _orders(run, listed.files, bounds, verify)
        (folder / VIEWS).write_text(shard_views([f"**/*{ENDING}"]), "utf-8")
        if on_progress:
            on_progress(run, len(orders))
        for ended in engine(orders) if orders else ():
            places = places_of(folder, ended.order.file.name)
            marker = read_marker(places.done)
            if ended.reason is None and marker is not None and marker.versions == ended.order.versions:
                run.made += 1
                run.counts = run.counts.plus(_counts(marker))
            else:
                told = ended.message or "the worker said it was done and left no marker in this folder"
                _set_aside(run, ended.order.file.name, ended.reason or "no_marker", told)
            if on_progress:
                on_progress(run, len(orders))
        _forget_parts(folder)
    return run


def _orders(run: Campaign, files: Sequence[NumberedFile], bounds: CleanSettings, verify: bool) -> list[Order]:
    versions = versions_here(bounds.seconds, bounds.megabytes)
    sources = os.environ.get(FOLDER_VARIABLE)
    orders = []
    for file in files:
        why = why_undone(places_of(run.folder, file.name), file.path, versions, verify=verify)
        if why is None:
            run.done_before += 1
            continue
        run.by_reason[why] = run.by_reason.get(why, 0) + 1
        orders.append(
            Order(
                file._replace(path=file.path.absolute()),
                run.folder.absolute(),
                bounds.seconds,
                bounds.megabytes,
                versions,
                str(Path(sources).absolute()) if sources else None,
            )
        )
    return orders


def _counts(marker: Marker) -> ShardCounts:
    return ShardCounts(*(getattr(marker.output, name) for name in ShardCounts._fields))


def _set_aside(run: Campaign, name: str, reason: str, message: str) -> None:
    told = SetAside(file=name, reason=reason, message=message)
    run.set_aside.append(told)
    path = places_of(run.folder, name).failed
    with suppress(OSError):  # the disk may be what it failed for; the run tells it in any case
        path.parent.mkdir(parents=True, exist_ok=True)
        write_told(path, told)


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """Keep a second campaign off the folder. Raises `InputError`."""
    try:
        lock = WriterLock(folder)
    except ArchiveLockedError as fault:
        raise InputError(f"{folder}: another `tinso shard` is at work there") from fault
    except ArchiveUnwritableError as fault:
        raise InputError(str(fault)) from fault
    try:
        _forget_parts(folder)
        yield
    finally:
        lock.release()


def _forget_parts(folder: Path) -> None:
    """Remove what workers left that were killed."""
    for ending in (ENDING, DONE, FAILED):
        for path in folder.rglob(f"*{ending}.*{PART}"):
            with suppress(OSError):
                path.unlink()
