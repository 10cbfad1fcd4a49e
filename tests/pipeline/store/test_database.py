"""Opening the store: migrations, versions, files that are none of ours, and two programs at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import NotAStoreError, StoreLockedError, StoreMissingError, StoreTooNewError
from pipeline.store import CODE_VERSION, database, open_reader, open_store
from schemas import codes

MIGRATION_1 = (database.HERE / "migrations" / "001_first_light.sql").read_text("utf-8")


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "t.duckdb"
    open_store(path).close()
    return path


def test_new_file_is_in_the_storage_version_that_older_tools_read(store_path: Path) -> None:
    with duckdb.connect(str(store_path), read_only=True) as plain:
        tags = plain.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 't'").fetchone()
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.4.0")


def test_each_migration_is_applied_once(store_path: Path) -> None:
    open_store(store_path).close()
    with open_reader(store_path) as store:
        numbers = [row[0] for row in store.ask("SELECT number FROM schema_migrations ORDER BY 1").rows]
    assert numbers == list(range(1, CODE_VERSION + 1))


def test_nothing_is_left_in_the_write_ahead_log_after_opening(store_path: Path) -> None:
    assert not store_path.with_name("t.duckdb.wal").exists()
    assert sorted(path.name for path in store_path.parent.iterdir()) == ["t.duckdb"]


def test_a_later_migration_is_applied_to_an_older_file(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = database.Migration(CODE_VERSION + 1, "later", "CREATE TABLE later (x INTEGER)")
    known = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: (*known, later))
    monkeypatch.setattr(database, "CODE_VERSION", CODE_VERSION + 1)
    open_store(store_path).close()
    with open_reader(store_path) as store:
        assert list(store.ask("SELECT count(*) FROM later").rows) == [(0,)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = database.Migration(CODE_VERSION + 1, "broken", "CREATE TABLE half (x INTEGER); SELECT nonsense")
    known = database.migrations()
    with monkeypatch.context() as patched:
        patched.setattr(database, "migrations", lambda: (*known, broken))
        patched.setattr(database, "CODE_VERSION", CODE_VERSION + 1)
        with pytest.raises(ValueError, match="nonsense"):
            open_store(store_path)
    with open_reader(store_path) as store:
        assert list(store.ask("SELECT max(number) FROM schema_migrations").rows) == [(CODE_VERSION,)]
        assert list(store.ask("FROM duckdb_tables() WHERE table_name = 'half'").rows) == []


def test_a_newer_file_is_refused_for_writing_and_reading(store_path: Path) -> None:
    with duckdb.connect(str(store_path)) as plain:
        plain.execute("INSERT INTO schema_migrations VALUES (999, 'future', now()::TIMESTAMP)")
    for opener in (open_store, open_reader):
        with pytest.raises(StoreTooNewError, match=r"schema 999.*upgrade tinso"):
            opener(store_path)


def test_a_changed_view_is_defined_anew(store_path: Path) -> None:
    with duckdb.connect(str(store_path)) as plain:
        plain.execute("UPDATE schema_views SET definition_hash = 'old' WHERE name = 'targets'")
        plain.execute("CREATE OR REPLACE VIEW targets AS SELECT 1 AS wrong")
    open_store(store_path).close()
    with open_reader(store_path) as store:
        assert "indicator" in store.ask("FROM targets").columns


@pytest.mark.parametrize(("folder", "names"), [("views", database.VIEWS), ("macros", database.MACROS)])
def test_every_file_of_a_view_or_macro_is_defined(folder: str, names: tuple[str, ...]) -> None:
    assert sorted(path.stem for path in (database.HERE / folder).glob("*.sql")) == sorted(names)


def test_a_view_and_a_macro_that_are_no_more_are_dropped(store_path: Path) -> None:
    with duckdb.connect(str(store_path)) as plain:
        for name, sql in (
            ("v", "CREATE VIEW v AS SELECT 1 AS x"),
            ("m", "CREATE MACRO m() AS 1"),
            ("t", "CREATE MACRO t() AS TABLE SELECT 1 AS x"),
        ):
            plain.execute(sql)
            plain.execute("INSERT INTO schema_views VALUES (?, 'old')", [name])
    open_store(store_path).close()
    with duckdb.connect(str(store_path), read_only=True) as plain:
        left = plain.execute(
            "SELECT view_name FROM duckdb_views() WHERE view_name = 'v' "
            "UNION ALL SELECT function_name FROM duckdb_functions() WHERE function_name IN ('m', 't')"
        ).fetchall()
    assert left == []


def test_a_duckdb_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as plain:
        plain.execute("CREATE TABLE mine (x INTEGER)")
    for opener in (open_store, open_reader):
        with pytest.raises(NotAStoreError, match="not a Tinso store"):
            opener(path)
    with duckdb.connect(str(path)) as plain:
        assert plain.execute("SHOW TABLES").fetchall() == [("mine",)]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 1000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.duckdb"
    path.write_bytes(content)
    for opener in (open_store, open_reader):
        with pytest.raises(NotAStoreError):
            opener(path)
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError, match="is a folder"):
        open_store(tmp_path)
    with pytest.raises(StoreMissingError, match="no folder"):
        open_store(tmp_path / "none" / "t.duckdb")


def test_reading_a_store_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="tinso ingest"):
        open_reader(tmp_path / "t.duckdb")


def test_a_second_program_is_told_who_holds_the_store(store_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pipeline.store import open_store\n"
        "try:\n    open_store(Path(sys.argv[1]))\n"
        "except Exception as fault:\n    print(type(fault).__name__, fault)"
    )
    store = open_store(store_path)
    try:
        second = subprocess.run(
            [sys.executable, "-c", script, str(store_path)], capture_output=True, text=True, check=True
        )
    finally:
        store.close()
    assert second.stdout.startswith(StoreLockedError.__name__)
    assert f"process {os.getpid()}" in second.stdout


def test_a_stale_half_made_file_does_not_stop_creation(tmp_path: Path) -> None:
    (tmp_path / "t.duckdb.new").write_bytes(b"half")
    open_store(tmp_path / "t.duckdb").close()
    assert not (tmp_path / "t.duckdb.new").exists()


def test_every_table_view_macro_and_column_has_a_comment(store_path: Path) -> None:
    with open_reader(store_path) as store:
        bare = list(
            store.ask(
                """
                SELECT table_name FROM duckdb_tables() WHERE comment IS NULL
                UNION ALL SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL
                UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
                UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
                WHERE NOT internal AND comment IS NULL
                """
            ).rows
        )
        tables = list(store.ask("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").rows)
    assert bare == []
    assert tables[0][0] > 100


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("kind", codes.KINDS),
        ("comparator", codes.COMPARATORS),
        ("scenario", codes.SCENARIOS),
        ("base", codes.BASES),
        ("scope", codes.SCOPES),
        ("per", codes.PERS),
        ("date_role", codes.DATE_ROLES),
        ("precision", codes.PRECISIONS),
    ],
)
def test_codes_in_the_store_are_those_of_the_contract(column: str, values: tuple[str, ...]) -> None:
    found = re.search(rf"CHECK \({column} IN \(([^)]*)\)\)", MIGRATION_1)
    assert found is not None
    assert sorted(re.findall(r"'([^']*)'", found[1])) == sorted(values)


def test_another_language_needs_no_other_store() -> None:
    found = re.search(r"CHECK \(regexp_full_match\(lang, '([^']*)'\)\)", MIGRATION_1)
    assert found is not None
    assert all(re.fullmatch(found[1], lang) for lang in (*codes.LANGUAGES, "fil"))


def test_units_in_the_store_are_those_of_the_contract() -> None:
    counts = re.search(r"WHEN 'count' THEN unit IN \(([^)]*)\)", MIGRATION_1)
    percentages = re.search(r"WHEN 'percentage' THEN unit IN \(([^)]*)\)", MIGRATION_1)
    assert counts is not None
    assert percentages is not None
    assert set(re.findall(r"'([^']*)'", counts[1])) == codes.COUNT_UNITS
    assert set(re.findall(r"'([^']*)'", percentages[1])) == codes.PERCENTAGE_UNITS
    assert all(re.fullmatch("[A-Z]{3}", unit) for unit in codes.CURRENCIES)


def test_every_indicator_code_passes_the_check_of_the_store() -> None:
    assert all(name == "other" or re.fullmatch(r"[a-z_]+\.[a-z_]+", name) for name in codes.INDICATOR_CODES)
