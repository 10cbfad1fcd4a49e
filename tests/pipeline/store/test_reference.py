"""The tables of reference data: what they hold, and that a store with other rows is put right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.sources import load_sources
from pipeline.store import open_reader, open_store
from schemas import provinces
from schemas.codes import INDICATOR_CODES


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "t.duckdb"
    open_store(path).close()
    return path


def test_every_indicator_of_the_contract_is_a_row_once(store_path: Path) -> None:
    with open_reader(store_path) as store:
        codes = [row[0] for row in store.ask("SELECT indicator FROM indicators").rows]
    assert sorted(codes) == sorted(INDICATOR_CODES)


def test_every_source_is_a_row_once(store_path: Path) -> None:
    with open_reader(store_path) as store:
        assert sorted(row[0] for row in store.ask("SELECT source FROM sources").rows) == sorted(
            load_sources()
        )


def test_the_63_units_of_before_all_have_one_of_the_34_as_successor(store_path: Path) -> None:
    with open_reader(store_path) as store:
        counts = dict(store.ask("SELECT vintage, count(*) FROM provinces GROUP BY ALL").rows)
        joined = list(
            store.ask(
                "SELECT count(*), count(DISTINCT s.province_id) FROM provinces AS b "
                "JOIN provinces AS s ON s.province_id = b.successor_id "
                "WHERE b.vintage = 'before' AND s.vintage = 'since' "
                "AND list_contains(s.predecessor_ids, b.province_id)"
            ).rows
        )
    assert counts == {"before": 63, "since": 34}
    assert joined == [(63, 34)]


def test_a_merged_province_is_another_territory_than_its_namesake_of_before(store_path: Path) -> None:
    with open_reader(store_path) as store:
        merged = list(
            store.ask(
                "SELECT count(DISTINCT extent_id), min(valid_from), min(valid_until), bool_and(merged) "
                "FROM provinces WHERE name = 'Phú Thọ'"
            ).rows
        )
        kept = list(store.ask("SELECT count(DISTINCT extent_id) FROM provinces WHERE name = 'Hà Nội'").rows)
    assert merged == [(2, date(2025, 7, 1), date(2025, 6, 30), True)]
    assert kept == [(1,)]


def test_the_successor_of_a_name_is_the_same_whichever_vintage_is_meant() -> None:
    merged_into = {old.name: p.name for p in provinces() for old in p.old_units}
    assert [p.name for p in provinces() if merged_into.get(p.name, p.name) != p.name] == []


def test_reference_rows_that_differ_are_put_right_on_opening(store_path: Path) -> None:
    with duckdb.connect(str(store_path)) as plain:
        plain.execute("UPDATE provinces SET name = 'wrong' WHERE province_id = 'ha-noi@since'")
        plain.execute("DELETE FROM indicators WHERE indicator = 'other'")
        plain.execute("INSERT INTO sources SELECT * REPLACE ('gone' AS source) FROM sources LIMIT 1")
    open_store(store_path).close()
    with open_reader(store_path) as store:
        assert list(store.ask("FROM provinces WHERE name = 'wrong'").rows) == []
        assert list(store.ask("SELECT count(*) FROM indicators WHERE indicator = 'other'").rows) == [(1,)]
        assert list(store.ask("FROM sources WHERE source = 'gone'").rows) == []
    assert not store_path.with_name("t.duckdb.wal").exists()
