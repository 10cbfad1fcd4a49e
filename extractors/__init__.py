"""Text in, figures and deadlines out. Pure: no network, no clock, no database.

`extract_figures(article)` is the door. The engine is language-neutral; one folder a language holds its words
(`lexicon.toml`), its own grammar (`rules.py`) and its examples (`examples.toml`). The spaCy components are in
`extractors.components`, which is imported only by those who want them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from extractors.explanation import explain_text
from extractors.lexicon import language_codes, lexicon_of
from extractors.reading import extract_figures
from extractors.recognition import Recognition, recognise_language
from extractors.syntax import Analyzer

EXTRACTOR_VERSION = "0.1.0"
HERE = Path(__file__).parent


@cache
def extractor_version() -> str:
    """The version of the engine: its number and a hash of its sources and of the weights of confidence and second reading.

    With `lexicon_hash` it tells what an extraction was made by: either changes whenever the same text may give
    other records.
    """
    digest = hashlib.sha256()
    for path in (*sorted(HERE.glob("*.py")), HERE / "confidence.toml", HERE / "second_reading.json"):
        digest.update(path.read_bytes())
    return f"{EXTRACTOR_VERSION}+{digest.hexdigest()[:8]}"


def lexicon_hash(lang: str) -> str:
    """A hash of a language's lexicon and rules: with the version it tells what an extraction was made by."""
    return lexicon_of(lang).hash


__all__ = [
    "Analyzer",
    "Recognition",
    "explain_text",
    "extract_figures",
    "extractor_version",
    "language_codes",
    "lexicon_hash",
    "recognise_language",
]
