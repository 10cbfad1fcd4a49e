"""From words typed into the search field to what the snapshot is asked: patterns for texts, and values, places, indicators.

Nothing is cut at word boundaries, which Thai and Lao do not print: a word is found wherever its letters stand. Accents,
letter case, the several spellings of one Lao or Thai syllable, and separators inside numbers make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.audit.readings import UnreadableError, read_number
from pipeline.audit.wording import show_words
from schemas.codes import INDICATOR_CODES
from schemas.languages import usual_languages
from schemas.reference import latin_province_names

LONGEST, MOST_WORDS = 200, 6
LATIN = (range(0x41, 0x250), range(0x1E00, 0x1F00))
SPELLINGS = (
    ("ຫຼ", "ຫລ"),
    ("ໜ", "ຫນ"),
    ("ໝ", "ຫມ"),
    ("ຳ", "ໍາ"),
    ("ກວ່າ", "ກ່ວາ"),
    ("ำ", "ํา"),
)
"""Sequences of characters that are printed for the same syllable."""
SEPARATORS = "[.,  \u202f]?"
GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""The space inside a number."""
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
DECIMALS = re.compile(r"[.,]([0-9]{1,2}|[0-9]{4,})$")
"""What stands behind a decimal mark: three digits are rather a group of thousands."""
AROUND = 60


class Snippet(NamedTuple):
    """A place that was found, with what stands around it."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Query:
    """What was typed, as it is asked."""

    patterns: tuple[str, ...]
    """Of RE2 and of Python alike; a text must have all of them."""
    values: tuple[Decimal, ...] = ()
    provinces: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def names_figures(self) -> bool:
        """Whether figures are asked for: by value, province or indicator."""
        return bool(self.values or self.provinces or self.indicators)


def read_query(typed: str) -> Query:
    """What a typed line asks for; nothing for an empty one."""
    text = GROUPED.sub("", " ".join(typed[:LONGEST].split()))
    words = text.split()[:MOST_WORDS]
    provinces, rest = _find_provinces(text)
    values = _find_values(rest)
    spoken = [word for word in _plain(rest).split() if not any(letter.isdigit() for letter in word)]
    indicators = _find_indicators(spoken)
    return Query(tuple(_pattern(word) for word in words), values, provinces, indicators)


def find_snippets(patterns: Sequence[str], text: str, most: int = 2) -> list[Snippet]:
    """The first places of a text that a pattern finds, one a line of it."""
    snippets: list[Snippet] = []
    seen: set[int] = set()
    for pattern in patterns:
        for found in re.finditer(
            pattern, text, re.ASCII
        ):  # a letter of Thai parts a number, as it does in RE2
            low = text.rfind("\n", 0, found.start()) + 1
            if low in seen:
                continue
            seen.add(low)
            high = text.find("\n", found.end())
            high = len(text) if high < 0 else high
            start = max(low, found.start() - AROUND)
            end = min(high, found.end() + AROUND)
            snippets.append(Snippet(text[start : found.start()], found[0], text[found.end() : end]))
            if len(snippets) >= most:
                return snippets
    return snippets


def _pattern(word: str) -> str:
    """A pattern that finds a word in any case, accents and spelling; a number as a whole, however it is grouped."""
    parts: list[str] = []
    at = 0
    while at < len(word):
        number = NUMBER.match(word, at)
        if number:
            # What is typed beside a number stands beside it in the text too.
            before, after = (r"\b" if edge else "" for edge in (at == 0, number.end() == len(word)))
            parts.append(before + _number_pattern(number[0]) + after)
            at = number.end()
            continue
        spellings = next(
            (pair for pair in SPELLINGS if any(word.startswith(each, at) for each in pair)), None
        )
        if spellings:
            parts.append(f"(?:{'|'.join(spellings)})")
            at += len(next(each for each in spellings if word.startswith(each, at)))
        else:
            letter = word[at]
            parts.append(_accented().get(_base(letter)) or _either_case(letter))
            at += 1
    return "".join(parts)


def _number_pattern(number: str) -> str:
    """The digits with separators where thousands are parted, and where one was typed."""
    whole, point, decimals = number, "", ""
    if typed := DECIMALS.search(number):
        whole, point, decimals = number[: typed.start()], "[.,]", typed[1]
    digits = re.sub(r"\D", "", whole)
    grouped = "".join(
        digit + (SEPARATORS if left and left % 3 == 0 else "")
        for left, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    )
    return f"{grouped}{point}{decimals}"


def _either_case(letter: str) -> str:
    cases = sorted({letter, letter.lower(), letter.upper()} - {""})
    single = [re.escape(each) for each in cases if len(each) == 1]
    return single[0] if len(single) == 1 else f"[{''.join(single)}]"


@cache
def _accented() -> dict[str, str]:
    """For each plain Latin letter a class of all letters that are it with an accent."""
    letters: dict[str, set[str]] = {}
    for block in LATIN:
        for code in block:
            letter = chr(code)
            base = _base(letter)
            if letter.isalpha() and len(base) == 1 and base.isascii():
                cases = {letter, letter.lower(), letter.upper()}
                letters.setdefault(base, set()).update(each for each in cases if len(each) == 1)
    return {base: f"[{''.join(sorted(found))}]" for base, found in letters.items()}


def _base(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter.lower())[:1]
    return {"đ": "d"}.get(plain, plain)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _find_provinces(text: str) -> tuple[tuple[str, ...], str]:
    """The provinces that a line names, and what is left of it."""
    rest = f" {_plain(text)} "
    if len(rest) != len(text) + 2:  # decomposed in another way: places are not the same
        return (), text
    left = f" {text} "
    names = sorted(latin_province_names().items(), key=lambda pair: -len(pair[0]))
    found: list[str] = []
    for written, name in names:
        plain = f" {_plain(written)} "
        while (at := rest.find(plain)) >= 0:
            found.append(name)
            rest = rest[:at] + " " + rest[at + len(plain) - 1 :]
            left = left[:at] + " " + left[at + len(plain) - 1 :]
    return tuple(dict.fromkeys(found)), left.strip()


def _find_values(text: str) -> tuple[Decimal, ...]:
    """What a number can be read as in any of the languages; and as it is printed plainly."""
    if not any(letter.isdecimal() for letter in text):
        return ()
    found: dict[Decimal, None] = {}
    for lang in usual_languages():
        try:
            found[Decimal(read_number(text, lang).value)] = None
        except UnreadableError:
            continue
    return tuple(found)


def _find_indicators(words: Sequence[str]) -> tuple[str, ...]:
    """The indicators whose name in words has all of some words, each at the beginning of a word."""
    if not words:
        return ()
    return tuple(
        code
        for code in sorted(INDICATOR_CODES)
        if all(any(part.startswith(word) for part in _indicator_words(code)) for word in words)
    )


@cache
def _indicator_words(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", _plain(show_words(code))))
