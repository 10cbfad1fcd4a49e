"""Faults, told for someone who writes rules: which article, which words, which field, gold against got.

Unlike the scores, faults also name the side fields, spans and bodies. Whose faults may be told is not
decided here but in `corpus.evaluation`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from corpus.errors import CorpusError
from corpus.gold import GoldArticle, GoldRecord, Span
from corpus.scoring import (
    LEVEL_FIELDS,
    SIDE_FIELDS,
    Pairing,
    Predicted,
    Prediction,
    agrees,
    date_agrees,
    pair_deadlines,
    pair_figures,
    predicted_deadlines,
    predicted_figures,
    responsible_agrees,
    responsible_asked,
    side_fields_asked,
    span_of,
)

CONTEXT = 60
Verdict = Literal["missed", "false", "wrong"]
Subject = Literal["figure", "deadline"]

_FIGURE_FIELDS = tuple(field for fields in LEVEL_FIELDS.values() for field in fields)
_DEADLINE_FIELDS = ("date", "precision", "responsible")
FAULT_FILTERS: dict[str, frozenset[str]] = {
    **{level: frozenset(fields) for level, fields in LEVEL_FIELDS.items()},
    "side": frozenset({*SIDE_FIELDS, "span"}),
}
"""Names that stand for several fields: `value`, `reading`, `record`, `side`."""


class WrongField(NamedTuple):
    """One field of a pair that does not agree: acceptable values, what was got, and the rule that gave it."""

    field: str
    gold: tuple[Any, ...]
    got: Any
    rule: str | None


@dataclass(frozen=True)
class Fault:
    """One record that was missed, found falsely, or read wrongly. Span and quote are the gold's where it has one."""

    article_id: str
    lang: str
    subject: Subject
    verdict: Verdict
    span: Span
    quote: str
    before: str
    after: str
    fields: tuple[WrongField, ...] = ()
    got: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The fault as a JSON object; decimals as text."""
        return {
            "article_id": self.article_id,
            "lang": self.lang,
            "subject": self.subject,
            "verdict": self.verdict,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "before": self.before,
            "after": self.after,
            "record": self.got,
            "fields": [
                {"field": f.field, "gold": [shown(v) for v in f.gold], "got": shown(f.got), "rule": f.rule}
                for f in self.fields
            ],
        }


def shown(value: Any) -> str | None:
    """A field's value as text; null stays null."""
    return None if value is None else str(value)


def record_summary(record: GoldRecord | Predicted, subject: Subject) -> str:
    """A record on one line, all fields but those that are null: what a missed or false record holds."""
    names = (*_FIGURE_FIELDS, *SIDE_FIELDS) if subject == "figure" else _DEADLINE_FIELDS
    parts = []
    for name in names:
        options = record.options(name) if isinstance(record, GoldRecord) else (record.get(name),)
        if options != (None,):
            parts.append(f"{name}={'|'.join(shown(v) or '-' for v in options)}")
    return " ".join(parts)


def _rule_of(predicted: Predicted, field: str) -> str | None:
    """The rule that a prediction names as evidence of a field, with the characters it read."""
    evidence = predicted.get("evidence")
    entry = evidence.get(field) if isinstance(evidence, dict) else None
    return f"{entry.get('rule')} on {entry.get('quote')!r}" if isinstance(entry, dict) else None


def _fault(article: GoldArticle, subject: Subject, verdict: Verdict, span: Span) -> Fault:
    text = article.text
    return Fault(
        article_id=article.article_id,
        lang=article.lang,
        subject=subject,
        verdict=verdict,
        span=span,
        quote=text[span.start : span.end],
        before=text[max(0, span.start - CONTEXT) : span.start],
        after=text[span.end : span.end + CONTEXT],
    )


def _span_fault(article: GoldArticle, gold: Span, got: Span, predicted: Predicted) -> Iterator[WrongField]:
    if gold != got:
        texts = (article.text[gold.start : gold.end], article.text[got.start : got.end])
        yield WrongField("span", (texts[0],), texts[1], _rule_of(predicted, "span"))


def _wrong_figures(article: GoldArticle, prediction: Prediction, pairing: Pairing) -> Iterator[Fault]:
    predicted = predicted_figures(prediction)
    for i, j in pairing.pairs:
        gold, got, span = article.figures[i], predicted[j], article.figure_spans[i]
        wrong = [
            WrongField(name, gold.options(name), got.get(name), _rule_of(got, name))
            for name in (*_FIGURE_FIELDS, *side_fields_asked(gold))
            if not agrees(name, gold, got.get(name))
        ]
        wrong += _span_fault(article, span, span_of(got), got)
        if wrong:
            yield replace(_fault(article, "figure", "wrong", span), fields=tuple(wrong))


def _wrong_deadlines(article: GoldArticle, prediction: Prediction, pairing: Pairing) -> Iterator[Fault]:
    predicted = predicted_deadlines(prediction)
    for i, j in pairing.pairs:
        gold, got = article.deadlines[i], predicted[j]
        wrong = []
        if not date_agrees(gold, got):
            wrong.append(WrongField("date", gold.date, got.get("date"), _rule_of(got, "date")))
        elif gold.precision != got.get("precision"):
            wrong.append(
                WrongField("precision", (gold.precision,), got.get("precision"), _rule_of(got, "precision"))
            )
        if responsible_asked(gold, got) and not responsible_agrees(gold, got):
            body = got.get("responsible")
            wrong.append(WrongField("responsible", (gold.responsible,), body, _rule_of(got, "responsible")))
        if wrong:
            fault = _fault(article, "deadline", "wrong", article.deadline_spans[i])
            yield replace(fault, fields=tuple(wrong))


def _missed_and_false(
    article: GoldArticle,
    subject: Subject,
    pairing: Pairing,
    gold: Collection[GoldRecord],
    spans: Iterable[Span],
    predicted: Collection[Predicted],
) -> Iterator[Fault]:
    found = {i for i, _ in pairing.pairs}
    taken = {j for _, j in pairing.pairs} | pairing.free
    for i, (record, span) in enumerate(zip(gold, spans, strict=True)):
        if i not in found and not record.optional:
            yield replace(_fault(article, subject, "missed", span), got=record_summary(record, subject))
    for j, row in enumerate(predicted):
        if j not in taken:
            yield replace(_fault(article, subject, "false", span_of(row)), got=record_summary(row, subject))


def find_faults(article: GoldArticle, prediction: Prediction) -> list[Fault]:
    """Every fault of one article, in order of its place in the text."""
    figures, deadlines = pair_figures(article, prediction), pair_deadlines(article, prediction)
    faults = [
        *_wrong_figures(article, prediction, figures),
        *_wrong_deadlines(article, prediction, deadlines),
        *_missed_and_false(
            article,
            "figure",
            figures,
            article.figures,
            article.figure_spans,
            predicted_figures(prediction),
        ),
        *_missed_and_false(
            article,
            "deadline",
            deadlines,
            article.deadlines,
            article.deadline_spans,
            predicted_deadlines(prediction),
        ),
    ]
    return sorted(faults, key=lambda fault: (fault.span, fault.subject, fault.verdict))


def filter_names() -> tuple[str, ...]:
    """Every name that `filter_faults` takes."""
    fields = (*_FIGURE_FIELDS, *SIDE_FIELDS, "span", *_DEADLINE_FIELDS)
    return (*fields, *(n for n in FAULT_FILTERS if n not in fields), "deadline", "missed", "false")


def filter_faults(faults: Iterable[Fault], names: Collection[str]) -> list[Fault]:
    """The faults that concern any of these names; all of them where no name is given.

    A name is a field (`scope`, `responsible`, `span`), a level or `side` for its fields (the level
    `value` also brings missed and false figures), `deadline` for every fault of a deadline, `missed`
    or `false`. The name `value` is the level. Raises `CorpusError` for any other name.
    """
    if unknown := set(names) - set(filter_names()):
        raise CorpusError(
            f"no such field or level: {', '.join(sorted(unknown))}; known: {', '.join(filter_names())}"
        )
    if not names:
        return list(faults)
    fields = frozenset().union(*(FAULT_FILTERS.get(name, frozenset({name})) for name in names))
    kept = []
    for fault in faults:
        if (
            fault.verdict in names
            or (fault.subject == "deadline" and "deadline" in names)
            or (fault.subject == "figure" and fault.verdict != "wrong" and "value" in names)
        ):
            kept.append(fault)
        elif wrong := tuple(field for field in fault.fields if field.field in fields):
            kept.append(replace(fault, fields=wrong))
    return kept
