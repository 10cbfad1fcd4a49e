"""Claims about docs/errors.md: what it says reads wrong does so today, and a class that was mended leaves the page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.error_classes import CLASSES
from extractors import extract_figures
from schemas import Article

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"
PUBLISHED = date(2025, 11, 15)
_ROW = re.compile(r"\| (?P<cells>.+) \|")


class Example(NamedTuple):
    """A row of the page's table: the sentence's figure or date stands between two asterisks on each side."""

    error: str
    lang: str
    sentence: str
    field: str
    reads: str
    should: str


def rows() -> list[Example]:
    """The rows of the table of examples."""
    table = PAGE.read_text("utf-8").partition("## What they look like")[2]
    found = [match["cells"].split(" | ") for match in map(_ROW.fullmatch, table.splitlines()) if match]
    return [Example(*cells) for cells in found[1:] if len(cells) == len(Example._fields)]


def value_read(example: Example) -> str:
    """What is read today of the marked figure's field, or of the marked date's deadline."""
    before, marked, behind = example.sentence.split("**")
    text = before + marked + behind
    read = extract_figures(
        Article.model_validate(
            {"article_id": "e", "lang": example.lang, "text": text.replace("⏎", "\n"), "published": PUBLISHED}
        )
    )
    if example.field in ("deadline", "responsible"):
        due = [d for d in read.deadlines if d.start <= len(before) < d.end]
        if example.field == "deadline":
            return str(due[0].date) if due else "nothing"
        return (due[0].responsible or "nothing") if due else "no deadline"
    figures = [f for f in read.figures if f.start <= len(before) < f.end]
    if not figures:
        return "no figure"
    value = figures[0].quote if example.field == "figure" else getattr(figures[0], example.field)
    return "nothing" if value is None else str(value)


@pytest.mark.parametrize("example", rows(), ids=lambda one: f"{one.lang}-{one.sentence[:30]}")
def test_what_the_page_says_reads_wrong_reads_so(example: Example) -> None:
    assert value_read(example) == example.reads, "mended, or changed: bring docs/errors.md up to date"
    assert example.reads != example.should


def test_every_language_and_the_common_classes_have_examples() -> None:
    found = rows()
    assert {example.lang for example in found} >= {"fr", "lo", "ms", "nb", "th"}
    assert {example.error for example in found} <= CLASSES.keys()
    assert len({example.error for example in found}) >= 8


def test_the_page_counts_every_class() -> None:
    page = PAGE.read_text("utf-8")
    for name, meaning in CLASSES.items():
        assert f"| {name}: {meaning} |" in page
