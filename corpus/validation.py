"""Validation of gold: every quote is found, every value parses, every code is known, records agree in themselves.

Collects every fault instead of stopping at the first, as someone annotating needs it. Keys, types and
codes are the business of the models in `corpus.gold`; here stands what takes the text or several
fields together. `python -m corpus.validation [FOLDER…]` prints faults and counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from corpus.gold import (
    GOLD_FOLDER,
    GoldDeadline,
    GoldFigure,
    GoldFile,
    GoldRecord,
    Span,
    key_faults,
    name_of,
    read_gold_text,
    read_json_object,
)
from corpus.scoring import overlap
from schemas import DataFileError
from schemas.codes import unit_fits

T = TypeVar("T")


class Validation(NamedTuple):
    """What a folder of gold holds, and every fault as a line naming the file."""

    articles: int
    figures: int
    deadlines: int
    faults: tuple[str, ...]


def _faults_of_place(record: GoldRecord, text: str) -> Iterator[str]:
    if record.span_in(text) is None:
        yield f"quote not found at occurrence {record.occurrence}"


def _cuts_a_number(span: Span, text: str) -> bool:
    """Whether a digit stands directly outside of a digit at either end of the span."""
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    return (text[span.start].isdigit() and before.isdigit()) or (
        text[span.end - 1].isdigit() and after.isdigit()
    )


def faults_of_figure(figure: GoldFigure, text: str) -> Iterator[str]:
    """What is wrong with one gold figure of an article's text, a sentence each."""
    yield from _faults_of_place(figure, text)
    span = figure.span_in(text)
    if span and _cuts_a_number(span, text):
        yield "the quote stands inside a longer number"
    if figure.base != (None,) and "percentage" not in figure.kind:
        yield "a base on a figure that is no percentage"
    if "during" in figure.date_role and figure.date_start == (None,):
        yield "during without date_start"
    start, end = _single(figure.date_start), _single(figure.date_end)
    if start and end and start > end:
        yield "date_start after date_end"
    low, high = _single(figure.value), _single(figure.value_max)
    if low is not None and high is not None and high < low:
        yield "value_max below value"
    if len(figure.kind) == 1:
        for unit in figure.unit:
            if not unit_fits(figure.kind[0], unit):
                yield f"unit {unit!r} does not fit kind {figure.kind[0]!r}"
    if not {None, "as_of"} & set(figure.date_role) and figure.date_end == (None,):
        yield "a dated role without date_end"


def _single(readings: tuple[T, ...]) -> T | None:
    return readings[0] if len(readings) == 1 else None


def faults_of_deadline(deadline: GoldDeadline, text: str) -> Iterator[str]:
    """What is wrong with one gold deadline of an article's text, a sentence each."""
    yield from _faults_of_place(deadline, text)
    if deadline.responsible and deadline.responsible not in text:
        yield "responsible is not written in the text"


def _faults_of_overlap(figures: Sequence[GoldFigure], text: str) -> Iterator[str]:
    taken: list[Span] = []
    for figure in figures:
        span = figure.span_in(text)
        if span and any(overlap(span, other) for other in taken):
            yield f"{figure.quote!r}: overlaps another figure"
        if span:
            taken.append(span)


def faults_of_file(gold: GoldFile, text: str, name: str) -> Iterator[str]:
    """What is wrong with one gold article that the models cannot see; `name` is the file's stem."""
    if gold.article_id != name:
        yield f"article_id {gold.article_id!r} is not the file's name"
    for figure in gold.figures:
        yield from (f"{figure.quote!r}: {fault}" for fault in faults_of_figure(figure, text))
    for deadline in gold.deadlines:
        yield from (f"{deadline.quote!r}: {fault}" for fault in faults_of_deadline(deadline, text))
    yield from _faults_of_overlap(gold.figures, text)


def validate_gold(folder: Path = GOLD_FOLDER) -> Validation:
    """Check every gold article below a folder. A file whose keys are wrong is counted in the faults only."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    paths = sorted(folder.rglob("*.json"))
    for path in paths:
        try:
            text, raw = read_gold_text(path), read_json_object(path)
            gold = GoldFile.model_validate(raw)
        except DataFileError as fault:
            faults.append(str(fault))
            continue
        except ValidationError as fault:
            faults += [f"{name_of(path)}: {line}" for line in key_faults(raw, fault)]
            continue
        counts.update(articles=1, figures=len(gold.figures), deadlines=len(gold.deadlines))
        faults += [f"{name_of(path)}: {line}" for line in faults_of_file(gold, text, path.stem)]
    twice = sorted(name for name, count in Counter(path.stem for path in paths).items() if count > 1)
    faults += [f"{name} stands twice" for name in twice]
    return Validation(counts["articles"], counts["figures"], counts["deadlines"], tuple(faults))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print faults and counts of folders of gold; exit status 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m corpus.validation", description="Check gold articles.")
    parser.add_argument("folders", nargs="*", type=Path, default=[GOLD_FOLDER])
    wrong = 0
    for folder in parser.parse_args(arguments).folders:
        found = validate_gold(folder)
        wrong += len(found.faults)
        sys.stdout.write("".join(f"{fault}\n" for fault in found.faults))
        sys.stdout.write(
            f"{folder.name}: {found.articles} articles, {found.figures} figures, "
            f"{found.deadlines} deadlines, {len(found.faults)} faults\n"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
