"""Verdicts of reviewers on their way into the table `reviews`: what the audit page's ledger says, as SQL users get it.

Only rows that differ from those in the table are touched, so that publishing a hundred thousand verdicts of which ten
are new writes ten. How a verdict finds its figure is left to `pipeline.audit`; what becomes of it, to the views.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import SnapshotUnsoundError
from pipeline.store.database import transaction
from schemas.review import READING_FIELDS, Reading, Review

TEXT, WHOLE, VALUE, DAY = pa.string(), pa.int32(), pa.decimal128(38, 6), pa.date32()
TYPES = {"value": VALUE, "value_max": VALUE, "out_of": VALUE, "date_start": DAY, "date_end": DAY}
REVIEWS = pa.schema(
    [
        ("origin_figure_id", TEXT), ("figure_id", TEXT), ("article_id", TEXT), ("text_hash", TEXT),
        ("review_state", TEXT), ("is_stale", pa.bool_()), ("why", TEXT), ("attached", TEXT),
        ("corrected_fields", pa.list_(TEXT)), ("start", WHOLE), ("end", WHOLE), ("quote", TEXT),
        ("reason", TEXT), ("reviewers", pa.list_(TEXT)), ("reviewed_at", pa.timestamp("us")),
        ("event_id", TEXT), ("seq", pa.int64()), ("events", WHOLE),
        *(
            (f"{side}_{name}", TYPES.get(name, TEXT))
            for side in ("machine", "reviewed")
            for name in READING_FIELDS
        ),
    ]
)  # fmt: skip
JUDGED = ("accepted", "corrected", "added")
"""States in which reviewed values count."""


def replace_reviews(connection: duckdb.DuckDBPyConnection, reviews: Iterable[Review]) -> int:
    """Let the table `reviews` hold these and no others, one transaction; returns how many rows were not there just so.

    Raises `SnapshotUnsoundError` where two of them are about one figure, or one that counts has no values, and then
    nothing changes; and duckdb.Error.
    """
    rows = [_row(review) for review in reviews]
    columns = zip(*rows, strict=True) if rows else [()] * len(REVIEWS)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, REVIEWS.types, strict=True)]
    connection.register("incoming_reviews", pa.Table.from_arrays(arrays, schema=REVIEWS))
    try:
        _check(connection)
        names = ", ".join(f'"{name}"' for name in REVIEWS.names)
        here, coming = f"SELECT {names} FROM reviews", f"SELECT {names} FROM incoming_reviews"
        with transaction(connection):
            connection.execute(f"CREATE TEMP TABLE new_reviews AS {coming} EXCEPT {here}")
            connection.execute(
                f"""DELETE FROM reviews WHERE origin_figure_id IN
                (SELECT origin_figure_id FROM ({here} EXCEPT {coming}))"""
            )
            connection.execute("INSERT INTO reviews BY NAME FROM new_reviews")
            changed = connection.execute("SELECT count(*) FROM new_reviews").fetchall()[0][0]
            connection.execute("DROP TABLE new_reviews")
    finally:
        connection.unregister("incoming_reviews")
    return int(changed)


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    for column in ("origin_figure_id", "figure_id"):
        twice = connection.execute(
            f"""SELECT {column} FROM incoming_reviews WHERE {column} IS NOT NULL
            GROUP BY ALL HAVING count(*) > 1 LIMIT 1"""
        ).fetchall()
        if twice:
            raise SnapshotUnsoundError(
                f"not published: two verdicts are about the figure {twice[0][0]} ({column})"
            )
    states = ", ".join(f"'{state}'" for state in JUDGED)
    empty = connection.execute(
        f"""SELECT origin_figure_id FROM incoming_reviews
        WHERE review_state IN ({states}) <> (reviewed_kind IS NOT NULL)
        OR review_state = 'added' AND (start IS NULL OR "end" IS NULL OR quote IS NULL) LIMIT 1"""
    ).fetchall()
    if empty:
        raise SnapshotUnsoundError(
            f"not published: the verdict on the figure {empty[0][0]} does not have the values that its state needs"
        )


def _row(review: Review) -> tuple[Any, ...]:
    return (
        review.origin_figure_id,
        review.figure_id,
        review.article_id,
        review.text_hash,
        review.state,
        review.state == "stale",
        review.why,
        review.attached,
        list(review.fields),
        review.start,
        review.end,
        review.quote,
        review.reason,
        list(review.reviewers),
        review.at.astimezone(UTC).replace(tzinfo=None),
        review.event_id,
        review.seq,
        review.events,
        *_values(review.machine),
        *(_values(review.reviewed) if review.state in JUDGED else _values(None)),
    )


def _values(reading: Reading | None) -> tuple[Any, ...]:
    if reading is None:
        return (None,) * len(READING_FIELDS)
    return tuple(getattr(reading, name) for name in READING_FIELDS)
