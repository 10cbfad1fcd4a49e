"""The scorer: pairs predicted records with gold ones, counts, and turns counts into scores.

The rules are those of the section "Scores" of `docs/record.md`: spans that overlap are paired one to
one, the fittest first; three nested levels (value, reading, record) and deadlines as precision, recall
and F1; the other fields as accuracy over the pairs found. A prediction is the JSON object that
`tinso extract` prints for an article. Reading files, halves and intervals stand elsewhere
(`corpus.predictions`, `corpus.halves`, `corpus.intervals`), and telling faults in `corpus.faults`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from corpus.gold import GoldArticle, GoldDeadline, GoldFigure, GoldRecord, Span
from schemas.languages import leading_articles, usual_languages

LEVEL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "value": ("kind", "value", "value_max", "out_of", "unit"),
    "reading": ("comparator", "scenario"),
    "record": ("indicator", "date_role", "date_start", "date_end"),
}
"""The fields that each level adds to the one before it."""
LEVELS = (*LEVEL_FIELDS, "deadline")
SIDE_FIELDS = ("base", "scope", "per", "province")
ACCURACIES = (*SIDE_FIELDS, "province_other", "span", "precision", "responsible")
NUMERIC_FIELDS = frozenset({"value", "value_max", "out_of"})

Predicted = Mapping[str, Any]
"""One predicted figure or deadline: `start`, `end` and the fields of the contract."""
Prediction = Mapping[str, Any]
"""What was predicted for an article: `{"figures": […], "deadlines": […]}`, either may be missing or null."""
Tally = Counter[str]
"""Counts by name: `value`, `gold`, `predicted`, `base`, `base_asked`, … Tallies of articles add up."""


class LevelScore(NamedTuple):
    """Precision, recall and F1, rounded to four digits."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Scores:
    """What a set of articles scored; None where there was nothing to find and nothing was found.

    `figures` and `deadlines` count the gold records that are scored, so optional ones are left out.
    """

    articles: int
    figures: int
    deadlines: int
    levels: Mapping[str, LevelScore | None]
    accuracies: Mapping[str, float | None]

    def as_json(self) -> dict[str, Any]:
        """One flat object: counts, then `[precision, recall, f1]` by level, then accuracy by field."""
        counts = {"articles": self.articles, "figures": self.figures, "deadlines": self.deadlines}
        levels = {name: list(score) if score else None for name, score in self.levels.items()}
        return {**counts, **levels, **self.accuracies}

    def main_number(self, name: str) -> float | None:
        """The F1 of a level, or the accuracy of a field."""
        if name in self.levels:
            level = self.levels[name]
            return level.f1 if level else None
        return self.accuracies[name]


class Pairing(NamedTuple):
    """Pairs (gold index, predicted index) that are scored, and the predictions that count neither way."""

    pairs: list[tuple[int, int]]
    free: frozenset[int]


def comparable(name: str, value: Any) -> Any:
    """A field's value in the form in which it is compared: a decimal for numbers, else as it came."""
    if name in NUMERIC_FIELDS and value is not None:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return value
        return value if number.is_snan() else number
    return value


def agrees(name: str, gold: GoldRecord, predicted: Any) -> bool:
    """Whether a predicted value is one of those that the gold accepts for the field."""
    return comparable(name, predicted) in [comparable(name, option) for option in gold.options(name)]


def level_reached(gold: GoldFigure, predicted: Predicted) -> int:
    """How many of the three nested levels a prediction reaches: 0 to 3."""
    reached = 0
    for fields in LEVEL_FIELDS.values():
        if not all(agrees(field, gold, predicted.get(field)) for field in fields):
            break
        reached += 1
    return reached


def date_agrees(gold: GoldDeadline, predicted: Predicted) -> bool:
    """Whether a predicted deadline has the date of the gold one."""
    return agrees("date", gold, predicted.get("date"))


def span_of(predicted: Predicted) -> Span:
    """The span that a prediction names."""
    return Span(predicted["start"], predicted["end"])


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def pair_spans(
    gold: Sequence[Span], predicted: Sequence[Span], fitness: Callable[[int, int], int]
) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans: the fittest first, then the longest overlap, then text order."""
    candidates = sorted(
        (-fitness(i, j), max(g.start, p.start) - min(g.end, p.end), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if overlap(g, p)
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs


def pair_records(
    records: Sequence[GoldRecord],
    spans: Sequence[Span],
    predicted: Sequence[Predicted],
    fitness: Callable[[int, int], int],
) -> Pairing:
    """Pairs of scored records. A prediction paired with an optional record, or overlapping optional
    records alone, is free: it counts neither as found nor as false.
    """
    predicted_spans = [span_of(p) for p in predicted]
    pairs = pair_spans(spans, predicted_spans, fitness)
    optional = [span for record, span in zip(records, spans, strict=True) if record.optional]
    scored = [span for record, span in zip(records, spans, strict=True) if not record.optional]
    free = {j for i, j in pairs if records[i].optional}
    free |= {
        j
        for j, span in enumerate(predicted_spans)
        if any(overlap(other, span) for other in optional)
        and not any(overlap(other, span) for other in scored)
    }
    return Pairing([(i, j) for i, j in pairs if not records[i].optional], frozenset(free))


def predicted_figures(prediction: Prediction) -> Sequence[Predicted]:
    """The predicted figures of an article; none where the key is missing or null."""
    return prediction.get("figures") or ()


def predicted_deadlines(prediction: Prediction) -> Sequence[Predicted]:
    """The predicted deadlines of an article; none where the key is missing or null."""
    return prediction.get("deadlines") or ()


def pair_figures(article: GoldArticle, prediction: Prediction) -> Pairing:
    """Pair an article's figures; the fitness of a pair is the level it reaches."""
    predicted = predicted_figures(prediction)
    return pair_records(
        article.figures,
        article.figure_spans,
        predicted,
        lambda i, j: level_reached(article.figures[i], predicted[j]),
    )


def pair_deadlines(article: GoldArticle, prediction: Prediction) -> Pairing:
    """Pair an article's deadlines; a pair is fit where the dates agree."""
    predicted = predicted_deadlines(prediction)
    return pair_records(
        article.deadlines,
        article.deadline_spans,
        predicted,
        lambda i, j: int(date_agrees(article.deadlines[i], predicted[j])),
    )


def usual_province(article: GoldArticle) -> str | None:
    """The province of most figures of an article (`"None"` for the whole country); None without figures."""
    counts = Counter(str(figure.province[0]) for figure in article.figures)
    return counts.most_common(1)[0][0] if counts else None


def side_fields_asked(figure: GoldFigure) -> list[str]:
    """The side fields that a gold figure asks for: those its file names; base of percentages only."""
    return [
        name
        for name in SIDE_FIELDS
        if figure.states(name) and (name != "base" or "percentage" in figure.kind)
    ]


def province_is_unusual(figure: GoldFigure, usual: str | None) -> bool:
    """Whether a figure's province differs from the article's usual one in every acceptable reading."""
    return figure.states("province") and usual not in [str(name) for name in figure.province]


def trimmed_body(name: str | None) -> str:
    """A body's name without outer punctuation and leading article."""
    bare = (name or "").strip(" \t\n.,;:")
    return leading_articles().sub("", bare)


def responsible_asked(gold: GoldDeadline, predicted: Predicted) -> bool:
    """Whether a pair of deadlines is asked for its body: the gold or the prediction names one."""
    return bool(gold.responsible or predicted.get("responsible"))


def responsible_agrees(gold: GoldDeadline, predicted: Predicted) -> bool:
    """Whether the bodies agree but for outer punctuation and a leading article."""
    return trimmed_body(gold.responsible) == trimmed_body(predicted.get("responsible"))


def _tally_figures(article: GoldArticle, prediction: Prediction, tally: Tally) -> None:
    predicted = predicted_figures(prediction)
    pairs, free = pair_figures(article, prediction)
    usual = usual_province(article)
    tally["gold"] += sum(not figure.optional for figure in article.figures)
    tally["predicted"] += len(predicted) - len(free)
    for i, j in pairs:
        gold, got = article.figures[i], predicted[j]
        reached = level_reached(gold, got)
        for number, level in enumerate(LEVEL_FIELDS, 1):
            tally[level] += reached >= number
        for name in side_fields_asked(gold):
            tally[f"{name}_asked"] += 1
            tally[name] += agrees(name, gold, got.get(name))
        if province_is_unusual(gold, usual):
            tally["province_other_asked"] += 1
            tally["province_other"] += agrees("province", gold, got.get("province"))
        tally["span_asked"] += 1
        tally["span"] += article.figure_spans[i] == span_of(got)


def _tally_deadlines(article: GoldArticle, prediction: Prediction, tally: Tally) -> None:
    predicted = predicted_deadlines(prediction)
    pairs, free = pair_deadlines(article, prediction)
    tally["deadline_gold"] += sum(not deadline.optional for deadline in article.deadlines)
    tally["deadline_predicted"] += len(predicted) - len(free)
    for i, j in pairs:
        gold, got = article.deadlines[i], predicted[j]
        right = date_agrees(gold, got)
        tally["deadline"] += right
        tally["precision_asked"] += right
        tally["precision"] += right and gold.precision == got.get("precision")
        if responsible_asked(gold, got):
            tally["responsible_asked"] += 1
            tally["responsible"] += responsible_agrees(gold, got)


def tally_article(article: GoldArticle, prediction: Prediction) -> Tally:
    """The counts of one article. Optional records and predictions that are free count in none of them."""
    tally: Tally = Counter(articles=1)
    _tally_figures(article, prediction, tally)
    _tally_deadlines(article, prediction, tally)
    return tally


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def score_level(hit: int, predicted: int, gold: int) -> LevelScore | None:
    """Precision, recall and F1 to four digits; None where there is nothing to find and nothing was found."""
    if not predicted and not gold:
        return None
    precision = hit / predicted if predicted else 0.0
    recall = hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return LevelScore(round(precision, 4), round(recall, 4), round(f1, 4))


def score_tally(tally: Tally) -> Scores:
    """Turn counts into scores."""
    levels = {level: score_level(tally[level], tally["predicted"], tally["gold"]) for level in LEVEL_FIELDS}
    levels["deadline"] = score_level(tally["deadline"], tally["deadline_predicted"], tally["deadline_gold"])
    accuracies = {
        name: round(tally[name] / tally[f"{name}_asked"], 4) if tally[f"{name}_asked"] else None
        for name in ACCURACIES
    }
    return Scores(tally["articles"], tally["gold"], tally["deadline_gold"], levels, accuracies)


def score_by_language(articles: Sequence[GoldArticle], tallies: Mapping[str, Tally]) -> dict[str, Scores]:
    """Scores for each language in alphabetical order, then `all`; `tallies` by article id.

    `all` is the total of the languages that are read without being asked for, so that it stays comparable when
    a language on request joins; where there are only such, it is theirs.
    """
    rows: dict[str, Scores] = {
        lang: score_tally(add_tallies(tallies[a.article_id] for a in articles if a.lang == lang))
        for lang in sorted({article.lang for article in articles})
    }
    counted = articles_of_total(articles)
    return {**rows, "all": score_tally(add_tallies(tallies[a.article_id] for a in counted))}


def articles_of_total(articles: Sequence[GoldArticle]) -> list[GoldArticle]:
    """The articles that a total over languages counts: all but those of languages on request, unless there are no others."""
    usual = [a for a in articles if a.lang in usual_languages()]
    return usual or list(articles)
