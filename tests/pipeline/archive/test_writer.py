"""What is written comes back as it was, is there once, and is whole whatever happens to the writer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import iterate_file, open_archive, open_reader, verify_archive
from pipeline.archive.locking import WriterLock
from pipeline.errors import ArchiveLockedError, ArchiveUnwritableError
from schemas.fetches import KINDS, Failure, Response

WIRE = st.text(st.characters(max_codepoint=255), max_size=30)
NAMES = WIRE.filter(lambda name: ":" not in name)
MOMENTS = st.datetimes(datetime(1999, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "url": st.sampled_from(["http://a.example/", "https://b.example/ຂ່າວ?utm_source=x&b=1#c", "https://localhost/"]),
    "fetched_at": MOMENTS,
    "kind": st.sampled_from([*KINDS, None]),
    "source": st.none() | st.text(st.characters(codec="utf-8"), max_size=9),
    "language": st.sampled_from([None, "lo", "nb"]),
    "run": st.sampled_from([None, "7"]),
    "request_headers": st.lists(st.tuples(NAMES, WIRE), max_size=3).map(tuple),
    "elapsed": st.none() | st.timedeltas(timedelta(0), timedelta(hours=1)),
    "extra": st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), JSON, max_size=3),
}  # fmt: skip
RESPONSES = st.builds(
    Response,
    status=st.integers(100, 999),
    reason=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=12),
    http_version=st.sampled_from(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]),
    headers=st.lists(
        st.tuples(NAMES | st.sampled_from(["Set-Cookie", "Transfer-Encoding", "X-Crawler-X", "content-encoding"]), WIRE),
        max_size=6,
    ).map(tuple),
    body=st.binary(max_size=200),
    content_decoded=st.booleans(),
    ip=st.sampled_from([None, "192.0.2.1", "2001:db8::1"]),
    redirect_to=st.sampled_from([None, "https://c.example/"]),
    truncated=st.sampled_from([None, "length", "time", "disconnect", "unspecified"]),
    **COMMON,
)  # fmt: skip
FAILURES = st.builds(
    Failure, error=st.sampled_from(["dns", "tls"]), message=st.text(st.characters(codec="utf-8"), max_size=30), **COMMON
)  # fmt: skip


@given(st.lists(RESPONSES | FAILURES, min_size=1, max_size=5))
def test_every_exchange_comes_back_as_it_was(exchanges):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_archive(folder, sync=False) as archive:
            stored = [archive.write(exchange) for exchange in exchanges]
        with open_reader(folder) as reader:
            found = list(reader.find(newest_first=False))
            assert [entry.seq for entry in found] == [one.seq for one in stored]
            assert [reader.read(entry) for entry in found] == exchanges
        assert list(verify_archive(folder)) == []


def test_repeated_headers_keep_their_order_their_case_and_their_bytes(fill, contents, make_page):
    headers = (
        ("Set-Cookie", "a=1"), ("X-Title", "ຂ່າວ".encode().decode("latin-1")), ("set-cookie", "b=\xff\x80; c"),
        ("Set-Cookie", "a=1"), ("Empty", ""),
    )  # fmt: skip
    fill(make_page(headers=headers))
    assert contents()[0].headers == headers


def test_a_header_cannot_smuggle_a_second_one_in(make_page):
    assert make_page(headers=(("A", "b\r\nEvil: c\0d"),)).headers == (("A", "b Evil: c d"),)


def test_headers_that_hold_secrets_are_not_kept(make_page):
    sent = (("Accept", "*/*"), ("Authorization", "Basic x"), ("cookie", "s=1"))
    assert make_page(request_headers=sent).request_headers == (("Accept", "*/*"),)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1)])
def test_a_time_without_zone_is_refused(make_page, moment):
    with pytest.raises(ValueError, match="without its zone"):
        make_page(fetched_at=moment)


def test_an_unchanged_body_is_a_revisit_and_is_read_with_its_body(folder, make_page):
    first = make_page(0)
    later = make_page(0, fetched_at=first.fetched_at + timedelta(days=1), headers=(("Age", "9"),))
    with open_archive(folder, sync=False) as archive:
        a, b = archive.write(first), archive.write(later)
        assert (a.is_revisit, b.is_revisit, a.digest == b.digest) == (False, True, True)
        assert b"<html>" not in decompressed(next(folder.rglob("*.open")).read_bytes())[-1]
        entry = archive.last(first.url)
        assert entry is not None
        assert (entry.refers_to, entry.body_length) == (a.seq, len(first.body))
        assert archive.read(entry) == later


def test_a_body_that_comes_back_after_an_error_page_is_a_revisit_still(folder, make_page):
    with open_archive(folder, sync=False) as archive:
        kinds = [
            archive.write(make_page(0, **more)).is_revisit
            for more in ({}, {"status": 403, "body": b"no"}, {}, {"body": b"new"}, {"body": b"new"})
        ]
    assert kinds == [False, False, True, False, True]


@pytest.mark.parametrize("more", [{"body": b""}, {"truncated": "time"}])
def test_empty_and_truncated_bodies_are_never_revisits(folder, make_page, more):
    with open_archive(folder, sync=False) as archive:
        assert [archive.write(make_page(0, **more)).is_revisit for _ in range(2)] == [False, False]
        if "truncated" in more:
            assert not archive.write(make_page(0)).is_revisit


def test_the_same_body_at_another_address_is_kept_there_too(folder, make_page):
    with open_archive(folder, sync=False) as archive:
        assert not any(archive.write(make_page(n, body=b"same")).is_revisit for n in range(2))


def test_addresses_are_looked_up_in_their_canonical_form_and_kept_as_asked(folder, make_page):
    asked = "https://vietnam.vn/lo/a?utm_source=x"
    with open_archive(folder, sync=False) as archive:
        archive.write(make_page(url=asked))
        entry = archive.last("https://www.vietnam.vn/lo/a#top")
        assert entry is not None
        assert archive.read(entry).url == asked
        assert archive.write(make_page(url="https://www.vietnam.vn/lo/a")).is_revisit
        found = archive.last(asked)
        assert found is not None
        raw = b"".join(p.read_bytes() for p in folder.rglob("*.open"))
        assert (
            asked.encode() in decompressed(raw)[-1]
        )  # WARC-Refers-To-Target-URI is what the other record says


def decompressed(raw: bytes) -> list[bytes]:
    import zlib

    members = []
    while raw:
        decoder = zlib.decompressobj(31)
        members.append(decoder.decompress(raw))
        raw = decoder.unused_data
    return members


def test_no_body_is_left_out_for_a_record_that_is_damaged(folder, fill, entries, make_page):
    fill(make_page(0))
    entry = entries()[0]
    flip(folder / entry.file, entry.offset + entry.length // 2)
    with open_archive(folder, sync=False) as archive:
        assert not archive.write(make_page(0)).is_revisit


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x55
    path.write_bytes(data)


def test_files_are_finished_at_their_size_and_each_run_has_its_own(folder, fill, entries, make_page):
    fill(*(make_page(n, body=os.urandom(1000)) for n in range(6)), largest_file=2500)
    fill(make_page(9))
    files = sorted(path.name for path in folder.rglob("*.warc.gz"))
    assert len(files) == 4
    assert [int(name.split("-")[2].partition(".")[0]) for name in files] == [1, 2, 3, 4]
    assert not list(folder.rglob("*.open"))
    assert [entry.url[-6:] for entry in entries()] == [*(f"page-{n}" for n in range(6)), "page-9"]


def test_nothing_is_left_of_a_run_that_fetched_nothing(folder):
    open_archive(folder).close()
    assert not list(folder.rglob("*.warc*"))


def test_a_clock_that_goes_backwards_changes_neither_order_nor_cursor(folder, fill, make_page):
    first, second = make_page(0), make_page(0, body=b"newer", fetched_at=datetime(2020, 1, 1, tzinfo=UTC))
    seqs = [*fill(first), *fill(second)]
    assert seqs == sorted(seqs)
    with open_reader(folder) as reader:
        assert [entry.seq for entry in reader.new_since(seqs[0])] == seqs[1:]
        last, before = reader.last(first.url), reader.at(first.url, datetime(2021, 1, 1, tzinfo=UTC))
        assert last is not None
        assert last.seq == seqs[1]
        assert before is not None
        assert before.seq == seqs[1]


def test_a_cursor_sees_each_exchange_once_also_across_runs_and_batches(folder, fill, make_page, monkeypatch):
    monkeypatch.setattr("pipeline.archive.index.Lookups.new_since.__kwdefaults__", {
        "kind": None, "source": None, "statuses": None, "limit": 2})  # fmt: skip
    fill(*(make_page(n) for n in range(5)))
    with open_reader(folder) as reader:
        seen = [entry.seq for entry in reader.new_since()]
        assert len(seen) == 5
        fill(make_page(7, status=404), make_page(8, kind="sitemap"), make_page(9, source="other"))
        assert len(list(reader.new_since(seen[-1]))) == 3
        assert len(list(reader.new_since(seen[-1], kind="article"))) == 2
        assert len(list(reader.new_since(seen[-1], kind="article", statuses=[200]))) == 1
        assert len(list(reader.new_since(seen[-1], source="other"))) == 1


def test_a_second_writer_is_refused_by_the_number_of_the_first(folder):
    with open_archive(folder), pytest.raises(ArchiveLockedError, match=str(os.getpid())):
        open_archive(folder)
    open_archive(folder).close()


def test_a_reader_sees_each_exchange_as_soon_as_it_is_written(folder, make_page, make_failure):
    with open_archive(folder, sync=False) as archive:
        archive.write(make_page(0))
        with open_reader(folder) as reader:
            for number in range(1, 4):
                stored = archive.write(make_page(number))
                entry = reader.entry(stored.seq)
                assert entry is not None
                assert reader.read(entry) == make_page(number)
            archive.write(make_failure(9))
            archive.close()  # the file is renamed under the reader
            assert [reader.read(e) for e in reader.find()][1:] == [make_page(n) for n in (3, 2, 1, 0)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_neither_writes_nor_keeps_the_archive_locked(folder, make_page):
    archive = open_archive(folder, sync=False)
    archive.write(make_page(0))
    gate, opened = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            archive.write(make_page(1))
        except ArchiveUnwritableError:
            status = 0
        os.close(opened)
        os.read(gate, 1)
        os._exit(status)
    archive.close()
    open_archive(folder).close()  # though the child still runs
    os.close(gate)
    os.close(opened)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Choking:
    """A file that takes `room` more bytes and then is full, as a disk is."""

    def __init__(self, file: Any, room: int, refuses_to_shrink: bool = False) -> None:
        self.file, self.room, self.stuck = file, room, refuses_to_shrink

    def write(self, data: Any) -> int:
        if not self.room:
            raise OSError(28, "No space left on device")
        written = self.file.write(data[: self.room])
        self.room -= written
        return written

    def truncate(self, size: int) -> int:
        if self.stuck:
            raise OSError(5, "Input/output error")
        return self.file.truncate(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 1, 100, 700])
def test_a_full_disk_loses_only_the_exchange_that_did_not_fit(folder, contents, make_page, room):
    with open_archive(folder, sync=False) as archive:
        archive.write(make_page(0))
        whole = archive._file
        archive._file = Choking(whole, room)  # type: ignore[assignment]
        with pytest.raises(ArchiveUnwritableError, match="No space left"):
            archive.write(make_page(1, body=os.urandom(2000)))
        archive._file = whole  # there is room again
        archive.write(make_page(2))
    assert contents() == [make_page(0), make_page(2)]
    assert list(verify_archive(folder)) == []


def test_a_file_that_cannot_be_cut_is_not_written_on_and_is_mended_later(folder, contents, make_page):
    archive = open_archive(folder, sync=False)
    archive.write(make_page(0))
    archive._file = Choking(archive._file, 50, refuses_to_shrink=True)  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(ArchiveUnwritableError):
            archive.write(make_page(1))
    archive._file = None
    archive.close()
    with open_archive(folder, sync=False) as archive:
        assert [repair.what for repair in archive.repairs] == ["cut"]
        archive.write(make_page(2))
    assert contents() == [make_page(0), make_page(2)]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of this kind")
def test_a_limit_of_the_system_on_file_size_is_met_in_the_same_way(folder, contents, make_page):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_archive(folder, sync=False) as archive:
        archive.write(make_page(0))
        assert archive._file is not None
        size = archive._file.tell()
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, before[1]))
            with pytest.raises(ArchiveUnwritableError):
                archive.write(make_page(1, body=os.urandom(60_000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert os.path.getsize(next(folder.rglob("*.open"))) == size
        archive.write(make_page(2))
    assert contents() == [make_page(0), make_page(2)]


def test_a_first_write_that_fails_leaves_no_file_behind(folder, contents, make_page, monkeypatch):
    archive = open_archive(folder, sync=True)
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        with pytest.raises(ArchiveUnwritableError):
            archive.write(make_page(0))
    assert not list(folder.rglob("*.warc*"))
    archive.write(make_page(1))
    archive.close()
    assert contents() == [make_page(1)]


def test_an_index_that_cannot_be_written_ends_the_writer_and_loses_nothing(
    folder, contents, make_page, monkeypatch
):
    archive = open_archive(folder, sync=False)
    archive.write(make_page(0))

    def full(*_: object) -> None:
        raise ArchiveUnwritableError("index: full")

    with monkeypatch.context() as patch:
        patch.setattr(archive._writes, "add", full)
        with pytest.raises(ArchiveUnwritableError):
            archive.write(make_page(1))
    with pytest.raises(ArchiveUnwritableError, match="takes no more"):
        archive.write(make_page(2))
    archive.close()
    with open_archive(folder, sync=False) as archive:
        assert [repair.what for repair in archive.repairs] == ["indexed"]
    assert contents() == [make_page(0), make_page(1)]


def test_a_closed_archive_takes_no_more(folder, make_page):
    archive = open_archive(folder)
    archive.close()
    archive.close()
    with pytest.raises(ArchiveUnwritableError, match="it is closed"):
        archive.write(make_page(0))
    assert not list(folder.rglob("*.warc*"))


def test_a_body_larger_than_a_record_may_be_is_refused(folder, make_page, monkeypatch):
    monkeypatch.setattr("pipeline.archive.records.LARGEST_RECORD", 300_000)
    with open_archive(folder, sync=False) as archive:
        with pytest.raises(ArchiveUnwritableError, match="larger than a record"):
            archive.write(make_page(0, body=bytes(100_000)))
        archive.write(make_page(1))


def test_the_lock_tells_who_holds_it_and_lets_go(folder):
    lock = WriterLock(folder)
    assert (folder / "writer.lock").read_text() == f"{os.getpid()}\n"
    lock.release()
    WriterLock(folder).release()


WRITER = """
import os, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pipeline.archive import open_archive
from schemas.fetches import Failure, Response
folder, first = Path(sys.argv[1]), int(sys.argv[2])
with open_archive(folder, sync=False, largest_file=200_000) as archive:
    print("ready", flush=True)
    for n in range(first, first + 100_000):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
        common = dict(url=f"https://a.example/{n}", fetched_at=at, kind="article", source="s")
        if n % 7 == 0:
            archive.write(Failure(error="timeout", **common))
        else:
            archive.write(Response(status=200, body=b"%d " % n + os.urandom(n * 7919 % 30_000), **common))
        print(n, flush=True)
"""


def kill_writers(folder: Path, kills: int, seed: int) -> None:
    """Start a writer, kill it at a random moment, again and again; what it said was written is there, and once."""
    import random
    import time

    chance = random.Random(seed)
    kept: list[int] = []
    for _ in range(kills):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(len(kept))],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        # Two are waited for, so that a slow machine gets on too; the kill then falls anywhere.
        said = [int(writer.stdout.readline()) for _ in range(2)]
        time.sleep(chance.uniform(0, 0.2))
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.wait()
        for path in sorted(folder.rglob("*.warc.gz"))[-3:]:
            assert all(isinstance(exchange, Response | Failure) for exchange in iterate_file(path))
        with open_archive(folder) as archive:
            assert {repair.what for repair in archive.repairs} <= {"cut", "indexed", "empty"}
            kept = [int(entry.url.rpartition("/")[2]) for entry in archive.find(newest_first=False)]
        # The last may have been written without there being time to say so.
        assert kept[: len(kept) - 1] == list(range(len(kept) - 1))
        assert set(said) <= set(kept)
    with open_reader(folder) as reader:
        found = [int(entry.url.rpartition("/")[2]) for entry in reader.find(newest_first=False)]
        assert found == list(range(len(found)))
        assert len(found) > kills
        for entry in reader.find():
            exchange = reader.read(entry)
            number = int(entry.url.rpartition("/")[2])
            if isinstance(exchange, Response):
                assert exchange.body.startswith(b"%d " % number)
                assert len(exchange.body) == len(b"%d " % number) + number * 7919 % 30_000
    assert list(verify_archive(folder)) == []


def test_killed_at_random_moments_nothing_that_was_said_to_be_kept_is_lost(folder):
    kill_writers(folder, kills=3, seed=4)


@pytest.mark.soak
def test_killed_two_hundred_times_nothing_that_was_said_to_be_kept_is_lost(folder):
    kill_writers(folder, kills=200, seed=5)
