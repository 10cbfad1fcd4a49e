"""Pages a second that are cleaned, against bare trafilatura on the same pages in the same run, and what the processes cost.

Printed, never asserted. The pages are the golden ones; `large` are the same with a hundred paragraphs more. Processor time
where one process works, time of the wall where several do; the best of a few rounds counts.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import trafilatura

from pipeline.clean import Bounds, PagePool, clean_page
from pipeline.encodings import decode_bytes

PAGES = Path(__file__).parents[1] / "pipeline" / "clean" / "pages"
ROUNDS = 5
POOLED = 400
"""Pages that are handed to a pool, so that the start of its processes does not count for much."""
MORE = 100


def processor_seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def load_pages():
    """Pages by kind."""
    kinds = {}
    for path in sorted(PAGES.rglob("*.html")):
        kinds.setdefault(path.parent.name, []).append(decode_bytes(path.read_bytes()).text)
    return kinds


def enlarged(kinds):
    """Pages of the first kind with a layout, and of a blog, with many paragraphs more."""
    large = []
    for kind in ("vietnam-vn", "wordpress"):
        for path in sorted((PAGES / kind).glob("*.html")):
            lines = json.loads(path.with_suffix(".json").read_text("utf-8"))["text"]
            more = "".join(
                f"<p>{number}. {lines[1 + number % (len(lines) - 1)]}</p>" for number in range(MORE)
            )
            page = path.read_text("utf-8")
            at = page.index("<p>", page.index("</h1>"))
            large.append(page[:at] + more + page[at:])
    return large


@pytest.mark.benchmark
def test_cleaning_against_bare_trafilatura():
    kinds = load_pages()
    kinds["large"] = enlarged(kinds)
    print("\nkind            pages    kB   ours pages/s  trafilatura pages/s  ratio")
    clean_page(kinds["bare"][0])
    for kind, pages in kinds.items():
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(processor_seconds(lambda pages=pages: [clean_page(page) for page in pages]))
            bare.append(processor_seconds(lambda pages=pages: [read_barely(page) for page in pages]))
        size = sum(len(page.encode()) for page in pages) / len(pages) / 1000
        mine, theirs = len(pages) / min(ours), len(pages) / min(bare)
        print(f"{kind:14}{len(pages):7}{size:6.0f}{mine:15.1f}{theirs:21.1f}{mine / theirs:7.2f}")


def read_barely(page):
    """What cleaning is measured against."""
    return trafilatura.extract(page, include_comments=False)


def read_nothing(page):
    """What a page costs in a worker process where nothing is done with it."""
    return len(page)


@pytest.mark.benchmark
@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_processes_cost(workers):
    pages = [page for kind in load_pages().values() for page in kind]
    pages = (pages * (POOLED // len(pages) + 1))[:POOLED]
    here = min(wall_seconds(lambda: [clean_page(page) for page in pages]) for _ in range(2))
    with PagePool(clean_page, Bounds(workers), preload=("trafilatura",)) as pool:
        list(pool.read_pages([(0, (pages[0],))]))
        there = min(
            wall_seconds(lambda: list(pool.read_pages((n, (page,)) for n, page in enumerate(pages))))
            for _ in range(2)
        )
    with PagePool(read_nothing, Bounds(workers)) as pool:
        list(pool.read_pages([(0, (pages[0],))]))
        idle = wall_seconds(lambda: list(pool.read_pages((n, (page,)) for n, page in enumerate(pages))))
    print(
        f"\n{workers} worker(s): {POOLED / there:.1f} pages/s, in this process {POOLED / here:.1f}, "
        f"ratio {here / there:.2f}; {1000 * idle / POOLED:.2f} ms a page for handing it over and back"
    )
