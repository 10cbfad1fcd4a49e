"""Settings: read from a file that may be missing; what is not known is named, with what was likely meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import (
    OTHER_VARIABLES,
    SHORT_NAMES,
    TEST_VARIABLES,
    Settings,
    list_settings,
    list_variables,
    read_settings,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*list_variables(), *OTHER_VARIABLES]:
        monkeypatch.delenv(name, raising=False)


def write(folder: Path, text: str) -> Path:
    path = folder / "tinso.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings() == Settings()
    assert read_settings().analyzed_languages() == ()


def test_the_file_of_the_current_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, '[languages.nb]\nanalyzer = "stanza"\n[languages.th]\nanalyzer = "rules"\n')
    monkeypatch.chdir(tmp_path)
    assert read_settings().analyzed_languages() == ("nb",)


def test_the_folder_of_models_is_relative_to_the_file(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, 'model_dir = "kept/here"\n')).model_dir == tmp_path / "kept" / "here"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('modle_dir = "x"', "modle_dir: no such key; did you mean 'model_dir'?"),
        (
            '[languages.nb]\nanalyser = "stanza"',
            "languages.nb.analyser: no such key; did you mean 'analyzer'?",
        ),
        ('[languages.bn]\nanalyzer = "stanza"', "languages.bn: no such language"),
        ('[languages.lo]\nanalyzer = "stanza"', "languages.lo.analyzer: Stanza has no models of 'lo'"),
        ('[languages.nb]\nanalyzer = "spacy"', "languages.nb.analyzer: Input should be 'rules' or 'stanza'"),
        ('[nightly.email]\nhots = "x"', "nightly.email.hots: no such key; did you mean 'host'?"),
        ('[fetch]\ncontact = "me"', "tinso.toml: fetch.contact: give a web address or mailto:name@host"),
        ('[fetch]\nprivate_networks = ["ten"]', "fetch.private_networks: 'ten' is no network such as 10.1"),
        ('archive = "a"', "tinso.toml: archive: Input should be a valid dictionary"),
        ('languages = "nb"', "tinso.toml: languages: Input should be a valid dictionary"),
        ("zzz = 1", "zzz: no such key; known are model_dir, languages"),
        ("model_dir = ", "tinso.toml: Invalid value"),
    ],
)
def test_what_is_not_known_stops_with_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as fault:
        read_settings(path)
    assert str(path) in str(fault.value)
    assert message in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        read_settings(tmp_path / "other.toml")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "tinso.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"tinso\.toml"):
        read_settings(path)


def test_the_environment_wins_over_the_file_one_key_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "[fetch]\ntimeout = 5\npatience = 7\n")
    monkeypatch.setenv("TINSO_FETCH__TIMEOUT", "9.5")
    monkeypatch.setenv("TINSO_LANGUAGES__NB__ANALYZER", "stanza")
    monkeypatch.setenv("TINSO_NIGHTLY__EMAIL__TO", "a@example.org, b@example.org")
    read = read_settings(path)
    assert (read.fetch.timeout, read.fetch.patience) == (9.5, 7)
    assert read.analyzed_languages() == ("nb",)
    assert read.nightly.email.to == ("a@example.org", "b@example.org")


def test_folders_of_the_environment_are_relative_to_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "")
    monkeypatch.setenv("TINSO_STORE__DB", "own/t.duckdb")
    read = read_settings(path)
    assert read.store.db == Path("own/t.duckdb")
    assert read.archive.folder == tmp_path / "archive"
    assert read.nightly.log == tmp_path / "logs" / "nightly.jsonl"
    assert read.fetch.sources is None


def test_the_short_names_settle_the_same_and_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for short, name in SHORT_NAMES.items():
        monkeypatch.setenv(name, "long")
        monkeypatch.setenv(short, "short")
    read = read_settings(write(tmp_path, '[store]\ndb = "file.duckdb"\n'))
    assert (read.store.db, read.archive.folder, read.fetch.sources) == (Path("short"),) * 3


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "TINSO_FETCH__CONTCT",
            "x",
            "no such variable of the environment; did you mean TINSO_FETCH__CONTACT?",
        ),
        ("TINSO_ZZZ", "x", "TINSO_ZZZ: no such variable of the environment"),
        ("TINSO_FETCH__TIMEOUT", "soon", "TINSO_FETCH__TIMEOUT: Input should be a valid number"),
        ("TINSO_FETCH__PRIVATE_NETWORKS", "ten", "TINSO_FETCH__PRIVATE_NETWORKS: 'ten' is no network"),
        ("TINSO_LANGUAGES__LO__ANALYZER", "stanza", "TINSO_LANGUAGES__LO__ANALYZER: Stanza has no models"),
    ],
)
def test_a_variable_that_is_not_known_or_wrong_stops_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as fault:
        read_settings(write(tmp_path, ""))
    assert str(fault.value).startswith(name)
    assert message in str(fault.value)


def test_a_setting_of_the_environment_counts_where_the_file_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "[clean]\nworkers = 0\n")
    monkeypatch.setenv("TINSO_CLEAN__WORKERS", "3")
    assert read_settings(path).clean.workers == 3


def test_settings_made_by_hand_take_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINSO_FETCH__TIMEOUT", "9")
    assert Settings().fetch.timeout == 60


def test_secrets_stand_in_no_message_and_no_representation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINSO_NIGHTLY__EMAIL__PASSWORD", "geheim-1")
    monkeypatch.setenv("TINSO_NIGHTLY__WEBHOOK", "https://hooks.example.org/geheim-2")
    read = read_settings(write(tmp_path, ""))
    shown = f"{read!r} {read} {read.model_dump()} {read.model_dump_json()}"
    assert "geheim" not in shown
    assert read.nightly.webhook is not None
    assert read.nightly.webhook.get_secret_value().endswith("geheim-2")
    monkeypatch.setenv("TINSO_NIGHTLY__WEBHOOK", "geheim-3")
    with pytest.raises(SettingsError, match=r"TINSO_NIGHTLY__WEBHOOK: give a web address$"):
        read_settings(write(tmp_path, ""))
    monkeypatch.delenv("TINSO_NIGHTLY__WEBHOOK")
    monkeypatch.delenv("TINSO_NIGHTLY__EMAIL__PASSWORD")
    for wrong in ('webhook = ["geheim-4"]', 'webhok = "geheim-5"', 'email.password = ["geheim-6"]'):
        with pytest.raises(SettingsError) as fault:
            read_settings(write(tmp_path, f"[nightly]\n{wrong}\n"))
        assert "geheim" not in str(fault.value)


def test_every_setting_says_what_it_is_for() -> None:
    assert [each.key for each in list_settings() if not each.field.description] == []


def test_every_variable_that_the_code_or_the_docs_name_is_known() -> None:
    """One that nobody entered would stop whoever sets it."""
    known = {*list_variables(), *OTHER_VARIABLES, "TINSO_ZZZ", "TINSO_FETCH__CONTCT"}
    named: dict[str, str] = {}
    for folder in ("pipeline", "extractors", "corpus", "tests", "docs", "deploy"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".md", ".yaml", ".service", ".env") or path.name == "Dockerfile":
                for name in re.findall(r"\bTINSO_[A-Z0-9_]*[A-Z0-9]\b", path.read_text("utf-8")):
                    named.setdefault(name, str(path.relative_to(ROOT)))
    assert {
        name: place
        for name, place in named.items()
        if name not in known and not name.startswith(TEST_VARIABLES)
    } == {}
