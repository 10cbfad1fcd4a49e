"""What publishing costs beside a plain copy of the file: the first snapshot, one after a small night, one after none.

Printed, never asserted. The store is made in SQL, of articles of 60 sentences in Lao, a figure in every third, with eight
pieces of evidence each; a small night adds a thousandth of them in a month of its own. TINSO_BENCH_ARTICLES sets how many.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import duckdb
import pytest

from pipeline.store import open_store, publish_store, snapshots

ARTICLES = int(os.environ.get("TINSO_BENCH_ARTICLES", "50000"))
SENTENCE = "ແຂວງຕັ້ງເປົ້າໝາຍ 95,5 % ຂອງປະຊາກອນເຂົ້າຮ່ວມປະກັນສຸຂະພາບ. "
QUOTE = "95,5 %"
SENTENCES, EVERY, EVIDENCE = 60, 3, 8

ROWS = f"""
INSERT INTO runs (run_id, command, status, started_at, tinso_version, extractor_version, lexicon_hashes)
    SELECT 1 + coalesce(max(run_id), 0), 'ingest', 'done', now()::TIMESTAMP, '0', '1', MAP {{}} FROM runs;
INSERT INTO articles SELECT 'a' || i, 1, (SELECT max(run_id) FROM runs), 'lo', 'title', repeat('{SENTENCE}', {SENTENCES}) || i, md5(i::VARCHAR),
    md5('h' || i), 'https://www.example.org/' || i, NULL, $day::DATE + (i % $days)::INTEGER, NULL, 'f', NULL
    FROM range($first, $last) AS r (i);
INSERT INTO extractions SELECT i, 'a' || i, 1, (SELECT max(run_id) FROM runs), '1', 'h', {SENTENCES // EVERY}, 0 FROM range($first, $last) AS r (i);
INSERT INTO figures BY NAME SELECT md5(i || ' ' || n) AS figure_id, i AS extraction_id, 'a' || i AS article_id, 1 AS revision,
    n * {EVERY * len(SENTENCE)} + {SENTENCE.index(QUOTE)} AS start, start + {len(QUOTE)} AS "end", '{QUOTE}' AS quote,
    'percentage' AS kind, 95.5 AS value, 'percent' AS unit, '=' AS comparator, 'target' AS scenario,
    'health_insurance.coverage_rate' AS indicator, 'whole' AS scope, 0.9 AS confidence
    FROM range($first, $last) AS r (i), range({SENTENCES // EVERY}) AS s (n);
INSERT INTO evidence SELECT extraction_id, figure_id, 'field' || n, start, "end", quote, 'a rule of a name'
    FROM figures, range({EVIDENCE}) AS s (n) WHERE extraction_id >= $first;
"""


def add_articles(path: Path, first: int, last: int, day: str, days: int) -> None:
    sql = ROWS.replace("$first", str(first)).replace("$last", str(last))
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql.replace("$days", str(days)).replace("$day", f"'{day}'"))


@pytest.mark.benchmark
def test_publishing_beside_a_plain_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.duckdb"
    open_store(path).close()
    add_articles(path, 1, ARTICLES, "2021-01-01", 1800)
    verify = 0.0
    find_breaches = snapshots.find_breaches

    def timed(*given: object) -> list[str]:
        nonlocal verify
        started = time.perf_counter()
        found = list(find_breaches(*given))  # type: ignore[arg-type]
        verify = time.perf_counter() - started
        return found

    monkeypatch.setattr(snapshots, "find_breaches", timed)
    marking = 0.0
    take_marks = snapshots.take_marks

    def timed_marks(*given: object) -> object:
        nonlocal marking
        started = time.perf_counter()
        found = take_marks(*given)  # type: ignore[arg-type]
        marking = time.perf_counter() - started
        return found

    monkeypatch.setattr(snapshots, "take_marks", timed_marks)
    started = time.perf_counter()
    shutil.copyfile(path, tmp_path / "copy")
    copied = time.perf_counter() - started
    size = path.stat().st_size
    figures = ARTICLES * SENTENCES // EVERY
    print(f"\n{figures:,} figures, {size / 1e6:.0f} MB; a plain copy {copied:.2f} s")
    for what in ("first", "small night", "nothing new"):
        if what == "small night":
            more = max(1, ARTICLES // 1000)
            add_articles(path, ARTICLES, ARTICLES + more, "2026-01-01", 28)
        verify = marking = 0.0
        done = publish_store(path)
        others = sum(file.stat().st_size for file in done.snapshot.parent.rglob("*.parquet"))
        print(
            f"{what:12} {done.seconds_total:6.2f} s: copy {done.seconds_copy:.2f}, digests {marking:.2f}, verify {verify:.2f}; "
            f"parquet {done.files_written} written, {done.files_kept} kept, {others / 1e6:.0f} MB"
        )
