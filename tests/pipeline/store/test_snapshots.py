"""Readers have a whole snapshot at any moment, whatever happens to the one that publishes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.errors import SnapshotUnsoundError, StoreMissingError, StoreUnwritableError
from pipeline.ingest import ingest_paths
from pipeline.store import (
    changed_since_published,
    current_snapshot,
    open_reader,
    open_store,
    publish_store,
    published_folder,
    readable_path,
    room_wanted,
    snapshots,
    verification,
)
from pipeline.store.verification import START, Marks, constraints

from ..conftest import article_line

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.usefixtures("plain_extractor")


@pytest.fixture
def add(tmp_path: Path, write_lines: Callable[..., Path]) -> Callable[..., Path]:
    """A function that stores articles by number, published in a month, and returns the store."""

    def store_articles(numbers: Sequence[int], month: str | None = "2025-11", share: int = 90) -> Path:
        day = f"{month}-18" if month else None
        lines = [article_line(number, share, published=day) for number in numbers]
        db = tmp_path / "t.duckdb"
        ingest_paths([write_lines(lines)], db)
        return db

    return store_articles


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(path) as reader:
        return list(reader.ask(sql).rows)


def articles(db: Path) -> int:
    """Articles of the current snapshot, after the whole of it was verified."""
    found = current_snapshot(db)
    assert found is not None
    descriptor = json.loads((found.parent / "datapackage.json").read_text("utf-8"))
    with duckdb.connect(str(found), read_only=True) as connection:
        rows = descriptor["database"]["rows"]
        assert list(snapshots.find_breaches(connection, rows)) == []
    for resource in descriptor["resources"]:
        assert sum(pq.read_metadata(found.parent / path).num_rows for path in resource["path"]) > 0
    return int(rows["articles"])


def names(db: Path) -> list[str]:
    return sorted(path.name for path in published_folder(db).iterdir())


def test_a_snapshot_holds_what_the_store_holds_and_reading_goes_there(add: Callable[..., Path]) -> None:
    db = add([1, 2])
    assert readable_path(db) == db
    published = publish_store(db)
    assert published.is_new
    assert published.is_full
    assert published.pointer.samefile(published.snapshot)
    assert readable_path(db) == published.snapshot == current_snapshot(db)
    for name in ("figures", "editions", "facts", "targets", "actuals", "current_articles"):
        everything = f"SELECT * FROM {name} ORDER BY ALL"
        assert ask(published.pointer, everything) == ask(db, everything) != []
    assert names(db) == ["000001", "current"]


def test_publishing_what_did_not_change_makes_no_snapshot(add: Callable[..., Path]) -> None:
    db = add([1])
    first, again = publish_store(db), publish_store(db)
    assert not again.is_new
    assert again.snapshot == first.snapshot


def test_a_run_without_news_for_readers_keeps_the_snapshot_and_its_freshness_and_a_night_makes_one(
    add: Callable[..., Path],
) -> None:
    db = add([1])
    first = publish_store(db)
    add([1])  # a run that finds nothing new
    os.utime(published_folder(db) / "current", (0, 0), follow_symlinks=False)
    assert changed_since_published(db)
    again = publish_store(db)
    assert not again.is_new
    assert again.snapshot == first.snapshot
    assert not changed_since_published(db)
    assert names(db) == ["000001", "current"]
    with duckdb.connect(str(db)) as connection:
        connection.execute(
            "INSERT INTO nights BY NAME SELECT 1 AS night_id, now()::TIMESTAMP AS started_at, 'well' AS result, 1 AS attempts, "
            "'s' AS settings_hash, MAP {} AS versions"
        )
    assert publish_store(
        db
    ).is_new  # were it kept, SQL users would never hear of a night that brought nothing
    assert ask(readable_path(db), "SELECT count(*) FROM nights") == [(1,)]
    assert publish_store(db, full=True).is_new


def test_room_is_wanted_for_whatever_way_of_publishing_takes_most(add: Callable[..., Path]) -> None:
    db = add([1, 2])
    assert room_wanted(db) >= 2 * db.stat().st_size
    snapshot = publish_store(db).snapshot
    assert room_wanted(db) >= snapshot.stat().st_size
    assert room_wanted(db.with_name("none.duckdb")) == 0


def test_a_reader_keeps_its_snapshot_while_newer_ones_come_and_its_own_is_deleted(
    add: Callable[..., Path],
) -> None:
    db = add([1])
    publish_store(db)
    with open_reader(readable_path(db)) as reader:
        for number in range(2, 6):
            assert articles(publish_and_return(add([number]), keep=2)) == number
        assert names(db) == ["000004", "000005", "current"]
        assert list(reader.ask("SELECT count(*), sum(length(text)) > 0 FROM articles").rows) == [(1, True)]
    assert ask(readable_path(db), "SELECT count(*) FROM articles") == [(5,)]


def publish_and_return(db: Path, keep: int) -> Path:
    assert publish_store(db, keep).is_new
    return db


def test_a_reader_in_another_process_blocks_neither_the_writer_nor_publishing(
    add: Callable[..., Path],
) -> None:
    db = add([1])
    publish_store(db)
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); "
        "sys.stdin.read(); print(c.execute('SELECT count(*) FROM articles').fetchall())"
    )
    pointer = published_folder(db) / "current" / db.name
    reader = subprocess.Popen(
        [sys.executable, "-c", code, str(pointer)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    assert articles(publish_and_return(add([2]), keep=1)) == 2
    assert reader.communicate("")[0] == "[(1,)]\n"


def test_no_other_process_can_write_while_a_snapshot_is_copied(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    db = add([1])
    code = "import sys; from pathlib import Path; from pipeline.store import publish_store; publish_store(Path(sys.argv[1]))"
    seen: list[str] = []
    copy = snapshots.copy_file

    def copy_beside_another(source: int, target: Path) -> None:
        copy(source, target)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        other = subprocess.run([sys.executable, "-c", code, str(db)], env=environment, capture_output=True, text=True, check=False)  # fmt: skip
        seen.append(other.stderr)

    monkeypatch.setattr(snapshots, "copy_file", copy_beside_another)
    publish_store(db)
    assert len(seen) == 1
    assert f"StoreLockedError: {db} is in use by process {os.getpid()}" in seen[0]


def test_there_must_be_a_store_to_publish(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="no store at"):
        publish_store(tmp_path / "t.duckdb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE figures SET quote = '77 %' WHERE start = (SELECT min(start) FROM figures)", "2 figures whose quote"),
        ("UPDATE evidence SET quote = 'x' WHERE field = 'unit'", "evidence whose quote"),
        ("UPDATE deadlines SET start = 3, \"end\" = 7", "deadlines whose quote"),
        ("DELETE FROM figures WHERE scenario = 'target'", "another number of figures than they tell"),
        ("DELETE FROM extractions", "rows of figures|rows of evidence"),
    ],
)  # fmt: skip
def test_a_store_with_a_quote_that_is_not_its_span_is_not_published(
    add: Callable[..., Path], damage: str, told: str
) -> None:
    db = add([1])
    publish_store(db)
    add([2])
    with duckdb.connect(str(db)) as connection:
        connection.execute(damage)
    with pytest.raises(SnapshotUnsoundError, match=told):
        publish_store(db)
    assert articles(db) == 1
    assert names(db) == ["000001", "current"]


def verified_from(monkeypatch: pytest.MonkeyPatch, db: Path, full: bool = False) -> int:
    """Publishes, and returns the extraction up to which rows were taken as verified."""
    taken: list[int] = []
    find_breaches = snapshots.find_breaches

    def noted(connection: duckdb.DuckDBPyConnection, counts: dict[str, int], since: Marks = START) -> Any:
        taken.append(since.extraction_id)
        return find_breaches(connection, counts, since)

    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "find_breaches", noted)
        assert publish_store(db, full=full).is_new
    (verified_to,) = taken
    return verified_to


def test_rows_are_verified_once_unless_the_store_does_not_go_on_from_the_snapshot(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verified_from(monkeypatch, add([1, 2])) == 0
    assert verified_from(monkeypatch, add([3])) == 2
    db = add([4])
    with duckdb.connect(str(db)) as connection:
        connection.execute("DELETE FROM evidence WHERE extraction_id = 1 AND field = 'unit'")
    assert verified_from(monkeypatch, db) == 0
    add([5])
    descriptor = published_folder(db) / "current" / "datapackage.json"
    descriptor.unlink()
    assert verified_from(monkeypatch, db) == 0
    assert verified_from(monkeypatch, add([6])) == 5


def test_everything_is_verified_when_asked_for_and_every_thirtieth_time(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    verified_from(monkeypatch, add([1]))
    db = add([2])
    assert verified_from(monkeypatch, db, full=True) == 0
    assert verified_from(monkeypatch, db, full=True) == 0, "though nothing changed"
    monkeypatch.setattr(snapshots, "FULL_EVERY", 4)
    assert verified_from(monkeypatch, add([3])) == 0
    assert verified_from(monkeypatch, add([4])) == 3


def test_what_was_altered_long_ago_is_found_by_a_full_verification(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "SEAM_READINGS", 1)
    publish_store(add([1, 2, 3]))
    db = add([4])
    with duckdb.connect(str(db)) as connection:
        connection.execute("UPDATE figures SET quote = '77 %' WHERE extraction_id = 1")
    with pytest.raises(SnapshotUnsoundError, match="2 figures whose quote"):
        publish_store(db, full=True)
    assert articles(db) == 3


def test_a_store_made_anew_is_not_taken_for_the_one_that_was_verified(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    db = add([1, 2])
    publish_store(db)
    db.unlink()
    assert verified_from(monkeypatch, add([3, 4, 5])) == 0


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE figures SET start = start + 1, "end" = "end" + 1 WHERE extraction_id = 2',
        "UPDATE evidence SET quote = 'x' WHERE extraction_id = 2",
    ],
)
def test_a_wrong_quote_of_a_later_reading_is_found(add: Callable[..., Path], damage: str) -> None:
    publish_store(add([1]))
    db = add([2])
    with duckdb.connect(str(db)) as connection:
        connection.execute(damage)
    with pytest.raises(SnapshotUnsoundError, match="whose quote is not the characters"):
        publish_store(db)


def test_verification_finds_rows_against_every_kind_of_constraint() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (a INTEGER CHECK (a > 0), b VARCHAR NOT NULL, PRIMARY KEY (a))")
        (scan,) = constraints(connection)
        connection.execute("DROP TABLE t")
        connection.execute("CREATE TABLE t AS FROM (VALUES (1, 'x'), (1, 'x'), (-1, NULL)) AS v (a, b)")
        broken = connection.execute(f"SELECT {', '.join(scan.rules.values())} FROM t").fetchall()[0]
    assert dict(zip(scan.rules, broken, strict=True)) == {
        "CHECK (a > 0)": 1, 'NOT NULL "b"': 1, 'PRIMARY KEY ("a")': 1, 'NOT NULL "a"': 0,
    }  # fmt: skip


def test_months_that_did_not_change_are_not_written_again(add: Callable[..., Path]) -> None:
    add([1], "2025-10")
    add([2], None)
    first = publish_store(add([3], "2025-11"))
    assert (first.files_written, first.files_kept) == (9, 0)
    second = publish_store(add([4], "2025-11"))
    assert (second.files_written, second.files_kept) == (3, 6)
    for month, same in (("2025-10", True), ("unknown", True), ("2025-11", False)):
        old, new = (
            next((snapshot.parent / "figures" / f"month={month}").iterdir())
            for snapshot in (first.snapshot, second.snapshot)
        )
        assert new.samefile(old) == same, month
    moved = publish_store(add([2], "2025-10"))  # a new revision, in another month
    assert (moved.files_written, moved.files_kept) == (3, 3)
    descriptor = json.loads((moved.snapshot.parent / "datapackage.json").read_text("utf-8"))
    assert not any("unknown" in path for resource in descriptor["resources"] for path in resource["path"])


def test_a_changed_reading_of_the_same_article_changes_its_month(add: Callable[..., Path]) -> None:
    add([1], "2025-10")
    publish_store(add([2], "2025-11"))
    changed = publish_store(add([2], "2025-11", share=91))
    assert (changed.files_written, changed.files_kept) == (3, 3)
    value = duckdb.sql(
        f"""SELECT count(*) FROM read_parquet('{changed.snapshot.parent}/figures/*/*.parquet', hive_partitioning = true)
        WHERE value = 91 AND month = '2025-11'"""
    ).fetchall()
    assert value == [(1,)]


def test_parquet_that_was_altered_or_lost_is_written_anew(add: Callable[..., Path]) -> None:
    first = publish_store(add([1]))
    (lost,) = (first.snapshot.parent / "figures" / "month=2025-11").iterdir()
    lost.unlink()
    db = add([2], "2025-12")
    assert publish_store(db).files_written == 4
    assert articles(db) == 2
    descriptor = published_folder(db) / "current" / "datapackage.json"
    descriptor.unlink()
    descriptor.write_text('{"resources": [{"name": "figures", "partitions": {"2025-11": 7}}]}', "utf-8")
    third = publish_store(add([3], "2026-01"))
    assert (third.files_written, third.files_kept) == (9, 0)


def test_the_descriptor_tells_the_truth_about_every_file_and_column(add: Callable[..., Path]) -> None:
    folder = publish_store(add([1, 2])).snapshot.parent
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert descriptor["$schema"].startswith("https://datapackage.org/profiles/")
    assert [resource["name"] for resource in descriptor["resources"]] == ["articles", "figures", "deadlines"]
    listed = set()
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        assert all(field["type"] != "any" and field["description"] for field in fields)
        for partition in resource["partitions"].values():
            for file in partition["files"]:
                data = (folder / file["path"]).read_bytes()
                assert file["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
                assert file["bytes"] == len(data)
                table = pq.ParquetFile(folder / file["path"])
                assert table.schema_arrow.names == [field["name"] for field in fields]
                assert table.metadata.num_rows == file["rows"]
                listed.add(file["path"])
        assert sorted(resource["path"]) == sorted(
            path for path in listed if path.startswith(resource["name"])
        )
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert on_disk == listed


def test_article_texts_stay_out_of_the_parquet_files(add: Callable[..., Path]) -> None:
    folder = publish_store(add([1])).snapshot.parent
    columns = {name for path in folder.rglob("*.parquet") for name in pq.ParquetFile(path).schema_arrow.names}
    assert "text" not in columns
    assert {"title", "quote", "lang", "published"} <= columns


def test_an_empty_store_can_be_published(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.duckdb"):
        pass
    published = publish_store(tmp_path / "t.duckdb")
    assert published.files_written == 0
    assert ask(published.snapshot, "SELECT count(*) FROM targets") == [(0,)]


def publish_and_kill(db: Path, line: int | None) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, str(Path(__file__).with_name("publishing.py")), str(db)]
    return subprocess.run(
        arguments if line is None else [*arguments, str(line)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_a_kill_at_any_moment_leaves_a_whole_snapshot(add: Callable[..., Path], kills: int) -> None:
    chance = random.Random(kills)
    db = add([1])
    publish_store(db)
    lines = int(publish_and_kill(add([2]), None).stdout)
    assert lines > 300
    stored = 2
    for _ in range(kills):
        was = articles(db)
        stored += 1
        add([stored])
        killed = publish_and_kill(db, chance.randint(1, lines))
        assert killed.returncode == -9, killed.stderr
        assert articles(db) in (was, stored)
        assert ask(db, "SELECT count(*) FROM articles") == [(stored,)]
    published = publish_store(db, keep=2)
    assert articles(db) == stored
    left = names(db)
    assert left[-2:] == [published.snapshot.parent.name, "current"]
    assert len(left) == 3
    assert all(name == "current" or name.isdigit() for name in left)


@pytest.mark.parametrize("step", ["copy_file", "write_partitions", "force_to_disk", "point_to"])
def test_a_full_disk_is_told_and_leaves_the_snapshot_before(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    db = add([1])
    publish_store(db)
    add([2])

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(snapshots, step, fail)
        with pytest.raises(StoreUnwritableError, match=r"snapshot before stays: .*No space left"):
            publish_store(db)
    assert articles(db) == 1
    assert [name for name in names(db) if name.endswith(".part")] == []
    assert publish_store(db).is_new
    assert articles(db) == 2


def test_a_file_that_outgrows_what_the_system_allows_is_told_and_leaves_nothing(
    add: Callable[..., Path],
) -> None:
    pytest.importorskip("resource")
    db = add([1])
    publish_store(db)
    add([2])
    code = (
        "import resource, signal, sys; from pathlib import Path; from pipeline.store import publish_store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, 10**6))\n"
        "publish_store(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, str(db)], env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert "StoreUnwritableError: not published, the snapshot before stays" in done.stderr
    assert names(db) == ["000001", "current"]
    assert articles(db) == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser writes into read-only folders"
)
def test_a_read_only_folder_is_told(add: Callable[..., Path]) -> None:
    db = add([1])
    publish_store(db)
    add([2])
    folder = published_folder(db)
    folder.chmod(0o555)
    try:
        with pytest.raises(StoreUnwritableError, match="Permission denied"):
            publish_store(db)
    finally:
        folder.chmod(0o755)
    assert articles(db) == 1


def test_a_read_only_file_system_is_told(add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    db = add([1])
    publish_store(db)
    add([2])

    def refuse(self: Path, **_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(StoreUnwritableError, match=r"snapshot before stays: .*Read-only file system"):
            publish_store(db)
    assert articles(db) == 1


def test_a_folder_that_cannot_be_made_is_told(add: Callable[..., Path]) -> None:
    db = add([1])
    published_folder(db).write_text("in the way", "utf-8")
    with pytest.raises(StoreUnwritableError, match="published"):
        publish_store(db)
    assert readable_path(db) == db


def test_a_snapshot_that_was_deleted_is_not_read_and_the_next_publishing_makes_one(
    add: Callable[..., Path],
) -> None:
    db = add([1])
    gone = publish_store(db).snapshot
    with open_reader(gone) as reader:
        shutil.rmtree(gone.parent)
        assert list(reader.ask("SELECT count(*) FROM articles").rows) == [(1,)]
    assert current_snapshot(db) is None
    assert readable_path(db) == db
    assert publish_store(db).is_new
    assert articles(db) == 1


def test_where_no_symbolic_link_can_be_made_a_file_names_the_snapshot(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "a privilege is missing")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    db = add([1])
    for number in (2, 3):
        published = publish_store(add([number]))
        assert current_snapshot(db) == published.snapshot
        assert articles(db) == number
    assert (published_folder(db) / "current").read_text("ascii") == "000002\n"


@pytest.mark.parametrize("name", ["../../elsewhere", "", "1", "none\nat all"])
def test_a_pointer_that_names_no_snapshot_is_not_followed(add: Callable[..., Path], name: str) -> None:
    db = add([1])
    publish_store(db)
    pointer = published_folder(db) / "current"
    pointer.unlink()
    pointer.write_text(name, "utf-8")
    assert readable_path(db) == db


def test_a_copy_without_help_of_the_kernel_is_the_same(
    add: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    db = add([1])
    with db.open("rb", buffering=0) as source:
        snapshots.copy_file(source.fileno(), db.with_name("copy"))
    assert db.with_name("copy").read_bytes() == db.read_bytes()


def test_other_stores_of_the_folder_have_snapshots_of_their_own() -> None:
    folders = {published_folder(Path(name)).name for name in ("t.duckdb", "t.db", "u.duckdb")}
    assert folders == {"t.published", "t.db.published", "u.published"}
