"""The tables of reference data: sources, provinces and indicators, as this version of the program knows them.

Whoever opens the store for writing puts them right where they differ. What the data files mean is left to `schemas` and
`pipeline.sources`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import duckdb

from pipeline.sources import load_sources
from schemas import indicators, provinces
from schemas.codes import OUTREACH
from schemas.reference import MERGER_DAY

Row = tuple[Any, ...]

OUTREACH_WORDS = {
    "events": ("Outreach: events", "Communication meetings, campaigns.", "flow"),
    "attendees": ("Outreach: attendees", "People at communication meetings and campaigns.", "flow"),
}


def source_rows() -> list[Row]:
    """Rows of `sources`."""
    return [
        (
            source.slug,
            source.title,
            source.canonical_host,
            list(source.hosts),
            sorted(set(source.languages.values())),
            source.province,
            " ".join(source.notes.split()),
        )
        for source in load_sources().values()
    ]


def _unit_id(plain: str, vintage: str) -> str:
    return f"{plain.lower().replace(' ', '-')}@{vintage}"


def province_rows() -> list[Row]:
    """Rows of `provinces`: the units of before 2025-07-01, then those since."""
    before: list[Row] = []
    since: list[Row] = []
    reused = {province.code for province in provinces() if province.code_meaning_changed}
    last_day = MERGER_DAY - timedelta(days=1)
    for province in provinces():
        unit_id = _unit_id(province.ascii, "since")
        same = None if province.merged else province.ascii.lower().replace(" ", "-")
        for old in province.old_units:
            old_id = _unit_id(old.ascii, "before")
            before.append(
                (
                    old_id, old.name, old.ascii, "before", old.code, old.iso, None, None, last_day,
                    same or old_id, province.merged, old.code in reused, unit_id, [],
                )
            )  # fmt: skip
        since.append(
            (
                unit_id, province.name, province.ascii, "since", province.code, None, province.type, MERGER_DAY,
                None, same or unit_id, province.merged, province.code_meaning_changed, None,
                [_unit_id(old.ascii, "before") for old in province.old_units],
            )
        )  # fmt: skip
    return before + since


def indicator_rows() -> list[Row]:
    """Rows of `indicators`: every code that figures can have."""
    known = indicators()
    rows: list[Row] = [
        (
            f"{scheme}.{name}", scheme, name, f"{title}: {measure.title.lower()}", measure.definition,
            measure.nature, list(measure.kinds), _bound(measure.low), _bound(measure.high),
        )
        for scheme, title in known.schemes.items()
        for name, measure in known.measures.items()
    ]  # fmt: skip
    for name in OUTREACH:
        title, definition, nature = OUTREACH_WORDS[name]
        rows.append((f"outreach.{name}", "outreach", name, title, definition, nature, ["count"], None, None))
    kinds = ["percentage", "count", "money", "measure"]
    rows.append(("other", None, "other", "Other", "Everything else.", None, kinds, None, None))
    return rows


def _bound(given: float | None) -> Decimal | None:
    return None if given is None else Decimal(str(given)).quantize(Decimal("0.000001"))


def reference_rows() -> Mapping[str, Sequence[Row]]:
    """The rows of each table of reference data."""
    return {"sources": source_rows(), "provinces": province_rows(), "indicators": indicator_rows()}


def differing_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, Sequence[Row]]:
    """The tables whose rows are not those of this program, with what they should hold."""
    return {
        table: rows
        for table, rows in reference_rows().items()
        if sorted(map(repr, connection.execute(f"FROM {table}").fetchall())) != sorted(map(repr, rows))
    }


def replace_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Put these rows in place of those that the table holds. The caller has a transaction open."""
    connection.execute(f"DELETE FROM {table}")
    places = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
    connection.execute(f"INSERT INTO {table} VALUES {places}", [value for row in rows for value in row])
