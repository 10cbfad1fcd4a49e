"""The exchanges of one WARC file with the rows that an index has of them, read without any index.

For work that is given one file and nothing else, on whatever machine. What only the rest of the archive knows, the body
that a revisit refers to, is not told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.files import Damage, Found, find_files, own_serial, scan_records
from pipeline.archive.index import Entry, lookup_key, make_seq, open_index
from pipeline.archive.records import bare_id, read_date, read_metadata, read_response
from pipeline.archive.recovery import make_entry, read_exchanges
from pipeline.errors import ArchiveDamagedError, ArchiveMissingError
from schemas.fetches import Response


class NumberedFile(NamedTuple):
    """A finished file: its path, its name in the archive, and the serial that its exchanges are numbered by."""

    path: Path
    name: str
    serial: int

    def seq_at(self, offset: int) -> int:
        """The number of the exchange whose record begins there."""
        return make_seq(self.serial, offset)


class Listed(NamedTuple):
    """The files of an archive: finished ones, those under way, and those of other tools without a serial."""

    files: list[NumberedFile]
    under_way: list[str]
    unnumbered: list[str]


class Exchanged(NamedTuple):
    """One exchange: its row, its response (None for failures and revisits), or why it cannot be read.

    `entry` is None where the damage leaves nothing to know it by; `offset` is where it stands in any case.
    """

    entry: Entry | None
    offset: int
    response: Response | None = None
    fault: str | None = None


class _NoIndex:
    """Knows of no other exchange."""

    def by_record_id(self, record_id: str) -> Entry | None:
        return None

    def of_url(self, url: str) -> list[Entry]:
        return []


NO_INDEX = _NoIndex()


def list_numbered(folder: Path) -> Listed:
    """The WARC files of an archive in the order of their serials: that in the name of a file of ours, else the index's.

    Raises `ArchiveMissingError` where there is no such folder, or no WARC file in it.
    """
    found = find_files(folder) if folder.is_dir() else {}
    if not found:
        raise ArchiveMissingError(f"{folder}: there is no WARC file")
    serials = {name: own_serial(name) for name, is_open in found.items() if not is_open}
    if None in serials.values():
        serials |= {name: serial for name, serial in _indexed(folder).items() if name in serials}
    files = [
        NumberedFile(folder / name, name, serial) for name, serial in serials.items() if serial is not None
    ]
    return Listed(
        sorted(files, key=lambda file: (file.serial, file.name)),
        sorted(name for name, is_open in found.items() if is_open),
        sorted(name for name, serial in serials.items() if serial is None),
    )


def _indexed(folder: Path) -> dict[str, int]:
    try:
        index = open_index(folder)
    except ArchiveMissingError:
        return {}
    try:
        return {file.name: file.serial for file in index.files()}
    finally:
        index.close()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_exchanged(file: NumberedFile, kind: str | None = None) -> Iterator[Exchanged]:
    """The exchanges of a file in order, with `kind` only those; damage is told, and hides nothing behind it.

    Memory: one record. Raises `OSError` where the file cannot be read at all.
    """
    facts: Found | None = None
    with file.path.open("rb") as opened:
        for item in read_exchanges(scan_records(opened)):
            if isinstance(item, Found):
                facts = item
                continue
            if isinstance(item, Damage):
                entry = _entry_of_damaged(file, facts, item)
                if kind is None or entry is None or entry.kind == kind:
                    yield Exchanged(entry, item.offset, fault=item.reason)
                continue
            record, offset = item.found.record, item.found.offset
            try:
                entry = make_entry(NO_INDEX, file.serial, file.name, item)
                if kind is not None and entry.kind != kind:
                    continue
                response = read_response(record, item.metadata) if entry.record == "response" else None
            except ArchiveDamagedError as fault:
                yield Exchanged(None, offset, fault=str(fault))
            else:
                yield Exchanged(entry, offset, response)


def _entry_of_damaged(file: NumberedFile, facts: Found | None, damage: Damage) -> Entry | None:
    """The row of a damaged response, from the metadata record right before it; None where there is none."""
    if facts is None or facts.offset + facts.length != damage.offset:
        return None
    record = facts.record
    about = record.get("WARC-Refers-To")
    try:
        told = read_metadata(record)
        moment = read_date(record.get("WARC-Date"))
    except ArchiveDamagedError:
        return None
    if about is None or told is None:
        return None
    names = ("kind", "source", "language", "run")
    known = {name: value if isinstance(value := told.get(name), str) else None for name in names}
    return Entry(
        seq=file.seq_at(damage.offset),
        length=damage.length,
        before=facts.length,
        record="response",
        record_id=bare_id(about),
        url=lookup_key(record.url),
        fetched_at=moment,
        status=None,
        error=None,
        truncated=None,
        body_length=None,
        digest=None,
        refers_to=None,
        file=file.name,
        **known,
    )
