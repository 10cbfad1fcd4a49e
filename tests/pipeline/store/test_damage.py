"""A full disk, a read-only place, damaged bytes, two writers: one line that says what to do, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreUnwritableError,
)
from pipeline.ingest import ingest_paths
from pipeline.store import current_snapshot, lock_holders, open_reader, open_store, publish_store

from ..conftest import article_line

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
WriteLines = Callable[..., Path]
ARTICLES = 40


@pytest.fixture
def lines(write_lines: WriteLines) -> Path:
    return write_lines([article_line(n) for n in range(ARTICLES)])


@pytest.fixture
def db(lines: Path, tmp_path: Path, plain_extractor: None) -> Path:
    ingest_paths([lines], tmp_path / "t.duckdb")
    return tmp_path / "t.duckdb"


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(db) as store:
        return list(store.ask(sql).rows)


def python(code: str, *arguments: object, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-c", code, *map(str, arguments)],
        env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def flip(path: Path, at: int, number: int = 4) -> None:
    raw = bytearray(path.read_bytes())
    for place in range(at, min(at + number, len(raw))):
        raw[place] ^= 0xFF
    path.write_bytes(raw)


class TestDamagedBytes:
    @pytest.mark.parametrize("at", [0, 9, 4096 + 20], ids=["checksum", "magic", "header"])
    def test_a_damaged_head_is_told_and_the_file_left_as_it_is(self, db: Path, at: int) -> None:
        flip(db, at)
        damaged = db.read_bytes()
        for opening in (open_store, open_reader, publish_store):
            with pytest.raises(NotAStoreError, match=r"damaged|not a DuckDB file") as told:
                opening(db)  # type: ignore[operator]
            assert "\n" not in str(told.value)
        assert db.read_bytes() == damaged

    def test_damage_anywhere_is_told_or_touches_nothing_that_is_held(self, db: Path) -> None:
        """A walk through the file, a flipped block at a time: no answer is ever another than before."""
        whole = db.read_bytes()
        told: list[str] = []
        asked = {
            table: f"SELECT * FROM {table} ORDER BY ALL" for table in ("articles", "figures", "evidence")
        }
        before = {table: ask(db, sql) for table, sql in asked.items()}
        broken = db.with_name("broken.duckdb")
        for at in range(3 * 4096 + 4096, len(whole), 262144):
            broken.write_bytes(whole)
            flip(broken, at)
            try:
                held = {table: ask(broken, sql) for table, sql in asked.items()}
            except StoreDamagedError as fault:
                told.append(str(fault))
            else:
                assert held == before
        assert len(told) > 2
        assert all("Move it away; `tinso ingest` makes it anew" in line for line in told)

    def test_a_file_that_was_cut_short_is_told_or_answers_as_before(self, db: Path) -> None:
        whole, sql = db.read_bytes(), "SELECT * FROM evidence ORDER BY ALL"
        before, told = ask(db, sql), 0
        for share in (0.01, 0.2, 0.5, 0.95):
            db.write_bytes(whole[: int(len(whole) * share)])
            try:
                held = ask(db, sql)
            except StoreDamagedError:
                told += 1
            else:
                assert held == before
        assert told

    def test_a_damaged_store_is_not_published_and_readers_keep_the_snapshot(
        self, db: Path, lines: Path
    ) -> None:
        snapshot = publish_store(db).snapshot
        before = snapshot.read_bytes()
        size = db.stat().st_size
        for at in range(4 * 4096, size, 262144):
            flip(db, at, 64)
        with pytest.raises(StoreError, match="damaged"):
            publish_store(db)
        assert current_snapshot(db) == snapshot
        assert snapshot.read_bytes() == before
        db.unlink()
        shutil.copy(snapshot, db)
        db.chmod(0o644)
        assert ingest_paths([lines], db).counts.articles_unchanged == ARTICLES, "as the message tells"

    def test_a_damaged_snapshot_is_replaced_by_publishing_as_its_message_tells(self, db: Path) -> None:
        snapshot = publish_store(db).snapshot
        snapshot.chmod(0o644)
        os.truncate(snapshot, 50_000)
        with pytest.raises(StoreDamagedError, match="`tinso publish` makes a new snapshot"):
            open_reader(snapshot)
        again = publish_store(db)
        assert again.is_new
        assert ask(again.snapshot, "SELECT count(*) FROM articles") == [(ARTICLES,)]


DYING = """
import os, signal, sys
from pathlib import Path
from pipeline import articles, ingest
from pipeline.store import Store
from schemas import Extraction
articles.extract_figures = lambda article: Extraction(article_id=article.article_id, lang="fr")
ingest.BATCH_ARTICLES = 10
left, real = 3, Store.write_batch
def write(*given):
    global left
    real(*given)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
Store.write_batch = write
ingest.ingest_paths([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store and its log, as the killed process left them."""
    folder = tmp_path_factory.mktemp("killed")
    lines = folder / "lines.jsonl"
    lines.write_text("".join(json.dumps(article_line(n)) + "\n" for n in range(ARTICLES)), "utf-8")
    ended = python(DYING, lines, folder / "t.duckdb")
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert (folder / "t.duckdb.wal").stat().st_size > 1000
    return folder


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX")
@pytest.mark.usefixtures("plain_extractor")
class TestDamagedLog:
    """The write-ahead log that a killed process leaves beside the store: three batches of ten articles."""

    @pytest.fixture
    def left(self, killed: Path, tmp_path: Path) -> Path:
        """A copy of the store and its log, to be damaged."""
        for name in ("t.duckdb", "t.duckdb.wal"):
            shutil.copy2(killed / name, tmp_path / name)
        return tmp_path / "t.duckdb"

    def test_as_it_was_left_it_holds_whole_batches(self, left: Path) -> None:
        assert ask(left, "SELECT count(*) FROM articles") == [(30,)]

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_flipped_bytes_are_told_and_what_is_done_about_them_works(
        self, left: Path, lines: Path, share: float
    ) -> None:
        log = left.with_name("t.duckdb.wal")
        flip(log, int(log.stat().st_size * share))
        damaged = log.read_bytes(), left.read_bytes()
        for opening in (open_store, open_reader, publish_store):
            with pytest.raises(
                StoreDamagedError, match=r"its log t\.duckdb\.wal is damaged.*Move the log away"
            ):
                opening(left)  # type: ignore[operator]
        assert (log.read_bytes(), left.read_bytes()) == damaged
        log.rename(log.with_name("away"))
        ingest_paths([lines], left)
        assert ask(left, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [
            (ARTICLES, ARTICLES)
        ]
        assert publish_store(left).is_new

    @pytest.mark.parametrize("share", [0.0, 0.4, 0.99])
    def test_a_log_that_was_cut_short_holds_the_batches_before_the_cut(
        self, left: Path, lines: Path, share: float
    ) -> None:
        log = left.with_name("t.duckdb.wal")
        os.truncate(log, int(log.stat().st_size * share))
        assert ask(left, "SELECT count(*) % 10, count(*) < 30 FROM articles") == [(0, True)]
        ingest_paths([lines], left)
        assert ask(left, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [
            (ARTICLES, ARTICLES)
        ]
        assert publish_store(left).is_new


ON_A_FULL_DISK = """
import sys
from pathlib import Path
from pipeline import articles, ingest
from pipeline.store import open_reader, publish_store
from schemas import Extraction
articles.extract_figures = lambda article: Extraction(article_id=article.article_id, lang="fr")
ingest.BATCH_ARTICLES = 10
lines, db = Path(sys.argv[1]), Path(sys.argv[2], "t.duckdb")
def count():
    with open_reader(db) as store:
        return list(store.ask("SELECT count(*) FROM articles").rows)[0][0]
few = db.with_name("few.jsonl")
few.write_text("".join(lines.open().readlines()[:20]))
ingest.ingest_paths([few], db)
publish_store(db)
def told(step):
    try:
        return step() and "no fault"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
junk = db.with_name("junk").open("wb", buffering=0)
try:
    while junk.write(b"x" * 4096):
        pass
except OSError:
    junk.close()
print(told(lambda: ingest.ingest_paths([lines], db)))
print(told(lambda: publish_store(db)))
print(count(), flush=True)
db.with_name("junk").unlink()
print(count() % 10)
summary = ingest.ingest_paths([lines], db)
publish_store(db)
print(count())
"""


def may_mount() -> bool:
    """Whether a small file system of our own can be had, in a namespace that nobody else sees."""
    command = ["unshare", "-Urm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


class TestNoRoom:
    @pytest.mark.skipif(not may_mount(), reason="no user namespace in which to mount a small file system")
    def test_a_full_disk_is_told_and_what_was_stored_stays_and_the_rest_follows(
        self, write_lines: WriteLines, tmp_path: Path
    ) -> None:
        long = "\n".join(f"Communes de la province, bulletin {n}, {n * 7919} personnes." for n in range(2000))
        lines = write_lines([article_line(n, text=f"Bulletin {n}.\n{long}") for n in range(ARTICLES)])
        small = tmp_path / "small"
        small.mkdir()
        mount = f'mount -t tmpfs -o size=48m none "{small}" && exec "$@"'
        done = python(ON_A_FULL_DISK, lines, small, before=["unshare", "-Urm", "sh", "-c", mount, "sh"])
        assert done.returncode == 0, done.stderr
        ingested, published, held, whole, after = done.stdout.splitlines()
        assert ingested.startswith("StoreUnwritableError: ")
        assert "no room left on the disk" in ingested
        assert published.startswith("StoreUnwritableError: ") or published == "no fault"
        assert (int(held) >= 20, whole, after) == (True, "0", str(ARTICLES))

    @pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX")
    def test_a_store_that_outgrows_what_the_system_allows_is_told_and_keeps_what_it_has(
        self, db: Path, write_lines: WriteLines
    ) -> None:
        text = "Bulletin.\n" + "\n".join(f"Il y a {n * 7919} personnes." for n in range(20000))
        more = write_lines([article_line(n, text=f"{n} {text}") for n in range(100, 140)], "more.jsonl")
        size = db.stat().st_size
        code = (
            "import resource, signal, sys; from pathlib import Path; from pipeline import articles, ingest\n"
            "from schemas import Extraction\n"
            "articles.extract_figures = lambda article: Extraction(article_id=article.article_id, lang='fr')\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)\n"
            "ingest.ingest_paths([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        )
        done = python(code, more, db, size + 300_000)
        assert "StoreUnwritableError" in done.stderr.splitlines()[-1], done.stderr
        assert ask(db, "SELECT count(*) >= 40 FROM articles") == [(True,)]
        ingest_paths([more], db)
        assert ask(db, "SELECT count(*) FROM articles") == [(ARTICLES + 40,)]


class TestReadOnlyPlaces:
    def test_a_store_on_a_read_only_file_system_is_told_and_can_be_read(self, db: Path) -> None:
        if not may_mount():
            # Rights alone do not make a file read-only for root, who runs CI: a mount is the only way to try it.
            pytest.skip("no user namespace in which to mount anything")
        code = (
            "import sys; from pathlib import Path; from pipeline.store import open_reader, open_store\n"
            "db = Path(sys.argv[1])\n"
            "try:\n    open_store(db)\n"
            "except Exception as fault:\n    print(type(fault).__name__, fault)\n"
            "with open_reader(db) as store:\n    print(list(store.ask('SELECT count(*) FROM articles').rows))"
        )
        folder = db.parent
        mount = (
            f'mount --bind -o ro "{folder}" "{folder}" && mount -o remount,bind,ro "{folder}" && exec "$@"'
        )
        done = python(code, db, before=["unshare", "-Urm", "sh", "-c", mount, "sh"])
        assert done.returncode == 0, done.stderr
        told, read = done.stdout.splitlines()
        assert told.startswith("StoreUnwritableError ")
        assert "read-only" in told
        assert read == f"[({ARTICLES},)]"

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser writes into read-only folders"
    )
    def test_a_read_only_folder_and_file_are_told(self, db: Path, tmp_path: Path) -> None:
        db.chmod(0o444)
        with pytest.raises(StoreUnwritableError, match="read-only"):
            open_store(db)
        folder = tmp_path / "folder"
        folder.mkdir(mode=0o555)
        with pytest.raises(StoreUnwritableError):
            open_store(folder / "t.duckdb")


class TestTwoWriters:
    HOLDING = (
        "import sys; from pathlib import Path; from pipeline.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); store.close()"
    )

    @pytest.mark.skipif(os.name != "posix", reason="DuckDB names the holder of a lock of POSIX")
    def test_the_second_is_told_who_holds_the_store_and_since_when_and_nothing_is_lost(
        self, db: Path
    ) -> None:
        first = subprocess.Popen(
            [sys.executable, "-c", self.HOLDING, str(db)],
            env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert first.stdout is not None
        try:
            assert first.stdout.readline() == "open\n"
            for opening in (open_store, open_reader, publish_store):
                with pytest.raises(StoreLockedError) as told:
                    opening(db)  # type: ignore[operator]
                assert f"in use by process {first.pid} (python" in str(told.value)
                assert "running since 2" in str(told.value)
                assert "\n" not in str(told.value)
        finally:
            first.communicate("")
        assert ask(db, "SELECT count(*) FROM articles") == [(ARTICLES,)]

    def test_a_process_is_told_as_its_user_started_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shown = lock_holders._shortened
        assert (
            shown(["/x/bin/python3", "/x/.venv/bin/tinso", "ingest", "--db", "a b"])
            == "tinso ingest --db a b"
        )
        assert shown(["/usr/bin/dbeaver", "x\x1b[2J"]) == "dbeaver x [2J"
        assert len(shown(["tinso", "x" * 500])) == lock_holders.LONGEST

    @pytest.mark.skipif(os.name != "posix", reason="ps is a program of POSIX")
    @pytest.mark.parametrize("has_proc", [True, False])
    def test_without_proc_it_is_asked_of_ps(self, monkeypatch: pytest.MonkeyPatch, has_proc: bool) -> None:
        if not has_proc:
            monkeypatch.setattr(lock_holders, "PROC", Path("/none"))
        told = lock_holders.describe_process(os.getpid())
        assert told.startswith(f"process {os.getpid()}")
        assert lock_holders.describe_process(2**30) == f"process {2**30}"
        if shutil.which("ps") or (has_proc and Path("/proc/self/stat").exists()):
            assert "running since 2" in told
