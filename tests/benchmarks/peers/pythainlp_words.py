"""PyThaiNLP's helpers for Thai: `text_to_num` for numbers, `thai_strptime` for dates.

`text_to_num` gives tokens back in which runs of number words have become digits; the tokens are laid over the text
again to know where they stood. `thai_strptime` parses but does not find, so a pattern of ours finds day, month and
year for it, and tells it which era the year is of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.dateparser_dates import after
from tests.benchmarks.peers.records import Day, Found, Peer, outside, pieces, prediction

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20|24|25)\d\d")
THAI_DATE = re.compile(r"(?<!\d)\d{1,2} ?(?:[ก-ฮ]\.[ก-ฮ]\.|[ก-๎]{4,11}) ?(?:พ\.ศ\. ?|ค\.ศ\. ?)?\d{4}(?!\d)")
SPACES = re.compile(r"\s+")


def laid_over(text: str, tokens: Sequence[str]) -> list[Found]:
    """The numbers among the tokens, with their places in the text.

    A token that stands in the text at the cursor is itself; a number that does not was words, which reach to the
    next token that is found again.
    """
    found: list[Found] = []
    cursor, at = 0, 0
    while at < len(tokens):
        token = tokens[at]
        number = NUMBER.fullmatch(token)
        is_itself = text.startswith(token, cursor)
        if is_itself:
            end = cursor + len(token)
        else:
            later = [text.find(other, cursor + 1) for other in tokens[at + 1 : at + 2] if other]
            end = later[0] if later and later[0] > 0 else len(text)
        if number and not (is_itself and YEAR.fullmatch(token)):
            found.append(Found(cursor, end, Decimal(token.replace(",", ""))))
        cursor, at = end, at + 1
    return found


def days_of(text: str, parse: Callable[[str], date | None]) -> list[Day]:
    """Every day, month and year of a text to which `parse` gives a date."""
    days = ((found, parse(found[0])) for found in THAI_DATE.finditer(text))
    return [Day(found.start(), found.end(), day) for found, day in days if day is not None]


def date_parser() -> Callable[[str], date | None]:
    """The library's parser for day, month and year; None where it refuses."""
    from pythainlp.util import thai_strptime

    def parse(quote: str) -> date | None:
        bare = re.sub(r"พ\.ศ\. ?|ค\.ศ\. ?", "", quote)
        year = int(bare[-4:])
        spaced = re.sub(r"^(\d+) ?(.+?) ?(\d{4})$", r"\1 \2 \3", bare)
        try:
            return thai_strptime(spaced, "%d %B %Y", year="be" if year >= 2400 else "ad").date()
        except (ValueError, IndexError, TypeError, AttributeError):  # each of them has been seen
            return None

    return parse


def numbers_of(text: str, convert: Callable[[str], Sequence[str]]) -> list[Found]:
    """The numbers of a text, by `convert`, between spaces: it raises for a line with one word that it takes for a
    numeral and cannot read (it sees a 4 in the word for "risky"), so that only the part with that word is lost.
    """
    found: list[Found] = []
    for offset, part in pieces(text, SPACES):
        try:
            tokens = convert(part)
        except ValueError:
            continue
        found += [
            one._replace(start=one.start + offset, end=one.end + offset) for one in laid_over(part, tokens)
        ]
    return found


def number_reader() -> Callable[[str], list[Found]]:
    """The library's reader of numbers."""
    from pythainlp.util import text_to_num

    return lambda text: numbers_of(text, text_to_num)


def peer() -> Peer:
    """PyThaiNLP: Thai numbers outside of dates, and dates after the publication date."""
    parse, numbers = date_parser(), number_reader()

    def read(article: Article) -> Prediction:
        days = days_of(article.text, parse)
        found = outside(numbers(article.text), [(day.start, day.end) for day in days])
        return prediction(found, after(days, article.published))

    return Peer("PyThaiNLP", ("pythainlp",), ("th",), frozenset({"number", "deadline"}), read)
