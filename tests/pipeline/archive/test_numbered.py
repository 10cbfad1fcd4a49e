"""One WARC file read without an index: the rows that the index would have, and damage that hides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive import (
    Entry,
    list_numbered,
    open_archive,
    open_reader,
    read_exchanged,
)
from pipeline.errors import ArchiveMissingError
from schemas.fetches import Failure, Response

Make = Callable[..., Response]


def test_the_rows_are_those_of_the_index(
    folder: Path,
    fill: Callable[..., list[int]],
    entries: Callable[[], list[Entry]],
    make_page: Make,
    make_failure: Callable[..., Failure],
) -> None:
    fill(make_page(1), make_page(2, status=404), make_failure(3), make_page(4, kind="sitemap"))
    fill(make_page(5), make_page(6))
    found = [exchanged.entry for file in list_numbered(folder).files for exchanged in read_exchanged(file)]
    assert found == entries()


def test_a_revisit_is_known_without_its_body(
    folder: Path, fill: Callable[..., list[int]], make_page: Make
) -> None:
    fill(make_page(1))
    fill(make_page(1))
    again = [list(read_exchanged(file)) for file in list_numbered(folder).files][1]
    assert [(each.entry.is_revisit, each.entry.status, each.response) for each in again if each.entry] == [
        (True, 200, None)
    ]


def test_responses_are_those_that_were_written(
    folder: Path, fill: Callable[..., list[int]], make_page: Make
) -> None:
    pages = [make_page(number) for number in range(3)]
    fill(*pages, make_page(3, kind="listing"))
    (file,) = list_numbered(folder).files
    assert [each.response for each in read_exchanged(file, kind="article")] == pages


def test_a_damaged_response_is_known_by_its_metadata_and_hides_no_other(
    folder: Path, fill: Callable[..., list[int]], entries: Callable[[], list[Entry]], make_page: Make
) -> None:
    fill(*(make_page(number) for number in range(3)))
    (file,) = list_numbered(folder).files
    whole = entries()[1]
    raw = bytearray(file.path.read_bytes())
    raw[whole.offset + whole.length // 2] ^= 0xFF
    file.path.write_bytes(raw)
    first, damaged, last = read_exchanged(file, kind="article")
    assert first.response is not None
    assert last.response is not None
    assert damaged.fault is not None
    assert damaged.entry is not None
    for name in ("seq", "record_id", "url", "fetched_at", "kind", "source", "language", "file", "length"):
        assert getattr(damaged.entry, name) == getattr(whole, name), name


def test_damage_with_nothing_to_know_it_by_is_told_by_its_place(
    folder: Path, fill: Callable[..., list[int]], entries: Callable[[], list[Entry]], make_page: Make
) -> None:
    fill(make_page(1), make_page(2))
    (file,) = list_numbered(folder).files
    whole = entries()[1]
    start = whole.offset - whole.before
    raw = bytearray(file.path.read_bytes())
    raw[start + 20 : whole.offset + whole.length] = bytes(whole.offset + whole.length - start - 20)
    file.path.write_bytes(raw)
    _, damaged = read_exchanged(file, kind="article")
    assert (damaged.entry, damaged.offset) == (None, start)
    assert damaged.fault


def test_files_are_listed_by_serial_those_under_way_and_foreign_ones_apart(
    folder: Path,
    fill: Callable[..., list[int]],
    abandon: Callable[..., Path],
    make_page: Make,
) -> None:
    fill(make_page(1))
    (first,) = folder.rglob("*.warc.gz")
    copy = folder / "copied.warc.gz"
    under_way = abandon(make_page(2))
    copy.write_bytes(first.read_bytes())
    listed = list_numbered(folder)
    assert [file.name for file in listed.files] == [first.relative_to(folder).as_posix()]
    assert listed.under_way == [under_way.relative_to(folder).as_posix().removesuffix(".open")]
    assert listed.unnumbered == ["copied.warc.gz"]
    with open_archive(folder):
        pass  # brings the index to the state of the files
    with open_reader(folder) as archive:
        serials = {entry.file: entry.seq >> 36 for entry in archive.find()}
    listed = list_numbered(folder)
    assert listed.unnumbered == []
    assert {file.name: file.serial for file in listed.files} == serials


def test_a_folder_without_warc_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError, match="no WARC file"):
        list_numbered(tmp_path)
