"""Claims about what an article is taken to be about."""

from __future__ import annotations

from extractors.atoms import scan_atoms
from extractors.lexicon import lexicon_of
from extractors.link_base import article_topic
from extractors.normalise import fold_text
from extractors.numerals import compose_numerals, merge_numerals
from extractors.segments import cut_sentences


def topic(text: str, lang: str) -> str | None:
    lexicon = lexicon_of(lang)
    folded = fold_text(text)
    atoms, _ = scan_atoms(folded, lexicon)
    atoms = merge_numerals(atoms, compose_numerals(folded.text, atoms))
    return article_topic(atoms, cut_sentences(folded.text, folded.cased, atoms, lexicon.spec))


def test_a_title_that_names_only_the_agency_names_no_scheme() -> None:
    title = "BHXH จังหวัดลาวกายประชุม"
    assert topic(f"{title}\nวันนี้อากาศดี", "th") != "None"
    assert topic(f"{title}\nประกันสุขภาพ ประกันสุขภาพ ประกันสุขภาพ", "th") == "health_insurance"


def test_the_scheme_of_the_title_is_the_topic() -> None:
    assert topic("Folketrygd og helseforsikring\nHelseforsikringen dekker 95 %.", "nb") is not None
    assert topic("L'assurance maladie progresse\nL'assurance sociale aussi.", "fr") == "health_insurance"


def test_an_article_that_names_no_scheme_has_no_topic() -> None:
    assert topic("Riz : une bonne récolte\nLa province a récolté 120 000 tonnes.", "fr") is None
