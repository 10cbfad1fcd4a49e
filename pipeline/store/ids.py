"""Stable ids: hashes that are the same on every machine and in every run. Nothing here knows the database."""

from __future__ import annotations

import hashlib
import json

from schemas import Article, Issue

ID_LENGTH = 32
"""Hexadecimal digits kept of a hash: 128 bits, so two of a hundred million records do not meet."""


def _hash(*parts: str | int | None) -> str:
    """A hash of parts that cannot run into one another: `("a", "bc")` and `("ab", "c")` differ."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def figure_id(article_id: str, text_hash: str, start: int, end: int) -> str:
    """The id of the figure at `start..end` of a text: the same whoever reads it, and however."""
    return _hash(article_id, text_hash, start, end)[:ID_LENGTH]


def deadline_id(article_id: str, text_hash: str, start: int, end: int) -> str:
    """The id of the deadline at `start..end` of a text; never that of a figure with the same span."""
    return _hash(article_id, text_hash, start, end, "deadline")[:ID_LENGTH]


def issue_id(issue: Issue) -> str:
    """The id of an issue: the same fault in the same place has the same one in every run."""
    return _hash(issue.severity, issue.code, issue.source, issue.record, issue.field, issue.message)[
        :ID_LENGTH
    ]


def article_hash(article: Article) -> str:
    """SHA-256 over the text and everything else the extractors and views read, in hex."""
    return _hash(
        article.text_hash,
        article.lang,
        article.title,
        article.url,
        article.origin_url,
        article.published.isoformat() if article.published else None,
        article.province,
    )
