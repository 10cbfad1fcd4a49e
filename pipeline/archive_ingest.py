"""From the archive into the store: pages not cleaned yet, then stored texts that newer rules have not read.

Nothing is fetched. What is to be cleaned is what the store has no row of, wherever in the archive it stands: so a file
whose shard was set aside, or a run that was broken off, leaves no page behind. A page is cleaned in a worker process with a bound of time and memory; what it became is kept in the
transaction that stores its article, so that a run that is killed goes on where it was. The night's pages are judged in
the end, beside the nights before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from extractors import extractor_version
from pipeline.analyzers import Analyzers
from pipeline.archive import Entry, Reader, decode_content, open_reader
from pipeline.archive.index import OFFSET_BITS, make_seq
from pipeline.articles import MadeArticle, make_article_from_response
from pipeline.clean import cleaner_version
from pipeline.clean.tally import NIGHTS_TOLD, Tally
from pipeline.clean.workers import Bounds, PagePool, Quarantined
from pipeline.errors import ArchiveDamagedError, RejectedError
from pipeline.fetch import FILE_NAME, open_frontier
from pipeline.ingest import SUPERSEDED, TAKEN, UNCHANGED, Ingestion, Progress, Summary
from pipeline.settings import CleanSettings
from pipeline.store import Store, StoredFetch, open_store
from schemas import Issue
from schemas.fetches import Response

REREAD_AT_ONCE = 200
LATE_AT_ONCE = 200
"""Pages that wait in memory for the question whether the store has later ones of their articles."""
KIND, STATUS = "article", 200
"""What becomes an article, if anything does."""
Outcome = MadeArticle | RejectedError | Quarantined
DOUBTFUL = frozenset({"no_article", "empty_page", "wrong_language", "bad_content_encoding"})
"""What a block or a passing fault of the site looks like: such pages are asked for again."""


class _Waiting(NamedTuple):
    """A page on its way through the workers."""

    entry: Entry
    is_recleaned: bool
    is_late: bool
    """The store has later pages, among them perhaps one of the same article."""


def ingest_archive(
    archive: Path,
    db: Path,
    *,
    bounds: CleanSettings | None = None,
    command: str = "ingest",
    reclean: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    analyzers: Analyzers = MappingProxyType({}),
) -> Summary:
    """Take what is new in an archive into the store at `db`, which is created where there is none.

    With `reclean`, pages that an older cleaner read are cleaned again. Articles that older rules read are read again
    from their stored text. Raises `ArchiveMissingError`, `ArchiveDamagedError` of the index, and `StoreError`s.
    """
    bounds = bounds or CleanSettings()
    with open_reader(archive) as reader, open_store(db) as store:
        run = Ingestion(store, command, (), analyzers)
        take = _ArchiveRun(reader, store, run, archive, on_progress)
        with PagePool(
            _clean_response,
            Bounds(bounds.workers, bounds.seconds, bounds.megabytes),
            preload=("trafilatura", "pipeline.clean.page", "pipeline.articles"),
        ) as pool:
            take.clean_pages(pool, reclean)
        take.note_fetch_issues()
        take.judge_night()
        take.reread_articles()
        return run.finish()


def _clean_response(response: Response) -> MadeArticle:
    """In a worker: the article on a page as it was served. Raises `RejectedError`."""
    return make_article_from_response(response, decode_content(response))


def pending_pages(reader: Reader, store: Store) -> Iterator[Entry]:
    """The pages of articles that the store has no row of, in the order in which they were fetched.

    Files that both know alike are told by their sums; only of the others each page is looked up. Memory: the numbers
    of the pages of one file.
    """
    there, taken = reader.pages_by_file(KIND, STATUS), store.pages_by_file(OFFSET_BITS)
    for serial, sums in sorted(there.items()):
        if taken.get(serial) == sums:
            continue
        first, end = make_seq(serial, 0), make_seq(serial + 1, 0)
        known = store.pages_between(first, end)
        for entry in reader.new_since(first - 1, kind=KIND, statuses=[STATUS], until=end):
            if entry.seq not in known:
                yield entry


class _ArchiveRun:
    """One run under way."""

    def __init__(
        self,
        reader: Reader,
        store: Store,
        run: Ingestion,
        folder: Path,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._reader = reader
        self._store = store
        self._run = run
        self._folder = folder
        self._on_progress = on_progress
        self._cleaner = cleaner_version()
        self._tally = Tally()
        self._done = 0
        self._late: list[tuple[_Waiting, Outcome]] = []
        self._doubtful: list[tuple[datetime, str]] = []

    def clean_pages(self, pool: PagePool[MadeArticle], reclean: bool) -> None:
        """Clean what was not cleaned yet, in the order in which it was fetched."""
        again = (
            self._store.fetches_cleaned_otherwise(self._cleaner) if reclean else self._store.failed_fetches()
        )
        last = self._store.last_fetch()
        # Only what is waited for pages: workers clean while this process extracts and stores.
        began = time.perf_counter()
        for waiting, outcome in pool.read_pages(self._pages(again, last)):
            self._late.append((waiting, outcome))
            if not waiting.is_late or len(self._late) >= LATE_AT_ONCE:
                self._take_waiting()
            if self._run.is_full:
                self._run.counts.seconds_clean += time.perf_counter() - began
                self._run.store_batch()
                self._tell()
                began = time.perf_counter()
        self._take_waiting()
        self._run.counts.seconds_clean += time.perf_counter() - began
        self._run.store_batch()
        self._tell()

    def _take_waiting(self) -> None:
        """Take what has come from the workers; of articles whose late pages are among it, the latest pages are asked for."""
        waiting, self._late = self._late, []
        articles = {
            each.article.article_id
            for page, each in waiting
            if page.is_late and isinstance(each, MadeArticle)
        }
        latest: dict[str, int] = {}
        if articles:
            self._run.store_batch()  # what the store is asked for next has to be in it
            latest = self._store.latest_pages(sorted(articles))
        for page, outcome in waiting:
            self._take(page, outcome, latest)

    def _pages(self, again: list[int], last: int) -> Iterator[tuple[_Waiting, tuple[Response]]]:
        """The pages to clean; what needs no cleaning, or cannot be read, is settled on the way."""
        recleaned = ((entry, True) for seq in again if (entry := self._reader.entry(seq)) is not None)
        new = ((entry, False) for entry in pending_pages(self._reader, self._store))
        for entries in (recleaned, new):
            for entry, is_recleaned in entries:
                waiting = _Waiting(entry, is_recleaned, entry.seq < last)
                if entry.is_revisit and not is_recleaned and self._is_as_before(entry):
                    self._keep(waiting, UNCHANGED)
                    self._run.counts.articles_unchanged += 1
                    continue
                try:
                    response = self._reader.read(entry)
                except ArchiveDamagedError as fault:
                    if is_recleaned:
                        continue  # that is known; it is read when the file was mended
                    self._refuse(waiting, RejectedError("archive_damaged", str(fault)))
                    continue
                assert isinstance(response, Response)  # an entry with a status is one
                yield waiting, (response,)

    def _is_as_before(self, entry: Entry) -> bool:
        """Whether the page had this body the last time too; one may come back that it had earlier still."""
        before = [
            each
            for each in self._reader.of_url(entry.url)
            if each.seq < entry.seq and each.kind == "article" and each.status == 200
        ]
        return bool(before) and before[-1].digest == entry.digest

    def _take(self, waiting: _Waiting, outcome: Outcome, latest: dict[str, int]) -> None:
        entry = waiting.entry
        self._run.counts.files += 1
        if isinstance(outcome, RejectedError):
            self._refuse(waiting, outcome)
        elif isinstance(outcome, Quarantined):
            self._refuse(waiting, RejectedError(outcome.reason, outcome.message))
        else:
            article, layout = outcome.article, outcome.layout
            if latest.get(article.article_id, 0) > entry.seq:
                told = "a later page of this article was taken before this one; the store keeps that"
                record = f"{entry.file} at {entry.offset}"
                self._run.note_issues(
                    [
                        Issue(
                            severity="warning", code=SUPERSEDED, source=entry.url, record=record, message=told
                        )
                    ]
                )
                self._keep(waiting, SUPERSEDED, None, article.article_id)
                return
            self._tally.count_article(
                entry.source, entry.language, dated=article.published is not None, layout=layout
            )
            taken = self._run.take_article(
                article, outcome.notes, f"warc:{entry.file}", f"offset {entry.offset}", shown=entry.url
            )
            if taken == TAKEN:  # of two that wait at once, the older must not come to lie on the newer
                latest[article.article_id] = max(latest.get(article.article_id, 0), entry.seq)
            self._keep(waiting, taken, layout.name if layout and layout.fits else None, article.article_id)

    def _refuse(self, waiting: _Waiting, reject: RejectedError) -> None:
        entry = waiting.entry
        self._tally.count_refusal(entry.source, entry.language, reject.code)
        if reject.code in DOUBTFUL and not waiting.is_recleaned:
            self._doubtful.append((entry.fetched_at, entry.url))
        self._run.note_issues(
            [
                Issue(
                    code=reject.code,
                    source=entry.url,
                    record=f"{entry.file} at {entry.offset}",
                    field=reject.field,
                    message=str(reject),
                )
            ]
        )
        self._keep(waiting, reject.code)

    def _keep(
        self, waiting: _Waiting, outcome: str, layout: str | None = None, article_id: str | None = None
    ) -> None:
        entry = waiting.entry
        self._run.keep_fetch(
            StoredFetch(
                entry.seq,
                entry.url,
                entry.source,
                entry.language,
                entry.fetched_at,
                entry.digest,
                entry.file,
                self._cleaner,
                outcome,
                layout,
                article_id,
            )
        )
        self._done += 1

    def note_fetch_issues(self) -> None:
        """Take over what went wrong while fetching, and have pages asked for again that held no article."""
        if not (self._folder / FILE_NAME).exists():
            return  # an archive that was filled by other means
        with open_frontier(self._folder) as frontier:
            self._run.note_issues_of_others(frontier.issues())
            for moment, url in [*self._store.refused_of_broken_off(DOUBTFUL), *self._doubtful]:
                frontier.doubt([url], moment)

    def judge_night(self) -> None:
        """Keep the counts of the run and say what is unusual about the night, all of whose runs count together."""
        rows = self._tally.rows()
        if not rows and not self._store.broken_off:
            return
        self._store.keep_page_counts(self._run.run_id, rows)
        tonight, before = self._store.page_counts_before(self._run.run_id, NIGHTS_TOLD)
        self._tally.add_rows(tonight)
        self._run.note_issues(self._tally.judge(before))

    def reread_articles(self) -> None:
        """Read stored articles again that older rules read, from their stored text."""
        after = ""
        version, lexicons = extractor_version(), self._run.lexicons
        while outdated := self._store.outdated_articles(version, lexicons, after, REREAD_AT_ONCE):
            for article, source, record in outdated:
                self._run.take_article(article, (), source, record)
            after = outdated[-1][0].article_id
            self._run.store_batch()
            self._tell()

    def _tell(self) -> None:
        if self._on_progress:
            counts = self._run.counts
            self._on_progress(Progress(self._done, self._done, 0, 0, self._run.articles, counts.rejects))
