"""Nothing typed is lost: every answer that has a button, in everything that can happen before the button is pressed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
SCRIPT = """# Half typed

- format: 1
- minimum answers: 3
- questions: on

### Slide: Before

Look.

### Poll: A sentence

- id: text
- answer: text

How was it?

### Poll: Some words

- id: words
- answer: words
- choose: up to 2

### Poll: One, or mine

- id: other
- other: yes
- ( ) Tea
- ( ) Coffee

### Poll: An order

- id: ranking

1. Sleep
2. Food

### Poll: A sorting

- id: sort
- answer: sort into Keep, Drop

1. Meetings
2. Mails

### Poll: Some dots

- id: dots
- answer: 3 dots

1. Meetings
2. Mails

### Poll: In the body

- id: body
- answer: body

### Poll: For good

- id: final
- change: no
- ( ) Left
- ( ) Right

### Poll: A number for good

- id: scale
- change: no
- answer: scale 1 to 5

### Reflect: A page

- id: page

Write.

### Slide: After

Look.
"""


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"half.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "half")
    opened.do("start")
    yield opened
    opened.home()


def _ranking(phone: PhonePage) -> None:
    phone.page.get_by_role("button", name="Move Food up").tap()


def _dots(phone: PhonePage) -> None:
    phone.page.get_by_role("button", name="+ Mails").tap()


def _body(phone: PhonePage) -> None:
    phone.page.locator(".spot.chest").tap()


def ask(hall: Hall, step: str) -> None:
    assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"
    hall.do("open")


def read(phone: PhonePage) -> str:
    """What stands in the form, as one text."""
    return phone.page.evaluate(
        """() => [...document.querySelectorAll('form[data-op="vote"] :is(input, textarea, [data-index], .spot, .left)')]
            .map(n => n.dataset.index ?? (/radio|checkbox/.test(n.type) ? n.checked : n.value
                ?? (n.textContent || n.classList.contains("felt")))).join(" ")"""
    )


def test_what_was_answered_stays_as_it_was_under_a_message_and_once_closed(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    for step, write, button in (("ranking", _ranking, "Keep this order"), ("dots", _dots, "Send"), ("body", _body, "")):
        ask(hall, step)
        expect(ann.page.locator(f'form[data-step="{step}"][data-keep]')).to_be_visible()
        write(ann)
        if button:
            ann.press(button)
        ann.saved()
        stood = read(ann)
        hall.do("close")
        expect(ann.page.locator("body")).to_have_attribute("data-phase", "closed")
        hall.server.command(hall.id, "message", text=f"Thank you for {step}")
        ann.says(f"Thank you for {step}")
        assert read(ann) == stood
        ann.page.reload()
        ann.live()
        assert read(ann) == stood


def test_what_came_back_stands_in_its_box_again_when_the_end_is_undone(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "words")
    ann.page.get_by_label("Word 1").fill("winter")
    ann.press("Send")
    ann.saved()
    ann.page.get_by_label("Word 2").fill("spring")
    hall.do("next")
    expect(ann.page.locator("#unsent")).to_contain_text("spring")
    hall.do("undo")
    expect(ann.page.get_by_label("Word 2")).to_have_value("spring")
    expect(ann.page.locator("#unsent")).to_be_hidden()
    expect(ann.page.locator(".receipt")).to_contain_text("Your earlier answer counts until then.")


def test_another_language_and_the_way_back_find_the_words_where_they_were(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "words")
    ann.page.get_by_label("Word 1").fill("winter")
    ann.page.locator("#my-notes").tap()
    ann.heading("My notes")
    ann.page.go_back()
    ann.live()
    word = ann.page.locator("#stage input[name=word]").first
    expect(word).to_have_value("winter")
    ann.page.locator("#leaf").tap()
    ann.page.locator("#leaf-dialog select[name=language]").select_option("de")
    ann.page.locator("#leaf-dialog form:has(select) button").tap()
    expect(ann.page.locator("html")).to_have_attribute("lang", "de")
    ann.live()
    expect(word).to_have_value("winter")
    expect(ann.page.locator(".receipt")).to_have_attribute("data-state", "unsent")


def test_words_that_were_not_sent_are_kept_under_my_notes(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "text")
    ann.write("It was a long winter")
    hall.server.command(hall.id, "next")
    ann.page.locator("#unsent").get_by_role("button", name="Keep under My notes").tap()
    ann.says("Kept in this browser.")
    ann.page.goto(f"{hall.server.url}/my/{hall.id}")
    kept = ann.page.locator("[data-kept-here]")
    expect(kept).to_contain_text("It was a long winter")
    kept.get_by_role("button", name="Delete").tap()
    expect(kept).to_be_hidden()


def test_half_a_question_is_there_again_until_it_was_asked(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    box, kept = ann.page.locator("#question"), ann.page.locator("[data-kept-here]")
    ann.goto(f"/s/{hall.id}/questions")
    box.fill("Does it help?")
    ann.goto(f"/my/{hall.id}")
    expect(kept).to_contain_text("Does it help?")
    ann.goto(f"/s/{hall.id}/questions")
    expect(box).to_have_value("Does it help?")
    box.fill("a" * 501)
    ann.press("Ask")
    ann.says("Too long by 1.")
    box.fill("Does it help?")
    ann.press("Ask")
    ann.says("Yours")
    expect(box).to_have_value("")
    ann.goto(f"/my/{hall.id}")
    expect(kept).to_be_hidden()


def test_offline_at_the_end_the_words_come_back(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ann.may_complain("ERR_INTERNET_DISCONNECTED", "WebSocket")
    ask(hall, "text")
    ann.write("It was a long winter")
    ann.context.set_offline(True)
    ann.press("Send")
    hall.do("close")
    hall.join("Ben")[0].until(lambda phone: phone.stage["phase"] == "closed")
    ann.page.wait_for_timeout(200)
    ann.context.set_offline(False)
    expect(ann.page.locator("#unsent")).to_contain_text("It was a long winter")


def test_where_the_first_answer_counts_choosing_is_not_voting(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "final")
    left, right = (ann.page.get_by_role("radio", name=name) for name in ("Left", "Right"))
    ann.says("One answer, which counts as soon as you press the button")
    expect(left).to_be_enabled()
    left.focus()
    ann.page.keyboard.press("ArrowDown")
    expect(right).to_be_checked()
    assert hall.server.show(hall.id)["turnout"]["answered"] == 0
    ann.choose("Left")
    ann.press("This is my answer")
    ann.saved()
    expect(left).to_be_checked()
    expect(right).to_be_disabled()
    expect(ann.button("This is my answer")).to_have_count(0)
    expect(ann.button("I would rather not say")).to_have_count(0)
    ann.page.reload()
    ann.live()
    expect(left).to_be_checked()
    expect(right).to_be_disabled()
    ann.silent_about("closed")
    assert not ann.inspect("an answer for good")


def test_an_answer_from_another_tab_is_shown_as_the_one_that_counts(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "final")
    ann.choose("Left")
    other = hall.phone("Ann")
    assert other.op("vote:final", {"choice": [1]})["status"] == "ok"
    expect(ann.page.get_by_role("radio", name="Right")).to_be_checked()
    expect(ann.page.get_by_role("radio", name="Left")).to_be_disabled()
    expect(ann.button("This is my answer")).to_have_count(0)


def test_what_is_too_long_stays_where_it_was_written_and_says_by_how_much(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "text")
    box = ann.page.get_by_role("textbox").locator("visible=true")
    box.fill("a" * 950)
    ann.says("Characters left: 50.")
    box.fill("a" * 1234)
    ann.says("Too long by 234. All of it is still here; up to 1,000 characters can be sent.")
    ann.press("Send")
    expect(box).to_be_focused()
    assert hall.server.show(hall.id)["turnout"]["answered"] == 0
    assert not ann.inspect("a text that is too long")
    ann.page.reload()
    ann.live()
    ann.says("Too long by 234.")
    hall.server.command(hall.id, "goto", step="page")
    expect(ann.page.locator("#unsent [data-unsent-words]")).to_have_text("a" * 1234)
    ann.page.locator("#unsent").get_by_role("button", name="Let it go").tap()
    box.fill("b" * 8001)
    ann.says("Too long by 1.")
    ann.says("On this phone. Not sent yet.")
    ann.page.reload()
    ann.live()
    assert box.input_value() == "b" * 8001
    ann.says("Too long by 1.")
    box.press("End")
    box.press("Backspace")
    ann.says("Characters left: 0.")
    ann.says("Draft kept. Only you can see it.")
    box.press("b")
    hall.do("next")
    ann.heading("After")
    ann.page.goto(f"{hall.server.url}/my/{hall.id}")
    expect(ann.page.locator("[data-kept-here]")).to_contain_text("b" * 8001)


def test_a_message_that_is_too_long_stays_on_the_console(hall: Hall, house: House) -> None:
    console = house.console(hall)
    console.live()
    console.page.locator('[data-opens="message-dialog"]').locator("visible=true").first.click()
    box = console.page.locator("#message-text")
    box.fill("c" * 503)
    console.says("Too long by 3.")
    console.press("Send to all phones")
    expect(box).to_be_focused()
    assert box.input_value() == "c" * 503
    box.fill("c" * 500)
    console.press("Send to all phones")
    expect(console.page.locator("#message-dialog")).to_be_hidden()


WITHOUT_HAS = """() => { for (const sheet of document.styleSheets) for (let i = sheet.cssRules.length; i--;)
    if ((sheet.cssRules[i].selectorText || "").includes(":has(")) sheet.deleteRule(i) }"""
MARK = "box => getComputedStyle(box.nextElementSibling, '::before').backgroundColor"


def test_a_choice_is_marked_in_browsers_that_do_not_know_has(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    for step, first, second in (("final", "Left", "Right"), ("sort", "Keep", "Drop")):
        ask(hall, step)
        boxes = [ann.page.get_by_role("radio", name=name).first for name in (first, second)]
        expect(boxes[0]).to_be_visible()
        ann.page.evaluate(WITHOUT_HAS)
        ann.page.locator("label", has=boxes[1]).first.tap()
        ann.page.wait_for_function(
            f"two => ({MARK})(two[0]) !== ({MARK})(two[1])", arg=[b.element_handle() for b in boxes]
        )


def test_what_a_browser_lacks_is_said_before_the_room(hall: Hall, house: House) -> None:
    ann = house.phone("Ann")
    old, inside = (ann.page.locator(f'[data-browser="{which}"]') for which in ("old", "in-app"))
    ann.goto("/")
    expect(old).to_be_hidden()
    expect(inside).to_be_hidden()
    ann.page.add_init_script("delete Element.prototype.replaceChildren")
    ann.page.add_init_script("Object.defineProperty(navigator, 'userAgent', {get: () => 'iPhone Instagram 300.0'})")
    ann.page.reload()
    expect(old).to_contain_text("too old for this page")
    expect(inside).to_contain_text("Open in browser")
    assert not ann.inspect("an old browser at the door")
    ana = house.facilitator()
    ana.sign_in()
    screen = house.console(hall).screen_link()
    ana.page.add_init_script("delete Element.prototype.replaceChildren")
    ana.may_complain("replaceChildren")
    script = "/host/scripts/half"
    pages = (f"/host/sessions/{hall.id}", f"{script}/edit", f"{script}/preview", f"/team/{hall.id}")
    for address in (*pages, screen.removeprefix(hall.server.url)):
        ana.goto(address)
        expect(ana.page.locator('[data-browser="old"]')).to_contain_text("too old for")
    ana.goto("/host")  # what stands there needs no script
    expect(ana.page.locator("body")).to_be_visible()


def test_without_scripts_the_room_says_so_first_and_shows_no_dead_form(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ask(hall, "text")
    expect(ann.page.locator('form[data-step="text"]')).to_be_visible()
    state = ann.context.storage_state()
    plain = house.chromium.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(ann.page.url)
    said = page.locator("body > noscript p")
    assert "The room needs JavaScript" in said.inner_text()
    assert (said.bounding_box() or {"y": 999})["y"] < 60
    expect(page.locator("#stage h1").first).to_be_visible()
    assert page.locator("form:visible, button:visible").count() == 0
    hall.server.command(hall.id, "goto", step="page")
    hall.do("next")
    page.goto(f"{hall.server.url}/my/{hall.id}/write/page")
    assert "The room needs JavaScript" in page.locator("body > noscript p").inner_text()
    assert page.locator("form:visible").count() == 0
    plain.close()
