"""From shards into the store: what `tinso ingest` makes of the archive, whatever the order and however often."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import ingest
from pipeline.archive import hash_file
from pipeline.archive_ingest import ingest_archive
from pipeline.errors import InputError
from pipeline.ingest import Summary
from pipeline.shards import ingest_shards
from pipeline.store import open_reader

from .shelf import BOUNDS, contents, make

TABLES = (
    "articles", "extractions", "figures", "deadlines", "evidence", "fetches", "issues", "page_counts",
)  # fmt: skip
Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(db: Path) -> Rows:
    """The tables. The digest of a damaged record is known to the index of the archive alone, and left out."""
    with open_reader(db) as store:
        queries = {table: f"FROM {table}" for table in TABLES}
        queries["fetches"] = (
            "SELECT * REPLACE (CASE WHEN outcome <> 'archive_damaged' THEN digest END AS digest) FROM fetches"
        )
        return {table: sorted(store.ask(query).rows, key=repr) for table, query in queries.items()}


def break_format(shard: Path) -> None:
    """Make a shard no Parquet, and its marker one that tells of that."""
    shard.write_bytes(b"no Parquet at all")
    marker = shard.with_name(shard.name.replace(".parquet", ".done.json"))
    told = json.loads(marker.read_text("utf-8"))
    told["output"] |= {"bytes": shard.stat().st_size, "sha256": hash_file(shard)}
    marker.write_text(json.dumps(told), "utf-8")


def counted(summary: Summary) -> dict[str, int]:
    """The counts of a run, without its times."""
    return {name: value for name, value in vars(summary.counts).items() if not name.startswith("seconds")}


@pytest.fixture(scope="module")
def from_archive(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Any]:
    """What the archive becomes, taken once."""
    held: list[tuple[Rows, dict[str, int]]] = []

    def take() -> tuple[Rows, dict[str, int]]:
        if not held:
            db = tmp_path_factory.mktemp("archived") / "t.duckdb"
            summary = ingest_archive(made[0], db, bounds=BOUNDS)
            held.append((rows_of(db), counted(summary)))
        return held[0]

    return take


def test_the_store_is_that_which_the_archive_gives_row_for_row(
    reference: Path, from_archive: Callable[[], Any], tmp_path: Path
) -> None:
    summary = ingest_shards(reference, tmp_path / "t.duckdb")
    rows, counts = from_archive()
    found = rows_of(tmp_path / "t.duckdb")
    assert len(found["figures"]) > 200
    assert len(found["fetches"]) == 18
    for table in TABLES:
        assert found[table] == rows[table], table
    assert counted(summary) == counts


def test_a_page_is_not_read_again(reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "read_article", None)
    assert ingest_shards(reference, tmp_path / "t.duckdb").counts.articles_new == 12


def test_loaded_again_nothing_changes_and_the_archive_brings_nothing_either(
    archive: Path, reference: Path, tmp_path: Path
) -> None:
    db = tmp_path / "t.duckdb"
    ingest_shards(reference, db)
    before = rows_of(db)
    assert ingest_shards(reference, db).counts.changed == 0
    assert ingest_archive(archive, db, bounds=BOUNDS).counts.changed == 0
    assert rows_of(db) == before


def test_an_older_shard_that_comes_late_adds_what_is_missing_and_takes_nothing_back(
    copied: tuple[Path, Path], reference: Path, tmp_path: Path
) -> None:
    db = tmp_path / "t.duckdb"
    for name in contents(copied[1]):
        if "-00002." in name:
            (copied[1] / name).unlink()
    ingest_shards(copied[1], db)
    summary = ingest_shards(reference, db)
    assert [issue.code for issue in summary.issues if issue.severity == "warning"] == ["superseded"]
    with open_reader(db) as store:
        texts = list(
            store.ask(
                "SELECT text LIKE '%96,5%' FROM current_articles WHERE article_id LIKE '%lo/tin-so-a'"
            ).rows
        )
        fetches = list(store.ask("SELECT count(*), count(DISTINCT seq) FROM fetches").rows)
    assert texts == [(True,)]
    assert fetches == [(18, 18)]
    before = rows_of(db)
    assert ingest_shards(reference, db).counts.changed == 0
    assert rows_of(db) == before


def test_what_other_rules_read_is_read_again_from_its_text(
    reference: Path, from_archive: Callable[[], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "extractor_version", lambda: "newer")
    ingest_shards(reference, tmp_path / "t.duckdb")
    found = rows_of(tmp_path / "t.duckdb")
    assert found["figures"] == from_archive()[0]["figures"]
    assert {row[4] for row in found["extractions"]} == {"newer"}


def test_shards_of_newer_rules_are_taken_without_reading_anything(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "extractor_version", lambda: "older")
        ingest_shards(reference, db)
    monkeypatch.setattr(ingest, "read_article", None)
    assert ingest_shards(reference, db).counts.articles_reextracted == 12
    assert ingest_shards(reference, db).counts.changed == 0


def test_a_shard_that_is_not_as_its_marker_tells_is_a_reject_and_the_others_are_loaded(
    copied: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second, _ = sorted(copied[1].rglob("*.parquet"))
    raw = bytearray(first.read_bytes())
    raw[len(raw) // 2] ^= 1
    first.write_bytes(raw)
    second.with_name(second.name.replace(".parquet", ".done.json")).unlink()
    summary = ingest_shards(copied[1], tmp_path / "t.duckdb")
    assert sorted(issue.code for issue in summary.issues if issue.code.startswith("shard_")) == [
        "shard_damaged",
        "shard_unfinished",
    ]
    assert not summary.all_taken
    assert summary.counts.articles_new == 2


def test_a_file_that_was_set_aside_is_told_with_its_reason(copied: tuple[Path, Path], tmp_path: Path) -> None:
    archive, shards = copied
    first = min(archive.rglob("*.warc.gz"))
    shutil.copy(first, first.with_name("foreign.warc.gz"))
    make(archive, shards)
    summary = ingest_shards(shards, tmp_path / "t.duckdb")
    told = next(issue for issue in summary.issues if issue.code == "shard_set_aside")
    assert told.source.endswith("foreign.warc.gz")
    assert "(unnumbered)" in told.message


def test_a_shard_of_another_format_is_a_reject_and_the_others_are_loaded(
    copied: tuple[Path, Path], tmp_path: Path
) -> None:
    first = min(copied[1].rglob("*.parquet"))
    break_format(first)
    summary = ingest_shards(copied[1], tmp_path / "t.duckdb")
    (issue,) = [issue for issue in summary.issues if issue.code == "shard_unreadable"]
    assert first.name in issue.message
    assert summary.counts.articles_new == 3


def test_an_article_whose_reading_failed_in_its_shard_is_read_here(
    archive: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.shards import making

    from . import shard_jobs

    with monkeypatch.context() as patch:
        patch.setattr(making, "read_page", shard_jobs.fail_to_read)
        campaign = make(archive, tmp_path / "shards")
    assert (campaign.counts.pages, campaign.counts.articles) == (18, 0)
    summary = ingest_shards(tmp_path / "shards", tmp_path / "t.duckdb")
    assert summary.counts.articles_new == 12
    assert not [issue for issue in summary.issues if issue.code == "unexpected_fault"]


@pytest.mark.parametrize("state", ["set aside", "damaged", "of another format"])
def test_pages_of_a_shard_that_was_not_loaded_are_taken_from_the_archive_by_the_next_ingest(
    state: str, copied: tuple[Path, Path], from_archive: Callable[[], Any], tmp_path: Path
) -> None:
    archive, shards = copied
    second = next(path for path in shards.rglob("*.parquet") if "-00002." in path.name)
    match state:
        case "set aside":
            second.rename(second.with_suffix(".kept"))
            second.with_suffix(".done.json").unlink()
        case "damaged":
            second.write_bytes(second.read_bytes()[:-1])
        case _:
            break_format(second)
    db = tmp_path / "t.duckdb"
    ingest_shards(shards, db)
    with open_reader(db) as store:
        assert list(store.ask("SELECT count(DISTINCT seq) FROM fetches").rows) == [(13,)]
    summary = ingest_archive(archive, db, bounds=BOUNDS)
    rows, _ = from_archive()
    found = rows_of(db)
    assert [row[0] for row in found["fetches"]] == [row[0] for row in rows["fetches"]]
    assert {row[0] for row in found["articles"]} == {row[0] for row in rows["articles"]}
    # Its page of an article that the third shard has a later one of changes nothing, and is told.
    assert [issue.code for issue in summary.issues if issue.severity == "warning"] == ["superseded"]
    with open_reader(db) as store:
        current = "SELECT text LIKE '%96,5%' FROM current_articles WHERE article_id LIKE '%lo/tin-so-a'"
        assert list(store.ask(current).rows) == [(True,)]
    before = rows_of(db)
    assert ingest_archive(archive, db, bounds=BOUNDS).counts.changed == 0
    make(archive, shards)
    assert ingest_shards(shards, db).counts.changed == 0
    assert rows_of(db) == before


def test_a_folder_without_shards_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no shard"):
        ingest_shards(tmp_path, tmp_path / "t.duckdb")


def test_progress_is_told_by_shard(reference: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ingest_shards(
        reference,
        tmp_path / "t.duckdb",
        on_progress=lambda progress: told.append((progress.files_done, progress.files)),
    )
    assert told[-1] == (3, 3)
