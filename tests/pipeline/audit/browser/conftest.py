"""A Chromium of this machine, driven against servers on loopback and kept from everything else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.audit.accounts import Accounts, Role, accounts_path

from . import articles
from .serving import COMMAND, AuditServer

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PASSWORD = "seventeen buffaloes"
LOOPBACK = {"127.0.0.1", "localhost"}


def _chromium() -> str | None:
    return os.environ.get("TINSO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


# Not of the session: as long as Playwright lives, no other test of the process can use asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser, started once. Without one the test is skipped, but fails where CI is set."""
    path = _chromium()
    if path is None:
        reason = "no Chromium on this machine: install it, or name it in TINSO_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(
            reason
        )  # a browser is no package that pip brings; CI installs one, and there its lack fails
    from playwright.sync_api import sync_playwright

    # Its sandbox needs rights that a container's root has not; nothing but our own pages on loopback is opened.
    switches = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=switches)
        yield started
        started.close()


def guarded(context: Any) -> Any:
    """The context, in which a request beyond this machine is refused and remembered in `context.refused`."""
    context.set_default_timeout(30_000)
    context.refused = []

    def check(route: Any) -> None:
        if urlsplit(route.request.url).hostname in LOOPBACK:
            route.continue_()
        else:
            context.refused.append(route.request.url)
            route.abort()

    context.route("**/*", check)
    return context


@pytest.fixture(scope="module")
def page_of_module(browser: Any) -> Iterator[Any]:
    """One page for a module whose tests leave nothing behind in it."""
    context = guarded(browser.new_context())
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published store of `articles.ALL`; tests copy it."""
    folder = tmp_path_factory.mktemp("published")
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles.ALL)
    (folder / "articles.jsonl").write_text(lines, "utf-8")
    command = [sys.executable, "-c", COMMAND, "ingest", "articles.jsonl", "--db", "tinso.duckdb"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return folder


@pytest.fixture
def server(browser: Any, published: Path, tmp_path: Path) -> Iterator[AuditServer]:
    """A server of the test's own, with an empty ledger."""
    shutil.copytree(published, tmp_path / "store", symlinks=True)
    started = AuditServer(tmp_path / "store" / "tinso.duckdb")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def shared_server(
    browser: Any, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AuditServer]:
    """A server for a module's tests that only look, or that decide about figures of their own."""
    folder = tmp_path_factory.mktemp("shared") / "store"
    shutil.copytree(published, folder, symlinks=True)
    started = AuditServer(folder / "tinso.duckdb")
    yield started
    started.stop()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens a page in a context of its own, signed in at a server.

    What a page throws or logs as an error fails the test at its end, and so does a request beyond loopback.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_one(
        server: AuditServer,
        path: str = "/",
        *,
        reviewer: str | None = None,
        expects_errors: bool = False,
        **options: Any,
    ) -> Any:
        context = guarded(browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options}))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(f"thrown: {fault}"))
        if not expects_errors:
            page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        if reviewer:
            page.goto(server.root + "/login")
            page.fill("input[name=name]", reviewer)
            page.fill("input[name=password]", PASSWORD)
            page.click("text=Begin")
        elif server.cookies:
            context.add_cookies(server.cookies)
        else:
            page.goto(server.entry)  # good once: later pages come with the cookie that it gave
            server.cookies = context.cookies()
        if path != "/" or page.url == "about:blank":
            page.goto(server.root + path)
        return page

    yield open_one
    refused = [url for context in contexts for url in context.refused]
    for context in contexts:
        context.close()
    assert refused == []
    assert faults == []


def sign_up(server: AuditServer, *people: tuple[str, Role]) -> list[str]:
    """Give people accounts at a server; their names."""
    accounts = Accounts(accounts_path(server.db))
    for name, role in people:
        accounts.add(name, role, PASSWORD)
    return [name for name, _ in people]


def shown(page: Any, figure_id: str | None = None) -> Any:
    """Wait until the module has taken over a figure screen, of this figure where one is named; the page."""
    page.wait_for_selector(f'main[data-figure="{figure_id}"]' if figure_id else "main[data-figure]")
    return page


def saved(page: Any) -> Any:
    """Wait until all that was decided is acknowledged; the page."""
    page.wait_for_selector('#saved[data-state="saved"]')
    page.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('tinso.unsaved.'))")
    return page
