"""What a night comes to, in a sentence that is true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.nightly.ledger import Line, Night
from pipeline.nightly.verdicts import INCOMPLETE, judge_night

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


def fetched(went_out: int | None, state: str, *failed: str) -> Night:
    lines = [
        Line("fetch", None, None, state, came_in=0, went_out=went_out),
        *(Line("fetch", source, None, "failed") for source in failed),
        Line("publish", None, None, "done"),
    ]
    return Night(1, NOW, sources=("a", "b"), status=INCOMPLETE, lines={line.place: line for line in lines})


def test_where_no_source_brought_anything_the_network_is_named_first() -> None:
    sentence = judge_night(fetched(0, "done", "a", "b")).sentence
    assert sentence.startswith(
        "Nothing came from any of the 2 sources: look at this machine's network first."
    )


@pytest.mark.parametrize(
    ("night", "told"),
    [
        (fetched(3, "done", "a", "b"), "without all of a and b; 0 of 2 sources"),
        (fetched(0, "done", "a"), "without all of a; 1 of 2 sources"),
        (fetched(None, "failed", "a", "b"), "without all of a and b; 0 of 2 sources"),
    ],
    ids=["something came", "one is whole", "nothing was asked"],
)
def test_the_network_is_not_blamed_for_anything_else(night: Night, told: str) -> None:
    assert told in judge_night(night).sentence
