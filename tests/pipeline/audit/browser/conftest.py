"""A Chromium of this machine, driven against servers on loopback and kept from everything else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOPBACK = {"127.0.0.1", "localhost"}


def _chromium() -> str | None:
    return os.environ.get("TINSO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser, started once. Without one the test is skipped, but fails where CI is set."""
    path = _chromium()
    if path is None:
        reason = "no Chromium on this machine: install it, or name it in TINSO_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # Its sandbox needs rights that a container's root has not; nothing but our own pages on loopback is opened.
    switches = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=switches)
        yield started
        started.close()


def guarded(context: Any) -> Any:
    """The context, in which a request beyond this machine is refused and remembered in `context.refused`."""
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
