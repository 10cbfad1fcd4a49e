"""Runs one fetch in a process of its own, as Scrapy wants it, on a clock that does not wait. Prints the summary.

python drive.py ARCHIVE SLUG NOW [--real-clock] [--limit N] …
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.cli.fetch import fetch_object
from pipeline.collection import choose_sources, fetch_sources, rehearse_fetch
from pipeline.errors import TinsoError
from pipeline.fetch import SystemClock
from pipeline.settings import FetchSettings


class QuickClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path)
    parser.add_argument("slugs", help="names of sources, parted by commas")
    parser.add_argument("now", type=datetime.fromisoformat)
    parser.add_argument("--real-clock", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--until", type=datetime.fromisoformat)
    parser.add_argument("--timeout", type=float, default=20)
    parser.add_argument("--most-bytes", type=int, default=15_000_000)
    parser.add_argument("--patience", type=float, default=1200)
    parser.add_argument(
        "--public-only", action="store_true", help="as settings that allow no private network"
    )
    parser.add_argument("--dry-run", action="store_true")
    asked = parser.parse_args()
    settings = FetchSettings(
        contact="mailto:desk@example.org",
        timeout=asked.timeout,
        most_bytes=asked.most_bytes,
        patience=asked.patience,
        private_networks=() if asked.public_only else ("127.0.0.0/8",),
    )
    clock = SystemClock() if asked.real_clock else QuickClock(asked.now)
    sources = choose_sources(asked.slugs.split(","))
    try:
        if asked.dry_run:
            summary = rehearse_fetch(sources, settings, asked.archive, clock=clock)
        else:
            summary = fetch_sources(
                sources, settings, asked.archive, limit=asked.limit, until=asked.until, clock=clock
            )
    except TinsoError as fault:
        print(json.dumps({"fault": str(fault), "kind": type(fault).__name__}))
        sys.exit(3)
    unread = [result.source for result in summary.results if result.has_unread_lists]
    print(json.dumps({**fetch_object(summary), "unread": unread}, default=str))


if __name__ == "__main__":
    main()
