"""A workshop led and answered by keyboard alone; what a screen reader says meanwhile, read as a story."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import Window
from tests.browser.test_keys import Keys
from tests.conftest import Hall
from tests.support.server import PATIENT

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
LISTEN = """() => { window.said = []; for (const id of ["announce", "notices"]) {
    const place = document.getElementById(id);
    new MutationObserver(() => { const text = place.textContent.trim(); if (text) window.said.push(text); })
        .observe(place, {childList: true, characterData: true, subtree: true}); } }"""


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


def hears(window: Window, *sentences: str) -> None:
    """These, one after the other and each once; nothing else."""
    window.page.wait_for_function("last => window.said[window.said.length - 1] === last", arg=sentences[-1])
    said = window.page.evaluate("() => window.said.splice(0)")
    assert said == list(sentences)


def test_a_whole_workshop_by_keyboard_alone_is_a_story(house: House, hall: Hall) -> None:
    ben, cleo = hall.join("Ben", "Cleo")
    ann, ana = house.guest(hall, "Ann"), house.console(hall)
    ana.here(3)
    press = Keys(ana)
    for window in (ann, ana):
        window.page.evaluate(LISTEN)
    press("ArrowRight")
    hears(ann, "Step 1 of 6.")  # the heading has the focus, which reads it
    hears(ana, "Welcome. step 1 of 6.")
    press("ArrowRight")
    hears(ann, "Step 2 of 6. It opens in a moment.")
    hears(ana, "Coffee, tea or something else? step 2 of 6. It opens in a moment.")
    press("Space")
    hears(ann, "The poll is open. 3 answers.")
    hears(ana, "The poll is open.")
    ann.page.keyboard.press("Tab")  # from the heading, where the focus was, to the first answer
    expect(ann.page.get_by_role("radio").first).to_be_focused()
    ann.page.keyboard.press("Space")
    ann.saved()
    for phone in (ben, cleo):
        assert phone.op("vote:coffee-or-tea", {"choice": [1]})["status"] == "ok"
    press("Space")
    hears(ann, "Collecting the last answers.", "Step 2 of 6. The poll is closed.")
    hears(ana, "Collecting the last answers.", "The poll is closed.")
    press("r")
    result = "The result. Coffee: 1. Tea: 2. Something else: 0. 3 answered."
    hears(ann, result)
    hears(ana, result)
    press("p")
    hears(ann, "Paused for everyone. Nothing is lost.")
    hears(ana, "Paused for everyone. Nothing is lost.")
    press("p")
    hears(ann, f"Step 2 of 6. We go on. {result}")
    hears(ana, "We go on.")
    press("n")
    hears(ann, "Step 3 of 6.")
    hears(ana, "A smile this week. step 3 of 6.")
    press("ArrowRight")
    hears(ann, "You are in Group 1 with Ben and Cleo.")
    hears(ana, "The groups are at work.")
    press("ArrowRight")
    for window in (ann, ana):
        hears(window, "Come back gently. Finish your sentence and thank each other.")
    press("n")
    hears(ann, "Step 4 of 6. It opens in a moment.")
    hears(ana, "One word for this moment. step 4 of 6. It opens in a moment.")
    press("Space")
    for window in (ann, ana):
        hears(window, "The poll is open.")
    ann.page.keyboard.press("Tab")
    ann.page.keyboard.type("calm")
    ann.page.keyboard.press("Enter")
    ann.saved()
    press("Space")
    hears(ann, "Collecting the last answers.", "Step 4 of 6. The poll is closed.")
    hears(ana, "Collecting the last answers.", "The poll is closed.")
    expect(ann.page.locator("#stage h1")).to_be_focused()  # the box that had the focus takes nothing any more
    press("n")
    hears(ana, "One breath together. step 5 of 6.")
    press("n")
    hears(ann, "Step 6 of 6.")
    hears(ana, "Goodbye. step 6 of 6.")
    press("ArrowRight")
    ana.page.keyboard.press("Tab")  # from "Not now", which has the focus first
    ana.page.keyboard.press("Enter")
    hears(ann, "The workshop has ended.")


RECEIPTS = """() => { window.said = []; new MutationObserver(list => { for (const {target} of list) {
    const place = (target.nodeType === 1 ? target : target.parentElement)?.closest(".receipt");
    if (place && place.textContent.trim()) window.said.push(place.textContent.trim()); } })
        .observe(document.getElementById("stage"), {childList: true, characterData: true, subtree: true}); }"""


def test_each_answer_is_said_to_be_saved_and_nothing_else_says_so_again(house: House, hall: Hall) -> None:
    hall.go("poll")
    hall.do("open")
    ann = house.guest(hall, "Ann")
    ann.page.evaluate(RECEIPTS)
    for times, label in enumerate(("Coffee", "Tea"), start=1):
        ann.choose(label)
        ann.page.wait_for_function("times => window.said.length === times", arg=times)
    hall.server.command(hall.id, "message", text="A minute more")
    ann.says("A minute more")
    hall.do("close")
    expect(ann.page.locator("body")).to_have_attribute("data-phase", "closed")
    expect(ann.page.locator(".receipt")).to_have_text("Saved.")
    assert ann.page.evaluate("() => window.said") == ["Saved.", "Saved."]


def test_letter_keys_can_be_switched_off_for_good(house: House, hall: Hall) -> None:
    hall.go("slide")
    ana = house.console(hall)
    ana.page.keyboard.press("?")
    box = ana.page.locator("[data-letter-keys]")
    box.uncheck()
    ana.page.keyboard.press("Escape")
    for reloaded in (False, True):
        if reloaded:
            ana.page.reload()
            ana.live()
        for key in ("n", "p", "r", "?", "+"):
            ana.page.keyboard.press(key)
        expect(ana.page.locator("#keys")).to_be_hidden()
        shown = hall.server.show(hall.id)
        assert (shown["step"]["kind"], shown["phase"]) == ("slide", "live")
    ana.page.keyboard.press("ArrowRight")  # no letter and no sign: speech control does not say it by chance
    ana.at("Coffee, tea or something else?")
