"""Evaluations and faults as plain text, for terminals and logs. Colour and progress belong to the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.faults import Fault, shown
from corpus.halves import HALVES, Half
from corpus.intervals import Interval
from corpus.scoring import ACCURACIES, LEVELS, Scores

if TYPE_CHECKING:  # the evaluation prints itself with these functions, so it imports them
    from corpus.evaluation import Evaluation, HalfScores

_ACCURACY_HEADS = {"province_other": "prov.other", "responsible": "respons."}


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table, columns as wide as their widest cell; the first column flush left."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if column < 1 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def render_scores(scores: Mapping[str, Scores]) -> str:
    """A line for each language: precision/recall/F1 of each level, then the accuracies."""
    head = ["", "art.", "fig.", "dead.", *(f"{level} P/R/F1" for level in LEVELS)]
    head += [_ACCURACY_HEADS.get(name, name) for name in ACCURACIES]
    rows = []
    for lang, row in scores.items():
        cells = [lang, str(row.articles), str(row.figures), str(row.deadlines)]
        for level in LEVELS:
            score = row.levels[level]
            cells.append("/".join(f"{number:.4f}" for number in score) if score else "-")
        cells += [_cell(row.accuracies[name]) for name in ACCURACIES]
        rows.append(cells)
    return "\n".join(_table(head, rows))


def _with_interval(number: float | None, interval: Interval | None) -> str:
    if number is None or interval is None:
        return "-"
    return f"{number:.3f} [{interval.low:.3f} {interval.high:.3f}]"


def _half_cells(half: HalfScores, names: Iterable[str]) -> list[str]:
    return [_with_interval(half.scores.main_number(name), half.intervals[name]) for name in names]


def render_halves(halves: Mapping[str, Mapping[Half, HalfScores]], chosen: Sequence[Half] = HALVES) -> str:
    """F1 and accuracy of the read and the unread half beneath each other, each with its 95 % interval.

    One language alone is not repeated as `all`.
    """
    names = (*LEVELS, *ACCURACIES)
    rows = [
        [f"{lang} {name}", *(_half_cells(both[half], (name,))[0] if half in both else "-" for half in chosen)]
        for lang, both in halves.items()
        if lang != "all" or len(halves) > 2
        for name in names
    ]
    return "\n".join(_table(["F1 or accuracy [95 % interval]", *chosen], rows))


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


def render_evaluation(
    evaluation: Evaluation, halves: Sequence[Half] = HALVES, *, faults: bool = False
) -> str:
    """Faults (where any were asked for), the scores of each language, and the halves beside each other."""
    parts = [render_faults(evaluation.faults)] if faults or evaluation.faults else []
    parts += [render_scores(evaluation.scores), render_halves(evaluation.halves, halves)]
    return "\n\n".join(parts)
