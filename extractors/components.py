"""The extractors as spaCy components: put `tinso_figures` into any pipeline of one of the languages.

    nlp = spacy.blank("fr")
    nlp.add_pipe("tinso_figures")
    doc = nlp("Plus de 95 % de la population …")
    doc.spans["tinso_figures"]   # span group: label = indicator
    doc.spans["tinso_deadlines"]
    doc.spans["tinso_figures"][0]._.figure   # the schemas.Figure
    doc._.tinso                  # the whole schemas.Extraction

Publication date and province are read from `doc._.tinso_article` (a dict of `schemas.Article` fields) where it is
set before the component runs. Figures are found on the text, not on tokens (tokenizers cut numbers differently in
each language); spans are aligned outwards, so a span may be longer than its figure's quote.
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry

from extractors.lexicon import language_codes
from extractors.reading import extract_figures
from schemas import Article

if not Doc.has_extension("tinso"):
    Doc.set_extension("tinso", default=None)
    Doc.set_extension("tinso_article", default=None)
    Span.set_extension("figure", default=None)
    Span.set_extension("deadline", default=None)


@registry.languages("lo")
class Lao(Language):  # type: ignore[no-untyped-call]  # spaCy does not annotate __init_subclass__
    """Lao for spaCy, which has none: white space and punctuation part tokens; words are not segmented."""

    lang = "lo"


class FigureComponent:
    """Reads figures and deadlines into span groups and extension attributes."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document; its text is never changed."""
        known: dict[str, Any] = doc._.tinso_article or {}
        article = Article.model_validate({"article_id": "doc", "lang": self.lang, **known, "text": doc.text})
        read = extract_figures(article)
        doc._.tinso = read
        for name, attribute, records in (
            ("tinso_figures", "figure", read.figures),
            ("tinso_deadlines", "deadline", read.deadlines),
        ):
            spans = []
            for record in records:
                label = getattr(record, "indicator", "deadline")
                span = doc.char_span(record.start, record.end, label=label, alignment_mode="expand")
                if span is not None:
                    span._.set(attribute, record)
                    spans.append(span)
            doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
        return doc


@Language.factory("tinso_figures")
def make_figure_component(nlp: Language, name: str) -> FigureComponent:
    """The component for the pipeline's language. Raises `ValueError` where there are no extractors for it."""
    if nlp.lang not in language_codes():
        raise ValueError(f"no extractors for language {nlp.lang!r}: there are {', '.join(language_codes())}")
    return FigureComponent(nlp.lang)


def load_pipeline(lang: str) -> Language:
    """A blank spaCy pipeline of a language with `tinso_figures` in it."""
    nlp = spacy.blank(lang)
    nlp.add_pipe("tinso_figures")
    return nlp
