"""Writes the answers into docs/questions.md: `.venv/bin/python tests/house/refresh_questions.py`.

The page holds twenty questions, each with its SQL; here the SQL is run on the store of the embedded sample and the answer put
below it. The sample is taken in on 5 December 2025 by the clock of the store, so that days left are always the same.
Whether the answers are sensible is for the reader of a change to judge.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest import mock

from corpus.sample import SAMPLE_DIR
from pipeline.cli.sql import shorten
from pipeline.cli.terminal import show_value
from pipeline.ingest import ingest_paths
from pipeline.store import Reader, open_reader

PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
QUESTION = re.compile(r"^```sql\n(?P<sql>.*?)^```\n(?:\n```text\n.*?^```\n)?", re.M | re.S)
TODAY = datetime(2025, 12, 5, 6)


@contextmanager
def sample_store() -> Iterator[Reader]:
    """The store of the sample, open for reading."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("pipeline.store.writer.utc_now", return_value=TODAY),
    ):
        db = Path(folder) / "sample.duckdb"
        ingest_paths([SAMPLE_DIR], db, root=SAMPLE_DIR, command="demo")
        with open_reader(db) as store:
            yield store


def questions(page: str) -> list[str]:
    """The queries of the page."""
    return [found["sql"] for found in QUESTION.finditer(page)]


def answer(store: Reader, sql: str) -> str:
    """The answer to a query: a head and a line for each row, cells parted by bars."""
    given = store.ask(sql)
    rows = [[shorten(show_value(value)) for value in row] for row in given.rows]
    return "\n".join(" | ".join(row).rstrip() for row in ([*given.columns], *rows))


def answered_page(page: str) -> str:
    """The page with the answers of the sample."""
    with sample_store() as store:
        return QUESTION.sub(
            lambda found: f"```sql\n{found['sql']}```\n\n```text\n{answer(store, found['sql'])}\n```\n", page
        )


if __name__ == "__main__":
    PAGE.write_text(answered_page(PAGE.read_text("utf-8")), "utf-8")
