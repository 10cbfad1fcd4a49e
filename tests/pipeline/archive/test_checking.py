"""`verify` finds what is wrong, says where, and finds nothing else."""

from __future__ import annotations

import sqlite3
import zlib

import pytest

from pipeline.archive import iterate_file, open_archive, open_reader, verify_archive
from pipeline.archive.files import Damage
from pipeline.archive.records import digest_fits, make_digest
from pipeline.errors import ArchiveDamagedError, ArchiveMissingError


def faults(folder):
    return [str(fault) for fault in verify_archive(folder)]


def test_a_damaged_record_is_named_and_those_behind_it_are_read(folder, fill, entries, make_page):
    fill(*(make_page(n) for n in range(4)))
    entry = entries()[1]
    path = folder / entry.file
    data = bytearray(path.read_bytes())
    data[entry.offset + entry.length // 2] ^= 0x10
    path.write_bytes(data)
    found = faults(folder)
    assert len(found) == 2
    assert found[0].startswith(f"{entry.file} at {entry.offset}: the compressed record is damaged")
    assert found[1].endswith("the index knows a record that is not there")
    read = list(iterate_file(path))
    assert [type(item) is Damage for item in read] == [False, True, False, False]
    with open_reader(folder) as reader:
        with pytest.raises(ArchiveDamagedError, match=f"at {entry.offset}"):
            reader.read(entry)
        assert reader.read(entries()[2]) == make_page(2)


def test_a_body_that_was_exchanged_is_found_by_its_digest(folder, fill, entries, make_page):
    fill(make_page(0, body=b"97,5 % of all"))
    entry = entries()[0]
    path = folder / entry.file
    data = path.read_bytes()
    decoder = zlib.decompressobj(31)
    record = decoder.decompress(data[entry.offset :])
    forged = zlib.compress(record.replace(b"97,5", b"79,5"), wbits=31)
    path.write_bytes(data[: entry.offset] + forged)
    assert any("is not what its digest says" in fault for fault in faults(folder))


def test_index_and_files_are_held_against_each_other_both_ways(folder, fill, entries, make_page):
    fill(make_page(0), make_page(1))
    with sqlite3.connect(folder / "index.sqlite") as index:
        index.execute("DELETE FROM fetches WHERE seq = ?", (entries()[0].seq,))
        index.execute("UPDATE fetches SET seq = seq + 5")
    index.close()
    found = faults(folder)
    assert sum("does not know the record" in fault for fault in found) == 2
    assert sum("knows a record that is not there" in fault for fault in found) == 1


def test_a_revisit_whose_body_is_gone_is_told_and_cannot_be_read(folder, fill, entries, make_page):
    fill(make_page(0))
    fill(make_page(0))
    (folder / entries()[0].file).unlink()
    open_archive(folder).close()
    assert [fault.partition(": ")[2] for fault in faults(folder)] == [
        "the record that holds its body is not in the archive"
    ]
    with open_reader(folder) as reader, pytest.raises(ArchiveDamagedError, match="not in the archive"):
        reader.read(entries()[0])


def test_a_file_that_the_index_does_not_know_and_one_that_was_not_finished_are_told(
    folder, fill, abandon, make_page
):
    fill(make_page(0))
    abandon(make_page(1))
    (folder / "theirs.warc").write_bytes(b"WARC/1.0\r\n")
    found = faults(folder)
    assert [fault.partition(": ")[2] for fault in sorted(found)] == [
        "the file was never finished: its writer was killed",
        "the index does not know the file",
    ]


def test_an_archive_is_whole_beside_its_writer(folder, make_page):
    with open_archive(folder, sync=False) as archive:
        for number in range(3):
            archive.write(make_page(number))
            assert faults(folder) == []


def test_there_is_nothing_to_verify_where_there_is_no_archive(folder):
    with pytest.raises(ArchiveMissingError):
        faults(folder)


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_digests_are_known_in_every_spelling_that_files_have(algorithm):
    import base64
    import hashlib

    raw = hashlib.new(algorithm, b"x").digest()
    spellings = [make_digest(b"x", algorithm).partition(":")[2], raw.hex(), raw.hex().upper(),
                 base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()]  # fmt: skip
    assert [digest_fits(b"x", f"{algorithm}:{spelled}") for spelled in spellings] == [True] * 5
    assert [digest_fits(b"y", f"{algorithm}:{spelled}") for spelled in spellings] == [False] * 5
    assert digest_fits(b"x", "blake9:abc") is None
