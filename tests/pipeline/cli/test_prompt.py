"""The prompt of `tinso sql`, typed into through a pipe."""

from __future__ import annotations

import os
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from pipeline.cli import prompt
from pipeline.ingest import ingest_paths
from pipeline.store import open_store, publish_store, published_folder

from ..conftest import Outcome, article_line

Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
DB = Path("tinso.duckdb")
COUNT = "SELECT count(*) AS n FROM articles;\r"

pytestmark = pytest.mark.usefixtures("plain_extractor")


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        yield typed


@pytest.fixture
def typed(
    run_tinso: Run, keys: PipeInput, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Outcome]:
    """A function that types text at the prompt, leaves with Ctrl-D, and returns what was printed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def type_in(*lines: str, options: tuple[str, ...] = ()) -> Outcome:
        keys.send_text("".join(lines) + "\x04")
        return run_tinso("sql", *options)

    return type_in


def publish(write_lines: WriteLines, number: int) -> Path:
    ingest_paths([write_lines([article_line(number)])], DB)
    return publish_store(DB).snapshot


def test_a_query_over_several_lines_is_run_at_its_semicolon_and_timed(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    outcome = typed("SELECT count(*) AS n,\r", "'a;b' AS text\r", "FROM articles\r", ";\r")
    assert outcome.status == 0
    assert [line.split() for line in outcome.out.splitlines()][::2] == [["n", "text"], ["1", "a;b"]]
    assert "1 row, 0." in outcome.err


def test_several_statements_on_a_line_are_run_one_after_the_other(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    outcome = typed("SELECT 1 AS x; SELECT 2 AS y;\r", options=("-f", "csv"))
    assert outcome.out == "x\n1\ny\n2\n"
    assert outcome.err.count("1 row, ") == 2


def test_a_wrong_query_is_one_line_and_the_session_goes_on(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    outcome = typed(
        "SELECT nothing FROM runs;\r", "DELETE FROM runs;\r", "COPY runs TO 'x.csv';\r", ".mode csv\r", COUNT
    )
    assert outcome.out == "n\n1\n"
    assert outcome.err.count("tinso: ") == 3
    assert not Path("x.csv").exists()


def test_ctrl_c_clears_what_was_typed_and_stays(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    assert typed("SELECT 'half\r\x03", "SELECT 7 AS x;\r", options=("-f", "csv")).out == "x\n7\n"


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
def test_ctrl_c_stops_a_query_that_runs_and_stays(
    typed: Callable[..., Outcome], write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(write_lines, 1)
    real, hurry = prompt.stoppable, iter([True])

    def interrupted(store: Any, step: Callable[[], None]) -> None:
        if next(hurry, False):
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        real(store, step)

    monkeypatch.setattr(prompt, "stoppable", interrupted)
    endless = "SELECT count(*) FROM range(1000000000000) WHERE range < 0;\r"
    outcome = typed(endless, COUNT, options=("-f", "csv"))
    assert outcome.out == "n\n1\n"
    assert "tinso: stopped" in outcome.err


def test_a_newer_snapshot_is_told_of_and_read_from_the_next_query_on(
    typed: Callable[..., Outcome], write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(write_lines, 1)
    tell, published = prompt._tell_time, iter([2])

    def publish_meanwhile(*given: Any) -> None:
        tell(*given)
        if number := next(published, None):
            publish(write_lines, number)

    monkeypatch.setattr(prompt, "_tell_time", publish_meanwhile)
    outcome = typed(COUNT, COUNT, COUNT, options=("-f", "csv"))
    assert outcome.out == "n\n1\nn\n2\nn\n2\n"
    assert outcome.err.count("a newer snapshot was published and is read from now on") == 1
    assert str(Path("tinso.published/000002")) in outcome.err


def test_a_newer_snapshot_that_cannot_be_opened_leaves_the_one_that_is_open(
    typed: Callable[..., Outcome], write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(write_lines, 1)
    tell, published = prompt._tell_time, iter([2])

    def spoil_meanwhile(*given: Any) -> None:
        tell(*given)
        if number := next(published, None):
            snapshot = publish(write_lines, number)
            snapshot.unlink()
            snapshot.write_bytes(b"no database" * 1000)

    monkeypatch.setattr(prompt, "_tell_time", spoil_meanwhile)
    outcome = typed(COUNT, COUNT, COUNT, options=("-f", "csv"))
    assert outcome.out == "n\n1\n" * 3
    assert outcome.err.count("cannot be opened; the one before goes on") == 1


def test_an_unpublished_store_is_open_only_while_it_is_asked(
    typed: Callable[..., Outcome], write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_paths([write_lines([article_line(1)])], DB)
    monkeypatch.setattr(
        prompt.PromptSession,
        "prompt",
        lambda self, _, real=prompt.PromptSession.prompt: (open_store(DB).close(), real(self, _))[1],
    )
    assert typed(COUNT, COUNT, options=("-f", "csv")).out == "n\n1\nn\n1\n"


def test_a_store_that_has_changed_since_it_was_published_is_told_at_the_start(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    os.utime(DB, ns=(2**62, 2**62))
    assert "`tinso publish` brings it up to date" in typed(".quit\r").err


def test_commands_with_a_dot(typed: Callable[..., Outcome], write_lines: WriteLines) -> None:
    publish(write_lines, 1)
    outcome = typed(
        ".help\r", ".tables\r", ".describe Target_Progress\r", ".describe context\r", ".mode json\r", COUNT, ".quit\r"
    )  # fmt: skip
    for told in (
        ".describe NAME",
        "view         deadlines_ahead",
        "view target_progress",
        "macro context(id, n)",
    ):
        assert told in outcome.out, told
    assert "days_left" in outcome.out
    assert outcome.out.index("view         deadlines_ahead") < outcome.out.index("table        articles")
    assert outcome.out.endswith('[{"n": 1}]\n')


def test_commands_that_are_wrong_say_what_is_meant(
    typed: Callable[..., Outcome], write_lines: WriteLines
) -> None:
    publish(write_lines, 1)
    lines = typed(
        ".descibe\r", ".describe targts\r", ".describe\r", ".mode parquet\r", "exit\r"
    ).err.splitlines()
    told = [line for line in lines if line.startswith("tinso: ")]
    assert ".describe" in told[0]
    assert "is targets meant?" in told[1]
    assert "name what to describe" in told[2]
    assert ".mode csv" in told[3]
    assert len(told) == 4


def test_what_was_typed_is_kept_for_the_user_alone(
    typed: Callable[..., Outcome], write_lines: WriteLines, tmp_path: Path
) -> None:
    publish(write_lines, 1)
    typed("SELECT 41 AS first;\r")
    assert typed("\x1b[A\r", options=("-f", "csv")).out == "first\n41\n", "arrow up brings it back"
    (path,) = (tmp_path / "state" / "tinso").iterdir()
    assert "+SELECT 41 AS first;" in path.read_text("utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_state_folder_that_cannot_be_had_is_told_and_stops_nothing(
    typed: Callable[..., Outcome], write_lines: WriteLines, tmp_path: Path
) -> None:
    publish(write_lines, 1)
    (tmp_path / "state").write_text("in the way", "utf-8")
    outcome = typed(COUNT, options=("-f", "csv"))
    assert outcome.out == "n\n1\n"
    assert "no file for it can be kept" in outcome.err


def test_a_long_table_says_how_to_see_all(typed: Callable[..., Outcome], write_lines: WriteLines) -> None:
    publish(write_lines, 1)
    outcome = typed("FROM range(1500);\r")
    assert "first 1000 rows; .mode csv" in outcome.err
    assert "1000 rows, " in outcome.err


def test_without_a_store_there_is_no_prompt(typed: Callable[..., Outcome]) -> None:
    outcome = typed()
    assert (outcome.status, outcome.err.count("\n")) == (3, 1)


def test_without_a_terminal_the_query_is_what_stands_on_standard_input(
    run_tinso: Run, write_lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    publish(write_lines, 1)
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT count(*) AS n FROM articles"))
    assert run_tinso("sql", "-f", "csv").out == "n\n1\n"


def test_the_line_below_tells_what_is_read_and_what_is_newer(write_lines: WriteLines, run_tinso: Run) -> None:
    publish(write_lines, 1)
    session = prompt.SqlPrompt(DB)
    session._follow_published()
    assert "000001 · table" in str(session._toolbar())
    publish(write_lines, 2)
    assert "a newer one was published" in str(session._toolbar())
    session._follow_published()
    assert "000002 · table" in str(session._toolbar())
    session._close()
    assert published_folder(DB).is_dir()
