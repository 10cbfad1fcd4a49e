"""The command line: what it prints, where, and its exit status."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from corpus.floors import read_floors
from pipeline.cli.terminal import json_line, printable
from pipeline.store import open_store

from ..conftest import Outcome, article_line

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
COMMANDS = ("demo", "ingest", "sql", "extract", "explain", "eval")


def tinso(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_help_names_every_command_and_the_exit_status(run_tinso: Run) -> None:
    outcome = run_tinso("--help")
    assert outcome.status == 0
    assert all(f"  {command} " in outcome.out for command in COMMANDS)
    assert "2 wrong usage" in " ".join(outcome.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run_tinso: Run, command: str) -> None:
    outcome = run_tinso(command, "--help")
    assert outcome.status == 0
    assert "Usage:" in outcome.out


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from pipeline.cli import app\n"
        "heavy = ('duckdb', 'pyarrow', 'spacy', 'trafilatura', 'lxml', 'extractors', 'pythainlp', 'rich')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_wrong_usage_has_status_two(run_tinso: Run) -> None:
    assert run_tinso("ingest", "--nonsense").status == 2
    assert run_tinso("nonsense").status == 2
    assert run_tinso("sql", "FROM runs", "--format", "xml").status == 2


def test_the_version_is_told(run_tinso: Run) -> None:
    assert run_tinso("--version").out.startswith("tinso 0")


class TestEval:
    def test_scores_are_printed_for_the_language_asked_for(self, run_tinso: Run) -> None:
        scores = json.loads(run_tinso("eval", "--lang", "fr", "--json").out)["scores"]
        assert "fr" in scores
        assert "th" not in scores

    def test_what_is_not_there_is_told_with_the_right_status(self, run_tinso: Run, tmp_path: Path) -> None:
        assert run_tinso("eval", "--lang", "xx").status == 2
        assert run_tinso("eval", str(tmp_path / "none")).status == 1
        assert run_tinso("eval", "--reveal", "none").status == 1

    def test_a_broken_floor_is_named_on_standard_error_with_status_one(
        self, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        floors = read_floors()
        high = floors.languages["fr"].model_copy(update={"articles": 1000})
        broken = floors.model_copy(update={"languages": {"fr": high}})
        monkeypatch.setattr("corpus.evaluation.read_floors", lambda: broken)
        for more in ([], ["--json"]):
            outcome = run_tinso("eval", "--lang", "fr", *more)
            assert outcome.status == 1
            assert "tinso: below its floor: fr articles: 12 < 1000" in outcome.err.splitlines()
            assert "floor" not in outcome.out
        assert "fr" in json.loads(outcome.out)["scores"]

    def test_scores_that_reach_their_floors_have_status_zero(
        self, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        floors = read_floors()
        low = type(floors.languages["fr"]).model_validate(dict.fromkeys(dict(floors.languages["fr"]), 0))
        reached = floors.model_copy(update={"languages": {"fr": low}})
        monkeypatch.setattr("corpus.evaluation.read_floors", lambda: reached)
        outcome = run_tinso("eval", "--lang", "fr")
        assert (outcome.status, outcome.err) == (0, "")
        assert max(map(len, outcome.out.splitlines())) <= 100


@pytest.mark.usefixtures("plain_extractor")
class TestIngest:
    def test_a_first_and_a_second_run_say_what_they_did(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1), article_line(2)])
        first = run_tinso("ingest", "articles.jsonl")
        second = run_tinso("ingest", "articles.jsonl")
        assert (first.status, second.status) == (0, 0)
        assert "2 new" in first.out
        assert "nothing changed" not in first.out
        assert "2 unchanged" in second.out
        assert "nothing changed" in second.out
        assert Path("tinso.duckdb").exists()

    def test_rejects_give_status_one_and_a_line_each_on_standard_error(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1), "{", article_line(2, lang="id")])
        outcome = run_tinso("ingest", "articles.jsonl")
        assert outcome.status == 1
        assert "rejects    2" in outcome.out
        lines = [line for line in outcome.err.splitlines() if "rejected" in line]
        assert len(lines) == 2
        assert all(line.startswith("tinso: rejected: articles.jsonl line ") for line in lines)

    def test_many_rejects_are_cut_short_with_the_query_that_shows_all(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1), *["{"] * 100])
        outcome = run_tinso("ingest", "articles.jsonl")
        assert "80 more" in outcome.err
        assert len(outcome.err.splitlines()) < 30

    def test_quiet_prints_nothing_but_keeps_the_status(self, run_tinso: Run, write_lines: WriteLines) -> None:
        write_lines([article_line(1), "{"])
        assert run_tinso("ingest", "articles.jsonl", "--quiet") == Outcome(1, "", "")

    def test_the_json_summary_is_one_object_with_every_issue(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1), "{"])
        outcome = run_tinso("ingest", "articles.jsonl", "--json", "--db", "x.duckdb")
        summary = json.loads(outcome.out)
        assert outcome.err == ""
        assert (summary["articles_new"], summary["rejects"], summary["changed"]) == (1, 1, True)
        assert [(issue["code"], issue["record"]) for issue in summary["issues"]] == [
            ("invalid_json", "line 2")
        ]
        assert summary["db"] == "x.duckdb"

    def test_progress_is_plain_lines_without_a_terminal(
        self, run_tinso: Run, write_lines: WriteLines, tmp_path: Path
    ) -> None:
        for number in range(30):
            write_lines([article_line(number)], f"{number:02}.jsonl")
        outcome = run_tinso("ingest", str(tmp_path))
        lines = outcome.err.splitlines()
        assert lines[0].startswith("read 0 of 30 files")
        assert lines[-1] == "read 30 of 30 files: 30 articles, 0 rejects"
        assert 3 <= len(lines) <= 12
        assert "\x1b" not in outcome.err + outcome.out

    def test_terminal_escapes_in_titles_never_reach_the_terminal(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        evil = "\x1b]0;owned\x07\x1b[2J\u202etitle\x9b31m"
        write_lines([article_line(1, title=evil), article_line(2, **{evil: 1}), article_line(3, lang=evil)])
        told = [run_tinso("ingest", "articles.jsonl")]
        told += [
            run_tinso("sql", "SELECT title FROM articles", "--format", kind) for kind in ("table", "json")
        ]
        for outcome in told:
            assert not set("\x1b\x07\x9b\u202e") & set(outcome.out + outcome.err)

    @pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
    def test_a_terminal_gets_a_progress_bar(self, tmp_path: Path, write_lines: WriteLines) -> None:
        import pty

        for number in range(5):
            write_lines([article_line(number)], f"{number}.jsonl")
        ours, theirs = pty.openpty()
        running = subprocess.Popen(
            [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest", "."],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal that nobody writes to any more ends
            while piece := os.read(ours, 4096):
                shown += piece
        os.close(ours)
        out, _ = running.communicate()
        assert running.returncode == 0
        assert b"5/5" in shown
        assert b"\x1b[" in shown
        assert b"\x1b" not in out
        assert b"5 new" in out

    @pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
    def test_a_run_stopped_by_the_user_says_so_in_one_line(
        self, tmp_path: Path, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1)])
        script = (
            "import os, signal, sys, pipeline.articles as a\n"
            "a.extract_figures = lambda article: os.kill(os.getpid(), signal.SIGINT)\n"
            "sys.argv = ['tinso', 'ingest', 'articles.jsonl']\n"
            "from pipeline.cli import main; main()"
        )
        outcome = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert outcome.returncode == 130
        assert outcome.stderr.startswith("tinso: stopped;")
        assert outcome.stderr.count("\n") == 1

    def test_a_numeral_of_a_thousand_digits_is_a_warning_and_the_rest_is_read(
        self, write_lines: WriteLines, tmp_path: Path
    ) -> None:
        text = f"La province compte {'9' * 1000} personnes, soit 95 % de la population."
        write_lines([{"article_id": "long", "lang": "fr", "text": text}])
        summary = json.loads(tinso("ingest", "articles.jsonl", "--json", cwd=tmp_path).stdout)
        assert (summary["figures"], summary["rejects"], summary["warnings"]) == (1, 0, 1)
        (issue,) = summary["issues"]
        assert (issue["code"], issue["record"]) == ("numeral_too_long", "long at 19")
        assert "1000 characters" in issue["message"]

    def test_nothing_to_read_makes_no_store(self, run_tinso: Run, tmp_path: Path) -> None:
        outcome = run_tinso("ingest", "none")
        assert (outcome.status, outcome.err) == (1, "tinso: there is no none\n")
        assert list(tmp_path.iterdir()) == []


class TestStoreFaults:
    def test_a_missing_store_is_one_line_and_status_three(self, run_tinso: Run) -> None:
        outcome = run_tinso("sql", "FROM runs")
        assert outcome.status == 3
        assert outcome.err.startswith("tinso: there is no store at tinso.duckdb")
        assert outcome.err.count("\n") == 1

    def test_a_file_that_is_no_store_is_one_line_and_status_three(
        self, run_tinso: Run, write_lines: WriteLines, tmp_path: Path
    ) -> None:
        (tmp_path / "tinso.duckdb").write_bytes(b"x" * 5000)
        write_lines([article_line(1)])
        for arguments in (("sql", "FROM runs"), ("ingest", "articles.jsonl")):
            outcome = run_tinso(*arguments)
            assert outcome.status == 3
            assert outcome.err.count("\n") == 1

    def test_a_store_held_by_another_process_is_one_line_and_status_three(
        self, write_lines: WriteLines, tmp_path: Path
    ) -> None:
        write_lines([article_line(1)])
        with open_store(tmp_path / "tinso.duckdb"):
            for arguments in (("ingest", "articles.jsonl"), ("sql", "FROM runs")):
                outcome = tinso(*arguments, cwd=tmp_path)
                assert outcome.returncode == 3
                assert f"in use by process {os.getpid()}" in outcome.stderr.decode()
                assert b"Traceback" not in outcome.stderr

    def test_a_newer_store_is_one_line_and_status_three(self, run_tinso: Run, tmp_path: Path) -> None:
        open_store(tmp_path / "tinso.duckdb").close()
        with duckdb.connect(str(tmp_path / "tinso.duckdb")) as plain:
            plain.execute("INSERT INTO schema_migrations VALUES (999, 'future', now()::TIMESTAMP)")
        outcome = run_tinso("sql", "FROM runs")
        assert outcome.status == 3
        assert "upgrade tinso" in outcome.err


class TestSql:
    @pytest.fixture(autouse=True)
    def _store(self, tmp_path: Path) -> None:
        open_store(tmp_path / "tinso.duckdb").close()

    def test_formats_agree(self, run_tinso: Run) -> None:
        query = "SELECT 95.50::DECIMAL(38,6) AS value, 'ປະກັນ, \"ก\"' AS quote, NULL AS nothing, DATE '2025-01-02' AS day"
        table = run_tinso("sql", query).out
        assert table.splitlines()[-1].split() == ["95.5", "ປະກັນ,", '"ก"', "2025-01-02"]
        rows = list(csv.reader(io.StringIO(run_tinso("sql", query, "-f", "csv").out)))
        assert rows == [["value", "quote", "nothing", "day"], ["95.5", 'ປະກັນ, "ก"', "", "2025-01-02"]]
        assert json.loads(run_tinso("sql", query, "-f", "json").out) == [
            {"value": "95.5", "quote": 'ປະກັນ, "ก"', "nothing": None, "day": "2025-01-02"}
        ]

    def test_nested_values_are_json_in_every_format(self, run_tinso: Run) -> None:
        query = "SELECT [1.50, NULL] AS list, MAP {'ກ': DATE '2025-01-02'} AS map"
        for kind in ("table", "csv"):
            assert '["1.5", null]' in run_tinso("sql", query, "-f", kind).out.replace('""', '"')
        assert json.loads(run_tinso("sql", query, "-f", "json").out) == [
            {"list": ["1.5", None], "map": {"ກ": "2025-01-02"}}
        ]

    @pytest.mark.parametrize(("width", "blocks"), [(60, 2), (200, 0)])
    def test_rows_too_wide_for_the_terminal_are_printed_one_below_another(
        self, run_tinso: Run, monkeypatch: pytest.MonkeyPatch, width: int, blocks: int
    ) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        columns = ", ".join(f"'ປະກັນ ສັງຄົມ' AS column_{number}" for number in range(6))
        printed = run_tinso("sql", f"SELECT {columns} FROM range(2)").out.splitlines()
        assert sum(line.startswith("── ") for line in printed) == blocks
        assert ("column_5  ປະກັນ ສັງຄົມ" in printed) is bool(blocks)

    def test_parquet_goes_through_a_pipe_and_never_to_a_terminal(
        self, run_tinso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        piped = tinso("sql", "SELECT 95.5 AS value, 'ປະກັນ' AS quote", "-f", "parquet", cwd=tmp_path)
        assert piped.returncode == 0, piped.stderr.decode()
        (tmp_path / "answer.parquet").write_bytes(piped.stdout)
        answer = duckdb.sql(f"FROM '{tmp_path}/answer.parquet'").fetchall()
        assert answer == [(Decimal("95.5"), "ປະກັນ")]
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert run_tinso("sql", "SELECT 1", "-f", "parquet").status == 2

    def test_no_rows_are_valid_output(self, run_tinso: Run) -> None:
        assert json.loads(run_tinso("sql", "FROM runs", "-f", "json").out) == []
        assert run_tinso("sql", "FROM runs", "-f", "csv").out.count("\n") == 1

    def test_a_wrong_query_is_one_line_and_status_one(self, run_tinso: Run) -> None:
        outcome = run_tinso("sql", "SELECT nothing FROM runs")
        assert outcome.status == 1
        assert outcome.err.count("\n") == 1

    def test_columns_align_in_every_script(self, run_tinso: Run) -> None:
        quotes = ["95 %", "ຮ້ອຍລະ 95", "ร้อยละ ๙๕ ที่ปี่", "ຄຳສັ່ງ", "日本"]
        query = f"SELECT unnest({quotes!r}) AS quote, 'x' AS edge".replace('"', "'")
        lines = run_tinso("sql", query).out.splitlines()

        def columns_before(line: str, mark: str) -> int:
            return sum(
                0
                if unicodedata.category(c) in {"Mn", "Me", "Cf"}
                else 2
                if unicodedata.east_asian_width(c) in "WF"
                else 1
                for c in line[: line.rindex(mark)]
            )

        assert {columns_before(line, "x") for line in lines[2:]} == {columns_before(lines[0], "edge")}

    def test_a_long_table_says_that_it_is_cut(self, run_tinso: Run) -> None:
        outcome = run_tinso("sql", "FROM range(1500)")
        assert "first 1000 rows" in outcome.err
        assert run_tinso("sql", "FROM range(1500)", "-f", "csv").out.count("\n") == 1501


class TestExtract:
    @pytest.mark.usefixtures("plain_extractor")
    def test_lines_come_out_with_the_fields_of_the_contract(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        line = article_line(1)
        write_lines([line])
        outcome = run_tinso("extract", "articles.jsonl")
        (record,) = (json.loads(out) for out in outcome.out.splitlines())
        assert outcome.status == 0
        assert list(record) == ["article_id", "lang", "figures", "deadlines"]
        figure = record["figures"][0]
        assert line["text"][figure["start"] : figure["end"]] == figure["quote"] == "90 %"
        assert figure["value"] == "90"
        assert set(figure["evidence"]["value"]) == {"start", "end", "quote", "rule"}
        assert figure["confidence"] == 1.0

    @pytest.mark.usefixtures("plain_extractor")
    def test_broken_lines_are_told_with_their_number_and_the_rest_goes_on(
        self, run_tinso: Run, write_lines: WriteLines
    ) -> None:
        write_lines([article_line(1), "{", b"\xff", article_line(2, html="<p>", text=None), article_line(3)])
        outcome = run_tinso("extract", "articles.jsonl")
        assert outcome.status == 1
        assert [json.loads(out)["article_id"] for out in outcome.out.splitlines()] == ["a1", "a3"]
        errors = outcome.err.splitlines()
        assert [line.split(":")[1] for line in errors] == [f" articles.jsonl line {n}" for n in (2, 3, 4)]

    def test_standard_input_and_pages_are_read_without_a_store(self, tmp_path: Path) -> None:
        page = (
            "<html lang='fr'><body><h1>Objectif</h1><p>D'ici 2030, la province vise 95 % de la population assurée.</p>"
            "<p>À ce jour, la couverture atteint 91 % de la population.</p></body></html>"
        )
        line = json.dumps({"article_id": "p", "html": page, "published": "2025-11-18"}).encode()
        outcome = tinso("extract", cwd=tmp_path, stdin=line + b"\n")
        assert outcome.returncode == 0, outcome.stderr.decode()
        record = json.loads(outcome.stdout)
        assert record["lang"] == "fr"
        assert {figure["quote"] for figure in record["figures"]} == {"95 %", "91 %"}
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_file_is_one_line(self, run_tinso: Run) -> None:
        outcome = run_tinso("extract", "none.jsonl")
        assert (outcome.status, outcome.err) == (1, "tinso: none.jsonl: No such file or directory\n")

    def test_a_reader_that_leaves_early_is_no_fault(self, tmp_path: Path, write_lines: WriteLines) -> None:
        path = write_lines([article_line(n) for n in range(200)])
        command = f'"{sys.executable}" -c "from pipeline.cli import main; main()" extract {path} | head -n 1'
        outcome = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        )
        assert outcome.stdout.count(b"\n") == 1
        assert outcome.stderr == b""


class TestExplain:
    def test_a_figure_is_explained_by_its_rules(self, run_tinso: Run) -> None:
        outcome = run_tinso(
            "explain", "D'ici 2030, au moins 95 % de la population sera assurée.", "--lang", "fr"
        )
        assert outcome.status == 0
        assert "95 %" in outcome.out

    def test_a_file_of_text_is_read(self, run_tinso: Run, tmp_path: Path) -> None:
        file = tmp_path / "article.txt"
        file.write_text("D'ici 2030, au moins 95 % de la population sera assurée.", "utf-8")
        assert "comparator  >=" in run_tinso("explain", str(file), "--lang", "fr").out

    def test_evidence_is_painted_in_the_line_when_colours_are_asked_for(self, run_tinso: Run) -> None:
        text = "D'ici 2030, au moins 95 % de la population sera assurée (décision 52-CT/TW)."
        plain = run_tinso("explain", text, "--lang", "fr").out
        painted = run_tinso("explain", text, "--lang", "fr", "--colour", "always").out
        assert "\x1b[" not in plain
        assert "\x1b[91mau moins\x1b[0m \x1b[1;30;103m95 %\x1b[0m" in painted
        assert "\x1b[2;9m52-CT/TW\x1b[0m" in painted
        unpainted = re.sub(r"\x1b\[[0-9;]*m", "", painted)
        assert text in unpainted
        for line in plain.splitlines():
            if "─" in line:
                assert re.sub("['\"]", "", line) in re.sub("['\"]", "", unpainted)

    def test_control_characters_of_a_text_never_reach_the_terminal(self, run_tinso: Run) -> None:
        painted = run_tinso(
            "explain", "95 % \x1b]0;x\x07 des habitants", "--lang", "fr", "--colour", "always"
        )
        assert "\x1b]" not in painted.out
        assert "\x07" not in painted.out

    def test_the_language_is_recognised_when_not_given(self, run_tinso: Run) -> None:
        text = "La province vise un taux de couverture de 95 % de la population d'ici la fin de l'année."
        assert "95 %" in run_tinso("explain", text).out

    def test_an_unknown_language_is_one_line(self, run_tinso: Run) -> None:
        outcome = run_tinso("explain", "95 %", "--lang", "xx")
        assert outcome.status == 1
        assert outcome.err.count("\n") == 1


def test_an_unforeseen_fault_is_one_line_unless_asked_for_more(tmp_path: Path) -> None:
    script = (
        "import sys, pipeline.store as s\n"
        "def broken(path): raise ZeroDivisionError('by nothing')\n"
        "s.open_reader = broken\n"
        "sys.argv = ['tinso', 'sql', 'FROM runs']\n"
        "from pipeline.cli import main; main()"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("tinso: unexpected fault: ZeroDivisionError: by nothing")
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["ok", "ປະກັນ\u200bສຸຂະພາບ", "e\u0301 日本 \U0001f600"])
def test_honest_text_is_printed_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_json_lines_keep_every_character_and_break_nowhere() -> None:
    text = "a\u2028b\x85c\x1b[0m\u202e\U000e0001 ກ\U0001f600"
    line = json_line({"quote": text})
    assert json.loads(line) == {"quote": text}
    assert line.splitlines() == [line]
    assert "\x1b" not in line
    assert "ກ\U0001f600" in line
