"""The main job: idempotent, revisions kept, every reject a row, the rest going on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors import extract_figures
from pipeline import ingest
from pipeline.ingest import Progress, ingest_paths
from pipeline.store import figure_id
from schemas import Article, Extraction

from .conftest import article_line, read_plainly

ROOT = Path(__file__).resolve().parents[2]
Ask = Callable[[str], list[tuple[Any, ...]]]
WriteLines = Callable[..., Path]
CONTENT = ("articles", "extractions", "figures", "deadlines", "evidence", "issues")

pytestmark = pytest.mark.usefixtures("plain_extractor")


def test_articles_figures_deadlines_and_evidence_are_stored(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    summary = ingest_paths([write_lines([article_line(1), article_line(2)])], tmp_path / "t.duckdb")
    assert (summary.counts.articles_new, summary.counts.figures, summary.counts.deadlines) == (2, 4, 2)
    assert summary.all_taken
    assert ask("SELECT article_id, revision, lang, source_record FROM articles ORDER BY 1") == [
        ("a1", 1, "fr", "line 1"),
        ("a2", 1, "fr", "line 2"),
    ]
    assert ask("SELECT count(*), count(DISTINCT figure_id) FROM figures") == [(4, 4)]
    assert ask("SELECT field, count(*) FROM evidence GROUP BY 1 ORDER BY 1") == [("unit", 4), ("value", 4)]


def test_quotes_equal_their_spans_in_the_stored_text(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    text = "\U0001f600 ປະກັນສຸຂະພາບ ำ \u200b 95 % e\u0301 97,5 % avant 2030"
    ingest_paths([write_lines([article_line(1, text=text)])], tmp_path / "t.duckdb")
    for table in ("figures", "deadlines"):
        rows = ask(f'SELECT start, "end", quote FROM {table}')
        assert rows
        assert [text[start:end] for start, end, _ in rows] == [quote for _, _, quote in rows]
        assert ask(
            f"SELECT count(*) FROM {table} JOIN articles USING (article_id, revision) "
            f'WHERE substr(text, start + 1, "end" - start) <> quote'
        ) == [(0,)]


def test_the_figure_id_is_the_hash_that_the_contract_names(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    ingest_paths([write_lines([article_line(1)])], tmp_path / "t.duckdb")
    rows = ask(
        'SELECT figure_id, article_id, text_hash, start, "end" FROM figures JOIN articles USING (article_id)'
    )
    assert all(found == figure_id(*rest) for found, *rest in rows)


def test_a_second_run_changes_nothing(write_lines: WriteLines, tmp_path: Path, ask: Ask) -> None:
    path = write_lines([article_line(1), "broken", article_line(2, typo=1)])
    first = ingest_paths([path], tmp_path / "t.duckdb")
    before = {table: sorted(map(repr, ask(f"FROM {table}"))) for table in CONTENT}
    second = ingest_paths([path], tmp_path / "t.duckdb")
    assert {table: sorted(map(repr, ask(f"FROM {table}"))) for table in CONTENT} == before
    assert second.counts.changed == 0
    assert second.counts.articles_unchanged == 2
    assert (first.counts.rejects, second.counts.rejects) == (1, 1)
    assert ask("SELECT run_id, status, articles_new, articles_unchanged FROM runs ORDER BY 1") == [
        (1, "done", 2, 0),
        (2, "done", 0, 2),
    ]


def test_a_changed_text_is_a_new_revision_and_the_old_one_stays(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    for share in (90, 95, 90):
        ingest_paths([write_lines([article_line(1, share)])], tmp_path / "t.duckdb")
    assert ask("SELECT revision, run_id, contains(text, '95 %') FROM articles ORDER BY 1") == [
        (1, 1, False),
        (2, 2, True),
        (3, 3, False),
    ]
    assert ask("SELECT revision, value FROM figures WHERE scenario = 'target' ORDER BY 1") == [
        (1, Decimal(90)),
        (2, Decimal(95)),
        (3, Decimal(90)),
    ]
    assert ask("SELECT value FROM targets") == [(Decimal(90),)]
    assert ask("SELECT count(DISTINCT figure_id) FROM figures WHERE revision IN (1, 3)") == [(2,)]


def test_a_changed_publication_date_is_a_new_revision(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    ingest_paths([write_lines([article_line(1)])], tmp_path / "t.duckdb")
    summary = ingest_paths([write_lines([article_line(1, published="2025-11-19")])], tmp_path / "t.duckdb")
    assert summary.counts.articles_revised == 1
    assert ask("SELECT count(*) FROM current_figures") == [(2,)]


def test_a_newer_extractor_reads_stored_articles_again(
    write_lines: WriteLines, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines([article_line(1)])
    ingest_paths([path], tmp_path / "t.duckdb")
    monkeypatch.setattr(ingest, "extractor_version", lambda: "later")
    summary = ingest_paths([path], tmp_path / "t.duckdb")
    assert (summary.counts.articles_reextracted, summary.counts.articles_unchanged) == (1, 0)
    assert ask("SELECT count(*) FROM articles") == [(1,)]
    assert ask("SELECT count(*) FROM extractions") == [(2,)]
    assert ask("SELECT count(*), max(extraction_id) FROM current_figures") == [(2, 2)]
    assert ingest_paths([path], tmp_path / "t.duckdb").counts.changed == 0


def test_the_targets_view_reads_under_the_plain_client(write_lines: WriteLines, tmp_path: Path) -> None:
    line = article_line(1, 96, url="http://vietnam.vn/fr/x?utm_source=a", title="Titre", province="can tho")
    ingest_paths([write_lines([line])], tmp_path / "t.duckdb")
    with duckdb.connect(str(tmp_path / "t.duckdb"), read_only=True) as plain:
        rows = plain.execute(
            "SELECT indicator, comparator, value, base, scope, deadline::VARCHAR, province, quote, lang, "
            "published::VARCHAR, url FROM targets"
        ).fetchall()
    assert rows == [
        ("health_insurance.coverage_rate", "=", Decimal(96), None, "whole", "2030-12-31", None, "96 %", "fr",
         "2025-11-18", "https://www.vietnam.vn/fr/x")
    ]  # fmt: skip


def test_every_reject_is_a_row_with_file_record_and_reason(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.html").write_text("")
    (folder / "empty.txt").write_text(" \n")
    (folder / "zip.txt").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (folder / "indonesian.txt").write_text(
        "Pemerintah provinsi menargetkan 95 persen penduduk mengikuti jaminan kesehatan karena mereka bisa berobat "
        "gratis. Kantor jaminan sosial mengatakan bahwa uang iuran sudah dibayar oleh para karyawan perusahaan."
    )
    lines = write_lines(
        [article_line(1), "{", article_line(2, published="2025-02-30"), article_line(3, text="a\0b 5 %")],
        "in/x.jsonl",
    )
    summary = ingest_paths([folder], tmp_path / "t.duckdb")
    found = {(Path(row[0]).name, row[1], row[2]) for row in ask("SELECT source, record, code FROM issues")}
    assert found == {
        ("empty.html", None, "empty_page"),
        ("empty.txt", None, "empty_text"),
        ("zip.txt", None, "not_text"),
        ("indonesian.txt", None, "unknown_language"),
        (lines.name, "line 2", "invalid_json"),
        (lines.name, "line 3", "invalid_date"),
        (lines.name, "line 4", "nul_character"),
    }
    assert ask("SELECT count(*) FROM issues WHERE message = '' OR run_id <> 1") == [(0,)]
    assert (summary.counts.rejects, summary.counts.articles_new) == (7, 1)
    assert not summary.all_taken


def test_a_page_that_breaks_the_extractors_is_an_issue_and_the_rest_goes_on(
    write_lines: WriteLines, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_on_two(article: Article) -> Extraction:
        if article.article_id == "a2":
            raise ZeroDivisionError("by nothing")
        return read_plainly(article)

    monkeypatch.setattr("pipeline.articles.extract_figures", break_on_two)
    ingest_paths([write_lines([article_line(n) for n in (1, 2, 3)])], tmp_path / "t.duckdb")
    assert ask("SELECT article_id FROM articles ORDER BY 1") == [("a1",), ("a3",)]
    assert ask("SELECT code, record, message FROM issues") == [
        ("unexpected_fault", "line 2", "ZeroDivisionError: by nothing")
    ]


def test_a_second_article_with_the_same_id_is_refused_and_does_not_flap(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    path = write_lines([article_line(1, 90), article_line(1, 95), article_line(1, 90)])
    for _ in range(2):
        summary = ingest_paths([path], tmp_path / "t.duckdb")
        assert [issue.code for issue in summary.issues] == ["duplicate_id"]
    assert ask("SELECT max(revision), count(*) FROM articles") == [(1, 1)]


def test_a_value_too_large_to_store_is_a_warning_and_the_article_is_taken(
    write_lines: WriteLines, tmp_path: Path, ask: Ask
) -> None:
    line = article_line(1, text=f"Un {'9' * 1000} % et 95 % de la population")
    summary = ingest_paths([write_lines([line])], tmp_path / "t.duckdb")
    assert ask("SELECT value FROM figures") == [(Decimal(95),)]
    assert ask("SELECT severity, code, field FROM issues") == [("warning", "value_out_of_range", "value")]
    assert summary.all_taken


def test_numbers_of_a_thousand_digits_go_through_the_real_extractors(
    write_lines: WriteLines, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.articles.extract_figures", extract_figures)
    line = article_line(1, text=f"Le taux de {'9' * 1000} % et {'1' * 1000} personnes.")
    ingest_paths([write_lines([line, article_line(2)])], tmp_path / "t.duckdb")
    assert ask("SELECT count(*) FROM articles") == [(2,)]
    assert ask("SELECT count(*) FROM issues WHERE code = 'unexpected_fault'") == [(0,)]


def test_a_page_is_known_by_its_canonical_address_and_a_text_by_its_path(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "in").mkdir()
    body = "<h1>Titre</h1><p>La province vise 95 % de la population en 2026, selon le plan.</p><p>Et 97 % après.</p>"
    link = '<link rel="canonical" href="https://vietnam.vn/fr/x">'
    (tmp_path / "in" / "a.html").write_text(f"<html lang='fr'><head>{link}</head><body>{body}</body></html>")
    (tmp_path / "in" / "b.htm").write_text(f"<html lang='fr'><body>{body}</body></html>")
    (tmp_path / "in" / "c.txt").write_text(
        "La province vise 95 % de la population en 2026, selon le plan provincial."
    )
    ingest_paths([tmp_path / "in"], tmp_path / "t.duckdb")
    ingest_paths([tmp_path / "in" / "c.txt"], tmp_path / "t.duckdb")
    assert ask("SELECT article_id, revision FROM articles ORDER BY 1") == [
        ("https://www.vietnam.vn/fr/x", 1),
        ("in/b.htm", 1),
        ("in/c.txt", 1),
    ]


def test_batches_do_not_change_what_is_stored(
    write_lines: WriteLines, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_ARTICLES", 2)
    path = write_lines([*(article_line(n) for n in range(7)), article_line(0)])
    summary = ingest_paths([path], tmp_path / "t.duckdb")
    assert (summary.counts.articles_new, summary.counts.articles_unchanged) == (7, 1)
    assert ask("SELECT count(*), count(DISTINCT extraction_id) FROM extractions") == [(7, 7)]
    assert ask("SELECT articles_new, figures FROM runs") == [(7, 14)]


def test_progress_reaches_the_end(write_lines: WriteLines, tmp_path: Path) -> None:
    told: list[Progress] = []
    ingest_paths([write_lines([article_line(1)])], tmp_path / "t.duckdb", on_progress=told.append)
    assert (told[0].files_done, told[-1].files_done, told[-1].bytes_done) == (0, 1, told[-1].bytes)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
import pipeline.articles, pipeline.ingest, pipeline.store.writer as writer
from tests_support import read_plainly
pipeline.articles.extract_figures = read_plainly
pipeline.ingest.BATCH_ARTICLES = 5
left = int(sys.argv[3])
real = writer.Store._insert
def insert(self, *given, **named):
    global left
    real(self, *given, **named)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
writer.Store._insert = insert
pipeline.ingest.ingest_paths([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX")
@pytest.mark.parametrize(
    "insertions",
    [
        1,
        9,
        21,
        22,
        *(
            pytest.param(number, marks=pytest.mark.soak)
            for number in range(2, 29)
            if number not in (9, 21, 22)
        ),
    ],
)
def test_a_kill_in_the_middle_of_a_batch_leaves_whole_batches_only(
    write_lines: WriteLines, tmp_path: Path, ask: Ask, insertions: int
) -> None:
    path, db = write_lines([article_line(n) for n in range(20)]), tmp_path / "t.duckdb"
    (tmp_path / "tests_support.py").write_text((Path(__file__).with_name("conftest.py")).read_text("utf-8"))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(db), str(insertions), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr.decode()
    whole = (insertions - 1) // 7 * 5  # the seventh insertion of a batch comes before its commit
    assert ask("SELECT count(*) FROM articles") == [(whole,)]
    assert ask("SELECT count(*) FROM figures") == [(whole * 2,)]
    assert ask("SELECT coalesce(sum(figures), 0) FROM extractions") == [(whole * 2,)]
    assert ask("SELECT status, articles_new FROM runs") == [("running", whole)]
    summary = ingest_paths([path], db)
    assert (summary.counts.articles_unchanged, summary.counts.articles_new) == (whole, 20 - whole)
    assert ask("SELECT count(*), count(DISTINCT article_id) FROM articles") == [(20, 20)]
    assert ask("SELECT count(*), count(DISTINCT (figure_id, extraction_id)) FROM figures") == [(40, 40)]
    assert ask("SELECT status FROM runs ORDER BY run_id") == [("abandoned",), ("done",)]
