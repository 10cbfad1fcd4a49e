"""Opening the DuckDB file: creation, migrations, views, and DuckDB's faults put into one clear line each.

A new file is made whole under another name and then moved into place, so that no kill leaves a file
without its tables. The file is in DuckDB's storage version v1.4.0, which DuckDB 1.4 and later read;
extensions are never fetched. Migrations are `migrations/NNN_name.sql`, each applied once in one
transaction followed by a CHECKPOINT: DDL never stays in the write-ahead log.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreTooNewError,
    StoreUnwritableError,
)
from pipeline.store.lock_holders import describe_process
from pipeline.store.reference import differing_tables, replace_rows

HERE = Path(__file__).parent
FORMAT = "v1.4.0"
"""Storage version of the working file."""

VIEWS = (
    "current_articles",
    "current_figures",
    "current_deadlines",
    "editions",
    "figures_reviewed",
    "province_places",
    "facts",
    "targets",
    "actuals",
    "facts_of_parts",
    "facts_of_each",
    "facts_of_thresholds",
    "provincial_facts",
    "target_progress",
    "coverage_by_province",
    "plan_completion",
    "arrears",
    "deadlines_ahead",
    "edition_disagreements",
    "conflicts",
    "figures_sdmx",
)
"""The views, one file each in `views/`, in an order in which each needs only those before it."""

MACROS = ("quote", "context", "evidence_of", "as_of_2025_07_01", "figures_as_of", "changes_since")
"""The macros, one file each in `macros/`, after the views, in such an order too."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
DAMAGE = r"Corrupt database file|Corrupt WAL file|Failure while replaying WAL|Could not read enough bytes"
"""How DuckDB begins to tell of a block or an entry of the log that is not what was written."""
MIGRATION_NAME = re.compile(r"(\d{3})_([a-z0-9_]+)\.sql")
NEW_SUFFIX = ".new"


class Migration(NamedTuple):
    """One file of `migrations/`."""

    number: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """The migrations that this version knows, in order; numbers rise by one from 1."""
    found: list[Migration] = []
    for path in sorted((HERE / "migrations").glob("*.sql")):
        match = MIGRATION_NAME.fullmatch(path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise NotAStoreError(
                f"migration file {path.name} is out of line: want {len(found) + 1:03d}_name.sql"
            )
        found.append(Migration(int(match[1]), match[2], path.read_text("utf-8")))
    return tuple(found)


CODE_VERSION = len(migrations())
"""Number of the last migration that this version knows."""


def utc_now() -> datetime:
    """Now in UTC without a zone, as the store keeps times."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@contextmanager
def clear_faults(path: Path) -> Iterator[None]:
    """Turn DuckDB's and the system's faults about the file into errors of one clear line."""
    try:
        yield
    except duckdb.Error as fault:
        raise explain_fault(path, fault) from fault
    except OSError as fault:
        raise StoreUnwritableError(f"{path}: {fault.strerror or fault}") from fault


def explain_fault(path: Path, fault: duckdb.Error) -> StoreError:
    """The error that tells a user what a DuckDB fault about the file `path` means."""
    text = " ".join(str(fault).split())
    if "Could not set lock" in text:
        holder = re.search(r"PID (\d+)", text)
        by = describe_process(int(holder[1])) if holder else "another program"
        return StoreLockedError(f"{path} is in use by {by}: wait for it to end, or close it, and try again")
    if "same database file with a different configuration" in text or "already attached" in text:
        return StoreLockedError(f"{path} is open in this process already")
    if re.search(
        r"No space left|out of disk space|disk.*full|File too large|quota exceeded", text, re.IGNORECASE
    ):
        return StoreUnwritableError(f"{path}: no room left on the disk; what was committed before is whole")
    if re.search(r"Permission denied|Read-only file system|read-only mode", text, re.IGNORECASE):
        return StoreUnwritableError(f"{path} cannot be written: it or its folder is read-only")
    if "No such file or directory" in text:
        return StoreMissingError(f"there is no folder or file {path}")
    if re.search(r"newer version|database file version|storage version", text, re.IGNORECASE):
        return StoreTooNewError(f"{path} was written by a newer DuckDB than this one ({duckdb.__version__})")
    if found := re.search(DAMAGE, text):
        return StoreDamagedError(tell_damage(path, text[found.start() :][:200], is_log="WAL" in text))
    if isinstance(fault, (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException)):
        return NotAStoreError(f"{path} is not a DuckDB file, or is damaged ({text[:200]})")
    return StoreError(f"{path}: {text[:300]}")


def tell_damage(path: Path, detail: str, *, is_log: bool) -> str:
    """What to do about a file that DuckDB finds damaged; it is left as it is."""
    if is_log:
        return (
            f"{path}: its log {path.name}.wal is damaged ({detail}); nothing was changed. Move the log away and run the "
            "command again: what was committed before the damage may have to be taken again, and is"
        )
    if path.parent.parent.suffix == ".published":
        return f"{path} is damaged ({detail}): `tinso publish` makes a new snapshot of the store"
    return (
        f"{path} is damaged ({detail}); it was left as it is. Move it away; `tinso ingest` makes it anew from the archive, "
        "or copy the last snapshot back to its place"
    )


def check_place(path: Path) -> None:
    """Refuse paths that no store can be at: a folder, or a file in a folder that does not exist."""
    if path.is_dir():
        raise NotAStoreError(f"{path} is a folder; give the path of a DuckDB file")
    if not path.parent.is_dir():
        raise StoreMissingError(f"there is no folder {path.parent}")


def connect_writer(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the store for writing: created if it is not there, brought up to date if it is older.

    Raises `StoreLockedError`, `StoreTooNewError`, `NotAStoreError`, `StoreUnwritableError` or
    `StoreMissingError`.
    """
    check_place(path)
    with clear_faults(path):
        if not path.exists():
            create_file(path)
        if not os.access(path, os.W_OK):
            raise StoreUnwritableError(f"{path} cannot be written: the file is read-only")
        connection = duckdb.connect(str(path), config=CONFIG)
        try:
            bring_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the store read-only, with no way out of it: no files, no network, configuration locked."""
    check_place(path)
    if not path.exists():
        raise StoreMissingError(f"there is no store at {path}: make one with `tinso ingest` or `tinso demo`")
    with clear_faults(path):
        connection = duckdb.connect(str(path), read_only=True, config=CONFIG)
        try:
            check_version(connection, path)
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        except BaseException:
            connection.close()
            raise
    return connection


def create_file(path: Path) -> None:
    """Make an empty, whole store and move it to `path`; one that another program put there stays."""
    new = path.with_name(path.name + NEW_SUFFIX)
    new.unlink(missing_ok=True)
    connection = duckdb.connect(str(new), config={**CONFIG, "storage_compatibility_version": FORMAT})
    try:
        bring_up_to_date(connection, new)
    finally:
        connection.close()
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    except OSError as fault:
        if fault.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        if not path.exists():  # a file system without hard links
            new.rename(path)
    new.unlink(missing_ok=True)


def tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the tables and views of the main schema."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
    ).fetchall()
    return {str(name) for (name,) in rows}


def check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The number of the last migration of the file, 0 for an empty file.

    Raises `NotAStoreError` for a DuckDB file of something else, `StoreTooNewError` for a newer one.
    """
    present = tables(connection)
    if "schema_migrations" not in present:
        if present:
            raise NotAStoreError(f"{path} is a DuckDB file, but not a Tinso store; nothing was changed in it")
        return 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM schema_migrations").fetchone()
    version = int(row[0]) if row else 0
    if version > CODE_VERSION:
        raise StoreTooNewError(
            f"{path} has schema {version}, this version of tinso knows {CODE_VERSION}: "
            "upgrade tinso, or use another file; nothing was changed"
        )
    return version


def bring_up_to_date(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Apply the migrations that the file lacks, and replace views whose definition differs."""
    version = check_version(connection, path)
    for migration in migrations()[version:]:
        with transaction(connection):
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO schema_migrations VALUES (?, ?, ?)",
                [migration.number, migration.name, utc_now()],
            )
        connection.execute("CHECKPOINT")
    write_reference(connection)
    define_views(connection)


def write_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the tables of reference data right where they are not as this program has them."""
    if differing := differing_tables(connection):
        with transaction(connection):
            for table, rows in differing.items():
                replace_rows(connection, table, rows)
        connection.execute("CHECKPOINT")


def define_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the views and macros anew if any of them differs from what the file holds."""
    wanted = {
        name: (HERE / folder / f"{name}.sql").read_text("utf-8")
        for folder, names in (("views", VIEWS), ("macros", MACROS))
        for name in names
    }
    hashes = {name: hashlib.sha256(sql.encode()).hexdigest() for name, sql in wanted.items()}
    held = dict(connection.execute("SELECT name, definition_hash FROM schema_views").fetchall())
    if held == hashes:
        return
    with transaction(connection):
        for name in held.keys() - hashes.keys():
            for kind in ("VIEW", "MACRO", "MACRO TABLE"):
                connection.execute(f'DROP {kind} IF EXISTS "{name}"')
        made = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND list_contains(?, table_name)"
        for (name,) in connection.execute(made, [list(VIEWS)]).fetchall():
            connection.execute(
                f'DROP TABLE "{name}"'
            )  # a snapshot, which has some views as tables, is a store again
        for sql in wanted.values():
            connection.execute(sql)
        connection.execute("DELETE FROM schema_views")
        for name, definition_hash in hashes.items():
            connection.execute("INSERT INTO schema_views VALUES (?, ?)", [name, definition_hash])
    connection.execute("CHECKPOINT")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block, or nothing of it."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # the fault may have ended the transaction; it is the one to report
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
