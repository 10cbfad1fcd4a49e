"""A request whose answer was lost is sent again: it is answered as the first time, and saved once, whatever it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import new_event_id
from pipeline.errors import LedgerRefusedError

from .reviewing import Page, Reviewer, make_store


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    make_store(tmp_path / "tinso.duckdb")
    opened = Page(tmp_path / "tinso.duckdb")
    yield opened
    opened.close()


def twice(who: Reviewer, path: str, told: dict[str, Any]) -> None:
    first = who.send(path, told)
    assert first.status_code == 200, first.text
    before = who.events()
    again = who.send(path, told)
    assert again.status_code == 200, again.text
    assert again.json()["saved"] == first.json()["saved"]
    assert who.events() == before


def save(row: dict[str, Any], *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    batch = new_event_id()
    about = {"figure_id": row["figure_id"], "batch": batch}
    return {
        "text_hash": row["text_hash"],
        "events": [{**about, "event_id": new_event_id(), **each} for each in events],
        **more,
    }


def test_a_correction_sent_again_is_not_called_somebody_elses(page: Page) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    fields = [
        {"action": "correct", "field": name, "new": new} for name, new in (("value", "87"), ("scope", "part"))
    ]
    twice(ann, "/api/decide", save(row, *fields, seen=None))


def test_a_correction_of_a_unit_brings_its_kind_once(page: Page) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    twice(ann, "/api/decide", save(row, {"action": "correct", "field": "unit", "new": "person"}, seen=None))


def test_a_lead_who_settles_a_dispute_twice_settles_it_once(page: Page) -> None:
    ann, bo, lead = page.enter("ann"), page.enter("bo"), page.enter("cy")
    row = ann.figure("88 %", "nb")
    ann.decide(row)
    bo.decide(row, "reject", reason="duplicate")
    twice(lead, "/api/decide", save(row, {"action": "accept"}))
    state = page.ledger.state_of(row["figure_id"])
    assert state is not None
    assert state.state == "accepted"


def test_an_accept_sent_again_after_somebody_corrected_is_still_the_first_one(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo")
    row = ann.figure("88 %", "nb")
    told = save(row, {"action": "accept"}, seen=None)
    assert ann.send("/api/decide", told).status_code == 200
    bo.correct(row, value="87")
    before = ann.events()
    assert ann.send("/api/decide", told).status_code == 200
    assert ann.events() == before


def test_a_bulk_decision_sent_again_is_there_once(page: Page) -> None:
    ann = page.enter("ann")
    rows = [{"figure_id": row["figure_id"], "text_hash": row["text_hash"]} for row in ann.rows("all?lang=fr")]
    twice(ann, "/api/bulk", {"action": "accept", "rows": rows, "batch": new_event_id(), "queue": "all"})


def test_a_known_id_with_another_decision_is_refused(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo")
    row = ann.figure("88 %", "nb")
    told = save(row, {"action": "accept"})
    assert ann.send("/api/decide", told).status_code == 200
    before = ann.events()
    told["events"][0] |= {"action": "reject", "reason": "duplicate"}
    assert ann.send("/api/decide", told).status_code >= 400
    assert bo.send("/api/decide", told).status_code >= 400
    with pytest.raises(LedgerRefusedError, match="another reviewer's"):
        page.ledger.acknowledged([told["events"][0]["event_id"]], "bo")
    assert page.ledger.acknowledged([new_event_id()], "bo") == []
    assert ann.events() == before


@pytest.mark.parametrize("decided", [1, 2])
def test_an_undo_sent_again_takes_back_the_same_and_nothing_more(page: Page, decided: int) -> None:
    ann = page.enter("ann")
    for row in ann.rows("all?lang=fr")[:decided]:
        ann.decide(row)
    twice(ann, "/api/undo", {"event_id": new_event_id()})
    assert [event.action for event in ann.events()] == ["accept"] * decided + ["undo"]


def test_a_form_that_is_sent_twice_is_saved_once(page: Page) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    shown = ann.get(f"/figure/{row['figure_id']}").text
    request = re.search(r'name="request" value="([^"]+)"', shown)
    assert request
    for _ in range(2):
        done = ann.submit(
            "/decide",
            figure_id=row["figure_id"],
            text_hash=row["text_hash"],
            action="accept",
            request=request[1],
        )
        assert done.status_code == 303
    (event,) = ann.events()
    undo = {"event_id": event.event_id, "request": new_event_id()}
    assert {ann.submit("/undo", **undo).status_code for _ in range(2)} == {303}
    assert [event.action for event in ann.events()] == ["accept", "undo"]
