"""Settings: read from a file that may be missing; what is not known is named, with what was likely meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, read_settings


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
