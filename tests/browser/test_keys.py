"""The console by keyboard alone, as with a presenter's remote."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.conftest import Hall
from tests.support.server import PATIENT

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


class Keys:
    """Presses a key once the command before it is answered."""

    def __init__(self, ana: FacilitatorPage) -> None:
        self.page = ana.page

    def __call__(self, key: str) -> None:
        expect(self.page.locator("button[data-command][aria-disabled]")).to_have_count(0)
        self.page.keyboard.press(key)


def test_a_poll_from_question_to_result(house: House, hall: Hall) -> None:
    ben, cleo, dora = hall.join("Ben", "Cleo", "Dora")
    ana = house.console(hall)
    press = Keys(ana)
    press("ArrowRight")
    ana.at("Welcome")
    press("ArrowRight")
    ana.at("Coffee, tea or something else?", "prepared")
    press("Space")
    ana.at("Coffee, tea or something else?", "open")
    for phone in (ben, cleo, dora):
        assert phone.op("vote:coffee-or-tea", {"choice": [1]})["status"] == "ok"
    press("Space")
    ana.at("Coffee, tea or something else?", "closed")
    press("r")
    ana.at("Coffee, tea or something else?", "revealed")
    press("n")
    ana.at("A smile this week")
    press("ArrowLeft")
    ana.at("Coffee, tea or something else?", "revealed")


def test_time_and_pause(house: House, hall: Hall) -> None:
    hall.go("breakout")
    ana = house.console(hall)
    press, timer = Keys(ana), ana.page.locator('.timer [data-timer="step"]')
    minute = lambda: int(timer.inner_text().split(":")[0])  # noqa: E731
    expect(timer).not_to_contain_text(":00")
    before = minute()
    press("+")
    expect(timer).to_contain_text(f"{before + 1}:")
    press("-")
    press("-")
    expect(timer).to_contain_text(f"{before - 1}:")
    press("p")
    ana.says("Paused for everyone.")
    press("p")
    expect(ana.page.locator("body")).not_to_contain_text("Paused for everyone.")


def test_undo_takes_a_step_back_everywhere(house: House, hall: Hall) -> None:
    hall.go("slide")
    ann, ana = house.guest(hall, "Ann"), house.console(hall, clock=True)
    press = Keys(ana)
    with ana.standing_time():
        press("n")
        ann.heading("Coffee, tea or something else?")
        ana.says("Moved on.")
        press("u")
    ann.heading("Welcome")


def test_keys_rest_while_somebody_types(house: House, hall: Hall) -> None:
    hall.go("slide")
    ann, ana = house.guest(hall, "Ann"), house.console(hall)
    ana.page.keyboard.press("?")
    expect(ana.page.locator("#keys")).to_be_visible()
    ana.page.keyboard.press("ArrowRight")
    ana.page.keyboard.press("Escape")
    ana.press("Message to all phones")
    expect(ana.page.get_by_label("What everyone reads at once")).to_be_focused()  # no tap more in a hurry
    ana.page.keyboard.type("next up: r n p - a break")
    ana.page.keyboard.press("Enter")
    ann.says("next up: r n p - a break")
    ana.at("Welcome")
    ann.heading("Welcome")
