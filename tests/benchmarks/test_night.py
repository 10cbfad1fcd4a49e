"""A simulated night: 7,900 pages from a server on loopback, spacing 0. Printed, never asserted.

TINSO_NIGHT_PAGES=7900 python3 bootstrap.py bench -k night
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.pipeline.fetch.site import CODES, NewsSite, serve, source_file

ROOT = Path(__file__).resolve().parents[2]
PAGES = int(os.environ.get("TINSO_NIGHT_PAGES", "7900"))
SPACINGS = (1, 2, 5)


@pytest.mark.benchmark
def test_a_night(tmp_path: Path) -> None:
    stories = PAGES // len(CODES)
    today = datetime.now(UTC).date()
    days = {
        str(today - timedelta(days=n)): [f"tin-so-{n}-{k}" for k in range(n, stories, 3)] for n in range(3)
    }
    with serve(NewsSite(days=days)) as site:
        source_file(
            site,
            tmp_path / "sources",
            politeness="[politeness]\nspacing = 0.0\nbudget = 1000000",
            expected="[expected]\nminimum = 1",
        )
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tests.pipeline.fetch.drive", str(tmp_path / "archive"), "loopback",
             datetime.now(UTC).isoformat(), "--real-clock"],
            env={**os.environ, "TINSO_SOURCES": str(tmp_path / "sources"), "PYTHONPATH": str(ROOT)},
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        counts = json.loads(done.stdout.splitlines()[-1])["sources"][0]
        size = sum(file.stat().st_size for file in (tmp_path / "archive").rglob("*.warc.gz*"))
        requests = len(site.log)
    print(
        f"\nnight of {counts['fetched']:,} articles: {requests:,} requests, {seconds:.0f} s, "
        f"{requests / seconds:.0f} requests a second; "
        f"processor {usage.ru_utime + usage.ru_stime:.0f} s, memory {usage.ru_maxrss / 1024:.0f} MB, "
        f"archive {size / 1e6:.0f} MB ({size / max(1, counts['fetched']) / 1e3:.1f} kB a page)"
    )
    for spacing in SPACINGS:
        print(f"at a spacing of {spacing} s: {requests * spacing / 3600:.1f} h")
