"""The catalogue tells what the file holds, and nothing of DuckDB's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import QueryRefusedError
from pipeline.store import Catalogue, database, open_reader, open_store


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    open_store(tmp_path / "t.duckdb").close()
    with open_reader(tmp_path / "t.duckdb") as store:
        return store.catalogue()


def test_every_view_and_macro_is_told_and_nothing_of_duckdbs_own(catalogue: Catalogue) -> None:
    by_kind = {
        kind: {entry.name for entry in catalogue.entries if entry.kind == kind}
        for kind in ("table", "view", "macro", "table macro")
    }
    assert by_kind["view"] == set(database.VIEWS)
    assert by_kind["macro"] | by_kind["table macro"] == set(database.MACROS)
    assert by_kind["table macro"] == {"evidence_of", "figures_as_of", "changes_since"}
    assert {"articles", "figures", "runs"} <= by_kind["table"]
    assert not any(name.startswith(("duckdb_", "pg_", "sqlite_")) for name in by_kind["table"])


def test_columns_come_in_order_with_type_and_comment(catalogue: Catalogue) -> None:
    figures = catalogue.find("FIGURES")
    assert figures is not None
    assert figures.is_relation
    assert [column.name for column in figures.columns[:2]] == ["figure_id", "extraction_id"]
    assert all(column.type and column.comment for column in figures.columns)
    context = catalogue.find("context")
    assert context is not None
    assert [column.name for column in context.columns] == ["id", "n"]
    assert not context.is_relation
    assert catalogue.find("nothing") is None


def test_words_that_need_quotes_are_known(catalogue: Catalogue) -> None:
    assert {"end", "select"} <= catalogue.reserved
    assert "value" not in catalogue.reserved


def test_a_text_is_parted_into_statements_by_duckdb_itself(tmp_path: Path) -> None:
    open_store(tmp_path / "t.duckdb").close()
    with open_reader(tmp_path / "t.duckdb") as store:
        first, second = store.statements("SELECT ';' AS x; -- a;b\nSELECT 2;")
        assert list(store.ask(first).rows) == [(";",)]
        assert list(store.ask(second).rows) == [(2,)]
        with pytest.raises(QueryRefusedError, match="syntax error"):
            store.statements("SELEC 1")
