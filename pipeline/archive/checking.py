"""Whether an archive is whole: every record read, every digest computed, the index held against the files.

Nothing is changed. Beside a writer, files are read as far as the index knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.files import Damage, Found, find_files, open_file, scan_records
from pipeline.archive.index import INDEX_FILE, KnownFile, Lookups, create_index, open_index, remove_index
from pipeline.archive.locking import WriterLock, is_locked
from pipeline.archive.records import Record, digest_fits, parse_http
from pipeline.archive.recovery import Repair, mend_archive
from pipeline.errors import ArchiveDamagedError


class Fault(NamedTuple):
    """What is wrong, and where: file relative to the archive, offset in it (None: the whole file)."""

    file: str
    offset: int | None
    record_id: str | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.offset is None else f"{self.file} at {self.offset}"
        return f"{place}: {self.reason}"


def verify_archive(folder: Path) -> Iterator[Fault]:
    """Everything that is wrong with an archive, in the order of its files.

    Raises `ArchiveMissingError` where there is none, `ArchiveDamagedError` where its index cannot be read.
    """
    index = open_index(folder)
    try:
        known = {file.name: file for file in index.files()}
        present = find_files(folder)
        for name in known.keys() - present.keys():
            yield Fault(name, None, None, "the index knows the file, and it is missing")
        for name, is_open in present.items():
            if name not in known:
                yield Fault(name, None, None, "the index does not know the file")
                continue
            if is_open and not is_locked(folder):
                yield Fault(name, None, None, "the file was never finished: its writer was killed")
            yield from _verify_file(folder, index, known[name])
    finally:
        index.close()


def _verify_file(folder: Path, index: Lookups, file: KnownFile) -> Iterator[Fault]:
    indexed = dict(index.places(file.serial))
    seen: set[int] = set()
    with open_file(folder, file.name) as opened:
        size = opened.seek(0, 2)
        if size < file.size:
            yield Fault(file.name, None, None, f"{file.size - size} bytes that the index knows are missing")
        for item in scan_records(opened, 0, min(size, file.size)):
            if isinstance(item, Damage):
                yield Fault(file.name, item.offset, None, item.reason)
                continue
            seen.add(item.offset)
            yield from _verify_record(file.name, item)
            is_exchange = item.record.type in ("response", "revisit")
            if is_exchange and indexed.get(item.offset) != item.record.record_id:
                yield Fault(
                    file.name, item.offset, item.record.record_id, "the index does not know the record"
                )
        if size > file.size and not is_locked(folder):
            yield Fault(file.name, file.size, None, f"{size - file.size} bytes are not in the index")
    for offset, record_id in indexed.items():
        if offset not in seen:
            yield Fault(file.name, offset, record_id, "the index knows a record that is not there")
    for entry in index.entries_of_file(file.serial):
        if entry.is_revisit and (entry.refers_to is None or index.entry(entry.refers_to) is None):
            yield Fault(
                file.name,
                entry.offset,
                entry.record_id,
                "the record that holds its body is not in the archive",
            )


def _verify_record(name: str, found: Found) -> Iterator[Fault]:
    record = found.record
    claimed = record.get("WARC-Block-Digest")
    if claimed and digest_fits(record.block, claimed) is False:
        yield Fault(name, found.offset, record.record_id, "its block is not what its digest says")
    payload = record.get("WARC-Payload-Digest")
    if payload and record.type == "response":
        try:
            body = parse_http(record.block).body
        except ArchiveDamagedError as fault:
            yield Fault(name, found.offset, record.record_id, str(fault))
            return
        if digest_fits(body, payload) is False and not _is_chunked(record):
            yield Fault(name, found.offset, record.record_id, "its body is not what its digest says")


def _is_chunked(record: Record) -> bool:
    """Whether another tool kept the chunks of a body: its digest is that of the body without them, or with them."""
    headers = parse_http(record.block).headers
    return any(name.lower() == "transfer-encoding" for name, _ in headers)


def rebuild_index(folder: Path) -> list[Repair]:
    """Make the index anew from the files; what was found on the way.

    Raises `ArchiveLockedError` beside a writer, and `ArchiveUnwritableError`.
    """
    lock = WriterLock(folder)
    try:
        serials: list[KnownFile] = []
        if (folder / INDEX_FILE).is_file():
            try:
                old = open_index(folder)
                serials = [file for file in old.files() if not file.own]
                old.close()
            except ArchiveDamagedError:
                serials = []
        remove_index(folder)
        index, _ = create_index(folder)
        try:
            for file in serials:  # files of other tools keep their place, so that cursors stay true
                index.add_file(file.serial, file.name, 0, own=False)
            return mend_archive(folder, index)
        finally:
            index.close()
    finally:
        lock.release()
