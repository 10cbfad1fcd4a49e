"""Claims about the text that evaluations are printed as."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evaluation import Evaluation, evaluate
from corpus.report import render_evaluation, render_faults, render_halves, render_scores


@pytest.fixture
def evaluation(data: Path) -> Evaluation:
    path = data / "predictions" / "composed.jsonl"
    return evaluate(data / "gold", predictions=path, faults=True, resamples=50)


def test_each_language_is_a_line_with_every_level(evaluation: Evaluation) -> None:
    head, *lines = render_scores(evaluation.scores).splitlines()
    assert [line.split()[0] for line in lines] == ["fr", "nb", "th", "all"]
    assert "value P/R/F1" in head
    assert "0.5000/0.6364/0.5600" in lines[0]


def test_columns_stand_beneath_their_heads(evaluation: Evaluation) -> None:
    lines = render_scores(evaluation.scores).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_halves_stand_beside_each_other_with_intervals(evaluation: Evaluation) -> None:
    text = render_halves(evaluation.halves)
    assert text.splitlines()[0].split()[-2:] == ["read", "unread"]
    line = next(line for line in text.splitlines() if line.startswith("fr value"))
    assert line.split(maxsplit=2)[2] == "0.583 [0.583 0.583]  0.000 [0.000 0.000]"
    bare = next(line for line in text.splitlines() if line.startswith("nb value"))
    assert bare.split()[-1] == "-"


def test_one_language_alone_is_not_repeated_as_all(data: Path) -> None:
    path = data / "predictions" / "composed.jsonl"
    french = evaluate(data / "gold", languages=("fr",), predictions=path, resamples=5)
    assert "all value" not in render_halves(french.halves)


def test_a_fault_shows_words_in_context_field_gold_and_got(evaluation: Evaluation) -> None:
    text = render_faults(evaluation.faults)
    assert "fr-essai-campagne:180 WRONG '88 %'" in text
    assert "soit ⟦88 %⟧ de la population.⏎L'objectif" in text
    assert "    base: gold population, got null" in text
    assert "MISSED DEADLINE" in text


def test_faults_end_with_counts(evaluation: Evaluation) -> None:
    last = render_faults(evaluation.faults).splitlines()[-1]
    assert last.startswith(f"{len(evaluation.faults)} faults: ")
    assert render_faults([]) == "0 faults"


def test_faults_come_first_and_only_if_there_are_some_or_they_were_asked_for(evaluation: Evaluation) -> None:
    assert render_evaluation(evaluation).startswith("fr-essai-campagne:")
    without = Evaluation(evaluation.scores, evaluation.halves)
    assert "faults" not in render_evaluation(without)
    assert render_evaluation(without, faults=True).startswith("0 faults")
