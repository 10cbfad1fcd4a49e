"""File, environment, options: of what the commands take from the settings, the later of these wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store import published_folder

from ..conftest import Outcome, article_line

Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("plain_extractor")


def test_the_store_is_that_of_the_option_else_the_environment_else_the_file(
    run_tinso: Run, write_lines: WriteLines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines([article_line(1)])
    (tmp_path / "tinso.toml").write_text('[store]\ndb = "file.duckdb"\n', "utf-8")
    ingest = ("ingest", "articles.jsonl", "--no-publish")
    run_tinso(*ingest)
    monkeypatch.setenv("TINSO_STORE__DB", "variable.duckdb")
    run_tinso(*ingest)
    monkeypatch.setenv("TINSO_DB", "short.duckdb")
    run_tinso(*ingest)
    run_tinso(*ingest, "--db", "option.duckdb")
    names = ["file.duckdb", "option.duckdb", "short.duckdb", "variable.duckdb"]
    assert sorted(path.name for path in tmp_path.glob("*.duckdb")) == names
    assert run_tinso("sql", "SELECT count(*) AS n FROM articles", "-f", "csv").out == "n\n1\n"


def test_a_store_named_in_a_file_elsewhere_lies_beside_that_file(
    run_tinso: Run, write_lines: WriteLines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines([article_line(1)])
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "own.toml").write_text("", "utf-8")
    run_tinso("ingest", "articles.jsonl", "--no-publish", "--config", "kept/own.toml")
    assert (tmp_path / "kept" / "tinso.duckdb").is_file()
    monkeypatch.setenv("TINSO_CONFIG", "kept/own.toml")
    assert run_tinso("sql", "SELECT count(*) AS n FROM articles", "-f", "csv").out == "n\n1\n"


def test_snapshots_are_kept_as_many_as_the_option_else_the_settings_say(
    run_tinso: Run, write_lines: WriteLines, tmp_path: Path
) -> None:
    (tmp_path / "tinso.toml").write_text("[publish]\nkeep = 2\n", "utf-8")

    def kept() -> int:
        return len(list(published_folder(tmp_path / "tinso.duckdb").glob("0*")))

    for number in range(1, 5):
        write_lines([article_line(number)])
        run_tinso("ingest", "articles.jsonl")
    assert kept() == 2
    run_tinso("publish", "--keep", "1")
    assert kept() == 1


def test_a_fault_of_the_settings_stops_every_command_that_needs_them(run_tinso: Run, tmp_path: Path) -> None:
    (tmp_path / "tinso.toml").write_text('[stroe]\ndb = "x"\n', "utf-8")
    for command in (("sql", "SELECT 1"), ("publish",), ("ingest",), ("report",)):
        outcome = run_tinso(*command)
        assert outcome.status == 1
        assert outcome.err == "tinso: tinso.toml: stroe: no such key; did you mean 'store'?\n"
