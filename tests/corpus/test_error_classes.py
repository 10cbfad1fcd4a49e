"""Claims about error classes: each error counts in its class, what is right in none, and no text is told."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.error_classes import CLASSES, article_classes, count_classes, main, render_classes
from corpus.gold import DEVELOPMENT_FOLDER, GoldArticle, load_gold
from corpus.predictions import extract_articles


@pytest.fixture(scope="module")
def article() -> GoldArticle:
    return load_gold(DEVELOPMENT_FOLDER, ("fr",))[0]


def perfect(article: GoldArticle) -> dict[str, Any]:
    """A prediction that gives the first accepted reading of every field."""
    figures = []
    for span, figure in zip(article.figure_spans, article.figures, strict=True):
        if figure.optional:
            continue
        names = (
            "kind", "value", "value_max", "out_of", "unit", "comparator", "scenario", "indicator", "base", "scope",
            "per", "date_role", "date_start", "date_end", "province",
        )  # fmt: skip
        row = {name: next(iter(figure.options(name))) for name in names}
        figures.append({"start": span.start, "end": span.end, **row})
    return {"figures": figures, "deadlines": []}


@pytest.mark.parametrize(
    ("field", "wrong", "expected"),
    [
        ("comparator", "<", "comparator"),
        ("unit", "event", "unit"),
        ("scope", "threshold", "scope"),
        ("date_role", "deadline", "date wrong"),
    ],
)
def test_a_wrong_field_counts_in_its_class_and_in_no_other(
    article: GoldArticle, field: str, wrong: str, expected: str
) -> None:
    right = perfect(article)
    before = article_classes(article, right)
    assert sum(n for name, n in before.items() if not name.startswith("deadline")) == 0
    rows = right["figures"]
    at = next(
        n
        for n, row in enumerate(rows)
        if row[field] != wrong and row["comparator"] == "=" and (field != "date_role" or row["date_end"])
    )
    rows[at] = {**rows[at], field: wrong}
    after = article_classes(article, right)
    assert {name: n for name, n in after.items() if n and not name.startswith("deadline")} == {expected: 1}


def test_indicators_are_wrong_in_four_ways(article: GoldArticle) -> None:
    right = perfect(article)
    insured = next(
        n
        for n, row in enumerate(right["figures"])
        if row["indicator"] not in ("other",) and not row["indicator"].startswith("outreach")
    )
    scheme, _, measure = right["figures"][insured]["indicator"].partition(".")
    another = "unemployment_insurance" if scheme != "unemployment_insurance" else "health_insurance"
    seen = []
    for indicator in ("other", f"{another}.{measure}", f"{scheme}.satisfaction_rate"):
        rows = [*right["figures"]]
        rows[insured] = {**rows[insured], "indicator": indicator}
        counts = article_classes(article, {"figures": rows, "deadlines": []})
        seen += [name for name in ("left out", "scheme", "measure", "drawn in") if counts[name]]
    assert seen == ["left out", "scheme", "measure"]


def test_what_is_not_found_is_missed_and_what_is_made_up_is_false(article: GoldArticle) -> None:
    right = perfect(article)
    first = right["figures"].pop(0)
    assert article_classes(article, right)["missed"] == 1
    away = {**first, "start": len(article.text) - 1, "end": len(article.text)}
    assert article_classes(article, {"figures": [*right["figures"], first, away]})["false"] == 1


def test_the_table_has_a_row_for_every_class_and_a_column_for_every_language() -> None:
    articles = [load_gold(DEVELOPMENT_FOLDER, (lang,))[0] for lang in ("fr", "lo")]
    table = render_classes(count_classes(articles, extract_articles(articles)))
    assert len(table.splitlines()) == len(CLASSES) + 3
    assert table.splitlines()[0] == "| class | fr | lo | all |"


def test_the_command_tells_counts_and_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DEVELOPMENT_FOLDER), "--half", "read"]) == 0
    printed = capsys.readouterr().out
    article = load_gold(DEVELOPMENT_FOLDER, ("fr",))[0]
    assert article.text.splitlines()[0] not in printed
    assert printed.startswith("| class | fr | lo | ms | nb | th | all |")
