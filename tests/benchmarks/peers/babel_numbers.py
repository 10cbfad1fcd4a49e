"""Babel parses numbers by the locale's separators; it finds none, so a pattern of ours finds them for it.

Parsing is loose: on the articles that may be read it gave more right numbers than strict parsing. Babel knows no
magnitude words when it parses, no percent signs, and no dates in running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.records import Found, Peer, Span, prediction

DIGITS = re.compile(
    r"(?<![\w.,/-])\d+(?:[.,\u0020\u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,]\d+)?(?![\w/-]|[.,]\d)"
)
YEAR = re.compile(r"(?:19|20|24|25)\d\d")


def number_spans(text: str) -> Iterator[Span]:
    """Where numbers in digits stand that are no bare year and no part of a date, a code or a word."""
    for found in DIGITS.finditer(text):
        if not YEAR.fullmatch(found[0]):
            yield Span(*found.span())


def parsed(text: str, parse: Callable[[str], Decimal | None]) -> list[Found]:
    """Every number that `parse` gives a value."""
    values = ((span, parse(text[span.start : span.end])) for span in number_spans(text))
    return [Found(span.start, span.end, value) for span, value in values if value is not None]


def parser_of(lang: str) -> Callable[[str], Decimal | None]:
    """Babel's parser for a language; None where it refuses."""
    from babel.numbers import NumberFormatError, parse_decimal

    def parse(digits: str) -> Decimal | None:
        try:
            return parse_decimal(digits, locale=lang)
        except NumberFormatError:
            return None

    return parse


def peer() -> Peer:
    """Babel in the five locales."""
    parsers = {lang: parser_of(lang) for lang in ("fr", "lo", "ms", "nb", "th")}

    def read(article: Article) -> Prediction:
        return prediction(parsed(article.text, parsers[article.lang]))

    return Peer("Babel", ("babel",), tuple(parsers), frozenset({"number"}), read)
