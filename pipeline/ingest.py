"""The main job: files into the store. Read, clean, recognise, compare with what is stored, extract, store.

An article that stands in the store just so is not touched; one whose text or metadata changed becomes
a new revision; one whose extractors or lexicon changed is read again. A batch is one transaction.
Printing is left to the commands.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from extractors import extractor_version, language_codes, lexicon_hash
from pipeline import tinso_version
from pipeline.analyzers import Analyzers
from pipeline.articles import isolate_faults, make_article, read_article
from pipeline.readers import Handed, Note, SourceFile, list_files, read_file
from pipeline.store import (
    Batch,
    RunCounts,
    Store,
    StoredArticle,
    StoredFetch,
    article_hash,
    fits_value,
    open_store,
)
from schemas import Article, Deadline, Extraction, Figure, Issue

BATCH_ARTICLES = 200
BATCH_CHARACTERS = 2_000_000
TAKEN = "article"
"""The outcome of a page that became an article."""
UNCHANGED = "unchanged"
"""That of a page whose body was the one before: it is not cleaned again."""
SUPERSEDED = "superseded"
"""That of a page taken after a later page of the same article: what the store has is newer, and stays."""
FAILED = "unexpected_fault"
"""That of a page whose article could not be read; it is tried again by the next run."""
TOLD_REFUSALS = {
    "too long": ("numeral_too_long", "a numeral of {size} characters is too long: left out"),
    "no such day": ("no_such_day", "the calendar has no day {quote!r}: left out"),
}
"""Reasons of the extractors for refusing a number or date that are doubts about the text, and so become warnings."""


@dataclass(frozen=True)
class Progress:
    """How far a run is: files and bytes done and in all, articles taken and records refused so far."""

    files_done: int
    files: int
    bytes_done: int
    bytes: int
    articles: int
    rejects: int


@dataclass
class Summary:
    """What a run did. `issues` are all it met, in order, those known from an earlier run included."""

    db: Path
    run_id: int
    counts: RunCounts
    issues: list[Issue] = field(default_factory=list)
    ignored: int = 0

    @property
    def all_taken(self) -> bool:
        """Whether nothing was refused."""
        return self.counts.rejects == 0


@dataclass(frozen=True)
class Pending:
    """A clean article that waits for its batch, with its reading or the issue that this became, if it was read already."""

    article: Article
    hash: str
    source: str
    record: str | None
    reading: Extraction | Issue | None = None
    doubts: Sequence[Issue] = ()
    """What whoever read it met, which is told only where the reading is stored."""


def ingest_paths(
    paths: Sequence[Path],
    db: Path,
    *,
    root: Path | None = None,
    command: str = "ingest",
    on_progress: Callable[[Progress], None] | None = None,
    asked: Collection[str] = (),
    analyzers: Analyzers = MappingProxyType({}),
) -> Summary:
    """Take files and folders into the store at `db`, which is created where there is none.

    Ids of files without one are their paths relative to `root`, by default the folder of the store. `asked` are
    languages to be taken that are read only on request. What was read with another analyzer, or none, is read again.
    Raises `InputError` where there is nothing to read, and `StoreError`s.
    """
    listed = list_files(paths)
    with open_store(db) as store:
        run = Ingestion(store, command, asked, analyzers)
        run.note_issues(listed.issues)
        total = sum(source.size for source in listed.files)
        done = 0
        base = root or db.absolute().parent

        def report(number: int) -> None:
            if on_progress:
                on_progress(
                    Progress(number, len(listed.files), done, total, run.articles, run.counts.rejects)
                )

        for number, source in enumerate(listed.files):
            report(number)
            for _ in run.take_file(source, base):
                report(number)
            done += source.size
        summary = run.finish()
        report(len(listed.files))
    summary.ignored = listed.ignored
    return summary


class Ingestion:
    """One run under way: collects articles into batches and stores them."""

    def __init__(
        self,
        store: Store,
        command: str,
        asked: Collection[str] = (),
        analyzers: Analyzers = MappingProxyType({}),
    ) -> None:
        """Enter the run in the store."""
        self._asked = asked
        self._analyzers = analyzers
        self._started = time.perf_counter()
        self._store = store
        self._version = extractor_version()
        self._lexicons = {lang: lexicon_hash(lang) for lang in language_codes()}
        for lang, analyzer in analyzers.items():
            self._lexicons[lang] += f"+{analyzer.identity}"
        self._run_id = store.begin_run(command, tinso_version(), self._version, self._lexicons)
        self._pending: list[Pending] = []
        self._characters = 0
        self._seen: dict[str, str] = {}
        self._fetches: list[StoredFetch] = []
        self._batch = Batch()
        self._issues: list[Issue] = []
        self.counts = RunCounts()

    @property
    def articles(self) -> int:
        """Articles taken so far, those that wait for their batch included."""
        return self.counts.changed + self.counts.articles_unchanged + len(self._pending)

    @property
    def run_id(self) -> int:
        """The number of the run in the store."""
        return self._run_id

    @property
    def lexicons(self) -> Mapping[str, str]:
        """What each language is read with, as the store names it."""
        return self._lexicons

    def read_with(self, lang: str) -> tuple[str, str]:
        """The versions of extractors and lexicon that this run reads a language with."""
        return self._version, self._lexicons.get(lang, "")

    def note_issues_of_others(self, issues: Sequence[Issue]) -> None:
        """Keep issues that another step met: stored with the rest, but no rejects of this run."""
        self._batch.issues += issues

    def note_issues(self, issues: Sequence[Issue]) -> None:
        """Count issues and keep them for the batch."""
        for issue in issues:
            self._batch.issues.append(issue)
            self._issues.append(issue)
            if issue.severity == "error":
                self.counts.rejects += 1
            else:
                self.counts.warnings += 1

    def take_file(self, source: SourceFile, base: Path) -> Iterator[None]:
        """Read the articles of a file and store whatever batches they fill; yields after each batch."""
        self.counts.files += 1
        started = time.perf_counter()
        for item in read_file(source, base):
            if isinstance(item, Issue):
                self.note_issues([item])
            else:
                self._take_article(item)
            if self.is_full:
                self.counts.seconds_clean += time.perf_counter() - started
                self.store_batch()
                yield
                started = time.perf_counter()
        self.counts.seconds_clean += time.perf_counter() - started

    def _take_article(self, handed: Handed) -> None:
        result = isolate_faults(handed.source, handed.record, lambda: make_article(handed, self._asked))
        if isinstance(result, Issue):
            self.note_issues([result])
            return
        article, notes = result
        found = article_hash(article)
        earlier = self._seen.setdefault(article.article_id, found)
        if earlier != found:
            self._refuse(
                handed.source,
                handed.record,
                "duplicate_id",
                f"another article with the id {article.article_id!r} came earlier in this run and was kept",
                "article_id",
            )
            return
        self.take_article(article, notes, os.path.abspath(handed.source), handed.record, shown=handed.source)

    def take_article(
        self,
        article: Article,
        notes: Sequence[Note],
        source: str,
        record: str | None,
        *,
        shown: str | None = None,
        reading: Extraction | Issue | None = None,
        doubts: Sequence[Issue] = (),
    ) -> str:
        """Let a clean article wait for its batch. Issues name its source as `shown`.

        `reading` is what was read from it elsewhere, with the extractors and lexicons of this run, and `doubts` what was
        met there; None: it is read here. Returns `TAKEN`, or the code of the issue that says why it was refused.
        """
        for note in notes:
            self._warn(shown or source, record, note.code, note.message, note.field)
        if (refused := find_unstorable(article, shown or source, record)) is not None:
            self.note_issues([refused])
            return refused.code
        found = article_hash(article)
        waiting = next(
            (each for each in self._pending if each.article.article_id == article.article_id), None
        )
        if waiting is not None and waiting.hash == found:
            self.counts.articles_unchanged += 1
            return TAKEN
        if waiting is not None:
            self.store_batch()  # two revisions in one batch: the earlier one is stored first, so that none is lost
        self._pending.append(Pending(article, found, source, record, reading, doubts))
        self._characters += len(article.text)
        return TAKEN

    def keep_fetch(self, fetch: StoredFetch) -> None:
        """Keep what became of a page of the archive, in the transaction that stores its article."""
        self._fetches.append(fetch)

    @property
    def is_full(self) -> bool:
        """Whether enough articles wait for a batch."""
        return len(self._pending) >= BATCH_ARTICLES or self._characters >= BATCH_CHARACTERS

    def store_batch(self) -> None:
        """Extract from the pending articles that are new or changed, and store them in one transaction."""
        started = time.perf_counter()
        known = self._store.known([waiting.article.article_id for waiting in self._pending])
        self.counts.seconds_store += time.perf_counter() - started
        failed: set[str] = set()
        for waiting in self._pending:
            held = known.get(waiting.article.article_id)
            lexicon = self._lexicons.get(waiting.article.lang, "")
            same_text = held is not None and held.article_hash == waiting.hash
            if held and same_text and (held.extractor_version, held.lexicon_hash) == (self._version, lexicon):
                self.counts.articles_unchanged += 1
                continue
            extraction = self._extract(waiting)
            if extraction is None:
                failed.add(waiting.article.article_id)
                continue
            if held is None:
                revision = 1
                self.counts.articles_new += 1
            elif same_text:
                revision = held.revision
                self.counts.articles_reextracted += 1
            else:
                revision = held.revision + 1
                self.counts.articles_revised += 1
            self.counts.figures += len(extraction.figures)
            self.counts.deadlines += len(extraction.deadlines)
            self._batch.articles.append(
                StoredArticle(
                    waiting.article,
                    revision,
                    not same_text,
                    extraction,
                    self._version,
                    lexicon,
                    waiting.source,
                    waiting.record,
                )
            )
        self._pending, self._characters = [], 0
        self._batch.fetches = [
            replace(fetch, outcome=FAILED) if fetch.article_id in failed else fetch for fetch in self._fetches
        ]
        self._fetches = []
        if self._batch:
            started = time.perf_counter()
            self._store.write_batch(self._run_id, self._batch, self.counts)
            self.counts.seconds_store += time.perf_counter() - started
        self._batch = Batch()

    def finish(self) -> Summary:
        """Store what is left and end the run."""
        self.store_batch()
        self.counts.seconds_total = time.perf_counter() - self._started
        self._store.finish_run(self._run_id, self.counts)
        return Summary(self._store.path, self._run_id, self.counts, self._issues)

    def _extract(self, waiting: Pending) -> Extraction | None:
        """What is read from an article, without what cannot be stored; None if reading it failed."""
        started = time.perf_counter()
        result: Extraction | Issue
        if waiting.reading is not None:
            result = waiting.reading
        else:
            result = isolate_faults(
                waiting.source, waiting.record, lambda: read_article(waiting.article, self._analyzers)
            )
        self.counts.seconds_extract += time.perf_counter() - started
        if isinstance(result, Issue):
            self.note_issues([result])
            return None
        reading, doubts = screen_reading(waiting.article, result, waiting.source)
        self.note_issues([*waiting.doubts, *doubts])
        return reading

    def _refuse(
        self, source: str, record: str | None, code: str, message: str, name: str | None = None
    ) -> None:
        self.note_issues([Issue(code=code, source=source, record=record, field=name, message=message)])

    def _warn(
        self, source: str, record: str | None, code: str, message: str, name: str | None = None
    ) -> None:
        self.note_issues(
            [Issue(severity="warning", code=code, source=source, record=record, field=name, message=message)]
        )


def find_unstorable(article: Article, source: str, record: str | None) -> Issue | None:
    """The issue that an article is which the store cannot hold; None where it can."""
    for name, value in article.model_dump().items():
        if isinstance(value, str) and "\0" in value:
            told = f"{name} holds a NUL character"
            return Issue(code="nul_character", source=source, record=record, field=name, message=told)
    return None


def screen_reading(article: Article, reading: Extraction, source: str) -> tuple[Extraction, list[Issue]]:
    """A reading without what cannot be stored, and the warnings about that and about what the extractors refused."""
    issues: list[Issue] = []

    def warn(start: int, code: str, message: str, name: str | None = None) -> None:
        where = f"{article.article_id} at {start}"
        issues.append(
            Issue(severity="warning", code=code, source=source, record=where, field=name, message=message)
        )

    figures: dict[tuple[int, int], Figure] = {}
    for figure in reading.figures:
        place = (figure.start, figure.end)
        if not all(map(fits_value, (figure.value, figure.value_max, figure.out_of))):
            told = "the value is too large to store: left out"
            warn(figure.start, "value_out_of_range", told, "value")
        elif place in figures:
            warn(figure.start, "repeated_span", "a second figure with the same characters: left out")
        else:
            figures[place] = figure
    for refusal in reading.refusals:
        if told_of := TOLD_REFUSALS.get(refusal.reason):
            code, message = told_of
            warn(refusal.start, code, message.format(size=len(refusal.quote), quote=refusal.quote))
    deadlines: dict[tuple[int, int], Deadline] = {}
    for deadline in reading.deadlines:
        deadlines.setdefault((deadline.start, deadline.end), deadline)
    kept = {"figures": tuple(figures.values()), "deadlines": tuple(deadlines.values())}
    return reading.model_copy(update=kept), issues
