"""What the audit page asks of a snapshot, brought forward night by night, is what would be made anew."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipeline.store import AuditReader, Filters, Rows, Standing, derivation, publish_store
from pipeline.store.audit_tables import TABLES, make_audit_tables

if TYPE_CHECKING:
    from conftest import Told

LANGS = ("fr", "lo", "ms", "nb", "th")
PROVINCES = ("Cà Mau", "Vĩnh Long", "Hà Giang", None)
FIRST_STORIES, NIGHTS = 32, 3


def differences(one: Path, other: Path) -> dict[str, int]:
    """Rows of each table of the schema `audit` that one of two snapshots has and the other has not."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{one}' AS one (READ_ONLY); ATTACH '{other}' AS other (READ_ONLY)")
        return {
            table: int(
                connection.execute(
                    f"""SELECT count(*) FROM ((FROM one.audit.{table} EXCEPT ALL FROM other.audit.{table})
                    UNION ALL (FROM other.audit.{table} EXCEPT ALL FROM one.audit.{table}))"""
                ).fetchall()[0][0]
            )
            for table in (*TABLES, "totals")
        }


def made_anew(snapshot: Path, folder: Path) -> Path:
    """A copy of a snapshot whose tables for the audit page were made from nothing."""
    path = folder / "anew.duckdb"
    path.unlink(missing_ok=True)
    shutil.copyfile(snapshot, path)
    with duckdb.connect(str(path)) as connection:
        make_audit_tables(connection)
    return path


class Paper:
    """Tells stories at random: some in several languages, of several days, with repeats, doubts, outliers."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.random = random.Random(7)
        self.stories: dict[int, dict[str, Any]] = {}
        self.figures: dict[str, tuple[dict[str, Any], ...]] = {}

    def tell_stories(self, first: int, last: int) -> None:
        for number in range(first, last):
            langs = self.random.sample(LANGS, self.random.choice((1, 1, 2, 3)))
            day = str(date(2025, 6, 20) + timedelta(self.random.randrange(20)))
            self.stories[number] = {
                "langs": langs,
                "published": self.random.choice((day, day, day, None)),
                "origin_url": self.random.choice((f"https://bao.example.org/a-b-c-{number}", None)),
            }
            read = self.make_figures()
            for lang in langs:
                self.tell(number, lang, read if self.random.random() < 0.7 else self.make_figures())

    def tell(self, number: int, lang: str, figures: tuple[dict[str, Any], ...]) -> None:
        story = self.stories[number]
        name = f"{number} {lang}"
        self.figures[name] = figures
        url = f"https://www.example.org/{lang}/tin-so-{number}"
        self.told.tell(
            name, *figures, lang=lang, url=url, published=story["published"], origin_url=story["origin_url"]
        )

    def make_figures(self) -> tuple[dict[str, Any], ...]:
        return tuple(
            {
                "value": self.random.choice((90, 91, 92, 93, 94, 104, 40)),
                "province": self.random.choice(PROVINCES),
                "scenario": self.random.choice(("actual", "actual", "target")),
                "confidence": self.random.randrange(101) / 100,
            }
            for _ in range(self.random.randrange(4))
        )

    def change_some(self) -> None:
        """New texts, the same texts read otherwise, an article without figures, a story with another origin, one edition more."""
        names = self.random.sample(sorted(self.figures), 5)
        for name, what in zip(names, ("text", "reading", "nothing", "origin", "edition"), strict=True):
            number, lang = int(name.split()[0]), name.split()[1]
            story = self.stories[number]
            if what == "edition":
                free = [each for each in LANGS if f"{number} {each}" not in self.figures]
                self.tell(number, free[0], self.figures[name])
                continue
            if what == "origin":
                story = self.stories[number] = {
                    **story,
                    "origin_url": f"https://bao.example.org/x-y-z-{number}",
                }
            figures = {
                "text": self.make_figures() + self.make_figures(),
                "reading": tuple({**each, "confidence": 0.5} for each in self.figures[name]),
            }.get(what, () if what == "nothing" else self.figures[name])
            self.tell(number, lang, figures)

    def store(self) -> None:
        """Store what waits, and with it a verdict, a verdict taken back, and fetches of another source."""
        self.told.store()
        with duckdb.connect(str(self.told.path)) as connection:
            for place in range(2):
                connection.execute(
                    """INSERT INTO reviews BY NAME SELECT figure_id AS origin_figure_id, figure_id, article_id, text_hash,
                    'rejected' AS review_state, false AS is_stale, 'same' AS attached, []::VARCHAR[] AS corrected_fields,
                    ['dao'] AS reviewers, TIMESTAMP '2026-11-22' AS reviewed_at, figure_id AS event_id, 1 AS seq, 1 AS events
                    FROM (SELECT f.*, a.text_hash FROM current_figures AS f JOIN current_articles AS a USING (extraction_id))
                    WHERE figure_id NOT IN (SELECT figure_id FROM reviews)
                    ORDER BY hash(figure_id, ?) LIMIT 1""",
                    [place],
                )
            connection.execute(
                "DELETE FROM reviews WHERE figure_id IN (SELECT figure_id FROM reviews ORDER BY figure_id LIMIT 1)"
            )
            connection.execute(
                """INSERT INTO fetches BY NAME SELECT 1000 * r.run_id + row_number() OVER () AS seq, r.run_id, article_id AS url,
                'source ' || r.run_id AS source, TIMESTAMP '2026-11-22' AS fetched_at, 'w' AS warc_file, '1' AS cleaner_version,
                'unchanged' AS outcome, article_id
                FROM (SELECT article_id FROM current_articles ORDER BY hash(article_id, text_hash) LIMIT 3),
                (SELECT max(run_id) AS run_id FROM runs) AS r"""
            )


def test_brought_forward_over_any_nights_they_are_as_made_anew(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "UNORDERED_SHARE", 0)
    monkeypatch.setattr("pipeline.store.snapshots.UNORDERED_SHARE", 0)
    paper = Paper(told)
    paper.tell_stories(0, FIRST_STORIES)
    paper.store()
    publish_store(told.path)
    for night in range(NIGHTS):
        paper.change_some()
        paper.tell_stories(FIRST_STORIES + 3 * night, FIRST_STORIES + 3 * night + 3)
        paper.store()
        published = publish_store(told.path)
        assert not published.is_full
        assert not any(differences(published.snapshot, made_anew(published.snapshot, tmp_path)).values())
    with duckdb.connect(str(published.snapshot), read_only=True) as connection:
        queues = connection.execute("SELECT DISTINCT queue FROM audit.queue ORDER BY 1").fetchall()
        assert [name for (name,) in queues] == ["confidence", "disagreement", "outliers", "violations"]
        sources = connection.execute("SELECT count(DISTINCT source) FROM audit.articles").fetchall()[0][0]
        assert sources > 1
    whole = publish_store(told.path, full=True)
    assert whole.is_full
    assert not any(differences(published.snapshot, whole.snapshot).values())


def test_numbers_and_ranks_of_what_a_night_leaves_alone_stay(told: Told) -> None:
    paper = Paper(told)
    paper.tell_stories(0, FIRST_STORIES)
    told.store()
    held = []
    for _ in range(2):
        reader = AuditReader(publish_store(told.path).snapshot)
        try:
            page = reader.page(Rows("confidence"), Filters(), Standing(), limit=500)
            held.append({reader.ids_of([number])[number]: (rank, number) for rank, number in page})
        finally:
            reader.close()
        paper.tell_stories(FIRST_STORIES, FIRST_STORIES + 4)
        told.store()
    assert held[0].items() < held[1].items()
