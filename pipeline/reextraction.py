"""Stored texts read again where the extractors or a lexicon changed since: over several processes, nothing fetched.

A batch of new readings is one transaction and counts at once; the readings before stay in the store. Killed, the same
call goes on where it was. What changed is counted, not judged.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from extractors import extractor_version
from pipeline.analyzers import Analyzers
from pipeline.articles import isolate_faults, read_article
from pipeline.clean.workers import Bounds, PagePool, Quarantined
from pipeline.errors import RejectedError, StoreMissingError
from pipeline.ingest import Ingestion, Progress, Summary
from pipeline.settings import CleanSettings
from pipeline.store import ReadingChange, Store, open_store
from schemas import Article, Extraction, Issue

ASKED_AT_ONCE = 500
"""Articles that are taken out of the store at a time."""


@dataclass
class Reread:
    """What a run did, and what it reads otherwise than was read before."""

    summary: Summary
    changes: list[ReadingChange] = field(default_factory=list)


class _Waiting(NamedTuple):
    """An article on its way through the workers, with its file and record as the store has them."""

    article: Article
    source: str
    record: str | None


def reextract_articles(
    db: Path,
    *,
    languages: Collection[str] | None = None,
    since: date | None = None,
    workers: int | None = None,
    bounds: CleanSettings | None = None,
    analyzers: Analyzers = MappingProxyType({}),
    on_progress: Callable[[Progress], None] | None = None,
) -> Reread:
    """Read again what older extractors or lexicons read, in `workers` processes (None: as many as there are cores).

    `languages` and `since`, a day of publication, leave the rest as it is. An article whose reading fails keeps the one
    it has, and is an issue. Raises `StoreError`s and `WorkerError`.
    """
    if not db.exists():
        raise StoreMissingError(f"there is no store at {db}: make one with `tinso ingest` or `tinso demo`")
    bounds = bounds or CleanSettings()
    with open_store(db) as store:
        run = Ingestion(store, "reextract", (), analyzers)
        with PagePool(
            read_article,
            Bounds(workers or count_cores(), bounds.seconds, bounds.megabytes),
            preload=("pipeline.articles",),
        ) as pool:
            _reread(store, run, pool, _Choice(languages, since), analyzers, on_progress)
        return Reread(run.finish(), store.reading_changes(run.run_id))


def count_cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Choice(NamedTuple):
    """Which articles are to be read again; None is all."""

    languages: Collection[str] | None
    since: date | None

    def articles(
        self, store: Store, run: Ingestion, analyzed: bool, analyzers: Analyzers
    ) -> Iterator[_Waiting]:
        """The outdated ones, in the order of their ids: of languages with an analyzer, or of those without."""
        lexicons = {
            lang: lexicon
            for lang, lexicon in run.lexicons.items()
            if (self.languages is None or lang in self.languages) and (lang in analyzers) is analyzed
        }
        after, version = "", extractor_version()
        while lexicons and (
            found := store.outdated_articles(version, lexicons, after, ASKED_AT_ONCE, self.since)
        ):
            yield from (_Waiting(*each) for each in found)
            after = found[-1][0].article_id


def _reread(
    store: Store,
    run: Ingestion,
    pool: PagePool[Extraction],
    choice: _Choice,
    analyzers: Analyzers,
    on_progress: Callable[[Progress], None] | None,
) -> None:
    """Have the workers read, and store what they read. Analyzers are not handed around: their languages are read here."""
    apart = ((waiting, (waiting.article,)) for waiting in choice.articles(store, run, False, analyzers))
    read = _all_read(pool.read_pages(apart), choice.articles(store, run, True, analyzers), analyzers)
    began = time.perf_counter()
    for done, (waiting, outcome) in enumerate(read, 1):
        run.counts.seconds_extract += time.perf_counter() - began
        article, source, record = waiting
        run.take_article(article, (), source, record, reading=_told(outcome, source, record))
        if run.is_full:
            run.store_batch()
            if on_progress:
                on_progress(Progress(done, done, 0, 0, run.articles, run.counts.rejects))
        began = time.perf_counter()


Outcome = Extraction | Issue | RejectedError | Quarantined


def _all_read(
    apart: Iterator[tuple[_Waiting, Extraction | RejectedError | Quarantined]],
    here: Iterator[_Waiting],
    analyzers: Analyzers,
) -> Iterator[tuple[_Waiting, Outcome]]:
    yield from apart
    for waiting in here:
        article = waiting.article
        yield (
            waiting,
            isolate_faults(
                waiting.source,
                waiting.record,
                lambda article=article: read_article(article, analyzers),  # type: ignore[misc]
            ),
        )


def _told(outcome: Outcome, source: str, record: str | None) -> Extraction | Issue:
    """A reading, or the issue that its failure is."""
    if isinstance(outcome, Quarantined):
        return Issue(code=outcome.reason, source=source, record=record, message=outcome.message)
    if isinstance(outcome, RejectedError):
        return Issue(code=outcome.code, source=source, record=record, message=str(outcome))
    return outcome
