"""Whether a night's numbers are usual: each source and language against its own last nights. No store, no clock.

Counts. A paper prints less on a Sunday, so tonight is held against the lower of two: the median of the last nights, and
the best night of the same weekday among them. Too few is less than two fifths of that, and too far below it for chance (four
standard deviations of a Poisson count) and for this source (four of its own, as its median absolute deviation gives
them, which a few odd nights do not widen). None at all is told once so many were due, over all nights without one, that
chance would not bring it once in a hundred thousand times: for a large source the first night, for one article a day the
twelfth.

Shares. Tonight's share must lie outside of a band around the median of the nights' shares, of 4.5 of their own standard
deviations and never less than ten percent points; and chance must not bring it once in a hundred thousand times (Chernoff's
bound with the share of all nights together, which holds for small numbers too, where a normal distribution does not).
Figures of one article hang together, and so do the pages of one story: chance is reckoned with articles, or with stories.

A mean over nights would be moved by the very faults that are sought; a learned model of the week would need more than two
weeks. What has fewer than `LEAST_NIGHTS` nights behind it is not judged, and that is said.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import mean, median
from types import MappingProxyType
from typing import NamedTuple

from pipeline.nightly.ledger import Night

NIGHTS = 14
LOOKED_BACK = 60
"""Nights among which the last ordinary ones are sought."""
LEAST_NIGHTS = 7
"""Below it a week is not full, and a quiet Sunday would look like a fault."""
LEAST_ARTICLES = 10
"""Tonight, of what a share is taken."""
LEAST_SHARE = 0.4
"""Of the usual number of articles: a bad night of a paper has more."""
DEVIATIONS, SHARE_DEVIATIONS = 4.0, 4.5
LEAST_CHANCE = 1e-5
"""What chance alone brings so seldom is no chance: some hundred numbers are judged a night."""
TO_SIGMA = 1.4826
"""From the median absolute deviation of a normal distribution to its standard deviation."""
NONE_DUE = -math.log(LEAST_CHANCE)
"""Articles that must have been due before there being none is no chance."""
LEAST_BAND = 0.1
LEAST_FIGURES_BAND = 0.4
"""Of the usual number of figures an article."""

STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "no_articles": 40,
        "few_articles": 41,
        "low_parse_share": 42,
        "low_date_share": 43,
        "unusual_figures": 44,
        "low_confidence": 45,
        "many_rejects": 46,
        "editions_disagree": 47,
        "snapshot_old": 48,
    }
)
"""The exit status of a night that raised an alarm of this code and nothing worse; of several the lowest."""
ALL = "all sources"

Place = tuple[str, str | None]
"""A source and a language; the language None for all of a source's."""


class Alarm(NamedTuple):
    """A number that is not usual, and what is."""

    code: str
    source: str
    language: str | None
    message: str


@dataclass(frozen=True)
class Measure:
    """What a night says of one place: counts by name, and the weekday (Monday is 0)."""

    weekday: int
    counts: Mapping[str, int]


@dataclass
class Judgement:
    """What came of judging a night."""

    alarms: list[Alarm] = field(default_factory=list)
    too_new: dict[str, int] = field(default_factory=dict)
    """Sources that are not judged yet, with the nights that are known of them."""


class Share(NamedTuple):
    """A share that is judged: `part` of `whole`, chance reckoned with `sample`; told where it falls or rises."""

    code: str
    part: str
    whole: str
    sample: str
    falls: bool
    rises: bool
    words: str


SHARES = (
    Share("low_parse_share", "parsed", "pages", "pages", True, False, "of the pages became articles"),
    Share("low_date_share", "dated", "articles", "articles", True, False, "of the articles have a date"),
    Share(
        "low_confidence",
        "low",
        "figures",
        "articles_read",
        False,
        True,
        "of the figures are of low confidence",
    ),
)
DISAGREEMENT = Share(
    "editions_disagree",
    "disagreeing",
    "compared",
    "stories",
    True,
    True,
    "of what editions tell together is not the same",
)
REJECTS = Share("many_rejects", "rejects", "pages", "stories", False, True, "of all pages were refused")


def judge_numbers(
    tonight: Sequence[Night], before: Sequence[Night], cut_short: frozenset[str] = frozenset()
) -> Judgement:
    """Judge the runs of a night together against the nights before.

    `before` may hold unfinished and partial ones, which are left out, as is whatever of a night failed. `cut_short` are
    sources whose fetching the deadline ended: their numbers of articles say nothing.
    """
    judgement = Judgement()
    days = _ordinary_days(before)
    own = _measure(tonight)
    earlier = [_measure(runs) for runs in days]
    failed = [_failed_sources(runs) for runs in days]
    fetched = {source for night in tonight for source in night.sources}
    for source in sorted({*fetched, *(place[0] for place in own if place[0] != ALL)}):
        history = {
            place: [
                measures.get(place, Measure(date.fromisoformat(runs[0].day).weekday(), {}))
                for measures, runs, broken in zip(earlier, days, failed, strict=True)
                if source not in broken and any(source in night.sources for night in runs)
            ]
            for place in _places_of(source, own, earlier)
        }
        whole: Place = (source, None)
        known = len(history.get(whole, []))
        if known < LEAST_NIGHTS:
            judgement.too_new[source] = known
            continue
        if source in fetched and source not in cut_short:
            judgement.alarms += _judge_counts(source, own, history)
        for place in sorted(history, key=lambda place: place[1] or ""):
            if place[1] is not None and place in own:
                judgement.alarms += _judge_shares(place, own[place], history[place])
    _judge_the_whole(judgement, own, earlier)
    return judgement


def count_known(source: str, before: Sequence[Night]) -> int:
    """In how many ordinary nights a source brought something, of those looked at: from `LEAST_NIGHTS` on they judge it."""
    return sum(
        source not in _failed_sources(runs)
        and any(
            line.went_out
            for night in runs
            for line in night.parts("fetch")
            if line.source == source and line.language
        )
        for runs in _ordinary_days(before)
    )


def _ordinary_days(before: Sequence[Night]) -> list[list[Night]]:
    return _by_day([night for night in before if night.status is not None and not night.is_partial])


def _judge_the_whole(
    judgement: Judgement, own: Mapping[Place, Measure], earlier: Sequence[Mapping[Place, Measure]]
) -> None:
    """What is judged over all sources: rejects, and the editions by language."""
    for place, measure in sorted(own.items(), key=lambda item: item[0][1] or ""):
        if place[0] == ALL:
            history = [measures[place] for measures in earlier if place in measures][-NIGHTS:]
            share = REJECTS if place[1] is None else DISAGREEMENT
            if len(history) >= LEAST_NIGHTS and (told := judge_share(share, measure, history)):
                judgement.alarms.append(Alarm(share.code, ALL, place[1], told))


def _judge_counts(
    source: str, own: Mapping[Place, Measure], history: Mapping[Place, Sequence[Measure]]
) -> list[Alarm]:
    """The source as a whole; its languages only where that is as usual, so that nothing is told six times."""
    alarms: list[Alarm] = []
    for place in sorted(history, key=lambda place: place[1] or ""):
        if any(alarm.language is None for alarm in alarms):
            break
        weekday = next(iter(own.values())).weekday if own else 0
        tonight = own[place].counts.get("fetched", 0) if place in own else 0
        before = [(each.weekday, each.counts.get("fetched", 0)) for each in history[place]]
        if judged := judge_count(tonight, weekday, before):
            alarms.append(Alarm(judged[0], source, place[1], judged[1]))
    return alarms


def judge_count(tonight: int, weekday: int, before: Sequence[tuple[int, int]]) -> tuple[str, str] | None:
    """Code and sentence of an alarm; None where the count is usual. `before` are weekdays with counts, the latest last."""
    empty = 0
    while empty < len(before) and before[len(before) - 1 - empty][1] == 0:
        empty += 1
    nights = list(before[: len(before) - empty])[-NIGHTS:]
    if len(nights) < LEAST_NIGHTS:
        return None
    counts = [count for _, count in nights]
    middle = median(counts)
    told = f"the last {len(nights)} nights had {_listed(counts)}"

    def of_weekday(day: int) -> list[int]:
        return [count for each, count in nights if each == day] or [round(middle)]

    if tonight == 0:
        days = [weekday, *(day for day, _ in before[len(before) - empty :])]
        due = sum(min(float(middle), mean(of_weekday(day))) for day in days)
        if due < NONE_DUE:
            return None
        since = f" for {empty + 1} nights" if empty else ""
        return "no_articles", f"no article{since}; {told}"
    usual = min(float(middle), float(max(of_weekday(weekday))))
    spread = TO_SIGMA * median([abs(count - middle) for count in counts])
    least = min(
        usual * LEAST_SHARE,
        usual - DEVIATIONS * math.sqrt(usual),
        middle - DEVIATIONS * spread if spread else usual,
    )
    if tonight >= least:
        return None
    return "few_articles", f"{tonight} articles, where at least {math.ceil(least)} are usual; {told}"


def _judge_shares(place: Place, tonight: Measure, history: Sequence[Measure]) -> list[Alarm]:
    nights = list(history)[-NIGHTS:]
    alarms = [
        Alarm(share.code, place[0], place[1], told)
        for share in SHARES
        if (told := judge_share(share, tonight, nights))
    ]
    if told := judge_figures(tonight, nights):
        alarms.append(Alarm("unusual_figures", place[0], place[1], told))
    return alarms


def judge_share(share: Share, tonight: Measure, before: Sequence[Measure]) -> str | None:
    """The sentence of an alarm; None where the share is usual, or there is too little to say."""
    part, whole = tonight.counts.get(share.part, 0), tonight.counts.get(share.whole, 0)
    sample = tonight.counts.get(share.sample, 0)
    known = [each.counts for each in before if each.counts.get(share.whole, 0) > 0]
    if not whole or sample < LEAST_ARTICLES or len(known) < LEAST_NIGHTS:
        return None
    shares = [counts.get(share.part, 0) / counts[share.whole] for counts in known]
    middle = median(shares)
    own = TO_SIGMA * median([abs(each - middle) for each in shares])
    band = max(SHARE_DEVIATIONS * own, LEAST_BAND)
    now = part / whole
    if not ((share.falls and now < middle - band) or (share.rises and now > middle + band)):
        return None
    # One half more in either part, so that what was never seen is not taken for impossible.
    pooled = (sum(counts.get(share.part, 0) for counts in known) + 0.5) / (
        sum(counts[share.whole] for counts in known) + 1
    )
    if sample * _divergence(min(now, 1.0), min(max(pooled, 1e-6), 1 - 1e-6)) < -math.log(LEAST_CHANCE):
        return None
    usual = f"usual are {_percent(max(middle - band, 0.0))} to {_percent(min(middle + band, 1.0))}"
    return f"{_percent(now)} {share.words} ({part} of {whole}); {usual}"


def judge_figures(tonight: Measure, before: Sequence[Measure]) -> str | None:
    """The same of the number of figures an article."""
    articles = tonight.counts.get("articles_read", 0)
    known = [each.counts for each in before if each.counts.get("articles_read", 0) > 0]
    if articles < LEAST_ARTICLES or len(known) < LEAST_NIGHTS:
        return None
    rates = [counts.get("figures", 0) / counts["articles_read"] for counts in known]
    middle = median(rates)
    own = TO_SIGMA * median([abs(rate - middle) for rate in rates])
    chance = middle / math.sqrt(articles)  # the number in one article varies about as much as it is large
    band = max(SHARE_DEVIATIONS * max(own, chance), LEAST_FIGURES_BAND * middle)
    now = tonight.counts.get("figures", 0) / articles
    low = max(middle - band, 0.0)
    # Where chance alone would make the band reach to nothing, nothing at all is told nonetheless.
    if low <= now <= middle + band and not (now == 0 and middle * articles >= NONE_DUE * 2):
        return None
    return f"{now:.1f} figures an article, in {articles}; usual are {low:.1f} to {middle + band:.1f}"


def _by_day(nights: Sequence[Night]) -> list[list[Night]]:
    """The last days that there were nights on, earliest first."""
    days: dict[str, list[Night]] = {}
    for night in nights:
        days.setdefault(night.day, []).append(night)
    return list(days.values())[-LOOKED_BACK:]


def _failed_sources(runs: Sequence[Night]) -> frozenset[str]:
    """Sources whose fetching failed on a day, and did not go well in another run of it: that night was not an ordinary one.

    So is one that had no time for a source, which brought nothing: it says as little of what is usual.
    """
    states: dict[str, set[str]] = {}
    for night in runs:
        left = {issue.source for issue in night.issues if issue.code == "left_for_tomorrow"}
        for line in night.parts("fetch"):
            if line.language is None and line.source is not None:
                had_no_time = line.source in left and not line.went_out
                states.setdefault(line.source, set()).add("skipped" if had_no_time else line.state)
    return frozenset(source for source, seen in states.items() if "done" not in seen)


def _places_of(
    source: str, own: Mapping[Place, Measure], earlier: Sequence[Mapping[Place, Measure]]
) -> list[Place]:
    found = {place for measures in (own, *earlier) for place in measures if place[0] == source}
    return sorted({*found, (source, None)}, key=lambda place: place[1] or "")


def _measure(runs: Sequence[Night]) -> dict[Place, Measure]:
    """The runs of one day, added up: by source, by source and language, and over all."""
    sums: dict[Place, dict[str, int]] = {}

    def add(place: Place, name: str, number: int) -> None:
        counts = sums.setdefault(place, {})
        counts[name] = counts.get(name, 0) + number

    for night in runs:
        for line in night.lines.values():
            if line.source is None or line.language is None:
                continue
            place: Place = (line.source, line.language)
            if line.stage == "fetch":
                for each in (place, (line.source, None)):
                    add(each, "fetched", line.went_out or 0)
            elif line.stage == "clean":
                add(place, "pages", line.came_in or 0)
                add(place, "parsed", line.went_out or 0)
                add((ALL, None), "pages", line.came_in or 0)
                add((ALL, None), "rejects", (line.came_in or 0) - (line.went_out or 0))
            elif line.stage == "extract":
                for name, number in line.counts.items():
                    add(place, name, number)
                add(place, "articles_read", line.came_in or 0)
                add(place, "figures", line.went_out or 0)
    if (ALL, None) in sums:
        pages = Counter[str]()
        for (source, language), counts in sums.items():
            if source != ALL and language is not None:
                pages[source] = max(pages[source], counts.get("pages", 0))
        sums[ALL, None]["stories"] = pages.total()  # about: as many as the edition that has most
    weekday = date.fromisoformat(runs[0].day).weekday() if runs else 0
    return {place: Measure(weekday, counts) for place, counts in sums.items()}


def _divergence(now: float, usual: float) -> float:
    """Kullback and Leibler's, of two shares: chance makes `n` draws look so with a probability of at most exp(-n times it)."""
    found = 0.0
    if now > 0:
        found += now * math.log(now / usual)
    if now < 1:
        found += (1 - now) * math.log((1 - now) / (1 - usual))
    return found


def _listed(counts: Sequence[int]) -> str:
    return " ".join(map(str, counts))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def judge_snapshot(age_hours: float | None, most_hours: float = 24.0) -> Alarm | None:
    """Whether what readers have is older than a day. None of age: nothing was ever published."""
    if age_hours is None:
        return Alarm("snapshot_old", ALL, None, "readers have no snapshot at all")
    if age_hours <= most_hours:
        return None
    days = age_hours / 24
    told = f"{days:.0f} days" if days >= 2 else f"{age_hours:.0f} hours"
    return Alarm("snapshot_old", ALL, None, f"the snapshot that readers have is {told} old")
