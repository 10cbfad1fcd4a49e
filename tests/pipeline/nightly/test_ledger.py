"""The ledger: what a kill leaves is read, what is read is what was written."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import InputError, NightLedgerError
from pipeline.nightly.ledger import (
    Journal,
    Line,
    Night,
    NightIssue,
    find_night,
    ledger_folder,
    night_path,
    read_night,
    read_nights,
)

NOW = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def write_night(folder: Path, number: int, now: datetime = NOW, *, status: int | None = 0) -> Night:
    folder.mkdir(exist_ok=True)
    journal = Journal(night_path(folder, number), Night(number, now))
    journal.note(
        "begin", now, command="nightly", pid=7, host="h", versions={"tinso": "1"}, settings="s", sources=["a"]
    )
    journal.note_line(Line("fetch", started=now), now)
    journal.note_line(Line("fetch", "a", "lo", "done", came_in=3, went_out=2, counts={"gone": 1}), now)
    journal.note_line(Line("fetch", None, None, "done", now, 1.5, 3, 2), now)
    journal.note_issue(
        NightIssue("warning", "requests_failed", "fetch", "a", None, "1 request\u2028failed"), now
    )
    journal.note("mark", now, name="archive", value=2**50)
    journal.note("note", now, message="new")
    if status is not None:
        journal.note("end", now + timedelta(hours=1), status=status)
    journal.close()
    return journal.night


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    assert read_night(tmp_path, write_night(tmp_path, 3).number) == write_night(tmp_path / "again", 3)


def test_a_line_that_was_cut_off_on_a_full_disk_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = write_night(tmp_path, 1, status=None)
    journal = Journal(night_path(tmp_path, 1), night)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, line: write(file, line[:9]))
        journal.note("note", NOW, message="cut off")
    journal.note("end", NOW, status=31)
    journal.close()
    read = read_night(tmp_path, 1)
    assert read is not None
    assert (read.status, read.damaged_lines) == (31, 1)
    assert "no room left" in str(journal.fault)


def test_every_prefix_of_the_file_is_a_night_that_has_not_ended_or_none(tmp_path: Path) -> None:
    whole = write_night(tmp_path, 1)
    content = night_path(tmp_path, 1).read_bytes()
    first = content.index(b"\n") + 1
    for size in range(len(content)):
        night_path(tmp_path, 1).write_bytes(content[:size])
        night = read_night(tmp_path, 1)
        if size < first:
            assert night is None
        else:
            assert night is not None
            assert (night.status, night.damaged_lines) == (None, 0)
            assert set(night.lines) <= set(whole.lines)


def test_a_torn_line_is_cut_off_before_the_next_is_written_and_is_no_damage(tmp_path: Path) -> None:
    write_night(tmp_path, 1, status=None)
    path = night_path(tmp_path, 1)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"event": "li')
    held = read_night(tmp_path, 1)
    assert held is not None
    journal = Journal(path, held)
    assert path.read_bytes() == whole
    journal.note("continue", NOW, pid=8, host="h")
    journal.note("end", NOW, status=0)
    journal.close()
    night = read_night(tmp_path, 1)
    assert night is not None
    assert (len(night.attempts), night.status, night.damaged_lines) == (2, 0, 0)


def test_whole_lines_that_cannot_be_read_are_left_for_who_looks_into_them(tmp_path: Path) -> None:
    write_night(tmp_path, 1)
    path = night_path(tmp_path, 1)
    path.write_bytes(path.read_bytes() + b"{\n")
    damaged = path.read_bytes()
    Journal(path, Night(1, NOW)).close()
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    "line",
    [b"[]", b"nonsense", b'{"event": "sing", "at": "2026-11-02T00:00:00+00:00"}', b"\xff\xfe", b"null"],
)
def test_a_damaged_line_is_counted_and_the_others_are_read(tmp_path: Path, line: bytes) -> None:
    write_night(tmp_path, 1)
    path = night_path(tmp_path, 1)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], line, *lines[1:]]) + b"\n")
    night = read_night(tmp_path, 1)
    assert night is not None
    assert (night.damaged_lines, night.status, len(night.lines)) == (1, 0, 2)


def test_each_line_is_on_the_disk_before_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        fsync(descriptor)
        path = night_path(tmp_path, 1)
        sizes.append(len(path.read_bytes().splitlines()) if path.exists() else 0)

    monkeypatch.setattr(os, "fsync", note)
    write_night(tmp_path, 1)
    assert sizes == list(range(9))


def test_a_line_that_cannot_be_written_stops_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> int:
        raise OSError(28, "No space left on device")

    journal = Journal(night_path(tmp_path, 1), Night(1, NOW))
    monkeypatch.setattr(os, "write", no_room)
    journal.note("begin", NOW, command="nightly", pid=7, host="h", versions={}, settings="", sources=[])
    journal.note("end", NOW, status=0)
    assert journal.night.status == 0
    assert journal.fault is not None
    assert "No space left" in journal.fault


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(NightLedgerError, match="the ledger cannot be written"):
        Journal(tmp_path / "none" / "000001.jsonl", Night(1, NOW))


def test_nights_are_found_by_number_by_day_and_as_the_last(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        write_night(tmp_path, number, NOW + timedelta(days=number // 2))
    assert find_night(tmp_path, None).number == 3
    assert find_night(tmp_path, "2").number == 2
    assert find_night(tmp_path, "2026-11-03").number == 3
    assert [night.number for night in read_nights(tmp_path, 2)] == [2, 3]
    assert [night.number for night in read_nights(tmp_path, 5, before=3)] == [1, 2]


@pytest.mark.parametrize(
    ("named", "told"), [("9", "1 to 2"), ("2026-01-01", "no night began"), ("last", "a day such as")]
)
def test_a_night_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, named: str, told: str) -> None:
    write_night(tmp_path, 1)
    write_night(tmp_path, 2)
    with pytest.raises(InputError, match=told):
        find_night(tmp_path, named)


def test_the_ledger_lies_beside_the_store_and_needs_none(tmp_path: Path) -> None:
    assert ledger_folder(tmp_path / "a.duckdb") == tmp_path / "a.nights"
    assert ledger_folder(tmp_path / "a.db") == tmp_path / "a.db.nights"
    assert read_nights(tmp_path / "nowhere") == []


def test_a_line_is_plain_ascii_whatever_a_message_holds(tmp_path: Path) -> None:
    write_night(tmp_path, 1)
    content = night_path(tmp_path, 1).read_bytes()
    assert content.isascii()
    assert [json.loads(line)["event"] for line in content.splitlines()][-1] == "end"
