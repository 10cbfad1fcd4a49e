"""The DuckDB file: its migrations, one writer, and read-only queries. The only package that imports duckdb.

A batch of articles is one transaction: after a kill at any moment the file holds whole batches only.
What to store is decided in `pipeline.ingest`; how answers are printed, in `pipeline.cli`.
"""

from pipeline.store.audit_reader import (
    FACETS,
    AuditArticle,
    AuditFigure,
    AuditReader,
    FetchedPage,
    Filters,
    FoundArticle,
    ListedFigure,
    Night,
    Rows,
    Standing,
    WhyListed,
)
from pipeline.store.catalogue import Catalogue, Column, Entry
from pipeline.store.changes import ReadingChange
from pipeline.store.database import CODE_VERSION, FORMAT
from pipeline.store.ids import article_hash, deadline_id, figure_id
from pipeline.store.query import Answer, Reader, open_reader
from pipeline.store.readings import (
    CurrentArticle,
    CurrentDeadline,
    CurrentFigure,
    CurrentReadings,
    open_readings,
)
from pipeline.store.snapshots import (
    Published,
    changed_since_published,
    current_snapshot,
    publish_store,
    published_folder,
    readable_path,
    room_wanted,
)
from pipeline.store.writer import (
    Batch,
    Known,
    RunCounts,
    Store,
    StoredArticle,
    StoredFetch,
    fits_value,
    open_store,
)

__all__ = [
    "CODE_VERSION",
    "FACETS",
    "FORMAT",
    "Answer",
    "AuditArticle",
    "AuditFigure",
    "AuditReader",
    "Batch",
    "Catalogue",
    "Column",
    "CurrentArticle",
    "CurrentDeadline",
    "CurrentFigure",
    "CurrentReadings",
    "Entry",
    "FetchedPage",
    "Filters",
    "FoundArticle",
    "Known",
    "ListedFigure",
    "Night",
    "Published",
    "Reader",
    "ReadingChange",
    "Rows",
    "RunCounts",
    "Standing",
    "Store",
    "StoredArticle",
    "StoredFetch",
    "WhyListed",
    "article_hash",
    "changed_since_published",
    "current_snapshot",
    "deadline_id",
    "figure_id",
    "fits_value",
    "open_reader",
    "open_readings",
    "open_store",
    "publish_store",
    "published_folder",
    "readable_path",
    "room_wanted",
]
