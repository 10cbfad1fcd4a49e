"""The audit page asked without a browser: what every address answers, and what each decision leaves in the ledger."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import new_event_id

from .reviewing import HOSTILE, ORIGIN, TEXTS, Page, Reviewer, address, make_store


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store; its ledger is each test's own."""
    db = tmp_path_factory.mktemp("published") / "t.duckdb"
    make_store(db)
    return db


@pytest.fixture
def page(published: Path) -> Iterator[Page]:
    for left in published.parent.glob("t.audit*"):
        left.unlink()
    opened = Page(published)
    yield opened
    opened.close()


@pytest.fixture
def ann(page: Page) -> Reviewer:
    return page.enter("ann")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/queue/violations",
        "/queue/confidence?lang=lo&from=2025-01-01&state=all",
        "/queue/stale",
        "/queue/mine",
        "/search?q=95",
        "/search",
        "/samples",
        "/quality",
        "/help",
        "/api/counts",
        "/api/codes",
        "/api/search?q=Vinh Long",
        address("https://example.org/fr/a"),
        address("lo-a") + "?refused=1",
        "/api/refused/lo-a",
    ],
)
def test_every_address_answers(ann: Reviewer, path: str) -> None:
    answer = ann.get(path)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/queue/nothing", 404),
        ("/queue/all?state=nothing", 400),
        ("/queue/all?from=yesterday", 400),
        ("/queue/all?after=x", 400),
        ("/queue/sample", 400),
        ("/queue/sample?sample=unknown", 400),
        ("/figure/" + "0" * 32, 404),
        ("/article/none", 404),
        ("/samples/none", 404),
        ("/assets/..%2fapp.py", 404),
        ("/assets/none.css", 404),
        ("/api/screen/" + "0" * 32, 404),
    ],
)
def test_what_is_not_there_is_said_in_one_line(ann: Reviewer, path: str, status: int) -> None:
    answer = ann.get(path)
    assert answer.status_code == status
    if path.startswith("/api/"):
        assert set(answer.json()["error"]) == {"code", "message", "hint"}
    else:
        assert "Traceback" not in answer.text


def test_a_stranger_sees_nothing_and_is_told_how_to_get_in(page: Page) -> None:
    from .asking import Asker

    stranger = Asker(page.app, ORIGIN)
    assert stranger.get("/").headers["location"] == "/login"
    assert stranger.get("/api/counts").status_code == 401
    told = stranger.get("/login")
    assert told.status_code == 403
    assert "Enter" in told.text
    assert stranger.get("/healthz").text == "ok\n"


def test_a_token_is_good_once(page: Page) -> None:
    from .asking import Asker

    token = page.site.sessions.issue_token("ann", "lead")
    first, second = Asker(page.app, ORIGIN), Asker(page.app, ORIGIN)
    assert first.get(f"/login?token={token}&next=/samples").headers["location"] == "/samples"
    assert second.get(f"/login?token={token}").status_code == 403


def test_with_accounts_a_password_is_asked_for(page: Page) -> None:
    from .asking import Asker

    page.accounts.add("dao", "reviewer", "a long enough password")
    try:
        asker = Asker(page.app, ORIGIN)
        assert "Password" in asker.get("/login").text
        wrong = {"name": "dao", "password": "another password"}
        assert asker.post("/login", data=wrong, headers={"origin": ORIGIN}).status_code == 401
        right = {"name": "dao", "password": "a long enough password", "next": "//elsewhere.example"}
        entered = asker.post("/login", data=right, headers={"origin": ORIGIN})
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert asker.get("/").status_code == 200
    finally:
        page.accounts.disable("dao")


def test_a_decision_is_in_the_ledger_with_what_was_seen_when_it_is_acknowledged(ann: Reviewer) -> None:
    row = ann.figure("104 %", "fr")
    body = {
        "text_hash": row["text_hash"],
        "queue": "violations",
        "filters": {"lang": "fr"},
        "seconds": 3.5,
        "events": [
            {
                "event_id": new_event_id(),
                "figure_id": row["figure_id"],
                "action": "reject",
                "reason": "duplicate",
            }
        ],
    }
    told = ann.send("/api/decide", body).json()
    (event,) = ann.events()
    assert told["saved"] == [event.event_id]
    assert (told["state"]["state"], told["today"], told["trail"][0]["reviewer"]) == ("rejected", 1, "ann")
    assert (event.action, event.reason, event.seconds, event.reviewer) == ("reject", "duplicate", 3.5, "ann")
    assert event.queue == "/queue/violations?lang=fr"
    assert event.anchor is not None
    assert event.reading is not None
    assert (event.anchor.quote, str(event.reading.value), event.extractor_version) == ("104 %", "104", "1")


def test_a_request_sent_again_is_one_event_and_the_same_answer(ann: Reviewer) -> None:
    row = ann.figure("95 %", "fr")
    event = {"event_id": new_event_id(), "figure_id": row["figure_id"], "action": "accept"}
    body = {"text_hash": row["text_hash"], "events": [event]}
    answers = [ann.send("/api/decide", body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({tuple(answer.json()["saved"]) for answer in answers}) == 1
    assert len(ann.events()) == 1


def test_nothing_is_recorded_about_another_text_than_the_one_shown(ann: Reviewer) -> None:
    row = {**ann.figure("95 %", "fr"), "text_hash": "0" * 64}
    answer = ann.decide(row)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "text_differs")
    assert ann.events() == []


def test_what_was_decided_leaves_the_queue_at_once(ann: Reviewer) -> None:
    before = ann.quotes("confidence?lang=fr")
    ann.decide(ann.figure(before[0], "fr"))
    assert ann.quotes("confidence?lang=fr") == before[1:]
    assert (
        ann.get("/api/counts").json()["queues"]["confidence"]["open"]
        == ann.get("/api/queue/confidence").json()["open"]
    )


def test_screens_lead_through_the_queue_from_end_to_end(ann: Reviewer) -> None:
    ids = [row["figure_id"] for row in ann.rows("confidence")]
    walked = [ids[0]]
    while ahead := ann.screen(walked[-1], "?queue=confidence")["next"]:
        if ahead[0] in walked:
            break
        walked.append(ahead[0])
    assert walked == ids
    assert ann.screen(ids[3], "?queue=confidence")["previous"] == [ids[2]]


def test_two_reviewers_in_one_queue_are_given_different_figures(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
    first = ann.rows("confidence")[0]["figure_id"]
    second = ann.screen(first, "?queue=confidence")["next"][0]
    ann.screen(second, "?queue=confidence")
    listed = bo.get("/queue/confidence").text
    start = re.search(r'class="act main" href="/figure/([0-9a-f]{32})', listed)
    assert start
    assert start[1] not in (first, second)
    assert "ann looks at it" in listed


def test_a_correction_is_checked_as_a_whole_figure(ann: Reviewer) -> None:
    row = ann.figure("12 000", "fr")
    wrong = ann.correct(row, value_max="5")
    assert (wrong.status_code, wrong.json()["error"]["message"]) == (422, "Value_max below value")
    assert ann.events() == []
    right = ann.correct(row, value="12500", indicator="health_insurance.new_participants").json()
    assert right["state"]["state"] == "corrected"
    fields = {field["name"]: field for field in ann.screen(row["figure_id"])["figure"]["fields"]}
    assert (fields["value"]["value"], fields["value"]["machine"], fields["value"]["is_corrected"]) == (
        "12500",
        "12,000",
        True,
    )
    assert fields["scenario"]["is_corrected"] is False


def test_a_unit_of_another_kind_brings_the_kind_with_it(ann: Reviewer) -> None:
    row = ann.figure("88 %", "nb")
    assert ann.correct(row, base="workforce").status_code == 200
    assert ann.correct(row, unit="person").status_code == 200
    state = ann.page.ledger.state_of(row["figure_id"])
    assert state is not None
    assert state.reviewed is not None
    assert (state.reviewed.kind, state.reviewed.unit, state.reviewed.base) == ("count", "person", None)


def test_a_span_is_corrected_in_code_points_behind_an_emoji_and_a_carriage_return(ann: Reviewer) -> None:
    row = ann.figure("33.750", "lo")
    text = TEXTS["lo-a"][1]
    start = text.index("33.750")
    assert ann.correct(row, span=f"{start}:{start + 10}").json()["state"]["state"] == "corrected"
    figure = ann.screen(row["figure_id"])["figure"]
    assert figure["quote"] == text[start : start + 10] == "33.750 ຄົນ"
    assert figure["text"] == text
    assert ann.correct(row, span="5:5000").status_code == 422


def test_what_somebody_else_corrected_stays_under_ones_own_correction(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo")
    row = ann.figure("91 %", "th")
    ann.correct(row, scenario="target")
    bo.correct(row, scope="part")
    state = page.ledger.state_of(row["figure_id"])
    assert state is not None
    assert {verdict.reviewer: set(verdict.fields) for verdict in state.verdicts} == {
        "ann": {"scenario"},
        "bo": {"scenario", "scope"},
    }


def test_what_was_corrected_since_it_was_shown_is_not_accepted_unseen(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo")
    row = ann.figure("91 %", "th")
    seen = bo.screen(row["figure_id"])["figure"]["state"]["last_event"]
    ann.correct(row, scenario="target")
    event = {"event_id": new_event_id(), "figure_id": row["figure_id"], "action": "accept"}
    answer = bo.send("/api/decide", {"text_hash": row["text_hash"], "seen": seen, "events": [event]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "changed_meanwhile")
    again = bo.screen(row["figure_id"])["figure"]["state"]["last_event"]
    assert (
        bo.send("/api/decide", {"text_hash": row["text_hash"], "seen": again, "events": [event]}).status_code
        == 200
    )
    assert page.desk.state_of(row["figure_id"]) == "corrected"


def test_undo_takes_back_the_last_own_save_and_never_anothers(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
    row, other = ann.figure("95 %", "fr"), ann.figure("88 %", "nb")
    saved = ann.correct(row, scenario="actual", scope="part").json()["saved"]
    bo.decide(other)
    refused = bo.send("/api/undo", {"event_id": new_event_id(), "reverts": saved[0]})
    assert (refused.status_code, refused.json()["error"]["message"]) == (
        409,
        "Ann decided that: only they can undo it",
    )
    told = ann.send("/api/undo", {"event_id": new_event_id()}).json()
    assert (told["figure_id"], told["state"]["state"]) == (row["figure_id"], "unreviewed")
    assert page.desk.state_of(other["figure_id"]) == "accepted"
    assert ann.send("/api/undo", {"event_id": new_event_id()}).status_code == 404


def test_disputes_go_to_a_queue_of_their_own_and_a_lead_settles_them(page: Page) -> None:
    ann, bo = page.enter("ann", "lead"), page.enter("bo", "reviewer")
    row = ann.figure("95 %", "fr")
    bo.decide(row)
    ann.decide(row, "reject", reason="duplicate")
    assert ann.quotes("disputes") == ["95 %"]
    ann.decide(row, "accept")
    assert ann.quotes("disputes") == []
    assert page.desk.state_of(row["figure_id"]) == "accepted"


def test_a_missed_figure_is_added_with_the_extractors_own_reading_first(ann: Reviewer) -> None:
    row = ann.figure("88 %", "nb")
    text = TEXTS["nb-a"][1]
    start = text.index("arbeidsstyrken")
    asked = {"article_id": "nb-a", "text_hash": row["text_hash"], "start": start, "end": start + 14}
    readings = ann.send("/api/reading", asked).json()["readings"]
    assert readings[-1]["from"] == "blank"
    record = {
        name: text for name, text in readings[-1]["record"].items() if name not in ("start", "end", "quote")
    }
    event = {"event_id": new_event_id(), "action": "add", **asked, "new": {**record, "value": "3"}}
    del event["text_hash"]
    told = ann.send("/api/decide", {"text_hash": row["text_hash"], "events": [event]}).json()
    assert told["state"]["state"] == "added"
    screen = ann.screen(told["figure_id"])["figure"]
    assert (screen["is_added"], screen["quote"], screen["value_line"]) == (True, "arbeidsstyrken", "3 people")
    assert [each["quote"] for each in ann.screen(row["figure_id"])["figure"]["neighbours"]] == [
        "88 %",
        "arbeidsstyrken",
    ]
    asked |= {"start": text.index("88"), "end": text.index("88") + 4}
    best = ann.send("/api/reading", asked).json()
    assert best["overlaps"] == [row["figure_id"]]
    assert (best["readings"][0]["from"], best["readings"][0]["record"]["value"]) == ("extractor", "88")


def test_a_figure_that_is_read_already_is_not_added_again(ann: Reviewer) -> None:
    row = ann.figure("88 %", "nb")
    start = TEXTS["nb-a"][1].index("88")
    record = {"kind": "percentage", "value": "88", "unit": "percent"}
    event = {
        "event_id": new_event_id(),
        "action": "add",
        "article_id": "nb-a",
        "start": start,
        "end": start + 4,
        "new": record,
    }
    answer = ann.send("/api/decide", {"text_hash": row["text_hash"], "events": [event]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "known_figure")


def test_rows_in_view_are_decided_at_once_one_event_each_and_undone_at_once(ann: Reviewer) -> None:
    rows = ann.rows("all?lang=fr")
    batch = new_event_id()
    told = {
        "batch": batch,
        "action": "accept",
        "rows": [{"figure_id": row["figure_id"], "text_hash": row["text_hash"]} for row in rows],
    }
    for _ in range(2):
        answer = ann.send("/api/bulk", told).json()
    assert answer["number"] == len(rows) == len(ann.events())
    assert ann.quotes("all?lang=fr&state=open") == []
    ann.send("/api/undo", {"event_id": new_event_id(), "batch": batch})
    assert len(ann.quotes("all?lang=fr&state=open")) == len(rows)


def test_bulk_is_for_rows_in_view_and_never_for_samples(ann: Reviewer) -> None:
    row = ann.rows("all")[0]
    one = {"figure_id": row["figure_id"], "text_hash": row["text_hash"]}
    for told in (
        {"action": "accept", "rows": [one] * 51},
        {"action": "accept", "rows": []},
        {"action": "correct", "rows": [one]},
        {"action": "accept", "rows": [one], "queue": "sample"},
        {"action": "reject", "rows": [one]},
    ):
        assert ann.send("/api/bulk", told).status_code == 422
    assert ann.events() == []


def test_everything_works_as_forms_without_scripts(ann: Reviewer) -> None:
    row = ann.figure("95 %", "fr")
    base = {"figure_id": row["figure_id"], "text_hash": row["text_hash"], "queue": "all"}
    back = "/queue/all?lang=fr"
    done = ann.submit("/decide", **base, action="reject", reason="duplicate", back=back)
    assert done.status_code == 303
    assert done.headers["location"].startswith(back + "&notice=reject&undo=")
    shown = ann.get(done.headers["location"]).text
    batch = re.search(r'name="batch" value="([^"]+)"', shown)
    assert batch
    assert ann.submit("/undo", batch=batch[1], back=back).status_code == 303
    assert ann.page.desk.state_of(row["figure_id"]) == "unreviewed"
    assert ann.submit("/correct", **base, scope="part", scenario="target", back=back).status_code == 303
    assert [event.field for event in ann.events() if event.action == "correct"] == ["scope"]
    chosen = [each["figure_id"] for each in ann.rows("all?lang=th")]
    hashes = [each["text_hash"] for each in ann.rows("all?lang=th")]
    assert (
        ann.submit("/bulk", action="accept", figure_id=chosen, text_hash=hashes, back=back).status_code == 303
    )
    assert ann.quotes("all?lang=th&state=accepted") == ["95 %", "91 %", "12 000"]
    whole = ann.submit(address("th-a") + "/done", text_hash=hashes[0])
    assert whole.headers["location"].startswith(address("th-a"))
    assert "Read whole by ann" in ann.get(address("th-a")).text


def test_a_form_leads_back_to_our_own_pages_only(ann: Reviewer) -> None:
    row = ann.figure("95 %", "fr")
    done = ann.submit(
        "/decide",
        figure_id=row["figure_id"],
        text_hash=row["text_hash"],
        action="accept",
        back="//elsewhere.example/",
    )
    assert done.headers["location"].startswith("/?notice=accept")


def test_article_text_never_becomes_markup(ann: Reviewer) -> None:
    row = ann.figure("97,5 %", "lo")
    for path in (f"/figure/{row['figure_id']}", address("lo-a"), "/search?q=script", "/queue/all?lang=lo"):
        answer = ann.get(path)
        assert HOSTILE not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert HOSTILE not in ann.screen(row["figure_id"])["html"]


def test_nothing_on_a_page_is_inline_or_from_elsewhere(ann: Reviewer) -> None:
    row = ann.rows("all")[0]
    for path in (
        "/",
        "/queue/all",
        f"/figure/{row['figure_id']}",
        address("lo-a"),
        "/samples",
        "/quality",
        "/help",
    ):
        text = ann.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path
        for opened in re.findall(r"<script\b[^>]*>", text):
            assert 'src="/assets/' in opened or 'type="application/json"' in opened
        for loaded in re.findall(r'<(?:link|script|img)\b[^>]*(?:href|src)="([^"]+)"', text):
            assert loaded.startswith("/assets/")


def test_assets_may_be_kept_for_a_year_under_the_address_that_names_their_version(ann: Reviewer) -> None:
    address_ = re.search(r'href="(/assets/audit\.css\?v=[0-9a-f]+)"', ann.get("/help").text)
    assert address_
    served = ann.get(address_[1])
    assert (served.headers["content-type"], "immutable" in served.headers["cache-control"]) == (
        "text/css; charset=utf-8",
        True,
    )
    assert ann.get("/assets/audit.css").headers["cache-control"] == "no-cache"


def test_sisters_are_aligned_by_fact_and_differing_fields_are_named(ann: Reviewer) -> None:
    target = ann.screen(ann.figure("95 %", "fr")["figure_id"])["figure"]["sisters"]
    assert [(each["lang"], each["reading"], each["match"], each["quote"]) for each in target] == [
        ("th", "same", "fact", "95 %")
    ]
    actual = ann.screen(ann.figure("104 %", "fr")["figure_id"])["figure"]["sisters"]
    assert [(each["reading"], each["match"], each["value_line"]) for each in actual] == [
        ("differs", "meaning", "91\u202f%")
    ]
    assert [each["name"] for each in actual[0]["fields"] if each["differs"]] == ["value"]


def test_a_sample_is_drawn_judged_and_estimated(ann: Reviewer) -> None:
    drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="a seed")
    assert drawn.status_code == 303
    sample = drawn.headers["location"].split("/")[2].split("?")[0]
    assert ann.get(f"/samples/{sample}").status_code == 200
    rows = ann.rows(f"sample?sample={sample}")
    assert len(rows) == len(ann.rows("all"))
    for row in rows:
        body = {
            "text_hash": row["text_hash"],
            "queue": "sample",
            "filters": {"sample": sample},
            "events": [{"event_id": new_event_id(), "figure_id": row["figure_id"], "action": "accept"}],
        }
        assert ann.send("/api/decide", body).status_code == 200
    assert {(event.sample, event.stratum, event.probability) for event in ann.events()} == {
        (sample, "all", 1.0)
    }
    shown = ann.get(f"/samples/{sample}").text
    assert "Accepted" in shown
    assert ann.get("/samples").text.count("100\u202f%") >= 1
    assert "No sample has been read yet" not in ann.get("/").text


def test_samples_are_drawn_by_leads(page: Page) -> None:
    assert page.enter("bo", "reviewer").submit("/samples", kind="figures").status_code == 403


def test_a_second_look_is_blind_until_it_is_decided(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
    ann, bo = page.enter("ann"), page.enter("bo")
    drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
    sample = drawn.split("/")[2].split("?")[0]
    row = ann.figure("95 %", "fr")
    ann.correct(row, scenario="actual")
    query = f"?queue=second&sample={sample}"
    assert [each["figure_id"] for each in bo.rows(f"second?sample={sample}")] == [row["figure_id"]]
    assert ann.rows(f"second?sample={sample}") == []
    screen = bo.screen(row["figure_id"], query)
    assert screen["context"]["blind"] is True
    assert (screen["figure"]["state"]["state"], screen["figure"]["trail"]) == ("unreviewed", [])
    assert not any(field["is_corrected"] for field in screen["figure"]["fields"])
    assert "ann" not in screen["html"]
    event = {"event_id": new_event_id(), "figure_id": row["figure_id"], "action": "accept"}
    body = {
        "text_hash": row["text_hash"],
        "queue": "second",
        "filters": {"sample": sample},
        "events": [event],
    }
    bo.send("/api/decide", body)
    last = bo.events()[-1]
    assert (last.blind, last.sample, last.new) == (True, sample, None)
    assert page.desk.state_of(row["figure_id"]) == "disputed"


def second_look(page: Page, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, Any], str]:
    """A sample, a figure of it that ann has corrected, and the query of its second look."""
    monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
    ann = page.enter("ann")
    drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
    sample = drawn.split("/")[2].split("?")[0]
    row = ann.figure("95 %", "fr")
    assert ann.correct(row, value="7").status_code == 200
    return sample, row, f"?queue=second&sample={sample}"


def form_of(shown: str, action: str, holding: str = "") -> dict[str, str]:
    """What a browser without scripts sends of the form to an address that holds some markup."""
    forms = re.findall(rf'<form[^>]* action="{action}"[^>]*>(.*?)</form>', shown, re.DOTALL)
    form = next(each for each in forms if holding in each)
    told = dict(re.findall(r'<input type="(?:hidden|text)" name="([a-z_]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select name="([a-z_]+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        told[name] = chosen[1] if chosen else ""
    told.pop("csrf")
    return {name: html.unescape(value) for name, value in told.items()}


def test_a_second_look_by_buttons_accepts_what_was_shown_and_is_blind(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample, row, query = second_look(page, monkeypatch)
    bo = page.enter("bo", "reviewer")
    form = form_of(bo.get(f"/figure/{row['figure_id']}{query}").text, "/decide", 'value="accept"')
    assert bo.submit("/decide", **{**form, "sample": ""}).status_code == 422
    assert len(bo.events()) == 1
    assert bo.submit("/decide", **form).status_code == 303
    last = bo.events()[-1]
    assert (last.blind, last.sample, last.new) == (True, sample, None)


def test_a_second_look_by_the_correction_form_is_blind_and_keeps_to_what_was_changed(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample, row, query = second_look(page, monkeypatch)
    bo = page.enter("bo", "reviewer")
    form = form_of(bo.get(f"/correct/{row['figure_id']}{query}").text, "/correct")
    assert (form["value"], form["back"]) == ("95", f"/figure/{row['figure_id']}{query}")
    assert bo.submit("/correct", **form).status_code == 422
    wrong = bo.submit("/correct", **{**form, "value": "many"})
    assert form_of(wrong.text, "/correct")["sample"] == sample
    assert bo.submit("/correct", **{**form, "sample": "", "scope": "part"}).status_code == 422
    assert len(bo.events()) == 1
    assert bo.submit("/correct", **{**form, "scope": "part"}).status_code == 303
    (last,) = bo.events()[1:]
    assert (last.field, last.new, last.blind, last.sample) == ("scope", "part", True, sample)


def test_a_skip_and_an_undo_leave_a_second_look_blind(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    sample, row, query = second_look(page, monkeypatch)
    bo = page.enter("bo", "reviewer")

    def decide(action: str, event_id: str) -> dict[str, Any]:
        event = {"event_id": event_id, "figure_id": row["figure_id"], "action": action}
        body = {"text_hash": row["text_hash"], "queue": "second", "sample": sample, "events": [event]}
        answer = bo.send("/api/decide", body)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    skip, accept = new_event_id(), new_event_id()
    for _ in range(2):
        assert {"state", "trail"}.isdisjoint(decide("skip", skip))
    assert [each["figure_id"] for each in bo.rows(f"second?sample={sample}")] == [row["figure_id"]]
    screen = bo.screen(row["figure_id"], query)
    assert (screen["context"]["blind"], screen["figure"]["trail"]) == (True, [])
    assert {each["reviewer"] for each in decide("accept", accept)["trail"]} == {"ann", "bo"}
    assert (bo.events()[-1].blind, bo.events()[-1].new) == (True, None)
    assert "trail" not in bo.send("/api/undo", {"reverts": accept}).json()


def test_a_figure_outside_of_the_sample_is_not_decided_as_its_second_look(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, row, _ = second_look(page, monkeypatch)
    other = page.enter("ann").submit("/samples", kind="documents", margin="0.02").headers["location"]
    bo = page.enter("bo", "reviewer")
    event = {"event_id": new_event_id(), "figure_id": row["figure_id"], "action": "accept"}
    body = {
        "text_hash": row["text_hash"],
        "queue": "second",
        "sample": other.split("/")[2].split("?")[0],
        "events": [event],
    }
    assert bo.send("/api/decide", body).json()["error"]["code"] == "not_drawn"
    assert len(bo.events()) == 1


def test_a_sample_of_documents_leads_from_article_to_article(ann: Reviewer) -> None:
    sample = (
        ann.submit("/samples", kind="documents", margin="0.02")
        .headers["location"]
        .split("/")[2]
        .split("?")[0]
    )
    seen = set()
    for _ in TEXTS:
        start = re.search(r'href="(/article/[^"]+)"', ann.get(f"/samples/{sample}").text)
        assert start
        path = start[1].replace("&amp;", "&")
        seen.add(path)
        shown = ann.get(path)
        text_hash = re.search(r'name="text_hash" value="([0-9a-f]{64})"', shown.text)
        assert text_hash
        done = ann.submit(
            path.partition("?")[0] + "/done", text_hash=text_hash[1], queue="sample", sample=sample
        )
        assert done.status_code == 303
    assert len(seen) == len(TEXTS)
    assert {event.sample for event in ann.events()} == {sample}


def test_a_day_counts_what_was_decided_and_not_what_was_taken_back(ann: Reviewer) -> None:
    ann.decide(ann.figure("95 %", "fr"))
    ann.decide(ann.figure("88 %", "nb"))
    assert ann.get("/api/counts").json()["today"] == 2
    ann.send("/api/undo", {"event_id": new_event_id()})
    assert ann.get("/api/counts").json()["today"] == 1


def test_numbers_and_dates_are_shown_as_they_will_be_stored(ann: Reviewer) -> None:
    number = ann.send("/api/normalise", {"field": "value", "text": "7.393,17 ຕື້", "lang": "lo"}).json()
    assert (number["value"], number["shown"]) == ("7393170000000", "7,393,170,000,000")
    day = ann.send(
        "/api/normalise", {"field": "date_end", "text": "ปลายปี 2569", "lang": "th", "published": "2025-11-18"}
    ).json()
    assert (day["value"], day["note"]) == ("2026-12-31", "2569 is a Buddhist year: 2026")
    assert ann.send("/api/normalise", {"field": "value", "text": "many", "lang": "fr"}).status_code == 422


def test_requests_that_make_no_sense_are_refused_not_crashed_on(ann: Reviewer) -> None:
    for path, told in (
        ("/api/decide", {}),
        ("/api/decide", {"text_hash": "x", "events": [{"event_id": "no uuid", "action": "accept"}]}),
        ("/api/decide", []),
        ("/api/undo", {"reverts": "01890000-0000-7000-8000-000000000000"}),
        ("/api/bulk", {"action": "accept", "rows": [{}]}),
        ("/api/bulk", {"action": "accept", "rows": "all"}),
        ("/api/reading", {"article_id": "nb-a"}),
        ("/api/normalise", {"field": "date_end", "text": "2026", "lang": "xx", "published": "never"}),
    ):
        answer = ann.send(path, told)
        assert 400 <= answer.status_code < 500, (path, told, answer.text)
        assert answer.json()["error"]["message"]


def test_codes_cover_every_field_of_a_figure(ann: Reviewer) -> None:
    told = ann.get("/api/codes").json()
    fields = {field["name"] for field in told["fields"]}
    row = ann.rows("all")[0]
    assert fields == {field["name"] for field in ann.screen(row["figure_id"])["figure"]["fields"]}
    assert all(told["codes"][field["options_from"]] for field in told["fields"] if field["options_from"])
    keys = [field["key"] for field in told["fields"]]
    assert len(keys) == len(set(keys))
    assert json.dumps(told, ensure_ascii=False).count("Vĩnh Long") >= 1


def test_a_dispute_shows_both_readings_with_what_differs_and_a_lead_takes_one(page: Page) -> None:
    ann, bo, cy = page.enter("ann", "reviewer"), page.enter("bo", "reviewer"), page.enter("cy", "lead")
    row = ann.figure("95 %", "fr")
    ann.correct(row, value="96")
    assert bo.screen(row["figure_id"])["figure"]["dispute"] is None
    bo.decide(row)  # what ann corrected was shown, and is agreed to
    bo.correct(row, value="95", scope="part")
    path = f"/figure/{row['figure_id']}"
    dispute = cy.screen(row["figure_id"], "?queue=disputes")["figure"]["dispute"]
    assert [(each["reviewer"], each["state"]) for each in dispute["opinions"]] == [
        ("ann", "corrected"),
        ("bo", "corrected"),
    ]
    assert {each["name"]: each["shown"] for each in dispute["rows"] if each["differs"]} == {
        "value": ["96", "95"],
        "scope": ["The whole", "A part"],
    }
    assert "<mark>96</mark>" in cy.get(path).text
    assert "Settle so" not in bo.get(path).text
    form = {"figure_id": row["figure_id"], "text_hash": row["text_hash"], "back": "/queue/disputes"}
    anns = dispute["opinions"][0]["event_id"]
    assert bo.submit("/settle", **form, verdict=anns).status_code == 403
    request = new_event_id()
    for _ in range(2):
        assert cy.submit("/settle", **form, verdict=anns, request=request).status_code == 303
    assert (page.desk.state_of(row["figure_id"]), len(ann.events())) == ("corrected", 6)
    assert cy.screen(row["figure_id"])["figure"]["value_line"] == "96\u202f%"
    assert cy.screen(row["figure_id"])["figure"]["dispute"] is None
    assert cy.submit("/settle", **form, verdict=anns).status_code == 409


def test_a_dispute_is_not_shown_to_who_is_to_look_blind(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
    ann, bo, cy = page.enter("ann"), page.enter("bo"), page.enter("cy")
    drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
    sample = drawn.split("/")[2].split("?")[0]
    row = ann.figure("95 %", "fr")
    ann.decide(row)
    bo.decide(row, "reject", reason="duplicate")
    query = f"?queue=second&sample={sample}"
    assert cy.screen(row["figure_id"], query)["figure"]["dispute"] is None
    assert "What reviewers say" not in cy.get(f"/figure/{row['figure_id']}{query}").text
    assert len(bo.screen(row["figure_id"], query)["figure"]["dispute"]["opinions"]) == 2


def test_fields_are_corrected_by_a_form_without_scripts_and_faults_leave_it_as_it_was_typed(
    ann: Reviewer,
) -> None:
    row = ann.figure("33.750", "lo")
    path = f"/correct/{row['figure_id']}?queue=confidence"
    assert f'href="{path}' in ann.get(f"/figure/{row['figure_id']}?queue=confidence").text
    shown = ann.get(path).text
    fields = dict(re.findall(r'<input type="text" name="([a-z_]+)" value="([^"]*)"', shown))
    selects = re.findall(r'<select name="([a-z_]+)">(.*?)</select>', shown, re.DOTALL)
    for name, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        assert chosen, name
        fields[name] = chosen[1]
    request = re.search(r'name="request" value="([^"]+)"', shown)
    assert request
    form = {
        **fields,
        "figure_id": row["figure_id"],
        "text_hash": row["text_hash"],
        "request": request[1],
        "queue": "confidence",
        "back": f"/figure/{row['figure_id']}?queue=confidence",
    }
    unchanged = ann.submit("/correct", **form)
    assert (unchanged.status_code, "No field was changed" in unchanged.text) == (422, True)
    wrong = ann.submit("/correct", **{**form, "value": "many"})
    assert wrong.status_code == 422
    assert 'name="value" value="many"' in wrong.text
    assert ann.events() == []
    for _ in range(2):
        done = ann.submit("/correct", **{**form, "value": "7.393,17 ຕື້", "scope": "part"})
        assert done.headers["location"].startswith(
            f"/figure/{row['figure_id']}?queue=confidence&notice=correct"
        )
    assert {event.field: event.new for event in ann.events()} == {"value": "7393170000000", "scope": "part"}


@pytest.mark.parametrize("meanwhile", ["corrected", "corrected otherwise", "taken back"])
def test_the_correction_form_records_nothing_that_was_changed_by_others_meanwhile(
    page: Page, meanwhile: str
) -> None:
    ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
    row = ann.figure("88 %", "nb")
    path = f"/correct/{row['figure_id']}"
    if meanwhile != "corrected":
        assert ann.correct(row, value="87").status_code == 200
    form = form_of(bo.get(path).text, "/correct")
    if meanwhile == "taken back":
        assert ann.send("/api/undo", {}).status_code == 200
    else:
        assert ann.correct(row, value="86").status_code == 200
    before, standing = len(bo.events()), {"taken back": "88"}.get(meanwhile, "86")
    refused = bo.submit("/correct", **{**form, "scenario": "target"})
    assert (refused.status_code, "meanwhile" in refused.text) == (422, True)
    assert len(bo.events()) == before
    again = form_of(refused.text, "/correct")
    assert again["value"] == standing
    assert bo.submit("/correct", **{**again, "scenario": "target"}).status_code == 303
    own = [event for event in bo.events()[before:] if event.action == "correct"]
    assert {event.reviewer for event in bo.events()[before:]} == {"bo"}
    assert [(event.field, event.new) for event in own] == [("scenario", "target")]


def test_a_button_does_not_accept_what_was_corrected_since_the_page_was_loaded(page: Page) -> None:
    ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
    row = ann.figure("88 %", "nb")
    form = form_of(bo.get(f"/figure/{row['figure_id']}").text, "/decide")
    assert ann.correct(row, value="87").status_code == 200
    before = len(bo.events())
    refused = bo.submit("/decide", **{**form, "action": "accept"})
    assert ("meanwhile" in refused.text, len(bo.events())) == (True, before)
    again = form_of(bo.get(f"/figure/{row['figure_id']}").text, "/decide")
    assert bo.submit("/decide", **{**again, "action": "accept"}).status_code == 303
