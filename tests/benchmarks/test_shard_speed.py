"""Pages a second that become shards: what one takes of a processor, by one and by two workers, and what loading takes.

Printed, never asserted. Processor time where one process works, which others on the machine hardly change; time of the wall
where several do. `tests/with_ray/test_speed.py` measures Ray beside the pool. TINSO_BENCH_SHARDS sets the pages of a file.
"""

from __future__ import annotations

import gzip
import os
import re
import resource
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trafilatura

from pipeline.archive import list_numbered, open_archive, read_exchanged
from pipeline.settings import CleanSettings
from pipeline.shards import in_pool, ingest_shards, make_shards
from pipeline.shards.making import read_page
from pipeline.store.shard_queries import open_shards
from schemas.fetches import Response

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "articles"
CODES = {"lo": "lo", "ms": "ms", "th": "th", "nb": "no", "fr": "fr"}
START = datetime(2026, 11, 20, 1, tzinfo=UTC)
PAGES = int(os.environ.get("TINSO_BENCH_SHARDS", "300"))
FILES = 4
ADDRESS = re.compile(r"https://www\.vietnam\.vn/[a-z]{2}/[a-z0-9-]+")
FURNITURE = 57_000
"""Bytes of script, style and links that bring a page to the size of those of real sites, some 62 kB."""
ROUNDS = 3


def fill_archive(folder, pages=PAGES, files=FILES):
    """Files of the sample's pages, each under an address of its own, with the furniture of real ones around them."""
    samples = sorted(SAMPLE.glob("*/*.html"))
    script = "".join(f'<script>var n{number}="{number:x}";</script>' for number in range(FURNITURE // 36))
    clock = START
    for number in range(files):
        with open_archive(folder, sync=False) as archive:
            for page in range(pages):
                sample = samples[page % len(samples)]
                language = sample.parent.name
                address = f"https://www.vietnam.vn/{CODES[language]}/tin-so-{number}-{page}"
                html = sample.read_text("utf-8").replace("</body>", f"{script}</body>")
                html = ADDRESS.sub(address, html)
                clock += timedelta(seconds=2)
                archive.write(
                    Response(
                        url=address,
                        fetched_at=clock,
                        kind="article",
                        source="vietnam-vn",
                        language=language,
                        status=200,
                        headers=(
                            ("Content-Type", "text/html; charset=utf-8"),
                            ("Content-Encoding", "gzip"),
                        ),
                        body=gzip.compress(html.encode(), mtime=0),
                    )
                )


def size_of(folder, ending):
    return sum(path.stat().st_size for path in folder.rglob(f"*{ending}"))


def used_by(work):
    """Processor seconds of this process."""
    begin = resource.getrusage(resource.RUSAGE_SELF)
    work()
    end = resource.getrusage(resource.RUSAGE_SELF)
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


@pytest.mark.benchmark
def test_what_a_page_takes(tmp_path):
    fill_archive(tmp_path / "archive", files=1)
    (file,) = list_numbered(tmp_path / "archive").files
    responses = [each.response for each in read_exchanged(file)]
    for response in responses[:15]:
        read_page(response)
    read = min(used_by(lambda: list(read_exchanged(file))) for _ in range(ROUNDS))
    work = min(used_by(lambda: [read_page(response) for response in responses]) for _ in range(ROUNDS))
    bare = min(
        used_by(
            lambda: [
                trafilatura.extract(gzip.decompress(response.body).decode(), include_comments=False)
                for response in responses
            ]
        )
        for _ in range(ROUNDS)
    )
    count = len(responses)
    print(
        f"\n{count} pages of {sum(len(gzip.decompress(r.body)) for r in responses) / count / 1000:.0f} kB: "
        f"{count / work:.1f} a processor second cleaned and read, {count / read:.0f} out of the WARC file; "
        f"bare trafilatura {count / bare:.1f}"
    )


@pytest.mark.benchmark
def test_one_and_two_workers(tmp_path):
    fill_archive(tmp_path / "archive")
    count = PAGES * FILES
    bounds = CleanSettings(workers=1)
    print()
    for workers in (1, 2):
        seconds = []
        for attempt in range(ROUNDS):
            folder = tmp_path / f"shards-{workers}-{attempt}"
            begin = time.perf_counter()
            campaign = make_shards(tmp_path / "archive", folder, in_pool(workers), bounds=bounds)
            seconds.append(time.perf_counter() - begin)
            assert campaign.counts.articles == count
        print(
            f"pool, {workers} worker(s): {count / min(seconds):.1f} pages/s ({min(seconds):.1f} s, {count} pages)"
        )
    shards = tmp_path / "shards-1-0"
    load = used_by(lambda: ingest_shards(shards, tmp_path / "t.duckdb"))
    print(f"loaded: {count / load:.0f} pages a processor second")
    with open_shards(shards) as store:
        begin = time.perf_counter()
        rows = list(store.ask("SELECT indicator, count(*) FROM current_figures GROUP BY ALL").rows)
        took = time.perf_counter() - begin
    print(f"queried in place: {sum(row[1] for row in rows)} figures by indicator in {took:.2f} s")


@pytest.mark.benchmark
def test_what_a_page_weighs(tmp_path):
    """The pages of the sample once each: repeated texts would cost a shard nothing."""
    count = len(list(SAMPLE.glob("*/*.html")))
    fill_archive(tmp_path / "archive", pages=count, files=1)
    campaign = make_shards(tmp_path / "archive", tmp_path / "shards", in_pool(1))
    shard = size_of(tmp_path / "shards", ".parquet")
    print(
        f"\n{campaign.counts.figures / count:.0f} figures a page; bytes a page: "
        f"{size_of(tmp_path / 'archive', '.warc.gz') / count:.0f} as WARC, {shard / count:.0f} as shard"
    )
