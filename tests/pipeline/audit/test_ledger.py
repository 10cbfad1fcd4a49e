"""The ledger: nothing acknowledged is lost, nothing is there twice or by half, nothing is ever altered."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.audit import ledger as ledger_module
from pipeline.audit.ledger import Ledger, derived_id, ledger_path, new_event_id
from pipeline.audit.states import fold_state
from pipeline.errors import LedgerError, LedgerMissingError, LedgerRefusedError
from schemas.review import ReviewEvent

from . import pressing
from .events import ARTICLE, NOON, correct, decide, id_of, undo

ROOT = Path(__file__).parents[3]
FIGURE = id_of("95 %")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "tinso.audit.sqlite") as opened:
        yield opened


def events_in(ledger: Ledger) -> list[ReviewEvent]:
    return [logged.event for logged in ledger.all_events()]


def test_ledger_lies_beside_the_store() -> None:
    assert ledger_path(Path("/a/tinso.duckdb")) == Path("/a/tinso.audit.sqlite")
    assert ledger_path(Path("/a/other.db")) == Path("/a/other.db.audit.sqlite")


def test_what_was_appended_is_read_as_it_was(ledger: Ledger) -> None:
    events = [
        decide(
            "reject", reason="other", comment="ເບິ່ງ 🙂\n\ttwo lines", seconds=1.25, queue="/queue/x?lang=lo"
        ),
        *correct({"value": "96", "base": None}, sample="s1", stratum="lo|low", probability=0.125, blind=True),
        decide("accept", reviewer="ny", resolves=True, new='{"value": "96"}'),
        decide("add", quote="33.750"),
        decide("article_done"),
    ]
    ledger.append(events)
    assert events_in(ledger) == events
    assert [each.event for each in ledger.events_of(FIGURE)] == events[:4]
    assert [each.event for each in ledger.events_since(4)] == events[4:]
    assert [each.event for each in ledger.all_events(4)] == events[4:]
    assert ledger.last_seq() == len(events)
    assert ledger.find_faults() == []


def test_an_event_sent_twice_is_there_once(ledger: Ledger) -> None:
    event = decide("accept")
    first = ledger.append([event])
    again = ledger.append([event.model_copy(update={"at": NOON + timedelta(seconds=9)})])
    assert (first[0].is_new, again[0].is_new) == (True, False)
    assert first[0].seq == again[0].seq
    assert len(events_in(ledger)) == 1


def test_a_known_id_with_another_content_is_refused(ledger: Ledger) -> None:
    event = decide("accept")
    ledger.append([event])
    with pytest.raises(LedgerRefusedError, match="another content"):
        ledger.append([event.model_copy(update={"action": "skip"})])
    assert events_in(ledger) == [event]


def test_a_batch_with_one_fault_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(LedgerRefusedError, match="does not fit kind"):
        ledger.append([decide("accept", quote="91,5 %"), *correct({"unit": "VND"})])
    assert events_in(ledger) == []
    assert ledger.state_counts() == {}
    ledger.append([decide("accept")])
    assert ledger.state_counts() == {"accepted": 1}


def test_an_id_of_another_place_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerRefusedError, match="does not stand at"):
        ledger.append([decide("accept").model_copy(update={"figure_id": "0" * 32})])


def test_a_period_that_ends_before_it_begins_is_refused(ledger: Ledger) -> None:
    period = {"date_role": "during", "date_start": "2026-03-01", "date_end": "2026-02-01"}
    with pytest.raises(LedgerRefusedError, match="ends before it begins"):
        ledger.append(correct(period))
    ledger.append(correct({**period, "date_end": "2026-03-31"}))
    assert ledger.state_counts() == {"corrected": 1}


def test_undo_takes_back_the_whole_save_and_undo_of_undo_brings_it_back(ledger: Ledger) -> None:
    save = correct({"kind": "count", "unit": "person"})
    ledger.append([decide("accept"), *save])
    undone = ledger.undo(save[1].event_id, "dao", new_event_id(), NOON)
    assert len(undone) == 2
    assert ledger.state_of(FIGURE).state == "accepted"  # type: ignore[union-attr]
    ledger.undo(undone[1].event_id, "dao", new_event_id(), NOON)
    assert ledger.state_of(FIGURE).fields == ("kind", "unit")  # type: ignore[union-attr]
    assert len(events_in(ledger)) == 7
    assert ledger.find_faults() == []


def test_undo_sent_twice_is_done_once(ledger: Ledger) -> None:
    event, request = decide("accept"), new_event_id()
    ledger.append([event])
    first = ledger.undo(event.event_id, "dao", request, NOON)
    again = ledger.undo(event.event_id, "dao", request, NOON)
    assert [each.event_id for each in first] == [each.event_id for each in again]
    assert (first[0].is_new, again[0].is_new) == (True, False)
    with pytest.raises(LedgerRefusedError, match="undone already"):
        ledger.undo(event.event_id, "dao", new_event_id(), NOON)


def test_nobody_undoes_anothers_decision(ledger: Ledger) -> None:
    event = decide("accept")
    ledger.append([event])
    with pytest.raises(LedgerRefusedError, match="only they can undo it"):
        ledger.undo(event.event_id, "lin", new_event_id(), NOON)
    with pytest.raises(LedgerRefusedError, match="only they can undo it"):
        ledger.append([undo(event, reviewer="lin")])
    with pytest.raises(LedgerRefusedError, match="no event"):
        ledger.undo(new_event_id(), "lin", new_event_id(), NOON)


def test_an_undo_that_would_leave_no_figure_is_refused(ledger: Ledger) -> None:
    first = correct({"kind": "count", "unit": "person"})
    ledger.append(first)
    ledger.append(correct({"unit": "household"}))
    with pytest.raises(LedgerRefusedError, match="does not fit kind"):
        ledger.undo(first[0].event_id, "dao", new_event_id(), NOON)
    assert ledger.state_of(FIGURE).state == "corrected"  # type: ignore[union-attr]


def test_what_can_be_undone_is_the_last_own_decision_that_counts(ledger: Ledger) -> None:
    events = [decide("accept"), decide("reject"), decide("accept", reviewer="lin")]
    for event in events:
        ledger.append([event])
    assert ledger.undoable("dao").event == events[1]  # type: ignore[union-attr]
    ledger.undo(events[1].event_id, "dao", new_event_id(), NOON)
    assert ledger.undoable("dao").event == events[0]  # type: ignore[union-attr]
    ledger.undo(events[0].event_id, "dao", new_event_id(), NOON)
    assert ledger.undoable("dao") is None


def test_a_bulk_decision_is_an_event_each_and_one_undo(ledger: Ledger) -> None:
    request = new_event_id()
    quotes = ("95 %", "91,5 %", "33.750")
    bulk = [
        decide("accept", quote=quote, event_id=derived_id(request, number), batch=request)
        for number, quote in enumerate(quotes)
    ]
    ledger.append(bulk)
    assert ledger.state_counts() == {"accepted": 3}
    ledger.undo(request, "dao", new_event_id(), NOON)
    assert ledger.state_counts() == {"unreviewed": 3}


def test_ids_of_a_batch_are_the_same_whenever_they_are_derived() -> None:
    request = new_event_id()
    ids = [derived_id(request, number) for number in range(50)]
    assert ids == [derived_id(request, number) for number in range(50)]
    assert ids[0] == request
    assert len(set(ids)) == 50
    assert {UUID(each).version for each in ids} == {7}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET reviewer = 'someone else'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "REPLACE INTO events SELECT seq + 1, event_id, batch, article_id, text_hash, extractor_version, 'reject', "
        "reviewer, at, figure_id, anchor, reading, field, old, new, reason, comment, seconds, queue, sample, stratum, "
        "probability, blind, resolves, reverts FROM events",
    ],
)
def test_no_program_alters_an_event(ledger: Ledger, statement: str) -> None:
    event = decide("accept")
    ledger.append([event])
    with sqlite3.connect(ledger.path) as other, pytest.raises(sqlite3.IntegrityError, match="never"):
        other.execute(statement)
    other.close()
    assert events_in(ledger) == [event]


def test_states_after_a_number_are_those_that_changed(ledger: Ledger) -> None:
    ledger.append([decide("accept"), decide("accept", quote="91,5 %")])
    before = ledger.last_seq()
    ledger.append([decide("reject")])
    assert [(seq, state.figure_id) for seq, state in ledger.states_since(before)] == [(3, FIGURE)]
    assert [state.state for _, state in ledger.states()] == ["accepted", "rejected"]
    assert set(ledger.states_of([FIGURE, "f" * 32])) == {FIGURE}


def test_articles_read_whole_are_told_until_that_is_undone(ledger: Ledger) -> None:
    event = decide("article_done")
    ledger.append([event])
    assert [each.event for each in ledger.read_whole(ARTICLE)] == [event]
    ledger.undo(event.event_id, "dao", new_event_id(), NOON)
    assert ledger.read_whole(ARTICLE) == []


def test_events_that_make_no_figure_by_the_rules_of_now_are_told_as_a_fault(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(events: object) -> None:
        raise ValueError("unit 'VND' does not fit kind 'percentage'")

    ledger.append([decide("accept")])
    monkeypatch.setattr(ledger_module, "fold_state", refuse)
    assert ledger.find_faults() == [f"the state of figure {FIGURE} does not follow from its events"]


def test_states_are_folded_anew_where_the_rules_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger(path) as ledger:
        ledger.append([decide("accept")])
    with sqlite3.connect(path) as other:
        other.execute("UPDATE states SET state = 'rejected', body = replace(body, 'accepted', 'rejected')")
    other.close()
    with Ledger(path) as ledger:
        assert len(ledger.find_faults()) == 1
    monkeypatch.setattr(ledger_module, "FOLDING", ledger_module.FOLDING + 1)
    with Ledger(path) as ledger:
        assert ledger.find_faults() == []
        assert ledger.state_counts() == {"accepted": 1}


def test_a_missing_foreign_newer_or_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissingError, match="there is no ledger"):
        Ledger(tmp_path / "none.sqlite", create=False)
    with pytest.raises(LedgerMissingError, match="there is no folder"):
        Ledger(tmp_path / "none" / "l.sqlite")
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(LedgerError, match="is no ledger of tinso"):
        Ledger(foreign)
    Ledger(tmp_path / "newer.sqlite").close()
    with sqlite3.connect(tmp_path / "newer.sqlite") as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(LedgerError, match="newer version"):
        Ledger(tmp_path / "newer.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database at all " * 50)
    with pytest.raises(LedgerError, match="no SQLite file, or is damaged"):
        Ledger(tmp_path / "text.sqlite")


def test_a_full_disk_acknowledges_nothing_and_what_was_saved_is_whole(ledger: Ledger) -> None:
    saved = [decide("accept", comment="c" * 3000)]
    ledger.append(saved)
    pages = ledger._writer.execute("PRAGMA page_count").fetchone()[0]
    ledger._writer.execute(f"PRAGMA max_page_count = {pages + 2}")

    def fill() -> None:
        for _ in range(50):
            event = decide("accept", comment="c" * 3000)
            ledger.append([event])
            saved.append(event)

    with pytest.raises(LedgerError, match="no room left"):
        fill()
    ledger._writer.execute("PRAGMA max_page_count = 1000000")
    assert events_in(ledger) == saved
    assert ledger.find_faults() == []


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l.sqlite")
    ledger.close()
    with pytest.raises(LedgerError, match="closed"):
        ledger.last_seq()


def test_five_reviewers_at_once_lose_and_double_nothing(ledger: Ledger) -> None:
    each_sends = 40
    names = ("dao", "lin", "mo", "ny", "pim")

    def press(reviewer: str) -> list[str]:
        chance, acknowledged = random.Random(reviewer), []
        for number in range(each_sends):
            batch = pressing.batch_of(reviewer, number)
            if number % 2:  # all five about the same figures as well
                batch = [decide("accept", reviewer=reviewer, quote=chance.choice(["95 %", "91,5 %"]))]
            for _ in range(1 + (chance.random() < 0.3)):  # a request that is sent again
                done = ledger.append(batch)
            acknowledged += [event.event_id for event in done]
            if chance.random() < 0.2:
                undone = ledger.undo(done[0].event_id, reviewer, new_event_id(), NOON)
                acknowledged += [event.event_id for event in undone]
            ledger.state_of(FIGURE)
        return acknowledged

    with ThreadPoolExecutor(len(names)) as pool:
        acknowledged = dict(zip(names, pool.map(press, names), strict=True))
    held = events_in(ledger)
    for reviewer, sent in acknowledged.items():
        assert [event.event_id for event in held if event.reviewer == reviewer] == sent
    assert len(held) == len({event.event_id for event in held}) == sum(map(len, acknowledged.values()))
    assert ledger.find_faults() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("arcsmu"), st.sampled_from(["dao", "lin"])), max_size=12), st.data()
)
def test_states_in_the_file_are_those_of_its_events(
    tmp_path_factory: pytest.TempPathFactory, presses: list[tuple[str, str]], data: st.DataObject
) -> None:
    with Ledger(tmp_path_factory.mktemp("ledger") / "l.sqlite") as ledger:
        for key, reviewer in presses:
            quote = data.draw(st.sampled_from(["95 %", "91,5 %"]))
            about = {"reviewer": reviewer, "quote": quote}
            if key == "u":
                if events := events_in(ledger):
                    target = data.draw(st.sampled_from(events))
                    try:
                        ledger.undo(target.event_id, reviewer, new_event_id(), NOON)
                    except LedgerRefusedError:
                        assert len(events_in(ledger)) == len(events)
            elif key == "c":
                ledger.append(correct({"value": data.draw(st.sampled_from(["95", "96"]))}, **about))
            else:
                action = {"a": "accept", "r": "reject", "s": "skip", "m": "add"}[key]
                ledger.append([decide(action, **about)])
        assert ledger.find_faults() == []
        about = {event.figure_id for event in events_in(ledger) if event.figure_id is not None}
        folded = {each: fold_state([one.event for one in ledger.events_of(each)]) for each in about}
        assert {state.figure_id: state for _, state in ledger.states()} == folded


def kill_reviewers(path: Path, rounds: int, seed: int) -> None:
    """Kill several reviewers at random moments, again and again; every acknowledged event must be there, none by half."""
    chance = random.Random(seed)
    acknowledged: list[str] = []
    reviewers = ("dao", "lin")
    for number in range(rounds):
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.pipeline.audit.pressing", str(path), who, str(number * 1000)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for who in reviewers
        ]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.6)
        for process in running:
            os.kill(process.pid, signal.SIGKILL)
        for process in running:
            said, _ = process.communicate()
            whole, _, _ = said.rpartition("\n")
            acknowledged += whole.split()
    assert acknowledged
    with Ledger(path, create=False) as ledger:
        held = events_in(ledger)
        ids = [event.event_id for event in held]
        assert len(ids) == len(set(ids))
        assert set(acknowledged) <= set(ids)
        # What was under way at the kill may be there or not, but at most that, and whole.
        assert len(ids) - len(acknowledged) <= rounds * len(reviewers) * 3
        batches: dict[str, list[ReviewEvent]] = {}
        for event in held:
            batches.setdefault(event.batch, []).append(event)
        corrections = [batch for batch in batches.values() if batch[0].action == "correct"]
        assert corrections
        assert all(len(batch) == 3 for batch in corrections)
        assert ledger.find_faults() == []


def test_reviewers_killed_at_random_moments_lose_no_acknowledged_event(tmp_path: Path) -> None:
    kill_reviewers(tmp_path / "l.sqlite", rounds=3, seed=1)


@pytest.mark.soak
def test_fifty_kills_lose_no_acknowledged_event(tmp_path: Path) -> None:
    kill_reviewers(tmp_path / "l.sqlite", rounds=50, seed=2)
