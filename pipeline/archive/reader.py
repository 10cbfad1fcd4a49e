"""Reading an archive: what the index says of exchanges, and the exchanges themselves out of the files.

Any number of readers at any time, also beside the writer. A revisit is read with the body that it refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.archive.files import Damage, Found, open_file, read_at, scan_records
from pipeline.archive.index import Count, Entry, Lookups, PageSum, open_index
from pipeline.archive.records import Record, read_failure, read_metadata, read_response
from pipeline.archive.recovery import read_exchanges
from pipeline.errors import ArchiveDamagedError
from schemas.fetches import Failure, Response


class Reader:
    """An archive open for reading. Use `open_reader`."""

    def __init__(self, folder: Path, index: Lookups) -> None:
        """The index is closed with the reader."""
        self.folder = folder
        self._index = index

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def entry(self, seq: int) -> Entry | None:
        """The exchange with this key."""
        return self._index.entry(seq)

    def by_record_id(self, record_id: str) -> Entry | None:
        """The exchange whose record has this id."""
        return self._index.by_record_id(record_id)

    def last(self, url: str) -> Entry | None:
        """The exchange that was recorded last for an address."""
        return self._index.last(url)

    def at(self, url: str, moment: datetime) -> Entry | None:
        """The exchange of an address that was the latest at a time."""
        return self._index.at(url, moment)

    def of_url(self, url: str) -> list[Entry]:
        """All exchanges of an address, oldest first."""
        return self._index.of_url(url)

    def new_since(
        self,
        cursor: int = 0,
        *,
        kind: str | None = None,
        source: str | None = None,
        statuses: Iterable[int] | None = None,
        until: int | None = None,
    ) -> Iterator[Entry]:
        """All exchanges recorded after a cursor, in order; the `seq` of each is the cursor behind it.

        `until` is the first number that is not given any more.
        """
        asked = None if statuses is None else list(statuses)
        while batch := self._index.new_since(cursor, kind=kind, source=source, statuses=asked, until=until):
            yield from batch
            cursor = batch[-1].seq

    def pages_by_file(self, kind: str, status: int) -> dict[int, PageSum]:
        """The answers of one kind and status by the serial of their file."""
        return self._index.pages_by_file(kind, status)

    def find(self, **asked: Any) -> Iterator[Entry]:
        """Exchanges that fit all that is given; see `Lookups.find`."""
        return self._index.find(**asked)

    def counts(self, since: datetime | None = None, run: str | None = None) -> list[Count]:
        """Exchanges by source, kind, status and error, of a time on or of one run."""
        return self._index.counts(since, run)

    def read(self, entry: Entry) -> Response | Failure:
        """An exchange, a revisit with the body that it refers to. Raises `ArchiveDamagedError` naming file and place."""
        try:
            record, metadata = self._records(entry)
            if entry.record == "failure":
                return read_failure(record)
            base = None
            if entry.is_revisit:
                target = self._index.entry(entry.refers_to) if entry.refers_to is not None else None
                if target is None:
                    raise ArchiveDamagedError("the record that holds its body is not in the archive")
                base = self._records(target)[0]
            return read_response(record, metadata, base)
        except ArchiveDamagedError as fault:
            raise ArchiveDamagedError(f"{entry.file} at {entry.offset}: {fault}") from fault

    def _records(self, entry: Entry) -> tuple[Record, dict[str, Any] | None]:
        with open_file(self.folder, entry.file) as file:
            record = read_at(file, entry.offset, entry.length)
            facts = read_at(file, entry.offset - entry.before, entry.before) if entry.before else None
        return record, read_metadata(facts) if facts else None


def open_reader(folder: Path) -> Reader:
    """An archive to read. Raises `ArchiveMissingError` and `ArchiveDamagedError`."""
    return Reader(folder, open_index(folder))


def iterate_file(path: Path) -> Iterator[Response | Failure | Damage]:
    """The exchanges of one WARC file, in order, without any index; revisits only where their body came before.

    Damaged parts come as `Damage`. Memory: the records that revisits may still refer to, so use it on one file.
    """
    whole: dict[str, Record] = {}
    with open(path, "rb") as file:
        for item in read_exchanges(scan_records(file)):
            if isinstance(item, Damage):
                yield item
            elif not isinstance(item, Found):
                record = item.found.record
                try:
                    if record.type == "metadata":
                        yield read_failure(record)
                        continue
                    base = None
                    if record.type == "revisit":
                        base = whole.get(
                            (record.get("WARC-Refers-To") or "").strip("<>").removeprefix("urn:uuid:")
                        )
                        if base is None:
                            raise ArchiveDamagedError("the record that holds its body is not in this file")
                    else:
                        whole[record.record_id] = record
                    yield read_response(record, item.metadata, base)
                except ArchiveDamagedError as fault:
                    yield Damage(item.found.offset, item.found.length, str(fault), is_torn=False)
