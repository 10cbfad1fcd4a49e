"""What reviewers work on together: newer snapshots, other servers, several people at once, and verdicts that went stale."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.publication import publish_reviewed
from pipeline.store import Batch, RunCounts, StoredArticle, current_snapshot, open_store
from schemas import Article, Extraction

from .reviewing import NUMBER, TEXTS, Page, Reviewer, make_figure, make_store, read_texts

REVIEWERS = ("ann", "bo", "chi", "dao", "eve")


def revise(db: Path, article_id: str, text: str) -> None:
    """A new revision of an article, published."""
    old = next(each.article for each in read_texts() if each.article.article_id == article_id)
    article = Article.model_validate({**old.model_dump(), "text": text})
    figures = tuple(make_figure(text, found, 0.5) for found in NUMBER.finditer(text))
    read = Extraction(article_id=article_id, lang=article.lang, figures=figures)
    with open_store(db) as store:
        run = store.begin_run("ingest", "0", "1", {})
        stored = StoredArticle(article, 2, True, read, "1", "l", "a file")
        store.write_batch(run, Batch(articles=[stored]), RunCounts())
        store.finish_run(run, RunCounts())
    publish_reviewed(db)


def test_a_newer_snapshot_is_served_as_soon_as_it_is_published(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter()
        assert page.desk.snapshot == "000001"
        with page.desk.reading() as older:
            revise(db, "nb-a", "Andelen er 89 % av arbeidsstyrken.")
            assert ann.quotes("all?lang=nb") == ["89 %"]
            assert page.desk.snapshot == "000002"
            assert older.article("nb-a").text == TEXTS["nb-a"][1]  # type: ignore[union-attr]
        assert ann.quotes("new") == ["89 %"]
    finally:
        page.close()


def test_no_decision_waits_while_a_newer_snapshot_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    opened, released = threading.Event(), threading.Event()
    attach = page.desk._open

    def open_slowly() -> object:
        fresh = attach()
        opened.set()
        assert released.wait(60)
        return fresh

    try:
        ann, bo = page.enter("ann"), page.enter("bo")
        row = ann.figure("95 %", "fr")
        monkeypatch.setattr(page.desk, "_open", open_slowly)
        revise(db, "nb-a", "Andelen er 89 % av arbeidsstyrken.")
        looking = threading.Thread(target=bo.get, args=("/queue/new",))
        looking.start()
        assert opened.wait(60)
        assert ann.decide(row).status_code == 200
        assert page.desk.snapshot == "000001"
        released.set()
        looking.join(60)
        assert page.desk.snapshot == "000002"
        assert page.desk.state_of(row["figure_id"]) == "accepted"
    finally:
        released.set()
        page.close()


def test_a_verdict_goes_with_its_quote_or_turns_stale_and_is_listed(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter()
        kept, changed = ann.figure("95 %", "th"), ann.figure("88 %", "nb")
        ann.decide(kept)
        ann.decide(changed)
        revise(db, "th-a", "ข่าวใหม่\n" + TEXTS["th-a"][1])
        revise(db, "nb-a", "Andelen er 71 % av arbeidsstyrken, ikke mer.")
        assert ann.quotes("all?lang=th&state=accepted") == ["95 %"]
        moved = ann.figure("95 %", "th")
        assert moved["figure_id"] != kept["figure_id"]
        screen = ann.screen(moved["figure_id"])["figure"]
        assert (screen["state"]["state"], screen["trail"][0]["reviewer"]) == ("accepted", "ann")
        assert page.desk.state_of(ann.figure("71 %", "nb")["figure_id"]) == "unreviewed"
        assert {stand.why for stand in page.desk.lost().values()} == {"text"}
    finally:
        page.close()


def test_what_another_server_saved_is_taken_up(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    one, other = Page(db), Page(db)
    try:
        ann, bo = one.enter("ann"), other.enter("bo")
        row = ann.figure("95 %", "fr")
        ann.decide(row)
        other.desk.sync()
        assert other.desk.state_of(row["figure_id"]) == "accepted"
        assert "95 %" not in bo.quotes("confidence?lang=fr")
    finally:
        one.close()
        other.close()


def test_a_server_that_starts_again_knows_all_states(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    ann = page.enter()
    row, other = ann.figure("95 %", "fr"), ann.figure("91 %", "th")
    ann.correct(row, scope="part")
    ann.decide(other, "skip")
    page.close()
    page = Page(db)
    try:
        bo = page.enter("bo")
        assert page.desk.state_of(row["figure_id"]) == "corrected"
        assert bo.quotes("skipped") == ["91 %"]
        assert "91 %" in bo.quotes("confidence?lang=th")
        assert bo.quotes("confidence?lang=fr") == ["104 %", "12 000"]
    finally:
        page.close()


def test_five_reviewers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    acknowledged: dict[str, list[str]] = {name: [] for name in REVIEWERS}
    faults: list[str] = []

    def review(name: str) -> None:
        reviewer = page.enter(name, "reviewer")
        for round_ in range(3):
            for row in reviewer.rows("all"):
                event_id = new_event_id()
                action = (
                    {"action": "accept"} if round_ % 2 == 0 else {"action": "reject", "reason": "duplicate"}
                )
                event = {"event_id": event_id, "figure_id": row["figure_id"], **action}
                body = {"text_hash": row["text_hash"], "events": [event]}
                answers = [reviewer.send("/api/decide", body) for _ in range(2)]  # each sent twice
                if {answer.status_code for answer in answers} != {200}:
                    faults.append(answers[0].text)
                acknowledged[name].append(event_id)

    try:
        threads = [threading.Thread(target=review, args=[name]) for name in REVIEWERS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        events = [logged.event for logged in page.ledger.all_events()]
        for name in REVIEWERS:
            assert [event.event_id for event in events if event.reviewer == name] == acknowledged[name]
        assert len(events) == len({event.event_id for event in events}) == len(REVIEWERS) * 3 * 9
        assert page.ledger.find_faults() == []
    finally:
        page.close()
    with Ledger(ledger_path(db)) as ledger:
        assert {state.state for _, state in ledger.states()} == {"accepted"}


def numbers_of(page: Page, ids: list[str]) -> set[int]:
    with page.desk.reading() as reader:
        return set(reader.numbers_of(ids).values())


def add_missed(who: Reviewer, article_id: str, quote: str, value: str) -> dict[str, Any]:
    """A missed figure, added; what the server answers."""
    text_hash = next(row["text_hash"] for row in who.rows("all") if row["article_id"] == article_id)
    start = TEXTS[article_id][1].index(quote)
    event = {
        "event_id": new_event_id(),
        "action": "add",
        "article_id": article_id,
        "start": start,
        "end": start + len(quote),
        "new": {"kind": "count", "unit": "person", "value": value},
    }
    answer = who.send("/api/decide", {"text_hash": text_hash, "events": [event]})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_an_added_figure_opens_and_is_corrected_and_undone_in_a_new_revision(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        added = add_missed(ann, "nb-a", "arbeidsstyrken", "3")
        revise(db, "nb-a", "Nytt.\n" + TEXTS["nb-a"][1])
        assert ann.get("/").status_code == 200  # the newer snapshot is taken up
        (carried,) = [
            each
            for each in ann.screen(ann.figure("88 %", "nb")["figure_id"])["figure"]["neighbours"]
            if each["is_added"]
        ]
        assert carried["figure_id"] != added["figure_id"]
        screen = ann.screen(carried["figure_id"])["figure"]
        assert (screen["state"]["state"], screen["quote"], screen["value_line"]) == (
            "added",
            "arbeidsstyrken",
            "3 people",
        )
        assert screen["trail"][0]["action"] == "add"
        told = ann.correct(screen, value="4").json()
        assert (told["figure_id"], told["state"]["state"]) == (carried["figure_id"], "added")
        later = ann.screen(carried["figure_id"])["figure"]
        assert (later["value_line"], [each["action"] for each in later["trail"]]) == (
            "4 people",
            ["correct", "add"],
        )
        assert ann.screen(added["figure_id"])["figure"]["figure_id"] == carried["figure_id"]
        ann.send("/api/undo", {"event_id": new_event_id()})
        assert ann.screen(carried["figure_id"])["figure"]["value_line"] == "3 people"
        bo.decide(screen, "reject", reason="not_a_figure")
        assert page.desk.state_of(carried["figure_id"]) == "disputed"
        assert bo.get(f"/figure/{carried['figure_id']}").status_code == 200
        told = ann.send("/api/undo", {"event_id": new_event_id(), "reverts": added["saved"][0]}).json()
        assert len(told["saved"]) == 1
    finally:
        page.close()


def test_a_snapshot_that_cannot_be_opened_is_told_and_the_older_one_is_served(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    now = 0.0
    page.desk._clock = lambda: now
    page.desk._look_again, page.desk._due = 2.0, 0.0
    try:
        ann = page.enter()
        row = ann.figure("95 %", "fr")
        revise(db, "nb-a", "Andelen er 89 % av arbeidsstyrken.")
        newest = current_snapshot(db)
        assert newest is not None
        whole = newest.read_bytes()
        newest.chmod(0o644)
        newest.write_bytes(b"no database at all" * 1000)
        now = 3.0
        shown = ann.get("/")
        assert (shown.status_code, page.desk.snapshot) == (200, "000001")
        assert "A newer snapshot cannot be opened." in shown.text
        assert "tinso publish --full" in shown.text
        assert ann.decide(row).status_code == 200
        newest.write_bytes(whole)
        now = 5.0  # two seconds later it is not tried: the second time comes after four
        ann.get("/")
        assert page.desk.snapshot == "000001"
        now = 7.5
        assert "cannot be opened" not in ann.get("/queue/new").text
        assert page.desk.snapshot == "000002"
        assert page.desk.state_of(row["figure_id"]) == "accepted"
    finally:
        page.close()


def test_what_is_only_loaded_is_kept_for_a_short_time_and_what_is_on_screen_for_as_long_as_it_is(
    tmp_path: Path,
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    now = 0.0
    page.desk._clock = lambda: now
    try:
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        ids = [row["figure_id"] for row in ann.rows("confidence")]

        def given(who: Reviewer, at: int) -> str:
            following: list[str] = who.screen(ids[at], "?queue=confidence&hold=no")["next"]
            return following[0]

        ann.screen(ids[0], "?queue=confidence")
        ann.screen(ids[1], "?queue=confidence&hold=ahead")
        ann.screen(ids[2], "?queue=confidence&hold=no")
        assert given(bo, 3) == ids[4]
        bo.screen(ids[1], "?queue=confidence&hold=ahead")  # ann has it
        assert page.desk.kept_by_others("bo").keys() == numbers_of(page, ids[:2])
        assert len(page.desk.kept_by_others("bo", on_screen=True)) == 1
        assert bo.get("/queue/confidence").text.count("ann looks at it") == 1
        now = 31.0
        assert len(page.desk.kept_by_others("bo")) == 1
        hold = {"figure_id": ids[1], "ahead": [ids[2]], "left": ids[0]}
        assert ann.send("/api/hold", hold).json() == {"held": 3}
        assert page.desk.kept_by_others("bo").keys() == numbers_of(page, ids[1:3])
        now = 200.0
        assert ann.send("/api/hold", hold).status_code == 200
        now = 229.0
        assert len(page.desk.kept_by_others("bo")) == 2
        now = 231.0
        assert len(page.desk.kept_by_others("bo")) == 1
        assert ann.send("/api/hold", {"figure_id": "x"}).status_code == 422
        assert ann.events() == []
    finally:
        page.close()
