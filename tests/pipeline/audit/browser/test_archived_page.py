"""A hostile page out of the archive, in a real browser: it is shown, and nothing in it runs, loads or leads away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..test_archived import ARCHIVED, HOSTILE, archive_pages, store_article
from .serving import AuditServer

pytestmark = pytest.mark.browser


@pytest.fixture
def server(browser: Any, tmp_path: Path) -> Iterator[AuditServer]:
    folder = tmp_path / "archive"
    store_article(tmp_path / "t.duckdb", archive_pages(folder, HOSTILE.encode()))
    started = AuditServer(tmp_path / "t.duckdb", ["--archive", str(folder)])
    yield started
    started.stop()


def test_a_browser_shows_it_and_nothing_in_it_runs_or_asks_for_anything(
    server: AuditServer, open_page: Callable[..., Any]
) -> None:
    first = open_page(server, ARCHIVED.replace("/archived/", "/article/"))
    # Not requests: what the policy stops is begun and never sent. `open_page` fails at what leaves the machine.
    answered: list[str] = []
    first.context.on("response", lambda response: answered.append(response.url))
    with first.context.expect_page() as opened:
        first.click("text=Archived page")
    page = opened.value
    page.wait_for_load_state()
    assert page.get_by_text("La province vise 95 % à l'été.").is_visible()
    assert page.get_by_text("Archived page, as fetched 2026-11-22 01:05 UTC").is_visible()
    assert page.title() == "Archived page of 2026-11-22 01:05 UTC"
    for name in ("away", "ours", "send"):
        page.click(f"#{name}")
    page.wait_for_timeout(300)  # a refresh, had it been left, would have gone off
    assert page.url == server.root + ARCHIVED
    assert [url for url in answered if "/assets/" not in url] == [page.url]  # the page before has an icon


def test_the_policy_alone_stops_what_the_markup_still_held(
    server: AuditServer, open_page: Callable[..., Any]
) -> None:
    page = open_page(server, "/help", expects_errors=True)
    headers = page.context.request.get(server.root + ARCHIVED).headers
    page.context.unroute("**/*")
    raw = HOSTILE.replace('<a href="javascript:', '<a href="#" data-was="')
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, headers=headers, body=raw)

    page.context.route("**/*", answer)
    page.goto(server.root + ARCHIVED)
    page.wait_for_timeout(300)
    assert page.url == server.root + ARCHIVED
    assert page.title() == "T"
    assert asked == [page.url]
