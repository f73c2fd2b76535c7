"""In Chromium, with TLS, under a path: what people and facilitators do on a server that is set up as the docs say."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.house import House
from tests.support import proxies
from tests.support.proxies import Behind
from tests.support.warm import Mother

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(proxies.missing()), reason=f"not installed: {proxies.missing()}"),
]
pytest_plugins = ["tests.browser.fixtures"]
TRUSTING = {"ignore_https_errors": True}  # the certificate is signed by itself


@pytest.fixture(scope="module")
def server(mother: Mother, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp("behind")
    proxies.certificate(folder)
    running = Behind(mother, folder, "caddy", "/workshop")
    running.start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


@pytest.fixture
def house(chromium: Browser, server: Behind) -> Iterator[House]:
    opened = House(chromium, server, **TRUSTING)
    yield opened
    trouble = {window.name: window.trouble() for window in opened.windows if window.trouble()}
    opened.close()
    assert not trouble, trouble


def test_a_whole_evening(house: House, server: Behind):
    ana, ann, screen = house.facilitator(), house.phone("Ann"), house.projector()
    ana.sign_in()
    links = ana.prepare("Hello in ten minutes")
    assert all(f"{server.url}/" in link for link in links.values()), links
    ann.join(links["link"])
    screen.goto(links["projector-link"])
    screen.live()
    ana.open_console()
    ana.here(1)
    ana.do("Start")
    expect(ann.page.locator("body")).to_have_attribute("data-phase", "open")
    expect(screen.page.locator("body")).to_have_attribute(
        "data-step", ann.page.locator("body").get_attribute("data-step")
    )
    mine = ann.tab()
    mine.goto(ann.page.url.replace("/s/", "/my/"))
    expect(mine.locator("h1").first).to_be_visible()
    assert mine.url.startswith(f"{server.url}/my/")
