"""Which addresses of a source are articles, in which language, and where the other editions of one would stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.addresses import canonical_url
from schemas.sources import SourceSpec


@dataclass(frozen=True)
class ArticleAddress:
    """The canonical address of an article. `code` is the site's code of its language, `language` ours; None: not read."""

    url: str
    code: str | None
    language: str | None
    edition_key: str | None
    """What the editions of one article share; None where the source's addresses do not tell."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def read_address(source: SourceSpec, url: str) -> ArticleAddress | None:
    """What the address says, or None where it is no article of this source."""
    address = canonical_url(url)
    if address is None or source.articles is None:
        return None
    match = _compiled(source.articles.address).fullmatch(address)
    if match is None or any(_compiled(pattern).fullmatch(address) for pattern in source.articles.exclude):
        return None
    groups = match.groupdict()
    code = groups.get("code") or source.articles.default_code
    key = groups.get("slug") if source.articles.edition else None
    if key and code in source.languages:
        # One page is one address, with a slash at its end or without: that which the source's file builds.
        address = _build(source, code or "", key) or address
    return ArticleAddress(address, code, source.languages.get(code or ""), key)


def list_editions(source: SourceSpec, key: str) -> list[ArticleAddress]:
    """The editions of an article in the languages that are read, built from what they share."""
    editions = []
    for code, language in source.languages.items():
        if (url := _build(source, code, key)) is not None:
            editions.append(ArticleAddress(url, code, language, key))
    return editions


def _build(source: SourceSpec, code: str, key: str) -> str | None:
    """The address of an edition; None where the source's file does not say how to build it."""
    template = source.articles.edition if source.articles else None
    return canonical_url(template.replace("{code}", code).replace("{slug}", key)) if template else None
