"""Articles, figures and deadlines as Parquet files by month of publication, with a Data Package descriptor.

Each holds what the `current_*` views hold: the latest reading of the latest revision. Article texts stay out. A month
is known by a hash of the articles in it and of how they were read; one that did not change is taken over from the
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


MONTH = f"coalesce(strftime(a.published, '%Y-%m'), '{UNDATED}') AS month"
DATASETS: Mapping[str, Dataset] = {
    "articles": Dataset(
        "Articles, in their latest revision, without their text",
        f"""SELECT a.article_id, a.revision, a.lang, a.title, a.url, a.origin_url, a.published, a.province,
        a.text_hash, {MONTH} FROM current_articles AS a ORDER BY month, article_id""",
        ("current_articles",),
    ),
    "figures": Dataset(
        "Figures of the latest reading of each article",
        f"""SELECT f.* EXCLUDE (extraction_id), a.lang, a.published, {MONTH}
        FROM current_figures AS f JOIN current_articles AS a USING (extraction_id)
        ORDER BY month, article_id, start""",
        ("current_figures", "current_articles"),
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
        e.extractor_version, e.lexicon_hash), chr(30) ORDER BY a.article_id))
    FROM current_articles AS a LEFT JOIN extractions AS e USING (extraction_id)
    GROUP BY ALL ORDER BY ALL
"""
TYPES = {
    "VARCHAR": "string",
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
    connection: duckdb.DuckDBPyConnection, folder: Path, earlier: Path | None, about: Mapping[str, Any]
) -> Written:
    """Write the Parquet files and their descriptor into `folder`, taking over from the folder `earlier` what it can.

    `connection` is to a store and may be read-only. `about` goes into the descriptor beside the tables.
    Raises duckdb.Error and OSError.
    """
    months = dict(connection.execute(FINGERPRINTS).fetchall())
    held = _held(earlier)
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
        "resources": [resource for resource in resources if resource["path"]],
    }
    with (folder / DESCRIPTOR).open("x", encoding="utf-8") as file:
        json.dump(descriptor, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return Written(written, kept)


def _held(earlier: Path | None) -> dict[str, dict[str, Any]]:
    """The months of each table of an earlier snapshot; none where its descriptor cannot be read."""
    if earlier is None:
        return {}
    try:
        descriptor = json.loads((earlier / DESCRIPTOR).read_text("utf-8"))
        return {
            resource["name"]: {
                month: partition
                for month, partition in resource["partitions"].items()
                if isinstance(partition["fingerprint"], str)
                and all(file["path"] and file["bytes"] for file in partition["files"])
            }
            for resource in descriptor["resources"]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # a descriptor that somebody altered or removed: everything is written anew


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
