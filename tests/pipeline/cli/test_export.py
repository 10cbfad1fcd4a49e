"""Exports: exact, whole or not there, without formulas, and without article texts unless they are asked for."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from pipeline.cli import export, spreadsheets
from pipeline.cli.spreadsheets import Workbook, guard_cell, write_csv
from pipeline.ingest import ingest_paths

from ..conftest import Outcome, article_line

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
SECRET = "une phrase qui ne doit pas sortir"
HOSTILE = '=HYPERLINK("http://x.example";"ປະກັນ")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def store(tmp_path: Path, write_lines: WriteLines, plain_extractor: None) -> Path:
    """A store of two articles with a hostile title each, at the path where commands look for it."""
    lines = [article_line(number, title=HOSTILE, url=f"https://x.example/{number}") for number in (1, 2)]
    for line in lines:
        line["text"] += f"\n{SECRET}"
    ingest_paths([write_lines(lines)], tmp_path / "tinso.duckdb")
    return tmp_path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_workbook(path: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """The cells of each sheet as pairs of type and content."""
    sheets = {}
    with zipfile.ZipFile(path) as book:
        names = [
            each.get("name")
            for each in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        ]
        for number, name in enumerate(names, 1):
            assert name is not None
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(tree.iter(f"{SHEET}f"))
            assert not list(tree.iter(f"{SHEET}hyperlink"))
            sheets[name] = [
                [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row]
                for row in tree.iter(f"{SHEET}row")
            ]
    return sheets


def test_every_table_and_view_is_exported_with_all_its_rows(store: Path, run_tinso: Run) -> None:
    for kind in ("parquet", "csv", "xlsx"):
        outcome = run_tinso("export", "-f", kind)
        assert outcome.status == 0, outcome.err
    with duckdb.connect(str(store / "tinso.duckdb"), read_only=True) as held:
        names = held.execute(
            "SELECT table_name FROM information_schema.tables WHERE NOT starts_with(table_name, 'schema_') ORDER BY 1"
        ).fetchall()
        wanted = {name: held.execute(f"SELECT count(*) FROM {name}").fetchone() for (name,) in names}
    assert {"articles", "figures", "targets", "runs"} <= wanted.keys()
    book = read_workbook(store / "tinso.xlsx")
    assert book.keys() == wanted.keys()
    for name, (rows,) in wanted.items():
        assert duckdb.sql(f"SELECT count(*) FROM '{store}/tinso-export/{name}.parquet'").fetchall() == [
            (rows,)
        ]
        assert len(read_csv(store / "tinso-export" / f"{name}.csv")) == rows
        assert len(book[name]) == rows + 1
    assert not list(store.rglob("*.part"))


def test_parquet_has_the_types_of_the_store(store: Path, run_tinso: Run) -> None:
    run_tinso("export", "-f", "parquet", "--table", "figures", "-o", "out")
    kinds = dict(
        duckdb.sql(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM '{store}/out/figures.parquet')"
        ).fetchall()
    )
    assert (kinds["value"], kinds["date_end"], kinds["start"]) == ("DECIMAL(38,6)", "DATE", "INTEGER")
    assert [path.name for path in (store / "out").iterdir()] == ["figures.parquet"]


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx", "sdmx-csv"])
def test_texts_leave_only_when_asked_for(store: Path, run_tinso: Run, kind: str) -> None:
    def exported() -> bytes:
        files = [path for path in (store / "out").rglob("*") if path.is_file()]
        assert files
        read = []
        for path in files:
            if path.suffix == ".parquet":
                read.append(str(duckdb.sql(f"FROM '{path}'").fetchall()).encode())
            elif zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as book:
                    read += [book.read(name) for name in book.namelist()]
            else:
                read.append(path.read_bytes())
        return b"".join(read)

    (store / "out").mkdir()
    place = "out/it" if kind in ("xlsx", "sdmx-csv") else "out"
    assert run_tinso("export", "-f", kind, "-o", place).status == 0
    assert SECRET.encode() not in exported()
    asked = run_tinso("export", "-f", kind, "-o", place, "--texts")
    if kind == "sdmx-csv":
        assert asked.status == 2
    else:
        assert SECRET.encode() in exported()


def test_no_formula_leaves_in_any_format(store: Path, run_tinso: Run) -> None:
    for kind in ("csv", "xlsx"):
        run_tinso("export", "-f", kind, "--texts")
    (title,) = {row["title"] for row in read_csv(store / "tinso-export" / "articles.csv")}
    assert title == f"'{HOSTILE}"
    cells = [cell for row in read_workbook(store / "tinso.xlsx")["articles"] for cell in row]
    assert ("inlineStr", HOSTILE) in cells


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+84 24", "'+84 24"),
        ("-5 %", "'-5 %"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" \t=1", " \t'=1"),
        ("\u00a0=1", "\u00a0'=1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("=", "="),
        (">=", ">="),
        ("-", "-"),
        ("95 %", "95 %"),
        ("a = b", "a = b"),
        ("2026-2030", "2026-2030"),
        ("ร้อยละ 95", "ร้อยละ 95"),
        ("", ""),
    ],
)
def test_a_cell_is_guarded_where_a_formula_could_begin_and_nowhere_else(text: str, guarded: str) -> None:
    assert guard_cell(text) == guarded


def test_csv_keeps_numbers_exact_and_signed(tmp_path: Path) -> None:
    row = (
        Decimal("-12345678901234567890.123456"),
        Decimal("-5.500000"),
        -3,
        date(2030, 12, 31),
        None,
        ["=a"],
        True,
    )
    assert write_csv(tmp_path / "t.csv", [f"c{n}" for n in range(7)], [row]) == 1
    (read,) = read_csv(tmp_path / "t.csv")
    assert list(read.values()) == [
        "-12345678901234567890.123456", "-5.5", "-3", "2030-12-31", "", '["=a"]', "true",
    ]  # fmt: skip
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_keeps_what_a_number_in_it_cannot(tmp_path: Path) -> None:
    row = (
        Decimal("4600000000000.500000"), Decimal("12345678901234567.000000"), 10**20, float("nan"), True,
        date(2030, 12, 31), datetime(2025, 1, 2, 12), date(1899, 1, 1), None, {"k": "v"}, "a\x00\x1fb", "=1",
    )  # fmt: skip
    with Workbook(tmp_path / "t.xlsx") as book:
        book.add_table("t", [f"c{n}" for n in range(len(row))], [row])
    assert read_workbook(tmp_path / "t.xlsx")["t"][1] == [
        ("n", "4600000000000.5"), ("inlineStr", "12345678901234567"), ("n", "1E+20"), ("inlineStr", "nan"), ("b", "1"),
        ("n", "47848"), ("n", "45659.5"), ("inlineStr", "1899-01-01"), ("inlineStr", '{"k": "v"}'),
        ("inlineStr", "a_x0000__x001F_b"), ("inlineStr", "=1"),
    ]  # fmt: skip


def test_a_table_too_long_for_a_sheet_takes_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "ROWS_A_SHEET", 2)
    with Workbook(tmp_path / "t.xlsx") as book:
        assert book.add_table("t", ["n"], ([number] for number in range(5))) == 5
        assert book.add_table("none", ["n"], []) == 0
    sheets = read_workbook(tmp_path / "t.xlsx")
    assert {name: [row[0][1] for row in rows] for name, rows in sheets.items()} == {
        "t": ["n", "0", "1"], "t (2)": ["n", "2", "3"], "t (3)": ["n", "4"], "none": ["n"],
    }  # fmt: skip


def test_texts_that_had_to_be_cut_are_told(
    store: Path, run_tinso: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "LONGEST_CELL", 100)
    outcome = run_tinso("export", "-f", "xlsx", "--table", "articles", "--texts")
    assert outcome.status == 0
    assert "2 texts were cut" in outcome.err


def test_sdmx_csv_names_its_dataflow_in_every_row_and_no_observation_twice(
    store: Path, run_tinso: Run
) -> None:
    assert run_tinso("export", "-f", "sdmx-csv").status == 0
    assert not (store / "figures_sdmx.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read_csv(store / "figures_sdmx.csv")
    assert rows
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {tuple(row.values())[:3] for row in rows} == {("dataflow", "TINSO:FIGURES(1.0)", "I")}
    assert {"INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS"} <= rows[
        0
    ].keys()
    assert len({row["OBS_ID"] for row in rows}) == len(rows)


FULL = """
import sys
import pipeline.cli.spreadsheets as spreadsheets
from pyarrow import parquet
from pipeline.cli import main

def full(*_):
    raise OSError(28, "No space left on device")

spreadsheets._csv_cell = spreadsheets.Workbook._write = parquet.ParquetWriter.write_batch = full
main()
"""


@pytest.mark.parametrize(
    ("kind", "path"), [("csv", "out/runs.csv"), ("parquet", "out/runs.parquet"), ("xlsx", "out/runs.xlsx")]
)
def test_a_full_disk_leaves_the_file_before_and_nothing_half_written(
    store: Path, kind: str, path: str
) -> None:
    (store / "out").mkdir()
    (store / path).write_bytes(b"before")
    place = path if kind == "xlsx" else "out"
    failed = subprocess.run(
        [sys.executable, "-c", FULL, "export", "-f", kind, "--table", "runs", "-o", place],
        cwd=store, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "No space left" in failed.stderr
    assert [each.read_bytes() for each in (store / "out").iterdir()] == [b"before"]


def test_what_cannot_be_exported_is_told_in_one_line(store: Path, run_tinso: Run) -> None:
    assert "there is no table or view 'nothing'" in run_tinso("export", "-f", "csv", "--table", "nothing").err
    assert "cannot be written" in run_tinso("export", "-f", "xlsx", "-o", "none/t.xlsx").err
    assert "cannot be written" in run_tinso("export", "-f", "csv", "-o", "articles.jsonl").err
    assert run_tinso("export", "-f", "csv", "--db", "none.duckdb").status == 3
    assert run_tinso("export").status == 2


def test_the_formats_that_are_offered_all_have_a_place(tmp_path: Path) -> None:
    assert set(export.DEFAULT_OUTPUT) == set(export.Format)
    assert set(export.EXPORTERS) == set(export.IN_FOLDER)
