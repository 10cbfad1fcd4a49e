"""A second reading of each figure's indicator, scenario and date, learned from annotated articles; it overrules rules.

Rules say why they read a figure as they do, and are wrong where a text says a known thing in an order that nobody thought
of. This second reading knows no orders: it weighs everything that the lexicon tells of the words around a figure (which
schemes, measures and goals are named, on which side, which is nearest; what the title and the lines before it name; the
kinds of the figures beside it), by weights fitted on the articles that may be read. It knows no
words and no languages, only what forms mean, so a further language has it too.

Where the two readings differ, a third model tells which is to be trusted, from how the rules read the field and how sure
the second reading is; it was fitted on what rules made of articles at first sight, before anybody mended them
(`corpus.learning`). Of dates it tells only that an undated figure has one: the nearest, as rules read it. The evidence of an overruled field is the word that weighed most. Everything else is left to the rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from math import exp, log
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from extractors.atoms import Atom
from extractors.candidates import DEFAULT_RULES, Candidate, Cue
from extractors.dates import DateExpression
from extractors.segments import Sentence
from schemas.codes import Scenario
from schemas.reference import DataFileError, indicators, wrong_keys
from schemas.second_reading import SecondReadingSpec, TrustSpec

MODEL = Path(__file__).parent / "second_reading.json"
NO_DATE = "None"
"""How the second reading answers that no date governs a figure."""
TRUSTED = {"indicator": 0.6, "scenario": 0.6, "date_role": 0.7}
"""How probable it must be that the second reading of a field is right and the rules are not, for it to overrule them."""
TRUSTED_AGAINST_A_CUE = 0.8
"""The same where the rules had a cue: a word for the scenario, or a scheme that the figure's own clause names."""
LEARNED = "learned: weighs most around the figure"
"""The rule of a field that the second reading gave."""

_LINES = 6
"""How many sentences before it are looked at for what was named last."""
_CLOSE = 25
"""How many characters beside a figure are looked at for words that no form explains."""
_UNKNOWN = "unknown letters"
_BESIDE = 2
"""How many atoms on either side stand right beside a figure."""
_LEAST = log(1e-4)
"""No answer is taken to be less probable; as a logarithm."""
_WEIGHED_MARKS = frozenset(";:()|")
_NEAREST = (
    "scheme", "scheme_hint", "measure", "scenario", "base", "prep", "unit", "per", "change", "duty", "request", "scope",
    "contrast", "nationwide", "topic", "agency", "place_part", "province", "cmp_before", "currency", "body",
)  # fmt: skip
"""Tags of which the nearest on either side counts by itself."""
_ANY = ("province", "month", "ordinal", "weekday")
"""Tags of which it is not weighed which one stands there."""
_PAIRED = ("measure", "scheme", "scenario", "base")
"""Tags of which the nearest on both sides count together."""
_TITLE = ("scheme", "scheme_hint", "measure", "scenario", "topic", "place_part")
_BEFORE = ("scheme", "measure", "scenario", "scheme_hint", "agency", "duty")


class Answer(NamedTuple):
    """What the second reading makes of a field; `gap` is its log probability less that of the rules' answer."""

    value: str
    gap: float


Shares = dict[str, dict[str, float]]
"""The logarithm of the probability of each answer, by question."""


class Observed(NamedTuple):
    """What stands around one figure: the index of the atom that tells it by feature, -1 where no single one does."""

    told_by: dict[str, int]


@cache
def second_reading_model() -> tuple[SecondReadingSpec, dict[str, int], NDArray[np.float32]]:
    """The model, read once: its spec, the row of each feature, the weights. Raises `DataFileError` where it is damaged."""
    try:
        spec = SecondReadingSpec.model_validate_json(MODEL.read_bytes())
    except OSError as fault:
        raise DataFileError(f"{MODEL.name} in {MODEL.parent.name}/: {fault.strerror or fault}") from fault
    except ValidationError as fault:
        raise wrong_keys(MODEL, fault) from fault
    weights = np.array(list(spec.weights.values()), dtype=np.float32) / np.float32(100)
    return spec, {name: row for row, name in enumerate(spec.weights)}, weights


_TOLD_BY_MORE = frozenset({"growth", "plan_completion"})
"""Measures that are more than a name (a direction, a base): the second reading never gives them."""


@lru_cache(maxsize=256)
def _measures_of(kind: str, unit: str) -> frozenset[str]:
    """The measures that a figure of a kind and unit may be read as telling."""
    return frozenset(
        name
        for name, measure in indicators().measures.items()
        if kind in measure.kinds
        and name not in _TOLD_BY_MORE
        and (kind != "count" or not measure.words_govern or unit in measure.words_govern)
    )


def split_indicator(code: str) -> tuple[str, str]:
    """Scheme and measure of an indicator's code; both are `other` for `other`."""
    scheme, _, measure = code.partition(".")
    return scheme, measure or scheme


class Surroundings:
    """The features of one article's figures. `atoms`, `sentences` and `candidates` are those of a finished reading."""

    def __init__(
        self,
        text: str,
        atoms: list[Atom],
        sentences: list[Sentence],
        candidates: list[Candidate],
        published: date | None,
    ) -> None:
        self.text = text
        self.atoms = atoms
        self.published = published
        self.sentences = [s for s in sentences if s.low < s.high]
        self.place = {id(sentence): i for i, sentence in enumerate(self.sentences)}
        self.fellows: dict[int, list[Candidate]] = {}
        for own in candidates:
            self.fellows.setdefault(id(own.sentence), []).append(own)
        self.said: dict[int, tuple[tuple[str, str], ...]] = {}
        """What an atom's form tells, as pairs of a tag and "tag=value", by the identity of its tags, which forms share."""
        self.anywhere: dict[int, dict[str, int]] = {}
        """The features of what stands anywhere in a sentence, by the sentence's identity."""
        self.article = tuple(self._of_article())

    def _of_article(self) -> Iterator[str]:
        """What is told of the article as a whole: what its title names, and the scheme named most."""
        if self.sentences:
            title = self.sentences[0]
            for atom in self.atoms[title.low : title.high]:
                for tag, told in self._tells(atom):
                    if tag in _TITLE:
                        yield f"title {told}"
        schemes = Counter(atom.tags["scheme"] for atom in self.atoms if "scheme" in atom.tags)
        yield f"most {max(schemes, key=lambda name: (schemes[name], name))}" if schemes else "no scheme named"
        for name in schemes:
            yield f"named {name}"
        length = self.atoms[-1].end if self.atoms else 1
        yield f"schemes in 1000 characters {min(4, schemes.total() * 1000 // length)}"

    def _tells(self, atom: Atom) -> tuple[tuple[str, str], ...]:
        found = self.said.get(id(atom.tags))
        if found is None:
            pairs = []
            for tag, value in atom.tags.items():
                if tag == "mark" and value not in _WEIGHED_MARKS:
                    continue
                plain = isinstance(value, str | bool | int) and tag not in _ANY
                pairs.append((tag, f"{tag}={value if plain else 'any'}"))
            found = self.said[id(atom.tags)] = tuple(pairs)
        return found

    def observe(self, own: Candidate) -> Observed:
        """The features of one figure."""
        kind = own.kind
        what = f"{kind}:{own.unit}"
        found: dict[str, int] = {"": -1, f"kind {kind}": -1, f"unit {what}": -1}
        found[f"comparator {own.comparator} {kind}"] = own.index
        for told in self.article:
            found[told] = found[f"{told} {kind}"] = -1
        self._beside(own, what, found)
        value = abs(own.numeral.value)
        found[f"digits {len(str(int(value)))} {kind}"] = own.index
        if kind == "percentage":
            band = next((top for top in (10, 50, 80, 101) if value < top), "over")
            found[f"percent under {band}"] = found[f"whole {value == int(value)}"] = own.index
        self._around(own, what, found)
        for side in ("left", "right"):
            found[f"{_UNKNOWN} {side} {self._unknown(own, side)} {kind}"] = -1
        self._before(own, found)
        self._dated(own, found)
        return Observed(found)

    def _beside(self, own: Candidate, what: str, found: dict[str, int]) -> None:
        """The figures beside it in the sentence."""
        same = self.fellows[id(own.sentence)]
        at = next(i for i, other in enumerate(same) if other is own)
        found[f"figure {min(at, 3)} of {min(len(same), 4)}"] = -1
        if at:
            other = same[at - 1]
            found[f"behind {other.kind}:{other.unit} {what}"] = other.index
            found[f"behind {other.kind} {own.kind}"] = other.index
            found[f"behind by {min(4, (own.index - other.index) // 3)}"] = -1
        if at + 1 < len(same):
            found[f"ahead of {same[at + 1].kind} {own.kind}"] = same[at + 1].index

    def _around(self, own: Candidate, what: str, found: dict[str, int]) -> None:
        """What stands in the sentence: anywhere, right beside the figure, and nearest on either side."""
        sentence, atoms, kind = own.sentence, self.atoms, own.kind
        anywhere = self.anywhere.get(id(sentence))
        if anywhere is None:
            anywhere = self.anywhere[id(sentence)] = {
                f"sentence {told}": k
                for k in range(sentence.low, sentence.high)
                for _, told in self._tells(atoms[k])
            }
        found.update(anywhere)
        for side, low, high in (
            ("left", max(sentence.low, own.index - _BESIDE), own.index),
            ("right", own.index + 1, min(sentence.high, own.index + _BESIDE + 1)),
        ):
            for k in range(low, high):
                for _, told in self._tells(atoms[k]):
                    found[f"{side} beside {told} {what}"] = k
        nearest: dict[str, tuple[str, str]] = {}
        for tag in _NEAREST:
            indices = sentence.where.get(tag)
            if indices is None:
                continue
            at = bisect_left(indices, own.index)
            left, right = "-", "-"
            if at:
                left = found_value = self._value(tag, indices[at - 1])
                found[f"left nearest {tag}={found_value} {kind}"] = indices[at - 1]
            if at < len(indices) and indices[at] == own.index:
                at += 1
            if at < len(indices):
                right = found_value = self._value(tag, indices[at])
                found[f"right nearest {tag}={found_value} {kind}"] = indices[at]
            nearest[tag] = left, right
        for tag in _PAIRED:
            left, right = nearest.get(tag, ("-", "-"))
            found[f"{tag} between {left}/{right} {kind}"] = -1
        measures, schemes = nearest.get("measure", ("-", "-")), nearest.get("scheme", ("-", "-"))
        found[f"left both {measures[0]}/{schemes[0]} {what}"] = -1
        found[f"right both {measures[1]}/{schemes[1]} {what}"] = -1

    def _unknown(self, own: Candidate, side: str) -> str:
        """How many letters beside a figure, up to the next mark, belong to words that no form of the lexicon explains."""
        sentence, letters = own.sentence, 0
        if side == "right":
            at, indices, end = self.atoms[own.last].end, range(own.last + 1, sentence.high), sentence.end
            stop = min(end, at + _CLOSE)
            for k in indices:
                atom = self.atoms[k]
                letters += sum(map(str.isalpha, self.text[at : min(atom.start, stop)]))
                at = max(at, atom.end)
                if at >= stop or "mark" in atom.tags:
                    stop = at
                    break
            letters += sum(map(str.isalpha, self.text[at:stop]))
        else:
            at = self.atoms[own.first].start
            stop = max(sentence.start, at - _CLOSE)
            for k in range(own.first - 1, sentence.low - 1, -1):
                atom = self.atoms[k]
                letters += sum(map(str.isalpha, self.text[max(atom.end, stop) : at]))
                at = min(at, atom.start)
                if at <= stop or "mark" in atom.tags:
                    stop = at
                    break
            letters += sum(map(str.isalpha, self.text[stop:at]))
        return next((f"under {top}" for top in (1, 4, 9) if letters < top), "more")

    def _value(self, tag: str, k: int) -> str:
        """What an atom's form tells under a tag, as far as it is weighed."""
        value = self.atoms[k].tags[tag]
        return str(value) if tag not in _ANY and isinstance(value, str | bool | int) else "any"

    def _before(self, own: Candidate, found: dict[str, int]) -> None:
        """What the sentences before it named last."""
        here, kind = self.place[id(own.sentence)], own.kind
        wanted = list(_BEFORE)
        for sentence in reversed(self.sentences[max(0, here - _LINES) : here]):
            for tag in [tag for tag in wanted if tag in sentence.tags]:
                wanted.remove(tag)
                k = sentence.where[tag][-1]
                found[f"before {tag}={self.atoms[k].tags[tag]} {kind}"] = k

    def _dated(self, own: Candidate, found: dict[str, int]) -> None:
        """The dates of its sentence, and whether the nearest lies before the day of publication."""
        dates = own.sentence.dates
        if not dates:
            return
        for one in dates:
            side = "left" if one.index < own.index else "right"
            found[f"date {side} {one.shape}"] = found[f"date {one.shape}"] = one.index
        near = min(dates, key=lambda one: abs(one.index - own.index))
        side = "left" if near.index < own.index else "right"
        found[f"nearest date {side} {near.shape} {own.kind}"] = near.index
        if near.last is not None and self.published is not None:
            found[f"nearest date to come {near.last > self.published} {own.kind}"] = near.index


def trust(model: TrustSpec, features: Iterable[str]) -> float:
    """The probability that the second reading of a field is right and the rules' is not."""
    score = model.bias + sum(model.weights.get(name, 0.0) for name in features)
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


class SecondReading:
    """Weighs the surroundings of figures: what each of a few questions is answered with."""

    def __init__(self, spec: SecondReadingSpec, rows: dict[str, int], weights: NDArray[np.float32]) -> None:
        self.spec = spec
        self.rows = rows
        self.weights = weights
        self.columns = spec.columns()

    def weigh(self, observed: Sequence[Observed]) -> list[Shares]:
        """The logarithm of the probability of each answer, by question, for each of some figures; at least `_LEAST`'s."""
        rows = self.rows
        known = [[row for row in map(rows.get, one.told_by) if row is not None] for one in observed]
        starts = np.cumsum([0, *map(len, known[:-1])])
        scores = np.add.reduceat(self.weights[list(chain.from_iterable(known))], starts, axis=0)
        found: list[Shares] = [{} for _ in observed]
        for question, columns in self.columns.items():
            own = scores[:, columns]
            own = own - own.max(axis=1, keepdims=True)
            own -= np.log(np.exp(own).sum(axis=1, keepdims=True))
            for shares, row in zip(found, np.maximum(own, _LEAST).tolist(), strict=True):
                shares[question] = dict(zip(self.spec.classes[question], row, strict=True))
        return found

    @staticmethod
    def indicator(shares: Shares, kind: str, unit: str, read: str) -> Answer:
        """The most probable indicator of a figure of a kind and unit, against the one that the rules read.

        Where that one's scheme or measure was not there to be learned from, it stands.
        """
        schemes, measures = shares["scheme"], shares["measure"]
        scheme, was = split_indicator(read)
        if scheme not in schemes or was not in measures:
            return Answer(read, 0.0)

        def worth(scheme: str, measure: str) -> float:
            return schemes.get(scheme, _LEAST) + measures.get(measure, _LEAST)

        fitting = _measures_of(kind, unit)
        best, most = "other", worth("other", "other")
        scheme = max(
            (name for name in indicators().schemes if name in schemes), key=lambda name: schemes[name]
        )
        for measure in measures:
            if measure in fitting:
                of = "outreach" if measure in ("events", "attendees") else scheme
                if (value := worth(of, measure)) > most:
                    best, most = f"{of}.{measure}", value
        return Answer(best, most - worth(*split_indicator(read)))

    @staticmethod
    def answer(shares: Shares, question: str, read: str) -> Answer:
        """The most probable answer to a question that is a field, against the one that the rules read."""
        known = shares[question]
        best = max(known, key=lambda name: known[name])
        return Answer(best, known[best] - known.get(read, _LEAST))

    def overrules(
        self, atoms: list[Atom], own: Candidate, field: str, answer: Answer, observed: Observed
    ) -> bool:
        """Whether an answer that differs from the rules' overrules it."""
        read, model = str(getattr(own, field)), self.spec.trust.get(field)
        if answer.value == read or model is None or (field == "indicator" and self._tells_else(own)):
            return False
        features = trust_features(field, read, answer, rules_of(own, field), observed)
        enough = TRUSTED_AGAINST_A_CUE if _is_cued(atoms, own, field) else TRUSTED[field]
        return trust(model, features) > enough

    @staticmethod
    def _tells_else(own: Candidate) -> bool:
        """Whether a word right before a figure tells that it measures something else: "by votes of 98 %"."""
        cue = own.cues.get("measure")
        return own.indicator == "other" and cue is not None and 0 <= own.numeral.start - cue[1] <= 1

    def tells_most(
        self, atoms: list[Atom], observed: Observed, question: str, answer: str, instead: str
    ) -> int:
        """The index of the cue that speaks most for an answer and against another, or -1 where none does."""
        answers = self.spec.classes[question]
        start = self.columns[question].start
        plus = start + answers.index(answer)
        minus = start + answers.index(instead) if instead in answers else None
        worth: dict[int, float] = {}
        for name, atom in observed.told_by.items():
            row = self.rows.get(name)
            if row is not None and atom >= 0 and not _TELLING[question].isdisjoint(atoms[atom].tags):
                weights = self.weights[row]
                more = float(weights[plus]) - (0.0 if minus is None else float(weights[minus]))
                worth[atom] = worth.get(atom, 0.0) + more
        best = max(worth, key=lambda atom: (worth[atom], -atom), default=-1)
        return best if best >= 0 and worth[best] > 0 else -1


_TELLING = {
    "measure": frozenset({"measure", "base", "change", "unit", "per"}),
    "scheme": frozenset({"scheme", "scheme_hint", "agency"}),
    "scenario": frozenset({"scenario", "duty", "request", "prep", "change"}),
}
"""The tags of the words that can be shown as what told an answer."""
GAPS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0)
"""Differences of log probabilities at which the second reading counts as surer than the rules by one step more."""


def trust_features(
    field: str, read: str, answer: Answer, rules: Mapping[str, str], observed: Observed
) -> tuple[str, ...]:
    """What tells whether the second reading of a field is to be trusted.

    That is how sure it is, both answers, how the rules read, and whether unknown words stand beside the figure. `rules` are
    those of `rules_of`.
    """
    found = [f"over {step}" for step in GAPS if answer.gap > step]
    if field == "indicator":
        (scheme, measure), (other, another) = split_indicator(read), split_indicator(answer.value)
        found += [f"read scheme {scheme}", f"read measure {measure}", f"learned scheme {other}"]
        found += [f"learned measure {another}", f"differs {scheme != other} {measure != another}"]
    else:
        found += [f"read {read}", f"learned {answer.value}", f"read {read}, learned {answer.value}"]
    for cue, rule in rules.items():
        found += [f"{cue}: {part}" for part in rule.split(", ")]
    found += [name for name in observed.told_by if name.startswith(_UNKNOWN)]
    return tuple(found)


def nearest_date(own: Candidate) -> DateExpression | None:
    """The date that stands nearest to a figure in its sentence."""
    return min(own.sentence.dates, key=lambda one: abs(one.index - own.index), default=None)


def rules_of(own: Candidate, field: str) -> dict[str, str]:
    """How the rules read a field: the rules of its cues, named as in the evidence of the figure.

    Of a figure without a date, what the nearest date is that they let be; nothing where there is none.
    """
    cues: dict[str, Cue] = own.cues
    if field == "date_role":
        near = nearest_date(own)
        return {"shape": near.shape, "preposition": str(near.preposition), "date": near.rule} if near else {}
    if field == "scenario" or own.indicator == "other":
        return {field: cues[field][2] if field in cues else DEFAULT_RULES[field]}
    changed = cues.get("change") if own.measure == "growth" else None
    measure = changed or cues.get("measure") or cues.get("scheme") or cues["value"]
    found = {"indicator": measure[2]}
    if "scheme" in cues:
        found["scheme"] = cues["scheme"][2]
    return found


_AGREES = tuple((top, f"under {top}") for top in (0.02, 0.1, 0.3, 0.6, 0.9))


def _agreement(field: str, share: float) -> str:
    """How probable the second reading takes what was read in the end: a signal for the figure's confidence."""
    return f"second reading of {field}: {next((name for top, name in _AGREES if share < top), 'agrees')}"


def read_again(
    text: str,
    atoms: list[Atom],
    sentences: list[Sentence],
    candidates: list[Candidate],
    published: date | None,
    date_as: Callable[[Candidate, DateExpression], Candidate | None],
) -> list[tuple[str, ...]]:
    """Overrule the rules' indicator and scenario, and date undated figures, where the second reading is to be trusted more.

    `date_as` tells what rules make of a figure that a date governs (`Linker.date_as`). Rows of tables are left as they are.
    Returns for each candidate how probable the second reading takes what it is read as now: signals of its confidence.
    """
    if not candidates:
        return []
    model = SecondReading(*second_reading_model())
    around = Surroundings(text, atoms, sentences, candidates, published)
    signals: list[tuple[str, ...]] = []
    everything = [around.observe(own) for own in candidates]
    for own, observed, shares in zip(candidates, everything, model.weigh(everything), strict=True):
        if not own.sentence.row:
            scenario = model.answer(shares, "scenario", own.scenario)
            if model.overrules(atoms, own, "scenario", scenario, observed) and _admits(own, scenario.value):
                at = model.tells_most(atoms, observed, "scenario", scenario.value, own.scenario)
                _set_scenario(own, cast("Scenario", scenario.value), _cue(atoms, own, at))
            indicator = model.indicator(shares, own.kind, own.unit, own.indicator)
            if model.overrules(atoms, own, "indicator", indicator, observed):
                _set_indicator(atoms, own, model, observed, indicator.value)
            if own.date_role is None and own.sentence.dates:
                dated = model.answer(shares, "date_role", NO_DATE)
                if model.overrules(atoms, own, "date_role", dated, observed):
                    _set_date(own, dated.value, date_as)
        scheme, measure = split_indicator(own.indicator)
        sure = shares["scheme"].get(scheme, _LEAST) + shares["measure"].get(measure, _LEAST)
        signals.append(
            (
                _agreement("indicator", exp(sure)),
                _agreement("scenario", exp(shares["scenario"].get(own.scenario, _LEAST))),
                _agreement("date", exp(shares["date_role"].get(str(own.date_role), _LEAST))),
            )
        )
    return signals


def _admits(own: Candidate, scenario: str) -> bool:
    """Whether a figure's date may stand beside a scenario: only a goal is due, and no goal is a state of some day."""
    return (
        own.date_role is None
        or own.date_role == "during"
        or (own.date_role == "deadline") == (scenario == "target")
    )


def _is_cued(atoms: list[Atom], own: Candidate, field: str) -> bool:
    """Whether the rules had a cue for the scenario, or for the scheme one in the figure's own clause."""
    if field == "scenario":
        return "scenario" in own.cues
    if field != "indicator" or own.scheme is None or "scheme" not in own.cues:
        return False
    start = own.cues["scheme"][0]  # at the number itself where a scheme is taken from elsewhere
    return start != own.numeral.start and any(atoms[k].start == start for k in range(own.pre, own.post))


def _set_scenario(own: Candidate, scenario: Scenario, cue: Cue) -> None:
    """Give a figure another scenario; a rule that is not a province's own is the country's."""
    own.scenario, own.cues["scenario"] = scenario, cue
    if scenario == "rule" and not own.local:
        own.province, own.cues["province"] = None, cue


def _set_indicator(
    atoms: list[Atom], own: Candidate, model: SecondReading, observed: Observed, code: str
) -> None:
    """Give a figure another indicator, with the words that tell it as evidence; where there are none, it stays `other`."""
    (read, was), (scheme, measure) = split_indicator(own.indicator), split_indicator(code)
    told = {
        name: model.tells_most(atoms, observed, name, now, before)
        for name, now, before in (("measure", measure, was), ("scheme", scheme, read))
        if now != before
    }
    if own.indicator == "other" and max(told.values()) < 0:
        return
    own.indicator = code
    own.scheme = None if scheme in ("other", "outreach") else scheme
    own.measure = None if measure == "other" else measure
    for name in ("measure", "scheme"):
        if name in told:
            own.cues[name] = _cue(atoms, own, told[name])
        if getattr(own, name) is None:
            own.cues.pop(name, None)
    if code == "other":
        own.cues["indicator"] = own.numeral.start, own.numeral.end, LEARNED


def _set_date(
    own: Candidate, role: str, date_as: Callable[[Candidate, DateExpression], Candidate | None]
) -> None:
    """Date a figure by the nearest date of its sentence, if rules would give that date the role that was learned."""
    near = nearest_date(own)
    read = date_as(own, near) if near is not None else None
    if near is not None and read is not None and read.date_role == role and read.scenario == own.scenario:
        own.date_role, own.date_start, own.date_end = read.date_role, read.date_start, read.date_end
        own.cues["date"] = near.start, near.end, f"{LEARNED}, {near.rule}"


def _cue(atoms: list[Atom], own: Candidate, at: int) -> Cue:
    """Where a field was learned from: an atom, or the figure itself where none tells it alone."""
    if at < 0:
        return own.numeral.start, own.numeral.end, LEARNED
    return atoms[at].start, atoms[at].end, LEARNED
