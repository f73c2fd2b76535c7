"""A whole workshop where the network refuses websockets: console, shared screen and two phones, over HTTP alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import Window
from tests.conftest import Hall

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
MINUTES = re.compile(r"^[0-4]:\d\d$")
# An hour of sleep: the page's steady clock stood meanwhile, the one on the wall did not.
ASLEEP = """() => { const [steady, wall] = [performance.now.bind(performance), Date.now];
    performance.now = () => steady() - 3600000;
    Date.now = () => wall() + 3600000;
    document.dispatchEvent(new Event("visibilitychange")); }"""
SLOWER = "This network blocks live connections; everything works, a little slower."


def behind_a_strict_relay(window: Window) -> None:
    """A relay that lets pages through and cuts every websocket."""
    window.context.route_web_socket("**/*", lambda socket: socket.close(code=1008))


def over_http(window: Window) -> None:
    expect(window.page.locator("body")).to_have_attribute("data-connection", "http")


def everybody_hears_a_bell(hall: Hall, *phones: Window) -> None:
    hall.do("ring")
    for phone in phones:
        phone.says("The bell rings.")


@pytest.mark.tour
def test_hello_is_led_from_the_lobby_to_the_end(house: House, hall: Hall) -> None:
    ana, screen, ann, ben = house.facilitator(), house.projector(), house.phone("Ann"), house.phone("Ben")
    for window in house.windows:
        behind_a_strict_relay(window)
    ana.signed_in()
    ana.session = hall.id
    link = ana.screen_link()
    ana.goto(f"/host/sessions/{hall.id}")
    over_http(ana)
    expect(ana.page.locator("#line-check")).to_have_text(SLOWER)
    expect(ana.page.locator("#connection")).to_have_text(SLOWER)
    screen.goto(link)
    over_http(screen)
    for phone in (ann, ben):
        hall.cookies[phone.name] = hall.server.join(hall.code, phone.name)["cookie"]
        phone.carry(hall.cookies[phone.name])
        phone.goto(f"/s/{hall.id}")
        over_http(phone)
    ana.here(2)
    ana.press("Start")
    plan = [step for step in hall.server.show(hall.id)["steps"] if step["state"] != "drawer"]
    for step in plan:
        for window in house.windows:
            expect(window.page.locator("body")).to_have_attribute("data-step", step["id"])
        if step["kind"] == "poll":
            ana.do("Open the poll")
            for phone in (ann, ben):
                if phone.page.locator("#stage .choice").count():
                    phone.page.locator("#stage .choice").first.tap()
                else:
                    phone.page.locator("#stage input[name=word]").first.fill("calm")
                    phone.press("Send")
                phone.saved()
            ana.turnout(2, 2)
            screen.turnout(2, 2)
        ana.page.keyboard.press("n")
        if step is plan[-1]:
            break
    everybody_hears_a_bell(hall, ann, ben)
    hall.server.command(hall.id, "end")
    for window in house.windows:
        expect(window.page.locator("body")).to_have_attribute("data-phase", "ended")


def test_after_sleep_the_time_that_is_left_is_right_here_too(house: House, hall: Hall) -> None:
    hall.join("Ben", "Cleo")
    ann = house.phone("Ann")
    behind_a_strict_relay(ann)
    hall.cookies["Ann"] = hall.server.join(hall.code, "Ann")["cookie"]
    ann.carry(hall.cookies["Ann"])
    ann.goto(f"/s/{hall.id}")
    over_http(ann)
    hall.go("breakout")
    hall.do("form_groups")
    left = ann.page.locator("#stage [data-timer]").first
    expect(left).to_have_text(MINUTES)
    with ann.page.expect_response(lambda answer: "/state?e=&" in answer.url):  # whatever it has, it asks for all
        ann.page.evaluate(ASLEEP)
    expect(left).to_have_text(MINUTES)
