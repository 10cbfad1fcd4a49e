"""The day on which a page says that it was published: by its layout, else by what it declares, else by `<time>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.clean.lines import inline_text
from pipeline.clean.trees import elements_at, values_at

FIRST_YEAR, LAST_YEAR = 1990, 2100
BUDDHIST_FROM, BUDDHIST_OFFSET = 2400, 543
MAX_BLOCK = 1_000_000
"""Characters of a block of JSON-LD that are read."""
DATED_BY_NAME = "//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'ngay')]"
LONGEST_SHOWN = 80
"""Characters of an element that shows a date and is named so."""
ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def read_date(text: str) -> date | None:
    """The first date in a text, `2025-10-31…` or `31/10/2025`, Buddhist years converted; None if none.

    Raises `ValueError` for one that is printed and does not exist, such as 31/02/2025.
    """
    if match := ISO_DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := DAY_FIRST.search(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    if year >= BUDDHIST_FROM:
        year -= BUDDHIST_OFFSET
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"the date {match[0]!r} does not exist") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the date {match[0]!r} is not of our time")
    return found


def first_date(texts: Iterator[str]) -> tuple[date | None, list[str]]:
    """The first date that exists, and a sentence for each before it that does not."""
    faults: list[str] = []
    for text in texts:
        try:
            found = read_date(text)
        except ValueError as fault:
            faults.append(str(fault))
            continue
        if found:
            return found, faults
    return None, faults


def declared_dates(tree: Any) -> Iterator[str]:
    """What a page of any layout declares as the time of its publication, the surest first."""
    yield from values_at(
        tree,
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//meta[@name='pubdate' or @name='publish-date' or @name='date' or @name='DC.date.issued']/@content",
    )
    for data in linked_data(tree):
        yield from _values_of(data, "datePublished")
    yield from values_at(
        tree, "//article//time/@datetime", "//time/@datetime", "//article//time/text()", "//time/text()"
    )
    for element in elements_at(tree, DATED_BY_NAME):
        if len(text := inline_text(element, LONGEST_SHOWN)) <= LONGEST_SHOWN:
            yield text


def linked_data(tree: Any) -> Iterator[Any]:
    """The JSON-LD blocks of a page that can be read."""
    for block in values_at(tree, "//script[@type='application/ld+json']/text()"):
        try:
            yield json.loads(block[:MAX_BLOCK], strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common and declares nothing


def _values_of(data: Any, name: str, depth: int = 0) -> Iterator[str]:
    """Every text under a key of a JSON-LD object."""
    if isinstance(data, dict) and depth < 6:
        for key, value in data.items():
            if key == name and isinstance(value, str):
                yield value
            else:
                yield from _values_of(value, name, depth + 1)
    elif isinstance(data, list) and depth < 6:
        for value in data[:50]:
            yield from _values_of(value, name, depth + 1)
