"""The report: one page that stands alone, says what the views say, and runs nothing that an article brought."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.cli.report import save_whole
from pipeline.errors import InputError
from pipeline.ingest import ingest_paths
from pipeline.report import (
    count_due,
    draw_bullet,
    draw_coverage,
    find_status,
    scale_end,
    show_amount,
    web_address,
)
from pipeline.store import open_store, publish_store

from .conftest import Outcome, article_line

Run = Callable[..., Outcome]
WriteLines = Callable[..., Path]
HOSTILE = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>"
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, its text, and whether its elements nest."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on the embedded sample."""
    from corpus.sample import SAMPLE_DIR
    from pipeline.report import write_report
    from pipeline.store import open_reader

    db = tmp_path_factory.mktemp("report") / "tinso.duckdb"
    ingest_paths([SAMPLE_DIR], db, root=SAMPLE_DIR)
    with open_reader(db) as store:
        page = write_report(store)
        assert write_report(store) == page
    return page


def target(**more: Any) -> SimpleNamespace:
    row: dict[str, Any] = {
        "target": Decimal(95),
        "target_max": None,
        "actual": Decimal(90),
        "unit": "percent",
        "comparator": ">=",
        "measure": "coverage_rate",
        "deadline": date(2025, 12, 31),
        "as_of": date(2025, 6, 1),
        "reached": False,
        "on_track": None,
    }
    return SimpleNamespace(**{**row, **more})


def test_the_page_stands_alone_and_its_elements_nest(sample_page: str) -> None:
    page = Page(sample_page)
    assert not page.open
    assert not [
        tag for tag, _ in page.elements if tag in {"script", "link", "img", "iframe", "object", "form"}
    ]
    assert not [a for _, attributes in page.elements for a in attributes if a == "src" or a.startswith("on")]
    assert "url(" not in sample_page
    assert "@import" not in sample_page


def test_every_chart_has_a_title_and_a_description_of_its_own(sample_page: str) -> None:
    page = Page(sample_page)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    charts = [chart for chart in page.named("svg") if chart.get("role") == "img"]
    assert len(charts) > 20
    assert all(set((chart["aria-labelledby"] or "").split()) <= set(ids) for chart in charts)
    assert all(chart.get("aria-hidden") for chart in page.named("svg") if chart.get("role") != "img")


def test_targets_of_the_sample_are_beside_their_actuals(sample_page: str) -> None:
    text = " ".join(Page(sample_page).text.split())
    assert (
        "Target ≥ 97\N{NO-BREAK SPACE}% by 2026-12-31; actual 98.01\N{NO-BREAK SPACE}% on 2025-10-31: reached."
    ).replace("\N{NO-BREAK SPACE}", " ") in text
    assert "As a table, with quotes" in text
    assert "Lạng Sơn" in text


def test_nothing_from_an_article_becomes_markup(
    tmp_path: Path, write_lines: WriteLines, plain_extractor: None, run_tinso: Run
) -> None:
    text = "Province\nD'ici 2090, la province vise 95 % des habitants."
    line = article_line(1, title=HOSTILE, url="https://x.example/1", text=text.replace("2090", "2049"))
    ingest_paths(
        [write_lines([line, "{no json <script>"], name="<img onerror=x>.jsonl")], tmp_path / "tinso.duckdb"
    )
    assert (
        run_tinso("report", "--db", str(tmp_path / "tinso.duckdb"), "-o", str(tmp_path / "r.html")).status
        == 0
    )
    source = (tmp_path / "r.html").read_text("utf-8")
    page = Page(source)
    assert HOSTILE in page.text
    assert not page.open
    assert not page.named("script")
    assert not page.named("img")
    assert "<script" not in source
    assert [a["href"] for a in page.named("a") if "x.example" in (a["href"] or "")] == ["https://x.example/1"]


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_address("https://x.example/a") == "https://x.example/a"
    for address in (None, "", "javascript:alert(1)", " https://x.example", "data:text/html,x", "//x.example"):
        assert web_address(address) is None


def test_an_empty_store_gives_a_page_that_says_so(tmp_path: Path, run_tinso: Run) -> None:
    open_store(tmp_path / "empty.duckdb").close()
    assert (
        run_tinso("report", "--db", str(tmp_path / "empty.duckdb"), "-o", str(tmp_path / "r.html")).status
        == 0
    )
    page = Page((tmp_path / "r.html").read_text("utf-8"))
    assert not page.open
    assert "No article sets a target" in page.text
    assert "No deadline lies ahead" in page.text


def test_the_published_snapshot_is_read_where_there_is_one(
    tmp_path: Path, write_lines: WriteLines, plain_extractor: None, run_tinso: Run
) -> None:
    db = tmp_path / "tinso.duckdb"
    ingest_paths([write_lines([article_line(1, title="the first")])], db)
    publish_store(db)
    ingest_paths([write_lines([article_line(1), article_line(2), article_line(3)])], db)
    done = run_tinso("report", "--db", str(db), "-o", str(tmp_path / "r.html"))
    assert "has changed since this was published" in done.err
    page = Page((tmp_path / "r.html").read_text("utf-8"))
    assert re.search(r"Articles\s*1\s*1 stories", page.text)


def test_without_a_store_no_page_is_written(tmp_path: Path, run_tinso: Run) -> None:
    assert (
        run_tinso("report", "--db", str(tmp_path / "none.duckdb"), "-o", str(tmp_path / "r.html")).status == 3
    )
    assert not (tmp_path / "r.html").exists()


def test_a_page_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.html"
    out.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="No space left"):
        save_whole("new", out)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert out.read_text() == "old"


def test_a_target_that_is_met_from_above_has_its_zone_at_the_left() -> None:
    below = draw_bullet(target(target=Decimal("1.5"), actual=Decimal("2.1"), measure="arrears_rate"))
    assert (below.end, below.zone_from, below.zone_width, below.actual) == (3, 0, 50, 70)
    above = draw_bullet(target(actual=None))
    assert (above.end, above.zone_from, above.zone_width, above.actual) == (100, 95, 5, None)


@pytest.mark.parametrize(
    ("greatest", "unit", "end"),
    [
        ("98", "percent", "100"),
        ("2", "percent", "3"),
        ("110", "percent", "200"),
        ("27000", "person", "40000"),
        ("0", "person", "1"),
        ("412700000000", "VND", "500000000000"),
    ],
)
def test_a_scale_ends_at_a_round_number_beyond_its_marks(greatest: str, unit: str, end: str) -> None:
    assert scale_end(Decimal(greatest), unit) == Decimal(end)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"reached": True, "deadline": date(2024, 1, 1)}, "reached"),
        ({"deadline": date(2025, 5, 31)}, "past"),
        ({"actual": None, "reached": None}, "unknown"),
        ({}, "open"),
        ({"on_track": True}, "on_track"),
        ({"on_track": False}, "behind"),
        ({"deadline": None}, "open"),
        ({"actual": None, "reached": None, "deadline": date(2025, 5, 31)}, "past"),
    ],
)
def test_the_state_of_a_target_is_told_in_one_word(more: dict[str, Any], status: str) -> None:
    assert find_status(target(**more)) == status


def test_points_of_a_series_keep_the_order_of_days_and_values() -> None:
    rows = [
        SimpleNamespace(
            indicator="i",
            indicator_title=None,
            extent_id="e",
            compared_base=None,
            unit="percent",
            obs_date=date(2025, month, 1),
            value=Decimal(value),
        )
        for month, value in ((1, 91), (2, 95), (3, 93))
    ]
    (indicator,) = draw_coverage(rows)
    (panel,) = indicator.panels
    xs, ys = zip(*panel.points, strict=True)
    assert list(xs) == sorted(xs)
    assert ys[1] < ys[2] < ys[0]
    assert (indicator.title, indicator.low, indicator.high) == ("i", 80, 100)


def test_deadlines_are_counted_by_month_and_none_is_lost() -> None:
    days = [date(2025, 11, 22), date(2025, 11, 30), date(2026, 10, 31), date(2026, 11, 1), date(2030, 12, 31)]
    counted = count_due(date(2025, 11, 22), days)
    assert [pair for pair in counted if pair[1]] == [("2025-11", 2), ("2026-10", 1), ("later", 2)]
    assert len(counted) == 13
    assert count_due(None, days) == count_due(date(2025, 1, 1), []) == []


def test_amounts_are_written_for_readers() -> None:
    assert show_amount(Decimal("95.200000"), "percent") == "95.2\N{NO-BREAK SPACE}%"
    assert show_amount(Decimal("27000.000000"), "person") == "27,000"
    assert show_amount(Decimal("412700000000"), "VND") == "412.7 bn\N{NO-BREAK SPACE}VND"
    assert show_amount(Decimal("100"), "percent") == "100\N{NO-BREAK SPACE}%"
