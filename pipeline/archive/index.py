"""The index of the archive: one row an exchange, in SQLite. A cache; the WARC files are the truth.

SQLite, not the store's DuckDB: every exchange is a transaction of its own while others read, for which DuckDB has no
second process. In WAL mode readers never wait for the writer, nor it for them. A row's key is its place:
`seq = serial of the file << 36 | offset`, so it grows with every exchange and is the same in an index made anew.
Reading and writing WARC is left to others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pipeline.addresses import canonical_url
from pipeline.errors import ArchiveDamagedError, ArchiveMissingError, ArchiveUnwritableError

INDEX_FILE = "index.sqlite"
VERSION = 1
"""Of the tables; an index of another version is made anew."""
OFFSET_BITS = 36
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RECENT = 100
"""How many of an address's last exchanges are searched for the same body."""
BATCH = 2_000

# A source at a time, so that the index on sources alone is read, which holds all that is asked for.
PAGES_BY_FILE = f"""
WITH RECURSIVE named (source) AS (
    SELECT min(source) FROM fetches
    UNION ALL
    SELECT (SELECT min(source) FROM fetches WHERE fetches.source > named.source) FROM named
    WHERE named.source IS NOT NULL
), sources (source) AS MATERIALIZED (SELECT source FROM named WHERE source IS NOT NULL UNION ALL SELECT NULL)
SELECT files.serial, count(*), sum(seq & {(1 << OFFSET_BITS) - 1})
FROM files CROSS JOIN sources CROSS JOIN fetches INDEXED BY fetches_source
WHERE fetches.source IS sources.source AND kind = ? AND status = ? AND error IS NULL
    AND seq >= files.serial << {OFFSET_BITS} AND seq < (files.serial + 1) << {OFFSET_BITS}
GROUP BY files.serial
"""

RecordType = Literal["response", "revisit", "failure"]

TABLES = """
CREATE TABLE files (
    serial INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- relative to the archive, with '/', without '.open'
    size INTEGER NOT NULL,          -- bytes that are indexed
    own INTEGER NOT NULL            -- 1 where the file is written by us, 0 where it was put there
) STRICT;
CREATE TABLE fetches (
    seq INTEGER PRIMARY KEY,
    length INTEGER NOT NULL,        -- of the record in the file, compressed
    before INTEGER NOT NULL,        -- length of its metadata record, which ends where it begins; 0 if none
    record TEXT NOT NULL,
    record_id TEXT NOT NULL,
    url TEXT NOT NULL,              -- canonical
    fetched_at INTEGER NOT NULL,    -- microseconds since 1970, UTC
    status INTEGER,
    kind TEXT,
    source TEXT,
    language TEXT,
    run TEXT,
    error TEXT,
    truncated TEXT,
    body_length INTEGER,            -- of a revisit, that of the body referred to, or null where that is not known
    digest TEXT,
    refers_to INTEGER               -- seq of the response that holds the body of a revisit
) STRICT;
CREATE INDEX fetches_url ON fetches (url, seq);
CREATE INDEX fetches_time ON fetches (fetched_at);
CREATE INDEX fetches_source ON fetches (source, kind, status, error, seq);
CREATE INDEX fetches_record ON fetches (record_id);
"""
COLUMNS = (
    "seq, length, before, record, record_id, url, fetched_at, status, kind, source, language, run, error, "
    "truncated, body_length, digest, refers_to"
)
SELECT = f"SELECT {COLUMNS}, files.name FROM fetches JOIN files ON files.serial = seq >> {OFFSET_BITS}"
INSERT = f"INSERT OR REPLACE INTO fetches ({COLUMNS}) VALUES ({', '.join('?' * 17)})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange as the index knows it; `file` is relative to the archive, `offset` and `length` are bytes in it."""

    seq: int
    length: int
    before: int
    record: RecordType
    record_id: str
    url: str
    fetched_at: datetime
    status: int | None
    kind: str | None
    source: str | None
    language: str | None
    run: str | None
    error: str | None
    truncated: str | None
    body_length: int | None
    digest: str | None
    refers_to: int | None
    file: str

    @property
    def offset(self) -> int:
        """Where the record begins; its metadata record stands right before it."""
        return self.seq & ((1 << OFFSET_BITS) - 1)

    @property
    def is_revisit(self) -> bool:
        """Whether the body is that of an earlier exchange."""
        return self.record == "revisit"


class Count(NamedTuple):
    """How many exchanges ended alike; `status` is None for failures, `error` for responses."""

    source: str | None
    kind: str | None
    status: int | None
    error: str | None
    number: int


class KnownFile(NamedTuple):
    """A file as far as it is indexed."""

    serial: int
    name: str
    size: int
    own: bool


class PageSum(NamedTuple):
    """How many exchanges of a kind a file has, and the sum of their offsets: equal sums, equal exchanges."""

    number: int
    offsets: int


def make_seq(serial: int, offset: int) -> int:
    """The key of the record at an offset of a file."""
    return serial << OFFSET_BITS | offset


def lookup_key(url: str) -> str:
    """The form in which an address is looked up: canonical where it has such a form, else as it is."""
    return canonical_url(url) or url


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


class Lookups:
    """What can be asked of an index. Raises `ArchiveDamagedError` where SQLite cannot answer."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        """Use `open_index`, `create_index` or what is built on them."""
        self._sql = connection
        self.folder = folder

    def body_before(self, url: str, digest: str) -> Entry | None:
        """The whole response that holds this body among the address's recent ones, the newest; None if none does."""
        return self._one(
            f"""SELECT * FROM ({SELECT} WHERE url = ? ORDER BY seq DESC LIMIT {RECENT})
            WHERE digest = ? AND record = 'response' AND truncated IS NULL AND body_length > 0 LIMIT 1""",
            (lookup_key(url), digest),
        )

    def files(self) -> list[KnownFile]:
        """All files, in the order of their serials."""
        rows = self._ask("SELECT serial, name, size, own FROM files ORDER BY serial")
        return [KnownFile(serial, name, size, bool(own)) for serial, name, size, own in rows]

    def entry(self, seq: int) -> Entry | None:
        """The exchange with this key."""
        return self._one(f"{SELECT} WHERE seq = ?", (seq,))

    def by_record_id(self, record_id: str) -> Entry | None:
        """The exchange whose record has this id."""
        return self._one(f"{SELECT} WHERE record_id = ? ORDER BY seq LIMIT 1", (record_id,))

    def last(self, url: str) -> Entry | None:
        """The exchange that was recorded last for an address (not the one with the latest clock)."""
        return self._one(f"{SELECT} WHERE url = ? ORDER BY seq DESC LIMIT 1", (lookup_key(url),))

    def at(self, url: str, moment: datetime) -> Entry | None:
        """The exchange of an address that was the latest at a time; None if it was not fetched until then."""
        return self._one(
            f"{SELECT} WHERE url = ? AND fetched_at <= ? ORDER BY fetched_at DESC, seq DESC LIMIT 1",
            (lookup_key(url), to_microseconds(moment)),
        )

    def of_url(self, url: str) -> list[Entry]:
        """All exchanges of an address, oldest first."""
        rows = self._ask(f"{SELECT} WHERE url = ? ORDER BY seq", (lookup_key(url),))
        return [_entry(row) for row in rows]

    def new_since(
        self,
        cursor: int = 0,
        *,
        kind: str | None = None,
        source: str | None = None,
        statuses: Iterable[int] | None = None,
        until: int | None = None,
        limit: int = BATCH,
    ) -> list[Entry]:
        """Up to `limit` exchanges recorded after a cursor, in order; the last one's `seq` is the next cursor.

        `statuses` leaves out others, and failures; `until` is the first number that is not given any more.
        """
        condition, values = _filters(kind=kind, source=source, statuses=statuses)
        if until is not None:
            condition += " AND seq < ?"
            values.append(until)
        rows = self._ask(f"{SELECT} WHERE seq > ?{condition} ORDER BY seq LIMIT ?", (cursor, *values, limit))
        return [_entry(row) for row in rows]

    def pages_by_file(self, kind: str, status: int) -> dict[int, PageSum]:
        """The answers of one kind and status by the serial of their file. Reads nothing but an index."""
        return {serial: PageSum(*sums) for serial, *sums in self._ask(PAGES_BY_FILE, (kind, status))}

    def find(
        self,
        *,
        prefix: str | None = None,
        kind: str | None = None,
        source: str | None = None,
        language: str | None = None,
        statuses: Iterable[int] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        newest_first: bool = True,
    ) -> Iterator[Entry]:
        """Exchanges that fit all that is given; `since` is included, `until` is not."""
        condition, values = _filters(kind=kind, source=source, language=language, statuses=statuses)
        if prefix is not None:
            condition += " AND url >= ? AND url < ?"
            values += [prefix, f"{prefix}\U0010ffff"]
        for word, moment in ((">=", since), ("<", until)):
            if moment is not None:
                condition += f" AND fetched_at {word} ?"
                values.append(to_microseconds(moment))
        order = "DESC" if newest_first else "ASC"
        rows = self._ask(
            f"{SELECT} WHERE TRUE{condition} ORDER BY seq {order} LIMIT ?",
            (*values, -1 if limit is None else limit),
        )
        return map(_entry, rows)

    def counts(self, since: datetime | None = None, run: str | None = None) -> list[Count]:
        """Exchanges by source, kind, status and error, of a time on or of one run."""
        condition, values = _filters(run=run)
        if since is not None:
            condition += " AND fetched_at >= ?"
            values.append(to_microseconds(since))
        rows = self._ask(
            f"""SELECT source, kind, status, error, count(*) FROM fetches WHERE TRUE{condition}
            GROUP BY source, kind, status, error ORDER BY source, kind, status, error""",
            values,
        )
        return [Count(*row) for row in rows]

    def places(self, serial: int) -> Iterator[tuple[int, str]]:
        """Offset and record id of everything indexed of a file, in order."""
        rows = self._ask(
            "SELECT seq, record_id FROM fetches WHERE seq >= ? AND seq < ? ORDER BY seq", _bounds(serial)
        )
        mask = (1 << OFFSET_BITS) - 1
        return ((seq & mask, record_id) for seq, record_id in rows)

    def entries_of_file(self, serial: int) -> Iterator[Entry]:
        """Everything indexed of a file, in order."""
        return map(_entry, self._ask(f"{SELECT} WHERE seq >= ? AND seq < ? ORDER BY seq", _bounds(serial)))

    def close(self) -> None:
        """Close it; the last to close folds the write-ahead file into the index."""
        self._sql.close()

    def _one(self, query: str, values: tuple[object, ...]) -> Entry | None:
        row = next(iter(self._ask(query, values)), None)
        return None if row is None else _entry(row)

    def _ask(self, query: str, values: Iterable[object] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._sql.execute(query, tuple(values))
        except sqlite3.DatabaseError as fault:
            raise ArchiveDamagedError(
                f"{self.folder / INDEX_FILE}: {fault}; 'tinso archive verify --rebuild-index' makes it anew"
            ) from fault


class Index(Lookups):
    """An index that can be changed: each call one transaction. One thread at a time."""

    def add(self, entry: Entry, size: int) -> None:
        """Add one exchange; its file is indexed up to `size` now. Committed when this returns."""
        with self._changing():
            self._sql.execute(INSERT, _row(entry))
            self._sql.execute("UPDATE files SET size = ? WHERE serial = ?", (size, entry.seq >> OFFSET_BITS))

    def add_file(self, serial: int, name: str, size: int, own: bool) -> None:
        """Make a file known, indexed up to `size`."""
        with self._changing():
            self._sql.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?) ON CONFLICT (serial) DO UPDATE SET size = excluded.size",
                (serial, name, size, own),
            )

    def add_entries(self, entries: Iterable[Entry], serial: int, size: int) -> int:
        """Add what was read from a file, which is indexed up to `size` then; the number added. One transaction."""
        added = 0
        with self._changing():
            for entry in entries:
                self._sql.execute(INSERT, _row(entry))
                added += 1
            self._sql.execute("UPDATE files SET size = ? WHERE serial = ?", (size, serial))
        return added

    def remove_file(self, serial: int) -> None:
        """Forget a file and what it held."""
        with self._changing():
            self._sql.execute("DELETE FROM fetches WHERE seq >= ? AND seq < ?", _bounds(serial))
            self._sql.execute("DELETE FROM files WHERE serial = ?", (serial,))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            with self._sql:
                yield
        except sqlite3.Error as fault:
            raise ArchiveUnwritableError(f"{self.folder / INDEX_FILE}: {fault}") from fault


def open_index(folder: Path) -> Lookups:
    """The index of an archive, to read.

    Raises `ArchiveMissingError` where there is none, `ArchiveDamagedError` where it cannot be used.
    """
    path = folder / INDEX_FILE
    if not path.is_file():
        raise ArchiveMissingError(f"{folder}: there is no archive, or its index is missing ({INDEX_FILE})")
    last: sqlite3.Error | None = None
    # On a read-only medium SQLite cannot make the files that readers share; nobody writes there either.
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        try:
            connection = _connect(path, mode)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("SELECT seq FROM fetches LIMIT 1").fetchone()
        except sqlite3.Error as fault:
            last = fault
            continue
        if version != VERSION:
            connection.close()
            raise ArchiveDamagedError(f"{path}: the index is of version {version}, not {VERSION}")
        return Lookups(connection, folder)
    raise ArchiveDamagedError(f"{path}: the index cannot be read ({last})")


def create_index(folder: Path) -> tuple[Index, bool]:
    """The index of an archive, to write, and whether it was made new: for want of one, or of one that can be used.

    Raises `ArchiveUnwritableError`.
    """
    path = folder / INDEX_FILE
    is_new = not path.is_file()
    if not is_new:
        try:
            return _opened_to_write(path, folder), False
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError) and "readonly" in str(fault):
                raise ArchiveUnwritableError(f"{path}: {fault}") from fault
            remove_index(folder)
    try:
        connection = _connect(path, "mode=rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    except sqlite3.Error as fault:
        raise ArchiveUnwritableError(f"{path}: {fault}") from fault
    return Index(_for_writing(connection), folder), True


def remove_index(folder: Path) -> None:
    """Delete the index with the files that SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"{INDEX_FILE}{ending}").unlink(missing_ok=True)


def _opened_to_write(path: Path, folder: Path) -> Index:
    connection = _connect(path, "mode=rw")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            raise sqlite3.DatabaseError("another version")
        # Not `quick_check`, which reads it all; `verify` does.
        connection.execute(f"{SELECT} ORDER BY seq DESC LIMIT 1").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error:
        connection.close()
        raise
    return Index(_for_writing(connection), folder)


def _for_writing(connection: sqlite3.Connection) -> sqlite3.Connection:
    # Commits survive a kill without a sync of their own; after a loss of power the index is behind the files at
    # most, which recovery sees by their size.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "PRAGMA cache_size = -65536"
    )  # 64 MB: rows of addresses in no order touch all of the tree
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # The writer is called from more than one thread, one at a time under its own lock.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=30.0, check_same_thread=False
    )


def _bounds(serial: int) -> tuple[int, int]:
    return make_seq(serial, 0), make_seq(serial + 1, 0)


def _filters(statuses: Iterable[int] | None = None, **equal: str | None) -> tuple[str, list[object]]:
    """Conditions, each beginning with AND, and their values."""
    condition, values = "", list[object]()
    for column, value in equal.items():
        if value is not None:
            condition += f" AND {column} = ?"
            values.append(value)
    if statuses is not None:
        numbers = list(statuses)
        condition += f" AND status IN ({', '.join('?' * len(numbers))})"
        values += numbers
    return condition, values


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.seq, entry.length, entry.before, entry.record, entry.record_id, entry.url,
        to_microseconds(entry.fetched_at), entry.status, entry.kind, entry.source, entry.language, entry.run,
        entry.error, entry.truncated, entry.body_length, entry.digest, entry.refers_to,
    )  # fmt: skip


def _entry(row: tuple[object, ...]) -> Entry:
    values = list(row)
    values[6] = EPOCH + timedelta(microseconds=int(str(values[6])))
    return Entry(*values)  # type: ignore[arg-type]  # the columns are those of the class, in their order
