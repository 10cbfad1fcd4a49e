"""What is to be fetched outlives a kill; what failed comes back, what is gone rests for a week."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import FrontierError
from pipeline.fetch import Frontier, Page, copy_frontier, open_frontier
from pipeline.fetch.frontier import ATTEMPTS_A_NIGHT
from pipeline.fetch.politeness import HostState
from schemas import Issue

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def article(name: str, changed: datetime | None = None) -> Page:
    return Page(f"https://a.vn/lo/{name}", "a", "article", "lo", name, "sitemap", changed)


def due(frontier: Frontier) -> str | None:
    found = frontier.next_due("a", ("article",))
    return found[0].url.rpartition("/")[2] if found else None


def test_an_address_enters_once() -> None:
    with open_frontier(None) as frontier:
        assert frontier.add([article("x"), article("y"), article("x")], NOW) == 2
        assert frontier.add([article("x")], LATER) == 0


def test_the_newest_articles_come_first_and_editions_stay_together() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("old", NOW - timedelta(days=2)), article("new", NOW), article("undated")], NOW)
        order = []
        while name := due(frontier):
            order.append(name)
            frontier.note_answer(f"https://a.vn/lo/{name}", 200, NOW)
        assert order == ["new", "old", "undated"]


def test_what_changed_since_it_was_fetched_is_due_again_and_what_did_not_is_not() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("x", NOW - timedelta(hours=1))], NOW)
        frontier.note_answer("https://a.vn/lo/x", 200, NOW)
        frontier.add([article("x", NOW - timedelta(minutes=1))], LATER)
        assert due(frontier) is None
        frontier.add([article("x", NOW + timedelta(minutes=1))], LATER)
        assert due(frontier) == "x"


def test_a_missing_page_is_not_asked_for_again_for_a_week() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("x")], NOW)
        frontier.note_answer("https://a.vn/lo/x", 404, NOW)
        for days, wanted in ((1, None), (6, None), (7, "x")):
            frontier.begin("a", NOW + timedelta(days=days))
            assert due(frontier) == wanted


def test_a_failure_waits_longer_each_time_gives_up_for_the_night_and_comes_back_the_next() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("x"), article("y")], NOW)
        waits = []
        for _ in range(ATTEMPTS_A_NIGHT):
            frontier.note_failure("https://a.vn/lo/x", "timeout", NOW)
            frontier.note_answer("https://a.vn/lo/y", 200, NOW)
            found = frontier.next_due("a", ("article",))
            waits.append((found[1] - NOW).total_seconds() / 60 if found and found[1] else None)
        assert waits == [2, 4, None]
        assert frontier.left_over("a") == 1
        frontier.begin("a", LATER)
        assert due(frontier) == "x"


def test_a_rest_that_the_host_asked_for_takes_no_attempt_from_the_page() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("x")], NOW)
        for _ in range(ATTEMPTS_A_NIGHT + 1):
            frontier.note_failure("https://a.vn/lo/x", "http_429", NOW, counts=False)
        assert due(frontier) == "x"


def test_what_failed_stands_behind_what_was_not_tried() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("failed", NOW)], NOW)
        frontier.note_failure("https://a.vn/lo/failed", "timeout", NOW)
        frontier.add([article("fresh")], NOW)
        assert due(frontier) == "fresh"


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    with open_frontier(tmp_path / "archive") as frontier:
        frontier.add([article("x", NOW)], NOW)
        frontier.keep_host(HostState("a.vn", 4.0, 2, 1, NOW, "2026-11-22", 17))
        frontier.keep_night("r1", "a", NOW, LATER, {"fetched": 3, "languages": {"lo": 3}})
        frontier.keep_issues("r1", [Issue(code="too_few_articles", source="source:a", message="3")])
    with open_frontier(tmp_path / "archive") as frontier:
        page = frontier.page("https://a.vn/lo/x")
        assert page is not None
        assert (page.changed, page.due_since, page.language, page.edition_key) == (NOW, NOW, "lo", "x")
        assert frontier.host("a.vn") == HostState("a.vn", 4.0, 2, 1, NOW, "2026-11-22", 17)
        assert frontier.host("other.vn") == HostState("other.vn")
        assert [(night.day, night.articles) for night in frontier.nights("a", 5, before="")] == [
            ("2026-11-22", 3)
        ]
        assert frontier.nights("a", 5, before="r1") == []
        assert [issue.code for issue in frontier.issues("r1")] == ["too_few_articles"]


def test_a_copy_changes_nothing(tmp_path: Path) -> None:
    with open_frontier(tmp_path) as frontier:
        frontier.add([article("x")], NOW)
    copy = copy_frontier(tmp_path)
    copy.note_answer("https://a.vn/lo/x", 200, NOW)
    assert copy.waiting("a") == []
    with open_frontier(tmp_path) as frontier:
        assert frontier.waiting("a") == ["https://a.vn/lo/x"]
    assert copy_frontier(tmp_path / "none").waiting("a") == []


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "frontier.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(FrontierError, match=r"frontier\.sqlite"):
        open_frontier(tmp_path)


def test_runs_of_one_day_are_one_night_and_partial_ones_are_none() -> None:
    with open_frontier(None) as frontier:
        for run, days, fetched, partial in (
            ("r1", 0, 3, False),
            ("r2", 0, 4, False),
            ("r3", 1, 9, True),
            ("r4", 2, 5, False),
        ):
            began = NOW + timedelta(days=days)
            counts: dict[str, object] = {"fetched": fetched, "already_there": 1, "languages": {"lo": fetched}}
            frontier.keep_night(run, "a", began, began, counts, partial=partial)
        nights = frontier.nights("a", 5, before="")
        assert [(night.day, night.articles, night.languages["lo"]) for night in nights] == [
            ("2026-11-24", 6, 5),
            ("2026-11-22", 9, 7),
        ]


def test_an_edition_that_never_comes_is_asked_for_ever_less_often() -> None:
    with open_frontier(None) as frontier:
        frontier.add([article("x")], NOW)
        asked = []
        for day in range(120):
            moment = NOW + timedelta(days=day)
            frontier.begin("a", moment)
            if due(frontier):
                asked.append(day)
                frontier.note_answer("https://a.vn/lo/x", 404, moment)
        assert asked == [0, 7, 14, 28, 56, 112]


def test_what_is_next_is_found_by_an_index_however_much_is_due(tmp_path: Path) -> None:
    with open_frontier(tmp_path) as frontier:
        frontier.add([article("x")], NOW)
    seen: list[str] = []
    with sqlite3.connect(tmp_path / "frontier.sqlite") as connection, open_frontier(tmp_path) as frontier:
        frontier._connection.set_trace_callback(seen.append)
        frontier.next_due("a", ("article",))
        frontier.next_due("a", ("sitemap", "feed", "listing"))
        frontier.begin("a", NOW)
        frontier._connection.set_trace_callback(None)
        questions = [text for text in seen if text.lstrip().startswith(("SELECT", "UPDATE"))]
        plans = [row[3] for text in questions for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]
    assert len(questions) == 5
    indexes = {name for plan in plans for name in re.findall(r"INDEX (\w+)", plan)}
    assert indexes == {"pages_in_order", "pages_waiting", "pages_gone", "pages_tried"}
    assert not any("SCAN" in plan for plan in plans)
    assert not any("pages_in_order" in plan and "TEMP B-TREE" in plan for plan in plans)


def test_a_file_of_an_earlier_version_keeps_its_hosts(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "frontier.sqlite") as connection:
        connection.execute(
            "CREATE TABLE hosts (host TEXT PRIMARY KEY, slowness REAL NOT NULL, failures INTEGER NOT NULL, "
            "refusals INTEGER NOT NULL, rest_until TEXT, night TEXT NOT NULL, requests INTEGER NOT NULL) WITHOUT ROWID"
        )
        connection.execute("INSERT INTO hosts VALUES ('a.vn', 4, 2, 1, NULL, '2026-11-22', 17)")
    with open_frontier(tmp_path) as frontier:
        assert frontier.host("a.vn") == HostState("a.vn", 4.0, 2, 1, None, "2026-11-22", 17)
        frontier.keep_host(HostState("a.vn", last_start=NOW))
    with open_frontier(tmp_path) as frontier:
        assert frontier.host("a.vn").last_start == NOW
