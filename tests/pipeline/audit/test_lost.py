"""Verdicts that found no figure: listed with what was said and the likeliest place, decided anew, set aside, brought back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.lost import find_place
from schemas.review import Anchor

from .reviewing import TEXTS, Page, Reviewer, make_store
from .test_desk import revise

REVISED = "Nytt: andelen er nå 71 % av arbeidsstyrken, og 5000 kom til. Før var den 88 prosent."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("lost") / "t.duckdb"
    make_store(db)
    return db


@pytest.fixture
def page(store: Path) -> Iterator[Page]:
    for left in store.parent.glob("t.audit*"):
        left.unlink()
    opened = Page(store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def revised(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store with another text of the Norwegian article, in which no verdict finds its figure."""
    import shutil

    db = tmp_path_factory.mktemp("revised") / "t.duckdb"
    shutil.copytree(store.parent, db.parent, dirs_exist_ok=True, symlinks=True)
    for left in db.parent.glob("t.audit*"):
        left.unlink()
    revise(db, "nb-a", REVISED)
    return db


def on(page: Page, db: Path) -> Page:
    """The page over another store, with the ledger that was made."""
    import shutil

    page.ledger.close()
    for left in db.parent.glob("t.audit*"):
        left.unlink()
    for made in page.db.parent.glob("t.audit*"):
        shutil.copy(made, db.parent / made.name)
    return Page(db)


def lost_ids(who: Reviewer) -> list[str]:
    items: list[dict[str, Any]] = who.get("/api/queue/lost").json()["items"]
    return [item["figure_id"] for item in items]


def candidates(shown: str) -> list[tuple[str, bool]]:
    return [
        (value, bool(checked))
        for value, checked in re.findall(r'name="choice" value="([^"]+)"( checked)?', shown)
    ]


def submit(who: Reviewer, figure_id: str, action: str, **fields: str) -> Any:
    shown = who.get(f"/lost/{figure_id}").text
    text_hash = re.search(r'name="text_hash" value="([0-9a-f]{64})"', shown)
    assert text_hash
    verdict = re.search(r'name="verdict" value="([^"]+)"', shown)
    assert verdict
    told = {"action": action, "text_hash": text_hash[1], "verdict": verdict[1], **fields}
    done = who.submit(f"/lost/{figure_id}", **told)
    assert done.status_code == 303, done.text
    return done


def test_a_verdict_without_a_figure_is_listed_with_what_was_said_why_and_where_it_may_be_now(
    page: Page, revised: Path
) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    ann.correct(row, value="87")
    assert ann.get("/api/counts").json()["queues"]["lost"] == {"total": 0, "open": 0}
    page = on(page, revised)
    try:
        ann = page.enter("ann")
        assert lost_ids(ann) == [row["figure_id"]]
        standing = ann.figure("95 %", "fr")["figure_id"]
        assert ann.get(f"/lost/{standing}").status_code == 404
        ann.decide(ann.figure("95 %", "fr"))
        assert ann.get(f"/lost/{standing}").headers["location"] == f"/figure/{standing}"
        assert ann.get("/api/counts").json()["queues"]["lost"] == {"total": 1, "open": 1}
        shown = ann.get("/queue/lost").text
        for words in (
            "88 %",
            "Corrected",
            "87\u202f%",
            "by ann",
            "Its words are gone from the new text",
        ):
            assert words in shown
        assert "<mark data-guess>" in shown
        assert ann.get("/queue/lost?lang=nb").text.count("<b>1</b> open") == 1
        assert "Every verdict has its figure" in ann.get("/queue/lost?lang=fr").text
        behind = ann.get("/queue/lost?after=20").text
        assert ("Every verdict has its figure" in behind, "88 %" in behind) == (False, True)
        assert ann.get("/queue/lost?province=V%C4%A9nh+Long").status_code == 400
        assert ann.get(f"/figure/{row['figure_id']}").headers["location"] == f"/lost/{row['figure_id']}"
    finally:
        page.close()


def test_it_is_decided_anew_on_the_figure_that_is_likeliest_and_one_undo_brings_it_back(
    page: Page, revised: Path
) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    ann.correct(row, value="87", scope="part")
    page = on(page, revised)
    try:
        ann = page.enter("ann")
        shown = ann.get(f"/lost/{row['figure_id']}").text
        offered, (verdict,) = candidates(shown), re.findall(r'name="verdict" value="([^"]+)"', shown)
        likeliest = next(choice for choice, is_checked in offered if is_checked)
        assert likeliest == ann.figure("71 %", "nb")["figure_id"]
        request = "01890000-0000-7000-8000-000000000001"
        for _ in range(2):
            done = ann.submit(
                f"/lost/{row['figure_id']}",
                action="anew",
                choice=likeliest,
                verdict=verdict,
                text_hash=ann.figure("71 %", "nb")["text_hash"],
                request=request,
            )
            assert (done.status_code, done.headers["location"][:11]) == (303, "/queue/lost")
        assert lost_ids(ann) == []
        screen = ann.screen(likeliest)["figure"]
        assert (screen["state"]["state"], screen["value_line"]) == ("corrected", "87\u202f%")
        assert {each["field"] for each in screen["trail"]} == {"value", "scope"}
        assert [event.action for event in ann.events()].count("retire") == 1
        assert ann.submit("/undo", event_id=request).status_code == 303
        assert lost_ids(ann) == [row["figure_id"]]
        assert page.desk.state_of(likeliest) == "unreviewed"
        assert page.ledger.find_faults() == []
    finally:
        page.close()


def test_a_rejection_is_given_anew_with_its_reason_and_a_record_where_nothing_is_read(
    page: Page, revised: Path
) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    ann.decide(row, "reject", reason="furniture")
    page = on(page, revised)
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        target = ann.figure("71 %", "nb")["figure_id"]
        assert all(":" not in choice for choice, _ in candidates(ann.get(f"/lost/{row['figure_id']}").text))
        submit(bo, row["figure_id"], "anew", choice=target)
        last = bo.events()[-1]
        assert (last.action, last.reason, last.reviewer, last.figure_id) == (
            "reject",
            "furniture",
            "bo",
            target,
        )
        start = REVISED.index("arbeidsstyrken")
        again = ann.submit(f"/lost/{row['figure_id']}", action="anew", choice=f"{start}:{start + 10}")
        assert again.status_code == 409
        assert lost_ids(ann) == []
    finally:
        page.close()


def test_what_was_accepted_can_be_added_at_a_place_where_nothing_is_read(page: Page, revised: Path) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    ann.decide(row)
    page = on(page, revised)
    try:
        ann = page.enter("ann")
        start = REVISED.index("arbeidsstyrken")
        submit(ann, row["figure_id"], "anew", choice=f"{start}:{start + 10}")
        (added,) = [each for each in ann.events() if each.action == "add"]
        assert added.figure_id is not None
        assert page.desk.state_of(added.figure_id) == "added"
        assert ann.screen(added.figure_id)["figure"]["value_line"] == "88\u202f%"
        refused = ann.submit(f"/lost/{row['figure_id']}", action="anew", choice="0:1")
        assert refused.status_code == 409
    finally:
        page.close()


def test_it_is_set_aside_one_by_one_or_as_rows_in_view_and_brought_back_by_whoever_did(
    page: Page, revised: Path
) -> None:
    ann = page.enter("ann")
    row = ann.figure("88 %", "nb")
    ann.decide(row)
    page = on(page, revised)
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        submit(bo, row["figure_id"], "aside", comment="the figure was withdrawn")
        assert lost_ids(ann) == []
        trail = bo.get(f"/lost/{row['figure_id']}").text
        assert "the figure was withdrawn" in trail
        assert "Nothing waits here any more" in trail
        assert bo.get("/api/counts").json()["today"] == 0  # no figure was judged
        told = bo.send("/api/undo", {"event_id": "01890000-0000-7000-8000-000000000002"}).json()
        assert told["figure_id"] is None
        assert lost_ids(ann) == [row["figure_id"]]
        done = ann.submit("/lost", figure_id=[row["figure_id"]], action="aside")
        assert done.headers["location"].startswith("/queue/lost?notice=aside&undo=")
        assert lost_ids(bo) == []
        state = page.ledger.state_of(row["figure_id"])
        assert state is not None
        assert (state.state, state.events) == ("unreviewed", 4)
    finally:
        page.close()


def test_the_likeliest_place_is_where_most_around_it_is_alike() -> None:
    anchor = Anchor.at("Andelen er 88 % av arbeidsstyrken.", 11, 15)
    twice = "I fjor 88 % av alle. Andelen er 88 % av arbeidsstyrken nå."
    assert find_place(twice, anchor) == (32, 36)
    assert find_place(TEXTS["nb-a"][1].replace("88", "71"), anchor) == (11, 15)
    revised = TEXTS["nb-a"][1].replace("88 %", "tallet 71 prosent")
    assert find_place(revised, anchor, [(18, 28), (0, 4)]) == (18, 28)
    assert find_place("ກ", anchor) is None


def test_a_lost_dispute_is_settled_by_a_lead_alone(page: Page, revised: Path) -> None:
    ann, bo = page.enter("ann", "reviewer"), page.enter("bo", "reviewer")
    row = ann.figure("88 %", "nb")
    ann.correct(row, value="87")
    bo.decide(row, "reject", reason="furniture")
    page = on(page, revised)
    try:
        cy, lea = page.enter("cy", "reviewer"), page.enter("lea")
        path, before = f"/lost/{row['figure_id']}", len(cy.events())
        shown = lea.get(path).text
        text_hash, verdict = (
            re.findall(rf'name="{name}" value="([^"]+)"', shown)[0] for name in ("text_hash", "verdict")
        )
        form = {"text_hash": text_hash, "verdict": verdict, "choice": cy.figure("71 %", "nb")["figure_id"]}
        assert "a lead decides" in cy.get(path).text
        assert 'class="anew"' not in cy.get(path).text
        assert cy.submit(path, action="anew", **form).status_code == 403
        assert cy.submit(path, action="aside").status_code == 403
        assert cy.submit("/lost", figure_id=[row["figure_id"]], action="aside").status_code == 403
        assert len(cy.events()) == before
        assert lea.submit(path, action="anew", **form).status_code == 303
        assert lost_ids(lea) == []
    finally:
        page.close()


def test_a_lost_verdict_that_was_taken_back_meanwhile_is_not_replaced_by_another(
    page: Page, revised: Path
) -> None:
    ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
    row = ann.figure("88 %", "nb")
    ann.correct(row, value="87")
    bo.decide(row, "reject", reason="furniture")
    page = on(page, revised)
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        path = f"/lost/{row['figure_id']}"
        shown = ann.get(path).text
        bos = bo.events()[-1].event_id
        assert bos in re.findall(r'name="verdict" value="([^"]+)"', shown)
        assert bo.send("/api/undo", {"reverts": bos}).status_code == 200
        text_hash = re.findall(r'name="text_hash" value="([^"]+)"', shown)[0]
        form = {"action": "anew", "choice": ann.figure("71 %", "nb")["figure_id"], "text_hash": text_hash}
        before = len(ann.events())
        assert ann.submit(path, **form, verdict=bos).status_code == 409
        assert ann.submit(path, **form).status_code == 409
        assert len(ann.events()) == before
        (left,) = re.findall(r'name="verdict" value="([^"]+)"', ann.get(path).text)
        assert ann.submit(path, **form, verdict=left).status_code == 303
    finally:
        page.close()
