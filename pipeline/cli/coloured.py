"""`tinso explain` in colours: each figure in its line of the text, every field's evidence in the field's own colour.

The tree itself is that of `extractors.explanation`; here it is only drawn. Refused numbers are struck through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.terminal import make_console, printable
from schemas import Deadline, Extraction, Figure

if TYPE_CHECKING:
    from rich.text import Text

COLOURS = {
    "value": "bold black on bright_yellow",
    "unit": "yellow",
    "comparator": "bright_red",
    "scenario": "bright_magenta",
    "scheme": "bright_cyan",
    "indicator": "cyan",
    "base": "bright_green",
    "scope": "green",
    "per": "green",
    "date_end": "bright_blue",
    "province": "magenta",
    "sign": "red",
}
"""The colour of each field; earlier ones paint over later ones where two were read from the same characters."""
SAME = {
    "value_max": "value",
    "out_of": "value",
    "kind": "unit",
    "date_role": "date_end",
    "date_start": "date_end",
}
"""Fields that share another's colour, being told by the same characters."""
REFUSED = "dim strike"


def _colour(field: str) -> str:
    return COLOURS.get(SAME.get(field, field), "white")


def _line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The line, or lines, of a text in which a span stands."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    return low, len(text) if high < 0 else high


def figure_in_text(text: str, figure: Figure, read: Extraction) -> Text:
    """The line in which a figure stands, painted: its evidence in that line, and what was refused there."""
    from rich.text import Text

    low, high = _line_of(text, figure.start, figure.end)
    drawn = Text(printable(text[low:high]))
    for refused in read.refusals:
        if refused.reason != "date" and low <= refused.start and refused.end <= high:
            drawn.stylize(REFUSED, refused.start - low, refused.end - low)
    for name in reversed(COLOURS):
        span = figure.evidence.get(name)
        if (
            span is not None
            and low <= span.start
            and span.end <= high
            and not span.rule.startswith("default")
        ):
            drawn.stylize(COLOURS[name], span.start - low, span.end - low)
    drawn.stylize(COLOURS["value"], figure.start - low, figure.end - low)
    return drawn


def figure_tree(figure: Figure) -> Text:
    """A figure's tree, each field's name and evidence in the field's colour."""
    from rich.text import Text

    from extractors.explanation import figure_branches

    drawn = Text()
    branches = figure_branches(figure)
    for at, branch in enumerate(branches):
        name, value, evidence = branch
        drawn.append("  └─ " if at == len(branches) - 1 else "  ├─ ", "dim")
        drawn.append(f"{name:<11} ", "dim" if branch.by_default else _colour(name))
        drawn.append(f"{printable(value):<30}", "dim" if branch.by_default else "bold")
        if not branch.by_default:
            drawn.append(" ← ", "dim")
            drawn.append(printable(evidence.quote), _colour(name))
            drawn.append(f" [{evidence.start}:{evidence.end}]", "dim")
        drawn.append(f"  ({evidence.rule})\n", "dim")
    return drawn


def _deadline(deadline: Deadline) -> Text:
    from rich.text import Text

    rule = deadline.evidence["date"].rule
    drawn = Text()
    drawn.append("◆ ", "bold bright_blue")
    drawn.append(printable(deadline.quote), "bold bright_blue")
    drawn.append(f" {deadline.date} ({deadline.precision}, {rule})", "dim")
    if deadline.responsible:
        drawn.append("\n  └─ responsible ", "dim")
        drawn.append(printable(deadline.responsible), "bold")
        drawn.append(f"  ({deadline.evidence['responsible'].rule})", "dim")
    return drawn


def print_in_colours(text: str, read: Extraction, *, always: bool = False) -> None:
    """Print what was read from a text, in colours, on standard output; `always` also where that is no terminal."""
    from rich.text import Text

    console = make_console(coloured=always)
    for figure in read.figures:
        head = Text()
        head.append("● ", "bold yellow")
        head.append(printable(figure.quote), COLOURS["value"])
        head.append(f"  [{figure.start}:{figure.end}]  confidence ", "dim")
        sure = figure.confidence
        head.append(f"{sure:.2f}", "green" if sure >= 0.8 else "yellow" if sure >= 0.5 else "bold red")
        console.print(head)
        console.print(figure_in_text(text, figure, read), soft_wrap=True)
        console.print(figure_tree(figure), soft_wrap=True)
    for deadline in read.deadlines:
        console.print(_deadline(deadline), soft_wrap=True)
    for refused in read.refusals:
        line = Text()
        line.append("✗ ", "red")
        line.append(printable(refused.quote), REFUSED)
        line.append(f" [{refused.start}:{refused.end}] {refused.reason} ({refused.rule})", "dim")
        console.print(line, soft_wrap=True)
    if not (read.figures or read.deadlines or read.refusals):
        console.print("No number, and no deadline, was found in this text.")
