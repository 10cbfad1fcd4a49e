"""Tết, the Vietnamese lunar new year, as a date: its first days, and the year that a page means.

The days are those of Vietnam's lunisolar calendar, which is reckoned for UTC+7: the second new moon after the winter
solstice, in some years (2030) a day before the Chinese one. A year may be named by its stem and branch of the cycle of
sixty ("Bính Ngọ" is 2026). Who tells that a text speaks of Tết is left to the lexicons, and which of its dates are due
to `dates` and `deadlines`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

FIRST_DAYS = {
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
    2031: date(2031, 1, 23),
    2032: date(2032, 2, 11),
    2033: date(2033, 1, 31),
    2034: date(2034, 2, 19),
    2035: date(2035, 2, 8),
}
"""The first day of each lunar year."""
JUST_PAST = timedelta(days=90)
"""So long after Tết, "before Tết" speaks of the one that is over."""

_STEMS = ("canh", "tan", "nham", "quy", "giap", "at", "binh", "dinh", "mau", "ky")
"""By the last digit of the year: 2020 is Canh Tý."""
_BRANCHES = ("than", "dau", "tuat", "hoi", "ty", "suu", "dan", "mao", "thin", "ty", "ngo", "mui")
"""By the year modulo twelve: 2016 is Bính Thân. The two that are written alike without marks have different stems."""
_NAMED = re.compile(rf" \(?({'|'.join(_STEMS)}) ({'|'.join(sorted(set(_BRANCHES)))})\b\)?")


def first_day(year: int) -> date | None:
    """The first day of the lunar year that begins in a year; None outside the table."""
    return FIRST_DAYS.get(year)


def meant_by(published: date) -> date | None:
    """The Tết that a page of a day means without naming its year: the next one, or the one just past."""
    last = FIRST_DAYS.get(published.year)
    if last is not None and last <= published:
        return last if published - last <= JUST_PAST else FIRST_DAYS.get(published.year + 1)
    return last


def named_year(text: str, at: int) -> tuple[int, int] | None:
    """The year that its stem and branch name right behind a place in a text, and where the name ends; None for no name.

    The name is read with its marks or without. It comes again every sixty years: the year is one of the table.
    """
    behind = text[at : at + 16]
    plain = "".join(_bare(letter) for letter in behind)
    found = _NAMED.match(plain) if len(plain) == len(behind) else None
    if found is None:
        return None
    for year in FIRST_DAYS:
        if _STEMS[year % 10] == found[1] and _BRANCHES[year % 12] == found[2]:
            return year, at + found.end()
    return None


def _bare(letter: str) -> str:
    """A letter without its marks."""
    return unicodedata.normalize("NFD", letter)[0].replace("đ", "d").lower()
