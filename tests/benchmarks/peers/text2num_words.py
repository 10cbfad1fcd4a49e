"""text2num reads French number words. It has none of the four other languages.

Setting: `find_numbers` over words and marks, threshold 10 (number words below ten are scored neither way); ordinals
are left out. Numbers in digits are no subject of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers.records import Found, Peer, prediction

WORDS = re.compile(r"[\w’']+|[^\w\s]")
THRESHOLD = 10.0


class Word:
    """A word or a mark of the text, as the library asks for it."""

    def __init__(self, found: re.Match[str]) -> None:
        self.start, self.end = found.span()
        self._text = found[0]

    def text(self) -> str:
        return self._text

    def nt_separated(self, previous: Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self._text[0].isdigit()


def words_of(text: str) -> list[Word]:
    """The words and marks of a text in order."""
    return [Word(found) for found in WORDS.finditer(text)]


def found_of(words: Sequence[Word], occurrences: Iterable[Any]) -> list[Found]:
    """The library's cardinals (`start` and `end` count words) with their places in the text."""
    return [
        Found(words[one.start].start, words[one.end - 1].end, Decimal(str(one.value)))
        for one in occurrences
        if not one.is_ordinal
    ]


def reader() -> Callable[[str], list[Found]]:
    """The library's reader of French number words."""
    from text_to_num import find_numbers

    def numbers(text: str) -> list[Found]:
        words = words_of(text)
        return found_of(words, find_numbers(words, "fr", THRESHOLD))

    return numbers


def peer() -> Peer:
    """text2num on French."""
    numbers = reader()

    def read(article: Article) -> Prediction:
        return prediction(numbers(article.text))

    return Peer("text2num", ("text2num",), ("fr",), frozenset({"number"}), read)
