"""One phone in a running workshop with a step of every kind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.kinds import SCRIPT
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Scripts, Server
from workshop.util.paths import bundled


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"kinds.md": SCRIPT, "media": bundled("sessions") / "media"}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "kinds")
    opened.do("start")
    yield opened
    opened.home()


@pytest.fixture
def ann(house: House, hall: Hall) -> PhonePage:
    return house.guest(hall, "Ann", clock=True)


def goto(hall: Hall, step: str, *phones: PhonePage) -> None:
    assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"
    for phone in phones:
        expect(phone.page.locator("body")).to_have_attribute("data-step", step)


def ask(hall: Hall, step: str, ann: PhonePage) -> None:
    goto(hall, step, ann)
    hall.do("open")
    expect(ann.page.locator("body")).to_have_attribute("data-phase", "open")
