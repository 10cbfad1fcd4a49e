"""What a user may settle in `tinso.toml`: how languages are read, where things lie, how sites are asked.

    model_dir = "stanza-models"      # folders are relative to the folder of this file

    [languages.nb]
    analyzer = "stanza"

    [archive]
    folder = "archive"

    [fetch]
    contact = "mailto:desk@example.org"

The file is optional; without it everything has its default. A key that is not known stops the command. What the
settings do is left to those who are given them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from extractors.stanza_models import PROCESSORS
from pipeline.errors import SettingsError
from schemas.codes import LANGUAGES

SETTINGS_FILE = Path("tinso.toml")
"""Read from the current folder where no other file is named."""


class LanguageSettings(BaseModel):
    """How one language is read. `rules` is our own rules alone; `stanza` gives them a parse or sentence bounds too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    analyzer: Literal["rules", "stanza"] = "rules"


class ArchiveSettings(BaseModel):
    """Where what was fetched is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path = Path("archive")


class FetchSettings(BaseModel):
    """How sites are asked. What holds for one site stands in its source's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str | None = None
    """Who is asking: a web address or `mailto:` that stands in the User-Agent. Nothing is fetched without it."""
    sources: Path | None = None
    """Folder of sources of your own; one of the same name replaces a shipped one."""
    timeout: float = Field(default=60, gt=0, le=600)
    """Seconds until a response must be whole."""
    most_bytes: int = Field(default=15_000_000, ge=100_000)
    """Of a body, as served and unpacked; a larger one is refused."""
    patience: float = Field(default=1200, ge=0)
    """Seconds that a host is waited for tonight when it asks for rest; what it owes longer is left for the next night."""

    @field_validator("contact")
    @classmethod
    def _is_an_address(cls, given: str | None) -> str | None:
        if given is not None and not re.fullmatch(r"(?:https?://|mailto:)[\x21-\x7e]+", given):
            raise ValueError("give a web address or mailto:name@host")
        return given


class CleanSettings(BaseModel):
    """Bounds for reading one page. Pages that break them are set aside with their reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workers: int = Field(default=2, ge=1, le=64)
    seconds: float = Field(default=30, gt=0)
    megabytes: int = Field(default=1500, ge=200)


class Settings(BaseModel):
    """Everything that `tinso.toml` may say. Relative folders were resolved against the file's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model_dir: Path = Path("stanza-models")
    languages: dict[str, LanguageSettings] = Field(default_factory=dict)
    archive: ArchiveSettings = ArchiveSettings()
    fetch: FetchSettings = FetchSettings()
    clean: CleanSettings = CleanSettings()

    def analyzed_languages(self) -> tuple[str, ...]:
        """The languages whose analyzer is Stanza, in alphabetical order."""
        return tuple(sorted(lang for lang, own in self.languages.items() if own.analyzer == "stanza"))


TABLES: Mapping[str, type[BaseModel]] = {
    "": Settings,
    "languages": LanguageSettings,
    "archive": ArchiveSettings,
    "fetch": FetchSettings,
    "clean": CleanSettings,
}
"""The table of the file that each model describes."""


def read_settings(file: Path | None = None) -> Settings:
    """The settings of a file, by default of `tinso.toml` in the current folder, or the defaults where there is none.

    Raises `SettingsError` naming the file and the key: a named file that is not there, a key or value not known.
    """
    path = file or SETTINGS_FILE
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        if file is None:
            return Settings()
        raise SettingsError(f"{path}: there is no such file") from fault
    except OSError as fault:
        raise SettingsError(f"{path}: {fault.strerror or fault}") from fault
    except ValueError as fault:  # both what is no TOML and what is no UTF-8
        raise SettingsError(f"{path}: {' '.join(str(fault).split())}") from fault
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as fault:
        raise SettingsError(f"{path}: " + "; ".join(_told(error) for error in fault.errors())) from fault
    _check_languages(path, settings.languages)
    base = path.absolute().parent
    sources = settings.fetch.sources
    return settings.model_copy(
        update={
            "model_dir": base / settings.model_dir.expanduser(),
            "archive": ArchiveSettings(folder=base / settings.archive.folder.expanduser()),
            "fetch": settings.fetch.model_copy(
                update={"sources": base / sources.expanduser() if sources else None}
            ),
        }
    )


def _told(error: Mapping[str, Any]) -> str:
    """One fault of the file: its key, what is wrong, and the nearest key that is known."""
    place = error["loc"]
    key = ".".join(map(str, place))
    if error["type"] != "extra_forbidden":
        return f"{key}: {error['msg']}"
    return f"{key}: no such key{_nearest(str(place[-1]), TABLES[str(place[0]) if place[1:] else ''].model_fields)}"


def _check_languages(path: Path, languages: Mapping[str, LanguageSettings]) -> None:
    for lang, own in languages.items():
        if lang not in LANGUAGES:
            raise SettingsError(f"{path}: languages.{lang}: no such language{_nearest(lang, LANGUAGES)}")
        if own.analyzer == "stanza" and lang not in PROCESSORS:
            raise SettingsError(
                f"{path}: languages.{lang}.analyzer: Stanza has no models of {lang!r}, only of {', '.join(PROCESSORS)}"
            )


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like another, as the end of a message; all of them where none is like it."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(names)}"
