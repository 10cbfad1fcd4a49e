"""What reading stored texts again costs with one worker and with two, and what memory the process that stores needs.

Printed, never asserted: machines are shared and noisy; the processor time of the process that stores, which nothing shares,
says what more workers can bring at best. The store holds the texts of the sample over and over, as an older
extractor read them; TINSO_BENCH_REREAD sets how many, and a store a quarter as large shows whether memory grows with it.
Each run is a process of its own, whose peak memory is told by the system; the workers' is bounded by their settings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

import pytest

from corpus.sample import SAMPLE_DIR
from pipeline import ingest
from pipeline.ingest import ingest_paths
from pipeline.store import Batch, RunCounts, StoredArticle, open_store
from schemas import Extraction

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = int(os.environ.get("TINSO_BENCH_REREAD", "600"))
REREAD = """
import resource, sys, time
from pathlib import Path
from pipeline.reextraction import reextract_articles
began = time.perf_counter()
done = reextract_articles(Path(sys.argv[1]), workers=int(sys.argv[2]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(done.summary.counts.articles_reextracted, done.summary.counts.figures, time.perf_counter() - began,
      used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def make_store(db: Path, number: int) -> Path:
    """A store of that many articles, with empty readings by an older extractor."""
    sample = db.with_name("sample.duckdb")
    if not sample.exists():
        ingest_paths([SAMPLE_DIR], sample, root=SAMPLE_DIR)
    with open_store(sample) as store:
        texts = [article for article, _, _ in store.outdated_articles("newer", ingest_lexicons(), "", 100)]
    with open_store(db) as store:
        run = store.begin_run("bench", "0", "older", {})
        batch = [
            StoredArticle(
                article.model_copy(update={"article_id": f"{article.article_id} {copy}"}), 1, True,
                Extraction(article_id=f"{article.article_id} {copy}", lang=article.lang), "older", "", "bench",
            )
            for copy, article in enumerate(islice(cycle(texts), number))
        ]  # fmt: skip
        store.write_batch(run, Batch(articles=batch), RunCounts(articles_new=number))
        store.finish_run(run, RunCounts(articles_new=number))
    return db


def ingest_lexicons() -> dict[str, str]:
    return dict.fromkeys(ingest.language_codes(), "newer")


def reread(db: Path, workers: int) -> tuple[int, int, float, float, float]:
    """Articles and figures read, seconds, and seconds of processor time and peak megabytes of the process that stores."""
    copy = db.with_name("copy.duckdb")
    shutil.copy(db, copy)
    done = subprocess.run(
        [sys.executable, "-c", REREAD, str(copy), str(workers)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    copy.unlink()
    articles, figures, seconds, own, megabytes = done.stdout.split()
    return int(articles), int(figures), float(seconds), float(own), float(megabytes)


@pytest.mark.benchmark
@pytest.mark.skipif(os.name != "posix", reason="peak memory is told by systems of POSIX")
def test_reading_again_with_one_worker_and_with_two(tmp_path: Path) -> None:
    large = make_store(tmp_path / "large.duckdb", ARTICLES)
    small = make_store(tmp_path / "small.duckdb", ARTICLES // 4)
    print(
        f"\narticles  workers  seconds  articles/s  storing: CPU s  peak MB   (load {os.getloadavg()[0]:.1f})"
    )
    times: dict[int, float] = {}
    for db, number, workers in ((small, ARTICLES // 4, 1), (large, ARTICLES, 1), (large, ARTICLES, 2)):
        articles, figures, seconds, own, megabytes = reread(db, workers)
        assert articles == number
        assert figures > 10 * number
        times[workers] = seconds
        print(f"{articles:8}{workers:9}{seconds:9.1f}{articles / seconds:12.1f}{own:15.1f}{megabytes:9.0f}")
    print(f"two workers are {times[1] / times[2]:.2f} times as fast as one")
