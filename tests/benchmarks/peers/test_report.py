"""Scores, tables and the page, the lock of the libraries, and that nothing of them is imported where it need not be."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from corpus.gold import GoldArticle, GoldFile, Span
from corpus.scoring import LevelScore
from tests.benchmarks.peers.report import BEGIN, END, Row, cell, put_into, render_report
from tests.benchmarks.peers.scores import count_level, score_peer

HERE = Path(__file__).parent
FIGURE = {
    "quote": "95 %", "kind": "percentage", "value": "95", "unit": "percent", "comparator": "=", "scenario": "actual",
    "indicator": "other", "scope": "whole",
}  # fmt: skip


def article() -> GoldArticle:
    """A percentage and a deadline, and a number that is scored neither way."""
    gold = GoldFile.model_validate({
        "article_id": "a", "lang": "fr", "published": None,
        "figures": [FIGURE, {**FIGURE, "quote": "dix", "value": "10", "kind": "count", "unit": "item", "optional": True}],
        "deadlines": [{"quote": "2030", "date": "2030-12-31", "precision": "year"}],
    })  # fmt: skip
    return GoldArticle(gold, "95 % en 2030, dix", (Span(0, 4), Span(14, 17)), (Span(8, 12),))


def test_a_number_with_another_unit_is_right_at_the_first_level_only() -> None:
    found = {"figures": [{"start": 0, "end": 2, "value": "95.0", "kind": "count", "unit": "item"}]}
    assert count_level(article(), found, "number") == (1, 1, 1)
    assert count_level(article(), found, "value") == (0, 1, 1)


def test_a_finding_on_an_optional_record_counts_neither_way() -> None:
    found = {"figures": [{"start": 14, "end": 17, "value": "10", "kind": "count", "unit": "item"}]}
    assert count_level(article(), found, "number") == (0, 0, 1)


def test_a_deadline_is_right_by_its_date() -> None:
    right = {"deadlines": [{"start": 5, "end": 12, "date": "2030-12-31"}]}
    wrong = {"deadlines": [{"start": 8, "end": 12, "date": "2030-01-01"}]}
    assert count_level(article(), right, "deadline") == (1, 1, 1)
    assert score_peer([article()], {"a": wrong}, "deadline") == LevelScore(0.0, 0.0, 0.0)


def test_the_tables_hold_what_was_measured_and_dashes_for_the_rest() -> None:
    score = LevelScore(0.5, 0.25, 0.333)
    rows = [Row("One", "one 1.0", {"number": {"fr": score}}, {"fr": 1234.5})]
    report = render_report(rows, ("fr", "th"), "told", [["One", "`1`", "2", "1"]])
    assert "| One | 0.50 / 0.25 / **0.33** | – | – |" in report
    assert "| One | 1,234 | – | one 1.0 |" in report
    assert "| One | `1` | 2 | 1 |" in report
    assert cell(None) == "–"


def test_the_report_goes_between_the_marks_and_nowhere_else() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert put_into(page, r"new \1") == f"before\n{BEGIN}\nnew \\1\n{END}\nafter\n"
    with pytest.raises(ValueError, match="peers: begin"):
        put_into("no marks", "new")


def test_the_page_has_its_marks_and_a_measured_table(root: Path) -> None:
    page = (root / "docs" / "peers.md").read_text("utf-8")
    measured = page[page.index(BEGIN) : page.index(END)]
    assert re.search(r"\d{4}-\d\d-\d\d, Python 3\.\d+\.\d+, `python3 bootstrap.py peers`", measured)
    for name in (
        "Tinso",
        "Stack",
        "quantulum3",
        "Recognizers-Text",
        "Babel",
        "text2num",
        "PyThaiNLP",
        "dateparser",
    ):
        assert name in measured


def test_the_libraries_are_imported_inside_of_functions_only() -> None:
    ours = {"corpus", "extractors", "schemas", "tests", "packaging", "pytest"}
    for path in HERE.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            foreign = {name.partition(".")[0] for name in names} - ours
            assert foreign <= set(__import__("sys").stdlib_module_names), path.name


def test_the_lock_of_the_libraries_has_hashes_and_holds_what_the_extra_declares(root: Path) -> None:
    text = (root / "requirements-peers.txt").read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    pins = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.M)
    }
    run = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (root / "requirements.txt").read_text("utf-8"), re.M)
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [Requirement(line) for line in project["optional-dependencies"]["peers"]]
    assert len(declared) == 6
    assert all(
        requirement.specifier.contains(pins[canonicalize_name(requirement.name)], prereleases=True)
        for requirement in declared
    )
    assert {name for name, _ in run} <= set(re.findall(r"^([\w.-]+)==", text, re.M))
