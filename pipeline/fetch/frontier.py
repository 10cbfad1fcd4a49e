"""What is to be fetched, what was, and when to try again: the memory of fetching between runs, in one SQLite file.

An address enters once and never leaves: it is due, done, gone for a while (404), or waits for its next attempt.
What a kill leaves undecided is settled at the next start by the archive, which is the truth: the file only says
what to do next. Beside the addresses stand the state of each host, the counts of each night, and its issues.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import FrontierError
from pipeline.fetch.politeness import HostState
from schemas import Issue

FILE_NAME = "frontier.sqlite"
GONE_FOR = timedelta(days=7)
"""How long at least an address that answered 404 or 410 is not asked for again; then as long as it was known before,
so that the editions which never came to be do not fill the nights of later years."""
ASK_AGAIN = timedelta(hours=12)
"""How long after it was fetched a page is asked for again that held no article, at the earliest."""
FIRST_RETRY = timedelta(minutes=2)
ATTEMPTS_A_NIGHT = 3

ORDER = {"robots": 0, "sitemap": 1, "feed": 1, "listing": 1, "article": 2}
"""Documents that list articles come before articles."""

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY,              -- canonical address
    source TEXT NOT NULL,
    kind TEXT NOT NULL,                -- article | sitemap | feed | listing | robots
    rank INTEGER NOT NULL,
    language TEXT,                     -- our code, of an article
    edition_key TEXT,                  -- what the editions of one article share
    found_by TEXT NOT NULL,            -- seed | sitemap | feed | listing | edition | page
    found_at TEXT NOT NULL,            -- first seen
    changed TEXT,                      -- last change that a listing told of
    due_since TEXT,                    -- asked for, and not answered since; null: nothing to do
    next_try TEXT,                     -- not before
    attempts INTEGER NOT NULL DEFAULT 0,
    fetched_at TEXT,                   -- last whole answer
    status INTEGER,                    -- its status
    error TEXT,                        -- of the last attempt that failed
    place INTEGER                      -- index of its discovery in the source's file, of a document
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_in_order ON pages (source, rank, changed DESC, found_at DESC, edition_key, url)
    WHERE due_since IS NOT NULL AND next_try IS NULL AND attempts < {ATTEMPTS_A_NIGHT};
CREATE INDEX IF NOT EXISTS pages_waiting ON pages (source, next_try, rank)
    WHERE due_since IS NOT NULL AND next_try IS NOT NULL AND attempts < {ATTEMPTS_A_NIGHT};
CREATE INDEX IF NOT EXISTS pages_gone ON pages (source, next_try) WHERE due_since IS NULL AND next_try IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_tried ON pages (source) WHERE due_since IS NOT NULL AND attempts > 0;
DROP INDEX IF EXISTS pages_due;
DROP INDEX IF EXISTS pages_of_edition;
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY, slowness REAL NOT NULL, failures INTEGER NOT NULL, refusals INTEGER NOT NULL,
    rest_until TEXT, night TEXT NOT NULL, requests INTEGER NOT NULL, last_start TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS nights (
    run TEXT NOT NULL, source TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
    partial INTEGER NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (run, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issues (
    run TEXT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, source TEXT NOT NULL,
    record TEXT, field TEXT, message TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Page:
    """An address to fetch. `place` is the discovery that a document belongs to; see the table for the rest."""

    url: str
    source: str
    kind: str
    language: str | None = None
    edition_key: str | None = None
    found_by: str = "seed"
    changed: datetime | None = None
    due_since: datetime | None = None
    attempts: int = 0
    fetched_at: datetime | None = None
    status: int | None = None
    place: int | None = None


class Night(NamedTuple):
    """What the runs of a day brought of a source."""

    day: str
    articles: int
    languages: Counter[str]


class Frontier:
    """The open file. Every change is on disk when its method returns."""

    def __init__(self, path: Path | None) -> None:
        """Open or create; None keeps everything in memory. Raises `FrontierError`."""
        self._where = str(path) if path else ":memory:"
        with self._clear_faults():
            self._connection = sqlite3.connect(self._where, isolation_level=None, timeout=30)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(
                "PRAGMA synchronous = NORMAL"
            )  # a lost row is found again, or in the archive
            self._connection.executescript(SCHEMA)
            columns = {row[1] for row in self._connection.execute("PRAGMA table_info(hosts)")}
            if "last_start" not in columns:  # a file of an earlier version
                self._connection.execute("ALTER TABLE hosts ADD COLUMN last_start TEXT")

    def __enter__(self) -> Frontier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def _clear_faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            raise FrontierError(f"{self._where}: {fault}") from fault

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._clear_faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def add(self, pages: Iterable[Page], now: datetime) -> int:
        """Enter addresses; how many are new. One that is known becomes due again where it changed since it was fetched."""
        new = 0
        moment = _text(now)
        with self._changing() as connection:
            for page in pages:
                new += connection.execute(
                    """INSERT INTO pages (url, source, kind, rank, language, edition_key, found_by, found_at, changed,
                    due_since, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING""",
                    (
                        page.url, page.source, page.kind, ORDER[page.kind], page.language, page.edition_key,
                        page.found_by, moment, _text(page.changed), moment, page.place,
                    ),
                ).rowcount  # fmt: skip
                if page.changed is not None:
                    changed = _text(page.changed)
                    connection.execute(
                        """UPDATE pages SET changed = ?1,
                        due_since = CASE WHEN due_since IS NULL AND status = 200 AND fetched_at < ?1 THEN ?2
                                    ELSE due_since END,
                        attempts = CASE WHEN due_since IS NULL THEN 0 ELSE attempts END
                        WHERE url = ?3 AND (changed IS NULL OR changed < ?1)""",
                        (changed, moment, page.url),
                    )
        return new

    def renew(self, pages: Iterable[Page], now: datetime) -> None:
        """Enter documents that every run reads anew: due, whatever was before."""
        documents = list(pages)
        self.add(documents, now)
        with self._changing() as connection:
            connection.executemany(
                "UPDATE pages SET due_since = ?, next_try = NULL, attempts = 0, kind = ?, rank = ?, place = ? WHERE url = ?",
                [(_text(now), page.kind, ORDER[page.kind], page.place, page.url) for page in documents],
            )

    def begin(self, source: str, now: datetime) -> None:
        """A night begins for a source: what failed last night may be tried again, also what was gone a week ago."""
        with self._changing() as connection:
            connection.execute(
                "UPDATE pages SET attempts = 0 WHERE source = ? AND due_since IS NOT NULL AND attempts > 0",
                (source,),
            )
            connection.execute(
                """UPDATE pages SET due_since = ?1, next_try = NULL, attempts = 0
                WHERE source = ?2 AND due_since IS NULL AND next_try IS NOT NULL AND next_try <= ?1""",
                (_text(now), source),
            )

    def next_due(self, source: str, kinds: Sequence[str]) -> tuple[Page, datetime | None] | None:
        """The next address to ask for, and before when not: documents first, then the newest articles; None if none."""
        marks = ", ".join("?" * len(kinds))
        wanted = f"""SELECT url, source, kind, language, edition_key, found_by, changed, due_since, attempts, fetched_at,
            status, place, next_try FROM pages WHERE source = ? AND due_since IS NOT NULL
            AND attempts < {ATTEMPTS_A_NIGHT} AND kind IN ({marks})"""
        order = "changed DESC, found_at DESC, edition_key, url LIMIT 1"
        # A question for each rank, and one for what waits: each is answered by an index, however much is due.
        questions = [
            (f"{wanted} AND next_try IS NULL AND rank = ? ORDER BY {order}", (source, *kinds, rank))
            for rank in sorted({ORDER[kind] for kind in kinds})
        ]
        questions.append(
            (f"{wanted} AND next_try IS NOT NULL ORDER BY next_try, rank, {order}", (source, *kinds))
        )
        with self._clear_faults():
            for question, values in questions:
                if row := self._connection.execute(question, values).fetchone():
                    return _page(row), _moment(row[12])
        return None

    def note_answer(self, url: str, status: int, now: datetime) -> None:
        """An address was answered for good: 200, or what will not change for a while."""
        gone = None
        if status in (404, 410):
            known = self.found_at(url)
            gone = _text(now + max(GONE_FOR, now - known if known else GONE_FOR))
        with self._changing() as connection:
            connection.execute(
                """UPDATE pages SET due_since = NULL, next_try = ?, attempts = 0, fetched_at = ?, status = ?, error = NULL
                WHERE url = ?""",
                (gone, _text(now), status, url),
            )

    def doubt(self, urls: Iterable[str], now: datetime) -> None:
        """Pages that were answered with 200 and held no article: a block may look so. They are asked for again.

        The next night, then after as long as they have been known: one, two, four, … days.
        """
        with self._changing() as connection:
            for url in urls:
                known = self.found_at(url)
                if known is not None:
                    connection.execute(
                        "UPDATE pages SET next_try = ? WHERE url = ? AND due_since IS NULL AND status = 200",
                        (_text(now + max(ASK_AGAIN, now - known)), url),
                    )

    def note_failure(self, url: str, error: str, now: datetime, *, counts: bool = True) -> None:
        """An attempt failed: the address stays due and waits a little longer each time. A rest asked for counts not."""
        with self._changing() as connection:
            row = connection.execute("SELECT attempts FROM pages WHERE url = ?", (url,)).fetchone()
            attempts = (row[0] if row else 0) + counts
            wait = FIRST_RETRY * 2 ** (attempts - 1) if counts else timedelta(0)
            connection.execute(
                "UPDATE pages SET attempts = ?, error = ?, next_try = ? WHERE url = ?",
                (attempts, error, _text(now + wait), url),
            )

    def leave(self, url: str, error: str) -> None:
        """An address is not asked for tonight, and stays due."""
        with self._changing() as connection:
            connection.execute(
                "UPDATE pages SET attempts = ?, error = ? WHERE url = ?", (ATTEMPTS_A_NIGHT, error, url)
            )

    def page(self, url: str) -> Page | None:
        """What is known of an address."""
        with self._clear_faults():
            row = self._connection.execute(
                """SELECT url, source, kind, language, edition_key, found_by, changed, due_since, attempts, fetched_at,
                status, place FROM pages WHERE url = ?""",
                (url,),
            ).fetchone()
        return _page(row) if row else None

    def found_at(self, url: str) -> datetime | None:
        """When an address was first heard of; None where it never was."""
        with self._clear_faults():
            row = self._connection.execute("SELECT found_at FROM pages WHERE url = ?", (url,)).fetchone()
        return _moment(row[0]) if row else None

    def waiting(self, source: str) -> list[str]:
        """The addresses of articles that are due, in the order in which they would be asked for."""
        with self._clear_faults():
            rows = self._connection.execute(
                """SELECT url FROM pages WHERE source = ? AND kind = 'article' AND due_since IS NOT NULL
                ORDER BY next_try IS NOT NULL, next_try, changed DESC, found_at DESC, edition_key, url""",
                (source,),
            ).fetchall()
        return [row[0] for row in rows]

    def copy_into(self, other: Frontier) -> None:
        """Copy everything into another frontier, which is overwritten."""
        with self._clear_faults():
            self._connection.backup(other._connection)

    def left_over(self, source: str) -> int:
        """Articles that are still due."""
        with self._clear_faults():
            row = self._connection.execute(
                "SELECT count(*) FROM pages WHERE source = ? AND kind = 'article' AND due_since IS NOT NULL",
                (source,),
            ).fetchone()
        return int(row[0])

    def host(self, host: str) -> HostState:
        """The state of a host, as the last run left it."""
        with self._clear_faults():
            row = self._connection.execute(
                "SELECT slowness, failures, refusals, rest_until, night, requests, last_start FROM hosts WHERE host = ?",
                (host,),
            ).fetchone()
        if row is None:
            return HostState(host)
        return HostState(host, row[0], row[1], row[2], _moment(row[3]), row[4], row[5], _moment(row[6]))

    def keep_host(self, state: HostState) -> None:
        """Keep the state of a host."""
        with self._changing() as connection:
            connection.execute(
                """INSERT OR REPLACE INTO hosts (host, slowness, failures, refusals, rest_until, night, requests,
                last_start) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    state.host, state.slowness, state.failures, state.refusals, _text(state.rest_until), state.night,
                    state.requests, _text(state.last_start),
                ),
            )  # fmt: skip

    def keep_night(
        self,
        run: str,
        source: str,
        started: datetime,
        finished: datetime | None,
        counts: dict[str, object],
        *,
        partial: bool = False,
    ) -> None:
        """Keep the counts of a run of a source; `partial` where it was cut short on purpose and no night is held to it."""
        with self._changing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO nights VALUES (?, ?, ?, ?, ?, ?)",
                (run, source, _text(started), _text(finished), partial, json.dumps(counts)),
            )

    def nights(self, source: str, number: int, before: str) -> list[Night]:
        """The last nights of a source that had a finished run other than `before`, latest first.

        A night is a day in UTC on which runs began; their counts are added up.
        """
        with self._clear_faults():
            rows = self._connection.execute(
                """SELECT substr(started_at, 1, 10) AS day, json_group_array(json(counts)) FROM nights
                WHERE source = ? AND finished_at IS NOT NULL AND run <> ? AND partial = 0
                GROUP BY day ORDER BY day DESC LIMIT ?""",
                (source, before, number),
            ).fetchall()
        nights = []
        for day, runs in rows:
            articles, languages = 0, Counter[str]()
            for counts in json.loads(runs):
                articles += counts.get("fetched", 0) + counts.get("already_there", 0)
                languages.update(counts.get("languages", {}))
            nights.append(Night(day, articles, languages))
        return nights

    def keep_issues(self, run: str, issues: Iterable[Issue]) -> None:
        """Keep the issues of a run, for whoever stores them."""
        with self._changing() as connection:
            connection.executemany(
                "INSERT INTO issues VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(run, i.severity, i.code, i.source, i.record, i.field, i.message) for i in issues],
            )

    def issues(self, since: str = "") -> list[Issue]:
        """The issues of all runs from one on, in order; runs are named by their start."""
        with self._clear_faults():
            rows = self._connection.execute(
                "SELECT severity, code, source, record, field, message FROM issues WHERE run >= ? ORDER BY rowid",
                (since,),
            ).fetchall()
        names = ("severity", "code", "source", "record", "field", "message")
        return [Issue.model_validate(dict(zip(names, row, strict=True))) for row in rows]


def copy_frontier(folder: Path | None) -> Frontier:
    """A copy in memory of the frontier of an archive, or an empty one where there is none: changes are lost."""
    copy = Frontier(None)
    if folder is not None and (folder / FILE_NAME).exists():
        with Frontier(folder / FILE_NAME) as original:
            original.copy_into(copy)
    return copy


def open_frontier(folder: Path | None) -> Frontier:
    """The frontier in the folder of the archive; None: one in memory. Raises `FrontierError`."""
    if folder is None:
        return Frontier(None)
    folder.mkdir(parents=True, exist_ok=True)
    return Frontier(folder / FILE_NAME)


def _page(row: tuple[Any, ...]) -> Page:
    url, source, kind, language, key, found_by, changed, due_since, attempts, fetched_at, status, place = row[
        :12
    ]
    return Page(
        url,
        source,
        kind,
        language,
        key,
        found_by,
        _moment(changed),
        _moment(due_since),
        attempts,
        _moment(fetched_at),
        status,
        place,
    )


def _text(moment: datetime | None) -> str | None:
    """A time in UTC as text that sorts."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None
