"""At every kind of step a long Say and the next thing to do are in sight, also beside what can be taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.test_at_hand import COVERED, OUT_OF_SIGHT, SIZES
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

KINDS = {
    "Slide": "\nGood to have you here.", "Talk": "\nWhat is it like?", "Poll": "\n- ( ) Good\n- ( ) Bad",
    "Check-in": "- series: inside\n- answer: scale 1 (stirred) to 7 (settled)",
    "Reflect": "- who sees this: everyone without names\n\nWrite to it.", "Worksheet": "\nThe first sign: ____",
    "Breakout": "- groups: pairs\n\nTalk.", "Wall": "- from: reflect", "Pause": "- breathing: in 4, out 6",
    "Break": "\nDrink.", "Seed": "\nSmall.", "Resources": "\nA list.",
}  # fmt: skip
STEP = """### {kind}: What would you like to put down? (4 min)

- id: {id}
{body}

> Say: {say}
"""
SAY = "Take the first thing that comes. It may be small, and it need not be true tomorrow. " * 3
STEPS = [STEP.format(kind=kind, id=kind.lower(), body=body, say=SAY) for kind, body in KINDS.items()]
SCRIPT = "# Every kind\n\n- format: 1\n\n### Slide: Before (1 min)\n\nA step to come from.\n\n" + "\n".join(STEPS)
# What of the bar on top would look broken, as half of it is under what can be taken back.
HALF = """() => {
    const end = document.querySelector("[data-undo]").getBoundingClientRect().right;
    const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.trim();
    const bar = [...document.querySelectorAll(".console > .top > *")];
    return bar.filter((e) => seen(e) && e.getBoundingClientRect().left < end).map(seen);
}"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"every.md": SCRIPT}


def test_say_and_the_next_thing_to_do_are_in_sight_at_every_kind(house: House, server: Server) -> None:
    hall = Hall(server, "every")
    hall.join("Ann", "Ben", "Cleo", "Dora")
    hall.do("start")
    ana = house.console(hall)
    ana.page.evaluate("() => document.fonts.ready.then(() => true)")  # other letters have other widths
    found = []
    for kind in KINDS:
        ana.do("Next")
        expect(ana.page.locator("body")).to_have_attribute("data-step", kind.lower())
        expect(ana.page.locator("[data-undo]")).to_be_visible()
        for width, height in SIZES:
            ana.page.set_viewport_size({"width": width, "height": height})
            seen = (*ana.page.evaluate(OUT_OF_SIGHT), *ana.page.evaluate(COVERED)[1], *ana.page.evaluate(HALF))
            found += [(kind, width, out) for out in seen]
    assert not found
    hall.home()
