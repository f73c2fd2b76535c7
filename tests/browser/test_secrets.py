"""What must never reach a page: everything that arrives in a browser is looked through, not only what shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.arrived import Arrived, notes_of
from tests.browser.house import House
from tests.browser.pages import Window
from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.people import Phone
from tests.support.server import Server
from workshop.script.files import read_file
from workshop.script.model import Breakout, Poll, Script, Step

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SCRIPT = Path(__file__).parents[2] / "sessions" / "healing-anxious-attachment.md"
PEOPLE = ("Ben", "Cleo", "Dora", "Emil", "Finn", "Gita")
SECRET = "marzipanduck"
RESULT = ".chart, .bars, .cloud, .columns, .ladder, .sorted, .held"


@pytest.fixture(scope="module")
def script() -> Script:
    return read_file(SCRIPT).script


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, SCRIPT.stem)
    yield opened
    opened.home()


def test_the_walk_through_a_whole_workshop(house: House, retreat: Hall, script: Script) -> None:
    """All steps in all their phases: a phone and the shared screen get no note, no code, no early result."""
    crowd = retreat.join(*PEOPLE)
    ann, screen = house.phone("Ann"), house.projector()
    phone_got, screen_got = Arrived(ann), Arrived(screen)
    retreat.cookies["Ann"] = retreat.server.join(retreat.code, "Ann")["cookie"]
    ann.carry(retreat.cookies["Ann"])
    ann.enter(retreat.id)
    screen.show(house.console(retreat).screen_link())
    retreat.do("start")
    notes = notes_of(script)
    assert len(notes) > 200
    for step in script.steps:
        walk(retreat, crowd, step, ann, screen)
    found = phone_got.holds(notes | codes(retreat) | {SECRET}) + screen_got.holds(notes | {SECRET})
    assert not found, "\n".join(found)


def codes(hall: Hall) -> set[str]:
    return {hall.code.lower(), f"{hall.code[:3]} {hall.code[3:]}".lower()}


def walk(hall: Hall, crowd: list[Phone], step: Step, *windows: Window) -> None:
    """One step with all that can happen in it; none of these windows may show a result before it is revealed."""
    if step.if_needed:
        assert hall.server.command(hall.id, "insert", step=step.id)["status"] == "ok"
    assert hall.server.command(hall.id, "goto", step=step.id)["status"] == "ok"
    for window in windows:
        expect(window.page.locator("body")).to_have_attribute("data-step", step.id)
    if isinstance(step.detail, Poll):
        hall.do("open")
        votes = [phone.op(f"vote:{step.id}", answer(step.detail, i, SECRET)) for i, phone in enumerate(crowd)]
        assert {vote["status"] for vote in votes} == {"ok"}
        for window in windows:
            expect(window.page.locator("body")).to_have_attribute("data-phase", "open")
            expect(window.page.locator(RESULT)).to_have_count(0)
    if isinstance(step.detail, Breakout):
        hall.do("form_groups")
        for window in windows:
            expect(window.page.locator("body")).to_have_attribute("data-phase", "open")


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
