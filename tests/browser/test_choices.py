"""The topic of one's group, a text that comes back to its writer, the bell of a pause, a step left out early."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.realtime.test_choices import ALL, SCRIPT
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
DRAWINGS = Path(__file__).resolve().parents[2] / "docs" / "images"
SUDS = "\n### Poll: How strong is it? (2 min)\n\n- id: suds\n- answer: scale 0 (none) to 100 (worst)\n"
PICTURES = "\n### Poll: Where are you? (2 min)\n\n- id: where\n\n- ( ) ![A lake](media/kind-wall.png) calm\n"
PICTURES += "- ( ) ![A storm](media/kind-pause.png)\n"
REST = "\n### Pause: A breath (1 min)\n\n- id: rest\n- sound: yes\n\nNothing to do.\n"
RINGS = """() => { window.rings = 0;
    AudioContext.prototype.createOscillator = ((make) => function () { window.rings += 1; return make.call(this); })(
        AudioContext.prototype.createOscillator); }"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"choice.md": SCRIPT + REST + SUDS + PICTURES, "media": DRAWINGS}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "choice")
    yield opened
    opened.home()


def topic(phone: PhonePage, label: str) -> Locator:
    return phone.page.get_by_role("radio", name=label)


def test_a_topic_is_chosen_changed_kept_and_decides(hall: Hall, house: House):
    hall.do("start")
    ann, ben = house.guest(hall, "Ann"), house.guest(hall, "Ben")
    ann.says("Your choice decides your group.")
    ann.choose("Sleep")
    ann.saved()
    ann.choose("Work")
    ann.saved()
    ann.page.reload()
    expect(topic(ann, "Work")).to_be_checked()
    ann.saved()
    ben.choose("Work")
    ben.saved()
    assert not [fault for phone in (ann, ben) for fault in phone.inspect("choosing a topic")]
    hall.do("form_groups")
    for phone in (ann, ben):
        expect(phone.page.locator(".room")).to_contain_text("Work")


def test_the_choice_stands_still_while_the_groups_are_put_together(hall: Hall, house: House):
    hall.do("start")
    ann, _ben = house.guest(hall, "Ann"), hall.join("Ben")
    ann.choose("Love")
    ann.saved()
    hall.server.command(hall.id, "form_groups", propose=True)
    ann.says("The groups are being put together.")
    expect(topic(ann, "Love")).to_be_checked()
    expect(topic(ann, "Sleep")).to_be_disabled()


def test_who_comes_late_is_asked_first_and_then_sits_with_their_topic(hall: Hall, house: House):
    hall.do("start")
    for phone, index in zip(hall.join("Ann", "Ben", "Cem", "Dea"), (0, 0, 2, 2), strict=True):
        phone.op("topic:which", {"topic": index})
    hall.do("form_groups")
    eve = house.guest(hall, "Eve")
    eve.says("The groups have begun.")
    expect(eve.page.locator(".room")).to_be_hidden()
    assert not eve.inspect("late for a topic")
    eve.choose("Love")
    expect(eve.page.locator(".room")).to_contain_text("Love")
    finn = house.guest(hall, "Finn")
    finn.press("Work on my own")
    expect(finn.page.locator(".room")).to_contain_text("On your own")
    expect(topic(finn, "Love")).to_be_hidden()


def test_a_text_comes_back_to_its_writer_who_sends_another(hall: Hall, house: House):
    hall.do("start")
    ann, console = house.guest(hall, "Ann"), house.console(hall)
    others = hall.join("Ben", "Cem")
    hall.server.command(hall.id, "goto", step="thought")
    for phone in others:
        phone.at("thought").op("note:thought", {"text": "another thought", "sees": ALL})
    ann.page.locator("label", has=ann.page.locator(f'[value="{ALL}"]')).tap()
    ann.write("My sister Lena said it first.")
    ann.press("Share with everyone")
    ann.saved()
    hall.do("close")  # texts without a name come all at once, when the writing ends
    console.page.locator("summary", has_text="Shown").click()
    card = console.page.locator("li", has_text="Lena").filter(has=console.page.locator(".give-back"))
    card.get_by_text("Return privately").click()
    card.get_by_label("A line to go with it").fill("Please leave the name out.")
    card.get_by_role("button", name="Return it").click()
    expect(card).to_have_count(0)
    told = ann.page.locator("[data-returned]")
    expect(told).to_contain_text("The team gave this back to you: “Please leave the name out.” Others do not see it.")
    assert not ann.inspect("a text came back")
    mine = ann.tab()
    mine.goto(f"/my/{hall.id}")
    expect(mine.locator(".entry")).to_contain_text("Please leave the name out.")
    mine.close()
    hall.do("open")
    expect(ann.page.locator(f'[value="{ALL}"]')).to_be_checked()  # the box of before the opening is for oneself alone
    ann.write("Somebody close to me said it first.")
    ann.press("Share with everyone")
    expect(told).to_be_hidden()
    ann.says("Sent. The facilitators read it first.")
    console.silent_about("Please leave the name out.")


def test_words_added_after_the_time_go_nowhere_by_themselves_when_it_opens_again(hall: Hall, house: House):
    hall.do("start")
    ann = house.guest(hall, "Ann")
    hall.server.command(hall.id, "goto", step="thought")
    hall.do("close")
    expect(ann.page.locator("#stage")).to_contain_text("What you write now is kept for you only.")
    ann.write("One more thing.")
    hall.do("open")
    choices = ann.page.locator('[name="sees"][type="radio"]')
    expect(choices.first).to_be_checked()
    expect(ann.box()).to_have_value("One more thing.")
    ann.press("Send to the team")
    ann.saved()


def test_it_is_told_on_another_step_too(hall: Hall, house: House):
    hall.do("start")
    ann = house.guest(hall, "Ann")
    hall.server.command(hall.id, "goto", step="thought")
    ann.page.locator("label", has=ann.page.locator(f'[value="{ALL}"]')).tap()
    ann.write("A thought.")
    ann.press("Share with everyone")
    ann.saved()
    others, console = hall.join("Ben", "Cem"), hall.console()
    for phone in others:
        phone.op("note:thought", {"text": "another", "sees": ALL})
    hall.server.command(hall.id, "goto", step="wall")
    console.until(lambda c: any("A thought." in str(body) for event, body in c.heard if event == "board"))
    board = [body["texts"] for event, body in console.heard if event == "board" and "A thought." in body["texts"]][-1]
    item = board.split("A thought.")[0].rsplit('id="text-', 1)[1].split('"')[0]
    assert hall.server.command(hall.id, "give_back", step="thought", item=item)["status"] == "ok"
    ann.says("The team gave this back to you. Others do not see it.")
    ann.says("You find it under My notes.")


def test_a_pause_with_sound_rings_where_somebody_wants_it(hall: Hall, house: House):
    hall.do("start")
    hall.server.command(hall.id, "goto", step="rest")
    ann = house.guest(hall, "Ann")
    ann.press("Bell at the beginning and end")
    hall.server.command(hall.id, "goto", step="wall")
    ann.heading("What we wrote")
    ann.page.evaluate(RINGS)
    hall.server.command(hall.id, "goto", step="rest")
    ann.page.wait_for_function("() => window.rings === 1")
    hall.do("pause")
    ann.page.locator('[data-kind="paused"]').wait_for()
    hall.do("resume")
    ann.heading("A breath")
    hall.server.command(hall.id, "extend", seconds=-58)
    ann.page.wait_for_function("() => window.rings === 2")


def test_a_step_is_left_out_before_the_start(hall: Hall, house: House):
    console, ann = house.console(hall), house.guest(hall, "Ann")
    console.page.locator(".plan button", has_text="Which of these?").first.click()
    console.press("Leave it out")
    expect(console.page.locator(".plan li").first).to_have_attribute("data-state", "skipped")
    ann.silent_about("Which of these?")
    hall.do("start")
    ann.heading("A thought")


def test_a_wide_scale_is_a_slider_and_a_number_and_its_result_has_bins(hall: Hall, house: House):
    hall.do("start")
    hall.server.command(hall.id, "goto", step="suds")
    hall.do("open")
    ann = house.guest(hall, "Ann")
    number, slider = ann.page.get_by_label("Your number"), ann.page.get_by_role("slider")
    expect(number).to_have_value("")
    slider.focus()
    ann.page.keyboard.press("ArrowRight")
    expect(number).to_have_value("51")
    ann.saved()
    number.fill("120")
    expect(ann.page.locator(".receipt")).to_contain_text("Not sent yet. From 0 to 100. Your earlier answer")
    number.fill("72")
    ann.saved()
    expect(slider).to_have_value("72")
    ann.page.reload()
    expect(number).to_have_value("72")
    expect(slider).to_have_value("72")
    assert not ann.inspect("a wide scale")
    for phone, value in zip(hall.join("Ben", "Cem", "Dea"), (0, 70, 100), strict=True):
        phone.op("vote:suds", {"scale": value})
    slider.hover()
    ann.page.mouse.down()
    expect(number).not_to_have_value("72")
    mine = int(number.input_value()) // 10
    hall.do("close")  # before the finger is lifted: what stands there goes
    hall.do("reveal")
    bins = ann.page.locator(".ridge-ticks > li")
    expect(bins).to_have_count(10)
    expect(bins.nth(7)).to_contain_text("70–79: 25 %")
    expect(ann.page.locator("#announce")).to_contain_text("60–69: 0 %. 70–79: 25 %. 80–89: 0 %.")  # each once
    expect(bins.nth(mine)).to_contain_text(": 25 %")
    expect(bins.nth(mine)).to_contain_text("your answer")
    expect(bins.nth(9)).to_contain_text("90–100: 25 %")


def test_a_picture_is_an_answer(hall: Hall, house: House):
    hall.do("start")
    hall.server.command(hall.id, "goto", step="where")
    hall.do("open")
    ann = house.guest(hall, "Ann")
    expect(ann.page.get_by_role("img", name="A lake")).to_be_visible()
    ann.choose("A storm")
    ann.saved()
    assert not ann.inspect("pictures to choose from")
