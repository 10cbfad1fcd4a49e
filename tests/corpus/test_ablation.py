"""Claims about ablation: each variant takes away what it says, and nothing else."""

from __future__ import annotations

import pytest

from corpus.ablation import (
    VARIANTS,
    NearestCue,
    WithoutClauses,
    WithoutConstructions,
    WithoutContext,
    WithoutTables,
    WithoutTopic,
    main,
    score_variant,
)
from corpus.gold import DEVELOPMENT_FOLDER, load_gold
from extractors import extract_figures
from extractors.linking import Linker
from schemas import Article, Figure


def read(text: str, linker: type[Linker]) -> tuple[Figure, ...]:
    article = Article(article_id="a", lang="fr", text=text)
    return extract_figures(article, linker_type=linker, second_reading=False).figures


TWO_CLAUSES = "L'assurance sociale compte 45 000 adhérents, les arriérés de l'assurance maladie sont de 12 milliards de dongs."


def test_without_clauses_a_scheme_behind_the_break_governs_the_figure_before_it() -> None:
    assert read(TWO_CLAUSES, Linker)[0].indicator == "social_insurance.participants"
    assert read(TWO_CLAUSES, WithoutClauses)[0].indicator == "health_insurance.participants"


def test_without_context_a_list_knows_nothing_of_its_heading() -> None:
    text = "Objectifs pour 2026 :\n- 95 % des habitants couverts par l'assurance maladie"
    assert read(text, Linker)[0].scenario == "target"
    assert read(text, WithoutContext)[0].scenario == "actual"


def test_without_topic_a_figure_without_scheme_is_of_none() -> None:
    text = "Assurance maladie : l'assurance maladie progresse.\nLe taux de couverture atteint 95 %."
    assert read(text, Linker)[0].indicator == "health_insurance.coverage_rate"
    assert read(text, WithoutTopic)[0].indicator != "health_insurance.coverage_rate"


def test_without_tables_a_cell_has_no_heads() -> None:
    text = "Commune | Assurance maladie (%) | Assurance chômage (%)\nTa Van | 95,2 | 30,1"
    whole, part = read(text, Linker), read(text, WithoutTables)
    assert [f.indicator for f in whole] == [
        "health_insurance.coverage_rate",
        "unemployment_insurance.coverage_rate",
    ]
    assert [f.scope for f in whole] == ["part", "part"]
    assert [(f.kind, f.indicator) for f in part] == [("count", "other")] * 2


def test_the_nearest_cue_governs_whatever_the_clause() -> None:
    text = "Le taux de l'assurance maladie est de 95 %, avec un objectif pour 1 200 retraités."
    assert read(text, Linker)[0].scenario == "actual"
    assert read(text, NearestCue)[0].scenario == "target"


@pytest.mark.parametrize("linker", [variant.linker for variant in VARIANTS])
def test_a_variant_changes_no_numeral(linker: type[Linker]) -> None:
    article = load_gold(DEVELOPMENT_FOLDER, ("nb",))[0]
    whole, part = (
        extract_figures(article.as_article(), linker_type=kind).figures for kind in (Linker, linker)
    )
    assert [(f.start, f.end, f.comparator) for f in part] == [(f.start, f.end, f.comparator) for f in whole]


def test_all_of_linking_scores_best_and_the_nearest_cue_worst() -> None:
    articles = load_gold(DEVELOPMENT_FOLDER, ("fr",))
    records = {
        linker: score_variant(articles, linker).main_number("record") or 0.0
        for linker in (Linker, WithoutConstructions, NearestCue)
    }
    assert records[Linker] >= records[WithoutConstructions] > records[NearestCue]


def test_the_table_has_a_line_for_every_variant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DEVELOPMENT_FOLDER)]) == 0
    printed = capsys.readouterr().out
    for variant in VARIANTS:
        assert variant.name in printed
