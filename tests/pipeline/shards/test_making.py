"""One WARC file in, one Parquet file and its marker out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.archive import list_numbered
from pipeline.errors import ShardError
from pipeline.shards import making
from pipeline.shards.making import Order, make_shard
from pipeline.shards.markers import places_of, versions_here
from pipeline.store.shards import read_shard

from . import shard_jobs
from .shelf import BOUNDS, contents


def orders(archive: Path, folder: Path) -> list[Order]:
    versions = versions_here(BOUNDS.seconds, BOUNDS.megabytes)
    return [
        Order(file, folder, BOUNDS.seconds, BOUNDS.megabytes, versions)
        for file in list_numbered(archive).files
    ]


def test_each_page_is_a_row_with_what_became_of_it(archive: Path, reference: Path) -> None:
    shards = sorted(reference.rglob("*.parquet"))
    outcomes = [[page.outcome for page in read_shard(shard)] for shard in shards]
    assert outcomes == [
        ["article"] * 10 + ["wrong_language"],
        ["article", "unchanged", "article", "bad_content_encoding", "archive_damaged"],
        ["article", "article"],
    ]
    pages = [page for shard in shards for page in read_shard(shard)]
    assert all(page.reading is not None and page.reading.figures for page in pages if page.article)
    refused = [page for page in pages if page.outcome not in ("article", "unchanged")]
    assert all([issue.code for issue in page.issues] == [page.outcome] for page in refused)
    damaged = next(page for page in pages if page.outcome == "archive_damaged")
    assert damaged.url is not None
    assert damaged.url.endswith("/th/tin-so-e")


def test_made_again_it_is_the_same_bytes(archive: Path, reference: Path, tmp_path: Path) -> None:
    for order in orders(archive, tmp_path):
        make_shard(order)
    assert contents(tmp_path) == contents(reference)


def test_the_marker_tells_input_versions_and_output_and_no_time_or_machine(
    archive: Path, reference: Path
) -> None:
    (order, *_) = orders(archive, reference)
    told = json.loads(places_of(reference, order.file.name).done.read_text("utf-8"))
    assert told["input"]["file"] == order.file.name
    assert told["versions"] == order.versions
    assert set(told["output"]) == {
        "articles", "bytes", "deadlines", "figures", "pages", "rejects", "sha256"
    }  # fmt: skip
    assert (told["output"]["pages"], told["output"]["rejects"]) == (11, 1)


def test_a_page_whose_process_was_killed_from_outside_is_read_once_more(
    archive: Path, reference: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "read_page", shard_jobs.die_at_a_page_once)
    make_shard(orders(archive, tmp_path)[0])
    (sources / "died").unlink()
    made = contents(tmp_path)
    assert made == {name: held for name, held in contents(reference).items() if name in made}
    assert len(made) == 2


def test_a_page_that_ends_its_process_each_time_is_a_row_and_the_others_are_read(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "read_page", shard_jobs.die_at_a_page)
    make_shard(orders(archive, tmp_path)[0])
    (shard,) = tmp_path.rglob("*.parquet")
    by_language = {(page.lang, page.outcome) for page in read_shard(shard)}
    assert by_language == {
        ("fr", "article"),
        ("lo", "article"),
        ("lo", "wrong_language"),
        ("ms", "article"),
        ("nb", "article"),
        ("th", "page_crash"),
    }


def test_a_worker_with_another_tinso_refuses_the_work(archive: Path, tmp_path: Path) -> None:
    order = orders(archive, tmp_path)[0]
    other = order._replace(versions={**order.versions, "extractor": "newer"})
    with pytest.raises(ShardError, match=r"extractor is .* and not newer") as raised:
        make_shard(other)
    assert raised.value.reason == "versions_differ"
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_file_that_is_gone_and_a_folder_that_cannot_be_written_are_told_by_name(
    archive: Path, tmp_path: Path
) -> None:
    order = orders(archive, tmp_path)[0]
    gone = order._replace(file=order.file._replace(path=tmp_path / "gone.warc.gz"))
    with pytest.raises(ShardError, match=r"gone\.warc\.gz: No such file") as raised:
        make_shard(gone)
    assert raised.value.reason == "input_unreadable"
    (tmp_path / "2026").write_text("a file in the way", "utf-8")
    with pytest.raises(ShardError) as raised:
        make_shard(order)
    assert raised.value.reason == "output_unwritable"
