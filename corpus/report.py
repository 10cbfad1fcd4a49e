"""Evaluations and faults as plain text, for terminals and logs. Colour and progress belong to the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus.faults import Fault, shown
from corpus.floors import COUNTS
from corpus.halves import HALVES, Half
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


def render_scores(evaluation: Evaluation, halves: Sequence[Half] = HALVES) -> str:
    """A row for each language and count, level or field: all articles, then the halves with their intervals.

    At most 100 columns wide. One language alone is not repeated as `all`.
    """
    head = ["lang", "level or field", "P", "R", "F1/acc."]
    for half in halves:
        head += [half, INTERVAL]
    languages = [lang for lang in evaluation.scores if lang != "all"]
    blocks = [
        [
            [
                lang,
                name,
                *_numbers(evaluation.scores[lang], name),
                *(
                    cell
                    for half in halves
                    for cell in _half_numbers(evaluation.halves[lang].get(half), name)[2:]
                ),
            ]
            for name in ROWS
        ]
        for lang in (languages if len(languages) == 1 else evaluation.scores)
    ]
    return _table(head, blocks, left=2)


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
    """Faults (where any were asked for), then the scores of each language, the halves beside each other."""
    parts = [render_faults(evaluation.faults)] if faults or evaluation.faults else []
    return "\n\n".join([*parts, render_scores(evaluation, halves)])
