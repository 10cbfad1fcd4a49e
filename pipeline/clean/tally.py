"""What came of a night's pages, by source and language, and whether that looks like news or like a fault.

A language that yields no text, a layout whose selectors stopped matching, pages without a date, pages in another language:
each becomes an issue that names tonight's numbers and those of the nights before. No clock and no store: earlier nights
are handed in as the rows that they gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from statistics import median
from types import MappingProxyType
from typing import Any, Literal

from pipeline.clean.layouts import LayoutUse
from schemas.records import Issue

LEAST_PAGES = 5
"""Pages of a source, or of a language of it, below which shares are not judged."""
LEAST_DUE = 10
"""Articles of a language in a usual night, from which on a night without a page of it is no chance."""
MOST_UNDATED = 0.2
MOST_WRONG_LANGUAGE = 0.1
MOST_QUARANTINED = 0.1
MOST_MISSED: Mapping[str, float] = MappingProxyType(
    {"title": 0.2, "body": 0.2, "published": 0.2, "origin": 0.6}
)
"""Shares of pages on which a layout may find nothing. Articles that are a site's own have no origin."""
NIGHTS_TOLD = 7


@dataclass
class Counts:
    """The pages of one source in one language. All are pages but `missed_…`, which are pages of a layout."""

    source: str
    language: str
    pages: int = 0
    articles: int = 0
    undated: int = 0
    """Of the articles, those without a day of publication."""
    wrong_language: int = 0
    no_article: int = 0
    quarantined: int = 0
    """Pages that broke a bound of time or memory, or the process that read them."""
    refused: int = 0
    """Pages refused for any other reason."""
    with_layout: int = 0
    """Of the articles, those that a layout was tried on."""
    unverified: int = 0
    """Of those, the ones whose layout was never seen on real pages."""
    missed_title: int = 0
    missed_body: int = 0
    missed_published: int = 0
    missed_origin: int = 0


class Tally:
    """Counts of one night, filled page by page."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counts: dict[tuple[str, str], Counts] = {}

    def _of(self, source: str | None, language: str | None) -> Counts:
        key = (source or "", language or "")
        return self._counts.setdefault(key, Counts(*key))

    def count_article(
        self, source: str | None, language: str | None, *, dated: bool, layout: LayoutUse | None
    ) -> None:
        """Count a page that became an article."""
        counts = self._of(source, language)
        counts.pages += 1
        counts.articles += 1
        counts.undated += not dated
        if layout:
            counts.with_layout += 1
            counts.unverified += not layout.verified
            for part in MOST_MISSED:
                if part in layout.missed:
                    setattr(counts, f"missed_{part}", getattr(counts, f"missed_{part}") + 1)

    def count_refusal(self, source: str | None, language: str | None, code: str) -> None:
        """Count a page that became none, by the code of its issue."""
        counts = self._of(source, language)
        counts.pages += 1
        if code in ("wrong_language", "no_article"):
            setattr(counts, code, getattr(counts, code) + 1)
        elif code.startswith("page_"):
            counts.quarantined += 1
        else:
            counts.refused += 1

    def add_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add the counts of other runs of the same night; keys that are no counts are left alone."""
        names = [each.name for each in fields(Counts) if each.name not in ("source", "language")]
        for row in rows:
            counts = self._of(row["source"], row["language"])
            for name in names:
                setattr(counts, name, getattr(counts, name) + row[name])

    def rows(self) -> list[dict[str, Any]]:
        """One row for each source and language, in their order: the fields of `Counts`."""
        return [asdict(self._counts[key]) for key in sorted(self._counts)]

    def judge(self, previous: Sequence[Mapping[str, Any]] = ()) -> list[Issue]:
        """The issues of the night. `previous` are the rows of earlier nights, each with a `night` to name it by."""
        rows = self.rows()
        issues = [*_silent_languages(rows, previous)]
        for row in rows:
            if row["pages"] >= LEAST_PAGES:
                issues += _shares_of_language(row, previous)
        for source in dict.fromkeys(row["source"] for row in rows):
            issues += _shares_of_source(_summed(rows, source), previous)
        return issues


def _silent_languages(
    rows: Sequence[Mapping[str, Any]], previous: Sequence[Mapping[str, Any]]
) -> list[Issue]:
    """Languages of which pages came and no article, and those of earlier nights that are not there though their source is.

    The first are a warning where they are few: a video, or one bad page. The second are told where so many were due that
    chance would not bring none: a source with an article a week in Lao has most nights without.
    """
    issues = []
    for row in rows:
        if row["pages"] and not row["articles"]:
            told = f"{row['pages']} pages gave no article ({_reasons(row)})"
            severity: Literal["error", "warning"] = "error" if row["pages"] >= LEAST_PAGES else "warning"
            issues.append(
                _issue("language_yields_no_text", row, told, previous, "articles", severity=severity)
            )
    present = {(row["source"], row["language"]) for row in rows}
    sources = {row["source"] for row in rows}
    missing = {
        (row["source"], row["language"]): row
        for row in previous
        if row["articles"] and row["source"] in sources and (row["source"], row["language"]) not in present
    }
    for (source, language), row in sorted(missing.items()):
        if _usual_articles(previous, source, language) >= LEAST_DUE:
            issues.append(
                _issue("language_yields_no_text", row, "no page came tonight", previous, "articles")
            )
    return issues


def _usual_articles(previous: Sequence[Mapping[str, Any]], source: str, language: str) -> float:
    """The median of the articles in a language, over the earlier nights that the source was read in."""
    nights: dict[str, int] = {}
    for row in previous:
        if row["source"] == source:
            number = row["articles"] if row["language"] == language else 0
            nights[str(row["night"])] = nights.get(str(row["night"]), 0) + number
    return median(nights.values()) if nights else 0


def _reasons(row: Mapping[str, Any]) -> str:
    names = ("wrong_language", "no_article", "quarantined", "refused")
    return ", ".join(f"{row[name]} {name.replace('_', ' ')}" for name in names if row[name])


def _shares_of_language(row: Mapping[str, Any], previous: Sequence[Mapping[str, Any]]) -> list[Issue]:
    issues = []
    if row["articles"] and row["wrong_language"] > MOST_WRONG_LANGUAGE * row["pages"]:
        told = f"{row['wrong_language']} of {row['pages']} pages are in another language than their edition"
        issues.append(_issue("wrong_language_pages", row, told, previous, "wrong_language"))
    if row["quarantined"] > MOST_QUARANTINED * row["pages"]:
        told = f"{row['quarantined']} of {row['pages']} pages broke the bounds of time or memory"
        issues.append(_issue("pages_quarantined", row, told, previous, "quarantined"))
    return issues


def _shares_of_source(row: Mapping[str, Any], previous: Sequence[Mapping[str, Any]]) -> list[Issue]:
    issues = []
    if row["articles"] >= LEAST_PAGES and row["undated"] > MOST_UNDATED * row["articles"]:
        told = f"{row['undated']} of {row['articles']} articles have no date"
        issues.append(_issue("pages_without_date", row, told, previous, "undated", of="articles"))
    if row["with_layout"] >= LEAST_PAGES:
        parts = [
            part for part, most in MOST_MISSED.items() if row[f"missed_{part}"] > most * row["with_layout"]
        ]
        if parts:
            misses = ", ".join(f"{part} on {row[f'missed_{part}']}" for part in parts)
            told = f"of {row['with_layout']} pages the layout does not find: {misses}"
            if row["unverified"]:
                told += " (it was never verified on real pages)"
            names = tuple(f"missed_{part}" for part in parts)
            issues.append(
                _issue(
                    "layout_does_not_fit",
                    row,
                    told,
                    previous,
                    *names,
                    of="with_layout",
                    field=", ".join(parts),
                )
            )
    return issues


def _summed(rows: Iterable[Mapping[str, Any]], source: str) -> dict[str, Any]:
    """The rows of a source as one, of no language."""
    total = asdict(Counts(source, ""))
    for row in rows:
        if row["source"] == source:
            for name, value in row.items():
                if isinstance(value, int) and name in total:
                    total[name] += value
    return total


def _issue(
    code: str,
    row: Mapping[str, Any],
    told: str,
    previous: Sequence[Mapping[str, Any]],
    *names: str,
    of: str = "pages",
    field: str | None = None,
    severity: Literal["error", "warning"] = "error",
) -> Issue:
    """An issue that names tonight's numbers and, for each night before, those of the same source and language."""
    source, language = row["source"], row["language"]
    belongs: Callable[[Mapping[str, Any]], bool] = (
        (lambda other: other["source"] == source and other["language"] == language)
        if language
        else (lambda other: other["source"] == source)
    )
    nights: dict[str, list[Mapping[str, Any]]] = {}
    for other in previous:
        if belongs(other):
            nights.setdefault(str(other["night"]), []).append(other)
    before = []
    for night in sorted(nights)[-NIGHTS_TOLD:]:
        total = _summed(nights[night], source)
        before.append(f"{night}: {' and '.join(str(total[name]) for name in names)} of {total[of]}")
    if before:
        what = " and ".join(name.replace("_", " ") for name in names)
        history = f"{what} in the nights before: {'; '.join(before)}"
    else:
        history = "no nights before are known"
    return Issue(
        severity=severity,
        code=code,
        source=source or "no source",
        record=language or None,
        field=field,
        message=f"{told}; {history}",
    )
