"""The ledger: every decision of every reviewer, appended to a SQLite file of its own beside the store.

SQLite, not the store's DuckDB: every key press is a transaction, several people press at once, and the nightly writer must
never wait for a reviewer. In WAL mode with `synchronous=FULL` a call that returned is on the disk; a kill leaves whole
batches only. Events are never altered or deleted, which triggers of the file itself refuse to any program.

Beside the events lies the state of each figure, as `states` folds it, in the same transaction: a cache, folded anew where
the rules changed. Who may do what is `accounts`' and the pages' business.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import uuid_utils
from pydantic import ValidationError

from pipeline.audit.samples import Design, Item
from pipeline.audit.states import fold_state, read_whole
from pipeline.errors import LedgerError, LedgerMissingError, LedgerRefusedError
from pipeline.store import figure_id
from schemas.review import ReviewEvent, ReviewState, StateName, told_faults

VERSION = 1
"""Of the tables."""
FOLDING = 2
"""Of the rules in `states`: raised with each change of them, so that states are folded anew."""
APPLICATION = 0x54_6E_73_6F
"""Marks the file as one of ours."""
WAIT = 30.0
"""Seconds to wait while another process appends."""
READERS = 8
"""Connections for reading that are kept open."""
AT_ONCE = 5_000

COLUMNS = (
    "event_id", "batch", "article_id", "text_hash", "extractor_version", "action", "reviewer", "at", "figure_id",
    "anchor", "reading", "field", "old", "new", "reason", "comment", "seconds", "queue", "sample", "stratum",
    "probability", "blind", "resolves", "reverts",
)  # fmt: skip
"""The fields of a `ReviewEvent`, in the order of the table."""

TABLES = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order that counts
    event_id TEXT NOT NULL UNIQUE,          -- UUIDv7, made by who decides
    batch TEXT NOT NULL,                    -- of one save, one bulk decision, one undo
    article_id TEXT NOT NULL,
    text_hash TEXT NOT NULL,                -- of the text that was shown
    extractor_version TEXT NOT NULL,        -- that had read it
    action TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,                       -- UTC, microseconds, by the server's clock
    figure_id TEXT,
    anchor TEXT,                            -- JSON: the place, its quote, 32 characters on either side
    reading TEXT,                           -- JSON: the record that was shown
    field TEXT,
    old TEXT,
    new TEXT,
    reason TEXT,
    comment TEXT,
    seconds REAL,                           -- on the screen
    queue TEXT,
    sample TEXT,
    stratum TEXT,
    probability REAL,                       -- of being drawn
    blind INTEGER NOT NULL,
    resolves INTEGER NOT NULL,
    reverts TEXT                            -- event_id that an undo takes back
) STRICT;
CREATE INDEX events_figure ON events (figure_id, seq);
CREATE INDEX events_article ON events (article_id, seq);
CREATE INDEX events_reviewer ON events (reviewer, seq);
CREATE INDEX events_batch ON events (batch);
CREATE INDEX events_sample ON events (sample, seq) WHERE sample IS NOT NULL;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events of the ledger are never deleted'); END;
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events of the ledger are never altered'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'events of the ledger are never replaced'); END;
CREATE TABLE states (
    figure_id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    state TEXT NOT NULL,
    seq INTEGER NOT NULL,                   -- of its last event
    body TEXT NOT NULL                      -- JSON of the whole state
) STRICT, WITHOUT ROWID;
CREATE INDEX states_state ON states (state, seq);
CREATE INDEX states_seq ON states (seq);
CREATE INDEX states_article ON states (article_id);
CREATE TABLE samples (
    sample_id TEXT PRIMARY KEY,             -- UUIDv7
    drawn_at TEXT NOT NULL,
    design TEXT NOT NULL                    -- JSON: frame, strata, seed, plan
) STRICT;
CREATE TABLE sample_items (
    sample_id TEXT NOT NULL REFERENCES samples,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL,                  -- a figure, or an article of a sample of documents
    item TEXT NOT NULL,                     -- JSON: stratum, probability, the reading that was drawn
    PRIMARY KEY (sample_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_items_unit ON sample_items (unit_id);
CREATE TRIGGER samples_stay BEFORE DELETE ON samples BEGIN SELECT RAISE(ABORT, 'samples are never deleted'); END;
CREATE TRIGGER samples_stay_as_they_are BEFORE UPDATE ON samples
BEGIN SELECT RAISE(ABORT, 'samples are never altered'); END;
CREATE TRIGGER items_stay BEFORE DELETE ON sample_items BEGIN SELECT RAISE(ABORT, 'samples are never deleted'); END;
CREATE TRIGGER items_stay_as_they_are BEFORE UPDATE ON sample_items
BEGIN SELECT RAISE(ABORT, 'samples are never altered'); END;
CREATE TABLE folding (version INTEGER NOT NULL) STRICT;
"""


class Logged(NamedTuple):
    """An event with its number in the ledger, which is the order that counts."""

    seq: int
    event: ReviewEvent


class Appended(NamedTuple):
    """An event that is on the disk. `is_new` is False where it was there before: it had been sent twice."""

    seq: int
    event_id: str
    is_new: bool


def ledger_path(db: Path) -> Path:
    """Where the ledger of a store lies: `tinso.audit.sqlite` for `tinso.duckdb`."""
    return db.with_name((db.stem if db.suffix == ".duckdb" else db.name) + ".audit.sqlite")


def new_event_id() -> str:
    """A UUIDv7, for an event or a batch."""
    return str(uuid_utils.uuid7())


def derived_id(request: str, number: int) -> str:
    """The id of the event at a place in a batch: the same whenever the same request is sent; the first one has its id."""
    if number == 0:
        return request
    bits = bytearray(hashlib.sha256(f"{request} {number}".encode()).digest()[:16])
    bits[:6] = uuid_utils.UUID(request).bytes[:6]  # the time
    bits[6] = bits[6] & 0x0F | 0x70
    bits[8] = bits[8] & 0x3F | 0x80
    return str(uuid_utils.UUID(bytes=bytes(bits)))


class Ledger:
    """The ledger of one store, open; threads may share it, and several processes may have it open.

    Raises `LedgerMissingError` where there is none and `create` is False, `LedgerError` where the file is something else,
    newer, damaged or cannot be written.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        if not create and not path.is_file():
            raise LedgerMissingError(f"there is no ledger at {path}: `tinso audit` makes one")
        if not path.parent.is_dir():
            raise LedgerMissingError(f"there is no folder {path.parent}")
        self._writing = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._is_open = True
        is_new = not path.exists()
        with self._clear_faults():
            self._writer = self._connect()
            try:
                self._prepare()
            except BaseException:
                self._writer.close()
                raise
        if is_new:
            _force_folder_to_disk(path.parent)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was acknowledged is in it in any case."""
        with self._writing, self._idle_lock:
            self._is_open = False
            self._writer.close()
            while self._idle:
                self._idle.pop().close()

    def append(self, events: Iterable[ReviewEvent]) -> list[Appended]:
        """Put events on the disk, all or none, and return when they are there.

        An event that is in the ledger already is not added again. Raises `LedgerRefusedError`, with one sentence for the
        reviewer, for one with a known id and another content; for an undo of nothing, of another's event or of what is
        undone; for an id that is not that of its place; for corrections that make no figure together.
        """
        given = list(events)
        with self._changing() as connection:
            done: list[Appended] = []
            touched: dict[str, None] = {}
            for event in given:
                appended = self._insert(connection, event)
                if appended.is_new and event.figure_id is not None:
                    touched[event.figure_id] = None
                done.append(appended)
            for each in touched:
                _store_state(connection, each)
        return done

    def undo(
        self, event_id: str, reviewer: str, request: str, at: datetime, comment: str | None = None
    ) -> list[Appended]:
        """Take back an event with all that was saved in one go with it. An undo is taken back in the same way.

        `request` is a UUIDv7 made by who asks: asking twice with it is the same as once. Raises `LedgerRefusedError` where
        the event is not known, is another's, or is undone already.
        """
        with self._changing() as connection:
            if known := _select(connection, "WHERE batch = ? ORDER BY seq", request):
                if any(each.event.action != "undo" or each.event.reviewer != reviewer for each in known):
                    raise LedgerRefusedError(f"{request} names something else already: nothing was undone")
                return [Appended(each.seq, each.event.event_id, False) for each in known]
            target = _find(connection, event_id)
            if target is None:
                raise LedgerRefusedError(f"there is no event {event_id} to undo")
            whole = [
                each.event
                for each in _select(connection, "WHERE batch = ? ORDER BY seq", target.event.batch)
                if each.event.reviewer == reviewer and not _is_undone(connection, each.event.event_id)
            ]
            if target.event.reviewer != reviewer:
                raise LedgerRefusedError(f"{target.event.reviewer} decided that: only they can undo it")
            if not whole:
                raise LedgerRefusedError("that is undone already")
            return self._append_undos(connection, whole, request, at, comment)

    def _append_undos(
        self,
        connection: sqlite3.Connection,
        whole: Sequence[ReviewEvent],
        request: str,
        at: datetime,
        comment: str | None,
    ) -> list[Appended]:
        done = []
        for number, target in enumerate(whole):
            undo = ReviewEvent(
                event_id=derived_id(request, number),
                batch=request,
                article_id=target.article_id,
                text_hash=target.text_hash,
                extractor_version=target.extractor_version,
                action="undo",
                reviewer=target.reviewer,
                at=at,
                figure_id=target.figure_id,
                comment=comment,
                queue=target.queue,
                sample=target.sample,
                stratum=target.stratum,
                reverts=target.event_id,
            )
            done.append(self._insert(connection, undo))
        for each in dict.fromkeys(event.figure_id for event in whole if event.figure_id is not None):
            _store_state(connection, each)
        return done

    def event(self, event_id: str) -> Logged | None:
        """One event by its id."""
        with self._reading() as connection:
            return _find(connection, event_id)

    def acknowledged(self, event_ids: Sequence[str], reviewer: str) -> list[Logged]:
        """All events of the batches that some events belong to, where every one of these is in the ledger already.

        Empty where one is not: it is a new request, or one that was never saved. So whoever sends a request again, because
        its answer was lost, is answered as the first time, whatever has changed since. Raises `LedgerRefusedError` where an id
        is another reviewer's.
        """
        with self._reading() as connection:
            found = [_find(connection, event_id) for event_id in event_ids]
            known = [each for each in found if each is not None]
            if any(each.event.reviewer != reviewer for each in known):
                raise LedgerRefusedError("that id is another reviewer's: nothing was saved")
            if not known or len(known) < len(found):
                return []
            batches = dict.fromkeys(each.event.batch for each in known)
            return [
                each
                for batch in batches
                for each in _select(connection, "WHERE batch = ? ORDER BY seq", batch)
            ]

    def events_of(self, figure_id: str) -> list[Logged]:
        """The trail of a figure: all that was done about it and taken back, in order."""
        with self._reading() as connection:
            return _select(connection, "WHERE figure_id = ? ORDER BY seq", figure_id)

    def events_since(self, seq: int = 0, limit: int | None = None) -> list[Logged]:
        """Events after a number, in order."""
        with self._reading() as connection:
            return _select(
                connection, "WHERE seq > ? ORDER BY seq LIMIT ?", seq, -1 if limit is None else limit
            )

    def all_events(self, seq: int = 0) -> Iterator[Logged]:
        """Every event after a number in order, read in pieces: a long ledger is never held whole."""
        while piece := self.events_since(seq, AT_ONCE):
            yield from piece
            seq = piece[-1].seq

    def events_by(self, reviewer: str, limit: int = 100, before: int | None = None) -> list[Logged]:
        """The latest events of a reviewer, the last one first; `before` is a number, for paging."""
        with self._reading() as connection:
            return _select(
                connection,
                "WHERE reviewer = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
                reviewer,
                2**62 if before is None else before,
                limit,
            )

    def undoable(self, reviewer: str) -> Logged | None:
        """The reviewer's last event that is neither an undo nor undone: what `u` takes back."""
        before: int | None = None
        while latest := self.events_by(reviewer, before=before):
            with self._reading() as connection:
                for each in latest:
                    if each.event.action != "undo" and not _is_undone(connection, each.event.event_id):
                        return each
            before = latest[-1].seq
        return None

    def read_whole(self, article_id: str) -> list[Logged]:
        """The `article_done` events of an article that count, of whichever of its texts."""
        with self.frozen() as frozen:
            return frozen.read_whole(article_id)

    def state_of(self, figure_id: str) -> ReviewState | None:
        """Where a figure stands by its events, judged by the reading that was judged last; None where there is none."""
        return self.states_of([figure_id]).get(figure_id)

    def states_of(self, figure_ids: Iterable[str]) -> dict[str, ReviewState]:
        """The same of several figures; those without events are left out."""
        wanted = json.dumps(list(figure_ids))
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT body FROM states WHERE figure_id IN (SELECT value FROM json_each(?))", (wanted,)
            ).fetchall()
        return {state.figure_id: state for state in map(_read_state, rows)}

    def states(self, name: StateName | None = None) -> Iterator[tuple[int, ReviewState]]:
        """Where every figure with events stands, with the number of its last event, in the order of these numbers."""
        seq = 0
        while piece := self.states_since(seq, AT_ONCE, name):
            yield from piece
            seq = piece[-1][0]

    def states_since(
        self, seq: int, limit: int = AT_ONCE, name: StateName | None = None
    ) -> list[tuple[int, ReviewState]]:
        """The figures whose last event has a greater number, in order: what changed since a snapshot was made."""
        only = "AND state = ?" if name else ""
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT body, seq FROM states WHERE seq > ? {only} ORDER BY seq LIMIT ?",
                (seq, *((name,) if name else ()), limit),
            ).fetchall()
        return [(seq, _read_state((body,))) for body, seq in rows]

    def state_counts(self) -> dict[StateName, int]:
        """How many figures are in each state; those without events are in none."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT state, count(*) FROM states GROUP BY state").fetchall())

    @contextmanager
    def frozen(self) -> Iterator[Frozen]:
        """The ledger as it is now, while others go on appending."""
        with self._reading() as connection:
            yield Frozen(connection)

    def last_seq(self) -> int:
        """Number of the last event, 0 for an empty ledger."""
        with self._reading() as connection:
            row = connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()
        return int(row[0])

    def keep_sample(self, design: Design, items: Sequence[Item]) -> None:
        """Put a sample on the disk, whole. Sent again it is the same sample. Raises `LedgerRefusedError` for another one
        under a known id, or where items and design do not fit.
        """
        drawn = Counter(item.stratum for item in items)
        if drawn != {each.name: each.drawn for each in design.strata if each.drawn} or any(
            item.position != number for number, item in enumerate(items)
        ):
            raise LedgerRefusedError("the items are not those of the sample's strata: nothing was saved")
        with self._changing() as connection:
            known = connection.execute(
                "SELECT design FROM samples WHERE sample_id = ?", (design.sample_id,)
            ).fetchone()
            if known is not None:
                if Design.model_validate_json(known[0]) != design:
                    raise LedgerRefusedError(f"there is another sample {design.sample_id}: nothing was saved")
                return
            connection.execute(
                "INSERT INTO samples VALUES (?, ?, ?)",
                (design.sample_id, _moment_text(design.drawn_at), design.model_dump_json()),
            )
            connection.executemany(
                "INSERT INTO sample_items VALUES (?, ?, ?, ?)",
                [(design.sample_id, item.position, item.unit_id, item.model_dump_json()) for item in items],
            )

    def samples(self) -> list[Design]:
        """All samples, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT design FROM samples ORDER BY drawn_at DESC, rowid DESC"
            ).fetchall()
        return [Design.model_validate_json(text) for (text,) in rows]

    def sample(self, sample_id: str) -> Design | None:
        """One sample by its id."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT design FROM samples WHERE sample_id = ?", (sample_id,)
            ).fetchone()
        return Design.model_validate_json(row[0]) if row else None

    def sample_items(self, sample_id: str) -> list[Item]:
        """The units of a sample, in their order."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT item FROM sample_items WHERE sample_id = ? ORDER BY position", (sample_id,)
            ).fetchall()
        return [Item.model_validate_json(text) for (text,) in rows]

    def samples_of(self, unit_id: str) -> list[tuple[str, Item]]:
        """The samples that a figure or an article was drawn into, with its item in each, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT sample_id, item FROM sample_items WHERE unit_id = ? ORDER BY sample_id DESC",
                (unit_id,),
            ).fetchall()
        return [(sample_id, Item.model_validate_json(text)) for sample_id, text in rows]

    def find_faults(self) -> list[str]:
        """What is wrong with the file: damage that SQLite finds, and states that do not follow from the events."""
        with self._reading() as connection:
            faults = [
                str(row[0])
                for row in connection.execute("PRAGMA integrity_check").fetchall()
                if row[0] != "ok"
            ]
            named = connection.execute(
                "SELECT figure_id FROM events WHERE figure_id IS NOT NULL UNION SELECT figure_id FROM states"
            ).fetchall()
            for (each,) in named:
                events = [
                    logged.event for logged in _select(connection, "WHERE figure_id = ? ORDER BY seq", each)
                ]
                row = connection.execute("SELECT body FROM states WHERE figure_id = ?", (each,)).fetchone()
                if not events or row is None or not _follows(_read_state(row), events):
                    faults.append(f"the state of figure {each} does not follow from its events")
        return faults

    def _insert(self, connection: sqlite3.Connection, event: ReviewEvent) -> Appended:
        if known := _find(connection, event.event_id):
            if known.event.model_copy(update={"at": event.at}) != event:
                raise LedgerRefusedError(
                    f"event {event.event_id} is in the ledger with another content: nothing was saved"
                )
            return Appended(known.seq, event.event_id, False)
        _check(connection, event)
        row = event.model_dump(mode="json")
        cursor = connection.execute(
            f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
            tuple(_cell(name, row[name], event) for name in COLUMNS),
        )
        assert cursor.lastrowid is not None
        return Appended(cursor.lastrowid, event.event_id, True)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block is on the disk when it ends, or nothing of it ever happened."""
        with self._writing, self._clear_faults():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(
                    sqlite3.Error
                ):  # the fault may have ended the transaction; it is the one to report
                    self._writer.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading: it waits for no writer."""
        with self._clear_faults():
            with self._idle_lock:
                if not self._is_open:
                    raise LedgerError(f"{self.path}: the ledger is closed")
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                connection = self._connect()
                connection.execute("PRAGMA query_only = ON")
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                self._put_back(connection)

    def _put_back(self, connection: sqlite3.Connection) -> None:
        with self._idle_lock:
            if self._is_open and len(self._idle) < READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # where a plain fsync leaves data in the drive's cache
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
        return connection

    def _prepare(self) -> None:
        """Make the tables where there are none, refuse other files, fold states anew where the rules changed."""
        connection = self._writer
        version = _pragma(connection, "user_version")
        if version > VERSION:
            raise LedgerError(
                f"{self.path} was written by a newer version of tinso: upgrade it; nothing was changed"
            )
        if version and _pragma(connection, "application_id") != APPLICATION:
            raise LedgerError(f"{self.path} is no ledger of tinso; nothing was changed in it")
        if version == VERSION and _folded_by(connection) == FOLDING:
            return
        if not version and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            if _pragma(connection, "user_version") == 0:  # else another process has just made it
                raise LedgerError(f"{self.path} is no ledger of tinso; nothing was changed in it")
        _turn_to_wal(connection)
        with self._changing():
            if not _pragma(connection, "user_version"):
                for statement in _statements(TABLES):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            if _folded_by(connection) != FOLDING:
                _fold_anew(connection)

    @contextmanager
    def _clear_faults(self) -> Iterator[None]:
        """SQLite's faults as one clear line each."""
        try:
            yield
        except sqlite3.Error as fault:
            text = str(fault)
            if "locked" in text or "busy" in text:
                told = "another program has been writing to it for too long: nothing was saved, try again"
            elif "full" in text:
                told = "no room left on the disk: nothing was saved; what was acknowledged before is whole"
            elif "readonly" in text or "unable to open" in text:
                told = "it or its folder cannot be written: nothing was saved"
            elif "not a database" in text or "malformed" in text:
                told = "the file is no SQLite file, or is damaged"
            else:
                told = text
            raise LedgerError(f"{self.path}: {told}") from fault


class Frozen:
    """The ledger as it was at one moment: what is asked of it fits together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def article_ids(self, after: str, limit: int) -> list[str]:
        """Ids of articles with figures that somebody decided on, in their order, after one of them."""
        rows = self._connection.execute(
            "SELECT DISTINCT article_id FROM states WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (after, limit),
        ).fetchall()
        return [article_id for (article_id,) in rows]

    def states_of_articles(self, article_ids: Sequence[str]) -> list[tuple[int, ReviewState]]:
        """Where the figures of some articles stand, with the numbers of their last events, in the order of these."""
        rows = self._connection.execute(
            "SELECT body, seq FROM states WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (json.dumps(list(article_ids)),),
        ).fetchall()
        return [(seq, _read_state((body,))) for body, seq in rows]

    def events_of(self, figure_id: str) -> list[Logged]:
        """The trail of a figure."""
        return _select(self._connection, "WHERE figure_id = ? ORDER BY seq", figure_id)

    def read_whole(self, article_id: str) -> list[Logged]:
        """The `article_done` events of an article that count."""
        logged = _select(
            self._connection, "WHERE article_id = ? AND figure_id IS NULL ORDER BY seq", article_id
        )
        counting = {event.event_id for event in read_whole([each.event for each in logged])}
        return [each for each in logged if each.event.event_id in counting]


def _check(connection: sqlite3.Connection, event: ReviewEvent) -> None:
    """Refuse what an event cannot say by itself: undos of nothing, ids of other places."""
    if event.anchor is not None and event.figure_id != figure_id(
        event.article_id, event.text_hash, *event.anchor.span
    ):
        raise LedgerRefusedError(
            f"figure {event.figure_id} does not stand at {event.anchor.start} of that text: nothing was saved"
        )
    if event.reverts is None:
        return
    target = _find(connection, event.reverts)
    if target is None:
        raise LedgerRefusedError(f"there is no event {event.reverts} to undo")
    about = target.event
    if about.reviewer != event.reviewer:
        raise LedgerRefusedError(f"{about.reviewer} decided that: only they can undo it")
    if (about.figure_id, about.article_id, about.text_hash) != (
        event.figure_id,
        event.article_id,
        event.text_hash,
    ):
        raise LedgerRefusedError(f"event {event.reverts} is about something else: nothing was undone")
    if _is_undone(connection, event.reverts):
        raise LedgerRefusedError("that is undone already")


def _is_undone(connection: sqlite3.Connection, event_id: str) -> bool:
    """Whether an event is taken back by an undo that counts. Undos of one event share its figure or its article."""
    target = _find(connection, event_id)
    assert target is not None
    about = target.event
    if about.figure_id is not None:
        trail = _select(connection, "WHERE figure_id = ? ORDER BY seq", about.figure_id)
    else:
        trail = _select(
            connection, "WHERE article_id = ? AND figure_id IS NULL ORDER BY seq", about.article_id
        )
    undone: set[str] = set()
    for each in reversed(trail):
        if each.event.reverts is not None and each.event.event_id not in undone:
            undone.add(each.event.reverts)
    return event_id in undone


def _follows(state: ReviewState, events: Sequence[ReviewEvent]) -> bool:
    """Whether a state is what the events come to; events that make no figure come to none."""
    try:
        return state == fold_state(events)
    except ValueError:
        return False


def _store_state(connection: sqlite3.Connection, about: str) -> None:
    """Fold the events of a figure and keep the state beside them."""
    logged = _select(connection, "WHERE figure_id = ? ORDER BY seq", about)
    try:
        state = fold_state([each.event for each in logged])
    except ValueError as fault:
        raise LedgerRefusedError(f"nothing was saved: {_sentence(fault)}") from fault
    said = state.reviewed
    if said and state.state in ("corrected", "added") and said.date_start and said.date_end:
        if said.date_start > said.date_end:
            raise LedgerRefusedError("nothing was saved: the period ends before it begins")
    connection.execute(
        "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?)",
        (about, state.article_id, state.state, logged[-1].seq, state.model_dump_json(exclude_defaults=True)),
    )


def _fold_anew(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM states")
    named = connection.execute("SELECT DISTINCT figure_id FROM events WHERE figure_id IS NOT NULL").fetchall()
    for (each,) in named:
        _store_state(connection, each)
    connection.execute("DELETE FROM folding")
    connection.execute("INSERT INTO folding VALUES (?)", (FOLDING,))


def _folded_by(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT version FROM folding").fetchone()
    return int(row[0]) if row else 0


def _find(connection: sqlite3.Connection, event_id: str) -> Logged | None:
    found = _select(connection, "WHERE event_id = ?", event_id)
    return found[0] if found else None


def _select(connection: sqlite3.Connection, rest: str, *parameters: object) -> list[Logged]:
    rows = connection.execute(f"SELECT seq, {', '.join(COLUMNS)} FROM events {rest}", parameters).fetchall()
    return [Logged(seq, _read_event(cells)) for seq, *cells in rows]


def _read_event(cells: Sequence[Any]) -> ReviewEvent:
    fields = dict(zip(COLUMNS, cells, strict=True))
    for name in ("anchor", "reading"):
        fields[name] = json.loads(fields[name]) if fields[name] is not None else None
    try:
        return ReviewEvent.model_validate(fields)
    except ValidationError as fault:
        raise LedgerError(
            f"event {fields['event_id']} of the ledger cannot be read ({told_faults(fault)}): "
            "was it written by another version, or by hand?"
        ) from fault


def _read_state(row: Sequence[Any]) -> ReviewState:
    return ReviewState.model_validate_json(row[0])


def _cell(name: str, value: Any, event: ReviewEvent) -> str | float | int | None:
    """A field as it lies in the table."""
    if name == "at":
        return _moment_text(event.at)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict):
        told = {key: each for key, each in value.items() if each is not None}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    cell: str | float | int | None = value
    return cell


def _moment_text(moment: datetime) -> str:
    """UTC with all digits, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _sentence(fault: ValueError) -> str:
    return told_faults(fault) if isinstance(fault, ValidationError) else str(fault)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """Turn the file to WAL mode; another process that does the same at this moment is waited for."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _force_folder_to_disk(folder: Path) -> None:
    """Have the system write the entries of a folder to the disk now, so that a new file is found after a power cut."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
