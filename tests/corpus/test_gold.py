"""Claims about loading gold: models, messages, places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.gold import GOLD_FOLDER, GoldArticle, load_gold, read_gold_article
from schemas import Article, DataFileError
from schemas.codes import LANGUAGES


def test_packaged_gold_loads_in_every_language() -> None:
    articles = load_gold()
    assert {article.lang for article in articles} == set(LANGUAGES)
    assert all(article.gold.article_id for article in articles)


def test_every_packaged_span_covers_its_quote() -> None:
    for article in load_gold():
        for record, span in zip(article.figures, article.figure_spans, strict=True):
            assert article.text[span.start : span.end] == record.quote
        for deadline, span in zip(article.deadlines, article.deadline_spans, strict=True):
            assert article.text[span.start : span.end] == deadline.quote


def test_gold_is_loaded_in_order_of_path() -> None:
    ids = [article.article_id for article in load_gold(GOLD_FOLDER / "fr")]
    assert ids == sorted(ids)


def test_languages_can_be_chosen() -> None:
    assert {article.lang for article in load_gold(languages=("nb", "lo"))} == {"nb", "lo"}


def test_a_plain_value_and_a_list_are_both_tuples_of_acceptable_readings(campaign: GoldArticle) -> None:
    share = campaign.figures[1]
    assert share.base == ("workforce", "working_age")
    assert share.value == (Decimal("14.96"),)
    assert share.options("quote") == ("14,96 %",)


def test_optional_records_are_marked(campaign: GoldArticle) -> None:
    assert [figure.quote for figure in campaign.figures if figure.optional] == ["deux"]


def test_occurrence_places_the_second_quote_behind_an_emoji(campaign: GoldArticle) -> None:
    first, second = (
        s for f, s in zip(campaign.figures, campaign.figure_spans, strict=True) if f.quote == "88 %"
    )
    assert campaign.text.index("88 %") == first.start < second.start
    assert campaign.text[second.start : second.end] == "88 %"


def test_a_misspelt_key_fails_naming_file_key_and_record(write_article) -> None:
    path = write_article(figure={"valeu": "95"})
    with pytest.raises(DataFileError, match=r"fr/fr-un\.json: figures\.0\.valeu \('95 %'\): Extra inputs"):
        read_gold_article(path)


def test_a_misspelt_head_key_fails_naming_it(write_article) -> None:
    with pytest.raises(DataFileError, match=r"fr-un\.json: storey: Extra inputs"):
        read_gold_article(write_article(head={"storey": "x"}))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"value": 95.0}, r"figures\.0\.value\.0"),
        ({"value": "ninety"}, r"figures\.0\.value\.0"),
        ({"kind": ["percentage", "share"]}, r"figures\.0\.kind\.1"),
        ({"indicator": "health_insurance.coverage"}, r"figures\.0\.indicator\.0"),
        ({"province": "Dak Lak"}, r"figures\.0\.province\.0"),
        ({"date_end": "2025-02-30"}, r"figures\.0\.date_end\.0"),
        ({"date_end": "20251231"}, r"figures\.0\.date_end\.0"),
        ({"scope": []}, r"figures\.0\.scope"),
        ({"quote": ""}, r"figures\.0\.quote"),
        ({"occurrence": 0}, r"figures\.0\.occurrence"),
    ],
)
def test_a_wrong_value_fails_naming_its_place(write_article, change: dict[str, object], place: str) -> None:
    with pytest.raises(DataFileError, match=place):
        read_gold_article(write_article(figure=change))


def test_a_quote_that_is_not_in_the_text_fails_by_name(write_article) -> None:
    with pytest.raises(DataFileError, match="'95 %' not found at occurrence 3"):
        read_gold_article(write_article(figure={"occurrence": 3}))


def test_gold_without_its_text_fails_by_name(write_article) -> None:
    path = write_article()
    path.with_suffix(".txt").unlink()
    with pytest.raises(DataFileError, match=r"fr-un\.json: no text file"):
        read_gold_article(path)


@pytest.mark.parametrize("contents", [b"{", b"[]", b"\xff\xfe"])
def test_a_file_that_is_no_json_object_fails_by_name(write_article, contents: bytes) -> None:
    path = write_article()
    path.write_bytes(contents)
    with pytest.raises(DataFileError, match=r"fr-un\.json"):
        read_gold_article(path)


def test_an_article_that_stands_twice_fails(write_article) -> None:
    path = write_article("fr-un")
    write_article("fr-deux", head={"article_id": "fr-un"})
    with pytest.raises(DataFileError, match="'fr-un' stands twice"):
        load_gold(path.parent)


def test_a_folder_without_gold_fails(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no gold articles"):
        load_gold(tmp_path)


def test_the_extractors_get_the_text_and_never_the_gold(campaign: GoldArticle) -> None:
    article = campaign.as_article()
    assert isinstance(article, Article)
    assert article.text == campaign.text
    assert article.province is None
    assert set(campaign.as_input()) == {"article_id", "lang", "url", "origin_url", "published", "text"}
