"""Claims about predictions: read from a file, or made by extractors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.gold import GoldArticle
from corpus.predictions import articles_as_input, extract_articles, read_predictions
from schemas import Article, ArticleInput, Extraction


def test_gold_as_input_is_what_the_extract_command_takes(small_gold: list[GoldArticle]) -> None:
    lines = list(articles_as_input(small_gold))
    assert [ArticleInput.model_validate(json.loads(line)).text for line in lines] == [
        a.text for a in small_gold
    ]
    assert all("\n" not in line for line in lines)


def test_extractors_are_run_on_every_article_and_give_plain_json(small_gold: list[GoldArticle]) -> None:
    seen: list[Article] = []

    def extract(article: Article) -> Extraction:
        seen.append(article)
        return Extraction(article_id=article.article_id, lang=article.lang)

    predictions = extract_articles(small_gold, extract)
    assert [article.text for article in seen] == [article.text for article in small_gold]
    assert predictions[small_gold[0].article_id]["figures"] == []


def test_further_keys_and_empty_lines_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    row = {
        "article_id": "a",
        "lang": "fr",
        "figures": None,
        "deadlines": [{"start": 1, "end": 2, "confidence": 1}],
    }
    path.write_text("\n" + json.dumps(row) + "\n\n", "utf-8")
    assert read_predictions(path, ["a"]) == {"a": row}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2: "),
        ("[]", ":2: a line is a JSON object with an article_id"),
        ('{"article_id": 5}', ":2: a line is a JSON object with an article_id"),
        ('{"article_id": "a"}', ":2: article 'a' is twice"),
        ('{"article_id": "c"}', ":2: article 'c' is not in the gold"),
        ('{"article_id": "b", "figures": {}}', ":2: figures is no list"),
        ('{"article_id": "b", "figures": [7]}', ":2: figures.0: a record is a JSON object"),
        ('{"article_id": "b", "figures": [{"end": 3}]}', ":2: figures.0: start None is no whole number"),
        ('{"article_id": "b", "deadlines": [{"start": 1, "end": "3"}]}', ":2: deadlines.0: end '3' is no"),
        (
            '{"article_id": "b", "deadlines": [{"start": 1, "end": 3, "responsible": 5}]}',
            ":2: deadlines.0: resp",
        ),
        ('{"article_id": "b", "x": ' + "9" * 5000 + "}", ":2: "),
    ],
)
def test_a_wrong_line_is_named_by_file_and_number(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(f'{{"article_id": "a"}}\n{line}\n', "utf-8")
    with pytest.raises(CorpusError) as raised:
        read_predictions(path, ["a", "b"])
    assert f"p.jsonl{message}" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl"):
        read_predictions(tmp_path / "none.jsonl", [])
