"""The store copied whole while nobody writes to it: for backups. Readers have its snapshots and notice nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.errors import SnapshotUnsoundError, StoreMissingError, StoreUnwritableError
from pipeline.store.database import CONFIG, clear_faults, connect_writer
from pipeline.store.snapshots import copy_file, force_to_disk
from pipeline.store.verification import find_breaches, row_counts


def copy_store(db: Path, target: Path) -> dict[str, int]:
    """Copy the store to a file that is not there yet, log and all, and verify the copy; returns the rows of each table.

    Other writers wait meanwhile. Raises `StoreLockedError` while another process has the store open,
    `SnapshotUnsoundError` where the copy breaks the rules of the store, and the other `StoreError`s.
    """
    if not db.exists():
        raise StoreMissingError(f"there is no store at {db}")
    with clear_faults(db):
        # Opened before DuckDB opens the file and closed after, as in `snapshots`: else its lock would be given up.
        source = db.open("rb", buffering=0)
    with source:
        connection = connect_writer(db)
        try:
            with clear_faults(db):
                connection.execute("CHECKPOINT")
                counts = row_counts(connection)
            try:
                copy_file(source.fileno(), target)
                force_to_disk(target)
            except OSError as fault:
                raise StoreUnwritableError(f"{target}: {fault.strerror or fault}") from fault
        finally:
            with clear_faults(db):
                connection.close()
    with clear_faults(target), duckdb.connect(str(target), read_only=True, config=CONFIG) as copied:
        breaches = list(find_breaches(copied, counts))
    if breaches:
        raise SnapshotUnsoundError(f"{db}: the copy is not sound: {'; '.join(breaches[:3])}")
    return counts
