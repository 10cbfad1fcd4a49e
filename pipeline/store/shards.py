"""Shards: what became of the pages of one WARC file, as one Parquet file with a nested row a page.

The same pages give the same bytes, on any machine with the same libraries: rows in the order of the file, fixed settings
of the writer, no time of day but those of the pages. Querying shards where they lie is left to `shard_queries`, making and
loading them to `pipeline.shards`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from pipeline.errors import StoreError
from pipeline.store.ids import article_hash, deadline_id, figure_id
from pipeline.store.writer import (
    ARTICLES,
    BIG,
    DEADLINE_FIELDS,
    DEADLINES,
    EVIDENCE,
    FIGURE_FIELDS,
    FIGURES,
    ISSUES,
    TEXT,
)
from schemas import Article, Deadline, Evidence, Extraction, Figure, Issue

ENDING = ".parquet"
GROUP_ROWS = 1_000
"""Pages of a row group, and held in memory at a time."""
LEVEL = 6
"""Of Zstandard."""
META = "tinso"
"""The key under which a file says what it was made by."""

TRUTH, MOMENT = pa.bool_(), pa.timestamp("us")


def _fields(schema: pa.Schema, *without: str) -> list[pa.Field]:
    return [schema.field(name) for name in schema.names if name not in without]


EVIDENCE_TYPE = pa.list_(pa.struct(_fields(EVIDENCE, "extraction_id", "record_id")))
OWNERS = ("extraction_id", "article_id", "revision")
"""Columns of records that say whose they are, which the row of the page says here."""
ARTICLE_TYPE = pa.struct(_fields(ARTICLES, "revision", "run_id", "source_file", "source_record"))
FIGURE_TYPE = pa.struct([*_fields(FIGURES, *OWNERS), pa.field("evidence", EVIDENCE_TYPE)])
DEADLINE_TYPE = pa.struct([*_fields(DEADLINES, *OWNERS), pa.field("evidence", EVIDENCE_TYPE)])
ISSUE_TYPE = pa.struct([*_fields(ISSUES, "issue_id", "run_id"), pa.field("of_reading", TRUTH)])
LAYOUT_TYPE = pa.struct([("name", TEXT), ("fits", TRUTH), ("verified", TRUTH), ("missed", pa.list_(TEXT))])
PAGES = pa.schema(
    [
        ("seq", BIG), ("warc_file", TEXT), ("warc_offset", BIG), ("url", TEXT), ("source", TEXT), ("lang", TEXT),
        ("fetched_at", MOMENT), ("digest", TEXT), ("cleaner_version", TEXT), ("outcome", TEXT),
        ("layout", LAYOUT_TYPE), ("article", ARTICLE_TYPE), ("extractor_version", TEXT), ("lexicon_hash", TEXT),
        ("figures", pa.list_(FIGURE_TYPE)), ("deadlines", pa.list_(DEADLINE_TYPE)),
        ("issues", pa.list_(ISSUE_TYPE)),
    ]
)  # fmt: skip


class LayoutTold(NamedTuple):
    """What became of the layout of a page's source."""

    name: str
    fits: bool
    verified: bool
    missed: tuple[str, ...]


@dataclass(frozen=True)
class ShardPage:
    """What became of one page. `url` is None where damage left nothing to know it by.

    `issues` are those of the page; `doubts` those of its reading, which is None where there is no article, or where
    reading it failed.
    """

    seq: int
    warc_file: str
    warc_offset: int
    url: str | None
    source: str | None
    lang: str | None
    fetched_at: datetime | None
    digest: str | None
    cleaner_version: str
    outcome: str
    layout: LayoutTold | None = None
    article: Article | None = None
    extractor_version: str | None = None
    lexicon_hash: str | None = None
    reading: Extraction | None = None
    issues: tuple[Issue, ...] = ()
    doubts: tuple[Issue, ...] = ()


class ShardCounts(NamedTuple):
    """What a shard holds. `rejects` are the errors among its issues."""

    pages: int = 0
    articles: int = 0
    figures: int = 0
    deadlines: int = 0
    rejects: int = 0

    def plus(self, other: ShardCounts) -> ShardCounts:
        """The sum of two."""
        return ShardCounts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def write_shard(pages: Iterable[ShardPage], path: Path, about: Mapping[str, str]) -> ShardCounts:
    """Write pages, in their order, as a Parquet file; `about` is kept in it. Raises `OSError`.

    Memory: a row group.
    """
    counts, waiting = ShardCounts(), list[dict[str, Any]]()
    schema = PAGES.with_metadata({f"{META}.{name}": value for name, value in sorted(about.items())})
    with parquet.ParquetWriter(
        path,
        schema,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=True,
        write_statistics=True,
    ) as writer:
        for page in pages:
            waiting.append(_row(page))
            counts = counts.plus(_counted(page))
            if len(waiting) >= GROUP_ROWS:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting.clear()
        if waiting:
            writer.write_table(pa.Table.from_pylist(waiting, schema))
    return counts


def read_shard(path: Path) -> Iterator[ShardPage]:
    """The pages of a shard, in their order. Raises `StoreError` naming the file where it is none of ours."""
    try:
        with parquet.ParquetFile(path) as file:
            if not file.schema_arrow.equals(PAGES):
                raise StoreError(f"{path}: the columns are not those of a shard of this version")
            for group in range(file.num_row_groups):
                for row in file.read_row_group(group).to_pylist():
                    yield _page(row)
    except (pa.ArrowException, OSError, ValueError) as fault:
        if isinstance(fault, StoreError):
            raise
        raise StoreError(f"{path}: {' '.join(str(fault).split())[:300]}") from fault


def _counted(page: ShardPage) -> ShardCounts:
    reading = page.reading
    rejects = sum(issue.severity == "error" for issue in (*page.issues, *page.doubts))
    figures, deadlines = (len(reading.figures), len(reading.deadlines)) if reading else (0, 0)
    return ShardCounts(1, page.reading is not None, figures, deadlines, rejects)


def _row(page: ShardPage) -> dict[str, Any]:
    article, reading, moment = page.article, page.reading, page.fetched_at
    row = {
        "seq": page.seq,
        "warc_file": page.warc_file,
        "warc_offset": page.warc_offset,
        "url": page.url,
        "source": page.source,
        "lang": page.lang,
        "fetched_at": moment.astimezone(UTC).replace(tzinfo=None) if moment else None,
        "digest": page.digest,
        "cleaner_version": page.cleaner_version,
        "outcome": page.outcome,
        "layout": page.layout and page.layout._asdict(),
        "article": None,
        "extractor_version": page.extractor_version,
        "lexicon_hash": page.lexicon_hash,
        "figures": [],
        "deadlines": [],
        "issues": [_issue_row(issue, False) for issue in page.issues]
        + [_issue_row(issue, True) for issue in page.doubts],
    }
    if article is not None:
        text_hash = article.text_hash
        row["article"] = article.model_dump() | {
            "text_hash": text_hash,
            "article_hash": article_hash(article),
        }
        if reading is not None:
            row["figures"] = [_record_row(each, article.article_id, text_hash) for each in reading.figures]
            row["deadlines"] = [
                _record_row(each, article.article_id, text_hash) for each in reading.deadlines
            ]
    return row


def _record_row(record: Figure | Deadline, article_id: str, text_hash: str) -> dict[str, Any]:
    if isinstance(record, Figure):
        row = dict(zip(FIGURES.names[4:], FIGURE_FIELDS(record), strict=True))
        row["figure_id"] = figure_id(article_id, text_hash, record.start, record.end)
    else:
        row = dict(zip(DEADLINES.names[4:], DEADLINE_FIELDS(record), strict=True))
        row["deadline_id"] = deadline_id(article_id, text_hash, record.start, record.end)
    row["evidence"] = [{"field": name, **found.model_dump()} for name, found in record.evidence.items()]
    return row


def _issue_row(issue: Issue, of_reading: bool) -> dict[str, Any]:
    return {**issue.model_dump(), "of_reading": of_reading}


def _page(row: Mapping[str, Any]) -> ShardPage:
    article = reading = None
    if row["article"] is not None:
        own = {name: row["article"][name] for name in Article.model_fields}
        article = Article.model_validate(own)
        if row["lexicon_hash"] is not None:
            reading = Extraction(
                article_id=article.article_id,
                lang=article.lang,
                figures=tuple(Figure.model_validate(_record(each, "figure_id")) for each in row["figures"]),
                deadlines=tuple(
                    Deadline.model_validate(_record(each, "deadline_id")) for each in row["deadlines"]
                ),
            )
    issues: dict[bool, list[Issue]] = {False: [], True: []}
    for told in row["issues"]:
        fields = dict(told)
        issues[fields.pop("of_reading")].append(Issue.model_validate(fields))
    layout, moment = row["layout"], row["fetched_at"]
    return ShardPage(
        **{
            name: row[name]
            for name in ("seq", "warc_file", "warc_offset", "url", "source", "lang", "digest", "cleaner_version",
                         "outcome", "extractor_version", "lexicon_hash")
        },
        fetched_at=moment.replace(tzinfo=UTC) if moment else None,
        layout=LayoutTold(**{**layout, "missed": tuple(layout["missed"])}) if layout else None,
        article=article,
        reading=reading,
        issues=tuple(issues[False]),
        doubts=tuple(issues[True]),
    )  # fmt: skip


def _record(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name != key}
    fields["evidence"] = {
        found["field"]: Evidence(**{name: value for name, value in found.items() if name != "field"})
        for found in row["evidence"]
    }
    return fields


def shard_format() -> str:
    """A short hash of the columns of a shard and of how they are written."""
    settings = f"{PAGES.to_string()} {GROUP_ROWS} {LEVEL}"
    return hashlib.sha256(settings.encode()).hexdigest()[:12]
