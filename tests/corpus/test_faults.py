"""Claims about the telling of faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.faults import CONTEXT, Fault, filter_faults, find_faults
from corpus.gold import GoldArticle
from corpus.predictions import read_predictions
from corpus.scoring import tally_article


@pytest.fixture
def faults(data: Path, small_gold: list[GoldArticle], campaign: GoldArticle) -> list[Fault]:
    ids = [article.article_id for article in small_gold]
    predictions = read_predictions(data / "predictions" / "composed.jsonl", ids)
    return find_faults(campaign, predictions[campaign.article_id])


def fields_of(faults: list[Fault]) -> set[str]:
    return {field.field for fault in faults for field in fault.fields}


def perfect(article: GoldArticle) -> dict[str, Any]:
    skip = {"quote", "occurrence", "optional", "note"}
    return {
        key: [
            {"start": span.start, "end": span.end}
            | {name: r.options(name)[0] for name in type(r).model_fields if name not in skip}
            for r, span in zip(records, spans, strict=True)
        ]
        for key, records, spans in (
            ("figures", article.figures, article.figure_spans),
            ("deadlines", article.deadlines, article.deadline_spans),
        )
    }


def test_a_perfect_prediction_has_no_fault(campaign: GoldArticle) -> None:
    assert find_faults(campaign, perfect(campaign)) == []


def test_an_optional_record_that_is_missed_is_no_fault(campaign: GoldArticle) -> None:
    prediction = perfect(campaign)
    kept = [
        row
        for row, figure in zip(prediction["figures"], campaign.figures, strict=True)
        if not figure.optional
    ]
    assert find_faults(campaign, {**prediction, "figures": kept}) == []


def test_missed_and_false_are_those_that_the_scorer_counts(data: Path, small_gold: list[GoldArticle]) -> None:
    ids = [article.article_id for article in small_gold]
    for case in ("slips", "faulty", "ruined", "composed"):
        predictions = read_predictions(data / "predictions" / f"{case}.jsonl", ids)
        for article in small_gold:
            prediction = predictions.get(article.article_id, {})
            tally = tally_article(article, prediction)
            told = find_faults(article, prediction)
            for subject, gold, predicted in (
                ("figure", "gold", "predicted"),
                ("deadline", "deadline_gold", "deadline_predicted"),
            ):
                missed = sum(f.subject == subject and f.verdict == "missed" for f in told)
                false = sum(f.subject == subject and f.verdict == "false" for f in told)
                assert tally[gold] - missed == tally[predicted] - false


def test_each_wrong_field_is_told_with_gold_and_got(faults: list[Fault]) -> None:
    fault = next(f for f in faults if f.quote == "88 %" and f.verdict == "wrong")
    assert [(w.field, w.gold, w.got) for w in fault.fields] == [
        ("base", ("population",), None),
        ("scope", ("whole",), "part"),
    ]


def test_side_fields_spans_and_bodies_are_told_too(faults: list[Fault]) -> None:
    assert {"base", "scope", "span", "precision", "responsible"} <= fields_of(faults)


def test_a_wrong_span_is_told_by_its_words(faults: list[Fault]) -> None:
    fault = next(f for f in filter_faults(faults, ["span"]) if f.quote == "66 000")
    assert (fault.fields[0].gold, fault.fields[0].got) == (("66 000",), "66 000 dongs")


def test_context_stands_around_the_quote(faults: list[Fault], campaign: GoldArticle) -> None:
    for fault in faults:
        assert fault.before + fault.quote + fault.after in campaign.text
        assert len(fault.before) <= CONTEXT


def test_the_rule_that_gave_a_wrong_field_is_named(campaign: GoldArticle) -> None:
    prediction = perfect(campaign)
    evidence = {"scope": {"start": 0, "end": 1, "quote": "La", "rule": "a place is a part"}}
    prediction["figures"][0] |= {"scope": "part", "evidence": evidence}
    (fault,) = find_faults(campaign, prediction)
    assert fault.fields[0].rule == "a place is a part on 'La'"


def test_faults_stand_in_order_of_the_text(faults: list[Fault]) -> None:
    assert [fault.span for fault in faults] == sorted(fault.span for fault in faults)


def test_a_field_filter_keeps_that_field_only(faults: list[Fault]) -> None:
    kept = filter_faults(faults, ["scope"])
    assert fields_of(kept) == {"scope"}
    assert {fault.verdict for fault in kept} == {"wrong"}


def test_a_level_filter_keeps_its_fields_and_value_the_missed_and_false_figures(faults: list[Fault]) -> None:
    kept = filter_faults(faults, ["value"])
    assert fields_of(kept) <= {"kind", "value", "value_max", "out_of", "unit"}
    assert {fault.verdict for fault in kept} == {"missed", "false", "wrong"}
    assert {fault.subject for fault in kept} == {"figure"}
    assert fields_of(filter_faults(faults, ["side"])) == {"base", "scope", "span"}


def test_deadline_missed_and_false_are_filters(faults: list[Fault]) -> None:
    assert {fault.subject for fault in filter_faults(faults, ["deadline"])} == {"deadline"}
    assert {fault.verdict for fault in filter_faults(faults, ["missed"])} == {"missed"}
    assert filter_faults(faults, []) == faults


def test_an_unknown_filter_is_refused_by_name(faults: list[Fault]) -> None:
    with pytest.raises(CorpusError, match="scoop"):
        filter_faults(faults, ["scoop"])


def test_a_fault_is_json_with_decimals_as_text(faults: list[Fault]) -> None:
    fault = next(f for f in faults if f.quote == "3,2 millions").as_json()
    assert {"field": "value", "gold": ["3200000"], "got": "1e6", "rule": None} in fault["fields"]
