"""From an article as handed in, or a page as served, to a clean article and what is read from it: the steps the commands share.

Here stands the one place where any fault of one page is caught and becomes an issue, so that it never
stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

from extractors import extract_figures, recognise_language
from pipeline.addresses import canonical_url
from pipeline.analyzers import Analyzers
from pipeline.encodings import decode_bytes
from pipeline.errors import RejectedError
from pipeline.readers import Handed, Note
from pipeline.sources import source_of
from schemas import Article, Extraction, Issue
from schemas.codes import LANGUAGES
from schemas.languages import language_aliases, usual_languages
from schemas.sources import SourceSpec

if TYPE_CHECKING:
    from pipeline.clean import LayoutUse
    from schemas.fetches import Response

Result = TypeVar("Result")
UNDETERMINED = "un"
PAGE_TYPES = ("text/", "application/xhtml", "application/xml")
"""How the `Content-Type` of a page begins; one without any is read too."""
EARLY = timedelta(days=1)
"""How far a page's date may lie behind the moment of its fetching: time zones."""


LEAST_LETTERS = 80
"""Of a fetched page: less is a notice ("403 Forbidden"), not an article."""


class MadeArticle(NamedTuple):
    """An article made of a page as served, doubts about it, and what became of its source's layout (None: it has none)."""

    article: Article
    notes: list[Note]
    layout: LayoutUse | None


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
    province = given.province
    if given.html is not None:
        from pipeline.clean import clean_page  # not needed, and slow to load, for texts

        page = clean_page(given.html, url)
        text = page.text
        title = title or page.title
        published = published or page.published
        url = url or page.url
        origin_url = origin_url or page.origin_url
        declared = page.lang
        province = province or page.province
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
            "province": province,
            "title": title,
        }
    )
    return article, notes


def make_article_from_response(response: Response, body: bytes | None = None) -> MadeArticle:
    """The article on a page as it was served. `body` is the response's, content-decoded; None: it is decoded here.

    It is read by the layout of the day on which it was fetched. Its id is its canonical address; its language is that of
    the edition that was asked for, with which the text must agree. Raises `RejectedError`: `no_success`, `not_a_page`,
    `wrong_language`, `unknown_language`, those of `decode_content`, `decode_bytes` and `clean_page`.
    """
    from pipeline.archive import decode_content
    from pipeline.clean import check_edition, clean_page

    kind = response.header("Content-Type") or ""
    if response.status != 200:
        raise RejectedError("no_success", f"the server answered {response.status}")
    if kind.strip() and not kind.strip().lower().startswith(PAGE_TYPES):
        raise RejectedError("not_a_page", f"served as {kind.split(';')[0].strip()[:60]!r}")
    notes = []
    if response.truncated:
        notes.append(Note("truncated", None, f"the body is not whole: {response.truncated}"))
    decoded = decode_bytes(decode_content(response) if body is None else body, kind)
    if decoded.broken:
        told = f"{decoded.broken} characters cannot be read as {decoded.encoding}"
        notes.append(Note("broken_characters", None, told))
    fetched = canonical_url(response.url)
    source = source_of(fetched)
    page = clean_page(decoded.text, response.url, response.fetched_at.date())
    if (letters := sum(character.isalnum() for character in page.text)) < LEAST_LETTERS:
        raise RejectedError("no_article", f"the page holds {letters} letters and digits only")
    notes += [Note("invalid_date", field, message) for field, message in page.notes]
    lang = response.language or _edition_of(fetched, source)
    if lang is None:
        lang = choose_language(page.text, page.lang)
    elif not (check := check_edition(lang, page.text)).same:
        found = "another language" if check.detected == UNDETERMINED else repr(check.detected)
        raise RejectedError(
            "wrong_language", f"asked for the edition {lang!r}, the text is in {found}", "lang"
        )
    address = page.url if _is_same_edition(page.url, fetched, source) else fetched
    article = Article.model_validate(
        {
            "article_id": address or response.url[:2000],
            "lang": lang,
            "text": page.text,
            "url": address,
            "origin_url": page.origin_url,
            "published": _believed_date(page.published, response, notes),
            "province": page.province or (source.province if source else None),
            "title": page.title,
        }
    )
    return MadeArticle(article, notes, page.layout)


def _believed_date(published: date | None, response: Response, notes: list[Note]) -> date | None:
    """The day that a page gives, unless it was fetched before it."""
    if published is None or published <= response.fetched_at.date() + EARLY:
        return published
    told = f"the page is dated {published}, after it was fetched: left out"
    notes.append(Note("invalid_date", "published", told))
    return None


def _edition_of(address: str | None, source: SourceSpec | None) -> str | None:
    """The language that the address of a page names, by its source; None where it names none."""
    if source is None or source.articles is None:
        return None
    return source.languages.get(source.articles.code_of(address or "") or "")


def _is_same_edition(named: str | None, fetched: str | None, source: SourceSpec | None) -> bool:
    """Whether the canonical address that a page names may be its own.

    Pages have been seen to name another host's page, or the edition that they were translated from: articles of
    several languages would become one.
    """
    if named is None or fetched is None or source_of(named) is not source:
        return False
    if source is None:
        return urlsplit(named).hostname == urlsplit(fetched).hostname
    if source.articles is None:
        return True
    return source.articles.code_of(named) == source.articles.code_of(fetched)


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
