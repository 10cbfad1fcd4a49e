"""The extractors in a spaCy pipeline of somebody's own."""

import pytest
import spacy

import extractors.components  # noqa: F401 - registers the component and the Lao class
from extractors.components import load_pipeline


def test_figures_are_a_span_group_with_records_on_the_spans():
    nlp = spacy.blank("fr")
    nlp.add_pipe("tinso_figures")
    doc = nlp("La province vise plus de 95 % de la population participant à l'assurance maladie d'ici 2026.")
    (span,) = doc.spans["tinso_figures"]
    assert span.label_ == "health_insurance.coverage_rate"
    assert span._.figure.comparator == ">"
    assert doc.spans["tinso_deadlines"][0]._.deadline.date.isoformat() == "2026-12-31"


def test_publication_date_and_province_are_read_from_the_doc():
    nlp = load_pipeline("fr")
    doc = nlp.make_doc("D'ici la fin de l'année, la ville vise 95 %.")
    doc._.tinso_article = {"published": "2025-10-31", "province": "Huế"}
    doc = nlp(doc)
    (span,) = doc.spans["tinso_figures"]
    assert span._.figure.date_end.isoformat() == "2025-12-31"
    assert span._.figure.province == "Huế"


def test_a_span_holds_its_quote_where_the_tokenizer_cuts_otherwise():
    doc = load_pipeline("fr")("Soit 1,5km2 et 33.750/43.320 habitants.")
    for span in doc.spans["tinso_figures"]:
        assert span._.figure.quote in span.text


def test_a_lao_pipeline_can_be_made():
    assert spacy.blank("lo").lang == "lo"


def test_a_language_without_extractors_is_refused_by_name():
    with pytest.raises(ValueError, match="'de'"):
        spacy.blank("de").add_pipe("tinso_figures")
