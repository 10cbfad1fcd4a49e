"""The settings as text: the page is that of the models, and the file that is written says the defaults and is taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.operation.reference import make_settings_file, make_settings_page
from pipeline.settings import OTHER_VARIABLES, Settings, list_settings, list_variables, read_settings

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*list_variables(), *OTHER_VARIABLES]:
        monkeypatch.delenv(name, raising=False)


def test_the_page_of_the_settings_is_made_from_their_models() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert text == make_settings_page(), "write it again: .venv/bin/python tests/house/refresh_settings.py"


def test_the_file_as_it_is_written_changes_no_default_but_how_many_backups_stay(tmp_path: Path) -> None:
    path = tmp_path / "tinso.toml"
    path.write_text(make_settings_file(), "utf-8")
    read, bare = read_settings(path), Settings()
    for section in ("fetch", "clean", "publish", "audit"):
        assert getattr(read, section) == getattr(bare, section)
    assert read.retention == bare.retention.model_copy(update={"backups": 14})
    assert read.archive.folder == tmp_path / bare.archive.folder
    assert read.analyzed_languages() == ()


def test_every_key_of_the_file_is_taken_once_its_mark_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "tinso.toml"
    text = re.sub(r"^# (?=[a-z_]+ = )", "", make_settings_file(), flags=re.M)
    path.write_text(text, "utf-8")
    read = read_settings(path)
    assert read.fetch.contact == "mailto:desk@example.org"
    assert read.nightly.budget == 300
    keys = set(re.findall(r"^([a-z_]+) = ", text, re.M))
    assert keys == {each.key.rpartition(".")[2] for each in list_settings()}


def test_no_line_of_the_file_is_longer_than_a_screen() -> None:
    assert max(map(len, make_settings_file("mailto:desk@example.org").splitlines())) <= 120
