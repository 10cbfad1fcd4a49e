"""What is pruned, and above all what is not: nothing that is still needed goes, and what goes is said."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive import open_archive, open_reader, verify_archive
from pipeline.operation.retention import prune_old
from pipeline.settings import (
    ArchiveSettings,
    NightlySettings,
    PublishSettings,
    RetentionSettings,
    Settings,
    StoreSettings,
)
from pipeline.store import current_snapshot, open_store, publish_store, published_folder
from pipeline.store.writer import Batch, RunCounts, StoredFetch
from schemas.fetches import Response

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
FIRST = datetime(2026, 1, 10, 1, tzinfo=UTC)


def settle(folder: Path, **retention: int | None) -> Settings:
    return Settings(
        archive=ArchiveSettings(folder=folder / "archive"),
        store=StoreSettings(db=folder / "t.duckdb"),
        publish=PublishSettings(keep=2),
        nightly=NightlySettings(reports=folder / "reports", log=folder / "nightly.jsonl"),
        retention=RetentionSettings(**retention),
    )


def keep_page(folder: Path, day: int, name: str, body: bytes | None = None) -> None:
    """A night of one page, in a file of its own."""
    with open_archive(folder / "archive") as archive:
        archive.write(
            Response(
                url=f"https://www.vietnam.vn/lo/{name}",
                fetched_at=FIRST + timedelta(days=day),
                kind="article",
                status=200,
                body=body or f"<p>{name}".encode(),
            )
        )


def note_read(folder: Path, *pages: str, outcome: str = "no_article") -> None:
    """Let the store know that everything so far was read, or these pages."""
    with open_reader(folder / "archive") as reader:
        fetches = [
            StoredFetch(entry.seq, entry.url, None, None, entry.fetched_at, None, entry.file, "c", outcome)
            for entry in reader.new_since(0)
            if not pages or entry.url.rpartition("/")[2] in pages
        ]
    with open_store(folder / "t.duckdb") as store:
        store.write_batch(store.begin_run("ingest", "0", "0", {}), Batch(fetches=fetches), RunCounts())


def names(folder: Path) -> list[str]:
    with open_reader(folder / "archive") as reader:
        return [entry.url.rpartition("/")[2] for entry in reader.new_since(0)]


def pruned(folder: Path, settings: Settings, **how: bool) -> list[str]:
    return [removal.what for removal in prune_old(settings, NOW, **how) if removal.skipped is None]


def test_without_a_word_on_it_the_archive_is_kept_for_ever(tmp_path: Path) -> None:
    keep_page(tmp_path, 0, "a")
    keep_page(tmp_path, 1, "b")
    note_read(tmp_path)
    assert prune_old(settle(tmp_path), NOW) == []
    assert names(tmp_path) == ["a", "b"]


def test_files_go_that_are_old_and_read_but_never_the_newest(tmp_path: Path) -> None:
    for day, name in enumerate("abc"):
        keep_page(tmp_path, day, name)
    keep_page(tmp_path, 315, "young")
    note_read(tmp_path)
    settings = settle(tmp_path, archive_days=30)
    assert pruned(tmp_path, settings, dry_run=True) == ["archive"] * 3
    assert names(tmp_path) == ["a", "b", "c", "young"]
    assert pruned(tmp_path, settings) == ["archive"] * 3
    assert names(tmp_path) == ["young"]
    assert list(verify_archive(tmp_path / "archive")) == []
    assert len(list((tmp_path / "archive").rglob("*.warc.gz"))) == 1
    later = settle(tmp_path, archive_days=30)
    assert prune_old(later, NOW + timedelta(days=900)) == []
    with open_reader(tmp_path / "archive") as reader:
        before = max(entry.seq for entry in reader.new_since(0))
    keep_page(tmp_path, 316, "next")
    with open_reader(tmp_path / "archive") as reader:
        assert [entry.seq > before for entry in reader.new_since(before)] == [True]


def test_what_was_not_read_into_the_store_stays(tmp_path: Path) -> None:
    keep_page(tmp_path, 0, "a")
    note_read(tmp_path)
    keep_page(tmp_path, 1, "b")
    keep_page(tmp_path, 2, "c")
    assert pruned(tmp_path, settle(tmp_path, archive_days=30)) == ["archive"]
    assert names(tmp_path) == ["b", "c"]
    (tmp_path / "t.duckdb").unlink()
    assert prune_old(settle(tmp_path, archive_days=30), NOW) == []


def test_a_page_that_was_passed_over_or_failed_for_a_fault_of_ours_stays(tmp_path: Path) -> None:
    for day, name in enumerate("abcd"):
        keep_page(tmp_path, day, name)
    note_read(tmp_path, "b", outcome="unexpected_fault")
    note_read(tmp_path, "c", "d")
    settings = settle(tmp_path, archive_days=30)
    assert pruned(tmp_path, settings) == ["archive"]
    assert names(tmp_path) == ["a", "b", "d"], (
        "shards are loaded in any order, and newer rules may read what failed"
    )
    note_read(tmp_path, "b")
    assert pruned(tmp_path, settings) == ["archive"]
    assert names(tmp_path) == ["a", "d"]


def test_a_page_that_could_not_be_read_from_the_archive_stays_for_it_is_wanted_again(tmp_path: Path) -> None:
    for day, name in enumerate("abc"):
        keep_page(tmp_path, day, name)
    note_read(tmp_path, "a", "c")
    note_read(tmp_path, "b", outcome="archive_damaged")
    settings = settle(tmp_path, archive_days=30)
    assert pruned(tmp_path, settings) == ["archive"]
    assert names(tmp_path) == ["b", "c"]
    note_read(tmp_path, "b")
    assert pruned(tmp_path, settings) == ["archive"]
    assert names(tmp_path) == ["c"]


def test_a_file_stays_that_holds_the_body_of_a_later_answer(tmp_path: Path) -> None:
    keep_page(tmp_path, 0, "same", b"<p>the same for ever")
    keep_page(tmp_path, 1, "b")
    keep_page(tmp_path, 315, "same", b"<p>the same for ever")
    note_read(tmp_path)
    assert pruned(tmp_path, settle(tmp_path, archive_days=30)) == ["archive"]
    assert names(tmp_path) == ["same", "same"]
    with open_reader(tmp_path / "archive") as reader:
        bodies = {getattr(reader.read(entry), "body", None) for entry in reader.new_since(0)}
    assert bodies == {b"<p>the same for ever"}
    assert list(verify_archive(tmp_path / "archive")) == []


def test_beside_a_writer_the_archive_is_left_alone_and_it_is_said(tmp_path: Path) -> None:
    keep_page(tmp_path, 0, "a")
    keep_page(tmp_path, 1, "b")
    note_read(tmp_path)
    with open_archive(tmp_path / "archive"):
        (removal,) = prune_old(settle(tmp_path, archive_days=30), NOW)
    assert removal.skipped is not None
    assert "is writing to this archive" in removal.skipped
    assert names(tmp_path) == ["a", "b"]


def test_a_kill_between_index_and_file_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_page(tmp_path, 0, "a")
    keep_page(tmp_path, 1, "b")
    note_read(tmp_path)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            prune_old(settle(tmp_path, archive_days=30), NOW)
    keep_page(tmp_path, 300, "c")
    assert names(tmp_path) == ["a", "b", "c"]
    assert list(verify_archive(tmp_path / "archive")) == []


def test_snapshots_beyond_those_kept_go_but_not_the_current_one(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    for _ in range(4):
        with open_store(db) as store:
            store.begin_run("ingest", "0", "0", {})
        publish_store(db, 9, full=True)
    assert pruned(tmp_path, settle(tmp_path), dry_run=True) == ["snapshot"] * 2
    assert len(list(published_folder(db).glob("0*"))) == 4
    assert pruned(tmp_path, settle(tmp_path)) == ["snapshot"] * 2
    assert sorted(path.name for path in published_folder(db).glob("0*")) == ["000003", "000004"]
    assert current_snapshot(db) == published_folder(db) / "000004" / "t.duckdb"


def test_old_reports_go_and_other_files_of_their_folder_stay(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("night-000001.html", "night-000002.html", "mine.html", "latest.html"):
        (folder / name).write_text("x", "utf-8")
        old = (NOW - timedelta(days=400)).timestamp()
        os.utime(folder / name, (old, old))
    (folder / "night-000003.html").write_text("x", "utf-8")
    os.utime(folder / "night-000003.html", (NOW.timestamp(),) * 2)
    assert pruned(tmp_path, settle(tmp_path)) == ["report", "report"]
    assert sorted(path.name for path in folder.iterdir()) == ["latest.html", "mine.html", "night-000003.html"]


def test_old_lines_of_the_log_go_and_what_may_be_open_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "nightly.jsonl"
    days = [200, 100, 89, 1]
    lines = [json.dumps({"at": (NOW - timedelta(days=day)).isoformat(), "event": f"e{day}"}) for day in days]
    log.write_text("\n".join(["no json", *lines]) + "\n", "utf-8")
    os.utime(log, (NOW.timestamp(),) * 2)
    (removal,) = prune_old(settle(tmp_path), NOW)
    assert removal.skipped == "it was written to just now: a night may be at work"
    assert len(log.read_text("utf-8").splitlines()) == 5
    assert pruned(tmp_path, settle(tmp_path), log_is_closed=True) == ["log"]
    assert [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()] == ["e89", "e1"]
    assert prune_old(settle(tmp_path), NOW, log_is_closed=True) == []
