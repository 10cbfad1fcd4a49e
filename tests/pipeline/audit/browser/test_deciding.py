"""Deciding with the keyboard: accept, reject, correct, undo, skip, a missed figure, two reviewers, lists and bulk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import saved, shown, sign_up
from .serving import AuditServer

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def figure_path(figure_id: str, queue: str | None = None) -> str:
    return f"/figure/{figure_id}" + (f"?queue={queue}" if queue else "")


def shown_first(page: Any) -> Any:
    """Begin to review a list; the page with its first figure."""
    page.click("text=Review these")
    return shown(page)


def test_accepting_saves_one_event_and_shows_the_next_figure(server: AuditServer, open_page: Open) -> None:
    first = server.figure("fr-bulletin-1", "61 %")
    page = shown(open_page(server, figure_path(first, "confidence")), first)
    page.keyboard.press("a")
    page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=first)
    saved(page)
    assert server.decisions() == [("accept", first)]
    assert page.inner_text("#today") == "1"
    assert page.get_attribute("main", "data-figure") in page.url


def test_rejecting_asks_for_a_reason_by_its_digit(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("fr-hostile", "7")
    page = shown(open_page(server, figure_path(figure, "confidence")), figure)
    page.keyboard.press("r")
    assert page.is_visible("#reasons button >> nth=0")
    page.keyboard.press("1")
    saved(page)
    (event,) = server.events()
    assert (event.action, event.figure_id, event.reason) == ("reject", figure, "not_a_figure")


def test_another_reason_is_told_in_words(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("fr-hostile", "7")
    page = shown(open_page(server, figure_path(figure, "confidence")), figure)
    page.keyboard.press("r")
    page.keyboard.press("9")
    assert server.events() == []
    page.keyboard.type("a sum in a template")
    page.keyboard.press("Enter")
    saved(page)
    (event,) = server.events()
    assert (event.reason, event.comment) == ("other", "a sum in a template")


def test_a_code_is_corrected_by_typing_its_beginning(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("fr-bulletin-2", "62 %")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.keyboard.press("e")
    page.keyboard.press("i")
    page.wait_for_selector("[role=option]")
    page.keyboard.type("unempl cov")
    page.keyboard.press("Enter")
    saved(page)
    page.wait_for_selector('li[data-row="indicator"] ins')
    (event,) = server.events()
    assert (event.action, event.field, event.old, event.new) == (
        "correct",
        "indicator",
        "health_insurance.coverage_rate",
        "unemployment_insurance.coverage_rate",
    )
    assert "Corrected" in page.inner_text("#state")
    assert "Indicator" in page.inner_text(".trail")
    assert page.get_attribute("main", "data-figure") == figure


def test_a_number_is_typed_as_printed_and_shown_as_read_at_once(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("lo-vinh-long", "3.120.000")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.keyboard.press("1")
    page.keyboard.press("Control+a")
    page.keyboard.type("7.393,17 ຕື້")
    page.wait_for_function(
        "() => document.querySelector('.options .said b')?.textContent.includes('7,393,170,000,000')"
    )
    page.keyboard.press("Enter")
    saved(page)
    assert [(event.field, event.new) for event in server.events()] == [("value", "7393170000000")]


def test_a_buddhist_year_is_recognised_and_shown_converted(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("th-vinh-long", "95.2%")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.click('[data-field="date_end"]')
    page.keyboard.press("Control+a")
    page.keyboard.type("31/12/2570")
    page.wait_for_function("() => /2027/.test(document.querySelector('.options .said')?.textContent)")
    page.keyboard.press("Enter")
    saved(page)
    assert ("date_end", "2027-12-31") in [(event.field, event.new) for event in server.events()]


def test_what_makes_no_record_is_refused_in_place_and_nothing_is_saved(
    server: AuditServer, open_page: Open
) -> None:
    figure = server.figure("fr-bulletin-3", "63 %")
    page = shown(open_page(server, figure_path(figure), expects_errors=True), figure)
    page.keyboard.press("1")
    page.keyboard.press("Control+a")
    page.keyboard.type("beaucoup")
    page.wait_for_selector(".options .said[data-wrong]")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator(".editor").count() == 0
    assert server.events() == []


def test_undo_takes_the_last_decision_back_and_shows_its_figure(server: AuditServer, open_page: Open) -> None:
    first = server.figure("fr-bulletin-4", "64 %")
    page = shown(open_page(server, figure_path(first, "confidence")), first)
    page.keyboard.press("a")
    page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=first)
    page.keyboard.press("u")
    shown(page, first)
    page.wait_for_function("() => document.querySelector('#state').textContent.includes('nreviewed')")
    accept, undo = server.events()
    assert (undo.action, undo.reverts) == ("undo", accept.event_id)
    assert "data-undone" in page.inner_html(".trail")


def test_any_event_of_mine_in_the_trail_can_be_undone(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("fr-bulletin-5", "65 %")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.keyboard.press("4")
    page.wait_for_selector("[role=option]")
    page.keyboard.type("other")
    page.keyboard.press("Enter")
    page.wait_for_selector(".trail [data-undo]")
    page.click(".trail [data-undo]")
    page.wait_for_selector(".trail [data-undone]")
    assert [event.action for event in server.events()] == ["correct", "undo"]


def test_next_and_previous_go_through_the_queue_without_deciding(
    server: AuditServer, open_page: Open
) -> None:
    page = open_page(server, "/queue/confidence")
    page.click("text=Review these")
    shown(page)
    first = page.get_attribute("main", "data-figure")
    page.keyboard.press("j")
    page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=first)
    second = page.get_attribute("main", "data-figure")
    page.keyboard.press("k")
    shown(page, first)
    page.go_back()
    shown(page, second)
    assert server.events() == []


def test_a_missed_figure_is_selected_offered_as_read_and_saved(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("th-missed", "ร้อยละ 88.5")
    page = shown(open_page(server, figure_path(figure)), figure)
    place = page.evaluate(
        """() => {
            const { pane } = tinso.desk, start = [...pane.text].join('').indexOf('41');
            pane.select(pane.offsets.toPoints(start), pane.offsets.toPoints(start + 2));
            return start;
        }"""
    )
    page.keyboard.press("m")
    page.wait_for_selector(".draft")
    assert "41" in page.inner_text('.draft li[data-field="value"]')
    page.keyboard.press("u")
    page.wait_for_selector("[role=option]")
    page.keyboard.type("person")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement?.matches('.draft .part')")
    page.click(".draft [data-save]")
    saved(page)
    (event,) = server.events()
    assert event.action == "add"
    assert event.anchor is not None
    assert (event.anchor.quote, event.anchor.start) == ("41", place)
    assert '"value":"41"' in (event.new or "").replace(" ", "")
    page.wait_for_selector(".rail [data-state=added]")


def test_a_missed_figure_that_is_selected_too_widely_is_saved_where_it_is_read(
    server: AuditServer, open_page: Open
) -> None:
    page = shown(open_page(server, figure_path(server.figure("th-missed", "ร้อยละ 88.5"))))
    place = page.evaluate(
        """() => {
            const { pane } = tinso.desk, start = [...pane.text].join('').indexOf('41');
            pane.select(pane.offsets.toPoints(start - 4), pane.offsets.toPoints(start + 6));
            return start;
        }"""
    )
    page.keyboard.press("m")
    page.wait_for_selector(".draft")
    page.click(".draft [data-save]")
    saved(page)
    (event,) = server.events()
    assert event.anchor is not None
    assert (event.anchor.quote, event.anchor.start) == ("41", place)


def test_a_missed_figure_is_found_with_the_keyboard_alone(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("th-missed", "ร้อยละ 88.5")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.keyboard.press("m")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_selector(".draft h1")
    assert page.inner_text(".draft h1") == "41"
    page.keyboard.press("Escape")
    assert page.locator(".draft").count() == 0


def test_the_span_is_corrected_by_a_selection_of_whole_letters(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("th-vinh-long", "ร้อยละ 93.4")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.evaluate(
        """() => {
            const { pane } = tinso.desk, start = pane.text.indexOf('93.4'), end = pane.text.indexOf('ประชากร', start) + 1;
            const from = pane.place(start), to = pane.place(end), range = document.createRange();
            range.setStart(from.node, from.offset); range.setEnd(to.node, to.offset);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("e")
    saved(page)
    (event,) = server.events()
    assert event.field == "span"
    assert '"quote":"93.4 ของป"' in (event.new or "")


def test_a_field_and_its_words_in_the_text_are_lit_together(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("th-vinh-long", "95.2%")
    page = shown(open_page(server, figure_path(figure)), figure)
    page.hover('li[data-row="date"]')
    lit = page.evaluate("[...CSS.highlights.get('lit')].map(String)")
    assert lit
    assert all("2569" in words for words in lit)
    page.mouse.move(0, 0)
    assert page.evaluate("CSS.highlights.has('lit')") is False


def test_two_reviewers_are_given_different_figures_and_none_is_lost(
    server: AuditServer, open_page: Open
) -> None:
    reviewers = sign_up(server, ("mai", "reviewer"), ("ly", "lead"))
    pages = [open_page(server, "/queue/confidence", reviewer=reviewers[0])]
    shown_first(pages[0])
    pages.append(open_page(server, "/queue/confidence", reviewer=reviewers[1]))
    shown_first(pages[1])
    firsts = [page.get_attribute("main", "data-figure") for page in pages]
    assert len(set(firsts)) == 2
    for _ in range(3):
        for page in pages:
            before = page.get_attribute("main", "data-figure")
            page.keyboard.press("a")
            page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=before)
    for page in pages:
        saved(page)
    events = server.events()
    assert [sum(event.reviewer == name for event in events) for name in ("mai", "ly")] == [3, 3]
    assert len({event.event_id for event in events}) == 6


def test_two_who_decide_differently_make_a_dispute_that_a_lead_settles(
    server: AuditServer, open_page: Open
) -> None:
    figure = server.figure("fr-bulletin-6", "66 %")
    mai, lan, ly = sign_up(server, ("mai", "reviewer"), ("lan", "reviewer"), ("ly", "lead"))
    for who, keys in ((mai, "a"), (lan, "r1")):
        page = shown(open_page(server, figure_path(figure), reviewer=who), figure)
        for key in keys:
            page.keyboard.press(key)
        saved(page)
    page = open_page(server, "/queue/disputes", reviewer=ly)
    page.click("text=Review these")
    shown(page, figure)
    assert "Disputed" in page.inner_text("#state")
    assert "mai" in page.inner_text(".trail")
    page.keyboard.press("a")
    saved(page)
    page.goto(server.root + figure_path(figure))
    shown(page, figure)
    assert "Accepted" in page.inner_text("#state")


def test_two_windows_of_one_reviewer_each_hear_of_their_own_decisions(
    server: AuditServer, open_page: Open
) -> None:
    figures = [server.figure(f"fr-bulletin-{number}", f"{60 + number} %") for number in (7, 8)]
    first = open_page(server, figure_path(figures[0]))
    second = first.context.new_page()
    second.goto(server.root + figure_path(figures[1]))
    for page, figure in zip((first, second), figures, strict=True):
        shown(page, figure).keyboard.press("a")
    for page in (first, second):
        saved(page)
    assert sorted(server.decisions()) == sorted(("accept", figure) for figure in figures)


def test_rows_in_view_are_accepted_together_and_taken_back_with_one_key(
    server: AuditServer, open_page: Open
) -> None:
    page = open_page(server, "/queue/confidence")
    boxes = page.locator("input[name=figure_id]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert page.inner_text("[data-number][value=accept]").split() == ["Accept", "3"]
    with page.expect_navigation():  # to its end: keys count once the script has been loaded
        page.click("[data-number][value=accept]")
    page.wait_for_selector(".notice form button")
    assert [action for action, _ in server.decisions()] == ["accept"] * 3
    with page.expect_navigation():
        page.keyboard.press("u")
    assert [action for action, _ in server.decisions()] == ["accept"] * 3 + ["undo"] * 3
