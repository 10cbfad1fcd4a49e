"""Runs one night in a process of its own, as Scrapy wants it, on a clock that does not wait. Prints the night as JSON.

python drive.py FOLDER NOW [--kill-at STAGE] [--kill-after SECONDS] [--free BYTES] [--drift SECONDS] [--second-at STAGE] …

The one source is `loopback` in FOLDER/sources. Days of the store are those of the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from pipeline import ingest
from pipeline.archive import Archive
from pipeline.errors import NightUnderWayError
from pipeline.nightly import night as nightly
from pipeline.nightly.ledger import Journal, Line
from pipeline.nightly.summary import night_object
from pipeline.nightly.verdicts import judge_night
from pipeline.settings import read_settings
from pipeline.sources import FOLDER_VARIABLE, find_source
from pipeline.store import database, writer


class QuickClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: datetime, drift: float) -> None:
        self._now, self._drift = now, drift

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def drift(self) -> float:
        return self._drift


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("now", type=datetime.fromisoformat)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--kill-at", help="end with SIGKILL when this stage is entered as running")
    parser.add_argument(
        "--kill-after", type=float, help="end with SIGKILL so many seconds after the night began"
    )
    parser.add_argument(
        "--kill-at-answer", type=int, help="end with SIGKILL when so many answers were archived"
    )
    parser.add_argument("--free", type=int)
    parser.add_argument("--drift", type=float, default=0.0)
    parser.add_argument("--second-at", help="start a second night when this stage is entered")
    asked = parser.parse_args()
    os.environ[FOLDER_VARIABLE] = str(asked.folder / "sources")
    clock = QuickClock(asked.now, asked.drift)
    settings = read_settings(asked.folder / "tinso.toml")
    patched: Any = nightly
    patched.choose_sources = lambda slugs: [find_source("loopback")]
    for module in (writer, database):
        module.utc_now = lambda: clock.now().replace(tzinfo=None, microsecond=0)  # type: ignore[attr-defined]
    if asked.free is not None:
        patched.shutil.disk_usage = lambda place: Usage(10**12, 10**12 - asked.free, asked.free)
    if asked.kill_at_answer is not None:
        kill_at_answer(asked.kill_at_answer)
    note_line = Journal.note_line
    second: list[int] = []

    cpu = ProcessorMeter()

    def note(journal: Journal, line: Line, at: datetime) -> None:
        note_line(journal, line, at)
        if line.source is None:
            cpu(line)
        if line.state == "running" and line.source is None:
            if line.stage == "fetch" and asked.kill_after is not None:
                threading.Timer(asked.kill_after, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
            if line.stage == asked.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if line.stage == asked.second_at:
                other = [sys.executable, __file__, str(asked.folder), asked.now.isoformat()]
                second.append(subprocess.run(other, capture_output=True, check=False).returncode)

    patched_journal: Any = Journal
    patched_journal.note_line = note
    order = nightly.NightOrder(
        asked.folder / "tinso.duckdb",
        asked.folder / "archive",
        settings,
        deadline=asked.now + timedelta(minutes=asked.minutes) if asked.minutes else None,
    )
    try:
        night = nightly.run_night(order, clock=clock, pause=lambda seconds: None)
    except NightUnderWayError as fault:
        print(json.dumps({"fault": str(fault)}))
        sys.exit(10)
    verdict = judge_night(night)
    print(json.dumps({**night_object(night, verdict), "second": second, "cpu": cpu.seconds}))
    sys.exit(verdict.status)


class ProcessorMeter:
    """Seconds of the processor by stage, workers included: what a night costs however busy the machine is."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        shim: Any = ingest
        shim.time = SimpleNamespace(
            perf_counter=time.process_time
        )  # extract and store are told by the ingestion

    def __call__(self, line: Line) -> None:
        spent = os.times()
        now = spent.user + spent.system + spent.children_user + spent.children_system
        if line.state == "running":
            self._begun[line.stage] = now
        elif line.stage in ("extract", "store"):
            self.seconds[line.stage] = line.seconds or 0.0
            self.seconds["clean"] -= line.seconds or 0.0
        else:
            self.seconds[line.stage] = now - self._begun[line.stage]


def kill_at_answer(number: int) -> None:
    """End this process right after the archive has kept that many answers of it."""
    write = Archive.write
    kept: list[object] = []

    def write_and_die(archive: Archive, exchange: Any) -> Any:
        done = write(archive, exchange)
        kept.append(done)
        if len(kept) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    patched: Any = Archive
    patched.write = write_and_die


if __name__ == "__main__":
    main()
