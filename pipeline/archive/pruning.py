"""Old files of an archive taken away: whole files only, finished ones, which hold nothing that is still needed.

A file stays where it is the newest (its serial must not come again), where an exchange in it is younger than asked or was
not read into the store, or where a later file refers to a body in it. Whether to prune at all is left to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.files import find_files, sync_folder
from pipeline.archive.index import create_index, make_seq, open_index
from pipeline.archive.locking import WriterLock
from pipeline.errors import ArchiveUnwritableError


class OldFile(NamedTuple):
    """A file that may go: its name in the archive, its serial, its bytes, and when its last exchange was."""

    name: str
    serial: int
    size: int
    last: datetime


def list_old_files(folder: Path, before: datetime, read: Callable[[str], Collection[int]]) -> list[OldFile]:
    """The files that hold nothing but exchanges from before a time, all of whose articles were read into the store.

    `read` gives the numbers of the pages of a file, named as in the archive, that the store has. Raises `ArchiveMissingError`, `ArchiveDamagedError`.
    """
    index = open_index(folder)
    try:
        files = [file for file in index.files() if file.own]
        is_open = find_files(folder)
        old: dict[int, OldFile] = {}
        for file in files[:-1]:
            if is_open.get(file.name, True) or _begun(file.name) >= f"{before:%Y%m%dT%H%M%S}":
                continue
            entries = list(index.entries_of_file(file.serial))
            if any(entry.fetched_at >= before for entry in entries):
                continue
            # Only answers with 200 for articles are ever read.
            articles = {entry.seq for entry in entries if entry.kind == "article" and entry.status == 200}
            if not articles or articles <= set(read(file.name)):
                last = max((entry.fetched_at for entry in entries), default=before)
                old[file.serial] = OldFile(file.name, file.serial, (folder / file.name).stat().st_size, last)
        for file in files if old else ():
            if file.serial not in old:
                for entry in index.entries_of_file(file.serial):
                    if entry.refers_to is not None:
                        old.pop(_serial_of(entry.refers_to), None)
        return list(old.values())
    finally:
        index.close()


def remove_files(folder: Path, files: list[OldFile]) -> None:
    """Take files away. A kill leaves files that are there whole, and which the next writer reads in again.

    Raises `ArchiveLockedError` while something is written to the archive, `ArchiveUnwritableError`.
    """
    lock = WriterLock(folder)
    try:
        index, _ = create_index(folder)
        try:
            for file in files:
                index.remove_file(file.serial)
                path = folder / file.name
                path.unlink(missing_ok=True)
                sync_folder(path.parent)
        finally:
            index.close()
    except OSError as fault:
        raise ArchiveUnwritableError(f"{folder}: {fault.strerror or fault}") from fault
    finally:
        lock.release()


def _begun(name: str) -> str:
    """When a file was begun, as its name tells."""
    return name.rpartition("/")[2].split("-")[1]


def _serial_of(seq: int) -> int:
    return seq // make_seq(1, 0)
