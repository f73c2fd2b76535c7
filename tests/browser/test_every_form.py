"""Every kind of form, in everything that can happen while somebody fills it in: nothing is gone, nothing looks sent."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.forms import FORMS, SCRIPT, Form
from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Scripts, Server
from tests.web.test_changes import press

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
NOT_CLOSED = ("sheet", "pairs", "say", "seed")  # what is written there takes words for as long as the step is on

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
    return {"every.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "every")
    opened.do("start")
    opened.server.command(opened.id, "goto", step="source")
    for phone, text in zip(opened.join("Ben", "Carla"), ("Too little time", "The noise"), strict=True):
        phone.op("note:source", {"text": text, "sees": "everyone without names"})
    yield opened
    opened.home()


def ask(hall: Hall, ann: PhonePage, form: Form) -> None:
    assert hall.server.command(hall.id, "goto", step=form.step)["status"] == "ok"
    hall.server.command(hall.id, "form_groups" if form.step == "pairs" else "open")
    expect(ann.page.locator("#stage form[data-keep]:not([action]):has(> * :enabled)").first).to_be_attached()
    expect(ann.page.locator("body")).to_have_attribute("data-step", form.step)


def written(hall: Hall, ann: PhonePage, form: Form) -> str:
    ask(hall, ann, form)
    form.write(ann)
    ann.receipt(form.state)
    return form.read(ann)


def answered(hall: Hall) -> int:
    return int(hall.server.show(hall.id)["turnout"]["answered"])


def stands(ann: PhonePage, form: Form, stood: str) -> None:
    """As it was, and said to be no more than it is."""
    ann.receipt(form.state)
    assert form.read(ann) == stood, form.step


def over(ann: PhonePage, form: Form) -> None:
    """It takes nothing any more: what was not sent has come back, and what was, counts."""
    panel = ann.page.locator("#unsent")
    if form.goes == "pressed" and form.words:
        expect(panel).to_contain_text("This was not sent")
        expect(panel.locator("[data-unsent-words]")).to_have_text(form.words)
        if form.step == "text":
            assert not ann.inspect("what was not sent")
            ann.page.reload()
            expect(panel.locator("[data-unsent-words]")).to_have_text(form.words)
        panel.get_by_role("button", name="Let it go").tap()
    elif form.goes == "pressed" and not form.hurries:
        expect(ann.page.locator("#missed")).to_contain_text("closed before your answer was sent")
        ann.press("Close")
    expect(panel).to_be_hidden()


def tidied(hall: Hall, ann: PhonePage) -> None:
    """For the next form: what came back of this one is let go."""
    hall.server.command(hall.id, "goto", step="after")
    ann.heading("After")
    for button in ("Let it go", "Close"):
        while ann.button(button).count():
            ann.press(button)


def closed(hall: Hall, ann: PhonePage, form: Form) -> None:
    stood = written(hall, ann, form)
    if form.step in NOT_CLOSED:
        return
    hall.do("close")
    expect(ann.page.locator("body")).to_have_attribute("data-phase", "closed")
    over(ann, form)
    if form.goes == "kept":
        stands(ann, form, stood)
    else:
        ann.receipt("saved" if form.hurries or form.goes == "itself" else "closed")
        assert form.read(ann) == stood or not form.hurries


def moved(hall: Hall, ann: PhonePage, form: Form, way: str) -> None:
    stood = written(hall, ann, form)
    hall.do(way)
    expect(ann.page.locator("body")).not_to_have_attribute("data-step", form.step)
    over(ann, form)
    hall.server.command(hall.id, "goto", step=form.step)
    expect(ann.page.locator("body")).to_have_attribute("data-step", form.step)
    if form.goes == "kept":
        expect(ann.page.locator("#stage form")).to_be_attached()
        assert form.read(ann) == stood, form.step


def reloaded(hall: Hall, ann: PhonePage, form: Form) -> None:
    stood = written(hall, ann, form)
    ann.page.reload()
    ann.live()
    stands(ann, form, stood)


def offline(hall: Hall, ann: PhonePage, form: Form) -> None:
    ask(hall, ann, form)
    ann.context.set_offline(True)
    ann.page.evaluate("dispatchEvent(new Event('offline'))")
    form.write(ann)
    ann.receipt("unsent" if form.goes == "pressed" else "phone")
    stood = form.read(ann)
    assert answered(hall) == 0
    ann.context.set_offline(False)
    ann.live()
    stands(ann, form, stood)
    if form.goes != "kept":
        assert answered(hall) == (form.goes == "itself"), form.step


def second_tab(hall: Hall, ann: PhonePage, form: Form) -> None:
    """The other one opens, is there, answers, goes."""
    ask(hall, ann, form)
    other = copy.copy(ann)
    other.page = ann.tab()
    other.goto(ann.page.url)
    other.live()
    ann.page.bring_to_front()
    form.write(ann)
    ann.receipt(form.state)
    stood = form.read(ann)
    if form.goes == "pressed":
        assert form.read(other) != stood, form.step
    else:
        other.receipt(form.state)
        assert form.read(other) == stood, form.step
    other.page.close()
    stands(ann, form, stood)


def message(hall: Hall, ann: PhonePage, form: Form) -> None:
    stood = written(hall, ann, form)
    hall.server.command(hall.id, "message", text=f"Still at {form.step}")
    ann.says(f"Still at {form.step}")
    stands(ann, form, stood)


def paused(hall: Hall, ann: PhonePage, form: Form) -> None:
    """For everyone: another screen comes in its place, and goes again."""
    stood = written(hall, ann, form)
    hall.do("pause")
    expect(ann.page.locator('#stage [data-kind="paused"]')).to_be_attached()
    expect(ann.page.locator("#unsent")).to_be_hidden()
    hall.do("resume")
    expect(ann.page.locator("#stage form[data-keep]").first).to_be_attached()
    stands(ann, form, stood)


def morphed(hall: Hall, ann: PhonePage, form: Form) -> None:
    """Its title is spelled anew while the cursor is in it, in the middle of a composed word."""
    stood = written(hall, ann, form)
    which = ":is(textarea, input[type=text])" if form.words else ":is(input, button:enabled)"
    box = ann.page.locator(f"#stage form {which}").locator("visible=true").first
    hands = ann.context.new_cdp_session(ann.page)
    box.focus()
    if form.words:
        hands.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
        stood = form.read(ann)
        assert "ni" in stood
    if form.step == "pairs":  # groups that are at work keep their task as it is
        hall.server.command(hall.id, "message", text="A minute more")
        ann.says("A minute more")
    else:
        respell(hall, form.step)
        expect(ann.page.locator("#stage h1")).to_contain_text("(anew)")
    expect(box).to_be_focused()
    stands(ann, form, stood)
    if form.words:
        hands.send("Input.insertText", {"text": "\u4f60"})
        stands(ann, form, stood.replace("ni", "\u4f60", 1))


def respell(hall: Hall, step: str) -> None:
    script = hall.server.scripts / "every.md"
    text = script.read_text()
    title = re.search(rf"(### [^\n]*)\n\n- id: {step}\n", text)
    assert title
    script.write_text(text.replace(title[1], f"{title[1]} (anew)"))
    ana = Visitor(hall.server)
    ana.sign_in()
    for _ in range(5):  # where the session went on meanwhile (an earlier poll was counted), one looks once more
        said = press(ana, hall)
        assert said.status_code == 303, (step, said.status_code, re.sub(r"<[^>]+>|\s+", " ", said.text)[-900:])
        if "again" not in said.headers["Location"]:
            return
    raise AssertionError(f"{step}: the changed script was not taken")


HAPPENINGS: dict[str, Callable[[Hall, PhonePage, Form], None]] = {
    "closed": closed,
    "next": lambda *all: moved(*all, "next"),
    "back": lambda *all: moved(*all, "back"),
    "reload": reloaded,
    "offline": offline,
    "second tab": second_tab,
    "message": message,
    "pause": paused,
    "morph": morphed,
}


def walked(hall: Hall, ann: PhonePage, cells: Iterable[tuple[Form, str]]) -> None:
    ann.may_complain("ERR_INTERNET_DISCONNECTED", "WebSocket")
    found = []
    for form, name in cells:
        try:
            HAPPENINGS[name](hall, ann, form)
            tidied(hall, ann)
        except (AssertionError, TimeoutError) as fault:
            found.append(f"{name}, {form.step}: {fault}"[:500])
    assert not found, "\n".join(found)


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
    "rows": "Please give a number to one line at least.",
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
    ann.press("Close")
    expect(missed).to_be_hidden()


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
    closing = ("words", "ranking", "final", "slider", "page")
    cells = [
        (form, "closed" if form.step in closing else others[place % len(others)]) for place, form in enumerate(FORMS)
    ]
    walked(hall, house.guest(hall, "Ann"), cells)
