"""Random samples: how good is the extraction, and is a batch good enough? Drawn reproducibly, estimated with intervals.

Three kinds. *figures*: stratified by language, scheme of the indicator and band of confidence, large enough for a margin; it
tells how many of the figures that were read are right. *acceptance*: a simple random sample with a number of faults up to
which a batch is taken (two-point plans, as in Schilling and Neubauer, *Acceptance Sampling in Quality Control*). *documents*:
articles that are read whole, because only they tell what was missed.

Queues that look for trouble never feed an estimate: only what was drawn counts, wherever it was judged. Who is drawn is
settled by the seed and the ids alone, so anybody can draw the same again. The ledger keeps samples; formulas stand in
`proportions`.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import Field

from pipeline.audit.proportions import (
    CONFIDENCE,
    Proportion,
    Unit,
    binomial_at_most,
    simple,
    stratified,
    z_of,
)
from pipeline.errors import InputError
from schemas.codes import Language
from schemas.records import Record
from schemas.review import READING_FIELDS, SPAN, EventId, Moment, Name, Reading, ReviewState

Kind = Literal["figures", "documents", "acceptance"]
BANDS = (0.0, 0.6, 0.85)
"""Lower ends of the bands of confidence."""
LEAST = 2
"""Units that a stratum gives at least, because its spread cannot be told from one."""
EXPECTED = 0.9
"""The share that is thought to be right where nothing is known: a lower one asks for larger samples."""
LARGEST = 20_000
PLANS = {"1/5": (0.01, 0.05), "2/8": (0.02, 0.08), "5/10": (0.05, 0.10)}
"""Plans that are offered: the share of faults that is good, and the one that is bad."""
PRODUCER_RISK, CONSUMER_RISK = 0.05, 0.10
"""How often a good batch may be refused, and a bad one taken."""


class Candidate(NamedTuple):
    """A figure or an article that may be drawn. Of an article, scheme and confidence are not looked at."""

    unit_id: str
    article_id: str
    lang: str
    indicator: str = "other"
    confidence: float = 1.0


class Plan(Record):
    """An acceptance plan: look at `n`, take the batch where `most` or fewer are wrong."""

    good: float
    bad: float
    n: int
    most: int
    producer_risk: float
    """The chance that a batch with just the good share of faults is refused."""
    consumer_risk: float
    """The chance that one with just the bad share is taken."""


class Stratum(Record):
    """A part of what was drawn from: how many units it has, and how many of them were drawn."""

    name: str
    size: int = Field(ge=1)
    drawn: int = Field(ge=0)

    @property
    def probability(self) -> float:
        """With which each of its units was drawn."""
        return self.drawn / self.size


class Design(Record):
    """How a sample was drawn: all that is needed to draw it again from the same snapshot, and to estimate from it."""

    sample_id: EventId
    kind: Kind
    title: str = Field(min_length=1, max_length=200)
    seed: str = Field(min_length=1, max_length=200)
    filters: dict[str, str] = Field(default_factory=dict)
    """What it was drawn from, as the filters of a queue."""
    frame: int
    """Units that it was drawn from."""
    frame_hash: str
    """A hash of the seed and all their ids: equal where the same was drawn from."""
    strata: tuple[Stratum, ...]
    margin: float | None = None
    plan: Plan | None = None
    snapshot: str
    extractor_version: str
    drawn_by: Name
    drawn_at: Moment

    @property
    def size(self) -> int:
        """Units that were drawn."""
        return sum(stratum.drawn for stratum in self.strata)

    @property
    def sizes(self) -> dict[str, int]:
        """Units of each stratum."""
        return {stratum.name: stratum.size for stratum in self.strata}


class Item(Record):
    """One unit of a sample. Of a figure, the reading that it had when it was drawn: that is what is judged."""

    position: int = Field(ge=0)
    unit_id: str
    article_id: str
    lang: Language
    stratum: str
    probability: float = Field(gt=0, le=1)
    text_hash: str
    reading: Reading | None = None


class Chosen(NamedTuple):
    """A unit that was drawn, before it is told what was read there."""

    position: int
    candidate: Candidate
    stratum: str
    probability: float


class Choice(NamedTuple):
    """What was drawn from what."""

    strata: tuple[Stratum, ...]
    frame: int
    frame_hash: str
    chosen: tuple[Chosen, ...]


def chance_of(seed: str, unit_id: str) -> int:
    """A number from 0 to 2^64 that the seed gives an id: the same on every machine, spread evenly."""
    return int.from_bytes(hashlib.blake2b(f"{seed}\0{unit_id}".encode(), digest_size=8).digest())


def is_second(seed: str, figure_id: str, share: float) -> bool:
    """Whether a figure belongs to the share of those that a second reviewer judges without sight of the first verdict.

    By other numbers than those of the draw: what was drawn has the least of these, so that all of it would belong.
    """
    return chance_of(f"second {seed}", figure_id) < share * 2**64


def stratum_of(candidate: Candidate, kind: Kind) -> str:
    """The stratum of a unit: language, scheme and band of confidence of a figure; the language of a document."""
    if kind == "acceptance":
        return "all"
    if kind == "documents":
        return candidate.lang
    band = max(low for low in BANDS if candidate.confidence >= low)
    return f"{candidate.lang} {candidate.indicator.partition('.')[0]} >={band:.2f}"


def sample_size(margin: float, frame: int, expected: float = EXPECTED, confidence: float = CONFIDENCE) -> int:
    """How many units a margin takes (Cochran 1977, 4.4): z²p(1-p)/m², less where the frame is small.

    Raises `InputError` for a margin that cannot be wanted.
    """
    if not 0.002 <= margin <= 0.25:
        raise InputError("a margin is between 0.2 and 25 points")
    wanted = z_of(confidence) ** 2 * expected * (1 - expected) / margin**2
    return min(frame, max(1, math.ceil(wanted / (1 + (wanted - 1) / max(frame, 1)))))


def acceptance_plan(
    good: float, bad: float, producer_risk: float = PRODUCER_RISK, consumer_risk: float = CONSUMER_RISK
) -> Plan:
    """The smallest plan that keeps both risks, by the binomial distribution. Raises `InputError` for shares that make none."""
    if not 0 < good < bad < 1:
        raise InputError("the good share of faults is above 0 and below the bad one, which is below 1")
    most, n = 0, 1
    while n <= LARGEST:
        n = max(n, most + 1)
        while binomial_at_most(most, n, bad) > consumer_risk:
            n += 1
        if 1 - binomial_at_most(most, n, good) <= producer_risk:
            return Plan(
                good=good,
                bad=bad,
                n=n,
                most=most,
                producer_risk=1 - binomial_at_most(most, n, good),
                consumer_risk=binomial_at_most(most, n, bad),
            )
        most += 1
    raise InputError(
        f"no plan of up to {LARGEST} tells {good:.1%} from {bad:.1%}: take shares that lie further apart"
    )


def allocate(sizes: Mapping[str, int], n: int, least: int = LEAST) -> dict[str, int]:
    """How many of `n` each stratum gives: in proportion to its size, `least` at the least, never more than it has.

    Where the least of all strata is more than `n`, they give it all the same: an estimate needs them.
    """
    total = sum(sizes.values())
    floor = {name: min(size, least) for name, size in sizes.items()}
    left = max(0, min(n, total) - sum(floor.values()))
    wanted = {name: max(0.0, n * size / total - floor[name]) for name, size in sizes.items()}
    scale = left / (sum(wanted.values()) or 1.0)
    shares = {name: min(sizes[name] - floor[name], wanted[name] * scale) for name in sizes}
    given = {name: floor[name] + int(shares[name]) for name in sizes}
    missing = max(0, min(n, total) - sum(given.values()))
    # What rounding and full strata leave goes to the largest remainders, then to whoever has units.
    order = sorted(sizes, key=lambda name: (-(shares[name] % 1), -sizes[name], name))
    while missing > 0:
        open_strata = [name for name in order if given[name] < sizes[name]]
        for name in open_strata[:missing]:
            given[name] += 1
        missing -= min(missing, len(open_strata))
    return given


def choose_units(frame: Iterable[Candidate], kind: Kind, seed: str, n: int) -> Choice:
    """Draw `n` units, or somewhat more where there are many strata: of each stratum those with the least chance numbers.

    The order of the frame does not matter; ids that stand in it twice count once. Raises `InputError` for an empty frame.
    """
    if n < 1 or n > LARGEST:
        raise InputError(f"a sample has 1 to {LARGEST:,} units")
    sizes: dict[str, int] = {}
    least: dict[str, list[tuple[int, str, Candidate]]] = {}
    seen: set[str] = set()
    digest = 0
    for candidate in frame:
        if candidate.unit_id in seen:
            continue
        seen.add(candidate.unit_id)
        name = stratum_of(candidate, kind)
        sizes[name] = sizes.get(name, 0) + 1
        chance = chance_of(seed, candidate.unit_id)
        digest ^= chance_of(f"frame {seed}", candidate.unit_id)
        heap = least.setdefault(name, [])
        entry = (-chance, candidate.unit_id, candidate)
        if len(heap) < n:
            heapq.heappush(heap, entry)
        elif entry > heap[0]:
            heapq.heapreplace(heap, entry)
    if not sizes:
        raise InputError("there is nothing to draw from: no figure or article fits the filters")
    given = allocate(sizes, n, LEAST if kind == "figures" else 1)
    strata = tuple(Stratum(name=name, size=sizes[name], drawn=given[name]) for name in sorted(sizes))
    drawn = [
        (chance, stratum, candidate)
        for stratum in strata
        for chance, _, candidate in sorted(least[stratum.name], reverse=True)[: stratum.drawn]
    ]
    drawn.sort(
        key=lambda each: (-each[0], each[2].unit_id)
    )  # strata are mixed, so that a half-done sample tells of all
    chosen = tuple(
        Chosen(position, candidate, stratum.name, stratum.probability)
        for position, (_, stratum, candidate) in enumerate(drawn)
    )
    return Choice(strata, len(seen), f"{digest:016x}", chosen)


class Outcome(NamedTuple):
    """What reviewers say of a figure as it was drawn: whether it is one, and which of its fields are wrong."""

    is_figure: bool
    wrong: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether the whole record is."""
        return self.is_figure and not self.wrong


def outcome_of(item: Item, state: ReviewState | None) -> Outcome | None:
    """What is known of an item; None where it is undecided, skipped or disputed.

    The reviewed record is held against the reading that was drawn, whatever was read since.
    """
    if state is None or item.reading is None:
        return None
    if state.state == "rejected":
        return Outcome(False, frozenset())
    if state.reviewed is None:
        return None
    wrong = set(item.reading.differing(state.reviewed))
    if state.span is not None:
        wrong.add(SPAN)
    return Outcome(True, frozenset(wrong))


class StratumEstimate(NamedTuple):
    """One stratum: how many units it has, were drawn, are decided, are right, and the share with exact limits."""

    name: str
    size: int
    drawn: int
    decided: int
    right: int
    share: Proportion | None


class Estimate(NamedTuple):
    """What a sample of figures tells. Shares are of all figures that were drawn from, strata weighted by their size."""

    drawn: int
    decided: int
    right: int
    record: Proportion | None
    """Whole record right."""
    figure: Proportion | None
    """Is a figure at all."""
    by_language: dict[str, Proportion]
    """Whole record right, by language."""
    by_field: dict[str, Proportion]
    """Field right, of those that are figures."""
    strata: tuple[StratumEstimate, ...]


def estimate_figures(
    design: Design,
    items: Sequence[Item],
    states: Mapping[str, ReviewState],
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Estimate from what is decided so far. `states` by figure id, of items that have any.

    Undecided items are taken to be like the decided ones of their stratum.
    """
    outcomes = [(item, outcome_of(item, states.get(item.unit_id))) for item in items]
    decided = [(item, outcome) for item, outcome in outcomes if outcome is not None]
    sizes = design.sizes

    def share(right: Iterable[tuple[Item, bool, bool]]) -> Proportion | None:
        units = [
            Unit(item.stratum, float(is_in and is_right), float(is_in)) for item, is_right, is_in in right
        ]
        return stratified(units, sizes, confidence)

    languages = sorted({item.lang for item, _ in decided})
    by_language = {
        lang: share((item, told.is_right, item.lang == lang) for item, told in decided) for lang in languages
    }
    by_field = {
        name: share((item, name not in told.wrong, told.is_figure) for item, told in decided)
        for name in (*READING_FIELDS, SPAN)
    }
    strata = []
    for stratum in design.strata:
        inside = [told for item, told in decided if item.stratum == stratum.name]
        right = sum(told.is_right for told in inside)
        strata.append(
            StratumEstimate(
                stratum.name,
                stratum.size,
                stratum.drawn,
                len(inside),
                right,
                simple(right, len(inside), confidence),
            )
        )
    return Estimate(
        len(items),
        len(decided),
        sum(told.is_right for _, told in decided),
        share((item, told.is_right, True) for item, told in decided),
        share((item, told.is_figure, True) for item, told in decided),
        {lang: each for lang, each in by_language.items() if each is not None},
        {name: each for name, each in by_field.items() if each is not None},
        tuple(strata),
    )


class LotVerdict(NamedTuple):
    """Where an acceptance sample stands: `verdict` is None as long as both ends are open."""

    verdict: Literal["accepted", "rejected"] | None
    wrong: int
    decided: int
    left: int


def judge_lot(design: Design, items: Sequence[Item], states: Mapping[str, ReviewState]) -> LotVerdict:
    """Whether a batch is taken: known as soon as what is left cannot change it. Raises `InputError` without a plan."""
    if design.plan is None:
        raise InputError("that sample has no acceptance plan")
    told = [outcome for item in items if (outcome := outcome_of(item, states.get(item.unit_id))) is not None]
    wrong = sum(not outcome.is_right for outcome in told)
    left = len(items) - len(told)
    verdict: Literal["accepted", "rejected"] | None = None
    if wrong > design.plan.most:
        verdict = "rejected"
    elif wrong + left <= design.plan.most:
        verdict = "accepted"
    return LotVerdict(verdict, wrong, len(told), left)


class ReadArticle(NamedTuple):
    """What came of reading an article whole: figures that the machine had read and that are figures, and those it missed."""

    found: int
    missed: int
    undecided: int = 0
    """Figures of it that nobody decided on: an article with such is not counted."""


class DocumentEstimate(NamedTuple):
    """What a sample of documents tells: the share of all figures in the texts that were found."""

    drawn: int
    decided: int
    found: int
    missed: int
    recall: Proportion | None
    by_language: dict[str, Proportion]


def estimate_documents(
    design: Design,
    items: Sequence[Item],
    read: Mapping[str, ReadArticle],
    confidence: float = CONFIDENCE,
) -> DocumentEstimate:
    """Estimate how much is found. `read` by article id, of articles that were read whole.

    Articles are what was drawn, so figures of one article count together: a ratio estimate over clusters.
    """
    decided = [(item, read[item.unit_id]) for item in items if item.unit_id in read]
    decided = [(item, told) for item, told in decided if not told.undecided]

    def recall(lang: str | None) -> Proportion | None:
        units = [
            Unit(item.stratum, float(told.found), float(told.found + told.missed))
            if lang in (None, item.lang)
            else Unit(item.stratum, 0.0, 0.0)
            for item, told in decided
        ]
        return stratified(units, design.sizes, confidence)

    by_language = {lang: recall(lang) for lang in sorted({item.lang for item, _ in decided})}
    return DocumentEstimate(
        len(items),
        len(decided),
        sum(told.found for _, told in decided),
        sum(told.missed for _, told in decided),
        recall(None),
        {lang: each for lang, each in by_language.items() if each is not None},
    )


def count_article(figures: Iterable[str], states: Mapping[str, ReviewState]) -> ReadArticle:
    """What an article that was read whole tells: `figures` are the ids that the machine read in it, `states` those of all
    figures of the article with events, added ones too.
    """
    machine = set(figures)
    found = undecided = 0
    for figure_id in machine:
        state = states.get(figure_id)
        if state is None or state.state not in ("accepted", "corrected", "added", "rejected"):
            undecided += 1
        elif state.state != "rejected":
            found += 1
    missed = sum(state.state == "added" and figure_id not in machine for figure_id, state in states.items())
    return ReadArticle(found, missed, undecided)
