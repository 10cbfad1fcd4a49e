"""The unit of work: the pages of one WARC file, cleaned and read, into one Parquet file, and then its marker.

It knows neither the engine that runs it nor the rest of the archive. Pages are read in a process of their own with bounds of
time and memory, as in `tinso ingest`; one that breaks them is a row with its reason. A page whose process ended is tried once
more: it may have been killed from outside, and the bytes are to be the same wherever a shard is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from extractors import extractor_version, lexicon_hash
from pipeline.archive import Entry, Exchanged, NumberedFile, decode_content, hash_file, read_exchanged
from pipeline.articles import MadeArticle, isolate_faults, make_article_from_response, read_article
from pipeline.clean import cleaner_version
from pipeline.clean.workers import Bounds, PagePool, Quarantined
from pipeline.errors import RejectedError, ShardError
from pipeline.ingest import FAILED, TAKEN, UNCHANGED, find_unstorable, screen_reading
from pipeline.shards.markers import (
    Input,
    Marker,
    Output,
    part_of,
    places_of,
    versions_here,
    write_told,
)
from pipeline.sources import FOLDER_VARIABLE
from pipeline.store.shards import LayoutTold, ShardPage, write_shard
from schemas import Extraction, Issue
from schemas.fetches import Response

PRELOAD = ("trafilatura", "pipeline.clean.page", "pipeline.articles", "pipeline.shards.languages")
"""Modules that page processes share, imported once in the process that they are forked from."""
CRASHED = "page_crash"
DAMAGED = "archive_damaged"


class Order(NamedTuple):
    """One shard to be made: the file, where it goes, the bounds of a page, and what it is to be made by.

    `sources` is the folder of the user's own sources, where there is one.
    """

    file: NumberedFile
    folder: Path
    seconds: float
    megabytes: int
    versions: dict[str, str]
    sources: str | None = None


class PageReading(NamedTuple):
    """The article on a page, and what is read from it, or the issue that this became."""

    made: MadeArticle
    reading: Extraction | Issue


Outcome = PageReading | RejectedError | Quarantined


def make_shard(order: Order) -> Marker:
    """Make one shard and leave its marker. What was there before is replaced only by what is whole.

    Raises `ShardError` (`versions_differ`, `input_unreadable`, `output_unwritable`); any fault of a page is a row.
    """
    if order.sources is not None:
        os.environ[FOLDER_VARIABLE] = order.sources
    _check_versions(order)
    places = places_of(order.folder, order.file.name)
    try:
        sha256, size = hash_file(order.file.path), order.file.path.stat().st_size
    except OSError as fault:
        raise ShardError("input_unreadable", f"{order.file.path}: {fault.strerror or fault}") from fault
    part = part_of(places.shard)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        counts = write_shard(read_pages(order), part, {**order.versions, "input": f"sha256:{sha256}"})
        with part.open("rb") as written:
            os.fsync(written.fileno())
        output = Output(bytes=part.stat().st_size, sha256=hash_file(part), **counts._asdict())
        marker = Marker(
            input=Input(file=order.file.name, serial=order.file.serial, bytes=size, sha256=sha256),
            versions=order.versions,
            output=output,
        )
        places.done.unlink(missing_ok=True)  # between the two moves the shard is not the one that it tells of
        os.replace(part, places.shard)
        write_told(places.done, marker)
        places.failed.unlink(missing_ok=True)
    except OSError as fault:
        raise ShardError(
            "output_unwritable", f"{fault.filename or places.shard}: {fault.strerror or fault}"
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return marker


def _check_versions(order: Order) -> None:
    here = versions_here(order.seconds, order.megabytes)
    if differing := sorted(name for name in here.keys() | order.versions.keys()
                           if here.get(name) != order.versions.get(name)):  # fmt: skip
        told = ", ".join(
            f"{name} is {here.get(name)} and not {order.versions.get(name)}" for name in differing
        )
        raise ShardError(
            "versions_differ", f"the worker has another Tinso than who asked for the shard: {told}"
        )


def read_pages(order: Order) -> Iterator[ShardPage]:
    """The rows of a shard, in the order of the file. Raises `OSError` where that cannot be read."""
    rows = _Rows(order.file)
    with PagePool(read_page, Bounds(1, order.seconds, order.megabytes), preload=PRELOAD) as pool:
        for due, outcome in pool.read_pages(_due(order.file)):
            if due.is_settled:
                yield rows.settle(due.exchanged)
                continue
            if isinstance(outcome, Quarantined) and outcome.reason == CRASHED:
                outcome = _read_alone(due.exchanged.offset, order)
            assert due.exchanged.entry is not None
            yield rows.make(due.exchanged.entry, outcome)


class _Due(NamedTuple):
    """A page on its way through the page process; a settled one goes along, so that the rows stay in order."""

    exchanged: Exchanged
    is_settled: bool


def read_page(response: Response | None) -> PageReading | None:
    """In a page process: the article on a page as it was served, and its figures. Raises `RejectedError`."""
    if response is None:
        return None
    made = make_article_from_response(response, decode_content(response))
    return PageReading(made, isolate_faults("", None, lambda: read_article(made.article)))


def _due(file: NumberedFile) -> Iterator[tuple[_Due, tuple[Response | None]]]:
    """The pages of a file; of what is settled without reading, no page is handed over."""
    for exchanged in read_exchanged(file, kind="article"):
        entry, response = exchanged.entry, exchanged.response
        if exchanged.fault is not None or (entry is not None and entry.is_revisit and entry.status == 200):
            yield _Due(exchanged, True), (None,)
        elif response is not None and response.status == 200:
            yield _Due(exchanged._replace(response=None), False), (response,)


def _read_alone(offset: int, order: Order) -> Outcome | None:
    """A page once more, in a process that has read nothing else."""
    found = (each for each in read_exchanged(order.file, kind="article") if each.offset == offset)
    response = next((each.response for each in found), None)
    with PagePool(read_page, Bounds(1, order.seconds, order.megabytes), preload=PRELOAD) as pool:
        return next(outcome for _, outcome in pool.read_pages([(offset, (response,))]))


class _Rows:
    """Makes rows of what `tinso ingest` would store, and names places as it does."""

    def __init__(self, file: NumberedFile) -> None:
        self._file = file
        self._cleaner = cleaner_version()
        self._extractor = extractor_version()

    def settle(self, exchanged: Exchanged) -> ShardPage:
        """The row of a page that is as it was before, or damaged."""
        entry = exchanged.entry
        if exchanged.fault is None:
            assert entry is not None
            return self._row(entry, UNCHANGED)
        name, offset = self._file.name, exchanged.offset
        told = f"{name} at {offset}: {exchanged.fault}"
        if entry is not None:
            return self.make(entry, RejectedError(DAMAGED, told))
        return ShardPage(
            seq=self._file.seq_at(offset),
            warc_file=name,
            warc_offset=offset,
            url=None,
            source=None,
            lang=None,
            fetched_at=None,
            digest=None,
            cleaner_version=self._cleaner,
            outcome=DAMAGED,
            issues=(Issue(code=DAMAGED, source=name, record=f"{name} at {offset}", message=told),),
        )

    def make(self, entry: Entry, outcome: Outcome | None) -> ShardPage:
        """The row of a page, whatever became of it."""
        if isinstance(outcome, Quarantined):
            outcome = RejectedError(outcome.reason, outcome.message)
        if isinstance(outcome, RejectedError):
            issue = Issue(
                code=outcome.code,
                source=entry.url,
                record=f"{entry.file} at {entry.offset}",
                field=outcome.field,
                message=str(outcome),
            )
            return self._row(entry, outcome.code, issues=(issue,))
        assert outcome is not None
        (article, notes, layout), reading = outcome
        source, record = f"warc:{entry.file}", f"offset {entry.offset}"
        issues = [
            Issue(
                severity="warning",
                code=note.code,
                source=entry.url,
                record=record,
                field=note.field,
                message=note.message,
            )
            for note in notes
        ]
        told = LayoutTold(layout.name, layout.fits, layout.verified, layout.missed) if layout else None
        if (refused := find_unstorable(article, entry.url, record)) is not None:
            return self._row(entry, refused.code, layout=told, issues=(*issues, refused))
        if isinstance(reading, Issue):
            doubt = reading.model_copy(update={"source": source, "record": record})
            return self._row(
                entry, FAILED, layout=told, article=article, issues=tuple(issues), doubts=(doubt,)
            )
        kept, doubts = screen_reading(article, reading, source)
        return self._row(
            entry,
            TAKEN,
            layout=told,
            article=article,
            extractor_version=self._extractor,
            lexicon_hash=lexicon_hash(article.lang),
            reading=kept,
            issues=tuple(issues),
            doubts=tuple(doubts),
        )

    def _row(self, entry: Entry, outcome: str, **more: Any) -> ShardPage:
        return ShardPage(
            seq=entry.seq,
            warc_file=entry.file,
            warc_offset=entry.offset,
            url=entry.url,
            source=entry.source,
            lang=entry.language,
            fetched_at=entry.fetched_at,
            digest=entry.digest,
            cleaner_version=self._cleaner,
            outcome=outcome,
            **more,
        )
