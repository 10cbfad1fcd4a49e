"""What was acknowledged is there, whatever dies; what was not is kept by the browser and sent again, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import saved, shown
from .serving import AuditServer

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def test_a_decision_while_the_server_is_dead_is_kept_told_and_sent_when_it_is_back(
    server: AuditServer, open_page: Open
) -> None:
    first = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, f"/figure/{first}?queue=confidence", expects_errors=True), first)
    page.wait_for_function(
        "() => tinso.desk.screens.get(tinso.desk.screen.next[0]).then(() => true)"
    )  # is on hand
    server.kill()
    page.keyboard.press("a")
    page.wait_for_selector('#saved[data-state="unsaved"]')
    page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=first)
    assert "kept in this browser" in page.inner_text("#alerts")
    server.start()
    saved(page)
    assert server.decisions() == [("accept", first)]
    assert page.inner_text("#alerts").strip() == ""


def test_a_decision_survives_the_browser_that_made_it(server: AuditServer, open_page: Open) -> None:
    first = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, f"/figure/{first}?queue=confidence", expects_errors=True), first)
    server.kill()
    page.keyboard.press("a")
    page.wait_for_selector('#saved[data-state="unsaved"]')
    page.close()
    server.start()
    again = page.context.new_page()
    again.goto(server.root + "/")
    again.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('tinso.unsaved.'))")
    assert server.decisions() == [("accept", first)]


def test_a_request_whose_answer_was_lost_is_sent_again_and_counts_once(
    server: AuditServer, open_page: Open
) -> None:
    first = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, f"/figure/{first}", expects_errors=True), first)
    lost = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)  # the server has it; the browser never hears of it
        route.abort()

    page.route("**/api/decide", lose)
    page.keyboard.press("a")
    saved(page)
    assert lost == [200]
    assert server.decisions() == [("accept", first)]


def test_killed_again_and_again_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    server: AuditServer, open_page: Open
) -> None:
    page = open_page(server, "/queue/confidence", expects_errors=True)
    page.click("text=Review these")
    shown(page)
    decided = []
    for turn in range(9):
        before = page.get_attribute("main", "data-figure")
        if turn % 3 == 1:
            server.kill()
        page.keyboard.press("a" if turn % 2 else "s")
        decided.append(("accept" if turn % 2 else "skip", before))
        if turn % 3 == 1:
            page.wait_for_selector('#saved[data-state="unsaved"]')
            server.start()
            saved(page)
        page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=before)
    saved(page)
    assert server.decisions() == decided


def test_nothing_is_recorded_about_another_text_than_the_one_in_the_store(
    server: AuditServer, open_page: Open
) -> None:
    figure = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, f"/figure/{figure}", expects_errors=True), figure)
    page.evaluate("document.querySelector('#text p').firstChild.data += '!'")
    page.evaluate("() => { tinso.desk.checked = tinso.desk.differs(); }")
    page.wait_for_selector("#alerts >> text=not the text in the store")
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert page.get_attribute("main", "data-figure") == figure
    assert server.events() == []


def test_a_change_of_the_text_under_the_reviewers_hands_is_refused_by_the_server(
    server: AuditServer, open_page: Open
) -> None:
    figure = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, f"/figure/{figure}?queue=confidence", expects_errors=True), figure)
    page.evaluate("tinso.desk.figure.text_hash = '0'.repeat(64)")
    page.keyboard.press("a")
    page.wait_for_selector("#alerts >> text=not recorded")
    assert server.events() == []
