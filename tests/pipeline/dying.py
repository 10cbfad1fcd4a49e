"""Does a job on a store and is killed on the way: `python dying.py JOB LINE DELAY PATH…`.

LINE counts the lines of the pipeline's own modules that run in this process; DELAY seconds after it the process kills
itself with SIGKILL, wherever it is by then: inside DuckDB too, which gives up the interpreter's lock while it works. With
LINE 0 nothing is killed, and the number of lines is printed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = tuple(
    str(ROOT / "pipeline" / name) for name in ("store", "ingest.py", "archive_ingest.py", "reextraction.py")
)
SOON, LATER = 0.0, 0.03
"""The delays that are tried: at the line itself, and within what DuckDB needs for one of our statements."""


def open_for_writing(db: str) -> None:
    from pipeline.store import open_store

    open_store(Path(db)).close()


def read_again(db: str) -> None:
    from pipeline import ingest, reextraction

    ingest.BATCH_ARTICLES = 2
    reextraction.reextract_articles(Path(db), workers=1)


def take_archive(archive: str, db: str) -> None:
    from pipeline import archive_ingest, ingest
    from pipeline.settings import CleanSettings

    ingest.BATCH_ARTICLES = 4
    archive_ingest.ingest_archive(Path(archive), Path(db), bounds=CleanSettings(workers=1))


JOBS: dict[str, Callable[..., None]] = {
    "open": open_for_writing,
    "reextract": read_again,
    "archive": take_archive,
}


def main(job: str, last: int, delay: float, paths: list[str]) -> None:
    ran = 0

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal ran
        if not frame.f_code.co_filename.startswith(HERE):
            return None
        if event == "line":
            ran += 1
            if ran == last:
                if not delay:
                    die()
                threading.Timer(delay, die).start()
        return trace

    sys.settrace(trace)
    JOBS[job](*paths)
    sys.settrace(None)
    print(ran)


def run_job(job: str, *paths: Path, line: int = 0, delay: float = 0.0) -> subprocess.CompletedProcess[str]:
    """Do a job in a process of its own, which dies at a line, or a little later, unless that is 0."""
    return subprocess.run(
        [sys.executable, __file__, job, str(line), str(delay), *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def chosen_deaths(lines: int, number: int) -> Iterator[tuple[int, float]]:
    """That many places to die at, a line and a delay each: the same in every run of a test."""
    chance = random.Random(number)
    for _ in range(number):
        yield chance.randint(1, lines), chance.choice((SOON, chance.uniform(SOON, LATER)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
