"""Every screen: no violation that axe-core finds, at twice the size, without scripts, and nothing moving between figures.

Pictures of all of them are left in `build/screenshots`, which git ignores, for eyes to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import saved, shown
from .serving import AuditServer

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

PICTURES = Path(__file__).parents[4] / "build" / "screenshots"
SCREENS = {
    "start": "/",
    "queue": "/queue/confidence",
    "queue empty": "/queue/confidence?province=C%E1%BA%A7n+Th%C6%A1",
    "figure lao": "/figure/{lo}?queue=confidence",
    "figure thai": "/figure/{th}",
    "figure french": "/figure/{fr}",
    "correct": "/correct/{lo}?queue=confidence",
    "article": "/article/th-vinh-long?refused=1",
    "search": "/search?q=%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%81%E0%B8%B1%E0%B8%99",
    "search empty": "/search?q=nowhere",
    "samples": "/samples",
    "quality": "/quality",
    "help": "/help",
    "missing": "/figure/00000000000000000000000000000000",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def path_of(server: AuditServer, name: str) -> str:
    figures = {
        "lo": ("lo-vinh-long", "95,2%"),
        "th": ("th-vinh-long", "ร้อยละ 93.4"),
        "fr": ("fr-vinh-long", "3 120 000"),
    }
    return SCREENS[name].format(**{lang: server.figure(*where) for lang, where in figures.items()})


def settled(page: Any) -> Any:
    """The page with its fonts and what its module does at first."""
    if page.locator("main.desk:not(.article)").count():
        shown(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    return page


def keep_picture(page: Any, name: str, *, whole: bool = True) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name.replace(' ', '-')}.png", full_page=whole)


def faults_of(page: Any) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {fault['help']} ({node['target']})" for fault in found for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_on_any_screen(
    shared_server: AuditServer, open_page: Open, name: str, scheme: str
) -> None:
    path = path_of(shared_server, name)
    page = settled(open_page(shared_server, path, color_scheme=scheme, expects_errors=name == "missing"))
    keep_picture(page, f"{name} {scheme}")
    assert faults_of(page) == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("reasons", ["r"]),
        ("correcting", ["e"]),
        ("codes", ["4"]),
        ("number", ["1"]),
        ("refused", ["x"]),
        ("keys", ["?"]),
        ("picking", ["m"]),
        ("missed", ["m", "Enter"]),
    ],
)
def test_axe_finds_nothing_in_what_a_key_opens(
    shared_server: AuditServer, open_page: Open, name: str, keys: list[str]
) -> None:
    figure = shared_server.figure("th-missed", "ร้อยละ 88.5")
    page = settled(open_page(shared_server, f"/figure/{figure}?queue=confidence"))
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    keep_picture(page, f"figure {name}", whole=False)
    assert faults_of(page) == []


@pytest.mark.parametrize("name", [name for name in SCREENS if name != "missing"])
def test_twice_the_size_nothing_is_cut_off_and_nothing_scrolls_sideways(
    shared_server: AuditServer, open_page: Open, name: str
) -> None:
    size = {"width": 720, "height": 450}  # what 1440 by 900 are at 200 %
    page = settled(open_page(shared_server, path_of(shared_server, name), viewport=size))
    keep_picture(page, f"{name} at 200 %")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, h1, h2')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width > 1 && !one.closest('.wide, .unseen, [aria-hidden]') && (box.left < -1 || box.right > innerWidth + 1)
                && !one.matches('.skip-link');
        }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert hidden == []


def test_twice_the_size_a_figure_is_decided_by_buttons_in_sight(server: AuditServer, open_page: Open) -> None:
    figure = server.figure("lo-vinh-long", "95,2%")
    page = settled(open_page(server, f"/figure/{figure}", viewport={"width": 720, "height": 450}))
    button = page.locator('[data-do="accept"]')
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 450
    button.click()
    saved(page)
    assert server.decisions() == [("accept", figure)]


def test_without_scripts_a_figure_is_accepted_rejected_skipped_corrected_and_undone(
    server: AuditServer, open_page: Open
) -> None:
    page = open_page(server, "/queue/confidence", java_script_enabled=False)
    page.click("text=Review these")
    page.wait_for_selector("#text mark[data-own]")
    page.locator('[data-do="correct"]').wait_for(state="hidden")
    keep_picture(page, "figure without scripts")
    page.click('[data-do="accept"]')
    page.click("summary:has-text('Reject')")
    page.click("#reasons button >> nth=0")
    page.click('[data-do="skip"]')
    page.click(".notice button:has-text('Undo')")
    page.goto(server.root + "/queue/confidence")
    page.click("text=Review these")
    page.click("a.scriptless:has-text('Correct')")
    page.select_option("select[name=scope]", "each")
    page.click("button:has-text('Save')")
    page.wait_for_selector(".notice:has-text('Corrected')")
    assert [action for action, _ in server.decisions()] == ["accept", "reject", "skip", "undo", "correct"]


def test_without_scripts_a_list_is_filtered_by_its_form(shared_server: AuditServer, open_page: Open) -> None:
    page = open_page(shared_server, "/queue/confidence", java_script_enabled=False)
    page.select_option("select[name=lang]", "lo")
    page.click("form.filters button")
    assert "lang=lo" in page.url
    assert set(page.locator(".list .tongue").all_inner_texts()) == {"lo"}
    page.click(".found .pill")
    assert "lang=lo" not in page.url


def test_nothing_but_the_text_moves_between_figures(shared_server: AuditServer, open_page: Open) -> None:
    page = open_page(shared_server, "/queue/confidence")
    page.click("text=Review these")
    shown(page)
    parts = [".bar", ".strip", ".record", ".sisters", '[data-do="accept"]', 'li[data-row="province"]']
    places = []
    for _ in range(6):
        places.append({part: page.locator(part).bounding_box() for part in parts})
        before = page.get_attribute("main", "data-figure")
        page.keyboard.press("j")
        page.wait_for_function("id => document.querySelector('main').dataset.figure !== id", arg=before)
    assert places == [places[0]] * len(places)


def test_the_next_figures_are_on_hand_before_they_are_asked_for(
    shared_server: AuditServer, open_page: Open
) -> None:
    page = open_page(shared_server, "/queue/confidence")
    page.click("text=Review these")
    shown(page)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    upcoming = page.evaluate("tinso.desk.screen.next[0]")
    page.keyboard.press("j")
    shown(page, upcoming)
    assert not [url for url in asked if upcoming in url]


def test_thai_and_lao_are_set_in_the_fonts_that_come_along(
    shared_server: AuditServer, open_page: Open
) -> None:
    page = settled(open_page(shared_server, path_of(shared_server, "figure lao")))
    loaded = page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    )
    assert {"Tinso Lao", "Tinso Thai"} <= {name.strip('"') for name in loaded}


def test_the_list_of_figures_says_what_is_marked(shared_server: AuditServer, open_page: Open) -> None:
    page = settled(open_page(shared_server, path_of(shared_server, "figure thai")))
    rail = page.get_by_role("navigation", name="In this article").get_by_role("listitem")
    assert rail.count() == page.evaluate("tinso.desk.figure.neighbours.length")
    assert page.locator('.rail a[aria-current="true"]').count() == 1
