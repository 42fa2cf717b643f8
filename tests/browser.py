"""A real Chromium without a network, for tests of what the program gives to browsers.

A test asks for the fixture ``open_page``: a function that makes a page, empty or of some HTML, at a screen's width.
Whatever a page asks of the network is refused and kept in ``asked_for``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What the program is called, first come first used."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PHONE, DESKTOP = 375, 1280
"""Widths of a screen in CSS pixels."""
LOCAL = ("about:", "blob:", "data:", "file:")

OpenPage = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one headless Chromium for all tests of a file; without one a test is skipped, but in CI it fails.

    Not for a whole run: playwright keeps an event loop going, in which no question of ours could be drawn.
    """
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        sentence = f"needs a browser, and none of {', '.join(NAMES)} is installed; see scripts/system-packages"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def asked_for() -> list[str]:
    """Give the addresses that pages of this test asked the network for; each was refused."""
    return []


@pytest.fixture
def open_page(browser: Browser, asked_for: list[str]) -> Iterator[OpenPage]:
    """Give a function that opens a page: ``open_page(html, width=PHONE, dark=True)``; a path is opened as a file.

    All pages are closed after the test.
    """
    contexts = []

    def refuse(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
            return
        asked_for.append(route.request.url)
        route.abort()

    def opened(html: str | Path = "", *, width: int = DESKTOP, height: int = 800, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", offline=True
        )
        contexts.append(context)
        context.route("**/*", refuse)
        page = context.new_page()
        if isinstance(html, Path):
            page.goto(html.as_uri())
        elif html:
            page.set_content(html)
        return page

    yield opened
    for context in contexts:
        context.close()
