"""The shipped workshop from its first step to its last: a console, a screen, four phones and four more people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.day import Day
from tests.browser.house import House
from tests.browser.moments import (
    ask_to_look_in,
    groups,
    late,
    order,
    pause_for_all,
    plan,
    removed,
    through_the_door,
    too_few,
)
from tests.conftest import Hall
from tests.support.server import PATIENT, Server
from workshop.script.files import read_file

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SCRIPT = Path(__file__).parents[2] / "sessions" / "healing-anxious-attachment.md"
CROWD = ("Emil", "Finn", "Gita", "Hana")
SHARED = "everyone without names"
NEW_PHONE = {"color_scheme": "dark"}
OLD_PHONE = {"reduced_motion": "reduce", "viewport": {"width": 320, "height": 568}}


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (PATIENT,)


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, SCRIPT.stem)
    yield opened
    opened.home()


@pytest.mark.soak
def test_a_whole_workshop(house: House, retreat: Hall) -> None:
    """Five minutes, with axe at each new part; every kind of page and step has that in `test_screens.py`, each time."""
    day = Day(house, retreat, read_file(SCRIPT).script)
    come_in(day)
    arrive(day)
    look_inside(day)
    steady_yourself(day)
    steady_each_other(day)
    choose_the_moment(day)
    what_anger_wants(day)
    plant(day)
    outside_the_circle(day)
    good_enough(day)
    go_well(day)
    afterwards(day)
    day.fair()


def come_in(day: Day) -> None:
    """By the code that the screen shows, past the promise, into the lobby."""
    day.look("lobby")
    for name, more in (("Ann", {}), ("Ben", NEW_PHONE), ("Cleo", OLD_PHONE)):
        through_the_door(day, day.phone(name, **more))
    day.look("lobby, some are here")
    day.people(*CROWD)
    day.ana.here(7)
    day.look("lobby, seven are here")


def arrive(day: Day) -> None:
    ann, ben, cleo = day.phones
    day.look("no help lines yet", day.ana)
    day.ana.do("Start all the same")
    day.ana.page.locator("[data-confirm-yes]").click()
    day.at("welcome")
    ben.press("I need a moment")
    day.look("leaf", ben)
    ben.page.locator('[data-signal="quiet"]').tap()
    ben.heading("Take your time.")
    day.ana.says("1 resting")
    day.ana.do("Next")
    day.everyone("step", "looking-after-each-other")
    day.look("one rests")
    ben.press("I am back")
    day.at("looking-after-each-other")
    day.poll("inside-before", keys=True)
    day.show("r")
    dora = late(day)
    ask_to_look_in(day, dora)
    ann.page.reload()
    ann.live()
    ann.heading("How is it inside, right now?")
    first = lambda: [ann.choose(label) for label in ("Waiting", "Pressing", "Going quiet")]  # noqa: E731
    day.poll("sounds-like-you", first, lambda: ben.press("I would rather not say"))
    expect(ann.page.get_by_label("Blaming myself")).to_be_disabled()
    day.show()
    ben.page.emulate_media(reduced_motion="no-preference")
    day.next("chair")
    expect(cleo.page.locator(".breath.still")).to_be_visible()
    expect(ben.page.locator(".breath.moving")).to_be_visible()
    ben.page.emulate_media(reduced_motion="reduce")
    pause_for_all(day)


def look_inside(day: Day) -> None:
    ann, ben, cleo, dora = day.phones
    day.next("dark-phone")
    day.ana.do("Back")
    day.at("chair")
    day.next("dark-phone")
    day.poll("alarm-goes", keys=True)
    day.show("r")
    with day.ana.standing_time():
        day.ana.do("Next")
        day.everyone("step", "outside-or-inside")
        day.ana.says("Moved on.")
        day.look("to be undone", day.ana)
        day.ana.page.locator("[data-undo] button").click()
    day.everyone("step", "alarm-goes")
    day.everyone("phase", "revealed")
    day.next("outside-or-inside")
    day.poll("body-starts", lambda: ann.page.locator(".spot.belly").tap())
    day.show()
    day.next("sitting-with-it")
    dora.write("The bus was gone, and my chest")
    dora.receipt("draft")
    dora.page.locator("#my-notes").tap()
    dora.heading("My notes")
    dora.page.go_back()
    expect(dora.box()).to_have_value("The bus was gone, and my chest")
    for phone in (ann, ben):
        phone.write("My shoulders went up. Under the anger I was small.")
        phone.press("Keep it")
        phone.saved()
    cleo.page.reload()
    cleo.live()
    day.notes(text="a small moment", sees="only me")
    day.look("written")
    day.ana.do("Close writing")
    dora.says("Time is over. Your text stays.")
    for phone in (ann, ben):
        phone.saved()
    day.look("closed")
    day.ana.do("Open for writing")
    day.everyone("phase", "open")


def steady_yourself(day: Day) -> None:
    ann, ben, cleo = day.phones[:3]
    day.next("lent-skill")
    day.ask("in-the-way")
    day.next("feet-hands-breath")
    day.ana.do("+1 min")
    day.next("practice-ground")
    fields = ann.page.locator(".worksheet textarea")
    for place, text in enumerate(("A red light", "The queue at the baker's", "A slow lift", "Feet, hands, breath out")):
        fields.nth(place).fill(text)
    ann.press("Keep it")
    ann.saved()
    day.look("written", ann, day.ana, day.screen)
    cleo.says("Coming next")
    cleo.press("Skip this one")
    day.look("heads up", cleo)
    ben.page.reload()
    ben.live()


def steady_each_other(day: Day) -> None:
    cleo = day.phones[2]
    day.next("two-nervous-systems", cleo)
    cleo.heading("You sit this one out.")
    day.look("sits out", cleo)
    groups(day)
    day.next("plan-for-hard-moments")
    plan(day)
    day.next("window-break")


def choose_the_moment(day: Day) -> None:
    ann, ben = day.phones[:2]
    day.ask("is-it-now")
    day.next("pause-line")
    for phone in (ann, ben):
        phone.page.locator(".worksheet :is(input, textarea)").first.fill("talk after supper")
        phone.page.get_by_role("radio", name="Everyone").check()
    with ann.standing_time(), ben.standing_time():
        for phone in (ann, ben):
            phone.press("Share with everyone")
        day.look("pause ring", ann, ben)
        ann.press("Send now")
        ben.press("Keep it for me")
    ann.saved()
    ben.saved()
    expect(ben.page.get_by_role("radio", name="Only you")).to_be_checked()
    day.look("sent", ann, ben, day.ana)


def what_anger_wants(day: Day) -> None:
    ann, ben = day.phones[:2]
    too_few(day)
    day.poll("anger-wants")
    day.show()
    day.next("let-it-speak")
    ann.says("It makes sense that I")
    ben.says("What you cannot see is")
    for phone in (ann, ben):
        phone.write(f"It makes sense that I am angry, says {phone.name}.")
        phone.page.get_by_role("radio", name="Everyone").check()
        phone.press("Share with everyone")
        phone.press("Send now")
        phone.says("Sent. The facilitators read it first.")
    day.notes(text="I waited for a whole evening, number", sees=SHARED)
    day.ana.says("Not yet to be read.")
    day.ana.do("Close writing")
    day.ana.says("6 wait for you")
    day.look("texts wait")
    day.ana.page.locator(".waiting-words > li").nth(5).get_by_role("button", name="Keep back").click()
    day.ana.says("5 wait for you")
    day.ana.press("Show all 5")
    day.look("show all?", day.ana)
    day.ana.page.locator("[data-confirm-yes]").click()
    expect(day.ana.page.locator(".queue header")).to_have_count(0)
    day.look("texts shown", day.ana)
    day.next("anger-wall")
    for window in (day.screen, ann):
        expect(window.page.locator(".wall > li")).to_have_count(5)


def plant(day: Day) -> None:
    day.next("relief-or-change")
    day.poll("grew-slowly")
    day.ana.page.locator("[data-command=show_all]").first.click()
    day.ana.page.locator("[data-confirm-yes]").click()
    day.show()
    order(day)


def outside_the_circle(day: Day) -> None:
    ann = day.phones[0]
    day.next("heat-and-distance")
    day.next("blame-to-me")
    for place in range(5):
        ann.page.locator(".worksheet :is(input, textarea)").nth(place).fill("I feel small and far away")
    ann.press("Keep it")
    ann.saved()
    day.look("written", ann, day.ana)
    day.next("say-it-aloud")
    day.ana.do("Form groups")
    day.everyone("phase", "open")
    day.look("groups at work")
    day.ana.do("Everyone back now")
    for phone in day.phones:
        phone.says("Welcome back.")


def good_enough(day: Day) -> None:
    ann = day.phones[0]
    day.next("grace")
    day.poll("sort-scenes")
    day.look("result", day.ana)
    day.next("being-here")
    day.next("how-would-i-know")
    for place in (0, 2):
        ann.page.locator("#stage .tick").nth(place).tap()
    ann.page.locator(".worksheet textarea").first.fill("Warm bread")
    ann.press("Keep it")
    ann.saved()
    day.look("written", ann, day.ana)


def go_well(day: Day) -> None:
    ann, _, cleo, dora = day.phones
    day.next("one-seed")
    ann.write("When the kettle is on, feel your feet.")
    ann.press("Plant it")
    ann.says("Planted. Only you can read it.")
    day.look("planted", ann, day.ana)
    day.poll("inside-after")
    ann.says("Your answer the first time: 2. Now: 2.")
    day.tell()
    ann.says("Your answer the first time: 2. Now: 2.")
    day.ana.page.get_by_role("button", name="Insert Ground again").click()
    expect(day.ana.page.locator(".next-card")).to_contain_text("Ground again")
    day.next("ground-again")
    day.next("where-to-go")
    day.next("one-sentence")
    dora.press("I would like to say something")
    day.ana.says("Would like to speak: Dora")
    dora.says("The team sees your hand.")
    cleo.page.get_by_text("Type instead of speaking").tap()
    cleo.write("One breath is enough to begin with.")
    cleo.press("Send")
    cleo.saved()
    day.look("hands")
    removed(day, cleo)


def afterwards(day: Day) -> None:
    ann = day.phones[0]
    day.ana.do("End")
    day.look("end?", day.ana)
    day.ana.press("End for everyone")
    for window in (day.screen, *day.phones):
        window.heading("Thank you for being here.")
    day.look("ended")
    ann.link("My notes")
    ann.heading("My notes")
    day.look("my notes", ann)
    shared = ann.page.locator(".entry", has_text="It makes sense that I am angry, says Ann.")
    shared.get_by_role("button", name="Take back").tap()
    expect(shared).to_have_count(0)
