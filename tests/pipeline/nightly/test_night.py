"""The run of a night: what each fault costs, that a kill anywhere costs nothing, what is written down and told."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive_ingest
from pipeline.archive import open_archive
from pipeline.archive_ingest import ingest_archive
from pipeline.collection import FetchSummary
from pipeline.errors import (
    ArchiveUnwritableError,
    InputError,
    NightLedgerError,
    RejectedError,
    StoreUnwritableError,
)
from pipeline.fetch import Counts, SourceResult
from pipeline.nightly import clocks
from pipeline.nightly import night as nightly
from pipeline.nightly.alarms import Alarm, Judgement
from pipeline.nightly.clocks import SteadyClock
from pipeline.nightly.ledger import Journal, Line, Night, NightIssue, night_path, read_night, read_nights
from pipeline.nightly.night import NightOrder, hash_settings, run_night
from pipeline.nightly.summary import summary_lines
from pipeline.nightly.verdicts import judge_night
from pipeline.settings import read_settings
from pipeline.sources import FOLDER_VARIABLE, find_source
from pipeline.store import current_snapshot, open_reader
from schemas import Issue
from schemas.fetches import Response
from tests.pipeline.fetch.site import CODES, NewsSite, source_file
from tests.pipeline.nightly.nights import make_night
from tests.pipeline.nightly.test_notification import webhook

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]


class StillClock:
    """A time that a test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.moment = now
        self.jumped = 0.0

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing here waits")

    def drift(self) -> float:
        return self.jumped


class PlainPool:
    """Reads pages in this process: the pool of workers has tests of its own, and a month of nights that start it."""

    def __init__(self, function: Callable[..., Any], *_: object, **__: object) -> None:
        self.function = function

    def __enter__(self) -> PlainPool:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is to be ended."""

    def read_pages(self, pages: Iterable[tuple[Any, tuple[Any, ...]]]) -> Iterator[tuple[Any, Any]]:
        for key, given in pages:
            try:
                yield key, self.function(*given)
            except RejectedError as reject:
                yield key, reject


class Desk:
    """A night's order whose fetching is played: `pages` are what it brings, `fetch` may be replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = NewsSite(port=4711)
        source_file(self.site, folder / "sources")
        settings = '[fetch]\ncontact = "mailto:desk@example.org"\n[clean]\nworkers = 1\n'
        (folder / "tinso.toml").write_text(settings, "utf-8")
        self.clock = StillClock()
        self.pages: list[tuple[str, str]] = [(code, "tin-so-mot") for code in CODES]
        self.issues: list[Issue] = []
        self.counts = Counts()
        self.has_unread_lists = False
        self.waited: list[float] = []
        self.deadlines: list[datetime | None] = []

    @property
    def db(self) -> Path:
        return self.folder / "tinso.duckdb"

    @property
    def ledger(self) -> Path:
        return self.folder / "tinso.nights"

    def settle(self, more: str) -> None:
        path = self.folder / "tinso.toml"
        path.write_text(f"{path.read_text('utf-8')}{more}\n", "utf-8")

    def order(self, **changes: Any) -> NightOrder:
        settings = read_settings(self.folder / "tinso.toml")
        return replace(NightOrder(self.db, self.folder / "archive", settings), **changes)

    def fetch(
        self, sources: Any, settings: Any, folder: Path, *, until: datetime | None, clock: Any
    ) -> FetchSummary:
        """In place of `fetch_sources`: what is new of the pages into the archive."""
        self.deadlines.append(until)
        with open_archive(folder, run="x") as archive:
            for code, slug in self.pages:
                url = f"{self.site.base}/{code}/{slug}"
                if not list(archive.of_url(url)):
                    archive.write(
                        Response.model_validate(
                            {
                                "url": url,
                                "fetched_at": clock.now(),
                                "kind": "article",
                                "source": "loopback",
                                "language": CODES[code],
                                "status": 200,
                                "run": "x",
                                "headers": (("Content-Type", "text/html; charset=utf-8"),),
                                "body": self.site.page(code, slug).encode(),
                            }
                        )
                    )
        now = clock.now()
        result = SourceResult("loopback", self.counts, self.issues, now, now, self.has_unread_lists)
        return FetchSummary("x", folder, [result], list(self.issues))

    def run(self, **changes: Any) -> Night:
        return run_night(self.order(**changes), clock=self.clock, pause=self.waited.append)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with open_reader(self.db) as store:
            return list(store.ask(sql).rows)

    def page(self) -> str:
        return (self.folder / "reports" / "latest.html").read_text("utf-8")

    def remember(self, nights: int, pages: int = 20) -> None:
        """Write ordinary nights before this one into the ledger."""
        self.ledger.mkdir(exist_ok=True)
        for number in range(nights):
            made = make_night(number, dict.fromkeys(sorted(set(CODES.values())), pages), source="loopback")
            started = NOW - timedelta(days=nights - number)
            journal = Journal(night_path(self.ledger, number + 1), Night(number + 1, started))
            facts = {
                "command": "nightly",
                "pid": 1,
                "host": "h",
                "versions": {},
                "settings": "",
                "sources": ["loopback"],
            }
            journal.note("begin", started, **facts)
            for line in made.lines.values():
                journal.note_line(line, started)
            journal.note("end", started + timedelta(hours=1), status=0)
            journal.close()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "sources"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(nightly, "choose_sources", lambda slugs: [find_source("loopback")])
    monkeypatch.setattr(nightly, "fetch_sources", lambda *given, **asked: made.fetch(*given, **asked))
    monkeypatch.setattr(archive_ingest, "PagePool", PlainPool)
    return made


def codes(night: Night) -> set[str]:
    return {issue.code for issue in night.issues}


def refuse(fault: BaseException) -> Callable[..., Any]:
    def raising(*_: object, **__: object) -> Any:
        raise fault

    return raising


def test_a_night_goes_from_pages_to_a_snapshot_and_a_page(desk: Desk) -> None:
    night = desk.run()
    assert (night.status, night.issues) == (0, [])
    assert {name: line.state for name in ("fetch", "archive", "clean", "extract", "store", "publish", "report")
            if (line := night.stage(name))} == dict.fromkeys(
        ("fetch", "archive", "clean", "extract", "store", "publish", "report"), "done"
    )  # fmt: skip
    assert current_snapshot(desk.db) is not None
    assert "All went well: 5 new articles with" in desk.page()
    assert desk.ask("SELECT night_id, result, first_run_id, last_run_id FROM nights") == [
        (1, "not ended", 1, 1)
    ]
    assert desk.ask("SELECT sum(went_out) FROM night_stages WHERE stage = 'clean' AND lang IS NOT NULL") == [
        (5,)
    ]
    assert read_nights(desk.ledger) == [night]


def test_a_second_night_on_the_same_day_stores_nothing_twice(desk: Desk) -> None:
    desk.run()
    before = desk.ask("SELECT count(*), max(extraction_id) FROM extractions")
    desk.clock.moment += timedelta(hours=1)
    night = desk.run()
    assert (night.number, night.status) == (2, 0)
    assert desk.ask("SELECT count(*), max(extraction_id) FROM extractions") == before
    assert desk.ask("SELECT night_id, result, exit_status FROM nights ORDER BY 1") == [
        (1, "well", 0),
        (2, "not ended", None),
    ]


def test_the_log_has_every_page_with_night_run_source_and_article(desk: Desk) -> None:
    desk.run()
    lines = [
        json.loads(line) for line in (desk.folder / "logs" / "nightly.jsonl").read_text("utf-8").splitlines()
    ]
    pages = [line for line in lines if line["event"] == "page"]
    assert {(line["night"], line["run"], line["source"], line["language"]) for line in pages} == {
        (1, 1, "loopback", language) for language in CODES.values()
    }
    assert {line["article_id"] for line in pages} == {f"{desk.site.base}/{code}/tin-so-mot" for code in CODES}


class Killed(BaseException):
    """Ends the process, as far as a test can."""


def killed_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, line: int, *, of_event: str | None = None, **order: Any
) -> None:
    """Run a night that ends right after so many lines of its ledger, or of those of one event."""
    note = Journal.note
    written = 0

    def note_and_die(journal: Journal, event: str, at: datetime, **facts: Any) -> None:
        nonlocal written
        note(journal, event, at, **facts)
        written += of_event in (None, event)
        if written == line:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "note", note_and_die)
        with pytest.raises(Killed):
            desk.run(**order)


def what_is_left(desk: Desk) -> list[Any]:
    """What the store holds, whatever the numbers of runs and nights."""
    return [
        desk.ask("SELECT article_id, revision, text_hash FROM articles ORDER BY ALL"),
        desk.ask("SELECT figure_id, value, quote FROM figures ORDER BY ALL"),
        desk.ask("SELECT url, outcome FROM fetches ORDER BY ALL"),
        desk.ask(
            "SELECT source, lang, stage, came_in, went_out FROM night_stages WHERE lang IS NOT NULL ORDER BY ALL"
        ),
    ]


def check_kills(folder: Path, monkeypatch: pytest.MonkeyPatch, lines: Iterator[int] | range) -> None:
    whole = Desk(folder / "whole") if (folder / "whole").mkdir() is None else None
    assert whole is not None

    def of(desk: Desk) -> None:
        monkeypatch.setenv(FOLDER_VARIABLE, str(desk.folder / "sources"))
        monkeypatch.setattr(nightly, "fetch_sources", lambda *given, **asked: desk.fetch(*given, **asked))

    monkeypatch.setattr(nightly, "choose_sources", lambda slugs: [find_source("loopback")])
    monkeypatch.setattr(archive_ingest, "PagePool", PlainPool)
    of(whole)
    night = whole.run()
    total = len(night_path(whole.ledger, 1).read_bytes().splitlines())
    assert total > 25
    for line in lines:
        if line >= total:
            break
        (folder / str(line)).mkdir()
        desk = Desk(folder / str(line))
        of(desk)
        killed_at(desk, monkeypatch, line)
        desk.clock.moment += timedelta(minutes=5)
        again = desk.run()
        assert (again.number, len(again.attempts), again.status) == (1, 2, 0), (line, again.issues)
        assert codes(again) == {"night_continued"}, line
        assert what_is_left(desk) == what_is_left(whole), line
        assert {place: held.went_out for place, held in again.lines.items()} == {
            place: held.went_out for place, held in night.lines.items()
        }, line


def test_a_night_killed_between_its_steps_is_continued_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_kills(tmp_path, monkeypatch, iter((1, 5, 14, 24)))


@pytest.mark.soak
def test_a_night_killed_behind_any_line_of_its_ledger_is_continued_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_kills(tmp_path, monkeypatch, range(1, 1000))


def test_a_night_killed_long_ago_gets_an_end_and_the_next_one_takes_up_what_it_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at(desk, monkeypatch, 14)
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert (night.number, night.status, codes(night)) == (2, 0, {"night_broken_off"})
    first = read_night(desk.ledger, 1)
    assert first is not None
    assert (first.status, first.killed_at) == (137, NOW)
    assert [issue.message for issue in night.issues] == [
        "night 1 was killed or lost its power after 2026-11-22 01:30 UTC, during clean, and not continued; "
        "what it left is taken up by this one"
    ]
    assert desk.ask("SELECT count(*) FROM articles") == [(5,)]
    assert desk.ask("SELECT night_id, result FROM nights ORDER BY 1") == [(1, "broken off"), (2, "not ended")]


def test_a_killed_night_of_some_sources_is_not_continued_for_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(nightly, "ingest_archive", refuse(Killed()))
        with pytest.raises(Killed):
            desk.run(sources=("loopback",))
    other = find_source("loopback").model_copy(update={"slug": "other"})
    monkeypatch.setattr(nightly, "choose_sources", lambda slugs: [other])
    night = desk.run(sources=("other",))
    assert (night.number, night.sources, codes(night)) == (2, ("other",), {"night_broken_off"})
    assert len(desk.deadlines) == 2, "the other source was fetched, too"


@contextmanager
def held_open(db: Path) -> Iterator[subprocess.Popen[str]]:
    """The store, open for writing in another process."""
    code = "import sys; from pathlib import Path; from pipeline.store import open_store; s = open_store(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(db)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_store_that_stays_locked_is_waited_for_and_then_told_and_the_next_night_needs_no_hand(
    desk: Desk,
) -> None:
    with held_open(desk.db):
        night = desk.run()
    assert night.status == 30
    assert desk.waited == [nightly.STORE_PAUSE] * (nightly.STORE_TRIES - 1)
    assert {"clean_failed", "publish_failed", "snapshot_old"} <= codes(night)
    assert "Nothing was published" in desk.page()
    assert [line.state for line in night.parts("fetch")] == ["done"] * 6
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert (night.status, codes(night)) == (0, set())
    assert desk.ask("SELECT count(*) FROM articles") == [(5,)]
    assert ("snapshot_old", "night 1") in desk.ask("SELECT code, record FROM issues")


def test_a_store_that_another_program_lets_go_of_is_waited_for(desk: Desk) -> None:
    with held_open(desk.db) as other:

        def pause(seconds: float) -> None:
            desk.waited.append(seconds)
            other.kill()
            other.wait()

        night = run_night(desk.order(), clock=desk.clock, pause=pause)
    assert (night.status, len(desk.waited)) == (0, 1)


def test_the_ledger_is_written_where_the_store_cannot_be_opened_at_all(desk: Desk) -> None:
    desk.db.write_bytes(b"not a store" * 1000)
    night = desk.run()
    assert night.status == 30
    assert read_nights(desk.ledger) == [night]
    assert any("not a DuckDB file" in issue.message for issue in night.issues)
    assert "not a DuckDB file" in desk.page()


@pytest.mark.parametrize(
    ("step", "fault", "status", "code"),
    [
        ("fetch_sources", ArchiveUnwritableError("no room left"), 31, "fetch_failed"),
        ("fetch_sources", RuntimeError("what nobody\nforesaw"), 31, "unexpected_fault"),
        ("ingest_archive", RuntimeError("boom"), 31, "unexpected_fault"),
        ("ingest_archive", StoreUnwritableError("no room left"), 30, "clean_failed"),
        ("publish_reviewed", RuntimeError("boom"), 30, "unexpected_fault"),
        ("judge_numbers", RuntimeError("boom"), 31, "unexpected_fault"),
        ("open_nights", RuntimeError("boom"), 31, "unexpected_fault"),
        ("write_page", RuntimeError("boom"), 31, "unexpected_fault"),
        ("prune_old", InputError("a file stays"), 31, "pruning_failed"),
        ("take_refusals", RuntimeError("boom"), 31, "unexpected_fault"),
    ],
)
def test_a_fault_of_one_step_ends_that_step_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException, status: int, code: str
) -> None:
    if step == "fetch_sources":
        desk.run()  # so that there is an archive to go on with
    desk.pages += [("lo", "tin-so-hai")]
    desk.clock.moment += timedelta(hours=2)
    with monkeypatch.context() as patch:
        patch.setattr(nightly, step, refuse(fault))
        night = desk.run()
    assert (night.status, code in codes(night)) == (status, True), night.issues
    assert all("\n" not in issue.message for issue in night.issues)
    assert night.finished is not None
    desk.clock.moment += timedelta(hours=2)
    night = desk.run()
    assert night.status == 0, night.issues
    assert desk.ask("SELECT count(*) FROM articles") == [(6,)]


def test_a_source_that_failed_is_named_and_the_rest_is_published(desk: Desk) -> None:
    desk.issues = [Issue(code="list_unreachable", source="source:loopback", message="no list")]
    night = desk.run()
    assert night.status == 31
    assert {line.state for line in night.parts("fetch")} == {"failed"}
    assert "without all of loopback" in desk.page()
    assert current_snapshot(desk.db) is not None


def test_a_source_that_brought_nothing_for_a_fault_is_not_told_to_have_brought_too_little(desk: Desk) -> None:
    desk.pages = []
    desk.issues = [
        Issue(code=code, source="source:loopback", message=code)
        for code in ("robots_unreachable", "too_few_articles")
    ]
    assert codes(desk.run()) == {"robots_unreachable"}
    desk.clock.moment += timedelta(days=1)
    desk.issues = desk.issues[1:]
    assert codes(desk.run()) == {"too_few_articles"}


def test_the_number_that_a_file_guesses_holds_until_the_nights_of_the_source_tell_better(desk: Desk) -> None:
    """Such a night counts as one of the source's all the same: else a guess that is too high would never be got rid of."""
    desk.issues = [
        Issue(code="too_few_articles", source="source:loopback", message="5, at least 9 are usual")
    ]
    told = []
    for day in range(9):
        desk.pages = [(code, f"tin-so-{day}") for code in CODES]
        night = desk.run()
        assert {line.state for line in night.parts("fetch")} == {"done"}
        told.append((night.status, codes(night)))
        desk.clock.moment += timedelta(days=1)
    assert told == [(31, {"too_few_articles"})] * 7 + [(0, set())] * 2


def test_the_guessed_number_holds_on_where_a_source_never_brought_anything(desk: Desk) -> None:
    desk.remember(14, pages=0)
    desk.pages = []
    desk.issues = [
        Issue(code="too_few_articles", source="source:loopback", message="0, at least 9 are usual")
    ]
    assert codes(desk.run()) == {"too_few_articles"}


def test_an_unusual_night_is_an_issue_row_a_line_and_a_status_of_its_own(desk: Desk) -> None:
    desk.remember(14)
    night = desk.run()
    assert (night.number, night.status) == (15, 41)
    assert codes(night) == {"few_articles"}
    rows = desk.ask("SELECT severity, source, record, message FROM issues WHERE code = 'few_articles'")
    assert [row[:3] for row in rows] == [("error", "source:loopback", "night 15")]
    assert "at least" in rows[0][3]
    assert "number is not as usual" in desk.page()


def test_a_usual_night_behind_fourteen_others_is_quiet(desk: Desk) -> None:
    desk.remember(14, pages=1)
    night = desk.run()
    assert (night.status, night.issues, night.notes) == (0, [], [])


def test_a_night_that_is_continued_has_what_is_left_of_its_budget(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = timedelta(hours=5)
    killed_at(desk, monkeypatch, 3, budget=budget)
    desk.clock.moment += timedelta(hours=2)
    killed_at(desk, monkeypatch, 3, budget=budget)
    desk.clock.moment += timedelta(hours=1)
    night = desk.run(budget=timedelta(hours=1))
    assert desk.deadlines == [NOW + timedelta(hours=4)], "a shorter one that is settled meanwhile holds"
    assert night.deadline == NOW + timedelta(hours=4)
    (first, second) = [issue.message for issue in night.issues if issue.code == "night_continued"]
    assert first.endswith(
        f"continued at 03:30; fetching ends at {NOW + budget:%H:%M} UTC, as its first start had it"
    )
    assert f"fetching ends at {NOW + timedelta(hours=4):%H:%M} UTC" in second
    assert read_night(desk.ledger, 1) == night


def test_a_deadline_by_hand_goes_before_what_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_at(desk, monkeypatch, 3, budget=timedelta(hours=5))
    desk.clock.moment += timedelta(hours=2)
    desk.run(budget=timedelta(hours=5), deadline=NOW + timedelta(hours=9))
    assert desk.deadlines == [NOW + timedelta(hours=9)]


def test_a_night_killed_while_judging_tells_every_alarm_once_when_it_is_continued(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarms = [Alarm("low_date_share", "loopback", language, "told") for language in ("lo", "ms", "th")]
    monkeypatch.setattr(nightly, "judge_numbers", lambda *_: Judgement(alarms))
    killed_at(desk, monkeypatch, 1, of_event="issue")
    killed = read_night(desk.ledger, 1)
    assert killed is not None
    assert [issue.language for issue in killed.issues] == ["lo"]
    desk.clock.moment += timedelta(minutes=5)
    night = desk.run()
    told = [issue.language for issue in night.issues if issue.code == "low_date_share"]
    assert (night.status, told) == (43, ["lo", "ms", "th"])


def fill_disk(patch: pytest.MonkeyPatch) -> None:
    """From here on there is no room for a line of the ledger, a snapshot or a page."""

    def refuse(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "write", refuse)
    patch.setattr(Path, "write_text", refuse)
    patch.setattr(nightly, "_free_bytes", lambda place: 0)


def test_on_a_full_disk_no_night_begins_and_the_next_one_is_as_if_it_had_not_been_tried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    desk.clock.moment += timedelta(days=1)
    with monkeypatch.context() as patch:
        fill_disk(patch)
        with pytest.raises(NightLedgerError, match=r"cannot be written: .*000002.*No space left"):
            desk.run()
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert (night.number, night.status, codes(night)) == (2, 0, set())


def test_a_disk_that_fills_up_in_the_night_keeps_nobody_from_being_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(*given: Any, **asked: Any) -> Any:
        fill_disk(patch)
        return desk.fetch(*given, **asked)

    with webhook() as (address, received), monkeypatch.context() as patch:
        desk.settle(f'[nightly]\nwebhook = "{address}"')
        patch.setattr(nightly, "fetch_sources", fetch)
        night = desk.run()
    assert night.status == 30
    ((_, body),) = received
    told = {issue["code"] for issue in json.loads(body)["issues"]}
    assert told >= {"publish_failed", "report_failed", "ledger_unwritten"}
    desk.settle('notify = "never"')
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert (night.status, codes(night)) == (0, {"night_broken_off"})


def test_lines_of_the_ledger_that_cannot_be_read_are_told(desk: Desk) -> None:
    desk.run()
    with night_path(desk.ledger, 1).open("ab") as file:
        file.write(b"no line\n{\n")
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert [(issue.severity, issue.code) for issue in night.issues] == [("warning", "ledger_damaged")]
    assert "2 lines of the ledger of night 1 cannot be read" in desk.page()
    damaged = read_night(desk.ledger, 1)
    assert damaged is not None
    assert any("cannot be read" in line for line in summary_lines(damaged, judge_night(damaged)))


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_night_before_that_cannot_be_read_at_all_is_told(desk: Desk, is_empty: bool) -> None:
    """A loss of power may leave an empty file, or one whose first line is gone."""
    desk.run()
    path = night_path(desk.ledger, 1)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"" if is_empty else b"".join([b"\0" * 80 + b"\n", *lines[1:]]))
    desk.clock.moment += timedelta(days=1)
    night = desk.run()
    assert (night.number, night.status) == (2, 0)
    assert [(issue.severity, issue.code, issue.message) for issue in night.issues] == [
        (
            "warning",
            "ledger_damaged",
            "000001.jsonl of the ledger cannot be read: what became of night 1 is not known",
        )
    ]


def test_at_the_deadline_fetching_stops_and_what_is_left_is_said(desk: Desk) -> None:
    desk.remember(14)
    deadline = NOW + timedelta(minutes=30)
    desk.counts.left_over = 85
    play = desk.fetch

    def slow(*given: Any, **asked: Any) -> FetchSummary:
        desk.clock.moment = deadline
        return play(*given, **asked)

    desk.fetch = slow  # type: ignore[method-assign]
    desk.issues = [Issue(code="too_few_articles", source="source:loopback", message="5 articles tonight")]
    night = desk.run(deadline=deadline)
    assert desk.deadlines == [deadline]
    assert (night.status, codes(night)) == (0, {"left_for_tomorrow"})
    assert "85 articles wait for the next night" in desk.page()
    assert desk.ask("SELECT count(*) FROM articles") == [(5,)]


def test_a_source_whose_lists_there_was_no_time_to_read_is_told_and_not_judged(desk: Desk) -> None:
    """A night that goes on after its deadline: nothing of it is known, so nothing is held against it."""
    desk.remember(14)
    desk.pages, desk.has_unread_lists = [], True
    desk.issues = [Issue(code="too_few_articles", source="source:loopback", message="0 articles tonight")]
    night = desk.run(deadline=NOW)
    assert (night.status, codes(night)) == (0, {"left_for_tomorrow"})
    assert [issue.message for issue in night.issues] == [
        "not all of its lists were read: the time for fetching was over"
    ]


def test_a_night_that_is_cut_short_on_purpose_is_neither_judged_nor_a_measure(desk: Desk) -> None:
    desk.remember(14)
    night = desk.run(with_fetch=False)
    assert night.is_partial
    assert not codes(night) & {"no_articles", "few_articles"}


def test_nothing_is_fetched_to_a_disk_that_is_nearly_full(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "_free_bytes", lambda place: 100_000_000)
    night = desk.run()
    assert (night.status, desk.deadlines) == (31, [])
    assert any("is nearly full (100 MB free" in issue.message for issue in night.issues)


def test_a_clock_that_was_set_is_told(desk: Desk) -> None:
    desk.clock.jumped = -7200
    night = desk.run()
    assert [issue.message for issue in night.issues] == [
        "the clock of the machine was set back by 2.0 hours while the night was under way"
    ]
    desk.clock.jumped = 0.0
    desk.clock.moment -= timedelta(days=3)
    night = desk.run()
    assert (night.status, codes(night)) == (0, {"clock_changed"})


def test_the_clock_of_a_night_does_not_jump_and_knows_when_the_machines_did(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SteadyClock()

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz) + timedelta(hours=3)

    real = datetime
    monkeypatch.setattr(clocks, "datetime", Later)
    assert clock.drift() == pytest.approx(10_800, abs=5)
    assert (clock.now() - real.now(UTC)).total_seconds() == pytest.approx(0, abs=5)


def test_a_night_that_is_stopped_says_so_and_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(nightly, "ingest_archive", stop)
    night = desk.run()
    assert night.status == 130
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert "Stopped by hand" in desk.page()
    monkeypatch.setattr(nightly, "ingest_archive", ingest_archive)
    desk.clock.moment += timedelta(minutes=5)
    night = desk.run()
    assert (night.number, night.status, codes(night)) == (2, 0, {"night_stopped"})
    assert desk.ask("SELECT count(*) FROM articles") == [(5,)]


def test_a_page_that_the_store_does_not_account_for_is_an_error_and_the_next_night_takes_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of five is passed over, so that later ones stand in the store before it."""
    pending = archive_ingest.pending_pages
    with monkeypatch.context() as patch:
        patch.setattr(archive_ingest, "pending_pages", lambda *given: iter(list(pending(*given))[1:]))
        night = desk.run()
    assert (night.status, codes(night)) == (31, {"pages_unaccounted"})
    assert desk.ask("SELECT count(*) FROM articles") == [(4,)]
    desk.clock.moment += timedelta(days=1)
    assert desk.run().status == 0
    assert desk.ask("SELECT count(*) FROM articles") == [(5,)]


def test_the_summary_goes_to_the_webhook_and_one_that_fails_has_a_status(desk: Desk) -> None:
    with webhook() as (address, received):
        desk.settle(f'[nightly]\nwebhook = "{address}"')
        assert desk.run().status == 0
        ((_, body),) = received
        told = json.loads(body)
        assert (told["night"], told["status"], told["result"]) == (1, 0, "well")
        assert "5 new" in told["text"]
    desk.clock.moment += timedelta(hours=1)
    night = desk.run()
    assert (night.status, codes(night)) == (32, {"notice_failed"})
    everything = [*desk.folder.glob("logs/*"), *desk.folder.glob("reports/*"), *desk.ledger.glob("*.jsonl")]
    assert len(everything) >= 5
    assert not [path for path in everything if "k3y" in path.read_text("utf-8")]


@pytest.mark.parametrize(("notify", "posts"), [("trouble", 0), ("never", 0), ("always", 1)])
def test_who_wants_to_hear_of_trouble_only_is_left_alone(desk: Desk, notify: str, posts: int) -> None:
    with webhook() as (address, received):
        desk.settle(f'[nightly]\nwebhook = "{address}"\nnotify = "{notify}"')
        desk.run()
    assert len(received) == posts


def test_the_hash_of_the_settings_follows_them_and_not_the_secrets(desk: Desk) -> None:
    source = find_source("loopback")
    plain = hash_settings(desk.order().settings, [source])
    desk.settle('[nightly]\nwebhook = "https://a.example/1"')
    one = hash_settings(desk.order().settings, [source])
    path = desk.folder / "tinso.toml"
    path.write_text(path.read_text("utf-8").replace("example/1", "example/2"), "utf-8")
    assert one == hash_settings(desk.order().settings, [source])
    assert plain != one
    assert one != hash_settings(desk.order().settings, [])


def test_a_ledger_that_cannot_be_written_stops_the_night_before_it_begins(desk: Desk) -> None:
    desk.ledger.write_text("", "utf-8")
    with pytest.raises(NightLedgerError):
        desk.run()
    assert desk.deadlines == []


def test_a_source_file_that_is_broken_stops_fetching_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    monkeypatch.setattr(nightly, "choose_sources", refuse(InputError("loopback.toml: spaceing: no such key")))
    desk.clock.moment += timedelta(hours=1)
    night = desk.run()
    assert night.status == 31
    assert [issue.message for issue in night.issues] == ["loopback.toml: spaceing: no such key"]
    assert night.stage("publish") is not None


def test_what_a_killed_process_fetched_counts_for_the_night(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = desk.fetch

    def killed(*given: Any, **asked: Any) -> FetchSummary:
        play(*given, **asked)
        raise Killed

    desk.fetch = killed  # type: ignore[method-assign]
    with pytest.raises(Killed):
        desk.run()
    desk.fetch = play  # type: ignore[method-assign]
    # The second process finds nothing new, and would take that for a fault.
    desk.issues = [Issue(code="too_few_articles", source="source:loopback", message="0 articles tonight")]
    night = desk.run()
    assert (night.status, codes(night)) == (0, {"night_continued"})
    whole = night.lines["fetch", "loopback", None]
    assert (whole.state, whole.went_out) == ("done", 5)


def test_lines_are_told_to_whoever_watches(desk: Desk) -> None:
    told: list[Line] = []
    run_night(desk.order(), clock=desk.clock, on_line=told.append)
    assert [(line.stage, line.state) for line in told[:2]] == [("fetch", "running"), ("fetch", "done")]
    assert {line.source for line in told} == {None}


def test_an_issue_is_told_once_however_often_it_is_met() -> None:
    night = Night(1, NOW)
    issue = NightIssue("error", "a", None, None, None, "m")
    night.issues.append(issue)
    assert night.has("a")
    assert issue.sentence == "m"
