"""What a parse and an analyzer's sentences change in what is read, with the small models; numbers and dates stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import extract_figures
from extractors.lexicon import lexicon_of
from extractors.reading import read_text
from extractors.stanza_models import load_analyzer
from extractors.syntax import Analyzer
from schemas import Article, Extraction


@pytest.fixture(scope="module")
def norwegian(models: Path) -> Analyzer:
    return load_analyzer("nb", models)


@pytest.fixture(scope="module")
def thai(models: Path) -> Analyzer:
    return load_analyzer("th", models)


def read(text: str, lang: str, analyzer: Analyzer | None) -> Extraction:
    article = Article.model_validate(
        {"article_id": "a", "lang": lang, "text": text, "published": "2025-10-31"}
    )
    return extract_figures(article, analyzer)


def test_the_counted_noun_is_found_behind_words_that_are_no_cues(norwegian: Analyzer) -> None:
    text = "1200 nye, hovedsakelig unge og fattige medlemmer deltar."
    assert [f.unit for f in read(text, "nb", None).figures] == ["item"]
    (figure,) = read(text, "nb", norwegian).figures
    assert (figure.unit, figure.evidence["unit"].quote) == ("person", "medlemmer")


def test_cells_part_where_the_clause_does(norwegian: Analyzer) -> None:
    text = "350 arbeidere, som utgjør 91 prosent, har frivillig trygd."
    cuts = [
        own.cut for own in read_text(text, lexicon_of("nb"), syntax=norwegian.analyze_text(text)).candidates
    ]
    assert cuts == ["continuation", ""] or cuts == ["", "continuation"]


def test_thai_sentences_are_the_models(thai: Analyzer) -> None:
    text = "ประชาชน 450 คนมีบัตรประกันสุขภาพ อำเภอนี้มีโรงเรียน 12 แห่ง แรงงาน 300 คนได้รับบัตร"
    lexicon = lexicon_of("th")
    split = read_text(text, lexicon, syntax=thai.analyze_text(text)).sentences
    assert len(split) == 3
    assert [text[s.start : s.end].strip()[:6] for s in split] == ["ประชาช", "อำเภอน", "แรงงาน"]


def test_no_model_splits_a_number_or_a_date(thai: Analyzer) -> None:
    text = "อำเภอมีสมาชิก 1,250.75 ล้านคน ร้อยละ 95 ภายในวันที่ 31 ธันวาคม 2569 จ่ายเงิน 12 ล้านบาท"
    quotes = [f.quote for f in read(text, "th", None).figures]
    with_bounds = read(text, "th", thai)
    assert [f.quote for f in with_bounds.figures] == quotes
    assert any(refusal.quote.startswith("31") for refusal in with_bounds.refusals)


@pytest.mark.parametrize("lang", ["nb", "th"])
def test_articles_have_the_same_figures_and_every_quote_is_its_span(
    root: Path, lang: str, norwegian: Analyzer, thai: Analyzer
) -> None:
    analyzer = norwegian if lang == "nb" else thai
    articles = sorted((root / "corpus" / "development" / lang).glob("*.txt"))[:3]
    assert len(articles) == 3
    for path in articles:
        text = path.read_text("utf-8")
        plain, analyzed = read(text, lang, None), read(text, lang, analyzer)
        assert [(f.start, f.end) for f in analyzed.figures] == [(f.start, f.end) for f in plain.figures]
        assert all(f.quote == text[f.start : f.end] for f in analyzed.figures)
