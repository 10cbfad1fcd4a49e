"""The one writer of an archive: what was fetched, as records that are on the disk when a call returns.

Opening mends what a kill left. A file is begun with the first exchange of a run, carries `.open` in its name while it
is written, and is finished at a gigabyte or at the end of the run.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline import tinso_version
from pipeline.archive.files import OPEN, file_name, find_files, own_serial, sync_folder
from pipeline.archive.index import Entry, Index, create_index, lookup_key, make_seq
from pipeline.archive.locking import WriterLock
from pipeline.archive.reader import Reader
from pipeline.archive.records import make_digest, make_exchange, make_failure, make_warcinfo, new_id
from pipeline.archive.recovery import Repair, finish_file, mend_archive
from pipeline.errors import ArchiveDamagedError, ArchiveError, ArchiveUnwritableError
from schemas.fetches import Failure, Response

LARGEST_FILE = 10**9
"""Bytes from which a file is finished and the next begun."""


class Stored(NamedTuple):
    """Where an exchange lies."""

    seq: int
    record_id: str
    file: str
    offset: int
    length: int
    digest: str | None
    is_revisit: bool


class Archive(Reader):
    """An archive open for writing; everything that a reader can ask can be asked of it too. Use `open_archive`."""

    def __init__(
        self, folder: Path, lock: WriterLock, index: Index, repairs: list[Repair], run: str | None, largest_file: int,
        *, sync: bool = True,
    ) -> None:  # fmt: skip
        """`repairs` are what was mended when it was opened."""
        super().__init__(folder, index)
        self.repairs = repairs
        self._lock = lock
        self._writes = index
        self._run = run
        self._largest_file = largest_file
        self._sync = sync
        self._file: BinaryIO | None = None
        self._name = ""
        self._serial = 0
        self._size = 0
        self._warcinfo_id = ""
        self._turn = threading.Lock()
        self._process = os.getpid()
        self._ended: str | None = None

    def __enter__(self) -> Archive:
        return self

    def close(self) -> None:
        """Finish the file under way and let the next writer in."""
        if self._ended == "it is closed":
            return
        try:
            with self._turn:
                self._ended = "it is closed"
                self._finish()
        finally:
            super().close()
            self._lock.release()

    def write(self, exchange: Response | Failure, /) -> Stored:
        """Keep an exchange; on the disk, and in the index, when this returns.

        Raises `ArchiveUnwritableError` (the disk is full, say): then nothing of it is kept, and what was before is whole.
        """
        with self._turn:
            self._require_open()
            if self._file is None or self._size >= self._largest_file:
                self._finish()
                self._begin(exchange.fetched_at)
            base, base_url = self._same_body(exchange)
            try:
                if isinstance(exchange, Failure):
                    written = make_failure(exchange, self._warcinfo_id)
                else:
                    written = make_exchange(exchange, self._warcinfo_id, base, base_url)
            except ValueError as fault:
                raise ArchiveUnwritableError(f"{exchange.url}: {fault}") from fault
            start = self._size
            self._append(written.metadata + written.record)
            offset = start + len(written.metadata)
            is_failure = isinstance(exchange, Failure)
            entry = Entry(
                seq=make_seq(self._serial, offset),
                length=len(written.record),
                before=len(written.metadata),
                record="failure" if is_failure else "revisit" if base else "response",
                record_id=written.record_id,
                url=lookup_key(exchange.url),
                fetched_at=exchange.fetched_at,
                status=None if isinstance(exchange, Failure) else exchange.status,
                kind=exchange.kind,
                source=exchange.source,
                language=exchange.language,
                run=exchange.run,
                error=exchange.error if isinstance(exchange, Failure) else None,
                truncated=None if isinstance(exchange, Failure) else exchange.truncated,
                body_length=None if isinstance(exchange, Failure) else len(exchange.body),
                digest=written.digest,
                refers_to=base.seq if base else None,
                file=self._name,
            )
            try:
                self._writes.add(entry, self._size)
            except ArchiveUnwritableError:
                # The next row would hide that this one is missing; opening anew reads it in from the file.
                self._ended = "its index could not be written; what was kept is in the files"
                raise
            return Stored(
                entry.seq, entry.record_id, entry.file, offset, entry.length, entry.digest, base is not None
            )

    def _require_open(self) -> None:
        """Raises `ArchiveUnwritableError` after the end, and in a process forked off the writer's."""
        if self._ended is not None:
            raise ArchiveUnwritableError(f"{self.folder}: the archive takes no more: {self._ended}")
        if self._process != os.getpid():
            raise ArchiveUnwritableError(f"{self.folder}: process {self._process} is writing to this archive")

    def _same_body(self, exchange: Response | Failure) -> tuple[Entry | None, str | None]:
        """The entry that holds the body of a response already, and the address it was asked at; None if none does.

        It is read first: nothing is left out for the sake of a record that is damaged.
        """
        if isinstance(exchange, Failure) or not exchange.body or exchange.truncated is not None:
            return None, None
        entry = self._writes.body_before(exchange.url, make_digest(exchange.body))
        if entry is None:
            return None, None
        try:
            held = self.read(entry)
        except ArchiveDamagedError:
            return None, None
        same = isinstance(held, Response) and held.body == exchange.body
        return (entry, held.url) if same else (None, None)

    def _begin(self, moment: datetime) -> None:
        """Begin the next file with its `warcinfo`. Its name is in the index before a record is in it."""
        serials = [own_serial(name) or 0 for name in find_files(self.folder)]
        serials += [file.serial for file in self._writes.files()]
        self._serial = max(serials, default=0) + 1
        self._name = file_name(moment.astimezone(UTC), self._serial)
        self._warcinfo_id = new_id()
        path = self.folder / f"{self._name}{OPEN}"
        head = make_warcinfo(
            self._name.rpartition("/")[2], self._warcinfo_id, moment, f"tinso/{tinso_version()}", self._run
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(path, "xb", buffering=0)  # noqa: SIM115 - held until the file is finished
        except OSError as fault:
            raise ArchiveUnwritableError(f"{path}: {fault.strerror or fault}") from fault
        self._size = 0
        try:
            self._append(head)
            sync_folder(path.parent)
            self._writes.add_file(self._serial, self._name, self._size, own=True)
        except BaseException:
            self._file.close()
            self._file = None
            with suppress(OSError):
                path.unlink()
            raise

    def _append(self, data: bytes) -> None:
        assert self._file is not None
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
            if self._sync:
                os.fsync(self._file.fileno())
        except OSError as fault:
            # What is torn is cut off at once, so that the file can be written on when there is room again.
            try:
                self._file.truncate(self._size)
                self._file.seek(self._size)
            except OSError:
                self._ended = "a torn record could not be cut off; opening it anew does that"
            raise ArchiveUnwritableError(f"{self.folder / self._name}: {fault.strerror or fault}") from fault
        self._size += len(data)

    def _finish(self) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        finish_file(self.folder, self._name)


def open_archive(
    folder: Path, *, run: str | None = None, largest_file: int = LARGEST_FILE, sync: bool = True
) -> Archive:
    """Open an archive for writing, creating it where there is none; what a kill left is mended first.

    `run` is told in the files. Without `sync` a loss of power may take the last seconds; a kill takes nothing.
    Raises `ArchiveLockedError`, `ArchiveUnwritableError`.
    """
    lock = WriterLock(folder)
    try:
        index, _ = create_index(folder)
        try:
            return Archive(folder, lock, index, mend_archive(folder, index), run, largest_file, sync=sync)
        except BaseException:
            index.close()
            raise
    except ArchiveError:
        lock.release()
        raise
    except OSError as fault:
        lock.release()
        raise ArchiveUnwritableError(f"{folder}: {fault.strerror or fault}") from fault
    except BaseException:
        lock.release()
        raise
