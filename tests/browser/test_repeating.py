"""A part that repeats, by the console's buttons and by a remote with two of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.conftest import Hall
from tests.realtime.test_repeating import ASK, REPEATS, TALK
from tests.support.server import PATIENT, Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {REPEATS.name: REPEATS}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "repeats")
    opened.do("start")
    yield opened
    opened.home()


def test_once_more_taken_back_and_once_more_by_remote_then_go_on(house: House, hall: Hall) -> None:
    ann, ana = house.guest(hall, "Ann"), house.console(hall, clock=True)
    hall.do("open", "close")
    ana.at("How is your energy?", "closed")
    hall.do("next", "form_groups")
    hall.server.command(hall.id, "recall", seconds=0)
    ana.at("Listen to one another", "closed")
    big = ana.page.locator("#primary")
    expect(big).to_have_text("Once more (2 of 2)")
    expect(ana.button("Go on")).to_be_visible()
    assert not ana.inspect("once more is possible")

    with ana.standing_time():
        big.click()
        ana.at("How is your energy?", "prepared")
        ana.says("second time of 2")
        ann.heading("How is your energy?")
        expect(ann.page.locator(".where")).to_have_text("Step 1 of 3 · once more")
        ana.press("Undo")
    ana.at("Listen to one another", "closed")
    ana.says("first time of 2")
    ann.heading("Listen to one another")

    ana.page.keyboard.press("ArrowRight")  # what a remote sends
    ana.at("How is your energy?", "prepared")
    expect(big).to_have_text("Open the poll")
    big.click()
    ana.at("How is your energy?", "open")
    expect(ann.page.get_by_label("Low")).to_be_enabled()
    expect(ann.page.get_by_label("Low")).not_to_be_checked()

    ana.page.keyboard.press("n")
    ana.at("Listen to one another", "prepared")
    expect(ana.page.get_by_role("button", name="Once more")).to_have_count(0)
    ana.page.keyboard.press("n")
    ana.at("What did you notice?")
    expect(big).to_have_text("Once more")
    assert hall.server.show(hall.id)["step"]["time"] == 1


def test_two_quick_presses_begin_it_once(house: House, hall: Hall) -> None:
    """Where the part is one step, the screen looks the same before and after."""
    ana = house.console(hall)
    hall.server.command(hall.id, "goto", step="what-did-you-notice")
    ana.at("What did you notice?")
    big = ana.page.locator("#primary")
    big.dblclick()
    ana.says("second time, until you go on")
    expect(ana.page.locator("button[data-command][aria-disabled]")).to_have_count(0)  # every press was answered
    shown = hall.server.show(hall.id)["step"]
    assert shown["time"] == 2
    assert {ASK, TALK}.isdisjoint({shown["id"]})
