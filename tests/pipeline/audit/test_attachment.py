"""Verdicts after another reading and in another revision: they hold, they move, or they are told as stale. None vanishes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.audit.attachment import attach_verdicts
from pipeline.audit.ledger import Ledger, new_event_id
from pipeline.store import CurrentArticle, CurrentFigure, figure_id
from schemas.review import Anchor, Reading, Review, ReviewEvent

from .events import ARTICLE, NOON, READING, TEXT, anchor_of, correct, decide, id_of, undo

OTHER = READING.with_texts({"value": "91.5"})
REVISED = "ຫົວຂໍ້ໃໝ່ 🙂🙂\n" + TEXT


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite") as opened:
        yield opened


def read(text: str, *figures: tuple[str, Reading]) -> CurrentArticle:
    """The article as it is read now: quotes with their readings."""
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    return CurrentArticle(
        ARTICLE,
        "lo",
        text,
        text_hash,
        "2",
        tuple(
            CurrentFigure(figure_id(ARTICLE, text_hash, *anchor.span), *anchor.span, reading)
            for anchor, reading in sorted(
                ((anchor_of(quote, text), reading) for quote, reading in figures),
                key=lambda each: each[0].start,
            )
        ),
    )


def attach(ledger: Ledger, events: Sequence[ReviewEvent], current: CurrentArticle | None) -> list[Review]:
    ledger.append(events)
    return list(attach_verdicts(ledger, lambda ids: {ARTICLE: current} if current else {}))


def attach_one(ledger: Ledger, events: Sequence[ReviewEvent], current: CurrentArticle | None) -> Review:
    (row,) = attach(ledger, events, current)
    return row


def test_a_verdict_on_what_is_still_read_holds(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], read(TEXT, ("95 %", READING)))
    assert (row.state, row.attached, row.figure_id, row.reviewed) == (
        "accepted",
        "same",
        id_of("95 %"),
        READING,
    )
    assert row.quote == "95 %"


def test_another_reading_of_the_same_characters_makes_it_stale(ledger: Ledger) -> None:
    row = attach_one(ledger, correct({"value": "96"}), read(TEXT, ("95 %", OTHER)))
    assert (row.state, row.why, row.reviewed, row.machine) == ("stale", "reading", None, READING)
    assert row.figure_id == id_of("95 %")


def test_a_stale_verdict_comes_back_to_life_with_the_reading(ledger: Ledger) -> None:
    assert attach_one(ledger, [decide("accept")], read(TEXT, ("95 %", OTHER))).state == "stale"
    assert attach_one(ledger, [], read(TEXT, ("95 %", READING))).state == "accepted"


def test_corrections_under_two_ids_that_make_no_figure_together_are_stale_and_stop_nothing(
    ledger: Ledger,
) -> None:
    earlier = correct({"kind": "money", "unit": "VND"})
    later = correct({"base": "households"}, text=REVISED)
    elsewhere = decide("accept", quote="91,5 %", reading=OTHER)
    current = read(REVISED, ("95 %", READING), ("91,5 %", OTHER))
    rows = {row.quote: row for row in attach(ledger, [*earlier, *later, elsewhere], current)}
    assert (rows["95 %"].state, rows["95 %"].why) == ("stale", "reading")
    assert (rows["95 %"].figure_id, rows["95 %"].events) == (id_of("95 %", REVISED), 3)
    assert rows["91,5 %"].state == "accepted"


def test_a_new_verdict_on_the_new_reading_ends_staleness(ledger: Ledger) -> None:
    row = attach_one(
        ledger,
        [decide("accept"), decide("accept", reviewer="lin", reading=OTHER)],
        read(TEXT, ("95 %", OTHER)),
    )
    assert (row.state, row.reviewers, row.events) == ("accepted", ("lin",), 2)


def test_a_machine_that_learnt_what_the_reviewer_said_is_accepted(ledger: Ledger) -> None:
    row = attach_one(ledger, correct({"value": "91.5"}), read(TEXT, ("95 %", OTHER)))
    assert (row.state, row.fields, row.machine, row.reviewed) == ("accepted", (), READING, OTHER)


def test_a_moved_span_takes_the_verdict_along(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], read(TEXT, ("95 % ໃນ", READING)))
    assert (row.state, row.attached, row.figure_id) == ("accepted", "overlap", id_of("95 % ໃນ"))
    assert (row.origin_figure_id, row.quote) == (id_of("95 %"), "95 % ໃນ")


def test_a_moved_span_with_another_reading_is_stale(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], read(TEXT, ("95 % ໃນ", OTHER)))
    assert (row.state, row.why, row.figure_id) == ("stale", "reading", id_of("95 % ໃນ"))


def test_a_rejection_does_not_follow_a_span_that_moved(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("reject", reason="wrong_span")], read(TEXT, ("95 % ໃນ", READING)))
    assert (row.state, row.why) == ("stale", "span")


def test_a_corrected_span_that_is_read_now_is_accepted_and_another_one_is_stale(ledger: Ledger) -> None:
    there = anchor_of("95 % ໃນ").model_dump_json()
    events = [decide("correct", field="span", new=there)]
    row = attach_one(ledger, events, read(TEXT, ("95 %", READING)))
    assert (row.state, row.fields, row.quote) == ("corrected", ("span",), "95 % ໃນ")
    row = attach_one(ledger, [], read(TEXT, ("95 % ໃນ", READING)))
    assert (row.state, row.fields, row.quote, row.attached) == ("accepted", (), "95 % ໃນ", "overlap")
    row = attach_one(ledger, [], read(TEXT, ("ເປົ້າ 95 %", READING)))
    assert (row.state, row.why) == ("stale", "span")


def test_two_verdicts_for_one_figure_the_better_fit_holds_the_other_is_told(ledger: Ledger) -> None:
    events = [decide("accept", quote="91,5", reading=OTHER), decide("accept", quote="% และ", reviewer="lin")]
    rows = attach(ledger, events, read(TEXT, ("91,5 % และ", OTHER)))
    assert {(row.state, row.why, row.origin_figure_id) for row in rows} == {
        ("accepted", None, id_of("91,5")),
        ("stale", "taken", id_of("% และ")),
    }


def test_a_verdict_under_the_own_id_and_one_that_moved_there_are_weighed_together(ledger: Ledger) -> None:
    moved, own = decide("accept"), decide("reject", quote="95 % ໃນ", reviewer="lin")
    row = attach_one(ledger, [moved, own], read(TEXT, ("95 % ໃນ", READING)))
    assert (row.state, row.events, row.reviewers) == ("disputed", 2, ("dao", "lin"))


def test_a_figure_that_is_read_no_more_is_stale_and_a_rejected_one_settled(ledger: Ledger) -> None:
    events = [decide("accept"), decide("reject", quote="33.750")]
    rows = attach(ledger, events, read(TEXT))
    assert {(row.state, row.why, row.attached, row.figure_id) for row in rows} == {
        ("stale", "figure", "nothing", None),
        ("rejected", None, "settled", None),
    }


def test_an_article_that_is_gone_leaves_stale_verdicts(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], None)
    assert (row.state, row.why, row.figure_id, row.start) == ("stale", "article", None, None)


def test_a_new_revision_finds_the_quote_by_what_is_around_it(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], read(REVISED, ("95 %", READING)))
    assert (row.state, row.attached, row.figure_id) == ("accepted", "quote", id_of("95 %", REVISED))
    assert (row.start, row.quote) == (REVISED.index("95 %"), "95 %")


def test_a_new_revision_that_changed_nearby_or_says_it_twice_is_stale(ledger: Ledger) -> None:
    changed = TEXT.replace("2026", "2027")
    assert attach_one(ledger, [decide("accept")], read(changed, ("95 %", READING))).why == "text"
    twice = TEXT + "\n" + TEXT
    assert attach_one(ledger, [], read(twice, ("95 %", READING))).why == "text"


def test_a_new_revision_read_otherwise_is_stale(ledger: Ledger) -> None:
    row = attach_one(ledger, [decide("accept")], read(REVISED, ("95 %", OTHER)))
    assert (row.state, row.why, row.attached) == ("stale", "reading", "quote")


def test_verdicts_of_two_revisions_meet_in_the_third(ledger: Ledger) -> None:
    newest = "🙂" + REVISED
    events = [decide("accept"), decide("accept", text=REVISED, reviewer="lin")]
    row = attach_one(ledger, events, read(newest, ("95 %", READING)))
    assert (row.state, row.reviewers, row.events) == ("accepted", ("dao", "lin"), 2)
    row = attach_one(ledger, [decide("reject", text=newest, reviewer="mo")], read(newest, ("95 %", READING)))
    assert (row.state, row.events) == ("disputed", 3)


def test_setting_aside_lets_go_what_was_said_under_that_id_and_nothing_else(ledger: Ledger) -> None:
    current = read("🙂" + REVISED, ("95 %", READING))
    events = [decide("accept"), decide("accept", text=REVISED, reviewer="lin"), decide("retire")]
    row = attach_one(ledger, events, current)
    assert (row.state, row.reviewers) == ("accepted", ("lin",))
    assert attach(ledger, [decide("retire", text=REVISED)], current) == []


def test_a_figure_that_was_added_under_another_id_outlasts_setting_aside(ledger: Ledger) -> None:
    current = read("🙂" + REVISED)
    events = [decide("add"), decide("add", text=REVISED, reviewer="lin"), decide("retire")]
    row = attach_one(ledger, events, current)
    assert (row.state, row.reviewers) == ("added", ("lin",))


def test_a_span_corrected_in_an_old_revision_is_corrected_in_the_new_one(ledger: Ledger) -> None:
    there = anchor_of("95 % ໃນ").model_dump_json()
    row = attach_one(ledger, [decide("correct", field="span", new=there)], read(REVISED, ("95 %", READING)))
    assert (row.state, row.fields, row.quote) == ("corrected", ("span",), "95 % ໃນ")


def test_an_added_figure_stands_until_the_machine_reads_it(ledger: Ledger) -> None:
    event = decide("add")
    row = attach_one(ledger, [event], read(TEXT))
    assert (row.state, row.figure_id, row.quote, row.machine) == ("added", id_of("95 %"), "95 %", None)
    assert attach_one(ledger, [], read(TEXT, ("95 %", READING))).state == "accepted"
    assert attach_one(ledger, [], read(TEXT, ("95 % ໃນ", READING))).state == "accepted"
    assert attach_one(ledger, [], read(TEXT, ("95 %", OTHER))).why == "reading"
    moved = attach_one(ledger, [], read(REVISED))
    assert (moved.state, moved.figure_id, moved.attached) == ("added", id_of("95 %", REVISED), "quote")
    assert attach_one(ledger, [], read("ບໍ່ມີ")).why == "text"


def test_a_figure_added_in_place_of_a_rejected_one_stands_beside_it(ledger: Ledger) -> None:
    events = [decide("reject", reason="wrong_span"), decide("add", quote="95 % ໃນ")]
    rows = attach(ledger, events, read(TEXT, ("95 %", READING)))
    assert {(row.state, row.quote) for row in rows} == {("rejected", "95 %"), ("added", "95 % ໃນ")}


def test_what_was_taken_back_or_only_skipped_leaves_no_stale_row(ledger: Ledger) -> None:
    taken_back = decide("accept")
    events = [taken_back, undo(taken_back), decide("skip", quote="33.750")]
    assert attach(ledger, events, read(TEXT)) == []
    assert attach_one(ledger, [], read(TEXT, ("33.750", OTHER))).state == "skipped"


def test_decisions_made_while_verdicts_are_attached_come_with_the_next_ones(ledger: Ledger) -> None:
    ledger.append([decide("accept")])

    def articles(ids: Sequence[str]) -> dict[str, CurrentArticle]:
        ledger.append([decide("reject", reviewer="lin")])
        return {ARTICLE: read(TEXT, ("95 %", READING))}

    (row,) = attach_verdicts(ledger, articles)
    assert (row.state, row.seq, row.events) == ("accepted", 1, 1)


QUOTES = ("95 %", "95 % ໃນ", "95", "91,5 %", "91,5", "33.750", "33.750 คน")
TEXTS = (TEXT, REVISED, TEXT.replace("2026", "2027"), "🙂" + REVISED, TEXT + "\n" + TEXT)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_verdict_vanishes_and_none_is_kept_where_the_reading_differs(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    readings = st.sampled_from([READING, OTHER, READING.with_texts({"scope": "part"})])
    with Ledger(tmp_path_factory.mktemp("ledger") / "l.sqlite") as ledger:
        for _ in range(data.draw(st.integers(1, 6))):
            about = {
                "quote": data.draw(st.sampled_from(QUOTES)),
                "text": data.draw(st.sampled_from(TEXTS[:3])),
                "reviewer": data.draw(st.sampled_from(["dao", "lin"])),
            }
            action = data.draw(
                st.sampled_from(["accept", "reject", "correct", "span", "add", "skip", "undo"])
            )
            if action == "undo":
                if own := ledger.undoable(about["reviewer"]):
                    ledger.undo(own.event.event_id, about["reviewer"], new_event_id(), NOON)
            elif action == "correct":
                ledger.append(correct({"value": "91.5"}, reading=data.draw(readings), **about))
            elif action == "span":
                at = anchor_of(about["quote"], about["text"])
                there = Anchor.at(about["text"], at.start, at.end + 1).model_dump_json()
                ledger.append([decide("correct", field="span", new=there, **about)])
            elif action == "add":
                ledger.append([decide("add", new=data.draw(readings).model_dump_json(), **about)])
            else:
                ledger.append([decide(action, reading=data.draw(readings), **about)])
        text = data.draw(st.sampled_from(TEXTS))
        chosen: list[tuple[str, Reading]] = []
        for quote in data.draw(st.lists(st.sampled_from(QUOTES), unique=True)):
            if all(not (quote in other or other in quote) for other, _ in chosen):
                chosen.append((quote, data.draw(readings)))
        current = read(text, *chosen)
        rows = list(attach_verdicts(ledger, lambda ids: {ARTICLE: current}))
        states = [state for _, state in ledger.states()]
        # Every decision is in one row, but for what was taken back and skips of what is gone.
        said = [state for state in states if state.state not in ("unreviewed", "skipped")]
        told = sum(row.events for row in rows)
        assert sum(state.events for state in said) <= told <= sum(state.events for state in states)
        assert len({row.origin_figure_id for row in rows}) == len(rows)
        named = [row.figure_id for row in rows if row.figure_id is not None]
        assert len(set(named)) == len(named)
        by_id = {figure.figure_id: figure for figure in current.figures}
        for row in rows:
            assert (row.state == "stale") == (row.why is not None)
            assert (row.reviewed is not None) == (row.state in ("accepted", "corrected", "added"))
            if row.start is not None and row.end is not None:
                assert row.quote == text[row.start : row.end]
            if row.state == "added":
                assert row.figure_id not in by_id
            elif row.state in ("accepted", "corrected") or (row.state != "stale" and row.machine is not None):
                assert row.figure_id in by_id or row.attached == "settled"
            if row.state == "accepted":
                assert row.figure_id is not None
                assert row.reviewed == by_id[row.figure_id].reading
            if row.state == "corrected":
                assert row.figure_id is not None
                assert row.reviewed is not None
                figure = by_id[row.figure_id]
                moved = ("span",) if (row.start, row.end) != (figure.start, figure.end) else ()
                assert row.fields == (*figure.reading.differing(row.reviewed), *moved)
                assert row.fields
