"""`tinso nightly` and `tinso runs` as their user types them."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.nightly import read_time, run_nightly
from pipeline.errors import InputError
from pipeline.nightly.ledger import Journal, Night, NightIssue, night_path
from pipeline.nightly.locking import NightLock
from pipeline.nightly.verdicts import BROKEN_OFF, INCOMPLETE, STOPPED, UNBEGUN, UNDER_WAY, UNPUBLISHED, UNTOLD
from tests.pipeline.cli.test_fetch import Desk, desk  # noqa: F401 - a fixture
from tests.pipeline.nightly.nights import make_night
from tests.pipeline.nightly.test_notification import webhook

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
Run = Callable[..., Any]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three nights: well, unusual, and one that was killed."""
    folder = tmp_path / "tinso.nights"
    folder.mkdir()
    for number, status in ((1, 0), (2, 41), (3, None)):
        made = make_night(number, {"lo": 100 // number, "th": 50}, refused=number - 1)
        journal = Journal(night_path(folder, number), Night(number, made.started))
        facts = {"command": "nightly", "pid": 7, "host": "h\x1b[2J", "settings": "5e", "sources": ["paper"]}
        journal.note("begin", made.started, versions={"tinso": f"0.{number}"}, **facts)
        for line in made.lines.values():
            if status is not None or line.stage in ("fetch", "archive"):
                journal.note_line(line, made.started)
        if status:
            told = "50 articles, where at least 60 are usual\x1b[2J"
            journal.note_issue(NightIssue("error", "few_articles", None, "paper", "lo", told), made.started)
        if status is not None:
            journal.note("end", made.started + timedelta(hours=2), status=status)
        journal.close()
    return folder


@pytest.mark.usefixtures("ledger")
def test_the_nights_are_a_table_a_line_each(run_tinso: Run) -> None:
    done = run_tinso("runs")
    assert done.status == 0
    lines = [line.split() for line in done.out.splitlines() if line.strip()[:1].isdigit()]
    assert [line[0] for line in lines] == ["1", "2", "3"]
    assert "well" in lines[0]
    assert "few_articles" in lines[1]
    assert lines[2][3:5] == ["not", "ended"]
    assert len(run_tinso("runs", "--last", "1").out.splitlines()) == 3


@pytest.mark.usefixtures("ledger")
def test_one_night_is_shown_with_its_stages_sources_and_languages(run_tinso: Run) -> None:
    done = run_tinso("runs", "show", "2")
    assert done.status == 0
    assert "\x1b" not in done.out
    assert done.out.startswith("Night 2, ")
    assert "paper lo: 50 articles, where at least 60 are usual" in done.out
    assert [line.split()[:2] for line in done.out.splitlines() if line.startswith("  paper")][:3] == [
        ["paper", "done"],
        ["paper", "lo"],
        ["paper", "th"],
    ]
    told = json.loads(run_tinso("runs", "show", "2", "--json").out)
    assert (told["night"], told["status"], told["result"]) == (2, 41, "unusual")


@pytest.mark.usefixtures("ledger")
def test_the_last_night_is_shown_where_none_is_named_also_one_that_never_ended(run_tinso: Run) -> None:
    done = run_tinso("runs", "show")
    assert done.status == 0
    assert "not ended" in done.out.splitlines()[0]


@pytest.mark.usefixtures("ledger")
def test_two_nights_are_set_side_by_side(run_tinso: Run) -> None:
    done = run_tinso("runs", "diff", "1", "2")
    assert done.status == 0
    rows = {" ".join(line.split()) for line in done.out.splitlines()}
    assert "result well unusual" in rows
    assert "tinso 0.1 0.2" in rows
    assert "fetch paper lo out 100 50 -50 (-50 %)" in rows
    assert run_tinso("runs", "diff", "2", "2").out == "nights 2 and 2 do not differ\n"
    first = json.loads(run_tinso("runs", "diff", "1", "2", "--json").out.splitlines()[0])
    assert first == {"what": "result", "first": "well", "second": "unusual"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("runs", "show", "9"), "there is no night 9: those known are 1 to 3"),
        (("runs", "show", "yesterday"), "a day such as"),
        (("runs", "diff", "1", "2020-01-01"), "no night began on"),
        (("nightly", "--until", "noon"), "no time such as"),
        (("nightly", "--source", "lopback"), "there is no source 'lopback'"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_wrong_usage_is_one_clear_line(run_tinso: Run, arguments: tuple[str, ...], told: str) -> None:
    done = run_tinso(*arguments)
    assert done.status == 1
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_before_the_first_night_runs_says_how_to_begin(run_tinso: Run) -> None:
    assert "`tinso nightly` makes the first" in run_tinso("runs").out
    assert "`tinso nightly` makes the first" in run_tinso("runs", "show").err


def test_a_second_night_is_turned_away_with_a_status_of_its_own(run_tinso: Run, tmp_path: Path) -> None:
    lock = NightLock(tmp_path / "tinso.nights", NOW)
    try:
        done = run_tinso("nightly", "--no-fetch")
    finally:
        lock.release()
    assert done.status == UNDER_WAY == 10
    assert f"process {os.getpid()} of " in done.err
    assert "2026-11-22 18:30 UTC" in done.err


def test_where_no_night_can_begin_one_line_and_the_webhook_say_so(
    run_tinso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with webhook() as (address, received), monkeypatch.context() as patch:
        patch.setenv("TINSO_NIGHTLY__WEBHOOK", address)
        patch.setattr(os, "write", refuse)
        done = run_tinso("nightly", "--no-fetch")
    assert done.status == UNBEGUN == 33
    (line,) = done.err.splitlines()
    assert "no night began, nothing was done" in line
    assert "No space left" in line
    ((_, body),) = received
    assert json.loads(body)["status"] == UNBEGUN
    assert "No space left" in json.loads(body)["text"]
    assert not list((tmp_path / "tinso.nights").glob("*.jsonl"))


def test_a_night_at_the_command_line(desk: Desk) -> None:  # noqa: F811
    path = desk.folder / "tinso.toml"
    if "private_networks" not in path.read_text("utf-8"):
        path.write_text(f'{path.read_text("utf-8")}private_networks = ["127.0.0.0/8"]\n', "utf-8")
    done = desk.tinso("nightly", "--source", "loopback")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Night 1, ")
    assert lines[0].endswith(": well")
    assert "10 new" in done.stdout
    assert "fetch    done" in done.stderr
    assert (desk.folder / "reports" / "night-000001.html").is_file()
    assert (desk.folder / "tinso.published" / "current").exists()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot set the zone of a process")
def test_a_time_is_the_next_one_of_this_machines_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        now = datetime(2026, 11, 22, 1, 30).astimezone()
        assert read_time("05:30", now) == datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
        assert read_time("1:30", now) == datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
        assert read_time("2026-11-23T05:30", now) == datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
        with pytest.raises(InputError, match="is over"):
            read_time("2026-11-22 01:00", now)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_statuses_that_the_help_names_are_those_of_the_code() -> None:
    text = run_nightly.__doc__ or ""
    for status in (UNDER_WAY, UNPUBLISHED, INCOMPLETE, UNTOLD, UNBEGUN, STOPPED):
        assert f"{status} " in text
    assert "40 to 48" in text
    assert BROKEN_OFF == 137
