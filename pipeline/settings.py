"""What a user may settle: in `tinso.toml`, by environment variables, by options of the commands; the later ones win.

    model_dir = "stanza-models"      # folders are relative to the folder of this file

    [languages.nb]
    analyzer = "stanza"

    [fetch]
    contact = "mailto:desk@example.org"

The file is optional; without it everything has its default. Each setting has a variable, too: `fetch.contact` is
`TINSO_FETCH__CONTACT`. A key or a variable that is not known stops the command. The docstring below each field is its
documentation: docs/settings.md and the file that `tinso init` writes are made from it. What the settings do is left to
those who are given them.
"""

from __future__ import annotations

import difflib
import ipaddress
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import SettingsError as UnreadableSettingsError

from extractors.stanza_models import PROCESSORS
from pipeline.errors import SettingsError
from schemas.codes import LANGUAGES

SETTINGS_FILE = Path("tinso.toml")
"""Read from the current folder where no other file is named."""
PREFIX, PART = "TINSO_", "__"

OTHER_VARIABLES: Mapping[str, str] = {
    "TINSO_CONFIG": "the settings file, as `--config`",
    "TINSO_DB": "the store, as `--db`; wins over `TINSO_STORE__DB`",
    "TINSO_ARCHIVE": "the archive, as `--archive`; wins over `TINSO_ARCHIVE__FOLDER`",
    "TINSO_SOURCES": "folder of sources of your own; wins over `TINSO_FETCH__SOURCES`",
    "TINSO_TRACEBACK": "1: show where a fault came from",
}
"""Variables that are no settings of the file, or short names of such."""
SHORT_NAMES: Mapping[str, str] = {
    "TINSO_DB": "TINSO_STORE__DB",
    "TINSO_ARCHIVE": "TINSO_ARCHIVE__FOLDER",
    "TINSO_SOURCES": "TINSO_FETCH__SOURCES",
}
"""Variables that are older than the settings that they name; they win over these."""
TEST_VARIABLES = ("TINSO_BENCH_", "TINSO_TEST_", "TINSO_CHROMIUM", "TINSO_NIGHT_PAGES", "TINSO_OLD_DUCKDB")
"""Beginnings of those that only our own tests read."""

OF_THE_FILE = "of the settings file"
InFolder = Annotated[Path, OF_THE_FILE]
"""A path that is relative to the folder of the settings file where the file names it."""


class Section(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class LanguageSettings(Section):
    """How one language is read; a table each, such as `[languages.nb]`."""

    analyzer: Literal["rules", "stanza"] = "rules"
    """`rules` is our own rules alone; `stanza` gives them a parse or sentence bounds too."""


class ArchiveSettings(Section):
    """Where what was fetched is kept."""

    folder: InFolder = Path("archive")
    """Folder of the WARC files, their index and the memory of fetching."""


class StoreSettings(Section):
    """Where what was read is kept."""

    db: InFolder = Path("tinso.duckdb")
    """The DuckDB file. The snapshots for readers and the reviewers' ledger lie beside it."""


class PublishSettings(Section):
    """The snapshots that readers open."""

    keep: int = Field(default=5, ge=1)
    """Snapshots that stay, the newest among them."""


class FetchSettings(Section):
    """How sites are asked. What holds for one site stands in its source's file."""

    contact: str | None = Field(default=None, examples=["mailto:desk@example.org"])
    """Who is asking: a web address or `mailto:` that stands in the User-Agent. Nothing is fetched without it."""
    sources: InFolder | None = Field(default=None, examples=["sources"])
    """Folder of sources of your own; one of the same name replaces a shipped one."""
    timeout: float = Field(default=60, gt=0, le=600)
    """Seconds until a response must be whole."""
    most_bytes: int = Field(default=15_000_000, ge=100_000)
    """Of a body, as served and unpacked; a larger one is refused."""
    patience: float = Field(default=1200, ge=0)
    """Seconds that a host is waited for tonight when it asks for rest; what it owes longer is left for the next night."""
    private_networks: tuple[str, ...] = Field(default=(), examples=[["10.1.0.0/16"]])
    """Networks that are not the public internet and may be asked nonetheless. A host of a source at any other such address
    is refused."""

    @field_validator("contact")
    @classmethod
    def _is_an_address(cls, given: str | None) -> str | None:
        if given is not None and not re.fullmatch(r"(?:https?://|mailto:)[\x21-\x7e]+", given):
            raise ValueError("give a web address or mailto:name@host")
        return given

    @field_validator("private_networks")
    @classmethod
    def _are_networks(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for network in given:
            try:
                ipaddress.ip_network(network)
            except ValueError as fault:
                raise ValueError(f"{network!r} is no network such as 10.1.0.0/16 ({fault})") from fault
        return given


class CleanSettings(Section):
    """Bounds for reading one page. Pages that break them are set aside with their reason."""

    workers: int = Field(default=2, ge=1, le=64)
    """Processes that read pages side by side."""
    seconds: float = Field(default=30, gt=0)
    """Time that one page may take."""
    megabytes: int = Field(default=1500, ge=200)
    """Memory that one process may take."""


class AuditSettings(Section):
    """The audit page. It is served on this machine alone unless you say otherwise."""

    host: str = "127.0.0.1"
    """Address to listen on. Any but a loopback address needs accounts and should stand behind a proxy with TLS."""
    port: int = Field(default=8421, ge=0, le=65535)
    """Port to listen on; 0 takes a free one."""
    proxy: str | None = Field(default=None, examples=["https://audit.example.org"])
    """Public address under which a proxy serves the page, such as `https://audit.example.org`; its host is then the
    one that is answered, and cookies are for HTTPS only."""
    names: tuple[str, ...] = Field(default=(), examples=[["audit.example.org"]])
    """Names under which others open the page where no proxy stands before it, such as those of its certificate; requests
    under any other name are refused. Listening on `0.0.0.0` it answers under each address of the machine too."""

    @field_validator("proxy")
    @classmethod
    def _is_an_origin(cls, given: str | None) -> str | None:
        if given is not None and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+/?", given):
            raise ValueError("give the address that the proxy serves, such as https://audit.example.org")
        return given.rstrip("/") if given else given


class EmailSettings(Section):
    """The summary by mail; sent where `host` and `to` are settled."""

    host: str | None = Field(default=None, examples=["mail.example.org"])
    """The mail server."""
    port: int = Field(default=587, ge=1, le=65535)
    """Its port."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` sends password and summary in the open: for a server on this machine only."""
    user: str | None = Field(default=None, examples=["tinso"])
    """Name to log in with; nobody logs in where there is none."""
    password: SecretStr | None = Field(default=None, examples=["…"])
    """Better as the variable `TINSO_NIGHTLY__EMAIL__PASSWORD` than in the file."""
    sender: str = "tinso@localhost"
    """Address that the mail comes from."""
    to: tuple[str, ...] = Field(default=(), examples=[["desk@example.org"]])
    """Addresses that it goes to."""


class NightlySettings(Section):
    """The run of a night: how long, and who is told what."""

    budget: float | None = Field(default=None, gt=0, examples=[300])
    """Minutes after which nothing more is fetched; what is there is still read and published."""
    reports: InFolder = Path("reports")
    """Folder of the morning reports, one HTML page a run."""
    log: InFolder = Path("logs/nightly.jsonl")
    """The log, one JSON object a line."""
    prometheus: InFolder | None = Field(default=None, examples=["/var/lib/node_exporter/tinso.prom"])
    """File for the textfile collector of Prometheus' node_exporter; replaced in one step."""
    notify: Literal["always", "trouble", "never"] = "always"
    """When the summary is sent, where a webhook or mail is settled."""
    webhook: SecretStr | None = Field(default=None, examples=["https://hooks.example.org/tinso"])
    """Address that the summary is posted to as JSON. It often holds a key: better as the variable
    `TINSO_NIGHTLY__WEBHOOK` than in the file."""
    email: EmailSettings = EmailSettings()

    @field_validator("webhook")
    @classmethod
    def _is_a_web_address(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not re.fullmatch(r"https?://[\x21-\x7e]+", given.get_secret_value()):
            raise ValueError("give a web address")  # which must not be printed
        return given


class RetentionSettings(Section):
    """How long things are kept. What is older goes with `tinso prune` and at the end of a night."""

    archive_days: int | None = Field(default=None, ge=30, examples=[730])
    """Days that a page stays in the archive after it was read into the store; without this, for ever. A page that is
    gone cannot be cleaned again by better rules."""
    report_days: int | None = Field(default=365, ge=1)
    """Days that a morning report stays."""
    log_days: int | None = Field(default=90, ge=1)
    """Days that a line of the log stays."""
    backups: int | None = Field(default=None, ge=1, examples=[14])
    """Backups that stay where `tinso backup` puts them; the oldest others go when a new one is whole. Without this, all."""


class Settings(BaseSettings):
    """Everything that may be settled. Relative paths of the file were resolved against the file's folder."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        env_prefix=PREFIX,
        env_nested_delimiter=PART,
        env_ignore_empty=True,
    )

    model_dir: InFolder = Path("stanza-models")
    """Folder of the models of the extra `stanza`."""
    languages: dict[str, LanguageSettings] = Field(default_factory=dict)
    """A table for each language that is not read by our own rules alone."""
    archive: ArchiveSettings = ArchiveSettings()
    store: StoreSettings = StoreSettings()
    publish: PublishSettings = PublishSettings()
    fetch: FetchSettings = FetchSettings()
    clean: CleanSettings = CleanSettings()
    audit: AuditSettings = AuditSettings()
    nightly: NightlySettings = NightlySettings()
    retention: RetentionSettings = RetentionSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Those made by hand take nothing from elsewhere; `read_settings` brings the layers together."""
        return (init_settings,)

    def analyzed_languages(self) -> tuple[str, ...]:
        """The languages whose analyzer is Stanza, in alphabetical order."""
        return tuple(sorted(lang for lang, own in self.languages.items() if own.analyzer == "stanza"))


def list_tables(model: type[BaseModel] = Settings, within: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """The tables of the file with their models, in order; `""` is its top, `languages.*` stands for each language."""
    yield within, model
    for name, field in model.model_fields.items():
        place = f"{within}.{name}" if within else name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from list_tables(field.annotation, place)
        elif name == "languages":
            yield f"{place}.*", LanguageSettings


class Setting(NamedTuple):
    """One setting: its table and key in the file, its variable, and what its model says of it."""

    table: str
    key: str
    variable: str
    field: FieldInfo


def list_settings() -> list[Setting]:
    """All settings in the order of the file; in those of a language `*` stands for its code."""
    found: list[Setting] = []
    for table, model in list_tables():
        for name, field in model.model_fields.items():
            if not _is_table(field.annotation):
                key = f"{table}.{name}" if table else name
                found.append(Setting(table, key, PREFIX + key.replace(".", PART).upper(), field))
    return found


def list_variables() -> dict[str, Setting]:
    """Every setting by its variable, those of languages once for each language."""
    found: dict[str, Setting] = {}
    for each in list_settings():
        for lang in LANGUAGES if "*" in each.key else ("",):
            found[each.variable.replace("*", lang.upper())] = each._replace(key=each.key.replace("*", lang))
    return found


def _is_table(annotation: Any) -> bool:
    return get_origin(annotation) is dict or (
        isinstance(annotation, type) and issubclass(annotation, BaseModel)
    )


def read_settings(file: Path | None = None) -> Settings:
    """The settings of a file, and over them those of the environment.

    The file is by default `tinso.toml` in the current folder, which may be missing. Options of a command are laid over
    the result by the command. Raises `SettingsError` naming the file or the variable, and the key: a named file that is
    not there, a key or value not known.
    """
    path = file or SETTINGS_FILE
    _check_variables(os.environ)
    said = _read_file(path, must_exist=file is not None)
    _check_languages(path, said)
    placed = _in_folder(Settings, said, path.absolute().parent) if path.exists() else said

    class Layered(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            *_: PydanticBaseSettingsSource,
            **__: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return _Variables(settings_cls), InitSettingsSource(settings_cls, placed)

    try:
        read = Layered()
    except ValidationError as fault:
        raise SettingsError("; ".join(_told(error, path) for error in fault.errors())) from fault
    except UnreadableSettingsError as fault:
        raise SettingsError(f"{fault.__cause__ or fault}") from fault
    for lang in read.analyzed_languages():
        if lang not in PROCESSORS:
            where = _where(f"languages.{lang}.analyzer", path)
            raise SettingsError(f"{where}: Stanza has no models of {lang!r}, only of {', '.join(PROCESSORS)}")
    return Settings.model_construct(**{name: getattr(read, name) for name in Settings.model_fields})


class _Variables(EnvSettingsSource):
    """The environment, without the variables that are no settings: `TINSO_ARCHIVE` would else be a table."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        known = list_variables()
        given = {name: value for name, value in os.environ.items() if name in known}
        given |= {name: os.environ[short] for short, name in SHORT_NAMES.items() if os.environ.get(short)}
        return {
            name.lower(): _as_list(value) if get_origin(known[name].field.annotation) is tuple else value
            for name, value in given.items()
        }


def _as_list(value: str) -> str:
    """Values parted by commas, as the list in JSON that pydantic reads; what is JSON already stays."""
    if not value or value.lstrip().startswith("["):
        return value
    return json.dumps([part.strip() for part in value.split(",") if part.strip()])


def _read_file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        if not must_exist:
            return {}
        raise SettingsError(f"{path}: there is no such file; `tinso init` writes one") from fault
    except OSError as fault:
        raise SettingsError(f"{path}: {fault.strerror or fault}") from fault
    except ValueError as fault:  # both what is no TOML and what is no UTF-8
        raise SettingsError(f"{path}: {' '.join(str(fault).split())}") from fault


def _in_folder(model: type[BaseModel], said: Any, base: Path) -> Any:
    """What a table says, its relative paths and those of its defaults resolved against the folder of the file."""
    if not isinstance(said, Mapping):
        return said  # which is told when it is validated
    placed = dict(said)
    for name, field in model.model_fields.items():
        own = field.annotation
        if isinstance(own, type) and issubclass(own, BaseModel):
            placed[name] = _in_folder(own, said.get(name, {}), base)
        elif OF_THE_FILE in field.metadata or any(
            OF_THE_FILE in getattr(part, "__metadata__", ()) for part in get_args(own)
        ):
            value = said.get(name, field.default)
            placed[name] = base / Path(value).expanduser() if isinstance(value, (str, Path)) else value
    return placed


def _check_variables(variables: Iterable[str]) -> None:
    known = [*list_variables(), *OTHER_VARIABLES]
    for name in sorted(variables):
        if name.startswith(PREFIX) and name not in known and not name.startswith(TEST_VARIABLES):
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]}?" if close else "docs/settings.md lists them"
            raise SettingsError(f"{name}: no such variable of the environment; {hint}")


def _check_languages(path: Path, said: Mapping[str, Any]) -> None:
    languages = said.get("languages")
    for lang in languages if isinstance(languages, Mapping) else ():
        if lang not in LANGUAGES:
            raise SettingsError(f"{path}: languages.{lang}: no such language{_nearest(lang, LANGUAGES)}")


def _told(error: Mapping[str, Any], path: Path) -> str:
    """One fault: the variable or the file and its key, what is wrong, and the nearest key that is known."""
    place = tuple(map(str, error["loc"]))
    where = _where(".".join(place), path)
    if error["type"] != "extra_forbidden":
        return f"{where}: {error['msg'].removeprefix('Value error, ')}"
    tables = dict(list_tables())
    table = ".".join(place[:-1]) if place[0] != "languages" else "languages.*"
    return f"{where}: no such key{_nearest(place[-1], tables[table].model_fields)}"


def _where(key: str, path: Path) -> str:
    """What settles a key: its variable, where that is set, else the file."""
    variable = next(
        (
            name
            for name, each in list_variables().items()
            if (key == each.key or key.startswith(f"{each.key}.")) and os.environ.get(name)
        ),
        None,
    )
    return variable or f"{path}: {key}"


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like another, as the end of a message; all of them where none is like it."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(names)}"
