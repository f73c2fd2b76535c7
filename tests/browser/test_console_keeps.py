"""What whoever leads has typed stays until it was carried out: on a dead line, behind another press, when refused."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.browser.test_never_lost import Line
from tests.conftest import Hall
from tests.realtime.test_console import NAMES, SCRIPT
from tests.support.server import Scripts, Server
from workshop.util.paths import bundled

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
STEP = "### Slide: Written as in a script\n\nLook.\n"
DROPPED = "That did not reach the phones in time, so it was dropped."


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"inside.md": SCRIPT, "_help-lines.md": bundled("sessions") / "_help-lines.md"}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "inside")
    opened.do("start")
    yield opened
    opened.home()


def _message(ana: FacilitatorPage) -> Locator:
    ana.page.locator('[data-opens="message-dialog"]').locator("visible=true").first.click()
    return ana.page.locator("#message-text")


def _insert(ana: FacilitatorPage) -> Locator:
    ana.page.locator('[data-opens="insert-dialog"]').locator("visible=true").first.click()
    ana.page.locator("#new-answers").fill("Yes")  # the browser itself asks for one; that two are needed the server says
    return ana.page.locator("#new-title")


def _script(ana: FacilitatorPage) -> Locator:
    _insert(ana)
    ana.page.locator("#insert-dialog details").evaluate("each => { each.open = true; }")
    return ana.page.locator("#insert-text")


def _reply(ana: FacilitatorPage) -> Locator:
    ana.page.get_by_role("button", name="Reply").first.click()
    return ana.page.locator("#reply-text")


def _give_back(ana: FacilitatorPage) -> Locator:
    ana.page.locator("details.give-back").first.evaluate("each => { each.open = true; }")
    return ana.page.locator("details.give-back input[name=line]").first


FORMS: dict[str, tuple[Callable[[FacilitatorPage], Locator], str]] = {
    "give_back": (_give_back, "Could you leave the name out?"),
    "reply": (_reply, "I come to you in the break."),
    "insert": (_insert, "Shall we open a window?"),
    "script": (_script, STEP),
    "message": (_message, "Five minutes more."),
}


def told(box: Locator) -> Locator:
    return box.locator("xpath=ancestor::form").locator("[data-form-told]")


def send(box: Locator) -> None:
    box.locator("xpath=ancestor::form").locator("button[type=submit]").first.click()


def close(ana: FacilitatorPage) -> None:
    while ana.page.locator("dialog[open]").count():
        ana.page.keyboard.press("Escape")


def console_with_everything(house: House, hall: Hall) -> tuple[FacilitatorPage, Line]:
    phones = hall.join(*NAMES)
    hall.server.command(hall.id, "goto", step="letter")
    for phone in phones:
        phone.op("note:letter", {"text": "one long winter", "sees": "everyone without names"})
    phones[0].op("signal", {"kind": "look in"})
    hall.do("close")
    ana = house.facilitator(clock=True)
    ana.signed_in()
    line = Line(ana)
    ana.open_console(hall.id)
    expect(ana.page.locator("details.give-back").first).to_be_attached()
    return ana, line


def test_on_a_dead_line_every_form_keeps_its_text_and_says_why(house: House, hall: Hall) -> None:
    ana, line = console_with_everything(house, hall)
    ana.may_complain("WebSocket")
    with ana.standing_time():
        line.dead = True
        for number, (find, text) in enumerate(FORMS.values()):
            box = find(ana)
            box.fill(text)
            send(box)
            if number:
                expect(told(box)).to_contain_text("On its way. It stays here until it has arrived.")
            close(ana)
        ana.page.keyboard.press("n")
        ana.says("what you pressed before is still on its way")
        ana.page.clock.run_for(3100)
        ana.says("That did not reach the server yet.")
        ana.page.clock.fast_forward(21_000)
        ana.says(DROPPED)
    ana.live()
    for find, text in FORMS.values():
        close(ana)
        box = find(ana)
        assert box.input_value() == text
        expect(told(box)).to_contain_text(DROPPED)
    close(ana)
    ana.page.reload()
    ana.live()
    for find, text in FORMS.values():
        close(ana)
        box = find(ana)
        expect(box).to_have_value(text)
        if find in (_insert, _script):
            continue
        send(box)
        expect(box).not_to_have_value(text)
    assert hall.server.show(hall.id)["step"]["id"] == "letter"


def test_what_is_refused_stays_with_the_reason(house: House, hall: Hall) -> None:
    ana, line = console_with_everything(house, hall)
    box = _reply(ana)
    hall.home()  # all of them are gone now
    box.fill("I come to you in the break.")
    send(box)
    expect(told(box)).to_contain_text("not connected just now")
    expect(box).to_have_value("I come to you in the break.")
    for find, text, why in (
        (_insert, "One answer is none", "answer"),
        (_script, "Only words", "step"),
    ):
        close(ana)
        box = find(ana)
        box.fill(text)
        send(box)
        expect(told(box)).to_contain_text(why)
        expect(box).to_have_value(text)
    assert not ana.inspect("a refused form")
    for text in ("### Slide: A word\n\nWacth: who is quiet.\n", "### Slide: A word\n\nVorher – Licht an.\n"):
        box.fill(text)  # the question is about these words: others are asked about anew
        send(box)
        expect(told(box)).to_contain_text("press once more")
        expect(box).to_have_value(text)
    assert not ana.inspect("a step that is asked about")
    send(box)
    expect(box).to_be_hidden()
    assert len([step for step in hall.server.show(hall.id)["steps"] if step["title"] == "A word"]) == 1
    close(ana)
    line.held = ("board", "stage", "beat")  # what others do meanwhile is not on this screen yet
    box = _give_back(ana)
    item = box.locator("xpath=ancestor::form").locator("[name=item]").input_value()
    assert hall.server.command(hall.id, "give_back", step="letter", item=item, line="")["status"] == "ok"
    box.fill("Could you leave the name out?")
    send(box)
    expect(told(box)).to_contain_text("taken it back or written it anew")
    expect(box).to_have_value("Could you leave the name out?")
    box = _message(ana)
    hall.do("end")
    box.fill("Five minutes more.")
    send(box)
    expect(told(box)).to_contain_text("ended")
    expect(box).to_have_value("Five minutes more.")
