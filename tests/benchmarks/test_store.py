"""What the store costs at size: loading, reading again, publishing, a night at two sizes, and each view, each beside a bare
measure in the same run, in phases that print as they go.

Printed, never asserted. The store is grown from the sample, the development articles and the read half of the gold, with
their kinds, indicators, lengths, editions and repeats (`tests/growing.py`). TINSO_BENCH_FIGURES says how many figures it has
(a million unless told: some minutes), TINSO_BENCH_STORE where a grown store lies, so that it is not grown again. The night at
the other size is of a store with a tenth of the figures.

`cpu` is processor time of this process and all its threads: on a machine that others use at the same time it says more than
`wall`. Ratios are of processor times.
"""

from __future__ import annotations

import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipeline.store import (
    Batch,
    Published,
    RunCounts,
    StoredArticle,
    derivation,
    open_store,
    publish_store,
    snapshots,
    writer,
)
from pipeline.store.database import VIEWS
from schemas import Article, Extraction

from ..growing import STORIES_OF_A_NIGHT, grow_store, make_seed
from .test_reextraction_speed import make_store, reread

FIGURES = int(os.environ.get("TINSO_BENCH_FIGURES", "1000000"))
FIGURES_OF_A_STORY = 69
LOADED_ARTICLES, REREAD_ARTICLES = 2000, 300
BARE = {
    "current_articles": (
        "articles",
        "article_id, revision, lang, title, url, origin_url, published, province",
    ),
    "current_figures": ("figures", "*"),
    "figures_reviewed": ("figures", "*"),
    "edition_disagreements": ("facts", "* EXCLUDE (copies)"),
    "current_deadlines": ("deadlines", "*"),
    "deadlines_ahead": ("deadlines", "*"),
    "editions": ("editions", "*"),
    "facts": ("facts", "*"),
    "province_places": ("provinces", "*"),
}
"""The table and columns that a bare scan reads beside a view; beside all others those of `facts` without its lists."""
FLAT_FACTS = ("facts", "* EXCLUDE (copies, agreement, langs)")
STEPS = (
    (snapshots, "copy_file", "copy"),
    (snapshots, "bring_forward", "bring forward"),
    (derivation, "renew_editions", "editions"),
    (derivation, "make_facts", "facts"),
    (derivation, "make_audit_tables", "audit tables"),
    (derivation, "renew_audit_tables", "audit, renewed"),
    (snapshots, "find_breaches", "verify"),
    (snapshots, "write_partitions", "parquet"),
)


class Clock:
    """Wall and processor time of a block, in seconds."""

    wall = cpu = 0.0

    def __enter__(self) -> Clock:
        self.wall, self.cpu = -time.perf_counter(), -time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += time.process_time()

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s wall {self.cpu:8.2f} s cpu"


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_seed(tmp_path_factory.mktemp("seed") / "seed.duckdb")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Path:
    """A store of FIGURES figures, on a copy where one was given."""
    path = tmp_path_factory.mktemp("grown") / "t.duckdb"
    if given := os.environ.get("TINSO_BENCH_STORE"):
        shutil.copyfile(given, path)
        open_store(path).close()
    else:
        grow_store(path, seed, 0, FIGURES // FIGURES_OF_A_STORY)
    return path


def number(path: Path, sql: str) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return int(connection.execute(sql).fetchall()[0][0])


@pytest.mark.benchmark
def test_loading_beside_a_bare_insert_of_the_same_table(seed: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(seed), read_only=True) as connection:
        texts = connection.execute(
            "SELECT lang, text, extraction_id FROM templates ORDER BY number"
        ).fetchall()
    from extractors import extract_figures

    read: list[tuple[Article, Extraction]] = []
    for place, (lang, text, _) in enumerate(texts):
        article = Article(article_id=f"template-{place}", lang=lang, text=text)
        read.append((article, extract_figures(article)))
    articles = [
        StoredArticle(
            article.model_copy(update={"article_id": f"a{place}"}), 1, True, extraction, "1", "l", "a file"
        )
        for place in range(LOADED_ARTICLES)
        for article, extraction in [read[place % len(read)]]
    ]
    tables: dict[str, list[pa.Table]] = {}
    insert = writer.Store._insert

    def noted(
        self: Any, table: str, rows: Sequence[Any], schema: pa.Schema, *more: Any, **named: Any
    ) -> None:
        if rows:
            columns = [
                pa.array(column, kind)
                for column, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
            ]
            tables.setdefault(table, []).append(pa.Table.from_arrays(columns, schema=schema))
        insert(self, table, rows, schema, *more, **named)

    with pytest.MonkeyPatch.context() as patch, open_store(tmp_path / "noted.duckdb") as store:
        patch.setattr(writer.Store, "_insert", noted)
        load(store, articles)
    with open_store(tmp_path / "loaded.duckdb") as store, Clock() as ours:
        load(store, articles)
    whole = {table: pa.concat_tables(parts) for table, parts in tables.items()}
    with duckdb.connect(str(tmp_path / "bare.duckdb")) as connection, Clock() as bare:
        for table, rows in whole.items():
            connection.register("incoming", rows)
            connection.execute(f"CREATE TABLE {table} AS FROM incoming")
            connection.unregister("incoming")
        connection.execute("CHECKPOINT")
    rows = sum(table.num_rows for table in whole.values())
    figures = whole["figures"].num_rows
    print(
        f"\nloading {LOADED_ARTICLES:,} articles, {figures:,} figures, {rows:,} rows of all tables, 64 articles a batch"
    )
    print(
        f"  write_batch      {ours}  {figures / ours.cpu:10,.0f} figures/s  {rows / ours.cpu:10,.0f} rows/s"
    )
    print(
        f"  bare Arrow       {bare}  {figures / bare.cpu:10,.0f} figures/s  {rows / bare.cpu:10,.0f} rows/s  ratio {ours.cpu / bare.cpu:.1f}"
    )


def load(store: Any, articles: Sequence[StoredArticle]) -> None:
    run = store.begin_run("ingest", "0", "1", {})
    for first in range(0, len(articles), 64):
        store.write_batch(run, Batch(articles=list(articles[first : first + 64])), RunCounts())
    store.finish_run(run, RunCounts())


@contextmanager
def timed_steps() -> Iterator[dict[str, Clock]]:
    """Times of the steps of publishing while the block runs."""
    times: dict[str, Clock] = {}

    def timed(step: Callable[..., Any], name: str) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            with Clock() as clock:
                done = step(*given)
                if name == "verify":
                    done = list(done)
            times[name] = clock
            print(f"    {name:14} {clock}", flush=True)
            return done

        return run

    with pytest.MonkeyPatch.context() as patch:
        for module, step, name in STEPS:
            patch.setattr(module, step, timed(getattr(module, step), name))
        yield times


def publish(db: Path, what: str, bare: Clock) -> Published:
    print(f"  {what}", flush=True)
    with Clock() as clock, timed_steps():
        done = publish_store(db)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    parquet = sum(path.stat().st_size for path in done.snapshot.parent.rglob("*.parquet"))
    print(
        f"    {'all':14} {clock}  ratio to a plain copy {clock.wall / bare.wall:.1f}; {done.size / 1e6:,.0f} MB, "
        f"parquet {parquet / 1e6:,.0f} MB ({done.files_written} written, {done.files_kept} kept); peak {peak:.1f} GB",
        flush=True,
    )
    return done


@pytest.mark.benchmark
def test_reading_again_with_one_worker_and_with_two(tmp_path: Path) -> None:
    db = make_store(tmp_path / "read.duckdb", REREAD_ARTICLES)
    print("", flush=True)
    for workers in (1, 2):
        articles, figures, seconds, own, megabytes = reread(db, workers)
        print(
            f"reading again with {workers}: {articles} articles, {figures:,} figures, {seconds:8.2f} s wall, "
            f"{articles / seconds:6.1f} articles/s; the process that stores: {own:6.2f} s cpu, {megabytes:,.0f} MB",
            flush=True,
        )


@pytest.mark.benchmark
def test_a_night_at_a_tenth_of_the_size(seed: Path, tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    figures = grow_store(db, seed, 0, max(1, FIGURES // 10 // FIGURES_OF_A_STORY))
    bare = copied(db)
    print(f"\n{figures:,} figures; plain copy to disk {bare}", flush=True)
    publish(db, "first snapshot", bare)
    for _ in range(2):
        add_night(db, seed, figures)
        publish(db, "after a night of 0.1 %", bare)


def copied(db: Path) -> Clock:
    """The time of a plain copy of the store, until it is on the disk."""
    copy = db.with_name("copy")
    with Clock() as bare:
        shutil.copyfile(db, copy)
        descriptor = os.open(copy, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    copy.unlink()
    return bare


def add_night(db: Path, seed: Path, figures: int) -> None:
    """A night of a thousandth of so many figures."""
    night = 1 + number(db, "SELECT max(run_id) FROM runs")
    stories = max(1, figures // 1000 // FIGURES_OF_A_STORY)
    grow_store(db, seed, night * STORIES_OF_A_NIGHT, night * STORIES_OF_A_NIGHT + stories)


@pytest.mark.benchmark
def test_publishing_a_night_and_every_view(grown: Path, seed: Path) -> None:
    figures = number(grown, "SELECT count(*) FROM figures")
    bare = copied(grown)
    print(
        f"\n{figures:,} figures, {number(grown, 'SELECT count(*) FROM evidence'):,} pieces of evidence, "
        f"{number(grown, 'SELECT count(*) FROM articles'):,} articles: {grown.stat().st_size / 1e6:,.0f} MB"
    )
    print(f"  plain copy to disk {bare}", flush=True)
    first = publish(grown, "first snapshot", bare)
    for _ in range(2):
        add_night(grown, seed, figures)
        snapshot = publish(grown, "after a night of 0.1 %", bare).snapshot
    publish(grown, "nothing new", bare)
    print(
        f"  views on {snapshot.parent.name} (first snapshot: {first.size / 1e6:,.0f} MB), all columns of all rows; bare: a scan of the columns"
    )
    with duckdb.connect(str(snapshot), read_only=True, config={"memory_limit": "6GB"}) as connection:
        for view in VIEWS:
            table, columns = BARE.get(view, FLAT_FACTS)
            scan = summed(connection, f"SELECT {columns} FROM {table}")
            whole = summed(connection, f"FROM {view}")
            rows = connection.execute(f"SELECT count(*) FROM {view}").fetchall()[0][0]
            print(
                f"    {view:22} {rows:12,} rows {whole}  bare {scan.cpu:7.2f} s cpu  ratio {whole.cpu / scan.cpu:6.1f}",
                flush=True,
            )
        one = "province = 'Cà Mau' AND indicator = 'health_insurance.coverage_rate'"
        for view in ("facts", "targets", "actuals", "coverage_by_province", "target_progress"):
            print(
                f"    {view:22} of one province and indicator {summed(connection, f'FROM {view} WHERE {one}')}",
                flush=True,
            )


def summed(connection: duckdb.DuckDBPyConnection, query: str) -> Clock:
    """The time in which every value of a query is made: hashed into one number, so that nothing is left out."""
    with Clock() as clock:
        connection.execute(f"SELECT sum(hash(q)::HUGEINT) FROM ({query}) AS q").fetchall()
    return clock
