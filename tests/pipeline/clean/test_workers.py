"""One page that breaks its process, its time or its memory is set aside with its reason, and all others are read."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.clean.workers import PAGES_A_WORKER, UNDER_WAY, Bounds, PagePool, Quarantined
from pipeline.errors import RejectedError

from . import page_jobs
from .page_jobs import read

HERE = Path(__file__).parent
BOUNDS = Bounds(workers=2, seconds=1.5, megabytes=300)
PATIENCE = 60
"""Seconds for which a test waits for a process to end before it fails."""


@pytest.fixture(scope="module")
def pool() -> Iterator[PagePool[object]]:
    with PagePool(read, BOUNDS) as shared:
        yield shared


@pytest.fixture(scope="module")
def patient_pool() -> Iterator[PagePool[object]]:
    """A pool that gives each page the time that it needs on a machine under load too."""
    with PagePool(read, BOUNDS._replace(seconds=PATIENCE)) as shared:
        yield shared


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not yet collected does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def wait_until_gone(pids: list[int]) -> list[int]:
    end = time.monotonic() + PATIENCE
    while (alive := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    return alive


def test_results_come_in_the_order_of_the_pages(pool: PagePool[object]) -> None:
    pages = [(number, ("slow" if number % 3 == 0 else "echo", number)) for number in range(12)]
    assert list(pool.read_pages(pages)) == [(number, number) for number in range(12)]


@pytest.mark.parametrize(
    ("kind", "reason", "message"),
    [
        ("raises", "page_fault", "ValueError: two lines"),
        ("local exception", "page_fault", "LocalError"),
        ("leaves", "page_fault", "SystemExit: 2"),
        ("loops", "page_timeout", "longer than 1.5 seconds"),
        ("expression", "page_timeout", "longer than 1.5 seconds"),
        ("memory", "page_memory", "more than 300 MB"),
        ("segfault", "page_crash", "signal SIGSEGV"),
        ("exits", "page_crash", "status 3"),
        ("recursion", "page_recursion", "nested deeper"),
        ("unsendable", "page_unsendable", "lambda"),
        ("unreadable", "page_unsendable", "not here"),
    ],
)
def test_a_page_that_breaks_is_set_aside_and_the_rest_goes_on(
    pool: PagePool[object], patient_pool: PagePool[object], kind: str, reason: str, message: str
) -> None:
    pages = [(number, ("echo", number)) for number in range(4)]
    asked = pool if reason == "page_timeout" else patient_pool
    results = dict(asked.read_pages([*pages[:2], ("bad", (kind, None)), *pages[2:]]))
    bad = results.pop("bad")
    assert isinstance(bad, Quarantined)
    assert bad.reason == reason
    assert message in bad.message
    assert results == {number: number for number in range(4)}


def test_a_refused_page_is_refused_as_it_would_be_here(pool: PagePool[object]) -> None:
    ((_, refused),) = pool.read_pages([("page", ("rejected",))])
    assert isinstance(refused, RejectedError)
    assert (refused.code, str(refused), refused.field) == (
        "no_article",
        "the page holds no article text",
        "text",
    )


def test_a_page_that_cannot_be_sent_is_set_aside(pool: PagePool[object]) -> None:
    results = list(pool.read_pages([(1, ("echo", lambda: 0)), (2, ("echo", 2))]))
    assert results[0] == (1, Quarantined("page_unsendable", "the page cannot be handed to another process"))
    assert results[1] == (2, 2)


def test_many_bad_pages_in_a_row_cost_no_good_one(pool: PagePool[object]) -> None:
    pages = [(number, ("exits" if number % 2 else "echo", number)) for number in range(40)]
    results = dict(pool.read_pages(pages))
    assert [results[number] for number in range(0, 40, 2)] == list(range(0, 40, 2))
    assert all(isinstance(results[number], Quarantined) for number in range(1, 40, 2))


def test_pages_are_taken_as_they_are_wanted_and_not_all_at_once(pool: PagePool[object]) -> None:
    taken = 0

    def pages() -> Iterator[tuple[int, tuple[str, int]]]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number, ("echo", number)

    results = pool.read_pages(pages())
    for _ in range(10):
        next(results)
    assert taken <= 10 + UNDER_WAY * BOUNDS.workers


def test_a_worker_is_replaced_after_its_pages() -> None:
    with PagePool(read, Bounds(1, 30, 300)) as one:
        pids = [pid for _, pid in one.read_pages((n, ("pid",)) for n in range(PAGES_A_WORKER + 5))]
    assert len(set(pids)) == 2
    assert pids.count(pids[0]) == PAGES_A_WORKER


def test_workers_have_the_variables_of_the_pools_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("first", "second", None):
        if folder is None:
            monkeypatch.delenv("TINSO_SOURCES")
        else:
            monkeypatch.setenv("TINSO_SOURCES", folder)
        with PagePool(read, BOUNDS) as pool:
            assert list(pool.read_pages([(1, ("variable", "TINSO_SOURCES"))])) == [(1, folder)]


def test_no_worker_is_left_when_the_pool_is_closed() -> None:
    with PagePool(read, BOUNDS) as pool:
        pids = [int(str(pid)) for _, pid in pool.read_pages((n, ("pid",)) for n in range(20))]
        assert os.getpid() not in pids
    assert wait_until_gone(pids) == []
    assert not [child for child in multiprocessing.active_children() if child.pid in pids]


def test_a_reader_that_stops_early_leaves_no_worker() -> None:
    with PagePool(read, Bounds(2, 60, 300)) as pool:
        (_, pid), *_ = pool.read_pages([(0, ("pid",))])
        results = pool.read_pages([(1, ("echo", 1)), (2, ("loops",)), (3, ("loops",))])
        assert next(results) == (1, 1)
    assert wait_until_gone([int(str(pid))]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="tells processes by /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, page_jobs.__file__, str(tmp_path)], cwd=HERE.parents[2])
    try:
        end = time.monotonic() + PATIENCE
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        pids = [int(path.name.rpartition("-")[2]) for path in tmp_path.iterdir()]
        assert len(pids) == 2
        assert all(map(is_alive, pids))
    finally:
        parent.kill()
        parent.wait()
    assert wait_until_gone(pids) == []
