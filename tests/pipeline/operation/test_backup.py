"""A backup holds everything that cannot be made again, of one moment, whole or not at all; and comes back as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive import open_archive, open_reader, verify_archive
from pipeline.errors import InputError
from pipeline.fetch import Page, open_frontier
from pipeline.operation import backup
from pipeline.operation.backup import MANIFEST, back_up, read_manifest, restore
from pipeline.settings import read_settings
from pipeline.store import open_store, publish_store, published_folder
from schemas.fetches import Response

from ..conftest import Outcome

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Outcome]
SETTINGS = '[fetch]\ncontact = "mailto:desk@example.org"\nsources = "own"\n'
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
LATER, LATEST = datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC)


def keep_page(folder: Path, name: str) -> None:
    with open_archive(folder / "archive") as archive:
        body = f"<p>{name}".encode()
        archive.write(
            Response(
                url=f"https://www.vietnam.vn/lo/{name}", fetched_at=NOW, kind="article", status=200, body=body
            )
        )


def add_run(folder: Path) -> None:
    with open_store(folder / "tinso.duckdb") as store:
        store.begin_run("ingest", "0", "0", {})


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a little of everything."""
    for name in os.environ:
        if name.startswith("TINSO_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "desk"
    (folder / "own").mkdir(parents=True)
    shutil.copy(ROOT / "pipeline" / "sources" / "baodaklak.toml", folder / "own" / "mine.toml")
    (folder / "tinso.toml").write_text(SETTINGS, "utf-8")
    keep_page(folder, "a")
    keep_page(folder, "b")
    add_run(folder)
    with open_frontier(folder / "archive") as frontier:
        frontier.add([Page("https://www.vietnam.vn/lo/c", "vietnam-vn", "article", "lo")], NOW)
    with sqlite3.connect(folder / "tinso.audit.sqlite") as ledger:
        ledger.execute("PRAGMA journal_mode = WAL")
        ledger.execute("CREATE TABLE events (seq INTEGER)")
        ledger.execute("INSERT INTO events VALUES (7)")
    ledger.close()
    (folder / "tinso.audit-accounts.json").write_text('{"a": 1}', "utf-8")
    (folder / "tinso.nights").mkdir()
    (folder / "tinso.nights" / "000001.jsonl").write_text("{}\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


def made(desk: Path, target: Path, now: datetime = NOW) -> Path:
    return back_up(read_settings(desk / "tinso.toml"), desk / "tinso.toml", target, now).folder


def contents(folder: Path) -> dict[str, object]:
    """What a folder holds, as its users see it."""
    with open_reader(folder / "archive") as reader:
        pages = [(entry.seq, entry.url, reader.read(entry)) for entry in reader.new_since(0)]
    with open_store(folder / "tinso.duckdb") as store:
        runs = store._number("SELECT count(*) FROM runs")
    with open_frontier(folder / "archive") as frontier:
        known = frontier.page("https://www.vietnam.vn/lo/c")
    with sqlite3.connect(folder / "tinso.audit.sqlite") as ledger:
        events = ledger.execute("SELECT seq FROM events").fetchall()
    ledger.close()
    texts = {
        name: (folder / name).read_text("utf-8")
        for name in (
            *("tinso.toml", "own/mine.toml"),
            *("tinso.audit-accounts.json", "tinso.nights/000001.jsonl"),
        )
    }
    return {"pages": pages, "runs": runs, "frontier": known, "events": events, **texts}


def test_what_is_restored_to_a_clean_folder_is_what_was_backed_up(desk: Path, tmp_path: Path) -> None:
    backup = made(desk, tmp_path / "backups")
    before = contents(desk)
    other = tmp_path / "other"
    done = restore(backup, other / "tinso.toml")
    assert contents(other) == before
    assert (done.left, done.aside, done.kept_settings) == ([], [], False)
    assert list(verify_archive(other / "archive")) == []
    assert publish_store(other / "tinso.duckdb").is_new


def test_every_file_is_listed_with_its_digest_and_snapshots_are_left_out(desk: Path, tmp_path: Path) -> None:
    publish_store(desk / "tinso.duckdb")
    backup = made(desk, tmp_path / "backups")
    there = {
        path.relative_to(backup).as_posix()
        for path in backup.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert {kept.path for kept in read_manifest(backup)} == there
    assert not any("published" in name for name in there)
    about = json.loads((backup / MANIFEST).read_text("utf-8"))
    assert about["rows"]["runs"] == 1


def test_readers_of_the_snapshot_notice_nothing_and_a_writer_is_told_of(
    desk: Path, tmp_path: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_store(desk / "tinso.duckdb")
    monkeypatch.chdir(desk)
    reader = "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print(1, flush=True); sys.stdin.read()"
    held = published_folder(desk / "tinso.duckdb") / "current" / "tinso.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(held)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline() == b"1\n"
        assert run_tinso("backup", str(tmp_path / "backups")).status == 0
        reading.communicate(b"")
    writer = (
        "import sys; from pathlib import Path; from pipeline.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); print(1, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", writer, str(desk / "tinso.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"1\n"
        outcome = run_tinso("backup", str(tmp_path / "more"))
        assert outcome.status == 3
        assert f"in use by process {writing.pid}" in outcome.err
        writing.communicate(b"")
    assert list((tmp_path / "more").glob("tinso-*")) == []


def test_a_fetch_under_way_is_backed_up_as_far_as_it_is(desk: Path, tmp_path: Path) -> None:
    with open_archive(desk / "archive") as archive:
        page = Response(url="https://www.vietnam.vn/lo/d", fetched_at=NOW, kind="article", status=200)
        archive.write(page)
        backup = made(desk, tmp_path / "backups")
        archive.write(page.model_copy(update={"url": "https://www.vietnam.vn/lo/e"}))
    restore(backup, tmp_path / "other" / "tinso.toml")
    keep_page(tmp_path / "other", "f")  # which mends the file that was under way
    with open_reader(tmp_path / "other" / "archive") as reader:
        assert [entry.url[-1] for entry in reader.new_since(0)] == ["a", "b", "d", "f"]
    assert list(verify_archive(tmp_path / "other" / "archive")) == []


def test_the_second_backup_links_to_the_first_what_did_not_change(desk: Path, tmp_path: Path) -> None:
    first = made(desk, tmp_path / "backups")
    keep_page(desk, "new")
    settings = read_settings(desk / "tinso.toml")
    second = back_up(settings, desk / "tinso.toml", tmp_path / "backups", LATER)
    assert second.linked == 2
    shutil.rmtree(first)
    restore(second.folder, tmp_path / "other" / "tinso.toml")
    assert contents(tmp_path / "other") == contents(desk)


def test_files_of_the_archive_that_the_last_backup_has_are_not_read_again(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(desk, tmp_path / "backups")
    keep_page(desk, "new")
    read: list[Path] = []
    digest, copy = backup.digest_of, backup.copy_whole
    monkeypatch.setattr(backup, "digest_of", lambda path, **more: read.append(path) or digest(path, **more))
    monkeypatch.setattr(
        backup, "copy_whole", lambda source, target: read.append(source) or copy(source, target)
    )
    second = made(desk, tmp_path / "backups", LATER)
    names = {path.name for path in read if path.name.endswith(".warc.gz")}
    assert len(names) == 1, "the new one, to be copied and read back"
    again = min((desk / "archive").rglob("*.warc.gz"))
    os.utime(again)
    third = made(desk, tmp_path / "backups", LATEST)
    assert again in read, "its time is another: so it may be another"
    assert [kept.path for kept in read_manifest(second)] == [kept.path for kept in read_manifest(third)]


def test_the_oldest_backups_go_when_a_new_one_is_whole(
    desk: Path, tmp_path: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backups"
    old = [made(desk, target, NOW - timedelta(days=days)) for days in (3, 2, 1)]
    (target / "tinso-20200101T000000Z").mkdir()
    (target / "tinso-notes").mkdir()
    (target / "tinso-19990101T000000Z").symlink_to(old[0])
    settings = read_settings(desk / "tinso.toml")
    done = back_up(settings, desk / "tinso.toml", target, NOW, keep=2)
    assert done.removed == old[:2]
    names = {path.name for path in target.glob("tinso-*")}
    assert names == {
        *("tinso-20200101T000000Z", "tinso-notes", "tinso-19990101T000000Z"),
        *(old[2].name, done.folder.name),
    }
    restore(done.folder, tmp_path / "other" / "tinso.toml")
    assert contents(tmp_path / "other") == contents(desk)
    monkeypatch.chdir(desk)
    outcome = run_tinso("backup", str(target), "--keep", "1")
    assert outcome.status == 0
    assert [line.split()[1] for line in outcome.out.splitlines() if line.startswith("gone")] == [
        str(old[2]),
        str(done.folder),
    ]
    (desk / "tinso.toml").write_text(f"{SETTINGS}[retention]\nbackups = 1\n", "utf-8")
    (whole,) = [path for path in target.glob("tinso-2*") if (path / MANIFEST).is_file()]
    whole.rename(target / "tinso-20260101T000000Z")
    outcome = run_tinso("backup", str(target), "--json")
    assert json.loads(outcome.out)["removed"] == [str(target / "tinso-20260101T000000Z")]


@pytest.mark.parametrize(
    ("moved", "named"),
    [
        ("tinso.duckdb", "store"),
        ("archive", "archive"),
        ("tinso.audit.sqlite", "reviewers' ledger"),
        ("tinso.nights", "nights"),
    ],
)
def test_no_backup_goes_for_one_that_lacks_what_an_older_one_has(
    desk: Path, tmp_path: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch, moved: str, named: str
) -> None:
    target = tmp_path / "backups"
    good = made(desk, target)
    whole = contents(desk)
    (desk / moved).rename(tmp_path / "elsewhere")
    monkeypatch.chdir(desk)
    outcome = run_tinso("backup", str(target), "--keep", "1")
    assert outcome.status == 1
    assert f"left out: no {named} " in outcome.err
    assert f"older backups stay: this one has no {named}, which that of {good} has" in outcome.err
    assert "gone" not in outcome.out
    (lacking,) = set(target.glob("tinso-*")) - {good}
    lacking.rename(target / "tinso-20261122T070000Z")  # as if it were made earlier
    again = run_tinso("backup", str(target), "--keep", "1", "--json")
    assert again.status == 1, "the backup before lacks it as well, and the good one is still the only one"
    assert json.loads(again.out)["lacking"] == {named: str(good)}
    assert json.loads(again.out)["removed"] == []
    restore(good, tmp_path / "other" / "tinso.toml")
    assert contents(tmp_path / "other") == whole
    (tmp_path / "elsewhere").rename(desk / moved)
    done = back_up(
        read_settings(desk / "tinso.toml"),
        desk / "tinso.toml",
        target,
        datetime.now(UTC) + timedelta(days=1),
        keep=1,
    )
    assert (done.lacking, len(done.removed)) == ({}, 3)


def test_what_no_backup_ever_had_is_not_missed(
    desk: Path, tmp_path: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    (desk / "tinso.audit.sqlite").unlink()
    shutil.rmtree(desk / "tinso.nights")
    made(desk, tmp_path / "backups")
    outcome = run_tinso("backup", str(tmp_path / "backups"), "--keep", "1")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.count("gone") == 1


def test_the_one_just_made_stays_though_the_clock_was_set_back(desk: Path, tmp_path: Path) -> None:
    later = made(desk, tmp_path / "backups", LATER)
    settings = read_settings(desk / "tinso.toml")
    done = back_up(settings, desk / "tinso.toml", tmp_path / "backups", NOW, keep=1)
    assert done.removed == [later]
    assert done.folder.is_dir()


def test_a_backup_that_is_not_what_was_written_is_none_and_no_older_one_goes(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backups"
    old = [made(desk, target, NOW), made(desk, target, LATER)]
    copy = backup.copy_whole

    def copy_and_rot(source: Path, to: Path) -> tuple[int, str]:
        told = copy(source, to)
        to.write_bytes(bytes(byte ^ 1 for byte in to.read_bytes()))
        return told

    monkeypatch.setattr(backup, "copy_whole", copy_and_rot)
    with pytest.raises(InputError, match=r"is not what was written.*older backups stay"):
        back_up(read_settings(desk / "tinso.toml"), desk / "tinso.toml", target, LATEST, keep=1)
    assert sorted(target.glob("tinso-*")) == old


def test_all_of_the_archive_is_read_where_that_is_asked_for(desk: Path, tmp_path: Path) -> None:
    settings, target = read_settings(desk / "tinso.toml"), tmp_path / "backups"
    first = made(desk, target)
    file = min((desk / "archive").rglob("*.warc.gz")).relative_to(desk)
    rot(first / file)
    assert back_up(settings, desk / "tinso.toml", target, LATER).linked == 2, "nothing was read"
    assert back_up(settings, desk / "tinso.toml", target, LATEST, verify=True).linked == 1, (
        "one was copied anew"
    )
    rot(desk / file)
    with pytest.raises(InputError, match=r"is damaged: nobody wrote to it.*may be whole"):
        back_up(settings, desk / "tinso.toml", target, LATEST + timedelta(days=1), verify=True)


def rot(path: Path) -> None:
    """Turn a bit, as a disk does: the times of the file stay."""
    about, raw = path.stat(), bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


KILLED = """
import os, sys
from pathlib import Path
from pipeline.operation import backup
copy, steps = backup.copy_whole, int(sys.argv[1])
def counted(source, target):
    global steps
    done = copy(source, target)
    steps -= 1
    if steps == 0:
        os.kill(os.getpid(), 9)
    return done
backup.copy_whole = counted
from pipeline.cli import main
sys.argv = ["tinso", *sys.argv[2:]]
main()
"""


def kill_in(folder: Path, step: int, *arguments: str) -> int:
    """Run a command that is killed once it has copied so many files."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(step), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("step", [1, 3, 6])
def test_a_backup_that_is_killed_is_none_and_the_next_sweeps_it(
    desk: Path, tmp_path: Path, step: int
) -> None:
    target = tmp_path / "backups"
    before = contents(desk)
    assert kill_in(desk, step, "backup", str(target)) == -9
    (left,) = target.glob("tinso-*")
    assert left.name.endswith(".part")
    backup = made(desk, target)
    assert list(target.glob("tinso-*")) == [backup]
    assert contents(desk) == before


@pytest.mark.parametrize("step", [1, 4, 7, 9])
def test_a_restore_that_is_killed_goes_on_with_the_same_command(
    desk: Path, tmp_path: Path, step: int, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = made(desk, tmp_path / "backups")
    other = tmp_path / "other"
    other.mkdir()
    assert kill_in(other, step, "restore", str(backup)) == -9
    monkeypatch.chdir(other)
    outcome = run_tinso("restore", str(backup))
    assert outcome.status == 0, outcome.err
    assert contents(other) == contents(desk)
    assert list(other.rglob("*.part")) == []


def test_what_is_there_is_not_overwritten_without_being_told(
    desk: Path, tmp_path: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    backup = made(desk, tmp_path / "backups")
    keep_page(desk, "later")
    add_run(desk)
    (desk / "tinso.toml").write_text(SETTINGS + "timeout = 5\n", "utf-8")
    before = contents(desk)
    outcome = run_tinso("restore", str(backup))
    assert outcome.status == 1
    assert "would be overwritten: nothing was changed; --replace moves" in outcome.err
    assert contents(desk) == before
    outcome = run_tinso("restore", str(backup), "--replace")
    assert outcome.status == 0
    assert "the settings here differ" in outcome.err
    with open_reader(desk / "archive") as reader:
        assert [entry.url[-1] for entry in reader.new_since(0)] == ["a", "b"]
    (aside,) = desk.glob("archive.before-*")
    with open_reader(aside) as reader:
        assert len(list(reader.new_since(0))) == 3
    (store,) = desk.glob("tinso.duckdb.before-*")
    with open_store(store) as held:
        assert held._number("SELECT count(*) FROM runs") == 2


def test_restoring_what_is_there_already_changes_nothing(desk: Path, tmp_path: Path) -> None:
    backup = made(desk, tmp_path / "backups")
    other = tmp_path / "other"
    restore(backup, other / "tinso.toml")
    again = restore(backup, other / "tinso.toml")
    assert again.written == []
    assert again.aside == []


@pytest.mark.parametrize("name", ["store/tinso.duckdb", "archive/index.sqlite", "tinso.toml"])
def test_a_damaged_backup_is_named_and_nothing_is_written(desk: Path, tmp_path: Path, name: str) -> None:
    backup = made(desk, tmp_path / "backups")
    path = backup / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ValueError, match="is not what was backed up: damaged; nothing was changed"):
        restore(backup, tmp_path / "other" / "tinso.toml")
    path.unlink()
    with pytest.raises(ValueError, match="is missing: the backup is not whole"):
        restore(backup, tmp_path / "other" / "tinso.toml")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    "place", ["../outside", "/etc/passwd", "archive/../../x", "c:\\x", "archive\\..\\x", ""]
)
def test_a_manifest_that_names_a_place_outside_is_refused(desk: Path, tmp_path: Path, place: str) -> None:
    backup = made(desk, tmp_path / "backups")
    about = json.loads((backup / MANIFEST).read_text("utf-8"))
    about["files"].append({"path": place, "size": 0, "sha256": ""})
    (backup / MANIFEST).write_text(json.dumps(about), "utf-8")
    with pytest.raises(ValueError, match="names a place outside of it"):
        restore(backup, tmp_path / "other" / "tinso.toml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("restore", "nowhere"), "nowhere: no backup"),
        (("restore", "."), "no backup (manifest.json is missing)"),
        (("backup", "archive/backups"), "a backup cannot lie in the archive itself"),
        (("backup", "tinso.toml/x"), "Not a directory"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    desk: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, str], message: str
) -> None:
    monkeypatch.chdir(desk)
    outcome = run_tinso(*arguments)
    assert outcome.status in (1, 3)
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_where_there_is_nothing_there_is_no_backup(tmp_path: Path, run_tinso: Run) -> None:
    outcome = run_tinso("backup", "backups")
    assert outcome.status == 1
    assert "there is nothing to back up: no store at tinso.duckdb, no archive in archive" in outcome.err
    assert list((tmp_path / "backups").glob("tinso-*")) == []


def test_nothing_is_restored_beside_a_writer(desk: Path, tmp_path: Path) -> None:
    backup = made(desk, tmp_path / "backups")
    keep_page(desk, "later")
    with open_archive(desk / "archive"), pytest.raises(ValueError, match="writing to this archive"):
        restore(backup, desk / "tinso.toml", replace=True)
    assert not list(desk.glob("*.before-*"))


def test_a_backup_is_for_its_owner_alone(desk: Path, tmp_path: Path) -> None:
    assert made(desk, tmp_path / "backups").stat().st_mode & 0o077 == 0


def test_where_a_folder_of_backups_is_named_the_last_one_is_told(desk: Path, tmp_path: Path) -> None:
    backup = made(desk, tmp_path / "backups")
    with pytest.raises(ValueError, match=rf"no backup .*; the last one in it is {backup}"):
        restore(tmp_path / "backups", tmp_path / "other" / "tinso.toml")
