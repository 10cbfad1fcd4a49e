"""Reading stored texts again: only what is outdated, the readings before kept, changes told, a kill without harm.

The readings before are those of a small extractor; the workers read with the real ones.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors import extract_figures
from pipeline import ingest, reextraction
from pipeline.clean.workers import Quarantined
from pipeline.errors import StoreMissingError
from pipeline.ingest import ingest_paths
from pipeline.reextraction import Reread, reextract_articles
from pipeline.settings import CleanSettings
from pipeline.store import (
    Batch,
    ReadingChange,
    RunCounts,
    StoredArticle,
    current_snapshot,
    open_reader,
    open_store,
    publish_store,
    published_folder,
    readable_path,
)
from schemas import Article, Deadline, Extraction, Figure

from .conftest import Outcome, article_line, read_plainly
from .dying import chosen_deaths, run_job

Ask = Callable[[str], list[tuple[Any, ...]]]
Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
READ = "SELECT article_id, extractor_version FROM extractions ORDER BY extraction_id"


@pytest.fixture
def take_old(write_lines: WriteLines, tmp_path: Path) -> Callable[..., Path]:
    """A function that stores articles as read by an older, small extractor, and returns the store's path."""

    def take(lines: Sequence[dict[str, Any]], name: str = "t.duckdb") -> Path:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pipeline.articles.extract_figures", read_plainly)
            patch.setattr(ingest, "extractor_version", lambda: "older")
            ingest_paths([write_lines(lines)], tmp_path / name)
        return tmp_path / name

    return take


def reread(db: Path, **asked: Any) -> Reread:
    return reextract_articles(db, workers=1, bounds=CleanSettings(seconds=120), **asked)


def test_outdated_readings_are_made_anew_and_stay_beside_the_new_ones(
    take_old: Callable[..., Path], ask: Ask
) -> None:
    db = take_old([article_line(1), article_line(2)])
    done = reread(db)
    assert (done.summary.counts.articles_reextracted, done.summary.counts.rejects) == (2, 0)
    assert [version == "older" for _, version in ask(READ)] == [True, True, False, False]
    assert ask("SELECT count(*) FROM articles") == [(2,)]
    wanted = {figure.quote for figure in extract_figures(Article.model_validate(article_line(1))).figures}
    held = ask("SELECT quote FROM current_figures WHERE article_id = 'a1'")
    assert {quote for (quote,) in held} == wanted
    assert ask("SELECT command, status FROM runs ORDER BY run_id") == [
        ("ingest", "done"),
        ("reextract", "done"),
    ]


def test_nothing_is_read_twice_with_the_same_rules(take_old: Callable[..., Path], ask: Ask) -> None:
    db = take_old([article_line(1)])
    reread(db)
    again = reread(db)
    assert again.summary.counts.changed == 0
    assert again.changes == []
    assert len(ask(READ)) == 2


def test_language_and_day_of_publication_leave_the_rest_as_it_is(
    take_old: Callable[..., Path], ask: Ask
) -> None:
    lines = [
        article_line(1, published="2025-11-01"),
        article_line(2, published="2025-11-02"),
        article_line(3, published=None),
        article_line(4, lang="nb"),
    ]
    db = take_old(lines)
    reread(db, languages=["fr"], since=date(2025, 11, 2))
    assert [article for article, version in ask(READ) if version != "older"] == ["a2"]
    reread(db, languages=["nb"])
    assert [article for article, version in ask(READ) if version != "older"] == ["a2", "a4"]
    reread(db)
    assert sorted(article for article, version in ask(READ) if version != "older") == ["a1", "a2", "a3", "a4"]


def test_a_text_whose_reading_fails_keeps_the_one_it_has(
    take_old: Callable[..., Path], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        """Workers that read every second text, and are ended by the others."""

        def __init__(self, *_: Any, **__: Any) -> None:
            pass

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def read_pages(self, pages: Iterator[tuple[Any, tuple[Article]]]) -> Iterator[tuple[Any, Any]]:
            for number, (key, (article,)) in enumerate(pages):
                yield (
                    key,
                    Quarantined("page_timeout", "it took too long") if number % 2 else read_plainly(article),
                )

    monkeypatch.setattr(reextraction, "PagePool", Failing)
    done = reread(take_old([article_line(1), article_line(2)]))
    assert (done.summary.counts.articles_reextracted, done.summary.counts.rejects) == (1, 1)
    assert [version == "older" for _, version in ask(READ)] == [True, True, False]
    assert ask("SELECT code, record FROM issues") == [("page_timeout", "line 2")]
    assert ask("SELECT count(*) FROM current_figures") == [(4,)]


def test_a_language_with_an_analyzer_is_read_with_it(
    take_old: Callable[..., Path], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Analyzer:
        identity = "parser-1"

    used: list[object] = []

    def read(article: Article, analyzer: object) -> Extraction:
        used.append(analyzer)
        return read_plainly(article)

    db = take_old([article_line(1), article_line(2, lang="nb")])
    monkeypatch.setattr("pipeline.articles.extract_figures", read)
    analyzer = Analyzer()
    done = reread(db, analyzers={"fr": analyzer})
    assert done.summary.counts.articles_reextracted == 2
    assert used == [analyzer]
    assert ask("SELECT count(*) FROM extractions WHERE lexicon_hash LIKE '%+parser-1'") == [(1,)]


def figure(start: int, **more: Any) -> Figure:
    return Figure.model_validate(
        {"start": start, "end": start + 1, "quote": "5", "kind": "percentage", "value": "5", "unit": "percent",
         "scenario": "actual", "indicator": "other"} | more
    )  # fmt: skip


def deadline(start: int, day: str) -> Deadline:
    return Deadline.model_validate(
        {"start": start, "end": start + 1, "quote": "5", "date": day, "precision": "day"}
    )


def test_changes_are_told_as_added_gone_and_altered_by_field(tmp_path: Path) -> None:
    def reading(figures: Sequence[Figure], deadlines: Sequence[Deadline]) -> Extraction:
        return Extraction(article_id="a", lang="fr", figures=tuple(figures), deadlines=tuple(deadlines))

    article = Article(article_id="a", lang="fr", text="5" * 20)
    fresh = Article(article_id="b", lang="lo", text="5" * 20)
    before = reading(
        [figure(0), figure(2), figure(4), figure(6, province="Huế")], [deadline(0, "2030-12-31")]
    )
    after = reading(
        [figure(0), figure(2, value="6", base="population"), figure(6), figure(8)],
        [deadline(0, "2031-12-31"), deadline(2, "2030-12-31")],
    )
    with open_store(tmp_path / "t.duckdb") as store:
        for version, extraction in (("1", before), ("2", after)):
            run = store.begin_run("test", "0", version, {})
            stored = [StoredArticle(article, 1, version == "1", extraction, version, "x", "f")]
            if version == "2":
                stored.append(StoredArticle(fresh, 1, True, reading([figure(0)], []), version, "x", "f"))
            store.write_batch(run, Batch(articles=stored), RunCounts())
        told = store.reading_changes(run)
    assert told == [
        ReadingChange("fr", "figures", "added", None, 1),
        ReadingChange("fr", "figures", "gone", None, 1),
        ReadingChange("fr", "figures", "same", None, 1),
        ReadingChange("fr", "figures", "altered", None, 2),
        ReadingChange("fr", "figures", "field", "value", 1),
        ReadingChange("fr", "figures", "field", "base", 1),
        ReadingChange("fr", "figures", "field", "province", 1),
        ReadingChange("fr", "deadlines", "added", None, 1),
        ReadingChange("fr", "deadlines", "altered", None, 1),
        ReadingChange("fr", "deadlines", "field", "date", 1),
    ]


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="no store"):
        reread(tmp_path / "none.duckdb")
    assert not list(tmp_path.iterdir())


def test_the_command_reports_what_changed(take_old: Callable[..., Path], run_tinso: Run) -> None:
    db = take_old([article_line(1)])
    outcome = run_tinso("reextract", "--db", str(db), "--workers", "1")
    assert outcome.status == 0, outcome.err
    assert "1 read again with newer rules" in outcome.out
    assert "figures    fr: 2 altered" in outcome.out
    assert "altered in " in outcome.out
    assert outcome.out.splitlines()[-1].startswith("published  ")
    again = run_tinso("reextract", "--db", str(db))
    assert again.out.startswith("nothing to read again")
    assert run_tinso("reextract", "--db", "none.duckdb").status == 3
    assert run_tinso("reextract", "--db", str(db), "--lang", "xx").status == 1


def test_readers_have_the_new_readings_unless_it_is_told_not_to_publish(
    take_old: Callable[..., Path], run_tinso: Run
) -> None:
    db = take_old([article_line(1)])
    readings = "SELECT count(*) FROM extractions"
    options = ("--db", str(db), "--workers", "1", "--json")
    assert json.loads(run_tinso("reextract", *options, "--no-publish").out)["snapshot"] is None
    assert current_snapshot(db) is None
    told = json.loads(run_tinso("reextract", *options).out)
    assert Path(told["snapshot"]) == current_snapshot(db)
    with open_reader(readable_path(db)) as reader:
        assert list(reader.ask(readings).rows) == [(2,)]


RESULT: Mapping[str, str] = {
    "figures": "SELECT * EXCLUDE (extraction_id) FROM current_figures ORDER BY ALL",
    "deadlines": "SELECT * EXCLUDE (extraction_id) FROM current_deadlines ORDER BY ALL",
    "evidence": "SELECT count(*), count(DISTINCT (extraction_id, record_id, field)) FROM evidence",
    "articles": "SELECT article_id, revision, text FROM articles ORDER BY ALL",
    "readings": "SELECT article_id, revision, extractor_version, lexicon_hash FROM extractions ORDER BY ALL",
}


def result(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    with open_reader(db) as store:
        return {name: list(store.ask(sql).rows) for name, sql in RESULT.items()}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX")
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_killed_at_any_moment_it_goes_on_where_it_was(
    take_old: Callable[..., Path], tmp_path: Path, kills: int
) -> None:
    """Straight after each kill the store is whole, by all that publishing verifies; then nothing is lost or twice."""
    lines = [article_line(number, share=50 + number) for number in range(5)]
    old, whole = take_old(lines), tmp_path / "whole.duckdb"
    shutil.copy(old, whole)
    ran = run_job("reextract", whole)
    assert ran.returncode == 0, ran.stderr
    wanted, died = result(whole), 0
    for number, (line, delay) in enumerate(chosen_deaths(int(ran.stdout), kills)):
        broken = tmp_path / f"broken{number}.duckdb"
        shutil.copy(old, broken)
        killed = run_job("reextract", broken, line=line, delay=delay)
        died += killed.returncode == -signal.SIGKILL
        assert killed.returncode in (0, -signal.SIGKILL), killed.stderr
        publish_store(broken)
        reread(broken)
        assert result(broken) == wanted, (line, delay)
        publish_store(broken)
        broken.unlink()
        shutil.rmtree(published_folder(broken))
    assert died > kills // 2
