"""What can happen while somebody fills a form in: each closes, moves, reloads or cuts off, and looks at what stands."""

import copy
import re
from collections.abc import Callable, Iterable

from playwright.sync_api import TimeoutError, expect

from tests.browser.forms import Form
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.web.test_changes import press

BY_THE_IME = {"windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
NOT_CLOSED = ("sheet", "pairs", "say", "seed")  # what is written there takes words for as long as the step is on


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
    expect(panel.locator("[data-unsent-given]")).to_be_hidden()


def tidied(hall: Hall, ann: PhonePage) -> None:
    """For the next form: what came back of this one is let go."""
    hall.server.command(hall.id, "goto", step="after")
    ann.heading("After")
    line = ann.page.locator("#unsent details:not([open]) > summary").locator("visible=true")
    if line.count():  # the room went on
        line.tap()
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
    expect(ann.page.locator('#notices [data-kind="message"]')).to_contain_text(f"Still at {form.step}")
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
    which = ":is(textarea, input[type=text])" if form.words else ":is(input:not([aria-hidden]), button:enabled, .touch)"
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
        for kind in ("rawKeyDown", "keyUp"):  # the Enter that ends a composed word: it sends nothing
            hands.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", **BY_THE_IME})
        stands(ann, form, stood)
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
