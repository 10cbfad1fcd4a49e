"""A look over everything that a night needs: what is well, what is not, and how each is mended. Nothing is changed.

Each check stands by itself: where one finds trouble, the others still run. Whether a source answers is not asked here, because
that would reach out: `tinso sources check SLUG` does.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

from extractors import stanza_models
from pipeline import tinso_version
from pipeline.archive import open_reader as open_archive_reader
from pipeline.archive.files import find_files
from pipeline.archive.locking import is_locked
from pipeline.audit.ledger import Ledger, ledger_path
from pipeline.errors import SettingsError, StoreLockedError, TinsoError
from pipeline.operation.setup import list_folders
from pipeline.settings import OTHER_VARIABLES, Settings, list_variables, read_settings
from pipeline.sources import load_sources
from pipeline.store import changed_since_published, current_snapshot, open_reader, room_wanted
from schemas import DataFileError

Level = Literal["ok", "warn", "bad"]
LEAST_ROOM, LITTLE_ROOM = 10**9, 5 * 10**9
"""Bytes below which a night cannot be expected to end well, and below which somebody should look."""
SPARE = 1.25
"""How much more than publishing takes should be free: the store grows."""
OLD_SNAPSHOT = timedelta(hours=36)
FONTS = ("thai", "lao")
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time to this program."""
CLOCK_SLACK = timedelta(hours=1)


class Finding(NamedTuple):
    """One line: how it is, what was looked at, what was seen, and how to mend it (nothing where all is well)."""

    level: Level
    name: str
    seen: str
    mend: str = ""


Check = Callable[[Settings, datetime], Iterator[Finding]]


def examine(
    file: Path, *, is_named: bool = True, now: datetime | None = None, also: Sequence[Check] = ()
) -> Iterator[Finding]:
    """Look everything over, by the settings of a file; `is_named` where it must be there. One finding at least a check.

    `also` are checks of what stands above this package, as the nights.
    """
    now = now or datetime.now(UTC)
    yield Finding("ok", "program", f"tinso {tinso_version()}, Python {sys.version.split()[0]}")
    try:
        settings = read_settings(file if is_named else None)
    except SettingsError as fault:
        yield Finding("bad", "settings", str(fault), "correct it; docs/settings.md lists what there is")
        return
    yield from _look_at_file(file)
    checks: tuple[Check, ...] = (
        _look_at_contact,
        _look_at_folders,
        _look_at_room,
        _look_at_clock,
        _look_at_sources,
        _look_at_archive,
        _look_at_store,
        _look_at_snapshot,
        _look_at_reviews,
        _look_at_models,
        _look_at_fonts,
        *also,
    )
    for check in checks:
        try:
            yield from check(settings, now)
        except (TinsoError, DataFileError, OSError) as fault:
            name = check.__name__.removeprefix("_").removeprefix("look_at_")
            yield Finding("bad", name, " ".join(str(fault).split()), "see the message")


def _look_at_file(file: Path) -> Iterator[Finding]:
    given = [name for name in [*list_variables(), *OTHER_VARIABLES] if os.environ.get(name)]
    over = f"; over it {', '.join(sorted(given))}" if given else ""
    if not file.exists():
        yield Finding("warn", "settings", f"no {file}: everything has its default{over}", "tinso init")
        return
    nightly = tomllib.loads(file.read_text("utf-8")).get("nightly", {})
    holds_secret = "webhook" in nightly or "password" in nightly.get("email", {})
    if holds_secret and file.stat().st_mode & stat.S_IROTH and os.name == "posix":
        yield Finding(
            "warn", "settings", f"{file} holds a secret and anybody may read it", f"chmod o-r {file}"
        )
    else:
        yield Finding("ok", "settings", f"{file}{over}")


def _look_at_contact(settings: Settings, _: datetime) -> Iterator[Finding]:
    contact = settings.fetch.contact
    if contact is None:
        yield Finding(
            "bad",
            "contact",
            "nobody is named who asks, so nothing is fetched",
            'in tinso.toml, below [fetch]: contact = "mailto:desk@example.org"',
        )
    else:
        yield Finding("ok", "contact", contact)


def _look_at_folders(settings: Settings, _: datetime) -> Iterator[Finding]:
    missing, barred, open_to_all = [], [], []
    for folder in list_folders(settings):
        if not folder.is_dir():
            missing.append(folder)
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            barred.append(folder)
        elif os.name == "posix" and folder.stat().st_mode & stat.S_IWOTH and folder != Path():
            open_to_all.append(folder)
    for folder in barred:
        yield Finding("bad", "folders", f"{folder} cannot be written", f"chown -R $USER {folder}")
    for folder in open_to_all:
        yield Finding("warn", "folders", f"anybody may write to {folder}", f"chmod o-w {folder}")
    if missing:
        yield Finding("warn", "folders", f"not there yet: {', '.join(map(str, missing))}", "tinso init")
    elif not barred:
        yield Finding("ok", "folders", "there, and can be written")


def _look_at_room(settings: Settings, _: datetime) -> Iterator[Finding]:
    """Each disk once. That of the store is bad where the night would not publish."""
    db = settings.store.db
    archive, beside = (
        next(above for above in (folder, *folder.absolute().parents) if above.is_dir())
        for folder in (settings.archive.folder, db.parent)
    )
    wanted = {archive.stat().st_dev: 0, beside.stat().st_dev: room_wanted(db)}
    places = {beside.stat().st_dev: beside, archive.stat().st_dev: archive}
    for device, needed in wanted.items():
        place = places[device]
        free = shutil.disk_usage(place).free
        told = f"{free / 1e9:.1f} GB free at {place}"
        if free < max(LEAST_ROOM, needed):
            told += f", {needed / 1e9:.1f} GB are wanted to publish" if free < needed else ""
            yield Finding("bad", "disk", told, "make room; `tinso prune --dry-run` says what could go")
        elif free < max(LITTLE_ROOM, int(needed * SPARE)):
            yield Finding("warn", "disk", told, "make room soon; `tinso prune --dry-run` says what could go")
        else:
            yield Finding("ok", "disk", told)


def _look_at_clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    told = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    mend = "set it, and keep it set: systemd-timesyncd or chrony"
    if now < BUILT:
        yield Finding("bad", "clock", f"{told} is in the past", mend)
        return
    last = _last_fetch(settings.archive.folder)
    if last is not None and last > now + CLOCK_SLACK:
        yield Finding("bad", "clock", f"{told} is before the last fetch ({last:%Y-%m-%d %H:%M} UTC)", mend)
    elif _is_synchronised() is False:
        yield Finding("warn", "clock", f"{told}; the system says that nothing keeps it right", mend)
    else:
        yield Finding("ok", "clock", told)


def _last_fetch(folder: Path) -> datetime | None:
    """The latest time that stands in the archive; None where there is none that can be read."""
    try:
        with open_archive_reader(folder) as reader:
            return next((entry.fetched_at for entry in reader.find(limit=1)), None)
    except TinsoError:
        return None


def _is_synchronised() -> bool | None:
    """Whether the system keeps its clock right; None where it does not tell."""
    tool = shutil.which("timedatectl")
    if tool is None:
        return None
    try:
        told = subprocess.run(
            [tool, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(told.stdout.strip())


def _look_at_sources(settings: Settings, _: datetime) -> Iterator[Finding]:
    sources = load_sources()
    fetched = [slug for slug, source in sources.items() if source.is_fetched]
    own = settings.fetch.sources
    yield Finding(
        "ok" if fetched else "bad",
        "sources",
        f"{len(fetched)} to fetch, {len(sources) - len(fetched)} known as origins only"
        + (f"; your own in {own}" if own else ""),
        "" if fetched else "add one: docs/fetching.md",
    )


def _look_at_archive(settings: Settings, _: datetime) -> Iterator[Finding]:
    folder = settings.archive.folder
    found = find_files(folder) if folder.is_dir() else {}
    if not found:
        yield Finding("ok", "archive", f"{folder}: nothing fetched yet")
        return
    mend = "tinso archive verify --rebuild-index"
    try:
        with open_archive_reader(folder) as reader:
            last = next((entry.fetched_at for entry in reader.find(limit=1)), None)
    except TinsoError as fault:
        yield Finding("bad", "archive", str(fault), mend)
        return
    told = (
        f"{folder}: {len(found)} files, last asked {last:%Y-%m-%d %H:%M} UTC" if last else f"{folder}: empty"
    )
    if is_locked(folder):
        yield Finding("ok", "archive", f"{told}; something is written to it now")
    elif any(found.values()):
        yield Finding(
            "warn", "archive", f"{told}; the last writer was killed", "the next `tinso fetch` mends it"
        )
    else:
        yield Finding("ok", "archive", told)


def _look_at_store(settings: Settings, _: datetime) -> Iterator[Finding]:
    db = settings.store.db
    if not db.exists():
        yield Finding("ok", "store", f"{db}: nothing stored yet; `tinso ingest` makes it")
        return
    try:
        with open_reader(db) as store:
            (row,) = store.ask("SELECT count(*), coalesce(sum(length(text)), 0) FROM articles").rows
    except StoreLockedError as fault:
        yield Finding("ok", "store", str(fault))
    except TinsoError as fault:
        yield Finding("bad", "store", str(fault), "tinso restore, from the last backup")
    else:
        yield Finding("ok", "store", f"{db}: {row[0]} articles, {db.stat().st_size / 1e6:.1f} MB")


def _look_at_snapshot(settings: Settings, now: datetime) -> Iterator[Finding]:
    db = settings.store.db
    snapshot = current_snapshot(db)
    if snapshot is None:
        if db.exists():
            yield Finding("warn", "snapshot", "readers have none", "tinso publish")
        return
    try:
        with open_reader(snapshot) as store:
            list(store.ask("SELECT count(*) FROM articles").rows)
    except TinsoError as fault:
        yield Finding("bad", "snapshot", str(fault), "tinso publish")
        return
    age = now - datetime.fromtimestamp(snapshot.stat().st_mtime, UTC)
    told = f"{snapshot.parent.name}, {max(age, timedelta(0)).total_seconds() / 3600:.0f} hours old"
    if changed_since_published(db):
        yield Finding("warn", "snapshot", f"{told}; the store has changed since", "tinso publish")
    elif age > OLD_SNAPSHOT:
        yield Finding("warn", "snapshot", told, "see why no night ran: tinso runs")
    else:
        yield Finding("ok", "snapshot", told)


def _look_at_reviews(settings: Settings, _: datetime) -> Iterator[Finding]:
    path = ledger_path(settings.store.db)
    if not path.exists():
        return
    with Ledger(path, create=False) as ledger:
        faults = ledger.find_faults()
        events = ledger.last_seq()
    if faults:
        yield Finding("bad", "reviews", f"{path}: {faults[0]}", "tinso restore, from the last backup")
    else:
        yield Finding("ok", "reviews", f"{path}: {events} events")


def _look_at_models(settings: Settings, _: datetime) -> Iterator[Finding]:
    wanted = settings.analyzed_languages()
    if not wanted:
        yield Finding("ok", "models", "none needed: every language is read by our own rules")
        return
    if importlib.util.find_spec("stanza") is None:
        yield Finding("bad", "models", "the extra `stanza` is not installed", "pip install 'tinso[stanza]'")
        return
    missing = [lang for lang in wanted if not stanza_models.has_models(lang, settings.model_dir)]
    if missing:
        named = " ".join(missing)
        yield Finding(
            "bad", "models", f"missing in {settings.model_dir}: {named}", f"tinso models download {named}"
        )
    else:
        yield Finding("ok", "models", f"there for {' '.join(wanted)}")


def _look_at_fonts(_: Settings, __: datetime) -> Iterator[Finding]:
    folder = files("pipeline.audit") / "assets"
    there = (
        [part.name for part in folder.iterdir() if part.name.endswith(".woff2")] if folder.is_dir() else []
    )
    missing = [name for name in FONTS if not any(name in font for font in there)]
    if missing:
        yield Finding(
            "bad", "fonts", f"the audit page has no font for {' and '.join(missing)}", "install tinso anew"
        )
    else:
        yield Finding("ok", "fonts", "those of the audit page are with it")
