"""Nights one after the other, with what goes wrong in them: nothing is lost, it is told in the morning, the next one needs no hand."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import trafilatura

from tests.pipeline.fetch.site import CODES
from tests.pipeline.nightly.month import Desk, articles_of, codes, open_desk


def test_three_nights_with_a_kill_a_second_start_and_a_site_that_is_down(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk") as desk:
        # The first: one page that holds nothing, and a second start in the middle.
        desk.print_paper(3, missing=1)
        status, told = desk.start("--second-at", "clean")
        assert (status, told["result"]) == (0, "well"), told["issues"]
        assert told["second"] == [10]
        assert codes(told) == {"duplicate_start", "no_article"}
        assert "was turned away" in desk.report()
        fetched = {
            (line["source"], line["language"]): line["out"]
            for line in told["stages"]
            if line["stage"] == "fetch"
        }
        assert fetched["loopback", None] == 15
        assert fetched["loopback", "lo"] == 3
        cleaned = [line for line in told["stages"] if line["stage"] == "clean" and line["language"]]
        assert sum(line["in"] for line in cleaned) == 15
        assert sum(line["out"] for line in cleaned) == 14
        assert [line["counts"] for line in cleaned if line["language"] == "lo"] == [
            {"article": 2, "no_article": 1}
        ]
        assert "Not judged, since 7 ordinary nights are needed" in told["notes"][0]
        assert desk.ask_readers("SELECT count(*) FROM articles") == [(14,)]

        # The second is killed while it cleans; started again, it goes on where it was.
        desk.next_day()
        desk.print_paper(2)
        status, _ = desk.start("--kill-at", "clean")
        assert status == -9
        asked = len(desk.paper.log)
        status, told = desk.start(at=desk.now + timedelta(hours=1))
        assert (status, told["night"], len(told["attempts"])) == (0, 2, 2), told["issues"]
        assert len(desk.paper.log) == asked, "what was fetched before the kill is not fetched again"
        assert "night_continued" in codes(told)
        assert "during clean" in desk.report()
        assert [
            line["out"] for line in told["stages"] if line["stage"] == "fetch" and line["source"] is None
        ] == [10]
        assert desk.ask_readers("SELECT count(*) FROM articles") == [(24,)]

        # The third finds the site down: the night fails, and publishes what it has.
        desk.next_day()
        desk.print_paper(2)
        desk.paper.is_down = True
        status, told = desk.start()
        assert (status, told["result"]) == (31, "incomplete")
        assert {issue["source"] for issue in told["issues"] if issue["severity"] == "error"} == {"loopback"}
        assert "without all of loopback" in desk.report()
        assert desk.ask_readers("SELECT count(*) FROM articles") == [(24,)]
        assert desk.ask_readers("SELECT night_id, result, attempts FROM nights ORDER BY 1") == [
            (1, "well", 1),
            (2, "well", 2),
            (3, "not ended", 1),
        ]
        desk.assert_nothing_is_lost()


FAULTS = {
    2: "killed while fetching, started again",
    5: "a second start",
    8: "site down",
    11: "new layout",
    13: "killed while cleaning, not started again",
    16: "disk nearly full",
    18: "clock set two hours ahead",
    21: "clock a day behind",
    24: "killed while publishing, started again",
    26: "site down",
    28: "killed at a random moment, started again",
}
"""By night, from 0."""
NOTICED = {
    "killed while fetching, started again": ("night_continued", "during fetch"),
    "a second start": ("duplicate_start", "turned away"),
    "site down": ("robots_unreachable", "robots.txt of"),
    "new layout": ("layout_does_not_fit", "the layout does not find"),
    "killed while cleaning, not started again": ("night_broken_off", "not continued"),
    "disk nearly full": ("fetch_failed", "is nearly full"),
    "clock set two hours ahead": ("clock_changed", "set ahead by 2.0 hours"),
    "clock a day behind": ("clock_changed", "it is wrong now, or was then"),
    "killed while publishing, started again": ("night_continued", "during publish"),
    "killed at a random moment, started again": ("night_continued", "and continued at"),
}
"""The code of the issue, and words of the morning page."""
LOSES_THE_NIGHT = ("site down", "new layout", "disk nearly full")
STAGES_MEASURED = ("fetch", "archive", "clean", "extract", "store", "publish", "report")


@pytest.mark.soak
def test_a_month_with_faults_in_a_third_of_its_nights(tmp_path: Path) -> None:
    dice = random.Random(30)
    costs: list[dict[str, float]] = []
    printed = []
    expects_broken_off = False
    with open_desk(tmp_path / "desk") as desk:
        for day in range(30):
            fault = FAULTS.get(day)
            desk.print_paper(articles_of(day, dice, 6), missing=day % 2)
            desk.paper.is_down, desk.paper.is_redesigned = fault == "site down", fault == "new layout"
            arguments, at = [], desk.now
            match fault:
                case "a second start":
                    arguments = ["--second-at", "extract"]
                case "disk nearly full":
                    arguments = ["--free", "200000000"]
                case "clock set two hours ahead":
                    arguments = ["--drift", "7200"]
                case "clock a day behind":
                    at -= timedelta(hours=26)
            if fault and fault.startswith("killed"):
                words = {"cleaning": "clean", "publishing": "publish"}
                stage = next((stage for word, stage in words.items() if word in fault), None)
                kill = ("--kill-at", stage) if stage else ("--kill-after", f"{dice.uniform(0.1, 2.5):.2f}")
                if "fetching" in fault:
                    kill = ("--kill-at-answer", "20")
                assert desk.start(*kill)[0] == -9
                if "not started again" in fault:
                    expects_broken_off = True
                    desk.next_day()
                    continue
                at += timedelta(hours=1)
            status, told = desk.start(*arguments, at=at)
            page = desk.report()
            if expects_broken_off:
                expects_broken_off = False
                fault = FAULTS[day - 1]
            if fault:
                code, words_told = NOTICED[fault]
                assert code in codes(told), (day, fault, told["issues"])
                assert words_told in page, (day, fault)
            expected = 31 if fault in LOSES_THE_NIGHT else 0
            assert status == expected, (day, fault, told["issues"])
            assert codes(told) <= {"no_article", "requests_failed", "host_resting"} or fault, (
                day,
                told["issues"],
            )
            desk.assert_nothing_is_lost()
            costs.append(measure(told, desk))
            printed.append(f"{day + 1:>5}  {told['result']:<11} {costs[-1]['pages']:>5.0f}  {fault or ''}")
            desk.next_day()
        nights = desk.ask_readers("SELECT count(*), count(DISTINCT night_id) FROM nights")
        assert nights == [(30, 30)]
        # Whatever a fault kept away was fetched by a later night: no page of the month is missing.
        wanted = {
            f"{desk.paper.base}/{code}/{slug}"
            for slugs in desk.paper.days.values()
            for slug in slugs
            for code in CODES
        }
        missing = {f"{desk.paper.base}{path}" for path in desk.paper.plan}
        stored = {url for (url,) in desk.ask("SELECT url FROM articles")}
        assert stored | missing == wanted
        print("\n" + "\n".join(["night  result       pages  fault", *printed]))
        print(show_costs(costs))


def measure(told: dict[str, Any], desk: Desk) -> dict[str, float]:
    """Seconds of the processor by stage, pages, and what bare trafilatura takes for one of the same pages."""
    pages = sum(line["in"] for line in told["stages"] if line["stage"] == "clean" and line["language"])
    bodies = [desk.paper.page(code, "tin-mot-hai") for code in CODES]
    started = time.process_time()
    for _ in range(10):
        for body in bodies:
            trafilatura.extract(body, include_comments=False)
    bare = (time.process_time() - started) / (10 * len(bodies))
    return {**{name: told["cpu"].get(name, 0.0) for name in STAGES_MEASURED}, "pages": pages, "bare": bare}


def show_costs(costs: list[dict[str, float]]) -> str:
    """Each stage as a ratio to bare trafilatura on the same pages, for the nights of the first and the last week."""
    usual = [cost for cost in costs if cost["pages"] >= 20]
    bare = median([cost["bare"] for cost in usual])
    lines = [f"bare trafilatura: {1000 * bare:.1f} ms a page", "stage     first ten  last ten"]
    for name in (*STAGES_MEASURED, "all"):
        ratios = []
        for part in (usual[:10], usual[-10:]):
            each = [
                sum(cost[stage] for stage in STAGES_MEASURED if name in (stage, "all"))
                / (cost["pages"] * cost["bare"])
                for cost in part
            ]
            ratios.append(median(each))
        lines.append(f"{name:<9} {ratios[0]:>9.2f}  {ratios[1]:>8.2f}")
    return "\n".join(lines)
