"""What linking keeps from sentence to sentence."""

from __future__ import annotations

import pytest

from corpus.gold import DEVELOPMENT_FOLDER, load_gold
from extractors import extract_figures, language_codes, segments
from extractors.lexicon import lexicon_of
from extractors.linking import Linker
from extractors.reading import read_text
from schemas import Article

COMPOSED = """The province sets goals for health insurance in 2026
Targets by 31 December 2026:

- Coverage of health insurance: 95.5%.

- Voluntary social insurance: 12,400 people.


Results of the year.

The plan of the year (people; share of the plan):

Long An: 2,314; 84.2%

Tam Nong: 1,120; 71.5%


| Commune | Participants | Coverage |

| Tam Nong | 2,314 | 84.2% |

| Yen Lac | 1,120 | 71.5% |

3.
The health insurance agency collected 120 billion dong.

How much must a household pay?

The first member pays 4.5%.
"""


def _texts(lang: str) -> list[str]:
    read = [article.text for article in load_gold(DEVELOPMENT_FOLDER) if article.lang == lang]
    # A line shorter each time, so that every kind of line once stands before an empty one.
    lines = COMPOSED.split("\n")
    return [*read[::6], *("\n".join(lines[k:]) for k in range(len(lines)))]


@pytest.mark.parametrize("lang", language_codes())
def test_a_blank_sentence_is_passed_with_the_same_result_as_if_it_were_linked(lang, monkeypatch):
    texts = _texts(lang)
    articles = [Article(article_id="a", lang=lang, text=text, published="2026-03-01") for text in texts]
    passed = [extract_figures(article) for article in articles]
    assert any(sentence.blank for sentence in read_text(texts[0], lexicon_of(lang)).sentences)
    monkeypatch.setattr(segments, "_is_blank", lambda *told: False)
    assert not any(sentence.blank for sentence in read_text(texts[0], lexicon_of(lang)).sentences)
    assert passed == [extract_figures(article) for article in articles]


def test_blank_sentences_tell_later_ones_something(monkeypatch):
    """So the comparison above would see it if one were forgotten."""
    articles = [
        Article(article_id="a", lang=lang, text=text, published="2026-03-01")
        for lang in language_codes()
        for text in _texts(lang)
    ]
    kept = [extract_figures(article) for article in articles]
    monkeypatch.setattr(Linker, "pass_blank", lambda self, sentence: None)
    assert kept != [extract_figures(article) for article in articles]
