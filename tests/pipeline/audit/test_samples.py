"""Samples: drawn again they are the same, estimates are held against published numbers and against simulated truth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.ledger import Ledger, new_event_id
from pipeline.audit.proportions import Unit, binomial_at_most, exact, simple, stratified, wilson
from pipeline.audit.samples import (
    PLANS,
    Candidate,
    Choice,
    Design,
    Item,
    Kind,
    ReadArticle,
    acceptance_plan,
    allocate,
    chance_of,
    choose_units,
    count_article,
    estimate_documents,
    estimate_figures,
    is_second,
    judge_lot,
    sample_size,
    stratum_of,
)
from pipeline.audit.states import fold_state
from pipeline.errors import InputError, LedgerRefusedError
from schemas.review import ReviewState

from .events import NOON, READING, correct, decide, text_hash


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite") as opened:
        yield opened


def frame(size: int, seed: int = 1) -> list[Candidate]:
    chance = random.Random(seed)
    return [
        Candidate(
            f"{number:032x}",
            f"a{number % 50}",
            chance.choices(["lo", "th", "fr"], [1, 3, 8])[0],
            chance.choice(["health_insurance.coverage_rate", "outreach.events", "other"]),
            chance.random(),
        )
        for number in range(size)
    ]


def design_of(choice: Choice, kind: Kind = "figures", **more: object) -> Design:
    fields = {
        "sample_id": new_event_id(),
        "kind": kind,
        "title": "t",
        "seed": "s",
        "frame": choice.frame,
        "frame_hash": choice.frame_hash,
        "strata": choice.strata,
        "snapshot": "000001",
        "extractor_version": "1",
        "drawn_by": "mo",
        "drawn_at": NOON,
        **more,
    }
    return Design.model_validate(fields)


def items_of(choice: Choice) -> list[Item]:
    return [
        Item(
            position=chosen.position,
            unit_id=chosen.candidate.unit_id,
            article_id=chosen.candidate.article_id,
            lang=chosen.candidate.lang,
            stratum=chosen.stratum,
            probability=chosen.probability,
            text_hash=text_hash(),
            reading=READING,
        )
        for chosen in choice.chosen
    ]


def judged(item: Item, verdict: str) -> ReviewState:
    if verdict == "right":
        events = [decide("accept")]
    elif verdict == "wrong":
        events = [decide("reject")]
    elif verdict == "skipped":
        events = [decide("skip")]
    else:
        events = correct({verdict: {"value": "7", "comparator": ">="}[verdict]})
    return fold_state(events).model_copy(update={"figure_id": item.unit_id})


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    units = frame(2000)
    first = choose_units(units, "figures", "march", 300)
    random.Random(3).shuffle(units)
    assert choose_units([*units, *units], "figures", "march", 300) == first
    other = choose_units(units, "figures", "april", 300)
    assert {each.candidate for each in other.chosen} != {each.candidate for each in first.chosen}
    fewer = choose_units(units[1:], "figures", "march", 300)
    assert fewer.frame_hash != first.frame_hash


def test_chance_numbers_are_the_same_on_every_machine() -> None:
    assert chance_of("march", "0" * 32) == 2_175_188_417_466_209_526
    assert chance_of("a", "bc") != chance_of("ab", "c")


def test_every_stratum_gives_units_and_probabilities_are_those_of_the_draw() -> None:
    units = frame(5000)
    choice = choose_units(units, "figures", "s", 400)
    sizes = Counter(stratum_of(unit, "figures") for unit in units)
    drawn = Counter(each.stratum for each in choice.chosen)
    assert {each.name: each.size for each in choice.strata} == sizes
    assert all(drawn[name] >= min(2, size) for name, size in sizes.items())
    assert all(each.probability == drawn[each.stratum] / sizes[each.stratum] for each in choice.chosen)
    assert len({each.candidate.unit_id for each in choice.chosen}) == len(choice.chosen) == 400
    assert [each.position for each in choice.chosen] == list(range(400))


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1, max_size=20), st.integers(1, 600)
)
def test_allocation_takes_what_is_wanted_and_never_more_than_there_is(sizes: dict[str, int], n: int) -> None:
    given_units = allocate(sizes, n)
    assert all(0 < given_units[name] <= size for name, size in sizes.items())
    least = sum(min(2, size) for size in sizes.values())
    assert sum(given_units.values()) == max(least, min(n, sum(sizes.values())))


def test_sizes_for_margins_are_cochrans() -> None:
    assert sample_size(0.05, 10**9, expected=0.5) == 385
    assert sample_size(0.03, 10**9, expected=0.5) == 1068
    assert sample_size(0.05, 1000, expected=0.5) == 278
    assert sample_size(0.05, 3) == 3
    with pytest.raises(InputError):
        sample_size(0, 10)


@pytest.mark.parametrize(("name", "n", "most"), [("1/5", 132, 3), ("2/8", 98, 4), ("5/10", 233, 17)])
def test_acceptance_plans_are_the_tabulated_ones(name: str, n: int, most: int) -> None:
    plan = acceptance_plan(*PLANS[name])
    assert (plan.n, plan.most) == (n, most)
    assert plan.producer_risk <= 0.05
    assert plan.consumer_risk <= 0.10
    with pytest.raises(InputError):
        acceptance_plan(0.05, 0.05)


def test_exact_and_wilson_limits_are_the_published_ones() -> None:
    # Newcombe 1998, table I: 81 of 263 and 15 of 148, methods 5 (exact) and 3 (Wilson).
    assert exact(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert exact(15, 148) == pytest.approx((0.0578, 0.1617), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert exact(0, 20) == pytest.approx((0, 0.1684), abs=5e-5)
    assert exact(29, 29) == pytest.approx((0.8806, 1), abs=5e-5)
    assert binomial_at_most(3, 10, 0.5) == pytest.approx(176 / 1024)
    assert simple(0, 0) is None


def test_a_stratified_estimate_weights_by_size() -> None:
    # By hand: strata of 100 and 900 units, 5 of 10 and 9 of 10 right.
    units = [Unit("a", right, 1) for right in [1, 0] * 5] + [Unit("b", right, 1) for right in [1] * 9 + [0]]
    told = stratified(units, {"a": 100, "b": 900})
    assert told is not None
    assert told.estimate == pytest.approx(0.1 * 0.5 + 0.9 * 0.9)
    assert told.n == 20
    variance = 0.01 * 0.9 * 0.25 * 10 / 9 / 10 + 0.81 * (1 - 1 / 90) * 0.09 * 10 / 9 / 10
    effective = 0.86 * 0.14 / variance
    assert (told.low, told.high) == pytest.approx(exact(0.86 * effective, effective))


def test_nothing_wrong_still_has_a_lower_limit_and_a_census_has_none_but_itself() -> None:
    all_right = [Unit("a", 1, 1)] * 30
    told = stratified(all_right, {"a": 1000})
    assert told is not None
    assert (told.estimate, told.high) == (1, 1)
    assert told.low == pytest.approx(exact(30, 30)[0])
    assert stratified(all_right, {"a": 30}) == (1, 1, 1, 30)
    assert stratified([], {"a": 30}) is None
    assert stratified([Unit("a", 0, 0)], {"a": 30}) is None


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    chance = random.Random(7)
    truth = {
        "a": [chance.random() < 0.97 for _ in range(4000)],
        "b": [chance.random() < 0.8 for _ in range(400)],
    }
    share = sum(sum(each) for each in truth.values()) / 4400
    sizes = {name: len(each) for name, each in truth.items()}
    held = 0
    for _ in range(300):
        units = [
            Unit(name, float(right), 1.0)
            for name, n in (("a", 150), ("b", 30))
            for right in chance.sample(truth[name], n)
        ]
        told = stratified(units, sizes)
        assert told is not None
        held += told.low <= share <= told.high
    assert held / 300 >= 0.93


def test_an_estimate_tells_record_figure_language_and_field() -> None:
    choice = choose_units(frame(300), "figures", "s", 300)
    design, items = design_of(choice), items_of(choice)
    verdicts = ["right"] * 6 + ["value", "comparator", "wrong", "skipped"]
    states = {
        item.unit_id: judged(item, verdicts[number % 10]) for number, item in enumerate(items) if number < 200
    }
    told = estimate_figures(design, items, states)
    assert (told.drawn, told.decided, told.right) == (300, 180, 120)
    assert told.record is not None
    assert told.record.low < told.record.estimate < told.record.high
    assert told.figure is not None
    assert told.figure.estimate == pytest.approx(8 / 9, abs=0.05)
    assert told.by_field["value"].estimate == pytest.approx(7 / 8, abs=0.05)
    assert told.by_field["unit"].estimate == 1
    assert set(told.by_language) == {"lo", "th", "fr"}
    assert sum(each.decided for each in told.strata) == 180


def test_only_what_was_drawn_feeds_the_estimate_wherever_it_was_judged() -> None:
    choice = choose_units(frame(500), "figures", "s", 60)
    design, items = design_of(choice), items_of(choice)
    states = {item.unit_id: judged(item, "right") for item in items}
    before = estimate_figures(design, items, states)
    drawn = {item.unit_id for item in items}
    risky = [unit for unit in frame(500) if unit.unit_id not in drawn]
    states |= {unit.unit_id: judged(items[0], "wrong") for unit in risky}
    assert estimate_figures(design, items, states) == before


def test_an_item_is_judged_by_the_reading_that_was_drawn() -> None:
    choice = choose_units(frame(30), "acceptance", "s", 5)
    items = items_of(choice)
    later = READING.with_texts({"value": "96"})
    accepted_later = fold_state([decide("accept", reading=later)])
    told = estimate_figures(design_of(choice, "acceptance"), items, {items[0].unit_id: accepted_later})
    assert (told.decided, told.right) == (1, 0)


def test_a_batch_is_judged_as_soon_as_the_rest_cannot_change_it() -> None:
    plan = acceptance_plan(0.05, 0.10)
    choice = choose_units(frame(1000), "acceptance", "s", plan.n)
    design, items = design_of(choice, "acceptance", plan=plan), items_of(choice)
    states = {item.unit_id: judged(item, "wrong") for item in items[:17]}
    assert judge_lot(design, items, states).verdict is None
    states |= {item.unit_id: judged(item, "right") for item in items[17:]}
    assert judge_lot(design, items, states) == ("accepted", 17, 233, 0)
    states[items[20].unit_id] = judged(items[20], "wrong")
    assert judge_lot(design, items, states).verdict == "rejected"
    early = {item.unit_id: judged(item, "value") for item in items[:18]}
    assert judge_lot(design, items, early).verdict == "rejected"
    with pytest.raises(InputError):
        judge_lot(design_of(choice, "acceptance"), items, states)


def test_documents_tell_what_was_missed_article_by_article() -> None:
    units = [Candidate(f"d{n}", f"d{n}", "lo" if n % 2 else "fr") for n in range(40)]
    choice = choose_units(units, "documents", "s", 20)
    design = design_of(choice, "documents")
    items = [item.model_copy(update={"reading": None}) for item in items_of(choice)]
    read = {item.unit_id: ReadArticle(9, 1) for item in items}
    read[items[0].unit_id] = ReadArticle(5, 0, undecided=1)
    told = estimate_documents(design, items, read)
    assert (told.drawn, told.decided, told.found, told.missed) == (20, 19, 171, 19)
    assert told.recall is not None
    assert told.recall.estimate == pytest.approx(0.9)
    assert set(told.by_language) == {"lo", "fr"}


def test_an_article_is_counted_by_what_the_machine_read_and_what_was_added() -> None:
    states = {
        "f1": fold_state([decide("accept")]),
        "f2": fold_state(correct({"value": "9"})),
        "f3": fold_state([decide("reject")]),
        "f4": fold_state([decide("add")]),
    }
    assert count_article(["f1", "f2", "f3"], states) == ReadArticle(2, 1, 0)
    assert count_article(["f1", "f9"], states) == ReadArticle(1, 1, 1)


def test_second_reviews_are_a_share_that_anybody_can_name() -> None:
    chosen = [number for number in range(20_000) if is_second("s", f"{number:032x}", 0.1)]
    assert 1800 < len(chosen) < 2200
    assert is_second("s", "x", 1.0)
    assert not is_second("s", "x", 0.0)


def test_second_reviews_are_a_share_of_what_was_drawn_and_not_all_of_it() -> None:
    frame = [Candidate(f"{number:032x}", "a", "fr") for number in range(20_000)]
    drawn = choose_units(frame, "acceptance", "s", 1000).chosen
    second = [each for each in drawn if is_second("s", each.candidate.unit_id, 0.1)]
    assert 70 < len(second) < 130


def test_nothing_to_draw_from_is_told() -> None:
    with pytest.raises(InputError, match="nothing to draw from"):
        choose_units([], "figures", "s", 10)
    with pytest.raises(InputError):
        choose_units(frame(3), "figures", "s", 0)


def test_a_sample_is_kept_once_and_whole(ledger: Ledger) -> None:
    choice = choose_units(frame(200), "figures", "s", 50)
    design, items = design_of(choice), items_of(choice)
    ledger.keep_sample(design, items)
    ledger.keep_sample(design, items)
    assert ledger.samples() == [design]
    assert ledger.sample(design.sample_id) == design
    assert ledger.sample(new_event_id()) is None
    assert ledger.sample_items(design.sample_id) == items
    assert ledger.samples_of(items[3].unit_id) == [(design.sample_id, items[3])]
    with pytest.raises(LedgerRefusedError, match="another sample"):
        ledger.keep_sample(design.model_copy(update={"title": "u"}), items)
    with pytest.raises(LedgerRefusedError, match="not those of"):
        ledger.keep_sample(design_of(choice), items[1:])
