"""The one writer of the store: runs, and batches of articles with what was read from them.

Rows go in as Arrow tables, a batch in one transaction. Nothing is altered once it is stored but the
row of the run that is under way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import pyarrow as pa

from pipeline.store.changes import ReadingChange, read_changes
from pipeline.store.database import clear_faults, connect_writer, transaction, utc_now
from pipeline.store.ids import article_hash, deadline_id, figure_id, issue_id
from schemas import Article, Evidence, Extraction, Issue

VALUE = pa.decimal128(38, 6)
TEXT, WHOLE, BIG, REAL, DAY = pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.date32()

ARTICLES = pa.schema(
    [
        ("article_id", TEXT), ("revision", WHOLE), ("run_id", WHOLE), ("lang", TEXT), ("title", TEXT),
        ("text", TEXT), ("text_hash", TEXT), ("article_hash", TEXT), ("url", TEXT), ("origin_url", TEXT),
        ("published", DAY), ("province", TEXT), ("source_file", TEXT), ("source_record", TEXT),
    ]
)  # fmt: skip
EXTRACTIONS = pa.schema(
    [
        ("extraction_id", BIG), ("article_id", TEXT), ("revision", WHOLE), ("run_id", WHOLE),
        ("extractor_version", TEXT), ("lexicon_hash", TEXT), ("figures", WHOLE), ("deadlines", WHOLE),
    ]
)  # fmt: skip
FIGURES = pa.schema(
    [
        ("figure_id", TEXT), ("extraction_id", BIG), ("article_id", TEXT), ("revision", WHOLE),
        ("start", WHOLE), ("end", WHOLE), ("quote", TEXT), ("kind", TEXT), ("value", VALUE),
        ("value_max", VALUE), ("out_of", VALUE), ("unit", TEXT), ("comparator", TEXT),
        ("scenario", TEXT), ("indicator", TEXT), ("base", TEXT), ("scope", TEXT), ("per", TEXT),
        ("date_role", TEXT), ("date_start", DAY), ("date_end", DAY), ("province", TEXT),
        ("confidence", REAL),
    ]
)  # fmt: skip
DEADLINES = pa.schema(
    [
        ("deadline_id", TEXT), ("extraction_id", BIG), ("article_id", TEXT), ("revision", WHOLE),
        ("start", WHOLE), ("end", WHOLE), ("quote", TEXT), ("date", DAY), ("precision", TEXT),
        ("responsible", TEXT), ("confidence", REAL),
    ]
)  # fmt: skip
EVIDENCE = pa.schema(
    [
        ("extraction_id", BIG), ("record_id", TEXT), ("field", TEXT), ("start", WHOLE), ("end", WHOLE),
        ("quote", TEXT), ("rule", TEXT),
    ]
)  # fmt: skip
ISSUES = pa.schema(
    [
        ("issue_id", TEXT), ("run_id", WHOLE), ("severity", TEXT), ("code", TEXT), ("source", TEXT),
        ("record", TEXT), ("field", TEXT), ("message", TEXT),
    ]
)  # fmt: skip

FETCHES = pa.schema(
    [
        ("seq", BIG), ("run_id", WHOLE), ("url", TEXT), ("source", TEXT), ("lang", TEXT),
        ("fetched_at", pa.timestamp("us")), ("digest", TEXT), ("warc_file", TEXT), ("cleaner_version", TEXT),
        ("outcome", TEXT), ("layout", TEXT), ("article_id", TEXT),
    ]
)  # fmt: skip

PAGE_COUNTS = (
    "pages", "articles", "undated", "wrong_language", "no_article", "quarantined", "refused", "with_layout",
    "unverified", "missed_title", "missed_body", "missed_published", "missed_origin",
)  # fmt: skip
"""The counts of `page_counts`, in the order of its columns."""

COUNTS_OF_BROKEN_OFF_RUN = """
    INSERT INTO page_counts
    SELECT run_id, coalesce(f.source, ''), coalesce(f.lang, ''), count(*),
        count(*) FILTER (outcome = 'article'),
        count(*) FILTER (outcome = 'article' AND a.article_id IS NOT NULL AND a.published IS NULL),
        count(*) FILTER (outcome = 'wrong_language'), count(*) FILTER (outcome = 'no_article'),
        count(*) FILTER (starts_with(outcome, 'page_')),
        count(*) FILTER (outcome NOT IN ('article', 'wrong_language', 'no_article') AND NOT starts_with(outcome, 'page_')),
        0, 0, 0, 0, 0, 0
    FROM fetches AS f
    LEFT JOIN (
        SELECT article_id, arg_max(published, revision) AS published FROM articles
        WHERE run_id <= $1 GROUP BY article_id
    ) AS a USING (article_id)
    WHERE run_id = $1 AND outcome <> 'unchanged' AND NOT EXISTS (FROM page_counts WHERE run_id = $1)
    GROUP BY ALL
"""
"""What a run stored before it was broken off; which parts its layouts missed is not known, so they are not counted."""

DIGITS_BEFORE_POINT = 32
DIGITS_AFTER_POINT = 6

Row = tuple[Any, ...]
"""Values in the order of the table's schema."""
FIGURE_FIELDS = attrgetter(*FIGURES.names[4:])
DEADLINE_FIELDS = attrgetter(*DEADLINES.names[4:])


def fits_value(value: Decimal | None) -> bool:
    """Whether a value can be stored exactly: at most 32 digits before the point, 6 that matter after it."""
    if value is None:
        return True
    if not value.is_finite():
        return False
    if value == 0:
        return True
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # only NaN and infinity have letters here
    trailing = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return value.adjusted() < DIGITS_BEFORE_POINT and exponent + trailing >= -DIGITS_AFTER_POINT


class Known(NamedTuple):
    """What the store holds of an article: its latest revision and the latest reading of that."""

    revision: int
    article_hash: str
    extractor_version: str | None
    lexicon_hash: str | None


@dataclass(frozen=True)
class StoredArticle:
    """An article with its reading, on its way into the store.

    `is_new_revision` is false where the revision stands there already and only the reading is new.
    """

    article: Article
    revision: int
    is_new_revision: bool
    extraction: Extraction
    extractor_version: str
    lexicon_hash: str
    source_file: str
    source_record: str | None = None


@dataclass(frozen=True)
class StoredFetch:
    """A page of the archive that was cleaned, named as the columns of `fetches`. `fetched_at` is in UTC."""

    seq: int
    url: str
    source: str | None
    lang: str | None
    fetched_at: datetime
    digest: str | None
    warc_file: str
    cleaner_version: str
    outcome: str
    layout: str | None = None
    article_id: str | None = None


@dataclass
class Batch:
    """What one transaction stores."""

    articles: list[StoredArticle] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    fetches: list[StoredFetch] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.articles or self.issues or self.fetches)


@dataclass
class RunCounts:
    """The counts of a run, named as the columns of `runs`."""

    files: int = 0
    articles_new: int = 0
    articles_revised: int = 0
    articles_reextracted: int = 0
    articles_unchanged: int = 0
    rejects: int = 0
    warnings: int = 0
    figures: int = 0
    deadlines: int = 0
    seconds_clean: float = 0.0
    seconds_extract: float = 0.0
    seconds_store: float = 0.0
    seconds_total: float = 0.0

    @property
    def changed(self) -> int:
        """Articles whose rows were added to."""
        return self.articles_new + self.articles_revised + self.articles_reextracted


COUNT_COLUMNS = tuple(column.name for column in fields(RunCounts))


class Store:
    """An open store, for writing. Made by `open_store`; close it, or use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises the errors of `connect_writer`."""
        self.path = path
        self._connection = connect_writer(path)
        self.broken_off: frozenset[int] = frozenset()
        """Runs that the last `begin_run` found never ended."""
        self._next_extraction = 1 + self._number("SELECT coalesce(max(extraction_id), 0) FROM extractions")

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the log into the file and close it."""
        with clear_faults(self.path):
            self._connection.close()

    def _number(self, query: str) -> int:
        rows = self._connection.execute(query).fetchall()  # to its end: the connection is busy until then
        return int(rows[0][0]) if rows else 0

    def begin_run(
        self, command: str, tinso_version: str, extractor_version: str, lexicon_hashes: Mapping[str, str]
    ) -> int:
        """Enter a run as running and return its number; runs that never ended are marked abandoned.

        There is one writer, so a run found running belongs to a process that is gone. The pages that it stored are
        counted for it, so that the night is judged by all its pages.
        """
        with clear_faults(self.path), transaction(self._connection):
            broken_off = self._connection.execute(
                "SELECT run_id FROM runs WHERE status = 'running'"
            ).fetchall()
            self._connection.execute("UPDATE runs SET status = 'abandoned' WHERE status = 'running'")
            for (run,) in broken_off:
                self._connection.execute(COUNTS_OF_BROKEN_OFF_RUN, [run]).fetchall()
            self.broken_off = frozenset(int(run) for (run,) in broken_off)
            run_id = 1 + self._number("SELECT coalesce(max(run_id), 0) FROM runs")
            self._connection.execute(
                """INSERT INTO runs (run_id, command, status, started_at, tinso_version,
                extractor_version, lexicon_hashes) VALUES (?, ?, 'running', ?, ?, ?, MAP(?, ?))""",
                [
                    run_id,
                    command,
                    utc_now(),
                    tinso_version,
                    extractor_version,
                    list(lexicon_hashes.keys()),
                    list(lexicon_hashes.values()),
                ],
            )
        return run_id

    def known(self, article_ids: Sequence[str]) -> dict[str, Known]:
        """What the store holds of these articles; those it does not know are left out."""
        ids = pa.table({"article_id": pa.array(article_ids, TEXT)})
        with clear_faults(self.path):
            self._connection.register("asked", ids)
            try:
                rows = self._connection.execute(
                    """
                    WITH latest AS (
                        SELECT article_id, max(revision) AS revision
                        FROM articles WHERE article_id IN (SELECT article_id FROM asked) GROUP BY ALL
                    )
                    SELECT a.article_id, a.revision, a.article_hash, e.extractor_version, e.lexicon_hash
                    FROM latest JOIN articles AS a USING (article_id, revision)
                    LEFT JOIN extractions AS e USING (article_id, revision)
                    QUALIFY row_number() OVER (PARTITION BY a.article_id ORDER BY e.extraction_id DESC) = 1
                    """
                ).fetchall()
            finally:
                self._connection.unregister("asked")
        return {row[0]: Known(*row[1:]) for row in rows}

    def last_fetch(self) -> int:
        """The number of the latest request of the archive that was cleaned; 0 where there is none."""
        with clear_faults(self.path):
            return self._number("SELECT coalesce(max(seq), 0) FROM fetches")

    def pages_by_file(self, offset_bits: int) -> dict[int, tuple[int, int]]:
        """How many pages were cleaned of each file of the archive, and the sum of their offsets, by its serial.

        A page's number is the serial, and in the lowest `offset_bits` the offset.
        """
        with clear_faults(self.path):
            rows = self._connection.execute(
                """SELECT seq >> $bits, count(*), sum(seq & ((1::BIGINT << $bits) - 1))
                FROM (SELECT DISTINCT seq FROM fetches) GROUP BY 1""",
                {"bits": offset_bits},
            ).fetchall()
        return {serial: (number, int(offsets)) for serial, number, offsets in rows}

    def pages_between(self, first: int, end: int) -> set[int]:
        """The numbers of the pages that were cleaned, from the first to the one before the end."""
        with clear_faults(self.path):
            rows = self._connection.execute(
                "SELECT DISTINCT seq FROM fetches WHERE seq >= ? AND seq < ?", [first, end]
            ).fetchall()
        return {row[0] for row in rows}

    def outcomes_of_file(self, warc_file: str) -> dict[int, dict[str, str]]:
        """What became of the pages of a WARC file: their number to version of the cleaner to the latest outcome."""
        with clear_faults(self.path):
            rows = self._connection.execute(
                """SELECT seq, cleaner_version, arg_max(outcome, run_id) FROM fetches
                WHERE warc_file = ? GROUP BY ALL""",
                [warc_file],
            ).fetchall()
        found: dict[int, dict[str, str]] = {}
        for seq, version, outcome in rows:
            found.setdefault(seq, {})[version] = outcome
        return found

    def latest_pages(self, article_ids: Sequence[str]) -> dict[str, int]:
        """The number of the latest page of the archive that each article was read from; others are left out.

        One that was refused, or whose reading failed for a fault of ours, is none.
        """
        ids = pa.table({"article_id": pa.array(article_ids, TEXT)})
        with clear_faults(self.path):
            self._connection.register("asked", ids)
            try:
                rows = self._connection.execute(
                    """SELECT article_id, max(seq) FROM fetches SEMI JOIN asked USING (article_id)
                    WHERE outcome = 'article' GROUP BY ALL"""
                ).fetchall()
            finally:
                self._connection.unregister("asked")
        return dict(rows)

    def refused_of_broken_off(self, outcomes: Collection[str]) -> list[tuple[datetime, str]]:
        """Moments (UTC) and addresses of the pages of broken-off runs with one of these outcomes."""
        with clear_faults(self.path):
            rows = self._connection.execute(
                """SELECT fetched_at, url FROM fetches
                WHERE list_contains(?, run_id) AND list_contains(?, outcome) ORDER BY seq""",
                [sorted(self.broken_off), sorted(outcomes)],
            ).fetchall()
        return [(moment.replace(tzinfo=UTC), url) for moment, url in rows]

    def fetches_cleaned_otherwise(self, cleaner_version: str) -> list[int]:
        """Numbers of the latest request of each page whose latest cleaning was by another version or failed, in order."""
        with clear_faults(self.path):
            rows = self._connection.execute(
                """
                WITH latest AS (
                    SELECT seq, url, cleaner_version, outcome FROM fetches
                    QUALIFY row_number() OVER (PARTITION BY seq ORDER BY run_id DESC) = 1
                )
                SELECT seq FROM latest WHERE outcome <> 'unchanged'
                QUALIFY row_number() OVER (PARTITION BY url ORDER BY seq DESC) = 1
                AND (cleaner_version <> ? OR outcome = 'unexpected_fault')
                ORDER BY seq
                """,
                [cleaner_version],
            ).fetchall()
        return [row[0] for row in rows]

    def failed_fetches(self) -> list[int]:
        """Numbers of the requests that were no page's fault when they were last cleaned: a fault of ours, a damaged archive."""
        with clear_faults(self.path):
            rows = self._connection.execute(
                """WITH failed AS (SELECT seq FROM fetches WHERE outcome IN ('unexpected_fault', 'archive_damaged'))
                SELECT seq FROM fetches SEMI JOIN failed USING (seq) GROUP BY seq
                HAVING arg_max(outcome, run_id) IN ('unexpected_fault', 'archive_damaged') ORDER BY seq"""
            ).fetchall()
        return [row[0] for row in rows]

    def outdated_articles(
        self,
        extractor_version: str,
        lexicon_hashes: Mapping[str, str],
        after: str,
        number: int,
        since: date | None = None,
    ) -> list[tuple[Article, str, str | None]]:
        """Articles in the order of their ids, from the one behind `after` on, whose latest reading is of another version.

        With each its file and record, as the store has them. At most `number`; languages not in `lexicon_hashes` are
        left out, and with `since` what was published earlier or on a day unknown.
        """
        wanted = pa.table(
            {
                "lang": pa.array(list(lexicon_hashes.keys()), TEXT),
                "lexicon_hash": pa.array(list(lexicon_hashes.values()), TEXT),
            }
        )
        with clear_faults(self.path):
            self._connection.register("wanted", wanted)
            try:
                rows = self._connection.execute(
                    """
                    WITH latest AS (
                        SELECT article_id, max(revision) AS revision FROM articles WHERE article_id > ? GROUP BY ALL
                    ), read AS (
                        SELECT article_id, revision, arg_max(extractor_version, extraction_id) AS extractor_version,
                        arg_max(lexicon_hash, extraction_id) AS lexicon_hash
                        FROM extractions GROUP BY ALL
                    )
                    SELECT a.article_id, a.lang, a.text, a.url, a.origin_url, a.published, a.province, a.title,
                    a.source_file, a.source_record
                    FROM latest JOIN articles AS a USING (article_id, revision) JOIN wanted USING (lang)
                    LEFT JOIN read USING (article_id, revision)
                    WHERE (read.extractor_version, read.lexicon_hash) IS DISTINCT FROM (?, wanted.lexicon_hash)
                    AND coalesce(a.published >= ?::DATE, ?::DATE IS NULL)
                    ORDER BY a.article_id LIMIT ?
                    """,
                    [after, extractor_version, since, since, number],
                ).fetchall()
            finally:
                self._connection.unregister("wanted")
        names = ("article_id", "lang", "text", "url", "origin_url", "published", "province", "title")
        return [
            (Article.model_validate(dict(zip(names, row[:8], strict=True))), row[8], row[9]) for row in rows
        ]

    def reading_changes(self, run_id: int) -> list[ReadingChange]:
        """What the readings of a run say otherwise than the readings before them of the same text, by language."""
        with clear_faults(self.path):
            return read_changes(self._connection, run_id)

    def keep_page_counts(self, run_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep what became of a run's pages; each row has the columns of `page_counts`, `language` for `lang`."""
        names = ("source", "language", *PAGE_COUNTS)
        with clear_faults(self.path), transaction(self._connection):
            for row in rows:
                self._connection.execute(
                    f"INSERT INTO page_counts VALUES (?, {', '.join('?' * len(names))})",
                    [run_id, *(row[name] for name in names)],
                )

    def page_counts_before(
        self, run_id: int, nights: int
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rows of `page_counts` of earlier runs of the same night, and those of the last nights before it.

        A night is a day in UTC on which runs began; each row has it as `night`.
        """
        with clear_faults(self.path):
            rows = self._connection.execute(
                f"""SELECT strftime(runs.started_at, '%Y-%m-%d') AS night, source, lang, {", ".join(PAGE_COUNTS)},
                night = (SELECT strftime(started_at, '%Y-%m-%d') FROM runs WHERE run_id = ?1) AS is_tonight
                FROM page_counts JOIN runs USING (run_id) WHERE run_id < ?1
                QUALIFY is_tonight OR dense_rank() OVER (PARTITION BY is_tonight ORDER BY night DESC) <= ?2
                ORDER BY night, run_id""",
                [run_id, nights],
            ).fetchall()
        names = ("night", "source", "language", *PAGE_COUNTS)
        tonight = [dict(zip(names, row[:-1], strict=True)) for row in rows if row[-1]]
        return tonight, [dict(zip(names, row[:-1], strict=True)) for row in rows if not row[-1]]

    def write_batch(self, run_id: int, batch: Batch, counts: RunCounts) -> None:
        """Store a batch and the run's counts so far, in one transaction. All of it is stored, or nothing."""
        articles: list[Row] = []
        extractions: list[Row] = []
        figures: list[Row] = []
        deadlines: list[Row] = []
        evidence: list[Row] = []
        for number, stored in enumerate(batch.articles, start=self._next_extraction):
            if stored.is_new_revision:
                articles.append(_article_row(stored, run_id))
            extractions.append(_extraction_row(stored, number, run_id))
            _add_records(stored, number, figures, deadlines, evidence)
        issues = {row[0]: row for row in (_issue_row(issue, run_id) for issue in batch.issues)}
        with clear_faults(self.path), transaction(self._connection):
            self._insert("articles", articles, ARTICLES)
            self._insert("extractions", extractions, EXTRACTIONS)
            self._insert("figures", figures, FIGURES)
            self._insert("deadlines", deadlines, DEADLINES)
            self._insert("evidence", evidence, EVIDENCE)
            self._insert("issues", list(issues.values()), ISSUES, unless_known="issue_id")
            self._insert("fetches", [_fetch_row(fetch, run_id) for fetch in batch.fetches], FETCHES)
            self._update_run(run_id, counts)
        self._next_extraction += len(batch.articles)

    def finish_run(self, run_id: int, counts: RunCounts) -> None:
        """Mark the run done, with its final counts, and write the log into the file."""
        with clear_faults(self.path):
            with transaction(self._connection):
                self._update_run(run_id, counts)
                self._connection.execute(
                    "UPDATE runs SET status = 'done', finished_at = ? WHERE run_id = ?", [utc_now(), run_id]
                )
            self._connection.execute("CHECKPOINT")

    def _update_run(self, run_id: int, counts: RunCounts) -> None:
        values = asdict(counts)
        columns = ", ".join(f"{name} = ?" for name in COUNT_COLUMNS)
        self._connection.execute(
            f"UPDATE runs SET {columns} WHERE run_id = ?", [*(values[name] for name in COUNT_COLUMNS), run_id]
        )

    def _insert(
        self, table: str, rows: Sequence[Row], schema: pa.Schema, unless_known: str | None = None
    ) -> None:
        if not rows:
            return
        columns = [
            pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
        ]
        self._connection.register("incoming", pa.Table.from_arrays(columns, schema=schema))
        try:
            where = (
                f"WHERE {unless_known} NOT IN (SELECT {unless_known} FROM {table})" if unless_known else ""
            )
            self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming {where}")
        finally:
            self._connection.unregister("incoming")


def _article_row(stored: StoredArticle, run_id: int) -> Row:
    article = stored.article
    return (
        article.article_id,
        stored.revision,
        run_id,
        article.lang,
        article.title,
        article.text,
        article.text_hash,
        article_hash(article),
        article.url,
        article.origin_url,
        article.published,
        article.province,
        stored.source_file,
        stored.source_record,
    )


def _extraction_row(stored: StoredArticle, number: int, run_id: int) -> Row:
    return (
        number,
        stored.article.article_id,
        stored.revision,
        run_id,
        stored.extractor_version,
        stored.lexicon_hash,
        len(stored.extraction.figures),
        len(stored.extraction.deadlines),
    )


def _add_records(
    stored: StoredArticle, number: int, figures: list[Row], deadlines: list[Row], evidence: list[Row]
) -> None:
    """Append the rows of one extraction."""
    article_id, text_hash = stored.article.article_id, stored.article.text_hash
    for figure in stored.extraction.figures:
        record_id = figure_id(article_id, text_hash, figure.start, figure.end)
        figures.append((record_id, number, article_id, stored.revision, *FIGURE_FIELDS(figure)))
        evidence.extend(_evidence_rows(number, record_id, figure.evidence))
    for deadline in stored.extraction.deadlines:
        record_id = deadline_id(article_id, text_hash, deadline.start, deadline.end)
        deadlines.append((record_id, number, article_id, stored.revision, *DEADLINE_FIELDS(deadline)))
        evidence.extend(_evidence_rows(number, record_id, deadline.evidence))


def _evidence_rows(number: int, record_id: str, evidence: Mapping[str, Evidence]) -> Iterable[Row]:
    for name, source in evidence.items():
        yield number, record_id, name, source.start, source.end, source.quote, source.rule


def _issue_row(issue: Issue, run_id: int) -> Row:
    return (
        issue_id(issue),
        run_id,
        issue.severity,
        issue.code,
        issue.source,
        issue.record,
        issue.field,
        issue.message,
    )


def _fetch_row(fetch: StoredFetch, run_id: int) -> Row:
    return (
        fetch.seq,
        run_id,
        fetch.url,
        fetch.source,
        fetch.lang,
        fetch.fetched_at.astimezone(UTC).replace(tzinfo=None),
        fetch.digest,
        fetch.warc_file,
        fetch.cleaner_version,
        fetch.outcome,
        fetch.layout,
        fetch.article_id,
    )


def open_store(path: Path) -> Store:
    """Open the store at `path` for writing, creating it where there is none. Raises `StoreError`s."""
    return Store(path)
