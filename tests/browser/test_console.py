"""The console by mouse and by keyboard: texts to read, groups to arrange, a call, and the end taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.conftest import Hall
from tests.realtime.test_console import NAMES, SCRIPT
from tests.support.server import PATIENT, Scripts, Server
from workshop.util.paths import bundled

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"inside.md": SCRIPT, "_help-lines.md": bundled("sessions") / "_help-lines.md"}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "inside")
    opened.do("start")
    yield opened
    opened.home()


def rooms(ana: FacilitatorPage) -> list[str]:
    return [" ".join(text.split()) for text in ana.page.locator(".rooms > li").all_inner_texts()]


def test_texts_are_blurred_until_they_are_read(house: House, hall: Hall) -> None:
    phones = hall.join(*NAMES)
    hall.server.command(hall.id, "goto", step="letter")
    for phone in phones:
        phone.op("note:letter", {"text": "one long winter", "sees": "everyone without names"})
    hall.do("close")  # while people write, nothing is shown of what they share
    ana = house.console(hall)
    card = ana.page.locator(".waiting-words li").first
    expect(card).to_be_visible()
    assert ana.page.locator("#texts-letter").inner_text().count("Ann") == 0
    ana.page.mouse.move(2, 2)
    expect(card.locator(".text")).to_have_css("filter", re.compile("^blur"))
    card.locator(".text").focus()
    expect(card.locator(".text")).to_have_css("filter", "none")
    assert not ana.inspect("texts wait")
    card.get_by_role("button", name="Show", exact=True).click()
    ana.says("2 more")
    expect(ana.page.locator(".waiting-words > li:visible")).to_have_count(4)


def test_groups_are_arranged_by_drag_and_by_keyboard(house: House, hall: Hall) -> None:
    hall.join(*NAMES[:4])
    ana = house.console(hall)
    hall.server.command(hall.id, "goto", step="pairs")
    ana.at("In pairs")
    ana.do("Look at the groups first")
    expect(ana.page.locator(".rooms[data-arrange]")).to_be_visible()
    who = ana.page.locator(".rooms .people li").first
    name = who.inner_text()
    who.drag_to(ana.page.locator('[data-seats="g2"]'))
    expect(ana.page.locator('[data-seats="g2"] li')).to_have_count(3)
    ana.page.locator(".arrange > summary").first.press("Enter")
    form = ana.page.locator('form[data-command="move"]')
    form.get_by_label("Who").select_option(label=name)
    form.get_by_label("To").select_option(label="Group 1")
    form.get_by_role("button", name="Move").press("Enter")
    expect(ana.page.locator('[data-seats="g2"] li')).to_have_count(2)
    assert not ana.inspect("groups are proposed")
    ana.do("Start the groups")
    expect(ana.page.locator("body")).to_have_attribute("data-phase", "open")
    assert len(rooms(ana)) == 2
    assert not ana.inspect("groups are at work")


def test_a_call_and_a_word_back(house: House, hall: Hall) -> None:
    ana, ann = house.console(hall), house.guest(hall, "Ann")
    ann.press("I need a moment")
    ann.page.locator('#leaf-dialog [data-signal="look in"]').tap()
    ana.says("Ann asks you to look in")
    ana.page.get_by_role("button", name="I take it").click()
    ana.says("taken by the facilitator")
    ann.says("Somebody is on the way to you.")
    ana.page.get_by_role("button", name="Reply").click()
    assert not ana.inspect("a reply")
    ana.page.get_by_label("What only this person reads").fill("I come to you in the break.")
    ana.press("Send to this person")
    ann.says("I come to you in the break.")
    ann.press("Close")
    ana.page.get_by_role("button", name="Done").click()
    expect(ana.page.locator(".signal")).to_have_count(0)
    expect(ann.page.locator('[data-signal-told="look in"]')).to_be_hidden()


OLDER = """() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        if (!String(data).includes('"from":')) return send.call(this, data);  // a beat of the line goes by
        WebSocket.prototype.send = send;
        return send.call(this, String(data).replace(/"from":(\\d+)/, (_, v) => `"from":${v - 1}`));
    };
}"""  # the next command is about what stood there a moment before


def test_a_press_holds_where_only_people_moved(house: House, hall: Hall) -> None:
    hall.join(*NAMES[:4])
    ana = house.console(hall)
    hall.server.command(hall.id, "goto", step="pairs")
    ana.at("In pairs")
    ana.page.evaluate(OLDER)
    ana.do("Look at the groups first")
    expect(ana.page.locator(".rooms[data-arrange]")).to_be_visible()
    ana.do("Start the groups")
    expect(ana.page.locator("body")).to_have_attribute("data-phase", "open")
    hall.server.command(hall.id, "goto", step="how")
    hall.do("open", "close")
    ana.at("How is it?", "closed")
    ana.page.evaluate(OLDER)
    ana.do("Tell the room")
    ana.at("How is it?", "revealed")
    hall.server.command(hall.id, "goto", step="letter")
    ana.at("A letter")
    ana.page.evaluate(OLDER)
    ana.page.evaluate("() => { document.querySelector('#primary').click(); document.body.dataset.step = 'elsewhere'; }")
    ana.says("Something changed on another device")


def test_a_poll_typed_live_and_an_end_taken_back(house: House, hall: Hall) -> None:
    ana = house.console(hall, clock=True)
    ana.press("Insert a new step")
    ana.page.get_by_label("Title or question").fill("How is the pace?")
    ana.press("Ask now")
    expect(ana.page.get_by_label("Answers, one a line")).to_be_focused()  # not refused below the buttons
    ana.page.get_by_label("Answers, one a line").fill("Too slow\nJust right")
    assert not ana.inspect("a new step")
    ana.press("Insert after this step")
    expect(ana.page.locator(".next-card")).to_contain_text("How is the pace?")
    ana.press("Insert a new step")
    ana.page.get_by_label("Title or question").fill("How far are you?")
    ana.page.get_by_label("Scale 1 to 7").check()
    ana.press("Ask now")
    ana.at("How far are you?", "open")
    hall.server.command(hall.id, "goto", step="welcome")
    ana.at("Welcome")
    with ana.standing_time():
        ana.do("End the workshop")
        ana.press("End for everyone")
        ana.heading("Thank you. The workshop is over.")
        ana.page.locator("[data-undo] button").click()
    ana.heading("Welcome")


def test_the_results_become_the_newest_by_themselves(house: House, hall: Hall) -> None:
    """Nothing moves under whoever reads them, and nothing shows before it may."""
    phones = hall.join("Ann", "Ben", "Cem")
    hall.server.command(hall.id, "goto", step="how")
    hall.do("open")
    for phone in phones:
        assert phone.op("vote:how", {"choice": [0]})["status"] == "ok"
    ana = house.facilitator()
    ana.signed_in()
    ana.goto(f"/host/sessions/{hall.id}/results")
    ana.says("This poll is still open")
    assert not ana.page.locator("main .chart").count()
    ana.page.get_by_text("Delete this session now").click()
    inside = ana.button("Delete everything")
    inside.focus()
    before = ana.page.evaluate("() => [scrollY, window.same = true]")
    hall.do("close")
    expect(ana.page.locator("main .chart")).to_have_count(1, timeout=15_000)
    ana.silent_about("This poll is still open")
    expect(inside).to_be_focused()
    assert ana.page.evaluate("() => window.same")  # no reload
    assert ana.page.evaluate("() => scrollY") >= before[0]
    assert not ana.page.locator("main [aria-live], main [role=status]").count()
    with ana.page.expect_response(lambda answer: answer.url.endswith("/results") and answer.status == 304):
        ana.says("Not over yet")
    hall.do("end")
    expect(ana.page.get_by_text("Not over yet")).to_have_count(0, timeout=15_000)
    ana.says("It is added here by itself; what you download before is without it.")
