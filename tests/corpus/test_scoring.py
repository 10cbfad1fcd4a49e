"""Claims about the scorer. The files under `data/expected` were computed by the scorer the project was given."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import GoldArticle, Span, read_gold_article
from corpus.predictions import read_predictions
from corpus.scoring import (
    LEVELS,
    pair_figures,
    pair_spans,
    score_by_language,
    score_level,
    score_tally,
    tally_article,
    trimmed_body,
    usual_province,
)

CASES = ("perfect", "slips", "faulty", "ruined", "composed")


def predicted(article: GoldArticle, number: int, **changes: Any) -> dict[str, Any]:
    """The gold figure of that number as a prediction, with changes."""
    figure, span = article.figures[number], article.figure_spans[number]
    names = set(type(figure).model_fields) - {"quote", "occurrence", "optional", "note"}
    row: dict[str, Any] = {name: figure.options(name)[0] for name in names}
    return {"start": span.start, "end": span.end, **row, **changes}


@pytest.mark.parametrize("case", CASES)
def test_scores_agree_with_the_reference_to_the_last_digit(
    data: Path, small_gold: list[GoldArticle], case: str
) -> None:
    predictions = read_predictions(
        data / "predictions" / f"{case}.jsonl", [article.article_id for article in small_gold]
    )
    tallies = {a.article_id: tally_article(a, predictions.get(a.article_id, {})) for a in small_gold}
    got = {lang: row.as_json() for lang, row in score_by_language(small_gold, tallies).items()}
    expected = json.loads((data / "expected" / f"{case}.json").read_text("utf-8"))
    assert got == expected
    assert list(got) == list(expected)
    assert [list(row) for row in got.values()] == [list(row) for row in expected.values()]


def test_the_cases_hold_faults_at_every_level(data: Path) -> None:
    expected = json.loads((data / "expected" / "composed.json").read_text("utf-8"))["fr"]
    for name in (*LEVELS, "base", "scope", "span", "precision", "responsible"):
        score = expected[name][2] if name in LEVELS else expected[name]
        assert 0 < score < 1, name


def test_a_number_written_otherwise_is_the_same_number(campaign: GoldArticle) -> None:
    for value in ("275574.00", 275574, "2.75574e5"):
        tally = tally_article(campaign, {"figures": [predicted(campaign, 0, value=value)]})
        assert tally["record"] == 1, value


@pytest.mark.parametrize("value", ["about", None, [275574], "sNaN", "NaN", {}])
def test_a_value_that_is_no_number_is_wrong_and_raises_nothing(campaign: GoldArticle, value: object) -> None:
    tally = tally_article(campaign, {"figures": [predicted(campaign, 0, value=value)]})
    assert (tally["predicted"], tally["value"]) == (1, 0)


def test_any_acceptable_reading_agrees(campaign: GoldArticle) -> None:
    for unit in ("percent", "percentage_point"):
        assert tally_article(campaign, {"figures": [predicted(campaign, 5, unit=unit)]})["record"] == 1
    assert tally_article(campaign, {"figures": [predicted(campaign, 5, unit="person")]})["record"] == 0


def test_levels_are_nested(campaign: GoldArticle) -> None:
    tally = tally_article(campaign, {"figures": [predicted(campaign, 0, comparator=">")]})
    assert (tally["value"], tally["reading"], tally["record"]) == (1, 0, 0)


def test_an_optional_record_counts_neither_found_nor_missed_nor_false(campaign: GoldArticle) -> None:
    number = next(i for i, figure in enumerate(campaign.figures) if figure.optional)
    nothing = tally_article(campaign, {})
    found = tally_article(campaign, {"figures": [predicted(campaign, number)]})
    twice = tally_article(campaign, {"figures": [predicted(campaign, number)] * 2})
    assert nothing["predicted"] == found["predicted"] == twice["predicted"] == 0
    assert found["gold"] == twice["gold"] == nothing["gold"] == len(campaign.figures) - 1


def test_a_leftover_that_touches_a_scored_record_too_is_false(campaign: GoldArticle) -> None:
    number = next(i for i, figure in enumerate(campaign.figures) if figure.optional)
    wide = predicted(campaign, number, end=campaign.figure_spans[number + 1].end)
    rows = [predicted(campaign, number), predicted(campaign, number + 1), wide]
    pairing = pair_figures(campaign, {"figures": rows})
    assert pairing.pairs == [(number + 1, 1)]
    assert pairing.free == {0}


def test_what_is_paired_with_an_optional_record_is_free_though_it_touches_a_scored_one(
    campaign: GoldArticle,
) -> None:
    number = next(i for i, figure in enumerate(campaign.figures) if figure.optional)
    wide = predicted(campaign, number, end=campaign.figure_spans[number + 1].end)
    pairing = pair_figures(campaign, {"figures": [predicted(campaign, number + 1), wide]})
    assert pairing.pairs == [(number + 1, 0)]
    assert pairing.free == {1}


def test_the_fittest_pair_goes_first_then_the_longest_overlap_then_text_order() -> None:
    gold, got = [Span(0, 10)], [Span(0, 9), Span(0, 10), Span(0, 2)]
    assert pair_spans(gold, got, lambda i, j: 0) == [(0, 1)]
    assert pair_spans(gold, got, lambda i, j: int(j == 2)) == [(0, 2)]
    assert pair_spans(gold, [Span(0, 5), Span(5, 10)], lambda i, j: 0) == [(0, 0)]


def test_spans_that_only_touch_are_not_paired() -> None:
    assert pair_spans([Span(0, 5)], [Span(5, 9)], lambda i, j: 3) == []


def test_base_is_asked_of_percentages_only(campaign: GoldArticle) -> None:
    assert tally_article(campaign, {"figures": [predicted(campaign, 0)]})["base_asked"] == 0
    assert tally_article(campaign, {"figures": [predicted(campaign, 1)]})["base_asked"] == 1


def test_another_province_than_the_usual_is_counted_apart(campaign: GoldArticle) -> None:
    assert usual_province(campaign) == "An Giang"
    other = next(i for i, figure in enumerate(campaign.figures) if figure.province == ("Cần Thơ",))
    tally = tally_article(
        campaign, {"figures": [predicted(campaign, other), predicted(campaign, 0, province="Cần Thơ")]}
    )
    assert (tally["province"], tally["province_asked"]) == (1, 2)
    assert (tally["province_other"], tally["province_other_asked"]) == (1, 1)


def test_a_side_field_that_the_gold_leaves_out_is_not_asked_for(write_article) -> None:
    bare = {
        "quote": "95 %", "kind": "percentage", "value": "95", "unit": "percent",
        "comparator": "=", "scenario": "target", "indicator": "other", "scope": "whole",
    }  # fmt: skip
    settled = [{**bare, "quote": quote, "province": "An Giang"} for quote in ("fin", "non")]
    article = read_gold_article(write_article(head={"figures": [bare, *settled]}))
    assert usual_province(article) == "An Giang"
    tally = tally_article(
        article, {"figures": [predicted(article, 0, province="Cần Thơ", base="plan", per="day")]}
    )
    assert tally["scope_asked"] == 1
    assert (tally["base_asked"], tally["per_asked"], tally["province_asked"]) == (0, 0, 0)
    assert tally["province_other_asked"] == 0


def test_the_usual_province_counts_the_first_reading_of_each_figure(write_article) -> None:
    bare = {
        "kind": "percentage", "value": "95", "unit": "percent",
        "comparator": "=", "scenario": "target", "indicator": "other", "scope": "whole",
    }  # fmt: skip
    places: list[Any] = [["An Giang", "Cần Thơ"], "Cần Thơ", ["An Giang", None]]
    figures = [
        {**bare, "quote": q, "province": p} for q, p in zip(("95 %", "fin", "non"), places, strict=True)
    ]
    assert usual_province(read_gold_article(write_article(head={"figures": figures}))) == "An Giang"


def test_a_body_agrees_but_for_its_article_and_outer_punctuation() -> None:
    assert trimmed_body("L’Assurance sociale,") == trimmed_body(" Assurance sociale.")
    assert trimmed_body("Den lokale komiteen") == trimmed_body("lokale komiteen")
    assert trimmed_body(None) == trimmed_body("") == ""
    assert trimmed_body("Leder") == "Leder"


def test_precision_is_asked_only_where_the_date_is_right(campaign: GoldArticle) -> None:
    span = campaign.deadline_spans[0]
    row = {"start": span.start, "end": span.end, "date": "2025-12-31", "precision": "month"}
    right = tally_article(campaign, {"deadlines": [row]})
    assert (right["deadline"], right["precision_asked"], right["precision"]) == (1, 1, 0)
    wrong = tally_article(campaign, {"deadlines": [{**row, "date": "2025-12-30"}]})
    assert (wrong["deadline"], wrong["precision_asked"]) == (0, 0)


def test_a_body_given_where_the_gold_has_none_counts_against_it(campaign: GoldArticle) -> None:
    span = campaign.deadline_spans[0]
    row = {"start": span.start, "end": span.end, "date": "2025-12-31", "precision": "year"}
    assert tally_article(campaign, {"deadlines": [row]})["responsible_asked"] == 0
    tally = tally_article(campaign, {"deadlines": [{**row, "responsible": "Le comité"}]})
    assert (tally["responsible"], tally["responsible_asked"]) == (0, 1)


def test_nothing_to_find_and_nothing_found_is_no_score() -> None:
    assert score_level(0, 0, 0) is None
    assert score_level(0, 3, 0) == (0.0, 0.0, 0.0)
    assert score_level(1, 2, 3) == (0.5, 0.3333, 0.4)
    assert score_tally(Counter(articles=1)).main_number("value") is None


def test_the_total_leaves_out_languages_that_are_read_only_on_request(write_article) -> None:
    french, english = (
        read_gold_article(write_article("fr-un")),
        read_gold_article(write_article("en-one", lang="en")),
    )
    tallies = {a.article_id: tally_article(a, {}) for a in (french, english)}
    both = score_by_language([french, english], tallies)
    assert list(both) == ["en", "fr", "all"]
    assert both["all"] == both["fr"]
    assert score_by_language([english], tallies)["all"].articles == 1
