"""One night at a time; a lock that nobody holds is nobody's, whoever is named in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import NightUnderWayError
from pipeline.nightly.locking import LOCK_FILE, NightLock, take_refusals

NOW = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.nightly.locking import NightLock
lock = NightLock(Path(sys.argv[1]), datetime(2026, 11, 2, 18, 30, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_second_start_is_told_who_is_at_work_and_leaves_a_note(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        with pytest.raises(NightUnderWayError, match=f"process {other.pid} of .* since 2026-11-02 18:30 UTC"):
            NightLock(tmp_path, NOW)
        assert [(told["pid"], told["at"]) for told in take_refusals(tmp_path)] == [
            (os.getpid(), NOW.isoformat())
        ]
        assert take_refusals(tmp_path) == []


def test_the_lock_of_a_process_that_was_killed_is_free_and_its_holder_known(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        pid = other.pid
    lock = NightLock(tmp_path, NOW)
    assert lock.stale is not None
    assert lock.stale.pid == pid
    lock.release()


def test_a_lock_left_before_a_restart_of_the_machine_is_stale_though_its_number_is_another_process_now(
    tmp_path: Path,
) -> None:
    # Whoever has this number now, here this very process, does not hold the lock.
    told = {"pid": os.getpid(), "host": "h", "user": "u", "started": "2026-11-01T00:00:00+00:00"}
    (tmp_path / LOCK_FILE).write_text(json.dumps(told), "utf-8")
    lock = NightLock(tmp_path, NOW)
    assert lock.stale is not None
    assert lock.stale.started.day == 1
    lock.release()


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"{}", b"[1]", b'{"pid": "x"}', b"\xff"])
def test_whatever_stands_in_the_file_it_can_be_taken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(content)
    lock = NightLock(tmp_path, NOW)
    assert lock.stale is None
    lock.release()


def test_a_lock_let_go_in_order_names_nobody(tmp_path: Path) -> None:
    NightLock(tmp_path / "nights", NOW).release()
    lock = NightLock(tmp_path / "nights", NOW)
    assert lock.stale is None
    lock.release()
