"""What a run read otherwise than the readings before it, of the same texts: added, gone, and altered by field.

A figure is the same one where its characters are: its id says so. What changed because a text changed is a new
revision and no matter of this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

FIGURE_FIELDS = (
    "kind", "value", "value_max", "out_of", "unit", "comparator", "scenario", "indicator", "base", "scope", "per",
    "date_role", "date_start", "date_end", "province", "confidence",
)  # fmt: skip
DEADLINE_FIELDS = ("date", "precision", "responsible", "confidence")
TABLES = (("figures", "figure_id", FIGURE_FIELDS), ("deadlines", "deadline_id", DEADLINE_FIELDS))


class ReadingChange(NamedTuple):
    """A number of records of one language that changed in one way.

    `table` is `figures` or `deadlines`; `change` is `added`, `gone`, `same`, `altered`, or `field`, which counts the
    altered ones again, once for each field of theirs that differs; `field` is null but there.
    """

    lang: str
    table: str
    change: str
    field: str | None
    number: int


def read_changes(connection: duckdb.DuckDBPyConnection, run_id: int) -> list[ReadingChange]:
    """The changes of a run, in the order of languages, tables and fields. First readings of a text are no change."""
    found: list[ReadingChange] = []
    for table, key, fields in TABLES:
        rows = connection.execute(_query(table, key, fields), [run_id]).fetchall()
        for lang, added, gone, same, altered, *by_field in rows:
            counts = (("added", added), ("gone", gone), ("same", same), ("altered", altered))
            found += [ReadingChange(lang, table, change, None, number) for change, number in counts if number]
            found += [
                ReadingChange(lang, table, "field", name, number)
                for name, number in zip(fields, by_field, strict=True)
                if number
            ]
    return sorted(found, key=lambda change: change.lang)


def _query(table: str, key: str, fields: Sequence[str]) -> str:
    """Counts a language: added, gone, same, altered, and altered in each field. Names are ours, never a user's."""
    both = f"new.{key} IS NOT NULL AND old.{key} IS NOT NULL"
    differs = [f"new.{name} IS DISTINCT FROM old.{name}" for name in fields]
    by_field = ", ".join(f"count(*) FILTER ({both} AND {each})" for each in differs)
    altered = " OR ".join(differs)
    return f"""
        WITH pairs AS (
            SELECT e.extraction_id AS new_id, max(b.extraction_id) AS old_id, any_value(a.lang) AS lang
            FROM extractions AS e
            JOIN extractions AS b USING (article_id, revision)
            JOIN articles AS a USING (article_id, revision)
            WHERE e.run_id = ?1 AND b.extraction_id < e.extraction_id AND b.run_id <> ?1
            GROUP BY e.extraction_id
        ), new AS (
            SELECT pairs.lang, pairs.new_id AS pair, {table}.* FROM {table} JOIN pairs ON extraction_id = new_id
        ), old AS (
            SELECT pairs.lang, pairs.new_id AS pair, {table}.* FROM {table} JOIN pairs ON extraction_id = old_id
        )
        SELECT coalesce(new.lang, old.lang),
            count(*) FILTER (old.{key} IS NULL),
            count(*) FILTER (new.{key} IS NULL),
            count(*) FILTER ({both} AND NOT ({altered})),
            count(*) FILTER ({both} AND ({altered})),
            {by_field}
        FROM new FULL JOIN old ON new.pair = old.pair AND new.{key} = old.{key}
        GROUP BY 1 ORDER BY 1
        """
