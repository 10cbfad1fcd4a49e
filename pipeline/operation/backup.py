"""Everything that cannot be made again, copied to another place, and put back from there.

    TARGET/tinso-20261122T060000Z/
      manifest.json      what lies here, with size and SHA-256; written last
      tinso.toml         the settings; sources/ those of your own
      store/             the DuckDB file and what lies beside it: reviewers' ledger and accounts, the nights
      archive/           the WARC files, their index, the memory of fetching

A backup is made under another name, read back, and renamed when it is whole: what a kill leaves is swept by the next; old ones
go after that. Files of the archive never change, so those that the backup before has already are hard links to it, and are
not read where size and time are those of then: a backup costs what is new. Snapshots, reports and logs are left out. The parts are copied in an order in which each later one knows more than the earlier: what the store has read is in the
archive, too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline import tinso_version
from pipeline.archive.files import OPEN, find_files
from pipeline.archive.index import INDEX_FILE
from pipeline.archive.locking import WriterLock, is_locked
from pipeline.errors import (
    ArchiveLockedError,
    InputError,
    NotAStoreError,
    SettingsError,
    StoreTooNewError,
)
from pipeline.fetch import FILE_NAME as FRONTIER_FILE
from pipeline.settings import Settings, read_settings
from pipeline.store import open_store
from pipeline.store.copying import copy_store
from pipeline.store.snapshots import force_to_disk

MANIFEST = "manifest.json"
FORMAT = 1
PART = ".part"
STORE, ARCHIVE, SOURCES, SETTINGS = "store", "archive", "sources", "tinso.toml"
DB_NAME = "tinso.duckdb"
"""What the store is called in a backup, whatever its name is."""
ACCOUNTS, NIGHTS = ".audit-accounts.json", ".nights"
"""Endings of what lies beside the store and is no SQLite: reviewers' accounts, what the nights wrote down. Their sessions are
left out: a restored page asks them to log in."""
PARTS = {
    "store": re.compile(rf"{STORE}/{re.escape(DB_NAME)}"),
    "archive": re.compile(rf"{ARCHIVE}/.*\.warc.*"),
    "reviewers' ledger": re.compile(rf"{STORE}/tinso\.audit\.sqlite"),
    "nights": re.compile(rf"{STORE}/tinso\.nights/.+"),
}
"""What a backup must have where an older one has it, for that one to go: by the names of the files."""
PIECE = 2**20
NAME = re.compile(r"tinso-\d{8}T\d{6}Z")


class Kept(NamedTuple):
    """A file of a backup."""

    path: str
    """Relative, with `/`."""
    size: int
    sha256: str
    modified: int | None = None
    """When the original was written last, in nanoseconds since 1970; where it is so still, the file is not read again."""


class BackedUp(NamedTuple):
    """What a backup holds. `linked` files are those of the backup before; `absent` is what there was none of.

    `removed` are older backups that went. `lacking` are parts that this one has nothing of, each with the latest older backup
    that has: then none went.
    """

    folder: Path
    files: list[Kept]
    linked: int
    absent: list[str]
    removed: list[Path]
    lacking: dict[str, Path]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


class Restored(NamedTuple):
    """What a restore did. `aside` is what was there and was moved, `left` what was there already, as in the backup."""

    written: list[Path]
    left: list[Path]
    aside: list[Path]
    kept_settings: bool
    """There were settings already, which differ: they are as they were."""


def back_up(
    settings: Settings,
    file: Path,
    target: Path,
    now: datetime | None = None,
    *,
    keep: int | None = None,
    verify: bool = False,
) -> BackedUp:
    """Make a backup of everything that the settings name, and of their `file`, in a new folder below `target`.

    `keep` is how many whole backups stay, this one included: the oldest others go when this one was read back; without it
    all stay. So they do where one of them has a part that this one has not: a disk may not be mounted. With `verify` every file of the archive is read, here and there, also where nothing seems to have changed.
    Raises `InputError` where there is nothing, or the target will not do; `StoreError` (locked, unsound) and
    `ArchiveError`s. After a fault all that was there before stays.
    """
    folder = target / f"tinso-{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    inside = settings.archive.folder.absolute()
    if folder.absolute().is_relative_to(inside):
        raise InputError(f"{target}: a backup cannot lie in the archive itself ({inside})")
    with _clear_faults(target), _only_one(target):
        if folder.exists():
            raise InputError(f"{folder} is there already")
        for left in target.glob(f"tinso-*{PART}"):
            shutil.rmtree(left)
        before = _last_backup(target)
        part = folder.with_name(folder.name + PART)
        part.mkdir(mode=0o700)
        try:
            making = _Making(part, before, verify)
            making.copy_all(settings, file)
            lacking = _find_lacking(target, making.files)
            making.absent += [
                f"no {part} beside {settings.store.db}" for part in lacking if part not in (STORE, ARCHIVE)
            ]
            if not making.files:
                raise InputError(f"there is nothing to back up: {', '.join(making.absent)}")
            making.write_manifest()
            making.read_back()
            part.rename(folder)
            force_to_disk(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        removed = _remove_old(target, folder, keep) if keep is not None and not lacking else []
    return BackedUp(folder, making.files, making.linked, making.absent, removed, lacking)


def _find_lacking(target: Path, files: list[Kept]) -> dict[str, Path]:
    """Parts that whole backups there have and these files are nothing of, each with the latest backup that has it.

    All are asked, not the latest alone: that one may lack the same since yesterday.
    """
    lacking: dict[str, Path] = {}
    missing = set(PARTS) - _parts_of(files)
    for older in reversed(_whole_backups(target) if missing else []):
        with suppress(InputError):  # what cannot be read tells of nothing
            for part in sorted(missing & _parts_of(read_manifest(older))):
                lacking.setdefault(part, older)
    return lacking


def _parts_of(files: list[Kept]) -> set[str]:
    return {part for part, name in PARTS.items() if any(name.fullmatch(kept.path) for kept in files)}


def _remove_old(target: Path, made: Path, keep: int) -> list[Path]:
    """Take away the oldest whole backups but for so many, never the one just made; what is no whole backup is not touched."""
    whole = [path for path in _whole_backups(target) if path != made]
    old = whole[: max(len(whole) - max(keep - 1, 0), 0)]
    for path in old:
        part = path.with_name(path.name + PART)
        path.rename(part)  # a kill leaves what the next backup sweeps
        shutil.rmtree(part)
    return old


class _Making:
    """A backup under way."""

    def __init__(self, folder: Path, before: Path | None, verify: bool) -> None:
        self.files: list[Kept] = []
        self.absent: list[str] = []
        self.linked = 0
        self._folder = folder
        self._before = before
        self._known = {kept.path: kept for kept in read_manifest(before)} if before else {}
        self._rows: dict[str, int] = {}
        self._verify = verify
        self._linked: set[str] = set()

    def copy_all(self, settings: Settings, file: Path) -> None:
        db, archive = settings.store.db, settings.archive.folder
        if db.exists():
            self._rows = copy_store(db, self._new(f"{STORE}/{DB_NAME}"))
            self._note(f"{STORE}/{DB_NAME}")
        else:
            self.absent.append(f"no store at {db}")
        for beside in sorted(db.parent.glob(f"{_stem(db)}.*")):
            name = f"{STORE}/{_stem(Path(DB_NAME))}{beside.name.removeprefix(_stem(db))}"
            if name.endswith(".sqlite"):
                self._copy_sqlite(beside, name)
            elif name.endswith(ACCOUNTS):
                self._copy(beside, name)
            elif name.endswith(NIGHTS):
                for night in sorted(beside.glob("*.jsonl")):
                    self._copy(night, f"{name}/{night.name}")
        found = find_files(archive) if archive.is_dir() else {}
        if not found:
            self.absent.append(f"no archive in {archive}")
        for name in (FRONTIER_FILE, INDEX_FILE):
            if (archive / name).exists():
                self._copy_sqlite(archive / name, f"{ARCHIVE}/{name}")
        for name, is_open in found.items():
            self._copy_warc(archive, name, is_open)
        if file.exists():
            self._copy(file, SETTINGS)
        own = settings.fetch.sources
        for source in sorted(own.glob("*.toml")) if own and own.is_dir() else ():
            self._copy(source, f"{SOURCES}/{source.name}")

    def write_manifest(self) -> None:
        about = {
            "format": FORMAT,
            "made": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "tinso": tinso_version(),
            "rows": self._rows,
            "files": [kept._asdict() for kept in self.files],
        }
        path = self._folder / MANIFEST
        path.write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        for made in (path, *(each for each in self._folder.rglob("*") if each.is_dir()), self._folder):
            force_to_disk(made)

    def read_back(self) -> None:
        """Hold what was written against its digests; of what was linked unread, the sizes. Raises `InputError`."""
        for kept in read_manifest(self._folder):
            path = self._folder / kept.path
            is_whole = path.is_file() and path.stat().st_size == kept.size
            if is_whole and kept.path not in self._linked:
                is_whole = digest_of(path, from_disk=True) == kept.sha256
            if not is_whole:
                raise InputError(
                    f"{path} is not what was written: the disk of the backups is not to be trusted; older backups stay"
                )

    def _new(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _note(self, name: str) -> None:
        path = self._folder / name
        self.files.append(Kept(name, path.stat().st_size, digest_of(path)))

    def _copy(self, source: Path, name: str) -> None:
        modified = source.stat().st_mtime_ns
        size, digest = copy_whole(source, self._new(name))
        self.files.append(Kept(name, size, digest, modified))

    def _copy_sqlite(self, source: Path, name: str) -> None:
        """By SQLite itself, so that it is one moment of the file, whoever writes to it meanwhile."""
        target = self._new(name)
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as held,
            closing(sqlite3.connect(target)) as copy,
        ):
            held.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        force_to_disk(target)
        self._note(name)

    def _copy_warc(self, archive: Path, name: str, is_open: bool) -> None:
        path = archive / (f"{name}{OPEN}" if is_open else name)
        if is_open and not path.exists():  # it was finished meanwhile
            path, is_open = archive / name, False
        kept = f"{ARCHIVE}/{name}{OPEN if is_open else ''}"
        known = self._known.get(kept)
        if not is_open and known and self._before and self._may_link(path, known, self._before / kept):
            try:
                os.link(self._before / kept, self._new(kept))
            except OSError:
                pass  # a file system without hard links: it is copied
            else:
                self.linked += 1
                self._linked.add(kept)
                self.files.append(known._replace(modified=path.stat().st_mtime_ns))
                return
        self._copy(path, kept)

    def _may_link(self, path: Path, known: Kept, held: Path) -> bool:
        """Whether a file is the one that the backup before holds. Raises `InputError` where it rotted since."""
        about = path.stat()
        if about.st_size != known.size or not held.is_file() or held.stat().st_size != known.size:
            return False
        has_its_time = about.st_mtime_ns == known.modified
        if has_its_time and not self._verify:
            return True
        if digest_of(path, from_disk=self._verify) == known.sha256:
            return not self._verify or digest_of(held, from_disk=True) == known.sha256
        if has_its_time:
            raise InputError(
                f"{path} is damaged: nobody wrote to it, and it is not what was backed up; {held} may be whole: "
                "`tinso archive verify`, and copy that one back"
            )
        return False


def restore(backup: Path, file: Path, *, replace: bool = False, now: datetime | None = None) -> Restored:
    """Put a backup back to the places that the settings `file` names; the backup's own settings where there is none.

    Every file is held against its digest before anything is written. What is there already and differs stops it, unless
    `replace` is given: then it is moved aside, under a name that says when. Killed, the same call goes on. Raises
    `InputError`, and `StoreLockedError` or `ArchiveLockedError` while something is written there.
    """
    with _clear_faults(backup):
        files = read_manifest(backup)
        _check_files(backup, files)
        keeps_settings, settings = _settings_for(backup, files, file)
        places = _places(files, settings, None if keeps_settings else file)
        _refuse_if_in_use(settings)
        left = [path for kept, path in places if _is_same(path, kept)]
        differing = [path for kept, path in places if path.exists() and path not in left]
        differing += _strangers(settings, {path for _, path in places})
        if differing and not replace:
            more = f" and {len(differing) - 1} more" if len(differing) > 1 else ""
            raise InputError(
                f"{differing[0]}{more} would be overwritten: nothing was changed; "
                "--replace moves what is there aside, under another name"
            )
        stamp = f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        aside = _move_aside(differing, settings, stamp)
        written = []
        for kept, path in places:
            if path not in left or not path.exists():
                _put(backup / kept.path, path, kept)
                written.append(path)
        same_settings = keeps_settings and any(
            kept.path == SETTINGS and _is_same(file, kept) for kept in files
        )
        left = [path for path in left if path not in written]
        has_settings = any(kept.path == SETTINGS for kept in files)
        return Restored(written, left, aside, keeps_settings and has_settings and not same_settings)


def read_manifest(backup: Path) -> list[Kept]:
    """The files of a backup. Raises `InputError` where the folder is none, or of a later format."""
    try:
        told: dict[str, Any] = json.loads((backup / MANIFEST).read_text("utf-8"))
        if told["format"] != FORMAT:
            raise InputError(f"{backup}: a backup of a later version of tinso; upgrade, and restore then")
        files = [
            Kept(str(each["path"]), int(each["size"]), str(each["sha256"]), each.get("modified"))
            for each in told["files"]
        ]
    except FileNotFoundError as fault:
        last = _last_backup(backup)
        hint = f"; the last one in it is {last}" if last else ""
        raise InputError(f"{backup}: no backup ({MANIFEST} is missing){hint}") from fault
    except (ValueError, KeyError, TypeError) as fault:
        if isinstance(fault, InputError):
            raise
        raise InputError(f"{backup}: its {MANIFEST} cannot be read ({fault})") from fault
    for kept in files:
        parts = PurePosixPath(kept.path).parts
        if not parts or ".." in parts or kept.path.startswith("/") or "\\" in kept.path or ":" in parts[0]:
            raise InputError(f"{backup}: its {MANIFEST} names a place outside of it: {kept.path!r}")
    return files


def _check_files(backup: Path, files: list[Kept]) -> None:
    for kept in files:
        path = backup / kept.path
        if not path.is_file() or path.is_symlink():
            raise InputError(f"{path} is missing: the backup is not whole; nothing was changed")
        if not _is_same(path, kept):
            raise InputError(f"{path} is not what was backed up: damaged; nothing was changed")


def _settings_for(backup: Path, files: list[Kept], file: Path) -> tuple[bool, Settings]:
    """Whether there are settings that stay, and those by which the places are chosen."""
    if file.exists():
        return True, read_settings(file)
    if not any(kept.path == SETTINGS for kept in files):
        return True, read_settings()
    # Read beside its place, so that relative folders are those that they will be.
    part = file.with_name(f".{file.name}.{os.getpid()}{PART}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup / SETTINGS, part)
        return False, read_settings(part)
    except SettingsError as fault:
        raise InputError(f"the settings of the backup: {fault}") from fault
    finally:
        part.unlink(missing_ok=True)


def _places(files: list[Kept], settings: Settings, file: Path | None) -> list[tuple[Kept, Path]]:
    """Where each file goes: the archive first, then what lies beside the store, the store and the settings at last."""
    db = settings.store.db
    places: list[tuple[int, Kept, Path]] = []
    for kept in files:
        folder, _, name = kept.path.partition("/")
        if folder == ARCHIVE:
            places.append((0, kept, settings.archive.folder / name))
        elif kept.path == f"{STORE}/{DB_NAME}":
            places.append((3, kept, db))
        elif folder == STORE:
            ending = name.removeprefix(_stem(Path(DB_NAME)))
            places.append((2, kept, db.parent / f"{_stem(db)}{ending}"))
        elif folder == SOURCES and settings.fetch.sources is not None:
            places.append((1, kept, settings.fetch.sources / name))
        elif kept.path == SETTINGS and file is not None:
            places.append((4, kept, file))
    return [(kept, path) for _, kept, path in sorted(places, key=lambda place: place[0])]


def _refuse_if_in_use(settings: Settings) -> None:
    db, archive = settings.store.db, settings.archive.folder
    if archive.is_dir() and is_locked(archive):
        raise ArchiveLockedError(f"{archive}: something is writing to this archive; nothing was changed")
    if db.exists():
        with suppress(NotAStoreError, StoreTooNewError):  # which is what a restore is for
            open_store(db).close()


def _strangers(settings: Settings, known: set[Path]) -> list[Path]:
    """What would be mixed up with the restored: files of an archive that the backup does not have, and a store's log."""
    archive, db = settings.archive.folder, settings.store.db
    found = []
    if archive.is_dir():
        names = [f"{name}{OPEN if is_open else ''}" for name, is_open in find_files(archive).items()]
        found = [archive / name for name in (*names, FRONTIER_FILE) if (archive / name).exists()]
    found.append(db.with_name(db.name + ".wal"))
    found += [path.with_name(f"{path.name}-wal") for path in known if path.suffix == ".sqlite"]
    return [path for path in found if path not in known and path.exists() and path.stat().st_size]


def _move_aside(differing: list[Path], settings: Settings, stamp: str) -> list[Path]:
    """Give what is there another name: the archive as a whole, other files each."""
    archive = settings.archive.folder
    moved = []
    if any(path.is_relative_to(archive) for path in differing):
        moved.append(archive.with_name(f"{archive.name}.before-{stamp}"))
        archive.rename(moved[-1])
    for path in differing:
        if not path.is_relative_to(archive):
            moved.append(path.with_name(f"{path.name}.before-{stamp}"))
            path.rename(moved[-1])
    return moved


def _put(source: Path, path: Path, kept: Kept) -> None:
    """Copy a file to its place, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{PART}")
    part.unlink(missing_ok=True)
    try:
        size, digest = copy_whole(source, part)
        if (size, digest) != (kept.size, kept.sha256):
            raise InputError(f"{source} changed while it was read; the same command tries again")
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    force_to_disk(path.parent)


def copy_whole(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file to one that is not there yet, on the disk when this returns; its size and SHA-256 in hexadecimal."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as read, target.open("xb") as written:
        while piece := read.read(PIECE):
            written.write(piece)
            digest.update(piece)
            size += len(piece)
        written.flush()
        os.fsync(written.fileno())
    shutil.copymode(source, target)
    return size, digest.hexdigest()


def digest_of(path: Path, *, from_disk: bool = False) -> str:
    """SHA-256 of a file, in hexadecimal; with `from_disk` not of what memory still holds of it, where that can be had."""
    with path.open("rb") as file:
        if from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_same(path: Path, kept: Kept) -> bool:
    return path.is_file() and path.stat().st_size == kept.size and digest_of(path) == kept.sha256


def _stem(db: Path) -> str:
    return db.stem if db.suffix == ".duckdb" else db.name


def _last_backup(target: Path) -> Path | None:
    found = _whole_backups(target)
    return found[-1] if found else None


def _whole_backups(target: Path) -> list[Path]:
    """Those that have their manifest, which is written last; the latest last."""
    return sorted(
        path
        for path in target.glob("tinso-*Z")
        if NAME.fullmatch(path.name) and not path.is_symlink() and (path / MANIFEST).is_file()
    )


@contextmanager
def _only_one(target: Path) -> Iterator[None]:
    try:
        lock = WriterLock(target)
    except ArchiveLockedError as fault:
        raise InputError(f"{target}: another backup is being made there") from fault
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _clear_faults(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise InputError(f"{fault.filename or place}: {fault.strerror or fault}") from fault
    except sqlite3.Error as fault:
        raise InputError(f"{place}: SQLite: {fault}") from fault
