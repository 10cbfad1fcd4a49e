"""From shards into the store: the same rows that `tinso ingest` makes of the archive, without reading a page again.

A shard counts only as its marker tells of it. What was read by other extractors or lexicons than those here is read again
from its stored text. Shards may be loaded in any order and again: a page that is older than what the store has of its article
changes nothing. Faults met while fetching are no part of shards; `tinso ingest` takes those over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from pipeline.analyzers import Analyzers
from pipeline.clean.layouts import LayoutUse
from pipeline.clean.tally import NIGHTS_TOLD, Tally
from pipeline.errors import InputError, StoreError
from pipeline.ingest import FAILED, SUPERSEDED, UNCHANGED, Ingestion, Progress, Summary
from pipeline.shards.making import DAMAGED
from pipeline.shards.markers import (
    DONE,
    SHARD,
    Marker,
    is_whole,
    read_marker,
    read_set_aside,
)
from pipeline.shards.markers import FAILED as SET_ASIDE
from pipeline.store import Store, StoredFetch, open_store
from pipeline.store.shards import ShardPage, read_shard
from schemas import Issue

GROUP = 500
"""Pages that are held in memory at a time."""


def ingest_shards(
    folder: Path,
    db: Path,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    analyzers: Analyzers = MappingProxyType({}),
) -> Summary:
    """Take the shards in a folder into the store at `db`, which is created where there is none.

    A shard that is damaged or has no marker, and a file that was set aside, are rejects; the others are loaded. Raises
    `InputError` where there is no shard, and `StoreError`s of the store.
    """
    shards = sorted(folder.rglob(f"*{SHARD}")) if folder.is_dir() else []
    set_aside = sorted(folder.rglob(f"*{SET_ASIDE}")) if folder.is_dir() else []
    if not shards and not set_aside:
        raise InputError(f"{folder}: there is no shard; `tinso shard` makes them")
    with open_store(db) as store:
        run = Ingestion(store, "ingest", (), analyzers)
        load = _Loading(folder, store, run, on_progress, len(shards))
        load.note_set_aside(set_aside)
        for marker, path in load.marked(shards):
            load.take_shard(marker, path)
        load.judge_night()
        return run.finish()


class _Loading:
    """One run under way."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        run: Ingestion,
        on_progress: Callable[[Progress], None] | None,
        files: int,
    ) -> None:
        self._folder = folder
        self._store = store
        self._run = run
        self._on_progress = on_progress
        self._files = files
        self._shards = 0
        self._tally = Tally()

    def note_set_aside(self, paths: list[Path]) -> None:
        """Tell of the files that gave no shard."""
        for path in paths:
            told = read_set_aside(path)
            name = told.file if told else self._name(path, SET_ASIDE)
            why = f"{told.message} ({told.reason})" if told else "its reason cannot be read"
            self._refuse(name, "shard_set_aside", f"the file was set aside by `tinso shard`: {why}")

    def marked(self, paths: list[Path]) -> list[tuple[Marker, Path]]:
        """The shards that have a marker, in the order in which their pages were fetched."""
        found = []
        for path in paths:
            marker = read_marker(path.with_name(path.name.removesuffix(SHARD) + DONE))
            if marker is None:
                told = "the shard has no marker: `tinso shard` makes it again"
                self._refuse(self._name(path, ""), "shard_unfinished", told)
            else:
                found.append((marker, path))
        return sorted(found, key=lambda each: (each[0].input.serial, each[0].input.file))

    def _name(self, path: Path, ending: str) -> str:
        return path.relative_to(self._folder).as_posix().removesuffix(ending)

    def _refuse(self, source: str, code: str, message: str) -> None:
        self._run.note_issues([Issue(code=code, source=source, message=message)])

    def take_shard(self, marker: Marker, path: Path) -> None:
        """Take the pages of a shard, unless it is not the one that its marker tells of."""
        self._shards += 1
        if not is_whole(path, marker, verify=True):
            told = "the shard is not the one that its marker tells of: `tinso shard --verify` makes it again"
            self._refuse(self._name(path, ""), "shard_damaged", told)
            return
        self._run.store_batch()  # what the store is asked for next has to be in it
        known = self._store.outcomes_of_file(marker.input.file)
        pages = read_shard(path)
        while group := self._next_group(pages, marker):
            articles = sorted({page.article.article_id for page in group if page.article})
            latest = self._store.latest_pages(articles)
            for page in group:
                at_least = latest.get(page.article.article_id, 0) if page.article else 0
                self._take_page(page, known.get(page.seq, {}), at_least)
                if self._run.is_full:
                    self._run.store_batch()
                    self._tell()
        self._tell()

    def _next_group(self, pages: Iterator[ShardPage], marker: Marker) -> list[ShardPage]:
        """The next pages; none where the shard is one of another version, which is a reject."""
        try:
            return list(islice(pages, GROUP))
        except StoreError as fault:
            self._refuse(marker.input.file, "shard_unreadable", f"{fault}: `tinso shard` makes it again")
            return []

    def _take_page(self, page: ShardPage, cleaned: Mapping[str, str], latest: int) -> None:
        """Take a page. `cleaned` are its outcomes in the store by version of the cleaner.

        `latest` is the number of the latest page that the store has of its article.
        """
        outcome = cleaned.get(page.cleaner_version)
        if page.article is None:
            self._run.counts.articles_unchanged += page.outcome == UNCHANGED
            if outcome is None:
                self._count_refusal(page)
                self._run.note_issues(page.issues)
                self._keep(page, page.outcome)
            return
        article_id = page.article.article_id
        if latest > page.seq:
            if not cleaned:
                told = "a later page of this article was loaded before this one; the store keeps that"
                self._warn(page, SUPERSEDED, told)
                self._keep(page, SUPERSEDED, article_id)
            return
        if outcome is None:
            self._count_article(page)
            self._run.note_issues(page.issues)
        read_with = page.extractor_version, page.lexicon_hash
        is_current = page.reading is not None and read_with == self._run.read_with(page.article.lang)
        taken = self._run.take_article(
            page.article,
            (),
            f"warc:{page.warc_file}",
            f"offset {page.warc_offset}",
            shown=page.url,
            reading=page.reading if is_current else None,
            doubts=page.doubts if is_current else (),
        )
        if outcome in (None, FAILED, DAMAGED):
            self._keep(page, taken, article_id)

    def _warn(self, page: ShardPage, code: str, message: str) -> None:
        record = f"{page.warc_file} at {page.warc_offset}"
        self._run.note_issues(
            [Issue(severity="warning", code=code, source=page.url or "", record=record, message=message)]
        )

    def _count_article(self, page: ShardPage) -> None:
        assert page.article is not None
        self._run.counts.files += 1
        layout = None
        if page.layout is not None:
            source, _, number = page.layout.name.rpartition(" ")
            found = ("body",) if page.layout.fits else ()
            layout = LayoutUse(source, int(number), page.layout.verified, found, page.layout.missed)
        dated = page.article.published is not None
        self._tally.count_article(page.source, page.lang, dated=dated, layout=layout)

    def _count_refusal(self, page: ShardPage) -> None:
        if page.outcome != UNCHANGED:
            self._run.counts.files += page.outcome != DAMAGED  # of that no page was read
            self._tally.count_refusal(page.source, page.lang, page.outcome)

    def _keep(self, page: ShardPage, outcome: str, article_id: str | None = None) -> None:
        if page.url is None or page.fetched_at is None:
            return  # damage with nothing to know it by is an issue, and no page
        self._run.keep_fetch(
            StoredFetch(
                page.seq,
                page.url,
                page.source,
                page.lang,
                page.fetched_at,
                page.digest,
                page.warc_file,
                page.cleaner_version,
                outcome,
                page.layout.name if page.layout and page.layout.fits else None,
                article_id,
            )
        )

    def judge_night(self) -> None:
        """Keep the counts of the run, and say what is unusual about them beside the nights before."""
        if rows := self._tally.rows():
            self._store.keep_page_counts(self._run.run_id, rows)
            tonight, before = self._store.page_counts_before(self._run.run_id, NIGHTS_TOLD)
            self._tally.add_rows(tonight)
            self._run.note_issues(self._tally.judge(before))

    def _tell(self) -> None:
        if self._on_progress:
            counts = self._run.counts
            self._on_progress(Progress(self._shards, self._files, 0, 0, self._run.articles, counts.rejects))
