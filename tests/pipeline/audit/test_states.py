"""What follows from events: one reviewer's mind, several reviewers', undos, another reading."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.audit.ledger import new_event_id
from pipeline.audit.states import fold_state, in_effect, read_whole
from schemas.review import READING_FIELDS, REASONS, Anchor, Reading, ReviewEvent

from .events import NOON, READING, TEXT, anchor_of, correct, decide, undo

OTHER = READING.with_texts({"value": "91.5"})


def test_accepted_figure_keeps_the_reading_that_was_shown() -> None:
    state = fold_state([decide("accept")])
    assert (state.state, state.reviewed, state.fields, state.reviewers) == ("accepted", READING, (), ("dao",))


def test_corrections_of_one_save_make_one_corrected_record() -> None:
    state = fold_state(correct({"kind": "count", "unit": "person", "value": "95000", "base": None}))
    assert state.state == "corrected"
    assert state.fields == ("kind", "value", "unit")
    assert state.reviewed is not None
    assert state.reviewed.unit == "person"
    assert state.machine == READING


def test_a_second_save_adds_to_the_first_and_an_accept_after_it_keeps_both() -> None:
    events = [*correct({"value": "96"}), *correct({"comparator": ">="}), decide("accept")]
    assert fold_state(events).fields == ("value", "comparator")


def test_a_field_put_back_to_what_the_machine_read_is_no_correction() -> None:
    state = fold_state([*correct({"value": "96"}), *correct({"value": "95.0"})])
    assert (state.state, state.fields) == ("accepted", ())


def test_a_rejection_replaces_corrections_and_a_correction_after_it_starts_anew() -> None:
    events = [*correct({"value": "96"}), decide("reject", reason="furniture")]
    assert fold_state(events).state == "rejected"
    assert fold_state(events).reason == "furniture"
    assert fold_state([*events, *correct({"comparator": ">="})]).fields == ("comparator",)


def test_a_corrected_span_is_a_correction_and_the_same_span_is_none() -> None:
    there = anchor_of("95 % ໃນປີ 2026")
    state = fold_state([decide("correct", field="span", old=None, new=there.model_dump_json())])
    assert (state.state, state.fields, state.span) == ("corrected", ("span",), there)
    here = decide("correct", field="span", old=None, new=anchor_of("95 %").model_dump_json())
    assert fold_state([here]).state == "accepted"


def test_undo_brings_back_what_stood_before_and_undo_of_undo_what_was_undone() -> None:
    first, second = decide("accept"), decide("reject")
    back = undo(second)
    again = undo(back)
    assert fold_state([first, second]).state == "rejected"
    assert fold_state([first, second, back]).state == "accepted"
    assert fold_state([first, second, back, again]).state == "rejected"
    assert fold_state([first, undo(first)]).state == "unreviewed"


def test_order_is_the_ledgers_where_a_clock_went_backwards() -> None:
    later = decide("reject", at=NOON - timedelta(days=400))
    assert fold_state([decide("accept"), later]).state == "rejected"


def test_reviewers_who_agree_make_one_verdict_and_those_who_differ_a_dispute() -> None:
    assert fold_state([decide("accept"), decide("accept", reviewer="lin")]).reviewers == ("dao", "lin")
    disputed = fold_state([decide("accept"), decide("reject", reviewer="lin", blind=True)])
    assert (disputed.state, disputed.reviewed) == ("disputed", None)
    differing = [*correct({"value": "96"}), *correct({"value": "97"}, reviewer="lin")]
    assert fold_state(differing).state == "disputed"
    same = [*correct({"value": "96"}), *correct({"value": "96.0"}, reviewer="lin")]
    assert fold_state(same).state == "corrected"


def test_two_rejections_for_different_reasons_are_no_dispute() -> None:
    events = [decide("reject", reason="duplicate"), decide("reject", reviewer="lin", reason="furniture")]
    assert fold_state(events).state == "rejected"


def test_accepting_a_corrected_record_that_was_shown_agrees_with_it() -> None:
    shown = json.dumps({"value": "96"})
    events = [*correct({"value": "96"}), decide("accept", reviewer="lin", new=shown)]
    assert (fold_state(events).state, fold_state(events).reviewers) == ("corrected", ("dao", "lin"))
    unseen = [*correct({"value": "96"}), decide("accept", reviewer="lin")]
    assert fold_state(unseen).state == "disputed"


def test_a_lead_settles_a_dispute_and_a_later_opposite_verdict_opens_it_again() -> None:
    dispute = [decide("accept"), decide("reject", reviewer="lin")]
    settled = [*dispute, decide("accept", reviewer="mo", resolves=True)]
    state = fold_state(settled)
    assert (state.state, state.reviewers) == ("accepted", ("mo",))
    assert {each.reviewer for each in state.verdicts if each.overruled} == {"dao", "lin"}
    later = fold_state([*settled, *correct({"value": "97"}, reviewer="mo")])
    assert (later.state, later.fields) == ("corrected", ("value",))
    assert fold_state([*settled, decide("reject", reviewer="ny")]).state == "disputed"
    assert fold_state([*settled, undo(settled[-1])]).state == "disputed"


def test_an_earlier_verdict_on_another_reading_is_set_aside_and_kept() -> None:
    state = fold_state([decide("accept"), decide("reject", reviewer="lin", reading=OTHER)])
    assert (state.state, state.reviewers) == ("rejected", ("lin",))
    assert [each.outdated for each in state.verdicts] == [True, False]


def test_a_verdict_on_another_reading_than_the_current_one_is_stale() -> None:
    state = fold_state([decide("accept")], OTHER)
    assert (state.state, state.reviewed, state.machine) == ("stale", None, OTHER)
    assert fold_state([decide("reject")], OTHER).state == "stale"
    assert fold_state([decide("accept")], READING).state == "accepted"


def test_a_machine_that_now_reads_what_the_reviewer_said_is_accepted() -> None:
    assert fold_state(correct({"value": "91.5"}), OTHER).state == "accepted"
    third = READING.with_texts({"value": "90"})
    assert fold_state(correct({"value": "91.5"}), third).state == "stale"


def test_a_missed_figure_is_added_until_the_machine_reads_it_too() -> None:
    event = decide("add")
    state = fold_state([event])
    assert (state.state, state.machine, state.reviewed) == ("added", None, READING)
    assert fold_state([event], READING).state == "accepted"
    assert fold_state([event], OTHER).state == "stale"
    assert fold_state([event, decide("accept", reviewer="lin")]).state == "added"
    disputed = fold_state([event, decide("reject", reviewer="lin")])
    assert (disputed.state, disputed.reviewed, disputed.added) == ("disputed", None, READING)
    settled = decide("accept", reviewer="mo", reading=disputed.added, resolves=True)
    assert fold_state([event, decide("reject", reviewer="lin"), settled]).state == "added"
    assert fold_state([event, undo(event)]).state == "unreviewed"


def test_skipping_says_nothing_of_the_figure() -> None:
    assert fold_state([decide("skip")]).state == "skipped"
    assert fold_state([decide("accept"), decide("skip")]).state == "accepted"
    assert fold_state([decide("skip"), decide("accept", reviewer="lin")]).state == "accepted"


def test_a_retired_verdict_is_let_go_and_can_be_given_anew() -> None:
    events = [decide("accept"), decide("retire", reviewer="lin")]
    assert fold_state(events).state == "unreviewed"
    assert fold_state([*events, undo(events[1])]).state == "accepted"
    assert fold_state([*events, decide("reject")]).state == "rejected"


def test_corrections_that_make_no_figure_are_told_in_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"^unit 'VND' does not fit kind 'percentage'$"):
        fold_state(correct({"unit": "VND"}))


def test_reading_an_article_whole_is_an_event_that_can_be_taken_back() -> None:
    event = decide("article_done")
    assert read_whole([decide("accept"), event]) == [event]
    assert read_whole([event, undo(event)]) == []


@pytest.mark.parametrize(
    ("action", "more", "fault"),
    [
        ("reject", {"reason": "because"}, "is not one of"),
        ("reject", {"reason": "other"}, "needs a comment"),
        ("correct", {"field": "confidence", "new": "1"}, "not a field that can be corrected"),
        ("correct", {"field": "value", "new": "many"}, "is no number"),
        ("correct", {"field": "value", "new": "NaN"}, "is no number"),
        ("correct", {"field": "value", "new": "1e40"}, "too large or too fine"),
        ("correct", {"field": "value", "new": "0.0000001"}, "too large or too fine"),
        ("correct", {"field": "unit", "new": None}, "cannot be null"),
        ("correct", {"field": "province", "new": "Atlantis"}, "no canonical name"),
        ("correct", {"field": "span", "new": '{"start": 1, "end": 3, "quote": "abc"}'}, "no place"),
        ("correct", {"new": "1"}, "names a field"),
        ("accept", {"field": "value"}, "names a field"),
        ("accept", {"new": '["value"]'}, "no object of fields"),
        ("accept", {"reading": None}, "needs the anchor and the reading"),
        ("accept", {"figure_id": None}, "needs a figure_id"),
        ("accept", {"reverts": new_event_id()}, "names the event that it reverts"),
        ("skip", {"resolves": True}, "settles no dispute"),
        ("add", {"new": '{"kind": "count", "value": "1", "unit": "percent"}'}, "does not fit kind"),
        ("accept", {"event_id": "0190b3c4-0000-4000-8000-000000000000"}, "event_id"),
        ("accept", {"reviewer": "two\nlines"}, "control characters"),
        ("accept", {"at": NOON.replace(tzinfo=None)}, "without its zone"),
        ("accept", {"probability": 0}, "probability"),
    ],
)
def test_events_that_say_nothing_clear_are_refused(action: str, more: dict[str, object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        decide(action, **more)


def test_reasons_are_nine_digits_with_a_code_each() -> None:
    assert [reason.key for reason in REASONS] == list("123456789")
    assert len({reason.code for reason in REASONS}) == len(REASONS)


def test_an_anchor_counts_code_points_behind_an_emoji() -> None:
    anchor = anchor_of("95 %")
    assert TEXT[anchor.start : anchor.end] == "95 %"
    assert anchor.before.startswith("🙂")


REVIEWERS = st.sampled_from(["dao", "lin", "mo"])
READINGS = st.sampled_from([READING, OTHER])


@st.composite
def trails(draw: st.DrawFn) -> list[ReviewEvent]:
    """A trail as the ledger would take it: undos are of what counts, and of one's own."""
    events: list[ReviewEvent] = []
    for _ in range(draw(st.integers(1, 14))):
        reviewer, reading = draw(REVIEWERS), draw(READINGS)
        kind = draw(st.sampled_from(["accept", "reject", "correct", "add", "skip", "retire", "undo", "undo"]))
        counting = {each.event_id for each in in_effect(events)}
        reverted = {each.reverts for each in events if each.action == "undo"}
        own = [
            each
            for each in events
            if each.reviewer == reviewer
            and (each.event_id in counting or (each.action == "undo" and each.event_id not in reverted))
        ]
        if kind == "undo":
            if own:
                events.append(undo(draw(st.sampled_from(own))))
        elif kind == "correct":
            value = draw(st.sampled_from(["90", "91.5", "96"]))
            events += correct({"value": value}, reviewer=reviewer, reading=reading)
        elif kind == "add":
            events.append(decide("add", reviewer=reviewer, new=reading.model_dump_json()))
        else:
            resolves = kind != "skip" and kind != "retire" and draw(st.booleans())
            events.append(decide(kind, reviewer=reviewer, reading=reading, resolves=resolves))
    return events or [decide("accept")]


@given(trails())
def test_undoing_the_last_event_gives_the_state_before_it(events: list[ReviewEvent]) -> None:
    told = ("state", "reviewed", "fields", "reason", "reviewers", "verdicts")
    before = fold_state(events)
    for event in (decide("reject"), decide("accept", reviewer="lin"), decide("retire"), decide("add")):
        after = fold_state([*events, event, undo(event)])
        assert [getattr(after, name) for name in told] == [getattr(before, name) for name in told]
        again = fold_state([*events, event, *(chain := [undo(event)]), undo(chain[0])])
        assert [getattr(again, name) for name in told] == [
            getattr(fold_state([*events, event]), name) for name in told
        ]


@given(trails(), st.none() | READINGS)
def test_states_keep_their_promises(events: list[ReviewEvent], current: Reading | None) -> None:
    state = fold_state(events, current)
    assert state.events == len(events)
    counted = [each for each in state.verdicts if not each.outdated and not each.overruled]
    decided = [each for each in counted if each.state != "skipped"]
    assert (state.state in ("unreviewed", "skipped", "stale")) == (not decided)
    assert (state.reviewed is not None) == (state.state in ("accepted", "corrected", "added"))
    assert (state.reason is not None) == (state.state == "rejected")
    assert bool(state.fields) == (state.state == "corrected")
    if state.state == "corrected":
        assert state.machine is not None
        assert state.reviewed is not None
        assert state.fields == state.machine.differing(state.reviewed)
    if state.state == "accepted":
        assert state.reviewed == state.machine
    if state.state == "disputed":
        assert len(decided) > 1
    # Nobody who decided is forgotten, and nobody is heard twice.
    deciding = {
        each.reviewer for each in in_effect(_since_last_retire(events)) if each.action != "article_done"
    }
    assert sorted(each.reviewer for each in state.verdicts) == sorted(deciding)


def _since_last_retire(events: list[ReviewEvent]) -> list[ReviewEvent]:
    counting = in_effect(events)
    last = max((n for n, each in enumerate(counting) if each.action == "retire"), default=-1)
    return counting[last + 1 :]


@given(st.sampled_from(READING_FIELDS), trails())
def test_a_state_survives_being_written_and_read(field: str, events: list[ReviewEvent]) -> None:
    state = fold_state(events)
    assert type(state).model_validate_json(state.model_dump_json()) == state
    for event in events:
        assert ReviewEvent.model_validate_json(event.model_dump_json()) == event
    assert READING.with_texts({field: READING.texts()[field]}) == READING


@given(st.text(min_size=1), st.data())
def test_an_anchor_quotes_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = Anchor.at(text, start, end)
    assert (
        text[start - len(anchor.before) : end + len(anchor.after)]
        == anchor.before + anchor.quote + anchor.after
    )
