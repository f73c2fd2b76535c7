"""A Chromium for all the tests, and a house of windows for each of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.chromium import FLAGS, own_chromium
from tests.browser.house import WAIT, House
from tests.support.server import Server


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """One for each worker: there cannot be a second."""
    expect.set_options(timeout=WAIT)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """The one that the machine brings, else the one that Playwright installed."""
    browser = driver.chromium.launch(executable_path=own_chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def house(chromium: Browser, server: Server) -> Iterator[House]:
    opened = House(chromium, server)
    yield opened
    trouble = {window.name: window.trouble() for window in opened.windows if window.trouble()}
    opened.close()
    assert not trouble, trouble
