"""What people have in front of them: a console, phones and the shared screen, each in a browser of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.names_said import UNSAID
from tests.support.server import KEY, Server

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
NARROW = 320
WAIT_FOR_FORGETTING = 1600  # looks, 50 ms apart
A_MOMENT = 5  # seconds: more than two words to the browser take, and too few to make a silent line look dead
# Without frames: axe would wait half a second for each that has no axe in it; what they show is judged where it is.
FINDS = """(rules) => axe.run(document, {resultTypes: ["violations"], iframes: false, ...rules}).then(
    (seen) => seen.violations.map(
        v => `${v.id} (${v.impact}): ` + v.nodes.map(n => n.target.join(" ")).slice(0, 4).join(" | ")),
    (error) => [String(error)])"""
BEGIN = f"(rules) => {{ window.found = null; ({FINDS})(rules).then((found) => {{ window.found = found; }}); }}"
COLOURS = {"runOnly": ["color-contrast"]}
PARTS = """() => [...new Set([...document.body.querySelectorAll(":not(script, use, path)")]
    .filter(n => n.checkVisibility()).map(n => [n.tagName, n.getAttribute("class"), n.type, n.disabled, n.dataset.state,
               ...n.getAttributeNames().filter(name => /^aria-(?!disabled)/.test(name))].join(" ")))]"""
TOO_WIDE = """() => document.documentElement.scrollWidth > 320 && [...document.body.querySelectorAll("*")]
    .filter(n => n.getBoundingClientRect().right > 321).slice(0, 6)
    .map(n => n.tagName + "." + (n.getAttribute("class") || n.id))"""

READABLE = 3.2  # per cent of the screen's height: what is read from the back row (design: "How it should feel")
SQUARE = {"width": 1024, "height": 768}  # an old projector
HARD_TO_READ = """async (least) => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const found = [], foot = document.querySelector(".pinned, .foot");
    const edge = parseFloat(getComputedStyle(document.body).paddingTop) / 2;  // letters are higher than their line
    const floor = foot ? foot.getBoundingClientRect().top : innerHeight;
    const head = document.querySelector(".step > header"), ceiling = head ? head.getBoundingClientRect().bottom : 0;
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.textContent.trim().slice(0, 40), holder = words.currentNode.parentElement;
        if (!text || holder.closest("svg, .unseen, [aria-hidden]") || !holder.checkVisibility()) continue;
        const place = document.createRange();
        place.selectNodeContents(words.currentNode);
        const box = place.getBoundingClientRect();
        const [high, low] = holder.closest(".fill") ? [ceiling, floor]
            : holder.closest(".calm-words") ? [edge, floor] : [0, innerHeight];
        const size = 100 * parseFloat(getComputedStyle(holder).fontSize) / innerHeight;
        if (size < least) found.push(`${size.toFixed(2)} % of the height is too small for the back row: ${text}`);
        if (box.bottom > low + 2 || box.top < high - 2 || box.right > innerWidth + 2) found.push(`cut off: ${text}`);
    }
    return found;
}"""


class Window:
    """A page that remembers everything the browser complained about."""

    def __init__(self, context: BrowserContext, server: Server, name: str) -> None:
        self.context, self.server, self.name = context, server, name
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.has_clock = False  # from its first timer on: one that is older would neither stand nor be cleared
        self.stands = False  # whether its clock does
        self._parts: set[str] = set()
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(f"{said.text} ({said.location['url']})")

    def may_complain(self, *of: str) -> None:
        """What the browser says when a test cuts its line."""
        self.expected += of

    def trouble(self) -> list[str]:
        return [said for said in self.complaints if not any(re.search(e, said) for e in self.expected)]

    def goto(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.server.url + path)

    def live(self) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-connection", "live")

    @contextmanager
    def standing_time(self) -> Iterator[None]:
        """The page's clock stands, so that nothing there runs out on a busy machine; `page.clock.run_for` moves it."""
        assert self.has_clock, "open this window with clock=True"
        self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + A_MOMENT)
        self.stands = True
        yield
        self.stands = False
        self.page.clock.resume()

    def heading(self, text: str) -> None:
        """Wait until this is what the page is about."""
        expect(self.page.locator("h1:visible").first).to_have_text(text)

    def says(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def silent_about(self, text: str) -> None:
        assert text.lower() not in self.page.content().lower(), f"{self.name}'s page holds “{text}”"

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True).locator("visible=true")

    def press(self, label: str) -> None:
        self.button(label).first.click()

    def link(self, label: str) -> None:
        self.page.get_by_role("link", name=label, exact=True).first.click()

    def download(self, label: str) -> str:
        with self.page.expect_download() as started:
            self.link(label)
        return Path(started.value.path()).read_text(encoding="utf-8")

    def inspect(self, state: str) -> list[str]:
        """What axe finds in light and in dark, where a part stands that it has not seen; what sticks out at 320 px."""
        unfair = self.unfair() if self.anything_new() else []
        return [f"{self.name}, {state}: {fault}" for fault in (*unfair, *self.sticking_out())]

    def anything_new(self) -> bool:
        """Whether a part stands there, in a state, that did not when this was asked last: axe has seen the others."""
        new = set(self.page.evaluate(PARTS)) - self._parts
        self._parts |= new
        return bool(new)

    def unfair(self) -> list[str]:
        """All rules in light, and that buttons are called what stands on them; in dark only the colours can differ."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        dark = self._look(COLOURS)
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        return [*self._look({}), *(f"{fault} [dark]" for fault in dark), *self.page.evaluate(UNSAID)]

    def _look(self, rules: dict[str, list[str]]) -> list[str]:
        """axe uses timers: where the page's clock stands, it is moved by the little that they need."""
        if not self.stands:
            return list(self.page.evaluate(FINDS, rules))
        self.page.evaluate(BEGIN, rules)
        while (found := self.page.evaluate("() => window.found")) is None:
            self.page.clock.run_for(1)
        return list(found)

    def sticking_out(self) -> list[str]:
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": NARROW, "height": size["height"]})
        wide = self.page.evaluate(TOO_WIDE)
        self.page.set_viewport_size(size)
        return [f"wider than {NARROW} px: {wide}"] if wide else []

    def carry(self, cookie: str) -> None:
        name, value = cookie.split("=", 1)
        self.context.add_cookies([{"name": name, "value": value, "url": self.server.url}])


class FacilitatorPage(Window):
    """At a desk, signed in through the link that the server prints."""

    def sign_in(self) -> None:
        self.goto(f"/host#{KEY}")
        self.heading("Scripts")

    def signed_in(self) -> None:
        """As from the door, by the same form; without the page behind it, which most tests never look at."""
        door = self.context.request.get(f"{self.server.url}/host").text()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', door)
        assert token, door
        form = {"key": KEY, "csrf_token": token[1]}
        came = self.context.request.post(f"{self.server.url}/host/sign-in", form=form, max_redirects=0)
        assert came.status == 303, came.text()

    def prepare(self, title: str) -> dict[str, str]:
        """Choose a script; what the invitation offers."""
        self.press(f"Get a code for {title}")
        self.heading("Invitation")
        self.session = self.page.url.split("/")[-2]
        fields = ("link", "projector-link", "invitation")
        return {field: self.page.locator(f"#{field}").input_value() for field in fields}

    def open_console(self, session: str = "") -> None:
        self.session = session or self.session
        self.goto(f"/host/sessions/{self.session}")
        self.live()

    def screen_link(self) -> str:
        """The shared screen's address, as the invitation tells it."""
        page = self.context.request.get(f"{self.server.url}/host/sessions/{self.session}/invite").text()
        link = re.search(r'<input[^>]*id="projector-link"[^>]*value="([^"]+)"', page)
        assert link, page
        return unescape(link[1])

    def do(self, label: str) -> None:
        """Press a button of the console, once the command before it is answered."""
        ready = self.page.locator("button[data-command]:not([aria-disabled])")
        self.page.get_by_role("button", name=label, exact=True).and_(ready).first.click()

    def at(self, title: str, phase: str = "") -> None:
        self.heading(title)
        if phase:
            expect(self.page.locator("body")).to_have_attribute("data-phase", phase)

    def turnout(self, answered: int | str, of: int) -> None:
        expect(self.page.locator('.pulse [data-pulse="answered"]')).to_have_text(str(answered))
        expect(self.page.locator('.pulse [data-pulse="of"]')).to_have_text(str(of))

    def here(self, count: int) -> None:
        expect(self.page.locator('.pulse [data-pulse="connected"]')).to_have_text(str(count))


class ProjectorPage(Window):
    def inspect(self, state: str) -> list[str]:
        return [*self.from_the_back_row(state), *super().inspect(state)]

    def from_the_back_row(self, state: str) -> list[str]:
        """On its own screen, and on an old projector."""
        wide = self.page.viewport_size
        hard = self.hard_to_read()
        self.page.set_viewport_size(SQUARE)
        hard += self.hard_to_read()
        self.page.set_viewport_size(wide)
        return [f"{self.name}, {state}: {fault}" for fault in hard]

    def hard_to_read(self) -> list[str]:
        """Every visible word, measured against the height of the screen; and what the screen cuts off."""
        return list(self.page.evaluate(HARD_TO_READ, READABLE))

    def show(self, link: str) -> None:
        self.goto(link)
        self.live()

    def turnout(self, answered: int | str, of: int) -> None:
        expect(self.page.locator('[data-pulse="answered"]').first).to_have_text(str(answered))
        expect(self.page.locator('[data-pulse="of"]').first).to_have_text(str(of))


class PhonePage(Window):
    def live(self) -> None:
        """With both halves of its script."""
        super().live()
        expect(self.page.locator("html")).to_have_attribute("data-whole", "")

    def forgotten(self, session: str) -> None:
        """Wait until the server has taken its cookie back: the word that asks for it outlives the page."""
        tries = WAIT_FOR_FORGETTING
        while tries and any(cookie["name"] == f"workshop-{session}" for cookie in self.context.cookies()):
            self.page.wait_for_timeout(50)
            tries -= 1
        assert tries, self.context.cookies()

    def join(self, link: str) -> None:
        """Through the link, past the promise, to the lobby."""
        self.goto(link)
        self.page.get_by_label("How shall we call you?").fill(self.name)
        self.press("I agree, come in")
        self.live()

    def enter(self, session: str) -> None:
        self.goto(f"/s/{session}")
        self.live()

    def choose(self, label: str) -> None:
        self.page.locator(".choice", has_text=label).first.tap()

    def receipt(self, state: str) -> None:
        expect(self.page.locator(".receipt").first).to_have_attribute("data-state", state)

    def saved(self) -> None:
        self.receipt("saved")

    def write(self, text: str) -> None:
        self.page.locator("#stage textarea").fill(text)

    def box(self) -> Locator:
        return self.page.locator("#stage textarea")

    def own(self) -> Locator:
        """One's own answer among the results."""
        return self.page.locator("#stage .own")

    @property
    def session(self) -> str:
        return str(self.page.locator("body").get_attribute("data-session"))

    def stored(self, where: str) -> dict[str, Any]:
        return dict(self.page.evaluate(f"() => ({{...{where}}})"))
