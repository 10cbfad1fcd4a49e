"""What the writer stores, and what it refuses to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.store import (
    Batch,
    RunCounts,
    StoredArticle,
    article_hash,
    deadline_id,
    figure_id,
    fits_value,
    open_reader,
    open_store,
)
from schemas import Article, Extraction, Figure, Issue


def stored(text: str, value: str = "95", **figure: object) -> StoredArticle:
    article = Article(article_id="a", lang="fr", text=text)
    found = Figure.model_construct(
        **{
            "start": 0,
            "end": 4,
            "quote": text[:4],
            "kind": "percentage",
            "value": Decimal(value),
            "unit": "percent",
            **figure,
        }
    )
    extraction = Extraction.model_construct(article_id="a", lang="fr", figures=(found,), deadlines=())
    return StoredArticle(article, 1, True, extraction, "1", "h", "a.txt")


@pytest.mark.parametrize("value", ["40000000000000000000", "0.0001", "-26000000000.5", "9" * 32 + ".999999"])
def test_values_are_stored_exactly(tmp_path: Path, value: str) -> None:
    with open_store(tmp_path / "t.duckdb") as store:
        run = store.begin_run("ingest", "0", "1", {"fr": "h"})
        store.write_batch(run, Batch([stored("95 % x", value)]), RunCounts())
    with open_reader(tmp_path / "t.duckdb") as reader:
        assert list(reader.ask("SELECT value FROM figures").rows) == [(Decimal(value),)]


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_value_fits_exactly_when_six_decimals_hold_it(value: Decimal) -> None:
    exact = value.is_finite() and abs(value) < 10**32 and (value * 10**6) == int(value * 10**6)
    digits = len(value.as_tuple().digits) if value.is_finite() else 0
    if digits <= 20:  # beyond that the check above is itself rounded
        assert fits_value(value) == exact


def test_a_thousand_digits_do_not_fit() -> None:
    assert not fits_value(Decimal("1" * 1000))
    assert not fits_value(Decimal("0." + "1" * 1000))
    assert fits_value(Decimal("1.5" + "0" * 1000))


@pytest.mark.parametrize(
    "wrong",
    [
        {"comparator": "=="},
        {"scenario": "dream"},
        {"indicator": "Health"},
        {"unit": "person"},
        {"end": 0},
        {"value_max": Decimal(1)},
        {"kind": "count", "unit": "person", "base": "population"},
    ],
)
def test_codes_are_constrained_and_a_refused_batch_leaves_nothing(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    with open_store(tmp_path / "t.duckdb") as store:
        run = store.begin_run("ingest", "0", "1", {})
        with pytest.raises(StoreError):
            store.write_batch(run, Batch([stored("95 % x", **wrong)]), RunCounts(articles_new=1))
    with open_reader(tmp_path / "t.duckdb") as reader:
        for table in ("articles", "extractions", "figures", "evidence"):
            assert list(reader.ask(f"SELECT count(*) FROM {table}").rows) == [(0,)], table
        assert list(reader.ask("SELECT articles_new FROM runs").rows) == [(0,)]


def test_an_issue_met_again_is_not_stored_again(tmp_path: Path) -> None:
    issue = Issue(
        code="empty_text", source="a.jsonl", record="line 3", field="text", message="the text is empty"
    )
    with open_store(tmp_path / "t.duckdb") as store:
        for _ in range(2):
            run = store.begin_run("ingest", "0", "1", {})
            store.write_batch(run, Batch([], [issue, issue]), RunCounts())
            store.finish_run(run, RunCounts())
    with open_reader(tmp_path / "t.duckdb") as reader:
        assert list(reader.ask("SELECT run_id, record, field FROM issues").rows) == [(1, "line 3", "text")]


def test_a_run_that_never_ended_is_marked_abandoned_by_the_next(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.duckdb") as store:
        store.begin_run("ingest", "0", "1", {"fr": "h"})
        second = store.begin_run("ingest", "0", "1", {"fr": "h"})
        store.finish_run(second, RunCounts(files=3))
    with open_reader(tmp_path / "t.duckdb") as reader:
        rows = list(reader.ask("SELECT status, files, lexicon_hashes FROM runs ORDER BY run_id").rows)
    assert rows == [("abandoned", 0, {"fr": "h"}), ("done", 3, {"fr": "h"})]


def test_ids_depend_on_article_text_and_span_only() -> None:
    assert figure_id("a", "h", 1, 2) == figure_id("a", "h", 1, 2)
    others = {
        figure_id("b", "h", 1, 2),
        figure_id("a", "g", 1, 2),
        figure_id("a", "h", 0, 2),
        figure_id("a", "h", 1, 3),
    }
    others.add(deadline_id("a", "h", 1, 2))
    assert len(others | {figure_id("a", "h", 1, 2)}) == 6
    assert figure_id("a", "h", 1, 23) != figure_id("a", "h", 12, 3)


def test_the_article_hash_changes_with_everything_the_extractors_read() -> None:
    article = Article(article_id="a", lang="fr", text="x")
    changes = [
        {"text": "y"},
        {"lang": "nb"},
        {"published": date(2025, 1, 1)},
        {"province": "Huế"},
        {"url": "u"},
    ]
    changes += [{"origin_url": "u"}, {"title": "t"}]
    hashes = {article_hash(article.model_copy(update=change)) for change in changes}
    assert len(hashes | {article_hash(article)}) == len(changes) + 1
