"""The tables of docs/peers.md, and their place in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.scoring import LevelScore

BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
BLOCK = re.compile(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}", re.S)
TITLES = {
    "number": "The number alone (`value`)",
    "value": "Value and unit (`kind`, `value`, `value_max`, `out_of`, `unit`)",
    "deadline": "Deadlines (span and date)",
}


class Row(NamedTuple):
    """What was measured of one peer: scores by level and language (and `all`), characters a second by language."""

    name: str
    versions: str
    scores: Mapping[str, Mapping[str, LevelScore | None]]
    speeds: Mapping[str, float]


def cell(score: LevelScore | None) -> str:
    """`precision / recall / **F1**`, or a dash where a library cannot be asked."""
    return "–" if score is None else f"{score.precision:.2f} / {score.recall:.2f} / **{score.f1:.2f}**"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def render_report(
    rows: Sequence[Row], languages: Sequence[str], told: str, limits: Sequence[Sequence[str]] = ()
) -> str:
    """One table a level, then speeds and versions, then limits; `told` says when, on what and by which command."""
    parts = [told]
    for level, title in TITLES.items():
        asked = [row for row in rows if row.scores.get(level)]
        columns = (*languages, "all")
        cells = [[row.name, *(cell(row.scores[level].get(column)) for column in columns)] for row in asked]
        parts += [f"**{title}**: precision / recall / F1", table(["", *columns], cells)]
    speeds = [
        [
            row.name,
            *(f"{row.speeds[lang]:,.0f}" if lang in row.speeds else "–" for lang in languages),
            row.versions,
        ]
        for row in rows
        if row.speeds
    ]
    parts += [
        "**Characters a second** of processor time on one core",
        table(["", *languages, "version"], speeds),
    ]
    if limits:
        head = ["", "input", "gives", "wanted"]
        parts += ["**Where they fail**, by the smallest input that was found", table(head, limits)]
    return "\n\n".join(parts)


def put_into(page: str, report: str) -> str:
    """The page with the report between its marks. Raises `ValueError` where it has no marks."""
    if not BLOCK.search(page):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return BLOCK.sub(lambda _: f"{BEGIN}\n{report}\n{END}", page)
