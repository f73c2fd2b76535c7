"""A Chromium for all the tests, and a house of windows for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.house import WAIT, House
from tests.support.proxies import HOST
from tests.support.server import Server

# The same browser without windows of its own makes a page with a quarter of the work; so it comes first.
CHROMIUM = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one that the machine brings, else the one that Playwright installed."""
    own = next((path for path in CHROMIUM if Path(path).exists()), None)
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=own, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(chromium: Browser, server: Server) -> Iterator[House]:
    opened = House(chromium, server)
    yield opened
    trouble = {window.name: window.trouble() for window in opened.windows if window.trouble()}
    opened.close()
    assert not trouble, trouble
