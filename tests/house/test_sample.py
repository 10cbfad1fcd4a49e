"""The embedded sample is what its page says: three articles a language, two stories told in all five, no metadata lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.sample import SAMPLE_DIR
from extractors import recognise_language
from pipeline.clean import CleanPage, clean_page
from schemas import ArticleInput
from schemas.languages import usual_languages

PAGES = sorted(SAMPLE_DIR.rglob("*.html"))
TEXTS = sorted(SAMPLE_DIR.rglob("*.txt"))


@pytest.fixture(scope="module")
def pages() -> dict[str, CleanPage]:
    return {path.parent.name: clean_page(path.read_text("utf-8")) for path in PAGES}


@pytest.fixture(scope="module")
def records() -> list[ArticleInput]:
    (path,) = SAMPLE_DIR.rglob("*.jsonl")
    return [ArticleInput.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


def test_every_language_has_a_page_a_text_and_a_record(records: list[ArticleInput]) -> None:
    once = dict.fromkeys(usual_languages(), 1)
    assert Counter(path.parent.name for path in PAGES) == once
    assert Counter(path.parent.name for path in TEXTS) == once
    assert Counter(record.lang for record in records) == once


def test_two_stories_are_joined_in_all_languages_by_their_origin(
    pages: dict[str, CleanPage], records: list[ArticleInput]
) -> None:
    assert len(pages) == len(usual_languages())
    assert len({page.origin_url for page in pages.values()}) == 1
    assert len({record.origin_url for record in records}) == 1
    assert None not in {page.origin_url for page in pages.values()} | {
        record.origin_url for record in records
    }


def test_pages_carry_date_and_address_of_their_own(pages: dict[str, CleanPage]) -> None:
    assert {str(page.published) for page in pages.values()} == {"2025-11-18"}
    assert len({page.url for page in pages.values()}) == len(usual_languages())


def test_nothing_but_the_article_is_taken_from_a_page(pages: dict[str, CleanPage]) -> None:
    for lang, page in pages.items():
        for furniture in (
            "30.000",
            "30,000",
            "30 000",
            "30 ພັນ",
            "1900 0000",
            "(0)",
            "18/11/2025",
            "https://",
        ):
            assert furniture not in page.text, (lang, furniture)


def test_the_figures_of_a_story_are_the_same_in_every_language(
    pages: dict[str, CleanPage], records: list[ArticleInput]
) -> None:
    for texts in ([page.text for page in pages.values()], [record.text or "" for record in records]):
        decimals = [set(re.findall(r"(?<!\d)\d+\.\d{1,2}(?!\d)", text.replace(",", "."))) for text in texts]
        assert len(set.intersection(*decimals)) >= 8, decimals


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_language_of_a_plain_text_is_recognised(path: Path) -> None:
    assert recognise_language(path.read_text("utf-8")).lang == path.parent.name


def test_articles_are_neither_snippets_nor_essays(
    pages: dict[str, CleanPage], records: list[ArticleInput]
) -> None:
    texts = [path.read_text("utf-8") for path in TEXTS]
    texts += [page.text for page in pages.values()] + [record.text or "" for record in records]
    assert len(texts) == 15
    assert all(900 <= len(text) <= 1900 for text in texts)


def test_one_language_at_least_brings_native_digits_and_buddhist_years() -> None:
    written = "".join(path.read_text("utf-8") for path in TEXTS)
    assert {"๒๕๖๘", "໒໑.໙໔໐", "ปี 2569"} == {form for form in ("๒๕๖๘", "໒໑.໙໔໐", "ปี 2569") if form in written}


def test_records_are_written_as_the_ingest_contract_reads_them() -> None:
    (path,) = SAMPLE_DIR.rglob("*.jsonl")
    for line in path.read_text("utf-8").splitlines():
        assert set(json.loads(line)) <= set(ArticleInput.model_fields)
