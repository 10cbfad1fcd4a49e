"""Published copies of the store: what readers open, so that no reader ever blocks the writer, nor the writer a reader.

Beside the store `tinso.duckdb` lies the folder `tinso.published`. In it each snapshot has a folder of its own, by number,
with the database, the same as Parquet and a descriptor; `current` points to the one that counts. A snapshot is made
under another name, verified, forced to disk, given its number and only then pointed to: a kill at any moment leaves the
last good one in its place, and the next publishing sweeps what was left. A snapshot is never altered; a reader that has
one open keeps it until it opens anew, even when it is deleted.

A snapshot is a copy of the store's file with two views made into tables (`derivation`), or a copy of the snapshot before with
what the store has gained since; so its bytes are not the store's. Whether there is anything new for readers is told by a
fingerprint of what they ask for in the descriptor: revisions, readings, verdicts, sources, nights, and the definitions of what is derived.

While a snapshot is made, the store is open for writing, which is what keeps other writers and publishers out.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipeline.errors import SnapshotUnsoundError, StoreMissingError, StoreUnwritableError
from pipeline.store.database import (
    CODE_VERSION,
    CONFIG,
    check_place,
    clear_faults,
    connect_writer,
    utc_now,
)
from pipeline.store.derivation import UNORDERED_SHARE, Forward, bring_forward, definition_of, derive_tables
from pipeline.store.partitions import DESCRIPTOR, write_partitions
from pipeline.store.readings import CurrentReadings
from pipeline.store.reviews import replace_reviews
from pipeline.store.verification import START, Marks, find_breaches, goes_on_from, row_counts, take_marks
from schemas.review import Review

KEPT = 5
"""Snapshots that are kept unless the user says otherwise, the current one among them."""
POINTER = "current"
UNDER_WAY, LEAVING = ".part", ".gone"
"""Endings of a snapshot that is being made, and of one that is being deleted."""
NUMBERED = re.compile(r"\d{6,}")
PIECE = 2**24
SHOWN_BREACHES = 3
FULL_EVERY = 30
"""Every so many snapshots all rows are verified and derived anew, asked for or not."""
NEWS = ("articles", "extractions", "figures", "deadlines", "evidence")
"""Growing tables with whose rows a snapshot gets old; a further night makes it old too. Runs, fetches and issues alone come along."""
ROOM_ANEW, ROOM_FORWARD = 2.5, 1.3
"""What making a snapshot takes of the disk at most: of the store's size where everything is made anew (measured: 1.65, Parquet files
and all; the rest is for what DuckDB has no memory for), of the snapshot before where that is brought forward (1.21)."""
NO_SYMLINKS = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class Published(NamedTuple):
    """What publishing did. Paths are those of the database of the snapshot, and of the same by way of the pointer."""

    snapshot: Path
    pointer: Path
    is_new: bool
    """False where the snapshot that counts has all that the store has for readers."""
    is_full: bool
    """Whether all rows were verified, and not those alone that came since the snapshot before."""
    size: int
    """Bytes of the database."""
    files_written: int
    files_kept: int
    """Parquet files, as against those of the snapshot before."""
    removed: int
    """Older snapshots that were deleted."""
    seconds_copy: float
    seconds_total: float


def published_folder(db: Path) -> Path:
    """The folder of the snapshots of a store: `tinso.published` for `tinso.duckdb`."""
    return db.with_name((db.stem if db.suffix == ".duckdb" else db.name) + ".published")


def current_snapshot(db: Path) -> Path | None:
    """The database of the snapshot of `db` that counts, by its own name and not the pointer's; None where there is none.

    By its own name, because DuckDB gives a process that has a path open the old file when it opens the path again.
    """
    folder = published_folder(db)
    pointer = folder / POINTER
    try:
        name = os.readlink(pointer) if pointer.is_symlink() else pointer.read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    if not NUMBERED.fullmatch(name):
        return None
    found = folder / name / db.name
    return found if found.is_file() else None


def readable_path(db: Path) -> Path:
    """Where to read the store `db`: its current snapshot, or the store itself where it was never published."""
    return current_snapshot(db) or db


def changed_since_published(db: Path) -> bool:
    """Whether the store, as its files tell, was written to after its current snapshot was pointed to."""
    try:
        published = (published_folder(db) / POINTER).lstat().st_mtime_ns
    except OSError:
        return False
    for path in (db, db.with_name(db.name + ".wal")):
        try:
            if path.stat().st_mtime_ns > published:
                return True
        except OSError:
            continue
    return False


class Basis(NamedTuple):
    """What is known of the snapshot before, and of the store as it is now."""

    before: Path | None
    descriptor: dict[str, Any]
    """That of the snapshot before; empty where it cannot be read."""
    counts: dict[str, int]
    marks: Marks
    definition: str
    fingerprint: str
    goes_on: bool
    """Whether the store goes on from what the snapshot before was made of."""
    since: Marks
    """Where verification begins: the marks of the snapshot before, if the store goes on from there."""

    @property
    def is_full(self) -> bool:
        """Whether everything is verified and derived anew."""
        return self.since is START

    @property
    def is_published(self) -> bool:
        """Whether the snapshot before has all that the store has for readers, and lies there as it was made."""
        return self.goes_on and self.is_as_made and self.descriptor.get("fingerprint") == self.fingerprint

    @property
    def is_as_made(self) -> bool:
        """Whether the snapshot before has the size that its descriptor says."""
        size = self.descriptor.get("database", {}).get("bytes")
        return self.before is not None and bool(self.before.stat().st_size == size)

    @property
    def unordered(self) -> int | None:
        """Facts out of order in the snapshot before, where a copy of it can be brought forward; else None."""
        told = self.descriptor.get("derived", {})
        if self.is_full or not self.is_as_made or told.get("definition") != self.definition:
            return None
        unordered, facts = int(told["unordered"]), int(self.descriptor["database"]["rows"]["facts"])
        return None if unordered * UNORDERED_SHARE > facts else unordered


def publish_store(
    db: Path,
    keep: int = KEPT,
    *,
    reviews: Callable[[CurrentReadings], Iterable[Review]] | None = None,
    full: bool = False,
) -> Published:
    """Make a verified snapshot of the store and point to it; older ones but the last `keep` are deleted.

    `reviews`, where given, is asked for all verdicts on what the store reads now, and they take the place of those that it
    has; meanwhile nobody else writes. Where the store has nothing new for readers, the last snapshot stays, and is pointed to
    again: it is as fresh as the store. With `full` everything is verified and derived anew, and a snapshot is made nonetheless.

    This process must not have the store open itself: what it does here would give up the lock of that opening.
    Raises `SnapshotUnsoundError` where the store breaks its own rules: then nothing changes for readers. Raises
    `StoreLockedError` while another process has the store open, and the other `StoreError`s.
    """
    started = time.perf_counter()
    check_place(db)
    if not db.exists():
        raise StoreMissingError(f"there is no store at {db}: make one with `tinso ingest` or `tinso demo`")
    folder = published_folder(db)
    with clear_faults(db):
        # Opened before DuckDB opens the file and closed after: closing any descriptor of a file gives up the locks
        # that the process has on it.
        source = db.open("rb", buffering=0)
    with source:
        connection = connect_writer(db)
        try:
            with clear_faults(db):
                if reviews is not None:
                    replace_reviews(connection, reviews(CurrentReadings(connection)))
                connection.execute("CHECKPOINT")
                log = db.with_name(db.name + ".wal")
                if log.exists() and log.stat().st_size:
                    raise SnapshotUnsoundError(f"{db}: its log could not be written into it; try again")
            with clear_folder_faults(folder):
                folder.mkdir(exist_ok=True)
                sweep(folder)
                before = current_snapshot(db)
                number = 1 + max(snapshot_numbers(folder), default=0)
                basis = take_basis(connection, before, full or number % FULL_EVERY == 0)
                if before and basis.is_published and not full:
                    snapshot, copied, parquet = before, 0.0, (0, 0)
                    if changed_since_published(db):
                        point_to(folder, snapshot.parent.name)
                else:
                    snapshot, copied, parquet = make_snapshot(
                        connection, source.fileno(), folder / f"{number:06}" / db.name, basis
                    )
                    point_to(folder, snapshot.parent.name)
                removed = remove_old(folder, snapshot.parent.name, keep)
                size = snapshot.stat().st_size
        finally:
            with clear_faults(db):
                connection.close()
    return Published(
        snapshot,
        folder / POINTER / db.name,
        snapshot != before,
        snapshot != before and basis.is_full,
        size,
        *parquet,
        removed,
        copied,
        time.perf_counter() - started,
    )


def take_basis(connection: duckdb.DuckDBPyConnection, before: Path | None, everything: bool) -> Basis:
    """Look at the store, open as `connection`, and at the snapshot before it."""
    descriptor = read_descriptor(before)
    marks = take_marks(connection)
    definition = definition_of(connection)
    news: list[Any] = [definition, marks.extraction_id, *(marks.rows[table] for table in NEWS)]
    for table in ("reviews", "sources", "nights"):
        news += connection.execute(
            f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM {table} AS t"
        ).fetchall()
    fingerprint = hashlib.sha256(repr(news).encode()).hexdigest()
    earlier = verified_marks(descriptor)
    goes_on = earlier is not None and goes_on_from(connection, earlier)
    since = earlier if earlier and goes_on and not everything else START
    return Basis(before, descriptor, row_counts(connection), marks, definition, fingerprint, goes_on, since)


def room_wanted(db: Path) -> int:
    """Bytes that publishing the store may take of the disk beside it while it goes on; zero where there is no store.

    As much as making everything anew takes, since that may be due, or a copy of the snapshot before with what a night adds. What
    a snapshot takes in the end is less: what DuckDB puts on the disk for lack of memory, and the log, are gone then.
    """
    before = current_snapshot(db)
    try:
        anew = db.stat().st_size * ROOM_ANEW
        held = before.stat().st_size * ROOM_FORWARD if before else 0.0
    except OSError:
        return 0
    return int(max(anew, held))


@contextmanager
def clear_folder_faults(folder: Path) -> Iterator[None]:
    """Faults of the system about the snapshots, as one clear line each; what readers have stays as it is."""
    try:
        with clear_faults(folder):
            yield
    except StoreUnwritableError as fault:
        raise StoreUnwritableError(f"not published, the snapshot before stays: {fault}") from fault


def make_snapshot(
    connection: duckdb.DuckDBPyConnection, source: int, target: Path, basis: Basis
) -> tuple[Path, float, tuple[int, int]]:
    """Copy, derive, verify, write as Parquet, force to disk, and give the snapshot its name: `target` is its database.

    The store is open as `connection` and as the descriptor `source`. Returns the database, the seconds that the copy took, and
    the Parquet files written and taken over.
    """
    final = target.parent
    part = final.with_name(final.name + UNDER_WAY)
    try:
        part.mkdir()
        started = time.perf_counter()
        forward = None
        if basis.before is not None and basis.unordered is not None:
            with basis.before.open("rb", buffering=0) as earlier:
                copy_file(earlier.fileno(), part / target.name)
            copied = time.perf_counter() - started
            forward = bring_forward(connection, part / target.name, basis.since, basis.unordered)
        else:
            copy_file(source, part / target.name)
            copied = time.perf_counter() - started
        parquet = derive_and_check(part / target.name, basis, forward, int(final.name))
        for path in sorted(part.rglob("*"), reverse=True):
            if path.is_file():
                os.chmod(path, stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
            force_to_disk(path)
        force_to_disk(part)
        part.rename(final)
        force_to_disk(final.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target, copied, parquet


def derive_and_check(path: Path, basis: Basis, forward: Forward | None, number: int) -> tuple[int, int]:
    """Make the tables of a snapshot, verify it and write its Parquet files; returns how many, and how many kept."""
    try:
        derived = derive_tables(path, forward)
        shutil.rmtree(
            path.with_name(path.name + ".tmp"), ignore_errors=True
        )  # where DuckDB put what memory had no room for
        counts = {**basis.counts, **derived.rows}
        with duckdb.connect(str(path), read_only=True, config=CONFIG) as connection:
            breaches = list(find_breaches(connection, counts, basis.since))
            if breaches:
                more = len(breaches) - SHOWN_BREACHES
                told = "; ".join(breaches[:SHOWN_BREACHES]) + (f"; and {more} more" if more > 0 else "")
                raise SnapshotUnsoundError(f"not published, the snapshot before stays: {told}")
            about = {
                "version": f"0.0.{number}",
                "created": utc_now().isoformat() + "Z",
                "database": {
                    "path": path.name,
                    "bytes": path.stat().st_size,
                    "schema": CODE_VERSION,
                    "rows": counts,
                },
                "fingerprint": basis.fingerprint,
                "verified": basis.marks._asdict(),
                "derived": {"definition": basis.definition, "unordered": derived.unordered},
            }
            folder = basis.before.parent if basis.before else None
            return write_partitions(connection, path.parent, folder, basis.descriptor, about, derived.months)
    except (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException) as fault:
        raise SnapshotUnsoundError(
            f"not published, the snapshot before stays: the copy cannot be read ({fault})"
        ) from fault


def read_descriptor(snapshot: Path | None) -> dict[str, Any]:
    """What the descriptor of a snapshot says; nothing where somebody altered or removed it."""
    if snapshot is None:
        return {}
    try:
        told = json.loads((snapshot.parent / DESCRIPTOR).read_text("utf-8"))
        told["derived"]["definition"], int(told["derived"]["unordered"])
        told["database"]["bytes"], int(told["database"]["rows"]["facts"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return dict(told)


def verified_marks(descriptor: dict[str, Any]) -> Marks | None:
    """The marks up to which a snapshot was verified; None where its descriptor does not tell them."""
    try:
        told = descriptor["verified"]
        rows = {table: int(number) for table, number in told["rows"].items()}
        return Marks(told["duckdb"], int(told["run_id"]), int(told["extraction_id"]), rows, str(told["seam"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # everything is verified anew


def copy_file(source: int, target: Path) -> None:
    """Copy an open file: shared with it where the file system can, inside the kernel where that can, else by hand."""
    offset, size = 0, os.fstat(source).st_size
    with target.open("xb", buffering=0) as file:
        while hasattr(os, "copy_file_range") and offset < size:
            try:
                moved = os.copy_file_range(source, file.fileno(), size - offset, offset, offset)
            except OSError as fault:
                if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
                    raise
                break
            if not moved:
                break
            offset += moved
        os.lseek(source, offset, os.SEEK_SET)
        file.seek(offset)
        while piece := os.read(source, PIECE):
            view = memoryview(piece)
            while view:
                view = view[file.write(view) :]


def point_to(folder: Path, name: str) -> None:
    """Let the pointer of the folder point to a snapshot, in one step.

    The pointer is a symbolic link; where none can be made, a file that holds the name.
    """
    new = folder / (POINTER + UNDER_WAY)
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(name)
    except OSError as fault:
        if fault.errno not in NO_SYMLINKS and os.name != "nt":
            raise
        new.write_text(name + "\n", "ascii")
    new.replace(folder / POINTER)
    force_to_disk(folder)


def snapshot_numbers(folder: Path) -> list[int]:
    """Numbers of the whole snapshots, the newest first."""
    return sorted(
        (int(path.name) for path in folder.iterdir() if NUMBERED.fullmatch(path.name)), reverse=True
    )


def sweep(folder: Path) -> None:
    """Delete what publishings that were killed have left."""
    for path in folder.iterdir():
        if path.name == POINTER + UNDER_WAY:
            path.unlink()
        elif NUMBERED.fullmatch(path.stem) and path.suffix in (UNDER_WAY, LEAVING):
            shutil.rmtree(path)


def remove_old(folder: Path, current: str, keep: int) -> int:
    """Delete all snapshots but the current one and the newest, `keep` together; returns how many went."""
    others = [name for name in (f"{number:06}" for number in snapshot_numbers(folder)) if name != current]
    old = others[max(keep, 1) - 1 :]
    for name in old:
        leaving = folder / (name + LEAVING)
        (folder / name).rename(leaving)  # first of all, so that no half of it stands under its name
        shutil.rmtree(
            leaving, ignore_errors=True
        )  # on Windows a reader may hold it: the next publishing tries again
    return len(old)


def force_to_disk(path: Path) -> None:
    """Have the system write a file or the entries of a folder to the disk now."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():
            return  # Windows opens no folders
        raise
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.EBADF, errno.EACCES):  # a file system that cannot
            raise
    finally:
        os.close(descriptor)
