"""`tinso doctor` says when the last night ended, how, and what is to be done."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.nightly.health import look_at_nights
from pipeline.nightly.ledger import ledger_folder, night_path
from pipeline.nightly.locking import LOCK_FILE, NightLock
from pipeline.operation.diagnosis import Finding
from pipeline.settings import Settings, StoreSettings
from tests.pipeline.nightly.test_ledger import NOW, write_night


def look(folder: Path, hours: float) -> list[Finding]:
    settings = Settings(store=StoreSettings(db=folder / "t.duckdb"))
    return list(look_at_nights(settings, NOW + timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("status", "hours", "level", "seen", "mend"),
    [
        (0, 9, "ok", "4 ended 2026-11-02 19:30 UTC: well", ""),
        (30, 9, "bad", "not published", "tinso runs show 4"),
        (31, 9, "warn", "incomplete", "tinso runs show 4"),
        (48, 9, "warn", "unusual", "tinso runs show 4"),
        (130, 9, "warn", "stopped", "tinso nightly takes up what it left"),
        (None, 9, "warn", "was killed, or lost its power, after 2026-11-02 18:30 UTC, during fetch", "goes on with it"),
        (None, 13, "warn", "was killed", "the next night takes up what it left"),
    ],
)  # fmt: skip
def test_the_last_night_is_told_with_what_to_do(
    status: int | None, hours: float, level: str, seen: str, mend: str, tmp_path: Path
) -> None:
    write_night(ledger_folder(tmp_path / "t.duckdb"), 3, NOW - timedelta(days=1), status=30)
    write_night(ledger_folder(tmp_path / "t.duckdb"), 4, status=status)
    (finding,) = look(tmp_path, hours)
    assert finding.level == level
    assert seen in finding.seen
    assert mend in finding.mend


def test_a_night_that_is_older_than_a_day_is_told_beside_how_it_ended(tmp_path: Path) -> None:
    write_night(ledger_folder(tmp_path / "t.duckdb"), 4)
    well, old = look(tmp_path, 50)
    assert (well.level, old.level, old.seen) == ("ok", "warn", "no night for 49 h 00 min")
    assert "list-timers" in old.mend


def test_before_the_first_night_nothing_is_amiss(tmp_path: Path) -> None:
    assert [finding.level for finding in look(tmp_path, 0)] == ["ok"]


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b'{"event": "beg'])
def test_a_last_night_that_cannot_be_read_is_named_and_the_one_before_is_told(
    content: bytes, tmp_path: Path
) -> None:
    folder = ledger_folder(tmp_path / "t.duckdb")
    write_night(folder, 4)
    night_path(folder, 5).write_bytes(content)
    damaged, before = look(tmp_path, 9)
    assert damaged.level == "warn"
    assert damaged.seen == f"{night_path(folder, 5)} cannot be read: how night 5 went is not known"
    assert "dmesg" in damaged.mend
    assert (before.level, before.seen) == ("ok", "4 ended 2026-11-02 19:30 UTC: well")


def test_a_ledger_whose_only_night_cannot_be_read_is_not_said_to_be_new(tmp_path: Path) -> None:
    folder = ledger_folder(tmp_path / "t.duckdb")
    folder.mkdir()
    night_path(folder, 1).write_bytes(b"")
    (damaged,) = look(tmp_path, 0)
    assert (damaged.level, "000001.jsonl cannot be read" in damaged.seen) == ("warn", True)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no process is asked whether it is there")
def test_a_night_at_work_is_told_from_one_that_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ledger_folder(tmp_path / "t.duckdb")
    write_night(folder, 4, status=None)
    lock = NightLock(folder, NOW)
    try:
        assert [finding.seen for finding in look(tmp_path, 1)] == ["4 is at work, since 2026-11-02 18:30 UTC"]

        def gone(*_: object) -> None:
            raise ProcessLookupError

        monkeypatch.setattr(os, "kill", gone)
        assert [finding.level for finding in look(tmp_path, 1)] == ["warn"]
    finally:
        lock.release()


def test_a_night_whose_process_cannot_be_asked_after_is_not_at_work_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ledger_folder(tmp_path / "t.duckdb")
    write_night(folder, 4, status=None)
    lock = NightLock(folder, NOW)
    named = (folder / LOCK_FILE).read_bytes()
    lock.release()
    (folder / LOCK_FILE).write_bytes(named)  # as a kill leaves it
    monkeypatch.setattr("pipeline.nightly.health.platform.node", lambda: "another-machine")
    (young,) = look(tmp_path, 20)
    assert "is at work" in young.seen
    killed, old = look(tmp_path, 50)
    assert (killed.level, old.level) == ("warn", "warn")
    assert "was killed" in killed.seen
    assert old.seen.startswith("no night for")
