"""Texts as they come: emoji before Lao, line ends of two characters, markup, spans that cross, browsers without highlights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from . import articles
from .conftest import shown
from .serving import AuditServer

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

HIGHLIGHTED = "name => [...(CSS.highlights.get(name) ?? [])].map(String)"


def test_an_emoji_before_a_lao_span_moves_no_mark(shared_server: AuditServer, open_page: Open) -> None:
    figure = shared_server.figure("lo-vinh-long", "95,2%")
    page = shown(open_page(shared_server, f"/figure/{figure}"), figure)
    assert page.evaluate(HIGHLIGHTED, "own") == ["95,2%"]
    rows = page.evaluate(
        "tinso.desk.figure.fields.filter(field => field.evidence).map(field => field.evidence.quote)"
    )
    painted = page.evaluate("[...CSS.highlights.values()].flatMap(found => [...found].map(String))")
    assert set(
        page.evaluate("tinso.desk.spans.map(span => tinso.desk.pane.quote(span.start, span.end))")
    ) <= set(rows)
    assert {"ການປົກຄຸມ", "ຂຶ້ນໄປ"} <= set(painted)
    assert page.evaluate("tinso.desk.checked") is False


def test_line_ends_of_two_characters_are_kept_and_marks_stay_in_place(
    shared_server: AuditServer, open_page: Open
) -> None:
    figure = shared_server.figure("fr-crlf", "91,5 %")
    page = shown(open_page(shared_server, f"/figure/{figure}"), figure)
    assert page.evaluate(HIGHLIGHTED, "own") == ["91,5 %"]
    assert page.evaluate("tinso.desk.pane.shown()") == articles.CRLF["text"]
    assert page.evaluate("tinso.desk.checked") is False


@pytest.mark.parametrize(
    "path", ["/figure/{figure}", "/article/fr-hostile", "/search?q=habitants", "/queue/confidence"]
)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_markup_in_a_text_stays_text(
    shared_server: AuditServer, open_page: Open, path: str, scripts: bool
) -> None:
    figure = shared_server.figure("fr-hostile", "84,5 %")
    page = open_page(shared_server, path.format(figure=figure), java_script_enabled=scripts)
    if scripts:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0
    assert page.locator("main b >> text=&lt;").count() == 0
    if path.startswith(("/figure", "/article")):
        text = page.locator("#text").inner_text()
        assert "</script><script>window.broken = 'text'</script>" in text
        assert "{{ 7 * 7 }}" in text
        assert "&lt;b&gt;" in text


def test_spans_that_cross_are_painted_in_lanes_of_their_own(
    shared_server: AuditServer, open_page: Open
) -> None:
    figure = shared_server.figure("fr-vinh-long", "95,2 %")
    page = shown(open_page(shared_server, f"/figure/{figure}"), figure)
    page.evaluate(
        "() => { const desk = tinso.desk; desk.spans = [{ row: 'indicator', start: 10, end: 30 }, { row: 'base', start: 20, end: 40 }]; desk.paint(); }"
    )
    assert page.evaluate("[...CSS.highlights.keys()].filter(name => /-[012]$/.test(name)).sort()") == [
        "base-1",
        "indicator-0",
    ]


def test_a_browser_without_highlights_gets_marks_that_cross_right(
    shared_server: AuditServer, open_page: Open
) -> None:
    figure = shared_server.figure("lo-vinh-long", "95,2%")
    page = open_page(shared_server)
    page.add_init_script(
        "delete CSS.highlights; Object.defineProperty(CSS, 'highlights', { value: undefined })"
    )
    page.goto(f"{shared_server.root}/figure/{figure}")
    shown(page, figure)
    assert page.locator("#text mark[data-own]").all_inner_texts() == ["95,2%"]
    page.evaluate(
        "() => { const desk = tinso.desk; desk.spans = [{ row: 'indicator', start: 10, end: 30 }, { row: 'base', start: 20, end: 40 }]; desk.paint(); }"
    )
    for row, start, end in (("indicator", 10, 30), ("base", 20, 40)):
        marked = page.evaluate(
            """row => { const found = [...document.querySelectorAll(`#text mark[data-row=${row}]`)];
                return found.map(mark => mark.textContent).join(''); }""",
            row,
        )
        assert marked == articles.LAO["text"][start:end].replace("\n", "")
    assert page.evaluate("tinso.desk.pane.shown()") == articles.LAO["text"]


def test_differing_fields_of_a_sister_translation_are_marked(
    shared_server: AuditServer, open_page: Open
) -> None:
    figure = shared_server.figure("fr-vinh-long", "95,2 %")
    page = shown(open_page(shared_server, f"/figure/{figure}"), figure)
    sisters = {
        row.locator(".tongue").inner_text(): row.locator(".differs").inner_text()
        for row in page.locator(".sisters li").all()
    }
    assert set(sisters) == {"lo", "ms", "th"}
    assert "95.5" in sisters["ms"]
    assert "same" in sisters["lo"]
