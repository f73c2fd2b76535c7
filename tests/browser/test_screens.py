"""Every screen in every state: nothing that axe finds, light and dark; nothing wider than a phone of 320 px.

Phones and consoles of the other kinds are looked at where the shipped workshop is walked through: test_healing_walk.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage, PhonePage, ProjectorPage, Window
from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.people import Phone
from tests.support.places import new_place
from tests.support.server import Server
from workshop.script.files import read_file
from workshop.script.model import Show, Step

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

FOLDER = Path(__file__).parents[2] / "sessions"
CROWD = ("Ben", "Cleo", "Dora", "Emil", "Finn", "Gita")


class Inspection:
    """Looks at each window in turn and remembers what is wrong."""

    def __init__(self, *windows: Window) -> None:
        self.windows = windows
        self.faults: list[str] = []

    def look(self, state: str) -> None:
        for window in self.windows:
            self.faults += window.inspect(state)

    def clean(self) -> None:
        assert not self.faults, "\n".join(sorted(set(self.faults)))


class Walk:
    """A session with a console, a screen, a phone and six others who answer what they are asked."""

    def __init__(self, house: House, hall: Hall, script: str) -> None:
        self.hall = hall
        self.steps = {step.id: step for step in read_file(FOLDER / f"{script}.md").script.steps}
        self.crowd: list[Phone] = hall.join(*CROWD)
        self.phone: PhonePage = house.guest(hall, "Ann")
        self.console: FacilitatorPage = house.console(hall)
        self.screen: ProjectorPage = house.projector()
        self.screen.show(self.console.screen_link())
        self.windows = (self.phone, self.console, self.screen)
        self.inspection = Inspection(*self.windows)

    def at(self, state: str) -> None:
        self.inspection.look(state)

    def goto(self, step: str) -> Step:
        self.hall.server.command(self.hall.id, "goto", step=step)
        for window in self.windows:
            expect(window.page.locator("body")).to_have_attribute("data-step", step)
        return self.steps[step]

    def do(self, command: str, phase: str, **more: object) -> None:
        assert self.hall.server.command(self.hall.id, command, **more)["status"] == "ok"
        self.phase(phase)

    def phase(self, phase: str) -> None:
        for window in self.windows:
            expect(window.page.locator("body")).to_have_attribute("data-phase", phase)

    def vote(self, step: str) -> None:
        for person, phone in enumerate(self.crowd):
            words = ("soft", "tired", "hopeful")[person % 3]
            assert phone.op(f"vote:{step}", answer(self.steps[step].detail, person, words))["status"] == "ok"

    def poll(self, step: str) -> None:
        """Open, answered, closed and shown."""
        self.goto(step)
        self.do("open", "open")
        self.vote(step)
        self.at(f"{step}, open")
        self.do("close", "closed")
        if self.steps[step].detail.results is not Show.FACILITATORS:
            self.do("reveal", "revealed")
        self.at(f"{step}, afterwards")

    def show(self, *steps: str) -> None:
        for step in steps:
            self.goto(step)
            self.at(step)


class WalkBeforeTheScreen(Walk):
    def at(self, state: str) -> None:
        self.inspection.faults += self.screen.from_the_back_row(state)


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "healing-anxious-attachment")
    yield opened
    opened.home()


def test_the_way_in(house: House, hall: Hall) -> None:
    ann = house.phone("Ann")
    at = Inspection(ann)
    ann.goto("/")
    at.look("the front door")
    ann.page.get_by_label("Your code").fill("XXXXXX")
    ann.press("Go on")
    at.look("a wrong code")
    ann.goto(f"/#{hall.code}")
    ann.heading("Hello in ten minutes")
    at.look("the promise")
    ann.goto("/s/nowhere")
    at.look("no such room")
    ann.may_complain("404", "the server responded with a status")
    at.clean()


@pytest.mark.tour
def test_the_facilitators_pages(house: House, hall: Hall) -> None:
    ana = house.facilitator()
    at = Inspection(ana)
    ana.goto("/host")
    at.look("the door")
    ana.sign_in()
    at.look("scripts")
    for page in ("scripts/hello", f"sessions/{hall.id}/invite", f"sessions/{hall.id}/results"):
        ana.goto(f"/host/{page}")
        at.look(page)
    at.clean()


# Where words begin, of a title and of the first link below it; where the button of each card of the first row ends.
BEGINS = """(which) => { const words = document.createRange(); words.selectNodeContents(document.querySelector(which));
    return words.getBoundingClientRect().left }"""
BUTTONS_END = """() => [...document.querySelectorAll(".cards > li")].map(card => [card, card.querySelector(".primary")])
    .filter(([card, button], _, [[first]]) => button && card.offsetTop === first.offsetTop)
    .map(([card, button]) => [card.getBoundingClientRect(), button.getBoundingClientRect()])
    .map(([card, button]) => [Math.round(card.right - button.right), Math.round(card.bottom - button.bottom)])"""


def test_links_and_buttons_of_scripts_stand_where_the_others_do(house: House, retreat: Hall) -> None:
    """Also where a script has two things to look at."""
    ana = house.facilitator()
    ana.signed_in()
    ana.goto("/host")
    ends = ana.page.evaluate(BUTTONS_END)
    assert len(ends) > 1
    assert len({tuple(end) for end in ends}) == 1, ends
    ana.goto("/host/scripts/healing-anxious-attachment")
    first, title = (ana.page.evaluate(BEGINS, which) for which in (".script-ways > a", "h1"))
    assert abs(first - title) < 2  # pixels


@pytest.mark.tour
def test_the_pages_of_places(house: House, server: Server) -> None:
    new_place(server, "Bea Berg, in the practice on the market square")
    ana = house.facilitator()
    at = Inspection(ana)
    ana.signed_in()
    ana.goto("/host/place")
    ana.page.get_by_text("Make an API key").click()
    ana.page.get_by_label("What it is for").fill("Calendar")
    at.look("a key is made")
    ana.press("Make a key")
    expect(ana.page.get_by_label("The API key", exact=True)).to_be_visible()
    at.look("a place")
    ana.goto("/host/places")
    ana.page.locator("summary").last.click()
    ana.page.get_by_label("Whose place it is").fill("Carl")
    at.look("all places")
    ana.press("Add, and make a link")
    expect(ana.page.get_by_label("The link for Carl", exact=True)).to_be_visible()
    at.look("a link into a place")
    ana.goto("/host/places/log")
    at.look("what was done")
    at.clean()


def test_hello(house: House, hall: Hall) -> None:
    walk = Walk(house, hall, "hello")
    walk.at("lobby")
    walk.do("start", "open")
    walk.at("welcome")
    walk.goto("coffee-or-tea")
    walk.at("poll, prepared")
    walk.poll("coffee-or-tea")
    walk.goto("a-smile-this-week")
    walk.at("breakout, prepared")
    walk.do("form_groups", "open")
    walk.at("breakout, running")
    walk.do("recall", "open", seconds=60)
    walk.at("breakout, called back")
    walk.poll("one-word")
    walk.show("one-breath", "goodbye")
    walk.hall.do("pause")
    walk.phone.heading("We pause for a moment.")
    walk.at("paused")
    walk.hall.do("resume", "end")
    walk.phone.heading("Thank you for being here.")
    walk.at("ended")
    walk.inspection.clean()


@pytest.mark.tour
def test_the_other_kinds_on_an_old_projector(house: House, retreat: Hall) -> None:
    walk = WalkBeforeTheScreen(house, retreat, "healing-anxious-attachment")
    walk.hall.do("start")
    for kind in ("check-in", "body", "sort", "several"):
        walk.poll(next(s.id for s in walk.steps.values() if kind in (s.kind, getattr(s.detail, "form", ""))))
    for kind in ("reflect", "worksheet", "break", "wall", "seed", "resources", "talk"):
        walk.show(next(s.id for s in walk.steps.values() if s.kind == kind))
    walk.inspection.clean()


@pytest.mark.tour
def test_the_always_there(house: House, hall: Hall) -> None:
    """Leaf, Help, the quiet room, My notes; on the console message, insert, keys and a question."""
    hall.go("breakout")
    ann, ana = house.guest(hall, "Ann"), house.console(hall)
    phone, desk = Inspection(ann), Inspection(ana)
    for opener in ("I need a moment", "Help"):
        ann.press(opener)
        phone.look(opener)
        ann.page.keyboard.press("Escape")
    ann.press("I need a moment")
    ann.page.locator('[data-signal="quiet"]').tap()
    ann.heading("Take your time.")
    phone.look("the quiet room")
    ann.goto(f"/my/{hall.id}")
    phone.look("my notes")
    for opener in ("Message to all phones", "Insert a new step", "Keys"):
        ana.press(opener)
        desk.look(opener)
        ana.page.keyboard.press("Escape")
    ana.press("End the workshop")
    desk.look("End?")
    phone.clean()
    desk.clean()
