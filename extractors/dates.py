"""Date expressions: found by their parts in any order that the languages use, resolved to first and last day.

Each sentence's atoms become a string with one letter an atom; the patterns below are regular expressions over
that string, so that they hold for every language: the words are in the lexicons. Relative expressions are
resolved against the publication date and are unresolved without one. Years of 2400 to 2699 are Buddhist Era
(minus 543) where the language's lexicon says so or an era word stands beside them. What a date does for a
figure (deadline, as of, during) is decided in `linking`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, KeysView
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any

from extractors import tet
from extractors.atoms import Atom
from extractors.numerals import Numeral
from schemas.lexicon import LexiconSpec


@dataclass(slots=True)
class DateExpression:
    """A date expression on the folded text, preposition included. `first`/`last` are days; None where unresolved."""

    start: int
    end: int
    index: int
    """Index of its first atom in the sentence's atom list; `stop` is one past its last."""
    stop: int
    shape: str
    """`day`, `month`, `quarter`, `half`, `year`, `months` (several), `years`, `now`, `school_year`, `same_period`."""
    preposition: str | None
    first: date | None
    last: date | None
    relative: bool
    at_end: bool = False
    """Whether it names the end of a time ("the end of June"): a state, not a period."""
    rule: str = ""


# One letter an atom: N number 1..31, H one behind its month where days may stand there, n other small number, Y year, T date in digits, R number/number, W small
# number word, M month name, O ordinal word, lower case: classes of `schemas.lexicon.DateClass`.
_CLASS_LETTERS = {
    "day_word": "j",
    "week_word": "k",
    "month_word": "m",
    "quarter_word": "q",
    "half_word": "h",
    "year_word": "y",
    "school_year": "S",
    "period_word": "P",
    "end": "e",
    "start": "s",
    "middle": "i",
    "first": "f",
    "last": "l",
    "past": "p",
    "this": "t",
    "next": "x",
    "now": "z",
    "yesterday": "g",
    "tomorrow": "o",
    "era_buddhist": "B",
    "era_common": "C",
    "this_year": "a",
    "next_year": "b",
    "past_year": "c",
    "this_month": "u",
    "next_month": "v",
    "past_month": "w",
    "month_end": "U",
    "year_end": "E",
    "half_end": "V",
    "same_period": "Z",
    "lunar_new_year": "Q",
}
_YEAR = r"(?:[ya]?[BC]?Y|ty|yt|py|yp|xy|yx|[abc])"
_YEAR_OPEN = rf"(?:{_YEAR}|y)"
_MONTH = r"(?:m?M|tm|mt|pm|mp|xm|mx|[uvw])"
_COUNT = r"[NW]"
_FIRST_MONTHS = rf"(?:{_COUNT}fm|{_COUNT}m[fs]|f{_COUNT}m)"
_LAST_MONTHS = rf"(?:{_COUNT}lm|{_COUNT}m[le]|l{_COUNT}m)"
_ORDINAL_QUARTER = r"(?:q[NOWf]|[NOWf]q(?!O)|ql|lq|qR|tq|qt|xq|qx|pq|qp)"
_FIRST_QUARTERS = rf"(?:{_COUNT}fq|f{_COUNT}q|{_COUNT}q[fs])"
_ORDINAL_HALF = r"(?:h[NOWf]|[NOWf]h|h[lse]|lh|th|ht)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("same period", rf"Z{_YEAR}?"),
    ("lunar new year", rf"[dj]*Q{_YEAR}?"),
    ("school year", rf"S{_YEAR}?(?:-?Y)?"),
    ("period of years", r"(?:Py?|y)?Y-?y?Y|(?:Py?)Y"),
    ("last weekday of the month", rf"(?:dl|ld)m?(?:M{_YEAR}?|[tx])"),
    ("span of days in digits", r"d?j?T-d?j?T"),
    ("date in digits", r"d?j?T|(?:[esi]?m)?R"),
    ("span of days", rf"d?j?MH-(?:M?H|N){_YEAR}?|d?j?[NO](?:m?M{_YEAR}?)?(?:-|j?)[NO]m?M{_YEAR}?"),
    ("months since new year", rf"(?:E|s(?:y[tY]?|[aY]))-e?m?M{_YEAR}?"),
    ("span of months", rf"m?M[-&]?m?M{_YEAR}?|mN-mN{_YEAR}?|mN-mR"),
    ("day, month and year", rf"d?j?[NG]mN{_YEAR}|(?:d?j|d)[NG]mN|d?j?[NGO]m?M(?:{_YEAR}|y[BC]?Y|[xp])?"),
    ("month, day and year", rf"MN(?:{_YEAR})|d?j?M[HG](?:{_YEAR})?"),
    ("last months of the year", rf"(?:{_COUNT}pm|p{_COUNT}m)(?:y?[BC]?Y|y)"),
    ("day of the relative month", r"d?j?N(?:tm|mt|xm|mx|pm|mp|[uvw])"),
    ("day and month in digits", rf"(?:d?j|d)(?:D|N/N){_YEAR}?"),
    ("first months of the year", rf"(?:y?t|{_YEAR_OPEN})?{_FIRST_MONTHS}{_YEAR_OPEN}?"),
    ("last months of the year", rf"{_LAST_MONTHS}{_YEAR_OPEN}|{_YEAR}{_LAST_MONTHS}"),
    ("months of the year", rf"{_COUNT}m{_YEAR}|a{_COUNT}m"),
    ("months of the running year", rf"P?{_COUNT}m(?![pfslyYtabcBC])"),
    ("years gone by", rf"{_COUNT}y[plx]|[plx]{_COUNT}y|{_COUNT}[bcw]"),
    ("past months", rf"(?:[pl]{_COUNT}m|{_COUNT}[pl]m|{_COUNT}m[pl])"),
    ("first quarters of the year", rf"(?:{_YEAR_OPEN})?{_FIRST_QUARTERS}{_YEAR_OPEN}?"),
    ("quarter", rf"[esi]?{_YEAR_OPEN}?[esi]?{_ORDINAL_QUARTER}(?:/?{_YEAR_OPEN})?"),
    ("half year", rf"V{_YEAR_OPEN}?|[esi]?{_YEAR}?{_ORDINAL_HALF}{_YEAR_OPEN}?"),
    ("end of the year", rf"E(?:{_YEAR}|[xp])?|[esil]{_YEAR_OPEN}|{_YEAR_OPEN}[esi]"),
    ("month and digits", rf"[esi]?mN{_YEAR}|(?<![NW])[esi]?mN(?![/Nm])"),
    ("month", rf"[esil]?{_MONTH}(?:{_YEAR}|(?<=M)[xp])?|{_YEAR}{_MONTH}"),
    ("end of the month", r"em|U"),
    ("now", r"z"),
    ("weekday", r"dk?[xtp]|[xtp]k?d|d"),
    ("week beside this one", r"k[xtp]|[xtpl]k"),
    ("day beside this one", r"[go]"),
    ("year", _YEAR),
)
_MATCHER = re.compile("|".join(f"(?P<p{n}>{pattern})" for n, (_, pattern) in enumerate(_PATTERNS)))


@lru_cache(maxsize=8192)
def _next_expression(letters: str, at: int) -> tuple[int, int, str] | None:
    """Where the first date expression from a place on stands among letters without ".", and its pattern's name.

    Remembered, since the same few letters stand together in text after text.
    """
    found = _MATCHER.search(letters, at)
    if found is None:
        return None
    return found.start(), found.end(), _PATTERNS[int((found.lastgroup or "p0")[1:])][0]


# These begin with a digit and look behind it then, so that the regular expression engine skips to digits at once.
_JOINED = re.compile(r"\d(?<!\d\d)\d*+(?=[/.-])")
"""A run of digits with what joins the numbers of a date in digits."""
_DIGIT_DATE = re.compile(r"(\d(?<![\d./-]\d)\d?)([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")
_ISO_DATE = re.compile(r"(\d(?<![\d./-]\d)\d{3})-(\d\d)-(\d\d)(?![\d/-])")
_DIGIT_DAY = re.compile(r"(\d(?<![\d./,-]\d)\d?)([/.])(\d{1,2})(?![\d/%-]|[.,]\d)")
_COUNTING = frozenset({"unit", "currency", "physical", "unit_generic", "scale", "percent_after"})
_DIGIT_MONTH = re.compile(r"(\d(?<![\d./,-]\d)\d?)/(\d{4})(?![\d/-])")
_YEAR_MONTH = re.compile(r"(\d(?<![\d./,-]\d)\d{3})-(0[1-9])(?![\d/-])")
"""2025-07; months of two digits other than these may be the end of a span of years."""
HALF_A_YEAR = 183
DUE_AGAIN = 120
"""From so many days back on a day of a month is next year's, but for what is told as a fact and neither asked nor aimed at."""


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 June, year 0)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def common_year(year: int, buddhist: bool) -> int:
    """A printed year in the Common Era: Buddhist years (2400 to 2699) lose 543, once."""
    return year - 543 if buddhist and 2400 <= year <= 2699 else year


def _is_day(text: str, atoms: list[Atom], starts: list[int], found: re.Match[str]) -> bool:
    """Whether "30/9" (or "30.09", in writing that uses dots) is a day and month: a word of dates stands right before it."""
    at = bisect_left(starts, found.start())
    before = atoms[at - 1] if at else None
    line = text.rfind("\n", max(0, found.start() - 40), found.start()) + 1
    if text[found.end() : found.end() + 1] == ")" and text[line : line + 1] == "(" and found[2] == "/":
        return True  # a dateline in brackets
    if found[2] == "/" and _heads_a_column(text, found):
        return True
    if before is None or text[before.end : found.start()] not in ("", " "):
        return False
    dated = (
        before.tags.get("prep") in ("by", "before", "until", "as_of", "since")
        or before.tags.get("date") == "day_word"
    )
    if found[2] == "." and (not dated or len(found[3]) < 2):
        return False
    if not dated and before.tags.get("prep") != "in":
        return False
    at = bisect_left(starts, found.end())
    after = atoms[at] if at < len(atoms) else None
    if after is None or text[found.end() : after.start] not in ("", " "):
        return True
    return not (_COUNTING & after.tags.keys() or after.tags.get("mark") in ("%", "‰", "-"))


_CELL_OF_DATE = re.compile(r"[^\W\d][^|\n\d]* \d{1,2}/\d{1,2}(?: ?\([^|()\n\d]*\))?")
"""Words, a day and month behind them, and a unit in brackets: what a cell of a table's head may be."""
_MANY_PARTS = 10
"""Up to so many parts a number of parts and their number is told with a stroke, as a day and month are: "9/10"."""
_HEAD_LINE = 200
"""A line is looked at as a table's head only up to this length on either side of a date."""


def _heads_a_column(text: str, found: re.Match[str]) -> bool:
    """Whether a day and month dates a cell of a table's head: words before it, and in its line no number but such dates."""
    before = text.rfind("\n", max(0, found.start() - _HEAD_LINE), found.start())
    if before < 0 and found.start() > _HEAD_LINE:
        return False
    low = before + 1
    high = text.find("\n", found.end(), found.end() + _HEAD_LINE)
    if high < 0 or "|" not in text[low:high] or int(found[1]) <= int(found[3]) <= _MANY_PARTS:
        return False  # "criteria met 9/10" is no day
    above = text.rfind("\n", max(0, low - 1 - _HEAD_LINE), max(0, low - 1)) + 1
    if "|" in text[above : max(0, low - 1)]:
        return False  # a row, not the head
    cells = [cell.strip() for cell in text[low:high].split("|")]
    dated = all(_CELL_OF_DATE.fullmatch(cell) or not any(c.isdigit() for c in cell) for cell in cells)
    return len(cells) > 2 and dated


def _joins(atoms: list[Atom], starts: list[int], low: int, high: int) -> bool:
    """Whether between a date in digits and a number stands only "to" or "and", as in "30/4 and 1/5"."""
    between = atoms[bisect_left(starts, low) : bisect_left(starts, high)]
    return len(between) == 1 and ("range_and" in between[0].tags or "range_between" in between[0].tags)


def _matches(pattern: re.Pattern[str], text: str, runs: list[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern of dates in digits; such a pattern begins with a run of digits and matches no part of one."""
    return filter(None, map(pattern.match, repeat(text), runs))


def mark_digit_dates(text: str, atoms: list[Atom], spec: LexiconSpec) -> list[Atom]:
    """Replace the atoms of dates written in digits ("30/9/2025", "9/2025") by one atom with the tag `day` or `month_year`."""
    spans: list[tuple[int, int, dict[str, object]]] = []
    runs = [m.start() for m in _JOINED.finditer(text)]
    if not runs:
        return atoms
    printed = [(m.span(), m[4], m[3], m[1]) for m in _matches(_DIGIT_DATE, text, runs)]
    printed += [(m.span(), m[1], m[2], m[3]) for m in _matches(_ISO_DATE, text, runs)]
    taken: set[int] = set()
    for span, y, m, d in printed:
        resolved = day_of(common_year(int(y), spec.date.buddhist_years), int(m), int(d))
        spans.append((*span, {"digit_date": resolved or "no such day"}))
        taken.update(range(*span))
    for found in _matches(_DIGIT_MONTH, text, runs):
        month, year = int(found[1]), common_year(int(found[2]), spec.date.buddhist_years)
        if 1 <= month <= 12 and 1900 <= year <= 2100 and found.start() not in taken:
            spans.append((*found.span(), {"digit_month": (year, month)}))
            taken.update(range(*found.span()))
    for found in _matches(_YEAR_MONTH, text, runs):
        if 1990 <= int(found[1]) <= 2100 and found.start() not in taken:
            spans.append((*found.span(), {"digit_month": (int(found[1]), int(found[2]))}))
            taken.update(range(*found.span()))
    starts: list[int] | None = None
    for found in _matches(_DIGIT_DAY, text, runs):
        if found.start() in taken or day_of(2024, int(found[3]), int(found[1])) is None:
            continue
        starts = [atom.start for atom in atoms] if starts is None else starts
        told = spans[-1][1] if spans else -1
        joined = 0 < found.start() - told <= 6 and _joins(atoms, starts, told, found.start())
        if joined or _is_day(text, atoms, starts, found):
            spans.append((*found.span(), {"digit_day": (int(found[1]), int(found[3]))}))
    if not spans:
        return atoms
    spans.sort(key=lambda span: span[0])
    out: list[Atom] = []
    at = 0
    for start, end, tags in spans:
        while at < len(atoms) and atoms[at].start < start:
            out.append(atoms[at])
            at += 1
        if out and out[-1].end > start:
            continue
        while at < len(atoms) and atoms[at].start < end:
            at += 1
        out.append(Atom(start, end, tags))
    out.extend(atoms[at:])
    return out


class _Reader:
    """Resolves the atoms that a pattern matched, for one language and publication date."""

    def __init__(self, spec: LexiconSpec, published: date | None) -> None:
        self.buddhist = spec.date.buddhist_years
        self.published = published
        self.closing = not spec.language.spaces
        """Whether the word for the last months only means those that close a year, not those just gone by."""

    def year_of(self, letters: str, atoms: list[Atom]) -> tuple[int | None, bool]:
        """The year that the atoms name, and whether it was relative. A bare "year" is the year of publication."""
        for letter, atom in zip(letters, atoms, strict=True):
            if letter == "Y":
                era = "B" in letters
                return common_year(int(atom.number.value), self.buddhist or era), False
        now = self.published.year if self.published else None
        for letter, shift in (("a", 0), ("b", 1), ("c", -1)):
            if letter in letters:
                return (now + shift if now else None), True
        if "y" in letters or letters in ("Ex", "Ep"):
            around = letters.replace("y", "")
            shift = 1 if "x" in around else -1 if "p" in around else 0
            return (now + shift if now else None), True
        return None, True

    def month_of(self, letters: str, atoms: list[Atom]) -> tuple[int | None, int, bool]:
        """The month that the atoms name, a shift in years that a relative month brings, and whether it was relative."""
        for letter, atom in zip(letters, atoms, strict=True):
            if letter == "M":
                return int(atom.tags["month"]), 0, False
        if self.published is None:
            return None, 0, True
        shift = 0
        if "v" in letters or ("m" in letters and "x" in letters):
            shift = 1
        elif "w" in letters or ("m" in letters and "p" in letters):
            shift = -1
        month = self.published.month + shift
        return (month - 1) % 12 + 1, (month - 1) // 12, True


Resolved = tuple[str, date | None, date | None, bool, bool]


def _number(letters: str, atoms: list[Atom], wanted: str) -> int | None:
    for letter, atom in zip(letters, atoms, strict=True):
        if letter in wanted:
            if letter in "OH" and "ordinal" in atom.tags:
                return int(atom.tags["ordinal"])
            if letter == "f":
                return 1
            if atom.number is not None:
                return int(atom.number.value)
    return None


def _resolve(name: str, letters: str, atoms: list[Atom], reader: _Reader) -> Resolved | None:
    """Shape, first day, last day, whether relative, whether the end of a time; None where it is no date after all."""
    pub = reader.published
    year, relative_year = reader.year_of(letters, atoms)
    at_end = not {"e", "E", "U"}.isdisjoint(letters)
    if name == "years gone by":  # "the past five years", "26 months ago": no single year's, or month's
        if letters[-1] in "bcw" and (atoms[1].start - atoms[0].end > 1 or atoms[0].number.percent):
            return None
        if letters[-1] == "w" and atoms[0].number.value <= 12:
            return _resolve_months("past months", letters, atoms, reader, year, relative_year)
        return "years", None, None, True, False
    if name == "lunar new year":
        return _resolve_new_year(letters, atoms, reader)
    if name in ("same period", "school year", "now"):
        shape = {"same period": "same_period", "school year": "school_year", "now": "now"}[name]
        return shape, None, None, name != "school year", False
    if name in ("weekday", "day beside this one"):
        if pub is None:
            return "day", None, None, True, False
        meant = _weekday(letters, atoms, pub) if name == "weekday" else _beside(pub, letters == "o")
        return "day", meant, meant, True, False
    if name == "week beside this one":
        if pub is None:
            return "day", None, None, True, False
        monday = (
            pub.toordinal() - pub.isoweekday() + 1 + (7 if "x" in letters else 0 if "t" in letters else -7)
        )
        monday = min(max(monday, 1), date.max.toordinal() - 6)
        return "day", date.fromordinal(monday), date.fromordinal(monday + 6), True, False
    if name == "last weekday of the month":
        named, shift, relative = reader.month_of(letters, atoms)
        year = year or (pub.year + shift if pub is not None else None)
        if named is None or year is None or not 1 <= year <= MAXYEAR:
            return "day", None, None, True, False
        meant = _last_weekday(atoms, month_end(year, named))
        return "day", meant, meant, relative or relative_year, False
    if name == "span of days in digits":
        return _resolve_digits(atoms, pub)
    if name == "date in digits":
        tags = atoms[-1].tags
        if "digit_month" in tags:
            y, m = tags["digit_month"]
            return "month", date(y, m, 1), month_end(y, m), False, at_end
        if "digit_day" in tags:
            found = day_of(pub.year, tags["digit_day"][1], tags["digit_day"][0]) if pub else None
            return "day", found, found, True, False
        day = tags["digit_date"]
        return ("day", day, day, False, False) if isinstance(day, date) else ("day", None, None, False, False)
    if name == "period of years":
        years = [common_year(int(a.number.value), reader.buddhist) for a in atoms if a.number is not None]
        if not years or years[-1] < years[0] or years[-1] > MAXYEAR:
            return None
        if "P" not in letters and years[-1] - years[0] == 1:
            return "school_year", date(years[0], 1, 1), date(years[-1], 12, 31), False, False
        return "years", date(years[0], 1, 1), date(years[-1], 12, 31), False, False
    if name == "day of the relative month" and _counts_months(letters, atoms):
        if atoms[0].number.value > 12:
            return "years", None, None, True, False  # "unpaid for 26 months"
        return _resolve_months("past months", letters, atoms, reader, year, relative_year)
    if name == "months since new year":
        month, shift, _ = reader.month_of(letters, atoms)
        year = year or (pub.year if pub else None)
        if month is None or year is None or not 1 <= year <= MAXYEAR:
            return "months", None, None, True, False
        return "months", date(year, 1, 1), month_end(year, month), relative_year, False
    if name in ("span of days", "span of months"):
        return _resolve_span(letters, atoms, reader, year, relative_year)
    if name in ("day, month and year", "month, day and year", "day of the relative month"):
        return _resolve_day(letters, atoms, reader, year)
    if name == "day and month in digits":
        both = [a.number for a, letter in zip(atoms, letters, strict=True) if letter in "DN"]
        day, month = int(both[0].value), int(both[0].out_of or both[-1].value)
        year = year or (pub.year if pub else None)
        if year is None:
            return None
        found = day_of(year, month, day)
        return ("day", found, found, relative_year, False) if found else None
    if name == "first quarters of the year":
        count = _number(letters, atoms, "NW")
        year = year or (pub.year if pub else None)
        if count is None or not 1 <= count <= 4:
            return None
        if year is None or not 1 <= year <= MAXYEAR:
            return "months", None, None, True, False
        return "months", date(year, 1, 1), month_end(year, 3 * count), relative_year, False
    if "months" in name:
        return _resolve_months(name, letters, atoms, reader, year, relative_year)
    if name == "quarter":
        return _resolve_quarter(letters, atoms, reader, year, relative_year, at_end)
    if name == "half year":
        which = 2 if "l" in letters or "he" in letters else _number(letters, atoms, "NOWf")
        if which is None and "hs" in letters:
            which = 1  # "the half year beginning"
        if "V" in letters:
            which, at_end = 1, True  # "at the turn of the half year"
        at_end = at_end and "he" not in letters
        if "t" in letters and which is None and pub:
            which = (pub.month - 1) // 6 + 1
        if which not in (1, 2):
            return None
        year = year or (pub.year if pub else None)
        if year is None or not 1 <= year <= MAXYEAR:
            return "half", None, None, True, at_end
        return "half", date(year, 6 * which - 5, 1), month_end(year, 6 * which), relative_year, at_end
    if name == "end of the year":
        gone_by = {"s", "y"} <= set(letters) and set("tpx").isdisjoint(letters) and relative_year
        if gone_by and year is not None and pub is not None and pub.month == 1:
            year = max(1, year - 1)  # "at the beginning of the year", told in January of the year gone by
        if "E" in letters and year is None and pub is not None:
            year, relative_year = pub.year, True
        if year is None or not 1 <= year <= MAXYEAR:
            return "year", None, None, True, True
        if "i" in letters:
            return "month", date(year, 6, 1), date(year, 6, 30), relative_year, False
        if "s" in letters:
            return "month", date(year, 1, 1), date(year, 1, 31), relative_year, False
        return "year", date(year, 1, 1), date(year, 12, 31), relative_year, True
    if name == "month and digits":
        printed = _number(letters, atoms, "N")
        if year is None and pub is not None:
            year, relative_year = pub.year, True
        if year is None or printed is None or not 1 <= printed <= 12 or not 1 <= year <= MAXYEAR:
            return None
        if "i" in letters:  # "the middle of month 10"
            return "day", date(year, printed, 1), date(year, printed, 15), relative_year, False
        return "month", date(year, printed, 1), month_end(year, printed), relative_year, at_end
    if name in ("month", "end of the month"):
        named, shift, relative = reader.month_of(letters, atoms)
        if name == "end of the month" and pub is not None:
            named, shift, relative = pub.month, 0, True
        if named is None:
            return "month", None, None, True, at_end
        if year is None:
            if pub is None:
                return "month", None, None, True, at_end
            year, relative = pub.year + shift, True
        if not 1 <= year <= MAXYEAR:
            return None
        if "i" in letters:  # "the middle of August"
            return "day", date(year, named, 1), date(year, named, 15), relative, False
        return "month", date(year, named, 1), month_end(year, named), relative, at_end
    if year is None:
        return "year", None, None, True, False
    if not 1 <= year <= MAXYEAR:
        return None
    return "year", date(year, 1, 1), date(year, 12, 31), relative_year, at_end


def _resolve_new_year(letters: str, atoms: list[Atom], reader: _Reader) -> Resolved | None:
    """The first day of Tết, of the year that is named or else of the one that is meant."""
    if letters[-1] == "Q":
        meant = tet.meant_by(reader.published) if reader.published is not None else None
        return "day", meant, meant, True, False
    year, relative = reader.year_of(letters, atoms)
    meant = tet.first_day(year) if year is not None else None
    return "day", meant, meant, relative, False


def _last_weekday(atoms: list[Atom], end: date) -> date:
    """The last day of its name up to a month's end."""
    wanted = next(int(atom.tags["weekday"]) for atom in atoms if "weekday" in atom.tags)
    return date.fromordinal(end.toordinal() - (end.isoweekday() - wanted) % 7)


def _beside(day: date, after: bool) -> date:
    """The day before another, or after it."""
    shifted = day.toordinal() + (1 if after else -1)
    return date.fromordinal(min(max(shifted, 1), date.max.toordinal()))


def _weekday(letters: str, atoms: list[Atom], published: date) -> date:
    """The day of the week that comes next, with a word of weeks that of the next one; "last" is the one gone by."""
    wanted = next(int(atom.tags["weekday"]) for atom in atoms if "weekday" in atom.tags)
    ahead = (wanted - published.isoweekday()) % 7
    if "k" in letters:
        ahead = wanted - published.isoweekday() + (7 if "x" in letters else -7 if "p" in letters else 0)
    elif "p" in letters:
        ahead = ahead - 7
    elif ahead == 0 and "t" not in letters:
        ahead = 7
    return date.fromordinal(min(max(published.toordinal() + ahead, 1), date.max.toordinal()))


def _resolve_digits(atoms: list[Atom], published: date | None) -> Resolved | None:
    """From 1/1 to 31/3/2026: the first day takes the year of the last."""
    ends = [atom.tags for atom in atoms if "digit_date" in atom.tags or "digit_day" in atom.tags]
    last = ends[-1].get("digit_date")
    relative = last is None
    if last is None:
        if published is None:
            return "day", None, None, True, False
        last = day_of(published.year, ends[-1]["digit_day"][1], ends[-1]["digit_day"][0])
    first = ends[0].get("digit_date")
    if first is None and isinstance(last, date):
        first = day_of(last.year, ends[0]["digit_day"][1], ends[0]["digit_day"][0])
        if first is not None and first > last:
            first = day_of(last.year - 1, first.month, first.day)
    if not isinstance(first, date) or not isinstance(last, date) or first > last:
        return "day", None, None, relative, False
    return "day", first, last, relative, False


def _counts_months(letters: str, atoms: list[Atom]) -> bool:
    """Whether "11 months past" counts months: the number stands right before a word of months gone by, not a day word."""
    if letters[0] != "N" or not ("w" in letters or "p" in letters):
        return False
    return letters[1] in "mpw" and atoms[1].start - atoms[0].end <= 1


def _resolve_span(
    letters: str, atoms: list[Atom], reader: _Reader, year: int | None, relative: bool
) -> Resolved | None:
    """From the 1st to the 15th of October; from January to June 2025."""
    months = [int(a.tags["month"]) for a, letter in zip(atoms, letters, strict=True) if letter == "M"]
    days = [
        int(a.tags["ordinal"]) if a.number is None else int(a.number.value)
        for a, letter in zip(atoms, letters, strict=True)
        if letter in "NOH"
    ]
    if not months:  # "from month 7 to month 11", "… to month 11/2025"
        printed = [a.tags["digit_month"] for a in atoms if "digit_month" in a.tags]
        months, days = [*days, *(month for _, month in printed)], []
        year = printed[0][0] if printed else year
        if not all(1 <= month <= 12 for month in months):
            return None
    shape = "day" if days else "months"
    if year is None:
        if reader.published is None:
            return shape, None, None, True, False
        year, relative = reader.published.year, True
    if not 1 <= year <= MAXYEAR:
        return None
    if days:
        years = [int(a.number.value) for a, letter in zip(atoms, letters, strict=True) if letter == "Y"]
        first = day_of(years[0] if len(years) > 1 else year, months[0], days[0])
        last = day_of(years[-1] if years else year, months[-1], days[-1])
        return (shape, first, last, relative, False) if first and last and first < last else None
    if months[0] >= months[1]:
        return None
    return shape, date(year, months[0], 1), month_end(year, months[1]), relative, False


def _resolve_day(letters: str, atoms: list[Atom], reader: _Reader, year: int | None) -> Resolved | None:
    day = _number(letters, atoms, "NGOH")
    shift = 0
    if letters.count("N") + letters.count("G") > 1:
        numbers = [int(a.number.value) for a, letter in zip(atoms, letters, strict=True) if letter in "NG"]
        day, month = numbers[0], numbers[1]
    else:
        found, shift, _ = reader.month_of(letters, atoms)
        if found is None:
            return "day", None, None, True, False
        month = found
    relative = year is None
    if year is None:
        if reader.published is None:
            return "day", None, None, True, False
        year = reader.published.year + shift
    resolved = day_of(year, month, day or 0)
    tops = [a.number.value_max for a, letter in zip(atoms, letters, strict=True) if letter == "G"]
    last = day_of(year, month, int(tops[0])) if tops else resolved
    return "day", resolved, last, relative, False


def _resolve_months(
    name: str, letters: str, atoms: list[Atom], reader: _Reader, year: int | None, relative: bool
) -> Resolved | None:
    count = _number(letters, atoms, "NW")
    if count is None or not 1 <= count <= 12:
        return None
    pub = reader.published
    if name == "months of the running year":
        # "in 10 months" said in November: the year's months so far; said of another count it is a mere duration.
        if pub is None or (pub.month + 10) % 12 + 1 - count not in (0, 1):
            return None
        if letters[0] != "P" and count < 3:
            return None
        year, relative = pub.year - (pub.month == 1), True
    if name == "past months" and pub is not None and "l" in letters and reader.closing:
        if pub.month - (13 - count) in (0, -1):  # told when they begin, or a month before
            return "months", date(pub.year, 13 - count, 1), date(pub.year, 12, 31), True, False
    if name == "past months":
        if pub is None:
            return "months", None, None, True, False
        if (pub.year, pub.month) == (1, 1):
            return None
        last = date(pub.year, pub.month, 1) - timedelta(days=1)
        months = last.year * 12 + last.month - count
        return "months", date(months // 12, months % 12 + 1, 1), last, True, False
    if year is None:
        if pub is None:
            return "months", None, None, True, False
        year, relative = pub.year, True
    if not 1 <= year <= MAXYEAR:
        return None
    if name == "last months of the year":
        return "months", date(year, 13 - count, 1), date(year, 12, 31), relative, False
    return "months", date(year, 1, 1), month_end(year, count), relative, False


def _resolve_quarter(
    letters: str, atoms: list[Atom], reader: _Reader, year: int | None, relative: bool, at_end: bool
) -> Resolved | None:
    pub = reader.published
    which = 4 if "l" in letters else _number(letters, atoms, "NOWf")
    if "R" in letters:
        both = next((a for a in atoms if "digit_month" in a.tags), None)
        if both is None:
            return None
        year, which = both.tags["digit_month"]
        relative = False
    if which is None and re.search(r"pq.*[Yyabc]", letters):
        which = 4  # "the last quarter of 2025"
    if which is None and pub is not None and set("txp") & set(letters):
        now = (pub.month - 1) // 3
        now += 1 if "x" in letters else -1 if "p" in letters else 0
        year, which, relative = pub.year + now // 4, now % 4 + 1, True
    if which is None or not 1 <= which <= 4:
        return None
    if year is None:
        if pub is None:
            return "quarter", None, None, True, at_end
        year, relative = pub.year, True
    if not 1 <= year <= MAXYEAR:
        return None
    return "quarter", date(year, 3 * which - 2, 1), month_end(year, 3 * which), relative, at_end


def _number_letter(number: Numeral, counted: bool) -> str:
    """The letter of a numeral in the pattern string; "." where no date contains it."""
    if number.value_max is not None and not number.percent and not number.scaled and number.digits:
        return "G" if 1 <= number.value < number.value_max <= 31 else "."
    if number.percent or number.value_max is not None or number.scaled:
        return "."
    if number.out_of is not None:
        return "D" if number.value <= 31 and number.out_of <= 12 else "."
    value = number.value
    if not number.digits:
        return "W" if value <= 31 and value == value.to_integral_value() else "."
    if not counted and _is_year(number):
        return "Y"
    if number.plain and 1 <= value <= 31:
        return "N"
    return "."


_LETTERED = frozenset(
    {
        "digit_date",
        "digit_day",
        "digit_month",
        "month",
        "weekday",
        "date",
        "range_between",
        "prep",
        "range_and",
        "ordinal",
    }
)
"""Tags of the words and dates in digits that `_word_letter` knows."""


def _word_letter(tags: dict[str, Any]) -> str:
    """The letter of a word or date in digits in the pattern string; "." where no date contains it, "" to pass it over."""
    if "digit_date" in tags or "digit_day" in tags:
        return "T"
    if "digit_month" in tags:
        return "R"
    if "month" in tags:
        return "M"
    if "weekday" in tags:
        return "d"
    kind = tags.get("date")
    if kind is not None and kind != "glue":
        return _CLASS_LETTERS[kind]
    if "range_between" in tags or tags.get("prep") == "until":
        return "-"
    if "range_and" in tags:
        return "&"
    if kind == "glue":
        return ""
    return "O" if "ordinal" in tags else "."


_NO_DATE = frozenset(".NWGO-/&")
"""Letters that make no date without others: numbers, ordinals, dashes."""
_COUNTED = frozenset({"unit", "currency", "physical", "unit_generic", "classifier"})


_BEFORE_YEARS = frozenset(
    {"year_word", "era_buddhist", "era_common", "end", "year_end", "start", "middle", "period_word"}
)


def _is_year(number: Numeral | None) -> bool:
    if number is None or not number.plain or number.end - number.start != 4:
        return False
    return 1900 <= number.value <= 2100 or 2400 <= number.value <= 2699


_DATED = frozenset({"digit_date", "digit_day", "digit_month", "month", "weekday", "date"})


def may_hold_date(tags: KeysView[str], atoms: list[Atom], numerals: Iterable[int]) -> bool:
    """Whether a sentence can have a date expression, by the tags of its atoms and by the indices of its numerals."""
    if not _DATED.isdisjoint(tags):
        return True
    return any(_is_year(atoms[k].number) for k in numerals)


def _month_follows(atoms: list[Atom], index: int, high: int) -> bool:
    return index + 1 < high and "month" in atoms[index + 1].tags


def _year_follows(atoms: list[Atom], index: int, high: int) -> bool:
    return index + 1 < high and _is_year(atoms[index + 1].number)


def _is_counted(text: str, atoms: list[Atom], index: int, high: int, articles: tuple[str, ...] = ()) -> bool:
    """Whether a noun of counting, money or measure follows directly: "2000 people" is no year."""
    if index + 1 >= high:
        return False
    before = atoms[index - 1] if index else None
    if before is not None and before.end == atoms[index].start and before.tags.get("mark") == "/":
        return False
    if before is not None and atoms[index].start - before.end <= 1:
        if before.tags.get("mark") == "-" and index > 1 and _is_year(atoms[index - 2].number):
            return False  # "2026-2030"
        named = before.tags.get("date")
        if "month" in before.tags or named in _BEFORE_YEARS:
            return False
        if (
            named == "first"
            and index > 1
            and atoms[index - 2].tags.get("date") in ("half_word", "quarter_word")
        ):
            return False  # "the first half of 2025", before a noun
        if before.tags.get("mark") == "," and index > 2 and "month" in atoms[index - 3].tags:
            return False  # "October 31, 2025 the district …"
    if before is not None and "prep" in before.tags and text[before.end : atoms[index].start] == " ":
        following = atoms[index + 1]
        if following.tags.get("unit") == "locality" and text[atoms[index].end : following.start] == " ":
            return False  # "in 2026 communes …": so many places would be printed with a separator
    if articles and text.startswith(tuple([f"{article} " for article in articles]), atoms[index + 1].start):
        return False  # "by 2026 the district …"
    return _is_noun_counted(text, atoms, index, high)


_ACTING = frozenset({"agency", "body", "place_word"})
"""Of nouns that could be counted those that may as well open a statement: "in month 10 the province …"."""


def _is_part_of_month(atoms: list[Atom], index: int) -> bool:
    """Whether the end or the beginning of a month is spoken of right before its number: "by the end of month 11 …"."""
    return index > 1 and atoms[index - 2].tags.get("date") in ("end", "start", "middle")


def _is_noun_counted(text: str, atoms: list[Atom], index: int, high: int) -> bool:
    """Whether what is counted stands right behind a number."""
    after = atoms[index + 1] if index + 1 < high else None
    return (
        after is not None
        and text[atoms[index].end : after.start] in ("", " ")
        and not _COUNTED.isdisjoint(after.tags)
        and "date" not in after.tags
        and after.tags.get("scenario") != "rule"  # "by 2030, by Resolution 72"
        and not (
            "scenario" in after.tags and " " in text[after.start : after.end]
        )  # "in 2026 has as its goal"
    )


def find_dates(
    text: str, atoms: list[Atom], low: int, high: int, spec: LexiconSpec, published: date | None
) -> list[DateExpression]:
    """The date expressions among `atoms[low:high]` (one sentence), in order, without overlap.

    `atoms` are those after composition: a numeral is one atom with `number` set. Words that the lexicon does
    not know, and marks other than a dash, end an expression.
    """
    letters: list[str] = []
    where: list[int] = []
    previous_end = atoms[low].start if low < high else 0
    for index in range(low, high):
        atom = atoms[index]
        tags, number = atom.tags, atom.number
        if number is None and "mark" not in tags and _LETTERED.isdisjoint(tags):
            previous_end = atom.end
            if not letters or letters[-1] != ".":
                letters.append(".")
                where.append(index)
            continue  # most words: no date contains them, and one "." parts as well as several
        gap = text[previous_end : atom.start]
        previous_end = atom.end
        if gap and gap != " " and letters and letters[-1] != "." and not gap.isspace():
            if letters[-1] != "N" or gap.strip() != ".":
                letters.append(".")
                where.append(-1)
        if number is not None:
            counted = number.plain and _is_counted(text, atoms, index, high, spec.language.articles)
            letter = _number_letter(number, counted)
            if letter == "Y" and index > low and atoms[index - 1].tags.get("refuse_before") == "telephone":
                letter = "."
            if letter == "N" and counted and letters and letters[-1] == "m":
                named = not _ACTING.isdisjoint(atoms[index + 1].tags) or _is_part_of_month(atoms, index)
                acts = named and text[atom.end] == " "
                letter = letter if acts and not spec.language.spaces and number.value <= 12 else "."
            if letter == "N" and spec.date.month_first and letters and letters[-1] == "M":
                counted = _is_noun_counted(text, atoms, index, high)
            if letter == "N" and not counted and letters and letters[-1] == "M" and spec.date.month_first:
                letter = "H"
        elif "mark" in tags:
            mark = tags["mark"]
            letter = mark if mark in ("-", "/") else "."
            if letters and mark == "." and letters[-1] == "N":
                letter = ""
            elif mark == "," and letters and letters[-1] == "H" and _year_follows(atoms, index, high):
                letter = ""  # October 31, 2025
            elif mark == "," and letters and letters[-1] == "d" and _month_follows(atoms, index, high):
                letter = ""  # Friday, October 31
            elif letters and mark == "/" and letters[-1] == "O" and not gap:
                letter = ""  # quarter III/2025
        else:
            letter = _word_letter(tags)
            if letter == "O" and letters and letters[-1] == "M" and spec.date.month_first:
                letter = "H"
            if "range_and" in tags and letters and _spans(atoms, index, low, high):
                letter = "-"  # between June and September, the 20th and 21st of November
        if letter:
            letters.append(letter)
            where.append(index)
    if _NO_DATE.issuperset(letters):
        return []
    reader = _Reader(spec, published)
    found: list[DateExpression] = []
    base = 0
    for line in "".join(letters).split("."):
        if not _NO_DATE.issuperset(line):
            _find_in_line(text, atoms, low, line, where[base : base + len(line)], reader, found)
        base += len(line) + 1
    return found


def _written_on(text: str, atoms: list[Atom], start: int, stop: int) -> bool:
    """Whether a time behind a space is written on to a verb of change or result: "GRDP 9 months|rose by 8.5 %".

    Or to what was collected: "collection nine months".
    """
    if not start or stop >= len(atoms):
        return False
    before = atoms[start - 1]
    if before.tags.get("measure") == "collection" and atoms[start].start - before.end <= 1:
        return True
    if text[atoms[start].start - 1] not in (" ", "\n"):
        return False
    verb = atoms[stop]
    told = "change" in verb.tags or verb.tags.get("break") == "continuation"
    return (told or verb.tags.get("scenario") == "actual") and verb.start == atoms[stop - 1].end


def _opens_clause(text: str, atoms: list[Atom], start: int, low: int) -> bool:
    """Whether a time opens a sentence or stands behind a comma, where a space parts words: "As to dues, 9 months the branch …"."""
    before = text[atoms[start - 1].end : atoms[start].start] if start > low else ""
    marked = start == low or ("mark" in atoms[start - 1].tags and before == " ")
    return marked and atoms[start].number is not None and text[atoms[start].end : atoms[start].end + 1] == " "


def _find_in_line(
    text: str,
    atoms: list[Atom],
    low: int,
    line: str,
    where: list[int],
    reader: _Reader,
    found: list[DateExpression],
) -> None:
    """Add the date expressions of a run of letters that no "." parts; `where` are the indices of its atoms."""
    published = reader.published
    at = 0
    while (match := _next_expression(line, at)) is not None:
        begin, at, name = match
        indices, matched = where[begin:at], line[begin:at]
        # A month written in digits stands for itself, unless a quarter word turns it into quarter/year.
        parts = [atoms[k] for k in indices]
        resolved = _resolve(name, matched, parts, reader)
        if resolved is None:
            at = begin + 1
            continue
        shape, first, last, relative, at_end = resolved
        start, stop = indices[0], indices[-1] + 1
        start, preposition = _preposition(text, atoms, low, start)
        end = atoms[stop - 1].end
        if name == "lunar new year":
            if preposition not in ("by", "before", "until"):
                at = begin + 1
                continue  # an occasion: nothing says that it is the date
            if (called := tet.named_year(text, end)) is not None:
                first = last = tet.first_day(called[0])
                end, relative = called[1], False
                stop = next((k for k in range(stop, len(atoms)) if atoms[k].start >= end), len(atoms))
            elif relative and last is not None and published is not None and last > published:
                if not _is_asked(atoms, low, stop + 8):
                    at = begin + 1
                    continue  # "handed over 3,000 cards before Tet": which one is not said
        if name == "months of the running year" and matched[0] != "P" and preposition != "in":
            if not (
                _written_on(text, atoms, indices[0], stop) or _opens_clause(text, atoms, indices[0], low)
            ):
                at = begin + 1
                continue  # a mere duration
        if matched == "d" and preposition not in ("by", "before"):
            if preposition is not None or first is None or last is None or not _told_of(text, atoms, stop):
                continue  # a day of many weeks
            first = last = date.fromordinal(last.toordinal() - 7)
        if matched[-2:] in ("Mx", "Mp") and first is not None and last is not None and published is not None:
            first, last = _beside_this_year(first, last, matched[-1] == "x", published)
        if preposition is None and not name.startswith("span"):
            told = (
                a.tags["prep"]
                for a, letter in zip(parts, matched, strict=True)
                if "prep" in a.tags and letter != "p"
            )
            preposition = next(told, None)
        if (
            relative
            and ("M" in matched or name == "month and digits")
            and _DATING_YEAR.isdisjoint(matched)
            and not _is_labelled(atoms, low, start)
        ):
            first, last = _year_gone_by(first, last, preposition, published)
        if (
            preposition in ("by", "before")
            and "Y" not in matched
            and relative
            and first
            and last
            and published
        ):
            gone = (published - last).days if shape in ("day", "month", "quarter", "half") else 0
            if name != "lunar new year" and gone > (
                DUE_AGAIN if _is_asked(atoms, low, stop) else HALF_A_YEAR
            ):
                first, last = next_year(first), next_year(last)  # "before 15 January", said in November
        ended = name == "day, month and year" and first != last  # "from 4 to 6 November", its days one number
        if preposition in ("since", "until") and (
            ended
            or name
            in (
                "span of days",
                "span of days in digits",
                "span of months",
                "period of years",
                "months since new year",
                "months of the running year",
            )
        ):
            preposition = None  # "from January to June" has its end
        if preposition == "compared" and name == "period of years" and "range_open" in atoms[start].tags:
            preposition = None  # "from 2020 to 2025", where that "from" also compares
        due = preposition in ("by", "before") and relative and name != "lunar new year"
        if due and first is not None and last is not None:
            first, last = _next_occurrence(shape, matched, first, last, published)
        found.append(
            DateExpression(
                atoms[start].start,
                end,
                start,
                stop,
                shape,
                preposition,
                first,
                last,
                relative,
                at_end,
                f"date: {name}",
            )
        )


def _is_asked(atoms: list[Atom], low: int, stop: int) -> bool:
    """Whether a word of duty, request or goal stands before a date in its sentence, or right behind it."""
    around = (atom.tags for atom in atoms[max(low, stop - 20) : stop + 4])
    return any("duty" in tags or "request" in tags or tags.get("scenario") == "target" for tags in around)


def _told_of(text: str, atoms: list[Atom], index: int) -> bool:
    """Whether a verb of facts stands right behind a day of the week: "Thursday had the province …"."""
    verb = atoms[index] if index < len(atoms) else None
    told = verb is not None and verb.tags.get("scenario") == "actual"
    return told and text[atoms[index - 1].end : atoms[index].start] == " "


_DATING_YEAR = frozenset("YabcytxpBC")


def _is_labelled(atoms: list[Atom], low: int, start: int) -> bool:
    return any("deadline_label" in a.tags for a in atoms[max(low, start - 2) : start])


def _next_occurrence(
    shape: str, letters: str, first: date, last: date, published: date | None
) -> tuple[date, date]:
    """A due date without a year that lies more than half a year back means the next one: "before the end of March"."""
    named = not set(letters) & set("atpxcbuvw") and shape in ("day", "month", "quarter", "half")
    if not named or published is None or (published - last).days <= HALF_A_YEAR or last.year >= MAXYEAR:
        return first, last
    if (last.month, last.day) == (2, 29) or (first.month, first.day) == (2, 29):
        return first, last
    end = month_end(last.year + 1, last.month) if shape != "day" else last.replace(year=last.year + 1)
    return first.replace(year=first.year + 1), end


def _spans(atoms: list[Atom], index: int, low: int, high: int) -> bool:
    """Whether an "and" joins the ends of a span: behind "between", or between two days of one month."""
    opener = atoms[index - 2] if index - 2 >= low else None
    if opener is not None and "range_open" in opener.tags and "date" not in opener.tags:
        return True
    if index + 1 < high and "digit_day" in atoms[index - 1].tags and "digit_day" in atoms[index + 1].tags:
        (day, month), following = atoms[index - 1].tags["digit_day"], atoms[index + 1].tags["digit_day"]
        return following in ((day + 1, month), (1, month + 1)) and (following[0] > 1 or day >= 28)
    if index + 2 >= high or "month" not in atoms[index + 2].tags:
        return False
    days = [atoms[k].number for k in (index - 1, index + 1)]
    return all(n is not None and n.plain and 1 <= n.value <= 31 for n in days)


def next_year(day: date) -> date:
    """The same day, or the same end of a month, a year later."""
    if day.year >= MAXYEAR:
        return day
    ends = day == month_end(day.year, day.month)
    return month_end(day.year + 1, day.month) if ends else date(day.year + 1, day.month, day.day)


def _beside_this_year(first: date, last: date, ahead: bool, published: date) -> tuple[date, date]:
    """A month or day named as the next one, or as the last one: "June next", "last December"."""
    if ahead and last <= published:
        return next_year(first), next_year(last)
    if not ahead and first > published and first.year > MINYEAR:
        start = (
            date(first.year - 1, first.month, min(first.day, 28))
            if first.day == 29
            else first.replace(year=first.year - 1)
        )
        whole = last == month_end(last.year, last.month)
        return start, month_end(last.year - 1, last.month) if whole else start
    return first, last


def _year_gone_by(
    first: date | None, last: date | None, preposition: str | None, published: date | None
) -> tuple[date | None, date | None]:
    """A month named without a year: said in January, "at the end of December" is past."""
    if first is None or last is None or published is None:
        return first, last
    if preposition in ("by", "before", "until") or (last - published).days <= HALF_A_YEAR:
        return first, last
    whole = last == month_end(last.year, last.month)
    day = monthrange(last.year - 1, last.month)[1] if whole else last.day
    return day_of(first.year - 1, first.month, first.day), day_of(last.year - 1, last.month, day)


def _preposition(text: str, atoms: list[Atom], low: int, index: int) -> tuple[int, str | None]:
    """The preposition before a date (words without meaning may stand between): the index from which the date then begins."""
    at = index - 1
    while at >= low and text[atoms[at].end : atoms[at + 1].start].strip() == "":
        tags = atoms[at].tags
        if "prep" in tags:
            return at, tags["prep"]
        if tags.get("date") != "glue":
            break
        at -= 1
    return index, None
