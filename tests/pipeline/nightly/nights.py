"""Nights as the ledger would tell them, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from pipeline.nightly.alarms import ALL
from pipeline.nightly.ledger import Attempt, Line, Night

FIRST = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def make_night(
    day: int,
    fetched: Mapping[str, int],
    *,
    source: str = "paper",
    state: str = "done",
    refused: int = 0,
    undated: int = 0,
    figures: float = 5.0,
    low: float = 0.1,
    disagreeing: float = 0.05,
    status: int | None = 0,
    waiting: int = 0,
) -> Night:
    """A night of one source: pages by language; of each language that many pages refused and articles undated."""
    started = FIRST + timedelta(days=day)
    night = Night(day + 1, started, sources=(source,), attempts=[Attempt(started, 1, "host")])
    night.status, night.finished, night.last_line_at = status, started + timedelta(hours=2), started

    def enter(line: Line) -> None:
        night.lines[line.place] = line

    for stage in ("fetch", "archive", "clean", "extract", "store", "publish", "report"):
        enter(
            Line(
                stage, state="done", started=started, seconds=60.0, came_in=0, went_out=sum(fetched.values())
            )
        )
    enter(
        Line(
            "fetch",
            source,
            None,
            state,
            None,
            60.0,
            0,
            sum(fetched.values()),
            {"left_over": waiting} if waiting else {},
        )
    )
    for language, pages in fetched.items():
        enter(Line("fetch", source, language, state, went_out=pages))
        if not pages:
            continue
        articles = pages - refused
        enter(
            Line(
                "clean",
                source,
                language,
                "done",
                None,
                None,
                pages,
                articles,
                {"article": articles, "no_article": refused},
            )
        )
        read = round(articles * figures)
        counts = {
            "articles": articles,
            "dated": articles - undated,
            "low": round(read * low),
            "deadlines": articles,
        }
        enter(Line("extract", source, language, "done", None, None, articles, read, counts))
        counts = {"stories": articles, "compared": read, "disagreeing": round(read * disagreeing)}
        enter(Line("extract", ALL, language, "done", counts=counts))
    return night
