"""What is typed or selected becomes what will be stored, or is refused with what is expected."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.readings import UnreadableError, read_date, read_number, read_selection
from schemas import Article

TEXT = "Vise 95,5 % d'ici 2030.\nPage 12 du journal 🙂 et rien d'autre."
ARTICLE = Article(article_id="a", lang="fr", text=TEXT, published=date(2025, 11, 1), province="Cà Mau")


@pytest.mark.parametrize(
    ("typed", "lang", "value"),
    [
        ("7.393,17 ຕື້", "lo", "7393170000000"),
        ("9,6 millioner", "nb", "9600000"),
        ("สองล้าน", "th", "2000000"),
        ("4,6 milliards", "fr", "4600000000"),
        ("27000.5", "fr", "27000.5"),
        ("9600000", "th", "9600000"),
        ("2000", "fr", "2000"),
        ("-5", "nb", "-5"),
        ("−1,5", "fr", "-1.5"),
        (" 95,5 % ", "fr", "95.5"),
    ],
)
def test_a_number_is_read_as_it_is_printed_or_plainly(typed: str, lang: str, value: str) -> None:
    assert read_number(typed, lang).value == value


@pytest.mark.parametrize("typed", ["", "many", "1 %–2 %", "5 10 15", "1e400", "NaN", "9" * 300])
def test_what_is_no_one_number_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(typed, "fr")


@pytest.mark.parametrize(
    ("typed", "lang", "last", "note"),
    [
        ("2026-12-31", "fr", "2026-12-31", None),
        ("31/12/2026", "fr", "2026-12-31", None),
        ("2030", "lo", "2030-12-31", None),
        ("2569", "th", "2026-12-31", "2569 is a Buddhist year: 2026"),
        ("31/12/2569", "th", "2026-12-31", "2569 is a Buddhist year: 2026"),
        ("ปลายปี 2569", "th", "2026-12-31", "2569 is a Buddhist year: 2026"),
        ("en novembre 2025", "fr", "2025-11-30", None),
        ("akhir tahun ini", "ms", "2025-12-31", None),
    ],
)
def test_a_date_is_read_in_any_way_and_a_buddhist_year_is_told(
    typed: str, lang: str, last: str, note: str | None
) -> None:
    read = read_date(typed, lang, date(2025, 11, 18))
    assert (read.value, read.note) == (last, note)


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30", "31/13/2026", "99/99/9999"])
def test_what_is_no_one_date_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError):
        read_date(typed, "fr", None)


@given(st.text(max_size=40), st.sampled_from(["fr", "lo", "ms", "nb", "th"]))
def test_nothing_that_is_typed_breaks_the_reading(typed: str, lang: str) -> None:
    for read in (lambda: read_number(typed, lang), lambda: read_date(typed, lang, date(2025, 1, 1))):
        with suppress(UnreadableError):
            assert read().shown


def test_a_selection_is_offered_as_the_extractor_reads_it_first() -> None:
    start = TEXT.index("95,5")
    best = read_selection(ARTICLE, start, start + 4)[0]
    assert (best.origin, str(best.reading.value), best.reading.date_end) == (
        "extractor",
        "95.5",
        date(2030, 12, 31),
    )
    assert TEXT[best.start : best.end] == "95,5 %"


def test_a_selection_that_nobody_reads_is_a_record_to_fill_in() -> None:
    start = TEXT.index("rien")
    (blank,) = read_selection(ARTICLE, start, start + 4)
    assert (blank.origin, blank.start, blank.end, blank.reading.province) == (
        "blank",
        start,
        start + 4,
        "Cà Mau",
    )


def test_a_number_that_was_refused_is_offered_by_its_value() -> None:
    start = TEXT.index("12")
    offered = read_selection(ARTICLE, start, start + 2)
    assert "12" in {str(each.reading.value) for each in offered}


def test_a_number_that_was_selected_too_widely_stands_at_its_own_place() -> None:
    start = TEXT.index("12")
    number = read_selection(ARTICLE, start - 2, start + 4)[-1]
    assert (number.origin, TEXT[number.start : number.end]) == ("number", "12")


@pytest.mark.parametrize("place", [(0, 0), (5, 3), (0, 10_000), (-1, 4)])
def test_a_place_outside_the_text_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no place"):
        read_selection(ARTICLE, *place)
