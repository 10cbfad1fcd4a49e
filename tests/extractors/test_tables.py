"""Tables in text: what the heads of columns and rows make of the figures, in every language by its own words of heads."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract_figures, language_codes
from extractors.lexicon import lexicon_of
from schemas import Article, Figure

CODES = language_codes()


def read_table(lang: str, text: str) -> dict[str, Figure]:
    """The figures of a text, by their quotes."""
    article = Article(article_id="table", lang=lang, text=text, published=date(2025, 11, 15))
    return {figure.quote: figure for figure in extract_figures(article).figures}


def head_words(field: str) -> list[tuple[str, str]]:
    """Every word of one kind that a language's lexicon lists for heads."""
    return [(code, word) for code in CODES for word in getattr(lexicon_of(code).spec.table, field)]


def first_form(lang: str, field: str, value: str) -> str:
    """A form of the lexicon with nothing but letters."""
    forms = getattr(lexicon_of(lang).spec, field)[value]
    return next(form for form in forms if all(c.isalpha() or c == " " or ord(c) > 0x0E00 for c in form))


def place_word(lang: str) -> str:
    """A word of smaller places: commune, ward."""
    return first_form(lang, "unit", "locality")


def titled(lang: str, *lines: str) -> str:
    """An article on health insurance with a table."""
    return "\n".join((first_form(lang, "scheme", "health_insurance"), "", *lines))


@pytest.mark.parametrize(("lang", "word"), head_words("planned"))
def test_a_column_headed_by_a_word_of_plans_holds_goals(lang: str, word: str) -> None:
    scheme = first_form(lang, "scheme", "health_insurance")
    found = read_table(lang, titled(lang, f"Long Chau | {word} | {scheme}", "Cai Nhum | 31905 | 30112"))
    assert (found["31905"].scenario, found["30112"].scenario) == ("target", "actual")
    assert word in found["31905"].evidence["scenario"].quote.casefold()


@pytest.mark.parametrize(("lang", "word"), head_words("done"))
def test_a_column_headed_by_a_word_of_results_holds_facts_even_below_a_line_of_goals(
    lang: str, word: str
) -> None:
    goal = next(iter(lexicon_of(lang).spec.table.planned))
    scheme = first_form(lang, "scheme", "health_insurance")
    text = titled(lang, f"{goal} | {word} | {scheme}", "Cai Nhum | 31905 | 30112")
    assert read_table(lang, text)["31905"].scenario == "actual"


@pytest.mark.parametrize(("lang", "word"), head_words("new"))
def test_a_column_of_a_scheme_with_a_word_for_new_counts_those_who_are_new(lang: str, word: str) -> None:
    scheme = first_form(lang, "scheme", "voluntary_social_insurance")
    heads = f"Long Chau | {first_form(lang, 'scheme', 'health_insurance')} | {scheme} {word}"
    found = read_table(lang, titled(lang, heads, "Cai Nhum | 31905 | 415"))
    assert (found["415"].indicator, found["415"].unit) == (
        "voluntary_social_insurance.new_participants",
        "person",
    )
    assert (found["31905"].indicator, found["31905"].unit) == ("health_insurance.participants", "person")


@pytest.mark.parametrize(("lang", "word"), head_words("totals"))
def test_a_row_that_sums_up_is_of_the_whole_and_the_others_are_of_their_places(lang: str, word: str) -> None:
    place = place_word(lang)
    scheme = first_form(lang, "scheme", "health_insurance")
    text = titled(lang, f"{place} | {scheme}", "Cai Nhum | 31905", f"{word} | 90215")
    found = read_table(lang, text)
    assert (found["31905"].scope, found["90215"].scope) == ("part", "whole")
    assert found["90215"].indicator == "health_insurance.participants"


@pytest.mark.parametrize(("lang", "word"), head_words("numbers"))
def test_the_column_that_numbers_the_rows_holds_no_figures_and_is_no_head_of_rows(
    lang: str, word: str
) -> None:
    place = place_word(lang)
    scheme = first_form(lang, "scheme", "health_insurance")
    text = titled(
        lang, f"| {word} | {place} | {scheme} |", "| 1 | Cai Nhum | 31905 |", "| 2 | Tan An | 7126 |"
    )
    found = read_table(lang, text)
    assert sorted(found) == ["31905", "7126"]
    assert {(f.scope, f.indicator) for f in found.values()} == {("part", "health_insurance.participants")}


@pytest.mark.parametrize(("lang", "word"), head_words("units"))
def test_a_column_of_units_tells_each_row_its_own(lang: str, word: str) -> None:
    spec = lexicon_of(lang).spec
    coverage, people = first_form(lang, "measure", "coverage_rate"), first_form(lang, "unit", "person")
    scheme, other = (first_form(lang, "scheme", s) for s in ("health_insurance", "unemployment_insurance"))
    text = titled(
        lang,
        f"Cai Nhum | {word} | {next(iter(spec.table.done))}",
        f"{coverage} {scheme} | % | 92"
        if spec.language.head == "before"
        else f"{scheme}: {coverage} | % | 92",
        f"{other} | {people} | 30112",
    )
    found = read_table(lang, text)
    assert (found["92"].unit, found["92"].indicator) == ("percent", "health_insurance.coverage_rate")
    assert (found["30112"].unit, found["30112"].indicator) == (
        "person",
        "unemployment_insurance.participants",
    )


@pytest.mark.parametrize("lang", CODES)
def test_a_share_that_is_the_result_in_percent_of_the_plan_of_its_row_completes_the_plan(lang: str) -> None:
    spec = lexicon_of(lang).spec
    planned, done = spec.table.planned[0], spec.table.done[0]
    scheme = first_form(lang, "scheme", "health_insurance")
    text = titled(
        lang,
        f"{scheme} | {planned} | {done} | %",
        "Cai Nhum | 20000 | 18000 | 90",
        "Tan An | 1000 | 700 | 85",
    )
    found = read_table(lang, text)
    assert (found["90"].indicator, found["90"].base) == ("health_insurance.plan_completion", "plan")
    assert (found["90"].scenario, found["20000"].scenario) == ("actual", "target")
    assert found["85"].indicator != "health_insurance.plan_completion", "700 is not 85 % of 1,000"


@pytest.mark.parametrize("lang", CODES)
def test_what_the_line_above_a_table_says_is_a_goal_is_one_in_every_column(lang: str) -> None:
    spec = lexicon_of(lang).spec
    goal = next(
        form for form in spec.scenario["target"] if form.replace(" ", "").isalpha() or ord(form[0]) > 0xE00
    )
    people = first_form(lang, "unit", "person")
    scheme, other = (first_form(lang, "scheme", s) for s in ("health_insurance", "unemployment_insurance"))
    text = titled(
        lang, f"{goal} ({people})", f"{place_word(lang)} | {scheme} | {other}", "Cai Nhum | 31905 | 415"
    )
    assert {(f.scenario, f.unit) for f in read_table(lang, text).values()} == {("target", "person")}


def test_two_rows_of_heads_govern_together() -> None:
    text = "Résultats\n\n| Commune | Assurance maladie | Assurance maladie |\n|  | Plan 2025 | Résultat |\n| An Phu | 9 500 | 9 120 |"
    found = read_table("fr", text)
    assert (found["9 500"].scenario, found["9 500"].indicator) == ("target", "health_insurance.participants")
    assert (found["9 120"].scenario, found["9 120"].indicator) == ("actual", "health_insurance.participants")


def test_a_line_of_years_with_an_empty_first_cell_dates_the_right_columns() -> None:
    found = read_table("nb", "Helseforsikring: dekning (%)\n| 2023 | 2024\nHelseforsikring | 91,2 | 92,8")
    assert [str(found[quote].date_end) for quote in ("91,2", "92,8")] == ["2023-12-31", "2024-12-31"]


def test_a_column_of_months_is_refused_as_lengths_of_time() -> None:
    article = Article(
        article_id="t",
        lang="nb",
        text="Restanser i Ca Mau\n\nBedrift | Restanse (millioner dong) | Måneder\nAn Phat | 1 240 | 7",
        published=date(2025, 11, 15),
    )
    read = extract_figures(article)
    assert [figure.quote for figure in read.figures] == ["1 240"]
    assert [(refusal.quote, refusal.reason) for refusal in read.refusals] == [("7", "duration")]


STACKED = """Commune\nAssurance maladie : plan 2026 (personnes)\nAssurance maladie : résultat (personnes)
Quartier de Long An\n1 250\n1 180\nCommune de Cai Nhum\n910\n877"""


def test_a_table_flattened_to_a_cell_a_line_is_read_by_its_rhythm() -> None:
    found = read_table("fr", "Assurance maladie à Tay Ninh\n\n" + STACKED)
    assert {(f.unit, f.indicator, f.scope) for f in found.values()} == {
        ("person", "health_insurance.participants", "part")
    }
    assert [found[quote].scenario for quote in ("1 250", "1 180", "910", "877")] == ["target", "actual"] * 2


def test_lines_of_numbers_without_a_rhythm_are_no_table() -> None:
    found = read_table("fr", "Assurance maladie à Tay Ninh\n\nPage\n1 250\nCommune de Cai Nhum\n910\n877\n15")
    assert all("table" not in e.rule for f in found.values() for e in f.evidence.values())


def test_tabs_part_cells_as_bars_do_and_numbers_of_neighbouring_cells_stay_apart() -> None:
    text = (
        "Helseforsikring i Ca Mau\n\nKommune\tHelseforsikring\tArbeidsledighetstrygd\nCai Nhum\t31 905\t415"
    )
    found = read_table("nb", text)
    assert found["31 905"].indicator == "health_insurance.participants"
    assert found["415"].indicator == "unemployment_insurance.participants"


def test_a_date_in_the_line_above_a_table_dates_the_figures_that_no_head_dates() -> None:
    text = "Helseforsikring i Ca Mau\n\nResultat per 31. oktober 2025\nKommune | Helseforsikring | 2024\nCai Nhum | 905 | 880"
    found = read_table("nb", text)
    assert [str(found[q].date_end) for q in ("905", "880")] == ["2025-10-31", "2024-12-31"]


@pytest.mark.parametrize(
    ("title", "scenario"), [("Mål for helseforsikring", "target"), ("Helseforsikring", "actual")]
)
def test_below_a_title_of_goals_the_undated_columns_beside_one_of_goals_are_goals_too(
    title: str, scenario: str
) -> None:
    rows = "Kommune | Helseforsikring | Mål for dekning (%) | 2024\nCai Nhum | 905 | 95,5 | 880"
    found = read_table("nb", f"{title} i Ca Mau\n\n{rows}")
    assert [found[q].scenario for q in ("905", "95,5", "880")] == [scenario, "target", "actual"]


@pytest.mark.parametrize(
    "rows",
    ["Kommune | Nye i helseforsikring innen 30. juni 2026 | Hittil\nCai Nhum | 1 310 | 640\nTan An | 905 | 415",
     "Kommune\nNye i helseforsikring innen 30. juni 2026\nHittil\nCai Nhum\n1 310\n640\nTan An\n905\n415"],
)  # fmt: skip
def test_a_column_that_only_says_so_far_counts_what_the_goals_beside_it_count(rows: str) -> None:
    found = read_table("nb", f"Mål for Ca Mau\n\n{rows}")
    assert {f.indicator for f in found.values()} == {"health_insurance.new_participants"}
    assert [found[q].scenario for q in ("1 310", "640", "905", "415")] == ["target", "actual"] * 2
    assert found["640"].date_end is None


def test_a_line_above_that_names_people_and_shares_gives_each_column_its_own() -> None:
    heads = "Commune | Assurés | Taux de couverture | Nouveaux assurés"
    found = read_table(
        "fr",
        f"Assurance maladie à Tay Ninh\n\nRésultats (personnes ; %)\n{heads}\nAn Phu | 9 500 | 94,2 | 310",
    )
    assert [found[q].unit for q in ("9 500", "94,2", "310")] == ["person", "percent", "person"]
    assert found["310"].indicator == "health_insurance.new_participants"
