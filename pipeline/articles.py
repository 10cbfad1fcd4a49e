"""From an article as handed in to a clean article and what is read from it: the steps the commands share.

Here stands the one place where any fault of one page is caught and becomes an issue, so that it never
stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import MappingProxyType
from typing import TypeVar

from extractors import extract_figures, recognise_language
from pipeline.addresses import canonical_url
from pipeline.analyzers import Analyzers
from pipeline.errors import RejectedError
from pipeline.readers import Handed, Note
from schemas import Article, Extraction, Issue
from schemas.codes import LANGUAGES
from schemas.languages import language_aliases, usual_languages

Result = TypeVar("Result")
UNDETERMINED = "un"


def isolate_faults(source: str, record: str | None, step: Callable[[], Result]) -> Result | Issue:
    """The result of a step for one article, or the issue that its fault is."""
    try:
        return step()
    except RejectedError as reject:
        return Issue(code=reject.code, source=source, record=record, field=reject.field, message=str(reject))
    except Exception as fault:  # noqa: BLE001 - the one place: a fault of one page must not stop the rest
        kind = type(fault).__name__
        return Issue(
            code="unexpected_fault",
            source=source,
            record=record,
            message=f"{kind}: {' '.join(str(fault).split())[:300]}".rstrip(": "),
        )


def make_article(handed: Handed, asked: Collection[str] = ()) -> tuple[Article, list[Note]]:
    """Clean a page or take a text as it is, and settle its language. What was given wins over the page.

    `asked` are languages to be taken that are read only on request; a record that gives its language asks for it.
    Raises `RejectedError`: `unknown_language`, and those of `clean_page`.
    """
    given = handed.article
    notes: list[Note] = []
    article_id, url = given.article_id, canonical_url(given.url)
    if given.url and not url:
        notes.append(Note("invalid_address", "url", f"{given.url[:80]!r} is no web address: left out"))
    origin_url = canonical_url(given.origin_url)
    if given.origin_url and not origin_url:
        notes.append(
            Note("invalid_address", "origin_url", f"{given.origin_url[:80]!r} is no web address: left out")
        )
    text, title, published, declared = given.text, given.title, given.published, None
    if given.html is not None:
        from pipeline.clean import clean_page  # not needed, and slow to load, for texts

        page = clean_page(given.html, url)
        text = page.text
        title = title or page.title
        published = published or page.published
        url = url or page.url
        origin_url = origin_url or page.origin_url
        declared = page.lang
        notes += [Note("invalid_date", field, message) for field, message in page.notes]
        if handed.id_from_path and page.url:
            article_id = page.url
    assert text is not None  # an ArticleInput has one of the two
    article = Article.model_validate(
        {
            "article_id": article_id,
            "lang": given.lang or choose_language(text, declared, asked),
            "text": text,
            "url": url,
            "origin_url": origin_url,
            "published": published,
            "province": given.province,
            "title": title,
        }
    )
    return article, notes


def choose_language(text: str, declared: str | None = None, asked: Collection[str] = ()) -> str:
    """The language of a text: recognised; what the page declares counts only where that finds nothing.

    A language that is read only on request is found where `asked` names it: a page that declares it asks for
    nothing. Raises `RejectedError` (`unknown_language`), naming what was recognised.
    """
    lang, detected = recognise_language(text, asked)
    if lang is not None:
        return lang
    taken = [code for code in LANGUAGES if code in asked or code in usual_languages()]
    declared = language_aliases().get(declared or "")
    if detected == UNDETERMINED and declared in taken:
        return declared
    ours = ", ".join(taken)
    if detected in LANGUAGES and detected not in taken:
        message = (
            f"the language is recognised as {detected!r}, which is read only on request: --lang {detected}"
        )
    elif detected == UNDETERMINED:
        message = f"the language cannot be recognised and was not given as one of {ours}"
    else:
        message = f"the language is recognised as {detected!r}, which is not one of {ours}"
    raise RejectedError("unknown_language", message, "lang")


def read_article(article: Article, analyzers: Analyzers = MappingProxyType({})) -> Extraction:
    """Read the figures and deadlines of an article, with the analyzer of its language where there is one."""
    analyzer = analyzers.get(article.lang)
    return extract_figures(article) if analyzer is None else extract_figures(article, analyzer)
