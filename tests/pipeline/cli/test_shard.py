"""`tinso shard`, and what `ingest` and `sql` do with shards."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.sources import FOLDER_VARIABLE

from ..fetch.site import NewsSite, source_file
from ..shards.shelf import Shelf, here

Run = Callable[..., Any]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An archive of one file in the default place, and shards made in this process."""
    site = NewsSite(port=4711)
    source_file(site, tmp_path / "sources")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "sources"))
    shelf = Shelf(tmp_path / "archive", site)
    shelf.keep(shelf.page("lo", "tin-so-mot"), shelf.page("fr", "tin-so-mot"))
    monkeypatch.setattr("pipeline.shards.in_pool", lambda workers: here)
    return shelf


def test_from_the_archive_over_shards_into_the_store(shelf: Shelf, run_tinso: Run) -> None:
    made = run_tinso("shard")
    assert (made.status, made.err.splitlines()[0]) == (0, "1 of 1 files to do")
    lines = made.out.splitlines()
    assert lines[:2] == ["files      1 in the archive", "shards     1 made (to do were 1 missing)"]
    assert lines[2].startswith("pages      2: 2 articles, ")
    queried = run_tinso("sql", "--shards", "shards", "--format", "json", "SELECT count(*) AS n FROM articles")
    assert json.loads(queried.out) == [{"n": 2}]
    loaded = run_tinso("ingest", "--shards", "shards", "--no-publish")
    assert loaded.status == 0
    assert "articles   2 new" in loaded.out
    again = run_tinso("shard", "--quiet")
    assert (again.status, again.out, again.err) == (0, "", "")


def test_what_was_set_aside_is_a_line_with_its_reason_and_the_status(
    shelf: Shelf, run_tinso: Run, tmp_path: Path
) -> None:
    (path,) = (tmp_path / "archive").rglob("*.warc.gz")
    path.rename(path.with_name("x\x1b[31m.warc.gz"))
    told = run_tinso("shard")
    assert told.status == 1
    assert "set aside: 2026/11/x\ufffd[31m.warc.gz: the file was not written by tinso" in told.err
    as_object = run_tinso("shard", "--json")
    assert as_object.status == 1
    assert json.loads(as_object.out)["set_aside"][0]["reason"] == "unnumbered"


def test_stopped_it_says_that_the_same_command_goes_on(
    shelf: Shelf, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(orders: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.shards.in_pool", lambda workers: stop)
    told = run_tinso("shard")
    assert told.status == 130
    assert "the same command goes on from there" in told.err


def test_without_ray_the_engine_is_told_what_to_install(
    shelf: Shelf, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    told = run_tinso("shard", "--engine", "ray")
    assert told.status == 1
    assert "pip install 'tinso[ray]'" in told.err


def test_options_that_exclude_each_other_are_told(run_tinso: Run) -> None:
    assert "give --engine ray too" in run_tinso("shard", "--address", "local").err
    assert "--shards goes without files" in run_tinso("ingest", "--shards", "x", "y.html").err


def test_a_missing_archive_and_a_folder_without_shards_have_their_statuses(run_tinso: Run) -> None:
    assert run_tinso("shard").status == 3
    assert run_tinso("ingest", "--shards", "nothing").status == 1
    assert run_tinso("sql", "--shards", "nothing", "FROM articles").status == 3


def test_an_analyzer_of_the_settings_is_not_silently_left_out(
    shelf: Shelf, run_tinso: Run, tmp_path: Path
) -> None:
    (tmp_path / "tinso.toml").write_text('[languages.nb]\nanalyzer = "stanza"\n', "utf-8")
    told = run_tinso("shard")
    assert told.status == 0
    assert "nb: shards are read by our own rules alone" in told.err
