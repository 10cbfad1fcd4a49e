"""The adapters' own code, without the libraries: what they return is given here as the libraries return it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest

from tests.benchmarks.peers import (
    babel_numbers,
    dateparser_dates,
    pythainlp_words,
    quantulum_quantities,
    recognizers_text,
    stack,
    text2num_words,
)
from tests.benchmarks.peers.records import Day, Found, outside, pieces, places, plain, prediction


def test_a_decimal_is_written_without_exponent_and_trailing_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("1.2E+6", "95.50", "100", "0.0")] == [
        "1200000",
        "95.5",
        "100",
        "0",
    ]


def test_predictions_stand_in_order_of_the_text() -> None:
    found = [Found(9, 11, Decimal(20)), Found(0, 2, Decimal(10), "count", "item")]
    made = prediction(found, [Day(3, 7, date(2030, 12, 31))])
    assert [(figure["start"], figure["value"]) for figure in made["figures"]] == [(0, "10"), (9, "20")]
    assert made["deadlines"] == [{"start": 3, "end": 7, "date": "2030-12-31"}]


def test_a_quote_is_found_behind_the_one_before_it_whatever_its_spaces() -> None:
    text = "2025 og 31\u00a0 desember 2025"
    assert list(places(text, ["2025", "31 desember 2025", "2025"])) == [(0, 4), (8, 25), None]


def test_pieces_keep_their_offsets() -> None:
    text = "a\n\nbc\nd"
    assert list(pieces(text, dateparser_dates.LINES)) == [(0, "a"), (3, "bc"), (6, "d")]


def test_findings_that_touch_a_taken_span_are_left_out() -> None:
    found = [Found(0, 4, Decimal(1)), Found(4, 6, Decimal(2))]
    assert outside(found, [(3, 4)]) == [found[1]]


def test_the_pattern_for_babel_finds_numbers_and_neither_years_nor_dates_nor_codes() -> None:
    text = "217 500 foyers, 9,6 %, en 2025, le 15/08/2025, 52-CT/TW, B02, 33.000."
    spans = babel_numbers.number_spans(text)
    assert [text[span.start : span.end] for span in spans] == ["217 500", "9,6", "33.000"]


def test_a_number_that_babel_refuses_is_left_out() -> None:
    found = babel_numbers.parsed("12 et 13", lambda digits: Decimal(12) if digits == "12" else None)
    assert [(one.start, one.value) for one in found] == [(0, Decimal(12))]


@pytest.mark.parametrize(
    ("quote", "kept"),
    [("97,5", False), ("97.5%", False), ("2573", True), ("31 ທັນວາ 2030", True), ("15.08.2025", True)],
)
def test_a_percentage_is_no_date_of_dateparser(quote: str, kept: bool) -> None:
    assert dateparser_dates.is_dated(quote) is kept


def test_a_day_of_dateparser_is_placed_and_its_buddhist_year_turned_once() -> None:
    found = [("31 ธันวาคม 2573", datetime(2573, 12, 31)), ("97.5%", datetime(2097, 12, 5))]
    days = dateparser_dates.days_of("ภายใน 31 ธันวาคม 2573 97.5%", found, offset=10)
    assert days == [Day(16, 31, date(2030, 12, 31))]
    assert dateparser_dates.christian(date(2568, 2, 29)) == date(2025, 2, 28)
    assert dateparser_dates.christian(date(2030, 1, 1)) == date(2030, 1, 1)


def test_only_near_days_after_the_publication_are_deadlines() -> None:
    days = [Day(0, 1, date(year, 1, 1)) for year in (2024, 2026, 2097)]
    assert [day.day.year for day in dateparser_dates.after(days, date(2025, 10, 31))] == [2026]
    assert [day.day.year for day in dateparser_dates.after(days, None)] == [2024, 2026]


def test_the_tokens_of_pythainlp_are_laid_over_the_text() -> None:
    text = "เข้าร่วมสองพันห้าร้อยคน และ 1,200.5 ใบ ปี 2568"
    tokens = ["เข้าร่วม", "2500", "คน", " ", "และ", " ", "1,200.5", " ", "ใบ", " ", "ปี", " ", "2568"]
    found = pythainlp_words.laid_over(text, tokens)
    assert [(text[one.start : one.end], one.value) for one in found] == [
        ("สองพันห้าร้อย", Decimal(2500)),
        ("1,200.5", Decimal("1200.5")),
    ]


def test_a_part_that_pythainlp_cannot_read_loses_no_other() -> None:
    def convert(part: str) -> list[str]:
        if part == "เสี่ยง":
            raise ValueError("The input string is not a valid Thai numeral")
        return [part]

    found = pythainlp_words.numbers_of("12 เสี่ยง 34", convert)
    assert [(one.start, one.value) for one in found] == [(0, Decimal(12)), (10, Decimal(34))]


def test_thai_dates_are_found_for_the_parser() -> None:
    text = "ภายในวันที่ 31 ธันวาคม 2573 และ 12 ต.ค. 2568 กับ 1 กรกฎาคม พ.ศ. 2568"
    days = pythainlp_words.days_of(text, lambda quote: date(2030, 1, 1))
    assert [text[day.start : day.end] for day in days] == [
        "31 ธันวาคม 2573",
        "12 ต.ค. 2568",
        "1 กรกฎาคม พ.ศ. 2568",
    ]
    assert pythainlp_words.days_of(text, lambda quote: None) == []


def test_separators_are_swapped_for_quantulum_without_moving_anything() -> None:
    assert quantulum_quantities.in_english_manner("1.234,5\u00a0%", "fr") == "1,234.5 %"
    assert quantulum_quantities.in_english_manner("1,234.5%", "ms") == "1,234.5%"


def test_units_of_quantulum_become_those_of_the_contract() -> None:
    line = "95 % 33 km 12 cats 2025 5 days"
    given = [
        Given(span=(0, 4), value=95.0, unit=Given(name="percentage")),
        Given(span=(5, 10), value=33.0, unit=Given(name="kilometre")),
        Given(span=(11, 13), value=12, unit=Given(name="dimensionless")),
        Given(span=(19, 23), value=2025.0, unit=Given(name="dimensionless")),
        Given(span=(24, 30), value=5.0, unit=Given(name="day")),
    ]
    found = quantulum_quantities.found_in(line, given, offset=100)
    assert [(one.start, plain(one.value), one.kind, one.unit) for one in found] == [
        (100, "95", "percentage", "percent"),
        (105, "33", "measure", "km"),
        (111, "12", "count", "item"),
    ]


def test_results_of_recognizers_text_end_one_later_and_are_decimals() -> None:
    given = [
        Given(start=3, end=8, type_name="percentage", resolution={"value": "97,5%"}),
        Given(
            start=10, end=18, type_name="currency", resolution={"value": "33000", "unit": "Dong vietnamien"}
        ),
        Given(start=20, end=22, type_name="number", resolution={"value": "many"}),
        Given(start=24, end=25, type_name="number", resolution=None),
    ]
    assert recognizers_text.found_of(given, offset=1) == [
        Found(4, 10, Decimal("97.5"), "percentage", "percent"),
        Found(11, 20, Decimal(33000), "money", "VND"),
    ]


def test_the_longest_of_overlapping_results_is_kept() -> None:
    number, percent, other = Found(0, 2, Decimal(25)), Found(0, 4, Decimal(25)), Found(6, 7, Decimal(1))
    assert recognizers_text.largest([number, percent, other]) == [percent, other]


def test_a_range_of_recognizers_text_ends_the_day_before_and_times_are_no_dates() -> None:
    given = [
        Given(start=0, end=3, resolution={"values": [{"type": "daterange", "start": "2030-01-01", "end": "2031-01-01"}]}),
        Given(start=5, end=6, resolution={"values": [{"type": "time", "value": "05:00:00"}]}),
        Given(start=8, end=13, resolution={"values": [{"type": "date", "value": "2025-03-08"}, {"type": "date", "value": "2026-03-08"}]}),
        Given(start=15, end=16, resolution={"values": [{"type": "daterange", "timex": "XXXX"}]}),
    ]  # fmt: skip
    assert recognizers_text.days_of(given) == [Day(0, 4, date(2030, 12, 31)), Day(8, 14, date(2026, 3, 8))]


def test_a_clause_ends_at_a_mark_and_not_inside_a_number() -> None:
    text = "Soit 1,5 million ; avant le 15 janvier, 4.600 foyers."
    parts = [part.strip() for _, part in pieces(text, recognizers_text.CLAUSES)]
    assert parts == ["Soit 1,5 million", "avant le 15 janvier", "4.600 foyers."]


def test_words_of_text2num_are_counted_back_to_characters() -> None:
    text = "Elle compte deux millions, et le troisième 12."
    words = text2num_words.words_of(text)
    given = [
        Given(start=2, end=4, value=2000000.0, is_ordinal=False),
        Given(start=7, end=8, value=3.0, is_ordinal=True),
    ]
    found = text2num_words.found_of(words, given)
    assert [(text[one.start : one.end], plain(one.value)) for one in found] == [("deux millions", "2000000")]
    assert [word.text() for word in words if word.not_a_number_part()] == ["12"]


@pytest.mark.parametrize(
    ("lang", "text", "quote", "value", "kind", "unit"),
    [
        ("fr", "soit 9,6 millions de personnes", "9,6 millions", "9600000", "count", "person"),
        ("fr", "en baisse de 4,8 %", "4,8 %", "-4.8", "percentage", "percent"),
        ("nb", "det er 3.900 milliarder dong", "3.900 milliarder", "3900000000000", "money", "VND"),
        ("nb", "1\u202f234 hektar", "1\u202f234", "1234", "measure", "ha"),
        ("ms", "sebanyak 33,000 bilion dong", "33,000 bilion", "33000000000000", "money", "VND"),
        ("th", "รวม ๑ พัน ๒ ร้อย คน", "๑ พัน ๒ ร้อย", "1200", "count", "person"),
        ("th", "ร้อยละ 95.15 ของ", "ร้อยละ 95.15", "95.15", "percentage", "percent"),
        ("lo", "ມີ 5 ພັນ 4 ຮ້ອຍ ຕື້ດົ່ງ", "5 ພັນ 4 ຮ້ອຍ ຕື້", "5400000000000", "money", "VND"),
    ],
)
def test_the_stacks_pattern_reads_value_and_unit(
    lang: str, text: str, quote: str, value: str, kind: str, unit: str
) -> None:
    (one,) = stack.figures_in(text, lang, Decimal, [])
    assert (text[one.start : one.end], plain(one.value), one.kind, one.unit) == (quote, value, kind, unit)


def test_the_stacks_pattern_reads_ranges_and_totals() -> None:
    (range_,) = stack.figures_in("entre 5 et 6 millions de dongs", "fr", Decimal, [])
    assert (range_.value, range_.value_max) == (Decimal("5E+6"), Decimal("6E+6"))
    (part,) = stack.figures_in("45 av 96 kommuner", "nb", Decimal, [])
    assert (part.value, part.out_of, part.unit) == (Decimal(45), Decimal(96), "locality")


@pytest.mark.parametrize(
    "text",
    ["en 2025", "1) Relier les bases", "Commentaires (0)", "phase 2", "pendant 12 mois", "le 15/08/2025"],
)
def test_the_stacks_pattern_leaves_out_what_is_no_figure(text: str) -> None:
    assert stack.figures_in(text, "fr", Decimal, []) == []


def test_a_number_inside_a_date_is_no_figure_of_the_stack() -> None:
    assert stack.figures_in("le 31 décembre", "fr", Decimal, [(3, 14)]) == []


def test_the_stack_takes_dates_behind_a_word_such_as_before() -> None:
    text = "avant le 15 janvier 2026, et le 8 mars 2026"
    days = [Day(9, 24, date(2026, 1, 15)), Day(32, 43, date(2026, 3, 8))]
    assert stack.deadlines_among(text, days, "fr") == days[:1]


def test_every_language_of_the_stack_has_its_words() -> None:
    assert set(stack.WORDS) == {"fr", "lo", "ms", "nb", "th"}
    for words in stack.WORDS.values():
        assert {unit for kind, unit in words.units.values() if kind == "money"} >= {"VND", "USD"}
