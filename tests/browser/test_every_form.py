"""Every kind of form, in everything that can happen while somebody fills it in: nothing is gone, nothing looks sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.forms import FORMS, SCRIPT, Form
from tests.browser.happenings import HAPPENINGS, answered, ask, stands, walked, written
from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Scripts, Server
from workshop.util.paths import bundled

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

ONLY_HERE = "Only this page holds it, so please leave the page open."
THROWS = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name,
    {get() { throw new DOMException("denied", "SecurityError") }})"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }'
REFUSALS = {"throws": THROWS, "full": FULL}
NEARLY_FULL = """() => { for (const shelf of [localStorage, sessionStorage]) {
    let n = 5242880; for (; n; n -= 20000) try { shelf.setItem("others", "x".repeat(n)); break; } catch {}
    shelf.setItem("others", "x".repeat(n - 30000)); } }"""
PASTE = "(box, n) => { box.value = 'a'.repeat(n); box.dispatchEvent(new Event('input', {bubbles: true})); }"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"every.md": SCRIPT, "media": bundled("sessions") / "media"}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "every")
    opened.do("start")
    opened.server.command(opened.id, "goto", step="source")
    for phone, text in zip(opened.join("Ben", "Carla"), ("Too little time", "The noise"), strict=True):
        phone.op("note:source", {"text": text, "sees": "everyone without names"})
    yield opened
    opened.home()


@pytest.mark.parametrize("way", ["throws", pytest.param("full", marks=pytest.mark.soak)])
def test_what_only_the_page_holds_says_so_in_every_box(hall: Hall, house: House, way: str) -> None:
    """Storage that is refused, or full: nobody is told that it is kept on the phone, and nothing loads it away."""
    ann = house.phone("Ann")
    ann.may_complain("ERR_INTERNET_DISCONNECTED", "WebSocket")
    ann.context.add_init_script(REFUSALS[way])
    hall.cookies["Ann"] = hall.server.join(hall.code, "Ann")["cookie"]
    ann.carry(hall.cookies["Ann"])
    ann.enter(hall.id)
    for form in FORMS:
        if not form.words:
            continue
        ask(hall, ann, form)
        form.write(ann)
        if form.goes == "kept":
            ann.page.locator("#stage :is(textarea, input[type=text])").locator("visible=true").first.fill("a" * 8001)
        expect(ann.page.locator(".receipt").first).to_contain_text(ONLY_HERE)
        ann.silent_about("On this phone. Not sent yet.")
        stood = form.read(ann)
        if form.step == "text":
            ann.page.locator("#stage h1").tap()  # browsers ask only whoever touched the page
            with ann.page.expect_event("dialog") as asked:
                ann.page.evaluate("() => { setTimeout(() => location.reload()); }")
            asked.value.dismiss()
            assert form.read(ann) == stood
        hall.server.command(hall.id, "goto", step="after")
        ann.heading("After")
        if form.goes == "pressed":
            expect(ann.page.locator("#unsent")).to_contain_text(ONLY_HERE)
            ann.press("Keep under My notes")
            expect(ann.page.locator("#unsent")).to_contain_text("This browser cannot keep it.")
            ann.press("Let it go")


def test_a_text_too_long_for_the_browser_says_so(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    ann.page.evaluate(NEARLY_FULL)
    for step in ("page", "text"):
        hall.server.command(hall.id, "goto", step=step)
        hall.server.command(hall.id, "open")
        expect(ann.page.locator(f'form[data-step="{step}"][data-keep]')).to_be_visible()
        ann.page.locator("#stage textarea").evaluate(PASTE, 60_000)
        expect(ann.page.locator(".receipt").first).to_contain_text(ONLY_HERE)
        ann.says("can be sent.")
        expect(ann.page.locator("#stage textarea")).to_have_attribute("dir", "ltr")  # found once, not with each letter
        ann.page.locator("#stage textarea").evaluate(PASTE, 20)
        expect(ann.page.locator("#stage textarea")).to_have_attribute("dir", "auto")
        expect(ann.page.locator(".receipt").first).not_to_contain_text(ONLY_HERE)


NEEDED = {
    "text": "Please write something first.",
    "words": "Please write something first.",
    "other": "Please write something first.",
    "dots": "Please give one at least.",
    "points": "Please give all of them. Left: 3.",
    "rows": "Please give a number to one line at least.",
    "questions": "Please answer one question at least.",
    "final": "Please choose an answer first.",
    "final-scale": "Please choose an answer first.",
    "page": "Please write something first.",
    "sheet": "Please write something first.",
    "pairs": "Please write something first.",
    "say": "Please write something first.",
    "seed": "Please write something first.",
}


def test_a_button_that_was_pressed_too_early_says_what_is_needed(hall: Hall, house: House) -> None:
    """Each time anew, at the place where it goes; and nothing is said to be saved."""
    ann = house.guest(hall, "Ann")
    for form in FORMS:
        if form.step not in NEEDED:
            continue
        ask(hall, ann, form)
        before_any_answer(ann, form)
        if form.step == "questions":
            assert not ann.inspect("several questions")
        button = ann.page.locator("#stage button[type=submit]:visible").first
        ann.page.evaluate(HEAR)
        for times in (1, 2):
            button.tap()
            expect(ann.page.locator(".receipt:visible")).to_have_text(NEEDED[form.step])
            assert ann.page.evaluate("() => window.heard") == times, form.step
            expect(ann.page.locator("#stage form").locator(":focus")).to_be_attached()
    assert answered(hall) == 0


COVERED = """() => [...document.querySelectorAll("#stage :is(.segments label, button)")].filter(each => {
    each.scrollIntoView({block: "start"});
    const {left, top, width, height} = each.getBoundingClientRect();
    return !each.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }).map(each => each.innerText)"""
HEAR = """() => { window.heard = 0; const place = document.querySelector(".receipt[data-receipt]");
    new MutationObserver(() => { window.heard += 1; }).observe(place, {childList: true, subtree: true}); }"""


def before_any_answer(ann: PhonePage, form: Form) -> None:
    if form.step == "other":
        ann.choose("Something else")
    if form.step == "rows":
        for way_out in ann.page.get_by_role("radio", name="leave out").all():
            way_out.tap()
    if form.step == "say":
        ann.page.locator("details.type-instead").evaluate("more => { more.open = true; }")


def test_polls_that_closed_too_early_are_one_notice_that_covers_nothing(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    missed = ann.page.locator("#missed")
    steps = {form.step: form for form in FORMS}
    for step in ("sort", "final", "final-scale"):
        written(hall, ann, steps[step])
        hall.server.command(hall.id, "goto", step="after")
        ann.heading("After")
    told = "so they do not count: “A number for good”, “For good” and “A sorting”."
    expect(missed).to_contain_text(told)
    expect(ann.page.locator("#announce")).to_contain_text("“A number for good” closed before your answer was sent")
    expect(ann.page.locator("#announce")).not_to_contain_text("A sorting")  # which was said before
    ann.page.reload()
    expect(missed).to_contain_text(told)
    assert not ann.inspect("polls that closed too early")
    ask(hall, ann, steps["rows"])
    assert ann.page.evaluate(COVERED) == []
    expect(missed).to_be_hidden()  # the room went on: it is a line
    ann.page.locator("#unsent summary").tap()
    assert ann.page.evaluate(COVERED) == []
    ann.press("Close")
    expect(ann.page.locator("#unsent")).to_be_hidden()


def test_what_was_chosen_stands_again_where_a_poll_opens_again(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    form = next(form for form in FORMS if form.step == "sort")
    stood = written(hall, ann, form)
    hall.do("end")
    expect(ann.page.locator("#missed")).to_be_visible()
    hall.do("undo")
    expect(ann.page.locator("#missed")).to_be_hidden()
    stands(ann, form, stood)


def test_whoever_is_taken_out_keeps_the_words_they_had_not_sent(hall: Hall, house: House) -> None:
    ann = house.guest(hall, "Ann")
    written(hall, ann, FORMS[0])
    person = ann.page.locator("body").get_attribute("data-person")
    assert hall.server.command(hall.id, "remove", person=person)["status"] == "ok"
    expect(ann.page.locator('#stage [data-kind="removed"]')).to_be_attached()
    expect(ann.page.locator("#unsent [data-unsent-words]")).to_have_text(FORMS[0].words)


@pytest.mark.soak
@pytest.mark.parametrize("name", HAPPENINGS)
def test_every_form_in_everything_that_can_happen(hall: Hall, house: House, name: str) -> None:
    walked(hall, house.guest(hall, "Ann"), [(form, name) for form in FORMS])


def test_every_form_in_something_that_can_happen(hall: Hall, house: House) -> None:
    """Each of both at least once; closing takes seconds, so only for one of each way to be sent."""
    others = [name for name in HAPPENINGS if name != "closed"]
    closing = ("text", "ranking", "final", "slider", "page")
    cells = [
        (form, "closed" if form.step in closing else others[place % len(others)]) for place, form in enumerate(FORMS)
    ]
    walked(hall, house.guest(hall, "Ann"), cells)
