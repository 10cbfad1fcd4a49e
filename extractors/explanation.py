"""`tinso explain`: each figure as a small tree of which rule read which span into which field, and what was refused."""

from __future__ import annotations

from datetime import date

from extractors.reading import extract_figures
from schemas import Article, Deadline, Figure

_ORDER = (
    "value", "value_max", "out_of", "sign", "kind", "unit", "comparator", "scenario", "indicator", "scheme", "base", "scope", "per",
    "date_role", "date_start", "date_end", "province",
)  # fmt: skip


def explain_text(text: str, lang: str, published: date | None = None, province: str | None = None) -> str:
    """The printed tree of a text's figures, deadlines and refused candidates. Raises `KeyError` for an unknown language."""
    article = Article.model_validate(
        {"article_id": "text", "lang": lang, "text": text, "published": published, "province": province}
    )
    read = extract_figures(article)
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


def _figure_lines(figure: Figure) -> list[str]:
    lines = [f"● {figure.quote!r} [{figure.start}:{figure.end}] confidence {figure.confidence:.2f}"]
    known = [name for name in _ORDER if name in figure.evidence]
    known += [name for name in figure.evidence if name not in _ORDER]
    for at, name in enumerate(known):
        evidence = figure.evidence[name]
        branch = "└─" if at == len(known) - 1 else "├─"
        value = getattr(figure, name, None)
        if name == "scheme":
            value = figure.indicator.partition(".")[0]
        if name == "sign":
            value = "minus"
        shown = (
            ""
            if evidence.rule.startswith("default")
            else f" ← {evidence.quote!r} [{evidence.start}:{evidence.end}]"
        )
        lines.append(f"  {branch} {name:<11} {_shown(value):<30}{shown}  ({evidence.rule})")
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


def _shown(value: object) -> str:
    return "–" if value is None else str(value)
