"""Verdicts as gold files: articles that people have checked become tests of the extractors.

An article is *whole* when somebody read it to its end for missed figures (`article_done` of its current text) and every figure
that the machine reads in it is decided. Only such an article can say what was missed or read too much; others are
exported when asked for, with their undecided figures as `optional`, which are scored neither way. Deadlines are not
reviewed: they are always optional. The form is that of `corpus.gold`; its validation is run on what was written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from corpus.gold import GoldFile, key_faults
from corpus.validation import faults_of_file
from pipeline.audit.attachment import Judged, attach_article
from pipeline.audit.ledger import Frozen, Ledger, ledger_path
from pipeline.errors import InputError
from pipeline.store import CurrentArticle, CurrentReadings, open_readings, readable_path
from schemas.review import Anchor, Reading, Review

AT_ONCE = 200
SLUG = 40
DECIDED = ("accepted", "corrected", "rejected", "added")


class Exported(NamedTuple):
    """What was written, and what was not: `faults` are lines that name the article and what a reviewer can mend."""

    folder: Path
    articles: int
    figures: int
    partial: int
    """Articles that are not whole: written where they were asked for, else left out."""
    faults: tuple[str, ...]
    left: int
    """Files of earlier exports in the folder that were not written again."""


class GoldText(NamedTuple):
    """One article as gold: the contents of its two files."""

    name: str
    text: str
    gold: dict[str, Any]
    is_whole: bool


def export_gold(
    db: Path, folder: Path, *, partial: bool = False, languages: Collection[str] = ()
) -> Exported:
    """Write the audited articles of a store as `LANG/NAME.txt` and `LANG/NAME.json` below a folder.

    What is written replaces the same article's files of earlier exports. An article whose verdicts contradict each other as
    gold is not written, and is told. Raises `LedgerMissingError`, `LedgerError`, `StoreError`s, and `InputError` where the
    folder cannot be written.
    """
    written: set[Path] = set()
    figures = incomplete = 0
    faults: list[str] = []
    try:
        for article_id, gold in _audited(db, languages):
            incomplete += not gold.is_whole
            if not gold.is_whole and not partial:
                continue
            if wrong := list(_faults_of(gold)):
                faults += [f"{article_id}: {line}" for line in wrong]
                continue
            place = folder / gold.gold["lang"] / f"{gold.name}.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.with_suffix(".txt").write_text(gold.text, "utf-8", newline="\n")
            place.write_text(
                json.dumps(gold.gold, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n"
            )
            written.add(place)
            figures += len(gold.gold["figures"])
        left = sum(1 for path in folder.rglob("*.json") if path not in written)
    except OSError as fault:
        raise InputError(f"{folder} cannot be written: {fault.strerror or fault}") from fault
    return Exported(folder, len(written), figures, incomplete, tuple(faults), left)


def _audited(db: Path, languages: Collection[str]) -> Iterator[tuple[str, GoldText]]:
    """Every article with verdicts, as gold."""
    with (
        Ledger(ledger_path(db), create=False) as ledger,
        ledger.frozen() as frozen,
        open_readings(readable_path(db)) as readings,
    ):
        after = ""
        while ids := frozen.article_ids(after, AT_ONCE):
            yield from _as_gold(frozen, readings, ids, languages)
            after = ids[-1]


def _as_gold(
    frozen: Frozen, readings: CurrentReadings, ids: Sequence[str], languages: Collection[str]
) -> Iterator[tuple[str, GoldText]]:
    judged: dict[str, list[Judged]] = {}
    for seq, state in frozen.states_of_articles(ids):
        judged.setdefault(state.article_id, []).append(Judged(seq, state))
    for article_id, article in sorted(readings.articles(ids).items()):
        if languages and article.lang not in languages:
            continue
        reviews = attach_article(judged[article_id], article, frozen.events_of)
        was_read = any(each.event.text_hash == article.text_hash for each in frozen.read_whole(article_id))
        if any(review.state in DECIDED for review in reviews):
            yield article_id, make_gold(article, reviews, was_read)


def make_gold(article: CurrentArticle, reviews: Sequence[Review], was_read: bool) -> GoldText:
    """An article with its verdicts as gold; `was_read`: somebody read its current text to its end."""
    by_figure = {review.figure_id: review for review in reviews if review.figure_id is not None}
    rows: list[tuple[int, dict[str, Any]]] = []
    is_whole = was_read and all(review.state in DECIDED for review in reviews)
    for figure in article.figures:
        review = by_figure.get(figure.figure_id)
        if review is None or review.state not in DECIDED:
            is_whole = False
            row = _figure_row(article.text, figure.start, figure.end, figure.reading)
            rows.append((figure.start, {**row, "optional": True, "note": _note(review)}))
    for review in reviews:
        if review.reviewed is not None and review.start is not None and review.end is not None:
            row = _figure_row(article.text, review.start, review.end, review.reviewed)
            rows.append((review.start, {**row, "note": _note(review)}))
    name = gold_name(article)
    gold = {
        "article_id": name,
        "lang": article.lang,
        "url": article.url,
        "origin_url": article.origin_url,
        "published": article.published.isoformat() if article.published else None,
        "story": None,
        "figures": [row for _, row in sorted(rows, key=lambda each: each[0])],
        "deadlines": [
            {
                **_place(article.text, each.start, each.end),
                "date": each.date.isoformat(),
                "precision": each.precision,
                "responsible": _lines(each.responsible) if each.responsible else None,
                "optional": True,
            }
            for each in article.deadlines
        ],
    }
    return GoldText(name, _lines(article.text), gold, is_whole)


def gold_name(article: CurrentArticle) -> str:
    """The name of an article's gold files: readable, and the same at each export."""
    last = re.sub(r"[^a-z0-9]+", "-", article.article_id.rstrip("/").rpartition("/")[2].lower())
    slug = last.removeprefix(f"{article.lang}-")[:SLUG].strip("-")
    digest = hashlib.sha256(article.article_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(part for part in (article.lang, slug, digest) if part)


def _note(review: Review | None) -> str:
    if review is None or review.state == "skipped":
        return "not reviewed"
    fields = f": {', '.join(review.fields)}" if review.fields else ""
    return f"{review.state}{fields}"


def _figure_row(text: str, start: int, end: int, reading: Reading) -> dict[str, Any]:
    return {**_place(text, start, end), **reading.texts()}


def _place(text: str, start: int, end: int) -> dict[str, Any]:
    """A place as gold tells it: the quote, and which of its occurrences it is."""
    anchor = Anchor.at(text, start, end)
    lines, quote = _lines(text), _lines(anchor.quote)
    wanted = len(_lines(text[:start]))
    occurrence, at = 0, -1
    while at < wanted:
        at = lines.find(quote, at + 1)
        occurrence += 1
        if at < 0:
            raise ValueError(f"quote {quote!r} is not where it was read")
    return {"quote": quote, "occurrence": occurrence}


def _lines(text: str) -> str:
    """The text as a file of lines holds it, whatever line ends it came with."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _faults_of(gold: GoldText) -> Iterator[str]:
    """What keeps an article from being gold: records that overlap, a quote inside a longer number, and the like."""
    try:
        checked = GoldFile.model_validate(gold.gold)
    except ValidationError as fault:
        yield from key_faults(gold.gold, fault)
        return
    yield from faults_of_file(checked, gold.text, gold.name)
