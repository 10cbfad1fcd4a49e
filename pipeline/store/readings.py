"""What is read now in articles that somebody reviewed: text, figures and deadlines, for verdicts to be held against.

Only reads, over a connection that is open. What becomes of the verdicts is `pipeline.audit.attachment`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipeline.store.database import clear_faults, connect_reader
from schemas.review import READING_FIELDS, Reading


class CurrentFigure(NamedTuple):
    """A figure of the latest reading; offsets in code points."""

    figure_id: str
    start: int
    end: int
    reading: Reading


class CurrentDeadline(NamedTuple):
    """A deadline of the latest reading, which nobody reviews."""

    start: int
    end: int
    date: date
    precision: str
    responsible: str | None


class CurrentArticle(NamedTuple):
    """The latest revision of an article with the figures of its latest reading, in the order of the text."""

    article_id: str
    lang: str
    text: str
    text_hash: str
    extractor_version: str | None
    """None where it was never read."""
    figures: tuple[CurrentFigure, ...]
    deadlines: tuple[CurrentDeadline, ...] = ()
    url: str | None = None
    origin_url: str | None = None
    published: date | None = None


class CurrentReadings:
    """Articles as they stand in an open store or snapshot."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def articles(self, article_ids: Collection[str]) -> dict[str, CurrentArticle]:
        """Those of the articles that are there, by id. As many as fit into memory with their texts."""
        wanted = list(dict.fromkeys(article_ids))
        chosen = "SELECT unnest(?::VARCHAR[])"
        rows = self._connection.execute(
            f"""
            WITH latest AS (
                SELECT article_id, max(revision) AS revision FROM articles WHERE article_id IN ({chosen}) GROUP BY article_id
            ), readings AS (
                SELECT article_id, revision, max(extraction_id) AS extraction_id
                FROM extractions JOIN latest USING (article_id, revision) GROUP BY article_id, revision
            )
            SELECT a.article_id, a.lang, a.text, a.text_hash, r.extraction_id, e.extractor_version,
                a.url, a.origin_url, a.published
            FROM latest JOIN articles AS a USING (article_id, revision)
            LEFT JOIN readings AS r USING (article_id, revision)
            LEFT JOIN extractions AS e USING (extraction_id)
            """,
            [wanted],
        ).fetchall()
        extractions = [row[4] for row in rows if row[4] is not None]
        figures, deadlines = self._figures(extractions), self._deadlines(extractions)
        return {
            article_id: CurrentArticle(
                article_id,
                lang,
                text,
                text_hash,
                version,
                tuple(figures.get(extraction, ())),
                tuple(deadlines.get(extraction, ())),
                url,
                origin,
                published,
            )
            for article_id, lang, text, text_hash, extraction, version, url, origin, published in rows
        }

    def _figures(self, extractions: Collection[int]) -> dict[int, list[CurrentFigure]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(
            f"""
            SELECT extraction_id, figure_id, start, "end", {", ".join(READING_FIELDS)}
            FROM figures WHERE extraction_id IN (SELECT unnest(?::BIGINT[])) ORDER BY extraction_id, start, "end"
            """,
            [list(extractions)],
        ).fetchall()
        found: dict[int, list[CurrentFigure]] = {}
        for extraction, figure, start, end, *fields in rows:
            reading = Reading.model_validate(dict(zip(READING_FIELDS, fields, strict=True)))
            found.setdefault(extraction, []).append(CurrentFigure(figure, start, end, reading))
        return found

    def _deadlines(self, extractions: Collection[int]) -> dict[int, list[CurrentDeadline]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(
            """
            SELECT extraction_id, start, "end", date, precision, responsible
            FROM deadlines WHERE extraction_id IN (SELECT unnest(?::BIGINT[])) ORDER BY extraction_id, start, "end"
            """,
            [list(extractions)],
        ).fetchall()
        found: dict[int, list[CurrentDeadline]] = {}
        for extraction, *fields in rows:
            found.setdefault(extraction, []).append(CurrentDeadline(*fields))
        return found


@contextmanager
def open_readings(path: Path) -> Iterator[CurrentReadings]:
    """What is read now, of a snapshot or of a store that nobody writes. Raises `StoreError`s."""
    connection = connect_reader(path)
    try:
        with clear_faults(path):
            yield CurrentReadings(connection)
    finally:
        connection.close()
