"""Claims about French grammar: futures and requests built by rule, and the constructions of `extractors/fr/rules.py`."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract_figures
from schemas import Article, Deadline, Figure

PUBLISHED = date(2025, 11, 15)


def figures(text: str) -> tuple[Figure, ...]:
    return extract_figures(
        Article(article_id="a", lang="fr", text="L'assurance maladie\n" + text, published=PUBLISHED)
    ).figures


def deadline(text: str) -> Deadline:
    (found,) = extract_figures(Article(article_id="a", lang="fr", text=text, published=PUBLISHED)).deadlines
    return found


@pytest.mark.parametrize(
    "verb", ["atteindra", "atteindront", "dépassera", "compte atteindre", "devrait atteindre"]
)
def test_a_future_and_an_intention_tell_a_goal(verb: str) -> None:
    (figure,) = figures(f"La couverture {verb} 95 %.")
    assert figure.scenario == "target"


def test_a_perfect_behind_a_word_of_goal_tells_a_fact() -> None:
    (figure,) = figures("Afin de tenir l'objectif, l'agence a organisé 45 conférences.")
    assert (figure.scenario, figure.indicator) == ("actual", "outreach.events")


@pytest.mark.parametrize(
    ("request_", "body"),
    [
        ("Il a demandé au Département des Finances de verser les fonds", "Département des Finances"),
        ("Il a chargé le Département de la Santé d'achever le plan", "le Département de la Santé"),
        ("Il exige que les communes terminent", "les communes"),
        ("Il a invité les localités à rendre compte", "les localités"),
        ("Le Service des Impôts, avec la police, devra agir", "Le Service des Impôts"),
    ],
)
def test_the_name_of_a_body_ends_where_its_task_begins(request_: str, body: str) -> None:
    assert deadline(f"{request_} avant le 20 décembre 2025.").responsible == body


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Le fonds a remboursé 20 milliards de dongs de frais médicaux.", "health_insurance.benefits"),
        ("L'organisme a versé les pensions de 38.920 retraités.", "social_insurance.beneficiaries"),
        ("Le centre a versé 12 milliards de dongs à des chômeurs.", "unemployment_insurance.benefits"),
    ],
)
def test_what_is_paid_for_tells_the_scheme(text: str, indicator: str) -> None:
    title = "Assurances sociale, maladie et chômage\n"
    read = extract_figures(Article(article_id="a", lang="fr", text=title + text, published=PUBLISHED))
    assert [figure.indicator for figure in read.figures] == [indicator]


def test_that_of_another_group_is_the_same_measure() -> None:
    first, second = figures("Le taux de participation des élèves est de 98 %, celui des ouvriers de 91 %.")
    assert first.indicator == second.indicator == "health_insurance.coverage_rate"


def test_a_bare_card_is_of_health_insurance_and_a_booklet_of_social_insurance() -> None:
    cards, booklets = figures("On a offert 7.850 cartes et 430 livrets d'assurance sociale.")
    assert (cards.indicator, booklets.indicator) == ("health_insurance.cards", "social_insurance.cards")


def test_a_change_has_two_figures_that_share_scale_and_noun() -> None:
    start, end = figures("Le fonds est passé de 12 à 18 milliards de dongs.")
    assert [int(start.value), int(end.value)] == [12 * 10**9, 18 * 10**9]
    assert start.unit == end.unit == "VND"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quatre-vingt-dix-sept", 97),
        ("soixante-et-onze", 71),
        ("vingt et un", 21),
        ("mille deux cents", 1200),
        ("deux millions cinq cent mille", 2_500_000),
        ("un demi-million de", 500_000),
    ],
)
def test_number_words_compose(words: str, value: int) -> None:
    (figure,) = figures(f"On a vu {words} élèves.")
    assert figure.value == value


@pytest.mark.parametrize("verb", ["transmettra", "bouclera", "fourniront", "étendra", "remplira"])
def test_any_future_tells_a_goal_and_binds_its_subject(verb: str) -> None:
    found = deadline(f"Le Département des Finances {verb} le dossier avant le 25 décembre.")
    assert found.responsible == "Le Département des Finances"


@pytest.mark.parametrize("words", ["ne pourront plus être", "une caméra et", "sauront"])
def test_words_that_only_look_like_goals_set_none(words: str) -> None:
    (figure,) = figures(f"Depuis mars, 12 430 assurés {words} joints.")
    assert figure.scenario == "actual"


@pytest.mark.parametrize(
    ("verb", "sign"), [("a fondu de", -1), ("recule toutefois de", -1), ("grimpe de", 1), ("a chuté à", 1)]
)
def test_a_verb_of_falling_gives_its_sign_before_de_only(verb: str, sign: int) -> None:
    (figure,) = figures(f"La dette {verb} 6,8 %.")
    assert figure.value * sign > 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("L'État en acquitte 50 %.", "support"),
        ("La province couvre 93 % de la population.", "coverage_rate"),
        ("Une entreprise a écopé d'une amende de 12 % du montant dû.", None),
    ],
)
def test_shares_borne_by_budgets_are_support_and_fines_are_nothing(text: str, code: str | None) -> None:
    (figure,) = figures("L'assurance maladie des foyers pauvres progresse. " + text)
    assert figure.indicator == (f"health_insurance.{code}" if code else "other")


def test_those_of_a_count_are_counted_alike() -> None:
    firms, of_them = figures("Les inspecteurs ont visité 87 sociétés ; vingt-trois d'entre elles ont payé.")
    assert (firms.unit, of_them.unit) == ("organization", "organization")


def test_a_province_that_an_act_names_sets_goals_and_no_law() -> None:
    (figure,) = figures(
        "Aux termes de la décision n° 812/QD-UBND, les communes doivent recruter 730 assurés."
    )
    assert figure.scenario == "target"


def test_an_article_that_names_no_scheme_is_known_by_its_words() -> None:
    (figure,) = extract_figures(
        Article(
            article_id="a",
            lang="fr",
            text="Ces firmes qui tardent à cotiser\nElles ne paient plus leurs cotisations. L'ardoise atteint 486,7 milliards de dongs.",
            published=PUBLISHED,
        )
    ).figures
    assert figure.indicator == "insurance.arrears"
