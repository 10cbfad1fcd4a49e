"""The run of a night: fetch, archive, clean, extract, store, publish, report, each stage once, whatever became of the others.

What is done in a stage is left to the modules that the single commands call too; here it is decided what comes next, what
a fault costs, and every step is entered in the ledger before and after. Each stage picks up by itself what an earlier run
left (the frontier, the archive's numbers, the store's rows), so that a night which was killed anywhere is continued by
doing what its ledger does not call done.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from extractors import extractor_version, language_codes, lexicon_hash
from pipeline import tinso_version
from pipeline.analyzers import load_analyzers
from pipeline.archive_ingest import ingest_archive
from pipeline.articles import isolate_faults
from pipeline.clean import cleaner_version
from pipeline.collection import FetchSummary, choose_sources, fetch_sources
from pipeline.errors import NightLedgerError, NoticeError, StoreError, StoreLockedError, TinsoError
from pipeline.nightly.alarms import ALL, LEAST_NIGHTS, LOOKED_BACK, count_known, judge_numbers, judge_snapshot
from pipeline.nightly.clocks import NightClock, SteadyClock
from pipeline.nightly.ledger import (
    CONTINUED_WITHIN,
    Journal,
    Line,
    Night,
    NightIssue,
    ledger_folder,
    night_numbers,
    night_path,
    read_night,
    read_nights,
)
from pipeline.nightly.locking import NightLock, take_refusals
from pipeline.nightly.logs import NightLog
from pipeline.nightly.measures import (
    Fetched,
    archive_cursor,
    clean_lines,
    count_archived,
    count_unaccounted,
    extract_lines,
    last_run,
    page_lines,
    run_counts,
)
from pipeline.nightly.metrics import write_metrics
from pipeline.nightly.morning import write_page
from pipeline.nightly.notification import send_notice
from pipeline.nightly.rows import issue_rows, night_row, plain_time, stage_rows
from pipeline.nightly.summary import make_notice, show_damage
from pipeline.nightly.tracing import is_asked_for, send_spans
from pipeline.nightly.verdicts import BROKEN_OFF, STOPPED, find_status, judge_night
from pipeline.operation.retention import prune_old
from pipeline.publication import publish_reviewed
from pipeline.settings import NightlySettings, Settings
from pipeline.store import (
    CODE_VERSION,
    current_snapshot,
    open_reader,
    open_store,
    published_folder,
    room_wanted,
)
from pipeline.store.nights import open_nights
from schemas import Issue
from schemas.sources import SourceSpec

Result = TypeVar("Result")
STORE_TRIES, STORE_PAUSE = 10, 60.0
"""How often, and seconds apart, a store is tried that another program has open."""
LEAST_FREE = 500_000_000
"""Bytes that must be free on a disk before pages are fetched to it."""
CLOCK_JUMP = 60.0
"""Seconds by which the clock of the machine may drift within a night."""
COPIED = 100
"""Nights of the ledger that the store is compared with: those before are there since long."""
JUDGED_AGAIN = frozenset({"too_few_articles", "language_without_articles", "nothing_fetched"})
"""What fetching says of the numbers of one process; where a night has several, they are counted in the archive."""
GUESSED = "too_few_articles"
"""That a source brought less than its file guesses: no fault of the source, and no more said once its own nights tell."""
OF_A_SOURCE = frozenset(
    {
        "language_yields_no_text",
        "layout_does_not_fit",
        "pages_without_date",
        "wrong_language_pages",
        "pages_quarantined",
    }
)
"""Issues of cleaning that are about a source and not a page."""


@dataclass(frozen=True)
class NightOrder:
    """What is asked of a night. `deadline` is when fetching stops; `sources` are slugs, none for all that are fetched.

    `budget` counts from the first start: a night that is continued has what is left of it. A deadline goes before it.
    """

    db: Path
    archive: Path
    settings: Settings
    sources: tuple[str, ...] = ()
    deadline: datetime | None = None
    budget: timedelta | None = None
    with_fetch: bool = True
    keep: int | None = None

    @property
    def is_partial(self) -> bool:
        """Whether the night does less than it could, so that none is held against its numbers."""
        return bool(self.sources) or not self.with_fetch


class _StoppedError(BaseException):
    """The user, or the system, asked the night to end. No fault of a stage, so nothing that isolates these takes it."""


@dataclass
class _Kept:
    """What one process holds of the night between its stages."""

    sources: list[SourceSpec] = field(default_factory=list)
    sources_fault: str | None = None
    published: bool = False
    store_fault: bool = False
    snapshot_at: float | None = None


def run_night(
    order: NightOrder,
    *,
    clock: NightClock | None = None,
    on_line: Callable[[Line], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Night:
    """Run a night, or continue the one that was killed; what it came to.

    Scrapy runs once a process, and so does this. Raises `NightUnderWayError` while another process is at one, and
    `NightLedgerError` where the ledger or the log cannot be written: every other fault is entered in the ledger.
    """
    clock = clock or SteadyClock()
    folder = ledger_folder(order.db)
    lock = NightLock(folder, clock.now())
    try:
        kept = _Kept()
        try:
            kept.sources = choose_sources(order.sources)
        except TinsoError as fault:
            if order.sources:
                raise  # a name that was given wrongly
            kept.sources_fault = str(fault)
        log = NightLog(order.settings.nightly.log, _secrets(order.settings.nightly))
        try:
            journal = _open_journal(folder, order, kept, clock)
            try:
                return _NightRun(order, journal, kept, clock, log, on_line, pause).run()
            finally:
                journal.close()
        finally:
            log.close()
    finally:
        lock.release()


def _secrets(settings: NightlySettings) -> list[str]:
    given = (settings.webhook, settings.email.password)
    return [secret.get_secret_value() for secret in given if secret is not None]


def hash_settings(settings: Settings, sources: Sequence[SourceSpec]) -> str:
    """SHA-256 over all that is settled, secrets struck out, and what is known of the sources."""
    parts = [settings.model_dump_json(), *(source.model_dump_json() for source in sources)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def list_versions() -> dict[str, str]:
    """What is at work, by name."""
    return {
        "tinso": tinso_version(),
        "python": platform.python_version(),
        "schema": str(CODE_VERSION),
        "cleaner": cleaner_version()[:12],
        "extractors": extractor_version(),
        **{f"lexicon {lang}": lexicon_hash(lang)[:12] for lang in language_codes()},
    }


def _open_journal(folder: Path, order: NightOrder, kept: _Kept, clock: NightClock) -> Journal:
    """That of the night which is to be continued, or of a new one; what was killed long ago is given an end first."""
    now = clock.now()
    numbers = night_numbers(folder)
    last = read_night(folder, numbers[-1]) if numbers else None
    slugs = tuple(source.slug for source in kept.sources)
    if last is not None and last.status is None:
        journal = Journal(night_path(folder, last.number), last)
        assert last.last_line_at is not None  # it has a first line
        if now - last.last_line_at <= CONTINUED_WITHIN and _is_same(last, order, slugs):
            told = f"it was {_how_it_ended(last)}, and continued at {now:%H:%M}"
            deadline = _deadline(order, now, last.deadline)
            journal.note("continue", now, pid=os.getpid(), host=platform.node(), deadline=_written(deadline))
            if order.with_fetch and deadline is not None:
                told += f"; fetching {'ended' if deadline <= now else 'ends'} at {deadline:%H:%M} UTC"
                told += "" if order.deadline else ", as its first start had it"
            journal.note_issue(NightIssue("warning", "night_continued", None, None, None, told), now)
            return journal
        journal.note(
            "end", max(now, last.last_line_at), status=BROKEN_OFF, killed=last.last_line_at.isoformat()
        )
        journal.close()
    number = 1 + max(numbers, default=_last_known_to_store(order.db))
    journal = Journal(night_path(folder, number), Night(number, now))
    journal.note(
        "begin",
        now,
        command="nightly",
        pid=os.getpid(),
        host=platform.node(),
        versions=list_versions(),
        settings=hash_settings(order.settings, kept.sources),
        sources=list(slugs),
        deadline=_written(_deadline(order, now, None)),
        partial=order.is_partial,
    )
    if journal.fault:
        journal.discard()  # else the next one would take it for the last night
        raise NightLedgerError(f"the ledger cannot be written: {journal.fault}")
    if last is not None and last.status in (BROKEN_OFF, STOPPED):
        how = (
            _how_it_ended(last)
            if last.status == BROKEN_OFF
            else f"stopped during {last.last_stage or 'its start'}"
        )
        told = f"night {last.number} was {how}, and not continued; what it left is taken up by this one"
        code = "night_broken_off" if last.status == BROKEN_OFF else "night_stopped"
        journal.note_issue(NightIssue("warning", code, None, None, None, told), now)
    if (
        last is not None
        and last.last_line_at is not None
        and now < last.last_line_at - timedelta(seconds=CLOCK_JUMP)
    ):
        told = (
            f"the clock says {now:%Y-%m-%d %H:%M} UTC, but night {last.number} was at work until "
            f"{last.last_line_at:%Y-%m-%d %H:%M}: it is wrong now, or was then"
        )
        journal.note_issue(NightIssue("warning", "clock_changed", None, None, None, told), now)
    return journal


def _deadline(order: NightOrder, now: datetime, before: datetime | None) -> datetime | None:
    """When fetching stops: what is asked for by hand, else the earlier of what the night had and of the budget from now."""
    if order.deadline is not None:
        return order.deadline.astimezone(UTC)
    budgeted = now.astimezone(UTC) + order.budget if order.budget is not None else None
    return min((each for each in (before, budgeted) if each is not None), default=None)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _is_same(night: Night, order: NightOrder, slugs: tuple[str, ...]) -> bool:
    """Whether a night is what is asked for: one of some sources is not continued for others, which would not be fetched."""
    return night.is_partial == order.is_partial and (not order.is_partial or night.sources == slugs)


def _how_it_ended(night: Night) -> str:
    """Of a night that was killed, in words. Its last line but an end that was given to it later."""
    assert night.last_line_at is not None  # it has a first line
    at = night.killed_at or night.last_line_at
    return f"killed or lost its power after {at:%Y-%m-%d %H:%M} UTC, during {night.last_stage or 'its start'}"


def _last_known_to_store(db: Path) -> int:
    """The last night that the store has a row of, for a ledger whose files were lost; 0 where there is none to ask."""
    try:
        with open_reader(db) as store:
            ((number,),) = store.ask("SELECT coalesce(max(night_id), 0) FROM nights").rows
            return int(number)
    except StoreError:
        return 0


class _NightRun:
    """One process at work on a night."""

    def __init__(
        self,
        order: NightOrder,
        journal: Journal,
        kept: _Kept,
        clock: NightClock,
        log: NightLog,
        on_line: Callable[[Line], None] | None,
        pause: Callable[[float], None],
    ) -> None:
        self._order = order
        self._journal = journal
        self._night = journal.night
        self._kept = kept
        self._clock = clock
        self._log = log
        self._on_line = on_line
        self._pause = pause
        self._folder = journal.path.parent
        self._settings = order.settings
        log.bind(night=self._night.number)

    def run(self) -> Night:
        """All stages that are not done, then the end."""
        self._log.write(
            "night_begins" if len(self._night.attempts) == 1 else "night_continues",
            pid=os.getpid(),
            sources=list(self._night.sources),
            settings=self._night.settings_hash,
            versions=self._night.versions,
        )
        status: int | None = None
        try:
            with _ended_by_signals():
                self._do_stages()
        except (_StoppedError, KeyboardInterrupt):
            status = STOPPED
        self._aside("looking_around", self._note_oddities)
        if status is None:
            self._stage("report", self._report)
            status = find_status(self._night)
        self._journal.note("end", self._clock.now(), status=status)
        if status == STOPPED:
            self._aside("report", self._write_page)  # nobody is written to: whoever stopped it knows
        self._log.write("night_ends", status=status, level="info" if status == 0 else "warning")
        self._tell_machines()
        return self._night

    def _do_stages(self) -> None:
        # The archive is filled while fetching, and counted right behind it.
        self._stage("fetch", self._fetch)
        self._stage("archive", self._count_archive)
        self._stages(("clean", "extract", "store"), self._ingest)
        self._aside("judging", self._judge)
        if not self._kept.store_fault:
            self._aside("ledger_copy", self._replace_nights)
        self._stage("publish", self._publish)
        self._aside("judging", self._judge_snapshot)
        self._aside("pruning", self._prune)

    # The ledger.

    def _is_done(self, name: str) -> bool:
        line = self._night.stage(name)
        return line is not None and line.state == "done"

    def _enter(self, line: Line) -> None:
        self._journal.note_line(line, self._clock.now())
        if line.state != "running":
            level = "error" if line.state == "failed" else "info"
            self._log.write(
                "stage_ends" if line.source is None else "source_counted",
                level=level,
                stage=line.stage,
                source=line.source,
                language=line.language,
                state=line.state,
                seconds=round(line.seconds, 3) if line.seconds is not None else None,
                came_in=line.came_in,
                went_out=line.went_out,
                counts=line.counts or None,
            )
        if line.source is None and self._on_line:
            self._on_line(line)

    def _tell(
        self,
        severity: str,
        code: str,
        message: str,
        stage: str | None = None,
        source: str | None = None,
        language: str | None = None,
    ) -> None:
        issue = NightIssue(severity, code, stage, source, language, " ".join(message.split()))
        if issue not in self._night.issues:
            self._journal.note_issue(issue, self._clock.now())
            self._log.write(
                code, level=severity, stage=stage, source=source, language=language, message=issue.message
            )

    def _stage(self, name: str, step: Callable[[], Line]) -> None:
        """One stage: entered as running, then as what came of it. A fault ends this stage alone."""
        self._stages((name,), lambda: [step()])

    def _stages(self, names: Sequence[str], step: Callable[[], Sequence[Line]]) -> None:
        if all(self._is_done(name) for name in names):
            return
        started, begun = self._clock.now(), time.perf_counter()
        for name in names:
            self._enter(Line(name, started=started))
        self._log.write("stage_begins", stage=names[0])
        result = isolate_faults(
            f"night {self._night.number}", names[0], lambda: _told_as_issue(names[0], step)
        )
        seconds = time.perf_counter() - begun
        if isinstance(result, Issue):
            self._tell("error", result.code, result.message, names[0])
            if "fetch" in names:
                for slug in self._night.sources:
                    self._enter(Line("fetch", slug, state="failed"))
            for name in names:
                self._enter(Line(name, state="failed", started=started, seconds=seconds))
            return
        for line in result:
            took = seconds if line.seconds is None else line.seconds
            self._enter(replace(line, started=started, seconds=took))

    def _aside(self, name: str, step: Callable[[], None]) -> None:
        """A step that is no stage: its fault is told, and the stages go on."""
        result = isolate_faults(f"night {self._night.number}", None, lambda: _told_as_issue(name, step))
        if isinstance(result, Issue):
            self._tell("error", result.code, result.message)

    # The stages.

    def _fetch(self) -> Line:
        night, order = self._night, self._order
        if "archive" not in night.marks:
            self._journal.note("mark", self._clock.now(), name="archive", value=archive_cursor(order.archive))
        if self._kept.sources_fault:
            raise TinsoError(self._kept.sources_fault)
        if not order.with_fetch:
            return Line("fetch", state="skipped")
        free = _free_bytes(order.archive)
        if free is not None and free < LEAST_FREE:
            raise TinsoError(
                f"the disk of {order.archive} is nearly full ({_megabytes(free)} free, {_megabytes(LEAST_FREE)} are "
                "wanted): nothing was fetched; make room, and the next night fetches what waits"
            )
        deadline = night.deadline
        with _signals_given_back():
            summary = fetch_sources(
                self._kept.sources, self._settings.fetch, order.archive, until=deadline, clock=self._clock
            )
        line = self._enter_fetched(summary, deadline)
        if summary.was_stopped:
            raise _StoppedError
        return line

    def _enter_fetched(self, summary: FetchSummary, deadline: datetime | None) -> Line:
        """A line a source, and one for each of its languages; what waits; what went wrong."""
        archived = self._archived()
        specs = {source.slug: source for source in self._kept.sources}
        results = {result.source: result for result in summary.results}
        out_of_time = deadline is not None and self._clock.now() >= deadline
        unread = {slug for slug, result in results.items() if result.has_unread_lists}
        faulty = {
            issue.source.removeprefix("source:")
            for issue in summary.issues
            if issue.severity == "error" and issue.code not in JUDGED_AGAIN
        }
        before = read_nights(self._folder, last=4 * LOOKED_BACK, before=self._night.number)
        for issue in summary.issues:
            slug = issue.source.removeprefix("source:")
            source = slug if slug in specs else None
            if len(self._night.attempts) > 1 and issue.code in JUDGED_AGAIN and source:
                spec = specs[source]
                if archived.articles[source] >= max(spec.expected.minimum, 1) and (
                    issue.code != "language_without_articles"
                    or all(archived.pages[source, each] for each in spec.languages.values())
                ):
                    continue
            brought_nothing = slug in faulty and not archived.articles[slug]
            is_judged = not self._night.is_partial and count_known(slug, before) >= LEAST_NIGHTS
            if issue.code == GUESSED and (out_of_time or slug in unread or brought_nothing or is_judged):
                continue  # the deadline's doing, and told below; that of the fault, which is told itself; or an alarm's to tell
            message = issue.message if source or not issue.source else f"{issue.source}: {issue.message}"
            self._tell(issue.severity, issue.code, message, "fetch", source)
        broken = {
            issue.source
            for issue in self._night.issues
            if issue.stage == "fetch" and issue.severity == "error" and issue.source and issue.code != GUESSED
        }
        requests = 0
        for slug, spec in specs.items():
            result = results.get(slug)
            state = "failed" if slug in broken or result is None else "done"
            counts: dict[str, int] = {}
            took = None
            if result is not None:
                numbers = result.counts.as_object()
                counts = {name: number for name, number in numbers.items() if isinstance(number, int)}
                counts["failed_requests"] = sum(result.counts.errors.values())
                requests += result.counts.requests
                took = (result.finished - result.started).total_seconds()
                left = []
                if result.counts.left_over and (out_of_time or slug in unread):
                    left.append(f"{result.counts.left_over} articles wait for the next night")
                if slug in unread:
                    left.append("not all of its lists were read")
                if left:
                    told = f"{', and '.join(left)}: the time for fetching was over"
                    self._tell("warning", "left_for_tomorrow", told, "fetch", slug)
            whole = Line("fetch", slug, None, state, None, took)
            whole.came_in, whole.went_out = counts.get("requests"), archived.articles[slug]
            self._enter(replace(whole, counts=counts))
            for language in sorted(set(spec.languages.values())):
                pages = archived.pages[slug, language]
                self._enter(Line("fetch", slug, language, state, went_out=pages))
        return Line("fetch", state="done", came_in=requests, went_out=sum(archived.pages.values()))

    def _archived(self) -> Fetched:
        return count_archived(self._order.archive, int(self._night.marks.get("archive", 0)))

    def _count_archive(self) -> Line:
        archived = self._archived()
        for source, number in sorted(archived.exchanges.items()):
            self._enter(
                Line("archive", source, None, "done", came_in=number, went_out=archived.articles[source])
            )
        return Line(
            "archive", state="done", came_in=archived.exchanges.total(), went_out=archived.pages.total()
        )

    def _ingest(self) -> list[Line]:
        order, night = self._order, self._night
        self._kept.store_fault = True  # until it is known to be fit
        with self._patiently():
            with open_store(order.db):
                pass  # made where there is none, and brought up to date
            if "run" not in night.marks:
                with open_reader(order.db) as store:
                    run = last_run(store)
                self._journal.note("mark", self._clock.now(), name="run", value=run)
        self._kept.store_fault = False
        analyzers = load_analyzers(self._settings)
        try:
            with self._patiently():
                summary = ingest_archive(
                    order.archive,
                    order.db,
                    bounds=self._settings.clean,
                    command="nightly",
                    analyzers=analyzers,
                )
        except StoreError:
            self._kept.store_fault = True
            raise
        self._log.write("ingested", run=summary.run_id)
        first = int(night.marks["run"])
        with open_reader(order.db) as store:
            counts = run_counts(store, first)
            cleaned, extracted = clean_lines(store, first), extract_lines(store, first)
            for page in page_lines(store, first):
                level = "info" if page["outcome"] in ("article", "unchanged") else "warning"
                self._log.write("page", level=level, run=summary.run_id, **page)
        self._enter_issues(summary.issues)
        broken = {
            (issue.source, issue.language)
            for issue in night.issues
            if issue.stage == "clean" and issue.severity == "error"
        }
        for line in cleaned:
            failed = {(line.source, line.language), (line.source, None)} & broken
            self._enter(replace(line, state="failed" if failed else "done"))
        for line in extracted:
            self._enter(line)
        self._check_nothing_is_lost()
        last = counts.pop("last_run")
        self._journal.note("mark", self._clock.now(), name="last_run", value=last)
        times = summary.counts
        stored = counts["new"] + counts["revised"] + counts["reextracted"]
        pages = sum(line.came_in or 0 for line in cleaned)
        kept = sum(line.went_out or 0 for line in cleaned)
        read = sum(line.came_in or 0 for line in extracted)
        return [
            Line("clean", state="done", seconds=times.seconds_clean, came_in=pages, went_out=kept),
            Line(
                "extract",
                state="done",
                seconds=times.seconds_extract,
                came_in=read,
                went_out=counts["figures"],
                counts={"deadlines": counts["deadlines"]},
            ),
            Line(
                "store",
                state="done",
                seconds=times.seconds_store,
                came_in=stored + counts["unchanged"],
                went_out=stored,
                counts=counts,
            ),
        ]

    def _enter_issues(self, issues: Sequence[Issue]) -> None:
        """Those about a source one by one; those about pages as one a code, with an example."""
        pages: dict[str, list[Issue]] = {}
        for issue in issues:
            if issue.code in OF_A_SOURCE:
                self._tell(issue.severity, issue.code, issue.message, "clean", issue.source, issue.record)
            elif issue.severity == "error":
                pages.setdefault(issue.code, []).append(issue)
        for code, alike in sorted(pages.items()):
            first = alike[0]
            number = "1 page or article was" if len(alike) == 1 else f"{len(alike)} pages or articles were"
            self._tell("warning", code, f"{number} refused, such as {first.source}: {first.message}", "clean")

    def _check_nothing_is_lost(self) -> None:
        """Every whole page of an article that the archive has must have its row, whatever became of it."""
        with self._patiently(), open_store(self._order.db) as store:
            number = count_unaccounted(self._order.archive, store)
        if number:
            told = f"the store does not account for {number} page{'' if number == 1 else 's'} that the archive has"
            self._tell("error", "pages_unaccounted", told, "store")

    def _judge(self) -> None:
        night = self._night
        if night.is_partial:
            return
        # A night that was killed here told some of its alarms: all are sought again, and each is told once.
        known = {(issue.code, issue.source, issue.language) for issue in night.issues}
        before = read_nights(self._folder, last=4 * LOOKED_BACK, before=night.number)
        tonight = [other for other in before if other.day == night.day and other.status is not None]
        cut_short = frozenset(
            issue.source for issue in night.issues if issue.code == "left_for_tomorrow" and issue.source
        )
        earlier = [other for other in before if other.day != night.day]
        judgement = judge_numbers([*tonight, night], earlier, cut_short)
        for alarm in judgement.alarms:
            source = None if alarm.source == ALL else alarm.source
            if (alarm.code, source, alarm.language) in known:
                continue
            self._tell("error", alarm.code, alarm.message, None, source, alarm.language)
        if judgement.too_new:
            nights = ", ".join(f"{source} ({known})" for source, known in sorted(judgement.too_new.items()))
            told = f"Not judged, since {LEAST_NIGHTS} ordinary nights are needed; known are: {nights}"
            if told not in night.notes:
                self._journal.note("note", self._clock.now(), message=told)

    def _replace_nights(self) -> None:
        """Bring the store's copy of the ledger up to date, tonight as far as it has come."""
        with self._patiently(), open_nights(self._order.db) as store:
            known = store.ended()
            nights = [
                night
                for night in (*read_nights(self._folder, COPIED, self._night.number), self._night)
                if known.get(night.number) != plain_time(night.started)
            ]
            store.replace(
                [night_row(night) for night in nights],
                [row for night in nights for row in stage_rows(night)],
                [issue for night in nights for issue in issue_rows(night)],
            )

    def _publish(self) -> Line:
        order = self._order
        if self._kept.store_fault:
            raise StoreError("the store could not be written, so there is nothing new to publish")
        needed = room_wanted(order.db)
        free = _free_bytes(order.db.parent)
        if free is not None and free < needed:
            raise StoreError(
                f"the disk of {order.db} is nearly full ({_megabytes(free)} free, {_megabytes(needed)} are wanted): "
                "readers keep the snapshot before; make room, and the next night publishes"
            )
        with self._patiently():
            published, verdicts = publish_reviewed(order.db, order.keep or self._settings.publish.keep)
        self._kept.published = True
        counts = {
            "bytes": published.size,
            "is_new": int(published.is_new),
            "removed": published.removed,
            "snapshot": int(published.snapshot.parent.name),
            **(
                {f"verdicts_{state}": number for state, number in verdicts.by_state.items()}
                if verdicts
                else {}
            ),
        }
        return Line("publish", state="done", counts=counts)

    def _judge_snapshot(self) -> None:
        """How old is what readers have? Publishing that found nothing new has made sure of it, too."""
        done = self._night.stage("publish")
        if done is not None and done.state == "done":
            self._kept.snapshot_at = self._clock.now().timestamp()
            return
        age = None
        if current_snapshot(self._order.db) is not None:
            pointed = (published_folder(self._order.db) / "current").lstat().st_mtime
            self._kept.snapshot_at = pointed
            age = (self._clock.now().timestamp() - pointed) / 3600
        if alarm := judge_snapshot(age):
            self._tell("error", alarm.code, alarm.message, "publish")

    def _prune(self) -> None:
        """Take away what is older than the settings want it."""
        order = self._order
        settings = self._settings.model_copy(
            update={
                "store": self._settings.store.model_copy(update={"db": order.db}),
                "archive": self._settings.archive.model_copy(update={"folder": order.archive}),
            }
        )
        with self._log.closed():
            removals = prune_old(settings, self._clock.now(), log_is_closed=True)
        gone = [each for each in removals if each.skipped is None]
        for each in removals:
            self._log.write("pruned", what=each.what, name=each.name, size=each.size, skipped=each.skipped)
        if gone:
            told = (
                f"Taken away for their age: {len(gone)} files, {_megabytes(sum(each.size for each in gone))}"
            )
            self._journal.note("note", self._clock.now(), message=told)

    def _note_oddities(self) -> None:
        """What happened around the night: other starts, a clock that was set, a ledger or log that could not be written."""
        for refused in take_refusals(self._folder):
            told = f"a second start at {str(refused['at'])[:16].replace('T', ' ')} UTC (process {refused['pid']}) was turned away"
            self._tell("warning", "duplicate_start", told)
        earlier = [number for number in night_numbers(self._folder) if number < self._night.number]
        before = read_night(self._folder, earlier[-1]) if earlier else None
        if earlier and before is None:
            told = f"{night_path(self._folder, earlier[-1]).name} of the ledger cannot be read: what became of night {earlier[-1]} is not known"
            self._tell("warning", "ledger_damaged", told)
        for night in (before, self._night):
            if night is not None and night.damaged_lines:
                self._tell("warning", "ledger_damaged", show_damage(night))
        drift = self._clock.drift()
        if abs(drift) > CLOCK_JUMP:
            way = "ahead" if drift > 0 else "back"
            told = (
                f"the clock of the machine was set {way} by {_span(abs(drift))} while the night was under way"
            )
            self._tell("warning", "clock_changed", told)
        for fault in (self._journal.fault, self._log.fault):
            if fault:
                self._tell(
                    "error", "ledger_unwritten", f"not all that happened could be written down: {fault}"
                )

    def _report(self) -> Line:
        """The morning page, and the summary to whoever is to have it."""
        night, settings = self._night, self._settings.nightly
        page_fault: NoticeError | None = None
        try:
            self._write_page()
        except NoticeError as fault:  # mail and webhook need no disk: they are told nonetheless
            page_fault = fault
            self._tell("error", "report_failed", str(fault), "report")
        verdict = judge_night(night)
        if settings.notify == "always" or (settings.notify == "trouble" and verdict.status != 0):
            page = self._page_path.read_text("utf-8") if page_fault is None else None
            notice = make_notice(night, verdict, page, self._page_path)
            for untold in send_notice(notice, settings):
                self._tell("error", "notice_failed", str(untold), "report")
            if night.has("notice_failed") and page_fault is None:
                self._write_page()
        if page_fault is not None:
            raise page_fault
        return Line("report", state="done")

    @property
    def _page_path(self) -> Path:
        return self._settings.nightly.reports / f"night-{self._night.number:06}.html"

    def _write_page(self) -> None:
        before = read_nights(self._folder, last=LOOKED_BACK, before=self._night.number)
        write_page(self._night, before, self._page_path, self._clock.now(), self._kept.snapshot_at)

    def _tell_machines(self) -> None:
        """Numbers and spans of the night that is over; a fault of these is a line of the log."""
        night, path = self._night, self._settings.nightly.prometheus
        try:
            if path is not None:
                write_metrics(night, path, self._kept.snapshot_at, _free_bytes(self._order.db.parent))
            if is_asked_for():
                send_spans(night)
        except NoticeError as fault:
            self._log.write("numbers_not_told", level="error", message=str(fault))
            self._night.notes.append(str(fault))

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """Wait for a store that another program has open. A step that began by then is not begun again."""
        for attempt in range(STORE_TRIES):
            try:
                with open_store(self._order.db):
                    break
            except StoreLockedError:
                if attempt + 1 == STORE_TRIES:
                    raise
                self._log.write("store_locked", level="warning", attempt=attempt + 1)
                self._pause(STORE_PAUSE)
        yield


def _told_as_issue(name: str, step: Callable[[], Result]) -> Result | Issue:
    """The result of a step; its foreseen fault as an issue, whose message needs no name of an exception."""
    try:
        return step()
    except TinsoError as fault:
        return Issue(code=f"{name}_failed", source="night", message=str(fault))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """What systemd and shells send to end a process ends the night in order, where it would else be cut off."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _StoppedError

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _signals_given_back() -> Iterator[None]:
    """Scrapy puts handlers of its own in place and leaves them there, where they answer nobody any more."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)


def _free_bytes(place: Path) -> int | None:
    """Room on the disk of a folder, or of the nearest one above it that is there; None where it is not told."""
    for folder in (place, *place.absolute().parents):
        if folder.exists():
            try:
                return shutil.disk_usage(folder).free
            except OSError:
                return None
    return None


def _megabytes(number: int) -> str:
    return f"{number / 1e6:,.0f} MB"


def _span(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{seconds / 60:.0f} minutes"
