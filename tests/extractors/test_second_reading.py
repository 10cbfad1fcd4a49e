"""Claims about the second reading: what it weighs, when it overrules the rules, and that it never stands in their way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from extractors import extract_figures, second_reading
from extractors.candidates import Candidate
from extractors.dates import DateExpression
from extractors.lexicon import lexicon_of
from extractors.reading import Reading, read_text
from extractors.second_reading import (
    LEARNED,
    Answer,
    Observed,
    SecondReading,
    Surroundings,
    read_again,
    rules_of,
    second_reading_model,
    split_indicator,
    trust_features,
)
from schemas import Article
from schemas.reference import DataFileError
from schemas.second_reading import SecondReadingSpec, TrustSpec

FRENCH = "Bilan de l'assurance maladie\nLe taux de couverture atteint 95 %. L'assurance chômage compte 45 000 adhérents."


def rules_alone(text: str, lang: str = "fr") -> Reading:
    return read_text(text, lexicon_of(lang), date(2025, 11, 1), second_reading=False)


def observe(text: str, at: int, lang: str = "fr") -> set[str]:
    read = rules_alone(text, lang)
    around = Surroundings(read.folded.text, read.atoms, read.sentences, read.candidates, date(2025, 11, 1))
    return set(around.observe(read.candidates[at]).told_by)


def model_of(weights: dict[str, tuple[int, ...]], trust: dict[str, TrustSpec] | None = None) -> SecondReading:
    spec = SecondReadingSpec(
        classes={
            "scheme": ("health_insurance", "other"),
            "measure": ("coverage_rate", "other"),
            "scenario": ("actual", "target"),
            "date_role": ("None", "during"),
        },
        weights={"": (0,) * 8, **weights},
        trust=trust or {},
        fitted_on="a test",
    )
    rows = {name: row for row, name in enumerate(spec.weights)}
    return SecondReading(
        spec, rows, np.array(list(spec.weights.values()), dtype=np.float32) / np.float32(100)
    )


FIELDS = ("indicator", "scenario", "date_role")
SURE = {field: TrustSpec(bias=9.0, weights={}) for field in FIELDS}
NEVER = {field: TrustSpec(bias=-9.0, weights={}) for field in FIELDS}
TO_OTHER = {"kind percentage": (-300, 300, -300, 300, -300, 300, 0, 0)}


def dated(own: Candidate, found: DateExpression) -> Candidate:
    return replace(own, date_role="during", date_start=found.first, date_end=found.last)


@pytest.fixture
def read_with(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def read(
        text: str, model: SecondReading, lang: str = "fr"
    ) -> tuple[list[Candidate], list[tuple[str, ...]]]:
        monkeypatch.setattr(
            second_reading, "second_reading_model", lambda: (model.spec, model.rows, model.weights)
        )
        found = rules_alone(text, lang)
        return found.candidates, read_again(
            found.folded.text, found.atoms, found.sentences, found.candidates, None, dated
        )

    return read


def test_the_title_the_sides_and_what_was_named_before_are_seen() -> None:
    seen = observe(FRENCH, 0)
    assert {"title scheme=health_insurance", "named unemployment_insurance", "kind percentage"} <= seen
    assert "left nearest measure=coverage_rate percentage" in seen
    assert "before scheme=health_insurance percentage" in seen
    assert "left nearest scheme=unemployment_insurance count" in observe(FRENCH, 1)


def test_no_word_and_no_language_is_weighed() -> None:
    _, rows, _ = second_reading_model()
    assert all(name.isascii() for name in rows)
    assert not any(f"lang {code}" in name for name in rows for code in ("fr", "nb", "lo", "ms", "th"))
    french = observe("Assurance maladie : 95 % de la population", 0)
    norwegian = observe("Helseforsikring: 95 % av befolkningen", 0, "nb")
    assert {name for name in french if "base" in name} == {name for name in norwegian if "base" in name}
    assert {name for name in french if "scheme" in name} == {name for name in norwegian if "scheme" in name}


def test_dates_tell_whether_they_are_to_come() -> None:
    assert "nearest date to come True percentage" in observe("95 % d'ici le 31 décembre 2026.", 0)
    assert "nearest date to come False percentage" in observe("95 % au 31 mars 2025.", 0)


def test_probabilities_of_a_question_sum_to_one_and_have_a_floor() -> None:
    (shares,) = model_of({"x": (5000, 0, 100, 0, 0, 0, 0, 0)}).weigh([Observed({"": -1, "x": -1})])
    assert exp(shares["measure"]["coverage_rate"]) + exp(shares["measure"]["other"]) == pytest.approx(1.0)
    assert shares["measure"]["coverage_rate"] - shares["measure"]["other"] == pytest.approx(1.0, abs=1e-3)
    assert shares["scheme"]["other"] == pytest.approx(log(1e-4))


def test_figures_weighed_together_are_weighed_as_each_alone() -> None:
    model = model_of({"x": (100, 0, 0, 0, 0, 0, 0, 0), "y": (0, 50, 0, 70, 0, 0, 0, 0)})
    several = [Observed({"": -1, "x": -1}), Observed({"": -1}), Observed({"": -1, "x": -1, "y": -1})]
    assert model.weigh(several) == [model.weigh([one])[0] for one in several]


def test_a_measure_that_the_kind_does_not_admit_is_never_the_answer() -> None:
    model = model_of({"x": (900, 0, 900, 0, 0, 0, 0, 0)})
    (shares,) = model.weigh([Observed({"": -1, "x": -1})])
    assert model.indicator(shares, "percentage", "percent", "other").value == "health_insurance.coverage_rate"
    assert model.indicator(shares, "money", "VND", "other").value == "other"
    assert model.indicator(shares, "measure", "ha", "other") == Answer("other", 0.0)


def test_overruled_fields_show_the_word_that_weighed_most(read_with) -> None:  # type: ignore[no-untyped-def]
    weights = {
        **TO_OTHER,
        "left nearest measure=coverage_rate percentage": (0, 200, 0, 200, 0, 0, 0, 0),
        "sentence scheme=health_insurance": (0, 10, 0, 10, 0, 10, 0, 0),
        "sentence scenario=actual": (0, 0, 0, 0, 0, 50, 0, 0),
    }
    text = "Le taux de couverture de l'assurance maladie atteint 95 %."
    (own,), _ = read_with(text, model_of(weights, SURE))
    assert (own.indicator, own.scenario, own.scheme, own.measure) == ("other", "target", None, None)
    start, end, rule = own.cues["indicator"]
    assert (text[start:end], rule) == ("95 %", LEARNED)  # nothing tells that it is of something else


TO_COVERAGE = {"kind percentage": (300, -300, 300, -300, 0, 0, 0, 0)}


def test_another_subject_becomes_insurance_only_where_a_cue_tells_it(read_with) -> None:  # type: ignore[no-untyped-def]
    text = "L'assurance maladie progresse.\nLa commune a 88 % de bois."
    assert [own.indicator for own in rules_alone(text).candidates] == ["other"]
    (own,), _ = read_with(text, model_of(TO_COVERAGE, SURE))
    assert own.indicator == "other"
    cued = {**TO_COVERAGE, "before scheme=health_insurance percentage": (50, 0, 0, 0, 0, 0, 0, 0)}
    (own,), _ = read_with(text, model_of(cued, SURE))
    assert own.indicator == "health_insurance.coverage_rate"
    start, end, rule = own.cues["scheme"]
    assert (text[start:end].casefold(), rule) == ("assurance maladie", LEARNED)


@pytest.mark.parametrize(("to", "scenario"), [(-1, "target"), (1, "target")])
def test_a_goal_that_is_due_stays_a_goal(read_with, to: int, scenario: str) -> None:  # type: ignore[no-untyped-def]
    text = "L'assurance maladie couvrira 95 % des habitants d'ici le 31 décembre 2026."
    weights = {"kind percentage": (0, 0, 0, 0, -300 * to, 300 * to, 0, 0)}
    (own,), _ = read_with(text, model_of(weights, SURE))
    assert (own.scenario, own.date_role) == (scenario, "deadline")


def test_a_state_of_some_day_becomes_no_goal(read_with) -> None:  # type: ignore[no-untyped-def]
    text = "Au 31 octobre 2025, l'assurance maladie couvre 95 % des habitants."
    weights = {"kind percentage": (0, 0, 0, 0, -300, 300, 0, 0)}
    (own,), _ = read_with(text, model_of(weights, SURE))
    assert (own.scenario, own.date_role) == ("actual", "as_of")


def test_a_measure_that_was_not_there_to_be_learned_from_stands() -> None:
    model = model_of({"x": (900, 0, 900, 0, 0, 0, 0, 0)})
    (shares,) = model.weigh([Observed({"": -1, "x": -1})])
    for read in ("health_insurance.checks", "unemployment_insurance.coverage_rate"):
        assert model.indicator(shares, "percentage", "percent", read) == Answer(read, 0.0)


def test_letters_that_no_form_explains_are_counted_on_either_side() -> None:
    seen = observe("La commune compte 88 % de xyzzytrees.", 0)
    assert "unknown letters right more percentage" in seen
    assert "unknown letters right under 1 percentage" in observe("Le taux de couverture est de 88 %.", 0)


def test_without_trust_the_rules_stand(read_with) -> None:  # type: ignore[no-untyped-def]
    text = "Le taux de couverture de l'assurance maladie atteint 95 %."
    (own,), _ = read_with(text, model_of(TO_OTHER, NEVER))
    assert (own.indicator, own.scenario) == ("health_insurance.coverage_rate", "actual")
    (own,), _ = read_with(text, model_of(TO_OTHER))
    assert own.indicator == "health_insurance.coverage_rate"


LIKELY = {field: TrustSpec(bias=0.9, weights={}) for field in FIELDS}
"""A trust of 0.71."""


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("Assurance maladie : 95 % des habitants.", "target"),
        ("L'assurance maladie atteint 95 % des habitants.", "actual"),
    ],
)
def test_a_scenario_with_a_cue_is_overruled_only_by_greater_trust(
    read_with, text: str, scenario: str
) -> None:  # type: ignore[no-untyped-def]
    weights = {"kind percentage": (0, 0, 0, 0, -300, 300, 0, 0)}
    assert [own.scenario for own in read_with(text, model_of(weights, LIKELY))[0]] == [scenario]
    assert [own.scenario for own in read_with(text, model_of(weights, SURE))[0]] == ["target"]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Bilan de l'assurance maladie\nLe taux de couverture est de 95 %.", "other"),
        ("Le taux de couverture de l'assurance maladie est de 95 %.", "health_insurance.coverage_rate"),
    ],
)
def test_a_scheme_named_in_the_figures_clause_is_overruled_only_by_greater_trust(
    read_with,  # type: ignore[no-untyped-def]
    text: str,
    indicator: str,
) -> None:
    assert [own.indicator for own in read_with(text, model_of(TO_OTHER, LIKELY))[0]] == [indicator]
    assert [own.indicator for own in read_with(text, model_of(TO_OTHER, SURE))[0]] == ["other"]


UNDATED = "Le 3 mars 2025 : l'assurance maladie couvre 95 % des habitants."
TO_DURING = {"kind percentage": (0, 0, 0, 0, 0, 0, -300, 300)}


def undated(own: Candidate) -> None:
    own.date_role = own.date_start = own.date_end = None


def test_an_undated_figure_takes_the_nearest_date_in_the_role_that_was_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = rules_alone(UNDATED)
    own = found.candidates[0]
    for trust, role in ((NEVER, None), (SURE, "during")):
        undated(own)
        model = model_of(TO_DURING, trust)
        answer = (model.spec, model.rows, model.weights)
        monkeypatch.setattr(second_reading, "second_reading_model", lambda answer=answer: answer)
        read_again(found.folded.text, found.atoms, found.sentences, [own], None, dated)
        assert own.date_role == role
    assert own.date_end == date(2025, 3, 3)
    start, end, rule = own.cues["date"]
    assert UNDATED[start:end].casefold().startswith("le 3 mars")
    assert rule.startswith(LEARNED)


@pytest.mark.parametrize("read", [None, {"date_role": "as_of"}, {"scenario": "target"}])
def test_a_date_that_rules_would_read_otherwise_dates_nothing(
    monkeypatch: pytest.MonkeyPatch, read: dict[str, str] | None
) -> None:
    found = rules_alone(UNDATED)
    own = found.candidates[0]
    undated(own)
    model = model_of(TO_DURING, SURE)
    answer = (model.spec, model.rows, model.weights)
    monkeypatch.setattr(second_reading, "second_reading_model", lambda: answer)

    def otherwise(own: Candidate, found: DateExpression) -> Candidate | None:
        return None if read is None else replace(dated(own, found), **read)

    read_again(found.folded.text, found.atoms, found.sentences, [own], None, otherwise)
    assert own.date_role is None


def test_rows_of_tables_are_left_to_the_rules(read_with) -> None:  # type: ignore[no-untyped-def]
    table = "Commune | Assurance maladie (%)\nTa Van | 95,2"
    found, _ = read_with(table, model_of(TO_OTHER, SURE))
    assert [own.indicator for own in found] == ["health_insurance.coverage_rate"]


def test_doubt_of_the_second_reading_is_a_signal_of_confidence(read_with) -> None:  # type: ignore[no-untyped-def]
    text = "Le taux de couverture de l'assurance maladie atteint 95 %."
    _, (doubted,) = read_with(text, model_of(TO_OTHER, NEVER))
    agreeing = {"kind percentage": (900, 0, 900, 0, 900, 0, 0, 0)}
    _, (agreed,) = read_with(text, model_of(agreeing, NEVER))
    assert doubted[:2] == (
        "second reading of indicator: under 0.02",
        "second reading of scenario: under 0.02",
    )
    assert agreed[:2] == ("second reading of indicator: agrees", "second reading of scenario: agrees")


def test_what_trust_is_told_names_both_answers_and_the_rules() -> None:
    told = trust_features(
        "indicator",
        "other",
        Answer("health_insurance.support", 2.2),
        {"indicator": "default: none, x"},
        Observed({"": -1, "unknown letters left more percentage": -1, "kind percentage": -1}),
    )
    assert "unknown letters left more percentage" in told
    assert "kind percentage" not in told
    assert {"over 2.0", "read scheme other", "learned measure support", "indicator: x"} <= set(told)
    assert "over 2.5" not in told


def test_rules_are_named_as_in_the_evidence() -> None:
    for text in (FRENCH, "Sur 1 200 logements, 95 % ont été livrés."):
        article = Article(article_id="a", lang="fr", text=text, published=date(2025, 11, 1))
        figures = extract_figures(article, second_reading=False).figures
        for own, figure in zip(rules_alone(text).candidates, figures, strict=True):
            told = {name: one.rule for name, one in figure.evidence.items()}
            assert rules_of(own, "indicator").items() <= told.items()
            assert rules_of(own, "scenario") == {"scenario": told["scenario"]}


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("other", ("other", "other")),
        ("outreach.events", ("outreach", "events")),
        ("insurance.arrears", ("insurance", "arrears")),
    ],
)
def test_an_indicator_has_a_scheme_and_a_measure(code: str, parts: tuple[str, str]) -> None:
    assert split_indicator(code) == parts


def test_a_damaged_model_is_an_error_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "second_reading.json"
    monkeypatch.setattr(second_reading, "MODEL", damaged)
    with pytest.raises(DataFileError, match=r"second_reading\.json.*No such file"):
        second_reading_model.__wrapped__()
    whole = model_of({}).spec.model_dump(mode="json")
    classes = whole["classes"]
    for change, fault in (
        ({"weights": {"": [1]}}, "are not 8 numbers"),
        ({"weights": {}}, "weights of 'the bias'"),
        ({"classes": {}}, "not of nothing"),
        ({"classes": {**classes, "measure": ["tea"]}}, "'tea' is no answer to 'measure'"),
        ({"trust": {"indicators": {"bias": 1}}}, "no field 'indicators'"),
        ({"trust": {"indicator": {"bias": "NaN"}}}, "finite number"),
    ):
        damaged.write_text(json.dumps({**whole, **change}))
        with pytest.raises(DataFileError, match=rf"second_reading\.json.*{fault}"):
            second_reading_model.__wrapped__()


def test_a_text_without_figures_asks_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(second_reading, "second_reading_model", fail)
    assert read_again("", [], [], [], None, dated) == []


READ_ALOUD = """
from datetime import date
from extractors import extract_figures
from schemas import Article
text = {text!r}
article = Article(article_id="a", lang="fr", text=text, published=date(2025, 11, 1))
print(extract_figures(article).model_dump_json())
"""


def test_no_hash_seed_changes_what_is_read() -> None:
    text = "\n".join(
        [
            FRENCH,
            UNDATED,
            "Objectif 2026 : 97 % de la population ; 1 200 nouveaux adhérents, dont 300 élèves.",
        ]
        * 5
    )
    read = {
        subprocess.run(
            [sys.executable, "-c", READ_ALOUD.format(text=text)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(read) == 1
