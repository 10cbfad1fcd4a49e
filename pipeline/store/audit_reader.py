"""What the audit page asks of a snapshot: a figure with its text and evidence, queues with filters, search, counts.

The snapshot is attached, read-only and locked in, to a database in memory, in which the present states of figures stand
beside it, so that queues follow every decision. Questions are asked in threads, each with a cursor of its own from a small
pool; one that takes too long is broken off, and the slow kind never holds all cursors. What a state is comes from
`pipeline.audit`; the tables that make this quick are made by `audit_tables`.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal, NamedTuple, TypeVar

import duckdb
import pyarrow

from pipeline.errors import QueryTooSlowError, StoreMissingError
from pipeline.store.audit_tables import has_audit_tables, make_audit_tables
from pipeline.store.database import CONFIG, check_place, check_version, clear_faults
from pipeline.store.readings import CurrentArticle, CurrentFigure
from schemas import Evidence, Figure
from schemas.review import Reading, plain_decimal

Answer = TypeVar("Answer")
CURSORS, SLOW_CURSORS = 6, 2
"""Questions asked at once, and those of them that may walk through all texts."""
SECONDS = 15.0
"""After which a question is broken off."""
TICK = 0.1
"""Seconds between two looks at what takes too long."""
KEPT = 256
"""Figures, stories and sizes of queues that are kept in memory, since a snapshot never changes."""
MOST_ROWS = 1000
"""That any one answer gives."""
MOST_FIGURES = 100_000
"""Of any number of articles together."""
LAST_NUMBER = 2**63 - 1
"""No article or figure has a greater one."""
PLACE_IN_FILE = (1 << 36) - 1
"""The bits of `fetches.seq` that are the record's offset in its file."""
AROUND = 60
"""Characters of context on either side of a figure in a list."""
QUOTE, QUOTES = "'", '"'

QueueName = Literal["violations", "outliers", "disagreement", "confidence", "all", "new"]
RANKED = ("violations", "outliers", "disagreement", "confidence")
"""Queues whose members and order the snapshot holds."""


class AuditArticle(NamedTuple):
    """The latest revision of an article, with its text and the reading that counts."""

    number: int
    story: int
    article_id: str
    revision: int
    extraction_id: int | None
    run_id: int
    lang: str
    source: str | None
    published: date | None
    title: str | None
    url: str | None
    origin_url: str | None
    province: str | None
    text: str
    text_hash: str
    extractor_version: str | None
    lexicon_hash: str | None
    figures: int


class FetchedPage(NamedTuple):
    """The request in the archive that an article's revision was read from. `fetched_at` is in UTC, without its zone."""

    seq: int
    url: str
    fetched_at: datetime
    digest: str | None
    warc_file: str


class AuditFigure(NamedTuple):
    """A figure as it stands in the snapshot, without its evidence."""

    number: int
    figure_id: str
    article: int
    story: int
    fact_id: str | None
    extraction_id: int
    figure: Figure


class ListedFigure(NamedTuple):
    """A figure as a list shows it: what it says, and the characters around it."""

    rank: int
    number: int
    figure_id: str
    article_id: str
    text_hash: str
    extractor_version: str
    lang: str
    source: str | None
    published: date | None
    title: str | None
    before: str
    after: str
    figure: Figure


class FoundArticle(NamedTuple):
    """An article that a search found."""

    number: int
    article_id: str
    lang: str
    source: str | None
    published: date | None
    title: str | None
    text: str
    figures: int


class DeadlineRow(NamedTuple):
    """A deadline of an article."""

    start: int
    end: int
    quote: str
    date: date
    precision: str
    responsible: str | None


class WhyListed(NamedTuple):
    """A reason for which a queue has a figure: a code, and what it is told with."""

    queue: str
    code: str
    detail: str | None


class Night(NamedTuple):
    """What the last run that brought articles stored."""

    run_id: int
    command: str
    status: str
    finished: datetime | None
    rejects: int
    warnings: int
    sources: tuple[tuple[str | None, int, int], ...]
    """Source, articles, figures."""
    languages: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed down to; None is all. `first` and `last` are days of publication."""

    lang: str | None = None
    province: str | None = None
    indicator: str | None = None
    scenario: str | None = None
    source: str | None = None
    version: str | None = None
    first: date | None = None
    last: date | None = None

    def conditions(self) -> tuple[list[str], list[Any]]:
        """SQL conditions on the columns that every queue has, and their parameters."""
        named = {
            "lang": self.lang,
            "province": self.province,
            "indicator": self.indicator,
            "scenario": self.scenario,
            "source": self.source,
            "extractor_version": self.version,
        }
        conditions = [f"{column} = ?" for column, value in named.items() if value is not None]
        values: list[Any] = [value for value in named.values() if value is not None]
        if self.first is not None:
            conditions.append("published >= ?")
            values.append(self.first)
        if self.last is not None:
            conditions.append("published <= ?")
            values.append(self.last)
        return conditions, values


FACETS = ("lang", "province", "indicator", "scenario", "source", "extractor_version")
"""Columns by which queues are narrowed down."""


@dataclass(frozen=True)
class Rows:
    """The rows of a queue: one of the snapshot's, or `listed` ids in an order of somebody else's making."""

    queue: str
    listed: tuple[int, ...] | None = None
    """Numbers of figures; None for queues of the snapshot."""

    def source(self) -> tuple[str, list[Any]]:
        """A relation with rank, number and the columns of `FACETS`, and its parameters."""
        columns = ", ".join((*FACETS, "published"))
        if self.listed is not None:
            return (
                f"""(SELECT l.rank, l.number, {columns} FROM
                (SELECT unnest(?::BIGINT[]) AS number, unnest(range(1, 1 + len(?::BIGINT[]))) AS rank) AS l
                JOIN audit.figures AS n USING (number))""",
                [list(self.listed), list(self.listed)],
            )
        if self.queue in RANKED:
            return f"(SELECT rank, number, {columns} FROM audit.queue WHERE queue = ?)", [self.queue]
        if self.queue == "new":
            newest = "(SELECT max(run_id) FROM audit.articles)"
            return (
                f"(SELECT number AS rank, number, {columns} FROM audit.figures WHERE run_id = {newest})",
                [],
            )
        return f"(SELECT number AS rank, number, {columns} FROM audit.figures)", []


class Standing(NamedTuple):
    """Which figures of a queue are wanted by their state: `open` is what still waits for `reviewer`."""

    state: str | None = None
    """One of the states, `open`, or None for all."""
    reviewer: str = ""

    def condition(self) -> tuple[str, list[Any]]:
        """An SQL condition on the number of a figure `q`, which leaves the order of a queue to be read from its front."""
        states = "SELECT v.number FROM memory.main.states AS v"
        if self.state is None:
            return "true", []
        if self.state == "open":
            return f"q.number NOT IN ({states} WHERE NOT {OPEN})", [self.reviewer]
        if self.state == "unreviewed":
            return f"q.number NOT IN ({states})", []
        return f"q.number IN ({states} WHERE v.state = ?)", [self.state]


OPEN = (
    "(v.number IS NULL OR v.state = 'stale' OR (v.state = 'skipped' AND NOT list_contains(v.reviewers, ?)))"
)
REASONS = """SELECT number, queue, code, detail FROM audit.reasons
    WHERE number IN (SELECT unnest(?::BIGINT[])) ORDER BY number, weight DESC, queue, code"""
FIGURE_FIELDS = (
    "start", '"end"', "quote", "kind", "value", "value_max", "out_of", "unit", "comparator", "scenario", "indicator", "base",
    "scope", "per", "date_role", "date_start", "date_end", "province", "confidence",
)  # fmt: skip
FIGURE_COLUMNS = ", ".join(f"f.{name}" for name in FIGURE_FIELDS)
ARTICLE_COLUMNS = """n.article_number, n.story_number, n.article_id, n.revision, n.extraction_id, n.run_id, n.lang, n.source,
    n.published, a.title, a.url, a.origin_url, a.province, a.text, n.text_hash, n.extractor_version, n.lexicon_hash, n.figures"""


class _Clock:
    """Breaks off questions that take too long: one thread for all of them."""

    def __init__(self) -> None:
        self._due: dict[int, tuple[float, duckdb.DuckDBPyConnection]] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def start(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        with self._lock:
            self._due[id(cursor)] = time.monotonic() + seconds, cursor

    def end(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """From here on the cursor is not interrupted: under the lock, so that the next question is not hit."""
        with self._lock:
            self._due.pop(id(cursor), None)

    def stop(self) -> None:
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(TICK):
            now = time.monotonic()
            with self._lock:
                for at, cursor in self._due.values():
                    if at < now:
                        cursor.interrupt()


class AuditReader:
    """A snapshot opened for the audit page. Safe to be used by many threads; close it when nobody asks any more."""

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        """Open the snapshot at `path`; one without the tables of the page has them made in memory.

        Raises the errors of `connect_reader`.
        """
        self.path = path
        self.seconds = seconds
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        self._slow = threading.BoundedSemaphore(SLOW_CURSORS)
        self._writing = threading.Lock()
        self._written = 0
        """How often states were put: what hangs on them is kept until the next time."""
        self._clock = _Clock()
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._keeping = threading.Lock()
        self._facets: dict[str, dict[str, list[tuple[str, int]]]] = {}
        check_place(path)
        if not path.exists():
            raise StoreMissingError(f"there is no snapshot at {path}: make one with `tinso publish`")
        self._base = duckdb.connect(":memory:", config=CONFIG)
        try:
            with clear_faults(path):
                self._open()
        except BaseException:
            self._base.close()
            raise

    def _open(self) -> None:
        """Attach the snapshot, make what it lacks, open the cursors, and lock the doors behind them."""
        base = self._base
        base.execute(f"ATTACH '{str(self.path).replace(QUOTE, QUOTE * 2)}' AS snap (READ_ONLY)")
        base.execute("USE snap")
        check_version(base, self.path)
        home = "snap.main"
        if not has_audit_tables(base, "snap"):
            home = "memory.main,snap.main"
            base.execute(f"SET search_path = '{home}'")
            make_audit_tables(base)
        base.execute(
            "CREATE TABLE memory.main.states (number BIGINT PRIMARY KEY, state VARCHAR NOT NULL, reviewers VARCHAR[] NOT NULL)"
        )
        for _ in range(CURSORS):
            cursor = base.cursor()
            cursor.execute(f"SET search_path = '{home}'")
            self._free.put(cursor)
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")

    def close(self) -> None:
        """Close the snapshot, when nobody asks any more."""
        self._clock.stop()
        while True:
            try:
                self._free.get_nowait().close()
            except Empty:
                break
        self._base.close()

    # Figures and articles

    def figure(self, figure_id: str) -> AuditFigure | None:
        """A current figure by its id; None where the snapshot has none of it."""
        return self._keep(("figure", figure_id), lambda: self._find_figure(figure_id))

    def _find_figure(self, figure_id: str) -> AuditFigure | None:
        numbers = self.numbers_of([figure_id])
        if not numbers:
            return None
        row = self._ask("SELECT story_number FROM audit.figures WHERE number = ?", [numbers[figure_id]])[0]
        return next(
            each for _, figures in self.story(row[0]) for each in figures if each.figure_id == figure_id
        )

    def article_of(self, figure: AuditFigure) -> AuditArticle:
        """The article of a figure."""
        return next(article for article, _ in self.story(figure.story) if article.number == figure.article)

    def numbers_of(self, figure_ids: Sequence[str]) -> dict[str, int]:
        """Numbers of the current figures among some ids."""
        if len(figure_ids) == 1:
            return dict(
                self._ask("SELECT figure_id, number FROM audit.figure_ids WHERE figure_id = ?", figure_ids)
            )
        sql = (
            "SELECT figure_id, number FROM audit.figure_ids WHERE figure_id IN (SELECT unnest(?::VARCHAR[]))"
        )
        return dict(self._ask(sql, [list(figure_ids)])) if figure_ids else {}

    def ids_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """Ids of figures by their numbers."""
        sql = "SELECT number, figure_id FROM audit.figures WHERE number IN (SELECT unnest(?::BIGINT[]))"
        return dict(self._ask(sql, [list(numbers)])) if numbers else {}

    def figure_count(self) -> int:
        """How many current figures there are."""
        return int(
            self._ask("SELECT coalesce(sum(figures), 0) FROM audit.totals WHERE queue = 'all'", [])[0][0]
        )

    def sources(self) -> dict[str, str]:
        """Titles of the sources by name."""
        return self._keep("sources", lambda: dict(self._ask("SELECT source, title FROM sources", [])))

    def article(self, article_id: str) -> AuditArticle | None:
        """An article by its id, in its latest revision; None where there is none."""
        number = self._keep(
            ("article", article_id),
            lambda: next(
                iter(
                    self._ask(
                        "SELECT article_number FROM audit.article_ids WHERE article_id = ?", [article_id]
                    )
                ),
                (None,),
            )[0],
        )
        return None if number is None else self.article_numbered(number)

    def article_numbered(self, number: int) -> AuditArticle:
        """An article by its number in the snapshot."""
        return next(article for article, _ in self.story(self._story_of(number)) if article.number == number)

    def _story_of(self, article: int) -> int:
        return self._keep(
            ("story of", article),
            lambda: int(
                self._ask("SELECT story_number FROM audit.articles WHERE article_number = ?", [article])[0][0]
            ),
        )

    def fetch_of(self, article: AuditArticle) -> FetchedPage | None:
        """The fetch that the revision shown was read from; None where it was read from a file."""
        return self._keep(("fetch of", article.number), lambda: self._find_fetch(article.number))

    def _find_fetch(self, article: int) -> FetchedPage | None:
        places = self._ask("SELECT article_row FROM audit.articles WHERE article_number = ?", [article])
        rows = self._ask(
            f"""SELECT f.seq, f.url, f.fetched_at, f.digest, f.warc_file
            FROM articles AS a JOIN fetches AS f ON f.article_id = a.article_id
                AND a.source_file = 'warc:' || f.warc_file
                AND a.source_record = 'offset ' || (f.seq & {PLACE_IN_FILE})
            WHERE a.rowid IN (SELECT unnest(?::BIGINT[])) ORDER BY f.run_id DESC LIMIT 1""",
            [[place for (place,) in places]],
        )
        return FetchedPage(*rows[0]) if rows else None

    def current_article(self, article: AuditArticle) -> CurrentArticle:
        """An article with what is read in it, for verdicts to be held against."""
        figures = self.figures_of(article.number)
        return CurrentArticle(
            article.article_id,
            article.lang,
            article.text,
            article.text_hash,
            article.extractor_version,
            tuple(
                CurrentFigure(each.figure_id, each.figure.start, each.figure.end, Reading.of(each.figure))
                for each in figures
            ),
        )

    def figures_of(self, article: int) -> list[AuditFigure]:
        """The current figures of an article, by its number, in the order of the text."""
        return next(
            figures for each, figures in self.story(self._story_of(article)) if each.number == article
        )

    def current_articles(self, article_ids: Collection[str]) -> dict[str, CurrentArticle]:
        """Those of some articles that are there, by id, with what is read in them."""
        numbers = self._ask(
            "SELECT article_number FROM audit.article_ids WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(article_ids)],
        )
        wanted = [[number for (number,) in numbers]]
        figures: dict[int, list[CurrentFigure]] = {}
        for each in self._figures("n.article_number IN (SELECT unnest(?::BIGINT[]))", wanted):
            figure = each.figure
            read = CurrentFigure(each.figure_id, figure.start, figure.end, Reading.of(figure))
            figures.setdefault(each.article, []).append(read)
        return {
            article.article_id: CurrentArticle(
                article.article_id,
                article.lang,
                article.text,
                article.text_hash,
                article.extractor_version,
                tuple(figures.get(article.number, ())),
            )
            for article in self._articles("n.article_number IN (SELECT unnest(?::BIGINT[]))", wanted)
        }

    def evidence_of(self, figure: AuditFigure) -> dict[str, Evidence]:
        """The evidence of a figure's fields."""
        rows = self._ask(
            """SELECT field, start, "end", quote, rule FROM evidence WHERE extraction_id = ? AND record_id = ?
            ORDER BY start, "end", field""",
            [figure.extraction_id, figure.figure_id],
        )
        return {
            field: Evidence(start=start, end=end, quote=quote, rule=rule)
            for field, start, end, quote, rule in rows
        }

    def deadlines_of(self, article: AuditArticle) -> list[DeadlineRow]:
        """The deadlines of an article, in the order of the text."""
        rows = self._ask(
            """SELECT start, "end", quote, date, precision, responsible FROM deadlines WHERE extraction_id = ?
            ORDER BY start, "end" """,
            [article.extraction_id],
        )
        return [DeadlineRow(*row) for row in rows]

    def story(self, story: int) -> list[tuple[AuditArticle, list[AuditFigure]]]:
        """The editions of a story by its number, each with its figures."""
        return self._keep(("story", story), lambda: self._find_story(story))

    def _find_story(self, story: int) -> list[tuple[AuditArticle, list[AuditFigure]]]:
        figures: dict[int, list[AuditFigure]] = {}
        for figure in self._figures("n.story_number = ?", [story]):
            figures.setdefault(figure.article, []).append(figure)
        return [
            (article, figures.get(article.number, []))
            for article in self._articles("n.story_number = ?", [story])
        ]

    def reasons_of(self, number: int) -> list[WhyListed]:
        """Why queues have a figure, the gravest first."""
        return [WhyListed(*row) for row in self._ask(REASONS, [[number]], drop=1)]

    def _articles(self, condition: str, values: Sequence[Any]) -> list[AuditArticle]:
        places = self._ask(
            f"SELECT n.article_row FROM audit.articles AS n WHERE {condition} LIMIT {MOST_ROWS}",
            values,
        )
        rows = self._ask(
            f"""SELECT {ARTICLE_COLUMNS} FROM audit.articles AS n JOIN articles AS a ON a.rowid = n.article_row
            WHERE {condition} AND a.rowid IN (SELECT unnest(?::BIGINT[])) ORDER BY n.article_number""",
            [*values, [place for (place,) in places]],
        )
        return [AuditArticle(*row) for row in rows]

    def _figures(self, condition: str, values: Sequence[Any]) -> list[AuditFigure]:
        """Figures whose row `n` of `audit.figures` meets a condition, in the order of articles and texts."""
        known = {
            row[6]: row[:6]
            for row in self._ask(
                f"""SELECT n.number, n.figure_id, n.article_number, n.story_number, n.fact_id, n.extraction_id, n.figure_row
                FROM audit.figures AS n WHERE {condition} ORDER BY n.number LIMIT {MOST_FIGURES}""",
                values,
            )
        }
        if not known:
            return []
        rows = self._ask(
            f"SELECT f.rowid, {FIGURE_COLUMNS} FROM figures AS f WHERE f.rowid IN (SELECT unnest(?::BIGINT[]))",
            [list(known)],
        )
        return sorted(AuditFigure._make((*known[place], _figure(cells))) for place, *cells in rows)

    # Queues

    def page(
        self,
        rows: Rows,
        filters: Filters,
        standing: Standing,
        *,
        after: int = 0,
        before: int | None = None,
        limit: int = 50,
        without: Sequence[int] = (),
    ) -> list[tuple[int, int]]:
        """Rank and number of a queue's next figures behind the rank `after`, or of the last ones before `before`.

        `without` are numbers that are left out. Ranks tell an order and no more: they are sparse. Queues lie in their order, but
        for what the nights since have added, so that DuckDB reads the blocks around the edge.
        """
        source, values = rows.source()
        conditions, wanted = filters.conditions()
        condition, standing_values = standing.condition()
        backwards = before is not None
        found = self._ask(
            f"""SELECT q.rank, q.number FROM {source} AS q
            WHERE q.rank {"<" if backwards else ">"} ? AND {condition} AND NOT list_contains(?::BIGINT[], q.number)
            {"".join(f" AND q.{each}" for each in conditions)}
            ORDER BY q.rank {"DESC" if backwards else ""} LIMIT ?""",
            [*values, before if backwards else after, *standing_values, [*without], *wanted, limit],
        )
        return found[::-1] if backwards else found

    def rank_of(self, rows: Rows, number: int) -> int | None:
        """The rank of a figure in a queue; None where it is not in it."""
        if rows.listed is not None:
            return rows.listed.index(number) + 1 if number in rows.listed else None
        source, values = rows.source()
        found = self._ask(f"SELECT rank FROM {source} AS q WHERE number = ?", [*values, number])
        return found[0][0] if found else None

    def count(self, rows: Rows, filters: Filters, reviewer: str = "") -> tuple[int, int]:
        """How many figures a queue has after filters, and how many of them still wait for `reviewer`."""
        source, values = rows.source()
        conditions, wanted = filters.conditions()
        where = " AND ".join(f"q.{each}" for each in conditions) or "true"
        size = f"SELECT count(*) FROM {source} AS q WHERE {where}"
        decided = f"""SELECT count(*) FROM {source} AS q JOIN memory.main.states AS v USING (number)
            WHERE {where} AND NOT {OPEN}"""

        def ask(sql: str, *more: object) -> int:
            return int(self._ask(sql, [*values, *wanted, *more])[0][0])

        if rows.listed is not None:
            total = ask(size)
            return total, total - ask(decided, reviewer)
        asked = (rows.queue, filters)
        total = self._keep(("size", *asked), lambda: ask(size))
        done = self._keep(("decided", *asked, reviewer, self._written), lambda: ask(decided, reviewer))
        return total, total - done

    def open_by_language(self, reviewer: str = "") -> dict[str, dict[str, tuple[int, int]]]:
        """Of each queue that the snapshot holds, by language: how many figures, and how many wait for `reviewer`."""
        totals = self._ask("SELECT queue, lang, figures FROM audit.totals", [])
        done = self._ask(
            f"""SELECT q.queue, n.lang, count(*) FROM memory.main.states AS v JOIN audit.figures AS n USING (number)
            JOIN (SELECT DISTINCT queue, number FROM audit.reasons UNION ALL SELECT 'confidence', number FROM memory.main.states
                UNION ALL SELECT 'all', number FROM memory.main.states) AS q USING (number)
            WHERE NOT {OPEN} GROUP BY ALL""",
            [reviewer],
        )
        decided = {(queue, lang): number for queue, lang, number in done}
        table: dict[str, dict[str, tuple[int, int]]] = {}
        for queue, lang, number in totals:
            table.setdefault(queue, {})[lang] = number, number - decided.get((queue, lang), 0)
        return table

    def facets(self, rows: Rows) -> dict[str, list[tuple[str, int]]]:
        """What a queue can be narrowed down to: for each column its values and how many figures they have."""
        key = rows.queue if rows.listed is None else ""
        if key in self._facets:
            return self._facets[key]
        source, values = rows.source()
        sets = ", ".join(f"({column})" for column in FACETS)
        found = self._ask(
            f"""SELECT {", ".join(FACETS)}, {", ".join(f"grouping({column})" for column in FACETS)}, count(*)
            FROM {source} AS q GROUP BY GROUPING SETS ({sets})""",
            values,
        )
        facets: dict[str, list[tuple[str, int]]] = {column: [] for column in FACETS}
        for row in found:
            at = row[len(FACETS) : -1].index(0)
            if row[at] is not None:
                facets[FACETS[at]].append((row[at], row[-1]))
        for options in facets.values():
            options.sort(key=lambda option: (-option[1], option[0]))
        if key:
            self._facets[key] = facets
        return facets

    def listed(self, ranked: Sequence[tuple[int, int]]) -> list[ListedFigure]:
        """The figures of some ranks and numbers, in that order, with the characters around them."""
        ranks = {number: rank for rank, number in ranked}
        if not ranks:
            return []
        known = self._ask(
            """SELECT n.number, n.figure_row, m.article_row FROM audit.figures AS n JOIN audit.articles AS m USING (article_number)
            WHERE n.number IN (SELECT unnest(?::BIGINT[]))""",
            [list(ranks)],
        )
        places = {figure_row: number for number, figure_row, _ in known}
        rows = self._ask(
            f"""WITH read AS (
                SELECT f.rowid AS place, f.* FROM figures AS f WHERE f.rowid IN (SELECT unnest(?::BIGINT[]))
            ), told AS (
                SELECT * FROM articles WHERE rowid IN (SELECT unnest(?::BIGINT[]))
            )
            SELECT f.place, f.figure_id, f.article_id, a.text_hash, x.extractor_version, a.lang, x.source, a.published, a.title,
                substring(a.text, greatest(f.start - {AROUND}, 0) + 1, f.start - greatest(f.start - {AROUND}, 0)),
                substring(a.text, f."end" + 1, {AROUND}), {FIGURE_COLUMNS}
            FROM read AS f JOIN told AS a ON a.article_id = f.article_id AND a.revision = f.revision
            JOIN (SELECT number, figure_row, source, extractor_version FROM audit.figures WHERE number IN (SELECT unnest(?::BIGINT[])))
                AS x ON x.figure_row = f.place""",
            [list(places), sorted({place for *_, place in known}), list(ranks)],
        )
        return sorted(
            ListedFigure._make((ranks[places[row[0]]], places[row[0]], *row[1:11], _figure(row[11:])))
            for row in rows
        )

    def reasons_of_all(self, numbers: Sequence[int]) -> dict[int, list[WhyListed]]:
        """Why queues have some figures."""
        told: dict[int, list[WhyListed]] = {}
        for number, *reason in self._ask(REASONS, [list(numbers)]):
            told.setdefault(number, []).append(WhyListed(*reason))
        return told

    # States

    def put_states(self, states: Mapping[str, tuple[str, Sequence[str]]]) -> int:
        """Set the state and its reviewers of figures by their ids; `unreviewed` takes it away. Returns how many are known."""
        numbers = self.numbers_of(list(states))
        gone = [number for figure_id, number in numbers.items() if states[figure_id][0] == "unreviewed"]
        kept = [figure_id for figure_id in numbers if states[figure_id][0] != "unreviewed"]
        with self._writing:
            if gone:
                self._ask(
                    "DELETE FROM memory.main.states WHERE number IN (SELECT unnest(?::BIGINT[]))", [gone]
                )
            if kept:
                table = pyarrow.table(
                    {
                        "number": pyarrow.array([numbers[figure_id] for figure_id in kept], pyarrow.int64()),
                        "state": pyarrow.array(
                            [states[figure_id][0] for figure_id in kept], pyarrow.string()
                        ),
                        "reviewers": pyarrow.array(
                            [list(states[figure_id][1]) for figure_id in kept],
                            pyarrow.list_(pyarrow.string()),
                        ),
                    }
                )
                with self._cursor() as cursor:
                    cursor.register("put_now", table)
                    cursor.execute(
                        "INSERT OR REPLACE INTO memory.main.states BY NAME FROM put_now"
                    ).fetchall()
                    cursor.unregister("put_now")
            self._written += 1
        return len(numbers)

    # Search and overviews

    def search_articles(
        self,
        patterns: Sequence[str],
        filters: Filters,
        after: int = 0,
        limit: int = 20,
        until: int | None = None,
    ) -> list[FoundArticle]:
        """Articles in whose text all of some patterns of RE2 are found, newest first, behind the article number `after`.

        Of the filters those count that articles have. Walks through all texts where few have it, or through those up to the
        article number `until`. Raises `QueryTooSlowError`.
        """
        conditions, wanted = Filters(
            lang=filters.lang,
            source=filters.source,
            version=filters.version,
            first=filters.first,
            last=filters.last,
        ).conditions()
        # The condition names both sides, so that texts are read after the join: of the articles in question alone.
        text = "CASE WHEN n.article_number IS NULL THEN '' ELSE a.text END"
        found = [*(f"regexp_matches({text}, ?)" for _ in patterns), *(f"n.{each}" for each in conditions)]
        rows = self._ask(
            f"""SELECT n.article_number, n.article_id, n.lang, n.source, n.published, a.title, a.text, n.figures
            FROM articles AS a JOIN audit.articles AS n ON n.article_row = a.rowid
            WHERE n.article_number > ? AND n.article_number <= ? AND {" AND ".join(found) or "true"}
            ORDER BY n.article_number LIMIT ?""",
            [after, LAST_NUMBER if until is None else until, *patterns, *wanted, limit],
            slow=True,
        )
        return [FoundArticle(*row) for row in rows]

    def article_behind(self, after: int, count: int) -> int | None:
        """The number of the `count`-th article behind the number `after`; None where there are not so many."""
        rows = self._ask(
            "SELECT article_number FROM audit.articles WHERE article_number > ? ORDER BY article_number LIMIT 1 OFFSET ?",
            [after, count - 1],
        )
        return int(rows[0][0]) if rows else None

    def search_figures(
        self,
        values: Sequence[Decimal],
        provinces: Sequence[str],
        indicators: Sequence[str],
        filters: Filters,
        limit: int = 50,
        after: int = 0,
    ) -> list[tuple[int, int]]:
        """Rank and number of figures that have one of the values, provinces and indicators, where any are given; newest first,
        behind the number `after`.
        """
        conditions, wanted = filters.conditions()
        for column, type_, options in (
            ("value", "DECIMAL(38, 6)", values),
            ("province", "VARCHAR", provinces),
            ("indicator", "VARCHAR", indicators),
        ):
            if options:
                conditions.append(f"{column} IN (SELECT unnest(?::{type_}[]))")
                wanted.append(list(options))
        where = " AND ".join(f"n.{each}" for each in conditions) or "true"
        return self._ask(
            f"SELECT n.number, n.number FROM audit.figures AS n WHERE {where} AND n.number > ? ORDER BY n.number LIMIT ?",
            [*wanted, after, limit],
        )

    def figure_frame(self, lang: str | None = None) -> Iterator[tuple[str, str, str, str, float]]:
        """What samples of figures are drawn from: id, article, language, indicator and confidence of every current figure."""
        yield from self._frame(
            """SELECT n.figure_id, m.article_id, n.lang, n.indicator, n.confidence::DOUBLE
            FROM audit.figures AS n JOIN audit.articles AS m USING (article_number)
            WHERE (?1 IS NULL OR n.lang = ?1) AND n.rowid >= ?2 AND n.rowid < ?3 ORDER BY n.rowid""",
            "SELECT coalesce(max(rowid) + 1, 0) FROM audit.figures",
            lang,
        )

    def article_frame(self, lang: str | None = None) -> Iterator[tuple[str, str, str, str, float]]:
        """What samples of documents are drawn from: the same of every article, as if it were one figure."""
        yield from self._frame(
            """SELECT article_id, article_id, lang, 'other', 1.0 FROM audit.articles
            WHERE (?1 IS NULL OR lang = ?1) AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid""",
            "SELECT coalesce(max(rowid) + 1, 0) FROM audit.articles",
            lang,
        )

    def _frame(self, sql: str, last: str, lang: str | None) -> Iterator[tuple[str, str, str, str, float]]:
        for low in range(0, self._ask(last, [])[0][0], MOST_FIGURES):
            yield from self._ask(sql, [lang, low, low + MOST_FIGURES])

    def figures_with(self, figure_ids: Sequence[str]) -> list[AuditFigure]:
        """The current figures among some ids."""
        numbers = list(self.numbers_of(figure_ids).values())
        return self._figures("n.number IN (SELECT unnest(?::BIGINT[]))", [numbers])

    def text_hashes(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Hashes of the texts of some articles."""
        return self._of_articles("text_hash", article_ids)

    def languages_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Languages of some articles."""
        return self._of_articles("lang", article_ids)

    def _of_articles(self, column: str, article_ids: Sequence[str]) -> dict[str, str]:
        sql = f"SELECT article_id, {column} FROM audit.articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
        return dict(self._ask(sql, [list(article_ids)])) if article_ids else {}

    def last_night(self) -> Night | None:
        """What the last run that brought articles stored; None for an empty snapshot."""
        rows = self._ask(
            """SELECT run_id, command, status, finished_at, rejects, warnings FROM runs
            WHERE run_id = (SELECT max(run_id) FROM audit.articles)""",
            [],
        )
        if not rows:
            return None
        by = {
            column: tuple(
                self._ask(
                    f"""SELECT {column}, count(*), sum(figures)::INTEGER FROM audit.articles WHERE run_id = ?
                    GROUP BY ALL ORDER BY count(*) DESC, {column}""",
                    [rows[0][0]],
                )
            )
            for column in ("source", "lang")
        }
        return Night._make((*rows[0], by["source"], by["lang"]))

    def ask(self, sql: str, values: Sequence[Any] = ()) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Columns and rows of a question of ours about the whole snapshot, such as charts ask. Raises `QueryTooSlowError`."""
        with self._cursor(slow=True) as cursor:
            rows = cursor.execute(sql, list(values)).fetchmany(MOST_ROWS)
            columns = tuple(str(column[0]) for column in cursor.description or [])
            cursor.fetchall()
        return columns, rows

    def _keep(self, key: object, find: Callable[[], Answer]) -> Answer:
        """What was found before under a key, else what is found now. The last `KEPT` are kept."""
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Answer = self._kept[key]
                return kept
        found = find()
        with self._keeping:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _ask(self, sql: str, values: Sequence[Any], *, slow: bool = False, drop: int = 0) -> list[Any]:
        with self._cursor(slow) as cursor:
            rows = cursor.execute(sql, list(values)).fetchall()
        return [row[drop:] for row in rows] if drop else rows

    @contextmanager
    def _cursor(self, slow: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the pool for one question, which is broken off after `seconds`. Waits for a free one."""
        if slow:
            self._slow.acquire()
        try:
            cursor = self._free.get()
            self._clock.start(cursor, self.seconds)
            try:
                yield cursor
            except duckdb.InterruptException as fault:
                raise QueryTooSlowError(
                    f"the answer took more than {self.seconds:.0f} s: ask for less, with a filter or a longer word"
                ) from fault
            except duckdb.Error as fault:
                with clear_faults(self.path):
                    raise fault
            finally:
                self._clock.end(cursor)
                self._free.put(cursor)
        finally:
            if slow:
                self._slow.release()


def _figure(cells: Sequence[Any]) -> Figure:
    """A figure of the cells of `FIGURE_FIELDS`, its values without the zeros that the store's decimals carry."""
    fields = dict(zip((name.strip(QUOTES) for name in FIGURE_FIELDS), cells, strict=True))
    for name in ("value", "value_max", "out_of"):
        if fields[name] is not None:
            fields[name] = plain_decimal(fields[name])
    return Figure.model_validate(fields)
