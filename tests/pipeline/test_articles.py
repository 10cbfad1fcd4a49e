"""Which language an article is taken in: recognised, given, or, for a language on request, asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors import recognise_language
from pipeline.articles import choose_language
from pipeline.errors import RejectedError

from .conftest import Outcome

Run = Callable[..., Outcome]
ENGLISH = (
    "The provincial Social Insurance said that by the end of October 93.5% of the population had health insurance cards.\n"
    "The province strives to raise the rate to at least 95% by the end of this year, the director told the press."
)
PAGE = f'<html lang="en"><head><title>News</title></head><body><article><h1>Health insurance</h1><p>{ENGLISH}</p></article></body></html>'


def test_english_is_told_but_not_taken_unless_asked_for() -> None:
    assert recognise_language(ENGLISH) == (None, "en")
    assert recognise_language(ENGLISH, ("en",)) == ("en", "en")
    with pytest.raises(RejectedError, match="recognised as 'en', which is read only on request: --lang en"):
        choose_language(ENGLISH)
    assert choose_language(ENGLISH, asked=("en",)) == "en"


def test_a_page_that_declares_english_asks_for_nothing() -> None:
    with pytest.raises(RejectedError, match="only on request"):
        choose_language(ENGLISH, "en")
    with pytest.raises(RejectedError, match="not given as one of fr, lo, ms, nb, th"):
        choose_language("95 %", "en")
    assert choose_language("95 %", "no") == "nb"


def test_asking_for_english_takes_no_other_language_for_it() -> None:
    french = "La province vise un taux de couverture de 95 % de la population d'ici la fin de l'année."
    assert choose_language(french, asked=("en",)) == "fr"
    with pytest.raises(RejectedError, match="'vi'"):
        choose_language(
            "Toàn tỉnh có hơn một triệu người tham gia bảo hiểm y tế, đạt tỷ lệ cao.", asked=("en",)
        )


def test_a_page_that_came_back_in_english_is_an_issue_row(
    run_tinso: Run, tmp_path: Path, ask: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    refused = run_tinso("ingest", "page.html", "--db", "t.duckdb")
    assert refused.status == 1
    assert ask("SELECT code FROM issues") == [("unknown_language",)]
    assert ask("SELECT count(*) FROM articles") == [(0,)]
    taken = run_tinso("ingest", "page.html", "--db", "t.duckdb", "--lang", "en")
    assert taken.status == 0
    assert ask("SELECT lang FROM current_articles") == [("en",)]
    values = ask("SELECT value, scenario FROM current_figures ORDER BY start")
    assert [(float(value), scenario) for value, scenario in values] == [(93.5, "actual"), (95.0, "target")]


def test_a_line_that_gives_its_language_asks_for_it(
    run_tinso: Run, write_lines: Callable[..., Path], ask: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    write_lines([{"article_id": "a", "text": ENGLISH, "lang": "en"}, {"article_id": "b", "text": ENGLISH}])
    assert run_tinso("ingest", "articles.jsonl", "--db", "t.duckdb").status == 1
    assert ask("SELECT article_id FROM current_articles") == [("a",)]
    extracted = run_tinso("extract", "articles.jsonl", "--lang", "en")
    assert extracted.status == 0
    assert extracted.out.count('"lang": "en"') + extracted.out.count('"lang":"en"') == 2


def test_a_language_that_there_is_none_of_cannot_be_asked_for(run_tinso: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    outcome = run_tinso("ingest", "page.html", "--lang", "vi")
    assert outcome.status == 1
    assert "language 'vi' is not one of en, fr, lo, ms, nb, th" in outcome.err
