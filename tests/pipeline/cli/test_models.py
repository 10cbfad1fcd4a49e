"""`tinso models`, and the settings of the commands that read: what is told where Stanza or its models are not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.analyzers import load_analyzers
from pipeline.errors import AnalyzerError
from pipeline.ingest import ingest_paths
from pipeline.settings import LanguageSettings, Settings

WITH_STANZA = '[languages.nb]\nanalyzer = "stanza"\n'
BLOCKED = "import sys; sys.modules['stanza'] = None\nfrom pipeline.cli import main; main()"
"""The command as it is where the extra is not installed."""


def tinso(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TINSO")}
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *arguments],
        cwd=folder, env={**env, **environment}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_list_names_every_language_with_models_and_the_folder(tmp_path: Path) -> None:
    (tmp_path / "tinso.toml").write_text('model_dir = "kept"\n' + WITH_STANZA, "utf-8")
    (tmp_path / "kept" / "th" / "tokenize").mkdir(parents=True)
    (tmp_path / "kept" / "th" / "tokenize" / "own.pt").touch()
    (tmp_path / "kept" / "resources.json").write_text("{}", "utf-8")
    done = tinso(tmp_path, "models", "list")
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["nb", "stanza", "missing", "dependency", "parse"] in rows
    assert ["th", "rules", "there", "sentence", "bounds"] in rows
    assert str(tmp_path / "kept") in done.stdout


@pytest.mark.parametrize(
    "command", [("ingest", "a.jsonl"), ("extract", "a.jsonl"), ("explain", "12 medlemmer", "--lang", "nb")]
)
def test_a_command_that_needs_the_extra_says_so_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.jsonl").write_text('{"article_id": "a", "lang": "nb", "text": "12 medlemmer"}\n', "utf-8")
    (tmp_path / "mine.toml").write_text(WITH_STANZA, "utf-8")
    for done in (
        tinso(tmp_path, *command, "--config", "mine.toml"),
        tinso(tmp_path, *command, TINSO_CONFIG="mine.toml"),
    ):
        assert done.returncode == 1
        assert 'pip install "tinso[stanza]"' in done.stderr
        assert done.stderr.count("\n") == 1
    assert tinso(tmp_path, *command).returncode == 0


def test_explain_loads_nothing_for_a_language_read_by_rules(tmp_path: Path) -> None:
    (tmp_path / "tinso.toml").write_text(WITH_STANZA, "utf-8")
    assert tinso(tmp_path, "explain", "12 personnes", "--lang", "fr").returncode == 0


def test_a_misspelt_setting_stops_the_command(tmp_path: Path) -> None:
    (tmp_path / "tinso.toml").write_text('[languages.nb]\nanalyser = "stanza"\n', "utf-8")
    done = tinso(tmp_path, "models", "list")
    assert done.returncode == 1
    assert "did you mean 'analyzer'?" in done.stderr


def test_download_needs_a_language_that_has_models(tmp_path: Path) -> None:
    assert "name a language" in tinso(tmp_path, "models", "download").stderr
    assert "Stanza has no models of 'lo'" in tinso(tmp_path, "models", "download", "lo").stderr


def test_faults_of_the_extractors_become_the_projects_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    settings = Settings(model_dir=tmp_path, languages={"nb": LanguageSettings(analyzer="stanza")})
    with pytest.raises(AnalyzerError, match="not installed"):
        load_analyzers(settings)
    assert load_analyzers(settings, {"th"}) == {}


def test_another_analyzer_reads_stored_articles_again(tmp_path: Path) -> None:
    from extractors.syntax import Syntax

    class Silent:
        def __init__(self, identity: str) -> None:
            self.identity = identity

        def analyze_text(self, text: str) -> Syntax:
            return Syntax(())

    file, db = tmp_path / "a.jsonl", tmp_path / "t.duckdb"
    file.write_text(json.dumps({"article_id": "a", "lang": "nb", "text": "12 medlemmer"}) + "\n", "utf-8")
    assert ingest_paths([file], db).counts.articles_new == 1
    for identity, again in (("x-1", 1), ("x-1", 0), ("x-2", 1)):
        assert (
            ingest_paths([file], db, analyzers={"nb": Silent(identity)}).counts.articles_reextracted == again
        )
    assert ingest_paths([file], db).counts.articles_reextracted == 1
