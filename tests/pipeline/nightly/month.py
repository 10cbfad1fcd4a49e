"""A paper on loopback that goes through days, and a desk beside it that runs nights on a clock of their own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.archive import open_reader as open_archive_reader
from pipeline.store import open_reader, readable_path
from tests.pipeline.fetch.site import NewsSite, Reply, serve, source_file

ROOT = Path(__file__).resolve().parents[3]
DRIVE = Path(__file__).with_name("drive.py")
FIRST = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)
"""A Monday. Half past one in the night of Vietnam, when the papers of the day are out."""
NOTHING = Reply(200, b"<html><body><p>Xin loi, trang nay khong co.</p></body></html>")


@dataclass
class Paper(NewsSite):
    """A site that can be down, or have new pages."""

    is_down: bool = False
    is_redesigned: bool = False

    def answer(self, host: str, path: str) -> Reply:
        if self.is_down:
            return Reply(503, b"<html><body>maintenance</body></html>")
        return super().answer(host, path)

    def page(self, code: str, slug: str) -> str:
        html = super().page(code, slug)
        if not self.is_redesigned:
            return html
        for name in ("article-content", "article-title", "article-source", "article-date"):
            html = html.replace(name, f"x-{name[8:]}-2")
        return (
            html.replace("<h1", "<h2")
            .replace("</h1>", "</h2>")
            .replace("<article", "<div")
            .replace("</article>", "</div>")
        )


class Desk:
    """A folder with settings, a source, an archive and a store."""

    def __init__(self, folder: Path, paper: Paper, *, minimum: int = 1) -> None:
        self.folder = folder
        self.paper = paper
        self.day = 0
        source_file(
            paper,
            folder / "sources",
            politeness="[politeness]\nspacing = 1.0",
            expected=f"[expected]\nminimum = {minimum}",
        )
        (folder / "tinso.toml").write_text(
            '[fetch]\ncontact = "mailto:desk@example.org"\nprivate_networks = ["127.0.0.0/8"]\n'
            "[clean]\nworkers = 1\n[publish]\nkeep = 3\n"
            '[nightly]\nprometheus = "tinso.prom"\n',
            "utf-8",
        )

    @property
    def now(self) -> datetime:
        return FIRST + timedelta(days=self.day)

    def print_paper(self, articles: int, *, missing: int = 0) -> None:
        """Today's articles; of the first `missing` the Lao page is none."""
        slugs = [f"tin-ngay-{self.day}-{number}" for number in range(articles)]
        self.paper.days[f"{self.now:%Y-%m-%d}"] = slugs
        for slug in slugs[:missing]:
            self.paper.plan[f"/lo/{slug}"] = [NOTHING, Reply(404)]

    def start(self, *arguments: str, at: datetime | None = None) -> tuple[int, dict[str, Any]]:
        """Run a night; its exit status and what it printed."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TINSO_")}
        done = subprocess.run(
            [sys.executable, str(DRIVE), str(self.folder), (at or self.now).isoformat(), *arguments],
            env=environment | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        lines = done.stdout.splitlines()
        if not lines and done.returncode != -9:
            raise AssertionError(done.stderr)
        return done.returncode, json.loads(lines[-1]) if lines else {}

    def next_day(self) -> None:
        self.day += 1

    def report(self) -> str:
        """The morning page that was written last."""
        return (self.folder / "reports" / "latest.html").read_text("utf-8")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with open_reader(self.folder / "tinso.duckdb") as store:
            return list(store.ask(sql).rows)

    def ask_readers(self, sql: str) -> list[tuple[Any, ...]]:
        """Of the snapshot."""
        with open_reader(readable_path(self.folder / "tinso.duckdb")) as store:
            return list(store.ask(sql).rows)

    def pages_archived(self) -> int:
        """Whole pages of articles that the archive has."""
        with open_archive_reader(self.folder / "archive") as reader:
            counts = reader.counts()
        return sum(count.number for count in counts if count.kind == "article" and count.status == 200)

    def assert_nothing_is_lost(self) -> None:
        """Articles in = stored + rejects with reasons; nothing twice."""
        outcomes = dict(
            self.ask(
                """SELECT outcome, count(*) FROM (FROM fetches
                QUALIFY row_number() OVER (PARTITION BY seq ORDER BY run_id DESC) = 1) GROUP BY 1"""
            )
        )
        assert sum(outcomes.values()) == self.pages_archived()
        stored, distinct, revisions = self.ask(
            "SELECT count(*), count(DISTINCT article_id), max(revision) FROM articles"
        )[0]
        taken = self.ask("SELECT count(DISTINCT article_id) FROM fetches WHERE outcome = 'article'")[0][0]
        assert (stored, revisions) == (distinct, 1)
        assert stored == taken
        refused = {code for code in outcomes if code not in ("article", "unchanged")}
        told = {code for (code,) in self.ask("SELECT DISTINCT code FROM issues WHERE severity = 'error'")}
        assert refused <= told
        assert self.ask("SELECT count(*) FROM extractions") == [(stored,)]
        lost = self.ask(
            "SELECT count(*) FROM articles WHERE article_id NOT IN (SELECT article_id FROM extractions)"
        )
        assert lost == [(0,)]


@contextmanager
def open_desk(folder: Path, *, minimum: int = 1) -> Iterator[Desk]:
    """A desk and its paper."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve(Paper()) as paper:
        assert isinstance(paper, Paper)
        yield Desk(folder, paper, minimum=minimum)


def articles_of(day: int, dice: random.Random, usual: int) -> int:
    """How many a paper prints on a day: fewer on Saturdays and Sundays, and never the same number twice in a row."""
    quiet = (FIRST + timedelta(days=day)).weekday() >= 5
    return max(1, round(usual * (0.5 if quiet else 1.0) * dice.uniform(0.85, 1.15)))


def codes(told: dict[str, Any]) -> set[str]:
    """The codes of a night's issues."""
    return {issue["code"] for issue in told["issues"]}
