"""Claims about Norwegian: the forms that are built by rule, and the constructions of its sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors import extract_figures
from extractors.nb.rules import extra_forms
from schemas import Article, Figure

NUMBERS = {form: value for form, tag, value in extra_forms() if tag == "numword"}


def figures(text: str, published: date | None = None) -> tuple[Figure, ...]:
    article = Article.model_validate(
        {"article_id": "text", "lang": "nb", "text": text, "published": published, "province": None}
    )
    return extract_figures(article).figures


@pytest.mark.parametrize(
    ("word", "value"), [("nittifem", 95), ("femogtjue", 25), ("tohundre", 200), ("femtentusen", 15000)]
)
def test_number_words_are_built_in_both_orders(word: str, value: int) -> None:
    assert NUMBERS[word] == value


def test_no_number_word_has_two_values() -> None:
    built = [(form, value) for form, tag, value in extra_forms() if tag == "numword"]
    assert len({form for form, _ in built}) == len(set(built))


def test_hanging_hyphens_name_several_schemes() -> None:
    (figure,) = figures("120 000 personer deltar i sosial-, helse- og arbeidsledighetsforsikring.")
    assert figure.indicator == "insurance.participants"


def test_a_budget_that_covers_gives_support_and_a_scheme_that_covers_gives_coverage() -> None:
    (support,) = figures("Lokalbudsjettet dekker 10 % av bidraget til helseforsikringen.")
    (coverage,) = figures("Helseforsikringen dekker 94 % av befolkningen.")
    assert (support.indicator, support.scenario) == ("health_insurance.support", "rule")
    assert (coverage.indicator, coverage.base) == ("health_insurance.coverage_rate", "population")


def test_a_verb_of_fall_gives_a_minus_sign_only_with_its_amount() -> None:
    (fall,) = figures("Antallet deltakere i helseforsikringen falt med 2 140 personer.")
    (level,) = figures("Antallet deltakere i helseforsikringen falt til 2 140 personer.")
    assert (fall.value, fall.indicator) == (Decimal(-2140), "health_insurance.growth")
    assert (level.value, level.indicator) == (Decimal(2140), "health_insurance.participants")


def test_the_known_number_of_places_is_a_fact_in_a_sentence_of_goals() -> None:
    places, goal = figures("De 40 kommunene skal nå 95 % innen 2030.", date(2026, 1, 5))
    assert (places.scenario, goal.scenario) == ("actual", "target")
