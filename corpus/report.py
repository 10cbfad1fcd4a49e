"""Evaluations and faults as plain text, for terminals and logs. Colour and progress belong to the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus.faults import Fault, shown
from corpus.floors import COUNTS
from corpus.halves import HALVES, Half
from corpus.reliability import render_reliability
from corpus.scoring import ACCURACIES, LEVELS, Scores

if TYPE_CHECKING:  # the evaluation prints itself with these functions, so it imports them
    from corpus.evaluation import Evaluation, HalfScores

ROWS = (*COUNTS, *LEVELS, *ACCURACIES)
INTERVAL = "[95 % interval]"


def _cell(value: float | None) -> str:
    """A number in the four digits that it was rounded to, so that it agrees with the JSON."""
    return "-" if value is None else f"{value:.4f}"


def _table(head: Sequence[str], blocks: Iterable[Sequence[Sequence[str]]], left: int) -> str:
    """A head and blocks of rows with an empty line between them; the first `left` columns are flush left."""
    groups = [[head], *blocks]
    widths = [max(len(row[column]) for rows in groups for row in rows) for column in range(len(head))]
    (first, *texts) = [
        "\n".join(
            "  ".join(
                cell.ljust(width) if column < left else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        )
        for rows in groups
    ]
    return "\n".join([first, "\n\n".join(texts)])


def _numbers(scores: Scores, name: str) -> list[str]:
    """Precision, recall and F1 of a level; of a field its accuracy alone, of a count the count."""
    if name in COUNTS:
        return ["", "", str(getattr(scores, name))]
    if name in ACCURACIES:
        return ["", "", _cell(scores.accuracies[name])]
    return [_cell(number) for number in scores.levels[name] or (None, None, None)]


def _half_numbers(half: HalfScores | None, name: str) -> list[str]:
    """The numbers of a half and their 95 % interval, which counts do not have."""
    if half is None:
        return ["", "", "-", ""]
    interval = half.intervals.get(name)
    return [
        *_numbers(half.scores, name),
        f"[{_cell(interval.low)} {_cell(interval.high)}]" if interval else "",
    ]


def render_scores(evaluation: Evaluation, half: Half | None = None) -> str:
    """A row for each language and count, level or field: all articles, then both halves with their intervals.

    Of one half alone nothing is told that holds articles of the other. At most 100 columns wide. One
    language alone is not repeated as `all`.
    """
    numbers = ["P", "R", "F1/acc."]
    if half is None:
        head = [*numbers, *(cell for name in HALVES for cell in (name, INTERVAL))]
        languages = list(evaluation.scores)
    else:
        head = [*(f"{half} {number}" for number in numbers), INTERVAL]
        languages = [lang for lang, halves in evaluation.halves.items() if half in halves]
    if len(languages) == 2:
        languages.remove("all")
    blocks = [[[lang, name, *_cells(evaluation, lang, half, name)] for name in ROWS] for lang in languages]
    return _table(["lang", "level or field", *head], blocks, left=2)


def _cells(evaluation: Evaluation, lang: str, half: Half | None, name: str) -> list[str]:
    """A row of `render_scores` after its first two columns."""
    halves = evaluation.halves[lang]
    if half is not None:
        return _half_numbers(halves.get(half), name)
    both = [cell for each in HALVES for cell in _half_numbers(halves.get(each), name)[2:]]
    return [*_numbers(evaluation.scores[lang], name), *both]


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")


def _render_fault(fault: Fault) -> list[str]:
    subject = "" if fault.subject == "figure" else f" {fault.subject.upper()}"
    lines = [
        f"{fault.article_id}:{fault.span.start} {fault.verdict.upper()}{subject} {_one_line(fault.quote)!r}",
        f"    …{_one_line(fault.before)}⟦{_one_line(fault.quote)}⟧{_one_line(fault.after)}…",
    ]
    if fault.got is not None:
        lines.append(f"    {'gold' if fault.verdict == 'missed' else 'got'}: {fault.got}")
    for field in fault.fields:
        accepted = " | ".join(shown(value) or "null" for value in field.gold)
        rule = f"   ({field.rule})" if field.rule else ""
        lines.append(f"    {field.field}: gold {accepted}, got {shown(field.got) or 'null'}{rule}")
    return lines


def render_faults(faults: Sequence[Fault]) -> str:
    """Every fault with its words in context, then how often each field was wrong."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for fault in faults:
        lines += _render_fault(fault)
        subject = "" if fault.subject == "figure" else f" {fault.subject}"
        if fault.verdict == "wrong":
            counts.update(field.field for field in fault.fields)
        else:
            counts[fault.verdict + subject] += 1
    total = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    lines.append(
        f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}" + (f": {total}" if total else "")
    )
    return "\n".join(lines)


def render_evaluation(evaluation: Evaluation, half: Half | None = None, *, faults: bool = False) -> str:
    """Faults (where any were asked for), the scores of each language, and how far confidence can be relied on.

    All and both halves, or one half.
    """
    parts = [render_faults(evaluation.faults)] if faults or evaluation.faults else []
    tables = [
        f"confidence, {name} half: whole records right by band\n{render_reliability(table)}"
        for name, table in evaluation.reliability.items()
        if half in (None, name)
    ]
    return "\n\n".join([*parts, render_scores(evaluation, half), *tables])
