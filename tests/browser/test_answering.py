"""Every way to answer, by finger, by mouse and by key."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser import one_phone
from tests.browser.house import House
from tests.browser.one_phone import ask, goto
from tests.browser.pages import PhonePage, Window
from tests.conftest import Hall

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
ann, hall, scripts = one_phone.ann, one_phone.hall, one_phone.scripts
UNCOVERED = """(box) => {
    const { left, bottom } = box.getBoundingClientRect();
    return document.elementFromPoint(left + 9, bottom - 4) === box;
}"""


def order(ann: PhonePage) -> list[str]:
    return ann.page.locator(".ranking > li > span:first-of-type").all_inner_texts()


class TestAnswering:
    def test_own_words_beside_the_choices(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "drink", ann)
        ann.page.set_viewport_size({"width": 360, "height": 560})
        ann.choose("Something else")
        assert ann.page.get_by_label("Your own words", exact=True).evaluate(UNCOVERED)
        ann.page.set_viewport_size({"width": 360, "height": 740})
        expect(ann.page.locator(".receipt").first).not_to_have_attribute("data-state", "saved")
        ann.page.get_by_label("Your own words", exact=True).fill("Warm milk")
        ann.page.locator(".other button").tap()
        ann.saved()
        ann.page.reload()
        ann.saved()
        expect(ann.page.get_by_label("Your own words", exact=True)).to_have_value("Warm milk")
        (ben,) = hall.join("Ben")
        own = {"choice": [], "other": "Cold milk"}
        assert ben.op("vote:drink", own)["value"] == own
        hall.do("reveal")
        ann.says("In other words")
        ann.says("Cold milk")
        expect(ann.own()).to_contain_text("Something else")
        hall.do("ask_again")
        ann.choose("Tea")
        ann.saved()
        assert ben.op("vote:drink", {"choice": [1]})["status"] == "ok"
        hall.do("reveal")
        ann.says("The first time")
        expect(ann.own()).to_contain_text("Tea")
        expect(ann.page.locator("[data-earlier] .own")).to_have_count(0)  # then it was another one

    def test_own_words_count_as_one_of_several(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "several", ann)
        ann.choose("Bread")
        ann.choose("Something else")
        expect(ann.page.get_by_label("Soup")).to_be_disabled()
        ann.page.get_by_label("Your own words", exact=True).fill("Olives")
        ann.page.keyboard.press("Enter")
        ann.saved()
        ann.page.reload()
        expect(ann.page.get_by_label("Bread")).to_be_checked()
        expect(ann.page.get_by_label("Your own words", exact=True)).to_have_value("Olives")

    def test_an_order_by_keyboard(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "order", ann)
        ann.page.get_by_role("button", name="Move Plums up").focus()
        ann.page.keyboard.press("Enter")
        ann.page.keyboard.press("Enter")
        assert order(ann) == ["Plums", "Apples", "Pears"]
        expect(ann.page.locator("#announce")).to_have_text("1. Plums.")
        ann.page.get_by_role("button", name="Keep this order").focus()
        ann.page.keyboard.press("Enter")
        ann.saved()
        ann.page.reload()
        ann.saved()
        assert order(ann) == ["Plums", "Apples", "Pears"]

    def test_an_order_by_mouse(self, hall: Hall, house: House) -> None:
        ann = house.guest(hall, "Ann", has_touch=False, is_mobile=False)
        ask(hall, "order", ann)
        rows = ann.page.locator(".ranking > li")
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 60, "y": 6})
        ann.press("Keep this order")
        ann.saved()
        assert order(ann)[0] == "Plums"

    def test_an_order_by_touch(self, hall: Hall, ann: PhonePage) -> None:
        """A finger that rests on a row takes hold of it; one that moves at once scrolls."""
        ask(hall, "order", ann)
        rows = ann.page.locator(".ranking > li")
        drag(ann, rows.nth(0), rows.nth(2), rest=400)
        assert order(ann) == ["Pears", "Plums", "Apples"]
        drag(ann, rows.nth(0), rows.nth(2), rest=0)
        assert order(ann) == ["Pears", "Plums", "Apples"]
        ann.page.get_by_role("button", name="Keep this order").tap()
        ann.saved()

    def test_things_into_bins(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "bins", ann)
        ann.page.get_by_role("group", name="A spoon").get_by_role("radio", name="kitchen").tap()
        expect(ann.page.locator(".receipt").first).not_to_have_attribute("data-state", "saved")
        ann.page.get_by_role("group", name="A spade").get_by_role("radio", name="kitchen").focus()
        ann.page.keyboard.press("ArrowRight")
        ann.saved()
        ann.page.reload()
        ann.saved()
        expect(ann.page.get_by_role("group", name="A spade").get_by_role("radio", name="garden")).to_be_checked()

    def test_the_body_as_picture_and_as_list(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "body", ann)
        ann.page.locator(".spot.belly").tap()
        ann.saved()
        expect(ann.page.get_by_label("Belly")).to_be_checked()
        ann.page.get_by_label("Jaw").focus()
        ann.page.keyboard.press("Space")
        expect(ann.page.get_by_label("Jaw")).to_be_checked()
        ann.page.get_by_label("Nowhere").focus()
        ann.page.keyboard.press("Space")
        expect(ann.page.get_by_label("Belly")).not_to_be_checked()
        ann.saved()

    def test_a_place_by_finger_by_key_and_by_words(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "place", ann)
        touch, told = (
            ann.page.get_by_role("application", name="Your place on the picture"),
            ann.page.locator("[data-told]"),
        )
        touch.tap(position={"x": 6, "y": 4})
        ann.saved()
        expect(told).to_have_text("Top left: 1 of 24 from the left, 1 of 24 from the top")
        touch.focus()
        for key in ("ArrowUp", "ArrowRight", "Shift+ArrowDown"):
            ann.page.keyboard.press(key)
        expect(told).to_have_text("Top left: 2 of 24 from the left, 5 of 24 from the top")
        ann.page.get_by_text("By words instead").tap()
        ann.page.get_by_role("button", name="Bottom right").tap()
        ann.saved()
        ann.page.reload()
        ann.saved()
        expect(told).to_contain_text("Bottom right")
        expect(ann.page.locator(".touch .pin")).to_have_count(1)
        (ben,) = hall.join("Ben")
        assert ben.op("vote:place", {"scale": 0})["value"] == {"scale": 0}
        hall.do("reveal")
        expect(ann.own()).to_contain_text("Bottom right")
        ring, dot = ann.page.locator(".picture-result .pin"), ann.page.locator(".picture-result .spot[data-square]")
        expect(dot).to_have_count(2)
        assert ring.get_attribute("cx") == dot.last.get_attribute("cx")
        first = ann.page.locator(".picture-result svg > :first-child").get_attribute("class")
        assert first == "halo"  # below all dots, so that it covers no number

    def test_words_wait_for_their_button(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "word", ann)
        ann.page.get_by_label("Your word", exact=True).fill("soft")
        ann.page.reload()
        expect(ann.page.get_by_label("Your word", exact=True)).to_have_value("soft")
        ann.press("Send")
        ann.saved()

    def test_ones_own_way_from_the_first_time_to_now(self, hall: Hall, ann: PhonePage) -> None:
        ask(hall, "inside-before", ann)
        ann.page.locator(".point", has_text="2").tap()
        ann.saved()
        (ben,) = hall.join("Ben")
        assert ben.op("vote:inside-before", {"scale": 5})["status"] == "ok"
        ask(hall, "inside-after", ann)
        ann.page.locator(".point", has_text="6").tap()
        ann.saved()
        ann.says("Your answer the first time: 2. Now: 6.")
        assert ben.at("inside-after", "open").op("vote:inside-after", {"scale": 4, "before": 5})["status"] == "ok"
        hall.do("reveal")
        ann.says("Since the first time")
        ann.says("Your answer the first time: 2. Now: 6.")
        expect(ann.page.locator(".way .now")).to_be_visible()


def drag(ann: PhonePage, row: Locator, to: Locator, rest: int) -> None:
    """One finger, as the browser's own touch events. `rest`: milliseconds of the page's clock before it moves."""
    wire = ann.context.new_cdp_session(ann.page)
    start, end = (place.bounding_box() for place in (row, to))
    assert start and end
    x, y, goal = start["x"] + 60, start["y"] + start["height"] / 2, end["y"] + end["height"] - 4
    touch = lambda kind, *points: wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})  # noqa: E731
    with ann.standing_time():
        touch("touchStart", {"x": x, "y": y})
        ann.page.clock.run_for(rest)
        for part in range(1, 11):
            touch("touchMove", {"x": x, "y": y + (goal - y) * part / 10})
            ann.page.clock.run_for(20)
        touch("touchEnd")
        ann.page.clock.run_for(100)


class TestBeforeItsSecondHalf:
    """A phone's script comes in two halves. The line and the stage wait for neither; what one does waits for both."""

    HALF = "**/js/later/participant.js*"

    @pytest.fixture
    def waiting(self) -> list[Route]:
        return []

    @pytest.fixture
    def ben(self, house: House, hall: Hall, waiting: list[Route]) -> PhonePage:
        """With the second half on its way for as long as a test wants."""
        ben = house.phone("Ben")
        ben.page.route(self.HALF, lambda route: waiting.append(route))
        ben.carry(hall.server.join(hall.code, "Ben")["cookie"])
        ben.goto(f"/s/{hall.id}")
        Window.live(ben)
        return ben

    def comes(self, ben: PhonePage, waiting: list[Route]) -> None:
        assert waiting
        for route in waiting:
            route.continue_()
        ben.live()

    def test_a_choice_is_sent_then(self, hall: Hall, ben: PhonePage, waiting: list[Route]) -> None:
        ask(hall, "drink", ben)
        ben.choose("Tea")
        self.comes(ben, waiting)
        ben.saved()
        assert hall.server.show(hall.id)["turnout"]["answered"] == 1

    def test_words_are_sent_whose_button_was_pressed(self, hall: Hall, ben: PhonePage, waiting: list[Route]) -> None:
        ask(hall, "word", ben)
        ben.page.locator("#stage input[type=text]").first.fill("Rain")
        ben.press("Send")
        self.comes(ben, waiting)
        ben.saved()
        assert hall.server.show(hall.id)["turnout"]["answered"] == 1

    def test_a_text_is_kept(self, hall: Hall, ben: PhonePage, waiting: list[Route]) -> None:
        goto(hall, "plan", ben)
        ben.page.get_by_label("What I do").fill("Breathe")
        self.comes(ben, waiting)
        ben.receipt("draft")
        expect(ben.page.get_by_label("What I do")).to_have_value("Breathe")

    def test_a_moment_is_given_and_the_way_out_is_open(self, hall: Hall, ben: PhonePage, waiting: list[Route]) -> None:
        ben.press("I need a moment")
        ben.page.locator('[data-signal="quiet"]').tap()
        self.comes(ben, waiting)
        ben.heading("Take your time.")

    def test_the_way_out_waits_for_nothing(self, ben: PhonePage) -> None:
        ben.press("Leave this page at once")
        ben.press("Leave")
        expect(ben.page).to_have_url("about:blank")

    def test_where_it_was_lost_on_its_way_it_is_asked_for_again(self, house: House, hall: Hall) -> None:
        ben = house.phone("Ben")
        ben.may_complain("ERR_FAILED")
        lost = []

        def lose(route: Route) -> None:
            lost.append(route.request.url)
            route.abort() if len(lost) < 3 else route.continue_()

        ben.page.route(self.HALF, lose)
        ben.carry(hall.server.join(hall.code, "Ben")["cookie"])
        ben.enter(hall.id)
        assert lost[-1] not in lost[:-1]  # a browser keeps it in mind that an address failed
