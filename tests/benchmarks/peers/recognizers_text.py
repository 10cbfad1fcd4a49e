"""Recognizers-Text (its Python packages) reads French numbers, percentages, currencies, dimensions and dates.

Setting: it gets a clause at a time, since its French dates raise inside, and return nothing, for a sentence that
also holds a decimal; what it calls a time of day is left out, and so are numbers inside its dates and larger
findings. Deadlines are its dates after the publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.dateparser_dates import after
from tests.benchmarks.peers.records import Day, Found, Peer, day_before, outside, pieces, prediction

CLAUSES = re.compile(r"\n+|[.,;:!?]\s")
UNITS = {
    "Dollar": ("money", "USD"), "Dollar américain": ("money", "USD"), "Euro": ("money", "EUR"),
    "Dong vietnamien": ("money", "VND"), "Baht thaïlandais": ("money", "THB"),
    "Kilomètres": ("measure", "km"), "Mètres": ("measure", "m"), "Hectare": ("measure", "ha"),
    "Hectares": ("measure", "ha"), "Mètres carrés": ("measure", "m2"), "Mètre carré": ("measure", "m2"),
    "Mètres cubes": ("measure", "m3"), "Kilogrammes": ("measure", "kg"), "Tonne métrique": ("measure", "t"),
    "Tonnes": ("measure", "t"), "Litres": ("measure", "l"),
}  # fmt: skip


def decimal_of(written: str) -> Decimal | None:
    """A value as the library writes it in French (`97,5%`); None where it is no number."""
    try:
        value = Decimal(written.rstrip("% ").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def found_of(results: Iterable[Any], offset: int = 0) -> list[Found]:
    """The library's numbers: results with `start`, `end` (inclusive), `type_name` and `resolution`."""
    found = []
    for result in results:
        resolution = result.resolution or {}
        value = decimal_of(str(resolution.get("value")))
        if value is None:
            continue
        kind, unit = UNITS.get(resolution.get("unit", ""), ("count", "item"))
        if result.type_name == "percentage":
            kind, unit = "percentage", "percent"
        found.append(Found(result.start + offset, result.end + 1 + offset, value, kind, unit))
    return found


def largest(found: Iterable[Found]) -> list[Found]:
    """Of findings that overlap, the longest; of equally long ones, the one that came first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if outside([one], [(other.start, other.end) for other in kept]):
            kept.append(one)
    return kept


def days_of(results: Iterable[Any], offset: int = 0) -> list[Day]:
    """The library's dates, a range by its last day; times of day and durations are left out."""
    days = []
    for result in results:
        values = (result.resolution or {}).get("values") or []
        told = next((value for value in reversed(values) if value.get("type") in {"date", "daterange"}), None)
        if told is None:
            continue
        if told["type"] == "date" and "value" in told:
            last = date.fromisoformat(told["value"])
        elif "end" in told:
            last = day_before(told["end"])
        else:
            continue
        days.append(Day(result.start + offset, result.end + 1 + offset, last))
    return days


def readers() -> tuple[tuple[Callable[[str], list[Any]], ...], Callable[[str, datetime], list[Any]]]:
    """The models of the library for French: those of numbers, and the one of dates."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number, united = NumberRecognizer(Culture.French), NumberWithUnitRecognizer(Culture.French)
    models = (
        number.get_percentage_model(Culture.French, False),
        united.get_currency_model(Culture.French, False),
        united.get_dimension_model(Culture.French, False),
        number.get_number_model(Culture.French, False),
    )
    dates = DateTimeRecognizer(Culture.French).get_datetime_model(Culture.French, False)
    return tuple(model.parse for model in models), dates.parse


def peer() -> Peer:
    """Recognizers-Text on French."""
    numbers, dates = readers()

    def read(article: Article) -> Prediction:
        base = datetime.combine(article.published, time()) if article.published else datetime(2025, 12, 31)
        found: list[Found] = []
        days: list[Day] = []
        for offset, clause in pieces(article.text, CLAUSES):
            days += days_of(dates(clause, base), offset)
            for read_numbers in numbers:
                found += found_of(read_numbers(clause), offset)
        figures = largest(outside(found, [(day.start, day.end) for day in days]))
        return prediction(figures, after(days, article.published))

    levels = frozenset({"number", "value", "deadline"})
    return Peer("Recognizers-Text", ("recognizers-text-suite",), ("fr",), levels, read)
