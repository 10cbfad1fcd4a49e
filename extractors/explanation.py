"""`tinso explain`: each figure as a small tree of which rule read which span into which field, and what was refused."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from extractors.reading import extract_figures
from extractors.syntax import Analyzer
from schemas import Article, Deadline, Evidence, Figure

_ORDER = (
    "value", "value_max", "out_of", "sign", "kind", "unit", "comparator", "scenario", "indicator", "scheme", "base", "scope", "per",
    "date_role", "date_start", "date_end", "province",
)  # fmt: skip


def explain_text(
    text: str,
    lang: str,
    published: date | None = None,
    province: str | None = None,
    analyzer: Analyzer | None = None,
) -> str:
    """The printed tree of a text's figures, deadlines and refused candidates. Raises `KeyError` for an unknown language."""
    article = Article.model_validate(
        {"article_id": "text", "lang": lang, "text": text, "published": published, "province": province}
    )
    read = extract_figures(article, analyzer)
    lines: list[str] = []
    for figure in read.figures:
        lines += _figure_lines(figure)
    for deadline in read.deadlines:
        lines += _deadline_lines(deadline)
    for refused in read.refusals:
        lines.append(
            f"✗ {refused.quote!r} [{refused.start}:{refused.end}] refused: {refused.reason} ({refused.rule})"
        )
    return "\n".join(lines) if lines else "No number, and no deadline, was found in this text."


class Branch(NamedTuple):
    """One field of a figure, the value that was read and its evidence; `scheme` and `sign` stand beside the fields."""

    field: str
    value: str
    evidence: Evidence

    @property
    def by_default(self) -> bool:
        """Whether no characters told the value: it is what holds where nothing else is said."""
        return self.evidence.rule.startswith("default")


def figure_branches(figure: Figure) -> list[Branch]:
    """The branches of a figure's tree, in the order in which people read a figure."""
    known = [name for name in _ORDER if name in figure.evidence]
    known += [name for name in figure.evidence if name not in _ORDER]
    branches = []
    for name in known:
        value = getattr(figure, name, None)
        if name == "scheme":
            value = figure.indicator.partition(".")[0]
        if name == "sign":
            value = "minus"
        branches.append(Branch(name, "–" if value is None else str(value), figure.evidence[name]))
    return branches


def _figure_lines(figure: Figure) -> list[str]:
    lines = [f"● {figure.quote!r} [{figure.start}:{figure.end}] confidence {figure.confidence:.2f}"]
    branches = figure_branches(figure)
    for at, (name, value, evidence) in enumerate(branches):
        fork = "└─" if at == len(branches) - 1 else "├─"
        span = f" ← {evidence.quote!r} [{evidence.start}:{evidence.end}]"
        shown = "" if branches[at].by_default else span
        lines.append(f"  {fork} {name:<11} {value:<30}{shown}  ({evidence.rule})")
    return lines


def _deadline_lines(deadline: Deadline) -> list[str]:
    lines = [
        f"◆ deadline {deadline.quote!r} [{deadline.start}:{deadline.end}] {deadline.date} "
        f"({deadline.precision}, {deadline.evidence['date'].rule})"
    ]
    if deadline.responsible:
        evidence = deadline.evidence["responsible"]
        lines.append(
            f"  └─ responsible {deadline.responsible!r} [{evidence.start}:{evidence.end}]  ({evidence.rule})"
        )
    return lines
