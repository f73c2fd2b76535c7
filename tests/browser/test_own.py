"""What is one person's own: the private link, other words, a phone that keeps nothing, a vote given again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SENTENCE = "I waited for the message all evening, and then I made soup."
DEAD_LINE = ("WebSocket connection", "ERR_CONNECTION_REFUSED", "ERR_ABORTED")


@pytest.fixture
def retreat(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "healing-anxious-attachment")
    yield opened
    opened.home()


def written(house: House, hall: Hall) -> PhonePage:
    """Ann with a private note, on the page of her notes."""
    ann = house.guest(hall, "Ann")
    hall.go("reflect")
    return write(ann, hall)


def write(phone: PhonePage, hall: Hall) -> PhonePage:
    phone.write(f"{phone.name}: {SENTENCE}")
    phone.press("Keep it")
    phone.saved()
    phone.goto(f"/my/{hall.id}")
    phone.says(SENTENCE)
    return phone


def private_link(phone: PhonePage) -> str:
    phone.press("Show my private link")
    phone.heading("My private link")
    expect(phone.page.locator(".qr svg path").first).to_be_visible()
    return phone.page.locator("#private-link").input_value()


class TestThePrivateLink:
    def test_opens_the_notes_on_another_device(self, house: House, retreat: Hall) -> None:
        ann = written(house, retreat)
        link = private_link(ann)
        assert re.fullmatch(re.escape(f"{retreat.server.url}/my/{retreat.id}#") + r"[\w-]{43}", link)
        tablet = house.phone("Ann's tablet")
        tablet.goto(link)
        tablet.says(SENTENCE)
        expect(tablet.page).to_have_url(f"{retreat.server.url}/my/{retreat.id}")
        tablet.enter(retreat.id)
        expect(tablet.page.locator("#so-far")).to_have_count(1)
        expect(tablet.page.locator("#so-far")).to_be_hidden()  # for whoever is new: she was here before
        assert retreat.server.show(retreat.id)["people"]["joined"] == 1

    def test_takes_nobody_elses_place_unasked(self, house: House, retreat: Hall) -> None:
        ben = house.guest(retreat, "Ben")
        link = private_link(written(house, retreat))
        write(ben, retreat)
        ben.goto(link)
        ben.heading("Whose notes?")
        ben.link("Not now")
        ben.says(f"Ben: {SENTENCE}")
        ben.goto(link)
        ben.press("Open mine")
        ben.says(f"Ann: {SENTENCE}")

    def test_a_wrong_one_opens_nothing(self, house: House, retreat: Hall) -> None:
        eve = house.phone("Eve")
        eve.may_complain("404")
        eve.goto(f"/my/{retreat.id}#{'A' * 43}")
        eve.says("This private link opens nothing here.")


def test_other_words_and_none(house: House, retreat: Hall) -> None:
    ann = written(house, retreat)
    ann.page.get_by_text("Change the words").first.tap()
    ann.page.get_by_label("Your words").first.fill("I made soup.")
    ann.press("Keep these words")
    ann.says("I made soup.")
    ann.silent_about("waited for the message")
    ann.enter(retreat.id)
    expect(ann.box()).to_have_value("I made soup.")
    ann.goto(f"/my/{retreat.id}")
    ann.page.locator(".entry form.row button").first.tap()
    ann.says("Nothing here yet.")
    ann.enter(retreat.id)
    expect(ann.box()).to_have_value("")


class TestAPhoneThatKeepsNothing:
    def test_from_the_door(self, house: House, retreat: Hall) -> None:
        ann = house.phone("Ann")
        ann.goto(f"/#{retreat.code}")
        ann.page.get_by_label("How shall we call you?").fill("Ann")
        ann.page.get_by_text("Keep nothing on this phone.").tap()
        ann.press("I agree, come in")
        ann.live()
        retreat.go("reflect")
        ann.write(SENTENCE)
        ann.receipt("draft")
        assert (ann.stored("localStorage"), ann.stored("sessionStorage")) == ({}, {})
        assert {cookie["expires"] for cookie in ann.context.cookies() if "workshop-" in cookie["name"]} == {-1}
        ann.page.reload()
        expect(ann.box()).to_have_value(SENTENCE)
        ann.press("Leave this page at once")
        expect(ann.page).to_have_url("about:blank")
        ann.forgotten(retreat.id)
        ann.goto(f"/my/{retreat.id}")
        ann.says("This browser has not joined that workshop")

    def test_chosen_in_mid_sentence(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        retreat.go("reflect")
        ann.write(SENTENCE)
        ann.receipt("draft")
        assert ann.stored("localStorage")
        ann.page.locator("#leaf").tap()
        ann.press("Keep nothing on this phone")
        expect(ann.page.locator("body")).to_have_attribute("data-trace", "low")
        ann.live()
        expect(ann.box()).to_have_value(SENTENCE)
        assert (ann.stored("localStorage"), ann.stored("sessionStorage")) == ({}, {})
        assert not [cookie for cookie in ann.context.cookies() if cookie["name"].endswith("-key")]

    def test_is_told_once_what_it_missed(self, house: House, hall: Hall) -> None:
        hall.do("start", "next")
        ann = house.phone("Ann")
        ann.goto(f"/#{hall.code}")
        ann.page.get_by_label("How shall we call you?").fill("Ann")
        ann.page.get_by_text("Keep nothing on this phone.").tap()
        ann.press("I agree, come in")
        ann.live()
        ann.page.reload()
        ann.live()
        expect(ann.page.locator("#so-far")).to_be_visible()
        ann.page.locator("[data-so-far-closes]").tap()
        ann.page.reload()
        ann.live()
        expect(ann.page.locator("#so-far")).to_be_hidden()
        assert (ann.stored("localStorage"), ann.stored("sessionStorage")) == ({}, {})

    def test_who_came_in_time_is_told_nothing_later(self, house: House, hall: Hall) -> None:
        ann = house.phone("Ann")
        ann.goto(f"/#{hall.code}")
        ann.page.get_by_label("How shall we call you?").fill("Ann")
        ann.page.get_by_text("Keep nothing on this phone.").tap()
        ann.press("I agree, come in")
        ann.live()
        hall.do("start", "next")
        ann.page.reload()
        ann.live()
        expect(ann.page.locator("#so-far")).to_have_count(1)
        expect(ann.page.locator("#so-far")).to_be_hidden()

    def test_chosen_later_it_is_not_new(self, house: House, hall: Hall) -> None:
        ann = house.guest(hall, "Ann")
        hall.do("start", "next")
        ann.page.locator("#leaf").tap()
        ann.press("Keep nothing on this phone")
        expect(ann.page.locator("body")).to_have_attribute("data-trace", "low")
        ann.live()
        expect(ann.page.locator("#so-far")).to_be_hidden()


class TestAfterTheEnd:
    def test_the_address_leads_back_to_the_notes(self, house: House, retreat: Hall) -> None:
        ann = written(house, retreat)
        ann.enter(retreat.id)
        retreat.do("end")
        ann.heading("Thank you for being here.")
        expect(ann.page.get_by_text("To come back before that")).to_contain_text(retreat.server.url)
        expect(ann.page.locator("#stage").get_by_text("This phone keeps nothing.")).to_be_hidden()
        ann.goto("/")
        ann.link("Your notes from “Coming home to yourself”")
        ann.says(SENTENCE)

    def test_where_the_phone_keeps_nothing_the_page_says_so(self, house: House, hall: Hall) -> None:
        ann = house.guest(hall, "Ann")
        ann.page.locator("#leaf").tap()
        ann.press("Keep nothing on this phone")
        expect(ann.page.locator("body")).to_have_attribute("data-trace", "low")
        ann.live()
        hall.do("start", "end")
        expect(ann.page.locator("#stage").get_by_text("This phone keeps nothing.")).to_be_visible()
        expect(ann.page.get_by_text("To come back before that")).to_be_hidden()

    def test_nobody_is_said_to_be_on_the_way_any_more(self, house: House, retreat: Hall) -> None:
        ann = house.guest(retreat, "Ann")
        retreat.do("start", "next")
        ann.page.locator("#leaf").tap()
        ann.page.locator('#leaf-dialog [data-signal="look in"]').tap()
        expect(ann.page.get_by_text("The team knows.")).to_be_visible()
        retreat.do("end")
        ann.heading("Thank you for being here.")
        expect(ann.page.get_by_text("The team knows.")).to_be_hidden()
        expect(ann.page.locator("#so-far")).to_be_hidden()


class TestALostKey:
    """The machine started anew: its folder of keys in memory is empty."""

    def test_browsers_vote_again_by_themselves(self, house: House, own_server: Server) -> None:
        house.server = own_server
        hall = Hall(own_server, "hello")
        hall.go("poll")
        hall.do("open")
        ann, ben, eve = (house.guest(hall, name) for name in ("Ann", "Ben", "Eve"))
        for window in house.windows:
            window.may_complain(*DEAD_LINE)
        ann.choose("Coffee")
        ann.saved()
        eve.press("I would rather not say")
        eve.saved()
        ben.choose("Tea")
        ben.saved()
        ben.page.evaluate("() => sessionStorage.clear()")
        ben.page.goto("about:blank")
        own_server.kill()
        for key in (own_server.data / "keys").iterdir():
            key.unlink()
        own_server.start()
        for window in (ann, eve):
            window.live()
            window.saved()
        expect(ann.page.get_by_label("Coffee")).to_be_checked()
        ben.enter(hall.id)
        ben.says("Please answer once more.")
        assert own_server.show(hall.id)["turnout"]["answered"] == 2
        ben.choose("Tea")
        ben.saved()
        expect(ben.page.get_by_text("Please answer once more.")).to_be_hidden()
        hall.do("close")
        hall.home()

    def test_ask_again_is_a_new_question(self, house: House, hall: Hall) -> None:
        hall.go("poll")
        hall.do("open")
        ann = house.guest(hall, "Ann")
        ann.choose("Coffee")
        ann.saved()
        hall.do("close")
        ann.says("Closed.")
        hall.do("ask_again")
        expect(ann.page.get_by_label("Coffee")).to_be_enabled()
        expect(ann.page.get_by_label("Coffee")).not_to_be_checked()
        ann.page.wait_for_timeout(500)
        assert hall.server.show(hall.id)["turnout"]["answered"] == 0


class TestBeforeAndAfter:
    def lived(self, house: House, retreat: Hall) -> PhonePage:
        """Ann answered the same check-in twice, and wrote something between."""
        ann = written(house, retreat)
        ann.page.go_back()
        steps = [s["id"] for s in retreat.server.show(retreat.id)["steps"] if s["kind"] == "check-in"]
        for step, value in zip(steps[:2], ("2", "4"), strict=True):
            retreat.server.command(retreat.id, "goto", step=step)
            retreat.do("open")
            expect(ann.page.locator("body")).to_have_attribute("data-phase", "open")
            ann.page.locator(f'label:has(input[name="scale"][value="{value}"])').click()
            ann.saved()
        ann.goto(f"/my/{retreat.id}")
        return ann

    def test_stand_on_my_notes_and_in_what_is_taken_along(self, house: House, retreat: Hall) -> None:
        ann = self.lived(house, retreat)
        place = ann.page.locator("[data-movement]")
        expect(place).to_be_visible()
        said = place.locator("[data-said]").inner_text()
        assert "2" in said and "4" in said
        for label, sign in (("Take along, to read or print", "<p"), ("As plain text", "## ")):
            with ann.page.expect_download() as coming:
                ann.page.get_by_role("link", name=label).click()
            text = coming.value.path().read_text()
            assert (said in text, SENTENCE in text, sign in text) == (True, True, True)
            assert coming.value.suggested_filename.endswith((".html", ".md"))

    def test_are_in_that_tab_only(self, house: House, retreat: Hall) -> None:
        ann = self.lived(house, retreat)
        other = ann.page.context.new_page()
        other.goto(ann.page.url)
        expect(other.get_by_role("heading", name="My notes")).to_be_visible()
        expect(other.locator("[data-movement]")).to_contain_text("kept only in the tab it was given in")
        expect(other.locator("[data-own-series]")).to_be_hidden()
        other.close()
