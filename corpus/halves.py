"""Which gold articles may be read while rules are written, and which are only scored.

The first half of each language by name may be read. `read_articles.toml` freezes that half, so that a
new article never moves the line, and records every article revealed since, with its date. A folder
of gold with no such file is halved by name alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.errors import CorpusError
from corpus.gold import GOLD_FOLDER, GoldArticle
from schemas.codes import Language
from schemas.records import Record
from schemas.reference import read_data_file

Half = Literal["read", "unread"]
HALVES: tuple[Half, ...] = ("read", "unread")
READ_FILE = Path(__file__).parent / "read_articles.toml"


class Revealed(Record):
    """One article that was moved to the read half after the cut, because its faults were looked at."""

    article: str
    date: date


class ReadFile(Record):
    """The contents of `read_articles.toml`: article ids by language, and those revealed later."""

    first_half: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    revealed: tuple[Revealed, ...] = ()


def read_file_of(folder: Path) -> Path:
    """Where the read half of a gold folder is recorded: beside the package's gold, else inside the folder."""
    inside = folder.resolve().is_relative_to(GOLD_FOLDER.resolve())
    return READ_FILE if inside else folder / "read_articles.toml"


def _record_of(path: Path) -> ReadFile:
    return read_data_file(path, ReadFile) if path.exists() else ReadFile()


def first_half(articles: Iterable[GoldArticle], lang: str) -> frozenset[str]:
    """The ids of the first half of a language's articles by name; the middle one belongs to it."""
    names = sorted(article.article_id for article in articles if article.lang == lang)
    return frozenset(names[: (len(names) + 1) // 2])


def read_articles(articles: Iterable[GoldArticle], folder: Path = GOLD_FOLDER) -> frozenset[str]:
    """The ids of the articles that may be read."""
    gold = list(articles)
    record = _record_of(read_file_of(folder))
    read = {revealed.article for revealed in record.revealed}
    for lang in {article.lang for article in gold}:
        frozen = record.first_half.get(lang)
        read.update(first_half(gold, lang) if frozen is None else frozen)
    return frozenset(article.article_id for article in gold if article.article_id in read)


def reveal_article(
    article_id: str, articles: Iterable[GoldArticle], day: date, folder: Path = GOLD_FOLDER
) -> bool:
    """Move an article to the read half for good, recorded with its day; False where it was read before.

    `articles` are all the articles of the folder. Raises `CorpusError` where the article is none of
    them, or where the record cannot be written.
    """
    gold = list(articles)
    if article_id not in {article.article_id for article in gold}:
        raise CorpusError(f"article {article_id!r} is not in the gold")
    if article_id in read_articles(gold, folder):
        return False
    path = read_file_of(folder)
    try:
        with path.open("a", encoding="utf-8", newline="\n") as record:
            record.write(f"\n[[revealed]]\narticle = {json.dumps(article_id)}\ndate = {day.isoformat()}\n")
    except OSError as fault:
        raise CorpusError(f"{path.name}: the reveal cannot be recorded: {fault}") from fault
    return True
