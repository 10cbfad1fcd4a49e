"""What every adapter returns: a library's findings as predictions of the contract, and what a peer is.

Values are decimals as strings, spans are code points into the article's text. Fields that no library tells
(comparator, scenario, indicator, …) are left out.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from corpus.scoring import Prediction
from schemas import Article


class Span(NamedTuple):
    """Code points of the text: the first, and one past the last."""

    start: int
    end: int


class Found(NamedTuple):
    """A number that a library found: its place, its value, and its kind and unit where the library tells them."""

    start: int
    end: int
    value: Decimal
    kind: str | None = None
    unit: str | None = None
    value_max: Decimal | None = None
    out_of: Decimal | None = None


class Day(NamedTuple):
    """A date that a library found: its place, and the last day of the expression."""

    start: int
    end: int
    day: date


@dataclass(frozen=True)
class Peer:
    """A library in its best setting.

    `tells` names the levels it can be asked for: `number`, `value`, `deadline`. `packages` are the distributions
    whose versions are printed.
    """

    name: str
    packages: tuple[str, ...]
    languages: tuple[str, ...]
    tells: frozenset[str]
    read: Callable[[Article], Prediction]
    is_tuned: bool = False
    """Whether its words and rules come from articles that may be read, so that the other half tells more."""


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros: `1.2E+6` is `1200000`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def prediction(found: Iterable[Found], days: Iterable[Day] = ()) -> Prediction:
    """Findings as the scorer takes them, in order of the text."""
    figures: list[dict[str, Any]] = [
        {
            "start": one.start, "end": one.end, "kind": one.kind, "value": plain(one.value),
            "value_max": None if one.value_max is None else plain(one.value_max),
            "out_of": None if one.out_of is None else plain(one.out_of), "unit": one.unit,
        }
        for one in sorted(found)
    ]  # fmt: skip
    deadlines = [{"start": one.start, "end": one.end, "date": one.day.isoformat()} for one in sorted(days)]
    return {"figures": figures, "deadlines": deadlines}


def overlaps(one: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(one[0] < end and start < one[1] for start, end in others)


def outside(found: Iterable[Found], spans: Iterable[tuple[int, int]]) -> list[Found]:
    """The findings that share no character with any of the spans."""
    taken = list(spans)
    return [one for one in found if not overlaps((one.start, one.end), taken)]


def places(text: str, quotes: Iterable[str]) -> Iterator[Span | None]:
    """Where quotes stand that a library gave back in order without offsets; None for one that is not found.

    Spaces may have been made plain or fewer by the library.
    """
    cursor = 0
    for quote in quotes:
        found = re.compile(r"\s+".join(map(re.escape, quote.split()))).search(text, cursor)
        if found is None or not found[0]:
            yield None
            continue
        cursor = found.end()
        yield Span(*found.span())


def pieces(text: str, breaks: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The parts of a text between the breaks, each with its offset; empty ones are left out."""
    start = 0
    for found in breaks.finditer(text):
        if found.start() > start:
            yield start, text[start : found.start()]
        start = found.end()
    if start < len(text):
        yield start, text[start:]


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_before(iso: str) -> date:
    """The last day of a range whose end is told as the first day after it."""
    return date.fromisoformat(iso) - timedelta(days=1)
