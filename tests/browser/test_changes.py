"""A facilitator mends the script on disk while the room is live: the console offers it, one button applies it."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Scripts, Server
from tests.web.test_changes import SCRIPT, press

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

MENDED = (
    SCRIPT.replace("Welcome", "Welcome, all")
    .replace("### Slide: See", "### Pause: Open a window (1 min)\n\nFresh air.\n\n### Slide: See")
    .replace("See you soon (1 min)", "Go well (3 min)")
    .replace("( ) Coffee", "( ) Coffee, black")
)  # fmt: skip

FORMS = """# Forms

- format: 1

### Poll: In your order

- id: order

1. A wlak
2. A friend
3. A blanket

### Poll: Where does it go?

- id: bins
- answer: sort into Kicthen, Garden

1. A spoon
2. A sapde

### Poll: Inside now

- id: inside
- answer: scale 1 (stired) to 5 (settled)

How is it?

### Worksheet: My plan

- id: plan

Wriet what comes.

The first sign: ____
"""
SLIPS = {"wlak": "walk", "Kicthen": "Kitchen", "sapde": "spade", "stired": "stirred", "Wriet": "Write"}


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"tea.md": SCRIPT}


def test_a_script_mended_while_the_room_is_live(house: House, server: Server) -> None:
    hall = Hall(server, "tea")
    hall.do("start")
    ann = house.guest(hall, "Ann")
    ana = house.console(hall)
    ana.do("Next")
    ana.do("Open the poll")
    ann.choose("Tea")
    ann.saved()
    (server.scripts / "tea.md").write_text(MENDED)
    ana.says("The script was changed.")
    assert not ana.inspect("the script was changed")
    ana.link("Look at the changes")
    ana.heading("Changes in the script")
    ana.says("open now: the new spelling is taken")
    ana.says("already seen: stays as it was")
    assert not ana.inspect("the changes")
    ana.press("Apply the changes")
    ana.live()
    ann.says("Coffee, black")
    ann.saved()
    ana.do("Close the poll")
    ana.do("Next")
    ann.heading("Open a window")
    ana.says("Go well")
    ana.silent_about("The script was changed")
    ana.do("Next")
    ana.at("Go well")
    ana.goto(f"/host/sessions/{hall.id}/results")
    report = ana.download("Report")
    assert "Welcome" in report
    assert "Welcome, all" not in report
    ana.page.get_by_text("Other formats").click()
    assert "Coffee, black" in ana.download("Script as run")
    hall.home()


def test_words_spelled_anew_arrive_in_what_is_half_done(house: House, server: Server) -> None:
    """Every way to answer takes the new words at once, and what somebody has in hand stays as it is."""
    script = server.scripts / "forms.md"
    script.write_text(FORMS)
    hall, ana = Hall(server, "forms"), Visitor(server)
    ana.sign_in()
    hall.do("start")
    ann = house.guest(hall, "Ann")

    def mend(*slips: str) -> None:
        text = script.read_text()
        for slip in slips:
            text = text.replace(slip, SLIPS[slip])
            ann.says(slip)
        script.write_text(text)
        press(ana, hall)
        for slip in slips:
            ann.says(SLIPS[slip])
            ann.silent_about(slip)

    hall.do("open")
    ann.page.get_by_role("button", name="Move A friend up").tap()
    mend("wlak")
    ann.page.get_by_role("button", name="Move A walk down").tap()
    assert ann.page.locator(".ranking [data-says^=thing]").all_text_contents() == ["A friend", "A blanket", "A walk"]
    ann.press("Keep this order")
    ann.saved()

    hall.do("next")
    hall.do("open")
    spade = ann.page.get_by_role("group", name="A spade")
    ann.page.locator(".segments label").nth(1).tap()
    mend("Kicthen", "sapde")
    ann.page.reload()
    expect(ann.page.locator(".segments input").nth(1)).to_be_checked()
    spade.get_by_role("radio", name="Kitchen").tap()
    ann.saved()

    hall.do("next")
    hall.do("open")
    ann.page.locator(".point").nth(2).tap()
    ann.saved()
    mend("stired")
    expect(ann.page.get_by_role("radio", name="3")).to_be_checked()

    hall.do("next")
    ann.page.get_by_label("The first sign").fill("My shoulders")
    mend("Wriet")
    expect(ann.page.get_by_label("The first sign")).to_have_value("My shoulders")
    hall.home()
