"""What a kill leaves is mended, the files alone make the index, and damage hides nothing behind it."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import iterate_file, open_archive, open_reader, verify_archive
from pipeline.archive.checking import rebuild_index
from pipeline.archive.files import Damage, Found, scan_records
from pipeline.errors import ArchiveDamagedError, ArchiveLockedError, ArchiveMissingError
from schemas.fetches import Failure, Response

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def exchanges(number):
    """So many exchanges of our own: responses, a revisit, a failure."""
    made: list[Response | Failure] = []
    for n in range(number):
        common = {"url": f"https://a.example/{n}", "fetched_at": MOMENT, "kind": "article", "source": "s"}
        if n % 3 == 1:
            made.append(Failure(error="timeout", **common))
        else:
            made.append(Response(status=200, body=os.urandom(150), **common))
    return [*made, made[0]]


def places_of(path):
    with open(path, "rb") as file:
        return [(item.offset, item.length, item.record.type) for item in scan_records(file)]


@pytest.fixture(scope="module")
def torn(tmp_path_factory):
    """An archive as a kill leaves it, with and without its index: folder, file, exchanges, the ends of each."""
    folder = tmp_path_factory.mktemp("torn") / "archive"
    made = exchanges(4)
    archive = open_archive(folder, sync=False)
    ends = []
    for exchange in made:
        stored = archive.write(exchange)
        ends.append(stored.offset + stored.length)
    (path,) = folder.rglob("*.open")
    archive._file.close()
    archive._file = None
    archive.close()
    return folder, path.relative_to(folder), made, ends


@given(share=st.integers(0, 10_000), knows=st.booleans())
def test_cut_at_any_byte_all_whole_exchanges_stay_and_writing_goes_on(torn, share, knows):
    whole, name, made, ends = torn
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        shutil.copytree(whole, folder)
        size = share * ends[-1] // 10_000
        os.truncate(folder / name, size)
        if not knows:
            (folder / "index.sqlite").unlink()
        left = sum(end <= size for end in ends)
        with open_archive(folder, sync=False) as archive:
            assert [archive.read(entry) for entry in archive.find(newest_first=False)] == made[:left]
            cut = sum(repair.length for repair in archive.repairs if repair.what == "cut")
            # All that was cut is what followed the last whole exchange (or a whole `warcinfo`).
            assert cut <= size - (ends[left - 1] if left else 0)
            if left:
                assert cut == size - ends[left - 1]
            archive.write(made[1])
            assert archive.last(made[1].url) is not None
        with open_reader(folder) as reader:
            found = [reader.read(entry) for entry in reader.find(newest_first=False)]
            assert found == [*made[:left], made[1]]
        assert list(verify_archive(folder)) == []
        assert not list(folder.rglob("*.open"))


@given(garbage=st.binary(min_size=1, max_size=300))
def test_bytes_that_a_loss_of_power_left_at_the_end_are_cut_or_skipped(torn, garbage):
    whole, name, made, _ = torn
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        shutil.copytree(whole, folder)
        with open(folder / name, "ab") as file:
            file.write(garbage)
        with open_archive(folder, sync=False) as archive:
            assert [archive.read(entry) for entry in archive.find(newest_first=False)] == made
            assert len(archive.repairs) == 1
            assert archive.repairs[0].what in ("cut", "damaged")


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_costs_one_exchange_and_hides_none_behind_it(torn, at, bit):
    whole, name, made, ends = torn
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        shutil.copytree(whole, folder)
        (folder / "index.sqlite").unlink()
        data = bytearray((folder / name).read_bytes())
        position = at * (len(data) - 1) // 10_000
        data[position] ^= 1 << bit
        (folder / name).write_bytes(data)
        hit = sum(end <= position for end in ends)
        with open_archive(folder, sync=False) as archive:
            urls = [entry.url for entry in archive.find(newest_first=False)]
        expected = [exchange.url for exchange in made]
        # A bit in the head of a gzip member may mean nothing; one in a metadata record costs its response's facts.
        assert [url for n, url in enumerate(urls) if n < hit] == expected[:hit]
        assert urls[-(len(expected) - hit - 1) :] == expected[hit + 1 :] or hit + 1 >= len(expected)
        assert len(expected) - 1 <= len(urls) <= len(expected)


def test_a_torn_end_is_told_by_file_and_bytes(folder, abandon, make_page):
    path = abandon(make_page(0), make_page(1))
    size = path.stat().st_size
    os.truncate(path, size - 7)
    with open_archive(folder) as archive:
        (repair,) = [repair for repair in archive.repairs if repair.what == "cut"]
        assert repair.file == path.relative_to(folder).as_posix().removesuffix(".open")
        assert repair.offset + repair.length == size - 7
        assert "bytes at its end were cut off" in str(repair)


def test_what_the_index_lacked_is_read_in_from_the_files(folder, abandon, contents, make_page):
    abandon(make_page(0), make_page(1), make_page(2))
    with sqlite3.connect(folder / "index.sqlite") as index:
        places = [seq for (seq,) in index.execute("SELECT seq FROM fetches ORDER BY seq")]
        (end,) = index.execute(
            "SELECT (seq & ((1 << 36) - 1)) + length FROM fetches WHERE seq = ?", places[:1]
        ).fetchone()
        index.execute("DELETE FROM fetches WHERE seq > ?", places[:1])
        index.execute("UPDATE files SET size = ?", (end,))
    index.close()
    with open_archive(folder) as archive:
        assert [(repair.what, repair.length) for repair in archive.repairs] == [("indexed", 2)]
    assert contents() == [make_page(n) for n in range(3)]


def test_an_index_made_anew_is_the_one_that_there_was(folder, fill, entries, make_page, make_failure):
    fill(make_page(0), make_failure(1), make_page(2, truncated="time", status=206, run="r"))
    fill(make_page(0), make_page(3, kind="sitemap", source=None, language=None, body=b""), largest_file=900)
    fill(
        make_page(0, status=304), make_page(4, http_version="HTTP/2", url="https://vietnam.vn/th/x?utm_id=1")
    )
    before = entries()
    assert {entry.record for entry in before} == {"response", "revisit", "failure"}
    assert rebuild_index(folder) == []
    assert entries() == before
    for file in folder.glob("index.sqlite*"):
        file.unlink()
    with pytest.raises(ArchiveMissingError):
        open_reader(folder)
    open_archive(folder).close()
    assert entries() == before


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_an_index_that_is_no_database_is_made_anew(folder, fill, entries, make_page, content):
    fill(make_page(0), make_page(1))
    before = entries()
    (folder / "index.sqlite").write_bytes(content)
    with pytest.raises(ArchiveDamagedError):
        open_reader(folder)
    open_archive(folder).close()
    assert entries() == before


def test_the_index_is_not_made_anew_beside_a_writer(folder):
    with open_archive(folder), pytest.raises(ArchiveLockedError):
        rebuild_index(folder)


def test_a_file_that_is_gone_is_told_and_forgotten(folder, fill, entries, make_page):
    fill(make_page(0))
    fill(make_page(1))
    gone = folder / entries()[0].file
    gone.unlink()
    assert next(map(str, verify_archive(folder))).endswith("and it is missing")
    with open_archive(folder) as archive:
        assert [repair.what for repair in archive.repairs] == ["missing"]
    assert [entry.url[-1] for entry in entries()] == ["1"]


def test_a_finished_file_that_became_shorter_is_told_and_never_cut(folder, fill, entries, make_page):
    fill(make_page(0), make_page(1))
    path = folder / entries()[0].file
    os.truncate(path, path.stat().st_size - 9)
    size = path.stat().st_size
    assert list(verify_archive(folder)) != []
    with open_archive(folder) as archive:
        assert [repair.what for repair in archive.repairs] == ["shrunk", "damaged"]
    assert path.stat().st_size == size
    assert [entry.url[-1] for entry in entries()] == ["0"]


def by_hand(version: str, url: str, body: bytes, more: str = "") -> bytes:
    """A record as another tool would write it."""
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n folded\r\n" + more.encode() + b"\r\n" + body
    head = (
        f"{version}\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012}>\r\n"
        f"WARC-Date: 2019-05-01T10:00:00Z\r\nWARC-Target-URI: <{url}>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_files_of_other_tools_are_listed_and_read(folder, fill, entries, contents, make_page, ending):
    fill(make_page(0))
    first = by_hand("WARC/1.0", "http://old.example/a", b"one")
    chunked = by_hand(
        "WARC/1.0",
        "http://old.example/b",
        b"3\r\ntwo\r\n1\r\n!\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n",
    )
    pack = gzip.compress if ending.endswith("gz") else bytes
    (folder / f"theirs{ending}").write_bytes(pack(first) + pack(chunked))
    mine = entries()
    open_archive(folder).close()
    found = entries()
    assert found[:1] == mine  # what was there keeps its place: a cursor sees the new ones behind it
    assert [(entry.url, entry.kind, entry.status) for entry in found[1:]] == [
        ("http://old.example/a", None, 200), ("http://old.example/b", None, 200)]  # fmt: skip
    one, two = contents()[1:]
    assert isinstance(one, Response)
    assert isinstance(two, Response)
    assert (one.body, one.headers, two.body) == (b"one", (("Content-Type", "text/html folded"),), b"two!")
    assert list(verify_archive(folder)) == []
    fill(make_page(1))
    before = entries()
    rebuild_index(folder)
    assert entries() == before


def test_an_uncompressed_file_with_a_damaged_record_is_read_behind_it(tmp_path):
    records = [by_hand("WARC/1.0", f"http://old.example/{n}", b"x" * n) for n in range(1, 4)]
    path = tmp_path / "theirs.warc"
    path.write_bytes(
        records[0]
        + records[1].replace(b"WARC-Type", b"\xffARC").replace(b"Content-Length: ", b"Length: ")
        + records[2]
    )
    items = list(iterate_file(path))
    assert [type(item) for item in items] == [Response, Damage, Response]


def test_a_page_that_holds_warc_records_is_not_taken_for_them_when_its_own_record_is_damaged(
    folder, fill, make_page
):
    forged = gzip.compress(by_hand("WARC/1.1", "https://forged.example/", b"evil"), mtime=0)
    body = os.urandom(40_000) + forged + os.urandom(40_000)  # stored as it is: it cannot be compressed
    fill(make_page(0), make_page(1, body=body), make_page(2))
    (path,) = folder.rglob("*.warc.gz")
    data = bytearray(path.read_bytes())
    place = data.find(forged)
    assert place > 0
    data[place - 20_000] ^= 0xFF
    path.write_bytes(data)
    with open(path, "rb") as file:
        items = list(scan_records(file))
    assert [
        item.record.url[-6:] for item in items if isinstance(item, Found) and item.record.type == "response"
    ] == ["page-0", "page-2"]
    assert sum(isinstance(item, Damage) for item in items) == 1


def test_warcs_own_tools_read_what_is_written(folder, fill, make_page, make_failure):
    from warcio.archiveiterator import ArchiveIterator

    packed = gzip.compress(b"<p>packed</p>")
    fill(
        make_page(0, headers=(("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")), body=packed),
        make_failure(1),
        make_page(0, headers=(("Content-Encoding", "gzip"),), body=packed),
        make_page(2, body=b"", http_version="HTTP/2"),
    )
    (path,) = folder.rglob("*.warc.gz")
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert (
        checked.stdout.count("digest pass") == 7
    )  # warcinfo, three metadata of responses, a failure, two responses
    with open(path, "rb") as file:
        read = [
            (r.rec_type, r.rec_headers.get_header("WARC-Type"), r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert [kind for kind, _, _ in read] == [
        "warcinfo", "metadata", "response", "metadata", "metadata", "revisit", "metadata", "response"]  # fmt: skip
    assert read[2][2] == b"<p>packed</p>"
    assert [places[2] for places in places_of(path)] == [kind for kind, _, _ in read]
