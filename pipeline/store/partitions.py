"""Articles, figures and deadlines as Parquet files by month of publication, with a Data Package descriptor.

Each holds what the `current_*` views hold: the latest reading of the latest revision. Article texts stay out. A month
is known by a hash of the articles in it, of how they were read and what reviewers decided; one that did not change is taken over from the
snapshot before as it is. Where the files lie, and when they count, is left to `snapshots`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as pq

from schemas.review import READING_FIELDS

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
UNDATED = "unknown"
"""The month of articles without a day of publication."""


class Dataset(NamedTuple):
    """One of the tables that are written."""

    title: str
    sql: str
    """Its rows, with the column `month`, which becomes a folder."""
    views: tuple[str, ...]
    """Views whose comments say what the columns mean; of two with the same name, the first counts."""


OTHER_VALUES = ", ".join(f"{side}_{name}" for side in ("machine", "reviewed") for name in READING_FIELDS)
"""Columns of `figures_reviewed` that stay in the database: the files have the values that count, and `review_state`."""
MONTH = f"coalesce(strftime(a.published, '%Y-%m'), '{UNDATED}') AS month"
DATASETS: Mapping[str, Dataset] = {
    "articles": Dataset(
        "Articles, in their latest revision, without their text",
        f"""SELECT a.article_id, a.revision, a.lang, a.title, a.url, a.origin_url, a.published, a.province,
        a.text_hash, {MONTH} FROM current_articles AS a ORDER BY month, article_id""",
        ("current_articles",),
    ),
    "figures": Dataset(
        "Figures of the latest reading of each article, as reviewed where they were",
        f"""SELECT f.* EXCLUDE (extraction_id, reviewers, reviewed_at, {OTHER_VALUES}), a.lang, a.published, {MONTH}
        FROM figures_reviewed AS f JOIN current_articles AS a USING (extraction_id)
        ORDER BY month, article_id, start""",
        ("figures_reviewed", "current_articles"),
    ),
    "deadlines": Dataset(
        "Deadlines of the latest reading of each article",
        f"""SELECT d.* EXCLUDE (extraction_id), a.lang, a.published, {MONTH}
        FROM current_deadlines AS d JOIN current_articles AS a USING (extraction_id)
        ORDER BY month, article_id, start""",
        ("current_deadlines", "current_articles"),
    ),
}
FINGERPRINTS = f"""
    SELECT {MONTH}, sha256(string_agg(concat_ws(chr(31), a.article_id, a.revision, a.article_hash, a.extraction_id,
        e.extractor_version, e.lexicon_hash, r.verdicts), chr(30) ORDER BY a.article_id))
    FROM current_articles AS a LEFT JOIN extractions AS e USING (extraction_id)
    LEFT JOIN (
        SELECT article_id, string_agg(concat_ws(chr(31), origin_figure_id, figure_id, review_state, event_id), chr(30)
            ORDER BY origin_figure_id) AS verdicts
        FROM reviews GROUP BY article_id
    ) AS r ON r.article_id = a.article_id
    WHERE ? OR list_contains(?, {MONTH.removesuffix(" AS month")})
    GROUP BY ALL ORDER BY ALL
"""
"""Months and what is in them: all, or those of a list."""
TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "array",
    "DATE": "date",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
}
"""Types of columns as the Table Schema names them."""


class Written(NamedTuple):
    """Files written and files taken over."""

    written: int
    kept: int


def write_partitions(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    earlier: Path | None,
    descriptor_before: Mapping[str, Any],
    about: Mapping[str, Any],
    touched: frozenset[str] | None,
) -> Written:
    """Write the Parquet files and their descriptor into `folder`, taking over from the folder `earlier` what it can.

    `connection` is to a snapshot and may be read-only; `descriptor_before` is that of `earlier`. `touched` are the months in
    which something changed since; None asks every month anew. `about` goes into the descriptor beside the tables.
    Raises duckdb.Error and OSError.
    """
    months = _months(connection, descriptor_before, touched)
    held = _held(descriptor_before)
    resources, written, kept = [], 0, 0
    for name, dataset in DATASETS.items():
        definition = hashlib.sha256(f"{duckdb.__version__}\n{dataset.sql}".encode()).hexdigest()
        marks = {
            month: hashlib.sha256(f"{mark} {definition}".encode()).hexdigest()
            for month, mark in months.items()
        }
        partitions: dict[str, dict[str, Any]] = {}
        for month, mark in marks.items():
            before = held.get(name, {}).get(month)
            if earlier and before and before["fingerprint"] == mark and _take_over(before, earlier, folder):
                partitions[month] = before
                kept += len(before["files"])
        due = [month for month in marks if month not in partitions]
        if due:
            _copy(connection, dataset, due, folder / name)
        for month in due:
            files = [_describe(path, folder) for path in sorted((folder / name / f"month={month}").glob("*"))]
            partitions[month] = {"fingerprint": marks[month], "files": files}
            written += len(files)
        resources.append(_resource(connection, name, dataset, dict(sorted(partitions.items()))))
    descriptor = {
        "$schema": PROFILE,
        "name": "tinso",
        "title": "Figures and deadlines of Vietnamese provincial news",
        **about,
        "months": months,
        "resources": [resource for resource in resources if resource["path"]],
    }
    with (folder / DESCRIPTOR).open("x", encoding="utf-8") as file:
        json.dump(descriptor, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return Written(written, kept)


def _months(
    connection: duckdb.DuckDBPyConnection, before: Mapping[str, Any], touched: frozenset[str] | None
) -> dict[str, str]:
    """Each month with a hash of the articles, readings and verdicts in it; of those not touched, the one they had."""
    known = before.get("months")
    if touched is None or not isinstance(known, dict):
        return dict(connection.execute(FINGERPRINTS, [True, []]).fetchall())
    kept = {month: str(mark) for month, mark in known.items() if month not in touched}
    fresh = dict(connection.execute(FINGERPRINTS, [False, sorted(touched)]).fetchall()) if touched else {}
    return dict(sorted({**kept, **fresh}.items()))


def _held(descriptor: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The months of each table of an earlier snapshot; none where its descriptor does not tell them."""
    try:
        return {
            resource["name"]: {
                month: partition
                for month, partition in resource["partitions"].items()
                if isinstance(partition["fingerprint"], str)
                and all(file["path"] and file["bytes"] for file in partition["files"])
            }
            for resource in descriptor["resources"]
        }
    except (KeyError, TypeError, AttributeError):
        return {}  # a descriptor that somebody altered: everything is written anew


def _take_over(partition: Mapping[str, Any], earlier: Path, folder: Path) -> bool:
    """Link the files of a month from the snapshot before; False where one is not there as it was written."""
    files = partition["files"]
    try:
        if any((earlier / file["path"]).stat().st_size != file["bytes"] for file in files):
            return False
    except OSError:
        return False
    for file in files:
        target = folder / file["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(earlier / file["path"], target)
        except OSError:  # a file system without hard links
            shutil.copyfile(earlier / file["path"], target)
    return True


def _copy(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, months: Iterable[str], target: Path
) -> None:
    """Write the months, a folder each."""
    wanted = ", ".join(f"'{month}'" for month in months)
    target.mkdir(exist_ok=True)
    connection.execute("SET threads = 1")  # one file a month, its rows in order
    try:
        connection.execute(
            f"""COPY (SELECT * FROM ({dataset.sql}) WHERE month IN ({wanted}))
            TO '{str(target).replace("'", "''")}'
            (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), OVERWRITE_OR_IGNORE)"""
        )
    finally:
        connection.execute("RESET threads")


def _describe(path: Path, folder: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "path": path.relative_to(folder).as_posix(),
        "rows": pq.read_metadata(path).num_rows,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }


def _resource(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    dataset: Dataset,
    partitions: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    """A table as the Data Package standard tells of it; `partitions` is an addition of ours."""
    comments: dict[str, str] = {}
    for view in reversed(dataset.views):
        rows = connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [view]
        )
        comments.update((column, comment) for column, comment in rows.fetchall() if comment)
    columns = connection.execute(f"DESCRIBE {dataset.sql}").fetchall()
    return {
        "name": name,
        "title": dataset.title,
        "description": "One folder a month of publication, `unknown` where it is not known.",
        "path": [file["path"] for partition in partitions.values() for file in partition["files"]],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {
            "fields": [
                {"name": column, "type": TYPES.get(kind.split("(")[0], "any")}
                | ({"description": comments[column]} if column in comments else {})
                for column, kind, *_ in columns
                if column != "month"
            ]
        },
        "partitions": partitions,
    }
