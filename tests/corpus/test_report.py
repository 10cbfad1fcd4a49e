"""Claims about the text that evaluations are printed as."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evaluation import Evaluation, evaluate
from corpus.halves import HALVES, Half
from corpus.report import render_evaluation, render_faults, render_scores


@pytest.fixture
def evaluation(data: Path) -> Evaluation:
    path = data / "predictions" / "composed.jsonl"
    return evaluate(data / "gold", predictions=path, faults=True, resamples=50)


def row_of(text: str, lang: str, name: str) -> str:
    """The one row of a report that is a language's and a level's or field's, without these two words."""
    (row,) = [line for line in text.splitlines() if line.split()[:2] == [lang, name]]
    return row.split(maxsplit=2)[2]


def test_each_language_and_level_is_a_row_with_precision_recall_f1_and_the_halves(
    evaluation: Evaluation,
) -> None:
    text = render_scores(evaluation)
    assert text.splitlines()[0].endswith("F1/acc.    read  [95 % interval]  unread  [95 % interval]")
    assert row_of(text, "fr", "value").split("  ") == [
        "0.5000",
        "0.6364",
        " 0.5600",
        "0.5833",
        "[0.5833 0.5833]",
        "0.0000",
        "[0.0000 0.0000]",
    ]


def test_an_accuracy_is_one_number_for_all_and_for_each_half(evaluation: Evaluation) -> None:
    whole = evaluation.scores["fr"].accuracies["scope"]
    read = evaluation.halves["fr"]["read"].scores.accuracies["scope"]
    assert row_of(render_scores(evaluation), "fr", "scope").split()[:2] == [f"{whole:.4f}", f"{read:.4f}"]


def test_counts_are_told_for_all_and_for_each_half(evaluation: Evaluation) -> None:
    assert row_of(render_scores(evaluation), "fr", "articles").split() == ["2", "1", "1"]


def test_every_number_is_that_of_the_json_to_its_last_digit(evaluation: Evaluation) -> None:
    text = render_scores(evaluation)
    for lang, scores in evaluation.as_json()["scores"].items():
        for name, value in scores.items():
            numbers = value if isinstance(value, list) else [value]
            told = row_of(text, lang, name).split()[: len(numbers)]
            assert [None if cell == "-" else float(cell) for cell in told] == numbers, (lang, name)


def test_what_a_half_does_not_hold_is_a_dash(evaluation: Evaluation) -> None:
    assert row_of(render_scores(evaluation), "nb", "value").split()[-1] == "-"


def test_languages_stand_apart_by_an_empty_line(evaluation: Evaluation) -> None:
    head, *rows = render_scores(evaluation).split("\n\n")
    assert {line[:3].strip() for line in head.splitlines()[1:]} == {"fr"}
    assert [{line[:3].strip() for line in block.splitlines()} for block in rows] == [{"nb"}, {"th"}, {"all"}]


def test_the_scores_are_no_wider_than_100_columns_and_stand_beneath_their_heads(
    evaluation: Evaluation,
) -> None:
    lines = [line for line in render_scores(evaluation).splitlines() if line]
    assert max(map(len, lines)) <= 100
    for end in (lines[0].index(head) + len(head) for head in ("F1/acc.", " read", "unread")):
        assert all(line[end - 1] != " " and line[end : end + 2].strip() == "" for line in lines)


def test_one_language_alone_is_not_repeated_as_all(data: Path) -> None:
    path = data / "predictions" / "composed.jsonl"
    french = evaluate(data / "gold", languages=("fr",), predictions=path, resamples=5)
    assert "all" not in {line[:3] for line in render_scores(french).splitlines()}


@pytest.mark.parametrize("half", HALVES)
def test_one_half_alone_tells_its_own_numbers_and_no_others(evaluation: Evaluation, half: Half) -> None:
    text = render_scores(evaluation, half)
    scores = evaluation.halves["fr"][half].scores.as_json()
    intervals = evaluation.halves["fr"][half].intervals
    for name, value in scores.items():
        told = row_of(text, "fr", name).replace("[", "").replace("]", "").split()
        numbers = [*(value if isinstance(value, list) else [value]), *(intervals.get(name) or ())]
        assert [None if cell == "-" else float(cell) for cell in told] == (
            [None] * len(told) if value is None else numbers
        ), name


@pytest.mark.parametrize("half", HALVES)
def test_the_numbers_of_one_half_do_not_hang_on_the_other(evaluation: Evaluation, half: Half) -> None:
    alone = {lang: {half: both[half]} for lang, both in evaluation.halves.items() if half in both}
    scores = {lang: halves[half].scores for lang, halves in alone.items()}
    assert render_scores(Evaluation(scores, alone), half) == render_scores(evaluation, half)


def test_a_language_without_articles_in_the_half_is_left_out(evaluation: Evaluation) -> None:
    assert {line[:3].strip() for line in render_scores(evaluation, "unread").splitlines()[1:]} == {"fr"}


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
