"""What the extractors make of what a reviewer types or selects: numbers, dates, a figure that was missed, what was refused.

Reading itself belongs to the extractors; here their parts are asked about a few characters. Nothing is stored.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from extractors import extract_figures
from extractors.atoms import Atom, scan_atoms
from extractors.dates import DateExpression, find_dates, mark_digit_dates
from extractors.lexicon import Lexicon, lexicon_of
from extractors.normalise import fold_text
from extractors.numerals import Numeral, compose_numerals, merge_numerals
from pipeline.audit.wording import NARROW, show_day, show_number
from schemas import Article, Figure
from schemas.records import Refusal
from schemas.review import Reading, plain_decimal

LONGEST = 200
"""Characters that are taken for a number or a date."""
BUDDHIST = re.compile(r"(?<!\d)(2[4-6]\d\d)(?!\d)")
PLAIN = re.compile(r"-?\d{1,32}(\.\d{1,6})?")
GROUPED = re.compile(rf"(?<=\d)[ \u00a0{NARROW}](?=\d{{3}}(?!\d))")
"""The space inside a number."""
NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YEARS_APART = 543


class UnreadableError(ValueError):
    """What was typed is no number, or no date; the message says what is expected."""


class Typed(NamedTuple):
    """What was typed, as it will be stored, and how it is shown."""

    value: str
    shown: str
    note: str | None = None
    first: str | None = None
    """First day of a period."""
    role: str | None = None
    unit: str | None = None
    """Of a percentage: the unit that its sign says."""


class Missed(NamedTuple):
    """A figure offered for a selection, and where it comes from: extractor, sentence, number or blank."""

    start: int
    end: int
    reading: Reading
    origin: str


def read_number(text: str, lang: str) -> Typed:
    """A number typed as it is printed in the language, or plainly as 27000.5. Raises `UnreadableError`."""
    typed = text.strip()
    if not typed or len(typed) > LONGEST:
        raise UnreadableError("type a number as it is printed, such as 9,6 millioner, or plainly: 9600000")
    if PLAIN.fullmatch(typed) and "." not in typed:
        return Typed(_text(Decimal(typed)), show_number(typed))
    numerals = _numerals(typed, lang)
    if len(numerals) == 1 and numerals[0].value_max is None:
        value = numerals[0].value
        if typed.startswith(("-", "−", "–")):
            value = -abs(value)
        note = "it can be read in two ways: look at it again" if numerals[0].doubt else None
        return Typed(
            _text(value),
            show_number(value) + (f"{NARROW}%" if numerals[0].percent == "percent" else ""),
            note,
            unit=numerals[0].percent,
        )
    plain = GROUPED.sub("", typed)
    if not PLAIN.fullmatch(plain):
        raise UnreadableError(f"{typed!r} is no one number: type it as it is printed, or plainly: 9600000")
    return Typed(_text(Decimal(plain)), show_number(plain))


def read_date(text: str, lang: str, published: date | None) -> Typed:
    """A date typed in any way that the language has, or as 2026-12-31; a Buddhist year is converted. Raises `UnreadableError`."""
    typed = text.strip()
    if not typed or len(typed) > LONGEST:
        raise UnreadableError("type a date such as 2026-12-31, 31/12/2026, or as it is printed")
    found = BUDDHIST.search(typed)
    note = f"{found[1]} is a Buddhist year: {int(found[1]) - YEARS_APART}" if found else None
    numeric = ISO.fullmatch(typed) or NUMERIC.fullmatch(typed)
    if numeric:
        parts = [int(part) for part in numeric.groups()]
        year, month, day = parts if numeric.re is ISO else parts[::-1]
        try:
            last = date(year - YEARS_APART if found else year, month, day)
        except ValueError as fault:
            raise UnreadableError(f"there is no day {typed}") from fault
        return Typed(last.isoformat(), show_day(last), note)
    if re.fullmatch(r"\d{4}", typed):
        year = int(typed) - (YEARS_APART if found else 0)
        last = date(year, 12, 31)
        return Typed(last.isoformat(), show_day(last), note, first=date(year, 1, 1).isoformat())
    expressions = [each for each in _dates(typed, lang, published) if each.last is not None]
    if len(expressions) != 1 or expressions[0].last is None:
        raise UnreadableError(
            f"{typed!r} is no one date: type it such as 2026-12-31 or 31/12/2026, or as it is printed"
        )
    expression = expressions[0]
    last = expressions[0].last
    first = expression.first.isoformat() if expression.first is not None else None
    return Typed(last.isoformat(), show_day(last), note, first=first)


def read_selection(article: Article, start: int, end: int) -> list[Missed]:
    """What a selection of an article can be read as, the best first; the last one is a record to fill in.

    Readings of the whole article come first, then of the selection's line by itself, of the selection alone, and of the
    number in it. Raises `ValueError` where the text has no such place.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"the text has no place {start}..{end}")
    offered: list[Missed] = []
    line_start = article.text.rfind("\n", 0, start) + 1
    line_end = article.text.find("\n", end)
    line_end = len(article.text) if line_end < 0 else line_end
    for origin, low, high in (
        ("extractor", 0, len(article.text)),
        ("sentence", line_start, line_end),
        ("selection", start, end),
    ):
        part = article.model_copy(update={"text": article.text[low:high]})
        offered += [
            Missed(low + figure.start, low + figure.end, Reading.of(figure), origin)
            for figure in extract_figures(part).figures
            if low + figure.start < end and start < low + figure.end
        ]
    quote = article.text[start:end]
    numerals = _numerals(quote, article.lang)
    value = plain_decimal(numerals[0].value) if numerals else Decimal(0)
    is_share = bool(numerals and numerals[0].percent)
    blank = Reading(
        kind="percentage" if is_share else "count",
        value=value,
        unit=(numerals[0].percent or "percent") if is_share else "person",
        province=article.province,
    )
    # The number alone is the figure's place, not what was selected around it.
    low, high = (
        fold_text(quote).original(numerals[0].start, numerals[0].end) if numerals else (0, end - start)
    )
    offered.append(Missed(start + low, start + high, blank, "number" if numerals else "blank"))
    kept: list[Missed] = []
    for each in offered:
        if not any(
            each.reading == other.reading and (each.start, each.end) == (other.start, other.end)
            for other in kept
        ):
            kept.append(each)
    return kept


def read_again(article: Article) -> tuple[tuple[Figure, ...], tuple[Refusal, ...]]:
    """What the extractors of today read and refuse in an article, for who wants to know why."""
    read = extract_figures(article)
    return read.figures, read.refusals


def _text(value: Decimal) -> str:
    return format(plain_decimal(value), "f")


def _atoms(text: str, lang: str) -> tuple[str, list[Atom], Lexicon]:
    lexicon = lexicon_of(lang)
    folded = fold_text(text)
    atoms, _ = scan_atoms(folded, lexicon)
    return folded.text, mark_digit_dates(folded.text, atoms, lexicon.spec), lexicon


def _numerals(text: str, lang: str) -> list[Numeral]:
    folded, atoms, _ = _atoms(text, lang)
    return compose_numerals(folded, atoms)


def _dates(text: str, lang: str, published: date | None) -> list[DateExpression]:
    folded, atoms, lexicon = _atoms(text, lang)
    merged = merge_numerals(atoms, compose_numerals(folded, atoms))
    return find_dates(folded, merged, 0, len(merged), lexicon.spec, published)
