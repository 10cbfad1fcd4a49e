"""Tết as a date: which year a page means, how its years are named, and what is due by it."""

from datetime import date
from itertools import pairwise

import pytest

from extractors import extract_figures
from extractors.tet import FIRST_DAYS, first_day, meant_by, named_year
from schemas import Article


def read_deadlines(text, published=date(2025, 11, 15)):
    """What a French page says is to be done, as dates by their quotes."""
    article = Article(article_id="tet", lang="fr", text=text, published=published)
    return {found.quote: found.date for found in extract_figures(article).deadlines}


def test_every_first_day_is_in_late_winter_and_thirteen_or_twelve_moons_from_the_last():
    days = [FIRST_DAYS[year] for year in sorted(FIRST_DAYS)]
    assert all(day.year == year for year, day in FIRST_DAYS.items())
    assert all((1, 21) <= (day.month, day.day) <= (2, 20) for day in days)
    assert all((later - day).days in (353, 354, 355, 383, 384, 385) for day, later in pairwise(days))


def test_the_vietnamese_year_of_2030_begins_a_day_before_the_chinese_one():
    assert first_day(2030) == date(2030, 2, 2)


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        (date(2025, 11, 15), date(2026, 2, 17)),
        (date(2026, 2, 16), date(2026, 2, 17)),
        (date(2026, 3, 1), date(2026, 2, 17)),
        (date(2026, 6, 1), date(2027, 2, 6)),
    ],
)
def test_a_page_means_the_next_one_or_the_one_just_past(published, meant):
    assert meant_by(published) == meant


def test_a_page_beyond_the_table_means_none():
    assert meant_by(date(2050, 6, 1)) is None


@pytest.mark.parametrize(
    ("name", "year"),
    [("bính ngọ", 2026), ("binh ngo", 2026), ("ất tỵ", 2025), ("(đinh mùi)", 2027), ("canh tý", 2020)],
)
def test_years_are_named_by_stem_and_branch_with_their_marks_or_without(name, year):
    assert named_year(f"tết {name}", 3) == (year, len(f"tết {name}"))


def test_a_stem_with_a_branch_that_it_never_meets_names_no_year():
    assert named_year("tết bính tỵ", 3) is None
    assert named_year("tết đến", 3) is None


def test_what_must_be_done_before_it_is_due_on_its_first_day():
    told = read_deadlines("Les communes doivent distribuer les cartes avant le Têt Bính Ngọ.")
    assert told == {"avant le Têt Bính Ngọ": date(2026, 2, 17)}


def test_gifts_given_on_its_occasion_are_due_by_no_date():
    assert read_deadlines("À l'occasion du Têt, la Croix-Rouge a offert 300 cadeaux.") == {}


def test_what_was_done_before_the_one_just_past_is_not_due_by_the_next():
    told = read_deadlines("Les communes doivent avoir fini avant le Têt.", published=date(2026, 3, 1))
    assert told == {}
