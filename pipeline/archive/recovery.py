"""What a kill left behind, mended when the archive is next opened for writing; and the index made from the files.

A file that was under way loses a torn last record and is finished; whatever of a file the index lacks is read into it;
files that are gone are forgotten. Nothing whole is ever cut or changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from pipeline.archive.files import (
    OPEN,
    Damage,
    Found,
    find_files,
    open_file,
    own_serial,
    scan_records,
    sync_folder,
)
from pipeline.archive.index import Entry, Index, KnownFile, RecordType, lookup_key, make_seq
from pipeline.archive.records import (
    Record,
    bare_id,
    is_failure,
    parse_http,
    read_date,
    read_failure,
    read_metadata,
)
from pipeline.errors import ArchiveDamagedError, ArchiveUnwritableError


class Repair(NamedTuple):
    """Something that was mended, or that could not be: `cut`, `missing`, `shrunk`, `damaged`, `indexed`, `empty`."""

    file: str
    what: str
    offset: int
    length: int
    reason: str

    def __str__(self) -> str:
        told = {
            "cut": f"{self.length} bytes at its end were cut off: {self.reason}",
            "missing": "the file is gone; what it held is forgotten",
            "shrunk": f"the file is {self.length} bytes shorter than it was; it is read anew",
            "empty": "the file held nothing yet and was removed",
            "damaged": f"{self.length} bytes at {self.offset} are skipped: {self.reason}",
            "indexed": f"{self.length} exchanges were missing in the index",
        }
        return told.get(self.what, self.reason)


class Exchange(NamedTuple):
    """What one exchange's records say, for the index. `before` is the length of its metadata record."""

    found: Found
    before: int
    metadata: dict[str, object] | None


def read_exchanges(found: Iterator[Found | Damage]) -> Iterator[Exchange | Found | Damage]:
    """Records joined to exchanges; a metadata record that belongs to no following response comes as `Found`."""
    waiting: Found | None = None
    for item in found:
        if isinstance(item, Damage):
            if waiting is not None:
                yield waiting
            waiting = None
            yield item
            continue
        record = item.record
        if record.type in ("response", "revisit"):
            facts = None
            if waiting is not None and bare_id(waiting.record.get("WARC-Refers-To")) == record.record_id:
                facts, before = read_metadata(waiting.record), waiting.length
            else:
                before = 0
                if waiting is not None:
                    yield waiting
            waiting = None
            yield Exchange(item, before, facts)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if is_failure(record):
            yield Exchange(item, 0, read_metadata(record))
        elif record.type == "metadata":
            waiting = item
    if waiting is not None:
        yield waiting


class Bases(Protocol):
    """Where the record that a revisit refers to is looked up: an index, or nothing."""

    def by_record_id(self, record_id: str) -> Entry | None:
        """The exchange whose record has this id."""

    def of_url(self, url: str) -> list[Entry]:
        """All exchanges of an address, oldest first."""


def make_entry(index: Bases, serial: int, name: str, exchange: Exchange) -> Entry:
    """The row of an exchange. Raises `ArchiveDamagedError` where its records do not say what they must."""
    found, before, metadata = exchange
    record = found.record
    facts = metadata or {}
    kind: RecordType = "revisit" if record.type == "revisit" else "response"
    status = body_length = refers_to = error = None
    digest = record.get("WARC-Payload-Digest")
    if record.type == "metadata":
        kind, digest, error = "failure", None, read_failure(record).error
    else:
        base = None
        if kind == "revisit":
            base = index.by_record_id(bare_id(record.get("WARC-Refers-To"))) or _by_target(index, record)
            refers_to = base.seq if base else None
        if record.block:
            parts = parse_http(record.block)
            status, body_length = parts.status, len(parts.body)
        if kind == "revisit":
            status = status if status is not None else base.status if base else None
            body_length = base.body_length if base else None
    return Entry(
        seq=make_seq(serial, found.offset),
        length=found.length,
        before=before,
        record=kind,
        record_id=record.record_id,
        url=lookup_key(record.url),
        fetched_at=read_date(record.get("WARC-Date")),
        status=status,
        kind=_text(facts.get("kind")),
        source=_text(facts.get("source")),
        language=_text(facts.get("language")),
        run=_text(facts.get("run")),
        error=error,
        truncated=record.get("WARC-Truncated"),
        body_length=body_length,
        digest=digest,
        refers_to=refers_to,
        file=name,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _by_target(index: Bases, record: Record) -> Entry | None:
    """The record that a revisit of another tool names by address and time only."""
    url, moment = record.get("WARC-Refers-To-Target-URI"), record.get("WARC-Refers-To-Date")
    if not url or not moment:
        return None
    wanted = read_date(moment)
    return next((entry for entry in index.of_url(url) if entry.fetched_at == wanted), None)


def mend_archive(folder: Path, index: Index) -> list[Repair]:
    """Finish what was under way, and bring the index to the state of the files. Raises `ArchiveUnwritableError`."""
    repairs: list[Repair] = []
    known = {file.name: file for file in index.files()}
    present = find_files(folder)
    for name, file in known.items():
        if name not in present:
            index.remove_file(file.serial)
            repairs.append(Repair(name, "missing", 0, file.size, ""))
    taken = {file.serial for file in known.values()} | {
        serial for name in present if (serial := own_serial(name)) is not None
    }
    following = max(taken, default=0) + 1
    for name, is_open in sorted(present.items(), key=lambda item: (own_serial(item[0]) or 0, item[0])):
        held = known.get(name)
        serial = held.serial if held else own_serial(name)
        if serial is None:
            serial, following = following, following + 1
        repairs += _mend_file(
            folder, index, KnownFile(serial, name, 0, own_serial(name) is not None), held, is_open
        )
    return repairs


def _mend_file(
    folder: Path, index: Index, file: KnownFile, held: KnownFile | None, is_open: bool
) -> Iterator[Repair]:
    path = folder / f"{file.name}{OPEN if is_open else ''}"
    size = path.stat().st_size
    start = held.size if held else 0
    if start > size:
        yield Repair(file.name, "shrunk", size, start - size, "")
        index.remove_file(file.serial)
        held, start = None, 0
    if held is None:
        index.add_file(file.serial, file.name, 0, file.own)
    if start < size:
        end, entries, damaged = _read_rest(folder, index, file, start, size, can_cut=is_open)
        yield from damaged
        if end < size:
            reason = "a record was being written when everything stopped"
            yield Repair(file.name, "cut", end, size - end, reason)
            if end:
                _cut(path, end)
        if entries and held is not None:
            yield Repair(file.name, "indexed", start, entries, "")
        size = end
    if is_open and not size:
        path.unlink()
        index.remove_file(file.serial)
        yield Repair(file.name, "empty", 0, 0, "")
        return
    index.add_file(file.serial, file.name, size, file.own)
    if is_open:
        finish_file(folder, file.name)


def _read_rest(
    folder: Path, index: Index, file: KnownFile, start: int, size: int, *, can_cut: bool
) -> tuple[int, int, list[Repair]]:
    """Read what the index lacks of a file: where what is whole ends, the number of exchanges, and what is damaged."""
    repairs: list[Repair] = []
    end, added = start, 0
    with open_file(folder, file.name) as opened:
        for item in read_exchanges(scan_records(opened, start, size)):
            if isinstance(item, Damage):
                if item.is_torn and can_cut:
                    continue  # `end` stays before it
                repairs.append(Repair(file.name, "damaged", item.offset, item.length, item.reason))
                end = item.offset + item.length
                continue
            if isinstance(item, Found):
                continue  # facts whose response never came: cut off with what is torn, where they are the last
            try:
                entry = make_entry(index, file.serial, file.name, item)
            except ArchiveDamagedError as fault:
                repairs.append(Repair(file.name, "damaged", item.found.offset, item.found.length, str(fault)))
            else:
                index.add_entries([entry], file.serial, item.found.offset + item.found.length)
                added += 1
            end = item.found.offset + item.found.length
        if end == 0 and can_cut:
            end = _end_of_first(opened, size)
    return (end if can_cut else size), added, repairs


def _end_of_first(opened: BinaryIO, size: int) -> int:
    """Where the `warcinfo` of a file ends that holds nothing else; 0 where it is torn."""
    first = next(iter(scan_records(opened, 0, size)), None)
    return first.offset + first.length if isinstance(first, Found) else 0


def _cut(path: Path, size: int) -> None:
    try:
        with open(path, "r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())
    except OSError as fault:
        raise ArchiveUnwritableError(f"{path}: {fault.strerror or fault}") from fault


def finish_file(folder: Path, name: str) -> None:
    """Give a file that was under way its final name. Raises `ArchiveUnwritableError`."""
    path = folder / name
    try:
        os.replace(folder / f"{name}{OPEN}", path)
        sync_folder(path.parent)
    except OSError as fault:
        raise ArchiveUnwritableError(f"{path}: {fault.strerror or fault}") from fault
