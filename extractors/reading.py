"""Reading: one article's text to its figures and deadlines, by the steps of the other modules in order.

fold → scan atoms → compose numerals → cut sentences → find dates → candidates → link → places →
deadlines → read again.
Pure: no network, no clock, no database. Never raises on any text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, repeat
from operator import itemgetter
from typing import Any

from extractors.atoms import Atom, scan_atoms
from extractors.candidates import DEFAULT_RULES, Candidate, CandidateFinder, Cue, Refused
from extractors.confidence import (
    confidence_features,
    deadline_confidence,
    is_plausible,
    record_confidence,
)
from extractors.dates import find_dates, mark_digit_dates, may_hold_date
from extractors.deadlines import DeadlineFinder
from extractors.lexicon import Lexicon, lexicon_of
from extractors.link_base import article_topic, is_bulletin
from extractors.linking import Linker
from extractors.normalise import Folded, fold_text
from extractors.numerals import Numeral, compose_numerals, merge_numerals
from extractors.places import article_province, set_provinces
from extractors.responsible import FoundDeadline
from extractors.second_reading import read_again
from extractors.segments import Sentence, cut_sentences
from extractors.surroundings import compared_cues, figure_signals, sentence_signals
from extractors.syntax import Analyzer, Syntax
from schemas import Article, Extraction

_IN_DIGITS = frozenset({"digit_date", "digit_month", "digit_day"})


@dataclass(slots=True)
class Reading:
    """Everything that was read, still on the folded text; `explanation` and `extract_figures` turn it into records."""

    folded: Folded
    atoms: list[Atom]
    sentences: list[Sentence]
    candidates: list[Candidate]
    refused: list[Refused]
    deadlines: list[FoundDeadline]
    signals: list[tuple[str, ...]]
    """What surrounds each candidate, for its confidence; see `surroundings`."""


def read_text(
    text: str,
    lexicon: Lexicon,
    published: date | None = None,
    province: str | None = None,
    addresses: tuple[str | None, ...] = (),
    syntax: Syntax | None = None,
    linker_type: type[Linker] = Linker,
    second_reading: bool = True,
) -> Reading:
    """Read a text with a lexicon. Offsets in the reading are on `Reading.folded`.

    `syntax` is that of the text as it is given. Its parse feeds linking; its sentences are taken where writing has no
    mark at their end. `linker_type` is there for ablation: what other linkers would make of the text; so is
    `second_reading`, whether what was learned may overrule the rules.
    """
    spec = lexicon.spec
    folded = fold_text(text)
    atoms, early = scan_atoms(folded, lexicon)
    atoms = mark_digit_dates(folded.text, atoms, spec)
    atoms = merge_numerals(atoms, compose_numerals(folded.text, atoms))
    syntax = syntax.on(folded) if syntax is not None else None
    bounds = None if syntax is None or spec.language.spaces else syntax.sentences
    parse = syntax if syntax is not None and syntax.words else None
    sentences = cut_sentences(folded.text, folded.cased, atoms, spec, bounds)
    finder = CandidateFinder(folded.text, folded.cased, atoms, spec)
    finder.syntax = parse
    finder.inside_word = lexicon.inside_word
    finder.counted_noun = lexicon.counted_noun
    bulletin = is_bulletin(folded.cased, atoms, sentences)
    topic = article_topic(atoms, sentences)
    linker = linker_type(
        folded.text, atoms, sentences, spec, published, topic, lexicon.constructions, bulletin
    )
    linker.without_figures = lexicon.without_figures
    linker.cased = folded.cased
    linker.syntax = parse
    usual, where = article_province(atoms, sentences, province, *addresses, published=published)
    due = DeadlineFinder(folded.text, atoms, spec, published)
    due.cased = folded.cased
    due.name_end, due.name_start = lexicon.name_end, lexicon.name_start
    refused = [Refused(start, end, reason, "read as a whole") for start, end, reason in early]
    everything: list[Candidate] = []
    deadlines: list[FoundDeadline] = []
    for sentence in sentences:
        if sentence.blank:
            linker.pass_blank(sentence)
            continue
        if may_hold_date(sentence.tags, atoms, sentence.numerals):
            sentence.dates = find_dates(folded.text, atoms, sentence.low, sentence.high, spec, published)
        if not _IN_DIGITS.isdisjoint(sentence.tags):
            refused.extend(
                Refused(atom.start, atom.end, "date", "date in digits")
                for atom in atoms[sentence.low : sentence.high]
                if not _IN_DIGITS.isdisjoint(atom.tags)
            )
        refused.extend(
            [
                Refused(found.start, found.end, "no such day", found.rule)
                for found in sentence.dates
                if found.shape == "day"
                and found.last is None
                and (published is not None or not found.relative)
            ]
        )
        candidates, others = finder.read(sentence)
        refused.extend(others)
        linker.link(sentence, candidates)
        if linker.refused:
            refused.extend(linker.refused)
            linker.refused.clear()
        if candidates:
            set_provinces(atoms, sentence, candidates, usual, where, published)
        deadlines.extend(due.read(sentence, candidates))
        everything.extend(candidates)
    again: Iterable[tuple[str, ...]] = repeat(())
    if second_reading:
        again = read_again(folded.text, atoms, sentences, everything, published, linker.date_as)
    signals = _signals(folded.text, atoms, everything, again)
    refused.sort(key=lambda r: r.start)
    return Reading(folded, atoms, sentences, everything, refused, deadlines, signals)


def _signals(
    text: str, atoms: list[Atom], candidates: list[Candidate], again: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """What surrounds each candidate, and what the second reading made `again` of it, for its confidence."""
    signals: list[tuple[str, ...]] = []
    told = iter(again)
    for _, group in groupby(candidates, key=lambda own: id(own.sentence)):
        fellows = list(group)
        around = sentence_signals(text, atoms, fellows[0].sentence, len(fellows))
        compared = compared_cues(atoms, fellows[0].sentence)
        signals.extend([(*figure_signals(own, around, compared), *next(told)) for own in fellows])
    return signals


def extract_figures(
    article: Article,
    analyzer: Analyzer | None = None,
    linker_type: type[Linker] = Linker,
    second_reading: bool = True,
) -> Extraction:
    """The figures and deadlines of an article, in order of their start. Never raises on any text.

    An `analyzer` of the article's language adds what it tells of the syntax; `stanza_models` makes one. Another
    `linker_type` than the full one, or no `second_reading`, is for measuring what the parts bring.
    """
    return extract_with_features(article, analyzer, linker_type, second_reading)[0]


def extract_with_features(
    article: Article,
    analyzer: Analyzer | None = None,
    linker_type: type[Linker] = Linker,
    second_reading: bool = True,
) -> tuple[Extraction, tuple[tuple[str, ...], ...]]:
    """As `extract_figures`, with the features that each figure's confidence was computed from, in the figures' order."""
    lexicon = lexicon_of(article.lang)
    reading = read_text(
        article.text,
        lexicon,
        article.published,
        article.province,
        (article.origin_url, article.url),
        analyzer.analyze_text(article.text) if analyzer is not None else None,
        linker_type,
        second_reading,
    )
    spans = _Spans(article.text, reading.folded)
    pairs = [
        _figure(spans, own, signals) for own, signals in zip(reading.candidates, reading.signals, strict=True)
    ]
    pairs.sort(key=lambda pair: pair[0]["start"])
    # All records are made and checked in one go, from plain objects: many times quicker than one after the other.
    extraction = Extraction.model_validate(
        {
            "article_id": article.article_id,
            "lang": article.lang,
            "figures": [figure for figure, _ in pairs],
            "deadlines": sorted(
                (_deadline(spans, own) for own in reading.deadlines), key=itemgetter("start")
            ),
            "refusals": [_refusal(spans, own) for own in reading.refused],
        }
    )
    return extraction, tuple(features for _, features in pairs)


Fields = dict[str, Any]
"""The fields of a record of `schemas.records`, before they are checked."""


class _Spans:
    """Spans of the folded text on the text as it came, each told once: many fields are read from the same one."""

    def __init__(self, text: str, folded: Folded) -> None:
        self.text = text
        self.folded = folded
        self.known: dict[tuple[int, int], tuple[int, int, str]] = {}
        self.told: dict[Cue, Fields] = {}

    def original(self, start: int, end: int) -> tuple[int, int, str]:
        """Start, end and characters in the text."""
        found = self.known.get((start, end))
        if found is None:
            low, high = self.folded.original(start, end)
            found = self.known[start, end] = low, high, self.text[low:high]
        return found

    def evidence(self, cue: Cue) -> Fields:
        """The fields of an `Evidence`, the same object for the fields of a figure that were read together."""
        found = self.told.get(cue)
        if found is None:
            start, end, quote = self.original(cue[0], cue[1])
            found = self.told[cue] = {"start": start, "end": end, "quote": quote, "rule": cue[2]}
        return found


def _whole(value: Decimal, numeral: Numeral) -> Decimal:
    """A value of thousands or millions without the decimals that its scale has used up: 9.6 million is 9600000."""
    if numeral.scaled and value == (whole := value.to_integral_value()):
        return whole
    return value


def _signed(own: Candidate) -> tuple[Decimal, Decimal | None]:
    numeral = own.numeral
    value = _whole(numeral.value, numeral)
    top = None if numeral.value_max is None else _whole(numeral.value_max, numeral)
    if own.negative:
        return (-value, None) if top is None else (-top, -value)
    return value, top


def _figure(spans: _Spans, own: Candidate, signals: tuple[str, ...]) -> tuple[Fields, tuple[str, ...]]:
    """The fields of a `Figure`, and the features of its confidence."""
    numeral = own.numeral
    start, end, quote = spans.original(numeral.start, numeral.end)
    value, top = _signed(own)
    cues = dict(own.cues)
    measure, scheme, changed = cues.pop("measure", None), cues.pop("scheme", None), cues.pop("change", None)
    dated = cues.pop("date", None)
    if own.indicator != "other":
        cues["indicator"] = (
            (changed if own.measure == "growth" else None) or measure or scheme or cues["value"]
        )
        if scheme is not None:
            cues["scheme"] = scheme
    if own.negative and changed is not None:
        cues["sign"] = changed
    if own.date_role is not None and dated is not None:
        for name in ("date_role", "date_start", "date_end"):
            if getattr(own, name) is not None:
                cues[name] = dated
    here = (numeral.start, numeral.end)
    for name, rule in DEFAULT_RULES.items():
        if name not in cues:
            cues[name] = (*here, rule)
    if numeral.doubt:
        spot = cues["value"]
        cues["value"] = (*spot[:2], f"{spot[2]}, separator in doubt")
    plausible = is_plausible(own.kind, own.unit, own.indicator, value, top, own.date_end)
    rules = ((name, cue[2]) for name, cue in cues.items())
    features = confidence_features(own.kind, own.indicator, rules, plausible, signals)
    figure = {
        "start": start,
        "end": end,
        "quote": quote,
        "kind": own.kind,
        "value": value,
        "value_max": top,
        "out_of": None if numeral.out_of is None else _whole(numeral.out_of, numeral),
        "unit": own.unit,
        "comparator": own.comparator,
        "scenario": own.scenario,
        "indicator": own.indicator,
        "base": own.base if own.kind == "percentage" else None,
        "scope": own.scope,
        "per": own.per,
        "date_role": own.date_role,
        "date_start": own.date_start,
        "date_end": own.date_end,
        "province": own.province,
        "confidence": record_confidence(features, plausible),
        "evidence": {name: spans.evidence(cue) for name, cue in cues.items()},
    }
    return figure, features


def _deadline(spans: _Spans, own: FoundDeadline) -> Fields:
    """The fields of a `Deadline`."""
    start, end, quote = spans.original(own.start, own.end)
    evidence = {"date": spans.evidence((own.start, own.end, own.rule))}
    if own.cue is not None and own.cue[:2] != (own.start, own.end):
        evidence["duty"] = spans.evidence((*own.cue[:2], own.rule))
    responsible = None
    if own.responsible is not None:
        evidence["responsible"] = spans.evidence((*own.responsible, own.responsible_rule))
        responsible = evidence["responsible"]["quote"]
    return {
        "start": start,
        "end": end,
        "quote": quote,
        "date": own.date,
        "precision": own.precision,
        "responsible": responsible,
        "confidence": deadline_confidence(own),
        "evidence": evidence,
    }


def _refusal(spans: _Spans, own: Refused) -> Fields:
    """The fields of a `Refusal`."""
    start, end, quote = spans.original(own.start, own.end)
    return {"start": start, "end": end, "quote": quote, "reason": own.reason, "rule": own.rule}
