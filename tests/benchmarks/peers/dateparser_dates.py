"""dateparser finds and resolves dates in all five languages.

Setting: the publication date as base, the last day and month where the text names none, day before month. Of what
it returns only what names a month, a year of four digits or a day in numbers is kept (it takes "97,5" for the year
2097), and only what lies after the publication date: with both, its deadlines were best on the articles that may
be read. It knows no Buddhist years, so 543 is taken off for it, and loses the day before the point of a Norwegian
"31. desember", so that point is hidden from it; neither changes an offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.records import Day, Peer, pieces, places, prediction

BUDDHIST = 543
LOOKS_LIKE_DATE = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[^\W\d_]{3,}")
NUMBER_FIRST = re.compile(r"[\d.,\s]*\d\s*%|\d+[.,]\d+")
ORDINAL_POINT = re.compile(r"(?<=\d)\.(?= [a-z]{3})")
NEAR = 20
"""Years from the publication date (or from 2025) within which a date is believed."""
LINES = re.compile(r"\n+")


def is_dated(quote: str) -> bool:
    """Whether what was found names a year of four digits, a month or another word, or a day in numbers."""
    return bool(LOOKS_LIKE_DATE.search(quote)) and not NUMBER_FIRST.fullmatch(quote.strip())


def christian(day: date) -> date:
    """A day whose year may have been read as written in the Buddhist Era."""
    if day.year < 2400:
        return day
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year - BUDDHIST)


def days_of(text: str, results: Iterable[tuple[str, datetime]], offset: int = 0) -> list[Day]:
    """What the library found in a piece of text, placed and filtered."""
    pairs = list(results)
    return [
        Day(span.start + offset, span.end + offset, christian(found.date()))
        for (quote, found), span in zip(pairs, places(text, [quote for quote, _ in pairs]), strict=True)
        if span is not None and is_dated(quote)
    ]


def after(days: Iterable[Day], published: date | None) -> list[Day]:
    """The days after the publication date, none of them far off; all that are near where it is not known."""
    near = [day for day in days if abs(day.day.year - (published.year if published else 2025)) <= NEAR]
    return [day for day in near if published is None or day.day > published]


def searcher() -> Callable[[Article], list[Day]]:
    """A function that finds every date of an article, paragraph by paragraph."""
    from dateparser.search import search_dates

    def find(article: Article) -> list[Day]:
        base = datetime.combine(article.published, time()) if article.published else datetime(2025, 12, 31)
        settings: dict[str, Any] = {
            "RELATIVE_BASE": base, "PREFER_DAY_OF_MONTH": "last", "PREFER_MONTH_OF_YEAR": "last",
            "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future",
        }  # fmt: skip
        days: list[Day] = []
        text = ORDINAL_POINT.sub(" ", article.text) if article.lang == "nb" else article.text
        for offset, line in pieces(text, LINES):
            results = search_dates(line, languages=[article.lang], settings=settings) or []
            days += days_of(line, results, offset)
        return days

    return find


def peer() -> Peer:
    """dateparser, asked for deadlines only."""
    find = searcher()

    def read(article: Article) -> Prediction:
        return prediction([], after(find(article), article.published))

    return Peer("dateparser", ("dateparser",), ("fr", "lo", "ms", "nb", "th"), frozenset({"deadline"}), read)
