"""Claims about fitting the second reading: what it is learned from, that it is learned, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import learning
from corpus.gold import DEVELOPMENT_FOLDER, GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.learning import (
    Difference,
    FirstSight,
    Seen,
    as_second_reading,
    differences,
    example_differences,
    fit_answers,
    fit_trust,
    fold_of,
    held_out_differences,
    main,
    overruled,
    read_first_sight,
    record_first_sight,
    recorded,
    recorded_articles,
    see_articles,
    see_examples,
    write_model,
)
from extractors import extract_figures
from extractors.second_reading import MODEL, Observed
from schemas.second_reading import SecondReadingSpec


def seen_figure(article: str, start: int, sign: str, indicator: str, scenario: str = "actual") -> Seen:
    observed = Observed({"": -1, "kind percentage": -1, sign: -1})
    return Seen(
        article,
        start,
        "percentage",
        "percent",
        observed,
        {"indicator": (indicator,), "scenario": (scenario,), "date_role": ("None",)},
        {},
    )


COVERED, OTHER = "health_insurance.coverage_rate", "other"
LEARNABLE = [
    seen_figure(f"fr-a{k}", k, "of water" if k % 3 == 0 else "of cards", OTHER if k % 3 == 0 else COVERED)
    for k in range(90)
]
BY_RULES = {
    (one.article, one.start): {
        "indicator": FirstSight(COVERED, {"indicator": "nearest"}),
        "scenario": FirstSight("actual", {"scenario": "default"}),
        "date_role": FirstSight("None", {}),
    }
    for one in LEARNABLE
}


@pytest.fixture(scope="module")
def fitted() -> SecondReadingSpec:
    return fit_answers(LEARNABLE)


@pytest.fixture(scope="module")
def norwegian() -> list[GoldArticle]:
    return load_gold(DEVELOPMENT_FOLDER, ("nb",))[:2]


def test_every_development_article_is_recorded_before_rules_are_written_from_it() -> None:
    known = [row["article_id"] for row in recorded_articles()]
    assert sorted(known) == sorted(gold.article_id for gold in load_gold(DEVELOPMENT_FOLDER))


def test_no_article_is_recorded_whose_rules_are_measured() -> None:
    gold = load_gold(GOLD_FOLDER)
    unread = {one.article_id for one in gold} - read_articles(gold, GOLD_FOLDER)
    assert not unread & {article for article, _ in read_first_sight()}


def test_recording_adds_what_the_rules_alone_make_of_new_articles_only(
    tmp_path: Path, norwegian: list[GoldArticle]
) -> None:
    first, second = norwegian
    (tmp_path / "nb.jsonl").write_text(
        json.dumps({"article_id": first.article_id, "figures": None}) + "\n", "utf-8"
    )
    assert record_first_sight(norwegian, tmp_path) == 1
    assert record_first_sight(norwegian, tmp_path) == 0
    sight = read_first_sight(tmp_path)
    by_rules = extract_figures(second.as_article(), second_reading=False).figures
    assert {start for _, start in sight} == {figure.start for figure in by_rules}
    assert {article for article, _ in sight} == {second.article_id}
    one = by_rules[0]
    told = sight[second.article_id, one.start]
    assert told["indicator"].value == one.indicator
    assert told["scenario"].rules == {"scenario": one.evidence["scenario"].rule}


def test_figures_are_seen_with_what_gold_accepts_and_without_optional_ones(
    norwegian: list[GoldArticle],
) -> None:
    seen = see_articles(norwegian)
    gold = {
        (article.article_id, str(option))
        for article in norwegian
        for figure in article.figures
        if not figure.optional
        for option in figure.options("indicator")
    }
    assert {(one.article, one.accepted["indicator"][0]) for one in seen} <= gold
    assert 0 < len(seen) <= sum(not figure.optional for article in norwegian for figure in article.figures)


def test_what_can_be_told_from_the_surroundings_is_learned(fitted: SecondReadingSpec) -> None:
    model = as_second_reading(fitted)
    assert fitted.classes["measure"] == ("coverage_rate", "other")
    for one, shares in zip(LEARNABLE, model.weigh([one.observed for one in LEARNABLE]), strict=True):
        assert model.indicator(shares, "percentage", "percent", "other").value == one.accepted["indicator"][0]


def test_fitting_twice_gives_the_same_weights(fitted: SecondReadingSpec) -> None:
    assert fit_answers(LEARNABLE).weights == fitted.weights


def test_a_rare_feature_has_no_weight() -> None:
    assert "rare" not in fit_answers([*LEARNABLE, seen_figure("fr-b", 1, "rare", OTHER)]).weights


def test_where_the_readings_differ_it_is_told_which_is_right(fitted: SecondReadingSpec) -> None:
    found = list(differences(as_second_reading(fitted), recorded(LEARNABLE, BY_RULES)))
    assert {one.article for one in found} == {
        one.article for one in LEARNABLE if one.accepted["indicator"] == (OTHER,)
    }
    assert {(one.field, one.rules_right, one.second_right) for one in found} == {("indicator", False, True)}


def test_an_article_is_answered_by_a_fit_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fits: list[set[str]] = []

    def fit(seen: list[Seen]) -> SecondReadingSpec:
        fits.append({one.article for one in seen})
        return fit_answers(seen)

    monkeypatch.setattr(learning, "fit_answers", fit)
    held_out_differences(LEARNABLE, BY_RULES)
    everybody = {one.article for one in LEARNABLE}
    left_out = [everybody - one for one in fits]
    assert set.union(*left_out) == everybody
    assert sum(map(len, left_out)) == len(everybody)


def test_articles_are_dealt_evenly_into_folds() -> None:
    folds = fold_of(f"fr-a{k:02}" for k in range(80))
    assert {list(folds.values()).count(fold) for fold in range(learning.FOLDS)} == {10}


def test_editions_of_one_story_are_left_out_together() -> None:
    folds = fold_of(f"{lang}-{story}" for lang in ("fr", "nb") for story in ("a", "b", "c"))
    assert all(folds[f"fr-{story}"] == folds[f"nb-{story}"] for story in ("a", "b", "c"))


def difference(article: str, rule: str, second_right: bool, weight: float = 1.0) -> Difference:
    return Difference(article, "indicator", (f"indicator: {rule}",), not second_right, second_right, weight)


def test_trust_learns_which_rules_are_to_be_overruled() -> None:
    found = [difference(f"fr-a{k}", "weak" if k % 2 else "strong", bool(k % 2)) for k in range(80)]
    weights = fit_trust(found, "indicator").weights
    assert weights["indicator: weak"] > 0 > weights["indicator: strong"]
    trusted = {one.features[0]: trust for one, trust in overruled(found, [], "indicator")}
    assert trusted["indicator: weak"] > 0.5 > trusted["indicator: strong"]


def test_examples_teach_what_is_not_to_be_overruled() -> None:
    found = [difference(f"fr-a{k}", "named", True) for k in range(40)]
    examples = [difference(f"fr e{k}", "named", False, 1.0) for k in range(120)]
    alone = [trust for _, trust in overruled(found, [], "indicator")]
    beside = [trust for _, trust in overruled(found, examples, "indicator")]
    assert max(beside) < 0.5 < min(alone)


def test_the_forms_of_a_frame_count_together_as_one_example() -> None:
    share, figures = max(see_examples("en"), key=lambda frame: len(frame[1]))
    frame = {one.article for one, _ in figures}
    assert len(frame) == 1
    assert len(figures) > 5
    assert share <= 1 / 5


def test_examples_count_less_than_articles(fitted: SecondReadingSpec) -> None:
    found = example_differences(as_second_reading(fitted), ("en",))
    assert found
    assert all(0 < one.weight <= learning.EXAMPLE_WEIGHT for one in found)


def test_a_written_model_is_the_one_that_was_fitted(tmp_path: Path, fitted: SecondReadingSpec) -> None:
    path = tmp_path / "model.json"
    write_model(fitted, path)
    assert SecondReadingSpec.model_validate_json(path.read_bytes()) == fitted
    assert path.read_text("utf-8").count("\n") == len(fitted.weights) + 2


def test_the_packaged_model_answers_every_question() -> None:
    spec = SecondReadingSpec.model_validate_json(MODEL.read_bytes())
    assert set(spec.classes) == set(learning.QUESTIONS)
    assert set(spec.trust) == set(learning.FIELDS)
    assert {"actual", "target", "rule"} == set(spec.classes["scenario"])


def test_the_model_is_fitted_on_what_may_be_read_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    norwegian: list[GoldArticle],
) -> None:
    gold = load_gold(GOLD_FOLDER, ("nb",))
    seen: list[str] = []

    def see(articles: list[GoldArticle]) -> list[Seen]:
        seen.extend(one.article_id for one in articles)
        return LEARNABLE

    monkeypatch.setattr(learning, "load_gold", lambda folder: gold if folder == GOLD_FOLDER else norwegian)
    monkeypatch.setattr(learning, "see_articles", see)
    monkeypatch.setattr(learning, "read_first_sight", lambda: BY_RULES)
    monkeypatch.setattr(learning, "see_examples", lambda code: [])
    monkeypatch.setattr(learning.write_model, "__defaults__", (tmp_path / "model.json",))
    assert main(["--write"]) == 0
    read = read_articles(gold, GOLD_FOLDER)
    assert sorted(seen) == sorted([*read, *(one.article_id for one in norwegian)])
    assert {one.article_id for one in gold} - read
    assert "indicator: right" in capsys.readouterr().out
    written = SecondReadingSpec.model_validate_json((tmp_path / "model.json").read_bytes())
    assert "of water" in written.weights


def test_the_command_records_new_articles(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    norwegian: list[GoldArticle],
) -> None:
    path = tmp_path / "first_sight"
    monkeypatch.setattr(learning, "load_gold", lambda folder: norwegian)
    monkeypatch.setattr(learning.record_first_sight, "__defaults__", (path,))
    assert main(["--first-sight"]) == 0
    assert capsys.readouterr().out == "2 articles recorded\n"
    assert len(recorded_articles(path)) == 2
