"""Decisions as the module sends them, where others decided before: blind second looks, and verdicts that were carried along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.decisions import Deciding, DecisionError, find_subject, take_side
from pipeline.audit.ledger import new_event_id
from pipeline.audit.pages import opinions_of

from .events import NOON
from .reviewing import TEXTS, Page, Reviewer, make_store
from .test_desk import revise


def body(reviewer: Reviewer, row: dict[str, Any], query: str = "", **event: Any) -> dict[str, Any]:
    """What the module posts from the screen of a figure: with the last event that the screen showed."""
    screen = reviewer.screen(row["figure_id"], query)
    return {
        "text_hash": screen["figure"]["text_hash"],
        "queue": screen["context"]["queue"],
        "filters": screen["context"]["filters"],
        "sample": screen["context"]["sample"],
        "seen": screen["figure"]["state"]["last_event"],
        "events": [{"event_id": new_event_id(), "figure_id": row["figure_id"], **event}],
    }


def test_a_blind_second_look_at_what_was_corrected_is_judged_by_the_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
        ann, bo = page.enter("ann"), page.enter("bo")
        drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
        query = f"?queue=second&sample={drawn.split('/')[2].split('?')[0]}"
        row, other = ann.figure("95 %", "fr"), ann.figure("91 %", "th")
        ann.correct(row, unit="person", scope="part")
        ann.correct(other, unit="person")
        told = bo.send("/api/decide", body(bo, row, query, action="accept"))
        assert told.status_code == 200, told.text
        changed = bo.send("/api/decide", body(bo, other, query, action="correct", field="base", new="group"))
        assert changed.status_code == 200, changed.text
        accepted, corrected = [event for event in bo.events() if event.reviewer == "bo"]
        assert (accepted.blind, accepted.new, accepted.resolves) == (True, None, False)
        assert (corrected.blind, corrected.old, corrected.new) == (True, None, "group")
        assert page.desk.state_of(row["figure_id"]) == "disputed"
    finally:
        page.close()


def test_an_own_correction_that_a_new_revision_carried_along_is_built_upon(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter("ann")
        ann.correct(ann.figure("12 000", "th"), unit="percent")
        revise(db, "th-a", "ข่าวใหม่\n" + TEXTS["th-a"][1])
        row = ann.figure("12 000", "th")
        told = ann.send("/api/decide", body(ann, row, action="correct", field="base", new="population"))
        assert told.status_code == 200, told.text
        corrected = told.json()["state"]["corrected"]
        assert corrected == {"kind": "percentage", "unit": "percent", "base": "population"}
    finally:
        page.close()


@pytest.mark.parametrize(
    ("decision", "corrected"),
    [
        ({"action": "accept"}, {}),
        ({"action": "correct", "field": "comparator", "new": "~"}, {"comparator": "~"}),
    ],
)
def test_a_dispute_is_settled_as_shown_whatever_the_lead_had_corrected_before(
    tmp_path: Path, decision: dict[str, Any], corrected: dict[str, str]
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        row = ann.figure("95 %", "fr")
        ann.correct(row, scope="part")
        bo.decide(row, "reject", reason="duplicate")
        shown = ann.screen(row["figure_id"])["figure"]
        assert not any(field["is_corrected"] for field in shown["fields"])
        told = ann.send("/api/decide", body(ann, row, **decision)).json()
        assert told["state"]["corrected"] == corrected
        assert told["state"]["state"] == ("corrected" if corrected else "accepted")
    finally:
        page.close()


@pytest.mark.parametrize("revised", [False, True])
def test_a_settled_dispute_stays_settled_when_who_was_overruled_agrees_to_it(
    tmp_path: Path, revised: bool
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann, bo, cy = page.enter("ann", "reviewer"), page.enter("bo", "reviewer"), page.enter("cy")
        row = ann.figure("12 000", "th")
        ann.correct(row, scope="part")
        bo.decide(row, "reject", reason="duplicate")
        cy.send("/api/decide", body(cy, row, action="accept"))
        if revised:
            revise(db, "th-a", "ข่าวใหม่\n" + TEXTS["th-a"][1])
            row = ann.figure("12 000", "th")
        assert ann.screen(row["figure_id"])["figure"]["state"]["state"] == "accepted"
        told = ann.send("/api/decide", body(ann, row, action="accept")).json()
        assert (told["state"]["state"], told["state"]["corrected"]) == ("accepted", {})
    finally:
        page.close()


def test_a_correction_after_a_settled_dispute_goes_on_top_of_what_was_shown(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann, bo, cy = page.enter("ann", "reviewer"), page.enter("bo", "reviewer"), page.enter("cy")
        row = ann.figure("88 %", "nb")
        ann.correct(row, unit="VND")
        bo.decide(row, "reject", reason="furniture")
        cy.decide(row)
        revise(db, "nb-a", "Nytt i dag. Andelen er 88 % av arbeidsstyrken.")
        row = ann.figure("88 %", "nb")
        told = ann.send("/api/decide", body(ann, row, action="correct", field="base", new="households"))
        assert told.status_code == 200, told.text
        said = next(
            event for event in bo.events()[::-1] if event.action == "accept" and event.reviewer == "ann"
        )
        assert said.new == "{}"
        assert told.json()["state"]["state"] == "disputed"
    finally:
        page.close()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_place_marked_in_an_earlier_text_is_settled_in_the_present_one(
    tmp_path: Path, is_there: bool
) -> None:
    db = tmp_path / "t.duckdb"
    text = TEXTS["nb-a"][1]
    make_store(db)
    page = Page(db)
    try:
        ann, bo, cy = page.enter("ann", "reviewer"), page.enter("bo", "reviewer"), page.enter("cy")
        row = ann.figure("88 %", "nb")
        start = text.index("88 %")
        assert ann.correct(row, span=f"{start}:{start + 2}").status_code == 200
        bo.decide(row, "reject", reason="furniture")
        revised = "Nytt i dag. " + text
        revise(db, "nb-a", revised)
        row = ann.figure("88 %", "nb")
        with page.desk.reading() as reader:
            subject, _ = find_subject(page.desk, reader, row["figure_id"])
        (verdict,) = [each for each in opinions_of(page.desk, subject) if each.reviewer == "ann"]
        deciding = Deciding("cy", True, NOON)
        if not is_there:
            assert verdict.span is not None
            gone = verdict.span.model_copy(update={"before": "Det var " + verdict.span.before})
            with pytest.raises(DecisionError, match="not in the present text"):
                take_side(subject, verdict.model_copy(update={"span": gone}), deciding, new_event_id())
            return
        event = take_side(subject, verdict, deciding, new_event_id())
        page.ledger.append([event])
        page.desk.sync()
        state = cy.screen(row["figure_id"])["figure"]["state"]
        assert (state["state"], set(state["corrected"])) == ("corrected", {"span"})
        with page.desk.reading() as reader:
            review = find_subject(page.desk, reader, row["figure_id"])[0].review
        assert review is not None
        assert (review.start, review.quote) == (revised.index("88 %"), "88")
    finally:
        page.close()


def test_a_dispute_shows_what_was_said_under_an_earlier_id_and_is_settled_by_it(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann, bo, cy = page.enter("ann", "reviewer"), page.enter("bo", "reviewer"), page.enter("cy")
        ann.correct(ann.figure("88 %", "nb"), value="87")
        revise(db, "nb-a", "Nytt i dag. " + TEXTS["nb-a"][1])
        row = ann.figure("88 %", "nb")
        bo.decide(row, "reject", reason="furniture")
        screen = cy.screen(row["figure_id"])["figure"]
        assert screen["state"]["state"] == "disputed"
        assert {each["reviewer"] for each in screen["trail"]} == {"ann", "bo"}
        with page.desk.reading() as reader:
            subject, _ = find_subject(page.desk, reader, row["figure_id"])
        said = {each.reviewer: each for each in opinions_of(page.desk, subject)}
        assert sorted(said) == ["ann", "bo"]
        settled = cy.submit(
            "/settle",
            figure_id=row["figure_id"],
            text_hash=row["text_hash"],
            verdict=said["ann"].event_id,
            request=new_event_id(),
        )
        assert settled.status_code == 303
        assert cy.screen(row["figure_id"])["figure"]["state"]["corrected"] == {"value": "87"}
    finally:
        page.close()
