"""What goes wrong, by class and language: counts over articles, without a word of their texts.

    python -m corpus.error_classes [FOLDER …] [--half unread]

A record may be wrong in several ways; each counts once in its class. Because only counts are told, the unread half
may be looked at in this way by everyone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.gold import CLOSED_FOLDER, GOLD_FOLDER, GoldArticle, GoldFigure, load_gold
from corpus.halves import HALVES, read_articles
from corpus.predictions import extract_articles
from corpus.scoring import (
    Prediction,
    agrees,
    date_agrees,
    pair_deadlines,
    pair_figures,
    predicted_deadlines,
    predicted_figures,
    responsible_agrees,
    responsible_asked,
)

CLASSES = {
    "missed": "a figure that was not found",
    "false": "something read as a figure that is none",
    "value": "value, range or total",
    "unit": "kind or unit",
    "comparator": "comparator",
    "scenario": "goal, fact or rule",
    "drawn in": "another subject's figure read as insurance",
    "left out": "an insurance figure read as `other`",
    "scheme": "the wrong scheme",
    "measure": "the wrong measure",
    "date missed": "a date that governs was not taken",
    "date false": "a date was taken that does not govern",
    "date wrong": "another date, or another role",
    "base": "base of a percentage",
    "scope": "scope",
    "per": "rate over time",
    "province": "province",
    "deadline missed": "a deadline that was not found",
    "deadline false": "a date read as a deadline that is none",
    "responsible": "the body responsible for a deadline",
}
"""Every class, with what it means."""


def indicator_class(gold: GoldFigure, read: str) -> str | None:
    """How an indicator is wrong; None where it is one of those accepted."""
    if agrees("indicator", gold, read):
        return None
    accepted = [str(option) for option in gold.options("indicator")]
    if read == "other":
        return "left out"
    if accepted == ["other"]:
        return "drawn in"
    measures = {option.partition(".")[2] for option in accepted}
    return "scheme" if read.partition(".")[2] in measures else "measure"


def figure_classes(gold: GoldFigure, read: Mapping[str, Any]) -> list[str]:
    """The classes in which one figure that was found is wrong."""
    found = []
    for name, fields in (("unit", ("kind", "unit")), ("value", ("value", "value_max", "out_of"))):
        if not all(agrees(field, gold, read.get(field)) for field in fields):
            found.append(name)
    names = ("comparator", "scenario", "scope", "per", "province")
    found += [name for name in names if not agrees(name, gold, read.get(name))]
    if (wrong := indicator_class(gold, str(read.get("indicator")))) is not None:
        found.append(wrong)
    if not all(agrees(field, gold, read.get(field)) for field in ("date_role", "date_start", "date_end")):
        roles = gold.options("date_role")
        if read.get("date_role") is None:
            found.append("date missed")
        else:
            found.append("date false" if list(roles) == [None] else "date wrong")
    if "percentage" in gold.options("kind") and not agrees("base", gold, read.get("base")):
        found.append("base")
    return found


def article_classes(article: GoldArticle, prediction: Prediction) -> Counter[str]:
    """The classes of one article's errors, with their counts."""
    counts: Counter[str] = Counter()
    rows = predicted_figures(prediction)
    pairs, free = pair_figures(article, prediction)
    for i, j in pairs:
        counts.update(figure_classes(article.figures[i], rows[j]))
    asked = {i for i, figure in enumerate(article.figures) if not figure.optional}
    counts["missed"] += len(asked - {i for i, _ in pairs})
    counts["false"] += len(set(range(len(rows))) - set(free) - {j for _, j in pairs})
    due = predicted_deadlines(prediction)
    bound, loose = pair_deadlines(article, prediction)
    wanted = {i for i, deadline in enumerate(article.deadlines) if not deadline.optional}
    right = [(i, j) for i, j in bound if date_agrees(article.deadlines[i], due[j])]
    counts["deadline missed"] += len(wanted - {i for i, _ in right})
    counts["deadline false"] += len(set(range(len(due))) - set(loose) - {j for _, j in right})
    for i, j in bound:
        if responsible_asked(article.deadlines[i], due[j]) and not responsible_agrees(
            article.deadlines[i], due[j]
        ):
            counts["responsible"] += 1
    return counts


def count_classes(
    articles: Sequence[GoldArticle], predictions: Mapping[str, Prediction]
) -> dict[str, Counter[str]]:
    """Counts by class, by language; `figures` beside them is how many figures the gold asks for."""
    counts: dict[str, Counter[str]] = {}
    for article in articles:
        own = counts.setdefault(article.lang, Counter())
        own.update(article_classes(article, predictions.get(article.article_id, {})))
        own["figures"] += sum(not figure.optional for figure in article.figures)
    return dict(sorted(counts.items()))


def render_classes(counts: Mapping[str, Counter[str]]) -> str:
    """A table in Markdown: a row a class, the commonest first, a column a language, then the sum."""
    total: Counter[str] = Counter()
    for own in counts.values():
        total.update(own)
    head = ["class", *counts, "all"]
    lines = [f"| {' | '.join(head)} |", f"|---{'|---:' * (len(head) - 1)}|"]
    for name in sorted(CLASSES, key=lambda one: -total[one]):
        cells = [str(own[name]) for own in counts.values()]
        lines.append(f"| {name}: {CLASSES[name]} | {' | '.join(cells)} | {total[name]} |")
    cells = [str(own["figures"]) for own in counts.values()]
    lines.append(f"| figures in the gold | {' | '.join(cells)} | {total['figures']} |")
    return "\n".join(lines)


def _unread_or(half: str, folders: Iterable[Path]) -> list[GoldArticle]:
    found = []
    for folder in folders:
        gold = load_gold(folder)
        read = read_articles(gold, folder)
        found += [a for a in gold if (a.article_id in read) == (half == "read")]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.error_classes", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, help="gold folders (default: the gold and the closed one)"
    )
    parser.add_argument("--half", choices=HALVES, default="unread", help="which half (default: unread)")
    asked = parser.parse_args(arguments)
    articles = _unread_or(asked.half, asked.folders or [GOLD_FOLDER, CLOSED_FOLDER])
    print(render_classes(count_classes(articles, extract_articles(articles))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
