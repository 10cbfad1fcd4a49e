"""Keys: off, changed, ignored while typing and composing, on a Thai keyboard, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import saved, shown
from .serving import AuditServer

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def page(server: AuditServer, open_page: Open) -> Any:
    figure = server.figure("fr-bulletin-1", "61 %")
    return shown(open_page(server, f"/figure/{figure}?queue=confidence"), figure)


def here(page: Any) -> str:
    return str(page.get_attribute("main", "data-figure"))


def test_keys_that_are_off_do_nothing_and_buttons_still_do(server: AuditServer, page: Any) -> None:
    figure = here(page)
    page.keyboard.press("?")
    page.click("#keys-on")
    page.keyboard.press("Escape")
    for key in "arsmujx1":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert here(page) == figure
    assert server.events() == []
    assert not page.is_visible('[data-key-of="accept"]')
    page.click('[data-do="accept"]')
    saved(page)
    assert server.decisions() == [("accept", figure)]


def test_a_changed_key_decides_and_the_old_one_does_not(server: AuditServer, page: Any) -> None:
    figure = here(page)
    page.keyboard.press("?")
    page.fill("#key-accept", "g")
    page.keyboard.press("Escape")
    assert page.inner_text('[data-do="accept"] kbd') == "g"
    page.keyboard.press("a")
    page.wait_for_timeout(150)
    assert here(page) == figure
    page.keyboard.press("g")
    saved(page)
    assert server.decisions() == [("accept", figure)]


def test_a_key_is_not_given_twice(page: Any) -> None:
    page.keyboard.press("?")
    page.fill("#key-accept", "j")
    assert "taken" in page.inner_text(".keys [role=status]")
    assert page.input_value("#key-accept") == "a"


def test_keys_are_letters_while_something_is_typed(server: AuditServer, page: Any) -> None:
    figure = here(page)
    page.keyboard.press("/")
    page.keyboard.type("arsmuj")
    assert page.input_value("#find") == "arsmuj"
    assert here(page) == figure
    assert server.events() == []


def test_an_input_method_that_composes_is_left_alone(server: AuditServer, page: Any) -> None:
    figure = here(page)
    page.evaluate(
        """() => {
            for (const more of [{ isComposing: true }, { keyCode: 229 }])
                document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true, ...more }));
        }"""
    )
    page.keyboard.press("1")
    page.evaluate(
        """() => document.querySelector('.editor input').dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))"""
    )
    page.wait_for_timeout(200)
    assert page.locator(".editor").count() == 1
    assert here(page) == figure
    assert server.events() == []


def test_a_thai_keyboard_decides_by_the_place_of_its_keys(server: AuditServer, page: Any) -> None:
    figure = here(page)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ฟ', code: 'KeyA', bubbles: true }))"
    )
    saved(page)
    assert server.decisions() == [("accept", figure)]


def test_a_key_held_down_decides_once(server: AuditServer, page: Any) -> None:
    page.keyboard.down("a")
    for _ in range(5):
        page.keyboard.down("a")  # repeats
    page.keyboard.up("a")
    saved(page)
    assert len(server.events()) == 1


def test_a_figure_is_corrected_with_the_keyboard_alone(server: AuditServer, page: Any) -> None:
    page.keyboard.press("e")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute(".editor input", "aria-label") == "Indicator"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute(".editor input", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    saved(page)
    assert [event.field for event in server.events()] == ["indicator"]
    page.wait_for_function("() => document.activeElement?.dataset.field === 'indicator'")
