"""Published copies of the store: what readers open, so that no reader ever blocks the writer, nor the writer a reader.

Beside the store `tinso.duckdb` lies the folder `tinso.published`. In it each snapshot has a folder of its own, by number,
with the database, the same as Parquet and a descriptor; `current` points to the one that counts. A snapshot is made
under another name, verified, forced to disk, given its number and only then pointed to: a kill at any moment leaves the
last good one in its place, and the next publishing sweeps what was left. A snapshot is never altered; a reader that has
one open keeps it until it opens anew, even when it is deleted.

While a snapshot is made, the store is open for writing, which is what keeps other writers and publishers out.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

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
from pipeline.store.partitions import DESCRIPTOR, write_partitions
from pipeline.store.verification import Marks, find_breaches, row_counts, take_marks

KEPT = 5
"""Snapshots that are kept unless the user says otherwise, the current one among them."""
POINTER = "current"
UNDER_WAY, LEAVING = ".part", ".gone"
"""Endings of a snapshot that is being made, and of one that is being deleted."""
NUMBERED = re.compile(r"\d{6,}")
PIECE = 2**24
SHOWN_BREACHES = 3
NO_SYMLINKS = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class Published(NamedTuple):
    """What publishing did. Paths are those of the database of the snapshot, and of the same by way of the pointer."""

    snapshot: Path
    pointer: Path
    is_new: bool
    """False where the snapshot that counts is the store byte by byte already."""
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


def publish_store(db: Path, keep: int = KEPT) -> Published:
    """Make a verified snapshot of the store and point to it; older ones but the last `keep` are deleted.

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
                connection.execute("CHECKPOINT")
                counts = row_counts(connection)
                log = db.with_name(db.name + ".wal")
                if log.exists() and log.stat().st_size:
                    raise SnapshotUnsoundError(f"{db}: its log could not be written into it; try again")
            with clear_folder_faults(folder):
                folder.mkdir(exist_ok=True)
                sweep(folder)
                before = current_snapshot(db)
                if before and holds_the_same(source.fileno(), before):
                    snapshot, copied, parquet = before, 0.0, (0, 0)
                else:
                    snapshot, copied, parquet = make_snapshot(source.fileno(), db, folder, before, counts)
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
        size,
        *parquet,
        removed,
        copied,
        time.perf_counter() - started,
    )


@contextmanager
def clear_folder_faults(folder: Path) -> Iterator[None]:
    """Faults of the system about the snapshots, as one clear line each; what readers have stays as it is."""
    try:
        with clear_faults(folder):
            yield
    except StoreUnwritableError as fault:
        raise StoreUnwritableError(f"not published, the snapshot before stays: {fault}") from fault


def make_snapshot(
    source: int, db: Path, folder: Path, before: Path | None, counts: dict[str, int]
) -> tuple[Path, float, tuple[int, int]]:
    """Copy, verify, write as Parquet, force to disk, and give the snapshot its number.

    Returns the database in it, the seconds that the copy took, and the Parquet files written and taken over.
    """
    number = 1 + max(snapshot_numbers(folder), default=0)
    final = folder / f"{number:06}"
    part = folder / (final.name + UNDER_WAY)
    try:
        part.mkdir()
        started = time.perf_counter()
        copy_file(source, part / db.name)
        copied = time.perf_counter() - started
        parquet = check_and_unfold(part / db.name, before, counts, number)
        for path in sorted(part.rglob("*"), reverse=True):
            if path.is_file():
                os.chmod(path, stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
            force_to_disk(path)
        force_to_disk(part)
        part.rename(final)
        force_to_disk(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return final / db.name, copied, parquet


def check_and_unfold(path: Path, before: Path | None, counts: dict[str, int], number: int) -> tuple[int, int]:
    """Verify the database of a snapshot and write its Parquet files beside it; returns how many, and how many kept."""
    try:
        with duckdb.connect(str(path), read_only=True, config=CONFIG) as connection:
            earlier = verified_marks(before)
            marks, is_same = take_marks(connection, earlier)
            verified_to = earlier.extraction_id if earlier and is_same else 0
            breaches = list(find_breaches(connection, counts, verified_to))
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
                "verified": marks._asdict(),
            }
            return write_partitions(connection, path.parent, before.parent if before else None, about)
    except (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException) as fault:
        raise SnapshotUnsoundError(
            f"not published, the snapshot before stays: the copy cannot be read ({fault})"
        ) from fault


def verified_marks(snapshot: Path | None) -> Marks | None:
    """The marks up to which a snapshot was verified; None where its descriptor does not tell them."""
    if snapshot is None:
        return None
    try:
        told = json.loads((snapshot.parent / DESCRIPTOR).read_text("utf-8"))["verified"]
        return Marks(
            told["duckdb"], int(told["run_id"]), int(told["extraction_id"]), dict(told["digests"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # altered or removed by somebody: everything is verified anew


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


def holds_the_same(source: int, path: Path) -> bool:
    """Whether an open file and the file at `path` are the same byte by byte."""
    if os.fstat(source).st_size != path.stat().st_size:
        return False
    os.lseek(source, 0, os.SEEK_SET)
    with path.open("rb", buffering=0) as file:
        while piece := os.read(source, PIECE):
            if piece != file.read(len(piece)):
                return False
    return True


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
