"""Constructions: those that are asked of sentences with figures only have nothing to say of the others."""

from datetime import date

import pytest

from corpus.gold import load_gold
from extractors.lexicon import language_codes, lexicon_of
from extractors.reading import read_text

PUBLISHED = date(2025, 10, 31)


@pytest.mark.parametrize("lang", language_codes())
def test_a_construction_that_tells_of_sentences_without_figures_is_listed_as_such(lang):
    lexicon = lexicon_of(lang)
    assert set(lexicon.without_figures) <= set(lexicon.constructions)
    everywhere = lexicon._replace(without_figures=lexicon.constructions)
    for article in load_gold():
        if article.lang == lang:
            usual, asked = (read_text(article.text, kind, PUBLISHED) for kind in (lexicon, everywhere))
            # Nothing of the articles is shown where they differ: half of them are not to be read.
            assert repr(usual.candidates) == repr(asked.candidates), "read differently"
            assert usual.deadlines == asked.deadlines, "due differently"
