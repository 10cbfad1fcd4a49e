"""Pages a second into and out of the archive, against warcio alone on the same pages in the same run; what each part costs.

Printed, never asserted. Pages are about as long as the news pages that were measured (28 kB compressed), of words of our
own, so that they compress as such pages do. Times are of the wall, since waiting for the disk is what is asked about.
"""

from __future__ import annotations

import io
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.archive import open_archive, open_reader, verify_archive
from pipeline.archive.checking import rebuild_index
from pipeline.archive.index import Entry, create_index, make_seq
from schemas.fetches import Response

PAGES = 1000
ROUNDS = 3
START = datetime(2026, 1, 14, 19, tzinfo=UTC)
ROWS = 300_000


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def make_pages():
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(4000)]
    return [
        Response(
            url=f"https://www.example.org/lo/page-{n}",
            fetched_at=START + timedelta(seconds=n),
            kind="article",
            source="example",
            language="lo",
            status=200,
            reason="OK",
            headers=(("Content-Type", "text/html; charset=utf-8"), ("Server", "x"), ("Date", "x")),
            body=" ".join(chance.choices(words, k=9000)).encode(),
        )
        for n in range(PAGES)
    ]


def write_plainly(pages: list[Response], path: Path) -> None:
    """Warcio alone: a response a page."""
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page in pages:
            headers = StatusAndHeaders("200 OK", list(page.headers), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    page.url, "response", payload=io.BytesIO(page.body), http_headers=headers
                )
            )


def write_all(pages: list[Response], folder: Path, *, sync: bool) -> None:
    with open_archive(folder, sync=sync) as archive:
        for page in pages:
            archive.write(page)


def read_plainly(path: Path) -> int:
    with open(path, "rb") as file:
        return sum(len(record.content_stream().read()) for record in ArchiveIterator(file))


def read_all(folder: Path) -> int:
    with open_reader(folder) as reader:
        exchanges = (reader.read(entry) for entry in reader.new_since())
        return sum(len(exchange.body) for exchange in exchanges if isinstance(exchange, Response))


@pytest.mark.benchmark
def test_archive_against_warcio_alone(tmp_path):
    pages = make_pages()
    times: dict[str, list[float]] = {}

    def measure(name, work):
        times.setdefault(name, []).append(seconds(work))

    for turn in range(ROUNDS):
        plain, safe, quick = tmp_path / f"{turn}.warc.gz", tmp_path / f"{turn}s", tmp_path / f"{turn}q"
        measure("write, warcio alone", lambda: write_plainly(pages, plain))  # noqa: B023 - called at once
        measure("write, archive", lambda: write_all(pages, safe, sync=True))  # noqa: B023
        measure("write, archive without fsync", lambda: write_all(pages, quick, sync=False))  # noqa: B023
        measure("write, all unchanged (revisits)", lambda: write_all(pages, quick, sync=False))  # noqa: B023
        measure("read, warcio alone", lambda: read_plainly(plain))  # noqa: B023
        measure("read, archive by its index", lambda: read_all(safe))  # noqa: B023
        measure("verify", lambda: list(verify_archive(safe)))  # noqa: B023
        measure("make the index anew", lambda: rebuild_index(safe))  # noqa: B023
    print(f"\n{PAGES} pages of {sum(len(p.body) for p in pages) / PAGES / 1000:.0f} kB, best of {ROUNDS}")
    for name, taken in times.items():
        print(f"{name:34}{PAGES / min(taken):9,.0f} pages/s")
    sizes = {
        "warcio alone": (tmp_path / "0.warc.gz").stat().st_size,
        "archive": sum(path.stat().st_size for path in (tmp_path / "0s").rglob("*.warc.gz")),
        "its index": (tmp_path / "0s" / "index.sqlite").stat().st_size,
    }
    for name, size in sizes.items():
        print(f"{name:34}{size / PAGES:9,.0f} bytes a page")


@pytest.mark.benchmark
def test_lookups_among_many_rows(tmp_path):
    index, _ = create_index(tmp_path)
    index.add_file(1, "a.warc.gz", 0, own=True)
    # An address is fetched twice, as an article that was changed is.
    rows = (
        Entry(
            seq=make_seq(1, n * 20_000), length=19_000, before=500, record="response", record_id=f"{n:036}",
            url=f"https://www.example.org/lo/{n * 7919 % (ROWS // 2)}-about-as-long-as-a-slug-is-with-many-words",
            fetched_at=START + timedelta(seconds=n), status=200 if n % 9 else 404, kind="article" if n % 50 else "sitemap",
            source=f"s{n % 8}", language="lo", run="1", error=None, truncated=None, body_length=70_000,
            digest=f"sha256:{n:056}", refers_to=None, file="a.warc.gz",
        )
        for n in range(ROWS)
    )  # fmt: skip
    print(f"\n{ROWS:,} rows written in {seconds(lambda: index.add_entries(rows, 1, 1)):.0f} s")
    print(f"{(tmp_path / 'index.sqlite').stat().st_size / ROWS:.0f} bytes a row")
    url = "https://www.example.org/lo/7919-about-as-long-as-a-slug-is-with-many-words"
    asked = {
        "last": lambda: index.last(url),
        "same body": lambda: index.body_before(url, "sha256:x"),
        "new of one source (2,000)": lambda: index.new_since(
            make_seq(1, ROWS * 10_000), source="s3", statuses=[200]
        ),
        "newest 50 of an hour": lambda: list(
            index.find(since=START + timedelta(seconds=ROWS - 3600), limit=50)
        ),
        "newest 50 below a prefix": lambda: list(
            index.find(prefix="https://www.example.org/lo/7919", limit=50)
        ),
        "counts": lambda: index.counts(),
    }
    for name, work in asked.items():
        work()
        print(f"{name:34}{min(seconds(work) for _ in range(3)) * 1000:10.2f} ms")
    index.close()
