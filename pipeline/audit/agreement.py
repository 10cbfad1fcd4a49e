"""How far two reviewers agree who judged the same figures without knowing of each other.

Kappa alone misleads here: where 95 % of the figures are right, two careful reviewers who agree on 96 % get a kappa near 0.5
(Feinstein and Cicchetti 1990). So it never stands alone: beside it are the agreement itself with Wilson's interval, the
prevalence, agreement on right and on wrong ones (Cicchetti and Feinstein 1990), and Gwet's AC1 (2008), which does not
collapse. Cohen's kappa (1960) has the large-sample interval of Fleiss, Cohen and Everitt (1969).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.audit.proportions import CONFIDENCE, Proportion, wilson, z_of
from pipeline.audit.states import DECISIONS, fold_state, in_effect
from schemas.review import Reading, ReviewEvent


class Opinion(NamedTuple):
    """What a reviewer said of a figure first: whether it is right as the machine read it, and the record as it is."""

    reviewer: str
    is_right: bool
    reviewed: Reading | None
    """None of a rejected one."""
    moved: tuple[int, int]


class Pair(NamedTuple):
    """Two opinions on one figure; the second was given blind."""

    figure_id: str
    first: Opinion
    second: Opinion

    @property
    def is_same(self) -> bool:
        """Whether both say the same of the figure in every field."""
        return (self.first.reviewed, self.first.moved) == (self.second.reviewed, self.second.moved)


class Agreement(NamedTuple):
    """How far the pairs agree; all but `n` and `pairs` are shares, None where they cannot be told."""

    n: int
    agreed: Proportion | None
    """On whether the machine is right."""
    same_record: Proportion | None
    """On every field of the record."""
    prevalence: float | None
    """The share that is called right, over both reviewers."""
    on_right: float | None
    """Of those that either calls right, how far they agree: 2a / (2a + b + c)."""
    on_wrong: float | None
    kappa: float | None
    """None where both call all of them the same, of which kappa says nothing."""
    kappa_low: float | None
    kappa_high: float | None
    ac1: float | None


def find_pairs(events: Iterable[ReviewEvent]) -> list[Pair]:
    """The pairs that the events hold, which are in the ledger's order: of each figure the first opinion with each blind one.

    A reviewer's opinion is the first save that they did not take back: what they say once a dispute is open is no
    independent judgement. Opinions on different readings of the machine are no pair.
    """
    by_figure: dict[str, list[ReviewEvent]] = {}
    for event in events:
        if event.figure_id is not None:
            by_figure.setdefault(event.figure_id, []).append(event)
    pairs: list[Pair] = []
    for figure_id, trail in by_figure.items():
        saves: dict[str, list[ReviewEvent]] = {}
        for event in in_effect(trail):
            if event.action in DECISIONS and event.action != "add" and not event.resolves:
                own = saves.setdefault(event.reviewer, [])
                if not own or own[0].batch == event.batch:
                    own.append(event)
        if len(saves) < 2:
            continue
        first, *others = saves.values()
        pairs += [
            Pair(figure_id, _opinion(first), _opinion(other))
            for other in others
            if other[0].blind and other[0].reading == first[0].reading
        ]
    return pairs


def _opinion(save: Sequence[ReviewEvent]) -> Opinion:
    state = fold_state(save)
    return Opinion(
        save[0].reviewer, state.state == "accepted", state.reviewed, state.moved if state.reviewed else (0, 0)
    )


def measure_agreement(pairs: Sequence[Pair], confidence: float = CONFIDENCE) -> Agreement:
    """The measures of some pairs, whoever made them."""
    n = len(pairs)
    if n == 0:
        return Agreement(0, None, None, None, None, None, None, None, None, None)
    both = sum(pair.first.is_right and pair.second.is_right for pair in pairs)
    first_alone = sum(pair.first.is_right and not pair.second.is_right for pair in pairs)
    second_alone = sum(pair.second.is_right and not pair.first.is_right for pair in pairs)
    neither = n - both - first_alone - second_alone
    observed = (both + neither) / n
    by_first, by_second = (both + first_alone) / n, (both + second_alone) / n
    prevalence = (by_first + by_second) / 2
    apart = first_alone + second_alone
    kappa, low, high = _kappa(both, first_alone, second_alone, neither, confidence)
    by_chance = 2 * prevalence * (1 - prevalence)
    return Agreement(
        n=n,
        agreed=_proportion(both + neither, n, confidence),
        same_record=_proportion(sum(pair.is_same for pair in pairs), n, confidence),
        prevalence=prevalence,
        on_right=2 * both / (2 * both + apart) if both or apart else None,
        on_wrong=2 * neither / (2 * neither + apart) if neither or apart else None,
        kappa=kappa,
        kappa_low=low,
        kappa_high=high,
        ac1=(observed - by_chance) / (1 - by_chance),
    )


def _kappa(
    a: int, b: int, c: int, d: int, confidence: float
) -> tuple[float | None, float | None, float | None]:
    """Cohen's kappa of a fourfold table with its interval, cut to -1..1."""
    n = a + b + c + d
    cells = [[a / n, b / n], [c / n, d / n]]
    rows = [sum(row) for row in cells]
    columns = [cells[0][0] + cells[1][0], cells[0][1] + cells[1][1]]
    observed = cells[0][0] + cells[1][1]
    by_chance = rows[0] * columns[0] + rows[1] * columns[1]
    if by_chance >= 1:
        return None, None, None
    kappa = (observed - by_chance) / (1 - by_chance)
    # Fleiss, Cohen and Everitt 1969, formula 13.
    on = sum(cells[i][i] * ((1 - by_chance) - (rows[i] + columns[i]) * (1 - observed)) ** 2 for i in range(2))
    off = (1 - observed) ** 2 * sum(
        cells[i][j] * (columns[i] + rows[j]) ** 2 for i in range(2) for j in range(2) if i != j
    )
    last = (observed * by_chance - 2 * by_chance + observed) ** 2
    variance = max(0.0, (on + off - last) / (n * (1 - by_chance) ** 4))
    half = z_of(confidence) * math.sqrt(variance)
    return kappa, max(-1.0, kappa - half), min(1.0, kappa + half)


def _proportion(count: int, n: int, confidence: float) -> Proportion:
    low, high = wilson(count, n, confidence)
    return Proportion(low, count / n, high, n)
