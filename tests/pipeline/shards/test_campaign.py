"""What is left to do: only what is missing, stale, changed or damaged, and what cannot be done is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import ArchiveMissingError, InputError
from pipeline.shards.markers import places_of, read_set_aside
from pipeline.shards.pool import make_told

from . import shard_jobs
from .shelf import Ended, contents, make


def never(orders):
    raise AssertionError(f"{len(orders)} orders, though all is done")


def test_what_is_done_is_not_done_again(archive: Path, copied: tuple[Path, Path]) -> None:
    campaign = make(archive, copied[1], never)
    assert (campaign.files, campaign.done_before, campaign.made) == (3, 3, 0)


def test_only_what_is_missing_stale_or_damaged_is_made_and_all_is_as_before(
    archive: Path, copied: tuple[Path, Path]
) -> None:
    before = contents(copied[1])
    first, second, third = sorted(copied[1].rglob("*.parquet"))
    first.with_name(first.name.replace(".parquet", ".done.json")).unlink()
    marker = second.with_name(second.name.replace(".parquet", ".done.json"))
    told = json.loads(marker.read_text("utf-8"))
    told["versions"]["lexicons"] = "older"
    marker.write_text(json.dumps(told), "utf-8")
    third.write_bytes(b"short")
    campaign = make(archive, copied[1])
    assert campaign.by_reason == {"missing": 1, "stale": 1, "damaged": 1}
    assert campaign.made == 3
    assert contents(copied[1]) == before


def test_a_file_that_changed_is_made_again(copied: tuple[Path, Path]) -> None:
    archive, shards = copied
    first = min(archive.rglob("*.warc.gz"))
    first.write_bytes(first.read_bytes() + b"\0")
    assert make(archive, shards).by_reason == {"changed": 1}


def test_changes_of_the_same_size_are_found_when_asked_for(copied: tuple[Path, Path]) -> None:
    archive, shards = copied
    before = contents(shards)
    shard = min(shards.rglob("*.parquet"))
    raw = bytearray(shard.read_bytes())
    raw[len(raw) // 2] ^= 1
    shard.write_bytes(raw)
    assert make(archive, shards, never).made == 0
    assert make(archive, shards, verify=True).by_reason == {"damaged": 1}
    assert contents(shards) == before


def test_a_fault_of_ours_sets_one_file_aside_with_its_reason_until_it_is_made(
    archive: Path, tmp_path: Path
) -> None:
    def engine(orders):
        for order in orders:
            yield Ended(order, *make_told(shard_jobs.fail, order))

    campaign = make(archive, tmp_path / "shards", engine)
    assert [told.reason for told in campaign.set_aside] == ["fault"]
    (path,) = (tmp_path / "shards").rglob("*.failed.json")
    told = read_set_aside(path)
    assert told is not None
    assert told.message == "ZeroDivisionError: a fault of ours"
    assert make(archive, tmp_path / "shards").is_whole
    assert not path.exists()


def test_an_engine_is_not_believed_without_a_marker(archive: Path, tmp_path: Path) -> None:
    campaign = make(archive, tmp_path / "shards", lambda orders: map(Ended, orders))
    assert [told.reason for told in campaign.set_aside] == ["no_marker"] * 3


def test_a_file_under_way_waits_and_one_without_a_serial_is_told(copied: tuple[Path, Path]) -> None:
    archive, shards = copied
    first, second, _ = sorted(archive.rglob("*.warc.gz"))
    first.rename(first.with_name(first.name + ".open"))
    second.rename(second.with_name("foreign.warc.gz"))
    campaign = make(archive, shards, never)
    assert campaign.under_way == [first.relative_to(archive).as_posix()]
    assert [told.reason for told in campaign.set_aside] == ["unnumbered"]


def test_two_campaigns_on_one_folder_are_one_too_many(archive: Path, tmp_path: Path) -> None:
    def engine(orders):
        with pytest.raises(InputError, match="another `tinso shard` is at work there"):
            make(archive, tmp_path / "shards")
        return map(Ended, orders)

    make(archive, tmp_path / "shards", engine)


def test_a_folder_without_warc_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError, match="no WARC file"):
        make(tmp_path / "nothing", tmp_path / "shards")


def test_two_files_never_share_a_shard(tmp_path: Path) -> None:
    names = ("2026/x.warc.gz", "2026/x.warc", "x.warc.gz", "2026/x.gz")
    assert len({places_of(tmp_path, name).shard for name in names}) == len(names)
