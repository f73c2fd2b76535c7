"""What a phone offers: writing, leaving out, coming late, one's own pace."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import one_phone
from tests.browser.house import House
from tests.browser.one_phone import goto
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
ann, hall, scripts = one_phone.ann, one_phone.hall, one_phone.scripts


class TestWriting:
    def test_a_sheet_survives_reload_back_button_and_restart(self, chromium: Browser, own_server: Server) -> None:
        house, hall = House(chromium, own_server), Hall(own_server, "kinds")
        hall.do("start")
        ann = house.guest(hall, "Ann")
        ann.may_complain("WebSocket connection", "ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE")
        goto(hall, "plan", ann)
        sign, do = ann.page.get_by_label("The first sign"), ann.page.get_by_label("What I do")
        sign.press_sequentially("Cold hands and a wish to")
        ann.page.reload()
        expect(sign).to_have_value("Cold hands and a wish to")
        sign.focus()
        ann.page.keyboard.press("End")
        ann.page.keyboard.type(" phone")
        ann.page.locator("#my-notes").tap()
        ann.heading("My notes")
        ann.page.go_back()
        expect(sign).to_have_value("Cold hands and a wish to phone")
        do.press_sequentially("Breathe, and")
        own_server.kill()
        do.press_sequentially(" wait")
        own_server.start()
        ann.live()
        ann.receipt("draft")
        ann.page.evaluate("() => localStorage.clear()")
        ann.page.reload()
        expect(sign).to_have_value("Cold hands and a wish to phone")
        expect(do).to_have_value("Breathe, and wait")
        house.close()
        hall.home()

    def test_a_sheet_as_a_card_and_carried_on(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "plan", ann)
        ann.says("What you tick is for you only")
        ann.page.get_by_label("The first sign").fill("Cold hands")
        ann.page.get_by_label("What I do").fill("Breathe")
        ann.page.locator("#stage .tick").tap()
        ann.press("Keep it")
        ann.saved()
        ann.link("See it as a card")
        ann.heading("My plan")
        ann.says("Cold hands")
        ann.says("I notice my feet")
        ann.link("Back to the workshop")
        ann.live()
        goto(hall, "plan-again", ann)
        expect(ann.page.get_by_label("What I do")).to_have_value("Breathe")
        expect(ann.page.locator(".earlier")).to_contain_text("Cold hands")
        ann.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        ann.page.reload()
        expect(ann.page.get_by_label("What I do")).to_have_value("Breathe")
        expect(ann.page.locator(".earlier")).to_contain_text("Cold hands")

    def test_the_pause_before_sending_by_keyboard(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "letter", ann)
        ann.page.get_by_role("button", name="Coffee").tap()
        ann.says("Dear coffee,")
        ann.press("Another one fits better")
        ann.page.get_by_role("button", name="Tea").tap()
        ann.says("Dear tea,")
        ann.write("one two three")
        ann.says("3 of about 5 words.")
        ann.write("one two three four five six")
        ann.says("6 words. About 5 are plenty")
        ann.page.get_by_role("radio", name="Everyone").check()
        ring = ann.page.get_by_role("group", name="Before it goes")
        with ann.standing_time():
            ann.press("Share with everyone")
            expect(ring.locator("p")).to_be_focused()
            ann.page.keyboard.press("Escape")
            expect(ring).to_be_hidden()
            expect(ann.page.locator(".receipt").first).not_to_have_attribute("data-state", "saved")
            ann.press("Share with everyone")
            ann.page.keyboard.press("Tab")
            expect(ring.get_by_role("button", name="Send now")).to_be_focused()
            ann.page.keyboard.press("Enter")
        ann.says("Sent. The facilitators read it first.")
        ann.page.reload()
        ann.says("Sent. The facilitators read it first.")
        ann.press("Take it back")
        ann.says("Taken back. Only you can read it now.")
        expect(ann.button("Take it back")).to_have_count(0)

    def test_kept_for_oneself_from_the_ring(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "letter", ann)
        ann.write("for me")
        ann.page.get_by_role("radio", name="Everyone").check()
        with ann.standing_time():
            ann.press("Share with everyone")
            ann.press("Keep it for me")
        ann.saved()
        ann.goto(f"/my/{hall.id}")
        ann.says("Only me")

    def test_after_ten_seconds_it_goes_by_itself(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "letter", ann)
        ann.write("for all")
        ann.page.get_by_role("radio", name="Everyone").check()
        with ann.standing_time():
            ann.press("Share with everyone")
            ann.page.clock.run_for(9_000)
            expect(ann.page.get_by_role("group", name="Before it goes")).to_be_visible()
            ann.page.clock.run_for(1_500)
        ann.says("Sent. The facilitators read it first.")

    def test_unhurried_nothing_goes_by_itself(self, hall: Hall, ann: PhonePage) -> None:
        ann.press("I need a moment")
        ann.page.get_by_label("I would like more time").check()
        ann.page.keyboard.press("Escape")
        goto(hall, "breathe", ann)
        expect(ann.page.locator('[data-timer="step"]')).to_be_hidden()
        goto(hall, "letter", ann)
        ann.write("slowly")
        ann.page.get_by_role("radio", name="Everyone").check()
        ann.press("Share with everyone")
        ann.page.clock.run_for(15_000)
        expect(ann.page.get_by_role("group", name="Before it goes")).to_be_visible()
        ann.press("Send now")
        ann.saved()

    def test_a_seed_with_its_days_and_its_file(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "seed", ann)
        ann.write("One breath at the door")
        ann.press("Plant it")
        ann.says("Planted. Only you can read it.")
        with ann.page.expect_download() as started:
            ann.press("Remind me in my calendar")
        text = Path(started.value.path()).read_text(encoding="utf-8")
        assert text.count("BEGIN:VEVENT") == 2 and "One breath at the door" in text
        ann.page.reload()
        ann.says("Planted. Only you can read it.")


class TestLeavingOut:
    def test_a_step_after_its_heads_up(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "calm-line", ann)
        ann.says("Coming next: Next we speak of a quarrel.")
        ann.press("Skip this one")
        ann.says("Nobody is told who.")
        hall.do("next")
        ann.heading("You sit this one out.")
        ann.says("The others listen to a few words now.")
        ann.page.reload()
        ann.heading("You sit this one out.")
        ann.press("Come in after all")
        ann.heading("A hard line")

    def test_who_sits_out_is_in_no_group_and_back_afterwards(self, hall: Hall, ann: PhonePage) -> None:
        hall.join("Ben", "Cleo")
        console = hall.console()
        goto(hall, "hard-line", ann)
        ann.press("Skip this one")
        goto(hall, "twos", ann)
        ann.heading("You sit this one out.")
        console.until(lambda c: any(e == "people" and b["resting"] == 1 for e, b in c.heard))
        hall.do("form_groups")
        told = hall.phone("Ben").until(lambda c: c.mine.get("group")).stage["html"]
        assert "Cleo" in told and "Ann" not in told
        goto(hall, "plan", ann)
        ann.heading("My plan")
        resting = lambda c: [b["resting"] for e, b in c.heard if e == "people"][-1]  # noqa: E731
        console.until(lambda c: resting(c) == 0)

    def test_left_over_in_a_group(self, hall: Hall, ann: PhonePage) -> None:
        phones = dict(zip(("Ben", "Cleo", "Dora"), hall.join("Ben", "Cleo", "Dora"), strict=True))
        goto(hall, "twos", ann)
        hall.do("form_groups")
        expect(ann.page.locator(".room .people li")).to_have_count(2)
        partner = ann.page.locator(".room .people li:not(.you)").inner_text()
        expect(ann.page.locator("[data-left-alone]")).to_be_hidden()
        assert phones[partner].op("alone:twos", {})["status"] == "ok"
        ann.says("You are alone in this group just now.")
        ann.press("Join another group")
        expect(ann.page.locator(".room .people li")).to_have_count(3)

    def test_a_partner_who_went_away_and_comes_back(self, hall: Hall, ann: PhonePage) -> None:
        (ben,) = hall.join("Ben")
        goto(hall, "twos", ann)
        hall.do("form_groups")
        expect(ann.page.locator(".room .people li")).to_have_count(2)
        ben.leave()
        expect(ann.page.locator(".room .people li.away")).to_contain_text("away", timeout=15_000)
        ann.says("You are alone in this group just now.")
        hall.phone("Ben")
        expect(ann.page.locator(".room .people li.away")).to_have_count(0)
        expect(ann.page.locator("[data-left-alone]")).to_be_hidden()


class TestComingLate:
    def test_three_lines_and_the_prompts_so_far(self, hall: Hall, house: House) -> None:
        goto(hall, "letter")
        goto(hall, "say")
        late = house.phone("Late")
        late.join(f"/#{hall.code}")
        late.says("So far the room has listened or talked once and written once.")
        late.link("What others wrote about")
        late.link("A letter")
        late.heading("A letter")
        late.write("I was late, and I write")
        late.press("Keep it")
        late.saved()
        late.page.reload()
        expect(late.box()).to_have_value("I was late, and I write")
        late.link("My notes")
        late.says("I was late, and I write")
        late.link("Back to the workshop")
        late.heading("Say it")
        expect(late.page.locator("#so-far")).to_be_visible()
        late.press("Close")
        late.page.reload()
        late.live()
        expect(late.page.locator("#so-far")).to_be_hidden()

    def test_nobody_who_was_there_is_told(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "say", ann)
        ann.page.reload()
        ann.live()
        expect(ann.page.locator("#so-far")).to_be_hidden()

    def test_a_step_that_has_not_been_on_is_no_page(self, hall: Hall, ann: PhonePage) -> None:
        ann.goto(f"/my/{hall.id}/write/letter")
        ann.says("This page has not been on yet")
        ann.may_complain("404", "the server responded with a status")

    def test_resources_from_the_start_and_from_their_step_on(self, hall: Hall, ann: PhonePage) -> None:
        ann.press("Help")
        ann.says("Good to have")
        ann.silent_about("A list for later.")
        goto(hall, "later-list", ann)
        ann.goto(f"/my/{hall.id}")
        ann.says("For later")


class TestResting:
    def test_without_the_breath(self, hall: Hall, house: House) -> None:
        ann = house.guest(hall, "Ann", reduced_motion="no-preference")
        goto(hall, "breathe", ann)
        expect(ann.page.locator(".breath.moving")).to_be_visible()
        ann.press("Without the breath")
        ann.says("Press both feet into the floor")
        expect(ann.page.locator("[data-breathing]")).to_be_hidden()

    def test_the_still_picture(self, hall: Hall, house: House) -> None:
        ann = house.guest(hall, "Ann")
        goto(hall, "breathe", ann)
        expect(ann.page.locator(".breath.still")).to_be_visible()
        expect(ann.page.locator(".breath.moving")).to_be_hidden()

    def test_the_time_of_return_as_ones_own_clock_has_it(self, hall: Hall, house: House) -> None:
        ann = house.guest(hall, "Ann", locale="en-GB")
        goto(hall, "away", ann)
        told = ann.page.evaluate(
            """() => [0, 1, 2].map((more) => new Date(Date.now() + 240000 + more * 60000)
                .toLocaleTimeString("en-GB", {hour: "2-digit", minute: "2-digit"}))"""
        )
        expect(ann.page.locator("time.clock")).not_to_be_empty()
        assert ann.page.locator("time.clock").inner_text() in told

    def test_only_on_the_screen(self, hall: Hall, ann: PhonePage) -> None:
        goto(hall, "screen-only", ann)
        ann.heading("Look up to the shared screen.")

    def test_a_hand_and_typed_words(self, hall: Hall, ann: PhonePage) -> None:
        console = hall.console()
        goto(hall, "say", ann)
        ann.press("I would like to say something")
        console.until(lambda c: any(e == "people" and b["hands"] == ["Ann"] for e, b in c.heard))
        expect(ann.button("I would like to say something")).to_have_attribute("aria-pressed", "true")
        ann.page.get_by_text("Type instead of speaking").tap()
        ann.write("A quiet word")
        ann.press("Send")
        ann.saved()


def test_trying_out_the_phone(server: Server, house: House) -> None:
    hall = Hall(server, "kinds")
    ann = house.guest(hall, "Ann")
    ann.page.get_by_text("Try out my phone").tap()
    for label, told in (("Sound", "soft tone"), ("Vibration", "phone"), ("Connection", "The line is good.")):
        ann.press(label)
        expect(ann.page.locator(".trial [role=status]")).to_contain_text(told)
