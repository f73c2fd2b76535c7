"""Leading together: links of one use, consoles with roles, the lead from hand to hand, and a room that nobody leads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import DESK, PHONE, House
from tests.browser.pages import FacilitatorPage, Window
from tests.conftest import Hall
from tests.realtime.test_console import SCRIPT
from tests.support.server import IMPATIENT, Scripts, Server
from tests.support.team import Team

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
WORD = "The team’s connection broke for a moment."


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"inside.md": SCRIPT, "_help-lines.md": "Call 116 123, day and night.\n"}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (IMPATIENT,)


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "inside")
    yield opened
    opened.home()


def helper(house: House, hall: Hall, name: str, role: str, device: dict = DESK) -> FacilitatorPage:
    """Somebody of the team, in whose browser the link was opened."""
    window = house._open(FacilitatorPage, name, device)
    window.goto(Team(hall.server, hall.id).link(name, role))
    window.live()
    return window


def keys_do_nothing(window: Window) -> None:
    for key in ("ArrowRight", "ArrowLeft", "n", " ", "r", "p", "+"):
        window.page.keyboard.press(key)


def test_a_link_is_made_opened_once_and_taken_back(house: House, hall: Hall) -> None:
    fay = house.facilitator()
    fay.signed_in()
    fay.goto(f"/host/sessions/{hall.id}/invite")
    assert not fay.inspect("no team")
    fay.page.get_by_label("Their name, as the team reads it").fill("Ana")
    fay.page.locator(".new-member .choice", has_text="Support").click()
    fay.press("Make a link")
    link = fay.page.get_by_label("Link for Ana").input_value()
    assert not fay.inspect("a new link")
    fay.page.reload()
    expect(fay.page.locator("#team-link")).to_have_count(0)
    expect(fay.page.locator(".members > li")).to_have_count(1)
    fay.says("not opened yet")
    ana = house._open(FacilitatorPage, "Ana", DESK)
    ana.goto(link)
    ana.live()
    assert "#" not in ana.page.url
    eve = house.phone("Eve")
    eve.may_complain("403")
    eve.goto(link)
    eve.says("This link was used already. Ask for a new one.")
    assert not eve.inspect("used already")
    fay.page.reload()
    fay.page.get_by_text("New link, take back").click()
    assert not fay.inspect("new link, take back")
    ana.may_complain("403")
    fay.page.get_by_role("button", name="Take back the place of Ana").click()
    ana.heading("For the team")
    ana.silent_about("Look inside")
    expect(fay.page.locator(".members")).to_have_count(0)


def test_the_lead_goes_from_hand_to_hand(house: House, hall: Hall) -> None:
    fay, ana = house.console(hall), helper(house, hall, "Ana", "lead")
    expect(ana.page.locator('[data-command="start"]')).to_have_count(0)
    ana.says("The facilitator starts the workshop.")
    assert not ana.inspect("before the start")
    fay.page.get_by_role("button", name="Hand over to Ana").click()
    fay.says("From then on Ana moves the workshop, with Start and End.")
    fay.press("Hand over")
    fay.says("Ana is leading. You are watching.")
    assert not fay.inspect("watching")
    ana.says("you lead")
    keys_do_nothing(fay)
    fay.heading("People arrive")
    ana.here(0)
    ana.do("Start")
    ana.press("Start all the same")
    ana.at("Welcome")
    fay.at("Welcome")
    expect(fay.page.locator("[data-primary]")).to_have_count(0)
    assert not ana.inspect("leading")
    ana.page.reload()
    ana.says("you lead")
    fay.do("Take the lead back")
    expect(fay.page.locator("[data-primary]")).to_have_text("Next")
    ana.page.keyboard.press("ArrowRight")
    fay.at("A letter")
    expect(ana.page.locator('[data-command="end"]')).to_have_count(0)


def test_support_has_calls_and_no_keys(house: House, hall: Hall) -> None:
    fay, sue = house.console(hall), helper(house, hall, "Sue", "support", PHONE)
    hall.do("start")
    ann = house.guest(hall, "Ann")
    ann.press("I need a moment")
    ann.page.locator('#leaf-dialog [data-signal="look in"]').tap()
    sue.says("Ann asks you to look in")
    assert not sue.inspect("a call")
    sue.page.get_by_role("button", name="I take it").click()
    fay.says("taken by Sue")
    ann.says("Somebody is on the way to you.")
    keys_do_nothing(sue)
    sue.at("Welcome")
    expect(sue.page.locator(".actions, #message-dialog, #insert-dialog, [data-undo]")).to_have_count(0)


def test_a_moderator_reads_and_shows(house: House, hall: Hall) -> None:
    mo = helper(house, hall, "Mo", "moderator")
    hall.do("start", "next")
    for phone in hall.join("Ann", "Ben", "Cem"):
        phone.op("note:letter", {"text": "one long winter", "sees": "everyone without names"})
    mo.says("Not yet to be read.")
    hall.do("close")
    mo.says("3 wait for you")
    assert not mo.inspect("texts wait")
    card = mo.page.locator(".waiting-words > li:visible").first
    card.get_by_role("button", name="Show", exact=True).click()
    mo.says("2 wait for you")
    mo.silent_about("Cem")


def test_nobody_leads_and_nothing_moves_under_the_hands(house: House, hall: Hall) -> None:
    fay, ann, screen = house.console(hall), house.guest(hall, "Ann"), house.projector()
    screen.show(f"/projector/{hall.id}#{_key(fay)}")
    fay.here(1)
    fay.do("Start")
    ann.heading("Welcome")
    fay.page.goto("about:blank")
    for window in (ann, screen):
        window.says(WORD)
        expect(window.page.locator("#holding")).to_be_visible()
        assert not window.inspect("nobody leads")
    ann.page.reload()
    expect(ann.page.locator("#holding")).to_be_visible()
    fay.open_console(hall.id)
    for window in (ann, screen):
        expect(window.page.locator("#holding")).to_be_hidden()
    fay.do("Next")
    ann.heading("A letter")
    ann.box().fill("Dear ")
    ann.says("Draft kept.")
    places = [ann.page.locator(f"#stage {part}").bounding_box() for part in ("h1", "textarea", ".foot")]
    fay.page.goto("about:blank")
    expect(ann.page.locator("#holding")).not_to_have_attribute("hidden", "")
    assert places == [ann.page.locator(f"#stage {part}").bounding_box() for part in ("h1", "textarea", ".foot")]
    ann.page.keyboard.type("you")
    expect(ann.box()).to_have_value("Dear you")
    fay.open_console(hall.id)
    expect(ann.page.locator("#holding")).to_have_attribute("hidden", "")
    expect(ann.box()).to_have_value("Dear you")


def _key(fay: FacilitatorPage) -> str:
    return fay.screen_link().partition("#")[2]


def test_without_websockets_the_word_comes_too(house: House, hall: Hall) -> None:
    fay = house.console(hall)
    hall.do("start")
    ann = house.phone("Ann")
    ann.may_complain("WebSocket", "socket.io")
    ann.page.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } };")
    ann.carry(hall.server.join(hall.code, "Ann")["cookie"])
    ann.goto(f"/s/{hall.id}")
    expect(ann.page.locator("body")).to_have_attribute("data-connection", "http", timeout=30_000)
    fay.page.goto("about:blank")
    expect(ann.page.locator("#holding")).to_be_visible(timeout=15_000)
    fay.open_console(hall.id)
    expect(ann.page.locator("#holding")).to_be_hidden(timeout=15_000)
