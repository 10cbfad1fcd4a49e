"""From the archive into the store: each page once, failures as rows, a night judged, nothing fetched."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive_ingest, ingest
from pipeline.archive import open_archive
from pipeline.archive_ingest import ingest_archive
from pipeline.fetch import Page, open_frontier
from pipeline.ingest import Summary
from pipeline.settings import CleanSettings
from pipeline.sources import FOLDER_VARIABLE
from pipeline.store import open_reader as open_store_reader
from pipeline.store import publish_store, published_folder, writer
from schemas import Issue
from schemas.fetches import Failure, Response

from .dying import chosen_deaths, run_job
from .fetch.site import CODES, NewsSite, source_file

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
Ask = Callable[[str], list[tuple[Any, ...]]]


class Shelf:
    """An archive that tests fill as a fetch would, and the store beside it."""

    def __init__(self, folder: Path, site: NewsSite) -> None:
        self.site = site
        self.folder = folder / "archive"
        self.db = folder / "t.duckdb"
        self.clock = NOW

    def page(self, code: str, slug: str, html: str | None = None, **changes: Any) -> Response:
        self.clock += timedelta(seconds=2)
        raw = (self.site.page(code, slug) if html is None else html).encode()
        fields: dict[str, Any] = {
            "url": f"{self.site.base}/{code}/{slug}",
            "fetched_at": self.clock,
            "kind": "article",
            "source": "loopback",
            "language": CODES[code],
            "status": 200,
            "headers": (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")),
            "body": gzip.compress(raw, mtime=0),
        }
        return Response.model_validate(fields | changes)

    def keep(self, *exchanges: Response | Failure) -> None:
        with open_archive(self.folder) as archive:
            for exchange in exchanges:
                archive.write(exchange)

    def ingest(self, **asked: Any) -> Summary:
        return ingest_archive(self.folder, self.db, bounds=CleanSettings(workers=1), **asked)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    site = NewsSite(port=4711)
    source_file(site, tmp_path / "sources")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "sources"))
    return Shelf(tmp_path, site)


def test_pages_become_articles_with_what_was_asked_for(shelf: Shelf, ask: Ask) -> None:
    shelf.keep(*(shelf.page(code, "tin-so-mot") for code in CODES))
    summary = shelf.ingest()
    assert summary.counts.articles_new == 5
    assert ask("SELECT lang, url FROM articles ORDER BY 1") == sorted(
        (language, f"{shelf.site.base}/{code}/tin-so-mot") for code, language in CODES.items()
    )
    assert ask("SELECT DISTINCT published::VARCHAR, text LIKE '%(0)%' FROM articles") == [
        ("2025-11-18", False)
    ]
    assert ask("SELECT count(*) > 50 FROM current_figures") == [(True,)]
    assert ask("SELECT outcome, source, count(*), count(DISTINCT article_id) FROM fetches GROUP BY ALL") == [
        ("article", "loopback", 5, 5)
    ]


def test_a_second_run_cleans_nothing(shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    shelf.ingest()
    before = ask("SELECT count(*) FROM fetches"), ask("SELECT count(*) FROM extractions")
    monkeypatch.setattr(archive_ingest, "make_article_from_response", None)
    assert shelf.ingest().counts.changed == 0
    assert (ask("SELECT count(*) FROM fetches"), ask("SELECT count(*) FROM extractions")) == before


def test_a_page_that_changed_is_a_revision_and_one_that_did_not_is_not_cleaned_again(
    shelf: Shelf, ask: Ask
) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    shelf.ingest()
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    assert shelf.ingest().counts.articles_unchanged == 1
    shelf.site.edits["tin-so-mot"] = "ແຂວງ ມີ 95,5% ໃນປີ 2026."
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    shelf.ingest()
    assert ask("SELECT max(revision) FROM articles") == [(2,)]
    assert ask("SELECT outcome FROM fetches ORDER BY seq") == [("article",), ("unchanged",), ("article",)]


def test_a_page_that_changes_back_is_a_revision_again(shelf: Shelf, ask: Ask) -> None:
    """The archive keeps the body that came back as a revisit of its first record: it is not the one before, all the same."""
    for edit in (None, "ແຂວງ ມີ 95,5% ໃນປີ 2026.", None):
        shelf.site.edits = {"tin-so-mot": edit} if edit else {}
        shelf.keep(shelf.page("lo", "tin-so-mot"))
        shelf.ingest()
    assert ask("SELECT outcome FROM fetches ORDER BY seq") == [("article",)] * 3
    assert ask("SELECT count(DISTINCT text), max(revision) FROM articles") == [(2, 3)]
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    assert shelf.ingest().counts.articles_unchanged == 1


def test_two_versions_of_a_page_in_one_run_are_two_revisions(shelf: Shelf, ask: Ask) -> None:
    first = shelf.page("lo", "tin-so-mot")
    shelf.site.edits["tin-so-mot"] = "ແຂວງ ມີ 95,5% ໃນປີ 2026."
    shelf.keep(first, shelf.page("lo", "tin-so-mot"))
    shelf.ingest()
    assert ask("SELECT revision FROM articles ORDER BY 1") == [(1,), (2,)]


def test_what_is_no_article_is_a_row_and_stops_nothing(shelf: Shelf, ask: Ask) -> None:
    vietnamese = "<html><body><article><h1>Bảo hiểm</h1>" + "<p>Toàn tỉnh có 95 % người dân tham gia.</p>" * 9
    shelf.keep(
        shelf.page("lo", "tin-so-mot", vietnamese),
        shelf.page("th", "tin-so-mot", "<html><body></body></html>"),
        shelf.page("ms", "tin-so-mot", headers=(("Content-Encoding", "gzip"),), body=b"\x1f\x8bbroken"),
        shelf.page("no", "tin-so-mot", headers=(("Content-Type", "application/pdf"),)),
        shelf.page("fr", "tin-so-mot"),
        shelf.page("fr", "tin-so-hai", status=500),
        Failure(url=f"{shelf.site.base}/fr/x-y", fetched_at=NOW, kind="article", error="dns", message="x"),
    )
    summary = shelf.ingest()
    assert summary.counts.articles_new == 1
    assert not summary.all_taken
    assert ask("SELECT lang, outcome FROM fetches ORDER BY 1") == [
        ("fr", "article"),
        ("lo", "wrong_language"),
        ("ms", "bad_content_encoding"),
        ("nb", "not_a_page"),
        ("th", "no_article"),
    ]
    rows = ask("SELECT code, source, record FROM issues WHERE code = 'wrong_language'")
    assert rows[0][1] == f"{shelf.site.base}/lo/tin-so-mot"
    assert ".warc.gz at " in rows[0][2]


def test_the_night_is_judged_beside_the_nights_before(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(*(shelf.page(code, f"tin-so-{n}") for code in CODES for n in "abcdef"))
    shelf.ingest()
    assert ask("SELECT sum(pages), sum(articles) FROM page_counts") == [(30, 30)]
    shelf.keep(*(shelf.page("lo", f"tin-moi-{n}", "<html><body>403</body></html>") for n in "abcdef"))
    monkeypatch.setattr(writer, "utc_now", lambda: datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1))
    summary = shelf.ingest()
    told = next(
        issue for issue in summary.issues if issue.record == "lo" and issue.code == "language_yields_no_text"
    )
    assert "6 pages gave no article" in told.message
    assert "6 of 6" in told.message


def test_runs_of_one_night_are_judged_together(shelf: Shelf) -> None:
    shelf.keep(*(shelf.page(code, f"tin-so-{n}") for code in CODES for n in "abcdef"))
    assert shelf.ingest().issues == []
    shelf.keep(*(shelf.page("lo", f"tin-moi-{n}") for n in "abcdef"))
    assert shelf.ingest().issues == []


def test_pages_that_a_broken_off_run_stored_are_judged_and_doubted_with_the_next(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(*(shelf.page(code, f"tin-so-{n}") for code in CODES for n in "abcdef" if code != "th"))
    shelf.keep(*(shelf.page("th", f"tin-so-{n}", "<html><body>403</body></html>") for n in "abcdef"))
    blocked = f"{shelf.site.base}/th/tin-so-a"
    with open_frontier(shelf.folder) as frontier:
        frontier.add([Page(blocked, "loopback", "article", "th")], NOW)
        frontier.note_answer(blocked, 200, NOW)

    def die(*_: object) -> None:
        raise KeyboardInterrupt  # all is stored by now, but the run has not ended

    with monkeypatch.context() as patch:
        patch.setattr(archive_ingest._ArchiveRun, "note_fetch_issues", die)
        with pytest.raises(KeyboardInterrupt):
            shelf.ingest()
    assert ask("SELECT count(*) FROM page_counts") == [(0,)]
    summary = shelf.ingest()
    assert ask("SELECT run_id, sum(pages), sum(articles), sum(no_article) FROM page_counts GROUP BY ALL") == [
        (1, 30, 24, 6)
    ]
    assert [(issue.code, issue.record) for issue in summary.issues] == [("language_yields_no_text", "th")]
    with open_frontier(shelf.folder) as frontier:
        frontier.begin("loopback", NOW + timedelta(hours=24))
        assert frontier.waiting("loopback") == [blocked]
    assert shelf.ingest().issues == [], "told once"


def test_newer_rules_read_the_stored_texts_again_and_fetch_nothing(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"), shelf.page("fr", "tin-so-mot"))
    shelf.ingest()
    for module in (ingest, archive_ingest):
        monkeypatch.setattr(module, "extractor_version", lambda: "newer")
    assert shelf.ingest().counts.articles_reextracted == 2
    assert ask("SELECT count(*) FROM extractions WHERE extractor_version = 'newer'") == [(2,)]
    assert shelf.ingest().counts.articles_reextracted == 0


def test_a_newer_cleaner_reads_pages_again_only_when_asked(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    shelf.ingest()
    monkeypatch.setattr(archive_ingest, "cleaner_version", lambda: "newer")
    shelf.ingest()
    assert ask("SELECT count(*) FROM fetches") == [(1,)]
    shelf.ingest(reclean=True)
    shelf.ingest(reclean=True)
    assert ask("SELECT cleaner_version FROM fetches ORDER BY run_id DESC") == [
        ("newer",),
        ask("SELECT cleaner_version FROM fetches ORDER BY run_id LIMIT 1")[0],
    ]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_page_that_is_read_again_does_not_take_the_place_of_a_later_one(
    failing: int, shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the first of two pages of an article fails, or both, and is tried again by the next run."""
    first = shelf.page("lo", "tin-so-mot")
    shelf.site.edits["tin-so-mot"] = "ແຂວງ ມີ 95,5% ໃນປີ 2026."
    shelf.keep(first)
    read = ingest.read_article
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "read_article", lambda *_: 1 / 0)
        shelf.ingest()
        shelf.keep(shelf.page("lo", "tin-so-mot"))
        patch.setattr(ingest, "read_article", read if failing == 1 else lambda *_: 1 / 0)
        patch.setattr(writer.Store, "failed_fetches", lambda _: [])
        shelf.ingest()
    shelf.ingest()
    assert ask("SELECT text LIKE '%95,5%' FROM current_articles") == [(True,)]
    assert ask("SELECT arg_max(outcome, run_id) FROM fetches GROUP BY seq ORDER BY seq") == [
        ("superseded",) if failing == 1 else ("article",),
        ("article",),
    ]


def test_of_two_pages_that_wait_at_once_the_older_does_not_lie_on_the_newer(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third page of an article failed to be read, and the second was never taken up: both come in one run."""
    pages = []
    for share in ("93,5%", "94,5%", "95,5%"):
        shelf.site.edits["tin-so-mot"] = f"ແຂວງ ມີ {share} ໃນປີ 2026."
        pages.append(shelf.page("lo", "tin-so-mot"))
    shelf.keep(pages[0])
    shelf.ingest()
    shelf.keep(*pages[1:], shelf.page("fr", "tin-so-hai"))
    pending, read = archive_ingest.pending_pages, ingest.read_article
    with monkeypatch.context() as patch:
        patch.setattr(archive_ingest, "pending_pages", lambda *given: list(pending(*given))[-2:])
        patch.setattr(ingest, "read_article", lambda *given: read(*given) if given[0].lang == "fr" else 1 / 0)
        shelf.ingest()
    shelf.ingest()
    assert ask("SELECT text LIKE '%95,5%' FROM current_articles WHERE lang = 'lo'") == [(True,)]
    assert ask("SELECT arg_max(outcome, run_id) FROM fetches GROUP BY seq ORDER BY seq") == [
        ("article",), ("superseded",), ("article",), ("article",),
    ]  # fmt: skip


def test_a_page_that_was_refused_supersedes_none(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    shelf.site.edits["tin-so-mot"] = "ແຂວງ ມີ 95,5% ໃນປີ 2026."
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    pending = archive_ingest.pending_pages
    refused = Issue(code="nul_character", source="s", record="r", message="m")
    with monkeypatch.context() as patch:
        patch.setattr(archive_ingest, "pending_pages", lambda *given: list(pending(*given))[-1:])
        patch.setattr(ingest, "find_unstorable", lambda *_: refused)
        shelf.ingest()
    shelf.ingest()
    assert ask("SELECT outcome FROM fetches ORDER BY seq") == [("article",), ("nul_character",)]
    assert ask("SELECT count(*) FROM current_articles") == [(1,)]


def test_an_article_whose_reading_failed_is_tried_again(
    shelf: Shelf, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"), shelf.page("fr", "tin-so-mot"))
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "read_article", lambda *_: 1 / 0)
        assert shelf.ingest().counts.articles_new == 0
    assert ask("SELECT outcome, count(*) FROM fetches GROUP BY 1") == [("unexpected_fault", 2)]
    assert shelf.ingest().counts.articles_new == 2


def test_what_went_wrong_while_fetching_stands_in_the_store(shelf: Shelf, ask: Ask) -> None:
    shelf.keep(shelf.page("lo", "tin-so-mot"))
    with open_frontier(shelf.folder) as frontier:
        frontier.keep_issues(
            "r1", [Issue(code="too_few_articles", source="source:loopback", record="run r1", message="3")]
        )
    for _ in range(2):
        assert shelf.ingest().all_taken
    assert ask("SELECT code, source, record FROM issues") == [
        ("too_few_articles", "source:loopback", "run r1")
    ]


def test_a_damaged_record_hides_no_other(shelf: Shelf, ask: Ask) -> None:
    shelf.keep(*(shelf.page(code, "tin-so-mot") for code in CODES))
    with open_archive(shelf.folder) as archive:
        entry = archive.of_url(f"{shelf.site.base}/th/tin-so-mot")[0]
    path = shelf.folder / entry.file
    raw = bytearray(path.read_bytes())
    raw[entry.offset + entry.length // 2] ^= 0xFF
    path.write_bytes(raw)
    shelf.ingest()
    assert ask("SELECT lang, outcome FROM fetches WHERE outcome <> 'article'") == [("th", "archive_damaged")]
    assert ask("SELECT count(*) FROM articles") == [(4,)]
    # It is told once; and read when the file is as it was, as from a backup.
    before = ask("SELECT count(*) FROM fetches"), ask("SELECT count(*) FROM issues")
    assert shelf.ingest().counts.changed == 0
    assert (ask("SELECT count(*) FROM fetches"), ask("SELECT count(*) FROM issues")) == before
    raw[entry.offset + entry.length // 2] ^= 0xFF
    path.write_bytes(raw)
    assert shelf.ingest().counts.articles_new == 1
    assert ask("SELECT arg_max(outcome, run_id) FROM fetches GROUP BY seq") == [("article",)] * 5


CONTENT = {
    "articles": "SELECT * EXCLUDE (run_id) FROM articles ORDER BY ALL",
    "figures": "SELECT * EXCLUDE (extraction_id) FROM figures ORDER BY ALL",
    "deadlines": "SELECT * EXCLUDE (extraction_id) FROM deadlines ORDER BY ALL",
    "evidence": """SELECT article_id, revision, evidence.* EXCLUDE (extraction_id)
        FROM evidence JOIN extractions USING (extraction_id) ORDER BY ALL""",
    "readings": "SELECT * EXCLUDE (extraction_id, run_id) FROM extractions ORDER BY ALL",
    "fetches": "SELECT * EXCLUDE (run_id) FROM fetches ORDER BY ALL",
    "issues": "SELECT * EXCLUDE (run_id) FROM issues ORDER BY ALL",
}
"""All that a store holds, but for the numbers of runs and readings, which depend on how often it was called."""


def content(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    with open_store_reader(db) as store:
        return {name: list(store.ask(sql).rows) for name, sql in CONTENT.items()}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a signal of POSIX")
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_killed_at_any_moment_each_page_is_taken_once(shelf: Shelf, tmp_path: Path, kills: int) -> None:
    """Straight after each kill the store is whole, by all that publishing verifies; then nothing is lost or twice."""
    shelf.keep(*(shelf.page(code, f"tin-so-{n}") for code in CODES for n in "abc"))
    shelf.keep(shelf.page("lo", "tin-so-d", "<html><body>403</body></html>"))
    ran = run_job("archive", shelf.folder, shelf.db)
    assert ran.returncode == 0, ran.stderr
    wanted, died = content(shelf.db), 0
    assert len(wanted["fetches"]) == len(wanted["articles"]) + 1 == 16
    for number, (line, delay) in enumerate(chosen_deaths(int(ran.stdout), kills)):
        broken = tmp_path / f"broken{number}.duckdb"
        killed = run_job("archive", shelf.folder, broken, line=line, delay=delay)
        died += killed.returncode == -signal.SIGKILL
        assert killed.returncode in (0, -signal.SIGKILL), killed.stderr
        if broken.exists():
            publish_store(broken)
        ingest_archive(shelf.folder, broken, bounds=CleanSettings(workers=1))
        assert content(broken) == wanted, (line, delay)
        publish_store(broken)
        shutil.rmtree(published_folder(broken))
        broken.unlink()
    assert died > kills // 2


def test_the_whole_store_is_made_again_from_the_archive_to_the_same_content(shelf: Shelf) -> None:
    """Three nights, with pages that changed, changed back, failed and were damaged; then the store is lost."""
    shelf.keep(*(shelf.page(code, f"tin-so-{n}") for code in CODES for n in "ab"))
    shelf.ingest()
    for edit in ("ແຂວງ ມີ 95,5% ໃນປີ 2026.", None):
        shelf.site.edits = {"tin-so-a": edit} if edit else {}
        shelf.keep(shelf.page("lo", "tin-so-a"), shelf.page("fr", "tin-so-b"))
        shelf.keep(shelf.page("th", "tin-so-c", "<html><body>403</body></html>"))
        shelf.ingest()
    first = content(shelf.db)
    assert [len(first[name]) for name in ("articles", "fetches")] == [12, 16]
    assert len(first["figures"]) > 100
    assert len(first["deadlines"]) > 20
    assert len(first["evidence"]) > 5 * len(first["figures"])
    shelf.db.unlink()
    shelf.ingest()
    assert content(shelf.db) == first


def test_a_page_that_held_no_article_is_asked_for_again_the_next_night(shelf: Shelf) -> None:
    blocked, fine = (
        shelf.page("lo", "tin-so-mot", "<html><body>Just a moment…</body></html>"),
        shelf.page("fr", "tin-so-mot"),
    )
    shelf.keep(blocked, fine)
    with open_frontier(shelf.folder) as frontier:
        for page in (blocked, fine):
            frontier.add([Page(page.url, "loopback", "article", page.language)], page.fetched_at)
            frontier.note_answer(page.url, 200, page.fetched_at)
    shelf.ingest()
    with open_frontier(shelf.folder) as frontier:
        frontier.begin("loopback", NOW + timedelta(hours=3))
        assert frontier.waiting("loopback") == []
        frontier.begin("loopback", NOW + timedelta(hours=24))
        assert frontier.waiting("loopback") == [blocked.url]
