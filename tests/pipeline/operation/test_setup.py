"""`tinso init`: what it makes, what it leaves alone, and that what it makes works."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import read_settings

from ..conftest import Outcome

Run = Callable[..., Outcome]


def test_a_clean_folder_gets_settings_and_folders(run_tinso: Run, tmp_path: Path) -> None:
    outcome = run_tinso("init", "--contact", "mailto:desk@example.org")
    assert outcome.status == 0
    assert outcome.out == (
        "made   tinso.toml\nmade   archive\nmade   reports\nmade   logs\nNext: tinso doctor\n"
    )
    assert read_settings(tmp_path / "tinso.toml").fetch.contact == "mailto:desk@example.org"
    assert read_settings(tmp_path / "tinso.toml").retention.backups == 14
    assert not stat.S_IMODE((tmp_path / "tinso.toml").stat().st_mode) & stat.S_IRWXO
    assert run_tinso("sources", "list").status == 0


def test_what_is_there_stays_as_it_is(run_tinso: Run, tmp_path: Path) -> None:
    (tmp_path / "tinso.toml").write_text('[archive]\nfolder = "mine"\n', "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept").touch()
    outcome = run_tinso("init", "--contact", "mailto:other@example.org")
    assert "kept   tinso.toml\n" in outcome.out
    assert "--contact was not written" in outcome.err
    assert (tmp_path / "tinso.toml").read_text("utf-8") == '[archive]\nfolder = "mine"\n'
    assert (tmp_path / "mine" / "kept").exists()
    assert not (tmp_path / "archive").exists()


def test_a_contact_that_is_none_is_refused_before_anything_is_made(run_tinso: Run, tmp_path: Path) -> None:
    outcome = run_tinso("init", "--contact", "desk")
    assert (outcome.status, outcome.out) == (1, "")
    assert "mailto:desk@example.org" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(run_tinso: Run, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file in its place", "utf-8")
    outcome = run_tinso("init")
    assert outcome.status == 1
    assert "archive: cannot be made" in outcome.err


def test_settings_of_another_name_are_written_where_they_are_named(
    run_tinso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINSO_CONFIG", "etc/own.toml")
    assert "made   etc/own.toml" in run_tinso("init").out
    assert (tmp_path / "etc" / "archive").is_dir()
