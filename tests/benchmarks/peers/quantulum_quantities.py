"""quantulum3 finds quantities with units. It is made for English; digits, `%` and symbols are the same elsewhere.

Setting: commas and points are swapped for it where the language writes decimals with a comma, and spaces that do
not break become plain ones (it misses the percent sign behind them), which changes no offset. Its classifier for ambiguous units is trained on English pages and left out. It knows no date, so numbers
that it reads as years or as days are left out by a pattern of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.records import Found, Peer, pieces, prediction

SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
SWAPPED = str.maketrans(",.", ".,")
COMMA_DECIMAL = frozenset({"fr", "lo", "nb"})
LINES = re.compile(r"\n+")
YEAR = re.compile(r"(?:19|20|24|25)\d\d")
UNITS = {
    "percentage": ("percentage", "percent"), "dollar": ("money", "USD"), "euro": ("money", "EUR"),
    "dong": ("money", "VND"), "vietnamese dong": ("money", "VND"), "baht": ("money", "THB"),
    "hectare": ("measure", "ha"), "kilometre": ("measure", "km"), "metre": ("measure", "m"),
    "square metre": ("measure", "m2"), "cubic metre": ("measure", "m3"), "kilogram": ("measure", "kg"),
    "tonne": ("measure", "t"), "litre": ("measure", "l"), "megawatt": ("measure", "MW"),
    "kilowatt-hour": ("measure", "kWh"),
}  # fmt: skip
"""Names of the library's units, as kind and unit of the contract; any other is a count of things."""
NOT_FIGURES = frozenset({"year", "month", "day", "week", "hour", "minute", "second", "decade", "century"})


def in_english_manner(text: str, lang: str) -> str:
    """The text with the separators that the library expects; as long as it was."""
    text = text.translate(SPACES)
    return text.translate(SWAPPED) if lang in COMMA_DECIMAL else text


def found_in(line: str, quantities: Iterable[Any], offset: int = 0) -> list[Found]:
    """The library's quantities as figures: `span`, `value` and `unit.name` are what is looked at."""
    found = []
    for quantity in quantities:
        start, end = quantity.span
        if quantity.unit.name in NOT_FIGURES or YEAR.fullmatch(line[start:end].strip()):
            continue
        kind, unit = UNITS.get(quantity.unit.name, ("count", "item"))
        value = Decimal(repr(quantity.value) if isinstance(quantity.value, float) else str(quantity.value))
        if value.is_finite():
            found.append(Found(start + offset, end + offset, value, kind, unit))
    return found


def peer() -> Peer:
    """quantulum3, on every language."""
    from quantulum3 import parser

    def read(article: Article) -> Prediction:
        text = in_english_manner(article.text, article.lang)
        found: list[Found] = []
        for offset, line in pieces(text, LINES):
            found += found_in(line, parser.parse(line), offset)
        return prediction(found)

    languages = ("fr", "lo", "ms", "nb", "th")
    return Peer("quantulum3", ("quantulum3",), languages, frozenset({"number", "value"}), read)
