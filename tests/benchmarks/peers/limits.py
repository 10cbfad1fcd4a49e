"""Where libraries fail on such text, each with the smallest input that was found; run, not remembered.

Every entry is a call that a user would make. What it gives, or what it raises, goes into docs/peers.md as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple


class Limit(NamedTuple):
    """A library, the call as it is shown, what makes it, and what a reader would expect of it."""

    tool: str
    shown: str
    call: Callable[[], Any]
    wanted: str


def limits() -> list[Limit]:
    """The entries; imports every library."""
    from babel.numbers import parse_decimal
    from dateparser.search import search_dates
    from pythainlp.util import text_to_num, thaiword_to_num
    from quantulum3 import parser
    from recognizers_date_time import recognize_datetime
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture
    from text_to_num import alpha2digit

    base = {
        "RELATIVE_BASE": datetime(2025, 10, 31),
        "PREFER_DAY_OF_MONTH": "last",
        "PREFER_MONTH_OF_YEAR": "last",
    }

    def days(text: str, lang: str) -> str:
        found = search_dates(text, languages=[lang], settings=base) or []
        return ", ".join(f"{quote} = {day.date()}" for quote, day in found) or "nothing"

    def quantities(text: str) -> str:
        return ", ".join(f"{one.value:g} {one.unit.name}" for one in parser.parse(text)) or "nothing"

    def french(read: Callable[..., Any], text: str) -> str:
        return ", ".join(f"{one.text} = {one.resolution}" for one in read(text, Culture.French)) or "nothing"

    def dated(text: str) -> str:
        found = recognize_datetime(text, Culture.French, reference=datetime(2025, 10, 31))
        return ", ".join(f"{one.text} ({one.resolution['values'][0]['type']})" for one in found) or "nothing"

    return [
        Limit("Babel", "parse_decimal('9.6', 'lo')", lambda: parse_decimal("9.6", "lo"), "9.6"),
        Limit("Babel", "parse_decimal('33.000', 'fr')", lambda: parse_decimal("33.000", "fr"), "33000"),
        Limit("Babel", "parse_decimal('9,6 millions', 'fr')", lambda: parse_decimal("9,6 millions", "fr"), "9600000"),
        Limit("Babel", "parse_decimal('1 234,5', 'th')", lambda: parse_decimal("1 234,5", "th"), "1234.5"),
        Limit("dateparser", "nb: 'før 31. desember 2030'", lambda: days("før 31. desember 2030", "nb"), "2030-12-31, day and all"),
        Limit("dateparser", "fr: '97,5 % de la population'", lambda: days("97,5 % de la population", "fr"), "nothing"),
        Limit("dateparser", "th: 'ภายในปี 2573'", lambda: days("ภายในปี 2573", "th"), "2030-12-31"),
        Limit("dateparser", "fr: 'au premier semestre 2026'", lambda: days("au premier semestre 2026", "fr"), "2026-06-30"),
        Limit("dateparser", "lo: 'ຮອດສິ້ນປີ'", lambda: days("ຮອດສິ້ນປີ", "lo"), "2025-12-31"),
        Limit("PyThaiNLP", "text_to_num('หนึ่งจุดสองล้าน')", lambda: text_to_num("หนึ่งจุดสองล้าน"), "1200000"),
        Limit("PyThaiNLP", "text_to_num('สองสาม')", lambda: text_to_num("สองสาม"), "two or three"),
        Limit("PyThaiNLP", "text_to_num('เสี่ยงที่สุด')", lambda: text_to_num("เสี่ยงที่สุด"), "no number"),
        Limit("PyThaiNLP", "thaiword_to_num('สองล้านครึ่ง')", lambda: thaiword_to_num("สองล้านครึ่ง"), "2500000"),
        Limit("quantulum3", "'VND 33,000 bilion'", lambda: quantities("VND 33,000 bilion"), "33 × 10¹² VND"),
        Limit("quantulum3", "'ร้อยละ 95'", lambda: quantities("ร้อยละ 95"), "95 percentage"),
        Limit("quantulum3", "'97,5 % d'ici 2030'", lambda: quantities("97,5 % d'ici 2030"), "97.5 percentage"),
        Limit("Recognizers-Text", "'4.600 milliards avant le 15 janvier 2026'",
              lambda: dated("4.600 milliards avant le 15 janvier 2026"), "15 janvier 2026 (date)"),
        Limit("Recognizers-Text", "'97,5 % avant 2030'", lambda: dated("97,5 % avant 2030"), "the date alone"),
        Limit("Recognizers-Text", "dimension: '15 hectares'", lambda: french(recognize_dimension, "15 hectares"), "15 ha"),
        Limit("Recognizers-Text", "currency: '66.000 dongs'", lambda: french(recognize_currency, "66.000 dongs"), "66000 VND"),
        Limit("text2num", "alpha2digit('1,5 million', 'fr')", lambda: alpha2digit("1,5 million", "fr"), "1500000"),
        Limit("text2num", "alpha2digit('un million et quatre-vingts', 'fr')",
              lambda: alpha2digit("un million et quatre-vingts", "fr"), "1000000 and 80"),
        Limit("text2num", "alpha2digit('tre millioner', 'nb')", lambda: alpha2digit("tre millioner", "nb"), "3000000"),
    ]  # fmt: skip


def told(limit: Limit) -> str:
    """What a call gives, or the name and the message of what it raises."""
    try:
        return str(limit.call())
    except ValueError as fault:
        return f"raises {type(fault).__name__}: {fault}"


def limit_rows() -> list[list[str]]:
    """A row an entry: library, input, what came back, what a reader expects."""
    cells = [[one.tool, f"`{one.shown}`", told(one), one.wanted] for one in limits()]
    return [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in cells]
