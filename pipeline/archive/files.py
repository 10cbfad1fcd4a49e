"""The files of an archive: what they are called, and their records one after the other, damaged ones skipped.

A `.warc.gz` is one gzip member a record, so that each is read by itself and a damaged one hides nothing behind it:
the search goes on at the next member that begins a record. Files of other tools, `.warc` among them, are read too.
What records mean is left to `records`.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.archive.records import (
    LARGEST_HEAD,
    LARGEST_RECORD,
    Record,
    block_length,
    full_id,
    parse_headers,
    parse_record,
)
from pipeline.errors import ArchiveDamagedError

OPEN = ".open"
"""The ending of a file under way."""
OWN_NAME = re.compile(r"tinso-\d{8}T\d{9}-(\d{5,9})\.warc\.gz", re.ASCII)
GZIP_MAGIC = b"\x1f\x8b\x08"
PLAIN_START = b"WARC/"
PIECE = 2**16


class Found(NamedTuple):
    """A whole record and its place."""

    offset: int
    length: int
    record: Record


class Damage(NamedTuple):
    """Bytes that are no whole record, up to the next that is one or to the end of what was read."""

    offset: int
    length: int
    reason: str
    is_torn: bool
    """The file ends within the record: it was being written when everything stopped."""


class _TornError(ArchiveDamagedError):
    """The bytes end within the record."""


def file_name(moment: datetime, serial: int) -> str:
    """The name of a new file, relative to the archive."""
    stamp = f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}"
    return f"{moment:%Y/%m}/tinso-{stamp}-{serial:05}.warc.gz"


def own_serial(name: str) -> int | None:
    """The serial in the name of a file of ours; None for others."""
    match = OWN_NAME.fullmatch(name.rpartition("/")[2])
    return int(match[1]) if match else None


def find_files(folder: Path) -> dict[str, bool]:
    """All WARC files of an archive by name, relative, with `/` and without `.open`; whether they are under way."""
    found = dict[str, bool]()
    for path in sorted(folder.rglob("*.warc*")):
        name = path.relative_to(folder).as_posix()
        is_open = name.endswith(OPEN) and own_serial(name.removesuffix(OPEN)) is not None
        if (is_open or name.endswith((".warc", ".warc.gz"))) and path.is_file():
            # Where both exist, somebody copied a file while it was written: the finished one counts.
            bare = name.removesuffix(OPEN)
            found[bare] = is_open and found.get(bare, True)
    return found


def open_file(folder: Path, name: str) -> BinaryIO:
    """A file to read, under way or finished, also when it is finished between. Raises `ArchiveDamagedError`."""
    for ending in ("", OPEN, ""):
        try:
            return open(folder / f"{name}{ending}", "rb")
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise ArchiveDamagedError(f"{name}: {fault.strerror or fault}") from fault
    raise ArchiveDamagedError(f"{name}: the file is missing")


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a loss of power, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_at(file: BinaryIO, offset: int, length: int) -> Record:
    """The record at a place. Raises `ArchiveDamagedError`."""
    file.seek(offset)
    raw = file.read(length)
    if len(raw) < length:
        raise ArchiveDamagedError("the file ends within the record")
    if raw.startswith(GZIP_MAGIC):
        decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            raw = decoder.decompress(raw, LARGEST_RECORD)
        except zlib.error as fault:
            raise ArchiveDamagedError(f"the compressed record is damaged ({fault})") from fault
        if not decoder.eof:
            raise ArchiveDamagedError("the compressed record is not whole, or too large")
    return parse_record(raw)


def scan_records(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Found | Damage]:
    """All records from one offset to another, in order, and between them what is none.

    `start` must be where a record begins. Memory: one record.
    """
    stop = file.seek(0, os.SEEK_END) if end is None else end
    file.seek(0)
    magic = file.read(len(PLAIN_START))
    is_plain = magic.startswith(PLAIN_START)
    read_one, find_next = (_read_plain, _next_plain) if is_plain else (_read_member, _next_member)
    warcinfo = _warcinfo_of(file, stop) if start and not is_plain else None
    offset = start
    while offset < stop:
        try:
            record, length = read_one(file, offset, stop)
        except ArchiveDamagedError as fault:
            following = find_next(file, offset + 1, stop, warcinfo)
            is_torn = isinstance(fault, _TornError) and following == stop
            yield Damage(offset, following - offset, str(fault), is_torn)
            offset = following
            continue
        if record.type == "warcinfo" and warcinfo is None:
            warcinfo = record.record_id
        yield Found(offset, length, record)
        offset += length


def _warcinfo_of(file: BinaryIO, stop: int) -> str | None:
    """The id of the record that begins the file, if it is whole and a `warcinfo`."""
    try:
        record, _ = _read_member(file, 0, stop)
    except ArchiveDamagedError:
        return None
    return record.record_id if record.type == "warcinfo" else None


def _read_member(file: BinaryIO, offset: int, stop: int) -> tuple[Record, int]:
    """The record in the gzip member at an offset, and its compressed length."""
    decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
    pieces, size, at = list[bytes](), 0, offset
    file.seek(offset)
    while not decoder.eof:
        data = file.read(min(PIECE, stop - at))
        if not data:
            raise _TornError("the file ends within the record")
        at += len(data)
        try:
            piece = decoder.decompress(data, LARGEST_RECORD)
        except zlib.error as fault:
            raise ArchiveDamagedError(f"the compressed record is damaged ({fault})") from fault
        size += len(piece)
        if size > LARGEST_RECORD or decoder.unconsumed_tail:
            raise ArchiveDamagedError(f"the record is larger than {LARGEST_RECORD} bytes")
        pieces.append(piece)
    return parse_record(b"".join(pieces)), at - offset - len(decoder.unused_data)


def _next_member(file: BinaryIO, offset: int, stop: int, warcinfo: str | None) -> int:
    """Where the next record begins, or `stop`.

    A page may hold the bytes of a WARC file itself. So where the file's `warcinfo` is known, only a record that
    names it counts: its id is random and stands in no page.
    """
    tail, at = b"", offset
    while at < stop:
        file.seek(at)
        data = tail + file.read(min(PIECE, stop - at))
        base = at - len(tail)
        at = base + len(data)
        place = data.find(GZIP_MAGIC)
        while place >= 0:
            if _begins_record(file, base + place, stop, warcinfo):
                return base + place
            place = data.find(GZIP_MAGIC, place + 1)
        tail = data[-(len(GZIP_MAGIC) - 1) :]
        if len(data) <= len(tail):
            break
    return stop


def _begins_record(file: BinaryIO, offset: int, stop: int, warcinfo: str | None) -> bool:
    file.seek(offset)
    try:
        head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(file.read(min(4096, stop - offset)), 4096)
    except zlib.error:
        return False
    lines = head.partition(b"\r\n\r\n")[0].split(b"\r\n")
    if not lines[0].startswith(PLAIN_START):
        return False
    return warcinfo is None or f"WARC-Warcinfo-ID: {full_id(warcinfo)}".encode() in lines


def _read_plain(file: BinaryIO, offset: int, stop: int) -> tuple[Record, int]:
    """The uncompressed record at an offset, and its length with the empty lines behind it."""
    file.seek(offset)
    head = file.read(min(LARGEST_HEAD, stop - offset))
    if not head.startswith(PLAIN_START):
        raise ArchiveDamagedError("no WARC record begins here")
    stream = io.BytesIO(head)
    headers = parse_headers(stream)
    if stream.tell() >= len(head) and not head.endswith((b"\r\n\r\n", b"\n\n")):
        raise _TornError("the file ends within the record")
    length = block_length(headers)
    file.seek(offset + stream.tell())
    block = file.read(min(length, stop - offset - stream.tell()))
    if len(block) < length:
        raise _TornError("the file ends within the record")
    behind = file.read(min(4, stop - file.tell()))
    blank = len(behind) - len(behind.lstrip(b"\r\n"))
    return Record(headers, block), stream.tell() + length + blank


def _next_plain(file: BinaryIO, offset: int, stop: int, warcinfo: str | None) -> int:
    """Where the next line begins that begins a record, or `stop`."""
    file.seek(offset)
    at = offset
    # A line that is longer than a piece is read in pieces: none of them but the first begins it.
    begins_line = False
    while at < stop:
        line = file.readline(min(PIECE, stop - at))
        if not line:
            break
        if begins_line and re.match(rb"WARC/[01]\.\d+\r?\n", line):
            return at
        begins_line = line.endswith(b"\n")
        at += len(line)
    return stop
