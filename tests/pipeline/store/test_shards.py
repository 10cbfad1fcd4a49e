"""Shards as files: what is written is read again, exactly; the same rows are the same bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.errors import QueryRefusedError, StoreError, StoreMissingError
from pipeline.store.shard_queries import open_shards, shard_views
from pipeline.store.shards import LayoutTold, ShardCounts, ShardPage, read_shard, write_shard
from schemas import Article, Deadline, Evidence, Extraction, Figure, Issue

TEXT = "ແຂວງ 😀 95,5 % ຮອດປີ 2030"
MOMENT = datetime(2026, 11, 20, 1, 2, 3, 456789, tzinfo=UTC)


def page(number: int = 0, article_id: str = "a", **changes: Any) -> ShardPage:
    """A page with everything that a row can hold."""
    article = Article(article_id=article_id, lang="lo", text=TEXT, url="https://example.org/a", title="ແຂວງ")
    figure = Figure(
        start=7,
        end=13,
        quote=TEXT[7:13],
        kind="percentage",
        value=Decimal("95.5"),
        unit="percent",
        scenario="target",
        indicator="health_insurance.coverage_rate",
        date_role="deadline",
        date_end=date(2030, 12, 31),
        province="Vĩnh Long",
        confidence=0.9,
        evidence={"value": Evidence(start=7, end=13, quote=TEXT[7:13], rule="a number")},
    )
    deadline = Deadline(
        start=14, end=22, quote=TEXT[14:22], date=date(2030, 12, 31), precision="year", confidence=0.8
    )
    fields: dict[str, Any] = {
        "seq": number + 1,
        "warc_file": "2026/11/x.warc.gz",
        "warc_offset": number,
        "url": "https://example.org/a",
        "source": "example",
        "lang": "lo",
        "fetched_at": MOMENT,
        "digest": "sha256:ABC",
        "cleaner_version": "c1",
        "outcome": "article",
        "layout": LayoutTold("example 1", True, False, ("origin",)),
        "article": article,
        "extractor_version": "e1",
        "lexicon_hash": "l1",
        "reading": Extraction(article_id=article_id, lang="lo", figures=(figure,), deadlines=(deadline,)),
        "issues": (Issue(severity="warning", code="invalid_date", source="u", record="r", message="m"),),
        "doubts": (Issue(severity="warning", code="no_such_day", source="u", record="r", message="d"),),
    }
    return ShardPage(**(fields | changes))


REFUSED = page(
    1,
    outcome="no_article",
    layout=None,
    article=None,
    extractor_version=None,
    lexicon_hash=None,
    reading=None,
    issues=(Issue(code="no_article", source="u", message="m"),),
    doubts=(),
)
UNREAD = page(2, outcome="unexpected_fault", extractor_version=None, lexicon_hash=None, reading=None)


def test_pages_are_read_as_they_were_written(tmp_path: Path) -> None:
    pages = [page(), REFUSED, UNREAD]
    counts = write_shard(pages, tmp_path / "x.parquet", {"made": "by a test"})
    assert counts == ShardCounts(3, 1, 1, 1, 1)
    assert list(read_shard(tmp_path / "x.parquet")) == pages


def test_the_same_pages_are_the_same_bytes_in_several_groups_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.shards.GROUP_ROWS", 2)
    for name in ("x", "y"):
        write_shard((page(number) for number in range(5)), tmp_path / name, {"b": "2", "a": "1"})
    first, second = (hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("x", "y"))
    assert first == second
    assert len(list(read_shard(tmp_path / "x"))) == 5


def test_a_file_without_pages_is_a_shard_too(tmp_path: Path) -> None:
    assert write_shard([], tmp_path / "x.parquet", {}) == ShardCounts()
    assert list(read_shard(tmp_path / "x.parquet")) == []


def test_a_file_that_is_no_shard_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(StoreError, match=r"x\.parquet"):
        list(read_shard(path))
    duckdb.connect().execute(f"COPY (SELECT 1 AS seq) TO '{path}' (FORMAT parquet)")
    with pytest.raises(StoreError, match="not those of a shard"):
        list(read_shard(path))


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    folder = tmp_path / "it's a folder"
    (folder / "2026").mkdir(parents=True)
    write_shard([page(0), REFUSED, page(2, "b")], folder / "2026" / "x.parquet", {})
    write_shard([page(8)], folder / "y.parquet", {})
    return folder


def test_shards_are_queried_where_they_lie_under_the_names_of_the_store(shards: Path) -> None:
    with open_shards(shards) as store:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            return list(store.ask(sql).rows)

        assert ask("SELECT seq, outcome, layout, article_id FROM fetches ORDER BY seq") == [
            (1, "article", "example 1", "a"),
            (2, "no_article", None, None),
            (3, "article", "example 1", "b"),
            (9, "article", "example 1", "a"),
        ]
        assert ask("SELECT article_id, seq FROM current_articles ORDER BY 1") == [("a", 9), ("b", 3)]
        assert ask("SELECT article_id, value, province FROM current_figures ORDER BY 1") == [
            ("a", Decimal("95.5"), "Vĩnh Long"),
            ("b", Decimal("95.5"), "Vĩnh Long"),
        ]
        assert ask("SELECT count(*), min(date) FROM current_deadlines") == [(2, date(2030, 12, 31))]
        assert ask("SELECT count(*) FROM figures SEMI JOIN evidence ON record_id = figure_id") == [(3,)]
        assert ask("SELECT code, count(*) FROM issues GROUP BY 1 ORDER BY 1") == [
            ("invalid_date", 3),
            ("no_article", 1),
            ("no_such_day", 3),
        ]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/z.csv'",
        "CREATE TABLE t AS SELECT 1",
        "ATTACH '{folder}/z.duckdb'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/z.csv'",
        "FROM read_text('{outside}')",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
    ],
)
def test_a_query_of_shards_only_reads_and_only_them(shards: Path, tmp_path: Path, sql: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("not for readers", "utf-8")
    names = sorted(path.name for path in shards.rglob("*"))
    quoted = str(shards).replace("'", "''")
    with open_shards(shards) as store, pytest.raises(QueryRefusedError):
        list(store.ask(sql.format(folder=quoted, outside=outside)).rows)
    assert sorted(path.name for path in shards.rglob("*")) == names


def test_the_views_serve_any_duckdb(shards: Path) -> None:
    connection = duckdb.connect()
    connection.execute(shard_views([f"{shards}/**/*.parquet"]))
    assert connection.execute("SELECT count(*) FROM current_figures").fetchall() == [(2,)]


def test_a_folder_without_shards_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="there is no shard"):
        open_shards(tmp_path)
