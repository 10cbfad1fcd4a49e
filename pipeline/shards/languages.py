"""Imported by the process that page processes are forked from: with it every language is made ready, once and for all of them.

Making one ready takes most of a second, a page a few hundredths, and a page process lives for some hundred pages.
"""

from __future__ import annotations

from extractors import extract_figures, language_codes
from schemas import Article

for code in language_codes():
    extract_figures(Article.model_validate({"article_id": "made ready", "lang": code, "text": "2030: 95 %"}))
