"""What must never reach a page: everything that arrives in a browser is looked through, not only what shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.arrived import Arrived
from tests.browser.house import House
from tests.conftest import Hall

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

PEOPLE = ("Ben", "Cleo", "Dora", "Emil", "Finn", "Gita")
SECRET = "marzipanduck"


def test_a_result_before_it_is_shown(house: House, hall: Hall) -> None:
    """Words in an open and in a closed poll are nobody's yet, not even the facilitator's while it is open."""
    crowd = hall.join(*PEOPLE)
    ann, screen, ana = house.guest(hall, "Ann"), house.projector(), house.console(hall)
    screen.show(ana.screen_link())
    got = [Arrived(window) for window in (ann, screen, ana)]
    for window in (ann, screen, ana):
        window.page.reload()
        window.live()
    hall.do("start")
    hall.server.command(hall.id, "goto", step="one-word")
    hall.do("open")
    for phone in crowd:
        assert phone.op("vote:one-word", {"words": [SECRET]})["status"] == "ok"
    ana.turnout(6, 7)
    screen.turnout(6, 7)
    assert not [found for arrived in got for found in arrived.holds({SECRET})]
    hall.do("close")
    ann.says("Closed.")
    assert not [found for arrived in got[:2] for found in arrived.holds({SECRET})]
    hall.do("reveal")
    for window, arrived in zip((ann, screen, ana), got, strict=True):
        window.says(SECRET)
        assert arrived.holds({SECRET}), "the test would see nothing"


def test_a_text_of_another_group(house: House, hall: Hall) -> None:
    """Each pair reads its own words; the console and the screen read none of them."""
    crowd = hall.join(*PEOPLE, "Hans")
    ann, screen, ana = house.guest(hall, "Ann"), house.projector(), house.console(hall)
    screen.show(ana.screen_link())
    got = {window.name: Arrived(window) for window in (ann, screen, ana)}
    for window in (ann, screen, ana):
        window.page.reload()
        window.live()
    step = hall.go("breakout")
    hall.do("form_groups")
    expect(ann.page.locator(".room .people li")).to_have_count(2)
    partner = ann.page.locator(".room .people li:not(.you)").inner_text()
    texts = {}
    for name, phone in zip((*PEOPLE, "Hans"), crowd, strict=True):
        texts[name] = f"{name.lower()} smiled at a snail"
        body = {"text": texts[name], "sees": "my group"}
        assert phone.op(f"note:{step}", body)["status"] == "ok"
    expect(ann.page.locator("[data-group-notes] li")).to_have_count(1)
    ann.says(texts[partner])
    others = {text for name, text in texts.items() if name != partner}
    assert not got["Ann"].holds(others)
    assert not got["the projector"].holds(set(texts.values()))
    assert not got["the facilitator"].holds(set(texts.values()))
