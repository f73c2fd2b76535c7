"""The editor in a real browser: a newcomer's way from nothing to a session, two people on one file, the keyboard."""

from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.house import DESK, PHONE, House
from tests.browser.pages import FacilitatorPage
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

SHIPPED = Path(__file__).parents[2] / "sessions"
PLAN = "# Plan\n\n- format: 1\n\n### Slide: One (1 min)\n\nHello.\n\n### Poll: Two? (2 min)\n\n- ( ) Yes\n- ( ) No\n"
STEPS = 500


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """Those that Workshop brings, in a folder of this file's own."""
    return {path.name: path for path in SHIPPED.iterdir()}


class Editor:
    """A facilitator's window with a script in it."""

    def __init__(self, window: FacilitatorPage, name: str, text: str | bytes = PLAN) -> None:
        self.window, self.page, self.name = window, window.page, name
        self.file = window.server.scripts / f"{name}.md"
        if not self.file.exists():
            self.file.write_bytes(text.encode() if isinstance(text, str) else text)
        window.signed_in()
        window.goto(f"/host/scripts/{name}/edit")
        self.checked()

    def checked(self) -> None:
        expect(self.page.locator("#problems span")).not_to_have_text("Checking …")

    @property
    def content(self):
        return self.page.locator(".cm-content")

    def says(self, text: str) -> None:
        expect(self.page.locator("#problems span")).to_have_text(text)

    def state(self, name: str) -> None:
        expect(self.page.locator("#kept")).to_have_attribute("data-state", name)

    def at_end(self, *keys: str) -> None:
        self.content.focus()
        for key in ("ControlOrMeta+End", *keys):
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def save(self) -> None:
        self.page.keyboard.press("ControlOrMeta+s")
        self.state("saved")

    def insert(self, kind: str) -> None:
        self.page.get_by_role("button", name="Insert").first.click()
        self.page.locator("[data-block]").filter(has=self.page.get_by_text(kind, exact=True)).click()

    @property
    def phone(self) -> FrameLocator:
        return self.page.frame_locator("iframe.as-phone")


@pytest.fixture
def editor(house: House, request: pytest.FixtureRequest) -> Editor:
    return Editor(house.facilitator(), request.node.originalname.removeprefix("test_").replace("_", "-"))


def test_a_newcomer_writes_five_steps_and_runs_them(house: House):
    window = house.facilitator()
    window.signed_in()
    window.goto("/host/scripts/new")
    page = window.page
    page.get_by_label("What is your workshop called?").fill("Evening of listening")
    window.press("Make it and open the editor")
    page.wait_for_url("**/host/scripts/evening-of-listening/edit")
    editor = Editor(window, "evening-of-listening")
    for kind in ("Poll", "Breakout", "Reflect", "Pause"):
        editor.insert(kind)
        editor.type(f"My {kind.lower()}")
        expect(editor.phone.locator("h1")).to_have_text(f"My {kind.lower()}")
    editor.says("No mistakes")
    assert "### Slide: Welcome" not in editor.file.read_text().partition("### Poll: My poll")[2]
    page.get_by_role("button", name="Get a code").click()
    window.press("Write them and get a code")
    window.heading("Invitation")
    assert "- id: my-poll\n" in editor.file.read_text()
    window.link("Open the console")
    window.live()
    window.here(0)
    window.do("Start")
    window.says("Nobody is here yet.")
    window.press("Start all the same")
    window.at("Welcome")


# How far the last number of a line stands from its line, in pixels.
ASTRAY = """() => {
    const top = (found) => [...document.querySelectorAll(found)].at(-1).getBoundingClientRect().top;
    return Math.abs(top(".cm-lineNumbers .cm-gutterElement") - top(".cm-content > .cm-line"));
}"""


def test_messages_stand_under_the_line_and_are_mended(editor: Editor):
    editor.at_end()
    editor.type("\n### Pol: Three (1 min)\n\n- ( ) Yes\n- ( ) No\n")
    editor.says("1 mistake")
    below = editor.page.locator(".cm-below")
    expect(below).to_contain_text('"Pol" is not a kind of step.')
    expect(editor.page.locator(".cm-mistake")).to_have_text("Pol")
    editor.page.wait_for_function(f"({ASTRAY})() < 3")
    expect(editor.phone.locator("article")).to_contain_text("This step cannot be shown yet.")
    below.get_by_role("button", name="Fix").click()
    editor.says("No mistakes")
    expect(below).to_have_count(0)
    expect(editor.phone.locator(".choice")).to_have_count(2)


@pytest.mark.tour
def test_fix_all_goes_on_until_nothing_is_left(editor: Editor):
    editor.at_end()
    editor.type("\n###Pol: Three (2m)\n\n- resutls: never\n\n- ( ) Yes\n- ( ) No\n")
    editor.page.get_by_role("button", name="Fix all").click()
    editor.says("No mistakes")
    editor.content.focus()
    editor.page.keyboard.press("ControlOrMeta+s")
    editor.state("saved")
    assert "### Poll: Three (2 min)\n\n- results: never\n" in editor.file.read_text()


@pytest.mark.tour
def test_a_german_script_is_completed_and_filled_in_its_own_words(house: House):
    german = "# Hallo\n\n- Sprache: de\n- format: 1\n\n### Folie: Da (1 min)\n\nHallo\n"
    editor = Editor(house.facilitator(), "auf-deutsch", german)
    page = editor.page
    editor.at_end()
    editor.type("\n### Umf")
    page.locator(".cm-tooltip-autocomplete li", has_text="Umfrage").click()
    editor.type("Wie? (1 min)\n\n- Erg")
    page.locator(".cm-tooltip-autocomplete li", has_text="Ergebnisse").click()
    editor.type("ni")
    page.locator(".cm-tooltip-autocomplete li", has_text="nie").click()
    editor.type("\n- ( ) Gut\n- ( ) Müde\n")
    editor.says("No mistakes")
    editor.insert("Word cloud")
    editor.says("No mistakes")
    editor.save()
    text = editor.file.read_text()
    assert "### Umfrage: Wie? (1 min)\n\n- Ergebnisse: nie\n" in text
    assert "\n### Umfrage: In einem Wort? (2 min)\n\n- Antwort: Wörter\n" in text


@pytest.mark.tour
def test_the_keyboard_is_enough(editor: Editor):
    page = editor.page
    editor.at_end()
    editor.type("\n### Slide: Three (1 min)\n\n- revael: all\n\nWords.\n")
    editor.says("1 mistake")
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("F8")
    page.keyboard.press("ControlOrMeta+.")
    editor.says("No mistakes")
    editor.save()
    assert "- reveal: all\n" in editor.file.read_text()
    page.keyboard.press("Tab")
    expect(editor.content).not_to_be_focused()
    tab = page.get_by_role("tab", name="Phone")
    tab.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Shared screen")).to_be_focused()
    expect(page.frame_locator("iframe.as-projector").locator("h1")).to_be_visible()


def test_settings_are_offered_where_they_can_stand(editor: Editor):
    editor.content.focus()
    editor.page.get_by_text("### Poll", exact=False).first.click()
    editor.page.keyboard.press("End")
    editor.type("\n\n- resu")
    # By hand, for the list takes no key in its first moments, lest somebody accept what just appeared.
    editor.page.locator(".cm-tooltip-autocomplete li", has_text="results").click()
    editor.page.keyboard.press("Control+ ")
    expect(editor.page.locator(".cm-tooltip-autocomplete")).to_contain_text("after closing")


def test_the_pictures_follow_the_cursor(editor: Editor):
    page = editor.page
    page.get_by_text("- ( ) Yes").click()
    expect(editor.phone.locator("h1")).to_have_text("Two?")
    page.get_by_role("button", name="Result").click()
    expect(editor.phone.locator("article")).to_contain_text("14 answered")
    page.get_by_role("tab", name="Plan").click()
    page.locator("#cards .face").first.click()
    page.get_by_role("button", name="Done").last.click()
    page.get_by_role("tab", name="Phone").click()
    expect(editor.phone.locator("h1")).to_have_text("One")
    assert editor.phone.locator("script").count() == 0


def test_untouched_lines_keep_their_bytes(house: House):
    raw = ("\ufeff" + PLAN.replace("\n", "\r\n")).encode()
    editor = Editor(house.facilitator(), "from-windows", raw)
    editor.at_end()
    editor.type("- ( ) Perhaps\n")
    editor.save()
    assert editor.file.read_bytes() == raw + b"- ( ) Perhaps\r\n"


def test_a_clean_editor_shows_what_was_saved_elsewhere(editor: Editor):
    editor.file.write_text(PLAN.replace("Hello.", "Written elsewhere."))
    editor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(editor.content).to_contain_text("Written elsewhere.")
    editor.window.says("The file was changed elsewhere. You see the new text.")


def test_two_versions_are_both_kept(editor: Editor):
    editor.window.may_complain("409")
    page = editor.page
    editor.at_end()
    editor.type("\nMine.\n")
    theirs = PLAN.replace("Hello.", "Theirs.")
    editor.file.write_text(theirs)
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator("#differences")).to_contain_text("- Theirs.")
    expect(page.locator("#differences")).to_contain_text("+ Mine.")
    assert editor.file.read_text() == theirs
    page.get_by_role("button", name="Put mine here, keep the other beside it").click()
    editor.state("saved")
    assert "Mine." in editor.file.read_text()
    assert editor.file.with_name(f"{editor.name}-before.md").read_text() == theirs


def test_mine_becomes_a_script_of_its_own(editor: Editor):
    editor.window.may_complain("409")
    editor.at_end()
    editor.type("\nMine.\n")
    editor.file.write_text(PLAN + "\nTheirs.\n")
    editor.page.keyboard.press("ControlOrMeta+s")
    editor.page.get_by_role("button", name="Keep mine as a script of its own").click()
    editor.page.wait_for_url(f"**/{editor.name}-copy/edit")
    expect(editor.content).to_contain_text("Mine.")
    assert "Theirs." in editor.file.read_text()


def test_what_was_not_saved_is_still_on_this_computer(editor: Editor):
    page = editor.page
    editor.at_end()
    editor.type("\nAlmost lost.\n")
    editor.state("unsaved")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(editor.content).not_to_contain_text("Almost lost.")
    page.get_by_role("button", name="Take it").click()
    expect(editor.content).to_contain_text("Almost lost.")
    editor.content.focus()
    editor.save()
    page.reload()
    expect(page.get_by_role("button", name="Take it")).to_have_count(0)


def test_the_server_may_be_away(editor: Editor):
    editor.window.may_complain("Failed to load resource", "ERR_")
    editor.at_end()
    editor.page.route("**/save", lambda route: route.abort())
    editor.type("\nStill here.\n")
    editor.page.keyboard.press("ControlOrMeta+s")
    expect(editor.page.locator("#kept")).to_contain_text("Your text is kept on this computer.")
    editor.page.unroute("**/save")
    editor.save()
    assert "Still here." in editor.file.read_text()


def test_it_saves_after_a_sign_in_in_another_tab(editor: Editor):
    """The token that came with the page is an old one then."""
    editor.window.may_complain("400")
    editor.window.context.clear_cookies()
    editor.window.signed_in()
    editor.at_end()
    editor.type("\nMore.\n")
    editor.save()
    assert "More." in editor.file.read_text()


def test_with_mistakes_it_does_not_start(editor: Editor):
    editor.at_end()
    editor.type("\n### Pol: Three (1 min)\n")
    editor.page.get_by_role("button", name="Get a code").click()
    editor.window.says("This script cannot start yet.")
    expect(editor.page.locator("#findings")).to_be_visible()
    editor.page.once("dialog", lambda dialog: dialog.accept())
    editor.page.goto("about:blank")


def test_others_in_the_same_script_are_told(house: House, editor: Editor):
    Editor(house.facilitator(), editor.name)
    editor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    editor.window.says("This script is open in another window too.")


@pytest.mark.tour
def test_everybody_can_use_it(house: House, editor: Editor):
    page, faults = editor.page, editor.window.inspect("written")
    editor.at_end()
    editor.type("\n### Pol: Three (1 min)\n\n- ( ) One\n- [ ] Two\n")
    expect(page.locator(".cm-below").first).to_be_visible()
    page.locator("#problems").click()
    faults += editor.window.inspect("with mistakes")
    page.get_by_role("tab", name="Plan").click()
    faults += editor.window.inspect("plan")
    for opener in ("Insert", "More"):
        page.get_by_role("button", name=opener).first.click()
        faults += editor.window.inspect(opener)
        page.keyboard.press("Escape")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"{editor.window.server.url}/host/scripts/healing-anxious-attachment/edit")
    editor.checked()
    faults += editor.window.unfair()  # with a text that is longer than its place
    page.set_viewport_size(PHONE["viewport"])
    faults += editor.window.unfair()
    page.set_viewport_size(DESK["viewport"])
    for path in ("new", "hello/preview", "healing-anxious-attachment/print?start=14:30"):
        page.goto(f"{editor.window.server.url}/host/scripts/{path}")
        page.locator("h1").first.wait_for()
        faults += editor.window.inspect(path)
    assert not faults, "\n".join(faults)


def test_it_works_on_a_phone(chromium: Browser, server: Server):
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    window = FacilitatorPage.__new__(FacilitatorPage)
    window.context, window.server, window.name, window.page = context, server, "a phone", page
    editor = Editor(window, "on-a-phone")
    expect(page.get_by_role("tab", name="Text")).to_have_attribute("aria-selected", "true")
    editor.insert("Talk")
    editor.type("On the way")
    page.get_by_role("tab", name="Phone").click()
    expect(editor.phone.locator("h1")).to_have_text("On the way")
    expect(editor.content).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    context.close()


@pytest.mark.tour
def test_typing_stays_fluent_in_five_hundred_steps(chromium: Browser, house: House):
    """The middle key of the best of four times: what else the machine does is none of it."""
    steps = "".join(f"\n### Poll: Question {n}? (1 min)\n\n- ( ) Yes\n- ( ) No\n" for n in range(STEPS))
    editor = Editor(house.facilitator(), "five-hundred", f"# Long\n\n- format: 1\n{steps}")
    page: Page = editor.page
    page.evaluate("""() => { window.spent = []; addEventListener("keydown", () => {
        const begin = performance.now();
        requestAnimationFrame(() => setTimeout(() => spent.push(performance.now() - begin)));
    }, true); }""")
    editor.at_end()
    middle = []
    for _ in range(4):
        page.keyboard.type("> typing on and on", delay=30)
        page.wait_for_timeout(600)
        middle.append(median(page.evaluate("spent.splice(0)")))
    assert min(middle) < 100, f"the middle key took {min(middle):.0f} ms"
    editor.says("No mistakes")
    editor.save()
