"""A plan as cards in a real browser: for whoever does not like text, by pointer and by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.house import PHONE, House
from tests.browser.pages import FacilitatorPage
from tests.support.server import Scripts
from workshop.script import read
from workshop.script.model import Kind

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SHIPPED = Path(__file__).parents[2] / "sessions"
BY_HAND = """
### Poll: Tea? (2 min)

- ( ) Yes
- ( ) No

### Talk: Well? (3 min)

One sentence each.

### Reflect: For me (4 min)

- who sees this: only me

What stays?

### Break: Air (5 min)

Open the window.
"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {path.name: path for path in SHIPPED.iterdir() if path.stem in ("hello", "team-look-back")}


class Plan:
    """The cards of a new workshop."""

    def __init__(self, window: FacilitatorPage, title: str, name: str) -> None:
        self.window, self.page = window, window.page
        self.file = window.server.scripts / f"{name}.md"
        window.signed_in()
        window.goto("/host/scripts/new")
        self.page.get_by_label("What is your workshop called?").fill(title)
        window.press("Make it and open the editor")
        self.page.get_by_role("tab", name="Plan").click()
        self.holds("Welcome")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("#card-dialog")

    def holds(self, *titles: str) -> None:
        expect(self.page.locator("#cards .face bdi")).to_have_text(list(titles))

    def told(self, text: str) -> None:
        expect(self.page.locator("#cards-told")).to_have_text(text)

    def add(self, said: str, title: str) -> None:
        """What somebody looks for in their own words; its form opens."""
        self.page.locator("#add-card").click()
        self.page.get_by_label("What are you looking for?").fill(said)
        self.page.keyboard.press("Enter")
        expect(self.dialog).to_be_visible()
        self.page.get_by_label("Title").fill(title)

    def done(self) -> None:
        self.dialog.get_by_role("button", name="Done").last.click()
        expect(self.dialog).to_be_hidden()

    def face(self, title: str) -> Locator:
        return self.page.locator("#cards .face").filter(has_text=title)

    def save(self) -> str:
        self.page.keyboard.press("ControlOrMeta+s")
        expect(self.page.locator("#kept")).to_have_attribute("data-state", "saved")
        return self.file.read_text()


def drag(page: Page, one: Locator, past: Locator) -> None:
    begin, end = one.bounding_box(), past.bounding_box()
    assert begin and end
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"], steps=2)
    page.mouse.move(begin["x"] + begin["width"] / 2, end["y"] + end["height"] - 2, steps=6)
    page.mouse.up()


def test_somebody_who_never_saw_the_format_makes_five_steps_by_cards_alone(house: House):
    plan = Plan(house.facilitator(), "Evening with cards", "evening-with-cards")
    page = plan.page
    plan.add("quizz", "Which river is longest?")
    plan.dialog.get_by_label("Minutes").fill("4")
    plan.dialog.get_by_label("Answer 1", exact=True).click()
    page.keyboard.type("The Po")  # in place of the example
    plan.dialog.get_by_label("Answer 2", exact=True).fill("The Nile")
    plan.dialog.get_by_label("Answer 3", exact=True).press("Enter")
    page.keyboard.type("The Rhine")
    assert house.windows[0].unfair() == []
    plan.done()
    plan.add("kaffeepause", "Coffee")
    plan.done()
    plan.add("some homework", "One small thing")  # not called so, but a word of it is
    plan.done()
    plan.add("group", "In fours")  # of two kinds the first one
    plan.dialog.get_by_label("Only for the team").fill("Say: Find three others.")
    plan.done()
    plan.holds("Welcome", "Which river is longest?", "Coffee", "One small thing", "In fours")
    drag(page, page.locator("#cards .grip").nth(1), page.locator("#cards > li").nth(2))
    plan.holds("Welcome", "Coffee", "Which river is longest?", "One small thing", "In fours")
    plan.told("“Which river is longest?” is now 3 of 5.")
    plan.face("In fours").focus()
    page.keyboard.press("Alt+ArrowUp")
    plan.told("“In fours” is now 4 of 5.")
    expect(plan.face("In fours")).to_be_focused()
    page.get_by_role("button", name="More for “Coffee”").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="More for “Coffee”")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete “Coffee”").click()
    plan.holds("Welcome", "Which river is longest?", "In fours", "One small thing")
    page.get_by_role("button", name="Undo").click()
    plan.holds("Welcome", "Coffee", "Which river is longest?", "In fours", "One small thing")
    assert house.windows[0].unfair() == []
    settings = page.get_by_role("button", name="Settings of the workshop")
    settings.focus()
    page.keyboard.press("Enter")
    plan.dialog.get_by_label("Questions all session long").select_option("on")
    plan.dialog.get_by_label("How many people you expect").fill("6-24")
    expect(plan.dialog.get_by_role("button", name="Delete")).to_be_hidden()
    assert house.windows[0].unfair() == []
    plan.done()
    expect(settings).to_be_focused()
    reading = read(plan.save())
    assert not reading.messages
    assert (reading.script.rules.questions, reading.script.rules.people) == (True, (6, 24))
    kinds = [step.kind for step in reading.script.steps]
    assert kinds == [Kind.SLIDE, Kind.BREAK, Kind.POLL, Kind.BREAKOUT, Kind.SEED]
    quiz = reading.script.steps[2]
    assert quiz.seconds == 240
    assert [(c.label, c.correct) for c in quiz.detail.choices] == [
        ("The Po", False), ("The Nile", True), ("Third answer", False), ("The Rhine", False),
    ]  # fmt: skip
    assert "> Say: Find three others.\n" in plan.file.read_text()


def test_and_by_text_alone_and_both_views_are_one(house: House):
    plan = Plan(house.facilitator(), "Evening with text", "evening-with-text")
    page = plan.page
    page.locator(".cm-content").focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text(BY_HAND)
    plan.holds("Welcome", "Tea?", "Well?", "For me", "Air")
    before = plan.save()
    assert not read(before).messages
    plan.face("Tea?").click()
    page.get_by_label("Title").fill("")
    expect(page.locator("#card-refused")).to_have_text("A step needs a title.")
    page.get_by_label("Title").fill("Tea or coffee?")
    page.keyboard.press("Escape")
    plan.holds("Welcome", "Tea or coffee?", "Well?", "For me", "Air")
    assert plan.save() == before.replace("Tea?", "Tea or coffee?")
    plan.face("For me").click()
    plan.dialog.get_by_label("Minutes").fill("17")
    expect(page.locator(".cm-content")).to_contain_text("For me (17 min)")
    plan.dialog.get_by_role("button", name="Put it back as it was").click()
    expect(page.locator(".cm-content")).to_contain_text("For me (4 min)")
    page.locator("#cards [data-act='copy']").nth(2).evaluate("button => button.click()")
    expect(plan.dialog).to_be_visible()
    page.get_by_label("Title").fill("Once more?")
    plan.done()
    plan.holds("Welcome", "Tea or coffee?", "Well?", "Once more?", "For me", "Air")
    assert not read(plan.save()).messages


def test_what_is_pressed_before_the_script_runs_comes_with_it(house: House):
    window = house.facilitator()
    window.signed_in()
    pressed: list[Route] = []

    def once_pressed(route: Route) -> None:
        window.page.get_by_role("tab", name="Plan").click()
        pressed.append(route)
        route.continue_()

    window.page.route("**/js/pages/editor*.js", once_pressed)
    window.goto("/host/scripts/hello/edit")
    assert pressed
    expect(window.page.get_by_role("tab", name="Plan")).to_have_attribute("aria-selected", "true")
    expect(window.page.locator("#cards .face").first).to_be_visible()


def test_on_a_phone_the_cards_are_enough(house: House):
    window = house.facilitator(**PHONE)
    plan = Plan(window, "On the way", "on-the-way")
    plan.add("blitzlicht", "A word each")
    plan.done()
    plan.holds("Welcome", "A word each")
    assert window.sticking_out() == []
    plan.page.locator("#save-card").click()
    expect(plan.page.locator("#kept")).to_have_attribute("data-state", "saved")
    assert "### Talk: A word each" in plan.file.read_text()
    window.goto("/host/scripts/team-look-back/edit")
    expect(plan.page.get_by_role("tab", name="Plan")).to_have_attribute("aria-selected", "true")
    plan.face("Begin").click()
    plan.page.get_by_label("Title").fill("We begin")
    plan.done()
    expect(plan.face("We begin")).to_be_visible()
